"""The board against a second calculator, written from the contract, on many random ledgers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.support import oracle
from tests.support.oracle import Plain
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.cli.app import run
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.usecases.opening import judged

SCALE = float(os.environ.get("LEDGER_TEST_SCALE", "1"))
BATCHES = 8
A_BATCH = max(1, round(60 * SCALE))
COMMANDS = max(1, round(3 * SCALE))
RETURNS = {"未报送": "未报送", "待报": "待报"}


def read(files: dict[str, bytes], day: date, path: Path) -> Ledger:
    """The ledger of these files, which must be without errors."""
    opened = judged(LedgerFolder(path), files, day)
    errors = [d for d in opened.judgement.diagnostics if d.severity is Severity.ERROR]
    assert errors == []
    return opened.ledger


def of_row(row: Row) -> Plain:
    """A row of the board in the calculator's shape."""
    last = row.standing.last
    return {
        "id": row.id,
        "task": row.entry.task.id,
        "section": row.entry.section.id,
        "title": row.title,
        "lead": list(row.lead),
        "support": list(row.support),
        "state": str(row.state),
        "percent": row.standing.percent,
        "time_progress": row.time_progress,
        "due": row.standing.due,
        "original_due": row.standing.original_due,
        "extensions": row.standing.extensions,
        "is_overdue": row.overdue,
        "days_overdue": row.days_overdue,
        "is_due_soon": row.due_soon,
        "is_lagging": row.lagging,
        "return": RETURNS.get(str(row.reporting)),
        "closed_on": row.standing.closed_on,
        "last_record": {"date": last.date, "type": last.type} if last else None,
        "light": str(row.light),
    }


def of_summary(summary: Any) -> Plain:
    """Sums of the board in the calculator's shape."""
    keys = ("total", "closed", "open", "overdue", "due_soon", "lagging", "submitted", "cancelled")
    return {key: getattr(summary, key) for key in (*keys, "close_rate")}


def expected_targets(ledger: Plain, day: date) -> list[Plain]:
    """Every target by the calculator."""
    return [
        {
            "id": target["id"],
            "lead": oracle.lead_of_target(ledger, target, day),
            "reading": oracle.reading_of(target, day),
            "rate": oracle.rate_of(target, day),
            "verdict": oracle.verdict_of(ledger, target, day),
        }
        for target in ledger["targets"]
    ]


def reading_as_plain(reading: Any) -> Plain | None:
    """A reading of the board in the calculator's shape."""
    if reading is None:
        return None
    plain = {"period": str(reading.period), "date": reading.date, "by": reading.by}
    return plain if reading.value is None else plain | {"value": reading.value}


def targets_of(board: Board) -> list[Plain]:
    """Every target of the board in the calculator's shape."""
    return [
        {
            "id": a.target.id,
            "lead": list(board.leads_of(a.target)),
            "reading": reading_as_plain(a.reading),
            "rate": a.rate,
            "verdict": str(a.verdict),
        }
        for a in board.attainments
    ]


def assert_board_agrees(ledger: Plain, board: Board) -> None:
    """Everything that a board derives is what the calculator derives."""
    day = board.day
    rows = oracle.rows_of(ledger, day)
    assert [of_row(row) for row in board.rows] == rows
    assert of_summary(board.summary) == oracle.summary_of(rows)
    for section, (number, _, summary) in zip(ledger["sections"], board.by_section, strict=True):
        mine = [row for row in rows if row["section"] == section["id"]]
        assert (number, of_summary(summary)) == (section["id"], oracle.summary_of(mine))
    tallies = {t.name: {"summary": of_summary(t.summary), "rank": t.rank} for t in board.by_unit}
    assert tallies == oracle.by_first_lead(ledger, day)
    assert targets_of(board) == expected_targets(ledger, day)


def of_kind(ledger: Plain, *, groups: bool) -> list[Plain]:
    """The groups of a ledger, or the units that are none."""
    return [unit for unit in ledger["units"] if (unit["kind"] == "集合") is groups]


def assert_roles_agree(ledger: Plain, board: Board, *, groups: bool) -> None:
    """Each unit (or group) has the measures that the calculator gives it."""
    for unit in of_kind(ledger, groups=groups):
        roles = board.roles_of(board.ledger.unit(unit["name"]))
        expected = oracle.measures_of_unit(ledger, unit["name"], board.day)
        assert {number: str(role) for number, role in roles.items()} == {
            row["id"]: row["role"] for row in expected
        }, unit["name"]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_board_agrees_with_the_second_calculator(batch: int, tmp_path: Path) -> None:
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        plain, files, maker = ledger_of(seed)
        ledger = read(files, date(2100, 1, 1), tmp_path)
        for day in maker.days(plain, 6):
            board = Board(ledger, day)
            assert_board_agrees(plain, board)
            assert_roles_agree(plain, board, groups=False)


