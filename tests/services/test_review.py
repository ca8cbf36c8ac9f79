"""Where the commune stands: counts, headline, what was gained and lost, totals that disagree."""

import docx
import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.reports import progress_sections
from ntm_desktop.services import review
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.reporting import build_document
from tests.services.conftest import NANG_CAO


def declare(workspace, period, **outcomes):
    """Declare criteria: c1="đạt"."""
    drafts = [ValueDraft(NANG_CAO, period, code[1:], text) for code, text in outcomes.items()]
    record_values(workspace, drafts)


def test_nothing_entered_is_said_so(commune):
    found = review.standing(commune, NANG_CAO, "2023")
    assert (found.source, found.criteria) == ("none", (0, 19))
    assert found.headline == "Chưa nhập số liệu của kỳ này"
    assert (found.compared_period, found.gained, found.difference) == (None, (), "")


def test_details_stand_before_totals_and_the_difference_is_said(commune):
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="16/19"))
    assert review.standing(commune, NANG_CAO, "2023").source == "totals"
    declare(commune, "2023", c1="đạt")
    found = review.standing(commune, NANG_CAO, "2023")
    assert (found.source, found.criteria) == ("items", (1, 19))
    assert "16/19" in found.difference
    assert "1/19" in found.difference


def test_equal_totals_make_no_difference(commune):
    declare(commune, "2023", c1="đạt")
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="1/19"))
    assert review.standing(commune, NANG_CAO, "2023").difference == ""
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, points="50"))
    assert review.standing(commune, NANG_CAO, "2023").difference == ""


def test_totals_alone_give_the_headline_and_say_that_they_are_totals(commune):
    draft = TotalDraft(
        period_id="2023", set_id=NANG_CAO, criteria="16/19", indicators="70/75", points="72,56/100"
    )
    record_total(commune, draft)
    found = review.standing(commune, NANG_CAO, "2023")
    assert found.criteria == (16, 19)
    assert "16/19 tiêu chí, 70/75 chỉ tiêu, 72,56/100 điểm" in found.headline


def test_points_without_counts_leave_the_counts_of_the_details(commune):
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, points="72,56"))
    found = review.standing(commune, NANG_CAO, "2023")
    assert found.criteria == (0, 19)
    assert "72,56 điểm" in found.headline


def test_a_count_without_its_total_is_written_alone(commune):
    record_total(commune, TotalDraft(period_id="2023", title="Khác", criteria="7"))
    assert review.total_text(review.other_totals(commune, "2023")[0]) == "07 tiêu chí"


@pytest.mark.parametrize(
    ("before", "now", "words", "gained", "lost"),
    [
        ({"c1": "đạt"}, {"c1": "đạt", "c2": "đạt"}, "tăng 01 tiêu chí", ("2",), ()),
        (
            {"c1": "đạt", "c2": "đạt"},
            {"c1": "không đạt", "c2": "đạt"},
            "giảm 01 tiêu chí",
            (),
            ("1",),
        ),
        ({"c1": "đạt"}, {"c1": "không đạt", "c2": "đạt"}, "không đổi", ("2",), ("1",)),
    ],
)
def test_what_was_gained_and_lost_since_last_year(commune, before, now, words, gained, lost):
    declare(commune, "2022", **before)
    declare(commune, "2023", **now)
    found = review.standing(commune, NANG_CAO, "2023")
    assert (found.gained, found.lost) == (gained, lost)
    assert words in found.headline
    assert "năm 2022" in found.headline
    assert found.compared_period.id == "2022"


def test_a_criterion_without_data_now_is_not_lost_and_no_balance_is_told(commune):
    declare(commune, "2022", c1="đạt", c2="đạt", c3="không đạt", c4="đạt")
    declare(commune, "2023", c4="không đạt", c5="đạt")
    found = review.standing(commune, NANG_CAO, "2023")
    assert (found.gained, found.lost, found.unassessed) == (("5",), ("4",), ("1", "2", "3"))
    assert "giảm" not in found.headline
    assert "tăng" not in found.headline
    assert "03 tiêu chí chưa có số liệu kỳ này nên chưa so được với năm 2022" in found.headline
    (only,) = found.comparisons
    assert (only.lost, only.text) == (("4",), "03 tiêu chí chưa có số liệu kỳ này")


