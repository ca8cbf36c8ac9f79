"""The recorded values of a criteria set: read in one query, looked up by unit and period."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.value_text import RESULT_FIELDS
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.workspace import Workspace

_Row = Mapping[str, StoredValue]


@dataclass(frozen=True, slots=True)
class HeldValues:
    """What one query read of a set; records are made only of what is asked for."""

    rows: Mapping[tuple[str, str], Sequence[_Row]]

    def of(
        self, unit: str, period_id: str, codes: Collection[str] | None = None
    ) -> dict[str, IndicatorValue]:
        """Return the values of a unit and period by code; with `codes` only theirs."""
        found = entity_of(IndicatorValue)
        return {
            str(row["indicator"]): found.read(str(row["key"]), row)
            for row in self.rows.get((unit, period_id), ())
            if codes is None or row["indicator"] in codes
        }

    def conflicts(self, unit: str, period_id: str) -> frozenset[str]:
        """Return the codes whose value two offices set differently."""
        held = self.rows.get((unit, period_id), ())
        return frozenset(str(row["indicator"]) for row in held if row["conflicts"])

    def has_results(self, unit: str, period_id: str) -> bool:
        """Say whether anything was reached or declared; plans and cleared lines are no results."""
        held = self.rows.get((unit, period_id), ())
        return any(row[name] is not None for row in held for name in RESULT_FIELDS)


def held_values(
    workspace: Workspace, set_id: str, unit: str | None = None, **where: StoredValue
) -> HeldValues:
    """Read the values of a set about a unit (default: ours), in one query."""
    return _read(workspace, {"set_id": set_id, **workspace.records_about(unit), **where})


def own_values(workspace: Workspace, set_id: str, **where: StoredValue) -> HeldValues:
    """Read the values of a set that this office keeps, about any unit, in one query."""
    return _read(workspace, {"set_id": set_id, "owner_unit": workspace.owner, **where})


def _read(workspace: Workspace, where: Mapping[str, StoredValue]) -> HeldValues:
    """Read rows and put them together by unit and period."""
    rows: dict[tuple[str, str], list[_Row]] = {}
    for row in workspace.store.rows(entity_of(IndicatorValue), where):
        rows.setdefault((str(row["unit"]), str(row["period"])), []).append(row)
    return HeldValues(rows)
