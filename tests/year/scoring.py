"""The demonstration's scheme computed by hand: docs/assessment.md over the model of truth.

Only what the scheme uses is here; an item of another kind or with another setting is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tests.year.truth import Record, Standing, World, half_up, last_of, time_progress

F = Fraction


class Span(NamedTuple):
    """A period, and the day up to which it is seen."""

    first: date
    last: date
    day: date

    def has(self, day: date) -> bool:
        return self.first <= day <= self.day


class Result(NamedTuple):
    """A unit's score before rounding; None where it was not assessed."""

    total: Fraction | None
    blocks: dict[str, Fraction]
    bonus: Fraction
    grade: str | None
    group: str | None
    rank: int | None = None

    @property
    def shown(self) -> Decimal | None:
        return None if self.total is None else half_up(self.total, 2)


class _Scored(NamedTuple):
    """Points of one item; `score` is None where a unit has nothing that counts.

    `is_assessed`: whether this makes the unit one that is assessed.
    """

    score: Fraction | None
    is_assessed: bool


class _Held(NamedTuple):
    """A measure as a unit holds it on a day: with what weight."""

    number: str
    weight: Fraction


class Scores:
    """The scores of one period."""

    def __init__(self, world: World, span: Span) -> None:
        self.world, self.span = world, span
        self.now = world.standings(span.day)
        self.units = [
            *(name for name, kind in world.plan.kinds.items() if kind != "集合"),
        ]
        self.scheme = world.plan.scheme
        self.share = F(str(self.scheme["support_share"]))
        self._days: dict[str, list[tuple[date, Standing]]] = {}
        issued = f"{world.plan.issued:%Y-%m}"
        self._returned = [
            world.returned(month, span.day)
            for month in _months(span)
            if month >= issued or world.is_kept(month, span.day)
        ]

    def results(self) -> dict[str, Result]:
        """Every single unit and the office, with ranks."""
        office = self.world.plan.office
        units = list(dict.fromkeys((*self.units, office)))
        found = {unit: self._result(unit) for unit in units}
        ranked = {}
        for unit, one in found.items():
            rivals = [
                other.shown
                for other in found.values()
                if other.group == one.group and other.shown is not None
            ]
            if one.shown is not None and one.group is not None:
                better = sum(score > one.shown for score in rivals)
                one = one._replace(rank=better + 1)  # noqa: PLW2901
            ranked[unit] = one
        return ranked

    def _result(self, unit: str) -> Result:
        kind = self.world.plan.kinds.get(unit, "")
        groups = self.scheme["groups"]
        group = next((one["name"] for one in groups if kind in one["kinds"]), None)
        items = [(block["id"], item) for block in self.scheme["blocks"] for item in block["items"]]
        raw = {item["id"]: self._item(unit, item) for _, item in items}
        if not any(one.is_assessed for one in raw.values()):
            return Result(None, {}, F(0), None, group)
        counted: list[tuple[str, Fraction, int]] = []
        for block, item in items:
            score = raw[item["id"]].score
            if score is not None or item.get("when_empty") == "full":
                full = item["points"]
                counted.append((block, F(full) if score is None else score, full))
        factor = F(100) / sum(full for _, _, full in counted)
        blocks = {
            block["id"]: sum((s for b, s, _ in counted if b == block["id"]), F(0)) * factor
            for block in self.scheme["blocks"]
        }
        bonus = self._bonus(unit)
        total = sum(blocks.values(), F(0)) + bonus
        return Result(total, blocks, bonus, self._grade(unit, half_up(total, 2)), group)

    def _item(self, unit: str, item: Any) -> _Scored:
        if item["type"] == "marks":
            start = F(item["points"]) if item["start"] == "full" else F(0)
            return _Scored(self._marks(unit, item, start), is_assessed=False)
        if item["type"] == "close_rate":
            return self._closing(unit, item)
        if item["type"] == "rejected":
            score = self._told(unit, item, {"submit", "return"})
        elif item["type"] == "failed_reviews":
            score = self._told(unit, item, {"review"})
        else:
            kinds = {
                "overdue_days": self._overdue,
                "quantities": self._quantities,
                "on_time_returns": self._returns,
            }
            score = kinds[item["type"]](unit, item)
        return _Scored(score, is_assessed=score is not None)

    def _bonus(self, unit: str) -> Fraction:
        given = F(0)
        for item in self.scheme["bonus"]["items"]:
            is_early = item["type"] == "early_closing"
            given += self._early(unit, item) if is_early else self._marks(unit, item, F(0))
        return min(F(self.scheme["bonus"]["cap"]), given)

    def _grade(self, unit: str, shown: Decimal) -> str:
        names = [one["name"] for one in self.scheme["grades"]]
        grade = next(one["name"] for one in self.scheme["grades"] if shown >= one["at_least"])
        for veto in self.scheme["veto"]:
            if veto["unit"] == unit and self._is_within(veto):
                grade = names[max(names.index(grade), names.index(veto["grade"]))]
        return str(grade)

    def _is_within(self, given: Any) -> bool:
        """Whether a mark or veto is of a month or quarter of the period, and known by the day."""
        last = last_of(given["period"])
        first = date(last.year, last.month - (2 if "Q" in given["period"] else 0), 1)
        is_inside = self.span.first <= first and last <= self.span.last
        return is_inside and bool(given["date"] <= self.span.day)

    def _weight(self, unit: str, number: str, lead: str) -> Fraction:
        plan = self.world.plan
        if unit in plan.held((lead,)):
            return F(1)
        return self.share if unit in plan.held(self.world.clauses[number].support) else F(0)

    def _held(self, unit: str) -> Iterator[_Held]:
        for number, one in self.now.items():
            weight = self._weight(unit, number, one.lead)
            if weight:
                yield _Held(number, weight)

    def _closing(self, unit: str, item: Any) -> _Scored:
        held = [one for one in self._held(unit) if self.now[one.number].state != "已核减"]
        if item["base"] == "due":
            held = [one for one in held if self.now[one.number].due <= self.span.day]
        closed = [one for one in held if self.now[one.number].state == "已销号"]
        due = [one for one in held if self.now[one.number].due <= self.span.day]
        if not held:
            return _Scored(None, is_assessed=False)
        share = sum((one.weight for one in closed), F(0)) / sum(one.weight for one in held)
        return _Scored(item["points"] * share, is_assessed=bool(closed or due))

    def _overdue(self, unit: str, item: Any) -> Fraction | None:
        assert item["per"] == "week"
        is_any = any(
            self.now[held.number].due <= self.span.day and self.now[held.number].state != "已核减"
            for held in self._held(unit)
        )
        loss = F(0)
        for number in self.now:
            days = 0
            weight = F(0)
            for day, one in self._daily(number):
                if one.days_overdue(day) and self._weight(unit, number, one.lead):
                    days += 1
                    weight = self._weight(unit, number, one.lead)
            if days:
                is_any = True
                loss += weight * min(-(-days // 7) * F(item["each"]), item["cap"])
        return max(F(item["points"]) - loss, F(0)) if is_any else None

    def _daily(self, number: str) -> list[tuple[date, Standing]]:
        if number not in self._days:
            count = (self.span.day - self.span.first).days + 1
            days = [self.span.first + timedelta(days=n) for n in range(count)]
            dues = [self.world.clauses[number].due]
            dues += [one.to for one in self.world.logs[number] if one.kind == "extend"]
            late = [day for day in days if day > min(dues)]
            self._days[number] = [(day, self.world.standing(number, day)) for day in late]
        return self._days[number]

    def _quantities(self, unit: str, item: Any) -> Fraction | None:
        assert (item["combine"], item["against"]) == ("mean", "pace")
        world, day, plan = self.world, self.span.day, self.world.plan
        gone = time_progress(plan.start, plan.due, day)
        values = []
        for one in plan.quantities:
            if one.id in item["leave_out"] or one.bound == "text" or one.clause not in self.now:
                continue
            measure = self.now[one.clause]
            if measure.state == "已核减" or unit not in plan.held((measure.lead,)):
                continue
            verdict, rate = world.verdict(one, day)
            if verdict == "暂无数据":
                continue
            if verdict == "达标":
                values.append(F(1))
            elif rate is None:
                values.append(F(0))
            else:
                values.append(min(max(rate / gone, F(0)), F(1)) if gone else F(1))
        return F(item["points"]) * sum(values, F(0)) / len(values) if values else None

    def _returns(self, unit: str, item: Any) -> Fraction | None:
        assert item["late_per"] == "day"
        listed = [month[unit] for month in self._returned if unit in month]
        counted = [one for one in listed if one.status in {"按时", "迟报", "未报"}]
        if not counted:
            return None
        late = sum(one.late for one in counted)
        missing = sum(one.status == "未报" for one in counted)
        loss = F(str(item["late"])) * late + F(item["missing"]) * missing
        return max(F(item["points"]) - loss, F(0))

    def _told(self, unit: str, item: Any, kinds: set[str]) -> Fraction | None:
        found = [
            (weight, one)
            for number in self.now
            for one, lead in self._with_lead(number)
            if one.kind in kinds and self.span.has(one.day)
            if (weight := self._weight(unit, number, lead))
        ]
        bad = [w for w, one in found if one.kind == "return" or not one.passed]
        loss = F(str(item["each"])) * sum(bad, F(0))
        return max(F(item["points"]) - loss, F(0)) if found else None

    def _with_lead(self, number: str) -> Iterator[tuple[Record, str]]:
        lead = self.world.clauses[number].lead
        for one in self.world.logs[number]:
            lead = one.lead if one.kind == "transfer" else lead
            yield one, lead

    def _marks(self, unit: str, item: Any, start: Fraction) -> Fraction:
        given = [
            F(str(one["points"]))
            for one in self.scheme["marks"]
            if (one["unit"], one["item"]) == (unit, item["id"]) and self._is_within(one)
        ]
        return min(max(start + sum(given, F(0)), F(0)), F(item["points"]))

    def _early(self, unit: str, item: Any) -> Fraction:
        early = F(0)
        for held in self._held(unit):
            closed = self.now[held.number].closed_on
            due = self.world.clauses[held.number].due
            if closed and self.span.has(closed) and (due - closed).days >= item["days"]:
                early += held.weight
        return min(F(str(item["each"])) * early, F(item["points"]))


def _months(span: Span) -> Iterable[str]:
    for month in range(span.first.month, span.day.month + 1):
        yield f"2024-{month:02}"
