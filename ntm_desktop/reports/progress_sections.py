"""The sections of the progress report as generated from data: paragraphs, or () for a gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ntm_desktop import texts
from ntm_desktop.domain.assessment import (
    Basis,
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
    SetAssessment,
)
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.criteria_changes import criteria_changes, indicators_unassessed
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_money, format_number, format_percent
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.recognition import RecognitionRollup, share
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.domain.works import (
    WORK_STATES,
    count_of,
    invested,
    known_investment,
    top_works,
)
from ntm_desktop.reports import funding, narrative
from ntm_desktop.reports.annexes import FULFILLED
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_facts import (
    ProgressFacts,
    comparable,
    comparable_before,
    has_results,
)

Paragraphs = tuple[str, ...]
FULL_RATE = 100


def unit_of(facts: ProgressFacts) -> str:
    """Return the unit as it stands in a sentence."""
    return narrative.unit_in_sentence(facts.unit_name, facts.unit_level)


def issuer_of(facts: ProgressFacts) -> str:
    """Return the issuer written out; the gap while it is not entered."""
    return narrative.issuer_in_sentence(facts.office.issuer_name or GAP)


def opening(facts: ProgressFacts) -> Paragraphs:
    """Return who reports on what."""
    return (narrative.opening(issuer_of(facts), facts.period.label),)


def nothing(facts: ProgressFacts) -> Paragraphs:
    """Return no text: only a person can write this section."""
    return ()


def annex_titles(facts: ProgressFacts) -> tuple[str, str, str]:
    """Return the titles of the annexes of criteria, money and works; "" for one without rows."""
    if not facts.has_annexes:
        return "", "", ""
    present = (
        facts.assessment is not None and bool(facts.assessment.criteria),
        not funding.amounts_of(facts.counted_money, facts.period).empty,
        bool(top_works(facts.listed_works)),
    )
    names = iter(narrative.annex_names(sum(present) + facts.more_annexes))
    criteria, funds, listed = (next(names) if shown else "" for shown in present)
    return criteria, funds, listed


# --- 1. general result ---


def general_result(facts: ProgressFacts) -> Paragraphs:
    """Return the headline, what it rests on, what was gained and lost, other totals, roll-ups."""
    others = (_total_sentence(facts, total) for total in facts.totals_other)
    rollups = (_rollup_sentence(rollup) for rollup in facts.rollups)
    found = (*_own_result(facts), *others, *rollups)
    return tuple(paragraph for paragraph in found if paragraph)


def _own_result(facts: ProgressFacts) -> Paragraphs:
    """Return the sentences of the report's own set, from details or else from its total."""
    assessment = facts.assessment
    if assessment is None or not has_results(assessment):
        return (_total_sentence(facts, facts.total),) if facts.total else ()
    return (
        headline(facts, assessment),
        _gained_and_lost(facts, assessment),
    )


def headline(facts: ProgressFacts, assessment: SetAssessment) -> str:
    """Return "… đạt 16/19 tiêu chí, 70/75 chỉ tiêu, tăng 02 tiêu chí so với năm 2022; còn …"."""
    return narrative.headline(
        set_name=assessment.criteria_set.name,
        period=facts.period.label,
        unit=unit_of(facts),
        reached=reached_told(assessment),
        compared=_comparison(facts, assessment),
        left=left_over(assessment),
    )


def reached(assessment: SetAssessment) -> str:
    """Return "16/19 tiêu chí, 70/75 chỉ tiêu"; sets by points add "72,56/100 điểm"."""
    return ", ".join(_reached_parts(assessment, ""))


def reached_told(assessment: SetAssessment) -> str:
    """Return `reached` as a document says it: owning up to what is not applicable."""
    spared = assessment.counts.indicators_not_applicable
    note = f" ({narrative.not_applicable(spared)})" if spared else ""
    return ", ".join(_reached_parts(assessment, note))


def _reached_parts(assessment: SetAssessment, note: str) -> list[str]:
    """Return criteria, indicators with a note behind them, and points."""
    counts, known = assessment.counts, assessment.criteria_set
    criteria = max(counts.criteria_total, known.expected_criteria or 0)
    parts = [narrative.out_of(counts.criteria_met, criteria, known.noun)]
    if counts.indicators_total and counts.indicators_total >= (known.expected_indicators or 0):
        total = counts.indicators_total
        told = narrative.out_of(indicators_reached(assessment), total, texts.INDICATOR)
        parts.append(told + note)
    if assessment.points:
        got, most = (format_number(number) for number in assessment.points)
        parts.append(narrative.points_reached(got, most))
    return parts


def indicators_reached(assessment: SetAssessment) -> int:
    """Return how many indicators are met or not applicable."""
    return assessment.counts.indicators_reached


def left_over(assessment: SetAssessment) -> str:
    """Return which criteria are not met or have no data."""
    noun = assessment.criteria_set.noun
    unmet = criteria_where(assessment, Outcome.NOT_MET)
    return narrative.left_over(noun, unmet, criteria_where(assessment, Outcome.NO_DATA))


