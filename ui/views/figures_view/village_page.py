"""The tab "Thôn": population, households and poverty of every thôn in the period, with the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.registers import POVERTY_STANDARDS, VillageStatistics, rate_of
from ntm_desktop.domain.units import counted_word, name_order
from ntm_desktop.services import records, registers, units
from ntm_desktop.services.registers import VillageTable, rate_text
from ntm_desktop.services.row_entry import TypedRow, record_all_rows
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.context import AppContext
from ui.models.plain_sheet import PlainGrid, PlainSheet, SheetCell, SheetColumn, SheetLine
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import label

ENTITY = "village_statistics"
NAME, TOTAL = "unit", "total"
COUNTS = ("population", "households", "poor", "near_poor")
TYPED = (*COUNTS, "area", "standard", "source")
HOW = (
    "Chép các cột số từ Excel rồi dán (Ctrl+V) vào ô đầu. Tỷ lệ tính từ số hộ, không lấy trung "
    "bình các thôn."
)
_STANDARDS = tuple((label, label) for label in POVERTY_STANDARDS.values())
COLUMNS = (
    SheetColumn(NAME, "Thôn, tổ dân phố", width=0),
    SheetColumn("population", "Nhân khẩu", numeric=True, width=92),
    SheetColumn("households", "Số hộ", numeric=True, width=78),
    SheetColumn("poor", "Hộ nghèo", numeric=True, width=84),
    SheetColumn("poor_rate", "Tỷ lệ", numeric=True, width=72, tip="Hộ nghèo trên số hộ"),
    SheetColumn("near_poor", "Hộ cận nghèo", numeric=True, width=106),
    SheetColumn("near_rate", "Tỷ lệ", numeric=True, width=72, tip="Hộ cận nghèo trên số hộ"),
    SheetColumn("area", "Diện tích (ha)", numeric=True, width=104, spare=2),
    SheetColumn("standard", "Chuẩn nghèo", width=150, spare=3, choices=_STANDARDS,
                tip="Alt+↓ để chọn; khác chuẩn thì không cộng, không so sánh"),
    SheetColumn("source", "Nguồn", width=130, spare=1),
)  # fmt: skip


class VillagePage(QWidget):
    """The thôn of the office in the chosen period, typed in place; the sum is the last line."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._held: dict[str, VillageStatistics] = {}
        self.told = label("", "strong", wrap=True)
        self.differences = label("", "warning", wrap=True)
        self.grid = PlainGrid(self._record, _check, self)
        self.table = PlainSheet(self.grid, "Bảng số liệu thôn, tổ dân phố", "population")
        self.stack = QStackedWidget()
        self._empty = EmptyState(
            "Chưa có thôn, tổ dân phố nào",
            "Thêm danh sách thôn, tổ dân phố trong Cài đặt; sau đó nhập dân số, số hộ từng nơi.",
            icon="unit",
            action="Thêm danh sách",
            on_action=lambda: context.open("settings", "admin_unit", ""),
        )
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(style.SMALL)
        for part in (self.told, self.differences, label(HOW, "small", wrap=True)):
            inside.addWidget(part)
        inside.addWidget(self.table, 1)
        self.stack.addWidget(inner)
        self.stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(self.stack)
        self.table.told.connect(notices.say)
        self._watch = DataWatch(self, context, self.reload, ENTITY, "admin_unit")
        context.period_chosen.connect(lambda _: self._period_chosen())
        self.reload()

    def _period_chosen(self) -> None:
        """Show another period."""
        self.leave()
        self._watch.ask()

    def reload(self) -> None:
        """Read the thôn again."""
        workspace, period = self._context.workspace, parse_period(self._context.period_id)
        found = registers.village_table(workspace, period.id)
        self._held = {row.record.unit or "": row.record for row in found.rows}
        names = {row.record.unit or "": row.name for row in found.rows}
        day = min(period.end, workspace.today())
        names |= {one.code: one.name for one in units.below(workspace, day)}
        names |= {one.code: one.name for one in units.below(workspace)} if not names else {}
        order = sorted(names, key=lambda code: name_order(names[code]))
        own = self._own_line(found)
        lines = [_line(code, names[code], self._held.get(code)) for code in order]
        self.grid.show(period.id, COLUMNS, [*lines, _total_line(found, len(order)), own])
        self.stack.setCurrentIndex(0 if order else 1)
        self._tell(found, names)

    def _own_line(self, found: VillageTable) -> SheetLine:
        """Return the line of what the office itself states."""
        owner = self._context.workspace.owner
        if found.own is not None:
            self._held[owner] = found.own
        level = texts.UNIT_TYPES.get(self._context.workspace.unit.level, texts.UNIT_WORD)
        return _line(owner, f"Toàn {level.lower()} theo văn bản", found.own)

    def _tell(self, found: VillageTable, names: Mapping[str, str]) -> None:
        """Say how many thôn have figures, and where sums and statements differ."""
        word = counted_word(names.values()) if names else "thôn"
        counts = {one.unit for one in self._held.values()} & set(names)
        told = f"{found.period.label.capitalize()}: {len(counts)}/{len(names)} {word} có số liệu"
        if found.poor_rate is not None:
            told += f"; tỷ lệ hộ nghèo {rate_text(found.poor_rate)}"
        if found.near_poor_rate is not None:
            told += f", hộ cận nghèo {rate_text(found.near_poor_rate)}"
        self.told.setText(f"{told}.")
        self.differences.setText("\n".join(found.differences))
        self.differences.setVisible(bool(found.differences))

    def show_record(self, key: str) -> None:
        """Go to the line of a record, in its period."""
        record = records.get_record(self._context.workspace, ENTITY, key)
        self._context.choose_period(str(record.values["period"]))
        self._watch.catch_up()
        self.table.choose(str(record.values["unit"] or self._context.workspace.owner))
        self.table.setFocus()

    # --- writing ---

    def _record(self, cells: Sequence[SheetCell]) -> None:
        """Keep a block as one step."""
        rows: dict[str, dict[str, str]] = {}
        for one in cells:
            rows.setdefault(one.indicator, {})[one.column] = one.text
        self._context.do(lambda workspace: self._write(workspace, rows))

    def _write(self, workspace: Workspace, rows: Mapping[str, dict[str, str]]) -> Touched:
        """Write the lines of a block as one step; cells it does not touch stay as they are."""
        typed = [self._typed(workspace, code, fields) for code, fields in rows.items()]
        if len(typed) == 1:
            one = typed[0]
            return records.put_texts(workspace, ENTITY, one.key, one.texts).touched
        return record_all_rows(workspace, ENTITY, typed).touched

    def _typed(self, workspace: Workspace, code: str, fields: Mapping[str, str]) -> TypedRow:
        """Return what a line writes into its record, or into a new one."""
        held = self._held.get(code)
        if held is not None:
            return TypedRow(fields, held.key)
        place = {"unit": _unit(workspace, code), "period": self._context.period_id}
        return TypedRow({**place, **fields})

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted and not kept."""
        count = self.grid.waiting()
        return [f"bảng số liệu thôn: {count} ô màu đỏ chưa nhận"] if count else []

    def leave(self) -> None:
        """Keep what is typed."""
        self.table.commit_typing()


def _unit(workspace: Workspace, code: str) -> str:
    """Return the unit of a line as its record keeps it: nothing for the office itself."""
    return "" if code == workspace.owner else code


def _check(cell: SheetCell, block: Sequence[SheetCell]) -> None:
    """Raise `InputError` for a text a field does not take."""
    del block
    records.parse_text(entity_named(ENTITY).fields[cell.column], cell.text)


def _line(code: str, name: str, record: VillageStatistics | None) -> SheetLine:
    """Return the line of one thôn; without a record it is empty."""
    fields = entity_named(ENTITY).fields
    values = {one: getattr(record, one) if record else None for one in TYPED}
    shown = {one: records.display_text(fields[one], value) for one, value in values.items()}
    shown |= {one: format_number(int(text)) for one in COUNTS if (text := shown[one])}
    shown["area"] = shown["area"].removesuffix(" ha")
    edits = {one: records.edit_text(fields[one], value) for one, value in values.items()}
    shown[NAME] = name
    tokens = {}
    if record is not None:
        shown["poor_rate"] = rate_text(rate_of(record.poor, record.households))
        shown["near_rate"] = rate_text(rate_of(record.near_poor, record.households))
        if registers.has_too_many(record):
            tokens = {"poor": "warn", "near_poor": "warn", "poor_rate": "warn"}
            shown[NAME] = f"{name} (hộ nghèo, cận nghèo nhiều hơn số hộ)"
    return SheetLine(code, name, shown, edits, tokens=tokens)


def _total_line(found: VillageTable, count: int) -> SheetLine:
    """Return the sum of the thôn; how many lack a count is told with it."""
    shown = {NAME: f"Cộng {count} nơi"}
    tips = {}
    for name in COUNTS:
        total, missing = found.totals[name], found.missing[name] + count - len(found.rows)
        shown[name] = "" if total is None else format_number(total)
        if total is not None and missing > 0:
            tips[name] = f"Còn {missing} nơi chưa có số này, tổng chưa đủ"
            shown[name] += " *"
    shown["poor_rate"] = rate_text(found.poor_rate)
    shown["near_rate"] = rate_text(found.near_poor_rate)
    shown["area"] = "" if found.area is None else format_number(found.area)
    if tips:
        shown[NAME] += " (* còn thiếu)"
    return SheetLine(TOTAL, "Cộng", shown, tips=tips, strong=True)
