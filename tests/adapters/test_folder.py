"""The ledger's folder: what the system hands over, and what it does not, in words."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.build import ledger_files, write_ledger
from tests.support.cli import LedgerCli

from ganxian_ledger.adapters.evidence import evidence_of
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.rules.rule import Finding

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    (tmp_path / ".git").mkdir()
    return write_ledger(tmp_path / "data", ledger_files())


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_round_link(file: Path) -> None:
    file.symlink_to(file.name)


def a_folder(file: Path) -> None:
    file.mkdir()


def a_device(file: Path) -> None:
    file.symlink_to("/dev/null")


ODD = pytest.mark.parametrize(
    ("make", "told"),
    [
        (a_pipe, "不是普通文件"),
        (a_device, "它是通向仓库以外的链接"),
        (a_round_link, "链接绕成了圈"),
        (a_folder, "这是一个目录"),
    ],
)


@posix
@ODD
def test_what_is_no_regular_file_is_said_and_not_waited_for(
    folder: LedgerFolder, make: Callable[[Path], None], told: str
) -> None:
    make(folder.file("projects.yaml"))
    found = folder.read()["projects.yaml"]
    assert isinstance(found, Finding)
    assert (found.code, found.message) == ("Y107", f"文件 projects.yaml 读不了：{told}")


@posix
@ODD
@pytest.mark.parametrize(
    "command", [["close", "8.3"], ["fmt"], ["report", "--month", "2024-06", "-o", "通报.md"]]
)
def test_no_command_breaks_on_such_a_file(
    folder: LedgerFolder, make: Callable[[Path], None], told: str, command: list[str]
) -> None:
    before = folder.file("tasks.yaml").read_bytes()
    make(folder.file("projects.yaml"))
    done = LedgerCli(folder.path.parent)(*command).expects(3)
    assert told in done.err
    assert folder.file("tasks.yaml").read_bytes() == before


def test_an_absent_file_is_none_and_a_file_at_the_limit_is_read(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = folder.file("tasks.yaml").stat().st_size
    monkeypatch.setattr(lint, "LARGEST", size)
    files = folder.read()
    assert files["projects.yaml"] is None
    assert files["tasks.yaml"] == folder.file("tasks.yaml").read_bytes()


def test_a_file_beyond_the_limit_is_not_read(folder: LedgerFolder) -> None:
    size = lint.LARGEST + 1
    os.truncate(folder.file("units.yaml"), size)
    found = folder.read()["units.yaml"]
    assert isinstance(found, Finding)
    assert (found.code, found.message) == ("Y108", f"文件有 {size} 字节，超过 {lint.LARGEST}")
    done = LedgerCli(folder.path.parent)("check").expects(1)
    assert "data/units.yaml:1:1: Y108" in done.out


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.ELOOP, "链接绕成了圈"),
        (getattr(errno, "EDQUOT", None), "超出磁盘配额"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, f"系统错误 {errno.EIO}"),
    ],
)
def test_the_systems_reasons_are_said_in_words(number: int | None, told: str) -> None:
    if number is None:
        pytest.skip("the system has no such error")
    assert reason_of(OSError(number, os.strerror(number))) == told


@pytest.mark.parametrize("name", ["tasks.yaml", "units.yaml"])
def test_a_file_of_the_ledger_is_no_evidence(folder: LedgerFolder, name: str) -> None:
    with pytest.raises(Refused, match="是台账文件，不能作佐证"):
        evidence_of(folder, [str(folder.file(name))])


@posix
def test_a_file_of_the_ledger_is_no_evidence_through_a_link_either(folder: LedgerFolder) -> None:
    for name, link in (("a.pdf", Path.symlink_to), ("b.pdf", Path.hardlink_to)):
        link(folder.root / name, folder.file("tasks.yaml"))
        with pytest.raises(Refused, match="是台账文件"):
            evidence_of(folder, [str(folder.root / name)])
