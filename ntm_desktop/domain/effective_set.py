"""A criteria set with its overlays and checked words: what a commune is really held to.

The shipped set stays as it is: `apply_overlays` and `apply_wording_checks` return another set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ntm_desktop import texts
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria import (
    WITHOUT_TARGETS,
    ColumnTargets,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Target,
    compound_text,
    number_target_text,
)
from ntm_desktop.domain.overlays import (
    EVERY_GROUP,
    SETTERS,
    TargetOverlay,
    WordingCheck,
    is_checked,
    origin,
)
from ntm_desktop.domain.record_keys import owner_of

NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.NUMBER)
_WORDED = (IndicatorKind.BOOLEAN, IndicatorKind.ORDINAL)
_Change = Callable[[Indicator], Indicator]


# --- targets ---


def apply_overlays(criteria_set: CriteriaSet, overlays: Iterable[TargetOverlay]) -> CriteriaSet:
    """Return the set with its overlays; the order they were entered in does not matter.

    What a higher office fixed goes before what the commune set itself; then a column of its own
    before `*`, a year of its own before all years, the higher authority, the checked one. An
    overlay without a year replaces the yearly targets of its column. Overlays that do not fit are
    left out (`overlay_issues`).
    """
    fitting: dict[str, list[TargetOverlay]] = {}
    for overlay in sorted(overlays, key=_precedence):
        if overlay.set_id == criteria_set.id and not _misfit(criteria_set, overlay):
            fitting.setdefault(overlay.indicator, []).append(overlay)
    if not fitting:
        return criteria_set
    return _with_indicators(
        criteria_set, lambda one: _overlaid(criteria_set, one, fitting.get(one.code, ()))
    )


def overlay_issues(
    criteria_set: CriteriaSet, overlays: Iterable[TargetOverlay]
) -> tuple[Issue, ...]:
    """Return which overlays of a set are not applied, and why."""
    found = [
        (overlay, _misfit(criteria_set, overlay))
        for overlay in overlays
        if overlay.set_id == criteria_set.id
    ]
    return tuple(
        Issue(
            Severity.WARNING,
            overlay.key,
            texts.OVERLAY_NOT_USED.format(code=overlay.indicator, reason=reason),
        )
        for overlay, reason in found
        if reason
    )


def columns_of(criteria_set: CriteriaSet, group: str | None) -> tuple[str, ...]:
    """Return the columns that a group names: itself, every one for `*`, the only one for none."""
    columns = tuple(one.id for one in criteria_set.groups)
    if group == EVERY_GROUP or (not group and len(columns) == 1):
        return columns
    return (group,) if group in columns and group else ()


def _precedence(overlay: TargetOverlay) -> tuple[object, ...]:
    """Return a key by which overlays are applied: what is applied later, stands."""
    authority = list(SETTERS).index(overlay.set_by) if overlay.set_by in SETTERS else 0
    return (
        authority > 0,
        overlay.commune_group != EVERY_GROUP,
        overlay.year is not None,
        authority,
        is_checked(overlay),
        overlay.key,
    )


def _misfit(criteria_set: CriteriaSet, overlay: TargetOverlay) -> str:
    """Return why an overlay cannot be used, "" when it can."""
    if not criteria_set.has_indicator(overlay.indicator):
        return texts.OVERLAY_NO_INDICATOR
    if not columns_of(criteria_set, overlay.commune_group):
        return texts.OVERLAY_NO_GROUP.format(group=overlay.commune_group or "")
    indicator = criteria_set.indicator(overlay.indicator)
    if indicator.kind in WITHOUT_TARGETS:
        return texts.OVERLAY_NO_TARGETS
    if indicator.varies_by_year and overlay.year is None:
        return texts.OVERLAY_NEEDS_YEAR
    return "" if target_of(indicator, overlay) else texts.OVERLAY_BAD_TARGET


def target_of(indicator: Indicator, overlay: TargetOverlay) -> Target | None:
    """Return the target an overlay gives an indicator; None where it does not fit its kind."""
    text = _target_text(indicator, overlay)
    if not text:
        return None
    is_number = indicator.kind in NUMERIC
    return Target(
        value=overlay.value if is_number else None,
        text=text,
        verified=is_checked(overlay),
        source=origin(overlay),
        sub_value=overlay.sub_value if is_number else None,
        word=(overlay.word or "") if indicator.kind in _WORDED else "",
        set_by=overlay.set_by or "commune",
    )


def _target_text(indicator: Indicator, overlay: TargetOverlay) -> str:
    """Return a target as a table shows it, "" where the overlay has none of this kind."""
    if indicator.kind is IndicatorKind.BOOLEAN:
        return texts.OUTCOME_MET if overlay.word == texts.OUTCOME_MET else ""
    if indicator.kind is IndicatorKind.ORDINAL:
        return overlay.word or "" if overlay.word in indicator.scale else ""
    if indicator.kind not in NUMERIC:
        return overlay.text or ""
    if overlay.value is None or (overlay.sub_value is not None and not indicator.sub_text):
        return ""
    main = number_target_text(overlay.value, indicator)
    if overlay.sub_value is None:
        return main
    return compound_text(main, overlay.sub_value, indicator)


def _overlaid(
    criteria_set: CriteriaSet, indicator: Indicator, overlays: Sequence[TargetOverlay]
) -> Indicator:
    """Return an indicator with its overlays, in the order given."""
    if not overlays:
        return indicator
    targets = dict(indicator.targets)
    for overlay in overlays:
        for column in columns_of(criteria_set, overlay.commune_group):
            held = targets.get(column, ColumnTargets())
            targets[column] = _column_with(held, target_of(indicator, overlay), overlay.year)
    known = [target for column in targets.values() for target in column.known]
    return replace(indicator, targets=targets, target_verified=all(one.verified for one in known))


def _column_with(column: ColumnTargets, target: Target | None, year: int | None) -> ColumnTargets:
    """Return a column with the target of one year, or with one target for all years."""
    if year is None or target is None:
        return ColumnTargets(target)
    return ColumnTargets(column.any_year, {**column.by_year, year: target})


# --- wording ---


def indicator_wording(indicator: Indicator) -> str:
    """Return all that a check of an indicator's wording speaks of: text, part, scale, nam and nữ.

    >>> indicator_wording(Indicator("1.1", "Trường học", IndicatorKind.BOOLEAN))
    'Trường học'
    """
    parts = [indicator.text]
    if indicator.sub_text:
        parts.append(texts.WORDING_PART.format(text=indicator.sub_text))
    if indicator.scale:
        parts.append(texts.WORDING_SCALE.format(scale=" < ".join(indicator.scale)))
    if indicator.by_gender:
        parts.append(texts.WORDING_BY_GENDER)
    if indicator.if_any:
        parts.append(texts.WORDING_IF_ANY)
    return "\n".join(parts)


def apply_wording_checks(
    criteria_set: CriteriaSet, checks: Iterable[WordingCheck], owner: str = ""
) -> CriteriaSet:
    """Return the set with wordings put right, what was compared marked, and measure ids given.

    Of several records about one wording the one of `owner` (a unit code) goes first, then the last
    by key. A wording counts as verified when any of them compared it as it then stands.
    """
    held: dict[_Part, list[WordingCheck]] = {}
    for one in sorted(checks, key=lambda found: (owner_of(found.key) != owner, found.key)):
        if one.set_id == criteria_set.id and (is_checked(one) or one.measure_id):
            held.setdefault((one.part, one.code), []).append(one)
    if not held:
        return criteria_set
    named = replace(
        criteria_set,
        criteria=tuple(
            _named(one, held.get(("criterion", one.code), ())) for one in criteria_set.criteria
        ),
    )
    return _with_indicators(named, lambda one: _worded(one, held.get(("indicator", one.code), ())))


_Part = tuple[str, str]


def _named(criterion: Criterion, checks: Sequence[WordingCheck]) -> Criterion:
    """Return a criterion with its name as the document has it, verified where it was compared."""
    name = _text_of(checks)
    if name and name != criterion.name:
        criterion = replace(criterion, name=name, name_verified=False, name_source=None)
    check = _check_of(checks, criterion.name)
    if check is None:
        return criterion
    return replace(criterion, name_verified=True, name_source=check.checked_document)


def _worded(indicator: Indicator, checks: Sequence[WordingCheck]) -> Indicator:
    """Return an indicator as the document has it, verified where it was compared as it stands."""
    text = _text_of(checks)
    if text and text != indicator.text:
        indicator = replace(indicator, text=text, verified=False, source=None)
    measure_id = next((one.measure_id for one in checks if one.measure_id), None)
    if measure_id:
        indicator = replace(indicator, measure_id=measure_id)
    check = _check_of(checks, indicator_wording(indicator))
    if check is None:
        return indicator
    return replace(
        indicator,
        verified=True,
        source=check.checked_document,
        scale_verified=bool(indicator.scale),
        by_gender_verified=indicator.by_gender,
    )


def _text_of(checks: Sequence[WordingCheck]) -> str:
    """Return the wording that replaces the set's, "" for none; one without a check counts not."""
    return next((one.text for one in checks if one.text and is_checked(one)), "")


def _check_of(checks: Sequence[WordingCheck], wording: str) -> WordingCheck | None:
    """Return the check that compared just this wording."""
    found = (one for one in checks if is_checked(one) and one.wording == wording)
    return next(found, None)


def _with_indicators(criteria_set: CriteriaSet, change: _Change) -> CriteriaSet:
    """Return a set with every indicator changed by a function."""
    criteria = tuple(
        replace(criterion, indicators=tuple(change(one) for one in criterion.indicators))
        for criterion in criteria_set.criteria
    )
    return replace(criteria_set, criteria=criteria)
