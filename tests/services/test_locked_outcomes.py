"""Whoever changes targets or the structure of a set is told which locked periods change."""

from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.domain.pack_edits import change_criterion, remove_indicator
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.locked_outcomes import watched
from ntm_desktop.services.locks import lock_period, unlock_period
from ntm_desktop.services.overlays import set_target
from ntm_desktop.services.pack_editor import copy_set, edit_set
from tests.services.conftest import NANG_CAO

MINE = "bo-rieng"


def test_an_edit_of_an_own_set_names_the_locked_periods_that_change(commune):
    copy_set(commune, NANG_CAO, MINE, "Bộ riêng")
    follow(commune, MINE, "dbsh")
    drafts = [ValueDraft(MINE, "2023", code, "đạt") for code in ("1.1", "1.2")]
    record_values(commune, drafts)
    lock_period(commune, MINE, "2023")
    with watched(commune) as told:
        edit_set(commune, MINE, remove_indicator("1.3"))
    assert told == []
    with watched(commune) as told:
        edit_set(commune, MINE, change_criterion("1", {"complete": True}))
    assert [one.text for one in told] == [
        "Số liệu năm 2023 (Bộ riêng) đã khóa: kết quả đổi theo mức mới ở 1."
    ]


def test_an_open_period_is_not_told_of(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "85")])
    lock_period(commune, NANG_CAO, "2023")
    unlock_period(commune, NANG_CAO, "2023", reason="Nhập nhầm")
    draft = OverlayDraft(indicator="3.1", text="≥ 80%")
    assert set_target(commune, NANG_CAO, draft).issues == ()


def test_the_unit_of_a_locked_period_is_named(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "85", "06902")])
    lock_period(commune, NANG_CAO, "2023", "06902")
    (told,) = set_target(commune, NANG_CAO, OverlayDraft(indicator="3.1", text="≥ 80%")).issues
    assert told.text.startswith("Số liệu năm 2023 (NTM nâng cao 2021-2025, ")
