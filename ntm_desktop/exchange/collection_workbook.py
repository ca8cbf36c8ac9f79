"""Collection forms as a workbook: a sheet each to hand out, read back cell by cell with care.

A hidden column of every sheet says which form it is and which indicator each row asks for, so a
sheet that was sorted or sent alone is still understood. Formulas are never calculated.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from ntm_desktop import texts
from ntm_desktop.domain.annex_grid import tidy
from ntm_desktop.domain.collection import (
    Answer,
    CellProblem,
    CollectionForm,
    CollectionPlan,
    FormLine,
    ReturnedForms,
)
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.dates import format_date
from ntm_desktop.errors import InputError
from ntm_desktop.exchange.office_files import (
    cell_text,
    check_sheets,
    file_bytes,
    open_archive,
    translated,
)
from ntm_desktop.whole_files import write_whole

MARK = "NTM-PHIEU"
VERSION = 1
CODE, ANSWER, NOTE, KEY = 1, 6, 7, 8  # columns, counted from 1
HEAD_ROW = 8
MARK_ROWS = 20  # the mark is looked for in so many rows
MOST_ROWS = 3_000
MOST_SHEETS = 500
LONGEST = 2_000
LARGEST = 10**15  # Excel keeps no more digits
WIDTHS = (8, 58, 16, 18, 18, 22, 34)
_NUMERIC = (
    *(IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.RELATIVE),
    *(IndicatorKind.POINTS, IndicatorKind.SCORED),
)
_FONT = "Times New Roman"
_BLANK = PatternFill("solid", fgColor="FFF9DB")
_SHADE = PatternFill("solid", fgColor="E8ECEF")
_THIN = Side(style="thin", color="808080")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


# --- writing ---


def write_workbook(plan: CollectionPlan, path: Path) -> None:
    """Write the forms of a plan beside the target, then rename; raise `DataFileError`."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    for number, form in enumerate(plan.forms, start=1):
        sheet = book.create_sheet(_sheet_name(number, form))
        _fill_sheet(sheet, plan, form, f"{number}/{len(plan.forms)}")
    content = io.BytesIO()
    book.save(content)
    write_whole(content.getvalue(), path)


def _sheet_name(number: int, form: CollectionForm) -> str:
    """Return a name that Excel takes: unique by its number, at most 31 characters."""
    told = form.who or (form.unit_name if form.unit else "") or texts.COLLECT_UNASSIGNED
    plain = _NOT_IN_NAMES.sub(" ", _CONTROL.sub("", told))
    return f"{number}. {' '.join(plain.split())}"[:31].strip()


def _fill_sheet(sheet: Any, plan: CollectionPlan, form: CollectionForm, number: str) -> None:
    """Write one form: head, rows with blank cells, the hidden column, protection."""
    _write_head(sheet, plan, form)
    marks: tuple[str | int, ...] = (
        MARK,
        VERSION,
        plan.owner,
        plan.set_id,
        plan.period.id,
        form.unit,
        number,
    )
    for row, mark in enumerate(marks, start=1):
        _put(sheet, row, KEY, mark)
    for row, line in enumerate(form.lines, start=HEAD_ROW + 1):
        _write_line(sheet, row, line)
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["H"].hidden = True
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    _set_up_print(sheet)


def _set_up_print(sheet: Any) -> None:
    """Print on landscape A4, as wide as the page, with the head on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _write_head(sheet: Any, plan: CollectionPlan, form: CollectionForm) -> None:
    """Write what stands above the table, and its head."""
    due = texts.BOOK_DUE.format(due=format_date(plan.due)) if plan.due else ""
    lines = (
        (plan.office_name, True),
        (texts.BOOK_TITLE, True),
        (f"{plan.set_name}, {plan.period.label}", False),
        (texts.BOOK_WHO.format(who=form.who or "…" * 12), False),
        (texts.BOOK_PLACE.format(place=form.unit_name), False),
        (due, True),
        (texts.BOOK_HOW, False),
    )
    for row, (text, bold) in enumerate(lines, start=1):
        _put(sheet, row, 1, text).font = Font(name=_FONT, size=14 if row == 2 else 12, bold=bold)
    for column, head in enumerate(texts.BOOK_HEADS, start=1):
        shown = head.format(previous=form.previous_label, current=plan.period.label)
        cell = _put(sheet, HEAD_ROW, column, shown)
        cell.font, cell.fill, cell.border = Font(name=_FONT, size=12, bold=True), _SHADE, _EDGES
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_line(sheet: Any, row: int, line: FormLine) -> None:
    """Write one row with its two blank cells."""
    shown = (line.code, line.text, line.measure_unit, line.target, line.previous, None, None)
    for column, text in enumerate(shown, start=1):
        cell = _put(sheet, row, column, text)
        cell.font, cell.border = Font(name=_FONT, size=12), _EDGES
        side = "left" if column in (2, NOTE) else "center"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    _put(sheet, row, KEY, line.code)
    answer, note = sheet.cell(row, ANSWER), sheet.cell(row, NOTE)
    for cell in (answer, note):
        cell.fill, cell.protection = _BLANK, Protection(locked=False)
    note.number_format = "@"
    rule = _rule(line)
    if rule is None or rule.type is None:
        answer.number_format = "@"  # a text stays as typed: "12/17" does not become a date
    if rule is not None:
        sheet.add_data_validation(rule)
        rule.add(answer)


def _put(sheet: Any, row: int, column: int, value: str | int | None) -> Any:
    """Write a cell; a text stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        if value:
            cell.data_type = "s"
            cell.number_format = "@"
    else:
        cell.value = value
    return cell


