"""The sums of the files of evidence that a ledger names, in the work tree or at a commit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ganxian_ledger.adapters.git import objects
from ganxian_ledger.adapters.git.repository import Repository
from ganxian_ledger.domain.model.event import Closure, Submission
from ganxian_ledger.domain.model.ledger import Ledger


def digests_of(
    repository: Repository, ledger: Ledger, commit: str | None
) -> Mapping[str, str | None]:
    """The SHA-256 of every file of evidence by its path; None where it is not there.

    Links that lead out of the repository lead nowhere.

    Raises:
        CannotLoad: where the repository lacks an object.
    """
    paths = tuple(dict.fromkeys(_paths(ledger)))
    if commit is None:
        return {path: _digest(repository.root, path) for path in paths}
    entries = repository.entries(commit, paths) if paths else {}
    found = dict(zip(entries, objects.digests(repository.root, entries.values()), strict=True))
    return {path: found.get(path) for path in paths}


def _paths(ledger: Ledger) -> Iterator[str]:
    for entry in ledger.entries:
        for event in entry.measure.log:
            if isinstance(event, (Submission, Closure)):
                yield from (one.path for one in event.evidence if one.path)


def _digest(root: Path, path: str) -> str | None:
    file = root / path
    try:
        if not file.resolve(strict=True).is_relative_to(root) or not file.is_file():
            return None
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, RuntimeError):
        return None
