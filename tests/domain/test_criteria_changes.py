"""Only what is assessed now can be lost; what has no data now is told apart."""

import pytest

from ntm_desktop.domain.criteria_changes import criteria_changes, indicators_unassessed
from tests.reports import samples


def test_nothing_changes_without_another_assessment():
    found = criteria_changes(samples.now(), None)
    assert (found.gained, found.lost, found.unassessed, found.balance) == ((), (), (), 0)


@pytest.mark.parametrize("way", [1, -1])
def test_what_is_gained_one_way_is_lost_the_other(way):
    now, then = (samples.now(), samples.before())[::way]
    found, back = criteria_changes(now, then), criteria_changes(then, now)
    assert (found.gained, found.lost) == (back.lost, back.gained)
    assert found.balance == way


def test_a_blank_period_has_lost_nothing():
    found = criteria_changes(samples.assessment(), samples.now())
    assert (found.gained, found.lost, found.balance) == ((), (), None)
    assert found.unassessed == tuple(one.criterion.code for one in samples.now().criteria)
    assert indicators_unassessed(samples.assessment(), samples.now())
    assert not indicators_unassessed(samples.now(), samples.assessment())
