"""The sheet of a plan as lines of texts, and what is typed there as drafts for the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ntm_desktop.domain.figure_results import Verdict, change_text, is_percent, shown_percent
from ntm_desktop.domain.figure_text import (
    TypedFigure,
    figure_text,
    parse_figure,
    parse_planned,
    planned_text,
)
from ntm_desktop.domain.figures import PLAN_LEVELS, Figure, FigurePlan, Measure
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.vietnamese import capital_first, compose
from ntm_desktop.errors import InputError
from ntm_desktop.services.figures import FigureDraft, PlanLine, PlanRow, PlanSheet
from ui.models.plain_sheet import NEW, SheetCell, SheetColumn, SheetLine

NAME, UNIT, PREVIOUS, ACTUAL = "name", "unit", "previous", "actual"
RATE, CHANGE, VERDICT = "rate", "change", "verdict"
PLAN = "plan:"
SHORT_LEVELS = {
    "": "Kế hoạch",
    "dang-uy": "NQ Đảng ủy",
    "huyen-uy": "NQ Huyện ủy",
    "hdnd": "NQ HĐND",
    "ubnd": "KH UBND",
    "tinh": "KH tỉnh giao",
    "huyen": "KH huyện giao",
    "nhiem-ky": "NQ Đại hội",
    "khac": "Văn bản khác",
}
_SIGNS = {
    Verdict.EXCEEDED: "met",
    Verdict.MET: "met",
    Verdict.NOT_MET: "not_met",
    Verdict.UNKNOWN: "no_data",
}
_OF_PLAN = ("of_plan", "over_plan", "over_plan_points")
_CHANGES = ("growth", "points", "index")
NO_NAME = "Ghi tên chỉ tiêu ở cột đầu trước."
NO_NAME_HINT = "Gõ tên rồi Enter; sau đó nhập kế hoạch và thực hiện ở cùng dòng."
TWICE = "“{name}” đã có trong bảng, ở dòng {row}."
TWICE_HINT = "Nhập số vào dòng đó, hoặc ghi tên khác."
NO_ACTUAL = "Chưa có số liệu"
NO_DIRECTION = "Chưa khai chiều"
NOT_RANKED = "Không xếp"
TWICE_IN_BLOCK = "Chỉ tiêu “{name}” có hai dòng trong bảng dán vào."
NOT_A_NUMBER = "Kỳ trước phải là số, ví dụ 3,67."


@dataclass(frozen=True, slots=True)
class Typed:
    """What a block writes: figures, units of measures by key, keys of plans that were emptied."""

    figures: tuple[FigureDraft, ...]
    units: Mapping[str, str]
    emptied: tuple[str, ...]


def levels_of(sheet: PlanSheet, more: Sequence[str] = ()) -> list[str]:
    """Return the levels of the plans there are, in their order; without any a plain column."""
    said = [line.plan for row in sheet.rows for line in row.plans if line.text]
    held = {plan.level or "" for plan in said} | set(more)
    order = ["", *PLAN_LEVELS]
    return sorted(held or {""}, key=lambda one: order.index(one) if one in order else len(order))


def columns(levels: Sequence[str]) -> list[SheetColumn]:
    """Return the columns of the sheet."""
    plans = [
        SheetColumn(f"{PLAN}{one}", SHORT_LEVELS.get(one, one), numeric=True, width=100,
                    tip=_plan_tip(one), spare=1)
        for one in levels
    ]  # fmt: skip
    return [
        SheetColumn(NAME, "Chỉ tiêu", width=0),
        SheetColumn(UNIT, "ĐVT", width=96, tip="Đơn vị tính", spare=4),
        SheetColumn(PREVIOUS, "Kỳ trước", numeric=True, width=80, spare=2,
                    tip="Số của kỳ so sánh; kỳ đó đã nhập thì lấy số đã nhập"),
        *plans,
        SheetColumn(ACTUAL, "Thực hiện", numeric=True, width=108,
                    tip="Gõ như trong văn bản: 95,3 · ước đạt 95,2 · 15,9/28,2 · không còn"),
        SheetColumn(RATE, "% kế hoạch", numeric=True, width=100, spare=3,
                    tip="Tính từ thực hiện và kế hoạch; “theo văn bản” khi chưa có số gốc"),
        SheetColumn(CHANGE, "Tăng, giảm", numeric=True, width=134, spare=5,
                    tip="So với kỳ trước; chỉ tiêu tính bằng % thì thay đổi tính bằng điểm %"),
        SheetColumn(VERDICT, "Đánh giá", width=136),
    ]  # fmt: skip


def _plan_tip(level: str) -> str:
    """Return what a column of plans takes."""
    name = capital_first(PLAN_LEVELS.get(level, "kế hoạch"))
    return f"{name}. Gõ như 236 · 95 trở lên · không quá 3 · tăng 12%"


def lines(sheet: PlanSheet, levels: Sequence[str], spare: int = 1) -> list[SheetLine]:
    """Return a line for each measure, and lines at the end where a name begins another one."""
    made = [_line(row, levels, sheet.period.id) for row in sheet.rows]
    return [*made, *(_new_line(place, levels) for place in range(spare))]


def _new_line(place: int, levels: Sequence[str]) -> SheetLine:
    """Return a line that waits for the name of a measure."""
    names = [NAME, UNIT, PREVIOUS, *(f"{PLAN}{one}" for one in levels), ACTUAL]
    hint = {NAME: "Gõ tên chỉ tiêu mới, hoặc dán cả bảng từ Excel"} if place == 0 else {}
    return SheetLine(
        f"{NEW}{place}", "Chỉ tiêu mới", hint, dict.fromkeys(names, ""), tokens={NAME: "muted"}
    )


def _line(row: PlanRow, levels: Sequence[str], period: str) -> SheetLine:
    """Return the line of one measure."""
    measure = row.measure
    texts = {
        NAME: measure.name or "",
        UNIT: measure.measure_unit or "",
        PREVIOUS: _previous(row),
        ACTUAL: _actual(row.figure, measure, measure.decimals),
        RATE: _rate(row),
        CHANGE: _change(row),
        VERDICT: _verdict(row),
    }
    edits = {UNIT: measure.measure_unit or "", ACTUAL: _actual(row.figure, measure, None)}
    tips = {NAME: f"{measure.name}\n{row.sentence}".strip(), ACTUAL: row.actual_text}
    tips |= {VERDICT: _why(row), RATE: _rates_told(row)}
    if row.previous is None or row.previous.period is None:
        edits[PREVIOUS] = texts[PREVIOUS]
    else:
        tips[PREVIOUS] = f"Số đã nhập của {row.previous.period.label}; sửa ở kỳ đó"
    for level in levels:
        _put_plan(row, level, period, (texts, edits, tips))
    differs = any(one.difference_text for one in row.rates)
    states = {VERDICT: _SIGNS[row.verdict]} | ({RATE: "disagreed"} if differs else {})
    tokens = {RATE: "warn"} if differs else {}
    return SheetLine(measure.key, texts[NAME], texts, edits, states, tokens, tips)


def _put_plan(row: PlanRow, level: str, period: str, cells: tuple[dict[str, str], ...]) -> None:
    """Fill the cell of the plans of one level; two plans are told apart in the side form."""
    texts, edits, tips = cells
    name = f"{PLAN}{level}"
    held = [one for one in row.plans if (one.plan.level or "") == level]
    shown = (_plan_text(one.plan, row.measure) for one in held)
    texts[name] = "; ".join(filter(None, shown))
    tips[name] = "\n".join(
        part
        for one in held
        for part in (f"{one.level_text}: {one.text}", one.document_text, one.percent_text)
        if part
    )
    if not held:
        edits[name] = ""
    elif len(held) == 1 and held[0].plan.key:
        edits[name] = _plan_edit(held[0].plan, row.measure)
    else:
        tips[name] += "\nSửa ở tờ Chi tiết (Alt+Enter)"
    if any(one.plan.period != period for one in held):
        edits.pop(name, None)
        label = parse_period(held[0].plan.period).label
        tips[name] += f"\nKế hoạch của {label}; sửa ở kỳ đó"


def _shown_unit(measure: Measure) -> str | None:
    """Return the unit that stands with a number: "%"; any other has a column of its own."""
    return measure.measure_unit if is_percent(measure.measure_unit) else None


def _plan_text(plan: FigurePlan, measure: Measure) -> str:
    """Return a plan as its cell shows it."""
    return planned_text(plan, _shown_unit(measure), measure.decimals)


def _plan_edit(plan: FigurePlan, measure: Measure) -> str:
    """Return a plan as it may be typed again."""
    return planned_text(plan, _shown_unit(measure))


def _actual(figure: Figure | None, measure: Measure, decimals: int | None) -> str:
    """Return an actual as its cell shows it; without `decimals` as it may be typed again."""
    if figure is None:
        return ""
    typed = TypedFigure(figure.word, figure.actual, figure.whole, figure.actual_text)
    return figure_text(typed, _shown_unit(measure), decimals)


def _previous(row: PlanRow) -> str:
    """Return the earlier value as its cell shows it."""
    if row.previous is None:
        return ""
    typed = TypedFigure(actual=row.previous.actual)
    return figure_text(typed, _shown_unit(row.measure), row.measure.decimals)


def _rate(row: PlanRow) -> str:
    """Return the % of the plans; what a document states where it cannot be reckoned."""
    own = [shown_percent(one.percent, 1, 100) for one in row.plans if one.percent is not None]
    text = "; ".join(dict.fromkeys(own))
    stated = [one for one in row.rates if one.compared.rate.kind in _OF_PLAN]
    return text or "; ".join(one.text for one in stated[:1])


def _rates_told(row: PlanRow) -> str:
    """Return every rate in words, and how the stated ones differ."""
    told = [one.percent_text for one in row.plans if one.percent_text]
    told += [
        f"{one.text}{'; ' + one.difference_text if one.difference_text else ''}"
        for one in row.rates
    ]
    return "\n".join(told)


def _change(row: PlanRow) -> str:
    """Return the change to the earlier value, in points where the measure is a percentage."""
    actual = row.figure.actual if row.figure else None
    before = row.previous.actual if row.previous else None
    own = change_text(row.measure.measure_unit, actual, before, None)
    if own:
        return own
    stated = [one.text for one in row.rates if one.compared.rate.kind in _CHANGES]
    return stated[0] if stated else ""


def _verdict(row: PlanRow) -> str:
    """Return the verdict, with what has to be looked at again."""
    text = capital_first(row.verdict_text)
    if row.verdict is Verdict.UNKNOWN and row.plans:
        has_actual = row.figure is not None and row.figure.actual is not None
        text = NO_ACTUAL if row.figure is None or not row.actual_text else text
        text = NO_DIRECTION if has_actual and row.measure.direction is None else text
        text = NOT_RANKED if row.measure.direction == "none" else text
    again = row.doubts or any(one.difference_text for one in row.rates)
    return f"{text}; cần xem lại" if again else text


def _why(row: PlanRow) -> str:
    """Return why a measure stands where it stands."""
    parts = [row.sentence, capital_first(row.reason) if row.reason else "", *row.doubts]
    return "\n".join(part for part in parts if part)


# --- typing ---


def check(sheet: PlanSheet, cell: SheetCell, block: Sequence[SheetCell]) -> None:
    """Raise `InputError` where a cell cannot be kept."""
    mine = {one.column: one.text for one in block if one.indicator == cell.indicator}
    row = _row_of(sheet, cell.indicator)
    if row is None:
        _check_new(sheet, cell, mine, block)
    unit = mine.get(UNIT) or (row.measure.measure_unit if row else None)
    if cell.column == ACTUAL:
        parse_figure(cell.text, unit)
    elif cell.column == PREVIOUS:
        found = parse_figure(cell.text, unit)
        if cell.text.strip() and found.actual is None:
            raise InputError(NOT_A_NUMBER)
    elif cell.column.startswith(PLAN):
        plan = _plan_at(row, cell.column)
        parse_planned(cell.text, unit, plan.matter if plan else None)


def _check_new(
    sheet: PlanSheet, cell: SheetCell, mine: Mapping[str, str], block: Sequence[SheetCell]
) -> None:
    """Raise `InputError` for a new line without a name, or with one that is there already."""
    name = _plain(mine.get(NAME, ""))
    if not name and cell.text.strip():
        raise InputError(NO_NAME, hint=NO_NAME_HINT)
    for place, row in enumerate(sheet.rows, start=1):
        same = name and _plain(row.measure.name or "") == name
        if same and mine.get(UNIT, "").strip() in ("", row.measure.measure_unit or ""):
            message = TWICE.format(name=row.measure.name, row=place)
            raise InputError(message, hint=TWICE_HINT)
    if name and _stands_before(cell, name, mine.get(UNIT, ""), block):
        raise InputError(TWICE_IN_BLOCK.format(name=mine[NAME].strip()), hint=TWICE_HINT)


def _stands_before(cell: SheetCell, name: str, unit: str, block: Sequence[SheetCell]) -> bool:
    """Say whether an earlier new line of the block has the same name and unit."""
    units = {one.indicator: one.text for one in block if one.column == UNIT}
    for one in block:
        if one.indicator == cell.indicator:
            return False
        same = one.column == NAME and _plain(one.text) == name
        if (
            same
            and one.indicator.startswith(NEW)
            and (_plain(units.get(one.indicator, "")) == _plain(unit))
        ):
            return True
    return False


def row_named(sheet: PlanSheet, name: str, unit: str = "") -> str:
    """Return the key of the line with a name, "" for none; a unit chooses among several."""
    wanted = _plain(name)
    found = [one.measure for one in sheet.rows if _plain(one.measure.name or "") == wanted]
    same = [one for one in found if _plain(one.measure_unit or "") == _plain(unit)]
    return next((one.key for one in (*same, *found)), "")


def undirected(sheet: PlanSheet) -> list[tuple[str, str]]:
    """Return key and name of the measures with a plan whose direction is not known yet."""
    return [
        (row.measure.key, row.measure.name or "")
        for row in sheet.rows
        if row.measure.direction is None and any(map(_needs_direction, row.plans))
    ]


def _needs_direction(line: PlanLine) -> bool:
    """Say whether a plan is a bare value, which no operator turns into met or not met."""
    plan = line.plan
    is_value = plan.value is not None and (plan.matter or "value") == "value"
    return is_value and plan.operator not in ("at_least", "at_most")


def _plain(text: str) -> str:
    """Return a name however it is spaced and capitalised."""
    return " ".join(compose(text).lower().split())


def _row_of(sheet: PlanSheet, key: str) -> PlanRow | None:
    """Return the row of a line, None for a new one."""
    return next((one for one in sheet.rows if one.measure.key == key), None)


def _plan_at(row: PlanRow | None, column: str) -> FigurePlan | None:
    """Return the plan of a cell, None where there is none yet."""
    level = column.removeprefix(PLAN)
    held = [one.plan for one in row.plans if (one.plan.level or "") == level] if row else []
    return held[0] if held else None


def typed(sheet: PlanSheet, cells: Sequence[SheetCell], unit: str) -> Typed:
    """Return what a block of understood cells writes."""
    figures: list[FigureDraft] = []
    units: dict[str, str] = {}
    emptied: list[str] = []
    for key in dict.fromkeys(one.indicator for one in cells):
        mine = {one.column: one.text for one in cells if one.indicator == key}
        row = _row_of(sheet, key)
        if row is None:
            figures += _new_drafts(sheet, mine, unit)
            continue
        if UNIT in mine and mine[UNIT].strip() != (row.measure.measure_unit or ""):
            units[key] = mine[UNIT]
        for column, text in mine.items():
            plan = _plan_at(row, column) if column.startswith(PLAN) else None
            if plan is not None and not text.strip():
                emptied.append(plan.key)
            elif column in (ACTUAL, PREVIOUS) or (column.startswith(PLAN) and text.strip()):
                figures.append(_draft(sheet, key, column, text, unit, plan))
    return Typed(tuple(figures), units, tuple(emptied))


def _new_drafts(sheet: PlanSheet, mine: Mapping[str, str], unit: str) -> list[FigureDraft]:
    """Return what a new line writes: its actual even where empty, so that the line is there."""
    name = mine.get(NAME, "").strip()
    if not name:
        return []
    parts = {ACTUAL: "", **{one: text for one, text in mine.items() if one not in (NAME, UNIT)}}
    measure_unit = mine.get(UNIT, "").strip() or None
    return [
        replace(_draft(sheet, name, column, text, unit, None), measure_unit=measure_unit)
        for column, text in parts.items()
        if column == ACTUAL or text.strip()
    ]


def _draft(
    sheet: PlanSheet, measure: str, column: str, text: str, unit: str, plan: FigurePlan | None
) -> FigureDraft:
    """Return one cell as the service takes it; a plan that is there stays that of its document."""
    if not column.startswith(PLAN):
        return FigureDraft(measure, sheet.period.id, text, part=column, unit=unit)
    draft = FigureDraft(
        measure, sheet.period.id, text, part="plan", unit=unit,
        level=column.removeprefix(PLAN) or None,
    )  # fmt: skip
    if plan is None:
        return draft
    return replace(
        draft, period=plan.period, document=plan.document, document_text=plan.document_text,
        matter=plan.matter, plan=plan.key or None,
    )  # fmt: skip


def exact_percent(value: Fraction | None) -> str:
    """Return a % of a plan for a list, "" for none."""
    return "" if value is None else shown_percent(value, 1, 100)
