"""The scheme of assessment of the demonstration ledger: plainly invented, as the plan has none."""

from __future__ import annotations

SCHEME = """\
# yaml-language-server: $schema=../../schema/assessment.schema.json
#
# 演示：本文件属于演示台账。方案要求考评，没有给出分值；这里的考评办法、分值、评分记录
# 全部为虚构，只供演示和测试，不代表任何单位的实际考评；人员一律写作“演示人员”。
# 本文件由 scripts/make_demo.py 生成，不要手改。写法见 docs/assessment.md。
schema_version: 1
title: 工作考评办法（演示）
decimals: 2
support_share: 0.5
groups:
  - name: 区直组
    kinds: [区直部门, 党群机关, 司法机关]
  - name: 高新区和驻区组
    kinds: [高新区机构, 驻区单位]
  - name: 乡镇组
    kinds: [乡镇]
blocks:
  - id: work
    title: 任务完成
    points: 50
    items:
      - id: closing        # 全部措施的销号率：年初低，逐月升高，同组的起点一样
        type: close_rate
        title: 销号率
        points: 20
        base: all
      - id: overdue
        type: overdue_days
        title: 逾期
        points: 30
        each: 1
        per: week
        cap: 8
  - id: targets
    title: 指标完成
    points: 20
    items:
      - id: quantities
        type: quantities
        title: 量化指标
        points: 20
        combine: mean
        against: pace
        leave_out: [national-green-factories, provincial-green-factories, eco-townships]
  - id: daily
    title: 日常工作
    points: 30
    items:
      - id: returns
        type: on_time_returns
        title: 按时报送
        points: 15
        late: 0.5
        late_per: day
        missing: 3
      - id: rejected
        type: rejected
        title: 申请销号被退回
        points: 5
        each: 1
        when_empty: full
      - id: reviews
        type: failed_reviews
        title: 回头看
        points: 5
        each: 2.5
        when_empty: full
      - id: cooperation
        type: marks
        title: 协作配合
        points: 5
        start: full
bonus:
  cap: 5
  items:
    - id: early
      type: early_closing
      title: 提前销号
      points: 3
      each: 0.5
      days: 30
    - id: praise
      type: marks
      title: 经验推广
      points: 3
grades:
  - {name: 优秀, at_least: 90}
  - {name: 良好, at_least: 80}
  - {name: 合格, at_least: 60}
  - {name: 不合格, at_least: 0}
marks:
  - unit: 区农业农村局
    period: 2024-03
    item: praise
    points: 1
    reason: 演示：工作做法在全区推广
    approved_by: 演示人员甲
    date: 2024-03-29
    by: 领导小组办公室
  - unit: 区城管局
    period: 2024-06
    item: cooperation
    points: -1.5
    reason: 演示：两次没有按要求参加调度会
    approved_by: 演示人员甲
    date: 2024-06-27
    by: 领导小组办公室
  - unit: 区城管局
    period: 2024-06
    item: cooperation
    points: 0.5
    reason: 演示：其中一次已说明情况，更正
    approved_by: 演示人员甲
    date: 2024-06-28
    by: 领导小组办公室
veto:
  - unit: 区住建局
    period: 2024-Q4
    grade: 合格
    reason: 演示：发生演示用的否决情形
    approved_by: 演示人员乙
    date: 2024-12-20
    by: 领导小组办公室
"""
