"""The forms of funding (Biểu 11, 12, 13): rows and columns in their order, and what is behind.

Rows and columns follow the commune forms of 2026-2030 as a public prototype has them
(`SOURCE_MARK`, second hand). Every cell keeps the amounts it was added up from.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from ntm_desktop import texts
from ntm_desktop.domain.ledger import (
    COMPONENT_PARTS,
    FIRST_PART,
    NO_COMPONENT,
    OTHER_CONTENT,
    SECOND_PART,
    SOURCE_MARK,
    Component,
    MoneyRow,
    Sum,
    component_of,
    counted_rows,
    counts_in,
    of_kind,
    undated_in,
)
from ntm_desktop.domain.numbers import MoneyUnit, format_money, format_number, money_in_unit
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod, parse_period
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    UNKNOWN_SOURCE,
    FundingSource,
    Placed,
    groups_above,
    groups_of,
    in_source,
    source_of,
)

FORMS = tuple(texts.FUNDING_TITLES)
LAST_YEAR_OF_HUYEN = 2025
_HUYEN = "nsdp-huyen"

# The 13 rows of Biểu 13 in their order, and the row each type of the program belongs to. Types
# that are not named have none (SOURCE_MARK; the assignment is ours and not verified).
WORK_TYPE_ROWS: Mapping[str, str] = {
    "giao-thong": "Giao thông",
    "thuy-loi": "Thủy lợi",
    "pctt": "Phòng chống thiên tai",
    "dien": "Điện",
    "thuong-mai": "Cơ sở hạ tầng thương mại nông thôn",
    "vung-nguyen-lieu": "Cơ sở hạ tầng vùng nguyên liệu",
    "ha-tang-so": "Hạ tầng số, viễn thông",
    "truyen-thanh": "Hệ thống truyền thanh",
    "nuoc-sach": "Cấp nước sạch tập trung",
    "moi-truong": "Cơ sở hạ tầng môi trường",
    "dan-cu": "Cơ sở hạ tầng bố trí dân cư",
    "csdl": "Hạ tầng cơ sở dữ liệu quản lý Chương trình",
    "dac-thu": "Cơ sở hạ tầng đặc thù vùng đồng bào dân tộc thiểu số",
}
ROW_OF_WORK_TYPE: Mapping[str, str] = {
    "road": "giao-thong",
    "irrigation": "thuy-loi",
    "disaster_prevention": "pctt",
    "power": "dien",
    "market": "thuong-mai",
    "production_area": "vung-nguyen-lieu",
    "telecom": "ha-tang-so",
    "broadcast": "truyen-thanh",
    "water_supply": "nuoc-sach",
    "environment": "moi-truong",
    "housing": "dan-cu",
    "programme_data": "csdl",
    "ethnic_area": "dac-thu",
}
_GROUP_OF_SOURCE = {source.id: source.group for source in FUNDING_SOURCES}
_COLUMN_OF_SOURCE = {
    "nstw-dau-tu": "investment",
    "nstw-thuong-xuyen": "recurrent",
    **dict.fromkeys(("nsdp", "nsdp-tinh", _HUYEN, "nsdp-xa"), "local"),
    "long-ghep": "combined",
    "tin-dung": "credit",
    "doanh-nghiep": "enterprise",
    **dict.fromkeys(("nguoi-dan", "nguoi-dan-tien", "nguoi-dan-quy-doi"), "people"),
}


class PlacedWork(Placed, Protocol):
    """What a form needs of a work."""

    @property
    def work_type(self) -> str | None:
        """Return the type of the work."""

    @property
    def component(self) -> str | None:
        """Return its part of the programme as typed."""


@dataclass(frozen=True, slots=True)
class FundingColumn:
    """A column of a form; `group` is the head over several columns."""

    id: str
    title: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class FundingCell:
    """An amount in đồng (None for nothing entered) with the rows of the ledger behind it.

    `computed` marks an amount that is not a plain sum of its rows (plan minus result).
    """

    amount: int | None
    rows: tuple[MoneyRow, ...] = ()
    computed: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the records behind the amount."""
        return tuple(row.key for row in self.rows)

    def text(self, unit: MoneyUnit = "million", places: int | None = None) -> str:
        """Return the number alone for a table headed with the unit; "" for nothing entered."""
        if self.amount is None:
            return ""
        return format_number(money_in_unit(self.amount, unit), places)


