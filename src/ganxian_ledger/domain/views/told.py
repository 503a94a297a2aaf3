"""Changes of a ledger as sentences and as JSON: what was recorded, what was altered afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ganxian_ledger.domain.compare.meaning import Change, Key, Kind, What
from ganxian_ledger.domain.compare.words import LONGEST, quoted
from ganxian_ledger.domain.model.event import Event, Transfer
from ganxian_ledger.domain.model.files import (
    HOLIDAYS_TITLE,
    LETTERS_TITLE,
    RETURNS_TITLE,
    SCHEME_TITLE,
    VETO_TITLE,
)
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.letter import Letter
from ganxian_ledger.domain.model.project import Project, ProjectEvent
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.model.returned import Returned
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.views.monthly_targets import goal_words
from ganxian_ledger.domain.views.records import Names, sentence
from ganxian_ledger.domain.views.words import number

KIND_WORDS: Mapping[Kind, str] = {
    Kind.PLAN: "方案",
    Kind.POLICY: "办公室设置",
    Kind.SECTION: "章节",
    Kind.TASK: "任务",
    Kind.MEASURE: "措施",
    Kind.TARGET: "指标",
    Kind.PROJECT: "项目",
    Kind.UNIT: "单位",
    Kind.RETURNS: RETURNS_TITLE,
    Kind.LETTERS: LETTERS_TITLE,
    Kind.ASSESSMENT: SCHEME_TITLE,
    Kind.HOLIDAYS: HOLIDAYS_TITLE,
}
_FILES = frozenset({Kind.RETURNS, Kind.LETTERS, Kind.ASSESSMENT, Kind.HOLIDAYS})
"""Files that are one thing each, called what they are."""
_AROUND = 6
"""Characters that two long values have in common and that are shown before they part."""


def title_of(thing: Record) -> str:
    """The short name of a thing; empty where it has none."""
    title: str = getattr(thing, "title", "") or getattr(thing, "name", "")
    return title


def called(key: Key, thing: Record) -> str:
    """The number and title of a thing: 8.3 城镇污水管网建设."""
    title = title_of(thing)
    if key.kind in _FILES:
        return key.id
    if key.kind in {Kind.PLAN, Kind.POLICY, Kind.UNIT}:
        return f"{KIND_WORDS[key.kind]} {key.id}".strip()
    return " ".join(f"{key.id} {title}".split())


def record_of(change: Change) -> Any:  # noqa: ANN401 (of a log, of readings)
    """The record of a log that a change is about; None where it is about the thing itself."""
    if change.what in {What.ADDED, What.REMOVED, What.EDITED}:
        return None
    return change.before if change.after is None else change.after


def told(change: Change, names: Names) -> str:
    """What changed, without the name of the thing, the day and the unit of the record."""
    if change.what is What.ADDED:
        return f"新增{KIND_WORDS[change.key.kind]}"
    if change.what is What.REMOVED:
        return f"删去{KIND_WORDS[change.key.kind]}{_with_log(change.thing)}"
    if change.what is What.EDITED:
        title, before, after = values_of(change)
        return f"{title}改动：{parted(before, after)}"
    said = record_words(record_of(change), change.thing, names)
    if change.what is What.RECORDED:
        return said
    if change.what is What.REWRITTEN:
        old = full_words(change.before, change.thing, names)
        return f"记录改动：{parted(old, full_words(change.after, change.thing, names))}"
    return f"{'记录删去' if change.what is What.WITHDRAWN else '记录挪动位置'}：{said}"


def values_of(change: Change) -> tuple[str, str, str]:
    """The name of a field that was edited, and its values before and after."""
    edit = change.field
    assert edit is not None
    if (
        edit.key == "goal"
        and isinstance(change.before, Target)
        and isinstance(change.after, Target)
    ):
        return edit.title, goal_words(change.before), goal_words(change.after)
    return edit.title, edit.before, edit.after


def parted(before: str, after: str) -> str:
    """“甲”改为“乙”; long texts from shortly before they part."""
    one, other = (" ".join(text.split()) for text in (before, after))
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    if max(len(one), len(other)) > LONGEST and common > _AROUND * 2:
        cut = common - _AROUND
        one, other = f"…{one[cut:]}", f"…{other[cut:]}"
    return f"“{quoted(one)}”改为“{quoted(other)}”"


def full_words(record: Any, thing: Record, names: Names) -> str:  # noqa: ANN401 (as above)
    """A record with its day and its unit."""
    said = record_words(record, thing, names)
    return f"{record.date.isoformat()} {names(record.by)} {said}"


def record_words(record: Any, thing: Record, names: Names) -> str:  # noqa: ANN401 (as above)
    """What a record says, without its day and its unit."""
    if isinstance(record, Event):
        return sentence(record, names)
    return "；".join(part for part in _parts(record, thing, names) if part)


def _parts(record: Any, thing: Record, names: Names) -> Iterable[str]:  # noqa: ANN401 (as above)
    if isinstance(record, Reading):
        return _of_reading(record, thing)
    if isinstance(record, Returned):
        taken = f"收到{names(record.unit)}{record.month.words}填报表"
        return f"{taken}（{record.form.path}）", record.note or ""
    if isinstance(record, Letter):
        return _of_letter(record, names)
    if isinstance(record, ProjectEvent):
        return _of_project(record)
    return _given_by_hand(record, thing, names)


def _given_by_hand(record: Any, thing: Any, names: Names) -> Iterable[str]:  # noqa: ANN401 (as above)
    """A mark or a veto of a scheme (`thing`)."""
    whom = f"{names(record.unit)}{record.period.words}"
    points = getattr(record, "points", None)
    if points is None:
        yield f"{whom}{VETO_TITLE}，等次不高于{record.grade}"
    else:
        titles = {item.id: item.title for item in thing.items()}
        sign = "+" if points > 0 else ""
        yield f"{whom}{titles.get(record.item, record.item)} {sign}{number(points)} 分"
    yield f"理由：{record.reason}"
    yield f"批准人：{record.approved_by}"


def _of_letter(letter: Letter, names: Names) -> Iterable[str]:
    month = letter.month.words if letter.month else ""
    yield f"{month}{letter.kind}，主送{'、'.join(map(names, letter.to))}"
    yield f"文号：{letter.number}" if letter.number else ""
    yield f"措施：{'、'.join(letter.measures)}" if letter.measures else ""
    yield f"答复期限：{letter.answer_due}" if letter.answer_due else ""
    yield f"说明：{letter.note}" if letter.note else ""
    for answer in letter.answers:
        yield f"{answer.date} {names(answer.by)}答复{f'：{answer.note}' if answer.note else ''}"


def _of_reading(reading: Reading, thing: Record) -> Iterable[str]:
    unit = thing.unit if isinstance(thing, Target) and reading.value is not None else ""
    value = "" if reading.value is None else f"：{number(reading.value)}{unit}"
    yield f"报送{reading.period.words}读数{value}"
    yield f"来源：{reading.source}" if isinstance(reading.source, str) else ""
    yield f"说明：{reading.note}" if reading.note else ""


def _of_project(event: ProjectEvent) -> Iterable[str]:
    yield f"形象进度：{event.stage}"
    yield "" if event.percent is None else f"完成 {event.percent}%"
    yield "" if event.invested is None else f"累计投资 {number(event.invested)}万元"
    yield f"存在问题：{event.issue}" if event.issue else ""
    yield f"说明：{event.note}" if event.note else ""


def _with_log(thing: Record) -> str:
    log = getattr(thing, "log", ()) or getattr(thing, "readings", ())
    return f"（连同 {len(log)} 条记录）" if log else ""


def named_in(record: Any, ledger: Ledger) -> frozenset[str]:  # noqa: ANN401 (as above)
    """The registered names of those who made a record of a log, and of those it is about."""
    named = [record.by]
    if isinstance(record, Letter):
        named.extend(record.to)
    elif hasattr(record, "unit"):
        named.append(record.unit)
    return frozenset(map(ledger.units.named, named))


def leads_of(key: Key, thing: Record, ledger: Ledger) -> tuple[str, ...]:
    """The registered names of those who answer, or have answered, for a thing."""
    listed: list[str] = list(getattr(thing, "lead", None) or ())
    if isinstance(thing, Project):
        listed.append(thing.owner)
    elif isinstance(thing, Target) and not listed and ledger.has_measure(thing.clause):
        listed.extend(ledger.entry(thing.clause).measure.lead)
    for event in getattr(thing, "log", ()):
        listed.extend(event.lead if isinstance(event, Transfer) else ())
    if key.kind is Kind.UNIT:
        listed.append(key.id)
    return tuple(dict.fromkeys(map(ledger.units.named, listed)))


def change_fields(ledger: Ledger, change: Change) -> dict[str, object]:
    """A change as JSON has it: of which thing, what became of it, and both values."""
    record = record_of(change)
    fields: dict[str, object] = {
        "kind": change.key.kind.value,
        "id": change.key.id,
        "title": title_of(change.thing),
        "what": change.what.value,
    }
    if record is not None:
        fields |= {"date": record.date, "by": ledger.units.named(record.by)}
        fields |= {"type": getattr(record, "type", None)}
    if change.field is not None:
        _, before, after = values_of(change)
        fields |= {"field": change.field.key, "before": before, "after": after}
    return fields
