"""Conditions of recognition of a unit: computed, declared, asked for; papers; applying early."""

import pytest

from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import conditions as service
from ntm_desktop.services import evidence, history
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from ntm_desktop.services.records import put_texts
from tests.evidence_files import PDF
from tests.services.conftest import NANG_CAO
from tests.services.test_works import pay, work

PLACE = (NANG_CAO, "2023")
ALL = [str(number) for number in range(1, 20)]


def sheet(workspace, period="2023", unit=None):
    return service.conditions(workspace, NANG_CAO, period, unit)


def finding(workspace, code):
    return next(one.finding for one in sheet(workspace).conditions if one.rule.code == code)


def reach(workspace, *codes, word="đạt"):
    found = service.criteria_set(NANG_CAO)
    drafts = []
    for one in found.criteria:
        if one.code in codes:
            parts = [part.code for part in one.indicators if part.code == one.code]
            drafts.append(ValueDraft(NANG_CAO, "2023", (parts or [one.code])[0], word))
    record_values(workspace, drafts)


def register(workspace, **fields):
    typed = {"title": "Xã NTM nâng cao", "set_id": NANG_CAO, **fields}
    return put_texts(workspace, "registration", None, typed).key


def test_nothing_is_claimed_before_anything_is_entered(commune):
    found = sheet(commune)
    assert [one.finding.outcome for one in found.conditions] == [Outcome.NO_DATA] * 4
    assert not any(one.is_ready for one in found.papers)
    assert found.issues == ()
    assert not found.is_met


def test_the_whole_set_is_computed(commune):
    reach(commune, *ALL[:17])
    assert finding(commune, "DK1").sentence == "Đạt 17/19 tiêu chí; chưa đủ số liệu: 18, 19."
    reach(commune, "18", word="chưa đạt")
    assert finding(commune, "DK1").outcome is Outcome.NOT_MET
    assert finding(commune, "DK1").sentence == "Đạt 17/19 tiêu chí; chưa đạt: 18."
    reach(commune, "18", "19")
    assert finding(commune, "DK1").outcome is Outcome.MET


def test_totals_are_used_where_there_is_nothing_else_and_told(commune):
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="19/19"))
    found = finding(commune, "DK1")
    assert (found.outcome, found.basis) == (Outcome.MET, Basis.DECLARED)
    assert "số tổng hợp" in found.sentence


def test_all_conditions_together(commune):
    reach(commune, *ALL)
    items = [("DK2", "95,3/90"), ("dk3", "đạt"), ("DK4", "đạt")]
    service.record_conditions(commune, *PLACE, items)
    assert sheet(commune).is_met
    assert history.undo(commune).label == "Điều kiện công nhận: DK2, dk3, DK4"
    assert not sheet(commune).is_met


def test_debt_by_the_ledger_denies_the_declared_word(commune):
    reach(commune, *ALL)
    road = work(commune, "Đường")
    service.record_conditions(commune, *PLACE, [("DK2", "95/90"), ("DK3", "đạt"), ("DK4", "đạt")])
    pay(commune, road, "disbursed", 10)
    assert "chưa có giá trị nghiệm thu" in finding(commune, "DK3").sentence
    pay(commune, road, "accepted", 300)
    found = finding(commune, "DK3")
    assert found.contradicts
    assert "còn nợ 290 triệu đồng" in found.sentence
    assert "trái với số liệu" in sheet(commune).issues[0].text
    assert not sheet(commune).is_met
    pay(commune, road, "disbursed", 290)
    assert not finding(commune, "DK3").contradicts
    assert sheet(commune).is_met


def test_debt_is_that_of_the_end_of_the_period(commune):
    reach(commune, *ALL)
    road = work(commune, "Đường")
    for kind, day in (("accepted", "1/6/2023"), ("disbursed", "10/1/2024")):
        typed = {"work": road, "source": "nsdp-xa", "plan_year": "2023", "kind": kind}
        put_texts(commune, "money_entry", None, typed | {"amount": "300 triệu", "paid_on": day})
    assert "còn nợ 300 triệu đồng" in finding(commune, "DK3").sentence


