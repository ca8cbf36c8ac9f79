"""Taking an import back: what it brought goes, what was edited since stays and is named."""

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.exchange import package
from ntm_desktop.services import exchange, history
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.locks import lock_period
from ntm_desktop.services.records import delete_record, list_records, put_texts
from ntm_desktop.services.take_undo import foresee_untake, past_imports, untake
from tests.services.conftest import NANG_CAO, NOW

W1, W2, W3 = "06901/w1", "06901/w2", "06901/w3"


def give(sender, receiver):
    """Send everything to a receiver that trusts the sender; return the batch."""
    sent = exchange.send_package(sender, sender.folder.parent / f"out-{sender.folder.name}")
    done = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    assert done.error is None
    return done.batch


def works(workspace):
    """Return key → name of the works there are."""
    return {one.key: one.title for one in list_records(workspace, "work")}


@pytest.fixture
def pair(offices):
    """Two computers of one office that hold the same two works."""
    here, there = offices.new("a"), offices.new("b")
    for key, name in ((W1, "Đường"), (W2, "Cầu")):
        put_texts(here, "work", key, {"name": name})
    give(here, there)
    give(there, here)
    return here, there


def test_what_an_import_brought_goes_again(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    put_texts(here, "work", W3, {"name": "Chợ"})
    delete_record(here, "work", W2)
    before = works(there)
    batch = give(here, there)
    assert works(there) == {W1: "Đường sửa", W3: "Chợ"}
    done = untake(there, batch)
    assert works(there) == before
    assert (done.kept, len(done.packages)) == ((), 1)
    assert "work" in done.touched.entities
    [latest, *_] = past_imports(there)
    assert (latest.batch, latest.untaken, latest.new) == (batch, True, 3)


def test_what_was_edited_since_stays_and_is_named(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa", "village": "Thôn 1"})
    batch = give(here, there)
    put_texts(there, "work", W1, {"name": "Đường sửa nữa"})
    done = untake(there, batch)
    assert [(one.entity, one.key, one.field) for one in done.kept] == [("work", W1, "name")]
    assert "đã được sửa" in done.kept[0].reason
    [record] = list_records(there, "work", {"key": W1})
    assert (record.title, record.values["village"]) == ("Đường sửa nữa", None)


def test_an_import_taken_back_can_be_brought_back_and_taken_back_again(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    batch = give(here, there)
    untake(there, batch)
    with pytest.raises(InputError, match="đã được hoàn tác"):
        untake(there, batch)
    assert history.undo(there).label == f"Hoàn tác lần nhập {batch}"
    assert works(there)[W1] == "Đường sửa"
    assert not past_imports(there)[0].untaken
    history.redo(there)
    assert works(there)[W1] == "Đường"
    assert past_imports(there)[0].untaken
    for _ in range(2):
        history.undo(there)
        assert works(there)[W1] == "Đường sửa"
        assert untake(there, batch).kept == ()
        assert works(there)[W1] == "Đường"


def test_undo_of_earlier_steps_still_works_after_an_import_was_taken_back(pair):
    here, there = pair
    put_texts(there, "work", W3, {"name": "Của ta"})
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    untake(there, give(here, there))
    assert history.undo(there) is not None
    assert history.undo(there).label == "Thêm công trình: Của ta"
    assert works(there) == {W1: "Đường sửa", W2: "Cầu"}


def test_both_sides_agree_after_an_import_was_taken_back(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    put_texts(there, "work", W2, {"name": "Cầu sửa"})
    untake(there, give(here, there))
    give(there, here)
    assert works(here) == works(there) == {W1: "Đường", W2: "Cầu sửa"}
    digests = {exchange.sync_state(one).state_digest for one in pair}
    assert len(digests) == 1


def test_a_conflict_that_an_import_brought_goes_with_it(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Của họ"})
    put_texts(there, "work", W1, {"name": "Của ta"})
    batch = give(here, there)
    assert exchange.open_conflicts(there)
    untake(there, batch)
    assert exchange.open_conflicts(there) == ()
    assert works(there)[W1] == "Của ta"


def test_records_of_another_unit_stay_and_are_named(offices):
    here = offices.new("a")
    above = offices.new("d", code="22", name="Quảng Ninh", level="tinh")
    put_texts(here, "work", W1, {"name": "Đường"})
    batch = give(here, above)
    done = untake(above, batch)
    assert works(above) == {W1: "Đường"}
    assert ("work", W1, "*") in [(one.entity, one.key, one.field) for one in done.kept]
    assert all("đơn vị khác" in one.reason for one in done.kept)


def test_records_only_a_newer_version_knows_stay_and_are_named(offices):
    here, there = offices.new("a"), offices.new("b")
    lines = (
        b'[1,5,"An","of_a_newer_version","06901/x1",{"f":1},{}]',
        b'[2,5,"An","work","06901/w1",{"name":"x"},{}]',
    )
    draft = package.PackageDraft(
        sender=package.Sender(unit="06901", unit_name="Xã", replica="aaaaaaaaaaaa2"),
        created_ms=NOW, serial=1, have={},
        sections=(package.Section(9, "shared", "06901", "aaaaaaaaaaaa2", lines),),
    )  # fmt: skip
    file = offices.folder / "moi.ntmx"
    package.write_package(draft, there.device.seed, file)
    batch = exchange.take_packages(here, [file], exchange.own_fingerprint(there)).batch
    done = untake(here, batch)
    assert works(here) == {}
    [kept] = done.kept
    assert (kept.entity, kept.key, kept.field) == ("of_a_newer_version", "06901/x1", "*")
    assert "bản mới hơn" in kept.reason


def test_locked_figures_are_not_changed_by_taking_an_import_back(pair):
    here, there = pair
    record_values(here, [ValueDraft(NANG_CAO, "2023", "13.5", "12,5")])
    batch = give(here, there)
    lock_period(there, NANG_CAO, "2023", reason="Đã gửi")
    before = exchange.sync_state(there)
    with pytest.raises(InputError, match="khóa"):
        untake(there, batch)
    assert exchange.sync_state(there) == before


def test_an_unknown_import_is_refused(commune):
    with pytest.raises(NotFoundError, match="Không có lần nhập"):
        untake(commune, "không-có")


def test_several_files_are_one_import(offices):
    here, there, other = offices.new("a"), offices.new("b"), offices.new("c")
    put_texts(here, "work", W1, {"name": "Đường"})
    put_texts(other, "work", W2, {"name": "Cầu"})
    files = [
        exchange.send_package(one, offices.folder / one.folder.name / "out").files[0]
        for one in (here, other)
    ]
    exchange.trust_sender(there, files[0], exchange.own_fingerprint(here))
    exchange.trust_sender(there, files[1], exchange.own_fingerprint(other))
    done = exchange.take_packages(there, files)
    [one] = past_imports(there)
    assert (one.batch, len(one.packages)) == (done.batch, 2)
    untake(there, done.batch)
    assert works(there) == {}


def test_before_an_import_is_taken_back_it_is_said_that_others_lose_it_too(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    put_texts(here, "work", W3, {"name": "Chợ"})
    before = exchange.sync_state(there)
    batch = give(here, there)
    after = exchange.sync_state(there)
    told = foresee_untake(there, batch)
    assert "xóa 1 mục, đổi lại 1 mục" in told
    assert here.device.name in told
    assert exchange.sync_state(there) == after != before
    untake(there, batch)
    sent = exchange.send_package(there, there.folder.parent / "out-again")
    looked = exchange.inspect_package(here, sent.files[0])
    assert {one.key for one in looked.details if one.goes_back} == {W1, W3}
    assert any(text.startswith("Xóa/đổi lại (2): ") for text in looked.remarks)


def test_an_ordinary_edit_is_not_told_as_turned_back(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    sent = exchange.send_package(here, here.folder.parent / "out-edit")
    looked = exchange.inspect_package(there, sent.files[0])
    assert [one.goes_back for one in looked.details if one.kind == "changed"] == [False]
    assert not any("Xóa/đổi lại" in text for text in looked.remarks)


def test_undo_says_before_it_goes_back_behind_an_import(pair):
    here, there = pair
    put_texts(there, "work", W3, {"name": "Của ta"})
    assert history.undo_crosses_take(there) == ""
    put_texts(here, "work", W1, {"name": "Đường sửa"})
    batch = give(here, there)
    told = history.undo_crosses_take(there)
    assert "Nhận dữ liệu từ" in told
    assert "Của ta" in told
    put_texts(there, "work", W2, {"name": "Cầu mới"})
    assert history.undo_crosses_take(there) == ""
    history.undo(there)
    assert history.undo_crosses_take(there)
    untake(there, batch)
    assert history.undo_crosses_take(there) == ""
