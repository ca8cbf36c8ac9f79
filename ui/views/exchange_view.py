"""The screen "Gửi · Nhận": send the record as a file, take files in, whom this office trusts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.progress import Progress
from ntm_desktop.services import exchange, records, related_documents
from ntm_desktop.services.exchange import Inspected, KnownKey, Sent, TakenBatch, Traffic
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.workspace import Workspace
from ui import jobs, notices, style
from ui.context import SCREEN_OF_ENTITY, AppContext
from ui.dialogs import file_choice
from ui.dialogs.trust_dialog import ask_trust
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.page import Page, button, clear_layout, icon_button, label, line, scrolled

SUBTITLE = "Dữ liệu đi bằng tệp qua thư điện tử, USB …; tệp nhận về được kiểm tra trước khi ghi"
PURPOSE = "send"
PATTERN = "Tệp dữ liệu NTM (*.ntmx);;Mọi tệp (*)"
DROP_TEXT = "Thả tệp .ntmx vào đây, nhiều tệp một lúc cũng được"
BOTH_KEPT = (
    "Hai nơi cùng sửa một chỗ. Cả hai giá trị đều còn trong nhật ký thay đổi; các màn hình đang "
    "dùng giá trị ở cột “Đang dùng”. Giữ giá trị đó, hoặc mở mục ra ghi lại giá trị đúng."
)
DELETED_OR_EDITED = "xóa ở một nơi, sửa ở nơi khác"
LOWER_HEIGHT = 250
MAIL_LINES = 7
# Icon and colour of a file by where it stands.
SIGNS: Mapping[str, tuple[str, str]] = {
    "ready": ("receive", "accent"),
    "unknown": ("unverified", "warn"),
    "known": ("check", "muted"),
    "refused": ("not_met", "bad"),
    "taken": ("check", "accent"),
}


@dataclass(frozen=True, slots=True)
class FileState:
    """One file given by a person: what was found in it, and whether its computer was confirmed."""

    found: Inspected
    confirmed: bool = False

    @property
    def stand(self) -> str:
        """Return "ready", "unknown", "known", "refused" or "taken"."""
        found = self.found
        if found.status in ("refused", "taken"):
            return found.status
        if found.status == "duplicate":
            return "known"
        is_trusted = found.sender is not None and found.sender.trusted
        return "ready" if is_trusted or self.confirmed else "unknown"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field that two offices set differently, as a list shows it."""

    key: str
    entity: str
    record: str
    kind: str
    title: str
    field: str
    name: str
    used: str

    @property
    def can_settle(self) -> bool:
        """Say whether the value in use can be kept by writing it once more."""
        return is_declared(self.entity) and self.field in entity_named(self.entity).fields


# --- words --------------------------------------------------------------------------------------


def moment(at_ms: int) -> str:
    """Return a time of ms since 1970 as people read it."""
    return f"{local_time(at_ms):%H:%M ngày %d/%m/%Y}"


def table_moment(at_ms: int) -> str:
    """Return a time of ms since 1970 as short as a table wants it."""
    return f"{local_time(at_ms):%d/%m/%Y %H:%M}"


