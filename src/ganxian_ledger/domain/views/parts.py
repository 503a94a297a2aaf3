"""What several views say in the same way: the payload's head, sums, one measure's fields."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ganxian_ledger.domain.state.board import (
    ROLE_WORDS,
    Board,
    Reporting,
    Role,
    Row,
    Summary,
    summary_of,
)
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views.question import Selection
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.words import percent

NUMBER = Column("id", "编号")
UNITS_BETWEEN = "、"


def payload_head(board: Board, path: str) -> dict[str, object]:
    """As of when, and of which ledger."""
    plan = board.ledger.plan
    return {
        "as_of": board.day,
        "ledger": {"title": plan.title, "number": plan.number, "path": path},
    }


def rate_of(summary: Summary) -> Decimal | None:
    """The close rate as it is shown."""
    return None if summary.close_rate is None else rounded(summary.close_rate)


def summary_fields(summary: Summary) -> dict[str, object]:
    """The sums as JSON has them."""
    return {
        "total": summary.total,
        "closed": summary.closed,
        "open": summary.open,
        "overdue": summary.overdue,
        "due_soon": summary.due_soon,
        "lagging": summary.lagging,
        "submitted": summary.submitted,
        "cancelled": summary.cancelled,
        "close_rate": rate_of(summary),
    }


def summary_words(summary: Summary, gap: str = " ", *, is_rated: bool = True) -> str:
    """The sums in one line, with the close rate where it is one of the whole that is spoken of.

    `gap` stands beside numbers: a blank on a terminal, nothing in papers.
    """
    rate = f"；销号率{gap}{percent(rate_of(summary))}" if is_rated else ""
    return (
        f"共{gap}{summary.total}{gap}项：已销号{gap}{summary.closed}，未完成{gap}{summary.open}"
        f"（逾期{gap}{summary.overdue}，临期{gap}{summary.due_soon}，滞后{gap}{summary.lagging}，"
        f"待核查{gap}{summary.submitted}），核减{gap}{summary.cancelled}{rate}"
    )


def foot_of(selection: Selection, gap: str = " ") -> tuple[str, ...]:
    """The sums below a list of measures; with a unit, also its two roles; `gap` as above."""
    words = summary_words(summary_of(selection.rows), gap, is_rated=not selection.is_by_state)
    if selection.roles is None:
        return (words,)
    counts = ((word, selection.count(role)) for role, word in ROLE_WORDS.items())
    return (words, "、".join(f"{word}{gap}{count}{gap}项" for word, count in counts))


def measure_fields(row: Row, role: Role | None = None) -> dict[str, object]:
    """One measure as JSON has it in lists."""
    standing = row.standing
    last = standing.last
    fields: dict[str, object] = {
        "id": row.id,
        "task": row.entry.task.id,
        "section": row.entry.section.id,
        "title": row.title,
        "lead": row.lead,
        "support": row.support,
        "state": row.state.value,
        "light": row.light.value,
        "percent": standing.percent,
        "time_progress": rounded(row.time_progress),
        "due": standing.due,
        "original_due": standing.original_due,
        "extensions": standing.extensions,
        "days_overdue": row.days_overdue,
        "closed_on": standing.closed_on,
        "last_record": None if last is None else {"date": last.date, "type": last.type},
    }
    return fields if role is None else {**fields, "role": role.value}


def measures_payload(board: Board, selection: Selection, path: str) -> dict[str, object]:
    """A list of measures with its sums, as JSON has it."""
    roles = selection.roles or {}
    return {
        **payload_head(board, path),
        "summary": summary_fields(summary_of(selection.rows)),
        "measures": [measure_fields(row, roles.get(row.id)) for row in selection.rows],
    }


def measures_table(selection: Selection) -> Table:
    """A list of measures for readers; with a unit, also its role in each."""
    roles = selection.roles
    columns = [
        NUMBER,
        Column("title", "措施", fold=True),
        Column("lead", "牵头单位", fold=True),
        Column("state", "状态"),
        Column("light", "亮灯", is_light=True),
        Column("percent", "完成比例", align="right", suffix="%"),
        Column("time_progress", "序时进度", align="right", suffix="%"),
        Column("due", "完成时限"),
        Column("remarks", "提示", fold=True),
    ]
    if roles is not None:
        columns.insert(3, Column("role", "角色"))
    return Table(tuple(columns), tuple(_cells(row, roles) for row in selection.rows))


def _cells(row: Row, roles: object) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        row.id,
        row.title,
        UNITS_BETWEEN.join(row.lead),
        row.state.value,
        row.light.value,
        row.standing.percent,
        rounded(row.time_progress),
        row.standing.due,
        remarks_of(row),
    ]
    if isinstance(roles, dict):
        cells.insert(3, ROLE_WORDS[roles[row.id]])
    return tuple(cells)


def remarks_of(row: Row, gap: str = " ") -> str:
    """What a reader of a list should know of a measure besides its state, in a few words.

    `gap` stands beside numbers: a blank on a terminal, nothing in papers.
    """
    extensions = row.standing.extensions
    said: Iterable[str] = (
        *warnings_of(row, gap),
        f"延期{gap}{extensions}{gap}次" if extensions else "",
        row.reporting.value if row.reporting is Reporting.MISSING else "",
    )
    return "，".join(filter(None, said))


def warnings_of(row: Row, gap: str = " ") -> tuple[str, ...]:
    """What its light is about: late, near its deadline, behind the time; `gap` as above."""
    said = (
        f"逾期{gap}{row.days_overdue}{gap}天" if row.overdue else "",
        "临期" if row.due_soon else "",
        f"滞后{gap}{row.gap}{gap}个百分点" if row.lagging else "",
    )
    return tuple(filter(None, said))
