"""doctor: every check of the machine, its Git and the ledger, with how to mend what is off."""

from __future__ import annotations

from collections import Counter

from ganxian_ledger.domain.views.doctor_checks import CHECKS, Result
from ganxian_ledger.domain.views.doctor_facts import Facts, Verdict
from ganxian_ledger.domain.views.table import Column, Sheet, Table

COLUMNS = (
    Column("subject", "项目"),
    Column("verdict", "结果"),
    Column("found", "情况", fold=True),
    Column("remedy", "怎么办", fold=True),
)


def doctor(facts: Facts, mended: tuple[str, ...] = ()) -> Sheet:
    """Every check in its order; `mended` says what was put right just now."""
    results = [result for check in CHECKS for result in check(facts)]
    counts = Counter(result.verdict for result in results)
    day = facts.machine.today
    return Sheet(
        kind="doctor",
        title="运行环境检查",
        headings=(f"运行环境检查（ledger {facts.machine.program}），{day}",),
        tables=(Table(COLUMNS, tuple(map(_cells, results))),),
        foot=(*(f"已改好：{words}" for words in mended), _summary(counts)),
        payload={
            "as_of": day,
            "version": facts.machine.program,
            "summary": {
                "fine": counts[Verdict.FINE],
                "notes": counts[Verdict.NOTE],
                "problems": counts[Verdict.PROBLEM],
            },
            "mended": list(mended),
            "checks": [_fields(result) for result in results],
        },
        alarm=bool(counts[Verdict.PROBLEM]),
    )


def _cells(result: Result) -> tuple[str, ...]:
    return result.subject, str(result.verdict), result.found, result.remedy


def _summary(counts: Counter[Verdict]) -> str:
    total = sum(counts.values())
    listed = "，".join(f"{verdict} {counts[verdict]}" for verdict in Verdict)
    return f"共 {total} 项：{listed}"


def _fields(result: Result) -> dict[str, object]:
    return {
        "id": result.key,
        "subject": result.subject,
        "verdict": str(result.verdict),
        "found": result.found,
        "remedy": result.remedy,
    }
