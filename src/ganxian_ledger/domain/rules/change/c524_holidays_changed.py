"""Days of rest or of work are others now, in a calendar by which forms were taken in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.files import HOLIDAYS_TITLE
from ganxian_ledger.domain.places import HOLIDAYS, Place
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

if TYPE_CHECKING:  # a file that few ledgers have
    from ganxian_ledger.domain.model.kept import HolidaysFile

_FILE = Place(HOLIDAYS)


def check(edit: Edit) -> Iterator[Finding]:
    """The place is each day that says something else; of one that is gone, the list.

    A day or a year may be added as long as no form was taken in on it or later.
    """
    before, after = edit.base.office_files.holidays, edit.head.office_files.holidays
    if edit.is_unknown_before(_FILE) or edit.is_unknown_after(_FILE):
        return
    newest = max((one.date for one in edit.base.returns), default=date.min)
    for place, words in (*_years(before, after, newest.year), *_days(before, after, newest)):
        finding = RULE.at(place, f"{HOLIDAYS_TITLE}的{words}", hint="恢复原来的安排")
        if after is None:
            finding = RULE.before(_FILE, finding.message, hint=finding.hint)
        yield unless_declared(edit, finding, HOLIDAYS_TITLE)


def _years(
    before: HolidaysFile | None, after: HolidaysFile | None, newest: int
) -> Iterator[tuple[Place, str]]:
    old, new = (frozenset(one.years if one else ()) for one in (before, after))
    for year in sorted((old - new) | {one for one in new - old if one <= newest}):
        yield _FILE / "years", f"“{year} 年只按本文件”{'取消了' if year in old else '是新加的'}"


def _days(
    before: HolidaysFile | None, after: HolidaysFile | None, newest: date
) -> Iterator[tuple[Place, str]]:
    old = {one.date: one.kind for one in (before.days if before else ())}
    listed = after.days if after else ()
    new = {one.date: (n, one.kind) for n, one in enumerate(listed)}
    for day in sorted({*old, *(one for one in new if one <= newest)}):
        position, kind = new.get(day, (None, "没有写"))
        was = old.get(day, "没有写")
        if was != kind:
            place = _FILE / "days" if position is None else _FILE / "days" / position / "kind"
            yield place, f" {day} 由“{was}”改为“{kind}”"


_DAYS = "schema_version: 1\ndays:\n  - {{date: 2024-10-01, kind: {}}}\n"
_MORE = "  - {date: 2025-10-01, kind: 休息}\n"
RULE = Rule(
    code="C524",
    name="holidays-changed",
    title="已写明的节假日被改动",
    severity=Severity.WARNING,
    why="报送日遇节假日顺延；放假的日子一改，以前的按时、迟报重算就不同了。",
    good=Example(_DAYS.format("休息") + _MORE, into=HOLIDAYS, before=_DAYS.format("休息")),
    bad=Example(_DAYS.format("上班"), into=HOLIDAYS, before=_DAYS.format("休息")),
    edit_check=check,
)
