"""The text of a document: its setting, its grounds, the order of its headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports.layout_check.findings import Collector
from ntm_desktop.reports.layout_check.model import Paragraph, Sheet, segments
from ntm_desktop.reports.layout_check.numbering import roman_value
from ntm_desktop.reports.layout_check.part_rules import check_lines, sizes_of
from ntm_desktop.reports.layout_check.recognition import (
    DASHES,
    RESOLVES,
    Layout,
    is_upper,
    share,
)
from ntm_desktop.reports.regime_data import BodyData, points

LONG_TEXT = 100  # letters of a paragraph that surely takes more than a line
MANY = 0.3  # a share of paragraphs that is no slip
LEAST = 3
INDENT_MM = 0.8
LEADING = 0.03
EXACT_LEAST, EXACT_MOST = 1.05, 1.85  # exact leading per point of size: single to 1,5 lines
MOST_TABLE_ROWS = 30  # a table so long goes over two pages
FOUND_SIZE = "cỡ chữ {sizes}"
FOUND_MIXED = "cỡ chữ {sizes} trong cùng lời văn"
FOUND_ALIGN = {"left": "canh trái", "right": "canh phải", "center": "canh giữa"}
FOUND_INDENT = "lùi đầu dòng {size} mm"
FOUND_BETWEEN = "cách đoạn {size} pt"
FOUND_LEADING = {"auto": "cách dòng {size} dòng", "exact": "cách dòng {size} pt"}
FOUND_ENDING = "kết thúc bằng “{sign}”"
FOUND_ORDER = "“{found}” sau “{before}”"
FOUND_HEADING = {"bold": "mục không đậm", "upper": "tiêu đề mục không in hoa"}
FOUND_LETTER = "điểm “{letter}”"
FOUND_ARTICLE = {"bold": "“Điều” không đậm", "dot": "thiếu dấu chấm sau số của điều"}
FOUND_CHAPTER = {"bold": "không đậm", "center": "không canh giữa", "roman": "số không phải La Mã"}
FOUND_ROWS = "bảng {rows} dòng không lặp lại hàng đầu"
FOUND_NOTHING = "không thấy"
FOUND_NO_DASH = "không có gạch đầu dòng"
LETTERS = "abcdđeghiklmnopqrstuvxy"
FORM_LINE = re.compile(r"[^.:;]{1,40}: ")  # of a form: "Thôn, tổ dân phố: Đông Xuyên"
SECTION = re.compile(r"^(?P<number>[IVXLC]+)\s*[.\-–]\s*(?P<title>\S.*)$")
POINT = re.compile(r"^(?P<letter>[a-zđ])\)\s*\S")
CLAUSE = re.compile(r"^(?P<number>\d{1,2})\.(?!\d)\s*\S")
CHAPTER = re.compile(r"^(?:Phần|Chương|PHẦN|CHƯƠNG)\s+(?P<number>[IVXLC]+|\d+)\s*[.:]?$")
ARTICLE = re.compile(r"^(?P<word>Điều|ĐIỀU)\s+(?P<number>\d+)(?P<dot>\s*[.:]?)")


def check_body(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check grounds, setting and headings of the text."""
    _check_grounds(layout, collector)
    grounds = {one.number for one in layout.grounds}
    body = [one for one in layout.body if one.number not in grounds and one.plain]
    _check_sizes(body, layout, collector)
    prose = [one for one in body if _is_prose(one)]
    _check_prose(prose, layout, collector)
    _check_chapters(body, collector)
    _check_sections(body, collector)
    _check_clauses(body, collector)
    _check_points(body, collector)
    _check_articles(body, collector)
    for place, table in enumerate(sheet.tables, start=1):
        if table.rows > MOST_TABLE_ROWS and table.is_bordered:
            first = next(one for one in sheet.paragraphs if one.cell and one.cell.table == place)
            found = FOUND_ROWS.format(rows=table.rows)
            collector.require("table.header", table.repeats_head, first, found)


def printed(paragraph: Paragraph) -> str:
    """Return the text of a paragraph with the number that Word writes before it."""
    return f"{paragraph.label} {paragraph.text.strip()}".strip()


# --- grounds ---


def _check_grounds(layout: Layout, collector: Collector) -> None:
    """Check look and ends of the grounds."""
    kind, grounds = layout.kind, layout.grounds
    if kind is not None and kind.grounds and layout.part("type"):
        place = layout.part("type")[0]
        collector.require("grounds.missing", bool(grounds), place, FOUND_NOTHING)
    lines = [line for one in grounds for line in segments(one)]
    check_lines(layout.data.parts["grounds"], lines, collector)
    if layout.regime == "party":
        for one in grounds:
            is_listed = printed(one).startswith(("-", "–", "•")) or bool(one.label)
            collector.require("grounds.dash", is_listed, one, FOUND_NO_DASH)
        return
    for at, one in enumerate(grounds):
        sign = one.text.rstrip()[-1:]
        is_last = at == len(grounds) - 1
        is_met = sign in ".,;:" if is_last else sign == ";"
        is_met = is_met and not (is_last and sign == ";" and not _is_followed(layout, one))
        collector.require("grounds.end", is_met, one, FOUND_ENDING.format(sign=sign))


