"""Forms to be mangled: of every unit of the demonstration ledger in June, filled in, and saved.

The ledger is cut off at the day on which the forms go out, so that records can follow. What is
filled in is different in every row, so that a value in a wrong place is noticed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from ruamel.yaml import YAML
from tests.forms_mangled.packages import Package, fill

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.form import COLUMNS, KEY_HEAD, MEASURES, TARGETS, Form
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.render.xlsx.form import form_workbook
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.revision import digest_now

DEMO = Path(__file__).parents[2] / "examples" / "demo"
SENT, RECEIVED = date(2024, 6, 20), date(2024, 6, 25)
MONTH, EARLIER = "2024-06", "2024-05"
EVIDENCE = "验收单.pdf"
_CUT = ("tasks.yaml", "targets.yaml", "projects.yaml")
Filled = Mapping[tuple[str, str, str], Any]
"""What is typed, by sheet, id of the row and key of the column; (value, format) for a percent."""


class Sample(NamedTuple):
    """A filled form: whose it is, how it was saved, and its bytes; `sent` are the texts by key."""

    unit: str
    kind: str
    content: bytes
    sent: Mapping[str, tuple[str, ...]]


class Samples(NamedTuple):
    """All samples by unit; forms of the month before, which no one may take for this month's."""

    ledger: Path
    by_unit: Mapping[str, tuple[Sample, ...]]
    earlier: Mapping[str, bytes]


def demo_until(folder: Path, day: date = SENT) -> LedgerFolder:
    """The demonstration ledger without what was recorded after a day."""
    shutil.copytree(DEMO, folder)
    yaml = YAML()
    yaml.width = 1000
    for name in _CUT:
        told = yaml.load(folder / name)
        _cut(told, day)
        yaml.dump(told, folder / name)
    return LedgerFolder(folder)


def _cut(told: Any, day: date) -> None:
    if isinstance(told, dict):
        for key in ("log", "readings"):
            if key in told:
                told[key] = [one for one in told[key] if one["date"] <= day]
                if not told[key]:
                    del told[key]
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        _cut(one, day)


def samples(folder: Path, *, with_office: bool = False) -> Samples:
    """Make the ledger and the samples of every unit; LibreOffice saves some where it may."""
    ledger = demo_until(folder / "data")
    opened = open_sound(ledger, SENT)
    revision = digest_now(opened)
    found: dict[str, tuple[Sample, ...]] = {}
    earlier = {}
    for month in (EARLIER, MONTH):
        period = parse_period(month)
        assert period is not None
        for form in forms_of(Board(opened.ledger, SENT), period, revision):
            content = form_workbook(form, SENT)
            answers = answers_to(form, Random(form.identity.unit))
            if month == EARLIER:
                earlier[form.identity.unit] = typed_with_openpyxl(content, answers)
            else:
                found[form.identity.unit] = _saved(form, content, answers)
    if with_office:
        found = _with_office(found, folder / "office")
    return Samples(ledger.path, found, earlier)


def _saved(form: Form, content: bytes, answers: Filled) -> tuple[Sample, ...]:
    sent = {
        key: row.locked
        for name in form.rows
        for key, row in zip(form.keys(name), form.rows[name], strict=True)
    }
    unit = form.identity.unit
    typed = typed_with_openpyxl(content, answers)
    return (
        Sample(unit, "openpyxl", typed, sent),
        Sample(unit, "raw", typed_into_the_package(content, answers), sent),
    )


def _with_office(
    found: Mapping[str, tuple[Sample, ...]], folder: Path
) -> dict[str, tuple[Sample, ...]]:
    """The same forms once more as LibreOffice saves them, new and old."""
    folder.mkdir()
    units = {f"{number}": unit for number, unit in enumerate(found)}
    for number, unit in units.items():
        (folder / f"{number}.xlsx").write_bytes(found[unit][1].content)
    files = [str(folder / f"{number}.xlsx") for number in units]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("xlsx", "xls"):
        whole = ["soffice", profile, "--headless", "--convert-to", kind]
        out = str(folder / kind)
        subprocess.run([*whole, "--outdir", out, *files], check=True, capture_output=True)
    return {
        unit: (
            *found[unit],
            *(
                Sample(
                    unit,
                    f"office {kind}",
                    (folder / kind / f"{number}.{kind}").read_bytes(),
                    found[unit][0].sent,
                )
                for kind in ("xlsx", "xls")
            ),
        )
        for number, unit in units.items()
    }


