"""The funding forms as Word annexes (Biểu 11, 12, 13): their fields, and how they are made.

Rows, columns and amounts are those of `domain.funding_forms`; here they only become text. A cell
without a figure is a visible gap; a column that has no meaning in the period stays blank.
"""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.funding_forms import FundingLine, FundingTable
from ntm_desktop.domain.numbers import MoneyUnit, format_money
from ntm_desktop.reports import funding, letterhead, narrative
from ntm_desktop.reports.letterhead import OfficeFacts
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.template_fields import shown

NARROW_LETTERS = 8  # what one line of a column of Biểu 12 holds


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """What stands above and below the table of every funding form."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    form_label: str = shown("số hiệu biểu, ví dụ Biểu 11")
    form_name: str = shown("tên biểu, chữ hoa")
    period: str = shown("kỳ, ví dụ 6 tháng đầu năm 2026")
    annex_reference: str = shown("câu Kèm theo Báo cáo số … đặt dưới tên biểu")
    money_unit: str = shown("đơn vị tiền của bảng, ví dụ triệu đồng")
    content_label: str = shown("đầu cột nội dung")
    table_note: str = shown("lời giải thích các dấu dùng trong bảng")
    notes: tuple[str, ...] = shown("cách tính, số liệu làm tròn, khoản chưa tính được")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """One row of Biểu 11."""

    number: str = shown("số thứ tự: I, 1, 2")
    name: str = shown("nội dung, tên nguồn vốn")
    planned: str = shown("kế hoạch năm")
    result: str = shown("kết quả huy động trong kỳ")
    rest: str = shown("kế hoạch phần còn lại của năm")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGroup:
    """A source of Biểu 11 with the sources it is made of."""

    line: ResourceLine = shown("dòng của nguồn vốn I, II …")
    parts: tuple[ResourceLine, ...] = shown("các dòng 1, 2 … của nguồn vốn đó")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFormContext:
    """Everything the template of Biểu 11 may use."""

    head: FormHead = shown("phần đầu và ghi chú của biểu", spread=True)
    planned_label: str = shown("đầu cột kế hoạch năm")
    result_label: str = shown("đầu cột kết quả huy động")
    rest_label: str = shown("đầu cột kế hoạch phần còn lại của năm")
    total: ResourceLine = shown("dòng TỔNG SỐ")
    groups: tuple[ResourceGroup, ...] = shown("các nguồn vốn I, II …")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentAmounts:
    """The eight amounts of a row of Biểu 12 below one head."""

    sum: str = shown("tổng")
    investment: str = shown("vốn trực tiếp, ngân sách trung ương, đầu tư phát triển")
    recurrent: str = shown("vốn trực tiếp, ngân sách trung ương, sự nghiệp")
    local: str = shown("vốn trực tiếp, ngân sách địa phương")
    combined: str = shown("vốn lồng ghép")
    credit: str = shown("vốn tín dụng")
    enterprise: str = shown("vốn doanh nghiệp")
    people: str = shown("dân đóng góp")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One row of Biểu 12."""

    number: str = shown("số thứ tự: I, 1, 2")
    name: str = shown("hợp phần, nội dung thành phần")
    done: ContentAmounts = shown("kết quả trong kỳ")
    rest: ContentAmounts = shown("kế hoạch phần còn lại của năm")
    note: str = shown("ghi chú")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentGroup:
    """A component of the programme in Biểu 12 with its contents."""

    line: ContentLine = shown("dòng của hợp phần")
    parts: tuple[ContentLine, ...] = shown("các nội dung thành phần")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFormContext:
    """Everything the template of Biểu 12 may use."""

    head: FormHead = shown("phần đầu và ghi chú của biểu", spread=True)
    done_label: str = shown("đầu các cột kết quả trong kỳ")
    rest_label: str = shown("đầu các cột kế hoạch phần còn lại của năm")
    groups: tuple[ContentGroup, ...] = shown("các hợp phần")
    outside: tuple[ContentLine, ...] = shown("vốn chưa gắn hợp phần; thường trống")
    total: ContentLine = shown("dòng TỔNG SỐ")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """One row of Biểu 13."""

    number: str = shown("số thứ tự")
    name: str = shown("loại công trình")
    planned: str = shown("kế hoạch năm")
    half: str = shown("kết quả thực hiện 6 tháng đầu năm")
    year: str = shown("kết quả thực hiện kế hoạch năm")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFormContext:
    """Everything the template of Biểu 13 may use."""

    head: FormHead = shown("phần đầu và ghi chú của biểu", spread=True)
    planned_label: str = shown("đầu cột kế hoạch năm")
    half_label: str = shown("đầu cột kết quả 6 tháng đầu năm")
    year_label: str = shown("đầu cột kết quả thực hiện kế hoạch năm")
    lines: tuple[TypeLine, ...] = shown("13 loại công trình")
    outside: tuple[TypeLine, ...] = shown("vốn ngoài 13 loại công trình; thường trống")
    total: TypeLine = shown("dòng TỔNG SỐ")