def test_any_period_may_be_compared_with(commune):
    declare(commune, "2020", c1="đạt", c2="đạt")
    declare(commune, "2023", c1="đạt", c2="không đạt")
    found = review.standing(commune, NANG_CAO, "2023", compare="2020")
    assert (found.compared_period.id, found.lost) == ("2020", ("2",))
    assert review.standing(commune, NANG_CAO, "2023").compared is None


def test_a_unit_of_the_commune_stands_on_its_own(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "1", "đạt", unit="x0123456789")])
    assert review.standing(commune, NANG_CAO, "2023").source == "none"
    assert review.standing(commune, NANG_CAO, "2023", unit="x0123456789").criteria == (1, 19)


def test_unknown_sets_and_periods_are_refused(commune):
    with pytest.raises(NotFoundError):
        review.standing(commune, "khong-co", "2023")
    with pytest.raises(InputError):
        review.standing(commune, NANG_CAO, "x")
    with pytest.raises(InputError):
        review.standing(commune, NANG_CAO, "2023", compare="x")


def test_the_periods_with_data_are_listed_latest_first(commune):
    declare(commune, "2022", c1="đạt")
    declare(commune, "2023-Q1", c1="đạt")
    record_total(commune, TotalDraft(period_id="2023", title="Phường", criteria="12/17"))
    with commune.store.step("Nhận", "An"):
        commune.store.put("set_total", "06901/zz/total/x", {"unit": "06901", "period": "zz"})
    assert [one.id for one in review.periods_with_data(commune)] == ["2023", "2023-Q1", "2022"]


def test_rollups_are_of_one_period_or_all(commune):
    for period in ("2022", "2023"):
        put_values(commune, "recognition_rollup", None, {"title": "Thôn", "period": period})
    assert len(review.rollups(commune)) == 2
    assert [one.period for one in review.rollups(commune, "2023")] == ["2023"]


def test_a_set_is_named_by_its_short_name():
    assert review.set_name(NANG_CAO) == criteria_set(NANG_CAO).short_name


def test_what_rests_on_unverified_words_or_targets_is_counted(commune):
    declare(commune, "2023", c1="đạt")
    found = review.standing(commune, NANG_CAO, "2023")
    marks = [
        one.rests_on_unverified for part in found.assessment.criteria for one in part.indicators
    ]
    assert found.unverified == sum(marks)


def test_a_cleared_or_only_planned_line_does_not_outweigh_the_totals(commune):
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="16/19"))
    declare(commune, "2023", c1="đạt")
    declare(commune, "2023", c1="")
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "13.5", "15", planned=True)])
    found = review.standing(commune, NANG_CAO, "2023")
    assert (found.source, found.criteria, found.difference) == ("totals", (16, 19), "")


def test_totals_of_other_sets_are_the_headline_where_the_chosen_set_has_none(commune):
    record_total(commune, TotalDraft(period_id="2023", title="Tiêu chí phường", criteria="12/17"))
    found = review.standing(commune, NANG_CAO, "2023")
    assert found.source == "none"
    assert found.headline == ("Tiêu chí phường: đạt 12/17 tiêu chí (số tổng hợp, chưa có chi tiết)")
    assert review.standing(commune, NANG_CAO, "2022").headline == "Chưa nhập số liệu của kỳ này"


# --- titles after recognition


def recognise(workspace, **more):
    values = {"title": "Xã NTM nâng cao", "set_id": NANG_CAO, "decision_number": "9/QĐ-UBND",
              "decision_on": "2022-12-30"}  # fmt: skip
    return put_values(workspace, "recognition", None, {**values, **more}).key


def fail(workspace, *codes, period="2023", unit=None):
    drafts = [ValueDraft(NANG_CAO, period, code, "chưa đạt", unit) for code in codes]
    record_values(workspace, drafts)


def warned(workspace, period="2023", unit=None):
    return [one.text for one in review.standing(workspace, NANG_CAO, period, unit).warnings]


def test_a_title_in_danger_is_warned_about_only_while_it_is_held(commune):
    fail(commune, "1", "2", "3", "4", "5", "10")
    assert warned(commune) == []
    key = recognise(commune)
    [text] = warned(commune)
    assert "6/19 tiêu chí không đáp ứng" in text
    assert "có tiêu chí 10" in text
    assert "Quyết định số 18/2022/QĐ-TTg" in text
    assert "9/QĐ-UBND ngày 30/12/2022" in text
    fail(commune, "6", "7", "8", "9")
    [text] = warned(commune)
    assert "10/19 tiêu chí không đáp ứng, từ 50%" in text
    fail(commune, "1", "2", "3", "4", "5", "10", period="2021")
    assert warned(commune, "2021") == []
    put_values(commune, "recognition", key, {"revoked_on": "2023-06-01"})
    assert warned(commune) == []


