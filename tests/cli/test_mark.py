"""`ledger mark` gives points by hand, with a reason and an approver, and never over the scheme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import LedgerCli

DEMO = Path(__file__).parents[2] / "examples" / "demo"
GIVEN = ("--reason", "做法在全区推广", "--approved-by", "演示人员")
MARK = """\
  - unit: 区水利局
    period: 2024-06
    item: praise
    points: 1
    reason: 做法在全区推广
    approved_by: 演示人员
    date: 2024-06-29
    by: 领导小组办公室
"""
DAY = {"LEDGER_TODAY": "2024-12-31"}


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerCli:
    """The demonstration ledger, in a folder of its own."""
    shutil.copytree(DEMO, tmp_path / "data")
    return LedgerCli(tmp_path)


def score(ledger: LedgerCli) -> object:
    """What 区水利局 has for June as a bonus."""
    told = ledger("score", "--month", "2024-06", "--json", **DAY).expects(0).json
    return next(one["bonus"]["exact"] for one in told["units"] if one["unit"] == "区水利局")


def test_a_mark_counts_from_its_day_on_and_only_its_lines_are_added(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "assessment.yaml"
    before, text = score(ledger), file.read_text("utf-8")
    told = ledger(
        "mark", "水利", "--item", "praise", "--points", "1", "--month", "2024-06", *GIVEN,
        "--date", "2024-06-29", **DAY,
    ).expects(0)  # fmt: skip
    now = file.read_text("utf-8")
    assert now.count(MARK) == 1
    assert now.replace(MARK, "") == text
    assert "    approved_by: 演示人员" in told.out
    assert (before, score(ledger)) == ("0", "1")
    ledger("check", **DAY).expects(0)


def test_a_veto_holds_the_grade_down(ledger: LedgerCli) -> None:
    ledger(
        "mark", "水利", "--veto", "不合格", "--month", "2024-06", "--date", "2024-06-29", *GIVEN,
        **DAY,
    ).expects(0)  # fmt: skip
    told = ledger("score", "--month", "2024-06", "--json", **DAY).json
    assert next(u["grade"] for u in told["units"] if u["unit"] == "区水利局") == "不合格"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--item", "praise", "--points", "9"), 4, "超过考评项 praise 的分值 3"),
        (("--item", "prais", "--points", "1"), 2, "是不是“praise”"),
        (("--item", "closing", "--points", "1"), 2, "没有手工评分的考评项“closing”"),
        (("--veto", "优等"), 2, "考评办法里没有等次“优等”"),
        (("--item", "praise"), 2, "评分要写 --item（考评项）和 --points（分数）"),
        (("--item", "praise", "--points", "1", "--veto", "合格"), 2, "不能都写"),
        ((), 2, "写一样"),
        (("--item", "praise", "--points", "1", "--date", "2025-02-01"), 4, "晚于今天"),
    ],
)
def test_what_may_not_be_given_is_refused_in_words(
    arguments: tuple[str, ...], code: int, words: str, ledger: LedgerCli
) -> None:
    before = (ledger.folder / "data" / "assessment.yaml").read_bytes()
    told = ledger("mark", "水利", "--month", "2024-06", *arguments, *GIVEN, **DAY).expects(code)
    assert words in told.err
    assert (ledger.folder / "data" / "assessment.yaml").read_bytes() == before


def test_without_a_scheme_nothing_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name, data in ledger_files().items():
        (tmp_path / "data" / name).write_bytes(data)
    told = LedgerCli(tmp_path)(
        "mark", "区城管局", "--item", "praise", "--points", "1", "--month", "2024-06", *GIVEN
    ).expects(4)
    assert "P117" in told.err
    assert not (tmp_path / "data" / "assessment.yaml").exists()
