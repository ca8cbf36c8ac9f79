"""A whole text at the left: its marked passages are coloured, and named in the margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from ntm_desktop.domain.meetings import MARK_KINDS
from ntm_desktop.domain.vietnamese import capital_first
from ui import style
from ui.widgets.passage_edit import clean_paste

MARGIN = 96
SIGN = style.ICON - 5
PAUSE_MS = 2500
Underline = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How a kind of passage looks: word, sign, colours, underline; the digit that marks it."""

    word: str
    icon: str
    token: str
    soft: str
    underline: Underline
    digit: int

    @property
    def keys(self) -> str:
        """Return the key that marks a passage so."""
        return f"Ctrl+{self.digit}"


def _look(kind: str, icon: str, token: str, soft: str, line: Underline, digit: int) -> MarkLook:
    """Return the look of a kind under its own word."""
    return MarkLook(capital_first(MARK_KINDS[kind]), icon, token, soft, line, digit)


LOOKS: dict[str, MarkLook] = {
    "opinion": _look("opinion", "meeting", "info", "info_soft", Underline.NoUnderline, 1),
    "conclusion": _look("conclusion", "check", "accent", "accent_soft", Underline.NoUnderline, 2),
    "task": _look("task", "task", "warn", "warn_soft", Underline.SingleUnderline, 3),
    "document": _look("document", "file", "text", "line", Underline.DashUnderline, 4),
    "figure": _look("figure", "figures", "muted", "hover", Underline.DotLine, 5),
}
UNMARK_KEYS = "Ctrl+0"
_KIND_OF_KEY = {Qt.Key.Key_0 + look.digit: kind for kind, look in LOOKS.items()}


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark to show: its key, its kind, and where its words stand, in characters."""

    key: str
    kind: str
    start: int
    length: int


@dataclass(slots=True)
class _Placed:
    """A mark with a cursor that follows its words while one types before them."""

    mark: ShownMark
    cursor: QTextCursor


class MarkedText(QPlainTextEdit):
    """Text one may write in, with marks; Ctrl+1 … Ctrl+5 ask to mark, Ctrl+0 to forget a mark.

    Signals: `mark_asked(kind)`, `unmark_asked(key)`, `mark_chosen(key)` by a click on its name in
    the margin, `left` when the text is left, `paused` when one stops typing for a moment.
    """

    mark_asked = Signal(str)
    unmark_asked = Signal(str)
    mark_chosen = Signal(str)
    left = Signal()
    paused = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._placed: list[_Placed] = []
        self._chosen = ""
        self._wide = style.scaled(MARGIN)
        self._margin = _Margin(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.updateRequest.connect(self._follow)
        self.textChanged.connect(self._pause.start)
        self.setViewportMargins(self._wide, 0, 0, 0)

    # --- what is shown ---

    def show_marks(self, marks: Iterable[ShownMark], chosen: str = "") -> None:
        """Show these marks over the text; the chosen one stands out."""
        self._chosen = chosen
        self._placed = [_Placed(mark, self._cursor_of(mark)) for mark in marks]
        self._colour()

    def _cursor_of(self, mark: ShownMark) -> QTextCursor:
        """Return a cursor over the words of a mark."""
        text = self.toPlainText()
        made = QTextCursor(self.document())
        made.setPosition(units(text, mark.start))
        end = units(text, mark.start + mark.length)
        made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    def _colour(self) -> None:
        """Colour the words of every mark; those inside others last, tasks over the rest."""
        longest = sorted(self._placed, key=lambda one: (-one.mark.length, _layer(one.mark.kind)))
        self.setExtraSelections([self._selection(placed) for placed in longest])
        self._margin.update()

    def _selection(self, placed: _Placed) -> QTextEdit.ExtraSelection:
        """Return how the words of one mark look."""
        look = LOOKS[placed.mark.kind]
        made = QTextEdit.ExtraSelection()
        made.cursor = placed.cursor
        made.format.setBackground(style.colour(look.soft))
        made.format.setForeground(style.colour("text"))
        made.format.setUnderlineStyle(look.underline)
        made.format.setUnderlineColor(style.colour(look.token))
        if placed.mark.key == self._chosen:
            made.format.setFontWeight(style.font(strong=True).weight())
        return made

    def choose_mark(self, key: str) -> None:
        """Bring a mark into view and put the cursor at its beginning."""
        found = next((one for one in self._placed if one.mark.key == key), None)
        self._chosen = key
        if found is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(found.cursor.selectionStart())
            self.setTextCursor(cursor)
            self.centerCursor()
        self._colour()

    # --- what is selected ---

    def selection(self) -> tuple[int, int]:
        """Return begin and end of the selected words in characters; of the paragraph for none."""
        cursor, text = self.textCursor(), self.toPlainText()
        if not cursor.hasSelection():
            cursor = _paragraph(cursor)
        return characters(text, cursor.selectionStart()), characters(text, cursor.selectionEnd())

    def marks_at_cursor(self) -> list[str]:
        """Return the marks whose words hold the cursor, the shortest first."""
        at = self.textCursor().position()
        held = [
            one
            for one in self._placed
            if one.cursor.selectionStart() <= at <= one.cursor.selectionEnd()
        ]
        return [one.mark.key for one in sorted(held, key=lambda one: one.mark.length)]

    def go_on(self) -> None:
        """Put the cursor into the next paragraph with words, to mark it next."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionEnd()).next()
        while block.isValid() and not block.text().strip():
            block = block.next()
        if block.isValid():
            self.setTextCursor(QTextCursor(block))

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys that mark; everything else is typing."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if held == Qt.KeyboardModifier.ControlModifier and key in _KIND_OF_KEY:
            self.mark_asked.emit(_KIND_OF_KEY[key])
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.unmark_asked.emit(next(iter(self.marks_at_cursor()), ""))
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a pasted text as plain words."""
        self.insertPlainText(clean_paste(source.text()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the paragraph that is double-clicked."""
        self.setTextCursor(_paragraph(self.cursorForPosition(event.position().toPoint())))

    def event(self, event: QEvent) -> bool:
        """Let the window's undo and redo pass where this text has none of its own."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the text was left (not when only a menu or another window opened)."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Colour anew where the theme changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._placed:
            self._colour()

    # --- the margin ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin beside the text."""
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._margin.setGeometry(QRect(inner.left(), inner.top(), self._wide, inner.height()))

    def _follow(self, rect: QRect, by: int) -> None:
        """Move the margin with the text."""
        if by:
            self._margin.scroll(0, by)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    def margin_lines(self) -> list[tuple[QRect, list[ShownMark]]]:
        """Return where in the margin marks that begin in the same paragraph are named."""
        found: list[tuple[QRect, list[ShownMark]]] = []
        block = self.firstVisibleBlock()
        starts: dict[int, list[ShownMark]] = {}
        for placed in self._placed:
            number = self.document().findBlock(placed.cursor.selectionStart()).blockNumber()
            starts.setdefault(number, []).append(placed.mark)
        while block.isValid():
            rect = self._block_rect(block)
            if rect.top() > self.viewport().height():
                break
            if block.blockNumber() in starts:
                found.append((rect, starts[block.blockNumber()]))
            block = block.next()
        return found

    def _block_rect(self, block: QTextBlock) -> QRect:
        """Return where a paragraph stands in the margin."""
        shape = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return QRect(0, round(shape.top()), self._wide, round(shape.height()))

    def bars(self) -> list[tuple[QRect, str]]:
        """Return the upright bars that show how far each mark goes, with its colour."""
        return [(self._reach(placed), LOOKS[placed.mark.kind].token) for placed in self._placed]

    def _reach(self, placed: _Placed) -> QRect:
        """Return the bar of one mark beside its lines."""
        first, last = QTextCursor(placed.cursor), QTextCursor(placed.cursor)
        first.setPosition(placed.cursor.selectionStart())
        last.setPosition(placed.cursor.selectionEnd())
        top, bottom = self.cursorRect(first).top(), self.cursorRect(last).bottom()
        order = list(LOOKS).index(placed.mark.kind)
        return QRect(self._wide - style.TINY * (2 + order // 2), top, 3, max(bottom - top, 3))


class _Margin(QWidget):
    """Names the marks beside the lines they begin on; a click chooses one."""

    def __init__(self, text: MarkedText) -> None:
        super().__init__(text)
        self._text = text
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Return the width of the names."""
        return QSize(style.scaled(MARGIN), 0)

    def names(self) -> list[tuple[QRect, ShownMark]]:
        """Return where each name stands: one under the other where there is room for all.

        Where the next named paragraph begins too soon, only their signs stand side by side.
        """
        high = QFontMetrics(style.font("small")).lineSpacing() + 2
        lines = self._text.margin_lines()
        ends = [rect.top() for rect, _ in lines[1:]] + [self.height()]
        found = []
        for (rect, marks), end in zip(lines, ends, strict=False):
            is_roomy = len(marks) * high <= end - rect.top()
            wide = rect.width() - 20 if is_roomy or len(marks) == 1 else SIGN + 3
            for place, mark in enumerate(marks):
                left = style.TINY if is_roomy else style.TINY + place * (SIGN + 3)
                top = rect.top() + (place * high if is_roomy else 0)
                found.append((QRect(left, top, wide, high), mark))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign and word of each mark, and how far it goes."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour("ground"))
        painter.setFont(style.font("small"))
        for rect, token in self._text.bars():
            painter.fillRect(rect, style.colour(token))
        for rect, mark in self.names():
            look = LOOKS[mark.kind]
            sign = QRectF(rect.left(), rect.center().y() - SIGN / 2, SIGN, SIGN)
            style.paint_icon(painter, sign, look.icon, look.token)
            painter.setPen(style.colour(look.token))
            words = rect.adjusted(SIGN + 4, 0, 0, 0)
            if words.width() > style.LARGE:
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, look.word)

    def _mark_at(self, point: QPoint) -> ShownMark | None:
        """Return the mark whose name is at a point."""
        return next((mark for rect, mark in self.names() if rect.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the mark that is clicked."""
        mark = self._mark_at(event.position().toPoint())
        if mark is not None:
            self._text.mark_chosen.emit(mark.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a click does."""
        mark = self._mark_at(event.position().toPoint())
        if mark is not None:
            words = f"{LOOKS[mark.kind].word}: xem ở bên phải"
            QToolTip.showText(event.globalPosition().toPoint(), words, self)


def _layer(kind: str) -> tuple[bool, int]:
    """Return what sorts marks of the same words: what only has a line under it comes first."""
    look = LOOKS[kind]
    return look.digit <= LOOKS["task"].digit, look.digit


def _paragraph(cursor: QTextCursor) -> QTextCursor:
    """Return a cursor over the paragraph a cursor is in."""
    made = QTextCursor(cursor)
    made.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    made.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return made


def characters(text: str, at: int) -> int:
    """Return how many characters stand before a place that Qt counts in UTF-16 units."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))


def units(text: str, at: int) -> int:
    """Return the place that Qt counts in UTF-16 units after so many characters."""
    return len(text[:at].encode("utf-16-le")) // 2
