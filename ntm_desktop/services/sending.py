"""Send the record as a file: what a receiver lacks, or everything, or only a receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.receipts import receipt_subject, receipts_for
from ntm_desktop.services.senders import speaks_for
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.storage import outgoing, peers
from ntm_desktop.storage import traffic as mail
from ntm_desktop.storage.outgoing import Audience, Outgoing
from ntm_desktop.storage.traffic import SentPackage

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import PackageDraft, Receipt, Section, Sender

_REPLICA = re.compile(r"[a-z2-7]{13}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the files, how many changes, the number people speak of.

    `kind` is "full", "delta" (only what the receivers have not acknowledged) or "receipt".
    """

    files: tuple[Path, ...]
    kind: str
    changes: int
    serial: int
    package: str
    size: int
    units: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """Return how many files make up the export."""
        return len(self.files)


def send_package(
    workspace: Workspace, out_folder: Path, to: Sequence[str] = (), *, full: bool = False
) -> Sent:
    """Write what the receivers lack as one signed file into `out_folder`.

    `to` are unit codes or ids of single copies, none for everybody. Where a receiver acknowledged
    nothing yet, or with `full`, the file holds everything. Raises `PackageError` when the place
    cannot be written; then the file is not there and the data is as it was.
    """
    audience = _audience(workspace, to)
    store = workspace.store
    with store.step(texts.STEP_SEND, workspace.user, kind="send") as step:
        store.claim()
        found = outgoing.compose(store, audience, full=full)
        draft = _draft(workspace, audience, found, receipts_for(workspace, audience.units))
        sent = _write(workspace, draft, out_folder)
    assert step.touched == Touched()
    return sent


def send_receipt(workspace: Workspace, out: Path, about: str | Path | None = None) -> Sent:
    """Write a receipt: what became of an office's packages, and what this copy holds.

    `about` is the id of a package, a file (also one that was refused), the code of a unit, or None
    for the only unit packages came from. `out` is a folder or the file to be written. Raises
    `InputError` or `NotFoundError` where nothing can be acknowledged, `PackageError` when the
    place cannot be written.
    """
    unit, special = receipt_subject(workspace, about)
    audience = _audience(workspace, (unit,))
    store = workspace.store
    with store.step(texts.STEP_RECEIPT, workspace.user, kind="send"):
        store.claim()
        found = replace(outgoing.compose(store, audience, full=True), kind="receipt", logs=())
        usual = [one for one in receipts_for(workspace, audience.units) if special is None]
        receipts = (special,) if special else tuple(usual)
        return _write(workspace, _draft(workspace, audience, found, receipts), out)


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
    )


def sections_of(found: Outgoing) -> tuple[Section, ...]:
    """Return the outgoing logs as sections of a package."""
    from ntm_desktop.exchange.package import Section

    return tuple(
        Section(one.schema, one.stream, one.unit, one.wid, one.lines) for one in found.logs
    )


def _write(workspace: Workspace, draft: PackageDraft, out: Path) -> Sent:
    """Write a package into a folder, or as the file `out` if it ends so, and note it as sent."""
    from ntm_desktop.exchange import package

    is_file = out.suffix.lower() == ".ntmx" and not out.is_dir()
    make_folder(out.parent if is_file else out)
    name = package.package_file_name(package.manifest_of(draft))
    path = out if is_file else _free_path(out, name)
    info = package.write_package(draft, workspace.device.seed, path)
    changes = info.manifest.counts.changes
    note = SentPackage(
        package=info.package_id,
        units=draft.recipients,
        at=workspace.clock(),
        serial=draft.serial,
        kind=draft.kind,
        changes=changes,
        file=path.name,
    )
    mail.note_sent(workspace.store, note)
    return Sent(
        (path,), draft.kind, changes, draft.serial, info.package_id, info.size, draft.recipients
    )


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
