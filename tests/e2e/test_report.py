"""The report: prose written in the window, a Word file made of it, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ntm_desktop.services import samples
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
from ui import app
from ui.views.reports_view import ReportsView, SectionEditor

pytestmark = pytest.mark.e2e

HEADLINE = "đạt 16/19 tiêu chí, 70/75 chỉ tiêu"
PROSE = "Xã tập trung vào các tiêu chí còn thiếu; nhân dân hiến 1.250 m² đất."


def words_of(path: Path) -> str:
    """Return every paragraph of a Word file, in tables too."""
    found = Document(str(path))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def make_word(hands: WindowHands, monkeypatch: pytest.MonkeyPatch, path: Path) -> str:
    """Make the Word file at `path` and return what it says; only the file dialog is answered."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hands.click(hands.button("Tạo Word…"))
    view = hands.window.stack.currentWidget()
    assert isinstance(view, ReportsView)
    hands.until(lambda: view.built.name.accessibleName() == path.name)
    hands.until(lambda: path.name in hands.said())
    return words_of(path)


def settled(hands: WindowHands, view: ReportsView) -> None:
    """Wait until the chart that the screen draws on its own thread is there."""
    hands.until(lambda: view.charts.view.isVisible() and view._chart_job is None)


def edit_section(hands: WindowHands, view: ReportsView, text: str) -> SectionEditor:
    """Write the prose of the first section that has no sentence made from data."""
    editor = next(one for one in view.editors.values() if one.section and one.section.gap)
    view.sheet.ensureWidgetVisible(editor.text)
    hands.click(editor.text)
    hands.replace(text)
    return editor


def test_prose_written_for_a_section_is_in_the_word_file_and_stays_when_it_is_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = desk.sample("quang-an")
    hands = desk.window(app.Opened(workspace, samples.suggested_period("quang-an")))
    hands.go("Soạn văn bản")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, ReportsView)
    settled(hands, view)
    editor = edit_section(hands, view, PROSE)
    first = make_word(hands, monkeypatch, desk.root / "lan-1.docx")
    assert HEADLINE in first
    assert PROSE in first
    assert editor.whose.text() == "Lời văn đã sửa"

    hands.go_to("criteria")
    hands.go("Soạn văn bản")
    assert editor.text.toPlainText() == PROSE
    second = make_word(hands, monkeypatch, desk.root / "lan-2.docx")
    assert second == first


def test_prose_is_kept_for_its_period_and_offered_in_the_next(desk: Desk) -> None:
    workspace = desk.sample("quang-an")
    hands = desk.window(app.Opened(workspace, "2023"))
    hands.go("Soạn văn bản")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, ReportsView)
    settled(hands, view)
    editor = edit_section(hands, view, PROSE)
    section = editor.section
    assert section is not None
    hands.press("Alt+K")
    panel = QApplication.activePopupWidget()
    assert panel is not None
    typed = panel.findChild(QLineEdit)
    typed.setFocus()
    QTest.keyClicks(typed, "2024")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert hands.window.context.period_id == "2024"
    assert view.editors[section.id].text.toPlainText() != PROSE
    hands.until(lambda: hands.sees("Lấy lời văn kỳ trước (1 mục)"))
    hands.click(hands.button("Lấy lời văn kỳ trước (1 mục)"))
    assert view.editors[section.id].text.toPlainText() == PROSE
    assert view.editors[section.id].whose.text() == "Còn nguyên kỳ trước"
    hands.until(lambda: view._chart_job is None and not view._timer.isActive())
