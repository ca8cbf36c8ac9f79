"""Claims about `run.py`: the first command anybody types."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "run.py"


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the script believe it lies in an empty folder."""
    for name, path in {
        "HERE": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "python",
        "NTM": tmp_path / ".venv" / "ntm",
        "STAMP": tmp_path / ".venv" / "stamp.json",
        "WHEELS": tmp_path / "wheels",
        "DEMO": tmp_path / "demo",
    }.items():
        monkeypatch.setattr(run, name, path)
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**plain, **environment},
        check=False,
    )


def test_help_is_vietnamese_even_in_the_c_locale() -> None:
    answer = call("--help", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert answer.returncode == 0
    assert "chạy toàn bộ phép kiểm tra" in answer.stdout
    assert answer.stderr == ""


@pytest.mark.parametrize("words", [["chekc"], ["setup", "now"], ["check", "--fast"]])
def test_a_mistyped_command_is_named_and_nothing_is_set_up(words: list[str]) -> None:
    answer = call(*words)
    assert answer.returncode == 2
    assert words[0] in answer.stderr
    assert "Cách dùng" in answer.stderr


def test_only_the_standard_library_is_imported() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules); import run;"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before} - {'run'})"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-c", code, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert set(answer.stdout.split()) <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 8, 0), (2, 7, 18)])
def test_an_old_python_is_refused_in_words(run: ModuleType, version: tuple[int, ...]) -> None:
    with pytest.raises(run.Stop) as stop:
        run.require_python(version)
    assert "Cần Python 3.11 trở lên" in str(stop.value)
    assert ".".join(map(str, version)) in str(stop.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 11, 2), (3, 14, 0)])
def test_a_python_that_is_new_enough_is_accepted(run: ModuleType, version: tuple[int, ...]) -> None:
    run.require_python(version)


@pytest.mark.parametrize(
    ("environment", "platform", "shown", "libraries"),
    [
        ({}, "linux", False, False),
        ({"DISPLAY": ""}, "linux", False, False),
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True, False),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":1"}, "linux", True, True),
        ({}, "win32", True, True),
    ],
)
def test_a_screen_is_recognised(
    run: ModuleType, environment: dict[str, str], platform: str, shown: bool, libraries: bool
) -> None:
    assert run.has_screen(environment, platform) is shown
    assert run.draws_on_a_screen(environment, platform) is libraries


def test_a_library_that_is_not_there_names_its_package(run: ModuleType) -> None:
    libraries = {"libc6": "libc.so.6", "libnowhere1": "libnowhere.so.1"}
    assert run.missing_packages(libraries) == ["libnowhere1"]


def test_without_root_the_one_command_is_printed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(run.Stop) as stop:
        run.install_with_apt(["libgl1", "python3-venv"])
    assert str(stop.value).endswith(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 python3-venv"
    )


def test_root_installs_what_is_missing_without_questions(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], str]] = []

    def note(command: list[str], **options: dict[str, str]) -> int:
        calls.append((command, options["env"]["DEBIAN_FRONTEND"]))
        return 0

    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    monkeypatch.setattr(run.subprocess, "call", note)
    run.install_with_apt(["libgl1"])
    assert [(command[2], quiet) for command, quiet in calls] == [
        ("update", "noninteractive"),
        ("install", "noninteractive"),
    ]
    assert calls[1][0][-1] == "libgl1"


def test_another_linux_is_told_the_libraries(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "can_load", lambda library: library != "libEGL.so.1")
    with pytest.raises(run.Stop, match=r"libEGL\.so\.1.*libegl1"):
        run.require_system_packages(with_window=True, with_ensurepip=False)


