"""Titles: registrations, decisions, counts over the list of units, typed counts beside them."""

import itertools
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.recognition import Holding
from ntm_desktop.errors import InputError
from ntm_desktop.services import recognition, units
from ntm_desktop.services.records import put_texts, put_values
from tests.services.conftest import NANG_CAO
from tests.services.test_other_offices import give

TITLE = "Thôn NTM kiểu mẫu"
_TURNS = itertools.count()


def villages(workspace, count):
    return units.add_units(workspace, [f"Thôn {n}" for n in range(1, count + 1)]).codes


def grant(workspace, unit="", title=TITLE, **fields):
    typed = {"title": title, "unit": unit, "decision_on": "5/6/2023", **fields}
    return put_texts(workspace, "recognition", None, typed).key


def rollup(workspace, title=TITLE, **fields):
    typed = {"title": title, "counted": "thôn", "period": "2023", **fields}
    return put_texts(workspace, "recognition_rollup", None, typed).key


def board(workspace, period="2023"):
    return recognition.recognition_board(workspace, period)


def only(workspace, period="2023"):
    [found] = board(workspace, period).titles
    return found


def test_nothing_is_an_empty_board(commune):
    found = recognition.recognition_board(commune)
    assert (found.titles, found.issues, found.day) == ((), (), commune.today())
    with pytest.raises(InputError):
        board(commune, "năm nay")


def test_decisions_count_over_the_units_below(commune):
    codes = villages(commune, 8)
    for code in codes[:3]:
        grant(commune, code)
    found = only(commune)
    assert found.count.text == "03/08 thôn (37,50%)"
    assert not found.count.is_typed
    assert found.gained == 3
    assert only(commune, "2024").gained is None


def test_only_titles_that_are_held_count(commune):
    codes = villages(commune, 6)
    grant(commune, codes[0])
    grant(commune, codes[1], valid_until="1/3/2024")
    grant(commune, codes[2], valid_until="1/12/2023")
    grant(commune, codes[3], revoked_on="1/11/2023")
    grant(commune, codes[4], decision_on="1/2/2024")
    found = only(commune)
    assert found.count.text == "02/06 thôn (33,33%)"
    assert [len(found.holding(state)) for state in Holding] == [0, 1, 1, 1, 1]
    told = [one.text for one in board(commune).issues]
    assert told == [
        "Thôn 2: Thôn NTM kiểu mẫu có giá trị đến 01/03/2024, còn không quá 06 tháng.",
        "Thôn 3: Thôn NTM kiểu mẫu có giá trị đến 01/12/2023, đã hết hạn.",
    ]


def test_a_title_granted_anew_after_it_was_revoked_counts_once(commune):
    [code] = villages(commune, 1)
    grant(commune, code, decision_on="1/5/2020", revoked_on="1/5/2021")
    assert only(commune, "2022").count.achieved == 0
    grant(commune, code)
    assert only(commune).count.text == "01/01 thôn (100%)"


def test_a_closed_unit_is_not_counted_afterwards(commune):
    codes = villages(commune, 2)
    for code in codes:
        grant(commune, code)
    put_values(commune, "admin_unit", f"06901/unit/{codes[1]}", {"valid_until": "2024-01-01"})
    assert only(commune, "2023").count.text == "02/02 thôn (100%)"
    assert only(commune, "2024").count.text == "01/01 thôn (100%)"


def test_a_typed_count_stands_alone_and_is_marked(commune):
    rollup(commune, achieved="73", total="85", source="BC 12")
    found = only(commune)
    assert (found.count.text, found.count.is_typed) == ("73/85 thôn (85,88%)", True)
    assert (found.count.source, found.difference) == ("BC 12", "")


def test_the_latest_typed_count_up_to_the_day_is_taken(commune):
    rollup(commune, achieved="60", total="85", period="2022")
    rollup(commune, achieved="73", total="85", period="2023")
    rollup(commune, achieved="80", total="85", period="2024")
    assert [only(commune, year).count.achieved for year in ("2022", "2023", "2024")] == [60, 73, 80]
    assert board(commune, "2021").titles == ()


def test_a_typed_count_that_disagrees_is_shown_beside(commune):
    for code in villages(commune, 4)[:2]:
        grant(commune, code)
    key = rollup(commune, achieved="3", total="4")
    found = only(commune)
    assert found.count.text == "02/04 thôn (50%)"
    assert "Số tổng hợp ghi 03/04 thôn (75%)" in found.difference
    assert board(commune).issues[0].text.startswith(TITLE)
    put_texts(commune, "recognition_rollup", key, {"achieved": "2", "total": ""})
    assert only(commune).difference == ""


def test_more_than_there_are_is_pointed_out(commune):
    rollup(commune, achieved="90", total="85")
    assert "lớn hơn tổng số" in board(commune).issues[0].text


def test_what_was_gained_is_held_against_the_plans(commune):
    rollup(commune, achieved="9", total="13", gained="4", planned_superior="1", planned_own="2")
    assert [one.text for one in only(commune).plans] == [
        "đạt 400% kế hoạch cấp trên giao",
        "đạt 200% kế hoạch của đơn vị",
    ]
    assert only(commune, "2024").plans == ()


def test_a_rollup_without_a_number_counts_nothing(commune):
    rollup(commune)
    assert only(commune).count is None


