"""What this program is, its version, where data and log lie, and whose work it stands on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop import __version__, log, paths
from ui import style
from ui.widgets.page import button, label, line

WHAT = (
    "Quản lý, theo dõi và báo cáo thực hiện bộ tiêu chí nông thôn mới tại xã, phường. "
    "Làm việc hoàn toàn trên máy này, không cần mạng. "
    "Không nhập văn bản, tài liệu có độ mật vào chương trình."
)
THANKS = (
    "Dùng PySide6 (Qt, LGPL), python-docx, docxtpl, matplotlib, sqlite-utils, PyNaCl, "
    "phông chữ Noto Sans (giấy phép OFL). Mã nguồn theo giấy phép Apache-2.0."
)
WIDTH = 560


class AboutDialog(QDialog):
    """Version, folders and licences; every line can be copied."""

    def __init__(self, parent: QWidget | None = None, data_folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giới thiệu")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label("NTM Desktop", "title"))
        column.addWidget(label(WHAT, wrap=True))
        column.addWidget(line())
        column.addLayout(self._facts(data_folder))
        column.addWidget(label(THANKS, "small", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Đóng", self.accept, kind="primary"))
        column.addLayout(row)
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _facts(self, data_folder: Path | None) -> QFormLayout:
        """Return the table of version and folders."""
        form = QFormLayout()
        form.setHorizontalSpacing(style.LARGE)
        form.setVerticalSpacing(style.TINY)
        facts = {
            "Phiên bản": __version__,
            "Thư mục dữ liệu": str(data_folder or paths.user_data_folder()),
            "Nhật ký lỗi": str(log.log_path()),
        }
        for name, fact in facts.items():
            shown = label(fact, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(name, "muted"), shown)
        return form