def _rule(line: FormLine) -> DataValidation | None:
    """Return what a blank cell takes, None where only words say it."""
    if line.kind in (None, IndicatorKind.BOOLEAN) and line.is_plain:
        return _choice(texts.BOOK_BOOLEAN)
    if line.kind is IndicatorKind.ORDINAL and line.is_plain and line.scale:
        return _choice(line.scale)
    if line.by_gender:
        return _prompt(texts.BOOK_GENDER_TITLE, texts.BOOK_GENDER)
    if line.is_rate and line.is_plain:
        return _prompt(texts.BOOK_RATE_TITLE, texts.BOOK_RATE)
    if line.kind in _NUMERIC and line.is_plain:
        rule = DataValidation("decimal", str(-LARGEST), str(LARGEST), operator="between")
        return _explained(rule, texts.BOOK_ERROR_NUMBER)
    return None


def _prompt(title: str, sentence: str) -> DataValidation:
    """Return a rule that refuses nothing and says beside the cell how to fill it in."""
    rule = DataValidation(allow_blank=True, showInputMessage=True)
    rule.promptTitle, rule.prompt = title, sentence
    return rule


def _choice(words: tuple[str, ...]) -> DataValidation | None:
    """Return a list to choose from; None where Excel cannot hold it."""
    joined = ",".join(words)
    if any("," in word or '"' in word for word in words) or len(joined) > 250:
        return None
    rule = DataValidation("list", f'"{joined}"', allow_blank=True)
    return _explained(rule, texts.BOOK_ERROR_CHOICE)


def _explained(rule: DataValidation, sentence: str) -> DataValidation:
    """Return a rule that says why it refuses."""
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorTitle, rule.error = texts.BOOK_ERROR_TITLE, sentence
    return rule


