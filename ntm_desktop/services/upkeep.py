"""Keep the data safe: back up, list copies, check that the tables equal the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.evidence import EvidenceCount, count_evidence
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import backups


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What computing the tables anew from the log showed: equal digests mean nothing was wrong.

    `evidence` counts the files beside the data, by name and size; reading them is
    `services.evidence.check_evidence`. `faults` names (entity, key, field) of versions that replace
    each other in a ring, which no honest log can hold.
    """

    before: str
    after: str
    evidence: EvidenceCount
    faults: tuple[tuple[str, str, str], ...] = ()

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


def check_log(workspace: Workspace) -> Rebuilt:
    """Say whether the tables equal the log, changing nothing."""
    digests = workspace.store.check_against_log()
    return Rebuilt(*digests, count_evidence(workspace), tuple(workspace.store.log.faults()))


def rebuild(workspace: Workspace) -> Rebuilt:
    """Compute every table anew from the log, in one transaction."""
    digests = workspace.store.rebuild()
    return Rebuilt(*digests, count_evidence(workspace), tuple(workspace.store.log.faults()))
