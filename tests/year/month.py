"""One month of the office: send out, take back, decide, chase."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.year.delivery import Clerk, Delivery, lay_down
from tests.year.filling import MEASURES, TARGETS, Filled
from tests.year.office import Office, shares, some
from tests.year.programs import saved_again
from tests.year.strays import strays
from tests.year.truth import (
    RETURN_DAYS,
    Answer,
    Letter,
    Measured,
    Reported,
    Standing,
    last_of,
)
from tests.year.typing_in import Spot, invented, measured

LEADS = ("区城管局", "区水利局", "区农业农村局", "区林业分局", "区工信局")


class Month:
    """The month of one number, in an office."""

    def __init__(self, office: Office, number: int) -> None:
        self.office, self.number = office, number
        self.text = f"2024-{number:02}"
        self.last = last_of(self.text)
        self.due = RETURN_DAYS[number]
        self.random = office.random
        self.world = office.world
        self.blanks: dict[str, Path] = {}
        self.waiting: list[Delivery] = []
        self.taken: list[Path] = []
        self.work = office.inbox / f"{self.text}-填"
        self.clerk = Clerk(self.random, self.world.quantities, self.work)

    def day(self, number: int) -> date:
        """Make it this day of the month."""
        self.office.today = date(2024, self.number, min(number, self.last.day))
        return self.office.today

    def live(self, before: Month | None) -> None:
        """All of it but the month's end."""
        self.day(1)
        if before is not None:
            before.take_in(self.office.today)
        self.day(2)
        self.decide(share=0.9)
        self.day(3)
        self.send_out()
        self.prepare()
        self.day(8)
        self.meddle()
        self.day(12)
        self.report_singly(late=False)
        self.answer_letters()
        for day in sorted({one.collected for one in self.waiting if one.collected <= self.last}):
            self.office.today = day
            self.take_in(day)
        self.office.today = min(self.due + timedelta(days=2), self.last)
        self.report_singly(late=True)
        self.office.today = self.last
        strays(self, before)
        self.decide(share=0.4, is_end=True)
        self.chase()

    # --- deciding ---------------------------------------------------------------------------

    def decide(self, *, share: float, is_end: bool = False) -> None:
        """What the office decides on a day: of what was submitted, and otherwise."""
        office, random = self.office, self.random
        now = self.world.standings(office.today)
        for number in (n for n, one in now.items() if one.state == "待核查"):
            if self._lacks("return"):
                office.send_back(number)
            elif random.random() < share:
                if random.random() < 0.7:
                    office.close(number, with_evidence=random.random() < 0.6)
                else:
                    office.send_back(number)
        if is_end:
            self._look_back(now)
            self._read()
            return
        self._reopen(now)
        self._move(now)

    def _reopen(self, now: dict[str, Standing]) -> None:
        for number in (n for n, one in now.items() if one.state == "已销号"):
            last = self.world.logs[number][-1]
            is_failed = last.kind == "review" and not last.passed
            if is_failed and (self._lacks("reopen") or self.random.random() < 0.7):
                self.office.reopen(number)

    def _move(self, now: dict[str, Standing]) -> None:
        """Extensions, a transfer, a cancellation, a closing that nobody asked for."""
        office, random = self.office, self.random
        open_ = [n for n, one in now.items() if one.is_open]
        late = [n for n in open_ if now[n].days_overdue(office.today)]
        for number in dict.fromkeys((*some(random, late, 1), *some(random, open_, 1))):
            latest = max(now[number].due, office.today)
            office.extend(number, latest + timedelta(days=random.randint(10, 70)))
        for number in some(random, open_, 1):
            support, lead = self._support(number), now[number].lead
            if lead not in support:
                others = [u for u in LEADS if u not in support and u != lead]
                office.transfer(number, random.choice(others))
        if self._lacks("cancel") or random.random() < 0.4:
            office.cancel(random.choice(open_))
        if self._lacks("close") or random.random() < 0.3:
            left = [n for n in open_ if self.world.standing(n, office.today).is_open]
            office.close(random.choice(left), with_evidence=False)

    def _look_back(self, now: dict[str, Standing]) -> None:
        closed = [n for n, one in now.items() if one.state == "已销号"]
        for number in closed[:1] if self._lacks("review") else some(self.random, closed, 2):
            is_passed = not self._lacks("reopen") and self.random.random() < 0.6
            self.office.review(number, passed=is_passed)

    def _lacks(self, kind: str) -> bool:
        """Whether something has not happened yet that every year must have."""
        return not self.office.counts.get(kind)

    def _read(self) -> None:
        random, plan = self.random, self.world.plan
        free = [q for q in plan.quantities if q.clause not in self.world.logs and q.bound != "text"]
        for quantity in random.sample(free, 3):
            value = (quantity.goal * random.randint(90, 105) / 100).quantize(Decimal("0.01"))
            quarter = f"2024-Q{(self.number + 2) // 3}"
            period = quarter if self.number % 3 == 0 and random.random() < 0.3 else self.text
            self.office.reading(quantity.id, period, value)

    # --- sending out ------------------------------------------------------------------------

    def send_out(self) -> None:
        """The forms of the month, and what the program says is asked, against the model."""
        office, day = self.office, self.office.today
        out = office.inbox / f"{self.text}-发"
        said = office.json("dispatch", "--month", self.text, "-o", str(out))
        now = self.world.standings(day)
        asked = self.world.asked(day)
        waiting: dict[str, list[str]] = {}
        for number, one in now.items():
            if one.state == "待核查":
                waiting.setdefault(one.lead, []).append(number)
        assert {
            one["unit"]: (one["measures"], one["targets"], one["cells"], len(one["waiting"]))
            for one in said["units"]
        } == {
            unit: (len(m), len(t), 6 * len(m) + 3 * len(t), len(waiting.get(unit, [])))
            for unit, (m, t) in asked.items()
        }
        measures = sum(len(m) for m, _ in asked.values())
        targets = sum(len(t) for _, t in asked.values())
        assert said["summary"] == {
            "units": len(asked),
            "measures": measures,
            "targets": targets,
            "cells": 6 * measures + 3 * targets,
        }
        assert said["return_day"] == str(self.due)
        for word, state in (("closed", "已销号"), ("cancelled", "已核减"), ("waiting", "待核查")):
            assert said["left_out"][word] == sum(one.state == state for one in now.values()), word
        for unit, (numbers, ids) in asked.items():
            (self.blanks[unit],) = (out / unit).glob("*.xlsx")
            grids = Filled(self.blanks[unit]).grids
            assert set(grids[MEASURES].rows if MEASURES in grids else ()) == set(numbers)
            assert set(grids[TARGETS].rows if TARGETS in grids else ()) == set(ids)
        office.run("letter", "--kind", "调度通知", "--month", self.text)
        told = tuple(unit for unit in asked if unit != "领导小组办公室")  # not to itself
        self.world.letters.append(Letter(day, "调度通知", self.text, told, (), self.due, {}))

    # --- filling ----------------------------------------------------------------------------

    def prepare(self) -> None:
        """Decide what every unit will do, and fill the forms; one of two programs saves them."""
        self.singles: dict[str, str] = {}
        self.meddling: list[tuple[str, str]] = []
        for unit in self.blanks:
            way = shares(self.random, {"表": 82, "缺": 9, "逐项": 5, "部分": 4})
            if way == "表":
                self._prepare(unit)
            elif way != "缺":
                self.singles[unit] = way
        ending = "xlsx" if self.number % 2 else "xls"
        self.office.count(f"LibreOffice {ending}", len(self.clerk.again))
        moved = saved_again(self.clerk.again, ending, self.work / "程序")
        for one in self.waiting:
            one.file = moved.get(one.file, one.file)

    def _days(self) -> tuple[date, date]:
        """Collected when, received when."""
        way = shares(self.random, {"早": 35, "末日": 35, "补记": 8, "迟": 14, "下月": 8})
        if way == "下月" and self.number < 12:
            on = self.last + timedelta(days=1)
            return on, on
        if way in {"迟", "下月"}:
            on = self.due + timedelta(days=self.random.randint(1, 2))
            return on, on
        if way == "补记":
            return self.due + timedelta(days=1), self.due
        on = self.due - timedelta(days=self.random.choice((0, 4, 9)) if way == "早" else 0)
        return on, on

    def _prepare(self, unit: str) -> None:
        collected, received = self._days()
        answers = self._answers(unit, received)
        if not answers:
            return
        random = self.random
        first = Delivery(
            unit, self.text, Path(), collected, received, answers, is_zip=random.random() < 0.2
        )
        way = shares(random, {"好": 55, "照片": 5, "错": 22, "部分": 8, "两次": 10})
        can_meddle = not self.meddling and received == self.due and collected == received
        if can_meddle and self._meddled(first):
            return
        if way in {"错", "部分"}:
            whole = list(answers)
            wrong = self.clerk.fill(self.blanks[unit], first, spoiled=True)
            wrong.is_partial = way == "部分"
            self.waiting.append(wrong)
            on = min(collected + timedelta(days=1), self.last)
            if collected > self.last:
                on = collected
            mended = Delivery(unit, self.text, Path(), on, max(on, received), whole, tag="改")
            self.waiting.append(self.clerk.fill(self.blanks[unit], mended))
            return
        fill = self.clerk.name_a_picture if way == "照片" else self.clerk.fill
        self.waiting.append(fill(self.blanks[unit], first))
        if way == "两次" and collected < self.last:
            on = collected + timedelta(days=1)
            second = [self._changed(one) for one in answers]
            made = Delivery(unit, self.text, Path(), on, on, second, tag="再")
            self.waiting.append(self.clerk.fill(self.blanks[unit], made))

    def _changed(self, one: Answer) -> Answer:
        if isinstance(one, Reported) and not one.is_submitted and self.random.random() < 0.5:
            return one._replace(percent=min(one.percent + 1, 99))
        if isinstance(one, Measured) and one.value and self.random.random() < 0.3:
            return one._replace(value=one.value + 1, day=None)
        return one

    def _answers(self, unit: str, received: date) -> list[Answer]:
        numbers, ids = self.world.asked(self.office.today)[unit]
        found: list[Answer] = []
        for number in numbers:
            now = self.world.standing(number, self.office.today)
            row = invented(number, now.percent, self.random)
            found += [row] if row else []
        for target in ids:
            values = [one.value for one in self.world.readings[target] if one.value is not None]
            last = values[-1] if values else None
            quantity = self.world.quantities[target]
            read = measured(quantity, last, received, self.random)
            found += [read] if read else []
        return found

    def _meddled(self, one: Delivery) -> bool:
        """A measure is closed or moved after the form went out; the form still reports on it."""
        reported = [a for a in one.answers if isinstance(a, Reported)]
        held = {quantity.clause for quantity in self.world.plan.quantities}
        rows = [a for a in reported if a.id not in held]
        rows = [a for a in rows if one.unit not in self._support(a.id)]
        if len(one.answers) < 3 or not rows:
            return False
        row = self.random.choice(rows)
        others = [u for u in LEADS if u != one.unit and u not in self._support(row.id)]
        code = self.random.choice(("F401", "F402"))
        self.meddling.append((row.id, "" if code == "F401" else self.random.choice(others)))
        one.answers = [a for a in one.answers if a is not row]
        rest = list(one.answers)
        self.waiting.append(self.clerk.refuse(self.blanks[one.unit], one, [(row, code)]))
        on = one.collected + timedelta(days=1)
        mended = Delivery(one.unit, self.text, Path(), on, on, rest, tag="改")
        self.waiting.append(self.clerk.fill(self.blanks[one.unit], mended))
        return True

    def _support(self, number: str) -> set[str]:
        return self.world.plan.held(self.world.clauses[number].support)

    def meddle(self) -> None:
        """Between the sending out and the returns: a closing, or another lead."""
        for number, lead in self.meddling:
            if lead:
                self.office.transfer(number, lead)
            else:
                self.office.close(number, with_evidence=True)

    def report_singly(self, *, late: bool) -> None:
        """Units that hand in no form, but tell the office of each measure."""
        for unit, way in self.singles.items():
            if late != (len(unit) % 2 == 0):
                continue
            numbers = self.world.asked(self.office.today).get(unit, ([], []))[0]
            for number in numbers if way == "逐项" else numbers[:1]:
                now = self.world.standing(number, self.office.today)
                self.office.progress(number, min(99, now.percent + self.random.randint(1, 9)))
                if self.random.random() < 0.2:
                    self.office.submit(number)

    # --- taking back ------------------------------------------------------------------------

    def take_in(self, day: date) -> None:
        """Collect what came in by a day, and hold what the program says against the model."""
        groups: dict[tuple[int, date, bool], list[Delivery]] = {}
        rounds: dict[str, int] = {}
        for one in [one for one in self.waiting if one.collected == day]:
            self.waiting.remove(one)
            turn = rounds[one.unit] = rounds.get(one.unit, 0) + 1
            groups.setdefault((turn, one.received, one.is_partial), []).append(one)
        for number, (key, batch) in enumerate(sorted(groups.items(), key=lambda item: item[0])):
            _, received, is_partial = key
            inbox = self.office.inbox / f"{self.text}-{day.day}-{number}"
            lay_down(inbox, batch)
            self.collect(inbox, batch, received, is_partial=is_partial)

    def collect(
        self, inbox: Path, batch: list[Delivery], received: date, *, is_partial: bool
    ) -> None:
        words = ["collect", str(inbox), "--received", str(received)]
        words += ["--partial"] if is_partial else []
        before = self.office.files()
        dry = self.office.json(*words, "--dry-run", code=4 if any(b.spots for b in batch) else 0)
        assert self.office.files() == before
        said = self.office.json(*words, code=4 if any(b.spots for b in batch) else 0)
        assert _counts(dry) == _counts(said)
        files = {Path(one["file"]).stem: one for one in said["files"]}
        assert set(files) == {one.file.stem for one in batch}
        for one in batch:
            self._hold(one, files[one.file.stem])
            if one.is_taken:
                home = one.file.parent
                self.taken.append(inbox / (f"{home.name}.zip" if one.is_zip else home.name))

    def _hold(self, one: Delivery, said: Any) -> None:
        """What the program made of a form, against what was filled in."""
        faults = _spots(said, "error")
        assert faults == one.spots, (one.file, faults ^ one.spots, said)
        assert _spots(said, "warning") == one.warned, (one.file, one.warned, said)
        self.office.count("faults", len(faults))
        assert (said["unit"], said["month"]) == (one.unit, one.month)
        if not one.is_taken:
            assert said["status"] == "refused", said
            assert not said["changes"], said
            self.office.count("refused forms")
            return
        made = self.world.take(one.unit, one.month, one.received, one.answers)
        assert said["status"] == ("taken" if made.records else "unchanged"), (one.file, said)
        assert {c["id"]: c["records"] for c in said["changes"]} == made.records, (one.file, said)
        assert said["unchanged"] == made.unchanged, (one.file, said)
        self.office.count("forms")

    # --- chasing ----------------------------------------------------------------------------

    def chase(self) -> None:
        """Letters: to who is missing, and to who is late with a measure."""
        office, day = self.office, self.office.today
        returned = self.world.returned(self.text, day)
        missing = [u for u, one in returned.items() if one.status == "未报"]
        now = self.world.standings(day)
        for unit in some(self.random, missing, 2):
            numbers = [n for n, one in now.items() if one.lead == unit and one.is_open][:2]
            if numbers and unit != self.world.plan.office:
                self._letter("提醒函", unit, numbers, None)
        late = [n for n, one in now.items() if one.is_open and one.days_overdue(day)]
        for number in some(self.random, late, 2):
            if now[number].lead != self.world.plan.office:
                self._letter("督办函", now[number].lead, [number], day + timedelta(days=10))
        office.run("remind", "--month", self.text, "-n")

    def _letter(self, kind: str, unit: str, numbers: list[str], due: date | None) -> None:
        words = [word for number in numbers for word in ("--measure", number)]
        words += ["--answer-due", str(due)] if due else []
        self.office.run("letter", "--kind", kind, "--unit", unit, "--month", self.text, *words)
        day = self.office.today
        made = Letter(day, kind, self.text, (unit,), tuple(numbers), due, {})
        self.world.letters.append(made)

    def answer_letters(self) -> None:
        """Half of the units that were urged answer on this day."""
        day = self.office.today
        for one in self.world.letters:
            if one.kind == "督办函" and not one.answered and self.random.random() < 0.5:
                (unit,) = one.to
                twins = [o for o in self.world.letters if (o.day, o.to) == (one.day, one.to)]
                if len(twins) == 1:
                    words = ["--unit", unit, "--on", str(one.day), "--note", "已整改"]
                    self.office.run("letter", "--answered", *words)
                    one.answered[unit] = day


def _counts(said: Any) -> list[tuple[Any, ...]]:
    """What became of each file, without what only a real run makes."""
    return [
        (one["file"], one["status"], len(one["changes"]), one["unchanged"], len(one["faults"]))
        for one in said["files"]
    ]


def _spots(said: Any, severity: str) -> set[Spot]:
    """Code, sheet and cell of the faults of a file."""
    return {
        (fault["code"], fault["sheet"], fault["cell"])
        for fault in said["faults"]
        if fault["severity"] == severity
    }
