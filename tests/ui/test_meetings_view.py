"""The screen of meetings: typed, pasted, moved, turned into tasks, taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from ntm_desktop.services import batches, history, meetings, records
from ui.context import AppContext
from ui.views.meetings_view import MeetingsView


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[MeetingsView]:
    made = MeetingsView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def hold(context: AppContext, **fields: str) -> str:
    given = {"title": "Họp Ban Chỉ đạo", "held_on": "10/11/2023", "state": "held", **fields}
    return context.do(lambda found: records.put_texts(found, "meeting", None, given)).key


def file_of(context: AppContext, key: str) -> meetings.MeetingFile:
    return meetings.meeting_file(context.workspace, key)


def conclude(context: AppContext, key: str, *passages: str) -> None:
    parts = [{"text": passage} for passage in passages]
    context.do(lambda found: batches.add_parts(found, "conclusion", key, parts))


def test_an_office_without_meetings_is_told_what_belongs_here(view: MeetingsView) -> None:
    assert view._stack.currentIndex() == 1
    assert not view._delete.isVisibleTo(view)


def test_a_meeting_is_kept_once_it_has_a_name(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    view.add()
    box = view.about.boxes["title"].editor
    box.insert("Hội nghị tổng kết")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    held = meetings.list_meetings(context.workspace)
    assert [(one.title, one.state) for one in held] == [("Hội nghị tổng kết", "planned")]
    assert view.folds["conclusions"].isVisibleTo(view)
    assert view.list.chosen_key() == held[0].key


def test_people_are_added_by_typing_a_line_and_stay_in_that_order(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    for name in ("Trưởng thôn Đông", "Bí thư Đảng ủy xã"):
        view.new_attendee.setText(name)
        with qtbot.waitSignal(view.new_attendee.lines_given):
            qtbot.keyClick(view.new_attendee, Qt.Key.Key_Return)
    found = file_of(context, key).attendees
    assert [one.name for one in found] == ["Trưởng thôn Đông", "Bí thư Đảng ủy xã"]
    assert {one.attendance for one in found} == {"present"}
    assert view.new_attendee.text() == ""


def test_a_pasted_list_of_people_is_one_step(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    QGuiApplication.clipboard().setText("Bí thư\nChủ tịch\n\nTrưởng thôn\n")
    qtbot.keyClick(view.new_attendee, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(file_of(context, key).attendees) == 3
    context.do(history.undo)
    assert file_of(context, key).attendees == ()


def test_alt_up_moves_a_person_in_the_protocol(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view._add_attendees(["Chủ tịch", "Bí thư"])
    view.attendees.setCurrentIndex(view.attendees.rows_model.index(1, 1))
    qtbot.keyClick(view.attendees, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.name for one in file_of(context, key).attendees] == ["Bí thư", "Chủ tịch"]
    assert view.attendees.current_row().part.name == "Bí thư"


def test_attendance_is_chosen_in_the_row(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    view.open(key)
    view._add_attendees(["Bí thư"])
    model = view.attendees.rows_model
    model.setData(model.index(0, 2), "absent_with_leave")
    assert file_of(context, key).attendees[0].attendance == "absent_with_leave"


def test_a_pasted_conclusion_is_split_at_empty_lines_and_kept_word_for_word(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    said = "1. Giao  các thôn rà soát;\n   báo cáo UBND xã.\n\nYêu cầu  hoàn thành."
    view.new_conclusion.setPlainText(said)
    view._add_conclusions()
    texts = [one.text for one in file_of(context, key).conclusions]
    assert texts == said.split("\n\n")
    context.do(history.undo)
    assert file_of(context, key).conclusions == ()


def test_ctrl_enter_makes_a_task_and_the_conclusion_stays(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    said = "Giao Công an xã chủ trì, hoàn thành trước ngày 18/11."
    conclude(context, key, said)
    view.open(key)
    row = next(iter(view.conclusions.widgets.values()))
    qtbot.keyClick(row.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = file_of(context, key)
    assert found.conclusions[0].text == said
    task = found.tasks[0]
    assert (task.text, task.verb, task.assignee) == (said, "assign", "Công an xã")
    assert (task.due_on, task.due_text) == (None, "trước ngày 18/11")
    assert row.done.text() == "Đã giao 1 nhiệm vụ"


def test_only_the_selected_words_become_the_task(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Kết quả tốt. Rà soát hộ nghèo.")
    view.open(key)
    edit = next(iter(view.conclusions.widgets.values())).edit
    cursor = edit.textCursor()
    cursor.setPosition(13)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert file_of(context, key).tasks[0].text == "Rà soát hộ nghèo."


def test_a_deadline_without_a_year_waits_for_the_year_to_be_chosen(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Giao các thôn rà soát.")
    view.open(key)
    view.give_task(file_of(context, key).conclusions[0].key, "")
    card = next(iter(view.tasks.widgets.values()))
    card.deadline.edit.setText("trước ngày 18/11")
    card.deadline.save_now()
    assert file_of(context, key).tasks[0].due_on is None
    proposal = card.deadline.proposals.itemAt(0).widget()
    assert proposal.text() == "18/11/2023"
    qtbot.mouseClick(proposal, Qt.MouseButton.LeftButton)
    task = file_of(context, key).tasks[0]
    assert (str(task.due_on), task.due_text) == ("2023-11-18", "trước ngày 18/11")


def test_an_emptied_passage_is_deleted_with_a_way_back(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một", "Hai")
    view.open(key)
    row = next(iter(view.conclusions.widgets.values()))
    row.edit.clear()
    row.save_now()
    assert len(file_of(context, key).conclusions) == 1
    assert view.notice.isVisibleTo(view)
    view.notice.action.click()
    assert [one.text for one in file_of(context, key).conclusions] == ["Một", "Hai"]
    assert not view.notice.isVisibleTo(view)


def test_leaving_the_screen_keeps_what_is_typed(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    view.open(key)
    view._add_opinions(["Trưởng thôn Đông"])
    next(iter(view.opinions.widgets.values())).edit.setPlainText("Đề nghị hỗ trợ xi măng.")
    view.agenda.setPlainText("1. Kiểm điểm tiến độ")
    view.new_conclusion.setPlainText("Ghi nhận kết quả.")
    view.leave()
    found = file_of(context, key)
    assert found.opinions[0].content == "Đề nghị hỗ trợ xi măng."
    assert found.meeting.agenda == "1. Kiểm điểm tiến độ"
    assert found.conclusions[0].text == "Ghi nhận kết quả."


def test_what_is_being_typed_survives_a_write_elsewhere(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    view.open(key)
    edit = next(iter(view.conclusions.widgets.values())).edit
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "Sua ")
    context.reload_all()
    assert edit.toPlainText() == "Sua Một"
    assert file_of(context, key).conclusions[0].text == "Một"


def test_open_tasks_of_earlier_meetings_are_shown_folded(
    context: AppContext, view: MeetingsView
) -> None:
    before = hold(context, title="Họp trước", held_on="1/9/2023")
    conclude(context, before, "Giao các thôn.")
    passage = file_of(context, before).conclusions[0].key
    late = {"due_on": "2023-10-01"}
    context.do(lambda found: meetings.task_from_conclusion(found, passage, "", late))
    view.open(hold(context, title="Họp sau"))
    assert view.folds["before"].note() == "1 việc, 1 quá hạn"
    assert not view.folds["before"].is_open()


def test_a_document_is_tied_to_the_meeting_and_taken_off_again(
    context: AppContext, view: MeetingsView
) -> None:
    number = {"number": "263/QĐ-TTg"}
    context.do(lambda found: records.put_texts(found, "official_document", None, number))
    key = hold(context)
    view.open(key)
    view._use_document(1)
    view._add_documents(["12/TB-UBND"])
    found = file_of(context, key).documents
    assert {one.number for one in found} == {"263/QĐ-TTg", "12/TB-UBND"}
    view._drop_document(found[0])
    assert len(file_of(context, key).documents) == 1
    assert len(records.list_records(context.workspace, "official_document")) == 2


def test_a_deleted_meeting_comes_back_with_its_parts(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    view.open(key)
    view.delete()
    assert meetings.list_meetings(context.workspace) == ()
    assert view._stack.currentIndex() == 1
    view.notice.action.click()
    assert file_of(context, key).conclusions[0].text == "Một"


def test_a_search_for_a_part_opens_its_meeting(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    hold(context, title="Họp khác", held_on="12/11/2023")
    view.show_record("conclusion", file_of(context, key).conclusions[0].key)
    assert view.list.chosen_key() == key


def test_in_a_narrow_window_the_tasks_stand_under_the_conclusions(
    context: AppContext, view: MeetingsView
) -> None:
    view.open(hold(context))
    assert view._right.isVisibleTo(view)
    view.resize(780, 560)
    assert not view._right.isVisibleTo(view)
    assert view._sections.indexOf(view._task_panel) > 0
    view.resize(1120, 700)
    assert view._right.isVisibleTo(view)