FormContext = ResourceFormContext | ContentFormContext | TypeFormContext


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """A filled form and how it is printed: number and name of the form, unit, decimals.

    `places` None prints every amount exactly.
    """

    office: OfficeFacts
    table: FundingTable
    label: str
    name: str
    unit: MoneyUnit = "million"
    places: int | None = None


def build_context(facts: FormFacts) -> FormContext:
    """Return the ready text of every field of the form of the table."""
    if facts.table.form == "12":
        return _content_form(facts)
    return _type_form(facts) if facts.table.form == "13" else _resource_form(facts)


def gaps(facts: FormFacts) -> tuple[str, ...]:
    """Return what the form still lacks, a sentence each."""
    is_empty = all(cell.amount is None for cell in facts.table.total.cells)
    nothing = narrative.FORM_NO_FIGURES.format(period=facts.table.period.label)
    return (*letterhead.head_gaps(facts.office), *((nothing,) if is_empty else ()))


def notices(facts: FormFacts) -> tuple[str, ...]:
    """Return what should be looked at: what was not checked, money outside the rows of the form."""
    table = facts.table
    found = [narrative.FORM_UNVERIFIED.format(label=facts.label, name=facts.name)]
    found += [mark for mark in table.marks if mark != texts.FUNDING_SOURCE_NOTE]
    for line in table.outside:
        found.append(narrative.FORM_OUTSIDE.format(name=line.name, amounts=_told(facts, line)))
    if table.form == "12" and _is_wide(facts):
        found.append(narrative.FORM_NARROW)
    return tuple(found)


def _told(facts: FormFacts, line: FundingLine) -> str:
    """Return the whole amounts of a line with the heads of their columns."""
    return "; ".join(
        f"{narrative.lower_first(column.group or column.title)} "
        f"{format_money(cell.amount, facts.unit)}"
        for column, cell in zip(facts.table.columns, line.cells, strict=True)
        if cell.amount is not None and "." not in column.id
    )


def _is_wide(facts: FormFacts) -> bool:
    """Say whether an amount needs more than a line of its column."""
    lines = (*facts.table.lines, *facts.table.outside, facts.table.total)
    return any(
        len(cell.text(facts.unit, facts.places)) > NARROW_LETTERS
        for line in lines
        for cell in line.cells
    )


# --- text of cells ---


def _head(facts: FormFacts) -> FormHead:
    """Return head and notes of a form."""
    table, office = facts.table, facts.office
    issuer = narrative.issuer_in_sentence(office.office.issuer_name or GAP)
    symbol = letterhead.symbol_of(office)
    rounding = table.rounding_note(facts.unit, facts.places)
    mark = narrative.UNVERIFIED_MARK if office.draft else ""
    return FormHead(
        draft_note=narrative.DRAFT_NOTE if office.draft else "",
        form_label=facts.label + mark,
        form_name=facts.name.upper(),
        period=table.period.label,
        annex_reference=narrative.annex_reference(symbol, office.today.year, issuer),
        money_unit=texts.MONEY_UNIT_NAMES[facts.unit],
        content_label=table.head,
        table_note=narrative.DRAFT_TABLE_NOTE if office.draft else narrative.TABLE_NOTE,
        notes=(*table.notes, *((rounding,) if rounding else ())),
    )


