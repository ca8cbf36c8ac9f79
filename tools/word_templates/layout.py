"""Page, styles, paragraphs, lines and tables of the shipped Word templates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

FONT = "Times New Roman"
TWIPS_PER_MM = 1440 / 25.4
TEXT_WIDTH_MM = 165
LEADED = ("NtmBody", "NtmGrounds", "NtmHeading", "NtmSubheading")
LANDSCAPE_WIDTH_MM = 267
ANNEX_WIDTH_MM = 252  # a landscape page with the margins of an official document
KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header"}

# id: (name shown in Word, size in half points, bold, italic, alignment, space before in points,
#      first line indent in mm, keep with next, outline level)
STYLES: dict[str, tuple[str, int, bool, bool, str, float, float, bool, int | None]] = {
    "NtmBody": ("NTM Thân văn bản", 28, False, False, "both", 6, 12.7, False, None),
    "NtmHeading": ("NTM Mục", 28, True, False, "both", 8, 12.7, True, 0),
    "NtmSubheading": ("NTM Khoản", 28, True, False, "both", 6, 12.7, True, 1),
    "NtmIssuerParent": ("NTM Cơ quan chủ quản", 26, False, False, "center", 0, 0, False, None),
    "NtmIssuer": ("NTM Cơ quan ban hành", 26, True, False, "center", 0, 0, False, None),
    "NtmNation": ("NTM Quốc hiệu", 26, True, False, "center", 0, 0, False, None),
    "NtmMotto": ("NTM Tiêu ngữ", 28, True, False, "center", 0, 0, False, None),
    "NtmNumber": ("NTM Số, ký hiệu", 26, False, False, "center", 4, 0, False, None),
    "NtmPlaceDate": ("NTM Địa danh, ngày tháng", 28, False, True, "center", 4, 0, False, None),
    "NtmType": ("NTM Tên loại", 28, True, False, "center", 16, 0, True, None),
    "NtmSubject": ("NTM Trích yếu", 28, True, False, "center", 0, 0, True, None),
    "NtmAddressee": ("NTM Kính gửi", 28, False, False, "center", 12, 0, False, None),
    "NtmLetterSubject": (
        *("NTM Trích yếu công văn", 26, False, False, "center", 6, 0, False, None),
    ),
    "NtmGrounds": ("NTM Căn cứ", 28, False, True, "both", 6, 12.7, False, None),
    "NtmSignature": ("NTM Chữ ký", 28, True, False, "center", 0, 0, True, None),
    "NtmRecipientsHead": ("NTM Nơi nhận", 24, True, True, "left", 0, 0, True, None),
    "NtmRecipients": ("NTM Dòng nơi nhận", 22, False, False, "left", 0, 0, True, None),
    "NtmAnnex": ("NTM Phụ lục", 28, True, False, "center", 0, 0, True, 0),
    "NtmAnnexName": ("NTM Tên phụ lục", 28, True, False, "center", 0, 0, True, None),
    "NtmAnnexNote": ("NTM Kèm theo", 28, False, True, "center", 0, 0, True, None),
    "NtmMoneyUnit": ("NTM Đơn vị tiền", 24, False, True, "right", 6, 0, True, None),
    "NtmCaption": ("NTM Tên biểu đồ", 26, False, True, "center", 0, 0, False, None),
    "NtmPicture": ("NTM Biểu đồ", 28, False, False, "center", 6, 0, True, None),
    "NtmDraft": ("NTM Dự thảo", 22, False, True, "center", 0, 0, False, None),
    "NtmCellHead": ("NTM Đầu cột", 22, True, False, "center", 2, 0, False, None),
    "NtmCell": ("NTM Ô bảng", 22, False, False, "left", 2, 0, False, None),
    "NtmCellCenter": ("NTM Ô bảng, giữa", 22, False, False, "center", 2, 0, False, None),
    "NtmCellNumber": ("NTM Ô bảng, số", 22, False, False, "right", 2, 0, False, None),
    "NtmTableNote": ("NTM Chú thích bảng", 22, False, True, "both", 6, 0, False, None),
    "NtmOffice": ("NTM Tên cơ quan", 26, True, False, "left", 0, 0, True, None),
    "NtmMadeOn": ("NTM Ngày lập", 26, False, True, "right", 0, 0, True, None),
    "NtmStanding": ("NTM Kết quả chung", 26, False, False, "center", 2, 0, True, None),
    "NtmPlain": ("NTM Dòng thường", 26, False, False, "left", 4, 0, False, None),
    "NtmFormSign": ("NTM Người ghi phiếu", 26, True, False, "center", 6, 0, True, None),
    "NtmFormHint": ("NTM Ký, ghi họ tên", 22, False, True, "center", 0, 0, True, None),
    "NtmThin": ("NTM Dòng mảnh", 2, False, False, "left", 0, 0, False, None),
}
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def twips(millimetres: float) -> int:
    """Return twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def element(xml: str) -> Any:
    """Return an lxml element of WordprocessingML, written with our usual prefixes."""
    head, _, rest = xml.partition(">")
    closing = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {NAMESPACES}{closing}>{rest}")


