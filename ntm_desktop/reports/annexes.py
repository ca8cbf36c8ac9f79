"""Rows of the annexes: criteria in the shape of Biểu 10, money of Biểu 11, the list of works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.assessment import (
    OUTCOME_TEXTS,
    Basis,
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
    SetAssessment,
    rounded_percent,
)
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import format_amount, format_number
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import (
    WORK_STATES,
    WORK_TYPES,
    Work,
    invested,
    known_investment,
    top_works,
)
from ntm_desktop.reports import funding, narrative
from ntm_desktop.reports.line_breaks import breakable_unit
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.progress_context import (
    CriterionRow,
    FundingGroup,
    FundingRow,
    IndicatorRow,
    WorkRow,
)

FULFILLED = (Outcome.MET, Outcome.NOT_APPLICABLE)
AMOUNT_LETTERS = 11  # what a line of a column of amounts holds, in strong letters


def criteria_rows(
    assessment: SetAssessment, compared: SetAssessment | None, *, draft: bool
) -> tuple[CriterionRow, ...]:
    """Return every criterion with its indicators; unverified marks only on a draft."""
    before = {one.criterion.code: one for one in compared.criteria} if compared else {}
    return tuple(
        _criterion_row(one, before.get(one.criterion.code), draft) for one in assessment.criteria
    )


def _criterion_row(
    one: CriterionAssessment, before: CriterionAssessment | None, draft: bool
) -> CriterionRow:
    """Return the row of a criterion."""
    fulfilled = sum(found.outcome in FULFILLED for found in one.indicators)
    decided = any(found.outcome is not Outcome.NO_DATA for found in one.indicators)
    earlier = {found.indicator.code: found for found in before.indicators} if before else {}
    return CriterionRow(
        code=one.criterion.code,
        name=one.criterion.name + _mark(draft and not one.criterion.name_verified),
        previous=_outcome_text(before.outcome) if before else TABLE_GAP,
        result=f"{fulfilled}/{len(one.indicators)}" if decided else TABLE_GAP,
        outcome=_outcome_text(one.outcome),
        note=one.reason,
        indicators=tuple(
            _indicator_row(found, earlier.get(found.indicator.code), draft)
            for found in one.indicators
        ),
    )


def _indicator_row(
    one: IndicatorAssessment, before: IndicatorAssessment | None, draft: bool
) -> IndicatorRow:
    """Return the row of an indicator."""
    plain = one.indicator.kind is IndicatorKind.BOOLEAN
    target = one.target.text if one.target and not plain else ""
    return IndicatorRow(
        code=one.indicator.code,
        text=one.indicator.text + _mark(draft and not one.wording_verified),
        target=target + _mark(draft and bool(target) and not one.target_verified),
        measure_unit=breakable_unit(one.indicator.measure_unit),
        previous=result_text(before.indicator, before.value) if before else TABLE_GAP,
        result=result_text(one.indicator, one.value),
        outcome=_outcome_text(one.outcome) + _mark(draft and one.rests_on_unverified),
        note=_note(one),
    )


def _mark(shown: bool) -> str:
    """Return the mark of what nobody has checked against the law, where it is shown."""
    return narrative.UNVERIFIED_MARK if shown else ""


def _outcome_text(outcome: Outcome) -> str:
    """Return the word of an outcome."""
    return OUTCOME_TEXTS[outcome]


def _note(one: IndicatorAssessment) -> str:
    """Return what stands beside an outcome: the gap, the word of the commune, its reason."""
    parts = []
    if one.basis is Basis.DECLARED and one.outcome is not Outcome.NOT_APPLICABLE:
        parts.append(narrative.DECLARED_NOTE)
    if one.outcome is Outcome.NOT_MET and one.gap is not None:
        parts.append(capital_first(one.gap.text) if not parts else one.gap.text)
    if one.reason:
        parts.append(capital_first(one.reason) if not parts else one.reason)
    return ": ".join([parts[0], "; ".join(parts[1:])]) if len(parts) > 1 else "".join(parts)


def result_text(indicator: Indicator, value: IndicatorValue | None) -> str:
    """Return a result without its measure unit, which has a column of its own; "…" for none."""
    if value is None:
        return TABLE_GAP
    if value.not_applicable:
        return texts.OUTCOME_NOT_APPLICABLE
    shown = value.word or _by_gender(value) or _number_text(value)
    if shown and value.sub_value is not None:
        shown = texts.ASSESS_PART_VALUE.format(value=shown, part=format_number(value.sub_value))
    if not shown and value.declared:
        shown = _outcome_text(Outcome(value.declared))
    return shown or TABLE_GAP


def _by_gender(value: IndicatorValue) -> str:
    """Return "nam 95, nữ 93" where the two are kept apart."""
    if value.male is None and value.female is None:
        return ""
    male, female = (
        TABLE_GAP if number is None else format_number(number)
        for number in (value.male, value.female)
    )
    return texts.ASSESS_GENDER_VALUE.format(male=male, female=female)


def _number_text(value: IndicatorValue) -> str:
    """Return "93,2", or for a ratio "70,59 (12/17)"."""
    measured = measured_value(value)
    if measured is None:
        return ""
    if value.numerator is None or not value.denominator:
        return format_number(value.value) if value.value is not None else ""
    return texts.ASSESS_RATIO_VALUE.format(
        percent=format_number(rounded_percent(measured)),
        numerator=format_number(value.numerator),
        denominator=format_number(value.denominator),
    )


def millions(amount: int | None) -> str:
    """Return an amount in triệu đồng for a table; the gap where nothing was entered."""
    if amount is None:
        return TABLE_GAP
    return funding.breakable(format_amount(amount, "million"), AMOUNT_LETTERS)


def _rate(amounts: funding.Amounts) -> str:
    """Return the rate of disbursement for a table headed with %: of the two columns beside it."""
    whole = amounts.disbursed == amounts.disbursed_of_planned
    rate = amounts.rate if whole else None
    return TABLE_GAP if rate is None else format_number(rate)


def funding_row(number: str, name: str, amounts: funding.Amounts) -> FundingRow:
    """Return one row of money by source."""
    return FundingRow(
        number=number,
        name=name,
        planned=millions(amounts.planned),
        allocated=millions(amounts.allocated),
        disbursed=millions(amounts.disbursed),
        rate=_rate(amounts),
    )


def funding_groups(
    entries: Sequence[MoneyRow], period: ReportingPeriod
) -> tuple[FundingGroup, ...]:
    """Return the groups I, II … with their parts 1, 2 …"""
    return tuple(
        FundingGroup(
            row=funding_row(narrative.roman(place), group.name.upper(), amounts),
            parts=tuple(
                funding_row(str(order), source.name, sums)
                for order, (source, sums) in enumerate(parts, 1)
            ),
        )
        for place, (group, amounts, parts) in enumerate(funding.by_source(entries, period), 1)
    )


def work_rows(
    works: Sequence[Work], entries: Sequence[MoneyRow], period: ReportingPeriod
) -> tuple[WorkRow, ...]:
    """Return the counted works, those of one type together, in the order of entry."""
    money = funding.money_by_work(works, entries, period)
    counted = top_works(works)
    types = list(dict.fromkeys(work.work_type for work in counted))
    ordered = sorted(counted, key=lambda work: types.index(work.work_type))
    return tuple(
        _work_row(place, work, invested(work, works), money)
        for place, work in enumerate(ordered, 1)
    )


def _work_row(
    place: int, work: Work, invested: int | None, money: Mapping[str, funding.Amounts]
) -> WorkRow:
    """Return the row of one work."""
    name = narrative.group_size(work.name, work.count) if work.count else work.name
    amounts = money[work.key]
    return WorkRow(
        number=str(place),
        work_type=capital_first(WORK_TYPES.get(work.work_type or "", TABLE_GAP)),
        name=narrative.work_place(name, work.village) if work.village else name,
        quantity=_quantity(work.quantity, work.measure_unit),
        total_investment=millions(invested),
        planned=millions(amounts.planned),
        disbursed=millions(amounts.disbursed),
        state=_work_state(work),
    )


def _quantity(quantity: Decimal | None, measure_unit: str | None) -> str:
    """Return "1,2 km"; the gap without a number."""
    if quantity is None:
        return TABLE_GAP
    return f"{format_number(quantity)} {measure_unit or ''}".strip()


def _work_state(work: Work) -> str:
    """Return a work's state with its progress in percent."""
    parts = [capital_first(WORK_STATES[work.state])] if work.state in WORK_STATES else []
    if work.progress is not None:
        parts.append(f"{format_number(work.progress)}%")
    return ", ".join(parts) or TABLE_GAP


def works_total(
    works: Sequence[Work], entries: Sequence[MoneyRow], period: ReportingPeriod
) -> WorkRow:
    """Return the last row: sums of what is known of the listed works, the gap for none."""
    keys = {work.key for work in works}
    amounts = funding.amounts_of((one for one in entries if one.work in keys), period)
    return WorkRow(
        number="",
        work_type="",
        name=narrative.WORKS_TOTAL_ROW,
        quantity="",
        total_investment=millions(known_investment(works)),
        planned=millions(amounts.planned),
        disbursed=millions(amounts.disbursed),
        state="",
    )
