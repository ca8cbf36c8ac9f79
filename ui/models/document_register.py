"""The register of related documents: what each lacks, its doubles, its files and tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox

from ntm_desktop.domain.documents import SECRECY_REFUSED, SECRECY_REFUSED_HINT
from ntm_desktop.domain.numbers import number_in_words
from ntm_desktop.services import related_documents
from ntm_desktop.services.related_documents import RegisteredDocument
from ntm_desktop.texts import DOCUMENT_UNNUMBERED
from ui import style
from ui.context import AppContext
from ui.models.register import Register, RegisterSpec, Row
from ui.models.row_table import Column
from ui.widgets.data_watch import DataWatch
from ui.widgets.document_parts import DocumentNotices, DocumentParts, DraftBar
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.record_form import FieldBox, RecordForm
from ui.widgets.undo_notice import UndoNotice

EMPTY_WHY = (
    "Căn cứ, nơi giao nhiệm vụ và kế hoạch mà xã làm theo được ghi ở đây một lần, rồi dùng lại "
    "trong cuộc họp, nhiệm vụ và báo cáo. Sổ văn thư đầy đủ vẫn ở hệ thống của cơ quan."
)
NOTHING_TYPED = "Chưa ghi số, ký hiệu. Không rõ số thì ghi loại văn bản hoặc trích yếu."
SAME = ("number", "issued_on", "document_type", "issuer", "subject")  # what makes a double
REFUSED_MARKS = ("Mật", "Tối mật", "Tuyệt mật")  # offered so that choosing one says why not
FIELDS = (
    *("number", "issued_on", "document_type", "issuer", "side", "subject", "relation"),
    *("direction", "signer", "signer_position", "secrecy", "meeting", "note"),
)
WIDTHS = {"number": 140, "issued_on": 120, "issuer": 150, "subject": 0, "relation": 120}
SHRUNK = {"standing": (240, 172), "number": (140, 116), "held": (110, 84)}
TIGHT, LEAST = 1000, 600  # of the list's width: from here on columns are narrower, or left out


class DocumentRegister(Register):
    """A register whose rows know what they lack; files and tasks stand under the form.

    A new document is a draft until it is kept: by Ctrl+Enter, by the button, by going elsewhere.
    Escape leaves it: `dropped` is told with its texts, `created` once one is kept.
    """

    created = Signal()
    dropped = Signal(dict)

    def __init__(
        self, context: AppContext, notice: NoticeBar, open_file: Callable[[Path], object]
    ) -> None:
        self._registered: Mapping[str, RegisteredDocument] = {}
        self.notices = DocumentNotices()
        self.parts = DocumentParts(context, UndoNotice(context, notice), open_file)
        self.draft = DraftBar()
        self._warned = ""
        self._double = ""
        super().__init__(context, self._spec(), notice)
        self.sides.side_closing.connect(self._drop_draft)
        self.draft.keep_asked.connect(self.keep_draft)
        self.draft.drop_asked.connect(self.sides.close_side)
        self.notices.held_asked.connect(self._open_held)
        DataWatch(self, context, self.reload, "task", "evidence")

    def _spec(self) -> RegisterSpec:
        """Return what the register shows."""
        return RegisterSpec(
            entity="official_document",
            columns=("number", "issued_on", "standing", "issuer", "subject", "relation", "held"),
            more={
                "standing": Column(
                    "Tình trạng", self._standing, state=self._sign, tooltip=self._why, width=215
                ),
                "held": Column("Tệp, việc", self._held, width=110),
            },
            fields=FIELDS,
            form_columns=2,
            add="Thêm văn bản",
            empty_title="Chưa có văn bản nào",
            empty_why=EMPTY_WHY,
            icon="register",
            order=lambda row: str(row.values["issued_on"] or ""),
            backwards=True,
            widths=WIDTHS,
            set_aside=("issuer", "relation", "held"),
        )

    # --- the columns ---

    def _sign(self, row: Row) -> str | None:
        """Return the sign of a row: entered twice, incomplete, complete."""
        held = self._registered.get(row.key)
        if held is None:
            return None
        if held.doubles:
            return "disagreed"
        return "done" if held.is_complete and not held.doubt else "unverified"

    def _standing(self, row: Row) -> str:
        """Return the words of a row's sign."""
        held = self._registered.get(row.key)
        if held is None:
            return ""
        words = [f"có thể ghi {times(len(held.doubles) + 1)}"] if held.doubles else []
        if held.doubt:
            words.append("có thể sai số")
        if held.incomplete:
            words.append(_lacks(held.incomplete))
        text = ", ".join(words) or "đủ"
        return text[:1].upper() + text[1:]

    def _why(self, row: Row) -> str:
        """Return everything there is to say about a row."""
        held = self._registered.get(row.key)
        if held is None:
            return ""
        return "\n".join(part for part in (held.text, self._standing(row), held.doubt) if part)

    def _held(self, row: Row) -> str:
        """Return how many files and tasks a document has."""
        held = self._registered.get(row.key)
        if held is None:
            return ""
        files = f"{held.files} tệp" if held.files else ""
        tasks = f"{held.tasks} việc" if held.tasks else ""
        return ", ".join(part for part in (files, tasks) if part)

    def _make_room(self, is_open: bool) -> None:
        """Give the words their room: narrower columns, and fewer of them, where it is tight."""
        super()._make_room(is_open)
        header, places = self.table.view.horizontalHeader(), self.spec.columns
        room = self.sides.main.width() if self.sides.main.isVisible() else self.width()
        is_tight = is_open or room < style.scaled(TIGHT)
        for name, (wide, narrow) in SHRUNK.items():
            header.resizeSection(places.index(name), style.scaled(narrow if is_tight else wide))
        for name, least in (("relation", TIGHT), ("issued_on", LEAST)):
            is_hidden = room < style.scaled(least) or (is_open and name in self.spec.set_aside)
            self.table.view.setColumnHidden(places.index(name), is_hidden)

    # --- around the form ---

    def registered(self, key: str) -> RegisteredDocument | None:
        """Return what is known of a document of the list."""
        return self._registered.get(key)

    def doubles_text(self) -> str:
        """Return how many documents were entered how often, "" where none was entered twice."""
        held = self._registered.values()
        groups = {frozenset((one.document.key, *one.doubles)) for one in held if one.doubles}
        counts = Counter(len(group) for group in groups)
        told = [f"{counts[size]} văn bản được ghi {times(size)}" for size in sorted(counts)]
        return ", ".join(told)

    def reload(self) -> None:
        """Read list, standing and open record again."""
        held = related_documents.register(self._context.workspace)
        self._registered = {one.document.key: one for one in held}
        super().reload()
        self._show_parts()

    def _new_form(self) -> RecordForm:
        """Make the form between what is doubtful and what belongs to the document."""
        for part in (self.notices, self.parts, self.draft):
            part.setParent(None)
            part.hide()
        form = super()._new_form()
        self.sides.content.insertWidget(0, self.notices)
        self.sides.content.insertWidget(1, self.draft)
        self.sides.content.insertWidget(3, self.parts)
        self._offer_marks(form.boxes["secrecy"])
        form.is_draft = True
        form.keep_asked.connect(self.keep_draft)
        for name in SAME:
            form.boxes[name].left.connect(self._warn_of_double)
        self._keys = QShortcut(QKeySequence("Ctrl+Return"), form)
        self._keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keys.activated.connect(self.keep_draft)
        return form

    def _offer_marks(self, box: FieldBox) -> None:
        """Offer the marks above Thường: choosing one says at once that it is not taken."""
        marks: Any = box.editor
        assert isinstance(marks, QComboBox)
        for mark in REFUSED_MARKS:
            marks.addItem(mark, mark)

        def refuse() -> None:
            if box.text() in REFUSED_MARKS and not box.has_error():
                box.show_error(SECRECY_REFUSED, SECRECY_REFUSED_HINT)

        marks.activated.connect(refuse)

    def open(self, key: str) -> None:
        """Show one document with its files and tasks."""
        super().open(key)
        self._show_parts()

    def add(self) -> None:
        """Show an empty form; files and tasks come once the document is kept."""
        super().add()
        self._show_parts()

    def start_with(self, texts: Mapping[str, str]) -> None:
        """Show a form filled in from a printed reference, to be put right; Enter keeps it."""
        self.add()
        if self.form is not None:
            self.form.start_new(texts)
            self.form.enter_keeps = True
            self._warn_of_double()

    # --- a document that is not kept yet ---

    def is_draft(self) -> bool:
        """Say whether the form shows a document that is not kept yet."""
        return self.form is not None and self.form.is_new()

    def _warn_of_double(self) -> None:
        """Say over the form of a new document that it may be there already."""
        if not self.is_draft():
            return
        assert self.form is not None
        texts = {name: self.form.boxes[name].text().strip() or None for name in SAME}
        day: Any = self.form.boxes["issued_on"].editor
        values = {**texts, "issued_on": day.date().isoformat() if day.date() else None}
        if not texts["number"] and not texts["subject"]:
            group = None
        else:
            group = related_documents.doubles_of_draft(self._context.workspace, values)
        others = [one for one in group.documents if one.key] if group is not None else []
        self._double = others[0].key if others else ""
        held = self._registered.get(self._double)
        self.notices.show_draft(f"Có thể văn bản này đã có: {held.text}." if held else "")

    def keep_draft(self) -> None:
        """Keep a new document; where it turns out to be there already, only say so at first."""
        if not self.is_draft():
            return
        assert self.form is not None
        before = self._double
        self._warn_of_double()
        if self._double and self._double not in (before, self._warned):
            self._warned = self._double
            return
        self._name_unnumbered()
        if self.form.create_now():
            self.created.emit()
        elif not self.form.texts()["number"].strip():
            self.form.boxes["number"].show_error(NOTHING_TYPED)

    def _name_unnumbered(self) -> None:
        """Say in the number of a new document that none is known, where something else is."""
        assert self.form is not None
        texts = self.form.texts()
        is_told = any(texts[name].strip() for name in ("subject", "document_type"))
        if self.is_draft() and is_told and not texts["number"].strip():
            self.form.boxes["number"].set_text(DOCUMENT_UNNUMBERED)

    def _save(self, name: str, text: str) -> None:
        """Keep one field; a number that is taken out is one that is not known."""
        super()._save(name, text if name != "number" or text.strip() else DOCUMENT_UNNUMBERED)

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new document; from then on each field is kept when it is left."""
        super()._create(texts)
        self._show_parts()

    def _drop_draft(self) -> None:
        """Leave a new document that is not kept, with a way back to what was typed."""
        if not self.is_draft():
            return
        assert self.form is not None
        texts = {name: text for name, text in self.form.texts().items() if text.strip()}
        self.form.give_up()
        if texts:
            self.dropped.emit(texts)

    def _open_held(self) -> None:
        """Show the document there is already, instead of the one that is not kept."""
        key = self._double
        self.sides.close_side()
        self.open(key)

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self.is_draft():
            self._name_unnumbered()
        super().leave()

    def _follow(self, row: Row) -> None:
        """Show the record gone to."""
        super()._follow(row)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show what belongs to the open document as it is now."""
        if self.form is None:
            return
        is_new = self.is_draft() or self._key is None
        self.draft.setVisible(is_new)
        self._keys.setEnabled(is_new)
        held = self._registered.get(self._key or "")
        self.parts.show_document(self._key if held is not None and self._key else "")
        lacks = held.incomplete if held is not None else ()
        doubt = held.doubt if held is not None else ""
        self.notices.show_document(lacks, doubt, self.double_text())

    def double_text(self) -> str:
        """Return what the open document shares with others, "" for nothing."""
        group = self.double_group()
        return group.text if group is not None else ""

    def double_group(self) -> related_documents.Doubles | None:
        """Return the group of doubles the open document belongs to."""
        held = self._registered.get(self._key or "")
        if held is None or not held.doubles:
            return None
        groups = related_documents.doubles(self._context.workspace)
        return next((g for g in groups if any(d.key == self._key for d in g.documents)), None)


def times(count: int) -> str:
    """Return "hai lần", "ba lần"."""
    return f"{number_in_words(count)} lần"


def _lacks(words: tuple[str, ...]) -> str:
    """Return "thiếu ngày, cơ quan ban hành"."""
    parts = [word.removeprefix("thiếu ") for word in words]
    return f"thiếu {', '.join(parts)}"
