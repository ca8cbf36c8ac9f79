"""The directory: who held what on a day, several positions at once, an organisation that ends."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, people, records
from ntm_desktop.services.people import DirectoryEntry, PositionDraft
from tests.meeting_fixtures import enter_article
from ui.context import AppContext
from ui.dialogs.end_positions_dialog import EndPositionsDialog
from ui.views.people_view import PeopleView


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[PeopleView]:
    made = PeopleView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def enter(context: AppContext, name: str, *positions: dict[str, str]) -> str:
    drafts = [PositionDraft(dict(one)) for one in positions]
    return context.do(lambda ws: people.put_person(ws, None, {"full_name": name}, drafts)).key


def entry(context: AppContext, key: str) -> DirectoryEntry:
    return next(one for one in people.directory(context.workspace) if one.person.key == key)


def names(view: PeopleView) -> list[str]:
    return [row.name for row in view.people.rows()]


def test_an_empty_directory_offers_one_action(view: PeopleView) -> None:
    assert view.people.table._stack.currentIndex() == 1
    assert not view.people.search.isVisibleTo(view)


def test_people_stand_by_given_name_with_the_positions_held_today(
    context: AppContext, view: PeopleView
) -> None:
    enter(context, "Trần Quốc Ân", {"title": "Chủ tịch UBMTTQ Việt Nam xã"})
    enter(
        context,
        "Lê Thị Ánh",
        {"title": "Phó Bí thư Đảng ủy xã", "side": "party"},
        {"title": "Chủ tịch UBND xã", "side": "state"},
        {"title": "Trưởng thôn 1", "held_until": "2020-06-30"},
    )
    assert names(view) == ["Lê Thị Ánh", "Trần Quốc Ân"]
    first = view.people.rows()[0]
    assert first.entry.caption == "Phó Bí thư Đảng ủy xã, Chủ tịch UBND xã"
    assert first.sides == "Đảng, Chính quyền"


def test_a_name_is_found_without_accents_the_given_name_first(
    context: AppContext, view: PeopleView
) -> None:
    enter(context, "Đức Văn An")
    enter(context, "Nguyễn Văn Đức")
    enter(context, "Lê Thị Hoa")
    view.people.search.setText("duc")
    assert names(view) == ["Nguyễn Văn Đức", "Đức Văn An"]


def test_another_day_shows_who_held_what_then(context: AppContext, view: PeopleView) -> None:
    enter(
        context,
        "Lê Thị Ánh",
        {"title": "Phó Chủ tịch UBND xã", "held_until": "2020-06-30"},
        {"title": "Chủ tịch UBND xã", "held_from": "2020-07-01"},
    )
    view.people.day.setText("1/1/2019")
    view.people._take_day()
    assert view.people.rows()[0].entry.caption == "Phó Chủ tịch UBND xã"
    assert view.people.table.model.columns[1].title == "Chức vụ ngày 01/01/2019"
    view.people._to_today.click()
    assert view.people.rows()[0].entry.caption == "Chủ tịch UBND xã"


def test_what_is_no_date_stays_as_typed_with_a_word(view: PeopleView) -> None:
    view.people.day.setText("31/2/2023")
    view.people._take_day()
    assert view.people.day.text() == "31/2/2023"
    assert "Chưa hiểu ngày" in view.people._day_note.text()


def test_somebody_new_gets_two_positions_at_once(context: AppContext, view: PeopleView) -> None:
    view.people.add()
    form = view.people.form
    assert form is not None
    form.boxes["full_name"].set_text("Lê Thị Ánh")
    form._leave("full_name")
    for title in ("Phó Bí thư Đảng ủy xã", "Chủ tịch UBND xã"):
        view.people.positions.add_button.click()
        new = view.people.positions.cards[""].form
        new.boxes["title"].set_text(title)
        new._leave("title")
    (held,) = people.directory(context.workspace)
    assert held.line == "Lê Thị Ánh, Phó Bí thư Đảng ủy xã, Chủ tịch UBND xã"
    assert len(view.people.positions.cards) == 2


def test_tab_goes_on_through_a_new_position_also_when_it_is_kept_on_the_way(
    qtbot: QtBot, qapp: QApplication, context: AppContext, view: PeopleView
) -> None:
    key = enter(
        context, "Trần Ân", {"title": "Bí thư"}, {"title": "Kế toán", "held_until": "2020-01-01"}
    )
    view.activateWindow()
    view.people.open(key)
    positions = view.people.positions
    positions.add()
    qtbot.keyClicks(qapp.focusWidget(), "Truong ban")
    passed = []
    for _ in range(9):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        passed.append(qapp.focusWidget())
    card = next(
        one for one in positions.cards.values() if one.form.texts()["title"] == "Truong ban"
    )
    boxes = list(card.form.boxes.values())
    assert passed == [*(box.editor for box in boxes[1:]), *card.tools, positions.others.header]
    assert [one.title for one in entry(context, key).held] == ["Bí thư", "Truong ban"]
    boxes[-1].editor.setText("31/12/2023")
    view.leave()
    assert entry(context, key).held[-1].held_until == datetime.date(2023, 12, 31)


def test_a_person_can_be_kept_by_position_alone(context: AppContext, view: PeopleView) -> None:
    view.people.add()
    view.people.positions.add()
    new = view.people.positions.cards[""].form
    new.boxes["title"].set_text("Trưởng thôn 2")
    new._leave("title")
    (held,) = people.directory(context.workspace)
    assert (held.person.full_name or "", held.caption) == ("", "Trưởng thôn 2")


def test_a_position_that_ends_is_folded_away_and_kept(
    context: AppContext, view: PeopleView
) -> None:
    key = enter(context, "Lê Thị Ánh", {"title": "Chủ tịch UBND xã", "held_from": "2020-07-01"})
    view.people.open(key)
    (card,) = view.people.positions.cards.values()
    card.form.boxes["held_until"].set_text("30/6/2022")
    card.form._leave("held_until")
    assert entry(context, key).held == ()
    assert view.people.positions.others.isVisibleTo(view)
    assert not view.people.positions.others.is_open()
    assert view.people.positions.nobody.isVisibleTo(view)


def test_an_end_before_the_beginning_is_refused_under_the_field(
    context: AppContext, view: PeopleView
) -> None:
    key = enter(context, "Lê Thị Ánh", {"title": "Chủ tịch UBND xã", "held_from": "2020-07-01"})
    view.people.open(key)
    (card,) = view.people.positions.cards.values()
    card.form.boxes["held_until"].set_text("1/1/2020")
    card.form._leave("held_until")
    assert card.form.boxes["held_until"].has_error()
    assert card.form.boxes["held_until"].text() == "1/1/2020"
    assert entry(context, key).positions[0].held_until is None


def test_a_deleted_position_and_person_come_back(context: AppContext, view: PeopleView) -> None:
    key = enter(context, "Lê Thị Ánh", {"title": "Chủ tịch UBND xã"})
    view.people.open(key)
    (position,) = view.people.positions.cards
    view.people.positions.delete_asked.emit(position)
    assert entry(context, key).positions == ()
    view.notice.action.click()
    assert entry(context, key).caption == "Chủ tịch UBND xã"
    view.people.open(key)
    view.people.delete()
    assert people.directory(context.workspace) == ()
    view.notice.action.click()
    assert entry(context, key).caption == "Chủ tịch UBND xã"


def test_moving_to_another_person_keeps_what_was_typed(
    qtbot: QtBot, context: AppContext, view: PeopleView
) -> None:
    first, second = enter(context, "Lê An"), enter(context, "Lê Bình")
    view.people.table.choose_key(first)
    qtbot.keyClick(view.people.table.view, Qt.Key.Key_Return)
    assert view.people.form is not None
    view.people.form.boxes["note"].set_text("ghi chú")
    view.people.table.choose_key(second)
    assert entry(context, first).person.note == "ghi chú"
    assert view.people.form.boxes["full_name"].text() == "Lê Bình"


def test_every_position_of_an_organisation_ends_after_a_preview(
    qtbot: QtBot, context: AppContext, view: PeopleView
) -> None:
    fields = {"name": "UBND huyện Mẫu"}
    office = context.do(lambda ws: records.put_texts(ws, "organisation", None, fields)).key
    key = enter(context, "Lê Thị Ánh", {"title": "Chủ tịch UBND huyện", "organisation": office})
    enter(context, "Lê Văn Ba", {"title": "Chủ tịch UBND xã"})
    dialog = EndPositionsDialog(context, view._organisation(office))
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.day.set_text("30/6/2025")
    dialog._show()
    assert [one[0].person.full_name for one in dialog.preview.model.rows] == ["Lê Thị Ánh"]
    assert dialog.act.text() == "Kết thúc 1 chức vụ"
    dialog.act.click()
    assert entry(context, key).positions[0].held_until == datetime.date(2025, 6, 30)
    assert records.get_record(context.workspace, "organisation", office).shown["ended_on"] == (
        "30/06/2025"
    )


def test_a_found_position_opens_its_person(context: AppContext, view: PeopleView) -> None:
    enter_article(context.workspace, "000")
    view.people.reload()
    (first, *_) = people.directory(context.workspace)
    view.show_record("position", first.positions[0].key)
    assert view.people.sides.heading.text() == first.caption


def test_the_order_of_positions_is_changed_and_taken_back(
    context: AppContext, view: PeopleView
) -> None:
    key = enter(context, "Lê Thị Ánh", {"title": "Phó Bí thư"}, {"title": "Chủ tịch HĐND"})
    view.people.open(key)
    second = entry(context, key).positions[1]
    view.people.positions.move_asked.emit(second.key, -1)
    assert entry(context, key).caption == "Chủ tịch HĐND, Phó Bí thư"
    assert next(iter(view.people.positions._placed[0])) == second.key
    history.undo(context.workspace)
    assert entry(context, key).caption == "Phó Bí thư, Chủ tịch HĐND"


def test_one_name_entered_twice_is_shown_as_a_possible_double(
    context: AppContext, view: PeopleView
) -> None:
    first = enter(context, "Lê Thị Ánh", {"title": "Phó Bí thư"})
    assert not view.people.rows()[0].entry.doubles
    second = enter(context, "Lê Thị  Ánh", {"title": "Chủ tịch HĐND"})
    assert {row.key: row.entry.doubles for row in view.people.rows()} == {
        first: (second,),
        second: (first,),
    }
    assert view.subtitle.text().startswith("Có 1 người có thể ghi hai lần")
    view.people.open(first)
    assert not view.people.double.isHidden()
