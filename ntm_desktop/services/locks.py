"""Lock a period after issuing, unlock it with a reason; what is locked takes no values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.locks import PeriodLock, in_order, is_locked, locked_text, needed_reason
from ntm_desktop.domain.periods import known_periods, parse_period
from ntm_desktop.domain.record_keys import lock_key
from ntm_desktop.errors import InputError
from ntm_desktop.services.criteria import criteria_set, set_ids
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history

if TYPE_CHECKING:
    from ntm_desktop.services.data_checks import JudgedFinding

_GUARDED = ("indicator_value", "set_total", "check_override")
_FIGURES = ("indicator_value", "set_total")
_ENTITY = "period_lock"
_REASON_SHOWN = 80
_SAID = ("locked", "reason", "locked_on", "locked_by")


@dataclass(frozen=True, slots=True)
class LockDone:
    """The lock as it is now, and what was locked although it is doubtful.

    `disagreed` says which figures two offices set differently, "" for none.
    """

    lock: PeriodLock
    touched: Touched
    warnings: tuple[JudgedFinding, ...] = ()
    disagreed: str = ""


@dataclass(frozen=True, slots=True)
class LockEvent:
    """One locking or unlocking: which (`texts.LOCK_EVENTS`), when (ms since 1970), by whom, why."""

    kind: str
    at: int
    by: str
    reason: str

    @property
    def word(self) -> str:
        """Return what was done as people read it."""
        return texts.LOCK_EVENTS[self.kind]


def lock_period(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None, reason: str = ""
) -> LockDone:
    """Lock the figures of a set and period as one step.

    Raises `InputError` for one that is locked already and while a check finds an error;
    warnings and figures two offices set differently do not stop it and are returned.
    """
    from ntm_desktop.services.data_checks import period_findings  # which asks for locks itself

    checks = period_findings(workspace, set_id, period_id, unit)
    held = lock_of(workspace, set_id, period_id, unit)
    if held is not None and is_locked(held):
        raise InputError(texts.LOCK_ALREADY.format(closed=_closed(held)))
    if checks.errors:
        said = "\n".join(one.finding.text for one in checks.errors)
        message = texts.LOCK_HAS_ERRORS.format(
            period=checks.period.label, count=len(checks.errors), errors=said
        )
        raise InputError(message, hint=texts.LOCK_HAS_ERRORS_HINT)
    form = texts.STEP_LOCK_REASON if reason.strip() else texts.STEP_LOCK
    label = form.format(period=checks.period.label, set=checks.set_name, reason=_shortened(reason))
    place = (set_id, checks.period.id, unit)
    lock, touched = _put(workspace, place, label, locked=True, reason=reason.strip())
    told = disagreed_before_lock(workspace, set_id, checks.period.id, unit)
    return LockDone(lock, touched, checks.open, told)


def disagreed_before_lock(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> str:
    """Return which figures of a period two offices set differently, "" for none.

    Whoever is about to lock the period reads it first.
    """
    from ntm_desktop.services.disagreements import disagreed_codes  # which asks for records

    codes = sorted(disagreed_codes(workspace, set_id, parse_period(period_id).id, unit))
    if not codes:
        return ""
    return texts.LOCK_DISAGREED.format(count=len(codes), codes=", ".join(codes))


def unlock_period(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None, *, reason: str
) -> LockDone:
    """Unlock a period as one step, keeping why; raise `InputError` without a reason or a lock."""
    plain = needed_reason(reason)
    found, period = criteria_set(set_id), parse_period(period_id)
    if not is_locked(lock_of(workspace, set_id, period.id, unit)):
        raise InputError(texts.LOCK_NONE.format(period=period.label, set=found.short_name))
    label = texts.STEP_UNLOCK.format(
        period=period.label, set=found.short_name, reason=_shortened(plain)
    )
    place = (set_id, period.id, unit)
    return LockDone(*_put(workspace, place, label, locked=False, reason=plain))


def _shortened(reason: str) -> str:
    """Return a reason on one line, cut where it would make the name of a step too long."""
    plain = " ".join(reason.split())
    return plain if len(plain) <= _REASON_SHOWN else plain[: _REASON_SHOWN - 1].rstrip() + "…"


def lock_of(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> PeriodLock | None:
    """Return the lock of a place, open or closed; None where it was never locked."""
    place, period = unit or workspace.owner, parse_period(period_id)
    key = lock_key(workspace.owner, place, period.id, set_id)
    return workspace.store.record(PeriodLock, key)


def locks(workspace: Workspace) -> tuple[PeriodLock, ...]:
    """Return every lock of this office, open ones too, the latest period first."""
    return in_order(workspace.store.records(PeriodLock, owner_unit=workspace.owner))


def lock_events(workspace: Workspace, lock: PeriodLock) -> tuple[LockEvent, ...]:
    """Return every locking and unlocking of a place with its reason, the latest first.

    Taking a locking back (undo) is an event of its own: it was made by whoever undid it.
    """
    found: list[LockEvent] = []
    seen: set[tuple[StoredValue, ...]] = set()
    changes = workspace.store.log.changes_of(_ENTITY, lock.key)
    kinds = history.kinds_of(workspace.store, _ENTITY, lock.key)
    for change, step in zip(changes, kinds, strict=True):
        if not change.is_deletion and "locked" not in change.values:
            continue
        said = tuple(change.values.get(name) for name in _SAID)
        is_back = change.is_deletion or (step != "edit" and said in seen)
        seen.add(said)
        kind = "locked" if change.values.get("locked") else "unlocked"
        reason = "" if is_back else str(change.values.get("reason") or "")
        by = change.user or str(change.values.get("locked_by") or "")
        found.append(LockEvent(f"back_{kind}" if is_back else kind, change.at, by, reason))
    return tuple(reversed(found))


def lock_text(lock: PeriodLock) -> str:
    """Return "Số liệu năm 2023 (NTM nâng cao) đã khóa ngày 05/01/2024 (đã gửi báo cáo)"."""
    return _closed(lock)


def set_label(set_id: str) -> str:
    """Return the short name of a set, its id where it is not known here."""
    return criteria_set(set_id).short_name if set_id in set_ids() else set_id


def place_text(workspace: Workspace, lock: PeriodLock) -> str:
    """Return "Số liệu năm 2023 (NTM nâng cao)"; a unit other than the office is named."""
    label = parse_period(lock.period).label
    unit = "" if lock.unit == workspace.owner else f", {unit_name(workspace, lock.unit)}"
    return texts.LOCK_PLACE.format(period=label, set=set_label(lock.set_id), unit=unit)


def figures_now(
    workspace: Workspace, records: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Mapping[str, StoredValue]]:
    """Return what stands now in those of some records that locks guard; {} without any lock."""
    if not any(is_locked(one) for one in locks(workspace)):
        return {}
    found: dict[tuple[str, str], Mapping[str, StoredValue]] = {}
    for entity, key in set(records):
        rows = (
            workspace.store.rows(entity_named(entity), {"key": key}) if entity in _FIGURES else []
        )
        found[entity, key] = rows[0] if rows else {}
    return found


def locked_figures_changed(
    workspace: Workspace, before: Mapping[tuple[str, str], Mapping[str, StoredValue]]
) -> tuple[tuple[PeriodLock, tuple[str, ...]], ...]:
    """Return the closed locks whose figures are others than `figures_now` found before.

    Each with the codes of these figures.
    """
    now = figures_now(workspace, before)
    found: dict[str, PeriodLock] = {}
    codes: dict[str, set[str]] = {}
    for record, held in before.items():
        after = now.get(record, {})
        if after == held:
            continue
        for row in (held, after):
            places = (str(row.get(name) or "") for name in ("set_id", "period", "unit"))
            lock = _lock_at(workspace, *places)
            if lock is not None:
                found[lock.key] = lock
                code = row.get("indicator")
                codes.setdefault(lock.key, set()).add(str(code or texts.LOCK_TOTALS))
    return tuple((lock, tuple(sorted(codes[lock.key]))) for lock in in_order(found.values()))


def lock_holding(workspace: Workspace, entity: str, key: str) -> PeriodLock | None:
    """Return the closed lock that holds a record, also one that was deleted; None without one."""
    return _closed_lock(workspace, entity, key, _last_place(workspace, entity, key))


def refuse_locked(
    workspace: Workspace,
    entity: str,
    key: str = "",
    values: Mapping[str, StoredValue] | None = None,
) -> None:
    """Raise `InputError` when a write would change figures of a locked period, or a lock itself.

    Counts both where the record is and where `values` would put it. Other entities pass; so does
    choosing among the versions of a lock that two offices set differently.
    """
    if entity == _ENTITY and not _is_version(workspace, key, values or {}):
        raise InputError(texts.LOCK_ONLY_BY_COMMAND, hint=texts.LOCK_ONLY_BY_COMMAND_HINT)
    lock = _closed_lock(workspace, entity, key, values or {})
    if lock is not None:
        raise InputError(texts.LOCK_REFUSED.format(closed=_closed(lock)), hint=unlock_hint(lock))


def refuse_locked_step(
    workspace: Workspace, records: Sequence[tuple[str, str]], label: str
) -> None:
    """Raise `InputError` when taking back the step `label` would change locked figures."""
    for entity, key in records:
        lock = _closed_lock(workspace, entity, key, _last_place(workspace, entity, key))
        if lock is not None:
            message = texts.LOCK_UNDO_REFUSED.format(closed=_closed(lock), label=label)
            raise InputError(message, hint=unlock_hint(lock))


def is_closed_lock(workspace: Workspace, key: str) -> bool:
    """Say whether the lock of that key closes its period now."""
    held = workspace.store.record(PeriodLock, key)
    return held is not None and bool(held.locked)


def unlock_hint(lock: PeriodLock) -> str:
    """Return how to unlock."""
    unit = texts.LOCK_UNIT_OPTION.format(unit=lock.unit)
    return texts.LOCK_REFUSED_HINT.format(
        set_id=lock.set_id,
        period=lock.period,
        unit="" if lock.key.startswith(f"{lock.unit}/") else unit,
    )


def _is_version(workspace: Workspace, key: str, values: Mapping[str, StoredValue]) -> bool:
    """Say whether a lock already holds these values, as one of its versions."""
    heads = workspace.store.state(_ENTITY, key).heads
    return bool(values) and all(
        any(head.value == value and not head.deleted for head in heads.get(name, ()))
        for name, value in values.items()
    )


def _closed_lock(
    workspace: Workspace, entity: str, key: str, values: Mapping[str, StoredValue]
) -> PeriodLock | None:
    """Return the closed lock that holds a record where it is or where it would be."""
    if entity not in _GUARDED:
        return None
    rows = workspace.store.rows(entity_named(entity), {"key": key}) if key else []
    held: Mapping[str, StoredValue] = rows[0] if rows else {}
    for place in (held, {**held, **values}):
        names = (str(place.get(name) or "") for name in ("set_id", "period", "unit"))
        lock = _lock_at(workspace, *names)
        if lock is not None:
            return lock
    return None


def _lock_at(workspace: Workspace, set_id: str, period: str, unit: str) -> PeriodLock | None:
    """Return the closed lock of a place, None where there is none."""
    if not set_id or not known_periods([period]):
        return None
    lock = lock_of(workspace, set_id, period, unit or None)
    return lock if is_locked(lock) else None


def _last_place(workspace: Workspace, entity: str, key: str) -> dict[str, StoredValue]:
    """Return where a record (perhaps deleted by now) last said it belongs."""
    place: dict[str, StoredValue] = {}
    if entity in _GUARDED:
        for change in workspace.store.log.changes_of(entity, key):
            found = {name: change.values.get(name) for name in ("set_id", "period", "unit")}
            place |= {name: value for name, value in found.items() if value}
    return place


def _put(
    workspace: Workspace,
    place: tuple[str, str, str | None],
    label: str,
    *,
    locked: bool,
    reason: str,
) -> tuple[PeriodLock, Touched]:
    """Write the lock of a place as one step; return it."""
    set_id, period, unit = place[0], place[1], place[2] or workspace.owner
    key = lock_key(workspace.owner, unit, period, set_id)
    values: dict[str, StoredValue] = {
        "unit": unit,
        "period": period,
        "set_id": set_id,
        "locked": locked,
        "reason": reason or None,
        "locked_on": workspace.today().isoformat(),
        "locked_by": workspace.user or None,
    }
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put(_ENTITY, key, values)
    lock = workspace.store.record(PeriodLock, key)
    assert lock is not None
    return lock, step.touched


def _closed(lock: PeriodLock) -> str:
    """Return the sentence about a closed lock, with the names of period and set."""
    label = parse_period(lock.period).label
    return locked_text(lock, label, set_label(lock.set_id))
