"""What another commune sent is held and shown as theirs; nothing of ours says anything else."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import NANG_CAO, Ntm

OF_SET = ("--set", NANG_CAO, "--period", "2023")
QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("tasks",),
    ("tasks", "--open"),
    ("documents", "doubles"),
    ("people",),
    ("works",),
    ("debt",),
    ("figures", "--period", "2023"),
    ("figures", "--period", "2023", "--sheet"),
    *(("funding", "--period", "2023", "--form", form) for form in ("11", "12", "13")),
    ("funding", "--period", "2023", "--by", "source"),
    ("status", *OF_SET),
    ("roadmap", *OF_SET),
    ("conditions", *OF_SET),
    ("values", "show", *OF_SET),
    ("values", "check", *OF_SET),
    ("recognition",),
    ("ocop",),
    ("poverty",),
    ("villages",),
    ("evidence",),
    ("issued",),
    ("locks",),
    ("form", "list"),
)


def written(folder: Path) -> dict[str, list[str]]:
    """Return the words of every document in a folder."""
    found = {}
    for path in sorted(folder.glob("*.docx")):
        parts = docx.Document(str(path)).element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
        )
        found[path.name] = [part.text or "" for part in parts]
    return found


def answers(ntm: Ntm) -> dict[tuple[str, ...], tuple[int, str]]:
    """Return what is answered to each question, and what every document of the period says."""
    told = {}
    for question in QUESTIONS:
        answer = ntm(*question)
        assert answer.status in (0, 3), (question, answer.err)
        told[question] = answer.status, answer.out
    folder = ntm.folder / f"vb-{len(list(ntm.folder.iterdir()))}"
    assert ntm("report-all", "--period", "2023", "--out", str(folder), "--draft").status in (0, 3)
    return told | {(name,): (0, "\n".join(words)) for name, words in written(folder).items()}


@pytest.fixture
def neighbours_file(ntm: Ntm) -> tuple[str, str]:
    """A full package of another commune with meetings, tasks, works, and its fingerprint."""
    there = ntm.folder / "neighbour"
    assert ntm("sample", "thuan-loc", data=there, at="their-device").status == 0
    out = ntm.folder / "mail"
    sent = ntm("send", "--full", "--out", str(out), data=there, at="their-device")
    assert sent.status == 0
    return sent.json["files"][0], sent.json["fingerprint"]


def test_a_record_of_another_commune_changes_no_answer_of_ours(
    quang_an: Ntm, neighbours_file: tuple[str, str]
) -> None:
    before = answers(quang_an)
    file, mark = neighbours_file
    assert quang_an("take", file, "--trust", mark, "--foreign", "18130").status in (0, 3)
    after = answers(quang_an)
    different = [key for key in before if before[key] != after[key]]
    assert not different, "\n".join(map(str, different))
    assert before.keys() == after.keys()
