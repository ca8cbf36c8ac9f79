"""Tables of measures pasted from Excel: headings, order of columns, refused cells, directions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, records
from ui.context import AppContext
from ui.dialogs import columns_dialog
from ui.dialogs.columns_dialog import ColumnsDialog
from ui.models.plain_sheet import NEW
from ui.views.figures_view import FiguresView, plan_lines, plan_paste
from ui.views.figures_view.plan_page import PlanPage

HEAD = "TT\tChỉ tiêu\tĐVT\tThực hiện năm 2022\tKế hoạch năm 2023\tThực hiện 2023\t% KH\n"


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[FiguresView]:
    made = FiguresView(context)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    yield made
    page = made.page("plan")
    assert isinstance(page, PlanPage)
    for refusal in page.grid.refusals():
        page.grid._kept.clear()
        del refusal
    if page.directions is not None:
        page.directions.reject()
    made.leave()


@pytest.fixture
def plan(view: FiguresView) -> PlanPage:
    page = view.page("plan")
    assert isinstance(page, PlanPage)
    return page


def paste(plan: PlanPage, block: str, row: int = 0, column: str = plan_lines.NAME) -> list[str]:
    """Paste a block at a cell; return what was told."""
    told: list[str] = []
    plan.table.told.connect(told.append)
    QGuiApplication.clipboard().setText(block)
    plan.table.setCurrentIndex(plan.grid.index(row, plan.grid.column_of(column)))
    plan.table.paste_block()
    plan.table.told.disconnect(told.append)
    return told


def texts(plan: PlanPage, *columns: str) -> list[tuple[str, ...]]:
    return [
        tuple(one.texts.get(column, "") for column in columns)
        for one in plan.grid.lines
        if not one.is_new
    ]


def red(plan: PlanPage) -> list[tuple[str, str]]:
    """Return the name of the line and the text of each refused cell."""
    found = []
    for one in plan.grid.refusals():
        index = plan.grid.index_of(one.draft)
        found.append((plan.grid.lines[index.row()].name, one.draft.text))
    return sorted(found)


# --- headings ---


def test_a_heading_row_tells_the_columns_and_makes_no_measure(plan: PlanPage) -> None:
    told = paste(plan, HEAD + "1\tGiá trị sản xuất\ttỷ đồng\t226\t236\t258,7\t109,6\n")
    assert texts(plan, plan_lines.NAME, plan_lines.UNIT, plan_lines.PREVIOUS,
                 "plan:", plan_lines.ACTUAL) == [
        ("Giá trị sản xuất", "tỷ đồng", "226", "236", "258,7"),
    ]  # fmt: skip
    assert told == [
        "Đã ghi 5 ô ở 1 dòng, theo cột: Chỉ tiêu, ĐVT, Kỳ trước, Kế hoạch, Thực hiện. "
        "Không dán cột: TT, % KH."
    ]


def test_columns_in_another_order_go_where_their_heads_say(plan: PlanPage) -> None:
    paste(plan, "Nội dung\tThực hiện\tKH 2023\tĐơn vị tính\nĐảng viên mới\t9\t8\tđảng viên\n")
    assert texts(plan, plan_lines.NAME, plan_lines.UNIT, "plan:", plan_lines.ACTUAL) == [
        ("Đảng viên mới", "đảng viên", "8", "9"),
    ]


def test_a_plan_of_another_level_gets_its_own_column(plan: PlanPage) -> None:
    paste(plan, "Chỉ tiêu\tKế hoạch tỉnh giao\tNQ HĐND\tThực hiện\nĐường\t5\t6\t7\n")
    assert plan.levels() == ["hdnd", "tinh"]
    assert texts(plan, "plan:tinh", "plan:hdnd", plan_lines.ACTUAL) == [("5", "6", "7")]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("STT", ""),
        ("Chỉ tiêu chủ yếu", "name"),
        ("TÊN CHỈ TIÊU", "name"),
        ("Đơn vị tính", "unit"),
        ("Cùng kỳ năm 2022", "previous"),
        ("Ước thực hiện năm 2023", "actual"),
        ("Thực hiện 2022", "previous"),
        ("Thực hiện 2019", ""),
        ("Kế hoạch", "plan:"),
        ("KH năm 2024", ""),
        ("NQ Đảng ủy 2023", "plan:dang-uy"),
        ("Chỉ tiêu giao", "plan:"),
        ("TH/KH (%)", ""),
        ("So sánh với cùng kỳ", ""),
        ("Tăng, giảm", ""),
    ],
)
def test_a_head_is_understood_however_it_is_written(head: str, column: str) -> None:
    found = plan_paste.heading_columns(["Chỉ tiêu", "ĐVT", head], [""], 2023)
    assert found is not None
    wanted = column if column not in ("name", "unit") else ""  # those stand there already
    assert found[2] == wanted


def test_a_line_of_data_is_no_heading() -> None:
    line = ["Chỉ tiêu giao quân", "người", "12", "12", "12"]
    assert plan_paste.heading_columns(line, [""], 2023) is None


# --- order ---


def test_five_columns_over_two_plans_are_asked_about(
    plan: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.add_level("dang-uy")
    plan.add_level("hdnd")
    asked: list[list[str]] = []

    def answer(_parent: object, _lines: object, _titles: object, guess: list[str], _needed: str):
        asked.append(guess)
        return guess

    monkeypatch.setattr(columns_dialog, "ask_columns", answer)
    paste(plan, "Sản lượng ngô\ttấn\t180\t200\t220\n", row=plan.grid.row_of(f"{NEW}0"))
    assert asked == [["name", "unit", "previous", "plan:dang-uy", "actual"]]
    monkeypatch.setattr(columns_dialog, "ask_columns", lambda *_: None)
    paste(plan, "Sản lượng lúa\ttấn\t180\t200\t220\n", row=plan.grid.row_of(f"{NEW}0"))
    assert texts(plan, plan_lines.NAME) == [("Sản lượng ngô",)]


def test_a_column_is_chosen_once_and_the_name_is_needed(qtbot: QtBot) -> None:
    lines = [["Ngô", "200", "220"]]
    titles = plan_paste.titles([""])
    dialog = ColumnsDialog(lines, titles, plan_paste.guess(lines, [""]), "name")
    qtbot.addWidget(dialog)
    assert dialog.chosen() == ["name", "plan:", "actual"]
    assert dialog.act.isEnabled()
    dialog.boxes[1].setCurrentIndex(dialog.boxes[1].findData("actual"))
    assert not dialog.act.isEnabled()
    assert "Thực hiện" in dialog.told.text()
    dialog.boxes[1].setCurrentIndex(0)
    dialog.boxes[0].setCurrentIndex(0)
    assert "tên chỉ tiêu" in dialog.told.text()


# --- refused cells ---


def test_refused_cells_stay_on_their_own_lines_and_are_counted(
    context: AppContext, plan: PlanPage
) -> None:
    told = paste(
        plan,
        "Lúa\ttấn\t\t100\t1.5.5\nNgô\ttấn\t\t200\t220\nBò\tcon\t\t31.12.5\t30\nGà\tcon\t\t5\t1e5\n",
    )
    assert texts(plan, plan_lines.NAME, plan_lines.ACTUAL) == [
        ("Lúa", ""), ("Ngô", "220"), ("Bò", "30"), ("Gà", ""),
    ]  # fmt: skip
    assert red(plan) == [("Bò", "31.12.5"), ("Gà", "1e5"), ("Lúa", "1.5.5")]
    assert told[0].startswith("3 ô chưa nhận (màu đỏ, kèm lý do). Đã ghi 13 ô ở 4 dòng")
    plan.leave()
    context.choose_period("2024")
    assert plan.grid.refusals() == ()
    context.choose_period("2023")
    assert red(plan) == [("Bò", "31.12.5"), ("Gà", "1e5"), ("Lúa", "1.5.5")]


def test_a_red_cell_that_is_put_right_is_kept_in_its_line(plan: PlanPage) -> None:
    paste(plan, "Lúa\ttấn\t\t100\t1.5.5\nNgô\ttấn\t\t200\t220\n")
    index = plan.grid.index_of(plan.grid.refusals()[0].draft)
    plan.grid.setData(index, "105")
    assert plan.grid.refusals() == ()
    assert texts(plan, plan_lines.NAME, plan_lines.ACTUAL) == [("Lúa", "105"), ("Ngô", "220")]


def test_the_second_line_of_one_name_waits_in_a_new_line(plan: PlanPage) -> None:
    paste(plan, "Lúa\ttấn\t\t100\t90\nNgô\ttấn\t\t1\t2\nLúa\ttấn\t\t100\t95\n")
    assert texts(plan, plan_lines.NAME, plan_lines.ACTUAL) == [("Lúa", "90"), ("Ngô", "2")]
    waiting = {one.draft.indicator for one in plan.grid.refusals()}
    assert waiting == {f"{NEW}0"}
    assert "hai dòng" in plan.grid.refusals()[0].reason
    assert plan.grid.row_of(f"{NEW}1") >= 0


def test_a_pasted_table_is_undone_in_one_step(context: AppContext, plan: PlanPage) -> None:
    paste(plan, HEAD + "1\tLúa\ttấn\t90\t100\t105\t\n2\tNgô\ttấn\t190\t200\t220\t\n")
    assert len(plan.sheet.rows) == 2
    history.undo(context.workspace)
    context.reload_all()
    assert plan.sheet.rows == ()
    assert records.list_records(context.workspace, "measure") == ()


# --- directions ---


def test_directions_of_pasted_measures_are_asked_for_once(
    context: AppContext, plan: PlanPage
) -> None:
    paste(plan, "Lúa\ttấn\t\t100\t105\nHộ nghèo\thộ\t\t12\t10\nDân số\tngười\t\t5\t6\n")
    assert plan.direction_button.isVisible()
    assert "3 chỉ tiêu chưa khai chiều" in plan.undirected.text()
    dialog = plan.directions
    assert dialog is not None
    by_name = {name: key for key, name in plan_lines.undirected(plan.sheet)}
    lower, none = dialog.boxes[by_name["Hộ nghèo"]], dialog.boxes[by_name["Dân số"]]
    lower.setCurrentIndex(lower.findData("lower"))
    none.setCurrentIndex(none.findData("none"))
    dialog.all_buttons["higher"].click()
    dialog.accept()
    assert plan.headline.text() == "2/2 chỉ tiêu đạt, trong đó 2 chỉ tiêu vượt"
    assert texts(plan, plan_lines.VERDICT) == [("Vượt",), ("Vượt",), ("Không xếp",)]
    assert not plan.direction_button.isVisible()
    history.undo(context.workspace)
    context.reload_all()
    assert len(plan_lines.undirected(plan.sheet)) == 3


def test_nothing_is_guessed_where_the_question_is_put_off(plan: PlanPage) -> None:
    paste(plan, "Lúa\ttấn\t\t100\t105\nNgô\ttấn\t\t12\t13\n")
    assert plan.directions is not None
    plan.directions.reject()
    assert [row.measure.direction for row in plan.sheet.rows] == [None, None]
    assert texts(plan, plan_lines.VERDICT) == [("Chưa khai chiều",)] * 2
