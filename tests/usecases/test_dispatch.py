"""The month's forms in their folders: all or none, the same bytes, and nobody's work lost."""

from __future__ import annotations

import csv
import errno
import hashlib
import zipfile
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import docx
import openpyxl
import pytest
from tests.support.build import a_measure, a_unit, ledger_files, write_ledger

from ganxian_ledger.adapters import outbox
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.workdays import ReturnDay
from ganxian_ledger.domain.views.notice import Request
from ganxian_ledger.domain.views.notice_list import Asking
from ganxian_ledger.domain.views.paper import Given
from ganxian_ledger.usecases import dispatch as sending
from ganxian_ledger.usecases.dispatch_names import parcels_of
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.papers import Handmade
from ganxian_ledger.usecases.report import Question, WrongPeriod

TODAY = date(2024, 6, 20)
JUNE = month_of(TODAY)
FORM = "2024年6月进展填报表（区城管局）.xlsx"
NOTICE = "关于报送2024年6月工作进展的通知.docx"
UNITS = ("区城管局", "区水利局")


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    files = ledger_files(
        more_units=[a_unit(name="区水利局"), a_unit(name="区财政局")],
        more_measures=[a_measure(id="8.4", lead="区水利局")],
    )
    return write_ledger(tmp_path / "data", files)


def prepared(folder: LedgerFolder, *units: str, given: Given = Given()) -> sending.Dispatch:  # noqa: B008 (a tuple)
    return sending.prepare(folder, Question(JUNE, given=given), units, today=TODAY)


def written(folder: LedgerFolder, into: Path, *units: str, overwrite: bool = False) -> int:
    told: list[tuple[int, int]] = []
    done = sending.write(
        prepared(folder, *units), into, overwrite=overwrite, tell=lambda *n: told.append(n)
    )
    assert told == [(i + 1, done.units) for i in range(done.units)]
    return done.units


def contents(into: Path) -> dict[str, bytes]:
    return {
        file.relative_to(into).as_posix(): file.read_bytes()
        for file in into.rglob("*")
        if file.is_file()
    }


