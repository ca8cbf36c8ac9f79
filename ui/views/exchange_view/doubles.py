"""New works and people of a file that seem to be here already, typed on another computer."""

from __future__ import annotations

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services import records
from ntm_desktop.services.exchange import Inspected
from ntm_desktop.services.workspace import Workspace

TWICE = ("work", "person")  # what two people may type for the same thing, under keys of their own
NAMED = 3


def doubles(workspace: Workspace, found: Inspected) -> list[str]:
    """Return a sentence for each kind of record of which the file brings one of the same name."""
    told = []
    for entity in TWICE:
        new = {
            one.key: one.title
            for one in found.details
            if (one.entity, one.kind) == (entity, "new") and owner_of(one.key) == workspace.owner
        }
        if names := _same_names(workspace, entity, new):
            more = " …" if len(names) > NAMED else ""
            label = entity_named(entity).label
            told.append(
                f"Có thể trùng: {label} {', '.join(names[:NAMED])}{more} đã có ở đây dưới mục "
                "khác. Nhận xong xem lại, xóa một bên nếu là một."
            )
    return told


def _same_names(workspace: Workspace, entity: str, new: dict[str, str]) -> list[str]:
    """Return the names of new records that another record of this office has as well."""
    if not new:
        return []
    held: dict[str, set[str]] = {}
    for one in records.list_records(workspace, entity):
        if owner_of(one.key) == workspace.owner:
            held.setdefault(fold(one.title), set()).add(one.key)
    return [title for key, title in new.items() if held.get(fold(title), set()) - {key}]
