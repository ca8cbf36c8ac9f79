"""Charts as PNG bytes, the same on screen and in Word. Never touches pyplot or global state."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.paths import resource

FONT_FILE = "NotoSans-Regular.ttf"
FALLBACK_FAMILY = "DejaVu Sans"
WIDTH_INCHES = 6.1
ROW_INCHES = 0.52
DPI = 200
DARK, LIGHT, PALE = "#1f5f8b", "#9cc3dc", "#e4e4e4"
_LOW = 0.2
_LEAST_SHARE = 0.022  # of a bar, for each digit written into it
_BESIDE = 0.42  # how far from the middle of a bar a number stands that has no room in it
_MONEY_LOOKS = ((texts.CHART_PLANNED, LIGHT, "//"), (texts.CHART_DISBURSED, DARK, ""))
_LineStyle = tuple[str, str, str]
_LINE_STYLES: tuple[_LineStyle, ...] = (
    (DARK, "-", "o"),
    ("#b25d12", "--", "s"),
    ("#555555", ":", "^"),
)


@dataclass(frozen=True, slots=True)
class FundingBar:
    """One source of funding: amounts in đồng, None where nothing was entered."""

    name: str
    planned: int | None
    disbursed: int | None


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """How many of one kind of thing (tiêu chí, chỉ tiêu) are met, not met, without data."""

    name: str
    met: int
    not_met: int
    no_data: int


@dataclass(frozen=True, slots=True)
class TrendMark:
    """One period of a line: how many criteria of how many are met.

    `order` sorts periods of all lines; `only_total`: known as a total only; `follows`: the period
    right before it is the mark before, so that a line may join them.
    """

    period: str
    order: tuple[date, date]
    met: int
    total: int
    only_total: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One criteria set over several periods, the earliest first."""

    name: str
    marks: tuple[TrendMark, ...]


