"""The screen "Gửi · Nhận": a file goes out, files come in, nobody is trusted unasked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ntm_desktop.progress import Cancelled, Progress
from ntm_desktop.services import clock, exchange, receipts, records
from ntm_desktop.services.workspace import Workspace
from tests.ui.exchange_view.offices import (
    NOW_MS,
    SUPERIOR,
    answer,
    give,
    look,
    stands,
    take,
    task_keys,
    told,
)
from ui import notices
from ui.dialogs.confirm_code_dialog import ConfirmCodeDialog
from ui.dialogs.trust_dialog import TrustDialog
from ui.views.exchange_view import ExchangeView, deliveries, frame
from ui.views.exchange_view.words import mail_text, size_text


def confirm_sender(qtbot: QtBot, view: ExchangeView) -> None:
    """Confirm the first computer that is not known."""
    state = next(one for one in view.arrivals.states if one.stand == "unknown")
    view.arrivals.files.choose_key(state.key)
    view.arrivals.detail.check.click()
    qtbot.waitUntil(lambda: "unknown" not in stands(view))


def send(qtbot: QtBot, view: ExchangeView, folder: Path, role: str = "superior") -> str:
    """Send to a receiver and return the mail."""
    view.send_area.folder.setText(str(folder))
    view.send_area.choose(role)
    view.sent.mail.clear()
    view.send_area.act.click()
    qtbot.waitUntil(lambda: view.sent.mail.toPlainText() != "")
    return view.sent.mail.toPlainText()


def delivery_texts(view: ExchangeView) -> list[str]:
    return [f"{row.serial} {row.to}: {row.text}" for row in view.deliveries.table.model.rows]


# --- sending ------------------------------------------------------------------------------------


def test_sending_makes_a_file_and_a_mail_that_names_it(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    mail = send(qtbot, view, tmp_path / "usb")
    assert view.tabs.currentWidget() is view.sent
    (made,) = (tmp_path / "usb").glob("*.ntmx")
    assert made.name in mail
    assert exchange.own_fingerprint(workspace) in mail
    assert "Văn phòng điều phối" in mail
    view.sent.copy.click()
    assert QGuiApplication.clipboard().text() == mail


def test_the_result_names_number_size_and_a_short_mark(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    send(qtbot, view, tmp_path / "usb")
    [path] = (tmp_path / "usb").glob("*.ntmx")
    code = exchange.inspect_package(workspace, path).short_code
    assert len(code) == 19
    facts = view.sent.facts.text()
    assert "Gói số 1 · bản đầy đủ" in facts
    assert code in facts
    assert code in view.sent.mail.toPlainText()
    assert str(tmp_path / "usb") in view.sent.attached.text()


def test_without_the_code_of_the_superior_a_full_copy_goes_under_its_name(
    view: ExchangeView,
) -> None:
    assert view.send_area.chosen().role == "superior"
    assert view.send_area.chosen().units == ()
    assert "Chưa ghi mã cơ quan nhận" in view.send_area.news.text()


def test_the_superior_gets_everything_until_it_acknowledged_then_what_changed(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path
) -> None:
    view.reload()
    assert view.send_area.chosen().units == (SUPERIOR,)
    assert view.send_area.chosen().full
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    records.put_texts(workspace, "task", task_keys(workspace)[0], {"assignee": "Văn phòng"})
    view.reload()
    chosen = view.send_area.chosen()
    assert (chosen.full, chosen.changes) == (False, 1)
    mail = send(qtbot, view, tmp_path / "usb")
    assert "phần thay đổi, 1 thay đổi" in mail
    [made] = (tmp_path / "usb").glob("*.ntmx")
    taken = exchange.take_packages(above, [made])
    assert [one.status for one in taken.packages] == ["taken"]


def test_the_second_computer_and_a_full_copy_can_be_chosen(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path
) -> None:
    view.reload()
    send(qtbot, view, tmp_path / "usb", "own")
    send(qtbot, view, tmp_path / "usb", "all")
    sent = receipts.deliveries(workspace)
    assert [(one.unit, one.kind) for one in sent] == [("", "full"), (workspace.owner, "full")]
    assert delivery_texts(view) == [
        "2 Bất kỳ nơi nào: Đã gửi, chưa có biên nhận",
        "1 Máy khác của cơ quan: Đã gửi, chưa có biên nhận",
    ]


def test_after_sending_nothing_is_unsent(qtbot: QtBot, view: ExchangeView, tmp_path: Path) -> None:
    assert "thay đổi chưa có trong tệp nào" in view.send_area.news.text()
    send(qtbot, view, tmp_path / "usb")
    view.reload()
    assert "Không có thay đổi mới" in view.send_area.news.text()


def test_the_list_says_what_a_receiver_said(
    view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path
) -> None:
    lost = exchange.send_package(workspace, tmp_path / "lost", (SUPERIOR,))
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    view.reload()
    name = "Văn phòng điều phối nông thôn mới huyện Đầm Hà"
    assert delivery_texts(view) == [
        f"2 {name}: Được chấp nhận 15/11/2023",
        f"1 {name}: Đã gửi, chưa có biên nhận",
    ]
    assert lost.serial == 1


def test_a_receiver_that_lacks_something_names_the_package_that_was_lost(
    view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path
) -> None:
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    key = task_keys(workspace)[0]
    records.put_texts(workspace, "task", key, {"assignee": "Văn phòng"})
    exchange.send_package(workspace, tmp_path / "lost", (SUPERIOR,))
    [row] = [one for one in receipts.deliveries(workspace) if one.serial == 2]
    gap = deliveries.delivery_text(
        receipts.Delivery(**{**{n: getattr(row, n) for n in row.__slots__}, "state": "gaps",
                             "serial": 3, "answered": NOW_MS}),
        NOW_MS,
        (2,),
    )  # fmt: skip
    assert gap == "Đã nhận 15/11/2023, thiếu gói 2"


def test_a_code_read_out_by_phone_confirms_a_package(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    above: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    records.put_texts(workspace, "task", task_keys(workspace)[0], {"assignee": "Văn phòng"})
    code = give(workspace, above, tmp_path, (SUPERIOR,)).packages[0].confirm
    view.reload()
    assert "chưa có biên nhận" in delivery_texts(view)[0]

    def read_out(dialog: ConfirmCodeDialog) -> int:
        dialog.code.setText("1234")
        dialog.act.click()
        assert dialog.refusal.text().startswith("Mã xác nhận gồm 8 chữ số.")
        dialog.code.setText(f"{code[:4]} {code[4:]}")
        dialog.act.click()
        return dialog.result()

    monkeypatch.setattr(ConfirmCodeDialog, "exec", read_out)
    view.deliveries.confirm.click()
    assert "Đã nhận" in delivery_texts(view)[0]
    assert "qua điện thoại" in delivery_texts(view)[0]


def test_a_doubted_clock_is_told_with_both_answers(
    view: ExchangeView, workspace: Workspace
) -> None:
    assert view.clock.isHidden()
    clock.distrust_clock(workspace)
    view.reload()
    assert not view.clock.isHidden()
    assert view.clock.wrong.isHidden(), "it was said already"
    view.clock.right.click()
    assert view.clock.isHidden()
    assert clock.clock_warning(workspace) is None


def test_a_clock_far_back_can_be_called_wrong(
    view: ExchangeView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.store, "clock", lambda: 1_000)
    view.reload()
    assert "sớm hơn" in view.clock.text.text()
    view.clock.wrong.click()
    assert clock.clock_warning(workspace) is not None


# --- taking in ----------------------------------------------------------------------------------


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
    records.put_texts(other, "task", task_keys(other)[0], {"assignee": "Văn phòng"})
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    told: list[object] = []
    monkeypatch.setattr(frame, "ask_trust", lambda *given: bool(told.append(given[4])))
    view.arrivals.detail.check.click()
    assert stands(view) == ["unknown"]
    assert told == [("máy khác của chính cơ quan này", True)]
    monkeypatch.setattr(frame, "ask_trust", lambda *_: True)
    confirm_sender(qtbot, view)
    assert view.arrivals.detail.trust.text.text() == "Đúng xã, đúng máy."
    assert take(qtbot, view) == ["taken"]
    record = records.get_record(workspace, "task", task_keys(workspace)[0])
    assert record.shown["assignee"] == "Văn phòng"
    prints = [one.fingerprint for one in view.keys.table.model.rows]
    assert prints == [exchange.own_fingerprint(other)]
    assert look(qtbot, view, *sent.files) == ["known"]


def test_the_preview_says_record_by_record_what_changes(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    asked: list[str],
) -> None:
    first, second, third, *_ = task_keys(other)
    records.put_texts(other, "task", first, {"assignee": "Văn phòng"})
    records.put_texts(workspace, "task", first, {"assignee": "Địa chính"})
    records.put_texts(other, "task", second, {"assignee": "Công an"})
    records.delete_record(other, "task", third)
    records.put_texts(other, "work", None, {"name": "Đường trục thôn"})
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    detail = view.arrivals.detail
    outcome = detail.outcome.text()
    assert "thêm 1 mục, sửa 1 mục, xóa 1 mục" in outcome
    assert "1 chỗ hai nơi ghi khác nhau, cần xử lý" in outcome
    groups = detail.tree.texts()
    assert groups[:4] == ["Hai nơi ghi khác nhau (1)", "Xóa (1)", "Sửa (1)", "Thêm mới (1)"]
    changed = detail.tree.topLevelItem(2).child(0)
    changed.setExpanded(True)
    cells = [changed.child(0).text(place) for place in (0, 2)]
    assert cells == ["Đơn vị, người chủ trì", "Công an"]
    conflict = detail.tree.topLevelItem(0).child(0)
    conflict.setExpanded(True)
    assert "(chưa thống nhất)" in conflict.child(0).text(0)
    both = conflict.child(0).text(2)
    assert "Văn phòng" in both, "what comes is seen"
    assert "Địa chính" in both, "what is here as well"


def test_a_broken_file_is_refused_with_a_reason_and_the_others_are_taken(
    qtbot: QtBot, view: ExchangeView, other: Workspace, tmp_path: Path, asked: list[str]
) -> None:
    sent = exchange.send_package(other, tmp_path / "back")
    broken = tmp_path / "hong.ntmx"
    broken.write_bytes(sent.files[0].read_bytes()[:2000])
    assert look(qtbot, view, broken, *sent.files) == ["refused", "unknown"]
    confirm_sender(qtbot, view)
    assert view.arrivals.act.text() == "Nhận 1 tệp"
    assert take(qtbot, view) == ["refused", "taken"]
    view.arrivals.files.choose_key(view.arrivals.states[0].key)
    text = view.arrivals.detail.outcome.text()
    assert text.startswith("Từ chối: ")
    assert len(text) > len("Từ chối: ") + 10
    assert view.arrivals.detail.untake.isHidden()


def test_after_taking_in_there_is_a_code_and_a_receipt_to_send(
    qtbot: QtBot,
    view: ExchangeView,
    other: Workspace,
    tmp_path: Path,
    asked: list[str],
) -> None:
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    confirm_sender(qtbot, view)
    take(qtbot, view)
    detail = view.arrivals.detail
    assert len(detail.code.text()) == 9
    view.send_area.folder.setText(str(tmp_path / "receipt"))
    detail.answer.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    (made,) = (tmp_path / "receipt").glob("*.ntmx")
    assert "biên nhận" in view.sent.facts.text()
    told = exchange.take_packages(other, [made])
    assert [(one.kind, one.receipts) for one in told.packages] == [("receipt", 1)]


def test_an_import_is_taken_back_and_names_what_it_kept(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, *_ = task_keys(other)
    before = records.get_record(workspace, "task", second).shown.get("assignee", "")
    for key in (first, second):
        records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    sent = exchange.send_package(other, tmp_path / "back")
    look(qtbot, view, *sent.files)
    confirm_sender(qtbot, view)
    take(qtbot, view)
    records.put_texts(workspace, "task", first, {"assignee": "Địa chính"})
    told: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *said, **_: bool(told.append(said[2])))
    view.arrivals.detail.untake.click()
    assert "đổi lại 1 mục" in told[0]
    assert view.tabs.currentWidget() is not view.imports, "nothing is done without a word"
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    view.arrivals.detail.untake.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.imports)
    assert records.get_record(workspace, "task", second).shown.get("assignee", "") == before
    assert records.get_record(workspace, "task", first).shown["assignee"] == "Địa chính"
    kept = view.imports.kept.text()
    assert "đơn vị, người chủ trì: đã được sửa sau khi nhận" in kept
    assert view.imports.table.model.rows[0].state == "Đã hoàn tác"
    assert not view.imports.untake.isEnabled()


def test_several_files_are_one_import(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    above: Workspace,
    tmp_path: Path,
    asked: list[str],
) -> None:
    one = exchange.send_package(other, tmp_path / "back")
    two = exchange.send_package(above, tmp_path / "down", (workspace.owner,))
    look(qtbot, view, *one.files, *two.files)
    confirm_sender_of_all(qtbot, view)
    assert len(asked) == 2
    assert take(qtbot, view) == ["taken", "taken"]
    [row] = view.imports.table.model.rows
    assert len(row.about) == 2


def confirm_sender_of_all(qtbot: QtBot, view: ExchangeView) -> None:
    """Confirm every computer that is not known, one after the other."""
    while "unknown" in stands(view):
        waiting = stands(view).count("unknown")
        state = next(one for one in view.arrivals.states if one.stand == "unknown")
        view.arrivals.files.choose_key(state.key)
        view.arrivals.detail.check.click()
        qtbot.waitUntil(lambda before=waiting: stands(view).count("unknown") < before)


def test_a_receipt_is_told_as_one_and_updates_what_was_sent(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    above: Workspace,
    tmp_path: Path,
    asked: list[str],
) -> None:
    give(workspace, above, tmp_path, (SUPERIOR,))
    back = exchange.send_receipt(above, tmp_path / "receipts", workspace.owner)
    look(qtbot, view, *back.files)
    assert "trả lời về 1 gói" in view.arrivals.detail.outcome.text()
    assert "Gói số 1: được chấp nhận" in told(view)
    confirm_sender(qtbot, view)
    take(qtbot, view)
    assert "Được chấp nhận" in delivery_texts(view)[0]
    assert view.inbox.count == 0, "what the sender did not send yet is no loss"
    assert view.arrivals.detail.answer.isHidden(), "a receipt is never acknowledged"


def test_stopping_shows_what_was_taken_before(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = exchange.send_package(other, tmp_path / "one")
    records.put_texts(other, "task", task_keys(other)[0], {"assignee": "Văn phòng"})
    second = exchange.send_package(other, tmp_path / "two")
    look(qtbot, view, *first.files, *second.files)
    confirm_sender(qtbot, view)
    whole = exchange.take_packages

    def stopped(
        own: Workspace, paths: list[Path], _: None, progress: Progress, **more: str
    ) -> None:
        whole(own, paths[:1], None, progress, **more)
        raise Cancelled

    monkeypatch.setattr(exchange, "take_packages", stopped)
    view.arrivals.act.click()
    qtbot.waitUntil(lambda: stands(view) == ["known", "ready"])


def test_a_file_with_nothing_new_says_so(
    qtbot: QtBot, view: ExchangeView, other: Workspace, tmp_path: Path, asked: list[str]
) -> None:
    give(other, view._context.workspace, tmp_path)
    again = exchange.send_package(other, tmp_path / "again")
    assert look(qtbot, view, *again.files) == ["ready"]
    assert "Không có gì mới" in view.arrivals.detail.outcome.text()


def test_the_list_of_files_can_be_put_away(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    assert look(qtbot, view, tmp_path / "khong-co.ntmx") == ["refused"]
    view.arrivals.clear.click()
    assert view.arrivals.states == ()
    assert not view.tabs.isTabVisible(view.tabs.indexOf(view.arrivals))
    assert view.tabs.currentWidget() is view.home


def test_a_forgotten_computer_is_asked_about_again(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    other: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(other, workspace, tmp_path)
    view.reload()
    keys = view.keys
    assert not keys.forget.isEnabled()
    keys.table.view.setCurrentIndex(keys.table.sorted.index(0, 0))
    assert keys.forget.isEnabled()
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    keys.forget.click()
    assert keys.table.model.rows == ()
    records.put_texts(other, "task", task_keys(other)[0], {"assignee": "Văn phòng"})
    again = exchange.send_package(other, tmp_path / "back")
    assert look(qtbot, view, *again.files) == ["unknown"]


# --- the rest -----------------------------------------------------------------------------------


def test_a_computer_can_be_confirmed_only_after_the_digits_were_compared(qtbot: QtBot) -> None:
    dialog = TrustDialog("Xã Quảng An", "may-vp", "1234-5678-9012-3456", ("đơn vị khác", False))
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.agreed.click()
    dialog.act.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_mail_speaks_of_the_office_that_receives(workspace: Workspace, tmp_path: Path) -> None:
    sent = exchange.send_package(workspace, tmp_path / "out")
    text = mail_text(workspace, sent)
    assert text.startswith("Kính gửi: Văn phòng điều phối nông thôn mới huyện Đầm Hà")
    assert "gói số 1" in text


@pytest.mark.parametrize(
    ("size", "text"), [(500, "500 byte"), (4960, "5 KB"), (1_572_864, "1,5 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    assert size_text(size) == text


def test_everything_people_use_has_a_name_and_takes_the_keyboard(view: ExchangeView) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    parts = [one for kind in kinds for one in view.findChildren(kind)]
    ours = [one for one in parts if not one.objectName().startswith("qt_")]
    nameless = [
        one
        for one in ours
        if one.window() is view.window()
        and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not (one.accessibleName() or getattr(one, "text", lambda: "")())
        and not view.notice.isAncestorOf(one)
    ]
    assert nameless == []
