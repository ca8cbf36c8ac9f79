"""Tests of this computer's own file: made once, kept, damaged, unwritable."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ntm_desktop import device as module
from ntm_desktop.device import FILE_NAME, Witness, file_id, machine_id, open_device
from ntm_desktop.errors import DataFileError

WITNESS = Witness("aaaaaaaaaaaa2", 3, "0123456789abcdef", "1-2", "machine")


def test_the_device_file_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    first = open_device(tmp_path / "mới" / "device")
    assert len(first.seed) == 32
    assert first.name
    again = open_device(tmp_path / "mới" / "device")
    assert (again.seed, again.name, again.witnesses) == (first.seed, first.name, {})
    assert first.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in first.path.parent.iterdir()] == [FILE_NAME]


def test_two_devices_have_different_keys(tmp_path: Path) -> None:
    assert open_device(tmp_path / "a").seed != open_device(tmp_path / "b").seed


def test_the_folder_may_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "env"))
    assert open_device().path == tmp_path / "env" / FILE_NAME


def test_a_witness_is_kept_beside_those_other_programs_kept(tmp_path: Path) -> None:
    one, other = open_device(tmp_path), open_device(tmp_path)
    assert one.witness_of(tmp_path / "a.ntm") is None
    one.remember(tmp_path / "a.ntm", WITNESS)
    other.remember(tmp_path / "b.ntm", WITNESS)
    found = open_device(tmp_path)
    assert found.witness_of(tmp_path / "a.ntm") == WITNESS
    assert found.witness_of(tmp_path / "b.ntm") == WITNESS
    assert found.seed == one.seed


def test_a_device_file_that_was_taken_away_is_written_again(tmp_path: Path) -> None:
    device = open_device(tmp_path)
    device.path.unlink()
    device.remember(tmp_path / "a.ntm", WITNESS)
    assert open_device(tmp_path).seed == device.seed


def _altered(tmp_path: Path, **changes: object) -> None:
    path = open_device(tmp_path).path
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", "\x00" * 50])
def test_a_damaged_device_file_is_said_with_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    with pytest.raises(DataFileError, match="bị hỏng") as caught:
        open_device(tmp_path)
    assert caught.value.hint


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": "00"},
        {"seed": "xx" * 32},
        {"seed": None},
        {"witness": []},
        {"witness": {"/a": {"replica": "a"}}},
        {"witness": {"/a": 5}},
    ],
)
def test_wrong_contents_count_as_damaged(tmp_path: Path, changes: dict[str, object]) -> None:
    _altered(tmp_path, **changes)
    with pytest.raises(DataFileError, match="bị hỏng"):
        open_device(tmp_path)


def test_bytes_that_are_no_text_count_as_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DataFileError, match="bị hỏng"):
        open_device(tmp_path)


def test_a_folder_that_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", "utf-8")
    with pytest.raises(DataFileError, match="Không ghi được"):
        open_device(tmp_path / "tệp")
    (tmp_path / "device" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(DataFileError, match="Không đọc được"):
        open_device(tmp_path / "device")


def test_a_folder_that_may_not_be_entered_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", refuse)
        with pytest.raises(DataFileError, match="Không đọc được"):
            open_device(tmp_path)


def test_a_copy_of_a_file_has_another_id(tmp_path: Path) -> None:
    one, copy = tmp_path / "a", tmp_path / "b"
    one.write_text("x", "utf-8")
    copy.write_text("x", "utf-8")
    assert file_id(one) == file_id(one)
    assert file_id(one) != file_id(copy)


def test_a_computer_is_told_apart_without_being_named(monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine_id()
    assert here == machine_id()
    assert len(here) == 16
    monkeypatch.setattr(module, "_machine_name", lambda: "máy khác")
    assert machine_id() != here
    assert "máy" not in machine_id()


def test_the_host_name_serves_where_the_system_has_no_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(module.sys, "platform", "linux")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", missing)
        patch.setattr(module.platform, "node", lambda: "may-xa")
        assert module._machine_name() == "may-xa"


def test_a_witness_that_is_kept_meanwhile_is_there_for_whoever_reads(tmp_path: Path) -> None:
    device, place = open_device(tmp_path), tmp_path / "a.ntm"
    for number in range(12):
        device.remember_soon(place, replace(WITNESS, number=number))
    found = open_device(tmp_path).witness_of(place)
    assert found is not None
    assert found.number == 11
    device.remember_soon(place, WITNESS)
    device.remember(tmp_path / "b.ntm", WITNESS)
    again = open_device(tmp_path)
    assert again.witness_of(place) == again.witness_of(tmp_path / "b.ntm") == WITNESS


def test_a_file_that_cannot_be_written_meanwhile_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device, place = open_device(tmp_path), tmp_path / "a.ntm"

    def refuse(_: object) -> None:
        raise DataFileError("đĩa chỉ đọc")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write", refuse)
        device.remember_soon(place, WITNESS)
        device.settle()
    assert open_device(tmp_path).witness_of(place) is None


def test_what_another_program_of_this_computer_kept_meanwhile_is_known(tmp_path: Path) -> None:
    here, there, place = open_device(tmp_path), open_device(tmp_path), tmp_path / "a.ntm"
    there.remember(place, WITNESS)
    assert here.witness_of(place) == WITNESS


# -- the seed on Windows --


def _windows(monkeypatch: pytest.MonkeyPatch, account: bytes) -> None:
    """Pretend to be Windows, where bytes are locked to an account."""

    def by_windows(function: str, data: bytes) -> bytes:
        if function == "CryptProtectData":
            return account + data[::-1]
        if not data.startswith(account):
            raise OSError("key not valid for use in specified state")
        return data.removeprefix(account)[::-1]

    monkeypatch.setattr(module, "_by_windows", by_windows)
    monkeypatch.setattr(module.sys, "platform", "win32")
    monkeypatch.delenv("NTM_KEYSTORE", raising=False)


def test_the_seed_is_locked_to_the_account_where_the_system_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = open_device(tmp_path).seed
    with monkeypatch.context() as patch:
        _windows(patch, b"mine")
        device = open_device(tmp_path)
        device.remember(tmp_path / "a.ntm", WITNESS)  # written anew: locked from now on
        text = device.path.read_text("utf-8")
        assert plain.hex() not in text
        assert '"dpapi:' in text
        assert open_device(tmp_path).seed == plain
    with monkeypatch.context() as patch:
        _windows(patch, b"another")
        with pytest.raises(DataFileError, match=r"device\.json"):
            open_device(tmp_path)
    with pytest.raises(DataFileError):
        open_device(tmp_path)  # not on another system either


def test_a_keystore_in_the_file_is_asked_for_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _windows(monkeypatch, b"mine")
    monkeypatch.setenv("NTM_KEYSTORE", "file")
    device = open_device(tmp_path)
    assert device.seed.hex() in device.path.read_text("utf-8")


def test_where_locking_fails_the_seed_is_kept_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> bytes:
        raise OSError("no profile")

    _windows(monkeypatch, b"mine")
    monkeypatch.setattr(module, "_by_windows", failing)
    seed = open_device(tmp_path).seed
    assert open_device(tmp_path).seed == seed
