"""An export in several files that each fit an e-mail: what goes into which part.

Every part is a complete signed package that can be taken in by itself, in any order. The first
holds all changes (or, where they alone are too much, each part a run of every writer's changes);
enclosed files fill what room is left, the largest first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ntm_desktop import texts
from ntm_desktop.domain.changes import chain_next, chain_start
from ntm_desktop.domain.evidence import size_text
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.exchange import container, limits
from ntm_desktop.exchange.container import FileSlice
from ntm_desktop.exchange.encryption import NO_LOCK, Lock, is_locked, room_inside
from ntm_desktop.exchange.manifest import (
    KIND_ATTACHMENTS,
    KIND_DELTA,
    KIND_RECEIPT,
    Counts,
    Manifest,
    Part,
    piece_size,
    pieces_of,
)
from ntm_desktop.exchange.package import (
    EnclosedFile,
    PackageDraft,
    PackageInfo,
    manifest_of,
    package_file_name,
    signed_members,
    write_packages,
)
from ntm_desktop.exchange.sections import Section, pieces_of_sections, section_files
from ntm_desktop.progress import Progress, no_progress

MAIL_20_MB: Final = 14_000_000  # 19.2 MB as e-mail (base64)
MAIL_25_MB: Final = 17_500_000
LARGE: Final = 1_000_000_000  # Zalo, a USB stick
PRESETS: Final[Mapping[str, int]] = MappingProxyType(
    {"mail20": MAIL_20_MB, "mail25": MAIL_25_MB, "large": LARGE}
)

_LISTED = 272  # what one more member adds to the manifest at most, in bytes
_SLACK = 1024  # part numbers, counts and the cover letter differ a little from part to part
_MOST_IN_A_PART = limits.MEMBERS // 2  # files: what a manifest can list with ease
_COMPRESSION_SLACK = 100  # one part in so many: lines compress otherwise in other company

PrefixAt = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that may be sent: its SHA-256 (hex), size in bytes, place and name for people."""

    sha256: str
    size: int
    path: Path
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """A file or a piece of one, and how much room it takes in a part."""

    attachment: Attachment
    piece: int | None
    size: int

    @property
    def cost(self) -> int:
        """Return how many bytes a part grows by it."""
        suffix = "" if self.piece is None else f".{self.piece}"
        return self.size + container.entry_cost(f"att/{self.attachment.sha256}{suffix}") + _LISTED


# --- which file goes where ---


def first_fit(costs: Sequence[int], rooms: Sequence[int], room: int) -> list[list[int]]:
    """Return which items (by place in `costs`) go into which part: first fit, largest first.

    `rooms` is what is free in parts there are already, `room` that of each further one. Every cost
    must fit an empty part.

    >>> first_fit([5, 9, 4, 2], [3], 10)
    [[3], [1], [0, 2]]
    """
    free, found = list(rooms), [[] for _ in rooms]  # type: tuple[list[int], list[list[int]]]
    for item in sorted(range(len(costs)), key=lambda place: (-costs[place], place)):
        part = next((at for at, left in enumerate(free) if costs[item] <= left), len(free))
        if part == len(free):
            free.append(room)
            found.append([])
        free[part] -= costs[item]
        found[part].append(item)
    return found


def _items(
    attachments: Iterable[Attachment], room: int, wanted: Mapping[str, tuple[int, ...]]
) -> list[_Item]:
    """Return the files, those that fit no part cut into pieces (only the pieces asked for)."""
    found: list[_Item] = []
    for one in {one.sha256: one for one in attachments}.values():
        whole = _Item(one, None, one.size)
        asked = [piece for piece in wanted.get(one.sha256, ()) if piece < pieces_of(one.size)]
        if whole.cost <= room and not asked:
            found.append(whole)
            continue
        pieces = asked or range(pieces_of(one.size))
        cut = [_Item(one, piece, piece_size(one.size, piece)) for piece in pieces]
        if max(item.cost for item in cut) > room:
            raise _too_small(room, cut[0].cost, texts.PART_FILE.format(name=one.title))
        found += cut
    return found


def _spread(items: Sequence[_Item], rooms: list[int], room: int) -> list[list[_Item]]:
    """Return the items of each part."""
    least = room // _MOST_IN_A_PART
    placed = first_fit([max(item.cost, least) for item in items], rooms, room)
    return [[items[at] for at in part] for part in placed]


# --- the parts of an export ---


