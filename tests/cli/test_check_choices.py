"""`ledger check`: where the findings go, which of them are told, and by whose settings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from tests.support.build import ledger_files
from tests.support.cli import LedgerCli
from tests.support.repo import Repo

from ganxian_ledger.cli.commands.check import FORMATS

CLOSED = "log: [{date: 2024-05-31, type: close, by: 领导小组办公室}]"
"""Closed without evidence and without submission: two warnings."""


def spoil(ledger: LedgerCli, old: str, new: str) -> None:
    """Put a fault into tasks.yaml."""
    file = ledger.folder / "data" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


@pytest.fixture
def faulty(ledger: LedgerCli) -> LedgerCli:
    """The small ledger with an error R204, beside the warning T305 that it has."""
    spoil(ledger, "lead: 区环保局", "lead: 区环堡局")
    return ledger


def settings(ledger: LedgerCli, text: str) -> None:
    """Write ledger.toml at the root of the repository."""
    (ledger.folder / "ledger.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_output_goes_to_the_file_and_the_summary_to_stderr(faulty: LedgerCli, form: str) -> None:
    shown = faulty("check", "--format", form).expects(1)
    written = faulty("check", "--format", form, "-o", "核对 结果").expects(1)

    assert written.out == ""
    assert (faulty.folder / "核对 结果").read_text(encoding="utf-8") == shown.out
    assert written.err.startswith("已写入 核对 结果\n已检查 ")


def test_nothing_found_is_an_empty_file_and_takes_the_place_of_an_old_one(
    ledger: LedgerCli,
) -> None:
    (ledger.folder / "结果.txt").write_text("旧", encoding="utf-8")

    ledger("check", "--select", "Y", "--output", "结果.txt").expects(0)

    assert (ledger.folder / "结果.txt").read_bytes() == b""


@pytest.mark.parametrize("name", ["data/tasks.yaml", "data/../data/projects.yaml"])
def test_a_file_of_the_ledger_is_never_written_over(ledger: LedgerCli, name: str) -> None:
    before = (ledger.folder / name).read_bytes()

    done = ledger("check", "-o", name).expects(4)

    assert "是台账文件，不能被核对结果覆盖" in done.err
    assert (ledger.folder / name).read_bytes() == before


def test_a_folder_that_is_missing_is_said(ledger: LedgerCli) -> None:
    assert "没有目录“没有”" in ledger("check", "-o", "没有/结果.json").expects(4).err


def test_a_stroke_for_the_file_is_stdout(faulty: LedgerCli) -> None:
    assert faulty("check", "-o", "-").expects(1).out == faulty("check").out


@pytest.mark.parametrize("form", ["gitlab", "sarif", "junit", "rdjson", "json"])
def test_reports_survive_a_pipe_in_gbk(faulty: LedgerCli, form: str) -> None:
    spoil(faulty, "title: 水源地保护", "title: 水源地𠮷🦁保护")
    done = faulty.program("check", "--format", form, encoding="gbk").expects(1)

    if form == "junit":
        assert "&#134071;" in done.out
        assert done.out.isascii()
    else:
        assert "水源地𠮷🦁保护" in json.dumps(json.loads(done.out), ensure_ascii=False)


def test_select_and_ignore_take_codes_and_their_beginnings(faulty: LedgerCli) -> None:
    def told(*options: str) -> list[str]:
        done = faulty("check", "--format", "concise", *options)
        return [line.split(": ")[1].split()[0] for line in done.out.splitlines()]

    assert sorted(told()) == ["R204", "T305"]
    assert told("--select", "T3") == ["T305"]
    assert told("--select", "t305,Y", "--select", "C") == ["T305"]
    assert told("--ignore", "R,T") == []
    assert told("--select", "T", "--ignore", "T305") == []
    assert sorted(told("--ignore", "T", "--select", "T305，R")) == ["R204", "T305"]


def test_what_is_left_out_is_counted_aloud_and_changes_the_exit_code(faulty: LedgerCli) -> None:
    done = faulty("check", "--ignore", "R204").expects(0)

    assert "错误 0 处、警告 1 处；按选择没有列出错误 1 处" in done.err
    assert "没有发现问题" not in faulty("check", "--ignore", "R,T").expects(0).err


def test_unknown_codes_are_all_named_with_near_misses(faulty: LedgerCli) -> None:
    done = faulty("check", "--select", "R214,T3", "--ignore", "X", "--ignore", "").expects(2)

    assert "“R214”" in done.err
    assert "“R204”" in done.err
    assert "“X”" in done.err
    assert "“”" in done.err
    assert done.out == ""


def test_exit_zero_is_for_findings_not_for_what_cannot_be_read(faulty: LedgerCli) -> None:
    assert "R204" in faulty("check", "--exit-zero").expects(0).out
    faulty("check", "--exit-zero", "--strict").expects(0)

    (faulty.folder / "data" / "units.yaml").unlink()
    faulty("check", "--exit-zero").expects(3)
    faulty("check", "--ignore", "Y106").expects(3)
    faulty("check", "--select", "C").expects(3)


def test_settings_choose_and_grade(faulty: LedgerCli) -> None:
    settings(faulty, '[check]\nignore = ["R2"]\n[check.severity]\nT305 = "error"\n')

    done = faulty("check", "--format", "json").expects(1)

    assert [(f["code"], f["severity"]) for f in done.json["findings"]] == [("T305", "error")]
    assert done.json["summary"]["errors"] == 1
    assert done.json["summary"]["left_out_errors"] == 1
    assert "核对范围和级别按 ledger.toml 的设置" in done.err


def test_the_command_line_wins_over_settings(faulty: LedgerCli) -> None:
    settings(faulty, '[check]\nselect = ["Y"]\nignore = ["T305"]\n')

    assert faulty("check").expects(0).out == ""
    assert "T305" in faulty("check", "--select", "T305").expects(0).out
    assert faulty("check", "--ignore", "Y").expects(0).out == ""


def test_settings_let_no_other_command_through(faulty: LedgerCli) -> None:
    settings(faulty, '[check]\nignore = ["R204"]\n[check.severity]\nR204 = "info"\n')

    faulty("check").expects(0)
    for command in (("status",), ("close", "8.3"), ("report", "--month", "2024-05")):
        assert "R204" in faulty(*command).expects(3).err


def test_faulty_settings_stop_the_check_and_nothing_else(ledger: LedgerCli) -> None:
    settings(ledger, "[check]\nselct = 1\nignore = [\n  'X9',\n]\n")

    done = ledger("check").expects(2)

    assert done.out == ""
    assert "设置文件 ledger.toml 有 2 处错误" in done.err
    assert "ledger.toml:2:1: [check] 里没有名为“selct”的设置，是不是“select”？" in done.err
    assert "ledger.toml:4:3: 没有编号为“X9”或以它开头的规则" in done.err
    ledger("status").expects(0)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose published ledger has two warnings."""
    return Repo.make(tmp_path / "repo", ledger_files(measure=CLOSED))


