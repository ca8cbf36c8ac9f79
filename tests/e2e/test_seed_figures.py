"""Figures, plans, rates and registers printed in real reports, entered and read back.

Each case of tests/data/figure_facts.json names its article by number, quotes its figure, and says
what is typed and what the program then shows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.domain.figure_results import Verdict
from ntm_desktop.domain.figures import Measure
from ntm_desktop.services import figures, records, registers
from ntm_desktop.services.figures import FigureDraft, PlanRow, plan_sheet, record_figures
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.cli.conftest import NOW

FACTS = json.loads((Path(__file__).parents[1] / "data" / "figure_facts.json").read_text("utf-8"))
OFFICES = (
    ("xa", "Thuận Lộc"),
    ("huyen", "Đông Sơn"),
    ("huyen", "Hồng Lĩnh"),
    ("huyen", "Phú Lương"),
    ("xa", "Quảng An"),
)
DRAFTED = ("figure", "plan", "previous")


class Article:
    """The data folder of one article; `held` maps what a fact calls a record to its key."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.keys: dict[str, str] = {}
        self._named: dict[str, str] = {}

    def enter(self, fact: Mapping[str, Any]) -> None:
        """Enter one fact as a clerk would type it."""
        if fact["enter"] in DRAFTED:
            self._draft(fact)
            return
        entity = {"rate": "figure_rate", "summary": "plan_summary"}.get(fact["enter"], "")
        entity = entity or fact["entity"]
        typed = dict(fact["fields"])
        if fact["enter"] == "rate":
            typed["measure"] = self.measure(fact["measure"]).key
        if fact["enter"] != "put":
            typed["period"] = fact["period"]
        name = fact.get("record", "")
        saved = records.put_texts(self.workspace, entity, self._named.get(name), typed)
        self.keys[fact["id"]] = saved.key
        if name:
            self._named[name] = saved.key

    def _draft(self, fact: Mapping[str, Any]) -> None:
        """Enter a cell of the grid of figures or plans."""
        part = "actual" if fact["enter"] == "figure" else fact["enter"]
        more = {
            name: fact[name]
            for name in ("measure_unit", "direction", "level", "matter", "previous_kind")
            if name in fact
        }
        draft = FigureDraft(fact["measure"], fact["period"], fact["text"], part, **more)
        record_figures(self.workspace, [draft])

    def measure(self, name: str) -> Measure:
        """Return the measure of that name."""
        [found] = [one for one in self.workspace.store.records(Measure) if one.name == name]
        return found

    def row(self, measure: str, period: str) -> PlanRow:
        """Return a measure as the sheet shows it."""
        return plan_sheet(self.workspace, period).row(measure)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Article]]:
    """One data folder an article, with all its facts."""
    folder = tmp_path_factory.mktemp("articles")
    made = []
    for number, (level, name) in enumerate(OFFICES):
        place = {"device_dir": folder / f"device{number}", "now_ms": int(NOW), "user": "An"}
        office = NewOffice(code=None, name=name, level=level)
        article = Article(create_workspace(folder / str(number), office, **place))
        for fact in FACTS:
            if fact["article"] == number:
                article.enter(fact)
        made.append(article)
    yield made
    for article in made:
        article.workspace.close()


def read_back(article: Article, fact: Mapping[str, Any]) -> str:
    """Return what the program shows of a fact."""
    if fact["enter"] == "put":
        record = records.get_record(article.workspace, fact["entity"], article.keys[fact["id"]])
        return record.shown[fact["field"]]
    if fact["enter"] == "summary":
        [line] = plan_sheet(article.workspace, fact["period"]).summaries
        return next(part for part in line.text.split("; ") if part == fact["reads"])
    row = article.row(fact["measure"], fact["period"])
    if fact["enter"] == "figure":
        return row.actual_text
    if fact["enter"] == "previous":
        return row.previous.text if row.previous else ""
    if fact["enter"] == "plan":
        [text] = [one.text for one in row.plans if one.plan.matter == fact.get("matter")]
        return text
    [rate] = [
        one
        for one in row.rates
        if one.compared.rate.kind == fact["fields"]["kind"]
        and one.compared.rate.level == fact["fields"].get("level")
    ]
    assert rate.compared.agrees is fact["agrees"]
    assert rate.difference_text == ""
    return rate.text


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_printed_figure_is_entered_and_read_back(
    articles: list[Article], fact: Mapping[str, Any]
) -> None:
    assert read_back(articles[fact["article"]], fact) == fact["reads"]


def test_no_printed_figure_is_left_out() -> None:
    held = Counter(fact["kind"] for fact in FACTS)
    assert (held["indicator"], held["target"], held["plan_summary"]) == (37, 25, 2)
    assert (held["budget"], held["ocop"], held["beneficiary"], held["asset"]) == (4, 4, 5, 1)


def test_a_goal_that_is_repeated_stays_one_record(articles: list[Article]) -> None:
    repeated = [fact for fact in FACTS if "repeats" in fact]
    assert repeated
    for fact in repeated:
        row = articles[fact["article"]].row(fact["measure"], fact["period"])
        assert len(row.plans) == 1