def size_text(size: int) -> str:
    """Return the size of a file with a decimal comma."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def mail_text(workspace: Workspace, sent: Sent) -> str:
    """Return a short covering mail that names the file and how to check who sent it."""
    names = ", ".join(path.name for path in sent.files)
    superior = workspace.profile.superior_name or "cơ quan nhận"
    return (
        f"Kính gửi: {superior}\n\n"
        f"{workspace.unit.name} gửi dữ liệu xây dựng nông thôn mới, lần gửi số {sent.serial}, "
        f"gồm {sent.changes} thay đổi. Tệp kèm theo: {names} ({size_text(sent.size)}).\n"
        "Mở NTM Desktop, vào “Gửi · Nhận” rồi thả tệp vào ô nhận. Nếu máy nhận hỏi mã của máy "
        f"gửi thì gọi điện đối chiếu: {exchange.own_fingerprint(workspace)}."
    )


def sender_text(found: Inspected) -> str:
    """Return who made a file and when, "" where it cannot be known."""
    if found.sender is None:
        return ""
    name = found.sender.unit_name or found.sender.unit
    return f"{name}, máy {found.sender.device or 'không ghi tên'}, lập {moment(found.created_ms)}"


def outcome_text(state: FileState) -> str:
    """Return what taking the file would do or has done, in people's words."""
    found = state.found
    if state.stand == "refused":
        error = found.error
        return f"Từ chối: {error} {error.hint}".strip() if error else "Từ chối."
    if state.stand == "known":
        return "Đã nhận trước đó; nhận lại không thay đổi gì."
    if state.stand == "taken":
        return _taken_text(found)
    if not found.new:
        return f"Không có gì mới: cả {found.known} thay đổi đã có ở đây."
    text = f"{found.new} thay đổi mới ở {found.records} mục; {found.known} thay đổi đã có."
    if state.stand == "unknown":
        return f"{text} Máy này chưa được xác nhận: đối chiếu mã rồi mới nhận."
    return text


def _taken_text(found: Inspected) -> str:
    """Return what taking a file in did."""
    parts = [f"Đã nhận {found.new} thay đổi ở {found.records} mục"]
    if not found.new:
        parts = ["Đã nhận; không có gì mới"]
    if found.known and found.new:
        parts.append(f"{found.known} thay đổi đã có từ trước")
    if found.conflicts:
        parts.append(f"{found.conflicts} chỗ cần xử lý")
    if found.missing:
        parts.append("còn thiếu phần gửi trước đó, nhờ bên gửi tạo tệp mới")
    return " ".join(["; ".join(parts) + ".", *(one.text for one in found.locked)])


def traffic_text(one: Traffic) -> str:
    """Return what a package in the timeline was."""
    if one.direction == "sent":
        return f"Lần gửi số {one.detail}"
    new, _, known = one.detail.partition("/")
    return f"{new} thay đổi mới, {known or 0} đã có"


def conflict_rows(workspace: Workspace) -> tuple[ConflictRow, ...]:
    """Return every conflict with the title of its record and the value in use."""
    return tuple(_conflict_row(workspace, *place) for place in exchange.open_conflicts(workspace))


def _conflict_row(workspace: Workspace, entity: str, key: str, field: str) -> ConflictRow:
    """Return one conflict; of a record or noun unknown here, its key."""
    place = f"{key} {field}"
    held = records.list_records(workspace, entity, {"key": key}) if is_declared(entity) else ()
    kind = entity_named(entity).label if is_declared(entity) else entity
    kind = kind[:1].upper() + kind[1:]
    if not held:
        return ConflictRow(place, entity, key, kind, key, "*", DELETED_OR_EDITED, "đã xóa")
    record = held[0]
    fields = entity_named(entity).fields
    name = fields[field].label if field in fields else DELETED_OR_EDITED
    used = record.shown.get(field, "") if field in fields else "bản được sửa"
    return ConflictRow(place, entity, key, kind, _title(record), field, name, used or "để trống")


def _title(record: records.Record) -> str:
    """Return a record's title, with its period where it has one."""
    period = record.values.get("period")
    return f"{record.title} – {parse_period(str(period)).label}" if period else record.title


class UnitNames:
    """Names of units by code: those of the record first, then the directory."""

    def __init__(self, workspace: Workspace) -> None:
        held = records.list_records(workspace, "admin_unit")
        self._known = {str(one.values["code"]): one.title for one in held}

    def of(self, code: str) -> str:
        """Return a unit's name, its code where no name is known."""
        if code in ("", "*"):
            return "Mọi cơ quan nhận"
        entry = None if code in self._known else load_directory().by_code(code)
        return self._known.get(code) or (entry.display_name if entry else code)


# --- parts --------------------------------------------------------------------------------------


