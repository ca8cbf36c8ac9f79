"""`ntm works`, `work`, `debt` and `funding`: what is built, what is owed, the funding forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.errors import InputError

if TYPE_CHECKING:
    import datetime

    from ntm_desktop.domain.funding_forms import FundingLine, FundingTable
    from ntm_desktop.domain.ledger import Debt, Sum
    from ntm_desktop.domain.numbers import MoneyUnit
    from ntm_desktop.services.works import WorkFile, WorkRow

_UNITS = {"dong": "dong", "trieu": "million", "ty": "billion"}
_PARTS = {
    "source": "Nguồn vốn",
    "year": "Năm kế hoạch",
    "type": "Loại công trình",
    "village": "Thôn",
    "component": "Hợp phần",
    "work": "Công trình",
}


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (works, work, debt, funding):
        group.add_command(command)


# --- works ---


@click.command(cls=Command)
@click.option("--year", type=click.IntRange(2000, 2100), help="Năm kế hoạch vốn hoặc năm xây dựng.")
@click.option("--source", default="", help="Nguồn vốn: mã hoặc tên, ví dụ nsdp-xa.")
@click.option("--state", default="", help="Trạng thái: mã hoặc tên, ví dụ đang thi công.")
@click.option("--type", "work_type", default="", help="Loại công trình: mã hoặc tên.")
@click.option("--village", default="", help="Tên thôn.")
def works(year: int | None, source: str, state: str, work_type: str, village: str) -> None:
    """Danh sách công trình với vốn và nợ; lọc theo năm, nguồn, trạng thái, loại, thôn."""
    from ntm_desktop.domain.works import SOURCE_NAMES, WORK_STATES, WORK_TYPES
    from ntm_desktop.services import works as service

    wanted = service.WorksFilter(
        year=year,
        source=_choice(source, SOURCE_NAMES, "nguồn vốn"),
        state=_choice(state, WORK_STATES, "trạng thái"),
        work_type=_choice(work_type, WORK_TYPES, "loại công trình"),
        village=village,
    )
    found = service.works_table(workspace(), wanted)
    sums = found.totals
    lines = ["Không có công trình nào."]
    if found.rows:
        heads = (
            "Công trình",
            "Thôn",
            "TMĐT",
            "Kế hoạch",
            "Giải ngân",
            "Nghiệm thu",
            "Còn nợ",
            "Mã",
        )
        lines = [
            "Đơn vị: triệu đồng (TMĐT: tổng mức đầu tư)",
            *output.table(heads, [_work_line(row) for row in found.rows]),
            f"Cộng {sums.works} công trình: kế hoạch {_million(sums.planned)}, giải ngân "
            f"{_million(sums.disbursed)}, nghiệm thu {_million(sums.accepted)}, còn nợ "
            f"{_million(sums.unpaid)}.",
            *(f"Cần xem lại: {issue.text}" for row in found.rows for issue in row.issues),
        ]
    document = {
        "works": [_row_document(row) for row in found.rows],
        "totals": {name: getattr(sums, name) for name in sums.__slots__},
    }
    output.show(document, lines)


def _choice(text: str, choices: dict[str, str], what: str) -> str:
    """Return the id of a choice given by id or name; raise `InputError` for another word."""
    from ntm_desktop.domain.vietnamese import fold

    if not text:
        return ""
    wanted = fold(text)
    for id_, name in choices.items():
        if wanted in (fold(id_), fold(name)):
            return id_
    raise InputError(f"Không có {what} “{text}”.", hint=", ".join(choices.values()))


def _million(dong: int) -> str:
    """Return an amount in triệu đồng, the number alone."""
    from ntm_desktop.domain.numbers import format_amount

    return format_amount(dong, "million")


def _work_line(row: WorkRow) -> tuple[str, ...]:
    """Return a work as a row of the list."""
    amounts = (row.planned, row.disbursed, row.accepted, row.unpaid)
    invested = row.work.total_investment
    return (
        row.work.name,
        "; ".join(row.villages),
        "" if invested is None else _million(invested),
        *(_million(amount) for amount in amounts),
        row.work.key,
    )


def _row_document(row: WorkRow) -> dict[str, Any]:
    """Return a work of the list."""
    return {
        "key": row.work.key,
        "name": row.work.name,
        "type": row.work.work_type,
        "state": row.work.state,
        "villages": row.villages,
        "group": row.work.group,
        "total_investment": row.work.total_investment,
        "planned": row.planned,
        "allocated": row.allocated,
        "disbursed": row.disbursed,
        "accepted": row.accepted,
        "settled": row.settled,
        "unpaid": row.unpaid,
        "overpaid": row.overpaid,
        "issues": [issue.text for issue in row.issues],
    }


# --- one work ---


@click.group(cls=Group)
def work() -> None:
    """Một công trình: xem, điều chỉnh dòng vốn, ghi lý do chênh lệch."""


@work.command("show")
@argument("key", metavar="MÃ")
def work_show(key: str) -> None:
    """Công trình với khối lượng, hồ sơ, vốn theo nguồn, đóng góp và điều cần xem lại."""
    from ntm_desktop.services import works as service

    found = service.work_file(workspace(), key)
    steps = service.step_doubts(workspace(), key)
    issues = [issue.text for issue in (*found.issues, *steps)]
    output.show(_file_document(found, issues), _file_lines(found, issues))


def _file_document(found: WorkFile, issues: list[str]) -> dict[str, Any]:
    """Return a work with all that belongs to it."""
    from ntm_desktop.domain.contributions import worth
    from ntm_desktop.domain.entity import entity_of
    from ntm_desktop.domain.works import Work, indicators_of

    fields = {name: getattr(found.work, name) for name in entity_of(Work).fields}
    return {
        "key": found.work.key,
        **fields,
        "village_names": found.villages,
        "indicators": [list(one) for one in indicators_of(found.work)],
        "quantities": [_plain(one) for one in found.quantities],
        "documents": [_plain(one) for one in found.documents],
        "entries": [_plain(one) for one in found.entries],
        "sources": [
            {"source": line.source, "plan_year": line.plan_year, **line.amounts}
            for line in found.matrix
        ],
        "contributions": [
            {**_plain(one), "worth": worth(one).amount, "counted": one.key not in found.uncounted}
            for one in found.given
        ],
        "debt": _debt_document(found.debt) if found.debt else None,
        "members": [one.key for one in found.members],
        "issues": issues,
        "reasons": [
            {"rule": doubt.rule, "text": doubt.issue.text, "reason": reason.reason}
            for doubt, reason in found.answered
        ],
    }


def _plain(record: Any) -> dict[str, Any]:
    """Return a record with its key and fields."""
    from ntm_desktop.domain.entity import entity_of

    fields = entity_of(type(record)).fields
    return {"key": record.key, **{name: getattr(record, name) for name in fields}}


def _file_lines(found: WorkFile, issues: list[str]) -> list[str]:
    """Return a work for people."""
    from ntm_desktop.domain.contributions import told, worth
    from ntm_desktop.domain.numbers import format_money, format_number
    from ntm_desktop.domain.works import MONEY_KINDS, WORK_STATES, quantities_of

    held, debt = found.work, found.debt
    about = [held.name, WORK_STATES.get(held.state or "", ""), "; ".join(found.villages)]
    lines = [" – ".join(part for part in about if part)]
    if held.total_investment is not None:
        lines.append(f"Tổng mức đầu tư: {format_money(held.total_investment)}")
    for number, measure in quantities_of(held, found.quantities):
        lines.append(f"Khối lượng: {format_number(number)} {measure}".rstrip())
    for line in found.matrix:
        amounts = ", ".join(
            f"{MONEY_KINDS[kind]} {_million(amount)}"
            for kind, amount in line.amounts.items()
            if amount
        )
        lines.append(f"{line.source_name}, năm {line.plan_year} (triệu đồng): {amounts}")
    for one in found.given:
        money = worth(one).amount
        note = "" if money is None else f" = {format_money(money)}"
        lines.append(f"Đóng góp: {told(one)}{note}")
    if debt is not None and debt.known:
        lines.append(_debt_text(debt))
    lines += [f"Cần xem lại: {text}" for text in issues]
    lines += [f"Đã có lý do: {doubt.issue.text} {why.reason}" for doubt, why in found.answered]
    return lines


@work.command("correct")
@argument("key", metavar="MÃ_DÒNG_VỐN")
@argument("amount", metavar="SỐ_TIỀN_ĐÚNG")
@click.option("--reason", required=True, help="Vì sao số cũ sai.")
@click.option("--on", metavar="NGÀY", default="", help="Ngày điều chỉnh, ví dụ 31/12/2024.")
def work_correct(key: str, amount: str, reason: str, on: str) -> None:
    """Điều chỉnh một dòng vốn bằng một dòng mới; dòng cũ và lý do được giữ lại."""
    from ntm_desktop.domain.numbers import format_money
    from ntm_desktop.services import works as service
    from ntm_desktop.services.records import clear_money

    right = clear_money(amount)
    done = service.correct_entry(workspace(), key, right, reason, _day(on))
    output.show({"key": done.key, "amount": right}, f"Đã điều chỉnh thành {format_money(right)}.")


def _day(typed: str) -> datetime.date | None:
    """Return a day typed as 31/12/2024 or 2024-12-31, None for none; raise `InputError`."""
    from ntm_desktop.domain.dates import parse_date

    return parse_date(typed, workspace().today()) if typed.strip() else None


@work.command("reason")
@argument("key", metavar="MÃ")
@argument("rule", metavar="NỘI_DUNG")
@argument("reason", metavar="LÝ_DO")
def work_reason(key: str, rule: str, reason: str) -> None:
    """Ghi lý do để một chênh lệch vốn được giữ nguyên; số tiền đổi thì phải ghi lại."""
    from ntm_desktop.services import works as service

    done = service.give_reason(workspace(), key, rule, reason)
    output.show({"key": done.key, "rule": rule}, "Đã ghi lý do.")


# --- debt ---


@click.command(cls=Command)
@click.option("--on", metavar="NGÀY", default="", help="Tính đến ngày, ví dụ 31/12/2024.")
def debt(on: str) -> None:
    """Nợ đọng xây dựng cơ bản = nghiệm thu trừ giải ngân, theo công trình và nguồn vốn."""
    from ntm_desktop.domain.dates import format_date
    from ntm_desktop.domain.numbers import format_money
    from ntm_desktop.domain.works import SOURCE_NAMES
    from ntm_desktop.services import works as service

    found = service.debts(workspace(), _day(on))
    lines = [f"Nợ đọng đến ngày {format_date(found.day)}: {format_money(found.owed)}."]
    for line in found.lines:
        if line.debt.balance:
            lines.append(f"  {line.work.name}: {_debt_text(line.debt)}")
    lines += [f"  {SOURCE_NAMES[name]}: {_debt_text(one)}" for name, one in found.sources.items()]
    if found.undated:
        lines.append(
            f"{len(found.undated)} dòng không ghi ngày đã tính: từ 31/12 của năm kế hoạch, hoặc "
            "khi xem đến hôm nay."
        )
    if found.left_out:
        lines.append(
            f"{len(found.left_out)} dòng không ghi ngày của kế hoạch {found.day.year} chưa tính "
            "vào ngày này, như các Biểu của kỳ trong năm."
        )
    document = {
        "on": found.day,
        "owed": found.owed,
        "overpaid": found.overpaid,
        "undated": [row.key for row in found.undated],
        "sources": {name: _debt_document(one) for name, one in found.sources.items()},
        "works": [
            {
                "key": line.work.key,
                "name": line.work.name,
                **_debt_document(line.debt),
                "sources": {source: _debt_document(one) for source, one in line.sources.items()},
            }
            for line in found.lines
        ],
    }
    output.show(document, lines)


def _debt_document(one: Debt) -> dict[str, Any]:
    """Return a debt with the records behind it."""
    return {
        "accepted": one.accepted.dong,
        "paid": one.paid.dong,
        "owed": one.owed,
        "overpaid": one.overpaid,
        "advance_left": one.advance_left,
        "records": [*one.accepted.keys, *one.paid.keys],
    }


def _debt_text(one: Debt) -> str:
    """Return a debt in words."""
    from ntm_desktop.domain.numbers import format_money

    start = (
        f"nghiệm thu {format_money(one.accepted.dong, 'million')}, "
        f"giải ngân {format_money(one.paid.dong, 'million')}"
    )
    if one.advance_left:
        start += f", tạm ứng chưa thu hồi {format_money(one.advance_left, 'million')}"
    if one.overpaid:
        return f"{start}, giải ngân vượt {format_money(one.overpaid, 'million')}"
    if one.balance < 0:
        return start
    return f"{start}, còn nợ {format_money(one.owed, 'million')}"


# --- funding ---


@click.command(cls=Command)
@click.option("--form", type=click.Choice(["11", "12", "13"]), help="Số biểu.")
@click.option(
    "--by", type=click.Choice(list(_PARTS)), help="Tổng hợp theo một cách, không theo biểu."
)
@click.option("--period", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
@click.option("--unit", type=click.Choice(list(_UNITS)), default="trieu", help="Đơn vị tiền.")
@click.option("--places", type=click.IntRange(0, 9), help="Làm tròn đến số chữ số thập phân này.")
@click.option("--xlsx", type=click.Path(path_type=Path), help="Ghi biểu ra tệp Excel.")
def funding(
    form: str | None,
    by: str | None,
    period: str,
    unit: str,
    places: int | None,
    xlsx: Path | None,
) -> None:
    """Biểu 11, 12, 13 về nguồn lực của một kỳ; mỗi ô kèm mã các bản ghi đã cộng."""
    from ntm_desktop.services import funding_tables as service

    if (form is None) == (by is None) or (xlsx is not None and form is None):
        raise InputError("Chọn một: --form hoặc --by.", hint="--xlsx đi cùng --form.")
    money_unit: MoneyUnit = _UNITS[unit]  # type: ignore[assignment]
    if form is None:
        _show_parts(by or "", period)
        return
    table = service.funding_table(workspace(), form, period)
    if xlsx is not None:
        service.write_funding_workbook(table, xlsx, money_unit, places)
    document = {**_table_document(table), "file": xlsx}
    lines = _table_lines(table, money_unit, places)
    output.show(document, [f"Đã ghi {xlsx}."] if xlsx else lines)


def _table_document(table: FundingTable) -> dict[str, Any]:
    """Return a form: amounts in đồng and the records behind them."""
    return {
        "form": table.form,
        "title": table.title,
        "period": table.period.id,
        "columns": [
            {"id": one.id, "title": one.title, "group": one.group} for one in table.columns
        ],
        "lines": [_line_document(line) for line in table.lines],
        "outside": [_line_document(line) for line in table.outside],
        "total": _line_document(table.total),
        "notes": table.notes,
        "marks": table.marks,
    }


def _line_document(line: FundingLine) -> dict[str, Any]:
    """Return a line of a form."""
    return {
        "id": line.id,
        "number": line.number,
        "name": line.name,
        "depth": line.depth,
        "cells": [
            {"amount": cell.amount, "computed": cell.computed, "records": cell.keys}
            for cell in line.cells
        ],
    }


def _table_lines(table: FundingTable, unit: MoneyUnit, places: int | None) -> list[str]:
    """Return a form for people."""
    from ntm_desktop import texts

    shown = [*table.lines, *table.outside]
    shown += [] if table.total in table.lines else [table.total]
    blocks: list[str] = []
    for group in dict.fromkeys(column.group for column in table.columns):
        places_of = [at for at, one in enumerate(table.columns) if one.group == group]
        heads = ["TT", table.head, *(table.columns[at].title for at in places_of)]
        rows = [
            (line.number, line.name, *(line.cells[at].text(unit, places) for at in places_of))
            for line in shown
        ]
        blocks += [*([f"{group}:"] if group else []), *output.table(heads, rows)]
    notes = (*table.notes, table.rounding_note(unit, places), *table.marks)
    return [
        f"Biểu {table.form}. {table.title}, {table.period.label}",
        texts.FUNDING_UNIT.format(unit=texts.MONEY_UNIT_NAMES[unit]),
        *blocks,
        *(note for note in notes if note),
    ]


def _show_parts(by: str, period: str) -> None:
    """Print what was mobilised, parted in one way."""
    from ntm_desktop.domain.numbers import format_money
    from ntm_desktop.domain.vietnamese import capital_first
    from ntm_desktop.services import funding_tables as service

    found = service.funding_sums(workspace(), period, by)  # type: ignore[arg-type]
    document = {
        "by": by,
        "parts": {
            name: {"name": found.names[name], **_sum_document(held)}
            for name, held in found.parts.items()
        },
        "total": found.total.dong,
        "people_share": found.people_share,
        "rate": found.rate,
    }
    rows = [
        (capital_first(found.names[name]), _million(held.dong))
        for name, held in found.parts.items()
    ]
    lines = output.table((_PARTS[by], "Triệu đồng"), rows)
    lines.append(f"Cộng: {format_money(found.total.dong)}")
    output.show(document, lines)


def _sum_document(held: Sum) -> dict[str, Any]:
    """Return a sum with the records behind it."""
    return {"amount": held.dong, "records": held.keys}
