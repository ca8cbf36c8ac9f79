"""The dialog "Sao chép bộ tiêu chí": an own set made of another one, with what the office set."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.annex_columns import slug
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.services import criteria, pack_editor
from ntm_desktop.services.pack_editor import Copied
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, label
from ui.widgets.record_form import FieldBox
from ui.widgets.refusal import try_under

WHY = (
    "Bản sao là bộ riêng của đơn vị: sửa được tiêu chí, chỉ tiêu. Mức và câu chữ đơn vị đã ghi đi "
    "theo bản sao; số liệu đã nhập vẫn ở bộ cũ."
)
DONE = "Đã sao chép thành “{name}”, kèm {targets} mức và {wordings} câu chữ đã ghi."


class CopySetDialog(QDialog):
    """Name, short name and id of the copy, and whether it is followed."""

    def __init__(self, context: AppContext, set_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._set_id = context, set_id
        self.copied: Copied | None = None
        found = criteria.criteria_set(set_id)
        self.setWindowTitle("Sao chép bộ tiêu chí")
        self.setMinimumWidth(style.scaled(560))
        self.name = FieldBox(Field("name", Kind.TEXT, "Tên bộ mới"))
        self.short_name = FieldBox(Field("short_name", Kind.TEXT, "Tên ngắn"))
        self.id = FieldBox(
            Field("id", Kind.TEXT, "Mã bộ", help="Chữ thường không dấu, số, dấu -; không đổi được.")
        )
        self.name.set_text(f"{found.name} (bản riêng)")
        self.short_name.set_text(f"{found.short_name} (riêng)")
        self.id.set_text(_free_id(found.short_name))
        self.follow = QCheckBox("Theo dõi bộ mới")
        self.act = button("Sao chép", self._copy, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(f"Sao chép “{found.short_name}”", "section", wrap=True))
        column.addWidget(label(WHY, "small", wrap=True))
        for shown in (self.name, self.short_name, self.id, self.follow):
            column.addWidget(shown)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _copy(self) -> None:
        """Make the copy; what is refused stands under the field."""
        if not self.name.text().strip():
            self.name.show_error("Chưa ghi tên bộ tiêu chí.")
            return
        copied = try_under(
            self.id,
            lambda: pack_editor.copy_set(
                self._context.workspace,
                self._set_id,
                self.id.text(),
                self.name.text(),
                short_name=self.short_name.text().strip() or None,
                followed=self.follow.isChecked(),
            ),
        )
        if copied is None:
            return
        self.copied = copied
        made = copied.criteria_set
        self._context.reload_all()
        self._context.status_said.emit(
            DONE.format(name=made.short_name, targets=copied.targets, wordings=copied.wordings)
        )
        self.accept()


def _free_id(name: str) -> str:
    """Return an id for a copy that no set has yet."""
    held, base = criteria.set_ids(), f"{slug(name, 'bo')}-rieng"
    found, number = base, 2
    while found in held:
        found, number = f"{base}-{number}", number + 1
    return found
