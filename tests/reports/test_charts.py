"""Charts are PNG bytes, the same for the same data, and absent where there is nothing to draw."""

import matplotlib as mpl
import pytest

from ntm_desktop.reports.charts import FundingBar, ProgressBar, funding_chart, progress_chart

MONEY = (
    FundingBar("Ngân sách trung ương", 1_500_000_000, 1_200_000_000),
    FundingBar("Huy động cộng đồng, người dân", None, 180_000_000),
)
PROGRESS = (ProgressBar("Tiêu chí", 16, 3, 0), ProgressBar("Chỉ tiêu", 70, 4, 1))


@pytest.mark.parametrize(
    "draw",
    [lambda: funding_chart(MONEY), lambda: progress_chart(PROGRESS)],
    ids=["money", "criteria"],
)
def test_a_chart_is_a_png_that_depends_on_its_data_only(draw):
    first = draw()
    assert first.startswith(b"\x89PNG")
    assert b"Software" not in first
    assert draw() == first


def test_another_amount_gives_another_picture():
    assert funding_chart(MONEY) != funding_chart(MONEY[:1])


def test_nothing_to_draw_gives_no_picture():
    assert funding_chart(()) == b""
    assert funding_chart((FundingBar("Vốn", None, 0),)) == b""
    assert progress_chart((ProgressBar("Tiêu chí", 0, 0, 19),)) == b""


def test_drawing_leaves_global_settings_alone():
    before = dict(mpl.rcParams)
    funding_chart(MONEY)
    assert dict(mpl.rcParams) == before
