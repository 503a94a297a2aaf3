"""Who committed what, through branches, merges, rebases, renamed folders and shallow clones."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.people import (
    CLOSE,
    LI,
    SUBMIT,
    WANG,
    ZHANG,
    ZHAO,
    Found,
    checked,
    files,
    people,
    progress,
    step,
)
from tests.support.repo import Repo

TASKS = "data/tasks.yaml"
PEOPLE = people()
FOREIGN = progress(by="区生态环境局", day="2024-06-04", percent=50)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose main branch has people; on branch edit."""
    repo = Repo.make(tmp_path / "r", files(progress(), access=PEOPLE))
    repo.git("checkout", "-q", "-b", "edit")
    return repo


def merge(repo: Repo, branch: str, author: str, content: dict[str, bytes]) -> None:
    """Merge a branch into this one as somebody, with this content."""
    name, _, email = author.rstrip(">").partition(" <")
    who = {f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_EMAIL": email for role in ("AUTHOR", "COMMITTER")}
    repo.git("merge", "-q", "--no-commit", "--no-ff", "-s", "ours", branch, **who)
    repo.write(content)
    repo.git("add", "--all")
    repo.git("commit", "-q", "-m", f"merge {branch}", **who)


def test_each_record_has_the_author_of_its_own_commit(repo: Repo) -> None:
    repo.commit("1", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    repo.commit("2", files(progress(), SUBMIT, CLOSE, access=PEOPLE), author=LI)
    other = [progress(by="区生态环境局")]
    repo.commit("3", files(progress(), SUBMIT, CLOSE, other=other, access=PEOPLE), author=ZHAO)
    (repo.root / "README").write_text("x", "utf-8")
    repo.commit("4", author="路人 <luren@example.org>")

    assert checked(repo).found == []
    assert checked(repo, "main", "--head", "edit").found == []


def test_each_of_several_equal_records_has_its_own_author(repo: Repo) -> None:
    same = progress(day="2024-06-04", percent=40)
    repo.commit("1", files(progress(), same, access=PEOPLE), author=ZHANG)
    repo.commit("2", files(progress(), same, same, access=PEOPLE), author=ZHAO)
    told = checked(repo)

    assert told.found == [Found("C531", TASKS, "区城管局")]
    assert "赵六" in told.findings[0]["message"]


def test_who_takes_a_record_away_and_puts_it_back_is_its_author(repo: Repo) -> None:
    repo.commit("1", files(progress(), CLOSE, access=PEOPLE), author=LI)
    repo.commit("2", files(progress(), access=PEOPLE), author=LI)
    repo.commit("3", files(progress(), CLOSE, access=PEOPLE), author=ZHANG)

    assert checked(repo).codes == ["C532"]


def test_who_sets_the_file_anew_is_not_the_author_of_its_records(repo: Repo) -> None:
    repo.commit("1", files(progress(), SUBMIT, CLOSE, access=PEOPLE), author=LI)
    repo.commit("2", author=LI)
    text = (repo.root / TASKS).read_bytes()
    repo.commit("3", {"tasks.yaml": b"# reviewed\n" + text}, author=ZHANG)
    told = checked(repo)

    assert told.codes == ["C533"]


def test_who_mends_a_faulty_record_is_its_author(repo: Repo) -> None:
    broken = files(progress(), FOREIGN, access=PEOPLE)
    broken["tasks.yaml"] = broken["tasks.yaml"].replace(b"percent: 50", b"percent: half")
    repo.commit("1", broken, author=ZHANG)
    repo.commit("2", files(progress(), FOREIGN, access=PEOPLE), author=ZHAO)

    assert checked(repo).found == []


def test_a_merge_is_no_author_of_what_it_brings_together(repo: Repo) -> None:
    mine = [progress(by="区生态环境局")]
    repo.commit("zhao", files(progress(), other=mine, access=PEOPLE), author=ZHAO)
    repo.git("checkout", "-q", "-b", "side", "main")
    repo.commit("zhang", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    both = files(progress(), SUBMIT, other=mine, access=PEOPLE)
    merge(repo, "edit", LI, both)

    assert checked(repo).found == []


def test_a_merge_is_the_author_of_what_no_side_had(repo: Repo) -> None:
    repo.commit("zhao", files(progress(), other=[FOREIGN], access=PEOPLE), author=ZHAO)
    repo.git("checkout", "-q", "-b", "side", "main")
    repo.commit("zhang", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    evil = files(progress(), SUBMIT, CLOSE, other=[FOREIGN], access=PEOPLE)
    merge(repo, "edit", ZHANG, evil)

    assert checked(repo).codes == ["C532", "C533"]


def test_while_a_merge_is_under_way_both_sides_have_their_authors(repo: Repo) -> None:
    mine = [progress(by="区城管局")]
    repo.commit("zhao", files(progress(), other=mine, access=PEOPLE), author=ZHAO)
    repo.git("checkout", "-q", "-b", "side", "main")
    repo.commit("zhang", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    both = files(progress(), SUBMIT, other=mine, access=PEOPLE)
    repo.git(
        "merge",
        "-q",
        "--no-commit",
        "-s",
        "ours",
        "edit",
        GIT_COMMITTER_NAME="x",
        GIT_COMMITTER_EMAIL="x@example.org",
    )
    repo.write(both)
    told = checked(repo)

    assert told.codes == ["C531"]
    assert "赵六" in told.findings[0]["message"]
    assert "尚未提交" not in told.notes


def test_a_branch_that_takes_in_its_base_answers_only_for_itself(repo: Repo) -> None:
    repo.commit("zhang", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    repo.git("checkout", "-q", "main")
    theirs = files(progress(), other=[FOREIGN], access=PEOPLE[:3])
    repo.commit("office", theirs, author=LI)
    repo.git("checkout", "-q", "edit")
    merge(repo, "main", ZHANG, files(progress(), SUBMIT, other=[FOREIGN], access=PEOPLE[:3]))

    assert checked(repo).found == []


def test_a_rebased_commit_keeps_its_author(repo: Repo) -> None:
    repo.commit("zhang", files(progress(), SUBMIT, access=PEOPLE), author=ZHANG)
    repo.git("checkout", "-q", "main")
    (repo.root / "README").write_text("x", "utf-8")
    repo.commit("readme", author=LI)
    repo.git(
        *("rebase", "-q", "main", "edit"),
        GIT_COMMITTER_NAME="李四",
        GIT_COMMITTER_EMAIL="lisi@example.org",
    )

    assert checked(repo).found == []


def test_a_folder_that_is_renamed_keeps_its_authors(repo: Repo) -> None:
    repo.commit("close", files(progress(), CLOSE, access=PEOPLE), author=LI)
    repo.git("mv", "data", "台账 2024")
    repo.commit("rename", author=ZHANG)
    told = checked(repo, "main", "--data", "台账 2024")

    assert told.found == []


@pytest.mark.parametrize("closer", [LI, WANG])
def test_the_author_of_a_published_submission_is_looked_up(closer: str, repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=LI)
    for n in range(5):
        other = [progress(by="区生态环境局", percent=10 * i) for i in range(n + 1)]
        repo.commit("more", files(progress(), SUBMIT, other=other, access=PEOPLE), author=WANG)
    repo.git("checkout", "-q", "-b", "closing")
    now = files(progress(), SUBMIT, CLOSE, other=other, access=PEOPLE)
    repo.commit("close", now, author=closer)

    assert checked(repo).codes == (["C533"] if closer == LI else [])


def test_a_published_submission_that_came_by_a_merge_is_its_authors(repo: Repo) -> None:
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=WANG)
    repo.git("checkout", "-q", "main")
    repo.commit("other", files(progress(), other=[FOREIGN], access=PEOPLE), author=ZHAO)
    merge(repo, "edit", LI, files(progress(), SUBMIT, other=[FOREIGN], access=PEOPLE))
    repo.git("checkout", "-q", "-b", "closing")
    now = files(progress(), SUBMIT, CLOSE, other=[FOREIGN], access=PEOPLE)
    repo.commit("close", now, author=LI)
    assert checked(repo).found == []
    repo.git("reset", "-q", "--hard", "main")
    repo.commit("close", now, author=WANG)

    assert checked(repo).codes == ["C533"]


def test_a_published_submission_is_found_behind_a_renamed_folder(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=WANG)
    repo.git("mv", "data", "ledger")
    repo.commit("rename", author=LI)
    repo.git("checkout", "-q", "-b", "closing")
    repo.write(files(progress(), SUBMIT, CLOSE, access=PEOPLE), "ledger")
    repo.commit("close", author=LI)
    assert checked(repo, "main", "--data", "ledger").found == []
    repo.git("reset", "-q", "--hard", "main")
    repo.write(files(progress(), SUBMIT, CLOSE, access=PEOPLE), "ledger")
    repo.commit("close", author=WANG)

    assert checked(repo, "main", "--data", "ledger").codes == ["C533"]


def test_a_shallow_clone_says_what_it_cannot_know(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit("submit", files(progress(), SUBMIT, access=PEOPLE), author=LI)
    last = files(progress(), SUBMIT, other=[FOREIGN], access=PEOPLE)
    repo.commit("more", last, author=ZHAO)
    repo.git("branch", "-f", "edit")
    repo.git("checkout", "-q", "edit")
    now = files(progress(), SUBMIT, CLOSE, other=[FOREIGN], access=PEOPLE)
    repo.commit("close", now, author=LI)
    clone = repo.root.parent / "clone"
    repo.git("clone", "-q", "--depth", "2", "-b", "edit", f"file://{repo.root}", str(clone))
    told = checked(Repo(clone), "HEAD~1")

    assert told.found == []
    assert "这是浅克隆，1 条记录查不到由谁提交，没有核对" in told.notes


def test_an_old_record_that_is_brought_back_by_a_merge_has_no_author(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit("close", files(progress(), CLOSE, access=PEOPLE), author=LI)
    repo.git("branch", "old")
    repo.commit("gone", files(progress(), access=PEOPLE), author=LI)
    repo.git("checkout", "-q", "-B", "edit", "old")
    merge(repo, "main", ZHANG, files(progress(), CLOSE, access=PEOPLE))
    told = checked(repo)

    assert told.codes == ["C534"]
    assert "查不到是哪次提交带来的" in told.findings[0]["message"]


def test_records_of_projects_are_traced_too(tmp_path: Path) -> None:
    project = (
        "schema_version: 1\nprojects:\n  - id: sewer\n    name: 集污干管\n"
        "    measure: '8.3'\n    owner: 区城管局\n"
    )
    log = "    log:\n      - {date: 2024-06-01, by: 区城管局, stage: 在建}\n"
    before = {**files(access=PEOPLE), "projects.yaml": project.encode()}
    repo = Repo.make(tmp_path, before)
    repo.commit("edit", {"projects.yaml": (project + log).encode()}, author=ZHAO)

    assert checked(repo, "HEAD~1").found == [Found("C531", "data/projects.yaml", "区城管局")]


def test_a_new_unit_of_the_edit_records_by_its_office(repo: Repo) -> None:
    after = files(progress(), step("submit", by="城管队", day="2024-06-03"), access=PEOPLE)
    after["units.yaml"] += "  - name: 城管队\n    kind: 区直部门\n".encode()
    repo.commit("edit", after, author=ZHANG)
    assert checked(repo).codes == ["C531"]
    repo.git("reset", "-q", "--hard", "main")
    repo.commit("edit", after, author=LI)

    assert checked(repo).found == []
