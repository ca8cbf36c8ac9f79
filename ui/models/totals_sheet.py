"""The totals of the chosen set and period: what is kept, and the form that keeps another."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.services import criteria, entry, records, review
from ui.context import AppContext
from ui.widgets.totals_panel import KeptTotal, TotalFields, TotalsPanel


class TotalsSheet(TotalsPanel):
    """The panel of totals that keeps and deletes them by itself."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._offered: tuple[str, ...] = ()
        self.submitted.connect(self._record)
        self.deleted.connect(self._delete)

    def show_sheet(self, sheet: entry.EntrySheet) -> None:
        """Show the totals of the period and the form for them."""
        workspace = self._context.workspace
        followed = {one.id: one.short_name for one in criteria.followed_sets(workspace)}
        followed.setdefault(sheet.criteria_set.id, sheet.criteria_set.short_name)
        totals = entry.totals_of(workspace, sheet.period.id, sheet.unit)
        for total in totals:
            if total.set_id:  # a set no longer followed, which "Sửa" has to find
                followed.setdefault(total.set_id, total.title or total.set_id)
        heading, why = _words(sheet)
        offered = (heading, sheet.criteria_set.id, *followed)
        if offered != self._offered:
            self._offered = offered
            self.show_sets(
                list(followed.items()), sheet.criteria_set.id, sheet.criteria_set.noun, heading, why
            )
        self.show_kept([_kept(total) for total in totals])

    def _record(self, typed: TotalFields) -> None:
        """Keep a total; the form stays as it is where it cannot be understood."""
        draft = entry.TotalDraft(
            period_id=self._context.period_id,
            set_id=typed.set_id or None,
            title=typed.title or None,
            unit=self._context.unit,
            criteria=typed.criteria,
            indicators=typed.indicators,
            points=typed.points,
            noun=typed.noun or self.fields["noun"].placeholderText(),
            source=typed.source or None,
        )
        self._context.do(
            lambda workspace: entry.record_total(workspace, draft), said="Đã ghi số tổng hợp."
        )
        self.clear()

    def _delete(self, key: str) -> None:
        """Delete a total; undo brings it back."""
        self._context.do(
            lambda workspace: records.delete_record(workspace, "set_total", key),
            said="Đã xóa số tổng hợp (Ctrl+Z để lấy lại).",
        )


def _words(sheet: entry.EntrySheet) -> tuple[str, str]:
    """Return the heading of the totals and why they are there."""
    period = sheet.period.label
    if sheet.groups:
        why = (
            "Ghi khi chỉ biết tổng số đạt, ví dụ của một bộ tiêu chí chưa có trong phần mềm. "
            "Tổng số được ghi rõ là “số tổng hợp, chưa có chi tiết”."
        )
        return f"Số tổng hợp, {period}", why
    why = (
        "Danh mục tiêu chí của bộ này chưa có trong phần mềm, nên chưa nhập được từng chỉ tiêu. "
        "Ghi tổng số đã đạt để báo cáo và tổng quan vẫn có số liệu."
    )
    return f"{sheet.criteria_set.short_name}: {sheet.criteria_set.content_note}", why


def _kept(total: SetTotal) -> KeptTotal:
    """Return a kept total for the list."""
    return KeptTotal(
        total.key,
        total.title or "",
        review.total_text(total),
        TotalFields(
            set_id=total.set_id or "",
            title="" if total.set_id else total.title or "",
            criteria=_fraction(total.criteria_met, total.criteria_total),
            indicators=_fraction(total.indicators_met, total.indicators_total),
            points=_fraction(total.points, total.points_max),
            noun=total.noun or "",
            source=total.source or "",
        ),
    )


def _fraction(met: Decimal | int | None, total: Decimal | int | None) -> str:
    """Return "12/17" (or points, "72,56/100") for a form, as it may be typed again."""
    if met is None:
        return ""
    return "/".join(format_number(one) for one in (met, total) if one is not None)
