"""Send the record as one file, look into a file, take files in; whom this office trusts."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched, parse_line
from ntm_desktop.domain.locks import PeriodLock
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.errors import DataFileError, InputError, NotFoundError, UserError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.locks import figures_now, locks_changed, place_text
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.storage import backups, intake, trust
from ntm_desktop.storage.intake import Arrival, ArrivingPackage
from ntm_desktop.storage.trust import KnownKey

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage, Section, Sender

__all__ = ["KnownKey"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the files, how many changes, the number people speak of."""

    files: tuple[Path, ...]
    kind: str
    changes: int
    serial: int
    package: str
    size: int

    @property
    def parts(self) -> int:
        """Return how many files make up the export."""
        return len(self.files)


@dataclass(frozen=True, slots=True)
class PackageSender:
    """Who a package says sent it; `trusted` says whether a person confirmed that computer."""

    unit: str
    unit_name: str
    device: str
    fingerprint: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class LockedChange:
    """A locked period whose figures a package changed; `text` says so."""

    set_id: str
    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file holds and would do; `error` is set when it is refused.

    `locked` names the locked periods whose figures are others now: the merge rules hold for a
    locked period as well, but nobody must find that out by chance.
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
        """Return how many fields need a person now."""
        return sum(one.conflicts for one in self.packages)


@dataclass(frozen=True, slots=True)
class SyncState:
    """What this copy holds, for comparing two copies."""

    replica: str
    unit: str
    ops: int
    state_digest: str
    ops_digest: str
    have: dict[str, tuple[int, str]]
    gaps: dict[str, tuple[int, int]]
    conflicts: tuple[tuple[str, str, str], ...]
    peers: tuple[dict[str, object], ...]


def send_package(workspace: Workspace, out_folder: Path, to: Sequence[str] = ()) -> Sent:
    """Write the whole shared record as one signed file into `out_folder`.

    `to` are unit codes, none for everybody. Raises `PackageError` when the place cannot be
    written; then the file is not there and the data is as it was.
    """
    from ntm_desktop.exchange import package

    store = workspace.store
    recipients = tuple(to) or package.EVERYBODY
    for unit in to:
        _check_recipient(unit)
    with store.step(texts.STEP_SEND, workspace.user, kind="send") as step:
        sections = _sections(workspace)
        writers = {one.writer for one in sections}
        have = store.log.have("shared")
        draft = package.PackageDraft(
            sender=_sender(workspace),
            created_ms=workspace.clock(),
            serial=store.next_serial(),
            have={wid: held for wid, held in have.items() if wid in writers},
            sections=sections,
            recipients=recipients,
        )
        make_folder(out_folder)
        path = _free_path(out_folder, package.package_file_name(package.manifest_of(draft)))
        info = package.write_package(draft, workspace.device.seed, path)
        trust.note_sent(store, info.package_id, ",".join(recipients), draft.serial)
    assert step.touched == Touched()
    changes = info.manifest.counts.changes
    return Sent((path,), draft.kind, changes, draft.serial, info.package_id, info.size)


def _check_recipient(unit: str) -> None:
    """Raise `InputError` for what cannot be the code of a unit."""
    from ntm_desktop.exchange.manifest import UNIT_CODE

    if not UNIT_CODE.fullmatch(unit):
        raise InputError(texts.RECIPIENT_BAD.format(unit=unit), hint=texts.RECIPIENT_BAD_HINT)


def inspect_package(workspace: Workspace, path: Path) -> Inspected:
    """Say what a file holds and what taking it in would do; nothing is written."""
    from ntm_desktop.exchange import package

    try:
        read = package.read_package(_existing(path))
        _check_scope(workspace, read)
    except UserError as error:
        return Inspected(path, "refused", error.code, error=error)
    return _preview(workspace, path, read, foresee=True)


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
            if not has_backup:
                backups.back_up(workspace.store)
                has_backup = True
            result, touching = _take(workspace, path, checked, batch)
        except DataFileError as error:  # busy or full: the files before are taken and listed
            done.append(Inspected(path, "refused", error.code, error=error))
            continue
        done.append(result)
        touched = touched | touching
    return TakenBatch(batch, tuple(done), touched)


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
        conflicts=tuple(log.conflicts()),
        peers=tuple(dict(one) for one in intake.peers(workspace.store)),
    )


def open_conflicts(workspace: Workspace) -> tuple[tuple[str, str, str], ...]:
    """Return (entity, key, field) of everything two offices set differently."""
    return tuple(workspace.store.log.conflicts())


def own_fingerprint(workspace: Workspace) -> str:
    """Return this computer's fingerprint, to be read out on the phone."""
    from ntm_desktop.exchange import keys

    return keys.fingerprint(keys.public_key(workspace.device.seed))


