"""What if another set counted: the values there are, assessed against that set's own targets.

Nothing is written. Values are taken over by `domain.carry_over`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ntm_desktop import texts
from ntm_desktop.domain.assessment import CriterionAssessment, Outcome, SetAssessment
from ntm_desktop.domain.carry_over import Carried, CarriedOver, Source, carry_over, lacks_target
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.priorities import HELD
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services.criteria import commune_group, criteria_set, followed_sets
from ntm_desktop.services.entry import evidence_counts
from ntm_desktop.services.period_values import earlier_values, has_results, values_of
from ntm_desktop.services.review import Standing
from ntm_desktop.services.set_rules import SetRules, rules_of
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Difference:
    """How the standing differs from the present one; criteria are matched by their names.

    `gained`: met now, not before. `lost`: met before, not met now. `unknown`: met before, without
    data now. The codes are those of the target set.
    """

    set_id: str
    set_name: str
    criteria: tuple[int, int]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reassessment:
    """A unit assessed against a target set with its own and carried values.

    `problem` and `hint` say why it cannot be assessed (then the counts say nothing); `group` is
    the column of targets that was used, called `group_name`, `group_assumed` that it is the one of
    another set.
    `missing` are indicators without any result, `without_target` those with one whose target is
    not known.
    """

    standing: Standing
    set_name: str
    carried: tuple[Carried, ...]
    missing: tuple[str, ...]
    without_target: tuple[str, ...]
    difference: Difference | None
    headline: str
    problem: str = ""
    hint: str = ""
    group: str | None = None
    group_assumed: bool = False
    group_name: str = ""

    @property
    def unverified_text(self) -> str:
        """Return how many outcomes rest on targets nobody checked, "" for none."""
        count = self.standing.unverified
        return texts.REASSESS_UNVERIFIED.format(count=two_digits(count)) if count else ""

    @property
    def can_be_assessed(self) -> bool:
        """Say whether the target set has indicators to assess against."""
        return not self.problem


def reassess(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    unit: str | None = None,
    present: str | None = None,
) -> Reassessment:
    """Return where a unit would stand if `set_id` counted; nothing is written.

    `present` is the set to compare with, by default the set itself where the unit has results of
    its own in it, else the first other followed set. Raises `InputError`/`NotFoundError` for an
    unknown period or set.
    """
    rules, period = rules_of(workspace, set_id, unit), parse_period(period_id)
    target = rules.criteria_set
    group, is_assumed = _group(workspace, rules, unit)
    own = values_of(workspace, set_id, period.id, unit)
    sources = _sources(workspace, target, period, unit)
    over = carry_over(target, own, sources)
    before, held = earlier_values(workspace, set_id, period, unit)
    previous = held.of(unit or workspace.owner, before.id)
    now = replace(rules, group=group).assess(over.values, period.year, previous)
    compared = _present(workspace, target, own, sources, period, present, unit)
    difference = _difference(now, compared) if compared and target.indicators else None
    problem = _problem(target)
    return Reassessment(
        standing=_standing(workspace, now, over, period, unit, difference),
        set_name=target.short_name,
        carried=over.carried,
        missing=over.missing,
        without_target=_without_target(now),
        difference=difference,
        headline=problem or _headline(now, over),
        problem=problem,
        hint=texts.REASSESS_EMPTY_HINT if problem else "",
        group=group,
        group_assumed=is_assumed,
        group_name=_group_name(workspace, rules, group),
    )


def _sources(
    workspace: Workspace, target: CriteriaSet, period: ReportingPeriod, unit: str | None
) -> list[Source]:
    """Return the other followed sets with their values of the same unit and period."""
    return [
        Source(found, values_of(workspace, found.id, period.id, unit))
        for found in followed_sets(workspace)
        if found.id != target.id
    ]


def _group(workspace: Workspace, rules: SetRules, unit: str | None) -> tuple[str | None, bool]:
    """Return the column of targets of a unit in a set, and whether another set told it.

    A set that is not followed has no column of its own: the one of a followed set counts where
    the set, or one its relative targets start from, has that same column.
    """
    if rules.group is not None:
        return rules.group, False
    target = rules.criteria_set
    for followed in workspace.followed():
        group = commune_group(workspace, followed.set_id, unit)
        for found in (target, *rules.others.values()):
            is_there = group in {one.id for one in found.groups}
            if is_there and found.group_kind == criteria_set(followed.set_id).group_kind:
                return group, True
    return None, False


def _group_name(workspace: Workspace, rules: SetRules, group: str | None) -> str:
    """Return what a column of targets is called: by the set, its bases, or a followed set."""
    sets = (rules.criteria_set, *rules.others.values(), *followed_sets(workspace))
    names = (one.name for found in sets for one in found.groups if one.id == group)
    return next(names, "")


def _present(
    workspace: Workspace,
    target: CriteriaSet,
    own: Mapping[str, IndicatorValue],
    sources: Sequence[Source],
    period: ReportingPeriod,
    present: str | None,
    unit: str | None,
) -> SetAssessment | None:
    """Return the standing to compare with; None where nothing was entered for it."""
    held = {target.id: own} | {one.criteria_set.id: one.values for one in sources}
    asked = [present] if present else list(held)
    chosen = next((one for one in asked if has_results(held.get(one, {}).values())), None)
    if chosen is None:
        return None
    return rules_of(workspace, chosen, unit).assess(held[chosen], period.year)


def _difference(now: SetAssessment, before: SetAssessment) -> Difference:
    """Return what the target set changes against the present standing."""
    held = {_name(one) for one in before.criteria if one.outcome in HELD}
    known = {_name(one) for one in before.criteria}
    found = before.criteria_set
    total = found.expected_criteria or before.counts.criteria_total
    return Difference(
        set_id=found.id,
        set_name=found.short_name,
        criteria=(before.counts.criteria_met, total),
        gained=_codes(
            one
            for one in now.criteria
            if one.outcome in HELD and _name(one) in known and _name(one) not in held
        ),
        lost=_codes(
            one for one in now.criteria if one.outcome is Outcome.NOT_MET and _name(one) in held
        ),
        unknown=_codes(
            one for one in now.criteria if one.outcome is Outcome.NO_DATA and _name(one) in held
        ),
    )


def _codes(criteria: Iterable[CriterionAssessment]) -> tuple[str, ...]:
    """Return the codes of criteria."""
    return tuple(one.criterion.code for one in criteria)


def _name(one: CriterionAssessment) -> str:
    """Return a criterion's name as it is compared across sets."""
    return fold(one.criterion.name)


