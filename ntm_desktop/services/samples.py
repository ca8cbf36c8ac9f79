"""Sample data: three records built from public articles, by position titles only.

What an article gives is entered exactly; what had to be chosen is said in the description.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop import paths, texts
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.errors import NotFoundError
from ntm_desktop.services.entry import TotalDraft, ValueDraft, put_total, put_values
from ntm_desktop.services.records import parse_text
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its name for the command line, its title, and what was chosen in it."""

    name: str
    title: str
    description: str


def list_samples() -> tuple[Sample, ...]:
    """Return the samples there are."""
    return tuple(
        Sample(data["id"], data["title"], data["description"]) for data in map(_read, _names())
    )


def create_sample(
    folder: Path,
    name: str,
    *,
    user: str | None = None,
    device_dir: Path | None = None,
    now_ms: int | None = None,
) -> Workspace:
    """Make a data folder with a sample and open it; raise `NotFoundError` for an unknown name."""
    if name not in _names():
        hint = texts.SAMPLE_UNKNOWN_HINT.format(names=", ".join(_names()))
        raise NotFoundError(texts.SAMPLE_UNKNOWN.format(name=name), hint=hint)
    data = _read(name)
    sets = tuple((set_id, group) for set_id, group in data["sets"])
    office = NewOffice(**data["office"], sets=sets, note=data["description"])
    workspace = create_workspace(folder, office, user=user, device_dir=device_dir, now_ms=now_ms)
    _fill(workspace, data)
    return workspace


def suggested_period(name: str) -> str:
    """Return the period a sample is best looked at in."""
    data = _read(name)
    held = data["values"] or data["totals"]
    return str(held[0]["period"])


def _fill(workspace: Workspace, data: Mapping[str, Any]) -> None:
    """Write the sample's values, totals and records as one step that undo does not take back."""
    label = texts.STEP_SAMPLE.format(title=data["title"])
    with workspace.store.step(label, workspace.user, kind="sample"):
        for sheet in data["values"]:
            drafts = [
                ValueDraft(sheet["set"], sheet["period"], code, text)
                for code, text in sheet["items"].items()
            ]
            put_values(workspace, drafts)
        for total in data["totals"]:
            draft = {"period_id": total["period"], **_without(total, "period")}
            put_total(workspace, TotalDraft(**draft))
        _put_records(workspace, data["records"])


def _put_records(workspace: Workspace, records: list[Mapping[str, Any]]) -> None:
    """Write records; "@id" in a field stands for the key of an earlier one."""
    keys: dict[str, str] = {}
    for number, record in enumerate(records, start=1):
        found = entity_named(record["entity"])
        key = f"{workspace.owner}/{found.name[0]}{number:010x}"
        keys["@" + record.get("id", "")] = key
        values: dict[str, StoredValue] = {
            name: keys[text] if text.startswith("@") else parse_text(found.field(name), text)
            for name, text in record["fields"].items()
        }
        found.check_required(values)
        workspace.store.put(found.name, key, values)


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a mapping without one name."""
    return {key: value for key, value in values.items() if key != name}


def _names() -> tuple[str, ...]:
    """Return the names of the shipped samples."""
    return tuple(sorted(file.stem for file in paths.resource("samples").glob("*.json")))


def _read(name: str) -> dict[str, Any]:
    """Return the file of a sample."""
    found: dict[str, Any] = json.loads(paths.resource(f"samples/{name}.json").read_text("utf-8"))
    return found
