"""Documents for the layout check, set by hand: a right one of each regime, to be broken by tests.

They share nothing with our templates: direct formatting on a starting document whose styles and
theme say other fonts, so that what a paragraph really looks like has to be found out.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor

from ntm_desktop.reports.layout_check.check import LayoutReport, check_parts_of_file
from ntm_desktop.reports.line_shapes import bold_width_mm

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
LONG = (
    "Trong kỳ báo cáo, Ủy ban nhân dân xã đã chỉ đạo các đơn vị rà soát từng tiêu chí, phân công "
    "người phụ trách, kiểm tra hồ sơ minh chứng và tháo gỡ khó khăn tại từng thôn."
)


@dataclass(frozen=True)
class Line:
    """A paragraph with its look; `line` is the length of a drawn line below it in mm."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "left"
    first: float = 0
    before: float = 0
    leading: float = 1.0
    exact: float | None = None
    font: str = "Times New Roman"
    colour: str = ""
    line: float = 0
    ruled: bool = False


def drawn(line: Line, share: float) -> Line:
    """Return a line with a shape below it, of a share of its width."""
    return dataclasses.replace(line, line=bold_width_mm(line.text, line.size) * share)


def centred(text: str, size: float = 14, **look: Any) -> Line:
    return Line(text, size=size, align="center", **look)


def prose(text: str, **look: Any) -> Line:
    held = {"align": "both", "first": 12.7, "before": 6, "leading": 1.15}
    return Line(text, **(held | look))


@dataclass(frozen=True)
class Paper:
    """A whole document; every part may be changed with `dataclasses.replace`."""

    page: tuple[float, float] = (210, 297)
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)
    left: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()
    date: tuple[Line, ...] = ()
    title: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    recipients: tuple[Line, ...] = ()
    signature: tuple[Line, ...] = ()
    annexes: tuple[tuple[Line, ...], ...] = ()
    page_number: Line | None = field(default_factory=lambda: centred("2"))
    number_in: str = "header"
    hides_first: bool = True
    restarts: bool = True

    def with_(self, **changes: Any) -> Paper:
        return dataclasses.replace(self, **changes)

    def changed(self, part: str, at: int, **look: Any) -> Paper:
        """Return the paper with one line of a part changed."""
        lines = list(getattr(self, part))
        lines[at] = dataclasses.replace(lines[at], **look)
        return self.with_(**{part: tuple(lines)})

    def without(self, part: str, at: int) -> Paper:
        """Return the paper without one line of a part."""
        lines = list(getattr(self, part))
        del lines[at]
        return self.with_(**{part: tuple(lines)})


ANNEX = (
    centred("Phụ lục I", bold=True),
    centred("DANH SÁCH CÁC THÔN", bold=True),
    centred(
        "(Kèm theo Báo cáo số     /BC-UBND ngày     tháng     năm 2026 của UBND xã)", italic=True
    ),
    prose(LONG),
)


def state_report(**changes: Any) -> Paper:
    """Return a right báo cáo of a commune."""
    held: dict[str, Any] = {
        "left": (
            centred("ỦY BAN NHÂN DÂN", 13, bold=True),
            drawn(centred("XÃ QUẢNG AN", 13, bold=True), 0.4),
        ),
        "right": (
            centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True),
            drawn(centred("Độc lập - Tự do - Hạnh phúc", bold=True), 1.0),
        ),
        "number": (centred("Số: 05/BC-UBND", 13),),
        "date": (centred("Quảng An, ngày 05 tháng 01 năm 2026", italic=True),),
        "title": (
            centred("BÁO CÁO", bold=True),
            drawn(centred("Kết quả xây dựng nông thôn mới năm 2025", bold=True), 0.4),
            centred("Kính gửi: Ủy ban nhân dân huyện Quảng Điền"),
        ),
        "body": (
            prose(LONG),
            prose("I. KẾT QUẢ THỰC HIỆN", bold=True),
            prose("1. Công tác chỉ đạo", bold=True),
            prose(f"a) {LONG}"),
            prose(f"b) {LONG}"),
            prose("II. KIẾN NGHỊ", bold=True),
            prose(LONG),
            prose("Trên đây là báo cáo của Ủy ban nhân dân xã Quảng An./."),
        ),
        "recipients": (
            Line("Nơi nhận:", 12, bold=True, italic=True),
            Line("- Như trên;", 11),
            Line("- Thường trực Đảng ủy;", 11),
            Line("- Lưu: VT, KT.", 11),
        ),
        "signature": (
            centred("TM. ỦY BAN NHÂN DÂN", bold=True),
            centred("CHỦ TỊCH", bold=True),
            centred(""),
            centred("Phạm Văn Mẫu", bold=True),
        ),
    }
    return Paper(**(held | changes))


