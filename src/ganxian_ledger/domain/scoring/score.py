"""The score of every unit for a period: lines, sums, grades and ranks, exact until they are shown.

The rules stand in docs/assessment.md, with the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ganxian_ledger.domain.model.assessment import FULL, AssessmentFile, FactItem, Item, Veto
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.scoring.items import JUDGES
from ganxian_ledger.domain.scoring.sight import Sight
from ganxian_ledger.domain.scoring.trace import ONE, Fact, Judged, figure
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.pace import rounded

NOTHING_DUE = "本期没有到期、报送等可考评的事项"
NOTHING_HELD = "没有牵头或配合的措施，也没有负责的指标"
SUPPORT_ONLY = "只有配合的措施，配合不计分"
NO_GROUP = "不在任何考评组，不排名"
_WHOLE = Fraction(100)
_NOTHING = Fraction(0)


class Line(NamedTuple):
    """One item of one unit: what it rests on, how it is computed, what it gives.

    `judged` is None where the unit has nothing for it. `raw` is the item's own result, `factor`
    what the points of empty items add to each of the others, 0 where the item does not count;
    `result` is the product, exact.
    """

    block: str
    item: Item
    judged: Judged | None
    raw: Fraction
    factor: Fraction

    @property
    def result(self) -> Fraction:
        """The points of the item, exact."""
        return self.raw * self.factor

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it rests on."""
        return self.judged.facts if self.judged else ()

    @property
    def formula(self) -> str:
        """The computation with the numbers put in, up to the result."""
        if self.judged is None and not self.factor:
            return "没有可考评的，分值折算到其他项" if self.block else "没有可加分的，不加"
        raw = figure(self.raw)
        said = f"{self.judged.formula}＝{raw}" if self.judged else f"没有可考评的，得满分 {raw}"
        if not self.factor:
            return f"{said}；未参评，不计"
        if self.factor == ONE:
            return said
        return f"{said}；折算 {raw}×{figure(self.factor)}＝{figure(self.result)}"


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's score; `reason` says why it takes no part, or is not ranked.

    `blocks` are the exact sums by block id, `gained` the bonus and `bonus` as much of it as the cap
    allows, `total` all of it, `rounded` what is shown and what decides rank and grade. `among`
    counts the ranked of its group. Of a unit that takes no part no line counts.
    """

    unit: str
    kind: str
    group: str = ""
    lines: tuple[Line, ...] = ()
    bonus_lines: tuple[Line, ...] = ()
    blocks: Mapping[str, Fraction] | None = None
    gained: Fraction = _NOTHING
    bonus: Fraction = _NOTHING
    total: Fraction = _NOTHING
    rounded: Decimal | None = None
    grade: str = ""
    vetoes: tuple[Veto, ...] = ()
    rank: int | None = None
    among: int = 0
    reason: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether it has a score at all."""
        return self.rounded is not None


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of all units: the ranked group by group, then the others, in the register's order.

    `groups` are the groups that have anybody in them, in the scheme's order; `open_groups` are
    registered groups of units without members, whose measures count for nobody. `later` are the
    days after `day` on which something was given by hand that counts.
    """

    scheme: AssessmentFile
    period: Period
    day: date
    groups: tuple[str, ...]
    units: tuple[UnitScore, ...]
    open_groups: tuple[tuple[str, int], ...] = ()
    later: tuple[date, ...] = ()


def score(board: Board, scheme: AssessmentFile, period: Period, seen: date | None = None) -> Scores:
    """Assess every unit for a period with what is known by the end of the board's day.

    What was given by hand for the period counts up to the day `seen` on which one looks.
    """
    sight = Sight(board, scheme, period, seen or board.day)
    scored = [_unit_score(sight, unit) for unit in _units(board, sight)]
    groups = _groups(scored, scheme)
    ranked = _ordered(_ranked(scored), groups)
    opened = _open_groups(board)
    return Scores(scheme, period, board.day, groups, ranked, opened, sight.later)


def _units(board: Board, sight: Sight) -> Iterator[Unit]:
    """The registered units; the office that only the plan names where it has something to do."""
    register = board.ledger.units
    for number, unit in enumerate(register):
        is_listed = number < register.listed
        if not unit.is_group and (is_listed or sight.held(unit.name) or sight.targets(unit.name)):
            yield unit


def _unit_score(sight: Sight, unit: Unit) -> UnitScore:
    scheme, name = sight.scheme, unit.name
    group = group_of(scheme, unit.kind)
    lines, bonus_lines = _lines(sight, name), _bonus_lines(sight, name)
    vetoes = _vetoes(sight, name)
    if not any(line.factor and line.judged and line.judged.is_due for line in lines):
        return UnitScore(
            name,
            unit.kind,
            group,
            _uncounted(lines),
            _uncounted(bonus_lines),
            vetoes=vetoes,
            reason=_why_not(sight, name),
        )
    gained = sum((line.result for line in bonus_lines), _NOTHING)
    bonus = min(gained, Fraction(scheme.bonus.cap)) if scheme.bonus else _NOTHING
    blocks = {block.id: _NOTHING for block in scheme.blocks}
    for line in lines:
        blocks[line.block] += line.result
    total = sum(blocks.values(), bonus)
    shown = rounded(total, scheme.decimals)
    return UnitScore(
        name,
        unit.kind,
        group,
        lines,
        bonus_lines,
        blocks,
        gained,
        bonus,
        total,
        shown,
        grade=_grade(scheme, shown, vetoes),
        vetoes=vetoes,
        reason="" if group else NO_GROUP,
    )


def _lines(sight: Sight, unit: str) -> tuple[Line, ...]:
    """The items of the blocks; those that are left out give their points to the others."""
    judged = [
        (block.id, item, JUDGES[item.type](item, unit, sight))
        for block in sight.scheme.blocks
        for item in block.items
    ]
    kept = sum(
        (Fraction(item.points) for _, item, one in judged if one or _is_full(item)), _NOTHING
    )
    factor = _WHOLE / kept if kept else _NOTHING
    return tuple(_line(block, item, one, factor) for block, item, one in judged)


def _is_full(item: Item) -> bool:
    """Whether a unit that has nothing for an item is given all its points."""
    return isinstance(item, FactItem) and item.when_empty == FULL


def _bonus_lines(sight: Sight, unit: str) -> tuple[Line, ...]:
    bonus = sight.scheme.bonus
    return tuple(
        _line("", item, JUDGES[item.type](item, unit, sight))
        for item in (bonus.items if bonus else ())
    )


def _uncounted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a unit that takes no part."""
    return tuple(line._replace(factor=_NOTHING) for line in lines)