def publish(repo: Repo, text: str, name: str = "ledger.toml") -> None:
    """Commit a ledger.toml."""
    (repo.root / name).write_text(text, encoding="utf-8")
    repo.commit("settings")


def rewrite_history(repo: Repo) -> None:
    """Take a published record away, which C502 refuses."""
    repo.write(ledger_files(measure="log: []"))


def test_an_edit_cannot_switch_off_the_rules_that_judge_it(repo: Repo) -> None:
    rewrite_history(repo)
    (repo.root / "data" / "ledger.toml").write_text('[check]\nignore = ["C"]', encoding="utf-8")

    done = repo.ledger("check", "--base", "HEAD", "--format", "concise").expects(1)

    assert " C502 错误 " in done.out
    assert "没有 ledger.toml；data/ledger.toml 是新加的，这次核对不用它" in done.err
    assert repo.ledger("check").expects(0).out == ""


def test_published_settings_count_for_edits(repo: Repo) -> None:
    publish(repo, '[check]\nignore = ["T301"]\n[check.severity]\nT302 = "error"\n')

    done = repo.ledger("check", "--base", "HEAD", "--format", "concise").expects(1)

    assert [line.split(": ")[1].split()[:2] for line in done.out.splitlines()] == [["T302", "错误"]]
    assert ":ledger.toml 的设置" in done.err
    assert "不用新的设置" not in done.err


@pytest.mark.parametrize("text", ['[check]\nignore = ["C"]\n', None])
def test_settings_that_an_edit_changes_or_removes_do_not_count_yet(
    repo: Repo, text: str | None
) -> None:
    publish(repo, '[check]\nignore = ["T301"]\n')
    rewrite_history(repo)
    file = repo.root / "ledger.toml"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    head = repo.commit("edit")

    for options in ((), ("--head", head)):
        done = repo.ledger("check", "--base", "HEAD~1", "--format", "concise", *options).expects(1)
        assert " C502 错误 " in done.out
        assert f"这次改动{'改了' if text else '删了'} ledger.toml，" in done.err


