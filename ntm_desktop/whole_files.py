"""A file appears whole or not at all: written beside its place, on the disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError


def write_whole(content: bytes, path: Path) -> None:
    """Write `content` to `path`; raise `DataFileError`, and leave what was there, if it fails."""
    with _beside(path) as file:
        file.write(content)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file to `path`; raise `DataFileError`, and leave what was there, if it fails."""
    with _beside(path) as file, source.open("rb") as origin:
        shutil.copyfileobj(origin, file)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its name once everything is on the disk."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        _remove(beside)
        message = texts.REPORT_NOT_WRITTEN.format(path=path)
        raise DataFileError(message, hint=texts.REPORT_NOT_WRITTEN_HINT) from error
    except BaseException:
        _remove(beside)
        raise


def _remove(beside: Path) -> None:
    """Leave nothing behind; a folder that cannot be reached is no second fault."""
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
