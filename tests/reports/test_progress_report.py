"""The progress report says what the data holds, keeps what people wrote, and shows gaps."""

import dataclasses
from decimal import Decimal

import pytest

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.reports import narrative
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_report import build_context, draw_charts
from tests.reports import samples
from tests.reports.reading import GOLDEN, rendered, text_of


def total(**fields):
    return SetTotal(unit="u", period="2023", **fields)


def strings_of(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [found for one in value for found in strings_of(one)]
    return [
        found
        for field in dataclasses.fields(value)
        for found in strings_of(getattr(value, field.name))
    ]


def test_the_whole_text_is_as_agreed(tmp_path):
    assert text_of(rendered(samples.facts(), tmp_path)) == GOLDEN.read_text("utf-8")


def test_the_headline_gives_counts_comparison_and_what_is_left():
    first = build_context(samples.facts()).general_result[0]
    assert first == (
        "Theo bộ tiêu chí thử nghiệm về xã nông thôn mới, năm 2023, xã Quảng An "
        "đạt 2/3 tiêu chí, 4/5 chỉ tiêu (gồm 01 chỉ tiêu không áp dụng), "
        "tăng 01 tiêu chí, 02 chỉ tiêu so với năm 2022; "
        "còn 01 tiêu chí chưa đạt (số 2 - Thu nhập & việc làm)."
    )


def test_what_is_not_applicable_is_owned_up_to():
    assert any("01 chỉ tiêu không áp dụng" in text for text in general(samples.facts()))


def general(facts):
    return build_context(facts).general_result


@pytest.mark.parametrize(
    "changes",
    [
        {"compared": None},
        {"compared_period": None},
        {"compared": samples.assessment()},
        {"compared": samples.assessment(samples.value("1.1", word="Đạt"), id="bo-khac")},
    ],
)
def test_no_comparison_is_made_without_comparable_results(changes):
    assert "so với" not in general(samples.facts(**changes))[0]


def test_lost_criteria_are_named():
    facts = samples.facts(assessment=samples.before(), compared=samples.now())
    assert general(facts)[1] == "So với năm 2022, tiêu chí không còn giữ được: số 3 - Y tế."


def test_a_criterion_without_data_now_is_counted_apart_and_never_called_lost():
    facts = samples.facts(assessment=samples.assessment(samples.value("1.1", word="Đạt")))
    first, *rest = general(facts)
    assert "chưa đủ số liệu để so với năm 2022" in first
    assert not any("không còn giữ được" in text for text in rest)
    assert any("đã có kết quả khi đó, chưa có số liệu kỳ này" in text for text in rest)


def test_totals_are_told_as_totals():
    texts = general(samples.facts())
    assert any("đạt 12/17 tiêu chí (số tổng hợp, chưa có chi tiết)" in text for text in texts)
    assert any("55/63 tiêu chuẩn, 72,56 điểm" in text for text in texts)


def test_a_total_speaks_where_details_are_missing():
    facts = samples.new_commune(total=total(criteria_met=16, criteria_total=19))
    assert "đạt 16/19 tiêu chí (số tổng hợp, chưa có chi tiết)" in general(facts)[0]
    assert not any("Kết quả chung" in text for text in build_context(facts).missing)


def test_a_total_that_disagrees_with_the_details_is_pointed_out():
    facts = samples.facts(total=total(criteria_met=3, criteria_total=3))
    assert any("3/3 tiêu chí" in notice for notice in build_context(facts).notices)
    agreeing = samples.facts(total=total(criteria_met=2, criteria_total=3))
    assert not any("Số tổng hợp" in notice for notice in build_context(agreeing).notices)


def test_points_are_told_with_their_most():
    facts = samples.facts(totals_other=(total(points=Decimal("72.56"), points_max=Decimal(100)),))
    assert any("72,56/100 điểm" in text for text in general(facts))


def test_a_new_commune_gets_gaps_and_no_zeros():
    context = build_context(samples.new_commune())
    assert context.general_result == (f"Năm 2023, xã Tân Mới đạt {GAP} tiêu chí, {GAP} chỉ tiêu.",)
    assert len(context.missing) == 13
    everything = " ".join(strings_of(context))
    assert "0/" not in everything
    assert "None" not in everything
    assert (context.annexes.funding_annex, context.annexes.works_annex) == ("", "")


def test_what_a_person_wrote_stands_unchanged_and_is_not_missing():
    written = {"direction": " Đã ban hành 05 văn bản. \n\nĐã họp 12 cuộc.", "funding": "Vốn đủ."}
    context = build_context(samples.new_commune(narratives=written))
    assert context.direction == ("Đã ban hành 05 văn bản.", "Đã họp 12 cuộc.")
    assert context.funding == ("Vốn đủ.",)
    assert not any("chỉ đạo" in text for text in context.missing)


@pytest.mark.parametrize("section", PROGRESS_REPORT.sections, ids=lambda section: section.id)
def test_every_section_can_be_written_by_a_person(section):
    context = build_context(samples.facts(narratives={section.id: "Lời văn riêng."}))
    assert getattr(context, section.id) == ("Lời văn riêng.",)


def test_prose_left_from_last_period_is_flagged():
    facts = samples.facts(
        narratives={"causes": "Như cũ.", "proposals": "Mới."},
        previous_narratives={"causes": "Như cũ. ", "proposals": "Cũ."},
    )
    flagged = [text for text in build_context(facts).notices if "giống hệt" in text]
    assert flagged == ["III.2. Nguyên nhân: lời văn còn giống hệt kỳ trước."]


def test_prose_without_the_present_figure_is_flagged():
    facts = samples.facts(narratives={"general_result": "Đạt 1/3 tiêu chí."})
    assert any("“2/3 tiêu chí”" in notice for notice in build_context(facts).notices)


def test_undated_money_of_a_part_year_is_flagged():
    notices = build_context(samples.facts(period=parse_period("2023-H1"))).notices
    assert any("04 dòng vốn chưa ghi ngày" in notice for notice in notices)


def test_an_unmet_criterion_says_what_is_lacking():
    (paragraph,) = build_context(samples.facts()).unmet_criteria
    assert paragraph.startswith("a) Tiêu chí số 2 - Thu nhập & việc làm - chưa đạt: chỉ tiêu 2.1")
    assert paragraph.endswith("còn thiếu 2 triệu đồng/người.")


def test_none_unmet_is_said_only_when_the_set_is_met():
    met = samples.assessment(
        samples.value("1.1", word="Đạt"),
        samples.value("2.1", value=Decimal(61)),
        samples.value("2.2", value=Decimal(80)),
        samples.value("3.1", value=Decimal(96)),
        samples.value("3.2", word="Đạt"),
    )
    assert "đều đạt" in build_context(samples.facts(assessment=met)).unmet_criteria[0]


def test_no_overdue_task_is_said_only_where_tasks_are_followed():
    followed = build_context(samples.facts(overdue=()))
    assert followed.overdue_tasks == (
        "Trong 02 nhiệm vụ đang theo dõi, không có nhiệm vụ quá hạn.",
    )
    assert GAP in build_context(samples.facts(overdue=(), open_tasks=())).overdue_tasks[0]


def test_money_is_told_with_gaps_where_nothing_was_entered():
    lines = build_context(samples.facts()).funding
    assert "Kế hoạch vốn năm 2023: 2.500 triệu đồng" in lines[0]
    assert "(riêng các nguồn có kế hoạch: 2.100 triệu đồng, bằng 84% kế hoạch)" in lines[0]
    assert lines[0].endswith("; chi tiết tại Phụ lục II.")
    assert f"- Huy động cộng đồng, người dân: kế hoạch {GAP}, giải ngân 180 triệu đồng." in lines


def test_works_are_counted_with_the_members_of_groups():
    first = build_context(samples.facts()).works[0]
    assert first.startswith("Đang theo dõi 03 công trình, nhóm công trình (gồm 25 công trình)")
    assert "chưa kể 01 mục chưa có tổng mức đầu tư" in first


def test_no_name_of_a_person_is_invented():
    context = build_context(samples.facts())
    assert (context.signature.signing_capacity, context.signature.signer_title) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )
    other = build_context(samples.facts(office=samples.office(issuer_name="Ban Quản lý")))
    assert other.signature.signer_title == GAP


