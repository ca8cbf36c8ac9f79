"""A meeting as it is written down: people, the conclusion word for word, a task with its day."""

from __future__ import annotations

import pytest

from ntm_desktop.services import meetings
from ntm_desktop.services.tasks import list_tasks
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
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


def tree_texts(view: TasksView) -> list[str]:
    """Return the lines of the board that a person sees, group by group."""
    found = []
    for place in range(view.tree.topLevelItemCount()):
        group = view.tree.topLevelItem(place)
        lines = [group.child(at) for at in range(group.childCount())]
        found += [f"{group.text(0)}: {line.text(0)}" for line in lines]
    return found


def test_a_conclusion_becomes_a_task_on_the_board_and_on_the_overview(desk: Desk) -> None:
    hands = desk.window(desk.new_office())
    view = open_meetings(hands)
    workspace = view._context.workspace
    hands.start("Ctrl+N", "Tên cuộc họp")
    hands.type("Họp Ban Chỉ đạo tháng 11")
    hands.press("Return")
    hands.until(lambda: view.new_attendee.isVisible())

    hands.click(hands.field("Thêm người hoặc nhóm"))
    for name in ("Bí thư Đảng ủy xã", "Trưởng thôn Đông"):
        hands.type(name)
        hands.press("Return")
        hands.until(lambda: view.new_attendee.text() == "")
    hands.paste("Phó Chủ tịch UBND xã\nCông chức Địa chính\n")

    view._middle.ensureWidgetVisible(view.new_conclusion)
    hands.click(view.new_conclusion)
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
    card = next(iter(view.tasks.widgets.values()))
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
    hands.start("Ctrl+N", "Tên cuộc họp")
    hands.type("Họp thôn")
    hands.press("Return")
    hands.until(lambda: view.new_attendee.isVisible())
    view._middle.ensureWidgetVisible(view.new_conclusion)
    hands.click(view.new_conclusion)
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
