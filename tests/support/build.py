"""A small valid ledger as the texts of its files, and records to put into it.

`ledger_files(measure="due: 2024-06-30")` gives the files with the one measure's `due` set so;
`a_measure(id="8.4", due=date(2024, 6, 30), log=[…])` writes a whole record from keywords.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.compare.correction import corrections_in
from ganxian_ledger.domain.places import ACCESS, PROJECTS, TARGETS, TASKS, UNITS
from ganxian_ledger.domain.rules.diagnostic import Judgement
from ganxian_ledger.domain.rules.rule import Example
from ganxian_ledger.usecases.check import Base, edit_between, found_in
from ganxian_ledger.usecases.opening import Opened, judged

DAY = date(2024, 6, 30)
"""The day that tests and examples are run on."""

Value = str | int | bool | Decimal | date | Sequence["Value"] | Mapping[str, "Value"]

PLAN = """\
title: 2024年美丽示例区建设行动工作方案
number: 示例美建字〔2024〕1号
issuer: 美丽示例区建设行动领导小组
office: 领导小组办公室
issued: 2024-04-16
start: 2024-01-01
due: 2024-12-31
"""
MEASURE = """\
id: '8.3'
title: 城镇污水管网建设
text: 加快城镇污水管网建设。
lead: 区城管局
"""
TARGET = """\
id: pm25
name: 城区细颗粒物（PM2.5）平均浓度
clause: 二
goal: {at_most: 24}
unit: 微克/立方米
kind: level
lead: 区城管局
"""
UNIT = """\
name: 区城管局
kind: 区直部门
"""
PROJECT = """\
id: trunk-sewer
name: 集污干管
measure: '8.3'
owner: 区城管局
"""
PERSON = """\
name: 张三
unit: 区城管局
emails: [zhangsan@example.org]
"""
_TASKS = """\
schema_version: 1
plan:
{plan}sections:
  - id: 三（二）
    title: 持续深入推进污染防治攻坚
    tasks:
      - id: '8'
        title: 持续深入打好碧水保卫战
        measures:
{measures}"""


def a_measure(**keys: Value) -> str:
    """A measure as YAML, valid unless the keywords say otherwise."""
    return _record(MEASURE, keys)


def a_target(**keys: Value) -> str:
    """A target as YAML."""
    return _record(TARGET, keys)


def a_unit(**keys: Value) -> str:
    """A unit as YAML."""
    return _record(UNIT, keys)


def a_project(**keys: Value) -> str:
    """A project as YAML."""
    return _record(PROJECT, keys)


def a_person(**keys: Value) -> str:
    """A person who may record, as YAML."""
    return _record(PERSON, keys)


def a_plan(**keys: Value) -> str:
    """The head of a plan as YAML."""
    return _record(PLAN, keys)


def ledger_files(
    *,
    plan: str = "",
    measure: str = "",
    target: str = "",
    unit: str = "",
    project: str = "",
    access: Sequence[str] = (),
    more_measures: Sequence[str] = (),
    more_targets: Sequence[str] = (),
    more_units: Sequence[str] = (),
    more_projects: Sequence[str] = (),
) -> dict[str, bytes]:
    """The files of a ledger of one record of each kind, and of whole further records.

    The keys given for a record take the place of its keys of the same name. projects.yaml is there
    only where a project is given, so that a measure may be given another number; access.yaml only
    where whole records of people are.
    """
    measures = items([merged(MEASURE, measure), *more_measures], indent=10)
    tasks = _TASKS.format(plan=indented(merged(PLAN, plan), 2), measures=measures)
    files = {
        TASKS: tasks.encode(),
        TARGETS: _listed("targets", [merged(TARGET, target), *more_targets]),
        UNITS: _listed("units", [merged(UNIT, unit), *more_units]),
    }
    if project:
        files[PROJECTS] = _listed("projects", [merged(PROJECT, project), *more_projects])
    if access:
        files[ACCESS] = _listed("people", access)
    return files


def example_files(example: Example) -> dict[str, bytes]:
    """The small ledger with a rule's example put into it; a file with an empty text is absent."""
    if "." not in example.into:
        return ledger_files(**{example.into: example.text})
    files = ledger_files()
    files.pop(example.into, None)
    if example.text:
        files[example.into] = example.text.encode(example.encoding)
    return files