# --- styles and page ---


def style_xml(style_id: str) -> str:
    """Return one paragraph style of the layout."""
    name, size, bold, italic, align, before, indent, keep, outline = STYLES[style_id]
    exact = style_id == "NtmThin"
    indented = f'<w:ind w:firstLine="{twips(indent)}"/>' if indent else ""
    outlined = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    after = 40 if style_id.startswith("NtmCell") else 0
    leading = 276 if style_id in LEADED else 240
    spacing = (
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        if exact
        else f'<w:spacing w:before="{round(before * 20)}" w:after="{after}" '
        f'w:line="{leading}" w:lineRule="auto"/>'
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if keep else ''}{spacing}"
        f"{indented}"
        f'<w:jc w:val="{align}"/>'
        f"{outlined}</w:pPr><w:rPr>"
        f"{'<w:b/><w:bCs/>' if bold else ''}{'<w:i/><w:iCs/>' if italic else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def set_styles(document: WordDocument) -> None:
    """Leave only the styles we use, in Times New Roman and Vietnamese."""
    styles = document.styles.element
    for style in list(styles.iter(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    for link in list(styles.iter(qn("w:link"))):
        link.getparent().remove(link)
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, element(_DEFAULTS))
    normal = next(s for s in styles.iter(qn("w:style")) if s.get(qn("w:styleId")) == "Normal")
    for tag in ("w:pPr", "w:rPr"):
        for found in normal.findall(qn(tag)):
            normal.remove(found)
    for style_id in STYLES:
        styles.append(element(style_xml(style_id)))


_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:color w:val="000000"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
)


def section_xml(
    header_id: str, first_header_id: str, *, landscape: bool = False, issued: bool = False
) -> str:
    """Return a section of a template: A4, number hidden on page 1.

    Margins are 20/20/30/15 mm as the decree asks; a landscape page for the meeting table, which
    is no official document unless it is `issued`, has 15 mm all round.
    """
    width, height = (297, 210) if landscape else (210, 297)
    turned = ' w:orient="landscape"' if landscape else ""
    is_sheet = landscape and not issued
    top, left = (15, 15) if is_sheet else (20, 30)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header_id}"/>'
        f'<w:headerReference w:type="first" r:id="{first_header_id}"/>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(15)}" w:bottom="{twips(top)}" '
        f'w:left="{twips(left)}" w:header="{twips(7 if is_sheet else 10)}" '
        f'w:footer="{twips(10)}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/></w:sectPr>'
    )


