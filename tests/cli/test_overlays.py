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


def test_a_wording_is_put_right_and_taken_back(commune):
    said = ("--document", "318/QĐ-TTg", "--checked-by", "An", "--checked-on", "05/01/2023")
    wording = ("sets", "wording")
    assert commune(*wording, "set", "--set", NANG_CAO, "10", "Câu đúng").status == 1
    assert commune(*wording, "set", "--set", NANG_CAO, *said, "10", "Câu đúng").status == 0
    assert (indicator(commune)["text"], indicator(commune)["verified"]) == ("Câu đúng", True)
    answer = commune(*wording, "set", "--set", NANG_CAO, *said, "--criterion", "2", "Tên đúng")
    assert answer.status == 0
    names = [one["name"] for one in commune("sets", "show", NANG_CAO).json["criteria"]]
    assert names[1] == "Tên đúng"
    assert commune(*wording, "drop", "--set", NANG_CAO, "--criterion", "2").status == 0
    assert commune(*wording, "drop", "--set", NANG_CAO, "10").json["dropped"] == ["10"]
    assert indicator(commune)["text"] != "Câu đúng"


def test_a_mark_of_a_target_is_taken_back(commune):
    said = ("--document", "5/QĐ-UBND", "--checked-by", "An")
    assert commune(*TARGET, *said, "67").status == 0
    assert commune("sets", "target", "uncheck", "--set", NANG_CAO, "10").status == 0
    assert indicator(commune)["target_details"][0]["verified"] is False


def test_the_same_measure_is_chosen_from_what_fits(commune):
    measure = ("sets", "measure", "--set", NANG_CAO)
    choices = commune(*measure, "2.2").json["choices"]
    assert len(choices) <= 15
    assert "đường" in choices[0]["text"].lower()
    one = next(one for one in choices if one["set"] == "xa-ntm-2021-2025")
    joined = commune(*measure, "2.2", "--other-set", one["set"], "--other", one["indicator"])
    assert joined.json["joined"]["indicator"] == one["indicator"]
    assert commune(*measure, "2.2", "--off").json == {"joined": None}
    assert commune(*measure, "99").status == 1


def test_an_own_set_is_copied_found_faulty_and_removed(commune):
    copied = commune("sets", "copy", NANG_CAO, "bo-rieng", "--name", "Bộ riêng", "--follow")
    assert (copied.status, copied.json["id"]) == (0, "bo-rieng")
    assert commune("sets", "copy", NANG_CAO, "bo-rieng", "--name", "Bộ riêng").status == 1
    assert commune("sets", "problems").json["problems"] == []
    assert commune("sets", "undo", "bo-rieng").status == 1
    (commune.data / "bo-tieu-chi" / "hong.json").write_text("{", "utf-8")
    found = commune("sets", "problems")
    assert (found.status != 0, found.json["problems"][0]["where"]) == (True, "hong.json")
    removed = commune("sets", "remove", "bo-rieng")
    assert removed.json == {"removed": "bo-rieng", "unfollowed": True}
    assert commune("sets", "remove", NANG_CAO).status == 1


def test_a_removed_set_is_listed_and_brought_back(commune):
    commune("sets", "copy", NANG_CAO, "xa-rieng", "--name", "Bộ riêng")
    assert commune("sets", "restore").json == []
    shown = commune.raw("--data", str(commune.data), "sets", "remove", "xa-rieng").out
    assert "ntm sets restore xa-rieng" in shown
    assert commune("sets", "restore").json == [{"id": "xa-rieng", "name": "Bộ riêng"}]
    assert commune("sets", "restore", "xa-rieng").json == {"restored": "xa-rieng"}
    commune("sets", "remove", "xa-rieng")
    told = commune.raw("--data", str(commune.data), "sets", "restore", "xa-rieng").out
    assert "Theo dõi lại bằng “ntm sets follow xa-rieng”" in told
    assert commune("sets", "restore", "xa-rieng").code == "E_NOT_FOUND"


def test_another_content_of_an_own_set_under_a_locked_period_is_asked_about(commune, tmp_path):
    commune("sets", "copy", NANG_CAO, "xa-rieng", "--name", "Bộ riêng", "--follow")
    place = ("--set", "xa-rieng", "--period", "2023")
    commune("values", "set", *place, "3.1=95")
    commune("lock", *place)
    pack = next(commune.data.rglob("xa-rieng.json"))
    data = json.loads(pack.read_text("utf-8"))
    [one] = [
        part for item in data["criteria"] for part in item["indicators"] if part["code"] == "3.1"
    ]
    one |= {"targets": dict.fromkeys(one["targets"], "99"), "target_verified": False}
    file = tmp_path / "moi.json"
    file.write_text(json.dumps(data), "utf-8")
    asked = commune("sets", "add", str(file), "--replace")
    assert (asked.status, asked.json["done"]) == (3, False)
    assert "3.1 (đạt → chưa đạt)" in asked.json["asked"][0]
    assert commune("sets", "add", str(file), "--replace", "--yes").status == 0
    assert commune("sets", "undo", "xa-rieng").status == 3
    assert commune("sets", "undo", "xa-rieng", "--yes").status == 0
