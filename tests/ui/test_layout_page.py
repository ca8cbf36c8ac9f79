"""The page "Kiểm tra thể thức": a file comes in, findings and places are shown, keys do it all."""

from __future__ import annotations

import threading
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.services import layout_check
from tests.reports.layout_papers import party_notice, saved, state_report
from ui import jobs, notices
from ui.context import AppContext
from ui.views.reports_view import ReportsView
from ui.views.reports_view.layout_page import RESULT, LayoutPage, shown, summary


@pytest.fixture
def page(qtbot: QtBot) -> LayoutPage:
    made = LayoutPage(lambda act: act())
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    return made


def checked(qtbot: QtBot, page: LayoutPage, path: Path) -> None:
    before = page.checked
    page.check(path)
    qtbot.waitUntil(lambda: page.checked is not before and not jobs.is_busy())


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    paper = (
        state_report()
        .changed("number", 0, text="Số: 5/BC-UBND")
        .changed("recipients", 3, text="- Lưu VT.")
        .changed("body", 1, text="I. KẾT  QUẢ THỰC HIỆN")
    )
    return saved(paper, tmp_path / "báo cáo.docx")


def texts(page: LayoutPage) -> list[str]:
    return [page.findings.item(row).text() for row in range(page.findings.count())]


def test_findings_say_grade_place_found_expected_and_article_the_gravest_first(
    qtbot: QtBot, page: LayoutPage, faulty: Path
) -> None:
    checked(qtbot, page, faulty)
    assert page.pages.currentIndex() == RESULT
    assert page.name.text() == "báo cáo.docx"
    assert page.result.text().startswith(
        "BÁO CÁO, thể thức hành chính: 1 lỗi, 1 nên sửa, 1 gợi ý; "
    )
    assert [one.partition(" · ")[0] for one in texts(page)] == ["Lỗi", "Nên sửa", "Gợi ý"]
    assert texts(page)[0].splitlines()[1:] == [
        "Thấy: “Số: 5/BC-UBND”",
        "Cần: số nhỏ hơn 10 ghi thêm số 0 phía trước",
        "Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 3",
    ]
    assert not page.findings.item(0).icon().isNull()


def test_arrow_keys_in_the_list_mark_the_place_in_the_text(
    qtbot: QtBot, page: LayoutPage, faulty: Path
) -> None:
    checked(qtbot, page, faulty)
    assert page.text.marked_texts() == ["Số: 5/BC-UBND"]
    assert page.text.textCursor().block().text() == "Số: 5/BC-UBND"
    qtbot.keyClick(page.findings, Qt.Key.Key_Down)
    assert page.text.marked_texts() == ["- Lưu VT."]
    [selection] = page.text.extraSelections()
    assert selection.cursor.selectedText() == "- Lưu VT."
    assert selection.format.underlineStyle() is not None
    assert page.text.isReadOnly()


def test_marks_take_the_colours_of_another_theme(
    qtbot: QtBot, page: LayoutPage, faulty: Path
) -> None:
    checked(qtbot, page, faulty)
    [selection] = page.text.extraSelections()
    first = selection.format.background().color().name()
    assert page.checked is not None
    page.text.mark(page.checked.findings[0].places, "warning")
    page.text.changeEvent(QEvent(QEvent.Type.StyleChange))
    [selection] = page.text.extraSelections()
    assert selection.format.background().color().name() != first
    page.text.mark((), "hint")
    assert page.text.extraSelections() == []


def test_a_right_file_says_so_and_shows_its_text(
    qtbot: QtBot, page: LayoutPage, tmp_path: Path
) -> None:
    checked(qtbot, page, saved(party_notice(), tmp_path / "a.docx"))
    assert page.list_or_none.currentIndex() == 1
    assert page.result.text().startswith("THÔNG BÁO, thể thức văn bản của Đảng: 0 lỗi")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page.text.toPlainText()


def test_a_file_mended_meanwhile_is_checked_again(
    qtbot: QtBot, page: LayoutPage, faulty: Path
) -> None:
    page.check_again()
    assert page.checked is None
    checked(qtbot, page, faulty)
    saved(state_report(), faulty)
    before = page.checked
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked is not before and not jobs.is_busy())
    assert page.findings.count() == 0


