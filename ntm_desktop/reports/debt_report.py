"""The report on outstanding construction debt (nợ đọng XDCB) as of a day: its fields and facts."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.ledger import Debt, MoneyRow, Sum
from ntm_desktop.domain.numbers import MoneyUnit, format_amount, format_money
from ntm_desktop.domain.works import SOURCE_NAMES
from ntm_desktop.reports import letterhead, live_figures, narrative
from ntm_desktop.reports.letterhead import OfficeFacts, OfficialHead, Signature
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.template_fields import shown

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtLineRow:
    """One row of the table: a work, or a source of the work above it."""

    number: str = shown("số thứ tự của công trình")
    name: str = shown("tên công trình, hoặc nguồn vốn của công trình")
    accepted: str = shown("giá trị nghiệm thu")
    paid: str = shown("đã thanh toán (giải ngân)")
    owed: str = shown("nợ đọng: nghiệm thu trừ thanh toán")
    overpaid: str = shown("thanh toán vượt giá trị nghiệm thu; trống khi không vượt")
    note: str = shown("ghi chú: điều cần kiểm tra")


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtGroup:
    """A work with its sources."""

    work: DebtLineRow = shown("dòng của công trình")
    sources: tuple[DebtLineRow, ...] = shown("các nguồn vốn của công trình")


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtReportContext:
    """Everything the template of the report may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    signature: Signature = shown("chữ ký và nơi nhận", spread=True)
    title: str = shown("trích yếu nội dung báo cáo")
    opening: str = shown("câu mở đầu")
    summary: tuple[str, ...] = shown("các câu tổng hợp: nghiệm thu, thanh toán, nợ đọng")
    causes: tuple[str, ...] = shown("các đoạn về nguyên nhân")
    solutions: tuple[str, ...] = shown("các đoạn về kế hoạch, giải pháp trả nợ")
    closing: str = shown("câu kết của báo cáo")
    annex: str = shown("chữ Phụ lục")
    annex_reference: str = shown("câu Kèm theo Báo cáo số … đặt dưới tên phụ lục")
    day: str = shown("ngày tính nợ")
    money_unit: str = shown("đơn vị tiền của bảng")
    groups: tuple[DebtGroup, ...] = shown("các công trình, nợ nhiều xếp trước")
    total: DebtLineRow = shown("dòng tổng cộng")
    total_sources: tuple[DebtLineRow, ...] = shown("tổng cộng theo từng nguồn vốn")
    notes: tuple[str, ...] = shown("cách tính và khoản chưa ghi ngày")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDebt:
    """A work with what is owed for it, as a whole and by source."""

    name: str
    debt: Debt
    sources: Mapping[str, Debt]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtFacts:
    """Everything the report is made from; `without_work` are amounts that name no work.

    `narratives` maps section ids to what a person wrote. `left_out` are amounts without a date
    whose plan year is not over on the day.
    """

    office: OfficeFacts
    day: datetime.date
    works: tuple[WorkDebt, ...]
    sources: Mapping[str, Debt]
    without_work: Debt | None = None
    unit: MoneyUnit = "million"
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous_narratives: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[MoneyRow, ...] = ()

    @property
    def known(self) -> tuple[WorkDebt, ...]:
        """Return the works with anything accepted or paid, the greatest debt first."""
        held = (one for one in self.works if one.debt.known)
        return tuple(sorted(held, key=lambda one: -one.debt.owed))


def build_context(facts: DebtFacts) -> DebtReportContext:
    """Return the ready text of every field."""
    office, day = facts.office, format_date(facts.day)
    issuer = narrative.issuer_in_sentence(office.office.issuer_name or GAP)
    symbol = letterhead.symbol_of(office)
    return DebtReportContext(
        head=letterhead.official_head(office, "BC", is_sent_upward=True),
        signature=letterhead.signature(office, is_sent_upward=True),
        title=narrative.DEBT_SUBJECT.format(day=day),
        opening=narrative.DEBT_OPENING.format(issuer=issuer, day=day),
        summary=_summary(facts),
        causes=_written(facts, "causes"),
        solutions=_written(facts, "solutions"),
        closing=narrative.DEBT_CLOSING.format(issuer=issuer, day=day),
        annex=narrative.annex_names(1)[0],
        annex_reference=narrative.annex_reference(symbol, office.today.year, issuer),
        day=day,
        money_unit=texts.MONEY_UNIT_NAMES[facts.unit],
        groups=tuple(_group(facts, place, one) for place, one in enumerate(facts.known, 1)),
        total=_total(facts),
        total_sources=tuple(_source_row(facts, *one) for one in facts.sources.items()),
        notes=(*(filter(None, _notes(facts))), narrative.CELL_NOTE),
    )


