"""`ntm backup/backups/rebuild`."""

import sqlite3
from pathlib import Path


def test_copies_are_made_and_listed(commune):
    made = commune("backup").json
    assert Path(made["file"]).stat().st_size == made["size"]
    assert commune("backups").json == [made]
    usb = commune.folder / "usb"
    assert Path(commune("backup", "--to", str(usb)).json["file"]).parent == usb
    assert len(commune("backups").json) == 1
    assert made["file"] in commune.raw("--data", str(commune.data), "backups").out


def test_without_copies_the_list_says_so(commune):
    assert commune("backups").json == []
    assert "Chưa có" in commune.raw("--data", str(commune.data), "backups").out


def test_a_place_that_cannot_be_written_is_said_in_words(commune):
    (commune.folder / "file").write_text("x")
    for place in (commune.folder / "file", "/proc/x", "x" * 400):
        assert commune("backup", "--to", str(place)).status == 1


def test_tables_that_differ_from_the_log_need_a_person(commune):
    commune("put", "work", "06901/w1", "name=A")
    sound = commune("rebuild", "--check")
    assert (sound.status, sound.json["equal"]) == (0, True)
    file = sqlite3.connect(commune.data / "du-lieu.ntm")
    file.execute("UPDATE work SET name = 'B'")
    file.commit()
    file.close()
    assert commune("rebuild", "--check").status == 3
    rebuilt = commune("rebuild").json
    assert not rebuilt["equal"]
    assert rebuilt["before"] != rebuilt["after"]
    assert commune("get", "work", "06901/w1").json["fields"]["name"] == "A"
    assert "đúng với nhật ký" in commune.raw("--data", str(commune.data), "rebuild", "--check").out
