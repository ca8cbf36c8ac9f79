"""The screen "Chưa đạt": what is listed, typed in place, opened and printed."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.overlays import set_target
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.roadmap import put_roadmap_item, roadmap
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from ui import jobs
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.views.roadmap_view import RoadmapView
from ui.widgets.empty_state import EmptyState

ASSIGNEE, DUE, SOLUTION = 5, 6, 7


def put(workspace: Workspace, **typed: str) -> None:
    drafts = [
        ValueDraft(SET_ID, "2023", code[1:].replace("_", "."), text) for code, text in typed.items()
    ]
    record_values(workspace, drafts)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> RoadmapView:
    put(context.workspace, c13_5="5", c3_1="85")
    late = {"assignee": "Chị Hoa", "due_on": "2023-01-01"}
    put_roadmap_item(context.workspace, SET_ID, "3.1", late)
    made = RoadmapView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    return made


def codes(view: RoadmapView) -> list[str]:
    return [line.row.code for line in view.table.model.rows]


def type_into(view: RoadmapView, row: int, column: int, text: str) -> None:
    view.table.model.setData(view.table.model.index(row, column), text)


def test_the_smallest_gap_comes_first(view: RoadmapView) -> None:
    assert codes(view) == ["3.1", "13.5"]
    shown = [view.table.model.index(0, column).data() for column in range(7)]
    assert shown == ["3.1", shown[1], "85", "≥ 90% (?)", "5 điểm %", "Chị Hoa", "01/01/2023"]


def test_who_when_and_how_are_typed_in_place(
    view: RoadmapView, workspace: Workspace, shown_errors: list[str]
) -> None:
    type_into(view, 1, ASSIGNEE, "Anh Bình")
    type_into(view, 1, DUE, "31/3/2024")
    type_into(view, 1, SOLUTION, "Hỗ trợ hợp tác xã")
    row = roadmap(workspace, SET_ID, "2023").rows[1]
    assert (row.assignee, str(row.due_on), row.solution) == (
        *("Anh Bình", "2024-03-31", "Hỗ trợ hợp tác xã"),
    )
    assert view.table.model.index(1, ASSIGNEE).data() == "Anh Bình"
    type_into(view, 1, DUE, "hôm nào đó")
    assert len(shown_errors) == 1


def test_a_bad_date_stays_in_its_cell_until_it_is_put_right(
    view: RoadmapView, context: AppContext, shown_errors: list[str]
) -> None:
    type_into(view, 1, DUE, "31/6/2025")
    index = view.table.model.index(1, DUE)
    assert index.data() == "31/6/2025"
    assert "Chưa ghi" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert view.unsaved() == ["Hạn “31/6/2025”"]
    type_into(view, 1, DUE, "30/6/2025")
    assert (index.data(), view.unsaved()) == ("30/06/2025", [])
    type_into(view, 1, DUE, "31/6/2025")
    context.choose_period("2024")
    view.reload()
    assert view.unsaved() == []
    assert len(shown_errors) == 2


def test_late_ones_and_those_without_somebody_are_found(view: RoadmapView) -> None:
    view.filters["late"].click()
    assert codes(view) == ["3.1"]
    view.filters["nobody"].click()
    assert codes(view) == ["13.5"]
    view.filters["no_solution"].click()
    assert codes(view) == ["3.1", "13.5"]
    view.filters["no_data"].click()
    assert len(codes(view)) == 73
    assert view.filters["late"].text() == "Quá hạn (1)"


def test_a_click_on_the_code_opens_the_entry_sheet_there(
    view: RoadmapView, context: AppContext, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.open_requested) as asked:
        view.table.view.clicked.emit(view.table.sorted.index(1, 0))
    assert asked.args == ["criteria", "indicator", "13.5"]
    view.table.view.clicked.emit(view.table.sorted.index(1, 1))


def test_the_chosen_line_leads_to_its_tasks_and_works(
    view: RoadmapView, context: AppContext, qtbot: QtBot
) -> None:
    task = {"text": "Sửa kênh N2", "set_id": SET_ID, "indicator": "3.1"}
    key = context.do(lambda workspace: put_texts(workspace, "task", None, task)).key
    view.table.choose_key("3.1")
    assert view.detail.isVisibleTo(view)
    links = [one for one in view.detail.findChildren(QPushButton) if "Sửa kênh" in one.text()]
    with qtbot.waitSignal(context.open_requested) as asked:
        links[0].click()
    assert asked.args == ["tasks", "task", key]


def test_without_figures_and_when_all_is_met_the_screen_says_so(
    view: RoadmapView, context: AppContext
) -> None:
    context.choose_period("2021")
    assert view._stack.currentIndex() == 2
    context.do(lambda workspace: put(workspace, c13_5="10", c3_1="95"))
    context.choose_period("2023")
    assert view._stack.currentIndex() == 4
    shown = view._stack.currentWidget()
    assert isinstance(shown, EmptyState)
    assert shown.heading.text() == "73 chỉ tiêu chưa có số liệu"
    context.choose_set("")
    assert view._stack.currentIndex() == 3
    assert not view.print.isEnabled()


def test_a_figure_without_a_known_target_is_not_called_missing(
    view: RoadmapView, context: AppContext
) -> None:
    assert not view.filters["no_target"].isVisibleTo(view)
    put(context.workspace, c17_5="10")
    view.reload()
    assert view.filters["no_data"].text() == "Chưa có số liệu (72)"
    view.filters["no_target"].click()
    assert codes(view) == ["17.5"]


def test_the_reason_of_a_self_assessment_is_no_gap(view: RoadmapView, context: AppContext) -> None:
    put(context.workspace, c1_1="chưa đạt: thiếu hồ sơ quy hoạch")
    view.reload()
    row = codes(view).index("1.1")
    cell = view.table.model.index(row, 4)
    assert cell.data() == ""
    assert "thiếu hồ sơ quy hoạch" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_rows_are_two_lines_high(view: RoadmapView) -> None:
    assert view.table.view.rowHeight(0) >= 2 * view.table.view.fontMetrics().lineSpacing()


def test_a_found_line_is_chosen(view: RoadmapView, context: AppContext) -> None:
    context.choose_set("xa-ntm-2021-2025")
    saved = put_roadmap_item(context.workspace, SET_ID, "13.5", {"assignee": "Anh Bình"})
    view.show_record("roadmap_item", saved.key)
    assert context.set_id == SET_ID
    assert view.table.current_row().row.code == "13.5"


def test_the_page_is_written_and_opened(
    view: RoadmapView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "trang.docx"
    opened: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(file_choice, "open_path", opened.append)
    view.print.click()
    qtbot.waitUntil(lambda: opened == [path], timeout=20_000)
    assert "13.5." in docx.Document(str(path)).tables[1].cell(2, 1).text


def test_every_control_has_a_name_and_the_table_takes_the_keyboard(view: RoadmapView) -> None:
    assert view.table.view.accessibleName() == "Chỉ tiêu chưa đạt"
    assert all(chip.focusPolicy() & Qt.FocusPolicy.TabFocus for chip in view.filters.values())


def test_a_target_nobody_checked_says_so(view: RoadmapView, workspace: Workspace) -> None:
    marked = [line.row.code for line in view.table.model.rows if line.row.is_unverified]
    shown = {codes(view)[row]: view.table.model.index(row, 3).data() for row in range(2)}
    assert [code for code, text in shown.items() if text.endswith(" (?)")] == marked
    put_target(workspace, "3.1")
    view.reload()
    assert view.table.model.index(codes(view).index("3.1"), 3).data() == "≥ 91% (?)"


def put_target(workspace: Workspace, code: str) -> None:
    set_target(workspace, SET_ID, OverlayDraft(indicator=code, text="91", year=2023))


def test_of_a_set_without_its_list_nobody_says_that_all_is_met(
    view: RoadmapView, context: AppContext
) -> None:
    context.choose_set("xa-ntm-hien-dai-2026-2030")
    assert view._stack.currentIndex() == 2
