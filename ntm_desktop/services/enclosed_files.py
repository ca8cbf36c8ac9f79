"""Files of evidence on the way: which ones a package carries, what came, what is still awaited."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.evidence import Evidence, clean_name
from ntm_desktop.errors import InputError, UserError
from ntm_desktop.services.senders import speaks_for
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import attachments, evidence_log, outgoing, peers
from ntm_desktop.storage.attachments import FileState
from ntm_desktop.storage.evidence_log import NamedFile
from ntm_desktop.storage.outgoing import Audience

if TYPE_CHECKING:
    from ntm_desktop.exchange.attachments import WaitingFiles
    from ntm_desktop.exchange.package import ReadPackage, Staging
    from ntm_desktop.exchange.parts import Attachment

NONE, WANTED, ALL = "none", "wanted", "all"
CHOICES = (NONE, WANTED, ALL)
Wanted = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class FilesToSend:
    """The files a package for somebody would carry, and their size in bytes.

    `asked` counts those its receiver asked for; `absent` those that should go along and are not
    here themselves.
    """

    files: tuple[Attachment, ...]
    wanted: Mapping[str, tuple[int, ...]]
    absent: int

    @property
    def count(self) -> int:
        """Return how many files there are."""
        return len(self.files)

    @property
    def size(self) -> int:
        """Return how many bytes they have together; of a file asked for in part only that part."""
        from ntm_desktop.exchange.manifest import piece_size, pieces_of

        total = 0
        for one in self.files:
            pieces = [n for n in self.wanted.get(one.sha256, ()) if n < pieces_of(one.size)]
            total += sum(piece_size(one.size, n) for n in pieces) if pieces else one.size
        return total

    @property
    def asked(self) -> int:
        """Return how many of the files the receiver asked for."""
        return sum(one.sha256 in self.wanted for one in self.files)


@dataclass(frozen=True, slots=True)
class AwaitedFile:
    """A file that some evidence names and that is not here; `here` of its `size` bytes came."""

    sha256: str
    name: str
    size: int
    here: int


# --- what goes along ---


def check_choice(which: str) -> None:
    """Raise `InputError` for what is none of `CHOICES`."""
    if which not in CHOICES:
        raise InputError(texts.FILES_CHOICE_BAD.format(which=which, choices=", ".join(CHOICES)))


def files_for(workspace: Workspace, audience: Audience, which: str) -> FilesToSend:
    """Return the files that a package for `audience` carries.

    "none", "wanted" (only what the receiver asked for) or "all": that, and whatever it has not
    confirmed. A receiver that holds the record of a file and does not ask for the file has it.
    """
    check_choice(which)
    if which == NONE:
        return FilesToSend((), {}, 0)
    copies = _copies(workspace, audience)
    wanted = _asked_for(copies)
    names = _names(workspace)
    found: dict[str, Attachment] = {}
    absent = set()
    for one in _to_go(workspace, audience, copies, wanted, which):
        attachment = _attachment(workspace, one.sha256, names.get(one.sha256, ""))
        if attachment is None:
            absent.add(one.sha256)
        else:
            found[one.sha256] = attachment
    return FilesToSend(tuple(found.values()), wanted, len(absent))


def _copies(workspace: Workspace, audience: Audience) -> list[peers.Peer]:
    """Return the copies that count among those a package is for."""
    if audience.replicas:
        known = peers.peers(workspace.store)
        return [one for one in known if one.replica in audience.replicas]
    return peers.peers_of(workspace.store, audience.units)


def _asked_for(copies: Iterable[peers.Peer]) -> Wanted:
    """Return what some copies lack together; where one lacks all of a file, all of it."""
    found: Wanted = {}
    for copy in copies:
        for sha256, pieces in copy.wanted.items():
            is_whole = not pieces or found.get(sha256) == ()
            found[sha256] = () if is_whole else tuple({*found.get(sha256, ()), *pieces})
    return {sha256: tuple(sorted(pieces)) for sha256, pieces in found.items()}


def _to_go(
    workspace: Workspace,
    audience: Audience,
    copies: list[peers.Peer],
    wanted: Wanted,
    which: str,
) -> list[NamedFile]:
    """Return the files named in logs this office may hand on that the receiver lacks."""
    store = workspace.store
    streams = outgoing.streams_for(store, audience.units)
    is_everyone_known = set(audience.units) <= {one.unit for one in copies}
    vectors = [one.have for one in copies] if audience.units and is_everyone_known else []
    held = {one.wid: outgoing.acknowledged_of(store, one, vectors) for one in store.log.writers()}
    return [
        one
        for one in evidence_log.named_files(store)
        if one.stream in streams
        and audience.speaks_for(store.unit, one.unit)
        and (one.sha256 in wanted or (which == ALL and one.n > held[one.wid]))
    ]


def _attachment(workspace: Workspace, sha256: str, name: str) -> Attachment | None:
    """Return a file that lies here, None for one that does not."""
    from ntm_desktop.exchange.parts import Attachment

    path = attachments.path_of(workspace.folder, sha256)
    if not path.is_file():
        return None
    return Attachment(sha256, path.stat().st_size, path, name)


def _names(workspace: Workspace) -> dict[str, str]:
    """Return SHA-256 → name for people of every evidence."""
    return {
        one.sha256: clean_name(one.file_name or one.name or "")
        for one in workspace.store.records(Evidence)
    }


# --- what is awaited ---


def waiting_files(workspace: Workspace) -> WaitingFiles:
    """Return the place where files wait for their record or for their other pieces."""
    from ntm_desktop.exchange.attachments import STAGING_FOLDER, WaitingFiles

    return WaitingFiles(workspace.folder / STAGING_FOLDER)


@contextlib.contextmanager
def staging(workspace: Workspace) -> Iterator[Staging]:
    """Keep the files of a package in the data folder while it is read."""
    from ntm_desktop.exchange.attachments import STAGING_FOLDER, Staging

    folder = workspace.folder / STAGING_FOLDER
    try:
        with Staging(folder) as staged:
            yield staged
    finally:
        _remove_empty(folder)


def _remove_empty(folder: Path) -> None:
    """Take an empty folder away."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def needed_here(workspace: Workspace) -> set[str]:
    """Return the hashes of files that some evidence names and that are not here."""
    sizes = {one.sha256: one.size for one in workspace.store.records(Evidence)}
    return {
        sha256
        for sha256 in evidence_log.needed_files(workspace.store)
        if attachments.glance(workspace.folder, sha256, sizes.get(sha256)) is not FileState.HERE
    }


