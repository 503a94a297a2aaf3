"""The records of the measures' logs with what held before each, for the rules that read logs.

Every record is taken as if it had been allowed. What follows from one that could not be read is
unknown, so that no rule speaks of a fault's consequences.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.event import Closure, Event, Extension, Submission
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.state.steps import ALLOWED_IN, LEADS_TO, State


class Step(NamedTuple):
    """One record: its measure, its position in the log, and what held before it.

    `state` and `due` are None where they are unknown; `least_due` is the latest deadline that was
    certainly in force, which no later one can be before. `submission` is the one that waits for its
    answer or was answered by closing; a return or a reopening does away with it.
    """

    entry: Entry
    position: int
    event: Event
    state: State | None
    due: date | None
    least_due: date | None
    submission: Submission | None

    @property
    def place(self) -> Place:
        """Where the record stands."""
        return self.entry.place / "log" / self.position


def steps(ledger: Ledger, *kinds: type[Event]) -> Iterator[Step]:
    """Every record of the measures whose log has a record of one of these kinds."""
    for entry in ledger.entries:
        if any(isinstance(event, kinds) for event in entry.measure.log):
            yield from steps_of(entry, ledger.plan.due)


def steps_of(entry: Entry, plan_due: date) -> Iterator[Step]:
    """Every record of one measure, in the order of its log."""
    state: State | None = State.NOT_STARTED
    due = least = known(entry.measure.due or plan_due)
    submission: Submission | None = None
    for position, event in enumerate(entry.measure.log):
        yield Step(entry, position, event, state, due, least, submission)
        state = state_after(event, state)
        if isinstance(event, Extension):
            due = known(event.to)
            least = due or least
        elif not is_known(event):
            due = None
        if isinstance(event, Submission):
            submission = event
        elif event.type in {"return", "reopen"}:
            submission = None


def closings_in_force(ledger: Ledger) -> Iterator[Step]:
    """The closing that each measure stands on; a reopened one stands on none.

    Closings that are illegal, or that follow on a record that could not be read, are left out.
    """
    for entry in ledger.entries:
        if not any(isinstance(event, Closure) for event in entry.measure.log):
            continue
        closing: Step | None = None
        for step in steps_of(entry, ledger.plan.due):
            if step.event.type == "reopen":
                closing = None
            elif isinstance(step.event, Closure) and step.state and step.state.is_unfinished:
                closing = step
        if closing is not None:
            yield closing


def state_after(event: Event, state: State | None) -> State | None:
    """The state that a record leads to; unknown after one of unknown type."""
    if event.type in LEADS_TO:
        return LEADS_TO[event.type]
    return state if is_known(event) else None


def is_known(event: Event) -> bool:
    """Whether a record is of one of the nine types."""
    return event.type in ALLOWED_IN


def known(day: date) -> date | None:
    """A day; None for the one that stands in the place of a day that could not be read."""
    return None if day == date.min else day
