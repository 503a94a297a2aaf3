"""Native charts, drawn from a sheet of their own that holds their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter import Workbook as File
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.domain.views.table import Column
from ganxian_ledger.render.xlsx import cells
from ganxian_ledger.render.xlsx.chart_part import OTHERS, TONES
from ganxian_ledger.render.xlsx.printing import PAPERS, Area
from ganxian_ledger.render.xlsx.styles import BODY_FONT, HEAD_FONT, Styles

WIDTH, GAP = 480, 20
"""Pixels of a chart across, and between a chart and what stands before it."""
_BAR, _FRAME, _LINES = 24, 110, 380
"""Pixels of a bar with its gap, of title and legend, and of a chart of lines."""
COLUMN, ROW = 72, 18
"""Pixels of a column and of a row that were given no size."""
_POINT = 4 / 3
FULL = 110
"""Where an axis of percentages ends, so that a figure has room behind a full bar."""
_NAME = Column("name", "类别", fold=True)
_WIDEST, _VALUES = 40, 14


class Place(NamedTuple):
    """Where the figures of a chart stand: the sheet, the row of their title."""

    sheet: str
    row: int


class End(NamedTuple):
    """Where a sheet ends: its head, the row behind it, its columns, its points from the head on."""

    head: int
    row: int
    columns: int
    points: float


def write_data(target: Target, name: str, drawn: Sequence[Chart], styles: Styles) -> list[Place]:
    """Write the figures of charts below each other, and say where each chart's are."""
    places: list[Place] = []
    row = 0
    target.set_column(0, 0, _WIDEST)
    target.set_column(1, max(len(chart.series) for chart in drawn), _VALUES)
    for chart in drawn:
        places.append(Place(name, row))
        cells.write_text(target, row, 0, chart.title, styles.named("note"))
        row = _figures(target, row + 1, chart, styles) + 1
    target.set_landscape()
    target.set_paper(PAPERS["A4"])
    target.fit_to_pages(1, 0)
    return places


def _figures(target: Target, row: int, chart: Chart, styles: Styles) -> int:
    """Heads and values of one chart; the row behind them."""
    heads = (_NAME.head, *(series.name for series in chart.series))
    for at, head in enumerate(heads):
        cells.write_text(target, row, at, head, styles.named("head"))
    for number, name in enumerate(chart.categories):
        row += 1
        cells.write(target, row, 0, name, _NAME, styles)
        for at, series in enumerate(chart.series, 1):
            column = Column("value", series.name, "right", suffix=_sign(chart))
            cells.write(target, row, at, series.values[number], column, styles)
    return row + 1


def _sign(chart: Chart) -> str:
    """The sign of percentages; words stand in the chart's title, not behind each value."""
    return chart.unit if chart.unit == "%" else ""


def insert(
    file: File,
    target: Target,
    drawn: Sequence[Chart],
    places: Sequence[Place],
    end: End,
) -> Area:
    """Set charts beside a table and each other, and say what is to be printed."""
    if not drawn:
        return Area(end.row - 1, end.columns - 1)
    for number, (chart, place) in enumerate(zip(drawn, places, strict=True)):
        made = _made(file, chart, place)
        made.set_size({"width": WIDTH, "height": _height(chart)})
        options = {"x_offset": GAP + number * (WIDTH + GAP), "object_position": 3}
        target.insert_chart(end.head, end.columns, made, options)
    below = max(max(map(_height, drawn)) - int(end.points * _POINT), 0)
    return Area(
        end.row - 1 + -(-below // ROW),
        end.columns - 1 + -(-beside(drawn) // COLUMN),
    )


def beside(drawn: Sequence[Chart]) -> int:
    """Pixels that charts take beside a table."""
    return len(drawn) * (WIDTH + GAP) + GAP if drawn else 0


def _height(chart: Chart) -> int:
    return _LINES if chart.kind == "line" else _FRAME + _BAR * len(chart.categories)


def _made(file: File, chart: Chart, place: Place) -> Drawn:
    """The chart itself; every text of it is read from a cell, so that none is a formula."""
    is_line, is_parted = chart.kind == "line", len(chart.series) > 1
    made = file.add_chart(_kind(is_line=is_line, is_parted=is_parted))
    head, first, last = place.row + 1, place.row + 2, place.row + 1 + len(chart.categories)
    number = f'0.0"{chart.unit}"' if _sign(chart) else "0;;"
    for at, series in enumerate(chart.series, 1):
        colour = {"color": TONES.get(series.tone) or OTHERS[(at - 1) % len(OTHERS)]}
        made.add_series(
            {
                "name": [place.sheet, head, at],
                "categories": [place.sheet, first, 0, last, 0],
                "values": [place.sheet, first, at, last, at],
                "gap": 45,
                **({"line": colour} if is_line else {"fill": colour}),
                "data_labels": {"value": True, "num_format": number, "font": _font(8)},
            }
        )
    title = _font(12, HEAD_FONT) | {"bold": False}
    made.set_title({"name": [place.sheet, place.row, 0], "name_font": title})
    made.set_legend({"position": "bottom", "font": _font(9)} if is_parted else {"none": True})
    made.show_blanks_as("gap")
    made.show_hidden_data()
    _axes(made, chart, is_line=is_line)
    return made


def _kind(*, is_line: bool, is_parted: bool) -> dict[str, str]:
    """Lines, bars of parts, or plain bars whose figures stand behind their ends."""
    if is_line:
        return {"type": "line"}
    return {"type": "bar", "subtype": "stacked"} if is_parted else {"type": "bar"}


def _axes(made: Drawn, chart: Chart, *, is_line: bool) -> None:
    """Lying bars have their axes exchanged; the first category stands on top."""
    names: dict[str, object] = {"num_font": _font(9), "interval_unit": 1}
    if not is_line:
        names |= {"reverse": True, "crossing": "max", "major_gridlines": {"visible": False}}
    values: dict[str, object] = {
        "num_font": _font(8),
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        "min": 0,
    }
    if _sign(chart) and not is_line:
        values |= {"max": FULL, "major_unit": 20, "num_format": '0"%"'}
    made.set_x_axis(names if is_line else values)
    made.set_y_axis(values if is_line else names)


def _font(size: int, name: str = BODY_FONT) -> dict[str, object]:
    return {"name": name, "size": size}
