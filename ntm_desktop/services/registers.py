"""What the registers add up to: rates from counts, roll-ups of thôn, OCOP, poverty over years."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import decimal_text, entity_of
from ntm_desktop.domain.figure_results import change_text, rounded
from ntm_desktop.domain.figure_text import with_unit
from ntm_desktop.domain.figures import WORDS
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod, known_periods, parse_period
from ntm_desktop.domain.registers import (
    OCOP_MONTHS,
    OCOP_STAGES,
    POVERTY_STANDARDS,
    OcopProduct,
    PovertyCount,
    RegisterTotal,
    VillageStatistics,
    end_of,
    holds_stars,
    rate_of,
    summed,
)
from ntm_desktop.domain.units import name_order
from ntm_desktop.services.units import known_units
from ntm_desktop.services.workspace import Workspace

EXPIRING_DAYS = 180
_COUNTS = ("population", "households", "poor", "near_poor")
_PLACES = 2


# --- thôn ---


@dataclass(frozen=True, slots=True)
class VillageRow:
    """The counts of one thôn with its rates; `name` is its name where it is recorded."""

    record: VillageStatistics
    name: str
    poor_rate: Fraction | None
    near_poor_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class VillageTable:
    """The thôn of a period, what they add up to, and what the office itself states.

    `missing` says per count how many thôn lack it; rates of the sum are reckoned from counts, and
    only over thôn that have both. `differences` are sentences.
    """

    period: ReportingPeriod
    rows: tuple[VillageRow, ...]
    totals: Mapping[str, int | None]
    missing: Mapping[str, int]
    area: Decimal | None
    poor_rate: Fraction | None
    near_poor_rate: Fraction | None
    own: VillageStatistics | None
    differences: tuple[str, ...]


def village_table(workspace: Workspace, period_id: str) -> VillageTable:
    """Return the counts of every thôn in a period and their sum; raise `InputError` for none."""
    period = parse_period(period_id)
    held = workspace.own_records(VillageStatistics, period=period.id)
    own = next((one for one in held if _is_own(workspace, one.unit)), None)
    below = [one for one in held if not _is_own(workspace, one.unit)]
    names = {code: unit.name for code, unit in known_units(workspace).items()}
    rows = sorted((_village_row(one, names) for one in below), key=lambda row: name_order(row.name))
    sums = {name: summed(getattr(one, name) for one in below) for name in _COUNTS}
    areas = [one.area for one in below if one.area is not None]
    totals = {name: found.total for name, found in sums.items()}
    return VillageTable(
        period=period,
        rows=tuple(rows),
        totals=totals,
        missing={name: found.missing for name, found in sums.items()},
        area=sum(areas, Decimal(0)) if areas else None,
        poor_rate=_joint_rate(below, "poor"),
        near_poor_rate=_joint_rate(below, "near_poor"),
        own=own,
        differences=_differences(own, totals),
    )


def has_too_many(record: VillageStatistics | PovertyCount) -> bool:
    """Say whether a record counts more poor and near-poor households than households."""
    counted = (record.poor or 0) + (record.near_poor or 0)
    return record.households is not None and counted > record.households


def _is_own(workspace: Workspace, unit: str | None) -> bool:
    """Say whether a record is about the office itself."""
    return (unit or workspace.owner) == workspace.owner


def _village_row(record: VillageStatistics, names: Mapping[str, str]) -> VillageRow:
    """Return the row of one thôn."""
    return VillageRow(
        record,
        names.get(record.unit or "", record.unit or ""),
        rate_of(record.poor, record.households),
        rate_of(record.near_poor, record.households),
    )


def _joint_rate(records: Sequence[VillageStatistics], name: str) -> Fraction | None:
    """Return Σ part / Σ households over thôn that have both; None where one lacks either."""
    parts = summed(getattr(one, name) for one in records)
    wholes = summed(one.households for one in records)
    if parts.missing or wholes.missing:
        return None
    return rate_of(parts.total, wholes.total)


def _differences(
    own: VillageStatistics | None, totals: Mapping[str, int | None]
) -> tuple[str, ...]:
    """Return where the office states another number than its thôn add up to."""
    if own is None:
        return ()
    found = [texts.POVERTY_TOO_MANY] if has_too_many(own) else []
    for name in _COUNTS:
        stated, added = getattr(own, name), totals[name]
        if None not in (stated, added) and stated != added:
            label = entity_of(VillageStatistics).fields[name].label
            text = texts.REGISTER_ROLL_UP.format(
                own=format_number(added or 0), stated=format_number(stated)
            )
            found.append(f"{label}: {text}")
    return tuple(found)


# --- poverty ---


@dataclass(frozen=True, slots=True)
class PovertyPoint:
    """Poverty of a unit in one period.

    `poor_rate` is reckoned from counts; without them it is the rate a document states, and
    `reported` says so. `source` is "record" or "villages" (added up from the thôn).
    `change_text` is empty where there is no earlier point by the same standard.
    """

    period: ReportingPeriod
    standard: str | None
    households: int | None
    poor: int | None
    near_poor: int | None
    poor_rate: Fraction | None
    near_poor_rate: Fraction | None
    reported: bool
    source: str
    text: str
    change_text: str
    doubts: tuple[str, ...]

    @property
    def standard_text(self) -> str:
        """Return the yardstick in words, "" where nobody says."""
        return POVERTY_STANDARDS.get(self.standard or "", "")


def poverty_series(
    workspace: Workspace, unit: str | None = None, kind: PeriodKind | None = PeriodKind.YEAR
) -> tuple[PovertyPoint, ...]:
    """Return poverty by period and standard, the earliest first; another standard is no change.

    The office without a record of its own for a period has what its thôn add up to.
    """
    place = unit or workspace.owner
    made = [
        _poverty_point(one)
        for one in workspace.store.records(PovertyCount)
        if workspace.is_about(one.key, one.unit, place)
    ]
    rolled = _from_villages(workspace, place)
    stated = [_with_roll_up(one, rolled.get(one.period.id)) for one in made if one is not None]
    told = {one.period.id for one in stated}
    added = [one for period_id, one in rolled.items() if period_id not in told]
    points = [one for one in (*stated, *added) if kind in (None, one.period.kind)]
    points.sort(key=lambda one: (one.period.order, one.standard or ""))
    return tuple(_with_change(one, points[:at]) for at, one in enumerate(points))


def _poverty_point(record: PovertyCount) -> PovertyPoint | None:
    """Return the point of one record; None for a period only a newer version knows."""
    periods = known_periods([record.period])
    if not periods:
        return None
    own = rate_of(record.poor, record.households)
    near = rate_of(record.near_poor, record.households)
    poor_rate = _or_stated(own, record.poor_rate)
    near_rate = _or_stated(near, record.near_poor_rate)
    doubts = _stated_otherwise(own, record.poor_rate)
    doubts += _stated_otherwise(near, record.near_poor_rate)
    if record.poor and own is None and record.poor_rate is None:
        doubts += (texts.POVERTY_NO_HOUSEHOLDS,)
    if has_too_many(record):
        doubts += (texts.POVERTY_TOO_MANY,)
    return _point(
        periods[0],
        record.standard,
        (record.households, record.poor, record.near_poor),
        (poor_rate, near_rate),
        reported=own is None and record.poor_rate is not None,
        source="record",
        doubts=doubts,
    )


def _point(
    period: ReportingPeriod,
    standard: str | None,
    counts: tuple[int | None, int | None, int | None],
    rates: tuple[Fraction | None, Fraction | None],
    *,
    reported: bool,
    source: str,
    doubts: tuple[str, ...],
) -> PovertyPoint:
    """Return a point with its text: "18 hộ, 2,46%"."""
    households, poor, near_poor = counts
    return PovertyPoint(
        period=period,
        standard=standard,
        households=households,
        poor=poor,
        near_poor=near_poor,
        poor_rate=rates[0],
        near_poor_rate=rates[1],
        reported=reported,
        source=source,
        text=_poverty_text(poor, rates[0], reported=reported),
        change_text="",
        doubts=doubts,
    )


def _or_stated(own: Fraction | None, stated: Decimal | None) -> Fraction | None:
    """Return a reckoned rate, else the one a document states."""
    return own if own is not None or stated is None else Fraction(stated)


def _stated_otherwise(own: Fraction | None, stated: Decimal | None) -> tuple[str, ...]:
    """Return that a stated rate is not what the counts give, to two decimals."""
    if own is None or stated is None or rounded(own, _PLACES) == rounded(Fraction(stated), _PLACES):
        return ()
    return (texts.POVERTY_RATE_DIFFERS.format(own=rate_text(own), stated=format_percent(stated)),)


def _poverty_text(poor: int | None, rate: Fraction | None, *, reported: bool) -> str:
    """Return "18 hộ; 2,46%", a stated rate with its mark; "không còn hộ nghèo" for none."""
    if poor == 0:
        return texts.POVERTY_NONE
    parts = [] if poor is None else [texts.POVERTY_HOUSEHOLDS.format(count=format_number(poor))]
    if rate is not None:
        mark = f" {texts.FIGURE_REPORTED}" if reported else ""
        parts.append(f"{rate_text(rate)}{mark}")
    return "; ".join(parts)


def rate_text(rate: Fraction | None) -> str:
    """Return a rate of households with two decimals: "2,46%"; "" for none."""
    return "" if rate is None else format_percent(Decimal(decimal_text(rounded(rate, _PLACES))))


def _from_villages(workspace: Workspace, place: str) -> dict[str, PovertyPoint]:
    """Return what the thôn add up to per period; only of the office itself."""
    if place != workspace.owner:
        return {}
    by_period: dict[str, list[VillageStatistics]] = defaultdict(list)
    for one in workspace.own_records(VillageStatistics):
        if not _is_own(workspace, one.unit) and one.poor is not None:
            by_period[one.period].append(one)
    known = {one.id: one for one in known_periods(by_period)}
    return {name: _rolled(period, by_period[name]) for name, period in known.items()}


def _rolled(period: ReportingPeriod, records: Sequence[VillageStatistics]) -> PovertyPoint:
    """Return the sum over thôn; by several standards there is none."""
    standards = {one.standard for one in records}
    if len(standards) > 1:
        return _point(period, None, (None, None, None), (None, None), reported=False,
                      source="villages", doubts=(texts.POVERTY_TWO_STANDARDS,))  # fmt: skip
    sums = [summed(getattr(one, name) for one in records) for name in _COUNTS[1:]]
    counts = tuple(None if one.missing else one.total for one in sums)
    return _point(
        period,
        standards.pop(),
        (counts[0], counts[1], counts[2]),
        (_joint_rate(records, "poor"), _joint_rate(records, "near_poor")),
        reported=False,
        source="villages",
        doubts=() if counts[0] is not None else (texts.POVERTY_NO_HOUSEHOLDS,),
    )


def _with_roll_up(point: PovertyPoint, rolled: PovertyPoint | None) -> PovertyPoint:
    """Return a point with a doubt where the thôn add up to another number of poor households."""
    if rolled is None or rolled.standard not in (None, point.standard):
        return point
    if None in (point.poor, rolled.poor) or point.poor == rolled.poor:
        return point
    text = texts.REGISTER_ROLL_UP.format(
        own=format_number(rolled.poor or 0), stated=format_number(point.poor or 0)
    )
    label = entity_of(PovertyCount).fields["poor"].label
    return replace(point, doubts=(*point.doubts, f"{label}: {text}"))


def _with_change(point: PovertyPoint, earlier: Sequence[PovertyPoint]) -> PovertyPoint:
    """Return a point with its change in percentage points since the last by the same standard."""
    before = [one for one in earlier if one.period.id != point.period.id]
    if not before or point.poor_rate is None:
        return point
    same = [one for one in before if one.standard == point.standard and one.poor_rate is not None]
    if not same:
        return replace(point, change_text=texts.POVERTY_OTHER_STANDARD)
    base = same[-1].poor_rate or Fraction(0)
    moved = change_text("%", rounded(point.poor_rate, _PLACES), rounded(base, _PLACES), None)
    text = texts.POVERTY_SINCE.format(change=moved, period=same[-1].period.label)
    return replace(point, change_text=text)


# --- OCOP ---


@dataclass(frozen=True, slots=True)
class OcopRow:
    """A product with the end of its certificate; `days_left` is negative once it has run out.

    `proposed`: nobody typed the end, it is reckoned from the decision.
    """

    product: OcopProduct
    ends_on: datetime.date | None
    proposed: bool
    days_left: int | None
    text: str

    @property
    def stars_text(self) -> str:
        """Return "4 sao"."""
        stars = self.product.stars
        return texts.OCOP_STARS.format(stars=stars) if stars else texts.OCOP_NO_STARS


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A total a document states, and how it differs from the register ("" where it cannot be)."""

    total: RegisterTotal
    text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class OcopRegister:
    """The products; counts of valid ones by stars, of all by stage; totals that were stated."""

    rows: tuple[OcopRow, ...]
    expiring: tuple[OcopRow, ...]
    expired: tuple[OcopRow, ...]
    by_stars: Mapping[int, int]
    by_stage: Mapping[str, int]
    totals: tuple[TotalLine, ...]


