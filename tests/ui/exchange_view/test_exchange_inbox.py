"""The page "Cần xử lý": two values of one place, deleted against edited, what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.services import conflicts, exchange, gaps, history, records
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import Workspace
from tests.ui.exchange_data import NOW_MS, give, second_computer, task_keys
from ui import jobs, notices
from ui.context import AppContext
from ui.views.exchange_view import ExchangeView
from ui.views.exchange_view.conflict_words import gap_request
from ui.views.exchange_view.words import UnitNames


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The same unit on another computer, with the record of the first."""
    opened = second_computer(workspace, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def disagreed(workspace: Workspace, other: Workspace, tmp_path: Path) -> str:
    """A task that two computers gave to two people; its key."""
    key = task_keys(workspace)[0]
    records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", key, {"assignee": "Địa chính"})
    give(other, workspace, tmp_path)
    return key


def opened(qtbot: QtBot, context: AppContext) -> ExchangeView:
    made = ExchangeView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(view: ExchangeView) -> str:
    """Return everything the chosen conflict says."""
    found = view.inbox.conflict.findChildren(QLabel)
    return "\n".join(one.text() for one in found if one.isVisibleTo(view.inbox.conflict))


def assignee(workspace: Workspace, key: str) -> str:
    return records.get_record(workspace, "task", key).shown["assignee"]


def test_a_screen_opened_with_conflicts_shows_them_first(
    qtbot: QtBot, context: AppContext, disagreed: str
) -> None:
    view = opened(qtbot, context)
    assert view.tabs.currentWidget() is view.inbox
    assert view.tabs.tabText(view.tabs.currentIndex()) == "Cần xử lý (1)"


def test_both_values_are_shown_with_who_where_and_the_rest_of_the_record(
    qtbot: QtBot, context: AppContext, workspace: Workspace, disagreed: str
) -> None:
    view = opened(qtbot, context)
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
    qtbot: QtBot, context: AppContext, workspace: Workspace, disagreed: str, wanted: str
) -> None:
    view = opened(qtbot, context)
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
    qtbot: QtBot, context: AppContext, workspace: Workspace, disagreed: str
) -> None:
    view = opened(qtbot, context)
    panel = view.inbox.conflict
    panel.other.set_open(True)
    panel.boxes["assignee"].set_text("Ban Quản lý")
    panel.write.click()
    assert assignee(workspace, disagreed) == "Ban Quản lý"
    assert conflicts.list_conflicts(workspace) == ()


def test_a_third_value_that_is_refused_stays_typed_and_changes_nothing(
    qtbot: QtBot, context: AppContext, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    key = task_keys(workspace)[0]
    records.put_texts(other, "task", key, {"due_on": "1/6/2024"})
    records.put_texts(workspace, "task", key, {"due_on": "2/6/2024"})
    give(other, workspace, tmp_path)
    view = opened(qtbot, context)
    panel = view.inbox.conflict
    name = next(name for name, box in panel.boxes.items() if box.field.name == "due_on")
    panel.boxes[name].set_text("31/6/2024")
    panel.write.click()
    assert panel.boxes[name].has_error()
    assert panel.boxes[name].text() == "31/6/2024"
    assert len(conflicts.list_conflicts(workspace)) == 1


def test_what_came_in_while_a_person_chose_is_not_overwritten(
    qtbot: QtBot,
    context: AppContext,
    workspace: Workspace,
    other: Workspace,
    disagreed: str,
    tmp_path: Path,
) -> None:
    view = opened(qtbot, context)
    choices = view.inbox.conflict.choices
    records.put_texts(other, "task", disagreed, {"assignee": "Công an"})
    give(other, workspace, tmp_path)
    next(one for one in choices if "Địa chính" in one.accessibleName()).click()
    [left] = conflicts.list_conflicts(workspace)
    shown = {value for one in left.versions for value in one.shown.values()}
    assert shown == {"Công an", "Địa chính"}


@pytest.mark.parametrize(("verb", "is_kept"), [("Giữ lại", True), ("Vẫn xóa", False)])
def test_deleted_here_and_edited_there_is_decided_whole(
    qtbot: QtBot,
    context: AppContext,
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
    view = opened(qtbot, context)
    told = words(view)
    assert title in told, "the name stands there though the deletion took it away"
    assert "Một nơi xóa mục này" in told
    assert view.inbox.conflict.boxes == {}
    choices = view.inbox.conflict.choices
    next(one for one in choices if one.accessibleName().startswith(verb)).click()
    assert records.exists(workspace, "task", key) is is_kept
    if is_kept:
        assert records.get_record(workspace, "task", key).title == title


def test_a_conflict_leads_to_its_record(qtbot: QtBot, context: AppContext, disagreed: str) -> None:
    view = opened(qtbot, context)
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
    qtbot: QtBot, context: AppContext, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    lost = lose_one(workspace, other, tmp_path)
    [gap] = gaps.open_gaps(workspace)
    assert (gap.writer, gap.unit) == (lost, workspace.owner)
    view = opened(qtbot, context)
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
    qtbot: QtBot,
    context: AppContext,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost = lose_one(workspace, other, tmp_path)
    view = opened(qtbot, context)
    view.inbox.lines.choose_key(f"gap {lost}")
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    view.inbox.gap.forget.click()
    assert view.inbox.count == 2
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    view.inbox.gap.forget.click()
    assert view.inbox.count == 1, "the conflict is still for a person"
    assert gaps.open_gaps(workspace) == ()
