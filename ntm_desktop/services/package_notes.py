"""What a package tells beside its changes: what became of ours, which files its sender asks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.evidence import Evidence, clean_name, size_text
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.services.package_preview import RecordPreview
from ntm_desktop.services.receipts import Answer, answers_in
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import traffic

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage

MOST = 6  # answers told one by one


def notes_of(workspace: Workspace, read: ReadPackage) -> tuple[str, ...]:
    """Return sentences on the receipts inside that are news here, and on files asked for."""
    serials = {one.package: one.serial for one in traffic.sent(workspace.store)}
    known = traffic.answers(workspace.store)
    news = [one for one in answers_in(workspace, read) if not _is_told(one, known)]
    news.sort(key=lambda one: serials[one.package], reverse=True)
    told = [_answer_text(one, serials[one.package]) for one in news[:MOST]]
    if len(news) > MOST:
        told.append(texts.ANSWERS_MORE.format(count=len(news) - MOST))
    if wanted := read.manifest.wanted:
        told.append(_asked_text(workspace, wanted))
    return tuple(told)


def going_back_text(workspace: Workspace, records: Sequence[RecordPreview]) -> str:
    """Return which of our own records a package removes or turns back, "" where it does not."""
    found = [one for one in records if one.goes_back and owner_of(one.key) == workspace.owner]
    if not found:
        return ""
    names = ", ".join(f"{one.label.lower()} {one.title}" for one in found[:MOST])
    more = " …" if len(found) > MOST else ""
    return texts.GOES_BACK.format(count=len(found), names=f"{names}{more}")


def _asked_text(workspace: Workspace, wanted: Collection[str]) -> str:
    """Return which files the sender asks for, by name where they are known here."""
    held = {one.sha256: one for one in workspace.store.records(Evidence) if one.sha256 in wanted}
    named = [
        f"{clean_name(one.name or one.file_name or '')} ({size_text(one.size or 0)})"
        for one in held.values()
    ]
    more = " …" if len(named) > MOST else ""
    names = f": {', '.join(named[:MOST])}{more}" if named else ""
    return texts.FILES_ASKED.format(count=len(wanted), names=names)


def _is_told(one: Answer, known: dict[str, list[Answer]]) -> bool:
    """Say whether the same copy said the same of the package before."""
    said = (one.replica, one.status, one.code, dict(one.missing))
    held = known.get(one.package, [])
    return said in [(old.replica, old.status, old.code, dict(old.missing)) for old in held]


def _answer_text(one: Answer, serial: int) -> str:
    """Return what became of one package at its receiver."""
    if one.status == "refused":
        why = texts.RETURN_REASONS.get(one.code, one.code)
        return texts.ANSWER_REFUSED.format(serial=serial, why=why)
    words = texts.ANSWER_GAPS if one.missing else texts.ANSWER_ACCEPTED
    more = texts.ANSWER_CONFLICTS.format(count=one.conflicts) if one.conflicts else ""
    return f"{words.format(serial=serial)}{more}."
