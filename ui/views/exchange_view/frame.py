"""The frame of the screen "Gửi · Nhận": its pages, and the jobs that write and read files."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.progress import Progress
from ntm_desktop.services import clock, exchange, related_documents, take_undo
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.exchange import Inspected, Sent, TakenBatch
from ntm_desktop.services.gaps import copy_named
from ntm_desktop.services.received_figures import ReceivedFigures, received_figures
from ntm_desktop.services.recipients import Recipient
from ntm_desktop.services.take_undo import Untaken
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.trust_dialog import ask_trust
from ui.views.exchange_view.arrivals_page import ArrivalsPage
from ui.views.exchange_view.clock_bar import ClockBar
from ui.views.exchange_view.deliveries import Deliveries
from ui.views.exchange_view.file_state import FileState, relation_text, stranger
from ui.views.exchange_view.given_files import given_files
from ui.views.exchange_view.imports_page import ImportsPage
from ui.views.exchange_view.inbox_page import InboxPage
from ui.views.exchange_view.keys_page import KeysPage
from ui.views.exchange_view.part_order import in_parts
from ui.views.exchange_view.send_area import SendArea
from ui.views.exchange_view.send_job import Made, Order, make
from ui.views.exchange_view.sent_page import SentPage
from ui.views.exchange_view.words import UnitNames, recipient_text
from ui.widgets.file_drop import FileDrop
from ui.widgets.page import Page, scrolled

SUBTITLE = "Dữ liệu đi bằng tệp qua thư điện tử, USB …; tệp nhận về được kiểm tra trước khi ghi"
DELIVERIES_HEIGHT = 160
PATTERN = "Tệp dữ liệu NTM (*.ntmx *.zip);;Mọi tệp (*)"
DROP_TEXT = (
    "Thả tệp .ntmx hoặc .zip vào đây (nhiều tệp một lúc cũng được): dữ liệu, biên nhận, phần gửi "
    "tách"
)
RECEIVED = "receive"
PROGRESS_REPORT = "bao-cao-tien-do"
UNTAKE = "Hoàn tác lần nhập này?"
STRANGER = (
    "Dữ liệu này nằm riêng dưới tên đơn vị đó, không cộng vào số liệu ở đây. Nhận rồi thì không gỡ "
    "ra được: chỉ đơn vị đó sửa được dữ liệu của mình."
)


class ExchangeView(Page):
    """Sending and receiving on the first page; what comes of it on the others."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Gửi · Nhận", SUBTITLE)
        self._context = context
        self._stale = False
        self._passwords: dict[Path, str] = {}
        self._accepted: set[str] = set()
        self.setAcceptDrops(True)
        self.clock = ClockBar(self._clock_is_right, self._clock_is_wrong)
        self.send_area = SendArea(self._send)
        self.drop = FileDrop(
            DROP_TEXT,
            "Chọn tệp để nhận…",
            PATTERN,
            start=lambda: str(file_choice.last_folder(RECEIVED)),
        )
        self.drop.files_given.connect(self.look_into)
        self.deliveries = Deliveries(context)
        self.sent = SentPage()
        self.arrivals = ArrivalsPage(context, self.take, self.check_sender, self._clear_arrivals)
        self.arrivals.detail.answer.clicked.connect(self._answer_chosen)
        self.arrivals.detail.accept.clicked.connect(self._accept_stranger)
        self.arrivals.detail.untake.clicked.connect(
            lambda: self.untake(self.arrivals.chosen().batch)
        )
        self.arrivals.detail.unlock.opened.connect(self._unlock)
        self.inbox = InboxPage(context, lambda unit: self.answer((unit,)))
        self.imports = ImportsPage(context, self.untake, self.answer)
        self.keys = KeysPage(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay_out()
        context.data_changed.connect(self._data_changed)
        context.period_chosen.connect(lambda _: self._show_period())
        self.reload()
        if self.inbox.count:
            self.tabs.setCurrentWidget(self.inbox)

    # --- layout ---

    def _lay_out(self) -> None:
        """Place the clock's warning over the pages."""
        for page, title in (
            (self._home(), "Gửi, nhận"),
            (self.sent, "Tệp vừa tạo"),
            (self.arrivals, "Tệp vừa đưa vào"),
            (self.inbox, "Cần xử lý"),
            (self.imports, "Các lần nhận"),
            (self.keys, "Máy đã xác nhận"),
        ):
            self.tabs.addTab(page, title)
        for page in (self.sent, self.arrivals):
            self.tabs.setTabVisible(self.tabs.indexOf(page), False)
        self.tabs.currentChanged.connect(self._page_changed)
        self.body.addWidget(self.clock)
        self.body.addWidget(self.tabs, 1)

    def _home(self) -> QWidget:
        """Return the first page: the two areas over what was sent."""
        content = QWidget()
        top = QHBoxLayout()
        top.setSpacing(style.LARGE)
        top.addWidget(self.send_area, 3)
        top.addWidget(self.drop, 2)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.LARGE)
        column.addLayout(top)
        column.addWidget(self.deliveries, 1)
        self.deliveries.setMinimumHeight(style.scaled(DELIVERIES_HEIGHT))
        self.home = scrolled(content)
        return self.home

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.tabs.setTabVisible(self.tabs.indexOf(page), True)
        self.tabs.setCurrentWidget(page)

    def _page_changed(self) -> None:
        """Put the notice that leads to a page away once the page is there."""
        if self.tabs.currentWidget() is self.inbox:
            self.notice.hide()

    def show_record(self, entity: str, key: str) -> None:
        """Show the page "conflict", "import" or "key"."""
        del key
        pages = {"conflict": self.inbox, "import": self.imports, "key": self.keys}
        self.show_page(pages.get(entity, self.home))

    # --- what is shown ---

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another screen was shown."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _data_changed(self, touched: Touched) -> None:
        """Read again now, or when the screen is next shown."""
        del touched
        self._stale = True
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Show the office, what was sent and taken in, and what waits for a person, of now."""
        self._stale = False
        workspace = self._context.workspace
        names = UnitNames(workspace)
        self.clock.show_clock(workspace)
        self.send_area.show_office(workspace, names)
        self._show_period()
        self._order_home()
        self.deliveries.reload(names)
        self.inbox.reload(names)
        self.imports.reload(names)
        self.keys.reload(names)
        count = self.inbox.count
        title = f"Cần xử lý ({count})" if count else "Cần xử lý"
        self.tabs.setTabText(self.tabs.indexOf(self.inbox), title)

    def _order_home(self) -> None:
        """Let Tab go through the first page from top to bottom."""
        order = [*self.send_area.in_order(), self.drop.button, *self.deliveries.in_order()]
        held = [one for one in order if self.isAncestorOf(one)]
        for before, after in pairwise((self.tabs.tabBar(), *held)):
            QWidget.setTabOrder(before, after)

    def _show_period(self) -> None:
        """Name the period whose report can go along."""
        self.send_area.options.set_report(parse_period(self._context.period_id).label)

    # --- the clock ---

    def _clock_is_right(self) -> None:
        """Believe the clock again."""
        self._context.do(clock.confirm_clock, said="Đã ghi: giờ máy này đúng.")
        self.reload()

    def _clock_is_wrong(self) -> None:
        """Mark what is written from now on."""
        self._context.do(clock.distrust_clock, said="Đã ghi: giờ máy này sai, chờ chỉnh lại.")
        self.reload()

    # --- sending ---

    def _send(self, folder: Path, to: Recipient) -> None:
        """Write what the receiver lacks into `folder` on a thread."""
        workspace = self._context.workspace
        receiver = recipient_text(to, UnitNames(workspace))
        receiver = receiver if to.role != "all" else "cơ quan nhận"
        if to.role == "own":
            receiver = f"người dùng máy thứ hai của {to.name}"
        options = self.send_area.options
        report = DocumentRequest(PROGRESS_REPORT, self._context.period_id, self._context.set_id)
        order = Order(to, folder, options.take_choices(), options.photos, report)

        def work(progress: Progress) -> Made:
            with contextlib.closing(workspace.reopen()) as own:
                return make(own, order, progress)

        job = jobs.run(
            self, "Đang lập tệp gửi đi", work, lambda made: self._show_sent(made, receiver)
        )
        for ended in (job.cancelled, job.failed):  # photos may be lighter already
            ended.connect(lambda *_: self._context.reload_all())

    def _show_sent(self, made: Made, receiver: str) -> None:
        """Show the files that were made and the mail that goes with them."""
        self._context.reload_all()
        self.sent.show_made(self._context.workspace, made, receiver)
        self.show_page(self.sent)
        self.sent.copy.setFocus()
        self._context.status_said.emit(f"Đã tạo {made.files[0].name}")

    def _answer_chosen(self) -> None:
        """Make the receipt for the chosen file, or say that it is sent back."""
        state = self.arrivals.chosen()
        is_refused = state.stand == "refused"
        self.answer((str(state.found.file) if is_refused else state.found.package,))

    def answer(self, about: Sequence[str]) -> None:
        """Make receipts: `about` are packages, units, or refused files."""
        workspace = self._context.workspace
        folder = Path(self.send_area.folder.text())
        passwords = dict(self._passwords)

        def work(progress: Progress) -> list[Sent]:
            progress(0, 0, "Đang lập biên nhận…")
            with contextlib.closing(workspace.reopen()) as own:
                return [
                    exchange.send_receipt(own, folder, one, passphrase=passwords.get(Path(one), ""))
                    for one in about
                ]

        jobs.run(self, "Đang lập biên nhận", work, self._show_answers)

    def _show_answers(self, made: Sequence[Sent]) -> None:
        """Show the receipt that was made."""
        names = UnitNames(self._context.workspace)
        for one in made:
            self._show_sent(Made(one, one.files), names.receiver("".join(one.units[:1])))
        if len(made) > 1:
            self._context.status_said.emit(f"Đã tạo {len(made)} biên nhận")

    # --- taking in ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files wherever they hover."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into dropped files."""
        event.acceptProposedAction()
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.look_into([Path(url.toLocalFile()) for url in urls])

    def look_into(self, paths: Sequence[Path]) -> None:
        """Look into files on a thread and show what taking them in would do.

        Of a folder they are the packages that lie in it.
        """
        paths = given_files(paths)
        if not paths:
            return
        file_choice.remember_folder(RECEIVED, paths[0].parent)
        workspace, passwords = self._context.workspace, dict(self._passwords)

        def work(progress: Progress) -> list[Inspected]:
            out: list[Inspected] = []
            with contextlib.closing(workspace.reopen()) as own:
                for number, path in enumerate(paths):
                    progress(number, len(paths), path.name)
                    password = passwords.get(path, "")
                    out += exchange.inspect_packages(own, path, passphrase=password)
            return out

        jobs.run(
            self,
            "Đang xem tệp",
            work,
            lambda found: self._show_looked(exchange.told_together(found)),
        )

    def _show_looked(self, found: Sequence[Inspected]) -> None:
        """Show the preview; nothing is written yet."""
        self.notice.hide()
        self.arrivals.show_states(self._states(found))
        self.show_page(self.arrivals)
        self._focus_arrivals()

    def _states(self, found: Sequence[Inspected]) -> list[FileState]:
        """Return where files stand; the data of a stranger waits for a person's word."""
        workspace = self._context.workspace
        names = UnitNames(workspace)
        states = [
            FileState(
                one,
                stranger=stranger(one, names),
                is_own=one.sender is not None and copy_named(workspace, one.sender.replica).is_own,
            )
            for one in found
        ]
        return [replace(one, accepted=one.key in self._accepted) for one in in_parts(states)]

    def _accept_stranger(self) -> None:
        """Let a person say that the data of another office is wanted here."""
        state = self.arrivals.chosen()
        question = f"Đây là dữ liệu của {state.stranger}, không phải của đơn vị này. Vẫn nhận?"
        if notices.confirm(question, "Vẫn nhận", STRANGER, danger=True):
            self._accepted.add(state.key)
            self.arrivals.show_states(self._states([one.found for one in self.arrivals.states]))
            self._focus_arrivals()

    def _focus_arrivals(self) -> None:
        """Put the cursor on what comes next: confirm a computer, take in, or read."""
        detail = self.arrivals.detail
        acts: tuple[QWidget, ...] = (detail.check, detail.accept, self.arrivals.act)
        if not detail.unlock.isHidden():
            acts = (detail.unlock.field,)
        next((one for one in acts if not one.isHidden()), self.arrivals.files).setFocus()

    def _unlock(self, password: str) -> None:
        """Look again into what a password may open: the chosen file and others of its sender."""
        for one in self.arrivals.states:
            if one.stand == "locked":
                self._passwords[one.found.file] = password
        self._look_at_all()

    def _look_at_all(self) -> None:
        """Look again into every file of the list."""
        self.look_into(list(dict.fromkeys(one.found.file for one in self.arrivals.states)))

    def check_sender(self, state: FileState) -> None:
        """Let a person compare the sender's fingerprint; its files are then ready."""
        sender = state.found.sender
        assert sender is not None
        workspace = self._context.workspace
        password = self._passwords.get(state.found.file, "")
        name = sender.unit_name or sender.unit
        relation = relation_text(workspace, sender.unit)
        if not ask_trust(self, name, sender.device, sender.fingerprint, relation):
            return
        self._context.do(
            lambda own: exchange.trust_sender(
                own, state.found.file, sender.fingerprint, passphrase=password
            ),
            said=f"Đã xác nhận máy {sender.device} của {name}.",
        )
        self.keys.reload(UnitNames(workspace))
        self._look_at_all()

    def take(self) -> None:
        """Take in the files that are ready, on a thread, each in its own transaction."""
        workspace = self._context.workspace
        ready = dict.fromkeys(
            one.found.file for one in self.arrivals.states if one.stand == "ready"
        )
        foreign = tuple(one.unit for one in self.arrivals.states if one.accepted)
        groups: dict[str, list[Path]] = {}
        for path in ready:
            groups.setdefault(self._passwords.get(path, ""), []).append(path)

        def work(progress: Progress) -> list[TakenBatch]:
            with contextlib.closing(workspace.reopen()) as own:
                return [
                    exchange.take_packages(
                        own, paths, None, progress, passphrase=password, foreign=foreign
                    )
                    for password, paths in groups.items()
                ]

        job = jobs.run(self, "Đang nhận dữ liệu", work, lambda batches: self._show_taken(*batches))
        job.cancelled.connect(self._look_again)

    def _look_again(self) -> None:
        """After a stop: files before it are taken, the others are not; show which."""
        self._context.reload_all()
        self._look_at_all()

    def _show_taken(self, *batches: TakenBatch) -> None:
        """Show what was done with each file; what was not taken stays in the list."""
        made = [
            replace(state, batch=batch.batch)
            for batch in batches
            for state in self._states(batch.packages)
        ]
        done = {one.key: one for one in made}
        states = [done.get(one.key, one) for one in self.arrivals.states]
        self._context.reload_all()
        self.arrivals.show_states(states)
        self.show_page(self.arrivals)
        self.arrivals.files.setFocus()
        taken = sum(one.stand == "taken" for one in made)
        conflicts = sum(batch.new_conflicts for batch in batches)
        more = f"; {conflicts} chỗ cần xử lý" if conflicts else ""
        self._context.status_said.emit(f"Đã nhận {taken} tệp{more}")
        self._tell_figures(batches)
        self._tell_conflicts(conflicts)
        self._tell_doubles(batches)

    def _tell_figures(self, batches: Sequence[TakenBatch]) -> None:
        """Lead to the unit and period whose figures came; what has to be settled is told after."""
        came = [one for batch in batches for found in batch.packages for one in found.details]
        found = received_figures(self._context.workspace, came)
        if not found:
            return
        first, more = found[0], len(found) - 1
        others = f" và {more} đơn vị khác" if more else ""
        self.notice.show_notice(
            f"Đã nhận số liệu của {first.name}{others}: {', '.join(first.periods)}.",
            kind="good",
            action=f"Mở số liệu của {first.name}",
            on_action=lambda: self._open_figures(first),
        )

    def _open_figures(self, found: ReceivedFigures) -> None:
        """Look at the figures of a unit in the period they are of."""
        self._context.choose_unit(found.unit)
        self._context.choose_set(found.set_id)
        self._context.choose_period(found.period_id)
        self._context.open("criteria")

    def _tell_conflicts(self, count: int) -> None:
        """Point out what a person must settle now."""
        if count:
            self.notice.show_notice(
                f"{count} chỗ hai nơi ghi khác nhau. Cả hai giá trị đều còn.",
                kind="warn",
                action="Xử lý",
                on_action=self._open_inbox,
            )

    def _open_inbox(self) -> None:
        """Go to what waits for a person."""
        self.show_page(self.inbox)
        self.inbox.choose_first()

    def _tell_doubles(self, batches: Sequence[TakenBatch]) -> None:
        """Point out documents that two computers recorded, as soon as they met here."""
        if not any(batch.touched.any("official_document") for batch in batches):
            return
        found = related_documents.doubles(self._context.workspace)
        if found:
            first = found[0].documents[0].key
            self.notice.show_notice(
                f"Có {len(found)} văn bản ghi trùng: {found[0].text}.",
                "Mở ra để so sánh; phần mềm không tự gộp, không đổi số.",
                kind="warn",
                action="Mở văn bản",
                on_action=lambda: self._context.open("documents", "official_document", first),
            )

    def _clear_arrivals(self) -> None:
        """Put the list of files away; nothing of it is written."""
        self.arrivals.show_states(())
        self.tabs.setCurrentWidget(self.home)
        self.tabs.setTabVisible(self.tabs.indexOf(self.arrivals), False)

    def untake(self, batch: str) -> None:
        """Take a whole import back on a thread, once a person read that others lose it, too."""
        workspace = self._context.workspace
        told = self._context.do(lambda own: take_undo.foresee_untake(own, batch))
        if not notices.confirm(UNTAKE, "Hoàn tác", told, danger=True):
            return

        def work(progress: Progress) -> Untaken:
            progress(0, 0, "Đang hoàn tác lần nhập…")
            with contextlib.closing(workspace.reopen()) as own:
                return take_undo.untake(own, batch)

        jobs.run(self, "Đang hoàn tác lần nhập", work, self._show_untaken)

    def _show_untaken(self, done: Untaken) -> None:
        """Show what was taken back and what stayed."""
        self._context.reload_all()
        self.notice.hide()
        states = [one for one in self.arrivals.states if one.batch != done.batch]
        self.arrivals.show_states(states)
        self.tabs.setTabVisible(self.tabs.indexOf(self.arrivals), bool(states))
        self.show_page(self.imports)
        self.imports.show_untaken(done)
        said = "Đã hoàn tác lần nhập" if done.records else "Không có mục nào hoàn tác được"
        self._context.status_said.emit(said)
