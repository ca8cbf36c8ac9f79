"""The head of a document: nation, issuer, number, place and date, subject, drawn lines."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.reports.layout_check.findings import WHOLE, Collector
from ntm_desktop.reports.layout_check.model import LineShape, Paragraph, Segment, Sheet
from ntm_desktop.reports.layout_check.part_rules import sizes_of
from ntm_desktop.reports.layout_check.recognition import DASHES, Layout
from ntm_desktop.reports.line_shapes import bold_width_mm
from ntm_desktop.reports.regime_data import points

LOOSE = 0.16  # share by which a drawn line may miss its length: widths are estimated
LONGEST_MM = 165.0
WRAPPED = 0.5
LINE_ORDER = ("issuer", "motto", "nation", "subject")  # whose line hangs elsewhere most often
FOUND_MIXED = "có cả Quốc hiệu và tiêu đề ĐẢNG CỘNG SẢN VIỆT NAM"
FOUND_FOREIGN = {
    "state": "dấu sao (*) của văn bản Đảng dưới tên cơ quan",
    "party": "Tiêu ngữ của văn bản hành chính",
}
FOUND_NOTHING = "không thấy"
FOUND_TEXT = "“{text}”"
FOUND_SIZES = "Quốc hiệu {nation}, Tiêu ngữ {motto}, ngày tháng {place_date}"
FOUND_NO_LINE = "không có đường kẻ"
FOUND_FAKE = {
    "underline": "chữ gạch chân thay đường kẻ",
    "typed": "đường kẻ gõ bằng gạch nối, gạch dưới",
    "border": "đường kẻ là viền của đoạn",
}
FOUND_LENGTH = "đường kẻ dài {length} mm, dòng chữ dài {text} mm"
FOUND_TYPE = "“{found}” với {name} ({wanted})"
FOUND_DATE = "ngày {day} tháng {month} năm {year}"
FOUND_LOWER = "địa danh “{place}”"
NUMBER_WORD = "Số"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = {
    "state": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    "party": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
}
MIXED_CASE = ("CTr", "TTr", "QyĐ", "TrS", "TTg", "CTrPH")
DASH_SIGNS = "–—−‑"
DAY_MONTH = re.compile(
    r"^(?P<place>.*?)(?P<comma>,?)\s*ng[aà]y(?P<day>[^\d]{0,12}\d{0,4}[^\d]{0,12}?)"
    r"th[aá]ng(?P<month>[^\d]{0,12}\d{0,4}[^\d]{0,12}?)n[aă]m\s*(?P<year>\d{0,4})(?P<rest>.*)$",
    re.IGNORECASE,
)
NUMBER_STATE = re.compile(
    r"^Số(?P<colon>\s*:?)\s*(?P<number>\d*[a-z]?)(?P<gap>\s*)(?P<year>/\d{4})?(?P<s1>\s*)/(?P<s2>\s*)(?P<symbol>.+)$",
    re.IGNORECASE,
)
NUMBER_PARTY = re.compile(
    r"^Số(?P<colon>\s*:?)\s*(?P<number>\d*[a-z]?)(?P<gap>\s*)-(?P<s2>\s*)(?P<symbol>.+)$",
    re.IGNORECASE,
)


def check_head(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check what stands above the text."""
    collector.require("regime.mixed", not layout.is_mixed, WHOLE, FOUND_MIXED)
    for line in layout.part("foreign"):
        found = FOUND_FOREIGN[str(layout.regime)]
        collector.require("regime.mixed", layout.is_mixed, line, found)
    _check_nation(layout, collector)
    collector.require("issuer.missing", _has_issuer(layout), WHOLE, FOUND_NOTHING)
    _check_sizes(layout, collector)
    _check_marks(layout, collector)
    _check_lines(sheet, layout, collector)
    _check_number(layout, collector)
    _check_date(layout, collector)
    _check_subject(layout, collector)


def _has_issuer(layout: Layout) -> bool:
    """Say whether the issuer stands there, or need not: minutes of people have none."""
    is_due = layout.kind is not None and layout.kind.number
    return bool(layout.part("issuer")) or "issuer" in layout.gaps or not is_due


