"""Which state of the files an answer names: a digest anybody can make again, and the commit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.support.build import ledger_files, write_ledger
from tests.support.repo import Repo

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.usecases.opening import open_for_check
from ganxian_ledger.usecases.revision import digest_of, revision_of

DAY = date(2024, 6, 30)


def revision(folder: Path) -> str:
    """What a report of the ledger in a folder says."""
    return revision_of(open_for_check(LedgerFolder(folder), DAY))


def test_outside_of_a_repository_the_digest_stands_alone(tmp_path: Path) -> None:
    folder = write_ledger(tmp_path / "data", ledger_files())
    digest = revision(folder.path)
    assert len(digest) == 12
    assert int(digest, 16) >= 0
    units = folder.file("units.yaml")
    units.write_bytes(units.read_bytes() + b"# \n")
    assert revision(folder.path) != digest


def test_a_clean_ledger_names_its_commit_and_a_changed_one_says_so(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "repo")
    (repo.root / "other.txt").write_text("x", encoding="utf-8")
    commit = repo.git("rev-parse", "HEAD")[:10]
    data = repo.root / "data"
    clean = revision(data)
    assert clean.endswith(f"（提交 {commit}）")
    repo.git("add", "-A")
    repo.git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "other")
    assert revision(data) == clean, "a commit that leaves the ledger alone changes nothing"

    units = data / "units.yaml"
    units.write_bytes(units.read_bytes() + b"# \n")
    assert revision(data).endswith(f"（提交 {commit} 之后有未提交的改动）")


def test_a_checkout_with_the_line_ends_of_windows_is_the_same_state(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "repo")
    data = repo.root / "data"
    before = revision(data)
    for file in data.glob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert revision(data) == before


def test_what_is_not_committed_yet_says_so(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q")
    repo.write(ledger_files())
    assert revision(tmp_path / "data").endswith("（还没有提交）")


def test_the_digest_tells_files_apart() -> None:
    assert digest_of({"a": b"x", "b": b""}) != digest_of({"a": b"", "b": b"x"})
    assert digest_of({"a": b"1\r\n"}) == digest_of({"a": b"1\n"}) != digest_of({"a": b"1"})
