"""Enclosed files on their way in: staged while a package is read, waiting until they are whole.

Nothing is written under a name from a package: staged files have random names, waiting ones their
checked hash. A file reaches the evidence folder only from `WaitingFiles.ready`, whole and hashed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ntm_desktop.domain.evidence import MAX_BYTES, kind_of
from ntm_desktop.domain.file_kinds import FileKind
from ntm_desktop.errors import InputError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.manifest import Enclosed, pieces_of
from ntm_desktop.exchange.refusals import refusal

STAGING_FOLDER: Final = "tep-dang-cho"  # in the data folder
_TEMPORARY: Final = ".tmp"
_WAITING = re.compile(r"([0-9a-f]{64})(?:-([0-9]{1,10})-([0-9]{1,6}))?")
_COPIED = limits.MIB


@dataclass(frozen=True, slots=True)
class StagedFile:
    """An enclosed file or piece, checked, under a name of our own."""

    enclosed: Enclosed
    path: Path


class Staging:
    """Keeps the enclosed files of one package in a folder while it is read.

    Used as a context: whatever was not moved away by then is removed. Files larger than evidence
    may be are checked and not kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[StagedFile] = []
        self._made: list[Path] = []

    def __enter__(self) -> Staging:
        _made_folder(self.folder)
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def take(self, enclosed: Enclosed, chunks: Iterator[bytes]) -> None:
        """Write an enclosed file; the last of `chunks` raises where its checks fail."""
        if enclosed.whole > MAX_BYTES:
            for _ in chunks:
                pass
            return
        path = self.folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
        self._made.append(path)
        with _written_to(path), path.open("xb") as target:
            for chunk in chunks:
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        self.files.append(StagedFile(enclosed, path))

    def discard(self) -> None:
        """Remove what was staged and not moved away."""
        for path in self._made:
            _remove(path)
        self._made.clear()
        self.files.clear()


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A whole file that proved to be what its hash says; `kind` is None for one not allowed."""

    sha256: str
    path: Path
    size: int
    kind: FileKind | None


class WaitingFiles:
    """Files that came before their record, and pieces of files, kept between packages.

    They lie in one folder as `<sha256>` and `<sha256>-<whole size>-<piece>`; what is there is
    complete and was hashed. A crash leaves at most a temporary file, which `tidy` removes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, staged: Iterable[StagedFile]) -> None:
        """Keep staged files; one that is there already stays as it is."""
        _made_folder(self.folder)
        for one in staged:
            name = one.enclosed.sha256
            if one.enclosed.piece is not None:
                name = f"{name}-{one.enclosed.whole}-{one.enclosed.piece}"
            with _written_to(self.folder):
                one.path.replace(self.folder / name)
        with _written_to(self.folder):
            _sync(self.folder)

    def ready(self, needed: Iterable[str]) -> Iterator[ReadyFile]:
        """Yield the needed files (by SHA-256) that are whole; call `drop` once they are kept.

        Pieces that do not make the file their hash names are thrown away and asked for again.
        """
        held = self._held()
        for sha256 in sorted(set(needed) & held.keys()):
            path = self._whole(sha256, held[sha256])
            if path is not None:
                yield ReadyFile(sha256, path, path.stat().st_size, _kind(path))

    def drop(self, sha256: str) -> None:
        """Remove a file with all its pieces."""
        for path in self._paths():
            if path.name[:64] == sha256:
                _remove(path)

    def tidy(self, needed: Iterable[str]) -> int:
        """Remove what nobody needs and what a crash left half-made; return the bytes freed."""
        kept, freed = set(needed), 0
        for path in [*self._paths(), *self.folder.glob(f"*{_TEMPORARY}")]:
            if path.name[:64] not in kept:
                freed += path.stat().st_size
                _remove(path)
        return freed

    def wanted(self, needed: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return the want list: needed files that are not whole here, with their missing pieces.

        No pieces named means all of the file. At most `limits.WANTED` files are asked for at once.
        """
        held = self._held()
        found: dict[str, tuple[int, ...]] = {}
        for sha256 in sorted(set(needed)):
            here = held.get(sha256, {})
            missing = _missing(here)
            if 0 not in here and (missing or not here):
                found[sha256] = missing
            if len(found) == limits.WANTED:
                break
        return found

    def arrived(self) -> Mapping[str, int]:
        """Return the bytes that are here of each file, for telling how far it is."""
        found: dict[str, int] = {}
        for path in self._paths():
            found[path.name[:64]] = found.get(path.name[:64], 0) + path.stat().st_size
        return found

    def _paths(self) -> list[Path]:
        """Return what waits, in order of name."""
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if _WAITING.fullmatch(path.name))

    def _held(self) -> dict[str, dict[int, dict[int, Path]]]:
        """Return hash → whole size → piece → path; a file that came whole has size 0, piece 0."""
        found: dict[str, dict[int, dict[int, Path]]] = {}
        for path in self._paths():
            matched = _WAITING.fullmatch(path.name)
            assert matched is not None
            size, piece = int(matched[2] or 0), int(matched[3] or 0)
            found.setdefault(matched[1], {}).setdefault(size, {})[piece] = path
        return found

    def _whole(self, sha256: str, held: dict[int, dict[int, Path]]) -> Path | None:
        """Return the whole file, joined from its pieces where they are all here."""
        if 0 in held:
            return held[0][0]
        for size, pieces in held.items():
            if len(pieces) == pieces_of(size):
                joined = self._joined(sha256, [pieces[number] for number in sorted(pieces)])
                if joined is not None:
                    return joined
        return None

    def _joined(self, sha256: str, pieces: list[Path]) -> Path | None:
        """Join pieces under the hash they must have; throw them away where they have another."""
        beside = self.folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            with _written_to(self.folder):
                is_right = _join(pieces, beside) == sha256
                if is_right:
                    beside.replace(self.folder / sha256)
                    _sync(self.folder)
        finally:
            _remove(beside)
        for path in pieces:
            _remove(path)
        return self.folder / sha256 if is_right else None


def _missing(held: Mapping[int, Mapping[int, Path]]) -> tuple[int, ...]:
    """Return the missing pieces of the set nearest to being whole, none where nothing is here."""
    lacking: list[tuple[int, ...]] = [
        tuple(number for number in range(pieces_of(size)) if number not in pieces)
        for size, pieces in held.items()
        if size
    ]
    return min(lacking, key=lambda numbers: len(numbers), default=())


def _join(pieces: list[Path], target: Path) -> str:
    """Write the pieces one behind the other and return the SHA-256 of the whole."""
    digest = hashlib.sha256()
    with target.open("xb") as made:
        for path in pieces:
            with path.open("rb") as piece:
                while block := piece.read(_COPIED):
                    digest.update(block)
                    made.write(block)
        made.flush()
        os.fsync(made.fileno())
    return digest.hexdigest()


def _kind(path: Path) -> FileKind | None:
    """Return what kind of file it is by its content, None for one that is not kept."""
    with path.open("rb") as content, contextlib.suppress(InputError):
        return kind_of(content, "")
    return None


@contextlib.contextmanager
def _written_to(path: Path) -> Iterator[None]:
    """Refuse the package in words where there is no room for its files."""
    try:
        yield
    except OSError as error:
        raise refusal("E_DISK", path=path) from error


def _made_folder(folder: Path) -> None:
    """Make the folder."""
    with _written_to(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _remove(path: Path) -> None:
    """Remove a file; one that cannot be removed now is left to `tidy`."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Bring new names in a folder to the disk, on systems where a folder can be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
