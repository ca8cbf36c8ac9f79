"""Closes every data file a test left open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from ntm_desktop.storage import store


@pytest.fixture(autouse=True)
def _closed_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    really, made = store.connect, list[sqlite3.Connection]()

    def connect(*values: Any) -> sqlite3.Connection:
        made.append(really(*values))
        return made[-1]

    monkeypatch.setattr(store, "connect", connect)
    yield
    for connection in made:
        connection.close()