def known_keys(workspace: Workspace) -> list[KnownKey]:
    """Return the computers whose packages are taken in without asking."""
    return trust.known_keys(workspace.store)


def trust_sender(workspace: Workspace, path: Path, fingerprint: str) -> KnownKey:
    """Trust the computer that signed a file, once a person compared its fingerprint.

    Raises `PackageError` E_UNTRUSTED when the fingerprint is another one.
    """
    from ntm_desktop.exchange import keys, package

    read = package.read_package(_existing(path))
    if not keys.same_fingerprint(read.fingerprint, fingerprint):
        raise package.untrusted(read)
    label = texts.STEP_TRUST.format(device=read.manifest.sender.device)
    with workspace.store.step(label, workspace.user, kind="key"):
        return _remember_key(workspace, read)


def forget_key(workspace: Workspace, fingerprint: str) -> None:
    """Trust a computer no longer; raise `NotFoundError` where it was not known."""
    from ntm_desktop.exchange import keys

    known = trust.known_keys(workspace.store)
    wanted = [one for one in known if keys.same_fingerprint(one.fingerprint, fingerprint)]
    if not wanted:
        raise NotFoundError(texts.KEY_UNKNOWN.format(fingerprint=fingerprint))
    with workspace.store.step(texts.STEP_DISTRUST, workspace.user, kind="key"):
        trust.distrust(workspace.store, wanted[0].fingerprint)


def unsent_changes(workspace: Workspace) -> int:
    """Return how many changes were made here since the last package was sent."""
    return trust.changes_since_last_sent(workspace.store)


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
        Traffic("sent", pkg, to, at, str(serial))
        for pkg, to, at, serial in trust.sent(workspace.store)
    ]
    back = [
        Traffic("taken", pkg, sender, at, result)
        for pkg, sender, at, result in trust.taken(workspace.store)
    ]
    return tuple(sorted(out + back, key=lambda one: one.at, reverse=True))


def _sender(workspace: Workspace) -> Sender:
    """Return who this copy is, as a package says it."""
    from ntm_desktop.exchange import package

    return package.Sender(
        unit=workspace.owner,
        unit_name=workspace.unit.name,
        replica=workspace.store.replica or "",
        replaces=tuple(workspace.store.retired),
        device=workspace.device.name,
        user=workspace.user,
    )


def _sections(workspace: Workspace) -> tuple[Section, ...]:
    """Return every shared log of this unit and of those below it, as sections of a full package.

    What a neighbour sent stays here: receivers refuse a package that speaks for others (T4).
    """
    from ntm_desktop.exchange.package import Section

    log, is_descendant = workspace.store.log, _descent(workspace)
    return tuple(
        Section(one.schema, one.stream, one.unit, one.wid, tuple(log.lines(one)))
        for one in log.writers()
        if one.stream == "shared"
        and one.contig
        and (one.unit == workspace.owner or is_descendant(one.unit, workspace.owner))
    )


def _free_path(folder: Path, name: str) -> Path:
    """Return a path in `folder` that no file has yet."""
    wanted = folder / name
    turn = 1
    while wanted.exists():
        turn += 1
        wanted = folder / f"{Path(name).stem}-{turn}{Path(name).suffix}"
    return wanted


def _existing(path: Path) -> Path:
    """Return the path of a file that is there; raise `NotFoundError` otherwise."""
    if not path.is_file():
        message = texts.FILE_MISSING.format(path=path)
        raise NotFoundError(message, hint=texts.FILE_MISSING_HINT)
    return path


def _checked(workspace: Workspace, path: Path, trusted: str | None) -> ReadPackage | Inspected:
    """Return a package that may be taken in, else what to say about the file."""
    from ntm_desktop.exchange import keys, package

    try:
        read = package.read_package(_existing(path))
        confirmed = trusted is not None and keys.same_fingerprint(trusted, read.fingerprint)
        if not confirmed and not _is_trusted(workspace, read):
            raise package.untrusted(read)
        _check_scope(workspace, read)
        package.check_room(read, workspace.folder)
    except UserError as error:
        return Inspected(path, "refused", error.code, error=error)
    if intake.is_known_package(workspace.store, read.package_id):
        return _preview(workspace, path, read)
    return read


def _take(
    workspace: Workspace, path: Path, read: ReadPackage, batch: str
) -> tuple[Inspected, Touched]:
    """Take one checked package in as one transaction."""
    store = workspace.store
    sender = read.manifest.sender
    before = len(store.log.conflicts())
    arrivals = _arrivals(read)
    arriving = {(one.entity, one.key) for held in arrivals for one in held.changes}
    figures = figures_now(workspace, arriving)
    label = texts.STEP_TAKE.format(name=sender.unit_name or sender.unit)
    with store.step(label, workspace.user, kind="take") as step:
        _remember_key(workspace, read)
        place = ArrivingPackage(read.package_id, sender.unit, sender.replica, batch)
        done = intake.take_in(store, arrivals, place, read.manifest.have)
    preview = _preview(workspace, path, read)
    result = Inspected(
        file=path,
        status="taken",
        package=read.package_id,
        kind=read.manifest.kind,
        sender=preview.sender,
        created_ms=read.manifest.created_ms,
        new=done.new,
        known=done.known,
        records=done.records,
        conflicts=max(len(store.log.conflicts()) - before, 0),
        missing=intake.gaps(store),
        rotated=done.rotated,
        locked=tuple(_locked_change(workspace, one) for one in locks_changed(workspace, figures)),
    )
    return result, step.touched


