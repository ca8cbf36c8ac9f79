"""`ntm values show --periods` and `--units`: keys that scripts rely on."""

from tests.cli.conftest import NANG_CAO

PLACE = ("--set", NANG_CAO, "--period", "2023")


def test_several_periods_stand_side_by_side(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "13.5=7,5")
    commune("values", "set", *PLACE, "13.5=12,5")
    found = commune("values", "show", *PLACE, "--periods", "3").json
    assert found["periods"][-2:] == ["2022", "2023"]
    line = next(one for one in found["items"] if one["code"] == "13.5")
    assert line["values"]["2022"]["value_text"] == "7,5"
    assert (line["values"]["2022"]["outcome"], line["values"]["2023"]["outcome"]) == (
        "not_met",
        "met",
    )


def test_one_period_keeps_its_keys(commune):
    found = commune("values", "show", *PLACE).json
    assert set(found) == {"set", "unit", "period", "previous_period", "items"}


def test_thon_are_shown_with_what_they_add_up_to(commune):
    found = commune("values", "show", *PLACE, "--units", "--indicator", "16.2").json
    assert (found["indicators"], found["items"]) == (["16.2"], [])
    assert found["totals"] == [
        {
            "code": "16.2",
            "text": "",
            "typed": "",
            "problem": "",
            "units": 0,
            "reported": 0,
            "met": 0,
            "without_target": False,
        }
    ]


def test_thon_and_periods_do_not_go_together(commune):
    assert commune("values", "show", *PLACE, "--units", "--periods", "3").status != 0
    assert commune("values", "show", *PLACE, "--indicator", "16.2").status != 0
