"""What happens to each measure of the demonstration ledger in its year: invented, but legal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from scripts.demo_words import (
    ISSUES,
    METHODS,
    PEOPLE,
    REASONS,
    SENT_BACK,
    SITE_ISSUES,
    SITES,
    TAILS,
    WORK,
)

YEAR = 2024
OFFICE = "领导小组办公室"
Record = dict[str, object]
T = TypeVar("T")

SLOW = frozenset({"区城管局", "区交通运输局", "区文广新旅局", "区财政局", "区林业分局"})
"""Units that often forget to return their progress."""
BEHIND: dict[str, tuple[int, int]] = {
    "2.4": (3, 75),
    "8.5": (2, 80),
    "9.4": (3, 70),
    "11.3": (2, 80),
    "14.1": (5, 60),
    "16.4": (2, 75),
    "17.3": (4, 65),
    "18.4": (3, 70),
    "19.2": (4, 60),
    "21.1": (3, 80),
    "21.2": (9, 50),
    "21.3": (2, 75),
}
"""Measures that are not done at the end of the year: the first month of work, the percent."""
DUE: dict[str, str] = {
    "8.4": "2024-09-30",
    "10.4": "2024-08-31",
    "11.1": "2024-09-30",
    "13.1": "2024-05-31",
    "16.1": "2024-10-31",
    "17.2": "2024-05-31",
}
"""Deadlines that the plan does not give."""
CLOSES: dict[str, int] = {
    "2.3": 11,
    "5.3": 7,
    "5.6": 10,
    "6.1": 8,
    "6.3": 10,
    "7.2": 9,
    "8.4": 11,
    "9.1": 12,
    "10.4": 10,
    "11.1": 12,
    "12.1": 12,
    "13.1": 5,
    "15.2": 8,
    "16.3": 12,
    "17.2": 8,
    "19.3": 12,
    "3.1": 9,
    "24.1": 12,
    "23.1": 12,
}
"""The month in which these are closed; that of the others is drawn."""
DRAWN = (5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 12)
STARTS = {"19.3": 7, "13.1": 2, "17.2": 2}


@dataclass
class Log:
    """The log of one measure while it is made up."""

    base: str
    lead: str
    chance: Random
    records: list[Record] = field(default_factory=list)

    def add(self, day: date, kind: str, by: str = OFFICE, **more: object) -> None:
        """Add a record; the order is made at the end."""
        fields = {key: value for key, value in more.items() if value is not None}
        self.records.append({"date": day, "type": kind, "by": by, **fields})

    def progress(self, day: date, percent: int, *, trouble: float = 0.12) -> None:
        """Add a progress report with the measure's own words."""
        early, middle, late = WORK[self.base]
        work = early if percent < 30 else middle if percent < 75 else late
        note = f"{work}，{self.pick(TAILS)}"
        known = SITE_ISSUES if self.base in SITES else ISSUES
        told = self.pick(known) if self.luck(trouble) else (None, None)
        more = {"percent": percent, "note": note, "issue": told[0], "next": told[1]}
        self.add(day, "progress", self.lead, **more)

    def pick(self, choices: Sequence[T]) -> T:
        """One of several, by chance."""
        return choices[int(self.chance.random() * len(choices))]

    def luck(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.chance.random() < share

    def ordered(self) -> list[Record]:
        """The records by date."""
        return sorted(self.records, key=lambda record: str(record["date"]))


def log_of(base: str, lead: str, *, seed: int, name: str, closes: int) -> list[Record]:
    """The invented log of one measure; `closes` is the month in which an ordinary one is closed."""
    log = Log(base, lead, Random(f"{seed}:{name}"))
    special = SPECIAL.get(base)
    if special is not None:
        special(log)
    elif base in BEHIND:
        _behind(log, *BEHIND[base])
    else:
        _done(log, CLOSES.get(base, closes))
    return log.ordered()


def workday(month: int, day: int) -> date:
    """A day of the year, moved back to Friday from a weekend."""
    found = date(YEAR, month, day)
    return found - timedelta(days=max(found.weekday() - 4, 0))


def _report_day(log: Log, month: int) -> date:
    return workday(month, 18 + int(log.chance.random() * 7))


def _months(log: Log, first: int, last: int) -> Iterator[int]:
    """The months of which progress is returned; slow units leave some out."""
    missed = 0.22 if log.lead in SLOW else 0.04
    for month in range(first, last + 1):
        if month == first or not log.luck(missed):
            yield month


def _work(log: Log, first: int, last: int, *, until: int) -> None:
    """Progress from one month to another, a little uneven, never falling."""
    before = 0
    for month in _months(log, first, last):
        even = 100 * month / until - 2 * (first - 1)
        percent = int((even + log.chance.random() * 8 - 4) // 5 * 5)
        before = max(before, 5, min(percent, 95))
        log.progress(_report_day(log, month), before)


def _first(log: Log) -> int:
    return STARTS.get(log.base) or log.pick((1, 1, 1, 2, 2, 3))


def _done(log: Log, month: int) -> None:
    _work(log, min(_first(log), month - 1), month - 1, until=month)
    _finish(log, month)


def _finish(log: Log, month: int, *, proof: bool = True) -> None:
    """Ready, submitted, checked and closed; some wait for the check until the next month."""
    waits = month < 12 and log.luck(0.35)
    log.progress(workday(month, 18 if waits else 11), 100, trouble=0)
    log.add(workday(month, 26 if waits else 19), "submit", log.lead, evidence=proof or None)
    _close(log, month + waits, day=10 if waits else 27)


def _close(log: Log, month: int, *, day: int) -> None:
    checked = workday(month, day - 2)
    log.add(
        workday(month, day),
        "close",
        checked_by=log.pick(PEOPLE),
        checked_on=checked,
        method=log.pick(METHODS),
    )


def _behind(log: Log, first: int, final: int) -> None:
    before = 0
    for month in _months(log, first, 12):
        share = (month - first + 1) / (13 - first)
        before = max(before, int(final * share // 5 * 5), 5)
        log.progress(_report_day(log, month), before, trouble=0.5)


def _extended(log: Log) -> None:
    _work(log, 1, 8, until=9)
    why = "用地审批周期较长，经研究同意延期"
    log.add(workday(6, 19), "extend", to=date(YEAR, 9, 30), reason=why, approved_by="演示人员丁")
    _finish(log, 9)


def _extended_to_the_end(log: Log) -> None:
    _work(log, 1, 11, until=12)
    why = "规划成果待上级审查，经研究同意延期"
    log.add(workday(9, 18), "extend", to=date(YEAR, 12, 31), reason=why, approved_by="演示人员丁")
    _finish(log, 12)


def _extended_late(log: Log) -> None:
    _work(log, 1, 9, until=10)
    log.add(workday(9, 5), "extend", to=date(YEAR, 10, 31), reason="汛期复核推迟，补办延期手续")
    _finish(log, 10)


def _returned_once(month: int) -> Callable[[Log], None]:
    def story(log: Log) -> None:
        _work(log, _first(log), month - 1, until=month)
        log.add(workday(month - 1, 26), "submit", log.lead, evidence=True)
        until = workday(month, 10)
        log.add(workday(month - 1, 29), "return", reason=log.pick(SENT_BACK), until=until)
        _finish(log, month)

    return story


def _returned_last(log: Log) -> None:
    _work(log, 1, 11, until=12)
    log.add(workday(12, 16), "submit", log.lead, evidence=True)
    reason = log.pick(SENT_BACK)
    log.add(workday(12, 24), "return", reason=reason, until=date(YEAR + 1, 1, 10))


def _submitted_last(log: Log) -> None:
    _work(log, 1, 11, until=12)
    log.progress(workday(12, 20), 100, trouble=0)
    log.add(workday(12, 27), "submit", log.lead, evidence=True)


def _late(month: int, until: int) -> Callable[[Log], None]:
    def story(log: Log) -> None:
        _work(log, 1, month - 1, until=until)
        _finish(log, month)

    return story


def _reviewed(month: int, looked: int) -> Callable[[Log], None]:
    def story(log: Log) -> None:
        _done(log, month)
        log.add(workday(looked, 22), "review", passed=True, reason=REASONS["passed"])

    return story


def _relapsed(month: int, looked: int, again: int | None) -> Callable[[Log], None]:
    def story(log: Log) -> None:
        _done(log, month)
        log.add(workday(looked, 12), "review", passed=False, reason=REASONS["failed"])
        log.add(workday(looked, 14), "reopen", reason=REASONS["reopen"])
        for number in range(looked, again or 13):
            log.progress(workday(number, 22), 80 + 5 * (number - looked), trouble=0.5)
        if again:
            _finish(log, again)

    return story


def _transferred(log: Log) -> None:
    _work(log, 1, 4, until=14)
    why = "工程建设由高新区经发局统筹更为合适"
    log.add(workday(5, 15), "transfer", lead="高新区经发局", reason=why)
    log.lead = "高新区经发局"
    for month in range(5, 13):
        log.progress(_report_day(log, month), 20 + 5 * (month - 5) + month, trouble=0.3)


def _cancelled(log: Log) -> None:
    _work(log, 1, 9, until=12)
    why = "市级规划调整到下年度出台，经研究予以核减"
    log.add(workday(10, 22), "cancel", reason=why)


def _overdue_last(log: Log) -> None:
    _work(log, 1, 12, until=13)


def _unproved(log: Log) -> None:
    _work(log, 1, 9, until=10)
    _finish(log, 10, proof=False)


def _unsubmitted(log: Log) -> None:
    _work(log, 1, 11, until=12)
    log.add(workday(12, 30), "close", note="由办公室自行办结")


SPECIAL: dict[str, Callable[[Log], None]] = {
    "2.3": _returned_once(11),
    "3.1": _extended,
    "4.1": _cancelled,
    "5.3": _reviewed(7, 9),
    "5.6": _unproved,
    "6.1": _relapsed(8, 11, None),
    "6.3": _returned_once(10),
    "7.2": _relapsed(8, 10, 12),
    "8.3": _transferred,
    "8.4": _late(11, 11),
    "8.6": _returned_last,
    "9.1": _returned_once(12),
    "10.4": _extended_late,
    "11.1": _extended_to_the_end,
    "12.1": _returned_once(12),
    "12.3": _submitted_last,
    "15.2": _reviewed(8, 10),
    "16.1": _overdue_last,
    "16.3": _returned_once(12),
    "17.2": _late(8, 8),
    "18.1": _submitted_last,
    "20.1": _returned_last,
    "22.1": _unsubmitted,
}
"""The measures to which something out of the ordinary happens."""
