"""What was found in an exchange file or done with it, as screens and commands tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ntm_desktop.domain.changes import Touched
from ntm_desktop.errors import UserError
from ntm_desktop.services.package_preview import RecordPreview


@dataclass(frozen=True, slots=True)
class PackageSender:
    """Who a package says sent it; `trusted` says whether a person confirmed that computer.

    `replica` is the id of the sending copy, under which its own changes are numbered.
    """

    unit: str
    unit_name: str
    device: str
    fingerprint: str
    trusted: bool
    replica: str = ""


@dataclass(frozen=True, slots=True)
class LockedChange:
    """A locked period whose figures a package changed; `text` says so."""

    set_id: str
    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file holds and would do or did; `error` is set when it is refused.

    `locked` names the locked periods whose figures are others now: the merge rules hold for a
    locked period as well, but nobody must find that out by chance. `details` says record by record
    what changes, `forked` names writers found to have two logs under one id, `unseen` the numbers
    of the sender's packages that never came, `confirm` is the code to read out to the sender,
    `receipts` counts the receipts inside, `later` the records only a newer version can show, and
    `remarks` are sentences a person should read before taking the file in, `notes` are good to
    know: what became of packages sent from here, which files the sender asks for.

    `files` counts the files of evidence enclosed, `arrived` are the hashes of those that have come
    whole by this and lie with the others now, `att_missing` those that the package names and that
    are neither here nor inside. `part` is (number, count) of the parts of one export, `parts_here`
    how many of them were taken in, `parts_missing` which ones were not; `encrypted` says that a
    passphrase or key opened the file. `stranger` says whose data it is where its office is none of
    ours, `is_own` that this very computer made the file; `brings` are the changes inside, writer →
    (first, last).
    """

    file: Path
    status: str
    code: str = ""
    package: str = ""
    kind: str = ""
    sender: PackageSender | None = None
    created_ms: int = 0
    new: int = 0
    known: int = 0
    records: int = 0
    conflicts: int = 0
    missing: dict[str, tuple[int, int]] = field(default_factory=dict)
    rotated: bool = False
    error: UserError | None = None
    locked: tuple[LockedChange, ...] = ()
    details: tuple[RecordPreview, ...] = ()
    forked: tuple[str, ...] = ()
    serial: int = 0
    unseen: tuple[int, ...] = ()
    confirm: str = ""
    receipts: int = 0
    later: int = 0
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: int = 0
    arrived: tuple[str, ...] = ()
    att_missing: tuple[str, ...] = ()
    part: tuple[int, int] = (1, 1)
    parts_here: int = 0
    encrypted: bool = False
    parts_missing: tuple[int, ...] = ()
    stranger: str = ""
    is_own: bool = False
    brings: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def short_code(self) -> str:
        """Return the code people compare with a cover letter, "" for a refused file."""
        from ntm_desktop.exchange import confirm

        return confirm.short_code(self.package) if self.package else ""

    def is_named_by(self, code: str) -> bool:
        """Say whether a typed short code, a full id or the text of a QR names this package."""
        from ntm_desktop.exchange import confirm

        return bool(self.package) and confirm.same_short_code(code, self.package)

    def count(self, kind: str) -> int:
        """Return how many records are "new", "changed", "removed", "stale" or "later"."""
        return sum(one.kind == kind for one in self.details)


@dataclass(frozen=True, slots=True)
class TakenBatch:
    """What taking several files in did, file by file."""

    batch: str
    packages: tuple[Inspected, ...]
    touched: Touched

    @property
    def error(self) -> UserError | None:
        """Return the refusal with the highest exit status, None when every file was taken."""
        errors = [one.error for one in self.packages if one.error]
        return max(errors, key=lambda error: error.exit_status) if errors else None

    @property
    def new_conflicts(self) -> int:
        """Return how many places need a person now."""
        return sum(one.conflicts for one in self.packages)
