"""`ledger site`: the pages it writes, what it replaces and removes, and what it never touches."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.cli import SOURCE, TODAY, LedgerCli, scrubbed
from tests.support.pages import parsed

from ganxian_ledger.adapters.pages import DRAFT, LOCK, MANIFEST
from ganxian_ledger.render.layouts import shipped

MEASURES = {f"measure-{i}.html" for i in ("8.2", "8.3", "8.10", "22.1", "22.2")}
UNITS = 7


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder; the lock's file, which Windows takes away again, is not counted."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != LOCK}


def days_of(folder: Path) -> set[str]:
    """The days that the pages of a site speak of."""
    return {
        parsed(file.read_bytes()).one("header").text.partition("截至")[2].strip()
        for file in folder.glob("*.html")
    }


def own_layout(ledger: LedgerCli, name: str, text: str) -> Path:
    """A piece of the page's layout of the ledger's own."""
    file = ledger.folder / "data" / "templates" / "page" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def failing_at(place: str) -> str:
    """The shipped layout, with a fault that shows on the pages of which this is true."""
    text = (shipped() / "page" / "page.html.j2").read_text(encoding="utf-8")
    return text.replace(
        "<header>", f"<header>{{% if {place} %}}{{{{ page.titel.x }}}}{{% endif %}}"
    )


def test_a_page_for_the_whole_each_unit_and_each_measure(ledger: LedgerCli) -> None:
    result = ledger("site", "网页/站").expects(0)

    written = files(ledger.folder / "网页" / "站")
    pages = written.keys() - {MANIFEST}
    units = {name for name in pages if re.fullmatch(r"unit-[0-9a-f]{12}\.html", name)}
    assert pages == {"index.html", *MEASURES, *units}
    assert len(units) == UNITS
    assert (result.out, "共 13 页，更新 13 页" in result.err) == ("", True)
    for name in pages:
        root = parsed(written[name])
        links = [a.attributes["href"] for a in root.all("a")]
        assert all(link in pages or link.startswith("#") for link in links)
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
    before = files(ledger.folder / "网页").keys()
    tasks = ledger.folder / "data" / "tasks.yaml"
    head, _, _ = tasks.read_text(encoding="utf-8").partition("          - id: '22.2'")
    tasks.write_text(head, encoding="utf-8")

    result = ledger("site", "网页").expects(0)

    assert files(ledger.folder / "网页").keys() == before - {"measure-22.2.html"}
    assert "删去不再有的 1 页" in result.err


def test_a_unit_keeps_its_page_when_another_is_registered_before_it(ledger: LedgerCli) -> None:
    def titles() -> dict[str, str]:
        found = (ledger.folder / "网页").glob("unit-*.html")
        return {file.name: parsed(file.read_bytes()).one("h1").text for file in found}

    ledger("site", "网页").expects(0)
    before = titles()
    units = ledger.folder / "data" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    new = "units:\n  - name: 区新局\n    kind: 区直部门\n"
    units.write_text(text.replace("units:\n", new, 1), encoding="utf-8")
    ledger("site", "网页").expects(0)

    after = titles()
    assert len(before) == UNITS
    assert before.items() <= after.items()
    assert [after[name] for name in after.keys() - before.keys()] == ["区新局"]


@pytest.mark.parametrize("name", ["说明.txt", "index.html", "unit-1.html", ".git", MANIFEST, DRAFT])
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
    left = ledger.folder / "网页" / DRAFT
    left.mkdir()
    (left / "index.html").write_bytes(b"half")
    (left / "unit-0a1b.html").write_bytes(b"half")

    assert "更新 0 页" in ledger("site", "网页").expects(0).err

    assert not left.exists()


def test_a_strangers_file_in_the_place_of_the_draft_is_not_cleared(ledger: LedgerCli) -> None:
    ledger("site", "网页").expects(0)
    left = ledger.folder / "网页" / DRAFT
    left.mkdir()
    (left / "要紧.txt").write_text("要紧", encoding="utf-8")

    assert DRAFT in ledger("site", "网页").expects(4).err
    assert (left / "要紧.txt").read_text(encoding="utf-8") == "要紧"


def test_a_layout_that_fails_on_the_last_page_leaves_the_old_pages_of_one_day(
    ledger: LedgerCli,
) -> None:
    ledger("site", "网页", "--month", "2024-05").expects(0)
    before = files(ledger.folder / "网页")
    own_layout(ledger, "page.html.j2", failing_at("page.name == 'measure-22.2'"))

    assert "page.html.j2" in ledger("site", "网页", "--month", "2024-06").expects(4).err
    assert files(ledger.folder / "网页") == before
    assert days_of(ledger.folder / "网页") == {"2024年5月31日"}


@pytest.mark.parametrize("place", ["page.name == 'index'", "page.name == 'measure-22.2'"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_layout_that_fails_leaves_no_folder_and_nothing_in_an_empty_one(
    ledger: LedgerCli, place: str, *, is_there: bool
) -> None:
    own_layout(ledger, "page.html.j2", failing_at(place))
    if is_there:
        (ledger.folder / "新" / "网页").mkdir(parents=True)
    before = sorted(ledger.folder.rglob("*"))

    ledger("site", "新/网页").expects(4)

    assert sorted(ledger.folder.rglob("*")) == before


def test_runs_at_once_leave_the_pages_of_one_of_them(ledger: LedgerCli) -> None:
    days = [f"2024-06-{day:02}" for day in (3, 10, 17, 24)]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "ganxian_ledger", "site", "网页", "--as-of", day],
            cwd=ledger.folder,
            env={**scrubbed(), "PYTHONPATH": str(SOURCE), "LEDGER_TODAY": TODAY},
            stderr=subprocess.PIPE,
        )
        for day in days
    ]
    told = [run.communicate(timeout=120)[1].decode() for run in started]

    assert [run.returncode for run in started] == [0, 0, 0, 0], told
    (day,) = days_of(ledger.folder / "网页")
    assert day in {f"2024年6月{day}日" for day in (3, 10, 17, 24)}
    assert len(files(ledger.folder / "网页")) == 1 + UNITS + len(MEASURES) + 1


def test_an_offices_own_script_and_style_stand_in_the_page_as_they_are(ledger: LedgerCli) -> None:
    script = (
        "var a = '/* 不是注释 */', b = `第一行\n    缩进的第二行`;\n"
        "\n  if (1 < 2 && '<b></b>') { a = \"*/\"; }"
    )
    style = 'a:before{content:"/* 不是注释 */"}\n\n@media (width < 40em) {\n  a {color: red}\n}'
    own_layout(ledger, "page.js", script)
    own_layout(ledger, "page.css", style)

    ledger("status", "-o", "清单.html").expects(0)

    root = parsed((ledger.folder / "清单.html").read_bytes())
    assert root.one("script").text == script
    assert root.one("style").text.startswith(style)
    policy = next(m.attributes["content"] for m in root.all("meta") if "http-equiv" in m.attributes)
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in policy


@pytest.mark.parametrize("name", ["page.js", "page.css", "listing.css"])
def test_the_shipped_files_can_lose_their_comments_and_indents(name: str) -> None:
    text = (shipped() / "page" / name).read_text(encoding="utf-8")

    assert "`" not in text
    assert all(line.lstrip().startswith("/*") for line in text.splitlines() if "/*" in line)
    assert not any(line.endswith("\\") for line in text.splitlines())


@pytest.mark.parametrize("text", ["a = '</SCRIPT>'", "<!-- a"])
def test_a_script_of_ones_own_that_would_end_its_element_is_refused(
    ledger: LedgerCli, text: str
) -> None:
    own_layout(ledger, "page.js", text)

    assert "page.js 里不能有“<" in ledger("status", "-o", "清单.html").expects(4).err


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

    assert title("总览.html") == "2024年6月工作进展情况"
    assert title("单位.html") == "区城管局"
    assert title("清单.html") == "措施一览"
    assert title("措施.html") == "8.3 管网[red]建设"
