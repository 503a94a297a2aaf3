"""The rules that are run over a ledger: one file each, one line here (or in kept_checks.py)."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.numbers import (
    n402_full_percent_without_submission,
    n403_percent_fell,
    n404_goal_equals_baseline,
    n405_cumulative_without_floor,
    n406_cumulative_fell,
    n407_plan_ends_before_it_starts,
    n408_reading_without_number,
)
from ganxian_ledger.domain.rules.procedure import (
    t301_closed_without_evidence,
    t302_closed_without_submission,
    t303_illegal_step,
    t304_date_goes_back,
    t305_dated_in_future,
    t306_extension_not_later,
    t307_extension_asked_late,
    t308_extension_to_the_past,
    t309_long_term_finished_early,
    t310_failed_review_not_reopened,
    t311_reading_before_its_period_ends,
    t322_calendar_unknown,
)
from ganxian_ledger.domain.rules.reference import (
    r201_duplicate_id,
    r202_measure_under_wrong_task,
    r204_unregistered_unit,
    r205_name_claimed_twice,
    r206_group_in_itself,
    r207_target_points_nowhere,
    r208_project_points_nowhere,
    r209_unit_named_twice,
    r210_claimed_by_two_people,
)
from ganxian_ledger.domain.rules.rule import Rule
from ganxian_ledger.domain.rules.style import (
    s602_confusing_character,
)

CHECKS: tuple[Rule, ...] = (
    n402_full_percent_without_submission.RULE,
    n403_percent_fell.RULE,
    n404_goal_equals_baseline.RULE,
    n405_cumulative_without_floor.RULE,
    n406_cumulative_fell.RULE,
    n407_plan_ends_before_it_starts.RULE,
    n408_reading_without_number.RULE,
    r201_duplicate_id.RULE,
    r202_measure_under_wrong_task.RULE,
    r204_unregistered_unit.RULE,
    r205_name_claimed_twice.RULE,
    r206_group_in_itself.RULE,
    r207_target_points_nowhere.RULE,
    r208_project_points_nowhere.RULE,
    r209_unit_named_twice.RULE,
    r210_claimed_by_two_people.RULE,
    s602_confusing_character.RULE,
    t301_closed_without_evidence.RULE,
    t302_closed_without_submission.RULE,
    t303_illegal_step.RULE,
    t304_date_goes_back.RULE,
    t305_dated_in_future.RULE,
    t306_extension_not_later.RULE,
    t307_extension_asked_late.RULE,
    t308_extension_to_the_past.RULE,
    t309_long_term_finished_early.RULE,
    t310_failed_review_not_reopened.RULE,
    t311_reading_before_its_period_ends.RULE,
    t322_calendar_unknown.RULE,
)
"""Sorted by code; a test compares the list with the folders."""


def checks_of(ledger: Ledger) -> Iterator[Rule]:
    """The rules for this ledger; those about the office's month only where it keeps something."""
    yield from CHECKS
    kept = ledger.office_files
    if any((kept.returns, kept.letters, kept.holidays, kept.assessment)):
        from ganxian_ledger.domain.rules.kept_checks import KEPT_CHECKS  # noqa: PLC0415 (of few)

        yield from KEPT_CHECKS
