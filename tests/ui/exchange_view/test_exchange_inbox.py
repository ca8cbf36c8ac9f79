"""The page "Cần xử lý": two values of one place, deleted against edited, what is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.entity import entity_named, join_keys, split_keys
from ntm_desktop.services import conflicts, exchange, gaps, history, locks, records
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.tasks import followed_tasks
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from tests.ui.exchange_view.conftest import Opened
from tests.ui.exchange_view.offices import give, task_keys
from ui import notices
from ui.context import AppContext
from ui.models.record_table import RecordTable, field_column
from ui.models.row_table import STATE_ROLE
from ui.models.task_tree import TaskTree, task_lines
from ui.views.exchange_view import ExchangeView
from ui.views.exchange_view.conflict_words import gap_request
from ui.views.exchange_view.words import UnitNames
from ui.views.overview_view import OverviewView
from ui.widgets.record_form import RecordForm, edit_texts


@pytest.fixture
def disagreed(workspace: Workspace, other: Workspace, tmp_path: Path) -> str:
    """A task that two computers gave to two people; its key."""
    key = task_keys(workspace)[0]
    records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", key, {"assignee": "Địa chính"})
    give(other, workspace, tmp_path)
    return key


def words(view: ExchangeView) -> str:
    """Return everything the chosen conflict says."""
    found = view.inbox.conflict.findChildren(QLabel)
    return "\n".join(one.text() for one in found if one.isVisibleTo(view.inbox.conflict))


def assignee(workspace: Workspace, key: str) -> str:
    return records.get_record(workspace, "task", key).shown["assignee"]


def test_a_screen_opened_with_conflicts_shows_them_first(
    open_screen: Opened, disagreed: str
) -> None:
    view = open_screen()
    assert view.tabs.currentWidget() is view.inbox
    assert view.tabs.tabText(view.tabs.currentIndex()) == "Cần xử lý (1)"


def test_both_values_are_shown_with_who_where_and_the_rest_of_the_record(
    open_screen: Opened, workspace: Workspace, disagreed: str
) -> None:
    view = open_screen()
    told = words(view)
    assert "Văn phòng" in told
    assert "Địa chính" in told
    assert "cán bộ · máy này" in told
    assert "địa chính · Xã Quảng An, máy" in told
    assert "15/11/2023" in told
    assert "Phần còn lại của mục" not in told or "Nội dung nhiệm vụ" in told
    assert records.get_record(workspace, "task", disagreed).title in told
    cards = [one.accessibleName() for one in view.inbox.conflict.choices]
    assert sorted(cards) == [
        "Chọn giá trị này: Đơn vị, người chủ trì Văn phòng",
        "Chọn giá trị này: Đơn vị, người chủ trì Địa chính",
    ]


@pytest.mark.parametrize("wanted", ["Văn phòng", "Địa chính"])
def test_a_version_is_chosen_and_undone(
    open_screen: Opened, context: AppContext, workspace: Workspace, disagreed: str, wanted: str
) -> None:
    view = open_screen()
    panel = view.inbox.conflict
    next(one for one in panel.choices if wanted in one.accessibleName()).click()
    assert conflicts.list_conflicts(workspace) == ()
    assert assignee(workspace, disagreed) == wanted
    assert view.inbox.count == 0
    assert view.inbox.stack.currentIndex() == 1
    assert view.tabs.tabText(view.tabs.indexOf(view.inbox)) == "Cần xử lý"
    context.do(history.undo)
    assert view.inbox.count == 1


def test_a_third_value_is_written(
    open_screen: Opened, workspace: Workspace, disagreed: str
) -> None:
    view = open_screen()
    panel = view.inbox.conflict
    panel.other.set_open(True)
    panel.boxes["assignee"].set_text("Ban Quản lý")
    panel.write.click()
    assert assignee(workspace, disagreed) == "Ban Quản lý"
    assert conflicts.list_conflicts(workspace) == ()


def test_a_third_value_that_is_refused_stays_typed_and_changes_nothing(
    open_screen: Opened, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    key = task_keys(workspace)[0]
    records.put_texts(other, "task", key, {"due_on": "1/6/2024"})
    records.put_texts(workspace, "task", key, {"due_on": "2/6/2024"})
    give(other, workspace, tmp_path)
    view = open_screen()
    panel = view.inbox.conflict
    name = next(name for name, box in panel.boxes.items() if box.field.name == "due_on")
    panel.boxes[name].set_text("31/6/2024")
    panel.write.click()
    assert panel.boxes[name].has_error()
    assert panel.boxes[name].text() == "31/6/2024"
    assert len(conflicts.list_conflicts(workspace)) == 1


def test_a_result_is_shown_and_typed_as_one_text(
    open_screen: Opened, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for office, text in ((other, "12/17"), (workspace, "13/17")):
        record_values(office, [ValueDraft(SET_ID, "2023", "2.1", text)])
    give(other, workspace, tmp_path)
    view = open_screen()
    panel = view.inbox.conflict
    assert "Chỉ tiêu 2.1 – năm 2023 – NTM nâng cao 2021-2025: Tỷ lệ đường xã" in words(view)
    cards = sorted(one.accessibleName() for one in panel.choices)
    assert cards == ["Chọn giá trị này: Kết quả 12/17", "Chọn giá trị này: Kết quả 13/17"]
    [box] = panel.boxes.values()
    panel.other.set_open(True)
    box.set_text("mười ba")
    panel.write.click()
    assert box.has_error()
    assert box.text() == "mười ba"
    box.set_text("14/17")
    panel.write.click()
    assert conflicts.list_conflicts(workspace) == ()
    row = next(
        row
        for group in entry_sheet(workspace, SET_ID, "2023").groups
        for row in group.rows
        if row.code == "2.1"
    )
    assert (row.value_text, row.conflict) == ("14/17", False)


def test_a_third_value_of_several_references_is_ticked(
    open_screen: Opened, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    key = task_keys(workspace)[0]
    for number in ("1/KH-UBND", "2/KH-UBND"):
        records.put_texts(workspace, "official_document", None, {"number": number})
    give(workspace, other, tmp_path)
    first, second, *_ = sorted(
        one.key
        for one in records.list_records(workspace, "official_document")
        if one.title.endswith("/KH-UBND")
    )
    records.put_texts(other, "task", key, {"documents": first})
    records.put_texts(workspace, "task", key, {"documents": second})
    give(other, workspace, tmp_path)
    panel = open_screen().inbox.conflict
    panel.other.set_open(True)
    box = panel.boxes["documents"]
    assert box.text() in (first, second)
    box.set_text(join_keys([first, second]) or "")
    panel.write.click()
    assert conflicts.list_conflicts(workspace) == ()
    kept = records.get_record(workspace, "task", key).values["documents"]
    assert set(split_keys(str(kept))) == {first, second}


def test_lists_and_forms_mark_what_is_not_agreed(
    qtbot: QtBot, workspace: Workspace, disagreed: str
) -> None:
    record = records.get_record(workspace, "task", disagreed)
    task = entity_named("task")
    form = RecordForm(task, lambda *_: None, fields=("text", "assignee"))
    qtbot.addWidget(form)
    form.reset(edit_texts(record, records.edit_text))
    assert form.boxes["assignee"]._name.text().endswith("· chưa thống nhất")
    assert "thống nhất" not in form.boxes["text"]._name.text()
    table = RecordTable([field_column(task.field(name)) for name in ("text", "assignee")], "a")
    qtbot.addWidget(table)
    table.set_rows([record])
    states = [table.model.index(0, at).data(STATE_ROLE) for at in (0, 1)]
    assert states == [None, "disagreed"]
    spoken = table.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", chưa thống nhất")
    lines = task_lines(followed_tasks(workspace), workspace.today())
    tree = TaskTree()
    qtbot.addWidget(tree)
    tree.set_lines(lines)
    assert tree.tasks.place_of(disagreed).data(STATE_ROLE) == "disagreed"


def test_the_tiles_mark_the_criterion_of_a_result_that_is_not_agreed(
    qtbot: QtBot, context: AppContext, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for office, text in ((other, "12/17"), (workspace, "13/17")):
        record_values(office, [ValueDraft(SET_ID, "2023", "2.1", text)])
    give(other, workspace, tmp_path)
    view = OverviewView(context)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: bool(view.tiles.tiles))
    marked = [one.accessibleName() for one in view.tiles.tiles if one.is_disagreed]
    assert len(marked) == 1
    assert marked[0].startswith("2. ")
    assert marked[0].endswith(", chưa thống nhất")


def test_what_came_in_while_a_person_chose_is_not_overwritten(
    open_screen: Opened,
    workspace: Workspace,
    other: Workspace,
    disagreed: str,
    tmp_path: Path,
) -> None:
    view = open_screen()
    choices = view.inbox.conflict.choices
    records.put_texts(other, "task", disagreed, {"assignee": "Công an"})
    give(other, workspace, tmp_path)
    next(one for one in choices if "Địa chính" in one.accessibleName()).click()
    [left] = conflicts.list_conflicts(workspace)
    shown = {value for one in left.versions for value in one.shown.values()}
    assert shown == {"Công an", "Địa chính"}


@pytest.mark.parametrize(("verb", "is_kept"), [("Giữ lại", True), ("Vẫn xóa", False)])
def test_deleted_here_and_edited_there_is_decided_whole(
    open_screen: Opened,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    verb: str,
    is_kept: bool,
) -> None:
    key = task_keys(workspace)[0]
    title = records.get_record(workspace, "task", key).title
    records.delete_record(other, "task", key)
    records.put_texts(workspace, "task", key, {"assignee": "Địa chính"})
    give(other, workspace, tmp_path)
    view = open_screen()
    told = words(view)
    assert title in told, "the name stands there though the deletion took it away"
    assert "Một nơi xóa mục này" in told
    assert view.inbox.conflict.boxes == {}
    choices = view.inbox.conflict.choices
    next(one for one in choices if one.accessibleName().startswith(verb)).click()
    assert records.exists(workspace, "task", key) is is_kept
    if is_kept:
        assert records.get_record(workspace, "task", key).title == title


def test_a_conflict_leads_to_its_record(
    open_screen: Opened, qtbot: QtBot, context: AppContext, disagreed: str
) -> None:
    view = open_screen()
    with qtbot.waitSignal(context.open_requested) as found:
        view.inbox.conflict._open()
    assert found.args == ["tasks", "task", disagreed]


def lose_one(workspace: Workspace, other: Workspace, tmp_path: Path) -> str:
    """Let a package of the other computer get lost and the next one come; return its copy's id."""
    give(workspace, other, tmp_path)
    give(other, workspace, tmp_path)
    give(workspace, other, tmp_path)  # acknowledges: the next packages are deltas
    key = task_keys(workspace)[1]
    records.put_texts(other, "task", key, {"assignee": "Công an"})
    with other.store.step("", kind="send"):
        base = dict(next(one.have for one in _peers(other)))
        base[other.store.replica] = other.store.log.have()[other.store.replica]
        _say_acknowledged(other, base)
    records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    give(other, workspace, tmp_path, (workspace.owner,))
    return other.store.replica


