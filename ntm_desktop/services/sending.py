"""Send the record as files: what a receiver lacks, or everything, or only a receipt."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.enclosed_files import (
    ALL,
    FilesToSend,
    check_choice,
    files_for,
    want_list,
)
from ntm_desktop.services.receipts import receipt_subject, receipts_for
from ntm_desktop.services.senders import speaks_for
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.storage import outgoing, peers
from ntm_desktop.storage import traffic as mail
from ntm_desktop.storage.outgoing import Audience, Outgoing
from ntm_desktop.storage.traffic import SentPackage

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import (
        Lock,
        Manifest,
        PackageDraft,
        PackageInfo,
        Receipt,
        Section,
        Sender,
    )

_NO_FILES = FilesToSend((), {}, 0)
_RESERVE = 4 * 1024 * 1024  # bytes left free on the disk a package is written to
_REPLICA = re.compile(r"[a-z2-7]{13}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the files, how many changes, the number people speak of.

    `kind` is "full", "delta" (only what the receivers have not acknowledged) or "receipt". An
    export in several parts has a package id for each (`packages`, in order; `package` is the
    first), `size` counts all of them in bytes. `attachments` is how many files of evidence go
    along, `absent` how many should and are not here, `encrypted` whether a key opens it.
    """

    files: tuple[Path, ...]
    kind: str
    changes: int
    serial: int
    package: str
    size: int
    units: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    attachments: int = 0
    absent: int = 0
    encrypted: bool = False

    @property
    def parts(self) -> int:
        """Return how many packages make up the export."""
        return len(self.packages) or len(self.files)

    @property
    def short_code(self) -> str:
        """Return the code of the first part that people compare by eye or by phone."""
        from ntm_desktop.exchange import confirm

        return confirm.short_code(self.package)


Finish = Callable[[Sent, "Sequence[PackageInfo]"], None]


def part_sizes() -> dict[str, int]:
    """Return how large a part may be, in bytes: for e-mail of 20 and 25 MB, and for Zalo or USB."""
    from ntm_desktop.exchange import parts

    return dict(parts.PRESETS)


def suggested_passphrase() -> str:
    """Return words for locking a package, to be told to the receiver through another channel."""
    from ntm_desktop.exchange import encryption

    return encryption.suggested_passphrase()


def files_to_send(workspace: Workspace, to: Sequence[str] = (), which: str = ALL) -> FilesToSend:
    """Return the files of evidence that a package for `to` would carry; nothing is written."""
    return files_for(workspace, _audience(workspace, to), which)


def send_package(
    workspace: Workspace,
    out_folder: Path,
    to: Sequence[str] = (),
    *,
    full: bool = False,
    max_part: int | None = None,
    attachments: str = ALL,
    passphrase: str = "",
    recipients: Sequence[str] = (),
    progress: Progress = no_progress,
    finish: Finish = lambda _sent, _infos: None,
) -> Sent:
    """Write what the receivers lack as signed files into `out_folder`: one, or several parts.

    `to` are unit codes or ids of single copies, none for everybody. Where a receiver acknowledged
    nothing yet, or with `full`, all changes go along. `max_part` is how many bytes a part may have
    (`part_sizes`; for e-mail of 20 MB without it). `attachments` is "none", "wanted" (the files a
    receiver asked for) or "all" (those first, then what it has not confirmed). A `passphrase` or
    `recipients` (keys "age1…") encrypt the parts. `finish` is called when they are written; what
    it raises takes all of it back.

    Raises `InputError` for what cannot be asked of it, `PackageError` E_DISK when there is no room
    or the place cannot be written; then no file is there and the data is as it was.
    """
    audience = _audience(workspace, to)
    check_choice(attachments)
    how = _how(max_part, passphrase, recipients)
    store = workspace.store
    with contextlib.ExitStack() as undone:  # also when the step itself cannot be kept
        with store.step(texts.STEP_SEND, workspace.user, kind="send") as step:
            store.claim()
            found = outgoing.compose(store, audience, full=full)
            files = files_for(workspace, audience, attachments)
            draft = _draft(workspace, audience, found, receipts_for(workspace, audience.units))
            sent, infos = _write(workspace, draft, out_folder, files, how, undone, progress)
            finish(sent, infos)
        undone.pop_all()
    assert step.touched == Touched()
    return sent


