"""A result or plan of an indicator as a clerk types it ("12/17", "na: lý do"), and back as text.

What `format_result` writes, `parse_result` reads as the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entity import StoredValue, decimal_text, entity_of
from ntm_desktop.domain.numbers import format_number, parse_number, parse_percent
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError

Stored = dict[str, StoredValue]

RESULT_FIELDS = entity_of(IndicatorValue).unit_of("value")
PLAN_FIELDS = entity_of(IndicatorValue).unit_of("planned_value")

_MET_WORDS = frozenset({"dat", "met"})
_NOT_MET_WORDS = frozenset({"chua dat", "khong dat", "not met"})
_YES_WORDS = _MET_WORDS | {"co"}
_NO_WORDS = _NOT_MET_WORDS | {"khong", "chua"}
_ZERO_WORDS = frozenset({"khong", "khong co"})
_NOT_APPLICABLE = re.compile(
    r"(?:na|n/a|không áp dụng|khong[ -]ap[ -]dung)(?![^\W_])", re.IGNORECASE
)
_BOUND = re.compile(r"\s*(?:≥|≤|>=|<=|=>|=<|>|<)\s*")
_WITH_WORDS = re.compile(r"([-+]?\d[\d.,/]*)\s*([^\W\d].*|%.*)", re.DOTALL)
_PART = re.compile(r"[;,]?\s*(?:trong đó|trong do)\s+", re.IGNORECASE)
_QUOTES = "\"“”'"
_RATES = (IndicatorKind.PERCENT, IndicatorKind.CONDITIONS)
_NUMBERS = (
    *_RATES,
    IndicatorKind.NUMBER,
    IndicatorKind.RELATIVE,
    IndicatorKind.POINTS,
    IndicatorKind.SCORED,
)


def parse_result(text: str, indicator: Indicator | None) -> Stored:
    """Return every field of the merge unit "result" for what was typed; empty text clears it.

    `indicator` is None for a value under a criterion's own code, which can only be declared.
    Forms: `95,3`, `12/17`, `95,3 trong đó 60`, `nam=90,5; nữ=88`, `đạt`, `chưa đạt`, a word of the
    scale, `na: lý do`, and any of them followed by `@đạt: lý do` (the commune's own judgement).
    Raise `InputError` with a hint for anything else.
    """
    typed = compose(text).strip()
    found: Stored = dict.fromkeys(RESULT_FIELDS)
    if not typed:
        return found
    not_applicable = _NOT_APPLICABLE.match(typed)
    if not_applicable:
        found |= _read_not_applicable(typed[not_applicable.end() :], indicator)
    elif "@" in typed.partition(":")[0]:
        figure, _, judgement = typed.partition("@")
        if figure.strip():
            found |= _read_figure(figure.strip(), indicator)
        found |= _read_judgement(judgement.strip(), indicator)
    else:
        found |= _read_plain(typed, indicator)
    return entity_of(IndicatorValue).check(found)


def parse_plan(text: str, indicator: Indicator | None) -> Stored:
    """Return every field of the merge unit "plan": a number, a word of the scale, or đạt.

    A leading "≥" ("≤" where less is better) says what a plan means anyway and is passed over.
    Raise `InputError` with a hint for anything else; empty text clears the plan.
    """
    typed = compose(text).strip()
    found: Stored = dict.fromkeys(PLAN_FIELDS)
    if not typed:
        return found
    outcome = _outcome(_plain_word(typed))
    word = _scale_word(typed, indicator)
    if outcome:
        found["planned_outcome"] = outcome
    elif word:
        found["planned_word"] = word
    elif indicator and indicator.kind in _NUMBERS:
        found |= _read_plan(typed, indicator)
    else:
        hint = _hint(indicator) if indicator else texts.VALUE_HINT_PLAN
        raise InputError(texts.VALUE_BAD.format(text=typed), hint=hint)
    return entity_of(IndicatorValue).check(found)


def format_result(value: IndicatorValue, indicator: Indicator | None) -> str:
    """Return the result as the sheet shows it and as it may be typed again ("" for none)."""
    if value.not_applicable:
        return _with_reason(texts.VALUE_NOT_APPLICABLE, value.reason)
    figure = _figure_text(value, indicator)
    if value.declared is None:
        return _with_reason(figure, value.reason) if figure else ""
    judgement = _with_reason(_outcome_text(value.declared), value.reason)
    if figure or _has_words(indicator):
        return f"{figure}@{judgement}"
    return judgement


def format_plan(value: IndicatorValue, indicator: Indicator | None) -> str:
    """Return the plan as the sheet shows it and as it may be typed again ("" for none)."""
    if value.planned_outcome:
        return _outcome_text(value.planned_outcome)
    if value.planned_word:
        return value.planned_word
    if value.planned_male is not None or value.planned_female is not None:
        return _gender_text(value.planned_male, value.planned_female, indicator)
    return "" if value.planned_value is None else _number_shown(value.planned_value, indicator)


def _read_plan(text: str, indicator: Indicator) -> Stored:
    """Return the planned figure, apart for nam and nữ where it was typed so."""
    if "=" in text and not _BOUND.match(text):
        found = _read_gender(text, indicator)
        return {f"planned_{name}": number for name, number in found.items()}
    plain = _without_unit(_BOUND.sub("", text), indicator)
    return {"planned_value": _number_text(plain, indicator)}


def _without_unit(text: str, indicator: Indicator) -> str:
    """Return a figure without the unit of the indicator behind it ("2 hợp tác xã" is 2)."""
    figure = _WITH_WORDS.fullmatch(text.strip())
    unit = fold(indicator.measure_unit).strip()
    return figure[1] if figure and unit and fold(figure[2]).strip() == unit else text


def _read_not_applicable(rest: str, indicator: Indicator | None) -> Stored:
    """Return "không áp dụng" with its reason, which must be given."""
    if indicator is not None and not indicator.if_any:
        message = texts.VALUE_NOT_IF_ANY.format(code=indicator.code)
        raise InputError(message, hint=texts.VALUE_NOT_IF_ANY_HINT)
    reason = _reason(rest.strip().removeprefix(":"))
    if not reason:
        raise InputError(texts.VALUE_NO_REASON, hint=texts.VALUE_NO_REASON_HINT)
    return {"not_applicable": True, "reason": reason}


def _read_judgement(text: str, indicator: Indicator | None) -> Stored:
    """Return the declared outcome with its reason, from "đạt: lý do"."""
    word, _, reason = text.partition(":")
    outcome = _outcome(_plain_word(word))
    if outcome is None:
        hint = _hint(indicator) if indicator else texts.VALUE_HINT_CRITERION
        raise InputError(texts.VALUE_BAD.format(text=text), hint=hint)
    return {"declared": outcome, "reason": _reason(reason)}


def _read_plain(text: str, indicator: Indicator | None) -> Stored:
    """Return a figure, a word, or (where words are not figures) a declared outcome."""
    word, _, reason = text.partition(":")
    if not _has_words(indicator) and _outcome(_plain_word(word)):
        return _read_judgement(text, indicator)
    return _read_figure(word.strip(), indicator) | {"reason": _reason(reason)}


def _read_figure(text: str, indicator: Indicator | None) -> Stored:
    """Return the fields of a figure or word, as the kind of the indicator asks."""
    if indicator is None:
        raise InputError(texts.VALUE_BAD.format(text=text), hint=texts.VALUE_HINT_CRITERION)
    if indicator.kind in _NUMBERS:
        return _read_number(text, indicator)
    word = _word(text, indicator)
    if word is None:
        raise InputError(texts.VALUE_BAD.format(text=text), hint=_hint(indicator))
    return {"word": word}


def _word(text: str, indicator: Indicator) -> str | None:
    """Return the stored word of a yes/no or of a scale; None when it is neither."""
    if indicator.kind is IndicatorKind.ORDINAL:
        return _scale_word(text, indicator)
    plain = _plain_word(text)
    if plain in _YES_WORDS:
        return texts.OUTCOME_MET
    return texts.OUTCOME_NOT_MET if plain in _NO_WORDS else None


def _scale_word(text: str, indicator: Indicator | None) -> str | None:
    """Return the word of the scale that was meant: "kha" is "Khá", "2" is "Mức độ 2"."""
    plain = _plain_word(text)
    for word in indicator.scale if indicator else ():
        if plain in (_plain_word(word), _plain_word(word).rpartition(" ")[2]):
            return word
    return None


def _read_number(text: str, indicator: Indicator) -> Stored:
    """Return the fields of a number in any of its forms."""
    if _BOUND.match(text):
        message = texts.VALUE_BOUND.format(text=text)
        raise InputError(message, hint=texts.VALUE_BOUND_HINT)
    text = _without_unit(text, indicator)
    if "=" in text:
        return _read_gender(text, indicator)
    if _PART.search(text):
        return _read_part(text, indicator)
    if "/" in text:
        return _read_ratio(text, indicator)
    return {"value": _number_text(text, indicator)}


def _read_gender(text: str, indicator: Indicator) -> Stored:
    """Return the figures of nam and nữ from "nam=90,5; nữ=88" (one of them may be missing)."""
    if not indicator.by_gender:
        raise InputError(texts.VALUE_NO_GENDER.format(code=indicator.code), hint=_hint(indicator))
    found: Stored = {}
    for item in text.split(";"):
        label, _, number = item.partition("=")
        name = {"nam": "male", "nu": "female"}.get(fold(label).strip())
        if name is None or name in found:
            raise InputError(texts.VALUE_BAD.format(text=text), hint=texts.VALUE_HINT_GENDER)
        found[name] = _number_text(number, indicator)
    return found


def _read_part(text: str, indicator: Indicator) -> Stored:
    """Return the figure and its part from "95,3 trong đó 60"."""
    if not indicator.sub_text:
        raise InputError(texts.VALUE_NO_PART.format(code=indicator.code), hint=_hint(indicator))
    main, part = _PART.split(text, maxsplit=1)
    found = _read_ratio(main, indicator) if "/" in main else {}
    if not found:
        found = {"value": _number_text(main, indicator)}
    return found | {"sub_value": _number_text(part, indicator)}


def _read_ratio(text: str, indicator: Indicator) -> Stored:
    """Return numerator and denominator from "12/17"."""
    scored_rate = indicator.kind is IndicatorKind.SCORED and indicator.measure_unit == "%"
    if indicator.kind not in _RATES and not scored_rate:
        message = texts.VALUE_RATIO_NOT_PERCENT.format(code=indicator.code)
        raise InputError(message, hint=_hint(indicator))
    top, _, bottom = text.partition("/")
    numerator, denominator = _not_negative(top, parse_number), _not_negative(bottom, parse_number)
    if denominator == 0:
        raise InputError(texts.VALUE_ZERO_DENOMINATOR.format(text=text), hint=_hint(indicator))
    return {"numerator": decimal_text(numerator), "denominator": decimal_text(denominator)}


def _number_text(text: str, indicator: Indicator) -> str:
    """Return one number in stored form; "không" is 0 where things are counted."""
    counted = indicator.kind is IndicatorKind.NUMBER
    if counted and _plain_word(text) in _ZERO_WORDS:
        return "0"
    rate = indicator.measure_unit == "%" or indicator.kind in _RATES
    number = _not_negative(text, parse_percent if rate else parse_number)
    if indicator.max_points is not None and number > indicator.max_points:
        maximum = format_number(indicator.max_points)
        message = texts.VALUE_POINTS_OVER.format(code=indicator.code, maximum=maximum)
        raise InputError(message, hint=_hint(indicator))
    return decimal_text(number)


def _not_negative(text: str, parse: Callable[[str], Decimal]) -> Decimal:
    """Return a number ≥ 0."""
    number = parse(text.strip())
    if number < 0:
        raise InputError(texts.VALUE_NEGATIVE.format(text=text.strip()))
    return number


def _reason(text: str) -> str | None:
    """Return a reason without the quotes of a command line; None for none."""
    reason = text.strip()
    if len(reason) > 1 and reason[0] in _QUOTES and reason[-1] in _QUOTES:
        reason = reason[1:-1].strip()
    return reason or None


def _plain_word(text: str) -> str:
    """Return a word for comparison: no accents, lower case, "chua-dat" as "chua dat"."""
    return " ".join(re.split(r"[\s_-]+", fold(text))).strip()


def _outcome(plain: str) -> str | None:
    """Return the stored outcome of "dat" and "chua dat"; None for other words."""
    if plain in _MET_WORDS:
        return "met"
    return "not_met" if plain in _NOT_MET_WORDS else None


def _has_words(indicator: Indicator | None) -> bool:
    """Say whether "đạt" is the value itself (yes/no) and not a declared outcome."""
    return indicator is not None and indicator.kind is IndicatorKind.BOOLEAN


def _hint(indicator: Indicator) -> str:
    """Return how a value of this indicator may be typed."""
    if indicator.kind is IndicatorKind.BOOLEAN:
        return texts.VALUE_HINT_BOOLEAN
    if indicator.kind is IndicatorKind.ORDINAL:
        return texts.VALUE_HINT_WORD.format(words=", ".join(indicator.scale))
    return texts.VALUE_HINT_GENDER if indicator.by_gender else texts.VALUE_HINT_NUMBER


def _figure_text(value: IndicatorValue, indicator: Indicator | None) -> str:
    """Return the figure or word of a result."""
    if value.word:
        return value.word.lower() if _has_words(indicator) else value.word
    if value.male is not None or value.female is not None:
        return _gender_text(value.male, value.female, indicator)
    figure = _main_text(value, indicator)
    if value.sub_value is None or not figure:
        return figure
    return f"{figure} {texts.VALUE_PART} {_number_shown(value.sub_value, indicator)}"


def _gender_text(male: Decimal | None, female: Decimal | None, indicator: Indicator | None) -> str:
    """Return "nam=90,5; nữ=88"."""
    pairs = ((texts.VALUE_MALE, male), (texts.VALUE_FEMALE, female))
    shown = [f"{label}={_number_shown(one, indicator)}" for label, one in pairs if one is not None]
    return "; ".join(shown)


def _main_text(value: IndicatorValue, indicator: Indicator | None) -> str:
    """Return "12/17" or "95,3"."""
    if value.numerator is not None and value.denominator is not None:
        return f"{format_number(value.numerator)}/{format_number(value.denominator)}"
    return "" if value.value is None else _number_shown(value.value, indicator)


def _number_shown(number: Decimal, indicator: Indicator | None) -> str:
    """Return a number; rates have no dots, which the number pad means as a decimal mark."""
    shown = format_number(number)
    rate = indicator is None or indicator.measure_unit == "%" or indicator.kind in _RATES
    return shown.replace(".", "") if rate else shown


def _outcome_text(outcome: str) -> str:
    """Return "đạt" or "chưa đạt"."""
    return texts.VALUE_MET if outcome == "met" else texts.VALUE_NOT_MET


def _with_reason(text: str, reason: str | None) -> str:
    """Return "đạt: lý do"."""
    return f"{text}: {reason}" if reason else text
