"""Charts as geometry: where lines, labels and marks stand; the layouts draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ganxian_ledger.domain.views.page import Bar, Picture
from ganxian_ledger.domain.views.paper import Chart, Series

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 336, 14, 160
"""The corners of a chart's plot, in units of its own."""
MOST_LABELS = 12
"""Labels that fit below a chart."""
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 28, 4
TONES = {"红": "r", "黄": "y", "绿": "g", "蓝": "b", "灰": "e"}
"""The class of each light."""

Value = int | Decimal


class Label(NamedTuple):
    """Words at a place."""

    x: str
    y: str
    words: str


class Stroke(NamedTuple):
    """A line: its class, its points, and where and what its last value is."""

    tone: str
    points: str
    last: Label


class Plot(NamedTuple):
    """A line chart: grid lines with their values, labels below, lines, and what it says."""

    title: str
    told: str
    grid: tuple[Label, ...]
    labels: tuple[Label, ...]
    strokes: tuple[Stroke, ...]
    legend: tuple[tuple[str, str], ...]


class Drawn(NamedTuple):
    """A small picture in a cell: `kind` is bar or spark; `mark` is a height or a share, or empty.

    Of a bar `shape` is its length in percent, of a spark its points; `end` is a spark's last point.
    """

    kind: str
    words: str
    shape: str
    mark: str
    end: tuple[str, str] = ("", "")


def drawn(picture: Picture) -> Drawn:
    """A picture of a cell."""
    if isinstance(picture, Bar):
        mark = "" if picture.mark is None else _number(_held(float(picture.mark)))
        value = 0.0 if picture.value is None else _held(float(picture.value))
        return Drawn("bar", picture.words, _number(value), mark)
    goal = () if picture.goal is None else (picture.goal,)
    low, high = _span((*picture.values, *goal))
    y = _scale(low, high, SPARK_HEIGHT - SPARK_EDGE, SPARK_EDGE)
    places = _places(len(picture.values), SPARK_EDGE, SPARK_WIDTH - SPARK_EDGE)
    points = [(_number(x), _number(y(v))) for x, v in zip(places, picture.values, strict=True)]
    mark = "" if picture.goal is None else _number(y(picture.goal))
    return Drawn("spark", picture.words, _joined(points), mark, points[-1])


def plotted(chart: Chart) -> Plot:
    """A line chart; values that are missing leave no point."""
    values = [v for series in chart.series for v in series.values if v is not None]
    _, high = _span((0, *values, *((100,) if chart.unit == "%" else ())))
    y = _scale(0.0, high, BOTTOM, TOP)
    places = _places(len(chart.categories), LEFT, RIGHT)
    steps = [high * quarter / 4 for quarter in range(5)]
    shown = -(-len(places) // MOST_LABELS)
    return Plot(
        title=chart.title,
        told="；".join(_told(series, chart) for series in chart.series),
        grid=tuple(Label("", _number(y(step)), f"{step:g}{chart.unit}") for step in steps),
        labels=tuple(
            Label(_number(x), str(BOTTOM + 16), words)
            for i, (x, words) in enumerate(zip(places, chart.categories, strict=True))
            if (len(places) - 1 - i) % shown == 0
        ),
        strokes=tuple(_stroke(series, places, y, chart.unit) for series in chart.series),
        legend=tuple((TONES.get(series.tone, "b"), series.name) for series in chart.series),
    )


def _told(series: Series, chart: Chart) -> str:
    pairs = zip(chart.categories, series.values, strict=True)
    return f"{series.name}：" + "，".join(f"{c}{v}{chart.unit}" for c, v in pairs if v is not None)


class _scale:  # noqa: N801 (used as a function)
    """From a value to a height: `low` at the bottom, `high` at the top."""

    def __init__(self, low: float, high: float, bottom: int, top: int) -> None:
        self._low, self._span, self._bottom, self._top = low, (high - low) or 1.0, bottom, top

    def __call__(self, value: Value | float) -> float:
        part = (float(value) - self._low) / self._span
        return self._bottom - part * (self._bottom - self._top)


def _stroke(series: Series, places: Sequence[float], y: _scale, unit: str) -> Stroke:
    known = [(x, v) for x, v in zip(places, series.values, strict=True) if v is not None]
    points = [(_number(x), _number(y(v))) for x, v in known]
    end = points[-1] if points else ("", "")
    last = Label(*end, f"{known[-1][1]}{unit}" if known else "")
    return Stroke(TONES.get(series.tone, "b"), _joined(points), last)


def _span(values: Iterable[Value]) -> tuple[float, float]:
    listed = [float(value) for value in values]
    return min(listed), max(listed)


def _places(count: int, left: int, right: int) -> list[float]:
    step = (right - left) / (count - 1) if count > 1 else 0.0
    return [left + step * i for i in range(count)]


def _held(value: float) -> float:
    return min(max(value, 0.0), 100.0)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _joined(points: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
