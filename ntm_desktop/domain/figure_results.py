"""What a figure says beside its plan and an earlier value: exact rates, points, met or exceeded.

Rates are exact fractions; where the base is missing, zero or negative there is no result, never 0.
Percent and percentage points are told apart by the measure unit: a measure in % changes in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.entity import decimal_text
from ntm_desktop.domain.figures import (
    PLAN_LEVELS,
    PREVIOUS_KINDS,
    RANKED,
    FigurePlan,
    FigureRate,
)
from ntm_desktop.domain.numbers import format_number, format_percent

_MOST_PLACES = 8
_OF_A_PLAN = ("of_plan", "over_plan", "over_plan_points")


class Verdict(Enum):
    """Where an actual stands to its plan."""

    EXCEEDED = "exceeded"
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bases:
    """What rates of one figure are reckoned from; None where it is not known."""

    actual: Decimal | None = None
    whole: Decimal | None = None
    plan: Decimal | None = None
    previous: Decimal | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedRate:
    """A reported rate beside the reckoned one; `difference` is reported - reckoned.

    `reckoned` and `difference` are rounded as the reported rate is, None without a base.
    """

    rate: FigureRate
    reckoned: Decimal | None
    difference: Decimal | None

    @property
    def agrees(self) -> bool | None:
        """Say whether both are the same; None where there is nothing to compare with."""
        return None if self.difference is None else self.difference == 0


# --- rates ---


def percent_of(part: Decimal | None, base: Decimal | None) -> Fraction | None:
    """Return part / base in %, exact; None for a missing, zero or negative base.

    >>> round(float(percent_of(Decimal("258.7"), Decimal(236))), 2)
    109.62
    """
    if part is None or base is None or base <= 0:
        return None
    return Fraction(part) / Fraction(base) * 100


def growth(actual: Decimal | None, base: Decimal | None) -> Fraction | None:
    """Return by how many % the actual lies above the base (negative: below)."""
    share = percent_of(actual, base)
    return None if share is None else share - 100


def points(actual: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Return the change of a percentage in percentage points: 3,67 → 2,46 is -1.21."""
    return None if actual is None or base is None else actual - base


def over_plan(
    actual: Decimal | None, plan: Decimal | None, direction: str | None
) -> Fraction | None:
    """Return by how many % the actual is better than its plan; None without a direction.

    Of a measure where lower is better, 0,23 against 0,62 is better by 62.9 %.
    """
    found = growth(actual, plan)
    if found is None or direction not in RANKED:
        return None
    return -found if direction == "lower" else found


def is_percent(measure_unit: str | None) -> bool:
    """Say whether a measure is itself a percentage, so that it changes in points."""
    return (measure_unit or "").strip().startswith("%")


def reckoned(kind: str, bases: Bases) -> Fraction | None:
    """Return the rate of a kind of `figures.RATE_KINDS`, None where its base is not known."""
    actual = bases.actual
    if kind == "share":
        return percent_of(actual, bases.whole)
    if kind == "of_plan":
        return percent_of(actual, bases.plan)
    if kind == "over_plan":
        return over_plan(actual, bases.plan, bases.direction)
    if kind == "over_plan_points":
        return _points_better(points(actual, bases.plan), bases.direction)
    if kind == "growth":
        return growth(actual, bases.previous)
    if kind == "index":
        return percent_of(actual, bases.previous)
    return _exact(points(actual, bases.previous)) if kind == "points" else None


def _exact(number: Decimal | None) -> Fraction | None:
    """Return a decimal as a fraction."""
    return None if number is None else Fraction(number)


def _points_better(change: Decimal | None, direction: str | None) -> Fraction | None:
    """Return a change in points, turned round where lower is better."""
    if change is None or direction not in RANKED:
        return None
    return Fraction(-change if direction == "lower" else change)


def rounded(value: Fraction, places: int) -> Decimal:
    """Return a value rounded half away from zero, as documents round.

    >>> rounded(Fraction(2585, 1000), 2)
    Decimal('2.59')
    """
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def shown_percent(value: Fraction, places: int = 1, around: int | None = None) -> str:
    """Return a rate as text; with more decimals where rounding would make it just `around`.

    99,96 % of a plan is not shown as "100%".
    """
    found = rounded(value, places)
    while around is not None and found == around != value and places < _MOST_PLACES:
        places += 1
        found = rounded(value, places)
    return format_percent(Decimal(decimal_text(found)))


# --- reported beside reckoned ---


def compared(rate: FigureRate, bases: Bases) -> ComparedRate:
    """Return a reported rate beside the reckoned one, at the decimals of the reported one."""
    exact = reckoned(rate.kind, bases)
    if exact is None:
        return ComparedRate(rate, None, None)
    own = rounded(exact, _places(rate.value))
    return ComparedRate(rate, own, rate.value - own)


