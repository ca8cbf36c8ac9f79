"""The table of socio-economic figures of a period (Bảng tổng hợp số liệu KT-XH): its fields."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import narrative
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.letterhead import OfficeFacts, office_name
from ntm_desktop.reports.line_breaks import breakable_unit
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One measure of the table."""

    number: str = shown("số thứ tự")
    name: str = shown("tên chỉ tiêu")
    measure_unit: str = shown("đơn vị tính")
    plans: tuple[str, ...] = shown("mỗi dòng một kế hoạch: mức giao, do văn bản nào giao")
    actual: str = shown("kết quả thực hiện; dấu … khi chưa có")
    previous: str = shown("số kỳ so sánh, ghi rõ kỳ nào")
    rates: tuple[str, ...] = shown("mỗi dòng một tỷ lệ: % kế hoạch, tỷ lệ theo văn bản")
    change: str = shown("tăng, giảm so với kỳ so sánh")
    verdict: str = shown("đánh giá: vượt, đạt, chưa đạt")
    note: str = shown("ghi chú, nguồn số liệu")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """The measures of one topic."""

    name: str = shown("nhóm chỉ tiêu; trống khi không chia nhóm")
    rows: tuple[FigureRow, ...] = shown("các chỉ tiêu của nhóm")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresContext:
    """Everything the template of the table may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập bảng")
    period: str = shown("kỳ, ví dụ năm 2023")
    headline: str = shown("câu tổng hợp: đạt bao nhiêu chỉ tiêu, vượt bao nhiêu")
    groups: tuple[FigureGroup, ...] = shown("các nhóm chỉ tiêu")
    nothing: str = shown("câu thay bảng khi kỳ chưa có chỉ tiêu nào")
    notes: tuple[str, ...] = shown("các dòng ghi chú dưới bảng: số tổng văn bản nêu")
    table_note: str = shown("lời giải thích các dấu dùng trong bảng")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFact:
    """One measure as the sheet holds it: ready texts, "" for what is not there."""

    topic: str
    name: str
    measure_unit: str
    plans: tuple[str, ...]
    actual: str
    previous: str
    rates: tuple[str, ...]
    change: str
    verdict: str
    note: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFacts:
    """Everything the table is made from; `totals` are counts documents state."""

    office: OfficeFacts
    period: ReportingPeriod
    rows: tuple[FigureFact, ...]
    headline: str = ""
    totals: tuple[str, ...] = ()


def build_context(facts: FiguresFacts) -> FiguresContext:
    """Return the ready text of every field."""
    return FiguresContext(
        draft_note=narrative.DRAFT_NOTE if facts.office.draft else "",
        office_name=office_name(facts.office),
        made_on=narrative.made_on(facts.office.today),
        period=facts.period.label,
        headline=capital_first(facts.headline) if facts.rows else "",
        groups=_groups(facts),
        nothing="" if facts.rows else words.FIGURES_NOTHING,
        notes=facts.totals,
        table_note=words.FIGURES_NOTE,
    )


def _groups(facts: FiguresFacts) -> tuple[FigureGroup, ...]:
    """Return the measures by topic in their order; without topics all are one group."""
    topics = list(dict.fromkeys(one.topic for one in facts.rows))
    found, number = [], 0
    for topic in topics:
        rows = []
        for one in (each for each in facts.rows if each.topic == topic):
            number += 1
            rows.append(_row(number, one))
        named = topic or (words.FIGURES_NO_TOPIC if len(topics) > 1 else "")
        found.append(FigureGroup(name=named, rows=tuple(rows)))
    return tuple(found)


def _row(number: int, one: FigureFact) -> FigureRow:
    """Return one measure; what is not there shows as a gap."""
    return FigureRow(
        number=str(number),
        name=one.name,
        measure_unit=breakable_unit(one.measure_unit),
        plans=tuple(map(breakable_unit, one.plans)) or (TABLE_GAP,),
        actual=breakable_unit(one.actual) or TABLE_GAP,
        previous=breakable_unit(one.previous) or TABLE_GAP,
        rates=one.rates or (TABLE_GAP,),
        change=breakable_unit(one.change) or TABLE_GAP,
        verdict=capital_first(one.verdict),
        note=one.note,
    )


def gaps(facts: FiguresFacts) -> tuple[str, ...]:
    """Return what the table will show as a gap."""
    lacking = [one.name for one in facts.rows if not one.actual]
    issuer = facts.office.office.issuer_name
    return (
        *([] if issuer else [narrative.MISSING_ISSUER]),
        *([] if facts.rows else [words.FIGURES_NOTHING]),
        *([words.figures_missing(lacking)] if lacking else []),
    )


def notices(facts: FiguresFacts) -> tuple[str, ...]:
    """Return what is doubtful about the figures."""
    return tuple(f"{one.name}: {doubt}" for one in facts.rows for doubt in one.doubts)
