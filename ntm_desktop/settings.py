"""Preferences of this computer: typed, kept as JSON in the device folder, never in the data."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop import paths

FILE_NAME = "settings.json"
THEMES = ("system", "light", "dark")
MONEY_UNITS = ("dong", "million", "billion")
FONT_STEPS = range(-1, 5)
UNIT_ORDERS = ("name", "entered")
MOST_RECENT = 8
MOST_PLACES = 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What this computer remembers for the person in front of it.

    `font_step` is added to the type scale (0 = as designed); `money_unit` is the unit amounts are
    shown in; `window_geometry` is what Qt gave us, in base64. `last_folder` and `recent_folders`
    are data folders; `folders` holds (purpose, folder) of files that are written and read.
    `unit_order` is how thôn stand where values are typed for each: by name, or as entered.
    `periods` holds (data folder, period looked at last there).
    """

    last_folder: str = ""
    recent_folders: tuple[str, ...] = ()
    theme: str = "system"
    font_step: int = 0
    user_name: str = ""
    window_geometry: str = ""
    money_unit: str = "million"
    folders: tuple[tuple[str, str], ...] = ()
    unit_order: str = "name"
    periods: tuple[tuple[str, str], ...] = ()

    def with_folder(self, folder: Path) -> Settings:
        """Return the settings after `folder` was opened: last, and first of the recent ones."""
        opened = str(folder)
        others = tuple(known for known in self.recent_folders if known != opened)
        recent = (opened, *others)[:MOST_RECENT]
        return dataclasses.replace(self, last_folder=opened, recent_folders=recent)

    def with_place(self, purpose: str, folder: Path) -> Settings:
        """Return the settings after `folder` was chosen for `purpose` ("report", "package" …)."""
        others = tuple(pair for pair in self.folders if pair[0] != purpose)
        kept = (*others, (purpose, str(folder)))[-MOST_PLACES:]
        return dataclasses.replace(self, folders=kept)

    def place(self, purpose: str) -> str:
        """Return the folder last chosen for `purpose`, "" for none."""
        return dict(self.folders).get(purpose, "")

    def with_period(self, folder: Path, period_id: str) -> Settings:
        """Return the settings after a period was looked at in the data of `folder`."""
        others = tuple(pair for pair in self.periods if pair[0] != str(folder))
        kept = (*others, (str(folder), period_id))[-MOST_PLACES:]
        return dataclasses.replace(self, periods=kept)

    def period(self, folder: Path) -> str:
        """Return the id of the period last looked at in the data of `folder`, "" for none."""
        return dict(self.periods).get(str(folder), "")

    def without_folder(self, folder: Path) -> Settings:
        """Return the settings after `folder` was found to be gone."""
        gone = str(folder)
        recent = tuple(known for known in self.recent_folders if known != gone)
        last = "" if self.last_folder == gone else self.last_folder
        return dataclasses.replace(self, last_folder=last, recent_folders=recent)


def _is_text(value: object) -> bool:
    """Say whether a setting is text of a bearable length."""
    return isinstance(value, str) and len(value) <= 10_000


def _is_list_of_text(value: object) -> bool:
    """Say whether a setting is a list of texts, as JSON keeps a tuple."""
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_list_of_pairs(value: object) -> bool:
    """Say whether a setting is a list of pairs of texts, as JSON keeps them."""
    return isinstance(value, list) and all(
        _is_list_of_text(pair) and len(pair) == 2 for pair in value
    )


def _is_font_step(value: object) -> bool:
    """Say whether a setting is a step of the type scale."""
    return isinstance(value, int) and not isinstance(value, bool) and value in FONT_STEPS


_ACCEPTED: Mapping[str, Callable[[object], bool]] = {
    "last_folder": _is_text,
    "recent_folders": _is_list_of_text,
    "theme": THEMES.__contains__,
    "font_step": _is_font_step,
    "user_name": _is_text,
    "window_geometry": _is_text,
    "money_unit": MONEY_UNITS.__contains__,
    "folders": _is_list_of_pairs,
    "unit_order": UNIT_ORDERS.__contains__,
    "periods": _is_list_of_pairs,
}


def load_settings(folder: Path | None = None) -> Settings:
    """Return the settings kept in `folder` (default: this computer's device folder).

    What is missing, unknown or unusable falls back to its default and is logged: preferences
    never stand in the way of starting.
    """
    path = (folder or paths.device_folder()) / FILE_NAME
    found = _read(path)
    refused = [name for name, value in found.items() if not _is_accepted(name, value)]
    if refused:
        _log.warning("Settings not understood and left out: %s", ", ".join(sorted(refused)))
    good = {name: value for name, value in found.items() if name not in refused}
    if "recent_folders" in good:
        good["recent_folders"] = tuple(good["recent_folders"])[:MOST_RECENT]
    for name in ("folders", "periods"):
        if name in good:
            pairs = [(first, second) for first, second in good[name]]
            good[name] = tuple(pairs)[-MOST_PLACES:]
    return Settings(**good)


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Keep the settings: written beside and renamed, so a power cut leaves the old or the new."""
    path = (folder or paths.device_folder()) / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{FILE_NAME}.{os.getpid()}.new")
    text = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=2)
    with beside.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _read(path: Path) -> dict[str, Any]:
    """Return the names and values of a settings file; empty when there is none or it is damaged."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _log.warning("The settings file cannot be read; defaults are used")
        return {}
    if isinstance(found, dict):
        return found
    _log.warning("The settings file is not a list of names; defaults are used")
    return {}


def _is_accepted(name: str, value: object) -> bool:
    """Say whether this version knows the setting and can use its value."""
    check = _ACCEPTED.get(name)
    return check is not None and check(value)
