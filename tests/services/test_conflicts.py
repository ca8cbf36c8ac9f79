"""What two computers set differently: listed once a unit, settled by a person, deleted or kept."""

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import conflicts, exchange, history
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.locks import (
    disagreed_before_lock,
    lock_holding,
    lock_period,
    unlock_period,
)
from ntm_desktop.services.records import delete_record, get_record, put_texts, put_values
from tests.services.conftest import NANG_CAO

W1 = "06901/w1"


def give(sender, receiver):
    """Send everything to a receiver that trusts the sender."""
    sent = exchange.send_package(sender, sender.folder.parent / f"out-{sender.folder.name}")
    return exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))


@pytest.fixture
def pair(offices):
    """Two computers of one office that hold the same work."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", W1, {"name": "Đường", "quantity": "1", "measure_unit": "km"})
    give(here, there)
    give(there, here)
    return here, there


def equal(here, there):
    """Exchange both ways and say whether both hold the same without conflicts."""
    give(here, there)
    give(there, here)
    states = [exchange.sync_state(one) for one in (here, there)]
    return states[0].state_digest == states[1].state_digest and not states[0].conflicts


def test_a_conflict_in_fields_that_belong_together_is_one(pair):
    here, there = pair
    put_texts(here, "work", W1, {"quantity": "2"})
    put_texts(there, "work", W1, {"quantity": "1500", "measure_unit": "m"})
    give(here, there)
    [found] = conflicts.list_conflicts(there)
    assert (found.entity, found.key, found.fields, found.kind) == (
        *("work", W1, ("quantity", "measure_unit"), "value"),
    )
    assert {tuple(one.values.values()) for one in found.versions} == {("2", "km"), ("1500", "m")}
    assert [one.used for one in found.versions] == [True, False]
    assert {one.unit for one in found.versions} == {"06901"}
    assert found.record["name"] == "Đường"
    assert (found.title, found.label, found.may_vanish) == ("Đường", "công trình", False)
    assert exchange.open_conflicts(there) == (("work", W1, found.field),)
    for field in found.fields:
        assert conflicts.conflict_at(there, "work", W1, field) == found


def test_keeping_one_version_sets_the_whole_unit_on_both_sides(pair):
    here, there = pair
    put_texts(here, "work", W1, {"quantity": "2"})
    put_texts(there, "work", W1, {"quantity": "1500", "measure_unit": "m"})
    give(here, there)
    [found] = conflicts.list_conflicts(there)
    other = found.versions[1]
    conflicts.resolve(there, "work", W1, "measure_unit", keep=other.change)
    assert conflicts.list_conflicts(there) == ()
    values = get_record(there, "work", W1).values
    assert (str(values["quantity"]), values["measure_unit"]) == tuple(other.values.values())
    assert equal(here, there)
    assert history.undo(there).label.startswith("Thống nhất")
    assert len(conflicts.list_conflicts(there)) == 1


def test_a_third_value_may_be_set_instead(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường A"})
    put_texts(there, "work", W1, {"name": "Đường B"})
    give(here, there)
    conflicts.resolve(there, "work", W1, "name", values={"name": "Đường C"})
    assert equal(here, there)
    assert get_record(here, "work", W1).title == "Đường C"


def test_what_comes_in_while_choosing_is_not_overwritten(offices, pair):
    here, there = pair
    third = offices.new("c")
    give(here, third)
    put_texts(here, "work", W1, {"name": "Đường A"})
    put_texts(there, "work", W1, {"name": "Đường B"})
    put_texts(third, "work", W1, {"name": "Đường D"})
    give(here, there)
    [shown] = conflicts.list_conflicts(there)
    give(third, there)
    conflicts.resolve(there, "work", W1, "name", keep=shown.versions[0].change, seen=shown.seen)
    [left] = conflicts.list_conflicts(there)
    assert {one.shown["name"] for one in left.versions} == {
        shown.versions[0].shown["name"],
        "Đường D",
    }


def test_deleted_here_and_edited_there_is_one_question_with_two_answers(pair):
    here, there = pair
    delete_record(here, "work", W1)
    put_texts(there, "work", W1, {"name": "Đường sửa"})
    give(here, there)
    [found] = conflicts.list_conflicts(there)
    assert (found.field, found.kind) == ("*", "delete-edit")
    assert sorted(one.deleted for one in found.versions) == [False, True]
    edit = next(one for one in found.versions if not one.deleted)
    with pytest.raises(InputError, match="không nhập giá trị"):
        conflicts.resolve(there, "work", W1, "*", values={"name": "x"})
    conflicts.resolve(there, "work", W1, "*", keep=edit.change)
    values = get_record(there, "work", W1).values
    assert (values["name"], str(values["quantity"]), values["measure_unit"]) == (
        *("Đường sửa", "1", "km"),
    )
    assert equal(here, there)


def test_deleting_after_all_deletes_everywhere(pair):
    here, there = pair
    delete_record(here, "work", W1)
    put_texts(there, "work", W1, {"name": "Đường sửa"})
    give(here, there)
    [found] = conflicts.list_conflicts(there)
    gone = next(one for one in found.versions if one.deleted)
    conflicts.resolve(there, "work", W1, "*", keep=gone.change)
    assert equal(here, there)
    with pytest.raises(NotFoundError):
        get_record(here, "work", W1)


def test_a_deleted_record_comes_back_as_it_was(pair):
    here, there = pair
    with pytest.raises(InputError, match="chưa bị xóa"):
        conflicts.restore_record(here, "work", W1)
    with pytest.raises(NotFoundError, match="Chưa từng có"):
        conflicts.restore_record(here, "work", "06901/w9")
    delete_record(here, "work", W1)
    give(here, there)
    conflicts.restore_record(there, "work", W1)
    values = get_record(there, "work", W1).values
    assert (values["name"], str(values["quantity"])) == ("Đường", "1")
    assert equal(here, there)
    assert history.undo(there).label == "Lấy lại công trình: Đường"


@pytest.mark.parametrize(
    ("entity", "key", "field"), [("work", W1, "note"), ("work", "06901/w9", "name")]
)
def test_what_is_not_in_conflict_cannot_be_settled(pair, entity, key, field):
    with pytest.raises(NotFoundError, match="chưa thống nhất"):
        conflicts.resolve(pair[0], entity, key, field, values={field: "x"})


def test_only_a_version_that_is_there_can_be_kept(pair):
    here, there = pair
    put_texts(here, "work", W1, {"name": "Đường A"})
    put_texts(there, "work", W1, {"name": "Đường B"})
    give(here, there)
    [found] = conflicts.list_conflicts(there)
    with pytest.raises(InputError) as caught:
        conflicts.resolve(there, "work", W1, "name", keep="x.1.y")
    assert found.versions[0].change in caught.value.hint
    with pytest.raises(InputError):
        conflicts.resolve(there, "work", W1, "name", values={"nothing": "x"})
    assert len(conflicts.list_conflicts(there)) == 1


def test_a_locked_period_is_not_settled_into_other_figures(pair):
    here, there = pair
    for workspace, text in ((here, "12,5"), (there, "13,5")):
        record_values(workspace, [ValueDraft(NANG_CAO, "2023", "13.5", text)])
    give(here, there)
    [found] = [one for one in conflicts.list_conflicts(there) if one.entity == "indicator_value"]
    lock_period(there, NANG_CAO, "2023", reason="Đã gửi")
    with pytest.raises(InputError, match="khóa"):
        conflicts.resolve(there, found.entity, found.key, "value", keep=found.versions[1].change)
    held = lock_holding(there, found.entity, found.key)
    assert held is not None
    unlock_period(there, held.set_id, held.period, held.unit, reason="Thống nhất 13.5")
    conflicts.resolve(there, found.entity, found.key, "value", keep=found.versions[1].change)
    assert lock_holding(there, found.entity, found.key) is None
    assert not conflicts.list_conflicts(there)


def test_whoever_locks_a_period_is_told_what_is_not_agreed_in_it(pair):
    here, there = pair
    for workspace, text in ((here, "12,5"), (there, "13,5")):
        record_values(workspace, [ValueDraft(NANG_CAO, "2023", "13.5", text)])
    give(here, there)
    assert disagreed_before_lock(there, NANG_CAO, "2022") == ""
    told = disagreed_before_lock(there, NANG_CAO, "2023")
    assert told.startswith("Còn 1 chỗ hai nơi ghi khác nhau trong kỳ này: 13.5.")
    assert lock_period(there, NANG_CAO, "2023").disagreed == told


def test_a_conflict_of_another_unit_is_shown_and_left_to_it(offices):
    here, above = offices.new("a"), offices.new("d", code="22", name="Quảng Ninh", level="tinh")
    put_texts(here, "work", W1, {"name": "Đường"})
    here.close()
    import shutil

    shutil.copytree(offices.folder / "a", offices.folder / "b")
    here, copy = offices.again("a"), offices.again("b", device="b")
    put_texts(here, "work", W1, {"name": "Đường A"})
    put_texts(copy, "work", W1, {"name": "Đường B"})
    give(here, above)
    give(copy, above)
    [found] = conflicts.list_conflicts(above)
    assert not found.can_settle
    with pytest.raises(InputError, match="đơn vị 06901"):
        conflicts.resolve(above, "work", W1, "name", keep=found.versions[0].change)


def test_a_missing_package_is_named_as_a_possible_reason(pair):
    here, there = pair
    put_texts(there, "work", W1, {"name": "Đường B"})
    put_texts(here, "work", W1, {"name": "Đường A"})
    give(here, there)
    assert not conflicts.list_conflicts(there)[0].may_vanish
    with there.store.step("", kind="take"):
        there.store.execute("INSERT INTO sync_gap VALUES ('aaaaaaaaaaaa2', 1, 2, '')")
    assert conflicts.list_conflicts(there)[0].may_vanish


def test_a_version_that_replaces_one_never_seen_may_vanish(commune):
    put_values(commune, "work", W1, {"name": "Đường"})
    seen = {"name": ("aaaaaaaaaaaa2.1.0123456789abcdef",)}
    with commune.store.step("", kind="take"):
        commune.store.note("work", W1, {"name": "Cầu"}, seen)
    assert conflicts.list_conflicts(commune)[0].may_vanish


def test_conflicts_of_nouns_this_version_does_not_know_are_listed_as_they_are(commune):
    from ntm_desktop.domain.changes import make_change

    place = ("aaaaaaaaaaaa2", "06901", "shared", 9)
    made = [
        make_change(place[0], n, 5, "An", ("of_a_newer_version", "06901/x1"), {"f": n}, {})
        for n in (1, 2)
    ]
    with commune.store.step("", kind="take"):
        commune.store.hold(place, made)
    [found] = conflicts.list_conflicts(commune)
    assert (found.label, found.title, found.can_settle) == ("of_a_newer_version", "06901/x1", False)
    assert {one.shown["f"] for one in found.versions} == {"1", "2"}
    with pytest.raises(InputError, match="bản mới"):
        conflicts.resolve(commune, found.entity, found.key, "f", keep=found.versions[0].change)
    assert exchange.sync_state(commune).later == 1
