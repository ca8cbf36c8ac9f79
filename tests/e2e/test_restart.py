"""Closing and opening again loses nothing; other programs are noticed; a copy is a whole record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services import entry, records, review
from ntm_desktop.services.workspace import Workspace, open_workspace
from ntm_desktop.settings import load_settings
from tests.e2e.conftest import SET_ID, Desk
from tests.e2e.hands import WindowHands
from ui import app
from ui.models.entry_grid import VALUE
from ui.views.entry_view import EntryView
from ui.views.settings_view import SettingsView
from ui.views.works_view import WorksView

pytestmark = pytest.mark.e2e

NOTICED_MS = 2500


def made_here(desk: Desk) -> Workspace:
    """Make an office and close it, so that the program finds it as its last folder."""
    workspace = desk.new_office()
    workspace.close()
    opened = app.choose_workspace(workspace.folder)
    assert opened is not None
    return opened.workspace


def open_again(desk: Desk) -> tuple[WindowHands, Workspace]:
    """Start the program anew: it opens what was open last."""
    opened = app.choose_workspace()
    assert opened is not None
    return desk.window(opened), opened.workspace


def values(workspace: Workspace, period: str) -> dict[str, IndicatorValue]:
    return entry.values_of(workspace, SET_ID, period)


def test_values_and_the_steps_that_can_be_undone_survive_a_restart(desk: Desk) -> None:
    first = made_here(desk)
    hands = desk.window(first)
    period = hands.window.context.period_id
    hands.go_to("criteria")
    for _ in range(2):
        hands.type("đạt")
        hands.press("Return")
        hands.until(lambda: values(first, period))
    hands.until(lambda: set(values(first, period)) == {"1.1", "1.2"})
    hands.press("Ctrl+Z")
    assert set(values(first, period)) == {"1.1"}
    desk.close(hands)
    assert load_settings().last_folder == str(first.folder)

    hands, second = open_again(desk)
    assert second.folder == first.folder
    assert set(values(second, period)) == {"1.1"}
    hands.press("Ctrl+Y")
    assert set(values(second, period)) == {"1.1", "1.2"}
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert values(second, period) == {}


def test_what_is_typed_when_the_window_is_closed_is_kept(desk: Desk) -> None:
    first = made_here(desk)
    hands = desk.window(first)
    period = hands.window.context.period_id
    hands.go_to("criteria")
    hands.type("đạt")
    desk.close(hands)
    _, second = open_again(desk)
    assert set(values(second, period)) == {"1.1"}


def test_what_another_program_writes_appears_by_itself(desk: Desk) -> None:
    hands = desk.window(desk.sample("quang-an"))
    hands.go_to("works")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, WorksView)
    folder = view._context.workspace.folder
    name = "Cống qua đường thôn Nam"
    with desk.qtbot.waitSignal(view._context.data_changed, timeout=NOTICED_MS):
        other = open_workspace(folder, user="máy khác")
        records.put_texts(other, "work", None, {"name": name})
        other.close()
    assert name in [line.row.work.name for line in view.table.sorted.shown_rows()]


def test_the_command_line_writes_and_the_open_sheet_shows_it(desk: Desk) -> None:
    workspace = desk.new_office()
    hands = desk.window(workspace)
    period = hands.window.context.period_id
    hands.go_to("criteria")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, EntryView)
    command = [
        *(sys.executable, "-m", "ntm_desktop", "--data", str(workspace.folder)),
        *("values", "set", "--set", SET_ID, "--period", period, "3.1=91,5"),
    ]
    place = view.grid.place_of("3.1")
    with desk.qtbot.waitSignal(view._context.data_changed, timeout=20_000):
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env=dict(os.environ), timeout=30
        )
        assert done.returncode == 0, done.stderr
    assert view.grid.index(place, VALUE).data() == "91,5"
    assert hands.target() is view.table


def test_a_copy_made_in_the_settings_opens_with_the_same_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = desk.sample("quang-an", now_ms=None)
    hands = desk.window(workspace)
    headline = review.standing(workspace, SET_ID, "2023").headline
    hands.click(hands.window.navigation.buttons["settings"])
    view = hands.window.stack.currentWidget()
    assert isinstance(view, SettingsView)
    hands.pick("Các phần của cài đặt", "Dữ liệu, sao lưu")
    place = desk.root / "usb" / "ban-sao"
    place.mkdir(parents=True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    hands.click(hands.button("Sao lưu ra nơi khác…"))
    hands.until(lambda: hands.sees("Đã sao lưu và kiểm tra bản sao"))
    hands.click(hands.button("Sao lưu ngay"))
    hands.until(lambda: "Sao lưu hôm nay" in hands.window.status.texts())
    desk.close(hands)

    copy = open_copy(place)
    assert review.standing(copy, SET_ID, "2023").headline == headline
    copy_hands = desk.window(copy)
    assert copy_hands.sees("Đạt 16/19 tiêu chí, 70/75 chỉ tiêu")


def open_copy(place: Path) -> Workspace:
    """Open the copy as the record of its own folder, as a person would after a loss."""
    (made,) = [path for path in place.rglob("*") if path.is_file()]
    home = place.parent / "mo-lai"
    home.mkdir()
    made.rename(home / "du-lieu.ntm")
    return open_workspace(home)
