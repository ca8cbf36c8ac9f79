"""A long text in one field: compressed, so that a whole document fits where a paragraph would."""

from __future__ import annotations

import base64
import zlib

from ntm_desktop.domain.entity import MAX_TEXT

_PACKED = "zlib:"
_MOST_BYTES = 64 * MAX_TEXT  # more is not unpacked, whatever a field claims to hold


def packed_text(text: str) -> str | None:
    """Return a text as a field can hold it letter for letter, None when it is too long even so."""
    data = text.encode()
    stored = _PACKED + base64.b64encode(zlib.compress(data, 9)).decode()
    return stored if len(data) <= _MOST_BYTES and len(stored) <= MAX_TEXT else None


def unpacked_text(stored: str) -> str:
    """Return the text a field holds, "" where it cannot be read; a plain text as it is."""
    if not stored.startswith(_PACKED):
        return stored
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(stored[len(_PACKED) :]), _MOST_BYTES)
        return data.decode()
    except (ValueError, zlib.error):
        return ""
