"""What each column of an annex table is: number, criterion, wording, unit, targets of a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from ntm_desktop import texts
from ntm_desktop.domain.annex_grid import (
    AnnexCell,
    AnnexTable,
    Confidence,
    heading_key,
    one_line,
)
from ntm_desktop.domain.annex_targets import looks_like_target
from ntm_desktop.domain.vietnamese import fold

MOST_HEADER_ROWS = 4
SAMPLED_CELLS = 300
SEARCHED_ROWS = 40
COMMON_GROUP = "chung"


class Role(Enum):
    """What the cells below a heading hold."""

    CODE = "code"
    CRITERION = "criterion"
    INDICATOR = "indicator"
    UNIT = "unit"
    TARGET = "target"
    YEAR = "year"
    IGNORED = "ignored"


# Patterns over `heading_key` (folded words). The first that fits counts.
_CODE = re.compile(r"(so )?(tt|stt|thu tu|so|ma|ma so)( tieu chi| chi tieu)?|s tt")
_UNIT = re.compile(r"dvt|don vi( tinh)?|don vi do( luong)?")
_POINTS = re.compile(r"diem|so diem|thang diem|diem (toi da|chuan|so|dat)|.*\bdiem toi da\b.*")
_INDICATOR = re.compile(r"noi dung.*|ten chi tieu.*|cac chi tieu|chi tieu (danh gia|thanh phan)")
_CRITERION = re.compile(r"(ten )?(cac )?(nhom )?(tieu chi|tieu chuan|dieu kien)( so)?( [0-9]+)?")
_COMBINED = re.compile(
    r"(ten )?(tieu chi|tieu chuan|dieu kien) (va )?(noi dung|chi tieu|yeu cau).*"
)
_NOTE = re.compile(
    r"ghi chu|.*(phu trach|huong dan|theo doi|chu tri|can cu|cach tinh|phuong phap|ket qua"
    r"|hien trang|thuc hien|minh chung|giai phap|danh gia|tham dinh|co quan|so nganh|tai lieu).*"
)
_TARGET = re.compile(
    r"chi tieu( chung| phai dat| dat chuan| quy dinh)?"
    r"|muc( do)? (dat|yeu cau|chuan|quy dinh|phai dat|can dat|chi tieu).*|(muc )?yeu cau|muc"
    r"|(quy dinh|dinh muc|chuan|tieu chuan|nguong)( dat| phai dat)?( chung)?"
)
_YEAR = re.compile(r"(den )?nam ([12][0-9]{3})|([12][0-9]{3})")

# Ids under which the packs that come with the program keep the same columns.
_KNOWN_GROUPS = {
    COMMON_GROUP: r"chi tieu chung|muc chung|chung( ca nuoc)?|ca nuoc",
    "tdmnpb": r"(vung )?(trung du( va)? )?(mien nui|mn) phia bac|tdmnpb|tdmn phia bac",
    "dbsh": r"(vung )?(dong bang|db) song hong|dbsh",
    "btb": r"(vung )?bac trung bo|btb",
    "dhntb": r"(vung )?(duyen hai|dh) nam trung bo|dhntb|(dh )?nam trung bo",
    "tn": r"(vung )?tay nguyen",
    "dnb": r"(vung )?dong nam bo|dnb",
    "dbscl": r"(vung )?(dong bang|db) song cuu long|dbscl",
    "nhom-1": r"(cac )?(xa )?(thuoc )?nhom (1|i)( xa)?",
    "nhom-2": r"(cac )?(xa )?(thuoc )?nhom (2|ii)( xa)?",
    "nhom-3": r"(cac )?(xa )?(thuoc )?nhom (3|iii)( xa)?",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is its own heading, `path` all headings above it, from the top."""

    number: int
    role: Role
    name: str
    path: tuple[str, ...]
    group: str = ""
    year: int | None = None
    confidence: Confidence = Confidence.SURE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The head rows of a table (`first` to `last`, 1-based) and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]

    def of(self, role: Role) -> tuple[Column, ...]:
        """Return the columns of a role, from left to right."""
        return tuple(column for column in self.columns if column.role is role)

    def only(self, role: Role) -> Column | None:
        """Return the first column of a role, None when there is none."""
        return next(iter(self.of(role)), None)

    def repeats(self, row: Sequence[AnnexCell]) -> bool:
        """Say whether a row below shows one of the head rows again."""
        return row_key(row) in self.keys


def row_key(row: Sequence[AnnexCell]) -> tuple[str, ...]:
    """Return what rows are compared by."""
    return tuple(heading_key(cell.text) for cell in row)


