"""Evidence as given on the command line: what is taken, and what is refused in words."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from ganxian_ledger.adapters.evidence import evidence_of
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Refused

CONTENT = "验收单".encode() * 100_000
SUM = hashlib.sha256(CONTENT).hexdigest()
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and such names are POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    """A repository with a ledger and some evidence; the working folder is below its root."""
    root = tmp_path / "repo"
    for name in (".git", "data", "佐证/六月"):
        (root / name).mkdir(parents=True)
    (root / ".git" / "config").write_bytes(b"x")
    (root / "佐证" / "8.3.pdf").write_bytes(CONTENT)
    (root / "佐证" / "六月" / "照片 1，西.jpg").write_bytes(CONTENT)
    (tmp_path / "outside.pdf").write_bytes(CONTENT)
    monkeypatch.chdir(root / "佐证")
    return LedgerFolder(Path("../data"))


def refused(folder: LedgerFolder, given: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        evidence_of(folder, [given])
    return caught.value.code, caught.value.message


def test_a_file_is_recorded_by_its_path_below_the_root_and_its_sum(folder: LedgerFolder) -> None:
    expected = [("path", "佐证/8.3.pdf"), ("sha256", SUM)]
    for given in (
        "8.3.pdf",
        "../佐证/8.3.pdf",
        "./六月/../8.3.pdf",
        str(Path("8.3.pdf").resolve()),
    ):
        assert [list(one.items()) for one in evidence_of(folder, [given])] == [expected]


def test_several_pieces_keep_their_order_and_one_given_twice_stands_once(
    folder: LedgerFolder,
) -> None:
    given = ["六月/照片 1，西.jpg", "https://例.cn/a?b=1", "8.3.pdf", "8.3.pdf"]
    found = [one.get("path") or one["url"] for one in evidence_of(folder, given)]
    assert found == ["佐证/六月/照片 1，西.jpg", "https://例.cn/a?b=1", "佐证/8.3.pdf"]


def test_without_git_the_root_is_the_ledgers_parent(folder: LedgerFolder) -> None:
    (folder.path.parent / ".git" / "config").unlink()
    (folder.path.parent / ".git").rmdir()
    assert evidence_of(LedgerFolder(folder.path), ["8.3.pdf"])[0]["path"] == "佐证/8.3.pdf"


def test_what_is_not_there_is_refused_naming_the_working_folder(folder: LedgerFolder) -> None:
    with pytest.raises(Refused) as caught:
        evidence_of(folder, ["没有.pdf"])
    assert caught.value.message == "佐证文件“没有.pdf”读不到：文件不存在"
    assert str(Path.cwd()) in caught.value.remedy


def test_a_folder_is_no_evidence(folder: LedgerFolder) -> None:
    assert refused(folder, "六月") == ("P201", "佐证“六月”是一个目录")


@posix
def test_a_pipe_is_no_evidence(folder: LedgerFolder) -> None:
    os.mkfifo("pipe")
    assert refused(folder, "pipe") == ("P201", "佐证“pipe”不是普通文件")


def test_a_file_outside_of_the_repository_is_refused(folder: LedgerFolder) -> None:
    code, message = refused(folder, "../../outside.pdf")
    assert code == "P202"
    assert "仓库以外" in message


@posix
def test_a_link_that_leads_out_is_refused_as_one(folder: LedgerFolder) -> None:
    Path("link.pdf").symlink_to("../../outside.pdf")
    Path("away").symlink_to("../..")
    for given in ("link.pdf", "away/outside.pdf"):
        code, message = refused(folder, given)
        assert code == "P202"
        assert "经链接指向" in message


@posix
def test_a_link_within_is_recorded_as_the_file_itself(folder: LedgerFolder) -> None:
    Path("link.pdf").symlink_to("8.3.pdf")
    assert evidence_of(folder, ["link.pdf"])[0]["path"] == "佐证/8.3.pdf"


@posix
def test_a_link_that_goes_round_is_refused(folder: LedgerFolder) -> None:
    Path("round.pdf").symlink_to("round.pdf")
    assert refused(folder, "round.pdf")[0] == "P201"


def test_gits_own_files_are_no_evidence(folder: LedgerFolder) -> None:
    assert refused(folder, "../.git/config")[0] == "P202"


@posix
@pytest.mark.parametrize(
    "name", ["a:b.pdf", "con.pdf", "尾.", "a\u202eb.pdf", "a\nb.pdf", "a\tb.pdf", "a\\b.pdf"]
)
def test_names_that_windows_or_a_reader_cannot_take_are_refused(
    folder: LedgerFolder, name: str
) -> None:
    Path(name).write_bytes(b"x")
    assert refused(folder, name)[0] == "P203"


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="the system itself refuses such names")
def test_a_name_that_is_no_text_is_refused(folder: LedgerFolder) -> None:
    name = os.fsdecode(b"\xb2\xe2.pdf")  # GBK
    Path(name).write_bytes(b"x")
    assert refused(folder, name)[0] == "P203"


@pytest.mark.parametrize("given", ["", "\0", "a" * 5000])
def test_paths_that_can_be_none_are_refused(folder: LedgerFolder, given: str) -> None:
    assert refused(folder, given)[0] == "P201"


def test_an_address_with_blanks_is_refused(folder: LedgerFolder) -> None:
    assert refused(folder, "https://例.cn/a b")[0] == "P203"
