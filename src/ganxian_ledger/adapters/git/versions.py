"""The ledger's files at many commits: which content each has, and the contents in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.git import objects, program
from ganxian_ledger.adapters.git.repository import Repository
from ganxian_ledger.adapters.yaml import lint

_ASKED = "--batch-check=%(objectname) %(objecttype)"


class Version(NamedTuple):
    """A file of the ledger at a commit."""

    commit: str
    name: str


def contents_of(
    repository: Repository, versions: Iterable[Version], prefixes: Iterable[str]
) -> Mapping[Version, str]:
    """The id of the content of each version; none where the file is not there.

    The ledger's folder is the first of `prefixes` in which the commit has the file.

    Raises:
        GitFailed: where Git does not work here.
    """
    each = tuple(dict.fromkeys(versions))
    found: dict[Version, str] = {}
    for prefix in dict.fromkeys(prefixes):
        left = tuple(one for one in each if one not in found)
        found.update(_looked_up(repository, prefix, left))
    return found


def _looked_up(
    repository: Repository, prefix: str, versions: tuple[Version, ...]
) -> Mapping[Version, str]:
    if not versions:
        return {}
    if "\n" in prefix:  # Git is asked by lines
        paths = ((one, repository.path_of(one.name, prefix)) for one in versions)
        ids = ((one, repository.entry(one.commit, path)) for one, path in paths)
        return {one: identity for one, identity in ids if identity is not None}
    asked = (f"{one.commit}:{repository.path_of(one.name, prefix)}\n" for one in versions)
    given = "".join(asked).encode("utf-8", "surrogateescape")
    told = program.tell(repository.root, "cat-file", _ASKED, given=given).split(b"\n")
    pairs = zip(versions, told, strict=False)
    return {one: line.split()[0].decode() for one, line in pairs if line.endswith(b" blob")}


class Contents:
    """The contents of Git's objects as they are asked for; best in the order of `ids`, each once.

    Those that were passed by are kept until they are taken.
    """

    def __init__(self, root: Path, ids: tuple[str, ...]) -> None:
        self._root = root
        self._coming = iter(ids)
        self._answers = objects.contents(root, ids, most=lint.LARGEST)
        self._passed: dict[str, bytes | None] = {}

    def take(self, identity: str) -> bytes | None:
        """The bytes of one; None where it is too large for a file of a ledger.

        Raises:
            CannotLoad: where the repository lacks it.
        """
        while identity not in self._passed:
            passed = next(self._coming, None)
            if passed is None:
                return next(objects.contents(self._root, [identity], most=lint.LARGEST))
            self._passed[passed] = next(self._answers)
        return self._passed.pop(identity)

    def close(self) -> None:
        """Read no further."""
        self._answers.close()


@contextmanager
def reading(repository: Repository, ids: Iterable[str]) -> Iterator[Contents]:
    """Read contents in one run of Git, which ends with the block."""
    with closing(Contents(repository.root, tuple(dict.fromkeys(ids)))) as contents:
        yield contents


def cut_off(repository: Repository) -> frozenset[str]:
    """The commits of a shallow clone whose parents it lacks."""
    if not repository.is_shallow:
        return frozenset()
    told = program.tell(repository.root, "rev-parse", "--git-path", "shallow")
    file = repository.root / told.decode("utf-8", "surrogateescape").rstrip("\n")
    return frozenset(file.read_text("ascii").split())
