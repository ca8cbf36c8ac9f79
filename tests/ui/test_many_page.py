"""The page "Lập nhiều văn bản": what is ticked is made; what could not be made is told."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import many_documents
from ntm_desktop.services.reporting import Built
from ui import jobs, notices
from ui.context import AppContext
from ui.views.reports_view.many_page import ManyPage
from ui.widgets.notice_bar import NoticeBar

TWO = ("bao-cao-no-dong", "danh-muc-cong-trinh")


@pytest.fixture
def notice(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(
    qtbot: QtBot,
    context: AppContext,
    notice: NoticeBar,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> ManyPage:
    out = tmp_path / "ra"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    made = ManyPage(context, notice, lambda act: act())
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    with qtbot.waitExposed(made):
        made.show()
    return made


def tick(page: ManyPage, *wanted: str) -> None:
    page.none_button.click()
    for row in range(page.list.count()):
        item = page.list.item(row)
        if item.data(Qt.ItemDataRole.UserRole) in wanted:
            item.setCheckState(Qt.CheckState.Checked)


def test_space_ticks_a_document_and_the_button_counts(qtbot: QtBot, page: ManyPage) -> None:
    assert page.ticked() == many_documents.period_documents()
    page.none_button.click()
    assert page.ticked() == ()
    assert not page.make.isEnabled()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.make.text() == "Lập 1 văn bản, năm 2023…"
    page.all_button.click()
    assert len(page.ticked()) == page.list.count()


def test_the_ticked_documents_are_made_and_listed_with_their_gaps(
    qtbot: QtBot, page: ManyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(page, *TWO)
    page.make.click()
    qtbot.waitUntil(lambda: bool(page.results.model.rows) and not jobs.is_busy(), timeout=30_000)
    assert {row.key for row in page.results.model.rows} == set(TWO)
    for row in page.results.model.rows:
        assert row.path is not None
        assert row.path.stat().st_size > 5_000
        assert (row.state == "doubtful") is bool(row.missing)
    assert f"Đã lập 2 văn bản vào {tmp_path / 'ra'}" in page.told.text()
    first = next(row for row in page.results.model.rows if row.missing)
    page.results.choose_key(first.key)
    assert page.gaps.text().startswith(f"Còn trống:\n– {first.missing[0]}")
    page.results.choose_key(page.results.model.rows[0].key)
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    page.open_file.click()
    page.open_folder.click()
    assert opened == [str(page.results.model.rows[0].path), str(tmp_path / "ra")]


def test_one_that_fails_stands_first_with_its_reason(
    qtbot: QtBot, page: ManyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(workspace, request, path, *, draft):
        if request.report_id == TWO[1]:
            raise InputError("Chưa có công trình nào.", hint="Ghi công trình trước.")
        return Built(path, (), ())

    monkeypatch.setattr(many_documents, "build_document", build)
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(hint))
    tick(page, *TWO)
    page.make.click()
    qtbot.waitUntil(lambda: bool(page.results.model.rows) and not jobs.is_busy(), timeout=30_000)
    failed, built = page.results.model.rows
    assert (failed.key, failed.state, failed.words) == (TWO[1], "not_met", "Chưa lập được")
    assert failed.about == "Chưa có công trình nào. Ghi công trình trước."
    assert (built.state, built.words) == ("done", "Đã lập, đủ")
    assert "1 văn bản chưa lập được" in page.told.text()
    assert "Ghi công trình trước." in page.gaps.text()
    assert not page.open_file.isEnabled()
    page.results.row_opened.emit(failed)
    assert said == [failed.why]
    page.results.choose_key(built.key)
    assert page.open_file.isEnabled()


def test_files_that_are_there_are_asked_about_before_they_are_replaced(
    page: ManyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(page, *TWO)
    name = next(iter(page._names()))
    (tmp_path / "ra" / name).write_text("sửa tay")
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda question, *_, **__: bool(asked.append(question)))
    page.make.click()
    assert asked == ["Thư mục đã có 1 tệp cùng tên."]
    assert not jobs.is_busy()
    assert (tmp_path / "ra" / name).read_text() == "sửa tay"


def test_stopping_says_that_what_is_finished_is_kept(
    qtbot: QtBot, page: ManyPage, notice: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def build(workspace, request, path, *, draft):
        may_go_on.wait(10)
        return Built(path, (), ())

    monkeypatch.setattr(many_documents, "build_document", build)
    started: list[jobs.Job] = []
    run = jobs.run
    monkeypatch.setattr(jobs, "run", lambda *given: started.append(run(*given)) or started[0])
    tick(page, *TWO)
    page.make.click()
    started[0].cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: notice.message.startswith("Đã dừng"), timeout=10_000)
    assert page.results.model.rows == ()
