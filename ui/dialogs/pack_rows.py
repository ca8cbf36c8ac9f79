"""The rows and fields of the dialog that edits the structure of an own criteria set."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.domain.pack_edits import Pack, criteria_of, indicators_of
from ui.models.row_table import Column

KIND_WORDS = {
    IndicatorKind.BOOLEAN: "đạt, không đạt",
    IndicatorKind.PERCENT: "tỷ lệ %",
    IndicatorKind.NUMBER: "số lượng",
    IndicatorKind.ORDINAL: "xếp loại",
    IndicatorKind.CONDITIONS: "tự đánh giá",
    IndicatorKind.RELATIVE: "theo mức bộ khác",
    IndicatorKind.POINTS: "chấm điểm",
    IndicatorKind.SCORED: "điểm theo số đo",
}
SIGN_WORDS = {">=": "≥ (không thấp hơn)", "<=": "≤ (không cao hơn)", "=": "= (đúng bằng)"}
SETTER_WORDS = {"central": "trung ương", "province": "UBND tỉnh", "ministry": "bộ, ngành"}
YES, NO = "có", "không"
SCALE_MARK = "<"
FIELDS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "percent": ("measure_unit", "counted_unit", "operator", "sub_text", "by_gender"),
    "number": ("measure_unit", "operator", "sub_text"),
    "boolean": (),
    "ordinal": ("scale",),
    "conditions": (),
    "relative": ("measure_unit", "operator", "base_set", "base_indicator", "base_percent"),
    "points": ("max_points",),
    "scored": ("measure_unit",),
}
CRITERION = (
    Field("code", Kind.TEXT, "Mã"),
    Field("name", Kind.LONG_TEXT, "Tên tiêu chí"),
    Field("complete", Kind.BOOLEAN, "Đã đủ các chỉ tiêu theo văn bản"),
)
INDICATOR = (
    Field("code", Kind.TEXT, "Mã"),
    Field("kind", Kind.CHOICE, "Loại", choices={k.value: v for k, v in KIND_WORDS.items()}),
    Field("text", Kind.LONG_TEXT, "Câu chữ", help="Chép đúng như văn bản."),
    Field("measure_unit", Kind.TEXT, "Đơn vị đo", help="Ví dụ: %, km, mô hình."),
    Field("counted_unit", Kind.TEXT, "Đếm theo", help="Ví dụ: hộ, người."),
    Field("operator", Kind.CHOICE, "Dấu so sánh", choices=SIGN_WORDS),
    Field("scale", Kind.TEXT, "Thang xếp loại", help="Từ thấp đến cao, ví dụ: Đạt < Khá < Tốt."),
    Field("sub_text", Kind.TEXT, "Phần “trong đó”", help="Câu chữ sau “trong đó”, nếu có."),
    Field("by_gender", Kind.BOOLEAN, "Nam, nữ đều phải đạt"),
    Field("max_points", Kind.TEXT, "Điểm tối đa"),
    Field("base_set", Kind.CHOICE, "Lấy mức của bộ"),
    Field("base_indicator", Kind.TEXT, "Chỉ tiêu của bộ đó"),
    Field("base_percent", Kind.TEXT, "Bằng bao nhiêu % mức đó", help="Ví dụ: 110."),
    Field("if_any", Kind.BOOLEAN, "Chỉ áp dụng nếu có"),
    Field("varies_by_year", Kind.BOOLEAN, "Mức khác nhau theo năm"),
    Field("target_set_by", Kind.CHOICE, "Ai quy định mức", choices=SETTER_WORDS),
)
_FLAGS = ("complete", "by_gender", "if_any", "varies_by_year")
_ALWAYS = ("code", "kind", "text", "if_any", "target_set_by")


@dataclasses.dataclass(frozen=True, slots=True)
class PackRow:
    """A criterion of a pack, or one of its indicators; `data` is its JSON."""

    key: str
    code: str
    criterion: str
    is_indicator: bool
    data: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Return the name of a criterion, the wording of an indicator."""
        return str(self.data.get("text" if self.is_indicator else "name") or "")

    @property
    def kind(self) -> str:
        """Return what an indicator measures; of a criterion whether it is complete."""
        if not self.is_indicator:
            return "đủ chỉ tiêu" if self.data.get("complete") else "chưa đủ"
        kinds = {one.value: word for one, word in KIND_WORDS.items()}
        return kinds.get(str(self.data.get("kind")), "")

    @property
    def unit(self) -> str:
        """Return sign and measure unit of an indicator."""
        if "operator" not in FIELDS_OF_KIND.get(str(self.data.get("kind")), ()):
            return str(self.data.get("measure_unit") or "")
        sign = {">=": "≥", "<=": "≤", "=": "="}.get(str(self.data.get("operator")), "")
        return f"{sign} {self.data.get('measure_unit') or ''}".strip()


COLUMNS: tuple[Column[PackRow], ...] = (
    Column("Mã", lambda row: row.code, width=64),
    Column(
        "Tiêu chí, chỉ tiêu",
        lambda row: row.text,
        token=lambda row: "" if row.is_indicator else "accent",
        tooltip=lambda row: row.text,
        width=0,
    ),
    Column("Loại", lambda row: row.kind, width=132),
    Column("Dấu, đơn vị", lambda row: row.unit, width=120),
)


def pack_rows(pack: Pack) -> tuple[PackRow, ...]:
    """Return every criterion of a pack followed by its indicators."""
    rows: list[PackRow] = []
    for criterion in criteria_of(pack):
        code = str(criterion.get("code"))
        rows.append(PackRow(f"tc {code}", code, code, False, criterion))
        for one in indicators_of(criterion):
            inner = str(one.get("code"))
            rows.append(PackRow(f"ct {inner}", inner, code, True, one))
    return tuple(rows)


def shown_fields(kind: str) -> tuple[str, ...]:
    """Return the names of the fields an indicator of a kind has."""
    by_year = ("varies_by_year",) if kind not in ("relative", "points", "scored") else ()
    return (*_ALWAYS, *FIELDS_OF_KIND.get(kind, ()), *by_year)


def field_text(data: Mapping[str, Any], name: str) -> str:
    """Return what a field starts with."""
    if name in _FLAGS:
        return YES if data.get(name) else NO
    if name == "scale":
        return f" {SCALE_MARK} ".join(data.get("scale") or ())
    if name.startswith("base_"):
        relation = data.get("relative_to") or {}
        return str(relation.get({"base_set": "set_id"}.get(name, name.removeprefix("base_"))) or "")
    if name == "max_points":
        return str(data.get(name) or "").replace(".", ",")
    return str(data.get(name) or "")


def typed_fields(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON of typed fields, as `pack_edits` takes it."""
    found: dict[str, Any] = {}
    for name, typed in texts.items():
        text = " ".join(typed.split()) if name != "text" else typed.strip()
        if name in _FLAGS:
            found[name] = text == YES
        elif name == "scale":
            found[name] = [word.strip() for word in text.split(SCALE_MARK) if word.strip()]
        elif name == "max_points":
            found[name] = text.replace(",", ".")
        elif not name.startswith("base_"):
            found[name] = text
    if texts.get("base_set"):
        found["relative_to"] = {
            "set_id": texts["base_set"],
            "indicator": texts.get("base_indicator", "").strip(),
            "percent": texts.get("base_percent", "").strip().removesuffix("%").replace(",", "."),
        }
    return found
