"""What in a period has to be looked at again, and the reasons for what stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.assessment import gender_doubt
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.data_checks import (
    CheckFinding,
    CheckOverride,
    joined_codes,
    range_findings,
    rules_about,
    run_checks,
)
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.issues import Severity
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.record_keys import override_key, owner_of
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.held_values import HeldValues
from ntm_desktop.services.locks import refuse_locked
from ntm_desktop.services.period_values import (
    earlier_values,
    previous_period_with_data,
    values_of,
)
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding with the reason somebody gave: for these figures, or for former ones."""

    finding: CheckFinding
    override: CheckOverride | None = None

    @property
    def is_overridden(self) -> bool:
        """Say whether the reason was given for just these figures."""
        return self.override is not None and self.finding.is_explained_by(self.override)

    @property
    def reason(self) -> str:
        """Return the reason; of an open finding it is a former one ("" for none)."""
        return (self.override.reason or "") if self.override else ""


@dataclass(frozen=True, slots=True)
class PeriodChecks:
    """The findings of a period: `open` ones (errors first) and those that have a reason."""

    set_id: str
    set_name: str
    unit: str
    period: ReportingPeriod
    previous_period: ReportingPeriod
    open: tuple[JudgedFinding, ...]
    overridden: tuple[JudgedFinding, ...]

    @property
    def errors(self) -> tuple[JudgedFinding, ...]:
        """Return the open findings that must be put right."""
        return tuple(one for one in self.open if one.finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Overridden:
    """What keeping a reason did."""

    finding: CheckFinding
    touched: Touched


def period_findings(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> PeriodChecks:
    """Return what breaks a rule in a period; raise for an unknown period or set."""
    found, period = criteria_set(set_id), parse_period(period_id)
    earlier = previous_period_with_data(workspace, set_id, period, unit)
    values = values_of(workspace, set_id, period.id, unit)
    before = values_of(workspace, set_id, earlier.id, unit)
    overrides = _overrides(workspace, set_id, period.id, unit)
    judged = [_judged(workspace, one, overrides) for one in run_checks(found, values, before)]
    return PeriodChecks(
        set_id=found.id,
        set_name=found.short_name,
        unit=unit or workspace.owner,
        period=period,
        previous_period=earlier,
        open=tuple(one for one in judged if not one.is_overridden),
        overridden=tuple(one for one in judged if one.is_overridden),
    )


def open_findings(
    workspace: Workspace,
    set_id: str,
    period: ReportingPeriod,
    unit: str | None,
    codes: Collection[str],
    held: HeldValues,
) -> tuple[CheckFinding, ...]:
    """Return what the rules that name one of `codes` find in the present values of a place.

    The same as `period_findings` has open of these rules, without asking the others.
    """
    criteria, about = criteria_set(set_id), unit or workspace.owner
    named = {code for rule in rules_about(criteria, codes) for code in rule.indicators}
    earlier, past = earlier_values(workspace, set_id, period, unit)
    values, before = held.of(about, period.id, named), past.of(about, earlier.id, named)
    found = run_checks(criteria, values, before, codes)
    overrides = _overrides(workspace, set_id, period.id, unit) if found else []
    judged = [_judged(workspace, one, overrides) for one in found]
    return tuple(one.finding for one in judged if not one.is_overridden)


def figure_doubts(
    workspace: Workspace,
    criteria_set: CriteriaSet,
    unit: str,
    period_id: str,
    values: Mapping[str, IndicatorValue],
) -> dict[str, str]:
    """Return by code which of the values of a place cannot be, and why; a kept reason ends it.

    One figure where nam and nữ are asked apart is doubtful, too, until both are there.
    """
    apart = {
        one.code: doubt
        for one in criteria_set.indicators
        if one.code in values and (doubt := gender_doubt(one, values[one.code]))
    }
    found = range_findings(criteria_set, values)
    overrides = _overrides(workspace, criteria_set.id, period_id, unit) if found else []
    judged = [_judged(workspace, one, overrides) for one in found]
    return apart | {
        code: one.finding.text
        for one in judged
        if not one.is_overridden
        for code in one.finding.codes
    }


def override(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    rule: str,
    reason: str,
    indicator: str | None = None,
    unit: str | None = None,
) -> Overridden:
    """Keep why the figures that a rule doubts stay as they are, as one step.

    Raises `InputError` without a reason, for an error, in a locked period, and where the rule
    doubts several indicators and none is named; `NotFoundError` where the rule finds nothing.
    """
    plain = reason.strip()
    if not plain:
        raise InputError(texts.CHECK_NEEDS_REASON, hint=texts.CHECK_NEEDS_REASON_HINT)
    checks = period_findings(workspace, set_id, period_id, unit)
    finding = _the_one(checks, rule, indicator)
    if finding.severity is Severity.ERROR:
        message = texts.CHECK_ERROR_STAYS.format(text=finding.text)
        raise InputError(message, hint=texts.CHECK_ERROR_STAYS_HINT)
    codes = joined_codes(finding.codes)
    place: dict[str, StoredValue] = {
        "unit": checks.unit,
        "period": checks.period.id,
        "set_id": set_id,
        "rule": rule,
        "indicators": codes,
    }
    key = override_key(workspace.owner, checks.unit, checks.period.id, set_id, rule, codes)
    refuse_locked(workspace, "check_override", values=place)
    given: dict[str, StoredValue] = {
        "reason": plain,
        "fingerprint": finding.fingerprint,
        "accepted_on": workspace.today().isoformat(),
        "accepted_by": workspace.user or None,
    }
    label = texts.STEP_CHECK_OVERRIDE.format(codes=codes, reason=" ".join(plain.split())[:60])
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("check_override", key, place | given)
    return Overridden(finding, step.touched)


def _the_one(checks: PeriodChecks, rule: str, indicator: str | None) -> CheckFinding:
    """Return the finding that is meant; raise where there is none or more than one."""
    found = [
        one.finding
        for one in (*checks.open, *checks.overridden)
        if one.finding.rule.id == rule and (not indicator or indicator in one.finding.codes)
    ]
    if not found:
        hint = texts.CHECK_NOT_FOUND_HINT.format(set_id=checks.set_id, period=checks.period.id)
        raise NotFoundError(texts.CHECK_NOT_FOUND.format(rule=rule), hint=hint)
    if len(found) > 1:
        codes = ", ".join(joined_codes(one.codes) for one in found)
        message = texts.CHECK_SEVERAL.format(rule=rule, codes=codes)
        raise InputError(message, hint=texts.CHECK_SEVERAL_HINT)
    return found[0]


def _overrides(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None
) -> list[CheckOverride]:
    """Return the reasons kept for a period."""
    place = workspace.records_about(unit)
    return workspace.store.records(CheckOverride, set_id=set_id, period=period_id, **place)


def _judged(
    workspace: Workspace, finding: CheckFinding, overrides: Sequence[CheckOverride]
) -> JudgedFinding:
    """Return a finding with its reason: one that holds before a former one, ours before others'."""
    place = (finding.rule.id, joined_codes(finding.codes))
    about = [one for one in overrides if (one.rule, one.indicators) == place and one.reason]
    about.sort(key=lambda one: (finding.is_explained_by(one), owner_of(one.key) == workspace.owner))
    return JudgedFinding(finding, about[-1] if about else None)
