"""The office at work: everything it does goes through the command line, and into the model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tests.support.cli import Result
from tests.support.repo import Repo
from tests.year.plan import read_plan
from tests.year.truth import Read, Record, World, last_of

ROOT = Path(__file__).parents[2]
POLICY = "  policy: {return_day: 25, return_holiday: next_working_day}\n"
EARLY = {
    "1.2": date(2024, 3, 31),
    "5.2": date(2024, 5, 31),
    "8.3": date(2024, 2, 29),
    "8.6": date(2024, 6, 30),
    "12.1": date(2024, 4, 30),
    "15.1": date(2024, 6, 15),
    "16.1": date(2024, 8, 31),
    "18.2": date(2024, 1, 31),
    "21.2": date(2024, 9, 30),
}
"""Deadlines of some measures in the copy: the plan itself has only one before the year's end."""


@dataclass
class Office:
    """A ledger of its own, the day, and the model of what is true."""

    repo: Repo
    world: World
    random: Random
    inbox: Path
    today: date = date(2024, 1, 1)
    base: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, seed: int, *, early: bool) -> Office:
        """A copy of the real plan with the office's settings, under Git."""
        data = folder / "repo" / "data"
        shutil.copytree(ROOT / "data", data)
        shutil.copy(ROOT / "examples/demo/assessment.yaml", data / "assessment.yaml")
        tasks = data / "tasks.yaml"
        text = tasks.read_text("utf-8")
        head = "\n  due: 2024-12-31\n"
        assert text.count(head) == 1
        text = text.replace(head, head + POLICY)
        for number, due in EARLY.items() if early else ():
            mark = f"          - id: '{number}'\n"
            assert text.count(mark) == 1
            text = text.replace(mark, f"{mark}            due: {due}\n")
        tasks.write_text(text, "utf-8")
        repo = Repo.make(folder / "repo", {})
        inbox = folder / "inbox"
        inbox.mkdir()
        base = repo.git("rev-parse", "HEAD")
        return cls(repo, World(read_plan(data)), Random(seed), inbox, base=base)

    def run(self, *arguments: str, code: int = 0) -> Result:
        """A command on this day; it must end with this code."""
        done = self.repo.ledger(*arguments, LEDGER_TODAY=self.today.isoformat())
        assert done.code == code, f"{self.today} {arguments}: {done.code}\n{done.out}\n{done.err}"
        assert "Traceback" not in done.err
        self.count(arguments[0])
        return done

    def json(self, *arguments: str, code: int = 0) -> Any:
        """What a command says as JSON, decimals exact."""
        return json.loads(self.run(*arguments, "--json", code=code).out, parse_float=Decimal)

    def count(self, what: str, many: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + many

    # --- single records ---------------------------------------------------------------------

    def note(self, number: str, kind: str, *arguments: str, **facts: Any) -> None:
        """A record by its command; the same in the model."""
        office = self.world.plan.office
        lead = self.world.standing(number, self.today).lead
        by = lead if kind in {"progress", "submit"} else office
        self.run(kind, number, *arguments)
        self.world.logs[number].append(Record(self.today, kind, by, **facts))

    def close(self, number: str, *, with_evidence: bool) -> None:
        """Close a measure, with a file of evidence or without."""
        arguments: list[str] = []
        if with_evidence:
            file = self.repo.root / f"佐证/{number}-{self.today}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{number} 核查单 {self.today}\n", "utf-8")
            arguments = ["--evidence", f"佐证/{file.name}", "--checked-by", "核查组"]
        self.note(number, "close", *arguments, evidence=int(with_evidence))

    def send_back(self, number: str) -> None:
        self.note(number, "return", "--reason", "缺验收单", "--until", "2024-12-31")

    def extend(self, number: str, to: date) -> None:
        self.note(number, "extend", "--to", str(to), "--reason", "汛期停工", to=to)

    def reopen(self, number: str) -> None:
        self.note(number, "reopen", "--reason", "回头看发现反弹")

    def cancel(self, number: str) -> None:
        self.note(number, "cancel", "--reason", "上级取消该项任务")

    def transfer(self, number: str, lead: str) -> None:
        self.note(number, "transfer", "--lead", lead, "--reason", "职能调整", lead=lead)

    def review(self, number: str, *, passed: bool) -> None:
        words = ["--passed"] if passed else ["--failed", "--reason", "有两处渗漏"]
        self.note(number, "review", *words, passed=passed)

    def progress(self, number: str, percent: int) -> None:
        self.note(number, "progress", "--percent", str(percent), percent=percent)

    def submit(self, number: str) -> None:
        self.note(number, "submit")

    def reading(self, target: str, period: str, value: Decimal) -> None:
        """A reading by the office's own command."""
        by = "区生态环境局"
        self.run("reading", target, "--period", period, "--value", str(value), "--by", by)
        made = Read(period, last_of(period), self.today, value, "", is_form=False)
        self.world.readings[target].append(made)

    # --- Git --------------------------------------------------------------------------------

    def commit(self, month: str) -> str:
        """The month's end under Git; gives the commit before."""
        before, self.base = (
            self.base,
            self.repo.commit(f"{month} 月末", date=f"{self.today}T18:00:00+08:00"),
        )
        return before

    def files(self) -> dict[str, bytes]:
        """Every file of the repository but Git's own."""
        root = self.repo.root
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(root).parts
        }


def shares(random: Random, parts: Mapping[str, float]) -> str:
    """One of the words, by its share."""
    return random.choices(list(parts), weights=list(parts.values()))[0]


def some(random: Random, things: Sequence[str], most: int) -> list[str]:
    """A few of them, none twice."""
    return random.sample(list(things), min(len(things), random.randint(0, most)))
