"""Where the commune stands: outcomes, what was gained and lost, what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import periods
from ntm_desktop.domain.assessment import Counts, SetAssessment
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria_changes import CriteriaChanges, criteria_changes
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.numbers import format_number, two_digits
from ntm_desktop.domain.periods import (
    ReportingPeriod,
    known_periods,
    last_day_to_tell,
    parse_period,
)
from ntm_desktop.domain.recognition import Recognition, RecognitionRollup, holds_at
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.revocation import DECISION, Ground, Revocation, revocation
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.entry import evidence_counts, totals_of
from ntm_desktop.services.period_values import earlier_values, has_results, values_of
from ntm_desktop.services.set_rules import SetRules, rules_of
from ntm_desktop.services.workspace import Workspace

_NO_DATE = datetime.date.min
_COMPARED = {
    "previous": texts.COMPARED_PREVIOUS,
    "last_year": texts.COMPARED_LAST_YEAR,
    "chosen": texts.COMPARED_CHOSEN,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since another period: criteria met then, gained and lost by code.

    `kind`: "previous" (the latest earlier period with data), "last_year" (the same period a year
    before) or "chosen". `label` says so in Vietnamese, `text` what changed ("tăng 02 tiêu chí").
    `unassessed` had an outcome then and have no data now: they are not lost, and while there are
    any, `text` tells them instead of a balance.
    """

    kind: str
    period: ReportingPeriod
    met_before: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    label: str
    text: str
    unassessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands in one set and period.

    `source` is "items" when it rests on indicators, "totals" when only totals are known, "none"
    when nothing was entered. `difference` names totals that disagree with the details;
    `evidence` says how many files prove an indicator, by its code; `warnings` what endangers a
    title that the unit holds. `unassessed` had an outcome then and have no data now.
    `comparisons` are those with the period before and with the same
    period last year (one where both are the same), as far as there is data.
    """

    assessment: SetAssessment
    unit: str
    period: ReportingPeriod
    source: str
    total: SetTotal | None
    headline: str
    compared_period: ReportingPeriod | None
    compared: SetAssessment | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    difference: str
    unverified: int
    evidence: Mapping[str, int]
    warnings: tuple[Issue, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    unassessed: tuple[str, ...] = ()

    @property
    def criteria(self) -> tuple[int, int]:
        """Return (met, total) criteria for the headline, from the source that holds."""
        if self.source == "totals" and self.total and self.total.criteria_total is not None:
            return self.total.criteria_met or 0, self.total.criteria_total
        counts = self.assessment.counts
        return counts.criteria_met, _expected(self.assessment)


def standing(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    unit: str | None = None,
    compare: str | None = None,
) -> Standing:
    """Return where a unit stands; `compare` is a period id, default the same period last year."""
    period, place = parse_period(period_id), unit or workspace.owner
    rules = rules_of(workspace, set_id, unit)
    before, held_before = earlier_values(workspace, set_id, period, unit)
    previous = held_before.of(place, before.id)
    values = values_of(workspace, set_id, period.id, unit)
    now = rules.assess(values, period.year, previous)
    has_items = has_results(values.values())
    total = total_of_set(workspace, set_id, period.id, unit)
    earlier = parse_period(compare) if compare else periods.same_period_last_year(period)
    values_then = values_of(workspace, set_id, earlier.id, unit)
    has_earlier = has_results(values_then.values())
    then = rules.assess(values_then, earlier.year) if has_earlier and has_items else None
    source = "items" if has_items else ("totals" if total else "none")
    changes = criteria_changes(now, then)
    if source == "none":
        headline = _headline_of_others(totals_of(workspace, period.id, unit))
    else:
        headline = _headline(now, total, source, changes, earlier if then else None)
    return Standing(
        assessment=now,
        unit=place,
        period=period,
        source=source,
        total=total,
        headline=headline,
        compared_period=earlier if then else None,
        compared=then,
        gained=changes.gained,
        lost=changes.lost,
        unassessed=changes.unassessed,
        difference=_difference(now, total) if has_items else "",
        unverified=sum(
            one.rests_on_unverified for found in now.criteria for one in found.indicators
        ),
        evidence=evidence_counts(workspace, values),
        warnings=recognition_warnings(workspace, now, period, unit),
        comparisons=(
            *(_since_before(rules, now, before, previous) if before != earlier else ()),
            *(() if then is None else (_comparison(_kind(compare), earlier, now, then),)),
        )
        if has_items
        else (),
    )


def _kind(compare: str | None) -> str:
    """Return what a comparison with a chosen period, or with none chosen, is called."""
    return "chosen" if compare else "last_year"


def _since_before(
    rules: SetRules,
    now: SetAssessment,
    before: ReportingPeriod,
    previous: Mapping[str, IndicatorValue],
) -> tuple[Comparison, ...]:
    """Return the comparison with the period before, () where it has no results."""
    if not has_results(previous.values()):
        return ()
    return (_comparison("previous", before, now, rules.assess(previous, before.year)),)


def _comparison(
    kind: str, period: ReportingPeriod, now: SetAssessment, then: SetAssessment
) -> Comparison:
    """Return what changed since a period."""
    found = criteria_changes(now, then)
    return Comparison(
        kind=kind,
        period=period,
        met_before=then.counts.criteria_met,
        gained=found.gained,
        lost=found.lost,
        label=_COMPARED[kind].format(period=period.label),
        text=_change_text(found, now.criteria_set.noun),
        unassessed=found.unassessed,
    )


def _change_text(found: CriteriaChanges, noun: str) -> str:
    """Return "tăng 02 tiêu chí"; where not all is assessed again, how many are not."""
    balance = found.balance
    if balance == 0:
        return texts.COMPARED_SAME
    if balance is None:
        sentence, count = texts.COMPARED_UNASSESSED, len(found.unassessed)
    else:
        sentence = texts.COMPARED_BETTER if balance > 0 else texts.COMPARED_WORSE
        count = abs(balance)
    return sentence.format(count=two_digits(count), noun=noun)


def recognitions(
    workspace: Workspace, set_id: str, unit: str | None = None
) -> tuple[Recognition, ...]:
    """Return the titles a unit holds or held for a set, the earliest first."""
    place = unit or workspace.owner
    held = [
        one
        for one in workspace.store.records(Recognition, set_id=set_id)
        if (one.unit or owner_of(one.key)) == place
        and owner_of(one.key) in (place, workspace.owner)
    ]
    return tuple(sorted(held, key=lambda one: (one.decision_on or _NO_DATE, one.key)))


def recognition_warnings(
    workspace: Workspace, now: SetAssessment, period: ReportingPeriod, unit: str | None = None
) -> tuple[Issue, ...]:
    """Return what endangers a title held at the end of a period: a ground to revoke it, expiry.

    While the period still runs, today counts.

    The rule is that of 18/2022/QĐ-TTg (`domain.revocation`), for sets of 2021-2025 only.
    """
    issues: list[Issue] = []
    day = last_day_to_tell(period, workspace.today())
    for one in recognitions(workspace, now.criteria_set.id, unit):
        if not holds_at(one, day):
            continue
        sentences = (_expiry_text(one, day), _revocation_text(one, revocation(now)))
        issues += [Issue(Severity.WARNING, one.key, text) for text in sentences if text]
    return tuple(issues)


def _expiry_text(one: Recognition, day: datetime.date) -> str:
    """Return that a title has expired by a day, else ""."""
    if one.valid_until is None or one.valid_until >= day:
        return ""
    return texts.RECOGNITION_EXPIRED.format(
        title=one.title, decision=_decision(one), date=format_date(one.valid_until)
    )


def _revocation_text(one: Recognition, found: Revocation | None) -> str:
    """Return on which ground a title may be revoked, else ""."""
    if found is None:
        return ""
    is_half = found.ground is Ground.HALF
    sentence = texts.REVOCATION_HALF if is_half else texts.REVOCATION_DECISIVE
    return sentence.format(
        title=one.title,
        decision=_decision(one),
        not_met=len(found.not_met),
        total=found.total,
        codes=", ".join(found.decisive),
        law=DECISION,
    )


def _decision(one: Recognition) -> str:
    """Return number and date of the decision that grants a title."""
    number = one.decision_number or texts.RECOGNITION_UNNAMED
    if one.decision_on is None:
        return number
    return texts.OVERLAY_DATED.format(origin=number, date=format_date(one.decision_on))


def total_of_set(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> SetTotal | None:
    """Return the totals recorded for a set in a period, None for none."""
    held = totals_of(workspace, period_id, unit)
    return next((total for total in held if total.set_id == set_id), None)


def other_totals(
    workspace: Workspace, period_id: str, unit: str | None = None
) -> tuple[SetTotal, ...]:
    """Return the totals of sets that are not in the packs (known by title only)."""
    return tuple(total for total in totals_of(workspace, period_id, unit) if not total.set_id)


def rollups(workspace: Workspace, period_id: str | None = None) -> tuple[RecognitionRollup, ...]:
    """Return how many units hold which title, as this office counts them (one period, or all)."""
    held = workspace.store.records(RecognitionRollup, owner_unit=workspace.owner)
    return tuple(one for one in held if period_id in (None, one.period))


def periods_with_data(workspace: Workspace) -> tuple[ReportingPeriod, ...]:
    """Return the periods for which anything was entered, the latest first."""
    ids = {
        period
        for name in ("indicator_value", "set_total")
        for period in workspace.store.distinct(entity_named(name), "period")
    }
    return tuple(sorted(known_periods(ids), key=lambda one: one.order, reverse=True))


def total_text(total: SetTotal) -> str:
    """Return a total as a report says it: "đạt 12/17 tiêu chí, 72,56 điểm"."""
    noun = total.noun or texts.CRITERION
    parts: list[str] = []
    if total.criteria_met is not None:
        parts.append(_count(total.criteria_met, total.criteria_total, noun))
    if total.indicators_met is not None:
        parts.append(_count(total.indicators_met, total.indicators_total, texts.INDICATOR))
    if total.points is not None:
        most = f"/{format_number(total.points_max)}" if total.points_max is not None else ""
        parts.append(f"{format_number(total.points)}{most} {texts.POINTS}")
    return ", ".join(parts)


def _headline(
    now: SetAssessment,
    total: SetTotal | None,
    source: str,
    changes: CriteriaChanges,
    earlier: ReportingPeriod | None,
) -> str:
    """Return the one sentence that says where the unit stands."""
    if source == "totals" and total:
        return texts.HEADLINE_TOTALS.format(total=total_text(total), note=texts.TOTALS_ONLY)
    counts = now.counts
    met = _count(counts.criteria_met, _expected(now), now.criteria_set.noun)
    if counts.indicators_total:
        met += ", " + indicators_text(counts)
    return texts.HEADLINE.format(met=met) + _trend(changes, earlier, now.criteria_set.noun)


def indicators_text(counts: Counts) -> str:
    """Return "16/75 chỉ tiêu (gồm 01 chỉ tiêu không áp dụng)": what counts as đạt, owned up to."""
    told = _count(counts.indicators_reached, counts.indicators_total, texts.INDICATOR)
    if not counts.indicators_not_applicable:
        return told
    count = two_digits(counts.indicators_not_applicable)
    return f"{told} ({texts.HEADLINE_SPARED.format(count=count, noun=texts.INDICATOR)})"


def _headline_of_others(totals: Iterable[SetTotal]) -> str:
    """Return what is known of other sets where nothing was entered for the chosen one."""
    told = [
        texts.HEADLINE_OTHER_TOTAL.format(title=_title_of(total), total=total_text(total))
        for total in totals
        if _title_of(total) and total_text(total)
    ]
    if not told:
        return texts.HEADLINE_NONE
    return texts.HEADLINE_OTHER_TOTALS.format(totals="; ".join(told), note=texts.TOTALS_ONLY)


def _title_of(total: SetTotal) -> str:
    """Return the name of the set a total is of."""
    return total.title or (criteria_set(total.set_id).short_name if total.set_id else "")


def _trend(changes: CriteriaChanges, earlier: ReportingPeriod | None, noun: str) -> str:
    """Return " – tăng 02 tiêu chí so với năm 2022", "" without a comparison."""
    if earlier is None:
        return ""
    balance = changes.balance
    if balance is None:
        count = two_digits(len(changes.unassessed))
        return texts.TREND_UNASSESSED.format(count=count, noun=noun, period=earlier.label)
    if balance == 0:
        return texts.TREND_SAME.format(period=earlier.label)
    sentence = texts.TREND_UP if balance > 0 else texts.TREND_DOWN
    return sentence.format(count=two_digits(abs(balance)), noun=noun, period=earlier.label)


def _count(met: int, total: int | None, noun: str) -> str:
    """Return "12/17 tiêu chí"; the total is left out where it is not known."""
    return f"{met}/{total} {noun}" if total is not None else f"{two_digits(met)} {noun}"


def _expected(now: SetAssessment) -> int:
    """Return how many criteria the set has by law, also where the pack lists fewer."""
    return now.criteria_set.expected_criteria or now.counts.criteria_total


def _difference(now: SetAssessment, total: SetTotal | None) -> str:
    """Return the sentence that names a total disagreeing with the details, else ""."""
    if total is None or total.criteria_met is None:
        return ""
    items = f"{now.counts.criteria_met}/{_expected(now)}"
    stated = f"{total.criteria_met}/{total.criteria_total}"
    return "" if items == stated else texts.TOTAL_DIFFERS.format(total=stated, items=items)


def set_name(set_id: str) -> str:
    """Return the short name of a set for headings."""
    return criteria_set(set_id).short_name
