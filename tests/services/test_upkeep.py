"""Copies that are proven equal, and tables that are what the log says."""

import shutil

import pytest

from ntm_desktop.errors import DataFileError
from ntm_desktop.exchange import package
from ntm_desktop.services import exchange, upkeep
from ntm_desktop.services.records import list_records, put_texts
from ntm_desktop.services.workspace import open_workspace
from tests.services.conftest import NOW


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


def test_values_a_newer_version_sent_are_named_where_they_cannot_be_shown(commune, offices):
    line = b'[1,5,"An","work","06901/w1",{"name":"A","quantity":"nhieu"},{}]'
    draft = package.PackageDraft(
        sender=package.Sender(unit="06901", unit_name="Xã", replica="aaaaaaaaaaaa2"),
        created_ms=NOW, serial=1, have={}, schema=9,
        sections=(package.Section(9, "shared", "06901", "aaaaaaaaaaaa2", (line,)),),
    )  # fmt: skip
    path = offices.folder / "moi.ntmx"
    package.write_package(draft, commune.device.seed, path)
    assert exchange.take_packages(commune, [path]).error is None
    done = upkeep.check_log(commune)
    assert done.is_sound
    assert done.unfit == (("work", "06901/w1", "quantity"),)
