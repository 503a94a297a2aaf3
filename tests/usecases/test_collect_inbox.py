"""Nothing in an inbox is passed over without a word, and nobody's evidence is taken unseen."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.forms import DAY, OTHER, filled, measure, sent, small_ledger

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.outcome import Status
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    return small_ledger(tmp_path / "账")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "回收"
    path.mkdir()
    return path


def put(inbox: Path, name: str, content: bytes) -> None:
    file = inbox / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def run(folder: LedgerFolder, *paths: Path, **request: Any) -> Collected:
    return collect(folder, paths, Request(**request), today=DAY)


def skipped(done: Collected, inbox: Path) -> Mapping[str, str]:
    return {
        Path(one.file).relative_to(inbox).as_posix(): one.why
        for one in done.outcomes
        if one.status is Status.SKIPPED
    }


def test_every_file_that_was_not_used_is_told(folder: LedgerFolder, inbox: Path) -> None:
    answers = measure("8.3", percent=100, submit="是", evidence="验收单.pdf、照片.jpg")
    put(inbox, "表.xlsx", filled(sent(folder), answers))
    put(inbox, "验收单.pdf", b"1")
    put(inbox, "佐证材料/照片.jpg", b"2")
    put(inbox, "佐证材料/没有写上.jpg", b"3")
    put(inbox, "打包.rar", b"4")
    put(inbox, "说明.docx", b"5")
    put(inbox, "没有后缀", b"6")
    (inbox / "链接").symlink_to(folder.path)
    with zipfile.ZipFile(inbox / "又一家.zip", "w") as archive:
        archive.writestr("说明.txt", b"7")

    done = run(folder, inbox)

    unused = "不是填报表，也没有作为佐证收"
    assert skipped(done, inbox) == {
        "佐证材料/没有写上.jpg": unused,
        "打包.rar": "这种压缩包打不开，请单位改用 .zip",
        "说明.docx": unused,
        "没有后缀": unused,
        "链接": "是链接",
        "又一家.zip": "压缩包里没有填报表",
        "又一家.zip/说明.txt": unused,
    }
    assert not done.is_refused


def test_of_very_many_files_it_is_told_how_many_more_there_are(
    folder: LedgerFolder, inbox: Path
) -> None:
    for number in range(120):
        put(inbox, f"{number:03}.txt", b"")

    told = [(Path(one.file).name, one.why) for one in run(folder, inbox).outcomes]

    assert len(told) == 101
    assert ("另有 20 个文件", "没有用，也没有逐个列出") in told


def test_one_file_for_two_units_is_told_with_both_of_them(
    folder: LedgerFolder, inbox: Path
) -> None:
    said: dict[str, Any] = {"percent": 100, "submit": "是", "evidence": "验收单.pdf"}
    put(inbox, "甲.xlsx", filled(sent(folder), measure("8.3", **said)))
    put(inbox, "乙.xlsx", filled(sent(folder, OTHER), measure("8.5", **said)))
    put(inbox, "验收单.pdf", b"1")

    done = run(folder, inbox)

    assert [(one.status, [f.code for f in one.faults]) for one in done.outcomes] == [
        (Status.TAKEN, ["F326"])
    ] * 2
    assert all("区城管局、区水利局" in one.faults[0].message for one in done.outcomes)


def test_the_same_name_in_folders_of_their_own_is_no_matter(
    folder: LedgerFolder, inbox: Path
) -> None:
    said: dict[str, Any] = {"percent": 100, "submit": "是", "evidence": "验收单.pdf"}
    put(inbox, "甲/表.xlsx", filled(sent(folder), measure("8.3", **said)))
    put(inbox, "乙/表.xlsx", filled(sent(folder, OTHER), measure("8.5", **said)))
    put(inbox, "甲/验收单.pdf", b"1")
    put(inbox, "乙/验收单.pdf", b"2")

    assert [one.faults for one in run(folder, inbox).outcomes] == [(), ()]
