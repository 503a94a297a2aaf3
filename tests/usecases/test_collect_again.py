"""Forms that come again, late, twice, or after the office changed something: no older word wins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.support.forms import (
    DAY,
    OTHER,
    UNIT,
    cell_of,
    filled,
    measure,
    sent,
    small_ledger,
    target,
)

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.edits import Close, Progress, Reading, Reopen, Return
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.forms.form import MEASURES, TARGETS
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.usecases import edit
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.opening import open_sound

SUBMITTED = measure("8.3", percent=100, submit="是", evidence="验收单.pdf")
OFFICE = "领导小组办公室"


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    return small_ledger(tmp_path / "账")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "回收"
    path.mkdir()
    return path


def put(inbox: Path, name: str, content: bytes) -> Path:
    file = inbox / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def run(folder: LedgerFolder, *paths: Path, today: date = DAY, **request: Any) -> Collected:
    return collect(folder, paths, Request(**request), today=today)


def codes(outcome: FormOutcome) -> list[str]:
    return [fault.code for fault in outcome.faults]


def only(done: Collected) -> FormOutcome:
    (outcome,) = done.outcomes
    return outcome


def ledger_of(folder: LedgerFolder, today: date = DAY) -> Ledger:
    return open_sound(folder, today).ledger


def log_of(folder: LedgerFolder, number: str) -> Any:
    """The records of a measure, of whatever types."""
    return ledger_of(folder).entry(number).measure.log


def percents(folder: LedgerFolder, number: str = "8.3") -> list[int]:
    return [event.percent for event in log_of(folder, number) if event.type == "progress"]


def by_hand(folder: LedgerFolder, percent: int, day: date) -> None:
    """The office enters a progress itself."""
    said = Said(date=day, by=OFFICE)
    edit.record(folder, Progress("8.3", percent, said=said), today=DAY)


def test_new_evidence_for_a_submission_that_waits_is_told_and_never_dropped(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "验收单2024.pdf", b"one")
    blank = sent(folder)
    first = {**SUBMITTED, **measure("8.3", evidence="验收单2024.pdf")}
    run(folder, put(inbox, "表.xlsx", filled(blank, first)))

    put(inbox, "二/2024.pdf", b"two")  # the name is part of the other's
    more = {**first, **measure("8.3", evidence="2024.pdf")}
    named = run(folder, put(inbox, "二/表.xlsx", filled(blank, more)))
    put(inbox, "三/验收单2024.pdf", b"three")  # the name is the same
    other = filled(blank, {**first, **measure("8.4", percent=10)})
    content = run(folder, put(inbox, "三/表.xlsx", other))
    put(inbox, "四/别名.pdf", b"one")  # the content is the same
    again = {**first, **measure("8.3", evidence="别名.pdf")}
    same = run(folder, put(inbox, "四/表.xlsx", filled(blank, again)))

    assert codes(only(named)) == codes(only(content)) == ["F401"]
    assert (only(same).status, only(same).unchanged) == (Status.UNCHANGED, 1)


def test_evidence_that_changed_beside_a_form_that_was_taken_is_told(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "验收单.pdf", b"one")
    file = put(inbox, "表.xlsx", filled(sent(folder), SUBMITTED))
    run(folder, file)
    put(inbox, "验收单.pdf", b"two")
    assert codes(only(run(folder, file))) == ["F401"]

    edit.record(folder, Return("8.3", "看不清"), today=DAY)
    done = run(folder, file)

    assert only(done).told[0].words == "仍为 100%，申请销号，佐证 1 份"
    assert [event.type for event in log_of(folder, "8.3")][-2:] == ["return", "submit"]
    again = run(folder, file)
    assert (only(again).status, only(again).why) == (Status.UNCHANGED, "已经收过")
    (inbox / "验收单.pdf").unlink()
    gone = run(folder, file)
    assert (only(gone).status, codes(only(gone))) == (Status.UNCHANGED, [])


@pytest.mark.parametrize(
    ("answers", "sheet", "row", "key", "shown"),
    [
        (measure("8.3", percent=2), MEASURES, "8.3", "percent", "200%"),
        (measure("8.3", percent=0.005), MEASURES, "8.3", "percent", "0.5%"),
        (measure("8.3", percent=0.01), MEASURES, "8.3", "percent", "1%"),
        (target("coverage", value=1), TARGETS, "coverage", "value", "100"),
        (target("coverage", value=0.01), TARGETS, "coverage", "value", "1%"),
        (target("pm25", value=1), TARGETS, "pm25", "value", "100%"),
        (target("pm25", value=1.1), TARGETS, "pm25", "value", "110%"),
    ],
)
def test_a_marked_copy_means_what_was_typed(
    folder: LedgerFolder,
    inbox: Path,
    answers: dict[tuple[str, str, str], Any],
    sheet: str,
    row: str,
    key: str,
    shown: str,
) -> None:
    def in_percent(book: Any) -> None:
        cell_of(book, sheet, row, key).number_format = "0%"

    blank, wrong = sent(folder), measure("8.4", percent="约60")
    file = put(inbox, "表.xlsx", filled(blank, {**wrong, **answers}, in_percent))
    first = only(run(folder, file))
    copy = Path(first.back)
    assert str(cell_of(load_workbook(copy), sheet, row, key).value) == shown

    second = only(run(folder, put(inbox, "改/表.xlsx", copy.read_bytes()), dry_run=True))

    def of_row(outcome: FormOutcome) -> list[str]:
        return [one.code for one in outcome.faults if one.spot.id == row]

    assert of_row(second) == of_row(first)


def test_a_row_that_was_sent_back_is_taken_when_its_evidence_arrives(
    folder: LedgerFolder, inbox: Path
) -> None:
    answers = {**SUBMITTED, **measure("8.4", percent=70)}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))
    early = date(2024, 6, 20)
    first = run(folder, file, partial=True, received=early)
    assert ([told.id for told in only(first).told], codes(only(first))) == (["8.4"], ["F319"])
    Path(only(first).back).unlink()

    still = run(folder, file, partial=True)
    assert (only(still).status, codes(only(still))) == (Status.REFUSED, ["F319"])
    assert Path(only(still).back).is_file(), "the copy that was lost is there again"
    put(inbox, "验收单.pdf", b"%PDF")
    done = run(folder, file)

    assert ([told.id for told in only(done).told], codes(only(done))) == (["8.3"], [])
    assert [event.type for event in log_of(folder, "8.3")] == ["progress", "submit"]
    source = log_of(folder, "8.3")[0].source
    assert (source.received, log_of(folder, "8.3")[0].date) == (early, DAY)
    assert len(ledger_of(folder).returns) == 1
    assert percents(folder, "8.4") == [70]
    assert only(run(folder, file)).why == "已经收过"


def test_a_row_that_was_closed_is_taken_when_the_office_opens_it_again(
    folder: LedgerFolder, inbox: Path
) -> None:
    answers = {**measure("8.3", percent=60), **measure("8.4", percent=70)}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))
    edit.record(folder, Close("8.3", said=Said(by=OFFICE)), today=DAY)
    assert codes(only(run(folder, file, partial=True))) == ["F401"]
    edit.record(folder, Reopen("8.3", "没有做完"), today=DAY)

    done = run(folder, file)

    assert [told.id for told in only(done).told] == ["8.3"]
    assert percents(folder) == [60]


def test_of_a_form_that_a_newer_one_replaced_nothing_more_is_taken(
    folder: LedgerFolder, inbox: Path
) -> None:
    answers = {**SUBMITTED, **measure("8.4", percent=70)}
    old = put(inbox, "旧.xlsx", filled(sent(folder), answers))
    run(folder, old, partial=True)
    run(folder, put(inbox, "新.xlsx", filled(sent(folder), measure("8.3", percent=60))))
    put(inbox, "验收单.pdf", b"%PDF")

    done = run(folder, inbox)

    assert [one.status for one in done.outcomes if one.status is not Status.SKIPPED] == [
        Status.UNCHANGED
    ] * 2
    assert percents(folder) == [60]


def test_two_different_forms_of_one_unit_and_month_are_both_refused(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank = sent(folder)
    put(inbox, "表(1).xlsx", filled(blank, measure("8.3", percent=70)))
    put(inbox, "表.xlsx", filled(blank, measure("8.3", percent=60)))
    put(inbox, "水利.xlsx", filled(sent(folder, OTHER), measure("8.5", percent=30)))

    done = run(folder, inbox, partial=True)

    ended = {Path(one.file).name: (one.status, codes(one)) for one in done.outcomes}
    assert ended == {
        "表(1).xlsx": (Status.REFUSED, ["F114"]),
        "表.xlsx": (Status.REFUSED, ["F114"]),
        "水利.xlsx": (Status.TAKEN, []),
    }
    told = {fault.message for one in done.outcomes for fault in one.faults}
    assert any("表.xlsx" in one for one in told)
    assert any("表(1).xlsx" in one for one in told)
    assert percents(folder) == []
    assert not (inbox / "退回").exists()


def test_an_empty_form_stands_against_no_other(folder: LedgerFolder, inbox: Path) -> None:
    blank = sent(folder)
    put(inbox, "下发的.xlsx", blank)
    put(inbox, "填好的.xlsx", filled(blank, measure("8.3", percent=60)))

    done = run(folder, inbox)

    ended = {Path(one.file).name: (one.status, codes(one)) for one in done.outcomes}
    assert ended == {
        "下发的.xlsx": (Status.REFUSED, ["F112"]),
        "填好的.xlsx": (Status.TAKEN, []),
    }


def test_a_form_received_before_the_one_that_was_taken_is_refused(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank = sent(folder)
    late = put(inbox, "新.xlsx", filled(blank, measure("8.3", percent=70)))
    run(folder, late, received=date(2024, 6, 24))
    early = put(inbox, "旧.xlsx", filled(blank, measure("8.3", percent=60)))

    done = run(folder, early, received=date(2024, 6, 20), partial=True)

    assert codes(only(run(folder, early, received=date(2024, 5, 31)))) == ["F111"]
    assert codes(only(done)) == ["F115"]
    assert "2024-06-24" in only(done).faults[0].message
    assert percents(folder) == [70]


def test_a_form_says_for_itself_what_the_office_had_entered_by_hand(
    folder: LedgerFolder, inbox: Path
) -> None:
    by_hand(folder, 60, date(2024, 6, 20))

    done = run(folder, put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=60))))

    assert only(done).told[0].words == "仍为 60%"
    assert percents(folder) == [60, 60]


@pytest.mark.parametrize("day", [date(2024, 6, 24), date(2024, 6, 23)])
def test_a_later_record_of_the_office_is_not_overruled_by_an_older_form(
    folder: LedgerFolder, inbox: Path, day: date
) -> None:
    answers = {**measure("8.3", percent=50), **measure("8.4", percent=70)}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))
    by_hand(folder, 80, day)

    assert codes(only(run(folder, file, received=date(2024, 6, 5)))) == ["F406"]
    partly = run(folder, file, received=date(2024, 6, 5), partial=True)

    assert [told.id for told in only(partly).told] == ["8.4"]
    assert percents(folder) == [80]


def test_a_later_reading_of_the_office_is_not_overruled_by_an_older_one(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank, may = sent(folder, month="2024-05"), parse_period("2024-05")
    said = Said(date=date(2024, 6, 24), by=OFFICE)
    assert may is not None
    edit.record(folder, Reading("pm25", may, Decimal(22), said=said), today=DAY)
    answers = target("pm25", value=25, date="2024-05-31")

    done = run(folder, put(inbox, "5.xlsx", filled(blank, answers)))

    assert codes(only(done)) == ["F406"]
    assert len(ledger_of(folder).target("pm25")[1].readings) == 1
    later = target("pm25", value=25, date="2024-06-25")
    taken = run(folder, put(inbox, "5.xlsx", filled(blank, later)))
    assert only(taken).status is Status.TAKEN


def test_a_reading_from_before_the_month_is_refused(folder: LedgerFolder, inbox: Path) -> None:
    answers = target("pm25", value=25, date="2024-01-20")
    done = run(folder, put(inbox, "表.xlsx", filled(sent(folder), answers)))

    assert codes(only(done)) == ["F314"]
    assert only(done).faults[0].message == "取得日期 2024-01-20 早于所报的月份（2024年6月）"


def test_a_form_from_which_the_rows_were_deleted_is_refused(
    folder: LedgerFolder, inbox: Path
) -> None:
    def without(*rows: int) -> Any:
        def mend(book: Any) -> None:
            del book[TARGETS]
            for row in rows:
                book[MEASURES].delete_rows(row)

        return mend

    for name, mend in (("全.xlsx", without(6, 5)), ("一.xlsx", without(6))):
        done = run(folder, put(inbox, name, filled(sent(folder), {}, mend)))
        assert (only(done).status, codes(only(done))) == (Status.REFUSED, ["F209", "F112"])


def test_what_the_office_corrected_is_asked_about_or_recorded_anew(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank = sent(folder)
    run(folder, put(inbox, "1.xlsx", filled(blank, measure("8.3", percent=60))))
    by_hand(folder, 40, DAY)
    old = filled(blank, {**measure("8.3", percent=60), **measure("8.4", percent=10)})
    new = filled(sent(folder), measure("8.3", percent=60))

    asked = run(folder, put(inbox, "2.xlsx", old))
    assert codes(only(asked)) == ["F406"]
    assert "改记为 40%" in only(asked).faults[0].message
    taken = run(folder, put(inbox, "3.xlsx", new))

    assert only(taken).told[0].words == "40% → 60%"
    assert percents(folder) == [60, 40, 60]
    assert only(run(folder, inbox / "3.xlsx")).why == "已经收过"


def test_a_reading_that_the_office_corrected_is_asked_about(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank, june = sent(folder), parse_period("2024-06")
    run(folder, put(inbox, "1.xlsx", filled(blank, target("pm25", value=25))))
    said = Said(date=DAY, by=OFFICE)
    assert june is not None
    edit.record(folder, Reading("pm25", june, Decimal(22), said=said), today=DAY)
    again = {**target("pm25", value=25), **measure("8.3", percent=10)}

    assert codes(only(run(folder, put(inbox, "2.xlsx", filled(blank, again))))) == ["F406"]
    july = date(2024, 7, 2)  # the month is over: the form tells of its reading
    new = put(inbox, "3.xlsx", filled(sent(folder, day=july), again))
    done = run(folder, new, today=july)

    assert [told.id for told in only(done).told] == ["8.3", "pm25"]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-06-20", Status.UNCHANGED), (None, Status.UNCHANGED), ("2024-06-21", Status.TAKEN)],
)
def test_a_reading_is_the_same_where_its_day_is(
    folder: LedgerFolder, inbox: Path, day: str | None, status: Status
) -> None:
    blank = sent(folder)
    first = target("pm25", value=25, date="2024-06-20")
    run(folder, put(inbox, "1.xlsx", filled(blank, first)))
    again = filled(
        blank,
        target("pm25", value=25, date=day),
        lambda book: setattr(book.properties, "creator", "李四"),
    )

    assert only(run(folder, put(inbox, "2.xlsx", again))).status is status


def test_the_forms_of_a_unit_that_was_renamed_keep_their_order(tmp_path: Path, inbox: Path) -> None:
    old = small_ledger(tmp_path / "旧")
    may = filled(sent(old, month="2024-05"), measure("8.3", percent=20))
    put(inbox, "b.xlsx", may)
    folder = renamed(tmp_path)
    june = filled(sent(folder, "区城市管理局"), measure("8.3", percent=60))
    put(inbox, "a.xlsx", june)

    run(folder, inbox)

    assert percents(folder) == [20, 60]


def renamed(tmp_path: Path) -> LedgerFolder:
    """The small ledger after its first unit got another name; the old one is an alias."""
    folder = small_ledger(tmp_path / "新")
    for name in ("tasks.yaml", "targets.yaml", "units.yaml"):
        file = folder.path / name
        file.write_text(file.read_text("utf-8").replace(UNIT, "区城市管理局"), "utf-8")
    units = folder.path / "units.yaml"
    text = units.read_text("utf-8")
    line = next(one for one in text.splitlines() if "name: 区城市管理局" in one)
    indent = " " * (len(line) - len(line.lstrip(" -")))
    units.write_text(text.replace(line, f"{line}\n{indent}aliases: [{UNIT}]"), "utf-8")
    return folder


def test_a_measure_with_records_of_days_to_come_is_told_in_words(
    folder: LedgerFolder, inbox: Path
) -> None:
    file = put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=60)))
    later = date(2024, 7, 2)
    said = Said(date=later, by=OFFICE)
    edit.record(folder, Progress("8.3", 40, said=said), today=later)

    done = run(folder, file)

    assert (codes(only(done))) == ["F404"]
    assert "台账里有今天以后的记录（2024-07-02）" in only(done).faults[0].message
