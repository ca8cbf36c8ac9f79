"""Where an office keeps criteria sets of its own: beside its data, found while that is open."""

from __future__ import annotations

from pathlib import Path

FOLDER_NAME = "bo-tieu-chi"
HISTORY_NAME = "truoc"
VERSIONS_KEPT = 20
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


# --- earlier versions of a pack file ---


def previous_versions(pack: Path) -> list[Path]:
    """Return the kept earlier versions of a pack file, the latest last."""
    folder = pack.parent / HISTORY_NAME
    found = [file for file in folder.glob(f"{pack.stem}.*.json") if _number(pack, file)]
    return sorted(found, key=lambda file: _number(pack, file))


def removed_packs(folder: Path) -> dict[str, Path]:
    """Return the latest version of each pack of a folder that is there no more, by its id."""
    kept = sorted((folder / HISTORY_NAME).glob("*.json"))
    ids = {file.name.rsplit(".", 2)[0] for file in kept if file.name.count(".") > 1}
    gone = (folder / f"{set_id}.json" for set_id in sorted(ids))
    found = {pack.stem: previous_versions(pack) for pack in gone if not pack.is_file()}
    return {set_id: held[-1] for set_id, held in found.items() if held}


def next_version(pack: Path) -> Path:
    """Return where the present version of a pack file is kept before it is replaced."""
    held = previous_versions(pack)
    number = _number(pack, held[-1]) + 1 if held else 1
    return pack.parent / HISTORY_NAME / f"{pack.stem}.{number:04d}.json"


def _number(pack: Path, file: Path) -> int:
    """Return the number of an earlier version, 0 for a file that is none."""
    part = file.name.removeprefix(f"{pack.stem}.").removesuffix(".json")
    return int(part) if part.isascii() and part.isdigit() else 0
