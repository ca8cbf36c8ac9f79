"""The parts of a Word file to a `Sheet`: text, looks, tables, boxes, lines, headers, sections."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn

from ntm_desktop import texts
from ntm_desktop.errors import InputError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.reports.layout_check.formatting import TWIPS_PER_MM, Look, is_on, number
from ntm_desktop.reports.layout_check.model import (
    Cell,
    LineShape,
    Paragraph,
    Run,
    Section,
    Sheet,
    TableShape,
)
from ntm_desktop.reports.layout_check.numbering import Lists

EMU_PER_MM = 36_000
MM_PER_POINT = 25.4 / 72
FLAT_MM = 3.0  # a line may be drawn a little aslant
MOST_TAGS, MOST_PARAGRAPHS = 2_000_000, 60_000  # of a part; a file of 2 000 pages has fewer
STEP = 200  # paragraphs between two words about progress
_STRICT = {  # names of the strict variant of the format and those that everybody writes
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": nsmap["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": nsmap["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": nsmap["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": nsmap["wp"].encode(),
}
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PASSED = {  # what wraps runs without hiding them
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
} | {qn("w:moveTo"), qn("w:dir"), qn("w:bdo")}
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_LINE_SHAPES = ("line", "straightConnector1")
_LINE_TYPES = ("#_x0000_t32", "#_x0000_t20")  # connector and line of VML
_PICTURES = (qn("pic:pic"), qn("c:chart"), f"{{{VML}}}imagedata")


def read_sheet(parts: Mapping[str, bytes], progress: Progress = no_progress) -> Sheet:
    """Return the sheet of a Word file; `parts` are its parts of XML by name.

    Raises `InputError` for what is no Word document and for damaged XML. Nothing outside the
    file is ever fetched; entities are not resolved.
    """
    return _Reader(parts, progress).sheet()


def _root(data: bytes | None) -> Any | None:
    """Return a part as an element; None where there is none."""
    if data is None:
        return None
    if b"purl.oclc.org" in data[:4_096]:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    if data.count(b"<") > MOST_TAGS:
        raise _too_large()
    try:
        root = parse_xml(data)  # no entities, no network
    except (SyntaxError, ValueError) as error:  # lxml's XMLSyntaxError is a SyntaxError
        raise InputError(texts.LAYOUT_BROKEN, hint=texts.LAYOUT_BROKEN_HINT) from error
    if root.getroottree().docinfo.doctype:
        raise InputError(texts.LAYOUT_BROKEN, hint=texts.LAYOUT_BROKEN_HINT)
    return root


def _too_large() -> InputError:
    """Return the refusal of a file with more in it than any document."""
    return InputError(texts.LAYOUT_LARGE, hint=texts.LAYOUT_LARGE_HINT)


class _Reader:
    """Walks one file; keeps count of paragraphs, tables and sections on the way."""

    def __init__(self, parts: Mapping[str, bytes], progress: Progress) -> None:
        self._parts, self._progress = parts, progress
        self._main = self._find_main()
        self._related = self._relations(self._main)
        self._look = Look(self._kind("styles"), self._kind("theme"), self._kind("settings"))
        self._lists = Lists(self._kind("numbering"))
        self._found: list[Paragraph] = []
        self._tables: list[TableShape] = []
        self._section = 0
        self._total = 0

    def _find_main(self) -> str:
        """Return the name of the part that holds the text."""
        for kind, target in self._relations("").values():
            if kind.endswith("/officeDocument") and target in self._parts:
                return target
        raise InputError(texts.LAYOUT_NOT_WORD, hint=texts.LAYOUT_NOT_WORD_HINT)

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return kind and target of the parts that a part names, by id."""
        folder, base = posixpath.split(name)
        root = _root(self._parts.get(posixpath.join(folder, "_rels", f"{base}.rels")))
        found = {}
        for one in root.iter(_RELATED) if root is not None else ():
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[one.get("Id", "")] = (one.get("Type", ""), posixpath.normpath(joined).lstrip("/"))
        return found

    def _kind(self, kind: str) -> Any | None:
        """Return the part of a kind such as "styles" that the text names."""
        for found, target in self._related.values():
            if found.endswith(f"/{kind}"):
                return _root(self._parts.get(target))
        return None

    def sheet(self) -> Sheet:
        """Read everything."""
        root = _root(self._parts[self._main])
        body = root.find(qn("w:body")) if root is not None else None
        if body is None:
            raise InputError(texts.LAYOUT_NOT_WORD, hint=texts.LAYOUT_NOT_WORD_HINT)
        self._total = sum(1 for _ in body.iter(qn("w:p")))
        if self._total > MOST_PARAGRAPHS:
            raise _too_large()
        sections = [self._section_of(one) for one in body.iter(qn("w:sectPr")) if _is_now(one)]
        self._read_blocks(body)
        changed = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
        tracked = sum(1 for name in changed for _ in body.iter(qn(name)))
        comments = sum(1 for _ in body.iter(qn("w:commentReference")))
        return Sheet(
            paragraphs=tuple(self._found),
            sections=tuple(_with_inherited(sections or [Section()])),
            tables=tuple(self._tables),
            tracked=tracked,
            comments=comments,
            pages=self._pages(),
        )

    def _pages(self) -> int | None:
        """Return how many pages the last program counted, where it said so."""
        for kind, target in self._relations("").values():
            if kind.endswith("/extended-properties"):
                root = _root(self._parts.get(target))
                for one in root if root is not None else ():
                    is_count = str(one.tag).endswith("}Pages")
                    if is_count and (one.text or "").isdigit():
                        return int(one.text)
        return None

    # --- blocks ---

    def _read_blocks(self, parent: Any, cell: Cell | None = None, table: str = "") -> None:
        """Read paragraphs and tables below an element."""
        for child in parent:
            if child.tag == qn("w:p"):
                self._read_paragraph(child, cell, table)
            elif child.tag == qn("w:tbl"):
                self._read_table(child, table)
            elif child.tag in _WRAPPERS:
                self._read_blocks(child, cell, table)

    def _read_table(self, table: Any, around: str) -> None:
        """Read the cells of a table row by row; a cell merged downwards is read once."""
        place = len(self._tables)
        named = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        style = named.get(qn("w:val"), "") if named is not None else around
        rows = list(_children(table, "w:tr"))
        self._tables.append(_shape_of(table, rows))
        for at, row in enumerate(rows, start=1):
            cells = list(_children(row, "w:tc"))
            for column, inner in enumerate(cells, start=1):
                width = _width_of(inner)
                here = Cell(table=place + 1, row=at, column=column, columns=len(cells), width=width)
                self._read_blocks(inner, here, style)

    def _read_paragraph(
        self, paragraph: Any, cell: Cell | None, table: str, where: str = "body"
    ) -> None:
        """Read one paragraph, and the boxes anchored in it after it."""
        if len(self._found) % STEP == 0:
            self._progress(len(self._found), self._total)
        self._found.append(self._paragraph(paragraph, cell, table, where, len(self._found) + 1))
        for box in _boxes(paragraph):
            for inner in box.iter(qn("w:p")):
                self._read_paragraph(inner, None, "", "box")
        ends = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if ends is not None and where == "body":
            self._section += 1

    def _paragraph(
        self, paragraph: Any, cell: Cell | None, table: str, where: str, place: int
    ) -> Paragraph:
        """Return one paragraph with its look."""
        listed = self._look.numbering_of(paragraph)
        level = self._lists.properties(*listed) if listed else None
        look = self._look.paragraph(paragraph, table, level)
        runs = tuple(self._runs(paragraph, table))
        label = self._lists.label(*listed) if listed and any(run.text for run in runs) else ""
        in_box = any(True for _ in paragraph.iterancestors(qn("w:txbxContent")))
        look["is_framed"] = look["is_framed"] or in_box
        broken = look.pop("breaks_page") or any(
            one.get(qn("w:type")) == "page" for one in paragraph.iter(qn("w:br"))
        )
        return Paragraph(
            number=place,
            runs=runs,
            label=label,
            style=self._look.style_name(self._look.style_of(paragraph)),
            cell=cell,
            where=where,
            section=self._section,
            shapes=tuple(_shapes(paragraph)),
            has_picture=any(True for tag in _PICTURES for _ in _own(paragraph, tag)),
            breaks_page=broken,
            fields=tuple(_fields(paragraph)),
            **look,
        )

    def _runs(self, paragraph: Any, table: str) -> Iterator[Run]:
        """Yield the runs that are printed, of which deleted ones are none."""
        for run in _run_elements(paragraph):
            text = _text_of(run)
            if text:
                yield Run(text=text, **self._look.run(paragraph, run, table))

    # --- sections, headers and footers ---

    def _section_of(self, element: Any) -> Section:
        """Return one section."""
        size, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
        numbers = element.find(qn("w:pgNumType"))
        start = numbers.get(qn("w:start")) if numbers is not None else None
        return Section(
            width=_mm(size, "w", 210.0),
            height=_mm(size, "h", 297.0),
            top=abs(_mm(margins, "top", 25.4)),
            bottom=abs(_mm(margins, "bottom", 25.4)),
            left=_mm(margins, "left", 25.4) + _mm(margins, "gutter", 0.0),
            right=_mm(margins, "right", 25.4),
            is_title_page=bool(is_on(element.find(qn("w:titlePg")))),
            starts_at=int(number(start)) if start is not None else None,
            headers=self._margin_texts(element, "header"),
            footers=self._margin_texts(element, "footer"),
        )

    def _margin_texts(self, section: Any, which: str) -> dict[str, tuple[Paragraph, ...]]:
        """Return the headers or footers of a section by kind: default, first, even."""
        found = {}
        for one in section.findall(qn(f"w:{which}Reference")):
            target = self._related.get(one.get(qn("r:id"), ""), ("", ""))[1]
            root = _root(self._parts.get(target))
            inner = root.iter(qn("w:p")) if root is not None else ()
            found[one.get(qn("w:type"), "default")] = tuple(
                self._paragraph(each, None, "", which, place + 1)
                for place, each in enumerate(inner)
                if not _is_fallback(each)
            )
        return found


