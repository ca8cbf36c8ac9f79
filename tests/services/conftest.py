"""Data folders for tests of services: each with a computer of its own, a fixed clock, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace, open_workspace

NOW = 1_706_000_000_000  # 23/01/2024, noon in Vietnam
NANG_CAO = "xa-ntm-nang-cao-2021-2025"


class Offices:
    """Makes data folders under one folder, and closes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: list[Workspace] = []

    def place(self, name: str, device: str = "") -> dict[str, Any]:
        """Return the options by which a computer of that name opens a folder."""
        return {"device_dir": self.folder / f"device-{device or name}", "now_ms": NOW, "user": "An"}

    def new(self, place: str = "a", /, code: str | None = "06901", **more: Any) -> Workspace:
        """Make the data folder of an office on a computer named like it."""
        more = {"name": "Quảng An", "level": "xa", "sets": [(NANG_CAO, "dbsh")], **more}
        office = NewOffice(code=code, **more)
        return self.kept(create_workspace(self.folder / place, office, **self.place(place)))

    def sample(self, sample: str, name: str = "sample") -> Workspace:
        """Make the data folder of a sample."""
        return self.kept(create_sample(self.folder / name, sample, **self.place(name)))

    def again(self, name: str, **more: Any) -> Workspace:
        """Open a data folder a second time, on the same computer unless `device` says another."""
        device = more.pop("device", name)
        options = {**self.place(name, device), **more}
        return self.kept(open_workspace(self.folder / name, **options))

    def kept(self, workspace: Workspace) -> Workspace:
        """Return a workspace that is closed at the end."""
        self._open.append(workspace)
        return workspace

    def close(self) -> None:
        """Close all."""
        for workspace in self._open:
            workspace.close()


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = Offices(tmp_path)
    yield made
    made.close()


@pytest.fixture
def commune(offices: Offices) -> Workspace:
    """Xã Quảng An without values, following the nâng cao set."""
    return offices.new()
