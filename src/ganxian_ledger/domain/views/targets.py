"""targets: the indicators with goal, reading in force, rate and verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ganxian_ledger.domain.model.target import BOUND_SIGNS, Goal
from ganxian_ledger.domain.state.attainment import Attainment, Verdict
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views import monthly_targets
from ganxian_ledger.domain.views.monthly_targets import NOBODY
from ganxian_ledger.domain.views.parts import UNITS_BETWEEN, payload_head
from ganxian_ledger.domain.views.question import heading, unit_of
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table, numbered

COLUMNS = (
    Column("id", "编号"),
    Column("name", "指标", fold=True),
    Column("clause", "出处"),
    Column("goal", "目标", fold=True),
    Column("unit", "单位"),
    Column("value", "最近数据", align="right"),
    Column("period", "时期"),
    Column("rate", "完成率", align="right", suffix="%"),
    Column("verdict", "评价"),
    Column("lead", "牵头单位", fold=True),
    Column("note", "说明", fold=True),
)


def targets(board: Board, *, path: str, unit: str | None = None) -> Sheet:
    """Every target in the file's order, or those that a unit answers for.

    Raises:
        Unknown: for a unit that does not exist.
    """
    words: tuple[str, ...] = ()
    listed = board.attainments
    if unit is not None:
        name = unit_of(board.ledger, unit).name
        listed = tuple(one for one in listed if name in board.leads_of(one.target))
        words = (f"单位 {name}（牵头）",)
    return Sheet(
        kind="targets",
        title="指标一览",
        headings=heading(board, "指标一览", words),
        tables=(target_table(board, listed),),
        printed=(printed_table(board, listed),),
        foot=(_counts(listed),),
        payload={
            **payload_head(board, path),
            "targets": [target_fields(board, one) for one in listed],
        },
        empty="没有指标" if unit is None else "没有由它牵头的指标",
    )


def target_table(board: Board, listed: Iterable[Attainment], *, caption: str = "") -> Table:
    """Targets for readers."""
    return Table(COLUMNS, tuple(_cells(board, one) for one in listed), caption)


def printed_table(board: Board, listed: Sequence[Attainment], *, caption: str = "") -> Table:
    """Targets for readers of papers: without our codes, goals and periods in words."""
    table = target_table(board, listed, caption=caption)
    at = {column.key: number for number, column in enumerate(table.columns)}
    rows = []
    for one, row in zip(listed, table.rows, strict=True):
        cells = list(row)
        cells[at["goal"]] = monthly_targets.goal_words(one.target)
        cells[at["period"]] = one.reading.period.words if one.reading else None
        cells[at["lead"]] = row[at["lead"]] or NOBODY
        rows.append(tuple(cells))
    return numbered(table._replace(rows=tuple(rows)))


def _cells(board: Board, one: Attainment) -> tuple[Cell, ...]:
    target, reading = one.target, one.reading
    return (
        target.id,
        target.name,
        target.clause,
        goal_words(target.goal),
        target.unit,
        reading.value if reading else None,
        str(reading.period) if reading else None,
        None if one.rate is None else rounded(one.rate),
        one.verdict.value,
        UNITS_BETWEEN.join(board.leads_of(target)),
        reading.note if reading else None,
    )


def goal_words(goal: Goal) -> str:
    """A goal in a sign and a number, or in the plan's words."""
    return goal.text or f"{BOUND_SIGNS[goal.bound]}{goal.number}"


def target_fields(board: Board, one: Attainment) -> dict[str, object]:
    """One target as JSON has it; the goal as in the file."""
    target, reading = one.target, one.reading
    return {
        "id": target.id,
        "name": target.name,
        "clause": target.clause,
        "kind": target.kind,
        "goal": {target.goal.bound: getattr(target.goal, target.goal.bound)},
        "unit": target.unit,
        "lead": board.leads_of(target),
        "value": reading.value if reading else None,
        "period": str(reading.period) if reading else None,
        "date": reading.date if reading else None,
        "rate": None if one.rate is None else rounded(one.rate),
        "verdict": one.verdict.value,
    }


def _counts(listed: Iterable[Attainment]) -> str:
    verdicts = [one.verdict for one in listed]
    counted = (f"{verdict.value} {verdicts.count(verdict)}" for verdict in Verdict)
    return f"共 {len(verdicts)} 项：{'，'.join(counted)}"
