"""Large photographs of this office made smaller before they are sent; the originals stay here."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.evidence import Evidence, clean_name
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.errors import NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.enclosed_files import FilesToSend
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import attachments
from ntm_desktop.storage.attachments import FileState, Kept
from ntm_desktop.storage.store import record_or_refuse

ENTITY = "evidence"
PHOTO = "jpg"


@dataclass(frozen=True, slots=True)
class LargePhotos:
    """Photographs on their way that are larger than a report needs; `size` in bytes together."""

    digests: frozenset[str] = frozenset()
    size: int = 0

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.digests)


@dataclass(frozen=True, slots=True)
class Lightened:
    """How many photographs became smaller, and their size in bytes `before` and `after`."""

    count: int = 0
    before: int = 0
    after: int = 0
    touched: Touched = field(default_factory=Touched)


def large_photos(workspace: Workspace, files: FilesToSend) -> LargePhotos:
    """Return which of the files on their way are photographs that could be smaller."""
    going = {one.sha256: one for one in files.files}
    ours = {str(row["sha256"]) for row in _photos(workspace)} & set(going)
    found = frozenset(one for one in ours if _is_large(going[one].path))
    return LargePhotos(found, sum(going[one].size for one in found))


def lighten(
    workspace: Workspace, large: LargePhotos, progress: Progress = no_progress
) -> Lightened:
    """Put a smaller copy in the place of each photograph, as one step that can be undone.

    The record then names the copy, so that exactly this file travels; the original stays in the
    data folder and in backups. Raises what `attachments.keep` raises; then no record is changed.
    """
    rows = [row for row in _photos(workspace) if row["sha256"] in large.digests]
    copies: dict[str, Kept] = {}
    with tempfile.TemporaryDirectory(prefix="ntm-anh-") as folder:
        for number, digest in enumerate(sorted({str(row["sha256"]) for row in rows})):
            progress(number, large.count, texts.PHOTOS_PROGRESS)
            if made := _kept_copy(workspace, digest, Path(folder)):
                copies[digest] = made
    if not copies:
        return Lightened()
    with workspace.store.step(texts.STEP_PHOTOS.format(count=len(copies)), workspace.user) as step:
        for row in _photos(workspace):  # as they are now: what came in meanwhile stays
            if made := copies.get(str(row["sha256"])):
                workspace.store.put(ENTITY, str(row["key"]), _about(row["file_name"], made))
    return Lightened(
        count=len(copies),
        before=sum(_size(workspace, digest) for digest in copies),
        after=sum(made.size for made in copies.values()),
        touched=step.touched,
    )


def original_of(workspace: Workspace, key: str) -> str | None:
    """Return the hash of the file that a photograph was made smaller from, None for none here."""
    held = [one.values.get("sha256") for one in workspace.store.log.changes_of(ENTITY, key)]
    digests = [one for one in held if isinstance(one, str)]
    first = digests[0] if digests else ""
    is_here = attachments.glance(workspace.folder, first, None) is FileState.HERE
    return first if is_here and first != digests[-1] else None


@functools.lru_cache(maxsize=8192)
def _is_large(path: Path) -> bool:
    """Say whether a kept file is a large photograph; what lies under a hash never changes."""
    from ntm_desktop.exchange.photos import is_large

    return is_large(path)


def open_original(workspace: Workspace, key: str) -> Path:
    """Return a read-only copy of the photograph before it was made smaller.

    Raises `NotFoundError` for one that was not, and what `attachments.copy_out` raises.
    """
    record, digest = record_or_refuse(workspace.store, Evidence, key), original_of(workspace, key)
    name = clean_name(record.file_name or record.name)
    if digest is None:
        raise NotFoundError(texts.EVIDENCE_GONE.format(name=name), hint=texts.EVIDENCE_GONE_HINT)
    target = Path(tempfile.mkdtemp(prefix="ntm-minh-chung-")) / name
    attachments.copy_out(workspace.folder, digest, target, name)
    return target


def _photos(workspace: Workspace) -> Sequence[dict[str, StoredValue]]:
    """Return the photographs of this office on which nobody disagrees."""
    rows = workspace.store.rows(entity_named(ENTITY), {"kind": PHOTO})
    return [
        dict(row)
        for row in rows
        if owner_of(str(row["key"])) == workspace.owner and not row["conflicts"]
    ]


def _kept_copy(workspace: Workspace, digest: str, folder: Path) -> Kept | None:
    """Keep a smaller copy of a photograph beside it; None where that would gain little."""
    from ntm_desktop.exchange.photos import smaller

    made = smaller(attachments.path_of(workspace.folder, digest))
    if made is None:
        return None
    path = folder / f"{digest}.jpg"
    path.write_bytes(made.content)
    return attachments.keep(workspace.folder, path)


def _about(file_name: StoredValue, made: Kept) -> dict[str, StoredValue]:
    """Return what the record says of the smaller copy; it keeps the name of the photograph."""
    name = clean_name(str(file_name or ""))
    return {"file_name": name, "kind": made.kind.id, "size": made.size, "sha256": made.sha256}


def _size(workspace: Workspace, digest: str) -> int:
    """Return the size of a kept file in bytes."""
    return attachments.path_of(workspace.folder, digest).stat().st_size
