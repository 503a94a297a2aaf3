"""The history of a ledger says what comparing whole ledgers says, commit by commit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo
from tests.support.story import FIRST, SECOND, WATER, altered, state
from tests.support.strategies import ledger_of

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.git.repository import Repository
from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.meaning import Kind, differences
from ganxian_ledger.domain.views.history import Chapter
from ganxian_ledger.usecases.history import chapters_of
from ganxian_ledger.usecases.opening import open_for_check

TODAY = date(2024, 6, 30)


def chapters(repo: Repo) -> list[Chapter]:
    folder = LedgerFolder(repo.root / "data")
    opened = open_for_check(folder, TODAY)
    return list(chapters_of(Repository.of(folder), opened, lambda _done, _whole: None))


@pytest.mark.parametrize("seed", range(6))
def test_each_commit_brings_what_two_whole_ledgers_differ_in(seed: int, tmp_path: Path) -> None:
    dice = Random(seed)
    _, files, _ = ledger_of(seed)
    repo = Repo.make(tmp_path, files)
    expected = []
    for n in range(10):
        made = altered(dice, files)
        before, after = read_ledger(files), read_ledger(made)
        if after.findings or made == files:
            continue
        repo.commit(str(n), made)
        expected.append(sorted(map(repr, differences(before.ledger, after.ledger))))
        files = made

    found = [sorted(map(repr, chapter.changes)) for chapter in chapters(repo)]
    told = [changes for changes in found[1:-1] if changes]
    assert told == [changes for changes in expected if changes]
    assert found[-1] == []


def test_how_far_it_has_come_is_told_commit_by_commit(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, state())
    repo.commit("second", state(sewers=(FIRST,)))
    folder = LedgerFolder(repo.root / "data")
    told: list[tuple[int, int]] = []
    opened = open_for_check(folder, TODAY)
    list(chapters_of(Repository.of(folder), opened, lambda *done: told.append(done)))
    assert told == [(1, 2), (2, 2)]


def test_a_branch_from_before_the_folder_was_renamed_is_followed(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.write(state(), "plan")
    repo.commit("first", date="2024-05-01T09:00:00+08:00")
    repo.git("checkout", "-q", "-b", "side")
    repo.write(state(water=(WATER,)), "plan")
    side = repo.commit("side", date="2024-05-02T09:00:00+08:00", author="甲 <a@example.org>")
    repo.git("checkout", "-q", "main")
    (tmp_path / "data").mkdir(exist_ok=True)
    repo.git("mv", *(f"plan/{name}" for name in state()), "data")
    repo.commit("renamed", date="2024-05-03T09:00:00+08:00")
    main = repo.commit("main", state(sewers=(FIRST,)), date="2024-05-04T09:00:00+08:00")
    repo.git(
        *("-c", "user.name=x", "-c", "user.email=x@example.org"),
        *("merge", "-q", "--no-commit", "-s", "ours", "side"),
    )
    both = state(sewers=(FIRST,), water=(WATER,))
    repo.commit("merged", both, date="2024-05-05T09:00:00+08:00")

    first, *later = chapters(repo)
    assert first.is_first
    told = [(c.recording.id, c.changes) for c in later if c.recording and c.changes]
    assert [identity for identity, _ in told] == [side, main]
    assert [changes[0].key.id for _, changes in told] == ["8.4", "8.3"]


def test_a_ledger_that_was_never_committed_waits_as_a_whole(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.commit("empty")
    repo.write(ledger_files())
    (only,) = chapters(repo)
    assert (only.recording, only.is_first) == (None, True)
    assert {change.key.kind for change in only.changes} >= {Kind.MEASURE, Kind.UNIT}


def test_a_file_that_was_gone_for_a_while_is_told_once_and_not_as_removals(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, state(sewers=(FIRST,)))
    (tmp_path / "data" / "units.yaml").unlink()
    gone = repo.commit("gone")
    still = state(sewers=(FIRST, SECOND))
    del still["units.yaml"]
    repo.commit("still gone", still)
    repo.commit("back", state(sewers=(FIRST, SECOND)))

    told = [(c.recording and c.recording.id, c.unread, c.changes) for c in chapters(repo)[1:]]
    assert [(identity == gone, unread) for identity, unread, _ in told if unread] == [
        (True, ("units.yaml",))
    ]
    assert [c.key.id for _, _, changes in told for c in changes] == ["8.3"]


def test_two_commits_with_the_same_contents_bring_nothing(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path, state())
    repo.commit("there", state(sewers=(FIRST,)))
    repo.commit("back", state())
    repo.commit("there again", state(sewers=(FIRST,)))
    whats = [[c.what.value for c in chapter.changes] for chapter in chapters(repo)[1:]]
    assert whats == [["recorded"], ["withdrawn"], ["recorded"], []]
