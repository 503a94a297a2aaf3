"""diff: what changed in meaning between two states of a ledger, by measure and by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ganxian_ledger.domain.compare.meaning import Change, Kind, What, differences
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views.history import Recording
from ganxian_ledger.domain.views.parts import NUMBER, UNITS_BETWEEN
from ganxian_ledger.domain.views.question import day_text
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table
from ganxian_ledger.domain.views.told import called, change_fields, record_of, told

MEASURES = (
    NUMBER,
    Column("title", "措施", fold=True),
    Column("lead", "牵头单位", fold=True),
    Column("state_before", "原状态"),
    Column("state", "现状态"),
    Column("light_before", "原亮灯", is_light=True),
    Column("light", "现亮灯", is_light=True),
    Column("percent_before", "原完成比例", align="right", suffix="%"),
    Column("percent", "现完成比例", align="right", suffix="%"),
    Column("due_before", "原完成时限"),
    Column("due", "现完成时限"),
)
TARGETS = (
    NUMBER,
    Column("name", "指标", fold=True),
    Column("value_before", "原数据", align="right"),
    Column("value", "现数据", align="right"),
    Column("verdict_before", "原评价"),
    Column("verdict", "现评价"),
)
DETAILS = (
    Column("subject", "对象", fold=True),
    Column("date", "发生日期"),
    Column("by", "单位", fold=True),
    Column("words", "内容", fold=True),
)
UNITS = (
    Column("name", "单位", fold=True),
    Column("recorded", "新记录", align="right"),
    Column("submitted", "申请销号", align="right"),
    Column("closed", "销号", align="right"),
    Column("returned", "退回", align="right"),
    Column("reopened", "重新挂号", align="right"),
    Column("extended", "延期", align="right"),
)
_COUNTED = {
    "submitted": "submit",
    "closed": "close",
    "returned": "return",
    "reopened": "reopen",
    "extended": "extend",
}


class End(NamedTuple):
    """One of the two states: the ledger on its day, and which commit holds it (None: the files)."""

    board: Board
    recording: Recording | None

    @property
    def words(self) -> str:
        """提交 0123456789（2024-06-30 18:00）记录的台账，截至 2024-06-30."""
        made = self.recording
        if made is None:
            return f"现在的文件，截至 {day_text(self.board.day)}"
        when = f"{made.committed:%Y-%m-%d %H:%M}"
        return f"按 {made.short}（{when} 提交）记录的台账，截至 {day_text(self.board.day)}"

    @property
    def fields(self) -> dict[str, object]:
        """The state as JSON has it."""
        made = self.recording
        revision = made and {"id": made.id, "committed": made.committed.isoformat()}
        return {"as_of": self.board.day, "revision": revision}


class _Pair(NamedTuple):
    """A measure or a target in both states; None where it is not there."""

    id: str
    before: Any
    after: Any


def changes(before: End, after: End, *, path: str) -> Sheet:
    """What the second state says differently from the first."""
    told_apart = differences(before.board.ledger, after.board.ledger)
    measures = tuple(_measures(before.board, after.board))
    targets = tuple(_targets(before.board, after.board))
    units = _units(told_apart, after.board)
    plan = after.board.ledger.plan
    tables = (
        _table(MEASURES, map(_measure_cells, measures), f"措施（{len(measures)} 项有变化）"),
        _table(TARGETS, map(_target_cells, targets), f"指标（{len(targets)} 项有变化）"),
        _table(
            DETAILS,
            (_detail_cells(change, after.board) for change in told_apart),
            f"逐条变化（{len(told_apart)} 处）",
        ),
        _table(UNITS, ((name, *sums.values()) for name, sums in units.items()), "按牵头单位"),
    )
    return Sheet(
        kind="diff",
        title="台账变化",
        headings=(f"{plan.title}（{plan.number}）", f"从：{before.words}", f"到：{after.words}"),
        tables=tables,
        foot=_foot(before.board, after.board) if any(table.rows for table in tables) else (),
        payload={
            "as_of": after.board.day,
            "ledger": {"title": plan.title, "number": plan.number, "path": path},
            "from": before.fields,
            "to": after.fields,
            "summary": _summary(told_apart, before.board, after.board),
            "measures": [_measure_fields(pair) for pair in measures],
            "targets": [_target_fields(pair) for pair in targets],
            "units": [{"name": name, **sums} for name, sums in units.items()],
            "changes": [_change_fields(change, after.board) for change in told_apart],
        },
        empty="没有变化",
    )


def _table(columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], caption: str) -> Table:
    return Table(columns, tuple(rows), caption)


def _measures(before: Board, after: Board) -> Iterator[_Pair]:
    """The measures that stand otherwise than before, or came, or went."""
    for pair in _paired({row.id: row for row in before.rows}, {row.id: row for row in after.rows}):
        if _standing(pair.before) != _standing(pair.after):
            yield pair


def _targets(before: Board, after: Board) -> Iterator[_Pair]:
    """The targets whose reading in force or verdict is another, and those that came or went."""
    old = {one.target.id: one for one in before.attainments}
    new = {one.target.id: one for one in after.attainments}
    for pair in _paired(old, new):
        if _attained(pair.before) != _attained(pair.after):
            yield pair


def _paired(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Pair]:
    return (_Pair(one, old.get(one), new.get(one)) for one in dict.fromkeys((*new, *old)))


def _standing(row: Row | None) -> dict[str, object] | None:
    """What a reader sees of a measure."""
    if row is None:
        return None
    return {
        "state": row.state.value,
        "light": row.light.value,
        "percent": row.standing.percent,
        "due": row.standing.due,
        "lead": row.lead,
        "overdue": row.overdue,
    }


def _attained(one: Attainment | None) -> dict[str, object] | None:
    if one is None:
        return None
    reading = one.reading
    return {
        "value": reading.value if reading else None,
        "period": reading.period.text if reading else None,
        "rate": None if one.rate is None else rounded(one.rate),
        "verdict": one.verdict.value,
    }


def _measure_cells(pair: _Pair) -> tuple[Cell, ...]:
    row: Row = pair.after or pair.before
    old, new = (_standing(one) or {} for one in (pair.before, pair.after))
    both = (one.get(key) for key in ("state", "light", "percent", "due") for one in (old, new))
    return (pair.id, row.title, UNITS_BETWEEN.join(row.lead), *both)  # type: ignore[arg-type]  # cells, all of them


def _target_cells(pair: _Pair) -> tuple[Cell, ...]:
    old, new = (_attained(one) or {} for one in (pair.before, pair.after))
    both = (one.get(key) for key in ("value", "verdict") for one in (old, new))
    return (pair.id, (pair.after or pair.before).target.name, *both)


def _measure_fields(pair: _Pair) -> dict[str, object]:
    title = (pair.after or pair.before).title
    both = {"before": _standing(pair.before), "after": _standing(pair.after)}
    return {"id": pair.id, "title": title, **both}


def _target_fields(pair: _Pair) -> dict[str, object]:
    name = (pair.after or pair.before).target.name
    both = {"before": _attained(pair.before), "after": _attained(pair.after)}
    return {"id": pair.id, "name": name, **both}


def _detail_cells(change: Change, board: Board) -> tuple[Cell, ...]:
    named, record = board.ledger.units.named, record_of(change)
    return (
        called(change.key, change.thing),
        None if record is None else record.date,
        None if record is None else named(record.by),
        told(change, named),
    )


def _change_fields(change: Change, board: Board) -> dict[str, object]:
    words = told(change, board.ledger.units.named)
    return {**change_fields(board.ledger, change), "words": words}


def _units(told_apart: Iterable[Change], board: Board) -> dict[str, dict[str, int]]:
    """New records on the measures of each lead (of the later day), in the register's order."""
    leads = {row.id: row.lead[0] for row in board.rows if row.lead}
    kinds: dict[str, Counter[str]] = {}
    for change in told_apart:
        if change.key.kind is Kind.MEASURE and change.what is What.RECORDED:
            kinds.setdefault(leads[change.key.id], Counter()).update([change.after.type])
    order = [unit.name for unit in board.ledger.units]
    return {
        name: {
            "recorded": kinds[name].total(),
            **{key: kinds[name][kind] for key, kind in _COUNTED.items()},
        }
        for name in sorted(kinds, key=order.index)
    }


def _summary(told_apart: Iterable[Change], before: Board, after: Board) -> dict[str, object]:
    whats = Counter(change.what for change in told_apart)
    recorded = whats.pop(What.RECORDED, 0)
    counts = (
        (key, getattr(before.summary, key), getattr(after.summary, key))
        for key in ("total", "closed", "open", "overdue", "submitted", "cancelled")
    )
    return {
        "recorded": recorded,
        "altered": whats.total(),
        **{key: {"before": old, "after": new} for key, old, new in counts},
    }


def _foot(before: Board, after: Board) -> tuple[str, ...]:
    old, new = before.summary, after.summary
    pairs = (
        ("措施", old.total, new.total),
        ("已销号", old.closed, new.closed),
        ("待核查", old.submitted, new.submitted),
        ("逾期", old.overdue, new.overdue),
        ("已核减", old.cancelled, new.cancelled),
    )
    return ("；".join(f"{word} {a}" if a == b else f"{word} {a} → {b}" for word, a, b in pairs),)
