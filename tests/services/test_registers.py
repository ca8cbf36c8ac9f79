"""Registers: thôn added up, poverty over years by one standard, OCOP certificates that end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntm_desktop.domain.registers import OcopProduct, PovertyCount
from ntm_desktop.services import records
from ntm_desktop.services.registers import (
    ocop_register,
    poverty_series,
    stated_totals,
    village_table,
)
from ntm_desktop.services.workspace import Workspace

ONE, TWO = "x0000000001", "x0000000002"


def put(workspace: Workspace, entity: str, **typed: str) -> str:
    return records.put_texts(workspace, entity, None, typed).key


def village(workspace: Workspace, unit: str, households: str, poor: str, **more: str) -> None:
    put(workspace, "village_statistics", unit=unit, period="2023", households=households,
        poor=poor, **more)  # fmt: skip


# --- thôn ---


def test_a_rate_of_the_commune_comes_from_counts(commune: Workspace) -> None:
    put(commune, "admin_unit", code=ONE, name="Thôn 10", level="thon")
    put(commune, "admin_unit", code=TWO, name="Thôn 2", level="thon")
    village(commune, ONE, "10", "1", population="40", area="12,5")
    village(commune, TWO, "990", "1", population="3.960", area="100")
    found = village_table(commune, "2023")
    assert [row.name for row in found.rows] == ["Thôn 2", "Thôn 10"]
    assert [row.poor_rate for row in found.rows] == [Fraction(100, 990), Fraction(10)]
    assert found.poor_rate == Fraction(1, 5)
    assert (found.totals["population"], found.area) == (4000, records.parse_number("112,5"))


def test_a_missing_count_is_said_and_gives_no_rate(commune: Workspace) -> None:
    village(commune, ONE, "10", "1")
    put(commune, "village_statistics", unit=TWO, period="2023", households="20")
    found = village_table(commune, "2023")
    assert (found.totals["poor"], found.missing["poor"]) == (1, 1)
    assert found.poor_rate is None
    assert found.totals["population"] is None


def test_what_the_commune_states_is_compared_and_not_added(commune: Workspace) -> None:
    village(commune, ONE, "10", "1")
    put(commune, "village_statistics", period="2023", households="12", poor="1")
    found = village_table(commune, "2023")
    assert found.totals["households"] == 10
    assert found.own is not None
    assert found.differences == ("Số hộ: Cộng các đơn vị được 10, đơn vị nhập 12.",)


def test_a_thon_has_one_record_a_period(commune: Workspace) -> None:
    village(commune, ONE, "10", "1")
    village(commune, ONE, "11", "1")
    assert [row.record.households for row in village_table(commune, "2023").rows] == [11]


# --- poverty ---


def poverty(workspace: Workspace, period: str, **typed: str) -> None:
    put(workspace, "poverty_count", period=period, **typed)


def test_poverty_over_years_changes_in_points(commune: Workspace) -> None:
    poverty(commune, "2022", standard="2021-2025", households="1.000", poor="37")
    poverty(commune, "2023", standard="2021-2025", households="1.000", poor="25", poor_rate="2,46")
    before, now = poverty_series(commune)
    assert (before.text, before.change_text) == ("37 hộ nghèo; 3,7%", "")
    assert now.change_text == "giảm 1,2 điểm % so với năm 2022"
    assert now.doubts == ("Tính từ số hộ được 2,5%, văn bản nêu 2,46%.",)
    assert not now.reported


def test_another_standard_is_not_compared(commune: Workspace) -> None:
    poverty(commune, "2026", standard="2021-2025", poor_rate="2")
    poverty(commune, "2027", standard="2026-2030", poor_rate="5")
    assert poverty_series(commune)[1].change_text == "khác chuẩn nghèo, không so sánh"


def test_both_standards_of_one_year_stand_side_by_side(commune: Workspace) -> None:
    poverty(commune, "2026", standard="2021-2025", poor_rate="2")
    poverty(commune, "2026", standard="2026-2030", poor_rate="5")
    poverty(commune, "2027", standard="2026-2030", poor_rate="4")
    assert len(commune.store.records(PovertyCount)) == 3
    points = poverty_series(commune)
    assert [one.change_text for one in points] == ["", "", "giảm 1 điểm % so với năm 2026"]


def test_poverty_without_a_record_comes_from_the_thon(commune: Workspace) -> None:
    village(commune, ONE, "10", "1", standard="2021-2025")
    village(commune, TWO, "30", "1", standard="2021-2025")
    [point] = poverty_series(commune)
    assert (point.source, point.text, point.poor) == ("villages", "2 hộ nghèo; 5%", 2)
    poverty(commune, "2023", standard="2021-2025", households="40", poor="3")
    [point] = poverty_series(commune)
    assert point.source == "record"
    assert point.doubts == ("Hộ nghèo: Cộng các đơn vị được 2, đơn vị nhập 3.",)


def test_thon_by_several_standards_are_not_added(commune: Workspace) -> None:
    village(commune, ONE, "10", "1", standard="2021-2025")
    village(commune, TWO, "30", "1", standard="2026-2030")
    [point] = poverty_series(commune)
    assert (point.poor, point.poor_rate) == (None, None)
    assert point.doubts


def test_more_poor_than_households_is_doubted(commune: Workspace) -> None:
    put(commune, "poverty_count", period="2023", households="100", poor="60", near_poor="41")
    put(commune, "poverty_count", period="2024", households="100", poor="60", near_poor="40")
    first, second = poverty_series(commune)
    assert first.doubts == ("Hộ nghèo và hộ cận nghèo nhiều hơn tổng số hộ.",)
    assert second.doubts == ()
    put(commune, "village_statistics", period="2023", households="10", poor="11")
    assert len(village_table(commune, "2023").differences) == 1


def test_counts_without_households_give_no_rate(commune: Workspace) -> None:
    poverty(commune, "2023", poor="5")
    [point] = poverty_series(commune)
    assert point.poor_rate is None
    assert point.doubts == ("chưa có tổng số hộ để tính tỷ lệ",)


# --- OCOP ---


def product(workspace: Workspace, name: str, **typed: str) -> str:
    return put(workspace, "ocop_product", name=name, subject="HTX", **typed)


def test_products_that_end_soon_come_first(commune: Workspace) -> None:
    product(commune, "Trà", stage="công nhận", stars="4", decision_on="1/3/2021")
    product(commune, "Mật ong", stage="công nhận", stars="3", valid_until="22/01/2024")
    product(commune, "Gạo", stage="công nhận lại", stars="3", valid_until="31/12/2026")
    product(commune, "Chả mực", stage="lập hồ sơ")
    found = ocop_register(commune)
    assert [one.product.name for one in found.rows] == ["Mật ong", "Trà", "Gạo", "Chả mực"]
    assert [one.text for one in found.expired] == ["hết hạn 22/01/2024"]
    [soon] = found.expiring
    assert (soon.days_left, soon.proposed) == (38, True)
    assert soon.text == ("còn 38 ngày, đến 01/03/2024 (dự kiến, theo 36 tháng từ ngày quyết định)")
    assert found.by_stars == {3: 1, 4: 1}
    assert found.by_stage == {"dossier": 1, "recognised": 2, "renewed": 1}


def test_a_proposed_end_is_not_written_into_the_record(commune: Workspace) -> None:
    product(commune, "Trà", stage="công nhận", stars="4", decision_on="1/3/2021")
    ocop_register(commune)
    [kept] = commune.store.records(OcopProduct)
    assert kept.valid_until is None


@pytest.mark.parametrize("stars", ["2", "6"])
def test_only_three_to_five_stars_are_kept(commune: Workspace, stars: str) -> None:
    with pytest.raises(records.InputError):
        product(commune, "Trà", stars=stars)


def test_a_stated_total_is_held_against_the_register(commune: Workspace) -> None:
    put(commune, "register_total", register="ocop_product", title="Sản phẩm 3–4 sao",
        period="2024-Q1", count="28", measure_unit="sản phẩm", lowest_stars="3",
        highest_stars="4")  # fmt: skip
    [line] = ocop_register(commune).totals
    assert (line.text, line.difference_text) == ("Sản phẩm 3–4 sao: 28 sản phẩm", "")
    product(commune, "Trà", stage="công nhận", stars="4")
    product(commune, "Nón", stage="công nhận", stars="5")
    [line] = ocop_register(commune).totals
    assert line.difference_text == "Văn bản nêu 28, trong sổ có 1."
    assert [one.text for one in stated_totals(commune, "ocop_product")] == [line.text]
    assert stated_totals(commune, "asset") == ()
