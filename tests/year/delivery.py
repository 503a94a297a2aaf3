"""What units hand in: forms that were filled somewhere, and what is expected of each."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from tests.year.filling import IDENTITY, MEASURES, TARGETS, Filled
from tests.year.plan import Quantity
from tests.year.truth import Answer, Reported
from tests.year.typing_in import EVIDENCE, Spot, put_answer, spoil


@dataclass
class Delivery:
    """One form on its way: `answers` are those that are taken, `spots` the faults expected.

    `collected` is the day on which the office takes it in, `received` the day it came.
    """

    unit: str
    month: str
    file: Path
    collected: date
    received: date
    answers: list[Answer]
    spots: set[Spot] = field(default_factory=set)
    warned: set[Spot] = field(default_factory=set)
    is_partial: bool = False
    is_zip: bool = False
    tag: str = ""

    @property
    def is_taken(self) -> bool:
        return not self.spots or (self.is_partial and bool(self.answers))


class Clerk:
    """Fills forms for the units: one of two spreadsheet programs, tidily or not."""

    def __init__(self, random: Random, quantities: dict[str, Quantity], work: Path) -> None:
        self.random, self.quantities, self.work = random, quantities, work
        self.again: list[Path] = []
        self._made = 0

    def fill(self, blank: Path, one: Delivery, *, spoiled: bool = False) -> Delivery:
        """Write the form of a delivery; with mistakes, where it is to be spoiled."""
        random = self.random
        form = Filled(blank)
        self._disarrange(form)
        for answer in one.answers:
            put_answer(form, answer, random, lambda key: self.quantities[key].unit)
        whole = list(one.answers)
        if spoiled:
            rows, spots = spoil(form, one.answers, random, self.quantities)
            one.spots |= spots
            one.answers = [answer for answer in one.answers if answer.id not in rows]
        self._made += 1
        folder = self.work / f"{one.unit}-{self._made}"
        name = random.choice(("填报表", "进展表（最终版）", "新建 工作表", f"{one.month}"))
        one.file = form.save(folder / f"{one.unit}{name}{self._made}.xlsx")
        self._evidence(one, whole, folder)
        is_plain = all(code not in {"F302", "F312"} for code, _, _ in one.spots)
        if is_plain and random.random() < 0.4:
            self.again.append(one.file)
        return one

    def refuse(self, blank: Path, one: Delivery, rows: Sequence[tuple[Answer, str]]) -> Delivery:
        """A form with rows that the ledger no longer takes, each with its code."""
        made = self.fill(blank, one)
        form = Filled(made.file)
        for answer, code in rows:
            put_answer(form, answer, self.random, lambda key: self.quantities[key].unit)
            sheet = MEASURES if isinstance(answer, Reported) else TARGETS
            one.spots.add((code, sheet, form.at(sheet, answer.id, IDENTITY)))
        form.save(made.file)
        return made

    def _disarrange(self, form: Filled) -> None:
        random = self.random
        for name, grid in form.grids.items():
            if random.random() < 0.3:
                grid.sort(random)
            if random.random() < 0.2:
                grid.swap_columns(random)
            if random.random() < 0.2:
                grid.hide("任务要求" if name == MEASURES else "上次读数")
            if random.random() < 0.2:
                grid.scribble()

    def _evidence(self, one: Delivery, answers: Sequence[Answer], folder: Path) -> None:
        place = folder / self.random.choice((".", "佐证材料"))
        for answer in answers:
            for name in answer.evidence if isinstance(answer, Reported) else ():
                place.mkdir(exist_ok=True)
                (place / name).write_text(f"{one.unit} {one.month} {name}\n", "utf-8")

    def name_a_picture(self, blank: Path, one: Delivery) -> Delivery:
        """A form that names evidence without asking for a closing: taken, with a warning."""
        made = self.fill(blank, one)
        rows = [a.id for a in one.answers if isinstance(a, Reported) and not a.is_submitted]
        if rows:
            form = Filled(made.file)
            form.put(MEASURES, rows[0], EVIDENCE, "照片.jpg")
            one.warned.add(("F321", MEASURES, form.at(MEASURES, rows[0], EVIDENCE)))
            form.save(made.file)
        return made


def lay_down(batch: Path, deliveries: Sequence[Delivery]) -> None:
    """Put the forms of a day into its folder: each unit's own folder, or a zip of it."""
    for one in deliveries:
        home = one.file.parent
        if one.is_zip:
            batch.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(batch / f"{home.name}.zip", "w") as parcel:
                for path in sorted(home.rglob("*")):
                    if path.is_file():
                        parcel.write(path, path.relative_to(home).as_posix())
        else:
            shutil.copytree(home, batch / home.name)
