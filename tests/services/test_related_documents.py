"""Related documents: doubles of two copies, grounds, tasks, what a printed reference gives."""

from __future__ import annotations

import shutil

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import evidence, exchange
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.related_documents import (
    doubles,
    doubts_in,
    fields_of,
    grounds_for,
    register,
    tasks_of,
)
from tests.evidence_files import picture


def document(workspace, number, **fields):
    """Save a document; return its key."""
    return put_texts(workspace, "official_document", None, {"number": number, **fields}).key


def test_the_register_says_what_a_document_lacks_and_has(commune, tmp_path):
    bare = document(commune, "Nghị quyết 37")
    whole = document(
        commune, "27/NQ-HĐND", issued_on="29/12/2022", issuer="HĐND xã", subject="về đường"
    )
    put_texts(
        commune, "task", None, {"text": "x", "document": whole, "documents": f"{whole}\n{bare}"}
    )
    proof = tmp_path / "a.png"
    proof.write_bytes(picture())
    evidence.attach(commune, "official_document", whole, [proof])
    first, last = register(commune)
    assert (first.document.key, first.is_complete, first.files, first.tasks) == (whole, True, 1, 1)
    assert (last.document.number, last.tasks, last.is_own) == ("Nghị quyết 37", 1, True)
    assert last.incomplete != ()
    assert first.text.startswith("Nghị quyết số 27/NQ-HĐND")


def test_two_offline_copies_of_one_document_are_found_as_soon_as_they_meet(offices):
    here = offices.new("a")
    copy = offices.folder / "b"
    here.close()
    shutil.copytree(offices.folder / "a", copy)
    one, two = offices.again("a"), offices.again("b")
    fields = {"issued_on": "05/01/2024", "issuer": "UBND huyện"}
    mine = document(one, "15/TB-UBND", **fields)
    theirs = document(two, "15/TB-UBND", **fields)
    assert doubles(one) == doubles(two) == ()
    [file] = exchange.send_package(two, offices.folder / "out").files
    taken = exchange.take_packages(one, [file], exchange.own_fingerprint(two))
    assert taken.error is None
    [found] = doubles(one)
    assert {held.key for held in found.documents} == {mine, theirs}
    assert {held.number for held in found.documents} == {"15/TB-UBND"}
    assert {row.doubles for row in register(one)} == {(mine,), (theirs,)}


def test_what_another_office_recorded_is_no_double(offices):
    here = offices.new("h", code="xhuyen", level="huyen", name="Hải Hà", sets=())
    there = offices.new("b", code="06902", name="Xã khác", parent_code="xhuyen")
    for place in (here, there):
        document(place, "15/TB-UBND", issued_on="05/01/2024")
    [file] = exchange.send_package(there, offices.folder / "out").files
    assert exchange.take_packages(here, [file], exchange.own_fingerprint(there)).error is None
    assert len(register(here)) == 2
    assert doubles(here) == ()


def test_grounds_of_chosen_documents_stand_in_order(commune):
    plan = document(commune, "92/KH-UBND", issuer="UBND xã")
    decree = document(commune, "57/2022/NĐ-CP", issuer="Chính phủ")
    lines = [one.line for one in grounds_for(commune, [plan, decree], "state")]
    assert lines == [
        "Căn cứ Nghị định số 57/2022/NĐ-CP của Chính phủ;",
        "Căn cứ Kế hoạch số 92/KH-UBND của UBND xã.",
    ]
    with pytest.raises(NotFoundError):
        grounds_for(commune, ["06901/o404"], "state")


def test_tasks_of_a_document_are_those_it_gave_and_those_linked(commune):
    source = document(commune, "15/TB-UBND")
    given = put_texts(commune, "task", None, {"text": "A", "document": source}).key
    linked = put_texts(
        commune, "task", None, {"text": "B", "documents": source, "due_on": "01/02/2024"}
    ).key
    put_texts(commune, "task", None, {"text": "C"})
    assert [one.key for one in tasks_of(commune, source)] == [linked, given]
    with pytest.raises(NotFoundError):
        tasks_of(commune, "06901/o404")


def test_a_printed_reference_gives_only_what_it_prints(commune):
    assert fields_of("Nghị quyết 37") == {"number": "37", "document_type": "Nghị quyết"}
    assert fields_of("chỉ đạo miệng") == {"number": "(chưa rõ số)", "subject": "chỉ đạo miệng"}
    whole = fields_of("Kế hoạch số 92/KH-UBND ngày 05/11/2022 của UBND xã về đường")
    assert whole["issued_on"] == "2022-11-05"
    assert set(whole) == {"number", "document_type", "issued_on", "issuer", "side", "subject"}


def test_a_misprinted_number_is_doubted_in_the_register_and_left_as_it_is(commune):
    document(commune, "18-NQ/ĐU", issued_on="26/10/2022", issuer="Đảng ủy xã")
    document(commune, "01-NQ/ĐU")
    full, bare = register(commune)
    assert (full.doubt, bare.document.number) == ("", "01-NQ/ĐU")
    assert "18-NQ/ĐU" in bare.doubt


def test_a_misprinted_number_is_doubted():
    text = "Nghị quyết số 18-NQ/ĐU ngày 26/10/2022 của Đảng ủy; mục tiêu Nghị quyết số 01-NQ/ĐU"
    assert [one.where for one in doubts_in(text)] == ["01-NQ/ĐU"]


def test_a_secret_document_is_refused_and_nothing_is_kept(commune):
    for word in ("Mật", "tối mật", "Tuyệt mật"):
        with pytest.raises(InputError, match="không nhận văn bản có độ mật"):
            document(commune, "01-BC/ĐU", secrecy=word)
    assert register(commune) == ()
    document(commune, "01-BC/ĐU", secrecy="thường")


def test_the_short_name_of_ones_own_office_is_no_other_issuer(commune):
    unit = commune.unit.name
    for issuer in ("UBND xã", f"Ủy ban nhân dân {unit}", "UBND xã Nơi Khác"):
        document(commune, "92/KH-UBND", issued_on="5/11/2022", issuer=issuer)
    [group] = doubles(commune)
    assert {one.issuer for one in group.documents} == {"UBND xã", f"Ủy ban nhân dân {unit}"}
