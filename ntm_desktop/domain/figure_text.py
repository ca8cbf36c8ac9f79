"""Figures as people type and read them: "ước đạt 95,2 tỷ đồng", "15,9/28,2", "không còn"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from ntm_desktop import texts
from ntm_desktop.domain.figure_results import is_percent
from ntm_desktop.domain.figures import OPERATORS, WORDS, FigurePlan
from ntm_desktop.domain.numbers import format_number, parse_number, parse_percent
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError

_NUMBER = re.compile(r"([-+−–]?[0-9][0-9., ]*)(?:/ *([0-9][0-9., ]*))?(.*)")
_NUMBER_ALONE = re.compile(r"[0-9][0-9., ]*")
_STARTS_WITH_NUMBER = re.compile(r"[-+−–]?[0-9]")
_WORDS = {
    "uoc dat": "estimated",
    "uoc": "estimated",
    "dat": "reached",
    "hon": "over",
    "tren": "above",
    "giam con": "left",
    "con": "left",
}
_NONE = ("khong con", "khong co")
_VERBS = ("tang", "giam")
_CHANGE = re.compile(r"([0-9][0-9., ]*?) ?(%|điểm %|điểm phần trăm)", re.IGNORECASE)
_OWN_CHANGE = re.compile(r"([0-9](?:[0-9., ]*[0-9])?) *([^0-9 ].*)?")
_LAST_YEAR = re.compile(
    r"[ ,]*so với (cùng kỳ năm trước|cùng kỳ|năm trước|năm liền trước)$", re.IGNORECASE
)
_CHANGES = {
    "growth": ("tăng", "%"),
    "points_up": ("tăng", "điểm %"),
    "points_down": ("giảm", "điểm %"),
    "fall": ("giảm", "%"),  # a growth below zero
}
_OWN_CHANGES = {"more": "tăng", "less": "giảm"}  # in the measure's own unit


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """What was typed for a figure; all None for an empty text."""

    word: str | None = None
    actual: Decimal | None = None
    whole: Decimal | None = None
    actual_text: str | None = None


def parse_figure(text: str, measure_unit: str | None) -> TypedFigure:
    """Return what was typed for a measure with that unit.

    A word of degree may stand before the number, "/" and the whole after it, and the unit of the
    measure. A text without a number in front is a result in words; "không còn" is zero. Raises
    `InputError` for a number that cannot be read and for another unit than the measure's.
    """
    plain = " ".join(compose(text).split())
    if not plain:
        return TypedFigure()
    if fold(plain).startswith(_NONE):
        return TypedFigure("none", Decimal(0), None, plain)
    word, rest = _split_word(plain)
    if not _STARTS_WITH_NUMBER.match(rest):
        _check_words(plain)
        return TypedFigure(actual_text=plain)
    number, whole, unit = _parts(plain, rest)
    _check_unit(plain, unit, measure_unit)
    parse = parse_percent if is_percent(measure_unit) and not whole else parse_number
    return TypedFigure(word, parse(number), parse_number(whole) if whole else None)


class TypedPlan(NamedTuple):
    """What was typed for a plan; `matter` of `figures.PLAN_MATTERS` only where the text says it."""

    operator: str | None = None
    value: Decimal | None = None
    words: str = ""
    matter: str | None = None


def _check_words(text: str) -> None:
    """Raise `InputError` for a result in words that is none: digits and signs without a word."""
    if any(char.isdigit() for char in text) and not any(char.isalpha() for char in text):
        raise InputError(
            texts.FIGURE_BAD_NUMBER.format(text=text), hint=texts.FIGURE_BAD_NUMBER_HINT
        )


def parse_planned(text: str, measure_unit: str | None, matter: str | None = None) -> TypedPlan:
    """Return what was typed for a plan: "200 trở lên", "≤ 3", "tăng 12%", "đạt chuẩn".

    `matter` is what the plan that is there is about: of a change a bare number is in %. A growth
    or a change in points tells its own matter; a planned fall of 12 % is a growth of -12 %; a
    change without a unit, or in that of the measure, is one of its value. What is against
    anything else than the year before stays words. Raises `InputError` as
    `parse_figure` does, and for a growth in % of a measure that is itself a percentage.
    """
    plain = " ".join(compose(text).split())
    verb, rest = _split_verb(plain)
    if verb:
        return _parse_change(plain, rest, measure_unit, matter)
    operator, rest = _split_operator(plain)
    has_own_unit = (matter or "value") in ("value", *_OWN_CHANGES)
    found = parse_figure(rest, measure_unit if has_own_unit else "%")
    if found.actual is None or found.word == "none":
        return TypedPlan(words=plain)
    if found.whole is not None:
        rule = texts.FIGURE_NO_PLAN_WORD.format(word=plain)
        raise InputError(texts.FIGURE_BAD_NUMBER.format(text=plain), hint=rule)
    if found.word in ("over", "above"):
        operator = operator or "at_least"
    return TypedPlan(operator, found.actual)


def _split_verb(text: str) -> tuple[str, str]:
    """Return "tang" or "giam" where a text begins with it, and the rest; "giảm còn" is no change.

    >>> _split_verb("tăng trên 12%")
    ('tang', 'trên 12%')
    """
    word, _, rest = text.partition(" ")
    is_level = fold(rest).startswith(("con ", "con:", "xuong "))
    return (fold(word), rest) if fold(word) in _VERBS and not is_level else ("", text)


def _parse_change(plain: str, rest: str, measure_unit: str | None, matter: str | None) -> TypedPlan:
    """Return a plan that is stated as a change; one in another unit than these stays words."""
    rises = fold(plain).startswith("tang")
    operator, amount = _split_operator(_LAST_YEAR.sub("", rest))
    word, amount = _split_word(amount)
    found = _CHANGE.fullmatch(amount)
    if found is None:
        if is_percent(measure_unit) and _NUMBER_ALONE.fullmatch(amount):
            verb = plain.split(" ")[0]
            message = texts.FIGURE_CHANGE_NO_UNIT.format(text=plain)
            hint = texts.FIGURE_CHANGE_NO_UNIT_HINT.format(change=f"{verb} {amount}")
            raise InputError(message, hint=hint)
        return _own_change(plain, amount, measure_unit, matter, (operator, word, rises))
    value = parse_percent(found[1])
    if word in ("over", "above"):
        operator = operator or "at_least"
    if found[2] != "%":
        return TypedPlan(operator, value, "", "points_up" if rises else "points_down")
    if is_percent(measure_unit) and matter != "growth":
        points = f"{plain.split(' ')[0]} {format_number(value)}"
        hint = texts.FIGURE_PERCENT_OF_PERCENT_HINT.format(text=points)
        raise InputError(texts.FIGURE_PERCENT_OF_PERCENT.format(text=plain), hint=hint)
    if rises:
        return TypedPlan(operator, value, "", "growth")
    return TypedPlan("at_least" if operator == "at_most" else "at_most", -value, "", "growth")


def _own_change(
    plain: str,
    amount: str,
    measure_unit: str | None,
    matter: str | None,
    told: tuple[str | None, str | None, bool],
) -> TypedPlan:
    """Return a change in the measure's own unit, "giảm 5 hộ"; anything else stays words.

    `told` are operator and word of degree, and whether it rises.
    """
    operator, word, rises = told
    found = _OWN_CHANGE.fullmatch(amount)
    unit = fold(" ".join((found[2] or "").split())) if found else ""
    is_own = not unit or unit == fold(" ".join((measure_unit or "").split()))
    if found is None or not is_own or (matter or "value") not in ("value", *_OWN_CHANGES):
        return TypedPlan(words=plain)
    if word in ("over", "above"):
        operator = operator or "at_least"
    return TypedPlan(operator, parse_number(found[1]), "", "more" if rises else "less")


def figure_text(typed: TypedFigure, measure_unit: str | None, decimals: int | None = None) -> str:
    """Return a figure with its word and unit: "ước đạt 95,2 tỷ đồng", "2,46%"."""
    if typed.actual is None or typed.word == "none":
        return typed.actual_text or ("" if typed.actual is None else WORDS["none"])
    number = format_number(typed.actual, decimals)
    if typed.whole is not None:
        number = f"{number}/{format_number(typed.whole, decimals)}"
    word = WORDS.get(typed.word or "", "")
    return f"{word} {with_unit(number, measure_unit)}".strip()


def planned_text(plan: FigurePlan, measure_unit: str | None, decimals: int | None = None) -> str:
    """Return a plan with its unit and operator: "200 đảng viên trở lên", "tăng 12%", "giảm 5%"."""
    if plan.value is None:
        return plan.plan_text or ""
    if plan.matter == "growth" and plan.value < 0:
        return _planned_fall(plan, decimals)
    own = _OWN_CHANGES.get(plan.matter or "", "")
    verb, unit = _CHANGES.get(plan.matter or "", (own, measure_unit))
    text = with_unit(format_number(plan.value, decimals), unit)
    if plan.operator == "at_least":
        text = f"{text} {OPERATORS['at_least']}"
    elif plan.operator == "at_most":
        text = f"{OPERATORS['at_most']} {text}"
    return f"{verb} {text}".strip()


def _planned_fall(plan: FigurePlan, decimals: int | None) -> str:
    """Return a growth below zero as a fall: at least -5 % is "giảm không quá 5%"."""
    assert plan.value is not None
    turned = "at_most" if plan.operator == "at_least" else None
    fall = replace(plan, value=-plan.value, operator=turned, matter="fall")
    return planned_text(fall, None, decimals)


def with_unit(number: str, measure_unit: str | None) -> str:
    """Return a number with its unit, "%" without a space before it."""
    unit = (measure_unit or "").strip()
    return f"{number}{unit}" if is_percent(unit) else f"{number} {unit}".strip()


def _split_word(text: str) -> tuple[str | None, str]:
    """Return the word of degree a text begins with, and the rest without a colon."""
    words = text.replace(":", " ").split()
    for count in (2, 1):
        found = _WORDS.get(fold(" ".join(words[:count])))
        if found and len(words) > count:
            return found, " ".join(words[count:])
    return None, " ".join(words)


def _split_operator(text: str) -> tuple[str | None, str]:
    """Return the operator of a typed plan and the text without it."""
    for sign, operator in (("≥", "at_least"), (">=", "at_least"), ("≤", "at_most"),
                           ("<=", "at_most")):  # fmt: skip
        if text.startswith(sign):
            return operator, text.removeprefix(sign).strip()
    words = text.split()
    if fold(" ".join(words[-2:])) == "tro len":
        return "at_least", " ".join(words[1 if fold(words[0]) == "tu" else 0 : -2])
    if fold(" ".join(words[:2])) in ("khong qua", "toi da"):
        return "at_most", " ".join(words[2:])
    return None, text


def _parts(typed: str, text: str) -> tuple[str, str, str]:
    """Return number, whole ("" for none) and unit of a text that begins with a number."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InputError(
            texts.FIGURE_BAD_NUMBER.format(text=typed), hint=texts.FIGURE_BAD_NUMBER_HINT
        )
    return found[1].strip(), (found[2] or "").strip(), found[3].strip()


def _check_unit(typed: str, unit: str, measure_unit: str | None) -> None:
    """Raise `InputError` where a unit was typed that is not the measure's."""
    wanted = _plain_unit(measure_unit or "")
    given = _plain_unit(unit)
    if given in ("", wanted) or (given and wanted.startswith(f"{given}/")):
        return
    if not wanted:
        message = texts.FIGURE_OTHER_UNIT.format(text=typed, typed=unit, unit="—")
        raise InputError(message, hint=texts.FIGURE_NO_UNIT_HINT)
    message = texts.FIGURE_OTHER_UNIT.format(text=typed, typed=unit, unit=measure_unit)
    raise InputError(message, hint=texts.FIGURE_OTHER_UNIT_HINT)


def _plain_unit(unit: str) -> str:
    """Return a unit in one spelling; "% %" is the slip of a typist."""
    plain = "".join(compose(unit).lower().split())
    return "%" if plain and not plain.strip("%") else plain
