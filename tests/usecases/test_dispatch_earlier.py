"""A folder that earlier runs wrote into: what they left is told, and another plan's forms stay."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.support.build import Value, a_measure, a_unit, ledger_files, write_ledger

from ganxian_ledger.adapters.document_properties import properties_of
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.returning import BeforePlan
from ganxian_ledger.usecases import dispatch as sending
from ganxian_ledger.usecases.dispatch import Written
from ganxian_ledger.usecases.dispatch_earlier import AnotherPlan
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.report import Question, WrongPeriod

OFFICE = "领导小组办公室"
MAY, JUNE = date(2024, 5, 31), date(2024, 6, 20)
FORM = "区城管局/2024年6月进展填报表（区城管局）.xlsx"


def a_folder(home: Path, percent: int = 10, **keys: str) -> LedgerFolder:
    """Three lead units, one of them the office; the record of one is as given."""
    log: Value = [{"date": MAY, "type": "progress", "percent": percent, "by": "区水利局"}]
    files = ledger_files(
        more_units=[a_unit(name="区水利局")],
        more_measures=[
            a_measure(id="8.4", lead="区水利局", log=log),
            a_measure(id="8.5", lead=OFFICE),
        ],
        **keys,
    )
    return write_ledger(home, files)


def dispatched(
    folder: LedgerFolder, into: Path, *units: str, day: date = JUNE, overwrite: bool = False
) -> Written:
    prepared = sending.prepare(folder, Question(month_of(day)), units, today=day)
    return sending.write(prepared, into, overwrite=overwrite, tell=lambda *_: None)


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_the_office_s_own_folder_holds_the_form_alone(tmp_path: Path) -> None:
    into = tmp_path / "填报"
    dispatched(a_folder(tmp_path / "data"), into)
    assert names(into / OFFICE) == {f"2024年6月进展填报表（{OFFICE}）.xlsx"}
    assert not (into / f"{OFFICE}.zip").exists()
    with zipfile.ZipFile(into / "区城管局.zip") as archive:
        assert archive.namelist() == [
            "2024年6月进展填报表（区城管局）.xlsx",
            "关于报送2024年6月工作进展的通知.docx",
        ]


def test_a_form_that_is_made_anew_is_told_and_so_is_the_list_that_does_not_know_it(
    tmp_path: Path,
) -> None:
    into = tmp_path / "填报"
    dispatched(a_folder(tmp_path / "data"), into)
    same = dispatched(a_folder(tmp_path / "data"), into, "水利").earlier
    assert (same.replaced, same.outdated) == ((), ())
    changed = a_folder(tmp_path / "data", percent=20)
    found = dispatched(changed, into, "水利").earlier
    assert found == (("区水利局",), ("区水利局",), "清单.csv", ())
    later = dispatched(changed, into).earlier
    assert later.replaced == ("区城管局", OFFICE)
    assert later.outdated == ()


def test_the_forms_of_another_month_stay_and_are_told(tmp_path: Path) -> None:
    into, folder = tmp_path / "填报", a_folder(tmp_path / "data")
    assert dispatched(folder, into, day=MAY).earlier.months == ()
    assert dispatched(folder, into).earlier.months == ("2024年5月",)
    assert (into / FORM).exists()
    assert (into / FORM.replace("6月", "5月")).exists()


def test_a_folder_with_another_plan_s_forms_is_refused(tmp_path: Path) -> None:
    into = tmp_path / "填报"
    dispatched(a_folder(tmp_path / "data"), into)
    before = (into / FORM).read_bytes()
    assert properties_of(into / FORM)["方案文号"] == "示例美建字〔2024〕1号"
    home = tmp_path / "另一个"
    other = a_folder(home)
    tasks = home / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(text.replace("示例美建字〔2024〕1号", "示例“双碳”&〔2024〕2号"), "utf-8")
    with pytest.raises(AnotherPlan, match="另一个方案的填报表 3 份") as refused:
        dispatched(other, into, day=MAY)
    assert "（示例美建字〔2024〕1号）" in refused.value.message
    assert (into / FORM).read_bytes() == before
    dispatched(other, into, overwrite=True)
    assert properties_of(into / FORM)["方案文号"] == "示例“双碳”&〔2024〕2号"


def test_a_document_without_properties_of_its_own_has_none(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    assert properties_of(file) == {}
    file.write_bytes(b"no archive")
    assert properties_of(file) == {}


@pytest.mark.parametrize("inside", ["", "填报", "evidence/2024-06"])
def test_nothing_is_written_into_the_ledger_s_folder(tmp_path: Path, inside: str) -> None:
    folder = a_folder(tmp_path / "data")
    before = names(folder.path)
    with pytest.raises(Unwritten, match="在台账目录"):
        dispatched(folder, folder.path / inside, overwrite=True)
    assert names(folder.path) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_folder_that_cannot_be_made_is_told_as_such(tmp_path: Path) -> None:
    told = "目录“/proc/填报”建不了：那个位置不能建目录；什么也没有写"
    with pytest.raises(Unwritten) as refused:
        dispatched(a_folder(tmp_path / "data"), Path("/proc/填报"))
    assert refused.value.message == told


def test_months_outside_of_the_plan_are_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "data")
    with pytest.raises(BeforePlan, match="2023年12月在方案起算之前"):
        dispatched(folder, tmp_path / "填报", day=date(2023, 12, 5))
    with pytest.raises(WrongPeriod, match="2025年1月在方案结束之后") as refused:
        dispatched(folder, tmp_path / "填报", day=date(2025, 1, 5))
    assert refused.value.remedy == "--month 写 2024-01 到 2024-12 之间的月份"
    assert dispatched(folder, tmp_path / "填报", day=date(2024, 12, 5)).units == 3


def test_an_extension_beyond_the_plan_is_still_asked_about(tmp_path: Path) -> None:
    extended: Value = {
        "date": JUNE,
        "type": "extend",
        "by": OFFICE,
        "to": date(2025, 2, 1),
        "reason": "雨",
    }
    log: Value = [extended]
    files = ledger_files(more_measures=[a_measure(id="8.4", lead="区城管局", log=log)])
    folder = write_ledger(tmp_path / "data", files)
    assert dispatched(folder, tmp_path / "填报", day=date(2025, 2, 1)).units == 1
    with pytest.raises(WrongPeriod, match="最晚到2025年2月1日"):
        dispatched(folder, tmp_path / "填报", day=date(2025, 3, 1))
