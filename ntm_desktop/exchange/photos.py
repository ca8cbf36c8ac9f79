"""Photographs made smaller before they are sent: as large as a report needs, upright, same data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LONGEST_SIDE: Final = 2000  # pixels: a full page at 170 dots an inch
QUALITY: Final = 82
MOST_PIXELS: Final = 64_000_000  # of what is opened at all
LEAST_BYTES: Final = 300_000  # what is smaller travels as it is
WORTH: Final = 0.8  # a copy is offered where it has at most this share of the bytes


@dataclass(frozen=True, slots=True)
class SmallerPhoto:
    """A JPEG made from a photograph; `saved` are the bytes it is smaller by."""

    content: bytes
    width: int
    height: int
    saved: int


def is_large(path: Path, longest: int = LONGEST_SIDE) -> bool:
    """Say from the head of a file whether it is a photograph that `smaller` would make smaller."""
    from PIL import Image, UnidentifiedImageError

    try:
        if path.stat().st_size < LEAST_BYTES:
            return False
        with Image.open(path, formats=("JPEG",)) as photo:
            pixels = photo.width * photo.height
            return max(photo.size) > longest and pixels <= MOST_PIXELS
    except (
        Image.DecompressionBombError,
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return False


def smaller(path: Path, longest: int = LONGEST_SIDE) -> SmallerPhoto | None:
    """Return a smaller copy of a JPEG photograph, None where it is none or would gain little.

    The copy stands upright and keeps what the camera noted (time, place). It is another file with
    another hash: to send it, it must be attached in place of the first one.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        size = path.stat().st_size
        if size < LEAST_BYTES:
            return None
        with Image.open(path, formats=("JPEG",)) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                return None
            photo.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(photo)
            upright.thumbnail((longest, longest))
            made, notes = io.BytesIO(), upright.getexif().tobytes()
            upright.convert("RGB").save(made, "JPEG", quality=QUALITY, optimize=True, exif=notes)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    content = made.getvalue()
    if len(content) > WORTH * size:
        return None
    return SmallerPhoto(content, upright.width, upright.height, size - len(content))
