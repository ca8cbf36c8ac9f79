"""`ntm send/inspect/take/sync-state/conflicts/key`: keys, statuses, trust."""

import sys

import pytest

from tests.cli.conftest import NANG_CAO

KEYS = {"file", "status", "code", "package", "new", "known", "records", "conflicts", "missing",
        "att_missing", "rotated", "receipt"}  # fmt: skip


@pytest.fixture
def other(quang_an):
    """A second data folder of the same unit on another computer; call it as `other(...)`."""

    def call(*arguments):
        return quang_an(*arguments, data=quang_an.folder / "other", at="other-device")

    assert call("new", "--unit", "06901").status == 0
    return call


def send(ntm, **place):
    """Send everything; return (file, fingerprint)."""
    answer = ntm("send", "--full", "--out", str(ntm.folder / "out"), at="device", **place)
    assert answer.status == 0
    return answer.json["files"][0], answer.json["fingerprint"]


def test_the_way_of_a_file_between_two_computers(quang_an, other):
    file, fingerprint = send(quang_an)
    refused = other("take", file)
    assert refused.status == 12
    assert (refused.json["packages"][0]["status"], refused.json["packages"][0]["code"]) == (
        "refused",
        "E_UNTRUSTED",
    )
    taken = other("take", file, "--trust", fingerprint)
    assert taken.status == 0
    assert taken.json["packages"][0]["status"] == "taken"
    assert set(taken.json["packages"][0]) >= KEYS
    place = ("status", "--set", NANG_CAO, "--period", "2023")
    mine, theirs = quang_an(*place, at="device").json, other(*place).json
    assert theirs["criteria"] == mine["criteria"] == {"met": 16, "total": 19}
    assert theirs["indicators"] == mine["indicators"]
    before = other("sync-state").json
    again = other("take", file)
    assert (again.status, again.json["packages"][0]["status"]) == (0, "duplicate")
    assert other("sync-state").json == before
    back = other("send", "--full", "--out", str(quang_an.folder / "back")).json
    assert quang_an("take", *back["files"], "--trust", back["fingerprint"], at="device").status == 0
    states = [quang_an("sync-state", at="device").json, other("sync-state").json]
    assert states[0]["state_digest"] == states[1]["state_digest"]


def test_sending_answers_with_the_keys_of_the_contract(quang_an):
    out = str(quang_an.folder / "out")
    first = quang_an("send", "--full", "--out", out).json
    assert {"files", "kind", "changes", "parts"} <= set(first)
    assert (first["kind"], first["parts"], first["serial"]) == ("full", 1, 1)
    assert quang_an("send", "--to", "22|06901", "--out", out).json["serial"] == 2
    for bad in ("", "|", "a b", "đ", "x" * 99):
        assert quang_an("send", "--to", bad, "--out", out).status == 1
    plain = quang_an.raw("--data", str(quang_an.data), "send", "--full", "--out", out)
    assert first["fingerprint"] in plain.out


def test_looking_into_a_file_answers_with_the_keys_of_the_contract(quang_an, other):
    file, fingerprint = send(quang_an)
    before = other("sync-state").json
    found = other("inspect", file).json
    assert set(found) >= {"file", "status", "code", "package", "kind", "from", "new", "known",
                          "records", "conflicts", "missing", "att_missing"}  # fmt: skip
    assert set(found["from"]) == {"unit", "unit_name", "device", "fingerprint", "trusted"}
    assert (found["status"], found["code"], found["from"]["trusted"]) == ("new", None, False)
    assert found["from"]["fingerprint"] == fingerprint
    assert other("take", file, "--dry-run").json["batch"] is None
    assert other("sync-state").json == before


def test_the_state_answers_with_the_keys_of_the_contract(quang_an):
    found = quang_an("sync-state").json
    assert set(found) == {"replica", "unit", "ops", "state_digest", "ops_digest", "have", "gaps",
                          "conflicts", "peers", "forked", "later", "attachments"}  # fmt: skip
    assert (found["unit"], found["gaps"], found["conflicts"]) == ("06901", {}, 0)
    assert (
        found["state_digest"][:16] in quang_an.raw("--data", str(quang_an.data), "sync-state").out
    )


