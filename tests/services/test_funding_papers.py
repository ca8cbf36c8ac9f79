"""Biểu 11, 12, 13, the debt report and the list of works, read back from the Word file."""

import docx
import pytest
from docx.oxml.ns import qn

from ntm_desktop.domain.works import FUNDING_SOURCES
from ntm_desktop.errors import InputError
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.funding_papers import FORM_OF_PAPER
from ntm_desktop.services.funding_tables import funding_table
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.reporting import build_document, prepare_document, set_narrative
from tests.reports.reading import text_of

BIEU_11, BIEU_12, BIEU_13 = FORM_OF_PAPER
DEBT, LIST = "bao-cao-no-dong", "danh-muc-cong-trinh"
BREAK = "\u200b"


def work(workspace, name, **more):
    """Save a work."""
    return put_texts(workspace, "work", None, {"name": name, **more}).key


def pay(workspace, kind, amount, source="nsdp-xa", **more):
    """Save an amount of 2023."""
    typed = {"source": source, "plan_year": "2023", "kind": kind, "amount": amount, **more}
    return put_texts(workspace, "money_entry", None, typed).key


@pytest.fixture
def funded(commune):
    """A commune with a road, a group of two works, money of three sources and days of work."""
    road = work(
        commune,
        "Đường trục thôn",
        work_type="road",
        village="Phúc Thuận",
        component="NDTP 02",
        quantity="1,25",
        measure_unit="km",
        total_investment="2160 triệu",
        state="đang thi công",
        progress="65",
    )
    pay(commune, "kế hoạch", "1500 triệu", "nstw-dau-tu", work=road)
    pay(commune, "giải ngân", "1200,5 triệu", "nstw-dau-tu", work=road, paid_on="15/3/2023")
    pay(commune, "nghiệm thu", "1400 triệu", "nstw-dau-tu", work=road, paid_on="1/3/2023")
    group = work(commune, "Kênh mương", work_type="irrigation", count="2")
    part = work(commune, "Kênh Bắc", work_type="irrigation", group=group)
    pay(commune, "kế hoạch", "300 triệu", work=part)
    pay(commune, "giải ngân", "200 triệu", work=part, paid_on="1/9/2023")
    pay(commune, "nghiệm thu", "150 triệu", work=part)
    pay(commune, "giải ngân", "10 triệu", "doanh-nghiep", paid_on="2/4/2023")
    labour = {"quantity": "40", "unit_price": "250.000 đồng", "given_on": "1/4/2023"}
    put_texts(commune, "contribution", None, {"kind": "labour", "work": road, **labour})
    return commune


def built(workspace, paper, period="2023", *, draft=False, **options):
    """Return the paper, read back."""
    path = workspace.folder.parent / f"{paper}.docx"
    request = DocumentRequest(paper, period, options=options)
    build_document(workspace, request, path, draft=draft)
    return docx.Document(str(path))


def rows_of(document, table=0):
    """Return the cells of a table."""
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def asked(workspace, paper, period="2023", **options):
    """Return what is missing and what should be looked at."""
    found = prepare_document(workspace, DocumentRequest(paper, period, options=options))
    return found.missing, found.notices


# --- the forms ---


@pytest.mark.parametrize("period", ["2023", "2023-H1", "2023-Q1"])
@pytest.mark.parametrize("paper", [BIEU_11, BIEU_13])
def test_a_form_has_the_rows_columns_and_amounts_of_the_screen(funded, paper, period):
    table = funding_table(funded, FORM_OF_PAPER[paper], period)
    head, *rows = rows_of(built(funded, paper, period))
    assert head == ["TT", table.head, *(column.title for column in table.columns)]
    lines = [*table.lines, *table.outside]
    lines += [] if table.total in lines else [table.total]
    assert [row[:2] for row in rows] == [[line.number, line.name] for line in lines]
    shown = [[text.strip("…") for text in row[2:]] for row in rows]
    assert shown == [[cell.text() for cell in line.cells] for line in lines]


