"""Works, money and contributions printed in real reports, entered and told again.

Each case of tests/data/work_facts.json names its article by number and quotes its figure. What is
read back must be the figure of the quote; nothing that an article does not say is made up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.domain.contributions import told, worth
from ntm_desktop.domain.numbers import doubtful_money, format_money, format_number, parse_money
from ntm_desktop.domain.works import share_done
from ntm_desktop.services import works
from ntm_desktop.services.records import get_record, list_records, put_texts
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace

FACTS = json.loads((Path(__file__).parents[1] / "data" / "work_facts.json").read_text("utf-8"))
QUOTES = {fact["id"]: fact["quote"] for fact in FACTS}
KINDS = {"project", "capital", "infrastructure", "contribution", "asset"}
NOW = 1_706_000_000_000  # 23/01/2024


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An office with every fact entered as it is printed."""
    folder = tmp_path_factory.mktemp("seed-works")
    office = NewOffice(code="06901", name="Thuận Lộc", level="xa")
    made = create_workspace(
        folder / "data", office, user="An", device_dir=folder / "device", now_ms=NOW
    )
    enter_works(made)
    enter_rest(made)
    yield made
    made.close()


def work(here: Workspace, name: str, **typed: str) -> str:
    """Enter a work; return its key."""
    return put_texts(here, "work", None, {"name": name, **typed}).key


def quantity(here: Workspace, key: str, what: str, **typed: str) -> None:
    """Enter one more quantity of a work."""
    put_texts(here, "work_quantity", None, {"work": key, "what": what, **typed})


def enter_works(here: Workspace) -> None:
    """Enter the works of article 0."""
    group = work(
        here,
        "Công trình chỉnh trang đô thị",
        work_type="chỉnh trang đô thị",
        count="23",
        total_investment="14,514 tỷ đồng",
        progress="100",
    )
    quantity(here, group, "công trình hoàn thành", quantity="23", out_of="23")
    quantity(here, group, "tuyến đường", quantity="58", measure_unit="tuyến đường")
    for name, length, amount in (
        ("Đường nội đồng thôn Hồng Nguyệt", "488", "1,03 tỷ đồng"),
        ("Đường thôn Hồng Nguyệt và hạ tầng kỹ thuật", "934", "6,0 tỷ đồng"),
    ):
        more = {"village": "Hồng Nguyệt", "quantity": length, "measure_unit": "m"}
        work(here, name, work_type="road", total_investment=amount, **more)
    more = {"village": "Phúc Thuận", "count": "2", "total_investment": "4,0 tỷ đồng"}
    work(here, "Đường khu dân cư thôn Phúc Thuận", work_type="road", **more)
    work(here, "Cơ sở vật chất trường học", work_type="school", total_investment="21,6 tỷ đồng")
    new = {"quantity": "12,18", "measure_unit": "km"}
    roads = work(here, "Đường giao thông xây dựng, cải tạo", work_type="road", **new)
    quantity(here, roads, "kế hoạch năm 2023", reported_rate="đạt 100,8%")
    parts = {"quantity": "15,9", "out_of": "28,2", "measure_unit": "km"}
    quantity(here, roads, "đường được nhựa hóa", **parts)


def enter_rest(here: Workspace) -> None:
    """Enter what is no work of article 0: a figure, gifts of land, vehicles."""
    measure = {"name": "Tổng vốn đầu tư toàn xã hội", "measure_unit": "tỷ đồng"}
    key = put_texts(here, "measure", None, measure).key
    figure = {"period": "2023", "word": "ước đạt", "actual": "95,2", "reported_rate": "vượt 19%"}
    put_texts(here, "figure", None, {"measure": key, **figure})
    land = {"word": "trên", "quantity": "37.647", "measure_unit": "m2", "plan_year": "2023"}
    purpose = {"purpose": "mở rộng đường giao thông"}
    put_texts(here, "contribution", None, {"kind": "hiến đất", **land, **purpose})
    trucks = {"quantity": "2", "measure_unit": "xe", "work_type": "environment"}
    work(here, "Xe ô tô chuyên dụng chở rác và ép rác", **trucks)


def file_of(here: Workspace, start: str) -> works.WorkFile:
    """Return the work whose name begins so."""
    rows = works.works_table(here).rows
    return works.work_file(
        here, next(one.work.key for one in rows if one.work.name.startswith(start))
    )


