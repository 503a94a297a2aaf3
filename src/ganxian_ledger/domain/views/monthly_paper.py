"""The 通报 as a paper: its chapters in their order, each block under the name templates use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.monthly_trend import trend_chart, trend_table
from ganxian_ledger.domain.views.paper import (
    DATE_BLANK,
    NUMBER_BLANK,
    Block,
    Chapter,
    Paper,
)
from ganxian_ledger.domain.views.parts import measures_payload
from ganxian_ledger.domain.views.question import Selection
from ganxian_ledger.domain.views.table import Table
from ganxian_ledger.domain.views.targets import target_fields
from ganxian_ledger.domain.views.words import day_words

KIND = "report"
LONGEST = 12
"""Rows that a table within the text has at most; a longer one becomes an annex."""
MOVED = {
    "changes": ("annex_changes", "变动事项"),
    "targets": ("annex_missed", "未达标、未达序时的指标"),
    "overdue": ("annex_overdue", "逾期事项"),
    "lagging": ("annex_lagging", "滞后事项"),
    "issues": ("annex_issues", "存在问题"),
    "returns": ("annex_returns", "未报送进展的单位"),
    "next": ("annex_next", "到期的未完成措施"),
}
"""The blocks whose tables may become annexes: the keys and the titles of these."""
WHOLE = {"overview": "各项措施的情况见附件1。", "targets": "全部指标的情况见附件2。"}
"""What the text says of the annexes that there always are, in their order."""


def paper_of(report: Report, *, name: str, payload: Mapping[str, object]) -> Paper:
    """The paper of a report; `name` is its file's, `payload` its JSON.

    Long tables are moved behind it; the words say in which annex they are.
    """
    head = report.head
    own = _annexes(report)
    chapters = _chapters(report)
    moved = tuple(_moved(chapters))
    pointers = _pointers(own, moved)
    return Paper(
        kind=KIND,
        name=name,
        title=head.title,
        number=NUMBER_BLANK,
        addressee="各责任单位",
        opening=(head.opening,),
        chapters=tuple(_placed(chapter, pointers) for chapter in chapters),
        issuer=head.issuer,
        date=DATE_BLANK,
        facts=head.facts,
        annexes=(*own, *map(_annexed, moved)),
        detail=tables.measures(report.measures),
        payload=payload,
    )


def payload_of(report: Report, board: Board, *, path: str) -> Mapping[str, object]:
    """What JSON gives of a report: the measures and targets of the day, and the chapters."""
    whole = Selection(board.rows, ())
    return {
        **measures_payload(board, whole, path),
        "period": {"text": report.head.period, "earlier": report.head.earlier},
        "facts": dict(report.head.facts),
        "targets": [target_fields(board, one) for one in board.attainments],
        "chapters": [chapter_fields(chapter) for chapter in _chapters(report)],
    }


def chapter_fields(chapter: Chapter) -> Mapping[str, object]:
    """A chapter with its rows as JSON has it."""
    return {
        "key": chapter.key,
        "title": chapter.title,
        "blocks": [_block_fields(block) for block in chapter.blocks],
        "parts": [chapter_fields(part) for part in chapter.parts],
    }


def _block_fields(block: Block) -> Mapping[str, object]:
    table = block.table
    keys = [column.key for column in table.columns] if table else []
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows] if table else []
    return {"key": block.key, "words": block.words, "points": block.points, "rows": rows}


def _chapters(report: Report) -> tuple[Chapter, ...]:
    return (
        Chapter("overview", "总体情况", _overview(report)),
        Chapter("targets", "指标情况", (_targets(report),)),
        Chapter("sections", "各部分推进情况", (_sections(report),)),
        Chapter("units", "单位完成情况", (_units(report),)),
        Chapter("late", "逾期和滞后事项", parts=_late(report)),
        Chapter("issues", "存在问题", (_issues(report),)),
        Chapter("returns", "报送情况", (_returns(report),)),
        Chapter("next", report.next_heading, _next(report)),
    )


def _moved(chapters: Sequence[Chapter]) -> Iterator[Block]:
    """The blocks whose tables are too long for the text, in its order."""
    for chapter in chapters:
        yield from filter(_is_long, chapter.blocks)
        yield from _moved(chapter.parts)


def _is_long(block: Block) -> bool:
    return block.key in MOVED and block.table is not None and len(block.table.rows) > LONGEST


def _annexed(block: Block) -> Chapter:
    """The annex of a long table."""
    key, title = MOVED[block.key]
    table = block.table and block.table._replace(caption="")
    return Chapter(key, title, (Block(key, table=table),))


def _pointers(own: Sequence[Chapter], moved: Sequence[Block]) -> Mapping[str, list[str]]:
    """What the blocks say of the annexes that hold anything, by the blocks' keys."""
    told: dict[str, list[str]] = {}
    for place, block in enumerate(moved, len(own) + 1):
        _, title = MOVED[block.key]
        told.setdefault(block.key, []).append(f"{title}详见附件{place}。")
    for (key, words), annex in zip(WHOLE.items(), own, strict=True):
        if annex.blocks[0].table is not None:
            told.setdefault(key, []).append(words)
    return told


