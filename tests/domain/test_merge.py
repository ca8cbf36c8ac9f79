"""Tests of merging: rules M1-M18 of the exchange format as laws and by example."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.changes import Change, make_change
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.merge import faults, merge_record, values_at
from tests.histories import WRITERS, examples, histories, oracle

A, B, C = WRITERS
R = ("work", "26734/w1")
UNITS = {"quantity": "quantity", "measure_unit": "quantity"}


def _set(
    writer: str,
    n: int,
    values: dict[str, StoredValue],
    at: int = 1,
    **replaced: tuple[Change, ...],
) -> Change:
    refs = {name: tuple(one.ref for one in found) for name, found in replaced.items()}
    return make_change(writer, n, at, "", R, values, refs)


@examples(100)
@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_decide_nothing(made: list[Change], chance: object) -> None:
    shuffled = made + made[: len(made) // 2]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = merge_record(made, UNITS), merge_record(shuffled, UNITS)
    assert one == other


@examples(100)
@given(histories())
def test_heads_are_those_of_the_brute_force_oracle_and_no_value_is_lost(
    made: list[Change],
) -> None:
    for record in {(one.entity, one.key) for one in made}:
        mine = [one for one in made if (one.entity, one.key) == record]
        state = merge_record(mine)
        found = {(*record, name, ref) for name, refs in state.seen().items() for ref in refs}
        assert found == {head for head in oracle(made) if head[:2] == record}
        for one in mine:
            for name in one.values:
                replaced = any(one.ref in other.supersedes.get(name, ()) for other in mine)
                assert replaced or one.ref in state.seen()[name]


@examples(100)
@given(histories())
def test_conflicts_and_existence_follow_from_the_heads(made: list[Change]) -> None:
    mine = [one for one in made if (one.entity, one.key) == R]
    state = merge_record(mine)
    live = {name for name, heads in state.heads.items() if any(not one.deleted for one in heads)}
    gone = {name for name, heads in state.heads.items() if any(one.deleted for one in heads)}
    assert state.exists == bool(live)
    assert ("*" in state.conflicts) == bool(live and gone)
    for name, heads in state.heads.items():
        different = {(one.deleted, repr(one.value)) for one in heads}
        assert (name in state.conflicts) == (len(different) > 1 and state.exists)
    assert set(state.values) == live


@st.composite
def _whole_units(draw: st.DrawFn) -> list[Change]:
    """Return edits that set number and measure together, by writers who saw any earlier ones."""
    made: list[Change] = []
    for n in range(1, draw(st.integers(2, 8))):
        seen = draw(st.sets(st.integers(0, len(made) - 1), max_size=3)) if made else set()
        pair: dict[str, StoredValue] = {"quantity": str(n), "measure_unit": f"m{n}"}
        refs = tuple(made[place] for place in sorted(seen))
        values = {} if refs and draw(st.booleans()) and draw(st.booleans()) else pair
        both = {"quantity": refs, "measure_unit": refs}
        made.append(
            _set(draw(st.sampled_from(WRITERS)), n, values, draw(st.integers(0, 2)), **both)
        )
    return made


@examples(100)
@given(_whole_units())
def test_no_combination_that_nobody_entered_appears(made: list[Change]) -> None:
    state = merge_record(made, UNITS)
    entered = {(one.values.get("quantity"), one.values.get("measure_unit")) for one in made}
    if state.exists:
        assert (state.values.get("quantity"), state.values.get("measure_unit")) in entered
    assert ("quantity" in state.conflicts) == ("measure_unit" in state.conflicts)


def test_a_conflict_in_one_field_of_a_unit_is_one_of_all() -> None:
    made = [
        _set(writer, 1, {"quantity": number, "measure_unit": "km", "name": "Đường"})
        for writer, number in ((A, "1"), (B, "2"))
    ]
    assert merge_record(made, UNITS).conflicts == ("measure_unit", "quantity")
    assert merge_record(made).conflicts == ("quantity",)


def test_a_version_that_was_replaced_before_it_arrived_is_no_head() -> None:
    first = _set(A, 1, {"name": "Đường"})
    second = _set(A, 2, {"name": "Cầu"}, name=(first,))
    assert merge_record([second]).values == {"name": "Cầu"}
    assert merge_record([second, first]).seen() == {"name": (second.ref,)}


def test_equal_values_are_no_conflict_and_yes_is_not_one() -> None:
    same = [_set(A, 1, {"name": "Đường"}), _set(B, 1, {"name": "Đường"})]
    assert merge_record(same).conflicts == ()
    odd = [_set(A, 1, {"name": True}), _set(B, 1, {"name": 1})]
    assert merge_record(odd).conflicts == ("name",)


def test_the_shown_value_has_a_value_then_the_later_clock_then_the_ref() -> None:
    first = _set(A, 1, {"name": "Đường"})
    late = _set(B, 1, {"name": "muộn"}, at=9, name=(first,))
    early = _set(C, 1, {"name": "sớm"}, at=3, name=(first,))
    gone = make_change(A, 2, 99, "", R, {}, {"name": (first.ref,)})
    state = merge_record([late, gone, first, early])
    assert state.values == {"name": "muộn"}
    assert state.conflicts == ("*", "name")


def test_a_record_is_deleted_only_when_no_value_is_left() -> None:
    first = _set(A, 1, {"name": "Đường", "village": "Thôn 1"})
    gone = make_change(A, 2, 2, "", R, {}, {"name": (first.ref,), "village": (first.ref,)})
    state = merge_record([first, gone])
    assert (state.exists, state.values, state.conflicts) == (False, {}, ())
    edit = _set(B, 1, {"name": "Cầu"}, name=(first,))
    state = merge_record([first, gone, edit])
    assert (state.exists, state.values) == (True, {"name": "Cầu"})
    assert state.conflicts == ("*", "name")


def test_a_field_that_is_only_replaced_loses_those_versions_without_a_new_one() -> None:
    first = _set(A, 1, {"name": "Đường", "village": "Thôn 1"})
    gone = make_change(A, 2, 2, "", R, {}, {"name": (first.ref,), "village": (first.ref,)})
    again = _set(A, 3, {"name": "Cầu"}, name=(gone,), village=(gone,))
    state = merge_record([first, gone, again])
    assert (state.values, state.conflicts) == ({"name": "Cầu"}, ())
    assert "village" not in state.heads


def test_two_different_resolutions_conflict_again_and_equal_ones_do_not() -> None:
    one, two = _set(A, 1, {"name": "một"}), _set(B, 1, {"name": "hai"})
    mine = _set(A, 2, {"name": "ba"}, name=(one, two))
    equal = _set(B, 2, {"name": "ba"}, name=(one, two))
    other = _set(C, 2, {"name": "bốn"}, name=(one, two))
    assert merge_record([one, two, mine, equal]).conflicts == ()
    assert merge_record([one, two, mine, other]).conflicts == ("name",)


def test_what_a_person_was_shown_is_found_again_from_the_refs() -> None:
    first = _set(A, 1, {"quantity": "1", "measure_unit": "km", "name": "Đường"})
    seen = merge_record([first], UNITS).seen()
    later = _set(B, 1, {"quantity": "900", "measure_unit": "m"}, quantity=(first,))
    shown = values_at([first, later], seen)
    assert shown == {"quantity": "1", "measure_unit": "km", "name": "Đường"}
    assert values_at([first], {"name": ("unknown.1.x",), "village": ()}) == {}


def test_versions_that_replace_each_other_in_a_ring_are_a_fault() -> None:
    first = _set(A, 1, {"name": "Đường"})
    second = _set(B, 1, {"name": "Cầu"}, name=(first,))
    ring = dataclasses.replace(first, supersedes={"name": (second.ref,)})
    assert merge_record([ring, second]).heads == {}
    assert faults([ring, second]) == ("name",)
    assert faults([first, second]) == ()
    gone = make_change(A, 2, 2, "", R, {}, {"name": (second.ref,)})
    again = _set(A, 3, {"village": "Thôn 1"}, name=(gone,))
    assert faults([first, second, gone, again]) == (), "an edit emptied the field on purpose"


@examples(60)
@given(histories())
def test_no_history_that_can_be_made_has_a_fault(made: list[Change]) -> None:
    for record in {(one.entity, one.key) for one in made}:
        assert faults(one for one in made if (one.entity, one.key) == record) == ()
