"""Evidence of any record: attached once, undone, checked, opened as a copy, awaited."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.errors import BusyError, DataFileError, InputError, NotFoundError
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import evidence, history, records, upkeep
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.evidence import (
    FileState,
    all_evidence,
    attach,
    check_evidence,
    count_evidence,
    detach,
    evidence_of,
    indicators_without_evidence,
    open_path,
    thumbnail,
    unused_files,
)
from ntm_desktop.services.exchange import own_fingerprint, send_package, take_packages
from ntm_desktop.services.review import standing
from ntm_desktop.storage import attachments
from tests.evidence_files import DOCX, HEIC, PDF, picture
from tests.services.conftest import NANG_CAO

WORK = "06901/w1"


@pytest.fixture
def office(commune):
    """A commune with one work."""
    records.put_texts(commune, "work", WORK, {"name": "Đường trục thôn"})
    return commune


@pytest.fixture
def file(tmp_path):
    """Return a maker of files."""

    def make(name: str = "Quyết định 12.pdf", content: bytes = PDF) -> Path:
        made = tmp_path / "chọn" / name
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(content)
        return made

    return make


@pytest.fixture(autouse=True)
def _temporary_copies_stay_here(tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


def kept(workspace, key: str) -> Path:
    """Return where the file of an evidence lies."""
    record = workspace.store.record(Evidence, key)
    return attachments.path_of(workspace.folder, record.sha256)


def damage(path: Path, content: bytes) -> None:
    """Write over a kept file."""
    path.chmod(0o600)
    path.write_bytes(content)


# --- attaching ----------------------------------------------------------------------------------


def test_a_file_is_attached_to_any_record(office, file):
    done = attach(office, "work", WORK, [file()], note=" Bản chính ")
    assert done.touched.entities == {"evidence"}
    [item] = evidence_of(office, "work", WORK)
    one = item.record
    assert (one.key,) == done.keys
    assert (one.name, one.file_name, one.kind) == ("Quyết định 12", "Quyết định 12.pdf", "pdf")
    assert (one.size, one.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (one.link_entity, one.link_key, one.note) == ("work", WORK, "Bản chính")
    assert item.state is FileState.HERE
    assert kept(office, one.key).read_bytes() == PDF
    assert [found.title for found in records.search(office, "quyet dinh")] == ["Quyết định 12"]
    assert all_evidence(office) == (item,)


def test_several_files_are_one_step_that_undo_takes_back(office, file):
    attach(office, "work", WORK, [file("b.pdf"), file("a.docx", DOCX)])
    assert [item.record.name for item in evidence_of(office, "work", WORK)] == ["a", "b"]
    assert "Đính kèm minh chứng: Đường trục thôn" in history.undo(office).label
    assert evidence_of(office, "work", WORK) == ()
    assert len(unused_files(office)) == 2
    history.redo(office)
    assert [item.state for item in evidence_of(office, "work", WORK)] == [FileState.HERE] * 2
    assert unused_files(office) == ()


def test_the_same_file_is_stored_once_and_noted_once_for_a_record(office, file):
    first = attach(office, "work", WORK, [file()])
    again = attach(office, "work", WORK, [file("tên khác.pdf"), file("ảnh.png", picture())])
    assert again.already == first.keys
    assert len(again.keys) == 1
    twice = attach(office, "work", WORK, [file("x.heic", HEIC), file("y.heic", HEIC)])
    assert len(twice.keys) == 1
    assert twice.already == twice.keys
    records.put_texts(office, "task", "06901/t1", {"text": "Rà soát"})
    assert len(attach(office, "task", "06901/t1", [file()]).keys) == 1
    assert count_evidence(office).records == 4
    assert count_evidence(office).files == 3


def test_nothing_is_attached_to_what_is_not_there(office, file):
    for entity, key in (("work", "06901/w404"), ("no_such", WORK)):
        with pytest.raises(NotFoundError):
            attach(office, entity, key, [file()])
    with pytest.raises(InputError, match="Chưa chọn tệp"):
        attach(office, "work", WORK, [])
    [key] = attach(office, "work", WORK, [file()]).keys
    with pytest.raises(InputError, match="minh chứng khác") as caught:
        attach(office, "evidence", key, [file()])
    assert caught.value.hint
    assert len(all_evidence(office)) == 1


def test_one_bad_file_keeps_all_out_before_anything_is_copied(office, file):
    with pytest.raises(InputError, match="chương trình"):
        attach(office, "work", WORK, [file(), file("ảnh.jpg", b"MZ" + b"\0" * 90)])
    assert all_evidence(office) == ()
    assert not (office.folder / attachments.FOLDER).exists()


def test_when_the_disk_fills_up_midway_nothing_is_noted(office, file, monkeypatch):
    really, calls = attachments.keep, []

    def keep(*given):
        calls.append(given)
        if len(calls) == 2:
            raise BusyError("Ổ đĩa đã đầy")
        return really(*given)

    with monkeypatch.context() as patch:
        patch.setattr(attachments, "keep", keep)
        with pytest.raises(BusyError):
            attach(office, "work", WORK, [file(), file("a.docx", DOCX)])
    assert all_evidence(office) == ()
    assert len(unused_files(office)) == 1
    assert history.undo_label(office) == "Thêm công trình: Đường trục thôn"
    assert len(attach(office, "work", WORK, [file()]).keys) == 1
    assert unused_files(office) == ()


def test_a_power_cut_between_file_and_record_leaves_a_file_that_is_listed(
    offices, office, file, monkeypatch
):
    class PowerCutError(BaseException):
        pass

    def cut(*_given, **_more):
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(office.store, "put", cut)
        with pytest.raises(PowerCutError):
            attach(office, "work", WORK, [file()])
    office.close()
    again = offices.again("a")
    assert all_evidence(again) == ()
    assert check_evidence(again) == ()
    [left] = unused_files(again)
    assert left.read_bytes() == PDF
    assert count_evidence(again).unused == 1
    assert len(attach(again, "work", WORK, [file()]).keys) == 1
    assert unused_files(again) == ()


def test_the_user_may_stop_between_the_files(office, file):
    def stop(done, total, what=""):
        assert (total, what) in {(2, "Quyết định 12.pdf"), (2, "a.docx")}
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        attach(office, "work", WORK, [file(), file("a.docx", DOCX)], progress=stop)
    assert all_evidence(office) == ()


def test_detaching_keeps_the_file_and_can_be_undone(office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    detach(office, key)
    assert evidence_of(office, "work", WORK) == ()
    history.undo(office)
    assert [item.state for item in evidence_of(office, "work", WORK)] == [FileState.HERE]
    with pytest.raises(NotFoundError):
        detach(office, "06901/e404")


# --- checking -----------------------------------------------------------------------------------


def test_missing_and_changed_files_are_found_and_named(office, file):
    [gone] = attach(office, "work", WORK, [file()]).keys
    [other] = attach(office, "work", WORK, [file("a.docx", DOCX)]).keys
    attach(office, "work", WORK, [file("b.png", picture())])
    assert check_evidence(office) == ()
    kept(office, gone).unlink()
    damage(kept(office, other), DOCX[:-1] + b"!")
    said = []
    issues = check_evidence(office, lambda *given: said.append(given))
    assert {(one.record.key, one.kind) for one in issues} == {
        (gone, FileState.MISSING),
        (other, FileState.CHANGED),
    }
    assert all(one.needs_person and one.where == "công trình: Đường trục thôn" for one in issues)
    assert [one[:2] for one in said] == [(0, 3), (1, 3), (2, 3)]
    assert check_evidence(office, of=("work", "06901/w2")) == ()
    assert len(check_evidence(office, of=("work", WORK))) == 2
    count = count_evidence(office)
    assert (count.records, count.files, count.missing, count.not_arrived) == (3, 2, 1, 0)


def test_a_file_that_several_records_share_is_read_once(office, file, monkeypatch):
    records.put_texts(office, "task", "06901/t1", {"text": "Rà soát"})
    attach(office, "work", WORK, [file()])
    attach(office, "task", "06901/t1", [file()])
    really, reads = attachments.verify, []
    monkeypatch.setattr(attachments, "verify", lambda *g: reads.append(g) or really(*g))
    assert check_evidence(office) == ()
    assert len(reads) == 1


def test_the_place_of_an_issue_is_said_as_people_name_it(office, file):
    record_values(office, [ValueDraft(NANG_CAO, "2023", "14.1", "95,3")])
    value = f"06901/2023/{NANG_CAO}/14.1"
    attach(office, "indicator_value", value, [file()])
    attach(office, "work", WORK, [file()])
    records.delete_record(office, "work", WORK)
    with office.store.step("Nhận", "An"):
        link = {"name": "x", "sha256": "0" * 64, "link_entity": "of_newer", "link_key": "06901/n1"}
        office.store.put("evidence", "06901/e1", link)
    for path in attachments.kept_files(office.folder):
        path.unlink()
    assert {one.where for one in check_evidence(office)} == {
        "số liệu chỉ tiêu: 14.1 (năm 2023)",
        f"công trình đã xóa ({WORK})",
        "of_newer 06901/n1",
    }


def test_a_damaged_file_is_put_right_by_attaching_it_again(office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    damage(kept(office, key), b"x")
    assert len(check_evidence(office)) == 1
    assert attach(office, "work", WORK, [file()]).already == (key,)
    assert check_evidence(office) == ()


# --- exchange -----------------------------------------------------------------------------------


@pytest.fixture
def sent(offices, office, file):
    """Two computers of one office; the first attached a file and sent its record."""
    [key] = attach(office, "work", WORK, [file()]).keys
    other = offices.new("b")
    package = send_package(office, offices.folder / "out", attachments="none")
    assert take_packages(other, package.files, own_fingerprint(office)).error is None
    return office, other, key


def test_a_file_that_did_not_come_along_is_awaited_not_lost(sent, file):
    _, other, key = sent
    [item] = evidence_of(other, "work", WORK)
    assert (item.record.key, item.state) == (key, FileState.NOT_ARRIVED)
    [issue] = check_evidence(other)
    assert (issue.kind.value, issue.needs_person) == ("not_arrived", False)
    assert count_evidence(other).not_arrived == 1
    with pytest.raises(NotFoundError, match="chưa về") as caught:
        open_path(other, key)
    assert caught.value.hint
    assert thumbnail(other, key) is None
    records.put_texts(other, "evidence", key, {"note": "Đã xem", "file_name": "tên khác.pdf"})
    assert "sha256" in other.store.log.changes_of("evidence", key)[-1].values
    detach(other, key)
    history.undo(other)
    assert [one.kind for one in check_evidence(other)] == [FileState.NOT_ARRIVED]


def test_an_awaited_file_arrives_by_attaching_it_and_can_then_be_lost(sent, file):
    _, other, key = sent
    records.put_texts(other, "task", "06901/t1", {"text": "Rà soát"})
    attach(other, "task", "06901/t1", [file()])
    assert check_evidence(other) == ()
    kept(other, key).unlink()
    assert [one.kind for one in check_evidence(other)] == [FileState.MISSING] * 2


def test_a_file_lost_where_it_was_attached_is_lost_also_after_moving_house(offices, sent):
    office, _, key = sent
    kept(office, key).unlink()
    office.close()
    moved = offices.again("a", device="another computer")
    records.put_texts(moved, "work", WORK, {"village": "Thôn 1"})
    assert [one.kind for one in check_evidence(moved)] == [FileState.MISSING]


def test_a_hostile_record_reaches_no_file(office, tmp_path):
    (tmp_path / "secret").write_text("x", "utf-8")
    for number, bad in enumerate(("../../secret", "/etc/passwd", "\u202e", "0" * 64)):
        values = {"name": "../x", "file_name": "../../x.exe", "sha256": bad, "kind": "png"}
        with office.store.step("Nhận", "An", kind="take"):
            link = {"link_entity": "work", "link_key": WORK}
            office.store.put("evidence", f"06901/e{number}", {**values, **link})
        with pytest.raises(NotFoundError):
            open_path(office, f"06901/e{number}")
        assert thumbnail(office, f"06901/e{number}") is None
    assert {one.kind for one in check_evidence(office)} == {FileState.NOT_ARRIVED}


# --- opening ------------------------------------------------------------------------------------


def test_what_is_opened_is_a_copy_under_its_own_name(office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    first, second = open_path(office, key), open_path(office, key)
    assert first != second
    assert first.name == "Quyết định 12.pdf"
    assert first.read_bytes() == PDF
    damage(first, b"edited")
    assert kept(office, key).read_bytes() == PDF
    assert office.folder.resolve() not in first.resolve().parents


def test_a_name_never_leads_out_of_its_folder_nor_hides_the_kind(office, file, tmp_path):
    [key] = attach(office, "work", WORK, [file()]).keys
    with office.store.step("Nhận", "An", kind="take"):
        office.store.put("evidence", key, {"file_name": "../../hóa đơn.exe"})
    opened = open_path(office, key)
    assert opened.name == "_.._hóa đơn.exe.pdf"
    assert opened.parent.parent == tmp_path / "tmp"


def test_a_lost_or_changed_file_is_not_opened(office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    damage(kept(office, key), PDF[:-1] + b"!")
    with pytest.raises(DataFileError, match="đã bị thay đổi"):
        open_path(office, key)
    kept(office, key).unlink()
    with pytest.raises(NotFoundError, match="không còn") as caught:
        open_path(office, key)
    assert "sao lưu" in caught.value.hint
    with pytest.raises(NotFoundError):
        open_path(office, "06901/e404")


def test_a_program_put_in_place_of_a_file_is_not_opened(office, file, tmp_path):
    [key] = attach(office, "work", WORK, [file()]).keys
    damage(kept(office, key), b"MZ".ljust(len(PDF), b"\0"))
    with pytest.raises((InputError, DataFileError)):
        open_path(office, key)
    assert list((tmp_path / "tmp").rglob("*.*")) == []


def test_without_a_temporary_folder_opening_is_refused_in_words(office, file, monkeypatch):
    [key] = attach(office, "work", WORK, [file()]).keys
    monkeypatch.setattr(tempfile, "tempdir", "/proc/không có")
    with pytest.raises(DataFileError) as caught:
        open_path(office, key)
    assert caught.value.hint


# --- thumbnails ---------------------------------------------------------------------------------


def png_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    assert content.startswith(b"\x89PNG")
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_shown_small(office, file, kind):
    [key] = attach(office, "work", WORK, [file("ảnh", picture(kind, (800, 400)))]).keys
    assert png_size(thumbnail(office, key, 100)) == (100, 50)
    assert png_size(thumbnail(office, key, 0)) == (1, 1)
    assert max(png_size(thumbnail(office, key, 99_999))) <= 1024


def test_a_picture_taken_sideways_stands_upright(office, file):
    from PIL import Image

    turned = Image.Exif()
    turned[0x0112] = 6
    content = picture("JPEG", (80, 40), exif=turned)
    [key] = attach(office, "work", WORK, [file("ảnh.jpg", content)]).keys
    assert png_size(thumbnail(office, key, 40)) == (20, 40)


def test_there_is_no_small_picture_of_other_kinds(office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    assert thumbnail(office, key) is None


def claimed(width: int, height: int) -> bytes:
    """Return a PNG that claims to be this large."""
    import struct
    import zlib

    whole = bytearray(picture("PNG"))
    struct.pack_into(">II", whole, 16, width, height)
    struct.pack_into(">I", whole, 29, zlib.crc32(whole[12:29]))
    return bytes(whole)


@pytest.mark.parametrize(
    "content",
    [
        claimed(9_000, 9_000),
        claimed(11_000, 9_000),
        claimed(60_000, 60_000),
        claimed(50, 5_000),
        picture("PNG")[:60],
        picture("JPEG")[:200],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"\xff\xd8\xff" + b"\0" * 200,
    ],
)
def test_a_bomb_or_a_damaged_picture_has_none(office, file, content):
    [key] = attach(office, "work", WORK, [file("ảnh", content)]).keys
    assert thumbnail(office, key) is None


# --- indicators ---------------------------------------------------------------------------------


def test_met_indicators_that_nothing_proves_are_listed(office, file):
    drafts = [
        ("14.1", "đạt: theo sổ"),
        ("13.2", "chưa đạt: chưa làm"),
        ("17.5", "đạt: đã kiểm tra"),
    ]
    record_values(office, [ValueDraft(NANG_CAO, "2023", code, text) for code, text in drafts])
    lacking = indicators_without_evidence(office, NANG_CAO, "2023")
    assert [(one.code, one.criterion) for one in lacking] == [("14.1", "14"), ("17.5", "17")]
    assert all(one.text for one in lacking)
    attach(office, "indicator_value", lacking[0].key, [file(), file("a", DOCX)])
    assert [one.code for one in indicators_without_evidence(office, NANG_CAO, "2023")] == ["17.5"]
    assert indicators_without_evidence(office, NANG_CAO, "2022") == ()
    assert standing(office, NANG_CAO, "2023").evidence == {"14.1": 2}
    rows = [row for group in entry_sheet(office, NANG_CAO, "2023").groups for row in group.rows]
    assert {row.code: row.evidence for row in rows if row.evidence} == {"14.1": 2}
    detach(office, evidence_of(office, "indicator_value", lacking[0].key)[0].record.key)
    assert standing(office, NANG_CAO, "2023").evidence == {"14.1": 1}


def test_evidence_of_another_period_or_record_counts_nowhere_else(office, file):
    for period in ("2022", "2023"):
        record_values(office, [ValueDraft(NANG_CAO, period, "14.1", "đạt: theo sổ")])
    attach(office, "indicator_value", f"06901/2022/{NANG_CAO}/14.1", [file()])
    attach(office, "work", WORK, [file()])
    assert [one.code for one in indicators_without_evidence(office, NANG_CAO, "2023")] == ["14.1"]
    assert standing(office, NANG_CAO, "2023").evidence == {}


# --- upkeep -------------------------------------------------------------------------------------


def test_a_backup_brings_the_files_and_restoring_both_loses_nothing(offices, office, file):
    [key] = attach(office, "work", WORK, [file()]).keys
    said = []
    made = upkeep.back_up(office, offices.folder / "usb", lambda *given: said.append(given))
    assert said == [(0, 1, "Sao lưu tệp minh chứng")]
    restored = offices.folder / "restored"
    restored.mkdir()
    (restored / "du-lieu.ntm").write_bytes(made.read_bytes())
    alone = offices.again("restored")
    assert [one.kind for one in check_evidence(alone)] == [FileState.MISSING]
    (restored / attachments.FOLDER).symlink_to(made.parent / attachments.FOLDER)
    assert check_evidence(alone) == ()
    assert open_path(alone, key).read_bytes() == PDF


def test_the_check_of_the_data_counts_the_files(office, file):
    attach(office, "work", WORK, [file()])
    found = upkeep.check_log(office)
    assert found.is_sound
    assert (found.evidence.records, found.evidence.files, found.evidence.size) == (1, 1, len(PDF))
    assert upkeep.rebuild(office).evidence == found.evidence


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(office, file):  # pragma: no cover
    office.folder.chmod(0o500)
    try:
        with pytest.raises(DataFileError, match="Không ghi được"):
            attach(office, "work", WORK, [file()])
    finally:
        office.folder.chmod(0o700)


def test_a_file_in_the_place_of_the_folder_is_said(office, file):
    (office.folder / attachments.FOLDER).write_text("một tệp", "utf-8")
    with pytest.raises(DataFileError, match="Không ghi được") as caught:
        attach(office, "work", WORK, [file()])
    assert caught.value.hint
    assert evidence.count_evidence(office).records == 0
