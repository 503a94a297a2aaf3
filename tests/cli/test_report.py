"""`ledger report` on the command line: where it goes, what it refuses, whose template it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.cli import LedgerCli

REPORT = ("report", "--month", "2024-06")


def own(ledger: LedgerCli, text: str, *, name: str = "monthly", at: str = "data") -> Path:
    """Give the ledger a template of its own."""
    file = ledger.folder / at / "templates" / "report" / f"{name}.md.j2"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_stdout_and_a_file_get_the_same_text(ledger: LedgerCli) -> None:
    shown = ledger(*REPORT).expects(0)
    written = ledger(*REPORT, "-o", "通报.md").expects(0)

    text = (ledger.folder / "通报.md").read_bytes().decode("utf-8")
    assert text == shown.out
    assert text.startswith("# 关于2024年6月示例区工作进展情况的通报\n")
    assert shown.err == ""
    assert (written.out, "已写入 通报.md" in written.err) == ("", True)
    assert ledger(*REPORT, "-o", "-").expects(0).out == text


def test_the_report_names_what_is_late(ledger: LedgerCli) -> None:
    text = ledger(*REPORT).expects(0).out

    assert "水上执法" in text
    assert "已销号1项" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*REPORT, "-o", "通报.wps"), "不能写成“.wps”"),
        ((*REPORT, "-o", "通报"), "没有后缀"),
        ((*REPORT, "--template", "montly"), "没有模板“montly”"),
        (("report", "--month", "2024-13"), "不能是“2024-13”"),
        (("report", "--month", "六月"), "不能是“六月”"),
        (("report", "--month", "2024-Q2"), "不能是“2024-Q2”"),
        (("report", "--quarter", "2024-06"), "不能是“2024-06”"),
        (("report", "--year", "2024-06"), "不能是“2024-06”"),
        (("report", "--month", "2024-07"), "还没有开始"),
        ((*REPORT, "--as-of", "2024-05-31"), "2024-05-31 不在2024年6月之内"),
        ((*REPORT, "--as-of", "2024-07-01"), "2024-07-01 不在2024年6月之内"),
        (("report",), "要写一个"),
        ((*REPORT, "--year", "2024"), "只能写一个"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    ledger: LedgerCli, words: tuple[str, ...], told: str
) -> None:
    before = sorted(ledger.folder.rglob("*"))

    result = ledger(*words).expects(2)

    assert told in result.err
    assert result.out == ""
    assert sorted(ledger.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("file", "told"), [("无/通报.md", "没有目录“无”"), ("夹.md", "是一个目录")]
)
def test_a_place_that_cannot_be_written_is_refused(ledger: LedgerCli, file: str, told: str) -> None:
    (ledger.folder / "夹.md").mkdir()

    result = ledger(*REPORT, "-o", file).expects(4)

    assert told in result.err
    assert not (ledger.folder / "无").exists()
    assert list((ledger.folder / "夹.md").iterdir()) == []


def test_an_older_report_is_replaced_whole(ledger: LedgerCli) -> None:
    file = ledger.folder / "通报.md"
    file.write_text("旧" * 100_000, encoding="utf-8")

    ledger(*REPORT, "-o", "通报.md").expects(0)

    assert file.read_text(encoding="utf-8") == ledger(*REPORT).expects(0).out


def test_a_ledgers_own_template_wins(ledger: LedgerCli) -> None:
    own(ledger, "仓库的：{{ report.head.period }}", at=".")
    assert ledger(*REPORT).expects(0).out == "仓库的：2024年6月\n"

    own(ledger, "台账的：{{ report.head.period }}")
    assert ledger(*REPORT).expects(0).out == "台账的：2024年6月\n"


def test_a_template_of_another_name_is_found_by_it(ledger: LedgerCli) -> None:
    own(ledger, "简报：{{ report.head.period }}", name="brief")

    assert ledger(*REPORT, "--template", "brief").expects(0).out == "简报：2024年6月\n"
    told = ledger(*REPORT, "--template", "briefs").expects(2).err
    assert "brief" in told
    assert "monthly" in told


@pytest.mark.parametrize(
    ("text", "line"), [("一\n{{ report.head.titel }}", 2), ("一\n二\n{% if %}", 3)]
)
def test_a_faulty_template_of_ones_own_is_refused_with_file_and_line(
    ledger: LedgerCli, text: str, line: int
) -> None:
    own(ledger, text)

    result = ledger(*REPORT, "-o", "通报.md").expects(4)

    assert f"data/templates/report/monthly.md.j2:{line}：" in result.err
    assert not (ledger.folder / "通报.md").exists()
