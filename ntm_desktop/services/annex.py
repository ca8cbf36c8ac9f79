"""Import of a criteria set from the annex table of a decision: tables, a proposal, the pack."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.annex import AnnexReading, interpret, same_head
from ntm_desktop.domain.annex_columns import find_header, slug
from ntm_desktop.domain.annex_grid import AnnexTable, Confidence, Problem, Reading, one_line
from ntm_desktop.domain.annex_pack import SetTitle, pack_of
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.pack_reading import LEVELS, read_criteria_set
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.workspace import make_folder
from ntm_desktop.whole_files import write_whole

SHORT_NAME = 60
_TITLE_WORDS = ("tieu chi", "tieu chuan", "quy dinh")
_PERIOD = re.compile(r"(20[0-9]{2})\s*[-–—]\s*(20[0-9]{2})")
_LEVEL_WORDS = (
    ("thon", r"khu dan cu|\bthon\b"),
    ("ho", r"\bho gia dinh\b|vuon mau"),
    ("xa", r"\bxa\b"),
    ("phuong", r"\bphuong\b"),
    ("huyen", r"\bhuyen\b"),
    ("tinh", r"\btinh\b"),
)


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A table of a file: `number` as people count them; `has_head` when its heading is known."""

    number: int
    name: str
    title: str
    rows: int
    columns: int
    has_head: bool


@dataclass(frozen=True, slots=True)
class AnnexProposal:
    """What a file says, and the pack made of it; a person corrects and accepts.

    `criteria_set` is None where no pack could be made; `problems` then says why.
    """

    path: Path
    tables: tuple[TableSummary, ...]
    used: tuple[int, ...]
    title: SetTitle
    found: AnnexReading
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    criteria_set: CriteriaSet | None

    @property
    def pack(self) -> dict[str, Any]:
        """Return the pack as JSON."""
        return pack_of(self.title, self.found)

    @property
    def needs_person(self) -> bool:
        """Say whether anything is left to a person."""
        return bool(self.problems) or any(
            one.confidence is Confidence.UNSURE for one in self.readings
        )

    def count(self, confidence: Confidence) -> int:
        """Return how many readings have that confidence."""
        return sum(one.confidence is confidence for one in self.readings)


def propose(
    path: Path,
    table: int | None = None,
    *,
    set_id: str | None = None,
    name: str | None = None,
    level: str | None = None,
    source: str | None = None,
) -> AnnexProposal:
    """Read a set out of the tables of a file; without `table` the largest that looks like one.

    Tables below it with the same head are read on. `source` is the address of the document, kept
    with every wording; nothing is marked as verified. Raise `NotFoundError` where there is no such
    file or table, `InputError` where the file cannot be read or an option is not allowed.
    """
    if level is not None and level not in LEVELS:
        allowed = ", ".join(LEVELS)
        raise InputError(texts.PACK_NOT_CHOICE.format(value=level, allowed=allowed))
    tables = _read(path)
    used = _chosen(tables, table, path)
    found = interpret([tables[at] for at in used])
    title, notes, doubts = _title(path, [tables[at] for at in used], found, name, level)
    title = SetTitle(
        set_id or slug(path.stem, "bo-tieu-chi"),
        title.name,
        title.short_name,
        title.level,
        title.file,
        title.noun,
        title.period,
        source,
    )
    joined = tuple(
        Reading(tables[at].name, "skipped", "", texts.ANNEX_EMPTY, *_JOINED) for at in used[1:]
    )
    readings = (*notes, *joined, *found.readings)
    criteria_set, refused = _checked(title, found)
    return AnnexProposal(
        path,
        _summaries(tables),
        tuple(at + 1 for at in used),
        title,
        found,
        readings,
        (*doubts, *found.problems, *refused),
        criteria_set,
    )


_JOINED = (Confidence.SURE, texts.ANNEX_TABLES_JOINED)


def write_pack(proposal: AnnexProposal, out: Path) -> CriteriaSet:
    """Write the pack of a proposal whole and return its set.

    Raise `InputError` where nothing was understood, `DataFileError` where it cannot be written.
    """
    if proposal.criteria_set is None:
        hint = texts.ANNEX_NOTHING_TO_WRITE_HINT
        raise InputError(texts.ANNEX_NOTHING_TO_WRITE, hint=hint)
    make_folder(out.parent)
    text = json.dumps(proposal.pack, ensure_ascii=False, indent=2) + "\n"
    write_whole(text.encode(), out)
    return proposal.criteria_set


