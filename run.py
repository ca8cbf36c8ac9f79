#!/usr/bin/env python3
"""Set up NTM Desktop with nothing but Python, then start it, or run every check.

    python3 run.py            set up (first time only) and start the program
    python3 run.py setup      only set up; afterwards `.venv/bin/ntm` works
    python3 run.py check      set up with the developers' tools and run every check

Standard library only. Uses `uv` where it is installed and a folder `wheels/` where there is no
network; installs the missing system packages of Debian and Ubuntu, or prints the one command.
What a person reads here is Vietnamese, because this is the first thing an office sees of us.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
NTM = SCRIPTS / ("ntm.exe" if WINDOWS else "ntm")
STAMP = VENV / "ntm-setup.json"
WHEELS = HERE / "wheels"
DEMO = HERE / "demo"
OLDEST_PYTHON = (3, 11)

# What Qt loads, by Debian package: for drawing without a screen, and for a window in addition.
OFFSCREEN_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
NEEDS_A_PERSON = 3  # exit status of `ntm`: done, but something waits for a decision

USAGE = """Cách dùng:
  python3 run.py              cài đặt (lần đầu) và mở NTM Desktop
  python3 run.py setup        chỉ cài đặt; sau đó dùng được lệnh .venv/bin/ntm
  python3 run.py check        cài đặt công cụ phát triển và chạy toàn bộ phép kiểm tra
Trên Windows viết “py run.py” thay cho “python3 run.py”."""
OLD_PYTHON = "Cần Python 3.11 trở lên; máy này đang chạy Python {found}."
NOT_OURS = "Không hiểu lệnh “{word}”."
SETTING_UP = "Đang cài đặt vào thư mục .venv, lần đầu mất khoảng một phút…"
INSTALL_FAILED = """Chưa cài đặt được các gói Python cần thiết (xem dòng lỗi ở trên).
Kiểm tra kết nối mạng rồi chạy lại. Máy không có mạng: trên một máy cùng hệ điều hành,
cùng bản Python và đã cài được chương trình, chạy
  {command}
rồi chép thư mục wheels vào cạnh tệp run.py."""
APT_INSTALLING = "Đang cài các gói hệ thống còn thiếu: {packages}"
APT_FAILED = "Chưa cài được gói hệ thống. Hãy chạy lệnh sau rồi thử lại:\n  {command}"
PACKAGES_MISSING = "Máy còn thiếu gói hệ thống. Hãy chạy lệnh sau rồi thử lại:\n  {command}"
PACKAGES_MISSING_ELSEWHERE = (
    "Máy còn thiếu thư viện hệ thống: {libraries} (tên gói trên Debian, Ubuntu: {packages})."
)
READY = "Đã cài đặt xong. Mở chương trình: python3 run.py. Dòng lệnh: {ntm} --help"
NO_SCREEN = """Máy này không có màn hình, nên không mở được cửa sổ chương trình.
Thay vào đó, công việc chính được làm bằng lệnh ntm trên dữ liệu mẫu của xã Quảng An, năm 2023."""
DEMO_STEP = "\n▸ {what}"
DEMO_FAILED = "Chưa làm được bước “{what}” (mã thoát {status})."
DEMO_DONE = "\nKết quả nằm trong thư mục demo:"


class Stop(Exception):  # noqa: N818 - not an error of ours: the text says what to do
    """The run cannot go on; the text is Vietnamese and ready to show."""


# --- the command line ---------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; return the exit status."""
    speak_utf8()
    command = arguments[0] if arguments else "start"
    if command in ("-h", "--help", "help"):
        print(USAGE)
        return 0
    if command not in COMMANDS or (command != "start" and len(arguments) > 1):
        print(NOT_OURS.format(word=" ".join(arguments)), USAGE, sep="\n", file=sys.stderr)
        return 2
    try:
        require_python(sys.version_info[:3])
        return COMMANDS[command](arguments[1:])
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def speak_utf8() -> None:
    """Write Vietnamese correctly even where the locale is C or the console is old."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def require_python(version: tuple[int, ...]) -> None:
    """Stop with a plain sentence on a Python that is too old."""
    if version < OLDEST_PYTHON:
        raise Stop(OLD_PYTHON.format(found=".".join(map(str, version))))


def start(arguments: Sequence[str]) -> int:
    """Set up where needed, then open the window, or do the main job in `demo/` without a screen."""
    set_up(with_tools=False, with_window=draws_on_a_screen(os.environ, sys.platform))
    if not has_screen(os.environ, sys.platform):
        return demonstrate()
    command = [str(PYTHON), str(HERE / "main.py"), *arguments]
    if not WINDOWS:
        os.execve(command[0], command, child_environment())
    return subprocess.call(command, env=child_environment())


def setup(_arguments: Sequence[str]) -> int:
    """Only set up, and say how to go on."""
    set_up(with_tools=False, with_window=draws_on_a_screen(os.environ, sys.platform))
    print(READY.format(ntm=NTM.relative_to(HERE)))
    return 0


def check(_arguments: Sequence[str]) -> int:
    """Set up with the developers' tools and run every check; 1 if any failed."""
    set_up(with_tools=True, with_window=False)
    return run_checks()


