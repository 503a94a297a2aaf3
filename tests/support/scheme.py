"""A scheme of assessment as YAML, a ledger scored by it, and its points again from the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.support.build import as_yaml, judge, ledger_files

from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.scoring.score import Line, Scores, UnitScore, score
from ganxian_ledger.domain.state.board import Board

Keys = Mapping[str, Any]


def a_scheme(*items: Keys, **keys: Any) -> bytes:
    """A scheme of one block with these items; a last one takes what is missing to 100.

    The last one is of look-backs, which most small ledgers have none of: it gives its points away.
    """
    listed = [{"title": item["id"], **item} for item in items]
    rest = 100 - sum(item["points"] for item in listed)
    if rest:
        last = {"id": "rest", "type": "failed_reviews", "title": "其他", "each": 1}
        listed.append({**last, "points": rest})
    block = {"id": "all", "title": "全部", "points": 100, "items": listed}
    whole = {"schema_version": 1, "title": "考评办法", **keys, "blocks": [block]}
    return as_yaml(whole).encode()


def ledger_of(folder: Path, scheme: bytes, **records: Any) -> Ledger:
    """The small ledger with these records and a scheme; `returns`, `letters` are whole files."""
    texts = {f"{key}.yaml": records.pop(key) for key in ("returns", "letters") if key in records}
    files = {**ledger_files(**records), "assessment.yaml": scheme}
    files.update((name, text.encode()) for name, text in texts.items())
    opened = judge(files, folder)
    assert [f for f in opened.findings if f.severity is Severity.ERROR] == []
    return opened.ledger


def scored(ledger: Ledger, period: str, day: Any = None, seen: Any = None) -> Scores:
    """The scores of a period as of its end, or of a day in it; looked at on that day or later."""
    found = parse_period(period)
    assert found is not None
    assert ledger.assessment is not None
    return score(Board(ledger, day or found.last), ledger.assessment, found, seen)


def of_unit(scores: Scores, unit: str) -> UnitScore:
    """One unit's score."""
    return next(one for one in scores.units if one.unit == unit)


def line_of(one: UnitScore, item: str) -> Line:
    """One item of a unit."""
    return next(line for line in (*one.lines, *one.bonus_lines) if line.item.id == item)


def number(text: str) -> Fraction:
    """A figure as it is printed."""
    return Fraction(text)


def points_again(kind: str, item: Keys, facts: Sequence[Keys], *, is_bonus: bool) -> Fraction:
    """An item's points from what --explain gives of it, by docs/assessment.md alone.

    `item` are its keys in the file; `facts` have `weight` and `value` as texts.
    """
    pairs = [(number(fact["weight"]), number(fact["value"])) for fact in facts]
    most = number(str(item["points"]))
    whole = sum((weight * value for weight, value in pairs), Fraction(0))
    if kind == "close_rate":
        return most * whole / sum(weight for weight, _ in pairs)
    if kind == "quantities":
        if item.get("combine") == "sum":
            return min(most, number(str(item["each"])) * whole)
        return most * whole / len(pairs)
    if kind == "early_closing":
        return min(most, whole)
    if kind == "marks":
        start = most if item.get("start") == "full" and not is_bonus else Fraction(0)
        return min(max(start + whole, Fraction(0)), most)
    return max(most - whole, Fraction(0))