def _read(path: Path) -> tuple[AnnexTable, ...]:
    """Return the tables of a file; the readers of Word and Excel are loaded only now."""
    from ntm_desktop.exchange.annex_tables import read_tables

    tables = read_tables(path)
    if not tables:
        message = texts.ANNEX_NO_TABLE.format(path=path)
        raise InputError(message, hint=texts.ANNEX_NO_TABLE_HINT)
    return tables


def _summaries(tables: Sequence[AnnexTable]) -> tuple[TableSummary, ...]:
    """Return what is told of each table."""
    return tuple(
        TableSummary(
            number,
            table.name,
            table.title,
            len(table.rows),
            table.width,
            find_header(table) is not None,
        )
        for number, table in enumerate(tables, start=1)
    )


def _chosen(tables: Sequence[AnnexTable], number: int | None, path: Path) -> list[int]:
    """Return the indexes of the tables to read."""
    if number is not None:
        if not 1 <= number <= len(tables):
            message = texts.ANNEX_TABLE_UNKNOWN.format(number=number, count=len(tables))
            hint = texts.ANNEX_TABLE_UNKNOWN_HINT.format(count=len(tables))
            raise NotFoundError(message, hint=hint)
        return [number - 1]
    families = [_family(tables, at) for at, one in enumerate(tables) if find_header(one)]
    if not families:
        return [max(range(len(tables)), key=lambda at: len(tables[at].rows))]
    return max(families, key=lambda family: sum(len(tables[at].rows) for at in family))


def _family(tables: Sequence[AnnexTable], first: int) -> list[int]:
    """Return a table and those below it that go on with the same columns."""
    family = [first]
    for at in range(first + 1, len(tables)):
        if same_head(tables[first], tables[at]):
            family.append(at)
    return family


def _title(
    path: Path,
    tables: Sequence[AnnexTable],
    found: AnnexReading,
    name: str | None,
    level: str | None,
) -> tuple[SetTitle, tuple[Reading, ...], tuple[Problem, ...]]:
    """Return name and level of the set, how they were found, and what is in doubt."""
    above = _title_above(tables[0])
    called = one_line(compose(name or "")) or above or one_line(path.stem.replace("_", " "))
    reason = texts.ANNEX_NAME_READ if above else texts.ANNEX_NAME_GUESSED
    notes: tuple[Reading, ...] = ()
    if not name:
        notes = (Reading(tables[0].name, "title", above, called, Confidence.LIKELY, reason),)
    taken = level or _level_of(called)
    doubts: tuple[Problem, ...] = ()
    if not taken and found.criteria:
        doubts = (Problem(tables[0].name, texts.ANNEX_LEVEL_GUESSED),)
    short = called if len(called) <= SHORT_NAME else called[:SHORT_NAME].rpartition(" ")[0] + "…"
    title = SetTitle("", called, short, taken or "xa", path.name, _noun(found), _period_of(called))
    return title, notes, doubts


def _title_above(table: AnnexTable) -> str:
    """Return the lines above the head of a table that name a set, "" for none."""
    header = find_header(table)
    rows = table.rows[: header.first - 1] if header else ()
    inside = [cell.text for row in rows for cell in row if cell.text and not cell.merged_from]
    lines = [line for text in (*table.title.split("\n"), *inside) for line in text.split("\n")]
    starts = [
        at for at, line in enumerate(lines) if any(word in fold(line) for word in _TITLE_WORDS)
    ]
    if not starts:
        return ""
    kept = [line for line in lines[starts[0] :] if not line.strip().startswith("(")]
    return one_line(" ".join(kept[:3]))


def _level_of(name: str) -> str:
    """Return the level of the units a name speaks of, "" where it does not say."""
    words = fold(name).replace("nong thon", "")
    return next((level for level, form in _LEVEL_WORDS if re.search(form, words)), "")


def _period_of(name: str) -> tuple[int, int] | None:
    """Return the years a name speaks of ("giai đoạn 2026-2030")."""
    found = _PERIOD.search(name)
    years = (int(found[1]), int(found[2])) if found else None
    return years if years and years[0] <= years[1] else None


def _noun(found: AnnexReading) -> str:
    """Return what the criteria are called when counted, as their column is headed."""
    heads = [one.original for one in found.readings if one.what == "column"]
    standards = any(fold(head).startswith("tieu chuan") for head in heads)
    return texts.NOUN_STANDARD if standards else texts.NOUN_CRITERION


def _checked(
    title: SetTitle, found: AnnexReading
) -> tuple[CriteriaSet | None, tuple[Problem, ...]]:
    """Return the set that the strict reader makes of the pack; else why it refused."""
    if not found.criteria:
        return None, ()
    try:
        return read_criteria_set(pack_of(title, found)), ()
    except InputError as error:
        reason = texts.ANNEX_PACK_REFUSED.format(reason=error)
        return None, (Problem(title.file, reason),)
