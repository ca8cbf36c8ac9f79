"""Who issues a paper, its number, who signs and in what capacity."""

import datetime

import pytest

from ntm_desktop.reports.meeting_head import (
    HeadFacts,
    head_missing,
    head_of,
    issuer_of,
    recipients_of,
    signature_of,
)
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.regimes import REGIMES
from tests.reports.meeting_samples import office_facts
from tests.reports.samples import office


def head(organiser="", regime="state", leader="", offices=None, **options):
    return HeadFacts(
        office=offices or office_facts(),
        regime=REGIMES[regime],
        organiser=organiser,
        leader=leader,
        options=options,
    )


def names(organiser, regime="state"):
    found = issuer_of(head(organiser, regime))
    return found.parent, found.first, found.second, found.symbol


@pytest.mark.parametrize(
    ("organiser", "regime", "expected"),
    [
        ("", "state", ("", "ỦY BAN NHÂN DÂN", "XÃ QUẢNG AN", "UBND")),
        ("UBND xã", "state", ("", "ỦY BAN NHÂN DÂN", "XÃ QUẢNG AN", "UBND")),
        ("Đảng ủy xã", "party", (GAP, "ĐẢNG ỦY XÃ QUẢNG AN", "", "ĐU")),
        ("Huyện ủy", "party", (GAP, f"HUYỆN ỦY {GAP}", "", "HU")),
        ("Huyện ủy Đầm Hà", "party", (GAP, "HUYỆN ỦY ĐẦM HÀ", "", "HU")),
        ("HĐND xã", "state", ("", "HỘI ĐỒNG NHÂN DÂN", "XÃ QUẢNG AN", "HĐND")),
        (
            "Thường trực HĐND huyện",
            "state",
            ("", "THƯỜNG TRỰC", f"HỘI ĐỒNG NHÂN DÂN HUYỆN {GAP}", "HĐND"),
        ),
        (
            "Ban Chỉ đạo nông thôn mới xã",
            "state",
            ("UBND XÃ QUẢNG AN", "BAN CHỈ ĐẠO NÔNG THÔN MỚI XÃ QUẢNG AN", "", "BCĐ"),
        ),
        ("Công ty A", "state", ("", "CÔNG TY A", "", GAP)),
    ],
)
def test_the_issuer_is_the_organiser_written_out(organiser, regime, expected):
    assert names(organiser, regime) == expected


def test_what_the_head_lacks_is_named():
    assert head_missing(head("Huyện ủy", "party")) == [
        *("issuer_name", "issuer_parent", "issuer_place", "signer_name"),
    ]
    bare = head_missing(head("Huyện ủy", "party"), headed=False, numbered=False)
    assert bare == ["issuer_name", "signer_name"]
    assert head_missing(head("Công ty A")) == ["symbol", "signer", "signer_name"]
    assert head_missing(head("Công ty A"), numbered=False, signed=False) == []
    unknown = head(offices=office_facts(office=office(issuer_name=None)))
    assert "issuer" in head_missing(unknown)


def signed(capacity, organiser="UBND xã", regime="state", leader="", **options):
    found = signature_of(head(organiser, regime, leader, capacity=capacity, **options))
    return found.heading, found.title, found.office_title


