"""Meetings of public articles: entered whole, doubted where they should be, closed, corrected."""

from __future__ import annotations

import pytest

from ntm_desktop.errors import InputError
from ntm_desktop.services import meeting_versions, meetings
from ntm_desktop.services.records import get_record, list_records, put_texts
from ntm_desktop.services.tasks import follow_up, followed_tasks, note_progress
from tests.meeting_fixtures import ARTICLES, DOCUMENT_ARTICLE, enter_article


@pytest.mark.parametrize("article", ARTICLES)
def test_a_meeting_is_entered_with_all_its_parts(commune, article):
    done = enter_article(commune, article)
    found = meetings.meeting_file(commune, done.meeting)
    data = done.data
    assert [one.name for one in found.attendees] == [one["name"] for one in data["attendees"]]
    assert [one.speaker for one in found.opinions] == [one["speaker"] for one in data["opinions"]]
    assert [one.title for one in found.presentations] == [
        one["title"] for one in data["presentations"]
    ]
    assert {one.number for one in found.documents} == {one["number"] for one in data["documents"]}
    assert len(found.tasks) == len(data["tasks"])
    assert (found.regime, found.is_own, found.is_final) == (data["regime"], True, False)


@pytest.mark.parametrize("article", ARTICLES)
def test_conclusions_come_back_word_for_word(commune, article):
    done = enter_article(commune, article)
    found = meetings.meeting_file(commune, done.meeting)
    assert [one.text for one in found.conclusions] == done.data["conclusions"]


@pytest.mark.parametrize("article", ARTICLES)
def test_just_the_doubts_that_are_meant_are_raised(commune, article):
    done = enter_article(commune, article)
    found = meetings.meeting_file(commune, done.meeting)
    assert sorted(one.text for one in found.issues) == sorted(done.data["doubts"])


@pytest.mark.parametrize("article", ARTICLES)
def test_people_are_shown_by_the_positions_of_the_day(commune, article):
    done = enter_article(commune, article)
    shown = meetings.meeting_file(commune, done.meeting).people
    assert {one: shown[done.keys[one]].caption for one in done.data["captions"]} == done.data[
        "captions"
    ]
    assert all(not one.name for one in shown.values())


@pytest.mark.parametrize("article", ARTICLES)
def test_counts_agree_with_the_list(commune, article):
    done = enter_article(commune, article)
    counts = meetings.meeting_file(commune, done.meeting).counts
    assert (counts.present, counts.guests) == (done.data["present"], done.data["guests"])


@pytest.mark.parametrize("article", ARTICLES)
def test_each_is_closed_corrected_and_closed_again(commune, article):
    done = enter_article(commune, article)
    meeting_versions.finalise(commune, done.meeting)
    assert meeting_versions.version_differences(commune, done.meeting) == ()
    with pytest.raises(InputError, match="đã chốt"):
        put_texts(commune, "conclusion", done.conclusions[0], {"text": "khác"})
    note_progress(commune, done.tasks[0], "đã làm")
    assert meeting_versions.version_differences(commune, done.meeting) == ()
    meeting_versions.reopen(commune, done.meeting, "ghi nhầm một đoạn kết luận")
    put_texts(commune, "conclusion", done.conclusions[0], {"text": "Đoạn đã đính chính."})
    meeting_versions.finalise(commune, done.meeting)
    first, second = meeting_versions.versions(commune, done.meeting)
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 != second.sha256
    assert second.reason == first.reopen_reason == "ghi nhầm một đoạn kết luận"
    assert second.changes is not None
    assert second.changes.startswith("Kết luận “")
    assert second.changes.endswith("thành “Đoạn đã đính chính.”")
    kept = meeting_versions.frozen_snapshot(first)
    assert [one["text"] for one in kept["conclusion"]] == done.data["conclusions"]


def test_tasks_may_come_from_a_document_without_a_meeting(commune):
    done = enter_article(commune, DOCUMENT_ARTICLE)
    found = followed_tasks(commune)
    assert len(found) == len(done.data["tasks"]) == 4
    assert {one.task.document for one in found} == {done.keys["source"]}
    assert {one.task.source_quote for one in found} == {one["text"] for one in done.data["tasks"]}
    assert all("1338-KL/TU" in one.source for one in found)
    document = get_record(commune, "official_document", done.keys["source"])
    assert document.shown["issued_on"] == "26/10/2023"
    assert list_records(commune, "meeting") == ()


def test_deadlines_of_a_year_are_not_told_to_be_in_time(commune):
    enter_article(commune, DOCUMENT_ARTICLE)
    total = follow_up(commune).total
    assert (total.total, total.open_in_time, total.undated) == (4, 0, 4)


def test_all_meetings_live_in_one_folder_and_carry_open_tasks_on(commune):
    entered = [enter_article(commune, article) for article in ARTICLES]
    held = [one.held_on for one in meetings.list_meetings(commune)]
    assert held == sorted(held, reverse=True)
    last = meetings.meeting_file(commune, entered[-1].meeting)
    assert {one.key for one in last.open_before} | {one.task.key for one in last.of_others} == {
        key for one in entered[:-1] for key in one.tasks
    }
