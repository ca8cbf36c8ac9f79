"""Biểu 11, 12, 13: rows and columns in the order of the forms, nothing lost, nothing twice."""

from __future__ import annotations

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.funding_forms import (
    FORM_BUILDERS,
    ROW_OF_WORK_TYPE,
    WORK_TYPE_ROWS,
    FundingTable,
    form_11,
    form_12,
    form_13,
)
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.works import SOURCE_NAMES, WORK_TYPES, Work
from tests.histories import examples

MILLION = 1_000_000
WORKS = [
    Work(key="g", name="Nhóm", work_type="road", component="hp1.2"),
    Work(key="a", name="A", group="g"),
    Work(key="s", name="Trường", work_type="school", component="hp2"),
    Work(key="p", name="Điện", work_type="power"),
]
YEAR, HALF = parse_period("2026"), parse_period("2026-H1")


def row(
    key: str, source: str, kind: str, millions: int, work: str | None = None, **more: object
) -> MoneyRow:
    """Return an amount in triệu đồng of 15/3/2026, unless told otherwise."""
    values: dict[str, object] = {
        "plan_year": 2026,
        "paid_on": None if kind == "planned" else datetime.date(2026, 3, 15),
        **more,
    }
    return MoneyRow(key, work, source, kind=kind, amount=millions * MILLION, **values)  # type: ignore[arg-type]


