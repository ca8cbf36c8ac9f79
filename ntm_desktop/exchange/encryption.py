"""The optional outer lock of a package: the whole file inside age, by passphrase or by key.

A package is signed first and encrypted afterwards, so that neither its sender nor its content
shows. What a file is, is told by its first bytes.
"""

from __future__ import annotations

import contextlib
import io
import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.container import AGE_MARKS
from ntm_desktop.exchange.refusals import refusal
from ntm_desktop.paths import resource

SUGGESTED_WORDS: Final = 5
LEAST_CHARACTERS: Final = 8

_WORDS_FILE = "exchange/passphrase-words.txt"
_ARMOR_MARK = AGE_MARKS[1]
_SCRYPT = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]+ ([0-9]+)\n")
_HEADER_BYTES = 4096
_AGE_BLOCK, _AGE_TAG = 64 * limits.KIB, 16
_AGE_HEADER, _AGE_STANZA = 512, 256


@dataclass(frozen=True, slots=True)
class Lock:
    """How a package is encrypted: by a passphrase, or for the owners of age keys ("age1…")."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlock:
    """With what an encrypted file is opened: a passphrase, age identities ("AGE-SECRET-KEY-1…")."""

    passphrase: str = ""
    identities: tuple[str, ...] = ()


NO_LOCK: Final = Lock()
NO_UNLOCK: Final = Unlock()


# --- passphrases ---


def suggested_passphrase(words: int = SUGGESTED_WORDS) -> str:
    """Return random Vietnamese words to be told through another channel (9 bits a word)."""
    choice = passphrase_words()
    return " ".join(secrets.choice(choice) for _ in range(words))


def passphrase_words() -> tuple[str, ...]:
    """Return the words suggestions are made of; no two are the same without their marks."""
    lines = resource(_WORDS_FILE).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def spelled(passphrase: str) -> str:
    """Return a passphrase as it counts: lower case, without marks, one space between words.

    It is told by phone and typed on another keyboard; how marks are typed must not matter.
    """
    return " ".join(fold(compose(passphrase)).split())


def check_lock(lock: Lock) -> None:
    """Raise `InputError` for a passphrase too short to protect, or for what is no age key."""
    if lock.passphrase and lock.recipients:
        raise InputError(texts.LOCK_TWICE)
    if lock.passphrase and len(spelled(lock.passphrase)) < LEAST_CHARACTERS:
        message = texts.PASSPHRASE_SHORT.format(least=LEAST_CHARACTERS)
        raise InputError(message, hint=texts.PASSPHRASE_SHORT_HINT)
    _recipients(lock)


def is_locked(lock: Lock) -> bool:
    """Say whether a package is to be encrypted at all."""
    return lock != NO_LOCK


# --- writing ---


def room_inside(size: int, lock: Lock) -> int:
    """Return how large a package may be so that the encrypted file has at most `size` bytes."""
    if not is_locked(lock):
        return size
    payload = size - _AGE_HEADER - _AGE_STANZA * (len(lock.recipients) + 1)
    return payload * _AGE_BLOCK // (_AGE_BLOCK + _AGE_TAG) - _AGE_TAG


def encrypt(source: BinaryIO, target: BinaryIO, lock: Lock) -> None:
    """Write what `source` holds, from its beginning, encrypted to `target`.

    Raises `PackageError` E_LIMIT for more than a passphrase can take at once (`limits`).
    """
    import pyrage

    if not lock.passphrase:
        source.seek(0)
        pyrage.encrypt_io(source, target, _recipients(lock))
        return
    if source.seek(0, io.SEEK_END) > limits.PASSPHRASE_BYTES:
        raise refusal("E_LIMIT")
    source.seek(0)
    target.write(pyrage.passphrase.encrypt(source.read(), spelled(lock.passphrase)))


def _recipients(lock: Lock) -> list[object]:
    """Return the keys of the recipients; raise `InputError` for what is none."""
    import pyrage

    found: list[object] = []
    for one in lock.recipients:
        try:
            found.append(pyrage.x25519.Recipient.from_str(one.strip()))
        except pyrage.RecipientError as error:
            message = texts.AGE_RECIPIENT_BAD.format(recipient=one)
            raise InputError(message, hint=texts.AGE_RECIPIENT_BAD_HINT) from error
    return found


# --- reading ---


@contextlib.contextmanager
def opened(source: BinaryIO, unlock: Unlock, scratch: Path | None = None) -> Iterator[BinaryIO]:
    """Return the package in an open file, decrypted where it is encrypted.

    What was decrypted lies in a nameless file in `scratch` (the system's folder where None) while
    it is read. Raises `PackageError`: E_ENCRYPTED where a passphrase or key is needed, E_DECRYPT
    where the one given does not open the file.
    """
    source.seek(0)
    head = source.read(_HEADER_BYTES)
    source.seek(0)
    if not head.startswith(AGE_MARKS):
        yield source
        return
    if head.startswith(_ARMOR_MARK) and unlock != NO_UNLOCK:
        raise refusal("E_DECRYPT")  # packages are encrypted in the binary form only
    with tempfile.TemporaryFile(dir=scratch) as plain:
        _decrypt(source, plain, unlock, _work_factor(head))
        plain.seek(0)
        yield plain


def _work_factor(head: bytes) -> int | None:
    """Return how dear a passphrase is made (2^n), None where the file is for keys."""
    found = _SCRYPT.match(head)
    return min(int(found[1]), limits.SCRYPT_WORK + 1) if found and len(found[1]) < 9 else None


def _decrypt(source: BinaryIO, plain: BinaryIO, unlock: Unlock, work: int | None) -> None:
    """Write what an encrypted file holds to `plain`."""
    import pyrage

    by_passphrase = work is not None or not unlock.identities
    if not (unlock.passphrase if by_passphrase else unlock.identities):
        raise refusal("E_ENCRYPTED")
    if source.seek(0, io.SEEK_END) > limits.FILE_BYTES:
        raise refusal("E_LIMIT")
    source.seek(0)
    try:
        if by_passphrase:
            plain.write(_by_passphrase(source, unlock.passphrase, work))
        else:
            pyrage.decrypt_io(source, plain, _identities(unlock))
    except pyrage.DecryptError as error:
        raise refusal("E_DECRYPT") from error
    except OSError as error:
        if error.errno is None:  # a block of the payload does not fit the key: cut or altered
            raise refusal("E_DECRYPT") from error
        raise


def _by_passphrase(source: BinaryIO, passphrase: str, work: int | None) -> bytes:
    """Return what a passphrase opens; refuse what would take the computer's memory or time."""
    import pyrage

    if work is not None and work > limits.SCRYPT_WORK:
        raise refusal("E_DECRYPT")
    data = source.read(limits.PASSPHRASE_BYTES * 2 + 1)
    if len(data) > limits.PASSPHRASE_BYTES * 2:
        raise refusal("E_LIMIT")
    opened_bytes: bytes = pyrage.passphrase.decrypt(data, spelled(passphrase))
    return opened_bytes


def _identities(unlock: Unlock) -> list[object]:
    """Return the keys that may open a file; raise `InputError` for what is none."""
    import pyrage

    found: list[object] = []
    for one in unlock.identities:
        try:
            found.append(pyrage.x25519.Identity.from_str(one.strip()))
        except pyrage.IdentityError as error:
            message = texts.AGE_IDENTITY_BAD
            raise InputError(message, hint=texts.AGE_IDENTITY_BAD_HINT) from error
    return found


def identities_in(text: str) -> tuple[str, ...]:
    """Return the identities in the text of a key file as age writes it (comments begin with #)."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
