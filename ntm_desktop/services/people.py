"""The directory: find people, keep them with their positions, say who somebody was on a day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.people import (
    Organisation,
    Person,
    Position,
    ShownPerson,
    caption,
    in_protocol_order,
    match_rank,
    name_order,
    positions_on,
    same_names,
)
from ntm_desktop.errors import InputError
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A person with every position ever held, and the caption of the day that was asked for.

    `doubles` are the keys of other entries with the same name: perhaps the same person.
    """

    person: Person
    positions: tuple[Position, ...]
    caption: str
    day: datetime.date
    doubles: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Return "Nguyễn Văn A, Bí thư Đảng ủy xã", or the caption where there is no name."""
        return ShownPerson(self.person.full_name or "", self.caption, "").line

    @property
    def held(self) -> tuple[Position, ...]:
        """Return the positions held on the day."""
        return positions_on(self.positions, self.day)


@dataclass(frozen=True, slots=True)
class PositionDraft:
    """A position to keep with a person; `key` None for a new one, `is_removed` to delete it."""

    values: Mapping[str, StoredValue] = field(default_factory=dict)
    key: str | None = None
    is_removed: bool = False


def directory(workspace: Workspace, day: datetime.date | None = None) -> tuple[DirectoryEntry, ...]:
    """Return everybody by given name, as of a day (default: today), without a name last."""
    as_of = day or workspace.today()
    held: dict[str, list[Position]] = {}
    for position in positions_as_entered(workspace):
        held.setdefault(position.person, []).append(position)
    persons = workspace.store.records(Person)
    twice = {
        one.key: tuple(other.key for other in group if other.key != one.key)
        for group in same_names(persons)
        for one in group
    }
    entries = [
        _entry(person, held.get(person.key, []), as_of, twice.get(person.key, ()))
        for person in persons
    ]
    return tuple(sorted(entries, key=lambda one: name_order(one.person, one.positions)))


def positions_as_entered(workspace: Workspace) -> list[Position]:
    """Return all positions in the order they were entered, which is kept where none was given."""
    places = workspace.store.log.entry_order("position")
    held = workspace.store.records(Position)
    return sorted(held, key=lambda one: (places.get(one.key, len(places)), one.key))


def doubles(workspace: Workspace) -> tuple[tuple[DirectoryEntry, ...], ...]:
    """Return people who stand in the directory several times under one name, as groups."""
    held = {one.person.key: one for one in directory(workspace)}
    groups = same_names(one.person for one in held.values())
    return tuple(tuple(held[one.key] for one in group) for group in groups)


def move_position(workspace: Workspace, key: str, by: int) -> Saved:
    """Move a position up (−1) or down (1) among those of its person, as one step.

    The order is the one documents print. Raises `NotFoundError`.
    """
    found = record_or_refuse(workspace.store, Position, key)
    own = [one for one in positions_as_entered(workspace) if one.person == found.person]
    keys = [one.key for one in in_protocol_order(own)]
    place = keys.index(key)
    keys.insert(min(max(place + by, 0), len(keys) - 1), keys.pop(place))
    with workspace.store.step(
        texts.STEP_POSITION_MOVED.format(title=found.title), workspace.user
    ) as step:
        for number, one in enumerate(keys, start=1):
            workspace.store.put("position", one, {"place": number})
    return Saved(key, step.touched)


def find(
    workspace: Workspace, text: str, day: datetime.date | None = None
) -> tuple[DirectoryEntry, ...]:
    """Return who fits what was typed without accents: the given name counts most.

    Names come before positions; an empty text finds everybody.
    """
    ranked = [
        (rank, entry)
        for entry in directory(workspace, day)
        if (rank := match_rank(text, entry.person, entry.positions)) is not None
    ]
    return tuple(entry for _, entry in sorted(ranked, key=lambda one: one[0]))


def put_person(
    workspace: Workspace,
    key: str | None,
    values: Mapping[str, StoredValue],
    positions: Sequence[PositionDraft] = (),
) -> Saved:
    """Keep a person with positions as one step; a new person where `key` is None.

    New positions keep the order they are given in, which is the order they are printed in; they
    come after those the person has.

    Raises `InputError` for somebody without name and position, for positions of somebody else and
    for one that ends before it begins; nothing is written then.
    """
    person = entity_named("person").check(values)
    drafts = [_checked(workspace, key, draft) for draft in positions]
    if key is None:
        _refuse_nobody(person, drafts)
        person = {"full_name": "", **_filled(person)}  # a record needs a field to be there
    place = key or workspace.new_key("person")
    title = str(person.get("full_name") or _first_title(drafts) or _known_name(workspace, key))
    label = texts.STEP_PERSON.format(name=title)
    last = _last_place(workspace, key)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("person", place, person)
        for draft in drafts:
            last += draft.key is None
            _write_position(workspace, place, draft, last)
    return Saved(place, step.touched)


def end_positions(workspace: Workspace, organisation: str, last_day: datetime.date) -> Saved:
    """End every position held in an organisation that ceases (a huyện in 2025), as one step.

    Positions that ended before stay as they are; one that would begin later is not touched.
    """
    found = record_or_refuse(workspace.store, Organisation, organisation)
    ending = [
        one
        for one in workspace.store.records(Position, organisation=organisation)
        if one.key.startswith(f"{workspace.owner}/") and _is_running(one, last_day)
    ]
    label = texts.STEP_END_POSITIONS.format(count=len(ending), name=found.name)
    day = last_day.isoformat()
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("organisation", organisation, {"ended_on": day})
        for one in ending:
            workspace.store.put("position", one.key, {"held_until": day})
    return Saved(organisation, step.touched)


def _entry(
    person: Person, held: Sequence[Position], day: datetime.date, twice: tuple[str, ...]
) -> DirectoryEntry:
    """Return a person as the directory shows it on a day."""
    ordered = in_protocol_order(held)
    return DirectoryEntry(person, ordered, caption(person, ordered, day), day, twice)


def _is_running(position: Position, day: datetime.date) -> bool:
    """Say whether a position is held on a day and afterwards."""
    begun = position.held_from is None or position.held_from <= day
    return begun and (position.held_until is None or position.held_until > day)


def _checked(workspace: Workspace, person: str | None, draft: PositionDraft) -> PositionDraft:
    """Return a draft whose values may be kept; raise `InputError`."""
    found = entity_named("position")
    values = found.check(draft.values)
    before: dict[str, StoredValue] = {}
    if draft.key is not None:
        held = record_or_refuse(workspace.store, Position, draft.key)
        before = found.write(held)
        if held.person != person:
            raise InputError(texts.POSITION_OF_OTHER.format(title=held.title))
    whole = {**before, **values}
    if not draft.is_removed:
        found.check_required({**whole, "person": person or "-"})
        _refuse_backwards(whole)
        _refuse_unknown_organisation(workspace, whole)
    return PositionDraft(values, draft.key, draft.is_removed)


def _refuse_backwards(values: Mapping[str, StoredValue]) -> None:
    """Raise `InputError` for a position that ends before it begins."""
    since, until = values.get("held_from"), values.get("held_until")
    if since and until and str(until) < str(since):
        days = [format_date(datetime.date.fromisoformat(str(one))) for one in (since, until)]
        message = texts.POSITION_DATES.format(title=values["title"], since=days[0], until=days[1])
        raise InputError(message)


def _refuse_unknown_organisation(workspace: Workspace, values: Mapping[str, StoredValue]) -> None:
    """Raise `NotFoundError` for an organisation that is not kept here."""
    if values.get("organisation"):
        record_or_refuse(workspace.store, Organisation, str(values["organisation"]))


def _refuse_nobody(person: Mapping[str, StoredValue], drafts: Sequence[PositionDraft]) -> None:
    """Raise `InputError` for a person without a name and without a position."""
    if not person.get("full_name") and not any(not one.is_removed for one in drafts):
        raise InputError(texts.PERSON_EMPTY, hint=texts.PERSON_EMPTY_HINT)


def _filled(values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
    """Return the fields that hold something."""
    return {name: value for name, value in values.items() if value is not None}


def _write_position(workspace: Workspace, person: str, draft: PositionDraft, number: int) -> None:
    """Write one position inside the open step; a new one keeps the place it was given in."""
    if draft.is_removed and draft.key:
        workspace.store.remove("position", draft.key)
    elif not draft.is_removed:
        key = draft.key or workspace.new_key("position")
        place: dict[str, StoredValue] = {} if draft.key else {"place": number}
        workspace.store.put("position", key, {**place, **draft.values, "person": person})


def _last_place(workspace: Workspace, person: str | None) -> int:
    """Return the place of the last position a person has, 0 for none."""
    held = workspace.store.records(Position, person=person) if person else ()
    return max((one.place or 0 for one in held), default=0)


def _first_title(drafts: Sequence[PositionDraft]) -> str:
    """Return the title of the first position that is kept, "" for none."""
    titles = [str(one.values.get("title") or "") for one in drafts if not one.is_removed]
    return next((title for title in titles if title), "")


def _known_name(workspace: Workspace, key: str | None) -> str:
    """Return the name a person has already, the key where there is none."""
    held = workspace.store.record(Person, key) if key else None
    return (held.full_name if held else None) or key or ""
