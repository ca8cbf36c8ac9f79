"""Own sets: copied whole, edited or refused with the file as it was, taken back, removed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.domain.pack_edits import (
    add_criterion,
    add_indicator,
    change_criterion,
    change_indicator,
    change_set,
    move_criterion,
    move_indicator,
    move_to_criterion,
    next_code,
    remove_criterion,
    remove_indicator,
)
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError, NotFoundError, UserError
from ntm_desktop.services import history, overlays, pack_folders
from ntm_desktop.services.appraisal import put_appraisal_texts
from ntm_desktop.services.criteria import (
    add_set,
    criteria_set,
    effective_set,
    follow,
    is_shipped,
    pack_text,
    set_ids,
)
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.pack_editor import (
    EditRefusedError,
    can_undo,
    copy_set,
    edit_doubts,
    edit_set,
    edited,
    own_set_ids,
    pack_of_set,
    problems,
    remove_set,
    removed_sets,
    replaced_by,
    restore_set,
    text_of,
    undo_edit,
)
from tests.services.conftest import NANG_CAO

MINE = "bo-rieng"
SHIPPED = [one for one in set_ids() if is_shipped(one)]


def file_of(workspace, set_id=MINE):
    return pack_folders.folder_of(workspace.folder) / f"{set_id}.json"


@pytest.fixture
def mine(commune):
    copy_set(commune, NANG_CAO, MINE, "Bộ riêng của xã")
    return commune


# --- copying


@pytest.mark.parametrize("set_id", SHIPPED)
def test_a_copy_is_the_set_apart_from_its_names_and_where_it_comes_from(commune, set_id):
    made = copy_set(commune, set_id, "ban-sao", "Bản sao", short_name="Sao").criteria_set
    assert made == criteria_set("ban-sao")
    own = ("id", "name", "short_name", "status", "$schema")
    before, after = json.loads(pack_text(set_id)), json.loads(pack_text("ban-sao"))
    assert {k: v for k, v in before.items() if k not in own} == {
        k: v for k, v in after.items() if k not in own
    }
    assert (made.id, made.name, made.short_name) == ("ban-sao", "Bản sao", "Sao")
    assert made.status.endswith(f"({set_id})")
    assert "23/01/2024" in made.status


def test_targets_and_wordings_go_along_as_overlays_of_the_copy(commune):
    check = overlays.check_of(commune, "An", "5/QĐ-UBND")
    draft = OverlayDraft(indicator="10", text="67", year=2023, check=check)
    overlays.set_target(commune, NANG_CAO, draft)
    overlays.set_wording(commune, NANG_CAO, "10", "Câu chữ đúng", check)
    done = copy_set(commune, NANG_CAO, MINE, "Bộ riêng", followed=True)
    assert (done.targets, done.wordings) == (1, 1)
    found = effective_set(commune, MINE).indicator("10")
    assert (found.text, found.verified, found.target_for("dbsh", 2023).verified) == (
        "Câu chữ đúng", True, True,
    )  # fmt: skip
    assert criteria_set(MINE).indicator("10").text != "Câu chữ đúng"
    assert [(one.set_id, one.commune_group) for one in commune.followed()][-1] == (MINE, "dbsh")


def test_an_id_that_is_malformed_or_taken_is_refused(commune):
    for new_id in ("", "Bộ Riêng", "../x", "x" * 300, "con", NANG_CAO):
        with pytest.raises(InputError):
            copy_set(commune, NANG_CAO, new_id, "Bộ riêng")
    with pytest.raises(InputError, match="tên"):
        copy_set(commune, NANG_CAO, MINE, " ")
    copy_set(commune, NANG_CAO, MINE, "Bộ riêng")
    with pytest.raises(InputError, match=MINE):
        copy_set(commune, NANG_CAO, MINE, "Bộ riêng")
    with pytest.raises(NotFoundError):
        copy_set(commune, "khong-co", "moi", "Bộ riêng")
    assert own_set_ids(commune) == (MINE,)


# --- editing


def test_a_shipped_set_is_not_edited(commune):
    with pytest.raises(InputError, match="bộ có sẵn"):
        edit_set(commune, NANG_CAO, remove_indicator("1.1"))
    with pytest.raises(NotFoundError):
        edit_set(commune, "khong-co", remove_indicator("1.1"))


def test_criteria_and_indicators_are_added_changed_moved_and_removed(mine):
    edit_set(mine, MINE, add_criterion("20", "Chuyển đổi số"))
    fields = {"code": "20.1", "text": "Tỷ lệ hộ có tài khoản", "kind": "percent"}
    fields |= {"measure_unit": "%", "operator": ">=", "by_gender": True}
    found = edit_set(mine, MINE, add_indicator("20", fields))
    one = found.indicator("20.1")
    assert (one.by_gender, one.verified, one.target_for("dbsh", 2024)) == (True, False, None)
    found = edit_set(mine, MINE, change_indicator("20.1", {"if_any": True, "text": "Tỷ lệ khác"}))
    assert (found.indicator("20.1").if_any, found.indicator("20.1").text) == (True, "Tỷ lệ khác")
    edit_set(mine, MINE, move_criterion("20", -1))
    assert criteria_set(MINE).criteria[-2].code == "20"
    edit_set(mine, MINE, move_to_criterion("20.1", "19"))
    assert criteria_set(MINE).criterion("19").indicators[-1].code == "20.1"
    edit_set(mine, MINE, move_indicator("20.1", -1), remove_indicator("20.1"))
    found = edit_set(mine, MINE, remove_criterion("20"))
    assert not found.has_indicator("20.1")
    assert not found.complete
    found = edit_set(mine, MINE, change_set({"short_name": "Tên khác"}))
    assert found.short_name == "Tên khác"


def test_another_form_empties_the_targets_and_other_words_lose_their_mark(mine):
    plain = criteria_set(MINE)
    one = next(
        found
        for found in plain.indicators
        if found.kind.value == "percent" and found.target_for("dbsh", 2024) and not found.sub_text
    )
    found = edit_set(mine, MINE, change_indicator(one.code, {"operator": "<="}))
    assert found.indicator(one.code).target_for("dbsh", 2024) is None
    back = undo_edit(mine, MINE)
    assert back.indicator(one.code) == one
    edit_set(mine, MINE, change_criterion("1", {"name": "Tên khác"}))
    assert criteria_set(MINE).criterion("1").name_verified is False


def test_every_error_is_named_at_its_place_and_nothing_is_written(mine):
    before = file_of(mine).read_bytes()
    with pytest.raises(InputError) as refused:
        edit_set(mine, MINE, change_indicator("1.1", {"code": "bad code", "kind": "ordinal"}))
    assert "tiêu chí 1 › chỉ tiêu bad code › mã: " in str(refused.value)
    assert "› thang xếp loại: " in str(refused.value)
    with pytest.raises(InputError, match="trường"):
        edit_set(mine, MINE, change_indicator("1.1", {"verified": True}))
    for missing in (remove_criterion("99"), remove_indicator("99.1")):
        with pytest.raises(NotFoundError):
            edit_set(mine, MINE, missing)
    assert file_of(mine).read_bytes() == before
    assert not can_undo(mine, MINE)


def test_a_code_with_data_is_kept_and_the_count_is_told(mine):
    record_values(mine, [ValueDraft(MINE, "2023", code, "đạt") for code in ("1.1", "1.2")])
    for edit in (
        remove_indicator("1.1"),
        remove_criterion("1"),
        change_indicator("1.1", {"code": "1.9"}),
    ):
        with pytest.raises(InputError, match=r"đang có [12] dòng dữ liệu"):
            edit_set(mine, MINE, edit)
    with pytest.raises(InputError, match="không đổi loại"):
        edit_set(mine, MINE, change_indicator("1.1", {"kind": "conditions"}))
    with pytest.raises(InputError, match="đơn vị tính"):
        edit_set(mine, MINE, change_indicator("1.1", {"measure_unit": "km"}))
    edit_set(mine, MINE, change_indicator("1.1", {"text": "Câu chữ khác"}))
    with pytest.raises(InputError, match=r"3 dòng|2 dòng"):
        remove_set(mine, MINE)
    record_values(mine, [ValueDraft(MINE, "2023", code, "") for code in ("1.1", "1.2")])
    edit_set(mine, MINE, remove_indicator("1.1"))


def test_what_this_version_does_not_edit_stays_in_the_file(mine):
    data = pack_of_set(mine, MINE)
    data["criteria"][0]["guidance"] = [{"text": "Xem", "source": "https://a.vn/1"}]
    file_of(mine).write_text(text_of(data), "utf-8")
    edit_set(mine, MINE, change_criterion("1", {"name": "Tên khác"}))
    assert pack_of_set(mine, MINE)["criteria"][0]["guidance"] == data["criteria"][0]["guidance"]


def test_edits_are_taken_back_one_by_one(mine):
    with pytest.raises(NotFoundError, match="chưa có lần sửa"):
        undo_edit(mine, MINE)
    texts = [file_of(mine).read_text("utf-8")]
    for code in ("20", "21", "22"):
        edit_set(mine, MINE, add_criterion(code, "Tên"))
        texts.append(file_of(mine).read_text("utf-8"))
    for text in reversed(texts[:-1]):
        undo_edit(mine, MINE)
        assert file_of(mine).read_text("utf-8") == text
    assert not can_undo(mine, MINE)


def test_an_edit_is_not_taken_back_from_under_data(mine):
    edit_set(mine, MINE, add_criterion("20", "Tên"))
    record_values(mine, [ValueDraft(MINE, "2023", "20", "đạt: tự đánh giá")])
    with pytest.raises(InputError, match="20"):
        undo_edit(mine, MINE)


def test_only_so_many_versions_are_kept(mine):
    for number in range(pack_folders.VERSIONS_KEPT + 3):
        edit_set(mine, MINE, change_set({"short_name": f"Tên {number}"}))
    held = pack_folders.previous_versions(file_of(mine))
    assert len(held) == pack_folders.VERSIONS_KEPT


def test_an_own_set_is_removed_with_its_following_and_not_while_another_needs_it(mine):
    copy_set(mine, NANG_CAO, "khac", "Bộ khác", followed=True)
    relation = {"set_id": "khac", "indicator": "1.1", "percent": "110"}
    fields = {"code": "19.9", "text": "Mức theo bộ khác", "kind": "relative"}
    fields |= {"operator": ">=", "relative_to": relation}
    edit_set(mine, MINE, add_indicator("19", fields))
    with pytest.raises(
        InputError, match="Bộ “Bộ riêng của xã” có chỉ tiêu lấy mức theo bộ “Bộ khác”"
    ):
        remove_set(mine, "khac")
    remove_set(mine, MINE)
    remove_set(mine, "khac")
    assert own_set_ids(mine) == ()
    assert [one.set_id for one in mine.followed()] == [NANG_CAO]
    with pytest.raises(InputError):
        remove_set(mine, NANG_CAO)


def test_a_set_of_the_same_id_replaces_an_own_one_unless_a_code_with_data_would_go(mine, tmp_path):
    record_values(mine, [ValueDraft(MINE, "2023", "1.1", "đạt")])
    data = pack_of_set(mine, MINE)
    del data["criteria"][0]["indicators"][0]
    data["complete"] = data["criteria"][0]["complete"] = False
    file = tmp_path / "moi.json"
    file.write_text(text_of(data), "utf-8")
    with pytest.raises(InputError, match=r"1\.1 đang có 1 dòng"):
        add_set(mine, file, replace=True)
    history.undo(mine)
    assert add_set(mine, file, replace=True).id == MINE
    assert can_undo(mine, MINE)


def test_a_damaged_file_is_told_with_the_places_of_its_errors(mine):
    data = pack_of_set(mine, MINE)
    data["criteria"][0]["indicators"][0]["kind"] = "lạ"
    file_of(mine).write_text(text_of(data), "utf-8")
    (file_of(mine).parent / "hong.json").write_text("{", "utf-8")
    found = [(one.where, one.text) for one in problems(mine)]
    assert any(where == f"{MINE}.json" and "tiêu chí 1 › chỉ tiêu 1.1" in text
               for where, text in found)  # fmt: skip
    assert any(where == "hong.json" and "JSON" in text for where, text in found)
    with pytest.raises(InputError, match="hỏng"):
        pack_of_set(mine, "hong")
    file_of(mine).write_text("[]", "utf-8")
    with pytest.raises(InputError, match="hỏng"):
        edit_set(mine, MINE, remove_indicator("1.1"))


def test_codes_that_are_free_are_proposed():
    pack = {"criteria": [{"code": "1", "indicators": [{"code": "1.1"}, {"code": "1.4"}]},
                         {"code": "2", "indicators": [{"code": "2"}]}]}  # fmt: skip
    assert [next_code(pack), next_code(pack, "1"), next_code(pack, "2")] == ["3", "1.5", "2.1"]
    assert next_code({"criteria": []}) == "1"


# --- the law

CODES = st.sampled_from(["1", "1.1", "2", "2.1", "2.2", "3", "20", "x y", ""])
KINDS = st.sampled_from(["percent", "number", "boolean", "ordinal", "conditions", "relative", "lạ"])
FIELDS = st.fixed_dictionaries(
    {"code": CODES, "text": st.sampled_from(["Câu chữ", ""]), "kind": KINDS},
    optional={
        "operator": st.sampled_from([">=", "<=", "=", None]),
        "measure_unit": st.sampled_from(["%", "km", None]),
        "scale": st.sampled_from([["Khá", "Tốt"], ["Khá"], []]),
        "by_gender": st.booleans(),
        "if_any": st.booleans(),
        "sub_text": st.sampled_from(["từ nước sạch", ""]),
    },
)
STEPS = st.sampled_from([-1, 1])
EDITS = st.one_of(
    st.builds(add_criterion, CODES, st.sampled_from(["Tên", ""]), st.none() | CODES),
    st.builds(change_criterion, CODES, st.fixed_dictionaries({"complete": st.booleans()})),
    st.builds(change_criterion, CODES, st.fixed_dictionaries({"code": CODES})),
    st.builds(remove_criterion, CODES),
    st.builds(move_criterion, CODES, STEPS),
    st.builds(add_indicator, CODES, FIELDS, st.none() | CODES),
    st.builds(change_indicator, CODES, FIELDS),
    st.builds(remove_indicator, CODES),
    st.builds(move_indicator, CODES, STEPS),
    st.builds(move_to_criterion, CODES, CODES),
    st.builds(change_set, st.fixed_dictionaries({"complete": st.booleans()})),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(EDITS, max_size=6))
def test_any_edits_give_a_set_that_is_in_order_or_leave_the_file_as_it_was(mine, edits):
    for edit in edits:
        before = file_of(mine).read_bytes()
        try:
            edit_set(mine, MINE, edit)
        except UserError:
            assert file_of(mine).read_bytes() == before
        assert read_criteria_set(json.loads(file_of(mine).read_text("utf-8"))).id == MINE


def test_a_code_the_superior_appraised_is_kept(mine):
    put_appraisal_texts(mine, MINE, "2023", "3", {"outcome": "đạt", "remark": "Đủ hồ sơ"})
    with pytest.raises(InputError, match="1 kết quả thẩm định"):
        edit_set(mine, MINE, remove_criterion("3"))
    assert criteria_set(MINE).criterion("3").name


def test_a_copy_counts_only_the_wordings_that_hold(commune):
    check = overlays.check_of(commune, "An", "318/QĐ-TTg")
    overlays.check_wording(commune, NANG_CAO, ["3.1", "3.2"], check)
    overlays.drop_wordings(commune, NANG_CAO, ["3.1", "3.2"])
    assert copy_set(commune, NANG_CAO, MINE, "Bộ riêng").wordings == 0
    overlays.check_wording(commune, NANG_CAO, ["3.1"], check)
    assert copy_set(commune, NANG_CAO, "khac", "Bộ khác").wordings == 1


# --- what an edit or a removal takes along


def test_a_removed_set_comes_back_by_undo_with_its_following_and_by_hand(mine):
    follow(mine, MINE, "dbsh")
    before = pack_text(MINE)
    remove_set(mine, MINE)
    assert [(one.id, one.short_name) for one in removed_sets(mine)] == [(MINE, "Bộ riêng của xã")]
    history.undo(mine)
    assert pack_text(MINE) == before
    assert [(one.set_id, one.commune_group) for one in mine.followed()][-1] == (MINE, "dbsh")
    assert removed_sets(mine) == ()
    history.undo(mine)
    remove_set(mine, MINE)
    assert restore_set(mine, MINE) == criteria_set(MINE)
    assert pack_text(MINE) == before
    with pytest.raises(NotFoundError, match=MINE):
        restore_set(mine, MINE)


def test_a_damaged_pack_in_the_folder_of_earlier_versions_is_left_out(mine):
    remove_set(mine, MINE)
    [kept] = pack_folders.removed_packs(pack_folders.folder_of(mine.folder)).values()
    kept.write_text("[]", "utf-8")
    assert removed_sets(mine) == ()


def test_the_rules_that_go_with_an_indicator_are_told_beforehand(mine):
    rule = criteria_set(MINE).checks[0]
    made = edited(mine, MINE, remove_indicator(rule.indicators[0]))
    assert rule.text in made.dropped_rules
    assert criteria_set(MINE).checks[0] == rule
    assert edited(mine, MINE).changed is False
    assert edit_doubts(mine, MINE, edited(mine, MINE)) == ()


def test_checked_targets_that_an_edit_empties_are_asked_about(mine):
    found = criteria_set(MINE)
    checked = next(
        one
        for one in found.indicators
        if any(known.verified for column in one.targets.values() for known in column.known)
        and one.kind.value == "percent"
    )
    made = edited(mine, MINE, change_indicator(checked.code, {"kind": "boolean", "code": "99.9"}))
    [told] = edit_doubts(mine, MINE, made, {checked.code: "99.9"})
    assert "(đã đối chiếu)" in told.text
    assert "99.9" in told.text


def test_an_error_names_the_row_and_field_it_belongs_to(mine):
    with pytest.raises(EditRefusedError) as refused:
        edit_set(mine, MINE, change_indicator("1.1", {"code": "1.2"}))
    assert [(one.code, one.field) for one in refused.value.errors] == [("1.2", "code")]
    with pytest.raises(EditRefusedError) as refused:
        edit_set(mine, MINE, change_criterion("2", {"code": "1"}))
    assert ("1", "code") in [(one.code, one.field) for one in refused.value.errors]


def test_a_file_that_cannot_be_moved_leaves_the_set_followed(mine, monkeypatch):
    follow(mine, MINE, "dbsh")

    def refuse(*_):
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(type(file_of(mine)), "replace", refuse)
        with pytest.raises(UserError, match="Không ghi được"):
            remove_set(mine, MINE)
    assert MINE in [one.set_id for one in mine.followed()]
    assert MINE in own_set_ids(mine)


def test_a_damaged_own_file_is_kept_as_it_is_when_another_takes_its_place(mine, tmp_path):
    file = tmp_path / "moi.json"
    file.write_text(pack_text(MINE), "utf-8")
    damaged = b"{" + bytes([0xFF, 0xFE])
    file_of(mine).write_bytes(damaged)
    assert replaced_by(mine, file) is not None
    add_set(mine, file, replace=True)
    assert criteria_set(MINE).id == MINE
    assert pack_folders.previous_versions(file_of(mine))[-1].read_bytes() == damaged
