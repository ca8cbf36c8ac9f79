"""The tables of Word and Excel files as grids, also of files that mean harm."""

import contextlib
import io
import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.errors import InputError, NotFoundError, UserError
from ntm_desktop.exchange import annex_tables, office_files
from ntm_desktop.exchange.annex_tables import read_tables
from tests.data import make_annexes

FILES = sorted(make_annexes.FOLDER.iterdir())


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def origins(table):
    return {(cell.row, cell.column): cell.merged_from for row in table.rows for cell in row}


def word(tmp_path, build):
    document = docx.Document()
    build(document)
    path = tmp_path / "a.docx"
    document.save(path)
    return read_tables(path)


def sheet(tmp_path, build, name="a.xlsx"):
    book = openpyxl.Workbook()
    build(book.active)
    path = tmp_path / name
    book.save(path)
    return read_tables(path)


def said(tables):
    return " | ".join(f"{note.where}: {note.text}" for one in tables for note in one.notes)


# --- Word ---


def test_merged_cells_of_word_are_spread_with_their_origin(tmp_path):
    def build(document):
        table = document.add_table(3, 3)
        for at, row in enumerate(table.rows):
            for place, cell in enumerate(row.cells):
                cell.text = f"{at}{place}"
        table.cell(0, 0).merge(table.cell(1, 1)).text = "rộng"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "cao"

    (table,) = word(tmp_path, build)
    assert texts(table) == [["rộng", "rộng", "02"], ["rộng", "rộng", "cao"], ["20", "21", "cao"]]
    assert origins(table)[2, 2] == (1, 1)
    assert origins(table)[3, 3] == (2, 3)
    assert origins(table)[1, 1] is None


def test_the_text_above_a_table_is_its_title(tmp_path):
    def build(document):
        document.add_paragraph("BỘ TIÊU CHÍ  BỊA")
        document.add_table(1, 1).cell(0, 0).text = "a"
        document.add_paragraph("sau")
        document.add_table(1, 1).cell(0, 0).text = "b"

    first, second = word(tmp_path, build)
    assert (first.name, first.title) == ("Bảng 1", "BỘ TIÊU CHÍ BỊA")
    assert (second.name, second.title) == ("Bảng 2", "sau")


