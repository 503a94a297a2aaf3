"""What there is to say about a rule, as plain text for `ledger explain`."""

from __future__ import annotations

from ganxian_ledger.domain.rules.rule import Example, Rule

_INTO = {
    "measure": "tasks.yaml 的一条措施",
    "plan": "tasks.yaml 的 plan",
    "target": "targets.yaml 的一个指标",
    "unit": "units.yaml 的一个单位",
    "project": "projects.yaml 的一个项目",
}
_ENCODINGS = {"gb18030": "以 GBK 编码保存", "utf-8-sig": "以带 BOM 的 UTF-8 编码保存"}
_SHOWN: dict[str, str | int | None] = {"\t": "⇥", "\u200b": "␣", "\r": "␍"}
"""What stands on the page for characters that do not show."""


def explain(rule: Rule) -> str:
    """Title, severity, reason, and both examples."""
    return "\n".join(
        [
            f"{rule.code} {rule.title}（{rule.severity.word}，{rule.name}）",
            "",
            f"为什么：{rule.why}",
            "",
            *_example("好", rule.good),
            "",
            *_example("坏", rule.bad),
            "",
        ]
    )


def _example(word: str, example: Example) -> list[str]:
    text = shown(example)
    if not text:
        return [f"{word}：{example.words}"]
    before = ["    原来：", *_indented(example.before), "    现在："] if example.before else []
    message = ["    提交说明：", *_indented(example.message)] if example.message else []
    return [f"{word}（{setting(example)}）：", *before, *_indented(text), *message]


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.splitlines()]


def setting(example: Example) -> str:
    """Where an example's text stands, and what cannot be seen of it."""
    where = _INTO.get(example.into, f"{example.into} 全文")
    signs = [f"{sign} 表示 U+{ord(c):04X}" for c, sign in _SHOWN.items() if c in example.text]
    encoding = _ENCODINGS.get(example.encoding)
    return "，".join([where, *([encoding] if encoding else []), *signs])


def shown(example: Example) -> str:
    """An example's text with signs for the characters that do not show."""
    return example.text.translate(str.maketrans(_SHOWN))
