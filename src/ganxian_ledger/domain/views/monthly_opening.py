"""The title of a report, its facts, and the sentences of 一、总体情况."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import TYPE_WORDS
from ganxian_ledger.domain.model.plan import Plan, Policy
from ganxian_ledger.domain.state.board import Board, Light, Row
from ganxian_ledger.domain.state.pace import rounded, time_progress
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.monthly_groups import STATES
from ganxian_ledger.domain.views.monthly_measures import events_of, name
from ganxian_ledger.domain.views.words import (
    WORDS,
    changed,
    day_words,
    kind_of,
    named,
    number,
    of_units,
    parts,
    points_changed,
    share,
)

LISTED = 10
"""Newly closed measures that a sentence names; of more it names the units."""


def title(plan_title: str, period: Period) -> str:
    """关于2024年6月赣县区美丽赣州建设行动工作进展情况的通报."""
    subject = subject_of(plan_title)
    return f"关于{period.words}{subject}进展情况的通报"


def subject_of(plan_title: str) -> str:
    """What the plan is about: its title without the year before and the 方案 behind."""
    name = " ".join(plan_title.split())
    if name[:4].isdigit() and name[4:5] == "年":
        name = name[5:]
    remark = ""
    if name.endswith("）") and "（" in name:
        name, _, remark = name.rpartition("（")
        remark = f"（{remark}"
    for ending in ("工作方案", "实施方案", "工作计划", "实施计划", "方案", "计划"):
        if name.endswith(ending) and len(name) > len(ending):
            return f"{name.removesuffix(ending)}{remark}工作"
    return f"《{name}》{remark}工作"


def opening(plan: Plan, period: Period) -> str:
    """On which paper the report rests and of which period it speaks."""
    return f"根据《{plan.title}》（{plan.number}），现将{period.words}工作进展情况通报如下。"


def facts(board: Board, period: Period) -> tuple[tuple[str, str], ...]:
    """方案文号, 数据截至, 数据口径."""
    plan = board.ledger.plan
    unfinished = "" if board.day >= period.last else f"（未到{period.words}末）"
    basis = (
        f"以登记入账的记录为准；序时进度按月计算，从{day_words(plan.start)}起算至各项措施的"
        f"完成时限；销号率＝已销号÷（措施总数－核减）；完成比例落后序时进度超过"
        f"{number(plan.policy.lag_yellow)}个百分点为滞后，{_red(plan.policy)}"
        f"{plan.policy.due_soon_days}天内到期为临期，"
        "一项可以既滞后又临期；"
        "占比四舍五入，以件数为准"
    )
    return (
        ("方案文号", plan.number),
        ("数据截至", f"{day_words(board.day)}{unfinished}"),
        ("数据口径", basis),
    )


def _red(policy: Policy) -> str:
    """When a light turns red before the deadline, where the office has set that."""
    points = policy.lag_red
    return "" if points is None else f"超过{number(points)}个百分点亮红灯，"


def overview(board: Board, earlier: Board, period: Period) -> tuple[str, ...]:
    """How many of how many, what is late, and against the end of the period before.

    Nothing is compared with a day before the plan's time began.
    """
    if not board.rows:
        return ("台账没有登记措施。",)
    told = (_headline(board), _warned(board))
    if not has_base(board, earlier):
        return told
    return (*told, _compared(board, earlier, WORDS[kind_of(period)].before))


def has_base(board: Board, earlier: Board) -> bool:
    """Whether the plan's time had begun on the earlier day, so that there is what to compare."""
    return earlier.day >= board.ledger.plan.start


