"""Past steps: which one undo takes back, how it is taken back, and what happened to a record.

Undo is a new step that restores the old fields where nobody has edited them since; history stays
append-only and so survives restart and exchange.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change, Touched
from ntm_desktop.domain.entity import StoredValue, is_declared
from ntm_desktop.domain.merge import Head, RecordState, merge_record
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.storage.changelog import merge_units
from ntm_desktop.storage.store import Store

Place = tuple[str, str, str]  # entity, key, field
Record = tuple[str, str]  # entity, key
Values = dict[str, StoredValue]
Refs = dict[str, tuple[str, ...]]
_TAKING_BACK = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step as the history lists it; `at` is ms since 1970."""

    number: int
    at: int
    user: str
    label: str
    kind: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a step back did; `kept` names (entity, key, field) edited since and left."""

    label: str
    touched: Touched
    kept: tuple[Place, ...]


def steps(store: Store, limit: int = 200) -> list[PastStep]:
    """Return the last steps made in this data file, the newest first."""
    rows = store.query(
        "SELECT step, at, user, label, kind, undoes FROM sync_step ORDER BY step DESC LIMIT ?",
        limit,
    )
    return [PastStep(*row) for row in rows]


def first_changes(store: Store, entity: str) -> list[str]:
    """Return the keys of an entity's records in the order in which they were first written."""
    rows = store.query(
        "SELECT found.key FROM sync_op JOIN sync_rec AS found USING (rec)"
        " WHERE found.ent = ? GROUP BY rec ORDER BY min(t), min(op)",
        entity,
    )
    return [str(row[0]) for row in rows]


def next_undo(store: Store) -> PastStep | None:
    """Return the step that undo would take back, None when there is none."""
    skipped: set[int] = set()
    for step in steps(store, limit=10_000):
        if step.kind == "undo" and step.undoes is not None:
            skipped.add(step.undoes)
        elif step.kind in ("edit", "redo") and step.number not in skipped:
            return step
    return None


def next_redo(store: Store) -> PastStep | None:
    """Return the undo step that redo would take back; an edit since then ends redoing."""
    skipped: set[int] = set()
    for step in steps(store, limit=10_000):
        if step.kind == "redo" and step.undoes is not None:
            skipped.add(step.undoes)
        elif step.kind == "undo" and step.number not in skipped:
            return step
        elif step.kind not in _TAKING_BACK:
            return None
    return None


def undo(store: Store, user: str) -> Undone | None:
    """Take back the last step that can be; return what was done, None when there is none."""
    step = next_undo(store)
    if step is None:
        return None
    label = original_label(store, step)
    return _take_back(store, step, user, "undo", label, texts.STEP_UNDO.format(label=label))


def redo(store: Store, user: str) -> Undone | None:
    """Do again what the last undo took back; return what was done, None when there is none."""
    step = next_redo(store)
    if step is None:
        return None
    label = original_label(store, step)
    return _take_back(store, step, user, "redo", label, texts.STEP_REDO.format(label=label))


def kinds_of(store: Store, entity: str, key: str) -> list[str]:
    """Return the kind of the step each change of a record came with, in the order of `changes_of`.

    "edit", "undo" and "redo" were made in this data file, anything else was taken in.
    """
    rows = store.query(
        "SELECT kind FROM sync_op LEFT JOIN sync_step USING (step)"
        " WHERE rec = (SELECT rec FROM sync_rec WHERE ent = ? AND key = ?) ORDER BY op",
        entity,
        key,
    )
    return [str(row[0] or "") for row in rows]


def original_label(store: Store, step: PastStep) -> str:
    """Return the label of the edit that a chain of undo and redo steps goes back to."""
    while step.kind in _TAKING_BACK and step.undoes is not None:
        rows = store.query(
            "SELECT step, at, user, label, kind, undoes FROM sync_step WHERE step = ?", step.undoes
        )
        step = PastStep(*rows[0])
    return step.label


