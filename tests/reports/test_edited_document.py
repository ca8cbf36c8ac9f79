"""A figure that an editor changed is named; words may be changed freely."""

import datetime

import docx
import pytest

from ntm_desktop.reports.edited_document import WrittenHead, figure_differences, written_head

LINES = (
    "Xã đạt 16/19 tiêu chí, 70/75 chỉ tiêu.",
    "Tổng nguồn vốn 1.234,5 triệu đồng, đạt 95,3%.",
    "Nhiệm vụ thời gian tới.",
)


@pytest.fixture
def write(tmp_path):
    def written(name, lines, rows=()):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        path = tmp_path / name
        document.save(str(path))
        return path

    return written


def found(write, edited, rows=((), ())):
    made = write("nay.docx", LINES, rows[0])
    return [
        (one.where[:20], one.recorded, one.written)
        for one in figure_differences(made, write("sua.docx", edited, rows[1]))
    ]


def test_the_same_document_differs_nowhere(write):
    assert found(write, LINES) == []


def test_a_changed_figure_is_named_with_both(write):
    assert found(write, (LINES[0].replace("16/19", "17/19"), *LINES[1:])) == [
        ("Xã đạt 17/19 tiêu ch", "16/19", "17/19")
    ]


def test_words_may_change_and_figures_change_places(write):
    edited = ("Đến nay, xã đạt 70/75 chỉ tiêu, 16/19 tiêu chí.", LINES[1], "Việc sắp tới là:")
    assert found(write, edited) == []


def test_a_figure_that_was_cut_or_added_is_named(write):
    edited = (LINES[0], LINES[1], LINES[2], "Ngoài ra có 5 mô hình mới.")
    assert found(write, edited) == [("Ngoài ra có 5 mô hìn", "", "5")]
    assert found(write, (LINES[0], LINES[2])) == [("Tổng nguồn vốn 1.234", "1.234,5; 95,3%", "")]


def test_rows_of_tables_are_compared_as_lines(write):
    rows = (("1", "Giao thông", "Đạt"), ("2", "Thủy lợi", "85%"))
    changed = (rows[0], ("2", "Thủy lợi", "90%"))
    assert found(write, LINES, (rows, changed)) == [("2 | Thủy lợi | 90%", "85%", "90%")]


def test_a_long_paragraph_is_shortened(write):
    long = "Lời " * 60
    (one,) = figure_differences(write("nay.docx", [long + "5"]), write("sua.docx", [long + "6"]))
    assert len(one.where) == 120


HEAD = "Số: /BC-UBND | Quảng An, ngày tháng năm 2026"
ANNEX = "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2026 của Ủy ban nhân dân xã)"


def test_number_and_date_in_their_blanks_are_no_changed_figures(write):
    made = write("nay.docx", [HEAD, *LINES, ANNEX])
    signed = [
        "Số: 15/BC-UBND | Quảng An, ngày 05 tháng 01 năm 2024",
        *LINES,
        "(Kèm theo Báo cáo số 15/BC-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân xã)",
    ]
    assert figure_differences(made, write("ky.docx", signed)) == ()
    assert figure_differences(made, write("trong.docx", [HEAD, *LINES, ANNEX])) == ()
    (one,) = figure_differences(
        made, write("sai.docx", [*signed[:1], LINES[0] + " Có 3.", *LINES[1:]])
    )
    assert one.written == "3"


def test_number_and_date_are_read_from_the_head(write):
    ground = "Căn cứ Quyết định số 320/QĐ-TTg ngày 08 tháng 3 năm 2022"
    assert written_head(write("a.docx", [HEAD, *LINES])) == WrittenHead("", None)
    assert written_head(write("b.docx", [HEAD, *LINES])).number == ""
    filled = "Số: 15/BC-UBND | Quảng An, ngày 5 tháng 01 năm 2024"
    assert written_head(write("c.docx", [filled, ground])) == WrittenHead(
        "15/BC-UBND", datetime.date(2024, 1, 5)
    )
    odd = write("d.docx", ["Số 12-BC/ĐU", "Quảng An, ngày 31 tháng 2 năm 2024"])
    assert written_head(odd) == WrittenHead("12-BC/ĐU", None)


def test_a_changed_result_is_named_like_a_figure(write):
    rows = (("13", "Tổ chức sản xuất", "Chưa đạt"), ("14", "Bảo hiểm", "Đạt"))
    changed = (("13", "Tổ chức sản xuất", "Đạt"), rows[1])
    made = write("nay.docx", ["Còn 01 tiêu chí chưa đạt."], rows)
    told = figure_differences(made, write("sua.docx", ["Còn 01 tiêu chí không đạt."], changed))
    assert [(one.recorded, one.written) for one in told] == [
        ("Chưa đạt", "Không đạt"),
        ("Chưa đạt", "Đạt"),
    ]
    free = write("tu-do.docx", ["Còn 01 tiêu chí chưa đạt, phấn đấu đạt."], rows)
    assert figure_differences(made, free) == ()


def test_the_subject_below_the_number_of_a_letter_is_no_part_of_it(write):
    letter = write("cv.docx", LINES, [("Số: 12/UBND-KT\nV/v đôn đốc", "ngày 05 tháng 01 năm 2026")])
    assert written_head(letter) == WrittenHead("12/UBND-KT", datetime.date(2026, 1, 5))


def test_the_day_of_a_ground_is_not_the_day_of_signing(write):
    ground = "Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 10 năm 2023;"
    assert written_head(write("qd.docx", [HEAD, ground])) == WrittenHead("", None)