def _is_followed(layout: Layout, ground: Paragraph) -> bool:
    """Say whether a sentence goes on after the last ground ("UBND xã báo cáo như sau:")."""
    after = next((one for one in layout.body if one.number > ground.number and one.plain), None)
    return after is not None and not RESOLVES.match(after.plain) and after.align != "center"


# --- setting ---


def _check_sizes(body: Sequence[Paragraph], layout: Layout, collector: Collector) -> None:
    """Check the sizes of the text, and that it keeps to one."""
    least, most = layout.data.parts["body"].sizes
    weights: dict[float, int] = {}
    for one in body:
        sizes = sizes_of(one.runs)[:1]
        for size in sizes:
            is_met = least <= size <= most
            found = FOUND_SIZE.format(sizes=points(size))
            severity = "" if _is_prose(one) else "hint"
            collector.require("body.size", is_met, one, found, severity=severity)
            if is_met and _is_prose(one):
                weights[size] = weights.get(size, 0) + len(one.text)
    whole = sum(weights.values())
    real = [size for size, weight in weights.items() if weight > whole * 0.05]
    if real:
        odd = min(real, key=lambda size: weights[size])
        place = next(one for one in body if sizes_of(one.runs)[:1] == [odd] and _is_prose(one))
        shown = ", ".join(points(size) for size in sorted(real))
        collector.require("body.size_mixed", len(real) == 1, place, FOUND_MIXED.format(sizes=shown))


