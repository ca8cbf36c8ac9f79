"""Whom this office believes: known computers, their fingerprints, for which units they speak."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.errors import InputError, NotFoundError, PackageError
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import trust
from ntm_desktop.storage.trust import KnownKey

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import Manifest, ReadPackage, Unlock

__all__ = ["KnownKey"]


def own_fingerprint(workspace: Workspace) -> str:
    """Return this computer's fingerprint, to be read out on the phone."""
    from ntm_desktop.exchange import keys

    return keys.fingerprint(keys.public_key(workspace.device.seed))


def known_keys(workspace: Workspace) -> list[KnownKey]:
    """Return the computers whose packages are taken in without asking."""
    return trust.known_keys(workspace.store)


def trust_sender(
    workspace: Workspace,
    path: Path,
    fingerprint: str,
    *,
    passphrase: str = "",
    identities: Sequence[str] = (),
) -> KnownKey:
    """Trust the computer that signed a file, once a person compared its fingerprint.

    Raises `PackageError` E_UNTRUSTED when the fingerprint is another one. In a .zip it is the
    sender of the first package.
    """
    from ntm_desktop.exchange import keys, package

    unlock = unlocking(passphrase, identities)
    with packages_at(path) as inside:
        read = package.read_package(inside[0], unlock=unlock)
    if not keys.same_fingerprint(read.fingerprint, fingerprint):
        raise wrong_code(fingerprint, read.manifest.sender.unit_name)
    label = texts.STEP_TRUST.format(device=read.manifest.sender.device)
    with workspace.store.step(label, workspace.user, kind="key"):
        return remember_key(workspace, read)


def forget_key(workspace: Workspace, fingerprint: str) -> None:
    """Trust a computer no longer; raise `NotFoundError` where it was not known."""
    from ntm_desktop.exchange import keys

    known = trust.known_keys(workspace.store)
    wanted = [one for one in known if keys.same_fingerprint(one.fingerprint, fingerprint)]
    if not wanted:
        raise NotFoundError(texts.KEY_UNKNOWN.format(fingerprint=fingerprint))
    with workspace.store.step(texts.STEP_DISTRUST, workspace.user, kind="key"):
        trust.distrust(workspace.store, wanted[0].fingerprint)


