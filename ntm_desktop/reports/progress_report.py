"""Build the progress report's context: facts in, every field of the template as text out."""

from __future__ import annotations

from typing import Any

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import (
    annexes,
    charts,
    funding,
    letterhead,
    live_figures,
    narrative,
    progress_sections,
)
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.letterhead import Signature
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_context import CriterionRow, ProgressReportContext, ReportAnnexes
from ntm_desktop.reports.progress_counts import count_fields
from ntm_desktop.reports.progress_facts import (
    ProgressFacts,
    comparable,
    has_results,
    unverified,
)
from ntm_desktop.reports.report_kind import ReportSection

__all__ = ["ProgressFacts", "annex_fields", "build_context", "draw_charts"]


def build_context(facts: ProgressFacts) -> ProgressReportContext:
    """Return the ready text of every field; gaps are visible and named in `missing`."""
    prose: dict[str, Any] = {
        section.id: _prose(section, facts) for section in PROGRESS_REPORT.sections
    }
    signed = letterhead.signature(facts.office_facts, is_sent_upward=True)
    return ProgressReportContext(
        head=letterhead.official_head(facts.office_facts, "BC", is_sent_upward=True),
        signature=signed,
        **prose,
        **_closing(facts),
        **_captions(facts),
        annexes=ReportAnnexes(**annex_fields(facts)),
        missing=_missing(facts, signed),
        notices=_notices(facts, prose["general_result"]),
    )


def draw_charts(facts: ProgressFacts) -> dict[str, bytes]:
    """Return the PNG of each chart that has something to show, by its field name."""
    drawn = {"progress_chart": _progress_chart(facts), "funding_chart": _funding_chart(facts)}
    return {name: content for name, content in drawn.items() if content}


# --- head and end ---


def _closing(facts: ProgressFacts) -> dict[str, Any]:
    """Return the sentences around prose and annexes."""
    return {
        "title": narrative.report_title(facts.period.label),
        "closing": narrative.closing(facts.period.label, progress_sections.issuer_of(facts)),
    }


# --- prose, gaps, notices ---


def _prose(section: ReportSection, facts: ProgressFacts) -> tuple[str, ...]:
    """Return what a person wrote, else what the data says, else the visible gap."""
    written = live_figures.printed(facts.narratives.get(section.id, ""), facts, section)
    return written or section.generate(facts) or (_gap_of(section, facts),)


def _gap_of(section: ReportSection, facts: ProgressFacts) -> str:
    """Return the visible gap of a section."""
    if section.id == "general_result":
        return narrative.nothing_assessed(facts.period.label, progress_sections.unit_of(facts))
    return section.gap


def _missing(facts: ProgressFacts, signed: Signature) -> tuple[str, ...]:
    """Return what is still a gap, in the order of the document."""
    found = list(letterhead.head_gaps(facts.office_facts, is_sent_upward=True))
    for section in PROGRESS_REPORT.sections:
        written = facts.narratives.get(section.id, "").strip()
        if written:
            found += live_figures.doubts(written, facts, section, section.title)
        elif not section.generate(facts):
            found.append(narrative.missing_section(section.title))
    return (*found, *letterhead.signature_gaps(signed))


