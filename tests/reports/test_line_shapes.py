"""Lengths of line shapes follow the text above them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import get_data_path

from ntm_desktop.reports.line_shapes import bold_width_mm


@pytest.fixture(scope="module")
def metrics():
    path = Path(get_data_path()) / "fonts" / "pdfcorefonts" / "Times-Bold.afm"
    found = re.findall(r"C (\d+) ; WX (\d+) ;", path.read_text("latin-1"))
    return {chr(int(code)): int(width) for code, width in found}


@pytest.mark.parametrize("text", ["Doc lap - Tu do - Hanh phuc", "UY BAN NHAN DAN", "So: 05/BC"])
def test_widths_are_those_of_the_times_bold_font(metrics, text):
    units = sum(metrics[letter] for letter in text)
    assert bold_width_mm(text, 14) == pytest.approx(units * 14 / 1000 * 25.4 / 72)


def test_marks_do_not_make_a_letter_wider():
    assert bold_width_mm("Độc lập", 14) == bold_width_mm("Doc lap", 14)


@given(st.text(), st.text())
def test_width_adds_up(first, second):
    both = bold_width_mm(first, 13) + bold_width_mm(second, 13)
    assert bold_width_mm(f"{first} {second}", 13) == pytest.approx(both + bold_width_mm(" ", 13))
