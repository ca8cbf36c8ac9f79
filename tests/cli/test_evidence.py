"""`ntm attach`, `ntm evidence`, and what `ntm status` and `ntm rebuild` say about evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import NANG_CAO
from tests.evidence_files import DOCX, PDF, picture

VALUE = f"06901/2023/{NANG_CAO}/14.1"
FIELDS = {
    *("key", "entity", "record", "name", "file_name", "kind", "media_type", "size", "sha256"),
    *("stage", "note", "state"),
}


@pytest.fixture
def office(commune):
    """A commune with a work and a declared value."""
    assert commune("put", "work", "06901/w1", "name=Đường").status == 0
    values = ("--set", NANG_CAO, "--period", "2023", "14.1=đạt: theo sổ", "17.5=đạt: theo sổ")
    assert commune("values", "set", *values).status == 0
    return commune


@pytest.fixture
def file(tmp_path):
    """Return a maker of files that gives their path as text."""

    def make(name: str = "Quyết định.pdf", content: bytes = PDF) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return make


def kept(office) -> list[Path]:
    """Return the kept files."""
    return sorted((office.data / "minh-chung").glob("??/*"))


def test_a_photograph_is_attached_for_a_stage_of_its_work(office, file):
    photo = file("truoc.png", picture())
    done = office("attach", "work", "06901/w1", photo, "--stage", "trước khi làm")
    assert done.json["attached"][0]["stage"] == "before"
    assert office("attach", "work", "06901/w1", photo, "--stage", "hôm qua").code == "E_INPUT"


def test_files_are_attached_and_listed(office, file):
    done = office("attach", "work", "06901/w1", file(), file("a.png", picture()), "--note", "Gốc")
    assert done.status == 0
    assert done.json["already"] == []
    assert [set(one) for one in done.json["attached"]] == [FIELDS, FIELDS]
    first = done.json["attached"][0]
    assert (first["name"], first["kind"], first["media_type"], first["size"]) == (
        "Quyết định",
        "pdf",
        "application/pdf",
        len(PDF),
    )
    assert (first["entity"], first["record"], first["note"]) == ("work", "06901/w1", "Gốc")
    assert first["state"] == "here"
    listed = office("evidence").json
    assert {one["name"] for one in listed} == {"Quyết định", "a"}
    assert office("evidence", "work", "06901/w1").json == listed
    assert office("evidence", "work", "06901/w2").json == []
    again = office("attach", "work", "06901/w1", file("khác.pdf"))
    assert again.json == {"attached": [], "already": [first]}
    assert len(kept(office)) == 2


def test_people_are_told_what_was_done(office, file):
    data = ("--data", str(office.data))
    assert "Chưa có minh chứng" in office.raw(*data, "evidence").out
    assert "Đã đính kèm 1 tệp" in office.raw(*data, "attach", "work", "06901/w1", file()).out
    assert "đã có tệp này" in office.raw(*data, "attach", "work", "06901/w1", file()).out
    assert "có tệp" in office.raw(*data, "evidence").out
    assert "đều còn nguyên" in office.raw(*data, "evidence", "--check").out
    missing = ("evidence", "--missing", "--set", NANG_CAO, "--period")
    assert "14.1" in office.raw(*data, *missing, "2023").out
    assert "Không có chỉ tiêu" in office.raw(*data, *missing, "2022").out
    rebuilt = office.raw(*data, "rebuild", "--check").out
    assert "Minh chứng: 1, tệp: 1." in rebuilt


def test_lost_and_changed_files_need_a_person(office, file):
    office("attach", "work", "06901/w1", file(), file("a.docx", DOCX))
    sound = office("evidence", "--check")
    assert (sound.status, sound.json) == (0, {"checked": 2, "ok": 2, "issues": []})
    first, second = kept(office)
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(b"x")
    found = office("evidence", "--check")
    assert (found.status, found.json["ok"]) == (3, 0)
    assert {one["kind"] for one in found.json["issues"]} == {"missing", "changed"}
    assert {one["where"] for one in found.json["issues"]} == {"công trình: Đường"}
    assert office("evidence", "work", "06901/w1", "--check").status == 3
    assert office("evidence", "indicator_value", VALUE, "--check").status == 0
    text = office.raw("--data", str(office.data), "evidence", "--check").out
    assert "mất hoặc bị thay đổi 2, chưa về 0" in text
    counts = office("rebuild", "--check")
    assert (counts.status, counts.json["evidence"]["missing"]) == (0, 1)
    assert counts.json["evidence"]["changed"] == 1
    assert "mất tệp: 1" in office.raw("--data", str(office.data), "rebuild", "--check").out


def test_a_file_that_was_not_sent_along_is_awaited(office, file):
    office("attach", "work", "06901/w1", file())
    out = str(office.folder / "out")
    sent = office("send", "--full", "--out", out, "--attachments", "none").json["files"]
    other = office.folder / "other"
    code = office("key", "show").json["fingerprint"]
    assert office("new", "--unit", "06901", "--set", NANG_CAO, data=other, at="b").status == 0
    assert office("take", *sent, "--trust", code, data=other, at="b").status in (0, 3)
    assert [one["state"] for one in office("evidence", data=other, at="b").json] == ["not_arrived"]
    checked = office("evidence", "--check", data=other, at="b")
    assert (checked.status, checked.json["issues"][0]["kind"]) == (0, "not_arrived")
    place = ("--data", str(other), "--device", str(office.folder / "b"))
    assert "tệp chưa về" in office.raw(*place, "evidence").out
    assert "chưa về 1" in office.raw(*place, "evidence", "--check").out
    assert "tệp chưa về: 1" in office.raw(*place, "rebuild", "--check").out


def test_status_counts_the_evidence_of_each_indicator(office, file):
    query = ("--set", NANG_CAO, "--period", "2023")
    assert [one["code"] for one in office("evidence", "--missing", *query).json] == ["14.1", "17.5"]
    office("attach", "indicator_value", VALUE, file(), file("a.docx", DOCX))
    items = office("status", *query).json["items"]
    counts = {part["code"]: part["evidence"] for one in items for part in one["indicators"]}
    assert counts.pop("14.1") == 2
    assert set(counts.values()) == {0}
    rows = office("values", "show", *query).json["items"]
    assert [row["code"] for row in rows if row["evidence"]] == ["14.1"]
    lacking = office("evidence", "--missing", *query, "--unit", "06901").json
    assert [set(one) for one in lacking] == [{"code", "text", "criterion", "key"}]
    assert lacking[0]["code"] == "17.5"


def test_an_evidence_is_taken_off_and_brought_back(office, file):
    key = office("attach", "work", "06901/w1", file()).json["attached"][0]["key"]
    assert office("del", "evidence", key).status == 0
    assert office("evidence").json == []
    assert "tệp không dùng: 1" in office.raw("--data", str(office.data), "rebuild", "--check").out
    office("undo")
    assert [one["state"] for one in office("evidence").json] == ["here"]


def test_what_is_no_evidence_is_refused(office, file, tmp_path):
    bad = {
        file("trống.pdf", b""): "E_INPUT",
        file("a.jpg", b"MZ" + b"\0" * 99): "E_INPUT",
        file("lệnh.sh", b"#!/bin/sh\n"): "E_INPUT",
        str(tmp_path): "E_INPUT",
        "/dev/null": "E_INPUT",
        str(tmp_path / "không có.pdf"): "E_NOT_FOUND",
        "x" * 5000: "E_NOT_FOUND",
        "a\0b": "E_INPUT",
        "\udcff.pdf": "E_INPUT",
    }
    for path, code in bad.items():
        answer = office("attach", "work", "06901/w1", file("tốt.pdf"), path)
        assert (answer.status, answer.code) == (1, code), path
        assert answer.json["error"]["hint"]
    assert office("attach", "work", "06901/w404", file("tốt.pdf")).code == "E_NOT_FOUND"
    assert office("attach", "khong_co", "06901/w1", file("tốt.pdf")).code == "E_NOT_FOUND"
    assert office("evidence").json == []
    assert kept(office) == []


@pytest.mark.parametrize(
    "words",
    [
        ("attach", "work"),
        ("attach", "work", "06901/w1"),
        ("evidence", "work"),
        ("evidence", "--missing"),
        ("evidence", "--missing", "--set", NANG_CAO),
        ("evidence", "--set", NANG_CAO, "--period", "2023"),
        ("evidence", "--unit", "06901"),
        ("evidence", "work", "06901/w1", "--missing", "--set", NANG_CAO, "--period", "2023"),
        ("evidence", "--check", "--missing", "--set", NANG_CAO, "--period", "2023"),
    ],
)
def test_a_wrong_call_is_said(office, words):
    answer = office(*words)
    assert (answer.status, answer.code) == (2, "E_USAGE")


def test_a_full_disk_can_be_tried_again(office, file, monkeypatch):
    from ntm_desktop.storage import attachments

    class Usage:
        free = 0

    with monkeypatch.context() as patch:
        patch.setattr(attachments.shutil, "disk_usage", lambda _: Usage)
        answer = office("attach", "work", "06901/w1", file())
    assert (answer.status, answer.code) == (14, "E_DISK")
    assert office("evidence").json == []
    assert office("attach", "work", "06901/w1", file()).status == 0
