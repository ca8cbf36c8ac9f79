"""One computer per test: its own device folder, data folders below it, real windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.e2e.hands import Hands, WindowHands
from ui import app, notices, style

NOW_MS = 1_700_000_000_000  # 14/11/2023
SET_ID = "xa-ntm-nang-cao-2021-2025"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    style.apply(qapp)
    return qapp


@dataclass
class Desk:
    """The computers of a test: where data lies, and the windows that are open."""

    qtbot: QtBot
    root: Path
    monkeypatch: pytest.MonkeyPatch
    _open: list[tuple[WindowHands, Workspace]] = field(default_factory=list)

    def sit_at(self, computer: str) -> None:
        """Go to a computer with its own key and settings."""
        self.monkeypatch.setenv("NTM_DEVICE_DIR", str(self.root / computer / "device"))
        self.monkeypatch.setenv("XDG_DATA_HOME", str(self.root / computer / "data"))
        self.monkeypatch.setenv("XDG_STATE_HOME", str(self.root / computer / "state"))

    def new_office(
        self, name: str = "so-lieu", code: str | None = None, group: str = "chung"
    ) -> Workspace:
        """Make an office that follows one set, at a fixed time."""
        office = NewOffice(name="Quảng An", level="xa", code=code, sets=[(SET_ID, group)])
        return create_workspace(self.root / name, office, user="cán bộ", now_ms=NOW_MS)

    def sample(self, name: str, now_ms: int | None = NOW_MS) -> Workspace:
        """Make a sample, at a fixed time unless today is wanted."""
        return create_sample(self.root / f"mau-{name}", name, now_ms=now_ms)

    def window(
        self, opened: Workspace | app.Opened, size: tuple[int, int] = (1366, 768)
    ) -> WindowHands:
        """Open the real window as the program does, and wait until it takes keys."""
        if isinstance(opened, Workspace):
            opened = app.Opened(opened)
        window = app.open_window(opened)
        window.resize(*size)
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.begin()
        QApplication.processEvents()
        hands = WindowHands(self.qtbot, window)
        self._open.append((hands, opened.workspace))
        return hands

    def answering_first_page(
        self, kind: type[QDialog], answer: Callable[[Hands], None]
    ) -> AbstractContextManager[None]:
        """Answer the page that comes up before there is a window."""
        return Hands(self.qtbot, None).answering(kind, answer)

    def close(self, hands: WindowHands) -> None:
        """Close a window as a person does, and its data with it."""
        workspace = next(held for one, held in self._open if one is hands)
        self._open = [pair for pair in self._open if pair[0] is not hands]
        hands.window.close()
        workspace.close()
        hands.window.deleteLater()

    def leave(self) -> None:
        """Close everything that is still open."""
        for hands, _ in tuple(self._open):
            self.close(hands)
        notices.set_presenter(None)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, monkeypatch)
    made.sit_at("may-1")
    yield made
    made.leave()