COMMANDS = {"start": start, "setup": setup, "check": check}


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a window can be shown (or was asked for through QT_QPA_PLATFORM)."""
    if not platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def draws_on_a_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether Qt will need the libraries of a real window."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    return has_screen(environment, platform) and chosen not in ("offscreen", "minimal")


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment for our own programs: UTF-8 everywhere."""
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", **more}


# --- setting up ---------------------------------------------------------------------------------


def set_up(*, with_tools: bool, with_window: bool) -> None:
    """Bring `.venv` to what the requirement files say; nothing to do on the warm path."""
    wanted = wanted_stamp(with_tools=with_tools, with_window=with_window)
    done = read_stamp()
    if wanted.items() <= done.items():
        return
    print(SETTING_UP, flush=True)
    uv = working_uv()
    require_system_packages(with_window=with_window, with_ensurepip=uv is None)
    make_environment(uv)
    install(uv, "requirements-dev.txt" if with_tools else "requirements.txt")
    STAMP.write_text(json.dumps({**kept(done, wanted), **wanted}), encoding="utf-8")


def wanted_stamp(*, with_tools: bool, with_window: bool) -> dict[str, str]:
    """Return what the stamp must say for this set-up to have been done."""
    wanted = {"base": fingerprint("requirements.txt", "pyproject.toml")}
    if with_tools:
        wanted["tools"] = fingerprint("requirements-dev.txt")
    if with_window:
        wanted["window"] = "libraries found"
    return wanted


def fingerprint(*names: str) -> str:
    """Return what an installation depends on: this Python, this place, these files."""
    parts = [sys.version, str(HERE), *((HERE / name).read_text("utf-8") for name in names)]
    return "\n".join(parts)


def read_stamp() -> dict[str, str]:
    """Return what was set up last; empty when nothing was, or `.venv` is damaged."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() and NTM.exists() else {}


def kept(done: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return what an earlier set-up did that still holds beside the new one."""
    return dict(done) if done.get("base") == wanted["base"] else {}


def working_uv() -> str | None:
    """Return the path of `uv` if it is installed and runs."""
    uv = shutil.which("uv")
    if uv is None or subprocess.run([uv, "--version"], capture_output=True).returncode:
        return None
    return uv


