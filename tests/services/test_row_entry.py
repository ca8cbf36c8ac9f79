"""Rows of a grid: one step, and a row that cannot be kept says which field and why."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.registers import VillageStatistics
from ntm_desktop.domain.works import Work
from ntm_desktop.errors import InputError
from ntm_desktop.services import history, records
from ntm_desktop.services.row_entry import TypedRow, record_all_rows, record_rows
from ntm_desktop.services.workspace import Workspace


def test_rows_are_one_step_named_by_what_and_how_many(commune: Workspace) -> None:
    rows = [TypedRow({"name": f"Đường {number}", "work_type": "thủy lợi"}) for number in range(12)]
    done = record_rows(commune, "work", rows)
    assert (len(done.keys), done.refused) == (12, ())
    assert done.touched.any("work")
    assert history.undo_label(commune) == "Nhập bảng công trình: 12 dòng"
    history.undo(commune)
    assert commune.store.records(Work) == []


def test_a_bad_row_says_its_field_and_the_others_are_taken(commune: Workspace) -> None:
    rows = [
        TypedRow({"name": "A", "total_investment": "14.51 tỷ"}),
        TypedRow({"name": "B", "total_investment": "2 tỷ 160 triệu"}),
        TypedRow({"total_investment": "1 tỷ"}),
    ]
    done = record_rows(commune, "work", rows)
    assert [(one.place, one.field) for one in done.refused] == [
        (0, "total_investment"),
        (2, "name"),
    ]
    assert all(one.reason for one in done.refused)
    [work] = commune.store.records(Work)
    assert (work.name, work.total_investment) == ("B", 2_160_000_000)


def test_without_a_good_row_nothing_is_noted(commune: Workspace) -> None:
    before = history.undo_label(commune)
    assert record_rows(commune, "work", [TypedRow({"name": ""})]).keys == ()
    assert history.undo_label(commune) == before


def test_two_rows_for_one_record_are_one_too_many(commune: Workspace) -> None:
    row = TypedRow({"unit": "06901-01", "period": "2023", "households": "100"})
    done = record_rows(commune, "village_statistics", [row, row])
    assert (len(done.keys), [one.place for one in done.refused]) == (1, [1])


def test_a_row_of_a_record_that_is_there_changes_only_what_it_says(commune: Workspace) -> None:
    fields = {"unit": "06901-01", "period": "2023", "households": "100", "poor": "7"}
    key = records.put_texts(commune, "village_statistics", None, fields).key
    done = record_all_rows(commune, "village_statistics", [TypedRow({"poor": ""}, key)])
    assert done.keys == (key,)
    [held] = commune.store.records(VillageStatistics)
    assert (held.households, held.poor) == (100, None)


def test_all_or_nothing_names_the_first_bad_cell(commune: Workspace) -> None:
    rows = [
        TypedRow({"unit": "06901-01", "period": "2023", "poor": "7"}),
        TypedRow({"unit": "06901-02", "period": "2023", "poor": "bảy"}),
    ]
    with pytest.raises(InputError, match=r"^bảy: "):
        record_all_rows(commune, "village_statistics", rows)
    assert commune.store.records(VillageStatistics) == []
