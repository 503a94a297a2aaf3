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
        ((*REPORT, "--template", "montly"), "没有版式“montly”"),
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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--month", "2024-13"), "月份是 01—12，写成 2024-06 的样子"),
        (("--month", "2024-6"), "写成 2024-06\n"),
        (("--month", "2024年6月"), "写成 2024-06\n"),
        (("--month", "202406"), "写成 2024-06\n"),
        (("--month", "六月"), "写成 2024-06 的样子"),
        (("--month", "2024-Q2"), "写成 2024-06 的样子，或用 --quarter"),
        (("--quarter", "2024-Q5"), "季度是 Q1—Q4，写成 2024-Q2 的样子"),
        (("--quarter", "2024Q3"), "写成 2024-Q3\n"),
        (("--quarter", "2024年第二季度"), "写成 2024-Q2\n"),
        (("--year", "2024年"), "写成 2024\n"),
        (("--year", "2024-05"), "写成 2024 的样子，或用 --month"),
    ],
)
def test_a_period_written_otherwise_is_told_as_it_should_be(
    ledger: LedgerCli, words: tuple[str, ...], told: str
) -> None:
    assert f"建议：{told}" in ledger("report", *words).expects(2).err


def test_what_looks_wrong_in_number_and_day_is_noted_and_taken(ledger: LedgerCli) -> None:
    given = (*REPORT, "--number", "美建3", "--dated", "2024-06-01")
    result = ledger(*given).expects(0)
    assert "文号“美建3”不像" in result.err
    assert "成文日期 2024-06-01 早于数据截至的 2024-06-30" in result.err
    assert "\n美建3\n" in result.out
    fine = (*REPORT, "--number", "赣县区美建办〔2024〕3号", "--dated", "2024-06-30")
    assert ledger(*fine).expects(0).err == ""


def test_the_help_says_which_day_a_report_speaks_of(ledger: LedgerCli) -> None:
    for command in ("report", "remind", "site"):
        told = "".join(ledger(command, "--help").expects(0).out.split())
        assert "不写为期末，这一期还没有结束的为今天" in told
