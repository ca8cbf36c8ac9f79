"""Plain sheets: what a cell keeps, what a hostile or damaged file is told."""

from __future__ import annotations

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.exchange import record_sheets
from ntm_desktop.exchange.record_sheets import (
    RecordRow,
    cell_of_date,
    cell_of_number,
    cell_of_text,
    plain_text,
    read_sheet,
    write_sheets,
)

TASK = entity_named("task")
assert all_entities()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sheet with one task."""
    made = tmp_path / "viec.xlsx"
    write_sheets([(TASK, [RecordRow("06901/t1", {"text": "Rà soát"})])], made, "06901")
    return made


def edited(path: Path, edit: object) -> Path:
    """Return the file after its first sheet was edited."""
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])  # type: ignore[operator]
    book.save(path)
    return path


def foreign(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    """Return a workbook somebody else made."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    made = tmp_path / "khac.xlsx"
    book.save(made)
    return made


def test_numbers_with_more_digits_than_a_cell_keeps_are_texts() -> None:
    assert cell_of_number(Decimal("123456789012345")) == Decimal("123456789012345")
    assert cell_of_number(Decimal("1234567890.1234567")) == "1234567890,1234567"
    assert cell_of_number(Decimal("100000000000000000")) == Decimal(10**17)


def test_dates_that_excel_does_not_know_are_texts() -> None:
    assert cell_of_date(datetime.date(1900, 2, 28)) == "1900-02-28"
    assert cell_of_date(datetime.date(1900, 3, 1)) == datetime.date(1900, 3, 1)


def test_a_text_too_long_gives_a_note_in_its_place() -> None:
    assert cell_of_text("a" * 32_000) == "a" * 32_000
    assert cell_of_text("a" * 32_001).startswith("«")


def test_the_same_value_has_one_plain_text() -> None:
    assert plain_text(Decimal("1.50")) == plain_text(Decimal("1.5")) == "1.5"
    assert (plain_text(None), plain_text(True), plain_text(7)) == ("", "có", "7")
    assert plain_text(datetime.date(2024, 1, 5)) == "2024-01-05"


def test_cells_that_cannot_be_read_say_why(path: Path) -> None:
    def edit(page: object) -> None:
        page["B3"] = "=1+1"  # type: ignore[index]
        page["B4"] = ArrayFormula("B4", "=SUM(A1:A2)")  # type: ignore[index]
        page["B5"], page["B5"].data_type = "#REF!", "e"  # type: ignore[index]
        page["B6"] = "gộp"  # type: ignore[index]
        page.merge_cells("B6:C7")  # type: ignore[attr-defined]

    rows = {row.number: row for row in read_sheet(edited(path, edit), TASK).rows}
    assert rows[2].cells["text"].rule == ""
    rules = [rows[number].cells["text"].rule for number in range(3, 8)]
    assert ["công thức" in rule for rule in rules] == [True, True, False, False, False]
    assert "lỗi" in rules[2]
    assert "gộp" in rules[3]
    assert "gộp" in rules[4]


def test_times_percentages_and_yes_are_read_as_they_are_meant(path: Path) -> None:
    def edit(page: object) -> None:
        page["B3"] = datetime.datetime(2024, 1, 5, 14, 30)  # type: ignore[index]  # noqa: DTZ001
        page["B4"] = 0.953  # type: ignore[index]
        page["B4"].number_format = "0.0%"  # type: ignore[index]
        page["B5"] = True  # type: ignore[index]

    cells = [row.cells["text"].value for row in read_sheet(edited(path, edit), TASK).rows]
    assert cells == ["Rà soát", "2024-01-05 14:30:00", Decimal("95.300"), True]


def test_a_foreign_sheet_is_known_by_its_heads(tmp_path: Path) -> None:
    made = foreign(
        tmp_path,
        ("UBND XÃ", None),
        ("STT", "Noi dung nhiem vu *", "HẠN", "due_on", "Lạ"),
        (1, "Rà soát", datetime.date(2024, 1, 5), None, "x"),
        (None, None, None, None, None),
    )
    found = read_sheet(made, TASK)
    assert found.ignored == ("STT", "due_on", "Lạ")
    assert [(row.number, row.key.value) for row in found.rows] == [(3, None)]
    assert found.rows[0].cells["text"].value == "Rà soát"


