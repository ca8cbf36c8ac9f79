"""A plain .zip around packages: for mail gateways that drop unknown endings, and for whole folders.

The .zip itself is trusted in nothing: what looks like a package is copied out under a name of our
own, within bounds, and then checked like any other package.
"""

from __future__ import annotations

import contextlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, limits
from ntm_desktop.exchange.refusals import refusal

MOST_MEMBERS: Final = 1_000
MOST_PACKAGES: Final = 100
_DATE = (1980, 1, 1, 0, 0, 0)
_COPIED = 64 * limits.KIB
_MARK = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def write_carrier(path: Path, files: Sequence[tuple[str, Path]]) -> int:
    """Write files under names for people into one plain .zip; return its size in bytes.

    Raises `PackageError` E_DISK where a file cannot be read or the place not be written; nothing is
    left there then.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as carrier:
            for name, source in files:
                _add(carrier, name, source)
        beside.replace(path)
    except OSError as error:
        raise refusal("E_DISK", path=path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return path.stat().st_size


def _add(carrier: zipfile.ZipFile, name: str, source: Path) -> None:
    """Copy a file into the .zip; what is a package is compressed already."""
    info = zipfile.ZipInfo(name, _DATE)
    is_packed = source.suffix.lower() in (".ntmx", ".zip", ".xlsx", ".docx", ".jpg", ".png")
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    info.file_size = source.stat().st_size
    with source.open("rb") as content, carrier.open(info, "w") as member:
        shutil.copyfileobj(content, member, _COPIED)


def is_carrier(path: Path) -> bool:
    """Say whether a file is a .zip that is no package itself but may hold packages."""
    try:
        with path.open("rb") as source:
            if source.read(len(_MARK)) != _MARK:
                return False
            container.check_kind(source)
    except OSError:
        return False
    except PackageError as refused:
        return refused.code == "E_NOT_PACKAGE"
    return False


def packages_in(path: Path, folder: Path) -> Iterator[Path]:
    """Yield the packages inside a plain .zip, each copied into `folder` under a name of our own.

    Told by their first bytes, not by their names; everything else is left alone. Raises
    `PackageError`: E_NOT_PACKAGE where there is none, E_DAMAGED, E_LIMIT and E_BOMB for a .zip
    that is broken or abnormal, E_DISK.
    """
    found = 0
    try:
        with zipfile.ZipFile(path) as carrier:
            for info in _bounded(carrier):
                with carrier.open(info) as member:
                    head = member.read(128)
                    if not container.begins_as_package(head):
                        continue
                    found += 1
                    if found > MOST_PACKAGES:
                        raise refusal("E_LIMIT")
                    _check_ratio(info)
                    target = folder / f"{found:03}.ntmx"
                    _copy(head, member, target, info.file_size)  # type: ignore[arg-type]
                yield target
    except _BROKEN as error:
        raise refusal("E_DAMAGED", where=path.name) from error
    except OSError as error:
        raise refusal("E_DISK", path=path) from error
    if not found:
        raise refusal("E_NOT_PACKAGE")


def _bounded(carrier: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members of a .zip that is not out of all proportion."""
    listed = carrier.infolist()
    if len(listed) > MOST_MEMBERS:
        raise refusal("E_LIMIT")
    if sum(info.file_size for info in listed) > limits.UNPACKED_BYTES:
        raise refusal("E_BOMB")
    return [info for info in listed if not info.is_dir()]


def _check_ratio(info: zipfile.ZipInfo) -> None:
    """Refuse a member that shrank as no package does: those are compressed already."""
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * info.compress_size:
        raise refusal("E_BOMB")


def _copy(head: bytes, member: BinaryIO, target: Path, size: int) -> None:
    """Copy a member out, never more than it announced."""
    with target.open("wb") as copy:
        copy.write(head)
        copied = len(head)
        while block := member.read(_COPIED):
            copied += len(block)
            if copied > min(size, limits.FILE_BYTES):
                raise refusal("E_BOMB")
            copy.write(block)
