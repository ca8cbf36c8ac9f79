"""A small workspace and its context for tests of the window; the look is applied once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from ui import notices, style
from ui.context import AppContext

NOW_MS = 1_700_000_000_000
SET_ID = "xa-ntm-nang-cao-2021-2025"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    style.apply(qapp)
    return qapp


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    office = NewOffice(name="Quảng An", level="xa", sets=[(SET_ID, "chung")])
    opened = create_workspace(tmp_path / "data", office, user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def context(qtbot: QtBot, workspace: Workspace) -> Iterator[AppContext]:
    made = AppContext(workspace, period_id="2023", set_id=SET_ID)
    yield made
    made.stop()
    notices.set_presenter(None)


@pytest.fixture
def shown_errors(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the window would tell of refused edits."""
    found: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda message, hint="": found.append(message))
    return found
