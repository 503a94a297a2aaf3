"""month: where the office stands in its month, and what to do next."""

from __future__ import annotations

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.month import Month, days_waiting
from ganxian_ledger.domain.state.returning import ReturnStatus, require_planned
from ganxian_ledger.domain.views.month_items import Item, items_of, next_of
from ganxian_ledger.domain.views.parts import payload_head, summary_fields
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.return_words import calendar_warning, deadline_words
from ganxian_ledger.domain.views.table import Column, Sheet, Table

COLUMNS = (
    Column("item", "事项"),
    Column("situation", "情况", fold=True),
    Column("command", "下一步命令", fold=True),
)
NOTHING_DUE = "下一步：现在没有要办的"


def month(board: Board, period: Period, *, path: str) -> Sheet:
    """The month as it stands on the board's day; nothing of it is stored.

    Raises:
        BeforePlan: where the month was over before the plan starts.
    """
    require_planned(board.ledger, period)
    view = Month(board, period)
    items = items_of(view)
    following = next_of(items)
    foot = (
        deadline_words(board.ledger, view.due),
        calendar_warning(view.due),
        f"下一步：{following.command}" if following else NOTHING_DUE,
    )
    return Sheet(
        kind="month",
        title=f"{period.words}调度情况",
        headings=heading(board, f"{period.words}调度情况"),
        tables=(Table(COLUMNS, tuple((one.head, one.words, _commands(one)) for one in items)),),
        foot=tuple(filter(None, foot)),
        payload={
            **payload_head(board, path),
            **_fields(view),
            "items": [_item_fields(one) for one in items],
            "next": following.command if following else None,
        },
    )


def _commands(item: Item) -> str:
    return f"{item.command}（{item.other}）" if item.other else item.command


def _item_fields(item: Item) -> dict[str, object]:
    return {
        "item": item.key,
        "situation": item.words,
        "command": item.command or None,
        "due": item.is_due,
    }


def _fields(view: Month) -> dict[str, object]:
    """The month as JSON has it, beside the words."""
    return {
        "month": view.period.text,
        "return_day": view.due.day,
        "nominal_return_day": view.due.nominal,
        "calendar_known": view.due.is_known,
        "dispatched": [{"date": one.date, "to": one.to} for one in view.notices],
        "returns": view.summary._asdict(),
        "missing": _units(view, ReturnStatus.MISSING),
        "late": _units(view, ReturnStatus.LATE),
        "submitted": [
            {"id": row.id, "days": days_waiting(row, view.day)} for row in view.submitted
        ],
        "summary": summary_fields(view.board.summary),
        "letters": [{"unit": rung.unit, "kind": rung.kind} for rung in view.rungs],
        "unanswered": [
            {"unit": one.unit, "kind": one.letter.kind, "date": one.letter.date}
            for one in view.unanswered
        ],
        "failed_reviews": [row.id for row in view.failed],
        "report_ready": view.is_whole,
    }


def _units(view: Month, status: ReturnStatus) -> list[str]:
    return [one.unit for one in view.returns if one.status is status]
