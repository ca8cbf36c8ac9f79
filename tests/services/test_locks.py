"""A locked period takes no values by any way of writing, and opens again with a reason."""

import pytest

from ntm_desktop.domain.locks import is_locked
from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import evidence, exchange, history, records
from ntm_desktop.services.data_checks import override, period_findings
from ntm_desktop.services.entry import (
    TotalDraft,
    ValueDraft,
    copy_previous,
    record_note,
    record_total,
    record_values,
    values_of,
)
from ntm_desktop.services.locks import lock_of, lock_period, lock_text, locks, unlock_period
from ntm_desktop.services.overlays import set_target
from tests.evidence_files import PDF
from tests.services.conftest import NANG_CAO

THON = "x1234567890"


def put(workspace, text="85", code="3.1", period="2023", unit=None):
    return record_values(workspace, [ValueDraft(NANG_CAO, period, code, text, unit)])


def figure(workspace, code="3.1", period="2023"):
    value = values_of(workspace, NANG_CAO, period).get(code)
    return None if value is None else value.value


def written(workspace):
    """Return how many changes the log has: a refused write adds none."""
    return workspace.store.query("SELECT count(*) FROM sync_op")[0][0]


@pytest.fixture
def locked(commune):
    put(commune)
    put(commune, "80", period="2022")
    lock_period(commune, NANG_CAO, "2023", reason="Đã gửi Báo cáo 12/BC-UBND")
    return commune


def stored(workspace):
    return records.list_records(workspace, "indicator_value", {"period": "2023"})[0].key


def place(**more):
    return {"unit": "06901", "period": "2023", "set_id": NANG_CAO, "indicator": "3.1", **more}


@pytest.mark.parametrize(
    "write",
    [
        lambda opened: put(opened, "90"),
        lambda opened: put(opened, ""),
        lambda opened: put(opened, "90", period=" 2023 "),
        lambda opened: record_values(
            opened,
            [ValueDraft(NANG_CAO, "2022", "3.1", "1"), ValueDraft(NANG_CAO, "2023", "3.1", "2")],
        ),
        lambda opened: record_values(
            opened, [ValueDraft(NANG_CAO, "2023", "3.1", "95", planned=True)]
        ),
        lambda opened: record_note(opened, NANG_CAO, "2023", "3.1", "ghi chú"),
        lambda opened: copy_previous(opened, NANG_CAO, "2023"),
        lambda opened: record_total(
            opened, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="12/19")
        ),
        lambda opened: records.put_values(opened, "indicator_value", None, place(value="90")),
        lambda opened: records.put_values(
            opened, "indicator_value", "06901/other", place(value="90")
        ),
        lambda opened: records.put_values(opened, "indicator_value", stored(opened), {"note": "a"}),
        lambda opened: records.put_values(
            opened, "indicator_value", stored(opened), {"period": "2021"}
        ),
        lambda opened: records.put_texts(
            opened,
            "set_total",
            None,
            {"unit": "06901", "period": "2023", "set_id": NANG_CAO, "title": "a"},
        ),
        lambda opened: records.delete_record(opened, "indicator_value", stored(opened)),
    ],
)
def test_a_locked_period_takes_no_write(locked, write):
    before = written(locked)
    with pytest.raises(InputError, match="đã khóa ngày 23/01/2024") as caught:
        write(locked)
    assert "Đã gửi Báo cáo 12/BC-UBND" in str(caught.value)
    assert f"ntm unlock --set {NANG_CAO} --period 2023 --reason" in caught.value.hint
    assert written(locked) == before
    assert figure(locked) == 85


def test_a_value_is_not_moved_into_a_locked_period(locked):
    key = records.list_records(locked, "indicator_value", {"period": "2022"})[0].key
    with pytest.raises(InputError, match="đã khóa"):
        records.put_values(locked, "indicator_value", key, {"period": "2023"})


def test_other_periods_units_sets_and_records_stay_open(locked):
    put(locked, "70", period="2024")
    put(locked, "70", unit=THON)
    record_values(locked, [ValueDraft("xa-ntm-2021-2025", "2023", "3.1", "90")])
    record_total(locked, TotalDraft(period_id="2023", title="Bộ khác", criteria="1/2"))
    records.put_texts(locked, "work", None, {"name": "Kênh N2"})
    assert figure(locked, period="2024") == 70


