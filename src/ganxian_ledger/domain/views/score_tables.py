"""The tables of the assessment: ranks, who takes no part, a unit's items and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ganxian_ledger.domain.model.assessment import AssessmentFile, HandGiven
from ganxian_ledger.domain.scoring.score import Line, Scores, UnitScore
from ganxian_ledger.domain.scoring.trace import Fact, figure, plain
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views.parts import UNITS_BETWEEN
from ganxian_ledger.domain.views.table import Cell, Column, Table

BONUS = "加分"
UNIT = Column("unit", "单位", fold=True)


def ranking(scheme: AssessmentFile, units: tuple[UnitScore, ...], caption: str) -> Table:
    """名次, 单位, the points of each block, 加分, 总分, 等次, 说明."""
    noted = any(map(_notes, units))
    columns = (
        Column("rank", "名次", "right"),
        UNIT,
        *(
            Column(block.id, f"{block.title}（{plain(block.points)}）", "right")
            for block in scheme.blocks
        ),
        *((Column("bonus", BONUS, "right"),) if scheme.bonus else ()),
        Column("score", "总分", "right"),
        *((Column("grade", "等次"),) if scheme.grades else ()),
        *((Column("notes", "说明", fold=True),) if noted else ()),
    )
    rows = (_rank_cells(scheme, one, noted=noted) for one in units)
    return Table(columns, tuple(rows), caption)


def _rank_cells(scheme: AssessmentFile, one: UnitScore, *, noted: bool) -> tuple[Cell, ...]:
    blocks = one.blocks or {}
    return (
        one.rank,
        one.unit,
        *(
            rounded(blocks[block.id], scheme.decimals) if _has(one, block.id) else None
            for block in scheme.blocks
        ),
        *((rounded(one.bonus, scheme.decimals),) if scheme.bonus else ()),
        one.rounded,
        *((_grade(one),) if scheme.grades else ()),
        *((_notes(one),) if noted else ()),
    )


def _has(one: UnitScore, block: str) -> bool:
    """Whether any item of a block was judged, or given in full."""
    return any(line.factor for line in one.lines if line.block == block)


def _grade(one: UnitScore) -> str:
    return one.grade or "未入等次"


def _notes(one: UnitScore) -> str:
    vetoes = (f"一票否决，最高{veto.grade}" for veto in one.vetoes)
    return "；".join((*vetoes, *((one.reason,) if one.reason else ())))


def left_out(units: tuple[UnitScore, ...]) -> Table:
    """未参评: for each reason how many, and who."""
    columns = (
        Column("reason", "原因", fold=True),
        Column("count", "家数", "right"),
        Column("units", "单位", fold=True),
    )
    held: dict[str, list[str]] = {}
    for one in units:
        held.setdefault(one.reason, []).append(one.unit)
    rows = ((reason, len(names), UNITS_BETWEEN.join(names)) for reason, names in held.items())
    return Table(columns, tuple(rows), "未参评的单位")


def facts_of(scores: Scores, one: UnitScore) -> Table:
    """One unit's result, line by line."""
    columns = (Column("name", "内容"), Column("value", "情况", fold=True))
    return Table(columns, tuple(_result(scores, one)), is_facts=True)


def _result(scores: Scores, one: UnitScore) -> Iterator[tuple[Cell, ...]]:
    yield "单位", one.unit
    yield "类别", one.kind
    if one.rounded is None:
        yield "结果", f"未参评：{one.reason}"
    else:
        yield "考评组", one.group or "无"
        yield "总分", plain(one.rounded)
        yield "名次", f"第 {one.rank} 名，同组参评 {one.among} 家" if one.rank else one.reason
        if scores.scheme.grades:
            yield "等次", _grade(one)
    for veto in one.vetoes:
        words = f"{veto.period.words}，最高{veto.grade}：{veto.reason}"
        yield "一票否决", f"{words}（批准人：{veto.approved_by}，{veto.date}）"


def told_lines(one: UnitScore) -> tuple[Line, ...]:
    """The items that the details tell of: all; where the unit takes no part, what was given it."""
    lines = (*one.lines, *one.bonus_lines)
    if one.takes_part:
        return lines
    return tuple(line for line in lines if line.facts and isinstance(line.item, HandGiven))


def detail(scheme: AssessmentFile, units: tuple[UnitScore, ...], *, is_single: bool) -> Table:
    """Each item with its points, its formula and its result; then the sums of who takes part."""
    has_sum = is_single and all(one.takes_part for one in units)
    columns = (
        *(() if is_single else (UNIT,)),
        Column("block", "考评块"),
        Column("item", "考评项", fold=True),
        Column("points", "分值", "right"),
        Column("formula", "计算式", fold=True),
        Column("score", "得分", "right"),
    )
    rows = [
        (*(() if is_single else (one.unit,)), *cells)
        for one in units
        for cells in _items(scheme, one)
    ]
    return Table(columns, tuple(rows), "得分明细", sums=1 if has_sum else 0)


def _items(scheme: AssessmentFile, one: UnitScore) -> Iterator[tuple[Cell, ...]]:
    titles = {block.id: block.title for block in scheme.blocks}
    for line in told_lines(one):
        shown = rounded(line.result, scheme.decimals) if line.factor else None
        block = titles.get(line.block, BONUS)
        yield block, line.item.title, line.item.points, line.formula, shown
    if one.takes_part:
        whole = sum(block.points for block in scheme.blocks)
        yield "合计", "总分", whole, _sum_words(scheme, one), one.rounded


def _sum_words(scheme: AssessmentFile, one: UnitScore) -> str:
    """How the total comes about: the blocks, then the bonus within its cap."""
    parts = [value for value in (one.blocks or {}).values() if value]
    listed = "＋".join(map(figure, parts)) or "0"
    if scheme.bonus and one.bonus_lines:
        cap = f"，加分 {figure(one.gained)} 以 {plain(scheme.bonus.cap)} 为限"
        listed = f"{listed}＋{figure(one.bonus)}{cap if one.gained > one.bonus else ''}"
    return f"{listed}＝{figure(one.total)}"


def evidence(units: tuple[UnitScore, ...], *, is_single: bool) -> Table:
    """What each item rests on: record by record, with how much it counts and what it brings."""
    columns = (
        *(() if is_single else (UNIT,)),
        Column("item", "考评项"),
        Column("subject", "编号"),
        Column("name", "事项", fold=True),
        Column("role", "角色"),
        Column("words", "依据", fold=True),
        Column("date", "日期"),
        Column("weight", "权数", "right"),
        Column("value", "数值", "right"),
        Column("source", "出处", fold=True),
    )
    rows = tuple(
        (*(() if is_single else (one.unit,)), line.item.title, *_fact(fact))
        for one in units
        for line in told_lines(one)
        for fact in line.facts
    )
    return Table(columns, rows, "计分依据")


def _fact(fact: Fact) -> tuple[Cell, ...]:
    return (
        fact.subject,
        fact.name,
        fact.role,
        fact.words,
        fact.date,
        _exact(fact.weight),
        _exact(fact.value),
        fact.source,
    )


def _exact(value: Fraction) -> Cell:
    """A number where it ends, else a fraction as a text."""
    text = figure(value)
    return text if "/" in text else Decimal(text)
