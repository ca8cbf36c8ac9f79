"""Works and their money: totals count nothing twice, and every source has its line."""

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.works import MONEY_KINDS, MoneyEntry, Work, counted_money, total_of
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import units, works
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.workspace import NewOffice, create_workspace
from tests.histories import examples

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
    assert [row.amount for row in works.mobilised(commune)] == [5_000_000_000]
    assert works.works_table(commune).rows == ()


# --- circles, filters, both ways of adding up ---


def circle(workspace):
    """Put two works into each other, as two offices may have done."""
    with workspace.store.step("Nhận", "An"):
        for key, group, amount in (("w1", "w2", 7), ("w2", "w1", 5), ("w3", "w2", 1)):
            values = {"name": key, "group": f"06901/{group}", "total_investment": amount * MILLION}
            workspace.store.put("work", f"06901/{key}", values)


def test_a_circle_of_groups_drops_no_money_and_is_told(commune):
    circle(commune)
    for key, amount in (("w1", 10), ("w2", 20)):
        pay(commune, f"06901/{key}", "accepted", amount)
    table = works.works_table(commune)
    assert (table.totals.accepted, table.totals.works) == (10 * MILLION, 1)
    assert table.totals.total_investment == 7 * MILLION
    (issue,) = table.rows[0].issues[:1]
    assert "w1 → w2" in issue.text
    assert works.work_file(commune, "06901/w1").issues[0] == issue
    assert sum(line.debt.owed for line in works.debts(commune).lines) == 10 * MILLION


def shown(workspace, **asked):
    """Return the names of the works that are asked for, in order of their names."""
    found = works.works_table(workspace, works.WorksFilter(**asked)).rows
    return sorted(row.work.name for row in found)


def test_works_are_asked_for_by_year_source_state_type_and_thon(commune):
    road = work(commune, "A", work_type="road", village="Hồng Nguyệt; Phúc Thuận", state="building")
    hall = work(commune, "B", work_type="school", start_on="1/3/2024")
    pay(commune, road, "planned", 10, "nsdp-xa", "2023")
    pay(commune, road, "planned", 30, "nsdp-tinh", "2024")
    pay(commune, hall, "planned", 5, "tin-dung", "2022")
    assert shown(commune) == ["A", "B"]
    assert shown(commune, year=2023) == ["A"]
    assert shown(commune, year=2024) == ["A", "B"]
    assert shown(commune, source="nsdp") == shown(commune, source="nsdp-xa") == ["A"]
    assert shown(commune, source="tin-dung", year=2023) == []
    assert shown(commune, state="building") == shown(commune, work_type="road") == ["A"]
    assert shown(commune, village="thôn phúc thuận") == ["A"]
    found = works.works_table(commune, works.WorksFilter(year=2024, source="nsdp"))
    assert (found.totals.planned, found.rows[0].planned) == (30 * MILLION, 30 * MILLION)


def test_an_unknown_source_is_asked_for_as_not_known(commune):
    key = work(commune, "A")
    with commune.store.step("Nhận", "An"):
        values = {"work": key, "source": "quy-moi", "plan_year": 2023, "kind": "planned"}
        commune.store.note("money_entry", "06901/m1", {**values, "amount": 7}, {})
    assert shown(commune, source="chua-ro") == ["A"]
    assert shown(commune, source="nsdp") == []


def test_thon_that_are_referred_to_are_named(commune):
    unit = units.add_unit(commune, "thôn Hồng Nguyệt")
    key = work(commune, "A", villages=f"06901/unit/{unit.code}")
    assert works.work_file(commune, key).villages == ("thôn Hồng Nguyệt",)
    assert shown(commune, village="Hồng Nguyệt") == ["A"]


def test_thon_are_given_by_name_or_code_and_parted_by_a_semicolon(commune):
    first = units.add_unit(commune, "thôn Chùa")
    second = units.add_unit(commune, "thôn Hồng Lam")
    keys = [f"06901/unit/{one.code}" for one in (first, second)]
    for typed in ("Thôn Chùa; hong lam", f"chua;{second.code}", "\n".join(keys)):
        key = work(commune, "A", villages=typed)
        assert works.work_file(commune, key).work.villages == "\n".join(keys)


