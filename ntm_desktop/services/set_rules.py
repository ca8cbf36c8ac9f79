"""What a unit is held to in a criteria set: the set as it holds here, its bases, the group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ntm_desktop.domain.assessment import (
    CriterionAssessment,
    IndicatorAssessment,
    SetAssessment,
    assess_criteria,
    assess_indicator,
    assess_set,
    target_of_unit,
)
from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, Target
from ntm_desktop.domain.effective_set import apply_overlays, apply_wording_checks
from ntm_desktop.domain.overlays import TargetOverlay
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.criteria import (
    commune_group,
    criteria_set,
    effective_set,
    overlays_of,
    wordings_of,
)
from ntm_desktop.services.workspace import Workspace

Values = Mapping[str, IndicatorValue]


@dataclass(frozen=True, slots=True)
class SetRules:
    """The set with its overlays, the sets its relative targets start from, the commune's group.

    Read once, it assesses as many values as wanted without another query.
    """

    criteria_set: CriteriaSet
    others: Mapping[str, CriteriaSet]
    group: str | None

    def assess(self, values: Values, year: int, previous: Values | None = None) -> SetAssessment:
        """Return where the whole set stands."""
        return assess_set(
            self.criteria_set,
            values,
            self.group,
            year,
            other_sets=self.others,
            previous=previous,
        )

    def assess_criteria(
        self,
        criteria: Iterable[Criterion],
        values: Values,
        year: int,
        previous: Values | None = None,
    ) -> tuple[CriterionAssessment, ...]:
        """Return where some criteria stand, as `assess` says it of all of them."""
        return assess_criteria(
            self.criteria_set,
            criteria,
            values,
            self.group,
            year,
            other_sets=self.others,
            previous=previous,
        )

    def assess_value(
        self, indicator: Indicator, value: IndicatorValue | None, year: int
    ) -> IndicatorAssessment:
        """Return where one value of an indicator stands."""
        return assess_indicator(indicator, value, self.target_of(indicator, year))

    def target_of(self, indicator: Indicator, year: int) -> Target | None:
        """Return the target that applies here in a year."""
        return target_of_unit(indicator, self.group, year, self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is only considered and not written: it stands in place of what is kept.

    Sets of another content by id, targets put over sets, keys of targets taken away, groups of
    communes by set.
    """

    sets: Mapping[str, CriteriaSet] = field(default_factory=dict)
    targets: tuple[TargetOverlay, ...] = ()
    dropped: frozenset[str] = frozenset()
    groups: Mapping[str, str | None] = field(default_factory=dict)


def rules_of(workspace: Workspace, set_id: str, supposed: Supposed | None = None) -> SetRules:
    """Read what a set asks of this office, or would ask; raise `NotFoundError` for an unknown set.

    With `supposed` they are those that would hold if it were written.
    """
    found = _held_set(workspace, set_id, supposed)
    others = {
        one.relative_to.set_id: _held_set(workspace, one.relative_to.set_id, supposed)
        for one in found.indicators
        if one.relative_to
    }
    groups = supposed.groups if supposed else {}
    group = groups[set_id] if set_id in groups else commune_group(workspace, set_id)
    return SetRules(found, others, group)


def _held_set(workspace: Workspace, set_id: str, supposed: Supposed | None) -> CriteriaSet:
    """Return a set with its overlays and checks, those supposed in place of those kept."""
    if supposed is None:
        return effective_set(workspace, set_id)
    plain = supposed.sets.get(set_id) or criteria_set(set_id)
    gone = supposed.dropped | {one.key for one in supposed.targets}
    kept = [one for one in overlays_of(workspace, set_id) if one.key not in gone]
    found = apply_overlays(plain, (*kept, *supposed.targets))
    return apply_wording_checks(found, wordings_of(workspace, set_id), workspace.owner)
