"""The list "Chưa đạt và giải pháp": what it holds, in which order, with what is linked to it."""

import datetime

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import exchange, units
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.roadmap import (
    put_dossier_state,
    put_roadmap_item,
    roadmap,
)
from tests.services.conftest import NANG_CAO


def put(workspace, unit=None, **typed):
    drafts = [
        ValueDraft(NANG_CAO, "2023", code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    record_values(workspace, drafts)


def codes(rows):
    return [row.code for row in rows]


def test_what_is_not_met_is_listed_the_nearest_first(commune):
    put(commune, c13_5="5", c3_1="85", c1_1="chưa đạt", c16_2="95/100")
    found = roadmap(commune, NANG_CAO, "2023")
    assert codes(found.rows) == ["3.1", "13.5", "1.1"]
    row = found.rows[0]
    assert (row.criterion_code, row.value_text, row.target_text) == ("3", "85", "≥ 90%")
    assert row.gap.text == "còn thiếu 5 điểm %"
    assert row.assessment.indicator.code == "3.1"
    assert "16.2" not in codes(found.no_data)
    assert len(found.no_data) == 75 - 4
    assert (found.unit, found.period.id, found.issues) == ("06901", "2023", ())


def test_a_row_has_who_when_how_and_what_is_linked(commune):
    put(commune, c3_1="85")
    task = put_texts(commune, "task", None, {"text": "Sửa kênh"}).key
    other = {"text": "Kiểm tra", "set_id": NANG_CAO, "indicator": "3.1"}
    put_texts(commune, "task", None, other)
    put_texts(commune, "task", None, {"text": "Việc khác"})
    work = put_texts(commune, "work", None, {"name": "Kênh N2"}).key
    values = {
        "assignee": "Phòng Kinh tế", "due_on": "2024-01-22", "solution": "Kiên cố hóa kênh",
        "tasks": task, "works": work,
    }  # fmt: skip
    saved = put_roadmap_item(commune, NANG_CAO, "3.1", values)
    assert saved.key == f"06901/roadmap/{NANG_CAO}/3.1"
    [row] = roadmap(commune, NANG_CAO, "2023").rows
    assert (row.assignee, row.solution) == ("Phòng Kinh tế", "Kiên cố hóa kênh")
    assert (row.due_on, row.is_late) == (datetime.date(2024, 1, 22), True)
    assert sorted(one.text for one in row.tasks) == ["Kiểm tra", "Sửa kênh"]
    assert [one.name for one in row.works] == ["Kênh N2"]
    put_roadmap_item(commune, NANG_CAO, "3.1", {"due_on": "2024-01-23"})
    [row] = roadmap(commune, NANG_CAO, "2023").rows
    assert (row.is_late, row.assignee) == (False, "Phòng Kinh tế")


def test_a_criterion_judged_as_a_whole_is_a_row_of_its_own(commune):
    put(commune, c3="chưa đạt: chưa làm xong")
    put_roadmap_item(commune, NANG_CAO, "3", {"assignee": "Ủy ban"})
    [row] = roadmap(commune, NANG_CAO, "2023").rows
    assert (row.code, row.assessment, row.gap, row.assignee) == ("3", None, None, "Ủy ban")
    put(commune, c3="đạt: đã làm xong")
    found = roadmap(commune, NANG_CAO, "2023")
    assert found.rows == ()
    assert not any(row.criterion_code == "3" for row in found.no_data)


def test_the_state_of_a_dossier_stands_beside_and_is_warned_about(commune):
    put(commune, c3_1="85")
    saved = put_dossier_state(commune, NANG_CAO, "3", {"state": "sent"})
    assert saved.key == f"06901/dossier/{NANG_CAO}/3"
    found = roadmap(commune, NANG_CAO, "2023")
    assert found.rows[0].dossier.state == "sent"
    assert [one.criterion for one in found.dossiers] == ["3"]
    assert [one.where for one in found.issues] == ["3"]


def test_what_cannot_be_is_refused(commune):
    for code in ("9.99", ""):
        with pytest.raises(NotFoundError):
            put_roadmap_item(commune, NANG_CAO, code, {})
    with pytest.raises(NotFoundError):
        put_dossier_state(commune, NANG_CAO, "99", {"state": "sent"})
    with pytest.raises(InputError):
        put_dossier_state(commune, NANG_CAO, "3", {"state": "x"})
    with pytest.raises(InputError):
        roadmap(commune, NANG_CAO, "abc")


def test_units_keep_their_roadmaps_apart_and_typed_records_meet_the_same_keys(commune):
    put(commune, unit="06901-01", c3_1="80")
    put_roadmap_item(commune, NANG_CAO, "3.1", {"assignee": "Trưởng thôn"}, unit="06901-01")
    put(commune, c3_1="85")
    values = {"set_id": NANG_CAO, "indicator": "3.1", "assignee": "Xã"}
    assert put_values(commune, "roadmap_item", None, values).key.endswith(
        f"06901/roadmap/{NANG_CAO}/3.1"
    )
    state = {"set_id": NANG_CAO, "criterion": "3", "state": "preparing"}
    assert put_values(commune, "dossier_state", None, state).key == f"06901/dossier/{NANG_CAO}/3"
    [row] = roadmap(commune, NANG_CAO, "2023").rows
    assert (row.assignee, row.dossier.state) == ("Xã", "preparing")
    [row] = roadmap(commune, NANG_CAO, "2023", unit="06901-01").rows
    assert (row.assignee, row.dossier) == ("Trưởng thôn", None)


def test_a_superior_sees_what_the_commune_plans_unless_it_plans_itself(commune, offices):
    put(commune, c3_1="85")
    put_roadmap_item(commune, NANG_CAO, "3.1", {"assignee": "Xã"})
    above = offices.new("b", code="01")
    sent = exchange.send_package(commune, offices.folder / "out")
    key = exchange.own_fingerprint(commune)
    exchange.take_packages(above, sent.files, key, foreign=["06901"])
    [row] = roadmap(above, NANG_CAO, "2023", unit="06901").rows
    assert row.assignee == "Xã"
    assert roadmap(above, NANG_CAO, "2023").rows == ()
    put_roadmap_item(above, NANG_CAO, "3.1", {"assignee": "Sở"}, unit="06901")
    [row] = roadmap(above, NANG_CAO, "2023", unit="06901").rows
    assert row.assignee == "Sở"


def test_a_thon_has_only_the_tasks_and_works_that_are_about_it(commune):
    codes = units.add_units(commune, "Thôn 1\nThôn 10").codes
    first, tenth = codes
    for unit in (None, first, tenth):
        put(commune, unit=unit, c3_1="80")
    link = {"set_id": NANG_CAO, "indicator": "3.1"}
    put_texts(commune, "task", None, {"text": "Xã kiểm tra kênh", **link})
    put_texts(commune, "task", None, {"text": "Nạo vét", "assignee": "Trưởng thôn 10", **link})
    named = put_texts(commune, "task", None, {"text": "Đo lại"}).key
    put_texts(commune, "work", None, {"name": "Kênh N1", "village": "Thôn 1", **link})
    keys = "\n".join(one.key for one in units.directly_below(commune))
    work = {"name": "Kênh liên thôn", "villages": keys}
    put_values(commune, "work", "06901/work/lien-thon", {**work, **link})
    put_roadmap_item(commune, NANG_CAO, "3.1", {"tasks": named}, unit=first)

    def linked(unit):
        [row] = roadmap(commune, NANG_CAO, "2023", unit=unit).rows
        return {one.text for one in row.tasks}, {one.name for one in row.works}

    assert linked(None) == (
        {"Xã kiểm tra kênh", "Nạo vét"}, {"Kênh N1", "Kênh liên thôn"},
    )  # fmt: skip
    assert linked(first) == ({"Đo lại"}, {"Kênh N1", "Kênh liên thôn"})
    assert linked(tenth) == ({"Nạo vét"}, {"Kênh liên thôn"})
