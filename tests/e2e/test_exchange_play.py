"""Two clerks of a commune, the office above and a file of a neighbour, played in real windows.

With NTM_PICTURES=FOLDER every scene is also written there as a picture, to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from ntm_desktop.services import exchange, records, samples
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace, open_workspace
from tests.e2e.conftest import Desk
from tests.e2e.entry_sheet import Sheet
from tests.e2e.hands import Hands, WindowHands
from ui import app, jobs
from ui.dialogs.trust_dialog import TrustDialog
from ui.models.entry_grid import VALUE
from ui.views.exchange_view import ExchangeView

pytestmark = pytest.mark.e2e

UNIT, SUPERIOR, NEIGHBOUR = "06901", "200", "18130"
PERIOD = samples.suggested_period("quang-an")
INDICATOR = "3.1"
PICTURE_MS = 400
NOW_MS = 1_700_000_000_000  # 14/11/2023


@dataclass
class Play:
    """The offices of the play: each sits at a computer of its own, one window open at a time."""

    desk: Desk
    qtbot: QtBot
    monkeypatch: pytest.MonkeyPatch
    hands: WindowHands | None = None
    marks: dict[str, str] = field(default_factory=dict)
    scenes: int = 0

    def folder(self, computer: str) -> Path:
        return self.desk.root / computer / "so-lieu"

    def found(self, computer: str, office: NewOffice) -> None:
        """Make an empty office on a computer."""
        self.desk.sit_at(computer)
        made = create_workspace(self.folder(computer), office, user=computer, now_ms=NOW_MS)
        self.marks[computer] = exchange.own_fingerprint(made)
        made.close()

    def sit_at(self, computer: str) -> ExchangeView:
        """Go to a computer, open its window and the screen "Gửi · Nhận"."""
        self.leave()
        self.desk.sit_at(computer)
        opened = open_workspace(self.folder(computer))
        self.marks[computer] = exchange.own_fingerprint(opened)
        self.hands = self.desk.window(app.Opened(opened, PERIOD))
        return self.exchange()

    def leave(self) -> None:
        if self.hands is not None:
            jobs.stop_and_wait()
            self.desk.close(self.hands)
            self.hands = None

    def exchange(self) -> ExchangeView:
        self.at_window.go_to("exchange")
        view = self.at_window.window.stack.currentWidget()
        assert isinstance(view, ExchangeView)
        return view

    @property
    def at_window(self) -> WindowHands:
        assert self.hands is not None
        return self.hands

    @property
    def workspace(self) -> Workspace:
        return self.exchange()._context.workspace

    def page(self, title: str) -> None:
        """Open a page of the screen by its tab."""
        view = self.exchange()
        bar = view.tabs.tabBar()
        place = next(at for at in range(bar.count()) if bar.tabText(at).startswith(title))
        self.at_window.click_at(bar, bar.tabRect(place).center())

    def picture(self, name: str) -> None:
        """Keep what the window shows, where pictures are wanted."""
        self.scenes += 1
        if (place := os.environ.get("NTM_PICTURES")) and self.hands is not None:
            self.qtbot.wait(PICTURE_MS)
            Path(place).mkdir(parents=True, exist_ok=True)
            self.hands.window.grab().save(str(Path(place) / f"{self.scenes:02}-{name}.png"))

    # --- what a person does ---

    def enter(self, code: str, text: str) -> None:
        """Type a result into the sheet."""
        sheet = Sheet(self.at_window)
        sheet.go_to(code)
        sheet.enter(text)
        assert sheet.cell(code, VALUE) == text

    def result(self, code: str) -> str:
        """Return what the sheet shows."""
        sheet = Sheet(self.at_window)
        self.at_window.until(lambda: sheet.cell(code, VALUE))
        return sheet.cell(code, VALUE)

    def send(self, to: str, scene: str) -> list[Path]:
        """Choose a receiver, make the file; return what was made."""
        view = self.exchange()
        self.page("Gửi, nhận")
        [radio] = [one for one in self.at_window._shown(QRadioButton) if one.text().startswith(to)]
        self.at_window.click(radio)
        folder = self.desk.root / f"thu-{self.scenes}"
        self.at_window.fill("Thư mục đặt tệp gửi đi", str(folder))
        self.at_window.click(self.at_window.button("Gửi dữ liệu"))
        self.at_window.until(lambda: view.tabs.currentWidget() is view.sent)
        self.at_window.until(lambda: not jobs.is_busy())
        self.picture(scene)
        made = sorted(folder.glob("*.ntmx"))
        assert all(one.name in view.sent.mail.toPlainText() for one in made)
        return made

    def answer(self, scene: str) -> list[Path]:
        """Make the receipt for the file just taken in."""
        view = self.exchange()
        folder = self.desk.root / f"thu-{self.scenes}"
        view.send_area.folder.setText(str(folder))
        self.at_window.click(view.arrivals.detail.answer)
        self.at_window.until(lambda: view.tabs.currentWidget() is view.sent)
        self.picture(scene)
        return sorted(folder.glob("*.ntmx"))

    def look_into(self, *files: Path) -> list[str]:
        """Choose files to take in; return where each stands."""
        view = self.exchange()
        view.arrivals.show_states(())
        self.page("Gửi, nhận")
        names = [str(one) for one in files]
        self.monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
        self.at_window.click(self.at_window.button("Chọn tệp để nhận…"))
        self.at_window.until(lambda: len(view.arrivals.states) == len(files))
        return [one.stand for one in view.arrivals.states]

    def confirm(self, computer: str) -> None:
        """Compare the sender's mark, read out on the phone."""
        view = self.exchange()

        def answer(dialog: Hands) -> None:
            assert dialog.sees(self.marks[computer])
            dialog.press("Space")
            dialog.click(dialog.button("Xác nhận máy này"))

        with self.at_window.answering(TrustDialog, answer):
            self.at_window.click(self.at_window.button("Đối chiếu mã máy gửi…"))
        self.at_window.until(lambda: "ready" in [one.stand for one in view.arrivals.states])
        assert self.at_window.sees("Đúng xã, đúng máy.") or self.at_window.sees("đúng máy")

    def take(self, scene: str) -> None:
        """Take in what is ready."""
        view = self.exchange()
        self.at_window.click(view.arrivals.act)
        self.at_window.until(lambda: [one.stand for one in view.arrivals.states] == ["taken"])
        self.picture(scene)

    def delivery(self) -> str:
        """Return where the latest package stands."""
        return str(self.exchange().deliveries.table.model.rows[0].text)


