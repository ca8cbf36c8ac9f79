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


def test_a_copy_is_put_back(commune):
    commune("put", "work", "06901/w1", "name=A")
    made = commune("backup").json["file"]
    old = commune("sync-state").json["replica"]
    commune("put", "work", "06901/w1", "name=B")
    done = commune("restore", made)
    assert (done.status, done.json["missing"]) == (0, 1)
    assert commune("get", "work", "06901/w1").json["fields"]["name"] == "A"
    assert commune("sync-state").json["replica"] != old
    told = commune.raw("--data", str(commune.data), "restore", done.json["kept"]).out
    assert "Đã khôi phục" in told
    assert commune("get", "work", "06901/w1").json["fields"]["name"] == "B"


def test_a_copy_is_put_back_where_the_data_were_lost(commune):
    commune("put", "work", "06901/w1", "name=A")
    made = commune("backup", "--to", str(commune.folder / "usb")).json["file"]
    (commune.data / "du-lieu.ntm").write_bytes(b"x" * 5000)
    assert commune("get", "work", "06901/w1").status == 1
    told = commune.raw("--data", str(commune.data), "restore", made)
    assert (told.status, "Trạng thái trước đó" in told.out) == (0, True)
    assert commune("get", "work", "06901/w1").json["fields"]["name"] == "A"


def test_what_is_no_backup_is_refused(commune):
    (commune.folder / "x.ntm").write_text("x" * 500)
    assert commune("restore", str(commune.folder / "x.ntm")).status == 1
    assert commune("restore", str(commune.folder / "none.ntm")).code == "E_NOT_FOUND"
