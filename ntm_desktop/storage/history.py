"""Past steps: which one undo takes back, how it is taken back, and what happened to a record.

Undo is a new step that restores the old fields where nobody has edited them since; history stays
append-only and so survives restart and exchange.
"""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change, Touched
from ntm_desktop.domain.entity import StoredValue, is_declared
from ntm_desktop.domain.merge import RecordState, merge_record
from ntm_desktop.storage.changelog import merge_units
from ntm_desktop.storage.store import Store

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
    kept: tuple[tuple[str, str, str], ...]


def steps(store: Store, limit: int = 200) -> list[PastStep]:
    """Return the last steps made in this data file, the newest first."""
    rows = store.query(
        "SELECT step, at, user, label, kind, undoes FROM sync_step ORDER BY step DESC LIMIT ?",
        limit,
    )
    return [PastStep(*row) for row in rows]


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


def original_label(store: Store, step: PastStep) -> str:
    """Return the label of the edit that a chain of undo and redo steps goes back to."""
    while step.kind in _TAKING_BACK and step.undoes is not None:
        rows = store.query(
            "SELECT step, at, user, label, kind, undoes FROM sync_step WHERE step = ?", step.undoes
        )
        step = PastStep(*rows[0])
    return step.label


def _take_back(
    store: Store, step: PastStep, user: str, kind: str, label: str, new_label: str
) -> Undone:
    """Write the step that restores what `step` changed."""
    kept: list[tuple[str, str, str]] = []
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


def _restore(store: Store, entity: str, key: str, refs: set[str]) -> list[tuple[str, str, str]]:
    """Give a record back the values it had before the step; return the fields left alone."""
    history = {change.ref: change for change in store.log.changes_of(entity, key)}
    state = merge_record(history.values(), merge_units(entity))
    own = _own_fields(state, refs)
    kept = [(entity, key, name) for name in _written_fields(history, refs) if name not in own]
    before = {name: _prior_refs(name, state, refs, history) for name in own}
    if _was_absent(before, history) and not kept and len(own) == len(state.heads):
        if state.exists:
            store.note(entity, key, {}, state.seen())
        return kept
    _write_prior(store, entity, key, state, before, history)
    return kept


def _own_fields(state: RecordState, refs: set[str]) -> list[str]:
    """Return the fields whose heads all come from the step: nobody edited them since."""
    return [name for name, heads in state.heads.items() if all(head.ref in refs for head in heads)]


def _written_fields(history: dict[str, Change], refs: set[str]) -> list[str]:
    """Return the fields the step's changes of this record set or deleted."""
    found = {
        name
        for ref, change in history.items()
        if ref in refs
        for name in (change.values or change.supersedes)
    }
    return sorted(found)


def _prior_refs(
    name: str, state: RecordState, refs: set[str], history: dict[str, Change]
) -> list[str]:
    """Return the refs of the versions a field had before the step."""
    waiting = [head.ref for head in state.heads[name]]
    prior: list[str] = []
    while waiting:
        ref = waiting.pop()
        if ref in refs:
            waiting += history[ref].supersedes.get(name, ())
        elif ref in history and ref not in prior:
            prior.append(ref)
    return sorted(prior, key=lambda ref: (not history[ref].is_deletion, history[ref].at, ref))


def _was_absent(before: dict[str, list[str]], history: dict[str, Change]) -> bool:
    """Say whether the record did not exist before the step."""
    return all(history[ref].is_deletion for refs in before.values() for ref in refs)


def _write_prior(
    store: Store,
    entity: str,
    key: str,
    state: RecordState,
    before: dict[str, list[str]],
    history: dict[str, Change],
) -> None:
    """Note the earlier values; where several competed, each becomes a head again."""
    shown: dict[str, StoredValue] = {
        name: history[refs[-1]].values.get(name) if refs else None for name, refs in before.items()
    }
    if not shown:
        return
    seen = state.seen()
    store.note(entity, key, shown, {name: seen[name] for name in shown})
    others: dict[str, dict[str, StoredValue]] = {}
    for name, refs in before.items():
        for ref in refs[:-1]:
            if not history[ref].is_deletion:
                others.setdefault(ref, {})[name] = history[ref].values.get(name)
    for values in others.values():
        store.note(entity, key, values, {})
