"""A ledger of so many lead units in the middle of its year, and their returned forms.

Everything follows from the number of units: the same texts in every run. All names are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.filling import Answer, Filling
from ganxian_ledger.domain.forms.form import MEASURES, TARGETS, Form
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.render.xlsx.form import form_workbook
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.revision import digest_of

DAY = date(2024, 6, 25)
"""The day on which the forms of June are sent out and taken in."""
MONTH = "2024-06"
MEASURES_EACH = 3
OFFICE = "领导小组办公室"
GROUPS = ("区直部门", "乡镇")
PLAN = """\
schema_version: 1
plan:
  title: 2024年示例区建设行动工作方案
  number: 示例建字〔2024〕1号
  issuer: 示例区建设行动领导小组
  office: 领导小组办公室
  issued: 2024-01-10
  start: 2024-01-01
  due: 2024-12-31
  policy: {return_day: 25}
sections:
"""
TASK = """\
      - id: '{number}'
        title: 推进第{number}项工作
        measures:
"""
MEASURE = """\
          - id: '{id}'
            title: 城镇污水管网建设与改造第{id}段
            text: 加快城镇污水管网建设，推进雨污分流改造，完成第{id}段。
            lead: {lead}
            support: [{support}]
            due: 2024-{due:02}-28
            log:
"""
RECORD = "              - {{date: {day}, type: {type}, by: {by}, {more}}}\n"
NOTE = "推进管网和污水厂二期施工，与责任单位会商并现场督导"
TARGET = """\
  - id: target-{number}
    name: 第{number}段管网长度
    clause: '{number}.1'
    goal: {{at_least: {goal}}}
    unit: 公里
    kind: cumulative
    lead: {lead}
    readings:
"""
READING = (
    "      - {{period: 2024-{month:02}, date: 2024-{month:02}-24, value: {value}, by: {by}}}\n"
)
RETURNED = """\
  - month: 2024-{month:02}
    unit: {unit}
    date: 2024-{month:02}-{day:02}
    by: 领导小组办公室
    form: {{path: returns/2024-{month:02}/{unit}.xlsx, sha256: {digest}}}
"""
LETTER = """\
  - date: 2024-{month:02}-27
    kind: {kind}
    to: {unit}
    by: 领导小组办公室
    month: 2024-{month:02}
    measures: ['{number}.3']
    answer_due: 2024-{after:02}-07
"""
ANSWER = "    answers: [{{date: 2024-{after:02}-05, by: {unit}, note: 已倒排工期}}]\n"
SCHEME = """\
schema_version: 1
title: 考评办法（演示）
support_share: 0.5
groups:
  - {name: 区直组, kinds: [区直部门]}
  - {name: 乡镇组, kinds: [乡镇]}
blocks:
  - id: work
    title: 任务完成
    points: 70
    items:
      - {id: closing, type: close_rate, title: 销号率, points: 30}
      - {id: overdue, type: overdue_days, title: 逾期, points: 20, each: 1, per: week, cap: 8}
      - {id: quantities, type: quantities, title: 指标, points: 20, against: pace}
  - id: daily
    title: 日常工作
    points: 30
    items:
      - {id: returns, type: on_time_returns, title: 报送, points: 20, late: 0.5, missing: 3}
      - {id: rejected, type: rejected, title: 退回, points: 5, each: 1}
      - {id: cooperation, type: marks, title: 协作, points: 5, start: full}
bonus:
  cap: 3
  items:
    - {id: early, type: early_closing, title: 提前销号, points: 3, each: 0.5, days: 30}
grades:
  - {name: 优秀, at_least: 90}
  - {name: 合格, at_least: 60}
  - {name: 不合格, at_least: 0}
