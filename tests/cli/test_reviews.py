"""`ledger reviews`: a sample of closed measures that anybody can draw again."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.cli import LedgerCli

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.sample import lots_of
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[2]
AUTUMN = {"LEDGER_TODAY": "2024-11-30"}


@pytest.fixture
def demo(tmp_path: Path) -> LedgerCli:
    shutil.copytree(ROOT / "examples" / "demo", tmp_path / "data")
    return LedgerCli(tmp_path)


def drawn(ledger: LedgerCli, *words: str) -> Any:
    return ledger("reviews", "--json", *words, **AUTUMN).expects(0).json


def by_hand(seed: str, numbers: list[str]) -> list[str]:
    """The draw as its words describe it."""
    return sorted(numbers, key=lambda n: hashlib.sha256(f"{seed}\n{n}".encode()).hexdigest())


def closed(ledger: LedgerCli) -> list[str]:
    measures = ledger("status", "--json", **AUTUMN).expects(0).json["measures"]
    return [one["id"] for one in measures if one["state"] == "已销号"]


def test_the_draw_is_the_one_that_its_words_describe(demo: LedgerCli) -> None:
    whole = drawn(demo, "--share", "100", "--seed", "甲子")
    ids = [one["id"] for one in whole["measures"]]
    assert ids == by_hand("甲子", ids)
    assert set(ids) <= set(closed(demo))
    assert whole["summary"]["closed"] == len(closed(demo))
    assert whole["summary"]["eligible"] == len(ids)
    assert [one["order"] for one in whole["measures"]] == list(range(1, len(ids) + 1))
    three = drawn(demo, "--count", "3", "--seed", "甲子")
    assert [one["id"] for one in three["measures"]] == ids[:3]


def test_the_seed_is_stated_and_is_the_plans_number_with_the_month_unless_given(
    demo: LedgerCli,
) -> None:
    assert drawn(demo)["seed"] == "赣县区美建字〔2024〕1号 2024-11"
    assert drawn(demo, "--as-of", "2024-10-31")["seed"].endswith(" 2024-10")
    out = demo("reviews", "--seed", "甲子", **AUTUMN).expects(0).out
    assert "种子：甲子" in out
    assert drawn(demo, "--seed", "甲子") == drawn(demo, "--seed", "甲子")


def test_a_tenth_rounded_up_is_drawn_unless_it_is_said(demo: LedgerCli) -> None:
    total = drawn(demo)["summary"]["eligible"]
    assert drawn(demo)["summary"]["drawn"] == -(-total // 10)
    assert drawn(demo, "--share", "1")["summary"]["drawn"] == 1
    assert drawn(demo, "--count", "9999")["summary"]["drawn"] == total


def test_what_was_looked_back_at_since_is_left_out_and_counted(demo: LedgerCli) -> None:
    before = drawn(demo, "--share", "100")
    first = before["measures"][0]["id"]
    demo("review", first, "--passed", **AUTUMN).expects(0)
    after = drawn(demo, "--share", "100")
    assert first not in [one["id"] for one in after["measures"]]
    assert after["summary"]["reviewed"] == before["summary"]["reviewed"] + 1
    assert after["summary"]["eligible"] == before["summary"]["eligible"] - 1
    words = (("reopen", first, "--reason", "反弹"), ("close", first))
    for line in words:
        demo(*line, **AUTUMN).expects(0)
    again = [one["id"] for one in drawn(demo, "--share", "100")["measures"]]
    assert first in again, "closed anew, it may be drawn anew"


def test_how_many_of_how_many_and_what_to_type_next(ledger: LedgerCli) -> None:
    out = ledger("reviews").expects(0).out
    assert "从已销号、还没有回头看的 1 项中抽 1 项（10%，不足一项的进一）" in out
    assert "ledger review 8.2 --passed" in out
    assert "抽法：" in out
    ledger("review", "8.2", "--passed").expects(0)
    out = ledger("reviews").expects(0).out
    assert "没有可以抽查的措施" in out
    assert (
        "从已销号、还没有回头看的 0 项中抽 0 项（10%，不足一项的进一）；已回头看的 1 项不再抽"
        in out
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--count", "0"),
        ("--share", "0"),
        ("--share", "101"),
        ("--count", "2", "--share", "10"),
        ("--count", "几项"),
        ("--seed", ""),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_told(ledger: LedgerCli, words: tuple[str, ...]) -> None:
    assert ledger("reviews", *words).expects(2).out == ""


def test_every_measure_has_the_same_chance() -> None:
    """Over many seeds each of the closed measures comes first about equally often."""
    day = date(2024, 12, 31)
    board = Board(open_sound(LedgerFolder(ROOT / "examples" / "demo"), day).ledger, day)
    rows = [row for row in board.rows if row.state is State.CLOSED][:10]
    assert len(rows) == 10
    first = Counter(lots_of(rows, f"种子{n}")[0].row.id for n in range(2000))
    assert len(first) == 10
    assert all(140 < count < 260 for count in first.values())


def test_a_list_can_be_a_paper(ledger: LedgerCli) -> None:
    ledger("reviews", "-o", "抽查.csv").expects(0)
    assert "8.2" in (ledger.folder / "抽查.csv").read_text(encoding="utf-8-sig")
