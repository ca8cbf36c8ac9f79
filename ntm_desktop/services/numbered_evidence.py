"""Evidence numbered per indicator, as the list and the recognition dossier of a unit name it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ntm_desktop.domain.assessment import CriterionAssessment, Outcome, SetAssessment
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.evidence import EvidenceItem, FileState, all_evidence
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.workspace import Workspace

ENTITY = "indicator_value"
DAMAGE = {
    FileState.MISSING: "missing",
    FileState.CHANGED: "changed",
    FileState.NOT_ARRIVED: "not_arrived",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """One file under its number: "3.1-01"."""

    number: str
    item: EvidenceItem

    @property
    def damage(self) -> str:
        """Return "missing", "changed" or "not_arrived", "" for a file that is there."""
        return DAMAGE.get(self.item.state, "")


@dataclass(frozen=True, slots=True)
class Proven:
    """One indicator, or a criterion judged as a whole, with its files in order."""

    code: str
    text: str
    outcome: Outcome
    files: tuple[Numbered, ...]

    @property
    def is_lacking(self) -> bool:
        """Say whether it is met and nothing proves it."""
        return self.outcome is Outcome.MET and not self.files


@dataclass(frozen=True, slots=True)
class ProvenGroup:
    """One criterion with its indicators."""

    code: str
    name: str
    outcome: Outcome
    parts: tuple[Proven, ...]


def numbered_evidence(
    workspace: Workspace, assessment: SetAssessment, period_id: str, unit: str | None = None
) -> tuple[ProvenGroup, ...]:
    """Return the evidence of a unit's values, numbered within each indicator as it was attached.

    A file that comes later takes the next number: those that were printed stay. `assessment` is
    that of the unit and period.
    """
    values = values_of(workspace, assessment.criteria_set.id, period_id, unit)
    held: dict[str, list[EvidenceItem]] = defaultdict(list)
    places = workspace.store.log.entry_order("evidence")
    for item in sorted(all_evidence(workspace), key=lambda one: places[one.record.key]):
        if item.record.link_entity == ENTITY:
            held[item.record.link_key].append(item)
    return tuple(_group(one, values, held) for one in assessment.criteria)


def _group(
    one: CriterionAssessment,
    values: dict[str, IndicatorValue],
    held: dict[str, list[EvidenceItem]],
) -> ProvenGroup:
    """Return one criterion; a value given for it as a whole comes before its indicators."""
    code, inner = one.criterion.code, {part.indicator.code for part in one.indicators}
    parts = [
        _proven(part.indicator.code, part.indicator.text, part.outcome, values, held)
        for part in one.indicators
    ]
    if code not in inner and (code in values or not inner):
        parts.insert(0, _proven(code, one.criterion.name, one.outcome, values, held))
    return ProvenGroup(code, one.criterion.name, one.outcome, tuple(parts))


def _proven(
    code: str,
    text: str,
    outcome: Outcome,
    values: dict[str, IndicatorValue],
    held: dict[str, list[EvidenceItem]],
) -> Proven:
    """Return one indicator with its files."""
    items = held.get(values[code].key, []) if code in values else []
    files = (Numbered(f"{code}-{two_digits(at)}", item) for at, item in enumerate(items, start=1))
    return Proven(code, text, outcome, tuple(files))
