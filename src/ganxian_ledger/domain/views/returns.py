"""returns: which lead unit handed in its month, when, and which did not."""

from __future__ import annotations

from collections.abc import Iterable

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.returning import (
    ReturnDay,
    UnitReturn,
    require_planned,
    return_day,
    returns_of,
    returns_summary,
)
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import heading, unit_of
from ganxian_ledger.domain.views.return_words import (
    calendar_warning,
    counts_words,
    deadline_words,
    named_words,
)
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

COLUMNS = (
    Column("unit", "牵头单位"),
    Column("asked_measures", "应报措施", align="right"),
    Column("asked_targets", "应报指标", align="right"),
    Column("status", "状态"),
    Column("received", "收到日期"),
    Column("days_late", "迟报天数", align="right"),
    Column("forms", "报送方式"),
)


def returns(
    board: Board,
    month: Period,
    *,
    path: str,
    unit: str | None = None,
    states: tuple[str, ...] = (),
) -> Sheet:
    """The returns of a month in the register's order; the sums are those of all units.

    `unit` is any name of a unit or a part of one, `states` are words of `ReturnStatus`; without
    them all are listed.

    Raises:
        Unknown: for a unit that does not exist.
        BeforePlan: where the month was over before the plan starts.
    """
    require_planned(board.ledger, month)
    everyone = returns_of(board, month)
    due = return_day(board.ledger, month)
    listed, words = _selected(board, everyone, unit, states)
    return Sheet(
        kind="returns",
        title=f"{month.words}报送情况",
        headings=heading(board, f"{month.words}报送情况", words),
        tables=(Table(COLUMNS, tuple(map(_cells, listed))),),
        foot=_foot(board, due, everyone, is_part=bool(words)),
        payload={
            **payload_head(board, path),
            **_month_fields(month, due, everyone),
            "units": [_fields(one) for one in listed],
        },
        empty="没有要报送的单位" if not words else "没有符合条件的单位",
    )


def _foot(
    board: Board, due: ReturnDay, returns: tuple[UnitReturn, ...], *, is_part: bool
) -> tuple[str, ...]:
    counts = counts_words(returns_summary(returns))
    foot = (
        f"全部单位：{counts}" if is_part else counts,
        deadline_words(board.ledger, due),
        calendar_warning(due),
        named_words(returns),
    )
    return tuple(filter(None, foot))


def _selected(
    board: Board, returns: Iterable[UnitReturn], unit: str | None, states: tuple[str, ...]
) -> tuple[list[UnitReturn], tuple[str, ...]]:
    """The returns that are asked for, and the filter in words."""
    listed, words = list(returns), []
    if unit is not None:
        name = unit_of(board.ledger, unit).name
        listed = [one for one in listed if one.unit == name]
        words.append(f"单位 {name}")
    if states:
        listed = [one for one in listed if one.status.value in states]
        words.append(f"状态 {'、'.join(dict.fromkeys(states))}")
    return listed, tuple(words)


def _cells(one: UnitReturn) -> tuple[Cell, ...]:
    return (
        one.unit,
        len(one.asked),
        len(one.asked_targets),
        one.words,
        one.received,
        one.days_late or None,
        f"{one.how} {one.forms} 份" if one.forms > 1 else one.how,
    )


def _month_fields(
    month: Period, due: ReturnDay, returns: Iterable[UnitReturn]
) -> dict[str, object]:
    return {
        "month": month.text,
        "return_day": due.day,
        "nominal_return_day": due.nominal,
        "calendar_known": due.is_known,
        "summary": returns_summary(returns)._asdict(),
    }


def _fields(one: UnitReturn) -> dict[str, object]:
    """One unit's return as JSON has it."""
    return {
        "unit": one.unit,
        "status": one.status.value,
        "days_late": one.days_late if one.received else None,
        "received": one.received,
        "asked_measures": len(one.asked),
        "asked_targets": len(one.asked_targets),
        "forms": one.forms,
        "by_records": one.by_records,
    }
