"""A row against the ledger as it is now: may it still be said, and was it said already?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.forms import ledger_faults as faults
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import Progress, Submission
from ganxian_ledger.domain.model.evidence import Source
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.plan import Measure
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.state.board import Row as Standings
from ganxian_ledger.domain.state.steps import State

_WAITING = {
    State.SUBMITTED: "等办公室核查；退回以后再报",
    State.CLOSED: "已销号的不再填报；要更正，请办公室重新挂号",
    State.CANCELLED: "已核减的不再填报",
}


class Taken(NamedTuple):
    """The months of the forms that were taken in, by their SHA-256."""

    months: Mapping[str, Period]

    @classmethod
    def of(cls, ledger: Ledger) -> Taken:
        """Those of a ledger."""
        return cls({one.form.sha256: one.month for one in ledger.returns})

    def month_of(self, source: object) -> Period | None:
        """The month of the form that a record came from; None where it came from none."""
        return self.months.get(source.sha256 or "") if isinstance(source, Source) else None


def measure_now(row: Row, now: Standings, unit: str, month: Period, taken: Taken) -> Row:
    """The row of a measure with what the ledger has against it."""
    wrong = tuple(_against(row, now, unit, month, taken))
    log = now.entry.measure.log
    said = _last_said(log, month, taken)
    is_same = row.is_clean and said is not None and _is_same_progress(row, said)
    if is_same and not _submits_anew(row, now.entry.measure, now.state):
        return row._replace(is_unchanged=True)
    return row._replace(faults=wrong) if wrong else row


def repeats(row: Row, measure: Measure, month: Period, taken: Taken) -> bool:
    """Whether the progress of a row is what a form of the month has said already."""
    said = _last_said(measure.log, month, taken)
    return said is not None and _is_same_progress(row, said)


def target_now(row: Row, leads: tuple[str, ...], unit: str) -> Row:
    """The row of a target with what the ledger has against it."""
    if unit not in leads[:1]:
        return row._replace(faults=(_other_lead(row, leads),))
    return row


def is_read(row: Row, target: Target, month: Period, taken: Taken) -> bool:
    """Whether a form of the month has brought this reading already."""
    said: Reading | None = None
    for one in target.readings:
        if one.period == month and taken.month_of(one.source) == month:
            said = one
    if said is None or said.value != row.values.get("value"):
        return False
    day = row.values.get("date")
    is_same_day = not isinstance(day, date) or day == said.date
    return is_same_day and _text(said.note) == _text(row.text("note"))


def gone(row: Row) -> Row:
    """The row of what is no longer in the ledger."""
    told = f"台账里没有 {row.id} 了，填的内容没有地方记"
    spot = row.table.spot(row.line, "id")
    return row._replace(faults=(faults.GONE.of(told, remedy="这一行留空", at=spot),))


def _against(row: Row, now: Standings, unit: str, month: Period, taken: Taken) -> Iterator[Fault]:
    if unit != now.lead[0]:
        yield _other_lead(row, now.lead)
    elif not now.state.is_open:
        told = f"措施 {now.id} {now.title}现为{now.state}，不填报进展"
        remedy = f"这一行留空；{_WAITING[now.state]}"
        yield faults.NOT_OPEN.of(told, remedy=remedy, at=row.table.spot(row.line, "id"))
    newest = _newest(now.entry.measure.log, taken)
    if newest is not None and newest.first > month.first:
        told = f"措施 {now.id} 已经收过{newest.words}的填报，不能再记{month.words}的"
        remedy = "这一行留空；要补记的，由办公室用 ledger progress 登记"
        yield faults.NEWER_TAKEN.of(told, remedy=remedy, at=row.table.spot(row.line, "id"))


def _other_lead(row: Row, leads: tuple[str, ...]) -> Fault:
    now = leads[0] if leads else "没有单位"
    told = f"{row.id} 现在由{now}牵头"
    spot = row.table.spot(row.line, "id")
    return faults.OTHER_LEAD.of(told, remedy=f"这一行留空，由{now}填报", at=spot)


def _last_said(log: Iterable[object], month: Period, taken: Taken) -> Progress | None:
    """The last progress that came from a form of the month."""
    said = [one for one in log if isinstance(one, Progress) and taken.month_of(one.source) == month]
    return said[-1] if said else None


def _newest(log: Iterable[object], taken: Taken) -> Period | None:
    """The latest month of which a form brought a progress."""
    months = (taken.month_of(one.source) for one in log if isinstance(one, Progress))
    return max((month for month in months if month), key=lambda m: m.first, default=None)


def _is_same_progress(row: Row, said: Progress) -> bool:
    texts = ((key, getattr(said, key)) for key in ("note", "issue", "next"))
    return said.percent == row.values.get("percent") and all(
        _text(row.text(key)) == _text(value) for key, value in texts
    )


def _submits_anew(row: Row, measure: Measure, state: State) -> bool:
    """Whether a row asks for a submission that was not made, or with more evidence."""
    if row.values.get("submit") is not True:
        return False
    made = [one for one in measure.log if isinstance(one, Submission)]
    if state.is_open or not made:
        return True
    known = " ".join(one.path or "" for one in made[-1].evidence)
    return any(name.rpartition(".")[0] not in known for name in row.names)


def _text(text: str | None) -> str:
    return (text or "").strip()
