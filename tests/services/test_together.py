"""Files given at once are told as one; a gap is told only where something is really missing."""

import pytest

from ntm_desktop.services import exchange, receipts
from ntm_desktop.services.records import put_texts

UNIT = "06901"


@pytest.fixture
def pair(offices):
    """Two computers of one office that trust each other."""
    here, there = offices.new("a"), offices.new("b")
    take(here, there)
    take(there, here)
    return here, there


def sent(workspace, *to):
    """Send to a unit, our own without one; return the files."""
    place = workspace.folder.parent / f"out-{workspace.folder.name}"
    return exchange.send_package(workspace, place, to or (UNIT,)).files


def take(sender, receiver):
    """Send and take in; return the file as it was taken."""
    key = exchange.own_fingerprint(sender)
    [one] = exchange.take_packages(receiver, sent(sender), key).packages
    assert one.error is None
    return one


def work(workspace, name):
    """Record one more work."""
    put_texts(workspace, "work", f"{UNIT}/{name}", {"name": name})


def test_numbers_that_went_to_others_are_not_missed(pair):
    here, there = pair
    work(here, "w1")
    sent(here, "22")
    assert exchange.inspect_package(there, sent(here)[0]).unseen == ()
    sent(here, "22")
    assert take(here, there).unseen == ()


def test_numbers_are_named_where_changes_are_missing(pair):
    here, there = pair
    work(here, "w1")
    lost = sent(here)
    _believe_all_arrived(here)
    work(here, "w2")
    later = sent(here)
    looked = exchange.inspect_package(there, later[0])
    assert (len(looked.missing), looked.unseen) == (1, (2,))
    both = exchange.told_together([exchange.inspect_package(there, f) for f in (*later, *lost)])
    assert [(one.missing, one.unseen) for one in both] == [({}, ()), ({}, ())]
    done = exchange.take_packages(there, (*later, *lost))
    assert [(one.missing, one.unseen) for one in done.packages] == [({}, ()), ({}, ())]


def _believe_all_arrived(workspace):
    """Write down that the other computer holds everything, though it does not."""
    import json

    have = json.dumps({wid: list(pair) for wid, pair in workspace.store.log.have().items()})
    with workspace.store.step("", kind="send"):
        workspace.store.execute("UPDATE sync_peer SET have = ?", have)


def test_a_gap_is_told_by_the_name_of_the_computer(pair):
    here, there = pair
    work(here, "w1")
    sent(here)
    _believe_all_arrived(here)
    work(here, "w2")
    taken = take(here, there)
    [text] = exchange.missing_texts(there, taken)
    assert f"máy {here.device.name} (thay đổi số " in text
    assert here.store.replica not in text
    assert exchange.gap_texts(there) == (text,)


def test_a_receipt_leaves_no_gap_to_be_told(offices):
    commune, province = offices.new("a"), offices.new("p", code="22", name="Q", level="tinh")
    put_texts(province, "work", "22/w1", {"name": "Của tỉnh"})
    key = exchange.own_fingerprint(commune)
    files = exchange.send_package(commune, offices.folder / "up").files
    assert exchange.take_packages(province, files, key).error is None
    answer = exchange.send_receipt(province, offices.folder / "down", UNIT)
    key = exchange.own_fingerprint(province)
    [taken] = exchange.take_packages(commune, answer.files, key).packages
    assert exchange.missing_texts(commune, taken) == ()
    assert exchange.gap_texts(commune) == ()
    assert receipts.missing_for(commune, ("22",)) == {}


def test_a_file_of_this_very_computer_is_nothing_to_take_in(pair):
    here, _ = pair
    work(here, "w1")
    [file] = sent(here)
    looked = exchange.inspect_package(here, file)
    assert (looked.is_own, looked.new) == (True, 0)
    [taken] = exchange.take_packages(here, [file]).packages
    assert (taken.status, taken.confirm) == ("duplicate", "")
    assert receipts.deliveries(here)[0].state == "sent"


def test_a_copy_that_was_put_back_answers_in_one_line(offices):
    here, there = offices.new("a"), offices.new("b")
    take(here, there)
    take(there, here)
    there.close()
    again = offices.again("b", device="b")
    with again.store.step("", kind="edit"):
        again.store.renew_replica()
    work(again, "w9")
    take(again, here)
    latest = [one for one in receipts.deliveries(here) if one.serial == 1]
    assert [(one.unit, one.device) for one in latest] == [(UNIT, again.device.name)]
