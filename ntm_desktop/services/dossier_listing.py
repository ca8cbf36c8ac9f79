"""The list of a dossier as a document: what is there, in the order of printing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.document_request import DocumentRequest, Gathered, chosen_set
from ntm_desktop.services.dossier_plan import DossierPlan, PlannedFile, PlannedPart, plan_dossier
from ntm_desktop.services.unmet_document import office_facts
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.dossier_list import DossierFileRow, DossierListContext, DossierPart


def gather_list(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the list of the dossier of a set and period; nothing is read, copied or drafted."""
    set_id = chosen_set(workspace, request)
    planned = plan_dossier(workspace, set_id, request.period.id, request.unit)
    maker = request.options.get("maker", "").strip()
    return Gathered(
        context=list_context(workspace, planned, maker, has_drafts=False),
        missing=planned.missing,
        notices=planned.warnings,
    )


def list_context(
    workspace: Workspace, planned: DossierPlan, maker: str = "", *, has_drafts: bool = True
) -> DossierListContext:
    """Return the list of what is there, numbered in the order of printing.

    Drafts of ours are there only in a dossier that was written, so only then they are named.
    """
    from ntm_desktop.reports import dossier_list

    parts = [_there(one, has_drafts=has_drafts) for one in (*planned.papers, *planned.evidence)]
    files = [one.path for part in parts for one in part.files]
    orders = {path: at for at, path in enumerate(files, start=1)}
    shown = [_listed(one, orders) for one in parts]
    count = len(planned.papers)
    facts = dossier_list.DossierListFacts(
        office=office_facts(workspace, draft=False),
        set_name=planned.set_name,
        period=parse_period(planned.period_id),
        unit=planned.unit_name,
        standing=texts.DOSSIER_LISTED.format(reached=planned.reached, files=two_digits(len(files))),
        papers=tuple(one for one in shown[:count] if one.files or one.state),
        evidence=tuple(one for one in shown[count:] if one.files),
        maker=maker,
    )
    return dossier_list.build_context(facts)


def _there(part: PlannedPart, *, has_drafts: bool) -> PlannedPart:
    """Return a part with the files that are there; a paper told to be ready needs no draft."""
    from ntm_desktop.reports.recognition_words import PAPER_DECLARED

    with_drafts = has_drafts and part.state != PAPER_DECLARED
    files = tuple(one for one in part.files if one.item is not None or with_drafts)
    return replace(part, files=files)


def _listed(part: PlannedPart, orders: dict[str, int]) -> DossierPart:
    """Return one part as the list shows it; how a paper came about is no matter of the list."""
    from ntm_desktop.reports.dossier_list import PAPER_ALONE, DossierPart
    from ntm_desktop.reports.recognition_words import PAPER_DECLARED

    is_paper = "/" not in part.folder
    alone = PAPER_ALONE if part.state == PAPER_DECLARED and not part.files else ""
    return DossierPart(
        number=part.number,
        name=part.name,
        state=alone if is_paper else part.state,
        files=tuple(_row(one, part, orders[one.path]) for one in part.files),
    )


def _row(one: PlannedFile, part: PlannedPart, order: int) -> DossierFileRow:
    """Return one file as the list shows it: where it lies by the number of its folder."""
    from ntm_desktop.reports.dossier_list import DRAFT_FILE, PLACE, DossierFileRow

    place = "/".join(name.partition("-")[0] for name in part.folder.split("/"))
    number = one.number or PurePath(one.path).name.partition("-")[0]
    name = one.name if one.request is None else DRAFT_FILE.format(name=one.name)
    return DossierFileRow(
        order=str(order), number=number, name=name, path=PLACE.format(place=place)
    )
