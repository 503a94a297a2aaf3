"""A unit's own sheet for a period: what it leads and supports, what is late, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import Board, Reporting, Role, Row, Summary, summary_of
from ganxian_ledger.domain.views import monthly_chapters as chapters
from ganxian_ledger.domain.views import monthly_opening as opening
from ganxian_ledger.domain.views import unit_sheet_words as said
from ganxian_ledger.domain.views.monthly import due_within, following
from ganxian_ledger.domain.views.monthly_groups import STATES
from ganxian_ledger.domain.views.monthly_measures import (
    IssueLine,
    MeasureLine,
    issue_lines,
    measure_line,
)
from ganxian_ledger.domain.views.monthly_targets import TargetLine, target_lines
from ganxian_ledger.domain.views.unit_sheet_words import Place
from ganxian_ledger.domain.views.words import WORDS, full_office, kind_of


@dataclass(frozen=True, slots=True)
class UnitHead:
    """Of which unit, period and plan a sheet speaks; `facts` are pairs of a heading and words."""

    unit: str
    title: str
    period: str
    day: date
    earlier: date
    plan_title: str
    plan_number: str
    office: str
    opening: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many of the measures it leads are so, now and a period ago, and of those it supports."""

    name: str
    lead: int
    before: int
    change: int
    support: int


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A late measure, and what is asked for it."""

    measure: MeasureLine
    ask: str


@dataclass(frozen=True, slots=True)
class UnitOverview:
    """The unit's measures in numbers, led and supported apart, and what changed.

    `lead` and `support` are the sums of the measures that it leads and supports (its groups'
    included; lead wins where both).
    """

    lead: Summary
    support: Summary
    place: Place
    words: tuple[str, ...]
    states: tuple[UnitCount, ...]
    warnings: tuple[UnitCount, ...]
    has_base: bool
    """Whether the counts of the period before are worth a comparison."""


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What a unit's sheet says, in the order of its chapters; templates only arrange it.

    The `…_words` are sentences, the rest are lines of tables.
    """

    head: UnitHead
    overview: UnitOverview
    leads: tuple[MeasureLine, ...]
    overdue: tuple[AskedLine, ...]
    lagging: tuple[AskedLine, ...]
    lagging_words: tuple[str, ...]
    issue_words: tuple[str, ...]
    issues: tuple[IssueLine, ...]
    target_words: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    support_words: tuple[str, ...]
    supports: tuple[MeasureLine, ...]
    next_heading: str
    next_words: tuple[str, ...]
    next_due: tuple[MeasureLine, ...]
    demands: tuple[str, ...]


def build(board: Board, earlier: Board, period: Period, unit: Unit) -> UnitReport:
    """The sheet of a unit from the board of the day and that of the end of the period before."""
    leads, supports = rows_of(board, unit, Role.LEAD), rows_of(board, unit, Role.SUPPORT)
    led = tuple(measure_line(board, row) for row in leads)
    late = sorted((r for r in leads if r.overdue), key=lambda r: -r.days_overdue)
    behind = sorted((r for r in leads if r.lagging), key=lambda r: -r.gap)
    issues = _issues(board, leads)
    targets = _targets(board, unit)
    until = following(period).last
    next_due = due_within(led, board.day, until)
    report = UnitReport(
        head=_head(board, earlier, period, unit),
        overview=_overview(board, earlier, period, unit),
        leads=led,
        overdue=_asked(board, late),
        lagging=_asked(board, behind),
        lagging_words=said.lagging(board, late, behind),
        issue_words=said.issues(leads, issues),
        issues=issues,
        target_words=said.targets(targets),
        targets=targets,
        support_words=said.supports(supports),
        supports=tuple(measure_line(board, row) for row in supports),
        next_heading=f"{WORDS[kind_of(period)].next}到期事项和下步要求",
        next_words=chapters.due_next(led, next_due, board.day, until),
        next_due=next_due,
        demands=said.demands(board, leads, next_due),
    )
    wrong = tuple(disagreements(report))
    if wrong:
        raise RuntimeError("；".join(wrong))
    return report


def _overview(board: Board, earlier: Board, period: Period, unit: Unit) -> UnitOverview:
    leads, supports = rows_of(board, unit, Role.LEAD), rows_of(board, unit, Role.SUPPORT)
    before = rows_of(earlier, unit, Role.LEAD)
    place = said.place_of(board, unit)
    has_base = opening.has_base(board, earlier)
    words = said.overview(board, unit, leads, supports, place)
    return UnitOverview(
        lead=summary_of(leads),
        support=summary_of(supports),
        place=place,
        words=(*words, *(said.compared(leads, before, earlier.day, period) if has_base else ())),
        states=tuple(_state(state.value, leads, before, supports) for state in STATES),
        warnings=tuple(_warnings(leads, before, supports)),
        has_base=has_base,
    )