def test_records_of_one_set_are_one_title_whatever_their_words(commune):
    grant(commune, title="Xã NTM nâng cao", set_id=NANG_CAO)
    grant(commune, title="xã ntm  nâng cao")
    put_texts(commune, "registration", None, {"title": "NTM nâng cao", "set_id": NANG_CAO})
    found = only(commune)
    assert (found.set_id, len(found.holders), len(found.registered)) == (NANG_CAO, 1, 1)


def test_words_two_sets_share_are_kept_apart(commune):
    for set_id in (NANG_CAO, "xa-ntm-2021-2025"):
        grant(commune, title="Xã NTM", set_id=set_id)
    grant(commune, title="Xã NTM")
    assert [one.set_id for one in board(commune).titles] == [
        None, "xa-ntm-2021-2025", NANG_CAO,
    ]  # fmt: skip


def test_the_own_title_of_the_office_is_held_and_counts_nothing(commune):
    grant(commune, title="Xã NTM nâng cao", set_id=NANG_CAO)
    found = only(commune)
    assert [one.name for one in found.holders] == ["Xã Quảng An"]
    assert found.count is None


def test_units_of_the_level_of_the_set_are_the_whole(offices):
    superior = offices.new("b", code="488", level="huyen", name="Hải Hà")
    names = ["Xã Một", "Xã Hai", "Phường Ba", "Thị trấn Bốn"]
    codes = units.add_units(superior, names).codes
    for code in codes[:3]:
        grant(superior, code, title="Xã NTM nâng cao", set_id=NANG_CAO)
    grant(superior, codes[0], title="Bộ ở nơi khác", set_id="bo-khong-co")
    texts = {one.set_id: one.count.text for one in board(superior).titles}
    assert texts == {NANG_CAO: "02/02 xã (100%)", "bo-khong-co": "01/02 xã (50%)"}


def test_a_subject_that_is_no_unit_is_named_and_not_counted(commune):
    [code] = villages(commune, 1)
    grant(commune, code)
    grant(commune, subject="Khu dân cư Bắc")
    found = only(commune)
    assert [one.name for one in found.holders] == ["Khu dân cư Bắc", "Thôn 1"]
    assert found.count.text == "01/01 thôn (100%)"


def test_a_unit_may_be_named_instead_of_its_code(commune):
    villages(commune, 2)
    grant(commune, "Thôn 2")
    grant(commune, "Thôn ở đâu")
    found = only(commune)
    assert [one.name for one in found.holders] == ["Thôn 2", "Thôn ở đâu"]
    assert found.count.text == "01/02 thôn (50%)"


def test_a_registered_year_that_passed_without_a_title_is_late(commune):
    first, second = villages(commune, 2)
    for code in (first, second):
        typed = {"title": TITLE, "unit": code, "year_planned": "2023"}
        put_texts(commune, "registration", None, typed)
    withdrawn = {"title": TITLE, "unit": second, "year_planned": "2022", "state": "thôi đăng ký"}
    put_texts(commune, "registration", None, withdrawn)
    grant(commune, first)
    late = [one.name for one in only(commune).registered if one.is_late]
    assert late == ["Thôn 2"]
    assert not any(one.is_late for one in only(commune, "2022").registered)
    assert "đăng ký đạt Thôn NTM kiểu mẫu năm 2023" in board(commune).issues[0].text


def test_what_units_keep_of_themselves_gives_way_to_our_own_record(offices):
    superior = offices.new("b", code="488", level="huyen", name="Hải Hà")
    values = {"title": "Xã NTM", "year_recognised": 2022}
    for name, code in (("a", "06901"), ("c", "06904")):
        commune = offices.new(name, code=code, name=f"Số {code}", parent_code="488")
        put_values(commune, "recognition", None, values)
        put_values(commune, "recognition", None, values | {"title": "Khác", "unit": "06909"})
        give(commune, superior)
    assert only(superior).count.text == "02/02 xã (100%)"
    revoked = values | {"unit": "06901", "revoked_on": "2023-05-01"}
    put_values(superior, "recognition", None, revoked)
    assert only(superior).count.text == "01/02 xã (50%)"


def test_names_of_units_put_the_office_first(commune):
    villages(commune, 2)
    assert list(recognition.unit_names(commune).values()) == ["Xã Quảng An", "Thôn 1", "Thôn 2"]
    assert recognition.unit_meant(commune, None, "06901/r1") == "06901"


# --- laws


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.randoms())
def test_the_order_of_entry_does_not_matter(offices, granted, revoked, chance: Random):
    told = []
    for _ in range(2):
        workspace = offices.new(f"turn-{next(_TURNS)}")
        codes = villages(workspace, 6)
        order = sorted(granted)
        chance.shuffle(order)
        for place in order:
            lost = "1/11/2023" if place in revoked else ""
            grant(workspace, codes[place], revoked_on=lost)
        counts = [one.count for one in board(workspace).titles]
        assert all(one.achieved == len(granted - revoked) for one in counts)
        told.append([one.text for one in counts])
    assert told[0] == told[1]


def test_a_title_still_held_today_counts_in_a_period_that_runs(commune):
    [code] = villages(commune, 1)
    grant(commune, code, valid_until="1/6/2024")
    found = board(commune, "2024")  # today is 23/01/2024
    assert found.day == commune.today()
    assert (found.titles[0].count.achieved, found.titles[0].holders[0].state) == (
        1,
        Holding.EXPIRING,
    )
