"""Facts to build reports from: one rich commune, one new commune, one with hostile text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ntm_desktop.domain.assessment import SetAssessment, assess_set
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.ledger import MoneyRow, row_of
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recognition import RecognitionRollup
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.units import OfficeProfile
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.domain.works import MoneyEntry, Work
from ntm_desktop.reports.progress_facts import ProgressFacts

TODAY = datetime.date(2023, 12, 20)
SOURCE = "https://example.org/quyet-dinh"


def office(**changes: Any) -> OfficeProfile:
    """Return the profile of a commune that reports upward."""
    values: dict[str, Any] = {
        "issuer_name": "UBND xã Quảng An",
        "place_name": "Quảng An",
        "superior_name": "UBND huyện Quảng Điền",
        "recipients": "Thường trực Đảng ủy xã\nThường trực HĐND xã;\n- Phòng Kinh tế;",
    }
    return OfficeProfile(key="office", **(values | changes))


def small_set(**changes: Any) -> CriteriaSet:
    """Return a set of three criteria: numbers verified and not, a yes/no, a "nếu có"."""
    data: dict[str, Any] = {
        "schema": 1,
        "id": "thu-nghiem",
        "name": "Bộ tiêu chí thử nghiệm về xã nông thôn mới",
        "short_name": "Thử nghiệm",
        "level": "xa",
        "noun": "tiêu chí",
        "complete": True,
        "groups": [{"id": "chung", "name": "Chung"}],
        "criteria": [
            _criterion("1", "Quy hoạch", [_yes_no("1.1", "Có quy hoạch chung được phê duyệt")]),
            _criterion(
                "2",
                "Thu nhập & việc làm",
                [
                    _number("2.1", "Thu nhập bình quân đầu người", "triệu đồng/người", "60"),
                    _percent("2.2", "Tỷ lệ lao động qua đào tạo", "75"),
                ],
            ),
            _criterion(
                "3",
                "Y tế",
                [
                    _percent("3.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", "95"),
                    _yes_no("3.2", "Có mô hình y tế thôn (nếu có)") | {"if_any": True},
                ],
            ),
        ],
    }
    return read_criteria_set(data | changes)


def _criterion(code: str, name: str, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "name_verified": True,
        "name_source": SOURCE,
        "complete": True,
        "indicators": indicators,
    }


def _yes_no(code: str, text: str) -> dict[str, Any]:
    return {
        "code": code,
        "text": text,
        "kind": "boolean",
        "targets": {"chung": True},
        "verified": False,
    }


def _number(code: str, text: str, unit: str, target: str) -> dict[str, Any]:
    return {
        "code": code,
        "text": text,
        "kind": "number",
        "measure_unit": unit,
        "operator": ">=",
        "targets": {"chung": target},
        "verified": True,
        "source": SOURCE,
        "target_verified": False,
    }


def _percent(code: str, text: str, target: str) -> dict[str, Any]:
    return _number(code, text, "%", target) | {
        "kind": "percent",
        "target_verified": True,
        "target_source": SOURCE,
    }


def value(code: str, **fields: Any) -> IndicatorValue:
    """Return a value of the small set."""
    return IndicatorValue(unit="u", period="2023", set_id="thu-nghiem", indicator=code, **fields)


def values(*entered: IndicatorValue) -> Mapping[str, IndicatorValue]:
    """Return values by code."""
    return {one.indicator: one for one in entered}


def assessment(*entered: IndicatorValue, **changes: Any) -> SetAssessment:
    """Return the small set assessed with these values."""
    return assess_set(small_set(**changes), values(*entered), "chung", 2023)


def now() -> SetAssessment:
    """Return this year's assessment: 2/3 criteria, 4/5 indicators, one of them not applicable."""
    return assessment(
        value("1.1", word="Đạt"),
        value("2.1", value=Decimal("58")),
        value("2.2", numerator=Decimal(1520), denominator=Decimal(2000)),
        value("3.1", value=Decimal("96.46")),
        value("3.2", not_applicable=True, reason="xã không có thôn đặc thù"),
    )


