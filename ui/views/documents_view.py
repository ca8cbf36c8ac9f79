"""The screen "Văn bản liên quan": the documents a commune works by, quick entry, grounds."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ntm_desktop.domain.documents import (
    SECRECY_REFUSED,
    SECRECY_REFUSED_HINT,
    is_marked_secret,
)
from ntm_desktop.domain.entity import entity_named, from_stored
from ntm_desktop.services import records, related_documents
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.doubles_dialog import DoublesDialog
from ui.dialogs.grounds_dialog import GroundsDialog
from ui.dialogs.sheet_menu import SheetMenu
from ui.models.document_register import DocumentRegister
from ui.widgets.add_line import AddLine
from ui.widgets.data_watch import DataWatch
from ui.widgets.page import Page, button, label
from ui.widgets.undo_notice import UndoNotice

SUBTITLE = "Căn cứ, văn bản giao việc và kế hoạch đang thực hiện"
EXAMPLE = "Ghi nhanh: dán cả dòng “Kế hoạch số 92/KH-UBND ngày 5/3/2024 của UBND xã về …” rồi Enter"
NO_CHOICE = "Chọn một hay nhiều văn bản trong danh sách (Ctrl+bấm, Shift+↓) rồi bấm Căn cứ."


class DocumentsView(Page):
    """Related documents, the latest first; incomplete and double ones are pointed out."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Văn bản liên quan", SUBTITLE)
        self._context = context
        self._waiting: list[str] = []
        self._undo = UndoNotice(context, self.notice)
        self.register = DocumentRegister(context, self.notice, file_choice.open_path)
        self.grounds = button("Căn cứ…", self.show_grounds)
        self.grounds.setToolTip("Xếp các văn bản đang chọn thành dòng căn cứ để chép")
        self.sheets = SheetMenu(context, self, self.notice, ("official_document",))
        self.action_bar.addWidget(self.grounds)
        self.action_bar.addWidget(self.sheets.button)
        self.add_action(
            "Thêm văn bản", self.register.add, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.quick = AddLine("Ghi nhanh văn bản", EXAMPLE)
        self.refusal = label("", "error", wrap=True)
        self.refusal.hide()
        quick = QVBoxLayout()
        quick.setSpacing(style.TINY)
        quick.addWidget(self.quick)
        quick.addWidget(self.refusal)
        self.body.addLayout(quick)
        self.body.addWidget(self.register, 1)
        self.quick.lines_given.connect(self.take_lines)
        self.quick.textEdited.connect(lambda: self.refusal.hide())
        self.register.notices.compare_asked.connect(self.compare)
        self.register.created.connect(self._go_on)
        self.register.dropped.connect(self._offer_dropped)
        DataWatch(self, context, self._warn_of_doubles, "official_document")
        self._warn_of_doubles()

    # --- quick entry ---

    def take_lines(self, lines: list[str]) -> None:
        """Show the first line as a form to be put right; the others wait for their turn."""
        first, *self._waiting = lines
        if is_marked_secret(first):
            self.quick.setText(first)
            self.refusal.setText(f"{SECRECY_REFUSED} {SECRECY_REFUSED_HINT}")
            self.refusal.show()
            return
        self.refusal.hide()
        self.quick.clear()
        self.register.start_with(_typed(first))
        if self._waiting:
            self.notice.show_notice(
                f"Còn {len(self._waiting)} dòng đã dán. Sửa và ghi văn bản này trước.",
                action="Dòng tiếp theo",
                on_action=self._next_line,
            )

    def _next_line(self) -> None:
        """Keep the form and go on with the next pasted line."""
        if self._waiting:
            self.take_lines(self._waiting)

    def _go_on(self) -> None:
        """Go on after a document was kept: with the next pasted line, or the next one to type."""
        if self._waiting:
            self.take_lines(self._waiting)
        else:
            self.notice.hide()
            self.quick.setFocus()

    def _offer_dropped(self, texts: dict[str, str]) -> None:
        """Say that nothing was kept, and offer the way back to what was typed."""
        lines = f" Còn {len(self._waiting)} dòng đã dán." if self._waiting else ""
        self.notice.show_notice(
            f"Chưa ghi văn bản này.{lines}",
            action="Dòng tiếp theo" if self._waiting else "Mở lại để ghi",
            on_action=self._next_line if self._waiting else lambda: self.register.start_with(texts),
        )

    # --- doubles, grounds ---

    def _warn_of_doubles(self) -> None:
        """Say under the title how many documents stand twice."""
        told = self.register.doubles_text()
        self.subtitle.setText(
            f"Có {told}: mở ra để so sánh, phần mềm không tự gộp" if told else SUBTITLE
        )

    def compare(self) -> None:
        """Show the open document beside its doubles; the person decides."""
        group = self.register.double_group()
        if group is None:
            return
        self.register.leave()
        keys = [one.key for one in group.documents]
        dialog = DoublesDialog(self._context, keys, group.text, self)
        dialog.finished.connect(lambda result: self._compared(dialog))
        dialog.open()

    def _compared(self, dialog: DoublesDialog) -> None:
        """Offer a way back for what was deleted, open what was asked for."""
        if dialog.deleted:
            self._undo.offer("Đã xóa một bản của văn bản ghi trùng")
        if dialog.opened:
            self.register.open(dialog.opened)
        dialog.deleteLater()

    def chosen_keys(self) -> list[str]:
        """Return the documents chosen in the list, each once."""
        return list(dict.fromkeys(row.key for row in self.register.table.selected_rows()))

    def show_grounds(self) -> None:
        """Show the chosen documents as "Căn cứ" lines."""
        self.register.leave()
        keys = self.chosen_keys()
        if not keys:
            self.notice.show_notice(NO_CHOICE)
            return
        dialog = GroundsDialog(self._context, keys, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_record(self, entity: str, key: str) -> None:
        """Open one document."""
        if entity == "official_document":
            self.register.open(key)

    def leave(self) -> None:
        """Keep what is typed."""
        self.register.leave()


def _typed(line: str) -> dict[str, str]:
    """Return what a printed reference says as a form shows it."""
    found = entity_named("official_document")
    return {
        name: records.edit_text(found.field(name), from_stored(found.field(name).kind, value))
        for name, value in related_documents.fields_of(line).items()
    }
