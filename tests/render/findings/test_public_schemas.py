"""What is written for reviewers keeps to the public schemas, whatever stands in the data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from tests.render.findings.test_formats import UNREGISTERED, WARNED, judgement

from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.rules.diagnostic import Counts, Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings import renderer

SCHEMAS = Path(__file__).parents[2] / "schemas"
ODD_PATH = "台账 2024/甲%20#乙?&<𠮷🦁>/tasks.yaml"
ODD = UNREGISTERED._replace(
    path=ODD_PATH,
    line=3,
    column=9,
    end_line=3,
    end_column=11,
    message="名称“𠮷🦁”<b>&amp;\"'</b> 100% {0} [点这里](https://example.org)",
    subject="措施 8.3 𠮷🦁",
    excerpt="  lead: 𠮷🦁局 # <!-- ]]> -->",
)
HOSTILE = ODD._replace(
    code="T301",
    severity=Severity.WARNING,
    message="\x1b[31m红\x00\x0b\u202e反\x9b\ufffe\ud800\n::error::假",
    hint="\x07\u2028",
)
GONE = UNREGISTERED._replace(code="C502", revision="0123456789", end_line=240, end_column=3)
NOTED = UNREGISTERED._replace(code="T311", severity=Severity.INFO, hint="", subject="")
MANY = (UNREGISTERED, UNREGISTERED._replace(line=300, end_line=300), WARNED, ODD, HOSTILE, GONE)
RUNS = [(), (UNREGISTERED,), (*MANY, NOTED)]


def the_schema(name: str) -> Any:
    """A schema of that folder."""
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


SARIF = jsonschema.Draft7Validator(the_schema("sarif-2.1.0.schema.json"))
RDFORMAT = jsonschema.Draft7Validator(the_schema("rdformat.schema.json"))
JUNIT = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def a_judgement(found: Sequence[Diagnostic]) -> Judgement:
    """What a check of three files found, one of them with no fault."""
    files = ("data/tasks.yaml", "data/units.yaml", ODD_PATH)
    notes = ("与基准 0123456789 比较 [x](y)",)
    return Judgement(
        tuple(found), Counts(3, 1, 1, 1, 0), unreadable=False, notes=notes, files=files
    )


def require_gitlab(text: str) -> None:
    """The report is as GitLab's documentation of code quality reports says."""
    issues = json.loads(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert isinstance(issue["description"], str)
        assert issue["description"]
        assert isinstance(issue["check_name"], str)
        assert isinstance(issue["fingerprint"], str)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith("./")
        assert issue["location"]["lines"]["begin"] >= 1
        assert isinstance(issue["location"]["lines"]["begin"], int)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def require_all(judged: Judgement) -> None:
    """Every format for reviewers keeps to its schema."""
    SARIF.validate(json.loads(renderer("sarif")(judged)))
    RDFORMAT.validate(json.loads(renderer("rdjson")(judged)))
    JUNIT.validate(renderer("junit")(judged))
    require_gitlab(renderer("gitlab")(judged))


@pytest.mark.parametrize("found", RUNS, ids=["none", "one", "many"])
def test_every_format_keeps_to_its_schema(found: tuple[Diagnostic, ...]) -> None:
    require_all(a_judgement(found))


def test_the_schemas_refuse_what_is_wrong() -> None:
    sarif = json.loads(renderer("sarif")(judgement(ODD)))
    sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    rdjson = json.loads(renderer("rdjson")(judgement(ODD)))
    rdjson["diagnostics"][0]["severity"] = "错误"

    assert not SARIF.is_valid(sarif)
    assert not RDFORMAT.is_valid(rdjson)
    assert not JUNIT.is_valid(renderer("junit")(judgement(ODD)).replace("failures=", "fails="))


def test_every_rule_can_be_described_in_sarif() -> None:
    found = [UNREGISTERED._replace(code=rule.code, severity=rule.severity) for rule in RULES]
    log = json.loads(renderer("sarif")(a_judgement(found)))
    rules = log["runs"][0]["tool"]["driver"]["rules"]

    SARIF.validate(log)
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(
        rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in log["runs"][0]["results"]
    )


texts = st.text(max_size=30)
places = st.integers(min_value=1, max_value=40)


@given(
    st.lists(
        st.builds(
            Diagnostic,
            code=st.sampled_from([rule.code for rule in RULES]),
            severity=st.sampled_from(Severity),
            path=st.text(min_size=1, max_size=20),
            line=st.just(7),
            column=places,
            end_line=st.sampled_from([7, 8]),
            end_column=places,
            subject=texts,
            message=st.text(min_size=1, max_size=30),
            hint=texts,
            excerpt=texts,
            revision=st.sampled_from(["", "0123456789"]),
        ),
        max_size=4,
    )
)
def test_no_text_at_all_breaks_a_format(found: list[Diagnostic]) -> None:
    require_all(a_judgement(found))
    for name in ("full", "concise", "github", "json"):
        assert renderer(name)(a_judgement(found)).encode("utf-8") or not found
