"""`ntm sets`, `ntm values`, `ntm totals`, `ntm status`: keys that scripts rely on."""

import json

import pytest

from ntm_desktop import paths
from tests.cli.conftest import NANG_CAO

PLACE = ("--set", NANG_CAO, "--period", "2023")


def indicators(answer):
    """Return the indicators of a status by code."""
    return {part["code"]: part for one in answer.json["items"] for part in one["indicators"]}


def test_the_status_of_the_sample_is_that_of_the_article(quang_an):
    answer = quang_an("status", *PLACE)
    assert answer.status == 0
    found = answer.json
    assert {"set", "unit", "period", "source", "criteria", "indicators", "points", "gained",
            "lost", "items"} <= set(found)  # fmt: skip
    assert (found["set"], found["unit"], found["period"]) == (NANG_CAO, "06901", "2023")
    assert found["source"] == "items"
    assert found["criteria"] == {"met": 16, "total": 19}
    assert found["indicators"] == {
        "met": 70, "not_met": 5, "no_data": 0, "not_applicable": 0, "total": 75,
    }  # fmt: skip
    assert found["points"] is None
    assert (found["gained"], found["lost"]) == ([], [])
    assert [one["code"] for one in found["items"]] == [str(number) for number in range(1, 20)]
    assert set(indicators(answer)["10"]) >= {
        *("code", "text", "value", "target", "outcome", "basis", "reason", "gap"),
        *("verified", "target_verified", "planned", "evidence"),
    }
    assert indicators(answer)["10"]["value"] == "68.3"


def test_the_status_for_people_names_what_is_missing(quang_an):
    answer = quang_an.raw("--data", str(quang_an.data), "status", *PLACE)
    assert "16/19 tiêu chí, 70/75 chỉ tiêu" in answer.out
    assert "13.2" in answer.out
    assert "1.1:" not in answer.out


def test_every_shape_of_a_value_comes_back_as_json(commune):
    typed = ["13.5=12,5", "16.2=45/50", "14.1=nam=90,5;nu=88", "5.3=muc do 3", "1.1=dat",
             '17.9=na:"không có"', '10=68,3@dat:"theo bài"', "3.1=50"]  # fmt: skip
    assert commune("values", "set", *PLACE, *typed).json["recorded"] == 8
    found = indicators(commune("status", *PLACE))
    assert found["13.5"]["value"] == "12.5"
    assert found["16.2"]["value"] == {"numerator": "45", "denominator": "50"}
    assert found["14.1"]["value"] == {"nam": "90.5", "nu": "88"}
    assert found["5.3"]["value"] == "Mức độ 3"
    assert (found["17.9"]["outcome"], found["17.9"]["reason"]) == ("not_applicable", "không có")
    assert (found["10"]["basis"], found["10"]["reason"]) == ("declared", "theo bài")
    assert found["3.1"]["gap"]["amount"] == "40"
    assert set(found["3.1"]["gap"]) == {"amount", "measure_unit", "text"}
    assert found["1.2"]["value"] is None


def test_a_figure_with_its_part_comes_back_with_both(commune):
    place = ("unit=06901", "period=2023", f"set_id={NANG_CAO}", "indicator=3.1")
    assert commune("put", "indicator_value", *place, "value=95", "sub_value=60").status == 0
    assert indicators(commune("status", *PLACE))["3.1"]["value"] == {"main": "95", "sub": "60"}


def test_a_plan_of_zero_is_a_plan(commune):
    assert commune("values", "set", *PLACE, "--plan", "18.5=0", "1.1=dat").status == 0
    found = indicators(commune("status", *PLACE))
    assert found["18.5"]["planned"] == "0"
    assert found["1.1"]["planned"]
    assert found["1.2"]["planned"] is None


def test_doubtful_values_are_kept_and_said(commune):
    answer = commune("values", "set", *PLACE, "13.5=5@dat: ý kiến")
    assert answer.status == 0
    assert answer.json["issues"][0]["where"] == "13.5"
    assert answer.json["issues"][0]["text"] in answer.err


def test_the_sheet_is_shown_with_the_previous_period(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "13.5=9,5")
    commune("values", "set", *PLACE, "13.5=12,5", "1.1=dat")
    found = commune("values", "show", *PLACE).json
    assert (found["period"], found["previous_period"]) == ("2023", "2022")
    row = next(one for one in found["items"] if one["code"] == "13.5")
    assert (row["value_text"], row["previous_text"], row["conflict"]) == ("12,5", "9,5", False)
    plain = commune.raw("--data", str(commune.data), "values", "show", *PLACE)
    assert "12,5" in plain.out


def test_what_was_gained_and_lost_is_listed(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "1=dat", "2=dat")
    commune("values", "set", *PLACE, "1=khong dat", "2=dat", "3=dat")
    found = commune("status", *PLACE).json
    assert (found["gained"], found["lost"], found["compared"]) == (["3"], ["1"], "2022")
    assert commune("status", *PLACE, "--compare", "2020").json["compared"] is None


