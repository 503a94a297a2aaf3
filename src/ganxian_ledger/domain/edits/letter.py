"""函件: a letter was sent to units, or a unit answered one; no paper records anything itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import (
    ANSWER_DUE_NOT_LATER,
    DATE_GOES_BACK,
    NOT_THE_ADDRESSEES,
    NOTHING_TO_WRITE,
    SENT_ALREADY,
    WHICH_LETTER,
)
from ganxian_ledger.domain.edits.said import UNSAID, Said, closing_fields, dated, given
from ganxian_ledger.domain.edits.words import one_line
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ids import natural_key
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import NOTICE, TALK, URGING
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.places import LETTERS, Place
from ganxian_ledger.domain.state.asked import asked_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung, rungs_of
from ganxian_ledger.domain.state.returning import return_day
from ganxian_ledger.domain.state.sent import Answering, Sent, days_late, seen_on, sent_of
from ganxian_ledger.domain.state.standing import standing_of
from ganxian_ledger.domain.state.written import RUNGS

_MAY_BE_ANSWERED = frozenset({Answering.NOT_ASKED, Answering.TALKED})
"""Nobody waits for an answer to these, but one may come."""


@dataclass(frozen=True, slots=True)
class SendLetter:
    """Record that a letter was sent, or a talk held; `said.date` is the day.

    Without `units` a 调度通知 goes to all that are asked for something in the month. Without
    `measures` the letter is about what the ladder proposes for the unit, the kind and the month.
    """

    kind: str
    units: tuple[str, ...] = ()
    month: Period | None = None
    number: str | None = None
    measures: tuple[str, ...] = ()
    answer_due: date | None = None
    said: Said = UNSAID


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """Record a unit's answer; where several letters wait, by what the one is told from the others.

    That is its kind, its number, its date, or the measures that it names.
    """

    unit: str
    kind: str | None = None
    number: str | None = None
    on: date | None = None
    measures: tuple[str, ...] = ()
    said: Said = UNSAID


def send_letter(ledger: Ledger, intent: SendLetter, *, today: date) -> Decision:
    """The office sent a letter; who was written to, about what, and by when to answer.

    Raises:
        Unknown: for a unit or measure that does not exist.
        Refused: where the letter does not fit the units, the measures or the days.
    """
    day = dated(intent.said, today=today, last=None)
    _require_begun(intent.month, day)
    units = _addressees(ledger, intent, day)
    measures = _measures(ledger, intent, units, day)
    due = _answer_due(ledger, intent, day)
    by = ledger.unit(intent.said.by or ledger.plan.office).name
    number = one_line(intent.number, "文号")
    _require_new(ledger, Sending(intent.kind, units, measures, number), day)
    record = {
        "date": day,
        "kind": intent.kind,
        "to": units if len(units) > 1 else units[0],
        "by": by,
        **given(
            {
                "month": Plain(intent.month.text) if intent.month else None,
                "number": number,
                "measures": measures,
                "answer_due": due,
            }
        ),
        **closing_fields(intent.said),
    }
    about = f"，{len(measures)} 项措施" if measures else ""
    until = f"，{due} 前{'报送' if intent.kind == NOTICE else '答复'}" if due else ""
    words = f"{intent.kind}：{_named(units)}（{day}，{by}）{about}{until}"
    following = f"ledger letter --unit {units[0]} --answered"
    if intent.kind not in {URGING, TALK}:
        following = "ledger letters"
    return Decision(Append(Place(LETTERS, ("letters",)), record), words, following)


def answer_letter(ledger: Ledger, intent: AnswerLetter, *, today: date) -> Decision:
    """A unit answered the letter that waits for it, or for a group that it is a member of.

    Raises:
        Unknown: for a unit or measure that does not exist.
        Refused: where no letter waits, several do, or the answer is dated before the letter.
    """
    day = dated(intent.said, today=today, last=None)
    unit = ledger.unit(intent.unit).name
    to = {unit, *ledger.units.groups_of(unit)}
    about = {ledger.entry(number).id for number in intent.measures}
    sent = _answered([one for one in sent_of(ledger, today) if one.unit in to], unit, intent, about)
    letter = sent.letter
    if day < letter.date:
        raise DATE_GOES_BACK.of(
            f"答复日期 {day} 早于发函日期（{letter.date}）",
            remedy=f"--date 写 {letter.date} 到 {today} 之间的日期",
        )
    record = {"date": day, "by": unit, **closing_fields(intent.said)}
    late = days_late(letter, day)
    told = f"，迟 {late} 天" if late else ""
    words = f"{unit}答复{_called(sent)}（{day}{told}）"
    return Decision(Append(sent.place / "answers", record), words, "ledger letters")


def _require_begun(month: Period | None, day: date) -> None:
    if month and day < month.first:
        raise NOTHING_TO_WRITE.of(
            f"{month.words}在 {day} 还没有开始，没有可以发函的情况",
            remedy="核对 --month 和 --date",
        )


def _addressees(ledger: Ledger, intent: SendLetter, day: date) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(ledger.unit(name).name for name in intent.units))
    if named:
        return named
    if intent.kind != NOTICE:
        raise NOTHING_TO_WRITE.of(
            f"{intent.kind}没有写明发给哪个单位", remedy="加 --unit 单位，可写多次"
        )
    office = ledger.units.named(ledger.plan.office)
    board = Board(ledger, seen_on(intent.month, day))
    asked = tuple(name for name in asked_of(board) if name != office)
    if not asked:
        raise NOTHING_TO_WRITE.of("没有要报送进展的单位", remedy="要通知的，用 --unit 写明")
    return asked


def _measures(
    ledger: Ledger, intent: SendLetter, units: Sequence[str], day: date
) -> tuple[str, ...]:
    """The measures given, each led by an addressee; else those that the ladder proposes."""
    if intent.measures:
        found = {ledger.entry(number).id for number in intent.measures}
        if intent.kind != NOTICE:
            _require_led(ledger, sorted(found, key=natural_key), units, day)
        return tuple(sorted(found, key=natural_key))
    if intent.kind == NOTICE:
        return ()
    if intent.month is None:
        raise NOTHING_TO_WRITE.of(
            f"{intent.kind}没有写明针对哪个月、哪些措施",
            remedy="加 --month 月份（例如 2024-06），或用 --measure 写明措施",
        )
    board = Board(ledger, seen_on(intent.month, day))
    rungs = {rung.unit: rung for rung in rungs_of(board, intent.month, known=day)}
    proposed = {n for unit in units for n in _proposed(intent.kind, unit, rungs.get(unit))}
    return tuple(sorted(proposed, key=natural_key))


def _proposed(kind: str, unit: str, rung: Rung | None) -> tuple[str, ...]:
    """What the ladder would write to a unit about; never by a higher rung than it proposes."""
    proposed = rung.kind if rung else None
    if rung is None or proposed is None or RUNGS.index(kind) > RUNGS.index(proposed):
        told = f"建议的是{proposed}" if proposed else "没有建议发函"
        if rung and rung.is_settled:
            waits = any(one.answering is Answering.AWAITED for _, (one, *_) in rung.held)
            told = f"有关措施已发函，{'正待答复' if waits else '这个月不再发'}"
        raise NOTHING_TO_WRITE.of(
            f"对{unit}发{kind}没有依据：{told}", remedy="确实要发的，用 --measure 写明针对哪些措施"
        )
    return rung.matters.measures


def _require_led(ledger: Ledger, numbers: Sequence[str], units: Sequence[str], day: date) -> None:
    """Every measure is led by an addressee on the day, or by a group that holds it."""
    register = ledger.units
    written = {*units, *(group for unit in units for group in register.groups_of(unit))}
    others = {}
    for number in numbers:
        standing = standing_of(ledger.entry(number).measure, ledger.plan.due, day)
        leads = tuple(map(register.named, standing.lead))
        if not written.intersection(leads):
            others[number] = "、".join(leads)
    if others:
        told = "，".join(f"{number} 的牵头单位是{leads}" for number, leads in others.items())
        raise NOT_THE_ADDRESSEES.of(
            f"{told}，不是{_named(units)}", remedy="核对 --measure 的编号，或分别给各牵头单位发函"
        )


def _answer_due(ledger: Ledger, intent: SendLetter, day: date) -> date | None:
    """The day given; else the return day of a 调度通知, and the policy's days for what is urged."""
    due = intent.answer_due
    if due is not None:
        if due <= day:
            raise ANSWER_DUE_NOT_LATER.of(
                f"答复期限 {due} 不晚于发函日期 {day}", remedy=f"--answer-due 写 {day} 以后的日期"
            )
        return due
    if intent.kind == NOTICE:
        return_by = return_day(ledger, intent.month).day if intent.month else None
        return return_by if return_by and return_by > day else None
    days = ledger.plan.policy.ladder.answer_days
    return day + timedelta(days=days) if days and intent.kind in {URGING, TALK} else None


