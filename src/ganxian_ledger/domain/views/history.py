"""log: who recorded what, when it was true, and when and by which commit it came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from ganxian_ledger.domain.compare.meaning import Change, Kind, What
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.views.question import day_text, unit_of
from ganxian_ledger.domain.views.table import Cell, Column, Sheet, Table
from ganxian_ledger.domain.views.told import (
    KIND_WORDS,
    called,
    change_fields,
    leads_of,
    named_in,
    record_of,
    told,
)

COLUMNS = (
    Column("committed", "提交时间"),
    Column("commit", "提交号"),
    Column("author", "提交人"),
    Column("subject", "对象", fold=True),
    Column("date", "发生日期"),
    Column("by", "单位", fold=True),
    Column("words", "内容", fold=True),
)
NOT_YET = "尚未提交"
_NUMBERED = (Kind.MEASURE, Kind.TARGET, Kind.PROJECT)
_COUNTED = {Kind.MEASURE: "项", Kind.TARGET: "项", Kind.PROJECT: "个", Kind.UNIT: "个"}


class Recording(NamedTuple):
    """By which commit, when (in Shanghai) and by whom something was recorded."""

    id: str
    short: str
    committed: datetime
    author: str


class Chapter(NamedTuple):
    """What one commit brought about; without `recording`, what is not committed yet.

    `is_first` where the ledger begins; `is_cut_off` where a shallow clone does, so that the changes
    are all that was there by then; `unread` names the files that could not be read.
    """

    recording: Recording | None
    changes: tuple[Change, ...]
    is_first: bool = False
    is_cut_off: bool = False
    unread: tuple[str, ...] = ()


class Question(NamedTuple):
    """Of which measure, target or project; of which unit; committed in which days."""

    subject: str | None = None
    unit: str | None = None
    since: date | None = None
    until: date | None = None


class _Line(NamedTuple):
    """One line: a change, or words about the commit itself."""

    recording: Recording | None
    change: Change | None
    words: str


def history(
    ledger: Ledger, chapters: Iterable[Chapter], question: Question, *, day: date, path: str
) -> Sheet:
    """What became of the ledger, or of what is asked for, the newest last.

    Raises:
        Unknown: where there is no such thing or unit, with near misses, or no such span of days.
    """
    _require_order(question)
    listed = tuple(chapters)
    if question.subject is not None:
        _require_known(ledger, listed, question.subject)
    unit = None if question.unit is None else unit_of(ledger, question.unit)
    within = [chapter for chapter in listed if _is_within(chapter, question, day)]
    lines = [line for one in within for line in _lines(ledger, one, question.subject, unit)]
    plan = ledger.plan
    heads = (f"{plan.title}（{plan.number}）", f"{_what(ledger, question)}，查于 {day_text(day)}")
    asked = "；".join(_filter(question, unit))
    return Sheet(
        kind="log",
        title="台账经历",
        headings=(*heads, f"筛选：{asked}") if asked else heads,
        tables=(Table(COLUMNS, tuple(_row(ledger, line) for line in lines)),),
        foot=tuple(_foot(lines, listed)),
        payload={
            "as_of": day,
            "ledger": {"title": plan.title, "number": plan.number, "path": path},
            "subject": question.subject,
            "summary": _summary(lines),
            "entries": [_fields(ledger, line) for line in lines],
        },
        empty="没有符合条件的记录和改动",
    )


def _require_order(question: Question) -> None:
    since, until = question.since, question.until
    if since is not None and until is not None and since > until:
        raise Unknown(f"--since {since} 晚于 --until {until}", remedy="把两个日期对调")


def _require_known(ledger: Ledger, chapters: Iterable[Chapter], subject: str) -> None:
    """There is, or once was, something of this number.

    Raises:
        Unknown: with near misses.
    """
    present = [*(e.id for e in ledger.ordered), *(t.id for t in ledger.targets)]
    known = dict.fromkeys((*present, *(p.id for p in ledger.projects)))
    changes = (change.key for chapter in chapters for change in chapter.changes)
    known.update(dict.fromkeys(key.id for key in changes if key.kind in _NUMBERED))
    if subject not in known:
        hint = suggest(subject, known) or "ledger status、ledger targets、ledger projects 列出编号"
        raise Unknown(f"没有编号为“{subject}”的措施、指标或项目", remedy=hint)


def _is_within(chapter: Chapter, question: Question, day: date) -> bool:
    """Whether it was committed in the days asked for; what is not yet counts as of today."""
    made = chapter.recording
    committed = made.committed.date() if made else max(day, question.since or day)
    after = question.since is None or committed >= question.since
    return after and (question.until is None or committed <= question.until)


def _lines(
    ledger: Ledger, chapter: Chapter, subject: str | None, unit: Unit | None
) -> Iterator[_Line]:
    made = chapter.recording
    if chapter.is_cut_off:
        yield _Line(made, None, "浅克隆从这里开始，更早的经历没有取回")
        return
    for name in chapter.unread:
        yield _Line(made, None, f"{name} 读不了或不在，这一次没有比对")
    changes = [c for c in chapter.changes if _is_asked(ledger, c, subject, unit)]
    if chapter.is_first and subject is None:
        if changes:
            yield _Line(made, None, _founded(changes))
        changes = [c for c in changes if c.what is not What.ADDED]
    names = ledger.units.named
    yield from (_Line(made, change, told(change, names)) for change in changes)


def _founded(changes: Iterable[Change]) -> str:
    """建立台账：措施 76 项，…."""
    counts = Counter(change.key.kind for change in changes if change.what is What.ADDED)
    said = [f"{KIND_WORDS[k]} {counts[k]} {word}" for k, word in _COUNTED.items() if counts[k]]
    return f"建立台账：{'、'.join(said)}" if said else "建立台账"


def _is_asked(ledger: Ledger, change: Change, subject: str | None, unit: Unit | None) -> bool:
    if subject is not None and (change.key.id != subject or change.key.kind not in _NUMBERED):
        return False
    if unit is None:
        return True
    record = record_of(change)
    if record is not None and unit.name in named_in(record, ledger):
        return True
    names = {unit.name} if unit.is_group else {unit.name, *ledger.units.groups_of(unit.name)}
    return bool(names.intersection(leads_of(change.key, change.thing, ledger)))


def _what(ledger: Ledger, question: Question) -> str:
    return "台账的经历" if question.subject is None else f"{_named(ledger, question.subject)}的经历"


def _named(ledger: Ledger, subject: str) -> str:
    """A number with its title, where it is there still."""
    titles = [e.measure.title for e in ledger.entries if e.id == subject]
    titles += [t.name for t in ledger.targets if t.id == subject]
    titles += [p.name for p in ledger.projects if p.id == subject]
    return f"{subject} {titles[0]} " if titles else f"{subject} "


def _filter(question: Question, unit: Unit | None) -> Iterator[str]:
    if unit is not None:
        yield f"单位 {unit.name}（由它负责的、它记的和关于它的）"
    if question.since is not None:
        yield f"{day_text(question.since)} 起提交"
    if question.until is not None:
        yield f"{day_text(question.until)} 为止提交"


def _row(ledger: Ledger, line: _Line) -> tuple[Cell, ...]:
    made, change = line.recording, line.change
    record = None if change is None else record_of(change)
    return (
        f"{made.committed:%Y-%m-%d %H:%M}" if made else NOT_YET,
        made.short if made else None,
        made.author if made else None,
        called(change.key, change.thing) if change else None,
        record.date if record is not None else None,
        ledger.units.named(record.by) if record is not None else None,
        line.words,
    )


def _summary(lines: Iterable[_Line]) -> dict[str, object]:
    kinds = Counter(line.change.what for line in lines if line.change)
    commits = {line.recording.id for line in lines if line.recording}
    recorded = kinds.pop(What.RECORDED, 0)
    waiting = sum(line.recording is None for line in lines)
    return {
        "commits": len(commits),
        "recorded": recorded,
        "altered": kinds.total(),
        "uncommitted": waiting,
    }


def _foot(lines: Iterable[_Line], chapters: Iterable[Chapter]) -> Iterator[str]:
    sums = _summary(lines)
    yield (
        f"共 {sums['commits']} 次提交：新记录 {sums['recorded']} 条，"
        f"其他改动 {sums['altered']} 处；尚未提交 {sums['uncommitted']} 条"
    )
    if any(chapter.is_cut_off for chapter in chapters):
        yield "这是浅克隆，更早的经历没有取回：运行 git fetch --unshallow"


def _fields(ledger: Ledger, line: _Line) -> dict[str, object]:
    """One line as JSON has it."""
    made, change = line.recording, line.change
    fields: dict[str, object] = {
        "commit": made.id if made else None,
        "committed": made.committed.isoformat() if made else None,
        "author": made.author if made else None,
        "words": line.words,
    }
    return {**fields, **({} if change is None else change_fields(ledger, change))}
