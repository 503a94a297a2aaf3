"""The sentences of a report from 二、指标情况 on; what is nought is said or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.state.attainment import Verdict
from ganxian_ledger.domain.state.board import Board, Reporting, Row
from ganxian_ledger.domain.state.returning import returns_of
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.state.workdays import next_return, return_day
from ganxian_ledger.domain.views.monthly_groups import GroupLine, ReturnLine, return_lines
from ganxian_ledger.domain.views.monthly_measures import IssueLine, MeasureLine, name
from ganxian_ledger.domain.views.monthly_targets import TargetLine
from ganxian_ledger.domain.views.return_words import named_words
from ganxian_ledger.domain.views.words import (
    NAMED,
    WORDS,
    day_words,
    kind_of,
    named,
    number,
    of_units,
    parts,
    percent,
    share,
    short_day,
)

NAMED_TARGETS = 3
"""Targets that a sentence gives; each takes a line of its own."""


def targets(lines: Sequence[TargetLine]) -> tuple[str, ...]:
    """How many reach their goals, and those that miss with goal, value and distance."""
    if not lines:
        return ("台账没有登记指标。",)
    return tuple(targets_told(lines, "方案指标"))


def targets_told(lines: Sequence[TargetLine], whose: str) -> Iterator[str]:
    """The same of any targets; `whose` says whose they are."""
    counted = [t for t in lines if not t.in_words]
    worded = [t for t in lines if t.in_words]
    kinds = f"均为{'量化' if counted else '定性'}指标"
    if counted and worded:
        kinds = f"其中量化指标{len(counted)}项、定性指标{len(worded)}项"
    yield f"{whose}共{len(lines)}项，{kinds}。"
    if counted:
        yield _verdicts(counted)
    missed = [t for t in counted if t.is_missed]
    for verdict in (Verdict.NOT_MET, Verdict.BEHIND):
        those = sorted((t for t in missed if t.verdict == verdict), key=_pace)
        if those:
            listed = "；".join(_miss(t) for t in those[:NAMED_TARGETS])
            word = "差距最大的" if verdict is Verdict.BEHIND else "按台账次序前"
            first = f"，{word}{NAMED_TARGETS}项为" if len(those) > NAMED_TARGETS else ""
            yield f"{verdict.value}的{len(those)}项{first}：{listed}。"
    if counted and not missed and any(t.value for t in counted):
        yield "有数据的量化指标中，没有未达标和未达序时的。"
    noted = sum(bool(t.note) for t in worded)
    if worded:
        told = f"{noted}项有最近情况说明" if noted else "均没有最近情况说明"
        yield f"定性指标{len(worded)}项，{'其中' if noted else ''}{told}。"


def _pace(target: TargetLine) -> Decimal:
    """The rate of a cumulative target: of those behind the time, the lowest is furthest behind."""
    return Decimal(0) if target.rate is None else target.rate


def _verdicts(counted: Sequence[TargetLine]) -> str:
    held = Counter(t.verdict for t in counted)
    order = (Verdict.MET, Verdict.ON_PACE, Verdict.BEHIND, Verdict.NOT_MET, Verdict.NO_DATA)
    known = len(counted) - held[Verdict.NO_DATA]
    if not known:
        return f"量化指标{len(counted)}项均暂无数据。"
    listed = "、".join(parts((v.value, held[v.value]) for v in order))
    good = held[Verdict.MET] + held[Verdict.ON_PACE]
    return (
        f"量化指标{len(counted)}项中，{listed}；有数据的{known}项中达标或达序时{good}项，"
        f"占{share(good, known)}%。"
    )


def _miss(target: TargetLine) -> str:
    rate = f"，完成率{target.rate}%" if target.rate is not None else ""
    far = f"，{target.miss}" if target.miss else ""
    return f"{target.name}{target.period}为{target.value}{rate}，目标{target.goal}{far}"


# 三、各部分推进情况 · 四、单位完成情况


def sections(lines: Sequence[GroupLine]) -> tuple[str, ...]:
    """One sentence for each section."""
    if not any(line.total for line in lines):
        return ("台账没有登记措施。",)
    return tuple(
        f"{line.words}：措施{line.total}项，{_closing(line)}；{_trouble(line)}。"
        for line in lines
        if line.total
    )


def _closing(line: GroupLine) -> str:
    if not line.closed:
        return "尚无销号事项"
    return f"已销号{line.closed}项，销号率{percent(line.rate)}"


def _trouble(line: GroupLine) -> str:
    found = parts(
        (
            ("待核查", line.submitted),
            ("逾期", line.overdue),
            ("滞后", line.lagging),
            ("核减", line.cancelled),
        )
    )
    told = "，".join(found)
    if line.overdue or line.lagging:
        return told
    return f"{told}，没有逾期和滞后事项" if told else "没有逾期和滞后事项"


def units(lines: Sequence[GroupLine]) -> tuple[str, ...]:
    """How many units lead, which have closed all and which none."""
    if not lines:
        return ("没有牵头单位。",)
    return tuple(_units(lines))


def _units(lines: Sequence[GroupLine]) -> Iterator[str]:
    ranked = [u for u in lines if u.rate is not None]
    done = [u.name for u in ranked if u.closed == u.total - u.cancelled]
    none = [u.name for u in ranked if not u.closed]
    head = f"牵头措施的单位共{len(lines)}家"
    if len(lines) > 1 and len(done) == len(lines):
        yield f"{head}，牵头措施均已全部销号，排名并列。"
    elif len(lines) > 1 and len(none) == len(lines):
        yield f"{head}，均尚无销号事项，排名并列。"
    else:
        told = [
            f"{words}{len(those)}家：{named(those, '家')}"
            for words, those in (("牵头措施全部销号的", done), ("尚无销号的", none))
            if those
        ]
        yield f"{head}。{'；'.join(told)}。" if told else f"{head}。"
    late = [(u.name, u.overdue) for u in lines if u.overdue]
    if late:
        yield f"有逾期事项的{len(late)}家：{named([f'{u}（{n}项）' for u, n in late], '家')}。"
    yield (
        "一项措施只计入第一牵头单位；按销号率排名，相同的并列，没有可销号措施的不排名；"
        "配合项数另列，不参加排名。"
    )


# 五、逾期和滞后事项


def overdue(lines: Sequence[MeasureLine], day: date) -> tuple[str, ...]:
    """The overdue measures by unit, and the longest overdue by name."""
    if not lines:
        return ("没有逾期事项。",)
    head = f"逾期{len(lines)}项，涉及{_by_lead(lines)}。"
    if len(lines) > NAMED:
        head += f"逾期较久的{NAMED}项情况如下。"
    return (head, *(_late(m, day) for m in lines[:NAMED]))


def _late(measure: MeasureLine, day: date) -> str:
    return (
        f"{measure.lead}牵头的{name(measure)}应于{short_day(measure.due, day)}前完成，"
        f"目前{measure.state}，完成比例{measure.percent}%，逾期{measure.days_overdue}天。"
    )


def lagging(lines: Sequence[MeasureLine], board: Board) -> tuple[str, ...]:
    """The lagging measures by unit, and those furthest behind by name."""
    if not lines:
        return ("除逾期事项外，没有滞后事项。" if board.summary.overdue else "没有滞后事项。",)
    head = (
        f"完成比例落后序时进度超过{number(board.ledger.plan.policy.lag_yellow)}个百分点的"
        f"{len(lines)}项，涉及{_by_lead(lines)}。"
    )
    if not any(measure.percent for measure in lines):
        return (head, "以上事项的完成比例均为0%。")
    far = [f"{m.lead}牵头的{name(m)}（落后{m.gap}个百分点）" for m in lines[:NAMED]]
    return (head, f"落后较多的：{'；'.join(far)}。")


def _by_lead(lines: Iterable[MeasureLine]) -> str:
    """2家单位：区水利局（3项）、…, most first, of equals the first listed."""
    return of_units(Counter(m.unit for m in lines).most_common())


# 六、存在问题 · 七、报送情况


def issues(board: Board, lines: Sequence[IssueLine]) -> tuple[str, ...]:
    """How many open measures report an issue, and of how many units."""
    if board.rows and not any(row.state.is_open for row in board.rows):
        return ("没有在办措施。",)
    if not any(row.standing.progress for row in board.rows):
        return ("台账尚未登记进展，没有可汇总的问题。",)
    if not lines:
        return ("在办措施最近一次进展均未反映存在问题。",)
    told = of_units(Counter(line.unit for line in lines).most_common())
    return (f"在办措施最近一次进展反映存在问题的{len(lines)}项，涉及{told}。",)


def returns(board: Board, period: Period) -> tuple[str, ...]:
    """Who has returned the month's progress and who has not."""
    return (*_by_measure(board, period), *_by_form(board))


