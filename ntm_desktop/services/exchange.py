"""Exchange with other offices: look into a file, take files in; what this copy holds.

Sending is `services.sending`, whom this office believes `services.senders`; what screens need of
them goes by this module's name, too.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched, parse_line
from ntm_desktop.domain.clocks import difference_text
from ntm_desktop.domain.locks import PeriodLock
from ntm_desktop.errors import DataFileError, NotFoundError, UserError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.locks import figures_now, locks_changed, place_text
from ntm_desktop.services.package_preview import Foreseen, RecordPreview, Standing, foresee
from ntm_desktop.services.receipts import answers_in
from ntm_desktop.services.senders import (
    KnownKey,
    check_scope,
    existing,
    forget_key,
    is_trusted,
    known_keys,
    own_fingerprint,
    remember_key,
    trust_sender,
)
from ntm_desktop.services.sending import Sent, send_package, send_receipt
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import backups, intake
from ntm_desktop.storage import traffic as mail
from ntm_desktop.storage.intake import Arrival, ArrivingPackage, Taken

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage

__all__ = [
    "KnownKey",
    "Sent",
    "forget_key",
    "known_keys",
    "own_fingerprint",
    "send_package",
    "send_receipt",
    "trust_sender",
]


@dataclass(frozen=True, slots=True)
class PackageSender:
    """Who a package says sent it; `trusted` says whether a person confirmed that computer.

    `replica` is the id of the sending copy, under which its own changes are numbered.
    """

    unit: str
    unit_name: str
    device: str
    fingerprint: str
    trusted: bool
    replica: str = ""


@dataclass(frozen=True, slots=True)
class LockedChange:
    """A locked period whose figures a package changed; `text` says so."""

    set_id: str
    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file holds and would do or did; `error` is set when it is refused.

    `locked` names the locked periods whose figures are others now: the merge rules hold for a
    locked period as well, but nobody must find that out by chance. `details` says record by record
    what changes, `forked` names writers found to have two logs under one id, `unseen` the numbers
    of the sender's packages that never came, `confirm` is the code to read out to the sender,
    `receipts` counts the receipts inside, `later` the records only a newer version can show, and
    `remarks` are sentences a person should read before taking the file in.
    """

    file: Path
    status: str
    code: str = ""
    package: str = ""
    kind: str = ""
    sender: PackageSender | None = None
    created_ms: int = 0
    new: int = 0
    known: int = 0
    records: int = 0
    conflicts: int = 0
    missing: dict[str, tuple[int, int]] = field(default_factory=dict)
    rotated: bool = False
    error: UserError | None = None
    locked: tuple[LockedChange, ...] = ()
    details: tuple[RecordPreview, ...] = ()
    forked: tuple[str, ...] = ()
    serial: int = 0
    unseen: tuple[int, ...] = ()
    confirm: str = ""
    receipts: int = 0
    later: int = 0
    remarks: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """Return how many records are "new", "changed", "removed", "stale" or "later"."""
        return sum(one.kind == kind for one in self.details)


@dataclass(frozen=True, slots=True)
class TakenBatch:
    """What taking several files in did, file by file."""

    batch: str
    packages: tuple[Inspected, ...]
    touched: Touched

    @property
    def error(self) -> UserError | None:
        """Return the refusal with the highest exit status, None when every file was taken."""
        errors = [one.error for one in self.packages if one.error]
        return max(errors, key=lambda error: error.exit_status) if errors else None

    @property
    def new_conflicts(self) -> int:
        """Return how many places need a person now."""
        return sum(one.conflicts for one in self.packages)


@dataclass(frozen=True, slots=True)
class SyncState:
    """What this copy holds, for comparing two copies; `conflicts` are one a merge unit."""

    replica: str
    unit: str
    ops: int
    state_digest: str
    ops_digest: str
    have: dict[str, tuple[int, str]]
    gaps: dict[str, tuple[int, int]]
    conflicts: tuple[tuple[str, str, str], ...]
    peers: tuple[dict[str, object], ...]
    forked: tuple[str, ...] = ()
    later: int = 0


# --- taking in ---


def inspect_package(workspace: Workspace, path: Path) -> Inspected:
    """Say what a file holds and what taking it in would do; nothing is written."""
    from ntm_desktop.exchange import package

    try:
        read = package.read_package(existing(path))
        check_scope(workspace, read)
    except UserError as error:
        return Inspected(path, "refused", error.code, error=error)
    return _looked_into(workspace, path, read)


def _looked_into(workspace: Workspace, path: Path, read: ReadPackage) -> Inspected:
    """Return what a checked package holds against what is here, and what it would do."""
    arrivals = _arrivals(read)
    looked, places = _described(workspace, path, read, arrivals)
    if looked.status == "duplicate":
        return looked
    place = _arriving(workspace, read, "")

    def take() -> Taken:
        return intake.take_in(workspace.store, arrivals, place, read.manifest.have)

    return _with_effects(looked, foresee(workspace, take, places))


