"""`ntm` called in this process: its own computer, its own home, what it printed and its status."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.cli import main

NOW = "1706000000000"  # 23/01/2024
NANG_CAO = "xa-ntm-nang-cao-2021-2025"


@dataclass(frozen=True)
class Answer:
    """What a call gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one JSON document on stdout; anything else beside it is an error."""
        return json.loads(self.out)

    @property
    def code(self) -> str:
        """Return the code of a refusal."""
        return str(self.json["error"]["code"])


class Ntm:
    """The command; `folder` holds the data folders, `data` is the one that is used."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.data = folder, folder / "data"
        self._capture = capture

    def __call__(self, *arguments: str, data: Path | None = None, at: str = "") -> Answer:
        """Call `ntm --json`; `at` names another computer."""
        place = ["--device", str(self.folder / at)] if at else []
        return self.raw("--data", str(data or self.data), *place, "--json", *arguments)

    def raw(self, *arguments: str) -> Answer:
        """Call `ntm` with just these arguments."""
        self._capture.readouterr()
        status = main.call(list(arguments))
        printed = self._capture.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Answer(status, printed.out, printed.err)


@pytest.fixture
def ntm(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ntm:
    """A computer without data."""
    for name in ("NTM_DATA", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NTM_KEYSTORE", "file")
    monkeypatch.setenv("NTM_NOW", NOW)
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    return Ntm(tmp_path, capsys)


@pytest.fixture
def commune(ntm: Ntm) -> Ntm:
    """The same with the empty record of xã Quảng An."""
    assert ntm("new", "--unit", "06901", "--set", NANG_CAO, "--group", "dbsh").status == 0
    return ntm


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample quang-an, made once."""
    from ntm_desktop.services.samples import create_sample

    folder = tmp_path_factory.mktemp("quang-an")
    place = {"device_dir": folder / "device", "user": "An", "now_ms": int(NOW)}
    create_sample(folder / "data", "quang-an", **place).close()
    return folder


@pytest.fixture
def quang_an(ntm: Ntm, sample_folder: Path) -> Ntm:
    """A computer with the sample quang-an."""
    shutil.copytree(sample_folder / "data", ntm.data)
    return ntm
