"""A figure that an editor changed is named; words may be changed freely."""

import docx
import pytest

from ntm_desktop.reports.edited_document import figure_differences

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
