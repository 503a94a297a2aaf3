"""A row against the ledger as it is now: may it still be said, and was it said already?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ganxian_ledger.domain.forms import ledger_faults as faults
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.forms.taken import Arrival, Taken
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.event import Event, Progress, Submission
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.state.board import Row as Standings
from ganxian_ledger.domain.state.standing import Standing
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.words import number

_WAITING = {
    State.SUBMITTED: "等办公室核查；退回以后再报",
    State.CLOSED: "已销号的不再填报；要更正，请办公室重新挂号",
    State.CANCELLED: "已核减的不再填报",
}
_OFFICE_DECIDES = "这一行留空；仍要记的，由办公室核对以后用 {command} 登记"


def measure_now(row: Row, now: Standings, form: Arrival, beside: Beside) -> Row:
    """The row of a measure with what the ledger has against it."""
    log = now.entry.measure.log
    was_taken = any(form.brought(event.source) for event in log)
    is_said = was_taken or (row.is_clean and _is_said(row, now, form))
    if is_said and not _submits_anew(row, now, beside, was_taken=was_taken):
        return row._replace(is_unchanged=True, faults=())
    wrong = tuple(_against(row, now, form))
    return row._replace(faults=wrong) if wrong else row


def repeats(row: Row, standing: Standing, month: Period, taken: Taken) -> bool:
    """Whether the progress in force came from a form of the month and is what the row says."""
    said = standing.progress
    is_of_month = said is not None and taken.month_of(said.source) == month
    return said is not None and is_of_month and _is_same_progress(row, said)


def target_now(row: Row, target: Target, leads: tuple[str, ...], form: Arrival) -> Row:
    """The row of a target with what the ledger has against it."""
    of_month = [one for one in target.readings if one.period == form.month]
    if any(form.brought(one.source) for one in of_month):
        return row._replace(is_unchanged=True, faults=())
    said = [one for one in of_month if form.taken.month_of(one.source) == form.month]
    is_same = row.is_clean and bool(said) and _is_same_reading(row, said[-1])
    if is_same and said[-1] is of_month[-1]:
        return row._replace(is_unchanged=True, faults=())
    if form.unit not in leads[:1]:
        return row._replace(faults=(_other_lead(row, leads),))
    wrong = _overtaken_reading(row, of_month, form, is_same=is_same)
    return row if wrong is None else row._replace(faults=(wrong,))


def gone(row: Row) -> Row:
    """The row of what is no longer in the ledger."""
    told = f"台账里没有 {row.called} 了，填的内容没有地方记"
    spot = row.table.spot(row.line, "id")
    return row._replace(faults=(faults.GONE.of(told, remedy="这一行留空", at=spot),))


def _against(row: Row, now: Standings, form: Arrival) -> Iterator[Fault]:
    spot = row.table.spot(row.line, "id")
    if form.unit != now.lead[0]:
        yield _other_lead(row, now.lead)
    elif not now.state.is_open:
        told = f"措施 {now.id} {now.title}现为{now.state}，不填报进展"
        remedy = f"这一行留空；{_WAITING[now.state]}"
        yield faults.NOT_OPEN.of(told, remedy=remedy, at=spot)
    newest = _newest(now.entry.measure.log, form.taken)
    if newest is not None and newest.first > form.month.first:
        told = f"措施 {now.id} 已经收过{newest.words}的填报，不能再记{form.month.words}的"
        remedy = "这一行留空；要补记的，由办公室用 ledger progress 登记"
        yield faults.NEWER_TAKEN.of(told, remedy=remedy, at=spot)
    later = _overtaken(row, now, form)
    if later:
        remedy = _OFFICE_DECIDES.format(command="ledger progress")
        yield faults.LATER_KNOWN.of(f"措施 {now.id} {later}", remedy=remedy, at=spot)


def _overtaken(row: Row, now: Standings, form: Arrival) -> str:
    """Which record of the office's the row knew nothing of; empty where there is none."""
    known, back = now.standing.progress, now.standing.returned
    if row.values.get("submit") is True and back is not None and back.date > form.received:
        return f"在收到这张表（{form.received}）以后退回过（{back.date}）"
    if known is None or form.taken.month_of(known.source) is not None:
        return ""
    held = f"{known.percent}%（{known.date}，{known.by}）"
    if known.date > form.received:
        return f"台账里已有更晚的记录：{held}，晚于收到这张表的日期（{form.received}）"
    said = _said(now.entry.measure.log, form.month, form.taken)
    if said and _is_same_progress(row, said[-1]) and not _shows(row, known.date, known.percent):
        return f"收过同样的填报以后，台账里改记为 {held}；这张表是在那以前下发的"
    return ""


