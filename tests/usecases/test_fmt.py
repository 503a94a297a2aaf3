"""Formatting as a whole: nothing is lost, and what was written is said."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.build import ledger_files, write_ledger

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import read_document
from ganxian_ledger.adapters.yaml.layout import canonical, comments
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.usecases import fmt

DAY = date(2024, 6, 30)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    monkeypatch.chdir(tmp_path)
    return write_ledger(Path("data"), ledger_files())


def contents(folder: LedgerFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.glob("*.yaml")}


def in_a_list(text: str) -> str:
    lead = "lead: 区城管局\n"
    support = f"support: [\n{' ' * 14}区城管局,  # 牵头核对\n{' ' * 12}]\n"
    assert text.count(lead) == 1
    return text.replace(lead, f"{lead}{' ' * 12}{support}")


def above_the_dashes(text: str) -> str:
    return f"# 牵头核对\n---\n{text}"


def below_the_dots(text: str) -> str:
    return f"{text}...\n# 牵头核对\n"


@pytest.mark.parametrize("spoilt", [in_a_list, above_the_dashes, below_the_dots])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("work", [fmt.format_files, fmt.differing])
def test_a_comment_that_would_be_lost_is_refused_and_nothing_is_written(
    folder: LedgerFolder,
    spoilt: Callable[[str], str],
    end: str,
    work: Callable[[LedgerFolder, date], object],
) -> None:
    text = spoilt(folder.file("tasks.yaml").read_text("utf-8"))
    folder.file("tasks.yaml").write_text(text, "utf-8", newline=end)
    units = folder.file("units.yaml")
    units.write_bytes(units.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(folder)
    with pytest.raises(Refused) as caught:
        work(folder, DAY)
    line = text[: text.index("# 牵头核对")].count("\n") + 1
    assert caught.value.code == "P307"
    assert f"tasks.yaml 第 {line} 行的注释“# 牵头核对”" in caught.value.message
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 一\na: 1 # 二\n  # 三\nb: x#y\n#", ["# 一", "# 二", "# 三", "#"]),
        ("a: 'x # y'  # 一\nb: \"x\n  # y\" # 二 # 三\n", ["# 一", "# 二 # 三"]),
        ("a: |  # 一\n  # 文\n\n  # 文\n# 二\nb: >-\n  # 文\n", ["# 一", "# 二"]),
        ("a: [x,  # 一\n  'y #', # 二\n  # 三\n]  # 四\n", ["# 一", "# 二", "# 三", "# 四"]),
        ("'a # b': {c: d#, # 一\n  e: f}\n", ["# 一"]),
        ("a:  # 一\nb:\n  # 二\n  -  # 三\n    c: 1\n  - # 四\n", ["# 一", "# 二", "# 三", "# 四"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_are_found_and_nothing_that_only_looks_like_one(
    text: str, found: list[str], end: str
) -> None:
    document = read_document("tasks.yaml", text.replace("\n", end).encode())
    assert [words for _, words in comments(document)] == found
    assert all(document.text.startswith(words, index) for index, words in comments(document))


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"---\n", b"# top\n"])
def test_the_layout_is_done_once_and_keeps_comments_wherever_it_can(
    folder: LedgerFolder, head: bytes
) -> None:
    file = folder.file("tasks.yaml")
    text = file.read_bytes().replace(b"sections:", b"# a\nsections: # b\n  # c")
    file.write_bytes((head + text + b"# end").replace(b"\n", b"\r\n"))
    old = read_document("tasks.yaml", file.read_bytes())
    assert fmt.format_files(folder, DAY).changed == ("data/tasks.yaml",)
    new = read_document("tasks.yaml", file.read_bytes())
    assert [c for _, c in comments(new)] == [c for _, c in comments(old)]
    assert not new.source.has_bom
    assert "\r" not in new.text
    assert canonical(new) == new.text
    assert fmt.format_files(folder, DAY).changed == ()


def spoil_all(folder: LedgerFolder) -> None:
    for file in folder.path.glob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def test_a_failure_at_the_second_file_names_the_first(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_all(folder)
    before, real = contents(folder), Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "targets.yaml":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refused) as caught:
        fmt.format_files(folder, DAY)
    after = contents(folder)
    assert [name for name in after if after[name] != before[name]] == ["tasks.yaml"]
    assert caught.value.code == "P303"
    assert caught.value.message == (
        "data/targets.yaml 写不进去：磁盘已满；这个文件保持原样；在它之前已整理：data/tasks.yaml"
    )


def test_a_failure_at_the_first_file_names_no_other(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_all(folder)
    before = contents(folder)

    def denied(*_: object) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(Refused) as caught:
        fmt.format_files(folder, DAY)
    assert "已整理" not in caught.value.message
    assert contents(folder) == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("区城管局", "区公安局", 1),
        lambda text: text.replace("schema_version: 1", "schema_version: '1'", 1),
        lambda text: f"{text}更多: 1\n",
        lambda text: f"{text}  - [\n",
    ],
)
def test_a_layout_that_reads_back_otherwise_is_refused(
    folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[str], str]
) -> None:
    monkeypatch.setattr(fmt, "canonical", lambda document: spoil(document.text))
    before = contents(folder)

    with pytest.raises(Refused) as told:
        fmt.format_files(folder, DAY)

    assert told.value.code == "P307"
    assert contents(folder) == before
