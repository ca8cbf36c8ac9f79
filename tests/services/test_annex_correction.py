"""What a person types over a proposal: read strictly, never completed by a guess."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ntm_desktop.domain.annex_grid import Confidence
from ntm_desktop.domain.annex_indicators import ProposedIndicator, ProposedTarget
from ntm_desktop.domain.criteria import IndicatorKind, Operator
from ntm_desktop.errors import InputError
from ntm_desktop.services.annex import propose
from ntm_desktop.services.annex_correction import (
    KINDS,
    add_proposal,
    target_text,
    typed_target,
    with_criterion_name,
    with_indicator,
    with_kind,
)
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.workspace import Workspace
from tests.data.make_annexes import FOLDER

REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY, NOTHING = sorted(FOLDER.iterdir())
EMPTY = ProposedTarget("chung", "…")
PLAIN = ProposedIndicator("1.1", "Việc", "Việc", "Bảng 1, dòng 2", IndicatorKind.CONDITIONS)


def typed(kind: IndicatorKind, text: str) -> ProposedTarget:
    return typed_target(with_kind(PLAIN, kind, [text]), EMPTY, text)


@pytest.mark.parametrize(
    ("kind", "text", "field", "value"),
    [
        (IndicatorKind.PERCENT, "≥ 95,5%", "value", Decimal("95.5")),
        (IndicatorKind.NUMBER, "≤ 3 vụ", "value", Decimal(3)),
        (IndicatorKind.BOOLEAN, "đạt", "met", True),
        (IndicatorKind.ORDINAL, "Khá", "word", "Khá"),
        (IndicatorKind.CONDITIONS, "Có nhà văn hóa", "sentence", "Có nhà văn hóa"),
    ],
)
def test_each_kind_takes_its_own_targets(
    kind: IndicatorKind, text: str, field: str, value: object
) -> None:
    found = typed(kind, text)
    assert getattr(found, field) == value
    held = [one for one in (found.value, found.met or None, found.word, found.sentence) if one]
    assert held == [value]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_is_nothing_known(kind: IndicatorKind) -> None:
    plain = replace(PLAIN, kind=kind, scale=("Khá", "Tốt"))
    assert not typed_target(with_kind(plain, kind, [""]), EMPTY, " ").known


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IndicatorKind.PERCENT, "≥ chín"),
        (IndicatorKind.BOOLEAN, "95%"),
        (IndicatorKind.ORDINAL, "Việc lạ"),
    ],
)
def test_a_text_of_another_kind_is_refused(kind: IndicatorKind, text: str) -> None:
    with pytest.raises(InputError):
        typed(kind, text)


def test_the_sign_that_is_typed_goes_before_the_one_that_was_read() -> None:
    read = replace(PLAIN, kind=IndicatorKind.PERCENT, operator=Operator.AT_LEAST)
    assert with_kind(read, IndicatorKind.PERCENT, ["", "≤ 5%"]).operator is Operator.AT_MOST
    assert with_kind(read, IndicatorKind.PERCENT, ["5%"]).operator is Operator.AT_LEAST


def test_columns_with_different_signs_are_refused() -> None:
    formed = with_kind(PLAIN, IndicatorKind.PERCENT, ["≥ 5%", "≤ 5%"])
    with pytest.raises(InputError):
        typed_target(formed, EMPTY, "≤ 5%")


def test_a_target_of_another_kind_is_not_kept_for_looking_alike() -> None:
    read = ProposedTarget("chung", "65", value=Decimal(65))
    found = typed_target(with_kind(PLAIN, IndicatorKind.CONDITIONS, ["65"]), read, "65")
    assert (found.sentence, found.value) == ("65", None)


def test_what_is_shown_of_a_target_reads_back_the_same() -> None:
    for path in (REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY):
        for criterion in propose(path).found.criteria:
            for one in criterion.indicators:
                shown = [target_text(one, held) for held in one.targets]
                formed = with_kind(one, one.kind, shown)
                for text, held in zip(shown, one.targets, strict=True):
                    bare = ProposedTarget(held.group, held.original)
                    if not held.by_year:
                        assert typed_target(formed, bare, text) == held, (path.name, one.code)


def test_a_confirmed_indicator_is_sure_and_the_others_stay() -> None:
    proposal = propose(REGION)
    doubtful = proposal.found.criteria[1].indicators[1]
    changed = with_indicator(proposal, doubtful)
    again = changed.found.criteria[1].indicators
    assert again[1].confidence is Confidence.SURE
    assert again[0] == proposal.found.criteria[1].indicators[0]
    assert len(changed.problems) == len(proposal.problems) - 2
    assert changed.found.criteria[1].complete == proposal.found.criteria[1].complete


def test_a_criterion_keeps_its_name_where_none_is_typed() -> None:
    proposal = propose(REGION)
    first = proposal.found.criteria[0]
    assert with_criterion_name(proposal, first, " ").found == proposal.found
    named = with_criterion_name(proposal, first, "Tên  khác")
    assert named.criteria_set is not None
    assert named.criteria_set.criterion(first.code).name == "Tên khác"


def test_a_set_is_added_unverified_and_only_once(commune: Workspace) -> None:
    proposal = propose(ONE)
    title = replace(proposal.title, id="thu")
    added = add_proposal(commune, proposal, title)
    assert criteria_set("thu") == added
    assert not any(one.verified or one.target_verified for one in added.indicators)
    with pytest.raises(InputError) as refused:
        add_proposal(commune, proposal, title)
    assert "--" not in refused.value.hint


def test_a_file_without_criteria_is_not_a_set(commune: Workspace) -> None:
    proposal = propose(NOTHING)
    with pytest.raises(InputError):
        add_proposal(commune, proposal, proposal.title)


def test_the_words_of_every_cell_are_kept_in_the_set(commune):
    proposal = propose(REGION)
    title = replace(proposal.title, id="bo-phu-luc")
    found = add_proposal(commune, proposal, title)
    original = found.indicator("1.2").original
    assert original is not None
    read = [one for one in proposal.readings if one.code == "1.2"]
    assert original.text == next(one.original for one in read if one.what == "indicator").strip()
    said = {one.group: one.original.strip() for one in read if one.what == "target"}
    assert dict(original.targets) == {group: text for group, text in said.items() if text}
    assert original.targets["btb"]
