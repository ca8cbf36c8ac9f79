"""Bare rows of the ledger: which plan years and kinds are read, and what an empty field is."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ntm_desktop.domain.entity import Kind, StoredValue, entity_of
from ntm_desktop.domain.ledger import MoneyRow, row_of, year_sums
from ntm_desktop.domain.works import MoneyEntry, Work
from ntm_desktop.storage import money_sums
from ntm_desktop.storage.store import Store
from tests.stores import UNIT, fresh_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A data file with amounts of three years, one of them of a newer version."""
    made = fresh_store(tmp_path)
    rows: list[dict[str, StoredValue]] = [
        {"work": f"{UNIT}/w1", "source": "nsdp-xa", "plan_year": 2022, "kind": "planned"},
        {"source": "nstw", "plan_year": 2022, "kind": "disbursed", "carried_to": 2023},
        {"source": "nstw", "plan_year": 2023, "kind": "disbursed", "paid_on": "2023-05-01"},
        {"source": "quy-moi", "plan_year": 2024, "kind": "khoan-moi", "component": "hp2"},
        {"work": f"{UNIT}/w1"},
    ]
    with made.step("Nhận"):
        made.put("work", f"{UNIT}/w1", {"name": "A", "work_type": "road", "component": "hp1"})
        for number, row in enumerate(rows):
            made.note("money_entry", f"{UNIT}/m{number}", {**row, "amount": 10**number}, {})
    return made


def test_rows_are_what_records_would_be(store: Store) -> None:
    records = store.records(MoneyEntry)
    rows = money_sums.money_rows(store, UNIT)
    assert [row.key for row in rows] == [one.key for one in records]
    plain = [row_of(one) for one in records]
    assert [row._replace(source="", kind="") for row in rows] == [
        row._replace(source="", kind="") for row in plain
    ]
    assert rows[4] == MoneyRow(f"{UNIT}/m4", f"{UNIT}/w1", "", 0, "", 10_000)
    assert rows[2].paid_on == datetime.date(2023, 5, 1)


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"years": (2022, 2022)}, "01"),
        ({"years": (2023, 2023)}, "12"),
        ({"years": (2022, 2024)}, "0123"),
        ({"kinds": ("disbursed",)}, "12"),
        ({"kinds": ("planned", "disbursed"), "years": (2023, 2024)}, "12"),
    ],
)
def test_plan_years_come_with_what_was_carried_into_them(
    store: Store, asked: dict[str, object], keys: str
) -> None:
    rows = money_sums.money_rows(store, UNIT, **asked)  # type: ignore[arg-type]
    assert "".join(row.key[-1] for row in rows) == keys


def test_another_office_is_not_among_the_sums(store: Store) -> None:
    assert money_sums.money_rows(store, "99999") == []
    assert money_sums.sums_of_works(store, "99999") == []
    assert money_sums.work_places(store, "99999") == []


def test_sums_are_those_of_the_rows(store: Store) -> None:
    rows = money_sums.money_rows(store, UNIT)
    assert sorted(money_sums.sums_of_works(store, UNIT), key=repr) == sorted(
        year_sums(rows), key=repr
    )
    only = money_sums.sums_of_works(store, UNIT, ["chua-ro"])
    assert {(one.work, one.plan_year) for one in only} == {(None, 2024), (f"{UNIT}/w1", 0)}


def test_a_work_has_its_place(store: Store) -> None:
    (place,) = money_sums.work_places(store, UNIT)
    assert (place.group, place.work_type, place.component) == (None, "road", "hp1")


def test_works_are_read_as_records_are(store: Store) -> None:
    values: dict[str, StoredValue] = {
        "name": "B",
        "start_on": "2023-03-01",
        "quantity": "1.5",
        "total_investment": 7,
        "villages": "a\nb",
        "count": 3,
        "group": f"{UNIT}/w1",
        "progress": "50",
    }
    with store.step("Nhận"):
        store.put("work", f"{UNIT}/w0", values)
    assert money_sums.office_works(store, UNIT) == store.records(Work, owner_unit=UNIT)
    assert money_sums.office_works(store, "99999") == []


def test_no_field_of_a_work_needs_more_than_the_fast_reader_does() -> None:
    kinds = {field.kind for field in entity_of(Work).fields.values()}
    assert Kind.BOOLEAN not in kinds
