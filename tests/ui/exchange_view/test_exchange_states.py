"""The screen "Gửi · Nhận" in every state a file or a computer can be in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.exchange import limits, package
from ntm_desktop.services import exchange, receipts, records
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.ui.exchange_data import (
    LATER_MS,
    NOW_MS,
    SUPERIOR,
    answer,
    give,
    look,
    second_computer,
    superior_office,
    take,
    task_keys,
)
from ui import jobs
from ui.context import AppContext
from ui.views.exchange_view import ExchangeView
from ui.views.exchange_view.file_state import FileState, outcome_text, warnings
from ui.views.exchange_view.words import UnitNames, delivery_text

DAY_MS = 86_400_000
Draft = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    opened = create_sample(tmp_path / "data", "quang-an", user="cán bộ", now_ms=NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The same unit on another computer, with the record of the first."""
    opened = second_computer(workspace, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def neighbour(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """Another commune."""
    office = NewOffice(name="Thuận Lộc", level="xa", code="18130")
    device = tmp_path / "device4"
    opened = create_workspace(tmp_path / "n", office, device_dir=device, now_ms=LATER_MS)
    records.put_texts(opened, "work", None, {"name": "Đường của xã khác"})
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> ExchangeView:
    made = ExchangeView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def drafted(neighbour: Workspace, tmp_path: Path) -> Draft:
    """Write a package of the neighbour's changes, as anybody's and as of any version."""

    def write(unit: str = "18130", created: int = LATER_MS, **more: Any) -> Path:
        writer = neighbour.store.log.writers()[0]
        lines = tuple(neighbour.store.log.lines(writer))
        draft = package.PackageDraft(
            sender=package.Sender(unit=unit, unit_name="Xã", replica=writer.wid, device="may"),
            created_ms=created,
            serial=1,
            have={},
            sections=(package.Section(writer.schema, "shared", "18130", writer.wid, lines),),
        )
        path = tmp_path / f"{unit}-{len(list(tmp_path.glob('*.ntmx')))}.ntmx"
        package.write_package(replace(draft, **more), neighbour.device.seed, path)
        return path

    return write


def told(view: ExchangeView) -> str:
    """Return what the chosen file says, with its warnings."""
    detail = view.arrivals.detail
    rows = [detail.warnings.itemAt(at).widget() for at in range(detail.warnings.count())]
    return "\n".join([detail.outcome.text(), *(row.accessibleName() for row in rows)])


def test_a_file_of_another_commune_says_whose_it_is(
    qtbot: QtBot, view: ExchangeView, neighbour: Workspace, tmp_path: Path
) -> None:
    sent = exchange.send_package(neighbour, tmp_path / "out", ("18131",))
    assert look(qtbot, view, *sent.files) == ["unknown"]
    assert "đơn vị khác, không phải cấp trên hay cấp dưới" in told(view)
    assert "không phải cho đơn vị này" in told(view)
    assert "Thuận Lộc" in view.arrivals.detail.who.text()


def test_a_folder_copied_from_another_commune_is_refused_by_name(
    qtbot: QtBot, view: ExchangeView, drafted: Draft, tmp_path: Path
) -> None:
    path = drafted(unit="06901")
    assert look(qtbot, view, path) == ["refused"]
    assert "06901 – Xã Quảng An" in told(view)
    assert "18130 – " in told(view)
    view.send_area.folder.setText(str(tmp_path / "back"))
    assert view.arrivals.detail.answer.text() == "Báo trả lại"
    view.arrivals.detail.answer.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    [made] = (tmp_path / "back").glob("*.ntmx")
    [receipt] = package.read_package(made).manifest.receipts
    assert (receipt.status, receipt.code) == ("refused", "E_SCOPE")


def test_a_file_of_a_newer_version_asks_for_an_update(
    qtbot: QtBot, view: ExchangeView, drafted: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(limits, "DATA_SCHEMA", 9_999)
        path = drafted(schema=9_999, min_schema=9_999)
    assert look(qtbot, view, path) == ["refused"]
    assert "bản mới hơn" in told(view)
    assert view.arrivals.act.isHidden()


def test_a_clock_that_differs_by_days_is_told_and_does_not_block(
    qtbot: QtBot, view: ExchangeView, drafted: Draft
) -> None:
    assert look(qtbot, view, drafted(created=NOW_MS + 400 * DAY_MS)) == ["unknown"]
    assert "sau giờ máy này" in told(view)


def test_an_old_file_changes_nothing_and_says_so(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    key = task_keys(other)[0]
    records.put_texts(other, "task", key, {"assignee": "Văn phòng"})
    old = exchange.send_package(other, tmp_path / "old")
    records.put_texts(other, "task", key, {"assignee": "Địa chính"})
    give(other, workspace, tmp_path)
    assert look(qtbot, view, *old.files) == ["ready"]
    assert "Không có gì mới" in told(view)
    assert take(qtbot, view) == ["taken"]
    assert records.get_record(workspace, "task", key).shown["assignee"] == "Địa chính"
    assert view.arrivals.detail.untake.isHidden(), "there is nothing to take back"
    assert look(qtbot, view, *old.files) == ["known"]
    assert "không thay đổi gì" in told(view)


def test_a_gap_a_fork_and_newer_records_are_told_with_names(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    wid = other.store.replica
    sender = exchange.PackageSender(
        workspace.owner, "Xã Quảng An", "may-dia-chinh", "1", trusted=True, replica=wid
    )
    found = exchange.Inspected(
        Path("a.ntmx"), "new", sender=sender, missing={wid: (3, 5), "aaaaaaaaaaaa2": (1, 2)},
        forked=(wid,), later=2, serial=9, unseen=(7, 8), rotated=True,
    )  # fmt: skip
    text = "\n".join(warnings(workspace, found, UnitNames(workspace)))
    assert "máy may-dia-chinh, số 3–5" in text
    assert "máy aaaaaaaaaaaa2 (số 1–2)" in text
    assert "Máy may-dia-chinh có hai bản dữ liệu" in text
    assert "chưa thấy số 7, 8" in text
    assert "2 mục cần bản mới" in text
    assert "khôi phục từ bản sao lưu" in text


def test_figures_of_a_locked_period_that_changed_are_told_with_the_file() -> None:
    change = exchange.LockedChange("bo", "06901", "2023", "Kỳ năm 2023 (Bộ) đã khóa: số liệu đổi.")
    found = exchange.Inspected(Path("a.ntmx"), "taken", new=3, records=2, locked=(change,))
    assert outcome_text(FileState(found)) == (
        "Đã nhận 3 thay đổi ở 2 mục. Kỳ năm 2023 (Bộ) đã khóa: số liệu đổi."
    )


@pytest.mark.parametrize(
    ("state", "more", "text"),
    [
        ("sent", {}, "Đã gửi, chưa có biên nhận"),
        ("received", {"answered": NOW_MS}, "Đã nhận 15/11/2023"),
        ("received", {"answered": NOW_MS + 9 * DAY_MS}, "Đã nhận (giờ máy không đúng)"),
        (
            "refused",
            {"answered": NOW_MS, "code": "E_TOO_NEW"},
            "Trả lại 15/11/2023: nơi nhận dùng bản phần mềm cũ hơn",
        ),
        (
            "gaps",
            {"answered": NOW_MS, "missing": {"aaaaaaaaaaaa2": (2, 4)}},
            "Đã nhận 15/11/2023, thiếu thay đổi số 2–4",
        ),
    ],
)
def test_where_a_package_stands_is_told_in_words(
    state: str, more: dict[str, Any], text: str
) -> None:
    one = receipts.Delivery("p", 1, SUPERIOR, NOW_MS, "full", 3, "a.ntmx", state, **more)
    assert delivery_text(one, NOW_MS) == text


def test_an_office_with_offices_below_chooses_one_from_a_list(
    qtbot: QtBot,
    workspace: Workspace,
    neighbour: Workspace,
    tmp_path: Path,
) -> None:
    above = superior_office(workspace, tmp_path)
    give(workspace, above, tmp_path, (SUPERIOR,))
    give(neighbour, above, tmp_path, (SUPERIOR,))
    made = AppContext(above, period_id="2023", set_id="")
    view = ExchangeView(made)
    qtbot.addWidget(view)
    view.send_area.choose("unit")
    view.send_area.offices.setCurrentIndex(1)
    assert view.send_area.offices.count() == 2
    assert view.send_area.chosen().unit == "18130"
    view.reload()
    assert view.send_area.chosen().unit == "18130", "what was chosen stays chosen"
    made.stop()
    above.close()


def test_a_receipt_from_above_shortens_what_is_sent_next(
    view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    above = superior_office(workspace, tmp_path)
    give(workspace, above, tmp_path, (SUPERIOR,))
    answer(above, workspace, tmp_path)
    view.reload()
    chosen = view.send_area.chosen()
    assert (chosen.full, chosen.changes) == (False, 0)
    texts = [one.accessibleDescription() for one in view.send_area._group.buttons()]
    assert texts[0].startswith("Không có gì mới từ 15/11/2023")
    above.close()


def test_a_locked_file_opens_with_its_password_only(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    records.put_texts(other, "work", None, {"name": "Cầu thôn"})
    sent = exchange.send_package(other, tmp_path / "locked", passphrase="lúa chín vàng")
    assert look(qtbot, view, *sent.files) == ["locked"]
    unlock = view.arrivals.detail.unlock
    for password, stand in (("sai mật khẩu", "locked"), ("lúa chín vàng", "ready")):
        before = view.arrivals.states
        unlock.field.setText(password)
        unlock.act.click()
        qtbot.waitUntil(lambda old=before: view.arrivals.states is not old)
        assert view.arrivals.states[0].stand == stand
    assert "thêm 1 mục" in told(view)
    assert take(qtbot, view) == ["taken"]


def test_a_sent_file_can_be_locked_and_the_password_stays_out_of_the_mail(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path
) -> None:
    view.send_area.folder.setText(str(tmp_path / "usb"))
    view.send_area.options.password.setText("lúa chín vàng")
    view.send_area.options.evidence.setChecked(False)
    view.send_area.act.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent)
    assert "lúa chín vàng" in view.sent.lock.text()
    assert "lúa chín vàng" not in view.sent.mail.toPlainText()
    assert "có mật khẩu" in view.sent.facts.text()
    assert view.send_area.options.password.text() == "", "the next file is locked anew or not"
