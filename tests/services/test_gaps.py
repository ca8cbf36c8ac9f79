"""What is missing, whose it is, and what only was not sent yet."""

import shutil

from ntm_desktop.services import exchange, gaps
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.workspace import open_workspace

LOST = "aaaaaaaaaaaa2"


def note_gap(workspace, writer, first=3, last=5):
    with workspace.store.step("", kind="take"):
        workspace.store.execute(
            "INSERT OR REPLACE INTO sync_gap VALUES (?, ?, ?, '')", writer, first, last
        )


def test_a_gap_names_what_is_known_of_its_copy(commune):
    note_gap(commune, LOST)
    [gap] = gaps.open_gaps(commune)
    assert (gap.writer, gap.unit, gap.device, gap.first, gap.last) == (LOST, "", "", 3, 5)


def test_what_a_receipt_tells_of_its_own_sender_is_no_gap_yet(offices):
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", None, {"name": "Đường"})
    sent = exchange.send_package(here, here.folder.parent / "out", ("06901",))
    exchange.take_packages(there, sent.files, exchange.own_fingerprint(here))
    put_texts(there, "work", None, {"name": "Cầu"})
    back = exchange.send_receipt(there, here.folder.parent / "back", "06901")
    exchange.take_packages(here, back.files, exchange.own_fingerprint(there))
    assert there.store.replica in exchange.sync_state(here).gaps
    assert gaps.not_sent_yet(here) == {there.store.replica}
    assert gaps.open_gaps(here) == ()
    note_gap(here, LOST)
    assert [one.writer for one in gaps.open_gaps(here)] == [LOST]


def test_copies_are_named_by_their_computer(offices):
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", None, {"name": "Đường"})
    sent = exchange.send_package(here, here.folder.parent / "out", ("06901",))
    exchange.take_packages(there, sent.files, exchange.own_fingerprint(here))
    found = gaps.copy_named(there, here.store.replica)
    assert (found.unit, found.device, found.is_own) == ("06901", here.device.name, False)
    assert gaps.copy_named(here, here.store.replica).is_own
    assert gaps.forked_copies(there) == ()


def test_what_this_computer_wrote_before_an_old_copy_was_put_back_is_its_own(offices):
    here = offices.new("a")
    put_texts(here, "work", None, {"name": "Đường"})
    first = here.store.replica
    here.close()
    shutil.copytree(here.folder, here.folder.parent / "copy")
    again = offices.kept(open_workspace(here.folder.parent / "copy", **offices.place("a")))
    put_texts(again, "work", None, {"name": "Cầu"})
    assert again.store.replica != first
    assert gaps.copy_named(again, first).is_own
    note_gap(again, first)
    [gap] = gaps.open_gaps(again)
    assert (gap.is_own, gap.device) == (True, again.device.name)
