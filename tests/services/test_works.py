"""Works and their money: totals count nothing twice, and every source has its line."""

import pytest

from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import works
from ntm_desktop.services.records import put_texts

MILLION = 1_000_000


def work(workspace, name, total="", **fields):
    """Save a work; `total` is in triệu đồng. Return its key."""
    if total:
        fields["total_investment"] = f"{total} triệu đồng"
    return put_texts(workspace, "work", None, {"name": name, **fields}).key


def pay(workspace, key, kind, millions, source="nsdp-xa", year="2023"):
    """Save one amount of a work."""
    typed = {"source": source, "plan_year": year, "kind": kind, "amount": f"{millions} triệu đồng"}
    return put_texts(workspace, "money_entry", None, {"work": key, **typed}).key


def totals(workspace):
    """Return works and the sums in triệu đồng."""
    found = works.works_table(workspace).totals
    sums = (found.total_investment, found.planned, found.allocated)
    more = (found.disbursed, found.accepted, found.unpaid)
    return found.works, *(amount // MILLION for amount in (*sums, *more))


def test_a_work_has_its_money_by_kind_and_what_is_still_owed(commune):
    key = work(commune, "Đường", 500)
    for kind, amount in (
        ("planned", 400),
        ("allocated", 300),
        ("disbursed", 100),
        ("accepted", 250),
    ):
        pay(commune, key, kind, amount)
    row = works.works_table(commune).rows[0]
    assert (row.planned, row.allocated) == (400 * MILLION, 300 * MILLION)
    assert (row.disbursed, row.accepted, row.unpaid) == (
        100 * MILLION,
        250 * MILLION,
        150 * MILLION,
    )
    assert row.issues == ()
    assert totals(commune) == (1, 500, 400, 300, 100, 250, 150)


def test_paying_more_than_was_accepted_is_no_negative_debt(commune):
    key = work(commune, "Đường")
    pay(commune, key, "accepted", 50)
    pay(commune, key, "disbursed", 80)
    assert totals(commune)[-1] == 0


def test_no_works_are_no_money(commune):
    assert totals(commune) == (0,) * 7


def test_members_are_not_counted_beside_their_group(commune):
    group = work(commune, "Chỉnh trang", 14_514, count="23")
    member = work(commune, "Tuyến 1", 600, group=group)
    work(commune, "Tuyến 2", 400, group=group)
    pay(commune, group, "planned", 900)
    pay(commune, member, "planned", 500)
    assert totals(commune)[:3] == (23, 14_514, 900)


def test_members_stand_for_a_group_that_states_nothing(commune):
    group = work(commune, "Chỉnh trang")
    for name in ("Tuyến 1", "Tuyến 2"):
        member = work(commune, name, 600, group=group)
        pay(commune, member, "accepted", 100)
    assert totals(commune) == (2, 1200, 0, 0, 0, 200, 200)


def test_a_group_that_is_paid_up_owes_nothing_for_its_members(commune):
    group = work(commune, "Chỉnh trang", 1000)
    pay(commune, group, "accepted", 100)
    pay(commune, group, "disbursed", 100)
    member = work(commune, "Tuyến 1", 600, group=group)
    pay(commune, member, "accepted", 60)
    assert totals(commune) == (1, 1000, 0, 0, 100, 100, 0)


def test_payments_of_members_count_against_what_their_group_accepted(commune):
    group = work(commune, "Chỉnh trang", 1000)
    pay(commune, group, "accepted", 100)
    pay(commune, work(commune, "Tuyến 1", group=group), "disbursed", 70)
    assert totals(commune)[-3:] == (70, 100, 30)


def test_groups_of_groups_are_counted_once(commune):
    outer = work(commune, "Chương trình")
    inner = work(commune, "Nhóm", group=outer)
    for name in ("A", "B", "C"):
        work(commune, name, 10, group=inner)
    work(commune, "Riêng", 5)
    assert totals(commune)[:2] == (4, 35)


def test_a_work_that_was_sent_as_its_own_group_is_still_counted(commune):
    with commune.store.step("Nhận", "An"):
        commune.store.put(
            "work", "06901/w1", {"name": "A", "group": "06901/w1", "total_investment": 7 * MILLION}
        )
    assert totals(commune)[:2] == (1, 7)


def test_part_of_the_lines_may_be_added_up(commune):
    group = work(commune, "Nhóm", 100)
    work(commune, "Tuyến", 40, group=group)
    rows = [row for row in works.works_table(commune).rows if row.work.group]
    assert works.totals(rows).total_investment == 40 * MILLION


def test_doubtful_money_is_said_on_the_line(commune):
    key = work(commune, "Đường", 100)
    pay(commune, key, "allocated", 50)
    pay(commune, key, "disbursed", 60)
    pay(commune, key, "accepted", 120)
    texts = [issue.text for issue in works.works_table(commune).rows[0].issues]
    assert len(texts) == 2
    assert all("Đường" in text for text in texts)
    assert works.work_file(commune, key).issues == works.works_table(commune).rows[0].issues


def test_the_matrix_follows_the_funding_form_then_the_years(commune):
    key = work(commune, "Đường")
    pay(commune, key, "planned", 10, "nguoi-dan-tien", "2023")
    pay(commune, key, "planned", 20, "nsdp-xa", "2024")
    pay(commune, key, "planned", 30, "nsdp-xa", "2023")
    pay(commune, key, "disbursed", 5, "nsdp-xa", "2023")
    lines = works.work_file(commune, key).matrix
    assert [(line.source, line.plan_year) for line in lines] == [
        ("nsdp-xa", 2023),
        ("nsdp-xa", 2024),
        ("nguoi-dan-tien", 2023),
    ]
    assert (lines[0].amounts["planned"], lines[0].amounts["disbursed"]) == (
        30 * MILLION,
        5 * MILLION,
    )
    assert lines[0].source_name == "Ngân sách xã"


def test_a_source_of_a_newer_version_is_a_line_of_its_own(commune):
    key = work(commune, "Đường")
    pay(commune, key, "planned", 10, "chua-ro")
    with commune.store.step("Nhận", "An"):
        values = {
            "work": key,
            "source": "quy-moi",
            "plan_year": 2023,
            "kind": "planned",
            "amount": 7,
        }
        commune.store.note("money_entry", "06901/m1", values, {})
        commune.store.note("money_entry", "06901/m2", {"work": key, "amount": 1}, {})
    lines = works.work_file(commune, key).matrix
    assert [(line.source, line.plan_year) for line in lines] == [("chua-ro", 0), ("chua-ro", 2023)]
    assert lines[1].amounts["planned"] == 10 * MILLION + 7


def test_a_work_file_names_its_members_and_their_difference(commune):
    group = work(commune, "Nhóm", 100)
    work(commune, "Tuyến", 40, group=group)
    found = works.work_file(commune, group)
    assert [one.name for one in found.members] == ["Tuyến"]
    assert len(found.issues) == 1
    with pytest.raises(NotFoundError):
        works.work_file(commune, "06901/w404")


def test_money_of_the_programme_as_a_whole_belongs_to_no_work(commune):
    typed = {"source": "long-ghep", "plan_year": "2023", "kind": "kế hoạch", "amount": "5 tỷ"}
    put_texts(commune, "money_entry", None, typed)
    assert [entry.amount for entry in works.money_entries(commune)] == [5_000_000_000]
    assert works.works_table(commune).rows == ()