def _notices(facts: ProgressFacts, general_result: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the author should look at again before the report is signed."""
    found = [
        narrative.same_as_before(section.title)
        for section in PROGRESS_REPORT.sections
        if _unchanged(facts, section.id)
    ]
    found += _figure_notices(facts, " ".join(general_result))
    undated = funding.undated(facts.money, facts.period)
    if undated:
        found.append(narrative.undated_money(undated))
    doubtful = unverified(facts.assessment)
    if doubtful and not facts.draft:
        found.append(narrative.unverified_left(doubtful))
    return tuple(found)


def _unchanged(facts: ProgressFacts, section_id: str) -> bool:
    """Say whether a section still reads as in the previous period."""
    written = facts.narratives.get(section_id, "").strip()
    return bool(written) and written == facts.previous_narratives.get(section_id, "").strip()


def _figure_notices(facts: ProgressFacts, general_result: str) -> list[str]:
    """Return where prose or a recorded total disagrees with the counted details."""
    if facts.assessment is None or not has_results(facts.assessment):
        return []
    reached = progress_sections.reached(facts.assessment)
    told = reached.split(", ")[0]
    section = PROGRESS_REPORT.section("general_result")
    found = []
    if told not in general_result:
        found.append(narrative.figure_not_told(section.title, told))
    total = progress_sections.total_reached(facts.total) if facts.total else ""
    if total and not set(total.split(", ")) <= set(reached.split(", ")):
        found.append(narrative.total_differs(total, reached))
    return found


# --- annexes and charts ---


def annex_fields(facts: ProgressFacts) -> dict[str, Any]:
    """Return titles and rows of the annexes that have something to show."""
    titles = progress_sections.annex_titles(facts)
    of_works = funding.from_ledger(facts.counted_money)
    symbol = letterhead.symbol_of(facts.office_facts)
    issuer = progress_sections.issuer_of(facts)
    return {
        "annex_reference": narrative.annex_reference(symbol, facts.today.year, issuer),
        "table_note": narrative.DRAFT_TABLE_NOTE if facts.draft else narrative.TABLE_NOTE,
        "criteria_annex": titles[0],
        "funding_annex": titles[1],
        "works_annex": titles[2],
        "criteria": _criteria(facts),
        "criteria_set": _set_name(facts).upper(),
        "criteria_summary": _summary(facts),
        **count_fields(facts),
        "previous_label": _previous_label(facts),
        "current_label": capital_first(facts.period.label),
        "plan_label": narrative.plan_label(progress_sections.years_of(facts)),
        "money_unit": narrative.MONEY_UNIT,
        "funding_total": annexes.funding_row(
            "", narrative.TOTAL_ROW, funding.amounts_of(facts.counted_money, facts.period)
        ),
        "funding_groups": annexes.funding_groups(facts.counted_money, facts.period),
        "funding_note": progress_sections.contributed(facts),
        "work_rows": annexes.work_rows(facts.listed_works, of_works, facts.period),
        "works_total": annexes.works_total(facts.listed_works, of_works, facts.period),
        "works_note": progress_sections.works_left_out(facts),
    }


def _criteria(facts: ProgressFacts) -> tuple[CriterionRow, ...]:
    """Return the rows of criteria; none without a set."""
    if facts.assessment is None:
        return ()
    return annexes.criteria_rows(facts.assessment, comparable(facts), draft=facts.draft)


def _set_name(facts: ProgressFacts) -> str:
    """Return the name of the criteria set."""
    return facts.assessment.criteria_set.name if facts.assessment else ""


def _summary(facts: ProgressFacts) -> str:
    """Return the last row of the table of criteria."""
    if facts.assessment is None or not has_results(facts.assessment):
        return narrative.summary_row(GAP, "")
    left = progress_sections.left_over(facts.assessment)
    return narrative.summary_row(progress_sections.reached_told(facts.assessment), left)


def _previous_label(facts: ProgressFacts) -> str:
    """Return the head of the column of the compared period; the gap without one."""
    if facts.compared_period is None:
        return narrative.PREVIOUS_COLUMN
    return capital_first(facts.compared_period.label)


def _captions(facts: ProgressFacts) -> dict[str, Any]:
    """Return the captions of the charts, "" without a chart."""
    label = facts.period.label
    progress = narrative.PROGRESS_CAPTION.format(period=label)
    money = narrative.FUNDING_CAPTION.format(period=label)
    drawn = any(bar.planned or bar.disbursed for bar in _funding_bars(facts))
    return {
        "progress_caption": progress if has_results(facts.assessment) else "",
        "funding_caption": money if drawn else "",
    }


def _progress_chart(facts: ProgressFacts) -> bytes:
    """Return the chart of criteria and indicators."""
    if facts.assessment is None or not has_results(facts.assessment):
        return b""
    counts = facts.assessment.counts
    indicators = progress_sections.indicators_reached(facts.assessment)
    outcomes = [one.outcome.value for one in facts.assessment.criteria]
    rows = (
        charts.ProgressBar(
            narrative.CHART_CRITERIA,
            counts.criteria_met,
            outcomes.count("not_met"),
            outcomes.count("no_data"),
        ),
        charts.ProgressBar(
            narrative.CHART_INDICATORS,
            indicators,
            counts.indicators_not_met,
            counts.indicators_no_data,
        ),
    )
    return charts.progress_chart(rows)


def _funding_chart(facts: ProgressFacts) -> bytes:
    """Return the chart of money by source."""
    return charts.funding_chart(_funding_bars(facts))


def _funding_bars(facts: ProgressFacts) -> list[charts.FundingBar]:
    """Return the bars of the groups of sources."""
    return [
        charts.FundingBar(group.name, sums.planned, sums.disbursed)
        for group, sums, _ in funding.by_source(facts.counted_money, facts.period)
    ]
