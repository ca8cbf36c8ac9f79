"""Where an office keeps criteria sets of its own: beside its data, found while that is open."""

from __future__ import annotations

from pathlib import Path

FOLDER_NAME = "bo-tieu-chi"
_open: list[Path] = []


def folder_of(data_folder: Path) -> Path:
    """Return the folder of the own sets of a data folder (it need not exist)."""
    return data_folder / FOLDER_NAME


def look_in(data_folder: Path) -> None:
    """Find the sets of this data folder from now on; the one opened last is looked into first."""
    _open.append(folder_of(data_folder))


def stop_looking(data_folder: Path) -> None:
    """Find the sets of this data folder no longer; each call takes back one `look_in`."""
    folder = folder_of(data_folder)
    if folder in _open:
        _open.remove(folder)


def pack_files() -> dict[str, Path]:
    """Return the pack file of each id in the folders that are open."""
    found: dict[str, Path] = {}
    for folder in reversed(_open):
        if folder.is_dir():
            files = (file for file in sorted(folder.glob("*.json")) if file.is_file())
            for file in files:
                found.setdefault(file.stem, file)
    return found
