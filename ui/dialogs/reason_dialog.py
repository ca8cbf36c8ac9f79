"""Asks for a word of reason before something unusual is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label


class ReasonDialog(QDialog):
    """One question, one field; the verb button works once there is a reason."""

    def __init__(
        self, question: str, verb: str, explanation: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lý do")
        self.setMinimumWidth(460)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName("Lý do")
        self.edit.setFixedHeight(4 * style.row_height())
        self.edit.textChanged.connect(self._allow)
        self.act = button(verb, self.accept, kind="primary")
        self.act.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(question, "section", wrap=True))
        if explanation:
            column.addWidget(label(explanation, "muted", wrap=True))
        column.addWidget(self.edit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Hủy", self.reject))
        row.addWidget(self.act)
        column.addLayout(row)
        self._allow()

    def reason(self) -> str:
        """Return the reason typed."""
        return self.edit.toPlainText().strip()

    def _allow(self) -> None:
        """Allow the verb once there is a reason."""
        self.act.setEnabled(bool(self.reason()))


def ask_reason(
    parent: QWidget | None, question: str, verb: str, explanation: str = ""
) -> str | None:
    """Return the reason a person gives, None when they leave things as they are."""
    dialog = ReasonDialog(question, verb, explanation, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.reason() if accepted else None
