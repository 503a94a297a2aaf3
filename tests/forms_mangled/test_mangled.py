"""Some hundreds of mangled forms in each run of the tests; `run` makes any number of them."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

import pytest
from tests.forms_mangled.run import KINDS, ran
from tests.forms_mangled.samples import RECEIVED, Samples, samples

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.outcome import Status
from ganxian_ledger.usecases.collect import Request, collect

BATCHES = 17


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return samples(tmp_path_factory.mktemp("samples"))


def test_forms_to_which_nothing_was_done_are_all_taken(found: Samples, tmp_path: Path) -> None:
    for unit, saved in found.by_unit.items():
        place = tmp_path / "in" / unit
        place.mkdir(parents=True)
        (place / "表.xlsx").write_bytes(saved[1].content)
        (place / "验收单.pdf").write_bytes(b"a")
    request = Request(dry_run=True)
    done = collect(LedgerFolder(found.ledger), [tmp_path / "in"], request, today=RECEIVED)
    forms = [one for one in done.outcomes if one.status is not Status.SKIPPED]
    assert [one.faults for one in forms if one.status is not Status.TAKEN] == []
    assert len(forms) == len(found.by_unit)


@pytest.mark.slow
def test_a_mangled_form_is_refused_or_taken_as_anybody_would_read_it(
    found: Samples, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of names that are there twice
        verdicts = ran(found, tmp_path, 1, range(BATCHES))

    wrong = [(one.mangled.done, one.status, one.wrong) for one in verdicts if one.wrong]
    assert wrong == []
    count = Counter(one.status for one in verdicts)
    assert count["taken"] > 70, "most were refused: that proves nothing"
    assert count["refused"] > 100
    assert {name for one in verdicts for name in one.mangled.done} == {*KINDS}
