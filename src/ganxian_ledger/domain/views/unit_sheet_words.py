"""The sentences of a unit's own sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import (
    Board,
    Light,
    Reporting,
    Row,
    Summary,
    summary_of,
)
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.state.workdays import next_return
from ganxian_ledger.domain.views import monthly_chapters as chapters
from ganxian_ledger.domain.views.monthly_groups import STATES
from ganxian_ledger.domain.views.monthly_measures import IssueLine, MeasureLine
from ganxian_ledger.domain.views.monthly_targets import TargetLine
from ganxian_ledger.domain.views.parts import rate_of
from ganxian_ledger.domain.views.words import (
    WORDS,
    changed,
    counted,
    day_words,
    kind_of,
    number,
    parts,
    points_changed,
)


class Place(NamedTuple):
    """Where a unit stands among the units that lead, as the 通报 ranks them.

    `counted` are the sums of the measures that it leads first, None where there is none; `rank` is
    None where nothing can be closed; `tied` units share the rank, `among` units have one.
    """

    counted: Summary | None
    rank: int | None
    tied: int
    among: int


def place_of(board: Board, unit: Unit) -> Place:
    """The unit's place on the day."""
    ranks = [tally.rank for tally in board.by_unit if tally.rank is not None]
    own = next((tally for tally in board.by_unit if tally.name == unit.name), None)
    if own is None:
        return Place(None, None, 0, len(ranks))
    return Place(own.summary, own.rank, ranks.count(own.rank or 0), len(ranks))


def you(unit: Unit) -> str:
    """How a paper addresses the unit that it goes to."""
    return "你们" if unit.is_group else "你单位"


def scope(board: Board, unit: Unit) -> tuple[tuple[str, str], ...]:
    """What is counted as the unit's, where groups come into it."""
    roles = board.roles_of(unit)
    by_group = [
        row for row in board.rows if row.id in roles and unit.name not in {*row.lead, *row.support}
    ]
    if not by_group:
        return ()
    groups = board.ledger.units.groups_of(unit.name)
    names = dict.fromkeys(n for row in by_group for n in (*row.lead, *row.support) if n in groups)
    listed = "、".join(f"“{name}”" for name in names)
    return (("统计范围", f"含{unit.name}以{listed}名义列入的措施{len(by_group)}项"),)


def overview(
    board: Board, unit: Unit, leads: Sequence[Row], supports: Sequence[Row], place: Place
) -> tuple[str, ...]:
    """How many it leads and supports, what is done, late and returned, and its place."""
    return tuple(_overview(board, unit, leads, supports, place))


def _overview(
    board: Board, unit: Unit, leads: Sequence[Row], supports: Sequence[Row], place: Place
) -> Iterator[str]:
    if not leads:
        also = f"，配合措施{len(supports)}项。" if supports else "，也没有配合措施。"
        yield f"{unit.name}没有牵头措施{also}"
        return
    also = f"配合措施{len(supports)}项" if supports else "没有配合措施"
    yield f"{unit.name}牵头措施{len(leads)}项，{also}。"
    yield f"截至{day_words(board.day)}，{_split(leads)}；{_closing(leads, place)}。"
    yield _warned(leads)
    yield _returned(board, leads)


def _split(leads: Sequence[Row]) -> str:
    """How many are in which state; of one state it is said of all at once."""
    states = Counter(row.state for row in leads)
    if len(states) > 1:
        told = "、".join(parts((state.value, states[state]) for state in STATES))
        return f"牵头措施中，{told}"
    (state,) = states
    also = "均" if len(leads) > 1 else ""
    return f"牵头措施{also}{'在' if state is State.UNDER_WAY else ''}{state.value}"


def _closing(leads: Sequence[Row], place: Place) -> str:
    """The closing rate and the rank, which counts a measure only for its first lead."""
    rate = rate_of(summary_of(leads))
    told = "没有可销号的措施" if rate is None else f"销号率为{rate}%"
    if place.counted is None:
        return f"{told}，均非第一牵头单位，不参加单位排名"
    if place.rank is None:
        return f"{told}，不参加单位排名"
    tie = "并" if place.tied > 1 else ""
    stands = f"在参加排名的{place.among}家牵头单位中{tie}列第{place.rank}位"
    if place.counted == summary_of(leads):
        return f"{told}，{stands}"
    first = f"作为第一牵头单位的{place.counted.total}项，销号率为{rate_of(place.counted)}%"
    return f"{told}；{first}，{stands}"


def _warned(leads: Sequence[Row]) -> str:
    sums = summary_of(leads)
    if not sums.open:
        return "没有未完成的牵头措施。"
    told = parts((("逾期", sums.overdue), ("滞后", sums.lagging), ("临期", sums.due_soon)))
    lights = Counter(row.light for row in leads)
    shown = "、".join(parts((f"{light.value}灯", lights[light]) for light in Light))
    late = "、".join(told) or "没有逾期、滞后和临期事项"
    return f"未完成的{sums.open}项牵头措施中，{late}。全部牵头措施按亮灯分：{shown}。"


