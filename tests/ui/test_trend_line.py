"""The small line of an indicator: hidden without two figures, told in words."""

from pytestqt.qtbot import QtBot

from ntm_desktop.services import entry, trend
from ntm_desktop.services.workspace import Workspace
from tests.ui.conftest import SET_ID
from ui.widgets.trend_line import TrendSparkline


def series(workspace: Workspace, **values: str) -> trend.IndicatorSeries:
    drafts = [entry.ValueDraft(SET_ID, period[1:], "3.1", text) for period, text in values.items()]
    entry.record_values(workspace, drafts)
    return trend.indicator_series(workspace, SET_ID, "3.1", "2023")


def test_two_figures_are_a_line_with_its_values_in_words(
    qtbot: QtBot, workspace: Workspace
) -> None:
    made = TrendSparkline()
    qtbot.addWidget(made)
    made.show_series(series(workspace, y2022="88", y2023="91,5"))
    assert made.isVisible()
    assert made.count == 2
    assert made.accessibleName() == (
        "Diễn biến qua các kỳ: năm 2022: 88%; năm 2023: 91,5%. Mức yêu cầu ≥ 90%"
    )
    made.resize(made.sizeHint())
    assert not made.grab().isNull()


def test_less_than_two_figures_are_no_line(qtbot: QtBot, workspace: Workspace) -> None:
    made = TrendSparkline()
    qtbot.addWidget(made)
    made.show_series(series(workspace, y2022="đạt: theo báo cáo", y2023="91,5"))
    assert made.isHidden()
    made.show_series(None)
    assert made.isHidden()


def test_equal_figures_do_not_divide_by_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    made = TrendSparkline()
    qtbot.addWidget(made)
    made.show_series(series(workspace, y2021="90", y2022="90", y2023="90"))
    made.resize(made.sizeHint())
    assert not made.grab().isNull()
