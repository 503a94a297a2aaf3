"""`ledger check --base` wherever the ledger stands, and whatever the base is like."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import LedgerCli
from tests.support.repo import Repo

RECORD = "log:\n  - {date: 2024-05-20, type: progress, percent: 30, by: 区城管局}"
CHANGED = ledger_files(measure=RECORD.replace("30", "50"))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.make(tmp_path / "repo", ledger_files(measure=RECORD))


def test_before_the_first_commit_only_the_state_is_checked(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.write(ledger_files())
    assert "还没有基准版本" in repo.ledger("check", "--base", "main").expects(0).err


def test_the_first_commit_has_nothing_before_it(repo: Repo) -> None:
    assert "还没有基准版本" in repo.ledger("check", "--base", "0" * 40).expects(0).err


def test_a_base_without_the_ledger_is_said(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.git("commit", "-q", "--allow-empty", "-m", "x", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a",
             GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a")  # fmt: skip
    repo.write(ledger_files())
    assert "还没有这本台账" in repo.ledger("check", "--base", "HEAD").expects(0).err


def test_unrelated_histories_cannot_be_compared(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("other")
    assert "没有共同的历史" in repo.ledger("check", "--base", "main").expects(3).err


@pytest.mark.parametrize(("old", "new"), [("data", "台账"), ("data", "."), (".", "data")])
def test_a_renamed_folder_is_followed(tmp_path: Path, old: str, new: str) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.write(ledger_files(measure=RECORD), old)
    _commit(repo)
    for name in ledger_files():
        (repo.root / old / name).unlink()
    repo.write(CHANGED, new)
    done = repo.ledger("check", "--data", new, "--base", "HEAD").expects(1)
    assert "C501" in done.out
    assert "台账目录由" in done.err
    _commit(repo)
    at = repo.ledger("check", "--data", new, "--base", "HEAD~1", "--head", "HEAD").expects(1)
    assert "C501" in at.out


def _commit(repo: Repo) -> None:
    repo.git("add", "--all")
    who = {
        f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    repo.git("commit", "-q", "-m", "x", **who)


@pytest.mark.skipif(sys.platform == "win32", reason="such names are POSIX")
@pytest.mark.parametrize("name", ["台 账", "a'b\"c", "a\nb", "-x", "[a]*"])
def test_strange_names_of_the_folder(tmp_path: Path, name: str) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    repo.write(ledger_files(measure=RECORD), name)
    _commit(repo)
    repo.write(CHANGED, name)
    assert "C501" in repo.ledger("check", f"--data={name}", "--base", "HEAD").expects(1).out


def test_a_linked_worktree_is_a_repository(repo: Repo, tmp_path: Path) -> None:
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"))
    linked = Repo(tmp_path / "linked")
    linked.write(CHANGED)
    assert "C501" in linked.ledger("check", "--base", "main").expects(1).out


def test_the_environment_of_a_hook_changes_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.write(CHANGED)
    odd = str(tmp_path / "nowhere")
    done = repo.ledger("check", "--base", "HEAD", GIT_DIR=odd, GIT_INDEX_FILE=odd,
                       GIT_WORK_TREE=odd, GIT_OBJECT_DIRECTORY=odd)  # fmt: skip
    assert "C501" in done.expects(1).out


def test_a_correction_on_the_branch_that_is_merged_in_counts(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("own")
    repo.git("checkout", "-q", "-b", "fix", "main")
    words = "更正\n\nLedger-Correction: 8.3 录入有误"
    repo.commit(words, ledger_files(measure=f"text: 加快建设。\n{RECORD}"))
    repo.git("checkout", "-q", "topic")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "fix", GIT_COMMITTER_NAME="a",
             GIT_COMMITTER_EMAIL="a")  # fmt: skip
    during = repo.ledger("check", "--base", "main").expects(0)
    assert "已声明更正" in during.out
    repo.commit("merged")
    at = repo.ledger("check", "--base", "main", "--head", "HEAD").expects(0)
    assert "已声明更正" in at.out


@pytest.mark.parametrize("name", ["tasks.yaml", "targets.yaml", "units.yaml"])
@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"a: [\n", b"- 1\n", "只是文字".encode()])
def test_a_base_that_cannot_be_read_invents_nothing(tmp_path: Path, name: str, text: bytes) -> None:
    sound = ledger_files(measure=RECORD)
    repo = Repo.make(tmp_path / "repo", {**sound, name: text})
    repo.write(sound)
    found = repo.ledger("check", "--base", "HEAD", "--format", "json").expects(0).json["findings"]
    assert {f["code"] for f in found} == {"C522"}


@pytest.mark.parametrize("name", ["tasks.yaml", "targets.yaml", "units.yaml"])
@pytest.mark.parametrize("text", [b"", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_now_has_lost_nothing(
    repo: Repo, name: str, text: bytes
) -> None:
    repo.write({name: text})
    assert of_edits(repo) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("tasks.yaml", "lead: "), ("targets.yaml", "clause: "), ("units.yaml", "kind: ")],
)
def test_what_stands_in_a_broken_part_has_not_vanished(repo: Repo, name: str, key: str) -> None:
    sound = ledger_files(measure=RECORD)[name].decode()
    repo.write({name: sound.replace(key, f"{key}[", 1).encode()})
    assert of_edits(repo) == []


def of_edits(repo: Repo) -> list[str]:
    """The codes of what is found in the edit of a ledger that has errors of its own."""
    done = repo.ledger("check", "--base", "HEAD", "--format", "json").expects(1)
    return [f["code"] for f in done.json["findings"] if f["code"].startswith("C")]


@pytest.mark.parametrize("broken", ["date: 2024-05-32", "type: nonsense", "percent: x", "by: [a]"])
def test_a_published_record_that_is_faulty_now_is_told_as_faulty_only(
    repo: Repo, broken: str
) -> None:
    key = broken.partition(":")[0]
    text = RECORD.replace(
        next(p for p in RECORD[10:-1].strip("- {").split(", ") if key in p), broken
    )
    repo.write(ledger_files(measure=text))
    assert of_edits(repo) == []


def test_projects_that_came_are_new_and_those_that_went_have_vanished(repo: Repo) -> None:
    repo.commit("projects", ledger_files(measure=RECORD, project="id: x"))
    repo.ledger("check", "--base", "HEAD~1").expects(0)
    (repo.root / "data" / "projects.yaml").unlink()
    assert "C508" in repo.ledger("check", "--base", "HEAD").expects(1).out


def test_an_empty_folder_named_git_does_not_lead_to_the_repository_above(repo: Repo) -> None:
    inner = repo.root / "inner"
    (inner / ".git").mkdir(parents=True)
    Repo(inner).write(ledger_files())
    assert "不是 Git 仓库" in LedgerCli(inner)("check", "--base", "main").expects(3).err
