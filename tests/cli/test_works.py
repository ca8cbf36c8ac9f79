"""`ntm works`, `work`, `debt`, `funding`: one document each, with the records behind the sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ntm

MILLION = 1_000_000


def put(ntm: Ntm, entity: str, **fields: str) -> str:
    """Save a record; return its key."""
    answer = ntm("put", entity, *(f"{name}={value}" for name, value in fields.items()))
    assert answer.status == 0, answer.err
    return str(answer.json["key"])


def pay(ntm: Ntm, work: str, kind: str, amount: str, **more: str) -> str:
    """Save one amount of 2023."""
    typed = {"source": "nsdp-xa", "plan_year": "2023", "kind": kind, "amount": amount}
    return put(ntm, "money_entry", **({"work": work} if work else {}), **{**typed, **more})


@pytest.fixture
def road(commune: Ntm) -> str:
    """A road with money of 2023; return its key."""
    about = {"work_type": "road", "village": "Phúc Thuận", "state": "building"}
    key = put(commune, "work", name="Đường trục", quantity="1,2", measure_unit="km", **about)
    pay(commune, key, "planned", "500 triệu")
    pay(commune, key, "disbursed", "100 triệu", paid_on="15/3/2023")
    pay(commune, key, "accepted", "250 triệu", paid_on="20/6/2023")
    return key


def test_works_are_listed_and_asked_for(commune: Ntm, road: str) -> None:
    put(commune, "work", name="Trường", work_type="school")
    found = commune("works").json
    assert {one["name"] for one in found["works"]} == {"Đường trục", "Trường"}
    assert found["totals"]["unpaid"] == 150 * MILLION
    for option, value in (
        ("--year", "2023"),
        ("--source", "Ngân sách xã"),
        ("--state", "đang thi công"),
        ("--type", "road"),
        ("--village", "phúc thuận"),
    ):
        assert [one["key"] for one in commune("works", option, value).json["works"]] == [road]
    assert commune("works", "--type", "lâu đài").code == "E_INPUT"


def test_people_read_a_table(commune: Ntm, road: str) -> None:
    printed = commune.raw("--data", str(commune.data), "works").out
    assert "Đường trục" in printed
    assert "còn nợ 150" in printed
    empty = commune.raw("--data", str(commune.data), "works", "--year", "2001").out
    assert empty.strip() == "Không có công trình nào."


def test_a_work_is_shown_with_all_that_belongs_to_it(commune: Ntm, road: str) -> None:
    put(commune, "contribution", kind="land", quantity="300", measure_unit="m2", work=road)
    found = commune("work", "show", road).json
    assert (found["name"], found["village_names"]) == ("Đường trục", ["Phúc Thuận"])
    assert len(found["entries"]) == 3
    assert found["debt"]["owed"] == 150 * MILLION
    assert found["contributions"][0]["worth"] is None
    assert any("đơn giá" in text for text in found["issues"])
    printed = commune.raw("--data", str(commune.data), "work", "show", road).out
    assert "hiến đất: 300 m2" in printed
    assert "còn nợ 150 triệu đồng" in printed
    assert commune("work", "show", "06901/w404").code == "E_NOT_FOUND"


def test_an_amount_is_corrected_with_a_reason(commune: Ntm, road: str) -> None:
    wrong = pay(commune, road, "disbursed", "1.000 triệu")
    answer = commune("work", "correct", wrong, "100 triệu", "--reason", "thừa số 0")
    assert answer.status == 0
    assert commune("works").json["totals"]["disbursed"] == 200 * MILLION
    typed = commune("work", "correct", wrong, "90 triệu", "--reason", "lẻ", "--on", "31/12/2023")
    held = commune("get", "money_entry", str(typed.json["key"])).json
    assert held["fields"]["paid_on"] == "2023-12-31"
    doubtful = commune("work", "correct", wrong, "14.514 tỷ", "--reason", "thừa")
    assert doubtful.code == "E_INPUT"
    assert "Mười bốn tỷ" in doubtful.json["error"]["message"]


def test_an_amount_with_two_readings_is_asked_for_wherever_it_is_typed(
    commune: Ntm, road: str
) -> None:
    typed = ("source=nsdp-xa", "plan_year=2023", "kind=planned", f"work={road}")
    doubtful = commune("put", "money_entry", *typed, "amount=14.514 tỷ")
    assert doubtful.code == "E_INPUT"
    assert "14514 tỷ" in doubtful.json["error"]["message"]
    assert "14,514 tỷ" in doubtful.json["error"]["message"]
    for clear in ("14514 tỷ", "14,514 tỷ", "14.514 triệu"):
        assert commune("put", "money_entry", *typed, f"amount={clear}").status == 0


def test_a_difference_may_stand_with_its_reason(commune: Ntm, road: str) -> None:
    pay(commune, road, "allocated", "50 triệu")
    rule = "disbursed_over_allocated"
    assert commune("work", "reason", road, rule, "vốn bổ sung").status == 0
    found = commune("work", "show", road).json
    assert [one["reason"] for one in found["reasons"]] == ["vốn bổ sung"]
    printed = commune.raw("--data", str(commune.data), "work", "show", road).out
    assert "Đã có lý do" in printed


def test_debt_is_told_for_a_day(commune: Ntm, road: str) -> None:
    found = commune("debt", "--on", "2023-12-31").json
    assert (found["owed"], found["works"][0]["sources"]["nsdp-xa"]["owed"]) == (
        150 * MILLION,
        150 * MILLION,
    )
    assert len(found["works"][0]["records"]) == 2
    assert commune("debt", "--on", "1/1/2023").json["owed"] == 0
    for day in ("31/02/2023", "1/1/20244", "hôm nay", "15/3"):
        assert commune("debt", "--on", day).code == "E_INPUT"
    pay(commune, road, "disbursed", "400 triệu")
    printed = commune.raw("--data", str(commune.data), "debt").out
    assert "giải ngân vượt 250 triệu đồng" in printed
    assert "1 dòng không ghi ngày" in printed


def test_an_advance_is_no_overpayment(commune: Ntm, road: str) -> None:
    pay(commune, road, "disbursed", "400 triệu", paid_on="1/7/2023")
    pay(commune, road, "advanced", "200 triệu", paid_on="1/7/2023")
    [found] = commune("debt").json["works"]
    assert (found["overpaid"], found["advance_left"]) == (50 * MILLION, 200 * MILLION)
    assert commune("works").json["totals"]["overpaid"] == 50 * MILLION
    printed = commune.raw("--data", str(commune.data), "debt").out
    assert "tạm ứng chưa thu hồi 200 triệu đồng, giải ngân vượt 50 triệu đồng" in printed


@pytest.mark.parametrize("form", ["11", "12", "13"])
def test_a_form_names_the_records_behind_each_cell(commune: Ntm, road: str, form: str) -> None:
    pay(commune, road, "disbursed", "7 triệu", source="nstw-dau-tu", paid_on="1/4/2023")
    found = commune("funding", "--form", form, "--period", "2023-H1").json
    cells = [cell for cell in found["total"]["cells"] if cell["amount"]]
    assert cells
    assert all(cell["records"] for cell in cells)
    printed = commune.raw(
        "--data", str(commune.data), "funding", "--form", form, "--period", "2023-H1"
    ).out
    assert f"Biểu {form}. " in printed
    assert "TỔNG SỐ" in printed


def test_a_form_goes_to_excel(commune: Ntm, road: str, tmp_path: Path) -> None:
    path = tmp_path / "bieu 11.xlsx"
    ask = ("funding", "--form", "11", "--period", "2023", "--xlsx", str(path))
    assert commune(*ask, "--unit", "dong").json["file"] == str(path)
    assert path.stat().st_size > 1000
    assert "Đã ghi" in commune.raw("--data", str(commune.data), *ask).out


def test_sums_are_told_by_any_part(commune: Ntm, road: str) -> None:
    found = commune("funding", "--by", "source", "--period", "2023").json
    assert found["parts"]["nsdp-xa"]["amount"] == found["total"] == 100 * MILLION
    assert found["rate"] == "20.00"
    printed = commune.raw(
        "--data", str(commune.data), "funding", "--by", "village", "--period", "2023"
    ).out
    assert "Phúc Thuận" in printed
    by_work = commune("funding", "--by", "work", "--period", "2023")
    assert by_work.json["parts"][road]["name"] == "Đường trục"
    printed = commune.raw(
        "--data", str(commune.data), "funding", "--by", "source", "--period", "2023"
    ).out
    assert "Ngân sách xã" in printed


def test_a_form_or_a_part_must_be_asked_for(commune: Ntm) -> None:
    assert commune("funding", "--period", "2023").code == "E_INPUT"
    both = ("--form", "11", "--by", "source", "--period", "2023")
    assert commune("funding", *both).code == "E_INPUT"


def test_thon_are_given_by_name_and_a_refusal_tells_how_to_part_them(commune: Ntm) -> None:
    assert commune("villages", "add", "Thôn Chùa", "Thôn Hồng Lam").status == 0
    key = put(commune, "work", name="Đường", villages="chua; hong lam")
    assert commune("work", "show", key).json["village_names"] == ["Thôn Chùa", "Thôn Hồng Lam"]
    refused = commune("put", "work", "name=Cầu", "villages=chua, hong lam")
    assert refused.code == "E_INPUT"
    assert "dấu chấm phẩy" in refused.err
    assert len(commune("works").json["works"]) == 1


def test_an_unknown_state_is_refused_with_the_words_there_are(commune: Ntm) -> None:
    assert "đang thi công" in commune("works", "--state", "abc").err
