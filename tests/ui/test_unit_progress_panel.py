"""All units in one table: counts in words, rows that open the unit's sheet, nothing by colour."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.services import units
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from ntm_desktop.services.records import put_texts
from ui.context import AppContext
from ui.widgets.unit_progress_panel import CRITERIA, NAME, STATE, UnitProgressPanel

SET_ID = "xa-ntm-nang-cao-2021-2025"
KHU_DAN_CU = "khu-dan-cu-ntm-kieu-mau-ha-tinh"


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext) -> UnitProgressPanel:
    workspace = context.workspace
    follow(workspace, KHU_DAN_CU, "chung")
    units.add_units(workspace, [f"Thôn {number}" for number in range(1, 13)])
    declare(context, "Thôn 2", 10)
    declare(context, "Thôn 3", 4)
    code = units.unit_code(workspace, "Thôn 10")
    draft = TotalDraft(period_id="2023", set_id=KHU_DAN_CU, unit=code, criteria="9/10")
    record_total(workspace, draft)
    context.choose_set(KHU_DAN_CU)
    made = UnitProgressPanel(context)
    qtbot.addWidget(made)
    made.show()
    return made


def declare(context: AppContext, name: str, count: int) -> None:
    code = units.unit_code(context.workspace, name)
    drafts = [ValueDraft(KHU_DAN_CU, "2023", str(n), "dat", code) for n in range(1, count + 1)]
    context.do(lambda workspace: record_values(workspace, drafts))


def cells(panel: UnitProgressPanel, column: int) -> list[str]:
    found = [panel.table.item(row, column) for row in range(panel.table.rowCount())]
    return [item.text() for item in found if item is not None]


def row_of(panel: UnitProgressPanel, name: str) -> int:
    return cells(panel, NAME).index(name)


def test_units_stand_in_natural_order_with_plain_numbers(panel: UnitProgressPanel) -> None:
    assert cells(panel, NAME) == [f"Thôn {number}" for number in range(1, 13)]
    assert cells(panel, CRITERIA)[:4] == ["–", "10/10", "4/10", "–"]


def test_every_state_is_a_word_beside_its_sign(panel: UnitProgressPanel) -> None:
    words = [cells(panel, STATE)[row] for row in (0, 1, 2, 9)]
    assert words == ["Chưa có số liệu", "Đạt", "Chưa đủ số liệu", "Chưa đạt (số tổng hợp)"]
    item = panel.table.item(1, STATE)
    assert item is not None
    assert not item.icon().isNull()


def test_the_count_is_said_and_who_has_no_figures_is_named(panel: UnitProgressPanel) -> None:
    assert panel.headline.text() == "Đạt 01/12 thôn (8,33%)"
    assert "9 chưa có số liệu: Thôn 1, Thôn 4" in panel.notes.text()
    assert "và 3 đơn vị khác" in panel.notes.text()


def test_a_head_sorts_by_value(panel: UnitProgressPanel) -> None:
    panel.table.sortByColumn(CRITERIA, Qt.SortOrder.DescendingOrder)
    assert cells(panel, CRITERIA)[:3] == ["10/10", "9/10", "4/10"]
    panel.reload()
    assert cells(panel, NAME)[:3] == ["Thôn 2", "Thôn 10", "Thôn 3"]


def test_a_row_opens_the_sheet_of_its_unit(
    qtbot: QtBot, panel: UnitProgressPanel, context: AppContext
) -> None:
    item = panel.table.item(row_of(panel, "Thôn 10"), NAME)
    assert item is not None
    panel.table.setCurrentItem(item)
    with qtbot.waitSignal(context.open_requested) as asked:
        panel.table.activated.emit(panel.table.currentIndex())
    assert asked.args == ["criteria", "", ""]
    assert context.unit == units.unit_code(context.workspace, "Thôn 10")
    assert context.set_id == KHU_DAN_CU


def test_typing_filters_by_name_and_state(panel: UnitProgressPanel) -> None:
    panel.filter.setText("chua dat")
    hidden = [panel.table.isRowHidden(row) for row in range(panel.table.rowCount())]
    assert hidden.count(False) == 1
    panel.filter.setText("")
    assert not panel.table.isRowHidden(0)


def test_a_write_is_shown(panel: UnitProgressPanel, context: AppContext) -> None:
    declare(context, "Thôn 3", 10)
    assert panel.headline.text().startswith("Đạt 02/12 thôn")
    assert cells(panel, STATE)[2] == "Đạt"


def test_a_typed_count_that_disagrees_is_told(
    panel: UnitProgressPanel, context: AppContext
) -> None:
    assert panel.warning.isHidden()
    fields = {"title": "Khu dân cư nông thôn mới kiểu mẫu", "achieved": "5", "total": "12"}
    row = {**fields, "period": "2023"}
    context.do(lambda workspace: put_texts(workspace, "recognition_rollup", None, row))
    assert not panel.warning.isHidden()
    assert "05/12" in panel.warning.text()


def test_a_set_that_no_unit_is_assessed_by_is_empty(
    panel: UnitProgressPanel, context: AppContext
) -> None:
    assert not panel.is_empty
    context.choose_set(SET_ID)
    assert panel.is_empty
    assert panel.table.rowCount() == 0
    context.choose_set("")
    assert panel.is_empty
