"""Copies that are proven equal, and tables that are what the log says."""

import shutil

import pytest

from ntm_desktop.errors import DataFileError
from ntm_desktop.services import upkeep
from ntm_desktop.services.records import list_records, put_texts
from ntm_desktop.services.workspace import open_workspace


def test_a_copy_opens_with_the_same_records(offices, commune):
    put_texts(commune, "work", None, {"name": "A"})
    made = upkeep.back_up(commune)
    assert upkeep.list_backups(commune) == [made]
    restored = offices.folder / "restored"
    restored.mkdir()
    shutil.copy(made, restored / "du-lieu.ntm")
    again = offices.kept(open_workspace(restored, device_dir=offices.folder / "other"))
    assert [one.title for one in list_records(again, "work")] == ["A"]


def test_a_copy_may_go_to_another_folder(offices, commune):
    made = upkeep.back_up(commune, offices.folder / "usb" / "sao-luu")
    assert made.parent == offices.folder / "usb" / "sao-luu"
    assert upkeep.list_backups(commune) == []


def test_a_place_that_cannot_be_written_is_said_in_words(offices, commune):
    place = offices.folder / "file"
    place.write_text("x")
    with pytest.raises(DataFileError, match="Không ghi được"):
        upkeep.back_up(commune, place)


def test_tables_that_differ_from_the_log_are_noticed_and_computed_anew(commune):
    put_texts(commune, "work", None, {"name": "A"})
    assert upkeep.check_log(commune).is_sound
    with commune.store.step("Phá", "An"):
        commune.store.execute("UPDATE work SET name = 'B'")
    assert not upkeep.check_log(commune).is_sound
    assert [one.title for one in list_records(commune, "work")] == ["B"]
    assert not upkeep.rebuild(commune).is_sound
    assert upkeep.check_log(commune).is_sound
    assert [one.title for one in list_records(commune, "work")] == ["A"]