def test_totals_stand_where_details_are_missing(commune):
    answer = commune("totals", "set", *PLACE, "criteria=16/19", "indicators=70/75",
                     "points=72,56/100", "--source", "báo cáo")  # fmt: skip
    assert (answer.status, answer.json) == (0, {"recorded": 1})
    found = commune("status", *PLACE).json
    assert found["source"] == "totals"
    assert found["criteria"] == {"met": 16, "total": 19}
    assert found["indicators"] == {
        "met": 70, "not_met": 5, "no_data": 0, "not_applicable": 0, "total": 75,
    }  # fmt: skip
    assert found["points"] == {"got": "72.56", "max": "100"}
    commune("values", "set", *PLACE, "1=dat")
    assert commune("status", *PLACE).json["difference"]
    plain = commune.raw("--data", str(commune.data), "status", *PLACE)
    assert "16/19" in plain.out


def test_totals_of_a_set_known_by_its_title(commune):
    title = ("--title", "Tiêu chí phường", "--period", "2023")
    assert commune("totals", "set", *title, "criteria=12/17", "noun=tiêu chuẩn").status == 0
    (total,) = commune("list", "set_total").json
    assert total["fields"]["noun"] == "tiêu chuẩn"
    for bad in ("criteria=18/17", "criteria=x", "diem=1/2", "points="):
        assert commune("totals", "set", *title, bad).status == 1
    assert commune("totals", "set", *title).status == 1


@pytest.mark.parametrize(
    "junk", ["", "\x01", "9" * 400, "1" + "0" * 400, "../..", "' OR 1=1", "😀"]
)
def test_junk_is_refused_and_nothing_is_written(commune, junk):
    before = commune("sync-state").json
    tried = [
        ["status", "--set", junk, "--period", "2023"],
        ["status", "--set", NANG_CAO, "--period", junk],
        ["values", "set", "--set", junk, "--period", "2023", "1.1=dat"],
        ["values", "set", "--set", NANG_CAO, "--period", junk, "1.1=dat"],
        ["values", "set", *PLACE, "1.1=dat", f"{junk}x=dat"],
        ["values", "set", *PLACE, "1.1=dat", f"13.2=x{junk}"],
        ["values", "show", "--set", junk, "--period", "2023"],
        ["totals", "set", "--title", "A", "--period", "2023", f"criteria={junk}/1x"],
        ["sets", "show", junk],
    ]
    for arguments in tried:
        answer = commune(*arguments)
        assert answer.status == 1, arguments
        assert answer.code in ("E_INPUT", "E_NOT_FOUND")
    assert commune("sync-state").json == before


def test_the_sets_are_listed_with_what_was_verified(ntm):
    one = next(one for one in ntm("sets").json if one["id"] == NANG_CAO)
    assert {"id", "name", "criteria", "indicators", "wording_verified", "targets_verified"} <= set(
        one
    )
    assert (one["criteria"], one["indicators"]) == (19, 75)
    assert NANG_CAO in ntm.raw("sets").out
    shown = ntm("sets", "show", NANG_CAO).json
    assert sum(len(one["indicators"]) for one in shown["criteria"]) == 75
    assert "13.5" in ntm.raw("sets", "show", NANG_CAO).out


def test_a_file_of_a_set_is_checked(ntm):
    shipped = paths.resource(f"criteria/{NANG_CAO}.json")
    assert ntm("sets", "check", str(shipped)).json == {
        "id": NANG_CAO, "ok": True, "criteria": 19, "indicators": 75,
    }  # fmt: skip
    data = json.loads(shipped.read_text("utf-8"))
    del data["criteria"]
    file = ntm.folder / "bo.json"
    for content in (json.dumps(data), "", "x", "[]", "[" * 100_000, "null", "1e999"):
        file.write_text(content, "utf-8")
        assert ntm("sets", "check", str(file)).status == 1
    file.write_bytes(b"\xff\xfe")
    assert ntm("sets", "check", str(file)).status == 1
    for path in (ntm.folder, ntm.folder / "khong-co.json", "x" * 400):
        assert ntm("sets", "check", str(path)).status == 1


def test_the_status_names_what_is_met_but_weak(commune):
    for period, value in (("2022", "20"), ("2023", "15")):
        commune("values", "set", "--set", NANG_CAO, "--period", period, f"13.5={value}", "3.1=90")
    found = indicators(commune("status", *PLACE))
    assert (found["13.5"]["low"], found["13.5"]["falling"]) == (False, True)
    assert (found["3.1"]["low"], found["3.1"]["falling"]) == (True, False)
    assert found["3.1"]["points"] is None
    shown = commune.raw("--data", str(commune.data), "status", *PLACE).out
    assert "sát mức yêu cầu: 3.1." in shown
    assert "giảm so với kỳ trước: 13.5." in shown


def test_the_status_warns_about_a_title_in_danger(commune):
    codes = [f"{code}=chua-dat" for code in ("1", "2", "3", "4", "5", "10")]
    commune("values", "set", *PLACE, *codes)
    assert commune("status", *PLACE).json["warnings"] == []
    key = commune("put", "recognition", "title=Xã NTM nâng cao", f"set_id={NANG_CAO}",
                  "decision_on=30/12/2022").json["key"]  # fmt: skip
    commune("put", "registration", "title=Xã NTM kiểu mẫu", "year_planned=2025")
    [warning] = commune("status", *PLACE).json["warnings"]
    assert (warning["where"], "18/2022/QĐ-TTg" in warning["text"]) == (key, True)
    assert warning["text"] in commune.raw("--data", str(commune.data), "status", *PLACE).out
