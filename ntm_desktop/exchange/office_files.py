"""Word and Excel files: opened with care, sizes and damage known before reading; written whole.

A small file can unfold to gigabytes; a merged range of a few bytes to millions of cells.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree as ET

from ntm_desktop import texts
from ntm_desktop.domain.annex_grid import tidy
from ntm_desktop.errors import InputError, NotFoundError

T = TypeVar("T")
MIB = 1024 * 1024
FILE_BYTES = 40 * MIB
UNPACKED_BYTES = 64 * MIB
PART_BYTES = 16 * MIB
MEMBERS = 5_000
MOST_CELLS = 200_000

_ZIP_MARK, _OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGN_FORMAT = re.compile(r'^"?\s*(≥|≤|>=|<=|>|<)\s*"?')


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file that can be one of ours."""
    if not path.is_file():
        message = texts.ANNEX_FILE_MISSING.format(path=path)
        raise NotFoundError(message, hint=texts.ANNEX_FILE_MISSING_HINT)
    if path.stat().st_size > FILE_BYTES:
        raise too_large(path)
    data = path.read_bytes()
    if data.startswith(_OLE_MARK):
        message = texts.ANNEX_FILE_LOCKED.format(path=path)
        raise InputError(message, hint=texts.ANNEX_FILE_LOCKED_HINT)
    known = path.suffix.lower() in (".docx", ".xlsx", ".docm", ".xlsm")
    if not known or (data and not data.startswith(_ZIP_MARK)):
        message = texts.ANNEX_FILE_KIND.format(path=path)
        raise InputError(message, hint=texts.ANNEX_FILE_KIND_HINT)
    return data


def open_archive(data: bytes, path: Path) -> zipfile.ZipFile:
    """Return the opened file, its unpacked size known to be bounded."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken(path) from error
    members = archive.infolist()
    if len(members) > MEMBERS or sum(one.file_size for one in members) > UNPACKED_BYTES:
        raise too_large(path)
    return archive


def translated(path: Path, read: Callable[[], T]) -> T:
    """Run a reader; what the readers below stumble over means that the file is damaged."""
    try:
        return read()
    except InputError:
        raise
    except MemoryError as error:
        raise too_large(path) from error
    except Exception as error:  # openpyxl and zipfile raise a dozen kinds for damaged files
        raise broken(path) from error


def too_large(path: Path) -> InputError:
    """Return the refusal of a file that is too large, packed or unpacked."""
    message = texts.ANNEX_FILE_LARGE.format(path=path)
    return InputError(message, hint=texts.ANNEX_FILE_LARGE_HINT)


def broken(path: Path) -> InputError:
    """Return the refusal of a damaged file."""
    message = texts.ANNEX_FILE_BROKEN.format(path=path)
    return InputError(message, hint=texts.ANNEX_FILE_BROKEN_HINT)


def read_part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Return a part of the file, unpacked; refused where it is too large."""
    if archive.getinfo(name).file_size > PART_BYTES:
        raise too_large(path)
    with archive.open(name) as source:
        return source.read(PART_BYTES)


# --- workbooks ---


def check_sheets(archive: zipfile.ZipFile, path: Path) -> bool:
    """Refuse sheets whose cells or merged ranges are too many; say if a formula has no result.

    A merged range is a few bytes in the file and a cell for each place in memory.
    """
    places, uncalculated = 0, False
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        with archive.open(name) as source:
            for _, element in ET.iterparse(source):
                kind = _local(element)
                if kind == "c":
                    places += 1
                    uncalculated = uncalculated or _lacks_result(element)
                elif kind == "mergeCell":
                    places += _area(element.get("ref") or "")
                elif kind == "row":
                    element.clear()
                if places > MOST_CELLS:
                    raise too_large(path)
    return uncalculated


def _lacks_result(cell: ET.Element) -> bool:
    """Say whether a cell has a formula whose result was not stored (an empty text is one)."""
    parts = {_local(part): part for part in cell}
    if "f" not in parts or cell.get("t") == "str":
        return False
    value = parts.get("v")
    return value is None or not value.text


def _area(reference: str) -> int:
    """Return how many places a range such as "B2:D9" has."""
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(reference)
    if None in (left, top, right, bottom):
        return MOST_CELLS + 1
    return (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)


def cell_text(value: object, number_format: str) -> str:
    """Return what a cell of a workbook shows, as far as its format says it plainly.

    >>> cell_text(0.985, "0.0%")
    '98,5%'
    """
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if not isinstance(value, int | float):
        return tidy(str(value))
    number = Decimal(repr(value))
    if not number.is_finite():
        return ""
    is_rate = "%" in re.sub(r'"[^"]*"', "", number_format or "")
    shown = f"{round(number * 100, 9) if is_rate else round(number, 9):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    sign = _SIGN_FORMAT.match(number_format or "")
    literal = '%"' in (number_format or "") and not is_rate
    tail = "%" if is_rate or literal else ""
    return f"{sign[1] + ' ' if sign else ''}{shown.replace('.', ',')}{tail}"


def _local(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
