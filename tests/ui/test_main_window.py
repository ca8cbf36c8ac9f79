"""The frame: navigation by key, undo that says what it undid, honest facts, names for all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import records
from ntm_desktop.services.locks import lock_period, locks
from ui import notices
from ui.context import AppContext
from ui.dialogs.keyboard_dialog import SHEET, KeyboardDialog
from ui.main_window import MainWindow, ScreenSpec
from ui.widgets.page import Page

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
made_screens: list[str] = []


class Screen(Page):
    """A screen that remembers what it was asked."""

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__(name)
        made_screens.append(name)
        self.shown_record: tuple[str, str] | None = None
        self.times_left = 0
        self.field = QLineEdit()
        self.field.setAccessibleName("Ô thử")
        self.body.addWidget(self.field)

    def show_record(self, entity: str, key: str) -> None:
        self.shown_record = (entity, key)

    def leave(self) -> None:
        self.times_left += 1


def spec(screen: str, title: str) -> ScreenSpec:
    return ScreenSpec(screen, title, "overview", lambda context: Screen(context, screen))


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> Iterator[MainWindow]:
    made_screens.clear()
    screens = (spec("overview", "Tổng quan"), spec("works", "Công trình"), spec("tasks", "Việc"))
    made = MainWindow(context, screens, remember_geometry=False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh_facts()
    yield made
    made.close()


def test_alt_and_a_digit_opens_a_screen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.current_id == "works"
    assert window.navigation.buttons["works"].isChecked()


def test_screens_are_made_when_first_shown(window: MainWindow) -> None:
    assert made_screens == ["overview"]
    window.show_screen("works")
    window.show_screen("overview")
    window.show_screen("works")
    assert made_screens == ["overview", "works"]


def test_a_screen_is_told_when_it_is_left(window: MainWindow) -> None:
    first = window.stack.currentWidget()
    assert isinstance(first, Screen)
    window.show_screen("works")
    assert first.times_left == 1


def test_undo_works_from_a_field_and_says_what_it_undid(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    context.do(lambda opened: records.put_texts(opened, "work", None, {"name": "Cầu Nà Pá"}))
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert "Cầu Nà Pá" in window.status.said()
    assert window.status.said().startswith("Đã hoàn tác: ")
    assert records.list_records(context.workspace, "work") == ()
    window.status.action.click()
    assert len(records.list_records(context.workspace, "work")) == 1
    assert window.status.said().startswith("Đã làm lại: ")


def test_saving_is_told_in_the_status_line(window: MainWindow, context: AppContext) -> None:
    assert window.status.texts()[0] == "Mọi dữ liệu đã lưu"
    context.do(lambda opened: records.put_texts(opened, "work", None, {"name": "Cầu"}))
    assert window.status.texts()[0].startswith("Đã lưu ")
    assert window.status.texts()[1] == "Chưa sao lưu"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_search_opens_the_record_that_was_found(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    saved = records.put_texts(context.workspace, "work", None, {"name": "Cầu Nà Pá"})
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "na pa")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    shown = window.stack.currentWidget()
    assert isinstance(shown, Screen)
    assert window.current_id == "works"
    assert shown.shown_record == ("work", saved.key)


def test_a_known_error_stands_in_the_window_and_a_stop_in_the_status_line(
    window: MainWindow,
) -> None:
    error = InputError("Không đọc được tệp.", hint="Chọn tệp khác.")
    notices.handle(InputError, error)
    assert window.notice.isVisible()
    assert window.notice.message == "Không đọc được tệp."
    crossed = (
        "Error calling Python override of QAbstractTableModel::setData(): Không có trong danh sách."
    )
    notices.handle(InputError, InputError(crossed))
    assert window.notice.message == "Không có trong danh sách."
    notices.handle(Cancelled, Cancelled())
    assert window.status.said() == notices.STOPPED


def test_an_unknown_error_opens_the_crash_dialog_once(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    notices.handle(ValueError, ValueError("x"))
    notices.handle(ValueError, ValueError("y"))
    dialogs = [
        found
        for found in window.findChildren(QWidget)
        if found.windowTitle() == notices.CRASH_TITLE
    ]
    assert len(dialogs) == 1
    dialogs[0].close()


def test_period_and_set_stay_when_screens_change(window: MainWindow, context: AppContext) -> None:
    context.choose_period("2024-H1")
    window.show_screen("tasks")
    assert window.period_picker.text() == "6 tháng đầu năm 2024"
    assert context.period_id == "2024-H1"
    assert window.set_picker.currentText() == "NTM nâng cao 2021-2025"


def test_a_narrow_window_folds_the_navigation(window: MainWindow) -> None:
    window.resize(1366, 768)
    assert not window.navigation.is_narrow
    window.resize(1000, 700)
    assert window.navigation.is_narrow


def test_f1_shows_the_keyboard_sheet(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeyboardDialog)
    assert sheet is not None
    sheet.close()


def test_another_program_s_writing_is_noticed(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    other = context.workspace.reopen()
    records.put_texts(other, "work", None, {"name": "Cầu"})
    other.close()
    with qtbot.waitSignal(context.data_changed) as changed:
        pass
    assert changed.args[0].any("work")


def test_everything_that_can_be_used_has_a_name(window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    for kind in kinds:
        for widget in window.findChildren(kind):
            if (
                widget.objectName().startswith("qt_")
                or type(widget).__name__ == "QComboBoxListView"
            ):
                continue
            if type(widget).__name__ == "QToolButton" and isinstance(widget.parent(), QLineEdit):
                continue
            named = widget.accessibleName() or (
                widget.text() if isinstance(widget, QAbstractButton) else ""
            )
            assert named or not widget.isVisible(), f"{type(widget).__name__} without a name"


def test_the_unit_s_name_opens_what_is_printed_about_the_office(
    qtbot: QtBot, context: AppContext
) -> None:
    screens = (spec("overview", "Tổng quan"), spec("settings", "Cài đặt"))
    window = MainWindow(context, screens, remember_geometry=False)
    qtbot.addWidget(window)
    qtbot.mouseClick(window.navigation._unit, Qt.MouseButton.LeftButton)
    assert window.current_id == "settings"
    shown = window.stack.currentWidget()
    assert isinstance(shown, Screen)
    assert shown.shown_record == ("office_profile", f"{context.workspace.owner}/office")
    window.close()


def test_the_keyboard_sheet_names_the_keys_of_a_meeting_and_fits_a_small_screen(
    qtbot: QtBot,
) -> None:
    sheet = KeyboardDialog()
    qtbot.addWidget(sheet)
    sheet.show()
    keys = {key for _, rows in SHEET for key, _ in rows}
    assert {
        "Ctrl+1 … Ctrl+5",
        "Ctrl+0",
        "Ctrl+1 … Ctrl+4",
        "Ctrl+Shift+1 … 3",
        "Ctrl+Enter",
    } <= keys
    assert any("Ctrl+M" in key for key in keys)
    assert sheet.height() <= 700
    assert sheet.width() <= 1366


def test_undo_asks_before_it_opens_a_locked_period(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = window.context.workspace
    lock_period(workspace, "xa-ntm-nang-cao-2021-2025", "2023", reason="Báo cáo đã gửi")
    answers: list[str] = []

    def answer(question: str, *_: object, **__: object) -> bool:
        answers.append(question)
        return len(answers) > 1

    monkeypatch.setattr(notices, "confirm", answer)
    window.undo()
    assert len(locks(workspace)) == 1
    window.undo()
    assert locks(workspace) == ()
    assert "Khóa kỳ" in answers[0]
