"""Repositories of somebody else: nothing of theirs runs, and nothing outside is read."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.repo import Repo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs and links are POSIX")
RECORD = "log:\n  - {date: 2024-05-20, type: progress, percent: 30, by: 区城管局}"
CHANGED = RECORD.replace("30", "50")
SECRET = "secret-outside"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A ledger in which a published record was changed, and that is committed."""
    made = Repo.make(tmp_path / "repo", ledger_files(measure=RECORD))
    made.git("tag", "base")
    made.commit("changed", ledger_files(measure=CHANGED))
    return made


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it-ran"


@pytest.fixture
def trap(tmp_path: Path, marker: Path) -> Path:
    """A program that leaves a marker."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\nexit 0\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def judged(repo: Repo, *options: str) -> None:
    """The changed record is found, from the work tree and at a commit."""
    for head in ((), ("--head", "HEAD")):
        done = repo.ledger("check", "--base", "base", *head, *options).expects(1)
        assert "C501" in done.out


@pytest.mark.parametrize(
    "key",
    [
        "core.fsmonitor", "core.pager", "pager.log", "diff.external", "core.sshCommand",
        "core.editor", "core.askPass", "core.gitProxy", "core.alternateRefsCommand",
        "gpg.program", "gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.program",
        "credential.helper", "uploadpack.packObjectsHook", "diff.evil.command",
        "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
        "merge.evil.driver", "alias.log", "alias.cat-file", "alias.rev-parse",
    ],
)  # fmt: skip
def test_no_configured_program_runs(repo: Repo, trap: Path, marker: Path, key: str) -> None:
    value = f"!{trap}" if key.startswith("alias.") else str(trap)
    repo.git("config", key, value)
    repo.git("config", "log.showSignature", "true")
    (repo.root / ".gitattributes").write_text("* diff=evil filter=evil merge=evil\n", "utf-8")
    judged(repo)
    assert not marker.exists()


def test_the_trap_would_run_where_git_is_asked_plainly(
    repo: Repo, trap: Path, marker: Path
) -> None:
    repo.git("config", "core.fsmonitor", str(trap))
    repo.git("status")
    assert marker.exists()


@pytest.mark.parametrize("is_configured", [False, True])
def test_no_hook_runs(repo: Repo, trap: Path, marker: Path, is_configured: bool) -> None:
    hooks = repo.root / ("hooks" if is_configured else ".git/hooks")
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
    ):
        (hooks / name).write_bytes(trap.read_bytes())
        (hooks / name).chmod(0o755)
    if is_configured:
        repo.git("config", "core.hooksPath", str(hooks))
        marker.unlink(missing_ok=True)
    judged(repo)
    assert not marker.exists()


def test_replaced_objects_and_grafts_change_nothing(repo: Repo) -> None:
    old, new = (repo.git("rev-parse", f"{at}:data/tasks.yaml") for at in ("base", "HEAD"))
    repo.git("replace", old, new)
    judged(repo)
    (repo.root / ".git" / "info" / "grafts").write_text(repo.git("rev-parse", "HEAD") + "\n")
    judged(repo)


def test_another_work_tree_by_configuration_hides_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "core.worktree", str(tmp_path))
    judged(repo)


def test_what_a_partial_clone_lacks_is_named_and_not_fetched(
    repo: Repo, trap: Path, marker: Path
) -> None:
    lost = repo.git("rev-parse", "base:data/tasks.yaml")
    for key, value in (
        ("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "evil"),
        ("remote.evil.promisor", "true"), ("remote.evil.url", f"ext::{trap}"),
        ("remote.evil.uploadpack", str(trap)), ("protocol.ext.allow", "always"),
        ("protocol.file.allow", "always"),
    ):  # fmt: skip
        repo.git("config", key, value)
    (repo.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    done = repo.ledger("check", "--base", "base").expects(3)
    assert "缺少" in done.err
    repo.git("config", "remote.evil.url", str(repo.root))
    repo.ledger("check", "--base", "base").expects(3)
    assert not marker.exists()


@pytest.mark.parametrize(
    "revision",
    ["--output=OUT", "-O", "--upload-pack=x", "HEAD --output=OUT", "^HEAD", "base..HEAD",
     "HEAD\nbase", "HEAD\x1b[31m", " ", "x" * 5000, "HEAD:data/tasks.yaml"],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("option", ["--base", "--head"])
def test_a_revision_is_never_an_option(repo: Repo, option: str, revision: str) -> None:
    other = () if option == "--base" else ("--base=base",)
    done = repo.ledger("check", f"{option}={revision}", *other)
    assert done.code == 2
    assert "\x1b" not in done.err
    assert not (repo.root / "OUT").exists()


def test_a_data_file_that_leads_out_is_not_read(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(f"{SECRET}: 1\n", "utf-8")
    file = repo.root / "data" / "targets.yaml"
    file.unlink()
    file.symlink_to(outside)
    for arguments in (("check",), ("check", "--base", "base"), ("status",), ("targets",)):
        done = repo.ledger(*arguments).expects(3)
        assert "Y107" in done.out + done.err
        assert SECRET not in done.out + done.err


def test_a_folder_that_leads_out_is_not_read(repo: Repo, tmp_path: Path) -> None:
    outside = Repo.make(tmp_path / "outside", ledger_files(measure=f"title: {SECRET}"))
    (repo.root / "linked").symlink_to(outside.root / "data")
    done = repo.ledger("check", "--data", "linked").expects(3)
    assert "Y107" in done.out
    assert SECRET not in done.out + repo.ledger("status", "--data", "linked").expects(3).out


def test_links_within_the_repository_are_followed(repo: Repo) -> None:
    file = repo.root / "data" / "targets.yaml"
    file.rename(repo.root / "real.yaml")
    file.symlink_to("../real.yaml")
    repo.ledger("check").expects(0)
    (repo.root / "linked").symlink_to("data")
    repo.ledger("status", "--data", "linked").expects(0)


def test_a_linked_file_in_a_commit_is_refused(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(f"{SECRET}: 1\n", "utf-8")
    file = repo.root / "data" / "targets.yaml"
    file.unlink()
    file.symlink_to(tmp_path / "outside.yaml")
    repo.commit("link")
    done = repo.ledger("check", "--base", "base", "--head", "HEAD").expects(3)
    assert "data/targets.yaml 是链接" in done.err
    assert SECRET not in done.out + done.err


def test_evidence_that_leads_out_counts_as_not_there(tmp_path: Path) -> None:
    (tmp_path / "outside.pdf").write_bytes(SECRET.encode())
    log = "log:\n  - {date: 2024-05-20, type: submit, by: 区城管局, evidence: [{path: proof.pdf}]}"
    repo = Repo.make(tmp_path / "repo", ledger_files(measure=log))
    (repo.root / "proof.pdf").symlink_to(tmp_path / "outside.pdf")
    repo.commit("link")
    for head in ((), ("--head", "HEAD")):
        done = repo.ledger("check", "--base", "HEAD", *head).expects(1)
        assert "C517" in done.out
        assert SECRET not in done.out


def test_words_of_a_commit_reach_the_terminal_tamed(repo: Repo) -> None:
    repo.commit("x\n\nLedger-Correction: 9.9 \x1b[31m红\x07")
    done = repo.ledger("check", "--base", "base").expects(1)
    assert "C521" in done.out
    assert "\x1b" not in done.out + done.err
    assert "\x07" not in done.out + done.err


@pytest.mark.parametrize("when", ["99999999999999999999 +0000", "-5 +0000", "nonsense"])
def test_a_commit_with_an_impossible_time_is_read(repo: Repo, tmp_path: Path, when: str) -> None:
    tree, parent = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    raw = tmp_path / "commit"
    head = f"tree {tree}\nparent {parent}\nauthor a <a@b> {when}\ncommitter a <a@b> {when}\n"
    raw.write_bytes(f"{head}\nwords\0more\n".encode())
    made = repo.git("hash-object", "-t", "commit", "-w", "--literally", str(raw))
    repo.git("update-ref", "refs/heads/main", made)
    judged(repo)
