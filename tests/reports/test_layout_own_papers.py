"""Our papers pass our own layout check with nothing, with much, and with very long names."""

from __future__ import annotations

import zipfile

import pytest

from ntm_desktop import paths
from ntm_desktop.domain.works import Work
from ntm_desktop.reports import (
    meeting_agenda,
    meeting_conclusion,
    meeting_invitation,
    meeting_minutes,
    meeting_recognition_minutes,
    meeting_village_minutes,
    meeting_working_minutes,
)
from ntm_desktop.reports.catalogue import report_kind
from ntm_desktop.reports.layout_check.check import check_parts_of_file
from ntm_desktop.reports.progress_report import build_context
from ntm_desktop.reports.regimes import template_regime
from ntm_desktop.reports.render import render_report
from tests.reports import meeting_samples, samples

NAME = "Bình Trị Đông & Tân Tạo <Long Trường> Xuân Thới Thượng mở rộng"
LONG_OFFICE = samples.office(
    issuer_name=f"UBND phường {NAME}",
    place_name=NAME,
    superior_name=f"Ủy ban nhân dân thành phố trực thuộc trung ương {NAME}",
    recipients="\n".join(f"Nơi nhận & <{number}>" for number in range(30)),
    signing_capacity="TM. ỦY BAN NHÂN DÂN",
    signer_title="CHỦ TỊCH",
)
COMMITTEE = samples.office(
    issuer_name="Ban Chỉ đạo các Chương trình mục tiêu quốc gia xã Quảng An",
    issuer_parent="UBND xã Quảng An",
    symbol="BCĐ",
    signing_capacity="TM. BAN CHỈ ĐẠO",
    signer_title="TRƯỞNG BAN",
)
NOTHING = samples.office(issuer_name=None, place_name=None, superior_name=None, recipients=None)
MANY = tuple(Work(key=f"w{number}", name=f"Công trình {number} & <a>") for number in range(400))
CASES = {
    "a rich commune": samples.facts(),
    "a new commune": samples.new_commune(),
    "a draft": samples.facts(draft=True),
    "very long names": samples.facts(office=LONG_OFFICE),
    "a steering committee": samples.facts(office=COMMITTEE),
    "a council": samples.facts(office=samples.office(issuer_name="Hội đồng nhân dân xã Quảng An")),
    "no office": samples.facts(office=NOTHING),
    "400 works": samples.facts(works=MANY),
}


def checked(path):
    """Return what the check says of a file."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return check_parts_of_file({name: archive.read(name) for name in names})


def said(found):
    """Return rule, place and what was found of every finding."""
    return [(one.rule, one.where, one.found) for one in found.findings]


@pytest.mark.parametrize("case", CASES)
def test_the_report_passes_whatever_it_is_made_of(case, tmp_path):
    kind, out = report_kind("bao-cao-tien-do"), tmp_path / "ra.docx"
    render_report(kind, build_context(CASES[case]), paths.template(kind.template), out, {})
    found = checked(out)
    assert said(found) == []
    assert (found.regime, found.document_type) == ("state", "BÁO CÁO")


ORGANISERS = {
    "state": "UBND xã Quảng An",
    "party": "Đảng ủy xã",
    "front": "Ủy ban Mặt trận Tổ quốc xã Quảng An",
}
PAPERS = {
    "bien-ban": (meeting_minutes, "BIÊN BẢN"),
    "bien-ban-lam-viec": (meeting_working_minutes, "BIÊN BẢN"),
    "bien-ban-hop-thon": (meeting_village_minutes, "BIÊN BẢN"),
    "bien-ban-de-nghi": (meeting_recognition_minutes, "BIÊN BẢN"),
    "chuong-trinh": (meeting_agenda, "CHƯƠNG TRÌNH"),
    "thong-bao-ket-luan": (meeting_conclusion, "THÔNG BÁO"),
    "giay-moi": (meeting_invitation, "GIẤY MỜI"),
}


@pytest.mark.parametrize("regime", ORGANISERS)
@pytest.mark.parametrize("paper", PAPERS)
def test_papers_of_meetings_pass_in_every_regime(paper, regime, tmp_path):
    module, title = PAPERS[paper]
    if regime == "party" and not report_kind(paper).party_template:
        pytest.skip("the Party has no such paper")
    meeting = meeting_samples.meeting(organiser=ORGANISERS[regime])
    facts = meeting_samples.facts(regime, meeting=meeting)
    meeting_samples.rendered(paper, module.build_context(facts), tmp_path, regime)
    found = checked(tmp_path / "ra.docx")
    assert said(found) == []
    assert (found.regime, found.document_type) == (template_regime(regime), title)
