"""What a check found, in the formats that people and machines read: one file a format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ganxian_ledger.domain.rules.diagnostic import Judgement
from ganxian_ledger.domain.rules.rule import Severity

FINDING_FORMATS = (
    "full",
    "concise",
    "json",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
)
"""Each is a module of this folder with a function `render`."""


def renderer(name: str) -> Callable[[Judgement], str]:
    """The function that writes one format, loaded only when asked for."""
    module = import_module(f"{__name__}.{name}")
    render: Callable[[Judgement], str] = module.render
    return render


def summary_line(judgement: Judgement) -> str:
    """What was read and what was found; nothing is skipped in silence."""
    counts = judgement.counts
    read = (
        f"已检查 {counts.files} 个文件：措施 {counts.measures} 项、指标 {counts.targets} 项、"
        f"单位 {counts.units} 个、项目 {counts.projects} 个"
    )
    left_out = _left_out(judgement)
    if not judgement.diagnostics:
        return f"{read}；{left_out or '没有发现问题'}"
    errors, warnings = judgement.count(Severity.ERROR), judgement.count(Severity.WARNING)
    worst = min(judgement.diagnostics, key=lambda d: list(Severity).index(d.severity))
    found = "；".join(filter(None, (f"错误 {errors} 处、警告 {warnings} 处", left_out)))
    return f"{read}；{found}。说明：ledger explain {worst.code}"


def _left_out(judgement: Judgement) -> str:
    """How much was found that nobody asked for; empty where nothing was."""
    counts = ((severity.word, judgement.count_left_out(severity)) for severity in Severity)
    told = "、".join(f"{word} {count} 处" for word, count in counts if count)
    return f"按选择没有列出{told}" if told else ""
