"""How much longer our window takes to be shown than a bare PySide6 window, in the same run.

    .venv/bin/python benchmarks/startup.py [--rounds 7] [--data FOLDER]

Wall time from starting the process to its word that the window is shown, alternating; the
medians and their ratio are printed, and the heavy
modules that were imported on the way, which must be none. The goal is a ratio of at most 2.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 2.0
HEAVY = {"matplotlib", "docx", "docxtpl", "sqlite_utils", "nacl", "openpyxl", "numpy", "PIL"}
BARE = """
import sys
from PySide6 import QtCore, QtWidgets
app = QtWidgets.QApplication(sys.argv)
window = QtWidgets.QMainWindow()
window.setCentralWidget(QtWidgets.QLabel("Xin chào"))
window.resize(1024, 768)
window.show()
app.processEvents()
print("shown", flush=True)
QtCore.QTimer.singleShot(0, app.quit)
app.exec()
"""


def main() -> int:
    """Measure and print; 1 when the goal is missed or something heavy was imported."""
    arguments = parsed_arguments()
    with tempfile.TemporaryDirectory(prefix="ntm-startup-") as folder:
        environment = own_computer(Path(folder))
        data = arguments.data or sample(Path(folder) / "quang-an", environment)
        ours = ["main.py", "--quit-when-shown", "--data", str(data)]
        bare, shown = alternate([["-c", BARE], ours], arguments.rounds, environment)
        heavy = heavy_modules(ours, environment)
    ratio = statistics.median(shown) / statistics.median(bare)
    print(f"bare PySide6 window  {described(bare)}")
    print(f"NTM Desktop          {described(shown)}")
    print(f"ratio {ratio:.2f} (goal: at most {GOAL}); heavy modules: {', '.join(heavy) or 'none'}")
    return int(ratio > GOAL or bool(heavy))


def parsed_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=Path, help="data folder to open; default: a new sample")
    return parser.parse_args()


def own_computer(folder: Path) -> dict[str, str]:
    """Return an environment that neither reads nor changes this computer's settings."""
    device = {"NTM_DEVICE_DIR": str(folder / "device"), "NTM_KEYSTORE": "file"}
    platform = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment = {**os.environ, **device, **platform, "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # people start from compiled bytecode
    return environment


def sample(data: Path, environment: dict[str, str]) -> Path:
    """Make the sample commune that our window opens."""
    command = [sys.executable, "-m", "ntm_desktop", "--data", str(data), "sample", "quang-an"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return data


def alternate(
    commands: list[list[str]], rounds: int, environment: dict[str, str]
) -> list[list[float]]:
    """Return the milliseconds of each command, run in turn; one round before does not count."""
    times: list[list[float]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for command, results in zip(commands, times, strict=True):
            spent = timed(command, environment)
            if number:
                results.append(spent)
    return times


def timed(command: list[str], environment: dict[str, str]) -> float:
    """Return the milliseconds from starting a process until it says that its window is shown."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        spent = 1000 * (time.perf_counter() - begun)
    if line.strip() != "shown" or process.returncode:
        raise SystemExit(f"{command[0]} did not show its window (exit {process.returncode})")
    return spent


def heavy_modules(command: list[str], environment: dict[str, str]) -> list[str]:
    """Return the heavy modules that were in memory when our window had been shown."""
    answer = subprocess.run(
        [sys.executable, *command, "--print-modules"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return sorted(HEAVY & {module.partition(".")[0] for module in answer.stdout.split()})


def described(times: list[float]) -> str:
    """Return a median and its range."""
    return f"{statistics.median(times):6.0f} ms ({min(times):.0f} to {max(times):.0f})"


if __name__ == "__main__":
    sys.exit(main())
