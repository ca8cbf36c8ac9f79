"""The papers of state and Party look as their rules say, and the two are never mixed."""

import pytest
from docx.oxml.ns import qn

from ntm_desktop.reports import meeting_conclusion, meeting_minutes
from ntm_desktop.reports.regimes import PARTY, REGIMES, STATE, template_regime
from tests.reports import meeting_samples as samples

TEXTS = {
    "state": {
        "issuer": "ỦY BAN NHÂN DÂN",
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "type": "THÔNG BÁO",
        "body": "Giao các thôn báo cáo.",
        "capacity": "TM. ỦY BAN NHÂN DÂN",
        "signer_title": "CHỦ TỊCH",
        "recipients_head": "Nơi nhận:",
        "recipients": "- Lưu: VT.",
    },
    "party": {
        "issuer_parent": "……",
        "issuer": "ĐẢNG ỦY XÃ QUẢNG AN",
        "issuer_mark": "*",
        "nation": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "type": "THÔNG BÁO",
        "subject_mark": "-----",
        "body": "Giao các thôn báo cáo.",
        "capacity": "T/M ĐẢNG ỦY",
        "signer_title": "BÍ THƯ",
        "recipients_head": "Nơi nhận:",
        "recipients": "- Lưu Văn phòng Đảng ủy.",
    },
}


@pytest.fixture(scope="module", params=["state", "party"])
def notice(request, tmp_path_factory):
    organiser = {"state": "UBND xã Quảng An", "party": "Đảng ủy xã"}[request.param]
    facts = samples.facts(request.param, meeting=samples.meeting(organiser=organiser))
    context = meeting_conclusion.build_context(facts)
    folder = tmp_path_factory.mktemp(request.param)
    return (
        request.param,
        samples.rendered("thong-bao-ket-luan", context, folder, request.param),
    )


def test_every_part_has_size_and_weight_of_its_rules(notice):
    regime, document = notice
    for part, text in TEXTS[regime].items():
        rule = REGIMES[regime].parts[part]
        style = samples.style_of(document, text)
        paragraph = samples.paragraph_of(document, text)
        run = next(paragraph.iter(qn("w:rPr")))
        assert style.font.size.pt == rule.size, part
        assert int(run.find(qn("w:sz")).get(qn("w:val"))) == rule.size * 2, part
        assert bool(style.font.bold) == rule.bold, part
        assert bool(style.font.italic) == rule.italic, part
        assert (run.find(qn("w:u")) is not None) == rule.underline, part


def test_number_and_marks_have_the_form_of_the_side(notice):
    regime, document = notice
    lines = samples.lines(document)
    blank = "\u00a0" * 6
    if regime == "state":
        assert f"Số:{blank}/TB-UBND" in lines
        assert "*" not in lines
        assert "-----" not in lines
    else:
        assert f"Số{blank}-TB/ĐU" in lines
        assert lines[lines.index("*") - 1] == "ĐẢNG ỦY XÃ QUẢNG AN"
        assert not any(mark in "\n".join(lines) for mark in ("CỘNG HÒA", "TM.", "Lưu: VT"))


def test_lines_are_shapes_where_the_side_has_lines(notice):
    regime, document = notice
    shapes = [
        int(anchor.find(qn("wp:extent")).get("cx")) / 36_000
        for anchor in document.element.body.iter(qn("wp:anchor"))
    ]
    if regime == "state":
        issuer, motto, subject = shapes
        assert 11 <= issuer <= 20
        assert 50 <= motto <= 62
        assert 40 <= subject <= 80
    else:
        [nation] = shapes  # as long as ĐẢNG CỘNG SẢN VIỆT NAM
        assert 70 <= nation <= 86


def test_pages_have_the_margins_and_numbers_from_the_second_on(notice):
    _, document = notice
    [section] = document.sections
    margins = (section.top_margin, section.bottom_margin)
    sides = (section.left_margin, section.right_margin)
    assert [round(one.mm) for one in (*margins, *sides)] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    assert [one.get(qn("w:instr")).strip() for one in section.header._element.iter(qn("w:fldSimple"))] == ["PAGE"]  # fmt: skip  # noqa: E501


def test_body_leading_is_that_of_the_side(notice):
    regime, document = notice
    style = samples.style_of(document, "Giao các thôn báo cáo.")
    spacing = style.element.pPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == {"state": "auto", "party": "exact"}[regime]
    if regime == "party":
        assert 18 <= int(spacing.get(qn("w:line"))) / 20 <= 22
        assert abs(style.paragraph_format.first_line_indent.mm - 10) < 0.1
    assert style.paragraph_format.space_before.pt >= 6


def test_a_signature_is_never_alone_on_a_page(notice):
    _, document = notice
    closing = next(
        one
        for one in document.element.body.iter(qn("w:p"))
        if samples.text_of(one).startswith("Thông báo để")
    )
    assert closing.pPr.find(qn("w:keepNext")) is not None
    block = document.tables[-1]._tbl
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in block.tr_lst)
    for paragraph in block.iter(qn("w:p")):
        name = paragraph.pPr.pStyle.val
        style = next(one for one in document.styles if one.style_id == name)
        assert style.paragraph_format.keep_with_next


def test_party_templates_hold_no_style_of_the_state(notice):
    regime, document = notice
    names = {one.style_id for one in document.styles}
    assert ("NtmNation" in names) == (regime == "state")
    assert ("NtmPartyNation" in names) == (regime == "party")


def test_only_a_source_that_was_read_counts_as_verified():
    assert STATE.verified
    assert not PARTY.verified
    assert "chưa đối chiếu" in PARTY.source
    assert not REGIMES["front"].verified
    assert [template_regime(one) for one in ("state", "front", "party")] == [
        "state", "state", "party",
    ]  # fmt: skip


def test_a_biên_bản_of_the_state_has_no_line_of_place_and_date(tmp_path):
    state = samples.facts("state")
    document = samples.rendered("bien-ban", meeting_minutes.build_context(state), tmp_path)
    assert not any("Quảng An, ngày" in line for line in samples.lines(document))
    party = samples.facts("party", meeting=samples.meeting(organiser="Đảng ủy xã"))
    context = meeting_minutes.build_context(party)
    assert context.head.place_and_date.endswith("năm 2024")
