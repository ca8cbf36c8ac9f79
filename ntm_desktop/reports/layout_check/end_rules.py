"""The end of a document: address, recipients, capacity and name of the signer, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports.layout_check.findings import WHOLE, Collector
from ntm_desktop.reports.layout_check.model import Segment, Sheet
from ntm_desktop.reports.layout_check.numbering import roman_value
from ntm_desktop.reports.layout_check.part_rules import check_lines
from ntm_desktop.reports.layout_check.recognition import Annex, Layout, SignBlock

FOUND_NOTHING = "không thấy"
FOUND_TEXT = "“{text}”"
FOUND_ENDING = "kết thúc bằng “{sign}”"
FOUND_ORDER = "“{found}” là phụ lục thứ {place}"
FOUND_PAGES = "số trang phụ lục không bắt đầu lại từ 1"
GAP_LINE = re.compile(r"^[-–+\s]*[.…_]*[;.]?$")
CAPACITIES = {
    "state": re.compile(r"^(TM|KT|TL|TUQ|Q)\. \S"),
    "party": re.compile(r"^(T/M|K/T|T/L|T/UQ) \S|^Q\. \S"),
}
DEPUTY = re.compile(r"^(KT\.|K/T)\s+(?P<head>.+)$")
COLLECTIVE = re.compile(r"^tm\. (chu tich|truong|giam doc|bi thu|bo truong|hieu truong|pho)\b")
KEPT = {"state": re.compile(r"^-\s*Lưu:\s*VT\b"), "party": re.compile(r"^-\s*Lưu:?\s")}
HONOURS = re.compile(
    r"^(gs|pgs|ts|ths|bs|bsckii|bscki|ks|cn|tien si|thac si|giao su|pho giao su|bac si|ky su"
    r"|anh hung|nghe si|nha giao)\b[.,\s]"
)
DEPUTIES = "pho"
SIGNS_BETWEEN = {"state": ";", "party": ";,"}
DASH = ("-", "–", "—")


def check_end(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check what stands before and after the text."""
    _check_addressee(layout, collector)
    _check_recipients(layout, collector)
    _check_signature(layout, collector)
    _check_annexes(sheet, layout, collector)


# --- address ---


def _check_addressee(layout: Layout, collector: Collector) -> None:
    """Check that an address is there where it is due, and how it ends."""
    kind, lines = layout.kind, layout.part("addressee")
    if kind is not None:
        is_met = bool(lines) or kind.addressee != "required"
        collector.require("addressee.missing", is_met, WHOLE, FOUND_NOTHING)
        is_due = not lines or kind.addressee != "none"
        place = lines[0] if lines else WHOLE
        found = FOUND_TEXT.format(text=lines[0].text) if lines else ""
        collector.require("addressee.undue", is_due, place, found)
    if not lines:
        return
    head, *listed = lines
    found = FOUND_TEXT.format(text=head.text)
    collector.require("addressee.colon", ":" in head.text, head, found)
    is_named = any(letter.isalpha() for letter in head.text.partition(":")[2])
    is_crowded = ";" in head.text and not listed
    is_lonely = not is_named and len(listed) == 1 and listed[0].text.startswith(DASH)
    collector.require("addressee.lines", not (is_crowded or is_lonely), head, found)
    _check_ends("addressee.end", [one for one in listed if one.text.startswith(DASH)], collector)


def _check_ends(
    rule: str, lines: Sequence[Segment], collector: Collector, *, between: str = ";"
) -> None:
    """Check that lines end with one of the signs `between`, and the last with a full stop."""
    for place, line in enumerate(lines):
        is_last = place == len(lines) - 1
        sign = line.text[-1:]
        if GAP_LINE.match(line.text):
            continue
        is_met = bool(sign) and sign in ("." if is_last else between)
        collector.require(rule, is_met, line, FOUND_ENDING.format(sign=sign))


# --- recipients ---


def _check_recipients(layout: Layout, collector: Collector) -> None:
    """Check "Nơi nhận" and its lines."""
    head, lines = layout.part("recipients_head"), layout.part("recipients")
    if layout.kind is not None and layout.kind.recipients:
        collector.require("recipients.missing", bool(head), WHOLE, FOUND_NOTHING)
    if not head:
        return
    colon = head[0].text.rstrip().endswith(":")
    collector.require("recipients.colon", colon, head[0], FOUND_TEXT.format(text=head[0].text))
    for before, line in zip((None, *lines), lines, strict=False):
        goes_on = before is not None and before.text[-1:] not in ";."
        is_listed = goes_on or line.text.startswith(DASH) or bool(line.paragraph.label)
        shown = FOUND_TEXT.format(text=line.text)
        collector.require("recipients.dash", is_listed, line, shown)
    between = SIGNS_BETWEEN[str(layout.regime)]
    _check_ends("recipients.end", _joined(lines), collector, between=between)
    if not lines:
        return
    last = next((one for one in reversed(lines) if "luu" in one.plain), lines[-1])
    is_kept = bool(KEPT[str(layout.regime)].match(_with_dash(last)))
    collector.require("recipients.kept", is_kept, last, FOUND_TEXT.format(text=last.text))
    if layout.part("addressee") and layout.kind is not None and layout.kind.addressee != "none":
        is_first = "nhu tren" in lines[0].plain or "nhu kinh gui" in lines[0].plain
        found = FOUND_TEXT.format(text=lines[0].text)
        collector.require("recipients.as_above", is_first, lines[0], found)