def gaps(facts: DebtFacts) -> tuple[str, ...]:
    """Return what is still a gap, a sentence each."""
    empty = [
        section
        for section in narrative.DEBT_SECTIONS
        if not facts.narratives.get(section, "").strip()
    ]
    signed = letterhead.signature(facts.office, is_sent_upward=True)
    return (
        *letterhead.head_gaps(facts.office, is_sent_upward=True),
        *(() if facts.known else (narrative.MISSING_DEBT,)),
        *(
            narrative.MISSING_WRITTEN.format(title=narrative.DEBT_SECTIONS[section])
            for section in empty
        ),
        *letterhead.signature_gaps(signed),
    )


def notices(facts: DebtFacts) -> tuple[str, ...]:
    """Return what should be looked at again: dates, over-payments, money of no work."""
    over = [one.name for one in facts.known if one.debt.overpaid]
    left = max(len(over) - MOST_NAMED, 0)
    found = [narrative.debt_overpaid_works(over[:MOST_NAMED], left)] if over else []
    undated = _undated_note(facts)
    if undated:
        found.append(undated)
    rest = facts.without_work
    if rest is not None and rest.known:
        accepted, paid = (format_money(one.dong, facts.unit) for one in (rest.accepted, rest.paid))
        found.append(narrative.DEBT_NO_WORK.format(accepted=accepted, paid=paid))
    return tuple(found)


# --- prose ---


def _written(facts: DebtFacts, section: str) -> tuple[str, ...]:
    """Return the paragraphs a person wrote, else the visible gap."""
    return live_figures.printed(facts.narratives.get(section, ""), facts) or (GAP,)


def _summary(facts: DebtFacts) -> tuple[str, ...]:
    """Return what was accepted, paid and is owed; the gap where nothing was entered."""
    if not facts.known:
        return (narrative.DEBT_NOTHING,)
    accepted, paid = _money(facts, "accepted"), _money(facts, "paid")
    owing = [one for one in facts.known if one.debt.owed]
    over = [one for one in facts.known if one.debt.overpaid]
    found = [narrative.debt_summary(narrative.counted_entries(len(facts.known)), accepted, paid)]
    if owing:
        owed = format_money(sum(one.debt.owed for one in owing), facts.unit)
        found.append(narrative.debt_owed(narrative.counted_entries(len(owing)), owed))
    elif any(one.debt.accepted.rows for one in facts.known):
        found.append(narrative.DEBT_NONE_OWED)
    if over:
        amount = format_money(sum(one.debt.overpaid for one in over), facts.unit)
        found.append(narrative.debt_overpaid(narrative.counted_entries(len(over)), amount))
    return tuple(found)


def _sums(facts: DebtFacts) -> Debt:
    """Return all amounts of the listed works together."""
    accepted = tuple(row for one in facts.known for row in one.debt.accepted.rows)
    return Debt(Sum(accepted), Sum(tuple(row for one in facts.known for row in one.debt.paid.rows)))


def _money(facts: DebtFacts, part: str) -> str:
    """Return Σ accepted or paid with its unit; the gap where nothing was entered."""
    amount = getattr(_sums(facts), part).amount
    return GAP if amount is None else format_money(amount, facts.unit)


# --- table ---


def _group(facts: DebtFacts, place: int, one: WorkDebt) -> DebtGroup:
    """Return the rows of a work; a single source needs no row of its own to be named."""
    return DebtGroup(
        work=_row(facts, str(place), one.name, one.debt, _flags(facts, one.debt)),
        sources=tuple(_source_row(facts, *source) for source in one.sources.items()),
    )


