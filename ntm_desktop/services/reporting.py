"""Choose, write and build a report: its prose per period, what is missing, the Word file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import paths, texts
from ntm_desktop.domain import periods
from ntm_desktop.domain.meetings import Task, is_open, overdue_tasks
from ntm_desktop.domain.narratives import Narrative
from ntm_desktop.domain.periods import ReportingPeriod, known_periods, parse_period
from ntm_desktop.domain.record_keys import narrative_key
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.domain.works import MoneyEntry, Work
from ntm_desktop.errors import DataFileError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.entry import Recorded
from ntm_desktop.services.review import other_totals, rollups, standing, total_of_set
from ntm_desktop.services.workspace import Workspace, make_folder

if TYPE_CHECKING:
    from ntm_desktop.reports.catalogue import ReportKind
    from ntm_desktop.reports.contexts import TemplateField
    from ntm_desktop.reports.progress_facts import ProgressFacts


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A section of a report as its author sees it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report the app can write; `fields` are the names a template may use."""

    id: str
    title: str
    template: str
    sections: tuple[SectionSummary, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedSection:
    """The prose of one section: what was written, what data says, last period's text.

    `gap` says that neither exists and the document will show "……"; `unchanged` that the written
    text still equals last period's.
    """

    id: str
    title: str
    written: str
    generated: str
    gap: bool
    previous: str
    unchanged: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report before it is built; `missing` is what the document will show as a gap."""

    report_id: str
    title: str
    period: ReportingPeriod
    sections: tuple[PreparedSection, ...]
    missing: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A built report: where it lies, what it shows as a gap, what should be looked at."""

    path: Path
    missing: tuple[str, ...]
    notices: tuple[str, ...]


def report_kinds() -> tuple[ReportSummary, ...]:
    """Return the reports there are."""
    from ntm_desktop.reports.catalogue import REPORTS

    return tuple(
        ReportSummary(
            kind.id,
            kind.title,
            kind.template,
            tuple(SectionSummary(one.id, one.title) for one in kind.sections),
            tuple(field.name for field in template_fields(kind.id)),
        )
        for kind in REPORTS.values()
    )


def template_fields(report_id: str) -> tuple[TemplateField, ...]:
    """Return the fields a template of this report may use, each with its help."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.contexts import template_fields as fields

    return fields(report_kind(report_id).id)


def check_template_file(path: Path, report_id: str) -> list[str]:
    """Return what is wrong with a template, each with its paragraph; [] when it can be used."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.render import check_file

    return check_file(report_kind(report_id), path)


def prepare_report(
    workspace: Workspace, report_id: str, period_id: str, set_id: str | None = None
) -> Prepared:
    """Return the prose of every section and what is missing; raise `NotFoundError`."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.progress_report import build_context

    kind, period = report_kind(report_id), parse_period(period_id)
    facts = gather(workspace, kind, period, set_id, draft=False)
    context = build_context(facts)
    sections = tuple(
        _prepared(one.id, one.title, "\n".join(one.generate(facts)), facts) for one in kind.sections
    )
    return Prepared(kind.id, kind.title, period, sections, context.missing, context.notices)


def build_report(
    workspace: Workspace,
    report_id: str,
    period_id: str,
    set_id: str | None,
    out_path: Path,
    *,
    draft: bool = False,
    template: Path | None = None,
    progress: Progress = no_progress,
) -> Built:
    """Write the Word file to `out_path`, which appears whole or not at all.

    A folder that is not there is made. `draft` adds the marks of what was not verified. Raises
    `TemplateFileError` for a template that cannot be used, `DataFileError` when the file cannot
    be written.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.progress_report import build_context, draw_charts
    from ntm_desktop.reports.render import render_report

    kind, period = report_kind(report_id), parse_period(period_id)
    _check_place(out_path)
    progress(0, 3, texts.PROGRESS_GATHER)
    facts = gather(workspace, kind, period, set_id, draft=draft)
    context = build_context(facts)
    progress(1, 3, texts.PROGRESS_CHARTS)
    charts = draw_charts(facts)
    progress(2, 3, texts.PROGRESS_WRITE)
    render_report(kind, context, template or paths.template(kind.template), out_path, charts)
    progress(3, 3)
    return Built(out_path, context.missing, context.notices)


def _check_place(path: Path) -> None:
    """Make the folder of a file to be written; raise `DataFileError` for no file's name."""
    if not path.name or path.is_dir():
        message = texts.REPORT_OUT_BAD.format(path=path)
        raise DataFileError(message, hint=texts.REPORT_OUT_BAD_HINT)
    make_folder(path.parent)


def chart(workspace: Workspace, period_id: str, set_id: str | None, which: str) -> bytes | None:
    """Return the PNG of a chart ("progress" or "funding") as the report shows it, None for none."""
    from ntm_desktop.reports.catalogue import PROGRESS_REPORT
    from ntm_desktop.reports.progress_report import draw_charts

    facts = gather(workspace, PROGRESS_REPORT, parse_period(period_id), set_id, draft=False)
    return draw_charts(facts).get(f"{which}_chart")


def suggested_name(workspace: Workspace, report_id: str, period_id: str) -> str:
    """Return a file name that says unit, report and period, in plain ASCII."""
    unit = workspace.unit.code
    return f"{unit}_{report_id}_{parse_period(period_id).id.replace('..', '_')}.docx"


def written_text(workspace: Workspace, report_id: str, section: str, period_id: str) -> str:
    """Return what a person wrote for a section in a period ("" for nothing)."""
    period = _checked_section(report_id, section, period_id)
    return written_texts(workspace, report_id, period).get(section, "")


def set_narrative(
    workspace: Workspace, report_id: str, period_id: str, section: str, text: str
) -> Recorded:
    """Keep the prose of a section for this period; empty text goes back to the generated one."""
    period = _checked_section(report_id, section, period_id)
    key = narrative_key(workspace.owner, report_id, period.id, section)
    values = {
        "report": report_id,
        "period": period.id,
        "section": section,
        "text": compose(text).strip() or None,
    }
    with workspace.store.step(texts.STEP_NARRATIVE, workspace.user) as step:
        workspace.store.put("narrative", key, values)
    return Recorded(step.touched)


def copy_previous_narratives(workspace: Workspace, report_id: str, period_id: str) -> Recorded:
    """Start every section still empty from the text of the period before, as one step."""
    period = parse_period(period_id)
    here = written_texts(workspace, report_id, period)
    before = _previous_texts(workspace, report_id, period)
    with workspace.store.step(texts.STEP_NARRATIVE, workspace.user) as step:
        for section, text in before.items():
            if section not in here:
                key = narrative_key(workspace.owner, report_id, period.id, section)
                place = {"report": report_id, "period": period.id, "section": section}
                workspace.store.put("narrative", key, {**place, "text": text})
    return Recorded(step.touched)


def gather(
    workspace: Workspace,
    kind: ReportKind,
    period: ReportingPeriod,
    set_id: str | None,
    *,
    draft: bool,
) -> ProgressFacts:
    """Return everything a progress report is made from: this office's own records."""
    from ntm_desktop.reports.progress_facts import ProgressFacts

    chosen = set_id or next((found.id for found in followed_sets(workspace)), None)
    here = standing(workspace, chosen, period.id) if chosen else None
    owner = workspace.owner
    tasks = workspace.store.records(Task, owner_unit=owner)
    unit = workspace.unit
    return ProgressFacts(
        office=workspace.profile,
        unit_name=unit.name,
        unit_level=unit.level,
        period=period,
        today=workspace.today(),
        assessment=here.assessment if here and here.source == "items" else None,
        compared=here.compared if here else None,
        compared_period=here.compared_period if here else None,
        total=total_of_set(workspace, chosen, period.id) if chosen else None,
        totals_other=other_totals(workspace, period.id),
        works=tuple(workspace.store.records(Work, owner_unit=owner)),
        money=tuple(workspace.store.records(MoneyEntry, owner_unit=owner)),
        overdue=tuple(overdue_tasks(tasks, workspace.today())),
        open_tasks=tuple(task for task in tasks if is_open(task)),
        rollups=rollups(workspace, period.id),
        narratives=written_texts(workspace, kind.id, period),
        previous_narratives=_previous_texts(workspace, kind.id, period),
        draft=draft,
    )


def written_texts(workspace: Workspace, report_id: str, period: ReportingPeriod) -> dict[str, str]:
    """Return section → what a person wrote for it in a period."""
    where = {"owner_unit": workspace.owner, "report": report_id, "period": period.id}
    held = workspace.store.records(Narrative, **where)
    return {one.section: one.text for one in held if one.text}


def _previous_texts(
    workspace: Workspace, report_id: str, period: ReportingPeriod
) -> Mapping[str, str]:
    """Return the texts of the latest earlier period that has any, else of none."""
    held = workspace.store.records(Narrative, owner_unit=workspace.owner, report=report_id)
    known = known_periods({one.period for one in held if one.text})
    earlier = [one for one in known if one.end < period.end]
    before = max(earlier, key=lambda one: one.order) if earlier else periods.previous(period)
    return written_texts(workspace, report_id, before)


def _prepared(section_id: str, title: str, generated: str, facts: ProgressFacts) -> PreparedSection:
    """Return one section with both texts."""
    written = facts.narratives.get(section_id, "")
    previous = facts.previous_narratives.get(section_id, "")
    return PreparedSection(
        id=section_id,
        title=title,
        written=written,
        generated=generated,
        gap=not written and not generated,
        previous=previous,
        unchanged=bool(written) and written == previous,
    )


def _checked_section(report_id: str, section: str, period_id: str) -> ReportingPeriod:
    """Return the period; raise `NotFoundError` for an unknown report or section."""
    from ntm_desktop.reports.catalogue import report_kind

    report_kind(report_id).section(section)
    return parse_period(period_id)