@pytest.fixture
def play(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    made = Play(desk, qtbot, monkeypatch)
    desk.sit_at("may-1")
    first = samples.create_sample(made.folder("may-1"), "quang-an", now_ms=NOW_MS)
    profile = records.list_records(first, "office_profile")[0].key
    records.put_texts(first, "office_profile", profile, {"superior_code": SUPERIOR})
    made.marks["may-1"] = exchange.own_fingerprint(first)
    first.close()
    made.found("may-2", NewOffice(name="Quảng An", level="xa", code=UNIT))
    made.found("huyen", NewOffice(name="Đầm Hà", level="huyen", code=SUPERIOR))
    made.found("xa-ban", NewOffice(name="Thuận Lộc", level="xa", code=NEIGHBOUR))
    yield made
    made.leave()


def test_two_clerks_their_superior_and_a_neighbour(play: Play) -> None:
    # the first computer gives its record to the second
    play.sit_at("may-1")
    play.enter(INDICATOR, "88,5")
    play.exchange()
    play.picture("may-1-truoc-khi-gui")
    [whole] = play.send("Máy thứ hai", "may-1-gui-may-2")
    play.sit_at("may-2")
    assert play.look_into(whole) == ["unknown"]
    play.picture("may-2-may-chua-xac-nhan")
    play.confirm("may-1")
    play.picture("may-2-dung-xa-dung-may")
    play.take("may-2-da-nhan")
    assert play.result(INDICATOR) == "88,5"

    # both change the same figure; the second computer's change arrives at the first
    play.enter(INDICATOR, "90,1")
    [changes] = play.send("Máy thứ hai", "may-2-gui-thay-doi")
    play.sit_at("may-1")
    play.enter(INDICATOR, "87,2")
    assert play.exchange()
    assert play.look_into(changes) == ["unknown"]
    play.confirm("may-2")
    play.picture("may-1-xem-truoc")
    play.take("may-1-da-nhan-co-mau-thuan")
    view = play.exchange()
    assert view.tabs.tabText(view.tabs.indexOf(view.inbox)) == "Cần xử lý (1)"
    play.page("Cần xử lý")
    play.picture("may-1-can-xu-ly")
    shown = [one.text() for one in view.inbox.conflict.choices]
    assert len(shown) == 2
    play.at_window.click(view.inbox.conflict.choices[0])
    play.at_window.until(lambda: not view.inbox.count)
    play.picture("may-1-da-thong-nhat")
    agreed = play.result(INDICATOR)
    assert agreed in {"87,2", "90,1"}

    # the second computer gets what was agreed, and asks nothing
    play.exchange()
    [back] = play.send("Máy thứ hai", "may-1-gui-lai")
    play.sit_at("may-2")
    assert play.look_into(back) == ["ready"]
    play.take("may-2-da-bang-nhau")
    assert play.result(INDICATOR) == agreed
    digest = exchange.sync_state(play.workspace).state_digest
    assert exchange.open_conflicts(play.workspace) == ()

    # the first computer reports to the office above, which accepts
    play.sit_at("may-1")
    assert exchange.sync_state(play.workspace).state_digest == digest
    [report] = play.send("Văn phòng điều phối", "may-1-gui-cap-tren")
    assert play.delivery() == "Đã gửi, chưa có biên nhận"
    play.sit_at("huyen")
    assert play.look_into(report) == ["unknown"]
    play.confirm("may-1")
    play.take("huyen-da-nhan")
    assert not play.at_window.sees("không phải cấp trên hay cấp dưới")
    [receipt] = play.answer("huyen-bien-nhan")
    play.sit_at("may-1")
    assert play.look_into(receipt) == ["unknown"]
    play.confirm("huyen")
    play.take("may-1-co-bien-nhan")
    play.page("Gửi, nhận")
    play.picture("may-1-duoc-chap-nhan")
    assert play.delivery().startswith("Được chấp nhận")

    # a neighbour's file, an old file, half a file: nothing is written
    play.sit_at("xa-ban")
    [foreign] = play.send("Bản đầy đủ", "xa-ban-gui")
    play.sit_at("may-1")
    before = exchange.sync_state(play.workspace).ops_digest
    half = play.desk.root / "nua.ntmx"
    half.write_bytes(whole.read_bytes()[:900])
    assert play.look_into(foreign, changes, half) == ["unknown", "known", "refused"]
    play.picture("may-1-tep-xa-ban-tep-cu-tep-hong")
    assert play.at_window.sees("đơn vị khác, không phải cấp trên hay cấp dưới")
    assert play.at_window.sees("Thuận Lộc")
    assert not play.exchange().arrivals.act.isVisible()
    assert exchange.sync_state(play.workspace).ops_digest == before
    QApplication.processEvents()
