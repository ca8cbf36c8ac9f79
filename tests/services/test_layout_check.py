"""The layout check through the service: our own papers pass, saved again by LibreOffice, too."""

from __future__ import annotations

import shutil
import subprocess

import docx
import pytest

from ntm_desktop import paths
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, layout_check
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.layout_check import check_layout
from ntm_desktop.services.meeting_documents import offered
from ntm_desktop.services.records import list_records
from ntm_desktop.services.reporting import build_document, report_kinds
from tests.meeting_fixtures import ARTICLES, enter_article
from tests.reports.layout_papers import party_notice, saved, state_report

# Papers with Quốc hiệu or the Party's title; other papers are lists that get one sentence.
OFFICIAL = {
    *("bao-cao-tien-do", "bao-cao-no-dong", "giay-moi", "chuong-trinh", "danh-sach-dai-bieu"),
    *("bien-ban", "bien-ban-lam-viec", "bien-ban-hop-thon", "bien-ban-de-nghi"),
    *("thong-bao-ket-luan", "bao-cao-thuc-hien-ket-luan"),
    *("cong-van", "ke-hoach", "bao-cao-so-ket", "quyet-dinh", "thong-bao", "bao-cao-lam-viec"),
    *("bao-cao-ket-qua", "to-trinh", "tong-hop-y-kien", "phieu-lay-y-kien", "bien-ban-kiem-phieu"),
}
ONE_SENTENCE = [("regime.none", "hint")]
CAPACITIES = ("", "tm", "kt", "tl", "q", "head")


def said(path):
    """Return what is said of a file: rule and severity."""
    return [(one.rule, one.severity, one.where, one.found) for one in check_layout(path).findings]


def passes(path, report_id):
    """Fail unless a paper of ours passes, or is a list that gets its one sentence."""
    findings = said(path)
    if check_layout(path).regime is None:
        assert report_id not in OFFICIAL
        assert [one[:2] for one in findings] == ONE_SENTENCE, path.name
    else:
        assert findings == [], path.name


@pytest.mark.parametrize("sample", ["quang-an", "thuan-loc", "huyen-mau"])
@pytest.mark.parametrize("draft", [False, True])
def test_every_paper_of_a_sample_passes(offices, tmp_path, sample, draft):
    workspace = offices.sample(sample)
    set_id = criteria.followed_sets(workspace)[0].id
    for kind in report_kinds():
        if kind.subject not in ("period", "set"):
            continue
        path = tmp_path / f"{kind.id}.docx"
        build_document(workspace, DocumentRequest(kind.id, "2023", set_id), path, draft=draft)
        passes(path, kind.id)
    for meeting in list_records(workspace, "meeting"):
        papers_pass(workspace, meeting.key, tmp_path, draft=draft)


def papers_pass(workspace, meeting, folder, *, draft=False, **chosen):
    """Fail unless every paper of a meeting passes in every form that it has."""
    for one in offered(workspace, meeting):
        for regime in one.regimes or ("",):
            options = {"regime": regime, **chosen} if regime else {}
            path = folder / f"{one.id}-{regime}.docx"
            request = DocumentRequest(one.id, key=meeting, options=options)
            build_document(workspace, request, path, draft=draft)
            passes(path, one.id)
            if regime:
                assert check_layout(path).regime == regime


@pytest.mark.parametrize("article", ARTICLES)
def test_every_paper_of_an_article_passes_in_every_form_it_has(offices, tmp_path, article):
    workspace = offices.new()
    done = enter_article(workspace, article)
    papers_pass(workspace, done.meeting, tmp_path)


@pytest.mark.parametrize("regime", ["state", "party"])
@pytest.mark.parametrize("capacity", CAPACITIES)
def test_a_notice_passes_whoever_signs_it(offices, tmp_path, regime, capacity):
    workspace = offices.new()
    done = enter_article(workspace, ARTICLES[0])
    options = {"regime": regime, "capacity": capacity, "signer_name": "Phạm Văn Mẫu"}
    path = tmp_path / "thong-bao.docx"
    request = DocumentRequest("thong-bao-ket-luan", key=done.meeting, options=options)
    build_document(workspace, request, path)
    passes(path, "thong-bao-ket-luan")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_papers_saved_again_by_libreoffice_still_pass(offices, tmp_path):
    workspace = offices.sample("quang-an")
    set_id = criteria.followed_sets(workspace)[0].id
    report = tmp_path / "bao-cao.docx"
    build_document(workspace, DocumentRequest("bao-cao-tien-do", "2023", set_id), report)
    meeting = list_records(workspace, "meeting")[0].key
    made = [report]
    for regime in ("state", "party"):
        made.append(tmp_path / f"thong-bao-{regime}.docx")
        request = DocumentRequest("thong-bao-ket-luan", key=meeting, options={"regime": regime})
        build_document(workspace, request, made[-1])
    made += [saved(state_report(), tmp_path / "a.docx"), saved(party_notice(), tmp_path / "b.docx")]
    again = tmp_path / "again"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", again, *made],
        check=True,
        capture_output=True,
    )
    assert [said(again / one.name) for one in made] == [[]] * len(made)


def test_every_template_that_is_a_document_is_recognised():
    for name in ("bao-cao-tien-do.docx", "thong-bao-ket-luan-dang.docx"):
        checked = check_layout(paths.template(name))
        assert checked.regime == ("party" if "dang" in name else "state")


def test_the_lines_of_the_file_stand_beside_the_findings(tmp_path):
    path = saved(state_report().changed("body", 1, font="Arial"), tmp_path / "a.docx")
    checked = check_layout(path)
    assert (checked.regime, checked.document_type) == ("state", "BÁO CÁO")
    [found] = checked.findings
    lines = {one.number: one for one in checked.lines}
    assert [lines[place].text for place in found.places] == ["I. KẾT QUẢ THỰC HIỆN"]
    assert lines[found.places[0]].is_bold
    assert [checked.count(grade) for grade in ("error", "warning", "hint")] == [1, 0, 0]
    assert any(one.in_table for one in checked.lines)


def test_a_regime_can_be_asked_for(tmp_path):
    path = saved(state_report(), tmp_path / "a.docx")
    assert check_layout(path, "party").count("error") > 0
    assert layout_check.REGIMES == ("state", "party")


def test_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    made = docx.Document()
    made.save(str(path))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="bị hỏng"):
        check_layout(path)
