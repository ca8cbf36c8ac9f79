"""What may be kept as evidence, told by content; names that are safe everywhere."""

from __future__ import annotations

import io
import struct
import unicodedata
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop import texts
from ntm_desktop.domain import evidence, file_kinds
from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.evidence import (
    MAX_BYTES,
    Evidence,
    check_size,
    clean_name,
    is_digest,
    kind_of,
    opening_name,
    shown_name,
    size_text,
    stage_of,
)
from ntm_desktop.domain.file_kinds import KINDS, recognise
from ntm_desktop.errors import InputError
from tests.evidence_files import DOCX, HEIC, MP4, OLE_MARK, PDF, office, ole, picture, zipped

GOOD = {
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "heic": HEIC,
    "pdf": PDF,
    "doc": ole("WordDocument", "1Table"),
    "docx": DOCX,
    "xls": ole("Workbook"),
    "xlsx": office("xl/workbook.xml"),
    "ppt": ole("Current User", "PowerPoint Document"),
    "pptx": office("ppt/presentation.xml"),
    "mp4": MP4,
}
BAD = {
    "windows program": (b"MZ\x90\x00" + b"\0" * 100, "program"),
    "windows program that claims to be a PDF": (b"MZ" + PDF, "program"),
    "linux program": (b"\x7fELF" + b"\0" * 100, "program"),
    "script": (b"#!/bin/sh\nrm -rf ~\n", "program"),
    "script behind a mark": (b"\xef\xbb\xbf \n#!/bin/sh\n", "program"),
    "web page": (b"\n<!DOCTYPE html><script>", "program"),
    "shortcut": (b"L\0\0\0\x01\x14\x02\x00" + b"\0" * 60, "program"),
    "java": (zipped(["META-INF/MANIFEST.MF", "A.class"]), "program"),
    "macros": (office("word/document.xml", "word/vbaProject.bin"), "macros"),
    "locked": (ole("EncryptedPackage", "EncryptionInfo"), "locked"),
    "archive": (zipped(["ảnh 1.jpg"]), "archive"),
    "zip without an end": (zipped(["[Content_Types].xml", "word/document.xml"])[:60], "archive"),
    "end record cut off": (b"PK\x03\x04" + b"\0" * 50 + b"PK\x05\x06\0", "archive"),
    "installer": (ole("\u4840\u3b3f", "\u4840\u4dd2"), "unknown"),
    "mail with a letter inside": (ole("__attach", deeper=["WordDocument"]), "unknown"),
    "empty directory": (ole(), "unknown"),
    "OLE with nothing behind": (OLE_MARK, "unknown"),
    "OLE of an odd sector size": (ole("WordDocument")[:30] + b"\x05" * 2000, "unknown"),
    "film of another kind": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 20, "unknown"),
    "picture of another kind": (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"\0" * 9, "unknown"),
    "text": ("Biên bản".encode(), "unknown"),
    "nothing": (b"", "unknown"),
}


def told(content: bytes, name: str = "a") -> str:
    return recognise(io.BytesIO(content), name)


@pytest.mark.parametrize("kind", GOOD)
def test_a_kind_is_told_by_content_whatever_the_name_says(kind: str) -> None:
    assert told(GOOD[kind], "không có đuôi") == kind
    assert told(GOOD[kind], "thư.txt") == kind
    assert kind_of(io.BytesIO(GOOD[kind]), "a").id == kind


def test_every_kind_has_a_content_we_know() -> None:
    assert set(GOOD) == set(KINDS)


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_evidence_is_refused_in_words(case: str) -> None:
    content, reason = BAD[case]
    assert told(content) == reason
    with pytest.raises(InputError, match=r"tệp\.pdf") as caught:
        kind_of(io.BytesIO(content), "tệp.pdf")
    assert caught.value.hint
    assert "{" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("name", ["ảnh.exe", "ảnh.jpg.EXE ", "a.bat.", "a.svg", "a.html", "a.lnk"])
def test_what_calls_itself_a_program_is_refused_whatever_it_holds(name: str) -> None:
    assert told(GOOD["jpg"], name) == "program"
    assert told(DOCX, "a.docm") == "macros"


def test_every_reason_has_its_words() -> None:
    reasons = {reason for _, reason in BAD.values()}
    assert reasons == set(texts.EVIDENCE_REFUSED)


def test_old_office_files_are_followed_through_their_sectors() -> None:
    many = [f"Stream {number}" for number in range(20)]
    assert told(ole(*many, "WordDocument")) == "doc"
    assert told(ole(*many, "Book", shift=12)) == "xls"
    cut = ole(*many, "WordDocument")
    assert told(cut[:1100]) == "unknown"


def test_a_circle_in_an_old_office_file_ends() -> None:
    whole = bytearray(ole("A", "B"))
    struct.pack_into("<I", whole, 512 + 4, 1)  # the directory's sector follows itself
    assert told(bytes(whole)) == "unknown"
    struct.pack_into("<I", whole, 1024 + 128 * 2 + 72, 1)  # B's neighbour is A again
    assert told(bytes(whole)) == "unknown"


