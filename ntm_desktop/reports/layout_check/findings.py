"""Findings of a layout check, and the collector that the rules report to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ntm_desktop.reports.layout_check.model import Paragraph, Segment, excerpt
from ntm_desktop.reports.regime_data import SEVERITIES, LayoutRule

Place = Paragraph | Segment | str
WHERE_PARAGRAPH = "đoạn {number}: “{text}”"
WHERE_CELL = "bảng {table}, dòng {row}, cột {column}: “{text}”"
WHERE_BOX = "khung chữ, đoạn {number}: “{text}”"
WHERE_MARGIN = {"header": "đầu trang: “{text}”", "footer": "chân trang: “{text}”"}
WHERE_EMPTY = "đoạn {number} (trống)"
AND_MORE = "{where} (và {count} chỗ khác)"
WHOLE = "toàn văn bản"
SECTION = "trang (phần {number})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach: `severity` is error, warning or hint; `places` are numbers of paragraphs."""

    rule: str
    severity: str
    where: str
    found: str
    expected: str
    source: str
    places: tuple[int, ...] = ()


def where(place: Place) -> str:
    """Return in words where something stands."""
    if isinstance(place, str):
        return place
    paragraph = place.paragraph if isinstance(place, Segment) else place
    text = excerpt(place.text)
    if paragraph.where in WHERE_MARGIN:
        return WHERE_MARGIN[paragraph.where].format(text=text)
    if paragraph.where == "box":
        return WHERE_BOX.format(number=paragraph.number, text=text)
    cell = paragraph.cell
    if cell is not None:
        return WHERE_CELL.format(table=cell.table, row=cell.row, column=cell.column, text=text)
    form = WHERE_PARAGRAPH if text else WHERE_EMPTY
    return form.format(number=paragraph.number, text=text)


class Collector:
    """Takes what the rules say; each rule that was asked counts as passed or not."""

    def __init__(self, rules: Mapping[str, LayoutRule]) -> None:
        self._rules = rules
        self._asked: dict[str, bool] = {}
        self._found: list[Finding] = []

    def knows(self, rule: str) -> bool:
        """Say whether the rule files have this rule."""
        return rule in self._rules

    def require(
        self, rule: str, is_met: bool, place: Place = WHOLE, found: str = "", *, severity: str = ""
    ) -> None:
        """Note one asking of a rule; a breach becomes a finding of the rule's `severity`.

        A rule that the regime does not have is not asked.
        """
        known = self._rules.get(rule)
        if known is None:
            return
        self._asked[rule] = self._asked.get(rule, True) and is_met
        if is_met:
            return
        paragraph = place.paragraph if isinstance(place, Segment) else place
        is_shown = isinstance(paragraph, Paragraph) and paragraph.where not in WHERE_MARGIN
        self._found.append(
            Finding(
                rule=rule,
                severity=_milder(severity, known.severity),
                where=where(place),
                found=found,
                expected=known.expected,
                source=known.source,
                places=(paragraph.number,) if is_shown and isinstance(paragraph, Paragraph) else (),
            )
        )

    @property
    def passed(self) -> int:
        """Return how many rules were asked and met everywhere."""
        return sum(self._asked.values())

    @property
    def asked(self) -> frozenset[str]:
        """Return the rules that were asked."""
        return frozenset(self._asked)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, the gravest first; the same at many places is one finding."""
        grouped: dict[tuple[str, str], list[Finding]] = {}
        for one in self._found:
            grouped.setdefault((one.rule, one.found), []).append(one)
        joined = [_joined(each) for each in grouped.values()]
        return tuple(sorted(joined, key=_order))


def _milder(wanted: str, usual: str) -> str:
    """Return the milder of two severities; "" stands for the usual one."""
    return max(wanted, usual, key=SEVERITIES.index) if wanted else usual


def _joined(found: Sequence[Finding]) -> Finding:
    """Return one finding for the same fault at several places, as grave as the gravest."""
    first = min(found, key=lambda one: SEVERITIES.index(one.severity))
    places = tuple(dict.fromkeys(place for one in found for place in one.places))
    spots = len({one.where for one in found}) if not places else len(places)
    if spots < 2:
        return replace(first, places=places)
    more = AND_MORE.format(where=first.where, count=spots - 1)
    return replace(first, where=more, places=places)


def _order(finding: Finding) -> tuple[int, int, str]:
    """Return what findings are sorted by: severity, place, rule."""
    place = finding.places[0] if finding.places else 0
    return SEVERITIES.index(finding.severity), place, finding.rule