def _is_prose(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is running text: long, not a heading, not centred, no picture."""
    text = paragraph.text.strip()
    is_title = is_upper(text) or share(paragraph.runs, "bold") > 0.9
    return len(text) > LONG_TEXT and not is_title and paragraph.align not in ("center", "right")


def _check_prose(prose: Sequence[Paragraph], layout: Layout, collector: Collector) -> None:
    """Check how most of the running text is set; one paragraph apart is no finding."""
    body = layout.data.body
    checks: dict[str, tuple[Callable[[Paragraph], bool], Callable[[Paragraph], str]]] = {
        "body.align": (lambda one: one.align == "both", _shown_align),
        "body.indent": (lambda one: _is_indented(one, body), _shown_indent),
        "body.leading": (lambda one: _is_leaded(one, body), _shown_leading),
        "body.between": (
            lambda one: one.before + one.after >= body.between - 0.1,
            lambda one: FOUND_BETWEEN.format(size=points(one.before + one.after)),
        ),
    }
    for rule, (is_met, shown) in checks.items():
        wrong = [one for one in prose if not is_met(one)]
        if not prose:
            continue
        is_usual = len(wrong) >= LEAST and len(wrong) >= MANY * len(prose)
        is_form = len(prose) == 1 and bool(FORM_LINE.match(prose[0].text))
        is_usual = is_usual or (len(wrong) == len(prose) and bool(wrong) and not is_form)
        if not is_usual:
            collector.require(rule, True)
        for one in wrong if is_usual else ():
            collector.require(rule, False, one, shown(one))


def _shown_align(paragraph: Paragraph) -> str:
    """Return the alignment of a paragraph in words."""
    return FOUND_ALIGN.get(paragraph.align, paragraph.align)


def _is_indented(paragraph: Paragraph, body: BodyData) -> bool:
    """Say whether the first line stands in as it should; lists and tabs are left alone."""
    if paragraph.label or paragraph.text.startswith("\t") or paragraph.first_line < 0:
        return True
    if re.match(r"\s*[-–+•*]", paragraph.text):
        return True
    first = paragraph.first_line
    at = paragraph.left + first
    return any(abs(one - wanted) <= INDENT_MM for one in (first, at) for wanted in body.indents)


def _shown_indent(paragraph: Paragraph) -> str:
    """Return the indent of a first line in words."""
    return FOUND_INDENT.format(size=points(round(paragraph.first_line, 1)))


def _is_leaded(paragraph: Paragraph, body: BodyData) -> bool:
    """Say whether lines stand as far apart as they should."""
    is_exact = paragraph.leading_rule != "auto"
    if body.leading is not None:
        least, most = body.leading
        return is_exact and least - 0.1 <= paragraph.leading <= most + 0.1
    size = (sizes_of(paragraph.runs) or [14.0])[0]
    if is_exact:
        is_least = paragraph.leading_rule == "atLeast"
        return (is_least or paragraph.leading >= EXACT_LEAST * size) and (
            paragraph.leading <= EXACT_MOST * size
        )
    least, most = body.lines or (1.0, 1.5)
    return least - LEADING <= paragraph.leading <= most + LEADING


def _shown_leading(paragraph: Paragraph) -> str:
    """Return the leading of a paragraph in words."""
    form = FOUND_LEADING["auto" if paragraph.leading_rule == "auto" else "exact"]
    return form.format(size=points(round(paragraph.leading, 2)))


# --- headings ---


def _check_chapters(body: Sequence[Paragraph], collector: Collector) -> None:
    """Check "Phần I", "Chương II" where they stand on a line of their own."""
    for one in body:
        match = CHAPTER.match(one.text.strip())
        if match is None:
            continue
        is_bold = share(one.runs, "bold") > 0.8
        wrong = [
            FOUND_CHAPTER[name]
            for name, is_met in (
                ("bold", is_bold),
                ("center", one.align == "center"),
                ("roman", bool(roman_value(match["number"]))),
            )
            if not is_met
        ]
        collector.require("heading.chapter", not wrong, one, ", ".join(wrong))


def _check_clauses(body: Sequence[Paragraph], collector: Collector) -> None:
    """Check titles with Arabic numbers ("1. Công tác chỉ đạo"): one after the other."""
    before = 0
    for one in body:
        text = printed(one)
        if SECTION.match(text) or ARTICLE.match(text) or CHAPTER.match(text):
            before = 0
        match = CLAUSE.match(text)
        if match is None or share(one.runs, "bold") <= 0.8 or len(text) > LONG_TEXT:
            continue
        value = int(match["number"])
        found = FOUND_ORDER.format(found=f"{value}.", before=f"{before}." if before else "…")
        is_next = value in (before + 1, 1) or not before
        collector.require("heading.order", is_next, one, found)
        before = value


def _check_sections(body: Sequence[Paragraph], collector: Collector) -> None:
    """Check headings with Roman numbers: bold capitals, one after the other."""
    before = 0
    for one in body:
        match = SECTION.match(printed(one))
        value = roman_value(match["number"]) if match else 0
        if match is None or not value or not _is_heading(one, match["title"], value, before):
            continue
        is_bold = share(one.runs, "bold") > 0.8
        collector.require("heading.style", is_bold, one, FOUND_HEADING["bold"])
        is_capital = is_upper(match["title"], most=0.8)
        collector.require("heading.case", is_capital, one, FOUND_HEADING["upper"])
        is_next = value == before + 1 or value == 1
        found = FOUND_ORDER.format(found=f"{match['number']}.", before=_roman_before(before))
        collector.require("heading.order", is_next, one, found)
        before = value


def _is_heading(paragraph: Paragraph, title: str, value: int, before: int) -> bool:
    """Say whether a paragraph with a Roman number is a heading and not a sentence ("C. Mác …")."""
    is_short = len(paragraph.text) < 2 * LONG_TEXT
    is_marked = is_upper(title, most=0.8) or share(paragraph.runs, "bold") > 0.8
    return is_short and (is_marked or value == before + 1)


def _roman_before(before: int) -> str:
    """Return the number of the heading before, as it is written."""
    from ntm_desktop.reports.layout_check.numbering import roman

    return f"{roman(before)}." if before else "…"


def _check_points(body: Sequence[Paragraph], collector: Collector) -> None:
    """Check the letters of points: those of the Vietnamese alphabet, in its order."""
    before = ""
    for one in body:
        text = printed(one)
        match = POINT.match(text)
        if match is None:
            is_new = CLAUSE.match(text) or SECTION.match(text) or ARTICLE.match(text)
            before = "" if is_new else before
            continue
        letter = match["letter"]
        is_known = letter in LETTERS
        collector.require("heading.letter", is_known, one, FOUND_LETTER.format(letter=f"{letter})"))
        if is_known and before:
            is_next = LETTERS.index(letter) == LETTERS.index(before) + 1 or letter == "a"
            found = FOUND_ORDER.format(found=f"{letter})", before=f"{before})")
            collector.require("heading.letter", is_next, one, found)
        before = letter if is_known else ""


def _check_articles(body: Sequence[Paragraph], collector: Collector) -> None:
    """Check articles: bold, a full stop after the number, one after the other."""
    before = 0
    for one in body:
        match = ARTICLE.match(printed(one))
        if match is None or fold(match["word"]) != "dieu" or not _opens(one, match.end(), before):
            continue
        value = int(match["number"])
        first = one.runs[0] if one.runs else None
        is_bold = bool(one.label) or (first is not None and first.bold)
        collector.require("heading.article", is_bold, one, FOUND_ARTICLE["bold"])
        has_dot = match["dot"].strip() == "."
        collector.require("heading.article", has_dot, one, FOUND_ARTICLE["dot"])
        if before:
            found = FOUND_ORDER.format(found=match[0].strip(), before=str(before))
            collector.require("heading.order", value in (before + 1, 1), one, found)
        before = value


def _opens(paragraph: Paragraph, end: int, before: int) -> bool:
    """Say whether "Điều 5" opens an article here, and is not the subject of a sentence."""
    rest = printed(paragraph)[end:].lstrip()
    value = int(re.sub(r"\D", "", printed(paragraph)[:end]) or "0")
    is_marked = bool(rest[:1].isupper()) and share(paragraph.runs[:1], "bold") > 0.5
    return value == before + 1 or is_marked


def is_dashes(text: str) -> bool:
    """Say whether a line is only typed dashes."""
    return bool(DASHES.match(text.strip()))
