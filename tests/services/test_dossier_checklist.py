"""The checklist of a dossier: how each item stands, and a list an office can make its own."""

import pytest

from ntm_desktop.errors import InputError
from ntm_desktop.services import conditions, history
from ntm_desktop.services.dossier import build_dossier
from ntm_desktop.services.dossier_checklist import (
    DRAFT,
    LACKING,
    OUT,
    READY,
    add_paper,
    checklist,
    free_place,
    leave_out,
    move_paper,
    own_code,
)
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.records import put_texts
from tests.evidence_files import PDF
from tests.services.conftest import NANG_CAO

PLACE = (NANG_CAO, "2023")
OWN = "Ảnh lễ đón bằng công nhận"


def item(workspace, code, period="2023"):
    """Return one item by the code of its paper or criterion."""
    return next(one for one in checklist(workspace, NANG_CAO, period).items if one.code == code)


def codes(workspace, period="2023"):
    """Return the codes of the papers in their order."""
    return [one.code for one in checklist(workspace, NANG_CAO, period).papers]


def file_at(folder, name):
    """Return a file that can be attached."""
    path = folder / name
    path.write_bytes(PDF + name.encode())
    return path


def test_every_item_says_how_it_stands_and_where_it_is_put_right(commune, tmp_path):
    record_values(commune, [ValueDraft(*PLACE, code, "đạt") for code in ("1.1", "1.2", "2.2")])
    key = values_of(commune, *PLACE)["1.1"].key
    attach(commune, "indicator_value", key, [file_at(tmp_path, "Bản đồ.pdf")])
    paper = conditions.put_paper_texts(commune, *PLACE, "HS2", {"state": "có"}).key
    attach(commune, "dossier_paper", paper, [file_at(tmp_path, "Báo cáo ký.pdf")])
    first, second, fourth = (item(commune, code) for code in ("HS1", "HS2", "HS4"))
    assert (first.state, first.document, first.number) == (DRAFT, "to-trinh", "01")
    assert (second.state, second.files, second.record) == (READY, ("Báo cáo ký",), paper)
    assert (fourth.state, fourth.meeting) == (LACKING, "")
    assert any("Chưa có cuộc họp" in one for one in fourth.lacks)
    proven, unproven = item(commune, "1"), item(commune, "2")
    assert (proven.state, proven.files) == (LACKING, ("1.1-01 Bản đồ",))
    assert (proven.indicator, unproven.indicator) == ("1.2", "2.2")
    assert (proven.number, proven.words) == ("08.01", "thiếu minh chứng; có 1 tệp")
    assert (unproven.number, unproven.words) == ("08.02", "chưa có minh chứng")


def test_everything_missing_is_listed_with_the_item_it_is_about(commune):
    found = checklist(commune, *PLACE)
    assert [one.text for one in found.lacks] == list(found.plan.missing)
    about = {one.item for one in found.lacks if one.text.startswith("HS")}
    assert about == {f"paper:HS{number}" for number in range(1, 8)}
    assert {one.item for one in found.lacks if one.text.startswith("Điều kiện")} == {""}


def test_the_minutes_lead_to_their_meeting(commune):
    typed = {"title": "Họp xét", "kind": "recognition", "held_on": "20/12/2023"}
    key = put_texts(commune, "meeting", None, typed).key
    assert (item(commune, "HS4").state, item(commune, "HS4").meeting) == (DRAFT, key)


def test_a_paper_is_left_out_and_put_back_each_as_one_step(commune, tmp_path):
    leave_out(commune, *PLACE, "HS3", left_out=True)
    assert "HS3" not in codes(commune)
    assert checklist(commune, *PLACE).items[-1].state == OUT
    assert not any("HS3" in one for one in checklist(commune, *PLACE).plan.missing)
    build_dossier(commune, *PLACE, tmp_path / "d")
    assert not any("y-kien-cua-mat-tran" in one.name for one in (tmp_path / "d").iterdir())
    history.undo(commune)
    assert codes(commune)[2] == "HS3"
    leave_out(commune, *PLACE, "HS3", left_out=True)
    leave_out(commune, *PLACE, "HS3", left_out=False)
    assert codes(commune)[2] == "HS3"


def test_an_own_paper_has_files_and_a_place_like_any_other(commune, tmp_path):
    add_paper(commune, *PLACE, f"  {OWN} ")
    code = own_code(OWN)
    assert codes(commune)[-1] == code
    assert item(commune, code).lacks == (f"Số 08. {OWN}: chưa có.",)
    key = conditions.put_paper_texts(commune, *PLACE, code, {"state": "có"}).key
    attach(commune, "dossier_paper", key, [file_at(tmp_path, "Ảnh.pdf")])
    assert item(commune, code).state == READY
    move_paper(commune, *PLACE, code, -1)
    build_dossier(commune, *PLACE, tmp_path / "d")
    assert [one.name for one in (tmp_path / "d").glob("07-*/*")] == ["07.01-anh.pdf"]


@pytest.mark.parametrize("name", ["", "  ", "tờ trình của ủy ban nhân dân xã đề nghị xét, "
                                  "công nhận xã đạt chuẩn"])  # fmt: skip
def test_a_name_that_is_none_or_is_there_is_refused(commune, name):
    with pytest.raises(InputError):
        add_paper(commune, *PLACE, name)
    assert len(codes(commune)) == 7


def test_the_order_is_moved_as_one_step_and_stops_at_the_ends(commune):
    move_paper(commune, *PLACE, "HS5", -1)
    assert codes(commune) == ["HS1", "HS2", "HS3", "HS5", "HS4", "HS6", "HS7"]
    assert item(commune, "HS5").number == "04"
    assert not move_paper(commune, *PLACE, "HS1", -1).key
    assert not move_paper(commune, *PLACE, "HS7", 1).key
    history.undo(commune)
    assert codes(commune) == [f"HS{number}" for number in range(1, 8)]


def test_the_next_period_begins_with_the_list_of_this_one(commune):
    add_paper(commune, *PLACE, OWN)
    leave_out(commune, *PLACE, "HS7", left_out=True)
    move_paper(commune, *PLACE, "HS2", -1)
    assert codes(commune, "2024") == codes(commune)
    assert codes(commune, "2022") == [f"HS{number}" for number in range(1, 8)]
    leave_out(commune, NANG_CAO, "2024", "HS7", left_out=False)
    assert "HS7" in codes(commune, "2024")
    assert "HS7" not in codes(commune)


def test_a_set_without_rules_has_a_list_of_own_papers(offices):
    other = "xa-ntm-2026-2030"
    office = offices.new(sets=[(other, None)])
    assert not checklist(office, other, "2026").has_rules
    add_paper(office, other, "2026", OWN)
    assert [one.name for one in checklist(office, other, "2026").papers] == [OWN]


def test_a_place_that_is_not_taken_is_proposed(commune, tmp_path):
    plan = checklist(commune, *PLACE).plan
    assert free_place(tmp_path, plan, zipped=False).name == "ho-so-xa-quang-an-2023"
    (tmp_path / "ho-so-xa-quang-an-2023").mkdir()
    (tmp_path / "ho-so-xa-quang-an-2023.zip").touch()
    assert free_place(tmp_path, plan, zipped=False).name == "ho-so-xa-quang-an-2023-2"
    assert free_place(tmp_path, plan, zipped=True).name == "ho-so-xa-quang-an-2023-2.zip"