def write_parts(
    draft: PackageDraft,
    attachments: Iterable[Attachment],
    seed: bytes,
    place: Callable[[Manifest], Path],
    *,
    part_bytes: int = MAIL_20_MB,
    wanted: Mapping[str, tuple[int, ...]] | None = None,
    lock: Lock = NO_LOCK,
    prefix_at: PrefixAt | None = None,
    progress: Progress = no_progress,
) -> tuple[PackageInfo, ...]:
    """Write an export as one package, or as several of at most `part_bytes` each.

    `place(manifest)` says where a part is written (see `package_file_name`). `wanted` are the files
    its receiver asked for: they come first, and of a file only the pieces named. `prefix_at(writer,
    number)` is the chain of a writer's changes up to a number, asked where a writer's changes are
    cut; without it, it is worked out for logs that begin at 1. All parts are written or none.

    Raises `InputError` where a part is too small for what must go into it, and what
    `write_package` raises.
    """
    size = min(part_bytes, limits.PASSPHRASE_BYTES) if lock.passphrase else part_bytes
    drafts = plan_parts(
        draft, attachments, seed, room_inside(size, lock), wanted=wanted, prefix_at=prefix_at
    )
    placed = [(one, place(manifest_of(one))) for one in drafts]
    infos = write_packages(placed, seed, lock, progress)
    assert is_locked(lock) or all(one.size <= size for one in infos)
    return infos


def in_folder(folder: Path) -> Callable[[Manifest], Path]:
    """Return what puts parts into a folder under their usual names."""
    return lambda manifest: folder / package_file_name(manifest)


def plan_parts(
    draft: PackageDraft,
    attachments: Iterable[Attachment],
    seed: bytes,
    part_bytes: int,
    *,
    wanted: Mapping[str, tuple[int, ...]] | None = None,
    prefix_at: PrefixAt | None = None,
) -> list[PackageDraft]:
    """Return the drafts of the parts of an export, each at most `part_bytes` as a package."""
    asked = dict(wanted or {})
    frame = _cost(replace(draft, sections=(), counts=Counts()), seed) + _range_cost(draft) + _SLACK
    if frame > part_bytes:
        raise _too_small(part_bytes, frame, texts.PART_CHANGES)
    listed = tuple(attachments)
    surely = frame + _raw_bytes(draft.sections)
    if not listed and surely <= part_bytes:
        return [draft]
    if listed and draft.kind == KIND_RECEIPT:
        draft = replace(draft, kind=KIND_ATTACHMENTS)  # files answer together with the receipts
    with_changes = _cut_changes(draft, seed, part_bytes, frame, prefix_at)
    rooms = [part_bytes - cost - _SLACK for _, cost in with_changes]
    items = _items(listed, part_bytes - frame, asked)
    urgent = [item for item in items if item.attachment.sha256 in asked]
    rest = [item for item in items if item.attachment.sha256 not in asked]
    first = _spread(urgent, rooms, part_bytes - frame)
    rooms = [
        left - sum(item.cost for item in part)
        for part, left in zip(first, [*rooms, *[part_bytes - frame] * len(first)], strict=False)
    ]
    second = _spread(rest, rooms, part_bytes - frame)
    contents = [[*(first[at] if at < len(first) else ()), *second[at]] for at in range(len(second))]
    return _numbered(draft, [one for one, _ in with_changes], contents)


def _numbered(
    draft: PackageDraft, changes: Sequence[PackageDraft], contents: Sequence[Sequence[_Item]]
) -> list[PackageDraft]:
    """Return the parts with their numbers; those behind the changes hold files only."""
    empty = replace(draft, kind=KIND_ATTACHMENTS, sections=(), base={}, counts=Counts())
    drafts = [*changes, *[empty] * (len(contents) - len(changes))]
    if len(drafts) > limits.MEMBERS:
        message = texts.PARTS_TOO_MANY.format(count=len(drafts))
        raise InputError(message, hint=texts.PART_TOO_SMALL_HINT)
    name = _set_id(draft) if len(drafts) > 1 else ""
    return [
        replace(one, part=Part(name, number, len(drafts)), enclosed=_enclosed(items))
        for number, (one, items) in enumerate(zip(drafts, contents, strict=True), start=1)
    ]


def _set_id(draft: PackageDraft) -> str:
    """Return the id that the parts of one export share."""
    told = f"{draft.sender.replica} {draft.serial} {draft.created_ms}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _enclosed(items: Sequence[_Item]) -> tuple[EnclosedFile, ...]:
    """Return the files of a part in order of name, pieces with the hash of their bytes."""
    ordered = sorted(items, key=lambda item: (item.attachment.sha256, item.piece or 0))
    return tuple(_enclosed_file(item) for item in ordered)


def _enclosed_file(item: _Item) -> EnclosedFile:
    """Return one file or piece; a piece is read once to learn its hash."""
    one, start = item.attachment, (item.piece or 0) * limits.CHUNK_BYTES
    digest = one.sha256 if item.piece is None else _digest(one, start, item.size)
    content = FileSlice(one.path, item.size, digest, start, one.title)
    return EnclosedFile(one.sha256, one.size, content, item.piece)


