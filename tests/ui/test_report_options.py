"""The papers of works and money in "Soạn văn bản": their choices, what is missing, the file."""

from pathlib import Path

import docx
import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, report_options, reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.records import put_texts
from ui import jobs
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.views.reports_view import CHOICES, ReportsView
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField

FORM, DEBT, REQUEST = "bieu-11-nguon-luc", "bao-cao-no-dong", "to-trinh"


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ReportsView:
    typed = {"source": "nsdp-xa", "plan_year": "2023", "kind": "kế hoạch", "amount": "1500 triệu"}
    put_texts(context.workspace, "money_entry", None, typed)
    made = ReportsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.resize(1180, 700)
    made.show()
    return made


def said(view: ReportsView) -> str:
    return "\n".join(view.issues.item(place).text() for place in range(view.issues.count()))


def line(view: ReportsView, name: str) -> TextField:
    field = view.choices.fields[name]
    assert isinstance(field, TextField)
    return field


def test_papers_of_works_stand_in_a_group_of_their_own(view: ReportsView) -> None:
    words = [view.documents.item(place).text() for place in range(view.documents.count())]
    at = words.index("Công trình, nguồn vốn")
    assert words[at + 1] == "Biểu 11. Huy động nguồn lực"
    assert words[at + 4 : at + 6] == ["Báo cáo nợ đọng xây dựng cơ bản", "Danh mục công trình"]


def test_number_and_name_of_a_form_can_be_changed_and_are_said_to_be_unverified(
    view: ReportsView,
) -> None:
    view.choose(FORM)
    assert view.middle.currentIndex() == CHOICES
    assert line(view, "form_label").text() == "Biểu 11"
    assert "chưa kiểm chứng" in said(view)
    line(view, "form_label").setText("Biểu 07")
    line(view, "form_label").editingFinished.emit()
    assert "Biểu 07" in said(view)
    view.choose(DEBT)
    view.choose(FORM)
    assert line(view, "form_label").text() == "Biểu 07"
    assert all(field.accessibleName() for field in view.choices.fields.values())


def test_a_day_that_cannot_be_read_is_told_and_not_thrown(view: ReportsView) -> None:
    view.choose(DEBT)
    day = view.prose_choices.fields["day"]
    assert isinstance(day, TextField)
    day.setText("hôm kia kìa")
    day.editingFinished.emit()
    assert view.issues_header.text() == "Cần sửa"
    view.choose("bao-cao-tien-do")
    assert list(view.prose_choices.fields) == ["signer_name"]
    view.choose(DEBT)
    assert list(view.editors) == ["causes", "solutions"]
    again = view.prose_choices.fields["day"]
    assert isinstance(again, TextField)
    assert again.text() == "hôm kia kìa"
    again.setText("31/12/2023")
    again.editingFinished.emit()
    assert view.issues_header.text().startswith("Còn thiếu")


def test_why_there_is_debt_is_written_once_and_kept(view: ReportsView, context: AppContext) -> None:
    view.choose(DEBT)
    editor = view.editors["causes"]
    editor.text.setPlainText("Vốn về chậm.")
    editor.save()
    assert reporting.written_text(context.workspace, DEBT, "causes", "2023") == "Vốn về chậm."
    assert "Nguyên nhân" not in said(view)