class SendArea(QFrame):
    """Where the record goes: to whom, how much is new, which folder, one button."""

    def __init__(self, send: Callable[[Path], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._send = send
        self.title = label("", "section", wrap=True)
        self.news = label("", "muted", wrap=True)
        self.mark = label("", "strong")
        self.mark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Thư mục đặt tệp gửi đi")
        self.act = button(
            "Tạo tệp gửi đi", self.send, icon="send", kind="primary", shortcut="Ctrl+Shift+S"
        )
        self.copy_mark = icon_button("copy", "Chép mã máy này", self._copy_mark)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the texts above the folder, the mark and the button below."""
        caption = label("Đặt tệp vào thư mục", "small")
        caption.setBuddy(self.folder)
        folder = QHBoxLayout()
        folder.setSpacing(style.SMALL)
        folder.addWidget(self.folder, 1)
        folder.addWidget(button("Chọn…", self._choose))
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.act)
        foot.addStretch(1)
        foot.addWidget(label("Mã máy này", "small"))
        foot.addWidget(self.mark)
        foot.addWidget(self.copy_mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.LARGE, style.LARGE, style.LARGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.news)
        column.addStretch(1)
        column.addWidget(caption)
        column.addLayout(folder)
        column.addSpacing(style.TINY)
        column.addLayout(foot)

    def show_office(self, workspace: Workspace) -> None:
        """Show to whom this office sends and how much of it is new."""
        superior = workspace.profile.superior_name
        self.title.setText(f"Gửi cho {superior}" if superior else "Gửi dữ liệu của đơn vị")
        count = exchange.unsent_changes(workspace)
        self.news.setText(
            f"{count} thay đổi chưa gửi. Tệp chứa toàn bộ dữ liệu dùng chung, đã ký bằng khóa "
            "của máy này."
            if count
            else "Không có thay đổi mới từ lần gửi trước. Vẫn tạo lại tệp đầy đủ được."
        )
        self.mark.setText(exchange.own_fingerprint(workspace))
        if not self.folder.text():
            self.folder.setText(str(file_choice.last_folder(PURPOSE)))

    def send(self) -> None:
        """Write the file into the folder."""
        folder = Path(self.folder.text().strip() or file_choice.last_folder(PURPOSE))
        file_choice.remember_folder(PURPOSE, folder)
        self._send(folder)

    def _choose(self) -> None:
        """Ask for another folder, such as one on a USB stick."""
        found = file_choice.ask_folder(self, "Đặt tệp gửi đi vào", PURPOSE)
        if found is not None:
            self.folder.setText(str(found))

    def _copy_mark(self) -> None:
        """Copy the fingerprint."""
        QGuiApplication.clipboard().setText(self.mark.text())
        notices.say("Đã chép mã máy này.")


class SentPanel(QWidget):
    """The file that was just made: its name and size, and a mail ready to be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.facts = label("", "strong", wrap=True)
        self.place = label("", "small", wrap=True)
        self.mail = QPlainTextEdit()
        self.mail.setAccessibleName("Lời thư kèm tệp")
        self.mail.setTabChangesFocus(True)
        self.mail.setFixedHeight(MAIL_LINES * self.mail.fontMetrics().lineSpacing() + style.HUGE)
        self.copy = button("Chép lời thư", self._copy, icon="copy")
        self.open_folder = button(
            "Mở thư mục", lambda: file_choice.open_path(self._path.parent), icon="open"
        )
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.facts, 1)
        row.addWidget(self.open_folder)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(self.place)
        column.addWidget(label("Lời thư kèm tệp (sửa được trước khi chép)", "small"))
        column.addWidget(self.mail)
        column.addStretch(1)

    def show_sent(self, workspace: Workspace, sent: Sent) -> None:
        """Show what was made."""
        self._path = sent.files[0]
        names = ", ".join(path.name for path in sent.files)
        self.facts.setText(f"{names} · {size_text(sent.size)} · {sent.changes} thay đổi")
        self.place.setText(f"Trong thư mục {self._path.parent}")
        self.mail.setPlainText(mail_text(workspace, sent))

    def _copy(self) -> None:
        """Copy the mail as it stands now."""
        QGuiApplication.clipboard().setText(self.mail.toPlainText())
        notices.say("Đã chép lời thư.")


class FileRow(QWidget):
    """One file a person gave: its sign, who made it, what it would do or did."""

    def __init__(self, state: FileState, check: Callable[[FileState], None]) -> None:
        super().__init__()
        icon, token = SIGNS[state.stand]
        sign = QLabel()
        sign.setPixmap(style.pixmap(icon, token, ratio=self.devicePixelRatioF()))
        outcome = label(outcome_text(state), wrap=True)
        outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, style.SMALL, 0, style.SMALL)
        grid.setHorizontalSpacing(style.MEDIUM)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(state.found.file.name, "strong", wrap=True), 0, 1)
        who = sender_text(state.found)
        if who:
            grid.addWidget(label(who, "small", wrap=True), 1, 1)
        grid.addWidget(outcome, 2, 1)
        self.act = button("Đối chiếu mã máy gửi…", partial(check, state))
        self.act.setVisible(state.stand == "unknown")
        grid.addWidget(self.act, 0, 2, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{state.found.file.name}: {who}. {outcome.text()}")


class ArrivalsPanel(QWidget):
    """The files a person gave, first as a preview, then with what was done; one button takes."""

    def __init__(
        self,
        take: Callable[[], None],
        check: Callable[[FileState], None],
        clear: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self.states: tuple[FileState, ...] = ()
        self.summary = label("", "strong", wrap=True)
        self.act = button("Nhận tệp", take, icon="receive", kind="primary")
        self.clear = button("Bỏ danh sách này", clear, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.summary, 1)
        row.addWidget(self.clear)
        row.addWidget(self.act)
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(scrolled(inner), 1)

    def show_states(self, states: Sequence[FileState]) -> None:
        """Show other files."""
        self.states = tuple(states)
        clear_layout(self._rows)
        for state in self.states:
            if self._rows.count():
                self._rows.addWidget(line())
            self._rows.addWidget(FileRow(state, self._check))
        self._rows.addStretch(1)
        self.summary.setText(self._words())
        ready = sum(state.stand == "ready" for state in self.states)
        self.act.setText(f"Nhận {ready} tệp")
        self.act.setVisible(ready > 0)

    def _words(self) -> str:
        """Return how many files stand how."""
        names = {
            "taken": "đã nhận",
            "ready": "sẽ nhận",
            "unknown": "chờ đối chiếu mã",
            "known": "đã nhận trước đó",
            "refused": "từ chối",
        }
        stands = [state.stand for state in self.states]
        counts = [f"{stands.count(one)} tệp {word}" for one, word in names.items() if one in stands]
        text = ", ".join(counts)
        return f"{text}. Dữ liệu được sao lưu trước khi ghi." if "ready" in stands else text


# --- the screen ---------------------------------------------------------------------------------


class ExchangeView(Page):
    """Two large areas above; below, what was just made or given, conflicts, timeline, trust."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Gửi · Nhận", SUBTITLE)
        self._context = context
        self._stale = False
        self.send_area = SendArea(self._send)
        self.drop = FileDrop(DROP_TEXT, "Chọn tệp để nhận…", PATTERN)
        self.drop.files_given.connect(self.look_into)
        self.sent = SentPanel()
        self.arrivals = ArrivalsPanel(self.take, self.check_sender, self._clear_arrivals)
        self.conflicts = _conflict_table()
        self.conflicts.row_opened.connect(self._open_conflict)
        self.conflicts.row_chosen.connect(lambda _: self._allow_acts())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay_out()
        context.data_changed.connect(self._data_changed)
        self.reload()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place the two areas above the tabs."""
        top = QHBoxLayout()
        top.setSpacing(style.LARGE)
        top.addWidget(self.send_area, 1)
        top.addWidget(self.drop, 1)
        self._make_tables()
        for title, page in self._pages():
            self.tabs.addTab(page, title)
        self.tabs.setMinimumHeight(LOWER_HEIGHT)
        self._show_tab(self.sent, shown=False)
        self._show_tab(self.arrivals, shown=False)
        self._show_tab(self._conflict_page, shown=False)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.LARGE)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
        self.sheet = scrolled(content)
        self.body.addWidget(self.sheet, 1)

    def _pages(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the tabs in their order."""
        self._conflict_page = _page(self._conflict_head(), self.conflicts)
        self._timeline_page = _page(self.timeline)
        self._keys_page = _page(self._keys_head(), self.keys)
        return (
            ("Tệp vừa đưa vào", self.arrivals),
            ("Tệp vừa tạo", self.sent),
            ("Cần xử lý", self._conflict_page),
            ("Các lần gửi, nhận", self._timeline_page),
            ("Máy đã xác nhận", self._keys_page),
        )

    def _make_tables(self) -> None:
        """Make the tables whose columns need the names of units."""
        self._names = UnitNames(self._context.workspace)
        self.timeline = RecordTable(self._timeline_columns(), "Các lần gửi, nhận")
        self.timeline.set_empty(
            EmptyState("Chưa gửi, chưa nhận tệp nào", "Mỗi lần gửi và nhận được ghi lại ở đây.")
        )
        self.keys = RecordTable(self._key_columns(), "Máy đã xác nhận")
        self.keys.row_chosen.connect(lambda _: self._allow_acts())
        self.keys.set_empty(
            EmptyState(
                "Chưa xác nhận máy nào khác",
                "Nhận tệp của một máy lần đầu thì phải đối chiếu mã máy qua điện thoại.",
            )
        )

    def _timeline_columns(self) -> tuple[Column[Traffic], ...]:
        """Return the columns of the timeline."""
        return (
            Column("Lúc", lambda one: table_moment(one.at), lambda one: one.at, width=180),
            Column("Việc", lambda one: "Gửi" if one.direction == "sent" else "Nhận", width=80),
            Column("Nơi gửi, nơi nhận", lambda one: self._names.of(one.other), width=0),
            Column("Nội dung", traffic_text, width=280),
        )

    def _key_columns(self) -> tuple[Column[KnownKey], ...]:
        """Return the columns of the list of confirmed computers."""
        return (
            Column("Đơn vị", lambda one: self._names.of(one.unit), width=0),
            Column("Máy", lambda one: one.device, width=180),
            Column("Mã máy", lambda one: one.fingerprint, width=190),
            Column(
                "Xác nhận lúc",
                lambda one: table_moment(one.since),
                lambda one: one.since,
                width=180,
            ),
        )

    def _conflict_head(self) -> QWidget:
        """Return the sentence and the two ways out of a conflict."""
        self.settle = button("Giữ giá trị đang dùng", self._settle)
        self.open_conflict = button(
            "Mở mục", lambda: self._open_conflict(self.conflicts.current_row()), icon="open"
        )
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(label(BOTH_KEPT, "muted", wrap=True), 1)
        row.addWidget(self.open_conflict)
        row.addWidget(self.settle)
        return head

    def _keys_head(self) -> QWidget:
        """Return the sentence and the button above the confirmed computers."""
        self.forget = button("Thôi tin máy này…", self._forget)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Tệp của các máy này được nhận mà không hỏi lại mã.", "muted"), 1)
        row.addWidget(self.forget)
        return head

    def _show_tab(self, page: QWidget, *, shown: bool) -> None:
        """Show or hide a tab; a shown one comes to the front."""
        place = self.tabs.indexOf(page)
        self.tabs.setTabVisible(place, shown)
        if shown:
            self.tabs.setCurrentIndex(place)
            self.sheet.ensureWidgetVisible(self.tabs)

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
        """Show the office, the conflicts, the timeline and the confirmed computers of now."""
        self._stale = False
        workspace = self._context.workspace
        self._names = UnitNames(workspace)
        self.send_area.show_office(workspace)
        rows = conflict_rows(workspace)
        self.conflicts.set_rows(rows)
        if rows and self.conflicts.current_row() is None:
            self.conflicts.choose_key(rows[0].key)
        self.timeline.set_rows(exchange.traffic(workspace))
        self.keys.set_rows(exchange.known_keys(workspace))
        self._allow_acts()
        self._show_conflict_tab(len(rows))

    def _show_conflict_tab(self, count: int) -> None:
        """Show the tab of conflicts where there are any; new ones come to the front."""
        place = self.tabs.indexOf(self._conflict_page)
        is_new = count > 0 and not self.tabs.isTabVisible(place)
        self.tabs.setTabVisible(place, count > 0)
        self.tabs.setTabText(place, f"Cần xử lý ({count})")
        if is_new and self.tabs.currentWidget() is not self.arrivals:
            self.tabs.setCurrentIndex(place)

    def _allow_acts(self) -> None:
        """Allow what can be done with the chosen computer and the chosen conflict."""
        self.forget.setEnabled(self.keys.current_row() is not None)
        row: ConflictRow | None = self.conflicts.current_row()
        self.settle.setEnabled(row is not None and row.can_settle)
        self.open_conflict.setEnabled(row is not None and row.entity in SCREEN_OF_ENTITY)

    # --- sending ---

    def _send(self, folder: Path) -> None:
        """Write the record into `folder` on a thread."""
        workspace = self._context.workspace

        def work(progress: Progress) -> Sent:
            progress(0, 0, "Đang lập tệp gửi đi…")
            with contextlib.closing(workspace.reopen()) as own:
                return exchange.send_package(own, folder)

        jobs.run(self, "Đang lập tệp gửi đi", work, self._show_sent)

    def _show_sent(self, sent: Sent) -> None:
        """Show the file that was made and the mail that goes with it."""
        self._context.reload_all()
        self.sent.show_sent(self._context.workspace, sent)
        self._show_tab(self.sent, shown=True)
        self.sent.copy.setFocus()
        self._context.status_said.emit(f"Đã tạo {sent.files[0].name}")

    # --- taking in ---

    def look_into(self, paths: Sequence[Path]) -> None:
        """Look into files on a thread and show what taking them in would do."""
        workspace = self._context.workspace

        def work(progress: Progress) -> list[Inspected]:
            out = []
            with contextlib.closing(workspace.reopen()) as own:
                for number, path in enumerate(paths):
                    progress(number, len(paths), path.name)
                    out.append(exchange.inspect_package(own, path))
            return out

        jobs.run(self, "Đang xem tệp", work, self._show_looked)

    def _show_looked(self, found: Sequence[Inspected]) -> None:
        """Show the preview; nothing is written yet."""
        self.arrivals.show_states([FileState(one) for one in found])
        self._show_tab(self.arrivals, shown=True)
        self._focus_arrivals()

    def _focus_arrivals(self) -> None:
        """Put the cursor on what comes next: confirm a computer, or take in."""
        waiting = [row for row in self.arrivals.findChildren(FileRow) if not row.act.isHidden()]
        if waiting:
            waiting[0].act.setFocus()
        elif not self.arrivals.act.isHidden():
            self.arrivals.act.setFocus()

    def check_sender(self, state: FileState) -> None:
        """Let a person compare the sender's fingerprint; its files are then ready."""
        sender = state.found.sender
        assert sender is not None
        name = sender.unit_name or sender.unit
        if not ask_trust(self, name, sender.device, sender.fingerprint):
            return
        self.arrivals.show_states(
            [_confirmed(one, sender.fingerprint) for one in self.arrivals.states]
        )
        self._focus_arrivals()

    def take(self) -> None:
        """Take in the files that are ready, on a thread, each in its own transaction."""
        workspace = self._context.workspace
        groups = _groups([one for one in self.arrivals.states if one.stand == "ready"])

        def work(progress: Progress) -> list[TakenBatch]:
            with contextlib.closing(workspace.reopen()) as own:
                return [
                    exchange.take_packages(own, paths, trusted, progress)
                    for trusted, paths in groups.items()
                ]

        jobs.run(self, "Đang nhận dữ liệu", work, self._show_taken)

    def _show_taken(self, batches: Sequence[TakenBatch]) -> None:
        """Show what was done with each file; what was not taken stays in the list."""
        done = {one.file: one for batch in batches for one in batch.packages}
        states = [
            FileState(done[one.found.file]) if one.found.file in done else one
            for one in self.arrivals.states
        ]
        self._context.reload_all()
        self.arrivals.show_states(states)
        self._show_tab(self.arrivals, shown=True)
        taken = sum(one.status == "taken" for one in done.values())
        conflicts = sum(batch.new_conflicts for batch in batches)
        more = f"; {conflicts} chỗ cần xử lý" if conflicts else ""
        self._context.status_said.emit(f"Đã nhận {taken} tệp{more}")
        self._tell_doubles(batches)

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
        self._show_tab(self.arrivals, shown=False)

    # --- conflicts and trust ---

    def _open_conflict(self, row: ConflictRow) -> None:
        """Go to the record that two offices changed."""
        if row.entity in SCREEN_OF_ENTITY:
            self._context.open(SCREEN_OF_ENTITY[row.entity], row.entity, row.record)

    def _settle(self) -> None:
        """Write the value in use once more, so that it stands alone; undo takes that back."""
        row: ConflictRow = self.conflicts.current_row()
        record = records.get_record(self._context.workspace, row.entity, row.record)
        field = entity_named(row.entity).fields[row.field]
        text = records.edit_text(field, record.values.get(row.field))
        self._context.do(
            lambda workspace: records.put_texts(
                workspace, row.entity, row.record, {row.field: text}
            ),
            said=f"Đã giữ “{row.used}” cho {row.name.lower()}.",
        )

    def _forget(self) -> None:
        """Trust a computer no longer, after a question."""
        key: KnownKey = self.keys.current_row()
        question = f"Thôi tin máy {key.device} của {self._names.of(key.unit)}?"
        more = "Dữ liệu đã nhận vẫn giữ nguyên. Lần nhận sau sẽ hỏi lại mã máy."
        if notices.confirm(question, "Thôi tin máy này", more, danger=True):
            self._context.do(
                lambda workspace: exchange.forget_key(workspace, key.fingerprint),
                said="Đã thôi tin máy này; lần nhận sau sẽ hỏi lại mã.",
            )
            self.reload()


def _page(*contents: QWidget) -> QWidget:
    """Return a tab's page: contents one below the other, the last takes the room."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, style.MEDIUM, 0, 0)
    column.setSpacing(style.SMALL)
    for content in contents:
        column.addWidget(content, int(content is contents[-1]))
    return made


def _conflict_table() -> RecordTable:
    """Return the table of fields that two offices set differently."""
    columns: tuple[Column[ConflictRow], ...] = (
        Column("Loại", lambda one: one.kind, width=170),
        Column("Mục", lambda one: one.title, width=0),
        Column("Chỗ khác nhau", lambda one: one.name, width=220),
        Column("Đang dùng", lambda one: one.used, width=200),
    )
    return RecordTable(columns, "Cần xử lý")


def _confirmed(state: FileState, fingerprint: str) -> FileState:
    """Return the file as confirmed where this computer made it."""
    sender = state.found.sender
    is_theirs = sender is not None and sender.fingerprint == fingerprint
    return replace(state, confirmed=True) if is_theirs else state


def _groups(states: Sequence[FileState]) -> dict[str | None, list[Path]]:
    """Return the files by the fingerprint confirmed just now, None for known computers."""
    groups: dict[str | None, list[Path]] = {}
    for state in states:
        sender = state.found.sender
        is_known = sender is None or sender.trusted
        place = None if is_known or sender is None else sender.fingerprint
        groups.setdefault(place, []).append(state.found.file)
    return groups
