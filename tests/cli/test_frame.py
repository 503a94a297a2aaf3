"""The frame of all commands: help, usage errors, where the ledger is, faults, exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.cli import LedgerCli

from ganxian_ledger import __version__
from ganxian_ledger.cli import boundary, console, options
from ganxian_ledger.cli.app import COMMANDS, HIDDEN, PANELS
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.domain.errors import Refused

ENGLISH = (
    *("Usage", "Options", "Arguments", "Commands", "Error", "Try", "Missing", "No such", "Invalid"),
    *("Show this", "required", "default:", "[OPTIONS]", "TEXT", "Got unexpected", "requires", "<"),
)
"""What Typer would say by itself."""


def test_every_command_file_is_listed() -> None:
    folder = Path(boundary.__file__).parent / "commands"
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert set(COMMANDS) == {stem.rstrip("_").replace("_", "-") for stem in files}
    assert [title for title, _ in PANELS] == ["看", "记", "报", "查", "库"]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("ask", ["-h", "--help"])
def test_help_of_a_command_is_chinese_and_has_an_example(
    ledger: LedgerCli, name: str, ask: str
) -> None:
    out = ledger(name, ask).expects(0).out
    assert out.startswith(f"用法：ledger {name}")
    assert f"\n例：ledger {name}" in out
    assert "-h, --help" in out
    assert "显示本说明" in out
    assert [word for word in ENGLISH if word in out] == []


def test_help_lists_every_command_in_its_panel(ledger: LedgerCli) -> None:
    out = ledger("--help").expects(0).out
    shown = [name for name in COMMANDS if name not in HIDDEN]
    assert re.findall(r"^  ([a-z]+) ", out, re.MULTILINE) == shown
    assert re.findall(r"^(\S+)：$", out, re.MULTILINE) == ["看", "记", "报", "查", "库", "选项"]
    assert [word for word in ENGLISH if word in out] == []


def test_ledger_alone_greets_with_the_plan(ledger: LedgerCli) -> None:
    out = ledger().expects(0).out
    assert out.startswith("年度工作方案的台账")
    assert out.endswith(
        "台账：2024年示例区工作方案（示例〔2024〕1号），"
        "截至 2024-06-30 共 5 项措施，已销号 1，逾期 1\n"
    )


def test_ledger_alone_without_a_ledger(tmp_path: Path) -> None:
    assert "没有找到 data/tasks.yaml" in LedgerCli(tmp_path)().expects(0).out


def test_version(ledger: LedgerCli) -> None:
    assert ledger("--version").expects(0).out == f"ledger {__version__}\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("foo", "错误：没有命令“foo”\n建议：ledger --help 列出全部命令\n"),
        ("statsu", "错误：没有命令“statsu”\n建议：是不是“status”"),
        ("stat", "错误：没有命令“stat”\n建议：是不是“status”"),
        ("--foo", "错误：没有选项“--foo”\n用法：ledger [选项] 命令 …\n说明：ledger --help\n"),
        ("status --unti 甲镇", "错误：没有选项“--unti”\n建议：是不是“--unit”"),
        ("status --sect 四", "错误：没有选项“--sect”\n建议：是不是“--section”"),
        ("status -x", "错误：没有选项“-x”"),
        ("status 甲 乙", "错误：多写了：甲 乙\n用法：ledger status [选项]\n"),
        ("status --as-of", "错误：选项 --as-of 后面要写值\n"),
        ("status --json=1", "错误：选项 --json 不带值\n"),
        ("status --as-of 2024-02-30", "错误：选项 --as-of：日期不存在：2024-02-30"),
        ("status --as-of 1727654400", "错误：选项 --as-of：“1727654400”不是日期的写法\n"),
        ("status --as-of 2024-6-3", "建议：写成 2024-06-03\n"),
        ("status --as-of=", "错误：选项 --as-of：“”不是日期的写法\n"),
        ("show", "错误：缺少参数 编号\n用法：ledger show 编号 [选项]\n说明：ledger show --help\n"),
        ("show 8.2 8.3", "错误：多写了：8.3\n"),
        ("progress 8.3", "错误：缺少选项 --percent\n"),
        ("progress 8.3 --percent 60%", "建议：写成 0 到 100 的整数，例如 60\n"),
        ("progress 8.3 --percent 101", "错误：选项 --percent：完成比例 101 不在 0—100 之间\n"),
        ("close 8.3 --date x", "错误：选项 --date：“x”不是日期的写法\n"),
        ("reading pm25 --period 2024-13 --value 1", "错误：选项 --period：“2024-13”不是时期"),
        ("reading pm25 --period 2024-06 --value 1e3", "建议：只写数字，例如 23.1\n"),
    ],
)
def test_wrong_usage_is_said_in_chinese(ledger: LedgerCli, line: str, words: str) -> None:
    result = ledger(*line.split(" ")).expects(2)
    assert words in result.err
    assert result.out == ""
    assert [word for word in ENGLISH if word in result.err] == []


def test_the_ledger_is_named_before_or_after_the_command(ledger: LedgerCli, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    away = LedgerCli(elsewhere)
    data = str(tmp_path / "data")
    ledger("status").expects(0)
    for line in (["--data", data, "status"], ["status", "--data", data]):
        assert away(*line, "--json").expects(0).json["ledger"]["path"] == data
    assert away("--data", "nowhere", "status", "--data", data).expects(0)
    assert away("status", LEDGER_DATA=data).expects(0)
    assert "没有目录“nowhere”" in away("status", "--data", "nowhere").expects(3).err


def test_a_folder_below_finds_the_ledger_above(ledger: LedgerCli, tmp_path: Path) -> None:
    below = tmp_path / "docs" / "deep"
    below.mkdir(parents=True)
    assert LedgerCli(below)("status", "--json").expects(0).json["ledger"]["path"] == "../../data"


def test_no_ledger_at_all(tmp_path: Path) -> None:
    result = LedgerCli(tmp_path)("status").expects(3)
    assert result.err.startswith(f"错误：在 {tmp_path} 及其上级目录里没有找到 data/tasks.yaml\n")


def test_a_bad_day_in_the_environment(ledger: LedgerCli) -> None:
    assert "LEDGER_TODAY=“soon”不是日期" in ledger("status", LEDGER_TODAY="soon").expects(2).err


def test_a_fault_of_the_program_shows_no_traceback_and_saves_a_report(
    ledger: LedgerCli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(chr(0x79D8) + chr(0x5BC6))

    monkeypatch.setattr("ganxian_ledger.usecases.context.context", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = ledger("status").expects(70)
    assert result.err.count("\n") == 1
    assert result.err.startswith("错误：程序出错（KeyError）；详情存在 ")
    [report] = tmp_path.glob("ledger-error-*.txt")
    text = report.read_text(encoding="utf-8")
    assert f"ledger {__version__}\nPython 3" in text
    assert "in broken" in text
    assert "秘密" not in text


def test_the_report_of_a_fault_may_have_no_place(
    ledger: LedgerCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("ganxian_ledger.usecases.context.context", broken)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert ledger("status").expects(70).err == "错误：程序出错（RuntimeError）\n"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            Refused("不能销号", remedy="先申请", code="P101"),
            4,
            "错误 P101：不能销号\n建议：先申请\n",
        ),
        (KeyboardInterrupt(), 130, "已中断\n"),
        (EOFError(), 130, "\n已中断\n"),
        (console.Unprinted(), 0, ""),
        (console.Unprinted("结果没有写完：磁盘已满"), 70, "错误：结果没有写完：磁盘已满\n"),
    ],
)
def test_what_is_raised_becomes_words_and_a_code(
    ledger: LedgerCli, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    def raising(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("ganxian_ledger.usecases.context.context", raising)
    assert ledger("status").expects(code).err == words


def test_every_exit_code_has_words() -> None:
    assert all(code.words for code in ExitCode)


def test_one_format_is_chosen() -> None:
    assert options.format_of(None, as_json=False) == "table"
    assert options.format_of("csv", as_json=False) == "csv"
    assert options.format_of("json", as_json=True) == "json"


def test_an_option_of_one_value_may_stand_only_once(ledger: LedgerCli) -> None:
    for words in (("--task", "8", "--task", "22"), ("--unit=区城管局", "--unit", "区公安局")):
        assert "只能写一次" in ledger("status", *words).expects(2).err
    ledger("status", "--state", "逾期", "--state", "临期").expects(0)


def test_check_answers_in_its_format_where_there_is_no_ledger(ledger: LedgerCli) -> None:
    done = ledger("check", "--format", "json", "--data", "nowhere").expects(3)
    assert {f["code"] for f in done.json["findings"]} == {"Y106"}
