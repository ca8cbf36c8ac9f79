"""A result in conflict is read and typed as one text, as in the sheet."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.value_text import PLAN_FIELDS, RESULT_FIELDS
from ntm_desktop.errors import InputError
from ntm_desktop.services.typed_results import indicator_of, typed_result
from tests.services.conftest import NANG_CAO


def test_a_ratio_is_one_text_both_ways():
    typed = typed_result("indicator_value", RESULT_FIELDS, NANG_CAO, "2.1")
    assert typed is not None
    assert typed.text({"numerator": "13", "denominator": "17"}) == "13/17"
    read = typed.parse("12/17")
    assert (read["numerator"], read["denominator"], read["value"]) == ("12", "17", None)
    assert set(read) == set(RESULT_FIELDS), "no field of the other version stays behind"
    with pytest.raises(InputError):
        typed.parse("mười hai")


def test_a_plan_is_typed_as_a_plan():
    typed = typed_result("indicator_value", PLAN_FIELDS, NANG_CAO, "2.1")
    assert typed is not None
    assert typed.is_plan
    assert typed.text(typed.parse("95,5")) == "95,5"


def test_other_units_and_unknown_codes_have_no_such_text():
    assert typed_result("work", RESULT_FIELDS, NANG_CAO, "2.1") is None
    assert typed_result("indicator_value", ("note",), NANG_CAO, "2.1") is None
    assert indicator_of("bo-khong-co", "2.1") is None
    assert indicator_of(NANG_CAO, "99.9") is None
