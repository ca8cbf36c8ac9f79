"""Figures as people type and read them: "ước đạt 95,2 tỷ đồng", "15,9/28,2", "không còn"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.figure_results import is_percent
from ntm_desktop.domain.figures import OPERATORS, WORDS, FigurePlan
from ntm_desktop.domain.numbers import format_number, parse_number, parse_percent
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError

_NUMBER = re.compile(r"([-+−–]?[0-9][0-9., ]*)(?:/ *([0-9][0-9., ]*))?(.*)")
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
_CHANGES = {
    "growth": ("tăng", "%"),
    "points_up": ("tăng", "điểm %"),
    "points_down": ("giảm", "điểm %"),
}


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
        return TypedFigure(actual_text=plain)
    number, whole, unit = _parts(plain, rest)
    _check_unit(plain, unit, measure_unit)
    parse = parse_percent if is_percent(measure_unit) and not whole else parse_number
    return TypedFigure(word, parse(number), parse_number(whole) if whole else None)


def parse_planned(text: str, measure_unit: str | None) -> tuple[str | None, Decimal | None, str]:
    """Return operator, value and words of a typed plan: "200 trở lên", "≤ 3", "đạt chuẩn".

    Raises `InputError` as `parse_figure` does.
    """
    plain = " ".join(compose(text).split())
    operator, rest = _split_operator(plain)
    found = parse_figure(rest, measure_unit)
    if found.actual is None or found.word == "none":
        return None, None, plain
    if found.whole is not None:
        rule = texts.FIGURE_NO_PLAN_WORD.format(word=plain)
        raise InputError(texts.FIGURE_BAD_NUMBER.format(text=plain), hint=rule)
    if found.word in ("over", "above"):
        operator = operator or "at_least"
    return operator, found.actual, ""


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
    """Return a plan with its unit and operator: "200 đảng viên trở lên", "tăng 12%"."""
    if plan.value is None:
        return plan.plan_text or ""
    verb, unit = _CHANGES.get(plan.matter or "", ("", measure_unit))
    text = with_unit(format_number(plan.value, decimals), unit)
    if plan.operator == "at_least":
        text = f"{text} {OPERATORS['at_least']}"
    elif plan.operator == "at_most":
        text = f"{OPERATORS['at_most']} {text}"
    return f"{verb} {text}".strip()


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
