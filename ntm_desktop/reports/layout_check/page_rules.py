"""Page: size, margins, fonts, colour, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_desktop.reports.layout_check.findings import SECTION, WHOLE, Collector
from ntm_desktop.reports.layout_check.model import Paragraph, Section, Sheet
from ntm_desktop.reports.layout_check.part_rules import FOUND_SIZE, sizes_of
from ntm_desktop.reports.layout_check.recognition import Layout
from ntm_desktop.reports.regime_data import points

PAPER_MM = 2.0  # what programs round
MARGIN_MM = 0.6
ONE_PAGE_LETTERS = 1_800  # a text so short can be a single page, which bears no number
SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
FOUND_PAGE = "{width} × {height} mm"
FOUND_MARGINS = "lề {sides}"
FOUND_SIDE = "{side} {size} mm"
FOUND_LANDSCAPE = "trang đầu nằm ngang"
FOUND_NO_NUMBER = "không có số trang"
FOUND_FOOTER = "số trang ở chân trang"
FOUND_NOT_CENTRED = "số trang không canh giữa"
FOUND_FIRST = "trang thứ nhất cũng có số trang"
FOUND_WORDS = "số trang có thêm chữ: “{text}”"
FOUND_FONT = "phông {font}"
FOUND_COLOUR = "màu #{colour}"
SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "cambria math", "mt extra", "marlett")
_PAGE = re.compile(r"(^|\s)PAGE(\s|$)")
_LINK = "http"


def check_page(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check all that concerns pages."""
    _check_paper(sheet, layout, collector)
    _check_fonts(sheet, layout, collector)
    _check_numbers(sheet, layout, collector)


def main_sections(sheet: Sheet, layout: Layout) -> int:
    """Return how many sections belong to the document itself, before its annexes."""
    if not layout.annexes:
        return len(sheet.sections)
    first = layout.annexes[0].heading.paragraph.section
    return max(first, 1)


def _check_paper(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check paper and margins of every section; wide pages of annexes have room of their own."""
    wanted = sorted(layout.data.page["size"])
    own = main_sections(sheet, layout)
    for place, section in enumerate(sheet.sections):
        where = WHOLE if len(sheet.sections) == 1 else SECTION.format(number=place + 1)
        size = sorted((section.width, section.height))
        is_a4 = all(abs(one - other) <= PAPER_MM for one, other in zip(size, wanted, strict=True))
        shown = FOUND_PAGE.format(width=_mm(section.width), height=_mm(section.height))
        collector.require("page.size", is_a4, where, shown)
        if section.is_landscape:
            if place == 0:
                collector.require("page.orientation", False, where, FOUND_LANDSCAPE)
            continue
        collector.require("page.orientation", True)
        wrong = _wrong_margins(section, layout)
        found = FOUND_MARGINS.format(sides=", ".join(wrong))
        severity = "" if place < own else "warning"
        collector.require("page.margins", not wrong, where, found, severity=severity)


def _wrong_margins(section: Section, layout: Layout) -> list[str]:
    """Return the margins outside their span, in words."""
    wrong = []
    for side, (least, most) in layout.data.page["margins"].items():
        size = getattr(section, side)
        if not least - MARGIN_MM <= size <= most + MARGIN_MM:
            wrong.append(FOUND_SIDE.format(side=SIDES[side], size=_mm(size)))
    return wrong


def _mm(size: float) -> str:
    """Return a length in mm as it is read out."""
    return points(round(size, 1))


# --- fonts ---


def _check_fonts(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check fonts and colours of all text."""
    usual = layout.data.font.casefold()
    for paragraph in sheet.paragraphs:
        for run in paragraph.runs:
            if not any(letter.isalpha() for letter in run.text):
                continue
            strange = [font for font in run.fonts if not _is_fine(font, usual)]
            for font in strange[:1]:
                collector.require("font.name", False, paragraph, FOUND_FONT.format(font=font))
            is_link = _LINK in paragraph.text or "@" in paragraph.text
            found = FOUND_COLOUR.format(colour=run.colour)
            collector.require(
                "font.colour", not run.colour or _is_red(run.colour), paragraph, found,
                severity="hint" if is_link else "",
            )  # fmt: skip
    collector.require("font.name", True)


def _is_fine(font: str, usual: str) -> bool:
    """Say whether a font is the one asked for, or one for signs; legacy ones have their rule."""
    plain = font.casefold()
    return plain == usual or plain.startswith(SYMBOL_FONTS) or is_legacy(font)


def is_legacy(font: str) -> bool:
    """Say whether a font is one of the old code pages (TCVN3, VNI)."""
    return font.startswith((".Vn", ".VN", ".vn")) or font.upper().startswith(
        ("VNI-", "VN-", "VNTIME")
    )


def _is_red(colour: str) -> bool:
    """Say whether a colour is the red of stamps (KHẨN, MẬT)."""
    red, green, blue = bytes.fromhex(colour)
    return red > 150 and green < 80 and blue < 80


# --- page numbers ---


def _numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs that show the number of the page."""
    return [one for one in paragraphs if any(_PAGE.search(field) for field in one.fields)]


def _shown_in(section: Section) -> list[Paragraph]:
    """Return the page numbers of the ordinary pages of a section, those above first."""
    above = _numbers(section.headers.get("default", ()))
    return above + _numbers(section.footers.get("default", ()))


def _check_numbers(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check the page number; a first section without one is a first page of its own."""
    own = sheet.sections[: main_sections(sheet, layout)]
    numbered = [one for one in own if _shown_in(one)]
    if not numbered:
        if _is_longer(sheet, layout):
            collector.require("page_number.missing", False, WHOLE, FOUND_NO_NUMBER)
        return
    collector.require("page_number.missing", True)
    section = numbered[0]
    above = _numbers(section.headers.get("default", ()))
    shown = _shown_in(section)[0]
    is_centred = shown.align == "center" or "\t" in shown.text or shown.is_framed
    collector.require("page_number.place", bool(above), shown, FOUND_FOOTER)
    if above:
        collector.require("page_number.place", is_centred, shown, FOUND_NOT_CENTRED)
    first = _numbers(section.headers.get("first", ())) + _numbers(section.footers.get("first", ()))
    is_hidden = (section.is_title_page and not first) or section is not own[0]
    collector.require("page_number.first", is_hidden, shown, FOUND_FIRST)
    _check_number_look(shown, layout, collector)


def _check_number_look(shown: Paragraph, layout: Layout, collector: Collector) -> None:
    """Check size and words of a page number."""
    text = "".join(run.text for run in shown.runs)
    words = [letter for letter in text if letter.isalpha() or letter == "/"]
    collector.require("page_number.form", not words, shown, FOUND_WORDS.format(text=text.strip()))
    least, most = layout.data.parts["page_number"].sizes
    wrong = [size for size in sizes_of(shown.runs) if not least <= size <= most]
    sizes = ", ".join(points(size) for size in wrong)
    found = FOUND_SIZE.format(sizes=sizes)
    collector.require("page_number.size", not wrong, shown, found, severity="warning")


def _is_longer(sheet: Sheet, layout: Layout) -> bool:
    """Say whether a document is surely longer than a page."""
    main = [one for one in sheet.paragraphs if one.number <= layout.main_end]
    return sum(len(one.text) for one in main) > 2 * ONE_PAGE_LETTERS or (sheet.pages or 0) > 1
