"""Commands about figures and registers: the sheet of a plan, OCOP products, poverty over years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command

if TYPE_CHECKING:
    from ntm_desktop.services.figures import PlanRow, PlanSheet
    from ntm_desktop.services.registers import OcopRow, PovertyPoint


OF_A_PLAN = ("of_plan", "over_plan", "over_plan_points")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (figures, ocop, poverty):
        group.add_command(command)


# --- figures ---


@click.command(cls=Command)
@click.option("--period", required=True, metavar="KỲ", help="Kỳ, ví dụ 2023, 2024-H1.")
@click.option("--unit", metavar="MÃ", help="Đơn vị (mặc định: đơn vị mình).")
@click.option("--sheet", is_flag=True, help="Bảng chỉ tiêu: kế hoạch, % kế hoạch, đạt hay vượt.")
def figures(period: str, unit: str | None, sheet: bool) -> None:
    """Số liệu kinh tế - xã hội của một kỳ; --sheet: đặt cạnh kế hoạch, đếm đạt và vượt."""
    from ntm_desktop.services.figures import plan_sheet

    found = plan_sheet(workspace(), period, unit)
    output.show(_sheet_document(found), _sheet_lines(found) if sheet else _sentences(found))


def _sentences(found: PlanSheet) -> list[str]:
    """Return one line a measure: "Thu nhập bình quân: 61,03 triệu đồng/người/năm; tăng …"."""
    lines = [f"{row.measure.name}: {row.sentence or row.reason}" for row in found.rows]
    lines += [f"! {row.measure.name}: {doubt}" for row in found.rows for doubt in row.doubts]
    return lines or [f"Chưa có số liệu nào của {found.period.label}."]


def _sheet_lines(found: PlanSheet) -> list[str]:
    """Return the sheet as a table, the counts under it, then the totals documents state."""
    if not found.rows:
        return _sentences(found)
    heads = (
        "Chỉ tiêu",
        "ĐVT",
        "Kỳ trước",
        "Kế hoạch",
        "Thực hiện",
        "% KH",
        "Tăng, giảm",
        "Kết quả",
    )
    lines = output.table(heads, [_sheet_row(row) for row in found.rows])
    lines += [found.headline] if found.headline else []
    for one in found.summaries:
        lines.append(f"Văn bản nêu: {one.text}")
        lines += [f"! {one.difference_text}"] if one.difference_text else []
    return lines


def _sheet_row(row: PlanRow) -> tuple[str, ...]:
    """Return the cells of one measure; a stated rate only where none is reckoned."""
    rates = [line for line in row.rates if line.compared.reckoned is None]
    of_plan = [line.text for line in rates if line.compared.rate.kind in OF_A_PLAN]
    changes = [line.text for line in rates if line.compared.rate.kind not in OF_A_PLAN]
    return (
        row.measure.name,
        row.measure.measure_unit or "",
        row.previous.text if row.previous else "",
        "; ".join(line.text for line in row.plans if line.text),
        row.actual_text,
        "; ".join(part for part in (*(line.percent_text for line in row.plans), *of_plan) if part),
        "; ".join(part for part in (row.share_text, row.change_text, *changes) if part),
        row.verdict_text,
    )


def _sheet_document(found: PlanSheet) -> dict[str, Any]:
    """Return the sheet for --json."""
    counts = found.counts
    return {
        "period": found.period.id,
        "unit": found.unit,
        "headline": found.headline,
        "counts": {
            "total": counts.total,
            "met": counts.met,
            "exceeded": counts.exceeded,
            "not_met": counts.not_met,
            "unknown": counts.unknown,
            "reported": counts.reported,
        },
        "rows": [_row_document(row) for row in found.rows],
        "summaries": [
            {
                "text": one.text,
                "met": one.summary.met,
                "exceeded": one.summary.exceeded,
                "total": one.summary.total,
                "difference": one.difference_text,
            }
            for one in found.summaries
        ],
    }


def _row_document(row: PlanRow) -> dict[str, Any]:
    """Return one measure for --json."""
    figure = row.figure
    return {
        "measure": row.measure.key,
        "name": row.measure.name,
        "measure_unit": row.measure.measure_unit,
        "actual": figure.actual if figure else None,
        "actual_text": row.actual_text,
        "previous": row.previous.actual if row.previous else None,
        "plans": [
            {
                "level": line.plan.level,
                "document": line.document_text,
                "value": line.plan.value,
                "text": line.text,
                "percent": line.percent_text,
                "verdict": line.verdict,
                "reason": line.reason,
            }
            for line in row.plans
        ],
        "rates": [
            {
                "kind": line.compared.rate.kind,
                "value": line.compared.rate.value,
                "text": line.text,
                "reckoned": line.compared.reckoned,
                "difference": line.compared.difference,
            }
            for line in row.rates
        ],
        "change": row.change_text,
        "verdict": row.verdict,
        "basis": row.basis,
        "reason": row.reason,
        "sentence": row.sentence,
        "doubts": row.doubts,
    }


# --- OCOP ---


@click.command(cls=Command)
@click.option("--expiring", is_flag=True, help="Chỉ sản phẩm sắp hết hạn hoặc đã hết hạn.")
@click.option(
    "--days", type=click.IntRange(0, 3660), default=180, help="Sắp hết hạn: trong số ngày này."
)
def ocop(expiring: bool, days: int) -> None:
    """Sản phẩm OCOP: số sao, bước, hạn giấy chứng nhận; số theo sao và theo bước."""
    from ntm_desktop.domain.registers import OCOP_STAGES
    from ntm_desktop.services.registers import ocop_register

    found = ocop_register(workspace(), days)
    shown = [*found.expired, *found.expiring] if expiring else list(found.rows)
    heads = ("Sản phẩm", "Chủ thể", "Sao", "Bước", "Hạn")
    rows = [
        (
            one.product.name,
            one.product.subject or "",
            one.stars_text,
            OCOP_STAGES.get(one.product.stage or "", ""),
            one.text,
        )
        for one in shown
    ]
    lines = output.table(heads, rows) if rows else ["Không có sản phẩm nào."]
    stars = [f"{count} sản phẩm {stars} sao" for stars, count in found.by_stars.items()]
    lines += [f"Còn hạn: {', '.join(stars)}."] if stars else []
    for total in found.totals:
        lines.append(f"Văn bản nêu: {total.text}")
        lines += [f"! {total.difference_text}"] if total.difference_text else []
    document = {
        "products": [_ocop_document(one) for one in shown],
        "by_stars": found.by_stars,
        "by_stage": found.by_stage,
        "totals": [
            {"text": one.text, "count": one.total.count, "difference": one.difference_text}
            for one in found.totals
        ],
    }
    output.show(document, lines)


def _ocop_document(row: OcopRow) -> dict[str, Any]:
    """Return one product for --json."""
    return {
        "product": row.product.key,
        "name": row.product.name,
        "subject": row.product.subject,
        "stars": row.product.stars,
        "stage": row.product.stage,
        "ends_on": row.ends_on,
        "proposed": row.proposed,
        "days_left": row.days_left,
    }


# --- poverty ---


@click.command(cls=Command)
@click.option("--unit", metavar="MÃ", help="Đơn vị (mặc định: đơn vị mình).")
@click.option("--all", "every", is_flag=True, help="Mọi kỳ, không chỉ cả năm.")
def poverty(unit: str | None, every: bool) -> None:
    """Hộ nghèo, hộ cận nghèo qua các năm; tỷ lệ tính từ số hộ, thay đổi tính bằng điểm %."""
    from ntm_desktop.domain.periods import PeriodKind
    from ntm_desktop.services.registers import poverty_series, rate_text

    points = poverty_series(workspace(), unit, None if every else PeriodKind.YEAR)
    heads = ("Kỳ", "Chuẩn nghèo", "Hộ nghèo", "Tỷ lệ cận nghèo", "Thay đổi")
    rows = [
        (
            one.period.label,
            one.standard_text or "—",
            one.text or "—",
            rate_text(one.near_poor_rate) or "—",
            one.change_text,
        )
        for one in points
    ]
    lines = output.table(heads, rows) if rows else ["Chưa có số liệu hộ nghèo."]
    lines += [f"! {one.period.label}: {doubt}" for one in points for doubt in one.doubts]
    output.show([_poverty_document(one) for one in points], lines)


def _poverty_document(point: PovertyPoint) -> dict[str, Any]:
    """Return one period for --json; rates are rounded to two decimals."""
    from ntm_desktop.services.registers import rate_text

    return {
        "period": point.period.id,
        "standard": point.standard,
        "households": point.households,
        "poor": point.poor,
        "near_poor": point.near_poor,
        "poor_rate": rate_text(point.poor_rate) or None,
        "near_poor_rate": rate_text(point.near_poor_rate) or None,
        "reported": point.reported,
        "source": point.source,
        "change": point.change_text,
        "doubts": point.doubts,
    }