def _asked(board: Board, rows: Iterable[Row]) -> tuple[AskedLine, ...]:
    return tuple(AskedLine(measure_line(board, row), said.asked(board, row)) for row in rows)


def _issues(board: Board, leads: tuple[Row, ...]) -> tuple[IssueLine, ...]:
    ids = {row.id for row in leads}
    return tuple(line for line in issue_lines(board) if line.id in ids)


def _targets(board: Board, unit: Unit) -> tuple[TargetLine, ...]:
    """The targets that it answers for, as `targets --unit` lists them."""
    ids = {a.target.id for a in board.attainments if unit.name in board.leads_of(a.target)}
    return tuple(line for line in target_lines(board) if line.id in ids)


def rows_of(board: Board, unit: Unit, role: Role) -> tuple[Row, ...]:
    """The measures that a unit has in a role, as `status --unit` lists them."""
    roles = board.roles_of(unit)
    return tuple(row for row in board.rows if roles.get(row.id) is role)


def _head(board: Board, earlier: Board, period: Period, unit: Unit) -> UnitHead:
    plan = board.ledger.plan
    subject = opening.subject_of(plan.title)
    return UnitHead(
        unit=unit.name,
        title=f"{unit.name}{period.words}{subject}情况表",
        period=period.words,
        day=board.day,
        earlier=earlier.day,
        plan_title=plan.title,
        plan_number=plan.number,
        office=full_office(plan),
        opening=f"根据《{plan.title}》（{plan.number}），现将{said.you(unit)}{period.words}"
        "工作进展情况列后，请核对。",
        facts=(*opening.facts(board, period), *said.scope(board, unit)),
    )


def _state(name: str, leads: tuple[Row, ...], *others: tuple[Row, ...]) -> UnitCount:
    counts = [sum(row.state.value == name for row in rows) for rows in (leads, *others)]
    return _count(name, *counts)


def _warnings(
    leads: tuple[Row, ...], before: tuple[Row, ...], supports: tuple[Row, ...]
) -> Iterator[UnitCount]:
    now, then, also = summary_of(leads), summary_of(before), summary_of(supports)
    yield _count("逾期", now.overdue, then.overdue, also.overdue)
    yield _count("滞后", now.lagging, then.lagging, also.lagging)
    yield _count("临期", now.due_soon, then.due_soon, also.due_soon)
    yield _count("未报送", now.missing, then.missing, also.missing)


def _count(name: str, lead: int, before: int, support: int) -> UnitCount:
    return UnitCount(name, lead, before, lead - before, support)


def disagreements(report: UnitReport) -> Iterator[str]:
    """The sums of a sheet that do not agree with each other; none in a sound one."""
    return (f"{what}为{found}，应为{due}" for what, found, due in _pairs(report) if found != due)


def _pairs(report: UnitReport) -> Iterator[tuple[str, int, int]]:
    """What is counted, how many were found, and how many there should be."""
    told = report.overview
    lead, support = told.lead, told.support
    yield "牵头明细行数", len(report.leads), lead.total
    yield "配合明细行数", len(report.supports), support.total
    yield "牵头各状态之和", sum(line.lead for line in told.states), lead.total
    yield "配合各状态之和", sum(line.support for line in told.states), support.total
    yield "逾期明细", len(report.overdue), lead.overdue
    yield "滞后明细", len(report.lagging), lead.lagging
    unreturned = sum(m.reporting == Reporting.MISSING for m in report.leads)
    yield "未报送明细", unreturned, told.lead.missing
    listed = Counter(m.state for m in report.leads)
    counts = {line.name: line for line in (*told.states, *told.warnings)}
    for line in told.states:
        yield f"明细中{line.name}", listed[line.name], line.lead
    for name, led, supported in (
        ("已销号", lead.closed, support.closed),
        ("待核查", lead.submitted, support.submitted),
        ("已核减", lead.cancelled, support.cancelled),
        ("逾期", lead.overdue, support.overdue),
        ("滞后", lead.lagging, support.lagging),
        ("临期", lead.due_soon, support.due_soon),
    ):
        yield f"牵头{name}", counts[name].lead, led
        yield f"配合{name}", counts[name].support, supported
