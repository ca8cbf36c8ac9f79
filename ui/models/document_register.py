"""The register of related documents: what each lacks, its doubles, its files and tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from ntm_desktop.domain.documents import SECRECY_REFUSED, SECRECY_REFUSED_HINT
from ntm_desktop.services import related_documents
from ntm_desktop.services.related_documents import RegisteredDocument
from ui import style
from ui.context import AppContext
from ui.models.register import Register, RegisterSpec, Row
from ui.models.row_table import Column
from ui.widgets.data_watch import DataWatch
from ui.widgets.document_parts import DocumentNotices, DocumentParts
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.record_form import FieldBox, RecordForm
from ui.widgets.undo_notice import UndoNotice

EMPTY_WHY = (
    "Căn cứ, nơi giao nhiệm vụ và kế hoạch mà xã làm theo được ghi ở đây một lần, rồi dùng lại "
    "trong cuộc họp, nhiệm vụ và báo cáo. Sổ văn thư đầy đủ vẫn ở hệ thống của cơ quan."
)
REFUSED_MARKS = ("Mật", "Tối mật", "Tuyệt mật")  # offered so that choosing one says why not
FIELDS = (
    *("number", "issued_on", "document_type", "issuer", "side", "subject", "relation"),
    *("direction", "signer", "signer_position", "secrecy", "meeting", "note"),
)
WIDTHS = {"number": 140, "issued_on": 120, "issuer": 150, "subject": 0, "relation": 120}
SHRUNK = {"standing": (215, 150), "number": (140, 116), "held": (110, 84)}
TIGHT, LEAST = 1000, 600  # of the list's width: from here on columns are narrower, or left out


class DocumentRegister(Register):
    """A register whose rows know what they lack; files and tasks stand under the form."""

    def __init__(
        self, context: AppContext, notice: NoticeBar, open_file: Callable[[Path], object]
    ) -> None:
        self._registered: Mapping[str, RegisteredDocument] = {}
        self.notices = DocumentNotices()
        self.parts = DocumentParts(context, UndoNotice(context, notice), open_file)
        super().__init__(context, self._spec(), notice)
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
        words = ["có thể ghi hai lần"] if held.doubles else []
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

    def count_doubles(self) -> int:
        """Return how many documents were probably entered more than once."""
        held = self._registered.values()
        return len({frozenset((one.document.key, *one.doubles)) for one in held if one.doubles})

    def reload(self) -> None:
        """Read list, standing and open record again."""
        held = related_documents.register(self._context.workspace)
        self._registered = {one.document.key: one for one in held}
        super().reload()
        self._show_parts()

    def _new_form(self) -> RecordForm:
        """Make the form between what is doubtful and what belongs to the document."""
        for part in (self.notices, self.parts):
            part.setParent(None)
        form = super()._new_form()
        self.sides.content.insertWidget(0, self.notices)
        self.sides.content.insertWidget(2, self.parts)
        self._offer_marks(form.boxes["secrecy"])
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

    def _follow(self, row: Row) -> None:
        """Show the record gone to."""
        super()._follow(row)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show what belongs to the open document as it is now."""
        if self.form is None:
            return
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


def _lacks(words: tuple[str, ...]) -> str:
    """Return "thiếu ngày, cơ quan ban hành"."""
    parts = [word.removeprefix("thiếu ") for word in words]
    return f"thiếu {', '.join(parts)}"