def ocop_register(workspace: Workspace, days: int = EXPIRING_DAYS) -> OcopRegister:
    """Return the products as they stand today; `expiring` end within `days`."""
    today = workspace.today()
    products = workspace.own_records(OcopProduct)
    rows = sorted((_ocop_row(one, today) for one in products), key=_by_end)
    valid = [one for one in products if holds_stars(one, today)]
    held = [one for one in rows if one.days_left is not None and _was_recognised(one.product)]
    stages = Counter(one.stage or "" for one in products)
    return OcopRegister(
        rows=tuple(rows),
        expiring=tuple(one for one in held if 0 <= (one.days_left or 0) <= days),
        expired=tuple(one for one in held if (one.days_left or 0) < 0),
        by_stars=dict(sorted(Counter(one.stars for one in valid if one.stars).items())),
        by_stage={stage: stages[stage] for stage in OCOP_STAGES if stages[stage]},
        totals=tuple(
            _total_line(one, valid)
            for one in workspace.own_records(RegisterTotal, register="ocop_product")
        ),
    )


def _was_recognised(product: OcopProduct) -> bool:
    """Say whether a product has stars that can run out."""
    return product.stage not in ("registered", "dossier", "evaluated", "stopped")


def _ocop_row(product: OcopProduct, today: datetime.date) -> OcopRow:
    """Return a product with the days that are left of its certificate."""
    end, proposed = end_of(product)
    left = None if end is None else (end - today).days
    return OcopRow(product, end, proposed, left, _end_text(end, left, proposed=proposed))


