"""`ntm villages`, `ntm progress`, and a thôn named by code or name wherever `--unit` is asked."""

import pytest

from tests.cli.conftest import NANG_CAO, Ntm

KHU_DAN_CU = "khu-dan-cu-ntm-kieu-mau-ha-tinh"
KEYS = ["beyond", "differences", "period", "rollup", "set", "units"]


def add(ntm: Ntm, *names: str) -> list[str]:
    answer = ntm("villages", "add", *names)
    assert answer.status == 0, answer.err
    return list(answer.json["added"])


def names(ntm: Ntm, *options: str) -> list[str]:
    return [one["name"] for one in ntm("villages", *options).json]


def test_villages_are_added_listed_and_skipped(commune: Ntm) -> None:
    (first,) = add(commune, "Thôn 10")
    answer = commune("villages", "add", "Thôn 2", "thôn 10")
    assert answer.json["skipped"] == ["thôn 10"]
    assert names(commune) == ["Thôn 2", "Thôn 10"]
    assert commune("villages").json[1] == {
        "code": first,
        "name": "Thôn 10",
        "level": "thon",
        "valid_from": None,
        "valid_until": None,
        "note": None,
    }


def test_one_name_that_is_there_is_refused(commune: Ntm) -> None:
    add(commune, "Thôn 1")
    answer = commune("villages", "add", "Thôn 1")
    assert (answer.status, answer.code) == (1, "E_INPUT")
    assert "Đã có Thôn 1" in answer.err


def test_code_and_note_are_for_one_unit(commune: Ntm) -> None:
    assert commune("villages", "add", "Thôn 1", "--code", "t1", "--note", "x").json["added"] == [
        "t1"
    ]
    assert commune("villages", "add", "Thôn 2", "Thôn 3", "--code", "t2").status == 2


def test_a_village_is_renamed_closed_opened_and_removed(commune: Ntm) -> None:
    (code,) = add(commune, "Ấp Một")
    assert commune("villages", "rename", "Ấp Một", "Ấp Hai").json["name"] == "Ấp Hai"
    closed = commune("villages", "close", code, "--on", "2023-07-01")
    assert closed.json["valid_until"] == "2023-07-01"
    assert names(commune) == []
    assert names(commune, "--all") == ["Ấp Hai"]
    assert commune("villages", "open", "Ấp Hai").json["valid_until"] is None
    assert commune("villages", "remove", "ấp hai").json == {"removed": code}
    assert names(commune, "--all") == []
    assert commune("villages", "close", "Ấp Hai", "--on", "2023-07-01").status == 1
    assert commune("villages", "close", code, "--on", "hôm qua").status == 1


def test_figures_of_a_village_are_set_and_read_by_name(commune: Ntm) -> None:
    (code,) = add(commune, "Thôn Hòa Bình")
    period = ("--set", KHU_DAN_CU, "--period", "2023")
    assert commune("values", "set", *period, "--unit", "thôn hoà bình", "1=dat").status == 0
    answer = commune("status", *period, "--unit", code)
    assert answer.json["unit"] == code
    assert answer.json["criteria"] == {"met": 1, "total": 10}
    assert commune("values", "show", *period, "--unit", "Thôn Hòa Bình").json["unit"] == code
    assert commune("status", *period).json["source"] == "none"


def test_a_name_nobody_has_is_refused_and_an_unknown_code_is_said(commune: Ntm) -> None:
    period = ("--set", NANG_CAO, "--period", "2023")
    refused = commune("values", "set", *period, "--unit", "Thôn Chín", "14.1=95")
    assert (refused.status, refused.code) == (1, "E_NOT_FOUND")
    strange = commune("values", "set", *period, "--unit", "x0123456789", "14.1=95")
    assert strange.status == 0
    assert "chưa có trong danh sách" in strange.err
    assert "danh sách" not in commune("status", *period, "--unit", "06901").err


def test_progress_counts_the_units_below(commune: Ntm) -> None:
    add(commune, "Thôn 1", "Thôn 2", "Thôn 3")
    period = ("--set", KHU_DAN_CU, "--period", "2023")
    met = [f"{number}=dat" for number in range(1, 11)]
    assert commune("values", "set", *period, "--unit", "Thôn 2", *met).status == 0
    assert commune("totals", "set", *period, "--unit", "Thôn 1", "criteria=9/10").status == 0
    found = commune("progress", *period).json
    assert sorted(found) == KEYS
    assert found["rollup"] == {
        "met": 1,
        "total": 3,
        "share": "33.33",
        "word": "thôn",
        "no_data": ["Thôn 3"],
    }
    assert [(one["name"], one["source"], one["outcome"]) for one in found["units"]] == [
        ("Thôn 1", "totals", "not_met"),
        ("Thôn 2", "items", "met"),
        ("Thôn 3", "none", "no_data"),
    ]
    shown = commune.raw("--data", str(commune.data), "progress", *period).out
    assert "01/03 thôn (33,33%)" in shown
    assert "Chưa có số liệu: Thôn 3." in shown


def test_progress_without_units_says_so(commune: Ntm) -> None:
    period = ("--set", NANG_CAO, "--period", "2023")
    assert commune("progress", *period).json["rollup"]["share"] is None
    shown = commune.raw("--data", str(commune.data), "progress", *period).out
    assert "Không có đơn vị cấp dưới" in shown


@pytest.mark.parametrize("call", [("villages",), ("villages", "add"), ("progress",)])
def test_help_is_vietnamese(ntm: Ntm, call: tuple[str, ...]) -> None:
    shown = ntm.raw(*call, "--help").out
    assert "Usage" not in shown
    assert "Options" not in shown


def test_a_village_is_closed_on_a_day_written_as_people_write_it(commune: Ntm) -> None:
    (code,) = add(commune, "Ấp Một")
    closed = commune("villages", "close", code, "--on", "01/07/2023")
    assert closed.json["valid_until"] == "2023-07-01"


def test_progress_does_not_count_villages_without_any_figure(commune: Ntm) -> None:
    add(commune, "Thôn 1", "Thôn 2")
    place = ("--set", "khu-dan-cu-ntm-kieu-mau-ha-tinh", "--period", "2023")
    shown = commune.raw("--data", str(commune.data), "progress", *place).out
    assert "cả 02 thôn đều chưa có số liệu" in shown
    assert "đạt 00/02" not in shown
