"""Explain a rule, a reason for which commands refuse, or a fault of a form, by its code."""

from __future__ import annotations

from ganxian_ledger.domain.edits.refusals import REFUSALS, WRITTEN_BUT, Refusal
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.forms.fault import FaultKind
from ganxian_ledger.domain.forms.faults import FAULTS
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.rules.explain import explain
from ganxian_ledger.domain.rules.rule import Rule

LISTED: tuple[Rule | Refusal | FaultKind, ...] = (*RULES, *REFUSALS, *FAULTS)


def listing() -> tuple[tuple[str, str], ...]:
    """Every code with how grave it is and its title, in order."""
    return tuple((one.code, f"{_grave(one)} {one.title}") for one in LISTED)


def _grave(one: Rule | Refusal | FaultKind) -> str:
    if isinstance(one, Rule):
        return one.severity.word
    return one.ending if isinstance(one, FaultKind) else "拒绝"


def explained(code: str) -> str:
    """What there is to say about a code (in either case) or a name.

    Raises:
        Unknown: with near misses.
    """
    for one in LISTED:
        if code.upper() == one.code or code == one.name:
            return _explained(one)
    hint = suggest(code.upper(), (one.code for one in LISTED))
    raise Unknown(
        f"没有编号为“{code}”的规则", remedy=hint or "ledger explain 不带编号可列出全部规则"
    )


def _explained(one: Rule | Refusal | FaultKind) -> str:
    if isinstance(one, Rule):
        return explain(one)
    return _fault(one) if isinstance(one, FaultKind) else _refusal(one)


def _fault(kind: FaultKind) -> str:
    what = "照收，但有提醒" if kind.is_warning else "填报表里有这一处的，退回"
    head = f"{kind.code} {kind.title}（{what}，{kind.name}）"
    examples = f"好：{kind.good.shown}\n坏：{kind.bad.shown}"
    return f"{head}\n\n为什么：{kind.why}\n\n{examples}\n"


def _refusal(refusal: Refusal) -> str:
    what = "命令没有全部做成" if refusal is WRITTEN_BUT else "命令拒绝执行，什么也不写"
    return f"{refusal.code} {refusal.title}（{what}，{refusal.name}）\n\n为什么：{refusal.why}\n"
