"""Prose that names figures in braces prints those of now; what has no data is told."""

import dataclasses

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.reports import live_figures, narrative
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.progress_report import build_context
from tests.reports.samples import facts as rich_facts
from tests.reports.samples import new_commune

SECTION = PROGRESS_REPORT.section("general_result")


def values(facts):
    return {one.name: one.value for one in live_figures.live_figures(facts, SECTION)}


def written(facts, text):
    return dataclasses.replace(facts, narratives={"general_result": text})


def test_text_without_names_is_printed_as_it_is():
    assert live_figures.printed("một\n\n  hai  ", rich_facts(), SECTION) == ("một", "hai")


def test_named_figures_are_put_in_and_follow_the_data():
    facts = rich_facts()
    known = values(facts)
    assert known["kỳ"] == facts.period.label
    assert known["tiêu chí đạt"] in known["kết quả chung"]
    text = "Xã đạt {tiêu chí đạt} trong {kỳ}."
    before = live_figures.printed(text, facts, SECTION)
    assert before == (f"Xã đạt {known['tiêu chí đạt']} trong {facts.period.label}.",)
    later = dataclasses.replace(facts, assessment=None, total=None)
    assert live_figures.printed(text, later, SECTION) != before


def test_results_come_with_their_unit_and_words_in_small_letters():
    known = values(rich_facts())
    assert known["kết quả 2.1"].endswith("triệu đồng/người")
    assert known["kết quả 2.2"] == "76% (1.520/2.000)"
    assert known["kết quả 1.1"][0].islower()


def test_the_machine_s_own_sentence_can_stand_inside_written_prose():
    facts = rich_facts()
    found = live_figures.printed("Mở.\n{câu máy lập}\nKết.", facts, SECTION)
    assert found == ("Mở.", *SECTION.generate(facts), "Kết.")


def test_what_has_no_data_prints_the_gap_and_is_told():
    facts = dataclasses.replace(new_commune(), assessment=None, total=None)
    text = "Đạt {kết quả chung}, {kết quả 14.1}.\n{câu máy lập}"
    found = live_figures.printed(text, facts, SECTION)
    assert found[0] == f"Đạt {narrative.GAP}, {narrative.GAP}."
    told = list(live_figures.doubts(text, facts, SECTION, SECTION.title))
    assert told[0] == "II.1. Kết quả chung: “{kết quả chung}” chưa có số liệu, in “……”."
    assert len(told) == 3 - bool(SECTION.generate(facts))


def test_an_unknown_name_stays_and_is_told():
    facts = written(rich_facts(), "Còn {số tiu chí}.")
    context = build_context(facts)
    assert context.general_result == ("Còn {số tiu chí}.",)
    assert any("không có số liệu tên “{số tiu chí}”" in one for one in context.missing)


def test_the_report_prints_the_figures_of_now():
    context = build_context(written(rich_facts(), "Đạt {tiêu chí đạt}."))
    assert context.general_result[0].startswith("Đạt ")
    assert "{" not in context.general_result[0]


@pytest.mark.parametrize("facts", [object(), None])
def test_a_document_without_progress_knows_no_figures(facts):
    assert live_figures.live_figures(facts) == ()
    assert live_figures.printed("{tiêu chí đạt}", facts) == ("{tiêu chí đạt}",)


def test_no_task_overdue_is_zero_only_where_tasks_are_followed():
    facts = dataclasses.replace(rich_facts(), overdue=(), open_tasks=())
    assert values(facts)["số nhiệm vụ quá hạn"] == ""
    followed = dataclasses.replace(facts, open_tasks=rich_facts().open_tasks)
    if followed.open_tasks:
        assert values(followed)["số nhiệm vụ quá hạn"] == "0"


def test_that_nothing_is_unmet_is_said_and_is_no_lack_of_data():
    facts = rich_facts()
    found = facts.assessment
    met = tuple(one for one in found.criteria if one.outcome is Outcome.MET)
    facts = dataclasses.replace(facts, assessment=dataclasses.replace(found, criteria=met))
    text = "Chưa đạt: {các tiêu chí chưa đạt}."
    assert live_figures.printed(text, facts, SECTION) == ("Chưa đạt: không có.",)
    assert list(live_figures.doubts(text, facts, SECTION, "x")) == []
