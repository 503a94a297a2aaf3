"""`ledger explain`: what a rule is about."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console


def codes(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the rules, with titles, for completion."""
    from ganxian_ledger.domain.rules import RULES

    return [(rule.code, rule.title) for rule in RULES if rule.code.startswith(incomplete.upper())]


CodeArg = Annotated[
    str | None,
    typer.Argument(
        metavar="编号",
        help="规则的编号，例如 T301；不写则列出全部规则",
        show_default=False,
        autocompletion=codes,
    ),
]


def explain(code: CodeArg = None) -> None:
    """解释一条规则：为什么有它，怎样写算好，怎样写算坏。

    例：ledger explain T301
    """
    from ganxian_ledger.domain.rules import RULES
    from ganxian_ledger.domain.rules.explain import explain as text_of
    from ganxian_ledger.usecases.explain import rule_of

    if code is None:
        for rule in RULES:
            console.data(f"{rule.code} {rule.severity.word} {rule.title}")
    else:
        console.data(text_of(rule_of(code)))
