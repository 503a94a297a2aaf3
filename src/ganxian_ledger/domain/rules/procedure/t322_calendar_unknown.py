"""The return day moves with the holidays, but those of a year of the plan are unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.plan import NEXT_WORKING_DAY
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.state.workdays import Workdays


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """The office's own calendar and the official one are both asked."""
    start, due = known(ledger.plan.start), known(ledger.plan.due)
    if ledger.plan.policy.return_holiday != NEXT_WORKING_DAY or not (start and due):
        return
    workdays = Workdays(ledger.office_files)
    unknown = [y for y in range(start.year, due.year + 1) if not workdays.knows(y)]
    if unknown:
        years = "、".join(f"{year}年" for year in unknown)
        yield RULE.at(
            Place(TASKS, ("plan", "policy", "return_holiday")),
            f"{years}的放假安排还不知道，报送日先按周一至周五顺延",
            hint="放假通知公布后升级本程序，"
            f"或在 holidays.yaml 写上 years: [{unknown[0]}] 和当年放假、调休的日子",
        )


RULE = Rule(
    code="T322",
    name="calendar-unknown",
    title="不知道当年的放假安排",
    severity=Severity.WARNING,
    why="报送日遇节假日顺延，没有放假和调休的日子就只能避开周六、周日，按时还是迟报可能算错。",
    good=Example("policy: {return_holiday: next_working_day}", into="plan"),
    bad=Example(
        "start: 2199-01-01\ndue: 2199-12-31\npolicy: {return_holiday: next_working_day}",
        into="plan",
    ),
    check=check,
)
