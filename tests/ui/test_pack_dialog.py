"""Own sets in the window: copied, edited row by row, refused at the place, taken back, removed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, locks, overlays, pack_editor, pack_folders
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.workspace import Workspace
from ui import notices
from ui.context import AppContext
from ui.dialogs.copy_set_dialog import CopySetDialog
from ui.dialogs.pack_dialog import PackDialog
from ui.dialogs.pack_rows import NO, YES, typed_fields
from ui.dialogs.targets_dialog import TargetsDialog
from ui.views.settings_view.sets_page import SetsSection

SET_ID = "xa-ntm-nang-cao-2021-2025"
MINE = "bo-rieng"


@pytest.fixture
def mine(workspace: Workspace) -> Workspace:
    pack_editor.copy_set(workspace, SET_ID, MINE, "Bộ riêng")
    return workspace


@pytest.fixture
def dialog(qtbot: QtBot, mine: Workspace, context: AppContext) -> Iterator[PackDialog]:
    made = PackDialog(context, MINE)
    qtbot.addWidget(made)
    yield made
    made.accept()


@pytest.fixture(autouse=True)
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that a test does not expect is an error, not a window that waits."""

    def asked(question: str, *_: object, **__: object) -> bool:
        raise AssertionError(question)

    monkeypatch.setattr(notices, "confirm", asked)


@pytest.fixture
def section(qtbot: QtBot, context: AppContext) -> SetsSection:
    made = SetsSection(context)
    qtbot.addWidget(made)
    made.reload()
    return made


def say(monkeypatch: pytest.MonkeyPatch, *answers: bool) -> list[bool]:
    """Answer the next questions so; return those that were not asked."""
    left = list(answers)
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: left.pop(0))
    return left


def test_a_criterion_and_its_indicator_are_added_where_the_cursor_is(dialog: PackDialog) -> None:
    dialog.table.choose_key("tc 2")
    dialog.add_criterion.click()
    boxes = dialog.editor.boxes()
    assert boxes["code"].text() == "20"
    boxes["name"].set_text("Chuyển đổi số")
    dialog.save.click()
    found = criteria.criteria_set(MINE)
    assert [one.code for one in found.criteria][:4] == ["1", "2", "20", "3"]
    assert dialog.table.current_row().key == "tc 20"
    dialog.add_indicator.click()
    boxes = dialog.editor.boxes()
    assert "measure_unit" not in boxes
    boxes["kind"].set_text("percent")
    dialog.editor.indicator["kind"].left.emit("kind")
    boxes = dialog.editor.boxes()
    for name, text in (("text", "Tỷ lệ hộ"), ("measure_unit", "%"), ("operator", ">=")):
        boxes[name].set_text(text)
    boxes["by_gender"].set_text(YES)
    dialog.save.click()
    one = criteria.criteria_set(MINE).indicator("20.1")
    assert (one.text, one.measure_unit, one.by_gender) == ("Tỷ lệ hộ", "%", True)


def test_what_is_refused_stands_under_its_field_and_nothing_is_written(dialog: PackDialog) -> None:
    before = criteria.criteria_set(MINE)
    dialog.table.choose_key("ct 1.1")
    boxes = dialog.editor.boxes()
    boxes["code"].set_text("mã sai")
    dialog.save.click()
    assert boxes["code"].has_error()
    assert boxes["code"].text() == "mã sai"
    assert criteria.criteria_set(MINE) == before
    boxes["code"].set_text("1.2")
    dialog.save.click()
    assert "mã bị lặp: 1.2" in boxes["code"].note.text()
    assert "1.2" not in dialog.notice.message
    boxes["code"].set_text("")
    dialog.save.click()
    assert boxes["code"].has_error()


def test_a_doubled_code_of_a_new_criterion_stands_under_its_field(dialog: PackDialog) -> None:
    dialog.table.choose_key("tc 1")
    dialog.add_criterion.click()
    boxes = dialog.editor.boxes()
    boxes["code"].set_text("3")
    boxes["name"].set_text("Tiêu chí thêm")
    dialog.save.click()
    assert "mã bị lặp: 3" in boxes["code"].note.text()


