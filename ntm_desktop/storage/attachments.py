"""Files of evidence, kept once under the hash of their content: `minh-chung/ab/<sha256>`.

A file is copied beside its place, brought to the disk, and only then renamed; what lies under a
hash is complete, read-only and never written to again. Nothing is ever deleted here.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from ntm_desktop import texts
from ntm_desktop.domain.evidence import check_size, clean_name, is_digest, kind_of, size_text
from ntm_desktop.domain.file_kinds import FileKind
from ntm_desktop.errors import DataFileError, FullDiskError, InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress

FOLDER = "minh-chung"
RESERVE = 16 * 1024 * 1024  # bytes left free for the data file after a file was kept
CHUNK = 1024 * 1024
READ_ONLY = stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH
FOLDERS_OPEN = os.name != "nt"
_TEMPORARY = ".tmp"
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_SUCH = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}


class FileState(Enum):
    """Whether the file of an evidence is what was attached."""

    HERE = "here"
    MISSING = "missing"
    CHANGED = "changed"
    NOT_ARRIVED = "not_arrived"

    @property
    def label(self) -> str:
        """Return the state in Vietnamese."""
        return texts.EVIDENCE_STATES[self.value]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the data folder; `is_new` says whether it was not there before."""

    sha256: str
    size: int
    kind: FileKind
    is_new: bool


def path_of(data_folder: Path, digest: str) -> Path:
    """Return where the file with this SHA-256 lies; raise `InputError` for what is no hash."""
    if not is_digest(digest):
        raise InputError(texts.EVIDENCE_GONE.format(name=clean_name(digest)))
    return data_folder / FOLDER / digest[:2] / digest


def examine(source: Path) -> FileKind:
    """Return what kind of file this is; raise `UserError` in words where it cannot be kept."""
    name = clean_name(source.name)
    with _opened(source, name) as origin, _read_from(name):
        check_size(os.fstat(origin.fileno()).st_size, name)
        return kind_of(origin, source.name)


def keep(
    data_folder: Path, source: Path, pulse: Callable[[], None] = lambda: None, title: str = ""
) -> Kept:
    """Copy a file into the data folder under its hash; it is on the disk when this returns.

    `title` is what an error calls it, its own name where left out. `pulse` is called with every
    megabyte and may raise `Cancelled`. Raises `InputError` for what is no evidence,
    `NotFoundError`, `FullDiskError`, `DataFileError` where a place cannot be read or written; then
    nothing new lies in the folder.
    """
    name = title or clean_name(source.name)
    with _opened(source, name) as origin, _written_to(data_folder):
        about = os.fstat(origin.fileno())
        check_size(about.st_size, name)
        _check_room(data_folder, about.st_size, name)
        with _beside(data_folder / FOLDER) as copy:
            digest = _copied(origin, copy, about, name, pulse)
            with copy.open("rb") as content:
                kind = kind_of(content, source.name)
            is_new = _settle(copy, path_of(data_folder, digest))
    return Kept(digest, about.st_size, kind, is_new)


def glance(data_folder: Path, digest: str, size: int | None) -> FileState:
    """Say from name and size alone whether the file is there; for lists."""
    if not is_digest(digest) or not path_of(data_folder, digest).is_file():
        return FileState.MISSING
    is_same = size in (None, path_of(data_folder, digest).stat().st_size)
    return FileState.HERE if is_same else FileState.CHANGED


def verify(data_folder: Path, digest: str) -> FileState:
    """Read the file and say whether it is still what was attached."""
    if glance(data_folder, digest, None) is FileState.MISSING:
        return FileState.MISSING
    is_same = _digest_of(path_of(data_folder, digest)) == digest
    return FileState.HERE if is_same else FileState.CHANGED


def copy_out(data_folder: Path, digest: str, target: Path, name: str) -> None:
    """Write a read-only copy of a kept file to `target`, proven to be what was attached.

    Raises `DataFileError` where the kept file was changed or `target` cannot be written, and
    `NotFoundError` where there is none; `name` is what the error calls it.
    """
    with _opened(path_of(data_folder, digest), name) as origin, _written_to(target.parent):
        with target.open("xb") as copy:
            found = _pour(origin, copy, name)
        if found != digest:
            target.unlink()
            message = texts.EVIDENCE_ALTERED.format(name=name)
            raise DataFileError(message, hint=texts.EVIDENCE_GONE_HINT)
        target.chmod(READ_ONLY)


def kept_files(data_folder: Path) -> list[Path]:
    """Return the kept files in order of their hash; other files in the folder are left out."""
    found = (data_folder / FOLDER).glob("??/*")
    return sorted(
        path for path in found if is_digest(path.name) and path.parent.name == path.name[:2]
    )


def unused_files(data_folder: Path, needed: set[str]) -> list[Path]:
    """Return kept files that none of the `needed` hashes names, and copies left half-made."""
    half_made = sorted((data_folder / FOLDER).glob(f"*{_TEMPORARY}"))
    return [path for path in kept_files(data_folder) if path.name not in needed] + half_made


def back_up_files(data_folder: Path, folder: Path, progress: Progress = no_progress) -> int:
    """Keep every file also in `folder/minh-chung`, proven by its hash; return how many were new.

    On the same disk it is a second name for the same bytes (hard link), else a copy. A file that
    is not what its hash says is left out: `verify` tells of it, and a good older copy stays.
    """
    files = kept_files(data_folder)
    added = 0
    for number, path in enumerate(files):
        progress(number, len(files), texts.PROGRESS_EVIDENCE_COPY)
        with _written_to(folder):
            added += _backed_up(path, path_of(folder, path.name), folder)
    return added


