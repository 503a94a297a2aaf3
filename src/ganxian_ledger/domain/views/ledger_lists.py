"""The sheets beside the 工作台账: indicators, units, sections, what is overdue or soon due."""

from __future__ import annotations

from collections.abc import Sequence

from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.ledger_sheet import titled
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.monthly_groups import GroupLine
from ganxian_ledger.domain.views.monthly_measures import MeasureLine
from ganxian_ledger.domain.views.monthly_targets import NOBODY, TargetLine
from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.workbook import Group, Worksheet

DRAWN = 40
"""Units that a chart draws at most; the table has all."""


def indicators(report: Report, board: Board) -> Worksheet:
    """Every target, its latest reading as a number; our own codes mean nothing to readers."""
    columns = (
        Column("order", "序号"),
        Column("name", "指标", fold=True),
        Column("clause", "出处"),
        tables.LEAD,
        tables.GOAL,
        Column("unit", "单位", fold=True),
        Column("value", "最近数据", "right"),
        Column("period", "时期"),
        tables.DONE,
        tables.VERDICT,
        Column("note", "说明", fold=True),
    )
    pairs = zip(report.targets, board.attainments, strict=True)
    rows = tuple((order, *_indicator(*pair)) for order, pair in enumerate(pairs, 1))
    return Worksheet(
        name="指标",
        title=titled(board, "指标完成情况"),
        table=Table(columns, rows),
        notes=report.target_words[:1],
        fixed=2,
    )


def _indicator(line: TargetLine, attainment: Attainment) -> tuple[Cell, ...]:
    reading = attainment.reading
    return (
        line.name,
        line.clause,
        line.lead or NOBODY,
        line.goal,
        "" if line.in_words else attainment.target.unit,
        None if reading is None else reading.value,
        line.period,
        line.rate,
        line.verdict,
        "；".join(filter(None, (line.miss, line.note))),
    )


def units(report: Report, board: Board) -> Worksheet:
    """The units that lead, by rank, with their rates and counts drawn."""
    whole = report.overview.whole
    table = tables.units(report.units, whole)
    charts = (_rates_chart(report.units), _counts_chart(report.units)) if report.units else ()
    return Worksheet(
        name="单位",
        title=titled(board, "牵头单位完成情况"),
        table=table,
        notes=report.unit_words,
        charts=charts,
        size="A3",
        fixed=2,
    )


def _rates_chart(lines: Sequence[GroupLine]) -> Chart:
    """The close rate of each unit, best first."""
    drawn = lines[:DRAWN]
    return Chart(
        key="rates_chart",
        title=f"各牵头单位销号率{_part(lines)}",
        kind="stacked",
        categories=tuple(line.name for line in drawn),
        series=(Series("销号率", tuple(line.rate for line in drawn), "蓝"),),
        unit="%",
    )


def _counts_chart(lines: Sequence[GroupLine]) -> Chart:
    """How far each unit's measures are, as each section's are drawn."""
    drawn = lines[:DRAWN]
    return tables.sections_chart(drawn)._replace(
        key="counts_chart",
        title=f"各牵头单位措施完成情况{_part(lines)}",
        categories=tuple(line.name for line in drawn),
    )


def _part(lines: Sequence[GroupLine]) -> str:
    return f"（前{DRAWN}个，共{len(lines)}个）" if len(lines) > DRAWN else ""


def sections(report: Report, board: Board) -> Worksheet:
    """The sums of each section, drawn."""
    charts = (tables.sections_chart(report.sections),) if report.sections else ()
    table = tables.sections(report.sections, report.overview.whole)
    return Worksheet(
        name="部分",
        title=titled(board, "各部分推进情况"),
        table=table,
        charts=charts,
        size="A3",
        fixed=1,
    )


def late(report: Report, board: Board) -> Worksheet:
    """What is overdue, longest first, then what is due soon, nearest first."""
    columns = (
        Column("kind", "类别"),
        tables.ID,
        tables.TITLE,
        tables.LEAD,
        Column("due", "完成时限"),
        Column("days_overdue", "逾期天数", "right"),
        Column("days_left", "剩余天数", "right"),
        tables.STATE,
        tables.PERCENT,
        tables.TIME,
        tables.LIGHT,
        Column("latest", "最近进展", fold=True),
    )
    soon = sorted((m for m in report.measures if m.due_soon), key=lambda m: m.due)
    rows = (
        *(_late("逾期", m, m.days_overdue, None) for m in report.overdue),
        *(_late("临期", m, None, (m.due - board.day).days) for m in soon),
    )
    groups = (
        Group(f"逾期（{len(report.overdue)}项）", len(report.overdue)),
        Group(f"临期（{len(soon)}项）", len(soon)),
    )
    return Worksheet(
        name="逾期和临期",
        title=titled(board, "逾期和临期事项"),
        table=Table(columns, rows),
        groups=groups if rows else (),
        empty="没有逾期和临期的措施",
        fixed=3,
    )


def _late(kind: str, line: MeasureLine, over: int | None, left: int | None) -> tuple[Cell, ...]:
    return (
        kind,
        line.id,
        line.title,
        line.lead,
        line.due,
        over,
        left,
        line.state,
        line.percent,
        line.time_progress,
        line.light,
        line.latest,
    )
