"""`-o`, `--all-formats`, `--template` and what the office gives: what is written, and where."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import PROJECTS, TARGETS, TASKS, UNITS
from tests.papers.extracting import READERS, extract, plain
from tests.support.build import a_measure, ledger_files
from tests.support.cli import LedgerCli, Result
from tests.support.repo import Repo

from ganxian_ledger.render.layouts import shipped
from ganxian_ledger.render.papers import FORMATS, LAID_OUT

REPORT = ("report", "--month", "2024-06")
BLANKS = ("（文号待填）", "（成文日期待填）")
GIVEN = ("--number", "示例通〔2024〕6号", "--dated", "2024-07-05")
PAPERS = (".md", ".docx", ".pdf")
"""The formats that are documents, with a number and a day of their own."""


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerCli:
    """The program in a folder whose data/ is a small ledger."""
    (tmp_path / "data").mkdir()
    (tmp_path / ".git").mkdir()
    files = {"tasks": TASKS, "targets": TARGETS, "units": UNITS, "projects": PROJECTS}
    for name, text in files.items():
        (tmp_path / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return LedgerCli(tmp_path)


def text_of(ledger: LedgerCli, ending: str, *words: str) -> str:
    """What a report in a format says, without white space."""
    ledger(*REPORT, *words, "-o", f"x{ending}").expects(0)
    return plain(extract(ledger.folder / f"x{ending}").text)


def refused(result: Result, code: int, told: str) -> None:
    """It was refused so, and nothing went to stdout."""
    result.expects(code)
    assert told in result.err
    assert result.out == ""


@pytest.mark.parametrize("ending", FORMATS)
def test_the_case_of_an_ending_does_not_matter(ledger: LedgerCli, ending: str) -> None:
    ledger(*REPORT, "-o", f"小{ending}").expects(0)
    ledger(*REPORT, "-o", f"大{ending.upper()}").expects(0)
    ledger("status", "-o", f"一览{ending.upper()}").expects(0)

    one, other = (ledger.folder / name for name in (f"小{ending}", f"大{ending.upper()}"))
    assert one.read_bytes() == other.read_bytes()
    assert READERS[ending]((ledger.folder / f"一览{ending.upper()}").read_bytes()).text


@pytest.mark.parametrize("file", ["x.doc", "x.xls", "x.txt", "x", "x.", "x.docx.zip", "x.ＤＯＣＸ"])
@pytest.mark.parametrize("command", [REPORT, ("status",), ("show", "8.3")], ids=" ".join)
def test_an_unknown_ending_names_those_there_are(
    ledger: LedgerCli, command: tuple[str, ...], file: str
) -> None:
    refused(ledger(*command, "-o", file), 2, "不能写成")

    assert all(ending in ledger(*command, "-o", file).err for ending in FORMATS)
    assert sorted(one.name for one in ledger.folder.iterdir()) == [".git", "data"]


@pytest.mark.parametrize("words", [("--json",), ("--format", "csv"), ("--format", "md")])
def test_a_format_that_contradicts_the_ending_is_refused(
    ledger: LedgerCli, words: tuple[str, ...]
) -> None:
    refused(ledger("status", *words, "-o", "x.xlsx"), 2, "不一致")

    assert not (ledger.folder / "x.xlsx").exists()


def test_a_format_that_agrees_with_the_ending_is_taken(ledger: LedgerCli) -> None:
    ledger("status", "--json", "-o", "x.json").expects(0)
    ledger("status", "--format", "csv", "-o", "x.csv").expects(0)

    assert (ledger.folder / "x.json").read_text("utf-8") == ledger("status", "--json").out


def test_a_dash_is_the_terminal(ledger: LedgerCli) -> None:
    assert ledger(*REPORT, "-o", "-").expects(0).out == ledger(*REPORT).expects(0).out
    shown = ledger("status", "--format", "csv", "-o", "-").expects(0)

    assert shown.out == ledger("status", "--format", "csv").out
    assert not (ledger.folder / "-").exists()


@pytest.mark.parametrize("ending", FORMATS)
def test_no_file_of_the_ledger_is_overwritten(ledger: LedgerCli, ending: str) -> None:
    before = {one.name: one.read_bytes() for one in (ledger.folder / "data").iterdir()}
    (ledger.folder / f"近路{ending}").symlink_to(ledger.folder / "data" / "tasks.yaml")

    refused(ledger(*REPORT, "-o", f"近路{ending}"), 4, "是台账文件")
    refused(ledger("status", "-o", f"近路{ending}"), 4, "是台账文件")
    refused(ledger(*REPORT, "-o", "data/tasks.yaml"), 2, "不能写成")
    assert {one.name: one.read_bytes() for one in (ledger.folder / "data").iterdir()} == before


@pytest.mark.parametrize("ending", FORMATS)
def test_a_folder_that_is_missing_is_not_made(ledger: LedgerCli, ending: str) -> None:
    refused(ledger(*REPORT, "-o", f"无/x{ending}"), 4, "没有目录“无”")
    refused(ledger("units", "-o", f"无/x{ending}"), 4, "没有目录“无”")

    assert not (ledger.folder / "无").exists()


@pytest.mark.parametrize("ending", FORMATS)
def test_an_older_file_is_replaced_whole_even_a_protected_one(
    ledger: LedgerCli, ending: str
) -> None:
    file = ledger.folder / f"x{ending}"
    file.write_bytes(b"x" * 1_000_000)
    file.chmod(0o444)

    done = ledger(*REPORT, "-o", file.name, "--overwrite")
    if done.code:
        refused(done, 4, "写不进去")
        assert file.read_bytes() == b"x" * 1_000_000
    else:
        assert "水上执法" in plain(extract(file).text)


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do everything may write anywhere")
def test_a_folder_without_permission_is_told(ledger: LedgerCli) -> None:
    closed = ledger.folder / "闭"
    closed.mkdir(0o500)

    refused(ledger(*REPORT, "-o", "闭/x.docx"), 4, "写不进去")
    refused(ledger(*REPORT, "--all-formats", "闭/内"), 4, "建不了")


# --- every format at once


def test_every_format_is_written_into_a_folder_that_is_made(ledger: LedgerCli) -> None:
    done = ledger(*REPORT, "--all-formats", "出/六月").expects(0)
    folder = ledger.folder / "出" / "六月"

    assert {one.name for one in folder.iterdir()} == {f"2024年6月通报{one}" for one in FORMATS}
    assert done.err.count("已写入") == len(FORMATS)
    assert "没有写" not in done.err
    for file in folder.iterdir():
        ledger(*REPORT, "-o", f"x{file.suffix}").expects(0)
        assert file.read_bytes() == (ledger.folder / f"x{file.suffix}").read_bytes()


@pytest.mark.parametrize("place", ["文件", "文件/内"])
def test_a_file_where_the_folder_should_be_is_told(ledger: LedgerCli, place: str) -> None:
    (ledger.folder / "文件").write_text("x")

    refused(ledger(*REPORT, "--all-formats", place), 4, "同名的位置上是一个文件")
    assert (ledger.folder / "文件").read_text() == "x"


def test_the_set_and_one_file_are_not_asked_for_together(ledger: LedgerCli) -> None:
    refused(ledger(*REPORT, "-o", "x.md", "--all-formats", "出"), 2, "只能写一个")


# --- layouts


def own(ledger: LedgerCli, suffix: str, *, name: str = "monthly", change: str = "") -> Path:
    """Give the ledger the shipped layout of a format under a name, with something changed."""
    file = ledger.folder / "data" / "templates" / "report" / f"{name}{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shipped() / "report" / f"monthly{suffix}", file)
    if change:
        file.write_text(file.read_text("utf-8") + change, "utf-8")
    return file


@pytest.mark.parametrize("ending", PAPERS)
def test_a_layout_of_another_name_serves_the_formats_that_have_it(
    ledger: LedgerCli, ending: str
) -> None:
    own(ledger, LAID_OUT[ending], name="简版")

    usual, brief = (text_of(ledger, ending, *words) for words in ((), ("--template", "简版")))
    assert f"版式：monthly{LAID_OUT[ending]}" in usual or f"monthly{LAID_OUT[ending]}" in usual
    assert f"简版{LAID_OUT[ending]}" in brief
    assert brief.replace(f"简版{LAID_OUT[ending]}", "") == usual.replace(
        f"monthly{LAID_OUT[ending]}", ""
    )
    for other in set(PAPERS) - {ending}:
        refused(ledger(*REPORT, "--template", "简版", "-o", f"y{other}"), 2, "没有版式“简版”")


def test_the_set_names_the_formats_that_lack_a_layout(ledger: LedgerCli) -> None:
    own(ledger, ".md.j2", name="简版")
    done = ledger(*REPORT, "--template", "简版", "--all-formats", "出").expects(0)

    written = {one.suffix for one in (ledger.folder / "出").iterdir()}
    assert written == FORMATS.keys() - {".docx", ".pdf"}
    assert all(f"没有写 {one}：没有版式“简版”" in done.err for one in (".docx", ".pdf"))


def test_a_layout_that_no_format_has_is_refused(ledger: LedgerCli) -> None:
    refused(ledger(*REPORT, "--template", "无此版", "--all-formats", "出"), 2, "没有版式“无此版”")

    assert not (ledger.folder / "出").exists()


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - LAID_OUT.keys()))
def test_no_layout_is_passed_over_in_silence(ledger: LedgerCli, ending: str) -> None:
    refused(ledger(*REPORT, "--template", "monthly", "-o", f"x{ending}"), 2, "版式是固定的")

    assert not (ledger.folder / f"x{ending}").exists()


@pytest.mark.parametrize(
    ("ending", "change"),
    [(".md", "\n本局自制\n"), (".pdf", "\n本局自制\n")],
)
def test_a_ledgers_own_layout_wins_and_has_another_version(
    ledger: LedgerCli, ending: str, change: str
) -> None:
    before = text_of(ledger, ending)
    own(ledger, LAID_OUT[ending], change=change)
    after = text_of(ledger, ending)

    assert "本局自制" in after
    assert "本局自制" not in before
    version = before[before.index(f"monthly{LAID_OUT[ending]}（") :][:30]
    assert version not in after


def test_a_ledgers_own_word_layout_wins_and_has_another_version(ledger: LedgerCli) -> None:
    import docx

    before = text_of(ledger, ".docx")
    file = own(ledger, ".docx")
    document = docx.Document(str(file))
    document.add_paragraph("本局自制")
    document.save(str(file))
    after = text_of(ledger, ".docx")

    assert "本局自制" in after
    version = before[before.index("monthly.docx（") :][: len("monthly.docx（12345678")]
    assert version not in after


# --- which day, and what only the office knows


@pytest.mark.parametrize("ending", PAPERS)
def test_number_and_day_fill_the_blanks_and_nothing_else(ledger: LedgerCli, ending: str) -> None:
    blank, filled = text_of(ledger, ending), text_of(ledger, ending, *GIVEN)

    assert all(blank.count(word) == 1 for word in BLANKS)
    assert filled == blank.replace(BLANKS[0], GIVEN[1]).replace(BLANKS[1], "2024年7月5日")


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - set(PAPERS)))
def test_number_and_day_change_no_other_format(ledger: LedgerCli, ending: str) -> None:
    assert text_of(ledger, ending, *GIVEN) == text_of(ledger, ending)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--month", "2024-05"), ("2024年5月", "2024年5月31日")),
        (("--quarter", "2024-Q2"), ("2024年第二季度", "2024年6月30日")),
        (("--year", "2024"), ("2024年", "2024年6月30日")),
    ],
)
def test_every_period_has_papers(
    ledger: LedgerCli, ending: str, words: tuple[str, str], said: tuple[str, str]
) -> None:
    ledger("report", *words, "-o", f"x{ending}").expects(0)
    paper = extract(ledger.folder / f"x{ending}")

    assert paper.traps == ()
    if ending == ".json":
        assert paper.data is not None
        assert paper.data["period"]["text"] == said[0]
    elif ending != ".csv":
        assert said[1] in plain(paper.text)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_was_recorded_then_is_what_a_paper_of_then_says(tmp_path: Path, ending: str) -> None:
    repo = Repo.make(tmp_path / "r", ledger_files(measure=a_measure(title="旧名称")))
    then = repo.git("rev-parse", "HEAD")
    repo.commit("later", ledger_files(measure=a_measure(title="新名称")))
    words = ("report", "--month", "2024-06", "-o")
    repo.ledger(*words, f"now{ending}").expects(0)
    repo.ledger(*words, f"then{ending}", "--at", then).expects(0)
    now, before = (plain(extract(repo.root / f"{n}{ending}").text) for n in ("now", "then"))

    assert ("新名称" in now, "旧名称" in now) == (True, False)
    assert ("新名称" in before, "旧名称" in before) == (False, True)
    if ending != ".csv":
        assert then[:10] in before