def test_the_form_by_content_has_both_halves_in_their_order(funded):
    table = funding_table(funded, "12", "2023-H1")
    first, *_, last, _, _ = heads = rows_of(built(funded, BIEU_12, "2023-H1"))
    assert first[2] == "Kết quả 6 tháng đầu năm 2023"
    assert first[10] == "Kế hoạch 6 tháng cuối năm 2023"
    assert heads[3][2:10] == [
        *("Tổng", "ĐTPT", "SN", "NSĐP", "Lồng ghép", "Tín dụng", "Doanh nghiệp", "Dân đóng góp"),
    ]
    assert heads[2][3:6] == ["NSTW", "NSTW", "NSĐP"]
    assert heads[1][3:6] == ["Vốn đầu tư trực tiếp"] * 3
    lines = [*table.lines, *table.outside, table.total]
    assert [row[1] for row in heads[4:]] == [line.name for line in lines]
    shown = [[text.strip("…").replace(BREAK, "") for text in row[2:18]] for row in heads[4:]]
    assert shown == [[cell.text() for cell in line.cells] for line in lines]
    assert last[1] == "Nội dung khác"


def test_no_figure_is_a_gap_and_a_column_the_period_has_not_is_blank(commune):
    _, total, *rows = rows_of(built(commune, BIEU_11))
    assert total[2:] == ["…", "…", ""]
    assert all(row[2:] == ["…", "…", ""] for row in rows)
    assert rows_of(built(commune, BIEU_11, "2023-H1"))[1][2:] == ["…", "…", "…"]
    assert rows_of(built(commune, BIEU_13, "2023-H1"))[1][2:] == ["…", "…", ""]
    assert not any("0" in text for row in rows for text in row[2:])
    missing, _ = asked(commune, BIEU_11)
    assert missing[-1] == "Nguồn lực năm 2023: chưa có số liệu nào."


