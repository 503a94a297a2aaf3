"""What a shell is offered at TAB."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.support.cli import LedgerCli


def offered(ledger: LedgerCli, line: str) -> list[str]:
    """The offers of bash for the last word of a line."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    result = ledger.program(
        COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _LEDGER_COMPLETE="complete_bash"
    ).expects(0)
    assert result.err == ""
    return result.out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ledger st", ["status"]),
        ("ledger show 8.", ["8.2", "8.3", "8.10"]),
        ("ledger status --unit 区环", ["区环保局"]),
        ("ledger status --task ", ["8", "22"]),
        ("ledger status --section 三", ["三（一）"]),
        ("ledger status --state 已", ["已退回", "已销号", "已核减"]),
        ("ledger status --light 红", ["红"]),
        ("ledger status --format j", ["json"]),
        ("ledger reading p", ["pm25", "pipes"]),
        ("ledger --data nowhere show 8.", []),
        ("ledger --data data show 22", ["22.1", "22.2"]),
    ],
)
def test_offers(ledger: LedgerCli, line: str, expected: list[str]) -> None:
    assert offered(ledger, line) == expected


def test_titles_stand_beside_ids_without_anything_a_shell_reads(ledger: LedgerCli) -> None:
    tasks = ledger.folder / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    evil = text.replace("管网[red]建设", "'$(touch x)`\"; [/red]: 建设'")
    tasks.write_text(evil, encoding="utf-8")
    out = ledger.program(
        _TYPER_COMPLETE_ARGS="ledger show 8.3", _LEDGER_COMPLETE="complete_zsh"
    ).expects(0)
    assert out.err == ""
    offer = out.out.split('"8.3":')[1].split('"')[1]
    assert not set(offer) & set("$`;()[]:'\\")
    assert "建设" in offer


def test_a_broken_ledger_disturbs_nobody(ledger: LedgerCli) -> None:
    (ledger.folder / "data" / "tasks.yaml").write_bytes(b"\xff\x00[")
    assert offered(ledger, "ledger show 8.") == []


def test_a_question_that_is_none(ledger: LedgerCli) -> None:
    result = ledger.program(_LEDGER_COMPLETE="nonsense").expects(0)
    assert (result.out, result.err) == ("", "")
    result = ledger.program(_LEDGER_COMPLETE="complete_bash").expects(0)
    assert (result.out, result.err) == ("", "")


def test_installing_says_where_in_chinese(ledger: LedgerCli, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    result = ledger.program("--install-completion", HOME=str(home), SHELL="/bin/bash")
    assert result.out == ""
    assert result.code in {0, 4}
    assert ("已为" in result.err) == (result.code == 0)