def _places(number: Decimal) -> int:
    """Return how many decimals a number is stated with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --- verdicts ---


def verdict(
    actual: Decimal | None,
    plan: Decimal | None,
    direction: str | None,
    operator: str | None = None,
) -> Verdict:
    """Return where an actual stands to a plan.

    The operator of the plan ("từ 0,5% trở lên", "không quá 3%") decides before the direction of
    the measure. An actual equal to its plan meets it whatever the direction; without either, any
    other cannot be told.
    """
    if actual is None or plan is None:
        return Verdict.UNKNOWN
    if actual == plan:
        return Verdict.MET
    side = {"at_least": "higher", "at_most": "lower"}.get(operator or "", direction)
    if side not in RANKED:
        return Verdict.UNKNOWN
    is_better = actual > plan if side == "higher" else actual < plan
    return Verdict.EXCEEDED if is_better else Verdict.NOT_MET


def plan_verdict(plan: FigurePlan, measure_unit: str | None, bases: Bases) -> Verdict:
    """Return where a figure stands to one plan: its value, its growth or its change in points."""
    matter = plan.matter or "value"
    if matter == "value":
        return verdict(bases.actual, plan.value, bases.direction, plan.operator)
    if plan.value is None:
        return Verdict.UNKNOWN
    exact = growth(bases.actual, bases.previous) if matter == "growth" else None
    if matter.startswith("points") and is_percent(measure_unit):
        exact = _exact(points(bases.actual, bases.previous))
    if matter in ("more", "less") and bases.actual is not None and bases.previous is not None:
        exact = Fraction(bases.actual) - Fraction(bases.previous)
    return change_verdict(plan, exact, bases.direction)


def change_verdict(plan: FigurePlan, change: Fraction | None, direction: str | None) -> Verdict:
    """Return where a growth, or a change in points or units, stands to the plan set for it.

    A planned fall is a lower bound of the fall; a planned rise follows operator and direction.
    """
    if change is None or plan.value is None:
        return Verdict.UNKNOWN
    falls = plan.matter in ("points_down", "less")
    moved, wanted = -change if falls else change, Fraction(plan.value)
    if moved == wanted:
        return Verdict.MET
    at_most = plan.operator == "at_most" or (
        plan.operator != "at_least" and not falls and direction == "lower"
    )
    return Verdict.EXCEEDED if (moved < wanted) == at_most else Verdict.NOT_MET


def reported_verdict(rate: FigureRate, direction: str | None) -> Verdict:
    """Return what a reported rate says about its plan; it is the word of the document.

    "% kế hoạch" of a measure where lower is better says nothing certain.
    """
    if rate.kind not in _OF_A_PLAN:
        return Verdict.UNKNOWN
    if rate.kind == "of_plan" and direction == "lower":
        return Verdict.UNKNOWN
    base = 100 if rate.kind == "of_plan" else 0
    if rate.value == base:
        return Verdict.MET
    return Verdict.EXCEEDED if rate.value > base else Verdict.NOT_MET


def joint_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """Return where a measure with several plans stands: met where all are met, exceeded where all.

    A plan that is not met decides; one that cannot be told leaves the whole open.
    """
    held = set(verdicts)
    if not held:
        return Verdict.UNKNOWN
    for found in (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET):
        if found in held:
            return found
    return Verdict.EXCEEDED


# --- sentences ---


def rate_text(
    kind: str,
    value: Fraction,
    level: str | None = None,
    against: str | None = None,
    *,
    reported: bool = False,
    places: int = 1,
) -> str:
    """Return a rate in words: "đạt 109,6% kế hoạch", "tăng 14,5% so với cùng kỳ năm trước"."""
    around = {"of_plan": 100, "index": 100}.get(kind, 0)
    size = value if kind in ("of_plan", "index", "share") else abs(value)
    number = shown_percent(size, places, around)
    words = {
        "plan": plan_words(level),
        "against": _against(against),
        "rate": number,
        "points": number.rstrip("%"),
    }
    text = _form(kind, value).format(**words)
    return f"{text} {texts.FIGURE_REPORTED}" if reported else text


def plan_words(level: str | None) -> str:
    """Return whose plan it is: "kế hoạch tỉnh giao", "chỉ tiêu nghị quyết HĐND"."""
    name = PLAN_LEVELS.get(level or "", "")
    if not name or level == "khac":
        return texts.FIGURE_PLAN_WORD
    is_plan = name.startswith(texts.FIGURE_PLAN_WORD)
    return name if is_plan else texts.FIGURE_PLAN_OF.format(document=name)


def _against(kind: str | None) -> str:
    """Return what a change is against: "so với cùng kỳ năm trước", "" where nobody says."""
    name = PREVIOUS_KINDS.get(kind or "", "")
    return f" {texts.FIGURE_AGAINST.format(name=name)}" if name else ""


def _form(kind: str, value: Fraction) -> str:
    """Return the sentence of a kind of rate by its sign."""
    forms = texts.FIGURE_RATE_FORMS[kind]
    if value == 0:
        return forms[2]
    return forms[0] if value > 0 else forms[1]


def reported_text(rate: FigureRate) -> str:
    """Return a reported rate in words with its mark, at the decimals it is stated with."""
    return rate_text(
        rate.kind,
        Fraction(rate.value),
        rate.level,
        rate.compared_with,
        reported=True,
        places=_places(rate.value),
    )


def difference_text(found: ComparedRate) -> str:
    """Return "tính lại từ số gốc: 109,7%, lệch 0,1"; "" where both agree or nothing is known."""
    if found.reckoned is None or not found.difference:
        return ""
    return texts.FIGURE_DIFFERS.format(
        own=format_percent(found.reckoned), difference=format_number(abs(found.difference))
    )


def change_text(
    measure_unit: str | None, actual: Decimal | None, base: Decimal | None, against: str | None
) -> str:
    """Return how a figure changed: in points where it is a percentage, else in %; "" for unknown.

    >>> change_text("%", Decimal("2.46"), Decimal("3.67"), None)
    'giảm 1,21 điểm %'
    """
    if is_percent(measure_unit):
        moved = points(actual, base)
        return "" if moved is None else rate_text(
            "points", Fraction(moved), against=against, places=_MOST_PLACES
        )  # fmt: skip
    grown = growth(actual, base)
    return "" if grown is None else rate_text("growth", grown, against=against)


def sentence(parts: Sequence[str]) -> str:
    """Return the parts of a sentence joined, empty ones left out."""
    return "; ".join(part for part in parts if part)
