"""How long typing into the criteria sheet takes, beside a plain Qt table in the same run.

    .venv/bin/python benchmarks/entry_sheet.py [--rounds 30]

A commune with every indicator of a set filled in twelve months; the real screen, the real keys.
A value is typed: the first key opens the cell, Enter closes it and is done when the value is
stored for good, assessed and painted and the cursor is on the next line. What is not looked at
while typing (counts, findings, panel) follows once the keys rest; when all of it is shown is
measured from the same Enter. The cursor is moved by an arrow key; a block of 50 lines and 6
columns is pasted until it is stored, assessed and painted. The floor does the same to a QTableView
over a QStandardItemModel, which stores nothing. Before each value the keys pause for 200 ms, as a
person's do. Goals: a median of at most 16 ms for each key, 300 ms for a block.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QModelIndex, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QKeyEvent, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.services import entry
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from ui import style
from ui.context import AppContext
from ui.models.entry_grid import STATE, VALUE
from ui.models.typing_grid import shown_state
from ui.models.typing_sheet import TypingSheet
from ui.views.entry_view import EntryView

SET_ID = "xa-ntm-nang-cao-2021-2025"
PERIODS = [f"2023-{month:02d}" for month in range(1, 13)]
CODE = "3.1"
OUTCOMES = ("Chưa đạt", "Đạt", "Chưa có ngưỡng")  # of a value that was assessed
KEY_GOAL, BLOCK_GOAL = 16.0, 300.0
BLOCK = (50, 6)
BLOCK_ROUNDS = 5
Times = list[float]
Check = Callable[[QModelIndex], object]
Typed = list[tuple[float, float, float]]  # first key, Enter, all counts


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    rounds = parsed_arguments().rounds
    with tempfile.TemporaryDirectory(prefix="ntm-entry-") as folder:
        os.environ["NTM_DEVICE_DIR"] = str(Path(folder) / "device")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        qInstallMessageHandler(lambda *_: None)
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        style.apply(app)
        workspace = filled(Path(folder) / "data")
        found = measured(workspace, rounds)
        workspace.close()
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, ", end="")
    print(f"Python {platform.python_version()}, PySide {PySide6.__version__}")
    missed = 0
    for name, (times, goal) in found.items():
        print(f"{name:34} {described(times)}" + (f"   goal {goal:.0f} ms" if goal else ""))
        missed += bool(goal) and statistics.median(times) > goal
    return int(bool(missed))


def parsed_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    return parser.parse_args()


def filled(folder: Path) -> Workspace:
    """Return a commune with every indicator of the set filled in twelve months."""
    office = NewOffice(name="Quảng An", level="xa", sets=[(SET_ID, "chung")])
    workspace = create_workspace(folder, office, user="cán bộ")
    for place, period in enumerate(PERIODS):
        drafts = [
            entry.ValueDraft(SET_ID, period, one.code, typed(one, place + number))
            for number, one in enumerate(criteria_set(SET_ID).indicators)
        ]
        entry.record_values(workspace, drafts)
    return workspace


def typed(indicator: Indicator, number: int) -> str:
    """Return a value of an indicator as it is typed, another one for each number."""
    if indicator.kind is IndicatorKind.BOOLEAN:
        return "đạt" if number % 5 else "chưa đạt"
    if indicator.kind is IndicatorKind.ORDINAL:
        return indicator.scale[number % len(indicator.scale)]
    if indicator.by_gender:
        return f"nam={50 + number % 50}; nữ={50 + number % 40}"
    return str(50 + number % 50 if indicator.measure_unit == "%" else number % 7)


def measured(workspace: Workspace, rounds: int) -> dict[str, tuple[Times, float]]:
    """Return the times of every gesture, with its goal (0 for the floors)."""
    context = AppContext(workspace, period_id=PERIODS[-1], set_id=SET_ID)
    view = EntryView(context)
    view.resize(1170, 700)
    view.show()
    QTest.qWaitForWindowExposed(view)
    plain = bare_table()
    settle()
    found: dict[str, tuple[Times, float]] = {}
    for name, times, goal in (
        ("plain table", values_typed(plain, rounds, lambda _: None), 0.0),
        ("one period", one_period(view, rounds), KEY_GOAL),
        ("several periods", several_periods(view, rounds), KEY_GOAL),
    ):
        found[f"first key, {name}"] = ([first for first, _, _ in times], goal)
        found[f"Enter, {name}"] = ([last for _, last, _ in times], goal)
        if goal:
            found[f"Enter to all counts, {name}"] = ([whole for _, _, whole in times], 0.0)
    found["arrow, plain table"] = (arrows(plain, rounds), 0.0)
    for mode, name in (("one", "one period"), ("periods", "several periods")):
        view.modes[mode].click()
        settle()
        found[f"arrow, {name}"] = (arrows(view.sheets.active, rounds), KEY_GOAL)
    found["50 x 6, plain table"] = (plain_blocks(plain), 0.0)
    found["50 x 6, several periods"] = (blocks(view), BLOCK_GOAL)
    context.stop()
    return found


def bare_table() -> QTableView:
    """Return a plain table of as many cells, shown as large."""
    made = QTableView()
    made.setModel(QStandardItemModel(94, 12, made))
    made.resize(1170, 700)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def settle() -> None:
    """Let everything be painted, also what waits for a pause of the keys."""
    QTest.qWait(200)


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds until a gesture is done and painted."""
    begun = time.perf_counter()
    act()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - begun)


