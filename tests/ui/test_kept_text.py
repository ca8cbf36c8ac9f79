"""Typed text counts as kept only once it was written: a failed write offers it again."""

import datetime

from ntm_desktop.domain.tasks import Task
from ui.widgets.add_line import AddLine
from ui.widgets.date_edit import DateEdit
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.passage_edit import PassageRow
from ui.widgets.task_card import TaskCard

TODAY = datetime.date(2024, 1, 24)


def heard(signal):
    """Return the list of what a signal says from now on."""
    said = []
    signal.connect(lambda *values: said.append(values))
    return said


def test_a_passage_is_given_again_until_it_is_shown_as_written(qtbot):
    row = PassageRow("k", "text", "kết luận", speaker=False, tasks=False)
    qtbot.addWidget(row)
    said = heard(row.edited)
    row.edit.setPlainText("Giao Văn phòng")
    row.save_now()
    row.save_now()
    assert said == [("k", "text", "Giao Văn phòng")] * 2
    row.show_part(1, {"text": "Giao Văn phòng"}, 0)
    row.save_now()
    assert len(said) == 2


def test_a_task_is_given_again_until_it_is_shown_as_written(qtbot):
    card = TaskCard("k", TODAY)
    qtbot.addWidget(card)
    said = heard(card.edited)
    card.words.setPlainText("Rà soát")
    card.save_now()
    card.save_now()
    assert said == [("k", "text", "Rà soát")] * 2
    card.show_task(Task(key="k", text="Rà soát"), "waiting", TODAY)
    card.save_now()
    assert len(said) == 2


def test_a_deadline_is_given_again_until_it_is_shown_as_kept(qtbot):
    edit = DeadlineEdit(TODAY)
    qtbot.addWidget(edit)
    said = heard(edit.given)
    edit.edit.setText("18/11/2024")
    edit.save_now()
    edit.save_now()
    assert len(said) == 2
    edit.set_deadline(datetime.date(2024, 11, 18), "")
    edit.save_now()
    assert len(said) == 2


def test_a_line_stays_in_its_field_until_whoever_kept_it_clears_it(qtbot):
    line = AddLine("Thêm", "gõ rồi Enter")
    qtbot.addWidget(line)
    said = heard(line.lines_given)
    line.setText("Bí thư Đảng ủy xã")
    line.give()
    assert said == [(["Bí thư Đảng ủy xã"],)]
    assert line.text() == "Bí thư Đảng ủy xã"


def test_a_date_field_says_its_form_in_as_many_letters_as_fit(qtbot):
    field = DateEdit()
    qtbot.addWidget(field)
    field.resize(400, 30)
    field.show()
    assert field.placeholderText() == "ngày/tháng/năm"
    field.resize(110, 30)
    qtbot.waitUntil(lambda: field.placeholderText() == "ng/th/năm")
    field.setPlaceholderText("bất kỳ")
    field.resize(300, 30)
    assert field.placeholderText() == "bất kỳ"


def words_of(edit):
    """Return the sentence under a deadline and the answers it offers."""
    made = [edit.proposals.itemAt(at).widget() for at in range(edit.proposals.count())]
    return edit.echo.text(), [one.text() for one in made if one is not None]


def test_a_date_of_no_calendar_is_refused_under_the_field(qtbot):
    edit = DeadlineEdit(TODAY)
    qtbot.addWidget(edit)
    said = heard(edit.given)
    edit.edit.setText("25/13/2026")
    edit.save_now()
    assert (said, edit.edit.text()) == ([], "25/13/2026")
    assert words_of(edit) == ("Không có ngày 25/13/2026 trong lịch.", [])


def test_a_time_without_a_day_is_kept_and_its_last_day_offered(qtbot):
    edit = DeadlineEdit(TODAY)
    qtbot.addWidget(edit)
    said = heard(edit.given)
    edit.edit.setText("cuối quý I/2027")
    edit.save_now()
    assert said == [(None, "cuối quý I/2027", None)]
    assert words_of(edit) == ("Chưa có ngày để nhắc. Nhắc theo ngày:", ["31/03/2027"])
    edit.edit.setText("sau khi có vốn")
    edit.save_now()
    assert words_of(edit)[0].startswith("Giữ nguyên văn, chưa có ngày nên không nhắc được")


def test_the_first_check_of_an_old_task_is_asked_for(qtbot):
    edit = DeadlineEdit(datetime.date(2022, 11, 5))
    qtbot.addWidget(edit)
    edit.set_today(datetime.date(2026, 11, 23))
    said = heard(edit.given)
    edit.set_deadline(None, "trước ngày 15 hàng tháng")
    sentence, answers = words_of(edit)
    assert sentence == "Kiểm tra hàng tháng. Nhắc từ lần nào?"
    assert answers == ["15/12/2026 (kỳ tới)", "15/11/2022 (từ khi giao)"]
    edit.proposals.itemAt(0).widget().click()
    assert said == [(None, "trước ngày 15 hàng tháng", datetime.date(2026, 12, 15))]
    assert words_of(edit) == ("Kiểm tra hàng tháng, lần đầu ngày 15/12/2026.", [])


def test_a_deadline_before_the_day_it_was_given_offers_the_years_again(qtbot):
    edit = DeadlineEdit(datetime.date(2024, 1, 25))
    qtbot.addWidget(edit)
    edit.set_deadline(datetime.date(2023, 11, 18), "trước ngày 18/11")
    sentence, answers = words_of(edit)
    assert sentence == "? Hạn 18/11/2023 trước ngày giao 25/01/2024: xem lại."
    assert answers == ["18/11/2024"]
