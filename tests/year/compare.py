"""The month's end: everything that the program says, against the model, to the digit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.year.month import Month
from tests.year.office import Office
from tests.year.scoring import Result, Scores, Span
from tests.year.truth import World, first_of, half_up, shown
from tests.year.warned import failed, warnings


@dataclass
class MonthEnd:
    """What is compared at the end of a month."""

    office: Office
    month: Month

    def compare(self) -> None:
        """All of it."""
        self.clean()
        self.status()
        self.targets()
        self.returns()
        self.circle()
        self.letters()
        self.scores()
        self.again()

    @property
    def world(self) -> World:
        return self.office.world

    @property
    def day(self) -> date:
        return self.office.today

    def json(self, *arguments: str) -> Any:
        return self.office.json(*arguments)

    # --- the ledger -------------------------------------------------------------------------

    def clean(self) -> None:
        """Nothing but expected warnings, measured against the last month's end."""
        base = self.office.commit(self.month.text)
        said = self.office.run("check", "--base", base, "--format", "json").out
        findings = _loads(said)["findings"]
        found = sorted((one["code"], [*one["subject"].split(), "", ""][1]) for one in findings)
        expected = sorted(warnings(self.world, self.day))
        assert found == expected, difference(found, expected)
        assert all(one["severity"] == "warning" for one in findings)
        for code, _ in found:
            self.office.count(f"warning {code}")
        self.office.repo.git("diff", "--quiet")

    def status(self) -> None:
        said = self.json("status")
        lines = list(status_lines(self.world, self.day))
        for one, line in zip(said["measures"], lines, strict=True):
            same({key: one[key] for key in line}, line)
        summary = summary_of(self.world, self.day)
        same(said["summary"], summary)
        report = self.office.inbox / f"{self.month.text}.json"
        self.office.run("report", "--month", self.month.text, "-o", str(report))
        told = _loads(report.read_text("utf-8"))
        same(told["summary"], summary)
        missing = self.json("status", "--state", "未报送")["measures"]
        same({one["id"] for one in missing}, self.world.unreported(self.day))

    def targets(self) -> None:
        said = self.json("targets")["targets"]
        same([one["id"] for one in said], list(self.world.quantities))
        for one in said:
            quantity = self.world.quantities[one["id"]]
            read = self.world.reading(quantity, self.day)
            verdict, rate = self.world.verdict(quantity, self.day)
            lead = self.world.lead_of(quantity, self.day)
            same(
                [one[key] for key in ("verdict", "rate", "value", "lead", "period", "date")],
                [
                    verdict,
                    None if rate is None else half_up(rate, 1),
                    read.value if read else None,
                    [lead] if lead else [],
                    read.month if read else None,
                    str(read.day) if read else None,
                ],
            )

    def returns(self) -> None:
        said = self.json("returns", "--month", self.month.text)
        expected = self.world.returned(self.month.text, self.day)
        same(said["return_day"], str(self.month.due))
        same(
            {
                one["unit"]: (
                    one["status"],
                    one["days_late"] or 0,
                    one["received"],
                    one["forms"],
                    one["by_records"],
                )
                for one in said["units"]
            },
            {
                unit: (
                    one.status,
                    one.late,
                    str(one.received) if one.received else None,
                    one.forms,
                    one.by_records,
                )
                for unit, one in expected.items()
            },
        )
        asked = self.world.asked(self.day)
        for one in said["units"]:
            if one["status"] == "未报":
                numbers, ids = asked.get(one["unit"], ([], []))
                same(one["asked_targets"], len(ids))
                assert one["asked_measures"] >= len(numbers)
        if self.month.number > 1:
            earlier = f"2024-{self.month.number - 1:02}"
            now = self.json("returns", "--month", earlier)["units"]
            same(
                {one["unit"]: (one["status"], one["days_late"] or 0) for one in now},
                {
                    unit: (one.status, one.late)
                    for unit, one in self.world.returned(earlier, self.day).items()
                },
            )

    def circle(self) -> None:
        """`ledger month`."""
        said = self.json("month", self.month.text)
        returned = self.world.returned(self.month.text, self.day)
        words = {
            "on_time": "按时",
            "late": "迟报",
            "missing": "未报",
            "awaited": "待报",
            "not_asked": "无需报送",
        }
        counts = {
            key: sum(one.status == word for one in returned.values()) for key, word in words.items()
        }
        counts["asked"] = sum(counts.values()) - counts["not_asked"]
        same(said["returns"], counts)
        same(set(said["missing"]), {u for u, one in returned.items() if one.status == "未报"})
        same(said["summary"], summary_of(self.world, self.day))
        now = self.world.standings(self.day)
        submitted = [n for n, one in now.items() if one.state == "待核查"]
        same(sorted(_id(one) for one in said["submitted"]), sorted(submitted))
        same(sorted(_id(one) for one in said["failed_reviews"]), sorted(failed(self.world, now)))
        sent = [one for one in self.world.letters if one.month == self.month.text]
        same(
            [(one["date"], sorted(one["to"])) for one in said["dispatched"]],
            [(str(one.day), sorted(one.to)) for one in sent if one.kind == "调度通知"],
        )
        late = [
            (one.to[0], one.kind, str(one.day))
            for one in self.world.letters
            if one.kind != "调度通知" and not one.answered
            if one.answer_due and self.day > one.answer_due
        ]
        same([(one["unit"], one["kind"], one["date"]) for one in said["unanswered"]], late)
        same(said["report_ready"], not counts["missing"] and not submitted)

    def letters(self) -> None:
        same(
            [
                (
                    one["date"],
                    one["kind"],
                    one["month"],
                    one["measures"],
                    one["answer_due"],
                    {to["unit"]: to["answered_on"] for to in one["to"]},
                )
                for one in self.json("letters")["letters"]
            ],
            [
                (
                    str(one.day),
                    one.kind,
                    one.month,
                    list(one.measures),
                    str(one.answer_due) if one.answer_due else None,
                    {u: str(one.answered[u]) if u in one.answered else None for u in one.to},
                )
                for one in self.world.letters
            ],
        )

    def again(self) -> None:
        """Everything taken in this month is collected a second time: not one byte changes."""
        if self.month.taken:
            before = self.office.files()
            said = self.json("collect", *map(str, self.month.taken))
            told = {"unchanged", "skipped"}  # skipped are the copies that went back
            other = [one for one in said["files"] if one["status"] not in told]
            assert not other, other
            assert self.office.files() == before
            self.office.count("forms taken twice", len(said["files"]))
        self.office.repo.git("diff", "--quiet")

    # --- the score --------------------------------------------------------------------------

    def scores(self) -> None:
        """The month; at their ends the quarter and the year as well."""
        first = first_of(self.month.text)
        self._scored("--month", self.month.text, Span(first, self.day, self.day))
        if self.month.number % 3 == 0:
            quarter = f"2024-Q{self.month.number // 3}"
            start = date(2024, self.month.number - 2, 1)
            self._scored("--quarter", quarter, Span(start, self.day, self.day))
        year = Span(date(2024, 1, 1), date(2024, 12, 31), self.day)
        self._scored("--year", "2024", year)

    def _scored(self, option: str, period: str, span: Span) -> None:
        said = self.json("score", option, period)["units"]
        expected = Scores(self.world, span).results()
        same({one["unit"] for one in said}, set(expected))
        for one in said:
            result = expected[one["unit"]]
            same(
                (
                    one["unit"],
                    one["score"],
                    Fraction(one["exact"]) if one["exact"] else None,
                    one["rank"],
                    one["grade"],
                    one["group"],
                    _exact(one),
                ),
                (
                    one["unit"],
                    result.shown,
                    result.total,
                    result.rank,
                    result.grade,
                    result.group,
                    _parts(result),
                ),
            )
            self.office.count("scores", int(result.total is not None))


