"""What should never have come: each is refused with its own code, and nothing is written."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from tests.year.filling import IDENTITY, MEASURES, Filled

if TYPE_CHECKING:
    from tests.year.month import Month


def strays(month: Month, before: Month | None) -> None:
    """Broken, foreign, empty, misdirected and outdated files, one collect each."""
    office = month.office
    folder = office.inbox / f"{month.text}-杂"
    folder.mkdir()
    unit, blank = next(iter(month.blanks.items()))
    untouched = office.files()
    filled = _one_row(blank, folder / "一行.xlsx")
    if filled is None:
        return
    broken = folder / "断.xlsx"
    broken.write_bytes(blank.read_bytes()[:4000])
    _refused(month, broken, "F101")
    (folder / "文字.xls").write_text("这不是表格", "utf-8")
    _refused(month, folder / "文字.xls", "F101")
    own = Workbook()
    own.create_sheet("自己画的表", 0)["A1"] = "自己画的表"
    own.save(folder / "自画.xlsx")
    _refused(month, folder / "自画.xlsx", "F105")
    _refused(month, blank, "F112")
    other = "2024-12" if month.text == "2024-01" else "2024-01"
    _passed_over(month, filled, "--month", other)
    _passed_over(month, filled, "--unit", "区审计局" if unit != "区审计局" else "区财政局")
    if before is not None:
        early = before.last.isoformat()
        _refused(month, filled, "F111", "--received", early)
        _outdated(month, before, folder)
    headless = Filled(blank)
    grid = headless.grids[MEASURES]
    for column in range(1, grid.width + 1):
        grid.sheet.cell(grid.head, column).value = None
    _refused(month, headless.save(folder / "无表头.xlsx"), "F201")
    with zipfile.ZipFile(folder / "包.zip", "w") as parcel:
        parcel.writestr("里面.zip", b"PK\x05\x06" + bytes(18))
    _refused(month, folder / "包.zip", "F113")
    assert office.files() == untouched


def _one_row(blank: Path, file: Path) -> Path | None:
    form = Filled(blank)
    if MEASURES not in form.grids:
        return None
    number = next(iter(form.grids[MEASURES].rows))
    form.put(MEASURES, number, "完成比例", 61)
    return form.save(file)


def _refused(month: Month, file: Path, code: str, *options: str) -> Any:
    """Refused with this code and no other."""
    said = month.office.json("collect", str(file), *options, code=4)
    codes = {fault["code"] for one in said["files"] for fault in one["faults"]}
    assert codes == {code}, (file, said)
    assert said["counts"]["refused"] == 1, said
    assert {one["status"] for one in said["files"]} <= {"refused", "skipped"}, said
    month.office.count("strays")
    return said


def _passed_over(month: Month, file: Path, *options: str) -> None:
    """Not what is asked for now: no fault, and not taken."""
    said = month.office.json("collect", str(file), *options, code=0)
    assert [one["status"] for one in said["files"]] == ["skipped"], said
    assert "这次只收" in said["files"][0]["why"], said


def _outdated(month: Month, before: Month, folder: Path) -> None:
    """A form of the month before, after one of this month was taken for the same measure."""
    day = month.office.today
    for unit, blank in before.blanks.items():
        form = Filled(blank)
        if MEASURES not in form.grids:
            continue
        for number in form.grids[MEASURES].rows:
            now = month.world.standing(number, day)
            is_newer = any(
                one.kind == "progress" and one.month == month.text
                for one in month.world.logs[number]
            )
            if is_newer and now.is_open and now.lead == unit:
                form.put(MEASURES, number, "完成比例", 62)
                spot = form.at(MEASURES, number, IDENTITY)
                said = _refused(month, form.save(folder / "旧表.xlsx"), "F403")
                (fault,) = said["files"][0]["faults"]
                assert (fault["sheet"], fault["cell"]) == (MEASURES, spot)
                return
