"""`ledger report`: the day it speaks of, the document word for word, and where it is written."""

from __future__ import annotations

import os
import re
import shutil
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.support.build import a_measure, a_unit, ledger_files, write_ledger

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.render.layouts import TemplateFault
from ganxian_ledger.usecases import papers, report
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.report import Question, WrongPeriod

ROOT = Path(__file__).parents[2]
DEMO = LedgerFolder(ROOT / "examples" / "demo")
REAL = LedgerFolder(ROOT / "data")
GOLDEN = ROOT / "tests" / "golden" / "report"
TODAY = date(2025, 3, 31)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def copied(folder: LedgerFolder, to: Path) -> LedgerFolder:
    """The ledger outside of any repository, where its revision is its digest alone."""
    shutil.copytree(folder.path, to)
    return LedgerFolder(to)


def written(folder: LedgerFolder, text: str, day: date | None = None) -> str:
    """The Markdown of a report."""
    bundle = report.answer(folder, Question(period(text), day), today=TODAY)
    return papers.made(bundle, ".md", papers.style_of(folder)).decode()


def save(folder: LedgerFolder, file: Path, text: str) -> None:
    """Write a text as a paper."""
    papers.write(folder, file, text.encode(), what="通报")


@pytest.mark.parametrize(("folder", "name", "text"), [(DEMO, "2024-06", "2024-06")])
def test_the_report_is_word_for_word_what_was_read_and_agreed(
    folder: LedgerFolder, name: str, text: str, tmp_path: Path
) -> None:
    """`UPDATE_GOLDEN=1 pytest tests/usecases/test_report.py` writes it anew; then read it."""
    found = written(copied(folder, tmp_path / "data"), text)
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_plan_as_issued_can_be_reported() -> None:
    text = written(REAL, "2024-06")
    assert text.startswith("# 关于2024年6月赣县区美丽赣州建设行动工作进展情况的通报\n")
    assert text.count("\n| 8.3 | ") == 2  # lagging, and the annex
    assert "（文号待填）" in text
    assert "同比" not in text


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert written(DEMO, "2024-09") == written(DEMO, "2024-09")


def test_every_table_has_rows_as_wide_as_its_head() -> None:
    for text in (written(DEMO, "2024-10"), written(REAL, "2024-02")):
        lines = text.splitlines()
        widths = [re.sub(r"\\.", "", line).count("|") for line in lines]
        for (line, width), (after, next_width) in pairwise(zip(lines, widths, strict=True)):
            if line.startswith("|") and after.startswith("|"):
                assert width == next_width, after


@pytest.mark.parametrize(
    ("text", "as_of", "today", "expected"),
    [
        ("2024-06", None, date(2024, 9, 1), date(2024, 6, 30)),
        ("2024-06", None, date(2024, 6, 12), date(2024, 6, 12)),
        ("2024-06", None, date(2024, 6, 1), date(2024, 6, 1)),
        ("2024-06", date(2024, 6, 5), date(2024, 9, 1), date(2024, 6, 5)),
        ("2024-06", date(2024, 6, 25), date(2024, 6, 12), date(2024, 6, 25)),
        ("2024-Q2", None, date(2024, 9, 1), date(2024, 6, 30)),
        ("2024", None, date(2024, 9, 1), date(2024, 9, 1)),
    ],
)
def test_a_report_speaks_of_the_last_day_or_of_today(
    text: str, as_of: date | None, today: date, expected: date
) -> None:
    assert report.day_of(Question(period(text), as_of), today) == expected


@pytest.mark.parametrize(
    ("text", "as_of", "told"),
    [
        ("2024-07", None, "2024年7月还没有开始"),
        ("2024-Q3", None, "2024年第三季度还没有开始"),
        ("2024-06", date(2024, 5, 31), "2024-05-31 不在2024年6月之内"),
        ("2024-06", date(2024, 7, 1), "2024-07-01 不在2024年6月之内"),
    ],
)
def test_the_future_and_days_outside_are_refused(text: str, as_of: date | None, told: str) -> None:
    with pytest.raises(WrongPeriod, match=told):
        report.day_of(Question(period(text), as_of), date(2024, 6, 30))


def own(folder: LedgerFolder, text: str, *, at: Path | None = None) -> None:
    file = (at or folder.path) / "templates" / "report" / "monthly.md.j2"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_a_ledgers_own_template_wins_and_its_folders_before_its_repositorys(
    tmp_path: Path,
) -> None:
    folder = write_ledger(tmp_path / "data", ledger_files())
    own(folder, "仓库：{{ report.head.period }}", at=tmp_path)
    assert written(folder, "2024-06") == "仓库：2024年6月\n"
    own(folder, "台账：{{ report.head.period }}")
    assert written(folder, "2024-06") == "台账：2024年6月\n"