def take_packages(
    workspace: Workspace,
    paths: Sequence[Path],
    trusted: str | None = None,
    progress: Progress = no_progress,
) -> TakenBatch:
    """Take files in, each in one transaction, after one verified backup.

    `trusted` is the fingerprint a person confirmed by phone. A refused file changes nothing and
    does not keep the others out; a file taken before is a duplicate and changes nothing.
    """
    batch = secrets.token_hex(5)
    done: list[Inspected] = []
    touched = Touched()
    has_backup = False
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        checked = _checked(workspace, path, trusted)
        if isinstance(checked, Inspected):
            done.append(checked)
            continue
        try:
            if not has_backup and checked.changes:
                backups.back_up(workspace.store)
                has_backup = True
            result, touching = _take(workspace, path, checked, batch)
        except DataFileError as error:  # busy or full: the files before are taken and listed
            done.append(Inspected(path, "refused", error.code, error=error))
            continue
        done.append(result)
        touched = touched | touching
    return TakenBatch(batch, tuple(done), touched)


def _checked(workspace: Workspace, path: Path, trusted: str | None) -> ReadPackage | Inspected:
    """Return a package that may be taken in, else what to say about the file."""
    from ntm_desktop.exchange import keys, package

    try:
        read = package.read_package(existing(path))
        confirmed = trusted is not None and keys.same_fingerprint(trusted, read.fingerprint)
        if not confirmed and not is_trusted(workspace, read):
            raise package.untrusted(read)
        check_scope(workspace, read)
        package.check_room(read, workspace.folder)
    except UserError as error:
        return Inspected(path, "refused", error.code, error=error)
    if intake.is_known_package(workspace.store, read.package_id):
        return _described(workspace, path, read, _arrivals(read))[0]
    return read


def _take(
    workspace: Workspace, path: Path, read: ReadPackage, batch: str
) -> tuple[Inspected, Touched]:
    """Take one checked package in as one transaction."""
    store, sender = workspace.store, read.manifest.sender
    arrivals = _arrivals(read)
    looked, places = _described(workspace, path, read, arrivals)
    figures = figures_now(workspace, places)
    label = texts.STEP_TAKE.format(name=sender.unit_name or sender.unit)
    with store.step(label, workspace.user, kind="take") as step:
        before = Standing.of(workspace, sorted(places))
        remember_key(workspace, read)
        confirm = _confirm_code(workspace, read)
        place = _arriving(workspace, read, batch)
        done = intake.take_in(store, arrivals, place, read.manifest.have, confirm)
        effects = before.compared(workspace)
        mail.note_conflicts(store, read.package_id, effects.conflicts)
    sender_now = replace(looked.sender, trusted=True) if looked.sender else None
    result = replace(
        _with_effects(looked, effects),
        status="taken",
        sender=sender_now,
        new=done.new,
        known=done.known,
        records=done.records,
        rotated=done.rotated,
        confirm=confirm,
        locked=tuple(_locked_change(workspace, one) for one in locks_changed(workspace, figures)),
    )
    return result, step.touched


def _confirm_code(workspace: Workspace, read: ReadPackage) -> str:
    """Return the code by which this copy says that a package arrived."""
    from ntm_desktop.exchange import package

    return package.confirm_code(read.package_id, workspace.store.claim())


def _locked_change(workspace: Workspace, lock: PeriodLock) -> LockedChange:
    """Return the news about a locked period whose figures changed."""
    text = texts.LOCK_TAKEN.format(place=place_text(workspace, lock))
    return LockedChange(lock.set_id, lock.unit, lock.period, text)


def _described(
    workspace: Workspace, path: Path, read: ReadPackage, arrivals: Sequence[Arrival]
) -> tuple[Inspected, set[tuple[str, str]]]:
    """Return what a readable package is against what is here, and the records it touches."""
    manifest, sender = read.manifest, read.manifest.sender
    new, known, records = intake.count_new(workspace.store, arrivals)
    is_known = intake.is_known_package(workspace.store, read.package_id)
    who = PackageSender(
        sender.unit,
        sender.unit_name,
        sender.device,
        read.fingerprint,
        is_trusted(workspace, read),
        sender.replica,
    )
    found = Inspected(
        file=path,
        status="duplicate" if is_known else "new",
        package=read.package_id,
        kind=manifest.kind,
        sender=who,
        created_ms=manifest.created_ms,
        new=new,
        known=known,
        records=len(records),
        serial=manifest.serial,
        unseen=mail.unseen_serials(workspace.store, sender.replica, manifest.serial),
        receipts=len(manifest.receipts),
        remarks=_remarks(workspace, read),
    )
    return found, records


