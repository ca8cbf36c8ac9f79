"""Make resources/units/ from the MIT-licensed package vietnamadminunits; run it anywhere.

    python tools/make_units.py [path of the wheel]

Without a path the pinned wheel is downloaded with pip. The wheel is checked against its SHA-256,
the tables against the numbers of Quyết định 19/2025/QĐ-TTg, and only then are the files written.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ntm_desktop.domain.vietnamese import sort_key  # noqa: E402

PACKAGE = "vietnamadminunits==1.0.4"
WHEEL_SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
DATABASE = "vietnamadminunits/data/dataset.db"
CONVERSIONS = "vietnamadminunits/data/converter_2025.json"
LICENCE = "vietnamadminunits-1.0.4.dist-info/licenses/LICENSE"
TARGET = ROOT / "resources" / "units"

VALID_FROM = "2025-07-01"  # Quyết định 19/2025/QĐ-TTg
LAST_DAY_BEFORE = "2025-06-30"
TYPES = {
    "Xã": "xa",
    "Phường": "phuong",
    "Đặc khu": "dac-khu",
    "Thị trấn": "thi-tran",
    "Huyện": "huyen",
    "Tỉnh": "tinh",
    "Thành phố": "thanh-pho",
}
EXPECTED_TYPES = {"xa": 2621, "phuong": 687, "dac-khu": 13}
EXPECTED_FORMER = 10_040  # 10,035 communes and 5 island districts that had none


@dataclass(frozen=True)
class Commune:
    """A commune of today; `key` is what the conversion table calls it."""

    key: tuple[str, str]
    code: str
    type: str
    name: str
    province: str
    province_name: str


@dataclass(frozen=True)
class Former:
    """A commune (or communeless island district) of 30 June 2025 and where it went."""

    key: str
    code: str
    type: str
    name: str
    district: str
    district_name: str
    province: str
    province_name: str
    successors: tuple[str, ...] = field(default=())


def main(arguments: Sequence[str]) -> None:
    """Fetch, check, convert, check again, write."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(arguments[0]) if arguments else download(Path(folder))
        check_wheel(wheel)
        with zipfile.ZipFile(wheel) as archive:
            database = Path(archive.extract(DATABASE, folder))
            conversions = json.loads(archive.read(CONVERSIONS))
            licence = archive.read(LICENCE).decode("utf-8")
        communes, former_rows = read_tables(database)
    former = with_successors(former_rows, communes, conversions)
    check(communes, former)
    write_all(communes, former, licence)