@dataclass(frozen=True, slots=True)
class Sending:
    """What makes two letters of one day the same."""

    kind: str
    units: tuple[str, ...]
    measures: tuple[str, ...]
    number: str | None


def _require_new(ledger: Ledger, sending: Sending, day: date) -> None:
    for letter in ledger.letters:
        to = tuple(dict.fromkeys(map(ledger.units.named, letter.to)))
        known = Sending(letter.kind, to, letter.measures, letter.number)
        if letter.date == day and known == sending:
            raise SENT_ALREADY.of(
                f"{day} 给{_named(to)}的{letter.kind}已经记过，措施也一样",
                remedy="确实又发了一份的，用 --number 写明它的文号；查看用 ledger letters",
            )


def _answered(
    sent: Sequence[Sent], unit: str, intent: AnswerLetter, about: Collection[str]
) -> Sent:
    """The letter that waits for the unit's answer; one that asked for none only where none waits.

    `sent` are the letters to the unit and to its groups, `about` the measures that were given.

    Raises:
        Refused: P116 where there is none, or more than one.
    """
    fitting = [
        one
        for one in sent
        if one.letter.kind != NOTICE
        and intent.kind in {None, one.letter.kind}
        and intent.number in {None, one.letter.number}
        and intent.on in {None, one.letter.date}
        and set(about) <= set(one.letter.measures)
    ]
    waiting = [o for o in fitting if o.answering in {Answering.AWAITED, Answering.LATE}]
    found = waiting or [o for o in fitting if o.answering in _MAY_BE_ANSWERED]
    if about:
        found = [o for o in found if set(o.letter.measures) == set(about)] or found
    if not found:
        told = f"，{'、'.join(map(_called, fitting))}已答复" if fitting else ""
        raise WHICH_LETTER.of(
            f"没有等{unit}答复的函{told}", remedy=f"ledger letters --unit {unit} 列出发给它的函"
        )
    if len({_told_apart(one) for one in found}) > 1:
        raise WHICH_LETTER.of(
            f"等{unit}答复的函有 {len(found)} 份：{'、'.join(map(_called, found))}",
            remedy="用 --on 日期、--kind 文种、--number 文号 或 --measure 编号 写明是哪一份",
        )
    return found[-1]


def _told_apart(sent: Sent) -> tuple[object, ...]:
    """All by which a letter can be named; two that agree in it are the same to the office."""
    letter = sent.letter
    return letter.date, letter.kind, letter.number, letter.measures


def _called(sent: Sent) -> str:
    """2024-06-05 督办函（文号；8.3、8.4）."""
    letter = sent.letter
    named = "；".join(filter(None, (letter.number, "、".join(letter.measures))))
    return f"{letter.date} {letter.kind}{f'（{named}）' if named else ''}"


def _named(units: Sequence[str]) -> str:
    return units[0] if len(units) == 1 else f"{units[0]}等 {len(units)} 家"
