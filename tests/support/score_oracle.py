"""A second, simple calculator of scores, written from docs/assessment.md alone.

It works on plain dicts, goes through each day and each record, and shares no line with the program.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.support import oracle
from tests.support.oracle import Plain, as_list

Returns = dict[str, list[tuple[str, int]]]
"""By unit the word and the days late of each month's return."""


class Calculator:
    """One ledger, one scheme, one period; `returns` as another calculation has them.

    `scheme` has two keys more: `period` as it is written, and `last`, its last day. `seen` is the
    day on which one looks.
    """

    def __init__(
        self, ledger: Plain, scheme: Plain, span: tuple[date, date], returns: Returns, seen: date
    ) -> None:
        self.ledger, self.scheme, self.returns = ledger, scheme, returns
        self.first, self.day = span
        self.seen = seen
        self.measures = [
            measure
            for section in ledger["sections"]
            for task in section["tasks"]
            for measure in task["measures"]
        ]
        self.groups = {
            unit["name"]: oracle.groups_of(ledger, unit["name"]) for unit in ledger["units"]
        }
        self.names = oracle.names_of(ledger)

    def weight(self, unit: str, measure: Plain, leads: list[str]) -> Fraction:
        """How much a measure counts for a unit while these lead it."""
        mine = {unit, *self.groups[unit]}
        if mine & {self.names[lead] for lead in leads}:
            return Fraction(1)
        support = {self.names[name] for name in as_list(measure.get("support"))}
        return Fraction(str(self.scheme.get("support_share", 0))) if mine & support else Fraction(0)

    def held(self, unit: str) -> Iterator[tuple[Plain, Fraction, str, date]]:
        """The unit's measures on the day: weight, state, deadline."""
        for measure in self.measures:
            leads = oracle.leads_of(self.ledger, measure, self.day)
            if weight := self.weight(unit, measure, leads):
                state = oracle.state_of(measure, self.day)
                yield measure, weight, state, oracle.due_of(self.ledger, measure, self.day)

    def records(self, unit: str, *types: str) -> Iterator[tuple[Plain, Fraction]]:
        """The period's records of these types with the weight at that moment."""
        for measure in self.measures:
            leads = as_list(measure["lead"])
            for record in as_list(measure.get("log")):
                if record["type"] == "transfer":
                    leads = as_list(record["lead"])
                is_within = self.first <= record["date"] <= self.day
                weight = self.weight(unit, measure, leads)
                if record["type"] in types and is_within and weight:
                    yield record, weight

    def close_rate(self, unit: str, item: Plain) -> Fraction | None:
        done = whole = Fraction(0)
        for _, weight, state, due in self.held(unit):
            if state != "已核减" and (item.get("base", "due") == "all" or due <= self.day):
                whole += weight
                done += weight if state == "已销号" else 0
        return points(item) * done / whole if whole else None

    def quantities(self, unit: str, item: Plain) -> Fraction | None:
        shares = []
        gone = {m["id"] for m in self.measures if oracle.state_of(m, self.day) == "已核减"}
        for target in self.ledger["targets"]:
            leads = oracle.lead_of_target(self.ledger, target, self.day)
            verdict = oracle.verdict_of(self.ledger, target, self.day)
            if not {unit, *self.groups[unit]} & set(leads) or target["clause"] in gone:
                continue
            if verdict == "定性" or target["id"] in item.get("leave_out", []):
                continue
            if verdict == "暂无数据":
                shares += [Fraction(0)] if item.get("no_data") == "zero" else []
                continue
            shares.append(self.share(target, verdict, item))
        if not shares:
            return None
        if item.get("combine") == "sum":
            return min(points(item), Fraction(str(item["each"])) * sum(shares))
        return points(item) * sum(shares) / len(shares)

    def share(self, target: Plain, verdict: str, item: Plain) -> Fraction:
        if verdict == "达标":
            return Fraction(1)
        rate = oracle.rate_of(target, self.day)
        if rate is None:
            return Fraction(0)
        plan = self.ledger["plan"]
        if item.get("against") == "pace":
            pace = oracle.time_progress(plan["start"], plan["due"], self.day)
            rate = rate / pace * 100 if pace else Fraction(100)
        return min(max(rate / 100, Fraction(0)), Fraction(1))

    def on_time_returns(self, unit: str, item: Plain) -> Fraction | None:
        counted = [one for one in self.returns.get(unit, []) if one[0] in {"按时", "迟报", "未报"}]
        if not counted:
            return None
        lost = Fraction(0)
        for word, days in counted:
            late = Fraction(str(item["late"])) * (days if item.get("late_per") == "day" else 1)
            lost += late if word == "迟报" else 0
            lost += Fraction(str(item["missing"])) if word == "未报" else 0
        return max(points(item) - lost, Fraction(0))

    def overdue_days(self, unit: str, item: Plain) -> Fraction | None:
        lost, has_any = Fraction(0), False
        has_any = any(due <= self.day and s != "已核减" for _, _, s, due in self.held(unit))
        for measure in self.measures:
            days: dict[Fraction, int] = {}
            day = self.first
            while day <= self.day:
                state = oracle.state_of(measure, day)
                is_late = day > oracle.due_of(self.ledger, measure, day)
                if is_late and state not in {"已销号", "已核减"}:
                    leads = oracle.leads_of(self.ledger, measure, day)
                    weight = self.weight(unit, measure, leads)
                    days[weight] = days.get(weight, 0) + 1
                day += timedelta(days=1)
            for weight, count in days.items():
                times = (count + 6) // 7 if item.get("per") == "week" else count
                one = Fraction(str(item["each"])) * times
                if "cap" in item:
                    one = min(one, Fraction(str(item["cap"])))
                lost += weight * one
                has_any = has_any or bool(weight)
        return max(points(item) - lost, Fraction(0)) if has_any else None

    def rejected(self, unit: str, item: Plain) -> Fraction | None:
        return self.each_of(unit, item, ("submit", "return"), lambda r: r["type"] == "return")

    def failed_reviews(self, unit: str, item: Plain) -> Fraction | None:
        return self.each_of(unit, item, ("review",), lambda r: not r["passed"])

    def each_of(
        self, unit: str, item: Plain, types: tuple[str, ...], is_bad: Any
    ) -> Fraction | None:
        found = list(self.records(unit, *types))
        if not found:
            return None
        bad = sum(weight for record, weight in found if is_bad(record))
        return max(points(item) - Fraction(str(item["each"])) * bad, Fraction(0))

    def early_closing(self, unit: str, item: Plain) -> Fraction | None:
        whole = Fraction(0)
        for measure, weight, state, _ in self.held(unit):
            closed = oracle.closed_on(measure, self.day)
            if state == "已销号" and closed and closed >= self.first:
                early = (oracle.original_due(self.ledger, measure) - closed).days
                whole += weight * Fraction(str(item["each"])) if early >= item["days"] else 0
        return min(whole, points(item))

    def marks(self, unit: str, item: Plain, *, is_bonus: bool = False) -> Fraction:
        given = [
            mark
            for mark in self.scheme.get("marks", [])
            if mark["item"] == item["id"]
            and self.names[mark["unit"]] == unit
            and begin_of(str(mark["period"])) >= self.first
            and oracle.period_end(str(mark["period"])) <= self.scheme["last"]
            and mark["date"] <= self.seen
        ]
        if item.get("periods") == "exact":
            given = [mark for mark in given if str(mark["period"]) == self.scheme["period"]]
        start = points(item) if item.get("start") == "full" and not is_bonus else Fraction(0)
        whole = start + sum(Fraction(str(mark["points"])) for mark in given)
        return min(max(whole, Fraction(0)), points(item))

    def total(self, unit: str) -> Fraction | None:
        """The exact total; None where the unit takes no part."""
        items = [item for block in self.scheme["blocks"] for item in block["items"]]
        found = [(item, getattr(self, item["type"])(unit, item)) for item in items]
        if not any(value is not None and self.is_due(unit, item) for item, value in found):
            return None
        kept = [(i, v) for i, v in found if v is not None or i.get("when_empty") == "full"]
        whole = sum(points(item) for item, _ in kept)
        if not whole:
            return None
        reached = sum(points(item) if value is None else value for item, value in kept)
        return reached * 100 / whole + self.bonus(unit)

    def is_due(self, unit: str, item: Plain) -> bool:
        """Whether what the unit has for an item makes it take part."""
        if item["type"] == "close_rate":
            held = [(s, due) for _, _, s, due in self.held(unit) if s != "已核减"]
            is_done = item.get("base", "due") == "all" and "已销号" in {s for s, _ in held}
            return is_done or any(due <= self.day for _, due in held)
        return bool(item["type"] != "marks")

    def bonus(self, unit: str) -> Fraction:
        """What is added, within its cap."""
        bonus = self.scheme.get("bonus")
        if not bonus:
            return Fraction(0)
        gained = Fraction(0)
        for item in bonus["items"]:
            if item["type"] == "marks":
                gained += self.marks(unit, item, is_bonus=True)
            else:
                gained += self.early_closing(unit, item) or 0
        return min(gained, Fraction(str(bonus["cap"])))


