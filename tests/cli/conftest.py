"""The ledger that the tests of the commands look at, and the program that looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.cli import LedgerCli

TASKS = """\
schema_version: 1
plan:
  title: 2024年示例区工作方案
  number: 示例〔2024〕1号
  issuer: 示例区领导小组
  office: 领导小组办公室
  issued: 2024-01-10
  start: 2024-01-01
  due: 2024-12-31
sections:
  - id: 三（一）
    title: 污染防治
    tasks:
      - id: '8'
        title: 碧水
        measures:
          - id: '8.10'
            title: 水上执法
            text: 加强水上执法。
            lead: 区公安局
            support: [各乡镇]
            support_open: true
            due: 2024-05-31
            due_text: 5月底前
            log:
              - {date: 2024-03-31, type: progress, by: 区公安局, percent: 30, issue: 缺执法船}
          - id: '8.2'
            title: 水源地保护
            text: 建好水源地。
            lead: 区环保局
            support: [区城管局]
            due: 2024-06-30
            log:
              - {date: 2024-05-31, type: submit, by: 区生态环境局}
              - date: 2024-06-10
                type: close
                by: 领导小组办公室
                checked_by: 张三
                method: 现场核查
                evidence: [{url: 'https://example.com/8.2', title: 验收单}]
          - id: '8.3'
            title: 管网[red]建设
            text: 建好管网。
            lead: 区城管局
            support: [区生态环境局]
            due: 2024-06-30
            log:
              - date: 2024-04-30
                type: progress
                by: 区城管局
                percent: 40
                next: 继续施工
              - {date: 2024-05-31, type: extend, by: 领导小组办公室, to: 2024-07-15, reason: 雨季}
              - {date: 2024-06-20, type: progress, by: 区城管局, percent: 95, note: 只剩验收}
              - {date: 2024-07-05, type: submit, by: 区城管局}
  - id: 四
    title: 保障
    tasks:
      - id: '22'
        title: 组织保障
        measures:
          - id: '22.1'
            title: 乡镇联动
            text: 乡镇联动。
            lead: 各乡镇
            term: 长期
          - id: '22.2'
            title: 核减的事
            text: 不再做。
            lead: 区城管局
            log:
              - {date: 2024-02-01, type: cancel, by: 领导小组办公室, reason: 上级取消}
"""
TARGETS = """\
schema_version: 1
targets:
  - id: pm25
    name: 细颗粒物浓度
    clause: 二
    goal: {at_most: 24}
    unit: 微克/立方米
    kind: level
    lead: 区环保局
    readings:
      - {period: 2024-05, date: 2024-06-05, value: 23.10, by: 区生态环境局}
  - id: pipes
    name: 新建管网
    clause: '8.3'
    goal: {at_least: 12.5}
    unit: 公里
    kind: cumulative
    readings:
      - {period: 2024-Q2, date: 2024-06-30, value: 6, by: 区城管局}
  - id: safety
    name: 环境安全
    clause: 二
    goal: {text: 稳定向好}
    unit: 状况
    kind: level
    readings:
      - {period: 2024-Q1, date: 2024-04-02, by: 领导小组办公室, note: 总体平稳}
"""
UNITS = """\
schema_version: 1
units:
  - {name: 区生态环境局, kind: 区直部门, aliases: [区环保局]}
  - {name: 区城管局, kind: 区直部门}
  - {name: 区公安局, kind: 区直部门}
  - {name: 甲镇, kind: 乡镇}
  - {name: 各乡镇, kind: 集合, members: [甲镇]}
  - {name: 区有关部门, kind: 集合}
"""
PROJECTS = """\
schema_version: 1
projects:
  - id: trunk
    name: 集污干管
    measure: '8.3'
    owner: 区城管局
    start: 2024-02-01
    investment: 1200.5
    log:
      - {date: 2024-05-31, by: 区城管局, stage: 在建, percent: 60, invested: 700}
      - {date: 2024-06-30, by: 区城管局, stage: 收尾, issue: 路口未开挖}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerCli:
    """The program in a folder whose data/ is the small ledger."""
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / ".git").mkdir()
    files = {"tasks": TASKS, "targets": TARGETS, "units": UNITS, "projects": PROJECTS}
    for name, text in files.items():
        (data / f"{name}.yaml").write_text(text, encoding="utf-8")
    return LedgerCli(tmp_path)
