"""Related documents: quick entry, what lacks, doubles, secrecy, tasks from a passage, grounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.changes import Touched
from ntm_desktop.services import records, related_documents
from ntm_desktop.services.exchange import TakenBatch
from ntm_desktop.services.tasks import list_tasks
from tests.meeting_fixtures import enter_article
from ui.context import AppContext
from ui.dialogs.doubles_dialog import DoublesDialog
from ui.dialogs.grounds_dialog import GroundsDialog
from ui.views.documents_view import DocumentsView
from ui.views.exchange_view import ExchangeView

LINE = "Kế hoạch số 92/KH-UBND ngày 5/3/2024 của UBND xã về xây dựng nông thôn mới nâng cao"
PASSAGE = (
    "Giao UBND xã chủ trì rà soát các tiêu chí, hoàn thành trước ngày 30/6/2024.\n"
    "Yêu cầu các thôn báo cáo hàng tuần."
)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[DocumentsView]:
    made = DocumentsView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def put(context: AppContext, **fields: str) -> str:
    return context.do(lambda ws: records.put_texts(ws, "official_document", None, fields)).key


def standing(view: DocumentsView, key: str) -> tuple[str, str | None]:
    row = next(one for one in view.register.rows() if one.key == key)
    return view.register._standing(row), view.register._sign(row)


def test_a_pasted_line_is_shown_to_be_put_right_before_it_is_kept(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    view.take_lines([LINE])
    assert view.register.rows() == ()
    form = view.register.form
    assert form is not None
    assert {name: form.boxes[name].text() for name in ("number", "issued_on", "issuer")} == {
        "number": "92/KH-UBND",
        "issued_on": "05/03/2024",
        "issuer": "UBND xã",
    }
    form._leave("number")
    assert view.register.rows() == ()  # leaving a field keeps nothing yet
    qtbot.keyClick(form.boxes["number"].editor, Qt.Key.Key_Return)
    (kept,) = records.list_records(context.workspace, "official_document")
    assert kept.shown["document_type"] == "Kế hoạch"
    assert standing(view, kept.key) == ("Đủ", "done")


def test_several_pasted_lines_wait_for_their_turn(context: AppContext, view: DocumentsView) -> None:
    view.take_lines([LINE, "Nghị quyết 37"])
    assert view.notice.message.startswith("Còn 1 dòng")
    view.notice.action.click()
    assert view.register.form is not None
    assert view.register.form.boxes["number"].text() == "37"
    kept = records.list_records(context.workspace, "official_document")
    assert [one.title for one in kept] == ["92/KH-UBND"]


def test_escape_leaves_a_document_that_is_not_kept_and_a_way_back(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    view.take_lines([LINE])
    form = view.register.form
    assert form is not None
    form.boxes["subject"].set_text("về đường")
    view.register.sides.close_side()
    assert view.register.rows() == ()
    assert view.notice.message == "Chưa ghi văn bản này."
    view.notice.action.click()
    form = view.register.form
    assert form is not None
    assert (form.boxes["number"].text(), form.boxes["subject"].text()) == ("92/KH-UBND", "về đường")
    view.register.leave()  # another screen is gone to: what is typed is kept
    assert len(view.register.rows()) == 1


def test_escape_is_the_key_that_leaves_it(qtbot: QtBot, view: DocumentsView) -> None:
    view.activateWindow()
    view.take_lines([LINE])
    form = view.register.form
    assert form is not None
    qtbot.keyClick(form.boxes["number"].editor, Qt.Key.Key_Escape)
    assert not view.register.sides.is_open()
    assert view.register.rows() == ()


def test_a_double_is_told_before_it_is_kept(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    key = put(
        context, number="92/KH-UBND", issued_on="5/3/2024", issuer="UBND xã", subject="về đường"
    )
    view.take_lines([LINE])
    double = view.register.notices.double
    assert double.message.startswith("Có thể văn bản này đã có: Kế hoạch số 92/KH-UBND")
    assert len(view.register.rows()) == 1
    double.action.click()
    assert view.register._key == key
    assert len(view.register.rows()) == 1


def test_a_double_that_shows_up_at_the_last_key_is_told_first_and_kept_then(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    put(context, number="92/KH-UBND", issued_on="5/3/2024", issuer="UBND xã")
    view.register.add()
    form = view.register.form
    assert form is not None
    form.boxes["number"].set_text("92/KH-UBND")
    view.register.keep_draft()
    assert view.register.notices.double.isVisibleTo(view)
    assert len(view.register.rows()) == 1
    view.register.keep_draft()
    assert len(view.register.rows()) == 2


def test_a_citation_without_a_number_goes_to_type_issuer_and_subject(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    view.take_lines(["Quyết định của UBND tỉnh về việc phê duyệt đề án"])
    form = view.register.form
    assert form is not None
    qtbot.keyClick(form.boxes["issuer"].editor, Qt.Key.Key_Return)
    (kept,) = records.list_records(context.workspace, "official_document")
    assert {name: kept.shown[name] for name in ("document_type", "issuer", "subject")} == {
        "document_type": "Quyết định",
        "issuer": "UBND tỉnh",
        "subject": "về việc phê duyệt đề án",
    }
    assert standing(view, kept.key) == ("Thiếu số, ngày", "unverified")
    [found] = related_documents.register(context.workspace)
    assert found.text == "Quyết định của UBND tỉnh về việc phê duyệt đề án"


def test_a_document_typed_without_a_number_is_kept_without_one(
    context: AppContext, view: DocumentsView
) -> None:
    view.register.add()
    form = view.register.form
    assert form is not None
    view.register.keep_draft()
    assert form.boxes["number"].has_error()
    form.boxes["subject"].set_text("về đường liên thôn")
    view.register.keep_draft()
    [found] = related_documents.register(context.workspace)
    assert found.incomplete == ("thiếu số", "thiếu ngày", "thiếu cơ quan ban hành")


def test_a_date_that_is_none_stays_in_the_draft_with_the_reason(
    context: AppContext, view: DocumentsView
) -> None:
    view.take_lines(["Kế hoạch số 92/KH-UBND của UBND xã"])
    form = view.register.form
    assert form is not None
    form.boxes["issued_on"].set_text("31/02/2024")
    view.register.keep_draft()
    assert view.register.rows() == ()
    assert form.boxes["issued_on"].has_error()
    assert not form.boxes["number"].has_error()
    form.boxes["issued_on"].set_text("5/3/2024")
    view.register.keep_draft()
    assert len(view.register.rows()) == 1


def test_what_was_entered_three_times_is_counted_so(
    context: AppContext, view: DocumentsView
) -> None:
    for _ in range(3):
        put(context, number="15-TB/HU", issued_on="12/1/2024", subject="về đất")
    assert "Có 1 văn bản được ghi ba lần" in view.subtitle.text()
    put(context, number="16-TB/HU", issued_on="12/1/2024")
    put(context, number="16-TB/HU", issued_on="12/1/2024")
    assert "1 văn bản được ghi hai lần, 1 văn bản được ghi ba lần" in view.subtitle.text()


def test_documents_that_two_computers_recorded_are_told_when_they_meet(
    qtbot: QtBot, context: AppContext
) -> None:
    view = ExchangeView(context)
    qtbot.addWidget(view)
    taken = TakenBatch("b1", (), Touched(frozenset({"official_document"})))
    view._show_taken(taken)
    assert not view.notice.isVisibleTo(view)
    keys = {put(context, number="15-TB/HU", issued_on="12/1/2024") for _ in range(2)}
    view._show_taken(TakenBatch("b2", (), Touched(frozenset({"task"}))))
    assert not view.notice.isVisibleTo(view)
    view._show_taken(taken)
    assert view.notice.message.startswith("Có 1 văn bản ghi trùng: 2 bản ghi cùng số")
    with qtbot.waitSignal(context.open_requested) as asked:
        view.notice.action.click()
    assert asked.args[:2] == ["documents", "official_document"]
    assert asked.args[2] in keys


def test_an_incomplete_reference_says_what_it_lacks(
    context: AppContext, view: DocumentsView
) -> None:
    key = put(context, number="37", document_type="Nghị quyết")
    assert standing(view, key) == ("Thiếu ký hiệu, ngày, cơ quan ban hành, trích yếu", "unverified")
    view.register.open(key)
    assert "thiếu ký hiệu" in view.register.notices.lacking.message


def test_a_number_that_may_be_a_misprint_is_pointed_out(
    context: AppContext, view: DocumentsView
) -> None:
    put(context, number="18-NQ/ĐU", issued_on="26/10/2022", issuer="Đảng ủy xã")
    key = put(context, number="01-NQ/ĐU")
    word, sign = standing(view, key)
    assert word.startswith("Có thể sai số")
    assert sign == "unverified"
    view.register.open(key)
    assert "18-NQ/ĐU" in view.register.notices.doubt.message


@pytest.mark.parametrize(
    "line",
    [
        "Quyết định số 12-QĐ/TU (Mật) ngày 1/1/2024",
        "MẬT – Báo cáo số 5-BC/TU",
        "Thông báo số 7-TB/HU, độ mật: mật",
        "Báo cáo số 9-BC/TU tối mật",
    ],
)
def test_a_line_with_a_mark_of_secrecy_is_refused_and_stays(
    context: AppContext, view: DocumentsView, line: str
) -> None:
    view.take_lines([line])
    assert view.quick.text() == line
    assert "độ mật" in view.refusal.text()
    assert view.refusal.isVisibleTo(view)
    assert view.register.form is None


def test_a_law_about_state_secrets_is_no_secret(view: DocumentsView) -> None:
    view.take_lines(["Luật số 29/2018/QH14 ngày 15/11/2018 bảo vệ bí mật nhà nước"])
    assert view.register.form is not None


def test_choosing_mat_is_refused_at_once_and_stays(
    context: AppContext, view: DocumentsView
) -> None:
    key = put(context, number="12-QĐ/TU")
    view.register.open(key)
    assert view.register.form is not None
    box = view.register.form.boxes["secrecy"]
    box.set_text("Mật")
    view.register.form._leave("secrecy")
    assert box.has_error()
    assert box.text() == "Mật"
    kept = records.get_record(context.workspace, "official_document", key)
    assert kept.values["secrecy"] is None


def test_doubles_are_compared_and_only_a_person_deletes(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    first = put(context, number="15-TB/HU", issued_on="12/1/2024", issuer="Huyện ủy")
    second = put(
        context, number="15-TB/HU", issued_on="12/1/2024", issuer="Huyện ủy", subject="về đất"
    )
    assert standing(view, first) == ("Có thể ghi hai lần, thiếu trích yếu", "disagreed")
    assert "Có 1 văn bản được ghi hai lần" in view.subtitle.text()
    view.register.open(first)
    view.register.notices.double.action.click()
    dialog = view.findChild(DoublesDialog)
    assert isinstance(dialog, DoublesDialog)
    assert ("Trích yếu", ["", "về đất"]) in [(name, sorted(held)) for name, held in dialog.rows()]
    assert len(view.register.rows()) == 2
    dialog._delete(first)
    assert [row.key for row in view.register.rows()] == [second]
    view.notice.action.click()
    assert len(view.register.rows()) == 2


def test_two_keys_make_a_task_of_a_passage(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    key = put(context, number="15-TB/HU", issued_on="12/1/2024", issuer="Huyện ủy")
    view.register.open(key)
    tasks = view.register.parts.tasks
    tasks.passage.setPlainText(PASSAGE)
    qtbot.keyClick(tasks.passage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tasks.card.isVisibleTo(view)
    assert tasks.card.lead.text() == "UBND xã"
    qtbot.keyClick(tasks.card.keep, Qt.Key.Key_Return)
    (task,) = list_tasks(context.workspace)
    assert (task.verb, task.assignee, str(task.due_on)) == ("assign", "UBND xã", "2024-06-30")
    assert (task.document, task.source_quote) == (key, PASSAGE.split("\n")[0])
    assert not tasks.card.isVisibleTo(view)
    assert view.register.parts.fold.note() == "1 việc"
    assert view.register._held(view.register.rows()[0]) == "1 việc"
    tasks.ask()
    assert tasks.card.words.toPlainText().startswith("Yêu cầu các thôn")


def test_a_pasted_passage_waits_while_another_document_is_looked_at(
    context: AppContext, view: DocumentsView
) -> None:
    first, second = put(context, number="15-TB/HU"), put(context, number="16-TB/HU")
    passage = view.register.parts.tasks.passage
    view.register.open(first)
    passage.setPlainText(PASSAGE)
    view.register.open(second)
    assert passage.toPlainText() == ""
    view.register.open(first)
    assert passage.toPlainText() == PASSAGE


def test_the_task_of_a_document_opens_from_it(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    key = put(context, number="15-TB/HU")
    view.register.open(key)
    tasks = view.register.parts.tasks
    tasks.passage.setPlainText("Giao UBND xã chủ trì rà soát.")
    tasks.ask()
    tasks.card._give()
    (task,) = list_tasks(context.workspace)
    with qtbot.waitSignal(context.open_requested) as asked:
        tasks.task_opened.emit(task.key)
    assert asked.args == ["tasks", "task", task.key]


def test_chosen_documents_become_grounds_in_legal_order(
    qtbot: QtBot, context: AppContext, view: DocumentsView
) -> None:
    enter_article(context.workspace, "000")
    put(
        context,
        number="263/QĐ-TTg",
        document_type="Quyết định",
        issued_on="22/2/2022",
        issuer="Thủ tướng Chính phủ",
    )
    view.show_grounds()
    assert view.notice.message.startswith("Chọn một hay nhiều")
    view.register.table.view.selectAll()
    view.show_grounds()
    dialog = view.findChild(GroundsDialog)
    assert isinstance(dialog, GroundsDialog)
    keys = [row.key for row in view.register.rows()]
    expected = related_documents.grounds_for(context.workspace, keys, "state")
    assert dialog.text().split("\n")[0].startswith("Căn cứ Quyết định số 263/QĐ-TTg")
    assert len(dialog.text().split("\n")) == len(expected)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text()
    dialog.regime.setCurrentIndex(1)
    dialog._show()
    assert dialog.text().startswith("- ")
    dialog.close()


def test_documents_go_out_to_excel_and_come_back_after_a_preview(
    qtbot: QtBot, context: AppContext, view: DocumentsView, tmp_path: Path
) -> None:
    put(context, number="15-TB/HU", issued_on="12/1/2024")
    path = tmp_path / "van-ban.xlsx"
    view.sheets.write("official_document", path)
    qtbot.waitUntil(lambda: view.notice.message.startswith("Đã xuất 1 dòng"), timeout=10_000)
    _add_rows(path)
    view.sheets.read("official_document", path)
    qtbot.waitUntil(lambda: view.sheets.dialog is not None, timeout=10_000)
    dialog = view.sheets.dialog
    assert dialog is not None
    assert dialog.counts.text() == "Đọc 3 dòng: 1 thêm mới, 1 không đổi, 1 không nhận."
    [wrong] = dialog.table.model.rows  # what is wrong is shown first
    assert (wrong.verdict, wrong.value, wrong.title) == ("rejected", "31/02/2024", "17-TB/HU")
    assert wrong.cell
    assert "31/02/2024" in wrong.why
    assert wrong.fix == "Viết ngày theo dạng 18/11/2023."
    dialog.verdicts["inserted"].click()
    [new] = dialog.table.model.rows
    assert (new.title, new.why) == ("16-TB/HU", "Số, ký hiệu: 16-TB/HU")
    dialog.verdicts[""].click()
    assert [one.verdict for one in dialog.table.model.rows] == ["unchanged", "inserted", "rejected"]
    assert not dialog.verdicts["updated"].isEnabled()
    assert dialog.act.text() == "Nhập 1 dòng"
    assert len(view.register.rows()) == 1
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.act.click()
    assert sorted(row.title for row in view.register.rows()) == ["15-TB/HU", "16-TB/HU"]


def _add_rows(path: Path) -> None:
    """Add a good row and one with a bad date under the exported one."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {
        cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value
    }
    number = next(column for head, column in heads.items() if "Số, ký hiệu" in str(head))
    day = next(column for head, column in heads.items() if "Ngày ban hành" in str(head))
    below = sheet.max_row + 1
    sheet.cell(below, number, "16-TB/HU")
    sheet.cell(below + 1, number, "17-TB/HU")
    sheet.cell(below + 1, day, "31/02/2024")
    book.save(path)
