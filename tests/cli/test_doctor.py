"""`ledger doctor`: what is off with the machine, Git or the ledger, and how to mend it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, ledger_files
from tests.support.cli import LedgerCli
from tests.support.repo import Repo

from ganxian_ledger.adapters import machine, store
from ganxian_ledger.adapters.folder import LedgerFolder


@pytest.fixture(autouse=True)
def _command_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell finds a program `ledger`."""
    file = tmp_path / "bin" / "ledger"
    file.parent.mkdir()
    file.write_bytes(b"")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{file.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a small ledger, which shows Chinese file names as numbers."""
    made = Repo.make(tmp_path / "台账")
    made.git("config", "core.quotepath", "true")
    return made


def checks(cli: LedgerCli, *arguments: str, code: int = 0, **env: str) -> dict[str, Any]:
    """The checks by their ids."""
    told = cli("doctor", "--json", *arguments, **env).expects(code).json
    assert told["kind"] == "doctor"
    counted = [told["summary"][key] for key in ("fine", "notes", "problems")]
    verdicts = [check["verdict"] for check in told["checks"]]
    assert counted == [verdicts.count(word) for word in ("正常", "注意", "有问题")]
    return {check["id"]: check for check in told["checks"]}


def test_every_check_says_what_is_and_what_is_off_says_how_to_mend_it(repo: Repo) -> None:
    found = checks(repo.ledger)

    assert len(found) == 16
    assert [c["id"] for c in found.values() if not c["found"]] == []
    assert [c["id"] for c in found.values() if c["verdict"] != "正常" and not c["remedy"]] == []


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_each_format_shows_the_checks(repo: Repo, form: str) -> None:
    done = repo.ledger("doctor", "--format", form).expects(0)

    assert "合并驱动" in done.out
    assert "注意" in done.out


def test_mending_registers_the_driver_and_shows_chinese_names(repo: Repo) -> None:
    before = checks(repo.ledger)
    mended = checks(repo.ledger, "--fix")
    again = repo.ledger("doctor", "--fix", "--json").expects(0).json

    assert before["merge_driver"]["verdict"] == before["quotepath"]["verdict"] == "注意"
    assert repo.git("config", "--local", "merge.ledger.driver") == "ledger merge-driver %O %A %B %P"
    assert repo.git("config", "--local", "core.quotepath") == "false"
    assert "没有让台账文件用它" in mended["merge_driver"]["found"]
    assert mended["quotepath"]["verdict"] == "正常"
    assert again["mended"] == []


def test_mending_says_what_it_did(repo: Repo) -> None:
    done = repo.ledger("doctor", "--fix").expects(0)

    assert "已改好：在本仓库登记了合并驱动" in done.out
    assert "已改好：让 Git 照原样显示中文文件名" in done.out


def test_an_equipped_and_mended_repository_is_well(repo: Repo) -> None:
    repo.ledger("init").expects(0)
    found = checks(repo.ledger, "--fix")

    well = ("ledger", "writable", "repository", "merge_driver", "quotepath", "line_ends", "git")
    assert [key for key in well if found[key]["verdict"] != "正常"] == []


def test_another_driver_is_named_and_replaced(repo: Repo) -> None:
    repo.git("config", "merge.ledger.driver", "echo")

    assert "登记的是“echo”" in checks(repo.ledger)["merge_driver"]["found"]
    checks(repo.ledger, "--fix")
    assert repo.git("config", "merge.ledger.driver") == "ledger merge-driver %O %A %B %P"


def test_line_ends_that_git_rewrites_are_named(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")

    assert "CRLF" in checks(repo.ledger)["line_ends"]["found"]


def test_a_shallow_clone_is_named(repo: Repo, tmp_path: Path) -> None:
    repo.commit("second")
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "-q", "--depth=1", repo.root.as_uri(), str(clone.root))

    assert "浅克隆" in checks(clone.ledger)["repository"]["found"]


def test_nothing_that_a_repository_configures_is_run(repo: Repo) -> None:
    mark = repo.root / "ran"
    trap = repo.root / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "filter.x.clean", "core.editor"):
        repo.git("config", key, str(trap))
    (repo.root / ".gitattributes").write_text("*.yaml filter=x\n", encoding="utf-8")
    checks(repo.ledger, "--fix")
    repo.ledger("init").expects(0)

    assert not mark.exists()


def test_without_a_ledger_it_is_a_note_and_nothing_can_be_mended(tmp_path: Path) -> None:
    cli = LedgerCli(tmp_path)
    found = checks(cli)
    done = cli("doctor", "--fix").expects(3)

    assert found["ledger"]["verdict"] == "注意"
    assert "ledger init" in found["ledger"]["remedy"]
    assert "附近没有台账" in done.err


@pytest.mark.parametrize("named", ["--data", "LEDGER_DATA"])
def test_a_ledger_that_is_named_but_not_there_is_a_problem(tmp_path: Path, named: str) -> None:
    cli = LedgerCli(tmp_path)
    if named == "--data":
        found = checks(cli, "--data", "没有的", code=1)
    else:
        found = checks(cli, code=1, LEDGER_DATA="没有的")

    assert (found["ledger"]["verdict"], "没有的" in found["ledger"]["found"]) == ("有问题", True)


def test_how_a_ledger_was_found_is_said(repo: Repo) -> None:
    assert "data（就近），措施 1 项" in checks(repo.ledger)["ledger"]["found"]
    assert "--data 指明" in checks(repo.ledger, "--data", "data")["ledger"]["found"]
    assert "LEDGER_DATA 指明" in checks(repo.ledger, LEDGER_DATA="data")["ledger"]["found"]


def test_a_ledger_with_errors_is_a_problem(repo: Repo) -> None:
    repo.write(ledger_files(measure=a_measure(lead="没登记的局")))
    found = checks(repo.ledger, code=1)

    assert "错误 1 处" in found["ledger"]["found"]
    assert found["ledger"]["remedy"] == "运行 ledger check，逐处改正"


def test_files_that_are_missing_are_a_problem(repo: Repo) -> None:
    (repo.root / "data/units.yaml").unlink()

    assert "有文件缺少或读不了" in checks(repo.ledger, code=1)["ledger"]["found"]


def test_settings_are_named_and_faulty_ones_are_a_problem(repo: Repo) -> None:
    file = repo.root / "ledger.toml"
    file.write_text("", encoding="utf-8")
    assert checks(repo.ledger)["settings"]["found"].startswith("ledger.toml；")

    file.write_text("[check\n", encoding="utf-8")
    assert "ledger.toml" in checks(repo.ledger, code=1)["settings"]["found"]


def test_a_ledger_outside_of_git_is_a_note(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name, content in ledger_files().items():
        (data / name).write_bytes(content)
    cli = LedgerCli(tmp_path)
    found = checks(cli)
    done = cli("doctor", "--fix").expects(3)

    assert "不在 Git 仓库里" in found["repository"]["found"]
    assert "merge_driver" not in found
    assert "没有可改的设置" in done.err


def test_without_git_everything_else_is_still_said(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = checks(repo.ledger, code=1)
    done = repo.ledger("doctor", "--fix").expects(3)

    assert found["git"]["found"] == found["repository"]["found"] == "没有找到 Git 程序"
    assert found["ledger"]["verdict"] == "正常"
    assert "没有找到 Git 程序" in done.err


def test_a_day_that_is_none_is_a_problem_and_no_end(repo: Repo) -> None:
    found = checks(repo.ledger, code=1, LEDGER_TODAY="昨天")

    assert "LEDGER_TODAY=“昨天”不是日期" in found["today"]["found"]
    assert found["ledger"]["verdict"] == "正常"


def test_a_fixed_day_is_a_note(repo: Repo) -> None:
    assert "固定为 2024-06-30" in checks(repo.ledger)["today"]["found"]


def test_a_console_that_lacks_rare_characters_is_a_note(repo: Repo) -> None:
    done = repo.ledger.program("doctor", encoding="gbk").expects(0)

    assert "编码 gbk 缺少生僻字" in done.out


def test_a_disk_that_cannot_be_written_to_is_a_problem(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(**_options: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "TemporaryFile", failing)

    assert checks(repo.ledger, code=1)["writable"]["found"] == "写不进去：磁盘是只读的"


def test_somebody_who_is_writing_is_no_problem(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PATIENCE", 0.05)
    with store.locked(LedgerFolder(repo.root / "data")):
        found = checks(repo.ledger)

    assert found["writable"]["found"] == "可以写入和加锁，此刻别人正在写"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="无 POSIX 权限")
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="超级用户什么都读得了")
def test_a_folder_that_may_not_be_read_is_a_problem(repo: Repo) -> None:
    data = repo.root / "data"
    data.chmod(0)
    try:
        found = checks(repo.ledger, code=1)
    finally:
        data.chmod(0o755)

    assert found["ledger"]["verdict"] == "有问题"


def test_a_folder_that_says_nothing_is_a_problem(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_self: LedgerFolder) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(LedgerFolder, "read", silent)
    found = checks(repo.ledger, code=1)

    assert found["ledger"]["found"] == "台账所在的目录读不了：没有权限"
