"""Random pairs of branches of one ledger: legal records, made by the same code as the commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.adapters.yaml.patch import encoded, patched
from ganxian_ledger.domain import edits
from ganxian_ledger.domain.edits import Intent, decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import LedgerError
from ganxian_ledger.domain.model.calendar import months
from ganxian_ledger.domain.model.event import Event, Extension
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.state.standing import standing_of
from ganxian_ledger.domain.state.steps import ALLOWED_IN, after, is_legal

Files = dict[str, bytes]
TODAY = date(2024, 12, 31)
WORDS = ("推进施工", "甲\n乙：丙 # 丁", "a: b", "“两高”、𠮷安路", "it's {x}")


class Branches(NamedTuple):
    """A ledger, and what became of it on two branches."""

    base: Files
    ours: Files
    theirs: Files


def branches(seed: int, files: Mapping[str, bytes], *, most: int = 4) -> Branches:
    """A few records on the ledger, then some on each branch, mostly on the same few measures."""
    dice = Random(seed)
    numbers = [entry.id for entry in read_ledger(files).ledger.entries]
    chosen = dice.sample(numbers, min(len(numbers), dice.randrange(1, 4)))
    base = recorded(dice, dict(files), chosen, dice.randrange(most + 1))
    ours, theirs = (recorded(dice, base, chosen, dice.randrange(1, most + 1)) for _ in range(2))
    return Branches(base, ours, theirs)


def recorded(dice: Random, files: Files, numbers: list[str], count: int) -> Files:
    """The files with up to so many more records."""
    for _ in range(count):
        ledger = read_ledger(files).ledger
        if not (numbers or ledger.targets):
            return files
        is_reading = bool(ledger.targets) and (not numbers or dice.random() < 0.2)
        intent = _reading(dice, ledger) if is_reading else _step(dice, ledger, dice.choice(numbers))
        try:
            change = decide(ledger, intent, today=TODAY).change
        except LedgerError:
            continue
        document = read_ledger(files).documents[change.place.file]
        files = {**files, document.name: encoded(document, patched(document, change).text)}
    return files


def _day(dice: Random, last: date) -> date:
    return min(max(last, date(2024, 5, 1)) + timedelta(days=dice.choice((0, 0, 1, 7))), TODAY)


def _step(dice: Random, ledger: Ledger, number: str) -> Intent:
    entry = ledger.entry(number)
    standing = standing_of(entry.measure, ledger.plan.due)
    day = _day(dice, standing.last.date if standing.last else date.min)
    said = Said(date=day, note=dice.choice((None, *WORDS)))
    why = dice.choice(WORDS)
    later = standing.due + timedelta(days=dice.choice((1, 30, 31)))
    others = [u.name for u in ledger.units if u.name not in standing.lead]
    made: dict[str, Intent] = {
        "progress": edits.Progress(number, dice.randrange(101), said=said),
        "submit": edits.Submit(number, said=said),
        "return": edits.Return(number, why, said=said),
        "close": edits.Close(number, ({"url": "https://例.cn/?a=1#b"},), said=said),
        "review": edits.Review(number, passed=True, said=said),
        "reopen": edits.Reopen(number, why, said=said),
        "extend": edits.Extend(number, later, why, said=said),
        "transfer": edits.Transfer(number, (dice.choice(others),), why, said=said),
        "cancel": edits.Cancel(number, why, said=said),
    }
    kinds = [kind for kind in made if standing.state in ALLOWED_IN[kind]]
    if "progress" in kinds:
        kinds += ["progress"] * 6
    return made[dice.choice(kinds or ["progress"])]


def _reading(dice: Random, ledger: Ledger) -> Intent:
    target = dice.choice(ledger.targets[:4])
    month = dice.randrange(1, 7)
    said = Said(date=date(2024, month + 1, dice.randrange(1, 20)))
    number = None if target.goal.number is None else Decimal(dice.randrange(3))
    period = months(2024, month, month, text=f"2024-{month:02}")
    return edits.Reading(target.id, period, number, said=said)


# --- what must come out ---


def lists_of(files: Mapping[str, bytes]) -> dict[str, tuple[Any, ...]]:
    """Every append-only list by what holds it."""
    ledger = read_ledger(files).ledger
    return {
        **{f"措施 {entry.id}": entry.measure.log for entry in ledger.entries},
        **{f"指标 {target.id}": target.readings for target in ledger.targets},
        **{f"项目 {project.id}": project.log for project in ledger.projects},
    }


def union(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> Counter[Hashable]:
    """All records, those of both sides once."""
    old, mine, yours = Counter(base), Counter(ours), Counter(theirs)
    return old + ((mine - old) | (yours - old))


def can_be_one(
    entry: Entry, plan_due: date, ours: Sequence[Event], theirs: Sequence[Event]
) -> bool:
    """Whether any order of the new records of both sides is legal, by trying them all."""
    shared = Counter(ours) & Counter(theirs)
    rest = list(theirs)
    for record in shared.elements():
        rest.remove(record)
    return any(
        _is_legal(entry, plan_due, order) and _keeps(order, theirs) for order in _orders(ours, rest)
    )


def _orders(one: Sequence[Event], other: Sequence[Event]) -> Iterator[list[Event]]:
    count = len(one) + len(other)
    for places in combinations(range(count), len(one)):
        mine, yours = iter(one), iter(other)
        yield [next(mine) if n in places else next(yours) for n in range(count)]


def _keeps(order: Sequence[Event], side: Sequence[Event]) -> bool:
    """Whether the records of a side stand in its own order."""
    waiting = iter(order)
    return all(any(record == one for one in waiting) for record in side)


def _is_legal(entry: Entry, plan_due: date, order: list[Event]) -> bool:
    standing = standing_of(entry.measure, plan_due)
    state, due = standing.state, standing.due
    day = standing.last.date if standing.last else date.min
    for event in order:
        late = isinstance(event, Extension) and event.to <= due
        if event.date < day or late or not is_legal(event.type, state):
            return False
        day, state = event.date, after(event.type, state)
        due = event.to if isinstance(event, Extension) else due
    return True
