"""The 通报 of a month, a quarter or a year: one frozen view, every figure and sentence ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from ganxian_ledger.domain.model.calendar import Period, month_of, months
from ganxian_ledger.domain.state.board import Board, Light, Reporting
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views import monthly_chapters as chapters
from ganxian_ledger.domain.views import monthly_opening as opening
from ganxian_ledger.domain.views.monthly_groups import (
    CountLine,
    GroupLine,
    ReturnLine,
    return_lines,
    section_lines,
    state_lines,
    unit_lines,
    warning_lines,
    whole_line,
)
from ganxian_ledger.domain.views.monthly_measures import (
    ChangeLine,
    IssueLine,
    MeasureLine,
    change_lines,
    issue_lines,
    measure_line,
)
from ganxian_ledger.domain.views.monthly_targets import TargetLine, target_lines
from ganxian_ledger.domain.views.monthly_trend import TrendLine, trend_lines
from ganxian_ledger.domain.views.words import WORDS, kind_of


@dataclass(frozen=True, slots=True)
class Head:
    """Of what a report speaks. `facts` are pairs of a heading and what stands beside it."""

    title: str
    period: str
    day: date
    earlier: date
    plan_title: str
    plan_number: str
    issuer: str
    office: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    """方案文号, 数据截至, 数据口径; 台账版本 and 补录情况 where there is something to say."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole plan in numbers, and what changed since the period before."""

    words: tuple[str, ...]
    states: tuple[CountLine, ...]
    warnings: tuple[CountLine, ...]
    has_base: bool
    """Whether the counts of the period before are worth a comparison."""
    lights: tuple[tuple[str, int], ...]
    whole: GroupLine
    change_words: tuple[str, ...]
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says, in the order of its chapters; templates only arrange it.

    The `…_words` are sentences, the rest are lines of tables.
    """

    head: Head
    overview: Overview
    trend: tuple[TrendLine, ...]

    target_words: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    missed_targets: tuple[TargetLine, ...]

    section_words: tuple[str, ...]
    sections: tuple[GroupLine, ...]

    unit_words: tuple[str, ...]
    units: tuple[GroupLine, ...]

    overdue_words: tuple[str, ...]
    overdue: tuple[MeasureLine, ...]
    lagging_words: tuple[str, ...]
    lagging: tuple[MeasureLine, ...]

    issue_words: tuple[str, ...]
    issues: tuple[IssueLine, ...]

    return_words: tuple[str, ...]
    unreturned: tuple[ReturnLine, ...]

    next_heading: str
    next_words: tuple[str, ...]
    next_due: tuple[MeasureLine, ...]
    demands: tuple[str, ...]

    measures: tuple[MeasureLine, ...]


def build(board: Board, earlier: Board, period: Period) -> Report:
    """The report of a period from the board of its day and that of the end of the period before."""
    measures = tuple(measure_line(board, row) for row in board.rows)
    targets = target_lines(board)
    sections, units = section_lines(board), unit_lines(board)
    overdue = tuple(sorted((m for m in measures if m.overdue), key=lambda m: -m.days_overdue))
    lagging = tuple(sorted((m for m in measures if m.lagging), key=lambda m: -m.gap))
    issues = issue_lines(board)
    next_due = due_within(measures, board.day, following(period).last)
    report = Report(
        head=_head(board, earlier, period),
        overview=_overview(board, earlier, period),
        trend=trend_lines(board, period),
        target_words=chapters.targets(targets),
        targets=targets,
        missed_targets=tuple(t for t in targets if t.is_missed),
        section_words=chapters.sections(sections),
        sections=sections,
        unit_words=chapters.units(units),
        units=units,
        overdue_words=chapters.overdue(overdue, board.day),
        overdue=overdue,
        lagging_words=chapters.lagging(lagging, board),
        lagging=lagging,
        issue_words=chapters.issues(board, issues),
        issues=issues,
        return_words=chapters.returns(board, period),
        unreturned=return_lines(board, Reporting.MISSING),
        next_heading=f"{WORDS[kind_of(period)].next}到期事项和下步要求",
        next_words=chapters.due_next(measures, next_due, board.day, following(period).last),
        next_due=next_due,
        demands=chapters.demands(board),
        measures=measures,
    )
    wrong = tuple(disagreements(report))
    if wrong:
        raise RuntimeError("；".join(wrong))
    return report


def _head(board: Board, earlier: Board, period: Period) -> Head:
    plan = board.ledger.plan
    return Head(
        title=opening.title(plan.title, period),
        period=period.words,
        day=board.day,
        earlier=earlier.day,
        plan_title=plan.title,
        plan_number=plan.number,
        issuer=plan.issuer,
        office=plan.office,
        opening=opening.opening(plan, period),
        facts=opening.facts(board, period),
    )


def _overview(board: Board, earlier: Board, period: Period) -> Overview:
    return Overview(
        words=opening.overview(board, earlier, period),
        states=state_lines(board, earlier),
        warnings=warning_lines(board, earlier),
        has_base=opening.has_base(board, earlier),
        lights=tuple((one.value, sum(r.light is one for r in board.rows)) for one in Light),
        whole=whole_line(board),
        change_words=opening.changes(board, earlier, period),
        changes=change_lines(board, period),
    )


def following(period: Period) -> Period:
    """The next period of the same kind."""
    first = period.last + timedelta(days=1)
    kind = kind_of(period)
    if kind == "month":
        return month_of(first)
    if kind == "quarter":
        number = (first.month + 2) // 3
        text = f"{first.year:04}-Q{number}"
        return months(first.year, first.month, first.month + 2, text=text)
    return months(first.year, 1, 12, text=f"{first.year:04}")


def due_within(
    measures: tuple[MeasureLine, ...], after: date, until: date
) -> tuple[MeasureLine, ...]:
    """The unfinished measures due after the day and by the end of the next period, by deadline."""
    done = {State.CLOSED.value, State.CANCELLED.value}
    due = (m for m in measures if m.state not in done and after < m.due <= until)
    return tuple(sorted(due, key=lambda m: m.due))


SUMMED = tuple(
    field.name for field in fields(GroupLine) if field.name not in {"id", "name", "rate", "rank"}
)
"""What must add up over the sections and over the units."""


def disagreements(report: Report) -> Iterator[str]:
    """The sums of a report that do not agree with each other; none in a sound one."""
    whole, overview = report.overview.whole, report.overview
    for name in SUMMED:
        value = getattr(whole, name)
        if name != "support":
            yield from _differs(
                f"各部分 {name}", sum(getattr(s, name) for s in report.sections), value
            )
        if name != "support" or report.units:
            yield from _differs(
                f"各单位 {name}", sum(getattr(u, name) for u in report.units), value
            )
    counts = {line.name: line.count for line in overview.states}
    listed = Counter(m.state for m in report.measures)
    yield from _differs("明细行数", len(report.measures), whole.total)
    yield from _differs("各状态之和", sum(counts.values()), whole.total)
    yield from _differs("亮灯之和", sum(count for _, count in overview.lights), whole.total)
    yield from _differs("已销号", counts[State.CLOSED.value], whole.closed)
    for state, count in counts.items():
        yield from _differs(f"明细中{state}", listed[state], count)
    yield from _differs("逾期明细", len(report.overdue), whole.overdue)
    yield from _differs("滞后明细", len(report.lagging), whole.lagging)
    yield from _differs("未报送明细", sum(r.count for r in report.unreturned), whole.missing)


def _differs(what: str, found: int, expected: int) -> Iterator[str]:
    if found != expected:
        yield f"{what}为{found}，应为{expected}"