def all_shown() -> None:
    """Wait until nothing waits for the keys to rest any more."""

    def waiting() -> bool:
        held = [one for top in QApplication.topLevelWidgets() for one in top.findChildren(QTimer)]
        return any(one.isSingleShot() and one.isActive() for one in held)

    while waiting():
        QApplication.processEvents()
    QApplication.processEvents()


def press(widget: QWidget, letter: str) -> None:
    """Press the key of a letter, also of one with marks."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def type_value(table: QTableView, text: str) -> tuple[float, float, float]:
    """Type a text into the current cell; return the times of the first key, of Enter, of all."""
    first = timed(lambda: press(table, text[0]))
    editor = table.findChild(QLineEdit)
    assert editor is not None
    for letter in text[1:]:
        press(editor, letter)
    QApplication.processEvents()
    begun = time.perf_counter()
    last = timed(lambda: enter(table, editor))
    all_shown()
    return first, last, 1000 * (time.perf_counter() - begun)


def enter(table: QTableView, editor: QLineEdit) -> None:
    """Press Enter and wait until the cell is closed."""
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while table.state() is QTableView.State.EditingState:
        QApplication.processEvents()


def values_typed(table: QTableView, rounds: int, check: Check) -> Typed:
    """Return the times of typing down a column from the current cell, Enter after Enter.

    One round before does not count. At the end of the column it goes on from its first cell.
    """
    if not isinstance(table, TypingSheet):
        table.setEditTriggers(QTableView.EditTrigger.AnyKeyPressed)
        table.setCurrentIndex(table.model().index(1, 0))
    times: Typed = []
    first = table.currentIndex()
    table.setFocus()
    for number in range(rounds + 1):
        settle()
        start = table.currentIndex()
        text = text_for(table, start, number)
        times.append(type_value(table, text))
        assert start.data() == text, (start.data(), text)
        check(start)
        if isinstance(table, TypingSheet):
            is_at_end = table.currentIndex() == start
            below = first if is_at_end else table.currentIndex()
        else:
            below = start.siblingAtRow(start.row() + 1)
        table.setCurrentIndex(below)
    return times[1:]


def text_for(table: QTableView, place: QModelIndex, number: int) -> str:
    """Return another value than the one a cell holds."""
    if not isinstance(table, TypingSheet):
        return str(50 + number % 49)
    code = table.typing_grid.draft_at(place.row(), place.column()).indicator
    found = criteria_set(SET_ID)
    if not found.has_indicator(code):
        return "đạt" if place.data() != "đạt" else "chưa đạt"
    tries = (typed(found.indicator(code), number + turn) for turn in range(6))
    return next(text for text in tries if text != place.data())


def one_period(view: EntryView, rounds: int) -> Typed:
    """Return the times in the sheet of one period; the outcome must be there, too."""
    view.sheets.go_to(CODE)
    assert view.table.currentIndex().column() == VALUE

    def check(typed_at: QModelIndex) -> None:
        must_be(typed_at.siblingAtColumn(STATE).data(), *OUTCOMES)

    return values_typed(view.table, rounds, check)


def several_periods(view: EntryView, rounds: int) -> Typed:
    """Return the times in the sheet of several periods."""
    view.modes["periods"].click()
    view.sheets.go_to(CODE)
    pane = view.sheets.periods

    def check(typed_at: QModelIndex) -> None:
        found = pane.grid.cell(typed_at.row(), typed_at.column())
        assert found is not None
        must_be(style.STATES[shown_state(found.assessment)].word, *OUTCOMES)

    return values_typed(pane.table, rounds, check)


def must_be(found: object, *allowed: str) -> None:
    """Stop where the value was not assessed."""
    if found not in allowed:
        raise SystemExit(f"the value was not assessed: {found}")


def arrows(table: QTableView, rounds: int) -> Times:
    """Return the times of moving the cursor down and up."""
    table.setFocus()
    keys = [Qt.Key.Key_Down, Qt.Key.Key_Up] * ((rounds + 2) // 2)
    times = [timed(lambda key=key: QTest.keyClick(table, key)) for key in keys]
    settle()
    return times[1 : rounds + 1]


def blocks(view: EntryView) -> Times:
    """Return the times of pasting a block of values over the first lines and last periods."""
    view.modes["periods"].click()
    table, grid = view.sheets.periods.table, view.sheets.periods.grid
    rows, columns = BLOCK
    open_rows = [row for row in range(grid.rowCount()) if grid.can_edit(row, 0)][:rows]
    indicators = [grid.rows[row].indicator for row in open_rows]
    last = grid.columnCount()
    times: Times = []
    for number in range(BLOCK_ROUNDS + 1):
        lines = [
            "\t".join(typed(one, number + 3 * row + column) for column in range(columns))
            for row, one in enumerate(indicators)
            if one is not None
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        table.setCurrentIndex(grid.index(open_rows[0], last - columns))
        table.setFocus()
        settle()
        times.append(timed(lambda: paste(table)))
        must_be(str(len(grid.refusals())), "0")
    return times[1:]


def plain_blocks(table: QTableView) -> Times:
    """Return the times of setting as many cells of the plain table."""
    model, (rows, columns) = table.model(), BLOCK

    def fill(number: int) -> None:
        for row in range(rows):
            for column in range(columns):
                model.setData(model.index(row, column), str(number + row + column))

    return [timed(lambda number=number: fill(number)) for number in range(BLOCK_ROUNDS + 1)][1:]


def paste(table: QTableView) -> None:
    """Press Ctrl+V."""
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def described(times: Times) -> str:
    """Return a median and its range."""
    return f"{statistics.median(times):7.1f} ms ({min(times):.1f} to {max(times):.1f})"


if __name__ == "__main__":
    sys.exit(main())
