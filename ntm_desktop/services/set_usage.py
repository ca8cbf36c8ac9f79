"""What is kept under a criteria set and its codes: a code with data is not taken out of a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ntm_desktop import texts
from ntm_desktop.domain import entities as _declared  # noqa: F401  (declares every entity)
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.entity import Entity, declared_entities, entity_of
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.errors import InputError
from ntm_desktop.services.workspace import Workspace

_CODE_FIELDS = ("indicator", "criterion", "code")
_PLACE_FIELDS = ("unit", "period", "set_id", *_CODE_FIELDS)
_ABOUT_THE_SET = ("target_overlay", "wording_check", "followed_set")


def kept_under(workspace: Workspace, set_id: str) -> dict[str, Counter[str]]:
    """Return code → label of a noun → how many of its records are kept under the code.

    Records of the set as a whole (totals, recognitions) stand under "". What only speaks of the
    set itself (targets over it, checks, that it is followed) is not counted.
    """
    found: dict[str, Counter[str]] = {}
    for entity in declared_entities():
        if "set_id" in entity.fields and entity.name not in _ABOUT_THE_SET:
            for code in _codes(workspace, entity, set_id):
                found.setdefault(code, Counter())[entity.label] += 1
    return found


def _codes(workspace: Workspace, entity: Entity, set_id: str) -> Iterable[str]:
    """Return the code of each record of an entity under a set; cleared records do not count."""
    names = [name for name in _CODE_FIELDS if name in entity.fields]
    content = [name for name in entity.fields if name not in _PLACE_FIELDS]
    for row in workspace.store.rows(entity, {"set_id": set_id}):
        if any(row[name] is not None for name in content):
            yield next((str(row[name]) for name in names if row[name]), "")


def values_under(workspace: Workspace, set_id: str, code: str) -> int:
    """Return how many values are kept under an indicator."""
    return list(_codes(workspace, entity_of(IndicatorValue), set_id)).count(code)


def refuse_lost_codes(workspace: Workspace, before: CriteriaSet | None, after: CriteriaSet) -> None:
    """Raise `InputError` where data is kept under a code that a set would lose."""
    if before is None:
        return
    lost = _all_codes(before) - _all_codes(after)
    lost |= {one.code for one in before.indicators} - {one.code for one in after.indicators}
    kept = kept_under(workspace, before.id)
    held = {code: kept[code] for code in sorted(lost) if code in kept}
    if held:
        total = sum(held.values(), Counter[str]())
        message = texts.CODE_IN_USE.format(
            codes=", ".join(held), count=total.total(), what=counts_text(total)
        )
        raise InputError(message, hint=texts.CODE_IN_USE_HINT)


def refuse_other_kinds(workspace: Workspace, before: CriteriaSet, after: CriteriaSet) -> None:
    """Raise `InputError` where the values of an indicator would get another meaning."""
    meanings = {one.code: _meaning(one) for one in before.indicators}
    for one in after.indicators:
        if meanings.get(one.code, _meaning(one)) != _meaning(one):
            count = values_under(workspace, before.id, one.code)
            if count:
                message = texts.KIND_IN_USE.format(code=one.code, count=count)
                raise InputError(message, hint=texts.CODE_IN_USE_HINT)


def _meaning(indicator: Indicator) -> tuple[object, ...]:
    """Return what a kept value of an indicator says: its kind, measure unit and parts."""
    return (
        indicator.kind,
        indicator.measure_unit,
        bool(indicator.sub_text),
        indicator.by_gender,
    )


def _all_codes(found: CriteriaSet) -> set[str]:
    """Return the codes of the criteria and indicators of a set."""
    return {one.code for one in found.criteria} | {one.code for one in found.indicators}


def counts_text(counts: Counter[str]) -> str:
    """Return "3 số liệu chỉ tiêu, 1 lộ trình".

    >>> counts_text(Counter({"số liệu chỉ tiêu": 3}))
    '3 số liệu chỉ tiêu'
    """
    return ", ".join(f"{count} {label}" for label, count in counts.items())
