"""Exchange with other offices: look into a file, take files in.

Sending is `services.sending`, whom this office believes `services.senders`, what this copy holds
`services.holdings`; what screens need of them goes by this module's name, too.
"""

from __future__ import annotations

import contextlib
import gc
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.clocks import difference_text
from ntm_desktop.domain.entity import StoredValue
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
from ntm_desktop.services.gaps import copy_named
from ntm_desktop.services.holdings import (
    SyncState,
    Traffic,
    forget_gap,
    fork_text,
    fork_texts,
    gap_texts,
    missing_texts,
    open_conflicts,
    sync_state,
    traffic,
    unsent_changes,
)
from ntm_desktop.services.inspected import Inspected, LockedChange, PackageSender, TakenBatch
from ntm_desktop.services.locks import figures_now, locked_figures_changed, place_text
from ntm_desktop.services.package_notes import going_back_text, notes_of
from ntm_desktop.services.package_preview import Foreseen, Standing, foresee
from ntm_desktop.services.receipts import answers_in
from ntm_desktop.services.relations import foreign_refusal, stranger_in, stranger_text
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
from ntm_desktop.services.together import as_it_stands, told_together
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import backups, intake
from ntm_desktop.storage import traffic as mail
from ntm_desktop.storage.intake import Arrival, ArrivingPackage, Taken

LOCKED_NAMED = 8  # codes of a locked period that a sentence names

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage, Staging, Unlock

__all__ = [
    "AwaitedFile",
    "FilesToSend",
    "Inspected",
    "KnownKey",
    "LockedChange",
    "PackageSender",
    "Sent",
    "SyncState",
    "TakenBatch",
    "Traffic",
    "awaited_files",
    "files_to_send",
    "forget_gap",
    "forget_key",
    "fork_text",
    "fork_texts",
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
    "told_together",
    "traffic",
    "trust_sender",
    "unsent_changes",
]

SHA256_DIGITS = 64


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
            return told_together([_inspected(workspace, path, one, unlock) for one in inside])
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
        locked.extend(_locked_changes(workspace, figures, texts.LOCK_WOULD_TAKE))
        return done

    effects = foresee(workspace, take, places)
    looked = _with_effects(looked, read, effects)
    told = going_back_text(workspace, effects.records)
    remarks = (*looked.remarks, told) if told else looked.remarks
    return replace(looked, locked=tuple(locked), remarks=remarks)


def take_packages(
    workspace: Workspace,
    paths: Sequence[Path],
    trusted: str | None = None,
    progress: Progress = no_progress,
    *,
    passphrase: str = "",
    identities: Sequence[str] = (),
    foreign: Collection[str] = (),
) -> TakenBatch:
    """Take files in, each in one transaction, after one verified backup.

    `trusted` is the fingerprint a person confirmed by phone, `foreign` the codes of offices that
    are none of ours whose data a person wants all the same; `passphrase` and `identities` (age
    keys) open encrypted files. Packages in a plain .zip are taken in one by one. A refused file
    changes nothing and does not keep the others out; a file taken before, or made by this very
    computer with nothing new in it, is a duplicate and changes nothing but that files of evidence
    still awaited come out of it.
    """
    taking = _Taking(workspace, trusted, unlocking(passphrase, identities), foreign)
    done: list[Inspected] = []
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        done += taking.file(path)
    return TakenBatch(taking.batch, as_it_stands(workspace, done), taking.touched)


class _Taking:
    """Takes in the files of one batch, one after the other."""

    def __init__(
        self,
        workspace: Workspace,
        trusted: str | None,
        unlock: Unlock,
        foreign: Collection[str] = (),
    ) -> None:
        self.batch = secrets.token_hex(5)
        self.touched = Touched()
        self._workspace = workspace
        self._admit = admission(workspace, trusted)
        self._unlock = unlock
        self._wanted = foreign
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
        if _is_own_old_file(self._workspace, read):
            looked = _described(self._workspace, path, read, _arrivals(read))[0]
            return replace(looked, status="duplicate")
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
        self._ask_for_consent(read)
        package.check_room(read, self._workspace.folder)
        return read

    def _ask_for_consent(self, read: ReadPackage) -> None:
        """Refuse new data of an office that is none of ours unless a person named that office."""
        unit = read.manifest.sender.unit
        if unit not in self._wanted and _is_of_stranger(self._workspace, read):
            raise foreign_refusal(self._workspace, read.manifest)


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


def _is_own_old_file(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether this very computer made a package and it holds nothing that is not here."""
    if not copy_named(workspace, read.manifest.sender.replica).is_own:
        return False
    return not intake.count_new(workspace.store, _arrivals(read))[0]


def _is_of_stranger(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether a package brings new data of an office that is none of ours."""
    if not stranger_in(workspace, read):
        return False
    if intake.is_known_package(workspace.store, read.package_id):
        return False
    return bool(intake.count_new(workspace.store, _arrivals(read))[0])


def _with_files(workspace: Workspace, found: Inspected, read: ReadPackage) -> Inspected:
    """Put the files that are whole now where evidence lies, and say which came and which lack."""
    settled = settle(workspace)
    return replace(
        found,
        arrived=settled.hashes,
        att_missing=tuple(sorted(needed_here(workspace) & read.evidence)),
        remarks=(*found.remarks, *settled.remarks),
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
        locked=_locked_changes(workspace, figures, texts.LOCK_TAKEN),
    )
    return result, step.touched


def _confirm_code(workspace: Workspace, read: ReadPackage) -> str:
    """Return the code by which this copy says that a package arrived."""
    from ntm_desktop.exchange import package

    return package.confirm_code(read.package_id, workspace.store.claim())


def _locked_changes(
    workspace: Workspace, before: Mapping[tuple[str, str], Mapping[str, StoredValue]], form: str
) -> tuple[LockedChange, ...]:
    """Return the news about locked periods whose figures are others than before, by code."""
    told = []
    for lock, codes in locked_figures_changed(workspace, before):
        named = ", ".join(codes[:LOCKED_NAMED]) + (" …" if len(codes) > LOCKED_NAMED else "")
        text = form.format(place=place_text(workspace, lock), codes=named)
        told.append(LockedChange(lock.set_id, lock.unit, lock.period, text))
    return tuple(told)


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
        stranger=stranger_text(workspace, sender.unit, sender.unit_name)
        if new and stranger_in(workspace, read)
        else "",
        is_own=copy_named(workspace, sender.replica).is_own,
        brings=manifest.ranges,
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
        part=manifest.part.index,
    )


def _arrivals(read: ReadPackage) -> list[Arrival]:
    """Return the sections of a package as changes; they were parsed when it was checked."""
    return [
        Arrival(one.writer, one.unit, one.stream, one.schema, one.changes) for one in read.sections
    ]