def test_a_group_has_only_the_measures_that_name_it(tmp_path: Path) -> None:
    for seed in range(A_BATCH):
        plain, files, maker = ledger_of(seed)
        [day] = maker.days(plain, 1)
        board = Board(read(files, day, tmp_path), day)
        assert_roles_agree(plain, board, groups=True)


def test_what_is_shown_is_rounded_like_the_second_calculator_does() -> None:
    for seed in range(A_BATCH):
        plain, _, maker = ledger_of(seed)
        for day in maker.days(plain, 4):
            rates = [oracle.rate_of(target, day) for target in plain["targets"]]
            paces = [row["time_progress"] for row in oracle.rows_of(plain, day)]
            for figure in [*paces, *(rate for rate in rates if rate is not None)]:
                assert rounded(figure) == oracle.shown(figure)


def test_records_after_the_day_change_nothing(tmp_path: Path) -> None:
    for seed in range(A_BATCH):
        plain, files, maker = ledger_of(seed)
        [day] = maker.days(plain, 1)
        for section in plain["sections"]:
            for task in section["tasks"]:
                for measure in task["measures"]:
                    measure["log"] = oracle.until(measure, day)
        for target in plain["targets"]:
            target["readings"] = [r for r in target.get("readings", []) if r["date"] <= day]
        assert_board_agrees(plain, Board(read(files, date(2100, 1, 1), tmp_path), day))


Command = Callable[..., Plain]


def agrees(answer: Plain, rows: list[Plain], kind: str = "status") -> None:
    """An answer lists these measures and sums up exactly them."""
    assert answer["kind"] == kind
    keys = {key for row in oracle.measures_json(rows) for key in row}
    listed = [{key: row[key] for key in row if key in keys} for row in answer["measures"]]
    assert listed == oracle.measures_json(rows)
    assert answer["summary"] == oracle.as_json(oracle.summary_of(rows))


def assert_commands_agree(ledger: Plain, day: date, command: Command) -> None:
    """What the commands answer is what the calculator answers."""
    rows = oracle.rows_of(ledger, day)
    agrees(command("status"), rows)
    agrees(command("overdue"), [row for row in rows if row["is_overdue"]], "overdue")
    soon = [r for r in rows if r["state"] not in {"已销号", "已核减"}]
    near = [row for row in soon if (row["due"] - day).days <= 20]
    agrees(command("overdue", "--within", "20"), near, "overdue")
    for light in ("红", "黄"):
        agrees(command("status", "--light", light), [r for r in rows if r["light"] == light])
    for unit in of_kind(ledger, groups=False)[:3]:
        mine = oracle.measures_of_unit(ledger, unit["name"], day)
        form = [unit["name"], *unit.get("aliases", [])][-1]
        agrees(command("status", "--unit", form), mine)
        led = [row for row in mine if row["role"] == "lead"]
        agrees(command("status", "--unit", form, "--lead"), led)
    answer = command("targets")
    keys = ("id", "name", "clause", "kind", "goal", "unit", "lead", "value", "period", "date")
    listed = [{key: row[key] for key in (*keys, "rate", "verdict")} for row in answer["targets"]]
    assert listed == oracle.targets_json(ledger, day)


def exactly(text: str) -> Plain:
    """JSON with exact numbers."""
    answer: Plain = json.loads(text, parse_float=Decimal)
    return answer


def written(files: dict[str, bytes], folder: Path) -> Path:
    """A folder with these files."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("batch", range(4))
def test_the_commands_agree_with_the_second_calculator(
    batch: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(batch * COMMANDS, (batch + 1) * COMMANDS):
        plain, files, maker = ledger_of(seed)
        [day] = maker.days(plain, 1)
        folder = written(files, tmp_path / str(seed))

        def command(*words: str, folder: Path = folder, day: date = day) -> Plain:
            asked = [*words, "--as-of", day.isoformat(), "--format", "json", "--data", str(folder)]
            code = run(asked)
            out, err = capsys.readouterr()
            assert int(code) == 0, err
            return exactly(out)

        assert_commands_agree(plain, day, command)


def test_the_installed_command_agrees_with_the_second_calculator(tmp_path: Path) -> None:
    plain, files, maker = ledger_of(10_007)
    [day] = maker.days(plain, 1)
    folder = written(files, tmp_path / "data")

    def command(*words: str) -> Plain:
        asked = [*words, "--as-of", day.isoformat(), "--format", "json", "--data", str(folder)]
        done = subprocess.run(
            [sys.executable, "-m", "ganxian_ledger", *asked],
            capture_output=True,
            check=False,
            env=os.environ | {"PYTHONPATH": "src"},
        )
        assert done.returncode == 0, done.stderr.decode()
        return exactly(done.stdout.decode("utf-8"))

    assert_commands_agree(plain, day, command)
