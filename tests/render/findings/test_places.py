"""Where each format says that a finding stands: lines, columns, paths; in the old file too."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.render.findings.test_formats import UNREGISTERED, judgement

from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings import renderer

GONE = UNREGISTERED._replace(code="C502", revision="0123456789")
letters = st.text(
    st.one_of(st.sampled_from("a甲é𠮷🦁 :#%"), st.characters(exclude_categories=["Cs", "Cc"])),
    max_size=12,
)


def sarif_of(diagnostic: Diagnostic) -> Any:
    """The physical location of the one result."""
    log = json.loads(renderer("sarif")(judgement(diagnostic)))
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def rdjson_of(diagnostic: Diagnostic) -> Any:
    """The one diagnostic."""
    return json.loads(renderer("rdjson")(judgement(diagnostic)))["diagnostics"][0]


def gitlab_of(diagnostic: Diagnostic) -> Any:
    """The one issue."""
    return json.loads(renderer("gitlab")(judgement(diagnostic)))[0]


@given(before=letters, marked=letters, after=letters)
def test_columns_are_code_points_in_sarif_and_bytes_in_rdjson(
    before: str, marked: str, after: str
) -> None:
    line = before + marked + after
    start, end = len(before) + 1, len(before) + len(marked) + 1
    told = UNREGISTERED._replace(column=start, end_column=end, excerpt=line)

    region = sarif_of(told)["region"]
    place = rdjson_of(told)["location"]["range"]

    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == marked
    data = line.encode()
    shown = data[place["start"]["column"] - 1 : place["end"]["column"] - 1]
    assert shown.decode() == marked


def test_columns_after_rare_characters_are_counted_by_hand() -> None:
    told = UNREGISTERED._replace(column=9, end_column=11, excerpt="  a𠮷🦁: 区城健局")

    assert sarif_of(told)["region"]["startColumn"] == 9
    assert rdjson_of(told)["location"]["range"] == {
        "start": {"line": 231, "column": 2 + 1 + 4 + 4 + 2 + 3 + 1},
        "end": {"line": 231, "column": 2 + 1 + 4 + 4 + 2 + 3 + 3 + 3 + 1},
    }


def test_an_end_on_another_line_has_no_bytes_to_count() -> None:
    told = UNREGISTERED._replace(end_line=240, end_column=3)

    assert "end" not in rdjson_of(told)["location"]["range"]
    assert sarif_of(told)["region"]["endLine"] == 240


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/tasks.yaml", "data/tasks.yaml"),
        ("台账 一/100%#?.yaml", "%E5%8F%B0%E8%B4%A6%20%E4%B8%80/100%25%23%3F.yaml"),
        ("𠮷🦁/a:b.yaml", "%F0%A0%AE%B7%F0%9F%A6%81/a%3Ab.yaml"),
        ("./data/tasks.yaml", "data/tasks.yaml"),
        ("../别处/tasks.yaml", "../%E5%88%AB%E5%A4%84/tasks.yaml"),
    ],
)
def test_a_path_is_a_relative_uri_in_sarif(path: str, uri: str) -> None:
    artifact = sarif_of(UNREGISTERED._replace(path=path))["artifactLocation"]

    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/台账/a b.yaml", "file:///%E5%8F%B0%E8%B4%A6/a%20b.yaml"),
        ("D:/a#b.yaml", "file:///D:/a%23b.yaml"),
    ],
)
def test_a_path_elsewhere_is_a_whole_uri(path: str, uri: str) -> None:
    assert sarif_of(UNREGISTERED._replace(path=path))["artifactLocation"] == {"uri": uri}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_path_comes_back_from_every_format(path: str) -> None:
    assume(not path.startswith(("/", "./")) and path[1:3] != ":/")
    told = UNREGISTERED._replace(path=path)

    assert unquote(sarif_of(told)["artifactLocation"]["uri"], errors="strict") == path
    assert rdjson_of(told)["location"]["path"] == path
    assert gitlab_of(told)["location"]["path"] == path


def test_a_path_of_unknown_bytes_keeps_its_bytes_in_sarif() -> None:
    path = b"\xb8\xd3\xcf\xd8/tasks.yaml".decode("utf-8", "surrogateescape")

    uri = sarif_of(UNREGISTERED._replace(path=path))["artifactLocation"]["uri"]

    assert uri == "%B8%D3%CF%D8/tasks.yaml"


def test_what_vanished_stands_at_the_head_of_the_new_file() -> None:
    words = "原文件 0123456789 第 231 行：牵头单位“区城健局”未在 units.yaml 登记"

    assert sarif_of(GONE)["region"]["startLine"] == 1
    assert rdjson_of(GONE)["location"]["range"]["start"] == {"line": 1, "column": 1}
    assert gitlab_of(GONE)["location"]["lines"] == {"begin": 1, "end": 1}
    assert ",line=1,endLine=1,col=1," in renderer("github")(judgement(GONE))
    for name in ("sarif", "rdjson", "gitlab", "github", "junit"):
        assert words in renderer(name)(judgement(GONE))


def test_what_vanished_keeps_its_old_line_where_people_read() -> None:
    payload = json.loads(renderer("json")(judgement(GONE)))

    assert payload["findings"][0]["line"] == 231
    assert payload["findings"][0]["revision"] == "0123456789"
    for name in ("full", "concise"):
        text = renderer(name)(judgement(GONE))
        assert text.startswith("data/tasks.yaml:231:19: C502 ")
        assert "（原文件 0123456789 的位置）" in text


def suites(*found: Diagnostic, files: tuple[str, ...] = ()) -> list[ET.Element]:
    """The suites of a JUnit report."""
    judged = judgement(*found)
    text = renderer("junit")(type(judged)(judged.diagnostics, judged.counts, False, (), files))
    return list(ET.fromstring(text))


def test_a_file_without_findings_is_one_passing_test() -> None:
    clean, faulty = suites(UNREGISTERED, files=("data/units.yaml", "data/tasks.yaml"))

    assert (clean.get("name"), clean.get("tests"), clean.get("failures")) == (
        "data/units.yaml",
        "1",
        "0",
    )
    assert [child.tag for child in clean[0]] == []
    assert (faulty.get("tests"), faulty.get("failures")) == ("1", "1")


def test_a_warning_is_said_and_does_not_fail() -> None:
    (suite,) = suites(UNREGISTERED._replace(severity=Severity.WARNING))

    assert suite.get("failures") == "0"
    assert [child.tag for child in suite[0]] == ["system-out"]
    assert "data/tasks.yaml:231:19: R204 警告 " in str(suite[0][0].text)


def test_two_findings_of_one_rule_have_two_names() -> None:
    (suite,) = suites(UNREGISTERED, UNREGISTERED._replace(line=9, message="第 9 行也是"))

    names = [case.get("name") for case in suite]
    assert names[0] == "R204 单位未登记：措施 8.3 污水收集"
    assert names[1] == f"{names[0]}（2）"


def test_no_text_of_the_data_is_a_link_in_sarif() -> None:
    told = UNREGISTERED._replace(message="[点这里](https://example.org)")
    log = json.loads(renderer("sarif")(judgement(told)))

    assert "](" not in json.dumps(log, ensure_ascii=False)


def test_a_file_that_is_missing_is_told_to_sarif() -> None:
    judged = judgement(UNREGISTERED)
    log = json.loads(renderer("sarif")(type(judged)(judged.diagnostics, judged.counts, True)))

    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False
