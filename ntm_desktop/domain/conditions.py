"""The rules of recognition beside the criteria set: what they ask for, and whether it is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Basis, Outcome
from ntm_desktop.domain.numbers import format_money, format_percent
from ntm_desktop.domain.recognition import RecognitionCondition
from ntm_desktop.errors import InputError

SET_CODE = "BTC"
"""The code of the one condition that always stands: the whole criteria set is met."""


class ConditionKind(Enum):
    """How a condition is judged: from the set, by a rate, by the money, or by a word alone."""

    SET = "set"
    SATISFACTION = "satisfaction"
    DEBT = "debt"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """One condition; `required` is the rate in percent, None where it is not known.

    `verified` says that the wording was read in `source`.
    """

    code: str
    kind: ConditionKind
    text: str
    required: Decimal | None
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper the dossier consists of; `form_number` is None where it is not known.

    `is_request`: this paper asks for recognition, so that having it means applying. `document` is
    the id of the document of ours that a draft of it can be made as, "" for none.
    """

    code: str
    name: str
    form_number: str | None
    verified: bool
    is_request: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class RecognitionRules:
    """The rules of one decision: conditions and papers for the sets it is about."""

    id: str
    name: str
    decision: str
    sets: tuple[str, ...]
    conditions: tuple[ConditionRule, ...]
    papers: tuple[PaperRule, ...]


_SET_RULE = ConditionRule(SET_CODE, ConditionKind.SET, texts.SET_CONDITION, None, False, "")
ONLY_THE_SET = RecognitionRules("", "", "", (), (_SET_RULE,), ())
"""Where no rules are known, the set alone is computed and nothing else is claimed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition comes to: outcome, where it comes from, and the sentence that says why.

    `computed` is what the figures alone say; `contradicts`: the declared word is another.
    """

    outcome: Outcome
    basis: Basis
    sentence: str
    computed: Outcome
    contradicts: bool


def read_rules(data: Mapping[str, Any], name: str) -> RecognitionRules:
    """Return the rules of a data file; raise `InputError` naming the file for a wrong one."""
    try:
        return RecognitionRules(
            id=data["id"],
            name=data["name"],
            decision=data["decision"],
            sets=tuple(data["sets"]),
            conditions=tuple(_condition(one) for one in data["conditions"]),
            papers=tuple(_paper(one) for one in data["papers"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise InputError(texts.RULES_BAD.format(name=name)) from error


def _paper(one: Mapping[str, Any]) -> PaperRule:
    """Return one paper of a data file."""
    is_request = one.get("is_request", False)
    return PaperRule(
        code=one["code"],
        name=one["name"],
        form_number=one["form_number"],
        verified=one["verified"],
        is_request=is_request,
        document=one.get("document", ""),
    )


def _condition(one: Mapping[str, Any]) -> ConditionRule:
    """Return one condition of a data file."""
    required = one.get("required")
    return ConditionRule(
        code=one["code"],
        kind=ConditionKind(one["kind"]),
        text=one["text"],
        required=None if required is None else Decimal(str(required)),
        verified=one["verified"],
        source=one["source"],
    )


def judge_rate(rule: ConditionRule, held: RecognitionCondition) -> Finding:
    """Return whether the people are content enough; without the rate asked for nobody knows."""
    value, required = held.value, required_rate(rule, held)
    if value is not None and required is not None:
        outcome = Outcome.MET if value >= required else Outcome.NOT_MET
        shown = texts.CONDITION_RATE_MET if value >= required else texts.CONDITION_RATE_SHORT
    else:
        outcome, shown = Outcome.NO_DATA, _incomplete_rate(value, required)
    sentence = shown.format(
        value=format_percent(value) if value is not None else "",
        required=format_percent(required) if required is not None else "",
    )
    return _beside_the_word(outcome, sentence, held)


def required_rate(rule: ConditionRule, held: RecognitionCondition) -> Decimal | None:
    """Return the rate asked for: the one typed, else that of the rules, else None."""
    return held.required if held.required is not None else rule.required


def _incomplete_rate(value: Decimal | None, required: Decimal | None) -> str:
    """Return the sentence that says which of the two rates is missing."""
    if value is not None:
        return texts.CONDITION_RATE_UNKNOWN
    return texts.CONDITION_RATE_NONE if required is None else texts.CONDITION_RATE_NO_VALUE


def judge_debt(unpaid: int | None, held: RecognitionCondition, unknown: str) -> Finding:
    """Return whether works are owed for; `unpaid` is in đồng, None where the ledger cannot tell.

    `unknown` is the sentence for that case.
    """
    if unpaid is None:
        return _beside_the_word(Outcome.NO_DATA, unknown, held)
    if unpaid > 0:
        sentence = texts.CONDITION_DEBT.format(amount=format_money(unpaid, "million"))
        return _beside_the_word(Outcome.NOT_MET, sentence, held)
    return _beside_the_word(Outcome.MET, texts.CONDITION_NO_DEBT, held)


def judge_word(held: RecognitionCondition) -> Finding:
    """Return what was declared; such a condition has no figures."""
    sentence = "" if held.declared else texts.CONDITION_NOT_DECLARED
    return _beside_the_word(Outcome.NO_DATA, sentence, held)


def _beside_the_word(computed: Outcome, sentence: str, held: RecognitionCondition) -> Finding:
    """Return the finding with the declared word, which stands, and whether the figures deny it."""
    parts = [sentence]
    declared = Outcome(held.declared) if held.declared else None
    contradicts = declared is not None and computed not in (Outcome.NO_DATA, declared)
    if declared is not None:
        shown = texts.CONDITION_CONTRADICTS if contradicts else texts.CONDITION_DECLARED
        parts.append(shown.format(outcome=OUTCOME_TEXTS[declared].lower()))
    if held.document:
        parts.append(texts.CONDITION_DOCUMENT.format(document=held.document))
    if declared is not None:
        basis = Basis.DECLARED
    else:
        basis = Basis.NONE if computed is Outcome.NO_DATA else Basis.COMPUTED
    return Finding(
        outcome=declared or computed,
        basis=basis,
        sentence=" ".join(part for part in parts if part),
        computed=computed,
        contradicts=contradicts,
    )
