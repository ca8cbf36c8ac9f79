"""How papers of the state and of the Party are laid out: rules as data, with their sources.

State: Nghị định 30/2020/NĐ-CP, Phụ lục I. Party: Hướng dẫn 05-HD/VPTW (2026), read at second hand
and therefore not verified. The two are never mixed in one document. The Front's own rules were
not found: its papers follow those of the state, and say so before they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

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


STATE_PARTS = {
    "issuer_parent": PartRule(size=13),
    "issuer": PartRule(size=13, bold=True),
    "nation": PartRule(size=13, bold=True),
    "motto": PartRule(size=14, bold=True),
    "number": PartRule(size=13, before=4),
    "place_date": PartRule(size=14, italic=True, before=4),
    "type": PartRule(size=14, bold=True, before=16),
    "subject": PartRule(size=14, bold=True),
    "body": PartRule(size=14, align="both", before=6, indent=12.7, lines=1.15, keep=False),
    "heading": PartRule(size=14, bold=True, align="both", before=8, indent=12.7, lines=1.15),
    "subheading": PartRule(size=14, bold=True, align="both", before=6, indent=12.7, lines=1.15),
    "capacity": PartRule(size=14, bold=True),
    "signer_title": PartRule(size=14, bold=True),
    "signer_name": PartRule(size=14, bold=True),
    "recipients_head": PartRule(size=12, bold=True, italic=True, align="left"),
    "recipients": PartRule(size=11, align="left"),
}
PARTY_PARTS = {
    "issuer_parent": PartRule(size=14),
    "issuer": PartRule(size=14, bold=True),
    "issuer_mark": PartRule(size=14),
    "nation": PartRule(size=15, bold=True),
    "number": PartRule(size=14, before=4),
    "place_date": PartRule(size=14, italic=True, before=4),
    "type": PartRule(size=16, bold=True, before=16),
    "subject": PartRule(size=14, bold=True),
    "subject_mark": PartRule(size=14),
    "body": PartRule(size=14, align="both", before=6, indent=10, leading=18, keep=False),
    "heading": PartRule(size=14, bold=True, align="both", before=8, indent=10, leading=18),
    "subheading": PartRule(size=14, bold=True, align="both", before=6, indent=10, leading=18),
    "capacity": PartRule(size=14, bold=True),
    "signer_title": PartRule(size=14),
    "signer_name": PartRule(size=14, bold=True),
    "recipients_head": PartRule(size=14, underline=True, align="left"),
    "recipients": PartRule(size=12, align="left"),
}
STATE = Regime(
    id="state",
    source="Nghị định 30/2020/NĐ-CP, Phụ lục I",
    verified=True,
    parts=STATE_PARTS,
    number="Số:{blank}/{type}-{symbol}",
    on_behalf="TM. {body}",
    deputy="KT. {title}",
    by_order="TL. {title}",
    acting="Q. {title}",
    kept="Lưu: VT",
)
PARTY = Regime(
    id="party",
    source="Hướng dẫn 05-HD/VPTW (2026), đọc qua tài liệu khác, chưa đối chiếu bản gốc",
    verified=False,
    parts=PARTY_PARTS,
    number="Số{blank}-{type}/{symbol}",
    on_behalf="T/M {body}",
    deputy="K/T {title}",
    by_order="T/L {title}",
    acting="Q. {title}",
    kept="Lưu Văn phòng",
    issuer_mark="*",
    subject_mark="-----",
)
FRONT_SOURCE = "chưa có quy định của Mặt trận, đoàn thể; tạm theo Nghị định 30/2020/NĐ-CP"
FRONT = replace(STATE, id="front", source=FRONT_SOURCE, verified=False)
REGIMES: Mapping[str, Regime] = {one.id: one for one in (STATE, PARTY, FRONT)}
TITLES = {"state": "thể thức hành chính", "party": "thể thức văn bản của Đảng"}


def template_regime(regime: str) -> str:
    """Return whose template a regime is printed with: "party" or "state"."""
    return "party" if regime == "party" else "state"