def _end_text(end: datetime.date | None, left: int | None, *, proposed: bool) -> str:
    """Return "còn 30 ngày, đến 22/02/2024", "hết hạn 01/01/2024"; a proposed end says so."""
    if end is None or left is None:
        return ""
    form = texts.OCOP_EXPIRED if left < 0 else texts.OCOP_EXPIRING
    text = form.format(days=left, date=format_date(end))
    return f"{text} ({texts.OCOP_END_PROPOSED.format(months=OCOP_MONTHS)})" if proposed else text


def _by_end(row: OcopRow) -> tuple[datetime.date, str]:
    """Return the key that puts what ends first in front, what has no end last."""
    return row.ends_on or datetime.date.max, row.product.name or ""


def _total_line(total: RegisterTotal, valid: Sequence[OcopProduct]) -> TotalLine:
    """Return a stated total; it is held against the register where it names stars."""
    difference = ""
    low, high = total.lowest_stars, total.highest_stars
    if total.count is not None and valid and (low or high):
        own = sum(1 for one in valid if (low or 3) <= (one.stars or 0) <= (high or 5))
        if own != total.count:
            difference = texts.REGISTER_TOTAL_DIFFERS.format(
                stated=format_number(total.count), own=own
            )
    return TotalLine(total, total_text(total), difference)


def total_text(total: RegisterTotal) -> str:
    """Return a stated total in its words: "28 sản phẩm OCOP 3–4 sao (theo văn bản)"."""
    number = "" if total.count is None else with_unit(
        format_number(total.count), total.measure_unit
    )  # fmt: skip
    word = WORDS.get(total.word or "", "")
    head = " ".join(part for part in (word, number) if part)
    parts = [part for part in (total.title, head, total.expected_at) if part]
    return f"{': '.join(parts[:2])}{', ' + parts[2] if len(parts) > 2 else ''}"


def stated_totals(workspace: Workspace, register: str) -> tuple[TotalLine, ...]:
    """Return the totals that documents state for a register, by period."""
    held = workspace.own_records(RegisterTotal, register=register)
    return tuple(
        TotalLine(one, total_text(one), "")
        for one in sorted(held, key=lambda one: (one.period or "", one.title or ""))
    )
