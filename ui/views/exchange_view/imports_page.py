"""The page "Các lần nhận": every import, and taking one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.services import records
from ntm_desktop.services.gaps import forked_copies
from ntm_desktop.services.take_undo import Kept, PastImport, Untaken, past_imports
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.exchange_view.conflict_words import field_label
from ui.views.exchange_view.preview_words import UNITS
from ui.views.exchange_view.words import UnitNames, code_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, label, scrolled

WHY = (
    "Hoàn tác một lần nhập trả các mục về như trước khi nhận; chỗ đã sửa sau đó được giữ nguyên và "
    "kể tên. Ctrl+Z lấy lại."
)
SPREADS = (
    "Lưu ý: việc hoàn tác này đi cùng tệp gửi sau; máy đã gửi gói này mà nhận tệp đó cũng mất các "
    "mục vừa hoàn tác. Chỉ hoàn tác để xem thử thì bấm Ctrl+Z trước khi gửi."
)
KEPT_HEIGHT = 150


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import as the list shows it; `about` are the packages a receipt can be made for."""

    key: str
    at: int
    when: str
    sender: str
    serials: str
    new: int
    conflicts: int
    codes: str
    untaken: bool
    about: tuple[str, ...]

    @property
    def can_untake(self) -> bool:
        """Say whether there is something to take back."""
        return self.new > 0 and not self.untaken

    @property
    def state(self) -> str:
        """Return where the import stands."""
        if self.untaken:
            return "Đã hoàn tác"
        return "Đang dùng" if self.new else ("Không có gì mới" if self.about else "Biên nhận")


class ImportsPage(QWidget):
    """The list, the two things to do with an import, and what an undone one left as it was."""

    def __init__(
        self,
        context: AppContext,
        untake: Callable[[str], None],
        answer: Callable[[tuple[str, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.untake = button(
            "Hoàn tác lần nhập này", lambda: untake(self.table.current_row().key), icon="undo"
        )
        self.answer = button(
            "Gửi biên nhận", lambda: answer(self.table.current_row().about), icon="send"
        )
        self.table = RecordTable(_columns(), "Các lần nhận")
        self.table.row_chosen.connect(lambda _: self._allow_acts())
        self.table.set_empty(
            EmptyState("Chưa nhận tệp nào", "Mỗi lần nhận được ghi ở đây và hoàn tác được.")
        )
        self._kept_of = ""
        self.forks = label("", "warning", wrap=True)
        self.kept = label("", wrap=True)
        self.kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the words and acts over the list, what was kept under it."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(label(WHY, "muted", wrap=True), 1)
        head.addWidget(self.answer)
        head.addWidget(self.untake)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.kept)
        inside.addStretch(1)
        self._kept_area = scrolled(inner)
        self._kept_area.setFixedHeight(style.scaled(KEPT_HEIGHT))
        self._kept_area.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._kept_area)
        for before, after in ((self.table.view, self.answer), (self.answer, self.untake)):
            QWidget.setTabOrder(before, after)
        column.addWidget(self.forks)

    def reload(self, names: UnitNames) -> None:
        """Show the imports of now and the copies that exist twice."""
        workspace = self._context.workspace
        now = workspace.clock()
        self.table.set_rows(_row(one, names, now) for one in past_imports(workspace))
        forked = [
            texts.FORK_TEXT.format(writer=copy.device or copy.writer)
            for copy in forked_copies(workspace)
        ]
        self.forks.setText("\n".join(forked))
        self.forks.setVisible(bool(forked))
        held = {row.key: row for row in self.table.model.rows}
        if self._kept_of and not (self._kept_of in held and held[self._kept_of].untaken):
            self._kept_area.hide()  # the import was brought back: what was said of it is old
        self._allow_acts()

    def show_untaken(self, done: Untaken) -> None:
        """Show what was taken back and name what stayed."""
        self.table.choose_key(done.batch)
        lines = [
            f"Đã hoàn tác lần nhập: {done.records} mục trở về như trước. Ctrl+Z để lấy lại."
            if done.records
            else "Không có mục nào hoàn tác được; dữ liệu giữ nguyên như trước khi bấm."
        ]
        if done.records:
            lines.append(SPREADS)
        if done.kept:
            kept = dict.fromkeys(kept_text(self._context.workspace, one) for one in done.kept)
            lines.append(f"Giữ nguyên {len(kept)} chỗ:")
            lines += [f"– {one}" for one in kept]
        self._kept_of = done.batch
        self.kept.setText("\n".join(lines))
        self._kept_area.setVisible(True)
        self.table.view.setFocus()

    def _allow_acts(self) -> None:
        """Allow what can be done with the chosen import."""
        row: ImportRow | None = self.table.current_row()
        self.untake.setEnabled(row is not None and row.can_untake)
        self.answer.setEnabled(row is not None and bool(row.about))


def _columns() -> tuple[Column[ImportRow], ...]:
    """Return the columns of the list."""
    return (
        Column("Lúc", lambda one: one.when, lambda one: one.at, width=140),
        Column("Từ", lambda one: one.sender, width=0, tooltip=lambda one: one.sender),
        Column("Tình trạng", lambda one: one.state, width=130),
        Column("Gói số", lambda one: one.serials, width=80),
        Column("Thay đổi mới", lambda one: str(one.new), lambda one: one.new, numeric=True),
        Column("Cần xử lý", lambda one: str(one.conflicts or ""), numeric=True, width=90),
        Column("Mã xác nhận", lambda one: one.codes, width=120, tooltip=lambda one: one.codes),
    )


def _row(one: PastImport, names: UnitNames, now: int) -> ImportRow:
    """Return an import as the list shows it."""
    senders = {f"{names.receiver(p.unit)}, máy {p.device}" for p in one.packages}
    data = [package for package in one.packages if package.kind != "receipt"]
    first_of_unit = {package.unit: package.package for package in data}
    return ImportRow(
        key=one.batch,
        at=one.at,
        when=moment_text(one.at, now),
        sender="; ".join(sorted(senders)),
        serials=", ".join(map(str, sorted({package.serial for package in one.packages}))),
        new=one.new,
        conflicts=sum(package.conflicts for package in one.packages),
        codes="; ".join(code_text(package.confirm) for package in data if package.confirm),
        untaken=one.untaken,
        about=tuple(first_of_unit.values()),
    )


def kept_field(one: Kept) -> str:
    """Return what a kept field is called; those of a result or a plan are one."""
    if one.entity == "indicator_value":
        for names, label in UNITS:
            if one.field in names:
                return label
    return field_label(one.entity, one.field)


def kept_text(workspace: Workspace, one: Kept) -> str:
    """Return what an undone import left as it is, and why."""
    if not is_declared(one.entity):
        return f"{one.key}: {one.reason}"
    declared = entity_named(one.entity)
    held = records.list_records(workspace, one.entity, {"key": one.key})
    title = held[0].title if held else one.key
    field = "" if one.field == "*" else f", {kept_field(one).lower()}"
    return f"{declared.label} {title}{field}: {one.reason}"
