"""A disk that fills up at any moment: everything or nothing, in words, and it works later."""

from __future__ import annotations

import errno
import os
import shutil

import pyrage
import pytest

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, FullDiskError, UserError
from ntm_desktop.services import evidence, exchange, upkeep
from ntm_desktop.services.readable_copies import send_readable
from ntm_desktop.services.records import put_texts
from ntm_desktop.storage import attachments, backups, traffic
from tests.evidence_files import PDF
from tests.services.test_refused_files import rows

WORK = "06901/w1"
KEY = str(pyrage.x25519.Identity.generate().to_public())
MOST = 40  # times anything is brought to the disk in one action; more would be an endless loop


@pytest.fixture
def pair(offices, tmp_path):
    """Two computers of one office; the first has a work with two files, the second trusts it."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", WORK, {"name": "Đường"})
    files = [tmp_path / f"{n}.pdf" for n in range(2)]
    for n, path in enumerate(files):
        path.write_bytes(PDF + bytes([n]) * 1000)
    first = exchange.send_package(here, offices.folder / "first", attachments="none")
    exchange.take_packages(there, first.files, exchange.own_fingerprint(here))
    evidence.attach(here, "work", WORK, files)
    return here, there


class FullDisk:
    """A disk that is full when something is brought to it for the n-th time."""

    def __init__(self, patch, at):
        self.left, self._fsync = at, os.fsync
        patch.setattr(os, "fsync", self)

    def __call__(self, handle):
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._fsync(handle)


def everything_in(folder):
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


SENDING = {
    "one file": lambda here, out: exchange.send_package(here, out),
    "parts": lambda here, out: exchange.send_package(here, out, max_part=8_000),
    "locked": lambda here, out: exchange.send_package(here, out, recipients=(KEY,)),
    "with tables": lambda here, out: send_readable(here, out),
    "one zip": lambda here, out: send_readable(here, out, one_zip=True),
}


def refusal_of(act):
    """Return the error an action ends with, None where it succeeds."""
    try:
        act()
    except UserError as error:
        return error
    return None


@pytest.mark.parametrize("how", SENDING)
def test_a_disk_that_fills_up_while_sending_leaves_nothing(pair, offices, monkeypatch, how):
    here, _ = pair
    out, before, refused = offices.folder / "out", rows(here), 0
    for at in range(1, MOST):
        with monkeypatch.context() as patch:
            disk = FullDisk(patch, at)
            error = refusal_of(lambda: SENDING[how](here, out))
        if error is None:  # at last only this computer's own witness met the full disk
            assert disk.left >= 0
            break
        assert error.hint
        assert error.code in ("E_DISK", "E_DATA_FILE")  # the latter of what lies beside a package
        assert everything_in(out) == []
        assert rows(here) == before
        refused += 1
    assert refused
    assert everything_in(out)
    assert rows(here) != before


@pytest.mark.parametrize("how", [*SENDING, "receipt"])
def test_what_cannot_be_noted_as_sent_is_not_left_either(pair, offices, monkeypatch, how):
    here, there = pair
    out = offices.folder / "out"
    exchange.take_packages(
        here, exchange.send_package(there, out).files, exchange.own_fingerprint(there)
    )
    shutil.rmtree(out)
    act = {**SENDING, "receipt": exchange.send_receipt}[how]
    before = rows(here)

    def full(*_, **__):
        raise FullDiskError(texts.DATA_FILE_FULL, hint=texts.DATA_FILE_FULL_HINT)

    with monkeypatch.context() as patch:
        patch.setattr(traffic, "note_sent", full)
        with pytest.raises(FullDiskError):
            act(here, out)
    assert everything_in(out) == []
    with monkeypatch.context() as patch:  # the last thing before the step is kept
        patch.setattr(here.store, "work_out", full)
        with pytest.raises(FullDiskError):
            act(here, out)
    assert everything_in(out) == []
    assert rows(here) == before


def test_a_disk_that_fills_up_while_taking_leaves_all_or_nothing(pair, offices, monkeypatch):
    here, there = pair
    files = exchange.send_package(here, offices.folder / "out").files
    before, outcomes = rows(there), []
    for at in range(1, MOST):
        with monkeypatch.context() as patch:
            FullDisk(patch, at)
            [found] = exchange.take_packages(there, files).packages
        outcomes.append(found.status)
        if found.status == "taken":
            break
        assert (found.code, found.error.exit_status) == ("E_DISK", 14)
        assert str(found.error).endswith(texts.NOTHING_CHANGED)
        assert rows(there) == before
        assert attachments.kept_files(there.folder) == []
    assert outcomes.count("refused") > 2
    assert upkeep.check_log(there).is_sound
    [again] = exchange.take_packages(there, files).packages
    assert again.status == "duplicate"
    assert len(attachments.kept_files(there.folder)) == 2


def test_a_data_file_that_cannot_grow_takes_nothing_in(pair, offices):
    here, there = pair
    with here.store.step("Nhập", "An"):
        for number in range(200):
            here.store.put("work", f"06901/w{number + 10}", {"name": "x" * 1000})
    files = exchange.send_package(here, offices.folder / "out").files
    [(pages,)] = there.store.query("PRAGMA page_count")
    there.store._sql.execute(f"PRAGMA max_page_count = {pages}")
    refused_with(there, files, "E_DISK")
    there.store._sql.execute("PRAGMA max_page_count = 1000000")
    assert exchange.take_packages(there, files).packages[0].status == "taken"


def refused_with(workspace, files, code):
    """Demand that files are refused with a code and change nothing."""
    before = rows(workspace)
    [found] = exchange.take_packages(workspace, files).packages
    assert (found.status, found.code, found.error.exit_status) == ("refused", code, 14)
    assert str(found.error).endswith(texts.NOTHING_CHANGED)
    assert rows(workspace) == before


def test_a_folder_that_cannot_be_written_is_said(pair, offices, monkeypatch):
    here, there = pair
    files = exchange.send_package(here, offices.folder / "out").files

    def read_only(*_, **__):
        raise DataFileError(texts.DATA_FILE_READ_ONLY.format(path="x"))

    with monkeypatch.context() as patch:
        patch.setattr(backups, "back_up", read_only)
        refused_with(there, files, "E_DISK")
    assert exchange.take_packages(there, files).packages[0].status == "taken"


def test_data_another_program_is_writing_to_are_said_to_be_busy(pair, offices):
    here, there = pair
    files = exchange.send_package(here, offices.folder / "out").files
    other = offices.again("b").store
    there.store._sql.execute("PRAGMA busy_timeout = 1")
    other._sql.execute("BEGIN IMMEDIATE")
    refused_with(there, files, "E_BUSY")
    other._sql.execute("ROLLBACK")
    assert exchange.take_packages(there, files).packages[0].status == "taken"
