"""The mark in a Word file's properties that says which document of ours it is.

A file that was edited, renamed and sent around still tells what it was made from.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError

_PREFIX = "ntm-desktop:"
MOST_LETTERS = 255  # what a core property may hold
_UNREADABLE = (OpcError, SyntaxError, zipfile.BadZipFile, ValueError, KeyError, OSError, EOFError)


def mark_text(parts: Mapping[str, str | None]) -> str:
    """Return the mark for a document, "" for one whose parts are too long to be kept."""
    kept = {name: value for name, value in parts.items() if value}
    text = _PREFIX + json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text if len(text) <= MOST_LETTERS else ""


def put_mark(document: Any, mark: str) -> None:
    """Put a mark into a document's properties (also an empty one: a template may carry another)."""
    document.core_properties.identifier = mark


def read_mark(path: Path) -> dict[str, str]:
    """Return what the mark of a file says, {} where it has none or is no Word file."""
    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
        found = document.core_properties.identifier
        parts = json.loads(found.removeprefix(_PREFIX)) if found.startswith(_PREFIX) else {}
    except _UNREADABLE:
        return {}
    if not isinstance(parts, dict):
        return {}
    return {name: value for name, value in parts.items() if isinstance(value, str)}