def amounts(table: FundingTable, line: str) -> list[int | None]:
    """Return a line in triệu đồng."""
    cells = table.line(line).cells
    return [None if cell.amount is None else cell.amount // MILLION for cell in cells]


def test_form_11_has_its_rows_in_the_order_of_the_form() -> None:
    table = form_11([], [], YEAR)
    assert [(line.number, line.name) for line in table.lines] == [
        ("", "TỔNG SỐ"),
        ("I", "NGÂN SÁCH TRUNG ƯƠNG"),
        ("1", "Vốn đầu tư công"),
        ("2", "Kinh phí thường xuyên"),
        ("II", "NGÂN SÁCH ĐỊA PHƯƠNG"),
        ("1", "Ngân sách tỉnh"),
        ("2", "Ngân sách xã"),
        ("III", "VỐN LỒNG GHÉP"),
        ("IV", "VỐN TÍN DỤNG CHÍNH SÁCH"),
        ("V", "VỐN DOANH NGHIỆP"),
        ("VI", "HUY ĐỘNG CỘNG ĐỒNG, NGƯỜI DÂN"),
        ("1", "Tiền mặt"),
        ("2", "Ngày công và hiện vật quy đổi"),
    ]
    assert [column.id for column in table.columns] == ["planned", "result", "rest"]
    assert all(cell.amount is None for line in table.lines for cell in line.cells)


def test_the_district_is_a_row_until_2025_or_where_it_has_money() -> None:
    assert "nsdp-huyen" in [line.id for line in form_11([], [], parse_period("2025")).lines]
    assert "nsdp-huyen" not in [line.id for line in form_11([], [], YEAR).lines]
    held = [row("m1", "nsdp-huyen", "disbursed", 1), row("m2", "chua-ro", "disbursed", 2)]
    table = form_11([], held, YEAR)
    assert amounts(table, "nsdp-huyen") == [None, 1, None]
    assert (table.lines[-1].id, table.lines[-1].number) == ("chua-ro", "VII")


def test_plan_result_and_rest_of_half_a_year() -> None:
    held = [
        row("m1", "nstw-dau-tu", "planned", 100),
        row("m2", "nstw-dau-tu", "disbursed", 30),
        row("m3", "nstw-dau-tu", "disbursed", 9, paid_on=datetime.date(2026, 8, 1)),
        row("m4", "nsdp-xa", "planned", 10),
        row("m5", "nsdp-xa", "disbursed", 25),
        row("m6", "nsdp-xa", "disbursed", 4, paid_on=None),
        row("m7", "nsdp-xa", "disbursed", 3, plan_year=2025, carried_to=2026),
    ]
    table = form_11([], held, HALF)
    assert amounts(table, "nstw-dau-tu") == [100, 30, 70]
    assert amounts(table, "nsdp-xa") == [10, 25, 0]
    assert amounts(table, "total") == [110, 55, 70]
    assert table.cell("total", "result").keys == ("m2", "m5")
    assert table.cell("nstw", "rest").computed
    assert "6 tháng cuối năm 2026" in table.columns[2].title
    told = " ".join(table.notes)
    assert "1 dòng vốn không ghi ngày (4 triệu đồng)" in told
    assert "3 triệu đồng giải ngân vốn kéo dài" in told


def test_a_plan_of_the_whole_source_pays_for_what_has_no_plan_of_its_own() -> None:
    rows = [
        row("m1", "nsdp-xa", "planned", 100),
        row("m2", "nsdp-xa", "disbursed", 60, work="g"),
        row("m3", "nsdp-xa", "disbursed", 5),
        row("m4", "nsdp", "planned", 40),
        row("m5", "nsdp-tinh", "disbursed", 30, work="s"),
    ]
    first, second = form_11(WORKS, rows, HALF), form_12(WORKS, rows, HALF)
    assert amounts(first, "nsdp-xa") == [100, 65, 35]
    assert amounts(first, "nsdp") == [140, 95, 45]
    assert set(first.cell("nsdp", "rest").keys) == {"m1", "m2", "m3", "m4", "m5"}
    assert second.cell("total", "rest").amount == 45 * MILLION
    assert second.cell("hp1", "rest").amount is None


def test_what_exceeds_a_plan_is_taken_from_the_wider_one_once() -> None:
    rows = [
        row("m1", "nsdp-xa", "planned", 10, work="g"),
        row("m2", "nsdp-xa", "disbursed", 30, work="g"),
        row("m3", "nsdp-xa", "planned", 15),
        row("m4", "nsdp", "planned", 100),
    ]
    table = form_11(WORKS, rows, HALF)
    assert amounts(table, "nsdp-xa") == [25, 30, 0]
    assert amounts(table, "nsdp") == [125, 30, 95]


def test_no_plan_of_another_part_pays() -> None:
    rows = [
        row("m1", "nsdp-tinh", "planned", 10),
        row("m2", "nsdp-xa", "disbursed", 30),
    ]
    assert amounts(form_11(WORKS, rows, HALF), "nsdp") == [10, 30, 10]


def test_a_whole_year_has_no_rest() -> None:
    held = [row("m1", "tin-dung", "planned", 100), row("m2", "tin-dung", "disbursed", 30)]
    assert amounts(form_11([], held, YEAR), "total") == [100, 30, None]
    assert form_11([], held, parse_period("2026-H2")).cell("total", "rest").amount is None


def test_what_a_group_states_is_not_added_again_for_its_members() -> None:
    held = [
        row("m1", "nsdp-xa", "disbursed", 100, "g"),
        row("m2", "nsdp-xa", "disbursed", 60, "a"),
    ]
    assert form_11(WORKS, held, YEAR).cell("total", "result").keys == ("m1",)


def test_form_12_parts_money_by_component_and_kind_of_source() -> None:
    held = [
        row("m1", "nstw-dau-tu", "disbursed", 10, "a"),
        row("m2", "nstw-thuong-xuyen", "disbursed", 5, component="NDTP 01"),
        row("m3", "nsdp-xa", "disbursed", 7, "s"),
        row("m4", "nguoi-dan-tien", "disbursed", 3, component="khác"),
        row("m5", "nstw", "disbursed", 2, "p"),
        row("m6", "nsdp-xa", "planned", 17, "s"),
    ]
    table = form_12(WORKS, held, HALF)
    assert [(line.id, line.number, line.name) for line in table.lines] == [
        ("hp1", "I", "Hợp phần thứ nhất"),
        ("hp1.01", "1", "NDTP 01"),
        ("hp1.02", "2", "NDTP 02"),
        ("hp2", "II", "Hợp phần thứ hai"),
        ("khac", "III", "Nội dung khác"),
    ]
    assert [column.title for column in table.columns[:8]] == [
        "Tổng", "NSTW: ĐTPT", "NSTW: SN", "NSĐP", "Lồng ghép", "Tín dụng", "Doanh nghiệp",
        "Dân đóng góp",
    ]  # fmt: skip
    assert len(table.columns) == 16
    assert {column.group for column in table.columns[8:]} == {"Kế hoạch 6 tháng cuối năm 2026"}
    assert table.has_note_column
    assert amounts(table, "hp1")[:4] == [15, 10, 5, None]
    assert amounts(table, "hp2")[8:12] == [10, None, None, 10]
    assert amounts(table, "total")[0] == 27
    assert amounts(table, "no-component")[:3] == [2, None, None]
    assert "2 triệu đồng chưa ghi rõ nguồn" in " ".join(table.notes)


def test_form_13_has_thirteen_types_and_only_central_investment() -> None:
    held = [
        row("m1", "nstw-dau-tu", "planned", 50, "g"),
        row("m2", "nstw-dau-tu", "disbursed", 20, "a"),
        row("m3", "nstw-dau-tu", "disbursed", 5, "a", paid_on=datetime.date(2026, 9, 1)),
        row("m4", "nstw-dau-tu", "disbursed", 8, "s"),
        row("m5", "nsdp-xa", "disbursed", 99, "a"),
        row("m6", "nstw-dau-tu", "disbursed", 1, "p", paid_on=datetime.date(2027, 1, 20)),
    ]
    table = form_13(WORKS, held, YEAR)
    assert [line.name for line in table.lines][:4] == [
        "Giao thông", "Thủy lợi", "Phòng chống thiên tai", "Điện",
    ]  # fmt: skip
    assert [line.number for line in table.lines] == [str(number) for number in range(1, 14)]
    assert amounts(table, "giao-thong") == [50, 20, 25]
    assert amounts(table, "dien") == [None, None, 1]
    assert amounts(table, "outside") == [None, 8, 8]
    assert amounts(table, "total") == [50, 28, 34]
    assert amounts(form_13(WORKS, held, HALF), "giao-thong") == [50, 20, None]


def test_every_type_of_work_is_assigned_to_a_row_that_is_there_or_to_none() -> None:
    assert set(ROW_OF_WORK_TYPE) <= set(WORK_TYPES)
    assert set(ROW_OF_WORK_TYPE.values()) == set(WORK_TYPE_ROWS)
    assert len(WORK_TYPE_ROWS) == 13
    assert {"school", "health_station", "office", "culture_house"}.isdisjoint(ROW_OF_WORK_TYPE)


@st.composite
def ledgers(draw: st.DrawFn) -> list[MoneyRow]:
    """Return any planned and disbursed amounts of 2025 and 2026."""
    place = st.tuples(
        st.sampled_from([None, "g", "a", "s", "p"]),
        st.sampled_from(list(SOURCE_NAMES)),
        st.integers(2025, 2026),
        st.sampled_from(["planned", "disbursed"]),
        st.integers(-(10**9), 10**12),
        st.dates(datetime.date(2025, 1, 1), datetime.date(2027, 1, 31)),
        st.sampled_from([None, "hp1", "hp1.1", "hp2", "khac"]),
    )
    rows = draw(st.lists(place, max_size=20))
    return [MoneyRow(f"m{number:02d}", *values) for number, values in enumerate(rows)]


@examples(80)
@given(ledgers(), st.sampled_from(["2026", "2026-H1", "2026-Q1", "2026-9M"]))
def test_the_rows_of_every_form_add_up_to_its_total(rows: list[MoneyRow], period: str) -> None:
    for build in FORM_BUILDERS.values():
        table = build(WORKS, rows, parse_period(period))
        tops = [line for line in (*table.lines, *table.outside) if line.depth == 1]
        for place, cell in enumerate(table.total.cells):
            parts = [line.cells[place] for line in tops]
            assert sum(part.amount or 0 for part in parts) == (cell.amount or 0)
            keys = [key for part in parts for key in part.keys]
            assert set(keys) == set(cell.keys)
            if not cell.computed:
                assert len(keys) == len(cell.keys)
                assert sum(held.amount for held in cell.rows) == (cell.amount or 0)


@examples(80)
@given(ledgers())
def test_the_total_of_form_12_is_that_of_form_11(rows: list[MoneyRow]) -> None:
    first, second = form_11(WORKS, rows, HALF), form_12(WORKS, rows, HALF)
    assert first.cell("total", "result").amount == second.cell("total", "result").amount
    assert first.cell("total", "result").keys == second.cell("total", "result").keys
    assert first.cell("total", "rest").amount == second.cell("total", "rest").amount


@examples(60)
@given(ledgers(), st.randoms())
def test_a_form_does_not_depend_on_the_order_of_entry(
    rows: list[MoneyRow], chance: random.Random
) -> None:
    shuffled = chance.sample(rows, len(rows))
    for build in (form_11, form_13):
        one, other = build(WORKS, rows, HALF), build(WORKS, shuffled, HALF)
        for line in one.lines:
            assert [set(cell.keys) for cell in line.cells] == [
                set(cell.keys) for cell in other.line(line.id).cells
            ]
            assert [cell.amount for cell in line.cells] == [
                cell.amount for cell in other.line(line.id).cells
            ]


def test_rounded_parts_that_miss_a_rounded_total_are_said_once_and_left() -> None:
    held = [
        row("m1", "nsdp-tinh", "disbursed", 0)._replace(amount=400_000),
        row("m2", "nsdp-xa", "disbursed", 0)._replace(amount=400_000),
    ]
    table = form_11([], held, YEAR)
    assert [table.cell(line, "result").text("million", 0) for line in ("nsdp-xa", "nsdp")] == [
        "0",
        "1",
    ]
    assert "làm tròn" in table.rounding_note("million", 0)
    assert table.rounding_note("million", None) == table.rounding_note("million", 1) == ""
    assert table.cell("nsdp", "result").text() == "0,8"


def test_a_total_beside_the_rows_of_a_form_is_checked_for_rounding_too() -> None:
    held = [
        row("m1", "nstw-dau-tu", "disbursed", 0, "a")._replace(amount=400_000),
        row("m2", "nstw-dau-tu", "disbursed", 0, "s")._replace(amount=400_000),
    ]
    table = form_13(WORKS, held, YEAR)
    assert "làm tròn" in table.rounding_note("million", 0)
    assert table.rounding_note("million", 1) == ""