def want_list(workspace: Workspace, audience: Audience) -> Wanted:
    """Return what to ask a receiver for: files of records that it may hold itself (A5)."""
    about = audience.units if len(audience.units) == 1 else ()
    may_speak = speaks_for(workspace)
    streams = outgoing.streams_for(workspace.store, audience.units)
    known = {
        one.sha256
        for one in evidence_log.named_files(workspace.store)
        if one.stream in streams
        and any(may_speak(unit, one.unit) for unit in (workspace.owner, *about))
    }
    return waiting_files(workspace).wanted(needed_here(workspace) & known)


def awaited_files(workspace: Workspace) -> tuple[AwaitedFile, ...]:
    """Return the files that have not come yet, by name, with how much of each is here."""
    needed, arrived = needed_here(workspace), waiting_files(workspace).arrived()
    found = {
        one.sha256: AwaitedFile(
            one.sha256,
            clean_name(one.file_name or one.name or ""),
            one.size or 0,
            min(arrived.get(one.sha256, 0), one.size or 0),
        )
        for one in workspace.store.records(Evidence)
        if one.sha256 in needed
    }
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.sha256)))


# --- what came ---


@dataclass(frozen=True, slots=True)
class ArrivedFiles:
    """Files that came and were put where evidence lies; `remarks` say what could not be kept."""

    hashes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def keep_waiting(workspace: Workspace, staged: Staging, read: ReadPackage) -> None:
    """Keep the enclosed files of a package that belong to a record, or may yet (A3).

    They are on the disk before the record is, so that a crash in between loses nothing. Raises
    `PackageError` E_DISK.
    """
    is_part = read.manifest.part.count > 1
    useful = needed_here(workspace) | read.evidence
    kept = [one for one in staged.files if is_part or one.enclosed.sha256 in useful]
    if kept:
        waiting_files(workspace).add(kept)


def settle(workspace: Workspace) -> ArrivedFiles:
    """Put files that are whole and named by a record where evidence lies.

    What cannot be kept now (no room) goes on waiting. A file of a kind that evidence may not be
    is thrown away.
    """
    waiting = waiting_files(workspace)
    if not waiting.arrived():
        return ArrivedFiles()
    kept: list[str] = []
    names = _names(workspace)
    try:
        for ready in waiting.ready(needed_here(workspace)):
            if ready.kind is not None:
                title = names.get(ready.sha256, "")
                attachments.keep(workspace.folder, ready.path, title=title)
                kept.append(ready.sha256)
            waiting.drop(ready.sha256)
        _remove_empty(waiting.folder)
    except UserError as error:  # the package is taken in: its files come with the next one
        return ArrivedFiles(tuple(kept), (str(error),))
    return ArrivedFiles(tuple(kept))


def tidy_waiting(workspace: Workspace) -> int:
    """Remove waiting files that no record needs; return the bytes freed."""
    return waiting_files(workspace).tidy(needed_here(workspace))
