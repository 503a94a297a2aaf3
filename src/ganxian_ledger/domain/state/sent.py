"""What became of the letters that were sent: to whom, and whether each was answered in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import NOTICE, TALK, URGING, Answer, Letter
from ganxian_ledger.domain.model.unit import UnitRegister
from ganxian_ledger.domain.places import Place


class Answering(StrEnum):
    """Whether one unit has answered one letter."""

    ANSWERED = "已答复"
    AWAITED = "待答复"
    LATE = "逾期未答复"
    BY_RETURN = "以报送为准"
    NOT_ASKED = "不要求答复"


class Sent(NamedTuple):
    """One letter as it concerns one of its addressees; `unit` is a registered name.

    `answer` is the unit's first by the day, `place` the letter's in the file.
    """

    place: Place
    letter: Letter
    unit: str
    answering: Answering
    answer: Answer | None = None

    def waits_on(self, day: date) -> bool:
        """Whether the unit still has time to answer."""
        until = self.letter.answer_due
        return self.answering is Answering.AWAITED and until is not None and day <= until


def sent_of(ledger: Ledger, day: date) -> tuple[Sent, ...]:
    """Every letter sent by the end of the day, once for each addressee, in the file's order."""
    return tuple(
        one
        for place, letter in ledger.located_letters()
        if letter.date <= day
        for one in _to_each(place, letter, ledger.units, day)
    )


def sent_to(sent: Iterable[Sent]) -> dict[str, list[Sent]]:
    """The letters by addressee."""
    held: dict[str, list[Sent]] = {}
    for one in sent:
        held.setdefault(one.unit, []).append(one)
    return held


def _to_each(place: Place, letter: Letter, units: UnitRegister, day: date) -> Iterator[Sent]:
    addressees = tuple(dict.fromkeys(map(units.named, letter.to)))
    for unit in addressees:
        answer = _answer_of(letter, unit, units, day, is_alone=len(addressees) == 1)
        yield Sent(place, letter, unit, _answering(letter, answer, day), answer)


def _answer_of(
    letter: Letter, unit: str, units: UnitRegister, day: date, *, is_alone: bool
) -> Answer | None:
    """The first answer of a unit; where it is the only addressee, whoever answers, answers for it.

    So does a member for the group that was written to.
    """
    for one in letter.answers:
        by = units.named(one.by)
        if one.date <= day and (is_alone or by == unit or unit in units.groups_of(by)):
            return one
    return None


def _answering(letter: Letter, answer: Answer | None, day: date) -> Answering:
    if answer is not None:
        return Answering.ANSWERED
    if letter.kind == NOTICE:
        return Answering.BY_RETURN
    if letter.answer_due is None:
        return Answering.AWAITED if letter.kind in {URGING, TALK} else Answering.NOT_ASKED
    return Answering.LATE if day > letter.answer_due else Answering.AWAITED
