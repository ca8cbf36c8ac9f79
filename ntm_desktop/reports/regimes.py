"""How papers of the state and of the Party are laid out: rules as data, with their sources.

State: Nghị định 30/2020/NĐ-CP, Phụ lục I. Party: Hướng dẫn 05-HD/VPTW (2026), read at second hand
and therefore not verified. Both are read from the rule files (`regime_data`). The two are never
mixed in one document. The Front's own rules were not found: its papers follow those of the
state, and say so before they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ntm_desktop.reports.regime_data import RegimeData, regime_data

BLANK = "\u00a0" * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """How one part of a document is set: size and leading in points, indent in mm.

    `leading` is exact; None stands for `lines` times the height of a line.
    """

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "center"
    before: float = 0
    indent: float = 0
    leading: float | None = None
    lines: float = 1.0
    keep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The rules of one side; the forms are filled with what their names say.

    `issuer_mark` stands under the issuer and `subject_mark` under the subject where there is no
    line shape; `kept` is the last line under "Nơi nhận". `verified` says that the source itself
    was read.
    """

    id: str
    source: str
    verified: bool
    parts: Mapping[str, PartRule]
    number: str
    on_behalf: str
    deputy: str
    by_order: str
    acting: str
    kept: str
    issuer_mark: str = ""
    subject_mark: str = ""


def _parts(data: RegimeData) -> dict[str, PartRule]:
    """Return how our templates set the parts; what the rules fix is not written twice."""
    return {
        name: PartRule(
            **{
                "bold": bool(part.bold),
                "italic": bool(part.italic),
                "underline": bool(part.underline),
                "align": part.align or "center",
                **part.printed,
            }
        )
        for name, part in data.parts.items()
        if part.printed
    }


def _regime(data: RegimeData) -> Regime:
    """Return the regime of a rule file."""
    kept = {name: form for name, form in data.forms.items() if name != "letter_subject"}
    return Regime(
        id=data.id, source=data.source, verified=data.verified, parts=_parts(data), **kept
    )


STATE = _regime(regime_data("state"))
PARTY = _regime(regime_data("party"))
STATE_PARTS, PARTY_PARTS = STATE.parts, PARTY.parts
FRONT_SOURCE = "chưa có quy định của Mặt trận, đoàn thể; tạm theo Nghị định 30/2020/NĐ-CP"
FRONT = replace(STATE, id="front", source=FRONT_SOURCE, verified=False)
REGIMES: Mapping[str, Regime] = {one.id: one for one in (STATE, PARTY, FRONT)}
TITLES = {"state": "thể thức hành chính", "party": "thể thức văn bản của Đảng"}


def template_regime(regime: str) -> str:
    """Return whose template a regime is printed with: "party" or "state"."""
    return "party" if regime == "party" else "state"
