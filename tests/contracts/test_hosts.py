"""What hosts run: valid by their public schemas, safe in a shell, and doing what it says."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.support.build import ledger_files
from tests.support.cli import SOURCE, scrubbed
from tests.support.repo import Repo

ROOT = Path(__file__).parents[2]
INIT = ROOT / "templates" / "init"
WORKFLOWS = (ROOT / ".github/workflows/check.yml", INIT / "github.yml", INIT / "gitea.yml")
ACTION, GITLAB = ROOT / "action.yml", INIT / "gitlab.yml"
PINNED = {
    "actions/checkout": ("11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2"),
    "actions/setup-python": ("a26af69be951a213d495a4c3e4e4022e16d87065", "v5.6.0"),
}


def loaded(file: Path) -> Any:
    """A YAML file's values; `on` is a word, not a truth value."""
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def steps(file: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow or an action."""
    whole = loaded(file)
    jobs = whole["jobs"].values() if "jobs" in whole else [whole["runs"]]
    return (step for job in jobs for step in job["steps"])


def script(file: Path, name: str) -> str:
    """What the step of this name runs."""
    return str(next(step["run"] for step in steps(file) if step.get("name") == name))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_are_valid(file: Path) -> None:
    validate("--builtin-schema", "vendor.github-workflows", str(file))


def test_the_action_is_valid() -> None:
    validate("--builtin-schema", "vendor.github-actions", str(ACTION))


def test_the_pipeline_of_gitlab_is_valid() -> None:
    transform = ("--data-transform", "gitlab-ci")
    validate("--builtin-schema", "vendor.gitlab-ci", *transform, str(GITLAB))


def validate(*arguments: str) -> None:
    """Check a file against a public schema that is kept in `check-jsonschema`."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_manifest_of_hooks_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "is_meant"),
    [
        ("data/tasks.yaml", True),
        ("tasks.yaml", True),
        ("台账/2024/access.yaml", True),
        ("data/old-tasks.yaml", False),
        ("data/tasks.yaml.bak", False),
        ("schema/tasks.schema.json", False),
    ],
)
def test_the_hook_looks_at_the_files_of_a_ledger(path: str, *, is_meant: bool) -> None:
    hook = loaded(ROOT / ".pre-commit-hooks.yaml")[0]

    assert bool(re.search(hook["files"], path)) is is_meant


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_actions_of_others_are_pinned_with_their_version(file: Path) -> None:
    used = re.findall(r"uses: (?!\./)(\S+?)@(\S+) # (\S+)$", file.read_text("utf-8"), re.MULTILINE)

    assert len(used) == len([s for s in steps(file) if not s.get("uses", "./").startswith("./")])
    assert {name: (commit, version) for name, commit, version in used}.items() <= PINNED.items()


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_nothing_from_outside_becomes_text_of_a_shell(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_may_only_read_and_keep_no_credentials(file: Path) -> None:
    taking = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]

    assert loaded(file)["permissions"] == {"contents": "read"}
    assert [step for step in taking if step["with"]["persist-credentials"] is not False] == []


def test_where_edits_are_judged_the_whole_history_is_fetched() -> None:
    judging = [
        loaded(WORKFLOWS[0])["jobs"]["data"],
        *(loaded(f)["jobs"]["ledger"] for f in WORKFLOWS[1:]),
    ]

    assert [job["steps"][0]["with"]["fetch-depth"] for job in judging] == [0, 0, 0]
    assert loaded(GITLAB)["ledger"]["variables"]["GIT_DEPTH"] == "0"


