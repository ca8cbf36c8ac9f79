"""Receipts: what became of the packages that were sent, and what to say of those that came (V6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.errors import InputError, NotFoundError, UserError
from ntm_desktop.services.gaps import not_sent_yet
from ntm_desktop.services.senders import check_scope, packages_at, unlocking
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import intake, outgoing, peers, traffic
from ntm_desktop.storage.traffic import Answer, SentPackage, TakenPackage

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import ReadPackage, Receipt, Unlock

__all__ = ["Answer", "TakenPackage"]

_PACKAGE_ID = re.compile(r"[0-9a-f]{32}")
_CONFIRM = re.compile(r"[0-9]{8}")
_RECEIVED = ("ok", "duplicate")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sent package at one receiver ("" for everybody).

    `state` is "sent" (no receipt yet), "received", "gaps" (received, something is missing there)
    or "refused" with `code`; `at` is when it was sent and `answered` when the receiver took it in,
    by its own clock, both in ms since 1970.
    """

    package: str
    serial: int
    unit: str
    at: int
    kind: str
    changes: int
    file: str
    state: str
    code: str = ""
    answered: int = 0
    device: str = ""
    missing: Mapping[str, tuple[int, int]] | None = None
    conflicts: int = 0
    how: str = ""

    @property
    def text(self) -> str:
        """Return the state in words."""
        return texts.SENT_STATES[self.state]


# --- what was sent ---


def deliveries(workspace: Workspace, unit: str | None = None) -> tuple[Delivery, ...]:
    """Return every package sent and where it stands at each receiver, the latest first."""
    said = traffic.answers(workspace.store)
    gone = {one.replica for one in peers.peers(workspace.store) if one.retired}
    found: list[Delivery] = []
    for sent in traffic.sent(workspace.store):
        if sent.kind != "receipt":
            found += _deliveries_of(sent, _one_a_computer(said.get(sent.package, []), gone))
    return tuple(one for one in found if unit is None or one.unit in (unit, ""))


def _one_a_computer(answers: Sequence[Answer], gone: Collection[str]) -> list[Answer]:
    """Return the answers but for those that a computer gave under an id it has replaced since.

    Its last word stands. Two computers of one name keep a line each.
    """
    again = {(one.unit, one.device) for one in answers if one.replica not in gone}
    kept: dict[tuple[str, str, str], Answer] = {}
    for one in answers:  # by time
        is_gone = one.replica in gone
        if is_gone and (one.unit, one.device) in again:
            continue
        kept[one.unit, one.device, "" if is_gone else one.replica] = one
    return list(kept.values())


def unconfirmed(workspace: Workspace, unit: str | None = None) -> tuple[Delivery, ...]:
    """Return what was sent and not yet confirmed, the latest first."""
    return tuple(one for one in deliveries(workspace, unit) if one.state == "sent")


def _deliveries_of(sent: SentPackage, answers: Sequence[Answer]) -> list[Delivery]:
    """Return one line for each unit that answered or still has to."""
    answered = {one.unit for one in answers}
    waiting = [unit for unit in sent.units if unit not in answered]
    if not sent.units and not answers:
        waiting = [""]
    return [_answered(sent, one) for one in answers] + [
        Delivery(
            sent.package, sent.serial, unit, sent.at, sent.kind, sent.changes, sent.file, "sent"
        )
        for unit in waiting
    ]


def _answered(sent: SentPackage, answer: Answer) -> Delivery:
    """Return what one receiver said of a package."""
    state = "received" if answer.status in _RECEIVED else "refused"
    return Delivery(
        package=sent.package,
        serial=sent.serial,
        unit=answer.unit,
        at=sent.at,
        kind=sent.kind,
        changes=sent.changes,
        file=sent.file,
        state="gaps" if state == "received" and answer.missing else state,
        code=answer.code,
        answered=answer.at,
        device=answer.device,
        missing=answer.missing,
        conflicts=answer.conflicts,
        how=answer.how,
    )


def confirm_by_code(workspace: Workspace, code: str) -> Delivery:
    """Note as received the package whose code a receiver read out; return it.

    A code can be compared for copies that have sent something here before. Raises `InputError` for
    what is no code, `NotFoundError` for one that fits no package.
    """
    from ntm_desktop.exchange.package import confirm_code

    digits = "".join(letter for letter in code if letter.isdigit())
    if not _CONFIRM.fullmatch(digits):
        raise InputError(texts.CONFIRM_BAD)
    own = {*workspace.store.own_writers, *workspace.store.retired}
    known = [one for one in peers.peers(workspace.store) if one.replica not in own]
    for sent in traffic.sent(workspace.store):
        for peer in known:
            if confirm_code(sent.package, peer.replica) == digits:
                return _note_heard(workspace, sent, peer, digits)
    message = texts.CONFIRM_UNKNOWN.format(code=code)
    raise NotFoundError(message, hint=texts.CONFIRM_UNKNOWN_HINT)


def _note_heard(workspace: Workspace, sent: SentPackage, peer: peers.Peer, code: str) -> Delivery:
    """Keep that a receiver confirmed a package by phone."""
    answer = Answer(
        package=sent.package,
        unit=peer.unit,
        replica=peer.replica,
        device=peer.device,
        status="ok",
        at=workspace.clock(),
        confirm=code,
        how="phone",
    )
    with workspace.store.step(texts.STEP_CONFIRM, workspace.user, kind="send"):
        traffic.note_answer(workspace.store, answer)
    return _answered(sent, answer)


