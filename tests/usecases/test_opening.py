"""One error of any stopping kind, alone, and no command answers or records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.build import judge, ledger_files, write_ledger
from tests.support.cli import LedgerCli

from ganxian_ledger.domain.rules.rule import Severity

CLOSED_TWICE = """\
log:
  - {date: 2024-05-01, type: close, by: 领导小组办公室}
  - {date: 2024-05-02, type: close, by: 领导小组办公室}
"""
ERRORS = {
    "Y": {"measure": "titel: 管网"},
    "R": {"measure": "lead: 区城健局"},
    "T": {"measure": CLOSED_TWICE},
    "N": {"target": "readings: [{period: 2024-05, date: 2024-06-01, by: 区城管局}]"},
}
"""For each kind, what makes a ledger that has an error of this kind and of no other."""
COMMANDS = (("status",), ("close", "8.4", "-n"), ("close", "8.4"))
OTHER = "id: '8.4'\ntitle: 泵站\ntext: 建好泵站。\nlead: 区城管局\n"


def files_with(kind: str) -> dict[str, bytes]:
    return ledger_files(**ERRORS[kind], more_measures=[OTHER])


@pytest.mark.parametrize("kind", ERRORS)
def test_each_example_has_errors_of_one_kind_only(kind: str, tmp_path: Path) -> None:
    found = judge(files_with(kind), tmp_path / "data").judgement.diagnostics
    assert {one.code[0] for one in found if one.severity is Severity.ERROR} == {kind}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_of_any_kind_stops_every_command_and_is_named(
    kind: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    folder = write_ledger(tmp_path / "data", files_with(kind))
    result = LedgerCli(tmp_path)(*command).expects(3)
    assert result.out == ""
    assert re.search(rf"^data/\w+\.yaml:\d+:\d+: {kind}\d+ 错误 ", result.err, re.MULTILINE)
    assert "ledger check" in result.err
    assert {p.name: p.read_bytes() for p in folder.path.glob("*.yaml")} == files_with(kind)


def test_the_same_ledger_without_an_error_answers_and_records(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write_ledger(tmp_path / "data", ledger_files(more_measures=[OTHER]))
    ledger = LedgerCli(tmp_path)
    for command in COMMANDS:
        assert ledger(*command).expects(0).out


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    log = "log: [{date: 2024-05-01, type: close, by: 领导小组办公室}]"
    write_ledger(tmp_path / "data", ledger_files(measure=log, more_measures=[OTHER]))
    ledger = LedgerCli(tmp_path)
    assert "T301" in ledger("check").expects(0).out
    for command in COMMANDS:
        ledger(*command).expects(0)
