"""What a unit reported itself where this office wrote another result about it.

The sheet of such a unit shows and counts what this office wrote; what the unit reported stands
beside it, so that it is never out of sight, and neither is what the unit reported later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.value_text import RESULT_FIELDS, format_result
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.held_values import HeldValues, held_values
from ntm_desktop.services.units import unit_level, unit_name
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reported:
    """The unit's own result: as text, `by` whom, `word` for its kind ("xã").

    `is_later` says that it was written after the one of this office, by the clocks of both.
    """

    text: str
    by: str
    word: str
    is_later: bool

    @property
    def short(self) -> str:
        """Return "xã báo 72,5" for a narrow cell."""
        form = texts.REPORTED_LATER if self.is_later else texts.REPORTED_SHORT
        return form.format(unit=self.word, value=self.text)


def reported_beside(
    workspace: Workspace, found: CriteriaSet, unit: str, period_id: str, held: HeldValues
) -> dict[str, Reported]:
    """Return, by code, what a unit reported otherwise than this office wrote; {} for our own."""
    if unit == workspace.owner:
        return {}
    shown, own = held.of(unit, period_id), held.of_owner_first(unit, period_id)
    apart = {one.code for one in held.differences(unit, period_id)}
    asked = [
        code
        for code in sorted(apart)
        if owner_of(own[code].key) == unit and owner_of(shown[code].key) == workspace.owner
    ]
    if not asked:
        return {}
    by, level = unit_name(workspace, unit), unit_level(workspace, unit)
    word = texts.UNIT_TYPES.get(level, texts.UNIT_WORD).lower()
    return {
        code: Reported(
            _text(found, own[code]), by, word, _is_later(workspace, own[code], shown[code])
        )
        for code in asked
    }


def reported_now(
    workspace: Workspace, found: CriteriaSet, unit: str, period_id: str, codes: Collection[str]
) -> Mapping[str, Reported]:
    """Return what `reported_beside` says of some codes, read anew."""
    if unit == workspace.owner:
        return {}
    held = held_values(workspace, found.id, unit, period=period_id)
    told = reported_beside(workspace, found, unit, period_id, held)
    return {code: one for code, one in told.items() if code in codes}


def _text(found: CriteriaSet, value: IndicatorValue) -> str:
    """Return a result as people write it; "–" for one that is nothing but cleared."""
    is_known = found.has_indicator(value.indicator)
    return format_result(value, found.indicator(value.indicator) if is_known else None) or "–"


def _is_later(workspace: Workspace, one: IndicatorValue, other: IndicatorValue) -> bool:
    """Say whether a result was written after another; unknown times say nothing."""
    first, second = (_written(workspace, value.key) for value in (one, other))
    return bool(first and second and first > second)


def _written(workspace: Workspace, key: str) -> int:
    """Return when the result of a record was last written, in ms; 0 where no clock says so."""
    heads = workspace.store.state("indicator_value", key).heads
    return max(
        (head.change.at for name in RESULT_FIELDS for head in heads.get(name, ())), default=0
    )