def test_two_values_for_one_cell_need_a_person(quang_an, other):
    file, fingerprint = send(quang_an)
    other("take", file, "--trust", fingerprint)
    place = ("values", "set", "--set", NANG_CAO, "--period", "2023")
    assert quang_an(*place, "13.5=12", at="device").status == 0
    assert other(*place, "13.5=14").status == 0
    file, _ = send(quang_an)
    assert other("inspect", file).json["conflicts"] > 0
    answer = other("take", file)
    assert answer.status == 3
    assert answer.json["packages"][0]["conflicts"] > 0
    listed = other("conflicts").json
    key = f"06901/2023/{NANG_CAO}/13.5"
    assert [(one["entity"], one["key"], one["field"]) for one in listed] == [
        ("indicator_value", key, "value")
    ]
    heads = other("get", "indicator_value", listed[0]["key"]).json["heads"]["value"]
    assert {head["value"] for head in heads} == {"12", "14"}


def test_junk_is_refused_with_its_status_and_nothing_changes(quang_an, other):
    file, fingerprint = send(quang_an)
    whole = (quang_an.folder / "out" / file.rpartition("/")[2]).read_bytes()
    before = other("sync-state").json
    junk = quang_an.folder / "junk.ntmx"
    for content in (b"", b"x", whole[:-10], whole[:200], b"PK\x03\x04" * 50, whole + b"\x00"):
        junk.write_bytes(content)
        for answer in (
            other("inspect", str(junk)),
            other("take", str(junk), "--trust", fingerprint),
        ):
            assert answer.status == 10
    for path in (str(quang_an.folder), "khong-co.ntmx", ""):
        assert other("take", path).status == 1
        assert other("inspect", path).json["code"] == "E_NOT_FOUND"
    assert other("take", "x" * 400).status == 1
    assert other("sync-state").json == before


def test_the_highest_refusal_counts_and_good_files_are_taken(quang_an, other):
    file, fingerprint = send(quang_an)
    junk = quang_an.folder / "junk.ntmx"
    junk.write_bytes(b"x")
    answer = other("take", "khong-co.ntmx", str(junk), file, "--trust", fingerprint)
    assert answer.status == 10
    assert [one["status"] for one in answer.json["packages"]] == ["refused", "refused", "taken"]


def test_keys_are_shown_trusted_listed_and_forgotten(quang_an, other):
    file, fingerprint = send(quang_an)
    shown = quang_an("key", "show", at="device").json
    assert shown["fingerprint"] == fingerprint
    assert set(shown) == {"unit", "device", "fingerprint"}
    wrong = other("key", "trust", file, "0000-0000-0000-0000")
    assert (wrong.status, wrong.code) == (12, "E_UNTRUSTED")
    assert other("key", "list").json == []
    assert other("key", "trust", file, fingerprint).json["fingerprint"] == fingerprint
    (known,) = other("key", "list").json
    assert set(known) == {"unit", "device", "fingerprint", "since", "how"}
    assert other("take", file).status == 0
    assert other("key", "untrust", fingerprint).json == {"untrusted": fingerprint}
    assert other("key", "untrust", fingerprint).status == 1
    assert other("key", "trust", "khong-co", fingerprint).status == 1


def test_people_read_what_happened(quang_an, other):
    file, fingerprint = send(quang_an)
    data = (
        "--data",
        str(quang_an.folder / "other"),
        "--device",
        str(quang_an.folder / "other-device"),
    )
    assert "CHƯA xác nhận" in quang_an.raw(*data, "inspect", file).out
    assert fingerprint in quang_an.raw(*data, "take", file).out
    assert "đã nhận" in quang_an.raw(*data, "take", file, "--trust", fingerprint).out
    assert fingerprint in quang_an.raw(*data, "key", "list").out
    assert fingerprint not in quang_an.raw(*data, "key", "show").out
    assert "Không có chỗ" in quang_an.raw(*data, "conflicts").out


