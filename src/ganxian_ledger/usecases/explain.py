"""Explain a rule, or a reason for which commands refuse, by its code."""

from __future__ import annotations

from ganxian_ledger.domain.edits.refusals import REFUSALS, WRITTEN_BUT, Refusal
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.rules.explain import explain
from ganxian_ledger.domain.rules.rule import Rule

LISTED: tuple[Rule | Refusal, ...] = (*RULES, *REFUSALS)


def listing() -> tuple[tuple[str, str], ...]:
    """Every code with how grave it is and its title, in order."""
    return tuple(
        (one.code, f"{one.severity.word if isinstance(one, Rule) else '拒绝'} {one.title}")
        for one in LISTED
    )


def explained(code: str) -> str:
    """What there is to say about a code (in either case) or a name.

    Raises:
        Unknown: with near misses.
    """
    for one in LISTED:
        if code.upper() == one.code or code == one.name:
            return explain(one) if isinstance(one, Rule) else _refusal(one)
    hint = suggest(code.upper(), (one.code for one in LISTED))
    raise Unknown(
        f"没有编号为“{code}”的规则", remedy=hint or "ledger explain 不带编号可列出全部规则"
    )


def _refusal(refusal: Refusal) -> str:
    what = "命令没有全部做成" if refusal is WRITTEN_BUT else "命令拒绝执行，什么也不写"
    return f"{refusal.code} {refusal.title}（{what}，{refusal.name}）\n\n为什么：{refusal.why}\n"
