"""The keyboard sheet that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label

SHEET: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Đi lại",
        (
            ("Alt+1 … Alt+9, Alt+0", "Mở màn hình theo thứ tự bên trái"),
            ("Ctrl+K", "Tìm trong toàn bộ dữ liệu"),
            ("Ctrl+F", "Lọc danh sách đang xem"),
            ("Alt+K · Alt+B · Alt+V", "Chọn kỳ báo cáo · bộ tiêu chí · đơn vị"),
            ("Alt+PageDown · Alt+PageUp", "Đơn vị sau · đơn vị trước"),
            ("F4 · Ctrl+L", "Hiện, ẩn ngăn chi tiết · danh sách tiêu chí"),
            ("F6", "Sang vùng khác của màn hình"),
            ("Ctrl+1 · Ctrl+2 · Ctrl+3", "Tiêu chí: một kỳ · nhiều kỳ · theo thôn"),
        ),
    ),
    (
        "Nhập liệu",
        (
            ("Enter, F2", "Sửa ô đang chọn"),
            ("Tab, Shift+Tab, mũi tên", "Sang ô khác"),
            ("Ctrl+C, Ctrl+V", "Chép, dán cả vùng ô"),
            ("Ctrl+D · Delete", "Điền xuống · xóa ô"),
            ("Alt+↓", "Danh sách lựa chọn của ô"),
            ("Ctrl+;", "Ngày hôm nay"),
        ),
    ),
    (
        "Cuộc họp",
        (
            ("Ctrl+Shift+1 … 3", "Ghi cuộc họp · Dán cả bài · Văn bản, ảnh"),
            ("Ctrl+1 … Ctrl+4", "Điểm danh: có mặt · vắng có phép · vắng · khách mời"),
            ("Ctrl+Enter", "Ý kiến: sang người sau · Kết luận: thành nhiệm vụ"),
            ("Ctrl+1 … Ctrl+5", "Dán cả bài: ý kiến · kết luận · nhiệm vụ · văn bản · số liệu"),
            ("Ctrl+0", "Dán cả bài: bỏ đánh dấu đoạn"),
            ("Alt+↑ · Alt+↓", "Đổi chỗ người, ý kiến, đoạn"),
        ),
    ),
    (
        "Chung",
        (
            ("Ctrl+N", "Thêm mới"),
            ("Ctrl+Shift+N", "Thêm dòng vốn của công trình đang mở"),
            ("Ctrl+Shift+S", "Tạo Word · tạo tệp gửi đi"),
            ("Ctrl+T · F5", "Soạn văn bản: kiểm tra thể thức · kiểm tra lại tệp"),
            ("Ctrl+N · F5", "Văn bản đã ký: ghi số, ngày · so lại; Mẫu Word: kiểm tra mẫu"),
            ("Alt+↑ · Alt+↓ · Cách", "Hồ sơ công nhận: đổi thứ tự · bỏ, đưa lại giấy tờ"),
            ("Enter · Del", "Biểu cấp trên: chọn trường cho ô · bỏ gắn"),
            ("Ctrl+Space · Ctrl+M", "Nhiệm vụ: đổi trạng thái · ghi tiến độ"),
            ("Ctrl+Enter · Esc", "Văn bản mới: ghi · thôi, không ghi"),
            ("Ctrl+Z", "Hoàn tác bước vừa lưu"),
            ("Ctrl+Y", "Làm lại"),
            ("F1", "Bảng phím này"),
        ),
    ),
)
NOTE = "Dữ liệu được lưu ngay khi rời ô; không cần nút Lưu và không cần F5."


class KeyboardDialog(QDialog):
    """All keys in groups, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bàn phím")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        sides = QHBoxLayout()
        sides.setSpacing(2 * style.HUGE)
        half = (len(SHEET) + 1) // 2
        for groups in (SHEET[:half], SHEET[half:]):
            sides.addLayout(self._side(groups), 1)
        column.addLayout(sides)
        column.addSpacing(style.SMALL)
        column.addWidget(label(NOTE, "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Đóng", self.accept, kind="primary"))
        column.addLayout(row)

    def _side(self, groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> QGridLayout:
        """Return some groups under each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.TINY)
        for title, keys in groups:
            self._add_group(grid, title, keys)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _add_group(self, grid: QGridLayout, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Add one group of keys."""
        heading = label(title, "section")
        heading.setMinimumHeight(style.HUGE)
        grid.setRowMinimumHeight(grid.rowCount(), style.SMALL)
        grid.addWidget(heading, grid.rowCount() + 1, 0, 1, 2)
        for key, what in keys:
            row = grid.rowCount()
            grid.addWidget(label(key, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(what), row, 1)
