"""What people compare: the short code of a package on paper, in a QR picture, over the phone."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Final

from ntm_desktop import texts
from ntm_desktop.errors import InputError
from ntm_desktop.exchange.manifest import Manifest, confirm_code

__all__ = ["Seal", "confirm_code", "qr_png", "qr_svg", "read_seal", "same_short_code", "short_code"]

SHORT_DIGITS: Final = 16
_SEAL = re.compile(
    r"NTMX1 ([0-9a-f]{32}) ([A-Za-z0-9][A-Za-z0-9._:-]{0,31}) ([0-9]{1,15}) ([0-9]{1,15})"
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a cover letter's QR says of a package: its id, sender's unit, number and changes."""

    package_id: str
    unit: str
    serial: int
    changes: int

    @property
    def text(self) -> str:
        """Return the text of the QR."""
        return f"NTMX1 {self.package_id} {self.unit} {self.serial} {self.changes}"


def seal_of(manifest: Manifest, package_id: str) -> Seal:
    """Return the seal of a package; it is as good as the package's id, which covers every byte."""
    changes = manifest.counts.changes
    return Seal(package_id, manifest.sender.unit, manifest.serial, changes)


def read_seal(text: str) -> Seal:
    """Return the seal in the text of a QR; raise `InputError` for another text."""
    found = _SEAL.fullmatch(" ".join(text.split()))
    if found is None:
        raise InputError(texts.SEAL_BAD, hint=texts.SEAL_BAD_HINT)
    return Seal(found[1], found[2], int(found[3]), int(found[4]))


def short_code(package_id: str) -> str:
    """Return the sixteen hex digits of a package's id that people compare, four by four.

    >>> short_code("0123456789abcdef0123456789abcdef")
    '0123-4567-89ab-cdef'
    """
    digits = package_id[:SHORT_DIGITS]
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def same_short_code(typed: str, package_id: str) -> bool:
    """Say whether a typed short code, full id or QR text names this package."""
    plain = "".join(char for char in typed.lower() if not char.isspace() and char != "-")
    is_seal = _SEAL.fullmatch(" ".join(typed.split()))
    if is_seal:
        return is_seal[1] == package_id
    return plain in (package_id, package_id[:SHORT_DIGITS])


def qr_png(text: str, scale: int = 6) -> bytes:
    """Return a QR picture of a text as PNG, `scale` pixels a module, with its quiet border."""
    return _drawn(text, "png", scale)


def qr_svg(text: str, scale: int = 6) -> bytes:
    """Return a QR picture of a text as SVG, sharp at any size."""
    return _drawn(text, "svg", scale)


def _drawn(text: str, kind: str, scale: int) -> bytes:
    """Return a QR picture that still reads with an eighth of it smudged."""
    import segno

    target = io.BytesIO()
    segno.make_qr(text, error="m").save(target, kind=kind, scale=scale)
    return target.getvalue()
