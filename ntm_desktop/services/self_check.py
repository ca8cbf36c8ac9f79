"""Prove that a built program works: the main job once, on a sample, in a folder thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.services.exchange import (
    inspect_package,
    own_fingerprint,
    send_package,
    suggested_passphrase,
    take_packages,
)
from ntm_desktop.services.readable_copies import send_readable
from ntm_desktop.services.reporting import build_report, chart
from ntm_desktop.services.review import standing
from ntm_desktop.services.samples import create_sample, suggested_period
from ntm_desktop.services.upkeep import back_up, check_log
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace

SAMPLE = "quang-an"


class SelfCheckError(Exception):
    """A step of the self-check did not give what it must: the build is broken."""


def self_check(say: Callable[[str], None]) -> None:
    """Open, migrate, assess, back up, draw, write the report, send and take in.

    `say` is told each step that worked; raises `SelfCheckError` or what the step raised.
    """
    with tempfile.TemporaryDirectory(prefix="ntm-self-check-") as name:
        folder = Path(name)
        workspace = create_sample(folder / "data", SAMPLE, device_dir=folder / "device")
        try:
            _check_sample(workspace, folder, say)
            _check_exchange(workspace, folder, say)
        finally:
            workspace.close()


def _check_sample(workspace: Workspace, folder: Path, say: Callable[[str], None]) -> None:
    """Assess the sample, prove its log, copy it, draw a chart and write the report."""
    period = suggested_period(SAMPLE)
    set_id = workspace.followed()[0].set_id
    say(standing(workspace, set_id, period).headline)
    _demand(check_log(workspace).is_sound, "tables equal the log")
    say(texts.SELF_CHECK_BACKUP.format(file=back_up(workspace).name))
    _demand(bool(chart(workspace, period, set_id, "progress")), "a chart")
    built = build_report(workspace, "bao-cao-tien-do", period, set_id, folder / "report.docx")
    say(texts.SELF_CHECK_REPORT.format(size=built.path.stat().st_size // 1024))


def _check_exchange(workspace: Workspace, folder: Path, say: Callable[[str], None]) -> None:
    """Send the sample to a second data folder on a second computer, once more under a lock."""
    sent = send_readable(workspace, folder / "out").sent
    words = suggested_passphrase()
    [locked] = send_package(workspace, folder / "locked", passphrase=words).files
    office = NewOffice(name=workspace.unit.name, level="xa", code=workspace.owner)
    other = create_workspace(folder / "other", office, device_dir=folder / "other-device")
    try:
        taken = take_packages(other, sent.files, own_fingerprint(workspace))
        _demand(taken.error is None and taken.packages[0].new == sent.changes, "taking in")
        looked = inspect_package(other, locked, passphrase=words)
        _demand(looked.encrypted and looked.known == sent.changes, "opening a locked package")
        say(texts.SELF_CHECK_EXCHANGE.format(changes=sent.changes))
    finally:
        other.close()


def _demand(holds: bool, what: str) -> None:
    """Raise `SelfCheckError` where something does not hold."""
    if not holds:
        raise SelfCheckError(what)
