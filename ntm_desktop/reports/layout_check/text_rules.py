"""What holds in every Word file: letters, spaces, quotation marks, dates of the calendar."""

from __future__ import annotations

import datetime
import re
import unicodedata

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports.layout_check.findings import WHOLE, Collector
from ntm_desktop.reports.layout_check.head_rules import is_calendar_day
from ntm_desktop.reports.layout_check.model import Paragraph, Sheet
from ntm_desktop.reports.layout_check.page_rules import is_legacy
from ntm_desktop.reports.layout_check.recognition import Layout

FOUND_LEGACY = "phông {font}"
FOUND_DECOMPOSED = "dấu thanh tách rời khỏi chữ"
FOUND_SPACES = "“{text}”"
FOUND_QUOTES = "có cả ngoặc kép thẳng và ngoặc kép cong"
FOUND_EMPTY = "{count} dòng trống liền nhau trong lời văn"
FOUND_LEADING = {" ": "dấu cách ở đầu dòng", "\t": "phím Tab ở đầu dòng"}
FOUND_DATE = "ngày {day}/{month}/{year}"
FOUND_WEEKDAY = "{said}, ngày {day}/{month}/{year} là {real}"
FOUND_TAG = "thẻ của mẫu “{tag}”"
FOUND_TRACKED = "{count} chỗ sửa đổi được theo dõi"
FOUND_COMMENTS = "{count} ghi chú"
FOUND_HIDDEN = "chữ ẩn: “{text}”"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SPOKEN = {
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5, "cn": 6, "nhat": 6,
}  # fmt: skip
DOUBLE = re.compile(r"(?<=[\w,.;:)”\"%]) {2,}(?=[\w(“\"])")
BLANK_AFTER = ("so", "ngay", "thang", "nam", "gio", "phut", "luc", "hoi", "so:")
BEFORE_SIGN = re.compile(r"(?<=\w) {1,40}(?:[,;:!?]|\.(?=\s|$))(?![.…/\-])")
WORD_LETTERS = 20
DATE = re.compile(
    r"(?:(?:^|[(,.;:] ?|\b(?:vao|sang|chieu|toi|tu|den|hop|nay|la) )"
    r"(?P<weekday>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn) ?[,(]? ?)?(?:\bngay )?"
    r"(?:\b(?P<d1>\d{1,2}) thang (?P<m1>\d{1,2}) nam (?P<y1>\d{4})\b"
    r"|\b(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>(?:19|20)\d\d)\b(?!/))"
)
STRAIGHT, CURLY = '"', "“”"
TAG = re.compile(r"\{[{%].{0,40}")
EMPTY_IN_ROW = 2
THIN_POINTS = 6.0


