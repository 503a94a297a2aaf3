"""`ledger reading`: one value of a target."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    NoteOpt,
    PeriodOpt,
    SourceOpt,
    TargetArg,
    ValueOpt,
)


def reading(
    target: TargetArg,
    *,
    period: PeriodOpt,
    value: ValueOpt = None,
    source: SourceOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """记一个指标的读数：哪个时期，数值多少。

    例：ledger reading pm25 --period 2024-06 --value 23.1
    """
    from ganxian_ledger.domain.edits.reading import Reading

    intent = Reading(
        target=target,
        period=period,
        value=value,
        source=source,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
