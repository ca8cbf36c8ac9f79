"""Exchange with other offices: look into a file, take files in.

Sending is `services.sending`, whom this office believes `services.senders`, what this copy holds
`services.holdings`; what screens need of them goes by this module's name, too.
"""

from __future__ import annotations

import contextlib
import gc
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.clocks import difference_text
from ntm_desktop.domain.locks import PeriodLock
from ntm_desktop.errors import DataFileError, UserError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.enclosed_files import (
    AwaitedFile,
    FilesToSend,
    awaited_files,
    keep_waiting,
    needed_here,
    settle,
    staging,
    tidy_waiting,
)
from ntm_desktop.services.holdings import (
    SyncState,
    Traffic,
    forget_gap,
    gap_texts,
    missing_texts,
    open_conflicts,
    sync_state,
    traffic,
    unsent_changes,
)
from ntm_desktop.services.locks import figures_now, locks_changed, place_text
from ntm_desktop.services.package_notes import notes_of
from ntm_desktop.services.package_preview import Foreseen, RecordPreview, Standing, foresee
from ntm_desktop.services.receipts import answers_in
from ntm_desktop.services.senders import (
    KnownKey,
    admission,
    check_scope,
    forget_key,
    identities_in,
    is_trusted,
    known_keys,
    own_fingerprint,
    packages_at,
    passphrase_in,
    remember_key,
    trust_sender,
    unlocking,
)
from ntm_desktop.services.sending import (
    Sent,
    files_to_send,
    part_sizes,
    send_package,
    send_receipt,
    suggested_passphrase,
)
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import backups, intake
from ntm_desktop.storage import traffic as mail
from ntm_desktop.storage.intake import Arrival, ArrivingPackage, Taken

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage, Staging, Unlock

__all__ = [
    "AwaitedFile",
    "FilesToSend",
    "KnownKey",
    "Sent",
    "SyncState",
    "Traffic",
    "awaited_files",
    "files_to_send",
    "forget_gap",
    "forget_key",
    "gap_texts",
    "identities_in",
    "known_keys",
    "missing_texts",
    "open_conflicts",
    "own_fingerprint",
    "part_sizes",
    "passphrase_in",
    "send_package",
    "send_receipt",
    "suggested_passphrase",
    "sync_state",
    "tidy_waiting",
    "traffic",
    "trust_sender",
    "unsent_changes",
]

SHA256_DIGITS = 64


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
    `remarks` are sentences a person should read before taking the file in, `notes` are good to
    know: what became of packages sent from here, which files the sender asks for.

    `files` counts the files of evidence enclosed, `arrived` are the hashes of those that have come
    whole by this and lie with the others now, `att_missing` those that the package names and that
    are neither here nor inside. `part` is (number, count) of the parts of one export, `parts_here`
    how many of them were taken in; `encrypted` says that a passphrase or key opened the file.
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
    notes: tuple[str, ...] = ()
    files: int = 0
    arrived: tuple[str, ...] = ()
    att_missing: tuple[str, ...] = ()
    part: tuple[int, int] = (1, 1)
    parts_here: int = 0
    encrypted: bool = False

    @property
    def short_code(self) -> str:
        """Return the code people compare with a cover letter, "" for a refused file."""
        from ntm_desktop.exchange import confirm

        return confirm.short_code(self.package) if self.package else ""

    def is_named_by(self, code: str) -> bool:
        """Say whether a typed short code, a full id or the text of a QR names this package."""
        from ntm_desktop.exchange import confirm

        return bool(self.package) and confirm.same_short_code(code, self.package)

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


# --- taking in ---


def inspect_package(
    workspace: Workspace, path: Path, *, passphrase: str = "", identities: Sequence[str] = ()
) -> Inspected:
    """Say what a file holds and what taking it in would do; nothing is written.

    Of a .zip with several packages it is the first; see `inspect_packages`.
    """
    found = inspect_packages(workspace, path, passphrase=passphrase, identities=identities)
    if len(found) == 1:
        return found[0]
    told = texts.PACKAGES_INSIDE.format(count=len(found))
    return replace(found[0], remarks=(told, *found[0].remarks))


