"""The key of a device: it signs what is sent, and people compare its fingerprint by phone."""

import hashlib

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

SEED_BYTES = 32
KEY_BYTES = 32
SIGNATURE_BYTES = 64
_FINGERPRINT_DIGITS = 16


def signing_key(seed: bytes) -> SigningKey:
    """Return the Ed25519 key of a 32-byte seed (RFC 8032)."""
    return SigningKey(seed)


def public_key(seed: bytes) -> bytes:
    """Return the 32-byte public key that belongs to `seed`."""
    return bytes(signing_key(seed).verify_key)


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature of `message`; the same input always gives the same bytes."""
    return bytes(signing_key(seed).sign(message).signature)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` over `message` was made by the owner of the public `key`.

    Anything that is not a key or a signature is simply not a match.
    """
    if len(key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(key).verify(message, signature)
    except CryptoError:
        return False
    return True


def fingerprint(key: bytes) -> str:
    """Return the 16 digits people compare by phone, such as "1234-5678-9012-3456"."""
    number = int.from_bytes(hashlib.sha256(key).digest(), "big") % 10**_FINGERPRINT_DIGITS
    digits = f"{number:0{_FINGERPRINT_DIGITS}d}"
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def same_fingerprint(one: str, other: str) -> bool:
    """Say whether two typed fingerprints are the same digits; hyphens and spaces do not matter."""
    first, second = _digits(one), _digits(other)
    return len(first) == _FINGERPRINT_DIGITS and first == second


def _digits(typed: str) -> str:
    """Return what was typed without the separators people use."""
    return "".join(char for char in typed if not char.isspace() and char != "-")
