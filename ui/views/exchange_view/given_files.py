"""What a person dropped: files as they are, of a folder the packages that lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ntm_desktop.errors import InputError

ENDINGS = (".ntmx", ".zip")


def given_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to look into, each once; raise `InputError` for a folder without any."""
    found = dict.fromkeys(inner for path in paths for inner in _files_at(path))
    return list(found)


def _files_at(path: Path) -> list[Path]:
    """Return a file itself, or the packages in a folder."""
    if not path.is_dir():
        return [path]
    inside = sorted(one for one in path.iterdir() if one.suffix.lower() in ENDINGS)
    if not inside:
        message = f"Thư mục {path.name} không có tệp .ntmx hay .zip nào."
        raise InputError(message, hint="Chọn tệp, hoặc thư mục có tệp dữ liệu nhận được.")
    return inside