def test_checks_of_figures_that_go_with_an_indicator_are_told(
    dialog: PackDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = next(one for one in criteria.criteria_set(MINE).checks)
    say(monkeypatch, True)
    dialog.table.choose_key(f"ct {rule.indicators[0]}")
    dialog.remove.click()
    told = " ".join(one.text() for one in dialog.notice.findChildren(QLabel))
    assert "Không còn kiểm tra được, nên bỏ" in told
    assert rule.text in told


def test_checked_targets_are_not_emptied_and_locked_periods_not_changed_without_a_question(
    dialog: PackDialog, mine: Workspace, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = next(
        one
        for one in criteria.criteria_set(MINE).indicators
        if one.kind.value == "percent"
        and any(known.verified for column in one.targets.values() for known in column.known)
    )
    asked: list[str] = []

    def ask(question: str, verb: str, more: str = "", **_: object) -> bool:
        asked.append(more)
        return False

    monkeypatch.setattr(notices, "confirm", ask)
    before = criteria.criteria_set(MINE)
    dialog.table.choose_key(f"ct {checked.code}")
    dialog.editor.boxes()["kind"].set_text("boolean")
    dialog.editor._fit_kind()
    dialog.save.click()
    assert "(đã đối chiếu)" in asked[0]
    assert criteria.criteria_set(MINE) == before
    dialog.editor.show_row("", dialog.table.current_row())
    criteria.follow(mine, MINE, "chung")
    record_values(mine, [ValueDraft(MINE, "2023", code, "đạt") for code in ("1.1", "1.2")])
    locks.lock_period(mine, MINE, "2023")
    dialog.table.choose_key("ct 1.3")
    monkeypatch.setattr(notices, "confirm", lambda *a, **k: ask(*a, **k) or len(asked) == 2)
    dialog.remove.click()
    dialog.table.choose_key("tc 1")
    dialog.editor.boxes()["complete"].set_text(YES)
    dialog.save.click()
    assert "Số liệu năm 2023" in asked[-1]
    assert "1 (chưa có số liệu → đạt)" in asked[-1]
    assert not criteria.criteria_set(MINE).criterion("1").complete


def test_targets_of_another_form_are_said_to_be_emptied(dialog: PackDialog) -> None:
    code = next(
        one.code
        for one in criteria.criteria_set(MINE).indicators
        if one.kind.value == "percent" and one.target_for("chung", 2023)
    )
    dialog.table.choose_key(f"ct {code}")
    dialog.editor.boxes()["operator"].set_text("<=")
    dialog.save.click()
    assert "để trống" in dialog.notice.message
    dialog.undo.click()
    assert criteria.criteria_set(MINE).indicator(code).target_for("chung", 2023)
    assert not dialog.undo.isEnabled()


def test_rows_are_moved_and_removed_after_a_question(
    dialog: PackDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.table.choose_key("ct 1.2")
    dialog.up.click()
    codes = [one.code for one in criteria.criteria_set(MINE).criterion("1").indicators]
    assert codes[:2] == ["1.2", "1.1"]
    assert dialog.table.current_row().key == "ct 1.2"
    left = say(monkeypatch, False, True)
    dialog.remove.click()
    assert criteria.criteria_set(MINE).has_indicator("1.2")
    dialog.remove.click()
    assert not criteria.criteria_set(MINE).has_indicator("1.2")
    assert left == []


def test_a_code_with_data_stays_and_the_count_is_told(
    dialog: PackDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_values(workspace, [ValueDraft(MINE, "2023", "1.1", "đạt")])
    dialog.table.choose_key("ct 1.1")
    say(monkeypatch, True)
    dialog.remove.click()
    assert "đang có 1 dòng dữ liệu" in dialog.notice.message
    assert criteria.criteria_set(MINE).has_indicator("1.1")


def test_names_of_the_set_are_changed(dialog: PackDialog) -> None:
    dialog.short_name.set_text("Tên khác")
    dialog.complete.set_text(NO)
    dialog.save_names.click()
    found = criteria.criteria_set(MINE)
    assert (found.short_name, found.complete) == ("Tên khác", False)


def test_typed_text_is_not_left_without_a_question(
    qtbot: QtBot, mine: Workspace, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PackDialog(context, MINE)
    qtbot.addWidget(dialog)
    left = say(monkeypatch, False, False, True)
    dialog.table.choose_key("ct 1.1")
    dialog.editor.boxes()["text"].set_text("Đang gõ")
    dialog.table.choose_key("ct 1.3")
    assert dialog.table.current_row().key == "ct 1.1"
    assert dialog.editor.boxes()["text"].text() == "Đang gõ"
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.reject()
    assert closed == []
    dialog.reject()
    assert (len(closed), left) == (1, [])


def test_typed_fields_are_written_as_packs_have_them() -> None:
    texts = {"scale": "Đạt < Khá <Tốt", "max_points": "4,5", "if_any": YES, "text": " A "}
    texts |= {"base_set": "khac", "base_indicator": "1.1", "base_percent": "110%"}
    assert typed_fields(texts) == {
        "scale": ["Đạt", "Khá", "Tốt"],
        "max_points": "4.5",
        "if_any": True,
        "text": "A",
        "relative_to": {"set_id": "khac", "indicator": "1.1", "percent": "110"},
    }


# --- the page


def test_a_followed_set_is_copied_and_the_copy_listed(
    qtbot: QtBot, context: AppContext, workspace: Workspace
) -> None:
    check = overlays.check_of(workspace, "An", "5/QĐ-UBND")
    overlays.set_wording(workspace, SET_ID, "1", "Tên đúng", check, "criterion")
    made = CopySetDialog(context, SET_ID)
    qtbot.addWidget(made)
    made.id.set_text(SET_ID)
    made.act.click()
    assert made.id.has_error()
    made.name.set_text("")
    made.act.click()
    assert made.name.has_error()
    made.name.set_text("Bộ riêng của xã")
    made.id.set_text(MINE)
    made.follow.setChecked(True)
    made.act.click()
    assert made.copied is not None
    assert made.copied.wordings == 1
    assert MINE in [one.set_id for one in workspace.followed()]
    assert criteria.effective_set(workspace, MINE).criterion("1").name == "Tên đúng"


def test_the_page_opens_the_dialogs_of_own_sets_and_removes_one(
    mine: Workspace, section: SetsSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def show(dialog: QDialog) -> None:
        opened.append(dialog.windowTitle())
        dialog.accept()

    for dialog in (PackDialog, TargetsDialog, CopySetDialog):
        monkeypatch.setattr(dialog, "exec", show)
    section.reload()
    section.own_cards[0].edit.click()
    section.own_cards[0].targets.click()
    section.cards[0].copy.click()
    assert [one.split()[0] for one in opened] == ["Sửa", "Mức", "Sao"]
    say(monkeypatch, False, True)
    section.own_cards[0].remove.click()
    assert len(section.own_cards) == 1
    section.own_cards[0].remove.click()
    assert section.own_cards == []
    assert pack_editor.own_set_ids(mine) == ()


def test_a_removed_set_comes_back_from_the_page_with_its_following(
    mine: Workspace, section: SetsSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    criteria.follow(mine, MINE, "dbsh")
    section.reload()
    say(monkeypatch, True, True)
    section.own_cards[0].remove.click()
    assert "Đã xóa bộ Bộ riêng" in section.notice.message
    section.notice.action.click()
    assert [(one.set_id, one.commune_group) for one in mine.followed()][-1] == (MINE, "dbsh")
    assert [one.set_id for one in section.own_cards] == [MINE]
    section.own_cards[0].remove.click()
    [back] = section.restores
    back.click()
    assert pack_editor.own_set_ids(mine) == (MINE,)
    assert not section.removed.isVisibleTo(section)


def test_a_file_is_added_and_replaces_its_like_only_after_a_question(
    mine: Workspace, section: SetsSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pack_editor.pack_of_set(mine, MINE) | {"short_name": "Bản mới"}
    file = tmp_path / "moi.json"
    file.write_text(json.dumps(data), "utf-8")
    names = ["", str(file), str(file)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (names.pop(0), ""))
    left = say(monkeypatch, False, True)
    section.add_file.click()
    section.add_file.click()
    assert criteria.criteria_set(MINE).short_name == "Bộ riêng"
    names.append(str(file))
    section.add_file.click()
    assert criteria.criteria_set(MINE).short_name == "Bản mới"
    assert left == []


def test_a_file_that_is_not_in_order_is_told_with_its_places(
    mine: Workspace, section: SetsSection
) -> None:
    assert not section.problems.isVisibleTo(section)
    data = pack_editor.pack_of_set(mine, MINE)
    data["criteria"][0]["indicators"][0]["kind"] = "lạ"
    path = pack_folders.folder_of(mine.folder) / f"{MINE}.json"
    path.write_text(json.dumps(data), "utf-8")
    section.reload()
    assert section.problems.isVisibleTo(section)
    told = section.problems.item(0).text()
    assert told.startswith(f"{MINE}.json: tiêu chí 1 › chỉ tiêu 1.1 › loại: ")
    with pytest.raises(InputError):
        criteria.criteria_set(MINE)
