"""The merge driver, called by real Git: merge, rebase, cherry-pick, and what it is given."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from tests.support.branches import branches, can_be_one, lists_of, union
from tests.support.build import ledger_files
from tests.support.cli import SOURCE, LedgerCli
from tests.support.repo import SETTINGS, Repo

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.places import PROJECTS, TARGETS, TASKS

DATA = Path(__file__).parents[2] / "data"
PROGRESS = "- {{date: 2024-06-{}, type: progress, by: 区城管局, percent: {}}}"
CLOSE = "- {{date: 2024-06-{}, type: close, by: 领导小组办公室}}"
READING = "- {{period: 2024-{}, date: 2024-06-20, value: {}, by: 区城管局}}"
STAGE = "- {{date: 2024-06-{}, by: 区城管局, stage: 在建}}"
PUBLISHED = PROGRESS.format("01", 10)


def made(root: Path, *, measure: str = "", target: str = "", project: str = "") -> Repo:
    """A repository with the driver set up as `ledger init` does."""
    repo = Repo.make(root, files(measure=measure, target=target, project=project))
    (root / ".gitattributes").write_text("data/*.yaml merge=ledger\n")
    repo.commit("attributes")
    driver = f'"{sys.executable}" -m ganxian_ledger merge-driver %O %A %B %P'
    repo.git("config", "merge.ledger.driver", driver)
    repo.git("config", "user.name", "甲")
    repo.git("config", "user.email", "a@example.org")
    return repo


def files(*, measure: str = "", target: str = "", project: str = "") -> dict[str, bytes]:
    def listed(key: str, text: str) -> str:
        lines = "".join(f"\n  {line}" for line in text.splitlines())
        return f"{key}:{lines}" if text else f"{key}: []"

    return ledger_files(
        measure=listed("log", measure),
        target=listed("readings", target),
        project=listed("log", project),
    )


def parted(repo: Repo, ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    """Two branches, `main` with ours (checked out) and `other` with theirs."""
    repo.git("branch", "other")
    repo.commit("ours", ours)
    repo.git("switch", "-q", "other")
    repo.commit("theirs", theirs)
    repo.git("switch", "-q", "main")


def called(repo: Repo, *arguments: str) -> tuple[int, str]:
    """Git's exit code and all that it and the driver say."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "LEDGER_"))}
    path = {"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=repo.root,
        env={**kept, **SETTINGS, **path, "GIT_EDITOR": "true"},
        check=False,
        capture_output=True,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def read(repo: Repo, name: str = TASKS) -> str:
    return (repo.root / "data" / name).read_text(encoding="utf-8")


def added_and_removed(repo: Repo, revision: str) -> tuple[int, int]:
    """How many lines the work tree has more and less than a revision, in the data."""
    rows = repo.git("diff", "--numstat", revision, "--", "data").splitlines()
    numbers = [row.split("\t")[:2] for row in rows]
    return sum(int(more) for more, _ in numbers), sum(int(less) for _, less in numbers)


def days(repo: Repo, key: str = "措施 8.3") -> list[int]:
    texts = {file.name: file.read_bytes() for file in (repo.root / "data").glob("*.yaml")}
    return [record.date.day for record in lists_of(texts)[key]]


def test_two_branches_record_on_the_same_measure(tmp_path: Path) -> None:
    repo = made(tmp_path, measure=PUBLISHED)
    ours, theirs = (PUBLISHED + "\n" + PROGRESS.format(*one) for one in (("09", 30), ("05", 20)))
    parted(repo, files(measure=ours), files(measure=theirs))
    assert called(repo, "merge", "other")[0] == 0
    assert days(repo) == [1, 5, 9]
    assert added_and_removed(repo, "HEAD^1") == (1, 0)
    assert repo.ledger("check").expects(0)


def test_records_readings_and_stages_are_merged_at_once(tmp_path: Path) -> None:
    repo = made(tmp_path)
    ours = {"measure": PUBLISHED, "target": READING.format("05", 1), "project": STAGE.format("03")}
    theirs = {
        "measure": PROGRESS.format("02", 20),
        "target": READING.format("04", 2),
        "project": STAGE.format("02"),
    }
    parted(repo, files(**ours), files(**theirs))
    assert called(repo, "merge", "other")[0] == 0
    assert days(repo) == [1, 2]
    assert days(repo, "项目 trunk-sewer") == [2, 3]
    assert "period: 2024-04" in read(repo, TARGETS)
    assert "period: 2024-05" in read(repo, TARGETS)
    assert added_and_removed(repo, "HEAD^1") == (3, 0)
    assert repo.ledger("check").expects(0)


def test_two_closings_stay_a_conflict_for_people(tmp_path: Path) -> None:
    repo = made(tmp_path, measure=PUBLISHED)
    ours, theirs = (PUBLISHED + "\n" + CLOSE.format(day) for day in ("20", "21"))
    parted(repo, files(measure=ours), files(measure=theirs))
    code, said = called(repo, "merge", "other")
    assert code == 1
    assert "措施 8.3 两边都记了销号：我方 2024-06-20，对方 2024-06-21" in said
    assert "data/tasks.yaml 有 1 处合不成" in said
    assert "ledger check" in said
    assert repo.git("diff", "--name-only", "--diff-filter=U") == "data/tasks.yaml"
    result = repo.ledger("check", "--format", "concise").expects(1)
    line = (
        read(repo)
        .splitlines()
        .index("<<<<<<< 我方：措施 8.3 两边都记了销号：我方 2024-06-20，对方 2024-06-21")
    )
    assert f"data/tasks.yaml:{line + 1}:1: Y201" in result.out
    assert "合并冲突没有解决" in result.out
    assert result.out.count("Y201") == 1


def test_two_values_of_one_period_stay_a_conflict(tmp_path: Path) -> None:
    repo = made(tmp_path)
    parted(repo, files(target=READING.format("05", 1)), files(target=READING.format("05", 2)))
    code, said = called(repo, "merge", "other")
    assert code == 1
    assert "指标 pm25 两边的读数不同：2024-05：我方 1，对方 2" in said
    assert "<<<<<<< 我方：指标 pm25" in read(repo, TARGETS)


def test_a_branch_is_rebased_though_both_recorded_on_the_measure(tmp_path: Path) -> None:
    repo = made(tmp_path)
    parted(repo, files(measure=PROGRESS.format("02", 20)), files(measure=PUBLISHED))
    repo.git("switch", "-q", "other")
    repo.commit("again", files(measure=PUBLISHED + "\n" + PROGRESS.format("05", 50)))
    code, said = called(repo, "rebase", "main")
    assert (code, days(repo)) == (0, [1, 2, 5]), said


def test_a_commit_is_picked_once(tmp_path: Path) -> None:
    repo = made(tmp_path)
    parted(repo, files(measure=PROGRESS.format("02", 20)), files(measure=PUBLISHED))
    assert called(repo, "cherry-pick", "other")[0] == 0
    assert called(repo, "merge", "other")[0] == 0
    assert days(repo) == [1, 2]


def test_branches_that_merged_each_other_merge_again(tmp_path: Path) -> None:
    repo = made(tmp_path)
    parted(repo, files(measure=PROGRESS.format("02", 20)), files(measure=PUBLISHED))
    repo.git("tag", "one", "main")
    repo.git("tag", "two", "other")
    assert called(repo, "merge", "two")[0] == 0
    repo.git("switch", "-q", "other")
    assert called(repo, "merge", "one")[0] == 0
    assert days(repo) == [1, 2]
    log = read(repo).replace("percent: 20}", "percent: 20}\n              " + STAGE_MORE)
    repo.commit("more", {TASKS: log.encode()})
    assert called(repo, "merge", "main")[0] == 0
    assert days(repo) == [1, 2, 9]


STAGE_MORE = PROGRESS.format("09", 90)


def test_other_files_of_the_folder_are_merged_as_git_would(tmp_path: Path) -> None:
    repo = made(tmp_path)
    other = {"access.yaml": b"people:\n  - a\n  - b\n  - c\n  - d\n"}
    repo.commit("other file", other)
    text = other["access.yaml"]
    parted(
        repo,
        {"access.yaml": text.replace(b"- a", b"- x")},
        {"access.yaml": text.replace(b"- d", b"- y")},
    )
    assert called(repo, "merge", "other")[0] == 0
    assert read(repo, "access.yaml") == "people:\n  - x\n  - b\n  - c\n  - y\n"


@pytest.mark.parametrize("name", ["a b;touch x.yaml", "$(touch x).yaml", "甲'\".yaml"])
def test_the_name_of_a_file_is_only_said(tmp_path: Path, name: str) -> None:
    repo = made(tmp_path)
    repo.commit("strange", {name: b"a: 1\n"})
    parted(repo, {name: b"a: 2\n"}, {name: b"a: 3\n"})
    code, said = called(repo, "merge", "other")
    assert code == 1
    assert f"data/{name} 有 1 处合不成" in said
    assert not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("missing", range(3))
def test_a_file_that_is_not_there_is_no_clean_merge(tmp_path: Path, missing: int) -> None:
    names = ["o", "a", "b"]
    for name in names:
        (tmp_path / name).write_text("x: 1\n")
    (tmp_path / names[missing]).unlink()
    result = LedgerCli(tmp_path)("merge-driver", *names, "data/tasks.yaml").expects(2)
    assert "读不了要合并的文件" in result.err
    if names[missing] != "a":
        assert (tmp_path / "a").read_text() == "x: 1\n"


def test_missing_arguments_are_wrong_usage(tmp_path: Path) -> None:
    assert LedgerCli(tmp_path)("merge-driver").expects(2)
    assert LedgerCli(tmp_path)("merge-driver", "a", "b").expects(2)


def test_no_help_page_lists_the_driver(tmp_path: Path) -> None:
    assert "merge-driver" not in LedgerCli(tmp_path)("--help").expects(0).out


def test_the_file_keeps_its_mode(tmp_path: Path) -> None:
    for name, text in (("o", "x: 1\n"), ("a", "x: 1\ny: 1\n"), ("b", "x: 1\n")):
        (tmp_path / name).write_text(text)
    (tmp_path / "a").chmod(0o640)
    assert LedgerCli(tmp_path)("merge-driver", "o", "a", "b", "p").expects(0)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("seed", [3, 8, 14])
def test_random_branches_of_the_real_plan_merge_in_both_directions(
    tmp_path: Path, seed: int
) -> None:
    real = {file.name: file.read_bytes() for file in DATA.glob("*.yaml")}
    pair = next(
        one
        for n in range(20)
        if _is_mergeable(one := branches(Random(seed).randrange(10**6) + n, real))
    )
    repo = made(tmp_path)
    repo.commit("plan", pair.base)
    parted(repo, pair.ours, pair.theirs)
    code, said = called(repo, "merge", "other")
    assert code == 0, said
    assert added_and_removed(repo, "HEAD^1")[1] == 0
    there = _lists(repo)
    old, mine, yours = map(lists_of, pair)
    for key, records in there.items():
        counted = union(old[key], mine[key], yours[key])
        assert sorted(map(repr, records)) == sorted(map(repr, counted.elements()))
    repo.ledger("check").expects(0)
    repo.git("switch", "-q", "other")
    repo.git("reset", "-q", "--hard")
    assert called(repo, "merge", "main^1")[0] == 0
    assert _lists(repo) == there


def _lists(repo: Repo) -> dict[str, tuple[object, ...]]:
    return lists_of({n: (repo.root / "data" / n).read_bytes() for n in (TASKS, TARGETS, PROJECTS)})


def _is_mergeable(pair: tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]) -> bool:
    """Whether both branches changed the tasks, and all their records can be one."""
    old, mine, yours = map(lists_of, pair)
    ledger = read_ledger(pair[0]).ledger
    both = any(len(mine[k]) > len(old[k]) < len(yours[k]) for k in old)
    return (
        both
        and all(
            can_be_one(
                entry,
                ledger.plan.due,
                list(mine[f"措施 {entry.id}"][len(entry.measure.log) :]),
                list(yours[f"措施 {entry.id}"][len(entry.measure.log) :]),
            )
            for entry in ledger.entries
        )
        and not any(k.startswith("指标") and len(yours[k]) > len(old[k]) for k in old)
    )
