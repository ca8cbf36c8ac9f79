"""`ntm sets overlay`, `ntm sets target set`, `ntm sets wording check`, and what `show` says."""

import json

from tests.cli.conftest import NANG_CAO

TARGET = ("sets", "target", "set", "--set", NANG_CAO, "--indicator", "10", "--year", "2023")


def indicator(ntm, code="10"):
    found = ntm("sets", "show", NANG_CAO).json
    return next(one for part in found["criteria"] for one in part["indicators"]
                if one["code"] == code)  # fmt: skip


def test_a_target_that_is_set_shows_where_it_comes_from(commune):
    answer = commune(*TARGET, "--document", "5/QĐ-UBND", "--dated", "05/01/2023", "≥ 67")
    assert (answer.status, answer.json["checked"]) == (0, False)
    assert indicator(commune)["target_details"] == [
        {
            "group": "dbsh", "year": 2023, "target": "≥ 67 triệu đồng/người/năm",
            "verified": False, "set_by": "province",
            "source": "UBND tỉnh quy định, 5/QĐ-UBND ngày 05/01/2023",
        }
    ]  # fmt: skip
    shown = commune.raw("--data", str(commune.data), "sets", "show", NANG_CAO).out
    assert "dbsh, 2023: ≥ 67" in shown
    assert "? chưa đối chiếu" in shown
    assert indicator(commune, "13.5")["target_details"][0]["set_by"] == "set"


def test_a_check_needs_its_document(commune):
    assert commune(*TARGET, "--checked-by", "An", "67").status == 1
    answer = commune(*TARGET, "--checked-by", "An", "--document", "5/QĐ-UBND", "67")
    assert answer.json["checked"] is True
    assert indicator(commune)["target_details"][0]["verified"] is True


def test_a_target_that_cannot_be_is_refused(commune):
    for text in ("abc", "≤ 5", ""):
        assert commune(*TARGET, text).status == 1
    assert commune(*TARGET, "--dated", "hôm qua", "67").status == 1
    assert indicator(commune)["target_details"] == []


def test_a_file_of_targets_is_taken_whole_or_not_at_all(commune, tmp_path):
    file = tmp_path / "tinh.json"
    targets = [{"indicator": "10", "group": "*", "year": 2023, "target": "67"}]
    data = {"schema": 1, "set": NANG_CAO, "targets": targets}
    file.write_text(json.dumps(data), "utf-8")
    assert commune("sets", "overlay", NANG_CAO, str(file)).json["recorded"] == 1
    assert len(indicator(commune)["target_details"]) == 8
    file.write_text(json.dumps(data | {"set": "x"}), "utf-8")
    refused = commune("sets", "overlay", NANG_CAO, str(file))
    assert (refused.status, "set:" in refused.err) == (1, True)
    file.write_text("{", "utf-8")
    assert commune("sets", "overlay", NANG_CAO, str(file)).status == 1
    assert commune("sets", "overlay", NANG_CAO, str(tmp_path / "khong-co.json")).status == 1


def test_a_wording_is_marked_as_checked(commune):
    place = ("sets", "wording", "check", "--set", NANG_CAO)
    assert not indicator(commune, "13.5")["verified"]
    assert commune(*place, "13.5").status == 1
    assert commune(*place, "--checked-by", "An", "--document", "318/QĐ-TTg", "13.5").status == 0
    assert indicator(commune, "13.5")["verified"]
    done = commune(*place, "--criterion", "--checked-by", "An", "--document", "318/QĐ-TTg", "13")
    assert done.status == 0
    found = commune("sets", "show", NANG_CAO).json["criteria"]
    assert next(one for one in found if one["code"] == "13")["name_verified"]


def test_a_target_that_is_not_used_is_named(commune):
    commune("put", "target_overlay", f"set_id={NANG_CAO}", "indicator=10", "value=5",
            "commune_group=dbsh")  # fmt: skip
    [issue] = commune("sets", "show", NANG_CAO).json["issues"]
    assert "theo năm" in issue["text"]
    assert commune("sets", "show", NANG_CAO, data=commune.folder / "khong-co").json["issues"] == []


def test_a_target_in_use_is_marked_as_checked(commune):
    place = ("sets", "target", "check", "--set", NANG_CAO)
    assert commune(*place, "13.5").status == 1
    checked = ("--checked-by", "An", "--document", "318/QĐ-TTg")
    assert commune(*place, *checked, "13.5").json["checked"] == ["13.5"]
    found = [one for one in indicator(commune, "13.5")["target_details"] if one["verified"]]
    assert [one["group"] for one in found] == ["dbsh"]
    assert commune(*place, *checked, "10").status == 1
