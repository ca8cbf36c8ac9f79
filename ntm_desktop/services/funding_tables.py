"""The funding forms (Biểu 11, 12, 13) of this office for a period, on screen and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from ntm_desktop import texts
from ntm_desktop.domain.funding_forms import (
    FORM_BUILDERS,
    FundingCell,
    FundingColumn,
    FundingLine,
    FundingTable,
    planned_in,
    results_in,
)
from ntm_desktop.domain.ledger import (
    COMPONENT_PARTS,
    MoneyRow,
    Sum,
    component_of,
    people_share,
    rate_of_plan,
    sums_by,
)
from ntm_desktop.domain.numbers import MoneyUnit
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.domain.works import SOURCE_NAMES, WORK_TYPES, Work, source_of, village_names
from ntm_desktop.errors import InputError
from ntm_desktop.services import works as works_service
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import money_sums

__all__ = [
    "FundingCell",
    "FundingColumn",
    "FundingLine",
    "FundingSums",
    "FundingTable",
    "funding_sums",
    "funding_table",
    "write_funding_workbook",
]
Place = Literal["source", "year", "type", "village", "component", "work"]


def funding_table(workspace: Workspace, form: str, period_id: str) -> FundingTable:
    """Return Biểu 11, 12 or 13 for a period; raise `InputError` for another form or period."""
    if form not in FORM_BUILDERS:
        message = texts.FUNDING_FORM_UNKNOWN.format(form=form)
        raise InputError(message, hint=texts.FUNDING_FORM_HINT)
    period = parse_period(period_id)
    rows = works_service.mobilised(workspace, _years(period))
    places = money_sums.work_places(workspace.store, workspace.owner)
    return FORM_BUILDERS[form](places, rows, period)


def _years(period: ReportingPeriod) -> tuple[int, int]:
    """Return the first and last plan year of a period."""
    return period.start.year, period.end.year


def write_funding_workbook(
    table: FundingTable, path: Path, unit: MoneyUnit = "million", places: int | None = None
) -> Path:
    """Write a form as a plain workbook; raise `DataFileError` where that is not possible."""
    from ntm_desktop.exchange.funding_workbook import write_workbook

    write_workbook(table, path, unit, places)
    return path


# --- sums by source, year, type, thôn, component ---


@dataclass(frozen=True, slots=True)
class FundingSums:
    """What was mobilised in a period, parted in one way: the parts always make the total.

    `names` are the parts as people read them, also the part that is not known ("").
    `people_share` is what people gave, in percent of the total; `rate` disbursed in percent of
    planned for the sources that have a plan. None where there is nothing to divide by.
    """

    parts: Mapping[str, Sum]
    total: Sum
    names: Mapping[str, str]
    people_share: Decimal | None
    rate: Decimal | None


def funding_sums(workspace: Workspace, period_id: str, by: Place = "source") -> FundingSums:
    """Return what was mobilised in a period by source, plan year, type, thôn, component or work.

    Money of a work in several thôn is one part of its own, named by all of them; it is not shared
    out. Parts that are not known are "".
    """
    period = parse_period(period_id)
    places = money_sums.work_places(workspace.store, workspace.owner)
    rows = works_service.mobilised(workspace, _years(period))
    results = results_in(places, rows, period)
    types = {one.key: one.work_type or "" for one in places}
    components = {one.key: one.component for one in places}
    villages = _villages(workspace) if by == "village" else {}
    parted: dict[Place, Callable[[MoneyRow], str]] = {
        "source": source_of,
        "year": lambda row: str(row.plan_year),
        "type": lambda row: types.get(row.work or "", ""),
        "village": lambda row: villages.get(row.work or "", ""),
        "component": lambda row: _component_id(row, components),
        "work": lambda row: row.work or "",
    }
    parts = sums_by(results, parted[by])
    works = _work_names(workspace) if by == "work" else {}
    names = {part: works.get(part) or _part_name(by, part) for part in parts}
    return FundingSums(
        parts=_in_order(parts, by, names),
        total=Sum(results),
        names=names,
        people_share=people_share(results),
        rate=rate_of_plan((*planned_in(places, rows, period), *results)),
    )


def _in_order(parts: Mapping[str, Sum], by: Place, names: Mapping[str, str]) -> dict[str, Sum]:
    """Return sources in the order of the form, other parts by name; the one not known is last."""
    order = list(SOURCE_NAMES)

    def place(part: str) -> tuple[bool, object]:
        known = order.index(part) if by == "source" and part in order else len(order)
        return not part, (known, sort_key(names[part]))

    return {part: parts[part] for part in sorted(parts, key=place)}


def _part_name(by: Place, part: str) -> str:
    """Return a part as people read it."""
    if not part:
        return texts.FUNDING_NO_PART[by]
    if by == "component":
        name, _, number = part.partition(".")
        shown = COMPONENT_PARTS.get(name, name)
        content = texts.FUNDING_CONTENT_NUMBER.format(number=number)
        return f"{shown}, {content}" if number else shown
    if by == "work":
        return texts.FUNDING_LOST_WORK
    if by == "year":
        return texts.FUNDING_YEAR_PART.format(year=part)
    return {"source": SOURCE_NAMES, "type": WORK_TYPES}.get(by, {}).get(part, part)


def _component_id(row: MoneyRow, components: Mapping[str, str | None]) -> str:
    """Return "hp1.02", "khac" or "" for a row."""
    found = component_of(row.component or components.get(row.work or ""))
    return f"{found.part}.{found.number:02d}" if found.number else found.part


def _work_names(workspace: Workspace) -> dict[str, str]:
    """Return work → its name."""
    held = money_sums.office_works(workspace.store, workspace.owner)
    return {work.key: work.name for work in held}


def _villages(workspace: Workspace) -> dict[str, str]:
    """Return work → its thôn in one line."""
    names = works_service.unit_names(workspace)
    held: Iterable[Work] = workspace.store.records(Work, owner_unit=workspace.owner)
    return {work.key: "; ".join(village_names(work, names)) for work in held}
