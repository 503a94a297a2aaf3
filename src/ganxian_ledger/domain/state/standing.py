"""Standing: what the log of one measure says as of a day; the one fold of the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from ganxian_ledger.domain.model.event import (
    Closure,
    Event,
    Progress,
    Return,
    Review,
    Submission,
)
from ganxian_ledger.domain.model.plan import Measure
from ganxian_ledger.domain.state.steps import State, after


class Standing(NamedTuple):
    """The state of a measure and what its records amount to.

    `due` is the deadline in force, `original_due` the one before any extension; `lead` holds the
    names as written; `percent` is a whole number from 0 to 100.
    """

    state: State
    percent: int
    lead: tuple[str, ...]
    due: date
    original_due: date
    extensions: int = 0
    closed_on: date | None = None
    last: Event | None = None
    progress: Progress | None = None
    submission: Submission | None = None
    closure: Closure | None = None
    returned: Return | None = None
    review: Review | None = None


def standing_of(measure: Measure, plan_due: date, day: date | None = None) -> Standing:
    """Fold the log up to and including `day` (the whole log without one)."""
    standing = _as_issued(measure, plan_due)
    for standing in standings_of(measure, plan_due, day):  # noqa: B007 (the last one counts)
        pass
    return standing


def standings_of(measure: Measure, plan_due: date, day: date | None = None) -> Iterator[Standing]:
    """The standing after each record in turn."""
    standing = _as_issued(measure, plan_due)
    for event in measure.log:
        if day is not None and event.date > day:
            return
        standing = _step(standing, event)
        yield standing


def _as_issued(measure: Measure, plan_due: date) -> Standing:
    due = measure.due or plan_due
    return Standing(State.NOT_STARTED, 0, measure.lead, due=due, original_due=due)


def _step(standing: Standing, event: Event) -> Standing:
    """One record further."""
    marks = _MARKS.get(event.type)
    changed = marks(standing, event) if marks else {}
    return standing._replace(state=after(event.type, standing.state), last=event, **changed)


def _reopened(standing: Standing) -> dict[str, Any]:
    """The last reported percent is in force again; what led to the closing no longer counts."""
    percent = standing.progress.percent if standing.progress else 0
    gone = dict.fromkeys(("closed_on", "closure", "submission", "review"))
    return {"percent": percent, **gone}


_MARKS: dict[str, Callable[[Standing, Any], dict[str, Any]]] = {
    "progress": lambda _, event: {"percent": event.percent, "progress": event},
    "submit": lambda _, event: {"submission": event},
    "return": lambda _, event: {"returned": event, "submission": None},
    "close": lambda _, event: {"percent": 100, "closed_on": event.date, "closure": event},
    "review": lambda _, event: {"review": event},
    "reopen": lambda standing, _: _reopened(standing),
    "extend": lambda standing, event: {"due": event.to, "extensions": standing.extensions + 1},
    "transfer": lambda _, event: {"lead": event.lead},
}
"""What each type of record leaves behind, beside the state that it leads to."""
