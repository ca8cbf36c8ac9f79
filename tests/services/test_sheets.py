"""Sheets out and back in: our own export changes nothing, wrong cells are named, one step."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import Entity, Field, Kind, StoredValue, decimal_text, entity_named
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.services import history, units
from ntm_desktop.services.records import get_record, list_records, put_texts
from ntm_desktop.services.sheets import export_records, import_records
from tests.services.conftest import Offices

ODD = ("=1+1", "+84", "-5", "@a", "_x0041_", "_x000D_", " hai  đầu ", "dòng\nhai\t", "\ufffe", "'x")
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(
        st.characters(
            codec="utf-8",
            exclude_characters=[chr(code) for code in (*range(9), *range(11, 32), 127)],
        ),
        max_size=12,
    ),
)


def whole(field: Field) -> st.SearchStrategy[int]:
    """Return whole numbers a field takes."""
    low = int(field.minimum) if field.minimum is not None else -(2**53) + 1
    high = int(field.maximum) if field.maximum is not None else 2**53 - 1
    return st.integers(low, high)


def decimals(field: Field) -> st.SearchStrategy[str]:
    """Return numbers a field takes, with as many digits as can be kept."""
    low = field.minimum if field.minimum is not None else Decimal(-(10**18) + 1)
    high = field.maximum if field.maximum is not None else Decimal(10**18 - 1)
    return st.decimals(low, high, places=9, allow_nan=False).map(decimal_text)


def stored(field: Field) -> st.SearchStrategy[StoredValue]:
    """Return stored values of a field."""
    kinds: dict[Kind, st.SearchStrategy[StoredValue]] = {
        Kind.INTEGER: whole(field),
        Kind.MONEY: whole(field),
        Kind.NUMBER: decimals(field),
        Kind.DATE: st.dates().map(datetime.date.isoformat),
        Kind.BOOLEAN: st.booleans(),
        Kind.CHOICE: st.sampled_from(list(field.choices) or [""]),
    }
    return st.one_of(st.none(), kinds.get(field.kind, TEXTS))


def records(found: Entity) -> st.SearchStrategy[dict[str, StoredValue]]:
    """Return whole records of an entity."""
    return st.fixed_dictionaries({name: stored(field) for name, field in found.fields.items()})


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Offices(tmp_path_factory.mktemp("sheets"))
    yield made.new()
    made.close()


@pytest.mark.parametrize("name", [found.name for found in all_entities()])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_our_own_export_changes_nothing_when_it_is_read_again(office, name, data):
    found = entity_named(name)
    rows = data.draw(st.lists(records(found), min_size=1, max_size=3))
    with office.store.step("t"):
        for row in rows:
            kept = {key: value for key, value in row.items() if value is not None}
            office.store.put(name, office.new_key(name), kept)
    path = office.folder.parent / f"{name}.xlsx"
    before = office.store.content_digest()
    count = export_records(office, name, path).counts[name]
    done = import_records(office, name, path)
    assert (done.errors, done.ignored) == ((), ())
    assert (done.read, done.unchanged) == (count, count)
    assert office.store.content_digest() == before


def sheet(path: Path):
    """Return workbook and first sheet of a file."""
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0]


def column(page, label: str) -> int:
    """Return the column with a head."""
    return next(cell.column for cell in page[1] if cell.value == label)


@pytest.fixture
def exported(commune, tmp_path):
    """A task in a sheet: workspace, key, path."""
    key = put_texts(
        commune, "task", None, {"text": "Rà soát", "due_on": "18/11/2023", "assignee": "=CMD()"}
    ).key
    path = tmp_path / "viec.xlsx"
    export_records(commune, "task", path)
    return commune, key, path


def changed(path: Path, **cells: object) -> None:
    """Write values into the first record of a sheet, by label."""
    book, page = sheet(path)
    for label, value in cells.items():
        page.cell(2, column(page, label.replace("_", " "))).value = value
    book.save(path)


def test_text_that_looks_like_a_formula_is_written_as_text(exported):
    _, _, path = exported
    _, page = sheet(path)
    cell = page.cell(2, column(page, "Đơn vị, người chủ trì"))
    assert (cell.value, cell.data_type) == ("=CMD()", "s")
    assert page.column_dimensions["A"].hidden


def test_an_edited_cell_changes_its_field_and_an_emptied_one_empties_it(exported):
    here, key, path = exported
    book, page = sheet(path)
    page.cell(2, column(page, "Hạn")).value = datetime.date(2024, 1, 5)
    page.cell(2, column(page, "Trạng thái")).value = "đang làm"
    page.cell(2, column(page, "Đơn vị, người chủ trì")).value = None
    book.save(path)
    done = import_records(here, "task", path)
    assert (done.read, done.updated, done.errors) == (1, 1, ())
    values = get_record(here, "task", key).values
    assert (values["due_on"], values["state"]) == (datetime.date(2024, 1, 5), "doing")
    assert values["assignee"] is None
    assert done.touched.any("task")
    history.undo(here)
    assert get_record(here, "task", key).values["assignee"] == "=CMD()"


def test_a_row_without_a_key_is_new(exported):
    here, _, path = exported
    book, page = sheet(path)
    page.cell(4, column(page, "Nội dung nhiệm vụ")).value = "Việc mới"
    page.cell(4, column(page, "Hạn")).value = "5/1/2024"
    page.cell(4, column(page, "Việc của đơn vị khác")).value = True
    book.save(path)
    done = import_records(here, "task", path)
    assert (done.read, done.inserted, done.unchanged) == (2, 1, 1)
    made = {one.title: one.values for one in list_records(here, "task")}["Việc mới"]
    assert (made["due_on"], made["is_others"]) == (datetime.date(2024, 1, 5), True)


def test_wrong_cells_are_named_and_the_other_rows_are_taken(exported):
    here, key, path = exported
    book, page = sheet(path)
    due, text = column(page, "Hạn"), column(page, "Nội dung nhiệm vụ")
    state = column(page, "Trạng thái")
    page.cell(2, state).value = "xong"
    page.cell(3, text).value, page.cell(3, due).value = "A", "31/02/2024"
    page.cell(4, text).value, page.cell(4, due).value = "B", 45000
    page.cell(5, due).value = "5/1/2024"
    page.cell(6, text).value = "=1+1"
    page.cell(7, text).value, page.cell(7, state).value = "C", datetime.date(2024, 1, 5)
    page.cell(8, text).value = "D"
    page.cell(9, text).value, page.cell(9, column(page, "Từ cuộc họp")).value = "E", "Không có"
    book.save(path)
    done = import_records(here, "task", path)
    assert (done.read, done.inserted, done.rejected) == (8, 1, 7)
    assert done.read == done.inserted + done.updated + done.unchanged + done.rejected
    places = [one.cell for one in done.errors]
    assert [place.rstrip("0123456789") != "" for place in places] == [True] * 7
    assert [int("".join(filter(str.isdigit, place))) for place in places] == [2, 3, 4, 5, 6, 7, 9]
    assert all(one.rule and one.fix for one in done.errors)
    assert [one.title for one in list_records(here, "task")] != []
    assert get_record(here, "task", key).values["state"] is None


def test_a_dry_run_counts_the_same_and_writes_nothing(exported):
    here, _, path = exported
    changed(path, Nội_dung_nhiệm_vụ="Khác")
    before = here.store.content_digest()
    tried = import_records(here, "task", path, dry_run=True)
    assert (tried.updated, tried.touched.entities) == (1, frozenset())
    assert here.store.content_digest() == before
    assert import_records(here, "task", path).updated == 1


def test_each_row_says_what_became_of_it(exported):
    here, _, path = exported
    book, page = sheet(path)
    due, text = column(page, "Hạn"), column(page, "Nội dung nhiệm vụ")
    page.cell(2, due).value = datetime.date(2024, 1, 5)
    page.cell(3, text).value, page.cell(3, due).value = "Việc mới", "5/1/2024"
    page.cell(4, text).value, page.cell(4, due).value = "Sai", "31/02/2024"
    book.save(path)
    done = import_records(here, "task", path, dry_run=True)
    assert [(one.number, one.verdict, one.title) for one in done.rows] == [
        (2, "updated", "Rà soát"),
        (3, "inserted", "Việc mới"),
        (4, "rejected", "Sai"),
    ]
    [change] = done.rows[0].changes
    assert (change.label, change.old, change.new) == ("Hạn", "18/11/2023", "05/01/2024")
    assert change.cell.endswith("2")
    assert [one.label for one in done.rows[1].changes] == ["Nội dung nhiệm vụ", "Hạn"]
    assert done.rows[2].errors == done.errors
    book.save(path)
    import_records(here, "task", path)
    export_records(here, "task", path)
    again = import_records(here, "task", path)
    assert {(one.verdict, one.changes) for one in again.rows} == {("unchanged", ())}
    assert len(again.rows) == again.read


def test_references_are_shown_by_title_and_read_by_title_or_key(commune, tmp_path):
    meeting = put_texts(commune, "meeting", None, {"title": "Hội nghị [A]"}).key
    for name in ("Trùng", "Trùng"):
        put_texts(commune, "meeting", None, {"title": name})
    key = put_texts(commune, "task", None, {"text": "Rà soát", "meeting": meeting}).key
    path = tmp_path / "a.xlsx"
    export_records(commune, "task", path)
    _, page = sheet(path)
    shown = page.cell(2, column(page, "Từ cuộc họp")).value
    assert shown == f"Hội nghị [A] [{meeting}]"
    changed(path, Từ_cuộc_họp="hoi nghi [a]")
    assert import_records(commune, "task", path).unchanged == 1
    changed(path, Từ_cuộc_họp="Trùng")
    assert "cùng tên" in import_records(commune, "task", path).errors[0].rule
    assert get_record(commune, "task", key).values["meeting"] == meeting


def test_a_record_known_by_its_fields_is_met_without_a_key(commune, tmp_path):
    put_texts(commune, "organisation", None, {"name": "Đảng ủy xã"})
    path = tmp_path / "co-quan.csv"
    path.write_text("Tên cơ quan, tổ chức;Cấp;STT\nĐảng ủy xã;cấp xã;1\nMới;cấp xã;2\nMới;;3\n")
    done = import_records(commune, "organisation", path)
    assert (done.read, done.inserted, done.updated, done.rejected) == (3, 1, 1, 1)
    assert done.ignored == ("STT",)
    assert import_records(commune, "organisation", path).unchanged == 2


def test_a_key_that_is_not_here_or_stands_twice_is_refused(exported):
    here, key, path = exported
    book, page = sheet(path)
    text = column(page, "Nội dung nhiệm vụ")
    for row, held in ((3, key), (4, "06901/t0000000000")):
        page.cell(row, 1).value, page.cell(row, text).value = held, "A"
    book.save(path)
    done = import_records(here, "task", path)
    assert (done.unchanged, done.rejected) == (1, 2)
    assert [one.cell for one in done.errors] == ["A3", "A4"]


def test_a_closed_meeting_is_not_changed_by_a_sheet(commune, tmp_path):
    from ntm_desktop.services import batches, meeting_versions

    key = put_texts(commune, "meeting", None, {"title": "Họp", "held_on": "05/01/2024"}).key
    batches.add_parts(commune, "conclusion", key, [{"text": "giao thôn"}])
    path = tmp_path / "a.xlsx"
    meeting_versions.finalise(commune, key)
    export_records(commune, "conclusion", path)
    changed(path, Nguyên_văn_kết_luận="khác")
    done = import_records(commune, "conclusion", path)
    assert (done.rejected, len(done.errors)) == (1, 1)
    assert done.errors[0].value == "khác"


def test_text_too_long_for_a_cell_is_left_alone(commune, tmp_path):
    words = "á" * 40_000
    key = put_texts(commune, "task", None, {"text": words}).key
    path = tmp_path / "a.xlsx"
    export_records(commune, "task", path)
    changed(path, Trạng_thái="đang làm")
    assert import_records(commune, "task", path).updated == 1
    assert get_record(commune, "task", key).values["text"] == words


def test_numbers_come_back_as_numbers(commune, tmp_path):
    key = put_texts(commune, "work", None, {"name": "Đường"}).key
    entry = {
        "work": key,
        "kind": "allocated",
        "amount": "1,5 tỷ",
        "source": "nstw",
        "plan_year": "2024",
    }
    put_texts(commune, "money_entry", None, entry)
    path = tmp_path / "a.xlsx"
    export_records(commune, "money_entry", path)
    book, page = sheet(path)
    at = next(cell.column for cell in page[2] if cell.value == 1_500_000_000)
    page.cell(2, at).value = 1.5
    book.save(path)
    refused = import_records(commune, "money_entry", path).errors[0]
    assert "“1,5 triệu đồng”" in refused.rule
    assert "“1,5 tỷ đồng”" in refused.rule
    page.cell(2, at).value = "2 tỷ"
    book.save(path)
    assert import_records(commune, "money_entry", path).updated == 1
    assert list_records(commune, "money_entry")[0].values["amount"] == 2_000_000_000


def test_all_records_go_into_one_file_and_an_empty_office_gives_a_form(commune, tmp_path):
    path = tmp_path / "a.xlsx"
    put_texts(commune, "task", None, {"text": "A"})
    counts = export_records(commune, "all", path).counts
    assert counts["task"] == 1
    assert "meeting" not in counts
    for name, count in counts.items():
        assert import_records(commune, name, path).unchanged == count
    assert export_records(commune, "meeting", path).counts == {"meeting": 0}
    assert import_records(commune, "meeting", path).read == 0
    with pytest.raises(InputError, match="không có bảng"):
        import_records(commune, "task", path)


def test_files_that_cannot_be_used_are_refused_in_words(commune, tmp_path):
    with pytest.raises(InputError):
        export_records(commune, "task", tmp_path / "a.csv")
    with pytest.raises(DataFileError):
        export_records(commune, "task", tmp_path / "none" / "a.xlsx")
    with pytest.raises(NotFoundError):
        export_records(commune, "nothing", tmp_path / "a.xlsx")
    for name in ("a.xlsx", "a.csv"):
        with pytest.raises(NotFoundError):
            import_records(commune, "task", tmp_path / name)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_numbers_dates_and_formulas_in_odd_places_are_named_or_understood(commune, tmp_path):
    path = tmp_path / "a.xlsx"
    put_texts(commune, "task_note", None, {"task": task_key(commune), "text": "A", "percent": "5"})
    export_records(commune, "task_note", path)
    book, page = sheet(path)
    text, percent = column(page, "Nội dung"), column(page, "Tỷ lệ hoàn thành")
    whom, day = column(page, "Nhiệm vụ"), column(page, "Ngày")
    shown = page.cell(2, whom).value
    for row, held in ((3, 12.5), (4, datetime.date(2024, 1, 5)), (5, "B"), (6, "C"), (7, "D")):
        page.cell(row, text).value, page.cell(row, whom).value = held, shown
    page.cell(5, percent).value = 40
    page.cell(6, day).value = 45000
    page.cell(7, 1).value = "=A2"
    book.save(path)
    done = import_records(commune, "task_note", path)
    assert (done.read, done.inserted, done.unchanged, done.rejected) == (6, 2, 1, 3)
    assert [one.cell[-1] for one in done.errors] == ["4", "6", "7"]
    kept = {one.values["text"]: one.values["percent"] for one in list_records(commune, "task_note")}
    assert kept == {"A": 5, "12,5": None, "B": 40}


def test_several_references_stand_one_a_line(commune, tmp_path):
    keys = [
        put_texts(commune, "official_document", None, {"number": number}).key
        for number in ("1/KH-UBND", "2/KH-UBND")
    ]
    key = put_texts(commune, "task", None, {"text": "A", "documents": keys[0]}).key
    path = tmp_path / "a.xlsx"
    export_records(commune, "task", path)
    changed(path, Văn_bản_liên_quan=f"2/KH-UBND\n{keys[0]}")
    assert import_records(commune, "task", path).updated == 1
    held = get_record(commune, "task", key).values["documents"]
    assert held == "\n".join(reversed(keys))
    changed(path, Từ_văn_bản="1/KH-UBND\n2/KH-UBND")
    assert import_records(commune, "task", path).rejected == 1


def test_several_references_may_stand_on_one_line(commune, tmp_path):
    codes = [units.add_unit(commune, name).code for name in ("Thôn Đông", "Thôn Tây")]
    put_texts(commune, "work", None, {"name": "Đường"})
    path = tmp_path / "a.xlsx"
    export_records(commune, "work", path)
    book, page = sheet(path)
    page.cell(2, column(page, "Các thôn")).value = "Thôn Đông; thon tay"
    book.save(path)
    assert import_records(commune, "work", path).errors == ()
    (row,) = commune.store.rows(entity_named("work"))
    assert [one.rsplit("/", 1)[-1] for one in row["villages"].split("\n")] == codes


def test_a_thon_that_is_none_is_refused_with_the_way_to_part_several(commune, tmp_path):
    units.add_unit(commune, "Thôn Đông")
    put_texts(commune, "work", None, {"name": "Đường"})
    path = tmp_path / "work.xlsx"
    export_records(commune, "work", path)
    book, page = sheet(path)
    page.cell(2, column(page, "Các thôn")).value = "Thôn Đông, Thôn Tây"
    book.save(path)
    (error,) = import_records(commune, "work", path).errors
    assert "Thôn Đông, Thôn Tây" in error.rule
    assert "dấu chấm phẩy" in error.fix


def test_rates_come_back_as_rates(commune, tmp_path):
    found = {"unit": "06901", "period": "2023", "set_id": "a", "indicator": "1.1"}
    put_texts(commune, "indicator_value", None, {**found, "value": "95,3"})
    path = tmp_path / "a.xlsx"
    export_records(commune, "indicator_value", path)
    _, page = sheet(path)
    assert page.cell(2, column(page, "Kết quả")).value == 95.3
    changed(path, Kết_quả=96.25)
    assert import_records(commune, "indicator_value", path).updated == 1
    assert list_records(commune, "indicator_value")[0].values["value"] == Decimal("96.25")


def task_key(workspace) -> str:
    """Save a task; return its key."""
    return put_texts(workspace, "task", None, {"text": "Việc"}).key


# --- amounts ---


@pytest.fixture
def money_sheet(commune, tmp_path):
    """Export one work whose amount is 1,5 tỷ; return office, file and the amount's column."""
    put_texts(commune, "work", None, {"name": "Đường", "total_investment": "1,5 tỷ"})
    path = tmp_path / "work.xlsx"
    export_records(commune, "work", path)
    _, page = sheet(path)
    return commune, path, column(page, "Tổng mức đầu tư (đồng)")


