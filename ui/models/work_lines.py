"""The lines of the list of works: filtered, in one list or under groups with their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.vietnamese import matches, sort_key
from ntm_desktop.domain.works import (
    WORK_STATES,
    WORK_TYPES,
    WorkTree,
    groups_above,
    measure_name,
)
from ntm_desktop.services import works
from ntm_desktop.services.disagreements import disagreement_text
from ntm_desktop.services.works import WorkRow, WorksTotals
from ui.widgets.money_text import NO_STATE, state_name, type_name, works_counted
from ui.widgets.work_filters import DEBT, DOUBT, NONE, OPEN, WantedWorks

NO_TYPE, NO_VILLAGE = "Chưa ghi loại", "Không ghi thôn"
_FINISHED = ("settled",)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work with its money as asked for; `place` is its group, a member stands in its group."""

    key: str
    row: WorkRow
    villages: str = ""
    is_member: bool = False
    place: tuple[int, int] = (0, 1)

    @property
    def name(self) -> str:
        """Return the name, set in where the work is part of a group."""
        return f"     –  {self.row.work.name}" if self.is_member else self.row.work.name

    @property
    def sum(self) -> WorkRow:
        """Return what holds planned, disbursed, accepted … in đồng."""
        return self.row

    @property
    def investment(self) -> int | None:
        """Return the total investment in đồng."""
        return self.row.work.total_investment

    @property
    def kind(self) -> str:
        """Return the type in words."""
        return type_name(self.row.work.work_type)

    @property
    def quantity(self) -> str:
        """Return quantity and measure: "1.250 m"."""
        work = self.row.work
        if work.quantity is None:
            return ""
        return f"{format_number(work.quantity)} {measure_name(work.measure_unit)}".strip()

    @property
    def state(self) -> str:
        """Return the state's id, "" for none."""
        return self.row.work.state or ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what should be looked at, first what two offices set differently."""
        apart = self.row.disagreed
        told = (disagreement_text(apart),) if apart else ()
        return (*told, *(issue.text for issue in self.row.issues))


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The heading of a group of lines with what they add up to."""

    key: str
    title: str
    sum: WorksTotals
    is_folded: bool = False
    place: tuple[int, int] = (0, 0)
    villages: str = ""
    kind: str = ""
    quantity: str = ""
    state: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the title with how many works are below."""
        folded = " (đang gấp)" if self.is_folded else ""
        return f"{self.title} · {works_counted(self.sum.works)}{folded}"

    @property
    def investment(self) -> int | None:
        """Return Σ total investment in đồng."""
        return self.sum.total_investment


Line = WorkLine | GroupLine


def fitting(rows: Sequence[WorkRow], wanted: WantedWorks) -> tuple[WorkRow, ...]:
    """Return the rows that are asked for; year and source were asked of the service already."""
    return tuple(row for row in rows if _fits(row, wanted))


def _fits(row: WorkRow, wanted: WantedWorks) -> bool:
    """Say whether a work is asked for, its money aside."""
    work = row.work
    if wanted.work_type and (work.work_type or NONE) != wanted.work_type:
        return False
    if wanted.village and wanted.village not in (row.villages or (NONE,)):
        return False
    if not _fits_state(row, wanted.state):
        return False
    if not wanted.words:
        return True
    told = (work.name, type_name(work.work_type), *row.villages, work.contractor, work.investor,
            state_name(work.state), work.note)  # fmt: skip
    text = " ".join(part for part in told if part)
    return all(matches(word, text) for word in wanted.words)


def _fits_state(row: WorkRow, state: str) -> bool:
    """Say whether the state of a work is the one asked for."""
    if state == OPEN:
        return row.work.state not in _FINISHED
    if state == DOUBT:
        return bool(row.issues)
    if state == DEBT:
        return row.unpaid > 0
    return not state or (row.work.state or NONE) == state


def lines_of(rows: Sequence[WorkRow], by: str, folded: Set[str] = frozenset()) -> list[Line]:
    """Return the rows as lines: under group headings with sums, or in one list.

    Members stand after their group of works, under its heading whatever they are themselves: their
    money may be part of the group's, and so the headings add up to the total, nothing twice.
    """
    if not by:
        return list(_with_members(rows))
    places: dict[str, list[WorkRow]] = {}
    for row, top in zip(rows, _tops(rows), strict=True):
        places.setdefault(_place_of(top, by), []).append(row)
    lines: list[Line] = []
    for number, place in enumerate(sorted(places, key=lambda one: _place_order(one, by))):
        key, held = f"{by}/{place}", places[place]
        title = _place_title(place, by)
        is_folded = key in folded
        lines.append(GroupLine(key, title, works.totals(held), is_folded, (number, 0)))
        if not is_folded:
            lines += _with_members(held, place=(number, 1))
    return lines


def _tops(rows: Sequence[WorkRow]) -> list[WorkRow]:
    """Return for each row the one at the top of its groups among the rows: itself for most."""
    groups = WorkTree([row.work for row in rows]).groups
    held = {row.work.key: row for row in rows}
    return [held[(row.work.key, *groups_above(row.work.key, groups))[-1]] for row in rows]


def _line(
    row: WorkRow,
    *,
    is_member: bool = False,
    place: tuple[int, int] = (0, 1),
) -> WorkLine:
    """Return the line of a work."""
    return WorkLine(row.work.key, row, "; ".join(row.villages), is_member, place)


def _with_members(
    rows: Sequence[WorkRow], *, place: tuple[int, int] = (0, 1)
) -> Iterable[WorkLine]:
    """Return the rows in Vietnamese order, the members of a group after it."""
    keys = {row.work.key for row in rows}
    ordered = sorted(rows, key=lambda row: sort_key(row.work.name or ""))
    members: dict[str, list[WorkRow]] = {}
    for row in ordered:
        members.setdefault(row.work.group or "", []).append(row)
    lines: list[WorkLine] = []
    for row in ordered:
        if row.work.group not in keys:
            lines.append(_line(row, place=place))
            lines += [
                _line(one, is_member=True, place=place) for one in members.get(row.work.key, ())
            ]
    shown = {line.key for line in lines}
    return lines + [_line(row, place=place) for row in ordered if row.work.key not in shown]


def _place_of(row: WorkRow, by: str) -> str:
    """Return the group a row belongs to; a work of several thôn is a group of its own kind."""
    if by == "type":
        return row.work.work_type or ""
    if by == "state":
        return row.work.state or ""
    return "; ".join(row.villages)


def _place_order(place: str, by: str) -> tuple[int, Any]:
    """Return the order of groups: as types and states are declared, thôn by name, none last."""
    known = {"type": list(WORK_TYPES), "state": list(WORK_STATES)}.get(by)
    if not place:
        return (1, sort_key(""))
    return (0, sort_key(place)) if known is None else (0, known.index(place))


def _place_title(place: str, by: str) -> str:
    """Return the title of a group."""
    if by == "type":
        return type_name(place) or NO_TYPE
    if by == "state":
        return state_name(place) if place else f"{NO_STATE} trạng thái"
    return place or NO_VILLAGE
