"""A criteria set read out of annex tables: criteria, indicators, targets, and every doubt.

What is not understood stays empty and is listed; nothing is filled in from elsewhere. Nothing that
is read here counts as verified.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from ntm_desktop import texts
from ntm_desktop.domain.annex_columns import (
    COMMON_GROUP,
    Column,
    Header,
    Role,
    find_header,
    is_number_row,
)
from ntm_desktop.domain.annex_grid import (
    AnnexCell,
    AnnexTable,
    Confidence,
    Problem,
    Reading,
    heading_key,
    one_line,
    place,
)
from ntm_desktop.domain.annex_indicators import (
    ProposedIndicator,
    TargetCell,
    read_indicator,
)
from ntm_desktop.domain.annex_numbering import (
    Number,
    Rank,
    criterion_rank,
    follows,
    parse_number_mark,
    split_number,
)
from ntm_desktop.domain.annex_targets import Wording, is_ditto
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.vietnamese import fold

SURE, LIKELY, UNSURE = Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE
_LONGEST_SHOWN = 80
_Row = Sequence[AnnexCell]


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A column of targets: id in the pack, and its heading."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ProposedSection:
    """A heading over several criteria."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ProposedCriterion:
    """A criterion with its indicators; `complete` when nothing below it is in doubt."""

    code: str
    name: str
    where: str
    indicators: tuple[ProposedIndicator, ...]
    section: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class AnnexReading:
    """All that was read of one or several tables that belong together."""

    groups: tuple[ProposedGroup, ...] = ()
    sections: tuple[ProposedSection, ...] = ()
    criteria: tuple[ProposedCriterion, ...] = ()
    readings: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def unsure(self) -> tuple[Reading, ...]:
        """Return the readings that a person has to confirm."""
        return tuple(one for one in self.readings if one.confidence is UNSURE)

    @property
    def needs_person(self) -> bool:
        """Say whether anything is left to a person."""
        return bool(self.problems or self.unsure)


def interpret(tables: Sequence[AnnexTable]) -> AnnexReading:
    """Return what tables that share one head say; the first carries the head. Never raises."""
    notes = tuple(note for table in tables for note in table.notes)
    header = find_header(tables[0]) if tables else None
    if header is None:
        where = tables[0].name if tables else ""
        return AnnexReading(problems=(*notes, Problem(where, texts.ANNEX_NO_HEADER)))
    walk = _Walk(tables[0].name, header, list(notes))
    rows = [
        _PlacedRow(table.name, row)
        for at, table in enumerate(tables)
        for row in (table.rows[header.last :] if at == 0 else table.rows)
    ]
    walk.take_rows(rows)
    return walk.result()


def same_head(first: AnnexTable, other: AnnexTable) -> bool:
    """Say whether a table repeats the head of another, or goes on below it without a head."""
    head, next_head = find_header(first), find_header(other)
    if head is None or first.width != other.width:
        return False
    if next_head is not None:
        return next_head.keys[0] == head.keys[0]
    code = head.only(Role.CODE)
    texts_of = [row[code.number - 1].text for row in other.rows] if code else []
    return any(parse_number_mark(text) for text in texts_of)


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """A row with the name of its table."""

    table: str
    cells: _Row

    def where(self, column: int | None = None) -> str:
        """Return the place of a cell of this row in words."""
        return place(self.table, self.cells[0].row if self.cells else 0, column)


@dataclass(slots=True)
class _Item:
    """An indicator while its rows are being read; `code` "" where none is printed."""

    code: str
    text: str
    original: str
    where: str
    unit: str
    cells: list[TargetCell]
    reason: str
    nested: bool = False

    @property
    def has_target(self) -> bool:
        """Say whether any target column holds something for it."""
        return any(cell.text for cell in self.cells)


@dataclass(slots=True)
class _Open:
    """A criterion while its rows are being read."""

    code: str
    name: str
    where: str
    section: str
    cells: list[TargetCell]
    unit: str = ""
    items: list[_Item] = field(default_factory=list)
    heading: _Item | None = None


