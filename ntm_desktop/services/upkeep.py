"""Keep the data safe: back up, list copies, check that the tables equal the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import backups


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What computing the tables anew from the log showed: equal digests mean nothing was wrong."""

    before: str
    after: str

    @property
    def is_sound(self) -> bool:
        """Say whether the tables were what the log says."""
        return self.before == self.after


def back_up(workspace: Workspace, folder: Path | None = None) -> Path:
    """Make a verified copy of the data file and return its path; raise `DataFileError`."""
    return backups.back_up(workspace.store, folder)


def list_backups(workspace: Workspace) -> list[Path]:
    """Return the copies beside the data, the newest first."""
    return backups.backups_in(workspace.folder)


def check_log(workspace: Workspace) -> Rebuilt:
    """Say whether the tables equal the log, changing nothing."""
    return Rebuilt(*workspace.store.check_against_log())


def rebuild(workspace: Workspace) -> Rebuilt:
    """Compute every table anew from the log, in one transaction."""
    return Rebuilt(*workspace.store.rebuild())
