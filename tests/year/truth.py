"""An independent model of what is so: facts as they happen, and what follows from them on a day.

Written from the contract alone; it shares no line with the program. Shares are `Fraction`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tests.year.plan import Clause, Plan, Quantity

OPEN = frozenset({"未启动", "推进中", "已退回"})
DONE = frozenset({"已销号", "已核减"})
AFTER = {
    "progress": "推进中",
    "submit": "待核查",
    "return": "已退回",
    "close": "已销号",
    "reopen": "推进中",
    "cancel": "已核减",
}
SOON, LAG = 30, 10
RETURN_DAYS = {
    1: date(2024, 1, 25),  # 周四
    2: date(2024, 2, 26),  # 25日是周日
    3: date(2024, 3, 25),  # 周一
    4: date(2024, 4, 25),  # 周四
    5: date(2024, 5, 27),  # 25日是周六
    6: date(2024, 6, 25),  # 周二
    7: date(2024, 7, 25),  # 周四
    8: date(2024, 8, 26),  # 25日是周日
    9: date(2024, 9, 25),  # 周三
    10: date(2024, 10, 25),  # 周五
    11: date(2024, 11, 25),  # 周一
    12: date(2024, 12, 25),  # 周三
}
"""The 25ths of 2024, or the next working day (国办发明电〔2023〕7号): made by hand."""


class Record(NamedTuple):
    """One record of a measure; `month` is that of the form it came from (empty: from none)."""

    day: date
    kind: str
    by: str
    percent: int = 0
    texts: tuple[str, str, str] = ("", "", "")
    month: str = ""
    to: date = date.min
    lead: str = ""
    evidence: int = 0
    passed: bool = True


class Standing(NamedTuple):
    """How a measure stands at the end of a day."""

    state: str
    percent: int
    due: date
    lead: str
    extensions: int
    closed_on: date | None
    last: Record | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_unfinished(self) -> bool:
        return self.state not in DONE

    def days_overdue(self, day: date) -> int:
        return max((day - self.due).days, 0) if self.is_unfinished else 0


class Read(NamedTuple):
    """One reading; `value` is None where there is only a note."""

    month: str
    ends: date
    day: date
    value: Decimal | None
    note: str
    is_form: bool


class Letter(NamedTuple):
    """A letter to units; `answered` by unit the day of the answer."""

    day: date
    kind: str
    month: str
    to: tuple[str, ...]
    measures: tuple[str, ...]
    answer_due: date | None
    answered: dict[str, date]


@dataclass
class World:
    """The plan and everything that has happened, in the order in which it was recorded."""

    plan: Plan
    logs: dict[str, list[Record]] = field(default_factory=dict)
    readings: dict[str, list[Read]] = field(default_factory=dict)
    returns: list[tuple[str, str, date]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.logs = {one.id: [] for one in self.plan.clauses}
        self.readings = {one.id: [] for one in self.plan.quantities}
        self.clauses = {one.id: one for one in self.plan.clauses}
        self.quantities = {one.id: one for one in self.plan.quantities}

    def standing(self, number: str, day: date) -> Standing:
        """A measure at the end of a day."""
        clause = self.clauses[number]
        now = Standing("未启动", 0, clause.due, clause.lead, 0, None, None)
        reported = 0
        for one in self.logs[number]:
            if one.day > day:
                continue
            state = AFTER.get(one.kind, now.state)
            reported = one.percent if one.kind == "progress" else reported
            now = Standing(
                state=state,
                percent=100 if state == "已销号" else reported,
                due=one.to if one.kind == "extend" else now.due,
                lead=one.lead if one.kind == "transfer" else now.lead,
                extensions=now.extensions + (one.kind == "extend"),
                closed_on=(one.day if one.kind == "close" else now.closed_on)
                if state == "已销号"
                else None,
                last=one,
            )
        return now

    def standings(self, day: date) -> dict[str, Standing]:
        """All measures in the plan's order."""
        return {number: self.standing(number, day) for number in self.logs}

    def lead_of(self, quantity: Quantity, day: date) -> str:
        """Who answers for a target; empty where nobody does."""
        known = quantity.clause in self.logs
        return self.standing(quantity.clause, day).lead if known else ""

    def asked(self, day: date) -> dict[str, tuple[list[str], list[str]]]:
        """Of each unit the open measures and the unsettled targets."""
        now = self.standings(day)
        found: dict[str, tuple[list[str], list[str]]] = {}
        for number, one in now.items():
            if one.is_open:
                found.setdefault(one.lead, ([], []))[0].append(number)
        for quantity in self.plan.quantities:
            if quantity.clause not in now or not now[quantity.clause].is_unfinished:
                continue
            if not self.is_settled(quantity, day):
                lead = now[quantity.clause].lead
                found.setdefault(lead, ([], []))[1].append(quantity.id)
        return found

    def is_settled(self, quantity: Quantity, day: date) -> bool:
        """A quantity that only grows and has reached its goal."""
        return quantity.is_cumulative and self.verdict(quantity, day)[0] == "达标"

    def reading(self, quantity: Quantity, day: date) -> Read | None:
        """The reading in force."""
        known = [r for r in self.readings[quantity.id] if r.day <= day and r.ends <= day]
        ends = max((one.ends for one in known), default=None)
        return next((one for one in reversed(known) if one.ends == ends), None)

    def verdict(self, quantity: Quantity, day: date) -> tuple[str, Fraction | None]:
        """The verdict, and of what counts up the rate in percent."""
        read = self.reading(quantity, day)
        if quantity.bound == "text":
            return "定性", None
        if read is None or read.value is None:
            return "暂无数据", None
        met = {
            "at_least": read.value >= quantity.goal,
            "at_most": read.value <= quantity.goal,
            "equal": read.value == quantity.goal,
        }[quantity.bound]
        if not quantity.is_cumulative:
            return ("达标" if met else "未达标"), None
        rate = Fraction(read.value) / Fraction(quantity.goal) * 100
        if met:
            return "达标", rate
        if day > self.plan.due:
            return "未达标", rate
        gone = time_progress(self.plan.start, self.plan.due, day)
        return ("达序时" if rate >= gone else "未达序时"), rate

    def take(self, unit: str, month: str, received: date, answers: Sequence[Answer]) -> Taken:
        """A form is taken in: what it records, by id, and how many rows said nothing new."""
        records: dict[str, int] = {}
        unchanged = 0
        for one in answers:
            made = list(
                self._progress(one, unit, month, received)
                if isinstance(one, Reported)
                else self._reading(one, month, received)
            )
            unchanged += not made
            if made:
                records[one.id] = len(made)
        if records:
            self.returns.append((month, unit, received))
        return Taken(records, unchanged)

    def _progress(self, one: Reported, unit: str, month: str, received: date) -> Iterator[Record]:
        log = self.logs[one.id]
        said = [r for r in log if r.kind == "progress" and r.month == month]
        is_same = bool(said) and (said[-1].percent, said[-1].texts) == (one.percent, one.texts)
        is_open = self.standing(one.id, date.max).is_open
        if is_same and not (one.is_submitted and is_open):
            return
        day = max(received, log[-1].day) if log else received
        made = [] if is_same else [Record(day, "progress", unit, one.percent, one.texts, month)]
        if one.is_submitted:
            made.append(Record(day, "submit", unit, month=month, evidence=len(one.evidence)))
        log.extend(made)
        yield from made

    def _reading(self, one: Measured, month: str, received: date) -> Iterator[Read]:
        made = Read(month, last_of(month), one.day or received, one.value, one.note, is_form=True)
        said = [r for r in self.readings[one.id] if r.month == month and r.is_form]
        is_same = bool(said) and (said[-1].value, said[-1].note) == (made.value, made.note)
        if is_same and one.day in {None, said[-1].day}:
            return
        self.readings[one.id].append(made)
        yield made

    def returned(self, month: str, day: date) -> dict[str, Return]:
        """Every lead unit's return of a month, as known at the end of a day."""
        due = RETURN_DAYS[int(month[5:])]
        last = min(day, last_of(month))
        asked = self.asked(last)
        forms: dict[str, list[date]] = {}
        for of, unit, on in self.returns:
            if of == month and on <= day:
                forms.setdefault(unit, []).append(on)
        units = {self.standing(number, last).lead for number in self.logs}
        found = {}
        for unit in sorted(units | set(forms)):
            listed = forms.get(unit, [])
            wanted = self._wanted(unit, month, last, asked.get(unit, ([], []))[0])
            targets = asked.get(unit, ([], []))[1]
            received = min(listed) if listed else _complete(wanted)
            if received is not None:
                on = received
                late = max((on - due).days, 0)
                status = "迟报" if late else "按时"
                found[unit] = Return(status, late, on, len(listed), not listed)
            elif wanted or targets:
                found[unit] = Return("待报" if day < due else "未报", 0, None, 0, by_records=False)
            else:
                found[unit] = Return("无需报送", 0, None, 0, by_records=False)
        return found

    def _wanted(self, unit: str, month: str, last: date, asked: list[str]) -> list[date | None]:
        """Of each measure asked for, or reported on, the first day of a single record."""
        days = []
        for number in self.logs:
            if self.standing(number, last).lead != unit:
                continue
            told = [
                one.day
                for one in self.logs[number]
                if one.kind in {"progress", "submit"}
                and not one.month
                and first_of(month) <= one.day <= last
            ]
            if number in asked or told:
                days.append(min(told, default=None))
        return days

    def is_kept(self, month: str, day: date) -> bool:
        """Whether the office asked for a month's returns, or got one, by a day."""
        is_asked = any(
            (one.kind, one.month) == ("调度通知", month) and one.day <= day for one in self.letters
        )
        return is_asked or any(of == month and on <= day for of, _, on in self.returns)

    def unreported(self, day: date) -> set[str]:
        """Open measures of whose month nothing is told on its return day or later."""
        return {
            number
            for number, one in self.standings(day).items()
            if one.is_open
            and day >= RETURN_DAYS[day.month]
            and not any(
                r.kind in {"progress", "submit"} and day.replace(day=1) <= r.day <= day
                for r in self.logs[number]
            )
        }