@lru_cache(maxsize=256)
def find_header(table: AnnexTable) -> Header | None:
    """Return the head of a table; None where no row looks like one."""
    for index, row in enumerate(table.rows[:SEARCHED_ROWS]):
        if _is_head(row):
            last = _last_head_row(table, index)
            return _header(table, index, last)
    return None


def is_number_row(row: Sequence[AnnexCell]) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3), or A B 1 2."""
    shown = [one for cell in row if not cell.merged_from and (one := heading_key(cell.text))]
    if len(shown) < 3 or not all(re.fullmatch(r"[0-9]{1,2}|[a-d]", one) for one in shown):
        return False
    numbers = [int(one) for one in shown if one.isdecimal()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def slug(text: str, fallback: str = "cot") -> str:
    """Return an id made of a text: letters without marks and digits, joined by "-".

    >>> slug("Xã miền núi (nhóm I)")
    'xa-mien-nui-nhom-i'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join(words)[:60].strip("-") or fallback


def _is_head(row: Sequence[AnnexCell]) -> bool:
    """Say whether a row names at least two known columns, one of them a text column."""
    keys = {heading_key(cell.text) for cell in row if len(cell.text) <= 80}
    text = any(_fits(key, _CRITERION, _INDICATOR, _COMBINED) for key in keys)
    other = any(_fits(key, _CODE, _TARGET, _UNIT) for key in keys)
    both = sum(_fits(key, _CRITERION, _INDICATOR, _COMBINED) for key in keys) > 1
    return text and (other or both)


def _fits(key: str, *patterns: re.Pattern[str]) -> bool:
    """Say whether a heading fits one of the patterns."""
    return any(pattern.fullmatch(key) for pattern in patterns)


def _last_head_row(table: AnnexTable, first: int) -> int:
    """Return the index of the last head row: rows merged into the head, sub-heads, numbers."""
    last = first
    for index in range(first + 1, min(first + MOST_HEADER_ROWS, len(table.rows))):
        row = table.rows[index]
        if not (_hangs_on(row, first) or _is_sub_head(table.rows[first], row)):
            break
        last = index
    following = table.rows[last + 1] if last + 1 < len(table.rows) else ()
    return last + 1 if is_number_row(following) else last


def _hangs_on(row: Sequence[AnnexCell], first: int) -> bool:
    """Say whether a cell of the head reaches down into this row."""
    return any(cell.merged_from and cell.merged_from[0] == first + 1 for cell in row) and any(
        cell.text and not cell.continues_above for cell in row
    )


def _is_sub_head(head: Sequence[AnnexCell], row: Sequence[AnnexCell]) -> bool:
    """Say whether a row only divides columns of the head that are merged sideways."""
    wide = {cell.origin[1] for cell in head if cell.continues_left}
    parts = [cell for cell in row if cell.text]
    if not parts or not wide:
        return False
    below = [head[cell.column - 1].origin[1] in wide for cell in parts]
    return all(below) and not any(looks_like_target(cell.text) for cell in parts)


def _header(table: AnnexTable, first: int, last: int) -> Header:
    """Return the head with the role of each column."""
    rows = table.rows[first : last + 1]
    heads = [row for row in rows if not is_number_row(row)]
    body = [row for row in table.rows[last + 1 :] if row_key(row) not in {row_key(r) for r in rows}]
    columns = [_column(number, heads, body) for number in range(1, table.width + 1)]
    columns = _settle_texts(columns, body)
    columns = _name_groups(columns)
    return Header(first + 1, last + 1, tuple(columns), tuple(row_key(row) for row in rows))


def _column(
    number: int, heads: Sequence[Sequence[AnnexCell]], body: Sequence[Sequence[AnnexCell]]
) -> Column:
    """Return a column by its headings, and where these say nothing by its cells."""
    path: list[str] = []
    for row in heads:
        text = one_line(row[number - 1].text)
        if text and (not path or path[-1] != text):
            path.append(text)
    name = path[-1] if path else ""
    keys = [heading_key(part) for part in path]
    plain = Column(number, Role.IGNORED, name, tuple(path), reason=texts.ANNEX_COLUMN_KNOWN)
    role = _role(keys)
    if role is not None:
        return _as(plain, role, keys[-1] if keys else "")
    share = _target_share(number, body)
    if not name:
        return replace(plain, reason="")
    if share >= 0.3 or _known_group(keys[-1]):
        sure = Confidence.SURE if _known_group(keys[-1]) else Confidence.LIKELY
        reason = texts.ANNEX_COLUMN_KNOWN if sure is Confidence.SURE else None
        return replace(
            plain,
            role=Role.TARGET,
            confidence=sure,
            reason=reason or texts.ANNEX_COLUMN_BY_CELLS,
        )
    reason = texts.ANNEX_COLUMN_NOT_TARGETS.format(name=name)
    return replace(plain, confidence=Confidence.UNSURE, reason=reason)


