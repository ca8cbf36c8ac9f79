"""Charts as they are printed: nothing over anything else or cut off, large enough, black and white.

The figures are drawn with the data that is hardest to fit in: long names, thin parts, many periods.
"""

import io
import itertools
from datetime import date
from decimal import Decimal

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from ntm_desktop.reports import charts, figure_charts

MILLION = 1_000_000
TEXT_WIDTH_INCHES = 165 / 25.4
LEAST_POINTS = 8
LONG = (
    *("Ngân sách trung ương", "Ngân sách địa phương", "Vốn tín dụng chính sách"),
    "Vốn lồng ghép từ các chương trình, dự án khác trên địa bàn xã",
    "Vốn doanh nghiệp, hợp tác xã và các loại hình kinh tế khác đầu tư vào nông nghiệp",
    "Huy động cộng đồng, người dân – ngày công và hiện vật quy đổi",
)


def quarter(number, met, total=19, **more):
    year, part = 2021 + number // 4, number % 4
    order = date(year, part * 3 + 3, 28), date(year, part * 3 + 1, 1)
    name = f"Quý {('I', 'II', 'III', 'IV')[part]} năm {year}"
    return charts.TrendMark(name, order, met, total, follows=number > 0, **more)


def year_bar(year, planned):
    return charts.PlanBar(year, planned * MILLION, planned * 800_000, Decimal("83.33"))


def poverty(year):
    standard = "Chuẩn 2016-2020" if year < 2021 else "Chuẩn 2022-2025"
    rate = (2030 - year) / 2
    return figure_charts.PovertyMark(str(year), standard, rate, 3.0, f"{rate:.1f}%")


def series(number, text):
    marks = [figure_charts.SeriesMark(str(2000 + n), 100.0 - n, text) for n in range(number)]
    return figure_charts.series_chart(marks, "Tổng thu ngân sách trên địa bàn (triệu đồng)")


DRAWN = {
    "money of long names": lambda: charts.funding_chart(
        [
            charts.FundingBar(name, (n + 1) * 1_234 * MILLION, n * MILLION)
            for n, name in enumerate(LONG)
        ]
    ),
    "one source far above the others": lambda: charts.funding_chart(
        [
            charts.FundingBar(LONG[0], 250_000 * MILLION, MILLION),
            charts.FundingBar(LONG[1], MILLION, 0),
        ]
    ),
    "thin parts of criteria": lambda: charts.progress_chart(
        [charts.ProgressBar("Tiêu chí", 17, 1, 1), charts.ProgressBar("Chỉ tiêu", 72, 2, 1)]
    ),
    "hardly anything met": lambda: charts.progress_chart(
        [charts.ProgressBar("Tiêu chí", 0, 1, 18), charts.ProgressBar("Chỉ tiêu", 1, 1, 73)]
    ),
    "6 plan years": lambda: charts.plan_chart(
        [year_bar(2020 + n, (n + 1) * 12_345) for n in range(6)]
    ),
    "12 plan years": lambda: charts.plan_chart(
        [year_bar(2015 + n, (n + 1) * 12_345) for n in range(12)]
    ),
    "steps of works": lambda: charts.works_chart(
        [charts.StepBar(name, n * 7) for n, name in enumerate(LONG)]
    ),
    "a line of 20 quarters": lambda: charts.trend_chart(
        [charts.TrendLine("Nông thôn mới nâng cao", tuple(quarter(n, n) for n in range(20)))]
    ),
    "two lines of 8 quarters": lambda: charts.trend_chart(
        [
            charts.TrendLine(
                "Nông thôn mới nâng cao giai đoạn 2021-2025",
                tuple(quarter(n, 10 + n, only_total=n < 3) for n in range(8)),
            ),
            charts.TrendLine(
                "Nông thôn mới kiểu mẫu", tuple(quarter(n, n // 3, 10) for n in range(8))
            ),
        ]
    ),
    "a figure over 16 years": lambda: series(16, "1.206,96"),
    "a figure over 24 years": lambda: series(24, "999.000.000"),
    "poverty by two standards": lambda: figure_charts.poverty_chart(
        [poverty(year) for year in range(2016, 2025)], "Tỷ lệ hộ nghèo", "Hộ cận nghèo"
    ),
}


@pytest.fixture(params=DRAWN)
def figure(request, monkeypatch):
    """The drawn figure in place of its picture."""
    for module in (charts, figure_charts):
        monkeypatch.setattr(module, "_png", lambda drawn: drawn)
    drawn = DRAWN[request.param]()
    drawn.canvas.draw()
    return drawn


def told(figure):
    """Return the texts that are seen."""
    found = figure.findobj(lambda one: isinstance(one, Text) and one.get_visible())
    return [one for one in found if one.get_text().strip()]


def test_no_text_stands_over_another(figure):
    boxes = [(one.get_text(), one.get_window_extent().shrunk(0.98, 0.9)) for one in told(figure)]
    over = [
        (first, second)
        for (first, a), (second, b) in itertools.combinations(boxes, 2)
        if first != second and a.overlaps(b)
    ]
    assert over == []


def test_no_text_is_cut_off(figure):
    width, height = figure.canvas.get_width_height()
    for one in told(figure):
        box = one.get_window_extent()
        assert box.x0 >= -1, one.get_text()
        assert box.x1 <= width + 1, one.get_text()
        assert box.y0 >= -1, one.get_text()
        assert box.y1 <= height + 1, one.get_text()


def test_it_fits_between_the_margins_and_its_letters_are_large_enough(figure):
    width, height = figure.get_size_inches()
    assert width <= TEXT_WIDTH_INCHES
    assert height <= 5
    assert all(one.get_fontsize() >= LEAST_POINTS for one in told(figure))


def test_what_a_legend_tells_apart_differs_without_colour(figure):
    looks = []
    for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)):
        for handle in legend.legend_handles if legend else ():
            looks.append(look_of(handle))
    assert len(set(looks)) == len(looks)


def look_of(handle):
    """Return how an entry of a legend looks in print without colours."""
    if isinstance(handle, Rectangle):
        return handle.get_hatch(), round(grey(handle.get_facecolor()), 1)
    return handle.get_linestyle(), handle.get_marker(), handle.get_markerfacecolor()


def grey(colour):
    red, green, blue, _ = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_parts_of_a_bar_differ_in_a_grey_picture():
    picture = charts.progress_chart([charts.ProgressBar("Tiêu chí", 10, 5, 4)])
    grey_picture = Image.open(io.BytesIO(picture)).convert("L")
    row = [grey_picture.getpixel((x, grey_picture.height // 3)) for x in range(grey_picture.width)]
    shades = {round(shade / 32) for shade in row}
    assert len(shades) >= 3


def test_a_name_too_long_for_three_lines_ends_with_an_ellipsis():
    wrapped = charts._wrapped(LONG[-2] * 3)
    assert wrapped.count("\n") == 2
    assert wrapped.endswith("…")
    assert charts._wrapped(LONG[0]) == LONG[0]
