"""The 工作台账: every measure with the columns that offices use, below its section and task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ganxian_ledger.domain.model.plan import Task
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.monthly_groups import section_lines
from ganxian_ledger.domain.views.monthly_measures import MeasureLine, measure_line, told
from ganxian_ledger.domain.views.parts import remarks_of
from ganxian_ledger.domain.views.records import piece
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.workbook import Group, Worksheet

NAME = "工作台账"
COLUMNS = (
    Column("order", "序号"),
    Column("task", "任务", fold=True),
    Column("id", "编号"),
    Column("title", "措施", fold=True),
    Column("lead", "牵头单位", fold=True),
    Column("support", "责任单位", fold=True),
    Column("due", "完成时限"),
    Column("latest", "进展情况", fold=True),
    Column("issue", "存在问题", fold=True),
    Column("next", "下步打算", fold=True),
    Column("percent", "完成比例", "right", suffix="%"),
    Column("time_progress", "序时进度", "right", suffix="%"),
    Column("light", "亮灯", is_light=True),
    Column("state", "状态"),
    Column("is_closed", "是否销号"),
    Column("closed_on", "销号日期"),
    Column("evidence", "佐证", fold=True),
    Column("remarks", "备注", fold=True),
)
"""Who and when before how far (issue and next step side by side), remarks last."""
FIXED = 4


def ledger_sheet(
    board: Board, rows: Sequence[Row], *, notes: tuple[str, ...], empty: str = "无"
) -> Worksheet:
    """The 工作台账 of some measures of a board, in the order of their numbers."""
    cells = tuple(_cells(order, row, measure_line(board, row)) for order, row in enumerate(rows, 1))
    return Worksheet(
        name=NAME,
        title=titled(board, NAME),
        table=Table(COLUMNS, cells),
        groups=tuple(_groups(board, rows)),
        notes=notes,
        size="A3",
        empty=empty,
        fixed=FIXED,
    )


def _cells(order: int, row: Row, line: MeasureLine) -> tuple[Cell, ...]:
    issue, following = _open_issue(row)
    return (
        order,
        task_heading(row.entry.task),
        line.id,
        f"{line.title}\n{row.entry.measure.text}",
        line.lead,
        line.support,
        line.due,
        _progress(row, line),
        issue,
        following,
        line.percent,
        line.time_progress,
        line.light,
        line.state,
        "是" if row.state is State.CLOSED else "否",
        line.closed_on,
        _evidence(row),
        _remarks(row, line),
    )


def _progress(row: Row, line: MeasureLine) -> str:
    """The latest progress, and behind it what has become of the measure since."""
    progress = row.standing.progress
    said = "" if progress is None else told(progress)
    return "；".join(dict.fromkeys(filter(None, (said, line.latest))))


def _open_issue(row: Row) -> tuple[str, str]:
    """存在问题 and 下步打算 of the latest progress; none where the lead's work is over."""
    progress = row.standing.progress
    if progress is None or not row.state.is_open:
        return "", ""
    return progress.issue or "", progress.next or ""


def _evidence(row: Row) -> str:
    """What proves the submission and the closing that are in force, each piece once."""
    standing = row.standing
    held = (standing.submission, standing.closure)
    pieces = (piece(one) for event in held if event is not None for one in event.evidence)
    return "、".join(dict.fromkeys(pieces))


def _remarks(row: Row, line: MeasureLine) -> str:
    before = f"原定{line.original_due}" if line.extensions else ""
    return "；".join(filter(None, (before, remarks_of(row, gap=""))))


def titled(board: Board, subject: str) -> str:
    """《2024年…工作方案》工作台账."""
    return f"《{board.ledger.plan.title}》{subject}"


def task_heading(task: Task) -> str:
    """8.持续深入打好碧水保卫战."""
    return f"{task.id}.{task.title}" if task.title else task.id


def _groups(board: Board, rows: Sequence[Row]) -> Iterator[Group]:
    """The sections that have rows, each with its tasks."""
    headings = {line.id: line.heading for line in section_lines(board)}
    for section, held in groupby(rows, key=lambda row: row.entry.section.id):
        tasks = tuple(
            _task_group(task, len(list(inner)))
            for task, inner in groupby(held, key=lambda row: task_heading(row.entry.task))
        )
        yield Group(headings[section], parts=tasks)


def _task_group(heading: str, rows: int) -> Group:
    return Group(f"{heading}（{rows}项）", rows)
