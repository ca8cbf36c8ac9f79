"""What each register of the screen shows and says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ntm_desktop.domain.vietnamese import sort_key
from ui import style
from ui.models.register import RegisterSpec, Row
from ui.views.figures_view import fact_register
from ui.views.figures_view.fact_register import Facts

FIGURES_WHY = (
    "Mỗi dòng là kết quả của một chỉ tiêu kinh tế - xã hội trong một kỳ. Nhập nhanh nhất ở thẻ "
    "Chỉ tiêu KT-XH."
)
MEASURES_WHY = (
    "Mỗi chỉ tiêu có tên, đơn vị tính và chiều (càng cao hay càng thấp càng tốt); khai một lần, "
    "dùng cho mọi kỳ."
)
PLANS_WHY = "Mỗi dòng là mức một văn bản giao cho một chỉ tiêu trong một kỳ."
RATES_WHY = "Tỷ lệ văn bản nêu sẵn, giữ nguyên; có số gốc thì được so lại ở thẻ Chỉ tiêu KT-XH."
SUMMARY_WHY = (
    "Ghi khi văn bản chỉ nêu tổng: “29/30 chỉ tiêu đạt, 22 chỉ tiêu vượt”. Số này đặt cạnh số phần "
    "mềm tự đếm, không thay cho nhau."
)
POVERTY_WHY = (
    "Ghi kết quả rà soát từng năm: tổng số hộ, hộ nghèo, hộ cận nghèo và chuẩn nghèo áp dụng. Tỷ "
    "lệ tự tính; khác chuẩn thì không so sánh."
)
OCOP_WHY = "Ghi sản phẩm, chủ thể, số sao và quyết định công nhận; phần mềm nhắc trước khi hết hạn."
SUPPORT_WHY = "Hỗ trợ nhà ở, sinh kế, nước sạch … cho hộ dân: nội dung, số hộ, kinh phí, nguồn."
ASSET_WHY = "Tài sản, phương tiện mua hoặc nhận để dùng chung, ví dụ “02 xe ô tô chở rác”."
TOTAL_WHY = (
    "Ghi khi văn bản chỉ nêu tổng mà chưa có từng dòng: “28 sản phẩm OCOP 3 – 4 sao”. Có đủ từng "
    "dòng thì được so lại."
)
Starts = Callable[[], Mapping[str, str]]


def _by_period(row: Row) -> tuple[Any, ...]:
    """Return what puts the latest period first."""
    return str(row.values.get("period") or ""), sort_key(row.title)


def figures(starts: Starts, ready: Callable[[], bool]) -> RegisterSpec:
    """Return the register of figures by period."""
    return RegisterSpec(
        entity="figure",
        columns=("measure", "period", "word", "actual", "planned", "reported_rate", "source"),
        fields=(
            *("measure", "period", "as_of", "word", "actual", "whole", "actual_text"),
            *("previous", "previous_kind", "planned", "reported_rate", "source", "note"),
        ),
        add="Thêm số liệu",
        empty_title="Chưa có số liệu nào",
        empty_why=FIGURES_WHY,
        icon="figures",
        top=style.SMALL,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"period": 90, "word": 96, "reported_rate": 160, "source": 180},
        set_aside=("word", "reported_rate", "source"),
        ready=ready,
    )


def measures() -> RegisterSpec:
    """Return the register of measures."""
    return RegisterSpec(
        entity="measure",
        columns=("place", "name", "measure_unit", "direction", "topic"),
        add="Thêm chỉ tiêu",
        empty_title="Chưa có chỉ tiêu nào",
        empty_why=MEASURES_WHY,
        icon="figures",
        top=style.SMALL,
        order=lambda row: (row.values.get("place") or 10**6, sort_key(row.title)),
        widths={"place": 70, "measure_unit": 150, "direction": 180, "topic": 180},
        set_aside=("topic", "place"),
    )


def plans(starts: Starts, ready: Callable[[], bool]) -> RegisterSpec:
    """Return the register of plans."""
    return RegisterSpec(
        entity="figure_plan",
        columns=("measure", "period", "level", "document_text", "operator", "value", "plan_text"),
        fields=(
            *("measure", "period", "level", "document", "document_text", "matter", "operator"),
            *("value", "plan_text", "note"),
        ),
        add="Thêm kế hoạch",
        empty_title="Chưa có kế hoạch nào",
        empty_why=PLANS_WHY,
        icon="figures",
        top=style.SMALL,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"measure": 0, "period": 80, "level": 180, "document_text": 160, "operator": 90},
        set_aside=("document_text", "operator", "plan_text"),
        ready=ready,
    )


def rates(starts: Starts, ready: Callable[[], bool]) -> RegisterSpec:
    """Return the register of reported rates."""
    return RegisterSpec(
        entity="figure_rate",
        columns=("measure", "period", "kind", "value", "level", "source"),
        fields=(
            *("measure", "period", "kind", "value", "level", "compared_with", "quote", "source"),
            "note",
        ),
        add="Thêm tỷ lệ",
        empty_title="Chưa có tỷ lệ nào theo văn bản",
        empty_why=RATES_WHY,
        icon="figures",
        top=style.SMALL,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"measure": 0, "period": 80, "kind": 190, "level": 170, "source": 160},
        set_aside=("level", "source"),
        ready=ready,
    )


def summaries(starts: Starts) -> RegisterSpec:
    """Return the register of totals of the plan that documents state."""
    return RegisterSpec(
        entity="plan_summary",
        columns=("period", "title", "met", "exceeded", "total", "source"),
        fields=("period", "title", "met", "exceeded", "total", "source", "note"),
        add="Thêm số tổng hợp",
        empty_title="Chưa có số tổng hợp nào",
        empty_why=SUMMARY_WHY,
        icon="figures",
        top=style.SMALL,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"period": 90, "title": 0, "met": 110, "exceeded": 120, "total": 140},
        set_aside=("source",),
    )


def poverty(starts: Starts, facts: Facts) -> RegisterSpec:
    """Return the register of poverty by period and standard."""
    return RegisterSpec(
        entity="poverty_count",
        columns=(
            *("period", "standard", "households", "poor", "rate", "change", "near_poor"),
            *("near_rate", "source"),
        ),
        more=fact_register.poverty_columns(facts),
        fields=(
            *("period", "standard", "as_of", "households", "poor", "near_poor", "poor_rate"),
            *("near_poor_rate", "source", "note"),
        ),
        add="Thêm kết quả rà soát",
        empty_title="Chưa có số hộ nghèo nào",
        empty_why=POVERTY_WHY,
        icon="people",
        top=style.MEDIUM,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"period": 70, "households": 92, "near_poor": 108, "source": 92},
        set_aside=("near_rate", "near_poor", "standard", "source"),
    )


def ocop(facts: Facts) -> RegisterSpec:
    """Return the register of OCOP products."""
    return RegisterSpec(
        entity="ocop_product",
        columns=("name", "subject", "stars", "end", "decision_number", "decision_on", "stage"),
        more=fact_register.ocop_columns(facts),
        add="Thêm sản phẩm",
        empty_title="Chưa có sản phẩm OCOP nào",
        empty_why=OCOP_WHY,
        icon="register",
        top=style.MEDIUM,
        widths={"subject": 150, "decision_number": 112, "decision_on": 118, "stage": 104},
        set_aside=("subject", "decision_number", "decision_on", "stage"),
    )


def support(starts: Starts) -> RegisterSpec:
    """Return the register of support to households."""
    return RegisterSpec(
        entity="household_support",
        columns=("purpose", "kind", "period", "village", "households", "amount", "funding"),
        fields=(
            *("purpose", "kind", "period", "given_on", "village", "households", "quantity"),
            *("measure_unit", "word", "amount", "funding", "source", "note"),
        ),
        add="Thêm hỗ trợ",
        empty_title="Chưa có hỗ trợ nào",
        empty_why=SUPPORT_WHY,
        icon="people",
        top=style.MEDIUM,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"kind": 150, "period": 84, "village": 120, "funding": 150},
        set_aside=("kind", "village", "funding"),
    )


def assets(starts: Starts) -> RegisterSpec:
    """Return the register of assets."""
    return RegisterSpec(
        entity="asset",
        columns=("name", "quantity", "measure_unit", "amount", "period", "acquired_on", "place"),
        fields=(
            *("name", "quantity", "measure_unit", "amount", "period", "acquired_on", "place"),
            *("purpose", "source", "note"),
        ),
        add="Thêm tài sản",
        empty_title="Chưa có tài sản nào",
        empty_why=ASSET_WHY,
        icon="register",
        top=style.MEDIUM,
        starts=starts,
        widths={"measure_unit": 90, "period": 84, "acquired_on": 120, "place": 160},
        set_aside=("acquired_on", "place", "period"),
    )


def totals(starts: Starts) -> RegisterSpec:
    """Return the register of totals that documents state."""
    return RegisterSpec(
        entity="register_total",
        columns=("title", "register", "period", "word", "count", "measure_unit", "source"),
        fields=(
            *("register", "title", "period", "as_of", "word", "count", "measure_unit"),
            *("lowest_stars", "highest_stars", "expected_at", "source", "quote", "note"),
        ),
        add="Thêm số tổng",
        empty_title="Chưa có số tổng nào",
        empty_why=TOTAL_WHY,
        icon="register",
        top=style.MEDIUM,
        starts=starts,
        order=_by_period,
        backwards=True,
        widths={"register": 160, "period": 84, "word": 90, "measure_unit": 100, "source": 160},
        set_aside=("register", "word", "source"),
    )
