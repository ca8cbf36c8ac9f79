"""Grids for tests of annexes, written as rows of texts with merges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from ntm_desktop.domain.annex_grid import AnnexCell, AnnexTable, tidy

UP, LEFT = "^", "<"  # this place belongs to the cell above, or to the one on the left


def grid(rows: Sequence[Sequence[str]], name: str = "Bảng 1", title: str = "") -> AnnexTable:
    """Return a table; short rows are filled up with empty cells."""
    width = max(len(row) for row in rows)
    made: list[tuple[AnnexCell, ...]] = []
    for number, row in enumerate(rows, start=1):
        cells: list[AnnexCell] = []
        for column, text in enumerate([*row, *[""] * (width - len(row))], start=1):
            above = made[-1][column - 1] if text == UP and made else None
            source = above or (cells[-1] if text == LEFT and cells else None)
            if source is None:
                cells.append(AnnexCell("" if text in (UP, LEFT) else tidy(text), number, column))
            else:
                cells.append(AnnexCell(source.text, number, column, source.origin))
        made.append(tuple(cells))
    return AnnexTable(name, tuple(made), title)


WORDS = [
    *("TT", "Tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu chung", "ĐVT", "Tây Nguyên", "Ghi chú"),
    *("1", "1.1", "1.1.", "2", "I", "a)", "-", "A", "1.1. Có việc", "2. Việc", "I. PHẦN"),
    *("Đạt", "≥ 98 %", "100%", "≤ 1,5 %", "Không", "Khá", "Mức độ 2", "nt", "> 5", "x", "–"),
    *("UBND cấp tỉnh quy định", "≥ 60 % (≥ 30 %)", "Năm 2026: 39", "năm 2026: a; năm", "1.5", ""),
    *("%", "Tỷ lệ hộ nghèo", "(1)", "Năm 2027", UP, LEFT, "²", "\ud7ff", "9" * 30, "( ) trong đó"),
]
any_text = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
any_rows: st.SearchStrategy[list[list[Any]]] = st.lists(
    st.lists(any_text, min_size=1, max_size=7), min_size=1, max_size=14
)
HEAD = ["TT", "Tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu chung", "Tây Nguyên"]
any_grid = st.builds(
    lambda rows, headed: grid([HEAD, *rows] if headed else rows), any_rows, st.booleans()
)
