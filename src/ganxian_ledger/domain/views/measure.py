"""show: one measure with everything that is known of it on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.plan import Policy
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board, Light, Row
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views import projects, records, targets
from ganxian_ledger.domain.views.parts import (
    UNITS_BETWEEN,
    measure_fields,
    payload_head,
    warnings_of,
)
from ganxian_ledger.domain.views.question import day_text, heading
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

FACTS = (Column("name", "项"), Column("value", "内容", fold=True))
RECORDS = (Column("date", "日期"), Column("by", "单位"), Column("words", "记录", fold=True))


def measure(board: Board, number: str, *, path: str) -> Sheet:
    """One measure: its clause, who is responsible, where it stands and why, and its whole log.

    Raises:
        Unknown: with near misses.
    """
    row = _row(board, number)
    known = [event for event in row.entry.measure.log if event.date <= board.day]
    aims = [one for one in board.attainments if one.target.clause == row.id]
    works = [one for one in board.ledger.projects if one.measure == row.id]
    named = board.ledger.units.named
    own = (
        Table(FACTS, facts_of(board, row), is_facts=True),
        Table(
            RECORDS,
            tuple((e.date, named(e.by), records.sentence(e, named)) for e in known),
            f"记录（{len(known)} 条）",
        ),
    )
    later = len(row.entry.measure.log) - len(known)
    return Sheet(
        kind="show",
        title=f"{row.id} {row.title}",
        headings=heading(board, f"{row.id} {row.title}"),
        tables=(*own, *_beside(board, aims, works)),
        printed=(*own, *_beside(board, aims, works, is_printed=True)),
        foot=_foot(len(known), later, day_text(board.day)),
        payload={
            **payload_head(board, path),
            "measure": _fields(board, row),
            "log": [records.fields(event, named) for event in known],
            "targets": [targets.target_fields(board, one) for one in aims],
            "projects": [projects.project_fields(board, one) for one in works],
        },
    )


def _beside(
    board: Board,
    aims: Sequence[Attainment],
    works: Sequence[Project],
    *,
    is_printed: bool = False,
) -> Iterator[Table]:
    """The targets and the projects of the measure, where it has any."""
    if aims:
        table = targets.printed_table if is_printed else targets.target_table
        yield table(board, aims, caption=f"指标（{len(aims)} 项）")
    if works:
        drawn = projects.printed_table if is_printed else projects.project_table
        yield drawn(board, works, caption=f"项目（{len(works)} 个）")


def _row(board: Board, number: str) -> Row:
    try:
        return board.row(number)
    except Unknown as error:
        remedy = error.remedy or "ledger status 列出全部措施"
        raise Unknown(error.message, remedy=remedy) from None


def _foot(known: int, later: int, day: str) -> tuple[str, ...]:
    """What is not there to be seen: no records, or records of later days."""
    said = (
        "" if known else f"截至 {day} 没有记录",
        f"{day} 之后还有 {later} 条记录，未计入" if later else "",
    )
    return tuple(filter(None, said))


def facts_of(board: Board, row: Row) -> tuple[tuple[Cell, ...], ...]:
    """The clause, who is responsible, and where it stands, as rows of `FACTS`."""
    item = row.entry.measure
    support = UNITS_BETWEEN.join(row.support) + ("等" if item.support_open else "")
    closed = row.standing.closed_on
    facts: list[tuple[str, Cell]] = [
        ("原文", item.text),
        ("任务", f"{row.entry.task.id} {row.entry.task.title}".strip()),
        ("章节", f"{row.entry.section.id} {row.entry.section.title}".strip()),
        ("牵头单位", _lead(board, row)),
        ("责任单位", support or "无"),
        ("完成时限", _due(row)),
        ("状态", f"{row.state.value}（{day_text(closed)} 销号）" if closed else row.state.value),
        ("亮灯", f"{row.light.value}（{light_reason(row, board.ledger.plan.policy)}）"),
        ("完成比例", _pace(row)),
        ("本月报送", row.reporting.value),
    ]
    return tuple(facts)


def _lead(board: Board, row: Row) -> str:
    """The lead on the day, and the published one where it was handed over."""
    now = UNITS_BETWEEN.join(row.lead)
    first = UNITS_BETWEEN.join(map(board.ledger.units.named, row.entry.measure.lead))
    return now if now == first else f"{now}（原为 {first}）"


def _due(row: Row) -> str:
    standing, item = row.standing, row.entry.measure
    said = []
    if standing.extensions:
        said.append(f"原定 {day_text(standing.original_due)}，延期 {standing.extensions} 次")
    if item.due_text:
        said.append(f"方案写作“{item.due_text}”")
    if item.term == "长期":
        said.append("长期工作")
    return day_text(standing.due) + (f"（{'；'.join(said)}）" if said else "")


def _pace(row: Row) -> str:
    """Percent done beside percent of the time that is gone."""
    said = f"{row.standing.percent}%（序时进度 {rounded(row.time_progress)}%"
    if not row.state.is_unfinished or not row.gap:
        return f"{said}）"
    return f"{said}，{'落后' if row.gap > 0 else '超前'} {abs(row.gap)} 个百分点）"


def light_reason(row: Row, policy: Policy) -> str:
    """Why the light is what it is."""
    if row.light in {Light.BLUE, Light.GREY}:
        return row.state.value
    said = [*warnings_of(row)]
    if row.state is State.RETURNED:
        said.append(row.state.value)
    if row.light is Light.RED and not row.overdue:
        said.append(f"超过 {policy.lag_red} 个百分点")
    return "，".join(said) or "正常"


def _fields(board: Board, row: Row) -> dict[str, object]:
    item, entry = row.entry.measure, row.entry
    return {
        **measure_fields(row),
        "text": item.text,
        "task_title": entry.task.title,
        "section_title": entry.section.title,
        "support_open": item.support_open,
        "term": item.term,
        "due_text": item.due_text,
        "published_lead": tuple(map(board.ledger.units.named, item.lead)),
        "light_reason": light_reason(row, board.ledger.plan.policy),
        "overdue": row.overdue,
        "due_soon": row.due_soon,
        "lagging": row.lagging,
        "reporting": row.reporting.value,
    }
