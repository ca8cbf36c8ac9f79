"""Where every unit below the office stands in one set and period, and how many have reached it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Outcome, SetAssessment
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.recognised_titles import names_title
from ntm_desktop.domain.recognition import Recognition, RecognitionRollup, share_of, share_text
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.units import (
    AdminUnit,
    counted_word,
    fits_level,
    is_beneath,
    name_order,
)
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.entry import has_results
from ntm_desktop.services.held_values import HeldValues, values_of_others
from ntm_desktop.services.set_rules import RulesOfUnits
from ntm_desktop.services.units import (
    all_below,
    directory_name,
    known_units,
    may_be_below,
    unit_level,
    unit_name,
)
from ntm_desktop.services.workspace import Workspace

_CODES_NAMED = 6  # of those that offices keep differently
_Values = Mapping[str, IndicatorValue]


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """Where one unit stands: criteria met of total, indicators met of total.

    `indicators_reached` is what a headline counts: those not applicable, too.
    `source` is "items" (from indicators), "totals" (only totals are known) or "none". A unit with
    some figures whose outcome cannot be told yet has the outcome "no data" and the source "items".
    """

    code: str
    name: str
    level: str
    met: int
    total: int | None
    indicators_met: int
    indicators_total: int
    outcome: Outcome
    source: str
    indicators_not_applicable: int = 0

    @property
    def indicators_reached(self) -> int:
        """Return how many indicators are met or not applicable."""
        return self.indicators_met + self.indicators_not_applicable

    @property
    def key(self) -> str:
        """Return what a table knows the row by."""
        return self.code


@dataclass(frozen=True, slots=True)
class Rollup:
    """How many units of the list have reached the set: `share` in percent with two decimals.

    `word` is what the units are called, `no_data` the names of those without any figure (they
    count as not reached).
    """

    met: int
    total: int
    share: Decimal | None
    word: str
    no_data: tuple[str, ...]

    @property
    def count_text(self) -> str:
        """Return the count as reports write it: "04/13 xã"."""
        met, total = two_digits(self.met), two_digits(self.total)
        return texts.ROLLUP_COUNT.format(met=met, total=total, word=self.word)

    @property
    def is_unknown(self) -> bool:
        """Say whether no unit has any figure: then a count of those reached says nothing."""
        return bool(self.total) and len(self.no_data) == self.total

    @property
    def told(self) -> str:
        """Return "đạt 73/85 thôn (85,88%)", or that no unit has figures yet."""
        if self.is_unknown:
            count = two_digits(self.total)
            return texts.ROLLUP_UNKNOWN.format(count=count, word=self.word)
        return texts.ROLLUP_REACHED.format(text=self.text)

    @property
    def text(self) -> str:
        """Return the count with its share: "73/85 thôn (85,88%)"."""
        if self.share is None:
            return self.count_text
        return texts.ROLLUP_SHARE.format(count=self.count_text, share=share_text(self.share))


@dataclass(frozen=True, slots=True)
class UnitsProgress:
    """All units of a set's level below the office in one period.

    `beyond` names units that have figures of the period but were no more at its end. `differences`
    tells where a count typed by the office for the same title and period is another one.
    """

    set_id: str
    set_name: str
    period: ReportingPeriod
    units: tuple[UnitProgress, ...]
    rollup: Rollup
    beyond: tuple[str, ...]
    differences: tuple[Issue, ...]


def unit_progress(workspace: Workspace, set_id: str, period_id: str) -> UnitsProgress:
    """Return where the units below stand, from one reading of the store.

    Units are those in the list that are valid at the end of the period and whose level is the
    set's, and those that figures were taken in for. Raises `InputError`/`NotFoundError` for an
    unknown period or set.
    """
    found, period = criteria_set(set_id), parse_period(period_id)
    held = values_of_others(workspace, found.id, period=period.id)
    values, totals = _values_by_unit(held, period), _totals(workspace, found, period)
    assess = _Assessor(workspace, found, period)
    listed = {one.code: one for one in all_below(workspace) if fits_level(found.level, one.level)}
    valid = {code for code, one in listed.items() if one.is_valid_at(period.end)}
    reported = {*values, *totals}
    strangers = _strangers(workspace, found, values, totals, listed)
    rows = [
        _progress(code, *_name_and_level(code, listed, strangers), assess, values, totals)
        for code in (*sorted(valid), *strangers)
    ]
    rows.sort(key=lambda one: (name_order(one.name), one.code))
    rollup = _rollup(rows)
    return UnitsProgress(
        set_id=found.id,
        set_name=found.short_name,
        period=period,
        units=tuple(rows),
        rollup=rollup,
        beyond=tuple(listed[code].name for code in listed if code in reported - valid),
        differences=(
            *_differences(workspace, found, period, rows, rollup),
            *_disagreements(workspace, held, period, rows),
        ),
    )


class _Assessor:
    """Assesses the values of one unit after another against what the set asks of it."""

    def __init__(self, workspace: Workspace, found: CriteriaSet, period: ReportingPeriod) -> None:
        self.found, self._period = found, period
        self._rules = RulesOfUnits(workspace, found.id)

    def assess(self, unit: str, values: _Values) -> SetAssessment:
        """Return the assessment of one unit's values, by its own group and targets."""
        return self._rules.of(unit).assess(values, self._period.year)


