"""The history of a ledger: every commit that touched it, and its files in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ganxian_ledger.adapters.git import program
from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.places import (
    ASSESSMENT,
    HOLIDAYS,
    LETTERS,
    PROJECTS,
    RETURNS,
    TARGETS,
    TASKS,
    UNITS,
)

NAMES = (TASKS, TARGETS, UNITS, PROJECTS, RETURNS, LETTERS, ASSESSMENT, HOLIDAYS)
"""The files in which people record, or the office settles what records count for."""
_ID = re.compile(rb"[0-9a-f]{40,64}")


class Step(NamedTuple):
    """A commit that touched the ledger; its parents are such commits too.

    `blobs` holds the ids of the files' contents. `is_cut_off` says that a shallow clone begins
    here, so that nobody knows what the commit changed.
    """

    commit: Commit
    blobs: Mapping[str, str]
    is_cut_off: bool


def steps_to(repository: Repository, head: str) -> tuple[Step, ...]:
    """The history up to a commit, parents before their children; renames of the folder followed.

    Raises:
        CannotLoad: where Git does not work here.
    """
    prefixes, commits, cut_off = _listed(repository, head)
    held = _blobs(repository, [c.id for c in commits], prefixes)
    return tuple(Step(c, held[c.id], c.id in cut_off) for c in reversed(commits))


def _listed(
    repository: Repository, head: str
) -> tuple[list[str], tuple[Commit, ...], frozenset[str]]:
    """Where the ledger's folder was, newest first, the commits, and those that are cut off."""
    prefixes = [repository.prefix]
    while True:
        paths = tuple(repository.path_of(name, p) for p in prefixes for name in NAMES)
        options = ("--date-order", "--parents")
        commits = tuple(repository.commits(head, options=options, paths=paths))
        parents = _real_parents(repository, [c.id for c in commits if not c.parents])
        former = dict.fromkeys(_former(repository, prefixes, parents))
        if not former.keys() - set(prefixes):
            shallow = repository.is_shallow
            cut_off = (c for c, real in parents.items() if shallow and not real)
            return prefixes, commits, frozenset(cut_off)
        prefixes += [one for one in former if one not in prefixes]


def _real_parents(repository: Repository, commits: list[str]) -> dict[str, tuple[str, ...]]:
    """The parents of commits, whether those touched the ledger or not."""
    if not commits:
        return {}
    told = program.tell(repository.root, "rev-list", "--no-walk", "--parents", *commits)
    lines = (line.split() for line in told.decode().splitlines())
    return {identity: tuple(parents) for identity, *parents in lines}


def _former(
    repository: Repository, prefixes: Iterable[str], parents: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Where the folder was before the commits that brought it to where it is."""
    for commit, before in parents.items():
        for prefix in prefixes:
            now = Repository(repository.root, prefix)
            if before and now.entry(commit, now.path_of(TASKS)) is not None:
                for parent in before:
                    yield from _place(now, parent, commit)
                break


def _place(repository: Repository, parent: str, commit: str) -> Iterator[str]:
    try:
        prefix = repository.prefix_at(parent, now=commit)
    except CannotLoad:  # several folders may be meant: the ledger begins here
        return
    if prefix is not None:
        yield prefix


def _blobs(
    repository: Repository, commits: Iterable[str], prefixes: list[str]
) -> dict[str, dict[str, str]]:
    """The ids of the files of each commit, by their names, from the newest folder that is there.

    Raises:
        CannotLoad: where the folder's name cannot be asked for.
    """
    if any("\n" in prefix for prefix in prefixes):
        raise CannotLoad("台账目录的名称里有换行", remedy="给目录改名")
    places = [(c, p, name) for c in commits for p in prefixes for name in NAMES]
    asked = "".join(f"{c}:{repository.path_of(name, p)}\n" for c, p, name in places)
    told = program.tell(
        repository.root,
        "cat-file",
        "--batch-check=%(objectname) %(objecttype)",
        given=asked.encode("utf-8", "surrogateescape"),
    )
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (commit, prefix, name), line in zip(places, told.split(b"\n"), strict=False):
        identity, _, kind = line.partition(b" ")
        files = found.setdefault(commit, {}).setdefault(prefix, {})
        if kind == b"blob" and _ID.fullmatch(identity):
            files[name] = identity.decode()
    return {
        commit: next((f for f in held.values() if TASKS in f), {}) for commit, held in found.items()
    }
