"""`--at REV`: what was recorded then is what a checkout of that commit says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import ledger_files
from tests.support.cli import LedgerCli
from tests.support.repo import Repo
from tests.support.story import Story, told

LOOKING = (
    ("status",),
    ("status", "--unit", "城管局", "--lead"),
    ("show", "8.3"),
    ("overdue", "--within", "400"),
    ("targets",),
    ("units",),
    ("projects",),
)
AS_OF = ("--as-of", "2024-06-08")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return told(tmp_path_factory.mktemp("story"))


def without(payload: Any, *keys: str) -> Any:
    """The payload without some things that are said of the ledger."""
    kept = {key: value for key, value in payload["ledger"].items() if key not in keys}
    return {**payload, "ledger": kept}


def test_every_commit_is_shown_as_a_checkout_of_it_is(story: Story, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    Repo(tmp_path).git("clone", "-q", str(story.repo.root), str(checkout))
    compared = 0
    for identity in story.commits.values():
        Repo(checkout).git("checkout", "-q", identity)
        folder = "data" if (checkout / "data" / "tasks.yaml").exists() else "plan"
        for words in LOOKING:
            here = LedgerCli(checkout)(*words, *AS_OF, "--json", "--data", folder)
            there = story.repo.ledger(*words, *AS_OF, "--json", "--at", identity)
            assert here.code == there.code, (words, identity)
            if here.code == 0:
                assert there.json["ledger"]["revision"]["id"] == identity
                assert without(there.json, "revision") == without({**here.json}, "path") | {
                    "ledger": {**here.json["ledger"], "path": "data"}
                }
                compared += 1
    assert compared == len(LOOKING) * (len(story.commits) - 1)


def test_a_sheet_says_which_commit_it_is_of(story: Story) -> None:
    head = f"按 {story.commits['首报'][:10]}（2024-05-12 09:00 提交）记录的台账"
    for words in LOOKING:
        for form in ("table", "md"):
            shown = story.repo.ledger(*words, "--at", story.commits["首报"], "--format", form)
            assert head in shown.expects(0).out
    plain = story.repo.ledger("status", "--json").expects(0).json
    assert "revision" not in plain["ledger"]


def test_a_day_is_the_newest_commit_of_the_main_line_by_its_end(story: Story) -> None:
    def at(day: str) -> str:
        found = story.repo.ledger("status", "--at", day, "--json").expects(0)
        identity: str = found.json["ledger"]["revision"]["id"]
        return identity

    assert at("2024-05-14") == story.commits["首报"]
    assert at("2024-05-15") == story.commits["改名"]
    assert at("2024-06-02") == story.commits["读数"]  # committed on 2024-05-20, out of order
    assert at("2024-06-06") == story.commits["勘误"]


def test_what_was_true_and_what_was_recorded_are_asked_apart(story: Story) -> None:
    def percent(*words: str) -> int:
        shown = story.repo.ledger("show", "8.3", *words, "--json").expects(0).json
        value: int = shown["measure"]["percent"]
        return value

    assert percent("--as-of", "2024-05-29") == 15
    assert percent("--as-of", "2024-05-29", "--at", story.commits["主线"]) == 30
    assert percent("--as-of", "2024-05-20", "--at", story.commits["主线"]) == 10
    assert story.repo.ledger("status", "--at", "HEAD", "--json").json["as_of"] == "2024-06-30"


def test_a_faulty_state_is_named_and_gives_no_answer(story: Story) -> None:
    result = story.repo.ledger("status", "--at", story.commits["写坏"]).expects(3)

    assert "data/tasks.yaml:" in result.err
    assert (
        f"按 {story.commits['写坏'][:10]}（2024-06-13 09:00 提交）记录的台账有 1 处错误"
        in result.err
    )
    assert result.out == ""


@pytest.mark.parametrize(
    ("at", "code", "words"),
    [
        ("-x", 2, "没有版本“-x”"),
        ("--output=made", 2, "没有版本“--output=made”"),
        ("", 2, "没有版本“”"),
        ("no-such-branch", 2, "没有版本“no-such-branch”"),
        ("HEAD:data", 2, "没有版本“HEAD:data”"),
        ("2024-02-30", 2, "2024-02-30"),
        ("2024-04-30", 2, "还没有提交"),
    ],
)
def test_a_revision_that_is_none_is_refused(story: Story, at: str, code: int, words: str) -> None:
    for command in (("status",), ("report", "--month", "2024-05")):
        result = story.repo.ledger(*command, f"--at={at}").expects(code)
        assert words in result.err
        assert result.out == ""
    assert not (story.repo.root / "made").exists()


def test_recording_commands_know_no_revision(story: Story) -> None:
    result = story.repo.ledger("close", "8.3", "--at", "HEAD").expects(2)
    assert "--at" in result.err


def test_a_commit_without_the_ledger_is_refused(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    empty = repo.commit("empty")
    repo.commit("ledger", ledger_files())
    assert "还没有这本台账" in repo.ledger("status", "--at", empty).expects(2).err
    assert repo.ledger("status", "--at", "HEAD").expects(0).err == ""


def test_without_a_repository_there_is_nothing_recorded(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write(ledger_files())
    assert "不在 Git 仓库里" in repo.ledger("status", "--at", "HEAD").expects(3).err


def test_a_shallow_clone_says_what_it_lacks(tmp_path: Path, story: Story) -> None:
    clone = tmp_path / "clone"
    Repo(tmp_path).git("clone", "-q", "--depth", "2", f"file://{story.repo.root}", str(clone))
    ledger = Repo(clone).ledger
    assert "浅克隆" in ledger("status", "--at", "2024-05-20").expects(3).err
    assert "浅克隆" in ledger("status", "--at", story.commits["首报"]).expects(3).err
    assert ledger("status", "--at", "HEAD").expects(0).err == ""
    report = ledger("report", "--month", "2024-05").expects(0).out
    assert "无法核对补录：这是浅克隆" in report


def test_nothing_that_the_repository_configures_is_run(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "hostile")
    trap = tmp_path / "ran"
    for key in ("core.fsmonitor", "diff.external", "core.sshCommand", "core.pager", "alias.log"):
        repo.git("config", key, f"!touch {trap}" if key.startswith("alias") else f"touch {trap};")
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "log.follow", "true")
    for words in (("status", "--at", "HEAD"), ("log",), ("diff", "HEAD"), ("log", "8.3")):
        repo.ledger(*words).expects(0)
    repo.ledger("report", "--month", "2024-05").expects(0)
    assert not trap.exists()


def test_looking_at_the_files_loads_nothing_of_git(story: Story) -> None:
    code = (
        "import sys\n"
        "from ganxian_ledger.cli.app import run\n"
        "run(['status', '--json'])\n"
        "named = ('ganxian_ledger.adapters.git', 'ganxian_ledger.usecases.recorded')\n"
        "print([m for m in sys.modules if m.startswith(named)], file=sys.stderr)\n"
    )
    done = _python(story.repo.root, code)
    assert done.splitlines()[-1] == "[]"


def _python(folder: Path, code: str) -> str:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    assert json.loads(done.stdout)["kind"] == "status"
    return done.stderr
