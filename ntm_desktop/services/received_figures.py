"""Which units' figures came with some packages, and for which periods: where to look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ntm_desktop.domain.periods import known_periods
from ntm_desktop.services.criteria import set_ids
from ntm_desktop.services.package_preview import RecordPreview
from ntm_desktop.services.units import unit_name, within_reach
from ntm_desktop.services.workspace import Workspace

_FIGURES = ("indicator_value", "set_total")
_CAME = ("new", "changed")


@dataclass(frozen=True, slots=True)
class ReceivedFigures:
    """The figures of one unit: `set_id` and `period_id` are where most, and the latest, are.

    `periods` names every period with figures, the earliest first; `count` says how many records.
    """

    unit: str
    name: str
    set_id: str
    period_id: str
    periods: tuple[str, ...]
    count: int


def received_figures(
    workspace: Workspace, came: Iterable[RecordPreview]
) -> tuple[ReceivedFigures, ...]:
    """Return the units, ours too, whose figures are among some records, the most figures first.

    A unit that cannot be looked at here, and sets this version does not know, are left out.
    """
    known = set(set_ids())
    seen = {workspace.owner, *(one.code for one in within_reach(workspace))}
    rows = [one.after for one in came if one.entity in _FIGURES and one.kind in _CAME]
    places = Counter(
        (str(row["unit"]), str(row["set_id"]), str(row["period"]))
        for row in rows
        if row.get("set_id") in known and row.get("unit") in seen
    )
    by_unit: dict[str, Counter[tuple[str, str]]] = {}
    for (unit, set_id, period), count in places.items():
        by_unit.setdefault(unit, Counter())[set_id, period] += count
    found = [_of_unit(workspace, unit, held) for unit, held in by_unit.items()]
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.count, one.unit)))


def _of_unit(
    workspace: Workspace, unit: str, held: Counter[tuple[str, str]]
) -> ReceivedFigures | None:
    """Return what came of one unit; None where no period of it is known."""
    by_set: Counter[str] = Counter()
    for (set_id, _), count in held.items():
        by_set[set_id] += count
    chosen = by_set.most_common(1)[0][0]
    told = sorted(known_periods({one for _, one in held}), key=lambda one: one.order)
    of_set = known_periods({one for set_id, one in held if set_id == chosen})
    if not of_set:
        return None
    latest = max(of_set, key=lambda one: one.order)
    names = tuple(one.label for one in told)
    name = unit_name(workspace, unit)
    return ReceivedFigures(unit, name, chosen, latest.id, names, held.total())
