"""A part of the window is read again when it is seen, not while it is hidden."""

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntm_desktop.domain.changes import Touched
from ui.context import AppContext
from ui.widgets.data_watch import DataWatch


class Watched:
    """A part in front of another one, and how often it was read."""

    def __init__(self, qtbot, context: AppContext, *entities: str) -> None:
        self.stack, self.part = QStackedWidget(), QWidget()
        qtbot.addWidget(self.stack)
        self.stack.addWidget(self.part)
        self.stack.addWidget(QWidget())
        self.times_read = 0
        self.watch = DataWatch(self.part, context, self._read, *entities)

    def _read(self) -> None:
        self.times_read += 1


@pytest.fixture
def watched(qtbot, context) -> Watched:
    return Watched(qtbot, context, "task")


def write(context: AppContext, entity: str) -> None:
    context.data_changed.emit(Touched(frozenset({entity})))


def test_a_part_that_is_seen_is_read_at_once(watched, context):
    watched.stack.show()
    write(context, "task")
    assert watched.times_read == 1


def test_a_part_behind_another_is_read_once_when_it_is_shown(watched, context):
    watched.stack.show()
    watched.stack.setCurrentIndex(1)
    write(context, "task")
    write(context, "task")
    assert watched.times_read == 0
    watched.stack.setCurrentWidget(watched.part)
    assert watched.times_read == 1
    watched.stack.setCurrentIndex(1)
    watched.stack.setCurrentWidget(watched.part)
    assert watched.times_read == 1


def test_a_hidden_part_that_is_asked_reads_first(watched, context):
    watched.stack.show()
    watched.stack.setCurrentIndex(1)
    write(context, "task")
    watched.watch.catch_up()
    watched.watch.catch_up()
    assert watched.times_read == 1


def test_what_the_part_does_not_show_is_no_reason_to_read(watched, context):
    watched.stack.show()
    write(context, "work")
    assert watched.times_read == 0


def test_without_names_every_write_counts(qtbot, context):
    watched = Watched(qtbot, context)
    write(context, "work")
    assert watched.times_read == 1
