"""Equal neighbours of a marked column become one cell."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ntm_desktop.reports.tables import merge_marked_tables


def merged(words, *, rule="merge-equal 1"):
    table = docx.Document().add_table(rows=len(words), cols=2)
    for row, text in zip(table.rows, words, strict=True):
        row.cells[0].text = text
    described = parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{rule}"/>')
    table._tbl.tblPr.append(described)
    merge_marked_tables(table._tbl.getparent())
    return [
        [merge.get(qn("w:val")) for merge in row.tc_lst[0].iter(qn("w:vMerge"))]
        for row in table._tbl.tr_lst
    ], ["".join(t.text or "" for t in row.tc_lst[0].iter(qn("w:t"))) for row in table._tbl.tr_lst]


def test_equal_neighbours_are_merged_and_named_once():
    merges, words = merged(["đường", "đường", "điện"])
    assert merges == [["restart"], ["continue"], ["restart"]]
    assert words == ["đường", "", "điện"]


def test_empty_cells_and_distant_equals_stay_apart():
    merges, _ = merged(["đường", "", "", "đường"])
    assert merges == [["restart"], [], [], ["restart"]]


def test_a_table_without_the_mark_is_left_alone():
    merges, words = merged(["đường", "đường"], rule="bảng")
    assert merges == [[], []]
    assert words == ["đường", "đường"]
