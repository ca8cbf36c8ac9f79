"""A period that was issued is locked: its figures stay as they are until it is unlocked again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.errors import InputError

_LOCK = {"merge_unit": "lock"}


@entity.entity("period_lock", label="khóa kỳ", plural="Khóa kỳ", title="period")
@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLock:
    """Whether the figures of a set, unit and period are locked; why, since when, by whom.

    One record a place: unlocking keeps it with the reason of the unlocking, and the history of
    the record has every reason there was.
    """

    key: str = ""
    unit: str = entity.text("Đơn vị", required=True, hidden=True)
    period: str = entity.text("Kỳ", required=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    locked: bool | None = entity.boolean("Đã khóa", **_LOCK)
    reason: str | None = entity.long_text("Lý do", **_LOCK)
    locked_on: datetime.date | None = entity.date("Ngày khóa, mở khóa", **_LOCK)
    locked_by: str | None = entity.text("Người khóa, mở khóa", **_LOCK)


def is_locked(lock: PeriodLock | None) -> bool:
    """Say whether a lock is there and closed."""
    return lock is not None and bool(lock.locked)


def locked_text(lock: PeriodLock, period: str, set_name: str = "") -> str:
    """Return "Số liệu năm 2023 (NTM nâng cao) đã khóa ngày 05/01/2024 (đã gửi báo cáo)"."""
    name = texts.LOCK_OF_SET.format(period=period, set=set_name) if set_name else period
    found = texts.LOCK_CLOSED.format(period=name)
    if lock.locked_on is not None:
        found += texts.LOCK_ON.format(date=format_date(lock.locked_on))
    return f"{found} ({lock.reason})" if lock.reason else found


def needed_reason(reason: str) -> str:
    """Return a reason without blanks around; raise `InputError` where there is none."""
    plain = reason.strip()
    if not plain:
        raise InputError(texts.UNLOCK_NEEDS_REASON, hint=texts.UNLOCK_NEEDS_REASON_HINT)
    return plain


def in_order(locks: Iterable[PeriodLock]) -> tuple[PeriodLock, ...]:
    """Return locks by period, the latest first, then by set and unit."""
    held = list(locks)
    orders = {one.id: one.order for one in known_periods({lock.period for lock in held})}
    named = sorted(held, key=lambda lock: (lock.set_id, lock.unit))
    known = [lock for lock in named if lock.period in orders]
    strange = [lock for lock in named if lock.period not in orders]
    return (*sorted(known, key=lambda lock: orders[lock.period], reverse=True), *strange)
