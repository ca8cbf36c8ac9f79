"""Records of any noun: what clerks type, what is refused, what is found again."""

import datetime
from decimal import Decimal

import pytest

from ntm_desktop.domain.changes import make_change
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import history, records
from ntm_desktop.services.records import (
    delete_record,
    display_text,
    edit_text,
    get_record,
    list_records,
    put_texts,
    put_values,
    search,
    seen_heads,
)
from tests.services.conftest import NANG_CAO


def work(workspace, **fields):
    """Save a work as typed; return its key."""
    return put_texts(workspace, "work", None, {"name": "Đường Hồng Nguyệt", **fields}).key


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("14,514 tỷ đồng", 14_514_000_000),
        ("2.160 triệu đồng", 2_160_000_000),
        ("2 tỷ160 triệu đồng", 2_160_000_000),
        ("1,280 tỷ", 1_280_000_000),
        ("30.170 triệu đồng", 30_170_000_000),
        ("500 nghìn", 500_000),
        ("1.250.000 đồng", 1_250_000),
        ("0 đồng", 0),
    ],
)
def test_money_is_understood_as_people_write_it(commune, typed, dong):
    key = work(commune, total_investment=typed)
    assert get_record(commune, "work", key).values["total_investment"] == dong


def test_money_is_shown_in_full_dong(commune):
    record = get_record(commune, "work", work(commune, total_investment="14,514 tỷ"))
    assert record.shown["total_investment"] == "14.514.000.000 đồng"


