"""`ntm values show` over several periods, or thôn by thôn with what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntm_desktop import texts
from ntm_desktop.cli import output

if TYPE_CHECKING:
    from ntm_desktop.services.value_matrix import MatrixCell, ValueMatrix


def show_periods(matrix: ValueMatrix, unit: str) -> None:
    """Show the indicators over the periods of a matrix."""
    rows = [row for row in matrix.rows if row.indicator is not None]
    columns = [column.id for column in matrix.columns]
    document = {
        "set": matrix.criteria_set.id,
        "unit": unit,
        "period": columns[-1],
        "periods": columns,
        "items": [
            {"code": row.code, "text": row.text, "values": _values(columns, row.cells)}
            for row in rows
        ],
    }
    heads = ("Mã", *(column.title for column in matrix.columns))
    table = [(row.code, *(_cell(cell) for cell in row.cells)) for row in rows]
    output.show(document, output.table(heads, table))


def show_units(matrix: ValueMatrix, period: str) -> None:
    """Show the thôn of a matrix and what they add up to."""
    columns = [column.id for column in matrix.columns]
    names = (
        *("code", "text", "typed", "problem", "units", "reported", "met"),
        "without_target",
    )
    document = {
        "set": matrix.criteria_set.id,
        "period": period,
        "indicators": columns,
        "items": [
            {"unit": row.unit, "name": row.text, "values": _values(columns, row.cells)}
            for row in matrix.rows
        ],
        "totals": [{name: getattr(one, name) for name in names} for one in matrix.totals],
    }
    table = [(row.text, *(_cell(cell) for cell in row.cells)) for row in matrix.rows]
    sums = ("Cộng", *(one.text for one in matrix.totals))
    met = (
        "Số thôn đạt",
        *(
            texts.SUM_NO_TARGET if one.without_target else f"{one.met}/{one.units}"
            for one in matrix.totals
        ),
    )
    output.show(document, output.table(("Thôn", *columns), [*table, sums, met]))


def _values(columns: list[str], cells: tuple[MatrixCell, ...]) -> dict[str, dict[str, Any]]:
    """Return the cells of a line by column."""
    return {
        column: {
            "value_text": cell.text,
            "outcome": cell.outcome,
            "conflict": cell.conflict,
            "evidence": cell.evidence,
            "locked": cell.locked,
            "doubt": cell.doubt,
        }
        for column, cell in zip(columns, cells, strict=True)
    }


def _cell(cell: MatrixCell) -> str:
    """Return a value with its outcome as a word."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS

    doubt = ", cần xem lại" if cell.doubt else ""
    return f"{cell.text} ({OUTCOME_TEXTS[cell.outcome].lower()}{doubt})" if cell.text else ""