def test_the_lock_of_a_thon_is_its_own(commune):
    put(commune, unit=THON)
    done = lock_period(commune, NANG_CAO, "2023", THON)
    assert done.lock.key == f"06901/{THON}/2023/lock/{NANG_CAO}"
    with pytest.raises(InputError) as caught:
        put(commune, "1", unit=THON)
    assert f"--unit {THON}" in caught.value.hint
    put(commune, "70")
    assert lock_of(commune, NANG_CAO, "2023") is None


def test_unlocking_needs_a_reason_and_opens_the_period(locked):
    for reason in ("", "  "):
        with pytest.raises(InputError, match="cần lý do"):
            unlock_period(locked, NANG_CAO, "2023", reason=reason)
    done = unlock_period(locked, NANG_CAO, "2023", reason="Nhập nhầm 3.1")
    assert done.touched.any("period_lock")
    put(locked, "90")
    assert figure(locked) == 90
    held = lock_of(locked, NANG_CAO, "2023")
    assert (is_locked(held), held.reason, held.locked_by) == (False, "Nhập nhầm 3.1", "An")
    with pytest.raises(InputError, match="chưa khóa"):
        unlock_period(locked, NANG_CAO, "2023", reason="lại")


def test_every_reason_stays_in_the_history_and_in_the_steps(locked):
    unlock_period(locked, NANG_CAO, "2023", reason="Nhập nhầm")
    lock_period(locked, NANG_CAO, "2023", reason="Gửi lại")
    [one] = locks(locked)
    changes = history.record_history(locked, "period_lock", one.key)
    reasons = [change.values.get("reason") for change in changes]
    assert reasons == ["Đã gửi Báo cáo 12/BC-UBND", "Nhập nhầm", "Gửi lại"]
    labels = [step.label for step in history.past_steps(locked)][:2]
    assert "Mở khóa kỳ năm 2023" in labels[1]
    assert "Nhập nhầm" in labels[1]
    assert lock_text(one).startswith("Số liệu năm 2023 (")


def test_a_period_is_not_locked_twice_nor_in_an_unknown_set(locked):
    with pytest.raises(InputError, match="đã khóa ngày"):
        lock_period(locked, NANG_CAO, "2023", reason="khác")
    assert lock_of(locked, NANG_CAO, "2023").reason == "Đã gửi Báo cáo 12/BC-UBND"
    with pytest.raises(NotFoundError):
        lock_period(locked, "khong-co", "2023")
    with pytest.raises(InputError):
        lock_period(locked, NANG_CAO, "năm nay")


def test_a_period_with_errors_is_not_locked_and_the_errors_are_named(commune):
    put(commune, "13/12", "14.4")
    with pytest.raises(InputError, match=r"14\.4 là 108,33%"):
        lock_period(commune, NANG_CAO, "2023")
    assert locks(commune) == ()
    put(commune, "12/13", "14.4")
    assert lock_period(commune, NANG_CAO, "2023").warnings == ()


def test_warnings_do_not_stop_a_lock_but_are_told(commune):
    put(commune, "50", period="2022")
    put(commune, "85")
    done = lock_period(commune, NANG_CAO, "2023")
    assert [one.finding.rule.id for one in done.warnings] == ["thay-doi-3.1"]


def test_a_lock_is_only_written_by_locking(locked):
    key = lock_of(locked, NANG_CAO, "2023").key
    for write in (
        lambda: records.put_values(locked, "period_lock", key, {"locked": False}),
        lambda: records.delete_record(locked, "period_lock", key),
    ):
        with pytest.raises(InputError, match="Khóa, mở khóa"):
            write()
    assert is_locked(lock_of(locked, NANG_CAO, "2023"))


def test_one_of_two_versions_of_a_lock_can_be_chosen(offices):
    here, there = offices.new(), offices.new("b", name="Máy hai")
    lock_period(here, NANG_CAO, "2023", reason="Đã gửi")
    lock_period(there, NANG_CAO, "2023", reason="Đã phát hành")
    hand_over(there, here, offices)
    key = lock_of(here, NANG_CAO, "2023").key
    [record] = records.list_records(here, "period_lock")
    assert "reason" in record.conflicts
    with pytest.raises(InputError, match="Khóa, mở khóa"):
        records.put_values(here, "period_lock", key, {"reason": "khác"})
    records.put_values(here, "period_lock", key, {"reason": "Đã phát hành", "locked": True})
    [record] = records.list_records(here, "period_lock")
    assert (record.values["reason"], record.conflicts) == ("Đã phát hành", ())


