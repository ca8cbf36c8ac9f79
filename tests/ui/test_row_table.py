"""The one table model and the typing table: sorting, filtering, no key lost."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.models.delegates import CellEdit
from ui.models.record_table import RecordTable
from ui.models.row_table import STATE_ROLE, Column, RowTableModel, SortedRows
from ui.widgets.empty_state import EmptyState


@dataclass(frozen=True)
class Row:
    key: str
    name: str
    amount: Decimal | None
    due: datetime.date | None
    state: str


ROWS = (
    Row("a", "Ấp Đông", Decimal(9), datetime.date(2023, 11, 18), "met"),
    Row("b", "Đường thôn", Decimal(10), None, "not_met"),
    Row("c", "Bến xe", None, datetime.date(2022, 1, 5), "no_data"),
)


def columns(edits: list[tuple[str, str]] | None = None) -> tuple[Column[Row], ...]:
    kept = edits if edits is not None else []
    return (
        Column("Tên", lambda row: row.name, edit=lambda row, text: kept.append((row.key, text))),
        Column("Số", lambda row: str(row.amount or ""), lambda row: row.amount, numeric=True),
        Column("Hạn", lambda row: str(row.due or ""), lambda row: row.due),
        Column("Đánh giá", lambda row: "", state=lambda row: row.state),
    )


@pytest.fixture
def sorted_rows(qtbot: QtBot) -> SortedRows:
    model = RowTableModel(columns())
    model.set_rows(ROWS)
    proxy = SortedRows(model)
    model.setParent(proxy)
    return proxy


def names(proxy: SortedRows) -> list[str]:
    return [row.key for row in proxy.shown_rows()]


def test_the_model_keeps_qt_s_contract(qtbot: QtBot) -> None:
    model = RowTableModel(columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(ROWS)
    model.set_rows(ROWS[:1])
    assert tester.model() is model


def test_numbers_sort_by_value_and_empty_ones_come_last(sorted_rows: SortedRows) -> None:
    sorted_rows.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(sorted_rows) == ["a", "b", "c"]
    sorted_rows.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(sorted_rows) == ["b", "a", "c"]


def test_text_sorts_in_the_order_of_the_vietnamese_alphabet(sorted_rows: SortedRows) -> None:
    sorted_rows.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(sorted_rows) == ["a", "c", "b"]


def test_the_filter_is_loose_without_accents_and_exact_with_them(sorted_rows: SortedRows) -> None:
    sorted_rows.set_filter("duong")
    assert names(sorted_rows) == ["b"]
    sorted_rows.set_filter("dường")
    assert names(sorted_rows) == []
    sorted_rows.set_filter("")
    assert len(names(sorted_rows)) == 3


def test_a_state_is_a_word_for_those_who_see_no_colour(sorted_rows: SortedRows) -> None:
    index = sorted_rows.index(0, 3)
    assert index.data() == "Đạt"
    assert index.data(STATE_ROLE) == "met"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Đạt"


def table(qtbot: QtBot, edits: list[tuple[str, str]]) -> RecordTable:
    made = RecordTable(columns(edits), "Danh sách", filterable=True)
    made.set_rows(ROWS)
    qtbot.addWidget(made)
    made.show()
    made.view.setFocus()
    made.view.setCurrentIndex(made.sorted.index(0, 0))
    return made


def test_the_first_key_typed_in_a_cell_is_not_lost(qtbot: QtBot) -> None:
    edits: list[tuple[str, str]] = []
    made = table(qtbot, edits)
    qtbot.keyClicks(made.view, "6")
    editor = made.view.viewport().findChild(CellEdit)
    assert editor is not None
    assert editor.text() == "6"
    qtbot.keyClicks(editor, "8,3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edits == [("a", "68,3")])


def test_keys_that_still_reach_the_table_go_into_the_open_cell(qtbot: QtBot) -> None:
    edits: list[tuple[str, str]] = []
    made = table(qtbot, edits)
    qtbot.keyClicks(made.view, "tieu")
    editor = made.view.viewport().findChild(CellEdit)
    assert editor is not None
    assert editor.text() == "tieu"


def test_a_burst_of_backspaces_and_letters_arrives_in_order(qtbot: QtBot) -> None:
    edits: list[tuple[str, str]] = []
    made = table(qtbot, edits)
    qtbot.keyClicks(made.view, "tieu")
    for _ in range(3):
        qtbot.keyClick(made.view, Qt.Key.Key_Backspace)
    editor = made.view.viewport().findChild(CellEdit)
    assert editor is not None
    for letter in "iêu":
        qtbot.keyClicks(editor, letter) if letter.isascii() else editor.insert(letter)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edits == [("a", "tiêu")])


def test_escape_leaves_a_cell_as_it_was(qtbot: QtBot) -> None:
    edits: list[tuple[str, str]] = []
    made = table(qtbot, edits)
    qtbot.keyClicks(made.view, "x")
    editor = made.view.viewport().findChild(CellEdit)
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert edits == []


def test_enter_on_a_cell_that_cannot_be_edited_opens_the_row(qtbot: QtBot) -> None:
    made = table(qtbot, [])
    made.view.setCurrentIndex(made.sorted.index(1, 1))
    with qtbot.waitSignal(made.row_opened) as opened:
        qtbot.keyClick(made.view, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_the_chosen_row_stays_chosen_when_rows_are_read_again(qtbot: QtBot) -> None:
    made = table(qtbot, [])
    made.choose_key("b")
    made.set_rows(ROWS[1:])
    assert made.current_row() == ROWS[1]


def test_an_empty_list_says_what_belongs_here(qtbot: QtBot) -> None:
    made = table(qtbot, [])
    empty = EmptyState("Chưa có công trình", "Ghi công trình để theo dõi vốn.")
    made.set_empty(empty)
    assert not empty.isVisible()
    made.set_rows(())
    assert empty.isVisible()


def test_control_f_goes_to_the_filter(qtbot: QtBot) -> None:
    made = table(qtbot, [])
    with qtbot.waitActive(made):
        made.activateWindow()
    qtbot.keyClick(made.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(made.focusWidget(), QLineEdit)
