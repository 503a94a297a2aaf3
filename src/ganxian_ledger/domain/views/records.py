"""The records of a log as an office says them, one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ganxian_ledger.domain.model.event import (
    TYPE_WORDS,
    Closure,
    Event,
    Extension,
    Progress,
    Return,
    Review,
    Submission,
    Transfer,
)
from ganxian_ledger.domain.model.evidence import Evidence
from ganxian_ledger.domain.views.question import day_text

Names = Callable[[str], str]
"""From a name as written to the registered name."""


def brief(event: Event, names: Names) -> str:
    """What a record says in short: without who checked how, evidence counted."""
    count = len(getattr(event, "evidence", ()))
    said = (_main(event, names), f"佐证{count}份" if count else "", event.note or "")
    return "；".join(filter(None, said))


def sentence(event: Event, names: Names) -> str:
    """What a record says, without its date and its unit: 报送进展：60%；存在问题：…."""
    said = [_main(event, names), *_details(event)]
    if event.note:
        said.append(f"说明：{event.note}")
    if event.source is not None:
        said.append(f"来自填报表 {event.source.path}")
    return "；".join(filter(None, said))


def _main(event: Event, names: Names) -> str:
    """The first words: what was done, with its figure or its reason."""
    word = TYPE_WORDS.get(event.type, event.type)
    match event:
        case Progress():
            return f"报送进展：{event.percent}%"
        case Review():
            return _reasoned(f"{word}{'合格' if event.passed else '不合格'}", event.reason)
        case Extension():
            return _reasoned(f"延期至 {day_text(event.to)}", event.reason)
        case Transfer():
            return _reasoned(f"转办给{'、'.join(map(names, event.lead))}", event.reason)
    return _reasoned(word, getattr(event, "reason", None))


def _reasoned(word: str, reason: str | None) -> str:
    return f"{word}：{reason}" if reason else word


def _details(event: Event) -> Iterable[str]:
    """What else the record holds, by its type."""
    match event:
        case Progress():
            yield f"存在问题：{event.issue}" if event.issue else ""
            yield f"下步打算：{event.next}" if event.next else ""
        case Submission():
            yield _evidence(event.evidence)
        case Return():
            yield f"{day_text(event.until)} 前补齐" if event.until else ""
        case Closure():
            yield f"核查人：{event.checked_by}" if event.checked_by else ""
            yield f"核查日期：{day_text(event.checked_on)}" if event.checked_on else ""
            yield f"核查方式：{event.method}" if event.method else ""
            yield _evidence(event.evidence)
        case Extension():
            yield f"批准人：{event.approved_by}" if event.approved_by else ""


def _evidence(evidence: Iterable[Evidence]) -> str:
    named = [piece(one) for one in evidence]
    return f"佐证：{'、'.join(named)}" if named else ""


def piece(one: Evidence) -> str:
    """A piece of evidence by its title and where it is: 竣工验收单（evidence/8.3/验收单.pdf）."""
    where = one.path or one.url or ""
    return f"{one.title}（{where}）" if one.title else where


def fields(event: Event, names: Names) -> Mapping[str, object]:
    """A record with all its fields, as JSON has it, and its sentence in `words`."""
    held: dict[str, Any] = event.model_dump(exclude_none=True)
    head = {"date": event.date, "type": event.type, "by": names(event.by)}
    rest = {key: value for key, value in held.items() if key not in head}
    if isinstance(event, Transfer):
        rest["lead"] = tuple(map(names, event.lead))
    return {**head, **rest, "words": sentence(event, names)}
