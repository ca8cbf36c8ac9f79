"""The superior's appraisal beside the own word, dossiers, and where they do not fit."""

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import appraisal, history
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.records import put_values
from tests.services.conftest import NANG_CAO
from tests.services.test_other_offices import give

PLACE = (NANG_CAO, "2023")


def say(workspace, code, **typed):
    return appraisal.put_appraisal_texts(workspace, *PLACE, code, typed)


def declare(workspace, **words):
    drafts = [ValueDraft(NANG_CAO, "2023", code.strip("c"), word) for code, word in words.items()]
    record_values(workspace, drafts)


def row(workspace, code):
    return next(
        one for one in appraisal.appraisal_sheet(workspace, *PLACE).rows if one.code == code
    )


def test_a_sheet_has_every_criterion_before_anything_is_said(commune):
    sheet = appraisal.appraisal_sheet(commune, *PLACE)
    assert len(sheet.rows) == 19
    assert all(one.appraisal is None and one.found is None for one in sheet.rows)
    assert sheet.issues == ()


def test_where_the_superior_says_otherwise_is_shown(commune):
    declare(commune, c1="đạt", c2="đạt", c3="na: không có")
    document = {"document_number": "9/SNN", "document_on": "5/1/2024"}
    say(commune, "1", outcome="đạt", **document)
    say(commune, "2", outcome="chưa đạt", body="Sở Giao thông vận tải", **document)
    say(commune, "3", outcome="đạt", **document)
    [differing] = appraisal.compare(commune, *PLACE)
    assert (differing.code, differing.own, differing.found) == (
        "2",
        Outcome.MET,
        Outcome.NOT_MET,
    )
    assert differing.difference == ("Tiêu chí 2: đơn vị tự đánh giá “đạt”, thẩm định “chưa đạt”.")
    [issue] = appraisal.appraisal_sheet(commune, *PLACE).issues
    assert issue.where == "2"


def test_a_result_without_its_document_is_pointed_out(commune):
    declare(commune, c1="đạt")
    say(commune, "1", outcome="đạt", document_number="9/SNN")
    [issue] = appraisal.appraisal_sheet(commune, *PLACE).issues
    assert "chưa ghi ngày văn bản" in issue.text
    say(commune, "1", document_number="", document_on="5/1/2024")
    [issue] = appraisal.appraisal_sheet(commune, *PLACE).issues
    assert "chưa ghi số văn bản" in issue.text


def test_an_appraisal_is_one_record_a_place_and_can_be_undone(commune):
    first = say(commune, "1", outcome="đạt")
    assert say(commune, "1", remark="đủ").key == first.key == f"06901/2023/appraisal/{NANG_CAO}/1"
    assert row(commune, "1").appraisal.remark == "đủ"
    history.undo(commune)
    history.undo(commune)
    assert row(commune, "1").appraisal is None


def test_an_indicator_can_be_appraised_too_and_nonsense_cannot(commune):
    say(commune, "14.1", outcome="chưa đạt")
    assert appraisal.appraisals(commune, *PLACE)["14.1"].outcome == "not_met"
    with pytest.raises(NotFoundError):
        say(commune, "99", outcome="đạt")
    with pytest.raises(InputError):
        say(commune, "1", outcome="tạm")
    with pytest.raises(InputError):
        say(commune, "1", document_on="32/1/2024")
    assert row(commune, "1").appraisal is None


def test_what_a_superior_recorded_itself_stands_over_what_the_unit_typed(offices):
    here = offices.new("a", parent_code="488")
    put_values(here, "office_profile", "06901/office", {"superior_code": "488"})
    superior = offices.new("b", code="488", level="huyen", name="Hải Hà")
    neighbour = offices.new("c", code="06904", name="Láng giềng")
    put_values(here, "admin_unit", None, {"code": "488", "name": "Huyện Hải Hà",
               "level": "huyen", "parent_code": "22"})  # fmt: skip
    say(here, "1", outcome="đạt")
    say(here, "2", outcome="đạt")
    put = appraisal.put_appraisal_texts
    put(superior, *PLACE, "1", {"outcome": "chưa đạt"}, "06901")
    put(neighbour, *PLACE, "2", {"outcome": "chưa đạt"}, "06901")
    give(superior, here)
    give(neighbour, here)
    found = appraisal.appraisals(here, *PLACE)
    assert {code: one.outcome for code, one in found.items()} == {"1": "not_met", "2": "met"}
    assert set(appraisal.appraisals(superior, *PLACE)) == set()
    assert set(appraisal.appraisals(superior, *PLACE, "06901")) == {"1"}


def test_the_dossier_of_a_criterion_is_kept_as_typed(commune):
    appraisal.put_dossier_texts(commune, NANG_CAO, "1", {"state": "đang lập", "number": "3/UBND"})
    held = row(commune, "1").dossier
    assert (held.state, held.number) == ("preparing", "3/UBND")
    with pytest.raises(InputError):
        appraisal.put_dossier_texts(commune, NANG_CAO, "2", {"number": "3/UBND"})
