"""Socio-economic figures: the sheet of a year's plan with its counts, and a measure over years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from ntm_desktop import texts
from ntm_desktop.domain import periods
from ntm_desktop.domain.figure_results import (
    Bases,
    ComparedRate,
    Verdict,
    change_text,
    change_verdict,
    compared,
    difference_text,
    growth,
    joint_verdict,
    percent_of,
    plan_verdict,
    rate_text,
    reported_text,
    reported_verdict,
    sentence,
)
from ntm_desktop.domain.figure_text import (
    TypedFigure,
    figure_text,
    planned_text,
)
from ntm_desktop.domain.figures import (
    PLAN_LEVELS,
    PREVIOUS_KINDS,
    RATE_KINDS,
    Figure,
    FigurePlan,
    FigureRate,
    Measure,
    PlanSummary,
    measure_order,
)
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod, known_periods, parse_period
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from ntm_desktop.services.figure_entry import (
    FigureDraft,
    FiguresRecorded,
    find_measure,
    record_figures,
)
from ntm_desktop.services.workspace import Workspace

__all__ = [
    "FigureDraft",
    "FiguresRecorded",
    "PlanRow",
    "PlanSheet",
    "plan_sheet",
    "record_figures",
    "series",
]

_DocumentNames = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of a measure: what it sets, by which document, and where the actual stands to it.

    `percent` is the exact % of a plan of the value, None where it cannot be reckoned.
    `reason` says why the verdict is unknown, "" otherwise.
    """

    plan: FigurePlan
    text: str
    level_text: str
    document_text: str
    percent: Fraction | None
    percent_text: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate as a document states it; `difference_text` where figures that are here say another."""

    compared: ComparedRate
    text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class Held:
    """An earlier value: from which period, or (period None) as the source of the figure says."""

    kind: str
    period: ReportingPeriod | None
    actual: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A measure in a period: actual, earlier value, plans, rates, and what they say.

    `basis` is "computed", "reported" (the verdict rests on a rate the document states) or "none".
    """

    measure: Measure
    figure: Figure | None
    actual_text: str
    previous: Held | None
    plans: tuple[PlanLine, ...]
    rates: tuple[RateLine, ...]
    share_text: str
    growth: Fraction | None
    change_text: str
    verdict: Verdict
    basis: str
    reason: str
    sentence: str
    doubts: tuple[str, ...]

    @property
    def verdict_text(self) -> str:
        """Return the verdict as people read it, marked where it is the word of a document."""
        if self.verdict is Verdict.UNKNOWN and not self.plans:
            return texts.FIGURE_NO_PLAN
        text = texts.FIGURE_VERDICTS[self.verdict.value]
        return f"{text} {texts.FIGURE_REPORTED}" if self.basis == "reported" else text


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many measures with a plan: `met` includes `exceeded`; `reported` of all that are told."""

    total: int = 0
    met: int = 0
    exceeded: int = 0
    not_met: int = 0
    unknown: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """Totals a document states, and how they differ from what the sheet counts ("" where not)."""

    summary: PlanSummary
    text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The sheet of a plan ("30 chỉ tiêu"): rows in the order of the measures, and the counts."""

    period: ReportingPeriod
    unit: str
    rows: tuple[PlanRow, ...]
    counts: PlanCounts
    headline: str
    summaries: tuple[SummaryLine, ...]

    def row(self, name: str) -> PlanRow:
        """Return the row of a measure by its name or key; raise `InputError` for none."""
        wanted = compose(name)
        for one in self.rows:
            if wanted in (one.measure.name, one.measure.key):
                return one
        raise InputError(texts.FIGURE_NO_NAME)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A measure in one period."""

    period: ReportingPeriod
    actual: Decimal
    text: str


# --- the sheet ---


def plan_sheet(workspace: Workspace, period_id: str, unit: str | None = None) -> PlanSheet:
    """Return every measure with a plan, figure or rate in a period; raise `InputError` for none.

    In a period within a year the plans of the year hold, told by their words; such a plan may be
    met before its time, but is not missed before it.
    """
    period = parse_period(period_id)
    held = _Figures(workspace, unit or workspace.owner)
    rows = tuple(_row(held, measure, period) for measure in held.measures_of(period))
    counts = _counts(rows)
    summaries = tuple(
        _summary_line(one, counts) for one in held.summaries if one.period == period.id
    )
    return PlanSheet(period, held.unit, rows, counts, _headline(counts), summaries)


def series(
    workspace: Workspace,
    measure: str,
    unit: str | None = None,
    kind: PeriodKind | None = PeriodKind.YEAR,
) -> tuple[SeriesPoint, ...]:
    """Return a measure (key or name) over the periods of a kind that have a number, in order.

    Raises `InputError` for a name that several measures have.
    """
    held = _Figures(workspace, unit or workspace.owner)
    found = find_measure(held.measures.values(), measure, None)
    if found is None:
        return ()
    ids = {key[1] for key in held.figures if key[0] == found.key}
    wanted = sorted(known_periods(ids), key=lambda one: one.order)
    points = [(one, held.figure(found.key, one.id)) for one in wanted if kind in (None, one.kind)]
    return tuple(
        SeriesPoint(one, figure.actual, _figure_text(figure, found))
        for one, figure in points
        if figure is not None and figure.actual is not None
    )


_Placed = TypeVar("_Placed", Figure, FigurePlan, FigureRate)


class _Figures:
    """Everything kept about the figures of one unit, read once."""

    def __init__(self, workspace: Workspace, unit: str) -> None:
        store, self.unit = workspace.store, unit
        self._workspace = workspace
        self.measures = {one.key: one for one in store.records(Measure)}
        self.figures = self._placed(store.records(Figure))
        self.plans = self._placed(store.records(FigurePlan))
        self.rates = self._placed(one for one in store.records(FigureRate) if _is_readable(one))
        self.summaries = [one for one in store.records(PlanSummary) if self._is_here(one)]
        self.documents: _DocumentNames = _document_names(workspace)

    def _is_here(self, record: _Placed | PlanSummary) -> bool:
        """Say whether a record is about the unit that is looked at."""
        return self._workspace.is_about(record.key, record.unit, self.unit)

    def _placed(self, records: Iterable[_Placed]) -> dict[tuple[str, str], list[_Placed]]:
        """Return records of the unit by measure and period."""
        found: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
        for one in records:
            if self._is_here(one):
                found[one.measure, one.period].append(one)
        return found

    def measures_of(self, period: ReportingPeriod) -> list[Measure]:
        """Return the measures with anything in a period, in their order."""
        places = [*self.figures, *self.plans, *self.rates]
        ids = {period.id, str(period.year)}
        keys = {key for key, one in places if one in ids and key in self.measures}
        keys -= {key for key in keys if not self._is_shown(key, period)}
        return sorted((self.measures[key] for key in keys), key=measure_order)

    def _is_shown(self, measure: str, period: ReportingPeriod) -> bool:
        """Say whether a measure has a record of the period, or a plan of its year."""
        here = (measure, period.id)
        return bool(here in self.figures or here in self.rates or self.plans_for(measure, period))

    def plans_for(self, measure: str, period: ReportingPeriod) -> list[FigurePlan]:
        """Return the plans of a period, else those of the year it lies in; `planned` is one."""
        found = self._plans_of(measure, period.id)
        return found or self._plans_of(measure, str(period.year))

    def _plans_of(self, measure: str, period_id: str) -> list[FigurePlan]:
        """Return the plans that are kept for exactly one period, in the order of the levels."""
        levels = list(PLAN_LEVELS)
        found = sorted(
            self.plans.get((measure, period_id), ()),
            key=lambda one: (
                (one.matter or "value") != "value",
                levels.index(one.level) if one.level in levels else len(levels),
                one.key,
            ),
        )
        figure = self.figure(measure, period_id)
        if figure is not None and figure.planned is not None:
            found.insert(0, FigurePlan(measure=measure, period=period_id, value=figure.planned))
        return found

    def figure(self, measure: str, period_id: str) -> Figure | None:
        """Return the figure of a period; of several the one with a natural key, then by key."""
        held = self.figures.get((measure, period_id), [])
        return min(held, key=lambda one: ("/figure/" not in one.key, one.key), default=None)


def _is_readable(rate: FigureRate) -> bool:
    """Say whether a rate is whole and of a kind this version knows."""
    return rate.kind in RATE_KINDS and rate.value is not None


def _document_names(workspace: Workspace) -> _DocumentNames:
    """Return the numbers of the related documents by key."""
    from ntm_desktop.domain.entity import entity_named

    rows = workspace.store.rows(entity_named("official_document"))
    return {str(row["key"]): str(row["number"] or "") for row in rows}


def _row(held: _Figures, measure: Measure, period: ReportingPeriod) -> PlanRow:
    """Return one measure of the sheet."""
    figure = held.figure(measure.key, period.id)
    before = _previous(held, measure, period, figure)
    bases = _bases(measure, figure, before)
    plans = tuple(
        _plan_line(held, plan, measure, period, bases)
        for plan in held.plans_for(measure.key, period)
    )
    rates = tuple(
        _rate_line(held, rate, measure, period, bases)
        for rate in sorted(held.rates.get((measure.key, period.id), ()), key=lambda one: one.key)
    )
    found, basis = _judged(plans, rates, measure, period)
    changed = change_text(measure.measure_unit, bases.actual, bases.previous, _kind_of(before))
    share = percent_of(bases.actual, bases.whole)
    share_text = "" if share is None else rate_text("share", share)
    actual = _figure_text(figure, measure)
    return PlanRow(
        measure=measure,
        figure=figure,
        actual_text=actual,
        previous=before,
        plans=plans,
        rates=rates,
        share_text=share_text,
        growth=growth(bases.actual, bases.previous),
        change_text=changed,
        verdict=found,
        basis=basis,
        reason=_reason(found, figure, plans, measure),
        sentence=_sentence(actual, share_text, plans, changed, rates),
        doubts=_doubts(held, measure, period, figure),
    )


def _bases(measure: Measure, figure: Figure | None, before: Held | None) -> Bases:
    """Return what rates of a figure are reckoned from, but for the plan."""
    return Bases(
        actual=figure.actual if figure else None,
        whole=figure.whole if figure else None,
        previous=before.actual if before else None,
        direction=measure.direction,
    )


def _kind_of(before: Held | None) -> str | None:
    """Return what an earlier value is."""
    return before.kind if before else None


def _previous(
    held: _Figures,
    measure: Measure,
    period: ReportingPeriod,
    figure: Figure | None,
    kind: str | None = None,
) -> Held | None:
    """Return the earlier value to compare with: a kept figure, else what the source states.

    Without a `kind` it is the one the figure names, else the same period of the year before.
    """
    typed_kind = (figure.previous_kind if figure else None) or "same_period"
    wanted = kind or typed_kind
    for one in _earlier(period, wanted):
        found = held.figure(measure.key, one.id)
        if found is not None and found.actual is not None:
            return Held(wanted, one, found.actual, _figure_text(found, measure))
    if figure is None or figure.previous is None or not _same_kind(wanted, typed_kind, period):
        return None
    text = figure_text(TypedFigure(actual=figure.previous), measure.measure_unit, measure.decimals)
    return Held(wanted, None, figure.previous, text)


def _earlier(period: ReportingPeriod, kind: str) -> tuple[ReportingPeriod, ...]:
    """Return the period an earlier value of a kind is of; none where it is outside the calendar."""
    if kind == "start":
        return ()
    try:
        if kind == "before":
            return (periods.previous(period),)
        return (periods.same_period_last_year(period),)
    except InputError:
        return ()


def _same_kind(wanted: str, typed: str, period: ReportingPeriod) -> bool:
    """Say whether a typed earlier value is of the wanted kind; of a year all kinds are one."""
    return wanted == typed or (period.kind is PeriodKind.YEAR and "start" not in (wanted, typed))


def _figure_text(figure: Figure | None, measure: Measure) -> str:
    """Return the actual of a figure as people read it."""
    if figure is None:
        return ""
    typed = TypedFigure(figure.word, figure.actual, figure.whole, figure.actual_text)
    return figure_text(typed, measure.measure_unit, measure.decimals)


def _plan_line(
    held: _Figures, plan: FigurePlan, measure: Measure, period: ReportingPeriod, bases: Bases
) -> PlanLine:
    """Return one plan beside the actual."""
    is_value = (plan.matter or "value") == "value"
    exact = percent_of(bases.actual, plan.value) if is_value else None
    level = PLAN_LEVELS.get(plan.level or "", texts.FIGURE_PLAN_WORD)
    found = plan_verdict(plan, measure.measure_unit, bases)
    found, reason = _in_time(found, plan, measure, period, bases)
    return PlanLine(
        plan=plan,
        text=planned_text(plan, measure.measure_unit, measure.decimals),
        level_text=level,
        document_text=held.documents.get(plan.document or "", "") or plan.document_text or "",
        percent=exact,
        percent_text="" if exact is None else rate_text("of_plan", exact, plan.level),
        verdict=found,
        reason=reason,
    )


def _in_time(
    found: Verdict, plan: FigurePlan, measure: Measure, period: ReportingPeriod, bases: Bases
) -> tuple[Verdict, str]:
    """Return a verdict and why there is none; a plan of a whole year is not missed within it."""
    is_whole = plan.period == period.id
    lower = plan.operator == "at_most" or (
        plan.operator != "at_least" and measure.direction == "lower"
    )
    if not is_whole and (found is Verdict.NOT_MET or (lower and found is not Verdict.UNKNOWN)):
        label = parse_period(plan.period).label
        return Verdict.UNKNOWN, texts.FIGURE_PLAN_NOT_OVER.format(period=label)
    return found, _why_unknown(plan, measure, bases) if found is Verdict.UNKNOWN else ""


def _why_unknown(plan: FigurePlan, measure: Measure, bases: Bases) -> str:
    """Return why an actual cannot be held against a plan."""
    if bases.actual is None:
        return texts.FIGURE_NO_ACTUAL
    if plan.value is None:
        return texts.FIGURE_PLAN_IN_WORDS
    is_value = (plan.matter or "value") == "value"
    if is_value and measure.direction is None:
        return texts.FIGURE_NO_DIRECTION
    return texts.FIGURE_NO_BASE


def _rate_line(
    held: _Figures, rate: FigureRate, measure: Measure, period: ReportingPeriod, bases: Bases
) -> RateLine:
    """Return a reported rate beside what the figures that are here give for it."""
    figure = held.figure(measure.key, period.id)
    before = _previous(held, measure, period, figure, rate.compared_with)
    own = Bases(
        actual=bases.actual,
        whole=bases.whole,
        plan=_plan_value(held.plans_for(measure.key, period), rate.level),
        previous=before.actual if before else None,
        direction=bases.direction,
    )
    found = compared(rate, own)
    return RateLine(found, reported_text(rate), difference_text(found))


def _plan_value(plans: Sequence[FigurePlan], level: str | None) -> Decimal | None:
    """Return the value of the plan of a level; without a level the only value there is."""
    values = [
        one.value
        for one in plans
        if (one.matter or "value") == "value"
        and one.value is not None
        and (level is None or one.level == level)
    ]
    return values[0] if len(set(values)) == 1 else None


def _judged(
    plans: Sequence[PlanLine],
    rates: Sequence[RateLine],
    measure: Measure,
    period: ReportingPeriod,
) -> tuple[Verdict, str]:
    """Return where a measure stands: by its plans; else by the rates a document states.

    A growth that only a document states is held against the plan for growth as well.
    """
    if measure.direction == "none":
        return Verdict.UNKNOWN, "none"
    own = [line.verdict for line in plans]
    if joint_verdict(own) is not Verdict.UNKNOWN:
        return joint_verdict(own), "computed"
    stated = [_stated(line.compared.rate, plans, measure) for line in rates]
    spoken = [one for one in stated if one is not Verdict.UNKNOWN]
    found = joint_verdict([*spoken, *(one for one in own if one is not Verdict.UNKNOWN)])
    is_whole = period.kind is PeriodKind.YEAR or any(one.plan.period == period.id for one in plans)
    if not spoken or (found is Verdict.NOT_MET and not is_whole):
        return Verdict.UNKNOWN, "none"
    return found, "reported"


def _stated(rate: FigureRate, plans: Sequence[PlanLine], measure: Measure) -> Verdict:
    """Return what a reported rate says: about a plan of the value, or about one for the change."""
    matters = {"growth": ("growth",), "points": ("points_up", "points_down")}.get(rate.kind, ())
    for line in plans:
        if line.plan.matter in matters and line.verdict is Verdict.UNKNOWN:
            return change_verdict(line.plan, Fraction(rate.value), measure.direction)
    return reported_verdict(rate, measure.direction)


def _reason(
    found: Verdict, figure: Figure | None, plans: Sequence[PlanLine], measure: Measure
) -> str:
    """Return why a measure cannot be told, "" where it can."""
    if found is not Verdict.UNKNOWN:
        return ""
    if measure.direction == "none":
        return texts.FIGURE_NOT_RANKED
    if figure is None:
        return texts.FIGURE_NO_ACTUAL
    return next((line.reason for line in plans if line.reason), texts.FIGURE_NO_PLAN)


def _sentence(
    actual: str,
    share: str,
    plans: Sequence[PlanLine],
    changed: str,
    rates: Sequence[RateLine],
) -> str:
    """Return what the figures say in one sentence; a reported rate only where none is reckoned."""
    reported = [line.text for line in rates if line.compared.reckoned is None]
    differing = [f"{line.text} – {line.difference_text}" for line in rates if line.difference_text]
    own = [line.percent_text for line in plans]
    return sentence([actual, share, *own, changed, *reported, *differing])


def _doubts(
    held: _Figures, measure: Measure, period: ReportingPeriod, figure: Figure | None
) -> tuple[str, ...]:
    """Return what does not agree in the records of one measure and period."""
    if figure is None:
        return ()
    found: list[str] = []
    count = len(held.figures[measure.key, period.id])
    if count > 1:
        found.append(texts.FIGURE_TWICE.format(count=count, key=figure.key))
    if figure.actual is not None and figure.whole is not None and figure.actual > figure.whole:
        found.append(
            texts.FIGURE_OVER_WHOLE.format(
                actual=format_number(figure.actual), whole=format_number(figure.whole)
            )
        )
    before = _previous(held, measure, period, figure)
    if before and before.period and figure.previous not in (None, before.actual):
        found.append(
            texts.FIGURE_PREVIOUS_DIFFERS.format(
                kind=PREVIOUS_KINDS.get(before.kind, before.kind),
                typed=format_number(figure.previous or 0),
                period=before.period.label,
                held=before.text,
            )
        )
    return tuple(found)


# --- counts ---


def _counts(rows: Sequence[PlanRow]) -> PlanCounts:
    """Return how many measures that have a plan (or a rate of one) are met, exceeded, not met."""
    judged = [
        row
        for row in rows
        if row.measure.direction != "none" and (row.plans or row.verdict is not Verdict.UNKNOWN)
    ]
    of = [row.verdict for row in judged]
    exceeded = of.count(Verdict.EXCEEDED)
    return PlanCounts(
        total=len(judged),
        met=exceeded + of.count(Verdict.MET),
        exceeded=exceeded,
        not_met=of.count(Verdict.NOT_MET),
        unknown=of.count(Verdict.UNKNOWN),
        reported=sum(1 for row in judged if row.basis == "reported"),
    )


def _headline(counts: PlanCounts) -> str:
    """Return "29/30 chỉ tiêu đạt, trong đó 22 chỉ tiêu vượt; 1 chỉ tiêu chưa đạt"."""
    if not counts.total:
        return ""
    parts = [
        texts.FIGURE_HEADLINE.format(met=counts.met, total=counts.total, exceeded=counts.exceeded)
    ]
    for count, form in (
        (counts.not_met, texts.FIGURE_HEADLINE_NOT),
        (counts.unknown, texts.FIGURE_HEADLINE_UNKNOWN),
        (counts.reported, texts.FIGURE_HEADLINE_REPORTED),
    ):
        parts += [form.format(count=count)] if count else []
    return sentence(parts)


def _summary_line(summary: PlanSummary, counts: PlanCounts) -> SummaryLine:
    """Return stated totals beside those of the sheet; without rows there is nothing to compare."""
    stated = _summary_text(summary.met, summary.exceeded, summary.total)
    own = _summary_text(
        None if summary.met is None else counts.met,
        None if summary.exceeded is None else counts.exceeded,
        None if summary.total is None else counts.total,
    )
    difference = ""
    top = max(summary.met or 0, summary.exceeded or 0)
    if summary.total is not None and top > summary.total:
        difference = texts.SUMMARY_TOO_MANY
    elif summary.total is not None and 0 < counts.total < summary.total:
        difference = texts.SUMMARY_PARTIAL.format(
            own=counts.total, stated=summary.total, met=counts.met, exceeded=counts.exceeded
        )
    elif counts.total and own != stated:
        difference = texts.SUMMARY_DIFFERS.format(own=own, stated=stated)
    return SummaryLine(summary, stated, difference)


def _summary_text(met: int | None, exceeded: int | None, total: int | None) -> str:
    """Return "29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt", each part only where it is known."""
    head = ""
    if met is not None:
        form = texts.SUMMARY_MET if total is None else texts.SUMMARY_TEXT
        head = form.format(met=met, total=total)
    elif total is not None:
        head = texts.SUMMARY_TOTAL.format(total=total)
    over = "" if exceeded is None else texts.SUMMARY_EXCEEDED.format(exceeded=exceeded)
    return sentence([head, over])
