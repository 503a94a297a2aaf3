"""The schemas that editors use agree with what `ledger check` takes and refuses."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
NAMES = ("tasks", "targets", "units", "projects")
ALL = (*NAMES, "access", "returns", "letters", "holidays", "assessment")
OFFICE = {
    "returns": """\
schema_version: 1
returns:
  - month: 2024-06
    unit: 区城管局
    date: 2024-06-24
    by: 领导小组办公室
    form: {path: returns/2024-06/a.xlsx, sha256: %s}
"""
    % ("a" * 64),
    "letters": """\
schema_version: 1
letters:
  - date: 2024-07-02
    kind: 督办函
    to: [区城管局, 区水利局]
    by: 领导小组办公室
    measures: ['8.3']
    answers: [{date: 2024-07-08, by: 区城管局}]
""",
    "holidays": """\
schema_version: 1
years: [2027]
days: [{date: 2027-10-01, kind: 休息, name: 国庆节}]
""",
}
"""Files of the office's month, as its commands write them."""


def schema(name: str) -> dict[str, Any]:
    """The schema of one file."""
    text = (ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def values(folder: str, name: str) -> Any:
    """A file's values as an editor sees them: days are texts."""
    loaded = YAML(typ="safe", pure=True).load(ROOT / folder / f"{name}.yaml")
    return json.loads(json.dumps(loaded, default=str))


@pytest.mark.parametrize("name", ALL)
def test_each_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("folder", ["data", "examples/demo"])
@pytest.mark.parametrize("name", NAMES)
def test_the_ledgers_of_the_repository_are_valid(folder: str, name: str) -> None:
    faults = Draft202012Validator(schema(name)).iter_errors(values(folder, name))

    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("name", OFFICE)
def test_what_commands_write_is_valid(name: str) -> None:
    read = json.loads(json.dumps(YAML(typ="safe", pure=True).load(OFFICE[name]), default=str))

    assert [one.message for one in Draft202012Validator(schema(name)).iter_errors(read)] == []


def test_the_scheme_of_the_demonstration_is_valid() -> None:
    faults = Draft202012Validator(schema("assessment")).iter_errors(
        values("examples/demo", "assessment")
    )

    assert [fault.message for fault in faults] == []


def measure(tasks: Any) -> dict[str, Any]:
    """The first measure of a tasks file."""
    found: dict[str, Any] = tasks["sections"][0]["tasks"][0]["measures"][0]
    return found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m.update(id=8.1),
        lambda m: m.update(titel="x"),
        lambda m: m.pop("lead"),
        lambda m: m.update(support="区城管局"),
        lambda m: m.update(term="短期"),
        lambda m: m.update(log=[{"date": "2024-01-31", "type": "progress", "by": "甲"}]),
        lambda m: m.update(log=[{"date": "2024-01-31", "type": "progres", "by": "甲"}]),
        lambda m: m.update(
            log=[{"date": "2024-01-31", "type": "progress", "by": "甲", "percent": 101}]
        ),
    ],
)
def test_an_editor_marks_what_check_refuses(spoil: Callable[[dict[str, Any]], object]) -> None:
    tasks = copy.deepcopy(values("data", "tasks"))
    spoil(measure(tasks))

    assert list(Draft202012Validator(schema("tasks")).iter_errors(tasks)) != []


@pytest.mark.parametrize("name", ALL)
def test_every_object_and_key_has_a_chinese_title(name: str) -> None:
    whole = schema(name)
    objects = [whole, *whole["$defs"].values()]

    assert [o["title"] for o in objects if o["title"].isascii()] == []
    for held in objects:
        for key, described in held["properties"].items():
            assert described.get("description", key) != ""
            assert not described.get("title", "无").isascii(), key


@pytest.mark.parametrize("name", NAMES)
def test_each_file_names_its_schema_for_editors(name: str) -> None:
    first = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]

    assert first == f"# yaml-language-server: $schema=../schema/{name}.schema.json"