def check_texts(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check letters, spaces and dates of all paragraphs."""
    for paragraph in sheet.paragraphs:
        _check_letters(paragraph, collector)
        _check_spaces(paragraph, collector)
        _check_dates(paragraph, layout, collector)
    _check_quotes(sheet, collector)
    _check_empty(layout, collector)
    tagged = next((one for one in sheet.paragraphs if TAG.search(one.text)), None)
    tag = TAG.search(tagged.text) if tagged else None
    found = FOUND_TAG.format(tag=tag[0] if tag else "")
    collector.require("text.tags", tagged is None, tagged or WHOLE, found)
    tracked = FOUND_TRACKED.format(count=sheet.tracked)
    collector.require("text.tracked", not sheet.tracked, WHOLE, tracked)
    comments = FOUND_COMMENTS.format(count=sheet.comments)
    collector.require("text.comments", not sheet.comments, WHOLE, comments)


def _check_letters(paragraph: Paragraph, collector: Collector) -> None:
    """Check that letters are composed, not of a legacy font, not hidden."""
    text = paragraph.text
    is_composed = unicodedata.is_normalized("NFC", text)
    collector.require("text.unicode", is_composed, paragraph, FOUND_DECOMPOSED)
    legacy = [font for run in paragraph.runs for font in run.fonts if is_legacy(font)]
    found = FOUND_LEGACY.format(font=legacy[0] if legacy else "")
    has_letters = any(letter.isalpha() for letter in text)
    collector.require("font.legacy", not (legacy and has_letters), paragraph, found)
    hidden = "".join(run.text for run in paragraph.runs if run.hidden).strip()
    collector.require("text.hidden", not hidden, paragraph, FOUND_HIDDEN.format(text=hidden[:40]))


def _check_spaces(paragraph: Paragraph, collector: Collector) -> None:
    """Check double spaces, spaces before signs, spaces used to move a line."""
    text = paragraph.text
    double = next((one for one in DOUBLE.finditer(text) if not _is_blank(text, one)), None)
    shown = _around(text, double)
    collector.require("text.double_spaces", double is None, paragraph, shown)
    before = next((one for one in BEFORE_SIGN.finditer(text) if not _is_blank(text, one)), None)
    shown = _around(text, before)
    collector.require("text.space_before", before is None, paragraph, shown)
    leading = re.match(r"( {2,}|\t| \t)\S", text) if paragraph.cell is None else None
    found = FOUND_LEADING["\t" if leading and "\t" in leading[0] else " "]
    collector.require("text.leading_spaces", leading is None, paragraph, found)


def _is_blank(text: str, spaces: re.Match[str]) -> bool:
    """Say whether spaces are room to write after a word: "ngày   tháng"."""
    before = text[max(spaces.start() - WORD_LETTERS, 0) : spaces.start()].split()
    return bool(before) and fold(before[-1]).rstrip(",.") in BLANK_AFTER


def _around(text: str, match: re.Match[str] | None) -> str:
    """Return what stands around a match."""
    if match is None:
        return ""
    start, end = max(match.start() - 10, 0), match.end() + 12
    return FOUND_SPACES.format(text=re.sub(r"[\t\n]", " ", text[start:end]).strip())


def _check_quotes(sheet: Sheet, collector: Collector) -> None:
    """Check that quotation marks are of one kind; straight ones after digits are inches."""
    texts = [(one, re.sub(r"\d\"", "", one.text)) for one in sheet.paragraphs]
    straight = [one for one, text in texts if STRAIGHT in text]
    curly = [one for one, text in texts if any(sign in text for sign in CURLY)]
    fewer = min((straight, curly), key=len)
    place = fewer[0] if fewer else WHOLE
    collector.require("text.quotes", not (straight and curly), place, FOUND_QUOTES)


def _check_empty(layout: Layout, collector: Collector) -> None:
    """Check for empty paragraphs in a row inside the text; one alone may be meant."""
    row: list[Paragraph] = []
    texts = [one.number for one in layout.body if one.plain]
    first, last = (texts[0], texts[-1]) if texts else (0, 0)
    for one in layout.body:
        is_empty = _is_blank_line(one) and first < one.number < last
        goes_on = bool(row) and row[-1].number + 1 == one.number
        row = [*(row if goes_on else []), one] if is_empty else []
        if len(row) >= EMPTY_IN_ROW:
            found = FOUND_EMPTY.format(count=EMPTY_IN_ROW)
            collector.require("text.empty_paragraphs", False, one, found)
    collector.require("text.empty_paragraphs", True)


def _is_blank_line(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is an empty line: no text, no drawing, not a hair's breadth."""
    is_thin = paragraph.leading_rule == "exact" and paragraph.leading <= THIN_POINTS
    is_drawn = bool(paragraph.shapes) or paragraph.has_picture
    is_used = is_drawn or paragraph.breaks_page or bool(paragraph.fields)
    return not (paragraph.plain or is_thin or is_used)


# --- dates ---


def _check_dates(paragraph: Paragraph, layout: Layout, collector: Collector) -> None:
    """Check that dates are in the calendar and fall on the weekday that is named."""
    if any(paragraph.number == line.paragraph.number for line in layout.part("place_date")):
        return
    for match in DATE.finditer(paragraph.plain):
        day, month, year = (int(match[f"{name}1"] or match[f"{name}2"]) for name in ("d", "m", "y"))
        is_real = is_calendar_day(day, month, year)
        found = FOUND_DATE.format(day=day, month=month, year=year)
        collector.require("text.date", is_real, paragraph, found)
        said = match["weekday"]
        if not said or not is_real:
            continue
        real = datetime.date(year, month, day).weekday()
        named = SPOKEN[said.split()[-1]]
        shown = FOUND_WEEKDAY.format(
            said=WEEKDAYS[named], day=day, month=month, year=year, real=WEEKDAYS[real]
        )
        collector.require("text.weekday", named == real, paragraph, shown)
