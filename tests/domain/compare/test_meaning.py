"""The law of comparing: two states differ in something exactly where they mean something else."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from tests.support.build import ledger_files
from tests.support.story import altered
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.introduced import Introduced
from ganxian_ledger.domain.compare.meaning import Change, What, differences
from ganxian_ledger.domain.model.ledger import Ledger

LOGS = ("log", "readings")


def read(files: dict[str, bytes]) -> Ledger:
    return read_ledger(files).ledger


def meaning(ledger: Ledger) -> Any:
    """All that a ledger says, without the order of its things; of two with one number the first."""
    listed = ledger.units.units[: ledger.units.listed]
    return {
        "plan": ledger.plan,
        "sections": {s.id: s.title for s in reversed(ledger.sections)},
        "tasks": dict(
            reversed([(t.id, (t.title, s.id)) for s in ledger.sections for t in s.tasks])
        ),
        "measures": {e.id: (e.measure, e.task.id) for e in reversed(ledger.entries)},
        "targets": {t.id: t for t in reversed(ledger.targets)},
        "projects": {p.id: p for p in reversed(ledger.projects)},
        "units": {u.name: u for u in reversed(listed)},
    }


@pytest.mark.parametrize("seed", range(40))
def test_a_difference_is_found_exactly_where_the_meaning_differs(seed: int) -> None:
    dice = Random(seed)
    _, files, _ = ledger_of(seed)
    before = read(files)
    assert differences(before, read(files)) == ()
    for _ in range(12):
        reading = read_ledger(altered(dice, files))
        if reading.findings:
            continue
        found = differences(before, reading.ledger)
        assert bool(found) == (meaning(before) != meaning(reading.ledger)), found


@pytest.mark.parametrize("seed", range(20))
def test_what_two_states_add_is_what_the_other_way_takes(seed: int) -> None:
    one, other = read(ledger_of(seed)[1]), read(ledger_of(seed + 100)[1])
    there, back = differences(one, other), differences(other, one)

    def keys(changes: tuple[Change, ...], what: What) -> set[Any]:
        return {change.key for change in changes if change.what is what}

    assert keys(there, What.ADDED) == keys(back, What.REMOVED)
    assert keys(there, What.REMOVED) == keys(back, What.ADDED)
    assert keys(there, What.EDITED) == keys(back, What.EDITED)


def test_a_measure_under_another_task_is_told() -> None:
    files = ledger_files()
    moved = files["tasks.yaml"].replace(b"- id: '8'\n", b"- id: '9'\n")
    found = differences(read(files), read({**files, "tasks.yaml": moved}))

    edits = [c.field for c in found if c.field is not None]
    assert [(e.title, e.before, e.after) for e in edits] == [("所属任务", "8", "9")]


def test_a_merge_brings_only_what_no_parent_has() -> None:
    def state(*percents: int) -> Ledger:
        log = "".join(
            f"  - {{date: 2024-05-01, type: progress, by: 区城管局, percent: {n}}}\n"
            for n in percents
        )
        return read(ledger_files(measure=f"log:\n{log}" if log else ""))

    base, one, other = state(), state(1), state(2)
    introduced = Introduced()
    list(introduced.by([differences(base, one)]))
    list(introduced.by([differences(base, other)]))

    def merged(*percents: int) -> list[tuple[What, int]]:
        head = state(*percents)
        changes = introduced.by([differences(one, head), differences(other, head)])
        return [(c.what, (c.after or c.before).percent) for c in changes]

    assert merged(1, 2) == []
    assert merged(1, 2, 3) == [(What.RECORDED, 3)]
    assert merged(1) == [(What.WITHDRAWN, 2)]
