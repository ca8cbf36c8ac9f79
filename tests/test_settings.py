"""Claims about the preferences of this computer."""

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.settings import (
    FILE_NAME,
    FONT_STEPS,
    MONEY_UNITS,
    MOST_PLACES,
    MOST_RECENT,
    THEMES,
    Settings,
    load_settings,
    save_settings,
)

some_settings = st.builds(
    Settings,
    last_folder=st.text(),
    recent_folders=st.lists(st.text(), max_size=MOST_RECENT).map(tuple),
    theme=st.sampled_from(THEMES),
    font_step=st.sampled_from(FONT_STEPS),
    user_name=st.text(),
    window_geometry=st.text(),
    money_unit=st.sampled_from(MONEY_UNITS),
    folders=st.lists(st.tuples(st.text(), st.text()), max_size=MOST_PLACES).map(tuple),
    periods=st.lists(st.tuples(st.text(), st.text()), max_size=MOST_PLACES).map(tuple),
)


def write(folder: Path, content: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(json.dumps(content), encoding="utf-8")


def test_a_new_computer_has_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


@given(settings=some_settings)
def test_what_is_saved_is_loaded(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    save_settings(settings, folder)
    assert load_settings(folder) == settings


def test_saving_makes_the_folder_and_leaves_one_file(tmp_path: Path) -> None:
    save_settings(Settings(user_name="Công chức Văn phòng"), tmp_path / "device")
    save_settings(Settings(user_name="Công chức Địa chính"), tmp_path / "device")
    assert [path.name for path in (tmp_path / "device").iterdir()] == [FILE_NAME]
    assert "Địa chính" in (tmp_path / "device" / FILE_NAME).read_text("utf-8")


def test_settings_lie_in_the_device_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    save_settings(Settings(theme="dark"))
    assert (tmp_path / "device" / FILE_NAME).exists()
    assert load_settings().theme == "dark"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", None),
        ("theme", ["dark"]),
        ("font_step", 99),
        ("font_step", True),
        ("font_step", "1"),
        ("recent_folders", "C:/data"),
        ("recent_folders", [1]),
        ("user_name", "x" * 10_001),
        ("money_unit", "dollar"),
        ("folders", {"report": "D:/bao-cao"}),
        ("folders", [["report"]]),
        ("folders", [["report", 1]]),
        ("colour_of_a_later_version", "green"),
    ],
)
def test_a_value_that_cannot_be_used_falls_back_and_is_logged(
    name: str, value: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, {"last_folder": "D:/ntm/quang-an", name: value})
    assert load_settings(tmp_path) == Settings(last_folder="D:/ntm/quang-an")
    assert [(record.levelno, name in record.message) for record in caplog.records] == [
        (logging.WARNING, True)
    ]
    caplog.clear()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1, 2]", b'"text"', b"null"])
def test_a_damaged_file_gives_the_defaults_and_is_logged(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert load_settings(tmp_path) == Settings()
    assert len(caplog.records) == 1
    caplog.clear()


def test_the_folder_opened_last_comes_first_and_only_once() -> None:
    settings = Settings().with_folder(Path("a")).with_folder(Path("b")).with_folder(Path("a"))
    assert settings.recent_folders == ("a", "b")
    assert settings.last_folder == "a"


def test_only_a_few_folders_are_remembered() -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 3):
        settings = settings.with_folder(Path(str(number)))
    assert len(settings.recent_folders) == MOST_RECENT
    assert settings.recent_folders[0] == str(MOST_RECENT + 2)


def test_a_folder_that_is_gone_is_forgotten() -> None:
    settings = Settings().with_folder(Path("a")).with_folder(Path("b"))
    assert settings.without_folder(Path("b")) == Settings(recent_folders=("a",))
    assert settings.without_folder(Path("a")).last_folder == "b"


def test_the_folder_chosen_last_for_a_purpose_is_the_one_proposed(tmp_path: Path) -> None:
    settings = Settings().with_place("report", Path("a")).with_place("package", Path("b"))
    save_settings(settings.with_place("report", Path("c")), tmp_path)
    kept = load_settings(tmp_path)
    assert (kept.place("report"), kept.place("package"), kept.place("backup")) == ("c", "b", "")


def test_only_so_many_purposes_are_remembered() -> None:
    settings = Settings()
    for number in range(MOST_PLACES + 3):
        settings = settings.with_place(str(number), Path("a"))
    assert len(settings.folders) == MOST_PLACES
    assert settings.place("0") == ""


def test_the_period_looked_at_last_is_remembered_for_each_data_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    kept = Settings().with_period(first, "2022").with_period(second, "2024-H1")
    kept = kept.with_period(first, "2023")
    save_settings(kept, tmp_path)
    found = load_settings(tmp_path)
    assert (found.period(first), found.period(second)) == ("2023", "2024-H1")
    assert found.period(tmp_path) == ""
