"""The sentences of letters to units; a date that nothing settles stays a visible blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.letter import TALK
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung
from ganxian_ledger.domain.state.sent import Answering
from ganxian_ledger.domain.state.workdays import next_return
from ganxian_ledger.domain.views.letter_matters import Kind, Matters
from ganxian_ledger.domain.views.monthly_opening import subject_of
from ganxian_ledger.domain.views.unit_sheet_words import you
from ganxian_ledger.domain.views.words import day_words, named, number, parts

TIME_BLANK = "（时限待填）"
"""Stands where the office will say by when."""
CLOSING = "特此函达。"
CONTACT = "（联系人：（待填）；联系电话：（待填））"


def title(board: Board, period: Period, kind: Kind, matters: Matters) -> str:
    """关于2024年6月…逾期事项的督办函; where only returns are missing, it asks for them."""
    subject = subject_of(board.ledger.plan.title)
    if matters.overdue and kind is Kind.URGING:
        return f"关于{period.words}{subject}逾期事项的督办函"
    if matters.overdue or matters.lagging or matters.due_soon:
        return f"关于{period.words}{subject}有关事项的{kind.value}"
    return f"关于报送{month_of(board.day).words}{subject}进展情况的{kind.value}"


def opening(board: Board, rung: Rung, matters: Matters) -> str:
    """On which paper it rests, as of when, and how many of the measures that the unit leads."""
    plan, known = board.ledger.plan, board.ledger.units.by_name.get(rung.unit)
    whom = you(known) if known else "你单位"
    told = parts(
        (
            ("逾期", len(matters.overdue)),
            ("滞后", len(matters.lagging)),
            ("临期", len(matters.due_soon)),
            (f"未报送{month_of(board.day).words}工作进展", len(matters.unreturned)),
        )
    )
    twice = "（有的措施列入几类）" if matters.overlap else ""
    return (
        f"根据《{plan.title}》（{plan.number}），经核对工作台账，截至{day_words(board.day)}，"
        f"{whom}牵头的{rung.led}项措施中，{'、'.join(told)}{twice}。现函告如下，请抓紧办理。"
    )


def before(rung: Rung) -> str:
    """Earlier letters, and months for which nothing was returned; empty where there are none."""
    return f"其中，{'；'.join(rung.raised)}。现予督办，请予重视。" if rung.raised else ""


def overdue(count: int) -> str:
    """What the table of overdue measures lists."""
    return f"以下{count}项已过完成时限，尚未销号："


def lagging(board: Board, count: int) -> str:
    """What the table of lagging measures lists."""
    points = number(board.ledger.plan.policy.lag_yellow)
    return f"以下{count}项的完成比例落后序时进度超过{points}个百分点："


def due_soon(board: Board, count: int, within: int | None) -> str:
    """What the table of measures due soon lists."""
    days = board.ledger.plan.policy.due_soon_days if within is None else within
    span = f"在{days}天内到期" if days else "当日到期"
    return f"以下{count}项{span}，尚未办结："


def unreturned(board: Board, count: int, *, is_repeated: bool = False) -> str:
    """What the table of measures without the month's progress lists; all of them may be above."""
    month = month_of(board.day).words
    if is_repeated:
        return f"上述{count}项{'均' if count > 1 else ''}没有{month}的进展记录。"
    return f"以下{count}项没有{month}的进展记录："


def demands(board: Board, kind: Kind, matters: Matters, answer_due: date | None) -> Iterator[str]:
    """What is asked, and by when: the day of the answer, the next return day, else a blank.

    A 督办函 always asks for a written answer.
    """
    office = board.ledger.plan.office
    by = day_words(answer_due) if answer_due else TIME_BLANK
    if matters.overdue:
        yield (
            f"对逾期事项，请抓紧办结并申请销号，于{by}前书面反馈办理情况；"
            f"确需延期的，说明理由和拟完成的时限，报{office}研究。"
        )
    if matters.lagging:
        asked_next = next_return(board.ledger, board.day)
        yield (
            f"对滞后事项，请查明原因、加快推进，于{day_words(asked_next.day)}前报送"
            f"{asked_next.month.words}工作进展时一并说明。"
        )
    if matters.due_soon:
        yield "对临期事项，请按时限办结并申请销号。"
    if matters.unreturned:
        yield f"对未报送事项，请于{by}前补报{month_of(board.day).words}工作进展。"
    if kind is Kind.URGING and not matters.overdue:
        yield f"请于{by}前将原因、整改措施和办理情况书面反馈{office}。"


# What is said of a run beside the letters themselves.


def remarks_on_raised(rungs: Sequence[Rung]) -> Iterator[str]:
    """The units that earlier letters or missing returns bring to their rung."""
    for rung in rungs:
        if rung.kind and rung.raised:
            yield f"{rung.unit}：{'；'.join(rung.raised)}，建议{rung.kind}"


def remarks_on_others(kind: Kind | None, rungs: Sequence[Rung]) -> Iterator[str]:
    """The units that get no letter in this run: those of another kind, those without a matter."""
    for other in reversed(Kind):
        due = [rung.unit for rung in rungs if rung.kind == other]
        if kind is not None and other is not kind and due:
            verb = "列入约谈名单" if other is Kind.TALK else f"发{other.value}"
            yield f"另有应{verb}的{len(due)}家，本次没有写：{named(due, '家')}"
    none = [rung.unit for rung in rungs if rung.kind is None and not rung.held]
    if none:
        yield f"没有需要发函的事项的{len(none)}家：{named(none, '家')}"


def remarks_on_held(rungs: Sequence[Rung]) -> Iterator[str]:
    """The measures that are left out because a letter about them was sent or is to be answered."""
    for rung in rungs:
        alike: dict[tuple[date, str, date | None], list[str]] = {}
        for row, (one, *_) in rung.held:
            letter = one.letter
            until = letter.answer_due if one.answering is Answering.AWAITED else None
            alike.setdefault((letter.date, letter.kind, until), []).append(row.id)
        for (sent, kind, until), ids in alike.items():
            when = f"，待{day_words(until)}前答复" if until else ""
            done = kind if kind == TALK else f"发{kind}"
            yield f"{rung.unit}{named(ids)}已于{day_words(sent)}{done}{when}，本次不再写"


def remarks_on_asked(board: Board, asked: Sequence[str], leading: Sequence[str]) -> Iterator[str]:
    """The units asked for that lead nothing first, and the group that is written to instead."""
    for unit in asked:
        if unit not in leading:
            groups = [name for name in leading if name in board.ledger.units.groups_of(unit)]
            also = f"，所在的{'、'.join(groups)}有" if groups else ""
            yield f"{unit}没有牵头的措施{also}"


def remarks_on_office(
    office: str, measures: int, targets: int, waiting: Sequence[str]
) -> Iterator[str]:
    """What is left to the office itself: it returns like the others, and gets no letter."""
    own = "、".join(parts((("措施", measures), ("指标", targets))))
    if own:
        yield f"{office}自己牵头{own}，照样报送，不给自己发函"
    if waiting:
        yield f"逾期但已申请销号、待核查的{len(waiting)}项不催办：{named(waiting)}"
