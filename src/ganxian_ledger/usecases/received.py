"""Forms that were read, before anything is decided: whose they are, in which order they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ganxian_ledger.domain.forms.identify import Asking, Identified, not_taken
from ganxian_ledger.domain.forms.locate import tables_in
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable
from ganxian_ledger.domain.forms.rows import row_of
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.usecases.gathering import Arrived


class Received(NamedTuple):
    """A form that was read: its sum, its sheets or why there are none, and whose it says it is.

    `others` are other forms of the same unit and month in this run that say something else.
    """

    arrived: Arrived
    sha256: str
    book: RawBook | Unreadable
    who: Identified
    others: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The file as it is shown."""
        return self.arrived.piece.shown

    def of(self, ledger: Ledger) -> tuple[str, Period] | None:
        """The unit's registered name and the month; None where it says neither."""
        identity = self.who.identity
        return None if identity is None else (ledger.units.named(identity.unit), identity.month)


def beside_others(
    read: Sequence[Received], ledger: Ledger, asking: Asking, known: frozenset[str]
) -> list[Received]:
    """The forms, each with those that stand against it; no file name tells which is right.

    Forms that were taken before (`known`) are older than any new one, and one in which nothing is
    filled says nothing.
    """
    groups: dict[tuple[str, str], list[Received]] = {}
    for one in read:
        whose = one.of(ledger)
        if whose and one.sha256 not in known and _is_taken_here(one, ledger, asking):
            groups.setdefault((whose[0], whose[1].text), []).append(one)
    against: dict[str, tuple[str, ...]] = {}
    for group in groups.values():
        rivals = _rivals(group)
        for one in rivals:
            others = tuple(two.shown for two in rivals if two.sha256 != one.sha256)
            against[one.shown] = others
    return [one._replace(others=against.get(one.shown, ())) for one in read]


def _rivals(group: Sequence[Received]) -> list[Received]:
    """Those of a group that say something; none where there are not two different ones."""
    if len({one.sha256 for one in group}) == 1:
        return []
    return [one for one in group if _says_something(one)]


def _is_taken_here(one: Received, ledger: Ledger, asking: Asking) -> bool:
    identity = one.who.identity
    return identity is not None and not not_taken(identity, ledger, asking)


def _says_something(one: Received) -> bool:
    if not isinstance(one.book, RawBook):
        return False
    tables = tables_in(one.book)
    lines = ((table, line) for table in tables.found for line in table.lines)
    return bool(tables.faults) or any(row_of(table, line).typed for table, line in lines)


def waves(
    read: Sequence[Received], ledger: Ledger, known: frozenset[str]
) -> Iterator[list[Received]]:
    """The forms in waves: of each unit one, by month; those of nobody in the first.

    Of one month the new ones come before those that were taken before.
    """
    queues: dict[str, list[tuple[str, bool, str, Received]]] = {}
    for one in read:
        unit, month = one.of(ledger) or (f"/{one.shown}", None)
        text = month.text if month else ""
        queues.setdefault(unit, []).append((text, one.sha256 in known, one.shown, one))
    for queue in queues.values():
        queue.sort(key=lambda held: held[:3])
    for number in range(max(map(len, queues.values()), default=0)):
        yield [queue[number][3] for queue in queues.values() if number < len(queue)]