def retyped(path: Path, at: int, value: object, head: str = "") -> None:
    book, page = sheet(path)
    page.cell(2, at).value = value
    if head:
        page.cell(1, at).value = head
    book.save(path)


def investment(workspace) -> int | None:
    (row,) = workspace.store.rows(entity_named("work"))
    return row["total_investment"]


@pytest.mark.parametrize("typed", [500, 14.514, "500", 999_999])
def test_a_small_amount_without_a_unit_is_asked_about_not_taken_as_dong(money_sheet, typed):
    office, path, at = money_sheet
    retyped(path, at, typed)
    done = import_records(office, "work", path)
    assert (done.rejected, done.updated, investment(office)) == (1, 0, 1_500_000_000)
    assert "không ghi đơn vị" in done.errors[0].rule
    assert "triệu đồng”" in done.errors[0].rule
    assert [one.cell for one in done.bare] == [done.errors[0].cell]


@pytest.mark.parametrize(
    ("unit", "dong"), [("dong", 500), ("million", 500_000_000), ("billion", 500_000_000_000)]
)
def test_the_unit_a_person_names_is_that_of_the_small_amounts(money_sheet, unit, dong):
    office, path, at = money_sheet
    retyped(path, at, 500)
    tried = import_records(office, "work", path, dry_run=True, bare_unit=unit)
    assert [(one.old, one.new) for one in tried.rows[0].changes] == [
        ("1.500.000.000 đồng", format_money(dong))
    ]
    assert (import_records(office, "work", path, bare_unit=unit).updated, investment(office)) == (
        1, dong,
    )  # fmt: skip


