"""The shipped list of administrative units, read once from resources/units/."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ntm_desktop import paths
from ntm_desktop.domain.unit_directory import Province, UnitDirectory, UnitEntry
from ntm_desktop.domain.vietnamese import fold


@lru_cache(maxsize=1)
def load_directory() -> UnitDirectory:
    """Return the units of Quyết định 19/2025/QĐ-TTg and those before them, read once.

    Units and provinces stand in Vietnamese order of their names, as in the files.
    """
    provinces = tuple(_read_provinces())
    former = tuple(_read_former())
    return UnitDirectory((*_read_communes(provinces, former), *former), provinces)


def _read_provinces() -> Iterator[Province]:
    for code, unit_type, name, valid_from, valid_to in _rows("provinces.tsv"):
        yield Province(code, name, unit_type, _day(valid_from), _day(valid_to))


def _read_communes(
    provinces: tuple[Province, ...], former: tuple[UnitEntry, ...]
) -> Iterator[UnitEntry]:
    province_names = {province.code: province.display_name for province in provinces}
    predecessors = _predecessors(former)
    for code, unit_type, name, valid_from, valid_to, province in _rows("communes.tsv"):
        yield UnitEntry(
            code,
            name,
            unit_type,
            province,
            province_names[province],
            valid_from=_day(valid_from),
            valid_to=_day(valid_to),
            predecessors=tuple(sorted(predecessors.get(code, ()))),
        )


def _predecessors(former: tuple[UnitEntry, ...]) -> dict[str, list[str]]:
    """Return the codes of the former units that each unit of today was made of."""
    made_of: dict[str, list[str]] = {}
    for entry in former:
        for code in entry.successors:
            made_of.setdefault(code, []).append(entry.code)
    return made_of


def _read_former() -> Iterator[UnitEntry]:
    districts = {code: rest for code, *rest in _rows("former_districts.tsv")}
    for code, unit_type, name, valid_to, district, successors in _rows("former_communes.tsv"):
        district_name, province, province_name = districts[district]
        yield UnitEntry(
            code,
            name,
            unit_type,
            province,
            province_name,
            "" if code == district else district_name,
            valid_to=_day(valid_to),
            historical=True,
            successors=tuple(successors.split(" ")),
            district_code="" if code == district else district,
        )


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file of resources/units/ after its line of headings."""
    lines = paths.resource(f"units/{name}").read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


@lru_cache(maxsize=16)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def find_office(code: str) -> dict[str, str] | None:
    """Return code, name, level and province of a unit, today's or a former one, None for none.

    A code that lives on after a merger means today's unit; a thị trấn counts as a phường and a
    former island district as a huyện.
    """
    entry = load_directory().by_code(code)
    if entry is None:
        return _province(code)
    level = "phuong" if entry.type == "thi-tran" else entry.type
    return {
        "code": entry.code,
        "name": entry.name,
        "level": level,
        "province_name": entry.province_name,
    }


def _province(code: str) -> dict[str, str] | None:
    """Return a province as `find_office` does, None for no province's code."""
    found = next((one for one in load_directory().provinces() if one.code == code), None)
    if found is None:
        return None
    name = found.display_name
    return {"code": code, "name": found.name, "level": "tinh", "province_name": name}


def province_code(name: str) -> str | None:
    """Return the code of the province a person means by its name, None where there is none."""
    typed = fold(name.strip())
    for one in load_directory().provinces():
        if typed in (fold(one.name), fold(one.display_name)):
            return one.code
    return None
