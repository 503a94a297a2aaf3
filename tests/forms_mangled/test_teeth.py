"""The harness bites: a reader that is broken on purpose is found out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.forms_mangled.judging import Mangled, judged
from tests.forms_mangled.packages import Package, fill
from tests.forms_mangled.run import mangled
from tests.forms_mangled.samples import Sample, Samples, samples
from tests.forms_mangled.sheets import World

from ganxian_ledger.domain.forms import answers, locate, rows, understand
from ganxian_ledger.domain.forms.form import TARGETS
from ganxian_ledger.domain.forms.locate import Line, Table
from ganxian_ledger.usecases import deciding, keeping

UNIT = "区农业农村局"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return samples(tmp_path_factory.mktemp("samples"))


def nothing() -> Any:
    raise KeyError


def sorted_form(sample: Sample) -> Mangled:
    from random import Random

    world = World(nothing, nothing)
    for seed in range(9):
        made = mangled(sample, world, Random(seed), "sort_with_keys")
        if len(made.done) == 1:
            return made
    raise AssertionError


def with_a_half(sample: Sample) -> Mangled:
    package = Package.of(sample.content)
    fill(package, 1, {(5, 7): 0.5})
    content = package.saved()
    return Mangled(sample, content, content, ("half",))


def untouched(sample: Sample) -> Mangled:
    return Mangled(sample, sample.content, sample.content, (), is_harmless=True)


def by_row_number(patch: pytest.MonkeyPatch) -> None:
    """The keys of measures are thought to stand in an order of their own."""
    whole = locate._table

    def table(sheet: Any, head: Any) -> Table:
        made = whole(sheet, head)
        if head.name == TARGETS:
            return made
        keys = sorted(line.key for line in made.lines)
        lines = zip(made.lines, keys, strict=True)
        return made._replace(lines=tuple(Line(one.row, key, one.cells) for one, key in lines))

    patch.setattr(locate, "_table", table)
    patch.setattr(answers, "_is_true", lambda *_: True)


def half_is_fifty(patch: pytest.MonkeyPatch) -> None:
    def whole(number: Decimal, **_: object) -> int:
        return int(number * 100 if 0 < number < 1 else number)

    patch.setattr(understand, "_whole_percent", whole)


def last_row_is_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers, "_without_doubles", lambda found: found[:-1])


def texts_are_cut(patch: pytest.MonkeyPatch) -> None:
    whole: Callable[..., str] = vars(rows)["text_of"]

    def text_of(cell: Any, *, head: str, most: int) -> str:
        text = whole(cell, head=head, most=most)
        return text if head == "佐证材料" else text[:5]

    patch.setattr(rows, "text_of", text_of)


def copies_are_not_written(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(keeping.Keeping, "write", lambda *_: None)


def another_unit(patch: pytest.MonkeyPatch) -> None:
    whole: Callable[..., Any] = vars(deciding)["told_of"]

    def told(row: Any, said: Any, *more: Any) -> Any:
        return whole(row, said._replace(unit="区水利局"), *more)

    patch.setattr(deciding, "told_of", told)


BROKEN: dict[Callable[[pytest.MonkeyPatch], None], Callable[[Sample], Mangled]] = {
    by_row_number: sorted_form,
    half_is_fifty: with_a_half,
    last_row_is_lost: untouched,
    texts_are_cut: untouched,
    copies_are_not_written: untouched,
    another_unit: untouched,
}


@pytest.mark.parametrize("breaking", BROKEN)
def test_a_reader_that_is_broken_is_found_out(
    found: Samples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    breaking: Callable[[pytest.MonkeyPatch], None],
) -> None:
    form = BROKEN[breaking](found.by_unit[UNIT][1])
    (sound,) = judged(found.ledger, tmp_path / "sound", [form])
    assert sound.wrong == ()

    breaking(monkeypatch)
    (verdict,) = judged(found.ledger, tmp_path / "broken", [form])

    assert (verdict.status, bool(verdict.wrong)) == ("taken", True)
