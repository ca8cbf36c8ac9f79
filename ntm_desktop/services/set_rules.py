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
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.units import FollowedSet
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.criteria import (
    commune_group,
    criteria_set,
    effective_set,
    follows,
    overlays_of,
    speakers_for,
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


def rules_of(
    workspace: Workspace,
    set_id: str,
    unit: str | None = None,
    supposed: Supposed | None = None,
) -> SetRules:
    """Read what a set asks of a unit (default: ours); raise `NotFoundError` for an unknown set.

    A unit that sends its own data is held to its own group and targets, so that it comes out here
    as it does there. With `supposed` the rules are those that would hold if that were written.
    """
    found = _held_set(workspace, set_id, unit, supposed)
    others = {
        one.relative_to.set_id: _held_set(workspace, one.relative_to.set_id, unit, supposed)
        for one in found.indicators
        if one.relative_to
    }
    groups = supposed.groups if supposed else {}
    is_own = unit in (None, workspace.owner) or not follows(workspace, set_id, str(unit))
    if set_id in groups and is_own:
        return SetRules(found, others, groups[set_id])
    return SetRules(found, others, commune_group(workspace, set_id, unit))


class RulesOfUnits:
    """What a set asks of each of many units; what units have in common is made once."""

    def __init__(self, workspace: Workspace, set_id: str) -> None:
        self._workspace, self._set_id = workspace, set_id
        held = workspace.store.records(FollowedSet, set_id=set_id)
        self._groups = {owner_of(one.key): one.commune_group for one in held}
        self._setters = {owner_of(one.key) for one in workspace.store.records(TargetOverlay)} - {
            workspace.owner
        }
        self._made: dict[tuple[object, ...], SetRules] = {}

    def of(self, unit: str) -> SetRules:
        """Return what the set asks of a unit, as `rules_of` says it."""
        place = unit if unit in self._groups else self._workspace.owner
        speakers: frozenset[str] = frozenset()
        if self._setters:
            speakers = speakers_for(self._workspace, self._set_id, unit) & self._setters
        shared = (self._groups.get(place), place == self._workspace.owner, speakers)
        if shared not in self._made:
            self._made[shared] = rules_of(self._workspace, self._set_id, unit)
        return self._made[shared]


def _held_set(
    workspace: Workspace, set_id: str, unit: str | None, supposed: Supposed | None
) -> CriteriaSet:
    """Return a set with its overlays and checks, those supposed in place of those kept."""
    if supposed is None:
        return effective_set(workspace, set_id, unit)
    plain = supposed.sets.get(set_id) or criteria_set(set_id)
    gone = supposed.dropped | {one.key for one in supposed.targets}
    kept = [one for one in overlays_of(workspace, set_id, unit) if one.key not in gone]
    found = apply_overlays(plain, (*kept, *supposed.targets))
    return apply_wording_checks(found, wordings_of(workspace, set_id), workspace.owner)
