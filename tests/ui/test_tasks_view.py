"""The board of tasks: groups, filters, the task beside, the keys that mark progress."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.task_standing import STANDING_WORDS, Standing
from ntm_desktop.domain.tasks import TASK_STATES, Task
from ntm_desktop.errors import InputError
from ntm_desktop.services import history, people, records, tasks
from ntm_desktop.services.tasks import list_tasks, task_file
from tests.meeting_fixtures import enter_article
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice, options_dialog
from ui.dialogs.extend_dialog import ExtendDialog
from ui.models.row_table import STATE_ROLE
from ui.models.task_side import SAID
from ui.views.tasks_view import TasksView
from ui.widgets.task_notes import TaskNotes

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[TasksView]:
    made = TasksView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def give(context: AppContext, text: str, **fields: str) -> str:
    values = {"text": text, "state": "open", **fields}
    return context.do(lambda found: records.put_texts(found, "task", None, values)).key


def put(context: AppContext, entity: str, **fields: str) -> str:
    return context.do(lambda found: records.put_texts(found, entity, None, fields)).key


def task(context: AppContext, key: str) -> Task:
    return next(one for one in list_tasks(context.workspace) if one.key == key)


def texts(view: TasksView) -> list[str]:
    return [one.cells[0] for one in view.tree.shown_lines()]


def states(view: TasksView) -> dict[str, tuple[str, str]]:
    return {one.cells[0]: (one.state, one.cells[3]) for one in view.tree.shown_lines()}


def test_an_empty_board_offers_one_action(view: TasksView) -> None:
    assert view._stack.currentIndex() == 1
    assert not view.filters.isVisibleTo(view)


def test_tasks_stand_under_how_soon_they_are_due(context: AppContext, view: TasksView) -> None:
    give(context, "Cũ", due_on="1/10/2023")
    give(context, "Gần", due_on="16/11/2023")
    give(context, "Tháng này", due_on="5/12/2023")
    give(context, "Hàng tuần", due_text="hàng tuần")
    give(context, "Xong", state="done")
    assert view.tree.headings() == [
        "Quá hạn (1)",
        "Chưa rõ ngày hạn: chọn ngày ở ô Hạn (1)",
        "Trong 7 ngày tới (1)",
        "Trong tháng tới (1)",
        "Đã xong, đã dừng (1)",
    ]
    model = view.tree.model()
    late = model.index(0, 3, model.index(0, 0, QModelIndex()))
    assert (late.data(), late.data(STATE_ROLE)) == ("Quá hạn", "late")
    assert view.subtitle.text() == "Còn 4 việc chưa xong, 1 việc quá hạn, 1 việc chưa rõ ngày hạn"


def test_every_standing_is_a_sign_and_a_word(context: AppContext, view: TasksView) -> None:
    give(context, "Xong", state="done", due_on="1/11/2023", completed_on="30/10/2023")
    give(context, "Muộn", state="done", due_on="1/11/2023", completed_on="5/11/2023")
    give(context, "Dừng", state="dropped")
    give(context, "Làm", state="doing", due_on="1/3/2024")
    give(context, "Kỳ", recurrence="hàng tuần", check_from="16/11/2023")
    give(context, "Lỡ", recurrence="hàng tuần", check_from="1/11/2023")
    assert states(view) == {
        "Xong": ("done", "Đã xong"),
        "Muộn": ("done_late", "Xong muộn"),
        "Dừng": ("dropped", "Đã dừng"),
        "Làm": ("doing", "Đang làm"),
        "Kỳ": ("check_due", "Đến kỳ kiểm tra"),
        "Lỡ": ("check_missed", "Lỡ kỳ kiểm tra"),
    }
    assert "Đến kỳ kiểm tra (2)" in view.tree.headings()
    assert view.subtitle.text().endswith("2 việc đến kỳ kiểm tra")


def test_ctrl_space_turns_doing_then_done_with_the_day(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.tree.choose_key(key)
    qtbot.keyClick(view.tree, Qt.Key.Key_Space, CONTROL)
    assert task(context, key).state == "doing"
    qtbot.keyClick(view.tree, Qt.Key.Key_Space, CONTROL)
    assert task(context, key).state == "done"
    assert task(context, key).completed_on == context.workspace.today()


def test_enter_opens_the_form_and_escape_closes_it(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát", assignee="Các thôn")
    view.tree.choose_key(key)
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert view.sides.is_open()
    assert view.task.forms[0].boxes["assignee"].text() == "Các thôn"
    view.sides.close_side()
    assert not view.sides.is_open()


def test_looking_at_a_task_writes_nothing(context: AppContext, view: TasksView) -> None:
    key = give(context, "Rà soát", verb="giao", recurrence="hàng tuần")
    before = history.undo_label(context.workspace), context.workspace.data_version()
    view.open(key)
    view.sides.close_side()
    assert (history.undo_label(context.workspace), context.workspace.data_version()) == before


def test_a_task_of_ones_own_plan_is_added_by_hand(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    view.add()
    view.task.forms[0].boxes["source_text"].set_text("Kế hoạch năm 2024 của xã")
    view.task.forms[0].boxes["text"].set_text("Lập hồ sơ đề nghị công nhận")
    view.task.forms[0]._leave("text")
    (held,) = list_tasks(context.workspace)
    assert (held.text, held.state) == ("Lập hồ sơ đề nghị công nhận", "open")
    assert held.source_text == "Kế hoạch năm 2024 của xã"
    assert view.task.deadline.isVisibleTo(view)
    assert view.tree.shown_lines()[0].cells[4] == "Kế hoạch năm 2024 của xã"


def test_a_deadline_keeps_the_words_and_asks_for_the_year(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    deadline = view.task.deadline
    deadline.edit.setText("xong trước 18/11")
    deadline.save_now()
    assert (task(context, key).due_on, task(context, key).due_text) == (None, "xong trước 18/11")
    qtbot.mouseClick(deadline.proposals.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    assert str(task(context, key).due_on) == "2023-11-18"
    assert task(context, key).due_text == "xong trước 18/11"
    deadline.edit.setText("20/11/2023")
    deadline.save_now()
    assert (str(task(context, key).due_on), task(context, key).due_text) == ("2023-11-20", None)


def test_a_deadline_every_week_has_a_next_check(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    view.task.deadline.edit.setText("hàng tuần")
    view.task.deadline.save_now()
    held = task(context, key)
    assert (held.recurrence, str(held.check_from)) == ("weekly", "2023-11-22")
    assert "Kiểm tra hàng tuần" in view.task.deadline.echo.text()
    assert view.task.notes.check.isVisibleTo(view)
    view.task.notes.check.click()
    (note,) = task_file(context.workspace, key).notes
    assert (note.kind, note.text) == ("check", "Đã kiểm tra")


def test_a_progress_note_stands_under_todays_date_with_its_share(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát", progress="ghi từ trước")
    view.tree.choose_key(key)
    view.write_progress()
    view.task.notes.line.setText("đã xong 5/9 thôn")
    view.task.notes.percent.setText("55")
    with qtbot.waitSignal(view.task.notes.note_given):
        qtbot.keyClick(view.task.notes.line, Qt.Key.Key_Return)
    (note,) = task_file(context.workspace, key).notes
    assert (note.text, note.percent) == ("đã xong 5/9 thôn", 55)
    assert note.noted_on == context.workspace.today()
    assert view.task.notes.line.text() == ""
    assert states(view)["Rà soát"] == ("doing", "Đang làm · 55%")
    assert task(context, key).progress == "ghi từ trước"


def test_a_note_is_of_the_day_beside_it_and_takes_the_share_it_ends_with(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.tree.choose_key(key)
    view.write_progress()
    notes = view.task.notes
    assert notes.day.text() == "15/11/2023"
    notes.line.setText("đã cắm mốc 5/9 thôn, 40%")
    notes.day.setText("10/11/2023")
    with qtbot.waitSignal(notes.note_given):
        qtbot.keyClick(notes.line, Qt.Key.Key_Return)
    (note,) = task_file(context.workspace, key).notes
    assert (note.text, note.percent) == ("đã cắm mốc 5/9 thôn, 40%", 40)
    assert note.noted_on == date(2023, 11, 10)
    assert notes.day.text() == "15/11/2023"


@pytest.mark.parametrize("day", ["32/13/2023", "16/11/2023"])
def test_a_note_of_no_day_or_of_a_day_to_come_stays_as_typed(
    context: AppContext, view: TasksView, day: str
) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    notes = view.task.notes
    notes.line.setText("đã cắm mốc")
    notes.day.setText(day)
    with pytest.raises(InputError):
        view.task._note("đã cắm mốc", None, "progress", day)
    assert task_file(context.workspace, key).notes == ()
    assert (notes.line.text(), notes.day.text()) == ("đã cắm mốc", day)


def test_writing_progress_brings_its_field_into_view(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát\n" * 6, supporting="Thôn Đông\nThôn Tây\nThôn Nam")
    view.resize(1000, 420)
    view.tree.choose_key(key)
    view.write_progress()
    line = view.task.notes.line

    def is_seen() -> bool:
        seen = line.visibleRegion().boundingRect()
        return seen.height() == line.height() and line.hasFocus()

    qtbot.waitUntil(is_seen)


def test_who_leads_is_offered_without_accents_and_kept_as_the_person(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    draft = people.PositionDraft({"title": "Công chức địa chính"})
    person = context.do(
        lambda ws: people.put_person(ws, None, {"full_name": "Nguyễn Văn Dũng"}, [draft])
    ).key
    key = give(context, "Rà soát")
    give(context, "Khác", assignee="Trạm Y tế xã")
    view.open(key)
    field = view.task.forms[0].boxes["assignee"].editor
    field.setFocus()
    qtbot.keyClicks(field, "tram y")
    assert field.offered() == ["Trạm Y tế xã"]
    field.clear()
    qtbot.keyClicks(field, "dung")
    assert field.offered() == ["Nguyễn Văn Dũng, Công chức địa chính"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    held = task(context, key)
    assert (held.assignee, held.person) == ("Nguyễn Văn Dũng, Công chức địa chính", person)


def test_a_deleted_note_comes_back(context: AppContext, view: TasksView) -> None:
    key = give(context, "Rà soát")
    saved = context.do(lambda ws: tasks.note_progress(ws, key, "đã xong"))
    view.open(key)
    view.task.notes.delete_asked.emit(saved.key)
    assert task_file(context.workspace, key).notes == ()
    view.notice.action.click()
    assert [one.text for one in task_file(context.workspace, key).notes] == ["đã xong"]


def test_an_extension_needs_a_reason_and_keeps_the_old_day(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát", due_on="1/11/2023")
    view.open(key)
    view.task.extend.click()
    dialog = view.findChild(ExtendDialog)
    assert isinstance(dialog, ExtendDialog)
    dialog.day.set_text("30/11/2023")
    dialog.act.click()
    assert dialog.reason.has_error()
    dialog.reason.set_text("chờ hướng dẫn của Sở")
    dialog.day.set_text("1/10/2023")
    dialog.act.click()
    assert dialog.day.has_error()
    dialog.day.set_text("30/11/2023")
    dialog.act.click()
    assert task(context, key).due_on == date(2023, 11, 30)
    assert "01/11/2023" in view.task.extended.text()
    assert "chờ hướng dẫn của Sở" in view.task.extended.text()


def test_done_without_evidence_is_a_doubt_not_a_refusal(
    context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát", assignee="Các thôn")
    view.open(key)
    assert not view.task.doubts.isVisibleTo(view)
    view.task._save("state", "done")
    assert task(context, key).completed_on == context.workspace.today()
    assert view.task.doubts.text().startswith("? ")
    assert view.task.doubts.isVisibleTo(view)


def test_sources_and_links_open_what_they_name(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    document = put(
        context,
        "official_document",
        number="15-TB/HU",
        document_type="Thông báo",
        issued_on="12/9/2023",
        issuer="Huyện ủy",
    )
    work = put(context, "work", name="Đường trục thôn 2")
    key = give(context, "Rà soát", document=document, work=work)
    view.open(key)
    view.task._save("indicator", "17.5")
    assert task(context, key).set_id == context.set_id
    assert view.tree.shown_lines()[0].cells[4].startswith("Thông báo số 15-TB/HU ngày 12 tháng 9")
    links = {
        made.accessibleName().partition(":")[0]: made
        for made in view.task.links.findChildren(QPushButton)
    }
    for name, expected in (
        ("Từ", ["documents", "official_document", document]),
        ("Công trình", ["works", "work", work]),
        ("Chỉ tiêu", ["criteria", "indicator", "17.5"]),
    ):
        with qtbot.waitSignal(context.open_requested) as asked:
            links[name].click()
        assert asked.args == expected


def test_words_are_looked_for_without_accents(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    give(context, "Rà soát đường ngõ xóm", due_on="1/10/2023")
    give(context, "Báo cáo", assignee="Trạm Y tế xã")
    with qtbot.waitSignal(view.filters.changed):
        view.filters.words.setText("tram y te")
    assert view.tree.headings() == ["Chờ: còn lâu hoặc chưa có hạn (1)"]
    assert view.filters.count.text() == "1/2 việc"
    with qtbot.waitSignal(view.filters.changed):
        view.filters.words.setText("đường")
    assert texts(view) == ["Rà soát đường ngõ xóm"]
    with qtbot.waitSignal(view.filters.changed):
        view.filters.words.setText("đương")
    assert texts(view) == []
    assert view._stack.currentIndex() == 2
    view.filters.clear()
    assert len(texts(view)) == 2


def test_words_are_found_as_the_search_finds_them(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    give(context, "Vận động hiến đất làm đường")
    give(context, "Thực hiện cuộc vận động, phấn đấu đạt chuẩn", assignee="Thôn Đông")

    def found(typed: str) -> list[str]:
        with qtbot.waitSignal(view.filters.changed):
            view.filters.words.setText(typed)
        return texts(view)

    assert found("hien dat") == ["Vận động hiến đất làm đường"]
    assert found("hiến đất") == ["Vận động hiến đất làm đường"]
    assert found("hiên đất") == []
    assert len(found("van dong")) == 2
    assert found("dong chuan") == ["Thực hiện cuộc vận động, phấn đấu đạt chuẩn"]
    assert found("ong uan") == []


def test_one_word_is_used_for_a_task_that_is_not_done() -> None:
    words = {STANDING_WORDS[Standing.OPEN], TASK_STATES["open"], SAID["open"].lower()}
    words.add(style.STATES["waiting"].word.lower())
    assert words == {"chưa xong"}
    ended = {STANDING_WORDS[Standing.DONE_LATE], style.STATES["done_late"].word.lower()}
    assert ended == {"xong muộn"}


def test_the_chosen_year_stands_in_the_column(context: AppContext, view: TasksView) -> None:
    give(context, "Rà soát", due_on="18/11/2023", due_text="xong trước ngày 18/11")
    [line] = view.tree.shown_lines()
    assert line.cells[2] == "18/11/2023"
    index = view.tree.tasks.place_of(line.key).siblingAtColumn(2)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "xong trước ngày 18/11/2023"


def test_tasks_are_filtered_by_who_source_indicator_and_state(
    context: AppContext, view: TasksView
) -> None:
    entered = enter_article(context.workspace, "000")
    view.reload()
    document = put(context, "official_document", number="15-TB/HU")
    give(context, "Từ văn bản", document=document, assignee="UBND xã", due_on="1/10/2023")
    give(context, "Phối hợp", supporting="UBND xã\nCác thôn", indicator="2.10")
    view.filters.choose("who", "UBND xã")
    assert {"Từ văn bản", "Phối hợp"} <= set(texts(view))
    view.filters.clear()
    view.filters.choose("source", f"document {document}")
    assert texts(view) == ["Từ văn bản"]
    view.filters.choose("source", f"meeting {entered.meeting}")
    assert len(texts(view)) == len(entered.tasks)
    view.filters.clear()
    view.filters.choose("indicator", "2.10")
    assert texts(view) == ["Phối hợp"]
    view.filters.clear()
    view.filters.choose("state", "late")
    assert texts(view) == ["Từ văn bản"]


def test_a_filter_opens_folded_groups_and_forgets_it(context: AppContext, view: TasksView) -> None:
    give(context, "Xong", state="done")
    give(context, "Chưa")
    place = len(view.tree.tasks.groups) - 1
    assert not view.tree.isExpanded(view.tree.tasks.index(place, 0))
    view.filters.choose("state", "done")
    assert view.tree.isExpanded(view.tree.tasks.index(0, 0))
    view.filters.clear()
    assert not view.tree.isExpanded(view.tree.tasks.index(place, 0))


def test_a_deleted_task_comes_back(context: AppContext, view: TasksView) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    view.delete()
    assert list_tasks(context.workspace) == ()
    assert not view.sides.is_open()
    view.notice.action.click()
    assert task(context, key).text == "Rà soát"


def test_who_was_given_tasks_before_is_offered(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    give(context, "Một", assignee="Trạm Y tế xã")
    view.add()
    editor = view.task.forms[0].boxes["assignee"].editor
    qtbot.keyClicks(editor, "y te")
    assert editor.offered() == ["Trạm Y tế xã"]


def test_the_menus_name_what_goes_out_and_in(view: TasksView) -> None:
    shown = [action.text() for action in view.sheets.menu.actions()]
    assert shown[0] == "Xuất Excel: nhiệm vụ…"
    assert "Nhập từ Excel: nhiệm vụ…" in shown
    view._name_papers()
    assert [action.text() for action in view.papers.menu().actions()] == [
        "In bảng phân công (mọi nhiệm vụ)…",
        "In bảng theo dõi (mọi nhiệm vụ)…",
        "Báo cáo thực hiện kết luận…",
        "Phiếu giao việc (nhiệm vụ đang chọn)…",
    ]


def test_moving_to_another_task_keeps_what_was_typed(context: AppContext, view: TasksView) -> None:
    first, second = give(context, "Một"), give(context, "Hai")
    view.open(first)
    view.task.forms[0].boxes["assignee"].set_text("Các thôn")
    view.tree.choose_key(second)
    assert task(context, first).assignee == "Các thôn"
    assert view.task.forms[0].boxes["text"].text() == "Hai"


def test_three_thousand_tasks_make_no_widget_a_row(context: AppContext, view: TasksView) -> None:
    workspace = context.workspace
    with workspace.store.step("nhiều việc", "cán bộ") as step:
        for number in range(3000):
            values = {"text": f"Việc {number}", "state": "open", "due_on": "2023-12-01"}
            workspace.store.put("task", workspace.new_key("task"), values)
    before = len(view.findChildren(QWidget))
    context.data_changed.emit(step.touched)
    assert len(view.tree.shown_lines()) == 3000
    assert len(view.findChildren(QWidget)) - before < 20


def test_a_table_of_the_tasks_of_a_meeting_is_written(
    qtbot: QtBot,
    context: AppContext,
    view: TasksView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entered = enter_article(context.workspace, "000")
    view.reload()
    opened: list[Path] = []
    path = tmp_path / "bang.docx"
    monkeypatch.setattr(file_choice, "open_path", opened.append)
    monkeypatch.setattr(file_choice, "ask_save_path", lambda *given: path)
    view._print("bao-cao-thuc-hien-ket-luan")
    assert view.notice.message.startswith("Báo cáo cần biết")
    view.filters.choose("source", f"meeting {entered.meeting}")
    assert view.source() == entered.meeting
    view._print("bang-phan-cong")
    qtbot.waitUntil(lambda: opened == [path], timeout=20_000)
    assert path.stat().st_size > 5_000


def test_a_slip_is_printed_of_the_chosen_task(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    context: AppContext,
    view: TasksView,
) -> None:
    opened: list[Path] = []
    names: list[str] = []
    path = tmp_path / "phieu.docx"
    monkeypatch.setattr(file_choice, "open_path", opened.append)
    monkeypatch.setattr(file_choice, "ask_save_path", lambda *asked: names.append(asked[3]) or path)
    view._print("phieu-giao-viec")
    assert view.notice.message.startswith("Phiếu cần biết việc nào")
    view.open(give(context, "Rà soát: hồ sơ/biểu"))
    monkeypatch.setattr(options_dialog, "ask_options", lambda *_: None)
    view._print("phieu-giao-viec")
    assert not jobs.is_busy()
    given = {"product": "Báo cáo rà soát"}
    monkeypatch.setattr(options_dialog, "ask_options", lambda *_: given)
    view._print("phieu-giao-viec")
    qtbot.waitUntil(lambda: opened == [path], timeout=20_000)
    assert names == ["phieu-giao-viec Rà soát hồ sơ biểu.docx"]
    paragraphs = [
        cell.text
        for table in Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
    ] + [one.text for one in Document(str(path)).paragraphs]
    assert any("Báo cáo rà soát" in one for one in paragraphs)
    assert "chỗ in “……”" in view.notice.message


def test_the_options_of_a_document_are_asked_for_by_name(qtbot: QtBot) -> None:
    dialog = options_dialog.OptionsDialog("phieu-giao-viec", {"reports_to": "Chủ tịch"})
    qtbot.addWidget(dialog)
    product, reports_to = (dialog.fields.editors[one] for one in ("product", "reports_to"))
    assert product.accessibleName() == "Sản phẩm, kết quả cần đạt"
    assert isinstance(product, QLineEdit)
    assert isinstance(reports_to, QLineEdit)
    assert reports_to.text() == "Chủ tịch"
    product.setText("Biên bản")
    dialog.act.click()
    assert dialog.fields.values()["product"] == "Biên bản"


def test_a_note_with_an_empty_share_has_none(qtbot: QtBot) -> None:
    notes = TaskNotes(date(2023, 11, 15))
    qtbot.addWidget(notes)
    notes.line.setText("đang làm")
    with qtbot.waitSignal(notes.note_given) as given:
        notes.line.give()
    assert given.args == ["đang làm", None, "progress", "15/11/2023"]


def test_the_list_shows_the_document_that_gave_the_tasks(
    context: AppContext, view: TasksView
) -> None:
    enter_article(context.workspace, "003")
    context.reload_all()
    sources = {line.cells[-1] for line in view.tree.shown_lines()}
    assert len(view.tree.shown_lines()) == 4
    assert len(sources) == 1
    assert sources.pop().startswith("Kết luận số 1338-KL/TU ngày 26 tháng 10 năm 2023")


def test_a_lead_of_the_directory_typed_in_the_form_is_kept_as_the_person_too(
    context: AppContext, view: TasksView
) -> None:
    draft = people.PositionDraft({"title": "Chủ tịch UBND xã"})
    named = {"full_name": "Phạm Văn Mẫu"}
    person = context.do(lambda ws: people.put_person(ws, None, named, [draft])).key
    key = context.do(lambda ws: records.put_texts(ws, "task", None, {"text": "Rà soát"})).key
    view.show_record("task", key)
    view.task._save("assignee", "Phạm Văn Mẫu, Chủ tịch UBND xã")
    assert task_file(context.workspace, key).task.person == person
    view.task._save("assignee", "UBND xã")
    assert task_file(context.workspace, key).task.person is None
