"""Forms go out, are filled, and come back: what they say is in the ledger, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
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
from ganxian_ledger.adapters.workbook.reasons import WORDS
from ganxian_ledger.domain.edits import Close, Extend, Progress, Return, Transfer, decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.forms.file_faults import kind_of
from ganxian_ledger.domain.forms.form import MEASURES, TARGETS
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.usecases import edit, entering
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.opening import open_sound

GOOD = {
    **measure("8.3", percent=60, note="管网已铺 3 公里", issue="征地慢", next="7月完工"),
    **measure("8.4", percent="70%"),
    **target("pm25", value=23.1, date="2024.6.20"),
}
AT_OTHER = {**measure("8.5", percent=30), **target("silt", value="1,200")}


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


def everything(folder: LedgerFolder) -> Mapping[str, bytes]:
    """Every file of the repository."""
    root = folder.path.parent
    files = (path for path in root.rglob("*") if path.is_file() and path.name != ".ledger.lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_what_a_unit_filled_in_is_in_the_ledger(folder: LedgerFolder, inbox: Path) -> None:
    content = filled(sent(folder), GOOD)
    done = run(folder, put(inbox, "表.xlsx", content), received=date(2024, 6, 24))

    outcome, total = only(done), sha256(content).hexdigest()
    assert (outcome.status, outcome.faults, len(outcome.told)) == (Status.TAKEN, (), 3)
    assert outcome.told[0].words == "0% → 60%"
    ledger = ledger_of(folder)
    event = log_of(folder, "8.3")[-1]
    assert (event.type, event.percent, event.note) == ("progress", 60, "管网已铺 3 公里")
    assert (event.issue, event.next) == ("征地慢", "7月完工")
    assert (event.by, event.date) == (UNIT, date(2024, 6, 24))
    path = f"returns/2024-06/{UNIT}-{total[:8]}.xlsx"
    assert event.source is not None
    assert (event.source.path, event.source.sha256) == (path, total)
    assert event.source.received == date(2024, 6, 24)
    (reading,) = ledger.target("pm25")[1].readings
    assert (reading.value, reading.date) == (Decimal("23.1"), date(2024, 6, 20))
    assert reading.period == parse_period("2024-06")
    (returned,) = ledger.returns
    assert (returned.unit, returned.date, returned.by) == (
        UNIT,
        date(2024, 6, 24),
        "领导小组办公室",
    )
    assert (returned.form.path, returned.form.sha256) == (path, total)
    assert (folder.root / path).read_bytes() == content


def test_a_dry_run_says_the_same_and_writes_nothing(folder: LedgerFolder, inbox: Path) -> None:
    wrong = filled(sent(folder, OTHER), measure("8.5", percent="约30"))
    put(inbox, "一.xlsx", filled(sent(folder), GOOD))
    put(inbox, "二.xlsx", wrong)
    before = everything(folder)

    tried = run(folder, inbox, dry_run=True)

    assert everything(folder) == before
    assert not (inbox / "退回").exists()
    done = run(folder, inbox)
    assert [(o.status, o.told) for o in tried.outcomes] == [
        (o.status, o.told) for o in done.outcomes
    ]
    assert [file.new for file in tried.files] == [file.new for file in done.files]


def test_the_same_file_twice_changes_nothing(folder: LedgerFolder, inbox: Path) -> None:
    file = put(inbox, "表.xlsx", filled(sent(folder), GOOD))
    put(inbox, "表 (1).xlsx", file.read_bytes())

    done = run(folder, inbox)
    assert [one.status for one in done.outcomes] == [Status.TAKEN, Status.UNCHANGED]
    before = everything(folder)
    again = run(folder, inbox, today=date(2024, 6, 28))

    assert [one.why for one in again.outcomes] == ["已经收过", "已经收过"]
    assert everything(folder) == before
    assert not again.is_refused


def test_a_second_form_of_the_month_brings_only_what_is_new(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank = sent(folder)
    first = {**measure("8.3", percent=60, note="甲"), **target("pm25", value=23)}
    put(inbox, "1.xlsx", filled(blank, first))
    run(folder, inbox, received=date(2024, 6, 20))
    put(inbox, "2.xlsx", filled(blank, {**first, **measure("8.4", percent=10)}))

    done = run(folder, inbox)

    assert [(one.status, len(one.told), one.unchanged) for one in done.outcomes] == [
        (Status.UNCHANGED, 0, 2),
        (Status.TAKEN, 1, 2),
    ]
    assert done.outcomes[0].why == "已经收过，以后来收的一份（2024-06-25）为准"
    assert done.outcomes[1].notes == ("本月已收过该单位另一份表（2024-06-20），以这一份为准",)
    ledger = ledger_of(folder)
    assert len(ledger.entry("8.3").measure.log) == 1
    assert len(ledger.target("pm25")[1].readings) == 1
    assert len(ledger.returns) == 2
    for file in done.files:
        lines = file.new.decode().splitlines()
        for start, new in file.places:
            assert tuple(lines[start - 1 : start - 1 + len(new)]) == new, file.name


def test_a_form_saved_anew_without_a_change_is_no_second_return(
    folder: LedgerFolder, inbox: Path
) -> None:
    blank = sent(folder)
    run(folder, put(inbox, "1.xlsx", filled(blank, GOOD)))
    saved = filled(blank, GOOD, lambda book: setattr(book.properties, "creator", "李四"))
    before = everything(folder)

    done = run(folder, put(inbox, "2.xlsx", saved))

    assert (only(done).status, only(done).why) == (Status.UNCHANGED, "3 行都已收过")
    assert everything(folder) == before


def test_a_submission_takes_its_evidence_along(folder: LedgerFolder, inbox: Path) -> None:
    put(inbox, "城管/验收单.pdf", b"%PDF-1")
    put(inbox, "城管/佐证材料/照片 1.jpg", b"jpg")
    answers = {
        **measure("8.3", percent=100, submit="是", evidence="验收单.pdf、照片 1.jpg"),
        **measure("8.4", percent=10, evidence="没用上.pdf"),
    }
    put(inbox, "城管/表.xlsx", filled(sent(folder), answers))

    done = run(folder, inbox)

    assert codes(only(done)) == ["F321"]
    assert only(done).told[0].words == "0% → 100%，申请销号，佐证 2 份"
    log = log_of(folder, "8.3")
    assert [event.type for event in log] == ["progress", "submit"]
    home = f"evidence/2024-06/{UNIT}/8.3"
    assert [(one.path, one.sha256) for one in log[1].evidence] == [
        (f"{home}/验收单.pdf", sha256(b"%PDF-1").hexdigest()),
        (f"{home}/照片 1.jpg", sha256(b"jpg").hexdigest()),
    ]
    assert (folder.root / home / "照片 1.jpg").read_bytes() == b"jpg"
    assert Board(ledger_of(folder), DAY).row("8.3").state is State.SUBMITTED


def test_evidence_of_one_name_and_another_content_stands_beside(
    folder: LedgerFolder, inbox: Path
) -> None:
    asked = measure("8.3", percent=100, submit="是", evidence="验收单.pdf")
    put(inbox, "一/验收单.pdf", b"one")
    run(folder, put(inbox, "一/表.xlsx", filled(sent(folder), asked)))
    edit.record(folder, Return("8.3", "看不清"), today=DAY)
    put(inbox, "二/验收单.pdf", b"two")
    done = run(folder, put(inbox, "二/表.xlsx", filled(sent(folder), asked)))

    assert only(done).told[0].words == "仍为 100%，申请销号，佐证 1 份"
    log = log_of(folder, "8.3")
    assert [event.type for event in log] == ["progress", "submit", "return", "submit"]
    path = log[-1].evidence[0].path
    assert path == f"evidence/2024-06/{UNIT}/8.3/验收单-2.pdf"
    assert (folder.root / path).read_bytes() == b"two"


def test_evidence_that_is_not_there_refuses_the_form(folder: LedgerFolder, inbox: Path) -> None:
    answers = measure("8.3", percent=100, submit="是", evidence="验收单.pdf；../../tasks.yaml")
    before = everything(folder)

    done = run(folder, put(inbox, "表.xlsx", filled(sent(folder), answers)))

    assert codes(only(done)) == ["F319", "F320"], "both names are told"
    assert everything(folder) == before


def test_a_form_with_a_fault_is_taken_whole_or_not_at_all(
    folder: LedgerFolder, inbox: Path
) -> None:
    answers = {**GOOD, **measure("8.4", percent=0.5)}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))
    before = everything(folder)

    done = run(folder, file)

    assert (only(done).status, codes(only(done))) == (Status.REFUSED, ["F306"])
    assert only(done).faults[0].spot.words == "「进展填报」!G6"
    assert done.is_refused
    assert everything(folder) == before


def test_partial_takes_the_clean_rows_and_sends_the_others_back(
    folder: LedgerFolder, inbox: Path
) -> None:
    answers = {**GOOD, **measure("8.4", percent=0.5, note="已开工")}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))

    done = run(folder, file, partial=True)

    outcome = only(done)
    assert (outcome.status, len(outcome.told), done.is_refused) == (Status.TAKEN, 2, True)
    ledger = ledger_of(folder)
    assert len(ledger.entry("8.3").measure.log) == 1
    assert ledger.entry("8.4").measure.log == ()
    assert ledger.returns[0].note == "有 1 行没有收，已退回"
    assert outcome.back == (inbox / "退回" / "表-退回.xlsx").as_posix()


def test_a_marked_copy_can_be_mended_and_handed_in(folder: LedgerFolder, inbox: Path) -> None:
    answers = {**GOOD, **measure("8.4", percent=0.5, note="已开工")}
    first = run(folder, put(inbox, "表.xlsx", filled(sent(folder), answers)))
    copy = Path(only(first).back)
    book = load_workbook(copy)
    remarks = [cell.value for row in book["退回说明"].iter_rows() for cell in row]
    assert "8.4 完成比例（交来的表「进展填报」!G6）" in remarks
    assert "F306 完成比例填的是 0.5：是 50% 还是 0.5%？" in remarks
    assert cell_of(book, MEASURES, "8.3", "percent").value == 60
    assert cell_of(book, MEASURES, "8.4", "note").value == "已开工"
    assert cell_of(book, MEASURES, "8.4", "percent").comment is not None
    assert cell_of(book, TARGETS, "pm25", "value").value == 23.1

    skipped = run(folder, inbox)
    assert {one.status for one in skipped.outcomes} == {Status.REFUSED, Status.SKIPPED}
    mended = filled(copy.read_bytes(), measure("8.4", percent=50))
    done = run(folder, put(inbox, "改好/表-退回.xlsx", mended))

    assert (only(done).status, codes(only(done))) == (Status.TAKEN, [])
    assert Board(ledger_of(folder), DAY).row("8.4").standing.percent == 50


def test_marked_copies_write_over_nothing(
    folder: LedgerFolder, inbox: Path, tmp_path: Path
) -> None:
    file = put(inbox, "表.xlsx", filled(sent(folder), measure("8.4", percent=0.5)))
    there = put(tmp_path, "退/表-退回.xlsx", b"of somebody else")

    done = run(folder, file, back=tmp_path / "退")

    assert only(done).back == (tmp_path / "退" / "表-退回-2.xlsx").as_posix()
    assert there.read_bytes() == b"of somebody else"
    again = run(folder, file, back=tmp_path / "退")
    assert only(again).back == only(done).back


def test_faulty_forms_hold_up_no_other(folder: LedgerFolder, inbox: Path) -> None:
    put(inbox, "好.xlsx", filled(sent(folder, OTHER), AT_OTHER))
    put(inbox, "坏.xlsx", filled(sent(folder), measure("8.3", percent=120)))
    put(inbox, "坏的.xlsx", b"PK\x03\x04 broken")
    put(inbox, "总结.xlsx", b"\x89PNG")
    put(inbox, "~$好.xlsx", b"lock")

    done = run(folder, inbox)

    ended = {Path(one.file).name: (one.status.value, codes(one)) for one in done.outcomes}
    assert ended == {
        "好.xlsx": ("收", []),
        "坏.xlsx": ("退", ["F304"]),
        "坏的.xlsx": ("退", ["F101"]),
        "总结.xlsx": ("退", ["F101"]),
        "~$好.xlsx": ("跳过", []),
    }
    assert ledger_of(folder).target("silt")[1].readings[0].value == 1200


def test_zips_are_looked_into_with_names_of_any_kind(folder: LedgerFolder, inbox: Path) -> None:
    answers = measure("8.3", percent=100, submit="是", evidence="验收单.pdf")
    form = filled(sent(folder), answers)
    names = {"城管局/填报表.xlsx": form, "城管局/佐证/验收单.pdf": b"%PDF"}
    plain = {name: chr(ord("a") + n) * len(name.encode("gbk")) for n, name in enumerate(names)}
    with zipfile.ZipFile(inbox / "城管.zip", "w") as archive:
        for name, data in names.items():
            archive.writestr(plain[name], data)
    written = (inbox / "城管.zip").read_bytes()
    for name, stand_in in plain.items():  # in GBK, without a word about it
        written = written.replace(stand_in.encode(), name.encode("gbk"))
    (inbox / "城管.zip").write_bytes(written)

    done = run(folder, inbox)

    assert [one.status for one in done.outcomes] == [Status.TAKEN]
    evidence = log_of(folder, "8.3")[-1].evidence
    assert [one.path for one in evidence] == [f"evidence/2024-06/{UNIT}/8.3/验收单.pdf"]


@pytest.mark.parametrize(
    "name", ["../表.xlsx", "a/../../表.xlsx", "/表.xlsx", "C:/表.xlsx", "con.xlsx"]
)
def test_zips_with_names_that_lead_elsewhere_are_not_opened(
    folder: LedgerFolder, inbox: Path, name: str
) -> None:
    with zipfile.ZipFile(inbox / "表.zip", "w") as archive:
        archive.writestr(name, filled(sent(folder), GOOD))
    before = everything(folder)

    done = run(folder, inbox)

    assert codes(only(done)) == ["F113"]
    assert everything(folder) == before


def test_zips_in_zips_bombs_and_broken_ones_are_refused(folder: LedgerFolder, inbox: Path) -> None:
    with zipfile.ZipFile(inbox / "套.zip", "w") as archive:
        archive.writestr("表.xlsx", filled(sent(folder), GOOD))
        archive.writestr("里面.zip", b"PK")
    with zipfile.ZipFile(inbox / "弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("表.xlsx", bytes(9 << 20))
    put(inbox, "断.zip", (inbox / "套.zip").read_bytes()[:500])

    done = run(folder, inbox)

    ended = {Path(one.file).name: (one.status.value, codes(one)) for one in done.outcomes}
    assert ended == {
        "表.xlsx": ("收", []),
        "里面.zip": ("退", ["F113"]),
        "弹.zip": ("退", ["F113"]),
        "断.zip": ("退", ["F113"]),
    }


def test_a_workbook_that_is_evidence_is_no_faulty_form(folder: LedgerFolder, inbox: Path) -> None:
    other: Any = load_workbook(Path(put(inbox, "x.xlsx", sent(folder))))
    for name in ("_meta", "_lists", TARGETS):
        del other[name]
    for name in list(other.custom_doc_props.names):
        del other.custom_doc_props[name]
    other.save(inbox / "统计.xlsx")
    (inbox / "x.xlsx").unlink()
    answers = measure("8.3", percent=100, submit="是", evidence="统计.xlsx")
    put(inbox, "表.xlsx", filled(sent(folder), answers))

    done = run(folder, inbox)

    assert [(one.status, codes(one)) for one in done.outcomes] == [(Status.TAKEN, [])]


def test_what_the_ledger_has_no_place_for_is_refused(folder: LedgerFolder, inbox: Path) -> None:
    form = filled(sent(folder), {**measure("8.3", percent=60), **measure("8.4", percent=70)})
    office = Said(by="领导小组办公室")
    edit.record(folder, Close("8.3", said=office), today=DAY)
    edit.record(folder, Transfer("8.4", (OTHER,), "调整"), today=DAY)

    done = run(folder, put(inbox, "表.xlsx", form))

    assert codes(only(done)) == ["F401", "F402"]
    assert only(done).faults[0].message == "措施 8.3 城镇污水管网建设现为已销号，不填报进展"
    assert any("8.3" in line for line in only(done).drift)


def test_a_late_form_of_an_earlier_month_does_not_undo_a_later_one(
    folder: LedgerFolder, inbox: Path
) -> None:
    may = filled(
        sent(folder, month="2024-05"), {**measure("8.3", percent=20), **target("pm25", value=25)}
    )
    run(folder, put(inbox, "6.xlsx", filled(sent(folder), measure("8.3", percent=60))))

    done = run(folder, put(inbox, "5.xlsx", may))
    assert codes(only(done)) == ["F403"]
    partly = run(folder, put(inbox, "5.xlsx", may), partial=True)

    assert [told.id for told in only(partly).told] == ["pm25"]
    assert Board(ledger_of(folder), DAY).row("8.3").standing.percent == 60


def test_a_record_is_not_dated_before_the_last_one(folder: LedgerFolder, inbox: Path) -> None:
    form = filled(sent(folder), GOOD)
    later = Said(date=date(2024, 6, 22))
    edit.record(
        folder, Extend("8.3", date(2025, 3, 31), "雨季", approved_by="张三", said=later), today=DAY
    )

    done = run(folder, put(inbox, "表.xlsx", form), received=date(2024, 6, 20))

    told = {one.id: one.dated for one in only(done).told}
    assert (told["8.3"], told["8.4"]) == (date(2024, 6, 22), None)
    log = log_of(folder, "8.3")
    assert [event.date for event in log] == [date(2024, 6, 22), date(2024, 6, 22)]
    assert [line.partition("：")[0] for line in only(done).drift] == ["8.3 完成时限"]


def test_the_day_received_must_have_come(folder: LedgerFolder, inbox: Path) -> None:
    file = put(inbox, "表.xlsx", filled(sent(folder), GOOD))
    with pytest.raises(Refused) as told:
        run(folder, file, received=date(2024, 6, 26))
    assert told.value.code == "P103"
    assert codes(only(run(folder, file, received=date(2024, 5, 31)))) == ["F111"]
    with pytest.raises(Unknown, match="没有“"):
        run(folder, inbox / "没有.xlsx")


def test_a_form_that_would_bring_errors_holds_up_no_other(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entering.entered

    def picky(before: Any, appends: Any, today: date) -> Any:
        if any(
            getattr(one.fields.get("note"), "find", lambda _: -1)("犯错") >= 0 for one in appends
        ):
            raise Refused("这样不行", remedy="改")
        return whole(before, appends, today)

    monkeypatch.setattr("ganxian_ledger.usecases.deciding.entered", picky)
    put(inbox, "好.xlsx", filled(sent(folder, OTHER), AT_OTHER))
    put(inbox, "坏.xlsx", filled(sent(folder), measure("8.3", percent=60, note="犯错")))

    done = run(folder, inbox)

    ended = {Path(one.file).name: (one.status.value, codes(one)) for one in done.outcomes}
    assert ended == {"好.xlsx": ("收", []), "坏.xlsx": ("退", ["F404"])}
    assert [one.unit for one in ledger_of(folder).returns] == [OTHER]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, Refused])
def test_a_run_that_cannot_write_leaves_everything_as_it_was(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    put(inbox, "验收单.pdf", b"%PDF")
    answers = measure("8.3", percent=100, submit="是", evidence="验收单.pdf")
    put(inbox, "表.xlsx", filled(sent(folder), answers))
    before = everything(folder)

    def fail(*_: object) -> None:
        raise error("full")

    if error is Refused:
        monkeypatch.setattr("ganxian_ledger.usecases.entering.write", fail)
    else:
        monkeypatch.setattr("ganxian_ledger.usecases.keeping.store.write_together", fail)
    with pytest.raises((Refused, KeyboardInterrupt)):
        run(folder, inbox)

    assert everything(folder) == before


def test_every_record_passes_the_procedure_by_itself(folder: LedgerFolder, inbox: Path) -> None:
    run(
        folder,
        put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=100, submit="是"))),
    )
    with pytest.raises(Refused):
        decide(ledger_of(folder), Progress("8.3", 50), today=DAY)


def test_forms_of_two_months_in_one_run_are_taken_in_their_order(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "a-6月.xlsx", filled(sent(folder), measure("8.3", percent=60)))
    put(inbox, "b-5月.xlsx", filled(sent(folder, month="2024-05"), measure("8.3", percent=20)))

    done = run(folder, inbox)

    assert [one.told[0].words for one in done.outcomes] == ["20% → 60%", "0% → 20%"]
    assert [event.percent for event in log_of(folder, "8.3")] == [20, 60]
    assert [one.month.text for one in ledger_of(folder).returns] == ["2024-05", "2024-06"]


def test_a_row_that_a_unit_added_is_sent_back_and_partial_takes_the_others(
    folder: LedgerFolder, inbox: Path
) -> None:
    def add(book: Any) -> None:
        sheet = book[MEASURES]
        sheet.insert_rows(6)
        sheet.cell(6, 1).value, sheet.cell(6, 6).value = "8.9", "新增的工作"

    file = put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=60), add))

    assert codes(only(run(folder, file, dry_run=True))) == ["F204"]
    done = run(folder, file, partial=True)

    assert [told.id for told in only(done).told] == ["8.3"]
    assert codes(only(done)) == ["F204"]


def test_evidence_that_leads_elsewhere_is_never_read(
    folder: LedgerFolder, inbox: Path, tmp_path: Path
) -> None:
    secret = put(tmp_path, "secret.pdf", b"secret")
    (inbox / "链接.pdf").symlink_to(secret)
    answers = measure("8.3", percent=100, submit="是", evidence="链接.pdf")
    nearby = measure("8.4", percent=100, submit="是", evidence="../secret.pdf")

    done = run(folder, put(inbox, "表.xlsx", filled(sent(folder), {**answers, **nearby})))

    assert codes(only(done)) == ["F319", "F320"]


def test_a_folder_that_leads_out_of_the_repository_keeps_nothing(
    folder: LedgerFolder, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "外").mkdir()
    (folder.root / "returns").symlink_to(tmp_path / "外")
    file = put(inbox, "表.xlsx", filled(sent(folder), GOOD))

    with pytest.raises(Refused, match="仓库以外"):
        run(folder, file)

    assert list((tmp_path / "外").iterdir()) == []
    assert ledger_of(folder).returns == ()


def test_what_went_from_the_ledger_has_no_place(
    folder: LedgerFolder, inbox: Path, tmp_path: Path
) -> None:
    answers = {**measure("8.3", percent=60), **target("coverage", value="91%")}
    file = put(inbox, "表.xlsx", filled(sent(folder), answers))
    small_ledger(tmp_path / "账", more_targets=())

    done = run(folder, file)

    assert codes(only(done)) == ["F405"]
    assert "指标 污水收集率：下发以后有变动，现在不用填报" in only(done).drift


def test_evidence_that_is_too_large_is_refused(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "录像.mp4", bytes(101))
    monkeypatch.setattr("ganxian_ledger.usecases.deciding.MOST_EVIDENCE", 100)
    answers = measure("8.3", percent=100, submit="是", evidence="录像.mp4")

    done = run(folder, put(inbox, "表.xlsx", filled(sent(folder), answers)))

    assert codes(only(done)) == ["F323"]
    assert only(done).faults[0].spot.cell == "K5"


def test_every_reason_of_the_reader_is_a_fault_of_the_file() -> None:
    kinds = {reason: kind_of(reason).code for reason in WORDS}

    assert kinds["encrypted"] == "F102"
    assert kinds["macros"] == "F103"
    assert kinds["bomb"] == kinds["too-large"] == "F104"
    assert set(kinds.values()) == {"F101", "F102", "F103", "F104"}


def test_who_waits_is_told_of_reading_and_of_entering(folder: LedgerFolder, inbox: Path) -> None:
    put(inbox, "一.xlsx", filled(sent(folder), GOOD))
    put(inbox, "二.xlsx", filled(sent(folder, OTHER), AT_OTHER))
    put(inbox, "三.xlsx", b"")
    told: list[tuple[int, int]] = []

    collect(folder, [inbox], Request(), today=DAY, tell=lambda *steps: told.append(steps))

    assert told == [(0, 6), (1, 6), (2, 6), (3, 6), (4, 6), (5, 6)]
