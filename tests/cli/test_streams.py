"""Pipes, encodings, colours and hostile arguments, with the program run for itself."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from tests.support.cli import SOURCE, TODAY, LedgerCli, scrubbed

from ganxian_ledger.cli import console

ESCAPE = "\x1b"


def on_a_terminal(folder: Path, *arguments: str, **env: str) -> str:
    """What the program shows on a screen of 80 columns, both streams together."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "ganxian_ledger", *arguments],
        cwd=folder,
        env={
            **scrubbed(),
            "PYTHONPATH": str(SOURCE),
            "LEDGER_TODAY": TODAY,
            "TERM": "xterm",
            "COLUMNS": "80",
            "PYTHONUTF8": "1",
            **env,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    child.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_pipe_that_closes_early_is_no_fault(ledger: LedgerCli) -> None:
    command = (
        f"{sys.executable} -m ganxian_ledger status --json | head -n 1; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ledger.folder,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE), "LEDGER_TODAY": TODAY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n0\n", "")


def into(
    ledger: LedgerCli, *arguments: str, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> tuple[int, str]:
    """Exit code and words of the program, with streams of one's own."""
    done = subprocess.run(
        [sys.executable, "-m", "ganxian_ledger", *arguments],
        cwd=ledger.folder,
        env={
            **scrubbed(),
            "PYTHONPATH": str(SOURCE),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",  # so that the first word fails and not the last
            "LEDGER_TODAY": TODAY,
        },
        stdout=stdout,
        stderr=stderr,
        check=False,
    )
    return done.returncode, (done.stderr or b"").decode()


@pytest.fixture
def nobody() -> Iterator[int]:
    """A pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture
def full() -> Iterator[int]:
    """A file on a full disk."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    descriptor = os.open("/dev/full", os.O_WRONLY)
    yield descriptor
    os.close(descriptor)


@pytest.mark.parametrize("line", ["status", "--help", "--version", "explain", "check -h"])
def test_data_that_nobody_reads_are_no_fault(ledger: LedgerCli, nobody: int, line: str) -> None:
    assert into(ledger, *line.split(), stdout=nobody) == (0, "")
    assert into(ledger, *line.split(), stdout=nobody, stderr=nobody) == (0, "")


@pytest.mark.parametrize("broken", ["nobody", "full"])
def test_stderr_that_takes_nothing_changes_no_code(
    ledger: LedgerCli, broken: str, request: pytest.FixtureRequest
) -> None:
    stderr = request.getfixturevalue(broken)
    assert into(ledger, "foo", stderr=stderr)[0] == 2
    assert into(ledger, "reopen", "8.3", "--reason", "回头看", stderr=stderr)[0] == 4
    assert into(ledger, "cancel", "22.1", "--reason", "合并", stderr=stderr)[0] == 0
    units = ledger.folder / "data" / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("甲镇", "乙镇", 1), encoding="utf-8")
    assert into(ledger, "status", stderr=stderr)[0] == 3


def test_a_full_disk_is_said(ledger: LedgerCli, full: int) -> None:
    said = "错误：结果没有写完：磁盘已满\n"
    assert into(ledger, "status", stdout=full) == (70, said)
    assert into(ledger, "status", stdout=full, stderr=full)[0] == 70
    code, words = into(ledger, "cancel", "22.1", "--reason", "合并", stdout=full)
    assert code == 70
    assert words.startswith("已记录：")
    assert words.endswith(said)


@pytest.mark.parametrize("stream", [">&-", "2>&-"])
def test_a_closed_stream_is_no_fault(ledger: LedgerCli, stream: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m ganxian_ledger status {stream}"],
        cwd=ledger.folder,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_a_gbk_pipe_loses_no_line(ledger: LedgerCli) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("水源地保护", "水源地𠮷保护")
    tasks.write_text(text, encoding="utf-8")
    result = ledger.program("status", encoding="gbk").expects(0)
    assert "水源地?保护" in result.out
    assert result.out.count("\n") == ledger("status").out.count("\n")
    kept = ledger.program("status", "--json", encoding="gbk").expects(0)
    assert kept.json["measures"][0]["title"] == "水源地𠮷保护"
    assert "\\ud842\\udfb7" in kept.out
    tasks.write_text(text.replace("lead: 区公安局", "lead: 区𠮷局"), encoding="utf-8")
    found = ledger.program("check", "--format", "json", encoding="gbk").expects(1)
    assert "“区𠮷局”" in found.json["findings"][0]["message"]


def test_ascii_pipes_work_too(ledger: LedgerCli) -> None:
    whole = ledger.program("status", "--json", encoding="ascii").expects(0)
    assert whole.json == ledger("status", "--json").json
    ledger.program("--help", encoding="ascii").expects(0)
    ledger.program("foo", encoding="ascii").expects(2)


def test_a_terminal_has_colours_and_no_color_forbids_them(ledger: LedgerCli) -> None:
    coloured = on_a_terminal(ledger.folder, "status", "--task", "8")
    plain = on_a_terminal(ledger.folder, "status", "--task", "8", NO_COLOR="1")
    assert f"{ESCAPE}[1;31m红" in coloured
    assert "─" in plain
    assert ESCAPE not in plain
    assert "[red]建" in plain


def test_stderr_has_its_own_colour(ledger: LedgerCli) -> None:
    assert on_a_terminal(ledger.folder, "foo").startswith(f"{ESCAPE}[31m错误{ESCAPE}[0m：")
    assert on_a_terminal(ledger.folder, "foo", NO_COLOR="1").startswith("错误：")
    assert ledger("foo", FORCE_COLOR="1").err.startswith(f"{ESCAPE}[31m错误")


@pytest.mark.parametrize(
    ("variable", "expected"),
    [("", False), ("WT_SESSION", True), ("ANSICON", True), ("TERM", True), ("FORCE_COLOR", True)],
)
def test_the_classic_console_of_windows_gets_no_colours(
    monkeypatch: pytest.MonkeyPatch, variable: str, expected: bool
) -> None:
    screen = StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("NO_COLOR", "FORCE_COLOR", "WT_SESSION", "ANSICON", "TERM"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "1")
    assert console.has_colour(screen) is expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_dry_run_is_a_patch(ledger: LedgerCli, line_end: str) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    old = tasks.read_text(encoding="utf-8").replace("\n", line_end).encode()
    tasks.write_bytes(old)
    (ledger.folder / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=ledger.folder, check=True)
    line = ("cancel", "22.1", "--reason", "合并")
    patch = ledger.program(*line, "-n").expects(0).out
    apply = ["git", "-c", "core.autocrlf=false", "apply", "-"]
    subprocess.run(apply, cwd=ledger.folder, input=patch.encode(), check=True)
    patched = tasks.read_bytes()
    tasks.write_bytes(old)
    ledger.program(*line).expects(0)
    assert patched == tasks.read_bytes() != old


def test_the_name_of_a_report_is_shown_and_not_obeyed(ledger: LedgerCli) -> None:
    result = ledger("report", "--month", "2024-06", "-o", f"a{ESCAPE}[31m.md").expects(0)
    assert result.err.endswith("已写入 a␛[31m.md\n")


def test_a_dumb_terminal_gets_plain_text_within_its_width(ledger: LedgerCli) -> None:
    shown = on_a_terminal(ledger.folder, "status", TERM="dumb")
    assert ESCAPE not in shown
    assert "─" not in shown


def test_a_pipe_is_plain_unless_colour_is_forced(ledger: LedgerCli) -> None:
    assert ESCAPE not in ledger("status").out
    forced = ledger("status", FORCE_COLOR="1").out
    assert f"{ESCAPE}[31m红  {ESCAPE}[0m" in forced
    assert ledger("status", FORCE_COLOR="1", NO_COLOR="1").out == ledger("status").out
    assert ledger("status", FORCE_COLOR="0").out == ledger("status").out


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31m红", "␛[31m红"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\x9b31m", "\\x9b31m"),
        ("a\x7f", "a␡"),
    ],
)
def test_hostile_arguments_are_shown_and_not_obeyed(
    ledger: LedgerCli, hostile: str, shown: str
) -> None:
    shown = shown.replace("\\x9b", "\\u009b")
    for line in (
        ["status", "--unit", hostile],
        ["show", hostile],
        ["status", "--data", hostile],
        ["status", "--state", hostile],
        ["status", hostile],
        ["status", "--format", hostile],
        ["status", "--as-of", hostile],
        [hostile],
        [f"--{hostile}"],
        ["status", f"--{hostile}"],
    ):
        result = ledger(*line)
        assert result.code in {2, 3}
        assert shown in result.err or line == ["status", hostile]  # Typer shows \\x1b there
        assert not any(letter in result.err for letter in hostile if not letter.isprintable())


def test_no_heavy_room_is_entered_for_a_piped_table(ledger: LedgerCli) -> None:
    script = (
        "import sys; from ganxian_ledger.cli.app import run; run(['status']);"
        "heavy = {'rich', 'jinja2', 'docx', 'xlsxwriter', 'openpyxl', 'filelock'};"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ledger.folder,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_help_needs_neither_model_nor_parser(ledger: LedgerCli) -> None:
    script = (
        "import sys; from ganxian_ledger.cli.app import run; run(['status', '--help']);"
        "heavy = {'rich', 'jinja2', 'ruamel', 'ganxian_ledger.domain.model'};"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ledger.folder,
        env={**scrubbed(), "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
