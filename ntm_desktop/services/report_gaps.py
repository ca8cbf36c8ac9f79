"""What is still missing for the next report: results, agreement, checks, proofs, prose."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.carry_over import lacks_target
from ntm_desktop.services.exchange import open_conflicts
from ntm_desktop.services.review import Standing
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportGap:
    """One thing to put right; `kind` says what is counted.

    "no_data": indicators without a result; "no_target": with one, but no known target;
    "conflicts": places two offices set differently;
    "unverified": results that rest on targets nobody checked; "unproven": met indicators without
    a file; "section": prose that neither a person nor the data gave (`key` is its id).
    """

    kind: str
    count: int
    key: str = ""
    title: str = ""


def data_gaps(workspace: Workspace, found: Standing) -> tuple[ReportGap, ...]:
    """Return what the data of a set and period lack, from a standing that was read already."""
    counts = found.assessment.counts
    has_items = found.source == "items"
    no_target = sum(
        lacks_target(one) for held in found.assessment.criteria for one in held.indicators
    )
    unknown = counts.indicators_no_data - no_target if has_items else counts.indicators_total
    told = (
        ReportGap("no_data", unknown),
        ReportGap("no_target", no_target),
        ReportGap("conflicts", len(open_conflicts(workspace))),
        ReportGap("unverified", found.unverified),
        ReportGap("unproven", _unproven(found)),
    )
    return tuple(gap for gap in told if gap.count)


def _unproven(found: Standing) -> int:
    """Return how many met indicators no file proves."""
    return sum(
        one.value is not None
        and one.outcome is Outcome.MET
        and one.indicator.code not in found.evidence
        for criterion in found.assessment.criteria
        for one in criterion.indicators
    )


def section_gaps(workspace: Workspace, period_id: str, set_id: str | None) -> tuple[ReportGap, ...]:
    """Return the sections of the progress report that would show a gap."""
    from ntm_desktop.reports.catalogue import PROGRESS_REPORT
    from ntm_desktop.services.reporting import prepare_report

    prepared = prepare_report(workspace, PROGRESS_REPORT.id, period_id, set_id)
    return tuple(ReportGap("section", 1, one.id, one.title) for one in prepared.sections if one.gap)


def section_place(workspace: Workspace, period_id: str, section: str) -> str:
    """Return the key under which the prose of a section of the progress report is kept."""
    from ntm_desktop.domain.record_keys import narrative_key
    from ntm_desktop.reports.catalogue import PROGRESS_REPORT

    return narrative_key(workspace.owner, PROGRESS_REPORT.id, period_id, section)
