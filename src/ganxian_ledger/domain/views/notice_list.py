"""Who is asked for how much in a month, and what is not asked: for the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.letter import NOTICE
from ganxian_ledger.domain.state.asked import is_settled
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.sent import about_of
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.state.workdays import ReturnDay
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.notice import Request
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import day_text, heading
from ganxian_ledger.domain.views.return_words import calendar_warning, deadline_words
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table
from ganxian_ledger.domain.views.words import NAMED

NAME = "清单"
KIND = "dispatch"
COLUMNS = (
    Column("unit", "单位", fold=True),
    tables.count("measures", "要填的措施"),
    tables.count("targets", "指标"),
    tables.count("cells", "要填的格数"),
    tables.count("waiting", "待核查"),
    Column("until", "报送期限"),
)
SENT = (Column("sent", "发出时间"), Column("recipient", "收件人"))
"""What the office fills when it has sent a form."""
LISTED = (*COLUMNS, Column("file", "文件", fold=True), Column("sha256", "SHA-256"), *SENT)


class LeftOut(NamedTuple):
    """What is not asked: counts of measures by state and of targets, and names.

    `settled` targets have reached their goal, `finished` ones belong to a measure that is closed
    or cancelled; `idle` units lead something and are asked nothing; `nobody` are the names of
    targets without a lead; `strangers` were asked for and lead nothing.
    """

    closed: int
    cancelled: int
    waiting: int
    settled: int
    finished: int
    idle: tuple[str, ...]
    nobody: tuple[str, ...]
    strangers: tuple[str, ...]


class Asking(NamedTuple):
    """A run: the month, by when, what each unit is asked for, and the units it was narrowed to."""

    month: Period
    until: ReturnDay
    requests: tuple[Request, ...]
    units: tuple[str, ...] = ()


def left_out(board: Board, asking: Asking) -> LeftOut:
    """What the forms of a run do not ask, of the units that it is about."""
    wanted = frozenset(asking.units)
    rows = [row for row in board.rows if not wanted or row.lead[0] in wanted]
    states = Counter(row.state for row in rows)
    done = {row.id for row in board.rows if not row.state.is_unfinished}
    settled = finished = 0
    leading = dict.fromkeys(row.lead[0] for row in rows)
    nobody = []
    for one in board.attainments:
        leads = board.leads_of(one.target)
        if not leads:
            nobody.append(one.target.name)
        elif not wanted or leads[0] in wanted:
            leading.setdefault(leads[0])
            finished += one.target.clause in done
            settled += one.target.clause not in done and is_settled(one)
    asked = {request.unit for request in asking.requests}
    return LeftOut(
        closed=states[State.CLOSED],
        cancelled=states[State.CANCELLED],
        waiting=states[State.SUBMITTED],
        settled=settled,
        finished=finished,
        idle=tuple(name for name in _ordered(board, leading) if name not in asked),
        nobody=() if wanted else tuple(nobody),
        strangers=tuple(name for name in asking.units if name not in leading),
    )


def _ordered(board: Board, names: Collection[str]) -> Iterator[str]:
    """Names in the register's order, then others."""
    known = dict.fromkeys(unit.name for unit in board.ledger.units)
    yield from (name for name in known if name in names)
    yield from (name for name in names if name not in known)


def sheet_of(board: Board, asking: Asking, *, path: str) -> Sheet:
    """What each unit is asked for, with the sums and what is left out."""
    without = left_out(board, asking)
    what = f"{asking.month.words}填报{NAME}，报送期限 {day_text(asking.until.day)}"
    words = (f"单位 {'、'.join(asking.units)}",) if asking.units else ()
    return Sheet(
        kind=KIND,
        title=f"{asking.month.words}填报{NAME}",
        headings=heading(board, what, words),
        tables=(Table(COLUMNS, tuple(_cells(one, asking) for one in asking.requests)),),
        foot=tuple(_foot(board, asking, without)),
        payload=_payload(board, asking, without, path),
        empty="没有要填报的单位",
    )


