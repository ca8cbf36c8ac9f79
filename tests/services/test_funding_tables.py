"""The funding forms of an office: from what was typed to the cells and the workbook."""

import pytest
from openpyxl import load_workbook

from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services import funding_tables
from ntm_desktop.services.records import put_texts

MILLION = 1_000_000


def pay(workspace, kind, millions, source, **more):
    """Save one amount of 2023."""
    typed = {"source": source, "plan_year": "2023", "kind": kind, "amount": f"{millions} triệu"}
    return put_texts(workspace, "money_entry", None, {**typed, **more}).key


@pytest.fixture
def funded(commune):
    """A commune with a road, a school and money of 2023."""
    typed = {"name": "Đường", "work_type": "road", "component": "NDTP 02", "village": "Phúc Thuận"}
    road = put_texts(commune, "work", None, typed).key
    pay(commune, "planned", 100, "nstw-dau-tu", work=road)
    pay(commune, "disbursed", 40, "nstw-dau-tu", work=road, paid_on="15/3/2023")
    pay(commune, "disbursed", 10, "nsdp-xa", paid_on="15/8/2023")
    labour = {"quantity": "40", "unit_price": "250.000 đồng", "given_on": "1/4/2023"}
    put_texts(commune, "contribution", None, {"kind": "labour", "work": road, **labour})
    return commune


def test_forms_count_money_and_what_people_gave(funded):
    table = funding_tables.funding_table(funded, "11", "2023-H1")
    cell = table.cell("total", "result")
    assert cell.amount == 50 * MILLION
    assert len(cell.keys) == 2
    assert table.cell("nguoi-dan-quy-doi", "result").rows[0].entity == "contribution"
    assert table.cell("total", "rest").amount == 60 * MILLION
    parts = funding_tables.funding_table(funded, "12", "2023-H1")
    assert parts.cell("hp1.02", "result").amount == 50 * MILLION
    types = funding_tables.funding_table(funded, "13", "2023")
    assert types.cell("giao-thong", "year").amount == 40 * MILLION


