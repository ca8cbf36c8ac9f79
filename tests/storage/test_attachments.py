"""Files kept under their hash: complete or not at all, once, never at another file's cost."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from ntm_desktop.errors import DataFileError, FullDiskError, InputError, NotFoundError, UserError
from ntm_desktop.progress import Cancelled
from ntm_desktop.storage import attachments, backups
from ntm_desktop.storage.attachments import (
    FOLDER,
    FileState,
    back_up_files,
    copy_out,
    examine,
    glance,
    keep,
    kept_files,
    path_of,
    unused_files,
    verify,
)
from tests.evidence_files import DOCX, PDF, picture
from tests.stores import fresh_store

DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "Quyết định.pdf"
    file.write_bytes(PDF)
    return file


def everything_in(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def failing(code: int) -> Callable[..., Any]:
    """Return what stands for a call of the system that fails."""

    def fail(*values: Any, **more: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def damage(path: Path, content: bytes) -> None:
    """Write over a kept file, as a careless person might."""
    path.chmod(0o600)
    path.write_bytes(content)


# --- keeping ------------------------------------------------------------------------------------


def test_a_file_lies_under_its_hash_and_cannot_be_written(data: Path, pdf: Path) -> None:
    kept = keep(data, pdf)
    assert (kept.sha256, kept.size, kept.kind.id, kept.is_new) == (DIGEST, len(PDF), "pdf", True)
    place = data / FOLDER / DIGEST[:2] / DIGEST
    assert path_of(data, DIGEST) == place
    assert everything_in(data) == [place]
    assert place.read_bytes() == PDF
    assert stat.S_IMODE(place.stat().st_mode) == 0o444
    assert pdf.read_bytes() == PDF


def test_the_same_content_is_kept_once_whatever_its_name(
    data: Path, pdf: Path, tmp_path: Path
) -> None:
    keep(data, pdf)
    before = path_of(data, DIGEST).stat()
    other = tmp_path / "bản sao"
    other.write_bytes(PDF)
    again = keep(data, other)
    assert (again.sha256, again.is_new) == (DIGEST, False)
    assert everything_in(data) == [path_of(data, DIGEST)]
    after = path_of(data, DIGEST).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_kept_file_that_was_changed_is_put_right_by_keeping_it_again(
    data: Path, pdf: Path
) -> None:
    keep(data, pdf)
    damage(path_of(data, DIGEST), b"x")
    assert keep(data, pdf).is_new
    assert verify(data, DIGEST) is FileState.HERE


def test_a_link_is_followed_to_its_file(data: Path, pdf: Path, tmp_path: Path) -> None:
    link = tmp_path / "liên kết.pdf"
    link.symlink_to(pdf)
    assert keep(data, link).sha256 == DIGEST
    assert not path_of(data, DIGEST).is_symlink()


def test_every_megabyte_is_a_chance_to_stop(data: Path, tmp_path: Path) -> None:
    large = tmp_path / "lớn.pdf"
    large.write_bytes(PDF + b"\0" * (3 * attachments.CHUNK))
    pulses: list[int] = []

    def pulse() -> None:
        pulses.append(1)
        if len(pulses) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep(data, large, pulse)
    assert everything_in(data) == []
    assert keep(data, large).is_new


# --- what is refused ----------------------------------------------------------------------------


def refused_places(tmp_path: Path) -> dict[str, Path]:
    """Return what people and programs may give in place of a file."""
    (tmp_path / "thư mục").mkdir()
    (tmp_path / "liên kết thư mục").symlink_to(tmp_path / "thư mục")
    (tmp_path / "liên kết hỏng").symlink_to(tmp_path / "không có")
    (tmp_path / "vòng").symlink_to(tmp_path / "vòng")
    (tmp_path / "rỗng.pdf").write_bytes(b"")
    (tmp_path / "chương trình.pdf").write_bytes(b"MZ\x90\0" + b"\0" * 99)
    os.mkfifo(tmp_path / "ống")
    names = ("thư mục", "liên kết thư mục", "liên kết hỏng", "vòng", "rỗng.pdf", "ống")
    places = {name: tmp_path / name for name in (*names, "chương trình.pdf", "không có")}
    return places | {
        "device": Path("/dev/zero"),
        "NUL": Path("a\0b.pdf"),
        "huge name": tmp_path / ("Ố" * 5000 + ".pdf"),
        "below a file": tmp_path / "rỗng.pdf" / "a.pdf",
        "broken letters": tmp_path / "\udcff\udcfe.pdf",
        "up and away": tmp_path / ".." / ".." / "không có" / "a.pdf",
        "nothing": Path(),
    }


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are named otherwise there")
def test_what_is_no_plain_file_is_refused_in_words_and_leaves_nothing(
    data: Path, tmp_path: Path
) -> None:
    for name, place in refused_places(tmp_path).items():
        for look in (examine, lambda source: keep(data, source)):
            with pytest.raises(UserError) as caught:
                look(place)
            assert caught.value.hint, name
            assert len(str(caught.value)) < 400
            str(caught.value).encode()
        assert everything_in(data) == [], name


def test_a_hostile_name_never_leaves_the_folder(data: Path, tmp_path: Path) -> None:
    for bad in ("../../etc/passwd", "", "0" * 63, "Z" * 64, "0" * 64 + "/../x"):
        assert glance(data, bad, 1) is FileState.MISSING
        assert verify(data, bad) is FileState.MISSING
        with pytest.raises(InputError):
            path_of(data, bad)


def test_a_file_larger_than_the_limit_is_refused_before_it_is_copied(
    data: Path, tmp_path: Path
) -> None:
    large = tmp_path / "lớn.pdf"
    with large.open("wb") as made:
        made.truncate(200 * 1024 * 1024 + 1)
    with pytest.raises(InputError, match="200 MB"):
        keep(data, large)
    assert everything_in(data) == []


def test_a_file_that_cannot_be_read_is_said(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    with pytest.raises(DataFileError, match="Không đọc được") as caught:
        keep(data, pdf)
    assert caught.value.hint


class Disturbed:
    """A file whose reading is disturbed by what happens meanwhile."""

    def __init__(self, real: BinaryIO, meanwhile: Callable[[], None]) -> None:
        self._real, self._meanwhile = real, meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> Disturbed:
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()

    def read(self, size: int = -1) -> bytes:
        found = self._real.read(size)
        self._meanwhile()
        return found


def disturb(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> None:
    """Let something happen whenever a chosen file is read."""
    really = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda *given: Disturbed(really(*given), meanwhile))


@pytest.mark.parametrize("more", [b"", b"x", b"x" * 5000])
def test_a_file_that_is_written_to_meanwhile_is_refused(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch, more: bytes
) -> None:
    def write() -> None:
        with pdf.open("ab") as file:
            file.write(more)
        os.utime(pdf, ns=(1, 1))

    disturb(monkeypatch, write)
    with pytest.raises(DataFileError, match="bị thay đổi trong lúc") as caught:
        keep(data, pdf)
    assert caught.value.hint
    assert everything_in(data) == []


def test_a_file_that_never_stops_growing_does_not_fill_the_disk(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []

    def grow() -> None:
        reads.append(1)
        with pdf.open("ab") as file:
            file.write(b"x" * attachments.CHUNK)

    disturb(monkeypatch, grow)
    with pytest.raises(DataFileError, match="bị thay đổi"):
        keep(data, pdf)
    assert len(reads) < 4


def test_a_disk_that_fails_while_reading_is_said(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disturb(monkeypatch, failing(errno.EIO))
    for look in (examine, lambda source: keep(data, source)):
        with pytest.raises(DataFileError, match="Không đọc được"):
            look(pdf)
    assert everything_in(data) == []


def test_a_disk_without_room_is_said_before_anything_is_copied(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = attachments.RESERVE

    monkeypatch.setattr(attachments.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(FullDiskError, match="không đủ chỗ") as caught:
        keep(data, pdf)
    assert caught.value.hint
    assert everything_in(data) == []


@pytest.mark.parametrize(
    ("call", "code", "kind", "words"),
    [
        ("fsync", errno.ENOSPC, FullDiskError, "đầy"),
        ("fsync", errno.EDQUOT, FullDiskError, "đầy"),
        ("fsync", errno.EIO, DataFileError, "Không ghi được"),
        ("replace", errno.ENOSPC, FullDiskError, "đầy"),
        ("replace", errno.EROFS, DataFileError, "Không ghi được"),
        ("mkdir", errno.EACCES, DataFileError, "Không ghi được"),
    ],
)
def test_a_disk_that_fails_leaves_nothing(
    data: Path,
    pdf: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    code: int,
    kind: type[UserError],
    words: str,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os if call == "fsync" else Path, call, failing(code))
        with pytest.raises(kind, match=words) as caught:
            keep(data, pdf)
        assert type(caught.value) is kind
    assert everything_in(data) == []
    assert keep(data, pdf).is_new


def test_a_power_cut_before_the_name_leaves_only_a_half_made_copy(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        patch.setattr(Path, "unlink", failing(errno.EIO))
        with pytest.raises(PowerCutError):
            keep(data, pdf)
    assert kept_files(data) == []
    [half] = unused_files(data, set())
    assert half.suffix == ".tmp"
    assert keep(data, pdf).is_new


def test_the_file_is_on_the_disk_before_it_has_its_name(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replace(self: Path, target: Path) -> Path:
        order.append("name")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    keep(data, pdf)
    assert order == ["file", "name", "folder", "folder", "folder"]


def test_where_folders_cannot_be_opened_they_are_left_alone(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "FOLDERS_OPEN", False)
    assert keep(data, pdf).is_new


# --- checking -----------------------------------------------------------------------------------


def test_a_missing_and_a_changed_file_are_told_apart(data: Path, pdf: Path) -> None:
    keep(data, pdf)
    assert (glance(data, DIGEST, len(PDF)), verify(data, DIGEST)) == (FileState.HERE,) * 2
    assert glance(data, DIGEST, None) is FileState.HERE
    damage(path_of(data, DIGEST), PDF[:-1] + b"!")
    assert glance(data, DIGEST, len(PDF)) is FileState.HERE  # by name and size alone
    assert verify(data, DIGEST) is FileState.CHANGED
    damage(path_of(data, DIGEST), b"x")
    assert glance(data, DIGEST, len(PDF)) is FileState.CHANGED
    path_of(data, DIGEST).unlink()
    assert (glance(data, DIGEST, len(PDF)), verify(data, DIGEST)) == (FileState.MISSING,) * 2
    path_of(data, DIGEST).mkdir()
    assert verify(data, DIGEST) is FileState.MISSING


def test_a_file_that_cannot_be_read_counts_as_changed(
    data: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(data, pdf)
    monkeypatch.setattr(Path, "open", failing(errno.EIO))
    assert verify(data, DIGEST) is FileState.CHANGED


def test_files_nobody_names_are_listed_and_nothing_else(data: Path, pdf: Path) -> None:
    assert unused_files(data, set()) == []
    keep(data, pdf)
    assert unused_files(data, {DIGEST}) == []
    assert unused_files(data, {"0" * 64}) == [path_of(data, DIGEST)]
    (data / FOLDER / "ghi chú.txt").write_text("của người dùng", "utf-8")
    (data / FOLDER / "00").mkdir()
    (data / FOLDER / "00" / DIGEST).write_text("sai chỗ", "utf-8")
    assert kept_files(data) == [path_of(data, DIGEST)]


def test_a_copy_for_other_programs_is_proven_and_read_only(
    data: Path, pdf: Path, tmp_path: Path
) -> None:
    keep(data, pdf)
    target = tmp_path / "mở.pdf"
    copy_out(data, DIGEST, target, "Quyết định")
    assert target.read_bytes() == PDF
    assert not target.stat().st_mode & 0o222
    assert target.stat().st_ino != path_of(data, DIGEST).stat().st_ino
    damage(path_of(data, DIGEST), b"%PDF-khac")
    with pytest.raises(DataFileError, match="“Quyết định” đã bị thay đổi"):
        copy_out(data, DIGEST, tmp_path / "hai.pdf", "Quyết định")
    assert not (tmp_path / "hai.pdf").exists()
    path_of(data, DIGEST).unlink()
    with pytest.raises(NotFoundError, match="Quyết định"):
        copy_out(data, DIGEST, tmp_path / "ba.pdf", "Quyết định")
    with pytest.raises(UserError):
        copy_out(data, DIGEST, tmp_path / "không có" / "a.pdf", "Quyết định")


# --- backups ------------------------------------------------------------------------------------


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "ổ USB"
    folder.mkdir()
    return folder


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the backup lie on another disk."""
    monkeypatch.setattr(Path, "hardlink_to", failing(errno.EXDEV))