def _values_by_unit(
    held: HeldValues, period: ReportingPeriod
) -> dict[str, dict[str, IndicatorValue]]:
    """Return the values of every unit but the office, by unit and code; units with results only.

    Of one place a unit's own record stands first, then the office's, then those of others.
    """
    units = sorted({unit for unit, _ in held.rows})
    by_unit = {unit: held.of_owner_first(unit, period.id) for unit in units}
    return {unit: values for unit, values in by_unit.items() if has_results(values.values())}


def _disagreements(
    workspace: Workspace, held: HeldValues, period: ReportingPeriod, rows: Sequence[UnitProgress]
) -> tuple[Issue, ...]:
    """Return the units of the list about which offices keep different results."""
    found = []
    for row in rows:
        apart = held.differences(row.code, period.id)
        if apart:
            owners = sorted({owner for one in apart for owner in one.owners})
            text = texts.UNIT_FIGURES_DIFFER.format(
                name=row.name,
                codes=", ".join(sorted(one.code for one in apart)[:_CODES_NAMED]),
                owners=", ".join(unit_name(workspace, owner) for owner in owners),
                used=unit_name(workspace, row.code if row.code in owners else workspace.owner),
            )
            found.append(Issue(Severity.WARNING, row.code, text))
    return tuple(found)


def _totals(
    workspace: Workspace, found: CriteriaSet, period: ReportingPeriod
) -> dict[str, SetTotal]:
    """Return the totals of the set of every unit but the office, a unit's own before others'."""
    held = workspace.store.records(SetTotal, period=period.id, set_id=found.id)
    held.sort(key=lambda one: _rank(one, workspace.owner))
    return {one.unit: one for one in held if one.unit != workspace.owner}


def _rank(total: SetTotal, office: str) -> int:
    """Return how far a total goes before others of the same unit."""
    owner = owner_of(total.key)
    return 2 if owner == total.unit else int(owner == office)


def _strangers(
    workspace: Workspace,
    found: CriteriaSet,
    values: Mapping[str, _Values],
    totals: Mapping[str, SetTotal],
    listed: Collection[str],
) -> dict[str, tuple[str, str]]:
    """Return name and level of units that have figures and belong to the list without being in it.

    They are those the office itself wrote figures for, and those a superior took figures in from.
    A set whose level does not lie beneath the office is not assessed for others.
    """
    if not is_beneath(found.level, workspace.unit.level):
        return {}
    keys = {code: [one.key for one in held.values()] for code, held in values.items()}
    for code, total in totals.items():
        keys.setdefault(code, []).append(total.key)
    held = known_units(workspace)
    strangers: dict[str, tuple[str, str]] = {}
    for code in sorted(keys.keys() - set(listed)):
        is_written_here = any(owner_of(key) == workspace.owner for key in keys[code])
        level = unit_level(workspace, code)
        fits = not level or fits_level(found.level, level)
        if fits and (is_written_here or may_be_below(workspace, code)):
            strangers[code] = (held[code].name if code in held else directory_name(code), level)
    return strangers