def test_money_without_a_unit_asks_for_the_unit(commune):
    with pytest.raises(InputError, match="chưa có đơn vị tính") as error:
        work(commune, total_investment="18.087,23")
    assert "18.087,23 triệu đồng" in error.value.hint
    assert list_records(commune, "work") == ()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("total_investment", "-5 triệu"),
        ("total_investment", "abc"),
        ("total_investment", "9" * 400 + " tỷ"),
        ("total_investment", "0,0001 đồng"),
        ("start_on", "31/02/2023"),
        ("start_on", "18/11"),
        ("start_on", "18/11/23"),
        ("progress", "101"),
        ("progress", "-1"),
        ("count", "0"),
        ("count", "1,5"),
        ("quantity", "1e5"),
        ("work_type", "cầu treo"),
        ("name", "a\x00b"),
        ("name", "a\ud800"),
        ("name", "x" * 70_000),
        ("khong_co", "1"),
        ("", "1"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_written(commune, field, typed):
    before = commune.store.log.count()
    with pytest.raises(InputError):
        work(commune, **{field: typed})
    assert commune.store.log.count() == before


def test_every_kind_of_field_is_typed_as_on_paper(commune):
    key = work(
        commune,
        start_on="5/1/2024",
        work_type="duong giao thong",
        progress="95.5",
        count="23",
        quantity="1.234,5",
        note="dòng một\r\ndòng hai",
        village="  Hồng   Nguyệt ",
        state="building",
    )
    values = get_record(commune, "work", key).values
    assert values["start_on"] == datetime.date(2024, 1, 5)
    assert (values["work_type"], values["state"]) == ("road", "building")
    assert (values["progress"], values["quantity"]) == (Decimal("95.5"), Decimal("1234.5"))
    assert (values["count"], values["note"]) == (23, "dòng một\ndòng hai")
    assert values["village"] == "Hồng Nguyệt"


def test_what_is_shown_can_be_typed_again(commune):
    key = work(
        commune, start_on="5/1/2024", work_type="trường học", progress="95,5", count="1.200",
        quantity="1.234,5", total_investment="1.234.567 đồng", note="a\nb",
    )  # fmt: skip
    found, before = entity_named("work"), get_record(commune, "work", key).values
    typed = {name: edit_text(found.fields[name], value) for name, value in before.items()}
    saved = put_texts(commune, "work", key, typed)
    assert saved.touched.entities == frozenset()
    assert get_record(commune, "work", key).values == before


def test_the_texts_of_a_list_are_vietnamese():
    found = entity_named("work").fields
    assert display_text(found["progress"], Decimal("95.5")) == "95,5%"
    assert display_text(found["quantity"], Decimal("1234.5")) == "1.234,5"
    assert display_text(found["work_type"], "road") == "đường giao thông"
    assert display_text(found["work_type"], "cua-ban-moi") == "cua-ban-moi"
    assert display_text(found["start_on"], datetime.date(2024, 1, 5)) == "05/01/2024"
    assert display_text(found["name"], None) == ""
    yes_no = entity_named("indicator_value").fields["not_applicable"]
    assert (display_text(yes_no, True), display_text(yes_no, False)) == ("có", "không")


@pytest.mark.parametrize(
    ("typed", "kept"), [("có", True), ("Đúng", True), ("x", True), ("không", False), ("0", False)]
)
def test_yes_and_no_are_words(typed, kept):
    field = entity_named("indicator_value").fields["not_applicable"]
    assert records.parse_text(field, typed) is kept


def test_another_word_is_neither_yes_nor_no():
    field = entity_named("indicator_value").fields["not_applicable"]
    with pytest.raises(InputError):
        records.parse_text(field, "có lẽ")
    assert records.parse_text(field, "  ") is None


def test_a_new_record_needs_its_required_fields(commune):
    with pytest.raises(InputError, match="Chưa nhập “Tên công trình”"):
        put_texts(commune, "work", None, {"village": "Hồng Nguyệt"})
    with pytest.raises(InputError):
        put_texts(commune, "money_entry", None, {"amount": "1 triệu"})
    assert list_records(commune, "money_entry") == ()


def test_a_required_field_cannot_be_emptied_but_others_can(commune):
    key = work(commune, village="Hồng Nguyệt")
    with pytest.raises(InputError, match="Chưa nhập"):
        put_texts(commune, "work", key, {"name": " "})
    put_texts(commune, "work", key, {"village": ""})
    values = get_record(commune, "work", key).values
    assert (values["name"], values["village"]) == ("Đường Hồng Nguyệt", None)


def test_a_step_is_named_by_what_was_done(commune):
    key = work(commune)
    assert history.undo_label(commune) == "Thêm công trình: Đường Hồng Nguyệt"
    put_texts(commune, "work", key, {"village": "Phúc Thuận"})
    assert history.undo_label(commune) == "Sửa công trình: Đường Hồng Nguyệt"
    delete_record(commune, "work", key)
    assert history.undo_label(commune) == "Xóa công trình: Đường Hồng Nguyệt"


def test_a_long_title_is_cut_for_labels_only(commune):
    key = work(commune, name="Đường " + "rất dài " * 20)
    assert history.undo_label(commune).endswith("…")
    assert get_record(commune, "work", key).title.endswith("rất dài")


def test_saving_nothing_new_is_no_step(commune):
    key = work(commune)
    before = len(history.past_steps(commune))
    assert put_texts(commune, "work", key, {"name": "Đường Hồng Nguyệt"}).key == key
    assert len(history.past_steps(commune)) == before


def test_a_reference_must_point_to_a_record_that_is_here(commune):
    with pytest.raises(NotFoundError, match="06901/w404"):
        put_texts(commune, "task", None, {"text": "Làm", "work": "06901/w404"})
    key = work(commune)
    task = put_texts(commune, "task", None, {"text": "Làm", "work": key}).key
    assert get_record(commune, "task", task).shown["work"] == "Đường Hồng Nguyệt"


def test_a_reference_to_what_was_deleted_since_is_shown_by_its_key(commune):
    key = work(commune)
    task = put_texts(commune, "task", None, {"text": "Làm", "work": key}).key
    delete_record(commune, "work", key)
    assert get_record(commune, "task", task).shown["work"] == key


def test_a_work_cannot_belong_to_itself(commune):
    outer = work(commune)
    inner = work(commune, group=outer)
    with pytest.raises(InputError, match="không thể là chính bản ghi này"):
        put_texts(commune, "work", outer, {"group": outer})
    with pytest.raises(InputError, match="nằm trong nó"):
        put_texts(commune, "work", outer, {"group": inner})
    put_texts(commune, "work", inner, {"group": ""})
    put_texts(commune, "work", outer, {"group": inner})


@pytest.mark.parametrize("key", ["99999/w1", "abc", "069/01"])
def test_a_key_of_another_unit_is_refused(commune, key):
    with pytest.raises(InputError, match="thuộc đơn vị khác"):
        put_texts(commune, "work", key, {"name": "Đường"})


@pytest.mark.parametrize("key", ["06901/a b", "06901/" + "x" * 200, "đường", "../x"])
def test_a_key_that_cannot_be_carried_is_refused(commune, key):
    with pytest.raises(InputError):
        put_texts(commune, "work", key, {"name": "Đường"})


def test_the_record_of_another_unit_is_read_but_not_changed(commune):
    change = make_change("a" * 13, 1, 0, "Bình", ("work", "18130/w1"), {"name": "Cầu"}, {})
    with commune.store.step("Nhận", "An", kind="take"):
        commune.store.hold(("a" * 13, "18130", "shared", 1), [change])
    assert get_record(commune, "work", "18130/w1").title == "Cầu"
    with pytest.raises(InputError):
        put_texts(commune, "work", "18130/w1", {"name": "Cầu mới"})
    with pytest.raises(InputError):
        delete_record(commune, "work", "18130/w1")


def test_what_two_people_typed_at_once_is_kept_twice(commune):
    key = work(commune)
    seen = seen_heads(commune, "work", key)
    put_texts(commune, "work", key, {"name": "Của An"}, seen)
    put_texts(commune, "work", key, {"name": "Của Bình"}, seen)
    record = get_record(commune, "work", key)
    assert record.conflicts == ("name",)
    heads = records.heads_of(commune, "work", key)["name"]
    assert {head["value"] for head in heads} == {"Của An", "Của Bình"}
    assert all(head["unit"] == "06901" and head["user"] == "An" for head in heads)


def test_deleting_what_somebody_else_edited_meanwhile_is_a_conflict(commune):
    key = work(commune)
    seen = seen_heads(commune, "work", key)
    put_texts(commune, "work", key, {"name": "Tên mới"}, seen)
    delete_record(commune, "work", key, seen)
    assert get_record(commune, "work", key).title == "Tên mới"
    heads = records.heads_of(commune, "work", key)
    assert any(head.get("deleted") for found in heads.values() for head in found)


@pytest.mark.parametrize(
    "seen", [{"name": ("junk",)}, {"khong_co": ("a" * 13 + ".1." + "0" * 16,)}, {"name": "abc"}]
)
def test_versions_the_record_never_had_are_refused(commune, seen):
    key = work(commune)
    before = commune.store.log.count()
    with pytest.raises(InputError, match="không có trong lịch sử"):
        put_texts(commune, "work", key, {"name": "B"}, seen)
    with pytest.raises(InputError):
        delete_record(commune, "work", key, seen)
    assert commune.store.log.count() == before


def test_a_field_shown_empty_counts_as_seen(commune):
    key = work(commune)
    put_texts(commune, "work", key, {"village": "Phúc Thuận"}, {"village": ()})
    assert get_record(commune, "work", key).conflicts == ()


def test_deleting_can_be_undone(commune):
    key = work(commune)
    delete_record(commune, "work", key)
    assert not records.exists(commune, "work", key)
    with pytest.raises(NotFoundError):
        get_record(commune, "work", key)
    with pytest.raises(NotFoundError):
        delete_record(commune, "work", key)
    history.undo(commune)
    assert records.exists(commune, "work", key)


def test_a_list_can_be_narrowed_by_stored_fields(commune):
    work(commune, name="A", village="Hồng Nguyệt")
    work(commune, name="B")
    assert [one.title for one in list_records(commune, "work", {"village": "Hồng Nguyệt"})] == ["A"]
    assert len(list_records(commune, "work")) == 2
    with pytest.raises(InputError):
        list_records(commune, "work", {"khong_co": "x"})


def test_an_unknown_noun_is_refused(commune):
    for call in (list_records, seen_heads_of_nothing):
        with pytest.raises(NotFoundError, match="khong_co"):
            call(commune, "khong_co")


def seen_heads_of_nothing(workspace, entity):
    """Save a record of an entity nobody declared."""
    return put_values(workspace, entity, None, {"name": "x"})


def test_search_is_loose_without_accents_and_exact_with_them(commune):
    work(commune, name="Đường Hồng Nguyệt")
    work(commune, name="Dương Hồng Nguyệt")
    assert len(search(commune, "duong hong")) == 2
    assert [one.title for one in search(commune, "đường")] == ["Đường Hồng Nguyệt"]
    assert search(commune, "không có ở đâu") == ()
    assert search(commune, "   ") == ()
    assert len(search(commune, "hong", limit=1)) == 1
    found = search(commune, "đường hồng")[0]
    assert (found.entity, found.label) == ("work", "công trình")


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE work; --", "\\"])
def test_search_takes_every_sign_for_itself(commune, text):
    work(commune)
    assert search(commune, text) == ()


def test_nobody_searches_for_a_whole_page(commune):
    with pytest.raises(InputError, match="dài quá"):
        search(commune, "a" * 70_000)


@pytest.mark.parametrize(
    ("entity", "typed", "key"),
    [
        (
            "indicator_value",
            {"unit": "06901", "period": "2023", "set_id": NANG_CAO, "indicator": "1.1"},
            f"06901/2023/{NANG_CAO}/1.1",
        ),
        ("set_total", {"unit": "06901", "period": "2023", "set_id": NANG_CAO}, "06901/2023/total"),
        (
            "narrative",
            {"report": "bao-cao-tien-do", "period": "2023", "section": "mo-dau", "text": "a"},
            "06901/2023/text/bao-cao-tien-do/mo-dau",
        ),
        ("followed_set", {"set_id": "bo-khac"}, "06901/set/bo-khac"),
        ("office_profile", {"signer_title": "PHÓ CHỦ TỊCH"}, "06901/office"),
        (
            "recognition_rollup",
            {"title": "Thôn kiểu mẫu", "period": "2023", "achieved": "73", "total": "85"},
            "06901/2023/rollup/thon-kieu-mau",
        ),
        ("admin_unit", {"code": "x01", "name": "Thôn 1", "level": "thon"}, "06901/unit/x01"),
    ],
)
def test_a_record_with_a_natural_key_is_never_made_twice(commune, entity, typed, key):
    first = put_texts(commune, entity, None, typed).key
    assert first.startswith(key)
    assert put_texts(commune, entity, None, typed).key == first


@pytest.mark.parametrize("period", ["xyz", "2023-Q9"])
def test_a_period_is_checked_wherever_it_is_typed(commune, period):
    with pytest.raises(InputError, match="kỳ báo cáo"):
        put_texts(commune, "recognition_rollup", None, {"title": "Thôn", "period": period})