def test_the_ledger_says_nothing_of_other_units(commune):
    pay(commune, work(commune, "Đường"), "accepted", 300)
    found = next(one for one in sheet(commune, unit="06901-01").conditions if one.key == "DK3")
    assert found.finding.outcome is Outcome.NO_DATA


@pytest.mark.parametrize(
    ("code", "text", "error"),
    [
        ("DK9", "đạt", NotFoundError),
        ("DK1", "đạt", InputError),
        ("DK3", "95", InputError),
        ("DK3", "tạm", InputError),
        ("DK2", "120", InputError),
        ("DK2", "95/abc", InputError),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(commune, code, text, error):
    before = sheet(commune)
    with pytest.raises(error):
        service.record_conditions(commune, *PLACE, [("DK4", "đạt"), (code, text)])
    assert sheet(commune) == before


def test_an_empty_text_clears_and_the_rate_asked_for_stays(commune):
    service.record_conditions(commune, *PLACE, [("DK2", "95/90")])
    service.record_conditions(commune, *PLACE, [("DK2", "")])
    held = sheet(commune).conditions[1].held
    assert (held.value, held.required) == (None, 90)
    assert held.key == f"06901/2023/condition/{NANG_CAO}/DK2"


def test_single_fields_are_kept_as_typed(commune):
    service.put_condition_texts(commune, *PLACE, "DK4", {"declared": "đạt", "document": "1/CA"})
    assert "Văn bản: 1/CA." in finding(commune, "DK4").sentence
    with pytest.raises(InputError):
        service.put_condition_texts(commune, *PLACE, "DK4", {"value": "95"})


def test_applying_early_is_warned_about_and_never_refused(commune):
    reach(commune, *ALL[:16])
    register(commune, state="đã đề nghị công nhận", applied_on="20/12/2023")
    service.put_paper_texts(commune, *PLACE, "HS1", {"state": "có", "number": "12/TTr-UBND"})
    applied, paper = sheet(commune).issues
    assert "khi mới đạt 16/19 tiêu chí" in applied.text
    assert paper.where == "HS1"
    reach(commune, *ALL[16:])
    assert sheet(commune).issues == ()


def test_a_registered_year_that_comes_too_early_is_told(commune):
    reach(commune, *ALL[:16])
    key = register(commune, year_planned="2023")
    [issue] = sheet(commune).issues
    assert (
        issue.text == "Đăng ký đạt Xã NTM nâng cao năm 2023, đến năm 2023 mới đạt 16/19 tiêu chí."
    )
    put_texts(commune, "registration", key, {"state": "thôi đăng ký"})
    assert sheet(commune).issues == ()
    put_texts(commune, "registration", key, {"state": "", "year_planned": "2025"})
    assert sheet(commune).issues == ()


def test_papers_have_state_number_date_and_files(commune, tmp_path):
    typed = {"state": "có", "number": "12/TTr-UBND", "dated_on": "5/1/2024"}
    saved = service.put_paper_texts(commune, *PLACE, "HS1", typed)
    file = tmp_path / "to-trinh.pdf"
    file.write_bytes(PDF)
    evidence.attach(commune, "dossier_paper", saved.key, [file])
    first, *others = sheet(commune).papers
    assert (first.is_ready, first.held.number, first.files) == (True, "12/TTr-UBND", 1)
    assert not any(one.is_ready or one.files for one in others)
    with pytest.raises(NotFoundError):
        service.put_paper_texts(commune, *PLACE, "HS99", {"state": "có"})


def test_a_set_without_known_rules_only_computes_itself(commune):
    found = service.conditions(commune, "xa-ntm-2026-2030", "2026")
    assert [one.rule.code for one in found.conditions] == ["BTC"]
    assert found.papers == ()
    assert "chưa có quy định" in found.note
    with pytest.raises(NotFoundError):
        service.record_conditions(commune, "xa-ntm-2026-2030", "2026", [("DK2", "95")])
