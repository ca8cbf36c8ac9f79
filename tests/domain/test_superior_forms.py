"""A tied cell is written as people write it, and read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.superior_forms import (
    CellBinding,
    CellPlace,
    bindings_text,
    parse_bindings,
    parse_place,
)
from ntm_desktop.errors import InputError


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Biểu 10!B5", CellPlace("Biểu 10", 5, "B")),
        (" 'Biểu 10'!$b$5 ", CellPlace("Biểu 10", 5, "B")),
        ("'Xã''s'!AA100", CellPlace("Xã's", 100, "AA")),
        ("a!b!C1", CellPlace("a!b", 1, "C")),
    ],
)
def test_a_cell_is_read_as_excel_writes_it(text, place):
    assert parse_place(text) == place


@pytest.mark.parametrize("text", ["B5", "!B5", "Biểu 10!", "Biểu!5B", "Biểu!B0", "Biểu!ABCD1", ""])
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(InputError, match="không chỉ một ô"):
        parse_place(text)


SHEETS = st.text("ab =!'Ể1", min_size=1, max_size=8).filter(lambda name: name == name.strip())
PLACES = st.builds(
    CellPlace, SHEETS, st.integers(1, 99999), st.text("ABCXYZ", min_size=1, max_size=3)
)
FIELDS = st.text("abc.[]=1 ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.builds(CellBinding, PLACES, FIELDS), max_size=5))
def test_kept_lines_are_read_back_the_same(bindings):
    assert sorted(parse_bindings(bindings_text(bindings)), key=repr) == sorted(bindings, key=repr)


def test_a_line_that_ties_nothing_is_refused():
    with pytest.raises(InputError, match="không chỉ một ô"):
        parse_bindings("Biểu 10!B5 criteria")
