"""What several views say in the same way: the payload's head, sums, one measure's fields."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ganxian_ledger.domain.state.board import Board, Reporting, Role, Row, Summary, summary_of
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views.question import Selection
from ganxian_ledger.domain.views.table import Cell, Column, Table

ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合"}
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


def summary_words(summary: Summary) -> str:
    """The sums in one line."""
    rate = rate_of(summary)
    return (
        f"共 {summary.total} 条：已销号 {summary.closed}，未销号 {summary.open}"
        f"（逾期 {summary.overdue}，临期 {summary.due_soon}，滞后 {summary.lagging}，"
        f"待核查 {summary.submitted}），已核减 {summary.cancelled}；"
        f"销号率 {'—' if rate is None else f'{rate}%'}"
    )


def foot_of(selection: Selection) -> tuple[str, ...]:
    """The sums below a list of measures; with a unit, also its two roles."""
    words = summary_words(summary_of(selection.rows))
    if selection.roles is None:
        return (words,)
    roles = "、".join(f"{word} {selection.count(role)} 条" for role, word in ROLE_WORDS.items())
    return (words, roles)


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
        Column("percent", "进度", align="right", suffix="%"),
        Column("time_progress", "序时", align="right", suffix="%"),
        Column("due", "时限"),
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


def remarks_of(row: Row) -> str:
    """What a reader of a list should know of a measure besides its state, in a few words."""
    said: Iterable[str] = (
        *warnings_of(row),
        f"延期 {row.standing.extensions} 次" if row.standing.extensions else "",
        row.reporting.value if row.reporting is Reporting.MISSING else "",
    )
    return "，".join(filter(None, said))


def warnings_of(row: Row) -> tuple[str, ...]:
    """What its light is about: late, near its deadline, behind the time."""
    said = (
        f"逾期 {row.days_overdue} 天" if row.overdue else "",
        "临期" if row.due_soon else "",
        f"滞后 {row.gap} 个百分点" if row.lagging else "",
    )
    return tuple(filter(None, said))
