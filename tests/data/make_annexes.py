"""Make tests/data/annexes/: annex tables of many shapes. Every wording and number is made up.

Run as `python -m tests.data.make_annexes`; a test compares what the files say with this script.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

FOLDER = Path(__file__).parent / "annexes"
MADE = datetime.datetime(2026, 1, 1)  # noqa: DTZ001 -- workbooks carry no zone
NOTICE = "(Bảng bịa để thử phần mềm, không phải văn bản)"
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


def add_table(document: Document, rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> Table:
    """Add a table; a merged cell keeps the text of its first place."""
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            if text:
                table.cell(at, place).text = text
    for top, left, bottom, right in merges:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    return table


def add_sheet(
    book: Any, title: str, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()
) -> Any:
    """Add a sheet; a pair (value, format) becomes a formatted number."""
    sheet = book.create_sheet(title)
    for at, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(at, place)
            cell.value, form = value if isinstance(value, tuple) else (value, None)
            if form:
                cell.number_format = form
    for area in merges:
        sheet.merge_cells(area)
    return sheet


def new_book() -> Any:
    """Return a workbook without sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = MADE
    return book


def by_region() -> Document:
    """Numbers inside the wording, merged criteria, columns by region under a common heading."""
    document = docx.Document()
    add_table(document, [["CƠ QUAN BỊA", "TIÊU NGỮ BỊA"]], [])
    document.add_paragraph("PHỤ LỤC THỬ")
    document.add_paragraph("BỘ TIÊU CHÍ BỊA VỀ XÃ GIAI ĐOẠN 2026-2030")
    document.add_paragraph(NOTICE)
    region = "Chỉ tiêu theo vùng"
    rows = [
        ["TT", "Tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu chung", region, "", ""],
        ["", "", "", "", "Bắc Trung Bộ", "Tây Nguyên", "ĐBSCL"],
        ["1", "Việc thử A", "1.1. Có kế hoạch bịa", "Đạt", "Đạt", "Đạt", "Đạt"],
        ["", "", "1.2. Tỷ lệ cột bịa được sơn", "≥ 98 %", "≥98%", "≥ 91,5%", "100 %"],
        ["", "", "1.3. Tỷ lệ ghế bịa bị gãy", "≤ 1,5 %", "≤ 2%", "Không", "≤ 1,5%"],
        ["2", "Việc thử B", "2.1. Tỷ lệ hộ có bình bịa, trong đó có nắp", "≥ 60 % (≥ 30 %)"],
        ["", "", "2.2. Mức chung cho hai dòng (nếu có)", "UBND cấp tỉnh quy định cụ thể"],
        ["3", "Thu hoạch bịa (triệu đồng/người)", "", "Năm 2026: 39; năm 2027: 42,5"],
        ["4", "Việc thử C", "4.1. Tỷ lệ người có thẻ bịa (áp dụng đạt cho cả nam và nữ)", "≥ 90%"],
        ["", "", "4.2. Xếp loại sân bịa", "Khá", "Khá", "Tốt", "Khá"],
    ]
    merges: list[Merge] = [(0, 4, 0, 6), *((0, at, 1, at) for at in range(4))]
    merges += [(2, 0, 4, 0), (2, 1, 4, 1), (5, 0, 6, 0), (5, 1, 6, 1), (8, 0, 9, 0), (8, 1, 9, 1)]
    merges += [(5, 3, 5, 6), (6, 3, 6, 6), (7, 1, 7, 2), (7, 3, 7, 6), (8, 3, 8, 6)]
    add_table(document, rows, merges)
    return document


