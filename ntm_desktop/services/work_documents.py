"""What an official document is for a work; one that is only cited is recorded in the same step."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_desktop import texts
from ntm_desktop.domain.documents import (
    SECRECY_REFUSED,
    SECRECY_REFUSED_HINT,
    is_marked_secret,
)
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.record_keys import work_document_key
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import DOCUMENT_ROLES, Work
from ntm_desktop.errors import InputError
from ntm_desktop.services.records import Saved, exists, parse_text, prepared, put_values
from ntm_desktop.services.records import put_texts as put_record
from ntm_desktop.services.related_documents import doubles_of_draft, fields_of
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse


def put_texts(workspace: Workspace, key: str | None, fields: Mapping[str, str]) -> Saved:
    """Keep a document of a work as one step; `document` is a key or the document as it is cited.

    A cited document that is among the related documents is tied, any other is recorded first.
    Raises `InputError` for a citation with neither number nor date, and for one marked secret.
    """
    cited = " ".join(fields.get("document", "").split())
    if not cited or exists(workspace, "official_document", cited):
        return put_record(workspace, "work_document", key, fields)
    found = entity_named("work_document")
    others = {name: text for name, text in fields.items() if name != "document"}
    values = {name: parse_text(found.field(name), text) for name, text in others.items()}
    document = _cited(cited, str(values.get("role") or ""))
    kept = _kept(workspace, document)
    if kept:
        return put_values(workspace, "work_document", key, {**values, "document": kept})
    return _put_both(workspace, key, values, document)


def _put_both(
    workspace: Workspace,
    key: str | None,
    values: dict[str, StoredValue],
    document: Mapping[str, StoredValue],
) -> Saved:
    """Record a document and what it is for a work as one step."""
    paper, recorded, _ = prepared(workspace, "official_document", None, document)
    found = entity_named("work_document")
    checked = found.check({**values, "document": paper})
    if key is None:
        found.check_required(checked)
        record_or_refuse(workspace.store, Work, str(checked["work"]))
    role = str(checked.get("role") or "")
    place = key or work_document_key(workspace.owner, str(checked["work"]), role, paper)
    label = texts.WORK_DOCUMENT_STEP.format(title=document["number"])
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("official_document", paper, recorded)
        workspace.store.put("work_document", place, checked)
    return Saved(place, step.touched)


def _cited(text: str, role: str) -> dict[str, StoredValue]:
    """Return the fields of a cited document; raise `InputError` where it names none."""
    if is_marked_secret(text):
        raise InputError(SECRECY_REFUSED, hint=SECRECY_REFUSED_HINT)
    values: dict[str, StoredValue] = fields_of(text) if " " in text else {"number": text}
    is_numbered = any(char.isdigit() for char in str(values["number"]))
    if not is_numbered and "issued_on" not in values and not any(map(str.isdigit, text)):
        message = texts.WORK_DOCUMENT_UNCLEAR.format(text=text)
        raise InputError(message, hint=texts.WORK_DOCUMENT_UNCLEAR_HINT)
    if role == "contract":
        values.setdefault("document_type", capital_first(DOCUMENT_ROLES[role]))
    return values


def _kept(workspace: Workspace, values: Mapping[str, StoredValue]) -> str:
    """Return the key of the kept document that is probably the same, "" for none."""
    group = doubles_of_draft(workspace, values)
    return next((one.key for one in group.documents if one.key), "") if group else ""