def _role(keys: Sequence[str]) -> Role | None:
    """Return the role that the headings name, None when they name none we know."""
    own = keys[-1] if keys else ""
    for role, pattern in (
        (Role.CODE, _CODE),
        (Role.UNIT, _UNIT),
        (Role.CRITERION, _CRITERION),
        (Role.INDICATOR, _COMBINED),
        (Role.INDICATOR, _INDICATOR),
    ):
        if pattern.fullmatch(own):
            return role
    if any(_fits(key, _NOTE, _POINTS) for key in keys):
        return Role.IGNORED
    if _YEAR.fullmatch(own):
        return Role.YEAR
    return Role.TARGET if _TARGET.fullmatch(own) else None


def _as(plain: Column, role: Role, key: str) -> Column:
    """Return a column of a role that its heading names."""
    if role is Role.YEAR:
        found = _YEAR.fullmatch(key)
        assert found is not None
        return replace(plain, role=role, year=int(found[2] or found[3]))
    if role is Role.IGNORED and any(_fits(heading_key(part), _POINTS) for part in plain.path):
        reason = texts.ANNEX_COLUMN_POINTS.format(name=plain.name)
        return replace(plain, confidence=Confidence.UNSURE, reason=reason)
    if role is Role.IGNORED:
        return replace(plain, reason=texts.ANNEX_COLUMN_NOTE)
    return replace(plain, role=role)


def _target_share(number: int, body: Sequence[Sequence[AnnexCell]]) -> float:
    """Return which part of the filled cells of a column looks like targets."""
    filled = [row[number - 1] for row in body if number <= len(row) and row[number - 1].text]
    own = [cell for cell in filled if not cell.merged_from][:SAMPLED_CELLS]
    if not own:
        return 0.0
    return sum(looks_like_target(cell.text) for cell in own) / len(own)


def _settle_texts(columns: Sequence[Column], body: Sequence[Sequence[AnnexCell]]) -> list[Column]:
    """Decide what "Chỉ tiêu" is, and give each text role to one column only."""
    settled = list(columns)
    if not any(column.role is Role.INDICATOR for column in settled):
        for at, column in enumerate(settled):
            is_plain = heading_key(column.name) in ("chi tieu", "yeu cau", "tieu chuan")
            filled = any(row[at].text for row in body if at < len(row))
            if is_plain and filled and _target_share(column.number, body) < 0.3:
                settled[at] = replace(column, role=Role.INDICATOR, confidence=Confidence.LIKELY)
                break
    for role in (Role.CODE, Role.CRITERION, Role.INDICATOR, Role.UNIT):
        for column in [one for one in settled if one.role is role][1:]:
            settled[column.number - 1] = _surplus(column, body)
    return settled


def _surplus(column: Column, body: Sequence[Sequence[AnnexCell]]) -> Column:
    """Return a second column of a role that only one can have: targets, or not used."""
    if column.role is not Role.CODE and _target_share(column.number, body) >= 0.5:
        reason = texts.ANNEX_COLUMN_BY_CELLS
        return replace(column, role=Role.TARGET, confidence=Confidence.LIKELY, reason=reason)
    reason = texts.ANNEX_COLUMN_DOUBLED.format(name=column.name)
    return replace(column, role=Role.IGNORED, confidence=Confidence.UNSURE, reason=reason)


def _name_groups(columns: Sequence[Column]) -> list[Column]:
    """Give each target column the id of its group; a lone one is the common one."""
    targets = [column for column in columns if column.role is Role.TARGET]
    used: set[str] = set()
    named = []
    for column in columns:
        if column.role is not Role.TARGET:
            named.append(column)
            continue
        group = _group_id(column, alone=len(targets) == 1)
        while group in used:
            group += "-2"
        used.add(group)
        named.append(replace(column, group=group))
    return named


def _group_id(column: Column, *, alone: bool) -> str:
    """Return the id of a target column."""
    key = heading_key(column.name)
    known = _known_group(key)
    if known or alone or _TARGET.fullmatch(key):
        return known or COMMON_GROUP
    return slug(column.name)


def _known_group(key: str) -> str:
    """Return the id of a group that our own packs have too, "" for another."""
    return next((name for name, form in _KNOWN_GROUPS.items() if re.fullmatch(form, key)), "")