def _by_form(board: Board) -> Iterator[str]:
    """The units that handed in no form, or a late one; nothing where no form was taken in."""
    month = month_of(board.day)
    taken = (one for one in board.ledger.returns if one.date <= board.day)
    if any(one.month.text == month.text for one in taken):
        words = named_words(returns_of(board, month))
        if words:
            yield f"按牵头单位计，{words}"


def _by_measure(board: Board, period: Period) -> tuple[str, ...]:
    month = month_of(board.day)
    last = "" if kind_of(period) == "month" else f"（{WORDS[kind_of(period)].this}最近一个月）"
    held = Counter(row.reporting for row in board.rows)
    asked = len(board.rows) - held[Reporting.NOT_ASKED]
    until = day_words(return_day(board.ledger, month).day)
    if not asked:
        return (f"{month.words}{last}没有应报送进展的措施。",)
    head = f"{month.words}{last}应报送进展{asked}项（未完成且未申请销号的），报送截止{until}"
    got = held[Reporting.RETURNED]
    if got == asked:
        return (f"{head}，已全部报送。",)
    received = f"已报送{got}项，" if got else ""
    for reporting in (Reporting.AWAITED, Reporting.MISSING):
        lines = return_lines(board, reporting)
        if lines:
            return (f"{head}；{received}{reporting.value}{_by_unit(lines)}。",)
    return ()