def judge_edit(
    before: Mapping[str, bytes], after: Mapping[str, bytes], folder: Path, message: str = ""
) -> Judgement:
    """What is found in the second state, and in the edit that led to it from the first."""
    opened = judge(after, folder)
    base = Base("0" * 40, opened.folder, read_ledger(before))
    declared = tuple(corrections_in(message))
    edit = edit_between(base.reading, opened.reading, corrections=declared)
    return opened.judgement_of((*opened.judgement.diagnostics, *found_in(edit, base, opened)))


def judge_example(example: Example, folder: Path) -> Judgement:
    """What is found in the small ledger with a rule's example put into it."""
    files = example_files(example)
    if not example.before:
        return judge(files, folder).judgement
    before = example_files(example._replace(text=example.before))
    return judge_edit(before, files, folder, example.message)


def write_ledger(folder: Path, files: Mapping[str, bytes]) -> LedgerFolder:
    """Write the files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return LedgerFolder(folder)


def judge(files: Mapping[str, bytes], folder: Path, day: date = DAY) -> Opened:
    """Write the files, then read and judge them as `ledger check` does."""
    ledger = write_ledger(folder, files)
    return judged(ledger, ledger.read(), day)


def _record(template: str, keys: Mapping[str, Value]) -> str:
    """The template with the keywords in the places of its keys, further ones at the end."""
    blocks = {_KEY.findall(block)[0]: block for block in _blocks(template)}
    blocks.update((key, as_yaml({key: value})) for key, value in keys.items())
    return "".join(blocks.values())


def merged(template: str, text: str) -> str:
    """The template's keys without those that `text` has, then `text`."""
    given = set(_KEY.findall(text))
    kept = [block for block in _blocks(template) if _KEY.findall(block)[0] not in given]
    return "".join(kept) + (f"{text.rstrip()}\n" if text.strip() else "")


_KEY = re.compile(r"^([^\s:：#-][^\s:：]*)(?=[:：])", re.MULTILINE)


def _blocks(template: str) -> list[str]:
    """Each key of a block with the lines that belong to it."""
    return re.findall(r"^\S.*\n(?:[ ].*\n)*", template, re.MULTILINE)


def items(records: Sequence[str], *, indent: int) -> str:
    """Records as the items of a list."""
    parts = [indented(record, indent + 2) for record in records]
    return "".join(f"{' ' * indent}- {part[indent + 2 :]}" for part in parts)


def indented(text: str, spaces: int) -> str:
    """The text moved to the right; empty lines stay empty."""
    return "".join(
        f"{' ' * spaces}{line}" if line.strip() else line for line in text.splitlines(keepends=True)
    )


def _listed(key: str, records: Sequence[str]) -> bytes:
    return f"schema_version: 1\n{key}:\n{items(records, indent=2)}".encode()


def as_yaml(keys: Mapping[str, Value]) -> str:
    """Keys and values in blocks; lists of records one to a line."""
    return "".join(f"{key}:{_block(value)}\n" for key, value in keys.items())


def _block(value: Value) -> str:
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        return "".join(f"\n  - {_flow(item)}" for item in value)
    return f" {_flow(value)}"


def _flow(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


_SAFE = re.compile(r"[^\W\d_][\w（）〔〕、，。“”·/]*|\d{4}-(\d\d|Q\d)(-\d\d)?|\d{4}年\w*")


def _text(value: str) -> str:
    if _SAFE.fullmatch(value) and value not in {"true", "false", "null"}:
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
