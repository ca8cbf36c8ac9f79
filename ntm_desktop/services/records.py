"""Records of any declared noun: list, read, save what was typed, delete, search, show as text.

The forms and lists of the window and `ntm list/get/put/del` are all this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from ntm_desktop import texts
from ntm_desktop.domain import entities as _declared  # noqa: F401  (declares every entity)
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.checks import Issue
from ntm_desktop.domain.choice_text import choice_named
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import (
    Entity,
    Field,
    Kind,
    StoredValue,
    Value,
    decimal_text,
    declared_entities,
    entity_named,
    from_stored,
    split_keys,
)
from ntm_desktop.domain.numbers import (
    doubtful_money,
    format_money,
    format_number,
    parse_money,
    parse_number,
    parse_percent,
)
from ntm_desktop.domain.overlays import without_stale_check
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.record_keys import (
    PLAN_PARTS,
    RATE_PARTS,
    appraisal_key,
    condition_key,
    dossier_key,
    figure_key,
    figure_plan_key,
    figure_rate_key,
    followed_key,
    measure_key,
    meeting_paper_key,
    money_reason_key,
    narrative_key,
    organisation_key,
    overlay_key,
    override_key,
    paper_key,
    product_key,
    profile_key,
    register_key,
    report_option_key,
    roadmap_key,
    superior_form_key,
    total_key,
    unit_key,
    value_key,
    wording_key,
    work_document_key,
)
from ntm_desktop.domain.register_checks import DOUBTED, record_doubts
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.domain.works import WORK_STATE_WORDS, WORK_STATES
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import meeting_rules
from ntm_desktop.services.locks import refuse_locked
from ntm_desktop.services.references import names_units, unit_keys
from ntm_desktop.services.workspace import Workspace

Seen = Mapping[str, tuple[str, ...]]
MAX_SEARCH = 1_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a list or form shows it.

    `values` are Python values by field, `shown` their Vietnamese text, `conflicts` the fields that
    two offices set differently ("*" for deleted against edited).
    """

    entity: str
    key: str
    title: str
    values: Mapping[str, Value]
    shown: Mapping[str, str]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a record did."""

    key: str
    touched: Touched
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a search found."""

    entity: str
    label: str
    key: str
    title: str


def list_records(
    workspace: Workspace, entity: str, where: Mapping[str, StoredValue] | None = None
) -> tuple[Record, ...]:
    """Return the records of an entity whose stored fields equal `where`."""
    found = entity_named(entity)
    titles = _Titles(workspace)
    return tuple(_record(found, row, titles) for row in workspace.store.rows(found, where or {}))


def get_record(workspace: Workspace, entity: str, key: str) -> Record:
    """Return one record; raise `NotFoundError` where there is none."""
    records = list_records(workspace, entity, {"key": key})
    if not records:
        label = entity_named(entity).label
        raise NotFoundError(texts.RECORD_MISSING.format(entity=label, key=key))
    return records[0]


def seen_heads(workspace: Workspace, entity: str, key: str) -> Seen:
    """Return what a person opening this record is shown, to be given back when saving."""
    return workspace.store.state(entity, key).seen()


def exists(workspace: Workspace, entity: str, key: str) -> bool:
    """Say whether a record is there (not deleted)."""
    return workspace.store.state(entity, key).exists


def heads_of(workspace: Workspace, entity: str, key: str) -> dict[str, list[dict[str, object]]]:
    """Return field → its versions that nobody replaced: change, value or deleted, user, time."""
    state = workspace.store.state(entity, key)
    units = {one.wid: one.unit for one in workspace.store.log.writers()}
    return {
        name: [
            {
                "change": head.ref,
                **({"deleted": True} if head.deleted else {"value": head.value}),
                "user": head.change.user,
                "t": head.change.at,
                "unit": units[head.change.w],
            }
            for head in heads
        ]
        for name, heads in state.heads.items()
    }


def put_texts(
    workspace: Workspace,
    entity: str,
    key: str | None,
    fields: Mapping[str, str],
    seen: Seen | None = None,
) -> Saved:
    """Save what was typed into fields as one step; a new record where `key` is None.

    Raises `InputError` with a hint when a text cannot be understood; nothing is written then.
    """
    found = entity_named(entity)
    values = {
        name: typed_value(workspace, found.field(name), text) for name, text in fields.items()
    }
    return put_values(workspace, entity, key, values, seen)


