"""`ntm reassess`: the JSON of `ntm status` with what was carried, and the same for people."""

from tests.cli.conftest import NANG_CAO

BASE = "xa-ntm-2021-2025"
PLACE = ("--period", "2023")


def test_the_json_is_that_of_status_with_what_was_carried(commune):
    commune("values", "set", "--set", NANG_CAO, *PLACE, "3.1=85", "9=96")
    status = commune("status", "--set", NANG_CAO, *PLACE).json
    found = commune("reassess", "--set", BASE, *PLACE).json
    more = {"carried", "missing", "without_target", "problem", "hint", "group", "group_assumed",
            "present"}  # fmt: skip
    assert set(found) == set(status) | more
    assert (found["set"], found["source"]) == (BASE, "items")
    assert found["carried"][0] == {
        "code": "3.1",
        "measure_id": "dat-duoc-tuoi-tieu-chu-dong",
        "set": NANG_CAO,
        "from": "3.1",
        "disagreeing": [],
    }
    assert found["without_target"] == ["9.2"]
    assert found["present"]["set"] == NANG_CAO
    items = {one["code"]: one for part in found["items"] for one in part["indicators"]}
    assert (items["3.1"]["value"], items["3.1"]["outcome"]) == ("85", "met")


def test_people_read_where_the_figures_come_from(commune):
    commune("values", "set", "--set", NANG_CAO, *PLACE, "3.1=85", "9=96")
    shown = commune.raw("--data", str(commune.data), "reassess", "--set", BASE, *PLACE).out
    assert shown.startswith("Nếu xét theo bộ NTM 2021-2025: đạt 0/19 tiêu chí; ")
    assert "3.1: NTM nâng cao 2021-2025 3.1" in shown
    assert NANG_CAO not in shown
    assert "Chưa rõ mức yêu cầu: 9.2." in shown
    assert "Hiện nay theo bộ NTM nâng cao 2021-2025" in shown


def test_outcomes_that_rest_on_unchecked_targets_are_counted(commune):
    commune("values", "set", "--set", NANG_CAO, *PLACE, "3.1=85")
    place = ("--set", BASE, "--indicator", "3.1", "--group", "dbsh")
    assert commune("sets", "target", "set", *place, "≥ 80%", "--yes").status == 0
    shown = commune.raw("--data", str(commune.data), "reassess", "--set", BASE, *PLACE).out
    assert "01 kết quả dựa vào mức yêu cầu chưa đối chiếu với văn bản gốc." in shown


def test_a_set_without_a_list_says_what_to_do(commune):
    found = commune("reassess", "--set", "xa-ntm-2026-2030", *PLACE)
    assert found.status == 0
    assert "phụ lục" in found.json["hint"]
    assert commune("reassess", "--set", "khong-co", *PLACE).status == 1


def test_the_group_is_named_and_not_its_code_where_the_set_has_no_groups_of_its_own(commune):
    commune("values", "set", "--set", NANG_CAO, *PLACE, "10=68,3")
    exemplary = "xa-ntm-kieu-mau-2021-2025"
    data = str(commune.data)
    shown = commune.raw("--data", data, "reassess", "--set", exemplary, *PLACE).out
    assert "nhóm “Đồng bằng sông Hồng”" in shown
    assert "dbsh" not in shown
