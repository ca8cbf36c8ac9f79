"""What a unit reported stays in sight where its superior wrote something else about it."""

from __future__ import annotations

import pytest

from ntm_desktop.services import exchange
from ntm_desktop.services.entry import EntryRow, ValueDraft, entry_sheet, record_values, refreshed
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import NANG_CAO, NOW, Offices

RATE = "3.1"


@pytest.fixture
def pair(offices: Offices) -> tuple[Workspace, Workspace]:
    """A commune with one figure and its province, which took it in and wrote another one."""
    commune = offices.new("a", parent_code="22")
    province = offices.new("tinh", code="22", name="Quảng Ninh", level="tinh")
    report(commune, "91", 0)
    give(commune, province)
    write(province, "50", 1)
    return commune, province


def report(commune: Workspace, text: str, minutes: int) -> None:
    commune.store.clock = lambda: NOW + minutes * 60_000
    record_values(commune, [ValueDraft(NANG_CAO, "2023", RATE, text)])


def write(province: Workspace, text: str, minutes: int) -> None:
    province.store.clock = lambda: NOW + minutes * 60_000
    record_values(province, [ValueDraft(NANG_CAO, "2023", RATE, text, "06901")])


def give(sender: Workspace, receiver: Workspace) -> None:
    sent = exchange.send_package(sender, sender.folder.parent / "out")
    assert not exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender)).error


def row_of(workspace: Workspace, unit: str | None) -> EntryRow:
    sheet = entry_sheet(workspace, NANG_CAO, "2023", unit)
    return next(row for one in sheet.groups for row in one.rows if row.code == RATE)


def test_both_results_stand_in_the_line(pair: tuple[Workspace, Workspace]) -> None:
    commune, province = pair
    row = row_of(province, "06901")
    assert row.value_text == "50"
    assert row.reported is not None
    assert (row.reported.text, row.reported.short) == ("91", "xã báo 91")
    assert row.reported.by == "Xã Quảng An"
    assert row_of(commune, None).reported is None


def test_what_the_unit_reports_later_is_pointed_out(pair: tuple[Workspace, Workspace]) -> None:
    commune, province = pair
    report(commune, "72,5", 2)
    give(commune, province)
    row = row_of(province, "06901")
    assert row.reported is not None
    assert (row.value_text, row.reported.short) == ("50", "xã sửa 72,5")


@pytest.mark.parametrize(("typed", "told"), [("91", None), ("", None), ("60", "xã báo 91")])
def test_the_line_follows_what_is_typed(
    pair: tuple[Workspace, Workspace], typed: str, told: str | None
) -> None:
    _, province = pair
    sheet = entry_sheet(province, NANG_CAO, "2023", "06901")
    write(province, typed, 3)
    again = refreshed(province, sheet, [RATE])
    assert again == entry_sheet(province, NANG_CAO, "2023", "06901")
    row = next(row for one in again.groups for row in one.rows if row.code == RATE)
    assert (row.reported.short if row.reported else None) == told
