"""`ntm sets read` and `ntm sets add`."""

import json

from tests.data.make_annexes import FOLDER

REGION, _, _, ONE, _, YEARS, _, NOTHING = (str(path) for path in sorted(FOLDER.iterdir()))


def test_an_annex_without_doubts_ends_well(ntm):
    out = ntm.folder / "bo.json"
    answer = ntm("sets", "read", ONE, "--id", "bo-thu", "--out", str(out))
    assert answer.status == 0
    assert json.loads(out.read_text("utf-8"))["id"] == "bo-thu"
    found = answer.json
    assert (found["out"], found["needs_person"], found["problems"]) == (str(out), False, [])
    assert found["set"] == {
        "id": "bo-thu", "name": found["set"]["name"], "level": "phuong", "period": None,
        "groups": [{"id": "chung", "name": "Mức quy định"}], "criteria": 3, "indicators": 6,
    }  # fmt: skip
    assert found["confidence"]["unsure"] == 0
    assert found["tables"][0]["used"]
    assert ntm("sets", "check", str(out)).status == 0


def test_what_is_unsure_is_told_and_needs_a_person(ntm):
    out = str(ntm.folder / "bo.json")
    answer = ntm("sets", "read", REGION, "--table", "2", "--out", out)
    assert answer.status == 3
    unsure = [one for one in answer.json["readings"] if one["confidence"] == "unsure"]
    assert {one["original"] for one in unsure} == {"Năm 2026: 39; năm 2027: 42,5"}
    assert answer.json["problems"]
    shown = ntm.raw("sets", "read", REGION, "--out", out).out
    assert "Bảng 2, dòng 8, cột 4: “Năm 2026: 39; năm 2027: 42,5”" in shown
    assert "1.2 Tỷ lệ cột bịa được sơn [Chỉ tiêu chung: ≥ 98%; Bắc Trung Bộ: ≥ 98%" in shown
    assert "Chưa có gì được coi là đã đối chiếu" in shown


def test_nothing_is_written_of_a_table_of_something_else(ntm):
    out = ntm.folder / "bo.json"
    answer = ntm("sets", "read", NOTHING, "--out", str(out))
    assert (answer.status, answer.json["out"]) == (3, None)
    assert not out.exists()
    assert "Không ghi tệp" in ntm.raw("sets", "read", NOTHING, "--out", str(out)).out


def test_a_wrong_file_table_or_level_is_refused(ntm):
    out = str(ntm.folder / "bo.json")
    assert ntm("sets", "read", "khong-co.docx", "--out", out).code == "E_NOT_FOUND"
    assert ntm("sets", "read", ONE, "--table", "7", "--out", out).code == "E_NOT_FOUND"
    assert ntm("sets", "read", ONE, "--level", "abc", "--out", out).code == "E_INPUT"


def test_an_added_set_is_listed_shown_and_can_be_followed(commune):
    out = str(commune.folder / "bo.json")
    assert (
        commune("sets", "read", YEARS, "--id", "bo-xa", "--level", "xa", "--out", out).status == 0
    )
    answer = commune("sets", "add", out)
    assert (answer.status, answer.json["id"], answer.json["indicators"]) == (0, "bo-xa", 2)
    assert "bo-xa" in [one["id"] for one in commune("sets").json]
    assert commune("sets", "show", "bo-xa").json["id"] == "bo-xa"
    entered = commune("values", "set", "--set", "bo-xa", "--period", "2027", "1=45")
    assert entered.status == 0
    status = commune("status", "--set", "bo-xa", "--period", "2027").json
    assert status["indicators"]["met"] == 1


def test_own_sets_of_one_call_are_not_those_of_the_next(commune):
    out = str(commune.folder / "bo.json")
    commune("sets", "read", YEARS, "--id", "bo-xa", "--level", "xa", "--out", out)
    commune("sets", "add", out)
    other = commune.folder / "other"
    assert "bo-xa" not in [one["id"] for one in commune("sets", data=other).json]


def test_a_damaged_own_set_is_told_beside_the_list(commune):
    folder = commune.data / "bo-tieu-chi"
    folder.mkdir()
    (folder / "hong.json").write_text("{", "utf-8")
    answer = commune("sets")
    assert answer.status == 0
    assert "hong: Tệp" in answer.err