def _by_unit(lines: Sequence[ReturnLine]) -> str:
    told = of_units((line.unit, line.count) for line in lines)
    return f"{sum(line.count for line in lines)}项，涉及{told}"


# 八、到期事项和下步要求


def due_next(
    measures: Sequence[MeasureLine], lines: Sequence[MeasureLine], day: date, until: date
) -> tuple[str, ...]:
    """What is due on the day itself, then `lines`: what falls due by the end of the next period."""
    first = day + timedelta(days=1)
    span = f"{day_words(first)}至{short_day(until, first)}"
    told = f"{span}没有到期的未完成措施。"
    if lines:
        told = f"{span}到期的未完成措施{len(lines)}项：{named([name(m) for m in lines])}。"
    last = [name(m) for m in measures if m.due_soon and m.due == day]
    if not last:
        return (told,)
    return (f"{day_words(day)}当日到期、尚未完成的{len(last)}项：{named(last)}。", told)


def demands(board: Board) -> tuple[str, ...]:
    """What follows from the plan's settings and from the records; the rest is the office's."""
    return (*_demands(board), "（其他要求由" + board.ledger.plan.office + "填写）")


def _demands(board: Board) -> Iterator[str]:
    asked = sum(row.state.is_open for row in board.rows)
    if asked:
        asked_next = next_return(board.ledger, board.day)
        yield (
            f"请各牵头单位于{day_words(asked_next.day)}前报送{asked_next.month.words}工作进展"
            f"（未完成且未申请销号的措施，现有{asked}项）。"
        )
    yield from demanded(board.rows, board.day)


def demanded(rows: Iterable[Row], day: date) -> Iterator[str]:
    """What is to be supplied for measures sent back, and which look-backs ask for reopening.

    As numbered points they never begin with a number themselves (2.8.6“…”).
    """
    for row in rows:
        returned = row.standing.returned
        if row.state is State.RETURNED and returned is not None and returned.until is not None:
            yield f"措施{name(row)}已退回，{_supply(row, returned.until, day)}。"
        review = row.standing.review
        if row.state is State.CLOSED and review is not None and not review.passed:
            yield f"措施{name(row)}回头看不合格，应重新挂号。"


def _supply(row: Row, until: date, day: date) -> str:
    if until < day:
        return f"补齐材料的期限{day_words(until)}已过"
    return f"请{'、'.join(row.lead)}于{day_words(until)}前补齐材料"