def _backed_up(path: Path, target: Path, folder: Path) -> bool:
    """Keep one file in the backup; return whether it was not there before."""
    if target.is_file() and target.stat().st_size == path.stat().st_size:
        return False
    if _digest_of(path) != path.name:
        return False
    with _beside(folder / FOLDER) as copy:
        if not _linked(path, copy):
            _copy_proven(path, copy, folder)
        _settle(copy, target)
    return True


def _linked(path: Path, copy: Path) -> bool:
    """Give a file a second name; return False on another disk or where there are no links."""
    try:
        copy.hardlink_to(path)
    except OSError:
        return False
    return True


def _copy_proven(path: Path, copy: Path, folder: Path) -> None:
    """Copy a kept file and read the copy back; raise `DataFileError` if it is not the same."""
    _check_room(folder, path.stat().st_size, path.name)
    with path.open("rb") as origin, copy.open("xb") as made:
        _pour(origin, made, path.name)
    if _digest_of(copy) != path.name:
        message = texts.BACKUP_FAILED.format(detail=texts.EVIDENCE_STATES["changed"])
        raise DataFileError(message, hint=texts.BACKUP_FAILED_HINT)


def _copied(
    origin: BinaryIO, copy: Path, about: os.stat_result, name: str, pulse: Callable[[], None]
) -> str:
    """Copy a file and return its hash; raise `DataFileError` if it is written to meanwhile."""
    with copy.open("xb") as made:
        digest = _pour(origin, made, name, limit=about.st_size + 1, pulse=pulse)
        length = made.tell()
    after = os.fstat(origin.fileno())
    seen = (about.st_size, about.st_mtime_ns)
    if length != about.st_size or (after.st_size, after.st_mtime_ns) != seen:
        message = texts.EVIDENCE_CHANGING.format(name=name)
        raise DataFileError(message, hint=texts.EVIDENCE_CHANGING_HINT)
    return digest


def _pour(
    origin: BinaryIO,
    copy: BinaryIO,
    name: str,
    *,
    limit: int | None = None,
    pulse: Callable[[], None] = lambda: None,
) -> str:
    """Write what can be read, at most about `limit` bytes, to the disk; return its SHA-256."""
    hashed = hashlib.sha256()
    while limit is None or copy.tell() < limit:
        pulse()
        with _read_from(name):
            block = origin.read(CHUNK)
        if not block:
            break
        hashed.update(block)
        copy.write(block)
    copy.flush()
    os.fsync(copy.fileno())
    return hashed.hexdigest()


def _settle(copy: Path, place: Path) -> bool:
    """Give a finished copy its name; return False where the same file lies there already."""
    if place.is_file():
        if _digest_of(place) == place.name:
            return False
        place.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows replaces no read-only file
    place.parent.mkdir(exist_ok=True)
    copy.chmod(READ_ONLY)
    copy.replace(place)
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        _sync_folder(folder)
    return True


def _sync_folder(folder: Path) -> None:
    """Bring new names in a folder to the disk, on systems where a folder can be opened."""
    if not FOLDERS_OPEN:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" for one that cannot be read."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Return a fresh name in `folder` for a copy in the making; what still has it is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
    try:
        yield copy
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _check_room(folder: Path, size: int, name: str) -> None:
    """Raise `FullDiskError` unless the disk of `folder` has room for `size` bytes and a reserve."""
    if shutil.disk_usage(folder).free < size + RESERVE:
        message = texts.EVIDENCE_NO_ROOM.format(name=name, size=size_text(size))
        raise FullDiskError(message, hint=texts.DATA_FILE_FULL_HINT)


@contextlib.contextmanager
def _opened(source: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file for reading, also behind a link; raise `UserError` for what is no plain file.

    Not blocking, so that a pipe is refused instead of waited for.
    """
    with _read_from(name):
        if source.is_dir():
            message = texts.EVIDENCE_FOLDER.format(name=name)
            raise InputError(message, hint=texts.EVIDENCE_FOLDER_HINT)
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        origin = os.fdopen(os.open(source, flags), "rb")
    with origin:
        if not stat.S_ISREG(os.fstat(origin.fileno()).st_mode):
            message = texts.EVIDENCE_NOT_A_FILE.format(name=name)
            raise InputError(message, hint=texts.EVIDENCE_NOT_A_FILE_HINT)
        yield origin


@contextlib.contextmanager
def _read_from(name: str) -> Iterator[None]:
    """Say in words that a file chosen by a person is not there or cannot be read."""
    try:
        yield
    except ValueError as error:  # a NUL in the name
        message = texts.EVIDENCE_FILE_MISSING.format(name=name)
        raise NotFoundError(message, hint=texts.EVIDENCE_FILE_MISSING_HINT) from error
    except OSError as error:
        if error.errno in _NO_SUCH:
            message = texts.EVIDENCE_FILE_MISSING.format(name=name)
            raise NotFoundError(message, hint=texts.EVIDENCE_FILE_MISSING_HINT) from error
        message = texts.EVIDENCE_UNREADABLE.format(name=name)
        raise DataFileError(message, hint=texts.EVIDENCE_UNREADABLE_HINT) from error


@contextlib.contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    """Say in words that a folder of ours cannot be written, or that its disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise FullDiskError(texts.DATA_FILE_FULL, hint=texts.DATA_FILE_FULL_HINT) from error
        message = texts.DATA_FILE_READ_ONLY.format(path=folder)
        raise DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT) from error
