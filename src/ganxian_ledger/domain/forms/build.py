"""The forms of a month: what each lead unit is told, as texts that come back as they went out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from unicodedata import category

from ganxian_ledger.domain.forms.form import Form, FormRow, Identity
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import Progress, Reopening
from ganxian_ledger.domain.model.target import Reading
from ganxian_ledger.domain.state.asked import Asked, asked_of
from ganxian_ledger.domain.state.attainment import Attainment
from ganxian_ledger.domain.state.board import Board, Row
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.state.workdays import return_day
from ganxian_ledger.domain.views.monthly_targets import goal_words
from ganxian_ledger.domain.views.words import day_words, full_office, number, one_line, short_day

NO_PROGRESS, NO_READING = "尚无进展", "尚无数据"
MOST_TOLD, MOST_NOTE, MOST_DETAIL = 16_000, 120, 60
"""Characters of a locked cell, of last month's note, and of each of its details.

A cell of a spreadsheet holds 32,767 UTF-16 units, of which a character takes one or two.
"""
_ELLIPSIS = "……"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BOX = "□"
"""Stands for a character that nobody sees."""


def forms_of(
    board: Board, month: Period, revision: str, *, units: Collection[str] | None = None
) -> tuple[Form, ...]:
    """The form of every lead unit that is asked for something, in the register's order.

    Args:
        board: The ledger on the day of which the forms tell.
        month: The month that is asked about.
        revision: The digest of the ledger's files.
        units: Registered names; only their forms are made. None makes all.
    """
    plan = board.ledger.plan
    due, office = return_day(board.ledger, month).day, full_office(plan)
    return tuple(
        Form(
            identity=Identity(plan.number, plan.title, unit, month, revision),
            due=due,
            office=office,
            measures=tuple(_measure(board, row) for row in asked.measures),
            targets=tuple(_target(board, one) for one in asked.targets),
            waiting=_waiting(asked),
        )
        for unit, asked in asked_of(board).items()
        if units is None or unit in units
    )


def _waiting(asked: Asked) -> tuple[str, ...]:
    return tuple(_told(f"{row.id} {row.title}") for row in asked.waiting)


def _measure(board: Board, row: Row) -> FormRow:
    """The locked texts of a measure, in the order of `MEASURE_COLUMNS`."""
    item = row.entry.measure
    last = "\n".join(_last(board, row))
    return FormRow(tuple(map(_told, (item.id, item.title, item.text, _due(row), last))))


def _due(row: Row) -> str:
    """2024年9月30日（已延期，原为2024年6月30日；方案要求6月底前）."""
    standing, item = row.standing, row.entry.measure
    said = []
    if standing.extensions:
        said.append(f"已延期，原为{day_words(standing.original_due)}")
    if item.due_text:
        said.append(f"方案要求{item.due_text}")
    return day_words(standing.due) + (f"（{'；'.join(said)}）" if said else "")


def _last(board: Board, row: Row) -> Iterator[str]:
    """Where the unit left off: its last progress, and what the office has said since.

    The first line begins with the day, a blank and the percent (`5月24日 40%`): the form compares
    the new percent with it.
    """
    standing = row.standing
    if standing.progress is None:
        yield NO_PROGRESS
    else:
        yield from _progress(board, standing.progress)
    reopened = _reopened(board, row)
    if reopened is not None:
        told = shortened(reopened.reason, MOST_NOTE)
        yield f"{short_day(reopened.date, board.day)}重新挂号：{told}"
    back = standing.returned
    if standing.state is State.RETURNED and back is not None:
        until = f"（请于{short_day(back.until, board.day)}前补齐）" if back.until else ""
        told = shortened(back.reason, MOST_NOTE)
        yield f"{short_day(back.date, board.day)}退回：{told}{until}"


def _progress(board: Board, event: Progress) -> Iterator[str]:
    note = f"：{shortened(event.note, MOST_NOTE)}" if event.note else ""
    yield f"{short_day(event.date, board.day)} {event.percent}%{note}"
    if event.issue:
        yield f"存在问题：{shortened(event.issue, MOST_DETAIL)}"
    if event.next:
        yield f"下步打算：{shortened(event.next, MOST_DETAIL)}"


def _reopened(board: Board, row: Row) -> Reopening | None:
    """The reopening that no progress has followed yet."""
    for event in reversed(row.entry.measure.log):
        if event.date > board.day:
            continue
        if isinstance(event, Progress):
            return None
        if isinstance(event, Reopening):
            return event
    return None


def _target(board: Board, one: Attainment) -> FormRow:
    """The locked texts of a target, in the order of `TARGET_COLUMNS`."""
    target = one.target
    last = _reading(board, one.reading) if one.reading else NO_READING
    texts = (target.id, target.name, goal_words(target), target.unit, last)
    return FormRow(tuple(map(_told, texts)))


def _reading(board: Board, reading: Reading) -> str:
    """22.6（2024年5月，6月3日取得）; words where the reading has no number."""
    taken = f"（{reading.period.words}，{short_day(reading.date, board.day)}取得）"
    if reading.value is not None:
        return f"{number(reading.value)}{taken}"
    return f"{shortened(reading.note or '', MOST_NOTE)}{taken}"


def shortened(text: str, most: int) -> str:
    """A text on one line, of at most so many characters; dots stand for what was left out."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - len(_ELLIPSIS)].rstrip() + _ELLIPSIS


def _told(text: str) -> str:
    """A text that a cell holds and gives back unchanged, so that the row's hash stays true."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = lines if lines.isprintable() else "".join(map(_seen, lines))
    if len(seen) <= MOST_TOLD:
        return seen
    return f"{seen[:MOST_TOLD]}{_ELLIPSIS}（原文共{len(seen)}字，后面的没有列出，全文见台账）"


def _seen(letter: str) -> str:
    code = ord(letter)
    if letter == "\n":
        return letter
    is_nobody = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return _BOX if is_nobody or category(letter) in _UNSEEN else letter
