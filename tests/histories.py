"""Random histories of changes for the laws of merging, and how many of them are tried."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from ntm_desktop.domain.changes import Change, make_change
from ntm_desktop.domain.entity import StoredValue

WRITERS = ("aaaaaaaaaaaa2", "bbbbbbbbbbbb2", "cccccccccccc2")
RECORDS = (("work", "26734/w1"), ("work", "26734/w2"), ("of_a_newer_version", "26734/x1"))
VALUES: dict[str, tuple[StoredValue, ...]] = {
    "name": ("Đường", "Cầu", None),
    "village": ("Thôn 1", "Thôn 2"),
    "quantity": ("1.5", "2", None),
    "measure_unit": ("km", "m"),
}


_MARKS = "config.getoption('-m')"
# Tests that take minutes: only where `pytest -m slow` asks for them.
only_when_asked = pytest.mark.skipif(
    f"'slow' not in {_MARKS} or 'not slow' in {_MARKS}", reason="takes minutes: run with -m slow"
)


def examples(count: int) -> settings:
    """Return how many histories to try: `count`, or 5,000 with NTM_HYPOTHESIS_PROFILE=long."""
    is_long = os.environ.get("NTM_HYPOTHESIS_PROFILE") == "long"
    return settings(max_examples=5_000 if is_long else count, deadline=None)


@st.composite
def histories(draw: st.DrawFn, longest: int = 12) -> list[Change]:
    """Return changes of a few records by writers who saw any part of what came before.

    Numbers may repeat (forked writers), clocks are arbitrary, versions may be replaced twice.
    """
    made: list[Change] = []
    for _ in range(draw(st.integers(1, longest))):
        record = draw(st.sampled_from(RECORDS))
        names = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
        values = {name: draw(st.sampled_from(VALUES[name])) for name in sorted(names)}
        earlier = [one for one in made if (one.entity, one.key) == record]
        replaced = {
            name: tuple(draw(st.sets(st.sampled_from(refs), max_size=3)))
            for name in sorted(VALUES)
            if (refs := _candidates(earlier, name))
        }
        if values or any(replaced.values()):
            writer, n = draw(st.sampled_from(WRITERS)), draw(st.integers(1, 6))
            at = draw(st.integers(0, 3))
            made.append(make_change(writer, n, at, "An", record, values, replaced))
    return list({change.ref: change for change in made}.values())


def _candidates(earlier: list[Change], name: str) -> list[str]:
    """Return the refs of the versions of a field that earlier changes wrote."""
    return sorted(
        {
            one.ref
            for one in earlier
            if name in one.values or (not one.values and name in one.supersedes)
        }
    )


def oracle(changes: list[Change]) -> set[tuple[str, str, str, str]]:
    """Return every head as (entity, key, field, ref) straight from the words of rules M2 and M3."""
    found = set()
    for change in changes:
        fields = set(change.values) or set(change.supersedes)
        for name in fields:
            is_replaced = False
            for other in changes:
                same = (other.entity, other.key) == (change.entity, change.key)
                if same and change.ref in other.supersedes.get(name, ()):
                    is_replaced = True
            if not is_replaced:
                found.add((change.entity, change.key, name, change.ref))
    return found
