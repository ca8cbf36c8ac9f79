"""The page "Biểu cấp trên": a blank form is tied by keyboard, kept as one step, filled."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.superior_forms import CellPlace
from ntm_desktop.errors import InputError
from ntm_desktop.services import history, superior_forms
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import Workspace
from ui import jobs, notices
from ui.context import AppContext
from ui.models.form_grid import FormGridModel, column_name, column_number
from ui.views.reports_view.forms_page import CHOOSING, DESK, EMPTY, RESULT, FormsPage
from ui.widgets.notice_bar import NoticeBar

NOW_MS = 1_700_000_000_000
SHEET = "Biểu 10"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = "BIỂU CỦA CẤP TRÊN"
    sheet["D5"] = "=SUM(B5:C5)"
    sheet.merge_cells("A2:C2")
    book.create_sheet("Trang hai")["B2"] = "Ghi chú"
    path = tmp_path / "bieu-10.xlsx"
    book.save(path)
    return path


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> FormsPage:
    notice = NoticeBar()
    qtbot.addWidget(notice)
    made = FormsPage(context, notice, lambda act: waiting(qtbot, act))
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.resize(1120, 620)
    with qtbot.waitExposed(made):
        made.show()
    return made


def waiting(qtbot: QtBot, act) -> None:
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=20_000)
    act()


def settle(qtbot: QtBot, page: FormsPage) -> None:
    qtbot.waitUntil(lambda: page.chooser.facts is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=20_000)


def open_blank(qtbot: QtBot, page: FormsPage, blank: Path) -> None:
    page.take_files([blank])
    settle(qtbot, page)


def choose_cell(page: FormsPage, reference: str) -> None:
    page.go_to(CellPlace(SHEET, int(reference[1:]), reference[0]))


def choose_field(page: FormsPage, name: str, *records: str) -> None:
    page.chooser.table.filter.clear()
    assert page.chooser.table.choose_key(name)
    for box, choice in zip(page.chooser.lists, records, strict=False):
        assert box.findData(choice) >= 0, [box.itemData(at) for at in range(box.count())]
        box.setCurrentIndex(box.findData(choice))
        box.activated.emit(box.currentIndex())


def tie(page: FormsPage, cell: str, name: str, *records: str) -> None:
    choose_cell(page, cell)
    choose_field(page, name, *records)
    page.chooser.act.click()


def keep(qtbot: QtBot, page: FormsPage) -> None:
    page.save.click()
    qtbot.waitUntil(lambda: bool(page.key) and not jobs.is_busy(), timeout=20_000)


def test_without_a_form_the_page_says_what_belongs_here(page: FormsPage) -> None:
    assert page.pages.currentIndex() == EMPTY
    assert "biểu Excel trống" in page.drop.accessibleName()


def test_a_blank_form_is_shown_with_formulas_marked_in_words(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    assert page.pages.currentIndex() == DESK
    assert page.model.index(0, 0).data() == "BIỂU CỦA CẤP TRÊN"
    formula = page.model.index(4, 3)
    assert formula.data() == "fx"
    words = formula.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "D5, công thức của cấp trên =SUM(B5:C5)"
    assert not formula.data(Qt.ItemDataRole.DecorationRole).isNull()
    choose_cell(page, "D5")
    assert "công thức" in page.refusal.text()
    assert not page.chooser.act.isEnabled()
    choose_cell(page, "B2")
    assert "A2" in page.refusal.text()
    page.sheets.setCurrentText("Trang hai")
    page.sheets.activated.emit(1)
    assert page.model.index(1, 1).data() == "Ghi chú"


def test_cells_are_tied_by_keys_alone(qtbot: QtBot, page: FormsPage, blank: Path) -> None:
    open_blank(qtbot, page, blank)
    choose_cell(page, "B3")
    page.activateWindow()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    field = page.chooser.table.filter
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "ten bo tieu chi")
    assert page.chooser.table.sorted.rowCount() >= 1
    page.chooser.table.view.setCurrentIndex(page.chooser.table.sorted.index(0, 0))
    qtbot.keyClick(page.chooser.table.view, Qt.Key.Key_Return)
    assert page.ties == {CellPlace(SHEET, 3, "B"): page.chooser.path()}
    index = page.grid.currentIndex()
    assert index.data() == "Tên bộ tiêu chí"
    assert "đã gắn: Tên bộ tiêu chí (criteria_set)" in index.data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert page.ties == {}


def test_a_record_of_a_list_is_chosen_by_its_name(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    choose_cell(page, "C5")
    choose_field(page, "criteria[].indicators[].result")
    names = [page.chooser.lists[0].itemText(at) for at in range(3)]
    assert names == ["Mọi dòng, điền dần xuống dưới", "1 – Quy hoạch", "2 – Giao thông"]
    choose_field(page, "criteria[].indicators[].result", "code=1", "code=1.1")
    assert page.chooser.path() == "criteria[code=1].indicators[code=1.1].result"
    assert "Kỳ này: " in page.chooser.shown.text()
    page.chooser.act.click()
    assert page.tied.model.rows[0].key == f"{SHEET}!C5"
    choose_cell(page, "A1")
    page.tied.row_opened.emit(page.tied.model.rows[0])
    assert page.place() == CellPlace(SHEET, 5, "C")
    page._to_fields()
    assert page.chooser.path() == "criteria[code=1].indicators[code=1.1].result"
    assert page.parts.currentIndex() == CHOOSING


def test_only_one_list_of_a_field_can_mean_every_record(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    choose_field(page, "criteria[].indicators[].result", "")
    assert page.chooser.lists[1].findData("") < 0


def test_ties_are_kept_as_one_step_and_the_form_is_filled(
    qtbot: QtBot,
    page: FormsPage,
    context: AppContext,
    blank: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_blank(qtbot, page, blank)
    assert not page.save.isEnabled()
    tie(page, "B3", "criteria_set")
    tie(page, "C5", "criteria[].outcome", "code=1")
    tie(page, "A10", "criteria[].code", "")
    tie(page, "C6", "signer_name")
    assert page.unsaved()
    assert not page.fill.isEnabled()
    keep(qtbot, page)
    assert not page.unsaved()
    assert [one.name for one in superior_forms.bound_forms(context.workspace)] == ["bieu-10"]
    out = tmp_path / "da dien.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    assert page.fill.text() == "Điền cho năm 2023…"
    page.fill.click()
    qtbot.waitUntil(lambda: page.parts.currentIndex() == RESULT, timeout=20_000)
    sheet = openpyxl.load_workbook(out)[SHEET]
    assert sheet["C5"].value == "Đạt"
    assert sheet["A11"].value == 2
    assert sheet["D5"].value == "=SUM(B5:C5)"
    assert "1 ô để trống" in page.result.text()
    assert "signer_name" in page.lines.item(0).text()
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    page.open_button.click()
    assert opened == [str(out)]
    assert "bieu-10" in history.undo(context.workspace).label
    context.reload_all()
    assert page.unsaved()
    assert page.save.isEnabled()


def test_a_kept_form_is_opened_again_with_its_ties(
    qtbot: QtBot, page: FormsPage, context: AppContext, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "criteria_set")
    keep(qtbot, page)
    blank.unlink()
    other = FormsPage(context, NoticeBar(), lambda act: waiting(qtbot, act))
    qtbot.addWidget(other, before_close_func=lambda _: jobs.stop_and_wait())
    assert other.opened is None
    other.forms.setCurrentIndex(0)
    other.forms.activated.emit(0)
    settle(qtbot, other)
    assert other.ties == {CellPlace(SHEET, 3, "B"): "criteria_set"}
    assert other.name.isReadOnly()
    other.go_to(CellPlace(SHEET, 3, "B"))
    assert other.cell.text() == "Ô B3, đã gắn: Tên bộ tiêu chí"
    other.untie_button.click()
    assert other.ties == {}
    assert not other.save.isEnabled()


def test_a_name_is_needed_and_one_that_is_taken_is_refused(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "criteria_set")
    page.name.setText(" ")
    with pytest.raises(InputError, match="Chưa ghi tên"):
        page.keep()
    page.name.setText("Biểu 10")
    keep(qtbot, page)
    page.take_files([blank])
    qtbot.waitUntil(lambda: not page.key and not jobs.is_busy(), timeout=20_000)
    settle(qtbot, page)
    tie(page, "B3", "criteria_set")
    page.name.setText("Biểu 10")
    with pytest.raises(InputError, match="Đã có biểu"):
        page.keep()


def test_ties_not_saved_are_asked_about_before_they_are_dropped(
    qtbot: QtBot, page: FormsPage, blank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "criteria_set")
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda question, *_, **__: bool(asked.append(question)))
    page.take_files([blank])
    page._choose_report()
    assert len(asked) == 2
    assert page.ties
    assert not jobs.is_busy()
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    page.report.setCurrentIndex(page.report.findData("danh-muc-cong-trinh"))
    page._choose_report()
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=20_000)
    assert page.ties == {}


def test_what_is_no_workbook_is_refused_in_words(
    qtbot: QtBot, page: FormsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(text))
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    page.take_files([path])
    qtbot.waitUntil(lambda: bool(said) and not jobs.is_busy(), timeout=20_000)
    assert page.opened is None
    assert page.pages.currentIndex() == EMPTY


def test_columns_are_named_as_excel_names_them() -> None:
    for number, name in ((0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")):
        assert column_name(number) == name
        assert column_number(name) == number


def test_an_empty_sheet_still_has_cells_to_choose() -> None:
    model = FormGridModel()
    model.set_sheet("Trang", (), {})
    assert model.rowCount() > 0
    assert model.place(model.index(0, 1)) == CellPlace("Trang", 1, "B")


def test_a_found_form_is_opened_unless_ties_would_be_lost(
    qtbot: QtBot, page: FormsPage, blank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "criteria_set")
    keep(qtbot, page)
    key = page.key
    page.take_files([blank])
    qtbot.waitUntil(lambda: not page.key and not jobs.is_busy(), timeout=20_000)
    settle(qtbot, page)
    tie(page, "B4", "title")
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    page.show_record(key)
    assert not jobs.is_busy()
    assert list(page.ties.values()) == ["title"]
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    page.show_record(key)
    qtbot.waitUntil(lambda: page.key == key and not jobs.is_busy(), timeout=20_000)
    assert list(page.ties.values()) == ["criteria_set"]


def test_another_period_shows_its_own_figures(
    qtbot: QtBot, page: FormsPage, context: AppContext, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    context.choose_period("2022")
    assert page.fill.text() == "Điền cho năm 2022…"
    qtbot.waitUntil(
        lambda: page.chooser.facts is not None and page.chooser.facts.period_id == "2022",
        timeout=20_000,
    )


def test_a_sheet_is_drawn_as_the_file_has_it(qtbot: QtBot, page: FormsPage, blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = book[SHEET]
    sheet.merge_cells("B7:C9")
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["E"].hidden = True
    sheet.row_dimensions[2].height = 60
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True), Alignment(horizontal="center")
    book["Trang hai"].sheet_state = "hidden"
    book.save(blank)
    open_blank(qtbot, page, blank)
    grid = page.grid
    assert (grid.rowSpan(6, 1), grid.columnSpan(6, 1)) == (3, 2)
    assert grid.columnWidth(0) < grid.columnWidth(1)
    assert grid.isColumnHidden(4)
    assert grid.rowHeight(1) > grid.rowHeight(0)
    head = page.model.index(0, 0)
    assert head.data(Qt.ItemDataRole.TextAlignmentRole) == Qt.AlignmentFlag.AlignCenter
    assert head.data(Qt.ItemDataRole.FontRole).bold()
    assert page.sheets.count() == 1


def test_a_wrong_field_is_changed_or_removed_where_it_is(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "title")
    tie(page, "B3", "criteria_set")
    assert list(page.ties.values()) == ["criteria_set"]
    tie(page, "B4", "criteria[].name", "code=1")
    choose_cell(page, "B4")
    assert "đã gắn: 1: tên tiêu chí – " in page.cell.text()
    page.untie_button.click()
    assert list(page.ties.values()) == ["criteria_set"]


def test_a_form_is_put_away_and_comes_back(
    qtbot: QtBot, page: FormsPage, context: AppContext, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    tie(page, "B3", "criteria_set")
    keep(qtbot, page)
    page.remove.click()
    assert superior_forms.bound_forms(context.workspace) == ()
    assert page.pages.currentIndex() == EMPTY
    assert page.ties == {}
    assert page.unsaved() == []
    history.undo(context.workspace)
    context.reload_all()
    page.reload()
    assert page.forms.count() == 1


def test_an_indicator_is_found_by_its_words_and_tied_with_the_keyboard(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    choose_cell(page, "B4")
    page.grid.activated.emit(page.grid.currentIndex())
    box = page.chooser.table.filter
    box.setText("thu nhập bình quân")
    assert page.chooser.table.sorted.rowCount() > 0
    qtbot.keyClick(box, Qt.Key.Key_Down)
    row = page.chooser.table.current_row()
    assert row.help.startswith("10: ")
    page.chooser.table.row_opened.emit(row)
    assert list(page.ties.values()) == [row.key]
    assert "[code=10]" in row.key
    assert page.cell.text().startswith("Ô B4, đã gắn: 10: ")
    assert page.model.index(3, 1).data().startswith("10: ")


def test_enter_in_the_filter_takes_the_only_field_found(
    qtbot: QtBot, page: FormsPage, blank: Path
) -> None:
    open_blank(qtbot, page, blank)
    choose_cell(page, "B4")
    page.chooser.table.filter.setText("tên bộ tiêu chí")
    assert page.chooser.table.sorted.rowCount() == 1
    qtbot.keyClick(page.chooser.table.filter, Qt.Key.Key_Return)
    assert list(page.ties.values()) == ["criteria_set"]