def _line(block: str, item: Item, judged: Judged | None, factor: Fraction = ONE) -> Line:
    if judged is not None:
        return Line(block, item, judged, judged.points, factor)
    if _is_full(item):
        return Line(block, item, None, Fraction(item.points), factor)
    return Line(block, item, None, _NOTHING, _NOTHING)


def _why_not(sight: Sight, unit: str) -> str:
    if sight.supports_only(unit) and not sight.targets(unit):
        return SUPPORT_ONLY
    has_any = sight.held(unit) or sight.targets(unit)
    return NOTHING_DUE if has_any else NOTHING_HELD


def group_of(scheme: AssessmentFile, kind: str) -> str:
    """The group of a kind of units; each kind is its own where none is declared, else empty."""
    if not scheme.groups:
        return kind
    return next((group.name for group in scheme.groups if kind in group.kinds), "")


def _vetoes(sight: Sight, unit: str) -> tuple[Veto, ...]:
    named = sight.board.ledger.units.named
    return tuple(
        veto
        for veto in sight.scheme.veto
        if named(veto.unit) == unit and sight.is_within(veto.period, veto.date)
    )


def _grade(scheme: AssessmentFile, shown: Decimal, vetoes: Iterable[Veto]) -> str:
    """The best grade that is reached and that no veto forbids; empty below the last."""
    names = [grade.name for grade in scheme.grades]
    reached = next(
        (n for n, grade in enumerate(scheme.grades) if shown >= grade.at_least), len(names)
    )
    at_best = max((names.index(veto.grade) for veto in vetoes), default=0)
    return names[at] if (at := max(reached, at_best)) < len(names) else ""


def _ranked(scored: list[UnitScore]) -> list[UnitScore]:
    """Ties of what is shown share a rank: 1, 1, 3."""
    held: dict[str, list[Decimal]] = {}
    for one in scored:
        if one.group and one.rounded is not None:
            held.setdefault(one.group, []).append(one.rounded)
    first: dict[str, dict[Decimal, int]] = {}
    for group, totals in held.items():
        places = first.setdefault(group, {})
        for place, total in enumerate(sorted(totals, reverse=True), 1):
            places.setdefault(total, place)
    return [
        replace(one, rank=first[one.group][one.rounded], among=len(held[one.group]))
        if one.group and one.rounded is not None
        else one
        for one in scored
    ]


def _groups(scored: list[UnitScore], scheme: AssessmentFile) -> tuple[str, ...]:
    """The groups that have anybody in them, in the scheme's order, else in the register's."""
    held = dict.fromkeys(one.group for one in scored if one.group)
    declared = [group.name for group in scheme.groups if group.name in held]
    return tuple(declared or held)


def _ordered(scored: list[UnitScore], groups: tuple[str, ...]) -> tuple[UnitScore, ...]:
    """Those who take part group by group, by rank; then the others; else the register's order."""
    order = {name: number for number, name in enumerate(groups)}

    def key(one: UnitScore) -> tuple[bool, int, int]:
        return (not one.takes_part, order.get(one.group, len(order)), one.rank or 0)

    return tuple(sorted(scored, key=key))


def _open_groups(board: Board) -> tuple[tuple[str, int], ...]:
    """Groups without members, and how many measures name them; those count for nobody."""
    register = board.ledger.units
    counts = {
        unit.name: 0
        for unit in register
        if unit.is_group and register.stood_for(unit.name) == (unit.name,)
    }
    for row in board.rows:
        for name in {*row.lead, *row.support} & counts.keys():
            counts[name] += 1
    return tuple((name, count) for name, count in counts.items() if count)