def points(item: Plain) -> Fraction:
    """The points of an item."""
    return Fraction(str(item["points"]))


def months_of(ledger: Plain, span: tuple[date, date], day: date) -> list[str]:
    """The months whose returns are judged in a period; no day off is put off here."""
    plan = ledger["plan"]
    asked = {str(one["month"]) for one in ledger.get("returns", []) if one["date"] <= day}
    for one in ledger.get("letters", []):
        if one["kind"] == "调度通知" and one["date"] <= day:
            asked.add(str(one.get("month", f"{one['date']:%Y-%m}")))
    found = []
    month = plan["start"].replace(day=1)
    while month <= day:
        last = monthrange(month.year, month.month)[1]
        due = month.replace(day=min(oracle.policy_of(ledger, "return_day", last), last))
        text = f"{month:%Y-%m}"
        if (month >= plan["issued"].replace(day=1) or text in asked) and span[0] <= due <= span[1]:
            found.append(text)
        month = month.replace(day=last) + timedelta(days=1)
    return found


def begin_of(period: str) -> date:
    """The first day of 2024, 2024-Q2 or 2024-06."""
    end = oracle.period_end(period)
    if len(period) == 4:
        return date(end.year, 1, 1)
    return date(end.year, end.month - 2 if "Q" in period else end.month, 1)


def printed(value: Fraction, places: int) -> Decimal:
    """Rounded half up."""
    return Decimal(int(value * 10**places + Fraction(1, 2))).scaleb(-places)
