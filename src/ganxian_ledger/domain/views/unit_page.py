"""A unit's page: what it leads and supports, what of it is late, its indicators."""

from __future__ import annotations

from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import Board, Role, Row, summary_of
from ganxian_ledger.domain.views.page import Card, Link, Page, Section
from ganxian_ledger.domain.views.page_measures import (
    UNSIGNED,
    due_soon_listing,
    lagging_listing,
    measures_listing,
    overdue_listing,
)
from ganxian_ledger.domain.views.page_parts import ALONE, Site, cards_of, mark_of
from ganxian_ledger.domain.views.page_targets import targets_listing
from ganxian_ledger.domain.views.words import day_words

LED = "下列各数按牵头的措施（联合牵头的也计入）统计。"


def unit_page(
    board: Board,
    unit: Unit,
    *,
    facts: tuple[tuple[str, str], ...] = (),
    up: tuple[Link, ...] = (),
    site: Site = ALONE,
) -> Page:
    """The page of a unit on the board's day.

    Args:
        board: The assessment.
        unit: A registered unit; its groups' measures are its own too.
        facts: What there is to say of the data (数据版本).
        up: The pages above it, where it stands on a site.
        site: The pages that its rows lead to; without one each row unfolds.
    """
    roles = board.roles_of(unit)
    rows = tuple(row for row in board.rows if row.id in roles)
    led = tuple(row for row in rows if roles[row.id] is Role.LEAD)
    plan = board.ledger.plan
    return Page(
        name=site.unit(unit.name) or "unit",
        title=unit.name,
        subtitle=f"{plan.title}（{plan.number}）　截至{day_words(board.day)}",
        facts=(("方案文号", plan.number), ("数据截至", day_words(board.day)), *facts),
        cards=_cards(led, len(rows)),
        words=(LED,) if led else ("没有牵头的措施。",),
        sections=(*_late(board, led, site), *_all(board, unit, rows, roles, site)),
        up=up,
        mark=f"{mark_of(board)}　{unit.name}",
    )


def _cards(led: tuple[Row, ...], total: int) -> tuple[Card, ...]:
    sums = summary_of(led)
    missing = sums.missing
    first, *rest = cards_of(sums)
    return (
        first._replace(label="牵头措施"),
        *rest,
        Card("missing", "未报送", str(missing), "项", "本月进展", "黄" if missing else ""),
        Card("support", "配合措施", str(total - len(led)), "项"),
    )


def _late(board: Board, led: tuple[Row, ...], site: Site) -> tuple[Section, ...]:
    found = (
        ("overdue", "逾期事项", overdue_listing(led, site)),
        ("due_soon", "临期事项", due_soon_listing(board, led, site)),
        ("lagging", "滞后事项", lagging_listing(led, site)),
    )
    return tuple(
        Section(key, f"{title}（{len(listing.table.rows)}项）", listings=(listing,))
        for key, title, listing in found
        if led
    )


def _all(
    board: Board, unit: Unit, rows: tuple[Row, ...], roles: dict[str, Role], site: Site
) -> tuple[Section, ...]:
    measures = Section(
        "measures",
        f"牵头和配合的措施（{len(rows)}项）",
        words=() if site.has_measures or not rows else (UNSIGNED,),
        listings=(measures_listing(board, rows, site, roles),),
        is_wide=True,
    )
    answered = [one for one in board.attainments if unit.name in board.leads_of(one.target)]
    if not answered:
        return (measures,)
    targets = Section(
        "targets",
        f"负责的指标（{len(answered)}项）",
        listings=(targets_listing(board, answered),),
        is_wide=True,
    )
    return (measures, targets)
