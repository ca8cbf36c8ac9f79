"""Asks for what a document is made with besides the record: a field for each of its options."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.services import reporting
from ui import style
from ui.widgets.option_fields import OptionFields
from ui.widgets.page import button, label, scrolled

WIDTH, HEIGHT = 520, 560
LEFT_EMPTY = "Ô để trống thì lấy theo hồ sơ cơ quan; chưa có gì để lấy thì văn bản in “……”."


class OptionsDialog(QDialog):
    """The options of one document; `values()` is what was chosen or typed."""

    def __init__(
        self, report_id: str, kept: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        kind = next(one for one in reporting.report_kinds() if one.id == report_id)
        self.setWindowTitle(kind.title)
        self.resize(style.scaled(WIDTH), style.scaled(HEIGHT))
        self.fields = OptionFields()
        self.fields.show_options(kind.options, kept)
        self.act = button("Tạo Word…", self._accept, icon="report", kind="primary")
        self.act.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(kind.title, "section", wrap=True))
        column.addWidget(label(LEFT_EMPTY, "muted", wrap=True))
        column.addWidget(scrolled(self.fields), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Hủy", self.reject))
        row.addWidget(self.act)
        column.addLayout(row)

    def _accept(self) -> None:
        """Take what is typed and not left yet, too."""
        self.fields.save_now()
        self.accept()


def ask_options(
    parent: QWidget | None, report_id: str, kept: Mapping[str, str]
) -> dict[str, str] | None:
    """Return the options a person chooses for a document, None when it is not to be made."""
    dialog = OptionsDialog(report_id, kept, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.fields.values() if accepted else None
