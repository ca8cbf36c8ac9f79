"""Files that prove what a record says: attach, list, open, check, and what still lacks proof."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import (
    StoredValue,
    entity_named,
    entity_of,
    is_declared,
)
from ntm_desktop.domain.evidence import Evidence, clean_name, opening_name, shown_name
from ntm_desktop.domain.periods import known_periods, parse_period
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.entry import assessed, evidence_counts, values_of
from ntm_desktop.services.records import Saved, delete_record, get_record
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import attachments, evidence_log
from ntm_desktop.storage.attachments import FileState, Kept
from ntm_desktop.storage.store import record_or_refuse

__all__ = ["FileState"]

ENTITY = "evidence"
PICTURES = {"jpg": "JPEG", "png": "PNG"}
MAX_PIXELS = 64_000_000  # what a thumbnail is made of; below the bound at which Pillow warns
MAX_THUMBNAIL = 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching did: keys of new evidences, keys of those the record had already."""

    keys: tuple[str, ...]
    already: tuple[str, ...]
    touched: Touched


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """An evidence as a list shows it; `state` rests on name and size, not on the content."""

    record: Evidence
    state: FileState


@dataclass(frozen=True, slots=True)
class EvidenceIssue:
    """An evidence whose file is missing, changed, or not arrived; `where` names its record."""

    kind: FileState
    record: Evidence
    where: str

    @property
    def needs_person(self) -> bool:
        """Say whether something was lost; a file that was never here is only awaited."""
        return self.kind is not FileState.NOT_ARRIVED


