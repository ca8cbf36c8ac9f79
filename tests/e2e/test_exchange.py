"""From one computer to another by file: the mark is compared once, then the record is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from ntm_desktop.services import exchange, samples
from tests.e2e.conftest import Desk
from tests.e2e.hands import Hands, WindowHands
from ui import app
from ui.dialogs.trust_dialog import TrustDialog
from ui.views.exchange_view import ExchangeView

pytestmark = pytest.mark.e2e

UNIT, GROUP = "06901", "dbsh"
HEADLINE = "Đạt 16/19 tiêu chí, 70/75 chỉ tiêu"


def open_exchange(hands: WindowHands) -> ExchangeView:
    hands.go_to("exchange")
    view = hands.window.stack.currentWidget()
    assert isinstance(view, ExchangeView)
    return view


def give(hands: WindowHands, monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Choose files to take in; only the file dialog is answered."""
    view = hands.window.stack.currentWidget()
    assert isinstance(view, ExchangeView)
    bar, place = view.tabs.tabBar(), view.tabs.indexOf(view.home)
    hands.click_at(bar, bar.tabRect(place).center())
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    before = view.arrivals.states
    hands.click(hands.button("Chọn tệp để nhận…"))
    hands.until(lambda: view.arrivals.states != before and len(view.arrivals.states) == len(paths))


@pytest.fixture
def sent(desk: Desk) -> tuple[Path, str]:
    """Send from the first computer's window; the file, and the mark read out on the phone."""
    workspace = desk.sample("quang-an")
    hands = desk.window(workspace)
    view = open_exchange(hands)
    folder = desk.root / "usb"
    hands.fill("Thư mục đặt tệp gửi đi", str(folder))
    hands.click(hands.button("Gửi dữ liệu"))
    hands.until(lambda: view.tabs.currentWidget() is view.sent)
    (path,) = folder.glob("*.ntmx")
    hands.until(lambda: hands.sees(path.name))
    mark = view.send_area.mark.text()
    assert mark == exchange.own_fingerprint(workspace)
    desk.close(hands)
    return path, mark


@pytest.fixture
def receiver(desk: Desk, sent: tuple[Path, str]) -> WindowHands:
    """Sit at the second computer of the same commune, with an empty record."""
    return second_computer(desk, GROUP)


def second_computer(desk: Desk, group: str) -> WindowHands:
    """Open an empty record of the same commune on another computer."""
    desk.sit_at("may-2")
    workspace = desk.new_office("noi-nhan", code=UNIT, group=group)
    hands = desk.window(app.Opened(workspace, samples.suggested_period("quang-an")))
    assert not hands.sees(HEADLINE)
    open_exchange(hands)
    return hands


def take(hands: WindowHands, monkeypatch: pytest.MonkeyPatch, path: Path, mark: str) -> None:
    """Take in a file of a computer that has to be confirmed first."""
    view = hands.window.stack.currentWidget()
    give(hands, monkeypatch, path)
    hands.until(lambda: hands.sees("Máy này chưa được xác nhận"))
    assert not view.arrivals.act.isVisible()
    with hands.answering(TrustDialog, confirm(mark)):
        hands.click(hands.button("Đối chiếu mã máy gửi…"))
    hands.until(lambda: hands.sees("Đúng xã, đúng máy."))
    hands.click(hands.button("Nhận 1 tệp"))
    hands.until(lambda: [one.stand for one in view.arrivals.states] == ["taken"])


def confirm(mark: str) -> Callable[[Hands], None]:
    """Return how a person answers the question of trust, having heard `mark` on the phone."""

    def answer(dialog: Hands) -> None:
        assert dialog.sees(mark)
        act = dialog.button("Xác nhận máy này")
        assert not act.isEnabled()
        dialog.press("Space")
        dialog.click(act)

    return answer


def test_a_file_of_an_unknown_computer_is_taken_once_its_mark_was_compared(
    receiver: WindowHands, sent: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, mark = sent
    view = receiver.window.stack.currentWidget()
    take(receiver, monkeypatch, path, mark)
    assert exchange.open_conflicts(view._context.workspace) == ()
    receiver.go_to("overview")
    receiver.until(lambda: receiver.sees(HEADLINE))

    digest = exchange.sync_state(view._context.workspace).state_digest
    receiver.go_to("exchange")
    give(receiver, monkeypatch, path)
    receiver.until(lambda: receiver.sees("Đã nhận trước đó; nhận lại không thay đổi gì."))
    assert not view.arrivals.act.isVisible()
    assert exchange.sync_state(view._context.workspace).state_digest == digest


def test_nothing_is_taken_from_a_computer_that_was_not_confirmed(
    receiver: WindowHands, sent: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = receiver.window.stack.currentWidget()
    before = exchange.sync_state(view._context.workspace).state_digest
    give(receiver, monkeypatch, sent[0])
    with receiver.answering(TrustDialog, lambda dialog: dialog.press("Esc")):
        receiver.click(receiver.button("Đối chiếu mã máy gửi…"))
    receiver.until(lambda: receiver.sees("Máy này chưa được xác nhận"))
    assert not view.arrivals.act.isVisible()
    assert exchange.sync_state(view._context.workspace).state_digest == before


def test_a_truncated_copy_is_refused_in_words_and_nothing_is_written(
    desk: Desk,
    receiver: WindowHands,
    sent: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = sent[0].read_bytes()
    view = receiver.window.stack.currentWidget()
    before = exchange.sync_state(view._context.workspace).state_digest
    broken = desk.root / "chep-do.ntmx"
    for size in (0, 40, len(whole) // 2, len(whole) - 1):
        broken.write_bytes(whole[:size])
        give(receiver, monkeypatch, broken)
        (state,) = view.arrivals.states
        assert state.stand == "refused"
        assert state.found.error is not None
        assert state.found.error.hint
        refusal = f"Từ chối: {state.found.error}"
        receiver.until(lambda text=refusal: receiver.sees(text))
        receiver.click(receiver.button("Bỏ danh sách này"))
    assert exchange.sync_state(view._context.workspace).state_digest == before


def test_what_both_computers_set_differently_is_shown_settled_and_taken_back(
    desk: Desk, sent: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = second_computer(desk, "chung")
    view = hands.window.stack.currentWidget()
    workspace = view._context.workspace
    take(hands, monkeypatch, *sent)
    assert "1 mục cần xử lý" in hands.window.status.texts()
    bar, place = view.tabs.tabBar(), view.tabs.indexOf(view.inbox)
    assert bar.tabText(place) == "Cần xử lý (1)"
    hands.click_at(bar, bar.tabRect(place).center())
    hands.click(view.inbox.conflict.choices[0])
    assert exchange.open_conflicts(workspace) == ()
    assert "1 mục cần xử lý" not in hands.window.status.texts()
    assert "Đã thống nhất" in hands.said()
    hands.press("Ctrl+Z")
    assert len(exchange.open_conflicts(workspace)) == 1