def _with_dash(line: Segment) -> str:
    """Return a line with the dash that Word writes before a list."""
    return line.text if line.text.startswith(DASH) else f"- {line.text}"


def _joined(lines: Sequence[Segment]) -> list[Segment]:
    """Return the last line of every recipient: one may go on in the next line."""
    kept = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        goes_on = (
            after is not None and not after.text.startswith(DASH) and not after.paragraph.label
        )
        if not goes_on:
            kept.append(line)
    return kept


# --- signature ---


def _check_signature(layout: Layout, collector: Collector) -> None:
    """Check who signs and in what capacity."""
    kind = layout.kind
    if kind is not None and kind.recipients and layout.part("recipients_head"):
        is_there = bool(layout.blocks) or "signature" in layout.gaps
        collector.require("signature.missing", is_there, WHOLE, FOUND_NOTHING)
    for block in layout.blocks:
        _check_block(block, layout, collector)


def _check_block(block: SignBlock, layout: Layout, collector: Collector) -> None:
    """Check one block of signing."""
    for line in block.capacities:
        shown = FOUND_TEXT.format(text=line.text)
        is_form = bool(CAPACITIES[str(layout.regime)].match(line.text))
        collector.require("capacity.form", is_form, line, shown)
        if is_form:
            is_body = COLLECTIVE.match(line.plain) is None
            collector.require("capacity.collective", is_body, line, shown)
    due = [one for one in block.capacities if not one.text.startswith("Q")]
    if due:
        is_acting = len(due) < len(block.capacities)  # "Q. CHỦ TỊCH" below "TM. …" is the title
        is_titled = bool(block.titles or block.roles) or is_acting or "signature" in layout.gaps
        found = FOUND_TEXT.format(text=due[0].text)
        collector.require("signer_title.missing", is_titled, due[0], found)
    deputy = next((one for one in block.capacities if DEPUTY.match(one.text)), None)
    if deputy is not None and block.titles:
        is_deputy = any(one.plain.startswith(DEPUTIES) for one in block.titles)
        found = FOUND_TEXT.format(text=block.titles[0].text)
        collector.require("capacity.deputy", is_deputy, block.titles[0], found)
    for name in block.names:
        is_plain = HONOURS.match(f"{name.plain} ") is None
        found = FOUND_TEXT.format(text=name.text)
        collector.require("signer_name.honours", is_plain, name, found)


# --- annexes ---


def _check_annexes(sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check headings, names, notes and page numbers of annexes."""
    for place, annex in enumerate(layout.annexes, start=1):
        _check_annex(place, annex, layout, collector)
        section = sheet.sections[min(annex.heading.paragraph.section, len(sheet.sections) - 1)]
        is_own = annex.heading.paragraph.section > 0 and section.starts_at == 1
        shows = any(one.fields for one in section.headers.get("default", ()))
        collector.require("annex.pages", is_own or not shows, annex.heading, FOUND_PAGES)


def _check_annex(place: int, annex: Annex, layout: Layout, collector: Collector) -> None:
    """Check one annex."""
    shown = FOUND_TEXT.format(text=annex.heading.text)
    parts = layout.data.parts
    for name, lines in (("annex", [annex.heading]), ("annex_title", annex.title)):
        if name in parts:
            check_lines(parts[name], lines, collector)
    if "annex_note" in parts:
        check_lines(parts["annex_note"], annex.note, collector)
    value = roman_value(annex.number.upper())
    if len(layout.annexes) > 1:
        collector.require("annex.number", bool(value), annex.heading, shown)
        found = FOUND_ORDER.format(found=annex.heading.text, place=place)
        collector.require("annex.order", value in (0, place), annex.heading, found)
    collector.require("annex.title", bool(annex.title), annex.heading, FOUND_NOTHING)
    has_note = any("kem theo" in fold(line.text) for line in annex.note)
    collector.require("annex.note", has_note, annex.heading, FOUND_NOTHING)
