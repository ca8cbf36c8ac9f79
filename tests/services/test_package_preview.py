"""The preview of a file: record by record what it would do, with nothing written."""

import pytest

from ntm_desktop.services import exchange
from ntm_desktop.services.records import delete_record, put_texts

W1, W2, W3, W4 = (f"06901/w{number}" for number in range(1, 5))


def give(sender, receiver):
    """Send everything to a receiver that trusts the sender."""
    sent = exchange.send_package(sender, sender.folder.parent / f"out-{sender.folder.name}")
    return exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))


@pytest.fixture
def file(offices):
    """A file that adds, edits, deletes, conflicts and brings what is long outdated."""
    here, there = offices.new("a"), offices.new("b")
    for key in (W1, W2, W3):
        put_texts(here, "work", key, {"name": f"Công trình {key[-1]}"})
    give(here, there)
    give(there, here)
    put_texts(here, "work", W4, {"name": "Mới"})
    put_texts(here, "work", W1, {"name": "Sửa ở đây", "quantity": "2,5", "measure_unit": "km"})
    delete_record(here, "work", W2)
    put_texts(there, "work", W1, {"name": "Sửa ở kia"})
    return there, exchange.send_package(here, offices.folder / "out").files[0]


def test_each_record_is_said_with_its_fields_before_and_after(file):
    there, path = file
    before = exchange.sync_state(there)
    found = exchange.inspect_package(there, path)
    kinds = {one.key: one.kind for one in found.details}
    assert kinds == {W1: "changed", W2: "removed", W4: "new"}
    assert [found.count(kind) for kind in ("new", "changed", "removed", "stale")] == [1, 1, 1, 0]
    edited = next(one for one in found.details if one.key == W1)
    assert edited.conflict
    fields = {one.label: one for one in edited.fields}
    assert fields["Tên công trình"].conflict
    shown = {fields["Tên công trình"].after, fields["Tên công trình"].other}
    assert shown == {"Sửa ở đây", "Sửa ở kia"}, "both values are seen, whichever is in use"
    assert (fields["Khối lượng"].before, fields["Khối lượng"].after) == ("", "2,5")
    removed = next(one for one in found.details if one.key == W2)
    assert (removed.title, removed.label) == ("Công trình 2", "công trình")
    assert found.conflicts == 1
    assert exchange.sync_state(there) == before


def test_taking_the_file_does_what_the_preview_said(file):
    there, path = file
    foreseen = exchange.inspect_package(there, path)
    print_of_key = foreseen.sender.fingerprint
    [taken] = exchange.take_packages(there, [path], print_of_key).packages
    assert [(one.key, one.kind) for one in taken.details] == [
        (one.key, one.kind) for one in foreseen.details
    ]
    assert (taken.conflicts, taken.missing) == (foreseen.conflicts, foreseen.missing)
    assert taken.confirm
    assert not foreseen.confirm


def test_what_was_replaced_long_ago_is_called_stale(offices):
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", W1, {"name": "Một"})
    old = exchange.send_package(here, offices.folder / "out").files[0]
    put_texts(here, "work", W1, {"name": "Hai"})
    give(here, there)
    with there.store.step("", kind="take"):  # the old change is lost again, the new one is held
        there.store.execute("DELETE FROM sync_op WHERE CAST(line AS TEXT) LIKE '%Một%'")
    found = exchange.inspect_package(there, old)
    assert (found.new, [(one.key, one.kind) for one in found.details]) == (1, [(W1, "stale")])


def test_records_of_a_newer_version_are_counted(commune, offices):
    from ntm_desktop.exchange import package
    from tests.services.conftest import NOW

    wid = "aaaaaaaaaaaa2"
    lines = (
        b'[1,5,"An","of_a_newer_version","06901/x1",{"f":1},{}]',
        b'[2,5,"An","work","06901/w1",{"name":"\xc4\x90","of_tomorrow":"x"},{}]',
    )
    draft = package.PackageDraft(
        sender=package.Sender(unit="06901", unit_name="Xã", replica=wid),
        created_ms=NOW,
        serial=1,
        have={},
        schema=7,
        sections=(package.Section(7, "shared", "06901", wid, lines),),
    )
    path = offices.folder / "moi.ntmx"
    package.write_package(draft, commune.device.seed, path)
    found = exchange.inspect_package(commune, path)
    assert (found.later, found.count("new")) == (1, 1)
    later = next(one for one in found.details if one.kind == "later")
    assert (later.label, later.title, later.fields) == ("of_a_newer_version", "06901/x1", ())
    exchange.take_packages(commune, [path])
    again = exchange.send_package(commune, offices.folder / "out").files[0]
    forwarded = {one.writer: one for one in package.read_package(again).sections}
    assert (forwarded[wid].lines, forwarded[wid].schema) == (lines, 7)
