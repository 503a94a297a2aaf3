"""约谈名单: the units to be talked to, and why: letters sent, measures, days overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.ladder import Rung
from ganxian_ledger.domain.state.matters import Ground
from ganxian_ledger.domain.state.sent import Sent
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.letter import Post
from ganxian_ledger.domain.views.monthly_measures import MeasureLine, measure_line
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.table import ORDER, Cell, Column, Sheet, Table
from ganxian_ledger.domain.views.words import day_words, parts

NAME = "约谈名单"
BLANKS = "约谈时间：（待填）；约谈地点：（待填）；约谈人：（待填）"
"""What only the office knows."""
_UNIT = Column("unit", "单位", fold=True)


def talks_of(board: Board, period: Period, post: Post) -> Sheet:
    """The list of a run, with a table of the units and one of the measures."""
    return Sheet(
        kind="talks",
        title=f"{period.words}{NAME}",
        headings=heading(board, f"{period.words}建议约谈的单位及事项"),
        tables=tuple(_tables(board, post.talks)),
        foot=tuple(_foot(board, post)),
        empty="没有建议约谈的单位",
    )


def _tables(board: Board, rungs: Sequence[Rung]) -> Iterator[Table]:
    yield _units(rungs)
    yield _measures(board, rungs)
    others = _others(board, rungs)
    if others.rows:
        yield others


def _units(rungs: Sequence[Rung]) -> Table:
    columns = (
        ORDER,
        _UNIT,
        tables.count("overdue", "逾期"),
        tables.count("longest", "最长逾期天数"),
        Column("reasons", "约谈事由", fold=True),
        Column("others", "其他事项", fold=True),
    )
    rows = tuple(
        (
            number,
            rung.unit,
            len(rung.matters.overdue),
            max(row.days_overdue for row in rung.matters.overdue),
            "；".join(rung.reasons),
            "，".join(parts((word, len(rows)) for word, rows in _besides(rung))),
        )
        for number, rung in enumerate(rungs, 1)
    )
    return Table(columns, rows, "约谈单位")


def _besides(rung: Rung) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """What else the unit would have been written to about; a talk takes the place of letters."""
    talked = {ground.row.id for ground in rung.grounds}
    late, *rest = rung.matters
    yield "其他逾期", tuple(row for row in late if row.id not in talked)
    yield from zip(("滞后", "临期", "未报送"), rest, strict=True)


def _others(board: Board, rungs: Sequence[Rung]) -> Table:
    columns = (
        _UNIT,
        Column("matter", "事由", fold=True),
        tables.ID,
        tables.TITLE,
        tables.DUE,
        tables.STATE,
        tables.PERCENT,
        tables.TIME,
        Column("latest", "最近进展", fold=True),
    )
    rows = tuple(
        _other(rung, "、".join(words), measure_line(board, row))
        for rung in rungs
        for row, words in _by_measure(rung)
    )
    return Table(columns, rows, "一并提出的其他事项")


def _by_measure(rung: Rung) -> Iterable[tuple[Row, list[str]]]:
    """The other measures, each once, with all that there is to say of it."""
    held: dict[str, tuple[Row, list[str]]] = {}
    for word, rows in _besides(rung):
        for row in rows:
            held.setdefault(row.id, (row, []))[1].append(word)
    return held.values()


def _other(rung: Rung, words: str, line: MeasureLine) -> tuple[Cell, ...]:
    return (
        rung.unit,
        words,
        line.id,
        line.title,
        line.due_words,
        line.state,
        line.percent,
        line.time_progress,
        line.latest,
    )


def _measures(board: Board, rungs: Sequence[Rung]) -> Table:
    """The measures that are the ground of the talk, each with the letters that urged it."""
    columns = (
        _UNIT,
        tables.ID,
        tables.TITLE,
        tables.DUE,
        tables.count("days_overdue", "逾期天数"),
        tables.STATE,
        tables.PERCENT,
        Column("letters", "已发督办函", fold=True),
        Column("latest", "最近进展", fold=True),
    )
    rows = tuple(_row(board, rung, ground) for rung in rungs for ground in rung.grounds)
    return Table(columns, rows, "约谈事项")


def _row(board: Board, rung: Rung, ground: Ground) -> tuple[Cell, ...]:
    line = measure_line(board, ground.row)
    return (
        rung.unit,
        line.id,
        line.title,
        line.due_words,
        line.days_overdue,
        line.state,
        line.percent,
        "；".join(map(_letter, ground.letters)),
        line.latest,
    )


def _letter(sent: Sent) -> str:
    """2024年6月5日（文号）已答复, or 待答复: one letter in a cell."""
    letter = sent.letter
    number = f"（{letter.number}）" if letter.number else ""
    due = letter.answer_due
    until = f"（{day_words(due)}前）" if due and sent.answer is None else ""
    answered = f"{day_words(sent.answer.date)}答复" if sent.answer else sent.answering.value
    return f"{day_words(letter.date)}{number}，{answered}{until}"


def _foot(board: Board, post: Post) -> Iterator[str]:
    times = board.ledger.plan.policy.ladder.talk_after_urgings
    yield (
        f"共{len(post.talks)}家。列入的条件：同一措施在逾期后已督办过{times}次（一个月算一次），"
        f"仍未办结；延期、重新挂号、约谈以后重新计算。"
        f"是否约谈由{board.ledger.plan.office}研究决定。"
    )
    yield BLANKS
