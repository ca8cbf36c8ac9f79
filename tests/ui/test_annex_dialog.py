"""The dialog that reads a set out of an annex: proposal, doubts, corrections, the new set."""

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.annex_grid import Confidence
from ntm_desktop.services import criteria, locks, pack_editor
from ntm_desktop.services.annex import propose
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.workspace import Workspace
from tests.data.make_annexes import FOLDER
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs.annex_dialog import KIND_WORDS, LEVEL_WORDS, AnnexDialog, annex_rows

REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY, NOTHING = sorted(FOLDER.iterdir())


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext) -> AnnexDialog:
    made = AnnexDialog(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    return made


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def confirm(question: str, *_: object, **__: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(notices, "confirm", confirm)
    return asked


def target(set_id: str, code: str, group: str = "chung") -> str:
    found = criteria.criteria_set(set_id).indicator(code).target_for(group, None)
    return found.text if found else ""


def test_a_file_is_read_on_a_thread_and_its_tables_are_listed(
    qtbot: QtBot, dialog: AnnexDialog
) -> None:
    assert not dialog.add.isEnabled()
    dialog.read(REGION)
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    assert dialog.tables.count() == 2
    assert dialog.tables.currentData() == 2
    assert dialog.name.text() == "BỘ TIÊU CHÍ BỊA VỀ XÃ GIAI ĐOẠN 2026-2030"
    assert len(dialog.table.model.rows) == 4 + 8
    assert dialog.problems.count() == 3
    assert "8 chỉ tiêu" in dialog.summary.text()


def test_another_table_of_the_file_can_be_read(qtbot: QtBot, dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.tables.setCurrentIndex(0)
    dialog.tables.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.proposal is not None and dialog.proposal.used == (1,))
    assert not dialog.add.isEnabled()
    assert not dialog.table.model.rows


def test_the_first_doubtful_row_is_shown_with_its_cells_and_doubts(dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(REGION))
    row = dialog.table.current_row()
    assert (row.code, row.confidence) == ("2.2", Confidence.UNSURE)
    assert "chưa có mức" in dialog.editor.doubts.text()
    assert "UBND cấp tỉnh quy định cụ thể" in dialog.editor.targets["tn"].note.text()
    assert dialog.editor.targets["tn"].text() == ""


def test_a_doubt_leads_to_its_row(dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(REGION))
    last = dialog.problems.item(dialog.problems.count() - 1)
    dialog.problems.itemClicked.emit(last)
    assert dialog.table.current_row().code == "3"
    assert dialog.table.current_row().indicator is not None


def test_a_corrected_row_becomes_sure_and_its_doubts_go(
    dialog: AnnexDialog, workspace: Workspace, agreed: list[str]
) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.editor.kind.set_text("percent")
    dialog.editor.targets["btb"].set_text("≥ 55,5%")
    dialog.editor.keep.click()
    assert dialog.table.current_row().confidence is Confidence.SURE
    assert dialog.problems.count() == 1
    assert dialog.editor.doubts.text() == ""
    dialog.id.set_text("xa-thu")
    dialog.add.click()
    assert dialog.result() == AnnexDialog.DialogCode.Accepted
    assert "xa-thu" in criteria.set_ids()
    assert [target("xa-thu", "2.2", group) for group in ("btb", "tn")] == ["≥ 55,5%", ""]
    assert not criteria.criteria_set("xa-thu").indicator("2.2").target_verified
    assert len(agreed) == 1


def test_a_bad_target_stands_with_its_reason_and_nothing_is_taken_over(
    dialog: AnnexDialog,
) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.editor.kind.set_text("percent")
    dialog.editor.targets["btb"].set_text("≥ chín")
    dialog.editor.keep.click()
    assert dialog.editor.targets["btb"].has_error()
    assert dialog.editor.targets["btb"].text() == "≥ chín"
    assert dialog.table.current_row().confidence is Confidence.UNSURE


def test_a_typed_rate_over_the_whole_is_asked_about(
    dialog: AnnexDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *told, **_: asked.append(" ".join(told)))
    dialog.show_proposal(propose(REGION))
    dialog.editor.kind.set_text("percent")
    dialog.editor.targets["btb"].set_text("≥ 150%")
    dialog.editor.keep.click()
    assert "Mức 150%" in asked[0]
    assert dialog.editor.targets["btb"].text() == "≥ 150%"
    assert dialog.table.current_row().confidence is Confidence.UNSURE


def test_a_number_without_a_sign_is_asked_for_its_sign(dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.editor.kind.set_text("number")
    dialog.editor.targets["btb"].set_text("khoảng 5")
    dialog.editor.keep.click()
    assert dialog.editor.kind.has_error()


def test_an_unkept_correction_is_said_and_holds_up_the_new_set(
    dialog: AnnexDialog, agreed: list[str]
) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.editor.words.set_text("Câu chữ khác")
    before = criteria.set_ids()
    dialog.add.click()
    assert "2.2" in dialog.notice.message
    assert criteria.set_ids() == before
    assert agreed == []


def test_name_level_and_wording_are_those_the_person_gave(
    dialog: AnnexDialog, agreed: list[str]
) -> None:
    dialog.show_proposal(propose(ONE))
    dialog.table.choose_key("tc 1")
    dialog.editor.words.set_text("Tên đã sửa")
    dialog.editor.keep.click()
    dialog.name.set_text("Quy định thử")
    dialog.short_name.set_text("Thử")
    dialog.id.set_text("thu")
    dialog.level.set_text("xa")
    dialog.add.click()
    made = criteria.criteria_set("thu")
    assert (made.name, made.short_name, made.level) == ("Quy định thử", "Thử", "xa")
    assert made.criterion("1").name == "Tên đã sửa"


@pytest.mark.parametrize("wrong", ["Mã Có Dấu", "", "xa-ntm-nang-cao-2021-2025", "../x"])
def test_a_bad_or_taken_id_is_refused_under_its_field(
    dialog: AnnexDialog, agreed: list[str], wrong: str
) -> None:
    dialog.show_proposal(propose(ONE))
    before = criteria.set_ids()
    dialog.id.set_text(wrong)
    dialog.add.click()
    assert dialog.id.has_error()
    assert criteria.set_ids() == before


def test_a_table_without_criteria_adds_nothing(dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(NOTHING))
    assert not dialog.add.isEnabled()
    assert dialog.problems.count() == 1


def test_every_row_can_be_taken_over_as_it_was_read(dialog: AnnexDialog) -> None:
    for path in (REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY):
        dialog.show_proposal(propose(path))
        assert dialog.proposal is not None
        before = dialog.proposal.found.criteria
        for row in annex_rows(dialog.proposal):
            dialog.table.choose_key(row.key)
            dialog.editor.keep.click()
            boxes = (dialog.editor.kind, *dialog.editor.targets.values())
            assert not any(box.has_error() for box in boxes), (path.name, row.code)
        after = dialog.proposal.found.criteria
        for old, new in zip(before, after, strict=True):
            assert [one.targets for one in old.indicators] == [
                one.targets for one in new.indicators
            ], path.name


def test_every_kind_that_is_read_has_a_word() -> None:
    for path in sorted(FOLDER.iterdir()):
        found = propose(path)
        assert found.title.level in LEVEL_WORDS
        kinds = {one.kind for each in found.found.criteria for one in each.indicators}
        assert kinds <= set(KIND_WORDS)


def test_closing_asks_before_corrections_are_lost(
    dialog: AnnexDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, False, True]
    asked: list[str] = []

    def confirm(question: str, *_: object, **__: object) -> bool:
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr(notices, "confirm", confirm)
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.show_proposal(propose(REGION))
    dialog.editor.words.set_text("Đang sửa")
    dialog.reject()
    assert "chưa được nhận" in asked[-1]
    dialog.editor.keep.click()
    dialog.other.click()
    assert dialog.proposal is not None
    assert closed == []
    dialog.reject()
    assert (len(closed), answers) == (1, [])


def test_nothing_is_asked_where_nothing_was_corrected(dialog: AnnexDialog) -> None:
    dialog.show_proposal(propose(REGION))
    dialog.other.click()
    assert dialog.proposal is None
    dialog.reject()


def test_an_own_set_of_the_same_id_is_replaced_after_a_question(
    dialog: AnnexDialog, workspace: Workspace, agreed: list[str]
) -> None:
    pack_editor.copy_set(workspace, "vuon-mau-ha-tinh", "bo-rieng", "Bộ riêng")
    dialog.show_proposal(propose(REGION))
    dialog.id.set_text("bo-rieng")
    dialog.add.click()
    assert "bo-rieng" in agreed[-1]
    assert criteria.criteria_set("bo-rieng").short_name == dialog.short_name.text()
    assert pack_editor.can_undo(workspace, "bo-rieng")


def test_an_own_set_is_not_replaced_from_under_its_data(
    dialog: AnnexDialog, workspace: Workspace, agreed: list[str]
) -> None:
    pack_editor.copy_set(workspace, "xa-ntm-nang-cao-2021-2025", "bo-rieng", "Bộ riêng")
    record_values(workspace, [ValueDraft("bo-rieng", "2023", "19.2", "đạt")])
    dialog.show_proposal(propose(REGION))
    dialog.id.set_text("bo-rieng")
    dialog.add.click()
    assert agreed
    assert dialog.id.has_error()
    assert criteria.criteria_set("bo-rieng").short_name == "Bộ riêng"


def test_an_own_set_is_not_replaced_under_a_locked_period_without_being_told(
    dialog: AnnexDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.show_proposal(propose(REGION))
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    dialog.id.set_text("bo-rieng")
    dialog.add.click()
    found = criteria.criteria_set("bo-rieng")
    one = next(part for part in found.indicators if part.kind.value == "percent")
    group = next(name for name, column in one.targets.items() if column.known)
    criteria.follow(workspace, "bo-rieng", group)
    record_values(workspace, [ValueDraft("bo-rieng", "2026", one.code, "100")])
    locks.lock_period(workspace, "bo-rieng", "2026")
    dialog.show_proposal(propose(REGION))
    row = next(row for row in dialog.table.model.rows if row.code == one.code)
    dialog.table.choose_key(row.key)
    dialog.editor.targets[group].set_text("")
    dialog.editor.keep.click()
    dialog.id.set_text("bo-rieng")
    asked: list[str] = []
    monkeypatch.setattr(
        notices, "confirm", lambda *told, **_: bool(asked.append(" ".join(told))) or len(asked) == 1
    )
    dialog.add.click()
    assert "Số liệu năm 2026" in asked[1]
    assert f"{one.code} (đạt → chưa có số liệu)" in asked[1]
    assert criteria.criteria_set("bo-rieng") == found