def put_values(
    workspace: Workspace,
    entity: str,
    key: str | None,
    values: Mapping[str, StoredValue],
    seen: Seen | None = None,
) -> Saved:
    """Save stored values into a record as one step; see `put_texts`."""
    found = entity_named(entity)
    place, checked, is_new = prepared(workspace, entity, key, values)
    seen = known_seen(workspace, entity, place, seen)
    title = _label_title(workspace, found, checked.get(found.title_field))
    title = title or _title(workspace, found, place)
    label = (texts.STEP_ADD if is_new else texts.STEP_PUT).format(entity=found.label, title=title)
    with workspace.store.step(label.strip(" :"), workspace.user) as step:
        workspace.store.put(entity, place, checked, seen)
    return Saved(place, step.touched, _doubts(workspace, entity, place))


def _doubts(workspace: Workspace, entity: str, key: str) -> tuple[Issue, ...]:
    """Return what does not agree inside a record as it is kept now."""
    if entity not in DOUBTED:
        return ()
    return record_doubts(entity, key, get_record(workspace, entity, key).values)


def prepared(
    workspace: Workspace, entity: str, key: str | None, values: Mapping[str, StoredValue]
) -> tuple[str, dict[str, StoredValue], bool]:
    """Return key, values as they may be kept, and whether the record is new; nothing is written.

    Raises `InputError` or `NotFoundError` where they may not be kept.
    """
    found = entity_named(entity)
    checked = _with_period_id(found.check(values))
    if entity == "target_overlay":
        checked = without_stale_check(checked)
    place = key or _free_natural_key(workspace, found, checked) or workspace.new_key(entity)
    checked = meeting_rules.check_write(workspace, entity, place, checked)
    refuse_locked(workspace, entity, place, checked)
    is_new = not workspace.store.state(entity, place).exists
    if is_new:
        found.check_required(checked)
    else:
        _check_not_emptied(found, checked)
    _check_references(workspace, found, checked)
    _check_no_circle(workspace, found, place, checked)
    return place, checked, is_new


def delete_record(workspace: Workspace, entity: str, key: str, seen: Seen | None = None) -> Saved:
    """Delete a record as one step that can be undone; raise `NotFoundError` for none."""
    record = get_record(workspace, entity, key)
    meeting_rules.refuse_frozen(workspace, entity, key)
    refuse_locked(workspace, entity, key)
    seen = known_seen(workspace, entity, key, seen)
    label = texts.STEP_DELETE.format(entity=entity_named(entity).label, title=record.title)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.remove(entity, key, seen)
    return Saved(key, step.touched)


def search(workspace: Workspace, text: str, limit: int = 50) -> tuple[Found, ...]:
    """Return records that hold `text`: loose without accents, exact with them.

    Raises `InputError` for a text longer than anybody searches for.
    """
    wanted = compose(text).strip()
    if not wanted:
        return ()
    if len(wanted) > MAX_SEARCH:
        message = texts.FIELD_TOO_LONG.format(label=texts.SEARCH_WORDS, limit=MAX_SEARCH)
        raise InputError(message)
    results: list[Found] = []
    for found in declared_entities():
        for row in workspace.store.search(found, wanted, limit):
            if wanted.isascii() or _holds_exactly(found, row, wanted):
                title = _shown_title(found, row[found.title_field])
                results.append(Found(found.name, found.label, str(row["key"]), title))
    return tuple(results[:limit])


def typed_value(workspace: Workspace, field: Field, text: str) -> StoredValue:
    """Return the stored value of what was typed, thôn by name too; raise as `parse_text` does."""
    if names_units(field):
        return unit_keys(workspace, field, compose(text))
    return parse_text(field, text)


def parse_text(field: Field, text: str) -> StoredValue:
    """Return the stored value of what a clerk typed; empty text is None. Raises `InputError`."""
    plain = compose(text).strip()
    if not plain:
        return None
    return field.check(_PARSERS[field.kind](field, plain))


def clear_money(text: str) -> int:
    """Return an amount in đồng; raise `InputError` with both readings where it may be two."""
    amount, readings = parse_money(text), doubtful_money(text)
    if len(readings) > 1:
        ways = texts.MONEY_OR.join(
            texts.MONEY_WAY.format(text=one.text, words=one.words) for one in readings
        )
        message = texts.MONEY_TWO_WAYS.format(text=text.strip(), ways=ways)
        raise InputError(message, hint=texts.MONEY_TWO_WAYS_HINT)
    return amount


