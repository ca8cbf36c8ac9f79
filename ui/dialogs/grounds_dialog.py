"""The dialog that shows chosen documents as "Căn cứ" lines in legal order, to be copied."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ntm_desktop.services import related_documents
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

REGIMES = (("state", "Chính quyền (Nghị định 30)"), ("party", "Đảng (Hướng dẫn 05)"))
WHY = (
    "Xếp theo thứ bậc pháp lý, cùng bậc theo ngày ban hành. Văn bản dẫn thiếu ghi đúng những gì "
    "đã có, không thêm."
)


class GroundsDialog(QDialog):
    """The lines for the state or the Party side; "Chép" puts them on the clipboard."""

    def __init__(
        self, context: AppContext, keys: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._keys = context, tuple(keys)
        self.setWindowTitle("Căn cứ")
        self.setMinimumSize(style.scaled(620), style.scaled(420))
        self.regime = CalmComboBox()
        self.regime.setAccessibleName("Thể thức")
        for value, text in REGIMES:
            self.regime.addItem(text, value)
        self.lines = QTextBrowser()
        self.lines.setAccessibleName("Các dòng căn cứ")
        self.doubts = label("", "warning", wrap=True)
        self.copy = button("Chép các dòng này", self._copy, icon="copy", kind="primary")
        self._lay_out()
        self.regime.activated.connect(lambda: self._show())
        self._show()

    def _lay_out(self) -> None:
        """Place the choice over the lines."""
        head = QHBoxLayout()
        name = label("Thể thức", "small")
        name.setBuddy(self.regime)
        head.addWidget(name)
        head.addWidget(self.regime)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.reject))
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(f"Căn cứ từ {len(self._keys)} văn bản", "section"))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addLayout(head)
        column.addWidget(self.lines, 1)
        column.addWidget(self.doubts)
        column.addLayout(foot)

    def _show(self) -> None:
        """Show the lines, and what is doubtful about them."""
        regime = str(self.regime.currentData())
        self._grounds = related_documents.grounds_for(self._context.workspace, self._keys, regime)
        shown = []
        for one in self._grounds:
            line = escape(one.line)
            shown.append(f"<p><i>{line}</i></p>" if one.is_italic else f"<p>{line}</p>")
        self.lines.setHtml("".join(shown))
        told = [
            f"{one.document.number}: {', '.join(one.incomplete)}"
            for one in self._grounds
            if one.incomplete
        ]
        told += [
            f"{one.document.number}: chưa rõ thứ bậc, xếp cuối theo thứ tự đã ghi"
            for one in self._grounds
            if not one.is_known
        ]
        self.doubts.setText("\n".join(f"? {line}" for line in told))
        self.doubts.setVisible(bool(told))

    def text(self) -> str:
        """Return the lines as plain text."""
        return "\n".join(one.line for one in self._grounds)

    def _copy(self) -> None:
        """Put the lines on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self._context.status_said.emit(f"Đã chép {len(self._grounds)} dòng căn cứ")
