"""Why a letter is due, in words: what is late, what was written before, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.letter import REMINDER, TALK, URGING
from ganxian_ledger.domain.state.board import Row
from ganxian_ledger.domain.state.matters import Ground, Matters

_TIMES = "零一两三四五六七八九"
_DONE = {
    REMINDER: ("发函提醒", "仍滞后"),
    URGING: ("发函督办", "仍未办结"),
    TALK: ("约谈", "仍未办结"),
}
"""What was done by a kind of letter, and how it is with the measure all the same."""
_MOST = 5
"""Measures that a reason names before it says 等12项."""


def reasons(kind: str, matters: Matters, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """The causes of a letter that stand in the records; those that stand in letters are `raised`.

    A reminder names all of its matters, an urging what is overdue, a talk nothing more.
    """
    told = {ground.row.id for ground in grounds}
    if kind == REMINDER:
        words = zip(("逾期", "滞后", "临期", "未报送"), matters, strict=True)
        return tuple(f"{word}{len(rows)}项：{_named(rows)}" for word, rows in words if rows)
    late = [row for row in matters.overdue if row.id not in told]
    return () if kind == TALK or not late else (f"逾期{len(late)}项：{_named(late, late='')}",)


def raised(grounds: Iterable[Ground], missing: Sequence[Period]) -> tuple[str, ...]:
    """What was written before about which measures, and for which months nothing was returned."""
    return (*_written_before(grounds), *_missing(missing))


def _written_before(grounds: Iterable[Ground]) -> Iterator[str]:
    """8.5、8.6已于2024年4月25日、5月27日两次发函提醒，仍滞后: those written about alike as one."""
    alike: dict[tuple[str, str], list[Row]] = {}
    for ground in grounds:
        days = _days([one.letter.date for one in ground.letters])
        times = "" if len(ground.letters) == 1 else f"{_times(len(ground.letters))}次"
        key = f"{days}{times}", ground.letters[0].letter.kind
        alike.setdefault(key, []).append(ground.row)
    for (when, kind), rows in alike.items():
        done, still = _DONE[kind]
        late = None if kind == REMINDER else "逾期"
        yield f"{_named(rows, late=late)}已于{when}{done}，{still}"


def _missing(months: Sequence[Period]) -> Iterator[str]:
    """2024年5月、6月连续两个月未报送工作进展; of three and more the first and the last."""
    if months:
        first, last = months[0], months[-1]
        is_same_year = first.first.year == last.first.year
        end = last.words.removeprefix(f"{first.first.year}年") if is_same_year else last.words
        between = "、" if len(months) == 2 else "至"
        named = first.words if len(months) == 1 else f"{first.words}{between}{end}"
        running = f"连续{_times(len(months))}个月" if len(months) > 1 else ""
        yield f"{named}{running}未报送工作进展"


def _named(rows: Sequence[Row], *, late: str | None = None) -> str:
    """17.2、18.1 or the first ones and 等12项; with `late`, that word and the days overdue."""
    names = [row.id if late is None else f"{row.id}（{late}{row.days_overdue}天）" for row in rows]
    return f"{'、'.join(names[:_MOST])}等{len(names)}项" if len(names) > _MOST else "、".join(names)


def _days(days: Sequence[date]) -> str:
    """2024年4月25日、5月27日: the year once for days of one year."""
    return "、".join(
        f"{'' if i and days[i - 1].year == day.year else f'{day.year}年'}{day.month}月{day.day}日"
        for i, day in enumerate(days)
    )


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else str(count)
