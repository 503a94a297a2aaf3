"""The tables and the chart of a report, each with its columns in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ganxian_ledger.domain.views.monthly import Overview
from ganxian_ledger.domain.views.monthly_groups import CountLine, GroupLine, ReturnLine
from ganxian_ledger.domain.views.monthly_measures import ChangeLine, IssueLine, MeasureLine
from ganxian_ledger.domain.views.monthly_targets import NOBODY, TargetLine
from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.words import share

ID = Column("id", "编号")
TITLE = Column("title", "措施", fold=True)
LEAD = Column("lead", "牵头单位", fold=True)
DUE = Column("due", "完成时限", fold=True)
STATE = Column("state", "状态")
PERCENT = Column("percent", "完成比例", "right", suffix="%")
TIME = Column("time_progress", "序时进度", "right", suffix="%")
LIGHT = Column("light", "亮灯", is_light=True)
RATE = Column("rate", "销号率", "right", suffix="%")
GOAL = Column("goal", "目标", fold=True)
VALUE = Column("value", "最近数据", fold=True)
PERIOD = Column("period", "时期", fold=True)
DONE = Column("rate", "完成率", "right", suffix="%")
VERDICT = Column("verdict", "评价")


def count(key: str, head: str) -> Column:
    """A column of numbers."""
    return Column(key, head, "right")


def states(overview: Overview) -> Table:
    """The measures by state with sums, then the warnings, now and a period ago.

    Where there is nothing to compare with, the columns of the period before are left out.
    """
    columns = (
        Column("name", "状态"),
        count("count", "项数"),
        Column("share", "占比", "right", suffix="%"),
        count("before", "上期末"),
        Column("change", "增减", "right", is_change=True),
    )
    total = overview.whole.total
    rows: list[tuple[Cell, ...]] = [_count(line) for line in overview.states]
    rows.append(("合计", total, share(total, total), total, 0))
    parts = (_count(line) for line in overview.warnings)
    rows += [(f"{among(number)}{name}", *rest) for number, (name, *rest) in enumerate(parts)]
    shares = len(overview.warnings)
    table = Table(columns, tuple(rows), "措施状态", sums=1 + shares, shares=shares)
    return table if overview.has_base else without(table, "before", "change")


def among(number: int) -> str:
    """What stands before the rows of what a sum holds: 其中 before the first of them."""
    return "" if number else "其中："


def without(table: Table, *keys: str) -> Table:
    """The table without some of its columns."""
    kept = [i for i, column in enumerate(table.columns) if column.key not in keys]
    return table._replace(
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )


def _count(line: CountLine) -> tuple[Cell, ...]:
    return (line.name, line.count, line.share, line.before, line.change)


def changes(lines: Iterable[ChangeLine]) -> Table:
    """What became of measures within the period."""
    columns = (
        Column("kind", "类别"),
        ID,
        TITLE,
        LEAD,
        Column("date", "日期"),
        Column("note", "说明", fold=True),
    )
    rows = tuple((c.kind, c.id, c.title, c.lead, c.date, c.note) for c in lines)
    return Table(columns, rows, "变动事项")


def missed(lines: Iterable[TargetLine]) -> Table:
    """The targets that miss their goal or their pace."""
    columns = (
        Column("name", "指标", fold=True),
        LEAD,
        GOAL,
        VALUE,
        PERIOD,
        DONE,
        VERDICT,
        Column("miss", "差距", fold=True),
    )
    rows = tuple(
        (t.name, t.lead or NOBODY, t.goal, t.value, t.period, t.rate, t.verdict, t.miss)
        for t in lines
    )
    return Table(columns, rows, "未达标、未达序时的指标")


def sections(lines: Iterable[GroupLine], whole: GroupLine) -> Table:
    """The sums of each section."""
    columns = (
        Column("section", "部分", fold=True),
        count("total", "措施"),
        count("closed", "已销号"),
        RATE,
        count("open", "未完成"),
        count("submitted", "待核查"),
        count("overdue", "逾期"),
        count("lagging", "滞后"),
        count("due_soon", "临期"),
        count("cancelled", "核减"),
    )
    rows = [_section(line.heading, line) for line in lines]
    return Table(columns, (*rows, _section("合计", whole)), "各部分推进情况", sums=1)


def _section(heading: str, line: GroupLine) -> tuple[Cell, ...]:
    return (
        heading,
        line.total,
        line.closed,
        line.rate,
        line.open,
        line.submitted,
        line.overdue,
        line.lagging,
        line.due_soon,
        line.cancelled,
    )


def sections_chart(lines: Sequence[GroupLine]) -> Chart:
    """Closed, under way, overdue and cancelled of each section; the parts add up to its total."""
    return Chart(
        key="sections_chart",
        title="各部分措施完成情况",
        kind="stacked",
        categories=tuple(line.heading for line in lines),
        series=(
            Series("已销号", tuple(line.closed for line in lines), "蓝"),
            Series("未完成未逾期", tuple(line.open - line.overdue for line in lines), "淡"),
            Series("逾期", tuple(line.overdue for line in lines), "红"),
            Series("核减", tuple(line.cancelled for line in lines), "灰"),
        ),
        unit="项",
    )


def units(lines: Iterable[GroupLine], whole: GroupLine) -> Table:
    """The units that lead, by rank."""
    columns = (
        count("rank", "排名"),
        Column("unit", "单位", fold=True),
        count("total", "牵头措施"),
        count("cancelled", "核减"),
        count("closed", "已销号"),
        RATE,
        count("overdue", "逾期"),
        count("lagging", "滞后"),
        count("missing", "未报送"),
        count("support", "配合措施"),
    )
    rows = [_unit(line.rank, line.name, line, line.support) for line in lines]
    return Table(columns, (*rows, _unit(None, "合计", whole, None)), "牵头单位完成情况", sums=1)


def _unit(rank: int | None, name: str, line: GroupLine, support: int | None) -> tuple[Cell, ...]:
    return (
        rank,
        name,
        line.total,
        line.cancelled,
        line.closed,
        line.rate,
        line.overdue,
        line.lagging,
        line.missing,
        support,
    )


def overdue(lines: Iterable[MeasureLine]) -> Table:
    """The overdue measures, longest first."""
    columns = (ID, TITLE, LEAD, DUE, count("days_overdue", "逾期天数"), STATE, PERCENT, TIME)
    rows = tuple(
        (m.id, m.title, m.lead, m.due_words, m.days_overdue, m.state, m.percent, m.time_progress)
        for m in lines
    )
    return Table(columns, rows)


def lagging(lines: Iterable[MeasureLine]) -> Table:
    """The measures behind the time, furthest first."""
    gap = count("gap", "落后（个百分点）")
    columns = (ID, TITLE, LEAD, DUE, STATE, PERCENT, TIME, gap)
    rows = tuple(
        (m.id, m.title, m.lead, m.due_words, m.state, m.percent, m.time_progress, m.gap)
        for m in lines
    )
    return Table(columns, rows)


def issues(lines: Iterable[IssueLine]) -> Table:
    """The issues that units reported with their latest progress."""
    columns = (
        Column("unit", "报送单位", fold=True),
        ID,
        TITLE,
        Column("date", "报送日期"),
        Column("issue", "存在问题", fold=True),
        Column("next", "下步打算", fold=True),
    )
    rows = tuple((i.unit, i.id, i.title, i.date, i.issue, i.next) for i in lines)
    return Table(columns, rows)


def unreturned(lines: Iterable[ReturnLine]) -> Table:
    """The units whose progress of the month is missing."""
    columns = (
        Column("unit", "未报送单位"),
        count("count", "项数"),
        Column("measures", "措施编号", fold=True),
    )
    rows = tuple((r.unit, r.count, r.measures) for r in lines)
    return Table(columns, rows)


def due_next(lines: Iterable[MeasureLine]) -> Table:
    """The unfinished measures due within the next period."""
    columns = (DUE, ID, TITLE, LEAD, STATE, PERCENT)
    rows = tuple((m.due_words, m.id, m.title, m.lead, m.state, m.percent) for m in lines)
    return Table(columns, rows)


def measures(lines: Iterable[MeasureLine]) -> Table:
    """Every measure: 附件1."""
    columns = (
        ID,
        TITLE,
        LEAD,
        Column("support", "责任单位", fold=True),
        DUE,
        STATE,
        PERCENT,
        TIME,
        LIGHT,
        Column("latest", "最近进展", fold=True),
    )
    rows = tuple(
        (
            m.id,
            m.title,
            m.lead,
            m.support,
            m.due_words,
            m.state,
            m.percent,
            m.time_progress,
            m.light,
            m.latest,
        )
        for m in lines
    )
    return Table(columns, rows)


def targets(lines: Iterable[TargetLine]) -> Table:
    """Every target: 附件2."""
    columns = (
        Column("name", "指标", fold=True),
        Column("clause", "出处"),
        LEAD,
        GOAL,
        VALUE,
        PERIOD,
        Column("change", "变化", fold=True),
        DONE,
        VERDICT,
        Column("note", "说明", fold=True),
    )
    rows = tuple(
        (
            t.name,
            t.clause,
            t.lead or NOBODY,
            t.goal,
            t.value,
            t.period,
            t.change,
            t.rate,
            t.verdict,
            t.note,
        )
        for t in lines
    )
    return Table(columns, rows)
