"""The page "Kiểm tra thể thức": what is found in a Word file, beside its text with the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.progress import Progress
from ntm_desktop.services.layout_check import CheckedLayout, LayoutFinding, check_layout
from ui import jobs, style
from ui.dialogs import file_choice
from ui.widgets.checked_text import CheckedText
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.file_target import FileTarget
from ui.widgets.issue_list import IssueList
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

PATTERN = "Tệp Word (*.docx)"
DROP = "Thả tệp Word (.docx) vào đây để kiểm tra thể thức; tệp không bị sửa"
REGIMES = (
    ("", "Thể thức: theo đầu văn bản"),
    ("state", "Thể thức: hành chính (NĐ 30)"),
    ("party", "Thể thức: văn bản của Đảng"),
)
NAMES = {"state": "thể thức hành chính", "party": "thể thức văn bản của Đảng"}
NO_NAME = "không phải văn bản hành chính"
WORDS = {"error": "Lỗi", "warning": "Nên sửa", "hint": "Gợi ý"}
SIGNS = {"error": "error", "warning": "warning", "hint": "info"}
LIST_WIDTH, TEXT_WIDTH = 460, 560
EMPTY, RESULT = range(2)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as the list shows it."""

    severity: str
    where: str
    text: str
    finding: LayoutFinding


def shown(finding: LayoutFinding) -> ShownFinding:
    """Return a finding in the words of the list: grade, place, found, expected, article."""
    lines = [
        f"{WORDS[finding.severity]} · {finding.where}",
        f"Thấy: {finding.found}",
        f"Cần: {finding.expected}",
    ]
    if finding.source:
        lines.append(f"Căn cứ: {finding.source}")
    return ShownFinding(SIGNS[finding.severity], finding.where, "\n".join(lines), finding)


def summary(checked: CheckedLayout) -> str:
    """Return in one line what was checked and what was found."""
    named = NAMES.get(checked.regime or "", NO_NAME)
    kind = f"{checked.document_type}, " if checked.document_type else ""
    counts = ", ".join(f"{checked.count(one)} {word.lower()}" for one, word in WORDS.items())
    return f"{kind}{named}: {counts}; {checked.passed} quy tắc đạt"


class LayoutPage(FileTarget):
    """Takes a file dropped or chosen; `start` runs work once no other job is in the way."""

    def __init__(
        self, start: Callable[[Callable[[], None]], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._start = start
        self.checked: CheckedLayout | None = None
        self.drop = FileDrop(DROP, "Chọn tệp Word…", PATTERN, icon="report")
        self.drop.files_given.connect(self.take_files)
        self.regime = CalmComboBox()
        self.regime.setAccessibleName("Thể thức để kiểm tra")
        for regime, words in REGIMES:
            self.regime.addItem(words, regime)
        self.regime.activated.connect(lambda _: self.check_again())
        self.again = button("Kiểm tra lại", self.check_again, icon="redo", shortcut="F5")
        self.open_file = button("Mở tệp", self._open, icon="open")
        self.other = button("Tệp khác…", self.drop.button.click, kind="quiet")
        self.name = label("", "section", wrap=True)
        self.result = label("", "muted", wrap=True)
        self.findings = IssueList("Các chỗ cần sửa về thể thức")
        self.findings.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.findings.setSpacing(style.TINY)
        self.findings.setIconSize(QSize(style.ICON, style.ICON))
        self.findings.currentRowChanged.connect(self._mark)
        self.text = CheckedText("Nội dung tệp đã kiểm tra")
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the drop area, and the list beside the text."""
        self.list_or_none = QStackedWidget()
        self.list_or_none.addWidget(self.findings)
        self.list_or_none.addWidget(
            EmptyState("Không có chỗ nào phải sửa", "Mọi quy tắc đã kiểm tra đều đạt.", icon="met")
        )
        self.beside = QSplitter(Qt.Orientation.Horizontal)
        self.beside.setChildrenCollapsible(False)
        self.beside.addWidget(self.list_or_none)
        self.beside.addWidget(self.text)
        self.beside.setSizes([LIST_WIDTH, TEXT_WIDTH])
        tools = QHBoxLayout()
        tools.setSpacing(style.SMALL)
        words = QVBoxLayout()
        words.setSpacing(style.TINY)
        words.addWidget(self.name)
        words.addWidget(self.result)
        tools.addLayout(words, 1)
        for tool in (self.again, self.open_file, self.other):
            tools.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        shown_file = QWidget()
        column = QVBoxLayout(shown_file)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        column.addLayout(tools)
        column.addWidget(self.beside, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty())
        self.pages.addWidget(shown_file)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(style.SMALL)
        whole.addWidget(self.regime, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.pages, 1)

    def _empty(self) -> QWidget:
        """Return what is shown before a file is chosen."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drop)
        column.addStretch(1)
        return made

    def take_files(self, paths: list[Path]) -> None:
        """Check the first of the files."""
        self.check(paths[0])

    def check_again(self) -> None:
        """Check the file of now again, mended in Word meanwhile or by other rules."""
        if self.checked is not None:
            self.check(self.checked.path)

    def check(self, path: Path) -> None:
        """Check a file on a thread."""
        self._start(lambda: self._run(path))

    def _run(self, path: Path) -> None:
        """Start the job."""
        regime = self.regime.currentData() or None

        def work(progress: Progress) -> CheckedLayout:
            return check_layout(path, regime, progress)

        jobs.run(self, "Đang kiểm tra thể thức", work, self.show_checked)

    def show_checked(self, checked: CheckedLayout) -> None:
        """Show what was found, the gravest first."""
        self.checked = checked
        self.name.setText(checked.path.name)
        self.name.setToolTip(str(checked.path))
        self.result.setText(summary(checked))
        self.text.set_lines(checked.lines)
        self.findings.set_issues([shown(one) for one in checked.findings])
        self.list_or_none.setCurrentIndex(0 if checked.findings else 1)
        self.pages.setCurrentIndex(RESULT)
        if checked.findings:
            self.findings.setCurrentRow(0)
            self.findings.setFocus()

    def _mark(self, row: int) -> None:
        """Mark the place of the chosen finding in the text."""
        if self.checked is not None and 0 <= row < len(self.checked.findings):
            found = self.checked.findings[row]
            self.text.mark(found.places, found.severity)

    def _open(self) -> None:
        """Open the file with the program of the system."""
        if self.checked is not None:
            file_choice.open_path(self.checked.path)
