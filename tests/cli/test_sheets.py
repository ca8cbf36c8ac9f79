"""`ntm export` and `ntm import`: the contract of counts and errors, statuses, dry runs."""

from __future__ import annotations

import openpyxl

from tests.cli.conftest import Ntm

KEYS = ["read", "inserted", "updated", "unchanged", "rejected", "errors"]


def test_our_own_export_changes_nothing_when_it_is_imported(quang_an: Ntm) -> None:
    out = str(quang_an.folder / "tat-ca.xlsx")
    answer = quang_an("export", "all", out)
    assert (answer.status, answer.json["file"]) == (0, out)
    for name, count in answer.json["records"].items():
        done = quang_an("import", name, out)
        assert done.status == 0
        assert list(done.json) == KEYS
        assert (done.json["read"], done.json["unchanged"]) == (count, count)


def test_a_wrong_cell_is_named_and_asks_for_a_person(commune: Ntm) -> None:
    out = commune.folder / "viec.xlsx"
    assert commune("export", "task", str(out)).json["records"] == {"task": 0}
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    for row, (text, due) in enumerate((("A", "5/1/2024"), ("B", "45/1/2024")), start=2):
        page.cell(row, heads["Nội dung nhiệm vụ"]).value = text
        page.cell(row, heads["Hạn"]).value = due
    page.cell(1, 60).value = "Cột lạ"
    book.save(out)
    tried = commune("import", "task", str(out), "--dry-run")
    assert (tried.status, tried.json["inserted"]) == (3, 1)
    assert commune("list", "task").json == []
    done = commune("import", "task", str(out))
    assert done.status == 3
    assert [done.json[name] for name in KEYS[:5]] == [2, 1, 0, 0, 1]
    [error] = done.json["errors"]
    assert list(error) == ["sheet", "cell", "value", "rule", "fix"]
    assert (error["sheet"], error["value"]) == ("Nhiệm vụ", "45/1/2024")
    assert "Cột lạ" in done.err
    shown = commune.raw("--data", str(commune.data), "import", "task", str(out), "--dry-run").out
    assert "Xem thử" in shown
    assert "- Dòng 2, không đổi" not in shown
    assert "Dòng 2, thêm mới: A (Nội dung nhiệm vụ: A; Hạn: 5/1/2024)" in shown
    assert [one["verdict"] for one in tried.json["rows"]] == ["inserted", "rejected"]
    assert error["cell"] in shown


def test_what_cannot_be_read_or_written_is_refused(commune: Ntm) -> None:
    assert commune("import", "task", str(commune.folder / "none.xlsx")).code == "E_NOT_FOUND"
    assert commune("import", "nothing", "a.xlsx").status == 1
    assert commune("export", "task", str(commune.folder / "a.docx")).code == "E_INPUT"
