"""The change lines: one spelling, the announced numbers, values that every reader keeps."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop import texts
from ntm_desktop.domain.changes import canonical, parse_line
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.sections import Section, pieces_of_sections, section_counts
from tests.exchange import packages
from tests.exchange.packages import CELL, WRITER, header_line, one_line_package, ops_of

HASH = "0" * 16
REF = f"{packages.OTHER_WRITER}.7.{HASH}"


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    """The bytes of one good package."""
    return packages.good_bytes(tmp_path)


def refused(folder: Path, data: bytes) -> PackageError:
    """Return the refusal of the bytes."""
    with pytest.raises(PackageError) as caught:
        packages.read_bytes(folder, data)
    assert str(caught.value).endswith(texts.NOTHING_CHANGED)
    return caught.value


def line_of(**changed: Any) -> bytes:
    """Return a canonical line, by default one of a newer, unknown entity."""
    parts = {"n": 1, "t": 5, "u": "Hoa", "ent": "thing", "key": f"{packages.UNIT}/a"}
    parts |= {"set": {"a": "b"}, "sup": {}, **changed}
    return canonical(list(parts.values()))


# --- spelling ---

SPELLINGS = {
    "space": b'[1,5,"Hoa","thing","26734/a",{"a": "b"},{}]',
    "carriage return": line_of() + b"\r",
    "byte order mark": b"\xef\xbb\xbf" + line_of(),
    "escaped letter": b'[1,5,"Ho\\u0061","thing","26734/a",{"a":"b"},{}]',
    "escaped vietnamese": b'[1,5,"Ho\\u00e0","thing","26734/a",{"a":"b"},{}]',
    "escaped slash": b'[1,5,"Hoa","thing","26734\\/a",{"a":"b"},{}]',
    "unsorted keys": b'[1,5,"Hoa","thing","26734/a",{"b":1,"a":1},{}]',
    "duplicate key": b'[1,5,"Hoa","thing","26734/a",{"a":1,"a":1},{}]',
    "float": b'[1,5,"Hoa","thing","26734/a",{"a":1.0},{}]',
    "exponent": b'[1,5,"Hoa","thing","26734/a",{"a":1e3},{}]',
    "not a number": b'[1,5,"Hoa","thing","26734/a",{"a":NaN},{}]',
    "infinity": b'[1,5,"Hoa","thing","26734/a",{"a":Infinity},{}]',
    "minus zero": b'[1,5,"Hoa","thing","26734/a",{"a":-0},{}]',
    "endless integer": b'[1,5,"Hoa","thing","26734/a",{"a":1' + b"0" * 100_000 + b"},{}]",
    "lone surrogate": b'[1,5,"Hoa","thing","26734/a",{"a":"\\ud800"},{}]',
    "not UTF-8": b'[1,5,"Hoa","thing","26734/a",{"a":"\xff"},{}]',
    "no JSON": b"hello",
    "empty": b"",
    "deep": b"[" * 100_000 + b"]" * 100_000,
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_line_has_one_spelling(name: str, good: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, one_line_package(good, SPELLINGS[name])).code == "E_FORMAT"


# --- form ---


@pytest.mark.parametrize(
    "changed",
    [
        {"n": 0},
        {"n": True},
        {"n": "1"},
        {"n": 2},
        {"t": -1},
        {"t": None},
        {"u": None},
        {"u": "x" * 65},
        {"u": "\x07"},
        {"ent": "Meeting"},
        {"ent": "meeting; drop table sync_op"},
        {"ent": "x" * 33},
        {"key": ""},
        {"key": "/etc/passwd"},
        {"key": "26734/a b"},
        {"key": "26734/" + "a" * 115},
        {"key": "26734/á"},
        {"key": 26734},
        {"set": []},
        {"set": {}, "sup": {}},
        {"set": {"A": 1}},
        {"set": {"a-b": 1}},
        {"set": {"a": []}},
        {"set": {"a": {"b": 1}}},
        {"sup": []},
        {"sup": {"a": []}},
        {"sup": {"a": REF}},
        {"sup": {"a": [1]}},
        {"sup": {"a": ["x"]}},
        {"sup": {"a": [f"{packages.OTHER_WRITER}.0.{HASH}"]}},
        {"sup": {"a": [REF, REF]}},
        {"sup": {"a": [f"{packages.OTHER_WRITER}.8.{HASH}", REF]}},
        {"sup": {"a": [f"{WRITER}.1.{HASH}"]}},
        {"sup": {"a": [f"{WRITER}.2.{HASH}"]}},
        {"sup": {"a": [f"{packages.OTHER_WRITER}.9999999999999999.{HASH}"]}},
        {"more": 1},
    ],
    ids=str,
)
def test_a_change_of_another_form_is_refused(
    changed: dict[str, Any], good: bytes, tmp_path: Path
) -> None:
    assert refused(tmp_path, one_line_package(good, line_of(**changed))).code == "E_FORMAT"


REFS = sorted(f"{packages.OTHER_WRITER}.{n}.{HASH}" for n in range(1, 66))


@pytest.mark.parametrize(
    "changed",
    [
        {"t": limits.LATEST_TIME + 1},
        {"set": {"a": "x" * 65_537}},
        {"set": {"a": "á" * 65_536, "b": "á" * 65_536}},
        {"set": {f"a{n}": 1 for n in range(513)}},
        {"sup": {"a": REFS}},
    ],
    ids=["time", "text", "line", "fields", "refs"],
)
def test_a_change_beyond_the_limits_is_refused(
    changed: dict[str, Any], good: bytes, tmp_path: Path
) -> None:
    assert refused(tmp_path, one_line_package(good, line_of(**changed))).code == "E_LIMIT"


def test_a_change_at_the_limits_is_read(good: bytes, tmp_path: Path) -> None:
    edges = {"a": "x" * 65_536, "b": 2**53 - 1, "c": -(2**53 - 1), "d": None, "e": "\t\n"}
    line = line_of(t=limits.LATEST_TIME, u="x" * 64, set=edges, sup={"a": REFS[:64]})
    found = packages.read_bytes(tmp_path, one_line_package(good, line))
    assert found.sections[0].lines == (line,)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\x00", "a\rb", "\x1b[0m", "\x7f"], ids=repr)
def test_a_value_no_reader_could_keep_is_refused(
    value: object, good: bytes, tmp_path: Path
) -> None:
    error = refused(tmp_path, one_line_package(good, line_of(set={"a": value})))
    assert error.code == "E_VALUE"
    assert not any(ord(char) < 32 or ord(char) == 127 for char in str(error))


# --- known fields ---


def _cell(values: dict[str, Any], entity: str = "indicator_value") -> bytes:
    return line_of(ent=entity, key=CELL, set=values)


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        ("indicator_value", {"value": 95}),
        ("indicator_value", {"value": "95,3"}),
        ("indicator_value", {"value": "95.30"}),
        ("indicator_value", {"value": "-0"}),
        ("indicator_value", {"value": "1e5"}),
        ("indicator_value", {"not_applicable": 1}),
        ("indicator_value", {"declared": "perhaps"}),
        ("indicator_value", {"note": 3}),
        ("set_total", {"criteria_met": "12"}),
        ("set_total", {"criteria_met": -1}),
        ("task", {"due_on": "2025-02-30"}),
        ("task", {"due_on": "20250203"}),
        ("task", {"due_on": "2025-W06-1"}),
    ],
)
def test_a_value_that_a_known_field_cannot_hold_names_line_record_and_field(
    entity: str, values: dict[str, Any], good: bytes, tmp_path: Path
) -> None:
    error = refused(tmp_path, one_line_package(good, _cell(values, entity)))
    assert error.code == "E_VALUE"
    assert str(error).startswith("Dòng 2 của ops/0001.jsonl: giá trị “")
    assert CELL in str(error)


def test_a_known_field_is_named_as_people_know_it(good: bytes, tmp_path: Path) -> None:
    assert "Kết quả" in str(refused(tmp_path, one_line_package(good, _cell({"value": 95}))))


def test_fields_and_entities_of_a_newer_version_pass_untouched(good: bytes, tmp_path: Path) -> None:
    unknown_field = _cell({"field_of_later": "x", "value": "95.3"})
    for line in (unknown_field, line_of(ent="entity_of_later")):
        read = packages.read_bytes(tmp_path, one_line_package(good, line))
        assert read.sections[0].lines == (line,)


def test_values_of_a_newer_schema_are_not_judged(good: bytes, tmp_path: Path) -> None:
    newer = one_line_package(good, _cell({"declared": "half"}), schema=limits.DATA_SCHEMA + 1)
    assert packages.read_bytes(tmp_path, newer).sections[0].schema == limits.DATA_SCHEMA + 1


def test_text_that_is_not_composed_is_kept_as_it_came(good: bytes, tmp_path: Path) -> None:
    line = _cell({"note": "a\u0301"})
    assert packages.read_bytes(tmp_path, one_line_package(good, line)).changes == 1


# --- sections and numbers ---

LINES = [canonical([n, 5, "", "thing", "26734/a", {"a": n}, {}]) for n in range(1, 5)]
LATER_TWIN = canonical([3, 5, "", "thing", "26734/a", {"a": "later"}, {}])
TWIN = canonical([2, 5, "", "thing", "26734/a", {"a": "another branch"}, {}])


def _package(good: bytes, ops: bytes, ranges: dict[str, list[int]]) -> bytes:
    return packages.signed_package(good, ops=ops, manifest={"ranges": ranges})


@pytest.mark.parametrize(
    ("ops", "ranges"),
    [
        (b"", {}),
        (ops_of(header_line(), LINES[0])[:-1], {WRITER: [1, 1]}),
        (ops_of(LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line()), {}),
        (ops_of(header_line(), header_line(), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(), LINES[0], header_line()), {WRITER: [1, 1]}),
        (ops_of(header_line(), LINES[0], b""), {WRITER: [1, 1]}),
        (ops_of(header_line(), *LINES[:2]), {WRITER: [1, 1]}),
        (ops_of(header_line(), *LINES[:2]), {WRITER: [1, 3]}),
        (ops_of(header_line(), *LINES[1:3]), {WRITER: [1, 3]}),
        (ops_of(header_line(), LINES[1], LINES[0]), {WRITER: [1, 2]}),
        (ops_of(header_line(), LINES[0], LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(), *LINES[:3], TWIN, LATER_TWIN), {WRITER: [1, 3]}),
        (ops_of(header_line(), *LINES[:2]), {}),
        (ops_of(header_line(), *LINES[:2]), {packages.OTHER_WRITER: [1, 2]}),
        (ops_of(header_line(), *LINES[:2]), {WRITER: [1, 2], packages.OTHER_WRITER: [1, 2]}),
        (ops_of(header_line(schema=0), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(stream="all"), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(stream=["shared"]), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(unit="../"), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(w="short"), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(colour=1), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(header_line(stream="office"), LINES[0]), {WRITER: [1, 1]}),
        (ops_of(b'"text"', LINES[0]), {WRITER: [1, 1]}),
    ],
    ids=range(24),
)
def test_sections_other_than_announced_are_refused(
    ops: bytes, ranges: dict[str, list[int]], good: bytes, tmp_path: Path
) -> None:
    assert refused(tmp_path, _package(good, ops, ranges)).code == "E_FORMAT"


def test_a_writer_may_go_on_in_another_section_with_a_newer_schema(
    good: bytes, tmp_path: Path
) -> None:
    ops = ops_of(header_line(), *LINES[:2], header_line(schema=2), *LINES[2:])
    found = packages.read_bytes(tmp_path, _package(good, ops, {WRITER: [1, 4]}))
    assert [(part.schema, len(part.lines)) for part in found.sections] == [(1, 2), (2, 2)]


def test_two_branches_of_one_number_are_both_read(good: bytes, tmp_path: Path) -> None:
    ops = ops_of(header_line(), *LINES[:2], TWIN, LINES[2])
    found = packages.read_bytes(tmp_path, _package(good, ops, {WRITER: [1, 3]}))
    assert found.sections[0].lines == (*LINES[:2], TWIN, LINES[2])


def test_more_changes_than_the_limit_are_refused(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branches = [canonical([1, 5, "", "thing", "26734/a", {"a": n}, {}]) for n in range(4)]
    monkeypatch.setattr(limits, "CHANGES", 3)
    data = _package(good, ops_of(header_line(), *branches), {WRITER: [1, 1]})
    assert refused(tmp_path, data).code == "E_LIMIT"


def test_owners_of_all_records_are_told_for_the_scope_check(good: bytes, tmp_path: Path) -> None:
    found = packages.read_bytes(tmp_path, one_line_package(good, line_of(key="99999/a")))
    assert found.owners == {(packages.UNIT, "99999")}
    assert json.loads(found.sections[0].lines[0])[4] == "99999/a"


@given(users=st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_counts_do_not_depend_on_what_users_are_called(users: list[str]) -> None:
    lines = tuple(
        canonical([n, 5, user, f"thing{n % 3}", f"26734/{n % 2}", {"a": user}, {}])
        for n, user in enumerate(users, start=1)
    )
    counts = section_counts([Section(1, "shared", "26734", WRITER, lines)])
    told = [json.loads(line) for line in lines]
    assert counts.changes == sum(counts.by_entity.values()) == len(users)
    assert counts.records == len({(one[3], one[4]) for one in told})
    assert counts.by_entity == Counter(one[3] for one in told)


@given(
    lengths=st.lists(st.integers(0, 40), max_size=30),
    target=st.integers(20, 300),
)
def test_pieces_of_a_section_are_the_section(lengths: list[int], target: int) -> None:
    lines = tuple(canonical([n, "x" * length]) for n, length in enumerate(lengths, start=1))
    whole = Section(1, "shared", "26734", WRITER, lines)
    pieces = list(pieces_of_sections([whole], target))
    assert tuple(line for piece in pieces for line in piece.lines) == lines
    assert all(piece.lines for piece in pieces)
    for piece in pieces:
        assert len(piece.lines) == 1 or sum(map(len, piece.lines)) <= target + len(piece.lines)


def test_what_was_read_is_parsed_already(good: bytes, tmp_path: Path) -> None:
    found = packages.read_bytes(tmp_path, good)
    for one in found.sections:
        assert one.changes == tuple(parse_line(one.writer, line) for line in one.lines)