def _digest(attachment: Attachment, start: int, size: int) -> str:
    """Return the SHA-256 of a piece of a file on the disk."""
    try:
        with attachment.path.open("rb") as source:
            source.seek(start)
            return hashlib.sha256(source.read(size)).hexdigest()
    except OSError as error:
        message = texts.EVIDENCE_GONE.format(name=attachment.title or attachment.path.name)
        raise DataFileError(message, hint=texts.EVIDENCE_GONE_HINT) from error


# --- changes that do not fit one part ---


def _cut_changes(
    draft: PackageDraft, seed: bytes, part_bytes: int, frame: int, prefix_at: PrefixAt | None
) -> list[tuple[PackageDraft, int]]:
    """Return the drafts that hold the changes, with the size of each."""
    whole = _cost(draft, seed)
    if whole + _SLACK <= part_bytes:
        return [(draft, whole)]
    room = part_bytes - frame
    room -= room // _COMPRESSION_SLACK
    parts = list(_parts_of_changes(draft.sections, room))
    prefix = prefix_at or _prefixes(draft, parts)
    drafts = [_delta(draft, sections, prefix) for sections in parts]
    return [(one, _cost(one, seed)) for one in drafts]


def _parts_of_changes(sections: Sequence[Section], room: int) -> Iterator[tuple[Section, ...]]:
    """Yield the sections of each part, in order, so that each part's files of changes fit."""
    gathered: list[Section] = []
    left = room
    for piece in pieces_of_sections(sections, min(room, limits.OPS_TARGET_BYTES)):
        (data,) = section_files((piece,), limits.OPS_BYTES)
        cost = container.packed_size(container.ops_name(1), data) + _LISTED
        if cost > room:
            raise _too_small(room, cost, texts.PART_CHANGES)
        if cost > left and gathered:
            yield _joined(gathered)
            gathered, left = [], room
        gathered.append(piece)
        left -= cost
    yield _joined(gathered)


def _joined(pieces: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections in which pieces of the same section stand together again."""
    found: list[Section] = []
    for piece in pieces:
        if found and replace(found[-1], lines=()) == replace(piece, lines=()):
            found[-1] = replace(piece, lines=(*found[-1].lines, *piece.lines))
        else:
            found.append(piece)
    return tuple(found)


def _delta(draft: PackageDraft, sections: tuple[Section, ...], prefix: PrefixAt) -> PackageDraft:
    """Return the part with these sections: it takes for granted what other parts bring before."""
    firsts: dict[str, int] = {}
    for section in sections:
        firsts.setdefault(section.writer, _number(section.lines[0]))
    before = {writer: prefix(writer, n - 1) for writer, n in firsts.items() if n > 1}
    base = {writer: (firsts[writer] - 1, told) for writer, told in before.items() if told}
    return replace(draft, kind=KIND_DELTA, sections=sections, base=base, counts=None)


def _prefixes(draft: PackageDraft, parts: Sequence[tuple[Section, ...]]) -> PrefixAt:
    """Return the chains of logs that begin at 1, and those the draft names; "" for others."""
    known = dict(draft.base)
    asked = {(one.writer, _number(one.lines[0]) - 1) for part in parts for one in part}
    found: dict[tuple[str, int], str] = {(w, n): told for w, (n, told) in known.items()}
    chains: dict[str, tuple[int, bytes]] = {}
    for section in draft.sections:
        last, chain = chains.get(section.writer, (0, chain_start(section.writer)))
        for line in section.lines:
            number = _number(line)
            if number != last + 1:
                break  # the log begins later, or has two branches
            last, chain = number, chain_next(chain, line)
            if (section.writer, number) in asked:
                found[section.writer, number] = chain.hex()[:16]
        chains[section.writer] = last, chain
    return lambda writer, number: found.get((writer, number), "")


def _number(line: bytes) -> int:
    """Return the number of a change line."""
    return int(line[1 : line.index(b",")])


# --- sizes ---


def _cost(draft: PackageDraft, seed: bytes) -> int:
    """Return how large the package of a draft without files is."""
    _, members = signed_members(replace(draft, enclosed=()), seed)
    listed = ((name, data) for name, data in members if isinstance(data, bytes))
    return sum(container.packed_size(name, data) for name, data in listed) + container.END_BYTES


def _raw_bytes(sections: Iterable[Section]) -> int:
    """Return what changes can take at most, however badly they compress."""
    raw = sum(sum(len(line) + 1 for line in one.lines) + 2 * _LISTED for one in sections)
    return raw + raw // _COMPRESSION_SLACK


def _range_cost(draft: PackageDraft) -> int:
    """Return what naming the ranges and beginnings of all writers adds to a manifest."""
    return 96 * len({section.writer for section in draft.sections}) + _LISTED


def _too_small(limit: int, needed: int, what: str) -> InputError:
    """Return the refusal of a part size."""
    message = texts.PART_TOO_SMALL.format(
        limit=size_text(max(limit, 0)), what=what, needed=size_text(needed)
    )
    return InputError(message, hint=texts.PART_TOO_SMALL_HINT)
