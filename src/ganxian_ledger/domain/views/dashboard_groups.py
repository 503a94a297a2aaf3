"""The leader's page by section and by unit: close rates, and what is done beside the time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ganxian_ledger.domain.state.advance import advance_of
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.monthly_groups import GroupLine
from ganxian_ledger.domain.views.monthly_tables import RATE, count
from ganxian_ledger.domain.views.page import Bar, Listing, Pictures, Section
from ganxian_ledger.domain.views.page_parts import ALONE, Site
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.words import percent

MEAN = Column("mean_percent", "平均完成比例", "right", suffix="%")
MEAN_TIME = Column("mean_time_progress", "平均序时进度", "right", suffix="%")
AHEAD = Column("ahead", "比序时（百分点）", "right", is_change=True)
BASIS = (
    "平均完成比例是各项措施完成比例的简单平均，平均序时进度是各项措施按各自时限计算的序时进度的"
    "简单平均；都不含核减的措施，已销号的按100%计。"
)


def progress_section(report: Report, board: Board) -> Section:
    """The sections: how much is closed, and how much is done beside the time that is gone."""
    means = (_means(report, board),) if report.sections else ()
    return Section(
        "sections",
        "各部分推进情况",
        words=(_legend(board),),
        listings=(_rates(report, board), *means),
    )


def units_section(report: Report, board: Board, site: Site = ALONE) -> Section:
    """The units that lead, by rank."""
    return Section(
        "units",
        "各牵头单位销号率",
        words=(f"每项措施计入第一牵头单位。{_legend(board)}",),
        listings=(_units(report, board, site),),
    )


def gone_of(board: Board) -> Decimal:
    """How much of the plan's time is gone, in percent as shown."""
    plan = board.ledger.plan
    return rounded(time_progress(plan.start, plan.due, board.day))


def _legend(board: Board) -> str:
    return f"横条为销号率，竖线为方案总体序时进度{gone_of(board)}%。"


def _bar(name: str, line: GroupLine, gone: Decimal) -> Bar:
    return Bar(line.rate, f"{name}{percent(line.rate)}，序时{gone}%", gone)


def _rates(report: Report, board: Board) -> Listing:
    whole, gone = report.overview.whole, gone_of(board)
    table = tables.sections(report.sections, whole)._replace(caption="各部分销号率")
    bars = [_bar(line.heading, line, gone) for line in report.sections]
    return Listing(table, pictures=Pictures("进度图", 1, (*bars, _bar("合计", whole, gone))))


def _means(report: Report, board: Board) -> Listing:
    held: dict[str, list[Row]] = {}
    for row in board.rows:
        held.setdefault(row.entry.section.id, []).append(row)
    named = [(line.heading, held.get(line.id, [])) for line in report.sections]
    lines = [_mean(name, rows) for name, rows in (*named, ("合计", board.rows))]
    columns = (Column("section", "部分", fold=True), MEAN, MEAN_TIME, AHEAD)
    table = Table(
        columns, tuple(cells for cells, _ in lines), f"完成比例与序时进度。{BASIS}", sums=1
    )
    return Listing(table, pictures=Pictures("进度图", 1, tuple(bar for _, bar in lines)))


def _mean(name: str, rows: Sequence[Row]) -> tuple[tuple[Cell, ...], Bar | None]:
    advance = advance_of(rows)
    if advance.percent is None or advance.time is None:
        return (name, None, None, None), None
    done, gone = rounded(advance.percent), rounded(advance.time)
    words = f"{name}{done}%，序时{gone}%"
    return (name, done, gone, done - gone), Bar(done, words, gone)


def _units(report: Report, board: Board, site: Site) -> Listing:
    whole, gone = report.overview.whole, gone_of(board)
    columns = (
        Column("unit", "单位", fold=True),
        RATE,
        count("rank", "排名"),
        count("total", "牵头"),
        count("closed", "已销号"),
        count("overdue", "逾期"),
        count("lagging", "滞后"),
        count("missing", "未报送"),
        count("support", "配合"),
    )
    rows = [_unit(line.name, line, line.support) for line in report.units]
    table = Table(columns, (*rows, _unit("合计", whole, None)), sums=1)
    bars = [_bar(line.name, line, gone) for line in report.units]
    links = (*(site.unit(line.name) for line in report.units), "") if site.units else ()
    return Listing(
        table,
        links=links,
        pictures=Pictures("进度图", 1, (*bars, _bar("合计", whole, gone))),
        noun="家",
    )


def _unit(name: str, line: GroupLine, support: int | None) -> tuple[Cell, ...]:
    return (
        name,
        line.rate,
        line.rank,
        line.total,
        line.closed,
        line.overdue,
        line.lagging,
        line.missing,
        support,
    )
