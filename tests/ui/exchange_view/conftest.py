"""Offices that exchange files, and the screen "Gửi · Nhận" over the record of the first."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.services import records
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.ui.exchange_view.offices import LATER_MS, NOW_MS, second_computer, superior_office
from ui import jobs
from ui.context import AppContext
from ui.views.exchange_view import ExchangeView, frame

Opened = Callable[[], ExchangeView]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The same unit on another computer, with the record of the first."""
    opened = second_computer(workspace, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def above(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The office that reports go to."""
    opened = superior_office(workspace, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def neighbour(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """Another commune."""
    office = NewOffice(name="Thuận Lộc", level="xa", code="18130")
    device = tmp_path / "device4"
    opened = create_workspace(tmp_path / "n", office, device_dir=device, now_ms=LATER_MS)
    records.put_texts(opened, "work", None, {"name": "Đường của xã khác"})
    yield opened
    opened.close()


@pytest.fixture
def open_screen(qtbot: QtBot, context: AppContext) -> Opened:
    """Open the screen when the test is ready for it."""

    def opened() -> ExchangeView:
        made = ExchangeView(context)
        qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
        with qtbot.waitExposed(made):
            made.show()
        return made

    return opened


@pytest.fixture
def view(open_screen: Opened) -> ExchangeView:
    """The screen as it stands before a test does anything."""
    return open_screen()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the person find the fingerprints equal; hold those that were asked about."""
    found: list[str] = []

    def ask(parent: object, unit: str, device: str, fingerprint: str, *_: object) -> bool:
        found.append(fingerprint)
        return True

    monkeypatch.setattr(frame, "ask_trust", ask)
    return found