def criteria_where(assessment: SetAssessment, outcome: Outcome) -> list[str]:
    """Return the criteria of one outcome as they are named in a list."""
    return [_short(one) for one in assessment.criteria if one.outcome is outcome]


def _short(one: CriterionAssessment) -> str:
    """Return "số 10 - Thu nhập"."""
    return narrative.criterion_short(one.criterion.code, one.criterion.name)


def _comparison(facts: ProgressFacts, now: SetAssessment) -> str:
    """Return "tăng 02 tiêu chí, 05 chỉ tiêu so với năm 2022"; "" without a comparison.

    Within a year the period just before comes first: "… so với quý I năm 2024, … so với quý II năm
    2023".
    """
    then = (
        (comparable_before(facts), facts.before_period),
        (comparable(facts), facts.compared_period),
    )
    found = (_since(now, before, period) for before, period in then if before and period)
    return ", ".join(found)


def _since(now: SetAssessment, before: SetAssessment, period: ReportingPeriod) -> str:
    """Return how the counts moved since a period."""
    criteria = (now.counts.criteria_met, before.counts.criteria_met, now.criteria_set.noun)
    indicators = (indicators_reached(now), indicators_reached(before), texts.INDICATOR)
    since = period.label
    if criteria_changes(now, before).unassessed:
        return narrative.not_comparable(since)
    pairs = (criteria,) if indicators_unassessed(now, before) else (criteria, indicators)
    return narrative.changes(pairs, since)


def _gained_and_lost(facts: ProgressFacts, now: SetAssessment) -> str:
    """Return which criteria were gained and lost since the compared period."""
    before = comparable(facts)
    if before is None or facts.compared_period is None:
        return ""
    changes, noun = criteria_changes(now, before), now.criteria_set.noun
    gained, lost, unknown = (
        [_short(one) for one in now.criteria if one.criterion.code in codes]
        for codes in (changes.gained, changes.lost, changes.unassessed)
    )
    return narrative.gained_and_lost(facts.compared_period.label, noun, gained, lost, unknown)


def total_reached(total: SetTotal) -> str:
    """Return "12/17 tiêu chí", "55/63 tiêu chuẩn, 72,56 điểm"; "" when the record is empty."""
    parts = []
    if total.criteria_met is not None:
        noun = total.noun or texts.CRITERION
        parts.append(_counted(total.criteria_met, total.criteria_total, noun))
    if total.indicators_met is not None:
        parts.append(_counted(total.indicators_met, total.indicators_total, texts.INDICATOR))
    if total.points is not None:
        most = format_number(total.points_max) if total.points_max is not None else None
        parts.append(narrative.points_reached(format_number(total.points), most))
    return ", ".join(parts)


def _counted(met: int, total: int | None, noun: str) -> str:
    """Return "12/17 tiêu chí", or "12 tiêu chí" where the total is not known."""
    return narrative.count(met, noun) if total is None else narrative.out_of(met, total, noun)


def _total_sentence(facts: ProgressFacts, total: SetTotal) -> str:
    """Return the sentence of a set known only as a total."""
    shown = total_reached(total)
    if not shown:
        return ""
    title = total.title or ""
    if not title and total is facts.total and facts.assessment is not None:
        title = facts.assessment.criteria_set.name
    return narrative.total_only(title, shown, unit_of(facts), facts.period.label)


def _rollup_sentence(rollup: RecognitionRollup) -> str:
    """Return how many units hold a title; "" where no number is known."""
    if rollup.achieved is None:
        return ""
    rate = share(rollup)
    shown = format_percent(rate) if rate is not None else ""
    reached_of = _counted(rollup.achieved, rollup.total, rollup.counted or "")
    return narrative.rollup(rollup.title, reached_of, shown)


# --- 2. criteria not met ---


def unmet_criteria(facts: ProgressFacts) -> Paragraphs:
    """Return one paragraph for each criterion that is not met or has no data."""
    assessment = facts.assessment
    if assessment is None or not has_results(assessment):
        return ()
    if assessment.outcome is Outcome.MET:
        return (narrative.ALL_MET,)
    left = [one for one in assessment.criteria if one.outcome not in FULFILLED]
    return tuple(_unmet_criterion(place, one) for place, one in enumerate(left))


def _unmet_criterion(place: int, one: CriterionAssessment) -> str:
    """Return the paragraph of one criterion with its indicators that are not met."""
    not_met = one.outcome is Outcome.NOT_MET
    state = narrative.STATE_NOT_MET if not_met else narrative.STATE_NO_DATA
    details = [
        narrative.unmet_indicator(found.indicator.code, found.indicator.text, why(found))
        for found in one.indicators
        if found.outcome is Outcome.NOT_MET or (found.outcome is Outcome.NO_DATA and not_met)
    ]
    if one.reason:
        details.insert(0, one.reason)
    return narrative.unmet_criterion(place, one.criterion.code, one.criterion.name, state, details)


def why(found: IndicatorAssessment) -> str:
    """Return why an indicator is not met; a plain yes/no needs no target beside it."""
    if found.indicator.kind is IndicatorKind.BOOLEAN and found.basis is Basis.COMPUTED:
        return narrative.STATE_NOT_MET
    return found.explanation or found.reason or GAP