def state_decision(**changes: Any) -> Paper:
    """Return a right quyết định with grounds."""
    ground = {"italic": True}
    held: dict[str, Any] = {
        "number": (centred("Số: 12/QĐ-UBND", 13),),
        "title": (
            centred("QUYẾT ĐỊNH", bold=True),
            drawn(centred("Về việc thành lập Tổ giúp việc", bold=True), 0.4),
            centred("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ QUẢNG AN", bold=True),
        ),
        "body": (
            prose("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", **ground),
            prose("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;", **ground),
            prose("Theo đề nghị của Trưởng phòng Kinh tế.", **ground),
            centred("QUYẾT ĐỊNH:", bold=True),
            prose("Điều 1. Thành lập Tổ giúp việc", bold=True),
            prose(LONG),
            prose("Điều 2. Hiệu lực thi hành", bold=True),
            prose(LONG),
        ),
        "recipients": (
            Line("Nơi nhận:", 12, bold=True, italic=True),
            Line("- Như Điều 2;", 11),
            Line("- Lưu: VT.", 11),
        ),
        "signature": (
            centred("KT. CHỦ TỊCH", bold=True),
            centred("PHÓ CHỦ TỊCH", bold=True),
            centred("Phạm Văn Mẫu", bold=True),
        ),
    }
    return state_report(**(held | changes))


def state_letter(**changes: Any) -> Paper:
    """Return a right công văn."""
    held: dict[str, Any] = {
        "number": (
            centred("Số: 15/UBND-KT", 13),
            centred("V/v rà soát tiêu chí nông thôn mới", 13, before=6),
        ),
        "title": (
            centred("Kính gửi:"),
            Line("- Phòng Kinh tế;"),
            Line("- Các thôn."),
        ),
        "body": (prose(LONG), prose(LONG)),
    }
    return state_report(**(held | changes))