@dataclass(frozen=True, slots=True)
class Unproven:
    """A met indicator without evidence; `key` is the record to attach it to."""

    code: str
    text: str
    criterion: str
    key: str


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many evidences and files there are; `unused` are files that no evidence names."""

    records: int
    files: int
    size: int
    missing: int
    changed: int
    not_arrived: int
    unused: int


def attach(
    workspace: Workspace,
    entity: str,
    key: str,
    paths: Sequence[Path],
    note: str = "",
    progress: Progress = no_progress,
    stage: str = "",
) -> Attached:
    """Attach files to a record as one step that can be undone; `stage` is one of `STAGES`.

    Every file is looked at first, then all are copied into the data folder, then noted. Raises
    `InputError`, `NotFoundError`, `BusyError` or `DataFileError` in words; then no evidence is
    noted, and at most a file nobody names is left (see `unused_files`). A file the record has
    already is not noted twice.
    """
    title = _attachable(workspace, entity, key)
    refuse_unfit(paths)
    kept = [_keep(workspace, path, (at, len(paths)), progress) for at, path in enumerate(paths)]
    link: dict[str, StoredValue] = {"link_entity": entity, "link_key": key}
    link |= {"note": note.strip() or None, "stage": stage or None}
    entity_of(Evidence).check(link)
    label = texts.STEP_ATTACH.format(title=title)
    added: list[str] = []
    already: list[str] = []
    with workspace.store.step(label, workspace.user) as step:
        held = _held(workspace, entity, key)
        for path, file in zip(paths, kept, strict=True):
            if file.sha256 in held:
                already.append(held[file.sha256])
            else:
                held[file.sha256] = note_kept(workspace, path, file, link)
                added.append(held[file.sha256])
    return Attached(tuple(added), tuple(already), step.touched)


def refuse_unfit(paths: Sequence[Path]) -> None:
    """Raise `UserError` in words for no file at all, or one that cannot be attached."""
    if not paths:
        raise InputError(texts.EVIDENCE_NO_FILES)
    for path in paths:
        attachments.examine(path)


def evidence_of(workspace: Workspace, entity: str, key: str) -> tuple[EvidenceItem, ...]:
    """Return the evidences of one record, by name."""
    held = workspace.store.records(Evidence, link_entity=entity, link_key=key)
    return _items(workspace, held)


def all_evidence(workspace: Workspace) -> tuple[EvidenceItem, ...]:
    """Return every evidence, by name."""
    return _items(workspace, workspace.store.records(Evidence))


def check_evidence(
    workspace: Workspace,
    progress: Progress = no_progress,
    of: tuple[str, str] | None = None,
) -> tuple[EvidenceIssue, ...]:
    """Read every file (or those of one record: entity, key) and return what is not as attached."""
    items = evidence_of(workspace, *of) if of else all_evidence(workspace)
    here = evidence_log.attached_here(workspace.store)
    states: dict[str, FileState] = {}
    issues: list[EvidenceIssue] = []
    for number, item in enumerate(items):
        record = item.record
        progress(number, len(items), record.name)
        if record.sha256 not in states:
            found = attachments.verify(workspace.folder, record.sha256)
            states[record.sha256] = _known_state(found, record, here)
        if states[record.sha256] is not FileState.HERE:
            issues.append(EvidenceIssue(states[record.sha256], record, _where(workspace, record)))
    return tuple(issues)


def count_evidence(workspace: Workspace) -> EvidenceCount:
    """Return how many evidences and files there are, without reading the files."""
    items = all_evidence(workspace)
    files = attachments.kept_files(workspace.folder)
    states = [item.state for item in items]
    return EvidenceCount(
        records=len(items),
        files=len(files),
        size=sum(path.stat().st_size for path in files),
        missing=states.count(FileState.MISSING),
        changed=states.count(FileState.CHANGED),
        not_arrived=states.count(FileState.NOT_ARRIVED),
        unused=len(unused_files(workspace)),
    )


def unused_files(workspace: Workspace) -> tuple[Path, ...]:
    """Return files in the data folder that no evidence names.

    A failed step may leave one; so does taking an evidence off its record, until it is undone.
    """
    needed = evidence_log.needed_files(workspace.store)
    return tuple(attachments.unused_files(workspace.folder, needed))


def open_path(workspace: Workspace, key: str) -> Path:
    """Return a read-only copy of an evidence's file under its own name, for other programs.

    The copy lies in a fresh temporary folder, so that nothing edits the kept file. Its ending
    always is that of its content. Raises `NotFoundError` where the file is not here and
    `DataFileError` where it was changed.
    """
    record = record_or_refuse(workspace.store, Evidence, key)
    item = _items(workspace, [record])[0]
    if item.state in (FileState.MISSING, FileState.NOT_ARRIVED):
        raise _absent(item)
    kind = attachments.examine(attachments.path_of(workspace.folder, record.sha256))
    name = opening_name(record.file_name or record.name, kind)
    target = _fresh_folder() / name
    attachments.copy_out(workspace.folder, record.sha256, target, clean_name(record.name))
    return target


def thumbnail(workspace: Workspace, key: str, size: int = 256) -> bytes | None:
    """Return a small PNG of a picture, at most `size` pixels wide and high.

    None for other kinds, for pictures that are not here, are damaged, or are too large to open.
    """
    record = record_or_refuse(workspace.store, Evidence, key)
    is_here = _items(workspace, [record])[0].state is FileState.HERE
    if not is_here or record.kind not in PICTURES:
        return None
    path = attachments.path_of(workspace.folder, record.sha256)
    return _small_png(path, max(1, min(size, MAX_THUMBNAIL)))


def detach(workspace: Workspace, key: str) -> Saved:
    """Take an evidence off its record, as one step; its file stays, so that undo brings it back."""
    return delete_record(workspace, ENTITY, key)


def indicators_without_evidence(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> tuple[Unproven, ...]:
    """Return the met indicators of a unit and period that nothing proves, in order of the set."""
    period = parse_period(period_id)
    values = values_of(workspace, set_id, period.id, unit)
    proofs = evidence_counts(workspace, values)
    return tuple(
        Unproven(code, one.indicator.text, criterion.criterion.code, values[code].key)
        for criterion in assessed(workspace, set_id, period, unit).criteria
        for one in criterion.indicators
        if (code := one.indicator.code) in values
        and one.outcome is Outcome.MET
        and code not in proofs
    )


def _attachable(workspace: Workspace, entity: str, key: str) -> str:
    """Return the title of a record that may have evidence; raise where it may not."""
    if entity == ENTITY:
        raise InputError(texts.EVIDENCE_OF_EVIDENCE, hint=texts.EVIDENCE_OF_EVIDENCE_HINT)
    return get_record(workspace, entity, key).title


def _keep(workspace: Workspace, path: Path, turn: tuple[int, int], progress: Progress) -> Kept:
    """Copy one of several files into the data folder; the user may stop at every megabyte."""
    name = clean_name(path.name)
    return attachments.keep(workspace.folder, path, lambda: progress(*turn, name))


def _held(workspace: Workspace, entity: str, key: str) -> dict[str, str]:
    """Return hash → key of the evidences a record has already."""
    held = workspace.store.records(Evidence, link_entity=entity, link_key=key)
    return {one.sha256: one.key for one in held}


def note_kept(workspace: Workspace, path: Path, file: Kept, link: Mapping[str, StoredValue]) -> str:
    """Write the record of a kept file inside the open step and return its key."""
    found, name = entity_of(Evidence), clean_name(path.name)
    values: dict[str, StoredValue] = {
        "name": shown_name(name),
        "file_name": name,
        "kind": file.kind.id,
        "size": file.size,
        "sha256": file.sha256,
        **{field: value for field, value in link.items() if value is not None},
    }
    key = workspace.new_key(ENTITY)
    found.check_required(values)
    workspace.store.put(ENTITY, key, values)
    return key


def _items(workspace: Workspace, records: Sequence[Evidence]) -> tuple[EvidenceItem, ...]:
    """Return records with the state of their files, by name."""
    found = [(one, attachments.glance(workspace.folder, one.sha256, one.size)) for one in records]
    is_any_away = any(state is FileState.MISSING for _, state in found)
    here = evidence_log.attached_here(workspace.store) if is_any_away else set()
    items = [EvidenceItem(one, _known_state(state, one, here)) for one, state in found]
    return tuple(sorted(items, key=lambda item: (item.record.name or "", item.record.key)))


def _known_state(state: FileState, record: Evidence, here: set[str]) -> FileState:
    """Return `NOT_ARRIVED` instead of `MISSING` for a file that was never attached here."""
    is_awaited = state is FileState.MISSING and record.sha256 not in here
    return FileState.NOT_ARRIVED if is_awaited else state


def _absent(item: EvidenceItem) -> NotFoundError:
    """Return the error for a file that is not here."""
    name = clean_name(item.record.name or "")
    if item.state is FileState.NOT_ARRIVED:
        message = texts.EVIDENCE_AWAY.format(name=name)
        return NotFoundError(message, hint=texts.EVIDENCE_AWAY_HINT)
    return NotFoundError(texts.EVIDENCE_GONE.format(name=name), hint=texts.EVIDENCE_GONE_HINT)


def _where(workspace: Workspace, record: Evidence) -> str:
    """Return the record an evidence belongs to, as people name it."""
    if not is_declared(record.link_entity):
        return f"{record.link_entity} {record.link_key}"
    found = entity_named(record.link_entity)
    rows = workspace.store.rows(found, {"key": record.link_key})
    if not rows:
        return texts.EVIDENCE_WHERE_GONE.format(entity=found.label, key=record.link_key)
    title = " ".join(str(rows[0][found.title_field] or record.link_key).split())[:80]
    for period in known_periods([rows[0].get("period")]):
        return texts.EVIDENCE_WHERE_PERIOD.format(
            entity=found.label, title=title, period=period.label
        )
    return texts.EVIDENCE_WHERE.format(entity=found.label, title=title)


def _fresh_folder() -> Path:
    """Return a new temporary folder of ours; raise `DataFileError` where there can be none."""
    try:
        return Path(tempfile.mkdtemp(prefix="ntm-minh-chung-"))
    except OSError as error:
        message = texts.OUT_UNWRITABLE.format(path=tempfile.gettempdir())
        raise DataFileError(message, hint=texts.OUT_UNWRITABLE_HINT) from error


def _small_png(path: Path, size: int) -> bytes | None:
    """Return a picture made small, the right way up; None for one that cannot be opened."""
    from PIL import Image, ImageOps

    refused = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=tuple(PICTURES.values())) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            picture.draft("RGB", (size, size))
            picture.thumbnail((size, size))
            small = ImageOps.exif_transpose(picture).convert("RGBA")
    except (*refused, OSError, ValueError, SyntaxError):
        return None
    made = io.BytesIO()
    small.save(made, "PNG")
    return made.getvalue()
