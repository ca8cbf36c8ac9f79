"""The pack (JSON of docs/criteria-packs.md) of a set that was read out of an annex."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.annex import AnnexReading, ProposedCriterion
from ntm_desktop.domain.annex_indicators import ProposedIndicator, ProposedTarget
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.pack_reading import PACK_SCHEMA

_NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.NUMBER)


@dataclass(frozen=True, slots=True)
class SetTitle:
    """What the person says of the set: id, name, level; `file` is where it was read.

    `source` is the address of the document when there is one; without it nothing has a source but
    the name of the file, which the pack keeps in its status and its legal basis.
    """

    id: str
    name: str
    short_name: str
    level: str
    file: str
    noun: str
    period: tuple[int, int] | None = None
    source: str | None = None


def pack_of(title: SetTitle, found: AnnexReading) -> dict[str, Any]:
    """Return the pack; nothing in it is verified."""
    criteria = [_criterion(one, title.source) for one in found.criteria]
    first, last = title.period or (0, 0)
    return {
        "schema": PACK_SCHEMA,
        "id": title.id,
        "name": title.name,
        "short_name": title.short_name,
        "level": title.level,
        "status": texts.ANNEX_STATUS.format(file=title.file),
        "noun": title.noun,
        "complete": bool(criteria) and all(one["complete"] for one in criteria),
        "period": {"from": first, "to": last} if title.period else None,
        "expected": {"criteria": None, "indicators": None},
        "legal_basis": [
            {
                "number": None,
                "date": None,
                "issuer": texts.ANNEX_ISSUER_UNKNOWN,
                "note": texts.ANNEX_NOTE.format(file=title.file),
                "source": title.source,
            }
        ],
        "group_kind": texts.ANNEX_GROUP_KIND,
        "groups": [{"id": one.id, "name": one.name} for one in found.groups],
        "sections": [
            {"code": one.code, "name": one.name, "verified": False} for one in found.sections
        ],
        "criteria": criteria,
    }


def _criterion(found: ProposedCriterion, source: str | None) -> dict[str, Any]:
    """Return a criterion of the pack."""
    pack: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "name_verified": False,
        "name_source": source,
        "complete": found.complete,
    }
    if found.section:
        pack["section"] = found.section
    pack["indicators"] = [_indicator(one, source) for one in found.indicators]
    return pack


def _indicator(found: ProposedIndicator, source: str | None) -> dict[str, Any]:
    """Return an indicator of the pack; fields that do not apply are left out."""
    by_year = any(target.by_year for target in found.targets)
    pack: dict[str, Any] = {"code": found.code, "text": found.text, "kind": found.kind.value}
    optional = {
        "measure_unit": found.measure_unit,
        "operator": found.operator.value if found.operator and found.kind in _NUMERIC else None,
        "target_set_by": found.set_by.value if found.set_by else None,
        "by_gender": found.by_gender and found.kind is IndicatorKind.PERCENT,
        "if_any": found.if_any,
        "varies_by_year": by_year,
        "scale": list(found.scale),
        "sub_text": found.sub_text,
    }
    pack |= {name: value for name, value in optional.items() if value}
    return pack | {
        "verified": False,
        "source": source,
        "target_verified": False,
        "target_source": source,
        "targets": {one.group: _target(one, found.kind) for one in found.targets},
        "original": _original(found),
    }


def _original(found: ProposedIndicator) -> dict[str, Any]:
    """Return what the cells of the row said, so that it can be compared again later."""
    said = {one.group: one.original.strip() for one in found.targets if one.original.strip()}
    pack: dict[str, Any] = {"text": found.original.strip()} if found.original.strip() else {}
    return pack | ({"targets": said} if said else {})


def _target(found: ProposedTarget, kind: IndicatorKind) -> Any:
    """Return the target of one column, null where nothing was understood."""
    if found.by_year:
        return {"by_year": {str(year): _number(one) for year, one in found.by_year}}
    if kind in _NUMERIC:
        if found.value is None:
            return None
        if found.sub_value is None:
            return _number(found.value)
        return {"value": _number(found.value), "sub_value": _number(found.sub_value)}
    if kind is IndicatorKind.BOOLEAN:
        return True if found.met else None
    if kind is IndicatorKind.ORDINAL:
        return found.word or None
    return found.sentence or None


def _number(value: Decimal) -> str:
    """Return a number as packs write it.

    >>> _number(Decimal("100.50"))
    '100.5'
    """
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
