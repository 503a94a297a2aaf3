"""Indicators on pages: where each stands, and its line through the months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.state.attainment import Attainment, Verdict
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly_tables import DONE, GOAL, LEAD, PERIOD, VALUE, VERDICT
from ganxian_ledger.domain.views.monthly_targets import TargetLine, target_lines
from ganxian_ledger.domain.views.page import Card, Detail, Listing, Pictures, Spark
from ganxian_ledger.domain.views.page_parts import filters_of
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.domain.views.words import counted, number, parts

COLUMNS = (Column("name", "指标", fold=True), GOAL, VALUE, PERIOD, DONE, VERDICT, LEAD)
FILTERS = {"verdict": "评价", "lead": "牵头单位"}
WITHOUT = frozenset({Verdict.NO_DATA, Verdict.IN_WORDS})
"""What is said where no number can be judged."""
VERDICTS = (Verdict.MET, Verdict.ON_PACE, Verdict.BEHIND, Verdict.NOT_MET, Verdict.NO_DATA)
"""The verdicts on numbers, in the order in which they are told."""


def targets_listing(board: Board, listed: Sequence[Attainment]) -> Listing:
    """Some targets with search; each with its line and, unfolding, every value."""
    kept = {one.target.id for one in listed}
    lines = [line for line in target_lines(board) if line.id in kept]
    rows = tuple((t.name, t.goal, t.value, t.period, t.rate, t.verdict, t.lead) for t in lines)
    table = Table(COLUMNS, rows)
    readings = [readings_of(one.target, board) for one in listed]
    sparks = tuple(_spark(one.target, known) for one, known in zip(listed, readings, strict=True))
    return Listing(
        table,
        is_searched=len(rows) > 1,
        filters=filters_of(table, FILTERS),
        details=tuple(_detail(one.target, r) for one, r in zip(listed, readings, strict=True)),
        pictures=Pictures("走势", 5, sparks) if any(sparks) else None,
        empty="没有指标",
    )


def attained_card(listed: Sequence[Attainment]) -> Card:
    """How many targets reach their goal, of those that a number is known of."""
    met = sum(one.verdict is Verdict.MET for one in listed)
    known = sum(one.verdict not in WITHOUT for one in listed)
    return Card("targets_met", "指标达标", str(met), "项", f"有数据{known}项，共{len(listed)}项")


def targets_words(lines: Sequence[TargetLine]) -> Iterator[str]:
    """How many targets stand how, and which miss their goal or their pace; the listing has all."""
    if not lines:
        return
    held = Counter(line.verdict for line in lines if not line.in_words)
    worded = sum(line.in_words for line in lines)
    stands = "、".join(parts((verdict.value, held[verdict.value]) for verdict in VERDICTS))
    told = parts((("量化指标", sum(held.values())), ("定性指标", worded)))
    yield f"{'、'.join(told)}。{f'量化指标中，{stands}。' if stands else ''}"
    for verdict in (Verdict.NOT_MET, Verdict.BEHIND):
        names = [line.name for line in lines if line.verdict == verdict]
        if names:
            yield f"{verdict.value}的有{counted(names)}。"


def readings_of(target: Target, board: Board) -> tuple[Reading, ...]:
    """The readings with a number that are known on the day, of one period the last, in order."""
    known: dict[str, Reading] = {}
    for reading in target.readings:
        if reading.date <= board.day and reading.period.last <= board.day:
            known[reading.period.text] = reading
    valued = (reading for reading in known.values() if reading.value is not None)
    return tuple(sorted(valued, key=lambda r: (r.period.last, r.period.first)))


def _spark(target: Target, readings: Sequence[Reading]) -> Spark | None:
    """A line where there are two values; fewer make none."""
    values = tuple(reading.value for reading in readings if reading.value is not None)
    if len(values) < 2:
        return None
    first, last = readings[0], readings[-1]
    words = f"由{first.period.words}{number(values[0])}到{last.period.words}{number(values[-1])}"
    return Spark(values, target.goal.number, words)


def _detail(target: Target, readings: Sequence[Reading]) -> Detail | None:
    if not readings:
        return None
    said = "；".join(f"{r.period.words} {number(r.value or 0)}{target.unit}" for r in readings)
    return Detail((("历次数据", said),))