def read_back(here: Workspace) -> dict[str, str]:
    """Return fact → its figure as the program tells it."""
    upgrade, field, village = (
        file_of(here, start) for start in ("Công trình chỉnh", "Đường nội", "Đường thôn")
    )
    housing, schools = file_of(here, "Đường khu"), file_of(here, "Cơ sở")
    roads, trucks = file_of(here, "Đường giao"), file_of(here, "Xe")
    done = {one.what: one for one in upgrade.quantities}
    length = {one.what: one for one in roads.quantities}
    asphalt, share = length["đường được nhựa hóa"], share_done(length["đường được nhựa hóa"])
    (figure,) = list_records(here, "figure")
    (given,) = works.contributions(here).records
    assert share is not None

    def billions(found: works.WorkFile) -> str:
        return format_money(found.work.total_investment or 0, "billion")

    def number(value: object) -> str:
        return format_number(value)  # type: ignore[arg-type]

    finished = done["công trình hoàn thành"]
    return {
        "thuan-loc-social-capital": f"{figure.shown['word']} {figure.shown['actual']} tỷ đồng",
        "thuan-loc-social-capital-over": figure.shown["reported_rate"],
        "thuan-loc-social-capital-again": f"{figure.shown['actual']} tỷ đồng",
        "thuan-loc-schools": billions(schools),
        "thuan-loc-roads": f"{number(roads.work.quantity)} {roads.work.measure_unit}",
        "thuan-loc-roads-rate": length["kế hoạch năm 2023"].reported_rate or "",
        "thuan-loc-asphalt": f"{number(asphalt.quantity)}/{number(asphalt.out_of)} km",
        "thuan-loc-asphalt-rate": f"{format_number(share, 1)}%",
        "thuan-loc-upgrade-count": f"{number(finished.quantity)}/{number(finished.out_of)}",
        "thuan-loc-upgrade-roads": f"{number(done['tuyến đường'].quantity)} tuyến đường",
        "thuan-loc-upgrade-money": billions(upgrade),
        "thuan-loc-field-road": f"{number(field.work.quantity)}{field.work.measure_unit}",
        "thuan-loc-field-road-money": billions(field),
        "thuan-loc-village-road": f"{number(village.work.quantity)} {village.work.measure_unit}",
        "thuan-loc-village-road-money": billions(village).replace("6 ", "6,0 "),
        "thuan-loc-housing-roads": f"{housing.work.count:02d}",
        "thuan-loc-housing-roads-money": billions(housing).replace("4 ", "4,0 "),
        "dong-son-land": told(given).removeprefix("hiến đất: "),
        "phu-luong-trucks": f"{int(trucks.work.quantity or 0):02d} {trucks.work.measure_unit}",
    }


def test_every_fact_is_told_as_it_was_printed(here: Workspace) -> None:
    found = read_back(here)
    assert set(found) == set(QUOTES)
    assert {fact["kind"] for fact in FACTS} == KINDS
    for name, text in found.items():
        assert text
        assert text in QUOTES[name], name


def test_land_without_a_price_is_never_turned_into_money(here: Workspace) -> None:
    found = works.contributions(here)
    assert worth(found.records[0]).amount is None
    assert found.counted == ()
    assert works.mobilised(here) == ()


def test_works_of_article_0_add_up_without_what_is_not_known(here: Workspace) -> None:
    table = works.works_table(here)
    total = parse_money("14,514 tỷ") + parse_money("1,03 tỷ") + parse_money("31,6 tỷ")
    assert table.totals.total_investment == total
    assert (table.totals.planned, table.totals.unpaid) == (0, 0)
    nguyet = works.WorksFilter(village="thôn Hồng Nguyệt")
    assert len(works.works_table(here, nguyet).rows) == 2


def test_the_amount_with_a_dot_would_have_been_asked_about() -> None:
    assert [one.dong for one in doubtful_money("14.514 tỷ đồng")][1] == parse_money("14,514 tỷ")
    assert doubtful_money("14,514 tỷ đồng") == ()


def test_a_fact_can_be_read_as_a_record(here: Workspace) -> None:
    key = file_of(here, "Công trình chỉnh").work.key
    shown = get_record(here, "work", key).shown
    assert shown["total_investment"] == "14.514.000.000 đồng"
