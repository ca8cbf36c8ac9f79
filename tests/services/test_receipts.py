"""Receipts between two offices: what was sent, what arrived, what is missing, codes by phone."""

from __future__ import annotations

import shutil
from unittest import mock

import pytest

from ntm_desktop.errors import InputError, NotFoundError, PackageError
from ntm_desktop.exchange import carrier, package
from ntm_desktop.services import exchange, receipts
from ntm_desktop.services.records import put_texts
from tests.services.conftest import NOW

UNIT = "06901"


@pytest.fixture
def pair(offices):
    """Two computers of one office that trust each other; the first has a work."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", "06901/w1", {"name": "Đường"})
    return here, there


def send(workspace, to=(UNIT,), **more):
    return exchange.send_package(workspace, workspace.folder.parent / "out", to, **more)


def take(sender, receiver, sent):
    batch = exchange.take_packages(
        receiver, sent.files, exchange.own_fingerprint(sender), foreign=[sender.owner]
    )
    assert batch.error is None
    return batch.packages[0]


def states(workspace):
    return [(one.serial, one.unit, one.state) for one in receipts.deliveries(workspace)]


def test_a_package_is_sent_then_received(pair):
    here, there = pair
    sent = send(here)
    assert states(here) == [(1, UNIT, "sent")]
    taken = take(here, there, sent)
    assert taken.confirm == package.confirm_code(sent.package, there.store.replica)
    answer = exchange.send_receipt(there, there.folder.parent / "back")
    assert (answer.kind, answer.changes, answer.units) == ("receipt", 0, (UNIT,))
    assert answer.size < 3_000
    told = take(there, here, answer)
    assert (told.kind, told.receipts, told.new) == ("receipt", 1, 0)
    [delivery] = receipts.deliveries(here)
    assert (delivery.state, delivery.answered, delivery.how) == ("received", NOW, "file")
    assert receipts.unconfirmed(here) == ()
    assert states(there) == [], "a receipt waits for no receipt"


def test_a_package_going_back_carries_the_receipt(pair):
    here, there = pair
    take(here, there, send(here))
    put_texts(there, "work", None, {"name": "Cầu"})
    back = send(there)
    assert package.read_package(back.files[0]).manifest.receipts[0].status == "ok"
    take(there, here, back)
    assert states(here) == [(1, UNIT, "received")]


def test_after_the_receipt_only_changes_are_sent_and_a_lost_file_is_made_up_for(pair):
    here, there = pair
    take(here, there, send(here))
    take(there, here, exchange.send_receipt(there, there.folder.parent / "back"))
    put_texts(here, "work", "06901/w1", {"name": "Đường mới"})
    lost = send(here)
    assert (lost.kind, lost.changes) == ("delta", 1)
    put_texts(here, "work", "06901/w2", {"name": "Cầu"})
    second = send(here)
    assert (second.kind, second.changes) == ("delta", 2)
    taken = take(here, there, second)
    assert (taken.new, taken.missing, taken.unseen) == (2, {}, ())
    assert send(here, full=True).kind == "full"


def test_what_is_missing_is_told_until_it_has_come(pair):
    here, there = pair
    take(here, there, send(here))
    take(there, here, exchange.send_receipt(there, there.folder.parent / "back"))
    third = here.folder.parent / "third"
    put_texts(here, "work", "06901/w1", {"name": "Đường mới"})
    with here.store.step("", kind="send"):  # a computer that forgets what was acknowledged
        here.store.execute("UPDATE sync_peer SET have = ?", _all_held(here))
    put_texts(here, "work", "06901/w2", {"name": "Cầu"})
    taken = take(here, there, exchange.send_package(here, third, (UNIT,)))
    assert taken.missing
    assert exchange.gap_texts(there)
    answer = exchange.send_receipt(there, there.folder.parent / "back2")
    take(there, here, answer)
    assert "gaps" in {state for _, _, state in states(here)}
    taken = take(here, there, send(here))
    assert taken.missing == {}
    take(there, here, exchange.send_receipt(there, there.folder.parent / "back3"))
    assert {state for _, _, state in states(here)} <= {"received", "sent"}


def test_what_is_lost_for_good_is_asked_for_no_longer(commune):
    with commune.store.step("", kind="take"):
        commune.store.execute("INSERT INTO sync_gap VALUES ('aaaaaaaaaaaa2', 1, 2, '')")
    assert len(exchange.gap_texts(commune)) == 1
    exchange.forget_gap(commune, "aaaaaaaaaaaa2")
    assert exchange.gap_texts(commune) == ()
    with pytest.raises(NotFoundError, match="Không có phần thiếu"):
        exchange.forget_gap(commune, "aaaaaaaaaaaa2")


def _all_held(workspace):
    import json

    return json.dumps(workspace.store.log.have())


def test_a_code_read_out_by_phone_confirms_a_package(pair):
    here, there = pair
    take(there, here, exchange.send_package(there, there.folder.parent / "hello", (UNIT,)))
    sent = send(here)
    code = take(here, there, sent).confirm
    with pytest.raises(NotFoundError, match="không khớp"):
        receipts.confirm_by_code(here, "00000000" if code != "00000000" else "11111111")
    with pytest.raises(InputError, match="8 chữ số"):
        receipts.confirm_by_code(here, "1234")
    found = receipts.confirm_by_code(here, f"{code[:4]} {code[4:]}")
    assert (found.serial, found.state, found.how) == (sent.serial, "received", "phone")
    assert states(here) == [(sent.serial, UNIT, "received")]


def test_a_refused_file_is_answered_with_the_reason(offices):
    neighbour, here = offices.new("n", code="18130", name="Thuận Lộc"), offices.new("a")
    draft = package.PackageDraft(
        sender=package.Sender(unit=UNIT, unit_name="Xã", replica=neighbour.store.replica),
        created_ms=NOW,
        serial=1,
        have={},
        sections=(
            package.Section(
                1, "shared", "18130", neighbour.store.replica,
                tuple(neighbour.store.log.lines(neighbour.store.log.writers()[0])),
            ),
        ),
    )  # fmt: skip
    file = offices.folder / "la.ntmx"
    info = package.write_package(draft, neighbour.device.seed, file)
    before = here.store.query("SELECT count(*) FROM sync_import")
    for about in (file, str(file)):
        answer = exchange.send_receipt(here, offices.folder / "back", about)
        [receipt] = package.read_package(answer.files[0]).manifest.receipts
        assert (receipt.package, receipt.status, receipt.code) == (
            info.package_id,
            "refused",
            "E_SCOPE",
        )
    assert here.store.query("SELECT count(*) FROM sync_import") == before


def test_a_locked_file_and_a_plain_zip_are_answered_too(offices):
    here, there = offices.new("a"), offices.new("b")
    words = "năm từ khác nhau nhé"
    locked = exchange.send_package(there, offices.folder / "out", passphrase=words)
    with pytest.raises(PackageError) as asked:
        exchange.send_receipt(here, offices.folder / "back", locked.files[0])
    assert asked.value.code == "E_ENCRYPTED"
    key = exchange.own_fingerprint(there)
    opened = exchange.take_packages(here, locked.files, key, passphrase=words)
    assert opened.error is None
    answer = exchange.send_receipt(here, offices.folder / "back", locked.files[0], passphrase=words)
    [told] = package.read_package(answer.files[0]).manifest.receipts
    assert (told.package, told.status) == (locked.package, "ok")
    both = offices.folder / "hai-goi.zip"
    carrier.write_carrier(
        both, [(f"{n}.ntmx", _too_new(there, offices.folder / f"{n}.ntmx", n)) for n in (8, 9)]
    )
    answer = exchange.send_receipt(here, offices.folder / "back", both)
    found = package.read_package(answer.files[0]).manifest.receipts
    assert [(one.status, one.code) for one in found] == [("refused", "E_TOO_NEW")] * 2
    assert len({one.package for one in found}) == 2


def test_a_zip_of_several_offices_has_no_one_receiver(offices):
    here, there = offices.new("a"), offices.new("b")
    other = offices.new("c", code="06904", name="Láng giềng")
    both = offices.folder / "hai-don-vi.zip"
    files = [
        (f"{n}.ntmx", _too_new(of, offices.folder / f"{n}.ntmx", n))
        for n, of in enumerate((there, other), start=1)
    ]
    carrier.write_carrier(both, files)
    with pytest.raises(InputError, match="nhiều đơn vị"):
        exchange.send_receipt(here, offices.folder / "back", both)


def _too_new(workspace, path, serial):
    """Write a package of an office that only a later version can read."""
    replica = workspace.store.replica
    draft = package.PackageDraft(
        sender=package.Sender(unit=workspace.owner, unit_name="Xã", replica=replica),
        created_ms=NOW, serial=serial, have={}, schema=99, min_schema=99,
    )  # fmt: skip
    with mock.patch.object(package, "parse_manifest"):  # a writer of that version
        package.write_package(draft, workspace.device.seed, path)
    return path


def test_a_receipt_that_says_refused_is_shown_so(offices):
    here, there = offices.new("a"), offices.new("b")
    sent = send(here)
    refused = package.Receipt(package=sent.package, status="refused", code="E_TOO_NEW", at=NOW)
    draft = package.PackageDraft(
        sender=package.Sender(unit=UNIT, unit_name="Xã", replica=there.store.replica, device="m"),
        created_ms=NOW, serial=1, have={}, kind="receipt", receipts=(refused, _foreign(refused)),
    )  # fmt: skip
    file = offices.folder / "tu-choi.ntmx"
    package.write_package(draft, there.device.seed, file)
    exchange.take_packages(here, [file], exchange.own_fingerprint(there), foreign=[there.owner])
    [delivery] = receipts.deliveries(here)
    assert (delivery.state, delivery.code, delivery.text) == ("refused", "E_TOO_NEW", "bị từ chối")


def _foreign(receipt):
    """A receipt for a package that was never sent from here."""
    return package.Receipt(package="0" * 32, status=receipt.status, at=NOW)


def test_to_whom_a_receipt_goes_must_be_clear(offices):
    here, there = offices.new("a"), offices.new("b")
    other = offices.new("c", code="06904", name="Láng giềng")
    out = offices.folder / "r"
    with pytest.raises(InputError, match="Chưa nhận gói nào"):
        exchange.send_receipt(here, out)
    first = exchange.send_package(there, offices.folder / "out")
    take(there, here, first)
    assert exchange.send_receipt(here, out).units == (UNIT,)
    second = exchange.send_package(other, offices.folder / "out2")
    take(other, here, second)
    with pytest.raises(InputError, match="nhiều đơn vị"):
        exchange.send_receipt(here, out)
    assert exchange.send_receipt(here, out, "06904").units == ("06904",)
    assert exchange.send_receipt(here, out, second.package).units == ("06904",)
    assert exchange.send_receipt(here, out, second.files[0]).units == ("06904",)
    with pytest.raises(NotFoundError, match="Chưa nhận gói"):
        exchange.send_receipt(here, out, "0" * 32)
    third = exchange.send_package(other, offices.folder / "out3")
    with pytest.raises(NotFoundError, match="Chưa nhận gói"):
        exchange.send_receipt(here, out, third.files[0])


def test_a_receipt_for_another_unit_tells_nothing_of_the_rest(offices):
    here, there = offices.new("a"), offices.new("b")
    other = offices.new("c", code="06904", name="Láng giềng")
    take(there, here, exchange.send_package(there, offices.folder / "out"))
    take(other, here, exchange.send_package(other, offices.folder / "out2"))
    manifest = package.read_package(
        exchange.send_receipt(here, offices.folder / "r", "06904").files[0]
    ).manifest
    assert len(manifest.receipts) == 1
    to_all = package.read_package(exchange.send_package(here, offices.folder / "x").files[0])
    assert [one.package for one in to_all.manifest.receipts] == [
        one.package for one in manifest.receipts
    ]


def test_a_package_may_go_to_one_copy(pair):
    here, there = pair
    take(here, there, send(here))
    take(there, here, exchange.send_receipt(there, there.folder.parent / "back"))
    only = send(here, (there.store.replica,))
    assert (only.units, only.changes) == ((UNIT,), 0)
    with pytest.raises(NotFoundError, match="Chưa từng nhận"):
        send(here, ("aaaaaaaaaaaa2",))


def test_a_copied_folder_sends_under_its_own_id(offices):
    here = offices.new("a")
    here.close()
    shutil.copytree(offices.folder / "a", offices.folder / "b")
    copy = offices.again("b", device="b")
    first = copy.store.replica
    manifest = package.read_package(send(copy).files[0]).manifest
    assert manifest.sender.replica == copy.store.replica != first
    assert manifest.sender.replaces == (first,)


def test_a_package_a_day_off_or_for_somebody_else_is_said(offices):
    here, there = offices.new("a"), offices.new("b")
    sent = send(here, ("22",))
    late = offices.again("b", now_ms=NOW + 5 * 86_400_000)
    found = exchange.inspect_package(late, sent.files[0])
    assert ["5 ngày" in one for one in found.remarks] == [True, False]
    assert "gửi cho 22" in found.remarks[1]
    assert exchange.inspect_package(there, send(here).files[0]).remarks == ()


def test_a_doubted_clock_is_said_in_the_package(offices):
    offices.new("a").close()
    early = offices.again("a", now_ms=1_600_000_000_000)
    manifest = package.read_package(send(early).files[0]).manifest
    assert manifest.clock == "suspect"


def test_a_commune_and_its_province_send_each_other_only_what_is_new(offices):
    commune = offices.new("a")
    province = offices.new("p", code="22", name="Quảng Ninh", level="tinh")
    neighbour = offices.new("n", code="06904", name="Láng giềng")
    put_texts(commune, "work", "06901/w1", {"name": "Đường"})
    take(neighbour, province, send(neighbour, ("22",)))
    take(commune, province, send(commune, ("22",)))
    back = send(province, (UNIT,))
    manifest = package.read_package(back.files[0]).manifest
    others = {one.wid for one in province.store.log.writers() if one.unit != UNIT}
    assert set(manifest.ranges) == others, "the commune holds its own log"
    told = take(province, commune, back)
    assert (told.missing, told.receipts) == ({}, 1)
    assert states(commune) == [(1, "22", "received")]
    put_texts(commune, "work", "06901/w2", {"name": "Cầu"})
    second = send(commune, ("22",))
    assert (second.kind, second.changes) == ("delta", 1)
    assert take(commune, province, second).missing == {}
    put_texts(province, "task", None, {"text": "Nhắc xã", "due_on": "1/2/2024"})
    third = send(province, (UNIT,))
    assert (third.kind, third.changes) == ("delta", 1)
    assert take(province, commune, third).missing == {}
    for one in (commune, province):
        assert exchange.sync_state(one).gaps == {}


def test_a_third_office_is_not_told_of_logs_it_cannot_get(offices):
    commune, neighbour = offices.new("a"), offices.new("n", code="06904", name="Láng giềng")
    province = offices.new("p", code="22", name="Quảng Ninh", level="tinh")
    take(province, commune, exchange.send_package(province, offices.folder / "p-out"))
    assert (
        take(commune, neighbour, exchange.send_package(commune, offices.folder / "x")).missing == {}
    )
