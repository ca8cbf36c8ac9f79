"""Several periods and thôn by thôn as people type into them: keys, blocks, locks, sums."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services import entry, history, locks, value_matrix
from ntm_desktop.services.units import add_units
from tests.ui.conftest import SET_ID
from ui import notices
from ui.context import AppContext
from ui.models.entry_sheets import EntrySheets
from ui.models.matrix_grid import CELL_ROLE, TOTAL_TITLE, value_parts
from ui.models.matrix_table import MatrixTable
from ui.models.typing_grid import REFUSAL_ROLE
from ui.views.entry_view import EntryView

THON = ("x0000000001", "x0000000002", "x0000000003")


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> EntryView:
    made = EntryView(context)
    qtbot.addWidget(made)
    made.resize(1169, 690)
    made.show()
    return made


@pytest.fixture
def periods(view: EntryView) -> MatrixTable:
    view.modes["periods"].click()
    return view.sheets.periods.table


@pytest.fixture
def thon(context: AppContext) -> tuple[str, ...]:
    workspace = context.workspace
    with workspace.store.step("Thêm thôn", "An"):
        for place, code in enumerate(THON, start=1):
            values = {
                "code": code,
                "name": f"Thôn {place}",
                "level": "thon",
                "parent_code": workspace.owner,
            }
            workspace.store.put("admin_unit", f"{workspace.owner}/unit/{code}", values)
    return THON


@pytest.fixture
def units(view: EntryView, thon: tuple[str, ...]) -> MatrixTable:
    view.modes["units"].click()
    view.sheets.units.choose("16.2")
    return view.sheets.units.table


def value(context: AppContext, code: str, period: str, unit: str | None = None) -> IndicatorValue:
    return entry.values_of(context.workspace, SET_ID, period, unit)[code]


def at(table: MatrixTable, code: str, column: int) -> None:
    row = table.grid.row_of(code)
    table.choose_cell(table.grid.index(row, column))


def text(table: MatrixTable, code: str, column: int) -> str:
    return str(table.grid.index(table.grid.row_of(code), column).data())


def type_value(qtbot: QtBot, table: MatrixTable, typed: str) -> None:
    qtbot.keyClicks(table, typed[0])
    editor = table.open_editor()
    assert editor is not None
    qtbot.keyClicks(editor, typed[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.open_editor() is None)


def paste(block: str, table: MatrixTable) -> None:
    QGuiApplication.clipboard().setText(block)
    table.paste_block()


def burst(widget: QWidget, backspaces: int, typed: str) -> None:
    """Send what UniKey sends: it takes letters back and types the word with its marks at once."""
    for _ in range(backspaces):
        QTest.keyClick(widget, Qt.Key.Key_Backspace)
    for letter in typed:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


# --- several periods ---


def test_the_cursor_starts_in_the_chosen_period(periods: MatrixTable) -> None:
    titles = [periods.grid.headerData(n, Qt.Orientation.Horizontal) for n in range(5)]
    assert titles == ["2019", "2020", "2021", "2022", "2023"]
    assert periods.currentIndex().column() == 4
    assert periods.current_row_code() == "1.1"


def test_a_value_typed_into_an_earlier_period_is_kept_there_and_enter_goes_down(
    qtbot: QtBot, view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "3.1", 3)
    type_value(qtbot, periods, "95,3")
    assert str(value(context, "3.1", "2022").value) == "95.3"
    assert periods.current_row_code() == "3.2"
    cell = periods.grid.index(periods.grid.row_of("3.1"), 3).data(CELL_ROLE)
    assert cell.outcome.value == "met"
    head = periods.grid.cell(periods.grid.row_of("3", head=True), 3)
    assert periods.grid.stored_text(periods.grid.row_of("3", head=True), 3) == "1/6"
    assert head is not None
    assert not head.editable


def test_a_value_of_the_chosen_period_counts_in_filters_and_heading(
    qtbot: QtBot, view: EntryView, periods: MatrixTable
) -> None:
    at(periods, "3.1", 4)
    type_value(qtbot, periods, "95")
    qtbot.waitUntil(lambda: "1/75 chỉ tiêu" in view.subtitle.text())
    assert view.chips["no_data"].text() == "Chưa có số liệu 74"
    view.modes["one"].click()
    view.table.choose_code("3.1")
    assert view.table.currentIndex().data() == "95"


def test_another_way_to_enter_shows_at_once_what_was_just_typed(
    qtbot: QtBot, view: EntryView, periods: MatrixTable
) -> None:
    at(periods, "3.1", 4)
    type_value(qtbot, periods, "95")
    view.modes["one"].click()
    view.table.choose_code("3.1")
    assert view.table.currentIndex().data() == "95"


def test_bursts_of_backspace_and_letters_lose_nothing(
    qtbot: QtBot, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "1.1", 2)
    QTest.keyClicks(periods, "dat")
    burst(periods, 3, "đạt")
    editor = periods.open_editor()
    assert editor is not None
    assert editor.text() == "đạt"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: periods.open_editor() is None)
    assert value(context, "1.1", "2021").word == "Đạt"


def test_a_burst_replaces_what_stood_there(
    qtbot: QtBot, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "2.1", 4)
    paste("đạt: cu", periods)
    QTest.keyClick(periods, Qt.Key.Key_F2)
    editor = periods.open_editor()
    assert editor is not None
    editor.end(False)
    burst(editor, 1, "ũ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(context, "2.1", "2023").reason == "cũ")


def test_a_block_over_periods_is_one_step_with_a_verdict_per_cell(
    view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "3.1", 3)
    told: list[str] = []
    periods.told.connect(told.append)
    paste("80\t85\nhai\t3\n", periods)
    assert told == ["Đã dán 3 ô."]
    assert text(periods, "3.1", 3) == "80"
    assert text(periods, "3.2", 3) == "hai"
    assert "3.2 (2022): “hai”" in view.notice.accessibleName()
    assert view.waiting.text() == "1 ô chưa ghi"
    view.notice.action.click()
    assert periods.currentIndex().data(REFUSAL_ROLE).draft.period_id == "2022"
    context.do(history.undo)
    assert text(periods, "3.1", 3) == text(periods, "3.1", 4) == ""


def test_cells_of_a_locked_period_are_refused_one_by_one(
    view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    context.do(lambda workspace: locks.lock_period(workspace, SET_ID, "2022"))
    at(periods, "3.1", 3)
    paste("80\t85\n", periods)
    assert value(context, "3.1", "2023").value == 85
    assert "3.1" not in entry.values_of(context.workspace, SET_ID, "2022")
    refusal = periods.grid.refusals()[0]
    assert refusal.reason == "Năm 2022 đã khóa nên chưa ghi."
    assert periods.grid.forget_refusal(periods.grid.row_of("3.1"), 3)
    assert "locked" in periods.grid.marks(periods.grid.row_of("3.1"), 3)


def test_copy_fill_down_and_delete_work_over_periods(
    qtbot: QtBot, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "1.1", 4)
    paste("đạt", periods)
    grid, row = periods.grid, periods.grid.row_of("1.1")
    periods.select_cells(grid.index(row, 4), grid.index(row + 2, 4))
    qtbot.keyClick(periods, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [text(periods, code, 4) for code in ("1.1", "1.2", "1.3")] == ["đạt"] * 3
    qtbot.keyClick(periods, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "đạt\nđạt\nđạt\n"
    qtbot.keyClick(periods, Qt.Key.Key_Delete)
    assert [text(periods, code, 4) for code in ("1.1", "1.2", "1.3")] == [""] * 3
    context.do(history.undo)
    assert text(periods, "1.3", 4) == "đạt"


def test_tab_goes_along_the_line_and_over_criteria(qtbot: QtBot, periods: MatrixTable) -> None:
    at(periods, "1.3", 3)
    qtbot.keyClick(periods, Qt.Key.Key_Tab)
    assert (periods.current_row_code(), periods.currentIndex().column()) == ("1.3", 4)
    qtbot.keyClick(periods, Qt.Key.Key_Tab)
    assert (periods.current_row_code(), periods.currentIndex().column()) == ("2.1", 0)
    qtbot.keyClick(periods, Qt.Key.Key_Backtab)
    assert (periods.current_row_code(), periods.currentIndex().column()) == ("1.3", 4)


def test_the_panel_follows_the_current_cell(
    qtbot: QtBot, view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "3.1", 3)
    paste("95\t60", periods)
    at(periods, "3.1", 4)
    shown = view.inspector._shown
    assert shown is not None
    assert shown.facts == (("Kỳ", "năm 2023"), ("Kỳ trước (năm 2022)", "95 – đạt"))
    assert "falling" in shown.marks
    assert view.inspector.plan.isVisibleTo(view.inspector)
    qtbot.keyClick(periods, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: view.inspector._shown.facts[0] == ("Kỳ", "năm 2022"))
    view.inspector.note.setPlainText("số cũ")
    view.leave()
    assert value(context, "3.1", "2022").note == "số cũ"
    assert view.tree.items.items[view.tree.currentIndex().row()].code == "3"


def test_filters_hold_for_several_periods(
    qtbot: QtBot, view: EntryView, periods: MatrixTable
) -> None:
    at(periods, "3.1", 4)
    paste("60", periods)
    qtbot.waitUntil(view.chips["not_met"].isEnabled)
    view.chips["not_met"].click()
    assert [row.code for row in periods.grid.rows] == ["3", "3.1"]
    view.tree.criterion_chosen.emit("5")
    assert periods.current_row_code() == "5.1"


def test_another_kind_of_period_shows_its_own_columns(
    view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    context.choose_period("2023-06")
    assert periods.grid.columnCount() == 12
    assert periods.grid.headerData(11, Qt.Orientation.Horizontal) == "T6/2023"


def test_what_a_line_is_about_stays_while_periods_are_scrolled(
    qtbot: QtBot, view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    context.choose_period("2023-12")
    bar = periods.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(0)
    before = periods.head.geometry()
    bar.setValue(bar.maximum())
    assert periods.head.geometry() == before
    assert [made.text() for made in periods._titles] == ["Mã", "Chỉ tiêu", "Yêu cầu"]


def test_every_cell_is_read_out_with_its_line_period_and_outcome(periods: MatrixTable) -> None:
    at(periods, "3.1", 4)
    paste("60", periods)
    index = periods.grid.index(periods.grid.row_of("3.1"), 4)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "năm 2023: 60, chưa đạt" in spoken
    assert "≥ 90%" in spoken
    assert "còn thiếu" in index.data(Qt.ItemDataRole.ToolTipRole)


# --- thôn by thôn ---


def test_without_thon_the_screen_says_where_to_add_them(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    view.modes["units"].click()
    pane = view.sheets.units
    assert pane.stack.currentWidget() is pane._empty
    with qtbot.waitSignal(context.open_requested) as asked:
        pane._empty.action.click()
    assert asked.args == ["settings", "admin_unit", ""]


def test_thon_are_typed_in_and_added_up(
    qtbot: QtBot, view: EntryView, units: MatrixTable, context: AppContext
) -> None:
    units.choose_cell(units.grid.index(0, 0))
    type_value(qtbot, units, "45/50")
    type_value(qtbot, units, "10/100")
    assert value(context, "16.2", "2023", THON[1]).numerator == 10
    pane, grid = view.sheets.units, units.grid
    assert grid.stored_text(3, 0) == "55/150: 1/3 thôn đạt"
    assert grid.headerData(3, Qt.Orientation.Vertical) == TOTAL_TITLE
    assert "2/3 thôn có số liệu" in pane.sentence.text()
    assert pane.sentence.text().endswith("Số của xã: chưa có.")


def test_the_sum_becomes_the_value_of_the_commune_after_a_question(
    view: EntryView, units: MatrixTable, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *words, **_: bool(asked.append(words[0])))
    units.choose_cell(units.grid.index(0, 0))
    paste("45/50\n10/100\n", units)
    pane = view.sheets.units
    pane.take_button.click()
    assert asked == ["Lấy 55/150 làm số của xã cho chỉ tiêu 16.2?"]
    assert "16.2" not in entry.values_of(context.workspace, SET_ID, "2023")
    units.choose_cell(units.grid.index(2, 0))
    paste("5/50", units)
    pane.take_button.click()
    assert len(asked) == 1
    assert (value(context, "16.2", "2023").numerator) == 60
    assert pane.sentence.text().endswith("Số của xã: 60/200.")
    context.do(history.undo)
    assert "16.2" not in entry.values_of(context.workspace, SET_ID, "2023")


def test_percentages_alone_are_not_added(view: EntryView, units: MatrixTable) -> None:
    units.choose_cell(units.grid.index(0, 0))
    paste("90\n10/100\n", units)
    pane = view.sheets.units
    assert "không cộng được: nhập dạng 12/17" in pane.sentence.text()
    assert not pane.take_button.isEnabled()


def test_a_criterion_shows_its_indicators_as_columns(view: EntryView, units: MatrixTable) -> None:
    view.tree.criterion_chosen.emit("16")
    assert [column.id for column in units.grid.matrix.columns] == ["16.1", "16.2", "16.3"]
    view.sheets.units.choose("*")
    assert units.grid.columnCount() == 75
    units.choose_column("16.2")
    assert view.inspector._shown.facts[1] == ("Thôn", "Thôn 1")
    assert view.tree.items.items[view.tree.currentIndex().row()].code == "16"
    assert not view.inspector.note.isVisibleTo(view.inspector)


# --- the three ways ---


def test_keys_choose_the_way_the_values_are_seen(qtbot: QtBot, view: EntryView) -> None:
    for key, mode in ((Qt.Key.Key_2, "periods"), (Qt.Key.Key_3, "units"), (Qt.Key.Key_1, "one")):
        view.activateWindow()
        qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda mode=mode: view.sheets.mode == mode)
        assert view.chips["all"].isVisible() == (mode != "units")


def test_what_is_being_typed_is_kept_when_the_way_changes(
    qtbot: QtBot, view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "3.1", 4)
    qtbot.keyClicks(periods, "95")
    view.modes["one"].click()
    assert value(context, "3.1", "2023").value == 95


def test_a_found_record_is_shown_in_the_sheet_of_one_period(
    view: EntryView, periods: MatrixTable
) -> None:
    view.show_record("criterion", "7")
    assert view.sheets.mode == "one"
    assert view.table.current_line().group.criterion_code == "7"


def test_only_the_seen_sheet_speaks(context: AppContext, qtbot: QtBot) -> None:
    sheets = EntrySheets(context, lambda drafts: None)
    qtbot.addWidget(sheets)
    sheets.choose_mode("periods")
    with qtbot.assertNotEmitted(sheets.cell_changed):
        sheets.table.line_changed.emit(None, 0)


def test_a_declared_figure_is_shown_without_the_typed_form(
    periods: MatrixTable, context: AppContext
) -> None:
    record(context, "10", "68,3@đạt: theo bài viết")
    assert value_parts(text(periods, "10", -1 + periods.grid.columnCount())) == (
        "68,3",
        "theo bài viết",
        True,
    )
    index = periods.grid.index(periods.grid.row_of("10"), periods.grid.columnCount() - 1)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "@" not in spoken
    assert "tự đánh giá" in spoken
    assert value_parts("đạt: biên bản") == ("đạt", "biên bản", False)


def test_a_long_name_of_a_criterion_is_one_line_in_a_low_line(periods: MatrixTable) -> None:
    metrics = periods.fontMetrics()
    name = "Tổ chức sản xuất và phát triển kinh tế nông thôn"
    low = QRect(0, 0, 120, metrics.lineSpacing() + 4)
    assert periods.head.fitted(metrics, name, low).endswith("…")
    high = QRect(0, 0, 120, 3 * metrics.lineSpacing())
    assert periods.head.fitted(metrics, name, high) == name


def test_thon_are_not_said_to_miss_a_target_that_nobody_knows(
    view: EntryView, context: AppContext, units: MatrixTable
) -> None:
    record(context, "17.5", "12", THON[0])
    view.sheets.units.choose("17.5")
    assert view.sheets.units.sentence.text().startswith(
        "Chỉ tiêu 17.5: 1/3 thôn có số liệu, chưa đánh giá được: chưa biết mức yêu cầu;"
    )
    last = units.grid.index(units.grid.rowCount() - 1, 0)
    assert "0/3" not in last.data()
    assert "Chưa đánh giá được: chưa biết mức yêu cầu" in last.data(Qt.ItemDataRole.ToolTipRole)


def record(context: AppContext, code: str, typed: str, unit: str | None = None) -> None:
    draft = entry.ValueDraft(SET_ID, "2023", code, typed, unit)
    context.do(lambda workspace: entry.record_values(workspace, [draft]))


# --- blocks with names of thôn ---


def numerators(context: AppContext) -> dict[str, int | None]:
    found = {}
    for name, code in zip("123", THON, strict=True):
        held = entry.values_of(context.workspace, SET_ID, "2023", code).get("16.2")
        found[name] = int(held.numerator) if held and held.numerator is not None else None
    return found


def test_a_block_with_names_lands_by_name_whatever_its_order(
    units: MatrixTable, context: AppContext
) -> None:
    units.choose_cell(units.grid.index(2, 0))
    paste("STT\tThôn\tSố\n1\tThôn 3\t3/10\n2\tthôn 1\t1/10\n\tTổng cộng\t4/20\n", units)
    assert numerators(context) == {"1": 1, "2": None, "3": 3}
    assert units.grid.refusals() == ()


def test_names_that_are_unknown_or_stand_twice_are_told_and_nothing_is_written_for_them(
    view: EntryView, units: MatrixTable, context: AppContext
) -> None:
    units.choose_cell(units.grid.index(0, 0))
    paste("Thôn 9\t9/10\nThôn 2\t2/10\nThôn 1\t1/10\nthôn 01\t5/10\n", units)
    assert numerators(context) == {"1": None, "2": 2, "3": None}
    assert view.notice.message == "3 dòng dán không rõ của thôn nào nên chưa ghi."
    told = view.notice.accessibleName()
    assert "Thôn 9 – không có trong danh sách" in told
    assert "và 1 dòng khác" in told


def test_unknown_names_beside_figures_never_push_the_figures_to_the_next_column(
    view: EntryView, units: MatrixTable, context: AppContext
) -> None:
    units.choose_cell(units.grid.index(0, 0))
    paste("An Lạ\t9/10\nBình Lạ\t2/10\n", units)
    assert numerators(context) == dict.fromkeys("123")
    assert view.notice.message.startswith("2 dòng dán")
    assert units.grid.refusals() == ()


def test_a_block_without_names_says_which_thon_it_went_to(
    units: MatrixTable, context: AppContext
) -> None:
    told: list[str] = []
    units.told.connect(told.append)
    units.choose_cell(units.grid.index(0, 0))
    paste("1/10\n2/10\n", units)
    assert numerators(context) == {"1": 1, "2": 2, "3": None}
    assert "từ Thôn 1 đến Thôn 2" in told[0]


def test_thon_may_stand_as_they_were_entered_and_the_choice_is_kept(
    qtbot: QtBot, context: AppContext
) -> None:
    add_units(context.workspace, "Thôn Vân\nThôn An\nThôn Lê")
    made = EntryView(context)
    qtbot.addWidget(made)
    made.show()
    made.modes["units"].click()
    pane = made.sheets.units
    assert [row.text for row in pane.grid.rows] == ["Thôn An", "Thôn Lê", "Thôn Vân"]
    pane.order.setCurrentIndex(pane.order.findData("entered"))
    pane.order.activated.emit(pane.order.currentIndex())
    assert [row.text for row in pane.grid.rows] == ["Thôn Vân", "Thôn An", "Thôn Lê"]
    again = EntryView(context)
    qtbot.addWidget(again)
    assert again.sheets.units.order.currentData() == "entered"


# --- figures that cannot be ---


def test_a_share_above_the_whole_is_marked_in_its_cell(
    view: EntryView, periods: MatrixTable, context: AppContext
) -> None:
    at(periods, "3.1", 3)
    paste("4520", periods)
    row = periods.grid.row_of("3.1")
    assert periods.grid.marks(row, 3)[0] == "doubtful"
    cell = periods.grid.cell(row, 3)
    assert cell is not None
    assert "phải từ 0% đến 100%" in cell.doubt or "thường từ 0% đến 100%" in cell.doubt
    assert cell.doubt in str(periods.grid.index(row, 3).data(Qt.ItemDataRole.ToolTipRole))
    assert "cần xem lại" in str(periods.grid.index(row, 3).data(Qt.ItemDataRole.AccessibleTextRole))
    reread = value_matrix.by_period(context.workspace, SET_ID, "2023")
    line = next(one for one in reread.rows if one.code == "3.1" and one.indicator)
    assert line.cells[3].doubt == cell.doubt
    paste("95", periods)
    assert periods.grid.marks(row, 3) == ("unverified",)


def test_a_thon_with_an_impossible_share_is_marked_too(
    units: MatrixTable, context: AppContext
) -> None:
    units.choose_cell(units.grid.index(1, 0))
    paste("12/10", units)
    assert "doubtful" in units.grid.marks(1, 0)
    assert "doubtful" not in units.grid.marks(0, 0)


def test_thon_are_counted_with_their_own_word(units: MatrixTable) -> None:
    assert units.grid.units_word == "thôn"
    assert "thôn đạt" in str(units.grid.index(3, 0).data())


def test_the_window_goes_on_while_the_witness_is_written(context: AppContext) -> None:
    assert context.workspace.store.answers_first
