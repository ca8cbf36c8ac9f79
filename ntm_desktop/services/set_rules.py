"""What a unit is held to in a criteria set: the set as it holds here, its bases, the group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.criteria import commune_group, effective_set
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


def rules_of(workspace: Workspace, set_id: str) -> SetRules:
    """Read what a set asks of this office; raise `NotFoundError` for an unknown set."""
    found = effective_set(workspace, set_id)
    others = {
        one.relative_to.set_id: effective_set(workspace, one.relative_to.set_id)
        for one in found.indicators
        if one.relative_to
    }
    return SetRules(found, others, commune_group(workspace, set_id))