@dataclass(frozen=True, slots=True)
class FundingLine:
    """A row of a form: `depth` 0 for the total, 1 for I, II …, 2 for 1, 2 …"""

    id: str
    number: str
    name: str
    depth: int
    cells: tuple[FundingCell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FundingTable:
    """A form filled for a period: the lines of the form and, apart, what lies outside its rows.

    `total` and `outside` are no rows of the form where its `lines` do not hold them: they show
    that nothing was lost. `notes` say once what a reader must know; `marks` what of the form or of
    its counting was not checked against a legal text: shown at work, not printed in a final paper.
    """

    form: str
    title: str
    period: ReportingPeriod
    head: str
    columns: tuple[FundingColumn, ...]
    lines: tuple[FundingLine, ...]
    notes: tuple[str, ...]
    total: FundingLine
    outside: tuple[FundingLine, ...] = ()
    has_note_column: bool = False
    marks: tuple[str, ...] = ()
    source_mark: str = SOURCE_MARK

    def line(self, line_id: str) -> FundingLine:
        """Return a line by its id; it must be there."""
        return next(one for one in (*self.lines, *self.outside, self.total) if one.id == line_id)

    def cell(self, line_id: str, column_id: str) -> FundingCell:
        """Return a cell by the ids of its line and column; they must be there."""
        place = [column.id for column in self.columns].index(column_id)
        return self.line(line_id).cells[place]

    def rounding_note(self, unit: MoneyUnit, places: int | None) -> str:
        """Return the one sentence about rounded parts, "" where every sum still shows.

        Nothing is ever adjusted to make rounded numbers add up.
        """
        is_off = places is not None and any(
            _shows_other_sum(parent, children, unit, places)
            for parent, children in self._families()
        )
        return texts.FUNDING_ROUNDED if is_off else ""

    def _families(self) -> Iterator[tuple[FundingLine, list[FundingLine]]]:
        """Yield every line with the lines it is the sum of."""
        if self.total not in self.lines:
            shallowest = [one for one in (*self.lines, *self.outside) if one.depth == 1]
            yield self.total, shallowest
        for at, parent in enumerate(self.lines):
            below: list[FundingLine] = []
            for one in self.lines[at + 1 :]:
                if one.depth <= parent.depth:
                    break
                if one.depth == parent.depth + 1:
                    below.append(one)
            yield parent, below


def _shows_other_sum(
    parent: FundingLine, children: Sequence[FundingLine], unit: MoneyUnit, places: int
) -> bool:
    """Say whether rounded children do not add up though the exact ones do."""

    def rounded(cell: FundingCell) -> Decimal:
        step = Decimal(1).scaleb(-places)
        return money_in_unit(cell.amount or 0, unit).quantize(step, rounding="ROUND_HALF_UP")

    for place, whole in enumerate(parent.cells):
        parts = [child.cells[place] for child in children]
        exact = sum(part.amount or 0 for part in parts)
        if parts and exact == (whole.amount or 0) and sum(map(rounded, parts)) != rounded(whole):
            return True
    return False


# --- which rows count in which column ---


@dataclass(slots=True)
class _Leaf:
    """The rows of one source of one component: planned, of the period, of the year so far.

    `drawn` was used elsewhere without a plan of its own there, in đồng, with the rows it is in.
    """

    planned: list[MoneyRow] = field(default_factory=list)
    result: list[MoneyRow] = field(default_factory=list)
    so_far: list[MoneyRow] = field(default_factory=list)
    drawn: int = 0
    drawn_rows: list[MoneyRow] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Return planned minus used, below zero where more was used than planned."""
        done = sum(row.amount for row in self.so_far) + self.drawn
        return sum(row.amount for row in self.planned) - done

    @property
    def rest(self) -> int | None:
        """Return what of the plan is left, 0 where it is exceeded; None without a plan."""
        return max(self.left, 0) if self.planned else None


_Place = tuple[Component, str]
_Leaves = Mapping[_Place, _Leaf]
_Wanted = Callable[[_Place], bool]


def _filled(
    works: Sequence[PlacedWork], rows: Sequence[MoneyRow], period: ReportingPeriod
) -> _Leaves:
    """Return component and source → the rows that count in the period's columns."""
    leaves: dict[_Place, _Leaf] = {}
    components = _of_works(works, lambda work: work.component)

    def leaf(row: MoneyRow) -> _Leaf:
        typed = row.component or components.get(row.work or "")
        return leaves.setdefault((component_of(typed), source_of(row)), _Leaf())

    for row in planned_in(works, rows, period):
        leaf(row).planned.append(row)
    for row in results_in(works, rows, period):
        leaf(row).result.append(row)
    until = _so_far(period)
    if until is not None:
        for row in results_in(works, rows, until):
            leaf(row).so_far.append(row)
    _draw(leaves)
    return leaves


def _draw(leaves: _Leaves) -> None:
    """Take what was used beyond a plan, or without one, from the wider plan it belongs to.

    A plan of the source as a whole (no component, or no part of the source named) pays for what
    its parts have no plan of their own for.
    """
    for place in sorted(leaves, key=_width):
        leaf = leaves[place]
        wider = next((leaves[one] for one in _wider(place) if _is_planned(leaves, one)), None)
        if leaf.left < 0 and wider is not None:
            wider.drawn -= leaf.left
            wider.drawn_rows += [*leaf.so_far, *leaf.drawn_rows]


def _wider(place: _Place) -> Iterator[_Place]:
    """Yield the places a plan may stand at that is wider than this one, the nearest first."""
    component, source = place
    components = dict.fromkeys((component, Component(component.part), Component(NO_COMPONENT)))
    for name in dict.fromkeys((source, _GROUP_OF_SOURCE.get(source) or source)):
        for one in components:
            if (one, name) != place:
                yield one, name


def _width(place: _Place) -> int:
    """Return how many places are wider, turned round: the narrowest comes first."""
    return -sum(1 for _ in _wider(place))


def _is_planned(leaves: _Leaves, place: _Place) -> bool:
    """Say whether a plan stands at a place."""
    return place in leaves and bool(leaves[place].planned)


def planned_in(
    works: Sequence[Placed], rows: Iterable[MoneyRow], period: ReportingPeriod
) -> tuple[MoneyRow, ...]:
    """Return the planned amounts of the plan years of a period, nothing twice."""
    return counted_rows(works, (row for row in of_kind(rows, "planned") if counts_in(row, period)))


def results_in(
    works: Sequence[Placed], rows: Iterable[MoneyRow], period: ReportingPeriod
) -> tuple[MoneyRow, ...]:
    """Return what was mobilised and used (disbursed) in a period, nothing twice."""
    return counted_rows(
        works, (row for row in of_kind(rows, "disbursed") if counts_in(row, period))
    )


def _so_far(period: ReportingPeriod) -> ReportingPeriod | None:
    """Return the year until the end of a period; None where no part of the year is left."""
    if period.start.year != period.end.year or (period.end.month, period.end.day) == (12, 31):
        return None
    return ReportingPeriod(
        PeriodKind.SPAN, datetime.date(period.year, 1, 1), period.end, period.id, period.label
    )


def _of_works(
    works: Sequence[PlacedWork], told: Callable[[PlacedWork], str | None]
) -> dict[str, str | None]:
    """Return work → what it tells, or the nearest group above it that does."""
    own = {work.key: told(work) for work in works}
    groups = groups_of(works)
    return {
        key: value or next((own[up] for up in groups_above(key, groups) if own[up]), None)
        for key, value in own.items()
    }


def _cell(leaves: _Leaves, wanted: _Wanted, measure: str) -> FundingCell:
    """Return the cell of "planned", "result" or "rest" over the wanted leaves."""
    held = [leaf for place, leaf in leaves.items() if wanted(place)]
    if measure == "rest":
        known = [leaf for leaf in held if leaf.rest is not None]
        used = (row for leaf in known for row in (*leaf.planned, *leaf.so_far, *leaf.drawn_rows))
        rows = tuple(dict.fromkeys(used))
        amount = sum(leaf.rest or 0 for leaf in known) if known else None
        return FundingCell(amount, rows, computed=True)
    rows = tuple(row for leaf in held for row in getattr(leaf, measure))
    return FundingCell(Sum(rows).amount, rows)


# --- Biểu 11 ---


def form_11(
    works: Sequence[PlacedWork], rows: Sequence[MoneyRow], period: ReportingPeriod
) -> FundingTable:
    """Return "Tổng hợp huy động nguồn lực": plan, result of the period, plan for the rest."""
    leaves = _filled(works, rows, period)
    measures = ("planned", "result", "rest")
    is_over = _so_far(period) is None

    def line(id_: str, number: str, name: str, depth: int, wanted: _Wanted) -> FundingLine:
        cells = (
            FundingCell(None) if measure == "rest" and is_over else _cell(leaves, wanted, measure)
            for measure in measures
        )
        return FundingLine(id_, number, name, depth, tuple(cells))

    total = line("total", "", texts.FUNDING_TOTAL, 0, lambda place: True)
    lines = [total]
    for number, name, depth, source in _source_rows(leaves, period):
        lines.append(
            line(source.id, number, name, depth, lambda place, s=source.id: in_source(place[1], s))  # type: ignore[misc]
        )
    columns = (
        FundingColumn("planned", texts.FUNDING_PLAN.format(year=period.year)),
        FundingColumn("result", texts.FUNDING_RESULT.format(period=period.label)),
        FundingColumn("rest", _rest_title(period)),
    )
    notes = [texts.FUNDING_RESULT_NOTE, *_notes(rows, period), *_rest_notes(is_over)]
    return _table("11", period, columns, tuple(lines), tuple(notes), total)


def _source_rows(
    leaves: _Leaves, period: ReportingPeriod
) -> Iterator[tuple[str, str, int, FundingSource]]:
    """Yield number, name, depth and source of the rows below TỔNG SỐ, as the form has them.

    The district is a row until 2025 or where it has money; a source not known only with money.
    """
    used = {source for _, source in leaves}
    heads = [one for one in FUNDING_SOURCES if not one.group]
    heads = [one for one in heads if one.id != UNKNOWN_SOURCE or one.id in used]
    for place, head in enumerate(heads, 1):
        yield _ROMAN[place], head.name.upper(), 1, head
        parts = [
            one
            for one in FUNDING_SOURCES
            if one.group == head.id
            and (one.id != _HUYEN or period.start.year <= LAST_YEAR_OF_HUYEN or one.id in used)
        ]
        for number, part in enumerate(parts, 1):
            yield str(number), part.name, 2, part


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def _rest_title(period: ReportingPeriod) -> str:
    """Return the head of the column of the plan for the rest of the year."""
    is_half = period.kind in (PeriodKind.HALF, PeriodKind.YEAR)
    title = texts.FUNDING_REST_HALF if is_half else texts.FUNDING_REST
    return title.format(year=period.year)


def _rest_notes(is_over: bool) -> tuple[str, ...]:
    """Return how the plan for the rest was made, where there is a rest."""
    return () if is_over else (texts.FUNDING_REST_NOTE,)


def _notes(rows: Sequence[MoneyRow], period: ReportingPeriod) -> tuple[str, ...]:
    """Return what is not in the result: amounts without a date, carried plans of other years."""
    found = []
    undated = undated_in(of_kind(rows, "disbursed"), period)
    if undated:
        amount = format_money(Sum(undated).dong, "million")
        found.append(texts.FUNDING_UNDATED.format(count=len(undated), amount=amount))
    carried = Sum(
        tuple(
            row
            for row in of_kind(rows, "disbursed")
            if row.carried_to
            and row.plan_year < period.start.year
            and row.paid_on is not None
            and period.start <= row.paid_on <= period.end
        )
    )
    if carried.rows:
        found.append(texts.FUNDING_CARRIED.format(amount=format_money(carried.dong, "million")))
    return tuple(found)


def _table(
    form: str,
    period: ReportingPeriod,
    columns: tuple[FundingColumn, ...],
    lines: tuple[FundingLine, ...],
    notes: tuple[str, ...],
    total: FundingLine,
    **more: object,
) -> FundingTable:
    """Return a filled form with the marks of what was not checked against a legal text."""
    types = (texts.FUNDING_TYPES_NOTE,) if form == "13" else ()
    return FundingTable(
        form=form,
        title=texts.FUNDING_TITLES[form],
        period=period,
        head=texts.FUNDING_WORK_TYPE if form == "13" else texts.FUNDING_CONTENT,
        columns=columns,
        lines=lines,
        notes=notes,
        marks=(texts.FUNDING_SOURCE_NOTE, *types, texts.FUNDING_JANUARY_NOTE),
        total=total,
        **more,  # type: ignore[arg-type]
    )


# --- Biểu 12 ---


def form_12(
    works: Sequence[PlacedWork], rows: Sequence[MoneyRow], period: ReportingPeriod
) -> FundingTable:
    """Return "Huy động và thực hiện theo nội dung": result and plan for the rest by component."""
    leaves = _filled(works, rows, period)
    is_over = _so_far(period) is None
    columns = (
        *_direct_columns("result", texts.FUNDING_DONE.format(period=period.label)),
        *_direct_columns("rest", _rest_title(period)),
    )

    def line(component: _LineOf, id_: str, number: str, name: str, depth: int) -> FundingLine:
        cells = []
        for column in columns:
            measure, _, source = column.id.partition(".")
            wanted = _in_column(component, source)
            is_empty = measure == "rest" and is_over
            cells.append(FundingCell(None) if is_empty else _cell(leaves, wanted, measure))
        return FundingLine(id_, number, name, depth, tuple(cells))

    lines = []
    for place, part in enumerate((FIRST_PART, SECOND_PART, OTHER_CONTENT), 1):
        name = COMPONENT_PARTS[part]
        lines.append(line(lambda c, p=part: c.part == p, part, _ROMAN[place], name, 1))  # type: ignore[misc]
        for content in _contents(leaves, part):
            name = texts.FUNDING_CONTENT_NUMBER.format(number=f"{content.number:02d}")
            id_ = f"{part}.{content.number:02d}"
            lines.append(line(lambda c, w=content: c == w, id_, str(content.number), name, 2))  # type: ignore[misc]
    total = line(lambda c: True, "total", "", texts.FUNDING_TOTAL, 0)
    apart = line(
        lambda c: c.part == NO_COMPONENT, "no-component", "", texts.FUNDING_NO_COMPONENT, 1
    )
    outside = (apart,) if any(cell.rows for cell in apart.cells) else ()
    notes = (*_unsplit(leaves), *_notes(rows, period), *_rest_notes(is_over))
    return _table(
        *("12", period, columns, tuple(lines), notes, total),
        outside=outside,
        has_note_column=True,
    )


_LineOf = Callable[[Component], bool]


def _direct_columns(measure: str, group: str) -> tuple[FundingColumn, ...]:
    """Return the columns Tổng, NSTW: ĐTPT … Dân đóng góp below one head."""
    return (
        FundingColumn(measure, texts.FUNDING_SUM, group),
        *(
            FundingColumn(f"{measure}.{source}", title, group)
            for source, title in texts.FUNDING_DIRECT_COLUMNS.items()
        ),
    )


def _in_column(component: _LineOf, column: str) -> _Wanted:
    """Return what says whether a leaf belongs to a line and a column ("" for the sum)."""
    return lambda place: (
        component(place[0]) and (not column or _COLUMN_OF_SOURCE.get(place[1]) == column)
    )


def _contents(leaves: _Leaves, part: str) -> list[Component]:
    """Return the numbered contents of a part that have money, in order."""
    return sorted({component for component, _ in leaves if component.part == part and component[1]})


def _unsplit(leaves: _Leaves) -> tuple[str, ...]:
    """Return the note on money whose source fits no column."""
    rows = [
        row
        for (_, source), leaf in leaves.items()
        if source not in _COLUMN_OF_SOURCE
        for row in leaf.result
    ]
    if not rows:
        return ()
    amount = format_money(Sum(tuple(rows)).dong, "million")
    return (texts.FUNDING_UNSPLIT.format(amount=amount),)


# --- Biểu 13 ---


def form_13(
    works: Sequence[PlacedWork], rows: Sequence[MoneyRow], period: ReportingPeriod
) -> FundingTable:
    """Return the central budget's investment capital by type of work: plan, half year, year."""
    held = tuple(row for row in rows if row.source == "nstw-dau-tu")
    year = parse_period(str(period.year))
    half = parse_period(f"{period.year}-H1")
    types = _of_works(works, lambda work: ROW_OF_WORK_TYPE.get(work.work_type or ""))
    whole = (period.end.month, period.end.day) == (12, 31)
    money = {
        "planned": planned_in(works, held, year),
        "half": results_in(works, held, half),
        "year": results_in(works, held, year) if whole else (),
    }

    def line(id_: str, number: str, name: str, depth: int, wanted: _RowWanted) -> FundingLine:
        sums = [Sum(tuple(row for row in part if wanted(row))) for part in money.values()]
        cells = tuple(FundingCell(one.amount, one.rows) for one in sums)
        return FundingLine(id_, number, name, depth, cells)

    def of_type(id_: str | None) -> _RowWanted:
        return lambda row: types.get(row.work or "") == id_

    lines = tuple(
        line(id_, str(number), name, 1, of_type(id_))
        for number, (id_, name) in enumerate(WORK_TYPE_ROWS.items(), 1)
    )
    total = line("total", "", texts.FUNDING_TOTAL, 0, lambda row: True)
    apart = line("outside", "", texts.FUNDING_OUTSIDE_TYPES, 1, of_type(None))
    columns = (
        FundingColumn("planned", texts.FUNDING_PLAN.format(year=period.year)),
        FundingColumn("half", texts.FUNDING_HALF_DONE.format(year=period.year)),
        FundingColumn("year", texts.FUNDING_YEAR_DONE.format(year=period.year)),
    )
    outside = (apart,) if any(cell.rows for cell in apart.cells) else ()
    return _table("13", period, columns, lines, _notes(held, half), total, outside=outside)


_RowWanted = Callable[[MoneyRow], bool]
FORM_BUILDERS = {"11": form_11, "12": form_12, "13": form_13}
