"""Write the recognition dossier of a unit: one folder or one ZIP file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.evidence import clean_name
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.dossier_listing import list_context
from ntm_desktop.services.dossier_plan import (
    MOST_NAME,
    DossierPlan,
    plan_dossier,
)
from ntm_desktop.services.evidence import EvidenceItem
from ntm_desktop.services.own_templates import used_template
from ntm_desktop.services.report_options import with_kept
from ntm_desktop.services.reporting import build_document, mark_of
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.storage import attachments

__all__ = ["DossierBuilt", "DossierPlan", "build_dossier", "plan_dossier"]

LIST = "danh-muc-ho-so"
LIST_FILE, MISSING_FILE = "00-danh-muc-ho-so.docx", "00-con-thieu.txt"
ZIP = ".zip"
FILE_ENDINGS = (".docx", ".doc", ".pdf", ".xlsx", ".xls", ".rar", ".7z", ".txt")
MOST_PATH = 240  # letters of a whole path; Windows opens 259
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DossierBuilt:
    """A dossier that was written; `drafts` of its `files` were made by the program."""

    path: Path
    files: int
    drafts: int
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


def build_dossier(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    out: Path,
    unit: str | None = None,
    progress: Progress = no_progress,
) -> DossierBuilt:
    """Write the dossier as a folder, or as one file where `out` ends in .zip.

    It appears whole or not at all; a folder that holds anything, or a file, is never replaced.
    Raises `InputError` for such a place, `DataFileError` when it cannot be written, and what
    `plan_dossier` raises.
    """
    _check_place(workspace, out)
    planned = plan_dossier(workspace, set_id, period_id, unit, read=True, progress=progress)
    _check_length(planned, out)
    make_folder(out.parent)
    with _written(out), _staging(out) as folder:
        _fill(workspace, planned, folder, progress)
        _settle(folder, out, progress)
    drafts = sum(one.request is not None for one in planned.files)
    return DossierBuilt(out, len(planned.files), drafts, planned.missing, planned.warnings)


def _check_place(workspace: Workspace, out: Path) -> None:
    """Raise `InputError` for a place that holds something, or lies in the data folder."""
    place, own = out.resolve(), workspace.folder.resolve()
    if not out.name or own == place or own in place.parents:
        message = texts.DOSSIER_BAD_PLACE.format(path=out)
        raise InputError(message, hint=texts.DOSSIER_BAD_PLACE_HINT)
    if out.suffix.lower() in FILE_ENDINGS:
        message = texts.DOSSIER_OUT_ENDING.format(name=out.name)
        raise InputError(message, hint=texts.DOSSIER_OUT_ENDING_HINT.format(folder=out.stem))
    if out.is_dir() and (_is_zip(out) or any(out.iterdir())):
        message = texts.DOSSIER_NOT_EMPTY.format(path=out)
        raise InputError(message, hint=texts.DOSSIER_EXISTS_HINT)
    if out.is_file():
        message = texts.DOSSIER_EXISTS.format(path=out)
        raise InputError(message, hint=texts.DOSSIER_EXISTS_HINT)


def _check_length(planned: DossierPlan, out: Path) -> None:
    """Raise `InputError` for a folder in which Windows could not open the longest file."""
    longest = max((len(one.path) for one in planned.files), default=len(LIST_FILE))
    if not _is_zip(out) and len(str(out.resolve())) + 1 + longest > MOST_PATH:
        message = texts.DOSSIER_TOO_LONG.format(path=out, most=MOST_PATH)
        raise InputError(message, hint=texts.DOSSIER_TOO_LONG_HINT)


def _is_zip(out: Path) -> bool:
    """Say whether one ZIP file is asked for."""
    return out.suffix.lower() == ZIP


@contextlib.contextmanager
def _written(out: Path) -> Iterator[None]:
    """Translate what the disk says."""
    try:
        yield
    except OSError as error:
        message = texts.DOSSIER_NOT_WRITTEN.format(path=out)
        raise DataFileError(message, hint=texts.DOSSIER_NOT_WRITTEN_HINT) from error


@contextlib.contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """Give a fresh folder beside the place; what is left of it is removed at the end."""
    folder = out.with_name(f".{out.name[:MOST_NAME]}.{secrets.token_hex(4)}.tmp")
    folder.mkdir()
    with contextlib.ExitStack() as end:
        end.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _fill(workspace: Workspace, planned: DossierPlan, folder: Path, progress: Progress) -> None:
    """Write every file of the plan, then the list and what is missing."""
    total = len(planned.files) + 2
    for part in planned.papers:
        (folder / part.folder).mkdir()
    for at, one in enumerate(planned.files):
        progress(at, total, one.name)
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if one.item is not None:
            _copy(workspace, one.item, target)
        elif one.request is not None:
            build_document(workspace, one.request, target, draft=True)
    progress(total - 2, total, LIST_FILE)
    _write_list(workspace, planned, folder / LIST_FILE)
    (folder / MISSING_FILE).write_bytes(_missing_text(planned).encode("utf-8-sig"))
    progress(total - 1, total, MISSING_FILE)


def _copy(workspace: Workspace, item: EvidenceItem, target: Path) -> None:
    """Write a proven copy of a kept file; unlike the kept one it may be edited and moved."""
    attachments.copy_out(workspace.folder, item.record.sha256, target, clean_name(item.record.name))
    target.chmod(stat.S_IREAD | stat.S_IWRITE | stat.S_IRGRP | stat.S_IROTH)


def _write_list(workspace: Workspace, planned: DossierPlan, path: Path) -> None:
    """Write the list of the dossier as a Word file."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.document_mark import mark_text
    from ntm_desktop.reports.render import render_report

    kind = report_kind(LIST)
    plain = DocumentRequest(LIST, planned.period_id, planned.set_id, planned.unit)
    request = with_kept(workspace, plain)
    context = list_context(workspace, planned, request.options.get("maker", "").strip())
    source = used_template(workspace, kind.template)
    render_report(kind, context, source, path, {}, mark_text(mark_of(request)))


def _missing_text(planned: DossierPlan) -> str:
    """Return what is missing as a plain text that Notepad shows right."""
    head = texts.DOSSIER_MISSING_HEAD.format(
        unit=planned.unit_name, set_name=planned.set_name, period=planned.period_label
    )
    lines = [f"- {one}" for one in planned.missing] or [texts.DOSSIER_COMPLETE]
    return "\r\n".join((head, planned.standing, "", *lines, ""))


def _settle(folder: Path, out: Path, progress: Progress) -> None:
    """Give the finished dossier its name: the folder itself, or a ZIP file of it."""
    if not _is_zip(out):
        if out.is_dir():
            out.rmdir()  # empty: Windows renames onto nothing that is there
        folder.rename(out)
        return
    beside = folder.with_name(f"{folder.name}{ZIP}")
    with contextlib.ExitStack() as end:
        end.callback(beside.unlink, missing_ok=True)
        _zip(folder, beside, progress)
        beside.rename(out)


def _zip(folder: Path, path: Path, progress: Progress) -> None:
    """Write the files of a folder into a ZIP file, brought to the disk."""
    files = sorted(folder.rglob("*"))
    with path.open("xb") as whole:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for at, one in enumerate(files):
                progress(at, len(files), texts.PROGRESS_DOSSIER_ZIP)
                name = one.relative_to(folder).as_posix()
                if one.is_dir():
                    archive.mkdir(name)
                    continue
                entry = zipfile.ZipInfo(name, ZIP_DATE)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with one.open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)
        whole.flush()
        os.fsync(whole.fileno())
