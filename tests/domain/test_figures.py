"""Figures, plans and registers meet under one key however a clerk spells what they are about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain import record_keys
from ntm_desktop.domain.figures import PLAN_LEVELS, PLAN_MATTERS, RATE_KINDS

titles = st.text(max_size=80)


@given(titles, titles)
def test_every_name_gives_a_key_that_can_be_exchanged(name: str, more: str) -> None:
    span = "2022-10-26..2024-01-25"
    owner, unit = "x0123456789", "x9876543210"
    measure = record_keys.measure_key(owner, name, more)
    made = (
        measure,
        record_keys.figure_key(owner, unit, span, measure),
        record_keys.figure_plan_key(owner, unit, span, measure, "hdnd", "", name, "growth"),
        record_keys.figure_rate_key(owner, unit, span, measure, "of_plan", "tinh", ""),
        record_keys.register_key(owner, unit, span, "total-of", f"ocop_product {name}"),
        record_keys.product_key(owner, name, more),
    )
    assert all(record_keys.is_key(key) for key in made)
    assert len(set(made)) == len(made)


def test_case_and_spaces_do_not_make_another_measure() -> None:
    one = record_keys.measure_key("06901", "Tỷ lệ  hộ nghèo ", "%")
    assert one == record_keys.measure_key("06901", "tỷ lệ hộ nghèo", "%")
    assert one != record_keys.measure_key("06901", "Tỷ lệ hộ nghèo", "hộ")
    assert one != record_keys.measure_key("06901", "Ty le ho ngheo", "%")


def test_plans_of_other_documents_and_matters_have_other_keys() -> None:
    made = {
        record_keys.figure_plan_key("1", "", "2023", "m", level, "", text, matter)
        for level in PLAN_LEVELS
        for text in ("", "27/NQ-HĐND")
        for matter in PLAN_MATTERS
    }
    assert len(made) == len(PLAN_LEVELS) * 2 * len(PLAN_MATTERS)


def test_rates_of_other_kinds_have_other_keys() -> None:
    made = {record_keys.figure_rate_key("1", "", "2023", "m", kind, "", "") for kind in RATE_KINDS}
    assert len(made) == len(RATE_KINDS)
