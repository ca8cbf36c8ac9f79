"""The rule files of official layout, read into typed records: parts, rules, document types.

One file for a regime (state, party) and one for what holds in every Word file. They lie in
`resources/regimes/`, carry a version and say for each rule where it comes from and whether that
source was read. Severity: "error" (a fault), "warning" (should be mended), "hint" (a suggestion).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm_desktop import paths

STATE_FILE, PARTY_FILE, GENERAL_FILE = (
    "state-nd30-2020.json",
    "party-hd05-2026.json",
    "general.json",
)
FILES = {"state": STATE_FILE, "party": PARTY_FILE, "general": GENERAL_FILE}
SEVERITIES = ("error", "warning", "hint")
NOT_VERIFIED = " (chưa đối chiếu bản gốc)"
PART_EXPECTED = {
    "upper": "chữ in hoa",
    "sentence": "chữ in thường",
    "bold": ("đậm", "không đậm"),
    "italic": ("nghiêng", "đứng"),
    "underline": ("gạch chân", "không gạch chân"),
    "center": "canh giữa",
}
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRule:
    """One rule: what is expected, how grave its breach is, and where it comes from."""

    id: str
    expected: str
    severity: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartData:
    """How one part of a document may be set; None where the rules leave it open.

    `case` is "upper", "sentence" or ""; `sizes` the least and the greatest size in points;
    `printed` is how our own templates set it.
    """

    id: str
    title: str
    case: str
    sizes: Span
    bold: bool | None
    italic: bool | None
    underline: bool | None
    align: str
    position: str
    printed: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A type of document with what it must have; `addressee` is required, allowed or none."""

    name: str
    abbreviation: str
    number: bool
    date: bool
    addressee: str
    recipients: bool
    subject: bool
    grounds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyData:
    """Numbers for the body: indents in mm, least gap in pt, leading in lines or exact points."""

    indents: tuple[float, ...]
    between: float
    lines: Span | None
    leading: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeData:
    """A rule file. `rules` has an entry for every check, those of the parts included."""

    id: str
    version: str
    title: str
    law: str
    source: str
    verified: bool
    page: Mapping[str, Any]
    font: str
    body: BodyData
    size_rows: tuple[tuple[float, ...], ...]
    lines: Mapping[str, Span]
    forms: Mapping[str, str]
    capacities: tuple[str, ...]
    types: tuple[DocumentType, ...]
    letter: DocumentType
    parts: Mapping[str, PartData]
    rules: Mapping[str, LayoutRule]


@functools.cache
def regime_data(regime: str) -> RegimeData:
    """Return the rules of a regime, "state" or "party"."""
    data = _read(regime)
    parts = {name: _part(name, part) for name, part in data["parts"].items()}
    return RegimeData(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        law=data["law"],
        source=data["source"],
        verified=data["verified"],
        page=data["page"],
        font=data["font"],
        body=_body(data["body"]),
        size_rows=tuple(tuple(map(float, row)) for row in data["size_rows"]),
        lines={name: _span(span) for name, span in data["lines"].items()},
        forms=data["forms"],
        capacities=tuple(data["capacities"]),
        types=tuple(DocumentType(**one) for one in data["types"]),
        letter=DocumentType(**data["letter"]),
        parts=parts,
        rules=_rules(data, parts),
    )


@functools.cache
def general_rules() -> Mapping[str, LayoutRule]:
    """Return the rules that hold in every Word file."""
    data = _read("general")
    return {name: _rule(name, rule, "") for name, rule in data["rules"].items()}


def _read(name: str) -> dict[str, Any]:
    """Return the content of a rule file."""
    path = paths.resource(f"regimes/{FILES[name]}")
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def _span(pair: Any) -> Span:
    """Return least and greatest of a pair."""
    least, most = pair
    return float(least), float(most)


def _body(data: Mapping[str, Any]) -> BodyData:
    """Return the numbers for the body."""
    return BodyData(
        indents=tuple(map(float, data["indents"])),
        between=float(data["between"]),
        lines=_span(data["lines"]) if data["lines"] else None,
        leading=_span(data["leading"]) if data["leading"] else None,
    )


def _part(name: str, data: Mapping[str, Any]) -> PartData:
    """Return one part."""
    return PartData(
        id=name,
        title=data["title"],
        case=data["case"],
        sizes=_span(data["sizes"]),
        bold=data["bold"],
        italic=data["italic"],
        underline=data["underline"],
        align=data["align"],
        position=data["position"],
        printed=data.get("printed"),
    )


def _rule(name: str, data: Mapping[str, Any], law: str) -> LayoutRule:
    """Return one rule; a source that was not read says so."""
    source = data["source"].replace("{law}", law)
    return LayoutRule(
        id=name,
        expected=data["expected"],
        severity=data["severity"],
        source=source + ("" if data["verified"] else NOT_VERIFIED),
        verified=data["verified"],
    )


def _rules(data: Mapping[str, Any], parts: Mapping[str, PartData]) -> dict[str, LayoutRule]:
    """Return the rules of a file: those written out and those that follow from the parts."""
    found = {name: _rule(name, rule, data["law"]) for name, rule in data["rules"].items()}
    for name, part in parts.items():
        for aspect, expected in _expected(part).items():
            written = data["parts"][name]
            severity = written["severity"] or data["severity"][aspect]
            made = {**written, "expected": f"{part.title}: {expected}", "severity": severity}
            found.setdefault(f"{name}.{aspect}", _rule(f"{name}.{aspect}", made, data["law"]))
    return found


def _expected(part: PartData) -> dict[str, str]:
    """Return what is expected of a part in words, by aspect; only what the rules fix."""
    least, most = part.sizes
    found = {"size": _SIZE[least == most].format(least=points(least), most=points(most))}
    if part.case:
        found["case"] = str(PART_EXPECTED[part.case])
    fixed = {"italic": part.italic, "bold": part.bold, "underline": part.underline or None}
    styles = [PART_EXPECTED[name][not on] for name, on in fixed.items() if on is not None]
    if styles:
        found["style"] = _STYLE.format(styles=", ".join(styles))
    if part.align == "center":
        found["align"] = str(PART_EXPECTED["center"])
    return found


_SIZE = {True: "cỡ chữ {least}", False: "cỡ chữ {least} đến {most}"}
_STYLE = "kiểu chữ {styles}"


def points(size: float) -> str:
    """Return a size as it is read out: 14, 13,5."""
    return f"{size:g}".replace(".", ",")