def add_headers(document: WordDocument) -> tuple[str, str]:
    """Write the page number into the header, nothing on first pages; return both relation ids."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    header = section.header._element
    for paragraph in list(header):
        header.remove(paragraph)
    header.append(
        element(
            '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE ">'
            '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple></w:p>'
        )
    )
    references = section._sectPr.findall(qn("w:headerReference"))
    ids = {found.get(qn("w:type")): found.get(qn("r:id")) for found in references}
    return ids["default"], ids["first"]


# --- paragraphs, lines and tables ---


def runs(text: str, size: int, *, bold: bool = False) -> str:
    """Return one run; the size is written on it so that a copied passage keeps its look."""
    return (
        f"<w:r><w:rPr>{_FONTS}{'<w:b/><w:bCs/>' if bold else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def paragraph(style: str, text: str = "", *, bold: bool = False, keep: bool = False) -> str:
    """Return a paragraph of a style."""
    content = runs(text, STYLES[style][1], bold=bold or STYLES[style][2]) if text else ""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{content}</w:p>'


def tag(text: str, style: str = "NtmBody") -> str:
    """Return a paragraph that holds nothing but a Jinja paragraph tag."""
    return paragraph(style, f"{{%p {text} %}}")


def when(condition: str, *content: str) -> str:
    """Return content that is there only when the field is not empty."""
    return "".join((tag(f"if {condition}"), *content, tag("endif")))


def each(name: str, field: str, content: str) -> str:
    """Return content repeated for each element of a list field."""
    return "".join((tag(f"for {name} in {field}"), content, tag("endfor")))


def line(share: float, number: int, *, longest: float, before: float = 2.5) -> str:
    """Return a thin paragraph with an anchored line shape; `share` of the width of the text above.

    `longest` is the width in mm at which that text wraps.

    The rule stands in the alternative text; the program sets the length when the text is known.
    """
    width = 20 * 36_000
    drawing = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{round(before * 12_700)}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{width}" cy="0"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Đường kẻ {number}" '
        f'descr="line {share:.2f} of {longest:g}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/>'
        '</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    )
    fallback = (
        '<w:pict><v:line style="position:absolute;mso-position-horizontal:center;'
        'mso-position-horizontal-relative:text;mso-position-vertical-relative:text" '
        f'from="0,0" to="{width / 12_700:.1f}pt,0" strokecolor="black" strokeweight=".75pt"/>'
        "</w:pict>"
    )
    return (
        '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="100" '
        'w:lineRule="exact"/><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def cell(width: float, content: str, *, span: int = 1, merge: str = "", middle: bool = True) -> str:
    """Return a table cell; `merge` is "restart" or "continue" for cells merged downwards."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    aligned = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{merged}{aligned}'
        f"</w:tcPr>{content}</w:tc>"
    )


def row(*cells: str, head: bool = False, least_mm: float = 0) -> str:
    """Return a table row that is never split over two pages; a head row is repeated.

    `least_mm` is the least height, for rows that are written into by hand.
    """
    high = f'<w:trHeight w:val="{twips(least_mm)}" w:hRule="atLeast"/>' if least_mm else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def tag_row(text: str, columns: int, width: float = TEXT_WIDTH_MM) -> str:
    """Return a row that holds nothing but a Jinja row tag."""
    return row(cell(width, paragraph("NtmCell", f"{{%tr {text} %}}"), span=columns))


def table(widths: Sequence[float], *table_rows: str, borders: bool = True, rule: str = "") -> str:
    """Return a table of fixed column widths (mm); `rule` is kept as its alternative text."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for e in edges)
    margin = twips(0.8) if borders else 0
    bordered = f"<w:tblBorders>{drawn}</w:tblBorders>" if borders else ""
    ruled = f'<w:tblDescription w:val="{rule}"/>' if rule else ""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"{bordered}"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        "</w:tblCellMar>"
        f"{ruled}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(table_rows)}</w:tbl>"
    )


# --- tables of fields ---

HEAD, LEFT, MIDDLE, RIGHT = "NtmCellHead", "NtmCell", "NtmCellCenter", "NtmCellNumber"


def head_cell(width: float, text: str, **more: Any) -> str:
    """Return a cell of a head row."""
    return cell(width, paragraph(HEAD, text) if text else paragraph(HEAD), **more)


def data_row(
    widths: Sequence[float], styles: Sequence[str], fields: Sequence[str], *, bold: bool = False
) -> str:
    """Return a row of plain fields; a bold one heads those below it and stays with them."""
    return row(
        *(
            cell(width, paragraph(style, field, bold=bold, keep=bold))
            for width, style, field in zip(widths, styles, fields, strict=True)
        )
    )


# --- the whole document ---


def build_document(
    name: str, body: Callable[[str], str], *, landscape: bool = False
) -> WordDocument:
    """Return a template called `name`; `body(section)` gets the XML of its one kind of section."""
    document = Document()
    drop_leftovers(document)
    set_styles(document)
    section = section_xml(*add_headers(document), landscape=landscape)
    content = document.element.body
    for child in list(content):
        content.remove(child)
    for child in element(f"<w:body>{body(section)}</w:body>"):
        content.append(child)
    content.append(element(section))
    describe(document, name)
    return document


def drop_leftovers(document: WordDocument) -> None:
    """Remove parts of the starting document that no page needs."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/numbering")):
            del document.part.rels[key]
    thumbnails = [
        key
        for key, relation in document.part.package.rels.items()
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]
    for key in thumbnails:
        del document.part.package.rels[key]


def describe(document: WordDocument, name: str) -> None:
    """Set the document's properties: no author, a fixed date."""
    made = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    properties = document.core_properties
    properties.title, properties.language = name, "vi-VN"
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = made
