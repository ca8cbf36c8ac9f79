"""The guides tell the truth: examples end as they state; pictures and commands exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ntm_desktop.cli.main import call, ntm
from ntm_desktop.device import open_device
from ntm_desktop.exchange.keys import fingerprint, public_key

ROOT = Path(__file__).parent.parent
GUIDES = (ROOT / "docs" / "huong-dan-su-dung.md", ROOT / "docs" / "dong-lenh.md")
COMMANDS = GUIDES[1]
NOW_MS = "1704848400000"
RUNNABLE = re.compile(r"^```sh exit=(\d+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(r"^```json tệp=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PICTURE_BYTES = 80_000


def examples() -> Iterator[tuple[int, str]]:
    """Yield exit status and command of every runnable line, in order."""
    for block in RUNNABLE.finditer(COMMANDS.read_text("utf-8")):
        for line in block[2].splitlines():
            yield int(block[1]), line


def mentioned_commands(text: str) -> Iterator[list[str]]:
    """Yield the words after `ntm` wherever a guide writes a command in code."""
    spans = re.findall(r"`ntm ([^`\n]+)`", text)
    lines = [
        line.removeprefix("ntm ")
        for block in re.findall(r"^```\w*[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
        if line.startswith("ntm ") and not line.startswith("ntm [")
    ]
    for found in (*spans, *lines):
        yield shlex.split(found)


def without_options(words: list[str]) -> list[str]:
    """Return the words from the command on, without the options before it."""
    rest = list(words)
    while rest and rest[0].startswith("--"):
        has_value = rest.pop(0) in ("--data", "--device", "--user", "--now")
        if has_value:
            rest.pop(0)
    return rest


def every_command() -> Iterator[tuple[str, ...]]:
    """Yield every command of `ntm` and every command below it."""
    for name, command in ntm.commands.items():
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


def test_every_example_ends_with_the_status_it_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    device = tmp_path / "device"
    own = fingerprint(public_key(open_device(device).seed))
    for name, text in WRITTEN.findall(COMMANDS.read_text("utf-8")):
        (tmp_path / name).write_text(text, "utf-8")
    ended = []
    for _, line in examples():
        monkeypatch.setenv("NTM_DATA", str(tmp_path / "quang-an"))
        monkeypatch.setenv("NTM_DEVICE_DIR", str(device))
        monkeypatch.setenv("NTM_NOW", NOW_MS)
        words = shlex.split(line.replace("MÃ_MÁY", own))
        assert words[0] == "ntm"
        ended.append((call(words[1:]), line))
    assert ended == list(examples()), capsys.readouterr().err


def test_there_are_examples_of_success_and_of_refusal() -> None:
    assert {0, 1, 2, 3, 10, 12} <= {status for status, _ in examples()}


def test_every_command_is_explained() -> None:
    text = COMMANDS.read_text("utf-8")
    lost = [words for words in every_command() if not re.search(rf"\b{' '.join(words)}\b", text)]
    assert lost == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_mentions_only_commands_that_exist(guide: Path) -> None:
    known = {words[0] for words in every_command()}
    refused = {line for status, line in examples() if status == 2}
    for words in mentioned_commands(guide.read_text("utf-8")):
        rest = without_options(words)
        if not rest or rest[0] == "LỆNH" or any(rest[0] in line for line in refused):
            continue
        assert rest[0] in known, words


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_picture_of_a_guide_is_there_and_small(guide: Path) -> None:
    for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", guide.read_text("utf-8")):
        picture = guide.parent / link
        assert picture.read_bytes().startswith(b"\x89PNG"), link
        assert picture.stat().st_size <= PICTURE_BYTES, link


def test_every_picture_is_used() -> None:
    shown = "".join(guide.read_text("utf-8") for guide in GUIDES)
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if f"images/{picture.name}" not in shown] == []


def test_the_contents_of_the_user_guide_lead_to_its_headings() -> None:
    text = GUIDES[0].read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) == len(headings)
    assert [link for link in links if link not in anchors] == []
