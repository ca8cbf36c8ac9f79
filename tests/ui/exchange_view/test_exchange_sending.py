"""The page "Gửi, nhận": what goes along, photos, readable copies, the mail, what waits."""

import random
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.exchange import photos
from ntm_desktop.services import evidence, exchange, lighter_photos
from ntm_desktop.services.workspace import Workspace
from tests.ui.exchange_view.conftest import Opened
from tests.ui.exchange_view.offices import SUPERIOR, answer, give, task_keys
from ui import jobs
from ui.context import AppContext
from ui.views.exchange_view import ExchangeView, send_job

MADE = 20_000  # ms: tables and a report are written


@pytest.fixture
def photo(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of the photograph of a task, which counts as a large one."""
    lighter_photos._is_large.cache_clear()
    monkeypatch.setattr(photos, "LEAST_BYTES", 20_000)
    for one in (photos.smaller, photos.is_large):
        monkeypatch.setattr(one, "__defaults__", (200,))
    path = tmp_path / "anh.jpg"
    noise = random.Random(1).randbytes(400 * 300 * 3)
    Image.frombytes("RGB", (400, 300), noise).save(path, "JPEG", quality=95)
    [key] = evidence.attach(workspace, "task", task_keys(workspace)[0], [path]).keys
    return key


def send(qtbot: QtBot, view: ExchangeView, folder: Path) -> None:
    """Press the button and wait for the files."""
    view.send_area.folder.setText(str(folder))
    view.send_area.act.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent, timeout=MADE)


def test_how_much_evidence_goes_along_is_told_also_while_folded(
    open_screen: Opened, workspace: Workspace, photo: str
) -> None:
    view = open_screen()
    options = view.send_area.options
    size = workspace.store.records(Evidence)[0].size or 0
    assert options.note() == f"kèm 1 tệp minh chứng, {size / 1024:.0f} KB"
    assert f"(1 tệp, {size / 1024:.0f} KB)" in options.evidence.text()
    options.largest.addItem("nhỏ", size // 2)
    options.largest.setCurrentIndex(options.largest.count() - 1)
    assert options.note().endswith("chia khoảng 3 phần")
    options.evidence.setChecked(False)
    assert options.note() == "chỉ số liệu"
    assert options.lighten.isHidden()


def test_a_receiver_that_has_the_files_gets_none(
    view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path, photo: str
) -> None:
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    view.reload()
    assert view.send_area.options.note() == ""
    assert not view.send_area.options.evidence.isEnabled()
    view.send_area.choose("all")
    assert "1 tệp minh chứng" in view.send_area.options.note()


def test_photos_are_made_smaller_when_asked_and_that_is_told(
    qtbot: QtBot, open_screen: Opened, workspace: Workspace, photo: str, tmp_path: Path
) -> None:
    view = open_screen()
    before = workspace.store.records(Evidence)[0]
    options = view.send_area.options
    assert "Thu nhỏ 1 ảnh lớn" in options.lighten.text()
    assert not options.lighten.isChecked(), "nothing is changed unasked"
    options.lighten.setChecked(True)
    send(qtbot, view, tmp_path / "usb")
    after = workspace.store.records(Evidence)[0]
    assert (after.size or 0) < (before.size or 0)
    assert view.sent.photos.text().startswith("Đã thu nhỏ 1 ảnh: ")
    assert "Ảnh gốc vẫn giữ ở máy này" in view.sent.photos.text()
    assert lighter_photos.original_of(workspace, photo) == before.sha256


def test_what_people_can_read_goes_along(qtbot: QtBot, view: ExchangeView, tmp_path: Path) -> None:
    options = view.send_area.options
    assert "năm 2023" in options.report.text()
    options.tables.setChecked(True)
    options.report.setChecked(True)
    send(qtbot, view, tmp_path / "usb")
    endings = sorted(path.suffix for path in (tmp_path / "usb").iterdir())
    assert endings == [".docx", ".docx", ".ntmx", ".xlsx"]
    assert "_bang-so-lieu.xlsx" in view.sent.attached.text()
    assert "Bản đọc được không cần phần mềm: " in view.sent.mail.toPlainText()
    view.sent.copy_files.click()
    urls = QGuiApplication.clipboard().mimeData().urls()
    assert {Path(one.toLocalFile()) for one in urls} == set((tmp_path / "usb").iterdir())


def test_all_of_it_can_be_one_plain_zip(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    view.send_area.options.tables.setChecked(True)
    view.send_area.options.one_zip.setChecked(True)
    send(qtbot, view, tmp_path / "usb")
    [made] = (tmp_path / "usb").iterdir()
    with zipfile.ZipFile(made) as held:
        assert sorted(Path(name).suffix for name in held.namelist()) == [".docx", ".ntmx", ".xlsx"]
    assert exchange.inspect_package(workspace, made).status == "new"


def test_a_file_with_a_password_has_nothing_readable_beside_it(view: ExchangeView) -> None:
    options = view.send_area.options
    options.tables.setChecked(True)
    options.password.setText("lúa chín vàng")
    assert not options.tables.isEnabled()
    assert "không kèm bản đọc được" in options.told.text()
    chosen = options.take_choices()
    assert (chosen.password, chosen.readable) == ("lúa chín vàng", False)
    assert options.tables.isEnabled(), "the password is for one file only"


def test_the_report_that_goes_along_is_of_the_chosen_period(
    view: ExchangeView, context: AppContext
) -> None:
    context.choose_period("2022")
    assert "năm 2022" in view.send_area.options.report.text()


def test_the_mail_has_receiver_subject_body_and_attachments(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    send(qtbot, view, tmp_path / "usb")
    [made] = (tmp_path / "usb").iterdir()
    sent = view.sent
    assert sent.receiver.text() == "Văn phòng điều phối nông thôn mới huyện Đầm Hà"
    assert sent.subject.text().startswith("Xã Quảng An: dữ liệu xây dựng nông thôn mới, gói số 1")
    assert made.name in sent.attached.text()
    sent.copy_subject.click()
    assert QGuiApplication.clipboard().text() == sent.subject.text()
    sent.copy.click()
    assert QGuiApplication.clipboard().text() == sent.mail.toPlainText()


def test_a_stop_leaves_no_file_and_says_so(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    whole = send_job.make

    def slow(own: Workspace, order: send_job.Order, progress: object) -> send_job.Made:
        running = jobs._Running.job
        assert running is not None
        running.cancel()
        seen.append(order)
        return whole(own, order, progress)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.views.exchange_view.frame.make", slow)
    view.send_area.folder.setText(str(tmp_path / "usb"))
    view.send_area.act.click()
    qtbot.waitUntil(lambda: bool(seen) and not jobs.is_busy())
    assert view.tabs.currentWidget() is view.home
    assert not (tmp_path / "usb").exists()


def test_what_nobody_confirmed_is_counted_by_receiver_with_the_message_to_send(
    view: ExchangeView, workspace: Workspace, above: Workspace, tmp_path: Path
) -> None:
    for _ in range(2):
        exchange.send_package(workspace, tmp_path / "up", (SUPERIOR,))
    exchange.send_package(workspace, tmp_path / "own", (workspace.owner,))
    view.reload()
    listed = view.deliveries
    names = [listed.receiver.itemText(at) for at in range(listed.receiver.count())]
    above_name = "Văn phòng điều phối nông thôn mới huyện Đầm Hà"
    assert names == [
        "Mọi nơi nhận",
        "Máy khác của cơ quan (1 chưa xác nhận)",
        f"{above_name} (2 chưa xác nhận)",
    ] or names == [
        "Mọi nơi nhận",
        f"{above_name} (2 chưa xác nhận)",
        "Máy khác của cơ quan (1 chưa xác nhận)",
    ]
    listed.receiver.setCurrentIndex(listed.receiver.findData(SUPERIOR))
    assert [row.serial for row in listed.table.model.rows] == [2, 1]
    listed.remind.click()
    told = QGuiApplication.clipboard().text()
    assert told.startswith(f"Kính gửi: {above_name}")
    assert "gói dữ liệu số 1, 2 " in told
    answer_of = give(workspace, above, tmp_path, (SUPERIOR,))
    assert answer_of.error is None


def test_what_only_went_to_the_second_computer_is_not_sent_yet(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    view.send_area.choose("own")
    send(qtbot, view, tmp_path / "usb")
    view.reload()
    assert "thay đổi chưa có trong tệp nào" in view.send_area.news.text()


def test_several_parts_are_one_mail_each(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    paper = tmp_path / "giay.pdf"
    for number in range(3):
        paper.write_bytes(b"%PDF-1.7\n" + random.Random(number).randbytes(30_000))
        evidence.attach(workspace, "task", task_keys(workspace)[number], [paper])
    options = view.send_area.options
    view.reload()
    options.largest.addItem("nhỏ", 70_000)
    options.largest.setCurrentIndex(options.largest.count() - 1)
    send(qtbot, view, tmp_path / "usb")
    made = sorted((tmp_path / "usb").iterdir())
    assert len(made) > 1
    mail = view.sent.mail.toPlainText()
    assert f"Gói chia thành {len(made)} tệp, mỗi thư gửi một tệp" in mail
    assert all(f"– {path.name} (" in mail for path in made)
    view.show_page(view.home)
    contents = [row.content for row in view.deliveries.table.model.rows]
    assert any("chỉ có tệp minh chứng (phần 2/" in one for one in contents)


def test_the_mail_of_a_locked_file_says_that_it_is_locked(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    view.send_area.options.password.setText("lúa chín vàng")
    send(qtbot, view, tmp_path / "usb")
    assert "Tệp có mật khẩu" in view.sent.mail.toPlainText()
    assert "lúa chín vàng" not in view.sent.mail.toPlainText()