def display_text(field: Field, value: Value) -> str:
    """Return a value as Vietnamese text for a list ("18/11/2023", "14.514.000.000 đồng")."""
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return field.choices.get(cast(str, value), str(value))
    if field.kind is Kind.BOOLEAN:
        return texts.BOOLEAN_YES if value else texts.BOOLEAN_NO
    if field.kind is Kind.MONEY:
        return format_money(cast(int, value))
    if field.kind is Kind.DATE:
        return format_date(value)  # type: ignore[arg-type]
    if field.kind is Kind.NUMBER:
        return _with_measure(field, cast(Decimal, value))
    return str(value)


def edit_text(field: Field, value: Value) -> str:
    """Return a value as the text an editor starts with; typing it back gives the same value."""
    if isinstance(value, Decimal):
        return format_number(value)
    return display_text(field, value)


def _with_measure(field: Field, value: Decimal) -> str:
    """Return a number with the measure unit of its field."""
    if field.measure == "%":
        return f"{format_number(value)}%"
    return f"{format_number(value)} {field.measure}".strip()


def _parse_choice(field: Field, text: str) -> StoredValue:
    """Return the choice that was typed, in any spelling that leaves no doubt which it is."""
    if field.refusal[0]:  # a list with words of its own about what is refused
        wanted = fold(text)
        held = field.choices.items()
        return next((word for word, shown in held if wanted in (fold(word), fold(shown))), text)
    several = WORK_STATE_WORDS if field.choices is WORK_STATES else {}
    return choice_named(field.choices, text, field.label, several)


def _parse_boolean(field: Field, text: str) -> StoredValue:
    """Return true for có/đúng/x/1, false for không/sai/0."""
    word = fold(text)
    if word in ("co", "dung", "x", "1", "true"):
        return True
    if word in ("khong", "sai", "0", "false"):
        return False
    return text


def _parse_integer(field: Field, text: str) -> StoredValue:
    """Return a whole number."""
    found = parse_number(text)
    if found != found.to_integral_value():
        raise InputError(texts.FIELD_BAD_INTEGER.format(value=text, label=field.label))
    return int(found)


def _parse_number(field: Field, text: str) -> StoredValue:
    """Return decimal text; a percentage may be typed with the numpad's dot."""
    return decimal_text(parse_percent(text) if field.measure == "%" else parse_number(text))


_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # as other programs end a line
_PARSERS: dict[Kind, Callable[[Field, str], StoredValue]] = {
    Kind.TEXT: lambda field, text: " ".join(text.split()),
    Kind.LONG_TEXT: lambda field, text: _LINE_END.sub("\n", text),
    Kind.INTEGER: _parse_integer,
    Kind.NUMBER: _parse_number,
    Kind.MONEY: lambda field, text: clear_money(text),
    Kind.DATE: lambda field, text: parse_date(text).isoformat(),
    Kind.BOOLEAN: _parse_boolean,
    Kind.CHOICE: _parse_choice,
    Kind.REFERENCE: lambda field, text: text,
    Kind.REFERENCES: lambda field, text: text,
}