def test_a_title_that_has_expired_is_named(commune):
    recognise(commune, valid_until="2023-06-30", decision_number=None, decision_on=None)
    assert warned(commune) == [
        "Công nhận Xã NTM nâng cao (quyết định công nhận) có giá trị đến 30/06/2023, đã hết hạn."
    ]
    assert warned(commune, "2022") == []


def test_titles_of_units_are_watched_apart(commune):
    recognise(commune, unit="06901-01")
    fail(commune, "1", "2", "3", "4", "5", "10")
    assert warned(commune) == []
    fail(commune, "1", "2", "3", "4", "5", "10", unit="06901-01")
    assert len(warned(commune, unit="06901-01")) == 1
    assert [one.unit for one in review.recognitions(commune, NANG_CAO, "06901-01")] == ["06901-01"]
    assert review.recognitions(commune, "xa-ntm-2021-2025") == ()


def test_the_period_before_and_last_year_are_both_compared_with(commune):
    declare(commune, "2022-H2", c1="đạt", c2="đạt", c3="đạt")
    declare(commune, "2023-H1", c1="đạt", c2="không đạt", c3="không đạt", c4="đạt")
    declare(commune, "2022-H1", c1="đạt")
    found = review.standing(commune, NANG_CAO, "2023-H1")
    before, last_year = found.comparisons
    assert (before.kind, before.period.id) == ("previous", "2022-H2")
    assert (before.met_before, before.gained, before.lost) == (3, ("4",), ("2", "3"))
    assert (before.text, last_year.text) == ("giảm 01 tiêu chí", "tăng 01 tiêu chí")
    assert before.label == "So với kỳ trước (6 tháng cuối năm 2022)"
    assert (last_year.kind, last_year.gained) == ("last_year", ("4",))
    assert (found.gained, found.compared_period.id) == (("4",), "2022-H1")


def test_one_comparison_where_last_year_is_the_period_before(commune):
    declare(commune, "2022", c1="đạt")
    declare(commune, "2023", c1="đạt")
    (only,) = review.standing(commune, NANG_CAO, "2023").comparisons
    assert (only.kind, only.text) == ("last_year", "không đổi")
    assert review.standing(commune, NANG_CAO, "2022").comparisons == ()


def test_a_chosen_period_is_compared_with_beside_the_one_before(commune):
    declare(commune, "2020", c1="đạt", c2="đạt")
    declare(commune, "2022", c1="đạt")
    declare(commune, "2023", c1="đạt")
    found = review.standing(commune, NANG_CAO, "2023", compare="2020").comparisons
    assert [(one.kind, one.period.id) for one in found] == [
        ("previous", "2022"),
        ("chosen", "2020"),
    ]


def test_a_title_still_valid_today_is_not_called_expired_in_a_running_period(commune):
    typed = {"title": "NTM nâng cao", "set_id": NANG_CAO, "decision_on": "5/1/2023"}
    put_texts(commune, "recognition", None, {**typed, "valid_until": "1/6/2024"})
    assert review.standing(commune, NANG_CAO, "2024").warnings == ()  # today is 23/01/2024


def test_what_is_not_applicable_counts_as_met_and_says_so_everywhere(commune, tmp_path):
    drafts = {"1.1": "đạt", "17.9": "na: xã không có"}
    record_values(commune, [ValueDraft(NANG_CAO, "2023", *one) for one in drafts.items()])
    told = "0/19 tiêu chí, 2/75 chỉ tiêu (gồm 01 chỉ tiêu không áp dụng)"
    found = review.standing(commune, NANG_CAO, "2023")
    assert found.headline == f"Đạt {told}"
    counts = found.assessment.counts
    assert (counts.indicators_met, counts.indicators_not_applicable) == (1, 1)
    assert progress_sections.reached_told(found.assessment) == told
    for kind in ("bao-cao-tien-do", "chua-dat-va-giai-phap"):
        path = tmp_path / f"{kind}.docx"
        build_document(commune, DocumentRequest(kind, "2023", NANG_CAO), path)
        text = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
        assert told in text