def _check_nation(layout: Layout, collector: Collector) -> None:
    """Check the words of nation and motto."""
    nation = layout.part("nation")
    wanted = NATION[str(layout.regime)]
    if not nation:
        collector.require("nation.text", False, WHOLE, FOUND_NOTHING)
    for line in nation:
        text = one_line(line.text).upper()
        collector.require("nation.text", text in wanted, line, FOUND_TEXT.format(text=line.text))
    motto = layout.part("motto")
    collector.require("motto.missing", bool(motto) or not nation, WHOLE, FOUND_NOTHING)
    for line in motto:
        text = one_line(line.text)
        is_met = text == MOTTO or text.isupper()  # its case has a rule of its own
        collector.require("motto.text", is_met, line, FOUND_TEXT.format(text=text))


def one_line(text: str) -> str:
    """Return text composed, with single spaces."""
    return re.sub(r"\s+", " ", compose(text)).strip()


def _check_sizes(layout: Layout, collector: Collector) -> None:
    """Check that the sizes of nation, motto and date go together; each alone has its rule."""
    names = ("nation", "motto", "place_date")
    found = {name: sizes_of(layout.part(name)[0].runs)[:1] for name in names if layout.part(name)}
    if len(found) < len(names) or not all(found.values()) or not layout.data.size_rows:
        return
    parts = layout.data.parts
    is_each_fine = all(
        parts[name].sizes[0] <= size <= parts[name].sizes[1] for name, [size] in found.items()
    )
    row = tuple(size for [size] in found.values())
    if is_each_fine:
        shown = FOUND_SIZES.format(**{name: points(size) for name, [size] in found.items()})
        is_met = row in layout.data.size_rows
        collector.require("head.sizes", is_met, layout.part("nation")[0], shown)


def _check_marks(layout: Layout, collector: Collector) -> None:
    """Check the star and the dashes of the Party's papers."""
    for part, above in (("issuer_mark", "issuer"), ("subject_mark", "subject")):
        lines = layout.part(above)
        if lines:
            is_there = bool(layout.part(part))
            collector.require(f"{part}.missing", is_there, lines[-1], FOUND_NOTHING)


# --- lines ---


