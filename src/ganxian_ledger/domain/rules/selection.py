"""Which findings are told, and how grave they are: codes, and beginnings of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity

ALL = ("",)
"""The beginning of every code."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: beginnings of codes to tell and to leave out, severities by code.

    The longer beginning wins (`T301` over `T`); of two alike the one that leaves out.
    """

    select: tuple[str, ...] = ALL
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def has(self, code: str) -> bool:
        """Whether findings of this code are told."""
        return _longest(code, self.select) > _longest(code, self.ignore)

    def of(self, judgement: Judgement) -> Judgement:
        """The judgement with what is asked for, as grave as is asked for; the rest is counted."""
        graded = tuple(map(self._graded, judgement.diagnostics))
        return replace(
            judgement,
            diagnostics=tuple(d for d in graded if self.has(d.code)),
            left_out=(*judgement.left_out, *(d for d in graded if not self.has(d.code))),
        )

    def _graded(self, diagnostic: Diagnostic) -> Diagnostic:
        severity = self.severities.get(diagnostic.code, diagnostic.severity)
        return diagnostic._replace(severity=severity)


def _longest(code: str, beginnings: Iterable[str]) -> int:
    """The length of the longest beginning that a code has; -1 where it has none."""
    return max((len(one) for one in beginnings if code.startswith(one)), default=-1)


def fault_of(beginning: str, codes: Iterable[str]) -> str:
    """What is wrong with the beginning of a code, with near misses; empty where it is one."""
    listed = tuple(codes)
    if beginning and any(code.startswith(beginning) for code in listed):
        return ""
    letters = "、".join(sorted({code[0] for code in listed}))
    hint = suggest(beginning.upper(), listed) or f"可用：{letters} 开头的编号，例如 T、T3、T301"
    return f"没有编号为“{beginning}”或以它开头的规则，{hint}"
