"""The office's own Word templates: a copy of ours, edited in Word, kept in the data folder.

A copy is never overwritten and never deleted by the program: going back to the shipped template
only puts it aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import paths, texts
from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.whole_files import copy_whole

FOLDER = "mau"
ASIDE = "mau-da-bo"


@dataclass(frozen=True, slots=True)
class TemplateState:
    """A template of a document: its file's name, and the office's own copy, None without one.

    `regime` is "state" or "party", as `copy_to_edit` takes it.
    """

    report_id: str
    title: str
    name: str
    own: Path | None
    regime: str


def templates(workspace: Workspace) -> tuple[TemplateState, ...]:
    """Return every template there is, both forms of a document that has two."""
    from ntm_desktop.reports.catalogue import REPORTS

    return tuple(
        TemplateState(kind.id, kind.title, name, own_template(workspace, name), regime)
        for kind in REPORTS.values()
        for name, regime in ((kind.template, "state"), (kind.party_template, "party"))
        if name
    )


def own_template(workspace: Workspace, name: str) -> Path | None:
    """Return the office's own copy of a template, None where it uses the shipped one."""
    path = workspace.folder / FOLDER / name
    return path if path.is_file() else None


def used_template(workspace: Workspace, name: str) -> Path:
    """Return the template a document is made with."""
    return own_template(workspace, name) or paths.template(name)


def template_name(report_id: str, regime: str = "") -> str:
    """Return the file of a document in a form; raise `NotFoundError` for no such form."""
    from ntm_desktop.reports.catalogue import report_kind

    kind = report_kind(report_id)
    name = kind.party_template if regime == "party" else kind.template
    if not name:
        raise NotFoundError(texts.TEMPLATE_NO_PARTY.format(title=kind.title))
    return name


def copy_to_edit(workspace: Workspace, report_id: str, regime: str = "") -> Path:
    """Return the office's own copy of a template, made now where there is none.

    Raises `NotFoundError` for an unknown document, `DataFileError` when it cannot be written.
    """
    name = template_name(report_id, regime)
    own = own_template(workspace, name)
    if own is not None:
        return own
    target = workspace.folder / FOLDER / name
    make_folder(target.parent)
    copy_whole(paths.template(name), target)
    return target


def put_aside(workspace: Workspace, report_id: str, regime: str = "") -> Path:
    """Go back to the shipped template; return where the office's own copy lies now.

    Raises `NotFoundError` when there is none, `DataFileError` when it cannot be moved.
    """
    name = template_name(report_id, regime)
    own = own_template(workspace, name)
    if own is None:
        raise NotFoundError(texts.TEMPLATE_NO_OWN.format(name=name))
    folder = workspace.folder / ASIDE
    make_folder(folder)
    target = _free_name(folder / name)
    try:
        own.replace(target)
    except OSError as error:
        message = texts.REPORT_NOT_WRITTEN.format(path=target)
        raise DataFileError(message, hint=texts.REPORT_NOT_WRITTEN_HINT) from error
    return target


def write_field_list(report_id: str, out_path: Path) -> Path:
    """Write the list of fields of a document as a Word file for whoever edits its template.

    Raises `NotFoundError` for an unknown document, `DataFileError` when it cannot be written.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.field_list import write_list

    kind = report_kind(report_id)
    make_folder(out_path.parent)
    write_list(kind, out_path)
    return out_path


def _free_name(path: Path) -> Path:
    """Return a path nobody uses yet: "a.docx", "a (2).docx" …"""
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found