def test_a_python_without_venv_asks_for_its_package(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(run, "can_load", lambda library: True)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(run, "install_with_apt", asked.extend)
    run.require_system_packages(with_window=False, with_ensurepip=True)
    assert asked == [run.venv_package(sys.executable)]
    assert asked[0].endswith("-venv")


def test_the_second_run_has_nothing_to_do(
    run: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(run, "working_uv", lambda: None)
    monkeypatch.setattr(run, "require_system_packages", lambda **_: None)
    monkeypatch.setattr(run, "make_environment", lambda uv: None)
    monkeypatch.setattr(run, "install", lambda uv, name: installed.append(name))
    for name in ("python", "ntm"):
        (elsewhere / ".venv" / name).touch()
    run.set_up(with_tools=False, with_window=False)
    run.set_up(with_tools=False, with_window=False)
    assert installed == ["requirements.txt"]
    run.set_up(with_tools=True, with_window=False)
    run.set_up(with_tools=False, with_window=False)
    run.set_up(with_tools=True, with_window=False)
    assert installed == ["requirements.txt", "requirements-dev.txt"]
    (elsewhere / "requirements.txt").write_text("changed", encoding="utf-8")
    run.set_up(with_tools=False, with_window=False)
    assert installed[2:] == ["requirements.txt"]


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"base": "of another version"}'])
def test_a_stamp_that_does_not_fit_means_setting_up_again(
    run: ModuleType, elsewhere: Path, stamp: str
) -> None:
    for name in ("python", "ntm"):
        (elsewhere / ".venv" / name).touch()
    (elsewhere / ".venv" / "stamp.json").write_text(stamp, encoding="utf-8")
    wanted = run.wanted_stamp(with_tools=False, with_window=False)
    assert not wanted.items() <= run.read_stamp().items()


def test_an_environment_that_lost_its_python_is_not_trusted(
    run: ModuleType, elsewhere: Path
) -> None:
    wanted = run.wanted_stamp(with_tools=False, with_window=False)
    (elsewhere / ".venv" / "stamp.json").write_text(json.dumps(wanted), encoding="utf-8")
    assert run.read_stamp() == {}


def test_a_folder_of_wheels_is_used_instead_of_the_network(
    run: ModuleType, elsewhere: Path
) -> None:
    assert run.offline_options() == []
    (elsewhere / "wheels").mkdir()
    assert run.offline_options() == ["--no-index", "--find-links", str(elsewhere / "wheels")]


@pytest.mark.parametrize("uv", [None, "/usr/bin/uv"])
def test_ourselves_are_installed_without_asking_the_network(
    run: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, uv: str | None
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(run, "run_or_stop", commands.append)
    run.install(uv, "requirements.txt")
    assert commands[0][-2:] == ["-r", str(elsewhere / "requirements.txt")]
    assert commands[1][-4:] == ["--no-deps", "--no-build-isolation", "-e", str(elsewhere)]
    assert ("--compile-bytecode" in commands[0]) is (uv is not None)


def test_a_failed_installation_says_how_to_do_it_without_a_network(
    run: ModuleType, elsewhere: Path
) -> None:
    with pytest.raises(run.Stop, match="pip download -d wheels"):
        run.run_or_stop([sys.executable, "-c", "raise SystemExit(1)"])


def test_the_demo_leaves_the_computer_alone(run: ModuleType, tmp_path: Path) -> None:
    environment = run.demo_environment(tmp_path)
    assert environment["NTM_DEVICE_DIR"].startswith(str(tmp_path))
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert environment["PYTHONUTF8"] == "1"
    for _, command in run.demo_steps(tmp_path / "data"):
        assert command[command.index("--data") + 1] == str(tmp_path / "data")


def test_the_demo_takes_away_only_its_own_results(run: ModuleType, elsewhere: Path) -> None:
    run.clear_demo()
    for name in ("old.docx", "old.ntmx", "old.png", "notes.txt"):
        (elsewhere / "demo" / name).touch()
    run.clear_demo()
    assert [path.name for path in (elsewhere / "demo").iterdir()] == ["notes.txt"]


def test_a_package_below_its_floor_is_named(
    run: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    shares = {"ntm_desktop/domain/a.py": (90, 100), "ntm_desktop/domain/b.py": (5, 10)}
    floors = {"ntm_desktop/domain": 87.0, "ui": 70.0}
    assert run.below_floors(shares, floors) == [
        "ntm_desktop/domain 86.4 % < 87.0 %",
        "ui 0.0 % < 70.0 %",
    ]
    assert run.below_floors({"ui/app.py": (7, 10)}, {"ui": 70.0}) == []
    assert "ui" in capsys.readouterr().out


def test_branches_count_like_lines(run: ModuleType, tmp_path: Path) -> None:
    summary = {
        "covered_lines": 8,
        "num_statements": 10,
        "covered_branches": 1,
        "num_branches": 4,
    }
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {"ui\\app.py": {"summary": summary}}}), "utf-8")
    assert run.coverage_shares(report) == {"ui/app.py": (9, 14)}
    assert run.coverage_shares(tmp_path / "none.json") == {}


def test_every_floor_names_a_package_of_ours(run: ModuleType) -> None:
    floors = run.coverage_floors()
    assert floors
    assert all((ROOT / package / "__init__.py").exists() for package in floors)


def test_the_summary_ends_with_the_first_failure(run: ModuleType) -> None:
    results = [("ruff check", 0, 1.0), ("mypy", 1, 2.0), ("pytest", 1, 3.0)]
    lines = run.summary_lines(results, ["ui 1.0 % < 70 %"])
    assert lines[-1] == "first failure: mypy (6 s)"
    assert lines[0].startswith("ok")
    assert lines[1].startswith("FAIL mypy")
    assert run.summary_lines(results[:1], [])[-1] == "every check passed (1 s)"


def test_a_failing_check_fails_the_run_after_all_have_run(
    run: ModuleType,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = [sys.executable, "-c", "raise SystemExit(1)"]
    good = [sys.executable, "-c", ""]
    monkeypatch.setattr(run, "check_steps", lambda: [("first", bad), ("second", good)])
    monkeypatch.setattr(run, "coverage_floors", dict)
    assert run.run_checks() == 1
    assert capsys.readouterr().out.rstrip().splitlines()[-1].startswith("first failure: first")
    monkeypatch.setattr(run, "check_steps", lambda: [("second", good)])
    assert run.run_checks() == 0