@pytest.mark.parametrize(("typed", "why"), [("Thôn Chùa, Hồng Lam", "Chùa, Hồng Lam"), ("x", "x")])
def test_a_thon_that_is_none_of_the_list_is_refused_with_the_way_to_write_several(
    commune, typed, why
):
    units.add_unit(commune, "thôn Chùa")
    units.add_unit(commune, "thôn Hồng Lam")
    with pytest.raises(InputError) as refused:
        work(commune, "A", villages=typed)
    assert why in str(refused.value)
    assert "chấm phẩy: thôn Chùa; thôn Hồng Lam" in refused.value.hint
    assert works.works_table(commune).rows == ()


def test_a_name_that_two_thon_have_but_for_accents_is_refused(commune):
    for name in ("thôn Phú", "thôn Phu"):
        units.add_unit(commune, name)
    assert work(commune, "A", villages="Phú")
    with pytest.raises(InputError, match="có thể là"):
        work(commune, "B", villages="phù")


def test_a_typed_thon_beside_other_ticked_ones_is_doubted_and_not_counted(commune):
    unit = units.add_unit(commune, "thôn Chùa")
    key = work(commune, "Đường", villages=unit.code, village="Hồng Lam")
    assert works.work_file(commune, key).villages == ("thôn Chùa",)
    for issues in (works.work_file(commune, key).issues, works.works_table(commune).rows[0].issues):
        assert any("Hồng Lam" in one.text and "thôn Chùa" in one.text for one in issues)


@examples(25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["w0", "w1", "w2", "w3"]),
            st.sampled_from(["nsdp-xa", "nstw", "quy-moi"]),
            st.integers(2022, 2024),
            st.sampled_from([*MONEY_KINDS, "khoan-moi"]),
            st.integers(-(10**10), 10**12),
        ),
        max_size=12,
    )
)
def test_sums_of_the_database_are_those_of_the_records(amounts):
    with tempfile.TemporaryDirectory() as folder:
        office = NewOffice(code="06901", name="Quảng An", level="xa")
        device = Path(folder) / "device"
        here = create_workspace(Path(folder) / "a", office, device_dir=device, user="An")
        with here.store.step("Nhận", "An"):
            for number in range(4):
                values = {"name": str(number), "group": "06901/w1" if number > 1 else None}
                here.store.put("work", f"06901/w{number}", values)
            for number, (key, source, year, kind, amount) in enumerate(amounts):
                values = {"work": f"06901/{key}", "source": source, "plan_year": year}
                values |= {"kind": kind, "amount": amount}
                here.store.note("money_entry", f"06901/m{number}", values, {})
        held = here.store.records(MoneyEntry)
        records = here.store.records(Work)
        for kind in ("planned", "allocated", "disbursed", "accepted", "settled"):
            counted = total_of(counted_money(records, held), kind)
            table = works.works_table(here)
            assert getattr(table.totals, kind) == counted
            for row in table.rows:
                own = [one for one in held if one.work == row.work.key]
                assert getattr(row, kind) == total_of(own, kind)
        owed = works.debts(here, datetime.date(2030, 1, 1))
        totals = works.works_table(here).totals
        assert (owed.owed, owed.overpaid) == (totals.unpaid, totals.overpaid)
        here.close()


# --- corrections and reasons ---