class Return(NamedTuple):
    """A unit's return of a month."""

    status: str
    late: int
    received: date | None
    forms: int
    by_records: bool


class Taken(NamedTuple):
    """What a form led to: how many records by id, and rows that said nothing new."""

    records: dict[str, int]
    unchanged: int


class Reported(NamedTuple):
    """What a row of a measure says: `texts` are 本月进展, 存在问题, 下步打算."""

    id: str
    percent: int
    texts: tuple[str, str, str]
    is_submitted: bool
    evidence: tuple[str, ...]


class Measured(NamedTuple):
    """What a row of a target says."""

    id: str
    value: Decimal | None
    day: date | None
    note: str


Answer = Reported | Measured


def _complete(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def first_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def last_of(month: str) -> date:
    """The last day of a month or a quarter."""
    year, part = int(month[:4]), month[5:]
    number = int(part[1]) * 3 if part.startswith("Q") else int(part)
    return date(year, number, monthrange(year, number)[1])


def time_progress(start: date, due: date, day: date) -> Fraction:
    """The share of the time that is gone at the end of a day, in percent, 0 to 100."""
    whole = _end_of(due) - _end_of(start - timedelta(days=1))
    if due <= start:
        return Fraction(100)
    gone = (_end_of(day) - _end_of(start - timedelta(days=1))) / whole * 100
    return min(max(gone, Fraction(0)), Fraction(100))


def _end_of(day: date) -> Fraction:
    months = Fraction(day.year * 12 + day.month)
    return months + Fraction(day.day, monthrange(day.year, day.month)[1])


def half_up(value: Fraction, digits: int) -> Decimal:
    """A share rounded half up."""
    scaled = abs(value) * 10**digits + Fraction(1, 2)
    sign = -1 if value < 0 else 1
    return sign * Decimal(scaled.numerator // scaled.denominator).scaleb(-digits)


class Shown(NamedTuple):
    """What is shown of a measure on a day."""

    light: str
    pace: Fraction
    is_overdue: bool
    is_soon: bool
    is_lagging: bool


def shown(one: Standing, clause: Clause, plan: Plan, day: date) -> Shown:
    """The light of a measure, and the reasons for it."""
    assert clause.due >= plan.start
    pace = time_progress(plan.start, one.due, day)
    late = one.days_overdue(day) > 0
    soon = one.is_unfinished and not late and (one.due - day).days <= SOON
    lagging = one.is_open and not late and one.percent < pace - LAG
    if one.state in DONE:
        light = "蓝" if one.state == "已销号" else "灰"
    elif late:
        light = "红"
    else:
        light = "黄" if soon or lagging or one.state == "已退回" else "绿"
    return Shown(light, pace, late, soon, lagging)
