"""What a report says of records that came in only after its day: 补录."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganxian_ledger.domain.compare.meaning import Change, Key, What, differences
from ganxian_ledger.domain.state.attainment import Verdict
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.told import KIND_WORDS
from ganxian_ledger.domain.views.words import day_words, named

MISSED = frozenset({Verdict.NOT_MET, Verdict.BEHIND})


def late_words(then: Board, now: Board) -> str:
    """How what was recorded by the end of the day differs from what is true of it now.

    Both boards are of the same day; nothing is said where they agree.
    """
    told_apart = differences(then.ledger, now.ledger)
    late = [c for c in told_apart if c.what is What.RECORDED and c.after.date <= now.day]
    altered = [c for c in told_apart if _is_altered(c, now)]
    figures = "、".join(_figures(then, now))
    if not (late or altered or figures):
        return ""
    said = [
        f"有{len(late)}条是此后补录的，涉及{_things(late)}" if late else "",
        f"有{len(altered)}条记录在此后改动或删去，涉及{_things(altered)}" if altered else "",
        f"按当日已入账的记录，{figures}" if figures else "主要件数不受影响",
    ]
    return f"截至{day_words(now.day)}的记录中，{'；'.join(filter(None, said))}"


def _is_altered(change: Change, board: Board) -> bool:
    """Whether a record of the day or before says something else now, or is gone."""
    if change.what not in {What.REWRITTEN, What.WITHDRAWN}:
        return False
    days = [one.date for one in (change.before, change.after) if one is not None]
    return any(day <= board.day for day in days)


def _things(changes: Sequence[Change]) -> str:
    """措施8.3、8.4和指标pm25."""
    ids: dict[str, dict[Key, None]] = {}
    for change in changes:
        ids.setdefault(KIND_WORDS[change.key.kind], {})[change.key] = None
    return "和".join(f"{word}{named([key.id for key in keys])}" for word, keys in ids.items())


def _figures(then: Board, now: Board) -> Iterator[str]:
    """The main figures that were others at the time: 已销号5项（现为6项）."""
    old, new = then.summary, now.summary
    pairs = (
        ("措施", old.total, new.total),
        ("已销号", old.closed, new.closed),
        ("待核查", old.submitted, new.submitted),
        ("逾期", old.overdue, new.overdue),
        ("滞后", old.lagging, new.lagging),
        ("临期", old.due_soon, new.due_soon),
        ("核减", old.cancelled, new.cancelled),
        ("未达标、未达序时的指标", _missed(then), _missed(now)),
    )
    return (f"{word}{a}项（现为{b}项）" for word, a, b in pairs if a != b)


def _missed(board: Board) -> int:
    return sum(one.verdict in MISSED for one in board.attainments)