def inspect_packages(
    workspace: Workspace, path: Path, *, passphrase: str = "", identities: Sequence[str] = ()
) -> tuple[Inspected, ...]:
    """Say what each package in a file holds: one, or those inside a plain .zip."""
    unlock = unlocking(passphrase, identities)
    try:
        with packages_at(path) as inside:
            return tuple(_inspected(workspace, path, one, unlock) for one in inside)
    except UserError as error:
        return (_refused(path, error),)


def _inspected(workspace: Workspace, path: Path, file: Path, unlock: Unlock) -> Inspected:
    """Say what one package holds; `path` is the file a person chose."""
    from ntm_desktop.exchange import package

    try:
        read = package.read_package(file, unlock=unlock)
        check_scope(workspace, read)
    except UserError as error:
        return _refused(path, error)
    return _looked_into(workspace, path, read)


def _refused(path: Path, error: UserError) -> Inspected:
    """Return what is said of a file that was refused."""
    return Inspected(path, "refused", error.code, error=error)


def _looked_into(workspace: Workspace, path: Path, read: ReadPackage) -> Inspected:
    """Return what a checked package holds against what is here, and what it would do."""
    arrivals = _arrivals(read)
    looked, places = _described(workspace, path, read, arrivals)
    looked = _foreseen_files(workspace, looked, read)
    if looked.status == "duplicate":
        return looked
    place = _arriving(workspace, read, "")
    figures = figures_now(workspace, places)
    locked: list[LockedChange] = []

    def take() -> Taken:
        done = intake.take_in(workspace.store, arrivals, place, read.manifest.have)
        workspace.store.work_out()
        locked.extend(_locked_change(workspace, one) for one in locks_changed(workspace, figures))
        return done

    effects = foresee(workspace, take, places)
    return replace(_with_effects(looked, read, effects), locked=tuple(locked))


def take_packages(
    workspace: Workspace,
    paths: Sequence[Path],
    trusted: str | None = None,
    progress: Progress = no_progress,
    *,
    passphrase: str = "",
    identities: Sequence[str] = (),
) -> TakenBatch:
    """Take files in, each in one transaction, after one verified backup.

    `trusted` is the fingerprint a person confirmed by phone; `passphrase` and `identities` (age
    keys) open encrypted files. Packages in a plain .zip are taken in one by one. A refused file
    changes nothing and does not keep the others out; a file taken before is a duplicate and
    changes nothing but that files of evidence still awaited come out of it.
    """
    taking = _Taking(workspace, trusted, unlocking(passphrase, identities))
    done: list[Inspected] = []
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        done += taking.file(path)
    return TakenBatch(taking.batch, tuple(done), taking.touched)


