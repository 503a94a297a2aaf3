"""A link cannot hide an edit from the check: neither the folder's nor a file's."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo

BEFORE = ledger_files(measure="due: 2024-10-31")
AFTER = ledger_files(measure="due: 2024-11-30")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A ledger with a published deadline."""
    return Repo.make(tmp_path, BEFORE)


def test_a_folder_that_became_a_link_is_followed_to_where_it_was(repo: Repo) -> None:
    repo.git("mv", "data", "data3")
    (repo.root / "data").symlink_to("data3")
    repo.write(AFTER, "data3")
    repo.commit("link")

    result = repo.ledger("check", "--base", "HEAD~1", "--data", "data").expects(1)

    assert "C512" in result.out


@pytest.mark.parametrize("name", ["tasks.yaml", "targets.yaml"])
def test_a_ledger_file_that_is_a_link_is_refused(repo: Repo, name: str) -> None:
    (repo.root / "data" / name).rename(repo.root / "data" / "k.yaml")
    (repo.root / "data" / name).symlink_to("k.yaml")
    first = repo.git("rev-parse", "HEAD")
    repo.commit("link")

    for head in ([], ["--head", "HEAD"]):
        result = repo.ledger("check", "--base", first, *head).expects(3)
        assert f"data/{name} 是链接" in result.err

    (repo.root / "data" / name).unlink()
    (repo.root / "data" / "k.yaml").rename(repo.root / "data" / name)
    repo.write(AFTER)
    repo.commit("file again")

    result = repo.ledger("check", "--base", "HEAD~1").expects(3)
    assert f"data/{name} 是链接" in result.err


def test_a_name_with_a_line_end_begins_no_line(repo: Repo) -> None:
    repo.git("mv", "data", "x\n::error::PWN")
    repo.write(AFTER, "x\n::error::PWN")
    repo.commit("name")

    result = repo.ledger("check", "--base", "HEAD~1", "--data", "x\n::error::PWN").expects(1)

    assert "PWN" in result.out + result.err
    assert not any(line.startswith("::") for line in (result.out + result.err).splitlines())


def test_evidence_of_many_names_is_asked_for_in_portions(repo: Repo) -> None:
    listed = ", ".join(f"{{path: evidence/佐证材料第{n}号.pdf}}" for n in range(300))
    log = f"log:\n  - {{date: 2024-05-20, type: submit, by: 区城管局, evidence: [{listed}]}}"
    repo.commit("many", ledger_files(measure=f"due: 2024-10-31\n{log}"))

    result = repo.ledger("check", "--base", "HEAD~1", "--head", "HEAD", "--format", "concise")

    assert result.expects(1).out.count("C517") == 300