def test_the_rates_whose_base_is_printed_come_out(articles: list[Article]) -> None:
    economy = articles[0].row("Tổng giá trị kinh tế", "2023")
    assert [one.percent_text for one in economy.plans if one.percent] == ["đạt 109,6% kế hoạch"]
    assert articles[0].row("Đường giao thông được nhựa hóa", "2023").share_text == (
        "đạt tỷ lệ 56,4%"
    )
    poor = articles[0].row("Tỷ lệ hộ nghèo", "2023")
    assert poor.change_text == "giảm 1,21 điểm % so với đầu kỳ"
    assert (poor.verdict, poor.basis) == (Verdict.EXCEEDED, "computed")


def test_a_rate_without_its_base_is_the_word_of_the_document(articles: list[Article]) -> None:
    economy = articles[0].row("Tổng giá trị kinh tế", "2023")
    assert (economy.growth, economy.change_text) == (None, "")
    assert economy.sentence.endswith("tăng 14,5% (theo văn bản)")
    assert (economy.verdict, economy.basis) == (Verdict.EXCEEDED, "reported")
    poor = articles[1].row("Tỷ lệ hộ nghèo", "2023")
    assert poor.verdict_text == "vượt (theo văn bản)"
    budget = articles[0].row("Tổng thu ngân sách nhà nước", "2023")
    assert budget.verdict is Verdict.UNKNOWN
    assert budget.change_text == "tăng 66,8% so với cùng kỳ năm trước"


# What the base must have been; none of these is printed.
@pytest.mark.parametrize(
    ("article", "measure", "part", "base", "kind", "level"),
    [
        (0, "Tổng giá trị kinh tế", "previous", "225,94", "growth", None),
        (0, "Tổng vốn đầu tư toàn xã hội", "plan", "80", "over_plan", None),
        (1, "Thu nhập bình quân đầu người", "plan", "56", "over_plan", None),
        (1, "Tỷ lệ dân số tham gia BHYT", "plan", "96,3", "over_plan_points", None),
        (1, "Kết nạp đảng viên", "plan", "200", "of_plan", None),
        (1, "Xã đạt chuẩn nông thôn mới nâng cao", "plan", "1", "of_plan", "tinh"),
        (1, "Xã đạt chuẩn nông thôn mới nâng cao", "plan", "2", "of_plan", "huyen"),
        (3, "Giá trị sản xuất công nghiệp", "previous", "559,2", "index", None),
        (3, "Tổng thu ngân sách trên địa bàn", "plan", "87,24", "of_plan", None),
    ],
)
def test_a_reported_rate_is_compared_once_its_base_is_there(
    tmp_path: Path, article: int, measure: str, part: str, base: str, kind: str, level: str | None
) -> None:
    place = {"device_dir": tmp_path / "device", "now_ms": int(NOW), "user": "An"}
    level_of, name = OFFICES[article]
    office = NewOffice(code=None, name=name, level=level_of)
    made = Article(create_workspace(tmp_path / "data", office, **place))
    for fact in FACTS:
        if fact["article"] == article and fact.get("measure") == measure:
            made.enter(fact)
    record_figures(made.workspace, [FigureDraft(measure, "2023", base, part, level=level)])
    [rate] = [
        one
        for one in made.row(measure, "2023").rates
        if one.compared.rate.kind == kind and one.compared.rate.level == level
    ]
    assert rate.compared.agrees is True
    stated = rate.compared.rate.value
    record_figures(made.workspace, [FigureDraft(measure, "2023", "50", part, level=level)])
    [rate] = [
        one
        for one in made.row(measure, "2023").rates
        if one.compared.rate.kind == kind and one.compared.rate.level == level
    ]
    assert rate.compared.agrees is False
    assert rate.compared.rate.value == stated
    assert "tính từ số gốc" in rate.difference_text
    made.workspace.close()


def test_totals_without_details_stand_apart(articles: list[Article]) -> None:
    sheet = plan_sheet(articles[1].workspace, "2023")
    [line] = sheet.summaries
    assert (line.summary.met, line.summary.exceeded, line.summary.total) == (29, 22, 30)
    assert line.text == "29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt"
    assert sheet.counts.total != 30
    assert line.difference_text == (
        "Bảng mới có chi tiết của 5 trong 30 chỉ tiêu: 5 đạt, trong đó 5 vượt."
    )


def test_poverty_of_the_articles_is_told_by_year(articles: list[Article]) -> None:
    [town] = registers.poverty_series(articles[2].workspace)
    assert (town.period.id, town.text) == ("2022", "2,62% (theo văn bản)")
    [commune] = registers.poverty_series(articles[4].workspace)
    assert (commune.text, commune.poor_rate) == ("không còn hộ nghèo", None)


def test_stated_products_stand_beside_the_register(articles: list[Article]) -> None:
    [line] = registers.ocop_register(articles[3].workspace).totals
    assert line.text == "Sản phẩm OCOP từ 3 đến 4 sao: 28 sản phẩm"
    assert line.difference_text == ""


def test_a_measure_is_followed_over_years(articles: list[Article]) -> None:
    points = figures.series(articles[0].workspace, "Tổng thu ngân sách nhà nước")
    assert [(one.period.id, one.text) for one in points] == [
        ("2022", "ước đạt 18.087,23 triệu đồng"),
        ("2023", "đạt 30.170 triệu đồng"),
    ]
