"""Many works typed or pasted at once: nothing is written until all rows go in as one step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.entity import Kind, entity_named
from ntm_desktop.domain.numbers import doubtful_money, format_money, parse_money
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import UserError
from ntm_desktop.services import records
from ntm_desktop.services.entry import ValueDraft
from ui import style
from ui.models.plain_sheet import NOT_TAKEN
from ui.models.row_table import Index
from ui.models.typing_grid import REFUSAL_ROLE, Choices, Refusal, TypingGrid, read_block
from ui.models.typing_sheet import SIGN, SheetDelegate, TypingSheet

FIELDS = (
    *("name", "work_type", "village", "count", "quantity", "measure_unit"),
    *("total_investment", "state", "progress", "investor", "note"),
)
TITLES: Mapping[str, str] = {
    "name": "Tên công trình *",
    "work_type": "Loại",
    "count": "Số c.trình",
    "quantity": "Khối lượng",
    "measure_unit": "ĐVT",
    "total_investment": "Tổng mức",
    "progress": "Tiến độ %",
}
WIDTHS: Mapping[str, int] = {
    "name": 250,
    "work_type": 120,
    "village": 100,
    "count": 76,
    "quantity": 86,
    "measure_unit": 66,
    "total_investment": 96,
    "state": 120,
    "progress": 76,
    "investor": 120,
    "note": 150,
}
_NUMBERS = (Kind.NUMBER, Kind.INTEGER, Kind.MONEY)
_SPARE, _MOST = 12, 2000
_WITH_UNIT = re.compile(r"([0-9][0-9., ]*)\s*([^\W\d].*)", re.DOTALL)
_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("ten cong trinh", "cong trinh", "ten du an", "ten cong trinh, du an", "danh muc",
             "danh muc cong trinh", "noi dung", "hang muc"),
    "work_type": ("loai", "loai cong trinh"),
    "village": ("thon", "dia diem", "dia diem xay dung", "thon, xom", "to dan pho"),
    "count": ("so c.trinh", "so cong trinh", "so luong cong trinh"),
    "quantity": ("khoi luong", "quy mo", "chieu dai", "so luong"),
    "measure_unit": ("dvt", "don vi", "don vi tinh"),
    "total_investment": ("tong muc", "tong muc dau tu", "tmdt", "tong von", "tong von dau tu",
                         "kinh phi"),
    "state": ("trang thai", "tinh trang"),
    "progress": ("tien do", "tien do %", "% tien do", "ty le hoan thanh"),
    "investor": ("chu dau tu",),
    "note": ("ghi chu",),
}  # fmt: skip
_HEAD_WORDS = {word: name for name, words in _HEADS.items() for word in words}
_NUMBERING = ("tt", "stt", "so tt")
_MONEY_HEAD = re.compile(r"\b((?:nghin|trieu|ty) dong|dong|trieu|ty)\b")
_MONEY_WORDS = {"nghin dong": "nghìn đồng", "dong": "đồng", "ty dong": "tỷ đồng", "ty": "tỷ đồng"}
HEADING_ROWS = 3
TWO_READINGS = "Số tiền này có thể hiểu hai cách."
NO_NAME = "Dòng này chưa có tên công trình."
NO_NAME_HINT = "Gõ tên, hoặc xóa cả dòng."


class WorksDraft(TypingGrid):
    """Rows of texts by field; `counted` tells that rows or verdicts changed.

    A `ValueDraft` names a cell here: `period_id` is its row, `indicator` its field.
    """

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._keep, parent)
        self._entity = entity_named("work")
        self._texts: dict[tuple[int, str], str] = {}
        self._rows = _SPARE

    # --- what a typing grid answers ---

    @property
    def criteria_set(self) -> CriteriaSet | None:
        """Return no set: the cells are of works."""
        return None

    def can_edit(self, row: int, column: int) -> bool:
        """Say that every cell can be typed in."""
        return 0 <= row < self._rows and 0 <= column < len(FIELDS)

    def draft_at(self, row: int, column: int, text: str = "") -> ValueDraft:
        """Return a text as it belongs to a cell."""
        return ValueDraft("", str(row), FIELDS[column], text)

    def index_of(self, draft: ValueDraft) -> QModelIndex:
        """Return the cell a draft belongs to."""
        return self.index(int(draft.period_id), FIELDS.index(draft.indicator))

    def stored_text(self, row: int, column: int) -> str:
        """Return what is kept in a cell."""
        return self._texts.get((row, FIELDS[column]), "")

    def choices_at(self, row: int, column: int) -> Choices:
        """Return the types or states to pick from."""
        del row
        found = self._entity.field(FIELDS[column]).choices
        return tuple((word, word[:1].upper() + word[1:]) for word in found.values())

    def belongs_here(self, draft: ValueDraft) -> bool:
        """Say whether a draft is of a row there is."""
        return int(draft.period_id) < self._rows

    # --- the table ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many rows there are, the empty ones at the end included."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many fields are typed."""
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown_text(row, column)
        if role == REFUSAL_ROLE:
            return self.refusal(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.refusal_tooltip(row, column) or self.shown_text(row, column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = self._entity.field(FIELDS[column]).kind in _NUMBERS
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            reason = self.refusal_tooltip(row, column)
            text = self.shown_text(row, column)
            return f"{title_of(FIELDS[column])} dòng {row + 1}: {text} {reason}".strip()
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a field, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return title_of(FIELDS[section])

    # --- typing ---

    def _understand(self, draft: ValueDraft) -> Refusal | None:
        """Return why a text cannot be kept; None where it can."""
        field = self._entity.field(draft.indicator)
        try:
            if field.kind is Kind.MONEY and draft.text.strip():
                readings = doubtful_money(draft.text, "million")
                if readings:
                    ways = " hoặc ".join(one.text for one in readings)
                    return Refusal(draft, TWO_READINGS, f"Gõ {ways}.")
                records.parse_text(field, format_money(parse_money(draft.text, "million")))
            else:
                records.parse_text(field, draft.text)
        except UserError as error:
            return Refusal(draft, str(error), error.hint)
        return None

    def take(self, drafts: Sequence[ValueDraft]) -> tuple[Refusal, ...]:
        """Keep texts in their cells; "488 m" gives quantity and measure."""
        refused = super().take([part for one in drafts for part in _parted(one)])
        self.counted.emit()
        return refused

    def _keep(self, drafts: Sequence[ValueDraft]) -> None:
        """Keep texts that are understood."""
        for one in drafts:
            place = (int(one.period_id), one.indicator)
            text = " ".join(one.text.split())
            if text:
                self._texts[place] = text
            else:
                self._texts.pop(place, None)
        self.make_room(max((row for row, _ in self._texts), default=-1) + 1)

    def make_room(self, filled: int) -> None:
        """Keep some empty rows below the last filled one."""
        wanted = min(filled + _SPARE, _MOST)
        if wanted > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, wanted - 1)
            self._rows = wanted
            self.endInsertRows()

    # --- what goes in ---

    def filled_rows(self) -> list[int]:
        """Return the rows that hold anything, refused texts included."""
        held = {row for row, _ in self._texts}
        return sorted(held | {int(one.draft.period_id) for one in self.refusals()})

    def ready_rows(self) -> list[int]:
        """Return the rows that can go in: with a name, and without a refused text."""
        bad = {int(one.draft.period_id) for one in self.refusals()}
        return [
            row for row in self.filled_rows() if row not in bad and (row, "name") in self._texts
        ]

    def row_texts(self, row: int) -> dict[str, str]:
        """Return the texts of a row as a form takes them, amounts in full."""
        texts = {name: self._texts.get((row, name), "") for name in FIELDS}
        money = texts["total_investment"]
        if money:
            texts["total_investment"] = format_money(parse_money(money, "million"))
        return texts

    def mark_nameless(self) -> None:
        """Mark rows with texts but no name."""
        for row in self.filled_rows():
            if (row, "name") not in self._texts:
                draft = self.draft_at(row, 0)
                self._kept.setdefault(draft, Refusal(draft, NO_NAME, NO_NAME_HINT))
                self._tell_rows({row})
        self.counted.emit()

    def refuse(self, row: int, name: str, reason: str, hint: str) -> None:
        """Mark a cell whose row could not be taken."""
        column = FIELDS.index(name) if name in FIELDS else 0
        draft = self.draft_at(row, column, self.stored_text(row, column))
        self._kept[self.draft_at(row, column)] = Refusal(draft, reason, hint)
        self._tell_rows({row})
        self.counted.emit()

    def drop_rows(self, rows: Iterable[int]) -> None:
        """Take rows away, those below move up."""
        gone = set(rows)
        kept = [row for row in range(self._rows) if row not in gone]
        places = {old: new for new, old in enumerate(kept)}
        self.beginResetModel()
        self._texts = {
            (places[row], name): text for (row, name), text in self._texts.items() if row in places
        }
        moved = {}
        for refusal in self._kept.values():
            row = int(refusal.draft.period_id)
            if row in places:
                column = FIELDS.index(refusal.draft.indicator)
                draft = self.draft_at(places[row], column, refusal.draft.text)
                key = self.draft_at(places[row], column)
                moved[key] = Refusal(draft, refusal.reason, refusal.hint)
        self._kept = moved
        self._rows = max((row for row, _ in self._texts), default=-1) + 1 + _SPARE
        self.endResetModel()
        self.counted.emit()


def title_of(name: str) -> str:
    """Return the title of a field."""
    return TITLES.get(name, entity_named("work").field(name).label)


def _parted(draft: ValueDraft) -> list[ValueDraft]:
    """Return a draft, or two where a quantity was typed with its measure."""
    found = _WITH_UNIT.fullmatch(draft.text.strip()) if draft.indicator == "quantity" else None
    if found is None:
        return [draft]
    row, number, measure = draft.period_id, found[1].strip(), found[2].strip()
    return [
        ValueDraft("", row, "quantity", number),
        ValueDraft("", row, "measure_unit", measure),
    ]


class DraftDelegate(SheetDelegate):
    """Paints the cell, its verdict as a sign, and the frame of the current one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect = QRect(option.rect)
        painter.fillRect(rect, style.colour(self.ground_of(option, index, heading=False)))
        inner = rect.adjusted(style.TINY + 2, 0, -style.TINY - 2, -1)
        if self.is_refused(index):
            sign = QRectF(inner.left(), inner.center().y() - SIGN / 2 + 1, SIGN, SIGN)
            style.paint_icon(painter, sign, "warning", "bad")
            inner.adjust(SIGN + 2, 0, 0, 0)
        painter.setFont(style.font())
        painter.setPen(style.colour("bad" if self.is_refused(index) else "text"))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self.paint_frame(painter, rect, index)
        painter.restore()


class DraftSheet(TypingSheet):
    """The sheet over a `WorksDraft`; a pasted block makes the rows it needs."""

    def __init__(self, draft: WorksDraft, parent: QWidget | None = None) -> None:
        super().__init__(draft, "Nhập nhiều công trình", parent)
        self.draft = draft
        self.setItemDelegate(DraftDelegate(self))
        self.verticalHeader().setDefaultSectionSize(style.row_height())
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit()

    def _fit(self) -> None:
        """Give the columns their widths; the name takes what is left."""
        header = self.horizontalHeader()
        for place, name in enumerate(FIELDS):
            header.resizeSection(place, style.scaled(WIDTHS[name]))
        others = header.length() - header.sectionSize(0)
        room = self.viewport().width() - others
        header.resizeSection(0, max(room, style.scaled(WIDTHS["name"])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def tell_cell(self) -> None:
        """Tell nothing more: the reason stands under the cell."""

    def typed_columns(self) -> Sequence[int]:
        """Return every column."""
        return range(len(FIELDS))

    def choices_menu(self) -> QMenu | None:
        """Return the types or states of the current cell, None for a cell without choices."""
        index = self.currentIndex()
        if not index.isValid() or not self.draft.choices_at(index.row(), index.column()):
            return None
        return super().choices_menu()

    def _may_be_spared(self, draft: ValueDraft) -> bool:
        """Say that a cell of a work is never "không áp dụng"."""
        del draft
        return False

    def paste_block(self) -> None:
        """Paste a block, with as many rows as it needs; a heading row tells its columns."""
        block = read_block(QGuiApplication.clipboard().text())
        start = max(self.currentIndex().row(), 0)
        self.draft.make_room(start + len(block))
        table = read_table(block)
        if table is None:
            super().paste_block()
            return
        pairs = [
            (self.draft.index(start + place, FIELDS.index(name)), text)
            for place, texts in enumerate(table.lines)
            for name, text in texts.items()
        ]
        left = f" Không dán cột: {', '.join(table.left_out)}." if table.left_out else ""
        left = left.replace("{", "{{").replace("}", "}}")
        self._take(pairs, "Đã dán {count} ô theo tiêu đề cột." + left)

    def _take(self, pairs: Iterable[tuple[QModelIndex, str]], sentence: str) -> None:
        """Keep texts; say how many were kept, and how many stay red with a reason."""
        drafts = [self.draft.draft_at(one.row(), one.column(), text) for one, text in pairs]
        if not drafts:
            return
        refused = len(self.draft.take(drafts))
        said = sentence.format(count=len(drafts) - refused)
        self.told.emit(f"{NOT_TAKEN.format(count=refused)} {said}" if refused else said)


@dataclass(frozen=True, slots=True)
class PastedWorks:
    """The lines of a table with a heading row: text by field; `left_out` are the other heads."""

    lines: tuple[Mapping[str, str], ...]
    left_out: tuple[str, ...]


def read_table(block: Sequence[Sequence[str]]) -> PastedWorks | None:
    """Return a block with a heading row as texts by field; None where it has none."""
    lines = [line for line in block if any(line)]
    for place, line in enumerate(lines[:HEADING_ROWS]):
        fields = [_HEAD_WORDS.get(_plain_head(one), "") for one in line]
        if "name" not in fields or len(set(fields) - {""}) < 2:
            continue
        fields = [name if name not in fields[:at] else "" for at, name in enumerate(fields)]
        unit = next((_head_unit(line[at]) for at, name in enumerate(fields)
                     if name == "total_investment"), "")  # fmt: skip
        left = [
            head
            for head, name in zip(line, fields, strict=True)
            if head and not name and _plain_head(head) not in _NUMBERING
        ]
        made = (_texts_of(one, fields, unit) for one in lines[place + 1 :])
        return PastedWorks(tuple(one for one in made if one), tuple(left))
    return None


def _texts_of(line: Sequence[str], fields: Sequence[str], unit: str) -> dict[str, str]:
    """Return the texts of a line by field; a bare amount gets the unit of its head."""
    texts = {name: text for name, text in zip(fields, line, strict=False) if name and text}
    money = texts.get("total_investment", "")
    if unit and money[-1:].isdigit():
        texts["total_investment"] = f"{money} {unit}"
    return texts


def _plain_head(head: str) -> str:
    """Return a head as it is compared: folded, without what stands in brackets."""
    plain = re.sub(r"[(\[].*?[)\]]", " ", fold(head))
    plain = re.sub(r",? *(?:dvt: *)?(?:(?:nghin|trieu|ty) dong|dong)$", "", " ".join(plain.split()))
    return plain.strip(" *:.,")


def _head_unit(head: str) -> str:
    """Return the unit a head of amounts names, "" for triệu đồng, which is that of the sheet."""
    found = _MONEY_HEAD.search(fold(head))
    return _MONEY_WORDS.get(found[1], "") if found else ""
