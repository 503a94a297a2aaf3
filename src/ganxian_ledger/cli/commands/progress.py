"""`ledger progress`: the lead reports how far the work is."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    IssueOpt,
    MeasureArg,
    NextOpt,
    NoteOpt,
    PercentOpt,
)


def progress(
    measure: MeasureArg,
    *,
    percent: PercentOpt,
    issue: IssueOpt = None,
    next_: NextOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """记一条进展：完成了百分之几，有什么问题，下步怎么做。

    例：ledger progress 8.3 --percent 60 --note 管网已铺 3 公里
    """
    from ganxian_ledger.domain.edits.progress import Progress

    intent = Progress(
        measure=measure,
        percent=percent,
        issue=issue,
        next=next_,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