@dataclass(frozen=True)
class Runner:
    """A repository with an edit in it, and a shell that runs the steps of a host in it."""

    repo: Repo
    bin: Path
    base: str

    def __call__(self, text: str, shell: str = "bash", **env: str) -> tuple[int, str]:
        """Run a step's script as the host does; its exit code and what it says."""
        done = subprocess.run(
            [shell, "-e", "-c", text],
            cwd=self.repo.root,
            env={
                **scrubbed(),
                "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(SOURCE),
                "LEDGER_TODAY": "2024-06-30",
                **env,
            },
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout + done.stderr

    def program(self, name: str, text: str) -> None:
        """Put a program on the path."""
        file = self.bin / name
        file.write_text(text, encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A published record was changed after the base."""
    record = "log: [{date: 2024-06-01, type: progress, by: 区城管局, percent: 5}]"
    repo = Repo.make(tmp_path / "repo", ledger_files(measure=record))
    base = repo.git("rev-parse", "HEAD")
    repo.commit("edit", ledger_files(measure=record.replace("5}", "50}")))
    (tmp_path / "bin").mkdir()
    made = Runner(repo, tmp_path / "bin", base)
    made.program("ledger", f'#!/bin/sh\nexec "{sys.executable}" -m ganxian_ledger "$@"\n')
    return made


def test_branches_merge_by_records_once_the_ledger_is_equipped(runner: Runner) -> None:
    repo = runner.repo
    repo.ledger("init").expects(0)
    repo.commit("equipped")
    for branch, percent in (("one", "60"), ("other", "70")):
        repo.git("checkout", "-q", "-b", branch, "main")
        by = ("--date", "2024-06-20", "--percent", percent)
        repo.ledger("progress", "8.3", *by).expects(0)
        repo.commit(branch)
    code, told = runner("git -c user.name=a -c user.email=a@b merge -q --no-edit one")

    assert code == 0, told
    assert repo.ledger("show", "8.3", "--json").expects(0).out.count('"percent": 60') > 0
    repo.ledger("check", "--base", "main").expects(0)


def inputs(**given: str) -> dict[str, str]:
    """What the action hands to its step: its inputs, by their defaults unless given."""
    names = loaded(ACTION)["inputs"]
    defaults = {
        name: names[name]["default"] for name in ("data", "base", "format", "strict", "args")
    }
    return {f"LEDGER_IN_{name.upper()}": value for name, value in {**defaults, **given}.items()}


def test_the_action_refuses_a_changed_record_in_a_pull_request(runner: Runner) -> None:
    step = script(ACTION, "核对台账")

    assert runner(step, **inputs())[0] == 0
    code, told = runner(step, **inputs(base=runner.base))
    assert code == 1
    assert "::error file=data/tasks.yaml" in told
    assert "C501" in told


@pytest.mark.parametrize("name", ["data", "base", "format", "args"])
def test_no_input_of_the_action_is_run(runner: Runner, name: str) -> None:
    step = script(ACTION, "核对台账")
    for hostile in ("$(touch ran)", '"; touch ran; "', "`touch ran`", "x\ntouch ran", "* ?"):
        code, told = runner(step, **inputs(**{name: hostile}))
        assert code == (2 if name != "data" else 3), told
        assert not (runner.repo.root / "ran").exists()


def test_the_action_hands_its_inputs_on(runner: Runner) -> None:
    runner.program("ledger", '#!/bin/sh\nprintf "<%s>" "$@"\n')
    given = inputs(
        data="台 账", base="origin/main", format="concise", strict="true", args="-x  y *"
    )

    told = runner(script(ACTION, "核对台账"), **given)[1]
    assert told == "<check><--format=concise><--data=台 账><--base=origin/main><--strict><-x><y><*>"


def test_the_action_takes_options_from_every_line(runner: Runner) -> None:
    runner.program("ledger", '#!/bin/sh\nprintf "<%s>" "$@"\n')
    given = inputs(args="--select C\n  --exit-zero\n\n-x y\n")

    told = runner(script(ACTION, "核对台账"), **given)[1]
    assert told == "<check><--format=github><--select><C><--exit-zero><-x><y>"


@pytest.mark.parametrize("file", WORKFLOWS[1:], ids=lambda file: file.name)
def test_a_generated_workflow_refuses_a_changed_record(runner: Runner, file: Path) -> None:
    step = script(file, "核对台账")

    assert runner(step, BASE="")[0] == 0
    code, told = runner(step, BASE=runner.base)
    assert (code, "C501" in told) == (1, True)


def test_the_pipeline_of_gitlab_refuses_a_changed_record_and_writes_reports(
    runner: Runner,
) -> None:
    step = loaded(GITLAB)["ledger"]["script"][0]

    assert runner(step, shell="sh")[0] == 0
    code, told = runner(step, shell="sh", CI_MERGE_REQUEST_DIFF_BASE_SHA=runner.base)
    assert (code, "C501" in told) == (1, True)
    assert "C501" in (runner.repo.root / "gl-code-quality-report.json").read_text("utf-8")
    assert "C501" in (runner.repo.root / "ledger-junit.xml").read_text("utf-8")


def installs() -> dict[str, tuple[str, str]]:
    """The steps that install the program, each with the name of the base's variable."""
    github = {file.name: (script(file, "安装 ledger"), "BASE") for file in WORKFLOWS[1:]}
    gitlab = loaded(GITLAB)["ledger"]["before_script"][0]
    return {**github, "gitlab.yml": (gitlab, "CI_MERGE_REQUEST_DIFF_BASE_SHA")}


INSTALLER = """\
#!/bin/sh
for word; do case "$word" in *.whl) cat "$word";; esac; done
printf ' <%s>' "$@"
"""
"""Stands in for Python: says what is in the wheel that it is to install, and its arguments."""


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml", "gitlab.yml"])
def test_the_program_comes_from_the_wheels_of_the_base_else_from_where_is_said(
    runner: Runner, name: str
) -> None:
    text, base = installs()[name]
    runner.program("python", INSTALLER)
    code, told = runner(text, LEDGER_INSTALL="git+https://x/y z", **{base: runner.base})
    assert (code, told.endswith("<install> <--quiet> <git+https://x/y z>")) == (0, True)

    wheel = runner.repo.root / "wheels" / "ganxian_ledger-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_text("of the base", encoding="utf-8")
    published = runner.repo.commit("wheel")
    wheel.write_text("of the edit", encoding="utf-8")
    runner.repo.commit("another wheel")
    assert runner(text, **{base: published})[1].startswith("of the base")
    assert runner(text, **{base: ""})[1].startswith("of the edit")


@pytest.mark.parametrize("is_with_wheels", [False, True])
@pytest.mark.parametrize("name", ["action.yml", "github.yml", "gitea.yml", "gitlab.yml"])
def test_no_pip_of_the_checkout_installs_the_program(
    runner: Runner, name: str, *, is_with_wheels: bool
) -> None:
    step = script(ACTION, "安装 ledger") if name == "action.yml" else installs()[name][0]
    runner.program("python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    outside = runner.bin / "installed"
    outside.mkdir()
    (outside / "pip.py").write_text("print('pip of the machine')\n", encoding="utf-8")
    root = runner.repo.root
    (root / "pip.py").write_text("print('pip of the edit')\n", encoding="utf-8")
    if is_with_wheels:
        (root / "wheels").mkdir()
        (root / "wheels" / "ganxian_ledger-1.0-py3-none-any.whl").write_text("x", encoding="utf-8")
    runner.repo.commit("hostile")
    place = {"LEDGER_INSTALL": "x", "GITHUB_ACTION_PATH": "x", "PYTHONPATH": str(outside)}

    assert runner(step, **place) == (0, "pip of the machine\n")


def test_a_new_ledger_names_every_template_that_is_shipped() -> None:
    shipped = {file.name for file in INIT.iterdir()}

    assert shipped == {
        "github.yml",
        "gitea.yml",
        "gitlab.yml",
        "gitattributes",
        "gitignore",
        "tasks.yaml",
        "targets.yaml",
        "units.yaml",
    }