def test_a_whole_amount_is_in_dong_whatever_unit_small_ones_have(money_sheet):
    office, path, at = money_sheet
    retyped(path, at, 2_000_000_000)
    assert import_records(office, "work", path, bare_unit="million").bare == ()
    assert investment(office) == 2_000_000_000


@pytest.mark.parametrize(
    ("head", "typed", "dong"),
    [
        ("Tổng mức đầu tư (triệu đồng)", 500, 500_000_000),
        ("Tổng mức đầu tư, tr.đ", 1500, 1_500_000_000),
        ("Tổng mức đầu tư (ĐVT: tỷ đồng)", 14.514, 14_514_000_000),
        ("TỔNG MỨC ĐẦU TƯ (nghìn đồng)", "2.000.000", 2_000_000_000),
        ("Tổng mức đầu tư (triệu đồng)", "2 tỷ 160 triệu", 2_160_000_000),
    ],
)
def test_the_unit_in_a_head_is_that_of_the_numbers_below(money_sheet, head, typed, dong):
    office, path, at = money_sheet
    retyped(path, at, typed, head)
    done = import_records(office, "work", path)
    assert (done.errors, done.ignored, investment(office)) == ((), (), dong)


def test_an_amount_with_two_readings_is_refused_with_both(money_sheet):
    office, path, at = money_sheet
    retyped(path, at, "14.514 tỷ")
    done = import_records(office, "work", path)
    assert investment(office) == 1_500_000_000
    assert "14514 tỷ" in done.errors[0].rule
    assert "14,514 tỷ" in done.errors[0].rule


def test_a_price_of_a_day_is_a_small_amount_and_is_not_asked_about(commune, tmp_path):
    work = put_texts(commune, "work", None, {"name": "Đường"}).key
    path = tmp_path / "gop.xlsx"
    export_records(commune, "contribution", path)
    book, page = sheet(path)
    for label, value in (
        ("Công trình", work), ("Hình thức", "ngày công"), ("Năm kế hoạch", 2023),
        ("Khối lượng", 200), ("Đơn giá (đồng)", 250_000),
    ):  # fmt: skip
        page.cell(2, column(page, label)).value = value
    book.save(path)
    done = import_records(commune, "contribution", path)
    assert (done.errors, done.inserted, done.bare) == ((), 1, ())
