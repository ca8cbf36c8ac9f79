"""The board of tasks: groups, the form beside, the keys that mark progress."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.meetings import Task
from ntm_desktop.services import meetings, records
from ui.context import AppContext
from ui.models.row_table import STATE_ROLE
from ui.views.tasks_view import TasksView

TODAY = "14/11/2023"


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


def task(context: AppContext, key: str) -> Task:
    return next(one for one in meetings.list_tasks(context.workspace) if one.key == key)


def headings(view: TasksView) -> list[str]:
    return [group.text(0) for group in view.tree._groups()]


def test_an_empty_board_offers_one_action(view: TasksView) -> None:
    assert view._stack.currentIndex() == 1
    assert not view.filter.isVisibleTo(view)


def test_tasks_stand_under_how_soon_they_are_due(context: AppContext, view: TasksView) -> None:
    give(context, "Cũ", due_on="1/10/2023")
    give(context, "Gần", due_on="16/11/2023")
    give(context, "Tháng này", due_on="5/12/2023")
    give(context, "Hàng tuần", due_text="hàng tuần")
    give(context, "Xong", state="done")
    assert headings(view) == [
        "Quá hạn (1)",
        "Trong 7 ngày tới (1)",
        "Trong tháng tới (1)",
        "Chờ: còn lâu hoặc chưa có hạn (1)",
        "Đã xong, đã dừng (1)",
    ]
    late = view.tree._groups()[0].child(0)
    assert (late.text(3), late.data(3, STATE_ROLE)) == ("Quá hạn", "late")
    assert view.subtitle.text() == "Còn 4 việc chưa xong, 1 việc quá hạn"


def test_ctrl_space_turns_doing_then_done_with_the_day(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.tree.choose_key(key)
    qtbot.keyClick(view.tree, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert task(context, key).state == "doing"
    qtbot.keyClick(view.tree, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert task(context, key).state == "done"
    assert task(context, key).completed_on == context.workspace.today()


def test_enter_opens_the_form_and_escape_closes_it(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát", assignee="Các thôn")
    view.tree.choose_key(key)
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert view.sides.is_open()
    assert view._forms[0].boxes["assignee"].text() == "Các thôn"
    view.sides.close_side()
    assert not view.sides.is_open()


def test_a_task_of_ones_own_plan_is_added_by_hand(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    view.add()
    edit = view._forms[0].boxes["text"].editor
    edit.setPlainText("Lập hồ sơ đề nghị công nhận")
    view._forms[0]._leave("text")
    held = meetings.list_tasks(context.workspace)
    assert [(one.text, one.state) for one in held] == [("Lập hồ sơ đề nghị công nhận", "open")]
    assert view.deadline.isVisibleTo(view)


def test_a_deadline_keeps_the_words_and_asks_for_the_year(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    view.deadline.edit.setText("xong trước 18/11")
    view.deadline.save_now()
    assert (task(context, key).due_on, task(context, key).due_text) == (None, "xong trước 18/11")
    qtbot.mouseClick(view.deadline.proposals.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    assert str(task(context, key).due_on) == "2023-11-18"
    assert task(context, key).due_text == "xong trước 18/11"
    view.deadline.edit.setText("20/11/2023")
    view.deadline.save_now()
    assert (str(task(context, key).due_on), task(context, key).due_text) == ("2023-11-20", None)


def test_a_progress_note_stands_under_todays_date(
    qtbot: QtBot, context: AppContext, view: TasksView
) -> None:
    key = give(context, "Rà soát")
    view.tree.choose_key(key)
    view.write_progress()
    view.progress.setText("đã xong 5/9 thôn")
    with qtbot.waitSignal(view.progress.lines_given):
        qtbot.keyClick(view.progress, Qt.Key.Key_Return)
    assert (task(context, key).progress or "").endswith("đã xong 5/9 thôn")
    assert (task(context, key).progress or "")[:2].isdigit()


def test_the_filter_hides_groups_without_a_hit(context: AppContext, view: TasksView) -> None:
    give(context, "Rà soát đường ngõ xóm", due_on="1/10/2023")
    give(context, "Báo cáo", assignee="Trạm Y tế xã")
    view.filter.setText("tram y te")
    shown = [group.text(0) for group in view.tree._groups() if not group.isHidden()]
    assert shown == ["Chờ: còn lâu hoặc chưa có hạn (1)"]


def test_a_deleted_task_comes_back(context: AppContext, view: TasksView) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    view.delete()
    assert meetings.list_tasks(context.workspace) == ()
    assert not view.sides.is_open()
    view.notice.action.click()
    assert task(context, key).text == "Rà soát"


def test_choosing_done_in_the_form_notes_the_day(context: AppContext, view: TasksView) -> None:
    key = give(context, "Rà soát")
    view.open(key)
    view._save("state", "done")
    assert task(context, key).completed_on == context.workspace.today()


def test_moving_to_another_task_keeps_what_was_typed(context: AppContext, view: TasksView) -> None:
    first, second = give(context, "Một"), give(context, "Hai")
    view.open(first)
    view._forms[0].boxes["assignee"].set_text("Các thôn")
    view.tree.choose_key(second)
    assert task(context, first).assignee == "Các thôn"
    assert view._forms[0].boxes["text"].text() == "Hai"