# --- elements ---


def _is_now(section: Any) -> bool:
    """Say whether a section is one of now, not what a tracked change replaced."""
    return section.getparent().tag in (qn("w:body"), qn("w:pPr"))


def _with_inherited(sections: list[Section]) -> Iterator[Section]:
    """Yield the sections; one without an own header goes on with the header before it."""
    headers: dict[str, tuple[Paragraph, ...]] = {}
    footers: dict[str, tuple[Paragraph, ...]] = {}
    for one in sections:
        headers, footers = headers | one.headers, footers | one.footers
        yield Section(
            width=one.width,
            height=one.height,
            top=one.top,
            bottom=one.bottom,
            left=one.left,
            right=one.right,
            is_title_page=one.is_title_page,
            starts_at=one.starts_at,
            headers=headers,
            footers=footers,
        )


def _mm(element: Any | None, name: str, otherwise: float) -> float:
    """Return a length of an attribute in mm."""
    value = element.get(qn(f"w:{name}")) if element is not None else None
    return number(value) / TWIPS_PER_MM if value is not None else otherwise


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield children of that name, also those that something wraps."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _shape_of(table: Any, rows: list[Any]) -> TableShape:
    """Return what a table is like."""
    heads = rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") if rows else None
    borders = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    drawn = [one.get(qn("w:val"), "nil") for one in borders] if borders is not None else []
    cells = (one.get(qn("w:val"), "nil") for each in table.iter(qn("w:tcBorders")) for one in each)
    is_bordered = any(value not in ("nil", "none") for value in (*drawn, *cells))
    return TableShape(rows=len(rows), repeats_head=bool(is_on(heads)), is_bordered=is_bordered)


