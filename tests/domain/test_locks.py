"""A lock as people read it, in which order locks stand, and that unlocking needs a reason."""

import datetime

import pytest

from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.locks import (
    PeriodLock,
    in_order,
    is_locked,
    locked_text,
    needed_reason,
)
from ntm_desktop.domain.record_keys import is_key, lock_key, override_key
from ntm_desktop.errors import InputError

LOCK = PeriodLock(
    period="2023", set_id="nc", locked=True, locked_on=datetime.date(2024, 1, 5), reason="đã gửi"
)


def test_a_lock_says_since_when_and_why():
    assert locked_text(LOCK, "năm 2023", "NTM nâng cao") == (
        "Số liệu năm 2023 (NTM nâng cao) đã khóa ngày 05/01/2024 (đã gửi)"
    )
    bare = PeriodLock(period="2023", set_id="nc", locked=True)
    assert locked_text(bare, "năm 2023") == "Số liệu năm 2023 đã khóa"


def test_only_a_closed_lock_locks():
    assert is_locked(LOCK)
    assert not is_locked(None)
    assert not is_locked(PeriodLock(locked=False))
    assert not is_locked(PeriodLock())


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_unlocking_needs_a_reason(reason):
    with pytest.raises(InputError, match="cần lý do") as caught:
        needed_reason(reason)
    assert caught.value.hint
    assert needed_reason(" Nhập nhầm \n") == "Nhập nhầm"


def test_locks_stand_by_period_the_latest_first_unknown_ones_last():
    held = [
        PeriodLock(period=period, set_id=set_id, unit="1")
        for period, set_id in [("2022", "b"), ("nay", "a"), ("2024-H1", "a"), ("2022", "a")]
    ]
    found = [(one.period, one.set_id) for one in in_order(held)]
    assert found == [("2024-H1", "a"), ("2022", "a"), ("2022", "b"), ("nay", "a")]


def test_two_computers_meet_in_one_lock_and_one_reason():
    assert lock_key("06901", "06901", "2023", "nc") == "06901/2023/lock/nc"
    assert lock_key("06901", "x1", "2023", "nc") == "06901/x1/2023/lock/nc"
    key = override_key("06901", "06901", "2023", "nc", "thay-doi-3.1", "3.1")
    assert key == "06901/2023/check/nc/thay-doi-3.1/3.1"
    place = ("06901", "x0123456789", "2022-10-26..2024-01-25", "s" * 60, "r" * 90)
    long = override_key(*place, "1, 2")
    assert is_key(long)
    assert long != override_key(*place, "1, 3")


def test_the_state_of_a_lock_is_one_merge_unit():
    [lock] = [one for one in all_entities() if one.name == "period_lock"]
    assert set(lock.unit_of("locked")) == {"locked", "reason", "locked_on", "locked_by"}
    [override] = [one for one in all_entities() if one.name == "check_override"]
    assert {"reason", "fingerprint"} <= set(override.unit_of("reason"))
