"""A file appears whole or not at all, and what was there before stays."""

import os

import pytest

from ntm_desktop.errors import DataFileError
from ntm_desktop.whole_files import copy_whole, write_whole


def test_a_file_is_written_over_an_older_one(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    write_whole(b"new", path)
    assert path.read_bytes() == b"new"
    copy_whole(path, tmp_path / "b.txt")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert (tmp_path / "b.txt").read_bytes() == b"new"


def test_a_full_disk_leaves_the_older_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataFileError, match="Không ghi được"):
        write_whole(b"new", path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"old"


def test_a_place_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(DataFileError, match="Không ghi được"):
        write_whole(b"x", tmp_path / "no" / "a.txt")
    with pytest.raises(DataFileError):
        copy_whole(tmp_path / "no.txt", tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_stopping_leaves_nothing_behind(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(b"x", tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
