"""`ntm figures`, `ntm ocop`, `ntm poverty`: what is shown and told as JSON."""

from __future__ import annotations

from tests.cli.conftest import Ntm


def put(ntm: Ntm, entity: str, **fields: str) -> str:
    answer = ntm("put", entity, *(f"{name}={value}" for name, value in fields.items()))
    assert answer.status == 0, answer.err
    return str(answer.json["key"])


def economy(ntm: Ntm) -> None:
    measure = put(
        ntm, "measure", name="Tổng giá trị kinh tế", measure_unit="tỷ đồng", direction="higher"
    )
    put(ntm, "figure", measure=measure, period="2023", actual="258,7", word="đạt")
    put(ntm, "figure_plan", measure=measure, period="2023", value="236", level="hdnd")
    put(ntm, "figure_rate", measure=measure, period="2023", kind="growth", value="14,5")
    put(ntm, "plan_summary", period="2023", met="29", exceeded="22", total="30")


def test_the_sheet_says_what_is_met_and_what_is_only_stated(commune: Ntm) -> None:
    economy(commune)
    found = commune("figures", "--period", "2023").json
    [row] = found["rows"]
    assert (row["verdict"], row["basis"]) == ("exceeded", "computed")
    assert row["plans"][0]["percent"] == "đạt 109,6% chỉ tiêu nghị quyết HĐND"
    assert row["rates"] == [
        {
            "kind": "growth",
            "value": "14.5",
            "text": "tăng 14,5% (theo văn bản)",
            "reckoned": None,
            "difference": None,
        }
    ]
    assert found["summaries"][0]["text"] == "29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt"
    shown = commune.raw("--data", str(commune.data), "figures", "--period", "2023", "--sheet")
    assert shown.status == 0
    assert "1/1 chỉ tiêu đạt, trong đó 1 chỉ tiêu vượt" in shown.out
    assert "Văn bản nêu: 29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt" in shown.out


def test_figures_without_a_sheet_are_sentences(commune: Ntm) -> None:
    economy(commune)
    shown = commune.raw("--data", str(commune.data), "figures", "--period", "2023")
    assert shown.out.strip() == (
        "Tổng giá trị kinh tế: đạt 258,7 tỷ đồng; đạt 109,6% chỉ tiêu nghị quyết HĐND; "
        "tăng 14,5% (theo văn bản)"
    )
    empty = commune.raw("--data", str(commune.data), "figures", "--period", "2020", "--sheet")
    assert empty.out.strip() == "Chưa có số liệu nào của năm 2020."


def test_a_period_that_is_none_is_refused(commune: Ntm) -> None:
    assert commune("figures", "--period", "năm nay").code == "E_INPUT"


def test_ocop_lists_what_ends_soon(commune: Ntm) -> None:
    put(commune, "ocop_product", name="Trà", subject="HTX", stars="4", stage="công nhận",
        valid_until="01/03/2024")  # fmt: skip
    put(commune, "ocop_product", name="Gạo", subject="HTX", stars="3", stage="công nhận",
        valid_until="01/03/2026")  # fmt: skip
    found = commune("ocop", "--expiring").json
    assert [one["name"] for one in found["products"]] == ["Trà"]
    assert found["by_stars"] == {"3": 1, "4": 1}
    assert commune("ocop", "--expiring", "--days", "7").json["products"] == []
    shown = commune.raw("--data", str(commune.data), "ocop")
    assert "Còn hạn: 1 sản phẩm 3 sao, 1 sản phẩm 4 sao." in shown.out


def test_poverty_is_told_over_years(commune: Ntm) -> None:
    for period, poor in (("2022", "37"), ("2023", "25")):
        put(commune, "poverty_count", period=period, standard="2021-2025", households="1000",
            poor=poor)  # fmt: skip
    put(commune, "poverty_count", period="2023-H1", standard="2021-2025", poor="30")
    found = commune("poverty").json
    assert [(one["period"], one["poor_rate"]) for one in found] == [
        ("2022", "3,7%"),
        ("2023", "2,5%"),
    ]
    assert len(commune("poverty", "--all").json) == 3
    shown = commune.raw("--data", str(commune.data), "poverty")
    assert "giảm 1,2 điểm % so với năm 2022" in shown.out