def _check_lines(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check the drawn lines under motto, issuer and subject, as far as the regime has them."""
    zone = [one for one in sheet.paragraphs if one.number <= layout.head_end + 2]
    drawn = sum(len(one.shapes) for one in zone)
    wanted = [name for name in layout.data.lines if layout.part(name)]
    if layout.kind is not None and layout.kind.name == layout.data.letter.name:
        wanted = [name for name in wanted if name != "subject"]
    near_by = {name: _shapes_near(sheet, layout.part(name)) for name in wanted}
    spare = drawn - sum(1 for near in near_by.values() if near)
    for name in sorted(wanted, key=LINE_ORDER.index):
        lines, near = layout.part(name), near_by[name]
        if near:
            collector.require(f"{name}.line", True)
            collector.require(f"{name}.line_fake", True)
            _check_length(name, lines, near, layout, collector)
        elif spare > 0:  # a line may hang on a paragraph farther off
            spare -= 1
        else:
            _check_fake(name, lines, sheet, collector)


def _shapes_near(sheet: Sheet, lines: Sequence[Segment]) -> list[LineShape]:
    """Return the lines drawn in the paragraphs of a part and in the empty ones below it."""
    first, last = lines[0].paragraph, lines[-1].paragraph
    found = [shape for line in lines for shape in line.paragraph.shapes]
    if first.number != last.number:
        found = [*first.shapes, *last.shapes]
    for below in sheet.paragraphs[last.number : last.number + 3]:
        if below.plain or below.cell != last.cell:
            break
        found += below.shapes
    return list(dict.fromkeys(found))


def _check_length(
    name: str,
    lines: Sequence[Segment],
    near: Sequence[LineShape],
    layout: Layout,
    collector: Collector,
) -> None:
    """Check a drawn line's length against the text above it."""
    texts = [bold_width_mm(line.text, (sizes_of(line.runs) or [14.0])[0]) for line in lines]
    cell = lines[-1].paragraph.cell
    longest = (cell.width if cell else 0.0) or LONGEST_MM
    widths = [min(width, longest) for width in texts]
    least, most = layout.data.lines[name]
    if max(texts) > longest:  # the last line of a text that wraps may be short
        least *= WRAPPED
    low, high = least * min(widths) * (1 - LOOSE), most * max(widths) * (1 + LOOSE)
    length = min(near, key=lambda shape: abs(shape.width - (low + high) / 2)).width
    found = FOUND_LENGTH.format(length=round(length), text=round(widths[-1]))
    collector.require(f"{name}.line_length", low <= length <= high, lines[-1], found)


def _check_fake(name: str, lines: Sequence[Segment], sheet: Sheet, collector: Collector) -> None:
    """Say what stands in for a drawn line, or that there is none."""
    kind = _fake(lines, sheet)
    last = lines[-1]
    if not kind:
        collector.require(f"{name}.line", False, last, FOUND_NO_LINE)
        return
    collector.require(f"{name}.line", True)
    severity = "hint" if kind == "border" else ""
    collector.require(f"{name}.line_fake", False, last, FOUND_FAKE[kind], severity=severity)


def _fake(lines: Sequence[Segment], sheet: Sheet) -> str:
    """Return what is used instead of a drawn line: underline, typed, border; "" for nothing."""
    last = lines[-1].paragraph
    if any(run.underline for line in lines for run in line.runs):
        return "underline"
    below = sheet.paragraphs[last.number : last.number + 2]
    same = [one for one in below if one.cell == last.cell]
    if any(DASHES.match(one.text.strip()) for one in same) or _has_dashes(last):
        return "typed"
    is_ruled = last.is_ruled or any(one.is_ruled and not one.plain for one in same)
    return "border" if is_ruled else ""


def _has_dashes(paragraph: Paragraph) -> bool:
    """Say whether dashes stand in the paragraph itself after a line break."""
    return any(DASHES.match(line.strip()) for line in paragraph.text.split("\n"))


# --- number ---


def _check_number(layout: Layout, collector: Collector) -> None:
    """Check number and symbol."""
    lines = layout.part("number")
    kind = layout.kind
    if not lines:
        is_due = kind is not None and kind.number
        collector.require("number.missing", not is_due, WHOLE, FOUND_NOTHING)
        return
    collector.require("number.missing", True)
    line, text = lines[0], one_line(lines[0].text)
    shown = FOUND_TEXT.format(text=text)
    plain = text
    for sign in DASH_SIGNS:
        plain = plain.replace(sign, "-")
    collector.require("number.dash", plain == text, line, shown)
    pattern = NUMBER_PARTY if layout.regime == "party" else NUMBER_STATE
    match = pattern.match(_without_dots(plain))
    is_form = match is not None and not _is_other_form(match["symbol"], layout)
    collector.require("number.form", is_form, line, shown)
    if match is not None and is_form:
        _check_number_parts(match, line, layout, collector)


def _without_dots(text: str) -> str:
    """Return a number line with its dotted blank as spaces; a symbol may be dotted, too."""
    symbol = re.sub(r"^[^/\-]*", "", text)
    return re.sub(r"[.…_]{2,}|…", " ", text.removesuffix(symbol)) + symbol


def _is_other_form(symbol: str, layout: Layout) -> bool:
    """Say whether a symbol is one of the other regime: "12-NQ/ĐU" and "12/NQ-ĐU"."""
    return "/" not in symbol if layout.regime == "party" else bool(re.search(r"/.*[A-Z]", symbol))


def _check_number_parts(
    match: re.Match[str], line: Segment, layout: Layout, collector: Collector
) -> None:
    """Check colon, zero, spaces, letters and type of a number that has the right form."""
    shown = FOUND_TEXT.format(text=one_line(line.text))
    is_party = layout.regime == "party"
    has_colon = ":" in match["colon"]
    is_known_blank = not match["number"]
    collector.require("number.colon", has_colon != is_party, line, shown)
    number = match["number"]
    collector.require("number.zero", is_known_blank or len(number) > 1, line, shown)
    symbol = match["symbol"].strip()
    gaps = " " in symbol or match["s2"] or (number and match["gap"])
    collector.require("number.spaces", not gaps, line, shown)
    is_word = line.text.startswith(NUMBER_WORD)
    collector.require("number.case", is_word and _is_capital(symbol), line, shown)
    _check_type(symbol, line, layout, collector)


def _is_capital(symbol: str) -> bool:
    """Say whether a symbol is in capitals, but for the abbreviations that are written mixed."""
    groups = re.split(r"[-/&.\s]", symbol)
    return all(group in MIXED_CASE or group == group.upper() for group in groups)


def _check_type(symbol: str, line: Segment, layout: Layout, collector: Collector) -> None:
    """Check that the abbreviation of the type is that of the document."""
    kind = layout.kind
    first = re.split(r"[-/]", symbol)[0].strip()
    known = {one.abbreviation.upper() for one in layout.data.types}
    if kind is None or (layout.regime == "party" and not kind.abbreviation):
        return
    if kind.name == layout.data.letter.name:
        is_met = first.upper() not in known | {"CV"}
        collector.require("number.letter", is_met, line, FOUND_TEXT.format(text=symbol))
        return
    is_known = first.upper() in known | {"CV"}
    found = FOUND_TYPE.format(found=first, name=kind.name, wanted=kind.abbreviation)
    is_met = not is_known or first.upper() == kind.abbreviation.upper()
    collector.require("number.type", is_met, line, found)


# --- place and date ---


def _check_date(layout: Layout, collector: Collector) -> None:
    """Check place and date."""
    lines = layout.part("place_date")
    kind = layout.kind
    if not lines:
        is_due = kind is not None and kind.date and kind.number
        collector.require("place_date.missing", not is_due, WHOLE, FOUND_NOTHING)
        return
    collector.require("place_date.missing", True)
    line = lines[0]
    text = one_line(line.text)
    match = DAY_MONTH.match(text)
    is_form = match is not None and not match["rest"].strip(" .…_")
    collector.require("place_date.form", is_form, line, FOUND_TEXT.format(text=text))
    if match is None or not is_form:
        return
    place = match["place"].strip()
    is_blank = not any(letter.isalpha() for letter in place)
    has_comma = bool(match["comma"]) or place.endswith(",")
    collector.require("place_date.comma", is_blank or has_comma, line, FOUND_TEXT.format(text=text))
    is_capital = is_blank or place[:1].isupper()
    collector.require("place_date.capital", is_capital, line, FOUND_LOWER.format(place=place))
    _check_days(match, line, collector)


def _check_days(match: re.Match[str], line: Segment, collector: Collector) -> None:
    """Check the digits of a date; blanks for the văn thư are fine."""
    digits = [re.sub(r"\D", "", match[name]) for name in ("day", "month", "year")]
    day, month, year = digits
    shown = FOUND_TEXT.format(text=one_line(line.text))
    lacks = (len(day) == 1) or (month in ("1", "2"))
    collector.require("place_date.zero", not lacks, line, shown)
    is_extra = len(month) == 2 and month.startswith("0") and month[1:] >= "3"
    collector.require("place_date.extra_zero", not is_extra, line, shown)
    is_real = not day or not month or is_calendar_day(int(day), int(month), int(year or "2024"))
    found = FOUND_DATE.format(day=day, month=month, year=year)
    collector.require("place_date.impossible", is_real, line, found)


def is_calendar_day(day: int, month: int, year: int) -> bool:
    """Say whether a day is in the calendar."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


# --- subject ---


def _check_subject(layout: Layout, collector: Collector) -> None:
    """Check that there is a subject, and how a letter's begins."""
    kind = layout.kind
    if kind is None:
        return
    lines = layout.part("subject")
    if kind.subject:
        place = layout.part("type")[0] if layout.part("type") else WHOLE
        collector.require("subject.missing", bool(lines), place, FOUND_NOTHING)
    if kind.name != layout.data.letter.name:
        return
    subject = layout.part("letter_subject")
    collector.require("letter_subject.missing", bool(subject), WHOLE, FOUND_NOTHING)
    opening = fold(layout.data.forms["letter_subject"])
    for line in subject[:1]:
        is_met = line.plain.startswith(opening)
        collector.require("letter_subject.form", is_met, line, FOUND_TEXT.format(text=line.text))
