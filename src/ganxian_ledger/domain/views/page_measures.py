"""Measures on pages: the long table with what unfolds below each row, and the short ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ganxian_ledger.domain.model.event import Event, Progress
from ganxian_ledger.domain.state.board import ROLE_WORDS, Board, Role, Row
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views import records
from ganxian_ledger.domain.views.monthly_tables import (
    DUE,
    ID,
    LEAD,
    LIGHT,
    PERCENT,
    STATE,
    TIME,
    TITLE,
    count,
)
from ganxian_ledger.domain.views.page import Detail, Entry, Listing
from ganxian_ledger.domain.views.page_parts import ALONE, Site, filters_of
from ganxian_ledger.domain.views.parts import UNITS_BETWEEN, remarks_of
from ganxian_ledger.domain.views.table import Cell, Column, Table

SECTION = Column("section", "部分")
ROLE = Column("role", "角色")
REMARKS = Column("remarks", "提示", fold=True)
FILTERS = {
    "state": "状态",
    "light": "亮灯",
    "role": "角色",
    "lead": "牵头单位",
    "section": "部分",
    "remarks": "提示",
}
TONES = {"close": "蓝", "return": "红", "reopen": "红", "extend": "黄", "cancel": "灰"}
"""Records that stand out on a timeline."""
UNSIGNED = (
    "点开措施名称可看原文和历次记录：单写完成比例的是报送的进展，最近一次列全文，早先的只列比例，"
    "反映过问题的注明；不列核查人、核查方式和佐证名称（全文见单条措施的网页，或 ledger show）；"
    "没有写单位的，进展和申请由牵头单位报送，其余由办公室记录。"
)


def measures_listing(
    board: Board,
    rows: Sequence[Row],
    site: Site = ALONE,
    roles: Mapping[str, Role] | None = None,
) -> Listing:
    """Measures with search and filters; each unfolds, or leads to its own page.

    `roles` are what a unit is in each of them.
    """
    columns = [ID, TITLE, LEAD, SECTION, DUE, STATE, LIGHT, PERCENT, TIME, REMARKS]
    if roles is not None:
        columns.insert(3, ROLE)
    table = Table(tuple(columns), tuple(_cells(row, roles) for row in rows))
    sections = {s.id: f"{s.id} {s.title}".strip() for s in board.ledger.sections}
    return Listing(
        table,
        is_searched=len(rows) > 1,
        filters=filters_of(table, FILTERS, sections),
        details=() if site.has_measures else tuple(detail_of(board, row) for row in rows),
        links=links_of(rows, site),
        empty="没有措施",
    )


def links_of(rows: Sequence[Row], site: Site) -> tuple[str, ...]:
    """The page of each measure, where there are pages."""
    return tuple(site.measure(row.id) for row in rows) if site.has_measures else ()


def _cells(row: Row, roles: Mapping[str, Role] | None) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        row.id,
        row.title,
        UNITS_BETWEEN.join(row.lead),
        row.entry.section.id,
        row.standing.due,
        row.state.value,
        row.light.value,
        row.standing.percent,
        rounded(row.time_progress),
        remarks_of(row, gap=""),
    ]
    if roles is not None:
        cells.insert(3, ROLE_WORDS[roles[row.id]])
    return tuple(cells)


def detail_of(board: Board, row: Row) -> Detail:
    """The clause, who supports, and the records up to the day."""
    item = row.entry.measure
    support = UNITS_BETWEEN.join(row.support) + ("等" if item.support_open else "")
    facts = (("原文", item.text), ("责任单位", support), ("时限", _due(row)))
    told = tuple((head, words) for head, words in facts if words)
    timeline = timeline_of(board, row, is_brief=True)
    return Detail(told if timeline else (*told, ("记录", "没有记录")), timeline)


def _due(row: Row) -> str:
    """What there is to say of a deadline beside the day."""
    item, standing = row.entry.measure, row.standing
    said = (
        f"方案写作“{item.due_text}”" if item.due_text else "",
        f"原定{standing.original_due}，延期{standing.extensions}次" if standing.extensions else "",
        "长期工作" if item.term == "长期" else "",
    )
    return "；".join(filter(None, said))


def timeline_of(board: Board, row: Row, *, is_brief: bool = False) -> tuple[Entry, ...]:
    """The records of a measure up to the day.

    Brief ones name only who is not to be expected, give of earlier progress the percent alone, and
    say the rest in short.
    """
    named, latest = board.ledger.units.named, row.standing.progress
    office = named(board.ledger.plan.office)
    return tuple(
        Entry(
            date=event.date.isoformat(),
            by=""
            if is_brief and named(event.by) == _expected(event, row, office)
            else named(event.by),
            words=_brief(event, named, is_latest=event is latest)
            if is_brief
            else records.sentence(event, named),
            tone=TONES.get(event.type, ""),
        )
        for event in row.entry.measure.log
        if event.date <= board.day
    )


def _brief(event: Event, named: records.Names, *, is_latest: bool) -> str:
    """Progress as its percent; the latest with what follows, others with whether it had issues."""
    if not isinstance(event, Progress):
        return records.brief(event, named)
    if not is_latest:
        return f"{event.percent}%{'，反映了问题' if event.issue else ''}"
    rest = records.sentence(event, named).removeprefix(f"报送进展：{event.percent}%")
    return f"{event.percent}%{rest.replace('；说明：', '；', 1) if _only_noted(event) else rest}"


def _only_noted(event: Progress) -> bool:
    """Whether what follows the percent can be nothing but its note."""
    return not (event.issue or event.next)


def _expected(event: Event, row: Row, office: str) -> str:
    """Who makes a record of this type: the lead reports and submits, the office does the rest."""
    is_leads = isinstance(event, Progress) or event.type == "submit"
    return row.lead[0] if is_leads else office


def overdue_listing(rows: Sequence[Row], site: Site = ALONE) -> Listing:
    """The overdue among some measures, longest first."""
    late = sorted((row for row in rows if row.overdue), key=lambda row: -row.days_overdue)
    columns = (ID, TITLE, LEAD, DUE, count("days_overdue", "逾期天数"), STATE, PERCENT)
    cells = tuple(
        (
            row.id,
            row.title,
            UNITS_BETWEEN.join(row.lead),
            row.standing.due,
            row.days_overdue,
            row.state.value,
            row.standing.percent,
        )
        for row in late
    )
    return Listing(Table(columns, cells), links=links_of(late, site), empty="没有逾期的措施。")


def due_soon_listing(board: Board, rows: Sequence[Row], site: Site = ALONE) -> Listing:
    """Those of some measures that are due soon, by deadline."""
    near = sorted((row for row in rows if row.due_soon), key=lambda row: row.standing.due)
    columns = (ID, TITLE, LEAD, DUE, count("days_left", "剩余天数"), STATE, PERCENT)
    cells = tuple(
        (
            row.id,
            row.title,
            UNITS_BETWEEN.join(row.lead),
            row.standing.due,
            (row.standing.due - board.day).days,
            row.state.value,
            row.standing.percent,
        )
        for row in near
    )
    days = board.ledger.plan.policy.due_soon_days
    return Listing(
        Table(columns, cells), links=links_of(near, site), empty=f"{days}天内没有到期的措施。"
    )


def lagging_listing(rows: Sequence[Row], site: Site = ALONE) -> Listing:
    """Those of some measures that are behind the time, furthest first."""
    behind = sorted((row for row in rows if row.lagging), key=lambda row: -row.gap)
    columns = (ID, TITLE, LEAD, DUE, PERCENT, TIME, count("gap", "落后（百分点）"))
    cells = tuple(
        (
            row.id,
            row.title,
            UNITS_BETWEEN.join(row.lead),
            row.standing.due,
            row.standing.percent,
            rounded(row.time_progress),
            row.gap,
        )
        for row in behind
    )
    return Listing(Table(columns, cells), links=links_of(behind, site), empty="没有滞后的措施。")
