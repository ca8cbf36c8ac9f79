"""Charts of figures over periods in the look of the other charts: a measure, poverty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntm_desktop.reports.charts import DARK, LIGHT, _figure, _font, _png

_MARKS = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"))
_ROWS = 5.2
_HEAD = 1.25  # room above the highest number for its label
_LETTER = 0.065  # and more of it for each letter of one that stands upright
_LINE = 72  # how many letters fit side by side
_NAMES = 24  # how many periods are named, of more of them only some


@dataclass(frozen=True, slots=True)
class SeriesMark:
    """A number in one period: its place on the axis and what is written at it."""

    period: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class PovertyMark:
    """Poverty in one period in %; None where it is not known. `standard` is the yardstick."""

    period: str
    standard: str
    poor: float | None
    near_poor: float | None
    text: str
    reported: bool = False


def series_chart(marks: Sequence[SeriesMark], axis: str) -> bytes:
    """Return a PNG with a column for each period, its number as written; b"" for fewer than two."""
    if len(marks) < 2:
        return b""
    figure, axes = _figure(_ROWS)
    places = range(len(marks))
    axes.bar(places, [one.value for one in marks], width=0.5, color=LIGHT, edgecolor=DARK)
    labels = [one.text for one in marks]
    is_tall = _is_crowded(labels)
    for place, one in zip(places, marks, strict=True):
        _write(axes, place, one.value, one.text, is_tall=is_tall)
    _name_periods(axes, [one.period for one in marks], axis)
    _give_room(axes, [one.value for one in marks], _head(labels))
    return _png(figure)


def _head(labels: Sequence[str]) -> float:
    """Return how much higher than the highest mark the drawing is, so that its label fits."""
    longest = max(map(len, labels), default=0)
    return _HEAD + (_LETTER * longest if _is_crowded(labels) else 0.0)


def _is_crowded(texts: Sequence[str]) -> bool:
    """Say whether texts side by side would stand over one another."""
    return max(map(len, texts), default=0) * len(texts) > _LINE


def poverty_chart(marks: Sequence[PovertyMark], axis: str, near_name: str) -> bytes:
    """Return a PNG with the rate of poor households over the periods; b"" for fewer than two.

    Periods by another standard are another line with marks of its own and never joined to it. A
    rate that only a document states is hollow.
    """
    drawn = [one for one in marks if one.poor is not None]
    if len(drawn) < 2:
        return b""
    figure, axes = _figure(_ROWS)
    periods = list(dict.fromkeys(one.period for one in drawn))
    standards = list(dict.fromkeys(one.standard for one in drawn))
    is_tall = _is_crowded([one.text for one in drawn])
    for rank, standard in enumerate(standards):
        mine = [one for one in drawn if one.standard == standard]
        look = _MARKS[rank % len(_MARKS)]
        _draw_standard(axes, mine, periods, look, standard, is_tall=is_tall)
    _draw_near(axes, drawn, periods, near_name)
    _name_periods(axes, periods, axis)
    rates = [one.poor or 0.0 for one in drawn] + [one.near_poor or 0.0 for one in drawn]
    _give_room(axes, rates, _head([one.text for one in drawn]))
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, frameon=False, prop=_font(9)
    )
    return _png(figure)


def _draw_standard(
    axes: Any,
    marks: Sequence[PovertyMark],
    periods: Sequence[str],
    look: tuple[str, str],
    name: str,
    *,
    is_tall: bool,
) -> None:
    """Draw the line of one standard with what is written at each mark."""
    dashes, sign = look
    places = [periods.index(one.period) for one in marks]
    rates = [one.poor or 0.0 for one in marks]
    axes.plot(
        places, rates, color=DARK, linestyle=dashes, linewidth=1.8, marker=sign, markersize=7,
        label=name,
    )  # fmt: skip
    for place, rate, one in zip(places, rates, marks, strict=True):
        if one.reported:
            axes.plot(place, rate, marker=sign, markersize=7, color=DARK, markerfacecolor="white")
        _write(axes, place, rate, one.text, is_tall=is_tall)


def _draw_near(axes: Any, marks: Sequence[PovertyMark], periods: Sequence[str], name: str) -> None:
    """Draw the near-poor households as pale columns behind the line."""
    held = [one for one in marks if one.near_poor is not None]
    if held:
        axes.bar(
            [periods.index(one.period) for one in held], [one.near_poor or 0.0 for one in held],
            width=0.4, color=LIGHT, edgecolor=DARK, hatch="//", alpha=0.5, label=name, zorder=0,
        )  # fmt: skip


def _write(axes: Any, place: int, height: float, text: str, *, is_tall: bool) -> None:
    """Write a text above a mark, upright where there is no room beside the others."""
    axes.annotate(
        text, (place, max(height, 0.0)), ha="center", va="bottom", xytext=(0, 7),
        textcoords="offset points", fontproperties=_font(8.5), rotation=90 if is_tall else 0,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
    )  # fmt: skip


def _name_periods(axes: Any, names: Sequence[str], axis: str) -> None:
    """Name the periods below and the measure above, without a frame."""
    step = -(-len(names) // _NAMES)
    named = range((len(names) - 1) % step, len(names), step)  # the last one always
    axes.set_xticks(named, [names[place] for place in named])
    is_tall = _is_crowded([names[place] for place in named])
    for made in axes.get_xticklabels():
        made.set_fontproperties(_font(9.5))
        made.set_rotation(90 if is_tall else 0)
    axes.set_xlim(-0.6, len(names) - 0.4)
    axes.yaxis.set_visible(False)
    axes.set_title(axis, loc="right", fontproperties=_font(9))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="x", length=0)


def _give_room(axes: Any, values: Sequence[float], head: float) -> None:
    """Begin at zero, so that heights may be compared, and leave room for the labels."""
    low, high = min(0.0, *values), max(0.0, *values)
    axes.set_ylim(low * _HEAD, (high or -low or 1.0) * head)
    if low < 0:
        axes.axhline(0, color=DARK, linewidth=0.8)
