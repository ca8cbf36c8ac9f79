"""What another office is to this one, and whether its data may come in without a second word."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.units import is_beneath
from ntm_desktop.errors import PackageError
from ntm_desktop.services.senders import descent
from ntm_desktop.services.unit_directory import find_office, load_directory
from ntm_desktop.services.workspace import Workspace, unit_name

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import Manifest, ReadPackage

RECEIPT = "receipt"
_SUPERIOR = {"admin_unit": "parent_code", "office_profile": "superior_code"}


class Relation(Enum):
    """What an office is to this one; files of all but `OTHER` are to be expected."""

    OWN = "own"
    ABOVE = "above"
    BELOW = "below"
    SUCCESSION = "succession"
    OTHER = "other"


def relation(workspace: Workspace, unit: str) -> Relation:
    """Return what an office is to this one.

    By the units known here or by the list of administrative units, in which a commune of today
    also stands with the former ones it was made of (Quyết định 19/2025/QĐ-TTg).
    """
    owner = workspace.owner
    if unit == owner:
        return Relation.OWN
    is_below = descent(workspace)
    above = (workspace.profile.superior_code, workspace.unit.parent_code)
    if unit in above or is_below(owner, unit):
        return Relation.ABOVE
    if is_below(unit, owner):
        return Relation.BELOW
    is_kin = unit in _kin(owner) or owner in _kin(unit)
    return Relation.SUCCESSION if is_kin else Relation.OTHER


def _kin(code: str) -> frozenset[str]:
    """Return the codes a unit of today was made of, and those a former one went to."""
    directory = load_directory()
    held = (directory.by_code(code), directory.former(code))
    known = [one for one in held if one is not None]
    return frozenset(other for one in known for other in (*one.predecessors, *one.successors))


def stranger_in(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether a package holds data of an office that is none of ours; a receipt holds none."""
    if read.manifest.kind == RECEIPT:
        return False
    is_other = relation(workspace, read.manifest.sender.unit) is Relation.OTHER
    return is_other and not _reports_to_us(workspace, read)


def _reports_to_us(workspace: Workspace, read: ReadPackage) -> bool:
    """Say whether we are an office of communes and the sender writes us down as its superior."""
    if not is_beneath("xa", workspace.unit.level):
        return False
    named = (
        change.values.get(_SUPERIOR[change.entity])
        for section in read.sections
        for change in section.changes
        if change.entity in _SUPERIOR
    )
    return workspace.owner in named


def office_name(workspace: Workspace, code: str, told: str = "") -> str:
    """Return the name of an office: ours, the directory's, what it calls itself, its code."""
    if code == workspace.owner:
        return workspace.unit.name
    for one in load_directory().provinces():
        if one.code == code:
            return one.display_name
    found = find_office(code)
    return unit_name(found["name"], found["level"]) if found else told or code


def stranger_text(workspace: Workspace, code: str, told: str = "") -> str:
    """Return whose data this is and whose it is not."""
    there, here = office_name(workspace, code, told), workspace.unit.name
    return texts.FOREIGN_DATA.format(name=there, own=here)


def foreign_refusal(workspace: Workspace, manifest: Manifest) -> PackageError:
    """Return the refusal E_FOREIGN of data of an office that is none of ours."""
    from ntm_desktop.exchange.refusals import refusal

    sender = manifest.sender
    told = stranger_text(workspace, sender.unit, sender.unit_name)
    return refusal("E_FOREIGN", told=told, unit=sender.unit)