def is_trusted(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether the package was signed by this computer or by one a person confirmed."""
    return knows_key(workspace, read.manifest.sender.unit, read.public_key)


def knows_key(workspace: Workspace, unit: str, public_key: bytes) -> bool:
    """Say whether a key is this computer's or one a person confirmed for a unit."""
    from ntm_desktop.exchange import keys

    if public_key == keys.public_key(workspace.device.seed):
        return True
    return trust.is_trusted(workspace.store, unit, public_key)


def admission(workspace: Workspace, trusted: str | None) -> Callable[[Manifest, bytes], None]:
    """Return what refuses a stranger's package before any of its files reaches the disk.

    `trusted` is the fingerprint a person confirmed just now.
    """
    from ntm_desktop.exchange import keys
    from ntm_desktop.exchange.refusals import refusal

    def admit(manifest: Manifest, public_key: bytes) -> None:
        told = keys.fingerprint(public_key)
        confirmed = trusted is not None and keys.same_fingerprint(trusted, told)
        if confirmed or knows_key(workspace, manifest.sender.unit, public_key):
            return
        name = manifest.sender.unit_name
        if trusted is not None:
            raise wrong_code(trusted, name)
        raise refusal("E_UNTRUSTED", fingerprint=told, unit_name=name)

    return admit


def wrong_code(typed: str, unit_name: str) -> PackageError:
    """Return the refusal of a file whose computer has another code than the one a person typed.

    The right one is not shown: it is to be heard from the sender, never copied from the screen.
    """
    from ntm_desktop.exchange.refusals import exit_status

    message = f"{texts.TRUST_DIFFERS.format(code=typed)} {texts.NOTHING_CHANGED}"
    hint = texts.TRUST_DIFFERS_HINT.format(unit_name=unit_name)
    return PackageError("E_UNTRUSTED", exit_status("E_UNTRUSTED"), message, hint=hint)


def remember_key(workspace: Workspace, read: ReadPackage) -> KnownKey:
    """Keep the key of a sender that was confirmed just now (or before), inside the open step."""
    sender = read.manifest.sender
    key = KnownKey(
        fingerprint=read.fingerprint,
        unit=sender.unit,
        device=sender.device,
        public_key=read.public_key,
        since=workspace.clock(),
        how="fingerprint",
    )
    if not is_trusted(workspace, read):
        trust.trust(workspace.store, key)
    return key


def existing(path: Path) -> Path:
    """Return the path of a file that is there; raise `NotFoundError` otherwise."""
    if not os.path.isfile(path):  # noqa: PTH113 -- false also where nobody may look
        message = texts.FILE_MISSING.format(path=path)
        raise NotFoundError(message, hint=texts.FILE_MISSING_HINT)
    return path


@contextlib.contextmanager
def packages_at(path: Path) -> Iterator[tuple[Path, ...]]:
    """Return the package a file is, or the packages that lie in a plain .zip.

    Raises `NotFoundError`, and `PackageError` for a .zip that is broken, abnormal or holds none.
    """
    from ntm_desktop.exchange import carrier

    if not carrier.is_carrier(existing(path)):
        yield (path,)
        return
    with tempfile.TemporaryDirectory(prefix="ntm-goi-") as folder:
        yield tuple(carrier.packages_in(path, Path(folder)))


def unlocking(passphrase: str, identities: Sequence[str]) -> Unlock:
    """Return with what an encrypted package is opened."""
    from ntm_desktop.exchange.package import Unlock

    return Unlock(passphrase, tuple(identities))


def identities_in(path: Path) -> tuple[str, ...]:
    """Return the keys in a file of age identities; raise `InputError` where it holds none."""
    from ntm_desktop.exchange import encryption

    text = existing(path).read_text("utf-8-sig", errors="replace")
    found = encryption.identities_in(text)
    if not found:
        raise InputError(texts.AGE_IDENTITY_BAD, hint=texts.AGE_IDENTITY_BAD_HINT)
    return found


def passphrase_in(path: Path) -> str:
    """Return the passphrase in the first line of a file; raise `InputError` for an empty one."""
    lines = existing(path).read_text("utf-8-sig", errors="replace").splitlines()
    found = lines[0].strip() if lines else ""
    if not found:
        raise InputError(texts.PASSPHRASE_FILE_EMPTY.format(path=path))
    return found


def check_scope(workspace: Workspace, read: ReadPackage) -> None:
    """Raise `PackageError` E_SCOPE for data of a unit the sender may not speak for (T4).

    A log that is known here as another unit's is refused, too: mixed with ours it would make
    every package that hands it on unreadable for others.
    """
    from ntm_desktop.exchange import package
    from ntm_desktop.exchange.refusals import refusal

    package.check_scope(read, descent(workspace), workspace.owner)
    for section in read.sections:
        held = workspace.store.log.writer(section.writer)
        if held and (held.unit, held.stream) != (section.unit, section.stream):
            raise refusal("E_SCOPE", sender=read.manifest.sender.unit, unit=held.unit)


def speaks_for(workspace: Workspace) -> Callable[[str, str], bool]:
    """Return what says whether a unit is another one or stands above it."""
    is_descendant = descent(workspace)
    return lambda unit, other: unit == other or is_descendant(other, unit)


def descent(workspace: Workspace) -> Callable[[str, str], bool]:
    """Return what says whether a unit lies below another.

    That is so by the units this office keeps, by what a unit says of itself (nobody may put another
    below him), or by the list of administrative units: a commune lies in its province, and lay in
    its district before July 2025.
    """
    told = [
        one
        for one in workspace.store.records(AdminUnit)
        if owner_of(one.key) in (workspace.owner, one.code)
    ]
    told.sort(key=lambda one: owner_of(one.key) == workspace.owner)  # ours count more
    parents = {one.code: one.parent_code for one in told}

    def is_descendant(unit: str, ancestor: str) -> bool:
        seen: set[str] = set()
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if parents.get(one) == ancestor or ancestor in load_directory().above(one):
                return True
            waiting += [code for code in (parents.get(one), *load_directory().above(one)) if code]
        return False

    return is_descendant