def before() -> SetAssessment:
    """Return last year's assessment: 1/3 criteria."""
    return assessment(
        value("1.1", word="Đạt"),
        value("2.1", value=Decimal("50")),
        value("2.2", value=Decimal("70")),
        value("3.1", value=Decimal("94")),
        value("3.2", not_applicable=True, reason="xã không có thôn đặc thù"),
    )


def money(kind: str, source: str, millions: int, work: str | None = None, **more: Any) -> MoneyRow:
    """Return an amount of the plan of 2023."""
    amount = millions * 1_000_000
    return row_of(
        MoneyEntry(work=work, source=source, plan_year=2023, kind=kind, amount=amount, **more)
    )


def works() -> tuple[Work, ...]:
    """Return a road, a house of culture and a group of works."""
    return (
        Work(
            key="w1",
            name="Đường trục thôn Phú Lương A",
            work_type="road",
            village="thôn Phú Lương A",
            quantity=Decimal("1.25"),
            measure_unit="km",
            total_investment=2_160_000_000,
            state="building",
            progress=Decimal(65),
        ),
        Work(
            key="w2",
            name="Nhà văn hóa thôn Đông Xuyên",
            work_type="culture_house",
            total_investment=1_280_000_000,
            state="handed_over",
        ),
        Work(key="w3", name="Bê tông hóa đường ngõ, xóm", work_type="road", count=23),
    )


def entries() -> tuple[MoneyRow, ...]:
    """Return planned, allocated and disbursed amounts of three sources."""
    return (
        money("planned", "nstw-dau-tu", 1500, "w1"),
        money("disbursed", "nstw-dau-tu", 1200, "w1"),
        money("planned", "nsdp-xa", 1000, "w2"),
        money("allocated", "nsdp-xa", 1000, "w2"),
        money("disbursed", "nsdp-xa", 900, "w2"),
        money("disbursed", "nguoi-dan-tien", 180, "w3"),
    )


def task(text: str, due: datetime.date | None, assignee: str = "Phòng Kinh tế") -> Task:
    """Return an open task."""
    return Task(key=text, text=text, due_on=due, assignee=assignee, state="open")


def facts(**changes: Any) -> ProgressFacts:
    """Return the facts of a commune with everything entered."""
    late = task("Hoàn thành cắm mốc đường thôn", datetime.date(2023, 11, 18))
    given: dict[str, Any] = {
        "office": office(),
        "unit_name": "Xã Quảng An",
        "unit_level": "xa",
        "period": parse_period("2023"),
        "today": TODAY,
        "assessment": now(),
        "compared": before(),
        "compared_period": parse_period("2022"),
        "totals_other": (
            SetTotal(
                unit="u",
                period="2023",
                title="Tiêu chí phường",
                criteria_met=12,
                criteria_total=17,
            ),
            SetTotal(
                unit="u",
                period="2023",
                title="Đô thị loại III",
                noun="tiêu chuẩn",
                criteria_met=55,
                criteria_total=63,
                points=Decimal("72.56"),
            ),
        ),
        "rollups": (
            RecognitionRollup(
                title="Thôn nông thôn mới kiểu mẫu", counted="thôn", achieved=73, total=85
            ),
        ),
        "works": works(),
        "money": entries(),
        "overdue": (late,),
        "open_tasks": (late, task("Rà soát hộ nghèo", None, "Công chức VH-XH")),
        "narratives": {"causes": "Nguồn lực còn hạn chế.\nThời tiết bất lợi."},
    }
    return ProgressFacts(**(given | changes))


def new_commune(**changes: Any) -> ProgressFacts:
    """Return the facts of a commune in which nothing was entered yet."""
    given: dict[str, Any] = {
        "office": OfficeProfile(),
        "unit_name": "Xã Tân Mới",
        "unit_level": "xa",
        "period": parse_period("2023"),
        "today": TODAY,
        "assessment": assessment(),
    }
    return ProgressFacts(**(given | changes))
