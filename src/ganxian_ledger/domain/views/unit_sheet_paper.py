"""A unit's own sheet as a paper: its tables, and its chapters in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ganxian_ledger.domain.model.ids import natural_key
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.monthly_measures import MeasureLine
from ganxian_ledger.domain.views.monthly_paper import chapter_fields
from ganxian_ledger.domain.views.paper import DATE_BLANK, Block, Chapter, Paper
from ganxian_ledger.domain.views.parts import measures_payload, summary_fields
from ganxian_ledger.domain.views.question import Question, select
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.domain.views.targets import target_fields
from ganxian_ledger.domain.views.unit_sheet import AskedLine, UnitCount, UnitReport

KIND = "unit"
ASK = Column("ask", "要求", fold=True)


def paper_of(report: UnitReport, *, name: str, payload: Mapping[str, object]) -> Paper:
    """The paper of a sheet; `name` is its file's, `payload` its JSON.

    It is a list that the office hands out, and has no number of its own unless one is given.
    """
    head = report.head
    return Paper(
        kind=KIND,
        name=name,
        title=head.title,
        addressee=head.unit,
        opening=(head.opening,),
        chapters=_chapters(report),
        issuer=head.office,
        date=DATE_BLANK,
        facts=head.facts,
        detail=_detail(report),
        payload=payload,
    )


def payload_of(report: UnitReport, board: Board, unit: Unit, *, path: str) -> Mapping[str, object]:
    """What JSON gives: `status --unit` of the day, its sums by role, targets and chapters."""
    told = report.overview
    answered = {target.id for target in report.targets}
    return {
        **measures_payload(board, select(board, Question(unit=unit.name)), path),
        "unit": {
            "name": unit.name,
            "lead": summary_fields(told.lead),
            "support": summary_fields(told.support),
            "missing": told.lead.missing,
            "rank": told.place.rank,
            "ranked": told.place.among,
        },
        "period": {"text": report.head.period, "earlier": report.head.earlier},
        "facts": dict(report.head.facts),
        "targets": [target_fields(board, a) for a in board.attainments if a.target.id in answered],
        "chapters": [chapter_fields(chapter) for chapter in _chapters(report)],
    }


def _chapters(report: UnitReport) -> tuple[Chapter, ...]:
    """Those about measures that it leads are left out where it leads none."""
    overview = Block("overview", report.overview.words, table=_states(report))
    first = (Chapter("overview", "总体情况", (overview,)),)
    led: tuple[Chapter, ...] = ()
    last: tuple[Chapter, ...] = ()
    if report.leads:
        led = (
            Chapter("leads", "牵头措施", (_leads(report),)),
            Chapter("late", "逾期和滞后事项", parts=_late(report)),
            Chapter("issues", "存在问题和下步打算", (_issues(report),)),
        )
        last = (Chapter("next", report.next_heading, _next(report)),)
    return (
        *first,
        *led,
        Chapter("targets", "指标情况", (_targets(report),)),
        Chapter("supports", "配合措施", (_supports(report),)),
        *last,
    )


def _states(report: UnitReport) -> Table | None:
    """The unit's measures by state with sums, then the warnings, led and supported."""
    told = report.overview
    if not (told.lead.total or told.support.total):
        return None
    columns = (
        Column("name", "状态"),
        tables.count("lead", "牵头措施"),
        tables.count("before", "上期末"),
        Column("change", "增减", "right", is_change=True),
        tables.count("support", "配合措施"),
    )
    before = sum(line.before for line in told.states)
    whole = UnitCount("合计", told.lead.total, before, told.lead.total - before, told.support.total)
    lines = (*told.states, whole)
    rows = [_cells(line.name, line) for line in lines]
    rows += [
        _cells(f"{tables.among(number)}{line.name}", line)
        for number, line in enumerate(told.warnings)
    ]
    shares = len(told.warnings)
    table = Table(columns, tuple(rows), "措施状态", sums=1 + shares, shares=shares)
    return table if told.has_base else tables.without(table, "before", "change")


def _cells(name: str, line: UnitCount) -> tuple[Cell, ...]:
    return (name, line.lead, line.before, line.change, line.support)


def _leads(report: UnitReport) -> Block:
    table = tables.without(tables.measures(report.leads), "support")
    return Block("leads", table=_own(table, report.head.unit))


def _late(report: UnitReport) -> tuple[Chapter, ...]:
    overdue = tables.overdue(line.measure for line in report.overdue)
    lagging = tables.lagging(line.measure for line in report.lagging)
    words = (f"逾期{len(report.overdue)}项：",) if report.overdue else ("没有逾期事项。",)
    late = Block("overdue", words, table=_asked(overdue, report.overdue, report))
    behind = Block("lagging", report.lagging_words, table=_asked(lagging, report.lagging, report))
    return (
        Chapter("overdue", "逾期事项", (late,)),
        Chapter("lagging", "滞后事项", (behind,)),
    )


def _asked(table: Table, lines: Iterable[AskedLine], report: UnitReport) -> Table | None:
    """Late measures, each with what is asked for it; nothing where there is none."""
    rows = tuple((*row, line.ask) for row, line in zip(table.rows, lines, strict=True))
    asked = table._replace(columns=(*table.columns, ASK), rows=rows)
    return _own(asked, report.head.unit) if rows else None


def _issues(report: UnitReport) -> Block:
    table = _own(tables.issues(report.issues), report.head.unit)
    return Block("issues", report.issue_words, table=table if report.issues else None)


def _targets(report: UnitReport) -> Block:
    table = _own(tables.targets(report.targets), report.head.unit)
    return Block("targets", report.target_words, table=table if report.targets else None)


def _supports(report: UnitReport) -> Block:
    table = tables.without(tables.measures(report.supports), "support", "time_progress", "latest")
    return Block("supports", report.support_words, table=table if report.supports else None)


def _next(report: UnitReport) -> tuple[Block, ...]:
    due = _own(tables.due_next(report.next_due), report.head.unit)
    return (
        Block("next", report.next_words, table=due if report.next_due else None),
        Block("demands", ("下步要求：",), points=report.demands),
    )


def _own(table: Table, unit: str) -> Table:
    """Without the columns that name units, where they name this one in every row."""
    naming = [i for i, column in enumerate(table.columns) if column.key in {"lead", "unit"}]
    same = [table.columns[i].key for i in naming if all(row[i] == unit for row in table.rows)]
    return tables.without(table, *same)


def _detail(report: UnitReport) -> Table:
    """Every measure of the unit with its role in it, in the order of numbers."""
    role = Column("role", "角色")
    roles = {m.id: "牵头" for m in report.leads} | {m.id: "配合" for m in report.supports}
    table = tables.measures(_by_number(report))
    rows = tuple((*row[:2], roles[str(row[0])], *row[2:]) for row in table.rows)
    return table._replace(columns=(*table.columns[:2], role, *table.columns[2:]), rows=rows)


def _by_number(report: UnitReport) -> list[MeasureLine]:
    return sorted((*report.leads, *report.supports), key=lambda m: natural_key(m.id))