def _headline(board: Board) -> str:
    ledger, total = board.ledger, board.summary.total
    tasks = sum(len(section.tasks) for section in ledger.sections)
    scope = f"台账共{len(ledger.sections)}个部分、{tasks}项任务、{total}项措施。"
    if not any(row.standing.last for row in board.rows):
        return (
            f"{scope}截至{day_words(board.day)}，台账尚未登记进展记录，"
            f"{total}项措施均列为未启动。{_pace(board)}"
        )
    states = Counter(row.state for row in board.rows)
    counted = "；".join(
        f"{state.value}{states[state]}项，占{share(states[state], total)}%"
        for state in STATES
        if states[state]
    )
    return f"{scope}截至{day_words(board.day)}，{counted}。{_closed_rate(board)}{_pace(board)}"


def _closed_rate(board: Board) -> str:
    summary = board.summary
    rate = summary.close_rate
    if rate is None:
        return ""
    without = f"扣除核减的{summary.cancelled}项，" if summary.cancelled else ""
    return f"{without}销号率为{rounded(rate)}%。"


def _pace(board: Board) -> str:
    plan = board.ledger.plan
    gone = rounded(time_progress(plan.start, plan.due, board.day))
    return f"方案总体序时进度为{gone}%。"


def _warned(board: Board) -> str:
    summary = board.summary
    if not summary.open:
        return "没有未完成的措施。"
    warned = parts(
        (("逾期", summary.overdue), ("滞后", summary.lagging), ("临期", summary.due_soon))
    )
    lights = Counter(row.light for row in board.rows)
    shown = "、".join(parts((f"{light.value}灯", lights[light]) for light in Light))
    told = "、".join(warned) if warned else "没有逾期、滞后和临期事项"
    return f"未完成的{summary.open}项中，{told}。全部{summary.total}项按亮灯分：{shown}。"


def _compared(board: Board, earlier: Board, before: str) -> str:
    now, then = board.summary, earlier.summary
    pairs = (
        ("已销号", then.closed, now.closed),
        ("待核查", then.submitted, now.submitted),
        ("逾期", then.overdue, now.overdue),
        ("滞后", then.lagging, now.lagging),
        ("临期", then.due_soon, now.due_soon),
        ("核减", then.cancelled, now.cancelled),
    )
    moved = [f"{word}{changed(old, new)}" for word, old, new in pairs if old != new]
    head = f"与{before}（{day_words(earlier.day)}）相比"
    if not moved:
        return f"{head}，已销号、待核查、逾期、滞后、临期和核减的件数均持平。"
    rates = [None if s.close_rate is None else rounded(s.close_rate) for s in (then, now)]
    rate = points_changed(rates[0], rates[1])
    told = f"，销号率{rate}" if now.closed != then.closed and rate else ""
    moved[0] = f"{moved[0]}{told}" if now.closed != then.closed else moved[0]
    return f"{head}，{'；'.join(moved)}。"


def changes(board: Board, earlier: Board, period: Period) -> tuple[str, ...]:
    """What was closed, then what else changed, then what did not happen."""
    this = WORDS[kind_of(period)].this
    told = [_closed(board, earlier, period)]
    absent = []
    for kind in ("return", "reopen", "extend", "transfer", "cancel"):
        rows = [r for r in board.rows if _has(r, kind, board, period)]
        if rows:
            listed = named(
                [
                    name(r) + _aside(kind, r, closed_within=_has(r, "close", board, period))
                    for r in rows
                ]
            )
            told.append(f"{this}{TYPE_WORDS[kind]}{len(rows)}项：{listed}。")
        else:
            absent.append(TYPE_WORDS[kind])
    told.extend(_reviewed(board, period, this))
    waiting = [name(r) for r in board.rows if r.state is State.SUBMITTED]
    if waiting:
        told.append(
            f"已申请销号、待{board.ledger.plan.office}核查{len(waiting)}项：{named(waiting)}。"
        )
    if absent:
        told.append(f"{this}没有{_listed(absent)}事项。")
    return tuple(told)


