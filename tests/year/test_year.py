"""A quarter in the office equals an independent calculation, to the digit.

The whole year, with any seed: `python -m tests.year --seed 1 2 3`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from tests.year.programs import SOFFICE
from tests.year.run import year
from tests.year.truth import RETURN_DAYS, half_up, time_progress

SEED = 4
EVENTS = (
    "dispatch close return extend reopen transfer cancel review progress submit reading letter",
    "forms",
    "refused forms",
    "strays",
    "scores",
)


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, int]:
    """The second quarter of 2024, month by month; any difference is an error here."""
    return year(tmp_path_factory.mktemp("year"), SEED, range(4, 7), early=True).counts


@pytest.mark.slow
def test_a_quarter_in_the_office_equals_an_independent_calculation(
    counts: Mapping[str, int],
) -> None:
    wanted = [*EVENTS[0].split(), *EVENTS[1:]]
    assert [what for what in wanted if not counts.get(what)] == []


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice")
def test_forms_of_the_quarter_were_saved_again_by_libreoffice(counts: Mapping[str, int]) -> None:
    assert counts["LibreOffice xls"] > 0
    assert counts["LibreOffice xlsx"] > 0


def test_the_independent_calculation_gives_what_the_contract_names() -> None:
    plan = (date(2024, 1, 1), date(2024, 12, 31))

    assert time_progress(*plan, date(2024, 6, 30)) == 50
    assert time_progress(*plan, date(2025, 1, 1)) == 100
    assert str(half_up(Fraction(1, 20), 1)) == "0.1"
    late = {month: day.day for month, day in RETURN_DAYS.items() if day.day != 25}
    assert late == {2: 26, 5: 27, 8: 26}
    assert all(day.weekday() < 5 for day in RETURN_DAYS.values())
