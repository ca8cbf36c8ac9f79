"""Tests of one noted edit: its canonical line, its ref, the chain of a writer's lines."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.changes import (
    Touched,
    canonical,
    chain_next,
    chain_start,
    line_hash,
    make_change,
    parse_line,
)
from tests.histories import WRITERS, examples

W = WRITERS[0]
_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_STORED = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), _TEXT)


@examples(60)
@given(
    values=st.dictionaries(_NAMES, _STORED, max_size=4),
    replaced=st.dictionaries(_NAMES, st.lists(_TEXT, max_size=3), max_size=3),
    user=_TEXT,
)
def test_a_line_is_read_back_as_the_same_change(
    values: dict[str, bool | int | str | None], replaced: dict[str, list[str]], user: str
) -> None:
    refs = {name: tuple(found) for name, found in replaced.items()}
    made = make_change(W, 7, 1_700_000_000_000, user, ("work", "26734/w1"), values, refs)
    again = parse_line(W, made.line)
    assert again == made
    assert canonical(json.loads(made.line)) == made.line
    assert again.is_deletion == (not values)
    assert all(list(found) == sorted(set(found)) and found for found in made.supersedes.values())


def test_the_line_is_canonical_json_in_utf_8() -> None:
    made = make_change(
        W, 1, 5, "Bình", ("work", "26734/w1"), {"name": "Đường", "count": 2}, {"name": ("b", "a")}
    )
    assert made.line.decode() == (
        '[1,5,"Bình","work","26734/w1",{"count":2,"name":"Đường"},{"name":["a","b"]}]'
    )


def test_a_ref_names_writer_number_and_content() -> None:
    made = make_change(W, 3, 5, "", ("work", "26734/w1"), {"name": "a"}, {})
    expected = hashlib.sha256(W.encode() + b"\n" + made.line).hexdigest()[:16]
    assert made.ref == f"{W}.3.{expected}"
    assert line_hash(WRITERS[1], made.line) != expected


def test_the_chain_depends_on_every_line_and_its_place() -> None:
    start = chain_start(W)
    assert start == hashlib.sha256(W.encode()).digest()
    one = chain_next(chain_next(start, b"a"), b"b")
    other = chain_next(chain_next(start, b"b"), b"a")
    assert one != other
    assert chain_next(start, b"a") == hashlib.sha256(start + hashlib.sha256(b"a").digest()).digest()


def test_touched_entities_add_up() -> None:
    both = Touched(frozenset({"work"})) | Touched(frozenset({"task"}))
    assert both.any("task")
    assert both.any("meeting", "work")
    assert not both.any("meeting")
    assert not Touched().any("work")
