"""The office's month, matter by matter: how it stands, and the command that carries it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.letter import NOTICE
from ganxian_ledger.domain.state.month import Month, days_waiting
from ganxian_ledger.domain.state.written import RUNGS
from ganxian_ledger.domain.views.return_words import counts_words, named_words
from ganxian_ledger.domain.views.words import NAMED, short_day


class Item(NamedTuple):
    """One matter of the month: its key and head, how it stands, and the command if there is one.

    `is_due` tells that the office has to do it now; `other` says what may be done instead or after.
    """

    key: str
    head: str
    words: str
    command: str = ""
    is_due: bool = False
    other: str = ""


FIRST = ("dispatch", "check", "reviews", "letters", "collect", "report")
"""Which of the due matters comes first: what only waits for the office, before what waits for
units."""


def items_of(month: Month) -> tuple[Item, ...]:
    """The matters in the order in which a month goes round."""
    return tuple(
        filter(
            None,
            (
                _dispatched(month),
                _collected(month),
                _checked(month),
                _worked(month),
                _reviewed(month),
                _written(month),
                _reported(month),
                _scored(month),
            ),
        )
    )


def next_of(items: Iterable[Item]) -> Item | None:
    """The one matter to take up now; None where nothing is due."""
    due = {item.key: item for item in items if item.is_due}
    return next((due[key] for key in FIRST if key in due), None)


def _dispatched(month: Month) -> Item:
    days = "、".join(f"{_day(month, one.date)}发给 {len(one.to)} 家" for one in month.notices)
    words = days or "没有发出的记录"
    if month.notices and month.unsent:
        words = f"{words}；还没有发给 {_listed(month.unsent, '家')}"
    if not month.returns:
        words = days or "没有要报送的单位"
    is_due = bool(month.unsent) and month.day < month.due.day
    if not is_due:
        return Item("dispatch", "发出", words)
    text = month.period.text
    return Item(
        "dispatch",
        "发出",
        words,
        f"ledger dispatch --month {text} -o 填报",
        is_due=True,
        other=f"发出后 ledger letter --kind {NOTICE} --month {text}",
    )


def _collected(month: Month) -> Item:
    total = month.summary
    named = named_words(month.returns).rstrip("。")
    words = "；".join(filter(None, (counts_words(total), named)))
    is_due = bool(total.awaited or (total.missing and month.day <= month.period.last))
    command = "ledger collect 回收" if total.awaited or total.missing else ""
    return Item("collect", "收回", words, command, is_due)


def _checked(month: Month) -> Item:
    if not month.submitted:
        return Item("check", "待核查", "没有")
    listed = [f"{row.id}（{days_waiting(row, month.day)} 天）" for row in month.submitted]
    first = month.submitted[0].id
    return Item(
        "check",
        "待核查",
        _listed(listed, "项"),
        f"ledger close {first}",
        is_due=True,
        other=f"或 ledger return {first}",
    )


def _worked(month: Month) -> Item:
    total, within = month.board.summary, month.board.ledger.plan.policy.due_soon_days
    words = (
        f"未销号 {total.open} 项：逾期 {total.overdue}，临期 {total.due_soon}，滞后 {total.lagging}"
    )
    pressing = total.overdue or total.due_soon
    return Item("work", "办理", words, f"ledger overdue --within {within}" if pressing else "")


def _reviewed(month: Month) -> Item:
    if not month.failed:
        return Item("reviews", "回头看", "没有不合格而未重新挂号的")
    words = f"不合格还没有重新挂号 {_listed([row.id for row in month.failed], '项')}"
    return Item("reviews", "回头看", words, f"ledger reopen {month.failed[0].id}", is_due=True)


def _written(month: Month) -> Item:
    words = "；".join(_letter_words(month)) or "没有应发的函，也没有逾期的答复"
    is_due = bool(month.rungs) and month.day >= month.due.day
    command = f"ledger remind --month {month.period.text} -o 函件" if month.rungs else ""
    return Item("letters", "函件", words, command, is_due)


def _letter_words(month: Month) -> Iterator[str]:
    counts = Counter(rung.kind for rung in month.rungs)
    kinds = "、".join(f"{kind} {counts[kind]} 家" for kind in reversed(RUNGS) if counts[kind])
    if kinds:
        yield f"应发：{kinds}"
    if month.unanswered:
        listed = [
            f"{one.unit}（{_day(month, one.letter.date)}{one.letter.kind}）"
            for one in month.unanswered
        ]
        yield f"逾期未答复 {_listed(listed, '件')}"


def outstanding(month: Month) -> tuple[str, ...]:
    """What a report of the month would still have to wait for, in words."""
    total = month.summary
    pairs = (
        ("待报", total.awaited, "家"),
        ("未报", total.missing, "家"),
        ("待核查", month.to_check, "项"),
    )
    return tuple(f"{word} {count} {of}" for word, count, of in pairs if count)


def _reported(month: Month) -> Item:
    left = "、".join(outstanding(month))
    said = ("" if month.is_ending else "本月还没有结束", f"还有{left}" if left else "")
    words = "，".join(filter(None, said)) or "情况已齐，可以写通报"
    command = f"ledger report --month {month.period.text} -o {month.period.words}通报.docx"
    is_due = month.is_ending and not month.summary.awaited
    return Item("report", "通报", words, command if month.is_ending else "", is_due)


def _scored(month: Month) -> Item | None:
    if month.board.ledger.assessment is None:
        return None
    command = f"ledger score --month {month.period.text}" if month.is_ending else ""
    words = "按考评办法计分" if month.is_ending else "本月还没有结束"
    return Item("score", "考评", words, command)


def _listed(names: Sequence[str], word: str) -> str:
    """2 家：甲、乙; of many the first ones."""
    more = " 等" if len(names) > NAMED else ""
    return f"{len(names)} {word}：{'、'.join(names[:NAMED])}{more}"


def _day(month: Month, day: date) -> str:
    return short_day(day, month.period.last)