def test_each_lead_unit_has_a_folder_and_an_archive_and_the_office_a_list(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    into = tmp_path / "深" / "填报"
    assert written(folder, into) == 2
    inner = ("通知短信.txt", "通知.eml", NOTICE)
    expected = {f"{unit}/{name}" for unit in UNITS for name in inner}
    expected |= {f"{unit}/2024年6月进展填报表（{unit}）.xlsx" for unit in UNITS}
    assert contents(into).keys() == {*expected, *(f"{unit}.zip" for unit in UNITS), "清单.csv"}


def test_the_archive_and_the_mail_bring_the_same_files(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    written(folder, tmp_path / "填报")
    files = contents(tmp_path / "填报")
    with zipfile.ZipFile(BytesIO(files["区城管局.zip"])) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    own = {name.partition("/")[2]: data for name, data in files.items() if "区城管局/" in name}
    assert packed == {FORM: own[FORM], NOTICE: own[NOTICE]}
    mail = message_from_bytes(own["通知.eml"], policy=policy.default)
    assert isinstance(mail, EmailMessage)
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert attached == {FORM: own[FORM], NOTICE: own[NOTICE]}
    assert mail["Subject"].endswith("工作进展的通知（区城管局）")


def test_the_list_bears_the_digest_of_each_form(folder: LedgerFolder, tmp_path: Path) -> None:
    written(folder, tmp_path / "填报")
    files = contents(tmp_path / "填报")
    rows = list(csv.DictReader(files["清单.csv"].decode("utf-8-sig").splitlines()))
    assert [(row["单位"], row["要填的措施"], row["指标"]) for row in rows] == [
        ("区城管局", "1", "1"),
        ("区水利局", "1", "0"),
    ]
    for row in rows:
        assert row["SHA-256"] == hashlib.sha256(files[row["文件"]]).hexdigest()
        assert (row["发出时间"], row["收件人"]) == ("", "")


def test_the_notice_says_what_is_asked_with_its_blanks_and_its_form(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    written(folder, tmp_path / "填报")
    text = [p.text for p in docx.Document(str(tmp_path / "填报" / "区城管局" / NOTICE)).paragraphs]
    assert "（文号待填）" in text
    assert "（成文日期待填）" in text
    assert "附件：2024年6月进展填报表（区城管局）" in text
    assert any("1项措施、1个指标" in line for line in text)
    assert not any("{{" in line or "{%" in line for line in text)


def test_what_the_office_gives_stands_in_every_notice(folder: LedgerFolder, tmp_path: Path) -> None:
    given = Given("示例美建办〔2024〕9号", "2024年6月21日")
    sending.write(
        prepared(folder, given=given), tmp_path / "填报", overwrite=False, tell=lambda *_: None
    )
    for unit in UNITS:
        text = [p.text for p in docx.Document(str(tmp_path / "填报" / unit / NOTICE)).paragraphs]
        assert "示例美建办〔2024〕9号" in text
        assert "2024年6月21日" in text


def test_the_same_ledger_and_day_give_the_same_bytes(folder: LedgerFolder, tmp_path: Path) -> None:
    written(folder, tmp_path / "甲")
    written(folder, tmp_path / "乙")
    assert contents(tmp_path / "甲") == contents(tmp_path / "乙")
    written(folder, tmp_path / "甲")
    assert contents(tmp_path / "甲") == contents(tmp_path / "乙")


def test_forms_that_somebody_filled_are_kept_and_all_named(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    into = tmp_path / "填报"
    written(folder, into)
    for unit in UNITS:
        form = into / unit / f"2024年6月进展填报表（{unit}）.xlsx"
        openpyxl.load_workbook(form).save(form)
    before = contents(into)
    with pytest.raises(Handmade) as refused:
        written(folder, into)
    for unit in UNITS:
        assert f"2024年6月进展填报表（{unit}）.xlsx" in refused.value.message
    assert "--overwrite" in refused.value.remedy
    assert contents(into) == before
    written(folder, into, overwrite=True)
    assert contents(into) != before


def test_a_list_that_the_office_filled_is_kept(folder: LedgerFolder, tmp_path: Path) -> None:
    into = tmp_path / "填报"
    written(folder, into)
    index = into / "清单.csv"
    index.write_bytes(index.read_bytes().replace(b",,\r\n", ",6月20日,张三\r\n".encode(), 1))
    with pytest.raises(Handmade, match=r"清单\.csv"):
        written(folder, into)
    index.write_bytes("单位,文种\r\n".encode("gbk"))
    with pytest.raises(Handmade, match=r"清单\.csv"):
        written(folder, into)


def test_other_files_in_the_folders_stay(folder: LedgerFolder, tmp_path: Path) -> None:
    into = tmp_path / "填报"
    written(folder, into)
    (into / "区城管局" / "佐证.pdf").write_bytes(b"pdf")
    (into / "说明.txt").write_bytes(b"txt")
    written(folder, into)
    assert (into / "区城管局" / "佐证.pdf").read_bytes() == b"pdf"
    assert (into / "说明.txt").read_bytes() == b"txt"


def test_folders_of_the_month_from_other_runs_are_named(
    folder: LedgerFolder, tmp_path: Path
) -> None:
    into = tmp_path / "填报"
    written(folder, into)
    (into / "无关").mkdir()
    done = sending.write(prepared(folder, "水利"), into, overwrite=False, tell=lambda *_: None)
    assert done[:3] == (1, "清单（部分）.csv", ("区城管局",))


def test_nothing_is_in_place_before_all_is_made(
    folder: LedgerFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int, whole: int) -> None:
        assert not any(one.name in UNITS for one in into.iterdir())
        if done == whole:
            raise KeyboardInterrupt

    into = tmp_path / "填报"
    with pytest.raises(KeyboardInterrupt):
        sending.write(prepared(folder), into, overwrite=False, tell=stop)
    assert not into.exists()


def test_a_run_that_is_stopped_while_it_puts_in_place_says_how_far_it_came(
    folder: LedgerFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into, place = tmp_path / "填报", outbox.Draft.place

    def stopping(draft: outbox.Draft, name: str) -> None:
        if name == "区水利局":
            raise KeyboardInterrupt
        place(draft, name)

    monkeypatch.setattr(outbox.Draft, "place", stopping)
    with pytest.raises(sending.Halfway, match="2 家里写好了 1 家，到“区城管局”为止，清单还没有写"):
        written(folder, into)
    assert sorted(one.name for one in into.iterdir()) == ["区城管局", "区城管局.zip"]
    assert len(list((into / "区城管局").iterdir())) == 4
    monkeypatch.undo()
    assert written(folder, into) == 2


def test_what_a_killed_run_left_is_cleared(folder: LedgerFolder, tmp_path: Path) -> None:
    into = tmp_path / "填报"
    (into / outbox.DRAFT / "区城管局").mkdir(parents=True)
    (into / outbox.DRAFT / "区城管局" / "半截.xlsx").write_bytes(b"PK")
    written(folder, into)
    assert not (into / outbox.DRAFT).exists()
    assert not (into / "区城管局" / "半截.xlsx").exists()


def test_what_stands_in_the_way_is_told(folder: LedgerFolder, tmp_path: Path) -> None:
    file = tmp_path / "文件"
    file.write_bytes(b"")
    with pytest.raises(Unwritten, match="不是目录"):
        written(folder, file)
    with pytest.raises(Unwritten, match="不是目录"):
        written(folder, file / "下级")
    into = tmp_path / "填报"
    into.mkdir()
    (into / "区城管局").write_bytes(b"")
    (into / "区水利局.zip").mkdir()
    with pytest.raises(Unwritten, match="2 处写不进去") as refused:
        written(folder, into, overwrite=True)
    assert "区城管局" in refused.value.message
    assert "区水利局.zip" in refused.value.message


def test_a_disk_that_takes_no_more_leaves_nothing(
    folder: LedgerFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(outbox.Draft, "add", full)
    with pytest.raises(Unwritten, match="磁盘已满；什么也没有写"):
        written(folder, tmp_path / "填报")
    assert not (tmp_path / "填报").exists()


def test_a_place_that_is_refused_is_told_with_what_is_written(
    folder: LedgerFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = outbox.Draft.place

    def refusing(draft: outbox.Draft, name: str) -> None:
        if name == "清单.csv":
            raise PermissionError(errno.EACCES, "open elsewhere")
        place(draft, name)

    monkeypatch.setattr(outbox.Draft, "place", refusing)
    with pytest.raises(Unwritten, match=r"清单\.csv 写不进去：没有权限；2 家里写好了 2 家"):
        written(folder, tmp_path / "填报")


def test_no_file_of_the_ledger_is_written_over(folder: LedgerFolder, tmp_path: Path) -> None:
    into = tmp_path / "填报"
    into.mkdir()
    before = contents(folder.path)
    (into / "清单.csv").symlink_to(folder.path / "tasks.yaml")
    with pytest.raises(Unwritten, match=r"清单\.csv"):
        written(folder, into, overwrite=True)
    assert contents(folder.path) == before


def names(*units: str) -> list[str]:
    requests = tuple(Request(unit, 1, 0, 6) for unit in units)
    asking = Asking(JUNE, ReturnDay(JUNE.last, JUNE.last), requests)
    return [one.folder for one in parcels_of(asking, "办公室")]


def test_no_two_units_share_a_folder() -> None:
    assert names("A局", "a局", "甲/乙", "甲:乙") == ["A局", "a局-2", "甲_乙", "甲_乙-2"]
    assert names("é局", normalize("NFD", "é局")) == ["é局", f"{normalize('NFD', 'é局')}-2"]
    assert names("甲", "甲.zip") == ["甲", "甲.zip-2"]
    assert names("清单.csv", "letters.yaml", "..") == ["清单.csv-2", "letters.yaml-2", "_"]


def test_a_month_to_come_has_no_forms_yet(folder: LedgerFolder) -> None:
    july = month_of(date(2024, 7, 1))
    with pytest.raises(WrongPeriod, match="2024年7月还没有开始"):
        sending.prepare(folder, Question(july), (), today=TODAY)
