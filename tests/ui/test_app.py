"""Starting: the last folder, a new office, a sample, and a window that remembers its place."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import DataFileError
from ntm_desktop.settings import Settings, load_settings
from ui import app, main_window, notices, style
from ui.context import AppContext
from ui.dialogs.first_run_dialog import FirstRunChoice
from ui.main_window import ScreenSpec

SET_ID = "xa-ntm-nang-cao-2021-2025"


def plain_screen(context: AppContext) -> QLabel:
    return QLabel(context.period_id)


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    screens = (ScreenSpec("overview", "Tổng quan", "overview", plain_screen),)
    monkeypatch.setattr(main_window, "SCREENS", screens)


def new_office(folder: Path) -> FirstRunChoice:
    return FirstRunChoice(
        folder=folder, name="Quảng An", sets=((SET_ID, "chung"),), user="cán bộ nông nghiệp"
    )


def test_a_new_office_is_opened_again_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    made = app.start_with(new_office(tmp_path / "data"))
    made.workspace.close()
    assert load_settings().user_name == "cán bộ nông nghiệp"
    again = app.choose_workspace()
    assert again is not None
    assert again.workspace.unit.name == "Xã Quảng An"
    assert again.workspace.user == "cán bộ nông nghiệp"
    again.workspace.close()


def test_a_sample_opens_in_the_period_it_shows_best(qtbot: QtBot, tmp_path: Path) -> None:
    choice = FirstRunChoice(folder=tmp_path / "mau", sample="quang-an")
    opened = app.start_with(choice)
    window = app.open_window(opened)
    window.begin()
    qtbot.addWidget(window)
    assert window.context.period_id == "2023"
    window.close()
    opened.workspace.close()
    again = app.start_with(choice)
    assert again.workspace.latest_period(SET_ID) == "2023"
    again.workspace.close()


def test_a_folder_that_is_no_data_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataFileError):
        app.start_with(FirstRunChoice(folder=tmp_path / "empty", existing=True))


def test_the_window_opens_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    opened = app.start_with(new_office(tmp_path / "data"))
    window = app.open_window(opened)
    window.begin()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.close()
    second = app.open_window(opened)
    second.begin()
    qtbot.addWidget(second)
    assert second.height() == 600
    second.close()
    opened.workspace.close()
    notices.set_presenter(None)


def test_the_theme_is_the_chosen_one_or_the_system_s(qtbot: QtBot) -> None:
    application = app.make_application([])
    assert style.theme_name("dark") == "dark"
    system = application.styleHints().colorScheme()
    expected = "dark" if system is Qt.ColorScheme.Dark else "light"
    assert style.theme_name(Settings().theme) == expected


def test_a_picture_of_the_window_is_as_large_as_a_small_screen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    opened = app.start_with(new_office(tmp_path / "data"))
    window = app.open_window(opened)
    window.begin()
    qtbot.addWidget(window)
    window.show()
    app.take_picture(window, tmp_path / "window.png")
    assert (tmp_path / "window.png").stat().st_size > 1000
    assert window.width() == 1366
    window.close()
    opened.workspace.close()


def test_other_data_takes_the_place_of_what_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    application = app.make_application([])
    session = app.Session(application, app.start_with(new_office(tmp_path / "data")))
    session.show()
    session.window.begin()
    first, first_workspace = session.window, session.workspace
    sample = FirstRunChoice(folder=tmp_path / "mau", sample="quang-an")
    first.context.other_data_asked.emit(sample)
    qtbot.waitUntil(lambda: session.window is not first)
    assert session.workspace.folder == tmp_path / "mau"
    assert session.window.isVisible()
    assert session.window.context.period_id == "2023"
    with pytest.raises(sqlite3.ProgrammingError):
        first_workspace.data_version()
    assert load_settings().last_folder == str(tmp_path / "mau")
    assert load_settings().recent_folders[:2] == (str(tmp_path / "mau"), str(tmp_path / "data"))
    session.close()


def test_a_folder_that_cannot_be_opened_leaves_the_window_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    session = app.Session(app.make_application([]), app.start_with(new_office(tmp_path / "data")))
    before = session.window
    session._waiting = FirstRunChoice(folder=tmp_path / "empty", existing=True)
    with pytest.raises(DataFileError):
        session._open_waiting()
    assert session.window is before
    assert session.workspace.unit.name == "Xã Quảng An"
    session.close()


def test_leaving_the_first_run_page_keeps_what_is_open(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_ask", lambda problem: None)
    session = app.Session(app.make_application([]), app.start_with(new_office(tmp_path / "data")))
    before = session.window
    session._open_waiting()
    assert session.window is before
    session.close()