def test_a_form_that_does_not_exist_is_refused(funded):
    with pytest.raises(InputError, match="biểu “14”"):
        funding_tables.funding_table(funded, "14", "2023")
    with pytest.raises(InputError):
        funding_tables.funding_table(funded, "11", "sau này")


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("source", {"nguoi-dan-quy-doi": 10, "nsdp-xa": 10, "nstw-dau-tu": 40}),
        ("year", {"2023": 60}),
        ("type", {"": 10, "road": 50}),
        ("village", {"": 10, "Phúc Thuận": 50}),
        ("component", {"": 10, "hp1.02": 50}),
    ],
)
def test_sums_by_any_part_make_the_total(funded, by, parts):
    found = funding_tables.funding_sums(funded, "2023", by)
    assert {name: held.dong // MILLION for name, held in found.parts.items()} == parts
    assert found.total.dong == 60 * MILLION
    assert str(found.people_share) == "16.67"
    assert found.rate == 40


def test_sums_are_told_by_work_and_named_as_people_read_them(funded):
    found = funding_tables.funding_sums(funded, "2023", "work")
    names = [found.names[part] for part in found.parts]
    assert names == ["Đường", "Không ghi công trình"]
    assert [held.dong // MILLION for held in found.parts.values()] == [50, 10]
    sources = funding_tables.funding_sums(funded, "2023", "source")
    assert list(sources.parts) == ["nstw-dau-tu", "nsdp-xa", "nguoi-dan-quy-doi"]
    assert sources.names["nsdp-xa"] == "Ngân sách xã"
    component = funding_tables.funding_sums(funded, "2023", "component")
    assert component.names["hp1.02"] == "Hợp phần thứ nhất, NDTP 02"


@pytest.mark.parametrize("form", ["11", "12", "13"])
def test_what_was_not_checked_is_marked_on_every_form(funded, form):
    marks = funding_tables.funding_table(funded, form, "2023").marks
    assert all(mark.startswith("? Chưa đối chiếu") for mark in marks)
    assert any("31/01" in mark for mark in marks)
    assert any("Biểu 13" in mark for mark in marks) == (form == "13")


def cells(path, sheet):
    """Return the rows of a sheet."""
    return [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows()]


def test_a_workbook_shows_the_form_and_the_rows_behind_it(funded, tmp_path):
    path = tmp_path / "bieu-11.xlsx"
    table = funding_tables.funding_table(funded, "11", "2023-H1")
    assert funding_tables.write_funding_workbook(table, path) == path
    rows = cells(path, "Biểu 11")
    assert rows[0][0] == "Biểu 11"
    assert rows[2][0] == "Đơn vị tính: triệu đồng"
    total = next(row for row in rows if row[1] == "TỔNG SỐ")
    assert total[2:5] == [100, 50, 60]
    behind = cells(path, "Dòng số liệu")[1:]
    shown = [(row[2], row[7]) for row in behind if "Kết quả" in row[0]]
    assert sorted(amount for _, amount in shown) == [10 * MILLION, 40 * MILLION]
    assert {key for key, _ in shown} == set(table.cell("total", "result").keys)


@pytest.mark.parametrize("form", ["12", "13"])
def test_every_form_has_its_heads_and_lines_in_the_workbook(funded, tmp_path, form):
    path = tmp_path / "bieu.xlsx"
    table = funding_tables.funding_table(funded, form, "2023-H1")
    funding_tables.write_funding_workbook(table, path, "dong")
    rows = cells(path, f"Biểu {form}")
    heads = rows[4] if form == "12" else rows[3]
    assert [column.title for column in table.columns] == heads[2 : 2 + len(table.columns)]
    names = [row[1] for row in rows[5:]]
    assert names[: len(table.lines)] == [line.name for line in table.lines]
    assert "TỔNG SỐ" in names


def test_rounded_amounts_are_written_as_shown_with_one_note(funded, tmp_path):
    for source in ("nsdp-tinh", "nsdp-xa"):
        pay(funded, "planned", "0,4", source)
    table = funding_tables.funding_table(funded, "11", "2023")
    path = tmp_path / "bieu.xlsx"
    funding_tables.write_funding_workbook(table, path, "million", 0)
    rows = cells(path, "Biểu 11")
    row = {row[1]: row[2] for row in rows}
    assert (row["Ngân sách tỉnh"], row["NGÂN SÁCH ĐỊA PHƯƠNG"]) == (0, 1)
    assert sum("làm tròn" in str(row[0]) for row in rows) == 1


def test_text_that_begins_like_a_formula_stays_text(funded, tmp_path):
    put_texts(funded, "work", None, {"name": "=1+1"})
    table = funding_tables.funding_table(funded, "11", "2023")
    funding_tables.write_funding_workbook(table, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["Biểu 11"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_place_that_cannot_be_written_is_said(funded, tmp_path):
    table = funding_tables.funding_table(funded, "11", "2023")
    with pytest.raises(DataFileError):
        funding_tables.write_funding_workbook(table, tmp_path / "none" / "a.xlsx")
    assert list(tmp_path.glob("*.tmp")) == []


def test_what_lies_outside_the_rows_of_a_form_is_written_with_its_records(funded, tmp_path):
    school = put_texts(funded, "work", None, {"name": "Trường", "work_type": "school"}).key
    key = pay(funded, "disbursed", 8, "nstw-dau-tu", work=school, paid_on="1/4/2023")
    table = funding_tables.funding_table(funded, "13", "2023")
    path = tmp_path / "bieu-13.xlsx"
    funding_tables.write_funding_workbook(table, path)
    amounts = {row[1]: row[4] for row in cells(path, "Biểu 13")}
    assert (amounts["Ngoài 13 loại công trình"], amounts["TỔNG SỐ"]) == (8, 48)
    behind = [row for row in cells(path, "Dòng số liệu") if row[2] == key]
    assert [row[0].split(" – ")[0] for row in behind] == ["Ngoài 13 loại công trình"] * 2
