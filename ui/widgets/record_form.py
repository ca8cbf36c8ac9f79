"""A form made from an entity's declaration; each field is saved when it is left."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import texts as words
from ntm_desktop.domain.entity import (
    Entity,
    Field,
    Kind,
    entity_named,
    join_keys,
    split_keys,
)
from ntm_desktop.errors import UserError
from ui import notices, style
from ui.widgets.date_edit import DateEdit
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.page import label
from ui.widgets.suggest_field import SuggestField
from ui.widgets.text_field import TextField

Choices = Sequence[tuple[str, str]]
REQUIRED = "Cần ghi mục này thì mới lưu được."
BOOLEAN_CHOICES: Choices = (("có", "Có"), ("không", "Không"))


def edit_texts(record: Any, edit_text: Callable[[Field, Any], str]) -> dict[str, str]:
    """Return what a form shows of a `services.records.Record`; pass `records.edit_text`."""
    fields = entity_named(record.entity).fields
    held = {name: edit_text(field, record.values.get(name)) for name, field in fields.items()}
    return RecordTexts(held, getattr(record, "conflicts", ()))


class RecordTexts(dict[str, str]):
    """The texts of a record by field; `disagreed` are the fields two offices set differently."""

    def __init__(self, held: Mapping[str, str], disagreed: Iterable[str] = ()) -> None:
        super().__init__(held)
        self.disagreed = frozenset(disagreed)


class LongTextEdit(QPlainTextEdit):
    """Text of several paragraphs; grows with its text, Tab leaves it, leaving it saves it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: tuple[int, int] = (2, 8)) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def line_count(self) -> int:
        """Return how many lines the text takes at the width there is.

        After a change of width Qt lays out the visible paragraphs only and counts every other one
        as one line, so each is laid out first.
        """
        layout = self.document().documentLayout()
        block = self.document().firstBlock()
        while block.isValid():
            layout.blockBoundingRect(block)
            block = block.next()
        return int(self.document().size().height())

    def _fit(self) -> None:
        """Be as high as the text, within the limits."""
        lines = min(max(self.line_count(), self._lines[0]), self._lines[1])
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * style.SMALL + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: another width wraps the text into other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left (not when only a menu or another window opened)."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class CalmComboBox(QComboBox):
    """A list of choices that the mouse wheel does not change while a page is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, text) choices; what is chosen stays chosen where it is still there."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] == list(choices):
            return
        chosen = self.currentData()
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(chosen), 0))


class FieldBox(QWidget):
    """One field: its label, its editor by kind, a hint or the error under it."""

    left = Signal(str)

    def __init__(
        self,
        field: Field,
        choices: Choices = (),
        today: datetime.date | None = None,
        editor: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.field = field
        self._today = today
        self._choices = choices
        self.editor = editor or self._make_editor()
        self.note = label("", "small", wrap=True)
        self._name = label(_label_text(field), "small")
        self._name.setBuddy(self.editor)
        self._set_up_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._name)
        column.addWidget(self.editor)
        column.addWidget(self.note)
        column.addStretch(1)
        self.clear_error()

    def _make_editor(self) -> QWidget:
        """Return the editor for the field's kind."""
        kind = self.field.kind
        if kind is Kind.LONG_TEXT:
            return LongTextEdit()
        if kind is Kind.MONEY:
            return MoneyEdit()
        if kind is Kind.DATE:
            return DateEdit(self._today)
        if kind is Kind.REFERENCES:
            return _check_list(self._choices)
        if kind in (Kind.CHOICE, Kind.REFERENCE, Kind.BOOLEAN):
            return _combo(self._combo_choices())
        return TextField()

    def _combo_choices(self) -> Choices:
        """Return the choices of a list field."""
        if self.field.kind is Kind.BOOLEAN:
            return BOOLEAN_CHOICES
        return self._choices or tuple(self.field.choices.items())

    def _set_up_editor(self) -> None:
        """Name the editor and tell when it is left."""
        editor = self.editor
        inner = editor.edit if isinstance(editor, MoneyEdit) else editor
        inner.setAccessibleName(self.field.label)
        if self.field.help:
            inner.setAccessibleDescription(self.field.help)
        if isinstance(editor, LongTextEdit | MoneyEdit):
            editor.left.connect(self._leave)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self._leave)
        elif isinstance(editor, QListWidget):
            editor.itemChanged.connect(self._leave)
        elif isinstance(editor, QLineEdit):
            editor.editingFinished.connect(self._leave)
        if isinstance(editor, DateEdit):
            editor.picked.connect(self._leave)
        if isinstance(editor, SuggestField):
            editor.taken.connect(lambda _: self._leave())

    def _leave(self) -> None:
        """Tell that this field was left."""
        self.left.emit(self.field.name)

    def text(self) -> str:
        """Return what is typed or chosen, as the services take it."""
        editor = self.editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        if isinstance(editor, QListWidget):
            return join_keys(_checked(editor)) or ""
        if isinstance(editor, LongTextEdit):
            return editor.toPlainText()
        assert isinstance(editor, QLineEdit | MoneyEdit)
        return editor.text()

    def set_text(self, text: str) -> None:
        """Show a text without telling that it was changed."""
        editor = self.editor
        editor.blockSignals(True)
        if isinstance(editor, QComboBox):
            _choose(editor, text, self.field.choices.get(text, text))
        elif isinstance(editor, QListWidget):
            _check(editor, split_keys(text))
        elif isinstance(editor, LongTextEdit):
            editor.setPlainText(text)
            editor._fit()
        elif isinstance(editor, MoneyEdit):
            editor.set_text(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setCursorPosition(0)
        editor.blockSignals(False)
        self.clear_error()

    def show_error(self, message: str, hint: str = "") -> None:
        """Show why the typed text is not kept, under the field; the text stays as typed."""
        self._show_note(f"{message} {hint}".strip(), "error", invalid=True)

    def clear_error(self) -> None:
        """Show the field's own hint, if it has one, instead of an error."""
        self._show_note(self.field.help, "faint", invalid=False)

    def set_disagreed(self, is_disagreed: bool) -> None:
        """Say beside the name that two offices set the field differently, or take it back."""
        mark = f" · {words.DISAGREED}" if is_disagreed else ""
        self._name.setText(f"{_label_text(self.field)}{mark}")
        self._name.setToolTip(words.DISAGREED_CELL if is_disagreed else "")
        style.set_kind(self._name, "warning" if is_disagreed else "small")

    def has_error(self) -> bool:
        """Say whether the field shows an error."""
        return bool(self.note.property("kind") == "error")

    def _show_note(self, text: str, kind: str, *, invalid: bool) -> None:
        """Show one line under the field and mark the field."""
        self.note.setText(text)
        style.set_kind(self.note, kind)
        self.note.setVisible(bool(text))
        self._fit_note()
        if isinstance(self.editor, MoneyEdit):
            self.editor.set_refused(invalid)
        target = self.editor.edit if isinstance(self.editor, MoneyEdit) else self.editor
        if target.property("invalid") != invalid:
            target.setProperty("invalid", invalid)
            style.set_kind(target, target.property("kind") or "")
        target.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the note under the field the lines it needs at its width."""
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        """Keep a note of several lines whole where the column is narrow."""
        height = self.note.heightForWidth(self.width()) if self.note.text() else 0
        self.note.setMinimumHeight(max(height, 0))

    def focus(self) -> None:
        """Put the cursor into the field."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class RecordForm(QWidget):
    """The fields of an entity in a grid; each is saved by `save(field, text)` when it is left.

    A `UserError` raised by `save` is shown under the field and the text stays. With `create`, a
    form started by `start_new` collects texts until every required field is filled, then calls
    `create(texts)` once; the screen then calls `load` with the record that came to be.
    `choices(field)` gives (key, title) pairs for references. `withheld` maps a field to a choice
    that is not offered; a record that has it still shows it. `editors` gives a text field another
    editor of the same make, one that suggests. A new record in a form with `is_draft` is not
    created by leaving a field but by `create_now`; Enter asks for it by `keep_asked` where
    `enter_keeps`.
    """

    saved = Signal(str)
    keep_asked = Signal()

    def __init__(
        self,
        entity: Entity,
        save: Callable[[str, str], object],
        *,
        create: Callable[[Mapping[str, str]], object] | None = None,
        fields: Iterable[str] = (),
        choices: Callable[[Field], Choices] | None = None,
        columns: int = 2,
        withheld: Mapping[str, str] | None = None,
        today: datetime.date | None = None,
        editors: Mapping[str, QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity = entity
        self._withheld = withheld or {}
        self._editors = editors or {}
        self._save, self._create = save, create
        self.is_draft = self.enter_keeps = False
        self._is_new = self._is_given_up = False
        self._last: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        names = tuple(fields) or tuple(
            name for name, field in entity.fields.items() if not field.hidden
        )
        self.boxes: dict[str, FieldBox] = {}
        for name in names:
            self._add_box(entity.field(name), choices, today)
        self._lay_out(columns)

    def _add_box(
        self,
        field: Field,
        choices: Callable[[Field], Choices] | None,
        today: datetime.date | None,
    ) -> None:
        """Make the box of one field."""
        refers = field.kind in (Kind.REFERENCE, Kind.REFERENCES)
        offered: Choices = choices(field) if refers and choices else ()
        if field.name in self._withheld:
            offered = [
                pair for pair in field.choices.items() if pair[0] != self._withheld[field.name]
            ]
        box = FieldBox(field, offered, today, self._editors.get(field.name))
        box.left.connect(self._leave)
        box.editor.installEventFilter(self)
        self.boxes[field.name] = box

    def _lay_out(self, columns: int) -> None:
        """Place the boxes: long text over the whole width, others side by side."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.MEDIUM)
        row, column = 0, 0
        for name, box in self.boxes.items():
            wide = _is_wide(self.entity, name)
            if wide and column:
                row, column = row + 1, 0
            grid.addWidget(box, row, column, 1, columns if wide else 1)
            column = columns if wide else column + 1
            if column >= columns:
                row, column = row + 1, 0
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(row + 1, 1)

    def load(self, texts: Mapping[str, str]) -> None:
        """Show a kept record; `texts` maps field to its edit text (`services.records.edit_text`).

        A field with the cursor in it, typed in but not left yet, keeps what is typed.
        """
        self._is_new = False
        disagreed = texts.disagreed if isinstance(texts, RecordTexts) else frozenset()
        for name, box in self.boxes.items():
            box.set_disagreed(name in disagreed)
            text = texts.get(name, "")
            typing = _has_focus(box) and box.text() != self._last.get(name, "")
            self._last[name] = text
            if not typing and not (box.has_error() and box.text() != text):
                box.set_text(text)
                self._last[name] = box.text()  # a choice shows its label and keeps its word

    def reset(self, texts: Mapping[str, str]) -> None:
        """Show another record, whatever is typed now."""
        self._last = {name: box.text() for name, box in self.boxes.items()}
        for box in self.boxes.values():
            box.clear_error()
        self.load(texts)
        for name, box in self.boxes.items():
            box.set_text(texts.get(name, ""))

    def start_new(self, texts: Mapping[str, str] | None = None) -> None:
        """Empty the form for a new record, with `texts` already filled in."""
        self.reset(texts or {})
        self._is_new, self._is_given_up = True, False
        self._last, self._starts = {}, dict(texts or {})
        next(iter(self.boxes.values())).focus()

    def texts(self) -> dict[str, str]:
        """Return what every field holds now."""
        return {name: box.text() for name, box in self.boxes.items()}

    def is_new(self) -> bool:
        """Say whether the form is for a record that is not kept yet."""
        return self._is_new

    def save_now(self) -> bool:
        """Save what is typed but not left yet; say what is not kept, and return whether all is."""
        if self._is_given_up:
            return True
        if self._is_new and self.is_draft:
            self.create_now()
        for name in tuple(self.boxes):
            self._leave(name)
        refused = [box for box in self.boxes.values() if box.has_error()]
        if refused:
            typed = ", ".join(f"{box.field.label} “{box.text()}”" for box in refused)
            notices.say(f"Chưa lưu {typed}: {refused[0].note.text()}")
        elif self._is_new and self._has_new_text():
            lacking = self._lacking()
            for box in lacking:
                box.show_error(REQUIRED)
            named = ", ".join(box.field.label for box in lacking)
            notices.say(f"Chưa lưu {self.entity.label} vì còn thiếu: {named}.")
        return not refused

    def unsaved(self) -> str:
        """Return what is typed here and not kept, with what it lacks; "" for nothing.

        A new record that only holds what it began with is nothing.
        """
        if self._is_given_up:
            return ""
        refused = [box for box in self.boxes.values() if box.has_error() and box.text().strip()]
        typed = ", ".join(f"{box.field.label} “{box.text().strip()}”" for box in refused)
        if not self._is_new:
            return f"{self.entity.label}: {typed}" if refused else ""
        if not self._has_new_text():
            return ""
        lacking = ", ".join(box.field.label for box in self._lacking())
        why = [f"còn thiếu {lacking}" if lacking else "", f"chưa nhận {typed}" if typed else ""]
        return f"{self.entity.label}: {'; '.join(filter(None, why)) or 'chưa ghi'}"

    def _lacking(self) -> list[FieldBox]:
        """Return the required fields without a text."""
        return [box for box in self.boxes.values() if box.field.required and not box.text().strip()]

    def create_now(self) -> bool:
        """Create the record of a draft, where it has what is required; say whether it is kept.

        A refusal stands under the field it speaks of, by its name or by what is typed there.
        """
        refused = None
        if self._is_new and not self._is_given_up:
            refused = self._create_when_ready(next(iter(self.boxes)))
        if refused is not None:
            said = str(refused)
            texts = {box: box.text().strip() for box in self.boxes.values()}
            named = [box for box, text in texts.items() if box.field.label in said]
            typed = [box for box, text in texts.items() if text and text in said]
            typed.sort(key=lambda one: -len(texts[one]))
            box = next(iter(named + typed), next(iter(self.boxes.values())))
            next(iter(self.boxes.values())).clear_error()
            box.show_error(said, refused.hint)
            box.focus()
        return not self._is_new

    def _box_said(self, error: UserError, name: str) -> FieldBox:
        """Return the box whose text a refusal speaks of, by default the one that was left."""
        said = str(error)
        texts = {box: box.text().strip() for box in self.boxes.values()}
        left = self.boxes[name]
        if not texts[left] or texts[left] not in said:
            typed = [box for box, text in texts.items() if len(text) > 1 and f"“{text}”" in said]
            named = [box for box in self.boxes.values() if f"“{box.field.label}”" in said]
            return next(iter(typed + named), left)
        return left

    def give_up(self) -> None:
        """Forget what is typed for a new record: nothing of it is kept, whatever is left."""
        self._is_given_up = self._is_new

    def _has_new_text(self) -> bool:
        """Say whether a person typed anything into a new form."""
        return any(
            text.strip() and text != self._starts.get(name, "")
            for name, text in self.texts().items()
        )

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self.boxes[name].focus()

    def _box_of(self, editor: QObject) -> FieldBox | None:
        """Return the box of an editor."""
        return next((box for box in self.boxes.values() if box.editor is editor), None)

    def _leave(self, name: str) -> None:
        """Save a field that was left, if its text is another than the one kept."""
        box = self.boxes[name]
        text = box.text()
        if self._is_given_up or (self._is_new and self.is_draft):
            return
        if text == self._last.get(name, "") and not (self._is_new and text):
            if not self._is_new:
                box.clear_error()
            return
        if self._is_new and self._create is not None:
            self._create_when_ready(name)
        else:
            self._keep(box, text)

    def _keep(self, box: FieldBox, text: str) -> None:
        """Save one field; show the reason under it where it is refused."""
        name = box.field.name
        try:
            self._save(name, text)
        except UserError as error:
            box.show_error(str(error), error.hint)
            return
        self._last[name] = text
        box.clear_error()
        self.saved.emit(name)

    def _create_when_ready(self, name: str) -> UserError | None:
        """Create the record once every required field has a text; return why it is refused."""
        assert self._create is not None
        if any(box.field.required and not box.text().strip() for box in self.boxes.values()):
            return None
        for box in self.boxes.values():
            if box.note.text() == REQUIRED:
                box.clear_error()
        filled = {field: text for field, text in self.texts().items() if text.strip()}
        try:
            self._create(filled)
        except UserError as error:
            self._box_said(error, name).show_error(str(error), error.hint)
            return error
        self._is_new = False
        self._last = self.texts()
        self.boxes[name].clear_error()
        self.saved.emit(name)
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter in a one-line field go on to the next one, unless what it holds is refused."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(watched, QLineEdit | MoneyEdit)
            and not (isinstance(watched, SuggestField) and watched.has_choice())
        ):
            if self._is_new and self.is_draft and self.enter_keeps:
                self.keep_asked.emit()
                return True
            box = self._box_of(watched)
            if box is not None and isinstance(watched, QLineEdit):  # an amount told it already
                self._leave(box.field.name)
            if box is None or not box.has_error():
                self.focusNextChild()
            return True
        return super().eventFilter(watched, event)


def _is_wide(entity: Entity, name: str) -> bool:
    """Say whether a field takes the whole width."""
    kind = entity.fields[name].kind
    return kind in (Kind.LONG_TEXT, Kind.REFERENCES) or name == entity.title_field


def _label_text(field: Field) -> str:
    """Return the label with the measure and a star where the field is required."""
    shown = f"{field.label} ({field.measure})" if field.measure else field.label
    return f"{shown} *" if field.required else shown


def _has_focus(box: FieldBox) -> bool:
    """Say whether the cursor is in the field."""
    focused = box.editor.focusProxy() or box.editor
    return focused.hasFocus()


def _combo(choices: Choices) -> QComboBox:
    """Return a list of choices with an empty one first."""
    combo = CalmComboBox()
    combo.addItem("—", "")
    for value, text in choices:
        combo.addItem(text[:1].upper() + text[1:], value)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def _choose(combo: QComboBox, text: str, words: str) -> None:
    """Choose by stored word or by label; one that is not offered is kept, shown as `words`."""
    place = combo.findData(text)
    if place < 0:
        place = combo.findText(text, Qt.MatchFlag.MatchFixedString)
    if place < 0:
        combo.addItem(words[:1].upper() + words[1:], text)
        place = combo.count() - 1
    combo.setCurrentIndex(place)


def _check_list(choices: Choices) -> QListWidget:
    """Return a list whose items can be ticked."""
    made = QListWidget()
    made.setFixedHeight(4 * style.row_height())
    for value, text in choices:
        item = QListWidgetItem(text, made)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setCheckState(Qt.CheckState.Unchecked)
    return made


def _checked(shown: QListWidget) -> list[str]:
    """Return the keys that are ticked."""
    items = [shown.item(place) for place in range(shown.count())]
    return [
        str(item.data(Qt.ItemDataRole.UserRole))
        for item in items
        if item.checkState() is Qt.CheckState.Checked
    ]


def _check(shown: QListWidget, keys: Iterable[str]) -> None:
    """Tick exactly these keys."""
    wanted = set(keys)
    for place in range(shown.count()):
        item = shown.item(place)
        on = item.data(Qt.ItemDataRole.UserRole) in wanted
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
