"""A program killed while it takes a file in leaves all of the file or nothing of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ntm_desktop.services import exchange, upkeep
from tests.histories import only_when_asked

ROOT = Path(__file__).resolve().parents[2]
KILLS, SLOW_KILLS = 4, 50
RECORDS = 400
TAKE = """
import sys
from pathlib import Path
from ntm_desktop.services import exchange
from ntm_desktop.services.workspace import open_workspace

folder, device, file, mark = sys.argv[1:]
place = {"user": "An", "device_dir": Path(device), "now_ms": 1_706_000_000_000}
workspace = open_workspace(Path(folder), **place)
print("opened", flush=True)
exchange.take_packages(workspace, [Path(file)], mark)
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")


@pytest.fixture
def file(offices):
    """A file with some hundred records of another computer, and that computer's mark."""
    here = offices.new("a")
    with here.store.step("Nhập", "An"):
        for number in range(RECORDS):
            here.store.put("work", f"06901/w{number}", {"name": f"Công trình {number}"})
    sent = exchange.send_package(here, offices.folder / "out")
    return sent.files[0], exchange.own_fingerprint(here), sent.changes


def _killed(folder: Path, device: Path, file: Path, mark: str, after: float) -> None:
    """Take the file in by a program of its own and kill it `after` seconds from its start."""
    arguments = [sys.executable, "-c", TAKE, str(folder), str(device), str(file), mark]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


def _check(offices, file, kills: int) -> None:
    path, mark, changes = file
    there = offices.new("b")
    own = exchange.sync_state(there).ops
    there.close()
    started = time.perf_counter()
    _killed(offices.folder / "b", offices.folder / "device-b", path, mark, 60)
    whole = time.perf_counter() - started
    chance = random.Random(1)
    for turn in range(kills):
        name = f"b{turn}"
        offices.new(name).close()
        device = offices.folder / f"device-{name}"
        _killed(offices.folder / name, device, path, mark, chance.uniform(0, whole))
        after = offices.again(name)
        state = exchange.sync_state(after)
        assert state.ops in (own, own + changes)
        assert bool(after.store.query("SELECT 1 FROM sync_import")) == (state.ops > own)
        assert upkeep.check_log(after).is_sound
        [taken] = exchange.take_packages(after, [path], mark).packages
        assert taken.status == ("duplicate" if state.ops > own else "taken")
        assert exchange.sync_state(after).ops == own + changes
        after.close()


def test_a_killed_program_leaves_all_or_nothing(offices, file):
    _check(offices, file, KILLS)


@pytest.mark.slow
@only_when_asked
def test_fifty_killed_programs_leave_all_or_nothing(offices, file):
    _check(offices, file, SLOW_KILLS)