# --- reading ---


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the hidden column says of a sheet; `row` is where the mark stands."""

    row: int
    owner: str
    set_id: str
    period_id: str
    unit: str
    number: int
    total: int


def read_workbook(path: Path) -> ReturnedForms:
    """Return what was answered in a workbook of forms, and what is wrong cell by cell.

    Raises `NotFoundError` for no file, `InputError` for one that is not a workbook of forms, is
    damaged, has a password, is too large, or mixes forms of several offices, periods or sets.
    """
    data = file_bytes(path)
    archive = open_archive(data, path)
    if "xl/workbook.xml" not in archive.namelist():
        raise InputError(texts.BOOK_KIND.format(path=path), hint=texts.BOOK_KIND_HINT)
    return translated(path, lambda: _read(archive, data, path))


def _read(archive: Any, data: bytes, path: Path) -> ReturnedForms:
    """Return the answers of all sheets, their sizes known to be bounded."""
    check_sheets(archive, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep does not matter: only cells do
        book = load_workbook(io.BytesIO(data), keep_links=False)
    sheets = [(sheet, _mark(sheet, path)) for sheet in book.worksheets[:MOST_SHEETS]]
    marks = [mark for _, mark in sheets if mark is not None]
    if not marks:
        raise InputError(texts.BOOK_FOREIGN.format(path=path), hint=texts.BOOK_FOREIGN_HINT)
    if len({(mark.owner, mark.set_id, mark.period_id) for mark in marks}) > 1:
        raise InputError(texts.BOOK_MIXED.format(path=path), hint=texts.BOOK_MIXED_HINT)
    answers: list[Answer] = []
    problems: list[CellProblem] = []
    for sheet, mark in sheets:
        if mark is None:
            problems += _foreign(sheet)
            continue
        for found in _lines(sheet, mark):
            (answers if isinstance(found, Answer) else problems).append(found)  # type: ignore[arg-type]
    problems += _missing(marks)
    first = marks[0]
    return ReturnedForms(
        owner=first.owner,
        set_id=first.set_id,
        period_id=first.period_id,
        answers=tuple(answers),
        problems=tuple(problems),
    )


def _mark(sheet: Any, path: Path) -> _Mark | None:
    """Return what the hidden column says, None where it is not there; refuse newer forms."""
    for row in range(1, min(sheet.max_row, MARK_ROWS) + 1):
        if sheet.cell(row, KEY).value == MARK:
            break
    else:
        return None
    version, *words = (sheet.cell(row + step, KEY).value for step in range(1, 7))
    if isinstance(version, int) and version > VERSION:
        raise InputError(texts.BOOK_NEWER.format(path=path), hint=texts.BOOK_NEWER_HINT)
    owner, set_id, period_id, unit, place = (str(word or "") for word in words)
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", place)
    if version != VERSION or not found or not all((owner, set_id, period_id, unit)):
        return None
    return _Mark(row, owner, set_id, period_id, unit, int(found[1]), int(found[2]))


def _foreign(sheet: Any) -> list[CellProblem]:
    """Return the problem of a sheet that is no form; an empty one is none."""
    is_empty = sheet.max_row <= 1 and sheet.max_column <= 1 and sheet.cell(1, 1).value is None
    if is_empty:
        return []
    return [CellProblem(sheet.title, "", "", texts.SHEET_FOREIGN, texts.SHEET_FOREIGN_FIX)]


def _missing(marks: list[_Mark]) -> list[CellProblem]:
    """Return the problem of forms that were written and did not come back in this file."""
    total = max(mark.total for mark in marks)
    lost = [str(one) for one in range(1, total + 1) if one not in {mark.number for mark in marks}]
    if not lost:
        return []
    shown = ", ".join(lost[:20]) + ("…" if len(lost) > 20 else "")
    rule = texts.SHEET_MISSING.format(numbers=shown, total=total)
    return [CellProblem("", "", "", rule, texts.SHEET_MISSING_FIX)]


def _lines(sheet: Any, mark: _Mark) -> Iterator[Answer | CellProblem]:
    """Yield the answer, or the problems, of every row that was filled in."""
    merged = _merged_rows(sheet)
    last = min(sheet.max_row, MOST_ROWS)
    for row in range(mark.row + HEAD_ROW, last + 1):
        code = sheet.cell(row, KEY).value
        if code is None:
            continue
        yield from _line(sheet, mark, row, str(code), is_merged=row in merged)


def _line(
    sheet: Any, mark: _Mark, row: int, code: str, *, is_merged: bool
) -> Iterator[Answer | CellProblem]:
    """Yield what one row says; nothing for one that was left empty."""
    answer, note = sheet.cell(row, ANSWER), sheet.cell(row, NOTE)
    if is_merged:
        yield _problem(sheet, answer, texts.CELL_MERGED, texts.CELL_MERGED_FIX)
        return
    if answer.value is None and note.value is None:
        return
    shown = str(sheet.cell(row, CODE).value or "")
    if shown != code:
        rule = texts.CELL_MOVED.format(shown=shown, code=code)
        yield _problem(sheet, answer, rule, texts.CELL_MOVED_FIX)
        return
    refused = [found for cell in (answer, note) if (found := _refused(sheet, cell))]
    if refused:
        yield from refused
        return
    text, told = _text(answer), _text(note)
    if text or told:
        yield Answer(
            sheet=sheet.title,
            cell=answer.coordinate,
            unit=mark.unit,
            code=code,
            text=text,
            note=told,
        )


def _merged_rows(sheet: Any) -> set[int]:
    """Return the rows in which a cell to fill in was merged with another."""
    return {
        row
        for found in sheet.merged_cells.ranges
        if found.max_col >= ANSWER and found.min_col <= KEY
        for row in range(found.min_row, min(found.max_row, MOST_ROWS) + 1)
    }


def _refused(sheet: Any, cell: Any) -> CellProblem | None:
    """Return why a cell cannot be read as it is."""
    value = cell.value
    if cell.data_type == "f" or not isinstance(
        value, str | int | float | datetime.date | datetime.time | datetime.timedelta | None
    ):
        return _problem(sheet, cell, texts.CELL_FORMULA, texts.CELL_FORMULA_FIX)
    if cell.data_type == "e":
        return _problem(sheet, cell, texts.CELL_ERROR, texts.CELL_ERROR_FIX)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _problem(sheet, cell, texts.CELL_DATE, texts.CELL_DATE_FIX)
    if isinstance(value, int | float) and not abs(value) < LARGEST:  # "nan" is not less either
        return _problem(sheet, cell, texts.CELL_HUGE, texts.CELL_HUGE_FIX)
    if isinstance(value, str) and len(value) > LONGEST:
        rule = texts.CELL_LONG.format(most=LONGEST)
        return _problem(sheet, cell, rule, texts.CELL_LONG_FIX)
    return None


def _problem(sheet: Any, cell: Any, rule: str, fix: str) -> CellProblem:
    """Return the problem of one cell."""
    value = cell.value
    shown = str(getattr(value, "text", value) if value is not None else "")
    return CellProblem(sheet.title, cell.coordinate, shown[:80], rule, fix)


def _text(cell: Any) -> str:
    """Return what a cell says, as it would be typed."""
    if isinstance(cell.value, bool):
        return texts.BOOK_BOOLEAN[not cell.value]
    if isinstance(cell.value, str):
        return tidy(cell.value)
    return cell_text(cell.value, cell.number_format)