def make_environment(uv: str | None) -> None:
    """Create `.venv`, or keep it if it was made by this same Python."""
    if same_python():
        return
    if uv is not None:
        run_or_stop([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    run_or_stop([sys.executable, "-m", "venv", "--clear", str(VENV)])


def same_python() -> bool:
    """Say whether `.venv` exists and runs this very version of Python with pip in it."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; print(sys.version)"
    answer = subprocess.run([str(PYTHON), "-c", question], capture_output=True, text=True)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def install(uv: str | None, requirements: str) -> None:
    """Install a requirement file and then ourselves, so that `ntm` lies in `.venv`."""
    pip = pip_command(uv)
    run_or_stop([*pip, *offline_options(), "-r", str(HERE / requirements)])
    run_or_stop([*pip, "--no-deps", "--no-build-isolation", "-e", str(HERE)])


def pip_command(uv: str | None) -> list[str]:
    """Return the installing command, by uv or by pip; both leave compiled bytecode."""
    if uv is not None:
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def offline_options() -> list[str]:
    """Return the options that take everything from `wheels/` when that folder is there."""
    return ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []


def run_or_stop(command: Sequence[str]) -> None:
    """Run an installing command; stop with a sentence when it fails."""
    environment = child_environment(PIP_ROOT_USER_ACTION="ignore")
    if subprocess.call(command, cwd=HERE, env=environment):
        download = f"{PYTHON.relative_to(HERE)} -m pip download -d wheels -r requirements.txt"
        raise Stop(INSTALL_FAILED.format(command=download))


# --- system packages ----------------------------------------------------------------------------


def require_system_packages(*, with_window: bool, with_ensurepip: bool) -> None:
    """Install what the system lacks, as root on Debian and Ubuntu, or stop and name it."""
    if not sys.platform.startswith("linux"):
        return
    libraries = {**OFFSCREEN_LIBRARIES, **(WINDOW_LIBRARIES if with_window else {})}
    missing = missing_packages(libraries)
    if with_ensurepip and importlib.util.find_spec("ensurepip") is None:
        missing.append(venv_package(sys.executable))
    if not missing:
        return
    if shutil.which("apt-get") is None:
        names = ", ".join(libraries.get(name, name) for name in missing)
        raise Stop(PACKAGES_MISSING_ELSEWHERE.format(libraries=names, packages=" ".join(missing)))
    install_with_apt(missing)


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Return the packages whose shared library cannot be loaded here."""
    return [package for package, library in libraries.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Say whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def venv_package(executable: str) -> str:
    """Return the Debian package that lets this Python make a virtual environment with pip."""
    if os.path.realpath(executable) == os.path.realpath("/usr/bin/python3"):
        return "python3-venv"
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def apt_commands(packages: Iterable[str]) -> list[list[str]]:
    """Return the two commands that install these packages on Debian and Ubuntu."""
    return [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
    ]


def one_line(commands: Iterable[Sequence[str]]) -> str:
    """Return commands as the one line a person can paste."""
    return " && ".join("sudo " + " ".join(command) for command in commands)


def install_with_apt(packages: Sequence[str]) -> None:
    """Install as root; otherwise stop with the one command."""
    commands = apt_commands(packages)
    if os.geteuid() != 0:
        raise Stop(PACKAGES_MISSING.format(command=one_line(commands)))
    print(APT_INSTALLING.format(packages=" ".join(packages)), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        quiet = [command[0], "-qq", *command[1:]]
        if subprocess.call(quiet, env=environment, stdout=subprocess.DEVNULL):
            raise Stop(APT_FAILED.format(command=one_line(commands)))


# --- without a screen ---------------------------------------------------------------------------


def demonstrate() -> int:
    """Do the main job on a sample commune and leave its results in `demo/`."""
    print(NO_SCREEN, flush=True)
    clear_demo()
    with tempfile.TemporaryDirectory(prefix="ntm-demo-") as folder:
        environment = demo_environment(Path(folder))
        for what, command in demo_steps(Path(folder) / "quang-an"):
            print(DEMO_STEP.format(what=what), flush=True)
            status = subprocess.call(command, env=environment, cwd=HERE)
            if status not in (0, NEEDS_A_PERSON):
                raise Stop(DEMO_FAILED.format(what=what, status=status))
    print(DEMO_DONE)
    for path in sorted(DEMO.iterdir()):
        print(f"  {path}")
    return 0


def clear_demo() -> None:
    """Make `demo/` and take away what an earlier run left there."""
    DEMO.mkdir(exist_ok=True)
    for pattern in ("*.docx", "*.ntmx", "*.png"):
        for path in DEMO.glob(pattern):
            path.unlink()


def demo_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of this computer is read or changed."""
    return child_environment(
        QT_QPA_PLATFORM="offscreen", NTM_DEVICE_DIR=str(folder / "device"), NTM_KEYSTORE="file"
    )


def demo_steps(data: Path) -> list[tuple[str, list[str]]]:
    """Return the steps of the main job: what each does, in words, and its command."""
    ntm = [str(NTM), "--data", str(data)]
    followed = ["--set", "xa-ntm-nang-cao-2021-2025", "--period", "2023"]
    report = str(DEMO / "bao-cao-tien-do-2023.docx")
    picture = ["--picture", str(DEMO / "cua-so.png"), "--data", str(data)]
    return [
        ("Tạo dữ liệu mẫu", [*ntm, "sample", "quang-an"]),
        ("Xem kết quả đánh giá năm 2023", [*ntm, "status", *followed]),
        ("Lập báo cáo tiến độ", [*ntm, "report", "bao-cao-tien-do", *followed, "--out", report]),
        ("Tạo gói dữ liệu gửi cấp trên", [*ntm, "send", "--full", "--out", str(DEMO)]),
        ("Chụp cửa sổ chương trình", [str(PYTHON), str(HERE / "main.py"), *picture]),
    ]


# --- checks -------------------------------------------------------------------------------------


def check_steps() -> list[tuple[str, list[str]]]:
    """Return every check: its name and its command, cheap ones first."""
    python = str(PYTHON)
    # A worker per core; whole runs of neighbouring tests stay on one (their samples are made once).
    workers = ["-n", "auto", "--dist", "worksteal", "-q"]
    measured = ["--cov", "--cov-report", f"json:{VENV / 'coverage.json'}"]
    return [
        ("ruff format", [str(SCRIPTS / "ruff"), "format", "--check", "."]),
        ("ruff check", [str(SCRIPTS / "ruff"), "check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("lint-imports", [str(SCRIPTS / "lint-imports")]),
        ("pytest", [python, "-m", "pytest", *workers, *measured]),
    ]


def run_checks() -> int:
    """Run every check, each named and timed; sum up at the end; 1 if any failed."""
    environment = child_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment["COVERAGE_FILE"] = str(VENV / "coverage")
    (VENV / "coverage.json").unlink(missing_ok=True)
    results = [(name, *timed(name, command, environment)) for name, command in check_steps()]
    findings = below_floors(coverage_shares(VENV / "coverage.json"), coverage_floors())
    print("\n" + "\n".join(summary_lines(results, findings)), flush=True)
    return int(bool(findings) or any(status for _, status, _ in results))


def timed(name: str, command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, float]:
    """Run one check and return its exit status and its seconds."""
    print(f"\n=== {name} ===", flush=True)
    begun = time.monotonic()
    status = subprocess.call(command, cwd=HERE, env=environment)
    return status, time.monotonic() - begun


def summary_lines(results: Sequence[tuple[str, int, float]], findings: Sequence[str]) -> list[str]:
    """Return one line per check, the packages below their floor, and the first failure."""
    lines = [f"{'ok  ' if not bad else 'FAIL'} {name:<14}{t:7.1f} s" for name, bad, t in results]
    lines += [f"FAIL coverage floor: {finding}" for finding in findings]
    failed = [name for name, status, _ in results if status] + list(findings)
    seconds = sum(spent for _, _, spent in results)
    verdict = f"first failure: {failed[0]}" if failed else "every check passed"
    return [*lines, f"{verdict} ({seconds:.0f} s)"]


def coverage_floors() -> dict[str, float]:
    """Return the floor in percent of each package, from [tool.ntm.coverage] of pyproject.toml."""
    import tomllib

    settings = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
    return dict(settings["tool"]["ntm"]["coverage"])


def coverage_shares(report: Path) -> dict[str, tuple[int, int]]:
    """Return what was covered and what there is (lines and branches) of each measured file."""
    try:
        files = json.loads(report.read_text("utf-8"))["files"]
    except (OSError, ValueError):
        return {}
    return {name.replace("\\", "/"): counts(entry["summary"]) for name, entry in files.items()}


def counts(summary: Mapping[str, int]) -> tuple[int, int]:
    """Return covered and all lines and branches of a coverage summary."""
    covered = summary["covered_lines"] + summary.get("covered_branches", 0)
    return covered, summary["num_statements"] + summary.get("num_branches", 0)


def below_floors(shares: Mapping[str, tuple[int, int]], floors: Mapping[str, float]) -> list[str]:
    """Return a line for each package that is covered less than its floor."""
    findings = []
    for package, floor in floors.items():
        measured = [share for name, share in shares.items() if name.startswith(package + "/")]
        covered, there = (
            (sum(column) for column in zip(*measured, strict=True)) if measured else (0, 0)
        )
        percent = 100 * covered / there if there else 0.0
        print(f"coverage {package:<24}{percent:6.1f} % (floor {floor} %)", flush=True)
        if percent < floor:
            findings.append(f"{package} {percent:.1f} % < {floor} %")
    return findings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