def _width_of(cell: Any) -> float:
    """Return the width of a cell in mm; 0 where it is left to Word or a share of the page."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    is_length = width is not None and width.get(qn("w:type"), "dxa") == "dxa"
    return number(width.get(qn("w:w"))) / TWIPS_PER_MM if is_length else 0.0


def _run_elements(parent: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph in order, without deleted and moved away ones."""
    for child in parent:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag in _PASSED:
            yield from _run_elements(child)


def _text_of(run: Any) -> str:
    """Return the text of a run with tabs and line breaks."""
    return "".join(_piece(child) for child in run)


def _piece(child: Any) -> str:
    """Return the text of one element of a run."""
    if child.tag == qn("w:t"):
        return str(child.text or "")
    if child.tag == qn("w:br"):
        return "" if child.get(qn("w:type")) in ("page", "column") else "\n"
    return _SIGNS.get(child.tag, "")


_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def _fields(paragraph: Any) -> Iterator[str]:
    """Yield the commands of the fields of a paragraph, such as "PAGE"."""
    for simple in paragraph.iter(qn("w:fldSimple")):
        yield (simple.get(qn("w:instr")) or "").strip()
    written = "".join(one.text or "" for one in paragraph.iter(qn("w:instrText")))
    if written.strip():
        yield written.strip()


