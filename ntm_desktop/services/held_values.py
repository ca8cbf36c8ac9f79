"""The recorded values of a criteria set: read in one query, looked up by unit and period."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.value_text import PLAN_FIELDS, RESULT_FIELDS
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.workspace import Workspace

_Row = Mapping[str, StoredValue]
_SAID = (*RESULT_FIELDS, *PLAN_FIELDS, "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """A code of which several offices (`owners`) keep results that are not the same."""

    code: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldValues:
    """What one query read of a set; records are made only of what is asked for."""

    rows: Mapping[tuple[str, str], Sequence[_Row]]

    def of(
        self, unit: str, period_id: str, codes: Collection[str] | None = None
    ) -> dict[str, IndicatorValue]:
        """Return the values of a unit and period by code; with `codes` only theirs.

        Of what several offices keep about one place, ours stands, then the unit's own; one that
        was cleared stands for nothing.
        """
        found = entity_of(IndicatorValue)
        return {
            str(row["indicator"]): found.read(str(row["key"]), row)
            for row in self.rows.get((unit, period_id), ())
            if codes is None or row["indicator"] in codes
        }

    def conflicts(self, unit: str, period_id: str) -> frozenset[str]:
        """Return the codes whose value two offices set differently, in one record or in two."""
        held = self.rows.get((unit, period_id), ())
        apart = frozenset(one.code for one in self.differences(unit, period_id))
        return apart | {str(row["indicator"]) for row in held if row["conflicts"]}

    def differences(self, unit: str, period_id: str) -> tuple[Difference, ...]:
        """Return the codes for which several offices keep results that are not the same."""
        by_code: dict[str, list[_Row]] = {}
        for row in self.rows.get((unit, period_id), ()):
            if _has_result(row):
                by_code.setdefault(str(row["indicator"]), []).append(row)
        return tuple(
            Difference(code, tuple(owner_of(str(row["key"])) for row in rows))
            for code, rows in by_code.items()
            if len({tuple(row[name] for name in RESULT_FIELDS) for row in rows}) > 1
        )

    def of_owner_first(self, unit: str, period_id: str) -> dict[str, IndicatorValue]:
        """Return the values of a unit as `of`, what the unit keeps itself before what others do."""
        found = self.of(unit, period_id)
        own = {
            str(row["indicator"]): row
            for row in self.rows.get((unit, period_id), ())
            if owner_of(str(row["key"])) == unit and _has_result(row)
        }
        read = entity_of(IndicatorValue).read
        for code, row in own.items():
            if found[code].key != row["key"]:
                found[code] = read(str(row["key"]), row)
        return found

    def has_results(self, unit: str, period_id: str) -> bool:
        """Say whether anything was reached or declared; plans and cleared lines are no results."""
        held = self.rows.get((unit, period_id), ())
        return any(map(_has_result, held))


def held_values(
    workspace: Workspace, set_id: str, unit: str | None = None, **where: StoredValue
) -> HeldValues:
    """Read the values of a set about a unit (default: ours), in one query."""
    return _read(workspace, {"set_id": set_id, **workspace.records_about(unit), **where})


def own_values(workspace: Workspace, set_id: str, **where: StoredValue) -> HeldValues:
    """Read the values of a set that this office keeps, about any unit, in one query."""
    return _read(workspace, {"set_id": set_id, "owner_unit": workspace.owner, **where})


def values_of_others(workspace: Workspace, set_id: str, **where: StoredValue) -> HeldValues:
    """Read the values of a set about all units but the office, whoever keeps them, in one query."""
    found = _read(workspace, {"set_id": set_id, **where})
    return HeldValues(
        {place: rows for place, rows in found.rows.items() if place[0] != workspace.owner}
    )


def _read(workspace: Workspace, where: Mapping[str, StoredValue]) -> HeldValues:
    """Read rows and put them together by unit and period."""
    rows: dict[tuple[str, str], list[_Row]] = {}
    for row in workspace.store.rows(entity_of(IndicatorValue), where):
        rows.setdefault((str(row["unit"]), str(row["period"])), []).append(row)
    if "owner_unit" not in where:
        for (unit, _), held in rows.items():
            held.sort(key=partial(_rank, unit, workspace.owner))
    return HeldValues(rows)


def _rank(unit: str, office: str, row: _Row) -> int:
    """Return how far a record goes before others about the same place."""
    if all(row[name] is None for name in _SAID):
        return -1
    owner = owner_of(str(row["key"]))
    return 2 if owner == office else int(owner == unit)


def _has_result(row: _Row) -> bool:
    """Say whether anything was reached or declared; a plan or a cleared line is no result."""
    return any(row[name] is not None for name in RESULT_FIELDS)
