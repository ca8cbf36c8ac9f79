"""Collection forms in the window: what is chosen, what is made, what comes back."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import records, reporting, units
from ntm_desktop.services.collection import FormChoice, plan_forms, write_forms_xlsx
from ntm_desktop.services.entry import values_of
from ntm_desktop.services.roadmap import put_roadmap_item
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from ui import jobs
from ui.context import AppContext
from ui.dialogs import collection_dialog
from ui.dialogs.collection_dialog import CollectionDialog
from ui.views.reports_view import FORMS, NO_SET, PLAIN, PROSE, ReportsView


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ReportsView:
    put_roadmap_item(context.workspace, SET_ID, "3.1", {"assignee": "Chị Hoa"})
    put_roadmap_item(context.workspace, SET_ID, "1.1", {"assignee": "Anh Bình"})
    units.add_units(context.workspace, "Thôn An Xuân\nThôn Đông Xuyên")
    made = ReportsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.choose("phieu-thu-thap")
    return made


def filled(workspace: Workspace, path: Path, value: object) -> Path:
    plan = plan_forms(workspace, SET_ID, "2023", FormChoice(by="all", codes=("3.1",)))
    write_forms_xlsx(plan, path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(9, 6).value = value
    book.save(path)
    return path


def test_each_kind_of_document_shows_the_parts_it_has(
    view: ReportsView, context: AppContext
) -> None:
    assert view.middle.currentIndex() == FORMS
    assert view.charts.isHidden()
    assert not view.returned.isHidden()
    view.choose("chua-dat-va-giai-phap")
    assert view.middle.currentIndex() == PLAIN
    assert view.returned.isHidden()
    view.choose("bao-cao-tien-do")
    assert view.middle.currentIndex() == PROSE
    assert view.editors
    context.choose_set("")
    view.choose("phieu-thu-thap")
    assert view.middle.currentIndex() == NO_SET
    assert not view.make_word.isEnabled()


def test_people_in_charge_are_proposed_and_left_out(view: ReportsView) -> None:
    assert [tick.words for tick in view.forms.names.ticks] == ["Anh Bình", "Chị Hoa"]
    assert view.forms.options() == {"by": "person", "for": "", "codes": "", "due": ""}
    view.forms.names.ticks[0].setChecked(False)
    assert view.forms.options()["for"] == "Chị Hoa"
    view.forms.more.setText("Anh Mới; Chị Lan")
    assert view.forms.options()["for"] == "Chị Hoa\nAnh Mới\nChị Lan"
    view.forms.more.clear()
    view.forms.names.to_none.click()
    assert not view.make_word.isEnabled()
    assert "Chọn ít nhất một người" in view.forms.summary.text()


def test_thôn_need_chosen_indicators_where_the_set_is_the_commune_s(view: ReportsView) -> None:
    view.forms.ways["unit"].click()
    assert view.forms.indicators.ticked() == ()
    assert not view.make_word.isEnabled()
    view.forms.indicators.filter.setText("bảo hiểm y tế")
    view.forms.indicators.to_all.click()
    view.forms.indicators.filter.clear()
    options = view.forms.options()
    assert options["codes"] == "14.1"
    assert len(options["for"].splitlines()) == 2
    view.forms.indicators.to_all.click()
    assert len(view.forms.options()["codes"].splitlines()) == 75
    view.forms.ways["all"].click()
    assert view.forms.options()["codes"] == ""


def test_forms_are_written_as_word_or_as_a_workbook(
    view: ReportsView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def save_name(_parent: object, _title: str, proposed: str, pattern: str) -> tuple[str, str]:
        asked.append(pattern)
        return str(tmp_path / Path(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_name)
    view.make_word.click()
    qtbot.waitUntil(lambda: not jobs.is_busy() and not view.built.isHidden(), timeout=20_000)
    view.forms.formats[".xlsx"].click()
    assert not view.make_draft.isEnabled()
    view.make_word.click()
    made = tmp_path / f"{view._context.workspace.owner}_phieu-thu-thap_2023.xlsx"
    qtbot.waitUntil(lambda: made.is_file() and not jobs.is_busy(), timeout=20_000)
    assert len(openpyxl.load_workbook(made).worksheets) == 3
    assert asked == ["Tệp Word (*.docx)", "Tệp Excel (*.xlsx)"]


def test_a_filled_workbook_is_shown_before_it_is_written(
    view: ReportsView, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(workspace, tmp_path / "p.xlsx", 92.5)
    shown: list[str] = []

    def answer(accepted: QDialog.DialogCode):
        def run(dialog: CollectionDialog) -> int:
            shown.append(dialog.act.text())
            return int(accepted)

        return run

    monkeypatch.setattr(CollectionDialog, "exec", answer(QDialog.DialogCode.Rejected))
    view.returned.files_given.emit([path])
    assert values_of(workspace, SET_ID, "2023") == {}
    monkeypatch.setattr(CollectionDialog, "exec", answer(QDialog.DialogCode.Accepted))
    view.returned.files_given.emit([path])
    assert shown == ["Ghi 1 số liệu"] * 2
    assert str(values_of(workspace, SET_ID, "2023")["3.1"].value) == "92.5"


def test_what_cannot_be_taken_is_listed_and_nothing_can_be_written(
    view: ReportsView, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    from ntm_desktop.services.collection import read_workbook

    path = filled(workspace, tmp_path / "p.xlsx", "=1+1")
    dialog = CollectionDialog(read_workbook(workspace, path))
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    (problem,) = dialog.problems.model.rows
    assert problem.cell == "F9"
    assert "Đã điền 1 chỉ tiêu" in collection_dialog.summary(read_workbook(workspace, path))


def test_a_workbook_of_another_period_is_refused(
    view: ReportsView, context: AppContext, workspace: Workspace, tmp_path: Path
) -> None:
    path = filled(workspace, tmp_path / "p.xlsx", 92.5)
    context.choose_period("2024")
    with pytest.raises(InputError, match="năm 2024"):
        view._take_returned([path])


def test_a_narrow_window_chooses_from_one_line_and_leaves_the_forms_their_room(
    view: ReportsView, qtbot: QtBot
) -> None:
    view.resize(640, 380)
    view.show()
    assert view.documents.isHidden() or not view.documents.isVisible()
    assert view.picker.isVisible()
    assert view.picker.currentData() == "phieu-thu-thap"
    assert view.forms.take_back.isVisibleTo(view)
    view.picker.activated.emit(0)
    assert view.report_id == "bao-cao-tien-do"
    assert not view.forms.take_back.isVisible()
    view.resize(1200, 700)
    assert view.documents.isVisible()
    assert not view.picker.isVisible()


def test_a_found_text_leads_back_to_the_report_it_belongs_to(
    view: ReportsView, context: AppContext
) -> None:
    report, section = "bao-cao-tien-do", "causes"
    context.do(lambda held: reporting.set_narrative(held, report, "2023", section, "Do mưa bão."))
    (found,) = records.list_records(context.workspace, "narrative")
    view.show_record("narrative", found.key)
    assert view.report_id == report
    assert view.middle.currentIndex() == PROSE
