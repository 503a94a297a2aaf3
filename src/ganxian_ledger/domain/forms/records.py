"""What a form's rows lead to: intents, and what they mean in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ganxian_ledger.domain.changes import Scalar
from ganxian_ledger.domain.edits import Intent, Progress, Reading, Submit
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.forms.against import repeats
from ganxian_ledger.domain.forms.answers import Answers, Desk
from ganxian_ledger.domain.forms.rows import Row, is_measure
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.views.words import number

Evidence = tuple[Mapping[str, Scalar], ...]


class Told(NamedTuple):
    """What a row changes: its number and title, the meaning in words, and its records.

    `dated` is the day of the records where it is not the day on which the form was received.
    """

    sheet: str
    id: str
    title: str
    words: str
    intents: tuple[Intent, ...]
    dated: date | None = None


def told_of(
    row: Row, answers: Answers, desk: Desk, source: Mapping[str, Scalar], evidence: Evidence
) -> Told:
    """The records that a row leads to; `evidence` are the fields of the files that it names."""
    assert answers.identity is not None
    month = answers.identity.month
    if is_measure(row):
        return _of_measure(row, answers.unit, month, desk, source, evidence)
    return _of_target(row, answers.unit, month, desk, source)


def _of_measure(
    row: Row,
    unit: str,
    month: Period,
    desk: Desk,
    source: Mapping[str, Scalar],
    evidence: Evidence,
) -> Told:
    now = desk.board.row(row.id)
    last = now.standing.last
    received = desk.asking.received
    day = max(received, last.date) if last else received
    said = Said(day, unit, row.text("note"), source)
    percent = row.values["percent"]
    assert isinstance(percent, int)
    intents: list[Intent] = []
    words = [f"仍为 {percent}%"]
    if not repeats(row, now.standing, month, desk.taken):
        intents.append(Progress(row.id, percent, row.text("issue"), row.text("next"), said))
        if percent != now.standing.percent:
            words = [f"{now.standing.percent}% → {percent}%"]
    if row.values.get("submit") is True:
        intents.append(Submit(row.id, evidence, Said(day, unit, None, source)))
        words.append("申请销号")
        words.append(f"佐证 {len(evidence)} 份" if evidence else "没有佐证")
    moved = day if day != received else None
    return Told(row.sheet, row.id, now.title, "，".join(words), tuple(intents), moved)


def _of_target(
    row: Row, unit: str, month: Period, desk: Desk, source: Mapping[str, Scalar]
) -> Told:
    target = desk.targets[row.id]
    value, day = row.values.get("value"), row.values.get("date", source["received"])
    assert value is None or isinstance(value, Decimal)
    assert isinstance(day, date)
    said = Said(day, unit, row.text("note"), source)
    words = f"{number(value)}{target.unit}" if value is not None else "只有说明"
    intent = Reading(row.id, month, value, None, said)
    return Told(row.sheet, row.id, target.name, words, (intent,))
