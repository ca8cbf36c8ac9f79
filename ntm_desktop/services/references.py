"""Units that a field names in words: "thôn Chùa; thôn Hồng Lam" are the keys of two thôn."""

from __future__ import annotations

import re

from ntm_desktop import texts
from ntm_desktop.domain.entity import Field, Kind, join_keys
from ntm_desktop.domain.unit_matching import UnitNames
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.errors import InputError
from ntm_desktop.services.workspace import Workspace

_PARTED = re.compile(r"[;\n]")
_EXAMPLES = 2


def names_units(field: Field) -> bool:
    """Say whether a field holds several units."""
    return field.kind is Kind.REFERENCES and field.refers_to == "admin_unit"


def unit_keys(workspace: Workspace, field: Field, text: str) -> str | None:
    """Return the keys of the units that are named by key, code or name, once each.

    Names are compared without accents and without the word for their kind where one is meant
    alone. Raises `InputError` for a name that means none or several; it tells how to part them.
    """
    units = {one.key: one for one in workspace.store.records(AdminUnit)}
    names = UnitNames({key: one.name or "" for key, one in units.items()})
    codes = {one.code: key for key, one in units.items() if one.code}
    keys: dict[str, None] = {}
    for part in filter(None, map(str.strip, _PARTED.split(text))):
        if part in units or part in codes:
            keys.setdefault(part if part in units else codes[part])
            continue
        found = names.match(part)
        if not found.code:
            shown = [one.name for one in units.values() if one.name and one.level == "thon"]
            example = "; ".join(sorted(shown, key=sort_key)[:_EXAMPLES]) or texts.REFERENCES_EXAMPLE
            message = texts.REFERENCES_NOT_READ.format(
                label=field.label, text=part, problem=found.problem
            )
            raise InputError(message, hint=texts.REFERENCES_HINT.format(example=example))
        keys.setdefault(found.code)
    return join_keys(keys)