def _placed(chapter: Chapter, pointers: Mapping[str, Sequence[str]]) -> Chapter:
    """The chapter without its long tables, with the words that say where they are."""
    return chapter._replace(
        blocks=tuple(
            block._replace(
                words=(*block.words, *pointers.get(block.key, ())),
                table=None if _is_long(block) else block.table,
            )
            for block in chapter.blocks
        ),
        parts=tuple(_placed(part, pointers) for part in chapter.parts),
    )


def _overview(report: Report) -> tuple[Block, ...]:
    overview = report.overview
    return (
        Block("overview", overview.words, table=_counted(tables.states(overview), report)),
        _trend(report),
        Block("changes", overview.change_words, table=_kept(tables.changes(overview.changes))),
    )


def _trend(report: Report) -> Block:
    """The months of a quarter or a year; nothing for a month."""
    if not report.trend:
        return Block("trend")
    return Block("trend", table=trend_table(report.trend), chart=trend_chart(report.trend))


def _targets(report: Report) -> Block:
    return Block("targets", report.target_words, table=_kept(tables.missed(report.missed_targets)))


def _sections(report: Report) -> Block:
    whole = report.overview.whole
    return Block(
        "sections",
        report.section_words,
        table=_counted(tables.sections(report.sections, whole), report),
        chart=tables.sections_chart(report.sections) if whole.total else None,
    )


def _units(report: Report) -> Block:
    whole = report.overview.whole
    table = _counted(tables.units(report.units, whole), report)
    return Block("units", report.unit_words, table=table)


def _late(report: Report) -> tuple[Chapter, ...]:
    overdue = Block("overdue", report.overdue_words, table=_kept(tables.overdue(report.overdue)))
    lagging = Block("lagging", report.lagging_words, table=_kept(tables.lagging(report.lagging)))
    return (
        Chapter("overdue", "逾期事项", (overdue,)),
        Chapter("lagging", "滞后事项", (lagging,)),
    )


def _issues(report: Report) -> Block:
    return Block("issues", report.issue_words, table=_kept(tables.issues(report.issues)))


def _returns(report: Report) -> Block:
    return Block("returns", report.return_words, table=_kept(tables.unreturned(report.unreturned)))


def _next(report: Report) -> tuple[Block, ...]:
    due = tables.due_next(report.next_due)
    return (
        Block("next", report.next_words, table=_kept(due)),
        Block("demands", ("下步要求：",), points=report.demands),
    )


def _annexes(report: Report) -> tuple[Chapter, ...]:
    measures = Block(
        "annex_measures",
        (_length(report, len(report.measures)),),
        table=_kept(tables.measures(report.measures)),
    )
    targets = Block(
        "annex_targets",
        (_length(report, len(report.targets)),),
        table=_kept(tables.targets(report.targets)),
    )
    return (
        Chapter("annex_measures", "工作台账明细", (measures,)),
        Chapter("annex_targets", "指标完成情况", (targets,)),
    )


def _length(report: Report, count: int) -> str:
    """How many rows an annex has."""
    return f"截至{day_words(report.head.day)}，共{count}项。" if count else "无。"


def _counted(table: Table, report: Report) -> Table | None:
    """A table of sums, where there are measures to count."""
    return table if report.overview.whole.total else None


def _kept(table: Table) -> Table | None:
    """A table that has rows; an empty one is said in words instead."""
    return table if table.rows else None
