"""Edits of a pack's JSON: fields that are not edited stay, other forms are refused in words."""

import copy

import pytest

from ntm_desktop.domain.pack_edits import (
    add_criterion,
    add_indicator,
    change_criterion,
    change_indicator,
    criteria_of,
    indicators_of,
    move_criterion,
    move_indicator,
    move_to_criterion,
    remove_indicator,
)
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError
from tests.domain.test_criteria import indicator, pack


def of(**changes):
    return copy.deepcopy(dict(pack(indicator(**changes))))


def test_a_pack_of_another_form_is_refused():
    for bad in ({}, {"criteria": ["x"]}, {"criteria": 1}):
        with pytest.raises(InputError):
            criteria_of(bad)
    with pytest.raises(InputError):
        indicators_of({"indicators": 1})


def test_an_edit_leaves_other_fields_as_they_are():
    data = of(low_margin="3")
    change_indicator("1.1", {"if_any": True})(data)
    found = data["criteria"][0]["indicators"][0]
    assert (found["low_margin"], found["if_any"]) == ("3", True)
    assert read_criteria_set(data).indicator("1.1").target_for("chung", 2024)


def test_another_kind_leaves_out_what_it_does_not_have():
    data = of()
    change_indicator("1.1", {"kind": "boolean"})(data)
    found = data["criteria"][0]["indicators"][0]
    assert "operator" not in found
    assert set(found["targets"].values()) == {None}
    change_indicator("1.1", {"kind": "points", "max_points": "5"})(data)
    assert "targets" not in data["criteria"][0]["indicators"][0]
    assert read_criteria_set(data).indicator("1.1").max_points == 5


def test_a_criterion_without_indicators_is_no_longer_complete():
    data = of()
    add_criterion("2", "Tên", "1")(data)
    move_to_criterion("1.1", "2")(data)
    assert data["criteria"][0]["complete"] is False
    assert read_criteria_set(data).criterion("2").indicators[0].code == "1.1"
    move_indicator("1.1", -1)(data)
    assert [len(one["indicators"]) for one in data["criteria"]] == [1, 0]
    move_indicator("1.1", -1)(data)
    assert [len(one["indicators"]) for one in data["criteria"]] == [1, 0]
    move_criterion("1", 5)(data)
    assert [one["code"] for one in data["criteria"]] == ["2", "1"]
    remove_indicator("1.1")(data)
    assert data["complete"] is False
    change_criterion("1", {"name": "Tên mới", "section": ""})(data)
    assert data["criteria"][1]["name_verified"] is False


def test_an_indicator_comes_after_the_one_it_is_put_behind():
    data = of()
    for code, after in (("1.2", None), ("1.3", "1.1"), ("1.4", "9.9")):
        fields = {"code": code, "text": "Câu", "kind": "boolean"}
        add_indicator("1", fields, after)(data)
    codes = [one["code"] for one in data["criteria"][0]["indicators"]]
    assert codes == ["1.1", "1.3", "1.2", "1.4"]