def is_in_force(store: Store, step: int) -> bool:
    """Say whether what a step did stands: it was not undone, or redone since."""
    undone: set[int] = set()
    for one in steps(store, limit=10_000):
        if one.kind in _TAKING_BACK and one.undoes is not None and one.number not in undone:
            undone.add(one.undoes)
    return step not in undone


def chain_of(store: Store, step: int) -> set[int]:
    """Return a step with the steps it follows up, and all that undid or redid any of them."""
    held = {one.number: one for one in steps(store, limit=10_000)}
    chain: set[int] = set()
    number: int | None = step
    while number is not None and number not in chain:
        chain.add(number)
        number = held[number].undoes if number in held else None
    for one in sorted(held):
        if held[one].undoes in chain:
            chain.add(one)
    return chain


@dataclass(frozen=True, slots=True)
class StepRecords:
    """The records (entity, key) some steps wrote to.

    `own` are ours, `foreign` other units', `later` of nouns that only a newer version knows:
    nothing can be said here about their fields.
    """

    own: tuple[Record, ...]
    foreign: tuple[Record, ...]
    later: tuple[Record, ...]


def records_of_steps(store: Store, numbers: Iterable[int]) -> StepRecords:
    """Return the records that some steps wrote to."""
    places = sorted({(one.entity, one.key) for one in store.log.changes_of_steps(numbers)})
    known = [place for place in places if is_declared(place[0])]
    own = tuple(place for place in known if owner_of(place[1]) == store.unit)
    foreign = tuple(place for place in known if owner_of(place[1]) != store.unit)
    return StepRecords(own, foreign, tuple(place for place in places if place not in known))


def take_back_steps(
    store: Store, numbers: Iterable[int], standing_for: Iterable[int] = ()
) -> list[Place]:
    """Give our records back what they hold without the changes of some steps; return what was kept.

    The changes of the steps `standing_for` them (which took them back and brought them again) go
    as well. Runs inside the open step, which is one that undo can take back.
    """
    numbers = list(numbers)
    refs = {one.ref for one in store.log.changes_of_steps([*numbers, *standing_for])}
    kept: list[Place] = []
    for entity, key in records_of_steps(store, numbers).own:
        kept += _restore(store, entity, key, refs)
    return kept


def before_deletion(store: Store, entity: str, key: str) -> dict[str, StoredValue]:
    """Return the values a record would show if nobody had deleted it."""
    history = store.log.changes_of(entity, key)
    heads = merge_record(history, merge_units(entity)).heads
    gone = {head.ref for found in heads.values() for head in found if head.deleted}
    return dict(merge_record(_without(history, gone), merge_units(entity)).values)


def _take_back(
    store: Store, step: PastStep, user: str, kind: str, label: str, new_label: str
) -> Undone:
    """Write the step that restores what `step` changed."""
    kept: list[Place] = []
    with store.step(new_label, user, kind=kind, undoes=step.number) as taking:
        # What came after the step here was itself taken back (else undo would have named it), so
        # those changes stand for the step's own values.
        since = store.log.changes_since(step.number)
        refs = {change.ref for _, change in since}
        records = ((made.entity, made.key) for number, made in since if number == step.number)
        for entity, key in dict.fromkeys(records):
            if is_declared(entity):
                kept += _restore(store, entity, key, refs)
        store.mark_step()
    return Undone(label, taking.touched, tuple(kept))


def _restore(store: Store, entity: str, key: str, refs: set[str]) -> list[Place]:
    """Give a record back what it holds without the changes `refs`; return what was left alone."""
    history = store.log.changes_of(entity, key)
    units = merge_units(entity)
    now = merge_record(history, units)
    before = merge_record(_without(history, refs), units)
    if before.exists and _was_absent(history, refs, units):  # others have written to it since
        return [(entity, key, name) for name in before.values]
    names = _written(history, refs)
    if before.exists:
        for values, supersedes in _notes(names, now, before, refs):
            store.note(entity, key, values, supersedes)
    elif now.exists:
        store.note(entity, key, {}, now.seen())
    later = _later(history, refs)
    return [
        (entity, key, name)
        for name in names
        if any(head.ref in later for head in before.heads.get(name, ()))
    ]


