"""`ledger site`: the pages it writes, what it replaces and removes, and what it never touches."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.cli import LedgerCli
from tests.support.pages import parsed

from ganxian_ledger.adapters.pages import MANIFEST

PAGES = {
    "index.html",
    *(f"unit-{i}.html" for i in range(1, 8)),
    *(f"measure-{i}.html" for i in ("8.2", "8.3", "8.10", "22.1", "22.2")),
}


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_page_for_the_whole_each_unit_and_each_measure(ledger: LedgerCli) -> None:
    result = ledger("site", "网页/站").expects(0)

    written = files(ledger.folder / "网页" / "站")
    assert written.keys() == {*PAGES, MANIFEST}
    assert (result.out, "共 13 页，更新 13 页" in result.err) == ("", True)
    for name in PAGES:
        root = parsed(written[name])
        links = [a.attributes["href"] for a in root.all("a")]
        assert all(link in PAGES or link.startswith("#") for link in links)
    measure = parsed(written["measure-8.3.html"]).text
    assert "建好管网。" in measure
    assert "延期至 2024-07-15：雨季" in measure
    assert "集污干管" in measure
    assert "2024-07-05" not in measure
    assert "验收单（https://example.com/8.2）" in parsed(written["measure-8.2.html"]).text


def test_the_same_day_makes_the_same_files_and_writes_none_again(ledger: LedgerCli) -> None:
    ledger("site", "网页", "--month", "2024-05").expects(0)
    before = files(ledger.folder / "网页")

    again = ledger("site", "网页", "--month", "2024-05").expects(0)

    assert "更新 0 页" in again.err
    assert files(ledger.folder / "网页") == before


def test_another_day_replaces_the_pages(ledger: LedgerCli) -> None:
    ledger("site", "网页", "--month", "2024-05").expects(0)
    may = files(ledger.folder / "网页")
    ledger("site", "网页", "--as-of", "2024-06-15").expects(0)
    june = files(ledger.folder / "网页")

    assert "截至2024年5月31日" in parsed(may["index.html"]).text
    assert "截至2024年6月15日" in parsed(june["index.html"]).text
    assert may.keys() == june.keys()


def test_its_own_stale_pages_go_and_nothing_else(ledger: LedgerCli) -> None:
    ledger("site", "网页").expects(0)
    tasks = ledger.folder / "data" / "tasks.yaml"
    head, _, _ = tasks.read_text(encoding="utf-8").partition("          - id: '22.2'")
    tasks.write_text(head, encoding="utf-8")

    result = ledger("site", "网页").expects(0)

    assert files(ledger.folder / "网页").keys() == {*PAGES, MANIFEST} - {"measure-22.2.html"}
    assert "删去不再有的 1 页" in result.err


@pytest.mark.parametrize("name", ["说明.txt", "index.html", "unit-1.html", ".git", MANIFEST])
def test_a_folder_with_other_files_is_refused_and_left_as_it_is(
    ledger: LedgerCli, name: str
) -> None:
    folder = ledger.folder / "网页"
    folder.mkdir()
    (folder / name).write_text("别人的", encoding="utf-8")
    before = files(folder)

    result = ledger("site", "网页").expects(4)

    assert f"里有 1 项不是本命令写的：{name}" in result.err
    assert files(folder) == before


def test_a_strangers_file_beside_its_own_pages_is_refused_too(ledger: LedgerCli) -> None:
    ledger("site", "网页", "--month", "2024-05").expects(0)
    (ledger.folder / "网页" / "通报.docx").write_bytes(b"x")
    before = files(ledger.folder / "网页")

    assert "通报.docx" in ledger("site", "网页").expects(4).err
    assert files(ledger.folder / "网页") == before


def test_a_list_that_names_more_than_pages_removes_nothing_else(ledger: LedgerCli) -> None:
    outside = ledger.folder / "要紧.txt"
    outside.write_text("要紧", encoding="utf-8")
    ledger("site", "网页").expects(0)
    manifest = ledger.folder / "网页" / MANIFEST
    manifest.write_text(
        manifest.read_text(encoding="utf-8") + "../要紧.txt\n../data/tasks.yaml\n/etc/hosts\n",
        encoding="utf-8",
    )

    ledger("site", "网页").expects(0)

    assert outside.read_text(encoding="utf-8") == "要紧"
    assert (ledger.folder / "data" / "tasks.yaml").exists()
    assert "要紧" not in manifest.read_text(encoding="utf-8")


def test_a_page_that_became_a_link_is_not_followed(ledger: LedgerCli) -> None:
    ledger("site", "网页").expects(0)
    outside = ledger.folder / "要紧.txt"
    outside.write_text("要紧", encoding="utf-8")
    page = ledger.folder / "网页" / "index.html"
    page.unlink()
    page.symlink_to(outside)

    assert "index.html" in ledger("site", "网页").expects(4).err
    assert outside.read_text(encoding="utf-8") == "要紧"
    assert page.is_symlink()


def test_what_a_killed_run_left_behind_is_cleared(ledger: LedgerCli) -> None:
    ledger("site", "网页").expects(0)
    left = ledger.folder / "网页" / ".index.html.0a1b2c3d.ledger-tmp"
    left.write_bytes(b"half")

    ledger("site", "网页").expects(0)

    assert not left.exists()


@pytest.mark.parametrize("place", ["data", "data/网页", "."])
def test_pages_are_never_written_into_or_around_the_ledger(ledger: LedgerCli, place: str) -> None:
    before = sorted(ledger.folder.rglob("*"))

    assert "是台账所在的目录" in ledger("site", place).expects(4).err
    assert sorted(ledger.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("site",), 2, "缺少"),
        (("site", "data/tasks.yaml"), 4, "不是目录"),
        (("site", "网页", "--month", "2024-07"), 2, "还没有开始"),
        (("site", "网页", "--month", "2024-06", "--as-of", "2024-05-01"), 2, "不在2024年6月之内"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    ledger: LedgerCli, words: tuple[str, ...], code: int, told: str
) -> None:
    before = sorted(ledger.folder.rglob("*"))

    assert told in ledger(*words).expects(code).err
    assert sorted(ledger.folder.rglob("*")) == before


def test_a_report_and_a_list_become_a_page_by_their_ending(ledger: LedgerCli) -> None:
    ledger("report", "--month", "2024-06", "-o", "总览.html").expects(0)
    ledger("report", "--month", "2024-06", "--unit", "区城管局", "-o", "单位.html").expects(0)
    ledger("status", "-o", "清单.html").expects(0)
    ledger("show", "8.3", "-o", "措施.html").expects(0)

    def title(name: str) -> str:
        return parsed((ledger.folder / name).read_bytes()).one("h1").text

    assert title("总览.html") == "2024年示例区工作方案"
    assert title("单位.html") == "区城管局"
    assert title("清单.html") == "措施一览"
    assert title("措施.html") == "8.3 管网[red]建设"
