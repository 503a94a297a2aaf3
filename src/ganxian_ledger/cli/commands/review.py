"""`ledger review`: a look back at a closed measure."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    MeasureArg,
    NoteOpt,
    OptionalReasonOpt,
)

PassedOpt = Annotated[bool, typer.Option("--passed", help="复查合格", show_default=False)]
FailedOpt = Annotated[
    bool, typer.Option("--failed", help="复查不合格，接着应重新挂号", show_default=False)
]


def review(
    measure: MeasureArg,
    *,
    passed: PassedOpt = False,
    failed: FailedOpt = False,
    reason: OptionalReasonOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """回头看：复查已销号的措施，合格不合格都记下来；不合格的要写理由。

    例：ledger review 8.3 --failed --reason 管网有两处渗漏
    """
    from ganxian_ledger.domain.edits.review import Review

    if passed == failed:
        raise typer.BadParameter("--passed（合格）和 --failed（不合格）要写一个，也只能写一个")
    intent = Review(
        measure=measure,
        passed=passed,
        reason=reason,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