def test_a_correction_is_one_more_entry_and_the_wrong_one_stays(commune):
    key = work(commune, "Đường")
    wrong = pay(commune, key, "disbursed", 1000)
    first = works.correct_entry(commune, wrong, 100 * MILLION, "ghi nhầm  số 0")
    works.correct_entry(commune, wrong, 120 * MILLION, "còn thiếu", datetime.date(2023, 12, 31))
    found = works.work_file(commune, key)
    assert sorted(entry.amount // MILLION for entry in found.entries) == [-900, 20, 1000]
    held = next(entry for entry in found.entries if entry.key == first.key)
    assert (held.corrects, held.reason, held.kind) == (wrong, "ghi nhầm số 0", "disbursed")
    assert works.works_table(commune).totals.disbursed == 120 * MILLION
    assert found.issues == ()


def test_a_correction_may_be_put_right_itself(commune):
    key = work(commune, "Đường")
    wrong = pay(commune, key, "disbursed", 100)
    first = works.correct_entry(commune, wrong, 80 * MILLION, "ghi nhầm")
    works.correct_entry(commune, first.key, -10 * MILLION, "lệch")
    assert works.works_table(commune).totals.disbursed == 90 * MILLION
    works.correct_entry(commune, wrong, 95 * MILLION, "theo kho bạc")
    assert works.works_table(commune).totals.disbursed == 95 * MILLION


def test_the_same_document_is_listed_once_for_a_work(commune):
    key = work(commune, "Đường")
    paper = put_texts(commune, "official_document", None, {"number": "12/QĐ-UBND"}).key
    for note in ("", "bản chính"):
        typed = {"work": key, "role": "quyết định phê duyệt", "document": paper, "note": note}
        put_texts(commune, "work_document", None, typed)
    put_texts(commune, "work_document", None, {"work": key, "role": "hợp đồng", "document": paper})
    held = works.work_file(commune, key).documents
    assert sorted((one.role, one.note) for one in held) == [
        ("contract", None),
        ("decision", "bản chính"),
    ]


def test_a_correction_needs_a_reason_and_another_amount(commune):
    wrong = pay(commune, work(commune, "Đường"), "disbursed", 10)
    with pytest.raises(InputError, match="lý do"):
        works.correct_entry(commune, wrong, 5, " ")
    with pytest.raises(InputError, match="không có gì"):
        works.correct_entry(commune, wrong, 10 * MILLION, "nhầm")
    with pytest.raises(NotFoundError):
        works.correct_entry(commune, "06901/m404", 5, "nhầm")


def test_a_reason_lets_a_difference_stand_until_the_amounts_change(commune):
    key = work(commune, "Đường")
    pay(commune, key, "allocated", 50)
    pay(commune, key, "disbursed", 60)
    done = works.give_reason(commune, key, "disbursed_over_allocated", "vốn bổ sung cuối năm")
    again = works.give_reason(commune, key, "disbursed_over_allocated", "bổ sung")
    assert done.key == again.key
    found = works.work_file(commune, key)
    assert (found.issues, works.works_table(commune).rows[0].issues) == ((), ())
    assert [reason.reason for _, reason in found.answered] == ["bổ sung"]
    pay(commune, key, "disbursed", 1)
    assert len(works.work_file(commune, key).issues) == 1


def test_a_reason_is_only_for_what_does_not_add_up(commune):
    key = work(commune, "Đường")
    with pytest.raises(InputError, match="không có chênh lệch"):
        works.give_reason(commune, key, "paid_over_accepted", "vì vậy")
    with pytest.raises(InputError, match="Không có nội dung"):
        works.give_reason(commune, key, "khac", "vì vậy")
    pay(commune, key, "advanced", 1)
    with pytest.raises(InputError, match="lý do"):
        works.give_reason(commune, key, "advanced_over_disbursed", " ")


# --- debt, contributions, what belongs to a work ---


def test_debt_is_by_work_and_source_on_a_day(commune):
    road = work(commune, "Đường")
    school = work(commune, "Trường")
    for key, kind, amount, source, day in (
        (road, "accepted", 100, "nsdp-xa", "30/6/2023"),
        (road, "disbursed", 40, "nsdp-xa", "15/7/2023"),
        (road, "accepted", 50, "nsdp-tinh", ""),
        (school, "disbursed", 9, "nsdp-xa", "1/2/2023"),
    ):
        paid = pay(commune, key, kind, amount, source)
        put_texts(commune, "money_entry", paid, {"paid_on": day})
    before = works.debts(commune, datetime.date(2023, 6, 30))
    assert (before.owed // MILLION, before.overpaid // MILLION) == (100, 9)
    now = works.debts(commune)
    assert (now.owed // MILLION, len(now.undated)) == (110, 1)
    line = next(one for one in now.lines if one.work.name == "Đường")
    balances = {source: one.balance // MILLION for source, one in line.sources.items()}
    assert balances == {"nsdp-xa": 60, "nsdp-tinh": 50}
    assert len(line.debt.accepted.keys) == 2
    sources = {source: one.balance // MILLION for source, one in now.sources.items()}
    assert sources == {"nsdp-tinh": 50, "nsdp-xa": 51}


def give(workspace, kind, **typed):
    """Save what people gave."""
    return put_texts(workspace, "contribution", None, {"kind": kind, **typed}).key


def test_what_people_gave_is_counted_once_beside_the_ledger(commune):
    key = work(commune, "Đường")
    labour = {"quantity": "10", "unit_price": "250.000 đồng", "plan_year": "2023"}
    given = give(commune, "labour", work=key, **labour)
    give(commune, "land", quantity="37.647", measure_unit="m2", plan_year="2023", work=key)
    assert [row.amount for row in works.mobilised(commune, (2023, 2023))] == [2_500_000]
    assert works.mobilised(commune, (2024, 2024)) == ()
    found = works.contributions(commune)
    assert (len(found.records), len(found.counted), len(found.issues)) == (2, 1, 1)
    pay(commune, key, "disbursed", 3, "nguoi-dan-quy-doi")
    assert [row.amount for row in works.mobilised(commune)] == [3 * MILLION]
    held = works.work_file(commune, key)
    assert held.uncounted == {given}
    assert any("2.500.000 đồng" in issue.text for issue in held.issues)


def test_a_work_has_quantities_documents_and_steps(commune):
    key = work(commune, "Đường", state="approved")
    document = put_texts(commune, "official_document", None, {"number": "12/QĐ-UBND"}).key
    put_texts(commune, "work_quantity", None, {"work": key, "what": "tuyến", "quantity": "58"})
    put_texts(
        commune, "work_document", None, {"work": key, "role": "hợp đồng", "document": document}
    )
    found = works.work_file(commune, key)
    assert [one.quantity for one in found.quantities] == [58]
    assert [(one.role, one.document) for one in found.documents] == [("contract", document)]
    assert len(works.step_doubts(commune, key)) == 1
    put_texts(commune, "work", key, {"decision_on": "5/1/2023"})
    assert works.step_doubts(commune, key) == ()


# --- amounts without a date ---


@pytest.mark.parametrize(
    ("day", "owed", "counted", "left"),
    [
        ("2023-06-30", 0, 0, 2),
        ("2023-12-31", 400, 2, 0),
        ("2024-01-15", 400, 2, 0),  # the day the tests take for today
    ],
)
def test_amounts_without_a_date_count_when_their_plan_year_is_over(
    commune, day, owed, counted, left
):
    work = put_texts(commune, "work", None, {"name": "Đường"}).key
    for kind, amount in (("accepted", "1 tỷ"), ("disbursed", "600 triệu")):
        entry = {"work": work, "kind": kind, "amount": amount, "source": "nsdp-xa",
                 "plan_year": "2023"}  # fmt: skip
        put_texts(commune, "money_entry", None, entry)
    found = works.debts(commune, datetime.date.fromisoformat(day))
    assert (found.owed, len(found.undated), len(found.left_out)) == (owed * 10**6, counted, left)


def test_until_today_every_amount_that_was_entered_counts(commune):
    work = put_texts(commune, "work", None, {"name": "Đường"}).key
    year = str(commune.today().year)
    entry = {"work": work, "kind": "accepted", "amount": "1 tỷ", "source": "nsdp-xa",
             "plan_year": year}  # fmt: skip
    put_texts(commune, "money_entry", None, entry)
    assert works.debts(commune).owed == 10**9
    before = commune.today() - datetime.timedelta(days=1)
    assert works.debts(commune, before).owed == 0


def test_the_rate_of_the_plan_is_that_of_the_sources_with_a_plan(commune):
    work = put_texts(commune, "work", None, {"name": "Đường"}).key
    for kind, amount, source in (
        ("planned", "1 tỷ", "nsdp-xa"),
        ("disbursed", "500 triệu", "nsdp-xa"),
        ("disbursed", "20 tỷ", "doanh-nghiep"),
    ):
        entry = {"work": work, "kind": kind, "amount": amount, "source": source,
                 "plan_year": "2023"}  # fmt: skip
        put_texts(commune, "money_entry", None, entry)
    for asked in (None, works.WorksFilter(year=2023)):
        table = works.works_table(commune, asked)
        assert table.rows[0].disbursed == 20_500 * 10**6
        assert table.rows[0].disbursed_of_planned == 500 * 10**6
        assert table.totals.disbursed_of_planned == 500 * 10**6
    assert works.works_table(commune, works.WorksFilter(year=2022)).totals.planned == 0


def test_a_work_that_two_computers_typed_is_asked_about_and_never_joined(commune):
    twice = [work(commune, "Cầu Khe Mo", 500), work(commune, "cầu  khe mo", village="Thôn 1")]
    other = work(commune, "Đường thôn", village="Thôn 1")
    work(commune, "Đường thôn", village="Thôn 2")
    work(commune, "Kênh", start_on="1/5/2022")
    work(commune, "Kênh", start_on="1/5/2023")
    found = works.works_table(commune)
    doubtful = {row.work.key for row in found.rows if any("trùng" in i.text for i in row.issues)}
    assert doubtful == set(twice), "another thôn or another year is another work"
    assert found.totals.works == 6
    for key in (*twice, other):
        told = [one.text for one in works.work_file(commune, key).issues]
        assert any("có 2 công trình cùng tên" in one for one in told) is (key in twice)