def answers_to(form: Form, chance: Random) -> Filled:
    """What the unit types: most rows, each in a manner of its own."""
    typed: dict[tuple[str, str, str], Any] = {}
    for row in form.measures:
        if chance.random() < 0.9 or len(form.measures) == 1:
            cells = _measure(form.identity.unit, row.id, chance)
            typed.update({(MEASURES, row.id, key): value for key, value in cells.items()})
    for row in form.targets:
        is_in_words = row.locked[3] == "—"
        cells = _target(row.id, chance, is_in_words=is_in_words, is_share=row.locked[3] == "%")
        typed.update({(TARGETS, row.id, key): value for key, value in cells.items()})
    return typed


def _measure(unit: str, identity: str, chance: Random) -> dict[str, Any]:
    percent = chance.randint(3, 99)
    manner = chance.choice([percent, percent, f"{percent}", f"{percent}%", (percent / 100, "0%")])
    cells: dict[str, Any] = {"percent": manner, "note": f"{unit}{identity}本月完成{percent}处"}
    if chance.random() < 0.5:
        cells["issue"] = f"{identity}的问题：\n用地{chance.randint(1, 10**6)}"
    if chance.random() < 0.5:
        cells["next"] = f"{identity}下步{chance.randint(1, 10**6)}"
    if chance.random() < 0.25:
        cells.update(percent=100, submit="是", evidence=EVIDENCE)
    elif chance.random() < 0.5:
        cells["submit"] = "否"
    return cells


def _target(identity: str, chance: Random, *, is_in_words: bool, is_share: bool) -> dict[str, Any]:
    if is_in_words:
        return {"note": f"{identity}的情况{chance.randint(1, 10**6)}"}
    value = chance.randint(200, 9900) / 100
    cells: dict[str, Any] = {"value": f"{value}%" if is_share else value}
    if chance.random() < 0.5:
        cells["date"] = date(2024, 6, chance.randint(1, 24))
    return cells


def typed_with_openpyxl(content: bytes, answers: Filled) -> bytes:
    """The form as openpyxl saves it."""
    book = load_workbook(BytesIO(content))
    for sheet in COLUMNS:
        if sheet in book.sheetnames:
            places = _places(book[sheet])
            for (name, identity, key), value in answers.items():
                if name == sheet:
                    cell = book[sheet].cell(*places[identity, key])
                    cell.value = value[0] if isinstance(value, tuple) else value
                    if isinstance(value, tuple):
                        cell.number_format = value[1]
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _places(sheet: Worksheet) -> dict[tuple[str, str], tuple[int, int]]:
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, values in enumerate(rows) if KEY_HEAD in values)
    columns = {str(value): at for at, value in enumerate(rows[head], start=1)}
    keys = columns[KEY_HEAD] - 1
    return {
        (str(values[keys]).split("|")[1], column.key): (number, columns[column.head])
        for number, values in enumerate(rows, start=1)
        if number > head + 1 and "|" in str(values[keys])
        for column in COLUMNS[sheet.title]
    }


def typed_into_the_package(content: bytes, answers: Filled) -> bytes:
    """The form as it was sent but for the cells that were filled."""
    package = Package.of(content)
    book = load_workbook(BytesIO(content))
    for number, sheet in enumerate(book.sheetnames, start=1):
        if sheet in COLUMNS:
            places = _places(book[sheet])
            cells = {
                places[identity, key]: value
                for (name, identity, key), value in answers.items()
                if name == sheet
            }
            fill(package, number, cells)
    return package.saved()
