"""A meeting as it is written down: people, the conclusion word for word, a task with its day."""

from __future__ import annotations

import pytest

from ntm_desktop.services import meetings
from ntm_desktop.services.tasks import list_tasks
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
from ui import notices
from ui.views.meetings_view import MeetingsView
from ui.views.tasks_view import TasksView

pytestmark = pytest.mark.e2e

SAID = "1. Rà soát các chỉ tiêu về môi trường.\n\n2. Giao thôn Đông vận động nhân dân hiến đất."
TASK = "Giao thôn Đông vận động nhân dân hiến đất."


def open_meetings(hands: WindowHands) -> MeetingsView:
    hands.go_to("meetings")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, MeetingsView)
    return view


def begin(hands: WindowHands, view: MeetingsView, title: str) -> None:
    """Choose the first kind and name the new meeting."""
    hands.start("Ctrl+N", "Loại cuộc họp")
    hands.press("Return")
    hands.until(lambda: hands.target().accessibleName() == "Tên cuộc họp")
    hands.type(title)
    hands.press("Return")
    hands.until(lambda: view.editor.attendance.new_attendee.isVisible())
    hands.until(lambda: hands.target().accessibleName() == "Ngày họp")


def tree_texts(view: TasksView) -> list[str]:
    """Return the lines of the board that a person sees, group by group."""
    return [
        f"{title} ({len(lines)}): {line.cells[0]}"
        for _, title, lines in view.tree.tasks.groups
        for line in lines
    ]


def test_a_conclusion_becomes_a_task_on_the_board_and_on_the_overview(desk: Desk) -> None:
    hands = desk.window(desk.new_office())
    view = open_meetings(hands)
    workspace = view._context.workspace
    begin(hands, view, "Họp Ban Chỉ đạo tháng 11")
    line = view.editor.attendance.new_attendee
    view.editor.sheet.ensureWidgetVisible(line)
    hands.click(line)
    for name in ("Bí thư Đảng ủy xã", "Trưởng thôn Đông"):
        hands.type(name)
        hands.press("Return")
        hands.until(lambda: line.text() == "")
    hands.paste("Phó Chủ tịch UBND xã\nCông chức Địa chính\n")

    view.editor.sheet.ensureWidgetVisible(view.editor.conclusions.new)
    hands.click(view.editor.conclusions.new)
    hands.paste(SAID)
    held = meetings.list_meetings(workspace)[0]
    found = meetings.meeting_file(workspace, held.key)
    assert [one.name for one in found.attendees] == [
        "Bí thư Đảng ủy xã",
        "Trưởng thôn Đông",
        "Phó Chủ tịch UBND xã",
        "Công chức Địa chính",
    ]
    assert [one.text for one in found.conclusions] == SAID.split("\n\n")

    hands.click(hands.field("Đoạn kết luận 2"))
    hands.press("Ctrl+Return")
    card = next(iter(view.editor.conclusions.tasks.widgets.values()))
    assert hands.target() in (card.lead, card.deadline.edit)
    if hands.target() is card.lead:
        hands.type("Trưởng thôn Đông")
        hands.press("Return")
    hands.type("18/11/2023")
    hands.press("Tab")

    found = meetings.meeting_file(workspace, held.key)
    (task,) = found.tasks
    assert (task.text, str(task.due_on)) == (TASK, "2023-11-18")
    assert task.assignee
    assert [one.text for one in found.conclusions] == SAID.split("\n\n")

    hands.go_to("tasks")
    board = hands.window.stack.currentWidget()
    assert isinstance(board, TasksView)
    (line,) = tree_texts(board)
    assert line.startswith("Trong 7 ngày tới (1): ")
    assert "vận động nhân dân hiến đất" in line
    hands.go_to("overview")
    hands.until(lambda: hands.sees("Việc đến hạn"))
    hands.until(lambda: hands.sees("vận động nhân dân hiến đất"))


def test_everything_of_a_meeting_is_taken_back_step_by_step(desk: Desk) -> None:
    hands = desk.window(desk.new_office())
    view = open_meetings(hands)
    workspace = view._context.workspace
    begin(hands, view, "Họp thôn")
    view.editor.sheet.ensureWidgetVisible(view.editor.conclusions.new)
    hands.click(view.editor.conclusions.new)
    hands.paste(SAID)
    hands.click(hands.field("Đoạn kết luận 2"))
    hands.press("Ctrl+Return")
    assert len(list_tasks(workspace)) == 1
    hands.click(hands.window.undo_button)
    assert list_tasks(workspace) == ()
    key = meetings.list_meetings(workspace)[0].key
    assert len(meetings.meeting_file(workspace, key).conclusions) == 2
    hands.click(hands.window.undo_button)
    assert meetings.meeting_file(workspace, key).conclusions == ()
    hands.click(hands.window.undo_button)
    assert meetings.list_meetings(workspace) == ()
    hands.click(hands.window.redo_button)
    assert [held.title for held in meetings.list_meetings(workspace)] == ["Họp thôn"]


PASTED = (
    "Chiều 14/11/2023, xã họp Ban Chỉ đạo (Quyết định số 263/QĐ-TTg) tại hội trường.\n"
    "Đồng chí Trưởng thôn Đông: Đề nghị hỗ trợ xi măng làm đường.\n"
    "Giao Công an xã chủ trì rà soát, hoàn thành trước ngày 18/12.\n"
)


def test_a_text_pasted_after_the_meeting_becomes_its_record_and_is_closed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = desk.window(desk.new_office())
    view = open_meetings(hands)
    workspace = view._context.workspace
    begin(hands, view, "Họp Ban Chỉ đạo tháng 11")
    hands.type("14/11/2023")
    hands.press("Return")
    hands.press("Ctrl+Shift+2")
    hands.until(lambda: hands.target() is view.editor.transcript.edit)
    hands.paste(PASTED)
    hands.press("Ctrl+Home", "Ctrl+4", "Ctrl+1", "Ctrl+2")
    key = meetings.list_meetings(workspace)[0].key
    found = meetings.meeting_file(workspace, key)
    assert [one.number for one in found.documents] == ["263/QĐ-TTg"]
    assert [one.speaker for one in found.opinions] == ["Đồng chí Trưởng thôn Đông"]
    assert [one.text for one in found.conclusions] == [PASTED.split("\n")[2]]

    hands.press("Ctrl+3")
    found = meetings.meeting_file(workspace, key)
    (task,) = found.tasks
    assert (task.assignee, task.due_text) == ("Công an xã", "trước ngày 18/12")
    proposal = hands.button("18/12/2023")
    hands.click(proposal)
    assert str(meetings.meeting_file(workspace, key).tasks[0].due_on) == "2023-12-18"

    hands.press("Ctrl+Shift+1")
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    hands.click(hands.button("Chốt biên bản…"))
    hands.until(lambda: hands.sees("Đã chốt ngày 15/11/2023, bản 1."))
    assert meetings.meeting_file(workspace, key).is_final
    hands.press("Ctrl+Z")
    assert not meetings.meeting_file(workspace, key).is_final
