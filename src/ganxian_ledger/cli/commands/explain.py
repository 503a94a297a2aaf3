"""`ledger explain`: what a rule is about."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console


def codes(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the rules, with titles, for completion."""
    from ganxian_ledger.usecases.explain import listing

    return [(code, words) for code, words in listing() if code.startswith(incomplete.upper())]


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
    from ganxian_ledger.usecases.explain import explained, listing

    if code is None:
        console.data("".join(f"{code} {words}\n" for code, words in listing()))
    else:
        console.data(explained(code))