# --- 3. money ---


def money(facts: ProgressFacts) -> Paragraphs:
    """Return plan, mobilised, disbursed, then one line a source with amounts."""
    amounts = funding.amounts_of(facts.counted_money, facts.period)
    if amounts.empty:
        return ()
    total = narrative.funding_sentence(
        plan_years=years_of(facts),
        planned=_amount(amounts.planned),
        allocated=_amount(amounts.allocated),
        disbursed=_amount(amounts.disbursed),
        share=_share(amounts),
        annex=annex_titles(facts)[1],
    )
    lines = (
        narrative.funding_source(group.name, _amount(sums.planned), _amount(sums.disbursed))
        for group, sums, _ in funding.by_source(facts.counted_money, facts.period)
        if sums.planned is not None or sums.disbursed is not None
    )
    return (total, *filter(None, (contributed(facts),)), *lines)


def contributed(facts: ProgressFacts) -> str:
    """Return what part of the money people gave beside the ledger; "" for nothing."""
    given = funding.contributed(facts.counted_money)
    return "" if given is None else narrative.contributed(_amount(given))


def _share(amounts: funding.Amounts) -> str:
    """Return what part of the plan was disbursed, told of the sources that have a plan."""
    if amounts.rate is None:
        return ""
    whole = amounts.disbursed == amounts.disbursed_of_planned
    of_planned = "" if whole else _amount(amounts.disbursed_of_planned)
    return narrative.share_of_plan(format_percent(amounts.rate), of_planned)


def years_of(facts: ProgressFacts) -> str:
    """Return the plan years of the period: "năm 2023"."""
    return narrative.years_label(facts.period.start.year, facts.period.end.year)


def _amount(dong: int | None) -> str:
    """Return an amount in triệu đồng with its unit; the gap where nothing was entered."""
    return GAP if dong is None else format_money(dong, "million")


# --- 4. works ---


def works(facts: ProgressFacts) -> Paragraphs:
    """Return how many works there are, what they cost, how far they are."""
    listed = facts.listed_works
    counted = top_works(listed)
    if not counted:
        return (narrative.NO_WORK_OF_PERIOD,) if facts.left_out else ()
    cost = known_investment(listed)
    total = narrative.works_sentence(
        len(counted),
        sum(count_of(work, listed) for work in counted),
        "" if cost is None else format_money(cost, "million"),
        sum(invested(work, listed) is None for work in counted),
        annex_titles(facts)[2],
    )
    states = Counter(work.state for work in counted if work.state)
    named = [(WORK_STATES[state], states[state]) for state in WORK_STATES if states[state]]
    by_state = narrative.works_by_state(named, len(counted) - states.total()) if named else ""
    return tuple(paragraph for paragraph in (total, by_state) if paragraph)


def works_left_out(facts: ProgressFacts) -> str:
    """Return how many works the list leaves out and what they cost; "" for none."""
    outside = [work for work in facts.works if work.key in facts.left_out]
    cost = known_investment(outside)
    number = len(top_works(outside))
    return narrative.works_left_out(number, "" if cost is None else format_money(cost, "million"))


# --- 5. tasks, III. shortcomings, IV. next ---


def overdue_tasks(facts: ProgressFacts) -> Paragraphs:
    """Return the late tasks; that none is late may be said only where tasks are followed."""
    if facts.overdue:
        day = format_date(facts.told_on)
        return (narrative.overdue_sentence(day, len(facts.overdue)), *_task_lines(facts.overdue))
    return (narrative.none_overdue(len(facts.open_tasks)),) if facts.open_tasks else ()


def _task_lines(tasks: Sequence[Task]) -> Paragraphs:
    """Return the lines of a list of tasks."""
    return tuple(
        narrative.task_line(
            task.text,
            task.assignee or "",
            format_date(task.due_on) if task.due_on else task.due_text or "",
        )
        for task in tasks
    )


def shortcomings(facts: ProgressFacts) -> Paragraphs:
    """Return what the data itself shows as lacking."""
    found = []
    unmet = unmet_names(facts)
    if unmet:
        found.append(narrative.shortcoming_criteria(unmet))
    rate = funding.amounts_of(facts.counted_money, facts.period).rate
    if rate is not None and rate < FULL_RATE:
        found.append(narrative.shortcoming_money(format_percent(rate)))
    if facts.overdue:
        found.append(narrative.shortcoming_tasks(len(facts.overdue)))
    return tuple(found)


def unmet_names(facts: ProgressFacts) -> list[str]:
    """Return the criteria that are not met."""
    return criteria_where(facts.assessment, Outcome.NOT_MET) if facts.assessment else []


def next_tasks(facts: ProgressFacts) -> Paragraphs:
    """Return the criteria to work on and the tasks that are open."""
    unmet = unmet_names(facts)
    found = [narrative.next_criteria(unmet)] if unmet else []
    if facts.open_tasks:
        found.append(narrative.next_tasks(len(facts.open_tasks)))
        found.extend(_task_lines(facts.open_tasks))
    return tuple(found)
