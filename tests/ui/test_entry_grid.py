"""The grid of the entry sheet: what is shown, typed, refused, filtered, pasted."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.services import entry
from ntm_desktop.services.reported_values import Reported
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from ui.models.entry_grid import (
    CODE,
    GAP,
    LINE_ROLE,
    PLAN,
    PREVIOUS,
    STATE,
    TEXT,
    VALUE,
    EntryGrid,
    accepted_forms,
    choices,
)
from ui.models.entry_table import EntryTable
from ui.models.typing_grid import REFUSAL_ROLE, Refusal, read_block, write_block

PERIOD = "2023"
EMPTY_SET = "xa-ntm-2026-2030"


class Sheet:
    """A grid over a workspace that reads again after each write, as the screen does."""

    def __init__(self, workspace: Workspace, set_id: str = SET_ID) -> None:
        self.workspace, self.set_id = workspace, set_id
        self.steps: list[int] = []
        self.grid = EntryGrid(self.record)
        self.refused: list[Refusal] = []
        self.grid.refused.connect(self.refused.extend)
        self.read()

    def read(self) -> None:
        self.grid.set_sheet(entry.entry_sheet(self.workspace, self.set_id, PERIOD))

    def record(self, drafts: Sequence[entry.ValueDraft]) -> None:
        entry.record_values(self.workspace, drafts)
        self.steps.append(len(drafts))
        self.read()

    def type(self, code: str, text: str, column: int = VALUE) -> bool:
        index = self.grid.index(self.grid.place_of(code), column)
        return self.grid.setData(index, text)

    def text(self, code: str, column: int) -> str:
        return str(self.grid.index(self.grid.place_of(code), column).data())


@pytest.fixture
def sheet(qapp: object, workspace: Workspace) -> Sheet:
    return Sheet(workspace)


@pytest.fixture
def table(qtbot: QtBot, sheet: Sheet) -> EntryTable:
    made = EntryTable(sheet.grid)
    qtbot.addWidget(made)
    sheet.grid.modelReset.emit()
    made.resize(1200, 600)
    made.show()
    made.setFocus()
    return made


# --- what is shown ---


def test_every_criterion_stands_over_its_indicators(sheet: Sheet) -> None:
    lines = sheet.grid.lines
    assert sum(line.is_heading for line in lines) == 19
    assert sum(not line.is_head for line in lines) == 75
    assert [line.code for line in lines[:3]] == ["1", "1.1", "1.2"]


def test_a_value_is_assessed_as_soon_as_it_is_typed(sheet: Sheet) -> None:
    assert sheet.type("3.1", "88,5")
    assert sheet.text("3.1", VALUE) == "88,5"
    assert sheet.text("3.1", STATE) == "Chưa đạt"
    assert sheet.text("3.1", GAP).startswith("1,5")


def test_an_outcome_that_rests_on_an_unchecked_threshold_is_marked(sheet: Sheet) -> None:
    sheet.type("3.1", "88,5")
    line = sheet.grid.index(sheet.grid.place_of("3.1"), CODE).data(LINE_ROLE)
    assert "unverified" in line.marks
    assert "declared" not in line.marks


def test_a_declared_outcome_is_told_apart(sheet: Sheet) -> None:
    sheet.type("2.1", "đạt: theo kết quả kiểm tra")
    line = sheet.grid.index(sheet.grid.place_of("2.1"), CODE).data(LINE_ROLE)
    assert line.marks == ("declared",)


def test_a_code_shared_by_criterion_and_indicator_is_typed_into_the_indicator(
    sheet: Sheet,
) -> None:
    line = sheet.grid.lines[sheet.grid.place_of("4")]
    heading = sheet.grid.lines[sheet.grid.place_of("4", head=True)]
    assert not line.is_head
    assert heading.is_heading
    assert not heading.can_be_declared


def test_criteria_without_indicators_take_a_word_of_their_own(
    qapp: object, workspace: Workspace
) -> None:
    sheet = Sheet(workspace, EMPTY_SET)
    assert sheet.type("3", "đạt: theo biên bản thẩm định")
    assert sheet.text("3", STATE) == "Đạt"
    assert sheet.grid.lines[2].marks == ("declared",)
    assert not sheet.grid.lines[2].can_edit(PLAN)


def test_criteria_with_all_indicators_are_not_typed_in(sheet: Sheet) -> None:
    index = sheet.grid.index(sheet.grid.place_of("1", head=True), VALUE)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable


def test_the_same_lines_are_refreshed_without_losing_the_cursor(qtbot: QtBot, sheet: Sheet) -> None:
    with qtbot.assertNotEmitted(sheet.grid.modelReset):
        sheet.type("3.1", "95")


# --- typing ---


def test_unchanged_text_is_not_a_step(sheet: Sheet) -> None:
    sheet.type("3.1", "95")
    assert not sheet.type("3.1", "95")
    assert sheet.steps == [1]


def test_text_that_is_not_understood_stays_in_its_cell_and_is_not_written(sheet: Sheet) -> None:
    sheet.type("3.1", "95")
    assert not sheet.type("3.1", "chín mươi")
    assert sheet.text("3.1", VALUE) == "chín mươi"
    assert sheet.refused[0].reason
    assert entry.values_of(sheet.workspace, SET_ID, PERIOD)["3.1"].value == 95


def test_a_refused_text_survives_reading_again_and_leaves_when_corrected(sheet: Sheet) -> None:
    sheet.type("3.1", "abc")
    sheet.read()
    assert sheet.text("3.1", VALUE) == "abc"
    sheet.type("3.1", "91")
    assert sheet.text("3.1", VALUE) == "91"
    assert sheet.grid.refusals() == ()


def test_dropping_a_refused_text_shows_the_stored_value(sheet: Sheet) -> None:
    sheet.type("3.1", "95")
    sheet.type("3.1", "abc")
    row = sheet.grid.place_of("3.1")
    assert sheet.grid.forget_refusal(row, VALUE)
    assert sheet.text("3.1", VALUE) == "95"
    assert not sheet.grid.forget_refusal(row, VALUE)


def test_a_refused_text_of_one_period_does_not_show_in_another(sheet: Sheet) -> None:
    sheet.type("3.1", "abc")
    sheet.grid.set_sheet(entry.entry_sheet(sheet.workspace, SET_ID, "2022"))
    assert sheet.text("3.1", VALUE) == ""
    sheet.read()
    assert sheet.text("3.1", VALUE) == "abc"


def test_the_plan_stands_beside_the_result(sheet: Sheet) -> None:
    sheet.type("3.1", "88")
    sheet.type("3.1", "92", PLAN)
    assert (sheet.text("3.1", VALUE), sheet.text("3.1", PLAN)) == ("88", "92")


def test_good_cells_of_a_block_are_kept_as_one_step_and_bad_ones_listed(sheet: Sheet) -> None:
    refused = sheet.grid.take(
        [
            sheet.grid.draft_of("3.1", "95"),
            sheet.grid.draft_of("3.2", "?"),
            sheet.grid.draft_of("1.1", "đạt"),
        ]
    )
    assert [one.draft.indicator for one in refused] == ["3.2"]
    assert sheet.steps == [2]
    assert set(entry.values_of(sheet.workspace, SET_ID, PERIOD)) == {"3.1", "1.1"}


# --- filters ---


def test_a_filter_shows_the_lines_of_a_kind_with_their_criteria(sheet: Sheet) -> None:
    sheet.type("3.1", "88")
    sheet.grid.set_filter("not_met")
    assert [(line.code, line.is_head) for line in sheet.grid.lines] == [("3", True), ("3.1", False)]
    assert sheet.grid.count("not_met") == 1


def test_a_line_stays_under_the_filter_while_it_is_being_entered(sheet: Sheet) -> None:
    sheet.type("3.1", "88")
    sheet.grid.set_filter("not_met")
    sheet.type("3.1", "95")
    assert sheet.grid.place_of("3.1") >= 0
    sheet.grid.set_filter("not_met")
    assert sheet.grid.lines == ()


def test_words_are_found_without_accents(sheet: Sheet) -> None:
    sheet.grid.set_filter("all", "thuy loi")
    loose = {line.code for line in sheet.grid.lines if not line.is_head}
    sheet.grid.set_filter("all", "thủy lợi")
    exact = {line.code for line in sheet.grid.lines if not line.is_head}
    assert "3.2" in exact
    assert exact <= loose < {line.code for line in sheet.grid._all}


def test_falling_lines_are_those_met_before(sheet: Sheet) -> None:
    draft = entry.ValueDraft(SET_ID, "2022", "1.1", "đạt")
    entry.record_values(sheet.workspace, [draft])
    sheet.type("1.1", "chưa đạt")
    assert sheet.grid.count("falling") == 1
    assert sheet.text("1.1", PREVIOUS) == "đạt"


# --- words ---


def test_the_hint_names_the_forms_of_the_current_indicator(sheet: Sheet) -> None:
    lines = {line.code: line for line in sheet.grid.lines}
    assert "12/17" in accepted_forms(lines["3.1"])
    assert "đạt" in accepted_forms(lines["1.1"])
    assert "tự đánh giá" in accepted_forms(lines["2.1"])
    assert "phấn đấu" in accepted_forms(lines["3.1"], planned=True)


def test_a_scale_is_offered_as_a_list(sheet: Sheet) -> None:
    line = sheet.grid.lines[sheet.grid.place_of("3.6")]
    assert [typed for typed, _ in choices(line)] == list(line.indicator.scale)


def test_declaring_by_list_keeps_the_figure(sheet: Sheet) -> None:
    sheet.type("2.1", "88,5")
    line = sheet.grid.lines[sheet.grid.place_of("2.1")]
    assert choices(line)[0][0] == "88,5@đạt"


cells = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8).map(
    str.strip
)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_copied_block_reads_back_as_itself(block: list[list[str]]) -> None:
    assert read_block(write_block(block)) == block


def test_any_text_of_the_clipboard_is_a_block() -> None:
    assert read_block("đạt\rchưa đạt\r\n5\t6") == [["đạt"], ["chưa đạt"], ["5", "6"]]
    assert read_block(f"{'x' * 200_000}\t1\n2") == [["x" * 200_000, "1"], ["2"]]


# --- the table: keys and blocks ---


def at(table: EntryTable, code: str, column: int = VALUE) -> None:
    assert table.choose_code(code, column=column)


def test_the_first_key_typed_is_kept_and_enter_goes_down(
    qtbot: QtBot, table: EntryTable, sheet: Sheet
) -> None:
    at(table, "3.1")
    qtbot.keyClicks(table, "9")
    editor = table.open_editor()
    assert editor is not None
    qtbot.keyClicks(editor, "5,3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.current_line().code == "3.2")
    assert sheet.text("3.1", VALUE) == "95,3"


def test_enter_passes_over_the_line_of_the_next_criterion(
    qtbot: QtBot, table: EntryTable, sheet: Sheet
) -> None:
    at(table, "1.3")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.open_editor()
    qtbot.keyClicks(editor, "dat")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.current_line().code == "2.1")
    assert sheet.text("1.3", VALUE) == "đạt"


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, table: EntryTable, sheet: Sheet) -> None:
    at(table, "3.1")
    qtbot.keyClicks(table, "7")
    qtbot.keyClick(table.open_editor(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.open_editor() is None)
    assert sheet.steps == []
    assert table.current_line().code == "3.1"


def test_a_bad_value_keeps_the_cursor_and_shows_its_reason_under_the_cell(
    qtbot: QtBot, table: EntryTable
) -> None:
    at(table, "3.1")
    qtbot.keyClicks(table, "x")
    qtbot.keyClick(table.open_editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.bubble.isVisible())
    assert table.current_line().code == "3.1"
    assert table.bubble.reason == table.currentIndex().data(REFUSAL_ROLE).reason
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not table.bubble.isVisible())


def test_tab_goes_right_to_the_plan_and_then_to_the_next_line(
    qtbot: QtBot, table: EntryTable
) -> None:
    at(table, "3.1")
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert (table.current_line().code, table.currentIndex().column()) == ("3.1", PLAN)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert (table.current_line().code, table.currentIndex().column()) == ("3.2", VALUE)
    qtbot.keyClick(table, Qt.Key.Key_Backtab)
    assert (table.current_line().code, table.currentIndex().column()) == ("3.1", PLAN)


def test_delete_clears_the_selected_cells_as_one_step(
    qtbot: QtBot, table: EntryTable, sheet: Sheet
) -> None:
    sheet.grid.take([sheet.grid.draft_of("1.1", "đạt"), sheet.grid.draft_of("1.2", "đạt")])
    first = sheet.grid.index(sheet.grid.place_of("1.1"), VALUE)
    table.select_cells(first, first.siblingAtRow(first.row() + 1))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert sheet.steps == [2, 2]
    assert sheet.text("1.1", VALUE) == sheet.text("1.2", VALUE) == ""


def test_a_pasted_column_passes_over_criteria_and_keeps_good_cells(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("đạt\nđạt\nkhông rõ\nđạt: có biên bản\n")
    at(table, "1.1")
    told: list[str] = []
    table.told.connect(told.append)
    table.paste_block()
    assert sheet.text("2.1", VALUE) == "đạt: có biên bản"
    assert sheet.text("1.3", VALUE) == "không rõ"
    assert sheet.steps == [3]
    assert told == ["Đã dán 3 ô."]


def test_empty_cells_of_a_pasted_block_leave_what_is_there(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    from PySide6.QtGui import QGuiApplication

    sheet.type("1.2", "đạt")
    QGuiApplication.clipboard().setText("đạt\n\nđạt\n")
    at(table, "1.1")
    table.paste_block()
    assert [sheet.text(code, VALUE) for code in ("1.1", "1.2", "1.3")] == ["đạt"] * 3


def test_lines_that_find_no_place_are_counted(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    from PySide6.QtGui import QGuiApplication

    sheet.grid.set_filter("all", "quy hoạch")
    last = [line.code for line in sheet.grid.lines][-1]
    QGuiApplication.clipboard().setText("đạt\nđạt\nđạt\n")
    at(table, last)
    told: list[str] = []
    table.told.connect(told.append)
    table.paste_block()
    assert told[0].endswith("2 dòng thừa ở cuối không có chỗ.")


def test_cells_beside_the_typed_columns_are_counted(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("\t".join(["đạt"] * 30))
    at(table, "1.1")
    told: list[str] = []
    table.told.connect(told.append)
    table.paste_block()
    kept = sheet.steps[0]
    assert told == [f"Đã dán {kept} ô. {30 - kept} ô nằm ngoài chỗ nhập nên không dán."]


def test_a_blank_pasted_over_several_cells_leaves_them(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    from PySide6.QtGui import QGuiApplication

    sheet.type("1.1", "đạt")
    first = sheet.grid.index(sheet.grid.place_of("1.1"), VALUE)
    table.select_cells(first, first.siblingAtRow(first.row() + 1))
    QGuiApplication.clipboard().setText(" ")
    table.paste_block()
    assert sheet.text("1.1", VALUE) == "đạt"


def test_a_copied_block_pastes_as_the_same_values(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    sheet.grid.take(
        [sheet.grid.draft_of("1.1", "đạt"), sheet.grid.draft_of("1.2", "chưa đạt: chờ duyệt")]
    )
    first = sheet.grid.index(sheet.grid.place_of("1.1"), VALUE)
    table.select_cells(first, first.siblingAtRow(first.row() + 1))
    table.copy_block()
    at(table, "1.2")
    table.paste_block()
    assert sheet.text("1.2", VALUE) == "đạt"
    assert sheet.text("1.3", VALUE) == "chưa đạt: chờ duyệt"


def test_fill_down_copies_the_top_cell(qtbot: QtBot, table: EntryTable, sheet: Sheet) -> None:
    sheet.type("1.1", "đạt")
    first = sheet.grid.index(sheet.grid.place_of("1.1"), VALUE)
    table.select_cells(first, first.siblingAtRow(first.row() + 2))
    qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert sheet.text("1.3", VALUE) == "đạt"
    at(table, "2.1")
    table.fill_down()
    assert sheet.text("2.1", VALUE) == "đạt"


def test_the_list_of_a_cell_keeps_the_picked_word(
    qapp: object, table: EntryTable, sheet: Sheet
) -> None:
    at(table, "1.1")
    menu = table.choices_menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Đạt",
        "Chưa đạt",
        "Xóa giá trị",
    ]
    menu.actions()[1].trigger()
    assert sheet.text("1.1", VALUE) == "chưa đạt"
    assert table.current_line().code == "1.2"


def test_the_name_of_a_criterion_cannot_be_typed_in(table: EntryTable) -> None:
    assert table.choose_code("1", head=True, column=TEXT)
    assert table.choices_menu() is None


def test_what_the_unit_reported_otherwise_is_said_in_words_in_its_cell(sheet: Sheet) -> None:
    sheet.type("13.5", "50")
    read = entry.entry_sheet(sheet.workspace, SET_ID, PERIOD)
    said = Reported("72,5", "Xã Dưới", "xã", is_later=True)
    groups = tuple(
        replace(
            one,
            rows=tuple(
                replace(row, reported=said) if row.code == "13.5" else row for row in one.rows
            ),
        )
        for one in read.groups
    )
    sheet.grid.set_sheet(replace(read, groups=groups))
    index = sheet.grid.index(sheet.grid.place_of("13.5"), VALUE)
    assert index.data() == "50", "what is typed and copied stays the figure that counts"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("50; xã sửa 72,5")
    told = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Xã Dưới báo 72,5, ghi sau số ở đây" in told
    assert "đang ghi và tính 50" in told