@pytest.mark.parametrize("out", ["/proc/x", "file/x"])
def test_a_place_that_cannot_be_written_is_said_in_words(quang_an, monkeypatch, out):
    monkeypatch.chdir(quang_an.folder)
    (quang_an.folder / "file").write_text("x")
    answer = quang_an("send", "--full", "--out", out)
    assert (answer.status, answer.code) == (1, "E_DATA_FILE")


def test_several_files_show_their_progress_on_a_terminal(quang_an, other, monkeypatch):
    file, fingerprint = send(quang_an)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    answer = other("take", file, file, "--trust", fingerprint)
    assert "[1/2]" in answer.err
    assert [one["status"] for one in answer.json["packages"]] == ["taken", "duplicate"]


def in_words(quang_an, *arguments):
    """Call `ntm` at the other computer without --json."""
    place = ("--data", str(quang_an.folder / "other"), "--device")
    return quang_an.raw(*place, str(quang_an.folder / "other-device"), *arguments)


def exchange_once(quang_an, other):
    """Let both computers trust each other and hold the same; return the first one's fingerprint."""
    file, mine = send(quang_an)
    assert other("take", file, "--trust", mine).status == 0
    back = other("send", "--full", "--out", str(quang_an.folder / "back")).json
    taken = quang_an("take", *back["files"], "--trust", back["fingerprint"], at="device")
    assert taken.status == 0
    return mine


def test_after_a_receipt_only_changes_are_sent(quang_an, other):
    file, fingerprint = send(quang_an)
    confirm = other("take", file, "--trust", fingerprint).json["packages"][0]["receipt"]["confirm"]
    assert len(confirm) == 8
    [waiting] = quang_an("sent", "--waiting", at="device").json
    assert (waiting["state"], waiting["serial"]) == ("sent", 1)
    receipt = str(quang_an.folder / "bien-nhan.ntmx")
    made = other("receipt", "--out", receipt).json
    assert (made["file"], made["kind"], made["to"]) == (receipt, "receipt", ["06901"])
    shown = other("key", "show").json["fingerprint"]
    told = quang_an("take", receipt, "--trust", shown, at="device").json["packages"][0]
    assert (told["kind"], told["receipts"], told["new"]) == ("receipt", 1, 0)
    assert quang_an("sent", "--waiting", at="device").json == []
    [delivery] = quang_an("sent", "--to", "06901", at="device").json
    assert (delivery["state"], delivery["to"]) == ("received", "06901")
    quang_an("put", "work", "06901/w1", "name=Đường", at="device")
    out = str(quang_an.folder / "delta")
    sent = quang_an("send", "--to", "06901", "--out", out, at="device").json
    assert (sent["kind"], sent["changes"], sent["to"]) == ("delta", 1, ["06901"])
    assert other("take", *sent["files"]).json["packages"][0]["new"] == 1
    assert quang_an("sent", "--to", "99", at="device").json == []


def test_a_code_from_the_phone_confirms(quang_an, other):
    exchange_once(quang_an, other)
    file, _ = send(quang_an)
    code = other("take", file).json["packages"][0]["receipt"]["confirm"]
    assert quang_an("confirm", "0", at="device").status == 1
    answer = quang_an("confirm", f"{code[:4]}-{code[4:]}", at="device")
    assert (answer.json["state"], answer.json["how"]) == ("received", "phone")


