"""Blocks pasted with codes and headings: each figure goes to the line its code names."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ntm_desktop.services import entry, value_matrix
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from tests.ui.test_entry_grid import PERIOD, Sheet
from ui.models.coded_paste import Heading, coded_block, heading_of, period_of, split_heads
from ui.models.entry_grid import PLAN, VALUE
from ui.models.entry_table import EntryTable
from ui.models.matrix_grid import MatrixGrid
from ui.models.matrix_table import MatrixTable
from ui.models.typing_sheet import HEADS_LEFT, NO_RESULT_COLUMN, TypingSheet, Unplaced

CODES = ("1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "9", "9.1", "9.10")
FORM = (
    "TT\tNội dung\tĐVT\tYêu cầu\tKết quả\n"
    "2\tGiao thông\t\t\t\n"
    "2.2.\tTỷ lệ đường thôn\t%\t≥ 90%\t96,5\n"
    "2.1\tTỷ lệ đường xã\t%\t100%\t95,5\n"
    "99.1\tChỉ tiêu lạ\t%\t100%\t7\n"
)


def block(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.strip("\n").split("\n")]


class Heard:
    """A table with what it told about pasted blocks."""

    def __init__(self, table: TypingSheet) -> None:
        self.table = table
        self.told: list[str] = []
        self.unplaced: list[Unplaced] = []
        table.told.connect(self.told.append)
        table.unplaced.connect(self.unplaced.extend)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.table.paste_block()


@pytest.fixture
def sheet(qapp: object, workspace: Workspace) -> Sheet:
    return Sheet(workspace)


@pytest.fixture
def heard(qtbot: QtBot, sheet: Sheet) -> Heard:
    table = EntryTable(sheet.grid)
    qtbot.addWidget(table)
    sheet.grid.modelReset.emit()
    table.resize(1200, 600)
    return Heard(table)


def at(heard: Heard, code: str, column: int = VALUE) -> None:
    grid = heard.table.typing_grid
    place = grid.index(grid.code_rows()[code], column)
    heard.table.select_cells(place, place)


def values(sheet: Sheet, column: int = VALUE) -> dict[str, str]:
    rows = sheet.grid.code_rows()
    return {code: text for code in rows if (text := sheet.text(code, column)) and "/" not in text}


# --- what a block says ---


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2.1\t95\n2.2\t96", ["2.1", "2.2"]),
        ("2.1.\t95\n2.2.\t96\n1.1\tĐạt", ["2.1", "2.2", "1.1"]),
        ("9.1\t95\n9.10\t96", ["9.1", "9.10"]),
        ("STT\tMã\tNội dung\tKết quả\n1\t1.1\tCó quy hoạch\tĐạt\n2\t2.1\tTỷ lệ\t5", ["1.1", "2.1"]),
        ("2,1\t95\n2,2\t96\n2,3\t9", ["2.1", "2.2", "2.3"]),
        ("2.1\n2.2\n2.3", ["2.1", "2.2", "2.3"]),
    ],
)
def test_codes_of_the_set_are_recognised(text: str, codes: list[str]) -> None:
    found = coded_block(block(text), CODES)
    assert found is not None
    assert [line.code for line in found.lines] == codes


@pytest.mark.parametrize(
    "text",
    ["95\n96\n97", "2,1\t3,1\n2,2\t95", "3\t4\n1\t2\n2\t2", "2\n1\n9", "đạt\nđạt", "2.1\t95"],
)
def test_figures_are_not_taken_for_codes(text: str) -> None:
    assert coded_block(block(text), CODES) is None


def test_a_code_before_two_lines_is_never_guessed() -> None:
    found = coded_block(block("9.1\t5\n2.1\t6\n9.1\t7\n2.2\t8"), CODES)
    assert found is None or "9.1" not in {line.code for line in found.lines}
    found = coded_block(block("Mã\tKết quả\n9.1\t5\n2.1\t6\n9.1\t7"), CODES)
    assert found is not None
    assert found.repeated == ("9.1",)


@given(st.permutations(CODES[1:4] + CODES[5:8]))
def test_the_order_of_coded_lines_does_not_matter(codes: list[str]) -> None:
    text = "\n".join(f"{code}\tTên chỉ tiêu\t{place}" for place, code in enumerate(codes))
    found = coded_block(block(text), CODES)
    assert found is not None
    assert [line.code for line in found.lines] == codes


@pytest.mark.parametrize(
    ("head", "kind", "period"),
    [
        ("Kết quả thực hiện năm 2024", Heading.VALUE, "2024"),
        ("Kế hoạch năm 2025", Heading.PLAN, "2025"),
        ("Kết quả tự đánh giá", Heading.JUDGED, None),
        ("Đánh giá", Heading.OTHER, None),
        ("Quý II/2024", None, "2024-Q2"),
        ("6 tháng đầu năm 2024", None, "2024-H1"),
        ("T6/2024", None, "2024-06"),
        ("giai đoạn 2021-2025", None, None),
        ("Số TT", Heading.CODE, None),
        ("", None, None),
    ],
)
def test_headings_say_what_a_column_holds(
    head: str, kind: Heading | None, period: str | None
) -> None:
    found = period_of(head)
    assert (heading_of(head), found.id if found else None) == (kind, period)


@pytest.mark.parametrize(
    "head", ["Năm 2024", "2024", "Kết quả năm 2024", "Xã báo cáo", "Tỷ lệ (%)"]
)
def test_a_heading_above_figures_is_no_figure(head: str) -> None:
    heads, body = split_heads(block(f"{head}\n95\n12/17\n97"))
    assert (heads, body) == ([[head]], [["95"], ["12/17"], ["97"]])


@pytest.mark.parametrize(
    "first", ["đạt", "không rõ", "95", "-", "nam=9; nữ=8", "na: không có", "Khá", "Không phát sinh"]
)
def test_a_first_result_is_no_heading(first: str) -> None:
    assert split_heads(block(f"{first}\n95\n97"), {"kha"})[0] == []


def test_figures_that_all_look_like_years_are_figures() -> None:
    assert split_heads(block("2019\n2020\n2021"))[0] == []


# --- one period ---


def test_codes_say_the_line_and_headings_the_column(heard: Heard, sheet: Sheet) -> None:
    at(heard, "9.1" if "9.1" in sheet.grid.code_rows() else "1.1")
    heard.paste(FORM)
    assert values(sheet) == {"2.1": "95,5", "2.2": "96,5"}
    assert values(sheet, PLAN) == {}
    assert sheet.steps == [2]
    assert heard.told == ["Đã dán 2 ô theo mã." + HEADS_LEFT]
    assert [one.name for one in heard.unplaced] == ["99.1 Chỉ tiêu lạ"]


def test_a_block_of_codes_and_results_needs_no_heading(heard: Heard, sheet: Sheet) -> None:
    at(heard, "2.1")
    heard.paste("2.1\t95\r\n2.2\t96\r\n2.3\t97\r\n")
    assert values(sheet) == {"2.1": "95", "2.2": "96", "2.3": "97"}


def test_names_between_never_become_planned_values(heard: Heard, sheet: Sheet) -> None:
    at(heard, "1.1")
    heard.paste("1.1\tCó quy hoạch\tĐạt\n2.1\tTỷ lệ\t95,5\n2.2\tTỷ lệ\t96,5")
    assert values(sheet) == {"1.1": "đạt", "2.1": "95,5", "2.2": "96,5"}
    assert values(sheet, PLAN) == {}


def test_plan_and_result_go_to_their_columns(heard: Heard, sheet: Sheet) -> None:
    at(heard, "1.1")
    heard.paste(
        "TT\tNội dung\tKế hoạch năm 2023\tThực hiện năm 2023\tGhi chú\n"
        "2.1\tTỷ lệ\t95\t91,5\txong\n2.2\tTỷ lệ\t90\t88\t"
    )
    assert values(sheet) == {"2.1": "91,5", "2.2": "88"}
    assert values(sheet, PLAN) == {"2.1": "95", "2.2": "90"}
    assert sheet.steps == [4]


def test_a_heading_of_another_period_is_told(heard: Heard, sheet: Sheet) -> None:
    at(heard, "2.1")
    heard.paste("Năm 2021\n95\n96\n")
    assert values(sheet) == {"2.1": "95", "2.2": "96"}
    assert heard.told == [
        "Đã dán 2 ô. Bỏ qua hàng tiêu đề. Tiêu đề ghi năm 2021, số đã ghi vào năm 2023."
    ]


def test_a_bare_year_above_figures_shifts_nothing(heard: Heard, sheet: Sheet) -> None:
    at(heard, "2.1")
    heard.paste("2023\n95\n96\n97\n")
    assert values(sheet) == {"2.1": "95", "2.2": "96", "2.3": "97"}
    assert heard.told == ["Đã dán 3 ô." + HEADS_LEFT]


def test_several_columns_that_may_be_the_result_are_asked_about(
    heard: Heard, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    at(heard, "1.1")
    heard.paste("2.1\tTỷ lệ\t91\t95\txong\n2.2\tTỷ lệ\t92\t96\tchưa xong\n")
    assert sheet.steps == []
    menu = heard.table.findChild(QMenu, "column_menu")
    assert isinstance(menu, QMenu)
    offered = [one for one in menu.actions() if one.text().startswith("Cột ") and one.isEnabled()]
    assert [one.text() for one in offered] == ["Cột 4: 95; 96", "Cột 3: 91; 92"]
    offered[0].trigger()
    assert values(sheet) == {"2.1": "95", "2.2": "96"}
    assert sheet.steps == [2]


def test_codes_without_results_change_nothing(heard: Heard, sheet: Sheet) -> None:
    at(heard, "2.1")
    heard.paste("2.1\n2.2\n2.3\n")
    assert sheet.steps == []
    assert [one.reason for one in heard.unplaced] == [NO_RESULT_COLUMN]


def test_lines_hidden_by_the_filter_are_told(heard: Heard, sheet: Sheet) -> None:
    sheet.grid.set_filter("all", "2.1")
    at(heard, "2.1")
    heard.paste("TT\tKết quả\n2.1\t95\n3.1\t96\n")
    assert values(sheet) == {"2.1": "95"}
    assert [one.name for one in heard.unplaced] == ["3.1"]


# --- several periods ---


@pytest.fixture
def periods(qtbot: QtBot, workspace: Workspace) -> Heard:
    def read() -> None:
        grid.set_matrix(value_matrix.by_period(workspace, SET_ID, PERIOD))

    def record(drafts: Sequence[entry.ValueDraft]) -> None:
        entry.record_values(workspace, drafts)
        read()

    grid = MatrixGrid(record)
    table = MatrixTable(grid)
    qtbot.addWidget(table)
    read()
    return Heard(table)


def shown(heard: Heard, code: str) -> list[str]:
    grid = heard.table.typing_grid
    row = grid.code_rows()[code]
    return [str(grid.index(row, column).data()) for column in range(grid.columnCount())]


def test_headings_of_periods_lead_to_their_columns(periods: Heard) -> None:
    at(periods, "2.1", 4)
    periods.paste("2022\t2021\t2018\n95\t91\t80\n96\t92\t81\n")
    assert shown(periods, "2.1") == ["", "", "91", "95", ""]
    assert shown(periods, "2.2") == ["", "", "92", "96", ""]
    assert [one.name for one in periods.unplaced] == ["Cột “2018”"]


def test_codes_and_periods_place_a_whole_table(periods: Heard) -> None:
    at(periods, "1.1", 0)
    periods.paste(
        "TT\tNội dung\tKết quả\t\n\t\tNăm 2022\tNăm 2023\n2.1\tTỷ lệ\t94\t95\n2.2\ta b\t5\t6"
    )
    assert shown(periods, "2.1") == ["", "", "", "94", "95"]
    assert shown(periods, "2.2") == ["", "", "", "5", "6"]


def test_codes_before_several_results_fill_the_columns_from_the_cursor(periods: Heard) -> None:
    at(periods, "2.1", 3)
    periods.paste("2.1\t94\t95\n2.2\t5\t6\n")
    assert shown(periods, "2.1") == ["", "", "", "94", "95"]
