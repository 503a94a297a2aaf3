"""What became of the letters that were sent: to whom, and whether each was answered in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import NOTICE, REMINDER, TALK, URGING, Answer, Letter
from ganxian_ledger.domain.model.unit import UnitRegister
from ganxian_ledger.domain.places import Place


class Answering(StrEnum):
    """Whether one unit has answered one letter."""

    ANSWERED = "已答复"
    AWAITED = "待答复"
    LATE = "逾期未答复"
    TALKED = "已约谈"
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

    @property
    def days_late(self) -> int:
        """For how many days the answer came too late; nought where none came."""
        return days_late(self.letter, self.answer.date) if self.answer else 0

    def covers(self, number: str) -> bool:
        """Whether the letter is about a measure; one that names none is about all of them."""
        return not self.letter.measures or number in self.letter.measures

    def waits_on(self, day: date) -> bool:
        """Whether the unit still has time to answer."""
        until = self.letter.answer_due
        return self.answering is Answering.AWAITED and until is not None and day <= until


def about_of(letter: Letter) -> Period:
    """The month that a letter is about; where it says none, that of its day."""
    return letter.month or month_of(letter.date)


def seen_on(month: Period | None, sent: date) -> date:
    """The day whose state a letter speaks of: it may leave after the month that it is about."""
    return min(sent, month.last) if month else sent


def days_late(letter: Letter, answered: date) -> int:
    """For how many days an answer of that day is too late; nought where it is in time."""
    return max((answered - letter.answer_due).days, 0) if letter.answer_due else 0


def sent_of(ledger: Ledger, day: date) -> tuple[Sent, ...]:
    """Every letter sent by the end of the day, once for each addressee, in the file's order."""
    sent = tuple(
        one
        for place, letter in ledger.located_letters()
        if letter.date <= day
        for one in _to_each(place, letter, ledger.units, day)
    )
    talks = sent_to(one for one in sent if one.letter.kind == TALK)
    return tuple(
        one._replace(answering=Answering.TALKED)
        if _is_talked_over(one, talks.get(one.unit, ()))
        else one
        for one in sent
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


def _is_talked_over(one: Sent, talks: Sequence[Sent]) -> bool:
    """Whether talks with the unit took the place of an answer that never came."""
    letter = one.letter
    is_open = one.answering in {Answering.AWAITED, Answering.LATE}
    if not is_open or letter.kind not in {REMINDER, URGING}:
        return False
    after = [talk for talk in talks if talk.letter.date >= letter.date]
    if not letter.measures:
        return any(not talk.letter.measures for talk in after)
    return all(any(talk.covers(number) for talk in after) for number in letter.measures)


def _answering(letter: Letter, answer: Answer | None, day: date) -> Answering:
    if answer is not None:
        return Answering.ANSWERED
    if letter.kind == NOTICE:
        return Answering.BY_RETURN
    if letter.answer_due is None:
        return Answering.AWAITED if letter.kind in {URGING, TALK} else Answering.NOT_ASKED
    return Answering.LATE if day > letter.answer_due else Answering.AWAITED
