"""Records that a merge put between published ones, and that stood last when they were recorded."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from ganxian_ledger.adapters.git.repository import Commit
from ganxian_ledger.adapters.git.versions import Version, contents_of, reading
from ganxian_ledger.adapters.yaml.load import Reading
from ganxian_ledger.adapters.yaml.logs import records_in
from ganxian_ledger.domain.compare.additions import additions
from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.places import Place
from ganxian_ledger.usecases.authors import Span
from ganxian_ledger.usecases.introductions import Meanings, Sought, Take, introductions, sought


def woven(edit: Edit, span: Span, after: Reading) -> frozenset[Place]:
    """The places of the inserted records that their own commits put behind all others.

    Raises:
        GitFailed: where Git does not work here.
    """
    inserted = {log.new_place / n for log in edit.recorded for n in log.parts.inserted}
    if not inserted:
        return frozenset()
    wanted = sought((one for one in additions(edit) if one.place in inserted), after)
    commits = span.commits()
    ids = contents_of(span.repository, _versions(commits, wanted.values()), span.prefixes)
    meanings = Meanings()
    with reading(span.repository, ids.values()) as contents:
        found = introductions(wanted.values(), commits, ids, meanings, contents.take)
        lists = _Lists(ids, meanings, contents.take)
        return frozenset(
            place
            for place, one in wanted.items()
            if one in found and _stood_last(one, found[one], lists)
        )


def _versions(commits: Sequence[Commit], wanted: Iterable[Sought]) -> Iterator[Version]:
    files = dict.fromkeys(one.file for one in wanted)
    walked = (one for commit in commits for one in (commit.id, *commit.parents))
    return (Version(commit, file) for commit in walked for file in files)


class _Lists:
    """The records of one list at a commit."""

    def __init__(self, ids: Mapping[Version, str], meanings: Meanings, take: Take) -> None:
        self._ids, self._meanings, self._take = ids, meanings, take

    def of(self, one: Sought, commit: str) -> list[Hashable]:
        """The list that the record stands in, as it was at that commit."""
        identity = self._ids.get(Version(commit, one.file))
        return records_in(self._meanings.log(one.file, one.id, identity, self._take))


def _stood_last(one: Sought, commit: Commit, lists: _Lists) -> bool:
    """Whether no record that was there before the commit stands behind it."""
    here = lists.of(one, commit.id)
    equal = [n for n, record in enumerate(here) if record == one.record]
    behind = here[equal[one.nth - 1] + 1 :]
    before = {record for parent in commit.parents for record in lists.of(one, parent)}
    return before.isdisjoint(behind)
