"""The settings page of thôn: typed, pasted, renamed in place, closed, deleted only by mistake."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import history, units
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from ui.context import AppContext
from ui.views.settings_view import SettingsView
from ui.views.settings_view.units_page import UnitsSection

NAME, CODE, STATE, SINCE, UNTIL, NOTE = range(6)
SET_ID = "xa-ntm-nang-cao-2021-2025"


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> UnitsSection:
    made = UnitsSection(context)
    qtbot.addWidget(made)
    context.data_changed.connect(lambda _: made.reload())
    made.reload()
    return made


def names(page: UnitsSection) -> list[str]:
    return [one.name for one in page.table.model.rows]


def edit(page: UnitsSection, row: int, column: int, typed: str) -> None:
    page.table.model.setData(page.table.model.index(row, column), typed)


def test_the_page_opens_for_a_unit_found_by_search(qtbot: QtBot, context: AppContext) -> None:
    code = units.add_unit(context.workspace, "Thôn 1").code
    view = SettingsView(context)
    qtbot.addWidget(view)
    view.show_record("admin_unit", f"{context.workspace.owner}/unit/{code}")
    page = view.part(view.stack.currentIndex())
    assert isinstance(page, UnitsSection)
    assert page.table.current_row().name == "Thôn 1"
    view.show_record("admin_unit", "")
    assert view.part(view.stack.currentIndex()) is page


def test_a_typed_name_is_added_and_the_field_is_ready_for_the_next(
    qtbot: QtBot, page: UnitsSection
) -> None:
    page.add_line.setText("Buôn Thử")
    qtbot.keyClick(page.add_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["Buôn Thử"])
    assert page.add_line.text() == ""


def test_a_name_that_is_there_stays_in_the_field(page: UnitsSection) -> None:
    page.add_names(["Thôn 1"])
    page.add_line.setText("thôn 1")
    with pytest.raises(InputError):
        page.add_names(["thôn 1"])
    assert page.add_line.text() == "thôn 1"


def test_a_list_copied_from_a_table_is_one_step_with_the_way_back(
    page: UnitsSection, context: AppContext
) -> None:
    page.add_names(["Thôn 2"])
    QGuiApplication.clipboard().setText("STT\tTên thôn\n1\tThôn 10\n2\tThôn 2\n3\tThôn 1\n")
    page.paste_list()
    assert names(page) == ["Thôn 1", "Thôn 2", "Thôn 10"]
    assert page.notice.message == "Đã thêm 2 đơn vị. Đã có trong danh sách, bỏ qua: Thôn 2."
    page.notice.action.click()
    assert names(page) == ["Thôn 2"]
    assert history.undo_label(context.workspace) == "Thêm Thôn 2"


def test_an_empty_clipboard_adds_nothing(page: UnitsSection) -> None:
    QGuiApplication.clipboard().clear()
    page.paste_list()
    assert names(page) == []


def test_a_list_that_is_all_there_is_said_without_a_step_to_undo(page: UnitsSection) -> None:
    page.add_names(["Thôn 1", "Thôn 2"])
    page.add_names(["Thôn 1", "Thôn 2"])
    assert page.notice.message.startswith("Không thêm đơn vị nào.")
    assert page.notice.action.isHidden()


def test_names_dates_and_notes_are_typed_in_place(page: UnitsSection, context: AppContext) -> None:
    page.add_names(["Thôn 1"])
    edit(page, 0, NAME, "Thôn Nhất")
    edit(page, 0, SINCE, "1/1/2020")
    edit(page, 0, UNTIL, "1/7/2023")
    edit(page, 0, NOTE, "nhập vào Thôn 2")
    (unit,) = units.directly_below(context.workspace)
    assert (unit.name, unit.note) == ("Thôn Nhất", "nhập vào Thôn 2")
    assert unit.valid_from == datetime.date(2020, 1, 1)
    assert unit.valid_until == datetime.date(2023, 7, 1)
    assert page.table.model.index(0, STATE).data() == "hết hiệu lực"
    edit(page, 0, UNTIL, "")
    assert page.table.model.index(0, STATE).data() == "đang dùng"
    edit(page, 0, SINCE, "")
    assert units.directly_below(context.workspace)[0].valid_from is None


def test_what_is_no_date_is_refused(
    page: UnitsSection, context: AppContext, shown_errors: list[str]
) -> None:
    page.add_names(["Thôn 1"])
    edit(page, 0, UNTIL, "hôm qua")
    assert len(shown_errors) == 1
    assert units.directly_below(context.workspace)[0].valid_until is None


def test_closed_units_stand_behind_and_are_counted_apart(page: UnitsSection) -> None:
    page.add_names(["Thôn 1", "Thôn 2"])
    edit(page, 0, UNTIL, "1/7/2023")
    assert names(page) == ["Thôn 2", "Thôn 1"]
    assert page.count.text() == "1 đơn vị đang dùng, 1 ngoài thời hạn."


def test_a_mistake_is_deleted_and_a_unit_with_figures_is_not(
    page: UnitsSection, context: AppContext
) -> None:
    page.add_names(["Thôn 1", "Thôn 2"])
    code = units.unit_code(context.workspace, "Thôn 1")
    record_values(context.workspace, [ValueDraft(SET_ID, "2023", "14.1", "95", code)])
    page.table.choose_key(f"{context.workspace.owner}/unit/{code}")
    with pytest.raises(InputError, match="Không xóa được Thôn 1"):
        page.delete_chosen()
    other = units.unit_code(context.workspace, "Thôn 2")
    page.table.choose_key(f"{context.workspace.owner}/unit/{other}")
    page.delete_chosen()
    assert names(page) == ["Thôn 1"]
    page.notice.action.click()
    assert names(page) == ["Thôn 1", "Thôn 2"]


def test_an_office_without_units_below_cannot_add_any(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("thon")
    office = NewOffice(name="Một", level="thon")
    village: Workspace = create_workspace(
        folder / "data", office, device_dir=folder / "device", now_ms=1_700_000_000_000
    )
    context = AppContext(village, period_id="2023", set_id="")
    page = UnitsSection(context)
    qtbot.addWidget(page)
    page.reload()
    assert not page.add_line.isEnabled()
    assert not page.paste.isEnabled()
    context.stop()
    village.close()
