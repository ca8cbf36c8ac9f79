"""The forms "Phiếu thu thập số liệu" as a Word file: their fields, made from a plan of forms."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.collection import CollectionForm, CollectionPlan, FormLine
from ntm_desktop.domain.dates import format_date
from ntm_desktop.reports import narrative
from ntm_desktop.reports.line_breaks import breakable_unit
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRow:
    """One figure asked for."""

    code: str = shown("mã chỉ tiêu, ví dụ 10.1")
    text: str = shown("nội dung chỉ tiêu")
    measure_unit: str = shown("đơn vị tính")
    target: str = shown("mức yêu cầu")
    previous: str = shown("số kỳ trước")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPart:
    """The form of one person or one thôn; it starts on a page of its own."""

    who: str = shown("người cung cấp số liệu; dấu chấm khi chưa phân công")
    place: str = shown("thôn, đơn vị lấy số liệu")
    previous_label: str = shown("đầu cột số kỳ trước, kèm tên kỳ")
    rows: tuple[CollectionRow, ...] = shown("các chỉ tiêu cần cung cấp số liệu")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionContext:
    """Everything the template of the forms may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan thu thập, chữ hoa")
    criteria_set: str = shown("tên bộ tiêu chí")
    period: str = shown("kỳ, ví dụ năm 2023")
    due: str = shown("hạn nộp phiếu; trống khi không đặt hạn")
    current_label: str = shown("đầu cột số kỳ này, kèm tên kỳ")
    forms: tuple[CollectionPart, ...] = shown("các phiếu, mỗi phiếu một trang mới")
    table_note: str = shown("cách ghi phiếu")


def build_context(plan: CollectionPlan, *, draft: bool = False) -> CollectionContext:
    """Return the ready text of every field."""
    return CollectionContext(
        draft_note=narrative.DRAFT_NOTE if draft else "",
        office_name=plan.office_name,
        criteria_set=plan.set_name,
        period=plan.period.label,
        due=narrative.form_due(format_date(plan.due)) if plan.due else "",
        current_label=narrative.form_current(plan.period.label),
        forms=tuple(_part(form, draft) for form in plan.forms),
        table_note=_note(plan),
    )


def _note(plan: CollectionPlan) -> str:
    """Return how the forms are filled in, as far as what they ask needs it."""
    lines = [line for form in plan.forms for line in form.lines]
    apart = dict.fromkeys(line.code for line in lines if line.by_gender)
    has_rates = any(line.is_rate and not line.by_gender for line in lines)
    return narrative.form_note(has_rates=has_rates, by_gender=list(apart))


def _part(form: CollectionForm, draft: bool) -> CollectionPart:
    """Return one form."""
    return CollectionPart(
        who=form.who or narrative.DOTTED,
        place=form.unit_name,
        previous_label=narrative.form_previous(form.previous_label),
        rows=tuple(_row(line, draft) for line in form.lines),
    )


def _row(line: FormLine, draft: bool) -> CollectionRow:
    """Return one figure asked for; unverified marks only on a draft."""
    marks = (
        draft and not line.wording_verified,
        draft and line.target and not line.target_verified,
    )
    wording, target = (narrative.UNVERIFIED_MARK if marked else "" for marked in marks)
    return CollectionRow(
        code=line.code,
        text=line.text + wording,
        measure_unit=breakable_unit(line.measure_unit),
        target=breakable_unit(line.target) + target or narrative.TABLE_GAP,
        previous=line.previous or narrative.TABLE_GAP,
    )