def party_notice(**changes: Any) -> Paper:
    """Return a right thông báo of a Party committee."""
    text = {"first": 10, "exact": 18}
    held: dict[str, Any] = {
        "left": (
            centred("ĐẢNG BỘ HUYỆN QUẢNG ĐIỀN"),
            centred("ĐẢNG ỦY XÃ QUẢNG AN", bold=True),
            centred("*"),
        ),
        "right": (drawn(centred("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True), 1.0),),
        "number": (centred("Số 18-TB/ĐU"),),
        "date": (centred("Quảng An, ngày 05 tháng 01 năm 2026", italic=True),),
        "title": (
            centred("THÔNG BÁO", 16, bold=True),
            centred("Kết luận của đồng chí Bí thư Đảng ủy", bold=True),
            centred("-----"),
        ),
        "body": (prose(LONG, **text), prose(LONG, **text)),
        "recipients": (
            Line("Nơi nhận:", underline=True),
            Line("- Ban Thường vụ Huyện ủy;", 12),
            Line("- Lưu Văn phòng Đảng ủy.", 12),
        ),
        "signature": (
            centred("T/M ĐẢNG ỦY", bold=True),
            centred("BÍ THƯ"),
            centred("Phạm Văn Mẫu", bold=True),
        ),
    }
    return Paper(**(held | changes))


# --- to a file ---


def document(paper: Paper) -> Document:
    """Return the paper as a Word document."""
    made = docx.Document()
    section = made.sections[0]
    set_page(section, paper)
    head = made.add_table(rows=2, cols=2)
    for cell, lines in zip(
        (*head.rows[0].cells, *head.rows[1].cells),
        (paper.left, paper.right, paper.number, paper.date),
        strict=True,
    ):
        fill(cell, lines)
    for line in (*paper.title, *paper.body):
        set_line(made.add_paragraph(), line)
    if paper.recipients or paper.signature:
        end = made.add_table(rows=1, cols=2)
        fill(end.rows[0].cells[0], paper.recipients)
        fill(end.rows[0].cells[1], paper.signature)
    for annex in paper.annexes:
        own = made.add_section()
        set_page(own, paper)
        if paper.restarts:
            own._sectPr.append(parse_xml(f'<w:pgNumType xmlns:w="{nsmap["w"]}" w:start="1"/>'))
        for line in annex:
            set_line(made.add_paragraph(), line)
    return made


def set_page(section: Any, paper: Paper) -> None:
    width, height = paper.page
    section.page_width, section.page_height = Mm(width), Mm(height)
    if width > height:
        section.orientation = WD_ORIENT.LANDSCAPE
    top, bottom, left, right = map(Mm, paper.margins)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.different_first_page_header_footer = paper.hides_first
    if paper.page_number is not None and section.header.is_linked_to_previous:
        margin = section.header if paper.number_in == "header" else section.footer
        paragraph = margin.paragraphs[0]
        set_line(paragraph, paper.page_number)
        field = parse_xml(f'<w:fldSimple xmlns:w="{nsmap["w"]}" w:instr=" PAGE "/>')
        runs = list(paragraph._p.iter(qn("w:r")))
        runs[0].addprevious(field)
        for run in runs:
            field.append(run)


def fill(cell: Any, lines: Sequence[Line]) -> None:
    first, *rest = lines or (Line(""),)
    set_line(cell.paragraphs[0], first)
    for line in rest:
        set_line(cell.add_paragraph(), line)


def set_line(paragraph: Any, line: Line) -> None:
    """Give a paragraph text and look."""
    form = paragraph.paragraph_format
    form.alignment = ALIGN[line.align]
    form.first_line_indent, form.space_before, form.space_after = Mm(line.first), Pt(line.before), 0
    form.line_spacing = Pt(line.exact) if line.exact else line.leading
    if line.exact:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    run = paragraph.add_run(line.text)
    run.bold, run.italic, run.underline = line.bold, line.italic, line.underline
    run.font.size, run.font.name = Pt(line.size), line.font
    if line.colour:
        run.font.color.rgb = RGBColor.from_string(line.colour)
    if line.line:
        run._r.append(shape(line.line))
    if line.ruled:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:pBdr xmlns:w="{nsmap["w"]}"><w:bottom w:val="single" w:sz="4" '
                'w:space="1" w:color="auto"/></w:pBdr>'
            )
        )


def shape(width: float) -> Any:
    """Return the drawing of a level line of a width in mm."""
    emu = round(width * 36_000)
    return parse_xml(
        f'<w:drawing xmlns:w="{nsmap["w"]}" xmlns:wp="{nsmap["wp"]}" xmlns:a="{nsmap["a"]}" '
        f'xmlns:wps="{WPS}"><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>200000</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{emu}" cy="0"/><wp:wrapNone/><wp:docPr id="1" name="l"/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="'
        f'{WPS}"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def saved(paper: Paper, path: Path) -> Path:
    """Write the paper to a file."""
    document(paper).save(str(path))
    return path


def parts_of(made: Document) -> dict[str, bytes]:
    """Return the parts of XML of a document by name."""
    content = io.BytesIO()
    made.save(content)
    with zipfile.ZipFile(content) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name.endswith(("xml", "rels"))
        }


@functools.cache
def _reported(paper: Paper, regime: str | None) -> LayoutReport:
    return check_parts_of_file(parts_of(document(paper)), regime)


def report(paper: Paper | Document, regime: str | None = None) -> LayoutReport:
    """Return what the check says of a paper."""
    if isinstance(paper, Paper):
        return _reported(paper, regime)
    return check_parts_of_file(parts_of(paper), regime)


def rules(paper: Paper | Document, regime: str | None = None) -> list[str]:
    """Return the rules that a paper breaks, each once."""
    return sorted({one.rule for one in report(paper, regime).findings})
