"""Values side by side: indicators over several periods, or thôn over several indicators.

Everything a matrix shows is read at once; `refreshed` reads and assesses only what was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_

from ntm_desktop import texts
from ntm_desktop.domain import periods
from ntm_desktop.domain.assessment import (
    Basis,
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
)
from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, IndicatorKind
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.locks import is_locked
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod, known_periods, parse_period
from ntm_desktop.domain.unit_total import UnitTotal, total_of_units, total_text, typed_total
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.domain.value_text import format_result
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.errors import InputError
from ntm_desktop.services import units
from ntm_desktop.services.data_checks import figure_doubts
from ntm_desktop.services.entry import Recorded, ValueDraft, record_values, value_now
from ntm_desktop.services.held_values import HeldValues, held_values, own_values
from ntm_desktop.services.locks import locks
from ntm_desktop.services.set_rules import SetRules, rules_of
from ntm_desktop.services.trend import short_label
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import evidence_log

MOST_PERIODS = 12
LEAST_PERIODS: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 8,
    PeriodKind.HALF: 4,
    PeriodKind.YEAR: 5,
}
_FEW_PERIODS = 3  # of the kinds the calendar repeats once a year
_FEW_PLACES = 8  # so many values are read one by one, more of them all at once
Assessment = IndicatorAssessment | CriterionAssessment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value belongs."""

    set_id: str
    period_id: str
    unit: str
    code: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One value of the matrix (of a criterion's line: what is declared for it), assessed.

    `value` is the record, None where there is none; `evidence` counts the files that prove it;
    `conflict`: two offices set it differently; `locked`: its period is locked; `editable`: it may
    be typed in once it is not locked.
    """

    place: Place
    text: str
    value: IndicatorValue | None
    assessment: Assessment
    evidence: int
    conflict: bool
    locked: bool
    editable: bool
    doubt: str = ""  # why the figure cannot be, "" where it can

    @property
    def outcome(self) -> Outcome:
        """Return where the value stands."""
        return self.assessment.outcome

    @property
    def explanation(self) -> str:
        """Return the sentence that says why."""
        return self.assessment.explanation

    @property
    def note(self) -> str:
        """Return the note that is kept beside the value."""
        return (self.value.note or "") if self.value else ""

    @property
    def is_unverified(self) -> bool:
        """Say whether the outcome rests on a target that nobody checked."""
        found = self.assessment
        return isinstance(found, IndicatorAssessment) and found.rests_on_unverified

    @property
    def is_declared(self) -> bool:
        """Say whether the outcome is the word of the commune."""
        decided = self.outcome in (Outcome.MET, Outcome.NOT_MET)
        own_word = isinstance(self.assessment, IndicatorAssessment) or bool(self.text)
        return decided and own_word and self.assessment.basis is Basis.DECLARED


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One column: a period, or an indicator; `title` heads it, `label` says it in full."""

    id: str
    title: str
    label: str
    period: ReportingPeriod
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line: a criterion (`is_heading` over its indicators), an indicator, or a thôn."""

    code: str
    text: str
    unit: str
    criterion_code: str
    criterion_name: str
    indicator: Indicator | None
    target_text: str
    cells: tuple[MatrixCell, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """What the thôn of one column add up to, and how many of them there are.

    `units`: how many; `reported`: with a result; `met`: that reach the commune's target or need
    not; `without_target`: no target is known, so that none can be said to reach it; `text`: the
    sum, or why there is none; `typed`: the sum as it is typed for the commune.
    """

    code: str
    text: str
    typed: str
    problem: str
    units: int
    reported: int
    met: int
    without_target: bool = False


@dataclass(frozen=True, slots=True)
class ValueMatrix:
    """Lines and columns of values. `totals` has one entry a column, only over thôn."""

    rules: SetRules = field(repr=False, compare=False)
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[ColumnTotal, ...] = ()

    @property
    def criteria_set(self) -> CriteriaSet:
        """Return the set as it holds for this office."""
        return self.rules.criteria_set


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading of the data found beside the values."""

    set_id: str
    proofs: Mapping[str, int]
    locked: Collection[tuple[str, str]]
    conflicts: Collection[tuple[str, str, str]]
    doubts: Mapping[tuple[str, str, str], str]

    def cell(
        self, unit: str, period_id: str, found: Assessment, own: IndicatorValue | None = None
    ) -> MatrixCell:
        """Return a cell; `own` is what was declared for a criterion itself."""
        if isinstance(found, IndicatorAssessment):
            code, value, editable = found.indicator.code, found.value, True
        else:
            code, editable = found.criterion.code, takes_word(found.criterion)
            value = own if editable else None
        return MatrixCell(
            place=Place(self.set_id, period_id, unit, code),
            text=_text(found, value),
            value=value,
            assessment=found,
            evidence=self.proofs.get(value.key, 0) if value else 0,
            conflict=editable and (unit, period_id, code) in self.conflicts,
            locked=(unit, period_id) in self.locked,
            editable=editable,
            doubt=self.doubts.get((unit, period_id, code), ""),
        )


_ByPlace = Mapping[tuple[str, str], Mapping[str, IndicatorValue]]


def _read(workspace: Workspace, rules: SetRules, held: HeldValues, values: _ByPlace) -> _Read:
    """Read what is known about values that were read; `values` by unit and period, then code."""
    found, set_id = rules.criteria_set, rules.criteria_set.id
    conflicts = frozenset((*place, code) for place in held.rows for code in held.conflicts(*place))
    doubts = {
        (*place, code): why
        for place, shown in values.items()
        for code, why in figure_doubts(workspace, found, *place, shown).items()
    }
    return _Read(set_id, _proofs(workspace), _locked(workspace, set_id), conflicts, doubts)


# --- several periods ---


def by_period(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    unit: str | None = None,
    count: int = MOST_PERIODS,
) -> ValueMatrix:
    """Return a set's indicators over the chosen period and the earlier ones of its kind.

    The earliest period stands first, the chosen one last; there are at most `count`. Raises
    `InputError`/`NotFoundError` for an unknown period or set.
    """
    rules, about = rules_of(workspace, set_id, unit), unit or workspace.owner
    chosen = parse_period(period_id)
    shown = _periods_shown(workspace, set_id, chosen, unit, count)
    held = held_values(workspace, set_id, unit)
    columns = tuple(MatrixColumn(one.id, short_label(one), one.label, one) for one in shown)
    values = {one.id: held.of(about, one.id) for one in shown}
    read = _read(workspace, rules, held, {(about, one): values[one] for one in values})
    assessed = {one.id: rules.assess(values[one.id], one.year).criteria for one in shown}
    rows: list[MatrixRow] = []
    for place, criterion in enumerate(rules.criteria_set.criteria):
        found = [assessed[one.id][place] for one in shown]
        own = [values[one.id].get(criterion.code) for one in shown]
        cells = [
            read.cell(about, one.id, part, word)
            for one, part, word in zip(shown, found, own, strict=True)
        ]
        rows.append(_criterion_row(criterion, about, cells))
        for number, indicator in enumerate(criterion.indicators):
            parts = [one.indicators[number] for one in found]
            cells = [read.cell(about, one.id, part) for one, part in zip(shown, parts, strict=True)]
            rows.append(_indicator_row(criterion, indicator, about, parts[-1], cells))
    return ValueMatrix(rules, columns, tuple(rows))


def _periods_shown(
    workspace: Workspace, set_id: str, chosen: ReportingPeriod, unit: str | None, count: int
) -> list[ReportingPeriod]:
    """Return the chosen period and earlier ones of its kind: a few, more where there are values."""
    where = {"set_id": set_id, **workspace.records_about(unit)}
    held = known_periods(workspace.store.distinct(entity_of(IndicatorValue), "period", where))
    with_values = {one.id for one in held if one.kind is chosen.kind}
    found, last = [chosen], 1
    while len(found) < count:
        try:
            found.append(periods.previous(found[-1]))
        except InputError:  # before the first year there is
            break
        if found[-1].id in with_values:
            last = len(found)
    least = LEAST_PERIODS.get(chosen.kind, _FEW_PERIODS)
    return found[: max(last, least)][::-1]


def _criterion_row(criterion: Criterion, unit: str, cells: Sequence[MatrixCell]) -> MatrixRow:
    """Return the line of a criterion."""
    return MatrixRow(
        code=criterion.code,
        text=criterion.name,
        unit=unit,
        criterion_code=criterion.code,
        criterion_name=criterion.name,
        indicator=None,
        target_text="",
        cells=tuple(cells),
        is_heading=bool(criterion.indicators),
    )


def _indicator_row(
    criterion: Criterion,
    indicator: Indicator,
    unit: str,
    latest: IndicatorAssessment,
    cells: Sequence[MatrixCell],
) -> MatrixRow:
    """Return the line of an indicator, with the target of the chosen period."""
    return MatrixRow(
        code=indicator.code,
        text=indicator.text,
        unit=unit,
        criterion_code=criterion.code,
        criterion_name=criterion.name,
        indicator=indicator,
        target_text=latest.target.text if latest.target else "",
        cells=tuple(cells),
    )


# --- thôn by thôn ---


def by_unit(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    codes: Sequence[str] = (),
    *,
    as_entered: bool = False,
) -> ValueMatrix:
    """Return the thôn over some indicators of a set (all of them where none are named).

    `as_entered` keeps the order in which they were added to the list, else names say it. The thôn
    are those valid at the end of the period or with values in it. Each value is held to
    the commune's target. Raises `InputError`/`NotFoundError` for an unknown period, set or code.
    """
    rules, period = rules_of(workspace, set_id), parse_period(period_id)
    chosen = [rules.criteria_set.indicator(code) for code in codes]
    indicators = chosen or list(rules.criteria_set.indicators)
    held = own_values(workspace, set_id, period=period.id)
    columns = tuple(MatrixColumn(one.code, one.code, one.text, period, one) for one in indicators)
    asked = {one.code for one in indicators}
    shown = thon_of(workspace, period, held, as_entered=as_entered)
    by_unit = {(one.code, period.id): held.of(one.code, period.id, asked) for one in shown}
    read = _read(workspace, rules, held, by_unit)
    rows: list[MatrixRow] = []
    for unit in shown:
        values = by_unit[unit.code, period.id]
        found = [rules.assess_value(one, values.get(one.code), period.year) for one in indicators]
        cells = tuple(read.cell(unit.code, period.id, one) for one in found)
        rows.append(MatrixRow("", unit.name, unit.code, "", "", None, "", cells))
    return _with_totals(ValueMatrix(rules, columns, tuple(rows)))


def thon_of(
    workspace: Workspace,
    period: ReportingPeriod,
    held: HeldValues | None = None,
    *,
    as_entered: bool = False,
) -> tuple[AdminUnit, ...]:
    """Return the thôn of this office in a period, by name or in the order they were added."""
    known = [one for one in units.directly_below(workspace) if one.level == "thon"]
    if as_entered:
        places = units.places_as_entered(workspace)
        known.sort(key=lambda one: places.get(one.code, len(places)))
    reported = {unit for unit, _ in held.rows} if held else set()
    return tuple(one for one in known if one.is_valid_at(period.end) or one.code in reported)


def take_total(workspace: Workspace, set_id: str, period_id: str, code: str) -> Recorded:
    """Keep what the thôn add up to as the commune's own value, as one step.

    Raises `InputError` where nothing can be added, or the period is locked.
    """
    matrix = by_unit(workspace, set_id, period_id, (code,))
    total = matrix.totals[0]
    if total.problem:
        message = texts.SUM_REFUSED.format(code=code, problem=total.problem)
        raise InputError(message, hint=texts.SUM_HINT)
    if not total.typed:
        raise InputError(texts.SUM_NOTHING.format(code=code))
    period = matrix.columns[0].period
    return record_values(workspace, [ValueDraft(set_id, period.id, code, total.typed)])


def _with_totals(matrix: ValueMatrix) -> ValueMatrix:
    """Return the matrix with what each of its columns adds up to."""
    totals = tuple(
        _column_total(column, [row.cells[place] for row in matrix.rows])
        for place, column in enumerate(matrix.columns)
    )
    return replace(matrix, totals=totals)


def _column_total(column: MatrixColumn, cells: Sequence[MatrixCell]) -> ColumnTotal:
    """Return what one column adds up to."""
    assert column.indicator is not None
    values = [cell.value for cell in cells if cell.value is not None]
    found: UnitTotal = total_of_units(column.indicator, values)
    fulfilled = (Outcome.MET, Outcome.NOT_APPLICABLE)
    return ColumnTotal(
        code=column.id,
        text=total_text(column.indicator, found),
        typed=typed_total(column.indicator, found),
        problem=found.problem,
        units=len(cells),
        reported=found.reported,
        met=sum(cell.outcome in fulfilled for cell in cells),
        without_target=_lacks_target(cells),
    )


def _lacks_target(cells: Sequence[MatrixCell]) -> bool:
    """Say whether no cell of a column has an outcome, for want of a target to hold it to."""
    if not cells or any(cell.outcome is not Outcome.NO_DATA for cell in cells):
        return False
    found = cells[0].assessment
    if not isinstance(found, IndicatorAssessment):
        return False
    has_none = found.indicator.kind in (IndicatorKind.POINTS, IndicatorKind.CONDITIONS)
    return not has_none and not (found.target and found.target.known)


# --- after a write ---


def refreshed(workspace: Workspace, matrix: ValueMatrix, places: Iterable[Place]) -> ValueMatrix:
    """Return a matrix after the values of some places were written here, as its builder reads it.

    Places that are not among its cells are passed over. Nothing else may have been written since
    the matrix was read; columns and lines stay the same.
    """
    asked = set(places)
    lines_asked = {one.unit if matrix.totals else one.code for one in asked}
    at = {
        cell.place: (row, column)
        for row, line in enumerate(matrix.rows)
        if (line.unit if matrix.totals else line.code) in lines_asked
        for column, cell in enumerate(line.cells)
        if cell.editable and cell.place in asked
    }
    if not at:
        return matrix
    now = _values_now(workspace, matrix, list(at))
    proofs, doubts = _proofs(workspace), _doubts_now(workspace, matrix, now)
    lines = [list(row.cells) for row in matrix.rows]
    for place, (row, column) in at.items():
        value, conflict = now[place]
        cell = replace(lines[row][column], conflict=conflict, doubt=doubts.get(place, ""))
        lines[row][column] = _recelled(matrix, row, column, cell, value, proofs)
    _reassess_criteria(matrix, lines, set(at.values()))
    rows = tuple(
        row if all(map(is_, row.cells, cells)) else replace(row, cells=tuple(cells))
        for row, cells in zip(matrix.rows, lines, strict=True)
    )
    made = replace(matrix, rows=rows)
    return _with_totals(made) if matrix.totals else made


def _doubts_now(
    workspace: Workspace,
    matrix: ValueMatrix,
    now: Mapping[Place, tuple[IndicatorValue | None, bool]],
) -> dict[Place, str]:
    """Return why the present values of some places cannot be, where they cannot."""
    by_place: dict[tuple[str, str], dict[str, IndicatorValue]] = {}
    for place, (value, _) in now.items():
        if value is not None:
            by_place.setdefault((place.unit, place.period_id), {})[place.code] = value
    found = matrix.criteria_set
    return {
        Place(found.id, period_id, unit, code): why
        for (unit, period_id), values in by_place.items()
        for code, why in figure_doubts(workspace, found, unit, period_id, values).items()
    }


def _values_now(
    workspace: Workspace, matrix: ValueMatrix, places: Sequence[Place]
) -> dict[Place, tuple[IndicatorValue | None, bool]]:
    """Return the present value of each place, and whether two offices disagree on it."""
    by_unit_only = bool(matrix.totals)
    if len(places) <= _FEW_PLACES and all(
        by_unit_only or one.unit == workspace.owner for one in places
    ):
        return {
            one: value_now(workspace, one.set_id, one.unit, one.period_id, one.code)
            for one in places
        }
    first = places[0]
    if by_unit_only:
        held = own_values(workspace, first.set_id, period=first.period_id)
    else:
        held = held_values(workspace, first.set_id, first.unit)
    values = {key: held.of(*key) for key in {(one.unit, one.period_id) for one in places}}
    return {
        one: (
            values[one.unit, one.period_id].get(one.code),
            one.code in held.conflicts(one.unit, one.period_id),
        )
        for one in places
    }


def _recelled(
    matrix: ValueMatrix,
    row: int,
    column: int,
    cell: MatrixCell,
    value: IndicatorValue | None,
    proofs: Mapping[str, int],
) -> MatrixCell:
    """Return a cell with its present value; a criterion's outcome follows afterwards."""
    indicator = matrix.rows[row].indicator or matrix.columns[column].indicator
    evidence = proofs.get(value.key, 0) if value else 0
    if indicator is None:
        text = _text(cell.assessment, value)
        return replace(cell, text=text, value=value, evidence=evidence)
    found = matrix.rules.assess_value(indicator, value, matrix.columns[column].period.year)
    return replace(
        cell,
        text=_text(found, value),
        value=value,
        assessment=found,
        evidence=evidence,
    )


def _reassess_criteria(
    matrix: ValueMatrix,
    lines: list[list[MatrixCell]],
    touched: set[tuple[int, int]],
) -> None:
    """Assess the criteria of touched cells anew in their columns, where criteria are shown."""
    asked = {(matrix.rows[row].criterion_code, column) for row, column in touched}
    for head, line in enumerate(matrix.rows):
        if line.criterion_code and line.indicator is None:
            for column in sorted(one for code, one in asked if code == line.code):
                lines[head][column] = _recriterion(matrix, lines, head, column)


def _recriterion(
    matrix: ValueMatrix, lines: Sequence[Sequence[MatrixCell]], head: int, column: int
) -> MatrixCell:
    """Return a criterion's cell as its indicators and its own word stand now."""
    criterion = matrix.criteria_set.criterion(matrix.rows[head].code)
    below = lines[head : head + 1 + len(criterion.indicators)]
    held = [cells[column] for cells in below]
    values = {one.place.code: one.value for one in held if one.value is not None}
    year = matrix.columns[column].period.year
    (found,) = matrix.rules.assess_criteria([criterion], values, year)
    return replace(held[0], assessment=found)


# --- shared ---


def takes_word(criterion: Criterion) -> bool:
    """Say whether a criterion takes a word of its own: where its indicators are not all there.

    A criterion whose own code is that of an indicator is entered in the indicator's line.
    """
    listed = any(one.code == criterion.code for one in criterion.indicators)
    return not listed and (not criterion.complete or not criterion.indicators)


def _text(found: Assessment, value: IndicatorValue | None) -> str:
    """Return a value as it is shown and may be typed again."""
    if value is None:
        return ""
    indicator = found.indicator if isinstance(found, IndicatorAssessment) else None
    return format_result(value, indicator)


def _proofs(workspace: Workspace) -> dict[str, int]:
    """Return how many files prove each value, by its key."""
    return evidence_log.counts_by_record(workspace.store, "indicator_value")


def _locked(workspace: Workspace, set_id: str) -> frozenset[tuple[str, str]]:
    """Return the units and periods whose figures of a set are locked."""
    held = locks(workspace)
    return frozenset(
        (one.unit, one.period) for one in held if one.set_id == set_id and is_locked(one)
    )