def test_a_nearer_file_in_an_edit_does_not_hide_the_published_one(repo: Repo) -> None:
    publish(repo, '[check.severity]\nT302 = "error"\n')
    (repo.root / "data" / "ledger.toml").write_text("[check]\n", encoding="utf-8")

    assert "T302 错误" in repo.ledger("check", "--base", "HEAD").expects(1).out


def test_line_ends_of_the_settings_are_no_change(repo: Repo) -> None:
    publish(repo, '[check]\nignore = ["T301"]\n')
    (repo.root / "ledger.toml").write_bytes(b'[check]\r\nignore = ["T301"]\r\n')

    assert "不用新的设置" not in repo.ledger("check", "--base", "HEAD").expects(0).err


def test_without_a_published_ledger_the_settings_of_the_edit_count(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "repo", {})
    repo.write(ledger_files(measure=CLOSED))
    (repo.root / "ledger.toml").write_text('[check]\nignore = ["T3"]', encoding="utf-8")

    done = repo.ledger("check", "--base", "HEAD").expects(0)

    assert done.out == ""
    assert "按选择没有列出警告 2 处" in done.err
    head = repo.commit("ledger")
    assert repo.ledger("check", "--base", "HEAD~1", "--head", head).expects(0).out == ""


def test_faulty_published_settings_are_as_none_and_can_be_mended(repo: Repo) -> None:
    publish(repo, "[check]\nselct = 1\n")
    (repo.root / "ledger.toml").write_text('[check]\nignore = ["T"]', encoding="utf-8")

    done = repo.ledger("check", "--base", "HEAD", "--format", "concise").expects(0)

    assert "T301" in done.out
    assert ":ledger.toml 有 1 处错误，没有采用" in done.err


def test_faulty_settings_of_an_edit_are_refused_before_they_count(repo: Repo) -> None:
    publish(repo, "[check]\n")
    (repo.root / "ledger.toml").write_text("[check]\nselct = 1\n", encoding="utf-8")

    assert "ledger.toml:2:1" in repo.ledger("check", "--base", "HEAD").expects(2).err


def test_settings_move_with_a_renamed_folder(repo: Repo) -> None:
    publish(repo, '[check]\nignore = ["T301"]\n', "data/ledger.toml")
    repo.git("mv", "data", "台账")
    repo.commit("rename")

    done = repo.ledger("check", "--base", "HEAD~1", "--data", "台账").expects(0)

    assert "T301" not in done.out
    assert "data/ledger.toml 的设置" in done.err


def test_a_record_that_vanished_is_shown_at_the_head_of_the_new_file(repo: Repo) -> None:
    rewrite_history(repo)

    (line,) = (
        repo.ledger("check", "--base", "HEAD", "--format", "github").expects(1).out.splitlines()
    )
    (found,) = repo.ledger("check", "--base", "HEAD", "--format", "json").json["findings"]

    assert line.startswith("::error file=data/tasks.yaml,line=1,endLine=1,")
    assert f"::原文件 {found['revision']} 第 {found['line']} 行：" in line
    assert found["line"] > 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_folder_of_rare_characters_is_named_rightly_in_every_format(faulty: LedgerCli) -> None:
    name = '台账 100%#?&"<𠮷🦁>'
    (faulty.folder / "data").rename(faulty.folder / name)

    def told(form: str) -> str:
        return faulty("check", "--data", name, "--select", "R204", "--format", form).expects(1).out

    path = f"{name}/tasks.yaml"
    log = json.loads(told("sarif"))["runs"][0]
    place = log["results"][0]["locations"][0]["physicalLocation"]
    (diagnostic,) = json.loads(told("rdjson"))["diagnostics"]
    (issue,) = json.loads(told("gitlab"))
    suites = ET.fromstring(told("junit"))

    assert unquote(place["artifactLocation"]["uri"]) == path
    assert place["artifactLocation"]["uri"].isascii()
    assert diagnostic["location"]["path"] == issue["location"]["path"] == path
    assert suites[0].get("name") == path
    assert told("concise").startswith(f"{path}:")
    escaped = path.replace("%", "%25")
    assert told("github").startswith(f"::error file={escaped},line=")