def _is_fallback(element: Any) -> bool:
    """Say whether an element is the second spelling of a drawing, for old programs."""
    return any(one.tag == f"{{{MC}}}Fallback" for one in element.iterancestors())


def _own(paragraph: Any, tag: str) -> Iterator[Any]:
    """Yield elements of a paragraph, but not those of boxes in it nor second spellings."""
    for found in paragraph.iter(tag):
        around = next(found.iterancestors(qn("w:p")), None)
        if around is paragraph and not _is_fallback(found):
            yield found


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes anchored in a paragraph, each once."""
    yield from _own(paragraph, qn("w:txbxContent"))


def _shapes(paragraph: Any) -> Iterator[LineShape]:
    """Yield the lines drawn in a paragraph, in DrawingML or in VML."""
    for geometry in _own(paragraph, qn("a:prstGeom")):
        if geometry.get("prst") in _LINE_SHAPES:
            extent = geometry.getparent().find(f"{qn('a:xfrm')}/{qn('a:ext')}")
            shape = _drawn(extent)
            if shape is not None:
                yield shape
    for line in _own(paragraph, f"{{{VML}}}line"):
        yield _vml_line(line)
    for shape in _own(paragraph, f"{{{VML}}}shape"):
        if shape.get("type") in _LINE_TYPES:
            yield LineShape(width=_style_mm(shape, "width"), height=_style_mm(shape, "height"))


def _drawn(extent: Any | None) -> LineShape | None:
    """Return a line of DrawingML from its extent; None for one that is not level."""
    if extent is None:
        return None
    width, height = (number(extent.get(name)) / EMU_PER_MM for name in ("cx", "cy"))
    return LineShape(width=width, height=height) if height <= FLAT_MM else None


def _vml_line(line: Any) -> LineShape:
    """Return a line of VML from its two ends."""
    start, end = (_pair(line.get(name) or "") for name in ("from", "to"))
    return LineShape(width=abs(end[0] - start[0]), height=abs(end[1] - start[1]))


def _pair(text: str) -> tuple[float, float]:
    """Return the two lengths of "12pt,0" in mm."""
    across, _, down = text.partition(",")
    return _length(across), _length(down)


_UNITS = {"pt": MM_PER_POINT, "mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / 96}


def _length(text: str) -> float:
    """Return a length such as "12pt" in mm."""
    stripped = text.strip()
    for unit, factor in _UNITS.items():
        if stripped.endswith(unit):
            return number(stripped.removesuffix(unit)) * factor
    return number(stripped) * 25.4 / 96


def _style_mm(shape: Any, name: str) -> float:
    """Return a length from the style of a VML shape."""
    for part in (shape.get("style") or "").split(";"):
        key, _, value = part.partition(":")
        if key.strip() == name:
            return _length(value)
    return 0.0