class _Taking:
    """Takes in the files of one batch, one after the other."""

    def __init__(self, workspace: Workspace, trusted: str | None, unlock: Unlock) -> None:
        self.batch = secrets.token_hex(5)
        self.touched = Touched()
        self._workspace = workspace
        self._admit = admission(workspace, trusted)
        self._unlock = unlock
        self._has_backup = False

    def file(self, path: Path) -> list[Inspected]:
        """Take in the package or packages of one file."""
        try:
            with packages_at(path) as inside:
                return [self._package(path, one) for one in inside]
        except UserError as error:
            return [_refused(path, error)]

    def _package(self, path: Path, file: Path) -> Inspected:
        """Take in one package; `path` is the file a person chose."""
        with _undisturbed():
            return self._taken(path, file)

    def _taken(self, path: Path, file: Path) -> Inspected:
        """Check a package, keep its files and take its changes in, or say why not."""
        try:
            with staging(self._workspace) as staged:
                read = self._checked(file, staged)
                keep_waiting(self._workspace, staged, read)
        except UserError as error:
            return _refused(path, error)
        if intake.is_known_package(self._workspace.store, read.package_id):
            return _with_files(
                self._workspace, _described(self._workspace, path, read, ())[0], read
            )
        try:
            if not self._has_backup and read.changes:
                backups.back_up(self._workspace.store)
                self._has_backup = True
            result, touched = _take(self._workspace, path, read, self.batch)
        except DataFileError as error:  # the files before are taken and listed
            return _refused(path, self._not_written(error))
        self.touched = self.touched | touched
        return _with_files(self._workspace, result, read)

    def _not_written(self, error: DataFileError) -> UserError:
        """Return why nothing of a good package could be written, with its stable code."""
        from ntm_desktop.exchange.refusals import refusal

        code = "E_BUSY" if error.code == "E_BUSY" else "E_DISK"
        refused = refusal(code, path=self._workspace.folder)
        refused.__cause__ = error
        return refused

    def _checked(self, file: Path, staged: Staging) -> ReadPackage:
        """Return a package that may be taken in; raise `UserError` for any other."""
        from ntm_desktop.exchange import package

        read = package.read_package(file, unlock=self._unlock, staging=staged, admit=self._admit)
        check_scope(self._workspace, read)
        package.check_room(read, self._workspace.folder)
        return read


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the collector of reference cycles rest while hundreds of thousands of values are read.

    There are no cycles among them, and looking for some takes a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _with_files(workspace: Workspace, found: Inspected, read: ReadPackage) -> Inspected:
    """Put the files that are whole now where evidence lies, and say which came and which lack."""
    settled = settle(workspace)
    manifest = read.manifest
    here = intake.parts_here(workspace.store, manifest.sender.replica, manifest.serial)
    index, count = found.part
    words = texts.PARTS_ALL_HERE if here >= count else texts.PARTS_HERE
    told = words.format(index=index, count=count, serial=found.serial, here=here)
    return replace(
        found,
        arrived=settled.hashes,
        att_missing=tuple(sorted(needed_here(workspace) & read.evidence)),
        parts_here=here,
        remarks=(*found.remarks, *settled.remarks, *((told,) if count > 1 else ())),
    )


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
        _with_effects(looked, read, effects),
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
    is_known = intake.is_known_package(workspace.store, read.package_id)
    if is_known:  # nothing is ever taken out of the log, so all of it is here
        new, known, records = 0, read.changes, set[tuple[str, str]]()
    else:
        new, known, records = intake.count_new(workspace.store, arrivals)
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
        notes=notes_of(workspace, read),
        files=len({name[:SHA256_DIGITS] for name in read.attachments}),
        part=(manifest.part.index, manifest.part.count),
        encrypted=read.encrypted,
    )
    return found, records


def _foreseen_files(workspace: Workspace, looked: Inspected, read: ReadPackage) -> Inspected:
    """Return what is said of a package with its part, and the files it names but does not bring."""
    from ntm_desktop.storage.attachments import path_of

    inside = {name for name in read.attachments if len(name) == SHA256_DIGITS}
    missing = (
        one
        for one in sorted(read.evidence - inside)
        if not path_of(workspace.folder, one).is_file()
    )
    index, count = looked.part
    told = (texts.PART_OF.format(index=index, count=count, serial=looked.serial),)
    remarks = (*looked.remarks, *(told if count > 1 else ()))
    return replace(looked, att_missing=tuple(missing), remarks=remarks)


def _remarks(workspace: Workspace, read: ReadPackage) -> tuple[str, ...]:
    """Return what a person should know of a package: its time, and to whom it was sent."""
    manifest = read.manifest
    found = [difference_text(manifest.created_ms, workspace.clock())]
    if manifest.recipients and workspace.owner not in manifest.recipients:
        found.append(texts.ADDRESSED_ELSEWHERE.format(units=", ".join(manifest.recipients)))
    return tuple(filter(None, found))


def _with_effects(looked: Inspected, read: ReadPackage, effects: Foreseen) -> Inspected:
    """Return what is said of a package with what it does; only gaps it knows of are its matter."""
    known = read.manifest.have
    return replace(
        looked,
        conflicts=effects.conflicts,
        missing={wid: pair for wid, pair in effects.missing.items() if wid in known},
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
        wanted=manifest.wanted,
    )


def _arrivals(read: ReadPackage) -> list[Arrival]:
    """Return the sections of a package as changes; they were parsed when it was checked."""
    return [
        Arrival(one.writer, one.unit, one.stream, one.schema, one.changes) for one in read.sections
    ]
