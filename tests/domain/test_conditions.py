"""The conditions of recognition: read from their file, judged, never guessed."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop import paths
from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.domain.conditions import (
    ConditionKind,
    ConditionRule,
    judge_debt,
    judge_rate,
    judge_word,
    read_rules,
    required_rate,
)
from ntm_desktop.domain.recognition import RecognitionCondition
from ntm_desktop.errors import InputError

SHIPPED = json.loads(paths.resource("recognition/xa-18-2022.json").read_text("utf-8"))
RATE = ConditionRule("A", ConditionKind.SATISFACTION, "hài lòng", None, True, "nguồn")
RATES = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=2)


def held(**fields: Any) -> RecognitionCondition:
    return RecognitionCondition(set_id="bo", period="2023", condition="A", **fields)


def test_the_shipped_rules_know_their_source_and_guess_no_number() -> None:
    rules = read_rules(SHIPPED, "xa-18-2022.json")
    assert rules.decision == "18/2022/QĐ-TTg"
    assert [one.kind.value for one in rules.conditions] == [
        "set", "satisfaction", "debt", "declared",
    ]  # fmt: skip
    assert all(one.verified and one.source for one in rules.conditions)
    assert all(one.required is None for one in rules.conditions)
    assert all(not one.verified and one.form_number is None for one in rules.papers)
    assert [one.code for one in rules.papers if one.is_request] == ["HS1"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("sets"),
        lambda data: data["conditions"][0].pop("verified"),
        lambda data: data["conditions"][0].update(kind="khác"),
        lambda data: data["conditions"][1].update(required="nhiều"),
        lambda data: data["papers"].append("HS9"),
    ],
)
def test_a_wrong_file_is_refused_by_its_name(spoil: Any) -> None:
    data = copy.deepcopy(SHIPPED)
    spoil(data)
    with pytest.raises(InputError, match=r"thu\.json"):
        read_rules(data, "thu.json")


@pytest.mark.parametrize(
    ("fields", "outcome", "basis", "told"),
    [
        ({}, "no_data", "none", "Chưa nhập tỷ lệ hài lòng và mức yêu cầu"),
        ({"value": Decimal(95)}, "no_data", "none", "chưa có mức yêu cầu"),
        ({"required": Decimal(90)}, "no_data", "none", "Chưa nhập tỷ lệ hài lòng; mức yêu cầu 90%"),
        ({"value": Decimal(90), "required": Decimal(90)}, "met", "computed", "mức yêu cầu 90%"),
        ({"value": Decimal("89.9"), "required": Decimal(90)}, "not_met", "computed", "thấp hơn"),
        ({"declared": "met"}, "met", "declared", "Tự đánh giá: đạt."),
        ({"document": "5/BC-MTTQ"}, "no_data", "none", "Văn bản: 5/BC-MTTQ."),
    ],
)
def test_the_rate_of_content_people(
    fields: dict[str, Any], outcome: str, basis: str, told: str
) -> None:
    found = judge_rate(RATE, held(**fields))
    assert (found.outcome, found.basis) == (Outcome(outcome), Basis(basis))
    assert told in found.sentence
    assert not found.contradicts


def test_a_typed_requirement_stands_over_the_one_of_the_rules() -> None:
    known = ConditionRule("A", ConditionKind.SATISFACTION, "x", Decimal(80), True, "")
    assert required_rate(known, held()) == 80
    assert required_rate(known, held(required=Decimal(95))) == 95


@pytest.mark.parametrize(
    ("unpaid", "declared", "outcome", "contradicts"),
    [
        (None, None, "no_data", False),
        (None, "met", "met", False),
        (0, None, "met", False),
        (200_000_000, None, "not_met", False),
        (200_000_000, "met", "met", True),
        (0, "not_met", "not_met", True),
        (200_000_000, "not_met", "not_met", False),
    ],
)
def test_debt_by_the_ledger_stands_beside_the_declared_word(
    unpaid: int | None, declared: str | None, outcome: str, contradicts: bool
) -> None:
    found = judge_debt(unpaid, held(declared=declared), "không rõ")
    assert (found.outcome, found.contradicts) == (Outcome(outcome), contradicts)
    if unpaid:
        assert "còn nợ 200 triệu đồng" in found.sentence
    if unpaid is None:
        assert found.sentence.startswith("không rõ")


def test_a_word_alone_is_declared() -> None:
    assert judge_word(held()).outcome is Outcome.NO_DATA
    found = judge_word(held(declared="not_met", document="1/CA"))
    assert (found.outcome, found.basis) == (Outcome.NOT_MET, Basis.DECLARED)
    assert found.sentence == "Tự đánh giá: chưa đạt. Văn bản: 1/CA."


# --- laws


@given(RATES, RATES, RATES)
def test_more_content_people_never_lose_a_condition(
    first: Decimal, second: Decimal, required: Decimal
) -> None:
    less, more = sorted((first, second))
    if judge_rate(RATE, held(value=less, required=required)).outcome is Outcome.MET:
        assert judge_rate(RATE, held(value=more, required=required)).outcome is Outcome.MET


@given(st.none() | RATES, st.none() | RATES)
def test_no_outcome_without_both_numbers(value: Decimal | None, required: Decimal | None) -> None:
    found = judge_rate(RATE, held(value=value, required=required))
    assert (found.outcome is Outcome.NO_DATA) == (value is None or required is None)
