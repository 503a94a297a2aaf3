"""The answer of `collect`: what would change or has changed by unit, and what became of each file.

What is wrong with the files is not among it: it is told as diagnostics are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.form import MEASURES
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.forms.records import Told
from ganxian_ledger.domain.views.table import Column, Sheet, Table

_CHANGES = (
    Column("unit", "单位", fold=True),
    Column("month", "月份"),
    Column("id", "编号"),
    Column("title", "事项", fold=True),
    Column("words", "变化", fold=True),
)
_FILES = (
    Column("file", "文件", fold=True),
    Column("status", "结果"),
    Column("unit", "单位", fold=True),
    Column("month", "月份"),
    Column("records", "收", align="right"),
    Column("unchanged", "未变", align="right"),
    Column("blank", "空行", align="right"),
    Column("words", "说明", fold=True),
)
_ORDER = tuple(Status)


def sheet_of(outcomes: Sequence[FormOutcome], received: date, *, is_dry_run: bool) -> Sheet:
    """Both tables with the counts below them; `records` count rows of a form that are recorded."""
    title = "收表（试运行，什么也没有写）" if is_dry_run else "收表"
    return Sheet(
        kind="collect",
        title=title,
        headings=(f"{title}　收到日期 {received}",),
        tables=(_changes(outcomes, is_dry_run=is_dry_run), _files(outcomes)),
        foot=(counts(outcomes),),
        payload={
            "received": received,
            "dry_run": is_dry_run,
            "counts": {one.name.lower(): _count(outcomes, one) for one in Status},
            "files": [_payload(one) for one in outcomes],
        },
        empty="没有填报表",
    )


def counts(outcomes: Sequence[FormOutcome]) -> str:
    """读到 60 个文件：收 57，未变 1，退 2，跳过 0."""
    listed = "，".join(f"{one} {_count(outcomes, one)}" for one in Status)
    return f"读到 {len(outcomes)} 个文件：{listed}"


def following(outcomes: Iterable[FormOutcome], *, is_dry_run: bool) -> str:
    """What comes next; empty where no form of a known month came in."""
    months = {one.month for one in outcomes if one.month and one.status is not Status.SKIPPED}
    if not months:
        return ""
    if is_dry_run:
        return "没有要改的，去掉 --dry-run 再运行一次，记入台账"
    month = max(months)
    return f"ledger returns --month {month} 看谁还没有报，ledger month {month} 看接着办什么"


def _count(outcomes: Iterable[FormOutcome], status: Status) -> int:
    return sum(one.status is status for one in outcomes)


def _changes(outcomes: Iterable[FormOutcome], *, is_dry_run: bool) -> Table:
    taken = sorted(
        (one for one in outcomes if one.told), key=lambda one: (one.unit, one.month, one.file)
    )
    rows = tuple(
        (one.unit, one.month, told.id, told.title, _words(told))
        for one in taken
        for told in one.told
    )
    return Table(_CHANGES, rows, caption="将记入台账" if is_dry_run else "已记入台账")


def _words(told: Told) -> str:
    moved = f"（台账里已有 {told.dated} 的记录，记为这一天）" if told.dated else ""
    return f"{told.words}{moved}"


def _files(outcomes: Iterable[FormOutcome]) -> Table:
    ordered = sorted(outcomes, key=lambda one: (_ORDER.index(one.status), one.file))
    rows = tuple(
        (
            one.file,
            one.status.value,
            one.unit,
            one.month,
            len(one.told),
            one.unchanged,
            one.blank,
            "；".join(_remarks(one)),
        )
        for one in ordered
    )
    return Table(_FILES, rows, caption="文件")


def _remarks(outcome: FormOutcome) -> Iterator[str]:
    if outcome.why:
        yield outcome.why
    wrong = sum(not fault.is_warning for fault in outcome.faults)
    if wrong:
        more = f"（另有 {outcome.unlisted} 处没有列出）" if outcome.unlisted else ""
        yield f"{wrong} 处要改{more}"
    if outcome.back:
        yield f"退回的副本在 {outcome.back}"


def _payload(outcome: FormOutcome) -> dict[str, object]:
    return {
        "file": outcome.file,
        "status": outcome.status.name.lower(),
        "unit": outcome.unit,
        "month": outcome.month,
        "why": outcome.why,
        "changes": [_change(told) for told in outcome.told],
        "unchanged": outcome.unchanged,
        "blank": outcome.blank,
        "faults": [_fault(fault) for fault in outcome.faults],
        "unlisted": outcome.unlisted,
        "notes": list(outcome.notes),
        "changed_since": list(outcome.drift),
        "kept": outcome.kept,
        "back": outcome.back,
    }


def _change(told: Told) -> dict[str, object]:
    return {
        "kind": "measure" if told.sheet == MEASURES else "target",
        "id": told.id,
        "title": told.title,
        "words": told.words,
        "records": len(told.intents),
        "dated": told.dated,
    }


def _fault(fault: Fault) -> dict[str, object]:
    spot = fault.spot
    return {
        "code": fault.code,
        "name": fault.kind.name,
        "severity": "warning" if fault.is_warning else "error",
        "sheet": spot.sheet,
        "cell": spot.cell,
        "id": spot.id,
        "column": spot.key,
        "message": fault.message,
        "remedy": fault.remedy,
    }
