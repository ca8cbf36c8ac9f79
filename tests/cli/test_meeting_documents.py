"""`ntm report … --for`: papers of a meeting with their form and fields."""

from __future__ import annotations

import docx
import pytest

from tests.reports.meeting_samples import lines


@pytest.fixture
def commune(ntm):
    """The call and the key of a meeting."""
    ntm("new", "--unit", "06901", "--level", "xa", "--group", "dbsh")
    put = ntm("put", "meeting", "title=Họp giao ban", "held_on=15/01/2024", "organiser=UBND xã")
    return ntm, put.json["key"]


def test_a_paper_is_asked_for_by_its_meeting_form_and_fields(commune):
    ntm, meeting = commune
    out = ntm.folder / "tb.docx"
    said = ntm(
        "report", "bien-ban-lam-viec", "--for", meeting, "--regime", "party",
        "--field", "copies=03", "--field", "partner=Huyện ủy Đầm Hà", "--out", str(out),
    )  # fmt: skip
    assert said.status == 0, said.err
    assert "Giờ bắt đầu: chưa nhập." in said.json["missing"]
    text = lines(docx.Document(str(out)))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Biên bản được lập thành 03 bản có giá trị như nhau." in text
    assert "ĐẠI DIỆN HUYỆN ỦY ĐẦM HÀ" in text


def test_wrong_fields_are_refused_in_words(commune):
    ntm, meeting = commune
    out = str(ntm.folder / "tb.docx")
    wrong = ntm("report", "tin-bai", "--for", meeting, "--field", "copies", "--out", out)
    assert wrong.status == 1
    wrong = ntm("report", "tin-bai", "--for", meeting, "--field", "mau=1", "--out", out)
    assert "author" in wrong.json["error"]["hint"]
    assert ntm("report", "bien-ban", "--out", out).status == 1
    assert ntm("report", "khong-co", "--for", meeting, "--out", out).status != 0


def test_the_papers_of_a_meeting_are_listed_with_their_choices(commune):
    ntm, _ = commune
    papers = {one["id"]: one for one in ntm("reports").json if one["subject"] == "meeting"}
    assert len(papers) == 12
    capacities = {one["id"]: one["choices"] for one in papers["giay-moi"]["options"]}["capacity"]
    assert {"tm", "kt", "tl", "q"} <= set(capacities)


def test_fields_given_once_hold_at_the_next_print_until_they_are_emptied(commune):
    ntm, meeting = commune
    out = ntm.folder / "bb.docx"

    def printed(*fields):
        said = ntm("report", "bien-ban-lam-viec", "--for", meeting, *fields, "--out", str(out))
        assert said.status == 0, said.err
        return lines(docx.Document(str(out)))

    first = printed("--field", "copies=03", "--regime", "party")
    assert printed() == first
    emptied = printed("--field", "copies=")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in emptied
    assert not any("03 bản" in line for line in emptied)
    assert printed() == emptied


def test_a_form_is_chosen_for_every_paper_that_has_it_and_refused_for_the_others(commune):
    ntm, meeting = commune
    out = str(ntm.folder / "vb.docx")
    papers = [one["id"] for one in ntm("reports").json if one["subject"] == "meeting"]
    for paper in papers:
        for regime in ("state", "party"):
            said = ntm("report", paper, "--for", meeting, "--regime", regime, "--out", out)
            is_refused = regime == "party" and paper in ("bien-ban-hop-thon", "bien-ban-de-nghi")
            assert said.status == (1 if is_refused else 0), (paper, regime, said.err)
            assert is_refused or said.json["missing"]