def test_number_and_day_are_left_to_the_registry():
    context = build_context(samples.facts())
    assert context.head.document_number.replace("\u00a0", " ") == "Số:      /BC-UBND"
    assert context.head.place_and_date.split() == ["Quảng", "An,", "ngày", "tháng", "năm", "2023"]


def test_charts_are_drawn_only_where_there_is_something_to_draw():
    assert set(draw_charts(samples.facts())) == {"progress_chart", "funding_chart"}
    assert draw_charts(samples.new_commune()) == {}
    assert build_context(samples.new_commune()).funding_caption == ""


def test_works_that_have_nothing_to_do_with_the_period_are_left_out_and_said_to_be(tmp_path):
    facts = dataclasses.replace(samples.facts(), left_out=frozenset({"w2"}))
    annex = build_context(facts).annexes
    assert [row.number for row in annex.work_rows] == ["1", "2"]
    assert annex.works_total.total_investment == "2.160"
    assert annex.works_note == (
        "Không liệt kê 01 công trình (tổng mức đầu tư 1.280 triệu đồng) đã xong trước kỳ báo cáo "
        "hoặc bắt đầu sau kỳ và không có vốn trong kỳ."
    )
    assert annex.works_note in text_of(rendered(facts, tmp_path))


def test_a_report_that_lists_every_work_says_nothing_of_others():
    assert build_context(samples.facts()).annexes.works_note == ""


def test_without_a_work_of_the_period_the_report_says_why():
    facts = samples.facts()
    facts = dataclasses.replace(facts, left_out=frozenset(work.key for work in facts.works))
    context = build_context(facts)
    assert context.works == (narrative.NO_WORK_OF_PERIOD,)
    assert (context.annexes.works_annex, context.annexes.work_rows) == ("", ())


def test_within_a_year_the_period_just_before_is_compared_with_too():
    quarter, last = parse_period("2024-Q1"), parse_period("2024-Q2")
    then = samples.before()
    facts = samples.facts(period=last, before=then, before_period=quarter)
    told = build_context(facts).general_result[0]
    alone = build_context(samples.facts(period=last)).general_result[0]
    assert "so với quý I năm 2024" in told
    assert "so với quý I năm 2024" not in alone
    assert told.count("so với") == alone.count("so với") + 1


def test_nothing_is_claimed_of_a_period_before_without_results():
    quarter = parse_period("2024-Q1")
    facts = samples.facts(before=samples.assessment(), before_period=quarter)
    assert "quý I năm 2024" not in build_context(facts).general_result[0]
