"""The facts of the papers of works and money: Biểu 11, 12, 13, construction debt, list of works."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.ledger import DEBT_KINDS, debt_of
from ntm_desktop.domain.numbers import MoneyUnit
from ntm_desktop.domain.works import SOURCE_NAMES, Work, village_names
from ntm_desktop.errors import InputError
from ntm_desktop.services import works as works_service
from ntm_desktop.services.document_request import DocumentRequest, Gathered
from ntm_desktop.services.funding_tables import funding_table
from ntm_desktop.services.report_texts import previous_texts, written_texts
from ntm_desktop.services.unmet_document import office_facts
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import money_sums

if TYPE_CHECKING:
    from ntm_desktop.reports.debt_report import WorkDebt

FORM_OF_PAPER = {
    "bieu-11-nguon-luc": "11",
    "bieu-12-noi-dung": "12",
    "bieu-13-loai-cong-trinh": "13",
}
UNITS: dict[str, MoneyUnit] = {"trieu": "million", "dong": "dong", "ty": "billion"}
MOST_PLACES = 9


def gather_form(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return Biểu 11, 12 or 13 of a period; raise `InputError` for a unit there is not."""
    from ntm_desktop.reports import funding_papers

    form = FORM_OF_PAPER[request.report_id]
    facts = funding_papers.FormFacts(
        office=office_facts(workspace, draft=draft),
        table=funding_table(workspace, form, request.period.id),
        label=_option(request, "form_label") or texts.FUNDING_FORM_NAME.format(form=form),
        name=_option(request, "form_name") or texts.FUNDING_TITLES[form],
        unit=_unit(request),
        places=_places(request),
    )
    return Gathered(
        context=funding_papers.build_context(facts),
        missing=funding_papers.gaps(facts),
        notices=funding_papers.notices(facts),
    )


def gather_debt(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the report on construction debt as of a day: the one chosen, else the period's end.

    A period that is not over is counted until today.
    """
    from ntm_desktop.reports import debt_report

    found = works_service.debts(workspace, _day(workspace, request))
    held = money_sums.money_rows(workspace.store, workspace.owner, kinds=DEBT_KINDS)
    known = {one.key for one in money_sums.work_places(workspace.store, workspace.owner)}
    facts = debt_report.DebtFacts(
        office=office_facts(workspace, draft=draft),
        day=found.day,
        works=tuple(_work_debt(line) for line in found.lines),
        sources=found.sources,
        without_work=debt_of(
            row
            for row in held
            if row.work not in known and works_service.is_counted(workspace, row, found.day)
        ),
        left_out=found.left_out,
        unit=_unit(request),
        narratives=written_texts(workspace, request.report_id, request.period),
        previous_narratives=previous_texts(workspace, request.report_id, request.period),
    )
    return Gathered(
        context=debt_report.build_context(facts),
        missing=debt_report.gaps(facts),
        notices=debt_report.notices(facts),
        prose=facts,
    )


def gather_list(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the list of works with the money of a period."""
    from ntm_desktop.reports import works_list

    period = request.period
    every = tuple(money_sums.office_works(workspace.store, workspace.owner))
    years = period.start.year, period.end.year
    works = every
    if _only_of_period(request):
        wanted = works_service.works_of_years(workspace, *years)
        works = tuple(work for work in every if work.key in wanted)
    names = works_service.unit_names(workspace)
    facts = works_list.ListFacts(
        office=office_facts(workspace, draft=draft),
        period=period,
        works=works,
        money=tuple(money_sums.money_rows(workspace.store, workspace.owner, years=years)),
        villages={work.key: "; ".join(village_names(work, names)) for work in works},
        unit=_unit(request),
        left_out=len(every) - len(works),
    )
    return Gathered(
        context=works_list.build_context(facts),
        missing=works_list.gaps(facts),
        notices=works_list.notices(facts),
    )


def _work_debt(line: works_service.DebtLine) -> WorkDebt:
    """Return what is owed for a work, its sources in the order of the form."""
    from ntm_desktop.reports.debt_report import WorkDebt

    sources = line.sources
    ordered = {name: sources[name] for name in SOURCE_NAMES if name in sources}
    return WorkDebt(name=_name(line.work), debt=line.debt, sources=ordered)


def _name(work: Work) -> str:
    """Return the name of a work with how many it counts."""
    from ntm_desktop.reports import narrative

    return narrative.group_size(work.name, work.count) if work.count else work.name


# --- choices ---


def _option(request: DocumentRequest, name: str) -> str:
    """Return a choice as typed, "" for none."""
    return request.options.get(name, "").strip()


def _only_of_period(request: DocumentRequest) -> bool:
    """Say whether only works of the period are listed; raise `InputError` for another choice."""
    typed = _option(request, "works") or "all"
    if typed not in ("all", "period"):
        message = texts.PAPER_WORKS_UNKNOWN.format(typed=typed)
        raise InputError(message, hint=texts.PAPER_WORKS_HINT)
    return typed == "period"


def _unit(request: DocumentRequest) -> MoneyUnit:
    """Return the unit of money; raise `InputError` for one there is not."""
    typed = _option(request, "unit") or "trieu"
    if typed not in UNITS:
        message = texts.PAPER_UNIT_UNKNOWN.format(typed=typed)
        raise InputError(message, hint=texts.PAPER_UNIT_HINT)
    return UNITS[typed]


def _places(request: DocumentRequest) -> int | None:
    """Return how many decimals are printed, None for all; raise `InputError`."""
    typed = _option(request, "places")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or int(typed) > MOST_PLACES:
        raise InputError(texts.PAPER_PLACES_BAD.format(typed=typed), hint=texts.PAPER_PLACES_HINT)
    return int(typed)


def _day(workspace: Workspace, request: DocumentRequest) -> datetime.date:
    """Return the day of a debt; raise `InputError` for what is no date."""
    today, typed = workspace.today(), _option(request, "day")
    return parse_date(typed, today) if typed else min(request.period.end, today)