def _remarks(workspace: Workspace, read: ReadPackage) -> tuple[str, ...]:
    """Return what a person should know of a package: its time, and to whom it was sent."""
    manifest = read.manifest
    found = [difference_text(manifest.created_ms, workspace.clock())]
    if manifest.recipients and workspace.owner not in manifest.recipients:
        found.append(texts.ADDRESSED_ELSEWHERE.format(units=", ".join(manifest.recipients)))
    return tuple(filter(None, found))


def _with_effects(looked: Inspected, effects: Foreseen) -> Inspected:
    """Return what is said of a package with what it does."""
    return replace(
        looked,
        conflicts=effects.conflicts,
        missing=dict(effects.missing),
        details=effects.records,
        forked=effects.forked,
        later=effects.count("later"),
    )


def _arriving(workspace: Workspace, read: ReadPackage, batch: str) -> ArrivingPackage:
    """Return which package is taken in, as the storage notes it."""
    manifest, sender = read.manifest, read.manifest.sender
    return ArrivingPackage(
        id=read.package_id,
        unit=sender.unit,
        replica=sender.replica,
        batch=batch,
        device=sender.device,
        kind=manifest.kind,
        serial=manifest.serial,
        created=manifest.created_ms,
        replaces=sender.replaces,
        answers=answers_in(workspace, read),
    )


def _arrivals(read: ReadPackage) -> list[Arrival]:
    """Return the sections of a package as changes."""
    return [
        Arrival(
            one.writer,
            one.unit,
            one.stream,
            one.schema,
            tuple(parse_line(one.writer, line) for line in one.lines),
        )
        for one in read.sections
    ]


# --- what this copy holds ---


def sync_state(workspace: Workspace) -> SyncState:
    """Return what this copy holds, with the digests that two equal copies share."""
    log = workspace.store.log
    return SyncState(
        replica=workspace.store.replica,
        unit=workspace.owner,
        ops=log.count(),
        state_digest=log.state_digest(),
        ops_digest=log.ops_digest(),
        have=log.have(),
        gaps=intake.gaps(workspace.store),
        conflicts=tuple(log.conflict_units()),
        peers=tuple(dict(one) for one in intake.peers(workspace.store)),
        forked=tuple(one.wid for one in log.writers() if one.forked),
        later=log.count_undeclared(),
    )


def gap_texts(workspace: Workspace) -> tuple[str, ...]:
    """Return a sentence for every gap: whose changes are missing and what to do."""
    return tuple(
        texts.GAP_TEXT.format(writer=wid, first=first, last=last)
        for wid, (first, last) in intake.gaps(workspace.store).items()
    )


def missing_texts(found: Inspected) -> tuple[str, ...]:
    """Return a sentence for each part that is missing after a package.

    What the sender wrote itself and did not enclose, as in a receipt, is no loss yet.
    """
    own = found.sender.replica if found.sender else ""
    return tuple(
        (texts.GAP_UNSENT if wid == own else texts.GAP_TEXT).format(
            writer=wid, first=first, last=last
        )
        for wid, (first, last) in found.missing.items()
    )


def forget_gap(workspace: Workspace, writer: str) -> None:
    """Ask for a gap no longer, where what is missing is lost for good (an old backup was restored).

    Whoever tells of it again brings it back. Raises `NotFoundError` where there is no such gap.
    """
    if writer not in intake.gaps(workspace.store):
        raise NotFoundError(texts.GAP_UNKNOWN.format(writer=writer))
    with workspace.store.step(texts.STEP_FORGET_GAP, workspace.user, kind="gap"):
        intake.forget_gap(workspace.store, writer)


def open_conflicts(workspace: Workspace) -> tuple[tuple[str, str, str], ...]:
    """Return (entity, key, field) of everything two offices set differently, one a merge unit."""
    return tuple(workspace.store.log.conflict_units())


def unsent_changes(workspace: Workspace) -> int:
    """Return how many changes were made here since the last package was sent."""
    return mail.changes_since_last_sent(workspace.store)


@dataclass(frozen=True, slots=True)
class Traffic:
    """One package in the timeline; `at` is ms since 1970."""

    direction: str
    package: str
    other: str
    at: int
    detail: str


def traffic(workspace: Workspace) -> tuple[Traffic, ...]:
    """Return what was sent and taken in, the latest first."""
    out = [
        Traffic("sent", one.package, ",".join(one.units), one.at, str(one.serial))
        for one in mail.sent(workspace.store)
    ]
    back = [
        Traffic("taken", one.package, one.unit, one.at, f"{one.new}/{one.known}")
        for one in mail.taken(workspace.store)
    ]
    return tuple(sorted(out + back, key=lambda one: one.at, reverse=True))
