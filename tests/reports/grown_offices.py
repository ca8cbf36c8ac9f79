"""Offices to make documents of: the samples, with much more in them, with hostile and long names.

Records are made from the declarations of the nouns: a new field is filled by being declared.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ntm_desktop.domain.entity import Entity, Field, Kind, StoredValue, entity_named
from ntm_desktop.services import units
from ntm_desktop.services.criteria import criteria_set, followed_sets
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.records import list_records, put_texts
from ntm_desktop.services.reporting import report_kinds, set_narrative
from ntm_desktop.services.roadmap import put_roadmap_item
from ntm_desktop.services.samples import create_sample, suggested_period
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.evidence_files import picture
from tests.reports.every_document import Words, plain

NOW = 1_706_000_000_000  # 23/01/2024
SAMPLES = ("huyen-mau", "quang-an", "thuan-loc")
# Nouns of which there can be any number, in an order in which what is referred to comes first.
GROWN = (
    *("person", "organisation", "position", "official_document", "attendee", "presentation"),
    *("opinion", "vote", "conclusion", "task", "task_note", "work", "work_document"),
    *("work_quantity", "money_entry", "contribution", "asset", "ocop_product"),
    *("household_support", "registration", "recognition"),
)
# Texts with a form of their own, or whose words another program part reads.
FORMED = {
    *("unit", "set_id", "period", "indicator", "code", "level", "province_name", "parent_code"),
    *("started_at", "ended_at", "due_text", "component", "required", "more_indicators"),
    *("superior_code", "symbol", "regime", "paper", "snapshot", "sha256", "period_evaluated"),
    *("period_planned", "transcript"),
}
FIRST_OF_CHOICES = ("secrecy", "regime", "side")
WHOLE_OF = {"plan_year": 2023, "carried_to": 2023, "stars": 4, "percent": 60}


def new_office(folder: Path, name: str = "moi") -> Workspace:
    """Return an office in which nothing was entered but a meeting and a task with a title."""
    office = NewOffice(
        code="06901", name="Quảng An", level="xa", sets=[("xa-ntm-nang-cao-2021-2025", "dbsh")]
    )
    place = {"device_dir": folder / "device", "now_ms": NOW, "user": "An"}
    made = create_workspace(folder / name, office, **place)  # type: ignore[arg-type]
    _with_subjects(made)
    return made


def sample(folder: Path, name: str) -> Workspace:
    """Return a sample as it is shipped."""
    return create_sample(folder / name, name, user="An", device_dir=folder / "device", now_ms=NOW)


def period_of(name: str) -> str:
    """Return the period to ask documents of an office for."""
    return suggested_period(name) if name in SAMPLES else "2023"


def _with_subjects(workspace: Workspace) -> None:
    """Enter a meeting and a task where there is none: papers are about one."""
    for entity, typed in (("meeting", {"title": "Họp"}), ("task", {"text": "Việc"})):
        if not list_records(workspace, entity):
            put_texts(workspace, entity, None, typed)


def grow(workspace: Workspace, rows: int, words: Words = plain) -> None:
    """Enter so many records of every noun, other words in all there are, prose and thôn."""
    _with_subjects(workspace)
    units.add_units(workspace, [words(f"Thôn {number}", number) for number in range(min(rows, 40))])
    with workspace.store.step("Nhập thử", workspace.user):
        _reword(workspace, words)
        for name in GROWN:
            for number in range(rows):
                _enter(workspace, entity_named(name), number, words)
    _attach(workspace, words)
    for set_ in followed_sets(workspace):
        codes = [one.code for each in criteria_set(set_.id).criteria for one in each.indicators]
        for number, code in enumerate(codes[:rows]):
            plan = {"assignee": words("Công chức", number), "solution": words("Giải pháp", number)}
            put_roadmap_item(workspace, set_.id, code, {**plan, "due_on": "2024-05-01"})


def _attach(workspace: Workspace, words: Words) -> None:
    """Attach two photos to the meeting and to the first results."""
    with tempfile.TemporaryDirectory() as folder:
        photos = [Path(folder) / f"Ảnh đại biểu dự họp {number}.jpg" for number in range(2)]
        for number, photo in enumerate(photos):
            photo.write_bytes(picture("JPEG", (800, 500 + number)))
        for name in ("meeting", "indicator_value"):
            for record in list_records(workspace, name)[:2]:
                attach(workspace, name, record.key, photos, note=words("Đại biểu", 0))


def write_prose(workspace: Workspace, period: str, words: Words = plain) -> None:
    """Write two paragraphs for every section of every document."""
    for kind in report_kinds():
        for section in kind.sections:
            text = "\n".join(words("Đoạn do người soạn viết số", number) for number in range(2))
            set_narrative(workspace, kind.id, period, section.id, text)


def grown(folder: Path, name: str, rows: int, words: Words) -> Workspace:
    """Return a sample with so much more in it, in other words, of an office of another name."""
    made = sample(folder, name)
    grow(made, rows, words)
    write_prose(made, period_of(name), words)
    if words is not plain:
        rename(made, words("Quảng An", 0))
    return made


def rename(workspace: Workspace, name: str) -> None:
    """Give the office, its place and its superior another name, with many to get a copy."""
    profile = {
        "issuer_name": f"UBND xã {name}",
        "place_name": name,
        "superior_name": f"UBND tỉnh {name}",
        "recipients": "\n".join(f"Nơi nhận {number} {name}" for number in range(12)),
    }
    put_texts(workspace, "office_profile", workspace.profile.key, profile)


def _reword(workspace: Workspace, words: Words) -> None:
    """Change the words of all records there are of the grown nouns, meetings and figures too."""
    for name in (*GROWN, "meeting", "measure", "figure", "recognition_rollup"):
        entity = entity_named(name)
        for number, record in enumerate(list_records(workspace, name)):
            changed: dict[str, StoredValue] = {
                field.name: words(str(record.values[field.name]), number)
                for field in _worded(entity)
                if record.values[field.name]
            }
            workspace.store.put(name, record.key, changed)


def _worded(entity: Entity) -> Iterator[Field]:
    """Yield the fields in which any words can stand."""
    for field in entity.fields.values():
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.name not in FORMED:
            yield field


def _enter(workspace: Workspace, entity: Entity, number: int, words: Words) -> None:
    """Write one record with something in every field."""
    values = {
        name: _value(workspace, field, number, words) for name, field in entity.fields.items()
    }
    key = f"{workspace.owner}/{entity.name}/{number:x}"
    workspace.store.put(entity.name, key, values)


def _value(workspace: Workspace, field: Field, number: int, words: Words) -> StoredValue:
    """Return the value of one field of a record; None where only its own form would do."""
    if field.kind is Kind.REFERENCE:
        return _referred(workspace, field, number)
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        is_free = field.name not in FORMED
        return words(field.label, number) if is_free else _formed(workspace, field)
    if field.kind is Kind.CHOICE:
        choices = list(field.choices)
        return choices[0 if field.name in FIRST_OF_CHOICES else number % len(choices)]
    numbers: dict[Kind, StoredValue] = {
        Kind.BOOLEAN: False,
        Kind.DATE: f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
        Kind.MONEY: (number + 1) * 1_250_000,
        Kind.NUMBER: f"{number % 50 + 1}.5",
        Kind.REFERENCES: None,
        Kind.INTEGER: WHOLE_OF.get(field.name, 2023 if "year" in field.name else number % 50 + 1),
    }
    return numbers[field.kind]


def _formed(workspace: Workspace, field: Field) -> StoredValue:
    """Return a value for a field with a form of its own."""
    known = {"unit": workspace.owner, "period": "2023", "started_at": "14:00"}
    return known.get(field.name)


def _referred(workspace: Workspace, field: Field, number: int) -> StoredValue:
    """Return the key of a record: the first meeting and the first work have all, others one."""
    if field.refers_to == "work" and field.name == "group":
        return None
    held = list(itertools.islice(_keys(workspace, field.refers_to), 400))
    if not held:
        return None
    return held[0 if field.refers_to in ("meeting", "work") else number % len(held)]


def _keys(workspace: Workspace, entity: str) -> Iterator[str]:
    """Yield the keys of the records of a noun."""
    yield from (str(row["key"]) for row in workspace.store.rows(entity_named(entity)))
