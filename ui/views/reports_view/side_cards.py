"""Cards beside the prose: the file that was just made, the charts of the report."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.services.reporting import Built
from ui import style
from ui.dialogs import file_choice
from ui.dialogs.document_output import DocumentOutput
from ui.widgets.chart_view import ChartView
from ui.widgets.page import button, card, label

CHART_HEIGHT = 220
CHARTS = (("progress", "Tiêu chí"), ("funding", "Nguồn vốn"))


class BuiltCard(QWidget):
    """What was just made: its name, its gaps, and what can be done with it.

    `start` runs work once no quiet job is in the way.
    """

    def __init__(
        self,
        check: Callable[[Path], object],
        issue: Callable[[Path], object],
        start: Callable[[Callable[[], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = Path()
        output = DocumentOutput(self, start, self._tell)
        self.name = label("", "strong", wrap=True)
        self.place = label("", "small", wrap=True)
        self.gaps = label("", "warning", wrap=True)
        self.open_file = button("Mở tệp", lambda: file_choice.open_path(self._path), icon="open")
        self.open_folder = button(
            "Mở thư mục", lambda: file_choice.open_path(self._path.parent), kind="quiet"
        )
        self.check_layout = button("Kiểm tra thể thức", lambda: check(self._held()), kind="link")
        self.preview = button("Xem trước", lambda: output.preview(self._held()), kind="link")
        self.print_out = button("In…", lambda: output.print_out(self._held()), kind="link")
        self.make_pdf = button("Xuất PDF", lambda: output.export(self._held()), kind="link")
        self.issue = button("Ghi số, ngày đã ký…", lambda: issue(self._held()), kind="link")
        self.exported = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.open_file)
        row.addWidget(self.open_folder)
        row.addStretch(1)
        links = _row(self.preview, self.print_out, self.make_pdf)
        said = label("Vừa tạo", "good")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.SMALL)
        last = _row(self.check_layout, self.issue)
        shown = (said, self.name, self.place, self.gaps, row, links, last, self.exported)
        column.addWidget(card(*shown, margin=style.MEDIUM))
        self.exported.hide()
        self.hide()

    def show_built(self, built: Built) -> None:
        """Show the file that was just written."""
        self._path = built.path
        for what in (self.preview, self.print_out, self.make_pdf, self.check_layout, self.issue):
            what.setVisible(built.path.suffix == ".docx")
        self.exported.hide()
        self.name.setText(_breakable(built.path.name))
        self.name.setAccessibleName(built.path.name)
        self.place.setText(_breakable(str(built.path.parent)))
        self.gaps.setVisible(bool(built.missing))
        self.gaps.setText(f"Còn {len(built.missing)} chỗ in “……”, xem “Còn thiếu” dưới đây.")
        self.show()

    def _held(self) -> Path:
        """Return the file, or say that it is gone: nothing else can be done with it then."""
        return file_choice.existing(self._path)

    def _tell(self, sentence: str, kind: str) -> None:
        """Say what became of the file."""
        style.set_kind(self.exported, kind)
        self.exported.setText(_breakable(sentence))
        self.exported.show()


def _row(*parts: QWidget) -> QHBoxLayout:
    """Return parts side by side, from the left."""
    row = QHBoxLayout()
    row.setSpacing(style.MEDIUM)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _breakable(name: str) -> str:
    """Return a file name that may be broken after its signs, in a narrow column."""
    return re.sub(r"([_/\\-])", "\\1\u200b", name)


class ChartCard(QWidget):
    """The charts of the report, one at a time; drawn on a thread because drawing takes long."""

    def __init__(self, draw: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = CHARTS[0][0]
        self._draw = draw
        self.view = ChartView()
        self.none = label("", "small", wrap=True)
        self._choices = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label("Biểu đồ", "section"), 1)
        for which, title in CHARTS:
            row.addWidget(self._choice(which, title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(self.view)
        column.addWidget(self.none)
        self.show_drawing()

    def _choice(self, which: str, title: str) -> QWidget:
        """Return the button that shows one chart."""
        made = button(title, partial(self._choose, which), kind="choice")
        made.setCheckable(True)
        made.setChecked(which == self.which)
        made.setAccessibleName(f"Biểu đồ {title}")
        strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(title)
        made.setMinimumWidth(strong + 2 * style.MEDIUM)
        self._choices.addButton(made)
        return made

    def _choose(self, which: str) -> None:
        """Show another chart."""
        self.which = which
        self.show_drawing()
        self._draw(which)

    def show_drawing(self) -> None:
        """Say that the chart is being drawn, where there is none yet."""
        if not self.view.has_picture():
            self.view.hide()
            self.none.setText("Đang vẽ biểu đồ…")
            self.none.show()

    def show_chart(self, which: str, png: bytes | None) -> None:
        """Show a drawn chart, or say that there is nothing to draw."""
        if which != self.which:
            return
        title = dict(CHARTS)[which].lower()
        self.view.setVisible(png is not None)
        self.none.setVisible(png is None)
        self.none.setText(f"Kỳ này chưa có số liệu để vẽ biểu đồ {title}.")
        if png is not None:
            self.view.set_png(png, f"Biểu đồ {title} như in trong báo cáo")
            hint = self.view.sizeHint()
            fitting = self.width() * hint.height() // max(hint.width(), 1)
            self.view.setFixedHeight(min(fitting, CHART_HEIGHT))