def test_the_rules_of_a_regime_can_be_chosen(qtbot: QtBot, page: LayoutPage, faulty: Path) -> None:
    checked(qtbot, page, faulty)
    before = page.checked
    page.regime.setCurrentIndex(2)
    page.regime.activated.emit(2)
    qtbot.waitUntil(lambda: page.checked is not before and not jobs.is_busy())
    assert "thể thức văn bản của Đảng" in page.result.text()


def test_a_file_can_be_dropped_anywhere_on_the_page_or_chosen(
    qtbot: QtBot, page: LayoutPage, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(faulty))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: page.checked is not None and not jobs.is_busy())
    before = page.checked
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(faulty)], ""))
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked is not before and not jobs.is_busy())


def test_a_file_that_cannot_be_read_is_refused_and_the_former_stays(
    qtbot: QtBot, page: LayoutPage, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(qtbot, page, faulty)
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(text))
    bad = tmp_path / "hỏng.docx"
    bad.write_bytes(b"PK\x03\x04 ...")
    page.check(bad)
    qtbot.waitUntil(lambda: bool(said) and not jobs.is_busy())
    assert "bị hỏng" in said[0]
    assert page.name.text() == "báo cáo.docx"


def test_checking_can_be_stopped(
    qtbot: QtBot, page: LayoutPage, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    real = layout_check.check_layout

    def slow(path, regime, progress):  # type: ignore[no-untyped-def]
        go.wait(5)
        return real(path, regime, progress)

    monkeypatch.setattr("ui.views.reports_view.layout_page.check_layout", slow)
    said: list[str] = []
    monkeypatch.setattr(notices, "say", said.append)
    page.check(faulty)
    assert jobs._Running.job is not None
    jobs._Running.job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.is_busy() and bool(said))
    assert page.checked is None


def test_the_file_is_opened_in_its_program(
    qtbot: QtBot, page: LayoutPage, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page.open_file.click()
    checked(qtbot, page, faulty)
    page.open_file.click()
    assert opened == [str(faulty)]


def test_a_file_that_is_no_document_gets_one_plain_sentence(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Danh sách")
    made.save(str(tmp_path / "a.docx"))
    found = layout_check.check_layout(tmp_path / "a.docx")
    assert summary(found).startswith("không phải văn bản hành chính: 0 lỗi")
    [only] = found.findings
    assert shown(only).text.startswith("Gợi ý · toàn văn bản\nThấy: không thấy Quốc hiệu")
    assert "Căn cứ" not in shown(only).text


# --- from the screen and back ---


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ReportsView:
    made = ReportsView(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_page_is_reached_from_the_screen_and_left_again(
    qtbot: QtBot, view: ReportsView
) -> None:
    qtbot.waitUntil(lambda: not jobs.is_busy())
    qtbot.mouseClick(view.to_layout, Qt.MouseButton.LeftButton)
    assert view.layout_page.isVisible()
    assert view.title.text() == "Kiểm tra thể thức"
    assert view.make_word.isHidden()
    assert view.layout_page.drop.button.hasFocus()
    view.reload()
    assert view.title.text() == "Kiểm tra thể thức"
    qtbot.mouseClick(view.from_layout, Qt.MouseButton.LeftButton)
    assert not view.layout_page.isVisible()
    assert view.title.text() == "Soạn văn bản"
    assert not view.make_word.isHidden()


def test_a_document_just_made_is_checked_from_its_card(
    qtbot: QtBot, view: ReportsView, faulty: Path
) -> None:
    from ntm_desktop.services.reporting import Built

    view.built.show_built(Built(path=faulty, missing=(), notices=()))
    assert not view.built.check_layout.isHidden()
    view.built.check_layout.click()
    qtbot.waitUntil(lambda: view.layout_page.checked is not None and not jobs.is_busy())
    assert view.layout_page.findings.count() == 3
    view.built.show_built(Built(path=faulty.with_suffix(".xlsx"), missing=(), notices=()))
    assert view.built.check_layout.isHidden()


def test_what_is_searched_for_leaves_the_page(qtbot: QtBot, view: ReportsView) -> None:
    qtbot.waitUntil(lambda: not jobs.is_busy())
    view.show_layout()
    view.show_record("narrative", "x/2023/a/bao-cao-tien-do/causes")
    assert not view.layout_page.isVisible()
    assert view.title.text() == "Soạn văn bản"