def _without(history: list[Change], refs: set[str]) -> list[Change]:
    """Return the other changes, each replacing what the changes `refs` in its place replaced."""
    by_ref = {change.ref: change for change in history}

    def replaced(name: str, found: Iterable[str]) -> tuple[str, ...]:
        waiting, ends = list(found), []
        while waiting:
            ref = waiting.pop()
            if ref in refs and ref in by_ref:
                waiting += by_ref[ref].supersedes.get(name, ())
            else:
                ends.append(ref)
        return tuple(ends)

    return [
        replace(one, supersedes={name: replaced(name, of) for name, of in one.supersedes.items()})
        for one in history
        if one.ref not in refs
    ]


def _was_absent(history: list[Change], refs: set[str], units: Mapping[str, str]) -> bool:
    """Say whether the record did not exist just before the first of `refs`."""
    earlier = itertools.takewhile(lambda change: change.ref not in refs, history)
    return not merge_record(earlier, units).exists


def _later(history: list[Change], refs: set[str]) -> set[str]:
    """Return the refs of the changes that came in after the first of `refs`."""
    rest = itertools.dropwhile(lambda change: change.ref not in refs, history)
    return {change.ref for change in rest} - refs


def _written(history: list[Change], refs: set[str]) -> list[str]:
    """Return the fields whose versions the changes `refs` set, deleted or replaced."""
    return sorted(
        {name for one in history if one.ref in refs for name in (*one.values, *one.supersedes)}
    )


def _notes(
    names: Iterable[str], now: RecordState, before: RecordState, refs: set[str]
) -> list[tuple[Values, Refs]]:
    """Return the changes that make the heads of `names` those of `before` again."""
    plan = _Plan()
    for name in names:
        present = {head.ref for head in now.heads.get(name, ())}
        wanted = before.heads.get(name, ())
        missing = [head for head in wanted if head.ref not in present]
        plan.bring_back(name, wanted, missing, sorted(present & refs))
    return plan.notes()


class _Plan:
    """Collects what undo writes to one record: values, rivals of a conflict, deletions."""

    def __init__(self) -> None:
        self._values: Values = {}
        self._replaced: Refs = {}
        self._only_replaced: Values = {}
        self._rivals: dict[str, Values] = {}
        self._deletions: Refs = {}

    def bring_back(
        self, name: str, wanted: tuple[Head, ...], missing: list[Head], own: list[str]
    ) -> None:
        """Plan that the heads of a field are `wanted`: add the missing, replace our `own`."""
        if not own and not missing:
            return
        last = (missing or wanted)[-1] if wanted else None
        if last is not None and last.deleted:
            self._deletions[name] = (*own, last.ref)
            return
        self._replaced[name] = tuple(own)
        value = last.value if last else None
        (self._values if missing or not wanted else self._only_replaced)[name] = value
        for head in missing[:-1]:
            self._bring_rival(name, head)

    def _bring_rival(self, name: str, head: Head) -> None:
        """Plan one more head beside the main one, so that a conflict comes back."""
        if head.deleted:
            self._deletions[name] = (head.ref,)
        else:
            self._rivals.setdefault(head.ref, {})[name] = head.value

    def notes(self) -> list[tuple[Values, Refs]]:
        """Return (values, supersedes) of each change to note.

        A field whose remaining head is another writer's is only listed as replaced (M4); where
        there is no other value to set, that head's value is set again.
        """
        values = self._values or self._only_replaced
        found: list[tuple[Values, Refs]] = [(values, self._replaced)] if values else []
        found += [(rival, {}) for rival in self._rivals.values()]
        return found + ([({}, self._deletions)] if self._deletions else [])