class _Walk:
    """Goes down the rows of a table and collects criteria, readings and problems."""

    def __init__(self, table: str, header: Header, problems: list[Problem]) -> None:
        self.header = header
        self.problems = problems
        self.readings: list[Reading] = []
        self.sections: list[ProposedSection] = []
        self.criteria: list[_Open] = []
        self.section = ""
        self.rank = Rank.NUMBER
        self.above: dict[int, tuple[str, Wording]] = {}
        self.codes: set[str] = set()
        self.next_part: dict[str, int] = {}
        self.code = header.only(Role.CODE)
        self.criterion = header.only(Role.CRITERION)
        self.text = header.only(Role.INDICATOR)
        if self.text is None:
            self.criterion, self.text = None, self.criterion
        targets = header.of(Role.TARGET)
        years = header.of(Role.YEAR) if not targets else ()
        self.targets: tuple[Column, ...] = targets or years
        self._note_columns(table)

    # --- columns ---

    def _note_columns(self, table: str) -> None:
        """Note what each column was taken for."""
        for column in self.header.columns:
            if not column.name:
                continue
            where = place(table, self.header.first, column.number)
            role = texts.ANNEX_COLUMN_ROLES[column.role.value]
            self._read(where, "column", " / ".join(column.path), role, column)
            if column.confidence is UNSURE:
                self.problems.append(Problem(where, column.reason))
        if not self.targets:
            where = place(table, self.header.first)
            self.problems.append(Problem(where, texts.ANNEX_NO_TARGET_COLUMN))

    def _read(self, where: str, what: str, original: str, role: str, column: Column) -> None:
        """Add the reading of a column."""
        sure, reason = column.confidence, column.reason
        self.readings.append(Reading(where, what, original, role, sure, reason, group=column.group))

    def groups(self) -> tuple[ProposedGroup, ...]:
        """Return the columns of targets; a table without any has the common one."""
        found = tuple(
            ProposedGroup(column.group, _group_name(column))
            for column in self.targets
            if column.role is Role.TARGET
        )
        return found or (ProposedGroup(COMMON_GROUP, texts.ANNEX_GROUP_COMMON),)

    # --- rows ---

    def take_rows(self, rows: Sequence[_PlacedRow]) -> None:
        """Read all rows below the head."""
        shown = [row for row in rows if any(cell.text for cell in row.cells)]
        numbers = [number for row in shown if (number := self._number(row)[0])]
        self.rank = criterion_rank(numbers)
        for row in shown:
            self._take(row)

    def _take(self, row: _PlacedRow) -> None:
        """Read one row."""
        if self.header.repeats(row.cells):
            self._skip(row, texts.ANNEX_REPEATED_HEAD)
        elif is_number_row(row.cells):
            self._skip(row, texts.ANNEX_NUMBER_ROW)
        elif _is_one_cell(row.cells):
            self._take_heading(row)
        else:
            self._take_data(row)

    def _skip(self, row: _PlacedRow, reason: str, confidence: Confidence = SURE) -> None:
        """Note a row that gives nothing to the set."""
        words = _row_text(row.cells)
        self.readings.append(
            Reading(row.where(), "skipped", words, texts.ANNEX_EMPTY, confidence, reason)
        )

    def _number(self, row: _PlacedRow) -> tuple[Number | None, bool]:
        """Return the number of a row and whether it stands in the column for numbers."""
        cell = self._cell(row, self.code)
        if cell is not None and not cell.continues_above:
            number = parse_number_mark(cell.text)
            if number is not None:
                return number, True
        for column in (self.criterion, self.text):
            cell = self._cell(row, column)
            if cell is not None and cell.text and not cell.continues_above:
                number = split_number(cell.text)[0]
                if number is not None:
                    return number, False
        return None, False

    def _cell(self, row: _PlacedRow, column: Column | None) -> AnnexCell | None:
        """Return the cell of a row in a column, None where there is no such place."""
        if column is None or column.number > len(row.cells):
            return None
        return row.cells[column.number - 1]

    def _own_text(self, row: _PlacedRow, column: Column | None) -> str:
        """Return the text of a cell that begins in this row, "" otherwise."""
        cell = self._cell(row, column)
        return "" if cell is None or cell.continues_above else cell.text

    def _take_heading(self, row: _PlacedRow) -> None:
        """Read a row that is one cell across the table."""
        words = _row_text(row.cells)
        number, name = split_number(words)
        if number is None or number.rank is Rank.BULLET:
            self._skip(row, texts.ANNEX_HEADING_UNNUMBERED, LIKELY)
            self.problems.append(Problem(row.where(), _unknown_row(words)))
        elif number.rank is self.rank:
            self._begin(row, number.code, name, words, [])
        elif number.rank in (Rank.ROMAN, Rank.HEAD_LETTER):
            self._begin_section(row, number.code, name, words)
        else:
            self.problems.append(Problem(row.where(), _unknown_row(words)))

    def _begin_section(self, row: _PlacedRow, code: str, name: str, original: str) -> None:
        """Begin a heading over criteria."""
        if not one_line(name):
            self.problems.append(Problem(row.where(), _unknown_row(original)))
            return
        if code not in {section.code for section in self.sections}:
            self.sections.append(ProposedSection(code, one_line(name)))
        self.section = code
        reading = Reading(
            row.where(), "section", original, one_line(name), SURE, texts.ANNEX_SECTION, code
        )
        self.readings.append(reading)

    def _take_data(self, row: _PlacedRow) -> None:
        """Read a row with several cells: a criterion, an indicator, a part of one."""
        number, apart = self._number(row)
        name = self._own_text(row, self.criterion)
        words = self._separate_text(row)
        heads = {Rank.ROMAN, Rank.HEAD_LETTER} - {self.rank}
        if number is not None and number.rank in heads:
            title = name or words
            bare = title if apart else split_number(title)[1]
            self._begin_section(row, number.code, bare, _row_text(row.cells))
            return
        if number is not None and number.rank is self.rank:
            self._take_criterion(row, number, name, words)
            return
        if self._begins_unnumbered(row, number, name):
            self._take_unnumbered(row, name, words)
            return
        self._take_indicator(row, number, words or (name if number else ""))

    def _begins_unnumbered(self, row: _PlacedRow, number: Number | None, name: str) -> bool:
        """Say whether a row begins a criterion that has a name but no number."""
        if self.criterion is None or not name or (number is not None and number.code):
            return False
        return not self._continues_code(row) and not self._is_current(name)

    def _separate_text(self, row: _PlacedRow) -> str:
        """Return the wording that begins in this row, unless it is the criterion's own cell."""
        cell = self._cell(row, self.text)
        if cell is None or cell.continues_above:
            return ""
        left = self._cell(row, self.criterion) if self.criterion else None
        return "" if left is not None and left.origin == cell.origin else cell.text

    def _continues_code(self, row: _PlacedRow) -> bool:
        """Say whether the number cell of this row belongs to a row above."""
        cell = self._cell(row, self.code)
        return cell is not None and cell.continues_above

    def _is_current(self, name: str) -> bool:
        """Say whether the criterion being read has this name."""
        return bool(self.criteria) and _same_name(self.criteria[-1].name, name)

    # --- criteria ---

    def _take_criterion(self, row: _PlacedRow, number: Number, name: str, words: str) -> None:
        """Begin a criterion; its row may hold its first indicator too."""
        own = name or words
        bare = split_number(own)[1] if parse_number_mark(own) is None else own
        current = self.criteria[-1] if self.criteria else None
        if current and current.code == number.code and _same_name(current.name, bare):
            self._skip(row, texts.ANNEX_REPEATED_CRITERION)
        else:
            cells = self._target_cells(row)
            self._begin(row, number.code, bare, _row_text(row.cells, self._text_columns()), cells)
        if self.criterion is not None and name and words:
            inner, _ = split_number(words)
            self._add(row, inner, words)

    def _take_unnumbered(self, row: _PlacedRow, name: str, words: str) -> None:
        """Begin a criterion that has a name but no number."""
        code = f"{len(self.criteria) + 1}.x"
        self._begin(row, code, name, name, self._target_cells(row), sure=UNSURE)
        reason = texts.ANNEX_UNNUMBERED.format(code=self.criteria[-1].code)
        self.problems.append(Problem(row.where(), reason))
        if words:
            self._add(row, split_number(words)[0], words)

    def _begin(
        self,
        row: _PlacedRow,
        code: str,
        name: str,
        original: str,
        cells: list[TargetCell],
        sure: Confidence = SURE,
    ) -> None:
        """Begin a criterion."""
        name = one_line(name)
        if not name:
            name = texts.ANNEX_UNNAMED
            self.problems.append(Problem(row.where(), name))
        code = self._free_code(code, [one.code for one in self.criteria], row.where())
        unit = self._unit(row)
        self.criteria.append(_Open(code, name, row.where(), self.section, cells, unit))
        reason = texts.ANNEX_NUMBERED if sure is SURE else texts.ANNEX_UNNUMBERED.format(code=code)
        self.readings.append(Reading(row.where(), "criterion", original, name, sure, reason, code))

    def _current(self, row: _PlacedRow, number: Number | None) -> _Open:
        """Return the criterion being read; begin one without a name where there is none."""
        if not self.criteria:
            head = number.code.partition(".")[0] if number and number.code else "1"
            code = head if head[:1].isalnum() else "1"
            lost = texts.ANNEX_CRITERION_LOST.format(code=number.code if number else "?")
            self.problems.append(Problem(row.where(), lost))
            self._begin(row, code, "", "", [], sure=UNSURE)
        return self.criteria[-1]

    # --- indicators ---

    def _take_indicator(self, row: _PlacedRow, number: Number | None, words: str) -> None:
        """Read a row that belongs to the criterion above."""
        if not words:
            self._take_more_targets(row)
            return
        self._add(row, number if number is not None else None, words)

    def _take_more_targets(self, row: _PlacedRow) -> None:
        """Read a row that has targets but no wording of its own: years of the row above."""
        cells = [cell for cell in self._target_cells(row) if cell.text and not cell.merged]
        item = self.criteria[-1].items[-1] if self.criteria and self.criteria[-1].items else None
        if item and cells and all(fold(cell.text).startswith("nam ") for cell in cells):
            more = {cell.column.number: cell.text for cell in cells}
            item.cells = [_joined(cell, more.get(cell.column.number, "")) for cell in item.cells]
            self._skip(row, texts.ANNEX_YEARS)
            return
        reason = texts.ANNEX_ROW_OF_SAME if item and cells else _unknown_row(_row_text(row.cells))
        self.problems.append(Problem(row.where(), reason))

    def _add(self, row: _PlacedRow, number: Number | None, words: str) -> None:
        """Add an indicator, or join a small row to the one above."""
        inner, bare = split_number(words)
        bare = bare if inner is not None and (number is None or inner == number) else words
        owner = self._current(row, number)
        cells = self._target_cells(row)
        item = _Item("", bare, words, row.where(), self._unit(row), cells, texts.ANNEX_NUMBERED)
        if number is None:
            owner.items.append(item)
        elif number.rank in (Rank.LETTER, Rank.BULLET):
            self._add_part(owner, item, number)
        else:
            self._add_numbered(owner, item, number)
        for cell in cells:
            if cell.text and not is_ditto(cell.text):
                self.above[cell.column.number] = (cell.text, Wording(bare, item.unit))

    def _add_numbered(self, owner: _Open, item: _Item, number: Number) -> None:
        """Add an indicator with a number such as "1.1"; under Roman criteria "I.1"."""
        if number.rank is Rank.NUMBER:
            code = f"{owner.code}.{number.code}"
        else:
            code = number.code
            if self.rank is Rank.NUMBER and code.partition(".")[0] != owner.code:
                message = texts.ANNEX_CRITERION_OTHER.format(code=code, criterion=owner.code)
                self.problems.append(Problem(item.where, message))
        last = owner.heading or (owner.items[-1] if owner.items else None)
        if last is not None and last.code and code.startswith(last.code + "."):
            self._make_heading(owner, last)
            item.text = _under(owner.heading, item.text)
            item.nested = True
        else:
            owner.heading = None
        item.code = code
        owner.items.append(item)

    def _make_heading(self, owner: _Open, last: _Item) -> None:
        """Turn an indicator without targets into the heading of its parts."""
        if last in owner.items and not last.has_target:
            owner.items.remove(last)
            owner.heading = last
            self._part_reading(last, texts.ANNEX_PARTS_SPLIT)

    def _add_part(self, owner: _Open, item: _Item, number: Number) -> None:
        """Add "a) …" or "- …": an indicator where it has a target, else words of the one above."""
        last = owner.items[-1] if owner.items else None
        own = any(cell.text and not cell.merged for cell in item.cells)
        if not own and last is not None:
            last.text = f"{last.text}\n{item.original}"
            last.original = f"{last.original}\n{item.original}"
            self._part_reading(item, texts.ANNEX_PARTS_JOINED)
            return
        if last is not None and not last.nested:
            self._make_heading(owner, last)
        heading = owner.heading
        item.text = _under(heading, item.text)
        item.nested = True
        if number.code:
            head = heading.code if heading and heading.code else owner.code
            if heading is None and last is not None and last.code and not last.nested:
                head = last.code
            item.code = f"{head}.{number.code}"
        owner.items.append(item)

    def _part_reading(self, item: _Item, reason: str) -> None:
        """Note what became of a small row or of the heading over small rows."""
        self.readings.append(
            Reading(item.where, "skipped", item.original, item.text, LIKELY, reason, item.code)
        )

    def _unit(self, row: _PlacedRow) -> str:
        """Return the measure unit that stands in the row (also of a merged cell above)."""
        cell = self._cell(row, self.header.only(Role.UNIT))
        return one_line(cell.text) if cell is not None and not is_ditto(cell.text) else ""

    def _target_cells(self, row: _PlacedRow) -> list[TargetCell]:
        """Return the target cells of a row; a cell merged sideways has its first place."""
        found = []
        texts_end = max(self._text_columns(), default=0)
        for column in self.targets:
            cell = self._cell(row, column)
            if cell is None or cell.origin[1] <= texts_end:
                found.append(TargetCell(column, "", row.where(column.number)))
                continue
            in_row = cell.origin[0] == cell.row
            where = row.where(cell.origin[1] if in_row else column.number)
            above = self.above.get(column.number)
            found.append(
                TargetCell(column, cell.text, where, cell.origin, cell.continues_above, above)
            )
        return found

    def _text_columns(self) -> list[int]:
        """Return the columns of number and wording."""
        return [one.number for one in (self.code, self.criterion, self.text) if one is not None]

    # --- the end ---

    def result(self) -> AnnexReading:
        """Return everything that was read."""
        criteria = tuple(self._close(one) for one in self.criteria)
        self._check_order([one.code for one in criteria], [one.where for one in criteria])
        if not criteria:
            where = place("", 0) if not self.readings else self.readings[0].where
            self.problems.append(Problem(where, texts.ANNEX_NO_CRITERIA))
        used = {one.section for one in criteria}
        sections = tuple(one for one in self.sections if one.code in used)
        return AnnexReading(
            self.groups(), sections, criteria, tuple(self.readings), tuple(self.problems)
        )

    def _close(self, owner: _Open) -> ProposedCriterion:
        """Return a criterion with its indicators read."""
        before = len(self.problems)
        items = owner.items
        if not items and any(cell.text for cell in owner.cells):
            items = [self._single(owner)]
        elif owner.items:
            self._check_own_targets(owner)
        if not items:
            message = texts.ANNEX_CRITERION_EMPTY.format(code=owner.code)
            self.problems.append(Problem(owner.where, message))
        codes = self._codes(owner, items)
        indicators = tuple(
            self._indicator(item, code) for item, code in zip(items, codes, strict=True)
        )
        complete = bool(indicators) and len(self.problems) == before
        return ProposedCriterion(
            owner.code, owner.name, owner.where, indicators, owner.section, complete
        )

    def _single(self, owner: _Open) -> _Item:
        """Return the only indicator of a criterion that is not divided."""
        return _Item(
            owner.code,
            owner.name,
            owner.name,
            owner.where,
            owner.unit,
            owner.cells,
            texts.ANNEX_SINGLE,
        )

    def _check_own_targets(self, owner: _Open) -> None:
        """Note targets on a criterion's own row that none of its indicators shares."""
        shared = {cell.origin for item in owner.items for cell in item.cells}
        if any(cell.text and cell.origin not in shared for cell in owner.cells):
            message = texts.ANNEX_CRITERION_TARGET.format(code=owner.code)
            self.problems.append(Problem(owner.where, message))

    def _codes(self, owner: _Open, items: Sequence[_Item]) -> list[str]:
        """Return a code for each indicator; those that are not printed end in ".x"."""
        codes: list[str] = []
        others = {one.code for one in self.criteria if one is not owner}
        for place_in, item in enumerate(items, start=1):
            code = item.code
            if not code and len(items) == 1:
                code = owner.code
                item.reason = texts.ANNEX_SINGLE
            elif not code:
                stem = owner.code.removesuffix(".x")
                code = f"{stem}.{place_in}.x"
                item.reason = texts.ANNEX_UNNUMBERED.format(code=code)
                self.problems.append(Problem(item.where, item.reason))
            taken = self.codes | others if code in others else self.codes
            free = self._free_code(code, taken, item.where, codes[-1] if codes else "")
            if free != code:
                item.reason = self.problems[-1].text
            code = free
            self.codes.add(code)
            codes.append(code)
        printed = [code for code in codes if not code.endswith(".x") and code != owner.code]
        wheres = [one.where for one, code in zip(items, codes, strict=True) if code in printed]
        self._check_order(printed, wheres)
        return codes

    def _free_code(
        self, code: str, taken: Collection[str], where: str, before: str | None = None
    ) -> str:
        """Return a code nobody has: "1.10" where a sheet lost the zero, else with ".x"."""
        if code not in taken:
            return code
        whole = f"{code}0"
        if before and follows(before, whole) and "." in code and whole not in taken:
            reason = texts.ANNEX_CODE_ZERO.format(code=code, other=whole)
            self.problems.append(Problem(where, reason))
            return whole
        number = self.next_part.get(code, 1)
        while f"{code}.{number}.x" in taken:
            number += 1
        self.next_part[code] = number + 1
        other = f"{code}.{number}.x"
        reason = texts.ANNEX_CODE_DOUBLED.format(code=code, other=other)
        self.problems.append(Problem(where, reason))
        return other

    def _check_order(self, codes: Sequence[str], wheres: Sequence[str]) -> None:
        """Note a number that does not follow the one before."""
        head = codes[0].rpartition(".")[0] if codes else ""
        before = f"{head}.0" if head else "0"
        for code, where in zip(codes, wheres, strict=True):
            if not follows(before, code):
                shown = texts.ANNEX_LIST_BEGIN if before in ("0", f"{head}.0") else before
                message = texts.ANNEX_CODE_GAP.format(before=shown, after=code)
                self.problems.append(Problem(where, message))
            before = code

    def _indicator(self, item: _Item, code: str) -> ProposedIndicator:
        """Return an indicator with its targets read."""
        sure = LIKELY if item.nested else SURE
        if code.endswith(".x"):
            sure = UNSURE
        text = one_line(item.text) if "\n" not in item.text else item.text
        plain = ProposedIndicator(
            code, text, item.original, item.where, IndicatorKind.CONDITIONS, confidence=sure
        )
        self.readings.append(
            Reading(item.where, "indicator", item.original, text, sure, item.reason, code)
        )
        row = read_indicator(plain, item.cells, item.unit)
        self.readings += row.readings
        self.problems += row.problems
        return row.indicator