class _Titles:
    """Titles of referred records, each table read at most once a listing."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, dict[str, str]] = {}

    def of(self, entity: str, key: str) -> str:
        """Return the title of a record, its key where it is not here."""
        if entity not in self._known:
            found = entity_named(entity)
            rows = self._workspace.store.rows(found)
            self._known[entity] = {
                str(row["key"]): _title_text(row[found.title_field]) for row in rows
            }
        return self._known[entity].get(key) or key


def _record(found: Entity, row: Mapping[str, StoredValue], titles: _Titles) -> Record:
    """Return a stored row as a record."""
    values = {name: from_stored(field.kind, row[name]) for name, field in found.fields.items()}
    shown = {name: _shown(field, values[name], titles) for name, field in found.fields.items()}
    conflicts = tuple(name for name in str(row["conflicts"] or "").split(",") if name)
    title = shown[found.title_field] or str(row["key"])
    return Record(found.name, str(row["key"]), title, values, shown, conflicts)


def _shown(field: Field, value: Value, titles: _Titles) -> str:
    """Return the display text of a field, with titles in place of keys."""
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES) and value:
        return "; ".join(titles.of(field.refers_to, key) for key in split_keys(str(value)))
    return display_text(field, value)


def _with_period_id(values: dict[str, StoredValue]) -> dict[str, StoredValue]:
    """Return values with a period in its one spelling; raise `InputError` for none of ours."""
    period = values.get("period")
    return {**values, "period": parse_period(str(period)).id} if period else values


def _free_natural_key(
    workspace: Workspace, found: Entity, values: Mapping[str, StoredValue]
) -> str:
    """Return the natural key, "" where the record that began there is about something else now.

    A figure whose period was corrected keeps its key; a new one for the old period is another.
    """
    key = _natural_key(workspace.owner, found.name, values)
    if not key or found.name not in _MOVED:
        return key
    rows = workspace.store.rows(found, {"key": key})
    moved = rows and _natural_key(workspace.owner, found.name, rows[0]) != key
    return "" if moved else key


_MOVED = (
    "work_document",
    "measure",
    "figure",
    "figure_plan",
    "figure_rate",
    "plan_summary",
    "ocop_product",
    "village_statistics",
    "poverty_count",
    "register_total",
)


def _natural_key(owner: str, entity: str, values: Mapping[str, StoredValue]) -> str:
    """Return the key by which two computers meet in one record, "" where keys are random."""
    text = {name: str(value or "") for name, value in values.items()}
    makers: dict[str, Callable[..., str]] = {
        "indicator_value": lambda unit="", period="", set_id="", indicator="", **_: value_key(
            owner, unit, period, set_id, indicator
        ),
        "set_total": lambda unit="", period="", set_id="", title="", **_: total_key(
            owner, unit, period, set_id or title
        ),
        "organisation": lambda name="", **_: organisation_key(owner, name),
        "narrative": lambda report="", period="", section="", **_: narrative_key(
            owner, report, period, section
        ),
        "report_option": lambda report="", set_id="", period="", option="", **_: report_option_key(
            owner, report, set_id, period, option
        ),
        "meeting_paper": lambda meeting="", paper="", **_: meeting_paper_key(meeting, paper),
        "followed_set": lambda set_id="", **_: followed_key(owner, set_id),
        "office_profile": lambda **_: profile_key(owner),
        "target_overlay": lambda set_id="", indicator="", commune_group="", year="", **_: (
            overlay_key(owner, set_id, indicator, commune_group, year)
        ),
        "wording_check": lambda set_id="", part="", code="", **_: wording_key(
            owner, set_id, part, code
        ),
        "check_override": lambda unit="", period="", set_id="", rule="", indicators="", **_: (
            override_key(owner, unit, period, set_id, rule, indicators)
        ),
        "roadmap_item": lambda unit="", set_id="", indicator="", **_: roadmap_key(
            owner, unit, set_id, indicator
        ),
        "dossier_state": lambda unit="", set_id="", criterion="", **_: dossier_key(
            owner, unit, set_id, criterion
        ),
        "recognition_condition": lambda unit="", period="", set_id="", condition="", **_: (
            condition_key(owner, unit, period, set_id, condition)
        ),
        "dossier_paper": lambda unit="", period="", set_id="", paper="", **_: paper_key(
            owner, unit, period, set_id, paper
        ),
        "appraisal": lambda unit="", period="", set_id="", code="", **_: appraisal_key(
            owner, unit, period, set_id, code
        ),
        "admin_unit": lambda code="", **_: unit_key(owner, code),
        "measure": lambda name="", measure_unit="", **_: measure_key(owner, name, measure_unit),
        "figure": lambda unit="", period="", measure="", **_: figure_key(
            owner, unit, period, measure
        ),
        "figure_plan": lambda unit="", period="", measure="", **more: figure_plan_key(
            owner, unit, period, measure, *_named(more, *PLAN_PARTS)
        ),
        "figure_rate": lambda unit="", period="", measure="", **more: figure_rate_key(
            owner, unit, period, measure, *_named(more, *RATE_PARTS)
        ),
        "plan_summary": lambda unit="", period="", title="", **_: register_key(
            owner, unit, period, "plan-summary", title
        ),
        "village_statistics": lambda unit="", period="", **_: register_key(
            owner, unit, period, "village"
        ),
        "poverty_count": lambda unit="", period="", standard="", **_: register_key(
            owner, unit, period, "poverty", standard
        ),
        "register_total": lambda unit="", period="", register="", title="", **_: register_key(
            owner, unit, period, "total-of", f"{register} {title}"
        ),
        "superior_form": lambda name="", **_: superior_form_key(owner, name),
        "work_document": lambda work="", role="", document="", **_: work_document_key(
            owner, work, role, document
        ),
        "money_reason": lambda work="", rule="", **_: money_reason_key(owner, work, rule),
        "recognition_rollup": lambda period="", title="", counted="", **_: (
            register_key(owner, "", period, "rollup", f"{title} {counted}") if period else ""
        ),
        "ocop_product": lambda name="", subject="", **_: product_key(owner, name, subject),
    }
    return makers[entity](**text) if entity in makers else ""


def _named(values: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """Return some of the values in order, "" for one that is not there."""
    return tuple(values.get(name, "") for name in names)


def known_seen(workspace: Workspace, entity: str, key: str, seen: Seen | None) -> Seen | None:
    """Return the versions a person was shown, without fields that had none.

    Raises `InputError` for versions the record never had: the log would carry them to others.
    """
    if seen is None:
        return None
    history = workspace.store.log.changes_of(entity, key)
    refs = {change.ref for change in history}
    names = {name for change in history for name in (*change.values, *change.supersedes)}
    shown = {name: found for name, found in seen.items() if found}
    if not names.issuperset(shown) or not all(refs.issuperset(found) for found in shown.values()):
        raise InputError(texts.SEEN_UNKNOWN, hint=texts.SEEN_UNKNOWN_HINT)
    return shown


def _check_no_circle(
    workspace: Workspace, found: Entity, key: str, values: Mapping[str, StoredValue]
) -> None:
    """Raise `InputError` when a record would, over its references, belong to itself."""
    for name, value in values.items():
        field = found.fields[name]
        if field.kind is not Kind.REFERENCE or field.refers_to != found.name:
            continue
        passed: set[str] = set()
        above = str(value or "")
        while above and above not in passed:
            if above == key:
                raise InputError(texts.REFERENCE_CIRCLE.format(label=field.label))
            passed.add(above)
            rows = workspace.store.rows(found, {"key": above})
            above = str(rows[0][name] or "") if rows else ""


def _check_not_emptied(found: Entity, values: Mapping[str, StoredValue]) -> None:
    """Raise `InputError` when a required field of an existing record would become empty."""
    for name, value in values.items():
        if found.fields[name].required and value in (None, ""):
            raise InputError(texts.FIELD_REQUIRED.format(label=found.fields[name].label))


def _check_references(
    workspace: Workspace, found: Entity, values: Mapping[str, StoredValue]
) -> None:
    """Raise `NotFoundError` when a record that is referred to is not here."""
    for name, value in values.items():
        field = found.fields[name]
        if field.kind not in (Kind.REFERENCE, Kind.REFERENCES) or not value:
            continue
        for key in split_keys(str(value)):
            if not workspace.store.rows(entity_named(field.refers_to), {"key": key}):
                label = entity_named(field.refers_to).label
                message = texts.REFERENCE_MISSING.format(label=field.label, entity=label, key=key)
                raise NotFoundError(message)


def _title(workspace: Workspace, found: Entity, key: str) -> str:
    """Return the title of a stored record ("" where there is none)."""
    rows = workspace.store.rows(found, {"key": key})
    return _label_title(workspace, found, rows[0][found.title_field]) if rows else ""


def _label_title(workspace: Workspace, found: Entity, value: StoredValue) -> str:
    """Return a title for a step: that of the record it refers to, where it is a reference."""
    field = found.fields[found.title_field]
    if field.kind is Kind.REFERENCE and value:
        return _Titles(workspace).of(field.refers_to, str(value))
    return _shown_title(found, value)


def _shown_title(found: Entity, value: StoredValue) -> str:
    """Return a title as people read it: the name of a choice, a text short enough for a label."""
    return _title_text(found.fields[found.title_field].choices.get(str(value or ""), value))


def _title_text(value: StoredValue) -> str:
    """Return a title short enough for a label."""
    text = " ".join(str(value or "").split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _holds_exactly(found: Entity, row: Mapping[str, StoredValue], wanted: str) -> bool:
    """Say whether a searchable field holds the query with its accents."""
    return any(
        wanted.lower() in str(row[name] or "").lower()
        for name, field in found.fields.items()
        if field.searchable
    )
