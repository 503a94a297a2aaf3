"""`ledger dispatch`: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.cli import SOURCE, LedgerCli, scrubbed

ASK = ("dispatch", "--month", "2024-06")
INTO = (*ASK, "-o", "填报")
UNITS = ["区生态环境局", "区城管局", "区公安局", "各乡镇"]
LETTER = "没有发送，也没有记账；发出后用 ledger letter --kind 调度通知 --month 2024-06 记一笔"


def everything(ledger: LedgerCli) -> list[Path]:
    return sorted(ledger.folder.rglob("*"))


def test_it_shows_who_is_asked_for_how_much_and_says_where_it_was_written(
    ledger: LedgerCli,
) -> None:
    result = ledger(*INTO).expects(0)
    heads, *rows = result.out.splitlines()[3:8]
    assert heads.split() == ["单位", "要填的措施", "指标", "要填的格数", "待核查", "报送期限"]
    assert [row.split() for row in rows] == [
        ["区生态环境局", "0", "1", "3", "0", "2024-06-30"],
        ["区城管局", "1", "1", "9", "0", "2024-06-30"],
        ["区公安局", "1", "0", "6", "0", "2024-06-30"],
        ["各乡镇", "1", "0", "6", "0", "2024-06-30"],
    ]
    assert "共 4 家：要填措施 3 项、指标 2 个，合计 24 格" in result.out
    assert "没有列入的：已销号 1 项，已核减 1 项，待核查 0 项；" in result.out
    assert "没有牵头单位、没有列入的指标 1 个：环境安全" in result.out
    assert result.err.splitlines() == ["已写入 填报：4 家的填报表、通知和清单.csv", LETTER]
    folders = {one.name for one in (ledger.folder / "填报").iterdir() if one.is_dir()}
    assert folders == set(UNITS)


def test_nothing_is_recorded(ledger: LedgerCli) -> None:
    data = ledger.folder / "data"
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    ledger(*INTO).expects(0)
    assert {file.name: file.read_bytes() for file in data.iterdir()} == before


def test_a_dry_run_lists_and_writes_nothing(ledger: LedgerCli) -> None:
    before = everything(ledger)
    for words in (("--dry-run",), ("-n", "-o", "填报")):
        result = ledger(*ASK, *words).expects(0)
        assert "共 4 家" in result.out
        assert result.err == ""
    assert everything(ledger) == before


def test_programs_get_the_same_as_json_and_csv(ledger: LedgerCli) -> None:
    told = ledger(*ASK, "-n", "--json").expects(0).json
    assert (told["kind"], told["month"], told["return_day"]) == (
        "dispatch",
        "2024-06",
        "2024-06-30",
    )
    assert told["summary"] == {"units": 4, "measures": 3, "targets": 2, "cells": 24}
    assert told["left_out"]["nobody"] == ["环境安全"]
    assert [one["unit"] for one in told["units"]] == UNITS
    rows = ledger(*ASK, "-n", "--format", "csv").expects(0).out.splitlines()
    assert rows[0] == "单位,要填的措施,指标,要填的格数,待核查,报送期限"
    assert rows[2] == "区城管局,1,1,9,0,2024-06-30"
    assert "| 区城管局 | 1 | 1 | 9 |" in ledger(*ASK, "-n", "--format", "md").expects(0).out


def test_units_are_named_by_alias_or_part(ledger: LedgerCli) -> None:
    result = ledger(*INTO, "--unit", "区环保局", "--unit", "公安").expects(0)
    assert "共 2 家" in result.out
    assert "筛选：单位 区生态环境局、区公安局" in result.out
    folders = {one.name for one in (ledger.folder / "填报").iterdir() if one.is_dir()}
    assert folders == {"区生态环境局", "区公安局"}
    again = ledger(*INTO, "--unit", "区城管局").expects(0)
    assert "目录里还有这次没有写的单位 2 家，可能是以前的：" in again.err


def test_a_unit_that_leads_nothing_is_told_and_gets_no_files(ledger: LedgerCli) -> None:
    before = everything(ledger)
    result = ledger(*INTO, "--unit", "甲镇").expects(0)
    assert "没有要填报的单位" in result.out
    assert "甲镇没有牵头的措施和指标，所在的各乡镇有" in result.out
    assert "没有要发的填报表，没有写文件" in result.err
    assert everything(ledger) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dispatch", "-o", "填报"), "要写上月份\n建议：例如 --month 2024-06"),
        (ASK, "要写上放填报表的目录\n建议：例如 -o 填报；只看清单写 --dry-run"),
        (("dispatch", "--month", "2024-07", "-n"), "2024年7月还没有开始"),
        (("dispatch", "--month", "2024-13", "-n"), "月份是 01—12"),
        ((*INTO, "--unit", "区城管剧"), "没有单位“区城管剧”"),
        ((*INTO, "--unit", "区城管剧"), "区城管局"),
        ((*INTO, "--as-of", "2024-05-31"), "2024-05-31 不在2024年6月之内"),
        ((*INTO, "--format", "xlsx"), "可用：table、json、csv、md"),
        ((*ASK, "-o", ""), "目录是空的"),
        ((*ASK, "-o", " ", "-n"), "目录是空的"),
        (("dispatch", "--month", "2023-12", "-n"), "2023年12月在方案起算之前"),
    ],
)
def test_wrong_words_are_answered_in_words(
    ledger: LedgerCli, words: tuple[str, ...], told: str
) -> None:
    before = everything(ledger)
    result = ledger(*words).expects(2)
    assert told in result.err
    assert result.out == ""
    assert everything(ledger) == before


def test_a_month_to_come_has_not_begun_whoever_asks(ledger: LedgerCli) -> None:
    for command in (("dispatch", "-n"), ("report",)):
        told = ledger(*command, "--month", "2024-08").expects(2).err
        assert "2024年8月还没有开始\n建议：今天是2024年6月30日" in told


def test_a_month_after_the_plan_is_refused(ledger: LedgerCli) -> None:
    told = ledger("dispatch", "--month", "2025-01", "-n", LEDGER_TODAY="2025-01-09").expects(2).err
    assert "2025年1月在方案结束之后（完成时限最晚到2024年12月31日），没有要报送的" in told
    assert "--month 写 2024-01 到 2024-12 之间的月份" in told


def test_a_form_made_anew_for_one_unit_is_told_where_the_list_has_the_old_one(
    ledger: LedgerCli,
) -> None:
    ledger(*INTO).expects(0)
    ledger("progress", "8.10", "--percent", "77", LEDGER_TODAY="2024-06-30").expects(0)
    told = ledger(*INTO, "--unit", "区公安局").expects(0).err
    assert "目录里原有的填报表换了 1 家，内容与原来的不同：区公安局；原来的已经发出的" in told
    assert "清单.csv 里这几家的校验值已经不是最新的：区公安局" in told


def test_the_forms_of_another_month_are_told(ledger: LedgerCli) -> None:
    ledger("dispatch", "--month", "2024-05", "-o", "填报").expects(0)
    told = ledger(*INTO).expects(0).err
    assert "目录里还有2024年5月的填报表，没有动；短信、邮件草稿、压缩包和清单.csv已换成" in told


def test_forms_do_not_go_into_the_ledger_s_folder(ledger: LedgerCli) -> None:
    before = everything(ledger)
    result = ledger(*ASK, "-o", "data/填报").expects(4)
    assert "“data/填报”在台账目录“data”里面，填报表不写在这里" in result.err
    assert everything(ledger) == before


def test_a_notice_that_was_sent_already_is_told(ledger: LedgerCli) -> None:
    assert "的调度通知已经记过" not in ledger(*ASK, "-n").expects(0).out
    ledger("letter", "--kind", "调度通知", "--month", "2024-06", "--date", "2024-06-03").expects(0)
    to = ("--unit", "区公安局", "--date", "2024-06-05")
    ledger("letter", "--kind", "调度通知", "--month", "2024-06", *to).expects(0)
    words = "2024年6月的调度通知已经记过：2024-06-03 发给 4 家、2024-06-05 发给 1 家"
    assert words in ledger(*ASK, "-n").expects(0).out
    assert words in ledger(*INTO).expects(0).out
    told = ledger(*ASK, "-n", "--json").expects(0).json["notices"]
    assert told == [{"date": "2024-06-03", "units": 4}, {"date": "2024-06-05", "units": 1}]


def test_a_file_in_place_of_the_folder_is_refused(ledger: LedgerCli) -> None:
    (ledger.folder / "填报").write_bytes(b"")
    result = ledger(*INTO).expects(4)
    assert "“填报”不是目录" in result.err
    assert result.out == ""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_may_not_be_written_is_refused(ledger: LedgerCli) -> None:
    (ledger.folder / "填报").mkdir(mode=0o500)
    assert "没有权限" in ledger(*INTO).expects(4).err


def test_filled_forms_are_kept_unless_told_otherwise(ledger: LedgerCli) -> None:
    ledger(*INTO).expects(0)
    form = ledger.folder / "填报" / "区城管局" / "2024年6月进展填报表（区城管局）.xlsx"
    form.write_bytes(b"filled in some other program")
    result = ledger(*INTO).expects(4)
    assert "1 个文件已经有了，而且在别的程序里改过" in result.err
    assert form.name in result.err
    assert form.read_bytes() == b"filled in some other program"
    ledger(*INTO, "--overwrite").expects(0)
    assert form.read_bytes().startswith(b"PK")


def test_what_looks_wrong_in_what_was_given_is_told(ledger: LedgerCli) -> None:
    result = ledger(*INTO, "--number", "9", "--dated", "2024-06-01").expects(0)
    assert "文号“9”不像" in result.err
    assert "成文日期 2024-06-01 早于数据截至的 2024-06-30" in result.err


def test_a_layout_of_the_ledger_s_own_wins_and_its_faults_are_told(ledger: LedgerCli) -> None:
    own = ledger.folder / "data" / "templates" / "notice"
    own.mkdir(parents=True)
    (own / "monthly.docx").write_bytes(b"no document")
    result = ledger(*INTO).expects(4)
    assert "monthly.docx" in result.err
    assert not (ledger.folder / "填报").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals to open there")
def test_a_long_run_shows_how_far_it_is(ledger: LedgerCli) -> None:
    import pty

    run = (
        "import sys\nfrom ganxian_ledger.cli import app, waiting\nwaiting.PATIENCE = -1\n"
        "sys.exit(int(app.run(sys.argv[1:])))\n"
    )
    ours, theirs = pty.openpty()
    place = {"PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "100"}
    subprocess.run(
        [sys.executable, "-c", run, *INTO],
        cwd=ledger.folder,
        env={**scrubbed(), **place, "LEDGER_TODAY": "2024-06-30"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    drawn = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert "正在做填报表" in drawn
    assert "4/4" in drawn