def _shows(row: Row, day: date, percent: int) -> bool:
    """Whether the form told the unit of a progress, in its column 上次进展."""
    cell = row.line.cells.get("last")
    return cell is not None and f"{day.month}月{day.day}日 {percent}%" in str(cell.value)


def _overtaken_reading(
    row: Row, of_month: Sequence[Reading], form: Arrival, *, is_same: bool
) -> Fault | None:
    """The fault of a reading that the office has corrected, or has a later one of, by hand."""
    if not of_month or form.taken.month_of(of_month[-1].source) is not None:
        return None
    held, day = of_month[-1], row.values.get("date", form.received)
    assert isinstance(day, date)
    is_unheard = is_same and not _shows_reading(row, held)
    if held.date <= day and not is_unheard:
        return None
    value = "只有说明" if held.value is None else number(held.value)
    known = f"{value}（{held.date} 取得，{held.by}）"
    told = f"{row.called} 台账里已有{form.month.words}更晚的读数：{known}"
    remedy = _OFFICE_DECIDES.format(command="ledger reading")
    return faults.LATER_KNOWN.of(told, remedy=remedy, at=row.table.spot(row.line, "id"))


def _shows_reading(row: Row, held: Reading) -> bool:
    """Whether the form told the unit of a reading, in its column 上次读数."""
    cell = row.line.cells.get("last")
    value = "" if held.value is None else f"{number(held.value)}（"
    shown = "" if cell is None else str(cell.value)
    return shown.startswith(value) and f"{held.date.month}月{held.date.day}日取得" in shown


def _other_lead(row: Row, leads: tuple[str, ...]) -> Fault:
    now = leads[0] if leads else "没有单位"
    told = f"{row.called} 现在由{now}牵头"
    spot = row.table.spot(row.line, "id")
    return faults.OTHER_LEAD.of(told, remedy=f"这一行留空，由{now}填报", at=spot)


def _is_said(row: Row, now: Standings, form: Arrival) -> bool:
    """Whether a form of the month has said it, and, unless that was this one, it still holds.

    Of a form that was taken in part the rows that were not taken are those that no form has said.
    """
    if form.is_known:
        said = _said(now.entry.measure.log, form.month, form.taken)
        return any(_is_same_progress(row, one) for one in said)
    return repeats(row, now.standing, form.month, form.taken)


def _said(log: Iterable[Event], month: Period, taken: Taken) -> list[Progress]:
    """The progress that came from forms of the month."""
    return [one for one in log if isinstance(one, Progress) and taken.month_of(one.source) == month]


def _newest(log: Iterable[Event], taken: Taken) -> Period | None:
    """The latest month of which a form brought a progress."""
    months = (taken.month_of(one.source) for one in log if isinstance(one, Progress))
    return max((month for month in months if month), key=lambda m: m.first, default=None)


def _is_same_progress(row: Row, said: Progress) -> bool:
    texts = ((key, getattr(said, key)) for key in ("note", "issue", "next"))
    return said.percent == row.values.get("percent") and all(
        _text(row.text(key)) == _text(value) for key, value in texts
    )


def _is_same_reading(row: Row, said: Reading) -> bool:
    if said.value != row.values.get("value"):
        return False
    day = row.values.get("date")
    is_same_day = not isinstance(day, date) or day == said.date
    return is_same_day and _text(said.note) == _text(row.text("note"))


def _submits_anew(row: Row, now: Standings, beside: Beside, *, was_taken: bool) -> bool:
    """Whether a row asks for a submission that was not made, or with evidence that is new.

    Evidence is known by its content, whatever it is called.
    """
    if row.values.get("submit") is not True:
        return False
    made = [one for one in now.entry.measure.log if isinstance(one, Submission)]
    if not made or (now.state.is_open and not was_taken):
        return True
    known = {piece.sha256 for one in made for piece in one.evidence}
    return any(beside.sum_of(name) not in known for name in row.names)


def _text(text: str | None) -> str:
    return (text or "").strip()