def test_a_backup_keeps_each_file_once(data: Path, pdf: Path, usb: Path) -> None:
    said: list[tuple[int, int, str]] = []
    keep(data, pdf)
    assert back_up_files(data, usb, lambda *given: said.append(given)) == 1
    assert [one[:2] for one in said] == [(0, 1)]
    assert everything_in(usb) == [path_of(usb, DIGEST)]
    assert path_of(usb, DIGEST).samefile(path_of(data, DIGEST))  # no room is taken twice
    assert back_up_files(data, usb) == 0


def test_without_files_a_backup_gets_no_folder(data: Path, usb: Path) -> None:
    assert back_up_files(data, usb) == 0
    assert list(usb.iterdir()) == []


def test_on_another_disk_the_files_are_copied_and_proven(
    data: Path, pdf: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_links(monkeypatch)
    keep(data, pdf)
    assert back_up_files(data, usb) == 1
    assert not path_of(usb, DIGEST).samefile(path_of(data, DIGEST))
    assert path_of(usb, DIGEST).read_bytes() == PDF
    damage(path_of(usb, DIGEST), b"cut off")
    assert back_up_files(data, usb) == 1
    assert verify(usb, DIGEST) is FileState.HERE


def test_a_copy_that_is_not_the_same_is_detected_and_not_kept(
    data: Path, pdf: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_links(monkeypatch)
    keep(data, pdf)
    really = attachments._pour

    def pour(origin: BinaryIO, copy: BinaryIO, name: str, **more: Any) -> str:
        digest = really(origin, copy, name, **more)
        copy.write(b"x")
        return digest

    monkeypatch.setattr(attachments, "_pour", pour)
    with pytest.raises(DataFileError, match="không khớp"):
        back_up_files(data, usb)
    assert everything_in(usb) == []


def test_a_changed_file_never_replaces_a_good_backup(data: Path, pdf: Path, usb: Path) -> None:
    keep(data, pdf)
    damage(path_of(data, DIGEST), b"x")
    assert back_up_files(data, usb) == 0
    assert everything_in(usb) == []


def test_a_backup_disk_without_room_is_said(
    data: Path, pdf: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_links(monkeypatch)
    keep(data, pdf)
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(FullDiskError, match="đầy"):
        back_up_files(data, usb)
    assert everything_in(usb) == []


def test_a_backup_of_the_data_brings_its_files_along(tmp_path: Path, pdf: Path) -> None:
    store = fresh_store(tmp_path)
    assert backups.back_up(store).exists()
    folder = store.path.parent / backups.FOLDER
    assert not (folder / FOLDER).exists()
    keep(store.path.parent, pdf)
    backups.back_up(store, with_evidence=False)
    assert not (folder / FOLDER).exists()
    backups.back_up(store)
    assert verify(folder, DIGEST) is FileState.HERE
    backups.back_up(store, tmp_path / "usb")
    assert verify(tmp_path / "usb", DIGEST) is FileState.HERE
    assert len(backups.backups_in(store.path.parent)) == 3


def test_when_files_cannot_be_backed_up_the_copy_of_the_data_stays(
    tmp_path: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fresh_store(tmp_path)
    keep(store.path.parent, pdf)
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / FOLDER).write_text("một tệp", "utf-8")
    with pytest.raises(DataFileError, match="chưa sao lưu đủ tệp minh chứng") as caught:
        backups.back_up(store, tmp_path / "usb")
    assert caught.value.hint
    assert len(list((tmp_path / "usb").glob("*.ntm"))) == 1


def test_files_of_every_kind_can_be_kept_beside_each_other(data: Path, tmp_path: Path) -> None:
    for name, content in (("a", DOCX), ("b", picture()), ("c", PDF)):
        (tmp_path / name).write_bytes(content)
    kinds = [keep(data, tmp_path / name).kind.id for name in "abc"]
    assert kinds == ["docx", "png", "pdf"]
    assert len(kept_files(data)) == 3
    assert {examine(path).id for path in kept_files(data)} == set(kinds)
