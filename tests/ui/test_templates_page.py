"""The page "Mẫu Word": a copy to edit, what is wrong with it, the fields, the way back."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop import paths
from ntm_desktop.services import own_templates
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.views.reports_view.templates_page import FAULTS, NOT_CHECKED, SOUND, TemplatesPage, tag_of
from ui.widgets.notice_bar import NoticeBar

REPORT = "bao-cao-tien-do"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(found.append(url.toLocalFile()) or True)
    )
    return found


@pytest.fixture
def notice(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, notice: NoticeBar) -> TemplatesPage:
    made = TemplatesPage(context, notice, lambda act: act())
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.resize(1100, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def checked(qtbot: QtBot, page: TemplatesPage) -> list[str]:
    qtbot.waitUntil(
        lambda: page.checked.currentIndex() != NOT_CHECKED and not jobs.is_busy(), timeout=20_000
    )
    return [page.faults.item(row).text() for row in range(page.faults.count())]


def test_every_template_is_listed_with_its_regime(page: TemplatesPage) -> None:
    rows = {row.key: row.state for row in page.table.model.rows}
    assert rows[f"{REPORT} state"].own is None
    assert rows["giay-moi party"].name == "giay-moi-dang.docx"
    assert page.heading.text() == page.table.current_row().state.title


def test_the_copy_is_made_once_opened_and_marked(
    page: TemplatesPage, notice: NoticeBar, opened: list[str]
) -> None:
    page.table.choose_key("giay-moi party")
    assert page.back_button.isHidden()
    page.edit_button.click()
    own = own_templates.own_template(page._context.workspace, "giay-moi-dang.docx")
    assert opened == [str(own)]
    assert "Đã chép" in notice.message
    row = page.table.current_row()
    assert (row.key, row.state.own) == ("giay-moi party", own)
    assert not page.back_button.isHidden()
    notice.hide()
    page.edit_button.click()
    assert len(opened) == 2
    assert notice.isHidden()


def test_going_back_puts_the_copy_aside_and_says_where(
    page: TemplatesPage,
    notice: NoticeBar,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.table.choose_key(f"{REPORT} state")
    page.edit_button.click()
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    page.back_button.click()
    assert page.table.current_row().state.own is not None
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    page.back_button.click()
    assert page.table.current_row().state.own is None
    assert own_templates.ASIDE in notice.message
    notice.action.click()
    assert opened[-1].endswith(own_templates.ASIDE)


def test_a_shipped_template_has_no_fault(qtbot: QtBot, page: TemplatesPage) -> None:
    page.table.choose_key(f"{REPORT} state")
    page.check_button.click()
    assert checked(qtbot, page) == []
    assert page.checked.currentIndex() == SOUND
    assert page.result.text() == "bao-cao-tien-do.docx: không có chỗ sai"


def test_a_misspelt_field_is_named_with_place_text_and_how_to_mend_it(
    qtbot: QtBot, page: TemplatesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document(str(paths.template("bao-cao-tien-do.docx")))
    document.add_paragraph("Kỳ {{ perod }}")
    path = tmp_path / "mau.docx"
    document.save(str(path))
    page.table.choose_key(f"{REPORT} state")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.other_button.click()
    (found,) = checked(qtbot, page)
    place, paragraph, message, mend = found.splitlines()
    assert place.startswith("Thân văn bản, đoạn")
    assert paragraph == "“Kỳ {{ perod }}”"
    assert "perod" in message
    assert mend.startswith("Cách sửa: ")
    assert page.checked.currentIndex() == FAULTS
    assert page.result.text() == "mau.docx: 1 chỗ sai"
    page.table.choose_key("giay-moi state")
    assert page.checked.currentIndex() == NOT_CHECKED


def test_what_is_no_word_file_is_refused_in_words(
    qtbot: QtBot, page: TemplatesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(text))
    path = tmp_path / "mau.docx"
    path.write_bytes(b"x")
    page.take_files([path])
    qtbot.waitUntil(lambda: bool(said) and not jobs.is_busy(), timeout=20_000)
    assert "Không đọc được mẫu" in said[0]
    assert page.checked.currentIndex() == NOT_CHECKED


def test_fields_are_searched_copied_and_saved_as_word(
    qtbot: QtBot,
    page: TemplatesPage,
    notice: NoticeBar,
    opened: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.table.choose_key(f"{REPORT} state")
    page.parts.setCurrentIndex(1)
    total = page.fields.sorted.rowCount()
    page.fields.filter.setText("ten tieu chi")
    assert 0 < page.fields.sorted.rowCount() < total
    page.fields.filter.setText("criteria_set")
    page.fields.view.selectRow(0)
    qtbot.keyClick(page.fields.view, Qt.Key.Key_Return)
    name = page.fields.current_row().key
    assert QGuiApplication.clipboard().text() == tag_of(name) != ""
    page.copy_button.click()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "truong.docx"), "")
    )
    page.save_fields.click()
    qtbot.waitUntil(lambda: "truong.docx" in notice.message, timeout=20_000)
    assert file_choice.last_folder("template") == tmp_path
    notice.action.click()
    assert opened == [str(tmp_path / "truong.docx")]


def test_a_field_of_a_list_is_copied_by_its_name_any_other_as_a_tag() -> None:
    assert tag_of("criteria[].code") == "criteria[].code"
    assert tag_of("title") == "{{ title }}"


def test_a_copy_deleted_outside_is_told_when_it_is_checked(
    qtbot: QtBot, page: TemplatesPage, notice: NoticeBar, opened: list[str]
) -> None:
    page.table.choose_key("giay-moi party")
    page.edit_button.click()
    own = page.table.current_row().state.own
    own.unlink()
    page.check_button.click()
    assert "không còn trong thư mục" in notice.message
    assert page.table.current_row().state.own is None
    checked(qtbot, page)
    assert page.checked.currentIndex() == SOUND
