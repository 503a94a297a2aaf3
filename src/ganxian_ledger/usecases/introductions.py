"""Which commit brought a record into the ledger: one that has it, and none of its parents has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.adapters.git.versions import Version, contents_of, reading
from ganxian_ledger.adapters.yaml.load import Reading, read_ledger
from ganxian_ledger.adapters.yaml.logs import counted, logs_in, records_in
from ganxian_ledger.adapters.yaml.nodes import Node, find
from ganxian_ledger.adapters.yaml.onward import Version as Text
from ganxian_ledger.adapters.yaml.onward import onward, whole
from ganxian_ledger.domain.compare.additions import Addition
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.places import ACCESS, ASSESSMENT, HOLIDAYS, TASKS, Place

SETTLED = (ACCESS, ASSESSMENT, HOLIDAYS)
"""Files in which the office settles something; their changes are traced whole."""
Take = Callable[[str], bytes | None]
"""Gives the bytes of a content by its id."""


class Sought(NamedTuple):
    """A record of a file: whose list it stands in, what is written, which of its equals."""

    file: str
    id: str
    record: Hashable
    nth: int


def sought(added: Iterable[Addition], head: Reading) -> Mapping[Place, Sought]:
    """What identifies each record of the head, by its place, in every version of its file."""
    lists: dict[Place, list[Hashable]] = {}
    found = {}
    for one in added:
        place = one.list_place
        if place not in lists:
            lists[place] = records_in(find(head.documents[place.file].root, place.route))
        records = lists[place][: one.position + 1]
        found[one.place] = Sought(place.file, one.id, records[-1], records.count(records[-1]))
    return found


class Meanings:
    """What contents say; each is read once, and only where it differs from the one read before."""

    def __init__(self) -> None:
        self._last: dict[str, Text] = {}
        self._logs: dict[tuple[str, str], Mapping[str, Node]] = {}
        self._counts: dict[int, tuple[Node, Counter[Hashable]]] = {}
        self._said: dict[tuple[str, str], Hashable] = {}

    def log(self, file: str, whose: str, identity: str | None, take: Take) -> Node:
        """A list in a content (by its id; None for none)."""
        if identity is None:
            return None
        if (file, identity) not in self._logs:
            data = take(identity) or b""
            text, last = data.decode("utf-8-sig", "replace"), self._last.get(file)
            read = self._last[file] = onward(last, text) if last else whole(text)
            self._logs[file, identity] = logs_in(file, read.root)
        return self._logs[file, identity].get(whose)

    def has(self, one: Sought, identity: str | None, take: Take) -> bool:
        """Whether a content has a record."""
        return self._is_in(one, self.log(one.file, one.id, identity, take))

    def _is_in(self, one: Sought, log: Node) -> bool:
        if id(log) not in self._counts:
            self._counts[id(log)] = (log, counted(log))
        return self._counts[id(log)][1][one.record] >= one.nth

    def came(
        self, wanted: Iterable[Sought], here: str, before: Sequence[str | None], take: Take
    ) -> Iterator[Sought]:
        """Which records of one list a content has, and none of those before it."""
        each = tuple(wanted)
        file, whose, *_ = each[0]
        log = self.log(file, whose, here, take)
        logs = [self.log(file, whose, one, take) for one in before]
        if any(one is log for one in logs):
            return
        for one in each:
            if self._is_in(one, log) and not any(self._is_in(one, other) for other in logs):
                yield one

    def said(self, file: str, identity: str | None, take: Take) -> Hashable:
        """What a content says, as a file of `SETTLED`; its bytes where it is faulty."""
        if identity is None:
            return None
        if (file, identity) not in self._said:
            data = take(identity)
            one = read_ledger({} if data is None else {file: data})
            self._said[file, identity] = said_in(one, file)
        return self._said[file, identity]


def said_in(one: Reading, file: str) -> Hashable:
    """What a file of `SETTLED` says besides its records: its bytes where it is faulty.

    None where there is none.
    """
    if file not in one.documents:
        return None
    if any(f.place.file == file for f in one.findings):
        return one.documents[file].source.data
    if file == ACCESS:
        return one.ledger.access
    scheme = one.ledger.assessment if file == ASSESSMENT else None
    if scheme is not None:
        return scheme.model_copy(update={"marks": (), "veto": ()})
    return one.ledger.office_files.holidays


def introductions(
    wanted: Iterable[Sought],
    commits: Iterable[Commit],
    ids: Mapping[Version, str],
    meanings: Meanings,
    take: Take,
) -> Mapping[Sought, Commit]:
    """The newest commit that introduced each record; `commits` come before their parents."""
    waiting: dict[tuple[str, str], set[Sought]] = {}
    for one in wanted:
        waiting.setdefault((one.file, one.id), set()).add(one)
    found: dict[Sought, Commit] = {}
    for commit in commits:
        for (file, _), left in waiting.items():
            here, before = _around(commit, file, ids)
            if left and here is not None and here not in before:
                came = tuple(meanings.came(left, here, before, take))
                found.update(dict.fromkeys(came, commit))
                left.difference_update(came)
        if not any(waiting.values()):
            break
    return found


def changes_of(
    file: str,
    commits: Sequence[Commit],
    ids: Mapping[Version, str],
    meanings: Meanings,
    take: Take,
) -> Sequence[Commit]:
    """The commits in which a file of `SETTLED` says something else than in each parent."""
    found = []
    for commit in commits:
        here, before = _around(commit, file, ids)
        if here not in before:
            said = meanings.said(file, here, take)
            if all(meanings.said(file, one, take) != said for one in before):
                found.append(commit)
    return found


def _around(
    commit: Commit, name: str, ids: Mapping[Version, str]
) -> tuple[str | None, Sequence[str | None]]:
    """The content of a file at a commit, and at each of its parents."""
    before = [ids.get(Version(parent, name)) for parent in commit.parents]
    return ids.get(Version(commit.id, name)), before


def published_by(
    one: Sought, tip: str, repository: Repository, meanings: Meanings
) -> Commit | None:
    """The commit that introduced a published record of tasks.yaml; None where it is not there.

    Published records are never taken away, so that each line of the history is searched by halves.
    """
    search = _Search(one, repository, meanings)
    range_: tuple[str, ...] | None = (tip,)
    found = None
    while range_ is not None:
        found = search.earliest(range_)
        range_ = search.further(found) if found is not None else None
    return found


class _Search:
    """Walks down one line of the history after another; the folder may have had another name."""

    def __init__(self, one: Sought, repository: Repository, meanings: Meanings) -> None:
        self._sought, self._repository, self._meanings = one, repository, meanings

    def earliest(self, range_: tuple[str, ...]) -> Commit | None:
        """The earliest commit of a line that has the record."""
        paths = (self._repository.path_of(TASKS),)
        options = ("--first-parent", "--topo-order")
        line = list(self._repository.commits(*range_, options=options, paths=paths))
        has = self._looker([commit.id for commit in line])
        count = bisect_left(line, 1, key=lambda commit: int(not has(commit.id)))
        return line[count - 1] if count else None

    def further(self, commit: Commit) -> tuple[str, ...] | None:
        """Where the record was before it came with this commit; None where it was nowhere."""
        has = self._looker(commit.parents)
        first, *others = commit.parents or ("",)
        merged = next((parent for parent in others if has(parent)), None)
        if merged is not None:
            return merged, f"^{first}"
        former = self._former_prefix(first, commit) if first and not has(first) else None
        if former is None:
            return None
        self._repository = replace(self._repository, prefix=former)
        return (first,) if self._looker([first])(first) else None

    def _former_prefix(self, parent: str, commit: Commit) -> str | None:
        """What the ledger's folder was called before this commit, where it was renamed by it."""
        try:
            prefix = self._repository.prefix_at(parent, now=commit.id)
        except CannotLoad:
            return None
        return prefix if prefix != self._repository.prefix else None

    def _looker(self, commits: Sequence[str]) -> Callable[[str], bool]:
        """Tells of each of these commits whether it has the record."""
        versions = [Version(commit, TASKS) for commit in commits]
        ids = contents_of(self._repository, versions, (self._repository.prefix,))
        return lambda commit: self._meanings.has(
            self._sought, ids.get(Version(commit, TASKS)), self._take
        )

    def _take(self, identity: str) -> bytes | None:
        with reading(self._repository, [identity]) as contents:
            return contents.take(identity)
