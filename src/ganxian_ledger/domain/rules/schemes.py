"""A small scheme of assessment, for the examples of the rules about schemes; and its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ganxian_ledger.domain.places import ASSESSMENT, Place

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import AssessmentFile, Item

HERE = Place(ASSESSMENT)
SCHEME = """\
schema_version: 1
title: 工作考评办法
groups:
  - {name: 区直组, kinds: [区直部门]}
blocks:
  - id: work
    title: 任务完成
    points: 60
    items:
      - {id: closing, type: close_rate, title: 销号率, points: 40}
      - {id: quantities, type: quantities, title: 量化指标, points: 20, leave_out: [pm25]}
  - id: daily
    title: 日常工作
    points: 40
    items:
      - {id: cooperation, type: marks, title: 协作配合, points: 40}
grades:
  - {name: 优秀, at_least: 90}
  - {name: 合格, at_least: 60}
marks:
  - unit: 区城管局
    period: 2024-06
    item: cooperation
    points: 35
    reason: 配合较好
    approved_by: 张三
    date: 2024-06-28
    by: 领导小组办公室
veto:
  - unit: 区城管局
    period: 2024-06
    grade: 合格
    reason: 出现否决情形
    approved_by: 张三
    date: 2024-06-28
    by: 领导小组办公室
"""


def located_items(scheme: AssessmentFile) -> Iterator[tuple[Place, Item]]:
    """Every item with its place, those of the bonus last."""
    for b, block in enumerate(scheme.blocks):
        for i, item in enumerate(block.items):
            yield HERE / "blocks" / b / "items" / i, item
    for i, bonus in enumerate(scheme.bonus.items if scheme.bonus else ()):
        yield HERE / "bonus" / "items" / i, bonus


def sum_of(points: Iterable[object]) -> Decimal | None:
    """The sum of points; None where one of them could not be read."""
    whole = Decimal(0)
    for one in points:
        if not isinstance(one, Decimal):
            return None
        whole += one
    return whole
