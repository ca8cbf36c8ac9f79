"""A filled form keeps everything of the superior's workbook but the cells that were asked for."""

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from ntm_desktop.domain.superior_forms import parse_place
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.exchange.form_workbook import FormWorkbook


@pytest.fixture
def blank(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 10"
    sheet["A1"] = "KẾT QUẢ THỰC HIỆN"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:D1")
    sheet["A3"], sheet["B3"], sheet["C3"] = "TT", "Nội dung", "Kết quả"
    sheet["C5"].number_format = "0.0%"
    sheet["C6"].number_format = "#,##0"
    sheet["C7"] = "=C5+C6"
    sheet["C8"].number_format = '0.0" %"'
    book.create_sheet("Trang 2")["A1"] = 5
    path = tmp_path / "bieu.xlsx"
    book.save(path)
    return path


def rewritten(path, change):
    """Write a workbook again, each part changed by `change(name, bytes)`; None leaves one out."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(content, "w") as out:
        for name in archive.namelist():
            data = change(name, archive.read(name))
            if data is not None:
                out.writestr(name, data)
    path.write_bytes(content.getvalue())


def filled(path, **cells):
    form = FormWorkbook(path)
    for reference, value in cells.items():
        place = parse_place(f"Biểu 10!{reference}")
        assert form.problem(place) == ""
        form.put(place, value)
    out = path.with_name("da-dien.xlsx")
    form.save(out)
    return out


def test_cells_are_set_and_everything_else_stays(blank):
    out = filled(blank, C5=Decimal("95.3"), C6=Decimal(1234), B9="Giao thông & <đường>", C8="Đạt")
    sheet = openpyxl.load_workbook(out)["Biểu 10"]
    assert [sheet[one].value for one in ("C5", "C6", "B9", "C8")] == [
        *(0.953, 1234, "Giao thông & <đường>", "Đạt")
    ]
    assert (sheet["C5"].number_format, sheet["C7"].value) == ("0.0%", "=C5+C6")
    assert sheet["A1"].font.b
    assert "A1:D1" in sheet.merged_cells
    assert openpyxl.load_workbook(out)["Trang 2"]["A1"].value == 5


def test_a_number_with_a_written_percent_sign_is_no_share(blank):
    out = filled(blank, C8=Decimal("95.3"))
    assert openpyxl.load_workbook(out)["Biểu 10"]["C8"].value == 95.3


def test_unknown_parts_are_carried_over_byte_for_byte(blank):
    with zipfile.ZipFile(blank, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", b"<x/>")
    out = filled(blank, C5=Decimal(1))
    with zipfile.ZipFile(blank) as before, zipfile.ZipFile(out) as after:
        assert after.namelist() == before.namelist()
        same = [one for one in before.namelist() if before.read(one) == after.read(one)]
        changed = set(before.namelist()) - set(same)
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}


def test_formulas_are_calculated_anew_when_the_file_is_opened(blank):
    out = filled(blank, C5=Decimal(1))
    assert openpyxl.load_workbook(out).calculation.fullCalcOnLoad


def test_a_book_without_calculation_settings_gets_them(blank):
    settings = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    rewritten(blank, lambda _name, data: data.replace(settings, b""))
    with zipfile.ZipFile(blank) as archive:
        assert b"calcPr" not in archive.read("xl/workbook.xml")
    with zipfile.ZipFile(filled(blank, C5=Decimal(1))) as archive:
        assert b'calcPr fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Biểu 10!C7", "công thức"),
        ("Biểu 10!B1", "đầu của vùng là A1"),
        ("Khác!A1", "Biểu 10, Trang 2"),
    ],
)
def test_cells_that_must_not_be_filled_are_named(blank, cell, said):
    assert said in FormWorkbook(blank).problem(parse_place(cell))


def test_the_words_of_a_form_can_be_read(blank):
    form = FormWorkbook(blank)
    assert form.sheets == ("Biểu 10", "Trang 2")
    found = {str(one.place): (one.text, one.has_formula) for one in form.cells("Biểu 10")}
    assert found["Biểu 10!A3"] == ("TT", False)
    assert found["Biểu 10!C7"][1]
    assert form.text(parse_place("Biểu 10!B3")) == "Nội dung"
    assert form.text(parse_place("Biểu 10!Z99")) == ""


def test_a_text_written_in_the_cell_itself_is_read(blank):
    out = filled(blank, B9="chữ")
    assert FormWorkbook(out).text(parse_place("Biểu 10!B9")) == "chữ"


def test_rows_and_cells_without_references_are_counted(blank):
    def without(name, data):
        is_second = name.endswith("sheet2.xml")
        return data.replace(b' r="1"', b"").replace(b' r="A1"', b"") if is_second else data

    rewritten(blank, without)
    form = FormWorkbook(blank)
    assert form.text(parse_place("Trang 2!A1")) == "5"
    form.put(parse_place("Trang 2!B1"), "x")
    form.save(blank)
    assert FormWorkbook(blank).text(parse_place("Trang 2!B1")) == "x"


def test_a_text_that_cells_share_is_read(blank):
    shared = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Hai'
    cells = b'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c>'

    def sharing(name, data):
        return re.sub(rb'<c r="A1".*?</c>', cells, data) if "sheet2" in name else data

    rewritten(blank, sharing)
    with zipfile.ZipFile(blank, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f"{shared}</t></r><r><t> phần</t></r></si></sst>")
    form = FormWorkbook(blank)
    assert form.text(parse_place("Trang 2!A1")) == "Hai phần"
    assert form.text(parse_place("Trang 2!B1")) == ""


COLUMNS = st.sampled_from(["A", "B", "Z", "AA", "AZ", "BA"])
VALUES = st.one_of(st.integers(-999, 999).map(Decimal), st.text("aĐ<&> \n", min_size=1, max_size=6))


@given(st.dictionaries(st.builds("{}{}".format, COLUMNS, st.integers(9, 40)), VALUES, max_size=12))
def test_any_cells_in_any_order_are_found_again_by_excel_readers(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("form") / "b.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Biểu 10"
    book.active["C20"] = "giữ"
    book.save(path)
    sheet = openpyxl.load_workbook(filled(path, **cells))["Biểu 10"]
    assert {one: sheet[one].value for one in cells} == {
        one: int(value) if isinstance(value, Decimal) else value for one, value in cells.items()
    }
    if "C20" not in cells:
        assert sheet["C20"].value == "giữ"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04hong", b"\xd0\xcf\x11\xe0abc", b"chu thuong"])
def test_a_file_that_is_no_workbook_is_refused_in_words(tmp_path, content):
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError):
        FormWorkbook(path)


def test_a_truncated_workbook_is_refused_in_words(blank):
    blank.write_bytes(blank.read_bytes()[:-200])
    with pytest.raises(InputError):
        FormWorkbook(blank)


def test_a_word_file_and_a_missing_one_are_refused(blank):
    word = blank.rename(blank.with_suffix(".docx"))
    with pytest.raises(InputError, match="Excel"):
        FormWorkbook(word)
    with pytest.raises(NotFoundError):
        FormWorkbook(blank)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_refused(blank, part):
    rewritten(blank, lambda name, data: b"<x" if name == part else data)
    with pytest.raises(InputError):
        FormWorkbook(blank)


def test_a_book_without_texts_or_styles_can_be_filled(blank):
    gone = ("xl/sharedStrings.xml", "xl/styles.xml")
    rewritten(blank, lambda name, data: None if name in gone else data)
    form = FormWorkbook(blank)
    form.put(parse_place("Biểu 10!C5"), Decimal(95))
    form.save(blank)
    assert FormWorkbook(blank).text(parse_place("Biểu 10!C5")) == "95"


def test_a_book_without_sheets_is_refused(blank):
    sheets = re.compile(rb"<sheets>.*</sheets>", re.DOTALL)
    rewritten(blank, lambda _name, data: sheets.sub(b"<sheets/>", data))
    with pytest.raises(InputError):
        FormWorkbook(blank)


def formatted(path):
    """Make a form as superiors send them: grouped head, totals, protection, print settings."""
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Alignment, PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 10"
    sheet["A1"] = "TỔNG HỢP NGUỒN LỰC"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A1:D1")
    sheet["B5"] = "=SUM(C5:D5)"
    sheet["C5"].number_format = "#,##0"
    sheet["C5"].protection = Protection(locked=False)
    sheet["C5"].comment = Comment("theo quyết định giao vốn", "cấp trên")
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[1].height = 40
    sheet.row_dimensions[7].hidden = True
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add("B5", CellIsRule("lessThan", ["1"], fill=red))
    checked = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    checked.add("C5:D5")
    sheet.add_data_validation(checked)
    sheet.protection.sheet = True
    sheet.print_title_rows, sheet.print_area = "1:4", "A1:E9"
    sheet.page_setup.orientation = "landscape"
    book.create_sheet("Danh mục").sheet_state = "hidden"
    book.save(path)
    return path


def test_everything_a_superior_set_up_is_there_after_filling(tmp_path):
    blank = formatted(tmp_path / "bieu-11.xlsx")
    sheet = openpyxl.load_workbook(filled(blank, C5=Decimal("1200.5")))["Biểu 10"]
    assert sheet["C5"].value == 1200.5
    assert sheet["C5"].number_format == "#,##0"
    assert not sheet["C5"].protection.locked
    assert sheet["C5"].comment.text == "theo quyết định giao vốn"
    assert sheet["B5"].value == "=SUM(C5:D5)"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:D1"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B5"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C5:D5"
    assert sheet.protection.sheet
    assert sheet.print_area == "'Biểu 10'!$A$1:$E$9"
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.parent["Danh mục"].sheet_state == "hidden"


def test_only_the_filled_sheet_and_the_order_to_calculate_differ(tmp_path):
    blank = formatted(tmp_path / "bieu-11.xlsx")
    out = filled(blank, C5=Decimal(1))
    with zipfile.ZipFile(blank) as before, zipfile.ZipFile(out) as after:
        assert before.namelist() == after.namelist()
        other = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert sorted(other) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]


def test_a_form_says_how_it_looks(tmp_path):
    form = FormWorkbook(formatted(tmp_path / "bieu-11.xlsx"))
    layout = form.layout("Biểu 10")
    assert [(one.row, one.column, one.rows, one.columns) for one in layout.merged] == [(0, 0, 1, 4)]
    assert layout.widths[0] == 34
    assert layout.widths[5] == 0
    assert layout.heights == {0: 40, 6: 0}
    head, total = (
        next(one for one in form.cells("Biểu 10") if str(one.place)[-2:] == at)
        for at in ("A1", "B5")
    )
    assert (head.align, head.is_bold, head.formula) == ("center", True, "")
    assert (total.has_formula, total.formula) == (True, "SUM(C5:D5)")
    assert form.hidden == {"Danh mục"}


def test_a_width_for_every_column_of_the_sheet_stays_small(tmp_path):
    blank = formatted(tmp_path / "bieu-11.xlsx")

    def wide(name, data):
        cols = b'<cols><col min="1" max="16384" width="9"/></cols>'
        return re.sub(rb"<cols>.*?</cols>", cols, data) if name.endswith("sheet1.xml") else data

    rewritten(blank, wide)
    assert len(FormWorkbook(blank).layout("Biểu 10").widths) == 200


def test_a_damaged_size_is_refused_in_words(tmp_path):
    blank = formatted(tmp_path / "bieu-11.xlsx")
    rewritten(blank, lambda _name, data: data.replace(b'width="34"', b'width="x"'))
    with pytest.raises(InputError):
        FormWorkbook(blank).layout("Biểu 10")


def test_a_form_knows_which_cells_it_adds_up(tmp_path):
    form = FormWorkbook(formatted(tmp_path / "bieu.xlsx"))
    assert form.is_added_up(parse_place("Biểu 10!C5"))
    assert form.is_added_up(parse_place("Biểu 10!D5"))
    assert not form.is_added_up(parse_place("Biểu 10!C6"))
    assert not form.is_added_up(parse_place("Danh mục!C5"))