@dataclass(frozen=True, slots=True)
class _How:
    """How large a part may be in bytes, and how it is locked."""

    part_bytes: int
    lock: Lock


def _how(max_part: int | None, passphrase: str = "", recipients: Sequence[str] = ()) -> _How:
    """Return how an export is written; raise `InputError` for what cannot be."""
    from ntm_desktop.exchange import encryption, limits, parts

    size = parts.MAIL_20_MB if max_part is None else max_part
    if not 0 < size <= limits.FILE_BYTES:
        message = texts.PART_SIZE_BAD.format(size=size, most=limits.FILE_BYTES)
        raise InputError(message, hint=texts.PART_SIZE_BAD_HINT)
    lock = encryption.Lock(passphrase, tuple(recipients))
    encryption.check_lock(lock)
    return _How(size, lock)


def send_receipt(
    workspace: Workspace,
    out: Path,
    about: str | Path | None = None,
    *,
    passphrase: str = "",
    identities: Sequence[str] = (),
) -> Sent:
    """Write a receipt: what became of an office's packages, and what this copy holds.

    `about` is the id of a package, a file (also one that was refused, or a plain .zip of packages;
    `passphrase` and `identities` open it), the code of a unit, or None for the only unit packages
    came from. `out` is a folder or the file to be written. Raises `InputError` or `NotFoundError`
    where nothing can be acknowledged, `PackageError` when the file cannot be read or the place not
    be written.
    """
    unit, refused = receipt_subject(workspace, about, passphrase=passphrase, identities=identities)
    audience = _audience(workspace, (unit,))
    store = workspace.store
    with contextlib.ExitStack() as undone:
        with store.step(texts.STEP_RECEIPT, workspace.user, kind="send"):
            store.claim()
            found = replace(outgoing.compose(store, audience, full=True), kind="receipt", logs=())
            receipts = refused or receipts_for(workspace, audience.units)
            draft = _draft(workspace, audience, found, receipts)
            sent, _ = _write(workspace, draft, out, _NO_FILES, _how(None), undone)
        undone.pop_all()
    return sent


def _audience(workspace: Workspace, to: Sequence[str]) -> Audience:
    """Return for whom a package is; raise `InputError` for what is no unit and no known copy."""
    known = {one.replica: one.unit for one in peers.peers(workspace.store)}
    replicas = tuple(dict.fromkeys(one for one in to if one in known))
    for one in to:
        if one not in known:
            _check_recipient(one)
    units = tuple(dict.fromkeys(known.get(one, one) for one in to))
    is_single = len(replicas) == len(set(to))
    return Audience(units, replicas if is_single else (), speaks_for(workspace))


def _check_recipient(unit: str) -> None:
    """Raise `InputError` for what cannot be the code of a unit."""
    from ntm_desktop.exchange.manifest import UNIT_CODE

    if _REPLICA.fullmatch(unit):
        raise NotFoundError(texts.REPLICA_UNKNOWN.format(replica=unit))
    if not UNIT_CODE.fullmatch(unit):
        raise InputError(texts.RECIPIENT_BAD.format(unit=unit), hint=texts.RECIPIENT_BAD_HINT)


def _draft(
    workspace: Workspace, audience: Audience, found: Outgoing, receipts: tuple[Receipt, ...]
) -> PackageDraft:
    """Return the package to be written, inside the step that numbers it."""
    from ntm_desktop.exchange import package

    return package.PackageDraft(
        sender=sender_of(workspace),
        created_ms=workspace.clock(),
        clock="suspect" if workspace.store.clock_doubt() else "ok",
        serial=workspace.store.next_serial(),
        kind=found.kind,
        base=found.base if found.kind == "delta" else {},
        have=found.have,
        sections=sections_of(found),
        recipients=audience.units or package.EVERYBODY,
        receipts=receipts,
        wanted=want_list(workspace, audience),
    )


