"""One step of the procedure on one measure: may it be taken now, and what is its record?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.changes import Append, Value
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import ILLEGAL_STEP
from ganxian_ledger.domain.edits.said import Said, closing_fields, dated, given
from ganxian_ledger.domain.model.event import TYPE_WORDS
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.state.standing import Standing, standing_of
from ganxian_ledger.domain.state.steps import ALLOWED_IN, State

COMMANDS = {
    "progress": "ledger progress {id} --percent …",
    "submit": "ledger submit {id}",
    "return": "ledger return {id} --reason …",
    "close": "ledger close {id}",
    "review": "ledger review {id} --passed",
    "reopen": "ledger reopen {id} --reason …",
    "extend": "ledger extend {id} --to … --reason …",
    "transfer": "ledger transfer {id} --lead … --reason …",
    "cancel": "ledger cancel {id} --reason …",
}
"""What to type for each type of record."""

Speaker = Callable[[Ledger, Standing], str]


def the_lead(ledger: Ledger, standing: Standing) -> str:
    """The lead in force speaks; of joint leads the first."""
    return ledger.units.named(standing.lead[0])


def the_office(ledger: Ledger, _standing: Standing) -> str:
    """The plan's office speaks."""
    return ledger.units.named(ledger.plan.office)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the procedure allows: on which measure, of which type, when, and who speaks."""

    entry: Entry
    standing: Standing
    kind: str
    day: date
    by: str
    said: Said

    @property
    def named(self) -> str:
        """The measure as a message names it."""
        return named(self.entry)

    def record(self, *, following: str = "show", **fields: Value | None) -> Decision:
        """The record of this step with the fields of its own; what holds nothing is left out."""
        record = {
            "date": self.day,
            "type": self.kind,
            "by": self.by,
            **given(fields),
            **closing_fields(self.said),
        }
        number = self.entry.id
        command = COMMANDS.get(following, "ledger show {id}").format(id=number)
        words = f"{self.named}：{TYPE_WORDS[self.kind]}（{self.day}，{self.by}）"
        return Decision(Append(self.entry.place / "log", record), words, command)


def take(ledger: Ledger, kind: str, number: str, said: Said, *, today: date, by: Speaker) -> Step:
    """Begin a step; who speaks is `by` unless it is said.

    Raises:
        Unknown: where there is no such measure or unit.
        Refused: where the procedure does not allow the step now, or the date is out of order.
    """
    entry = ledger.entry(number)
    standing = standing_of(entry.measure, ledger.plan.due)
    if standing.state not in ALLOWED_IN[kind]:
        raise ILLEGAL_STEP.of(
            f"{named(entry)}现为{_since(standing)}，不能记“{TYPE_WORDS[kind]}”",
            remedy=_instead(number, standing.state),
        )
    day = dated(said, today=today, last=standing.last.date if standing.last else None)
    speaker = by(ledger, standing) if said.by is None else ledger.unit(said.by).name
    return Step(entry, standing, kind, day, speaker, said)


def named(entry: Entry) -> str:
    """A measure by number and title."""
    return f"措施 {entry.id} {entry.measure.title}"


def _since(standing: Standing) -> str:
    """The state, and since when it is so."""
    marks = {
        State.SUBMITTED: standing.submission,
        State.RETURNED: standing.returned,
        State.CLOSED: standing.closure,
        State.CANCELLED: standing.last,
    }
    mark = marks.get(standing.state)
    return f"{standing.state}（{mark.date}）" if mark else str(standing.state)


def _instead(number: str, state: State) -> str:
    """What may be done in this state, as commands."""
    if state is State.CLOSED:
        return f"要更正，先 ledger reopen {number} --reason …"
    able = [
        template.format(id=number)
        for kind, template in COMMANDS.items()
        if state in ALLOWED_IN[kind]
    ]
    if not able:
        return f"已核减的不再记录；查看用 ledger show {number}"
    return f"现在可以：{'；'.join(able)}"
