"""What lies around the forms, what is written where, and what is said of the ledger's changes."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
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

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.edits import Progress
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.forms.form import MEASURES
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.usecases import edit, entering, keeping, opening
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.opening import open_sound

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


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


def ended(done: Collected) -> dict[str, tuple[str, list[str]]]:
    return {Path(one.file).name: (one.status.value, codes(one)) for one in done.outcomes}


def everything(folder: LedgerFolder) -> Mapping[str, bytes]:
    files = (path for path in folder.root.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in files}


def submitting(folder: LedgerFolder, names: str) -> bytes:
    return filled(sent(folder), measure("8.3", percent=100, submit="是", evidence=names))


def test_workbooks_and_zips_that_are_evidence_are_kept_and_not_sent_back(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "明细.ods", b"an open document")
    with zipfile.ZipFile(inbox / "照片.zip", "w") as archive:
        archive.writestr("一.jpg", b"jpg")
        archive.writestr("统计.xlsx", b"no form")
        archive.writestr("原图.zip", b"PK")
    put(inbox, "表.xlsx", submitting(folder, "明细.ods、照片.zip"))

    done = run(folder, inbox)

    assert ended(done) == {"表.xlsx": ("收", [])}
    assert len(list((folder.root / "evidence").rglob("8.3/*"))) == 2


def test_only_the_file_that_was_named_is_evidence(folder: LedgerFolder, inbox: Path) -> None:
    for name in ("甲.zip", "乙.zip"):
        with zipfile.ZipFile(inbox / name, "w") as archive:
            archive.writestr("统计.xlsx", b"no form")
            if name == "甲.zip":
                archive.writestr("表.xlsx", submitting(folder, "统计.xlsx"))

    done = run(folder, inbox)

    assert {one.file.removeprefix(f"{inbox}/"): one.status for one in done.outcomes} == {
        "甲.zip/表.xlsx": Status.TAKEN,
        "乙.zip/统计.xlsx": Status.REFUSED,
    }


def test_a_form_that_names_itself_or_another_form_as_evidence_is_still_told(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "水利.xlsx", filled(sent(folder, OTHER), measure("8.5", percent=120)))
    own = {**measure("8.4", percent=120)}
    asked = measure("8.3", percent=100, submit="是", evidence="表.xlsx、水利.xlsx")
    put(inbox, "表.xlsx", filled(sent(folder), {**own, **asked}))

    assert ended(run(folder, inbox)) == {"表.xlsx": ("退", ["F304"]), "水利.xlsx": ("退", ["F304"])}


def test_forms_of_other_units_and_months_are_passed_over(folder: LedgerFolder, inbox: Path) -> None:
    put(inbox, "城管.xlsx", filled(sent(folder), measure("8.3", percent=60)))
    put(inbox, "水利.xlsx", filled(sent(folder, OTHER), measure("8.5", percent=30)))

    done = run(folder, inbox, unit=OTHER)

    assert ended(done) == {"城管.xlsx": ("跳过", []), "水利.xlsx": ("收", [])}
    assert not done.is_refused
    assert not (inbox / "退回").exists()


def test_a_submission_below_100_or_without_evidence_is_warned_about(
    folder: LedgerFolder, inbox: Path
) -> None:
    put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=80, submit="是")))

    outcome = only(run(folder, inbox))

    assert (outcome.status, codes(outcome)) == (Status.TAKEN, ["F324", "F325"])
    assert [fault.spot.cell for fault in outcome.faults] == ["G5", "K5"]


def test_no_change_is_told_where_no_row_is_genuine(folder: LedgerFolder, inbox: Path) -> None:
    form = filled(sent(folder), measure("8.3", percent=60))

    def alter(book: Any) -> None:
        cell_of(book, MEASURES, "8.3", "due").value = "2030年1月1日"

    altered = filled(sent(folder), measure("8.3", percent=60), alter)
    edit.record(folder, Progress("8.4", 30), today=DAY)

    early = only(run(folder, put(inbox, "a.xlsx", form), received=date(2024, 5, 30)))
    changed = only(run(folder, put(inbox, "b.xlsx", altered)))

    assert (codes(early), early.drift) == (["F111"], ())
    assert codes(changed) == ["F207"]
    assert changed.drift == ("8.4 上次进展：“尚无进展”改为“6月25日 30%”",)


def test_what_is_only_told_with_its_year_in_another_year_has_not_changed(
    folder: LedgerFolder, inbox: Path
) -> None:
    edit.record(folder, Progress("8.3", 30, said=Said(date=date(2024, 6, 24))), today=DAY)
    form = filled(sent(folder), measure("8.3", percent=60))
    edit.record(folder, Progress("8.4", 10), today=DAY)

    outcome = only(run(folder, put(inbox, "表.xlsx", form), today=date(2025, 1, 3)))

    assert outcome.drift == ("8.4 上次进展：“尚无进展”改为“2024年6月25日 10%”",)


@posix
@pytest.mark.parametrize("place", ["evidence", f"evidence/2024-06/{UNIT}/8.3"])
def test_a_link_in_a_clone_leads_no_copy_into_git(
    folder: LedgerFolder, inbox: Path, place: str
) -> None:
    hooks = folder.root / ".git" / "hooks"
    hooks.mkdir(parents=True, exist_ok=True)
    link = folder.root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(hooks)
    put(inbox, "post-checkout", b"#!/bin/sh\n")
    put(inbox, "表.xlsx", submitting(folder, "post-checkout"))

    with pytest.raises(Refused, match="通向"):
        run(folder, inbox)

    assert list(hooks.rglob("*")) == []
    assert open_sound(folder, DAY).ledger.returns == ()


@posix
def test_a_link_to_another_folder_of_the_repository_is_refused_too(
    folder: LedgerFolder, inbox: Path
) -> None:
    (folder.root / "别处").mkdir()
    (folder.root / "returns").symlink_to(folder.root / "别处")
    put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=60)))

    with pytest.raises(Refused, match="是链接"):
        run(folder, inbox)


@posix
def test_what_stands_in_the_place_of_a_copy_is_not_read_where_it_may_have_no_end(
    folder: LedgerFolder, inbox: Path
) -> None:
    place = folder.root / f"evidence/2024-06/{UNIT}/8.3"
    place.mkdir(parents=True)
    os.mkfifo(place / "a.pdf")
    put(inbox, "a.pdf", b"a")
    put(inbox, "表.xlsx", submitting(folder, "a.pdf"))

    assert only(run(folder, inbox)).status is Status.TAKEN
    assert (place / "a-2.pdf").read_bytes() == b"a"


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interrupt_between_copies_and_records_leaves_neither(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    put(inbox, "a.pdf", b"a")
    put(inbox, "表.xlsx", submitting(folder, "a.pdf"))
    before = everything(folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(entering, "write", fail)
    with pytest.raises(error):
        run(folder, inbox)

    assert everything(folder) == before


@pytest.mark.parametrize("code", ["P305", "P308"])
def test_copies_stay_where_the_records_count_already(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    put(inbox, "表.xlsx", filled(sent(folder), measure("8.3", percent=60)))

    def fail(*_: object) -> None:
        raise Refused("断了", code=code)

    monkeypatch.setattr(entering, "write", fail)
    with pytest.raises(Refused):
        run(folder, inbox)

    assert len(list((folder.root / "returns").rglob("*.xlsx"))) == 1


def test_what_a_killed_run_left_is_removed_by_the_next(folder: LedgerFolder, inbox: Path) -> None:
    litter = folder.root / "evidence/2024-06/区审计局/9.9" / f".a.pdf.0011{store.TEMPORARY}"
    put(litter.parent, litter.name, b"half")
    orphan = put(folder.root / "returns/2024-06", "没记上的.xlsx", b"whole")
    put(inbox, "a.pdf", b"a")
    put(inbox, "表.xlsx", submitting(folder, "a.pdf"))

    assert only(run(folder, inbox)).status is Status.TAKEN
    assert not litter.exists()
    assert orphan.exists()


def test_copies_are_held_in_memory_a_few_at_a_time(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.pdf" for number in range(5)]
    for name in names:
        put(inbox, name, name.encode() * 100)
    put(inbox, "表.xlsx", submitting(folder, "、".join(names)))
    monkeypatch.setattr(keeping, "BATCH_SIZE", 1000)
    held: list[int] = []
    write = store.write_together

    def counted(contents: Mapping[Path, bytes]) -> None:
        held.append(sum(map(len, contents.values())) if len(contents) > 1 else 0)
        write(contents)

    monkeypatch.setattr(store, "write_together", counted)
    run(folder, inbox)

    assert max(held) <= 1000
    assert len(held) >= 3


def test_the_ledger_is_judged_once_for_each_wave(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "5.xlsx", filled(sent(folder, month="2024-05"), measure("8.3", percent=20)))
    put(inbox, "6.xlsx", filled(sent(folder), measure("8.3", percent=60)))
    wrong = {**measure("8.5", percent=120), **target("silt", value=1)}
    put(inbox, "水.xlsx", filled(sent(folder, OTHER), wrong))
    times: list[date] = []
    judged = opening.judged

    def counted(*args: Any) -> Any:
        times.append(DAY)
        return judged(*args)

    monkeypatch.setattr(opening, "judged", counted)
    monkeypatch.setattr(entering, "judged", counted)

    done = run(folder, inbox)

    assert [one.status for one in done.outcomes] == [Status.TAKEN, Status.TAKEN, Status.REFUSED]
    assert len(times) == 3, "when it is opened, and for each of two waves"


def test_forms_that_fail_only_together_are_refused_together(
    folder: LedgerFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entering.entered

    def picky(before: Any, appends: Any, today: date) -> Any:
        if sum(one.place.file == "returns.yaml" for one in appends) > 1:
            raise Refused("合起来不行", remedy="分开收")
        return whole(before, appends, today)

    monkeypatch.setattr("ganxian_ledger.usecases.deciding.entered", picky)
    put(inbox, "城.xlsx", filled(sent(folder), measure("8.3", percent=60)))
    put(inbox, "水.xlsx", filled(sent(folder, OTHER), measure("8.5", percent=30)))

    assert ended(run(folder, inbox)) == {"城.xlsx": ("退", ["F404"]), "水.xlsx": ("退", ["F404"])}