_MOST_TOLD = 10  # periods whose marks all say their counts
_LINE_LETTERS = 76  # how many letters of names of periods fit side by side
_LEGEND_LETTERS = 70  # and of names in the legend
_MOST_YEARS_LEVEL = 6  # plan years whose amounts stand side by side; of more they stand upright


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One plan year: amounts in đồng, None where nothing was entered.

    `rate` is disbursed in percent of planned over the sources that have a plan.
    """

    year: int
    planned: int | None
    disbursed: int | None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StepBar:
    """One step of works and how many stand at it now; `is_step` is false for those at none."""

    name: str
    here: int
    is_step: bool = True


def funding_chart(rows: Sequence[FundingBar]) -> bytes:
    """Return a PNG with planned and disbursed amounts by source; b"" when there is no amount."""
    drawn = [row for row in rows if row.planned or row.disbursed]
    if not drawn:
        return b""
    names = [_wrapped(row.name) for row in drawn]
    figure, axes = _figure(len(drawn) * _row_height(names) + 1.4)
    longest = max(max(row.planned or 0, row.disbursed or 0) for row in drawn) / 1_000_000
    for series, (label, colour, hatch) in enumerate(_MONEY_LOOKS):
        amounts = [row.disbursed if series else row.planned for row in drawn]
        places = [place + (0.2 if series else -0.2) for place in range(len(drawn))]
        widths = [(amount or 0) / 1_000_000 for amount in amounts]
        axes.barh(
            places, widths, height=0.36, color=colour, edgecolor=DARK, hatch=hatch, label=label
        )
        _label_amounts(axes, places, amounts, longest)
    _name_rows(axes, names)
    axes.set_xlim(0, longest * 1.22)
    axes.xaxis.set_visible(False)
    axes.set_title(texts.CHART_MONEY_AXIS, loc="right", fontproperties=_font(9))
    _finish(axes, columns=2)
    return _png(figure)


def progress_chart(rows: Sequence[ProgressBar]) -> bytes:
    """Return a PNG with one bar a kind, as shares of its total; b"" when nothing was assessed.

    What is not met is hatched; the number of a part too narrow for it stands above or below.
    """
    drawn = [row for row in rows if row.met or row.not_met]
    if not drawn:
        return b""
    figure, axes = _figure(len(drawn) * 1.2 + 0.7)
    parts = (
        (texts.CHART_MET, DARK, "", 0, [row.met for row in drawn]),
        (texts.CHART_NOT_MET, LIGHT, "//", -1, [row.not_met for row in drawn]),
        (texts.CHART_NO_DATA, "white", "", 1, [row.no_data for row in drawn]),
    )
    totals = [row.met + row.not_met + row.no_data for row in drawn]
    lefts = [0.0] * len(drawn)
    for label, colour, hatch, side, counts in parts:
        if not any(counts):
            continue
        shares = [count / total for count, total in zip(counts, totals, strict=True)]
        axes.barh(
            range(len(drawn)), shares, left=lefts, height=0.52, color=colour, edgecolor=DARK,
            hatch=hatch, label=label,
        )  # fmt: skip
        _label_shares(axes, counts, shares, lefts, side)
        lefts = [left + share for left, share in zip(lefts, shares, strict=True)]
    _name_rows(axes, [_wrapped(row.name) for row in drawn])
    axes.set_xlim(0, 1)
    axes.xaxis.set_visible(False)
    _finish(axes, columns=3)
    return _png(figure)


def plan_chart(rows: Sequence[PlanBar]) -> bytes:
    """Return a PNG with planned beside disbursed for each plan year; b"" without any amount.

    The two differ in lightness and hatching, each column says its amount, each year its rate.
    """
    drawn = [row for row in sorted(rows, key=lambda row: row.year) if row.planned or row.disbursed]
    if not drawn:
        return b""
    figure, axes = _figure(5.2)
    highest = max(max(row.planned or 0, row.disbursed or 0) for row in drawn) / 1_000_000
    is_crowded = len(drawn) > _MOST_YEARS_LEVEL
    for series, (label, colour, hatch) in enumerate(_MONEY_LOOKS):
        amounts = [row.disbursed if series else row.planned for row in drawn]
        places = [place + (0.2 if series else -0.2) for place in range(len(drawn))]
        heights = [(amount or 0) / 1_000_000 for amount in amounts]
        axes.bar(
            places, heights, width=0.36, color=colour, edgecolor=DARK, hatch=hatch, label=label
        )
        for place, amount in zip(places, amounts, strict=True):
            if amount is not None:
                axes.annotate(
                    _millions(amount), (place, amount / 1_000_000), ha="center", va="bottom",
                    xytext=(0, 2), textcoords="offset points", fontproperties=_font(8.5),
                    rotation=90 if is_crowded else 0,
                )  # fmt: skip
    axes.set_xticks(range(len(drawn)), [_year_label(row) for row in drawn])
    for label_text in axes.get_xticklabels():
        label_text.set_fontproperties(_font(9.5))
    axes.set_xlim(-0.6, len(drawn) - 0.4)
    axes.set_ylim(0, highest * (1.4 if is_crowded else 1.15))
    axes.yaxis.set_visible(False)
    axes.set_title(texts.CHART_MONEY_AXIS, loc="right", fontproperties=_font(9))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.24), ncols=2, frameon=False, prop=_font(9)
    )
    return _png(figure)


def works_chart(rows: Sequence[StepBar]) -> bytes:
    """Return a PNG with a bar and its number for each step of works; b"" without works.

    What stands at no step is hatched under its own name.
    """
    if not any(row.here for row in rows):
        return b""
    names = [_wrapped(row.name) for row in rows]
    figure, axes = _figure(len(rows) * _row_height(names, 0.7) + 0.8)
    most = max(row.here for row in rows)
    for place, row in enumerate(rows):
        colour, hatch = (DARK, "") if row.is_step else (PALE, "//")
        axes.barh(place, row.here, height=0.6, color=colour, edgecolor=DARK, hatch=hatch)
        axes.text(
            row.here + most * 0.01, place, str(row.here), va="center", fontproperties=_font(9)
        )
    _name_rows(axes, names)
    axes.set_xlim(0, most * 1.14)
    axes.xaxis.set_visible(False)
    axes.set_title(texts.CHART_WORKS_AXIS, loc="right", fontproperties=_font(9))
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="both", length=0)
    return _png(figure)


def _millions(dong: int) -> str:
    """Return an amount in triệu đồng, short where it is large."""
    exact = Decimal(dong) / 1_000_000
    return format_number(exact, 0 if abs(exact) >= 10 else None)


def _year_label(row: PlanBar) -> str:
    """Return a year with how much of its plan is disbursed, in percent, under it."""
    if row.rate is None:
        return str(row.year)
    return texts.CHART_PLAN_RATE.format(year=row.year, rate=format_percent(row.rate, 1))


def trend_chart(lines: Sequence[TrendLine]) -> bytes:
    """Return a PNG with a line for each set; b"" where no set has two periods.

    Lines differ by their dashes and marks as well as by colour; each point says its counts.
    """
    drawn = [line for line in lines if any(mark.total for mark in line.marks)]
    if not any(len(line.marks) > 1 for line in drawn):
        return b""
    names = dict(sorted({mark.order: mark.period for line in drawn for mark in line.marks}.items()))
    signs, columns = _signs(drawn)
    is_tall = _are_upright(list(names.values()))
    figure, axes = _figure(5.0 + 0.4 * -(-len(signs) // columns) + (2.4 if is_tall else 0.4))
    places = {order: place for place, order in enumerate(names)}
    for rank, line in enumerate(drawn):
        _draw_line(axes, line, places, _LINE_STYLES[rank % len(_LINE_STYLES)])
        told = _told(line.marks, len(names))
        _label_marks(axes, told, places, above=_is_highest(line, drawn))
    _name_periods(axes, list(names.values()), is_tall=is_tall)
    axes.set_xlim(-0.45, len(names) - 0.55)
    axes.set_ylim(0, 1.18)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(9))
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title(texts.CHART_TREND_AXIS, loc="right", pad=14, fontproperties=_font(9))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="both", length=0)
    figure.legend(
        handles=signs, loc="outside lower center", ncols=columns, frameon=False, prop=_font(9)
    )
    return _png(figure)


def _is_highest(line: TrendLine, lines: Sequence[TrendLine]) -> bool:
    """Say whether a line ends highest: its numbers stand above it, those of the others below."""
    ends = [_share(one.marks[-1]) for one in lines]
    return lines[ends.index(max(ends))] is line


def _share(mark: TrendMark) -> float:
    """Return how much of all criteria is met, 0 to 1."""
    return mark.met / mark.total if mark.total else 0.0


def _draw_line(
    axes: Any, line: TrendLine, places: Mapping[tuple[date, date], int], style: _LineStyle
) -> None:
    """Draw the marks of a line, joined where no period lies between; totals only are hollow."""
    colour, dashes, sign = style
    for before, mark in zip(line.marks, line.marks[1:], strict=False):
        if mark.follows:
            at = [places[one.order] for one in (before, mark)]
            shares = [_share(before), _share(mark)]
            axes.plot(at, shares, color=colour, linestyle=dashes, linewidth=1.8)
    for mark in line.marks:
        axes.plot(
            places[mark.order], _share(mark), marker=sign, markersize=7, color=colour,
            markerfacecolor="white" if mark.only_total else colour, markeredgewidth=1.6,
        )  # fmt: skip


def _told(marks: Sequence[TrendMark], periods: int) -> Sequence[TrendMark]:
    """Return the marks that say their counts: all, or some of very many, the last one always."""
    step = -(-periods // _MOST_TOLD)
    return marks[(len(marks) - 1) % step :: step]


def _on_two_lines(name: str) -> str:
    """Return the name of a period, its year on a line of its own."""
    return name.replace(f" {texts.CHART_YEAR} ", f"\n{texts.CHART_YEAR} ")


def _are_upright(names: Sequence[str]) -> bool:
    """Say whether the names of the periods, each on two lines, are too many side by side."""
    longest = max(len(part) for name in names for part in _on_two_lines(name).split("\n"))
    return longest * len(names) > _LINE_LETTERS


def _name_periods(axes: Any, names: Sequence[str], *, is_tall: bool) -> None:
    """Name the periods on two lines, or upright on one."""
    axes.set_xticks(range(len(names)), names if is_tall else list(map(_on_two_lines, names)))
    for label in axes.get_xticklabels():
        label.set_rotation(90 if is_tall else 0)


def _label_marks(
    axes: Any,
    marks: Sequence[TrendMark],
    places: Mapping[tuple[date, date], int],
    *,
    above: bool,
) -> None:
    """Write "12/19" at each mark; above a mark that lies too near to the axis."""
    for mark in marks:
        is_above = above or _share(mark) < _LOW
        axes.annotate(
            f"{mark.met}/{mark.total}", (places[mark.order], _share(mark)), ha="center",
            va="bottom" if is_above else "top", xytext=(0, 7 if is_above else -7),
            textcoords="offset points", fontproperties=_font(9),
        )  # fmt: skip


def _signs(lines: Sequence[TrendLine]) -> tuple[list[Any], int]:
    """Return the legend of the lines, with the hollow mark where there is one, and its columns."""
    styles = [_LINE_STYLES[rank % len(_LINE_STYLES)] for rank in range(len(lines))]
    signs = [
        _sign(line.name, colour, dashes, sign)
        for line, (colour, dashes, sign) in zip(lines, styles, strict=True)
    ]
    if any(mark.only_total for line in lines for mark in line.marks):
        signs.append(_sign(texts.CHART_TOTALS, DARK, "", "o", face="white"))
    longest = max(len(sign.get_label()) for sign in signs)
    return signs, max(1, min(len(signs), _LEGEND_LETTERS // (longest + 6)))


def _sign(name: str, colour: str, dashes: Any, sign: str, face: str | None = None) -> Any:
    """Return one entry of the legend of lines."""
    from matplotlib.lines import Line2D

    filled = face or colour
    return Line2D(
        [], [], color=colour, linestyle=dashes, marker=sign, markerfacecolor=filled, label=name
    )


def _figure(rows: float) -> tuple[Any, Any]:
    """Return an empty figure of that many rows with its axes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, ROW_INCHES * rows), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _font(points: float) -> Any:
    """Return the font of all charts: the bundled one, or matplotlib's own with all our letters."""
    from matplotlib.font_manager import FontProperties

    bundled = resource("fonts") / FONT_FILE
    if bundled.is_file():
        return FontProperties(fname=str(bundled), size=points)
    return FontProperties(family=FALLBACK_FAMILY, size=points)


