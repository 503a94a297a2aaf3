"""The site: the leader's page, one page for each unit, one for each measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.measure_page import measure_page
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.page import Link, Page
from ganxian_ledger.domain.views.page_parts import INDEX, Site
from ganxian_ledger.domain.views.unit_page import unit_page

HOME = (Link("总览", INDEX),)
T = TypeVar("T")


def site_pages(
    report: Report, board: Board, facts: tuple[tuple[str, str], ...] = ()
) -> Iterator[Page]:
    """Every page of the site, one after the other: index, units, measures.

    `facts` say of which revision the data is.
    """
    site = Site.of(board)
    yield dashboard(report, board, site)
    for unit in board.ledger.units:
        yield unit_page(board, unit, facts=facts, up=HOME, site=site)
    aims = _by_key((one.target.clause, one) for one in board.attainments)
    works = _by_key((one.measure, one) for one in board.ledger.projects)
    for row in board.rows:
        yield measure_page(
            board,
            row,
            aims=aims.get(row.id, ()),
            works=works.get(row.id, ()),
            facts=facts,
            up=HOME,
            site=site,
        )


def page_names(board: Board) -> tuple[str, ...]:
    """The names of all pages, in the order of `site_pages`."""
    site = Site.of(board)
    return (INDEX, *site.units.values(), *(site.measure(row.id) for row in board.rows))


def _by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    held: dict[str, list[T]] = {}
    for key, one in pairs:
        held.setdefault(key, []).append(one)
    return held
