"""Values of the period: typed and pasted into the grid, assessed at once, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services import entry, review
from tests.e2e.conftest import SET_ID, Desk
from tests.e2e.entry_sheet import Sheet
from ui.models.entry_grid import GAP, PLAN, VALUE

pytestmark = pytest.mark.e2e


@pytest.fixture
def sheet(desk: Desk) -> Sheet:
    return Sheet(desk.window(desk.new_office()))


def values(sheet: Sheet) -> dict[str, IndicatorValue]:
    """Return the values of the period as they are kept."""
    context = sheet.view._context
    return entry.values_of(context.workspace, SET_ID, context.period_id)


def test_values_typed_with_the_keyboard_alone_are_assessed_and_taken_back(sheet: Sheet) -> None:
    assert sheet.hands.target() is sheet.table
    assert sheet.code() == "1.1"
    sheet.enter("đạt")
    assert sheet.code() == "1.2"
    sheet.go_to("3.1")
    sheet.enter("88,5", "Tab")
    assert (sheet.code(), sheet.table.currentIndex().column()) == ("3.1", PLAN)
    sheet.enter("95", "Tab")
    assert (sheet.code(), sheet.table.currentIndex().column()) == ("3.2", VALUE)
    assert (sheet.outcome("1.1"), sheet.outcome("3.1")) == ("met", "not_met")
    assert sheet.cell("3.1", GAP) == "1,5 điểm %"
    assert sheet.cell("3.1", PLAN) == "95"
    sheet.hands.until(lambda: sheet.hands.sees("đạt 0/19 tiêu chí, 1/75 chỉ tiêu"))

    sheet.hands.press("Ctrl+Z", "Ctrl+Z")
    assert sheet.hands.said().startswith("Đã hoàn tác: ")
    assert (sheet.cell("3.1", VALUE), sheet.outcome("3.1")) == ("", "no_data")
    assert set(values(sheet)) == {"1.1"}
    sheet.hands.press("Ctrl+Y", "Ctrl+Y")
    assert (sheet.cell("3.1", VALUE), sheet.cell("3.1", GAP)) == ("88,5", "1,5 điểm %")
    kept = values(sheet)["3.1"]
    assert (str(kept.value), str(kept.planned_value)) == ("88.5", "95")


def test_a_value_is_corrected_with_f2_and_escape_keeps_the_old_one(sheet: Sheet) -> None:
    sheet.go_to("3.1")
    sheet.enter("88,5")
    sheet.hands.press("Up", "F2", "End", "Backspace")
    sheet.hands.type("9")
    sheet.hands.press("Return")
    sheet.hands.until(lambda: sheet.cell("3.1", VALUE) == "88,9")
    sheet.hands.press("Up", "F2")
    sheet.hands.type("12")
    sheet.hands.press("Esc")
    assert sheet.cell("3.1", VALUE) == "88,9"
    assert str(values(sheet)["3.1"].value) == "88.9"


def test_a_block_of_a_spreadsheet_is_one_step_and_a_bad_cell_stays_with_its_reason(
    sheet: Sheet,
) -> None:
    sheet.hands.paste("đạt\r\nkhông rõ\r\nđạt\r\n")
    assert set(values(sheet)) == {"1.1", "1.3"}
    assert sheet.cell("1.2", VALUE) == "không rõ"
    assert sheet.hands.sees("1 ô chưa hiểu được")
    sheet.go_to("1.2")
    sheet.hands.until(sheet.table.bubble.isVisible)
    assert sheet.hands.sees("1 ô chưa ghi")

    sheet.hands.press("Ctrl+Z")
    assert values(sheet) == {}
    assert sheet.cell("1.1", VALUE) == sheet.cell("1.3", VALUE) == ""
    assert sheet.cell("1.2", VALUE) == "không rõ"

    sheet.enter("đạt")
    assert set(values(sheet)) == {"1.2"}
    sheet.hands.until(lambda: not sheet.table.bubble.isVisible())


def test_a_block_of_two_columns_fills_values_and_plans(sheet: Sheet) -> None:
    shown = [one for one in range(VALUE, PLAN + 1) if not sheet.table.isColumnHidden(one)]
    between = "\t" * (len(shown) - 1)
    sheet.go_to("3.1")
    sheet.hands.paste(f"91,5{between}95\n1{between}2\n")
    kept = values(sheet)
    found = {code: (str(one.value), str(one.planned_value)) for code, one in kept.items()}
    assert found == {"3.1": ("91.5", "95"), "3.2": ("1", "2")}
    sheet.hands.press("Ctrl+Z")
    assert values(sheet) == {}


def test_what_is_entered_is_the_headline_of_the_overview(sheet: Sheet) -> None:
    for _ in range(3):
        sheet.enter("đạt")
    sheet.hands.go_to("overview")
    workspace = sheet.view._context.workspace
    headline = review.standing(workspace, SET_ID, sheet.view._context.period_id).headline
    assert headline.startswith("Đạt 1/19 tiêu chí, 3/75 chỉ tiêu")
    assert sheet.hands.sees(headline)


def test_what_stands_in_the_open_field_is_kept_when_another_screen_is_shown(sheet: Sheet) -> None:
    sheet.go_to("3.1")
    sheet.hands.type("95")
    assert isinstance(sheet.hands.target(), QLineEdit)
    sheet.hands.go_to("works")
    assert str(values(sheet)["3.1"].value) == "95"
