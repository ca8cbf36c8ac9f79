"""One gap: whose changes are missing, the message that asks for them, and giving up on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ntm_desktop.services.exchange import forget_gap
from ntm_desktop.services.gaps import Gap
from ui import notices, style
from ui.context import AppContext
from ui.views.exchange_view.conflict_words import gap_note, gap_request, gap_title
from ui.views.exchange_view.words import UnitNames
from ui.widgets.page import button, label

WHY = (
    "Một gói gửi trước đó chưa về đây nên còn thiếu các {what}. Số liệu đang có vẫn đúng nhưng có "
    "thể chưa phải mới nhất. Gửi biên nhận cho bên gửi: lần gửi tới của họ tự kèm phần thiếu."
)
MESSAGE_LINES = 6


class GapPanel(QWidget):
    """Shows one gap; `answer` makes the receipt for its office, `changed` follows giving up."""

    def __init__(
        self,
        context: AppContext,
        answer: Callable[[str], None],
        changed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._changed = context, changed
        self.gap: Gap | None = None
        self.title = label("", "section", wrap=True)
        self.why = label("", wrap=True)
        self.request = QPlainTextEdit()
        self.request.setAccessibleName("Lời nhắn xin phần thiếu")
        self.request.setTabChangesFocus(True)
        lines = MESSAGE_LINES * self.request.fontMetrics().lineSpacing()
        self.request.setFixedHeight(lines + style.HUGE)
        self.answer = button(
            "Gửi biên nhận", lambda: answer(self.gap.unit if self.gap else ""), icon="send"
        )
        self.copy = button("Chép lời nhắn", self._copy, icon="copy")
        self.forget = button("Thôi chờ phần này…", self._forget, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        for one in (self.copy, self.answer, self.forget):
            row.addWidget(one)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addWidget(label("Lời nhắn gửi bên kia", "small"))
        column.addWidget(self.request)
        column.addLayout(row)
        column.addStretch(1)

    def show_gap(self, gap: Gap, names: UnitNames) -> None:
        """Show another gap."""
        self.gap = gap
        self.title.setText(gap_title(gap, names))
        self.why.setText(WHY.format(what=gap_note(gap)))
        self.request.setPlainText(gap_request(self._context.workspace, gap, names))
        self.answer.setVisible(bool(gap.unit))

    def _copy(self) -> None:
        """Copy the message as it stands now."""
        QGuiApplication.clipboard().setText(self.request.toPlainText())
        notices.say("Đã chép lời nhắn.")

    def _forget(self) -> None:
        """Wait for what is lost no longer, after a question."""
        gap = self.gap
        assert gap is not None
        more = (
            "Chỉ làm khi phần này mất hẳn, ví dụ máy đó hỏng và khôi phục từ bản sao lưu cũ. Tệp "
            "nhận sau mà còn nhắc đến phần này thì mục này hiện lại."
        )
        question = f"Thôi chờ các {gap_note(gap)}?"
        if notices.confirm(question, "Thôi chờ", more, danger=True):
            self._context.do(lambda workspace: forget_gap(workspace, gap.writer))
            self._changed()
