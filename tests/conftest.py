"""Fixtures that every test may use; a test that leaves a thread behind fails."""

import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


@pytest.fixture(autouse=True)
def _no_stray_threads() -> Iterator[None]:
    """Fail a test after which a thread of ours is still alive."""
    before = set(threading.enumerate())
    yield
    stray = [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and thread.name.startswith("ntm-")
    ]
    assert not stray, f"threads left behind: {stray}"
