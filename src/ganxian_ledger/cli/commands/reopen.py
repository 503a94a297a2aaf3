"""`ledger reopen`: a closed measure is opened again."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    MeasureArg,
    NoteOpt,
    ReasonOpt,
)


def reopen(
    measure: MeasureArg,
    *,
    reason: ReasonOpt,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """重新挂号：已销号的措施重新打开，说明理由。

    例：ledger reopen 8.3 --reason 回头看发现管网未通水
    """
    from ganxian_ledger.domain.edits.reopen import Reopen

    intent = Reopen(
        measure=measure,
        reason=reason,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
