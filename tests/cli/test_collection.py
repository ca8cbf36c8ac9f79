"""`ntm report phieu-thu-thap` and `ntm values import`: forms out, figures in."""

import openpyxl

from tests.cli.conftest import NANG_CAO

PLACE = ("--set", NANG_CAO, "--period", "2023")


def forms(ntm, *more):
    path = ntm.folder / "phieu.xlsx"
    answer = ntm("report", "phieu-thu-thap", *PLACE, "--by", "all", *more, "--out", str(path))
    assert answer.status == 0
    return path


def fill(path, **answers):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(9, sheet.max_row + 1):
        code = "c" + str(sheet.cell(row, 8).value).replace(".", "_")
        if code in answers:
            sheet.cell(row, 6).value = answers[code]
    book.save(path)


def test_filled_forms_are_tried_then_taken(commune):
    path = forms(commune, "--indicator", "3.1", "--indicator", "13", "--due", "31/1/2024")
    fill(path, c3_1=92.5, c13_5="6")
    tried = commune("values", "import", str(path), "--dry-run")
    counts = {"read": 2, "inserted": 2, "updated": 0, "unchanged": 0, "rejected": 0, "errors": []}
    counts["doubts"] = []
    assert tried.status == 0
    assert tried.json == {"set": NANG_CAO, "period": "2023", **counts}
    assert commune("values", "import", str(path)).json["inserted"] == 2
    again = commune("values", "import", str(path))
    assert (again.status, again.json["unchanged"]) == (0, 2)
    shown = commune.raw("--data", str(commune.data), "values", "import", str(path))
    assert "giữ nguyên 2" in shown.out


def test_what_cannot_be_taken_is_named_cell_by_cell(commune):
    path = forms(commune, "--indicator", "3.1", "--indicator", "13.5")
    fill(path, c3_1="=1+1", c13_5="6")
    answer = commune("values", "import", str(path))
    assert answer.status == 3
    assert (answer.json["read"], answer.json["inserted"], answer.json["rejected"]) == (2, 1, 1)
    (error,) = answer.json["errors"]
    assert set(error) == {"sheet", "cell", "value", "rule", "fix"}
    assert error["cell"] == "F9"


def test_a_file_that_is_no_form_is_refused(commune):
    path = commune.folder / "a.xlsx"
    openpyxl.Workbook().save(path)
    answer = commune("values", "import", str(path))
    assert (answer.status, answer.code) == (1, "E_INPUT")
    path = forms(commune, "--indicator", "3.1")
    assert commune("values", "import", str(path), "--period", "2024").code == "E_INPUT"


def test_forms_and_the_page_of_what_is_not_met_are_word_files_too(commune):
    out = str(commune.folder / "p.docx")
    more = ("--for", "Chị Hoa", "--out", out)
    assert commune("report", "phieu-thu-thap", *PLACE, *more).json["file"] == out
    assert commune("report", "chua-dat-va-giai-phap", *PLACE, "--out", out).status == 0
    assert commune("report", "chua-dat-va-giai-phap", "--out", out).code == "E_INPUT"
    listed = {one["id"]: one for one in commune("reports").json}
    assert listed["phieu-thu-thap"]["formats"] == [".docx", ".xlsx"]
    assert listed["phieu-thu-thap"]["options"][0]["id"] == "by"


def test_a_share_above_the_whole_is_taken_and_named(commune):
    path = forms(commune, "--indicator", "3.1")
    fill(path, c3_1="4520")
    answer = commune("values", "import", str(path))
    assert (answer.status, answer.json["inserted"], answer.json["errors"]) == (3, 1, [])
    (doubt,) = answer.json["doubts"]
    assert (doubt["cell"], doubt["code"]) == ("F9", "3.1")
    assert "100%" in doubt["text"]
    shown = commune.raw("--data", str(commune.data), "values", "show", *PLACE, "--periods", "2")
    assert "cần xem lại" in shown.out