def list_of(asking: Asking, files: Sequence[tuple[str, str]]) -> Table:
    """The list for the office; `files` are each unit's form and its SHA-256, in their order."""
    rows = (
        (*_cells(request, asking), name, digest, None, None)
        for request, (name, digest) in zip(asking.requests, files, strict=True)
    )
    return Table(LISTED, tuple(rows))


def _cells(request: Request, asking: Asking) -> tuple[Cell, ...]:
    unit, measures, targets, cells, waiting = request
    return (unit, measures, targets, cells, len(waiting), asking.until.day)


def _foot(board: Board, asking: Asking, without: LeftOut) -> Iterator[str]:
    sums = _sums(asking.requests)
    yield (
        f"共 {sums['units']} 家：要填措施 {sums['measures']} 项、指标 {sums['targets']} 个，"
        f"合计 {sums['cells']} 格"
    )
    yield (
        f"没有列入的：已销号 {without.closed} 项，已核减 {without.cancelled} 项，"
        f"待核查 {without.waiting} 项；指标已达标 {without.settled} 个，"
        f"所属措施已办结 {without.finished} 个"
    )
    if without.idle:
        yield f"没有要填的 {len(without.idle)} 家：{_few(without.idle)}"
    if without.nobody:
        yield f"没有牵头单位、没有列入的指标 {len(without.nobody)} 个：{_few(without.nobody)}"
    for name in without.strangers:
        groups = [one for one in _leading(board.rows) if one in board.ledger.units.groups_of(name)]
        also = f"，所在的{'、'.join(groups)}有" if groups else ""
        yield f"{name}没有牵头的措施和指标{also}"
    office = board.ledger.units.named(board.ledger.plan.office)
    if any(request.unit == office for request in asking.requests):
        yield f"{office}自己牵头的也有一份，填好一并回收，不用发送"
    notices = _notices(board, asking.month)
    if notices:
        told = "、".join(f"{day_text(day)} 发给 {count} 家" for day, count in notices)
        yield f"{asking.month.words}的调度通知已经记过：{told}"
    yield from _calendar(board, asking.until)


def _notices(board: Board, month: Period) -> tuple[tuple[date, int], ...]:
    """The 调度通知 of the month that are recorded: the day, and to how many."""
    letters = (one for one in board.ledger.letters if one.kind == NOTICE)
    return tuple((one.date, len(set(one.to))) for one in letters if about_of(one) == month)


def _few(names: Sequence[str]) -> str:
    """The first names, and 等 where there are more."""
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def _leading(rows: Sequence[Row]) -> dict[str, None]:
    return dict.fromkeys(row.lead[0] for row in rows)


def _calendar(board: Board, until: ReturnDay) -> Iterator[str]:
    """How the day of return came about, where it is not the usual one or not certain."""
    if until.is_moved:
        yield deadline_words(board.ledger, until)
    if until.day < board.day:
        yield f"报送期限 {day_text(until.day)} 已过，发出前请核对"
    if not until.is_known:
        yield calendar_warning(until)


def _sums(requests: Sequence[Request]) -> dict[str, int]:
    return {
        "units": len(requests),
        "measures": sum(one.measures for one in requests),
        "targets": sum(one.targets for one in requests),
        "cells": sum(one.cells for one in requests),
    }


def _payload(board: Board, asking: Asking, without: LeftOut, path: str) -> dict[str, object]:
    return {
        **payload_head(board, path),
        "month": asking.month.text,
        "return_day": asking.until.day,
        "nominal_return_day": asking.until.nominal,
        "is_calendar_known": asking.until.is_known,
        "summary": _sums(asking.requests),
        "left_out": without._asdict(),
        "notices": [{"date": day, "units": count} for day, count in _notices(board, asking.month)],
        "units": [one._asdict() for one in asking.requests],
    }
