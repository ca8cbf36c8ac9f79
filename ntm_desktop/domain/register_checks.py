"""What is doubtful in one record of a register: said, never refused, since documents err, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.contributions import Contribution, check_contribution
from ntm_desktop.domain.entity import Value
from ntm_desktop.domain.issues import Issue, Severity

_Values = Mapping[str, Value]


def record_doubts(entity: str, key: str, values: _Values) -> tuple[Issue, ...]:
    """Return what does not agree inside one record, as sentences; () for other entities."""
    if entity == "contribution":
        known = {one.name for one in fields(Contribution)} - {"key"}
        held: dict[str, Any] = {name: one for name, one in values.items() if name in known}
        return check_contribution(Contribution(key=key, **held))
    check = _CHECKS.get(entity)
    found = check(values) if check is not None else ()
    return tuple(Issue(Severity.WARNING, key, text) for text in found if text)


def _summary(values: _Values) -> tuple[str, ...]:
    """Return that more measures are met or exceeded than there are, or more exceeded than met."""
    top = max(_number(values, "met") or 0, _number(values, "exceeded") or 0)
    over = _is_over(top, _number(values, "total"))
    more = _is_over(_number(values, "exceeded"), _number(values, "met"))
    return (
        texts.SUMMARY_TOO_MANY if over else "",
        texts.SUMMARY_MORE_EXCEEDED if more and not over else "",
    )


def _stars(values: _Values) -> tuple[str, ...]:
    """Return that the least stars are more than the most."""
    is_over = _is_over(_number(values, "lowest_stars"), _number(values, "highest_stars"))
    return (texts.STARS_TURNED if is_over else "",)


def _certificate(values: _Values) -> tuple[str, ...]:
    """Return that a certificate ends before it was decided."""
    day, end = values.get("decision_on"), values.get("valid_until")
    is_over = day is not None and end is not None and end < day  # type: ignore[operator]
    return (texts.OCOP_ENDS_EARLY if is_over else "",)


def _poverty(values: _Values) -> tuple[str, ...]:
    """Return that more households are poor or near-poor than there are."""
    poor = (_number(values, "poor") or 0) + (_number(values, "near_poor") or 0)
    is_over = _is_over(poor, _number(values, "households"))
    return (texts.POVERTY_TOO_MANY if is_over else "",)


def _number(values: _Values, name: str) -> Any:
    """Return a number of a record, None where there is none."""
    return values.get(name)


def _is_over(part: Any, whole: Any) -> bool:
    """Say whether both are known and the part is more than the whole."""
    return part is not None and whole is not None and bool(part > whole)


_CHECKS: Mapping[str, Callable[[_Values], tuple[str, ...]]] = {
    "plan_summary": _summary,
    "register_total": _stars,
    "ocop_product": _certificate,
    "poverty_count": _poverty,
    "village_statistics": _poverty,
}
DOUBTED = frozenset((*_CHECKS, "contribution"))