def _source_row(facts: DebtFacts, source: str, debt: Debt) -> DebtLineRow:
    """Return the row of one source."""
    return _row(facts, "", f"- {SOURCE_NAMES.get(source, source)}", debt, "")


def _row(facts: DebtFacts, number: str, name: str, debt: Debt, note: str) -> DebtLineRow:
    """Return a row; where nothing was accepted there is no debt to tell."""
    owed = format_amount(debt.owed, facts.unit)
    return DebtLineRow(
        number=number,
        name=name,
        accepted=_amount(debt.accepted, facts.unit),
        paid=_amount(debt.paid, facts.unit),
        owed=owed if debt.accepted.rows else TABLE_GAP,
        overpaid=format_amount(debt.overpaid, facts.unit) if debt.overpaid else "",
        note=note,
    )


def _total(facts: DebtFacts) -> DebtLineRow:
    """Return the last row; owed and over-paid are summed work by work."""
    sums = _sums(facts)
    overpaid = sum(one.debt.overpaid for one in facts.known)
    owed = format_amount(sum(one.debt.owed for one in facts.known), facts.unit)
    return DebtLineRow(
        number="",
        name=narrative.WORKS_TOTAL_ROW,
        accepted=_amount(sums.accepted, facts.unit),
        paid=_amount(sums.paid, facts.unit),
        owed=owed if sums.accepted.rows else TABLE_GAP,
        overpaid=format_amount(overpaid, facts.unit) if overpaid else "",
        note="",
    )


def _amount(held: Sum, unit: MoneyUnit) -> str:
    """Return a sum for the table; the gap where nothing was entered."""
    return TABLE_GAP if held.amount is None else format_amount(held.amount, unit)


def _flags(facts: DebtFacts, debt: Debt) -> str:
    """Return what is to be checked about a work."""
    rows = (*debt.accepted.rows, *debt.paid.rows)
    advance = narrative.DEBT_ADVANCE.format(amount=format_amount(debt.advance_left, facts.unit))
    found = (
        (advance, bool(debt.advance_left)),
        (narrative.DEBT_NO_ACCEPTED, not debt.accepted.rows),
        (narrative.DEBT_OVERPAID, bool(debt.overpaid and debt.accepted.rows)),
        (narrative.DEBT_NO_PAID, not debt.paid.rows),
        (narrative.DEBT_NO_DATE, any(row.paid_on is None for row in rows)),
    )
    told = [words for words, is_so in found if is_so]
    return "; ".join([*told[:1], *(words[:1].lower() + words[1:] for words in told[1:])])


def _notes(facts: DebtFacts) -> tuple[str, ...]:
    """Return how the table was made."""
    return narrative.DEBT_HOW, narrative.DEBT_HOW_SOURCES, _undated_note(facts)


def _undated_note(facts: DebtFacts) -> str:
    """Return how many amounts have no date and how they were counted, "" for none."""
    counted, left = _counted_note(facts), _left_out_note(facts)
    return " ".join(filter(None, (counted, left)))


def _left_out_note(facts: DebtFacts) -> str:
    """Return how many amounts without a date are not counted yet, "" for none."""
    if not facts.left_out:
        return ""
    number = narrative.counted_amounts(len(facts.left_out))
    amount = format_money(Sum(facts.left_out).dong, facts.unit)
    return narrative.DEBT_LEFT_OUT.format(count=number, amount=amount, year=facts.day.year)


def _counted_note(facts: DebtFacts) -> str:
    """Return how many amounts without a date are counted, "" for none."""
    sums = _sums(facts)
    rows: tuple[MoneyRow, ...] = (*sums.accepted.rows, *sums.paid.rows)
    undated = Sum(tuple(row for row in rows if row.paid_on is None))
    if not undated.rows:
        return ""
    number = narrative.counted_amounts(len(undated.rows))
    amount = format_money(undated.dong, facts.unit)
    return narrative.DEBT_UNDATED.format(count=number, amount=amount)
