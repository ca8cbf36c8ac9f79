"""Two offices exchange their records: trust first, then equal copies, and no edit is lost."""

import gc

import pytest

from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.errors import BusyError, DataFileError, InputError, NotFoundError, PackageError
from ntm_desktop.exchange import package
from ntm_desktop.services import exchange, history, sending, upkeep
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.records import get_record, heads_of, list_records, put_texts, search
from ntm_desktop.services.review import standing
from ntm_desktop.services.senders import speaks_for
from ntm_desktop.storage import outgoing
from tests.services.conftest import NANG_CAO, NOW


def out(workspace, to=()):
    """Send everything; return the file."""
    return exchange.send_package(workspace, workspace.folder.parent / "out", to).files[0]


def give(sender, receiver):
    """Send everything to a receiver that trusts the sender; return what taking did."""
    return exchange.take_packages(
        receiver, [out(sender)], exchange.own_fingerprint(sender), foreign=[sender.owner]
    )


def digest(workspace):
    """Return the hash that two equal copies share."""
    return exchange.sync_state(workspace).state_digest


def value(workspace, text, code="13.5"):
    """Record one value of 2023."""
    record_values(workspace, [ValueDraft(NANG_CAO, "2023", code, text)])


def row(workspace, code="13.5"):
    """Return one line of the sheet of 2023."""
    sheet = entry_sheet(workspace, NANG_CAO, "2023")
    return next(row for group in sheet.groups for row in group.rows if row.code == code)


