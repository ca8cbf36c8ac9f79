"""The layout check: right documents pass, each broken rule is found and nothing else is said."""

from __future__ import annotations

import dataclasses
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.reports.layout_check.head_rules import is_calendar_day
from ntm_desktop.reports.regime_data import general_rules, regime_data
from tests.evidence_files import picture
from tests.reports.layout_papers import (
    ANNEX,
    LONG,
    Line,
    centred,
    document,
    drawn,
    party_notice,
    prose,
    report,
    rules,
    state_decision,
    state_letter,
    state_report,
)

SECOND_ANNEX = (dataclasses.replace(ANNEX[0], text="Phụ lục II"), *ANNEX[1:])
ALL_RIGHT = {
    "báo cáo": (state_report(), "state", "BÁO CÁO"),
    "báo cáo with annexes": (
        state_report(annexes=(ANNEX, SECOND_ANNEX)),
        "state",
        "BÁO CÁO",
    ),
    "quyết định": (state_decision(), "state", "QUYẾT ĐỊNH"),
    "công văn": (state_letter(), "state", "CÔNG VĂN"),
    "thông báo of the Party": (party_notice(), "party", "THÔNG BÁO"),
}


@pytest.mark.parametrize("name", ALL_RIGHT)
def test_a_right_document_passes_with_nothing_to_say(name):
    paper, regime, kind = ALL_RIGHT[name]
    found = report(paper)
    assert [(one.rule, one.where, one.found) for one in found.findings] == []
    assert (found.regime, found.document_type) == (regime, kind)
    assert found.passed > 90


BODY = state_report().body
RIGHT = state_report().right


def with_prose(**look):
    """Return a report whose running text is set in another way."""
    body = (
        dataclasses.replace(one, **look) if len(one.text) > 100 or one.align == "both" else one
        for one in BODY
    )
    return state_report(body=tuple(body))


