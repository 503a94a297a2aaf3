"""A native chart as its parts: the drawing that other documents take in, and its workbook."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.worksheet import Worksheet

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.render.width import one_line

SHEET = "数据"
TONES = {
    "红": "#C00000",
    "黄": "#FFC000",
    "绿": "#70AD47",
    "蓝": "#2E75B6",
    "灰": "#A6A6A6",
    "淡": "#B4C7DC",
}
DARK = ("#C00000", "#2E75B6", "#7F6084")
"""Colours that white figures are read on."""
OTHERS = ("#2E75B6", "#ED7D31", "#70AD47", "#7F6084", "#A6A6A6", "#C09000")
FACE = "仿宋_GB2312"
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed day, for the same bytes)
MOST_LABELS = 40
"""Values that a line chart is labelled with; more would cover the lines."""
_LABELS = "".join(
    f'<c:{flag} val="{int(flag == "showVal")}"/>'
    for flag in (
        *("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"),
        "showBubbleSize",
    )
)


class ChartPart(NamedTuple):
    """The XML of a chart (DrawingML), without the reference to its workbook, and the workbook."""

    xml: str
    workbook: bytes


def chart_part(chart: Chart) -> ChartPart:
    """A chart that can be edited: stacked bars lying, or lines, in the colours of their tones."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as workbook:
        workbook.set_properties({"created": MADE})
        sheet = workbook.add_worksheet(SHEET)
        _write(sheet, chart)
        sheet.insert_chart(len(chart.categories) + 2, 0, _drawn(workbook, chart))
    content = file.getvalue()
    with zipfile.ZipFile(BytesIO(content)) as parts:
        xml = parts.read("xl/charts/chart1.xml").decode("utf-8")
    return ChartPart(_for_documents(xml), content)


def _write(sheet: Worksheet, chart: Chart) -> None:
    """Categories down the first column, a column for each series."""
    sheet.write_string(0, 0, f"单位：{one_line(chart.unit)}" if chart.unit else "")
    sheet.set_column(0, 0, 40)
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, one_line(category))
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, one_line(series.name))
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value)


def _drawn(workbook: Workbook, chart: Chart) -> Drawn:
    is_stacked = chart.kind == "stacked"
    kind = {"type": "bar", "subtype": "stacked"} if is_stacked else {"type": "line"}
    drawn = workbook.add_chart(kind)
    for number, series in enumerate(chart.series, 1):
        drawn.add_series(_series(chart, number, TONES.get(series.tone) or _other(number)))
    unit = f"（单位：{one_line(chart.unit)}）" if chart.unit else ""
    name = f"{one_line(chart.title)}{unit}"
    drawn.set_title({"name": name, "name_font": _font(12, bold=False)})
    drawn.set_legend({"position": "bottom", "font": _font(10)})
    grid = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
    categories: dict[str, object] = {"num_font": _font(10)}
    values = {"num_font": _font(10), "major_gridlines": grid, "min": 0, **_most(chart)}
    if is_stacked:  # lying bars have their axes exchanged; the first category stands on top
        drawn.set_x_axis(values)
        drawn.set_y_axis(
            {
                **categories,
                "reverse": True,
                "crossing": "max",
                "major_gridlines": {"visible": False},
            }
        )
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)
    drawn.show_blanks_as("gap")
    return drawn


def _series(chart: Chart, number: int, colour: str) -> dict[str, object]:
    last = len(chart.categories)
    series: dict[str, object] = {
        "name": [SHEET, 0, number],
        "categories": [SHEET, 1, 0, last, 0],
        "values": [SHEET, 1, number, last, number],
    }
    if chart.kind == "stacked":
        font = {**_font(9), "color": "#FFFFFF" if colour in DARK else "#000000"}
        labels = {"value": True, "num_format": "0;-0;;", "font": font}
        return {**series, "fill": {"color": colour}, "data_labels": labels, "gap": 60}
    if len(chart.categories) * len(chart.series) <= MOST_LABELS:
        labels = {"value": True, "position": "above", "font": _font(9)}
        series["data_labels"] = {**labels, "num_format": _digits(chart)}
    marker = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
    return {**series, "line": {"color": colour, "width": 2}, "marker": marker}


def _digits(chart: Chart) -> str:
    """Every label with one decimal where any value has one."""
    values = [value for series in chart.series for value in series.values if value is not None]
    return "0" if all(value == int(value) for value in values) else "0.0"


def _most(chart: Chart) -> dict[str, object]:
    """An axis of percentages ends at 100 where no value is above."""
    values = [value for series in chart.series for value in series.values if value is not None]
    return {"max": 100} if chart.unit == "%" and max(values, default=0) <= 100 else {}


def _other(number: int) -> str:
    return OTHERS[(number - 1) % len(OTHERS)]


def _font(size: int, *, bold: bool = False) -> dict[str, object]:
    return {"name": FACE, "size": size, "bold": bold}


def _for_documents(xml: str) -> str:
    """With fonts for Chinese, every label's flags told, and no print set-up.

    LibreOffice shows every label whose flag is missing, and rounds lines that say nothing of it.
    """
    xml = re.sub(
        r'<a:latin typeface="([^"]*)"[^>]*/>',
        r'<a:latin typeface="\1"/><a:ea typeface="\1"/>',
        xml,
    )
    xml = xml.replace('<c:showVal val="1"/>', _LABELS)
    if "<c:lineChart>" in xml:
        xml = xml.replace("</c:ser>", '<c:smooth val="0"/></c:ser>')
    xml = xml.replace('<c:lang val="en-US"/>', '<c:lang val="zh-CN"/>')
    return re.sub(r"<c:printSettings>.*?</c:printSettings>", "", xml, flags=re.DOTALL)
