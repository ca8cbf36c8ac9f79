"""The screen "Soạn văn bản": whose prose is shown, what is kept, what is made."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import reporting
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import Workspace
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.views.reports_view import ReportsView

NOW_MS = 1_700_000_000_000
SET_ID = "xa-ntm-nang-cao-2021-2025"
REPORT = "bao-cao-tien-do"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ReportsView:
    made = ReportsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    return made


def written(workspace: Workspace, section: str, period: str = "2023") -> str:
    return reporting.written_text(workspace, REPORT, section, period)


def type_into(view: ReportsView, section: str, text: str) -> None:
    editor = view.editors[section]
    editor.text.setPlainText(text)
    editor.save()


def keep(context: AppContext, section: str, text: str, period: str = "2023") -> None:
    context.do(lambda held: reporting.set_narrative(held, REPORT, period, section, text))


def test_a_section_shows_the_sentence_made_from_data_and_says_so(view: ReportsView) -> None:
    editor = view.editors["general_result"]
    assert "đạt 16/19 tiêu chí, 70/75 chỉ tiêu" in editor.text.toPlainText()
    assert editor.whose.text() == "Câu máy lập"
    assert view.editors["causes"].whose.text() == "Chưa có lời văn"


def test_text_is_kept_when_its_field_is_left(view: ReportsView, workspace: Workspace) -> None:
    type_into(view, "causes", "Vốn đối ứng còn hạn chế.")
    assert written(workspace, "causes") == "Vốn đối ứng còn hạn chế."
    view.reload()
    assert view.editors["causes"].whose.text() == "Lời văn đã sửa"


def test_the_machine_s_own_sentence_is_never_kept_as_the_person_s(
    view: ReportsView, workspace: Workspace
) -> None:
    generated = view.editors["opening"].text.toPlainText()
    type_into(view, "opening", "Câu khác.")
    view.reload()
    type_into(view, "opening", generated)
    assert written(workspace, "opening") == ""


def test_one_press_goes_back_to_the_sentence_made_from_data(
    view: ReportsView, workspace: Workspace
) -> None:
    type_into(view, "opening", "Câu khác.")
    view.reload()
    editor = view.editors["opening"]
    assert not editor.to_generated.isHidden()
    editor.to_generated.click()
    assert written(workspace, "opening") == ""
    assert "báo cáo tiến độ" in editor.text.toPlainText()


def test_text_typed_for_one_period_is_kept_there_when_another_is_chosen(
    qtbot: QtBot, view: ReportsView, workspace: Workspace, context: AppContext
) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.editors["causes"].text.setPlainText("Nguyên nhân của năm 2023.")
    context.choose_period("2024")
    assert written(workspace, "causes", "2023") == "Nguyên nhân của năm 2023."
    assert written(workspace, "causes", "2024") == ""
    assert view.editors["causes"].text.toPlainText() == ""


def test_leaving_the_screen_keeps_what_is_typed(view: ReportsView, workspace: Workspace) -> None:
    view.editors["proposals"].text.setPlainText("Đề nghị bố trí vốn.")
    view.leave()
    assert written(workspace, "proposals") == "Đề nghị bố trí vốn."


def test_another_window_s_text_does_not_replace_what_is_being_typed(
    qtbot: QtBot, view: ReportsView, context: AppContext
) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    editor = view.editors["causes"].text
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.insertPlainText("dang go")
    keep(context, "proposals", "Đề nghị.")
    assert editor.toPlainText() == "dang go"
    assert view.editors["proposals"].text.toPlainText() == "Đề nghị."


def test_last_period_s_text_can_be_taken_and_is_flagged_until_it_is_changed(
    view: ReportsView, context: AppContext
) -> None:
    keep(context, "causes", "Vốn còn hạn chế.", "2022")
    view.reload()
    assert view.take_previous.text() == "Lấy lời văn kỳ trước (1 mục)"
    view.take_previous.click()
    view.reload()
    editor = view.editors["causes"]
    assert editor.text.toPlainText() == "Vốn còn hạn chế."
    assert editor.whose.text() == "Còn nguyên kỳ trước"
    type_into(view, "causes", "Vốn đã được bố trí.")
    view.reload()
    assert editor.whose.text() == "Lời văn đã sửa"


def test_what_is_missing_leads_to_its_section(qtbot: QtBot, view: ReportsView) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    items = [view.issues.item(place) for place in range(view.issues.count())]
    causes = next(item for item in items if item.text().startswith("III.2. Nguyên nhân"))
    view.issues.itemActivated.emit(causes)
    qtbot.waitUntil(view.editors["causes"].text.hasFocus)


def test_what_was_not_verified_leads_to_the_criteria(qtbot: QtBot, view: ReportsView) -> None:
    items = [view.issues.item(place) for place in range(view.issues.count())]
    doubt = next(item for item in items if "chưa đối chiếu" in item.text())
    with qtbot.waitSignal(view._context.open_requested) as opened:
        view.issues.itemActivated.emit(doubt)
    assert opened.args == ["criteria", "", ""]


def test_the_word_file_is_made_where_the_person_says(
    qtbot: QtBot, view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(parent: object, title: str, proposed: str, pattern: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "bao cao"), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    view.make_word.click()
    qtbot.waitUntil(lambda: not view.built.isHidden(), timeout=20_000)
    assert (tmp_path / "bao cao.docx").stat().st_size > 10_000
    assert asked[0].endswith(".docx")
    assert file_choice.last_folder("report") == tmp_path
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    view.built.open_file.click()
    view.built.open_folder.click()
    assert opened == [str(tmp_path / "bao cao.docx"), str(tmp_path)]


def test_a_draft_says_so_in_its_name(
    view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(parent: object, title: str, proposed: str, pattern: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    view.make_draft.click()
    assert asked[0].endswith("-du-thao.docx")
    assert view.built.isHidden()


def test_a_place_that_cannot_be_written_is_said_and_leaves_no_card(
    qtbot: QtBot, view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": said.append(text))
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "file" / "a.docx"), "")
    )
    view.make_word.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert view.built.isHidden()


def test_the_chart_of_the_report_is_drawn_and_none_is_said(qtbot: QtBot, view: ReportsView) -> None:
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(view.charts.view.has_picture, timeout=20_000)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    view.charts._choose("funding")
    qtbot.waitUntil(lambda: "chưa có số liệu" in view.charts.none.text(), timeout=20_000)


def test_a_found_narrative_is_shown_in_its_period(view: ReportsView, context: AppContext) -> None:
    keep(context, "causes", "Vốn còn hạn chế.", "2022")
    view.show_record("narrative", f"06901/2022/text/{REPORT}/causes")
    assert context.period_id == "2022"
    assert view.editors["causes"].text.toPlainText() == "Vốn còn hạn chế."


def test_a_file_that_was_moved_is_said_to_be_gone(view: ReportsView, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="Không còn tìm thấy"):
        file_choice.open_path(tmp_path / "a.docx")


def test_a_computer_without_a_program_for_a_file_says_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    monkeypatch.setattr(notices, "show_error", lambda text, hint: said.append(hint))
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    file_choice.open_path(path)
    assert str(tmp_path) in said[0]


def test_a_figure_put_into_prose_prints_what_the_data_says(
    qtbot: QtBot, view: ReportsView, workspace: Workspace
) -> None:
    editor = view.editors["proposals"]
    names = [action.text().partition(":")[0] for action in editor.figures_menu().actions()]
    assert "kết quả chung" in names
    assert names[-1] == "Kết quả từng chỉ tiêu"
    assert not editor.printed.isVisible()
    editor.text.setPlainText("Kỳ: ")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert_figure("kỳ")
    assert written(workspace, "proposals") == "Kỳ: {kỳ}"
    view.reload()
    assert editor.printed.text() == "In ra: Kỳ: năm 2023"
    assert not editor.printed.isHidden()


def test_the_card_of_a_made_file_goes_with_its_period(
    view: ReportsView, context: AppContext, tmp_path: Path
) -> None:
    path = tmp_path / "q1.docx"
    path.write_bytes(b"x")
    view._show_built(reporting.Built(path, ("thiếu",), ()))
    assert not view.built.isHidden()
    context.choose_period("2022")
    view.reload()
    assert view.built.isHidden()


def test_an_emptied_section_shows_what_the_report_prints(
    view: ReportsView, workspace: Workspace
) -> None:
    editor = view.editors["general_result"]
    assert editor.section is not None
    generated = editor.section.generated
    assert generated
    assert "câu máy lập" in editor.text.placeholderText()
    assert "……" in view.editors["proposals"].text.placeholderText()
    editor.text.clear()
    editor.save()
    assert editor.text.toPlainText() == generated
    assert written(workspace, "general_result") == ""


def test_an_emptied_text_gives_way_to_the_machine_s_for_good(
    view: ReportsView, context: AppContext, tmp_path: Path
) -> None:
    editor = view.editors["general_result"]
    assert editor.section is not None
    generated = editor.section.generated
    type_into(view, "general_result", "Lời riêng của xã.")
    type_into(view, "general_result", "")
    assert editor.text.toPlainText() == generated
    assert editor.whose.text() == "Câu máy lập"
    context.choose_period("2024")
    context.choose_period("2023")
    assert view.editors["general_result"].text.toPlainText() == generated
    out = tmp_path / "a.docx"
    reporting.build_report(context.workspace, REPORT, "2023", context.set_id, out)
    text = "\n".join(one.text for one in docx.Document(str(out)).paragraphs)
    assert generated.splitlines()[0] in text
    assert "Lời riêng" not in text


def test_nothing_is_done_with_a_made_file_that_is_gone(
    qtbot: QtBot, view: ReportsView, tmp_path: Path
) -> None:
    card = view.built
    card.show_built(reporting.Built(tmp_path / "mat.docx", (), ()))
    for act in (card.check_layout, card.preview, card.print_out, card.make_pdf, card.issue):
        with qtbot.captureExceptions() as raised:
            act.click()
        ((kind, error, _),) = raised
        assert kind is NotFoundError
        assert "Không còn tìm thấy" in str(error)
    assert not jobs.is_busy()


def test_a_file_whose_ending_is_added_is_not_replaced_unasked(
    view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.docx").write_text("cũ")
    chosen = str(tmp_path / "x")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    asked: list[str] = []
    answers = iter((False, True))
    monkeypatch.setattr(
        notices, "confirm", lambda text, *_, **__: bool(asked.append(text)) or next(answers)
    )
    given = (view, "Tạo Word", "report", "a.docx", "Word (*.docx)")
    assert file_choice.ask_save_path(*given) is None
    assert file_choice.ask_save_path(*given) == tmp_path / "x.docx"
    assert asked == ["Đã có tệp x.docx."] * 2
    (tmp_path / "x.docx").unlink()
    assert file_choice.ask_save_path(*given) == tmp_path / "x.docx"