def download(folder: Path) -> Path:
    """Download the pinned wheel with pip and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--only-binary", ":all:", "-d", str(folder), PACKAGE], check=True)
    return next(folder.glob("*.whl"))


def check_wheel(wheel: Path) -> None:
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(f"{wheel.name}: SHA-256 is {found}, expected {WHEEL_SHA256}")


def read_tables(database: Path) -> tuple[list[Commune], list[Former]]:
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        today = connection.execute("SELECT * FROM admin_units").fetchall()
        before = connection.execute("SELECT * FROM admin_units_legacy").fetchall()
    finally:
        connection.close()
    return [commune(row) for row in today], [former_unit(row) for row in before]


def commune(row: sqlite3.Row) -> Commune:
    """Read one commune; its type is read from its name (the type column is wrong in four rows)."""
    unit_type, name = split_name(row["ward"])
    return Commune(
        key=(row["provinceKey"], row["wardKey"]),
        code=row["wardCode"],
        type=unit_type,
        name=name,
        province=row["provinceCode"],
        province_name=row["province"],
    )


def former_unit(row: sqlite3.Row) -> Former:
    """Read one former unit; a district without communes stands for itself."""
    unit_type, name = split_name(row["ward"] or row["district"])
    return Former(
        key=f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}",
        code=row["wardCode"] or row["districtCode"],
        type=unit_type,
        name=name,
        district=row["districtCode"],
        district_name=row["district"],
        province=row["provinceCode"],
        province_name=row["province"],
    )


def split_name(full: str) -> tuple[str, str]:
    """Return type and name: "Thị Trấn Ái Tử" gives ("thi-tran", "Ái Tử")."""
    for label, unit_type in TYPES.items():
        if full.lower().startswith(f"{label.lower()} "):
            return unit_type, full[len(label) + 1 :]
    raise ValueError(full)


def with_successors(
    rows: Iterable[Former], communes: Iterable[Commune], conversions: Mapping[str, object]
) -> list[Former]:
    codes = {unit.key: unit.code for unit in communes}
    goes_to: dict[str, set[str]] = {}
    for old, province, new in moves(conversions):
        goes_to.setdefault(old, set()).add(codes[province, new])
    return [
        Former(**{**vars(row), "successors": tuple(sorted(goes_to.pop(row.key)))}) for row in rows
    ]


def moves(conversions: Mapping[str, object]) -> Iterable[tuple[str, str, str]]:
    """Yield (key of the old unit, key of the new province, key of the new unit)."""
    whole: Mapping[str, Mapping[str, list[str]]]
    divided: Mapping[str, Mapping[str, list[Mapping[str, str]]]]
    whole = conversions["DICT_PROVINCE_WARD_NO_DIVIDED"]  # type: ignore[assignment]
    divided = conversions["DICT_PROVINCE_WARD_DIVIDED"]  # type: ignore[assignment]
    for province, targets in whole.items():
        for new, olds in targets.items():
            yield from ((old, province, new) for old in olds)
    for province, sources in divided.items():
        for old, parts in sources.items():
            yield from ((old, province, part["newWardKey"]) for part in parts)


def check(communes: Sequence[Commune], former: Sequence[Former]) -> None:
    """Stop with an AssertionError when the tables are not the ones the decision describes."""
    codes = {unit.code for unit in communes}
    assert Counter(unit.type for unit in communes) == EXPECTED_TYPES
    assert len(communes) == len(codes) == 3321
    assert len({unit.province for unit in communes}) == 34
    assert len(former) == len({unit.code for unit in former}) == EXPECTED_FORMER
    assert all(unit.successors and codes.issuperset(unit.successors) for unit in former)
    assert codes == {code for unit in former for code in unit.successors}
    assert all(len(code) == 5 and code.isdigit() for code in codes)
    for name in [*(unit.name for unit in communes), *(unit.name for unit in former)]:
        assert_clean(name)


def assert_clean(name: str) -> None:
    assert name == unicodedata.normalize("NFC", name) == " ".join(name.split()), name


def write_all(communes: Sequence[Commune], former: Sequence[Former], licence: str) -> None:
    """Write the files; communes and former units in Vietnamese order of name, then of province."""
    TARGET.mkdir(parents=True, exist_ok=True)
    write("provinces.tsv", "code type name valid_from valid_to", province_rows(communes))
    write(
        "communes.tsv",
        "code type name valid_from valid_to province",
        [
            (unit.code, unit.type, unit.name, VALID_FROM, "", unit.province)
            for unit in sorted(communes, key=place_in_list)
        ],
    )
    write("former_districts.tsv", "code name province province_name", district_rows(former))
    write(
        "former_communes.tsv",
        "code type name valid_to district successors",
        [
            (u.code, u.type, u.name, LAST_DAY_BEFORE, u.district, " ".join(u.successors))
            for u in sorted(former, key=place_in_list)
        ],
    )
    (TARGET / "LICENSE-vietnamadminunits.txt").write_text(licence, "utf-8", newline="\n")


def place_in_list(unit: Commune | Former) -> tuple[object, ...]:
    district = unit.district_name if isinstance(unit, Former) else ""
    return sort_key(unit.name), sort_key(unit.province_name), sort_key(district), unit.code


def province_rows(communes: Iterable[Commune]) -> list[tuple[str, ...]]:
    names = {(unit.province, *split_name(unit.province_name)) for unit in communes}
    in_order = sorted(names, key=lambda province: sort_key(province[2]))
    return [(*province, VALID_FROM, "") for province in in_order]


def district_rows(former: Iterable[Former]) -> list[tuple[str, ...]]:
    return sorted({(u.district, u.district_name, u.province, u.province_name) for u in former})


def write(name: str, columns: str, rows: Sequence[Sequence[str]]) -> None:
    lines = ["\t".join(columns.split()), *("\t".join(row) for row in rows)]
    (TARGET / name).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
