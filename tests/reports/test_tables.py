"""Equal neighbours of a marked column become one cell; every cell ends with a paragraph."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ntm_desktop.reports.tables import end_cells, merge_equal_cells, merge_marked_tables


def merged(words, *, rule="merge-equal 1"):
    table = docx.Document().add_table(rows=len(words), cols=2)
    for row, text in zip(table.rows, words, strict=True):
        row.cells[0].text = text
    described = parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{rule}"/>')
    table._tbl.tblPr.append(described)
    merge_marked_tables([table._tbl])
    return [
        [merge.get(qn("w:val")) for merge in row.tc_lst[0].iter(qn("w:vMerge"))]
        for row in table._tbl.tr_lst
    ], ["".join(t.text or "" for t in row.tc_lst[0].iter(qn("w:t"))) for row in table._tbl.tr_lst]


def test_equal_neighbours_are_merged_and_named_once():
    merges, words = merged(["đường", "đường", "điện"])
    assert merges == [["restart"], ["continue"], ["restart"]]
    assert words == ["đường", "", "điện"]


def test_cells_of_an_own_template_may_lack_width_or_properties():
    table = docx.Document().add_table(rows=3, cols=1)
    for cell in table._tbl.iter(qn("w:tc")):
        cell.p_lst[0].add_r().text = "đường"
    bare, unsized, spanned = table._tbl.iter(qn("w:tc"))
    bare.remove(bare.tcPr)
    unsized.tcPr.remove(unsized.tcPr.find(qn("w:tcW")))
    spanned.tcPr.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="1"/>'))
    merge_equal_cells(table._tbl, 0)
    tags = [[one.tag.partition("}")[2] for one in cell[0]] for cell in (bare, unsized, spanned)]
    assert tags == [["vMerge"], ["vMerge"], ["tcW", "gridSpan", "vMerge"]]


def test_empty_cells_and_distant_equals_stay_apart():
    merges, _ = merged(["đường", "", "", "đường"])
    assert merges == [["restart"], [], [], ["restart"]]


def test_a_table_without_the_mark_is_left_alone():
    merges, words = merged(["đường", "đường"], rule="bảng")
    assert merges == [[], []]
    assert words == ["đường", "đường"]


def test_a_cell_without_a_paragraph_gets_one_that_looks_like_its_row():
    document = docx.Document()
    row = document.add_table(rows=1, cols=3).rows[0]
    row.cells[0].paragraphs[0].style = "Quote"
    row.cells[1]._tc.remove(row.cells[1].paragraphs[0]._p)
    row.cells[2].text = "có chữ"
    end_cells(document.element.body)
    assert [[one.style.name for one in cell.paragraphs] for cell in row.cells] == [
        ["Quote"], ["Quote"], ["Normal"],
    ]  # fmt: skip
    assert [cell.text for cell in row.cells] == ["", "", "có chữ"]


def test_a_table_at_the_end_of_a_cell_gets_a_paragraph_after_it():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    inner = cell.add_table(rows=1, cols=1)
    cell._tc.remove(inner._tbl.getnext())
    end_cells(document.element.body)
    assert cell._tc[-1].tag == qn("w:p")
