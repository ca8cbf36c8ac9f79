"""The screen "Tiêu chí" over a locked period, and the way to what has to be looked at again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import entry, locks
from tests.ui.conftest import SET_ID
from ui.context import AppContext
from ui.models.entry_grid import VALUE
from ui.views.entry_view import LOCKED, EntryView


def put(context: AppContext, text: str, period: str = "2023", code: str = "3.1") -> None:
    drafts = [entry.ValueDraft(SET_ID, period, code, text)]
    context.do(lambda workspace: entry.record_values(workspace, drafts))


def lock(context: AppContext) -> None:
    context.do(lambda workspace: locks.lock_period(workspace, SET_ID, "2023", reason="Đã gửi"))


def unlock(context: AppContext) -> None:
    context.do(lambda workspace: locks.unlock_period(workspace, SET_ID, "2023", reason="Sửa"))


def value(context: AppContext) -> object:
    found = entry.values_of(context.workspace, SET_ID, "2023").get("3.1")
    return found.value if found else None


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> EntryView:
    put(context, "50", "2022")
    put(context, "85")
    made = EntryView(context)
    qtbot.addWidget(made)
    made.resize(1169, 690)
    made.show()
    made.table.choose_code("3.1")
    return made


def is_editable(view: EntryView) -> bool:
    index = view.grid.index(view.grid.place_of("3.1"), VALUE)
    return bool(view.grid.flags(index) & Qt.ItemFlag.ItemIsEditable)


def test_a_locked_period_is_shown_but_not_typed_in(view: EntryView, context: AppContext) -> None:
    assert is_editable(view)
    lock(context)
    assert view.lock_bar.isVisible()
    assert not is_editable(view)
    assert view._forms.text() == LOCKED
    assert not view.copy_action.isEnabled()
    assert not view.lock_action.isEnabled()
    unlock(context)
    assert is_editable(view)
    assert view._forms.text() != LOCKED
    assert view.lock_action.isEnabled()


def test_a_pasted_block_is_refused_and_leaves_nothing_in_the_cells(
    view: EntryView, context: AppContext
) -> None:
    lock(context)
    QGuiApplication.clipboard().setText("90")
    with pytest.raises(InputError, match="đã khóa ngày") as caught:
        view.table.paste_block()
    assert "Mở khóa" in caught.value.hint
    assert view.grid.refusals() == ()
    assert value(context) == 85


def test_another_period_is_open_again(view: EntryView, context: AppContext) -> None:
    lock(context)
    context.choose_period("2024")
    assert is_editable(view)
    assert not view.lock_bar.isVisible()


def test_a_screen_opened_over_a_locked_period_is_locked_at_once(
    qtbot: QtBot, context: AppContext
) -> None:
    lock(context)
    made = EntryView(context)
    qtbot.addWidget(made)
    made.resize(1169, 690)
    made.show()
    assert made.lock_bar.isVisible()
    assert not is_editable(made)


def test_the_button_opens_the_findings_and_a_finding_leads_to_its_line(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    assert view.checks_button.text() == "Cần xem lại 1"
    assert not view.checks.isVisible()
    view.checks_button.click()
    assert view.checks.isVisible()
    assert view.checks_button.isChecked()
    view.chips["not_met"].click()
    view.table.choose_code("1.1")
    view.search.setText("không có chữ này")
    view._filter()
    view.checks.lines[0].go_button.click()
    line = view.table.current_line()
    assert line is not None
    assert line.code == "3.1"
    view.checks.close_button.click()
    assert not view.checks.isVisible()
    assert not view.checks_button.isChecked()
    put(context, "60")
    qtbot.waitUntil(lambda: view.checks_button.text() == "Cần xem lại 0")


def test_a_doubtful_value_is_told_once_with_its_code(qtbot: QtBot, view: EntryView) -> None:
    view.table.choose_code("14.4")
    view.grid.setData(view.table.currentIndex(), "13/12")
    qtbot.waitUntil(lambda: view.notice.message.startswith("14.4 là 108,33%"))
