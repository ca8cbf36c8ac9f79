"""The line that says a period is locked: when it is shown, and how it is locked and opened."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import entry, history, locks
from tests.ui.conftest import SET_ID
from ui.context import AppContext
from ui.widgets.lock_bar import LockBar


class Clerk:
    """Answers what is asked, and remembers the question."""

    def __init__(self) -> None:
        self.answer: str | None = "Đã gửi Báo cáo 12/BC-UBND"
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, parent: QWidget | None, question: str, verb: str, why: str) -> str | None:
        self.asked.append((question, verb, why))
        return self.answer


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 60)
    made.show()
    return made


@pytest.fixture
def bar(screen: QWidget, context: AppContext, clerk: Clerk) -> LockBar:
    return LockBar(context, clerk, parent=screen)


def put(context: AppContext, text: str, period: str = "2023", code: str = "3.1") -> None:
    drafts = [entry.ValueDraft(SET_ID, period, code, text)]
    context.do(lambda workspace: entry.record_values(workspace, drafts))


def test_an_open_period_has_no_line(bar: LockBar) -> None:
    assert not bar.isVisible()
    assert not bar.is_locked


def test_locking_asks_for_the_ground_and_shows_the_line(bar: LockBar, clerk: Clerk) -> None:
    bar.ask_lock()
    [(question, verb, why)] = clerk.asked
    assert (question, verb) == ("Khóa kỳ năm 2023: NTM nâng cao 2021-2025?", "Khóa kỳ")
    assert "không sửa được nữa" in why
    assert bar.isVisible()
    assert "đã khóa ngày" in bar.sentence
    assert "(Đã gửi Báo cáo 12/BC-UBND)" in bar.accessibleName()
    bar.ask_lock()
    assert len(clerk.asked) == 1


def test_leaving_it_changes_nothing(bar: LockBar, context: AppContext, clerk: Clerk) -> None:
    clerk.answer = None
    bar.ask_lock()
    assert locks.locks(context.workspace) == ()
    clerk.answer = "a"
    bar.ask_lock()
    clerk.answer = None
    bar.ask_unlock()
    assert bar.is_locked


def test_unlocking_asks_why_and_puts_the_line_away(
    qtbot: QtBot, bar: LockBar, context: AppContext, clerk: Clerk
) -> None:
    bar.ask_lock()
    clerk.answer = "Nhập nhầm"
    with qtbot.waitSignal(bar.sentence_changed) as told:
        bar.unlock_button.click()
    assert told.args == [""]
    assert not bar.isVisible()
    [held] = locks.locks(context.workspace)
    assert (held.locked, held.reason) == (False, "Nhập nhầm")


def test_the_line_follows_period_and_undo(bar: LockBar, context: AppContext) -> None:
    bar.ask_lock()
    context.choose_period("2024")
    assert not bar.is_locked
    context.choose_period("2023")
    assert bar.is_locked
    context.do(history.undo)
    assert not bar.is_locked


def test_doubtful_figures_are_told_before_locking(
    bar: LockBar, context: AppContext, clerk: Clerk
) -> None:
    codes = ["3.1", "3.3", "3.4", "14.4", "17.5", "17.4"]
    for code in codes:
        put(context, "10", "2022", code)
        put(context, "90", "2023", code)
    bar.ask_lock()
    why = clerk.asked[0][2]
    assert "Còn 6 nội dung cần xem lại:" in why
    assert "• 3.1 là 90%, kỳ trước 10%." in why
    assert "… và 1 nội dung nữa." in why
    assert bar.is_locked


def test_errors_are_told_at_once_without_a_question(
    bar: LockBar, context: AppContext, clerk: Clerk
) -> None:
    put(context, "13/12", code="14.4")
    with pytest.raises(InputError, match=r"14\.4 là 108,33%"):
        bar.ask_lock()
    assert clerk.asked == []
    assert not bar.is_locked


def test_without_a_set_nothing_is_locked(bar: LockBar, context: AppContext, clerk: Clerk) -> None:
    bar.ask_lock()
    context.choose_set("")
    assert not bar.is_locked
    bar.ask_lock()
    assert len(clerk.asked) == 1