def test_the_file_is_made_in_the_unit_that_was_chosen(
    view: ReportsView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bieu.docx"
    monkeypatch.setattr(file_choice, "ask_save_path", lambda *_: path)
    view.choose(FORM)
    unit = view.choices.fields["unit"]
    assert isinstance(unit, CalmComboBox)
    unit.setCurrentIndex(unit.findData("dong"))
    view.make()
    qtbot.waitUntil(path.is_file)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    table = docx.Document(str(path)).tables[0]
    assert "1.500.000.000" in [cell.text for cell in table.rows[1].cells]


def typed_in(view: ReportsView, name: str, text: str) -> None:
    field = view.prose_choices.fields[name]
    assert isinstance(field, TextField)
    field.setText(text)
    field.editingFinished.emit()


def shown_in(view: ReportsView, name: str) -> str:
    field = view.prose_choices.fields[name]
    assert isinstance(field, TextField)
    return field.text()


def asked(context: AppContext, period: str = "2023") -> DocumentRequest:
    return DocumentRequest(REQUEST, period, context.set_id)


def test_what_is_typed_is_there_again_after_the_window_was_closed(
    qtbot: QtBot, view: ReportsView, context: AppContext
) -> None:
    view.choose(REQUEST)
    typed_in(view, "addressee", "Ủy ban nhân dân tỉnh")
    assert report_options.kept_options(context.workspace, asked(context)) == {
        "addressee": "Ủy ban nhân dân tỉnh"
    }
    again = ReportsView(context)
    qtbot.addWidget(again, before_close_func=lambda _: jobs.stop_and_wait())
    again.show()
    again.choose(REQUEST)
    assert shown_in(again, "addressee") == "Ủy ban nhân dân tỉnh"
    context.do(history.undo)
    assert shown_in(again, "addressee") == ""


def test_what_is_typed_and_not_left_is_kept_before_another_period_is_shown(
    qtbot: QtBot, view: ReportsView, context: AppContext
) -> None:
    view.choose(REQUEST)
    field = view.prose_choices.fields["addressee"]
    qtbot.keyClicks(field, "Huyen")
    context.choose_period("2024")
    assert shown_in(view, "addressee") == ""
    assert report_options.kept_options(context.workspace, asked(context)) == {"addressee": "Huyen"}
    assert report_options.kept_options(context.workspace, asked(context, "2024")) == {}
    context.choose_period("2023")
    assert shown_in(view, "addressee") == "Huyen"


def test_the_period_before_is_offered_and_taken_in_one_step(
    view: ReportsView, context: AppContext
) -> None:
    before = asked(context, "2022")
    report_options.keep_options(context.workspace, before, {"addressee": "A", "honour": "B"})
    view.choose(REQUEST)
    take = view.prose_choices.take_previous
    assert not take.isHidden()
    assert take.text() == "Lấy các ô như kỳ trước (2)"
    take.click()
    assert (shown_in(view, "addressee"), shown_in(view, "honour")) == ("A", "B")
    assert take.isHidden()
    context.do(history.undo)
    assert (shown_in(view, "addressee"), shown_in(view, "honour")) == ("", "")


def test_what_cannot_be_read_is_not_kept_until_it_is_put_right(
    view: ReportsView, context: AppContext
) -> None:
    view.choose(DEBT)
    typed_in(view, "day", "hôm kia kìa")
    request = DocumentRequest(DEBT, "2023", context.set_id)
    assert report_options.kept_options(context.workspace, request) == {}
    typed_in(view, "day", "31/12/2023")
    assert report_options.kept_options(context.workspace, request) == {"day": "31/12/2023"}


def test_a_search_for_a_kept_text_leads_to_its_document(
    view: ReportsView, context: AppContext
) -> None:
    before = asked(context, "2022")
    key = report_options.keep_options(context.workspace, before, {"addressee": "A"}).key
    view.show_record("report_option", key)
    assert (view.report_id, context.period_id) == (REQUEST, "2022")


def test_a_choice_for_one_copy_stays_while_it_is_shown_and_is_not_kept(
    view: ReportsView, context: AppContext
) -> None:
    view.choose("danh-muc-minh-chung")
    only = view.choices.fields["only"]
    assert isinstance(only, CalmComboBox)
    only.setCurrentIndex(only.findData("lacking"))
    typed = {"title": "Họp", "held_on": "5/1/2024"}
    context.do(lambda workspace: put_texts(workspace, "meeting", None, typed))
    assert view.choices.options() == {"only": "lacking"}
    request = DocumentRequest("danh-muc-minh-chung", "2023", context.set_id)
    assert report_options.kept_options(context.workspace, request) == {}


# --- the kinds of letter ---

LETTER = "cong-van"
OF_KIND = {
    "don-doc": {"lead", "due"},
    "xin-so-lieu": {"by", "codes", "due"},
    "khac": set[str](),
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_a_letter_shows_the_fields_and_sections_of_its_kind(
    qtbot: QtBot, view: ReportsView, kind: str
) -> None:
    view.choose(LETTER)
    fields = view.prose_choices.fields
    qtbot.waitUntil(lambda: fields["subject"].isVisibleTo(view))
    box = fields["kind"]
    assert isinstance(box, CalmComboBox)
    box.setCurrentIndex(box.findData(kind))
    every = {name for names in OF_KIND.values() for name in names}
    assert {name for name in every if fields[name].isVisibleTo(view)} == OF_KIND[kind]
    assert fields["subject"].isVisibleTo(view)
    titles = {"don-doc": "reminder", "xin-so-lieu": "figures", "khac": "other"}
    assert view.editors
    assert all(name.startswith(titles[kind]) for name in view.editors)
    view.choose("bao-cao-tien-do")
    view.choose(LETTER)
    assert {name for name in every if view.prose_choices.fields[name].isVisibleTo(view)} == (
        OF_KIND[kind]
    )


def test_a_missing_signer_leads_to_its_field(qtbot: QtBot, view: ReportsView) -> None:
    view.activateWindow()
    view.choose("bao-cao-tien-do")
    items = [view.issues.item(place) for place in range(view.issues.count())]
    item = next(one for one in items if one.text().startswith("Họ tên người ký"))
    view.issues.itemActivated.emit(item)
    qtbot.waitUntil(view.prose_choices.fields["signer_name"].hasFocus)
    assert not view.charts.isHidden()