def test_the_lock_itself_is_undone_and_then_the_values_before_it(locked):
    assert history.undo_opens_again(locked)
    assert "Khóa kỳ" in history.undo(locked).label
    assert not history.undo_opens_again(locked)
    assert not is_locked(lock_of(locked, NANG_CAO, "2023"))
    history.undo(locked)
    history.undo(locked)
    assert figure(locked) is None
    history.redo(locked)
    assert figure(locked) == 85


def test_a_step_is_not_taken_back_when_another_computer_locked_its_period_meanwhile(offices):
    here = offices.new()
    put(here)
    there = offices.new("b", name="Máy hai")
    hand_over(here, there, offices)
    lock_period(there, NANG_CAO, "2023", reason="Đã gửi")
    hand_over(there, here, offices)
    assert is_locked(lock_of(here, NANG_CAO, "2023"))
    before = written(here)
    with pytest.raises(InputError, match=r"không hoàn tác được bước “Nhập 3\.1 = 85") as caught:
        history.undo(here)
    assert "ntm unlock" in caught.value.hint
    assert (written(here), figure(here)) == (before, 85)


def test_nothing_is_redone_into_a_period_locked_meanwhile(offices):
    here = offices.new()
    put(here)
    history.undo(here)
    there = offices.new("b", name="Máy hai")
    lock_period(there, NANG_CAO, "2023")
    hand_over(there, here, offices)
    assert history.redo(here) is None
    assert figure(here) is None


def test_what_is_taken_in_is_merged_into_a_locked_period_too(offices):
    here, there = offices.new(), offices.new("b", name="Máy hai")
    lock_period(here, NANG_CAO, "2023")
    put(there, "77")
    hand_over(there, here, offices)
    assert figure(here) == 77


def test_files_are_attached_to_a_value_of_a_locked_period(locked, tmp_path):
    file = tmp_path / "anh.pdf"
    file.write_bytes(PDF)
    assert evidence.attach(locked, "indicator_value", stored(locked), [file]).keys


def hand_over(sender, receiver, offices):
    """Carry everything of one computer of the office to the other."""
    sent = exchange.send_package(sender, offices.folder / f"packages-{written(sender)}")
    batch = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    assert [one.status for one in batch.packages] == ["taken"]


def test_a_reason_is_part_of_the_period_and_refused_once_it_is_locked(commune):
    put(commune, "80", period="2022")
    put(commune, "20")
    (doubtful, *_) = period_findings(commune, NANG_CAO, "2023").open
    lock_period(commune, NANG_CAO, "2023")
    before = written(commune)
    with pytest.raises(InputError, match="đã khóa"):
        override(commune, NANG_CAO, "2023", doubtful.finding.rule.id, "Số đúng")
    assert written(commune) == before


def test_a_package_that_changes_locked_figures_says_which_period(offices):
    here, there = offices.new("a"), offices.new("b")
    put(here)
    file = exchange.send_package(here, here.folder.parent / "out").files[0]
    exchange.take_packages(there, [file], exchange.own_fingerprint(here))
    lock_period(there, NANG_CAO, "2023")
    put(here, "90")
    put(here, "70", period="2022")
    file = exchange.send_package(here, here.folder.parent / "out").files[0]
    (foreseen,) = exchange.inspect_packages(there, file)[0].locked
    assert foreseen.text.startswith(
        "Số liệu năm 2023 (NTM nâng cao 2021-2025) đã khóa mà tệp này có số khác: 3.1."
    )
    (taken,) = exchange.take_packages(there, [file], exchange.own_fingerprint(here)).packages
    (told,) = taken.locked
    assert (told.set_id, told.unit, told.period) == (NANG_CAO, "06901", "2023")
    assert told.text == (
        "Số liệu năm 2023 (NTM nâng cao 2021-2025) đã khóa, nay đổi theo tệp nhận về: 3.1."
    )
    file = exchange.send_package(here, here.folder.parent / "out").files[0]
    (again,) = exchange.take_packages(there, [file], exchange.own_fingerprint(here)).packages
    assert again.locked == ()


def test_a_new_target_names_the_locked_periods_that_come_out_otherwise(locked):
    saved = set_target(locked, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 80%"))
    (told,) = saved.issues
    assert told.text == (
        "Số liệu năm 2023 (NTM nâng cao 2021-2025) đã khóa: kết quả đổi theo mức mới ở 3, 3.1."
    )
    assert set_target(locked, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 81%")).issues == ()
