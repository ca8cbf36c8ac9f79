"""A signed document keeps its number and its texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.issued_reports import (
    checked_number,
    differences,
    snapshot_digest,
    snapshot_text,
)
from ntm_desktop.errors import InputError

TEXTS = st.dictionaries(st.text(max_size=8), st.text(min_size=1, max_size=8), max_size=6)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("15/BC-UBND", "15/BC-UBND"), (" Số: 05 /BC-UBND ", "05 /BC-UBND"), ("15-BC/ĐU", "15-BC/ĐU")],
)
def test_a_number_is_kept_as_the_office_gave_it(typed, number):
    assert checked_number(typed) == number


@pytest.mark.parametrize("typed", ["", "BC-UBND", "…/BC-UBND", "1" * 61])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(InputError, match="chưa phải số"):
        checked_number(typed)


@given(TEXTS)
def test_nothing_differs_from_itself_whatever_the_order(found):
    turned = dict(reversed(found.items()))
    assert differences(found, turned) == ()
    assert snapshot_digest(snapshot_text(found)) == snapshot_digest(snapshot_text(turned))


@given(TEXTS, TEXTS)
def test_every_changed_added_and_lost_text_is_found_once(signed, now):
    found = {one.path: (one.signed, one.now) for one in differences(signed, now)}
    paths = signed.keys() | now.keys()
    wanted = {path for path in paths if signed.get(path) != now.get(path)}
    assert found.keys() == wanted
    assert all(found[path] == (signed.get(path, ""), now.get(path, "")) for path in wanted)
    assert len(differences(signed, now)) == len(wanted)
