"""docs/rules.md: the gallery of all findings, with the messages that the bad examples give."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.support.build import judge_example

from ganxian_ledger.domain.edits.refusals import REFUSALS, Refusal
from ganxian_ledger.domain.forms.fault import FaultKind
from ganxian_ledger.domain.forms.faults import FAULTS
from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.domain.rules.explain import setting, shown
from ganxian_ledger.domain.rules.rule import Example, Rule
from scripts.generated import settle

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

_HEAD = """# 核对规则

<!-- 由 scripts/generate_rules.py 从 domain/rules/ 生成，不要手改；改规则后运行 make docs -->

`ledger check` 按下面的规则核对台账，每一条都可以用 `ledger explain 编号` 查看。
错误必须改正，否则台账不能查询，也不能登记。
警告只是提醒，不影响使用（`ledger check --strict` 除外）。
例子中的“坏”都真的跑过，“这样提示”是程序给出的原话。
"""
_REFUSALS = """
## 命令拒绝执行（P）

登记的命令在下面的情形拒绝执行，退出码 4，文件保持原样（P305 除外）。

| 编号 | 说的是 | 为什么 | 名称 |
| --- | --- | --- | --- |
"""
_FAULTS = """
## 填报表里的问题（F）

`ledger collect` 在下面的情形退回填报表（写了 `--partial` 的只退有问题的行），警告的照收。
单元格的例子都真的跑过。

| 编号 | 程度 | 说的是 | 为什么 | 好 | 坏 | 名称 |
| --- | --- | --- | --- | --- | --- | --- |
"""
_SUBJECTS = {
    "Y": "读文件（Y）",
    "R": "引用与编号（R）",
    "T": "时间与程序（T）",
    "N": "数字（N）",
    "S": "写法（S）",
    "C": "改动（C）",
}


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for letter, group in groupby(sorted(RULES, key=_order), key=lambda rule: rule.code[0]):
        rules = list(group)
        parts.append(f"\n## {_SUBJECTS[letter]}\n\n{''.join(_table(rules))}")
        parts.extend(map(_section, rules))
    parts += [_REFUSALS, *map(_refusal, REFUSALS), _FAULTS, *map(_fault, FAULTS)]
    return "".join(parts)


def _fault(kind: FaultKind) -> str:
    cells = (
        kind.code,
        kind.ending,
        kind.title,
        kind.why,
        kind.good.shown,
        kind.bad.shown,
        f"`{kind.name}`",
    )
    return f"| {' | '.join(cells)} |\n"


def _refusal(refusal: Refusal) -> str:
    return f"| {refusal.code} | {refusal.title} | {refusal.why} | `{refusal.name}` |\n"


def _order(rule: Rule) -> tuple[int, str]:
    return list(_SUBJECTS).index(rule.code[0]), rule.code


def _table(rules: list[Rule]) -> Iterator[str]:
    yield "| 编号 | 程度 | 说的是 | 名称 |\n| --- | --- | --- | --- |\n"
    for rule in rules:
        anchor = f"[{rule.code}](#{rule.code.lower()})"
        yield f"| {anchor} | {rule.severity.word} | {rule.title} | `{rule.name}` |\n"


def _section(rule: Rule) -> str:
    head = f'<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.title}'
    facts = f"{rule.severity.word}，`{rule.name}`。{rule.why}"
    examples = f"{_example('好', rule.good)}\n{_example('坏', rule.bad)}"
    return f"\n{head}\n\n{facts}\n\n{examples}{_message(rule)}"


def _example(word: str, example: Example) -> str:
    if not example.text:
        return f"{word}：{example.words}。\n"
    before = f"```yaml\n{example.before.rstrip()}\n```\n\n改为：\n\n" if example.before else ""
    message = f"\n提交说明：`{example.message}`\n" if example.message else ""
    text = f"```yaml\n{shown(example).rstrip()}\n```\n"
    return f"{word}（{setting(example)}）：\n\n{before}{text}{message}"


def _message(rule: Rule) -> str:
    if not rule.bad.text and "." not in rule.bad.into:
        return ""
    found = _found(rule)
    hint = f"  \n> {found.hint}" if found.hint else ""
    return f"\n这样提示：\n\n> {found.message}{hint}\n"


def _found(rule: Rule) -> Diagnostic:
    """The first finding of the rule in its bad example."""
    with tempfile.TemporaryDirectory() as folder:
        judgement = judge_example(rule.bad, Path(folder))
    return next(one for one in judgement.diagnostics if one.code == rule.code)


def texts() -> dict[Path, str]:
    """The page by its path."""
    return {PAGE: page()}


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
