"""`python -m tests.forms_mangled.run --count 10000`: many mangled forms, and what became of them.

`--office` takes forms that LibreOffice saved as well; `--jobs` are the processes.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

from openpyxl import Workbook, load_workbook
from tests.forms_mangled import bytewise, sheets
from tests.forms_mangled.judging import Mangled, Verdict, judged
from tests.forms_mangled.packages import Package
from tests.forms_mangled.samples import Sample, Samples, samples
from tests.forms_mangled.sheets import World

_SHEETS = {**sheets.HARMLESS, **sheets.HARMFUL}
KINDS = (*_SHEETS, *bytewise.PARTS, *bytewise.BYTES)
"""Every kind of mangling by its name."""
_HARMLESS = {*sheets.HARMLESS, *bytewise.HARMLESS}


def mangled(sample: Sample, world: World, chance: Random, first: str) -> Mangled:
    """A form after one to three changes; `first` is one of them where the file allows it.

    A change is left out where an earlier one took away what it would change.
    """
    if sample.kind == "office xls":
        name = first if first in bytewise.OLD else chance.choice(sorted(bytewise.OLD))
        content = bytewise.OLD[name](sample.content, chance)
        return Mangled(sample, sample.content, content, (f"old {name}",))
    names = [first]
    if chance.random() < 0.4:
        names += chance.sample(KINDS, chance.randint(1, 2))
    done = sorted(dict.fromkeys(names), key=KINDS.index)
    before = _sheetwise(sample.content, [n for n in done if n in _SHEETS], chance, world)
    content = before
    for name in done:
        if name in _SHEETS:
            continue
        with suppress(Exception):
            changed = _changed(content, name, chance)
            before, content = content, changed
    return Mangled(sample, before, content, tuple(done), len(done) == 1 and first in _HARMLESS)


def _changed(content: bytes, name: str, chance: Random) -> bytes:
    if name in bytewise.BYTES:
        return bytewise.BYTES[name](content, chance)
    package = Package.of(content)
    bytewise.PARTS[name](package, chance)
    return package.saved()


def _sheetwise(content: bytes, names: Sequence[str], chance: Random, world: World) -> bytes:
    if not names:
        return content
    book = load_workbook(BytesIO(content))
    for name in names:
        with suppress(Exception):
            _SHEETS[name](book, chance, world)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def batch_of(found: Samples, number: int, kinds: Iterator[str]) -> list[Mangled]:
    """A mangled form of each unit."""
    batch = []
    for unit, saved in found.by_unit.items():
        chance = Random(f"{number} {unit}")
        world = _world(found, unit, chance)
        batch.append(mangled(chance.choice(saved), world, chance, next(kinds)))
    return batch


def _world(found: Samples, unit: str, chance: Random) -> World:
    others = [one for one in found.by_unit if one != unit]

    def other() -> Workbook:
        return load_workbook(BytesIO(found.by_unit[chance.choice(others)][0].content))

    def earlier() -> Workbook:
        return load_workbook(BytesIO(found.earlier.get(unit, found.by_unit[unit][0].content)))

    return World(other, earlier)


def ran(found: Samples, folder: Path, seed: int, numbers: Sequence[int]) -> list[Verdict]:
    """Some batches, one after the other; every second hundred takes what is right of each form."""
    verdicts = []
    for number in numbers:
        size = len(found.by_unit)
        start = (seed * 7919 + number * size) % len(KINDS)
        kinds = itertools.islice(itertools.cycle(KINDS), start, None)
        place = folder / f"{number}"
        place.mkdir(parents=True)
        is_partial = number % 4 == 3
        batch = batch_of(found, seed * 1_000_000 + number, kinds)
        verdicts += judged(found.ledger, place, batch, partial=is_partial)
        shutil.rmtree(place)
    return verdicts


def summary(verdicts: Sequence[Verdict]) -> str:
    """A table: each kind, and how many of its forms were refused, taken, unchanged, wrong."""
    words = ("refused", "taken", "unchanged", "lost", "raised")
    count: Counter[tuple[str, str]] = Counter()
    for one in verdicts:
        for name in one.mangled.done:
            count[name, one.status] += 1
            count[name, "wrong"] += bool(one.wrong)
    names = sorted({name for name, _ in count})
    head = f"{'kind':34}" + "".join(f"{word:>10}" for word in (*words, "wrong"))
    lines = [
        f"{name:34}" + "".join(f"{count[name, word]:10}" for word in (*words, "wrong"))
        for name in names
    ]
    whole = Counter(one.status for one in verdicts)
    wrong = sum(bool(one.wrong) for one in verdicts)
    told = ", ".join(f"{word} {whole[word]}" for word in words)
    return "\n".join([head, *lines, f"{len(verdicts)} forms: {told}; wrong {wrong}"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.forms_mangled.run")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--office", action="store_true")
    parser.add_argument("--keep", type=Path, help="where forms with a wrong end are kept")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # zipfile warns of names that are there twice
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = samples(folder / "samples", with_office=options.office)
        numbers = range(-(-options.count // len(found.by_unit)))
        work = partial(ran, found, folder / "runs", options.seed)
        with multiprocessing.Pool(options.jobs) as pool:
            made = pool.imap(work, ([number] for number in numbers))
            verdicts = [one for share in made for one in share]
    wrong = [one for one in verdicts if one.wrong]
    for number, one in enumerate(wrong):
        sample = one.mangled.sample
        told = f"{number} {sample.unit} {sample.kind} {one.mangled.done} {one.status}: {one.wrong}"
        sys.stdout.write(f"{told[:3000]}\n")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{number}.{one.mangled.ending}").write_bytes(one.mangled.content)
    sys.stdout.write(f"{summary(verdicts)}\n{time.monotonic() - started:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