def test_an_import_is_listed_and_taken_back(quang_an, other):
    exchange_once(quang_an, other)
    quang_an("put", "work", "06901/w1", "name=Đường", at="device")
    file, _ = send(quang_an)
    looked = other("inspect", file, "--details").json
    assert looked["by_kind"]["new"] == 1
    assert {one["key"] for one in looked["details"]} == {"06901/w1"}
    plain = in_words(quang_an, "inspect", file, "--details")
    assert "Tên công trình: – → Đường" in plain.out
    batch = other("take", file).json["batch"]
    assert other("imports").json[0]["batch"] == batch
    done = other("untake", batch).json
    assert (done["batch"], done["records"], done["kept"]) == (batch, 1, [])
    assert other("get", "work", "06901/w1").json["exists"] is False
    assert other("imports").json[0]["untaken"] is True
    assert other("untake", batch).status == other("untake", "x").status == 1
    assert other("undo").status == 0
    assert other("get", "work", "06901/w1").json["exists"] is True


def test_what_an_undone_import_left_is_named(quang_an, other):
    exchange_once(quang_an, other)
    quang_an("put", "work", "06901/w1", "name=Đường", "note=a", at="device")
    file, _ = send(quang_an)
    batch = other("take", file).json["batch"]
    other("put", "work", "06901/w1", "name=Cầu")
    plain = in_words(quang_an, "untake", batch)
    assert "Giữ nguyên work 06901/w1" in plain.out


def test_a_receipt_leaves_no_gap_that_people_are_told_of(quang_an, other):
    exchange_once(quang_an, other)
    other("put", "work", "06901/w1", "name=Đường")
    receipt = other("receipt", "--out", str(quang_an.folder / "r.ntmx")).json["file"]
    gaps = quang_an("take", receipt, at="device").json["packages"][0]["missing"]
    [writer] = gaps
    again = other("receipt", "--out", str(quang_an.folder / "r2.ntmx")).json["file"]
    told = quang_an.raw("--data", str(quang_an.data), "--device", str(quang_an.folder / "device"),
                        "take", again)  # fmt: skip
    assert "Mã xác nhận" not in told.out, "nobody waits for the answer to an answer"
    plain = quang_an.raw("--data", str(quang_an.data), "sync-state").out
    assert not any(word in told.out + plain for word in ("Thiếu", writer))
    assert quang_an("sync-state", "--forget-gap", writer, at="device").json["gaps"] == {}
    assert quang_an("sync-state", "--forget-gap", writer, at="device").status == 1


def test_the_clock_is_asked_about(quang_an):
    assert quang_an("clock").json == {"now": 1706000000000, "believed": True, "doubt": None}
    assert quang_an("clock", "--wrong").json["doubt"] == "said"
    assert quang_an("clock", "--right").json["believed"] is True
    assert quang_an("clock", "--right", "--wrong").status == 2
    then = ("--data", str(quang_an.data), "--now", "1600000000000")
    early = quang_an.raw(*then, "send", "--full", "--out", str(quang_an.folder / "out"))
    assert "sớm hơn cả ngày có phần mềm này" in early.err


# --- parts, files, locks, packages in a .zip -----------------------------------------------------


def attached(quang_an, size=900_000):
    """Attach a file to a work at the first computer."""
    import random

    from tests.evidence_files import PDF

    path = quang_an.folder / "quyet-dinh.pdf"
    path.write_bytes(PDF + random.Random(size).randbytes(size))
    assert quang_an("put", "work", "06901/w1", "name=Đường", at="device").status == 0
    assert quang_an("attach", "work", "06901/w1", str(path), at="device").status == 0