def _exact(one: Any) -> dict[str, Fraction]:
    if one["exact"] is None:
        return {}
    blocks = {name: Fraction(block["exact"]) for name, block in one["blocks"].items()}
    return {**blocks, "bonus": Fraction(one["bonus"]["exact"])}


def _parts(result: Result) -> dict[str, Fraction]:
    return {} if result.total is None else {**result.blocks, "bonus": result.bonus}


def _id(one: Any) -> str:
    return one if isinstance(one, str) else str(one["id"])


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def same(found: Any, expected: Any) -> None:
    """Equal, or say how not."""
    apart = difference(found, expected)
    assert found == expected, f"\nprogram {found}\nmodel   {expected}\n{apart}"


def difference(found: Any, expected: Any) -> str:
    """What one has and the other has not."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = [k for k in {**found, **expected} if found.get(k) != expected.get(k)]
        return "; ".join(f"{k}: {found.get(k)} ≠ {expected.get(k)}" for k in keys)
    if isinstance(found, list) and isinstance(expected, list):
        more = [one for one in found if one not in expected]
        less = [one for one in expected if one not in found]
        return f"program only {more}; model only {less}"
    return ""


def status_lines(world: World, day: date) -> Iterator[dict[str, Any]]:
    """What `status --json` should say of each measure."""
    for number, one in world.standings(day).items():
        clause = world.clauses[number]
        seen = shown(one, clause, world.plan, day)
        yield {
            "id": number,
            "task": clause.task,
            "section": clause.section,
            "title": clause.title,
            "lead": [one.lead],
            "state": one.state,
            "light": seen.light,
            "percent": one.percent,
            "time_progress": half_up(seen.pace, 1),
            "due": str(one.due),
            "original_due": str(clause.due),
            "extensions": one.extensions,
            "days_overdue": one.days_overdue(day),
            "closed_on": str(one.closed_on) if one.closed_on else None,
            "last_record": {"date": str(one.last.day), "type": one.last.kind} if one.last else None,
        }


def summary_of(world: World, day: date) -> dict[str, Any]:
    """The sums over all measures."""
    now = world.standings(day)
    seen = [shown(one, world.clauses[number], world.plan, day) for number, one in now.items()]
    states = [one.state for one in now.values()]
    closed, cancelled = states.count("已销号"), states.count("已核减")
    rate = Fraction(closed * 100, len(states) - cancelled)
    return {
        "total": len(states),
        "closed": closed,
        "open": len(states) - closed - cancelled,
        "overdue": sum(one.is_overdue for one in seen),
        "due_soon": sum(one.is_soon for one in seen),
        "lagging": sum(one.is_lagging for one in seen),
        "submitted": states.count("待核查"),
        "cancelled": cancelled,
        "close_rate": half_up(rate, 1),
    }
