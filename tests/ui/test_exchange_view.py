"""The screen "Gửi · Nhận": a file goes out, files come in, nobody is trusted unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.services import exchange, records
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs.trust_dialog import TrustDialog
from ui.views import exchange_view
from ui.views.exchange_view import ExchangeView, mail_text, size_text

NOW_MS = 1_700_000_000_000
LATER_MS = NOW_MS + 60_000


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The same unit on another computer, with the record of the first."""
    office = NewOffice(name="Quảng An", level="xa", code=workspace.owner)
    folder, device = tmp_path / "other", tmp_path / "device2"
    opened = create_workspace(folder, office, device_dir=device, now_ms=LATER_MS)
    sent = exchange.send_package(workspace, tmp_path / "first")
    exchange.take_packages(opened, sent.files, exchange.own_fingerprint(workspace))
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ExchangeView:
    made = ExchangeView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    with qtbot.waitExposed(made):
        made.show()
    return made


def look(qtbot: QtBot, view: ExchangeView, *paths: Path) -> list[str]:
    """Give files to the screen and return where each stands."""
    view.arrivals.show_states(())
    view.drop.files_given.emit(list(paths))
    qtbot.waitUntil(lambda: bool(view.arrivals.states))
    return [state.stand for state in view.arrivals.states]


def take(qtbot: QtBot, view: ExchangeView) -> list[str]:
    """Take in what is ready and return where each file stands."""
    view.arrivals.act.click()
    qtbot.waitUntil(lambda: all(one.stand != "ready" for one in view.arrivals.states))
    return [state.stand for state in view.arrivals.states]