def _name_and_level(
    code: str, listed: Mapping[str, AdminUnit], strangers: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    """Return what a unit is called and its level."""
    return (listed[code].name, listed[code].level) if code in listed else strangers[code]


def _progress(
    code: str,
    name: str,
    level: str,
    assess: _Assessor,
    values: Mapping[str, _Values],
    totals: Mapping[str, SetTotal],
) -> UnitProgress:
    """Return where one unit stands: from its indicators, else from its totals."""
    if code in values:
        return _from_items(code, name, level, assess.assess(code, values[code]))
    if code in totals:
        return _from_totals(code, name, level, assess.found, totals[code])
    total = _expected(assess.found)
    count = len(assess.found.indicators)
    return UnitProgress(code, name, level, 0, total, 0, count, Outcome.NO_DATA, "none")


def _from_items(code: str, name: str, level: str, now: SetAssessment) -> UnitProgress:
    """Return where a unit stands by its indicators."""
    counts = now.counts
    total = _expected(now.criteria_set)
    met, part, whole = counts.criteria_met, counts.indicators_met, counts.indicators_total
    spared = counts.indicators_not_applicable
    return UnitProgress(code, name, level, met, total, part, whole, now.outcome, "items", spared)


def _from_totals(
    code: str, name: str, level: str, found: CriteriaSet, held: SetTotal
) -> UnitProgress:
    """Return where a unit stands by the totals recorded for it; points alone tell no outcome."""
    total = held.criteria_total if held.criteria_total is not None else _expected(found)
    outcome = Outcome.NO_DATA
    if held.criteria_met is not None and total:
        outcome = Outcome.MET if held.criteria_met >= total else Outcome.NOT_MET
    met, part = held.criteria_met or 0, held.indicators_met or 0
    whole = held.indicators_total or len(found.indicators)
    return UnitProgress(code, name, level, met, total, part, whole, outcome, "totals")


def _expected(found: CriteriaSet) -> int:
    """Return how many criteria the set has by law, also where the pack lists fewer."""
    return found.expected_criteria or len(found.criteria)


def _rollup(rows: Sequence[UnitProgress]) -> Rollup:
    """Return how many of the listed units have reached the set."""
    met = sum(one.outcome is Outcome.MET for one in rows)
    missing = tuple(one.name for one in rows if one.source == "none")
    word = counted_word((one.name for one in rows), (one.level for one in rows))
    return Rollup(met, len(rows), share_of(met, len(rows)), word, missing)


def _differences(
    workspace: Workspace,
    found: CriteriaSet,
    period: ReportingPeriod,
    rows: Sequence[UnitProgress],
    rollup: Rollup,
) -> tuple[Issue, ...]:
    """Return where the office typed another count of the same title; nothing before any figure."""
    if len(rollup.no_data) == len(rows):
        return ()
    names = {found.name, found.short_name, criteria_set(found.id).short_name}
    names |= {one.title for one in workspace.store.records(Recognition, set_id=found.id)}
    typed = workspace.store.records(RecognitionRollup, owner_unit=workspace.owner, period=period.id)
    return tuple(
        Issue(Severity.WARNING, one.key, _difference_text(one, rollup))
        for one in typed
        if names_title(one.title, names) and _differs(one, rollup)
    )


def _differs(typed: RecognitionRollup, rollup: Rollup) -> bool:
    """Say whether a typed count is another than the one of the list; what is empty says nothing."""
    pairs = ((typed.achieved, rollup.met), (typed.total, rollup.total))
    return any(stated is not None and stated != counted for stated, counted in pairs)


def _difference_text(typed: RecognitionRollup, rollup: Rollup) -> str:
    """Return the sentence that names both counts."""
    stated = two_digits(typed.achieved) if typed.achieved is not None else "–"
    if typed.total is not None:
        stated += f"/{two_digits(typed.total)}"
    counted = f"{two_digits(rollup.met)}/{two_digits(rollup.total)}"
    return texts.ROLLUP_DIFFERS.format(title=typed.title, stated=stated, counted=counted)
