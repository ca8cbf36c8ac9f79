"""The screen "Gửi · Nhận" in every state a file or a computer can be in."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.exchange import carrier, limits, package
from ntm_desktop.services import evidence, exchange, locks, receipts, records
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.workspace import Workspace, open_workspace
from tests.evidence_files import PDF
from tests.ui.conftest import SET_ID
from tests.ui.exchange_view.offices import (
    LATER_MS,
    NOW_MS,
    SUPERIOR,
    answer,
    give,
    kept_aside,
    look,
    put_back,
    stands,
    superior_office,
    take,
    task_keys,
    told,
)
from ui import notices
from ui.context import AppContext
from ui.views.exchange_view import ExchangeView
from ui.views.exchange_view.file_state import FileState, outcome_text, warnings
from ui.views.exchange_view.given_files import given_files
from ui.views.exchange_view.words import UnitNames, delivery_text

DAY_MS = 86_400_000
Draft = Callable[..., Path]


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


def test_a_file_of_another_commune_says_whose_it_is(
    qtbot: QtBot, view: ExchangeView, neighbour: Workspace, tmp_path: Path
) -> None:
    sent = exchange.send_package(neighbour, tmp_path / "out", ("18131",))
    assert look(qtbot, view, *sent.files) == ["unknown"]
    assert "đơn vị khác, không phải cấp trên hay cấp dưới" in told(view)
    assert "không phải cho đơn vị này" in told(view)
    assert "Thuận Lộc" in view.arrivals.detail.who.text()


def test_the_data_of_another_commune_is_taken_in_only_when_it_is_wanted_by_name(
    qtbot: QtBot,
    view: ExchangeView,
    workspace: Workspace,
    neighbour: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
) -> None:
    sent = exchange.send_package(neighbour, tmp_path / "out")
    look(qtbot, view, *sent.files)
    detail = view.arrivals.detail
    detail.check.click()
    qtbot.waitUntil(lambda: stands(view) == ["foreign"])
    assert view.arrivals.act.isHidden(), "no button takes it in unasked"
    assert detail.trust.text.text() == "Đúng máy; đơn vị khác: Xã Thuận Lộc."
    questions: list[str] = []
    monkeypatch.setattr(
        notices, "confirm", lambda question, *_, **__: bool(questions.append(question))
    )
    detail.accept.click()
    assert stands(view) == ["foreign"]
    assert "Đây là dữ liệu của Xã Thuận Lộc" in questions[0]
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    detail.accept.click()
    assert stands(view) == ["ready"]
    assert take(qtbot, view) == ["taken"]
    assert detail.trust.text.text() == "Đúng máy; đơn vị khác: Xã Thuận Lộc."
    detail.untake.click()
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.imports)
    assert "Không có mục nào hoàn tác được" in view.imports.kept.text()


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
    assert "máy may-dia-chinh (thay đổi số 3–5)" in text
    assert "một máy chưa rõ tên (thay đổi số 1–2)" in text
    assert "Máy may-dia-chinh có hai bản dữ liệu" in text
    assert "có thể nằm ở gói số 7, 8 của máy may-dia-chinh" in text
    complete = replace(found, missing={}, forked=())
    told_all = "\n".join(warnings(workspace, complete, UnitNames(workspace)))
    assert "chưa thấy" not in told_all, "numbers alone are no loss: they may be for others"
    assert "2 mục cần bản mới" in text
    assert "khôi phục từ bản sao lưu" in text


def test_a_computer_whose_data_was_cloned_is_told_and_both_branches_are_kept(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    places = tmp_path / "other", tmp_path / "device2"
    other.close()
    image = kept_aside(tmp_path / "image", *places)
    files = []
    for name in ("Đường của bản một", "Đường của bản hai"):
        again = open_workspace(places[0], device_dir=places[1], now_ms=LATER_MS)
        records.put_texts(again, "work", None, {"name": name})
        files += exchange.send_package(again, tmp_path / name).files
        again.close()
        put_back(image, *places)
    assert look(qtbot, view, files[0]) == ["ready"]
    assert take(qtbot, view) == ["taken"]
    assert "hai bản dữ liệu" not in told(view)
    assert look(qtbot, view, files[1]) == ["ready"]
    assert "có hai bản dữ liệu" in told(view), "it is known before anything is taken in"
    assert take(qtbot, view) == ["taken"]
    assert "có hai bản dữ liệu" in told(view)
    assert "có hai bản dữ liệu" in view.imports.forks.text()
    names = {one.title for one in records.list_records(workspace, "work")}
    assert {"Đường của bản một", "Đường của bản hai"} <= names


def test_a_zip_with_several_packages_is_listed_package_by_package(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    files = []
    for name in ("Cầu một", "Cầu hai"):
        records.put_texts(other, "work", None, {"name": name})
        files += exchange.send_package(other, tmp_path / "zip").files
    path = tmp_path / "nhieu.zip"
    carrier.write_carrier(path, [(one.name, one) for one in files])
    assert look(qtbot, view, path) == ["ready", "ready"]
    lines = view.arrivals.files
    told_lines = [lines.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)]
    assert told_lines == [
        "nhieu.zip, Sẽ nhận, gói số 2",
        "nhieu.zip, Sẽ nhận, gói số 3",
    ]
    assert take(qtbot, view) == ["taken", "taken"]


@pytest.mark.parametrize("suffix", [".ntmx", ".zip", ".pdf"])
def test_what_is_no_package_is_refused_in_words(
    qtbot: QtBot, view: ExchangeView, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"anh{suffix}"
    path.write_bytes(b"%PDF-1.4 " * 40)
    assert look(qtbot, view, path) == ["refused"]
    assert "không phải gói dữ liệu" in told(view)
    assert "Chưa có dữ liệu nào bị thay đổi." in told(view)
    assert view.arrivals.act.isHidden()


def test_a_damaged_file_of_evidence_is_not_named_by_its_hash(
    qtbot: QtBot, view: ExchangeView, other: Workspace, tmp_path: Path
) -> None:
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(PDF)
    evidence.attach(other, "task", task_keys(other)[0], [paper])
    [path] = exchange.send_package(other, tmp_path / "out").files
    content = path.read_bytes()
    at = content.index(PDF[:20])
    path.write_bytes(content[:at] + b"X" + content[at + 1 :])
    assert look(qtbot, view, path) == ["refused"]
    assert "một tệp minh chứng" in told(view)
    assert "att/" not in told(view)


def test_a_part_with_evidence_only_says_so() -> None:
    found = exchange.Inspected(
        Path("a.ntmx"), "new", kind="attachments", serial=14, part=(2, 4), files=3,
        sender=exchange.PackageSender("06901", "Xã", "may", "1", trusted=True),
    )  # fmt: skip
    told_of = outcome_text(FileState(found))
    assert told_of.startswith("Có 3 tệp minh chứng (hoặc đoạn tệp) của gói số 14")
    assert "Không có gì mới" not in told_of


def test_a_dropped_folder_stands_for_the_packages_in_it(
    qtbot: QtBot, view: ExchangeView, other: Workspace, tmp_path: Path
) -> None:
    sent = exchange.send_package(other, tmp_path / "usb")
    (tmp_path / "usb" / "ghi-chu.txt").write_text("x")
    assert given_files([tmp_path / "usb", *sent.files]) == list(sent.files)
    assert look(qtbot, view, tmp_path / "usb") == ["unknown"]
    (tmp_path / "trong").mkdir()
    with pytest.raises(InputError, match="không có tệp"):
        given_files([tmp_path / "trong"])


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
        ("received", {"answered": NOW_MS}, "Được chấp nhận 15/11/2023"),
        (
            "received",
            {"answered": NOW_MS, "how": "phone"},
            "Đã nhận 15/11/2023, nghe qua điện thoại",
        ),
        ("received", {"answered": NOW_MS + 9 * DAY_MS}, "Được chấp nhận (giờ máy không đúng)"),
        (
            "refused",
            {"answered": NOW_MS, "code": "E_TOO_NEW"},
            "Trả lại 15/11/2023: nơi nhận dùng bản phần mềm cũ hơn",
        ),
        (
            "gaps",
            {"answered": NOW_MS, "missing": {"aaaaaaaaaaaa2": (2, 4)}},
            "Đã nhận 15/11/2023, còn thiếu một phần: lần gửi tới tự kèm",
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
        qtbot.waitUntil(lambda old=before: view.arrivals.states is not old, timeout=20_000)
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
    qtbot.waitUntil(lambda: view.tabs.currentWidget() is view.sent, timeout=20_000)
    assert "lúa chín vàng" in view.sent.lock.text()
    assert "lúa chín vàng" not in view.sent.mail.toPlainText()
    assert "có mật khẩu" in view.sent.facts.text()
    assert view.send_area.options.password.text() == "", "the next file is locked anew or not"


def test_a_file_of_this_very_computer_is_told_as_such(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, tmp_path: Path
) -> None:
    sent = exchange.send_package(workspace, tmp_path / "out")
    assert look(qtbot, view, *sent.files) == ["known"]
    assert "do chính máy này lập" in told(view)
    assert view.arrivals.act.isHidden()
    assert view.arrivals.detail.answer.isHidden()


def test_parts_are_listed_in_order_and_told_as_they_stand_at_the_end(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    paper = tmp_path / "giay.pdf"
    for number in range(6):
        paper.write_bytes(b"%PDF-1.7\n" + random.Random(number).randbytes(30_000))
        evidence.attach(other, "task", task_keys(other)[0], [paper])
    files = exchange.send_package(other, tmp_path / "parts", max_part=70_000).files
    assert len(files) > 2
    given = [files[2], files[0], *files[3:], files[1]]
    assert look(qtbot, view, *given) == ["ready"] * len(files)
    assert [one.found.part[0] for one in view.arrivals.states] == list(range(1, len(files) + 1))
    told_of_all = [outcome_text(one) for one in view.arrivals.states]
    assert not any("Không có gì mới" in one for one in told_of_all[1:])
    assert take(qtbot, view) == ["taken"] * len(files)
    for one in view.arrivals.states:
        view.arrivals.files.choose_key(one.key)
        assert "đã nhận đủ các phần" in told(view)
        assert "nhận nốt" not in told(view)
        assert "chưa về" not in told(view)


def test_what_a_locked_period_would_become_is_told_before_it_is_taken_in(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    record_values(other, [ValueDraft(SET_ID, "2023", "2.1", "12/17")])
    locks.lock_period(workspace, SET_ID, "2023")
    sent = exchange.send_package(other, tmp_path / "late")
    look(qtbot, view, *sent.files)
    assert "đã khóa" in told(view)
    assert locks.locks(workspace)


def test_a_work_typed_on_both_computers_is_pointed_out(
    qtbot: QtBot, view: ExchangeView, workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(other, workspace, tmp_path)
    for office, name in ((workspace, "Cầu Khe Mo"), (other, "cầu Khe Mo"), (other, "Cầu khác")):
        records.put_texts(office, "work", None, {"name": name})
    sent = exchange.send_package(other, tmp_path / "twice")
    for act in (look, None):
        if act:
            act(qtbot, view, *sent.files)
        else:
            take(qtbot, view)
        assert "Có thể trùng: công trình cầu Khe Mo đã có ở đây" in told(view)
        assert "Cầu khác" not in told(view)


def test_after_taking_a_file_in_the_notice_leads_to_the_period_of_its_figures(
    qtbot: QtBot, view: ExchangeView, context: AppContext, other: Workspace, tmp_path: Path
) -> None:
    give(other, context.workspace, tmp_path)
    record_values(other, [ValueDraft(SET_ID, "2021", "13.5", "1,5")])
    sent = exchange.send_package(other, tmp_path / "figures")
    look(qtbot, view, *sent.files)
    take(qtbot, view)
    assert "Đã nhận số liệu của Xã Quảng An: năm 2021" in view.notice.message
    asked: list[str] = []
    context.open_requested.connect(lambda screen, *_: asked.append(screen))
    view.notice.action.click()
    assert (context.unit, context.period_id, asked) == ("06901", "2021", ["criteria"])
