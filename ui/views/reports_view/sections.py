"""The prose of a report by section: whose sentence is shown, and the ways back to others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from ntm_desktop.services.reporting import PreparedSection
from ui import style
from ui.widgets.page import button, icon_button, label
from ui.widgets.record_form import LongTextEdit

INSERT = "Chèn số liệu tự đổi theo dữ liệu"
RESULTS = "Kết quả từng chỉ tiêu"
PRINTED = "In ra: "
NO_DATA = "chưa có số liệu"
SHOWN_LETTERS = 60
_RESULT = re.compile(r"kết quả \d")
GENERATED_HINT = "Để trống thì báo cáo in câu máy lập."
GAP_HINT = "Để trống thì báo cáo in “……” ở mục này."


class ProseEdit(LongTextEdit):
    """Prose as high as its lines, so that a section is read without scrolling inside it."""

    _is_fitting = False

    def _fit(self) -> None:
        """Be as high as the text, within the limits; scroll only beyond them.

        A scroll bar that comes or goes changes the width, which asks again: once is enough, or
        a text of just the limit's length would turn the bar on and off without end.
        """
        if not self._is_fitting:
            self._is_fitting = True
            self._fit_once()
            self._is_fitting = False

    def _fit_once(self) -> None:
        """Set the height and whether there is a scroll bar, for the width of now."""
        shown = self.line_count()
        lines = min(max(shown, self._lines[0]), self._lines[1])
        is_over = shown > self._lines[1]
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_over else policy.ScrollBarAlwaysOff
        )
        high = math.ceil(lines * self._line_height())
        self.setFixedHeight(high + 2 * style.SMALL + style.TINY)

    def _line_height(self) -> float:
        """Return how high one line is as it was laid out, by the font where nothing was yet."""
        layout = self.document().firstBlock().layout()
        laid_out = layout.boundingRect().height() / max(layout.lineCount(), 1)
        return max(laid_out, QFontMetricsF(self.font()).lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again where the lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


class SectionEditor(QWidget):
    """The prose of one section: whose sentence it is, the text, and the two ways back.

    `keep(section id, text)` is called when the text is left and is another one.
    """

    def __init__(self, keep: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._shown = ""
        self.section: PreparedSection | None = None
        self.heading = label("", "strong", wrap=True)
        self.sign = QLabel()
        self.whose = label("", "small")
        self.text = ProseEdit(lines=(2, 16))
        self.text.setPlaceholderText(GAP_HINT)
        self.text.left.connect(self.save)
        self.to_generated = button("Dùng câu máy lập", self._use_generated, kind="link")
        self.to_previous = button("Lấy lời văn kỳ trước", self._use_previous, kind="link")
        self.insert = icon_button("add", INSERT, self._offer_figures)
        self.printed = label("", "small", wrap=True)
        self.printed.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        """Place heading and marks above the text, the ways back beside them."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(self.heading, 1)
        head.addWidget(self.to_previous)
        head.addWidget(self.to_generated)
        head.addWidget(self.sign)
        head.addWidget(self.whose)
        head.addWidget(self.insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.SMALL)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.printed)

    def show_section(self, section: PreparedSection, *, is_other: bool) -> None:
        """Show a section; text that is being typed stays unless it is another report's."""
        typing = self.text.hasFocus() and self.text.toPlainText() != self._shown
        self.section = section
        self.heading.setText(section.title)
        self.text.setAccessibleName(f"Lời văn: {section.title}")
        self.text.setPlaceholderText(GENERATED_HINT if section.generated else GAP_HINT)
        text = section.written or section.generated
        if is_other or (not typing and text != self.text.toPlainText()):
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)
        if not typing or is_other:
            self._shown = text
        self._mark(section)

    def _mark(self, section: PreparedSection) -> None:
        """Say whose text this is and offer what can be done."""
        icon, token, words = whose_text(section)
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(style.pixmap(icon, token, style.ICON - 4, ratio))
        self.whose.setText(words)
        style.set_kind(self.whose, "warning" if token == "warn" else "small")
        self.to_generated.setVisible(bool(section.written and section.generated))
        self.to_previous.setVisible(bool(section.previous) and section.previous != section.written)
        self.insert.setVisible(bool(section.figures))
        self.insert.setAccessibleName(f"{INSERT}: {section.title}")
        is_live = bool(section.written) and section.printed != _lines_of(section.written)
        self.printed.setVisible(is_live)
        self.printed.setText(f"{PRINTED}{section.printed}" if is_live else "")

    # --- figures inside the text ---

    def figures_menu(self) -> QMenu:
        """Return the figures that can be put into the text, each with what it prints now."""
        menu = QMenu(self)
        results = QMenu(RESULTS, menu)
        for name, value in self.section.figures if self.section else ():
            words = f"{name}: {_short(value)}"
            place = results if _RESULT.match(name) else menu
            place.addAction(words.replace("&", "&&"), partial(self.insert_figure, name))
        if results.actions():
            menu.addMenu(results)
        return menu

    def _offer_figures(self) -> None:
        """Show the figures below their button."""
        menu = self.figures_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.insert.mapToGlobal(self.insert.rect().bottomLeft()))

    def insert_figure(self, name: str) -> None:
        """Put the name of a figure where the cursor is; it prints what the data says."""
        self.text.insertPlainText(f"{{{name}}}")
        self.save()
        self.text.setFocus()

    def save(self) -> None:
        """Keep what is typed; the machine's own sentence is not kept as the person's."""
        text = self.text.toPlainText().strip()
        if self.section is None or text == self._shown.strip():
            return
        self._keep(self.section.id, "" if text == self.section.generated.strip() else text)
        self._shown = text
        if not text and self.section.generated:  # nothing written: the report prints this
            self._shown = self.section.generated
            self.text.setPlainText(self._shown)

    def _use_generated(self) -> None:
        """Go back to the sentence made from data."""
        if self.section is not None:
            self._replace("", self.section.generated)

    def _use_previous(self) -> None:
        """Start from the text of the period before."""
        if self.section is not None:
            self._replace(self.section.previous, self.section.previous)

    def _replace(self, written: str, shown: str) -> None:
        """Keep another text and show it."""
        assert self.section is not None
        self._shown = shown
        self.text.setPlainText(shown)
        self.text.setFocus()
        self._keep(self.section.id, written)


def _lines_of(text: str) -> str:
    """Return written text as it is printed when it names no figure."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _short(value: str) -> str:
    """Return what a figure prints, cut short; the gap where there is no data."""
    if not value:
        return NO_DATA
    return value if len(value) <= SHOWN_LETTERS else f"{value[: SHOWN_LETTERS - 1]}…"


def whose_text(section: PreparedSection) -> tuple[str, str, str]:
    """Return icon, colour and words that say where the text of a section comes from."""
    if section.unchanged:
        return "warning", "warn", "Còn nguyên kỳ trước"
    if section.written:
        return "edit", "muted", "Lời văn đã sửa"
    if section.gap:
        return "warning", "warn", "Chưa có lời văn"
    return "figures", "muted", "Câu máy lập"