def test_a_sheet_without_our_heads_is_refused_with_the_heads_it_needs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="dòng tiêu đề") as caught:
        read_sheet(foreign(tmp_path, ("a", "b"), (1, 2)), TASK)
    assert "Nội dung nhiệm vụ" in caught.value.hint


def test_the_sheet_of_another_entity_or_of_a_newer_version_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="Nhiệm vụ"):
        read_sheet(path, entity_named("meeting"))

    def edit(page: object) -> None:
        page["A1"] = "NTM:task:2:06901"  # type: ignore[index]

    with pytest.raises(InputError, match="mới hơn"):
        read_sheet(edited(path, edit), TASK)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"<html>"]
)
def test_a_file_that_is_no_workbook_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    made = tmp_path / "a.xlsx"
    made.write_bytes(content)
    with pytest.raises(InputError):
        read_sheet(made, TASK)


def test_a_word_file_and_an_old_xls_are_refused(tmp_path: Path) -> None:
    word = tmp_path / "a.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(InputError):
        read_sheet(word, TASK)
    old = tmp_path / "a.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(InputError):
        read_sheet(old, TASK)


def test_a_merged_range_of_millions_of_cells_is_refused(path: Path) -> None:
    def edit(page: object) -> None:
        page.merged_cells.add("A1:XFD1048576")  # type: ignore[attr-defined]

    with pytest.raises(InputError, match="lớn"):
        read_sheet(edited(path, edit), TASK)


def test_more_rows_than_can_be_read_back_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_sheets, "MOST_ROWS", 2)
    rows = [RecordRow(f"06901/t{number}", {"text": "a"}) for number in range(3)]
    with pytest.raises(InputError, match="Nhiều bản ghi"):
        write_sheets([(TASK, rows)], tmp_path / "a.xlsx", "06901")
    assert not (tmp_path / "a.xlsx").exists()


def test_more_rows_than_are_read_are_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_sheets, "MOST_ROWS", -20)
    with pytest.raises(InputError, match="lớn"):
        read_sheet(path, TASK)
    made = tmp_path / "a.csv"
    made.write_text("Nội dung nhiệm vụ;Hạn\nA;\n", "utf-8")
    with pytest.raises(InputError, match="lớn"):
        read_sheet(made, TASK)


def test_a_csv_is_read_with_any_usual_sign_between_cells(tmp_path: Path) -> None:
    made = tmp_path / "a.csv"
    for sign in ",;\t":
        made.write_text(f'Nội dung nhiệm vụ{sign}Hạn\n"A{sign} B"{sign}5/1/2024\n', "utf-8-sig")
        row = read_sheet(made, TASK).rows[0]
        assert (row.cells["text"].value, row.cells["due_on"].value) == (f"A{sign} B", "5/1/2024")


def test_a_csv_that_is_no_text_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "a.csv"
    made.write_bytes("Nội dung".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-8"):
        read_sheet(made, TASK)
    made.write_text(f"Nội dung nhiệm vụ;Hạn\n{'a' * 200_000};\n", "utf-8")
    with pytest.raises(InputError, match="CSV"):
        read_sheet(made, TASK)
    monkeypatch.setattr(record_sheets, "FILE_BYTES", 10)
    with pytest.raises(InputError, match="lớn"):
        read_sheet(made, TASK)
    with pytest.raises(NotFoundError):
        read_sheet(tmp_path / "none.csv", TASK)


def test_two_entities_of_one_name_have_two_sheets(tmp_path: Path) -> None:
    made = tmp_path / "a.xlsx"
    write_sheets([(TASK, []), (TASK, [])], made, "06901")
    assert openpyxl.load_workbook(made).sheetnames == ["Nhiệm vụ", "task"]
