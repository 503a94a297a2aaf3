"""Papers of the demonstration ledger, each made once, and what they have to say."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.papers.extracting import Extract, extract
from tests.papers.figures import Asked, Known, truth
from tests.support.cli import LedgerCli

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "examples" / "demo")
TODAY = "2025-01-15"
PERIODS = {
    "2024-06": ("--month", "2024-06-30", "2024-05-31"),
    "2024-09": ("--month", "2024-09-30", "2024-08-31"),
    "2024-12": ("--month", "2024-12-31", "2024-11-30"),
    "2024": ("--year", "2024-12-31", "2023-12-31"),
}
"""The option of each period, the day that it speaks of, and the last day before it."""


@dataclass
class Papers:
    """The papers of a ledger, made when they are first asked for."""

    folder: Path
    data: str = DEMO
    cli: LedgerCli = field(default_factory=lambda: LedgerCli(ROOT))
    _read: dict[Path, Extract] = field(default_factory=dict)
    _asked: dict[str, Asked] = field(default_factory=dict)
    _status: dict[str, Any] = field(default_factory=dict)

    def run(self, *words: str) -> str:
        """What a command says about the ledger."""
        return self.cli(*words, "--data", self.data, LEDGER_TODAY=TODAY).expects(0).out

    def report(self, period: str, ending: str) -> Path:
        """The 通报 of a period as a file."""
        file = self.folder / f"{period}{ending}"
        if not file.exists():
            self.run("report", PERIODS[period][0], period, "-o", str(file))
        return file

    def read(self, file: Path) -> Extract:
        """What a paper says."""
        if file not in self._read:
            self._read[file] = extract(file)
        return self._read[file]

    def json(self, *words: str) -> Any:
        """What a looking command gives as JSON, numbers as decimals."""
        return json.loads(self.run(*words, "--json"), parse_float=Decimal, parse_int=Decimal)

    def asked(self, period: str) -> Asked:
        """What the looking commands say of a period's day."""
        if period not in self._asked:
            _, day, before = PERIODS[period]
            on = ("--as-of", day)
            status = self.status(day)
            sections = dict.fromkeys(one["section"] for one in status["measures"])
            listed = self.run("status", *on, "--format", "csv").splitlines()
            self._asked[period] = Asked(
                status,
                self.status(before),
                self.json("units", *on),
                self.json("targets", *on),
                {one: self.json("status", "--section", one, *on)["summary"] for one in sections},
                frozenset(line.split(",")[0] for line in listed if "未报送" in line),
                self.clauses,
                {end: self.status(end.isoformat())["summary"] for end in _months(day)},
                (self.plan["plan"]["start"], self.plan["plan"]["due"]),
            )
        return self._asked[period]

    def status(self, day: str) -> Any:
        """What `status` says on a day."""
        if day not in self._status:
            self._status[day] = self.json("status", "--as-of", day)
        return self._status[day]

    @cached_property
    def plan(self) -> Any:
        """The file of the plan, as another reader of YAML finds it."""
        return YAML(typ="safe", pure=False).load(Path(self.data, "tasks.yaml"))

    @property
    def clauses(self) -> dict[str, str]:
        """The published clause of each measure."""
        tasks = (task for one in self.plan["sections"] for task in one["tasks"] or ())
        return {one["id"]: one["text"] for task in tasks for one in task["measures"] or ()}

    def known(self, period: str) -> Known:
        """What the papers of a period have to say."""
        return truth(self.asked(period))


def _months(day: str) -> Iterator[date]:
    """The last day of each month of the year up to this day, which is one."""
    last = date.fromisoformat(day)
    for month in range(1, last.month + 1):
        yield date(last.year, month, monthrange(last.year, month)[1])


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers of the demonstration ledger."""
    return Papers(tmp_path_factory.mktemp("papers"))
