"""A letter as a paper, and the list of a run's letters for the office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from shlex import quote
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung
from ganxian_ledger.domain.views import letter_words as said
from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.letter import Letter, Part, Post
from ganxian_ledger.domain.views.letter_matters import Kind
from ganxian_ledger.domain.views.paper import DATE_BLANK, NUMBER_BLANK, Block, Chapter, Paper
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table

KIND = "letter"
INDEX = "清单"
PART = "（部分）"
"""Behind the names of the lists of a run that was not for all."""
_PLAIN = re.compile(r"[\w.（）〔〕、·-]+")
"""Words that no shell takes for anything else."""


def paper_of(letter: Letter, *, name: str) -> Paper:
    """The paper of a letter; `name` is its file's. Number and date stay to be filled.

    Whom to ask stands in the layouts: the ledger knows nothing of it.
    """
    chapters = tuple(_chapter(part, letter) for part in letter.parts)
    demands = Chapter("demands", "办理要求", (Block("demands", points=letter.demands),))
    return Paper(
        kind=KIND,
        name=name,
        title=letter.title,
        number=NUMBER_BLANK,
        addressee=letter.unit,
        opening=tuple(filter(None, (letter.opening, letter.before))),
        chapters=(*chapters, demands),
        closing=(said.CLOSING,),
        issuer=letter.issuer,
        date=DATE_BLANK,
        notes=(said.CONTACT,),
        facts=letter.facts,
        detail=_detail(letter),
    )


def _chapter(part: Part, letter: Letter) -> Chapter:
    if part.is_repeated:
        return Chapter(part.key, part.title, (Block(part.key, (part.words,)),))
    table = _table(part, letter)
    if all(line.lead == letter.unit for line in part.lines):
        table = tables.without(table, "lead")
    return Chapter(part.key, part.title, (Block(part.key, (part.words,), table=table),))


def _table(part: Part, letter: Letter) -> Table:
    if part.key == "overdue":
        return tables.overdue(part.lines)
    if part.key == "lagging":
        return tables.lagging(part.lines)
    if part.key == "due_soon":
        left = tables.count("days_left", "剩余天数")
        near = tables.due_next(part.lines)
        days = ((line.due - letter.day).days for line in part.lines)
        rows = tuple((*row, more) for row, more in zip(near.rows, days, strict=True))
        return near._replace(columns=(*near.columns, left), rows=rows)
    latest = Column("latest", "最近记录", fold=True)
    columns = (tables.ID, tables.TITLE, tables.LEAD, tables.STATE, latest)
    return Table(columns, tuple((m.id, m.title, m.lead, m.state, m.latest) for m in part.lines))


def _detail(letter: Letter) -> Table:
    """Every measure that is listed, once for each reason."""
    reason = Column("reason", "事由")
    listed = [(part.title, line) for part in letter.parts for line in part.lines]
    table = tables.measures(line for _, line in listed)
    rows = tuple((why, *row) for (why, _), row in zip(listed, table.rows, strict=True))
    return table._replace(columns=(reason, *table.columns), rows=rows)


class Listed(NamedTuple):
    """One line of a run's list: a letter, or a talk, with the file that it stands in."""

    rung: Rung
    file: str
    command: str


def listed_of(post: Post, files: Sequence[str], talks: str, month: Period) -> tuple[Listed, ...]:
    """The letters with their files, in the same order, then the talks with the file of theirs."""
    held = [(one.rung, file) for one, file in zip(post.letters, files, strict=True)]
    held += [(rung, talks) for rung in post.talks]
    return tuple(
        Listed(rung, file, command_of(rung, month, post.answer_due)) for rung, file in held
    )


def command_of(rung: Rung, month: Period, answer_due: date | None) -> str:
    """What to type once the letter is sent: it says what the draft says, whatever came later."""
    words = ["ledger", "letter", "--kind", rung.kind or "", "--unit", rung.unit]
    words += ["--month", month.text]
    for number in rung.matters.measures:
        words += ["--measure", number]
    if answer_due is not None and rung.kind != Kind.REMINDER:
        words += ["--answer-due", answer_due.isoformat()]
    return " ".join(map(_typed, words))


def _typed(word: str) -> str:
    """A word of a command, in quotes where a shell would take it for something else."""
    return word if _PLAIN.fullmatch(word) else quote(word)


def index_of(board: Board, post: Post, listed: Sequence[Listed], *, month: str, path: str) -> Sheet:
    """The list of the letters with what each is about and its file."""
    columns = (
        Column("unit", "单位", fold=True),
        Column("kind", "文种"),
        tables.count("overdue", "逾期"),
        tables.count("lagging", "滞后"),
        tables.count("due_soon", "临期"),
        tables.count("unreturned", "未报送"),
        Column("file", "文件", fold=True),
    )
    rows = tuple(
        (one.rung.unit, one.rung.kind, *map(len, one.rung.matters), one.file) for one in listed
    )
    return Sheet(
        kind="letters",
        title=f"{month}函件{INDEX}",
        headings=heading(board, f"{month}函件{INDEX}"),
        tables=(Table(columns, rows),),
        foot=(_counted(post), *post.remarks),
        payload={
            **payload_head(board, path),
            "letters": [_fields(columns, row) for row in rows],
        },
        empty="没有要写的函",
    )


def kept_index(index: Sheet, listed: Sequence[Listed]) -> Sheet:
    """The list as the office keeps it: with the reasons, and the command that records each."""
    (table,) = index.tables
    columns = (
        *table.columns,
        Column("reasons", "事由", fold=True),
        Column("command", "发出后记账", fold=True),
    )
    rows = tuple(
        (*row, "；".join(one.rung.reasons), one.command)
        for row, one in zip(table.rows, listed, strict=True)
    )
    return replace(index, tables=(Table(columns, rows),))


def _fields(columns: Sequence[Column], row: Sequence[Cell]) -> Mapping[str, object]:
    return {column.key: cell for column, cell in zip(columns, row, strict=True)}


def _counted(post: Post) -> str:
    kinds = [one.kind for one in post.letters]
    written = (Kind.URGING, Kind.REMINDER)
    told = "，".join(f"{kind.value} {kinds.count(kind)} 份" for kind in written)
    talks = f"；建议约谈 {len(post.talks)} 家" if post.talks else ""
    return f"共 {len(kinds)} 份：{told}{talks}"
