"""The formats of findings: whole outputs for one fault, and what each format must escape."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ganxian_ledger.cli.commands.check import FORMATS
from ganxian_ledger.domain.rules.diagnostic import Counts, Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render import findings
from ganxian_ledger.render.findings import FINDING_FORMATS, renderer, summary_line
from ganxian_ledger.render.findings.fingerprint import fingerprints

UNREGISTERED = Diagnostic(
    code="R204",
    severity=Severity.ERROR,
    path="data/tasks.yaml",
    line=231,
    column=19,
    end_line=231,
    end_column=23,
    subject="措施 8.3 污水收集",
    message="牵头单位“区城健局”未在 units.yaml 登记",
    hint="是不是“区城管局”？新单位请先登记到 units.yaml",
    excerpt="            lead: 区城健局",
)
WARNED = UNREGISTERED._replace(code="T301", severity=Severity.WARNING, line=9, end_line=9)


def judgement(*diagnostics: Diagnostic) -> Judgement:
    """What a check found in a small ledger."""
    return Judgement(diagnostics, Counts(4, 79, 61, 62, 7), unreadable=False)


def test_full_shows_the_line_a_mark_below_the_place_and_the_remedy() -> None:
    expected = """\
data/tasks.yaml:231:19: R204 错误 牵头单位“区城健局”未在 units.yaml 登记（措施 8.3 污水收集）
    |
231 |             lead: 区城健局
    |                   ^^^^^^^^
    = 是不是“区城管局”？新单位请先登记到 units.yaml
"""

    assert renderer("full")(judgement(UNREGISTERED)) == expected


def test_full_cuts_a_long_line_to_a_window_around_the_place() -> None:
    line = "            text: " + "长" * 200 + "坏" + "尾" * 200
    far = UNREGISTERED._replace(column=219, end_column=220, excerpt=line)

    shown = renderer("full")(judgement(far)).split("\n")[2]

    assert "…" in shown
    assert "坏" in shown
    assert len(shown) < 80


def test_concise_is_one_line_a_finding() -> None:
    text = renderer("concise")(judgement(WARNED, UNREGISTERED))

    assert text.count("\n") == 2
    assert text.startswith("data/tasks.yaml:9:19: T301 警告 ")


def test_json_has_the_fields_of_the_contract() -> None:
    payload = json.loads(renderer("json")(judgement(WARNED, UNREGISTERED)))

    assert payload["schema_version"] == 1
    assert payload["kind"] == "findings"
    assert payload["summary"] == {
        "files": 4,
        "measures": 79,
        "targets": 61,
        "units": 62,
        "projects": 7,
        "errors": 1,
        "warnings": 1,
        "left_out_errors": 0,
        "left_out_warnings": 0,
    }
    fingerprint = payload["findings"][1].pop("fingerprint")
    assert fingerprint == fingerprints([WARNED, UNREGISTERED])[1]
    assert payload["findings"][1] == {
        "code": "R204",
        "severity": "error",
        "path": "data/tasks.yaml",
        "line": 231,
        "column": 19,
        "end_line": 231,
        "end_column": 23,
        "subject": "措施 8.3 污水收集",
        "message": "牵头单位“区城健局”未在 units.yaml 登记",
        "hint": "是不是“区城管局”？新单位请先登记到 units.yaml",
        "revision": None,
    }


def test_github_shows_errors_first_and_escapes_what_could_end_the_command() -> None:
    odd = UNREGISTERED._replace(path="台账,甲:乙/tasks.yaml", message="100%\n::error::假", hint="")

    first, second = renderer("github")(judgement(WARNED, odd)).splitlines()

    assert first == (
        "::error file=台账%2C甲%3A乙/tasks.yaml,line=231,endLine=231,col=19,endColumn=23,"
        "title=ledger (R204)::100%25%0A::error::假（措施 8.3 污水收集）"
    )
    assert second.startswith("::warning file=data/tasks.yaml,line=9,")


def test_nothing_in_a_finding_can_steer_a_terminal() -> None:
    told = UNREGISTERED._replace(message="\x1b[31m红\u202e", hint="\x9b1m")
    hostile = told._replace(excerpt="x: \x1b]0;t\x07")

    for name in ("full", "concise"):
        text = renderer(name)(judgement(hostile))
        assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(text)


def test_every_format_can_say_that_nothing_was_found() -> None:
    texts = {name: renderer(name)(judgement()) for name in FINDING_FORMATS}

    assert json.loads(texts["json"])["findings"] == []
    assert json.loads(texts["gitlab"]) == []
    assert json.loads(texts["rdjson"])["diagnostics"] == []
    assert json.loads(texts["sarif"])["runs"][0]["results"] == []
    assert 'failures="0"' in texts["junit"]
    assert texts["full"] == texts["concise"] == texts["github"] == ""


def test_the_summary_says_what_was_read_even_when_nothing_is_wrong() -> None:
    assert summary_line(judgement()) == (
        "已检查 4 个文件：措施 79 项、指标 61 项、单位 62 个、项目 7 个；没有发现问题"
    )
    assert summary_line(judgement(WARNED, UNREGISTERED)).endswith(
        "；错误 1 处、警告 1 处。说明：ledger explain R204"
    )


def test_the_summary_says_how_much_was_left_out() -> None:
    nothing = replace(judgement(), left_out=(WARNED, UNREGISTERED, UNREGISTERED))
    something = replace(judgement(WARNED), left_out=(UNREGISTERED,))

    assert summary_line(nothing).endswith("；按选择没有列出错误 2 处、警告 1 处")
    assert summary_line(something).endswith(
        "；错误 0 处、警告 1 处；按选择没有列出错误 1 处。说明：ledger explain T301"
    )


def test_the_command_offers_every_format_that_there_is() -> None:
    modules = {file.stem for file in Path(str(findings.__file__)).parent.glob("*.py")}

    assert FORMATS == FINDING_FORMATS
    assert modules - {"__init__", "annotation", "fingerprint", "payload"} == set(FINDING_FORMATS)
