"""References to documents: read as printed, compared, in legal order; nothing is invented."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.document_reference import (
    UNKNOWN,
    document_text,
    draft_doubles,
    duplicates,
    grounds,
    number_and_symbol,
    number_doubts,
    number_key,
    parse_reference,
    rank,
    reference_of,
    references,
    type_of,
)
from ntm_desktop.domain.documents import OfficialDocument


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def document(number: str, key: str = "", **more: object) -> OfficialDocument:
    return OfficialDocument(number=number, key=key or f"06901/o{number}", **more)  # type: ignore[arg-type]


def test_a_whole_reference_is_read() -> None:
    found = parse_reference(
        "Nghị quyết số 18-NQ/ĐU ngày 26/10/2022 của Ban Chấp hành Đảng bộ xã về lãnh đạo"
    )
    assert (found.document_type, found.number, found.symbol) == ("Nghị quyết", "18", "-NQ/ĐU")
    assert (found.issued_on, found.issuer) == (day("2022-10-26"), "Ban Chấp hành Đảng bộ xã")
    assert (found.side, found.subject, found.is_complete) == ("party", "về lãnh đạo", True)


@pytest.mark.parametrize(
    ("printed", "number", "symbol", "lacks"),
    [
        ("Kế hoạch 92/KH-UBND", "92", "/KH-UBND", ("thiếu ngày", "thiếu cơ quan ban hành")),
        (
            "Nghị quyết 37",
            "37",
            "",
            ("thiếu ký hiệu", "thiếu ngày", "thiếu cơ quan ban hành"),
        ),
        ("58-NQ/TW", "58", "-NQ/TW", ("thiếu ngày", "thiếu cơ quan ban hành")),
        ("Kết luận số 1338-KL/TU ngày 15/9", "1338", "-KL/TU", None),
    ],
)
def test_what_a_reference_does_not_print_stays_empty_and_is_named(
    printed: str, number: str, symbol: str, lacks: tuple[str, ...] | None
) -> None:
    found = parse_reference(printed)
    assert (found.number, found.symbol, found.issued_on, found.issuer) == (number, symbol, None, "")
    assert not found.is_complete
    assert lacks is None or found.incomplete == lacks


def test_a_text_without_a_reference_is_kept_as_printed() -> None:
    found = parse_reference("  theo chỉ đạo của huyện ")
    assert (found.printed, found.number) == ("theo chỉ đạo của huyện", "")
    assert "thiếu số" in found.incomplete


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("18-NQ/ĐU", ("18", "-NQ/ĐU")),
        ("51/2025/QĐ-TTg", ("51", "/2025/QĐ-TTg")),
        ("27 / NQ-HĐND", ("27", "/NQ-HĐND")),
        ("37", ("37", "")),
        ("công văn", ("", "côngvăn")),
    ],
)
def test_number_and_symbol_are_told_apart(printed: str, parts: tuple[str, str]) -> None:
    assert number_and_symbol(printed) == parts


@given(
    st.integers(1, 999),
    st.sampled_from(["-NQ/ĐU", "/KH-UBND", "/NQ-HĐND", "/2025/NĐ-CP", "-KL/TU"]),
    st.dates(day("1990-01-01"), day("2030-12-31")),
    st.sampled_from(["UBND xã", "Ban Chấp hành Đảng bộ xã", "Chính phủ"]),
    st.sampled_from(["Nghị quyết", "Kế hoạch", "Kết luận"]),
)
def test_what_was_printed_is_read_back_the_same(
    number: int, symbol: str, issued: datetime.date, issuer: str, kind: str
) -> None:
    printed = (
        f"{kind} số {number}{symbol} ngày {issued.day}/{issued.month}/{issued.year} của {issuer}"
    )
    found = parse_reference(printed)
    kept = document(f"{number}{symbol}", document_type=kind, issued_on=issued, issuer=issuer)
    again = parse_reference(document_text(kept))
    assert (found.issued_on, found.issuer, found.document_type) == (issued, issuer, kind)
    for name in ("number", "symbol", "issued_on", "issuer", "document_type", "side"):
        assert getattr(again, name) == getattr(found, name)


def test_a_type_is_read_from_the_symbol_only_where_it_is_sure() -> None:
    assert type_of("92/KH-UBND") == "Kế hoạch"
    assert type_of("51/2025/NĐ-CP") == "Nghị định"
    assert type_of("105-QĐ/ĐU") == ""
    assert (type_of("15/UBND-KT"), type_of("37"), type_of("abc")) == ("", "", "")


# --- twice ---


def test_one_document_entered_by_two_copies_is_found() -> None:
    issued = day("2022-12-29")
    one = document("27/NQ-HĐND", "06901/o1", issued_on=issued, issuer="HĐND xã")
    two = document("27/NQ-HDND", "06901/o2", issued_on=issued, issuer="hđnd  xã")
    other = document("27/NQ-HĐND", "06901/o3", issued_on=day("2023-12-29"), issuer="HĐND xã")
    [found] = duplicates([other, two, one])
    assert [held.key for held in found.documents] == ["06901/o1", "06901/o2"]
    assert found.text == "2 bản ghi cùng số, ký hiệu 27/NQ-HĐND, ngày 29/12/2022, của HĐND xã"


def test_what_is_not_known_fits_unless_it_would_join_what_differs() -> None:
    full = document("05/BC-UBND", "06901/o1", issued_on=day("2024-01-05"), issuer="UBND xã")
    bare = document("5/BC-UBND", "06901/o2")
    later = document("05/BC-UBND", "06901/o3", issued_on=day("2025-01-05"), issuer="UBND xã")
    assert len(duplicates([full, bare])) == 1
    assert duplicates([full, bare, later]) == ()


def test_the_same_number_of_one_year_with_two_days_is_said() -> None:
    one = document("05/BC-UBND", "06901/o1", issued_on=day("2024-01-05"))
    two = document("05/BC-UBND", "06901/o2", issued_on=day("2024-05-01"))
    assert "khác ngày: 05/01/2024, 01/05/2024" in duplicates([one, two])[0].text


def test_party_and_state_numbers_and_types_without_a_symbol_are_not_one() -> None:
    assert number_key("01-KH/BCĐ") != number_key("01/KH-BCĐ")
    decree = document("37", "06901/o1", document_type="Nghị quyết")
    other = document("37", "06901/o2", document_type="Kế hoạch")
    assert duplicates([decree, other]) == ()
    assert len(duplicates([decree, document("37", "06901/o3")])) == 1


DOCUMENTS = st.lists(
    st.builds(
        document,
        number=st.sampled_from(["05/BC-UBND", "5/BC-UBND", "37", "18-NQ/ĐU"]),
        issued_on=st.none() | st.sampled_from([day("2023-01-05"), day("2024-01-05")]),
        issuer=st.sampled_from([None, "UBND xã", "HĐND xã"]),
        key=st.integers(0, 10**6).map("06901/o{}".format),
    ),
    max_size=7,
    unique_by=lambda one: one.key,
)


@given(DOCUMENTS, st.integers(0, 99))
def test_doubles_do_not_depend_on_the_order_and_no_document_is_in_two(
    held: list[OfficialDocument], seed: int
) -> None:
    mixed = list(held)
    random.Random(seed).shuffle(mixed)
    found = duplicates(held)
    assert duplicates(mixed) == found
    keys = [one.key for group in found for one in group.documents]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {one.key for one in held}
    for group in found:
        years = {one.issued_on.year for one in group.documents if one.issued_on}
        assert len(years) <= 1
        assert len({one.issuer for one in group.documents if one.issuer}) <= 1


# --- misprints ---


def test_a_number_cited_bare_among_full_ones_of_its_symbol_is_doubted() -> None:
    text = (
        "thực hiện Nghị quyết số 18-NQ/ĐU, ngày 26/10/2022 của Ban Chấp hành Đảng bộ xã; "
        "Nghị quyết số 18-NQ/ĐU và các mục tiêu của Nghị quyết số 01-NQ/ĐU đã đạt. "
        "Kế hoạch số 92/KH-UBND."
    )
    [doubt] = number_doubts(references(text))
    assert doubt.where == "01-NQ/ĐU"
    assert "18-NQ/ĐU" in doubt.text
    assert number_doubts(references("Nghị quyết số 01-NQ/ĐU và 02-NQ/ĐU")) == ()


# --- grounds ---

STATE = (
    document("72/2025/QH15", document_type="Luật", subject="Tổ chức chính quyền địa phương",
             issued_on=day("2025-06-16"), issuer="Quốc hội"),
    document("100/2023/NQ-QH15".replace("NQ-QH15", "QH15"), issued_on=day("2023-01-01")),
    document("57/2022/NĐ-CP", issued_on=day("2022-08-01")),
    document("51/2025/QĐ-TTg", issued_on=day("2025-12-29")),
    document("05/2022/TT-BNNPTNT", issued_on=day("2022-07-25")),
    document("03/NQ-HĐND", issued_on=day("2023-07-01"), issuer="HĐND tỉnh"),
    document("27/NQ-HĐND", issued_on=day("2023-12-29"), issuer="HĐND xã"),
    document("92/KH-UBND", issued_on=day("2022-11-05"), issuer="UBND xã"),
    document("58-NQ/TW"),
    document("06-NQ/TU"),
    document("18-NQ/ĐU", issuer="Đảng ủy xã"),
    document("Ý kiến chỉ đạo"),
    document("Biên bản họp"),
)  # fmt: skip


@given(st.permutations(STATE[:-2]))
def test_grounds_stand_in_legal_order_whatever_the_order_typed(
    held: list[OfficialDocument],
) -> None:
    found = grounds([*held, *STATE[-2:]], "state")
    assert [one.document for one in found] == list(STATE)
    assert [one.is_known for one in found] == [True] * 11 + [False] * 2


def test_lines_of_the_state_side_are_in_italics_and_end_as_they_should() -> None:
    found = grounds(STATE, "state")
    assert all(one.line.startswith("Căn cứ ") and one.is_italic for one in found)
    assert all(one.line.endswith(";") for one in found[:-1])
    assert found[-1].line == "Căn cứ Biên bản họp."
    assert found[0].line == (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"
    )
    assert found[7].line == ("Căn cứ Kế hoạch số 92/KH-UBND ngày 05 tháng 11 năm 2022 của UBND xã;")
    assert found[7].incomplete == ()
    assert found[8].incomplete != ()


def test_the_party_side_begins_with_its_own_and_writes_dashes() -> None:
    found = grounds(STATE, "party")
    assert [one.document.number for one in found[:4]] == [
        "58-NQ/TW", "06-NQ/TU", "18-NQ/ĐU", "72/2025/QH15",
    ]  # fmt: skip
    assert all(one.line.startswith("- Căn cứ ") and not one.is_italic for one in found)


def test_a_party_document_without_a_known_symbol_goes_by_its_side() -> None:
    assert rank(document("Điều lệ", side="party"), "party") == 5
    assert rank(document("Điều lệ"), "party") == UNKNOWN
    assert grounds([], "state") == ()


def test_a_document_is_named_as_far_as_it_is_known() -> None:
    assert document_text(document("15/UBND-KT")) == "văn bản số 15/UBND-KT"
    quoted = document("92/KH-UBND", subject="phát triển xã")
    assert document_text(quoted) == "Kế hoạch số 92/KH-UBND “phát triển xã”"
    law = document("72/2025/QH15", document_type="Luật", subject="Luật Đất đai")
    assert document_text(law) == "Luật Đất đai số 72/2025/QH15"
    assert reference_of(law).incomplete == ("thiếu ngày", "thiếu cơ quan ban hành")


@pytest.mark.parametrize(
    ("printed", "kind", "issuer", "subject"),
    [
        ("Quyết định của UBND tỉnh về đề án", "Quyết định", "UBND tỉnh", "về đề án"),
        ("- Căn cứ Nghị quyết của Đảng ủy xã về đất", "Nghị quyết", "Đảng ủy xã", "về đất"),
        ("Kế hoạch làm đường năm 2024 của UBND xã", "Kế hoạch", "UBND xã", "làm đường năm 2024"),
        ("Thông báo kết luận ngày 12/1/2024 của Huyện ủy", "Thông báo kết luận", "Huyện ủy", ""),
        ("ý kiến chỉ đạo miệng", "", "", "ý kiến chỉ đạo miệng"),
    ],
)
def test_a_citation_without_a_number_says_so_and_invents_none(
    printed: str, kind: str, issuer: str, subject: str
) -> None:
    found = parse_reference(printed)
    assert (found.document_type, found.issuer, found.subject) == (kind, issuer, subject)
    assert (found.number, found.symbol) == ("", "")
    assert found.incomplete[0] == "thiếu số"
    assert "thiếu ký hiệu" not in found.incomplete


def test_a_blank_before_the_symbol_is_a_number_that_is_not_given_yet() -> None:
    found = parse_reference("Quyết định số      /QĐ-UBND ngày 5/3/2024 của UBND xã về đường")
    assert (found.number, found.symbol, found.issuer) == ("", "/QĐ-UBND", "UBND xã")
    assert found.incomplete == ("thiếu số",)
    blank = OfficialDocument(
        key="a", number="/QĐ-UBND", document_type="Quyết định", subject="về đường"
    )
    assert document_text(blank) == "Quyết định số /QĐ-UBND về đường"
    other = replace(blank, key="b", subject="về trường")
    assert duplicates([blank, other]) == ()


def test_documents_without_a_number_are_doubles_by_what_they_are_about() -> None:
    one = OfficialDocument(
        key="a", number="(chưa rõ số)", document_type="Quyết định", subject="về đề án"
    )
    same, bare = replace(one, key="b", issuer="UBND tỉnh"), replace(one, key="c", subject=None)
    [group] = duplicates([one, same, bare, replace(bare, key="d")])
    assert {held.key for held in group.documents} == {"a", "b"}
    assert "chưa rõ số: Quyết định" in group.text


def test_a_draft_is_compared_with_what_is_kept_before_it_is_kept_itself() -> None:
    kept = OfficialDocument(key="a", number="15/TB-UBND", issuer="UBND xã")
    draft = OfficialDocument(key="", number="15 /TB-UBND")
    group = draft_doubles(draft, [kept])
    assert group is not None
    assert draft_doubles(replace(draft, issuer="UBND huyện"), [kept]) is None
    assert draft_doubles(kept, [kept]) is None


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Phê duyệt Chương trình", "phê duyệt Chương trình"),
        ("về việc giao kế hoạch", "về việc giao kế hoạch"),
        ("Về giao kế hoạch", "về giao kế hoạch"),
        ("phát triển xã", "“phát triển xã”"),
        ("", ""),
    ],
)
def test_what_a_document_does_goes_on_in_the_sentence(subject: str, told: str) -> None:
    document = OfficialDocument(number="92/QĐ-UBND", subject=subject)
    assert document_text(document) == f"Quyết định số 92/QĐ-UBND {told}".rstrip()
