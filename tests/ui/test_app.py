"""Starting: the last folder, a new office, a sample, and a window that remembers its place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import DataFileError
from ntm_desktop.settings import Settings, load_settings
from ui import app, main_window, notices
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
    assert app.theme_name(application, Settings(theme="dark")) == "dark"
    system = application.styleHints().colorScheme()
    expected = "dark" if system is Qt.ColorScheme.Dark else "light"
    assert app.theme_name(application, Settings()) == expected


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
