"""The panel of evidence: attach, drop, open, take off and take back, files that are not here."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import evidence, history, records
from tests.evidence_files import PDF, picture
from ui.context import AppContext
from ui.widgets import evidence_panel
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.undo_notice import UndoNotice


@pytest.fixture
def work(context: AppContext) -> str:
    fields = {"name": "Nhà văn hóa thôn Đông"}
    saved = context.do(lambda workspace: records.put_texts(workspace, "work", None, fields))
    return str(saved.key)


@pytest.fixture
def opened() -> list[Path]:
    return []


@pytest.fixture
def notice(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(
    qtbot: QtBot, context: AppContext, notice: NoticeBar, work: str, opened: list[Path]
) -> EvidencePanel:
    made = EvidencePanel(context, UndoNotice(context, notice), opened.append)
    qtbot.addWidget(made)
    made.resize(280, 300)
    made.show()
    made.show_record("work", work)
    return made


def written(folder: Path, name: str, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def shown(panel: EvidencePanel) -> list[tuple[str, str]]:
    return [(line.item.record.name, line.details.text()) for line in panel.lines]


def kept(context: AppContext, work: str) -> Sequence[evidence.EvidenceItem]:
    return evidence.evidence_of(context.workspace, "work", work)


def dropped(paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_an_empty_panel_says_how_files_come_in(panel: EvidencePanel) -> None:
    assert "Kéo tệp vào đây" in panel._empty.text()
    assert panel._empty.isVisible()
    assert panel.attach_button.accessibleName() == "Đính kèm tệp minh chứng"


def test_chosen_files_are_listed_by_name_with_kind_and_size(
    panel: EvidencePanel,
    context: AppContext,
    work: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [written(tmp_path, "Biên bản.pdf"), written(tmp_path, "Ảnh.png", picture())]
    names = [str(path) for path in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    told: list[str] = []
    context.status_said.connect(told.append)
    panel.attach_button.click()
    assert [name for name, _ in shown(panel)] == ["Biên bản", "Ảnh"]
    assert shown(panel)[0][1] == f"PDF · {len(PDF)} byte"
    assert not panel._empty.isVisible()
    assert told == ["Đã đính kèm 2 tệp."]
    assert len(kept(context, work)) == 2


def test_nothing_chosen_attaches_nothing(
    panel: EvidencePanel, context: AppContext, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    panel.choose()
    assert not kept(context, work)


def test_a_picture_is_shown_small_and_other_files_by_a_sign(
    qtbot: QtBot, panel: EvidencePanel, tmp_path: Path
) -> None:
    panel.attach([written(tmp_path, "a.png", picture(size=(400, 200)))])
    panel.attach([written(tmp_path, "b.pdf")])
    qtbot.waitUntil(lambda: all(line.has_picture for line in panel.lines))
    sizes = [line.picture.pixmap().deviceIndependentSize().toSize() for line in panel.lines]
    assert (sizes[0].width(), sizes[0].height()) == (36, 18)
    assert sizes[1].width() == sizes[1].height() > 0


def test_dropped_files_are_attached(
    panel: EvidencePanel, context: AppContext, work: str, tmp_path: Path
) -> None:
    data = dropped([written(tmp_path, "a.pdf")])
    where = QPoint(5, 5)
    what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    keys = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, *what, keys)
    panel.dragEnterEvent(entering)
    assert entering.isAccepted()
    assert panel.property("kind") == "drop_over"
    panel.dropEvent(QDropEvent(where.toPointF(), *what, keys))
    assert panel.property("kind") == ""
    assert [item.record.name for item in kept(context, work)] == ["a"]


def test_a_file_that_is_there_already_is_said_and_not_listed_twice(
    panel: EvidencePanel, context: AppContext, tmp_path: Path
) -> None:
    path = written(tmp_path, "a.pdf")
    panel.attach([path])
    told: list[str] = []
    context.status_said.connect(told.append)
    panel.attach([path])
    assert told == ["1 tệp đã có ở đây từ trước."]
    assert len(panel.lines) == 1


def test_large_files_are_attached_by_a_job(
    qtbot: QtBot,
    panel: EvidencePanel,
    context: AppContext,
    work: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence_panel, "LARGE_BYTES", 10)
    panel.attach([written(tmp_path, "a.pdf")])
    assert panel.lines == []
    qtbot.waitUntil(lambda: len(panel.lines) == 1)
    assert [item.record.name for item in kept(context, work)] == ["a"]


def test_open_hands_over_a_copy_under_its_own_name(
    panel: EvidencePanel, opened: list[Path], tmp_path: Path
) -> None:
    panel.attach([written(tmp_path, "Biên bản.pdf")])
    line = panel.lines[0]
    assert line.open_button.accessibleName() == "Mở Biên bản"
    line.open_button.click()
    assert [(path.name, path.read_bytes()) for path in opened] == [("Biên bản.pdf", PDF)]


def test_what_is_taken_off_comes_back_from_the_notice(
    panel: EvidencePanel, notice: NoticeBar, tmp_path: Path
) -> None:
    panel.attach([written(tmp_path, "a.pdf")])
    panel.lines[0].remove_button.click()
    assert shown(panel) == []
    assert "Đã gỡ minh chứng “a”" in notice.message
    notice.action.click()
    assert [name for name, _ in shown(panel)] == ["a"]


def test_a_lost_file_says_so_and_cannot_be_opened(
    panel: EvidencePanel, context: AppContext, work: str, tmp_path: Path
) -> None:
    panel.attach([written(tmp_path, "a.pdf")])
    digest = panel.lines[0].item.record.sha256
    for path in context.workspace.folder.rglob(f"{digest}*"):
        path.chmod(0o600)
        path.unlink()
    panel.reload()
    line = panel.lines[0]
    assert line.details.text() == "Mất tệp"
    assert line.details.property("kind") == "warning"
    assert not line.open_button.isVisible()
    assert line.accessibleName() == "a, Mất tệp"
    with pytest.raises(NotFoundError):
        panel._open(line.item)


def test_a_refused_file_leaves_the_list_as_it_is(
    panel: EvidencePanel, context: AppContext, work: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError):
        panel.attach([written(tmp_path, "a.exe", b"MZ" + b"\0" * 100)])
    assert not kept(context, work)


def test_undo_shows_at_once(panel: EvidencePanel, context: AppContext, tmp_path: Path) -> None:
    panel.attach([written(tmp_path, "a.pdf")])
    context.do(history.undo)
    assert panel.lines == []
    assert panel._empty.isVisible()


def test_a_record_that_is_not_there_yet_is_made_when_a_file_comes(
    panel: EvidencePanel, context: AppContext, work: str, tmp_path: Path
) -> None:
    made: list[str] = []

    def make() -> str:
        made.append(work)
        return work

    panel.show_record("work", "", make)
    assert made == []
    panel.attach([written(tmp_path, "a.pdf")])
    panel.attach([written(tmp_path, "b.pdf", PDF + b"x")])
    assert made == [work]
    assert len(kept(context, work)) == 2