def test_an_export_goes_in_parts_with_its_files(quang_an, other):
    attached(quang_an)
    attached(quang_an, 800_000)
    out = str(quang_an.folder / "out")
    whole = ("send", "--full", "--out", out)
    sent = quang_an(*whole, "--max-part", "1000000", at="device").json
    assert (sent["parts"], sent["attachments"], sent["att_absent"]) == (2, 2, 0)
    assert len(sent["files"]) == len(sent["packages"]) == 2
    first = other("take", sent["files"][0], "--trust", sent["fingerprint"]).json["packages"][0]
    assert (first["part"], first["files"], len(first["att_missing"])) == ([1, 2], 1, 1)
    second = other("take", sent["files"][1]).json["packages"][0]
    assert (second["kind"], len(second["att_arrived"]), second["att_missing"]) == (
        "attachments",
        1,
        [],
    )
    assert other("sync-state").json["attachments"]["awaited"] == 0
    told = quang_an.raw("--data", str(quang_an.data), *whole, "--max-part", "1000000").out
    assert "2 phần" in told
    assert "2 tệp kèm theo" in told
    none = quang_an(*whole, "--attachments", "none", at="device").json
    assert (none["parts"], none["attachments"]) == (1, 0)
    for bad in ("0", "-1", "nhiều", "²", "99999999999999"):
        assert quang_an(*whole, "--max-part", bad, at="device").status in (1, 2)


def test_a_receiver_asks_for_the_files_that_did_not_come(quang_an, other):
    attached(quang_an, 100)
    out = str(quang_an.folder / "out")
    sent = quang_an("send", "--full", "--out", out, "--attachments", "none", at="device").json
    assert other("take", sent["files"][0], "--trust", sent["fingerprint"]).status == 0
    said = in_words(quang_an, "inspect", sent["files"][0]).out
    assert "Tệp minh chứng chưa về: 1" in said
    back = other("send", "--to", "06901", "--out", str(quang_an.folder / "back")).json
    quang_an("take", *back["files"], "--trust", back["fingerprint"], at="device")
    answer = ("send", "--to", "06901", "--out", out, "--attachments", "wanted")
    sent = quang_an(*answer, at="device").json
    assert sent["attachments"] == 1
    assert "đã về đủ" in in_words(quang_an, "take", *sent["files"]).out
    assert [one["state"] for one in other("evidence").json] == ["here"]
    assert "0 byte" in other("sync-state", "--tidy").err


def test_locked_files_open_with_what_belongs_to_them(quang_an, other):
    import pyrage

    words, wrong = quang_an.folder / "mat-khau.txt", quang_an.folder / "sai.txt"
    words.write_text("lúa sông núi trăng\n", "utf-8")
    wrong.write_text("lúa sông núi mây\n", "utf-8")
    key = quang_an.folder / "khoa.txt"
    identity = pyrage.x25519.Identity.generate()
    key.write_text(f"{identity}\n", "utf-8")
    out = str(quang_an.folder / "out")
    whole = ("send", "--full", "--out", out)
    sent = quang_an(*whole, "--passphrase-file", str(words), at="device").json
    [file] = sent["files"]
    assert sent["encrypted"]
    assert (other("take", file).status, other("inspect", file).json["code"]) == (11, "E_ENCRYPTED")
    refused = other("take", file, "--passphrase-file", str(wrong))
    assert (refused.status, refused.json["packages"][0]["code"]) == (11, "E_DECRYPT")
    opened = ("--passphrase-file", str(words))
    assert other("inspect", file, *opened).json["encrypted"]
    assert other("key", "trust", file, sent["fingerprint"], *opened).status == 0
    assert other("take", "--dry-run", file, *opened).json["packages"][0]["status"] == "new"
    assert other("take", file, *opened).status == 0
    sent = quang_an(*whole, "--recipient", str(identity.to_public()), at="device").json
    assert other("take", *sent["files"]).status == 11
    assert other("take", *sent["files"], "--identity", str(key)).status == 0
    told = quang_an.raw("--data", str(quang_an.data), *whole, "--passphrase-file", str(words)).out
    assert "đã khóa" in told
    assert quang_an(*whole, "--recipient", "age1sai", at="device").status == 1
    both = (*whole, "--recipient", str(identity.to_public()), "--passphrase-file", str(words))
    assert quang_an(*both, at="device").status == 1
    assert quang_an(*whole, "--passphrase-file", "khong-co", at="device").status == 1


