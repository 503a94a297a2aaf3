"""projects: the works that the plan names, with their latest report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.model.project import Project, ProjectEvent
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import day_text, heading, unit_of
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table, numbered

COLUMNS = (
    Column("id", "编号"),
    Column("name", "项目", fold=True),
    Column("measure", "措施"),
    Column("owner", "责任单位", fold=True),
    Column("start", "开工"),
    Column("due", "完成时限"),
    Column("stage", "形象进度", fold=True),
    Column("percent", "完成比例", align="right", suffix="%"),
    Column("investment", "总投资（万元）", align="right"),
    Column("invested", "已完成（万元）", align="right"),
    Column("last", "最近报送"),
    Column("issue", "存在问题", fold=True),
)


def projects(board: Board, *, path: str, unit: str | None = None) -> Sheet:
    """Every project in the file's order, or those of one owner.

    Raises:
        Unknown: for a unit that does not exist.
    """
    words: tuple[str, ...] = ()
    listed = board.ledger.projects
    if unit is not None:
        name = unit_of(board.ledger, unit).name
        listed = tuple(one for one in listed if board.ledger.units.named(one.owner) == name)
        words = (f"单位 {name}",)
    reported = sum(_latest(one, board.day) is not None for one in listed)
    return Sheet(
        kind="projects",
        title="项目清单",
        headings=heading(board, "项目清单", words),
        tables=(project_table(board, listed),),
        printed=(printed_table(board, listed),),
        foot=(f"共 {len(listed)} 个：有报送 {reported}，未报送 {len(listed) - reported}",),
        payload={
            **payload_head(board, path),
            "projects": [project_fields(board, one) for one in listed],
        },
        empty="没有项目",
    )


def project_table(board: Board, listed: Iterable[Project], *, caption: str = "") -> Table:
    """Projects for readers."""
    return Table(COLUMNS, tuple(_cells(board, one) for one in listed), caption)


def printed_table(board: Board, listed: Iterable[Project], *, caption: str = "") -> Table:
    """Projects for readers of papers, without our codes."""
    return numbered(project_table(board, listed, caption=caption))


def _cells(board: Board, one: Project) -> tuple[Cell, ...]:
    last = _latest(one, board.day)
    return (
        one.id,
        one.name,
        one.measure,
        board.ledger.units.named(one.owner),
        one.start,
        one.due,
        last.stage if last else None,
        _percent(one, board.day),
        one.investment,
        _invested(one, board.day),
        day_text(last.date) if last else None,
        last.issue if last else None,
    )


def _known(project: Project, day: date) -> list[ProjectEvent]:
    return [event for event in project.log if event.date <= day]


def _latest(project: Project, day: date) -> ProjectEvent | None:
    known = _known(project, day)
    return known[-1] if known else None


def _percent(project: Project, day: date) -> int | None:
    """The last percentage that was reported; a report may leave it out."""
    given = [event.percent for event in _known(project, day) if event.percent is not None]
    return given[-1] if given else None


def _invested(project: Project, day: date) -> Decimal | None:
    """The last sum that was reported; a report may leave it out."""
    given = [event.invested for event in _known(project, day) if event.invested is not None]
    return given[-1] if given else None


def project_fields(board: Board, one: Project) -> dict[str, object]:
    """One project as JSON has it, with its log up to the day."""
    named = board.ledger.units.named
    return {
        "id": one.id,
        "name": one.name,
        "measure": one.measure,
        "owner": named(one.owner),
        "start": one.start,
        "due": one.due,
        "investment": one.investment,
        "percent": _percent(one, board.day),
        "invested": _invested(one, board.day),
        "log": [
            {**event.model_dump(exclude_none=True), "by": named(event.by)}
            for event in _known(one, board.day)
        ],
    }
