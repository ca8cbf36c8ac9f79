"""Whose figures are shown: chosen in the header by typing, with the sets of that unit."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, units
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.main_window import MainWindow, ScreenSpec
from ui.widgets.page import Page
from ui.widgets.unit_choice import UnitPanel, choices

SET_ID = "xa-ntm-nang-cao-2021-2025"
KHU_DAN_CU = "khu-dan-cu-ntm-kieu-mau-ha-tinh"
ALT = Qt.KeyboardModifier.AltModifier
popup = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def villages(workspace: Workspace) -> Workspace:
    follow(workspace, KHU_DAN_CU, "chung")
    units.add_units(workspace, ["Thôn 10", "Thôn 2", "Ấp Đông"])
    return workspace


@pytest.fixture
def window(qtbot: QtBot, villages: Workspace, context: AppContext) -> Iterator[MainWindow]:
    del villages
    specs = (
        ScreenSpec("overview", "Tổng quan", "overview", lambda context: Page("A")),
        ScreenSpec("works", "Công trình", "work", lambda context: Page("B")),
    )
    made = MainWindow(context, specs, remember_geometry=False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def code_of(context: AppContext, name: str) -> str:
    return units.unit_code(context.workspace, name)


def offered_sets(window: MainWindow) -> list[str]:
    return [window.set_picker.itemData(n) for n in range(window.set_picker.count())]


def test_the_choice_is_hidden_where_there_is_only_the_office(
    qtbot: QtBot, context: AppContext
) -> None:
    specs = (ScreenSpec("a", "Màn A", "overview", lambda context: Page("A")),)
    window = MainWindow(context, specs, remember_geometry=False)
    qtbot.addWidget(window)
    window.show()
    assert not window.unit_choice.isVisible()
    context.do(lambda workspace: units.add_unit(workspace, "Thôn 1"))
    assert window.unit_choice.isVisible()
    context.do(history.undo)
    assert not window.unit_choice.isVisible()
    window.close()


def test_a_village_brings_its_sets_and_the_office_gets_its_own_back(
    window: MainWindow, context: AppContext
) -> None:
    assert offered_sets(window) == [SET_ID, KHU_DAN_CU]
    context.choose_unit(code_of(context, "Thôn 2"))
    assert (context.set_id, offered_sets(window)) == (KHU_DAN_CU, [KHU_DAN_CU])
    assert window.unit_choice.text() == "Thôn 2"
    assert window.windowTitle().startswith("Thôn 2 · Xã Quảng An")
    context.choose_unit(context.workspace.owner)
    assert (context.set_id, offered_sets(window)) == (SET_ID, [SET_ID, KHU_DAN_CU])
    assert window.windowTitle().startswith("Xã Quảng An –")


def test_screens_hear_of_unit_and_set_once_both_are_set(
    window: MainWindow, context: AppContext
) -> None:
    del window
    seen: list[tuple[str, str]] = []
    context.unit_chosen.connect(lambda unit: seen.append((unit, context.set_id)))
    code = code_of(context, "Thôn 2")
    context.choose_unit(code)
    context.choose_unit(code)
    assert seen == [(code, KHU_DAN_CU)]


def test_a_village_without_a_set_of_its_level_keeps_the_one_looked_at(
    qtbot: QtBot, context: AppContext
) -> None:
    specs = (ScreenSpec("a", "Màn A", "overview", lambda context: Page("A")),)
    window = MainWindow(context, specs, remember_geometry=False)
    qtbot.addWidget(window)
    code = units.add_unit(context.workspace, "Thôn 1").code
    context.choose_unit(code)
    assert (context.set_id, offered_sets(window)) == (SET_ID, [SET_ID])
    window.close()


@popup
def test_a_unit_is_found_by_typing_without_accents(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_V, ALT)
    panel = window.unit_choice.panel
    assert panel is not None
    qtbot.keyClicks(panel.search, "dong")
    assert [panel.list.item(n).text() for n in range(panel.list.count())] == ["Ấp Đông"]
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert context.unit == code_of(context, "Ấp Đông")
    assert window.unit_choice.panel is None


@popup
def test_arrows_move_in_the_list_while_one_types(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    window.unit_choice.open_panel()
    panel = window.unit_choice.panel
    assert panel is not None
    assert panel.list.currentRow() == 0
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(panel.search, key)
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert context.unit == code_of(context, "Thôn 2")


def test_a_search_that_finds_nothing_says_so_and_chooses_nothing(
    qtbot: QtBot, villages: Workspace, context: AppContext
) -> None:
    del villages
    panel = UnitPanel(choices(context), context.unit)
    qtbot.addWidget(panel)
    panel.search.setText("không có")
    assert not panel.none.isHidden()
    with qtbot.assertNotEmitted(panel.chosen):
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)


def test_keys_go_to_the_next_unit_and_back(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    walked = []
    keys = [Qt.Key.Key_PageDown] * 4 + [Qt.Key.Key_PageUp] * 5
    for key in keys:
        qtbot.keyClick(window, key, ALT)
        walked.append(window.unit_choice.name)
    assert walked == [
        *("Ấp Đông", "Thôn 2", "Thôn 10", "Thôn 10"),
        *("Thôn 2", "Ấp Đông", *["Xã Quảng An"] * 3),
    ]
    assert context.is_own_unit


def test_closed_units_stand_behind_the_others_with_their_date(
    villages: Workspace, context: AppContext
) -> None:
    units.close(villages, code_of(context, "Ấp Đông"), datetime.date(2023, 7, 1))
    shown = [(one.name, one.note) for one in choices(context)]
    assert shown[1:] == [("Thôn 2", ""), ("Thôn 10", ""), ("Ấp Đông", "đến 01/07/2023")]
    context.choose_period("2022")
    assert [one.name for one in choices(context)][1] == "Ấp Đông"


def test_a_unit_that_is_undone_gives_way_to_the_office(
    window: MainWindow, context: AppContext
) -> None:
    saved = context.do(lambda workspace: units.add_unit(workspace, "Thôn 99"))
    context.choose_unit(saved.code)
    assert window.unit_choice.name == "Thôn 99"
    window.undo()
    assert context.is_own_unit


def test_a_renamed_unit_is_named_anew(window: MainWindow, context: AppContext) -> None:
    code = code_of(context, "Thôn 2")
    context.choose_unit(code)
    context.do(lambda workspace: units.rename(workspace, code, "Thôn Nhì"))
    assert window.unit_choice.text() == "Thôn Nhì"
    assert window.windowTitle().startswith("Thôn Nhì")


def test_a_strip_says_whose_figures_are_shown_and_leads_back(
    qtbot: QtBot, window: MainWindow, context: AppContext
) -> None:
    assert not window.unit_strip.isVisible()
    context.choose_unit(code_of(context, "Thôn 2"))
    assert window.unit_strip.isVisible()
    words = [found.text() for found in window.unit_strip.findChildren(QLabel)]
    assert words == ["Số liệu của Thôn 2"]
    window.show_screen("works")
    assert not window.unit_strip.isVisible()
    window.show_screen("overview")
    (back,) = window.unit_strip.findChildren(QPushButton)
    assert back.text() == "Về Xã Quảng An"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert context.is_own_unit
    assert not window.unit_strip.isVisible()
