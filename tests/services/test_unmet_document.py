"""The page "Chưa đạt và giải pháp": what stands on it, and how it is laid out."""

import docx
import pytest
from docx.oxml.ns import qn

from ntm_desktop.services import units
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.reporting import build_document, prepare_report
from ntm_desktop.services.roadmap import put_roadmap_item
from tests.services.conftest import NANG_CAO

PAGE = "chua-dat-va-giai-phap"


def put(workspace, unit=None, **typed):
    drafts = [
        ValueDraft(NANG_CAO, "2023", code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    record_values(workspace, drafts)


def built(workspace, *, draft=False, unit=None):
    path = workspace.folder.parent / "trang.docx"
    request = DocumentRequest(PAGE, "2023", NANG_CAO, unit)
    build_document(workspace, request, path, draft=draft)
    return docx.Document(str(path))


def text_of(document):
    return "\n".join(one.text for one in document.paragraphs)


def rows_of(document):
    return [[cell.text for cell in row.cells] for row in document.tables[1].rows]


def test_the_smallest_gap_comes_first_with_who_how_and_by_when(commune):
    put(commune, c13_5="5", c3_1="85")
    planned = {"assignee": "Chị Hoa", "due_on": "2023-01-01", "solution": "Kiên cố hóa kênh"}
    put_roadmap_item(commune, NANG_CAO, "3.1", planned)
    task = {"text": "Sửa kênh", "due_on": "15/1/2024", "set_id": NANG_CAO, "indicator": "3.1"}
    put_texts(commune, "task", None, task)
    page = built(commune)
    head, first, second = rows_of(page)
    assert head[:2] == ["TT", "Chỉ tiêu chưa đạt"]
    assert (first[0], first[1].split()[0], first[2:5]) == (
        "1",
        "3.1.",
        ["85%", "≥ 90%", "5 điểm %"],
    )
    assert first[5] == "Kiên cố hóa kênh\nNhiệm vụ: Sửa kênh (hạn 15/01/2024)"
    assert first[6:] == ["Chị Hoa", "01/01/2023 (quá hạn)"]
    assert second[5:] == ["…", "…", "…"]
    assert "Đạt 0/19 tiêu chí, 0/75 chỉ tiêu" in text_of(page)
    assert "Chưa có số liệu (73 chỉ tiêu): 1.1" in text_of(page)
    missing = prepare_report(commune, PAGE, "2023", NANG_CAO).missing
    assert [one.split(":")[0] for one in missing[-3:]] == [
        *("Người phụ trách", "Hạn hoàn thành", "Giải pháp")
    ]


def test_only_a_draft_marks_what_was_not_checked(commune):
    put(commune, c13_2="chưa đạt")
    assert "(?)" not in str(rows_of(built(commune)))
    draft = built(commune, draft=True)
    assert "(?)" in str(rows_of(draft))
    assert text_of(draft).startswith("BẢN DỰ THẢO")
    [told] = prepare_report(commune, PAGE, "2023", NANG_CAO).notices
    assert "01 tiêu chí, chỉ tiêu có câu chữ hoặc mức yêu cầu chưa đối chiếu" in told


def test_the_page_is_landscape_readable_and_goes_on_with_its_head(commune):
    put(commune, c13_5="5", c3_1="85")
    page = built(commune)
    (section,) = page.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    rows = page.tables[1]._tbl.tr_lst
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    sizes = [int(size.get(qn("w:val"))) for size in page.tables[1]._tbl.iter(qn("w:sz"))]
    assert min(size for size in sizes if size > 4) >= 22  # half points; 4 is a border
    grid = [int(column.get(qn("w:w"))) for column in page.tables[1]._tbl.tblGrid]
    assert sum(grid) <= round(267 * 1440 / 25.4) + len(grid)


def test_where_nothing_is_unmet_the_page_says_so(commune):
    page = built(commune)
    assert len(page.tables) == 1
    assert "Chưa có số liệu của kỳ này nên chưa biết chỉ tiêu nào chưa đạt." in text_of(page)
    put(commune, c3_1="95", c17_5="10")
    told = text_of(built(commune))
    assert "Còn 73 chỉ tiêu chưa có số liệu, 01 chỉ tiêu có số liệu nhưng chưa đủ căn cứ" in told
    assert "Có số liệu, chưa đủ căn cứ đánh giá (01 chỉ tiêu): 17.5" in told


def test_of_a_set_without_its_list_nobody_says_that_all_is_met(commune):
    path = commune.folder.parent / "trang.docx"
    build_document(commune, DocumentRequest(PAGE, "2023", "xa-ntm-hien-dai-2026-2030"), path)
    assert "Tất cả" not in text_of(docx.Document(str(path)))


@pytest.mark.parametrize("words", ["A & B <w:p> {{ x }} {% for %}", "=1+1"])
def test_what_people_type_is_text(commune, words):
    put(commune, c3_1="85")
    put_roadmap_item(commune, NANG_CAO, "3.1", {"solution": words, "assignee": words})
    assert rows_of(built(commune))[1][5:7] == [words, words]


def test_a_page_can_be_about_a_thôn(commune):
    code = units.add_unit(commune, "Thôn An Xuân").code
    put(commune, code, c3_1="85")
    page = built(commune, unit=code)
    assert [row[1].split()[0] for row in rows_of(page)[1:]] == ["3.1."]
    assert "Thôn An Xuân: đạt 0/19 tiêu chí" in text_of(page)
    assert "Xuân" not in text_of(built(commune))


def test_the_page_leaves_room_for_its_table(commune):
    put(commune, c13_5="5", c3_1="85")
    page = built(commune, draft=True)
    section = page.sections[0]
    assert section.page_width > section.page_height
    assert section.top_margin.mm + section.bottom_margin.mm <= 25
    used = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    grid = page.tables[1]._tbl.tblGrid.findall(qn("w:gridCol"))
    widths = [int(column.get(qn("w:w"))) * 25.4 / 1440 for column in grid]
    assert sum(widths) == pytest.approx(used, abs=0.5)
    assert widths.index(max(widths)) == 5  # the column that is written most in: what is done