def _is_one_cell(row: _Row) -> bool:
    """Say whether a row of several columns is one merged cell."""
    return len(row) > 1 and len({cell.origin for cell in row}) == 1


def _row_text(row: _Row, columns: Sequence[int] = ()) -> str:
    """Return the texts of a row, or of some columns, each cell once."""
    seen: dict[tuple[int, int], str] = {}
    for cell in row:
        if cell.text and not cell.continues_above and (not columns or cell.column in columns):
            seen.setdefault(cell.origin, cell.text)
    return " | ".join(seen.values())


def _unknown_row(words: str) -> str:
    """Say that a row was not understood."""
    shown = one_line(words)
    short = shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
    return texts.ANNEX_ROW_UNKNOWN.format(text=short)


def _same_name(one: str, other: str) -> bool:
    """Say whether two names of a criterion are the same but for "(tiếp theo)"."""
    first, second = heading_key(one), heading_key(other)
    second = second.removesuffix(" tiep theo").removesuffix(" tiep")
    return not second or first == second


def _under(heading: _Item | None, text: str) -> str:
    """Return the wording of a part after the words of its heading."""
    return f"{heading.text.rstrip(' :;,.')}: {text}" if heading else text


def _joined(cell: TargetCell, more: str) -> TargetCell:
    """Return a target cell with the text of a row below."""
    if not more:
        return cell
    return TargetCell(cell.column, f"{cell.text}\n{more}", cell.where, cell.origin)


def _group_name(column: Column) -> str:
    """Return the heading of a target column, with the one above it where it says little."""
    return column.name or texts.ANNEX_GROUP_COMMON
