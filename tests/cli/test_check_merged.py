"""What two branches recorded side by side is late where a merge puts it in order, not inserted."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo

FIRST = "  - {date: 2024-05-20, type: progress, percent: 10, by: 区城管局}\n"
EARLY = "  - {date: 2024-06-05, type: progress, percent: 30, by: 区城管局}\n"
LATE = "  - {date: 2024-06-10, type: progress, percent: 40, by: 区城管局}\n"
LAST = "  - {date: 2024-06-12, type: progress, percent: 50, by: 区城管局}\n"
NOBODY = ("-c", "user.name=办公室", "-c", "user.email=office@example.org")
MERGE = (*NOBODY, "merge", "-q", "-s", "ours", "--no-commit")


def logged(*records: str) -> dict[str, bytes]:
    """The small ledger with these records."""
    return ledger_files(measure="log:\n" + "".join(records))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A published record of 10 June on main, one of 5 June on a branch from before it."""
    repo = Repo.make(tmp_path, logged(FIRST))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("early", logged(FIRST, EARLY))
    repo.git("checkout", "-q", "main")
    repo.commit("late", logged(FIRST, LATE))
    return repo


def merge(repo: Repo, into: str, other: str, files: dict[str, bytes]) -> None:
    """Merge with the given outcome."""
    repo.git("checkout", "-q", into)
    repo.git(*MERGE, other)
    repo.commit("merge", files)


@pytest.mark.parametrize(("into", "other"), [("branch", "main"), ("main", "branch")])
def test_a_record_put_in_its_order_by_a_merge_is_told_as_late(
    repo: Repo, into: str, other: str
) -> None:
    published = repo.git("rev-parse", "main")
    merge(repo, into, other, logged(FIRST, EARLY, LATE))

    result = repo.ledger("check", "--base", published, "--format", "json").expects(0)

    assert [(f["code"], f["line"]) for f in result.json["findings"]] == [("C516", 23)]


def test_a_merge_under_way_is_told_as_late_too(repo: Repo) -> None:
    repo.git("checkout", "-q", "branch")
    repo.git(*MERGE, "main")
    repo.write(logged(FIRST, EARLY, LATE))

    result = repo.ledger("check", "--base", "main", "--format", "json").expects(0)

    assert [f["code"] for f in result.json["findings"]] == ["C516"]


def test_a_record_that_the_merge_itself_puts_between_is_inserted(repo: Repo) -> None:
    merge(repo, "branch", "main", logged(FIRST, EARLY, LATE, LAST))
    repo.git("checkout", "-q", "-b", "third")
    repo.commit("between", logged(FIRST, EARLY, EARLY.replace("30", "35"), LATE, LAST))

    result = repo.ledger("check", "--base", "branch", "--format", "json").expects(1)

    assert [(f["code"], f["line"]) for f in result.json["findings"]] == [("C503", 24)]


def test_a_record_put_before_others_on_its_own_branch_stays_inserted_through_a_merge(
    repo: Repo,
) -> None:
    published = repo.git("rev-parse", "main")
    repo.git("checkout", "-q", "branch")
    repo.commit("before", logged(FIRST.replace("05-20", "05-10"), FIRST, EARLY))
    merge(repo, "branch", "main", logged(FIRST.replace("05-20", "05-10"), FIRST, EARLY, LATE))

    result = repo.ledger("check", "--base", published, "--format", "json").expects(1)

    assert [(f["code"], f["line"]) for f in result.json["findings"]] == [
        ("C503", 22),
        ("C516", 24),
    ]
