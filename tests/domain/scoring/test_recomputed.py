"""Every total again: from the lines that --explain gives, and by a second calculator."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.support import oracle
from tests.support.build import as_yaml
from tests.support.oracle import Plain
from tests.support.scheme import number, points_again
from tests.support.score_oracle import Calculator, Returns, months_of, printed
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.scoring.score import Scores, score
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.returning import returns_of
from ganxian_ledger.domain.views.score import score_sheet
from ganxian_ledger.usecases.opening import judged, open_sound

DEMO = Path(__file__).parents[3] / "examples" / "demo"
SCALE = float(os.environ.get("LEDGER_TEST_SCALE", "1"))
A_BATCH = max(1, round(12 * SCALE))
MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
PERIODS = [*MONTHS, "2024-Q2", "2024-Q4", "2024"]
SCHEME = """\
schema_version: 1
title: 考评办法
decimals: 3
support_share: 0.3
blocks:
  - id: work
    title: 任务
    points: 70
    items:
      - {id: closing, type: close_rate, title: 销号, points: 20, base: due}
      - {id: closed, type: close_rate, title: 全部, points: 10, base: all, when_empty: full}
      - {id: days, type: overdue_days, title: 逾期, points: 15, each: 0.25, cap: 3}
      - {id: weeks, type: overdue_days, title: 逾期周, points: 5, each: 0.7, per: week}
      - {id: rejected, type: rejected, title: 退回, points: 10, each: 2.5}
      - {id: reviews, type: failed_reviews, title: 回头看, points: 10, each: 3, when_empty: full}
  - id: numbers
    title: 指标
    points: 20
    items:
      - {id: mean, type: quantities, title: 平均, points: 10, against: pace, no_data: zero}
      - {id: sum, type: quantities, title: 相加, points: 10, combine: sum, each: 3.3}
  - id: daily
    title: 日常
    points: 10
    items:
      - {id: returns, type: on_time_returns, title: 报送, points: 5, late: 1, missing: 1.1}
      - {id: given, type: marks, title: 评分, points: 3}
      - {id: kept, type: marks, title: 保持, points: 2, start: full, periods: exact}
bonus:
  cap: 2
  items:
    - {id: early, type: early_closing, title: 提前, points: 3, each: 0.7, days: 5}
    - {id: praise, type: marks, title: 推广, points: 1}
"""


def plain(path: Path, name: str) -> Any:
    """A file's values, its numbers as they are written."""
    return exact(YAML(typ="safe", pure=True).load(path / name))


def exact(value: Any) -> Any:
    """The same with decimals in place of binary numbers; periods are texts."""
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    return Decimal(str(value)) if isinstance(value, float) else value


def assert_the_lines_give_the_total(scores: Scores, board: Board, scheme: Plain) -> None:
    """What JSON gives of each item, by the documented formulas alone, adds up to the total."""
    sheet = score_sheet(scores, board, path="", explain=True)
    blocks = {item["id"]: item for block in scheme["blocks"] for item in block["items"]}
    bonus = {item["id"]: item for item in (scheme.get("bonus") or {"items": []})["items"]}
    for unit in sheet.payload["units"]:  # type: ignore[attr-defined]
        whole = gained = Fraction(0)
        kept = sum(
            Fraction(str(blocks[line["id"]]["points"]))
            for line in unit["items"]
            if line["id"] in blocks
            and (not line["is_empty"] or blocks[line["id"]].get("when_empty") == "full")
        )
        if unit["score"] is None:
            assert all(line["facts"] and line["factor"] == "0" for line in unit["items"])
            continue
        for line in unit["items"]:
            is_bonus = line["block"] == "bonus"
            item = bonus[line["id"]] if is_bonus else blocks[line["id"]]
            if not line["is_empty"]:
                raw = points_again(line["type"], item, line["facts"], is_bonus=is_bonus)
            else:
                is_full = not is_bonus and item.get("when_empty") == "full"
                raw = Fraction(str(item["points"])) if is_full else Fraction(0)
            assert raw == number(line["raw"])
            gained += raw if is_bonus else 0
            whole += 0 if is_bonus else raw * 100 / kept
        total = whole + min(gained, Fraction(str((scheme.get("bonus") or {"cap": 0})["cap"])))
        assert total == number(unit["exact"]), unit["unit"]
        assert printed(total, scheme["decimals"]) == unit["score"]


