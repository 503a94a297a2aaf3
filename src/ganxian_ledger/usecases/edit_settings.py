"""By which `ledger.toml` an edit is judged: the published one, so that none can excuse itself."""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.git import objects
from ganxian_ledger.adapters.git.repository import SHORT, Repository
from ganxian_ledger.adapters.settings import selection_in
from ganxian_ledger.adapters.settings_file import (
    LARGEST,
    NAME,
    FaultySettings,
    SettingsFile,
    settings_here,
)
from ganxian_ledger.domain.rules.selection import Selection


class Published(NamedTuple):
    """The commit that an edit is judged against, and where the ledger's folder is in it."""

    commit: str
    prefix: str


def selection_for(
    repository: Repository, folder: LedgerFolder, head: str | None, base: Published | None
) -> tuple[Selection, tuple[str, ...]]:
    """The settings in force for an edit, and what is to be said about them.

    `head` is the commit that is judged, none for the work tree. Faulty settings of the base are as
    none; those of the edit are refused, although they do not count yet.

    Raises:
        FaultySettings: where those of the edit have faults.
    """
    new = settings_at(repository, head, repository.prefix) if head else settings_here(folder)
    asked = selection_in(new) if new else Selection()
    if base is None:
        return asked, (f"核对范围和级别按 {new.shown} 的设置",) if new else ()
    old = settings_at(repository, base.commit, base.prefix)
    notes = _notes(old, new, base.commit[:SHORT])
    if old is None:
        return Selection(), notes
    try:
        return selection_in(old), notes
    except FaultySettings as error:
        return Selection(), (*notes, f"{old.shown} 有 {len(error.faults)} 处错误，没有采用")


def settings_at(repository: Repository, commit: str, prefix: str) -> SettingsFile | None:
    """The nearest ledger.toml at a commit, in a folder or above it; links do not count."""
    names = [folder + NAME for folder in _upwards(prefix)]
    entries = repository.entries(commit, names)
    nearest = next((name for name in names if name in entries), None)
    if nearest is None:
        return None
    with closing(objects.contents(repository.root, [entries[nearest]], most=LARGEST)) as read:
        data = next(read)
    too_large = b" " * (LARGEST + 1)
    return SettingsFile(f"{commit[:SHORT]}:{nearest}", too_large if data is None else data)


def _upwards(prefix: str) -> list[str]:
    """A folder below the root and those above it, nearest first, each with / at its end."""
    parts = prefix.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:count]) for count in range(len(parts), -1, -1)]


def _notes(old: SettingsFile | None, new: SettingsFile | None, base: str) -> tuple[str, ...]:
    """Which settings count, and that an edit of them does not count for itself."""
    counts = (f"核对范围和级别按 {old.shown} 的设置",) if old else ()
    if old is None and new is not None:
        return (f"基准 {base} 没有 {NAME}；{new.shown} 是新加的，这次核对不用它",)
    if old is not None and not old.is_like(new):
        what = "改了" if new else "删了"
        return (*counts, f"这次改动{what} {NAME}，核对这次改动不用新的设置")
    return counts
