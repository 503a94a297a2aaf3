"""What a recording command did, shown: the lines to stdout, all else to stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganxian_ledger.cli import console

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ganxian_ledger.domain.changes import Scalar
    from ganxian_ledger.domain.edits import Intent
    from ganxian_ledger.domain.edits.said import Said
    from ganxian_ledger.usecases.outcome import Outcome

    Evidence = tuple[Mapping[str, Scalar], ...]


def said(on: date | None, by: str | None, note: str | None) -> Said:
    """What every record has."""
    from ganxian_ledger.domain.edits.said import Said

    return Said(date=on, by=by, note=note)


def evidence_of(data: str | None, files: list[str] | None) -> Evidence:
    """The evidence given, hashed; files must stand in the repository of the ledger `--data`."""
    from ganxian_ledger.adapters.evidence import evidence_of
    from ganxian_ledger.usecases.context import context

    return evidence_of(context(data).folder, files or ())


def record(data: str | None, intent: Intent, *, dry_run: bool) -> None:
    """Record an intent in the ledger `--data` and show what was done.

    Who interrupts the showing must know what is written.
    """
    from ganxian_ledger.usecases import edit
    from ganxian_ledger.usecases.context import context

    here = context(data)
    outcome = edit.record(here.folder, intent, today=here.day, dry_run=dry_run)
    try:
        show_outcome(outcome)
    except KeyboardInterrupt:
        if not outcome.is_dry_run:
            console.say(f"已写入 {console.safe(outcome.path)}:{outcome.line}，不要再记一遍")
        raise


def show_outcome(outcome: Outcome) -> None:
    """The lines that were added (or the diff of a dry run, as it is), then what it means."""
    from ganxian_ledger.render.findings.full import block

    if outcome.is_dry_run:
        console.say(f"试运行，没有写入：{console.safe(outcome.words)}")
        console.data(outcome.diff)
    else:
        console.say(f"已记录：{console.safe(outcome.words)}")
        console.say(f"{console.safe(outcome.path)}:{outcome.line}：")
        console.data("\n".join(map(console.safe, outcome.lines)))
    for warning in outcome.warnings:
        console.say(block(warning))
    if not outcome.is_dry_run:
        console.say(f"下一步：{console.safe(outcome.following)}")
