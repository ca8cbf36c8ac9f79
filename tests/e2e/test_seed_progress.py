"""Figures of progress and recognition printed in real reports, entered and told again by `ntm`.

Each case of tests/data/progress_facts.json names its article by number and quotes its figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.services import review
from ntm_desktop.services.workspace import open_workspace
from tests.cli.conftest import Ntm

FACTS = json.loads((Path(__file__).parents[1] / "data" / "progress_facts.json").read_text("utf-8"))
QUOTES = {fact["id"]: fact["quote"] for fact in FACTS}
NANG_CAO, XA, HUYEN = "xa-ntm-nang-cao-2021-2025", "xa-ntm-2021-2025", "huyen-ntm-2021-2025"
MODEL = "xa-ntm-kieu-mau-2021-2025"
WARD, CITY = "phuong-do-thi-van-minh-2022", "phan-loai-do-thi-1210-2016-26-2022"
NOW = "1706000000000"  # 23/01/2024


@pytest.fixture
def ntm(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ntm:
    """A computer without data."""
    for name in ("NTM_DATA", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NTM_KEYSTORE", "file")
    monkeypatch.setenv("NTM_NOW", NOW)
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    return Ntm(tmp_path, capsys)


def office(ntm: Ntm, level: str, name: str, *sets: str) -> None:
    chosen = [part for one in sets for part in ("--set", one)]
    assert ntm("new", "--name", name, "--level", level, *chosen).status == 0


def done(ntm: Ntm, *arguments: str) -> str:
    answer = ntm(*arguments)
    assert answer.status == 0, answer.err
    return answer.out


def put(ntm: Ntm, entity: str, **fields: object) -> None:
    done(ntm, "put", entity, *(f"{name}={value}" for name, value in fields.items()))


def title(ntm: Ntm, period: str, name: str) -> dict[str, Any]:
    [found] = [
        one for one in ntm("recognition", "--period", period).json["titles"] if one["title"] == name
    ]
    return found


def status(ntm: Ntm, set_id: str, period: str) -> dict[str, Any]:
    return ntm("status", "--set", set_id, "--period", period).json


def communes(ntm: Ntm, count: int, level: str = "xa", noun: str = "Xã") -> list[str]:
    codes = [f"x{number:010x}" for number in range(1, count + 1)]
    for number, code in enumerate(codes, start=1):
        put(ntm, "admin_unit", code=code, name=f"{noun} số {number}", level=level)
    return codes


# --- article 0: a commune measured by a set the program does not have


def thuan_loc(ntm: Ntm) -> tuple[Any, Any]:
    """Enter the totals of this year and of the year before; return both as they are told."""
    office(ntm, "xa", "Thuận Lộc", NANG_CAO)
    for period, met in (("2022", "10/17"), ("2023", "12/17")):
        done(ntm, "totals", "set", "--title", "Bộ tiêu chí phường", "--period", period,
             f"criteria={met}")  # fmt: skip
    opened = open_workspace(ntm.data, now_ms=int(NOW))
    [before], [now] = (review.other_totals(opened, period) for period in ("2022", "2023"))
    opened.close()
    return before, now


def thuan_loc_met(ntm: Ntm) -> None:
    _, now = thuan_loc(ntm)
    assert review.total_text(now) == "12/17 tiêu chí"
    assert "12/17 tiêu chí" in status(ntm, NANG_CAO, "2023")["headline"]


def thuan_loc_left(ntm: Ntm) -> None:
    _, now = thuan_loc(ntm)
    assert now.criteria_total - now.criteria_met == 5


def thuan_loc_gained(ntm: Ntm) -> None:
    before, now = thuan_loc(ntm)
    assert now.criteria_met - before.criteria_met == 2


def thuan_loc_school(ntm: Ntm) -> None:
    office(ntm, "xa", "Thuận Lộc", NANG_CAO)
    name = "Trường đạt chuẩn quốc gia mức độ 2"
    put(ntm, "recognition", title=name, subject="Trường Mầm non xã Thuận Lộc",
        year_recognised=2023, valid_until="31/12/2028")  # fmt: skip
    found = title(ntm, "2023", name)
    assert [(one["name"], one["state"]) for one in found["holders"]] == [
        ("Trường Mầm non xã Thuận Lộc", "holding")
    ]
    assert title(ntm, "2028", name)["holders"][0]["state"] == "expiring"
    assert title(ntm, "2029", name)["holders"][0]["state"] == "expired"


# --- article 1: a district with its communes and hamlets


def hamlets(ntm: Ntm, held: int, total: int, this_year: int) -> dict[str, Any]:
    """Enter a decision for each hamlet that holds the title; the last ones this year."""
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    codes = communes(ntm, total, "thon", "Thôn")
    for place, code in enumerate(codes[:held]):
        year = 2023 if place >= held - this_year else 2022
        put(ntm, "recognition", title="Thôn NTM kiểu mẫu", unit=code, decision_on=f"5/6/{year}")
    return title(ntm, "2023", "Thôn NTM kiểu mẫu")


def dong_son_hamlets_gained(ntm: Ntm) -> None:
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    put(ntm, "recognition_rollup", title="Thôn NTM kiểu mẫu", counted="thôn", achieved=73,
        total=85, gained=11, period="2023")  # fmt: skip
    assert title(ntm, "2023", "Thôn NTM kiểu mẫu")["gained"] == 11


def dong_son_hamlets(ntm: Ntm) -> None:
    found = hamlets(ntm, 73, 85, 11)
    assert found["count"]["text"] == "73/85 thôn (85,88%)"
    assert found["count"]["typed"] is False
    assert found["gained"] == 11


def dong_son_hamlets_share(ntm: Ntm) -> None:
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    put(ntm, "recognition_rollup", title="Thôn NTM kiểu mẫu", counted="thôn", achieved=73,
        total=85, period="2023")  # fmt: skip
    found = title(ntm, "2023", "Thôn NTM kiểu mẫu")
    assert found["count"]["share"] == "85.88"
    assert found["count"]["typed"] is True


def advanced(ntm: Ntm) -> dict[str, Any]:
    """Enter thirteen communes, five recognised before and the four named ones this year."""
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    names = ["Đông Tiến", "Đông Phú", "Đông Thịnh", "Đông Nam"]
    codes = communes(ntm, 9)
    for code in codes[:5]:
        put(ntm, "recognition", title="Xã NTM nâng cao", unit=code, set_id=NANG_CAO,
            year_recognised=2022)  # fmt: skip
    for place, name in enumerate(names):
        put(ntm, "admin_unit", code=f"x{place + 100:010x}", name=f"Xã {name}", level="xa")
        put(ntm, "recognition", title="Xã NTM nâng cao", unit=f"Xã {name}", set_id=NANG_CAO,
            decision_on="20/12/2023")  # fmt: skip
    put(ntm, "recognition_rollup", title="Xã NTM nâng cao", counted="xã", period="2023",
        achieved=9, total=13, planned_superior=1, planned_own=2)  # fmt: skip
    return title(ntm, "2023", "Xã NTM nâng cao")


def dong_son_advanced_gained(ntm: Ntm) -> None:
    found = advanced(ntm)
    new = {one["name"] for one in found["holders"] if one["decision_on"] == "2023-12-20"}
    assert found["gained"] == 4
    assert new == {"Xã Đông Tiến", "Xã Đông Phú", "Xã Đông Thịnh", "Xã Đông Nam"}


def dong_son_plan_superior(ntm: Ntm) -> None:
    plan = advanced(ntm)["plans"][0]
    assert (plan["planned"], plan["share"]) == (1, "400.00")
    assert "400%" in plan["text"]


def dong_son_plan_own(ntm: Ntm) -> None:
    plan = advanced(ntm)["plans"][1]
    assert (plan["planned"], plan["share"]) == (2, "200.00")
    assert "200%" in plan["text"]


def dong_son_advanced_share(ntm: Ntm) -> None:
    found = advanced(ntm)
    assert found["counted"]["text"] == "09/13 xã (69,23%)"
    assert found["difference"] is None


def dong_thinh_planned(ntm: Ntm) -> None:
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    put(ntm, "admin_unit", code="x0000000001", name="Xã Đông Thịnh", level="xa")
    put(ntm, "registration", title="Xã NTM kiểu mẫu", unit="x0000000001", year_planned=2023)
    [found] = title(ntm, "2023", "Xã NTM kiểu mẫu")["registered"]
    assert (found["name"], found["year_planned"]) == ("Xã Đông Thịnh", 2023)


def dong_son_model(ntm: Ntm) -> None:
    office(ntm, "huyen", "Đông Sơn", HUYEN)
    for code in communes(ntm, 13)[:4]:
        put(ntm, "recognition", title="Xã NTM kiểu mẫu", unit=code, set_id=MODEL,
            year_recognised=2023)  # fmt: skip
    assert title(ntm, "2023", "Xã NTM kiểu mẫu")["count"]["text"].startswith("04/13 xã")


# --- article 2: a town and its wards


def hong_linh(ntm: Ntm) -> dict[str, Any]:
    office(ntm, "huyen", "Hồng Lĩnh", CITY)
    done(ntm, "totals", "set", "--set", CITY, "--period", "2023-9M", "criteria=55/63",
         "points=72,56")  # fmt: skip
    return status(ntm, CITY, "2023-9M")


def hong_linh_met(ntm: Ntm) -> None:
    assert hong_linh(ntm)["criteria"] == {"met": 55, "total": 63}


def hong_linh_points(ntm: Ntm) -> None:
    found = hong_linh(ntm)
    assert found["points"]["got"] == "72.56"
    assert "72,56 điểm" in found["headline"]


def hong_linh_projects(ntm: Ntm) -> None:
    office(ntm, "huyen", "Hồng Lĩnh", CITY)
    name = "Phường đã phê duyệt Đề án đô thị văn minh"
    put(ntm, "recognition_rollup", title=name, counted="phường", achieved=5, total=5,
        period="2023-9M")  # fmt: skip
    assert title(ntm, "2023-9M", name)["count"]["text"] == "05/05 phường (100%)"


def wards(ntm: Ntm) -> dict[int, set[str]]:
    office(ntm, "huyen", "Hồng Lĩnh", CITY)
    years = {"Nam Hồng": 2024, "Bắc Hồng": 2024, "Đậu Liêu": 2024, "Đức Thuận": 2025,
             "Trung Lương": 2025}  # fmt: skip
    for place, (name, year) in enumerate(years.items()):
        code = f"x{place:010x}"
        put(ntm, "admin_unit", code=code, name=f"Phường {name}", level="phuong")
        put(ntm, "registration", title="Phường đạt chuẩn đô thị văn minh", unit=code, set_id=WARD,
            year_planned=year)  # fmt: skip
    told: dict[int, set[str]] = {}
    for one in title(ntm, "2023-9M", "Phường đạt chuẩn đô thị văn minh")["registered"]:
        told.setdefault(one["year_planned"], set()).add(one["name"])
    return told


def hong_linh_2024(ntm: Ntm) -> None:
    assert wards(ntm)[2024] == {"Phường Nam Hồng", "Phường Bắc Hồng", "Phường Đậu Liêu"}


def hong_linh_2025(ntm: Ntm) -> None:
    assert wards(ntm)[2025] == {"Phường Đức Thuận", "Phường Trung Lương"}


# --- article 3: a district whose communes all hold the title


def phu_luong(ntm: Ntm, name: str, set_id: str, held: int) -> dict[str, Any]:
    office(ntm, "huyen", "Phú Lương", HUYEN)
    for code in communes(ntm, 13)[:held]:
        put(ntm, "recognition", title=name, unit=code, set_id=set_id, year_recognised=2023)
    return title(ntm, "2024-Q1", name)["count"]


def phu_luong_communes(ntm: Ntm) -> None:
    assert phu_luong(ntm, "Xã đạt chuẩn NTM", XA, 13)["text"] == "13/13 xã (100%)"


def phu_luong_share(ntm: Ntm) -> None:
    assert phu_luong(ntm, "Xã đạt chuẩn NTM", XA, 13)["share"] == "100.00"


def phu_luong_advanced(ntm: Ntm) -> None:
    assert phu_luong(ntm, "Xã NTM nâng cao", NANG_CAO, 3)["text"].startswith("03/13 xã")


def phu_luong_model(ntm: Ntm) -> None:
    assert phu_luong(ntm, "Xã NTM kiểu mẫu", MODEL, 2)["text"].startswith("02/13 xã")


def phu_luong_hamlets(ntm: Ntm) -> None:
    office(ntm, "huyen", "Phú Lương", HUYEN)
    put(ntm, "recognition_rollup", title="Xóm NTM kiểu mẫu", counted="xóm", achieved=37,
        period="2024-Q1")  # fmt: skip
    found = title(ntm, "2024-Q1", "Xóm NTM kiểu mẫu")["count"]
    assert (found["text"], found["share"]) == ("37 xóm", None)


def huyen(ntm: Ntm) -> dict[str, Any]:
    office(ntm, "huyen", "Phú Lương", HUYEN)
    done(ntm, "totals", "set", "--set", HUYEN, "--period", "2024-Q1", "criteria=3/9",
         "indicators=27/36")  # fmt: skip
    return status(ntm, HUYEN, "2024-Q1")


def phu_luong_criteria(ntm: Ntm) -> None:
    assert huyen(ntm)["criteria"] == {"met": 3, "total": 9}


def phu_luong_indicators(ntm: Ntm) -> None:
    found = huyen(ntm)["indicators"]
    assert (found["met"], found["total"]) == (27, 36)


# --- article 4: a commune put forward before all criteria are met


def quang_an(ntm: Ntm) -> dict[str, Any]:
    office(ntm, "xa", "Quảng An", NANG_CAO)
    done(ntm, "totals", "set", "--set", NANG_CAO, "--period", "2023", "criteria=16/19",
         "indicators=70/75")  # fmt: skip
    return status(ntm, NANG_CAO, "2023")


def quang_an_criteria(ntm: Ntm) -> None:
    assert quang_an(ntm)["criteria"] == {"met": 16, "total": 19}


def quang_an_indicators(ntm: Ntm) -> None:
    found = quang_an(ntm)["indicators"]
    assert (found["met"], found["total"]) == (70, 75)


def quang_an_applied(ntm: Ntm) -> None:
    quang_an(ntm)
    put(ntm, "registration", title="Xã NTM nâng cao", set_id=NANG_CAO, year_planned=2023,
        state="applied")  # fmt: skip
    found = ntm("conditions", "--set", NANG_CAO, "--period", "2023").json
    assert found["met"] is False
    [warning] = found["issues"]
    assert "Đã đề nghị công nhận Xã NTM nâng cao khi mới đạt 16/19 tiêu chí" in warning["text"]


CHECKS: dict[str, Callable[[Ntm], None]] = {
    name.replace("_", "-"): found
    for name, found in list(globals().items())
    if name.replace("_", "-") in QUOTES
}


def test_every_fact_has_its_case() -> None:
    assert set(CHECKS) == set(QUOTES)
    assert {fact["article"] for fact in FACTS} == set(range(5))


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_printed_figure_is_entered_and_told_again(fact: dict[str, Any], ntm: Ntm) -> None:
    CHECKS[fact["id"]](ntm)
