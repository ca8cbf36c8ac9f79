"""What is asked before a target is set or taken away; nothing is written by asking."""

import pytest

from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.errors import InputError
from ntm_desktop.services import history
from ntm_desktop.services.criteria import effective_set, follow
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.locked_outcomes import under_group
from ntm_desktop.services.locks import lock_events, lock_of, lock_period, unlock_period
from ntm_desktop.services.overlays import check_of, set_target
from ntm_desktop.services.target_doubts import drop_doubts, file_doubts, target_doubts
from tests.services.conftest import NANG_CAO


def texts(issues):
    return [one.text for one in issues]


def test_nothing_is_asked_about_a_plain_new_target(commune):
    assert target_doubts(commune, NANG_CAO, OverlayDraft(indicator="13.2", text="Đạt")) == ()
    with pytest.raises(InputError):
        target_doubts(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="chín mươi"))


def test_a_rate_over_the_whole_is_asked_about_wherever_it_stands(commune):
    steps = len(history.past_steps(commune))
    (told,) = target_doubts(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 150%"))
    assert told.text == "Mức ≥ 150% của chỉ tiêu 3.1 lớn hơn 100%."
    row = {"indicator": "3.1", "target": "≥ 101%", "group": "*"}
    data = {"schema": 1, "set": NANG_CAO, "targets": [row]}
    assert any("lớn hơn 100%" in text for text in texts(file_doubts(commune, NANG_CAO, data)))
    assert len(history.past_steps(commune)) == steps


def test_a_checked_target_is_not_replaced_by_an_unchecked_one_without_asking(commune):
    check = check_of(commune, "An", "5/QĐ-UBND")
    set_target(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 91%", check=check))
    (told,) = target_doubts(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 92%"))
    assert "Mức ≥ 91% của chỉ tiêu 3.1 đã đối chiếu" in told.text
    checked = OverlayDraft(indicator="3.1", text="≥ 92%", check=check)
    assert target_doubts(commune, NANG_CAO, checked) == ()
    set_target(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 92%"))
    found = effective_set(commune, NANG_CAO).indicator("3.1").target_for("dbsh", 2023)
    assert (found.text, found.verified) == ("≥ 92%", False)


def test_a_locked_period_is_told_of_before_a_target_comes_or_goes(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "85")])
    lock_period(commune, NANG_CAO, "2023")
    draft = OverlayDraft(indicator="3.1", text="≥ 80%")
    told = "Số liệu năm 2023 (NTM nâng cao 2021-2025) đã khóa: làm vậy thì kết quả đổi ở "
    (first,) = texts(target_doubts(commune, NANG_CAO, draft))
    assert first.startswith(told)
    assert "3.1 (chưa đạt → đạt)" in first
    key = set_target(commune, NANG_CAO, draft).key
    assert target_doubts(commune, NANG_CAO, draft) == ()
    (back,) = texts(drop_doubts(commune, key))
    assert "3.1 (đạt → chưa đạt)" in back
    (moved,) = texts(under_group(commune, NANG_CAO, None))
    assert "3.1 (đạt → chưa có số liệu)" in moved
    assert under_group(commune, NANG_CAO, "dbsh") == ()
    follow(commune, NANG_CAO, None)
    assert under_group(commune, NANG_CAO, None) == ()


def test_many_changes_of_a_locked_period_are_told_in_a_line(commune):
    found = effective_set(commune, NANG_CAO)
    plain = [one for one in found.indicators if one.kind.value == "percent" and not one.by_gender]
    codes = [one.code for one in plain if one.target_for("dbsh", 2023) and not one.sub_text]
    assert len(codes) > 8
    record_values(commune, [ValueDraft(NANG_CAO, "2023", code, "1") for code in codes])
    lock_period(commune, NANG_CAO, "2023")
    (told,) = texts(under_group(commune, NANG_CAO, None))
    assert told.endswith("mục khác.")


def test_a_locking_again_with_the_same_reason_is_a_locking_and_an_undone_one_is_not(commune):
    lock_period(commune, NANG_CAO, "2023", reason="Đã gửi")
    unlock_period(commune, NANG_CAO, "2023", reason="Nhập nhầm")
    lock_period(commune, NANG_CAO, "2023", reason="Đã gửi")
    history.undo(commune)
    history.redo(commune)
    lock = lock_of(commune, NANG_CAO, "2023")
    assert [(one.kind, one.reason) for one in lock_events(commune, lock)] == [
        ("back_locked", ""),
        ("back_unlocked", ""),
        ("locked", "Đã gửi"),
        ("unlocked", "Nhập nhầm"),
        ("locked", "Đã gửi"),
    ]