def calculator(
    ledger: Ledger, as_plain: Plain, scheme: Plain, period: Period, day: date, seen: date
) -> Any:
    """The second calculator; whether returns came is calculated elsewhere."""
    board = Board(ledger, day)
    returns: Returns = {}
    for text in months_of(as_plain, (period.first, period.last), day):
        month = parse_period(text)
        assert month is not None
        for one in returns_of(board, month):
            returns.setdefault(one.unit, []).append((str(one.status), one.days_late))
    known = {**scheme, "last": period.last, "period": period.text}
    return Calculator(as_plain, known, (period.first, day), returns, seen)


def hand_given(as_plain: Plain, days: list[date], dice: Random) -> list[Plain]:
    """Marks for months and quarters of these days, given before and after them."""
    units = [u["name"] for u in as_plain["units"] if not oracle.is_group(as_plain, u["name"])]
    return [
        {
            "unit": dice.choice(units),
            "period": dice.choice((f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}")),
            "item": item,
            "points": dice.choice((-1, Decimal("0.5"), 1)),
            "reason": "理由",
            "approved_by": "批准人",
            "date": day + timedelta(days=dice.randrange(-30, 30)),
            "by": as_plain["plan"]["office"],
        }
        for day in days
        for item in ("given", "kept", "praise")
    ]


@pytest.fixture(scope="module")
def demo() -> Ledger:
    """The demonstration ledger."""
    return open_sound(LedgerFolder(DEMO), date(2025, 1, 1)).ledger


@pytest.mark.parametrize("text", PERIODS)
def test_the_demonstration_is_scored_as_by_a_second_calculator(demo: Ledger, text: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert demo.assessment is not None
    board = Board(demo, period.last)
    scores = score(board, demo.assessment, period, date(2025, 1, 1))
    scheme = plain(DEMO, "assessment.yaml")
    assert_the_lines_give_the_total(scores, board, scheme)
    if text not in {"2024-03", "2024-06", "2024-09", "2024-12"}:
        return
    files = {key: plain(DEMO, f"{key}.yaml")[key] for key in ("targets", "units")}
    tasks = plain(DEMO, "tasks.yaml")
    second = calculator(demo, {**tasks, **files}, scheme, period, period.last, date(2025, 1, 1))
    units = {unit["name"] for unit in files["units"] if unit["kind"] != "集合"}
    found = {one.unit: one.total if one.takes_part else None for one in scores.units}
    assert {name: found[name] for name in units} == {name: second.total(name) for name in units}
    assert sum(total is not None for total in found.values()) > 10 or text == "2024-03"


@pytest.mark.parametrize("batch", range(4))
def test_random_ledgers_are_scored_as_by_a_second_calculator(batch: int, tmp_path: Path) -> None:
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        as_plain, files, maker = ledger_of(seed)
        days = maker.days(as_plain, 2)
        marks = as_yaml({"marks": hand_given(as_plain, days, Random(seed))})
        text = f"{SCHEME}{marks}"
        scheme = exact(YAML(typ="safe", pure=True).load(text))
        opened = judged(
            LedgerFolder(tmp_path), {**files, "assessment.yaml": text.encode()}, date(2100, 1, 1)
        )
        assert [f for f in opened.findings if f.severity is Severity.ERROR] == []
        for later, day in enumerate(days):
            for text in (f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}"):
                period, seen = parse_period(text), day + timedelta(days=later * 5)
                assert period is not None
                assert_as_by_the_second(opened.ledger, as_plain, scheme, period, (day, seen))


def assert_as_by_the_second(
    ledger: Ledger, as_plain: Plain, scheme: Plain, period: Period, days: tuple[date, date]
) -> None:
    """The scores as of a day, seen on another, from the lines and by the second calculator."""
    assert ledger.assessment is not None
    board = Board(ledger, days[0])
    scores = score(board, ledger.assessment, period, days[1])
    assert_the_lines_give_the_total(scores, board, scheme)
    second = calculator(ledger, as_plain, scheme, period, *days)
    for one in scores.units:
        if one.unit in second.groups:
            total = one.total if one.takes_part else None
            assert total == second.total(one.unit), (days, period.text, one.unit)