def _closed(board: Board, earlier: Board, period: Period) -> str:
    """How many are closed that were not before, and which, or of which units where they are many.

    Where more closings were recorded in the period (a measure closed twice, or reopened later), it
    is said how they come to fewer measures.
    """
    this = WORDS[kind_of(period)].this
    newly = newly_closed(board, earlier)
    counted = ((row, _times_closed(row, board, period)) for row in board.rows)
    closings = [(row, times) for row, times in counted if times]
    whole = sum(times for _, times in closings)
    if whole == len(newly):
        head = f"{this}新增销号" if newly else f"{this}没有新增销号事项"
    else:
        asides = "，".join(_closings_apart(closings, newly))
        among = "其中" if whole > 1 else ""
        head = f"{this}办理销号{whole}项次，{among}{asides}；期末"
        head += "新增销号" if newly else "没有新增销号事项"
    return f"{head}{_closed_listed(newly)}。"


def _times_closed(row: Row, board: Board, period: Period) -> int:
    return sum(event.type == "close" for event in events_of(row, board, period))


def _closings_apart(closings: Sequence[tuple[Row, int]], newly: Sequence[Row]) -> Iterator[str]:
    """The measures whose closings in the period are not one for each that is newly closed."""
    new = {row.id for row in newly}
    closed = [row for row, _ in closings]
    twice = [f"{name(row)}销号{times}次" for row, times in closings if times > 1]
    again = [name(r) for r in closed if r.id not in new and r.state is State.CLOSED]
    lost = [name(r) for r in closed if r.state is not State.CLOSED]
    if twice:
        yield named(twice)
    if again:
        yield f"{named(again)}为重新挂号后再次销号"
    if lost:
        yield f"{named(lost)}后来重新挂号、期末未销号"


def _closed_listed(rows: Sequence[Row]) -> str:
    """2项：8.3“…”、8.4“…”; of many the units that lead them; nothing for none."""
    if len(rows) > LISTED:
        return f"{len(rows)}项，涉及{of_units(Counter(r.lead[0] for r in rows).most_common())}"
    return f"{len(rows)}项：{'、'.join(map(name, rows))}" if rows else ""


def newly_closed(board: Board, earlier: Board) -> tuple[Row, ...]:
    """Closed now and not closed at the end of the period before."""
    before = {row.id for row in earlier.rows if row.state is State.CLOSED}
    return tuple(r for r in board.rows if r.state is State.CLOSED and r.id not in before)


def _has(row: Row, kind: str, board: Board, period: Period) -> bool:
    return any(event.type == kind for event in events_of(row, board, period))


def _aside(kind: str, row: Row, *, closed_within: bool) -> str:
    """What belongs in brackets behind a name: the new deadline, the new lead, closed again."""
    if kind == "extend":
        return f"（延期至{day_words(row.standing.due)}）"
    if kind == "transfer":
        return f"（现由{'、'.join(row.lead)}牵头）"
    if kind == "reopen" and closed_within and row.state is not State.CLOSED:
        return "（当期销号后又重新挂号）"
    if kind in {"return", "reopen"} and row.state in {State.CLOSED, State.SUBMITTED}:
        return "（现已销号）" if row.state is State.CLOSED else "（已再次申请销号）"
    return ""


def _reviewed(board: Board, period: Period, this: str) -> Iterator[str]:
    """How the period's look-backs ended; of one measure the last counts."""
    passed: list[str] = []
    failed: list[str] = []
    for row in board.rows:
        ends = [e for e in events_of(row, board, period) if e.type == "review"]
        if ends:
            (passed if getattr(ends[-1], "passed", False) else failed).append(name(row))
    if passed or failed:
        counted = "、".join(parts((("合格", len(passed)), ("不合格", len(failed)))))
        wrong = f"；不合格的是{named(failed)}" if failed else ""
        yield f"{this}开展回头看{len(passed) + len(failed)}项，{counted}{wrong}。"


def _listed(words: Sequence[str]) -> str:
    """甲、乙和丙."""
    return words[0] if len(words) == 1 else f"{'、'.join(words[:-1])}和{words[-1]}"
