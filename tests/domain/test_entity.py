"""Tests of declared nouns: checks of values, stored form and back, names and refusals."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain import entity
from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import Field, Kind, entity_named, entity_of, fits
from ntm_desktop.domain.works import Work
from ntm_desktop.errors import InputError, NotFoundError
from tests.histories import examples

WORK = entity_named("work")
GOOD: dict[Kind, tuple[entity.StoredValue, ...]] = {
    Kind.TEXT: ("", "Đường", "một\nhai\tba"),
    Kind.INTEGER: (0, -5, 2**53 - 1),
    Kind.MONEY: (1_280_000_000,),
    Kind.NUMBER: ("0", "-1.5", "95.3", "123456789012345678.123456789"),
    Kind.DATE: ("2024-02-29",),
    Kind.BOOLEAN: (True, False),
    Kind.CHOICE: ("a",),
    Kind.REFERENCE: ("26734/w1",),
    Kind.REFERENCES: ("26734/w1\n26734/w2",),
}
BAD: dict[Kind, tuple[entity.StoredValue, ...]] = {
    Kind.TEXT: (5, True, "x\x00", "x\x7f", "\ud800", "x" * 65_537),
    Kind.INTEGER: (True, "5", 2**53, -(2**53)),
    Kind.MONEY: ("5", False),
    Kind.NUMBER: (5, "1,5", "1.50", "01", "-0", "1e3", ".5", "1.", "NaN", "1.0000000001", "१"),
    Kind.DATE: ("2023-02-29", "29/02/2024", 5, "", True),
    Kind.BOOLEAN: (1, 0, "true"),
    Kind.CHOICE: ("b", 1, ""),
    Kind.REFERENCE: (5,),
    Kind.REFERENCES: (5,),
}


def _field(kind: Kind, **more: object) -> Field:
    made = Field("f", kind, "Trường", choices={"a": "A"})
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", GOOD)
def test_good_values_are_kept_as_they_are(kind: Kind) -> None:
    for value in (*GOOD[kind], None):
        assert _field(kind).check(value) == value
        assert fits(kind, value)


@pytest.mark.parametrize("kind", BAD)
def test_bad_values_are_refused_with_the_label(kind: Kind) -> None:
    for value in BAD[kind]:
        with pytest.raises(InputError, match="Trường"):
            _field(kind).check(value)


def test_what_cannot_be_read_does_not_fit() -> None:
    assert not fits(Kind.NUMBER, "nhiều")
    assert not fits(Kind.NUMBER, 5)
    assert not fits(Kind.DATE, "2024-02-30")
    assert not fits(Kind.DATE, 5)
    assert not fits(Kind.INTEGER, True)
    assert not fits(Kind.MONEY, 2**53)
    assert not fits(Kind.BOOLEAN, 1)
    assert not fits(Kind.TEXT, 5)
    assert fits(Kind.CHOICE, "a word of a newer version")


def test_text_is_kept_in_composed_form_with_plain_spaces() -> None:
    assert _field(Kind.TEXT).check("Đu\u031bo\u031b\u0300ng\u00a0làng") == "Đường làng"


def test_numbers_outside_the_declared_range_are_refused() -> None:
    bounded = _field(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(100))
    assert bounded.check("0") == "0"
    assert bounded.check("100") == "100"
    with pytest.raises(InputError, match="Trường"):
        bounded.check("-0.1")
    with pytest.raises(InputError, match="Trường"):
        bounded.check("100.1")


def test_an_unknown_field_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError) as caught:
        WORK.check({"nothing": 1})
    assert "total_investment" in caught.value.hint


def test_a_required_field_must_not_be_empty() -> None:
    WORK.check_required({"name": "Đường"})
    for empty in ({}, {"name": None}, {"name": ""}):
        with pytest.raises(InputError, match="Tên công trình"):
            WORK.check_required(empty)


def test_an_unknown_entity_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        entity_named("nothing")
    assert "meeting" in caught.value.hint
    assert entity.is_declared("work")
    assert not entity.is_declared("nothing")


def test_a_record_is_written_and_read_back() -> None:
    made = Work(
        key="26734/w1",
        name="Đường",
        quantity=Decimal("1.50"),
        decision_on=datetime.date(2024, 2, 29),
        total_investment=5,
    )
    stored = WORK.write(made)
    assert stored["quantity"] == "1.5"
    assert stored["decision_on"] == "2024-02-29"
    assert WORK.read("26734/w1", {**stored, "of_a_newer_version": 1}) == made
    assert entity_of(Work) is WORK
    assert WORK.check(stored) == stored


@examples(100)
@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=9, min_value=-(10**17), max_value=10**17
    )
)
def test_decimals_have_one_spelling_that_is_accepted(number: Decimal) -> None:
    text = entity.decimal_text(number)
    assert Decimal(text) == number
    assert _field(Kind.NUMBER).check(text) == text
    assert entity.from_stored(Kind.NUMBER, entity.to_stored(number)) == number


def test_decimals_lose_exponent_trailing_zeros_and_minus_zero() -> None:
    spelled = {
        Decimal("1E+3"): "1000",
        Decimal("1.500"): "1.5",
        Decimal("-0.00"): "0",
        Decimal("-0"): "0",
        Decimal("100"): "100",
        Decimal("0.1"): "0.1",
    }
    for number, text in spelled.items():
        assert entity.decimal_text(number) == text


def test_yes_and_no_are_read_from_what_sqlite_keeps() -> None:
    assert entity.from_stored(Kind.BOOLEAN, None) is None
    assert entity.from_stored(Kind.BOOLEAN, True) is True


def test_keys_of_several_records_are_kept_one_a_line() -> None:
    assert entity.join_keys([]) is None
    assert entity.split_keys(None) == ()
    keys = ("26734/w1", "26734/w2")
    assert entity.split_keys(entity.join_keys(keys)) == keys


def test_every_declaration_keeps_the_rules_of_the_exchange_format() -> None:
    names = [found.name for found in all_entities()]
    assert names == sorted(names)
    for found in all_entities():
        assert found.title_field in found.fields
        assert found.label
        assert found.plural
        for name, field in found.fields.items():
            assert field.name == name
            assert field.label
            assert field.refers_to == "" or entity.is_declared(field.refers_to)
            mates = found.unit_of(name)
            assert name in mates
            assert len(mates) == 1 or {found.fields[one].merge_unit for one in mates} == {
                field.merge_unit
            }


def test_a_noun_is_declared_by_its_dataclass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity, "_REGISTRY", {})

    @entity.entity("note", label="ghi chú", plural="Ghi chú", stream=entity.Stream.OFFICE)
    @dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
    class Note:
        key: str = ""
        body: str | None = entity.text("Nội dung", searchable=True)
        done: bool | None = entity.boolean("Xong")
        works: str | None = entity.references("Công trình", "work")

    [found] = entity.declared_entities()
    assert (found.name, found.title_field, found.stream) == ("note", "body", entity.Stream.OFFICE)
    assert list(found.fields) == ["body", "done", "works"]
    assert found.read("k", {"done": True}) == Note(key="k", done=True)
