"""The sentences of the monthly notice, of the message that goes into a chat, and of the mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.plan import Plan
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.workdays import ReturnDay
from ganxian_ledger.domain.views.monthly_opening import subject_of
from ganxian_ledger.domain.views.notice import Request
from ganxian_ledger.domain.views.return_words import moved_words
from ganxian_ledger.domain.views.unit_sheet_words import you
from ganxian_ledger.domain.views.words import day_words, named, one_line

CLOSING = "特此通知。"
CONTACT = "联系人：（待填），联系电话：（待填）。"
"""Whom to ask, in a text of its own; a paper has it in brackets below."""
MOST_MESSAGE = 500
"""Characters of a message, so that it goes into one bubble of a chat."""
FILLING = "只填白色格，完成比例填整数，申请销号须附佐证材料；原表发回，不要改表的结构。"


def title(plan: Plan, month: Period) -> str:
    """关于报送2024年6月…工作进展的通知."""
    return f"关于报送{month.words}{subject_of(plan.title)}进展的通知"


def whom(board: Board, unit: str) -> str:
    """How the unit is addressed in a sentence."""
    known = board.ledger.units.by_name.get(unit)
    return you(known) if known else "你单位"


def opening(board: Board, unit: str, month: Period) -> str:
    """On which paper it rests, and what is asked."""
    plan = board.ledger.plan
    return (
        f"根据《{plan.title}》（{plan.number}），现请{whom(board, unit)}报送"
        f"{month.words}工作进展。有关事项通知如下。"
    )


def asked(request: Request) -> str:
    """12项措施、4个指标: what there is to fill, without what is none."""
    counts = ((request.measures, "项措施"), (request.targets, "个指标"))
    return "、".join(f"{count}{words}" for count, words in counts if count)


def contents(board: Board, request: Request, month: Period) -> Iterator[str]:
    """What the form asks, what it tells already, and what is not asked now."""
    measures = "措施填本月进展、完成比例、存在问题和下步打算" if request.measures else ""
    targets = "指标填本月数值" if request.targets else ""
    yield (
        f"请{whom(board, request.unit)}填报牵头的{asked(request)}，填报表见附件。"
        f"表中已列出任务要求和截至{day_words(board.day)}的情况，"
        f"请在白色格内填写{month.words}的情况：{'；'.join(filter(None, (measures, targets)))}。"
    )
    if request.waiting:
        yield (
            f"已申请销号、正在核查的{len(request.waiting)}项"
            f"（{named(request.waiting)}）本月不必填报。"
        )


def until(ledger: Ledger, due: ReturnDay) -> str:
    """By when, and why it is not the usual day."""
    moved = moved_words(ledger, due)
    return f"请于{day_words(due.day)}前（含当日）将填报表发回{f'（{moved}）' if moved else ''}。"


def demands(request: Request) -> Iterator[str]:
    """How the form is filled."""
    yield "只填白色格；其他格是台账已有的内容，不要改动，有出入的另行说明。"
    if request.measures:
        yield "“完成比例”填0到100的整数，是累计完成的比例。"
    if request.targets:
        yield (
            "指标按表中的计量单位填本月数值，没有数值要求的在“说明”里写明情况；"
            "没有新数据的，整行留空。"
        )
    if request.measures:
        yield (
            "申请销号须附佐证材料：在“申请销号”一格选“是”，把文件名填进“佐证材料”，"
            "文件随填报表一并报送。"
        )
    yield "原表发回，不要改表的结构：不增删行列，不改表名，不另换表格。"


def message(plan: Plan, request: Request, month: Period, due: ReturnDay) -> str:
    """A text to paste into a chat, of `MOST_MESSAGE` characters at most.

    What is longer loses first how to fill, which the form says too, then the end of long names.
    """
    subject = one_line(subject_of(plan.title))
    pieces = [
        f"【{month.words}工作进展报送】{request.unit}：",
        f"请填报{month.words}{subject}进展，共{asked(request)}，",
        f"于{day_words(due.day)}前（含当日）发回填报表。",
        FILLING,
        CONTACT,
        f"——{one_line(plan.office)}",
    ]
    if sum(map(len, pieces)) > MOST_MESSAGE:
        pieces.remove(FILLING)
    spare = MOST_MESSAGE - sum(map(len, pieces))
    if spare < 0:
        rest = sum(map(len, pieces[2:]))
        pieces[:2] = _clipped(pieces[:2], MOST_MESSAGE - rest)
    return "".join(pieces)


def _clipped(pieces: Sequence[str], most: int) -> Iterator[str]:
    """The pieces, each no longer than its share, with … where something is missing."""
    share = max(most // len(pieces), 1)
    return (one if len(one) <= share else f"{one[: share - 1]}…" for one in pieces)


def mail(board: Board, request: Request, month: Period, due: ReturnDay) -> str:
    """The text of the mail, a paragraph on each line."""
    plan = board.ledger.plan
    lines = (
        f"{request.unit}：",
        opening(board, request.unit, month),
        *contents(board, request, month),
        until(board.ledger, due),
        *(f"{number}.{words}" for number, words in enumerate(demands(request), 1)),
        CONTACT,
        one_line(plan.office),
    )
    return "\n\n".join(map(one_line, lines)) + "\n"