def _label(facts: FormFacts, column: str) -> str:
    """Return the head of a column."""
    return next(one.title for one in facts.table.columns if one.id == column)


def _group_label(facts: FormFacts, prefix: str) -> str:
    """Return the head over the columns whose id begins so."""
    return next(one.group for one in facts.table.columns if one.id.startswith(prefix))


def _texts_of(facts: FormFacts, line: FundingLine) -> dict[str, str]:
    """Return column id → the text of the cell."""
    cells = zip(facts.table.columns, line.cells, strict=True)
    return {
        column.id: cell.text(facts.unit, facts.places) or _blank(facts, column.id)
        for column, cell in cells
    }


def _blank(facts: FormFacts, column: str) -> str:
    """Return what stands for no amount: nothing where the period has no such column, else a gap.

    After the year no plan is left for the rest of it; before its end it has no result.
    """
    end = facts.table.period.end
    is_whole = (end.month, end.day) == (12, 31) or facts.table.period.start.year != end.year
    is_rest = column.partition(".")[0] == "rest"
    is_meant = not is_whole if is_rest else column != "year" or is_whole
    return TABLE_GAP if is_meant else ""


def _families(lines: Sequence[FundingLine]) -> list[tuple[FundingLine, list[FundingLine]]]:
    """Return each row I, II … with its rows 1, 2 …"""
    found: list[tuple[FundingLine, list[FundingLine]]] = []
    for line in lines:
        if line.depth == 1:
            found.append((line, []))
        elif line.depth > 1:
            found[-1][1].append(line)
    return found


# --- the three forms ---


def _resource_form(facts: FormFacts) -> ResourceFormContext:
    """Return the fields of Biểu 11."""

    def made(line: FundingLine) -> ResourceLine:
        return ResourceLine(number=line.number, name=line.name, **_texts_of(facts, line))

    return ResourceFormContext(
        head=_head(facts),
        planned_label=_label(facts, "planned"),
        result_label=_label(facts, "result"),
        rest_label=_label(facts, "rest"),
        total=made(facts.table.total),
        groups=tuple(
            ResourceGroup(line=made(line), parts=tuple(map(made, parts)))
            for line, parts in _families(facts.table.lines)
        ),
    )


def _content_form(facts: FormFacts) -> ContentFormContext:
    """Return the fields of Biểu 12."""

    def made(line: FundingLine) -> ContentLine:
        cells = _texts_of(facts, line)
        return ContentLine(
            number=line.number,
            name=line.name,
            done=_amounts(facts, cells, "result"),
            rest=_amounts(facts, cells, "rest"),
            note=line.note,
        )

    return ContentFormContext(
        head=_head(facts),
        done_label=_group_label(facts, "result"),
        rest_label=_group_label(facts, "rest"),
        groups=tuple(
            ContentGroup(line=made(line), parts=tuple(map(made, parts)))
            for line, parts in _families(facts.table.lines)
        ),
        outside=tuple(map(made, facts.table.outside)),
        total=made(facts.table.total),
    )


def _amounts(facts: FormFacts, cells: dict[str, str], measure: str) -> ContentAmounts:
    """Return the eight amounts of a row below one head; long ones may be broken at their dots."""
    found = {
        column.removeprefix(f"{measure}."): text
        for column, text in cells.items()
        if column.startswith(f"{measure}.")
    }
    found["sum"] = cells[measure]
    narrow = {name: funding.breakable(text, NARROW_LETTERS) for name, text in found.items()}
    return ContentAmounts(**narrow)


def _type_form(facts: FormFacts) -> TypeFormContext:
    """Return the fields of Biểu 13."""

    def made(line: FundingLine) -> TypeLine:
        return TypeLine(number=line.number, name=line.name, **_texts_of(facts, line))

    return TypeFormContext(
        head=_head(facts),
        planned_label=_label(facts, "planned"),
        half_label=_label(facts, "half"),
        year_label=_label(facts, "year"),
        lines=tuple(map(made, facts.table.lines)),
        outside=tuple(map(made, facts.table.outside)),
        total=made(facts.table.total),
    )
