"""The screen "Gửi · Nhận" by keyboard alone: send, take in, settle."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services import conflicts, exchange, records
from ntm_desktop.services.workspace import Workspace
from tests.ui.exchange_view.conftest import Opened
from tests.ui.exchange_view.offices import stands, task_keys
from ui.dialogs.trust_dialog import TrustDialog
from ui.views.exchange_view import ExchangeView
from ui.widgets.page import button

MOST_TABS = 60
Key = Qt.Key


def press(qtbot: QtBot, key: Qt.Key) -> None:
    """Press a key where the cursor is."""
    focused = QApplication.focusWidget()
    assert focused is not None, "the cursor is nowhere"
    qtbot.keyClick(focused, key)


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Go to a part of the screen with Tab alone."""
    for _ in range(MOST_TABS):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to “{wanted.accessibleName() or wanted}”")


@pytest.fixture
def active(open_screen: Opened, qtbot: QtBot) -> ExchangeView:
    """The screen with the cursor in it."""
    view = open_screen()
    view.activateWindow()
    view.tabs.tabBar().setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.tabs.tabBar())
    return view


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_sending_needs_no_mouse(
    qtbot: QtBot, active: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    area, sent = active.send_area, active.sent
    area.folder.setText(str(tmp_path / "usb"))
    tab_to(qtbot, area._group.checkedButton())
    press(qtbot, Key.Key_Down)
    assert area.chosen().role == "own", "the arrows choose the receiver"
    tab_to(qtbot, area.options.header)
    press(qtbot, Key.Key_Space)
    assert area.options.is_open()
    tab_to(qtbot, area.options.tables)
    press(qtbot, Key.Key_Space)
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, area.act)
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: active.tabs.currentWidget() is sent, timeout=20_000)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sent.copy)
    press(qtbot, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == sent.mail.toPlainText()
    tab_to(qtbot, sent.copy_files)
    tab_to(qtbot, sent.subject)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_taking_in_and_settling_need_no_mouse(
    qtbot: QtBot,
    active: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = task_keys(workspace)[0]
    records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", key, {"assignee": "Địa chính"})
    files = exchange.send_package(other, tmp_path / "back").files
    names = [str(path) for path in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    monkeypatch.setattr(TrustDialog, "exec", lambda dialog: agree(qtbot, dialog))
    arrivals, inbox = active.arrivals, active.inbox
    tab_to(qtbot, active.drop.button)
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: stands(active) == ["unknown"])
    assert QApplication.focusWidget() is arrivals.detail.check
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: stands(active) == ["ready"])
    active.activateWindow()  # as a window system does when a dialog goes away
    qtbot.waitUntil(lambda: QApplication.focusWidget() is arrivals.act)
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: stands(active) == ["taken"])
    tab_to(qtbot, arrivals.detail.answer)
    tab_to(qtbot, arrivals.detail.tree)
    tab_to(qtbot, active.tabs.tabBar())
    press(qtbot, Key.Key_Right)
    qtbot.waitUntil(lambda: active.tabs.currentWidget() is inbox)
    tab_to(qtbot, inbox.lines)
    settle(qtbot, active)
    assert conflicts.list_conflicts(workspace) == ()
    assert records.get_record(workspace, "task", key).shown["assignee"] == "Ban Quan ly"


def agree(qtbot: QtBot, dialog: TrustDialog) -> QDialog.DialogCode:
    """Say in the dialog that the digits agree, with the keys a person uses."""
    dialog.show()
    qtbot.keyClick(dialog.agreed, Key.Key_Space)
    qtbot.keyClick(dialog.agreed, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    return QDialog.DialogCode.Accepted


def settle(qtbot: QtBot, view: ExchangeView) -> None:
    """Write a third value into the conflict that is shown."""
    panel = view.inbox.conflict
    for choice in panel.choices:
        tab_to(qtbot, choice)
    tab_to(qtbot, panel.other.header)
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, panel.boxes["assignee"].editor)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "Ban Quan ly")
    tab_to(qtbot, panel.write)
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: view.inbox.count == 0)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_page_is_reached_with_the_arrows(qtbot: QtBot, active: ExchangeView) -> None:
    seen = [active.tabs.currentWidget()]
    for _ in range(3):
        press(qtbot, Key.Key_Right)
        seen.append(active.tabs.currentWidget())
    assert seen == [active.home, active.inbox, active.imports, active.keys]


def test_enter_presses_the_button_the_cursor_is_on(qtbot: QtBot) -> None:
    pressed: list[int] = []
    made = button("Nhận 1 tệp", lambda: pressed.append(1))
    qtbot.addWidget(made)
    made.show()
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        qtbot.keyClick(made, key)
    qtbot.keyClick(made, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 3


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_tab_goes_through_the_first_page_from_top_to_bottom_and_out_of_the_table(
    qtbot: QtBot, active: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    for _ in range(2):
        exchange.send_package(workspace, tmp_path / "up", ("200",))
    active.reload()
    seen: list[QWidget] = []
    for _ in range(MOST_TABS):
        press(qtbot, Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
    listed = active.deliveries
    wanted = [
        active.send_area._group.checkedButton(),
        active.send_area.options.header,
        active.send_area.folder,
        active.send_area.act,
        active.drop.button,
        listed.remind,
        listed.confirm,
        listed.table.view,
    ]
    places = [seen.index(one) for one in wanted]
    assert places == sorted(places)
    assert active.tabs.tabBar() in seen, "the table lets the cursor out again"
