"""What a computer's clock may be believed: rules C1-C5 of docs/exchange-format.md.

Clocks decide nothing about data. They are shown to people, so a wrong one must be seen to be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change
from ntm_desktop.domain.dates import local_time

DAY_MS = 86_400_000
NOT_BEFORE_MS = 1_698_796_800_000  # 1/11/2023: nobody ran this program before
AHEAD_MS = 2 * 366 * DAY_MS  # nobody leaves the record alone for two years
WRONG = 0  # the time of a change whose writer knew its clock to be wrong


class ClockDoubt(Enum):
    """Why this computer's clock is not believed (C2)."""

    EARLY = "early"
    BACKWARDS = "backwards"
    AHEAD = "ahead"
    SAID = "said"


def doubt(now: int, last_own: int, *, said_wrong: bool) -> ClockDoubt | None:
    """Return why the clock `now` (ms since 1970) is doubted, None where it may be right (C2).

    `last_own` is the time of the last change made here, 0 for none; `said_wrong` says that a
    person called the clock wrong. What is written by a clock that leapt years ahead has no time,
    so that the clock is believed again as soon as it is set right.
    """
    if said_wrong:
        return ClockDoubt.SAID
    if now < NOT_BEFORE_MS:
        return ClockDoubt.EARLY
    if last_own and now > last_own + AHEAD_MS:
        return ClockDoubt.AHEAD
    return ClockDoubt.BACKWARDS if now < last_own - DAY_MS else None


def is_impossible(at: int, now: int) -> bool:
    """Say whether a list marks the time of a change as wrong (C4)."""
    return at == WRONG or at > now + DAY_MS


def moment_text(at: int, now: int) -> str:
    """Return a time for a list: "18/11/2023 10:20", or that the clock was wrong (C4)."""
    return texts.CLOCK_WRONG_MARK if is_impossible(at, now) else f"{local_time(at):%d/%m/%Y %H:%M}"


def difference_text(created: int, now: int) -> str:
    """Return what to say where a package's time and our clock are a day apart, else "" (C3)."""
    if abs(created - now) <= DAY_MS:
        return ""
    sentence = texts.CLOCK_AHEAD if created > now else texts.CLOCK_BEHIND
    days = abs(created - now) // DAY_MS
    return sentence.format(created=f"{local_time(created):%H:%M %d/%m/%Y}", days=days)


def in_display_order(changes: Iterable[Change], now: int) -> list[Change]:
    """Return changes by time, those of one writer always by number (C4).

    A change with an impossible time stands right after the one its writer made before it; of
    changes with equal times the one given first comes first.
    """
    latest: dict[str, tuple[int, int]] = {}
    placed: list[tuple[tuple[int, int], int, str, Change]] = []
    given = sorted(enumerate(changes), key=lambda pair: (pair[1].w, pair[1].n, pair[1].ref))
    for turn, change in given:
        at, rank = latest.get(change.w, (0, 0))
        if not is_impossible(change.at, now):
            at = max(at, change.at)
        latest[change.w] = (at, max(rank, turn))
        placed.append((latest[change.w], change.n, change.ref, change))
    return [one[-1] for one in sorted(placed, key=lambda one: one[:3])]
