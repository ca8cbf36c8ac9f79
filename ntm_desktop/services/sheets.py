"""Every table out to Excel as a plain sheet, and back in: compared cell by cell, as one step."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import (
    Entity,
    Field,
    Kind,
    StoredValue,
    decimal_text,
    declared_entities,
    entity_named,
    from_stored,
    split_keys,
)
from ntm_desktop.domain.numbers import (
    MAX_DONG,
    MoneyUnit,
    amount_in_words,
    format_money,
    format_number,
    parse_number,
)
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError, UserError
from ntm_desktop.services.criteria import criteria_set, set_ids
from ntm_desktop.services.records import parse_text, prepared
from ntm_desktop.services.references import names_units, unit_keys
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.exchange.record_sheets import Cell as _Cell
    from ntm_desktop.exchange.record_sheets import ReadCell as _ReadCell
    from ntm_desktop.exchange.record_sheets import ReadRow as _ReadRow

ALL = "all"
_NUMBER_ALONE = re.compile(r"[-−–+]?[0-9][0-9., ]*")
_KEY_IN_TEXT = re.compile(r"\[([^\[\]\s]+)\]\s*$")
_SHOWN_MOST = 80
_LEAST_AMOUNT = 10**6  # a smaller amount without a unit may have been meant in triệu or tỷ đồng
_LEAST_PRICE = 10**3
_PRICES = ("unit_price",)
_POWERS: Mapping[MoneyUnit, int] = {"dong": 0, "million": 6, "billion": 9}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, and how many records of each entity."""

    path: Path
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CellError:
    """Why a row was not taken: the cell, what it holds, the rule, and how to put it right."""

    sheet: str
    cell: str
    value: str
    rule: str
    fix: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that changes a record, or fills a new one: the field, what it was and what it is."""

    cell: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What became of one row of the file: `verdict` is the name of a count of `Imported`.

    `changes` are the cells of a row that is new or changed, `errors` those of one not taken.
    """

    number: int
    verdict: str
    title: str
    changes: tuple[CellChange, ...] = ()
    errors: tuple[CellError, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What reading a sheet did, or with a dry run would do; the four counts add up to `read`.

    `rows` says it row by row; `ignored` are heads that are no field of the entity. `bare` are the
    small amounts without a unit: not taken until a person says in which unit they are meant.
    """

    read: int
    inserted: int
    updated: int
    unchanged: int
    rejected: int
    errors: tuple[CellError, ...]
    ignored: tuple[str, ...]
    touched: Touched
    rows: tuple[TakenRow, ...] = ()
    bare: tuple[CellError, ...] = ()


class _Unwritten(Exception):  # noqa: N818 -- ends a dry run, so that nothing is kept
    """Ends the step of a dry run."""


Shown = Callable[[Entity, Mapping[str, StoredValue]], bool]


def export_records(
    workspace: Workspace, entity: str, path: Path, *, shown: Shown = lambda _entity, _row: True
) -> Exported:
    """Write the records of an entity, or of every one that has any (`all`), as .xlsx.

    Records that are not to be `shown` are left out, and where others refer to them stands their
    key alone.
    Raises `InputError` for another kind of file, `DataFileError` where it cannot be written.
    """
    from ntm_desktop.exchange.record_sheets import RecordRow, write_sheets

    if path.suffix.lower() != ".xlsx":
        raise InputError(texts.BOOK_KIND.format(path=path), hint=texts.SHEETS_OUT_HINT)
    wanted = declared_entities() if entity == ALL else (entity_named(entity),)
    cells = _Cells(workspace, shown)
    sheets = []
    for found in wanted:
        rows = [row for row in workspace.store.rows(found) if shown(found, row)]
        if rows or entity != ALL:
            made = [
                RecordRow(
                    str(row["key"]), cells.of(found, row), _disagreed(row), _indicator_name(row)
                )
                for row in rows
            ]
            sheets.append((found, sorted(made, key=lambda one: _in_order(one.key))))
    write_sheets(sheets, path, workspace.owner)
    return Exported(path, {found.name: len(rows) for found, rows in sheets})


def _in_order(key: str) -> tuple[object, ...]:
    """Return where a key stands in a sheet: codes as people count them, 1.2 before 1.10."""
    parts = re.split(r"([0-9]{1,9})", key)
    return tuple((int(one), "") if at % 2 else (-1, one) for at, one in enumerate(parts)), key


def _indicator_name(row: Mapping[str, StoredValue]) -> str:
    """Return what the indicator or criterion is called whose code a record holds, "" for none."""
    set_id, code = row.get("set_id"), str(row.get("indicator") or "")
    if not code or set_id not in set_ids():
        return ""
    found = criteria_set(str(set_id))
    if found.has_indicator(code):
        return found.indicator(code).text
    return next((one.name for one in found.criteria if one.code == code), "")


def _disagreed(row: Mapping[str, StoredValue]) -> frozenset[str]:
    """Return the fields of a record that two offices set differently."""
    return frozenset(name for name in str(row["conflicts"] or "").split(",") if name)


def import_records(
    workspace: Workspace,
    entity: str,
    path: Path,
    *,
    dry_run: bool = False,
    bare_unit: MoneyUnit | None = None,
) -> Imported:
    """Take in the sheet of an entity as one step; rows that cannot be taken are named, not taken.

    A row is known by its hidden key, then by the natural key of its fields; others are new. An
    emptied cell of a known record empties its field; a column that is not there changes nothing.
    A number alone is an amount in the unit its head names, else in đồng; one too small to be meant
    in đồng is asked about, `bare_unit` is the answer for all of them.
    Raises `NotFoundError` or `InputError` where the file itself cannot be read.
    """
    from ntm_desktop.exchange.record_sheets import read_sheet

    found = entity_named(entity)
    sheet = read_sheet(path, found)
    label = texts.SHEETS_STEP.format(entity=found.plural.lower(), file=path.name[:80])
    taking = _Taking(workspace, found, sheet.name, sheet.powers, bare_unit)
    with contextlib.suppress(_Unwritten):
        taking.take_all(sheet.rows, label, dry_run=dry_run)
    counts = taking.counts
    return Imported(
        read=len(sheet.rows),
        inserted=counts["inserted"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        rejected=counts["rejected"],
        errors=tuple(taking.errors),
        ignored=sheet.ignored,
        touched=Touched() if dry_run else taking.touched,
        rows=tuple(taking.taken),
        bare=tuple(taking.bare),
    )


class _Cells:
    """Records as cells; titles of referred records are read once an entity."""

    def __init__(self, workspace: Workspace, shown: Shown = lambda _entity, _row: True) -> None:
        self._workspace = workspace
        self._shown = shown
        self._titles: dict[str, dict[str, str]] = {}

    def titles(self, entity: str) -> dict[str, str]:
        """Return key → title of every record of an entity."""
        if entity not in self._titles:
            found = entity_named(entity)
            names = found.fields[found.title_field].choices
            self._titles[entity] = {
                str(row["key"]): " ".join(
                    names.get(title := str(row[found.title_field] or ""), title).split()
                )
                for row in self._workspace.store.rows(found)
                if self._shown(found, row)
            }
        return self._titles[entity]

    def of(self, found: Entity, row: Mapping[str, StoredValue]) -> dict[str, _Cell]:
        """Return the cells of a stored row."""
        return {name: self.cell(one, row[name]) for name, one in found.fields.items()}

    def cell(self, declared: Field, value: StoredValue) -> _Cell:
        """Return a stored value as the cell that shows it."""
        from ntm_desktop.exchange.record_sheets import cell_of_date, cell_of_number, cell_of_text

        if value is None:
            return None
        if declared.kind is Kind.NUMBER:
            return cell_of_number(cast(Decimal, from_stored(declared.kind, value)))
        if declared.kind in (Kind.INTEGER, Kind.MONEY):
            return cell_of_number(Decimal(cast(int, value)))
        if declared.kind is Kind.DATE:
            return cell_of_date(datetime.date.fromisoformat(cast(str, value)))
        if declared.kind is Kind.BOOLEAN:
            return texts.BOOLEAN_YES if value else texts.BOOLEAN_NO
        if declared.kind is Kind.CHOICE:
            return declared.choices.get(str(value), str(value))
        if declared.kind in (Kind.REFERENCE, Kind.REFERENCES):
            lines = [self._named(declared.refers_to, key) for key in split_keys(str(value))]
            return cell_of_text("\n".join(lines))
        return cell_of_text(str(value))

    def _named(self, entity: str, key: str) -> str:
        """Return "title [key]" of a referred record, its key alone where it is not here."""
        title = self.titles(entity).get(key)
        return f"{title} [{key}]" if title else key


@dataclass(slots=True)
class _Taking:
    """Takes rows into the open step and counts what became of them."""

    workspace: Workspace
    found: Entity
    sheet: str
    powers: Mapping[str, int] = field(default_factory=dict)
    bare_unit: MoneyUnit | None = None
    bare: list[CellError] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    taken: list[TakenRow] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("inserted", "updated", "unchanged", "rejected"), 0)
    )
    touched: Touched = field(default_factory=Touched)
    _seen: set[str] = field(default_factory=set)
    _cells: _Cells | None = None
    _rows: dict[str, dict[str, StoredValue]] | None = None

    @property
    def cells(self) -> _Cells:
        """Return how records look as cells, as they were before this file."""
        if self._cells is None:
            self._cells = _Cells(self.workspace)
        return self._cells

    @property
    def rows(self) -> dict[str, dict[str, StoredValue]]:
        """Return the stored rows by key, as they were before this file."""
        if self._rows is None:
            held = self.workspace.store.rows(self.found)
            self._rows = {str(row["key"]): row for row in held}
        return self._rows

    def take_all(self, rows: Sequence[_ReadRow], label: str, *, dry_run: bool) -> None:
        """Take the rows as one step; raise `_Unwritten` inside it where nothing is to be kept."""
        with self.workspace.store.step(label, self.workspace.user) as step:
            for row in rows:
                self.take(row)
            self.touched = step.touched
            if dry_run:
                raise _Unwritten

    def take(self, row: _ReadRow) -> None:
        """Take one row, or note why it cannot be taken."""
        problems: list[CellError] = []
        key = self._key_of(row, problems)
        known = self.rows.get(key)
        values = dict(self._values(row, known, problems))
        verdict = "rejected"
        if not problems:
            verdict = self._write(row, key, values, problems, is_known=known is not None)
        self.counts[verdict] += 1
        self.errors += problems
        is_written = verdict in ("inserted", "updated")
        self.taken.append(
            TakenRow(
                row.number,
                verdict,
                self._title(row, known),
                tuple(self._changes(row, known, values)) if is_written else (),
                tuple(problems),
            )
        )

    def _title(self, row: _ReadRow, known: Mapping[str, StoredValue] | None) -> str:
        """Return what a row is called: as it stands in the file, else as the record is called."""
        from ntm_desktop.exchange.record_sheets import plain_text

        cell = row.cells.get(self.found.title_field)
        held = known[self.found.title_field] if known is not None else ""
        said = (plain_text(cell.value) if cell is not None else "") or str(held or "")
        others = (plain_text(one.value).strip() for one in row.cells.values())
        said = said.strip() or next((one for one in others if one), "")
        return " ".join(said.split())[:_SHOWN_MOST]

    def _changes(
        self,
        row: _ReadRow,
        known: Mapping[str, StoredValue] | None,
        values: Mapping[str, StoredValue],
    ) -> Iterator[CellChange]:
        """Yield the cells that change a record, each with what it was before."""
        for name in values:
            declared, cell = self.found.fields[name], row.cells[name]
            old = _said(self.cells.cell(declared, known[name])) if known is not None else ""
            new = _said(cell.value)
            if declared.kind is Kind.MONEY:
                old, new = (
                    "" if one is None else format_money(cast(int, one))
                    for one in (known[name] if known is not None else None, values[name])
                )
            yield CellChange(cell.place, declared.label, old[:_SHOWN_MOST], new[:_SHOWN_MOST])

    def _key_of(self, row: _ReadRow, problems: list[CellError]) -> str:
        """Return the key a row names, "" for none."""
        if row.key.rule:
            problems.append(self._error(row.key, row.key.rule, row.key.fix))
            return ""
        key = str(row.key.value or "").strip()
        if key and key not in self.rows:
            problems.append(self._error(row.key, texts.CELL_NO_RECORD, texts.CELL_NO_RECORD_FIX))
        elif key and not self._first_time(key):
            problems.append(self._error(row.key, texts.CELL_KEY_TWICE, texts.CELL_KEY_TWICE_FIX))
        return key

    def _first_time(self, key: str) -> bool:
        """Say whether no row before stood for this record."""
        is_first = key not in self._seen
        self._seen.add(key)
        return is_first

    def _values(
        self,
        row: _ReadRow,
        known: Mapping[str, StoredValue] | None,
        problems: list[CellError],
    ) -> Iterator[tuple[str, StoredValue]]:
        """Yield the fields a row changes; cells left as they were exported are left alone."""
        for name, cell in row.cells.items():
            declared = self.found.fields[name]
            if not cell.rule and self._is_as_it_was(declared, cell, known):
                continue
            try:
                yield name, self._value(declared, cell)
            except UserError as error:
                rule, fix = str(error), error.hint or texts.CELL_REFUSED_FIX
                problems.append(self._error(cell, rule, fix))

    def _is_as_it_was(
        self, declared: Field, cell: _ReadCell, known: Mapping[str, StoredValue] | None
    ) -> bool:
        """Say whether a cell shows what the record holds; of a new record, whether it is empty."""
        from ntm_desktop.exchange.record_sheets import plain_text

        text = plain_text(cell.value)
        if text == texts.SHEETS_TEXT_KEPT:
            return True
        if known is None:
            return not text.strip()
        if declared.kind is Kind.MONEY and isinstance(cell.value, int | Decimal):
            scaled = Decimal(cell.value).scaleb(self.powers.get(declared.name, 0))
            return scaled == known[declared.name]
        return text == plain_text(self.cells.cell(declared, known[declared.name]))

    def _value(self, declared: Field, cell: _ReadCell) -> StoredValue:
        """Return what a cell says as a stored value; raise `InputError` with rule and fix."""
        if cell.rule:
            raise InputError(cell.rule, hint=cell.fix)
        value = cell.value
        if declared.kind is Kind.MONEY:
            number = _bare_number(value, is_headed=declared.name in self.powers)
            if number is not None:
                return declared.check(self._dong(declared, cell, number))
        if isinstance(value, str):
            if declared.kind in (Kind.REFERENCE, Kind.REFERENCES):
                return self._keys(declared, value)
            return parse_text(declared, value)
        if isinstance(value, datetime.date):
            if declared.kind is not Kind.DATE:
                raise InputError(texts.CELL_DATE, hint=texts.CELL_DATE_FIX)
            return declared.check(value.isoformat())
        if isinstance(value, bool):
            return parse_text(declared, texts.BOOLEAN_YES if value else texts.BOOLEAN_NO)
        if value is None:
            return None
        return _from_number(declared, Decimal(value))

    def _dong(self, declared: Field, cell: _ReadCell, number: Decimal) -> int:
        """Return an amount without a unit in đồng; raise `InputError` where its unit is unclear."""
        power = self.powers.get(declared.name, 0)
        least = _LEAST_PRICE if declared.name in _PRICES else _LEAST_AMOUNT
        if not power and 0 < abs(number) < least:
            self.bare.append(self._error(cell, texts.CELL_BARE_MONEY, ""))
            if self.bare_unit is None:
                raise _unclear(number)
            power = _POWERS[self.bare_unit]
        dong = number.scaleb(power)
        if dong != dong.to_integral_value():
            raise InputError(texts.CELL_NOT_WHOLE, hint=texts.CELL_NOT_WHOLE_FIX)
        if abs(dong) > MAX_DONG:
            raise InputError(texts.CELL_HUGE, hint=texts.CELL_HUGE_FIX)
        return int(dong)

    def _keys(self, declared: Field, text: str) -> str | None:
        """Return the keys a cell names by title or by [key], one a line; thôn also without it."""
        if names_units(declared) and "[" not in text:
            return unit_keys(self.workspace, declared, compose(text))
        lines = [line.strip() for line in compose(text).split("\n") if line.strip()]
        if declared.kind is Kind.REFERENCES and len(lines) == 1 and ";" in lines[0]:
            lines = [one.strip() for one in lines[0].split(";") if one.strip()]
        if declared.kind is Kind.REFERENCE and len(lines) > 1:
            lines = [" ".join(lines)]
        return "\n".join(self._key_named(declared.refers_to, line) for line in lines) or None

    def _key_named(self, entity: str, text: str) -> str:
        """Return the key of the record a text names; raise `InputError` for none or several."""
        titles = self.cells.titles(entity)
        in_text = _KEY_IN_TEXT.search(text)
        for key in (in_text[1] if in_text else "", text):
            if key in titles:
                return key
        wanted = " ".join(fold(text).split())
        found = [key for key, title in titles.items() if " ".join(fold(title).split()) == wanted]
        if len(found) == 1:
            return found[0]
        rule = texts.CELL_MANY_REFERENCES if found else texts.CELL_NO_REFERENCE
        label = entity_named(entity).label
        message = rule.format(entity=label, value=text[:_SHOWN_MOST])
        raise InputError(message, hint=texts.CELL_NO_REFERENCE_FIX)

    def _write(
        self,
        row: _ReadRow,
        key: str,
        values: dict[str, StoredValue],
        problems: list[CellError],
        *,
        is_known: bool,
    ) -> str:
        """Write what a row changes and return its verdict; note why it cannot be written."""
        if is_known and not values:
            return "unchanged"
        problems += [] if is_known else self._missing(row, values)
        if problems:
            return "rejected"
        store = self.workspace.store
        try:
            place, checked, is_new = prepared(self.workspace, self.found.name, key or None, values)
            if not key and not self._first_time(place):
                first = next(iter(row.cells.values()))
                problems.append(self._error(first, texts.CELL_KEY_TWICE, texts.CELL_KEY_TWICE_FIX))
                return "rejected"
            changed = store.put(self.found.name, place, checked)
        except UserError as error:
            cell = self._title_cell(row)
            fix = error.hint or texts.CELL_REFUSED_FIX
            problems.append(self._error(cell, str(error), fix))
            return "rejected"
        return "inserted" if is_new else "updated" if changed else "unchanged"

    def _missing(self, row: _ReadRow, values: Mapping[str, StoredValue]) -> list[CellError]:
        """Return the required fields a new record lacks."""
        return [
            self._error(
                row.cells.get(name) or row.key,
                texts.FIELD_REQUIRED.format(label=declared.label),
                texts.CELL_REQUIRED_FIX,
            )
            for name, declared in self.found.fields.items()
            if declared.required and values.get(name) in (None, "")
        ]

    def _title_cell(self, row: _ReadRow) -> _ReadCell:
        """Return the cell a problem of a whole row is shown at."""
        return row.cells.get(self.found.title_field) or next(iter(row.cells.values()), row.key)

    def _error(self, cell: _ReadCell, rule: str, fix: str) -> CellError:
        """Return the problem of one cell."""
        from ntm_desktop.exchange.record_sheets import plain_text

        shown = plain_text(cell.value)[:_SHOWN_MOST]
        return CellError(self.sheet, cell.place, shown, rule, fix)


def _said(value: _Cell) -> str:
    """Return a cell as people read it: dates and numbers as they are written here."""
    from ntm_desktop.exchange.record_sheets import plain_text

    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return format_number(value)
    return plain_text(value)


def _bare_number(value: _Cell, *, is_headed: bool) -> Decimal | None:
    """Return the number of a cell that holds a number alone; of a text only under a head's unit."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if not is_headed or not isinstance(value, str) or not _NUMBER_ALONE.fullmatch(value.strip()):
        return None
    return parse_number(value)


def _unclear(number: Decimal) -> InputError:
    """Return the refusal of a small amount without a unit, with what it may be."""
    ways = [
        texts.MONEY_WAY.format(
            text=f"{format_number(number)} {texts.MONEY_UNIT_NAMES[unit]}",
            words=amount_in_words(int(number.scaleb(power))),
        )
        for unit, power in _POWERS.items()
        if number.scaleb(power) == number.scaleb(power).to_integral_value()
        and abs(number.scaleb(power)) <= MAX_DONG
    ]
    rule = texts.CELL_BARE_MONEY_WAYS.format(
        number=format_number(number), ways=texts.MONEY_OR.join(ways)
    )
    return InputError(rule, hint=texts.CELL_BARE_MONEY_FIX.format(number=format_number(number)))


def _from_number(declared: Field, number: Decimal) -> StoredValue:
    """Return a number of a cell as a stored value of a field."""
    if declared.kind is Kind.DATE:
        message = texts.CELL_NOT_A_DATE.format(value=decimal_text(number))
        raise InputError(message, hint=texts.CELL_NOT_A_DATE_FIX)
    if declared.kind is Kind.NUMBER:
        return declared.check(decimal_text(number))
    if declared.kind in (Kind.INTEGER, Kind.MONEY):
        if number != number.to_integral_value():
            raise InputError(texts.CELL_NOT_WHOLE, hint=texts.CELL_NOT_WHOLE_FIX)
        return declared.check(int(number))
    return parse_text(declared, decimal_text(number).replace(".", ","))
