"""The text of a checked file, to be read: the places that a finding concerns are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ntm_desktop.services.layout_check import ShownLine
from ui import style

ALIGNMENTS = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
LINE_BREAK = "\u2028"
TOKENS = {"error": ("bad", "bad_soft"), "warning": ("warn", "warn_soft"), "hint": ("info", "")}


class CheckedText(QTextEdit):
    """One block a paragraph, so that numbers of paragraphs are numbers of blocks."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._marked: tuple[tuple[int, ...], str] = ((), "hint")

    def set_lines(self, lines: Sequence[ShownLine]) -> None:
        """Show another file."""
        self.clear()
        self.setExtraSelections([])
        self._marked = ((), "hint")
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for place, line in enumerate(lines):
            block, letters = _block_look(line), _letter_look(line)
            if place:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(line.text.replace("\n", LINE_BREAK), letters)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, places: tuple[int, ...], severity: str) -> None:
        """Mark paragraphs by number and bring the first into view; () marks nothing."""
        self._marked = (places, severity)
        self.setExtraSelections([self._selection(place, severity) for place in places])
        if places:
            cursor = QTextCursor(self.document().findBlockByNumber(places[0] - 1))
            self.setTextCursor(cursor)
            self._centre()

    def marked_texts(self) -> list[str]:
        """Return the texts of the marked paragraphs."""
        document = self.document()
        return [document.findBlockByNumber(place - 1).text() for place in self._marked[0]]

    def _selection(self, place: int, severity: str) -> QTextEdit.ExtraSelection:
        """Return how a marked paragraph looks: underlined by a wave, on a soft ground."""
        token, soft = TOKENS.get(severity, TOKENS["hint"])
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self.document().findBlockByNumber(place - 1))
        made.cursor.movePosition(
            QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
        )
        made.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        made.format.setUnderlineColor(style.colour(token))
        made.format.setBackground(style.colour(soft or "info_soft"))
        made.format.setForeground(style.colour("text"))
        return made

    def _centre(self) -> None:
        """Scroll so that the cursor stands in the middle."""
        bar = self.verticalScrollBar()
        middle = self.cursorRect().center().y() - self.viewport().height() // 2
        bar.setValue(bar.value() + middle)

    def changeEvent(self, event: QEvent) -> None:
        """Mark anew where the theme changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._marked[0]:
            self.setExtraSelections(
                [self._selection(one, self._marked[1]) for one in self._marked[0]]
            )


def _block_look(line: ShownLine) -> QTextBlockFormat:
    """Return how a paragraph is set."""
    made = QTextBlockFormat()
    made.setAlignment(ALIGNMENTS.get(line.align, Qt.AlignmentFlag.AlignLeft))
    made.setLeftMargin(style.LARGE if line.in_table else 0)
    made.setBottomMargin(style.TINY)
    return made


def _letter_look(line: ShownLine) -> QTextCharFormat:
    """Return how the letters of a paragraph look."""
    made = QTextCharFormat()
    font = style.font(strong=line.is_bold)
    font.setItalic(line.is_italic)
    made.setFont(font)
    return made
