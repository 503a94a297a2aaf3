"""letters: the letters that were sent, to whom, about what, and whether they were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.letter import LETTER_KINDS
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.sent import Answering, Sent, sent_of
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import day_text, heading, unit_of
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table
from ganxian_ledger.domain.views.words import named

TITLE = "函件台账"
WAITING = (Answering.LATE, Answering.AWAITED)
COLUMNS = (
    Column("date", "日期"),
    Column("kind", "文种"),
    Column("to", "主送单位", fold=True),
    Column("number", "文号", fold=True),
    Column("month", "月份"),
    Column("measures", "措施", fold=True),
    Column("answer_due", "答复期限"),
    Column("answering", "答复情况", fold=True),
    Column("note", "说明", fold=True),
)


class Asked(NamedTuple):
    """The filters as given; those not given leave everything."""

    unit: str | None = None
    kind: str | None = None
    month: Period | None = None
    is_waiting: bool = False


class Line(NamedTuple):
    """One letter with each of its addressees, in the letter's order."""

    to: tuple[Sent, ...]

    @property
    def sent(self) -> Sent:
        """What all addressees share."""
        return self.to[0]


def letters(board: Board, asked: Asked, *, path: str) -> Sheet:
    """Every letter sent by the day that is asked for, in the file's order.

    Raises:
        Unknown: for a unit that does not exist.
    """
    unit = unit_of(board.ledger, asked.unit).name if asked.unit else None
    lines = tuple(
        line for line in _lines(sent_of(board.ledger, board.day)) if _is_asked(line, asked, unit)
    )
    return Sheet(
        kind="letters",
        title=TITLE,
        headings=heading(board, TITLE, _filters(asked, unit)),
        tables=(Table(COLUMNS, tuple(map(_cells, lines))),),
        foot=_foot(lines, unit),
        payload={**payload_head(board, path), "letters": [_fields(line) for line in lines]},
        empty="没有函件",
    )


def _lines(sent: Iterable[Sent]) -> Iterable[Line]:
    held: dict[object, list[Sent]] = {}
    for one in sent:
        held.setdefault(one.place.route, []).append(one)
    return (Line(tuple(group)) for group in held.values())


def _is_asked(line: Line, asked: Asked, unit: str | None) -> bool:
    letter = line.sent.letter
    to = [one for one in line.to if unit in {None, one.unit}]
    return (
        bool(to)
        and asked.kind in {None, letter.kind}
        and (asked.month is None or letter.month == asked.month)
        and (not asked.is_waiting or any(one.answering in WAITING for one in to))
    )


def _filters(asked: Asked, unit: str | None) -> tuple[str, ...]:
    said = (
        f"单位 {unit}" if unit else "",
        f"文种 {asked.kind}" if asked.kind else "",
        f"月份 {asked.month}" if asked.month else "",
        "还没有答复的" if asked.is_waiting else "",
    )
    return tuple(filter(None, said))


def _cells(line: Line) -> tuple[Cell, ...]:
    letter = line.sent.letter
    return (
        letter.date,
        letter.kind,
        named([one.unit for one in line.to], "家"),
        letter.number,
        letter.month.text if letter.month else None,
        "、".join(letter.measures),
        letter.answer_due,
        _answers(line.to),
        letter.note,
    )


def _answers(to: Sequence[Sent]) -> str:
    """How it was answered: the day where there is one addressee, else how many of each."""
    if len(to) == 1:
        return _answer(to[0])
    held = Counter(one.answering for one in to)
    if len(held) == 1:
        return next(iter(held)).value
    return "，".join(f"{word.value} {held[word]} 家" for word in Answering if held[word])


def _answer(one: Sent) -> str:
    if one.answer is None:
        return one.answering.value
    late = f"，迟 {one.days_late} 天" if one.days_late else ""
    return f"{day_text(one.answer.date)} 已答复{late}"


def _foot(lines: Sequence[Line], unit: str | None) -> tuple[str, ...]:
    kinds = Counter(line.sent.letter.kind for line in lines)
    told = "，".join(f"{kind} {kinds[kind]}" for kind in LETTER_KINDS if kinds[kind])
    total = f"共 {len(lines)} 份{f'：{told}' if told else ''}"
    to = [one for line in lines for one in line.to if unit in {None, one.unit}]
    waiting = {
        how: list(dict.fromkeys(one.unit for one in to if one.answering is how)) for how in WAITING
    }
    return (
        total,
        *(f"{how.value}：{named(units, '家')}" for how, units in waiting.items() if units),
    )


def _fields(line: Line) -> dict[str, object]:
    letter = line.sent.letter
    return {
        "date": letter.date,
        "kind": letter.kind,
        "by": letter.by,
        "number": letter.number,
        "month": letter.month.text if letter.month else None,
        "measures": letter.measures,
        "answer_due": letter.answer_due,
        "note": letter.note,
        "to": [
            {
                "unit": one.unit,
                "answering": one.answering.value,
                "answered_on": one.answer.date if one.answer else None,
                "answer": one.answer.note if one.answer else None,
            }
            for one in line.to
        ],
    }