# --- what came ---


def receipts_for(workspace: Workspace, units: Sequence[str]) -> tuple[Receipt, ...]:
    """Return the receipts that a package for these units carries (none: for everybody).

    Those of the last packages are repeated every time: a receipt may be lost like any file. What
    is missing here now stands in each of them until it has come. Runs inside the open step.
    """
    from ntm_desktop.exchange.package import Receipt

    store = workspace.store
    missing = missing_for(workspace, units)
    found: list[TakenPackage] = []
    for unit in units or sorted({one.unit for one in traffic.taken(store)} - {store.unit}):
        found += traffic.to_acknowledge(store, unit)
    return tuple(
        Receipt(
            package=one.package,
            status="ok",
            new=one.new,
            known=one.known,
            conflicts=one.conflicts,
            missing=missing,
            at=one.at,
            confirm=one.confirm,
        )
        for one in found[: _most()]
    )


def _most() -> int:
    """Return how many receipts one package may carry."""
    from ntm_desktop.exchange import limits

    return limits.RECEIPTS


def missing_for(workspace: Workspace, units: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return the gaps to tell these units of: only of logs that they know themselves (V4, V5)."""
    store = workspace.store
    unsent = not_sent_yet(workspace)
    gaps = {wid: span for wid, span in intake.gaps(store).items() if wid not in unsent}
    if set(units) == {store.unit}:
        return gaps
    writers = {one.wid: one.stream for one in store.log.writers()}
    known = [one.have for one in peers.peers(store) if not units or one.unit in units]
    return {
        wid: pair
        for wid, pair in gaps.items()
        if writers.get(wid, outgoing.SHARED) == outgoing.SHARED
        and any(wid in have for have in known)
    }


def answers_in(workspace: Workspace, read: ReadPackage) -> tuple[Answer, ...]:
    """Return the receipts inside a package for packages that were sent from here."""
    sender = read.manifest.sender
    ours = {one.package for one in traffic.sent(workspace.store)}
    return tuple(
        Answer(
            package=one.package,
            unit=sender.unit,
            replica=sender.replica,
            device=sender.device,
            status=one.status,
            code=one.code,
            new=one.new,
            known=one.known,
            conflicts=one.conflicts,
            missing=one.missing,
            at=one.at,
            confirm=one.confirm,
        )
        for one in read.manifest.receipts
        if one.package in ours
    )


def receipt_subject(
    workspace: Workspace,
    about: str | Path | None,
    *,
    passphrase: str = "",
    identities: Sequence[str] = (),
) -> tuple[str, tuple[Receipt, ...]]:
    """Return the unit a receipt goes to, and the receipts of refused packages where it is of such.

    `passphrase` and `identities` open a file that is encrypted. Raises `NotFoundError` for a
    package that never came, `InputError` where it is not clear to whom the receipt should go,
    `PackageError` for a file that does not tell who made it.
    """
    if isinstance(about, Path) or (about and Path(about).is_file()):
        return _of_file(workspace, Path(about), unlocking(passphrase, identities))
    if about and not _PACKAGE_ID.fullmatch(about):
        return about, ()
    taken = [one for one in traffic.taken(workspace.store) if one.kind != "receipt"]
    if about:
        for one in taken:
            if one.package == about:
                return one.unit, ()
        raise NotFoundError(texts.RECEIPT_NO_PACKAGE.format(package=about))
    if not taken:
        raise InputError(texts.RECEIPT_NOTHING)
    return _only_unit({one.unit for one in taken}), ()


def _only_unit(units: set[str]) -> str:
    """Return the one unit there is; raise `InputError` naming them where there are several."""
    if len(units) > 1:
        message = texts.RECEIPT_SEVERAL_UNITS.format(units=", ".join(sorted(units)))
        raise InputError(message, hint=texts.RECEIPT_SEVERAL_UNITS_HINT)
    return next(iter(units))


def _of_file(workspace: Workspace, path: Path, unlock: Unlock) -> tuple[str, tuple[Receipt, ...]]:
    """Return what is answered to the sender of a file: a package, or a plain .zip of packages."""
    with packages_at(path) as inside:
        answers = [_answer_to(workspace, one, unlock) for one in inside]
    return _only_unit({unit for unit, _ in answers}), tuple(told for _, told in answers if told)


def _answer_to(workspace: Workspace, path: Path, unlock: Unlock) -> tuple[str, Receipt | None]:
    """Return the receipt of a package: refused with its code, unless it was taken in or may be."""
    from ntm_desktop.exchange import package

    read = package.glance(path, unlock)
    if intake.is_known_package(workspace.store, read.package_id):
        return read.unit, None
    try:
        check_scope(workspace, package.read_package(path, unlock=unlock))
    except UserError as error:
        found = package.Receipt(
            package=read.package_id, status="refused", code=error.code, at=workspace.clock()
        )
        return read.unit, found
    raise NotFoundError(texts.RECEIPT_NO_PACKAGE.format(package=read.package_id))
