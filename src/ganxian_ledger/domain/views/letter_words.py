"""The sentences of letters to units; a date that nothing settles stays a visible blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.letter_matters import Kind, Matters
from ganxian_ledger.domain.views.monthly_chapters import next_return
from ganxian_ledger.domain.views.monthly_opening import subject_of
from ganxian_ledger.domain.views.unit_sheet_words import you
from ganxian_ledger.domain.views.words import day_words, named, number, parts

TIME_BLANK = "（时限待填）"
"""Stands where the office will say by when."""
CLOSING = "特此函达。"
CONTACT = "（联系人：（待填）；联系电话：（待填））"


def title(board: Board, period: Period, matters: Matters) -> str:
    """关于2024年6月…逾期事项的督办函; where only returns are missing, it asks for them."""
    subject = subject_of(board.ledger.plan.title)
    if matters.kind is Kind.URGING:
        return f"关于{period.words}{subject}逾期事项的督办函"
    if matters.lagging or matters.due_soon:
        return f"关于{period.words}{subject}有关事项的提醒函"
    return f"关于报送{month_of(board.day).words}{subject}进展情况的提醒函"


def opening(board: Board, unit: str, led: int, matters: Matters) -> str:
    """On which paper it rests, as of when, and how many of the measures that the unit leads."""
    plan, known = board.ledger.plan, board.ledger.units.by_name.get(unit)
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
        f"{whom}牵头的{led}项措施中，{'、'.join(told)}{twice}。现函告如下，请抓紧办理。"
    )


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


def demands(board: Board, matters: Matters) -> Iterator[str]:
    """What is asked, and by when: the next return day, else a blank."""
    office = board.ledger.plan.office
    if matters.overdue:
        yield (
            f"对逾期事项，请抓紧办结并申请销号，于{TIME_BLANK}前书面反馈办理情况；"
            f"确需延期的，说明理由和拟完成的时限，报{office}研究。"
        )
    if matters.lagging:
        until = next_return(board)
        yield (
            f"对滞后事项，请查明原因、加快推进，于{day_words(until)}前报送"
            f"{month_of(until).words}工作进展时一并说明。"
        )
    if matters.due_soon:
        yield "对临期事项，请按时限办结并申请销号。"
    if matters.unreturned:
        yield f"对未报送事项，请于{TIME_BLANK}前补报{month_of(board.day).words}工作进展。"


# What is said of a run beside the letters themselves.


def remarks_on_others(kind: Kind | None, others: Sequence[str], none: Sequence[str]) -> list[str]:
    """The units that get no letter in this run, and why."""
    said = []
    if kind is not None and others:
        other = Kind.REMINDER if kind is Kind.URGING else Kind.URGING
        said.append(f"另有应发{other.value}的{len(others)}家，本次没有写：{named(others, '家')}")
    if none:
        said.append(f"没有需要发函的事项的{len(none)}家：{named(none, '家')}")
    return said


def remarks_on_asked(board: Board, asked: Sequence[str], leading: Sequence[str]) -> Iterator[str]:
    """The units asked for that lead nothing first, and the group that is written to instead."""
    for unit in asked:
        if unit not in leading:
            groups = [name for name in leading if name in board.ledger.units.groups_of(unit)]
            also = f"，所在的{'、'.join(groups)}有" if groups else ""
            yield f"{unit}没有牵头的措施{also}"


def remarks_on_office(office: str, count: int, waiting: Sequence[str]) -> Iterator[str]:
    """What is left to the office itself."""
    if count:
        yield f"{office}自己牵头的{count}项不发函"
    if waiting:
        yield f"逾期但已申请销号、待核查的{len(waiting)}项不催办：{named(waiting)}"