def _without_target(now: SetAssessment) -> tuple[str, ...]:
    """Return the codes of indicators that have a figure but no target to compare it with."""
    return tuple(
        one.indicator.code
        for found in now.criteria
        for one in found.indicators
        if lacks_target(one)
    )


def _problem(target: CriteriaSet) -> str:
    """Return why a set cannot be assessed against, "" where it can."""
    if target.indicators:
        return ""
    return texts.REASSESS_EMPTY.format(name=target.short_name)


def _standing(
    workspace: Workspace,
    now: SetAssessment,
    over: CarriedOver,
    period: ReportingPeriod,
    unit: str | None,
    difference: Difference | None,
) -> Standing:
    """Return the reassessment in the shape of any other standing."""
    problem = _problem(now.criteria_set)
    has_items = has_results(over.values.values())
    return Standing(
        assessment=now,
        unit=unit or workspace.owner,
        period=period,
        source="items" if has_items and not problem else "none",
        total=None,
        headline=problem or _headline(now, over),
        compared_period=None,
        compared=None,
        gained=difference.gained if difference else (),
        lost=difference.lost if difference else (),
        unassessed=difference.unknown if difference else (),
        difference="",
        unverified=sum(
            one.rests_on_unverified for found in now.criteria for one in found.indicators
        ),
        evidence=evidence_counts(workspace, over.values),
    )


def _headline(now: SetAssessment, over: CarriedOver) -> str:
    """Return "Nếu xét theo bộ …: đạt 12/19 tiêu chí; 05 tiêu chí chưa đạt (…); …"."""
    found = now.criteria_set
    total = found.expected_criteria or now.counts.criteria_total
    parts = [texts.REASSESS_MET.format(met=now.counts.criteria_met, total=total, noun=found.noun)]
    not_met = [one.criterion.code for one in now.criteria if one.outcome is Outcome.NOT_MET]
    if not_met:
        parts.append(
            texts.REASSESS_NOT_MET.format(
                count=two_digits(len(not_met)), noun=found.noun, codes=", ".join(not_met)
            )
        )
    unknown = sum(one.outcome is Outcome.NO_DATA for one in now.criteria)
    if unknown:
        parts.append(texts.REASSESS_NO_DATA.format(count=two_digits(unknown), noun=found.noun))
    lacking = len(_without_target(now))
    if lacking:
        parts.append(texts.REASSESS_NO_TARGET.format(count=two_digits(lacking)))
    parts += _carried_parts(over.carried)
    return texts.REASSESS.format(name=found.short_name, parts="; ".join(parts))


def _carried_parts(carried: Sequence[Carried]) -> list[str]:
    """Return "31 chỉ tiêu lấy số từ bộ …" for each set that gave values."""
    givers = list(dict.fromkeys(one.set_id for one in carried))
    return [
        texts.REASSESS_CARRIED.format(
            count=two_digits(sum(one.set_id == set_id for one in carried)),
            name=criteria_set(set_id).short_name,
        )
        for set_id in givers
    ]
