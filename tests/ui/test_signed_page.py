"""The page "Văn bản đã ký": number and date are given, what differs since is shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop import texts
from ntm_desktop.domain.issued_reports import IssuedReport
from ntm_desktop.services import history, issuing, locks, reporting
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import Workspace
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs import issue_dialog
from ui.dialogs.issue_dialog import IssueDialog
from ui.views.reports_view import ReportsView
from ui.views.reports_view.side_cards import BuiltCard
from ui.views.reports_view.signed_page import SignedPage

NOW_MS = 1_700_000_000_000
SET_ID = "xa-ntm-nang-cao-2021-2025"
REPORT = "bao-cao-tien-do"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    from ntm_desktop.reports import progress_report

    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def report(workspace: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.docx"
    reporting.build_report(workspace, REPORT, "2023", SET_ID, path)
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "da-ky.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def issued(workspace: Workspace, report: Path) -> str:
    done = issuing.issue_document(workspace, report, "15/BC-UBND", "5/1/2024", reason="Đã xem")
    return done.key


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ReportsView:
    made = ReportsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.resize(1100, 700)
    return made


def dialog_of(qtbot: QtBot, context: AppContext, file: Path | None) -> IssueDialog:
    made = IssueDialog(context, file)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.show()
    if file is not None:
        qtbot.waitUntil(lambda: made.review is not None and not jobs.is_busy(), timeout=20_000)
    return made


def shown(qtbot: QtBot, view: ReportsView) -> SignedPage:
    with qtbot.waitExposed(view):
        view.show()
    view.tabs.setCurrentWidget(view.tabs.signed)
    page = view.tabs.signed
    qtbot.waitUntil(
        lambda: len(page.comparison.found) == len(page.table.model.rows) and not jobs.is_busy(),
        timeout=20_000,
    )
    return page


def change(context: AppContext) -> None:
    draft = ValueDraft(set_id=SET_ID, period_id="2023", indicator="1.1", text="chưa đạt")
    context.do(lambda workspace: record_values(workspace, [draft]))


def test_number_and_date_are_kept_with_the_signed_copy_and_a_reason(
    qtbot: QtBot, context: AppContext, report: Path, scan: Path
) -> None:
    dialog = dialog_of(qtbot, context, report)
    assert "chưa đối chiếu văn bản gốc" in dialog.told.text()
    assert dialog.lines.count() == len(dialog.review.lines) > 0
    dialog.number.editor.setText("15/BC-UBND")
    dialog.day.editor.setText("5/1/2024")
    dialog.act.click()
    assert dialog.reason.has_error()
    assert issuing.issued_documents(context.workspace) == ()
    dialog.reason.editor.setPlainText("Lãnh đạo đã xem")
    dialog.copy.take_files([scan])
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=20_000)
    (kept,) = issuing.issued_documents(context.workspace)
    assert (kept.number, str(kept.signed_on), kept.reason) == (
        *("15/BC-UBND", "2024-01-05", "Lãnh đạo đã xem"),
    )
    assert "15/BC-UBND" in history.undo(context.workspace).label


@pytest.mark.parametrize(("number", "day"), [("", "5/1/2024"), ("15/BC-UBND", "31/2/2024")])
def test_what_cannot_be_a_number_or_a_day_is_told_under_its_field(
    qtbot: QtBot, context: AppContext, report: Path, number: str, day: str
) -> None:
    dialog = dialog_of(qtbot, context, report)
    dialog.reason.editor.setPlainText("Đã xem")
    dialog.number.editor.setText(number)
    dialog.day.editor.setText(day)
    dialog.act.click()
    assert dialog.number.has_error() is (number == "")
    assert dialog.day.has_error() is (day == "31/2/2024")
    assert not jobs.is_busy()
    assert issuing.issued_documents(context.workspace) == ()


def test_a_figure_changed_by_hand_stands_first_in_the_review(
    qtbot: QtBot, context: AppContext, report: Path
) -> None:
    import docx

    document = docx.Document(str(report))
    paragraph = next(one for one in document.paragraphs if "70/75" in one.text)
    paragraph.text = paragraph.text.replace("70/75", "75/75")
    document.save(str(report))
    dialog = dialog_of(qtbot, context, report)
    assert "75/75" in dialog.lines.item(0).text()
    assert "số liệu khác số đã ghi" in dialog.told.text()


def test_a_file_that_does_not_say_what_it_is_can_be_told(
    qtbot: QtBot, context: AppContext, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    document = docx.Document(str(report))
    document.core_properties.identifier = ""
    document.save(str(report))
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(text))
    dialog = dialog_of(qtbot, context, None)
    dialog.file.take_files([report])
    qtbot.waitUntil(lambda: bool(said) and not jobs.is_busy(), timeout=20_000)
    assert not dialog.act.isEnabled()
    dialog.made_from.setCurrentIndex(dialog.made_from.findData(REPORT))
    dialog.look()
    qtbot.waitUntil(lambda: dialog.review is not None, timeout=20_000)
    assert dialog.act.isEnabled()


def test_an_empty_list_says_what_belongs_here_and_how(
    qtbot: QtBot, view: ReportsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_dialog, "ask_to_issue", lambda *_: None)
    page = shown(qtbot, view)
    assert page.table._stack.currentIndex() == 1
    assert page.new.isHidden()
    with qtbot.waitSignal(page.issue_asked):
        page.table._stack.widget(1).action.click()


def test_a_document_as_signed_says_so_and_a_later_figure_is_counted(
    qtbot: QtBot, issued: str, view: ReportsView, context: AppContext
) -> None:
    page = shown(qtbot, view)
    (row,) = page.table.model.rows
    assert (row.words, row.state, row.has_copy) == ("Giống khi ký", "done", False)
    change(context)
    (row,) = page.table.model.rows
    assert row.words == "Đang so…"
    qtbot.waitUntil(lambda: bool(page.comparison.found), timeout=20_000)
    (row,) = page.table.model.rows
    assert row.words == f"Khác {row.compared} chỗ"
    assert row.state == "disagreed"
    assert f"{row.compared} chỗ" in page.compared.text()
    changed = [one for one in page.differences.model.rows if one.difference.now == "Chưa đạt"]
    assert changed[0].difference.signed == "Đạt"
    page.differences.row_chosen.emit(changed[0])
    assert page.whole.text().endswith("Khi ký: Đạt\nHiện nay: Chưa đạt")


def test_what_was_kept_and_is_damaged_is_said_in_words(
    qtbot: QtBot, view: ReportsView, workspace: Workspace, issued: str
) -> None:
    with workspace.store.step("hỏng", "cán bộ"):
        workspace.store.put("issued_report", issued, {"snapshot_sha256": "0" * 64})
    view.tabs.signed.reload()
    page = shown(qtbot, view)
    (row,) = page.table.model.rows
    assert (row.words, row.state) == ("Không so được", "doubtful")
    assert "không còn nguyên vẹn" in page.compared.text()


def test_a_signed_copy_is_attached_later_and_dropped(
    qtbot: QtBot, issued: str, view: ReportsView, context: AppContext, scan: Path
) -> None:
    page = shown(qtbot, view)
    (row,) = page.table.model.rows
    assert not row.has_copy
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    page.files.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    (row,) = page.table.model.rows
    assert row.has_copy
    details = [line.details.text() for line in page.files.lines]
    assert any(one.startswith(texts.ISSUED_COPY_NOTE) for one in details)
    draft = next(one for one in page.files.lines if "Word" in one.details.text())
    assert draft.remove_button.isHidden()
    history.undo(context.workspace)
    context.reload_all()
    (row,) = page.table.model.rows
    assert not row.has_copy


def test_after_the_number_the_period_can_be_locked_as_its_own_step(
    qtbot: QtBot,
    view: ReportsView,
    context: AppContext,
    issued: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = issuing.Issued(issued, None, ("xem lại ngày.",))  # type: ignore[arg-type]
    monkeypatch.setattr(issue_dialog, "ask_to_issue", lambda *_: done)
    asked: list[str] = []
    monkeypatch.setattr(
        notices, "confirm", lambda question, *_, **__: bool(asked.append(question) or True)
    )
    view.tabs.issue(None)
    assert view.notice.message == "Đã ghi văn bản số 15/BC-UBND ngày 05/01/2024."
    assert view.notice.action.text() == "Khóa kỳ năm 2023…"
    view.notice.action.click()
    assert "năm 2023" in asked[0]
    held = locks.lock_of(context.workspace, SET_ID, "2023")
    assert held is not None
    assert held.locked
    assert "15/BC-UBND" in (held.reason or "")
    assert "Khóa" in history.undo(context.workspace).label
    view.tabs.issue(None)
    assert not view.notice.action.isHidden()


def test_a_found_document_is_shown_in_its_tab(qtbot: QtBot, issued: str, view: ReportsView) -> None:
    view.show_record("issued_report", issued)
    assert view.tabs.currentWidget() is view.tabs.signed
    assert view.tabs.signed.heading.text() == "15/BC-UBND, ngày 05/01/2024"
    assert view.make_word.isHidden()
    view.show_writing()
    assert not view.make_word.isHidden()


def test_a_document_just_built_offers_pdf_and_number(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    card = BuiltCard(lambda _: None, asked.append, lambda act: act())
    qtbot.addWidget(card)
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"x")
    card.show_built(reporting.Built(path, (), ()))
    monkeypatch.setattr(reporting, "can_make_pdf", lambda: False)
    card.make_pdf.click()
    assert "chưa có Word hoặc LibreOffice" in card.exported.text()
    opened: list[str] = []
    monkeypatch.setattr(reporting, "can_make_pdf", lambda: True)
    monkeypatch.setattr(
        reporting, "make_pdf", lambda _s, out, _p: out.write_bytes(PDF) and "LibreOffice"
    )
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    card.make_pdf.click()
    qtbot.waitUntil(lambda: opened == [str(tmp_path / "bao-cao.pdf")], timeout=10_000)
    assert "bằng LibreOffice" in card.exported.text()
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    card.make_pdf.click()
    assert not jobs.is_busy()
    card.issue.click()
    assert asked == [path]


def test_the_file_just_made_is_proposed_for_its_number(
    view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr(
        issue_dialog, "ask_to_issue", lambda _context, file, _parent: asked.append(file)
    )
    view.tabs.signed.issue_asked.emit()
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"x")
    view._show_built(reporting.Built(path, (), ()))
    view.built.issue.click()
    view.tabs.signed.issue_asked.emit()
    path.unlink()
    view.tabs.signed.issue_asked.emit()
    assert asked == [None, path, path, None]
    assert view.unsaved() == []


def test_the_word_file_is_chosen_with_the_system_s_dialog(
    qtbot: QtBot, context: AppContext, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(report), ""))
    dialog = dialog_of(qtbot, context, None)
    assert not dialog.act.isEnabled()
    dialog.file.choose_button.click()
    qtbot.waitUntil(lambda: dialog.review is not None and not jobs.is_busy(), timeout=20_000)
    assert dialog.file.name.text() == "bao-cao.docx"


def test_a_document_without_a_day_or_period_is_shown_too() -> None:
    from ui.views.reports_view.signed_page import _day, period_label
    from ui.views.reports_view.tabs import issued_words

    bare = IssuedReport(number="7/TTr", report=REPORT)
    assert (_day(bare), period_label(None), issued_words(bare)) == ("", "", "văn bản số 7/TTr")


def test_figures_changed_by_hand_are_told_of_the_signed_paper_for_good(
    qtbot: QtBot, view: ReportsView, context: AppContext, report: Path
) -> None:
    import docx

    document = docx.Document(str(report))
    paragraph = next(one for one in document.paragraphs if "/75" in one.text)
    paragraph.text = re.sub(r"[0-9]+/75", "71/75", paragraph.text, count=1)
    for cell in document.tables[0]._cells:
        for line in cell.paragraphs:
            if line.text.startswith("Số:"):
                line.text = "Số: 15/BC-UBND"
            elif "tháng" in line.text:
                line.text = "Quảng An, ngày 05 tháng 01 năm 2024"
    document.save(str(report))
    dialog = dialog_of(qtbot, context, report)
    assert (dialog.number.text(), dialog.day.text()) == ("15/BC-UBND", "05/01/2024")
    dialog.reason.editor.setPlainText("Đã sửa theo chỉ đạo")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=20_000)
    page = shown(qtbot, view)
    (row,) = page.table.model.rows
    assert row.state == "disagreed"
    assert row.words.startswith("Sửa tay ")
    assert "71/75" in page.edited.text()
    assert not page.edited.isHidden()
