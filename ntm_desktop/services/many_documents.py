"""Several documents of one period in one go: each whole; one that fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.errors import UserError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import Built, build_document, report_kinds, suggested_name
from ntm_desktop.services.workspace import Workspace, make_folder

PERIOD_SUBJECTS = ("period", "works", "set")


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be made, why, and how to put it right."""

    report_id: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class BuiltMany:
    """What became of several documents; each is in one of the two lists."""

    built: tuple[Built, ...]
    failed: tuple[Failed, ...]


def period_documents() -> tuple[str, ...]:
    """Return the ids of the documents that need nothing but a period and perhaps a set.

    Letters, decisions, notices and the like are made on request and are not among them.
    """
    from ntm_desktop.reports.catalogue import REPORTS

    return tuple(
        kind.id
        for kind in REPORTS.values()
        if kind.subject in PERIOD_SUBJECTS and not kind.on_request
    )


def build_many(
    workspace: Workspace,
    period_id: str,
    folder: Path,
    *,
    set_id: str | None = None,
    report_ids: Sequence[str] = (),
    draft: bool = False,
    progress: Progress = no_progress,
) -> BuiltMany:
    """Write documents of one period into a folder; without `report_ids` all there are.

    The folder is made. Stopping keeps the documents that are finished. Raises `InputError` for no
    period, `NotFoundError` for an unknown document or set, `DataFileError` for a folder that cannot
    be made.
    """
    wanted = tuple(dict.fromkeys(report_ids)) or period_documents()
    titles = {one.id: one.title for one in report_kinds()}
    names = {one: suggested_name(workspace, one, period_id) for one in wanted}
    make_folder(folder)
    built: list[Built] = []
    failed: list[Failed] = []
    for at, report_id in enumerate(wanted):
        progress(at, len(wanted), titles.get(report_id, report_id))
        request = DocumentRequest(report_id, period_id, set_id)
        try:
            built.append(build_document(workspace, request, folder / names[report_id], draft=draft))
        except UserError as error:
            failed.append(Failed(report_id, str(error), error.hint))
    progress(len(wanted), len(wanted))
    return BuiltMany(tuple(built), tuple(failed))