def test_heads_repeat_rows_stay_whole_and_totals_are_bold(funded):
    for paper, heads in ((BIEU_11, 1), (BIEU_12, 4), (BIEU_13, 1)):
        document = built(funded, paper)
        (section,) = document.sections
        assert section.page_width > section.page_height
        rows = document.tables[0]._tbl.tr_lst
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert repeated == [True] * heads + [False] * (len(rows) - heads)
        last = rows[1] if paper == BIEU_11 else rows[-1]
        assert "TỔNG SỐ" in "".join(node.text or "" for node in last.iter(qn("w:t")))
        runs = [run for run in last.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        assert all(run.find(f".//{qn('w:b')}") is not None for run in runs)


@pytest.mark.parametrize(
    ("unit", "name", "total"),
    [
        ("trieu", "triệu đồng", "1.420,5"),
        ("dong", "đồng", "1.420.500.000"),
        ("ty", "tỷ đồng", "1,4205"),
    ],
)
def test_the_unit_of_money_is_chosen(funded, unit, name, total):
    document = built(funded, BIEU_11, unit=unit)
    assert rows_of(document)[1][3] == total
    assert f"Đơn vị tính: {name}\n" in text_of(document)
    by_content = rows_of(built(funded, BIEU_12, unit=unit))
    assert by_content[-1][2].replace(BREAK, "") == total


def test_rounded_amounts_say_so_where_their_sum_is_another(commune):
    for source in ("nsdp-xa", "nsdp-tinh"):
        pay(commune, "giải ngân", "1.400.000 đồng", source)
    rounded = built(commune, BIEU_11, places="0")
    assert rows_of(rounded)[1][3] == "3"
    assert "làm tròn" in text_of(rounded)
    assert "làm tròn" not in text_of(built(commune, BIEU_11))


def test_number_and_name_of_a_form_are_fields_and_said_to_be_unverified(funded):
    document = built(funded, BIEU_11, form_label="Biểu 07", form_name="Nguồn lực của xã")
    assert text_of(document).splitlines()[:3] == ["Biểu 07", "NGUỒN LỰC CỦA XÃ", "(năm 2023)"]
    _, notices = asked(funded, BIEU_11, form_label="Biểu 07")
    assert notices[0].startswith("Biểu 07, ")
    assert "chưa kiểm chứng" in notices[0]
    assert "Biểu 11 (?)" in text_of(built(funded, BIEU_11, draft=True))


def test_money_outside_the_rows_of_a_form_is_shown_and_named(funded):
    document = built(funded, BIEU_12)
    assert rows_of(document)[-2][1] == "Chưa gắn hợp phần"
    _, notices = asked(funded, BIEU_12)
    assert (
        "Chưa gắn hợp phần (không thuộc dòng nào của biểu): kết quả năm 2023 210 triệu đồng."
        in (notices)
    )


@pytest.mark.parametrize("options", [{"unit": "đô la"}, {"places": "hai"}, {"places": "10"}])
def test_a_choice_that_does_not_exist_is_refused(funded, options):
    with pytest.raises(InputError) as caught:
        asked(funded, BIEU_11, **options)
    assert caught.value.hint


# --- the progress report says the same ---


@pytest.mark.parametrize("period", ["2023", "2023-H1", "2023-Q4"])
def test_the_annex_of_the_progress_report_agrees_with_the_form(funded, period):
    from ntm_desktop.domain.periods import parse_period
    from ntm_desktop.reports import funding
    from ntm_desktop.services.progress_document import PROGRESS, gather

    table = funding_table(funded, "11", period)
    facts = gather(funded, PROGRESS, parse_period(period), None, draft=False)
    sums = {
        source.id: amounts
        for group, own, parts in funding.by_source(facts.counted_money, facts.period)
        for source, amounts in ((group, own), *parts)
    }
    for source in FUNDING_SOURCES:
        if source.id in sums:
            found = sums[source.id]
            line = table.line(source.id)
            assert (found.planned, found.disbursed) == tuple(one.amount for one in line.cells[:2])
    total = funding.amounts_of(facts.counted_money, facts.period)
    assert (total.planned, total.disbursed) == tuple(one.amount for one in table.total.cells[:2])


def test_the_progress_report_says_what_people_gave_and_leaves_it_out_of_the_works(funded):
    text = text_of(built(funded, "bao-cao-tien-do"))
    assert " | TỔNG SỐ | 1.800 | … | 1.420,5 | …" in text
    assert text.count("gồm cả 10 triệu đồng giá trị ngày công") == 2
    assert " |  | Tổng cộng |  | 2.160 | 1.800 | 1.400,5 | " in text


# --- construction debt ---


def test_the_debt_report_tells_what_is_owed_by_work_and_source(funded):
    set_narrative(funded, DEBT, "2023", "causes", "Vốn về chậm.\nThiếu vốn.")
    document = built(funded, DEBT)
    text = text_of(document)
    assert "tính đến ngày 31/12/2023" in text
    assert "nghiệm thu 1.550 triệu đồng; thanh toán 1.400,5 triệu đồng." in text
    assert "Còn nợ đọng 199,5 triệu đồng ở 01 công trình, nhóm công trình." in text
    assert "Thiếu vốn." in text
    rows = rows_of(document, 2)
    assert rows[1][:6] == ["1", "Đường trục thôn", "1.400", "1.200,5", "199,5", ""]
    assert rows[2][1] == "- Ngân sách trung ương – vốn đầu tư công"
    assert rows[3][1:6] == ["Kênh Bắc", "150", "200", "0", "50"]
    assert "Thanh toán vượt giá trị nghiệm thu; có khoản chưa ghi ngày" in rows[3]
    total = next(row for row in rows if row[1] == "Tổng cộng")
    assert total[2:6] == ["1.550", "1.400,5", "199,5", "50"]


def test_debt_is_told_as_of_the_day_that_was_chosen(funded):
    rows = rows_of(built(funded, DEBT, day="10/3/2023", unit="dong"), 2)
    assert rows[1][1:5] == ["Đường trục thôn", "1.400.000.000", "…", "1.400.000.000"]
    assert rows[1][6] == "Chưa ghi thanh toán"
    with pytest.raises(InputError):
        asked(funded, DEBT, day="ngày kia")


def test_without_any_accepted_value_no_debt_is_told(commune):
    key = work(commune, "Đường")
    pay(commune, "giải ngân", "5 triệu", work=key, paid_on="1/2/2023")
    document = built(commune, DEBT)
    row = rows_of(document, 2)[1]
    assert row[2:] == ["…", "5", "…", "5", "Chưa ghi giá trị nghiệm thu"]
    assert "không còn nợ" not in text_of(document)


def test_an_office_without_works_gets_gaps_and_is_told(commune):
    document = built(commune, DEBT)
    assert "Giá trị nghiệm thu: ……" in text_of(document)
    assert rows_of(document, 2)[1:] == [["", "Tổng cộng", "…", "…", "…", "", ""]]
    first, annex = document.sections
    assert first.page_width < first.page_height
    assert annex.page_width > annex.page_height
    missing, _ = asked(commune, DEBT)
    assert any(one.startswith("Giá trị nghiệm thu") for one in missing)
    assert any(one.startswith("II. Nguyên nhân") for one in missing)


def test_amounts_of_no_work_are_named_and_not_in_the_table(funded):
    _, notices = asked(funded, DEBT)
    assert any("Không gắn công trình" in one and "10 triệu đồng" in one for one in notices)


# --- the list of works ---


def test_the_list_shows_works_by_type_with_members_below_their_group(funded):
    rows = rows_of(built(funded, LIST), 1)
    assert rows[0][5] == "Kế hoạch năm 2023"
    assert [row[0] for row in rows[1:]] == ["I", "1", "II", "2", "2.1", ""]
    assert rows[2][1:] == [
        *("Đường trục thôn", "Phúc Thuận", "1,25 km", "2.160", "1.500", "1.200,5", "65%"),
        "Đang thi công",
    ]
    assert rows[4][1:4] == ["Kênh mương (02 công trình)", "…", "…"]
    assert rows[4][5:7] == rows[5][5:7] == ["300", "200"]
    assert rows[6][1:7] == ["Tổng cộng", "", "", "2.160", "1.800", "1.400,5"]


def test_the_list_may_leave_out_works_that_have_nothing_to_do_with_the_period(funded):
    work(funded, "Trường cũ", work_type="school", start_on="1/3/2019")
    work(funded, "Trường mới", work_type="school", finish_planned_on="1/12/2023")
    every = [row[1] for row in rows_of(built(funded, LIST), 1)]
    document = built(funded, LIST, works="period")
    listed = [row[1] for row in rows_of(document, 1)]
    assert set(every) - set(listed) == {"Trường cũ"}
    assert {"Kênh Bắc", "Trường mới"} <= set(listed)
    assert any(name.startswith("Kênh mương") for name in listed)
    assert "1 công trình khác trong sổ" in text_of(document)
    assert "công trình khác trong sổ" not in text_of(built(funded, LIST))
    nothing = built(funded, LIST, "2001", works="period")
    assert len(nothing.tables) == 1


def test_long_amounts_break_after_their_groups_only(funded):
    key = work(funded, "Cầu", work_type="road", total_investment="123.456.789.012.345 đồng")
    pay(funded, "kế hoạch", "123.456.789.012.345 đồng", work=key)
    amounts = {row[1]: row[4:6] for row in rows_of(built(funded, LIST, unit="dong"), 1)}
    text = BREAK.join(("123.", "456.", "789.", "012.", "345"))
    assert amounts["Cầu"] == [text, text]
    assert BREAK not in "".join(amounts["Đường trục thôn"])


def test_an_open_advance_is_noted_and_no_overpayment(commune):
    road = work(commune, "Đường")
    for kind in ("giải ngân", "tạm ứng"):
        pay(commune, kind, "30 triệu", work=road, paid_on="1/3/2023")
    document = built(commune, DEBT)
    [line] = [row for row in rows_of(document, -1) if row[1] == "Đường"]
    assert line[5] == ""
    assert "Tạm ứng chưa thu hồi 30" in line[6]


def test_an_empty_list_says_so(commune):
    document = built(commune, LIST)
    assert len(document.tables) == 1
    assert "Công trình, dự án: ……" in text_of(document)
    assert asked(commune, LIST)[0][-1] == "Công trình: chưa có công trình nào trong sổ."
