"""How a cell state is painted, and editors that lose no key of a Vietnamese keyboard."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import style
from ui.models.row_table import STATE_ROLE, Index

_TYPING_BLOCKERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class StateDelegate(QStyledItemDelegate):
    """Paints a state as sign and word in its colour; a cell without a state is painted as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the sign before the word."""
        state = style.STATES.get(index.data(STATE_ROLE) or "")
        if state is None:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        paint_state(painter, QRectF(option.rect), state, index.data() or "", option)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint selection, hover and lines of the cell, without its text."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        widget = option.widget
        look = widget.style()
        look.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)


def paint_state(
    painter: QPainter,
    rect: QRectF,
    state: style.State,
    word: str,
    option: QStyleOptionViewItem,
) -> None:
    """Paint a state's sign and word into a cell; a narrow cell shows the sign alone."""
    painter.save()
    side = style.ICON - 2
    sign = QRectF(rect.left() + style.SMALL, rect.center().y() - side / 2, side, side)
    style.paint_icon(painter, sign, state.icon, state.token)
    text_rect = rect.adjusted(style.SMALL + side + 6, 0, -style.TINY, 0)
    if text_rect.width() > style.HUGE:
        painter.setPen(style.colour(state.token))
        shown = option.fontMetrics.elidedText(
            word, Qt.TextElideMode.ElideRight, int(text_rect.width())
        )
        painter.drawText(
            text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
        )
    painter.restore()


class CellEdit(QLineEdit):
    """The field a cell turns into; Backspace and the arrows belong to it while it is open."""

    def __init__(self, parent: QWidget | None = None, *, numeric: bool = False) -> None:
        super().__init__(parent)
        self._left_one = False
        self.setProperty("kind", "cell")
        self.setFrame(False)
        if numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def event(self, event: QEvent) -> bool:
        """Keep Backspace from being read as a shortcut of the window."""
        if event.type() is QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use the key, and remember whether it was left for the table, which Qt asks next."""
        super().keyPressEvent(event)
        self._left_one = not event.isAccepted()

    def takes_back(self) -> bool:
        """Say (once) whether the key the table now sees is one this field did not use."""
        left, self._left_one = self._left_one, False
        return left


class TextDelegate(StateDelegate):
    """Edits a cell as text; what was typed goes to the model as it stands, nothing is guessed."""

    def __init__(self, parent: QObject | None = None, *, numeric: bool = False) -> None:
        super().__init__(parent)
        self._numeric = numeric

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a field over the cell and nothing beside it."""
        del option
        editor = CellEdit(parent, numeric=self._numeric)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title or "Giá trị"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the text as it is edited, all of it selected so that typing replaces it."""
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text to the model."""
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Keep the field inside its cell, so it never covers its neighbours."""
        del index
        editor.setGeometry(option.rect)


class NumberDelegate(TextDelegate):
    """A text delegate whose field is aligned as numbers are; parsing is the service's work."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent, numeric=True)


class ChoiceDelegate(StateDelegate):
    """Edits a cell as one of several choices: (stored word, label)."""

    def __init__(self, choices: tuple[tuple[str, str], ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open the list of choices."""
        del option, index
        editor = QComboBox(parent)
        editor.setProperty("kind", "cell")
        editor.setAccessibleName("Lựa chọn")
        for value, label in self._choices:
            editor.addItem(label, value)
        editor.activated.connect(lambda: self._finish(editor))
        return editor

    def _finish(self, editor: QComboBox) -> None:
        """Take the choice at once."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start at the present choice, given as its stored word or as its label."""
        assert isinstance(editor, QComboBox)
        present = index.data(Qt.ItemDataRole.EditRole)
        place = editor.findData(present)
        editor.setCurrentIndex(place if place >= 0 else editor.findText(str(present)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the stored word of the choice to the model."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)


class TypingTable(QTableView):
    """A table for typing: any key opens the cell, Enter goes down, no key is lost on the way.

    A Vietnamese keyboard program sends Backspace and letters in one burst; keys that still reach
    the table while a cell is being edited are handed on to the cell's field.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)

    def keyboardSearch(self, search: str) -> None:
        """Never jump to another row because a letter was typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand typed keys to the cell's field; open it first where it is closed."""
        editor = self.open_editor()
        if editor is not None and editor.takes_back():
            super().keyPressEvent(event)
        elif editor is not None:
            QApplication.sendEvent(editor, event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open_or_go_down()
        elif not self._type_into_cell(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the cell for the first syllable an input method composes."""
        editor = self.open_editor()
        if editor is None and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            editor = self.open_editor()
        if editor is not None:
            QApplication.sendEvent(editor, event)
        else:
            super().inputMethodEvent(event)

    def open_editor(self) -> CellEdit | None:
        """Return the field of the cell that is being edited, if any."""
        if self.state() is not QAbstractItemView.State.EditingState:
            return None
        found = self.indexWidget(self.currentIndex())
        return found if isinstance(found, CellEdit) else None

    def _type_into_cell(self, event: QKeyEvent) -> bool:
        """Open the cell with the key that was typed; say whether the key was one to type."""
        if not event.text().isprintable() or not event.text():
            return False
        if event.modifiers() & _TYPING_BLOCKERS:
            return False
        return bool(
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
        )

    def _open_or_go_down(self) -> None:
        """Open the cell; where it cannot be edited, go to the next row."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.activated.emit(index)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Close the field; Enter goes on to the next row, as in a spreadsheet."""
        super().closeEditor(editor, hint)
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache:
            below = self.model().index(self.currentIndex().row() + 1, self.currentIndex().column())
            if below.isValid():
                self.setCurrentIndex(below)
