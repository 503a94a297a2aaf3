"""The hooks, run by the real pre-commit in a repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import scrubbed
from tests.support.repo import SETTINGS, Repo

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "src",
    "templates",
    "schema",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
NO_INDEX = (
    "No matching distribution",
    "Could not find a version",
    "ConnectionError",
    "Max retries",
)
"""What pip says where it cannot reach an index."""
CONFIG = """\
default_install_hook_types: [pre-commit, commit-msg]
repos:
  - repo: {url}
    rev: {rev}
    hooks:
      - id: ledger-check
      - id: ledger-check-edit
"""
COMMIT = ("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-m")
PUBLISHED = "log: [{date: 2024-06-01, type: progress, by: 区城管局, percent: 5}]"


@dataclass(frozen=True)
class Office:
    """A repository with a ledger in which pre-commit is installed."""

    repo: Repo
    home: Path
    published: str

    def commit(self, message: str, files: dict[str, bytes]) -> tuple[int, str]:
        """Try to commit files; the exit code, and what was said."""
        self.repo.write(files)
        self.repo.git("add", "--all")
        return self.run(*COMMIT, message)

    def run(self, *words: str) -> tuple[int, str]:
        """Run a program here; the exit code, and what was said."""
        beside = Path(sys.executable).parent
        done = subprocess.run(
            words,
            cwd=self.repo.root,
            env={
                **scrubbed(),
                **SETTINGS,
                "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
                "PRE_COMMIT_HOME": str(self.home),
                "LEDGER_TODAY": "2024-06-30",
                "PYTHONUTF8": "1",
                "PIP_RETRIES": "1",
            },
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout + done.stderr


def hooks(folder: Path) -> tuple[str, str]:
    """This program as a repository of hooks: its address and its revision."""
    folder.mkdir()
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name,
                folder / name,
                ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"),
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    repo = Repo(folder)
    repo.git("init", "-q", "-b", "main")
    return str(folder), repo.commit("hooks", {})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A ledger with one published record, and the hooks installed."""
    top = tmp_path_factory.mktemp("office")
    url, rev = hooks(top / "hooks")
    repo = Repo.make(top / "repo", ledger_files(measure=PUBLISHED))
    config = CONFIG.format(url=url, rev=rev)
    (repo.root / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    made = Office(repo, top / "home", repo.commit("config"))
    code, told = made.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    if code and any(words in told for words in NO_INDEX):
        pytest.skip("pip 连不上软件包索引，建不了 pre-commit 的环境")
    assert code == 0, told
    return made


@pytest.fixture(autouse=True)
def as_published(request: pytest.FixtureRequest) -> None:
    """Each test begins with the published state."""
    office: Office = request.getfixturevalue("office")
    office.repo.git("reset", "-q", "--hard", office.published)


RECORDED = PUBLISHED.replace(
    "}]", "}, {date: 2024-06-20, type: progress, by: 区城管局, percent: 9}]"
)


@pytest.mark.slow
def test_a_bad_edit_is_refused_and_a_good_one_passes(office: Office) -> None:
    before = office.repo.git("rev-parse", "HEAD")
    code, told = office.commit("改", ledger_files(measure=PUBLISHED.replace("5}", "50}")))
    assert (code, "C501" in told, "data/tasks.yaml:" in told) == (1, True, True), told
    assert office.repo.git("rev-parse", "HEAD") == before

    code, told = office.commit("记进展", ledger_files(measure=RECORDED))
    assert code == 0, told
    assert told.count("Passed") == 2, told


@pytest.mark.slow
def test_a_broken_file_is_refused_with_its_place(office: Office) -> None:
    files = ledger_files(measure=PUBLISHED)
    broken = files["tasks.yaml"].replace("title: 城镇".encode(), "title: [城镇".encode())
    code, told = office.commit("坏", {"tasks.yaml": broken})

    assert code == 1
    assert "data/tasks.yaml:" in told
    assert "Y201" in told


@pytest.mark.slow
def test_a_correction_that_is_declared_passes(office: Office) -> None:
    held = office.repo.root.joinpath("data/tasks.yaml").read_text("utf-8")
    mended = {"tasks.yaml": held.replace("加快城镇污水", "加快建设城镇污水").encode()}
    code, told = office.commit("改条文", mended)
    assert (code, "C5" in told) == (1, True), told

    declared = "改条文\n\nLedger-Correction: 8.3 与发文原件核对，原录入漏字"
    assert office.commit(declared, mended)[0] == 0


@pytest.mark.slow
def test_a_commit_without_the_ledger_is_let_through(office: Office) -> None:
    (office.repo.root / "说明.md").write_text("说明\n", encoding="utf-8")
    code, told = office.commit("说明", {})

    assert (code, "Skipped" in told) == (0, True), told


@pytest.mark.slow
def test_what_is_judged_is_what_is_committed(office: Office) -> None:
    changed = ledger_files(measure=PUBLISHED.replace("5}", "50}"))
    office.repo.write(changed)
    office.repo.git("add", "--all")
    office.repo.write(ledger_files(measure=PUBLISHED))
    code, told = office.run(*COMMIT, "改")
    assert (code, "C501" in told) == (1, True), told

    office.repo.git("reset", "-q", "--hard")
    office.repo.write(ledger_files(measure=RECORDED))
    office.repo.git("add", "--all")
    office.repo.write(changed)
    assert office.run(*COMMIT, "记进展")[0] == 0
    assert office.repo.root.joinpath("data/tasks.yaml").read_bytes() == changed["tasks.yaml"]
