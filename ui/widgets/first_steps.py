"""What a page for leaders shows before there is anything to show: the first step to take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.empty_state import EmptyState
from ui.widgets.page import clear_layout

if TYPE_CHECKING:
    from ntm_desktop.services.review import Standing

Opening = Callable[[str, str], Callable[[], None]]


class FirstSteps(QWidget):
    """`show_for(standing)` invites the step that fits; `opening(screen, entity)` opens a place."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self.shown: EmptyState | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_for(self, found: Standing | None) -> None:
        """Show the first step: choose a set, bring in its list, or enter results."""
        clear_layout(self._column)
        if found is None:
            self.shown = self._choose_set()
        elif not found.assessment.criteria_set.indicators:
            self.shown = self._bring_in(found.assessment.criteria_set.short_name)
        else:
            self.shown = self._enter()
        self._column.addWidget(self.shown)

    def _choose_set(self) -> EmptyState:
        """Return the first step of an office that follows no set."""
        return EmptyState(
            "Chọn bộ tiêu chí để bắt đầu",
            "Chọn bộ tiêu chí mà đơn vị đang thực hiện; có thể theo dõi nhiều bộ. Sau đó nhập số "
            "liệu, phần mềm đánh giá từng chỉ tiêu.",
            icon="criteria",
            action="Chọn bộ tiêu chí",
            on_action=self._opening("settings", "followed_set"),
            second="Nhận tệp dữ liệu",
            on_second=self._opening("exchange", ""),
        )

    def _bring_in(self, name: str) -> EmptyState:
        """Return the first step where the chosen set has no list."""
        return EmptyState(
            f"Bộ {name} chưa có danh sách chỉ tiêu",
            "Đọc danh sách từ phụ lục của quyết định ban hành (tệp Word hoặc Excel), hoặc theo "
            "dõi bộ khác. Chưa có phụ lục thì ghi số tổng hợp, tự đánh giá từng tiêu chí.",
            icon="criteria",
            action="Mở Cài đặt › Bộ tiêu chí",
            on_action=self._opening("settings", "followed_set"),
            second="Mở màn hình Tiêu chí",
            on_second=self._opening("criteria", ""),
        )

    def _enter(self) -> EmptyState:
        """Return the first step with a set: enter results."""
        return EmptyState(
            "Bắt đầu từ số liệu của kỳ này",
            "Nhập số liệu từng chỉ tiêu: phần mềm đánh giá ngay đạt hay chưa đạt, còn thiếu bao "
            "nhiêu. Sau đó ghi cuộc họp và công trình, rồi soạn báo cáo. Trang này tóm tắt tất cả.",
            icon="overview",
            action="Nhập số liệu tiêu chí",
            on_action=self._opening("criteria", ""),
            second="Nhận tệp dữ liệu",
            on_second=self._opening("exchange", ""),
        )
