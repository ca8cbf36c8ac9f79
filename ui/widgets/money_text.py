"""Words about works and money as the screens say them: amounts, sources, states, kinds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ntm_desktop.domain.numbers import (
    MoneyUnit,
    format_amount,
    format_money,
    format_number,
    format_percent,
    money_in_unit,
)
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import FUNDING_SOURCES, MONEY_KINDS, WORK_STATES, WORK_TYPES

UNIT_NOTE = "Đơn vị: triệu đồng"
ROUNDED_NOTE = "Triệu đồng (làm tròn)"
ROUNDED_TIP = "Số trong danh sách làm tròn đến nghìn đồng; số đúng đến đồng hiện khi trỏ vào ô."
_PLACES = 3
UNITS: tuple[tuple[MoneyUnit, str], ...] = (
    ("million", "Triệu đồng"),
    ("dong", "Đồng"),
    ("billion", "Tỷ đồng"),
)
NO_STATE = "Chưa ghi"
# The sign of each state of a work; the word beside it is the state's own.
STATE_SIGNS = {
    "": "no_data",
    "proposed": "waiting",
    "approved": "declared",
    "building": "doing",
    "accepted": "done",
    "handed_over": "done",
    "settled": "met",
    "stopped": "dropped",
}
_SOURCE_NOTES = (("nstw-", "NSTW"), ("nguoi-dan-", "dân góp"))
_ROW_NAMES = {source.id: source.name for source in FUNDING_SOURCES}


def source_name(source: str) -> str:
    """Return a source by name, with what it is part of where the name alone does not tell."""
    name = _ROW_NAMES.get(source, source)
    part_of = next((note for start, note in _SOURCE_NOTES if source.startswith(start)), "")
    return f"{name} ({part_of})" if part_of else name


def kind_name(kind: str) -> str:
    """Return a kind of money as a heading or cell says it."""
    return capital_first(MONEY_KINDS.get(kind, kind))


def type_name(work_type: str | None) -> str:
    """Return a type of work as a cell says it; "" for none."""
    return capital_first(WORK_TYPES.get(work_type or "", ""))


def state_name(state: str | None) -> str:
    """Return the state of a work as a cell says it."""
    return capital_first(WORK_STATES.get(state or "", "")) or NO_STATE


def million(dong: int | None) -> str:
    """Return an amount for a table headed "Đơn vị: triệu đồng"; nothing for none."""
    return format_amount(dong, "million") if dong else ""


def rounded_million(dong: int | None) -> str:
    """Return an amount for a list that rounds to thousands of đồng; nothing for none.

    Whatever is there is never shown as nothing: less than 500 đồng stays as it is.
    """
    exact = money_in_unit(dong or 0, "million")
    shown = exact.quantize(Decimal(1).scaleb(-_PLACES), rounding=ROUND_HALF_UP)
    return format_number(shown) if shown else million(dong)


def in_full(dong: int | None) -> str:
    """Return an amount in đồng, as a list that rounds tells it beside; "" for none."""
    return format_money(dong) if dong else ""


def rate_text(part: int | None, whole: int | None) -> str:
    """Return part of whole as "85,9%"; "" where there is no whole."""
    found = rate_of(part, whole)
    return "" if found is None else format_percent(found, 1)


def rate_of(part: int | None, whole: int | None) -> Decimal | None:
    """Return part of whole in percent; None where there is no whole."""
    return Decimal(part or 0) * 100 / Decimal(whole) if whole else None


def works_counted(count: int) -> str:
    """Return "23 công trình"."""
    return f"{format_number(count)} công trình"
