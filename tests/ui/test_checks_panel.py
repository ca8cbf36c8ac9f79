"""The list of what has to be looked at again: what it shows, where it leads, reasons kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services import entry, history
from tests.ui.conftest import SET_ID
from ui.context import AppContext
from ui.widgets.checks_panel import ChecksPanel


class Clerk:
    """Answers what is asked, and remembers the question."""

    def __init__(self) -> None:
        self.answer: str | None = "Kênh mới"
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, parent: QWidget | None, question: str, verb: str, why: str) -> str | None:
        self.asked.append((question, verb, why))
        return self.answer


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def put(context: AppContext, period: str = "2023", **typed: str) -> None:
    drafts = [
        entry.ValueDraft(SET_ID, period, code[1:].replace("_", "."), text)
        for code, text in typed.items()
    ]
    context.do(lambda workspace: entry.record_values(workspace, drafts))


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext, clerk: Clerk) -> ChecksPanel:
    put(context, "2022", c3_1="50")
    put(context, c3_1="85", c14_4="13/12")
    made = ChecksPanel(context, clerk)
    qtbot.addWidget(made)
    made.resize(800, 220)
    made.show()
    return made


def shown(panel: ChecksPanel) -> list[str]:
    return [line.accessibleName() for line in panel.lines]


def test_findings_are_listed_errors_first_with_sign_and_word(panel: ChecksPanel) -> None:
    error, warning = shown(panel)
    assert error.startswith("Lỗi: 14.4 là 108,33% (13/12).")
    assert warning.startswith("Xem lại: 3.1 là 85%, kỳ trước 50%.")
    assert panel.count == 2
    assert "không phải quy định" in panel.lines[1].toolTip()


def test_only_a_warning_can_stay_with_a_reason(panel: ChecksPanel) -> None:
    error, warning = panel.lines
    assert error.explain_button.isHidden()
    assert warning.explain_button.isVisible()


def test_a_reason_moves_the_finding_below_the_fold(
    qtbot: QtBot, panel: ChecksPanel, clerk: Clerk
) -> None:
    with qtbot.waitSignal(panel.count_changed) as told:
        panel.lines[1].explain_button.click()
    assert told.args == [1]
    [(question, verb, why)] = clerk.asked
    assert (question, verb) == ("Giữ nguyên số liệu của chỉ tiêu 3.1?", "Giữ nguyên")
    assert "kỳ trước 50%" in why
    [kept] = panel.kept
    assert kept.reason.text() == "Kênh mới"
    assert kept.explain_button.isHidden()
    assert panel.fold.isVisible()
    assert (panel.fold.note(), panel.fold.is_open()) == ("1", False)


def test_another_value_opens_it_again_with_the_former_reason(
    panel: ChecksPanel, context: AppContext, clerk: Clerk
) -> None:
    panel.lines[1].explain_button.click()
    put(context, c3_1="86")
    assert panel.lines[1].reason.text() == "Lý do trước đây (số liệu đã đổi): Kênh mới"
    assert not panel.fold.isVisible()
    panel.lines[1].explain_button.click()
    assert "Lý do trước đây: Kênh mới" in clerk.asked[-1][2]


def test_leaving_it_keeps_the_finding_open(panel: ChecksPanel, clerk: Clerk) -> None:
    clerk.answer = None
    panel.lines[1].explain_button.click()
    assert panel.count == 2


def test_a_finding_leads_to_its_indicator(qtbot: QtBot, panel: ChecksPanel) -> None:
    with qtbot.waitSignal(panel.code_chosen) as told:
        panel.lines[1].go_button.click()
    assert told.args == ["3.1"]
    with qtbot.waitSignal(panel.code_chosen) as told:
        qtbot.mouseClick(panel.lines[0], Qt.MouseButton.LeftButton)
    assert told.args == ["14.4"]
    with qtbot.assertNotEmitted(panel.code_chosen):
        qtbot.mouseClick(panel.lines[0], Qt.MouseButton.RightButton)


def test_the_list_follows_values_period_and_undo(panel: ChecksPanel, context: AppContext) -> None:
    put(context, c14_4="12/13")
    assert panel.count == 1
    context.do(history.undo)
    assert panel.count == 2
    context.choose_period("2022")
    assert panel.count == 0
    assert panel._empty.isVisible()
    context.choose_period("2023")
    assert panel.count == 2
    context.choose_set("")
    assert panel.count == 0


def test_the_same_findings_are_left_as_they_are(panel: ChecksPanel, context: AppContext) -> None:
    before = list(panel.lines)
    put(context, c17_5="60")
    assert panel.lines == before


def test_the_panel_asks_to_be_closed(qtbot: QtBot, panel: ChecksPanel) -> None:
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()


def test_a_hidden_panel_still_counts_a_little_later(
    qtbot: QtBot, panel: ChecksPanel, context: AppContext
) -> None:
    panel.hide()
    with qtbot.waitSignal(panel.count_changed) as told:
        put(context, c14_4="12/13")
    assert told.args == [1]
    context.choose_set("")
    put(context, c3_1="60")
    assert panel.count == 0