def by_group() -> Any:
    """A workbook: title rows, sections, a column for numbers, a unit column, three groups."""
    book = new_book()
    rows: list[Sequence[Any]] = [
        ["PHỤ LỤC BỊA"],
        ["Bộ tiêu chí bịa về xã, giai đoạn 2026-2030 " + NOTICE],
        [],
        ["TT", "Tiêu chí, chỉ tiêu", "ĐVT", "Mức đạt", None, None, "Cơ quan phụ trách"],
        [None, None, None, "Xã nhóm 1", "Xã nhóm 2", "Xã nhóm 3", None],
        ["I", "PHẦN BỊA MỘT", None, None, None, None, None],
        [1, "Việc thử A", None, None, None, None, "Phòng bịa"],
        [1.1, "Tỷ lệ đường bịa", None, (0.98, "0%"), (0.9, "0%"), (0.855, "0.0%"), None],
        [1.2, "Số mô hình bịa", "mô hình", "≥ 03", "≥ 02", "≥ 01", None],
        [1.3, "Tỷ lệ nhà bịa", "%", "≥ 80", "≥ 75", "nt", None],
        [1.4, "Tỷ lệ vườn bịa", "%", "≥ 70", "nt", "≥ 65", None],
        *([f"1.{at}", f"Có việc bịa số {at}", None, "Đạt", "Đạt", "Đạt"] for at in range(5, 10)),
        [1.1, "Có việc bịa số 10", None, "Đạt", "Đạt", "Đạt", None],
        ["II", "PHẦN BỊA HAI", None, None, None, None, None],
        [2, "Việc thử B", "%", "≤ 4", "≤ 6", "≤ 8", None],
    ]
    merges = ["A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:G5"]
    add_sheet(book, "Phụ lục I", rows, merges)
    add_sheet(book, "Ghi nhớ", [["Trang này không có bảng"], [NOTICE]])
    return book


def over_pages() -> Document:
    """One list cut into two tables: repeated heads, numbered columns, tracked changes."""
    document = docx.Document()
    document.add_paragraph("BỘ TIÊU CHÍ BỊA VỀ THÔN KIỂU THỬ " + NOTICE)
    head = ["STT", "Tên tiêu chí", "Nội dung", "Yêu cầu"]
    rows = [
        head,
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Việc thử A", "1.1. Có bảng tin bịa", "Đạt"],
        ["", "", "1.2. Có vườn bịa", "Đạt"],
        head,
        ["1", "Việc thử A (tiếp)", "1.3. Dòng này đã bị xóa", "Đạt"],
        ["", "", "1.3. Số tuyến bịa", "≥ 01 tuyến"],
    ]
    table = add_table(document, rows, [(2, 0, 3, 0), (2, 1, 3, 1), (5, 0, 6, 0), (5, 1, 6, 1)])
    properties = table.rows[5]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    for at in (0, 1):  # what the deleted row began begins in the next one
        table.cell(6, at)._tc.vMerge = "restart"
        table.rows[6].cells[at].paragraphs[0].text = ["1", "Việc thử A (tiếp)"][at]
    document.add_paragraph("Trang sau")
    rows = [
        head,
        ["2", "Việc thử B", "2.1. Tỷ lệ hộ tham gia bịa", ""],
        ["", "", "2.2. Có quy ước bịa", "Đạt"],
    ]
    second = add_table(document, rows, [(1, 0, 2, 0), (1, 1, 2, 1)])
    underline_sign(second.cell(1, 3).paragraphs[0], ">", " 85%")
    second.cell(2, 2).add_table(1, 1).cell(0, 0).text = "Bảng trong ô"
    return document


def underline_sign(paragraph: Any, sign: str, rest: str) -> None:
    """Write an underlined > and the rest, as people type ≥."""
    paragraph.add_run(sign).underline = True
    paragraph.add_run(rest)


def one_text_column() -> Document:
    """Criteria and indicators in one column, parts a), b) and dashes, the sign ≥ of Symbol."""
    document = docx.Document()
    document.add_paragraph("QUY ĐỊNH BỊA VỀ TIÊU CHUẨN PHƯỜNG THỬ " + NOTICE)
    rows = [
        ["TT", "Tiêu chuẩn và nội dung", "Mức quy định", "Ghi chú"],
        ["A", "NHÓM BỊA", "", ""],
        ["1", "Việc thử A", "", "ghi nhớ bịa"],
        ["1.1", "Diện tích sân bịa (m2/người)", "", ""],
        ["1.2", "Cửa hàng bịa:", "", ""],
        ["a)", "Có biển tên", "Đạt", ""],
        ["b)", "Tỷ lệ có mái", "từ 70% trở lên", ""],
        ["1.3", "Có tổ bịa hoạt động theo quy chế", "Đạt", ""],
        ["-", "Họp mỗi quý một lần", "", ""],
        ["2", "Việc thử B", "Mức độ 2", ""],
        ["3", "Việc thử C", "Hồ sơ bịa được lập đầy đủ và công khai tại trụ sở", ""],
    ]
    table = add_table(document, rows, [(1, 0, 1, 3)])
    table.cell(1, 0).text = "A. NHÓM BỊA"
    run = table.cell(3, 2).paragraphs[0].add_run()
    symbol = OxmlElement("w:sym")
    symbol.set(qn("w:font"), "Symbol")
    symbol.set(qn("w:char"), "F0B3")
    run._r.append(symbol)
    table.cell(3, 2).paragraphs[0].add_run(" 4,5")
    return document