def sections_of(found: Outgoing) -> tuple[Section, ...]:
    """Return the outgoing logs as sections of a package."""
    from ntm_desktop.exchange.package import Section

    return tuple(
        Section(one.schema, one.stream, one.unit, one.wid, one.lines) for one in found.logs
    )


def _write(
    workspace: Workspace,
    draft: PackageDraft,
    out: Path,
    files: FilesToSend,
    how: _How,
    undone: contextlib.ExitStack,
    progress: Progress = no_progress,
) -> tuple[Sent, tuple[PackageInfo, ...]]:
    """Write the parts of an export into a folder, or as the file `out` if it ends so.

    `undone` takes them away again.
    """
    from ntm_desktop.exchange import parts

    is_file = out.suffix.lower() == ".ntmx" and not out.is_dir()
    folder = out.parent if is_file else out
    make_folder(folder)
    _check_room(folder, draft, files)
    infos = parts.write_parts(
        draft,
        files.files,
        workspace.device.seed,
        _file_place(out) if is_file else _folder_place(out),
        part_bytes=how.part_bytes,
        wanted=files.wanted,
        lock=how.lock,
        prefix_at=workspace.store.log.sound_prefix_at,
        progress=progress,
    )
    for info in infos:
        undone.callback(info.path.unlink, missing_ok=True)
        _note_sent(workspace, draft, info)
    return _sent(draft, infos, files, how), infos


def _sent(draft: PackageDraft, infos: Sequence[PackageInfo], files: FilesToSend, how: _How) -> Sent:
    """Return what an export is to people."""
    from ntm_desktop.exchange import encryption

    return Sent(
        files=tuple(info.path for info in infos),
        kind=draft.kind,
        changes=sum(info.manifest.counts.changes for info in infos),
        serial=draft.serial,
        package=infos[0].package_id,
        size=sum(info.size for info in infos),
        units=draft.recipients,
        packages=tuple(info.package_id for info in infos),
        attachments=files.count,
        absent=files.absent,
        encrypted=encryption.is_locked(how.lock),
    )


def _note_sent(workspace: Workspace, draft: PackageDraft, info: PackageInfo) -> None:
    """Note a part as sent, inside the open step."""
    note = SentPackage(
        package=info.package_id,
        units=draft.recipients,
        at=workspace.clock(),
        serial=draft.serial,
        kind=info.manifest.kind,
        changes=info.manifest.counts.changes,
        file=info.path.name,
    )
    mail.note_sent(workspace.store, note)


def _check_room(folder: Path, draft: PackageDraft, files: FilesToSend) -> None:
    """Raise `PackageError` E_DISK unless the disk has room for what is to be written."""
    from ntm_desktop.exchange.refusals import refusal

    lines = sum(len(line) + 1 for one in draft.sections for line in one.lines)
    if shutil.disk_usage(folder).free < lines + files.size + _RESERVE:
        raise refusal("E_DISK", path=folder)


def _folder_place(folder: Path) -> Callable[[Manifest], Path]:
    """Return what puts parts into a folder under names that no file has yet."""
    from ntm_desktop.exchange import package

    return lambda manifest: _free_path(folder, package.package_file_name(manifest))


def _file_place(path: Path) -> Callable[[Manifest], Path]:
    """Return what puts an export under a chosen name; several parts are told by their number."""

    def place(manifest: Manifest) -> Path:
        part = manifest.part
        told = f"_phan-{part.index}-{part.count}" if part.count > 1 else ""
        return path.with_name(f"{path.stem}{told}{path.suffix}")

    return place


def sender_of(workspace: Workspace) -> Sender:
    """Return who this copy is, as a package says it."""
    from ntm_desktop.exchange import package

    return package.Sender(
        unit=workspace.owner,
        unit_name=workspace.unit.name,
        replica=workspace.store.replica,
        replaces=tuple(workspace.store.retired),
        device=workspace.device.name,
        user=workspace.user,
    )


def _free_path(folder: Path, name: str) -> Path:
    """Return a path in `folder` that no file has yet."""
    wanted = folder / name
    turn = 1
    while wanted.exists():
        turn += 1
        wanted = folder / f"{Path(name).stem}-{turn}{Path(name).suffix}"
    return wanted
