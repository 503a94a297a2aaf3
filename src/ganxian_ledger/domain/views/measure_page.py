"""A measure's page: its clause, where it stands, and everything that was recorded of it."""

from __future__ import annotations

from collections.abc import Sequence

from ganxian_ledger.domain.model.event import Progress
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.state.standing import standings_of
from ganxian_ledger.domain.views.measure import FACTS, facts_of
from ganxian_ledger.domain.views.page import Card, Link, Listing, Page, Section
from ganxian_ledger.domain.views.page_measures import timeline_of
from ganxian_ledger.domain.views.page_parts import ALONE, Site, mark_of
from ganxian_ledger.domain.views.page_targets import targets_listing
from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.projects import printed_table
from ganxian_ledger.domain.views.table import Table
from ganxian_ledger.domain.views.words import day_words


def measure_page(
    board: Board,
    row: Row,
    *,
    aims: Sequence[Attainment] = (),
    works: Sequence[Project] = (),
    facts: tuple[tuple[str, str], ...] = (),
    up: tuple[Link, ...] = (),
    site: Site = ALONE,
) -> Page:
    """The page of a measure on the board's day.

    Args:
        board: The assessment.
        row: The measure.
        aims: The targets that belong to it.
        works: The projects that belong to it.
        facts: What there is to say of the data (数据版本).
        up: The pages above it, where it stands on a site.
        site: The names of the site's pages.
    """
    plan = board.ledger.plan
    return Page(
        name=site.measure(row.id) or "measure",
        title=f"{row.id} {row.title}",
        subtitle=f"{plan.title}（{plan.number}）　截至{day_words(board.day)}",
        facts=(("方案文号", plan.number), ("数据截至", day_words(board.day)), *facts),
        cards=_cards(row),
        sections=(*_standing(board, row), *_beside(board, aims, works)),
        up=(*up, *_leads(row, site)),
        mark=f"{mark_of(board)}　措施{row.id}",
    )


def _leads(row: Row, site: Site) -> tuple[Link, ...]:
    """The pages of those who lead it."""
    return tuple(Link(name, site.unit(name)) for name in row.lead if site.unit(name))


def _cards(row: Row) -> tuple[Card, ...]:
    late = f"逾期{row.days_overdue}天" if row.overdue else "临期" if row.due_soon else ""
    behind = f"滞后{row.gap}个百分点" if row.lagging else ""
    return (
        Card("state", "状态", row.state.value),
        Card("light", "亮灯", row.light.value, tone=row.light.value),
        Card("percent", "完成比例", str(row.standing.percent), "%", behind),
        Card("time_progress", "序时进度", str(rounded(row.time_progress)), "%"),
        Card("due", "完成时限", row.standing.due.isoformat(), note=late),
    )


def _standing(board: Board, row: Row) -> tuple[Section, ...]:
    timeline = timeline_of(board, row)
    chart = _chart(board, row)
    facts = Section(
        "facts", "基本情况", listings=(Listing(Table(FACTS, facts_of(board, row), is_facts=True)),)
    )
    records = Section(
        "records",
        f"记录（{len(timeline)}条）",
        words=() if timeline else ("没有记录。",),
        charts=(chart,) if chart else (),
        timeline=timeline,
    )
    return (facts, records)


def _chart(board: Board, row: Row) -> Chart | None:
    """What was reported beside the time that was gone; nothing for fewer than two reports.

    Every value of 完成比例 stands in the timeline too.
    """
    plan = board.ledger.plan
    reports = [
        (standing.last.date, standing.percent, standing.due)
        for standing in standings_of(row.entry.measure, plan.due, board.day)
        if isinstance(standing.last, Progress)
    ]
    if len(reports) < 2:
        return None
    return Chart(
        key="progress",
        title="历次报送的完成比例与当时的序时进度",
        kind="line",
        categories=tuple(f"{day.month}月{day.day}日" for day, _, _ in reports),
        series=(
            Series("完成比例", tuple(percent for _, percent, _ in reports), "蓝"),
            Series(
                "序时进度",
                tuple(rounded(time_progress(plan.start, due, day)) for day, _, due in reports),
                "灰",
            ),
        ),
        unit="%",
    )


def _beside(
    board: Board, aims: Sequence[Attainment], works: Sequence[Project]
) -> tuple[Section, ...]:
    found: list[Section] = []
    if aims:
        listing = targets_listing(board, aims)._replace(is_searched=False, filters=())
        found.append(Section("targets", f"指标（{len(aims)}项）", listings=(listing,)))
    if works:
        table = printed_table(board, works)
        found.append(Section("projects", f"项目（{len(works)}项）", listings=(Listing(table),)))
    return tuple(found)