def _peers(workspace: Workspace) -> list:  # type: ignore[type-arg]
    from ntm_desktop.storage import peers

    return peers.peers(workspace.store)


def _say_acknowledged(workspace: Workspace, have: dict[str, tuple[int, str]]) -> None:
    """Keep a receiver's vector as if it had acknowledged more than it held (a restored copy)."""
    import json

    text = json.dumps({wid: list(pair) for wid, pair in have.items()})
    workspace.store.execute("UPDATE sync_peer SET have = ?", text)
    workspace.store.log.keep_checkpoints(have)


def test_a_gap_is_named_with_the_message_to_send(
    open_screen: Opened, qtbot: QtBot, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    lost = lose_one(workspace, other, tmp_path)
    [gap] = gaps.open_gaps(workspace)
    assert (gap.writer, gap.unit) == (lost, workspace.owner)
    view = open_screen()
    assert view.tabs.currentWidget() is view.inbox
    assert "Có thể do thiếu gói" in words(view), "what replaced the lost value is known, it is not"
    assert view.inbox.lines.choose_key(f"gap {lost}")
    panel = view.inbox.gap
    assert panel.title.text().startswith("Thiếu dữ liệu của máy")
    panel.copy.click()
    said = QGuiApplication.clipboard().text()
    assert said == gap_request(workspace, gap, UnitNames(workspace))
    assert f"thay đổi số {gap.first}–{gap.last}" in said
    view.send_area.folder.setText(str(tmp_path / "receipt"))
    panel.answer.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    [made] = (tmp_path / "receipt").glob("*.ntmx")
    exchange.take_packages(other, [made], exchange.own_fingerprint(workspace))
    give(other, workspace, tmp_path, (workspace.owner,))
    view.reload()
    assert view.inbox.count == 0, "the next package brought what was missing"


def test_what_is_lost_for_good_is_waited_for_no_longer(
    open_screen: Opened,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost = lose_one(workspace, other, tmp_path)
    view = open_screen()
    view.inbox.lines.choose_key(f"gap {lost}")
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    view.inbox.gap.forget.click()
    assert view.inbox.count == 2
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    view.inbox.gap.forget.click()
    assert view.inbox.count == 1, "the conflict is still for a person"
    assert gaps.open_gaps(workspace) == ()


def test_what_is_not_agreed_in_a_locked_period_is_opened_with_a_reason_and_settled(
    open_screen: Opened, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for place, text in ((workspace, "1,5"), (other, "2,5")):
        record_values(place, [ValueDraft(SET_ID, "2023", "13.5", text)])
    give(other, workspace, tmp_path)
    locks.lock_period(workspace, SET_ID, "2023")
    panel = open_screen().inbox.conflict
    assert (panel.choices, panel.boxes) == ([], {}), "a locked figure is not chosen by chance"
    panel.ask = lambda *_: "Hai máy ghi khác nhau"
    panel.unlock.click()
    assert not any(one.locked for one in locks.locks(workspace))
    panel.choices[0].click()
    assert not conflicts.list_conflicts(workspace)