def agree(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the person find the fingerprints equal; return those that were asked about."""
    asked: list[str] = []

    def ask(parent: object, unit: str, device: str, fingerprint: str) -> bool:
        asked.append(fingerprint)
        return True

    monkeypatch.setattr(exchange_view, "ask_trust", ask)
    return asked


def task_key(workspace: Workspace) -> str:
    return records.list_records(workspace, "task")[0].key


def test_sending_makes_a_file_and_a_mail_that_names_it(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    view.send_area.folder.setText(str(tmp_path / "usb"))
    view.send_area.act.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    (made,) = (tmp_path / "usb").glob("*.ntmx")
    mail = view.sent.mail.toPlainText()
    assert made.name in mail
    assert exchange.own_fingerprint(workspace) in mail
    assert "Văn phòng điều phối" in mail
    view.sent.copy.click()
    assert QGuiApplication.clipboard().text() == mail
    assert view.timeline.model.rows[0].direction == "sent"


def test_after_sending_nothing_is_unsent(
    qtbot: QtBot, view: ExchangeView, context: AppContext, tmp_path: Path
) -> None:
    assert "thay đổi chưa gửi" in view.send_area.news.text()
    view.send_area.folder.setText(str(tmp_path / "usb"))
    view.send_area.act.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    view.reload()
    assert "Không có thay đổi mới" in view.send_area.news.text()


def test_looking_into_a_file_writes_nothing(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    sent = exchange.send_package(other, tmp_path / "back")
    before = exchange.sync_state(workspace).ops_digest
    assert look(qtbot, view, *sent.files) == ["unknown"]
    assert exchange.sync_state(workspace).ops_digest == before
    assert view.arrivals.act.isHidden()


def test_an_unknown_computer_is_taken_from_only_after_its_mark_was_compared(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records.put_texts(other, "task", task_key(other), {"assignee": "Văn phòng"})
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    monkeypatch.setattr(exchange_view, "ask_trust", lambda *_: False)
    view.check_sender(view.arrivals.states[0])
    assert view.arrivals.states[0].stand == "unknown"
    asked = agree(monkeypatch)
    view.check_sender(view.arrivals.states[0])
    assert asked == [exchange.own_fingerprint(other)]
    assert take(qtbot, view) == ["taken"]
    record = records.get_record(workspace, "task", task_key(workspace))
    assert record.shown["assignee"] == "Văn phòng"
    assert [one.fingerprint for one in view.keys.model.rows] == asked
    assert look(qtbot, view, *sent.files) == ["known"]


def test_a_broken_file_is_refused_with_a_reason_and_the_others_are_taken(
    qtbot: QtBot,
    view: ExchangeView,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = exchange.send_package(other, tmp_path / "back")
    broken = tmp_path / "hong.ntmx"
    broken.write_bytes(sent.files[0].read_bytes()[:2000])
    assert look(qtbot, view, broken, *sent.files) == ["refused", "unknown"]
    agree(monkeypatch)
    view.check_sender(view.arrivals.states[1])
    assert view.arrivals.act.text() == "Nhận 1 tệp"
    assert take(qtbot, view) == ["refused", "taken"]
    text = exchange_view.outcome_text(view.arrivals.states[0])
    assert text.startswith("Từ chối: ")
    assert len(text) > len("Từ chối: ") + 10


def test_two_values_of_one_field_are_shown_and_the_one_in_use_can_be_kept(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records.put_texts(other, "task", task_key(other), {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", task_key(workspace), {"assignee": "Địa chính"})
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    agree(monkeypatch)
    view.check_sender(view.arrivals.states[0])
    take(qtbot, view)
    (row,) = view.conflicts.model.rows
    assert row.name == "Đơn vị, người chủ trì"
    assert row.used in ("Văn phòng", "Địa chính")
    assert view.tabs.tabText(view.tabs.indexOf(view._conflict_page)) == "Cần xử lý (1)"
    view.settle.click()
    view.reload()
    assert exchange.sync_state(workspace).conflicts == ()
    record = records.get_record(workspace, "task", row.record)
    assert record.shown["assignee"] == row.used
    assert not view.tabs.isTabVisible(view.tabs.indexOf(view._conflict_page))


def test_a_screen_opened_with_conflicts_shows_them_first(
    qtbot: QtBot, context: AppContext, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    records.put_texts(other, "task", task_key(other), {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", task_key(workspace), {"assignee": "Địa chính"})
    sent = exchange.send_package(other, tmp_path / "back")
    exchange.take_packages(workspace, sent.files, exchange.own_fingerprint(other))
    opened = ExchangeView(context)
    qtbot.addWidget(opened)
    assert opened.tabs.currentWidget() is opened._conflict_page
    assert opened.settle.isEnabled()


def test_a_conflict_leads_to_its_record(
    qtbot: QtBot, view: ExchangeView, context: AppContext, workspace: Workspace
) -> None:
    row = exchange_view._conflict_row(workspace, "task", task_key(workspace), "assignee")
    with qtbot.waitSignal(context.open_requested) as opened:
        view._open_conflict(row)
    assert opened.args == ["tasks", "task", task_key(workspace)]


def test_a_record_that_is_gone_is_still_named_in_its_conflict(workspace: Workspace) -> None:
    row = exchange_view._conflict_row(workspace, "task", "06901/t0123456789", "*")
    assert (row.kind, row.used, row.can_settle) == ("Nhiệm vụ", "đã xóa", False)


def test_a_forgotten_computer_is_asked_about_again(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = exchange.send_package(other, tmp_path / "back")
    exchange.take_packages(workspace, sent.files, exchange.own_fingerprint(other))
    view.reload()
    assert not view.forget.isEnabled()
    view.keys.view.setCurrentIndex(view.keys.sorted.index(0, 0))
    assert view.forget.isEnabled()
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    view.forget.click()
    assert view.keys.model.rows == ()
    records.put_texts(other, "task", task_key(other), {"assignee": "Văn phòng"})
    again = exchange.send_package(other, tmp_path / "back")
    assert look(qtbot, view, *again.files) == ["unknown"]


def test_the_list_of_files_can_be_put_away(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    assert look(qtbot, view, tmp_path / "khong-co.ntmx") == ["refused"]
    view.arrivals.clear.click()
    assert view.arrivals.states == ()
    assert not view.tabs.isTabVisible(view.tabs.indexOf(view.arrivals))


def test_a_computer_can_be_confirmed_only_after_the_digits_were_compared(qtbot: QtBot) -> None:
    dialog = TrustDialog("Xã Quảng An", "may-vp", "1234-5678-9012-3456")
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.agreed.click()
    dialog.act.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_mail_speaks_of_the_office_that_receives(workspace: Workspace, tmp_path: Path) -> None:
    sent = exchange.send_package(workspace, tmp_path / "out")
    text = mail_text(workspace, sent)
    assert text.startswith("Kính gửi: Văn phòng điều phối nông thôn mới huyện Đầm Hà")
    assert "lần gửi số 1" in text


@pytest.mark.parametrize(
    ("size", "text"), [(500, "500 byte"), (4960, "5 KB"), (1_572_864, "1,5 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    assert size_text(size) == text


def test_figures_of_a_locked_period_that_changed_are_told_with_the_file() -> None:
    change = exchange.LockedChange("bo", "06901", "2023", "Kỳ năm 2023 (Bộ) đã khóa: số liệu đổi.")
    found = exchange.Inspected(Path("a.ntmx"), "taken", new=3, records=2, locked=(change,))
    told = exchange_view.outcome_text(exchange_view.FileState(found))
    assert told == "Đã nhận 3 thay đổi ở 2 mục. Kỳ năm 2023 (Bộ) đã khóa: số liệu đổi."