def test_a_table_of_sectors_that_is_cut_off_ends_the_directory() -> None:
    whole = bytearray(ole("WordDocument"))
    struct.pack_into("<I", whole, 76, 5000)
    assert told(bytes(whole)) == "doc"
    struct.pack_into("<I", whole, 48, 200_000)
    assert told(bytes(whole)) == "unknown"


def test_a_directory_larger_than_we_read_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(DOCX) == "docx"
    monkeypatch.setattr(file_kinds, "MAX_MEMBERS_BYTES", 20)
    assert told(DOCX) == "archive"


def test_a_comment_behind_a_zip_does_not_hide_it() -> None:
    assert told(zipped(["[Content_Types].xml", "xl/workbook.xml"], b"x" * 60_000)) == "xlsx"


@given(
    st.sampled_from([b"PK\x03\x04", OLE_MARK, b"\0\0\0\x18ftyp", b"", b"\xff\xd8\xff"]),
    st.binary(max_size=3000),
)
def test_any_bytes_get_an_answer(head: bytes, rest: bytes) -> None:
    assert told(head + rest) in {*KINDS, *texts.EVIDENCE_REFUSED}


@given(st.sampled_from(sorted(GOOD)), st.integers(0, 3000), st.binary(max_size=8))
def test_damaged_files_get_an_answer(kind: str, at: int, other: bytes) -> None:
    whole = bytearray(GOOD[kind])
    whole[at : at + len(other)] = other
    assert told(bytes(whole)) in {*KINDS, *texts.EVIDENCE_REFUSED}


def test_an_empty_file_and_one_too_large_are_refused() -> None:
    check_size(1, "a")
    check_size(MAX_BYTES, "a")
    with pytest.raises(InputError, match="trống"):
        check_size(0, "a")
    with pytest.raises(InputError, match="200 MB"):
        check_size(MAX_BYTES + 1, "a")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Biên bản họp.pdf", "Biên bản họp.pdf"),
        (unicodedata.normalize("NFD", "Biên bản.pdf"), "Biên bản.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("..\\..\\a.pdf", "_.._a.pdf"),
        ("C:\\a.pdf", "C__a.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\r\nb\t.pdf", "a b.pdf"),
        ("  .. ", "minh-chung"),
        ("", "minh-chung"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("console.pdf", "console.pdf"),
        ("a?*<>|.pdf", "a_____.pdf"),
        ("hỏng \udcff.pdf", "hỏng _.pdf"),
        ("a.pdf. ", "a.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400), st.sampled_from(["", ".pdf", ".docx", "." + "x" * 300]))
def test_any_name_becomes_one_that_every_system_takes(stem: str, suffix: str) -> None:
    name = clean_name(stem + suffix)
    assert 0 < len(name.encode()) <= evidence.MAX_NAME_BYTES
    assert PurePath(name).name == name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert clean_name(name) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("Ố" * 300 + ".docx").endswith("Ố.docx")


def test_a_copy_is_opened_under_an_ending_that_tells_its_content() -> None:
    assert opening_name("ảnh.JPEG", KINDS["jpg"]) == "ảnh.JPEG"
    assert opening_name("ảnh.jpg", KINDS["png"]) == "ảnh.jpg.png"
    assert opening_name("hóa đơn.exe", KINDS["pdf"]) == "hóa đơn.exe.pdf"
    assert opening_name(None, KINDS["pdf"]) == "minh-chung.pdf"
    assert opening_name("../.bashrc", KINDS["pdf"]) == "_.bashrc.pdf"


def test_evidence_is_shown_without_the_ending_of_its_file() -> None:
    assert shown_name("Quyết định 12.pdf") == "Quyết định 12"
    assert shown_name(".pdf") == "pdf"


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 byte"), (1023, "1023 byte"), (1536, "1,5 KB"), (1_468_006, "1,4 MB")],
)
def test_a_size_is_written_as_people_read_it(size: int, text: str) -> None:
    assert size_text(size) == text


def test_only_a_sha256_is_a_digest() -> None:
    assert is_digest("0" * 64)
    for bad in (None, "", "0" * 63, "A" * 64, "../" + "0" * 61, "0" * 64 + "\n"):
        assert not is_digest(bad)


def test_what_describes_a_file_is_never_mixed_from_two() -> None:
    found = entity_of(Evidence)
    assert found in all_entities()
    assert set(found.unit_of("sha256")) == {"file_name", "kind", "size", "sha256"}
    assert set(found.unit_of("link_key")) == {"link_entity", "link_key"}
    assert found.unit_of("name") == ("name",)
    assert found.fields["name"].searchable


@pytest.mark.parametrize(
    ("stage", "note", "expected"),
    [
        ("before", None, "before"),
        ("before", "Sau khi hoàn thành", "before"),
        (None, "Sau khi hoàn thành\nảnh chụp từ cầu", "after"),
        (None, "ảnh chụp từ cầu", ""),
        (None, None, ""),
    ],
)
def test_a_stage_is_the_field_else_the_first_line_of_an_old_note(
    stage: str | None, note: str | None, expected: str
) -> None:
    held = Evidence(name="a", sha256="0" * 64, link_entity="work", link_key="w",
                    stage=stage, note=note)  # fmt: skip
    assert stage_of(held) == expected
