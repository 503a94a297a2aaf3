"""The leader's page: key figures, what is late, rates by unit and section, every measure."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.dashboard_groups import progress_section, units_section
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.monthly_trend import trend_chart, trend_lines, trend_table
from ganxian_ledger.domain.views.page import Card, Listing, Page, Section
from ganxian_ledger.domain.views.page_measures import (
    UNSIGNED,
    due_soon_listing,
    lagging_listing,
    measures_listing,
    overdue_listing,
)
from ganxian_ledger.domain.views.page_parts import ALONE, INDEX, Site, cards_of, mark_of
from ganxian_ledger.domain.views.page_targets import attained_card, targets_listing, targets_words
from ganxian_ledger.domain.views.words import day_words

MONTHS = 12
"""How many months the line of the close rate goes back."""


def dashboard(report: Report, board: Board, site: Site = ALONE) -> Page:
    """The page of a report, drawn from its board; on a site its rows lead to their pages."""
    head = report.head
    sections = (
        *_late(board, site),
        progress_section(report, board),
        _trend(board),
        units_section(report, board, site),
        _targets(report, board),
        _measures(board, site),
    )
    return Page(
        name=INDEX,
        title=f"{head.period}工作进展情况",
        subtitle=f"{head.plan_title}（{head.plan_number}）　截至{day_words(board.day)}",
        facts=head.facts,
        cards=_cards(report, board),
        words=report.overview.words,
        sections=tuple(filter(None, sections)),
        mark=mark_of(board),
    )


def _cards(report: Report, board: Board) -> tuple[Card, ...]:
    missing = report.overview.whole.missing
    return (
        *cards_of(board.summary),
        Card("missing", "未报送", str(missing), "项", "本月进展", "黄" if missing else ""),
        attained_card(board.attainments),
    )


def _late(board: Board, site: Site) -> tuple[Section, ...]:
    rows, total = board.rows, board.summary
    days = board.ledger.plan.policy.due_soon_days
    return (
        Section(
            "overdue", f"逾期事项（{total.overdue}项）", listings=(overdue_listing(rows, site),)
        ),
        Section(
            "due_soon",
            f"临期事项（{total.due_soon}项，{days}天内到期）",
            listings=(due_soon_listing(board, rows, site),),
        ),
        Section(
            "lagging", f"滞后事项（{total.lagging}项）", listings=(lagging_listing(rows, site),)
        ),
    )


def _trend(board: Board) -> Section | None:
    """The months since the plan's start, at most a year back; nothing for a single one."""
    plan, day = board.ledger.plan, board.day
    back = day.year * 12 + day.month - MONTHS
    first = max(plan.start, date(back // 12, back % 12 + 1, 1))
    lines = trend_lines(board, Period("", first, max(day, first)))
    if not lines:
        return None
    return Section(
        "trend",
        "销号率与时间进度",
        charts=(trend_chart(lines),),
        listings=(Listing(trend_table(lines)._replace(caption="各月末情况")),),
    )


def _targets(report: Report, board: Board) -> Section:
    return Section(
        "targets",
        f"指标（{len(report.targets)}项）",
        words=tuple(targets_words(report.targets)),
        listings=(targets_listing(board, board.attainments),),
        is_wide=True,
    )


def _measures(board: Board, site: Site) -> Section:
    return Section(
        "measures",
        f"全部措施（{board.summary.total}项）",
        words=() if site.has_measures or not board.rows else (UNSIGNED,),
        listings=(measures_listing(board, board.rows, site),),
        is_wide=True,
    )