def _returned(board: Board, leads: Sequence[Row]) -> str:
    month = month_of(board.day).words
    held = Counter(row.reporting for row in leads)
    asked = len(leads) - held[Reporting.NOT_ASKED]
    if not asked:
        return f"{month}没有应报送的进展。"
    got = held[Reporting.RETURNED]
    if got == asked:
        return f"{month}应报送进展{asked}项，已全部报送。"
    late = Reporting.MISSING if held[Reporting.MISSING] else Reporting.AWAITED
    ids = [row.id for row in leads if row.reporting is late]
    received = f"已报送{got}项，" if got else ""
    return f"{month}应报送进展{asked}项，{received}{late.value}{counted(ids)}。"


def compared(
    leads: Sequence[Row], before: Sequence[Row], day: date, period: Period
) -> tuple[str, ...]:
    """Against the end of the period before; nothing where it led nothing at either time."""
    if not (leads or before):
        return ()
    now, then = summary_of(leads), summary_of(before)
    pairs = (
        ("牵头措施", then.total, now.total),
        ("已销号", then.closed, now.closed),
        ("待核查", then.submitted, now.submitted),
        ("逾期", then.overdue, now.overdue),
        ("滞后", then.lagging, now.lagging),
        ("临期", then.due_soon, now.due_soon),
        ("核减", then.cancelled, now.cancelled),
    )
    head = f"与{WORDS[kind_of(period)].before}（{day_words(day)}）相比"
    moved = [f"{word}{changed(old, new)}" for word, old, new in pairs if old != new]
    rate = points_changed(rate_of(then), rate_of(now))
    if rate and rate != "持平":
        moved.append(f"销号率{rate}")
    return (f"{head}，{'；'.join(moved) or '牵头措施的各项件数均持平'}。",)


def asked(board: Board, row: Row) -> str:
    """What is asked for a late measure."""
    returned = row.standing.returned
    if row.state is State.SUBMITTED:
        return f"已申请销号，待{board.ledger.plan.office}核查"
    if row.state is State.RETURNED:
        until = returned.until if returned else None
        by = f"于{day_words(until)}前" if until and until >= board.day else "尽快"
        return f"请{by}补齐材料，再次申请销号"
    if row.overdue:
        return "请抓紧办结，办结后申请销号"
    return "请加快推进，赶上序时进度"


def lagging(board: Board, late: Sequence[Row], behind: Sequence[Row]) -> tuple[str, ...]:
    """By how much a measure is behind to be listed, or that none is."""
    if not behind:
        return ("除逾期事项外，没有滞后事项。" if late else "没有滞后事项。",)
    points = number(board.ledger.plan.policy.lag_yellow)
    return (f"完成比例落后序时进度超过{points}个百分点的{len(behind)}项：",)


def issues(leads: Sequence[Row], lines: Sequence[IssueLine]) -> tuple[str, ...]:
    """How many open measures report an issue."""
    if not any(row.state.is_open for row in leads):
        return ("没有在办的牵头措施。",)
    if not any(row.standing.progress for row in leads if row.state.is_open):
        return ("在办的牵头措施尚未报送进展。",)
    if not lines:
        return ("在办的牵头措施最近一次进展均未反映存在问题。",)
    return (f"在办的牵头措施最近一次进展反映存在问题的{len(lines)}项：",)


def targets(lines: Sequence[TargetLine]) -> tuple[str, ...]:
    """How the targets stand that it answers for."""
    if not lines:
        return ("没有负责的指标。",)
    return tuple(chapters.targets_told(lines, "负责的指标"))


def supports(rows: Sequence[Row]) -> tuple[str, ...]:
    """How the measures stand that it supports."""
    if not rows:
        return ("没有配合措施。",)
    sums = summary_of(rows)
    told = parts((("已销号", sums.closed), ("逾期", sums.overdue), ("滞后", sums.lagging)))
    head = f"配合措施{sums.total}项"
    return (f"{head}，其中{'、'.join(told)}。" if told else f"{head}。",)


def demands(board: Board, leads: Sequence[Row], next_due: Sequence[MeasureLine]) -> tuple[str, ...]:
    """What the unit is to do next; dates follow from the plan's settings and the records."""
    told = _demands(board, leads, next_due)
    return (*told, f"（其他要求由{board.ledger.plan.office}填写）")


def _demands(board: Board, leads: Sequence[Row], next_due: Sequence[MeasureLine]) -> Iterator[str]:
    open_ = [row.id for row in leads if row.state.is_open]
    if open_:
        asked_next = next_return(board.ledger, board.day)
        yield (
            f"请于{day_words(asked_next.day)}前报送{asked_next.month.words}工作进展"
            f"（未完成且未申请销号的{counted(open_)}）。"
        )
    missing = [row.id for row in leads if row.reporting is Reporting.MISSING]
    if missing:
        yield f"请补报{month_of(board.day).words}工作进展{counted(missing)}。"
    late = [row.id for row in leads if row.overdue and row.state.is_open]
    if late:
        yield f"请抓紧办结已逾期的{counted(late)}，办结后申请销号。"
    done = [r.id for r in leads if r.state is State.UNDER_WAY and r.standing.percent == 100]
    if done:
        yield f"完成比例已达100%的{counted(done)}，请申请销号。"
    if next_due:
        yield f"请按时限办结即将到期的{len(next_due)}项并申请销号。"
    yield from chapters.demanded(leads, board.day)