def _label_amounts(
    axes: Any, places: Sequence[float], amounts: Sequence[int | None], longest: float
) -> None:
    """Write each amount in triệu đồng behind its bar; nothing where nothing was entered."""
    for place, amount in zip(places, amounts, strict=True):
        if amount is not None:
            end = amount / 1_000_000 + longest * 0.01
            axes.text(end, place, _millions(amount), va="center", fontproperties=_font(8.5))


def _label_shares(
    axes: Any,
    counts: Sequence[int],
    shares: Sequence[float],
    lefts: Sequence[float],
    side: int,
) -> None:
    """Write each count into the middle of its part of the bar; `side` is 0 for the dark part.

    A part with too little room has its count below the bar, that of `side` -1 above it.
    """
    for place, (count, share, left) in enumerate(zip(counts, shares, lefts, strict=True)):
        if not count:
            continue
        fits = share >= _LEAST_SHARE * len(str(count))
        height = place if fits else place + (_BESIDE if side >= 0 else -_BESIDE)
        plate = {"facecolor": "white", "edgecolor": "none", "pad": 1} if fits and side else None
        axes.text(
            left + share / 2, height, str(count), ha="center", va="center", bbox=plate,
            color="white" if fits and not side else "black", fontproperties=_font(9.5),
        )  # fmt: skip


def _row_height(names: Sequence[str], least: float = 1.0) -> float:
    """Return how much room each row needs, so that names of several lines fit."""
    return max(least, 0.42 * max(name.count("\n") + 1 for name in names))


def _name_rows(axes: Any, names: Sequence[str]) -> None:
    """Name the rows at the left, the first on top."""
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(9.5))
    axes.invert_yaxis()


def _wrapped(name: str, width: int = 28, lines: int = 3) -> str:
    """Return a long name on several lines; one that is cut off ends with an ellipsis."""
    import textwrap

    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder="…"))


def _finish(axes: Any, *, columns: int) -> None:
    """Take away the frame and put the legend below."""
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=columns, frameon=False, prop=_font(9)
    )


def _png(figure: Any) -> bytes:
    """Return the figure as PNG bytes that depend on nothing but its content."""
    content = io.BytesIO()
    figure.savefig(content, format="png", metadata={"Software": None})
    return content.getvalue()