def test_texts_are_composed_and_breaks_kept(tmp_path):
    def build(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Ti\u0065\u0302u\u00a0chi\u0301"
        cell.add_paragraph("hai").add_run().add_break()
        cell.paragraphs[1].add_run("ba\tbốn")

    (table,) = word(tmp_path, build)
    assert texts(table) == [["Tiêu chí\nhai\nba bốn"]]


def test_what_was_deleted_is_not_read_and_inserted_text_is(tmp_path):
    def build(document):
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "dòng bị xóa"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
        paragraph = table.cell(1, 0).paragraphs[0]
        for tag, name, words in (("w:ins", "w:t", "mới"), ("w:del", "w:delText", "cũ")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(name)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)

    tables = word(tmp_path, build)
    assert texts(tables[0]) == [["mới"]]
    assert "theo dõi thay đổi" in said(tables)


def test_a_table_inside_a_cell_is_left_out_and_said(tmp_path):
    def build(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "ngoài"
        cell.add_table(1, 1).cell(0, 0).text = "trong"

    tables = word(tmp_path, build)
    assert len(tables) == 1
    assert texts(tables[0]) == [["ngoài"]]
    assert "Bảng 1, dòng 1, cột 1: có bảng nằm trong ô" in said(tables)


def test_signs_of_the_symbol_font_and_underlined_ones_are_read(tmp_path):
    def build(document):
        table = document.add_table(1, 4)
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:char"), "F0A3")
        run = table.cell(0, 0).paragraphs[0].add_run()
        run._r.append(symbol)
        table.cell(0, 0).paragraphs[0].add_run(" 5%")
        table.cell(0, 1).text = "\uf0b3 6%"
        table.cell(0, 2).paragraphs[0].add_run(">").underline = True
        table.cell(0, 2).paragraphs[0].add_run(" 7%")
        table.cell(0, 3).paragraphs[0].add_run("\u00b3").font.name = "Symbol"
        table.cell(0, 3).paragraphs[0].add_run(" 8%")

    tables = word(tmp_path, build)
    assert texts(tables[0]) == [["≤ 5%", "≥ 6%", "≥ 7%", "≥ 8%"]]
    assert "dấu gạch chân" in said(tables)


def test_old_fonts_and_automatic_numbers_are_said(tmp_path):
    def build(document):
        table = document.add_table(2, 1)
        run = table.cell(0, 0).paragraphs[0].add_run("Tiªu chÝ")
        run.font.name, run.font.size = ".VnTime", Pt(14)
        properties = table.cell(1, 0).paragraphs[0]._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 3

    noted = said(word(tmp_path, build))
    assert "phông cũ" in noted
    assert "đánh số tự động" in noted


def test_cells_in_content_controls_and_rows_with_gaps_are_read(tmp_path):
    def build(document):
        table = document.add_table(2, 3)
        for at, row in enumerate(table.rows):
            for place, cell in enumerate(row.cells):
                cell.text = f"{at}{place}"
        cell = table.cell(0, 1)._tc
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        cell.addprevious(control)
        control.append(content)
        content.append(cell)
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(before)

    (table,) = word(tmp_path, build)
    assert texts(table) == [["00", "01", "02"], ["", "11", "12"]]


# --- Excel ---


def test_a_sheet_shows_numbers_as_excel_does(tmp_path):
    def build(active):
        for at, (value, form) in enumerate(
            [(0.985, "0.0%"), (0.3, '"≥ "0%'), (1.1, None), (1250, "#,##0"), (98, '0"%"')], start=1
        ):
            active.cell(1, at).value = value
            if form:
                active.cell(1, at).number_format = form

    (table,) = sheet(tmp_path, build)
    assert texts(table) == [["98,5%", "≥ 30%", "1,1", "1250", "98%"]]


def test_merged_ranges_of_a_sheet_are_spread(tmp_path):
    def build(active):
        active["B2"] = "chung"
        active["D3"] = "cuối"
        active.merge_cells("B2:C3")

    (table,) = sheet(tmp_path, build)
    assert texts(table) == [
        ["", "", "", ""],
        ["", "chung", "chung", ""],
        ["", "chung", "chung", "cuối"],
    ]
    assert origins(table)[3, 3] == (2, 2)
    assert table.name == "Trang tính “Sheet”"


def test_empty_sheets_are_left_out_and_hidden_ones_said(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.create_sheet("Trống")
    hidden = book.create_sheet("Ẩn")
    hidden["A1"] = "b"
    hidden.sheet_state = "hidden"
    hidden.row_dimensions[1].hidden = True
    book.save(tmp_path / "a.xlsx")
    tables = read_tables(tmp_path / "a.xlsx")
    assert [table.name for table in tables] == ["Trang tính “Sheet”", "Trang tính “Ẩn”"]
    assert "trang tính bị ẩn" in said(tables)
    assert "dòng hoặc cột bị ẩn" in said(tables)


def test_a_formula_without_a_result_is_said(tmp_path):
    def build(active):
        active["A1"] = "a"
        active["A2"] = "=1+1"

    assert "công thức chưa có kết quả" in said(sheet(tmp_path, build))


def test_a_sheet_that_is_too_long_is_cut_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(annex_tables, "MOST_ROWS", 3)

    def build(active):
        for row in range(1, 6):
            active.cell(row, 1).value = row

    tables = sheet(tmp_path, build)
    assert len(tables[0].rows) == 3
    assert "chỉ đọc 3 dòng" in said(tables)
    long = word(tmp_path, lambda document: document.add_table(5, 1))
    assert "chỉ đọc 3 dòng" in said(long)


def test_formatted_empty_cells_far_away_are_no_reason_to_complain(tmp_path):
    def build(active):
        active["A1"] = "a"
        active["A100000"].number_format = "0%"

    tables = sheet(tmp_path, build)
    assert texts(tables[0]) == [["a"]]
    assert said(tables) == ""


# --- files that are refused ---


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotFoundError):
        read_tables(tmp_path / "khong-co.docx")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "không phải .docx hoặc .xlsx"),
        ("a.docx", b"xin chao", "không phải .docx hoặc .xlsx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "mật khẩu"),
        ("a.docx", b"PK\x03\x04 cut", "bị hỏng"),
        ("a.xlsx", b"PK\x03\x04 cut", "bị hỏng"),
        ("a.docx", b"", "bị hỏng"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=words) as error:
        read_tables(path)
    assert error.value.hint


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


RELATION = (
    '<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def test_a_file_that_unfolds_to_too_much_is_refused_before_it_does(tmp_path):
    data = b" " * (office_files.PART_BYTES + 1)
    path = packed(tmp_path / "a.docx", {"_rels/.rels": RELATION, "word/document.xml": data})
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match="quá lớn"):
        read_tables(path)
    many = dict.fromkeys(map(str, range(office_files.MEMBERS + 1)), b"")
    with pytest.raises(InputError, match="quá lớn"):
        read_tables(packed(tmp_path / "b.docx", many))


def test_entities_that_multiply_are_refused(tmp_path):
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "{"x" * 99}">{entities}]><a>&e11;</a>'
    path = packed(tmp_path / "a.docx", {"_rels/.rels": RELATION, "word/document.xml": bomb})
    with pytest.raises(InputError, match="bị hỏng"):
        read_tables(path)


def test_a_merged_range_over_a_whole_sheet_is_refused(tmp_path):
    sheet(tmp_path, lambda active: active.merge_cells("A1:B2"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    members[name] = members[name].replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in members[name]
    with pytest.raises(InputError, match="quá lớn"):
        read_tables(packed(tmp_path / "b.xlsx", members))


def test_a_span_of_millions_of_columns_is_cut(tmp_path):
    xml = (
        '<w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/>'
        "</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    path = packed(tmp_path / "a.docx", {"_rels/.rels": RELATION, "word/document.xml": xml})
    (table,) = read_tables(path)
    assert table.width == annex_tables.MOST_COLUMNS
    assert "chỉ đọc" in said([table])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 2**32 - 1))
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path, path, seed):
    chance = random.Random(seed)
    with zipfile.ZipFile(path) as archive:
        members = {one: bytearray(archive.read(one)) for one in archive.namelist()}
    part = members[chance.choice([one for one in members if one.endswith(".xml")])]
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(part))
        part[start : start + chance.randint(0, 9)] = chance.choice((b"", b"<", b'"', b"999999999"))
    damaged = packed(
        tmp_path / f"a{path.suffix}", {key: bytes(one) for key, one in members.items()}
    )
    with contextlib.suppress(UserError):
        read_tables(damaged)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 2**32 - 1))
def test_a_damaged_archive_is_read_or_refused_in_words(tmp_path, path, seed):
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    damaged = tmp_path / f"a{path.suffix}"
    damaged.write_bytes(data[: chance.choice((len(data), chance.randrange(4, len(data))))])
    with contextlib.suppress(UserError):
        read_tables(damaged)


# --- the files of the tests ---


@pytest.mark.parametrize("name", list(make_annexes.SHAPES))
def test_the_files_say_what_their_script_makes(tmp_path: Path, name: str) -> None:
    made = io.BytesIO()
    make_annexes.SHAPES[name]().save(made)
    path = tmp_path / name
    path.write_bytes(made.getvalue())
    assert read_tables(path) == read_tables(make_annexes.FOLDER / name)


def test_every_file_says_that_it_is_made_up():
    for path in FILES:
        tables = read_tables(path)
        cells = (cell.text for one in tables for row in one.rows for cell in row)
        assert "bịa" in "".join([*(one.title for one in tables), *cells]).lower(), path.name