BROKEN = {
    # page
    "page.size": state_report(page=(216, 279)),
    "page.margins": state_report(margins=(20, 20, 20, 20)),
    "page.orientation": state_report(page=(297, 210)),
    "page_number.missing": state_report(page_number=None, body=(prose(LONG),) * 30),
    "page_number.place": state_report(number_in="footer"),
    "page_number.first": state_report(hides_first=False),
    "page_number.form": state_report(page_number=centred("Trang 2")),
    "page_number.size": state_report(page_number=centred("2", 11)),
    "font.name": state_report().changed("body", 0, font="Arial"),
    "font.legacy": state_report().changed("body", 0, font=".VnTime"),
    "font.colour": state_report().changed("body", 0, colour="1F4E79"),
    # nation, motto, issuer
    "nation.size": state_report().changed("right", 0, size=11),
    "nation.style": state_report().changed("right", 0, bold=False),
    "nation.align": state_report().changed("right", 0, align="left"),
    "nation.case": state_report().changed("right", 0, text="Cộng hòa xã hội chủ nghĩa Việt Nam"),
    "nation.text": state_report().changed("right", 0, text="CỘNG HOÀ XÃ HỘI CHỦ NGHIÃ VIỆT NAM"),
    "motto.missing": state_report(right=(RIGHT[0],)),
    "motto.text": state_report().changed("right", 1, text="Độc lập-Tự do-Hạnh phúc"),
    "motto.case": state_report(
        right=(RIGHT[0], drawn(centred("ĐỘC LẬP - TỰ DO - HẠNH PHÚC", bold=True), 1.0))
    ),
    "motto.style": state_report().changed("right", 1, italic=True),
    "motto.line": state_report().changed("right", 1, line=0),
    "motto.line_fake": state_report().changed("right", 1, line=0, underline=True),
    "motto.line_length": state_report().changed("right", 1, line=25),
    "issuer.missing": state_report(left=()),
    "issuer.style": state_report().changed("left", 1, bold=False),
    "issuer.line": state_report().changed("left", 1, line=0),
    "issuer.line_length": state_report().changed("left", 1, line=60),
    "head.sizes": state_report().changed("date", 0, size=13),
    # number, date
    "number.missing": state_report(number=()),
    "number.colon": state_report().changed("number", 0, text="Số 05/BC-UBND"),
    "number.zero": state_report().changed("number", 0, text="Số: 5/BC-UBND"),
    "number.spaces": state_report().changed("number", 0, text="Số: 05/BC - UBND"),
    "number.case": state_report().changed("number", 0, text="SỐ: 05/BC-UBND"),
    "number.dash": state_report().changed("number", 0, text="Số: 05/BC–UBND"),
    "number.type": state_report().changed("number", 0, text="Số: 05/KH-UBND"),
    "number.form": state_report().changed("number", 0, text="Số: 05-BC/UBND"),
    "number.size": state_report().changed("number", 0, size=14),
    "number.letter": state_letter().changed("number", 0, text="Số: 15/CV-UBND"),
    "place_date.missing": state_report(date=()),
    "place_date.form": state_report().changed("date", 0, text="Quảng An, ngày 05/01/2026"),
    "place_date.comma": state_report().changed(
        "date", 0, text="Quảng An ngày 05 tháng 01 năm 2026"
    ),
    "place_date.zero": state_report().changed("date", 0, text="Quảng An, ngày 5 tháng 01 năm 2026"),
    "place_date.extra_zero": state_report().changed(
        "date", 0, text="Quảng An, ngày 05 tháng 06 năm 2026"
    ),
    "place_date.impossible": state_report().changed(
        "date", 0, text="Quảng An, ngày 31 tháng 02 năm 2026"
    ),
    "place_date.capital": state_report().changed(
        "date", 0, text="xã Quảng An, ngày 05 tháng 01 năm 2026"
    ),
    "place_date.style": state_report().changed("date", 0, italic=False),
    # type, subject
    "type.size": state_report().changed("title", 0, size=18),
    "subject.style": state_report().changed("title", 1, bold=False),
    "subject.line": state_report().changed("title", 1, line=0),
    "subject.missing": state_report().without("title", 1),
    "letter_subject.missing": state_letter().without("number", 1),
    "letter_subject.style": state_letter().changed("number", 1, italic=True),
    # address
    "addressee.missing": state_letter(title=()),
    "addressee.undue": state_decision(
        title=(*state_decision().title, centred("Kính gửi: Các thôn"))
    ),
    "addressee.colon": state_letter().changed("title", 0, text="Kính gửi"),
    "addressee.lines": state_letter(title=(centred("Kính gửi: Phòng Kinh tế; các thôn"),)),
    "addressee.end": state_letter().changed("title", 1, text="- Phòng Kinh tế,"),
    "addressee.style": state_report().changed("title", 2, italic=True),
    # grounds
    "grounds.end": state_decision().changed("body", 0, text="Căn cứ Luật Đất đai năm 2024,"),
    "grounds.style": state_decision().changed("body", 0, italic=False),
    "grounds.missing": state_decision(body=state_decision().body[3:]),
    # text
    "body.size": with_prose(size=12),
    "body.size_mixed": state_report().changed("body", 0, size=13),
    "body.align": with_prose(align="left"),
    "body.indent": with_prose(first=25),
    "body.between": with_prose(before=0),
    "body.leading": with_prose(leading=2.0),
    "heading.style": state_report().changed("body", 1, bold=False),
    "heading.chapter": state_report(body=(*BODY[:1], prose("Phần 1", bold=True), *BODY[1:])),
    "heading.case": state_report().changed("body", 1, text="I. Kết quả thực hiện"),
    "heading.order": state_report().changed("body", 5, text="III. KIẾN NGHỊ"),
    "heading.letter": state_report().changed("body", 4, text=f"f) {LONG}"),
    "heading.article": state_decision().changed("body", 4, bold=False),
    # signature, recipients
    "recipients.missing": state_report(recipients=()),
    "recipients.colon": state_report().changed("recipients", 0, text="Nơi nhận"),
    "recipients.dash": state_report().changed("recipients", 2, text="+ Thường trực Đảng ủy;"),
    "recipients.end": state_report().changed("recipients", 2, text="- Thường trực Đảng ủy,"),
    "recipients.kept": state_report().changed("recipients", 3, text="- Lưu VT."),
    "recipients.as_above": state_report().without("recipients", 1),
    "recipients.size": state_report().changed("recipients", 2, size=13),
    "recipients_head.style": state_report().changed("recipients", 0, bold=False),
    "capacity.form": state_report().changed("signature", 0, text="T/M ỦY BAN NHÂN DÂN"),
    "capacity.deputy": state_decision().changed("signature", 1, text="CHỦ TỊCH"),
    "signer_title.missing": state_report().without("signature", 1),
    "capacity.collective": state_report().changed("signature", 0, text="TM. CHỦ TỊCH"),
    "signature.missing": state_report(signature=()),
    "signer_title.style": state_report().changed("signature", 1, bold=False),
    "signer_name.honours": state_report().changed("signature", 3, text="ThS. Phạm Văn Mẫu"),
    "signer_name.case": state_report().changed("signature", 3, text="PHẠM VĂN MẪU"),
    # annexes
    "annex.case": state_report(annexes=((centred("PHỤ LỤC I", bold=True), *ANNEX[1:]),)),
    "annex.number": state_report(
        annexes=((centred("Phụ lục 1", bold=True), *ANNEX[1:]), SECOND_ANNEX)
    ),
    "annex.order": state_report(annexes=(SECOND_ANNEX, ANNEX)),
    "annex.title": state_report(annexes=((ANNEX[0], *ANNEX[2:]),)),
    "annex.note": state_report(annexes=((*ANNEX[:2], *ANNEX[3:]),)),
    "annex.pages": state_report(annexes=(ANNEX,), restarts=False),
    "annex_title.style": state_report(
        annexes=((ANNEX[0], dataclasses.replace(ANNEX[1], bold=False), *ANNEX[2:]),)
    ),
    # words
    "text.unicode": state_report().changed("body", 0, text="Xa\u0303 Qua\u0309ng An đã báo cáo."),
    "text.double_spaces": state_report().changed("body", 0, text=f"Báo  cáo: {LONG}"),
    "text.space_before": state_report().changed("body", 0, text=f"Nay báo cáo , cụ thể {LONG}"),
    "text.leading_spaces": state_report().changed("body", 2, text="\t1. Công tác chỉ đạo"),
    "text.quotes": state_report().changed("body", 0, text=f'Theo “kế hoạch”, "mẫu". {LONG}'),
    "text.empty_paragraphs": state_report(body=(*BODY[:2], prose(""), prose(""), *BODY[2:])),
    "text.tags": state_report().changed("body", 0, text=f"{{{{ phan_mo_dau }}}} {LONG}"),
    "text.date": state_report().changed("body", 0, text=f"Từ ngày 30/02/2025. {LONG}"),
    "text.weekday": state_report().changed("body", 0, text=f"Họp thứ Hai, ngày 06/01/2026. {LONG}"),
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_one_broken_rule_is_found_and_nothing_else_is_said(rule):
    assert rules(BROKEN[rule]) == [rule]
    assert all(one.found and one.where for one in report(BROKEN[rule]).findings)


PARTY_BROKEN = {
    "nation.size": party_notice().changed("right", 0, size=13),
    "nation.line": party_notice().changed("right", 0, line=0),
    "nation.line_length": party_notice().changed("right", 0, line=20),
    "issuer_mark.missing": party_notice().without("left", 2),
    "issuer_parent.style": party_notice(
        left=(centred("ĐẢNG BỘ HUYỆN QUẢNG ĐIỀN", bold=True), *party_notice().left[1:])
    ),
    "number.colon": party_notice().changed("number", 0, text="Số: 18-TB/ĐU"),
    "number.form": party_notice().changed("number", 0, text="Số 18/TB-ĐU"),
    "number.type": party_notice().changed("number", 0, text="Số 18-NQ/ĐU"),
    "type.size": party_notice().changed("title", 0, size=14),
    "subject_mark.missing": party_notice().without("title", 2),
    "body.leading": party_notice(body=(prose(LONG, first=10), prose(LONG, first=10))),
    "body.indent": party_notice(
        body=tuple(dataclasses.replace(one, first=20) for one in party_notice().body)
    ),
    "page.margins": party_notice(margins=(25, 25, 35, 20)),
    "capacity.form": party_notice().changed("signature", 0, text="TM. ĐẢNG ỦY"),
    "signer_title.style": party_notice().changed("signature", 1, bold=True),
    "recipients_head.style": party_notice().changed("recipients", 0, underline=False),
    "recipients.end": party_notice().changed("recipients", 1, text="- Ban Thường vụ Huyện ủy"),
    "recipients.kept": party_notice().changed("recipients", 2, text="- Văn thư."),
    "grounds.dash": party_notice(
        body=(
            prose("Căn cứ Quy chế làm việc của Ban Chấp hành;", first=10, exact=18),
            prose("Căn cứ Chương trình công tác năm 2026;", first=10, exact=18),
            *party_notice().body,
        )
    ),
}


@pytest.mark.parametrize("rule", PARTY_BROKEN)
def test_one_broken_rule_of_the_party_is_found_and_nothing_else_is_said(rule):
    assert rules(PARTY_BROKEN[rule]) == [rule]
    assert all(one.found and one.where for one in report(PARTY_BROKEN[rule]).findings)


def test_every_rule_of_the_files_is_asked_somewhere():
    asked = set()
    for paper in (*(one for one, *_ in ALL_RIGHT.values()), *BROKEN.values()):
        asked |= report(paper).asked
    state = set(regime_data("state").rules) | set(general_rules())
    assert state - asked == ASKED_ELSEWHERE
    asked = set().union(*(report(one).asked for one in (*PARTY_BROKEN.values(), *PARTY_MORE)))
    party = set(regime_data("party").rules)
    assert party - asked == ASKED_ELSEWHERE & party


PARTY_MORE = (
    party_notice(
        number=(centred("Số 15-CV/ĐU"), centred("về việc rà soát", 12, italic=True)),
        title=(centred("Kính gửi: Các chi bộ", italic=True),),
    ),
    party_notice(
        body=(
            *party_notice().body,
            prose("I. KẾT QUẢ", bold=True, first=10, exact=18),
            prose(f"a) {LONG}", first=10, exact=18),
            prose("Điều 1. Hiệu lực", bold=True, first=10, exact=18),
        ),
        signature=(centred("K/T BÍ THƯ", bold=True), centred("PHÓ BÍ THƯ")),
    ),
)
# Asked below with documents of their own, or no check asks them on their own (aspects of parts).
ASKED_ELSEWHERE = {
    *("regime.none", "table.header", "page_number.style", "page_number.align"),
    *("heading.size", "subheading.size", "subheading.style"),
}


def test_a_letter_and_a_decision_of_the_party_pass():
    text = {"first": 10, "exact": 18}
    assert rules(PARTY_MORE[0].with_(body=party_notice().body)) == []
    decision = party_notice(
        number=(centred("Số 02-QĐ/ĐU"),),
        title=(
            centred("QUYẾT ĐỊNH", 16, bold=True),
            centred("về việc thành lập Ban Chỉ đạo", bold=True),
            centred("-----"),
        ),
        body=(
            prose("- Căn cứ Điều lệ Đảng;", **text),
            prose("- Xét đề nghị của Văn phòng Đảng ủy,", **text),
            centred("BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH", bold=True),
            prose("Điều 1. Thành lập Ban Chỉ đạo", bold=True, **text),
            prose(LONG, **text),
        ),
        recipients=(
            Line("Nơi nhận:", underline=True),
            Line("- Thường trực Huyện ủy,", 12),
            Line("- Lưu Văn phòng Đảng ủy.", 12),
        ),
    )
    assert rules(decision) == []


def test_a_resolution_and_a_submission_of_the_state_pass():
    resolution = state_decision(
        left=(
            centred("HỘI ĐỒNG NHÂN DÂN", 13, bold=True),
            drawn(centred("XÃ QUẢNG AN", 13, bold=True), 0.4),
        ),
        number=(centred("Số: 08/2026/NQ-HĐND", 13),),
        title=(
            centred("NGHỊ QUYẾT", bold=True),
            drawn(centred("Về kế hoạch đầu tư công năm 2026", bold=True), 0.4),
            centred("HỘI ĐỒNG NHÂN DÂN XÃ QUẢNG AN", bold=True),
            centred("KHÓA II, KỲ HỌP THỨ 3", bold=True),
        ),
        body=(
            prose("Căn cứ Luật Tổ chức chính quyền địa phương;", italic=True),
            prose("Xét Tờ trình số 45/TTr-UBND của Ủy ban nhân dân xã.", italic=True),
            centred("QUYẾT NGHỊ:", bold=True),
            *state_decision().body[4:],
        ),
        signature=(centred("CHỦ TỊCH", bold=True), centred("Phạm Văn Mẫu", bold=True)),
    )
    assert rules(resolution) == []
    submission = state_report(
        number=(centred("Số: 45/TTr-UBND", 13),),
        title=(
            centred("TỜ TRÌNH", bold=True),
            drawn(centred("Về việc phê duyệt dự toán đường trục thôn", bold=True), 0.4),
            centred("Kính gửi:"),
            Line("- Ủy ban nhân dân huyện Quảng Điền;"),
            Line("- Phòng Tài chính - Kế hoạch."),
        ),
        body=(
            prose("Căn cứ Luật Đầu tư công ngày 29 tháng 11 năm 2024;", italic=True),
            prose("Căn cứ Quyết định số 25/QĐ-TTg ngày 08 tháng 01 năm 2026;", italic=True),
            prose("Ủy ban nhân dân xã trình phê duyệt dự toán với nội dung như sau:"),
            *(prose(f"{letter}) {LONG}") for letter in "abcdđe"),
        ),
    )
    assert rules(submission) == []


def test_a_file_that_is_no_official_document_gets_one_sentence_and_the_checks_of_words():
    made = docx.Document()
    made.add_paragraph("Danh sách các thôn  tham gia")
    found = report(made)
    assert (found.regime, found.document_type) == (None, None)
    assert [(one.rule, one.severity) for one in found.findings] == [
        ("regime.none", "hint"),
        ("text.double_spaces", "hint"),
    ]


def test_a_regime_that_is_asked_for_is_taken_whatever_the_head_says():
    assert "nation.text" in rules(state_report(), "party")
    assert "nation.text" in rules(party_notice(), "state")
    assert report(docx.Document(), "state").regime == "state"
    assert rules(state_report(), "state") == []


def test_titles_with_arabic_numbers_are_counted_within_their_section():
    def titled(*titles):
        return state_report(body=tuple(prose(one, bold=True) for one in titles))

    right = ("I. MỘT", "1. Việc một", "2. Việc hai", "II. HAI", "1. Việc một", "2. Việc hai")
    assert rules(titled(*right)) == []
    [found] = report(titled("I. MỘT", "1. Việc một", "3. Việc ba")).findings
    assert (found.rule, found.found) == ("heading.order", "“3.” sau “1.”")


def test_a_sign_of_the_other_regime_in_the_head_is_named():
    star = (*state_report().left, centred("*", 13))
    assert rules(state_report(left=star)) == ["regime.mixed"]
    motto = (*party_notice().right, centred("Độc lập - Tự do - Hạnh phúc", bold=True))
    assert rules(party_notice(right=motto)) == ["regime.mixed"]


def test_both_regimes_in_one_head_are_named():
    mixed = (*state_report().right, centred("ĐẢNG CỘNG SẢN VIỆT NAM", 13, bold=True))
    assert "regime.mixed" in rules(state_report(right=mixed))


def test_the_agency_above_the_issuer_is_told_apart_and_not_bold():
    above = centred("ỦY BAN NHÂN DÂN XÃ QUẢNG AN", 13)
    own = drawn(centred("PHÒNG KINH TẾ", 13, bold=True), 0.4)
    assert rules(state_report(left=(above, own))) == []
    bold = dataclasses.replace(above, bold=True)
    assert rules(state_report(left=(bold, own))) == ["issuer_parent.style"]
    committee = (
        above,
        centred("BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH", 13, bold=True),
        drawn(centred("MỤC TIÊU QUỐC GIA", 13, bold=True), 0.4),
    )
    assert rules(state_report(left=committee)) == []


def test_blanks_for_the_văn_thư_are_no_fault():
    for number, date in (
        ("Số:\u00a0\u00a0\u00a0\u00a0/BC-UBND", "Quảng An, ngày      tháng      năm 2026"),
        ("Số: ....../BC-UBND", "Quảng An, ngày … tháng … năm 2026"),
        ("Số:      /BC-UBND", "……, ngày ... tháng 01 năm 2026"),
        ("Số: 112/2026/BC-UBND", "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2026"),
    ):
        paper = state_report(number=(centred(number, 13),), date=(centred(date, italic=True),))
        assert rules(paper) == [], number


def test_what_is_left_to_be_written_in_is_no_fault():
    gaps = state_report(
        left=(centred("……", 13, bold=True),),
        signature=(centred("……", bold=True), centred("……", bold=True)),
    )
    assert rules(gaps) == []


def test_a_gap_in_the_symbol_is_no_space_in_it():
    for number in ("Số: ....../……-KT", "Số:      /……-……", "Số: 15/……-KT"):
        gaps = state_letter().changed("number", 0, text=number)
        assert rules(gaps) == [], number


def test_who_decides_stands_in_capitals_below_the_subject_whatever_the_name():
    for name in ("ĐOÀN THANH NIÊN XÃ QUẢNG AN", "LIÊN MINH HỢP TÁC XÃ", "ÔNG A & BÀ B"):
        assert rules(state_decision().changed("title", 2, text=name)) == [], name
    shouted = state_decision().changed("title", 1, text="VỀ VIỆC THÀNH LẬP TỔ GIÚP VIỆC")
    assert rules(shouted) == ["subject.case"]


def test_an_address_below_a_very_long_subject_is_found():
    long_subject = drawn(centred(f"Kết quả {LONG} {LONG}", bold=True), 0.4)
    title = state_report().title
    paper = state_report(title=(title[0], dataclasses.replace(long_subject, line=52), title[2]))
    assert rules(paper) == []
    assert "addressee.style" in report(paper).asked


def test_the_subject_of_a_letter_may_name_a_date():
    dated = "V/v thực hiện Công văn số 12/UBND-KT ngày 05 tháng 01 năm 2026 của huyện"
    assert rules(state_letter().changed("number", 1, text=dated)) == []


def test_a_long_line_of_a_form_is_not_running_text():
    line = Line(f"Thôn, tổ dân phố: {LONG}")
    assert rules(state_report(body=(line,))) == []
    assert "body.align" in rules(state_report(body=(dataclasses.replace(line, text=LONG),)))


def test_pictures_one_after_the_other_are_no_empty_lines(tmp_path):
    (tmp_path / "anh.png").write_bytes(picture())
    made = document(state_report(body=(*BODY[:2], prose(""), prose(""), *BODY[2:])))
    assert rules(made) == ["text.empty_paragraphs"]
    for paragraph in made.paragraphs:
        if not paragraph.text:
            paragraph.add_run().add_picture(str(tmp_path / "anh.png"))
    assert rules(made) == []


def test_one_addressee_stands_on_the_line_of_kính_gửi():
    one = state_letter(title=(centred("Kính gửi:"), Line("- Phòng Kinh tế.")))
    assert rules(one) == ["addressee.lines"]
    begun = state_letter(title=(Line("Kính gửi: - Phòng Kinh tế;"), Line("- Các thôn.")))
    assert rules(begun) == []


def test_an_acting_head_signs_below_the_collective():
    acting = state_report().changed("signature", 1, text="Q. CHỦ TỊCH")
    assert rules(acting) == []


def test_a_long_place_is_still_a_place():
    place = "Phường Bình Trị Đông và Tân Tạo Long Trường Xuân Thới Thượng mở rộng"
    date = f"{place}, ngày 5 tháng 3 năm 2026"
    assert rules(state_report(date=(centred(date, italic=True),))) == ["place_date.zero"]
    longer = f"{' '.join([place] * 6)}, ngày 05 tháng 3 năm 2026"
    assert rules(state_report(date=(centred(longer, italic=True),))) == []


def test_a_line_below_a_name_that_wraps_is_measured_by_its_column():
    name = centred("BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA XÃ QUẢNG AN", 13, bold=True)
    for length, found in ((25, []), (6, ["issuer.line_length"]), (70, ["issuer.line_length"])):
        made = document(state_report(left=(dataclasses.replace(name, line=length),)))
        for cell in made.tables[0].columns[0].cells:
            cell.width = Mm(65)
        assert rules(made) == found, length


def test_minutes_need_no_number_date_recipients_and_have_two_blocks():
    minutes = state_report(
        left=(),
        number=(),
        date=(),
        title=(
            centred("BIÊN BẢN", bold=True),
            drawn(centred("Họp thôn về xây dựng nông thôn mới", bold=True), 0.4),
        ),
        body=(
            prose("Hôm nay, thứ Hai, ngày 05/01/2026, tại nhà văn hóa thôn."),
            prose(LONG),
        ),
        recipients=(centred("THƯ KÝ", bold=True), centred(""), centred("(Ký, ghi rõ họ tên)")),
        signature=(centred("CHỦ TỌA", bold=True), centred(""), centred("Phạm Văn Mẫu", bold=True)),
    )
    assert rules(minutes) == []
    assert rules(minutes.changed("signature", 0, bold=False)) == ["capacity.style"]


def test_what_stands_in_for_a_drawn_line_is_named():
    plain = state_report().changed("right", 1, line=0)
    typed = plain.with_(right=(*plain.right, centred("-------")))
    ruled = state_report().changed("right", 1, line=0, ruled=True)
    underlined = state_report().changed("right", 1, line=0, underline=True)
    shown = [
        [(one.rule, one.severity) for one in report(paper).findings]
        for paper in (typed, underlined, ruled)
    ]
    assert shown == [
        [("motto.line_fake", "warning")],
        [("motto.line_fake", "warning")],
        [("motto.line_fake", "hint")],
    ]


def test_a_single_căn_cứ_that_begins_a_sentence_is_no_ground():
    plan = state_report(
        number=(centred("Số: 92/KH-UBND", 13),),
        title=(
            centred("KẾ HOẠCH", bold=True),
            drawn(centred("Xây dựng nông thôn mới năm 2026", bold=True), 0.4),
        ),
        body=(
            prose(f"Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022, xã lập kế hoạch sau: {LONG}"),
            prose(LONG),
        ),
        recipients=(
            Line("Nơi nhận:", 12, bold=True, italic=True),
            Line("- Các ban, ngành,", 11),
            Line("  đoàn thể xã;", 11),
            Line("- Lưu: VT.", 11),
        ),
    )
    assert rules(plan) == []


def test_the_same_fault_at_many_places_is_one_finding():
    paper = state_report(
        body=tuple(dataclasses.replace(one, font="Arial") for one in state_report().body)
    )
    [found] = report(paper).findings
    assert found.rule == "font.name"
    assert len(found.places) == len(BODY)
    assert found.where.startswith("đoạn 10: “Trong kỳ báo cáo")
    assert found.where.endswith(f"(và {len(BODY) - 1} chỗ khác)")
    assert found.expected == "phông chữ Times New Roman"
    assert found.source == "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 4"


def test_one_paragraph_set_apart_is_not_held_against_the_text():
    paper = state_report(body=(prose(LONG),) * 9 + (prose(LONG, align="left", first=0),))
    assert rules(paper) == []


def test_a_long_table_repeats_its_head():
    made = document(state_report())
    table = made.add_table(rows=40, cols=3)
    table.style = made.styles["Table Grid"]
    table.rows[0]._tr.get_or_add_trPr()
    for row in table.rows:
        row.cells[0].text = "1"
    properties = table._tbl.tblPr
    properties.append(
        parse_xml(
            f'<w:tblBorders xmlns:w="{nsmap["w"]}"><w:top w:val="single" w:sz="4"/></w:tblBorders>'
        )
    )
    assert "table.header" in rules(made)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(parse_xml(f'<w:tblHeader xmlns:w="{nsmap["w"]}"/>'))
    assert "table.header" not in rules(made)


def test_severities_are_ordered_and_a_source_not_read_says_so():
    found = report(
        party_notice().changed("number", 0, text="Số: 18/TB-ĐU").changed("left", 1, bold=False)
    ).findings
    grades = [("error", "warning", "hint").index(one.severity) for one in found]
    assert grades == sorted(grades)
    assert all("chưa đối chiếu bản gốc" in one.source for one in found)


# --- laws ---

days = st.integers(1, 31)
months = st.integers(1, 12)
years = st.integers(1990, 2060)


@settings(max_examples=40, deadline=None)
@given(days, months, years)
def test_every_day_of_the_calendar_written_by_the_rule_passes(day, month, year):
    written = f"Quảng An, ngày {day:02d} tháng {month:02d} năm {year}"
    if month >= 3:
        written = written.replace(f"tháng {month:02d}", f"tháng {month}")
    found = rules(state_report(date=(centred(written, italic=True),)))
    assert found == ([] if is_calendar_day(day, month, year) else ["place_date.impossible"])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 999), st.from_regex(r"\A[A-ZĐ]{2,6}(-[A-ZĐ&]{1,6})?\Z"))
def test_every_number_written_by_the_rule_passes(number, symbol):
    shown = f"Số: {number:02d}/BC-{symbol}"
    assert rules(state_report(number=(centred(shown, 13),))) == []
    spaced = re.sub("-", " - ", shown, count=1)
    assert rules(state_report(number=(centred(spaced, 13),))) == ["number.spaces"]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(("left", "right", "number", "date", "signature")),
    st.floats(6, 40).map(lambda size: round(size * 2) / 2),
)
def test_a_size_is_a_fault_exactly_outside_the_span_of_its_part(part, size):
    names = {"left": "issuer", "right": "nation", "number": "number", "date": "place_date",
             "signature": "capacity"}  # fmt: skip
    name = names[part]
    least, most = regime_data("state").parts[name].sizes
    found = rules(state_report().changed(part, 0, size=size))
    assert (f"{name}.size" in found) == (not least <= size <= most)
