"""Keep the data safe: back up, list copies, restore one, check that the tables equal the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.device import open_device
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.evidence import EvidenceCount, count_evidence
from ntm_desktop.services.workspace import Workspace, clock_of
from ntm_desktop.storage import backups, restoring
from ntm_desktop.storage.restoring import Restored

__all__ = ["Restored"]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What computing the tables anew from the log showed: equal digests mean nothing was wrong.

    `evidence` counts the files beside the data, by name and size; reading them is
    `services.evidence.check_evidence`. `faults` names (entity, key, field) of versions that replace
    each other in a ring, which no honest log can hold; `unfit` of values a newer version sent that
    cannot be shown (they stay in the log).
    """

    before: str
    after: str
    evidence: EvidenceCount
    faults: tuple[tuple[str, str, str], ...] = ()
    unfit: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Say whether the tables were what the log says."""
        return self.before == self.after and not self.faults


def back_up(
    workspace: Workspace, folder: Path | None = None, progress: Progress = no_progress
) -> Path:
    """Make a verified copy of the data file and return its path; raise `DataFileError`.

    Files of evidence the backup folder lacks are kept there too, each once (see `progress`).
    """
    return backups.back_up(workspace.store, folder, progress)


def list_backups(workspace: Workspace) -> list[Path]:
    """Return the copies beside the data, the newest first."""
    return backups.backups_in(workspace.folder)


def restore(
    folder: Path,
    copy: Path,
    *,
    device_dir: Path | None = None,
    now_ms: int | None = None,
    progress: Progress = no_progress,
) -> Restored:
    """Put the backup `copy` in the place of the data in `folder`, whose state of before is kept.

    No workspace of this program may be open on the folder. What is written afterwards goes under
    new ids, so that nothing others hold is ever mistaken (I2). Raises as `storage.restoring`.
    """
    device = open_device(device_dir)
    return restoring.restore(folder, copy, device, clock_of(now_ms), progress)


def check_log(workspace: Workspace) -> Rebuilt:
    """Say whether the tables equal the log, changing nothing."""
    return _rebuilt(workspace, workspace.store.check_against_log())


def rebuild(workspace: Workspace) -> Rebuilt:
    """Compute every table anew from the log, in one transaction."""
    return _rebuilt(workspace, workspace.store.rebuild())


def _rebuilt(workspace: Workspace, digests: tuple[str, str]) -> Rebuilt:
    """Return what two content hashes and the log itself show."""
    log = workspace.store.log
    return Rebuilt(*digests, count_evidence(workspace), tuple(log.faults()), tuple(log.unfit()))