def _locked_change(workspace: Workspace, lock: PeriodLock) -> LockedChange:
    """Return the news about a locked period whose figures changed."""
    text = texts.LOCK_TAKEN.format(place=place_text(workspace, lock))
    return LockedChange(lock.set_id, lock.unit, lock.period, text)


def _preview(
    workspace: Workspace, path: Path, read: ReadPackage, *, foresee: bool = False
) -> Inspected:
    """Return what a readable package holds against what is here; `foresee` counts conflicts."""
    sender = read.manifest.sender
    new, known, records = intake.count_new(workspace.store, _arrivals(read))
    is_known = intake.is_known_package(workspace.store, read.package_id)
    conflicts = _foreseen_conflicts(workspace, read) if foresee and new else 0
    who = PackageSender(
        sender.unit,
        sender.unit_name,
        sender.device,
        read.fingerprint,
        _is_trusted(workspace, read),
    )
    return Inspected(
        file=path,
        status="duplicate" if is_known else "new",
        package=read.package_id,
        kind=read.manifest.kind,
        sender=who,
        created_ms=read.manifest.created_ms,
        new=new,
        known=known,
        records=len(records),
        conflicts=conflicts,
    )


class _OnlyLooking(Exception):  # noqa: N818 -- says that a transaction ended as meant
    """Ends a step whose writes are not wanted."""


def _foreseen_conflicts(workspace: Workspace, read: ReadPackage) -> int:
    """Return how many fields would need a person, by taking the package in and undoing it all."""
    store, sender, found = workspace.store, read.manifest.sender, 0
    with contextlib.suppress(_OnlyLooking), store.step("", workspace.user, kind="take") as step:
        before = len(store.log.conflicts())
        place = ArrivingPackage(read.package_id, sender.unit, sender.replica, "")
        intake.take_in(store, _arrivals(read), place, read.manifest.have)
        store.log.recompute(step.records)
        found = max(len(store.log.conflicts()) - before, 0)
        raise _OnlyLooking
    return found


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


def _is_trusted(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether the package was signed by this computer or by one a person confirmed."""
    from ntm_desktop.exchange import keys

    if read.public_key == keys.public_key(workspace.device.seed):
        return True
    return trust.is_trusted(workspace.store, read.manifest.sender.unit, read.public_key)


def _remember_key(workspace: Workspace, read: ReadPackage) -> KnownKey:
    """Keep the key of a sender that was confirmed just now (or before)."""
    sender = read.manifest.sender
    key = KnownKey(
        fingerprint=read.fingerprint,
        unit=sender.unit,
        device=sender.device,
        public_key=read.public_key,
        since=workspace.clock(),
        how="fingerprint",
    )
    if not _is_trusted(workspace, read):
        trust.trust(workspace.store, key)
    return key


def _check_scope(workspace: Workspace, read: ReadPackage) -> None:
    """Raise `PackageError` E_SCOPE for data of a unit the sender may not speak for (T4).

    A log that is known here as another unit's is refused, too: mixed with ours it would make
    every package that hands it on unreadable for others.
    """
    from ntm_desktop.exchange import package
    from ntm_desktop.exchange.refusals import refusal

    package.check_scope(read, _descent(workspace), workspace.owner)
    for section in read.sections:
        held = workspace.store.log.writer(section.writer)
        if held and (held.unit, held.stream) != (section.unit, section.stream):
            raise refusal("E_SCOPE", sender=read.manifest.sender.unit, unit=held.unit)


def _descent(workspace: Workspace) -> Callable[[str, str], bool]:
    """Return what says whether a unit lies below another, by the units known here."""
    parents = {one.code: one.parent_code for one in workspace.store.records(AdminUnit)}

    def is_descendant(unit: str, ancestor: str) -> bool:
        seen: set[str] = set()
        while unit and unit not in seen:
            seen.add(unit)
            unit = parents.get(unit) or _province_of(unit)
            if unit == ancestor:
                return True
        return False

    return is_descendant


def _province_of(unit: str) -> str:
    """Return the code of a commune's province, "" for any other unit."""
    entry = load_directory().by_code(unit) if len(unit) == 5 else None
    return entry.province_code if entry else ""
