"""Case, size, style and alignment of one part, as its entry in the rule file says."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_desktop.reports.layout_check.findings import Collector
from ntm_desktop.reports.layout_check.model import Run, Segment, Sheet
from ntm_desktop.reports.layout_check.recognition import Layout, is_upper, share
from ntm_desktop.reports.regime_data import PartData, points

MOST = 0.85  # of the letters of a line; a stray letter of another look is no fault of the part
FOUND_SIZE = "cỡ chữ {sizes}"
FOUND_CASE = {"upper": "chữ in thường", "sentence": "chữ in hoa toàn bộ"}
FOUND_STYLE = {
    "bold": ("không đậm", "đậm"),
    "italic": ("đứng", "nghiêng"),
    "underline": ("không gạch chân", "gạch chân"),
}
FOUND_ALIGN = {"left": "canh trái", "right": "canh phải", "both": "canh đều", "center": "canh giữa"}
CENTRED_BY_INDENT_MM = 15.0
LEAST_LETTERS = 4  # fewer capitals are an abbreviation: "UBND"
ACTING = "Q."


def check_parts(_sheet: Sheet, layout: Layout, collector: Collector) -> None:
    """Check every part that was recognised."""
    for name, lines in layout.parts.items():
        part = layout.data.parts.get(name)
        if part is not None:
            check_lines(part, lines, collector)
    for block in layout.blocks:
        is_party = layout.regime == "party"  # of "Q." and of roles its rules say nothing
        own = [one for one in block.capacities if not (is_party and one.text.startswith(ACTING))]
        named = {
            "capacity": [*([] if is_party else block.roles), *own],
            "signer_title": block.titles,
        }
        named["signer_name"] = block.names
        for name, lines in named.items():
            check_lines(layout.data.parts[name], lines, collector)


def check_lines(part: PartData, lines: Sequence[Segment], collector: Collector) -> None:
    """Check the lines of one part."""
    for line in lines:
        if not any(letter.isalnum() or letter in "*-" for letter in line.text):
            continue
        _check_size(part, line, collector)
        _check_case(part, line, collector)
        _check_style(part, line, collector)
        _check_align(part, line, collector)


def sizes_of(runs: Sequence[Run]) -> list[float]:
    """Return the sizes of the letters, the most used first."""
    weights: dict[float, int] = {}
    for run in runs:
        letters = sum(not letter.isspace() for letter in run.text)
        if letters:
            weights[run.size] = weights.get(run.size, 0) + letters
    return sorted(weights, key=lambda size: -weights[size])


def _check_size(part: PartData, line: Segment, collector: Collector) -> None:
    """Check that all letters are of an allowed size."""
    least, most = part.sizes
    wrong = [size for size in sizes_of(line.runs) if not least <= size <= most]
    sizes = ", ".join(points(size) for size in wrong)
    collector.require(f"{part.id}.size", not wrong, line, FOUND_SIZE.format(sizes=sizes))


def _check_case(part: PartData, line: Segment, collector: Collector) -> None:
    """Check capitals; a name of few letters may be an abbreviation."""
    letters = [letter for letter in line.text if letter.isalpha()]
    if not part.case or len(letters) < LEAST_LETTERS:
        return
    is_met = is_upper(line.text, most=0.8) if part.case == "upper" else not _is_shouted(line.text)
    collector.require(f"{part.id}.case", is_met, line, FOUND_CASE[part.case])


def _is_shouted(text: str) -> bool:
    """Say whether a text of several words is all capitals."""
    return is_upper(text, most=0.98) and " " in text.strip()


def _check_style(part: PartData, line: Segment, collector: Collector) -> None:
    """Check bold, italic and underline where the rules fix them."""
    wanted = {"bold": part.bold, "italic": part.italic, "underline": part.underline or None}
    wrong = []
    for look, is_wanted in wanted.items():
        part_of = share(line.runs, look)
        is_met = part_of >= MOST if is_wanted else part_of <= 1 - MOST
        if is_wanted is not None and not is_met:
            wrong.append(FOUND_STYLE[look][not is_wanted])
    if any(one is not None for one in wanted.values()):
        collector.require(f"{part.id}.style", not wrong, line, ", ".join(wrong))


def _check_align(part: PartData, line: Segment, collector: Collector) -> None:
    """Check that a line is centred; one set by tabs or indents cannot be judged."""
    paragraph = line.paragraph
    if part.align != "center" or line.is_tabbed or "\t" in paragraph.text:
        return
    is_indented = (
        paragraph.left > CENTRED_BY_INDENT_MM or paragraph.first_line > CENTRED_BY_INDENT_MM
    )
    is_met = paragraph.align == "center" or is_indented or paragraph.where == "box"
    found = FOUND_ALIGN.get(paragraph.align, paragraph.align)
    collector.require(f"{part.id}.align", is_met, line, found)
