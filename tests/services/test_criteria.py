"""The criteria sets there are, and those an office follows."""

import pytest

from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import criteria
from tests.services.conftest import NANG_CAO


def test_a_set_is_read_once_and_has_its_criteria():
    found = criteria.criteria_set(NANG_CAO)
    assert found is criteria.criteria_set(NANG_CAO)
    assert (len(found.criteria), len(found.indicators)) == (19, 75)


@pytest.mark.parametrize("name", ["", "khong-co", "schema", "../secret", "a\x00b", "9" * 400])
def test_an_unknown_set_is_refused_with_those_there_are(name):
    with pytest.raises(NotFoundError, match="Không có bộ tiêu chí") as error:
        criteria.criteria_set(name)
    assert NANG_CAO in error.value.hint


def test_the_list_has_every_set_once_with_those_of_communes_first():
    found = criteria.list_sets()
    assert sorted(one.id for one in found) == list(criteria.set_ids())
    levels = [one.level for one in found]
    assert levels[: levels.count("xa")] == ["xa"] * levels.count("xa")
    assert "schema" not in criteria.set_ids()


def test_a_summary_counts_what_was_verified():
    one = next(one for one in criteria.list_sets() if one.id == NANG_CAO)
    found = criteria.criteria_set(NANG_CAO)
    assert (one.criteria, one.indicators) == (19, 75)
    assert (one.criteria_expected, one.indicators_expected) == (19, 75)
    assert one.wording_verified == sum(part.verified for part in found.indicators)
    assert 0 < one.targets_known < 75
    assert one.targets_verified <= one.targets_known
    assert one.complete


def test_an_office_follows_its_sets_in_order(commune):
    assert [one.id for one in criteria.followed_sets(commune)] == [NANG_CAO]
    touched = criteria.follow(commune, "xa-ntm-2021-2025")
    assert touched.entities == {"followed_set"}
    assert [one.id for one in criteria.followed_sets(commune)] == [NANG_CAO, "xa-ntm-2021-2025"]
    assert criteria.commune_group(commune, NANG_CAO) == "dbsh"
    assert criteria.commune_group(commune, "xa-ntm-2021-2025") is None
    assert criteria.commune_group(commune, "khong-theo-doi") is None


def test_following_again_changes_the_group_and_keeps_the_place(commune):
    criteria.follow(commune, "xa-ntm-2021-2025")
    criteria.follow(commune, NANG_CAO, "btb")
    assert criteria.commune_group(commune, NANG_CAO) == "btb"
    assert [one.set_id for one in commune.followed()] == [NANG_CAO, "xa-ntm-2021-2025"]


def test_an_unknown_group_is_refused_with_those_there_are(commune):
    with pytest.raises(NotFoundError, match="không có nhóm") as error:
        criteria.follow(commune, NANG_CAO, "mien-tay")
    assert "dbsh" in error.value.hint
    assert criteria.commune_group(commune, NANG_CAO) == "dbsh"


def test_a_followed_set_that_this_version_does_not_know_is_left_out(commune):
    with commune.store.step("Sửa", "An"):
        commune.store.put("followed_set", "06901/set/moi", {"set_id": "bo-moi", "place": 1})
    assert [one.id for one in criteria.followed_sets(commune)] == [NANG_CAO]
