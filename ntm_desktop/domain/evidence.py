"""Evidence: which file proves which record, what may be kept, and under which name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import BinaryIO

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.file_kinds import KINDS, FileKind, recognise
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.errors import InputError

MAX_BYTES = 200 * 1024 * 1024
MAX_NAME_BYTES = 200  # every file system we meet takes it, also with a folder before it
_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_KIND_LABELS = {kind.id: f"{kind.label} (.{kind.id})" for kind in KINDS.values()}
# When in the life of a work a photograph or paper is from, in this order.
STAGES = {
    "before": "trước khi làm",
    "building": "đang thi công",
    "accepted": "nghiệm thu, bàn giao",
    "after": "sau khi hoàn thành",
    "papers": "hồ sơ khác",
}
_FILE = {"merge_unit": "file"}
_LINK = {"merge_unit": "link", "required": True, "hidden": True}


@entity.entity("evidence", label="minh chứng", plural="Minh chứng", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file that proves what a record says; the bytes lie under their hash, not in the record.

    What describes the file is one merge unit, so that a name never stands beside the hash of
    another file; so is the record it belongs to.
    """

    key: str = ""
    name: str = entity.text("Tên minh chứng", required=True, searchable=True)
    file_name: str | None = entity.text("Tên tệp", searchable=True, **_FILE)
    kind: str | None = entity.choice("Loại tệp", _KIND_LABELS, **_FILE)
    size: int | None = entity.integer("Dung lượng", minimum=1, measure="byte", **_FILE)
    sha256: str = entity.text("Mã băm SHA-256", required=True, hidden=True, **_FILE)
    stage: str | None = entity.choice("Giai đoạn", STAGES)
    note: str | None = entity.long_text("Ghi chú", searchable=True)
    link_entity: str = entity.text("Thuộc loại bản ghi", **_LINK)
    link_key: str = entity.text("Thuộc bản ghi", **_LINK)


def stage_of(evidence: Evidence) -> str:
    """Return the stage of an evidence, "" for none.

    Earlier versions kept it as the first line of the note, where it still counts.
    """
    if evidence.stage:
        return evidence.stage
    first = (evidence.note or "").strip().partition("\n")[0].strip().lower()
    return next((stage for stage, name in STAGES.items() if name == first), "")


def is_digest(text: str | None) -> bool:
    """Say whether a text is the SHA-256 of a file; records of others may hold anything."""
    return text is not None and _DIGEST.fullmatch(text) is not None


def check_size(size: int, name: str) -> None:
    """Raise `InputError` for an empty file (in bytes) or one that is too large."""
    if size == 0:
        message = texts.EVIDENCE_EMPTY.format(name=name)
        raise InputError(message, hint=texts.EVIDENCE_EMPTY_HINT)
    if size > MAX_BYTES:
        limit = size_text(MAX_BYTES)
        message = texts.EVIDENCE_TOO_LARGE.format(name=name, size=size_text(size), limit=limit)
        raise InputError(message, hint=texts.EVIDENCE_TOO_LARGE_HINT)


def kind_of(stream: BinaryIO, name: str) -> FileKind:
    """Return what kind of file the content is; raise `InputError` in words for one not kept."""
    found = recognise(stream, name)
    if found in KINDS:
        return KINDS[found]
    sentence, hint = texts.EVIDENCE_REFUSED[found]
    allowed = ", ".join(KINDS)
    raise InputError(sentence.format(name=clean_name(name)), hint=hint.format(kinds=allowed))


def clean_name(name: str) -> str:
    """Return a file name that is safe to show and to write on every system.

    Without folders, control and direction marks (a name may be written to look like another),
    names Windows reserves, and what is longer than a file system takes; the ending stays.
    """
    kept = "".join(_bearable(letter) for letter in unicodedata.normalize("NFC", name))
    plain = _FORBIDDEN.sub("_", " ".join(kept.split())).strip(". ") or texts.EVIDENCE_UNNAMED
    plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
    suffix = PurePath(plain).suffix
    suffix = suffix if len(suffix) <= 12 else ""
    stem = plain.removesuffix(suffix) if suffix else plain
    return _shortened(stem, MAX_NAME_BYTES - len(suffix.encode())) + suffix


def opening_name(file_name: str | None, kind: FileKind) -> str:
    """Return the name under which a copy is opened: its ending always tells what it really is."""
    name = clean_name(file_name or "")
    return name if PurePath(name).suffix.lower() in kind.suffixes else f"{name}{kind.suffixes[0]}"


def shown_name(file_name: str) -> str:
    """Return the name a new evidence is shown by: its file's name without the ending."""
    return PurePath(clean_name(file_name)).stem


def size_text(size: int) -> str:
    """Return a size in bytes as people read it: "1,4 MB"."""
    if size < _KILOBYTE:
        return f"{size} byte"
    unit, word = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    return f"{format_number(round(Decimal(size) / unit, 1))} {word}"


def _bearable(letter: str) -> str:
    """Return a letter as a file name may hold it: nothing for marks, "_" for broken letters."""
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Cf"):
        return " " if letter in "\t\r\n" else ""
    return "_" if kind in ("Cs", "Cn", "Zl", "Zp") else letter


def _shortened(text: str, limit: int) -> str:
    """Return as many whole letters as fit into `limit` bytes of UTF-8."""
    return text.encode()[:limit].decode("utf-8", "ignore").rstrip(". ")
