"""What the program says about this computer's clock, and what a person answers."""

import time

import pytest

from ntm_desktop.domain.clocks import ClockDoubt
from ntm_desktop.services import exchange
from ntm_desktop.services.clock import clock_warning, confirm_clock, distrust_clock
from ntm_desktop.services.history import record_history
from ntm_desktop.services.records import put_texts
from tests.services.conftest import NOW


def test_a_clock_without_doubt_is_not_spoken_of(commune):
    assert clock_warning(commune) is None


def test_a_clock_that_went_back_is_warned_of_until_a_person_confirms_it(offices):
    offices.new("a").close()
    back = offices.again("a", now_ms=NOW - 40 * 86_400_000)
    warning = clock_warning(back)
    assert warning.doubt is ClockDoubt.BACKWARDS
    assert "23/01/2024" in warning.text
    assert warning.hint
    confirm_clock(back)
    assert clock_warning(back) is None


def test_a_clock_called_wrong_leaves_changes_without_a_time(commune):
    distrust_clock(commune)
    assert clock_warning(commune).doubt is ClockDoubt.SAID
    put_texts(commune, "work", "06901/w1", {"name": "Đường"})
    [change] = record_history(commune, "work", "06901/w1")
    assert change.at == 0


@pytest.mark.parametrize("years", [-60, -10, 10, 100])
def test_whatever_the_clock_says_others_can_take_in_what_is_sent(offices, years, monkeypatch):
    here, there = offices.new("a"), offices.new("b")
    year_ns = 365 * 86_400 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: NOW * 10**6 + years * year_ns)
    monkeypatch.setattr(here, "fixed_now", None)
    here.store.clock = here.clock
    put_texts(here, "work", "06901/w1", {"name": "Đường"})
    sent = exchange.send_package(here, offices.folder / "out")
    [taken] = exchange.take_packages(there, sent.files, exchange.own_fingerprint(here)).packages
    assert taken.status == "taken"
    assert any("ngày" in text for text in taken.remarks), "the difference is said"
    back = exchange.send_package(there, offices.folder / "back")
    assert exchange.take_packages(here, back.files, exchange.own_fingerprint(there)).error is None
    assert exchange.sync_state(here).ops_digest == exchange.sync_state(there).ops_digest


def test_a_clock_years_ahead_is_warned_of_and_believed_once_it_is_right_again(offices):
    offices.new("a").close()
    ahead = offices.again("a", now_ms=NOW + 10 * 366 * 86_400_000)
    assert clock_warning(ahead).doubt is ClockDoubt.AHEAD
    assert "muộn hơn lần ghi trước" in clock_warning(ahead).text
    put_texts(ahead, "work", "06901/w1", {"name": "Đường"})
    assert record_history(ahead, "work", "06901/w1")[0].at == 0
    ahead.close()
    right = offices.again("a", now_ms=NOW + 60_000)
    assert clock_warning(right) is None
