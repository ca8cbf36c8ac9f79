"""A Word file opened for reading only its XML: kind, size, macros and damage are known first."""

from __future__ import annotations

import posixpath
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.errors import InputError
from ntm_desktop.exchange.office_files import (
    broken,
    file_bytes,
    open_archive,
    read_part,
    translated,
)

READ_ENDINGS = (".xml", ".rels")
MACROS = ("vbaproject.bin", "vbadata.xml")
WORD_ENDINGS = (".docx", ".docm")
ENCRYPTED = 0x1


def read_word_parts(path: Path) -> dict[str, bytes]:
    """Return the parts of XML of a .docx by name; pictures and the like are never unpacked.

    Raises `InputError` (not a .docx, encrypted, with macros, damaged, too large) and
    `NotFoundError`.
    """
    if path.suffix.lower() not in WORD_ENDINGS and path.is_file():
        message = texts.LAYOUT_KIND.format(path=path)
        raise InputError(message, hint=texts.LAYOUT_KIND_HINT)
    try:
        data = file_bytes(path)
        if not data:
            raise broken(path)
        return translated(path, lambda: _parts(data, path))
    except _HasMacrosError:
        raise
    except InputError as error:  # its hint speaks of taking in an annex
        raise InputError(str(error), hint=texts.LAYOUT_KIND_HINT) from error


class _HasMacrosError(InputError):
    """A file with macros is not opened."""


def _parts(data: bytes, path: Path) -> dict[str, bytes]:
    """Return the parts of an opened file."""
    with open_archive(data, path) as archive:
        members = archive.infolist()
        names = [posixpath.basename(one.filename).lower() for one in members]
        if any(name in MACROS for name in names):
            message = texts.LAYOUT_MACROS.format(path=path)
            raise _HasMacrosError(message, hint=texts.LAYOUT_MACROS_HINT)
        if any(one.flag_bits & ENCRYPTED for one in members):
            message = texts.ANNEX_FILE_LOCKED.format(path=path)
            raise InputError(message)
        read = [one.filename for one in members if one.filename.lower().endswith(READ_ENDINGS)]
        return {name.lstrip("/"): read_part(archive, name, path) for name in read}