def roman_criteria() -> Any:
    """Roman criteria with Arabic numbers that begin again under each."""
    book = new_book()
    rows: list[Sequence[Any]] = [
        ["Bộ tiêu chí bịa về huyện thử " + NOTICE],
        ["Số TT", "Nội dung tiêu chí", "Đơn vị tính", "Mức yêu cầu"],
        ["I", "Việc thử A", None, None],
        [1, "Mô hình bịa", "mô hình", "≥ 01 mô hình"],
        [2, "Vụ việc bịa", "vụ", "Không"],
        ["II", "Việc thử B", None, None],
        [1, "Chất lượng bịa", None, "Mức độ 2"],
        [2, "Sản lượng bịa", "tấn", "tối thiểu 1.250,5 tấn"],
        [3, "Tỷ lệ bịa", "%", 65],
    ]
    add_sheet(book, "Sheet1", rows, ["A1:D1"])
    return book


def by_year() -> Any:
    """A column for each year."""
    book = new_book()
    rows: list[Sequence[Any]] = [
        ["STT", "Tiêu chí", "Chỉ tiêu", "ĐVT", "Chỉ tiêu đạt chuẩn", None, None],
        [None, None, None, None, "Năm 2026", "Năm 2027", "Năm 2028"],
        [1, "Việc thử A", "Thu hoạch bịa", "triệu đồng/người", "≥ 40", "≥ 44", "≥ 48,5"],
        [2, "Việc thử B", "Có kho bịa", None, "Đạt", "Đạt", "Đạt"],
    ]
    heads = ["E1:G1", *(f"{letter}1:{letter}2" for letter in "ABCD")]
    add_sheet(book, "Bộ tiêu chí xã", rows, heads)
    return book


def untidy() -> Document:
    """What goes wrong: lost and doubled numbers, strict signs, ranges, notes across the table."""
    document = docx.Document()
    document.add_paragraph(NOTICE)
    rows = [
        ["TT", "Tiêu chí", "Nội dung tiêu chí", "Mức đạt", "Cột lạ"],
        ["1", "Việc thử A", "1.1. Tỷ lệ lạ", "> 90%", "abc"],
        ["", "", "1.1. Tỷ lệ lạ hơn", "10-15%", "def"],
        ["", "", "Không có số", "Đạt", ""],
        ["", "", "1.4. Không có mức", "", ""],
        ["3", "Việc thử C", "5.1. Lạc chỗ", "Đạt", ""],
        ["", "", "3.2. Số kiểu Anh", "≥ 1.5", ""],
        ["", "Việc không số", "Việc gì đó", "x", ""],
        ["4", "Việc rỗng", "", "", ""],
        ["Ghi chú: đây là dòng chữ chạy ngang bảng", "", "", "", ""],
    ]
    merges: list[Merge] = [(1, 0, 4, 0), (1, 1, 4, 1), (5, 0, 6, 0), (5, 1, 6, 1), (9, 0, 9, 4)]
    add_table(document, rows, merges)
    return document


def no_criteria() -> Any:
    """A table that is something else."""
    book = new_book()
    add_sheet(book, "Danh sách", [["Họ tên", "Điện thoại"], ["Người Bịa", "không có"], [NOTICE]])
    return book


SHAPES: dict[str, Any] = {
    "1-theo-vung.docx": by_region,
    "2-theo-nhom.xlsx": by_group,
    "3-nhieu-trang.docx": over_pages,
    "4-mot-cot.docx": one_text_column,
    "5-la-ma.xlsx": roman_criteria,
    "6-theo-nam.xlsx": by_year,
    "7-lon-xon.docx": untidy,
    "8-khong-phai.xlsx": no_criteria,
}


def make(folder: Path) -> None:
    """Write every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in SHAPES.items():
        build().save(folder / name)


if __name__ == "__main__":
    make(FOLDER)
