"""The page "Hồ sơ công nhận": the checklist, ways to what is missing, the dossier made whole."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import conditions, dossier, dossier_checklist, history
from ntm_desktop.services.dossier import DossierBuilt
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.records import put_texts
from tests.evidence_files import PDF
from ui import jobs
from ui.context import AppContext
from ui.views.reports_view import ReportsView
from ui.views.reports_view.dossier_page import DossierPage
from ui.widgets.notice_bar import NoticeBar

OWN = "Ảnh lễ đón bằng công nhận"


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
) -> DossierPage:
    out = tmp_path / "ra"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    made = DossierPage(context, notice, lambda act: act())
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    with qtbot.waitExposed(made):
        made.show()
    return made


def codes(page: DossierPage) -> list[str]:
    return [row.code for row in page.table.model.rows if row.kind == "paper" and row.number]


def said(page: DossierPage) -> list[str]:
    return [page.lacks.item(place).text() for place in range(page.lacks.count())]


def test_each_item_says_how_it_stands_and_leads_to_where_it_is_put_right(
    page: DossierPage, context: AppContext
) -> None:
    asked: list[str] = []
    opened: list[tuple[str, str, str]] = []
    page.document_asked.connect(asked.append)
    context.open_requested.connect(lambda *place: opened.append(place))
    assert page.item.go.text() == "Sửa bản dự thảo"
    page.item.go.click()
    assert asked == ["to-trinh"]
    page.table.choose_key("paper:HS4")
    assert page.item.go.text() == "Mở màn hình Họp"
    page.item.go.click()
    assert opened[-1] == ("meetings", "", "")
    typed = {"title": "Họp xét", "kind": "recognition", "held_on": "20/12/2023"}
    key = context.do(lambda workspace: put_texts(workspace, "meeting", None, typed)).key
    assert page.item.go.text() == "Mở cuộc họp"
    page.item.go.click()
    assert opened[-1] == ("meetings", "meeting", key)


def test_a_sentence_about_what_is_missing_chooses_its_item(
    page: DossierPage, context: AppContext
) -> None:
    opened: list[str] = []
    context.open_requested.connect(lambda screen, *_: opened.append(screen))
    place = next(at for at, text in enumerate(said(page)) if text.startswith("HS5."))
    page.lacks.itemActivated.emit(page.lacks.item(place))
    assert page.item.item is not None
    assert page.item.item.code == "HS5"
    place = next(at for at, text in enumerate(said(page)) if text.startswith("Điều kiện"))
    page.lacks.itemActivated.emit(page.lacks.item(place))
    assert opened == ["recognition"]


def test_space_leaves_a_paper_out_and_puts_it_back(
    qtbot: QtBot, page: DossierPage, context: AppContext
) -> None:
    page.table.choose_key("paper:HS3")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    assert "HS3" not in codes(page)
    assert page.item.item is not None
    assert page.item.item.code == "HS3"
    assert not page.item.include.isChecked()
    assert not page.up.isEnabled()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    assert codes(page)[2] == "HS3"
    page.item.include.click()
    assert "HS3" not in codes(page)
    context.do(history.undo)
    assert codes(page)[2] == "HS3"


def test_alt_and_arrows_move_a_paper(qtbot: QtBot, page: DossierPage) -> None:
    page.table.choose_key("paper:HS2")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert codes(page)[:2] == ["HS2", "HS1"]
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    page.down.click()
    assert codes(page)[:3] == ["HS1", "HS3", "HS2"]


def test_an_own_paper_is_typed_and_gets_a_file(
    qtbot: QtBot, page: DossierPage, context: AppContext, tmp_path: Path
) -> None:
    page.add.setText(OWN)
    page.add.give()
    assert page.add.text() == ""
    item = page.item.item
    assert item is not None
    assert (item.name, item.words) == (OWN, "chưa có")
    assert page.item.go.isHidden()
    file = tmp_path / "Ảnh.pdf"
    file.write_bytes(PDF)
    with pytest.raises(NotFoundError):
        page.item.evidence.attach([tmp_path / "không có.pdf"])
    assert item.words == page.item.item.words == "chưa có"
    key = page._keep(item)
    context.do(lambda workspace: attach(workspace, "dossier_paper", key, [file]))
    shown = page.item.item
    assert shown is not None
    assert (shown.words, shown.files) == ("có", ("Ảnh",))


def test_what_is_found_missing_while_files_are_read_is_shown_as_missing(
    page: DossierPage, tmp_path: Path
) -> None:
    page._show_lacks([])
    assert not page.complete.isHidden()
    page._show_built(DossierBuilt(tmp_path, 1, 0, ("Tệp hỏng.",), ()))
    assert said(page) == ["Tệp hỏng."]
    assert page.complete.isHidden()
    assert not page.lacks.isHidden()


def test_the_dossier_is_made_into_a_new_folder_each_time(
    qtbot: QtBot, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    for code in ("HS1", "HS2", "HS3", "HS6", "HS7"):  # documents take time to make
        page._include(next(one for one in page.table.model.rows if one.code == code), False)
    out = tmp_path / "ra"
    for name in ("ho-so-xa-quang-an-2023", "ho-so-xa-quang-an-2023-2"):
        page.make.click()
        qtbot.waitUntil((out / name).is_dir, timeout=30_000)
        qtbot.waitUntil(lambda: not jobs.is_busy())
        assert (out / name / "00-danh-muc-ho-so.docx").is_file()
    assert not page.made.isHidden()
    assert (
        "ho-so-xa-quang-an-2023-2: 1 tệp, trong đó 1 bản dự thảo; còn thiếu"
        in page.made.told.text()
    )
    assert page.lacks_title.text() == f"Còn thiếu ({page.lacks.count()})"
    page.made.open_folder.click()
    page.made.open_list.click()
    assert opened == [
        str(out / "ho-so-xa-quang-an-2023-2"),
        str(out / "ho-so-xa-quang-an-2023-2" / "00-danh-muc-ho-so.docx"),
    ]


def test_one_zip_file_is_made_and_its_folder_opened(
    qtbot: QtBot, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def build(_: object, __: str, ___: str, out: Path, *____: object) -> dossier.DossierBuilt:
        seen.append(out)
        out.touch()
        return dossier.DossierBuilt(out, 3, 0, (), ())

    monkeypatch.setattr(dossier, "build_dossier", build)
    page.zipped.setChecked(True)
    page.make.click()
    qtbot.waitUntil(lambda: not page.made.isHidden())
    assert seen == [tmp_path / "ra" / "ho-so-xa-quang-an-2023.zip"]
    assert page.made.told.text() == "ho-so-xa-quang-an-2023.zip: 3 tệp; đủ."
    assert page.made.open_list.isHidden()


def test_stopping_leaves_nothing_behind(
    qtbot: QtBot, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()
    plain = dossier.plan_dossier

    def slow(*args: object, **more: object) -> object:
        begun.set()
        go.wait(10)
        return plain(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(dossier, "plan_dossier", slow)
    page.make.click()
    qtbot.waitUntil(begun.is_set)
    job = jobs._Running.job
    assert job is not None
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert list((tmp_path / "ra").iterdir()) == []
    assert page.made.isHidden()


def test_without_a_set_the_page_says_what_to_do(
    qtbot: QtBot, context: AppContext, notice: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AppContext, "set_id", property(lambda _: ""))
    made = DossierPage(context, notice, lambda act: act())
    qtbot.addWidget(made)
    assert made.pages.currentIndex() == 1


def test_everything_has_a_name_for_readers_of_the_screen(page: DossierPage) -> None:
    named = (page.table.view, page.add, page.lacks, page.item.evidence.attach_button)
    assert all(one.accessibleName() for one in named)


def test_the_page_leads_to_the_writing_of_a_document_and_is_reached_from_recognition(
    qtbot: QtBot, context: AppContext
) -> None:
    view = ReportsView(context)
    qtbot.addWidget(view, before_close_func=lambda _: jobs.stop_and_wait())
    view.show()
    view.show_record("dossier", "")
    assert view.tabs.currentWidget() is view.tabs.dossier
    assert view.make_word.isHidden()
    view.tabs.dossier.item.go.click()
    assert view.tabs.currentWidget() is view.writing
    assert view.report_id == "to-trinh"


def test_what_was_changed_elsewhere_is_shown(page: DossierPage, context: AppContext) -> None:
    place = (context.set_id, context.period_id)
    context.do(lambda workspace: dossier_checklist.add_paper(workspace, *place, OWN))
    context.do(
        lambda workspace: conditions.put_paper_texts(workspace, *place, "HS4", {"state": "có"})
    )
    fourth = next(one for one in page.table.model.rows if one.code == "HS4")
    assert fourth.words == "ghi là có, chưa đính kèm tệp"
    assert codes(page)[-1] == dossier_checklist.own_code(OWN)