@pytest.mark.parametrize(
    ("capacity", "state", "party"),
    [
        ("tm", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("T/M ĐẢNG ỦY", "BÍ THƯ")),
        ("kt", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("K/T BÍ THƯ", "PHÓ BÍ THƯ")),
        ("tl", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("T/L ĐẢNG ỦY", "CHÁNH VĂN PHÒNG")),
        ("q", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"), ("T/M ĐẢNG ỦY", "Q. BÍ THƯ")),
        ("head", ("", "CHỦ TỊCH"), ("", "BÍ THƯ")),
    ],
)
def test_capacities_have_the_form_of_each_side(capacity, state, party):
    assert signed(capacity)[:2] == state
    assert signed(capacity, "Đảng ủy xã", "party")[:2] == party


def test_the_head_of_a_steering_committee_signs_with_the_office_above_the_name():
    found = signed("tm", "Ban Chỉ đạo xã", leader="Chủ tịch UBND xã")
    assert found == ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "CHỦ TỊCH UBND XÃ")
    found = signed("", "Ban Chỉ đạo xã", "party", leader="Bí thư Đảng ủy xã")
    assert found == ("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "BÍ THƯ ĐẢNG ỦY XÃ")


def test_the_office_profile_says_how_the_own_office_signs_until_somebody_chooses():
    profile = office(signing_capacity="KT. CHỦ TỊCH", signer_title="PHÓ CHỦ TỊCH")
    own = office_facts(office=profile)
    found = signature_of(head("UBND xã", offices=own))
    assert (found.heading, found.title, found.name) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", GAP)
    found = signature_of(head("UBND xã", offices=own, capacity="tm", signer_name="Lê Văn A"))
    assert (found.heading, found.name) == ("TM. ỦY BAN NHÂN DÂN", "Lê Văn A")
    found = signature_of(head("HĐND xã", offices=own))
    assert (found.heading, found.title) == ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH")


def test_recipients_end_with_the_file_copy_of_the_side():
    assert recipients_of(head()) == ("- Thường trực Đảng ủy;", "- Lưu: VT.")
    assert recipients_of(head("Đảng ủy xã", "party")) == ("- Lưu Văn phòng Đảng ủy.",)
    assert recipients_of(head("Thị ủy", "party")) == ("- Lưu Văn phòng Thị ủy.",)
    typed = recipients_of(head(recipients="- Như trên;\n- Lưu: VT, KT."))
    assert typed == ("- Như trên;", "- Lưu: VT, KT.")


def test_the_year_of_a_paper_is_that_of_today_or_of_a_later_meeting():
    facts = head()
    assert head_of(facts, "TB").place_and_date.endswith("năm 2024")
    later = HeadFacts(
        office=facts.office,
        regime=facts.regime,
        held_on=datetime.date(2025, 1, 2),
        options={},
    )
    assert head_of(later, "GM").place_and_date.endswith("năm 2025")
    earlier = HeadFacts(
        office=facts.office,
        regime=facts.regime,
        held_on=datetime.date(2023, 1, 2),
        options={},
    )
    assert head_of(earlier, "TB").place_and_date.endswith("năm 2024")
    assert head_of(earlier, "BB", of_meeting=True).place_and_date.endswith("năm 2023")


def test_a_meeting_of_another_unit_borrows_nothing_from_the_own_office():
    facts = HeadFacts(
        office=office_facts(),
        regime=REGIMES["state"],
        organiser="UBND xã",
        options={},
        is_own=False,
    )
    found = issuer_of(facts)
    assert (found.first, found.second, found.is_own) == ("ỦY BAN NHÂN DÂN", f"XÃ {GAP}", False)
    assert recipients_of(facts) == ("- Lưu: VT.",)
    unknown = HeadFacts(office=office_facts(), regime=REGIMES["state"], options={}, is_own=False)
    assert issuer_of(unknown).first == GAP


@pytest.mark.parametrize(
    ("organiser", "place"),
    [
        ("UBND xã", "Quảng An"),
        ("Đảng ủy xã Quảng An, huyện Đầm Hà", "Quảng An"),
        ("Ban Chỉ đạo", "Quảng An"),
        ("Huyện ủy", GAP),
        ("Thường trực HĐND huyện Đầm Hà", GAP),
        ("UBND thành phố Móng Cái", GAP),
    ],
)
def test_a_paper_of_a_higher_office_does_not_come_from_the_own_place(organiser, place):
    assert head_of(head(organiser), "TB").place_and_date.startswith(f"{place}, ngày")
    typed = head_of(head(organiser, issuer_place="Móng Cái"), "TB")
    assert typed.place_and_date.startswith("Móng Cái, ngày")


def test_the_capacity_of_the_profile_is_never_mixed_into_the_form_of_the_other_side():
    profile = office(signing_capacity="TM. ỦY BAN NHÂN DÂN", signer_title="CHỦ TỊCH")
    own = office_facts(office=profile)
    assert signature_of(head("UBND xã", offices=own)).heading == "TM. ỦY BAN NHÂN DÂN"
    found = signature_of(head("UBND xã", "party", offices=own))
    assert (found.heading, found.title) == ("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    party = office_facts(office=office(signing_capacity="T/L BAN THƯỜNG VỤ"))
    assert signature_of(head("UBND xã", offices=party)).heading == "TM. ỦY BAN NHÂN DÂN"