@pytest.fixture
def pair(offices):
    """Two computers of one office, which trust each other and hold the same record of a work."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", "06901/w1", {"name": "Đường"})
    give(here, there)
    give(there, here)
    assert digest(here) == digest(there)
    return here, there


def test_an_unknown_computer_is_refused_and_nothing_is_written(offices):
    here, there = offices.new("a"), offices.new("b")
    value(here, "12,5")
    before = exchange.sync_state(there)
    batch = exchange.take_packages(there, [out(here)])
    (refused,) = batch.packages
    assert (refused.status, refused.code, refused.error.exit_status) == (
        "refused",
        "E_UNTRUSTED",
        12,
    )
    assert exchange.own_fingerprint(here) in str(refused.error)
    assert batch.error is refused.error
    assert exchange.sync_state(there) == before
    assert upkeep.list_backups(there) == []
    wrong = exchange.take_packages(there, [out(here)], "0000-0000-0000-0000")
    assert wrong.packages[0].code == "E_UNTRUSTED"


def test_what_was_taken_stands_as_it_stood_there(offices):
    here, there = offices.new("a"), offices.new("b", sets=[])
    value(here, "12,5")
    value(here, "chưa đạt", "1.1")
    batch = give(here, there)
    (taken,) = batch.packages
    assert (taken.status, taken.conflicts, batch.error, batch.new_conflicts) == (
        "taken",
        0,
        None,
        0,
    )
    assert taken.new == exchange.sync_state(here).ops
    assert "indicator_value" in batch.touched.entities
    assert (
        standing(there, NANG_CAO, "2023").assessment == standing(here, NANG_CAO, "2023").assessment
    )
    give(there, here)
    assert digest(here) == digest(there)
    assert exchange.sync_state(here).ops_digest == exchange.sync_state(there).ops_digest


def test_after_the_first_time_no_fingerprint_is_asked_for(pair):
    here, there = pair
    value(here, "12,5")
    assert exchange.take_packages(there, [out(here)]).packages[0].status == "taken"


def test_a_file_taken_before_is_a_duplicate_that_changes_nothing(pair):
    here, there = pair
    file = out(here)
    exchange.take_packages(there, [file])
    before, copies = exchange.sync_state(there), upkeep.list_backups(there)
    again = exchange.take_packages(there, [file, file])
    assert [one.status for one in again.packages] == ["duplicate", "duplicate"]
    assert again.error is None
    assert exchange.sync_state(there) == before
    assert upkeep.list_backups(there) == copies


def test_a_backup_is_made_before_anything_is_taken(offices):
    here, there = offices.new("a"), offices.new("b")
    value(here, "12,5")
    first = out(here)
    value(here, "13")
    print_of_key = exchange.own_fingerprint(here)
    exchange.take_packages(there, [first, out(here)], print_of_key)
    (copy,) = upkeep.list_backups(there)
    held = offices.folder / "copy"
    held.mkdir()
    (held / "du-lieu.ntm").write_bytes(copy.read_bytes())
    assert list_records(offices.again("copy"), "indicator_value") == ()


def test_two_values_for_one_cell_are_both_kept_and_listed(pair):
    here, there = pair
    value(here, "12,5")
    value(there, "13,5")
    looked = exchange.inspect_package(there, out(here))
    (taken,) = exchange.take_packages(there, [out(here)]).packages
    assert looked.conflicts == taken.conflicts > 0
    key = f"06901/2023/{NANG_CAO}/13.5"
    listed = exchange.sync_state(there).conflicts
    assert ("indicator_value", key, "value") in listed
    assert row(there).conflict
    assert {head["value"] for head in heads_of(there, "indicator_value", key)["value"]} == {
        "12.5",
        "13.5",
    }
    exchange.take_packages(here, [out(there)])
    assert digest(here) == digest(there)
    assert row(here).value_text == row(there).value_text


def test_typing_the_value_again_settles_the_conflict_everywhere(pair):
    here, there = pair
    value(here, "12,5")
    value(there, "13,5")
    give(here, there)
    value(there, "14")
    assert not row(there).conflict
    give(there, here)
    assert (row(here).value_text, row(here).conflict) == ("14", False)


def test_different_fields_of_a_record_merge_silently(pair):
    here, there = pair
    put_texts(here, "work", "06901/w1", {"name": "Đường trục"})
    put_texts(there, "work", "06901/w1", {"village": "Hồng Nguyệt"})
    assert give(here, there).new_conflicts == 0
    record = get_record(there, "work", "06901/w1")
    assert (record.title, record.values["village"]) == ("Đường trục", "Hồng Nguyệt")
    assert record.conflicts == ()


def test_the_same_value_typed_on_both_sides_is_no_conflict(pair):
    here, there = pair
    value(here, "12,5")
    value(there, "12,5")
    assert give(here, there).new_conflicts == 0
    assert not row(there).conflict


def test_undo_does_not_take_back_what_was_taken_in(pair):
    here, there = pair
    put_texts(there, "work", None, {"name": "Của Bình"})
    value(here, "12,5")
    give(here, there)
    assert history.undo(there).label == "Thêm công trình: Của Bình"
    assert history.undo(there) is None
    assert row(there).value_text == "12,5"


def test_own_edits_after_taking_reach_the_other_side(pair):
    here, there = pair
    put_texts(there, "work", "06901/w1", {"name": "Đường mới"})
    give(there, here)
    assert get_record(here, "work", "06901/w1").title == "Đường mới"
    assert exchange.sync_state(here).gaps == {}


def test_looking_into_a_file_writes_nothing(pair):
    here, there = pair
    value(here, "12,5")
    value(there, "13,5")
    file = out(here)
    before, steps = exchange.sync_state(there), len(history.past_steps(there))
    found = exchange.inspect_package(there, file)
    assert (found.status, found.kind, found.code) == ("new", "full", "")
    assert (found.new, found.records, found.known) == (1, 1, before.ops - 1)
    assert (found.sender.unit, found.sender.unit_name) == ("06901", "Xã Quảng An")
    assert found.sender.trusted
    assert exchange.sync_state(there) == before
    assert len(history.past_steps(there)) == steps
    exchange.take_packages(there, [file])
    assert exchange.inspect_package(there, file).status == "duplicate"


def test_a_sender_that_nobody_confirmed_is_shown_as_such(offices):
    here, there = offices.new("a"), offices.new("b")
    found = exchange.inspect_package(there, out(here))
    assert not found.sender.trusted
    assert found.sender.fingerprint == exchange.own_fingerprint(here)


def test_sending_counts_up_and_keeps_every_file(commune):
    first, second = (exchange.send_package(commune, commune.folder.parent / "out") for _ in "12")
    assert (first.serial, second.serial, first.parts) == (1, 2, 1)
    assert first.files[0] != second.files[0]
    assert first.files[0].is_file()
    assert first.size == first.files[0].stat().st_size
    assert second.changes == first.changes == exchange.sync_state(commune).ops


def test_unsent_changes_are_counted_since_the_last_package(offices):
    commune = offices.new()
    assert exchange.unsent_changes(commune) == exchange.sync_state(commune).ops
    out(commune)
    assert exchange.unsent_changes(commune) == 0
    later = offices.again("a", now_ms=NOW + 1)
    value(later, "12,5")
    assert exchange.unsent_changes(later) == 1


def test_the_timeline_has_both_directions(pair):
    here, there = pair
    found = exchange.traffic(here)
    assert {one.direction for one in found} == {"sent", "taken"}
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert local_time(found[0].at).year == 2024
    assert {peer["unit"] for peer in exchange.sync_state(there).peers} == {"06901"}


def test_sending_into_a_place_that_cannot_be_written_changes_nothing(commune):
    place = commune.folder.parent / "file"
    place.write_text("x")
    with pytest.raises(DataFileError, match="Không ghi được"):
        exchange.send_package(commune, place)
    assert exchange.send_package(commune, commune.folder.parent / "out").serial == 1


@pytest.mark.parametrize("unit", ["", "a b", "đ", "x" * 40, "\n", "\x00"])
def test_a_recipient_is_the_code_of_a_unit(commune, unit):
    with pytest.raises(InputError, match="mã đơn vị nhận"):
        exchange.send_package(commune, commune.folder.parent / "out", ["06901", unit])
    assert not (commune.folder.parent / "out").exists()


def test_several_recipients_may_be_named(commune):
    file = exchange.send_package(commune, commune.folder.parent / "out", ["22", "06901"]).files[0]
    assert package.read_package(file).manifest.recipients == ("22", "06901")


def test_the_data_of_another_unit_in_a_package_is_refused(offices):
    neighbour, here = offices.new("n", code="18130", name="Thuận Lộc"), offices.new("a")
    with neighbour.store.step(""):
        found = outgoing.compose(neighbour.store, outgoing.Audience())
    draft = package.PackageDraft(
        sender=package.Sender(
            unit="06901",
            unit_name="Xã Quảng An",
            replica=neighbour.store.replica,
            replaces=(),
            device="máy",
            user="An",
        ),
        created_ms=here.clock(),
        serial=1,
        have=neighbour.store.log.have("shared"),
        sections=sending.sections_of(found),
    )
    file = offices.folder / "la.ntmx"
    package.write_package(draft, neighbour.device.seed, file)
    before = exchange.sync_state(here)
    assert exchange.inspect_package(here, file).code == "E_SCOPE"
    (refused,) = exchange.take_packages(
        here, [file], exchange.own_fingerprint(neighbour), foreign=[neighbour.owner]
    ).packages
    assert (refused.code, refused.error.exit_status) == ("E_SCOPE", 10)
    assert "18130" in str(refused.error)
    assert exchange.sync_state(here) == before


@pytest.mark.parametrize("stream", ["shared", "office"])
def test_a_log_never_changes_its_unit_or_its_kind(offices, stream):
    # mixed with ours it would make every package that hands it on unreadable for others
    neighbour, here = offices.new("n", code="18130", name="Thuận Lộc"), offices.new("a")
    there = offices.new("b")
    give(neighbour, here)
    log = {"shared": neighbour.store.replica, "office": there.store.replica}[stream]
    if stream == "office":
        give(there, here)
    line = b'[9,5,"An","work","06901/w1",{"name":"x"},{}]'
    draft = package.PackageDraft(
        sender=package.Sender(unit="06901", unit_name="Xã", replica=there.store.replica),
        created_ms=here.clock(), serial=1, have={},
        sections=(package.Section(1, stream, "06901", log, (line,)),),
    )  # fmt: skip
    file = offices.folder / "la.ntmx"
    package.write_package(draft, there.device.seed, file)
    before = exchange.sync_state(here)
    (refused,) = exchange.take_packages(
        here, [file], exchange.own_fingerprint(there), foreign=[there.owner]
    ).packages
    assert refused.code == "E_SCOPE"
    assert exchange.sync_state(here) == before


def test_the_collector_of_cycles_rests_only_while_a_package_is_read(pair, offices):
    here, there = pair
    bad = offices.folder / "bad.ntmx"
    bad.write_bytes(out(here).read_bytes()[:-1])
    for file in (bad, out(here)):
        exchange.take_packages(there, [file])
        assert gc.isenabled()


def test_a_number_out_of_all_proportion_keeps_nobody_from_sending(offices):
    here, there, third = offices.new("a"), offices.new("b"), offices.new("c")
    wid, numbers = "aaaaaaaaaaaa2", (1, 2**53 - 1)
    lines = [b'[%d,5,"An","work","06901/w%d",{"name":"x"},{}]' % (n, n) for n in numbers]
    draft = package.PackageDraft(
        sender=package.Sender(unit="06901", unit_name="Xã", replica=wid),
        created_ms=here.clock(), serial=1, have={},
        sections=(package.Section(1, "shared", "06901", wid, tuple(lines)),),
    )  # fmt: skip
    file = offices.folder / "xa.ntmx"
    package.write_package(draft, there.device.seed, file)
    taken = exchange.take_packages(
        here, [file], exchange.own_fingerprint(there), foreign=[there.owner]
    )
    assert taken.error is None
    assert exchange.sync_state(here).gaps == {wid: (2, 2**53 - 2)}
    assert give(here, third).error is None
    assert exchange.sync_state(third).gaps == {wid: (2, 2**53 - 2)}
    assert len(list_records(third, "work")) == len(numbers)


def test_what_a_neighbour_sent_is_not_passed_on(offices):
    neighbour, here = offices.new("n", code="18130", name="Thuận Lộc"), offices.new("a")
    there = offices.new("b")
    assert give(neighbour, here).error is None
    (taken,) = give(here, there).packages
    assert (taken.status, taken.missing) == ("taken", {})
    assert [one.title for one in list_records(there, "admin_unit")] == ["Xã Quảng An"]


def test_a_superior_passes_on_what_its_communes_sent(offices):
    district = offices.new("d", code="x0000000001", name="Đầm Hà", level="huyen")
    commune = offices.new("a", parent_code="x0000000001")
    peer = offices.new("p", code="x0000000001", name="Đầm Hà", level="huyen")
    give(commune, district)
    (first,) = give(district, peer).packages
    assert first.code == "E_SCOPE", "the peer does not know the commune yet"
    put_texts(peer, "admin_unit", None, {"code": "06901", "name": "Xã Quảng An", "level": "xa",
              "parent_code": "x0000000001"})  # fmt: skip
    assert give(district, peer).error is None


def test_nobody_puts_another_office_below_himself(offices):
    neighbour, here = offices.new("n", code="18130", name="Thuận Lộc"), offices.new("a")
    put_texts(neighbour, "admin_unit", None, {"code": "06901", "name": "Xã Quảng An", "level": "xa",
              "parent_code": "18130"})  # fmt: skip
    assert give(neighbour, here).error is None
    assert {one.code for one in here.store.records(AdminUnit)} == {"06901", "18130"}
    assert not speaks_for(here)("18130", "06901")
    assert speaks_for(neighbour)("18130", "06901"), "what an office keeps itself counts for it"


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 100, b"day khong phai goi" * 99])
def test_a_foreign_file_is_refused(commune, content):
    file = commune.folder.parent / "la.ntmx"
    file.write_bytes(content)
    found = exchange.inspect_package(commune, file)
    assert (found.status, found.error.exit_status) == ("refused", 10)
    assert exchange.take_packages(commune, [file]).error.exit_status == 10


def test_a_cut_or_altered_file_is_refused(pair):
    here, there = pair
    whole = out(here).read_bytes()
    file = here.folder.parent / "hong.ntmx"
    for damaged in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole + b"x",
        whole[:99] + b"?" + whole[100:],
    ):
        file.write_bytes(damaged)
        assert exchange.take_packages(there, [file]).error.exit_status == 10


def test_a_missing_file_or_a_folder_is_said_in_words(commune):
    parent = commune.folder.parent
    for path in (parent / "khong-co.ntmx", commune.folder, parent / ("x" * 300)):
        found = exchange.inspect_package(commune, path)
        assert (found.status, found.code) == ("refused", "E_NOT_FOUND")
        with pytest.raises(NotFoundError, match="Không tìm thấy"):
            exchange.trust_sender(commune, path, "1")


def test_good_files_are_taken_beside_refused_ones(offices):
    here, there, stranger = offices.new("a"), offices.new("b"), offices.new("c")
    value(here, "12,5")
    bad = offices.folder / "la.ntmx"
    bad.write_bytes(b"x")
    said: list[str] = []
    batch = exchange.take_packages(
        there,
        [bad, out(stranger), out(here)],
        exchange.own_fingerprint(here),
        lambda _done, _total, what="": said.append(what),
    )
    assert [one.status for one in batch.packages] == ["refused", "refused", "taken"]
    assert batch.error.exit_status == 12
    assert row(there).value_text == "12,5"
    assert len(said) == 3


def test_a_computer_is_trusted_once_its_fingerprint_was_compared(offices):
    here, there = offices.new("a"), offices.new("b")
    file, print_of_key = out(here), exchange.own_fingerprint(here)
    with pytest.raises(PackageError) as error:
        exchange.trust_sender(there, file, "1111-2222-3333-4444")
    assert error.value.code == "E_UNTRUSTED"
    assert exchange.known_keys(there) == []
    known = exchange.trust_sender(there, file, print_of_key.replace("-", ""))
    assert (known.unit, known.fingerprint) == ("06901", print_of_key)
    exchange.trust_sender(there, file, print_of_key)
    assert [one.fingerprint for one in exchange.known_keys(there)] == [print_of_key]
    assert exchange.take_packages(there, [file]).error is None


def test_a_computer_may_be_trusted_no_longer(pair):
    here, there = pair
    exchange.forget_key(there, exchange.own_fingerprint(here))
    assert exchange.known_keys(there) == []
    assert exchange.take_packages(there, [out(here)]).error.code == "E_UNTRUSTED"
    with pytest.raises(NotFoundError):
        exchange.forget_key(there, exchange.own_fingerprint(here))


def test_a_copied_folder_writes_under_an_id_of_its_own(offices):
    import shutil

    here = offices.new("a")
    here.close()
    shutil.copytree(offices.folder / "a", offices.folder / "b")
    here, copy = offices.again("a"), offices.again("b", device="b")
    put_texts(here, "work", None, {"name": "Của An"})
    put_texts(copy, "work", None, {"name": "Của Bình"})
    give(here, copy)
    give(copy, here)
    assert len(search(here, "của")) == len(search(copy, "của")) == 2
    assert digest(here) == digest(copy)


def test_a_file_that_meets_a_busy_disk_does_not_hide_the_ones_taken(pair, monkeypatch):
    here, there = pair
    value(here, "13,5")
    first = out(here)
    value(here, "14,5")
    second = out(here)
    real, calls = exchange._take, []

    def busy_at_the_second(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise BusyError("Dữ liệu đang được chương trình khác sử dụng.")
        return real(*arguments)

    monkeypatch.setattr(exchange, "_take", busy_at_the_second)
    done = exchange.take_packages(
        there, [first, second], exchange.own_fingerprint(here), foreign=[here.owner]
    )
    assert [one.status for one in done.packages] == ["taken", "refused"]
    assert done.error is not None
    assert done.error.exit_status == 14
