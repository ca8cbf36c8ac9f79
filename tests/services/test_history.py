"""Undo, redo and the list of steps, as the window and the command line see them."""

from ntm_desktop.services import history
from ntm_desktop.services.records import get_record, put_texts


def test_nothing_can_be_undone_or_redone_at_first(commune):
    assert history.undo(commune) is history.redo(commune) is None
    assert history.undo_label(commune) == history.redo_label(commune) == ""


def test_undo_and_redo_go_back_and_forth_and_survive_a_restart(offices):
    here = offices.new()
    key = put_texts(here, "work", None, {"name": "A"}).key
    put_texts(here, "work", key, {"name": "B"})
    here.close()
    here = offices.again("a")
    done = history.undo(here)
    assert (done.label, done.kept) == ("Sửa công trình: B", ())
    assert done.touched.entities == {"work"}
    assert get_record(here, "work", key).title == "A"
    assert history.redo_label(here) == "Sửa công trình: B"
    assert history.undo_label(here) == "Thêm công trình: A"
    history.redo(here)
    assert get_record(here, "work", key).title == "B"
    assert history.redo(here) is None


def test_what_was_edited_since_is_kept_and_named(offices):
    here = offices.new()
    key = put_texts(here, "work", None, {"name": "A", "village": "Một"}).key
    put_texts(here, "work", key, {"name": "B", "village": "Hai"})
    with here.store.step("Nhận", "Bình", kind="take"):
        here.store.put("work", key, {"name": "C"})
    done = history.undo(here)
    assert done.kept == (("work", key, "name"),)
    values = get_record(here, "work", key).values
    assert (values["name"], values["village"]) == ("C", "Một")


def test_steps_are_listed_newest_first(commune):
    for name in "AB":
        put_texts(commune, "work", None, {"name": name})
    labels = [step.label for step in history.past_steps(commune)]
    assert labels[:2] == ["Thêm công trình: B", "Thêm công trình: A"]
    assert len(history.past_steps(commune, limit=1)) == 1


def test_the_history_of_a_record_says_who_set_what(commune):
    key = put_texts(commune, "work", None, {"name": "A"}).key
    put_texts(commune, "work", key, {"name": "B"})
    changes = history.record_history(commune, "work", key)
    assert [dict(change.values) for change in changes] == [{"name": "A"}, {"name": "B"}]
    assert {change.user for change in changes} == {"An"}
    assert history.record_history(commune, "work", "06901/w404") == []