def test_packages_in_a_plain_zip_and_codes_on_paper(quang_an, other):
    import zipfile

    file, fingerprint = send(quang_an)
    second, _ = send(quang_an)
    carrier = quang_an.folder / "goi.zip"
    with zipfile.ZipFile(carrier, "w") as target:
        target.write(file, "a.ntmx")
        target.write(second, "b.ntmx")
    looked = other("inspect", str(carrier)).json
    assert len(looked["others"]) == 1
    assert looked["code_matches"] is None
    same = other("inspect", file, "--code", looked["short_code"])
    assert (same.status, same.json["code_matches"]) == (0, True)
    differs = other("inspect", second, "--code", looked["short_code"])
    assert (differs.status, differs.json["code_matches"]) == (10, False)
    assert "KHÔNG khớp" in in_words(quang_an, "inspect", second, "--code", "x").out
    assert looked["short_code"] in in_words(quang_an, "inspect", file).out
    taken = other("take", str(carrier), "--trust", fingerprint).json
    assert [one["status"] for one in taken["packages"]] == ["taken", "taken"]


def test_a_package_goes_with_what_people_read(quang_an, other):
    out = str(quang_an.folder / "out")
    whole = ("send", "--full", "--out", out, "--with-tables")
    made = quang_an(*whole, "--report", "bao-cao-tien-do", "--period", "2023", at="device").json
    assert [path.rpartition("_")[2] for path in made["beside"]] == [
        "bang-so-lieu.xlsx",
        "bao-cao.docx",
        "phieu-kem.docx",
    ]
    assert other("inspect", made["files"][0]).json["status"] == "new"
    zipped = quang_an(*whole, "--zip", at="device").json
    assert (zipped["beside"], zipped["parts"]) == ([], 1)
    taken = other("take", *zipped["files"], "--trust", zipped["fingerprint"]).json
    assert [one["status"] for one in taken["packages"]] == ["taken"]
    told = quang_an.raw("--data", str(quang_an.data), *whole).out
    assert "phieu-kem.docx" in told
    assert quang_an(*whole, "--report", "khong-co", "--period", "2023", at="device").status == 1
    assert quang_an(*whole, "--report", "bao-cao-tien-do", at="device").status == 1
    words = quang_an.folder / "mat-khau.txt"
    words.write_text("lúa sông núi trăng", "utf-8")
    assert quang_an(*whole, "--passphrase-file", str(words), at="device").status == 1


def test_a_wrong_code_is_said_to_be_wrong_and_the_right_one_is_not_shown(quang_an, other):
    file, fingerprint = send(quang_an)
    typed = fingerprint[:-1] + str((int(fingerprint[-1]) + 1) % 10)
    for command in (("take", file, "--trust", typed), ("key", "trust", file, typed)):
        answer = other(*command)
        assert answer.status == 12
        told = answer.out + answer.err
        assert f"Mã đã ghi ({typed}) không khớp" in told
        assert fingerprint not in told


def test_data_of_another_office_needs_its_name(quang_an, ntm):
    place = {"data": ntm.folder / "neighbour", "at": "neighbour-device"}
    assert ntm("new", "--unit", "18130", **place).status == 0
    made = ntm("send", "--full", "--out", str(ntm.folder / "out"), **place).json
    [file] = made["files"]
    looked = quang_an("inspect", file)
    assert looked.json["foreign"] is True
    data = ("--data", str(quang_an.data), "--device", str(quang_an.folder / "device"))
    told = quang_an.raw(*data, "inspect", file).out
    assert "Đây là dữ liệu của" in told
    assert "--foreign 18130" in told
    refused = quang_an("take", file, "--trust", made["fingerprint"])
    assert refused.status == 12
    assert refused.json["packages"][0]["code"] == "E_FOREIGN"
    taken = quang_an("take", file, "--trust", made["fingerprint"], "--foreign", "18130")
    assert taken.status == 0
    batch = taken.json["batch"]
    told = quang_an.raw(*data, "untake", batch).out
    assert "Không có mục nào hoàn tác được" in told
    assert "Đã hoàn tác" not in told
