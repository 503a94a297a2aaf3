"""What a commit brought about, of all that it says differently from its parents."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from ganxian_ledger.domain.compare.meaning import Change, What

_COMING = frozenset({What.ADDED, What.EDITED, What.RECORDED, What.REWRITTEN, What.MOVED})


class Introduced:
    """Tells commit by commit, parents first, what each brought about.

    What one parent of a merge has already was not brought about by the merge. What a merge lacks
    was dropped by it, unless an earlier commit had taken it away.
    """

    def __init__(self) -> None:
        self._gone: set[Hashable] = set()

    def by(self, against: Sequence[Sequence[Change]]) -> Iterator[Change]:
        """What is new in a commit, from its differences against each of its parents."""
        yield from against[0] if len(against) == 1 else self._merged(against)
        for change in (change for changes in against for change in changes):
            if change.what in {What.REMOVED, What.REWRITTEN, What.WITHDRAWN}:
                self._gone.add(change.went)

    def _merged(self, against: Sequence[Sequence[Change]]) -> Iterator[Change]:
        came = [{change.came for change in changes} for changes in against]
        told: set[Hashable] = set()
        for one in (change for changes in against for change in changes):
            change = one
            if one.what is What.REWRITTEN and not all(one.came in others for others in came):
                change = one._replace(what=What.WITHDRAWN, after=None)
            if change.what in _COMING:
                known = change.came
                is_new = all(known in others for others in came)
            else:
                known = change.went
                is_new = known not in self._gone
            if is_new and known not in told:
                told.add(known)
                yield change
