"""Nothing heavy may be imported on the way to the shown window."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"matplotlib", "docx", "docxtpl", "sqlite_utils", "nacl", "openpyxl", "numpy", "PIL"}
HEAVY |= {"pyrage", "segno"}


@pytest.mark.slow
def test_no_heavy_module_is_imported_before_the_window_is_shown(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "data")]
    run("-m", "ntm_desktop", *data, "sample", "quang-an", device=tmp_path)
    printed = run("main.py", *data, "--quit-when-shown", "--print-modules", device=tmp_path)
    modules = set(printed.split())
    assert "PySide6.QtWidgets" in modules
    assert not {module.partition(".")[0] for module in modules} & HEAVY


def run(*arguments: str, device: Path) -> str:
    """Run our own program in a computer of its own; return what it printed."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "NTM_DEVICE_DIR": str(device / "device"),
        "NTM_KEYSTORE": "file",
        "PYTHONUTF8": "1",
    }
    answer = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert answer.returncode == 0, json.dumps([answer.stdout[-2000:], answer.stderr[-2000:]])
    return answer.stdout