marks:
"""
MARK = (
    "  - {{unit: {unit}, period: 2024-05, item: cooperation, points: -1, reason: 演示, "
    "approved_by: 演示人员, date: 2024-05-28, by: 领导小组办公室}}\n"
)


def name_of(number: int) -> str:
    """The name of a unit."""
    return f"示例{number:04}局"


def make(folder: Path, units: int) -> None:
    """The files of a ledger with so many lead units, their records up to May, in a new folder."""
    numbers = range(1, units + 1)
    files = {
        "tasks.yaml": [PLAN, *_sections(units)],
        "units.yaml": ["schema_version: 1\nunits:\n", *map(_unit, numbers)],
        "targets.yaml": ["schema_version: 1\ntargets:\n", *map(_target, numbers)],
        "returns.yaml": ["schema_version: 1\nreturns:\n", *_returned(units)],
        "letters.yaml": ["schema_version: 1\nletters:\n", *_letters(units)],
        "assessment.yaml": [SCHEME, *(MARK.format(unit=name_of(n)) for n in numbers[::10])],
    }
    folder.mkdir(parents=True)
    for name, parts in files.items():
        (folder / name).write_text("".join(parts), "utf-8")


def _sections(units: int) -> Iterator[str]:
    for section in range(6):
        tasks = range(units * section // 6 + 1, units * (section + 1) // 6 + 1)
        yield f"  - id: 三（{section + 1}）\n    title: 第{section + 1}部分重点工作\n    tasks:\n"
        for number in tasks:
            yield TASK.format(number=number)
            for place in range(1, MEASURES_EACH + 1):
                yield from _measure(units, number, place)


def _measure(units: int, number: int, place: int) -> Iterator[str]:
    """A measure with a record a month; some were closed, some rejected, some are overdue."""
    lead, key = name_of(number), f"{number}.{place}"
    support = name_of(number % units + 1)
    due = 4 + number % 3 if place == MEASURES_EACH else 12
    yield MEASURE.format(id=key, lead=lead, support=support, due=due)
    for month in range(1, 6):
        percent = min(95, month * (8 + number % 9))
        more = f"percent: {percent}, note: {NOTE}{month}次"
        yield RECORD.format(day=f"2024-{month:02}-24", type="progress", by=lead, more=more)
    if place == 1 and number % 4 < 2:
        yield RECORD.format(day="2024-05-25", type="submit", by=lead, more=f"note: {NOTE}")
        outcome = ("close", "method: 现场核查") if number % 4 else ("return", "reason: 材料不全")
        yield RECORD.format(day="2024-05-29", type=outcome[0], by=OFFICE, more=outcome[1])


def _unit(number: int) -> str:
    return f"  - {{name: {name_of(number)}, kind: {GROUPS[number % len(GROUPS)]}}}\n"


def _target(number: int) -> str:
    lead = name_of(number)
    values = ((month, number % 9 + month * 2) for month in range(1, 6))
    readings = (READING.format(month=month, value=value, by=lead) for month, value in values)
    return TARGET.format(number=number, goal=40 + number % 9, lead=lead) + "".join(readings)


def _returned(units: int) -> Iterator[str]:
    """Every unit has returned its forms since March; a few late, and a few not in May."""
    for month in (3, 4, 5):
        for number in range(1, units + 1):
            if month == 5 and number % 7 == 0:
                continue
            unit, day = name_of(number), 27 if number % 5 == 0 else 24
            digest = sha256(f"{month} {unit}".encode()).hexdigest()
            yield RETURNED.format(month=month, unit=unit, day=day, digest=digest)


def _letters(units: int) -> Iterator[str]:
    """What was sent to every tenth unit in April and May; those of April are answered."""
    for month, kind in ((4, "提醒函"), (5, "督办函")):
        for number in range(10, units + 1, 10):
            unit = name_of(number)
            yield LETTER.format(month=month, after=month + 1, kind=kind, unit=unit, number=number)
            yield ANSWER.format(after=month + 1, unit=unit) if month == 4 else ""


def fill(ledger: Path, folder: Path) -> None:
    """The forms that the ledger's units are asked to fill in June, filled, in a new folder."""
    opened = open_sound(LedgerFolder(ledger), DAY)
    digest = digest_of({name: one.source.data for name, one in opened.reading.documents.items()})
    month = parse_period(MONTH)
    assert isinstance(month, Period)
    folder.mkdir(parents=True)
    for form in forms_of(Board(opened.ledger, DAY), month, digest):
        content = form_workbook(form, DAY, Filling(_answers(form)))
        (folder / f"{form.identity.unit}.xlsx").write_bytes(content)


def _answers(form: Form) -> dict[tuple[str, str, str], Answer]:
    """What a unit reports: of every measure, of its target."""
    given: dict[tuple[str, str, str], Answer] = {}
    for row in form.measures:
        given[MEASURES, row.id, "note"] = f"{NOTE}，完成阶段任务"
        given[MEASURES, row.id, "percent"] = 96
    for row in form.targets:
        given[TARGETS, row.id, "value"] = 30
    return given