def test_a_faulty_own_template_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = write_ledger(tmp_path / "data", ledger_files())
    own(folder, "一\n{{ report.head.titel }}")
    with pytest.raises(TemplateFault, match=r"monthly\.md\.j2:2：没有“titel”这一项。是不是“title"):
        written(folder, "2024-06")


def test_a_ledger_with_errors_gives_no_report(tmp_path: Path) -> None:
    folder = write_ledger(tmp_path / "data", ledger_files(measure="lead: 区城健局"))
    with pytest.raises(CannotLoad):
        written(folder, "2024-06")


HOSTILE = "*甲*_乙_ | [丙](http://x) <script>丁</script> {{ 7*7 }} {% raw %} `戊` # ~~己~~ &lt;"


def test_hostile_words_in_every_field_stay_words(tmp_path: Path) -> None:
    told = f"'{HOSTILE}'"
    block = f"'{HOSTILE}\n\n  - 第二行\n\n  # 第三行'"
    log = f"""\
title: {told}
text: {told}
lead: {told}
support: [{told}]
log:
  - {{date: 2024-05-20, type: progress, by: {told}, percent: 10, note: {block}}}
  - {{date: 2024-06-20, type: progress, by: {told}, percent: 10, issue: {block}, next: {block}}}
"""
    records = f"[{{date: 2024-06-03, type: close, by: 领导小组办公室, method: {told}}}]"
    more = a_measure(id="8.4").replace("lead:", f"log: {records}\nlead:")
    files = ledger_files(
        plan=f"title: {told}\nnumber: {told}\nissuer: {told}",
        measure=log,
        unit=f"name: {told}",
        more_units=[a_unit()],
        more_measures=[more],
        target=f"name: {told}\nunit: {told}\ngoal: {{text: {told}}}\nlead: {told}\n"
        f"readings: [{{period: 2024-05, date: 2024-06-01, by: {told}, note: {told}}}]",
    )
    text = written(write_ledger(tmp_path / "data", files), "2024-06")
    assert text.count("7\\*7") > 10
    shown = str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    tags = set(re.findall(r"</?([a-z0-9]+)", shown.replace("<br>", "")))
    table = {"table", "thead", "tbody", "tr", "th", "td"}
    assert tags == {"h1", "h2", "h3", "p", "ul", "ol", "li", "strong"} | table
    assert "<br>" in text


def test_a_report_is_written_whole_with_plain_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "通报.md"
    file.write_text("旧", encoding="utf-8")
    save(REAL, file, "# 新\n")
    assert file.read_bytes() == "# 新\n".encode()
    assert [found.name for found in tmp_path.iterdir()] == ["通报.md"]


@pytest.mark.parametrize("name", ["通报.doc", "通报", "通报.md.txt", "通报.wps"])
def test_only_known_endings_are_taken(name: str) -> None:
    with pytest.raises(papers.UnknownEnding) as told:
        papers.ending_of(Path(name), example="通报.docx")
    assert "支持 .md" in told.value.remedy


def test_a_missing_folder_or_a_folder_instead_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unwritten, match="没有目录"):
        save(REAL, tmp_path / "无" / "通报.md", "x")
    (tmp_path / "夹.md").mkdir()
    with pytest.raises(Unwritten, match="是一个目录"):
        save(REAL, tmp_path / "夹.md", "x")


def test_a_ledger_file_is_never_written_over_not_even_through_a_link(tmp_path: Path) -> None:
    folder = write_ledger(tmp_path / "data", ledger_files())
    before = folder.file("tasks.yaml").read_bytes()
    (tmp_path / "通报.md").symlink_to(folder.file("tasks.yaml"))
    with pytest.raises(Unwritten, match="台账文件"):
        save(folder, tmp_path / "通报.md", "x")
    assert folder.file("tasks.yaml").read_bytes() == before


def test_a_failed_write_keeps_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "通报.md"
    file.write_text("旧", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unwritten, match="磁盘已满"):
        save(REAL, file, "新")
    assert file.read_text(encoding="utf-8") == "旧"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are POSIX")
def test_a_rewritten_report_keeps_its_mode_and_a_round_link_is_told(tmp_path: Path) -> None:
    file = tmp_path / "通报.md"
    file.write_text("旧", encoding="utf-8")
    file.chmod(0o660)
    save(REAL, file, "新")
    assert file.stat().st_mode & 0o7777 == 0o660
    (tmp_path / "圈.md").symlink_to("圈.md")
    with pytest.raises(Unwritten, match="链接绕成了圈"):
        save(REAL, tmp_path / "圈.md", "新")


def test_the_demonstration_can_be_reported_from_a_copy(tmp_path: Path) -> None:
    one, other = (copied(DEMO, tmp_path / name) for name in ("data", "台账"))
    assert written(one, "2024-06") == written(other, "2024-06")
