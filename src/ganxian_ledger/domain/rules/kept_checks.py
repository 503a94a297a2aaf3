"""The rules about what the office keeps of its month: one file each, one line here."""

from __future__ import annotations

from ganxian_ledger.domain.rules.numbers import (
    n409_blocks_not_hundred,
    n410_items_not_block,
    n411_grades_not_falling,
    n412_mark_above_item,
)
from ganxian_ledger.domain.rules.procedure import (
    t321_answer_before_letter,
    t323_holiday_named_twice,
)
from ganxian_ledger.domain.rules.reference import (
    r221_letter_names_unknown_measure,
    r222_source_disagrees,
    r223_form_listed_twice,
    r225_mark_points_nowhere,
    r226_unknown_kind_in_group,
    r227_left_out_target_unknown,
    r228_assessment_id_twice,
)
from ganxian_ledger.domain.rules.rule import Rule

KEPT_CHECKS: tuple[Rule, ...] = (
    n409_blocks_not_hundred.RULE,
    n410_items_not_block.RULE,
    n411_grades_not_falling.RULE,
    n412_mark_above_item.RULE,
    r221_letter_names_unknown_measure.RULE,
    r222_source_disagrees.RULE,
    r223_form_listed_twice.RULE,
    r225_mark_points_nowhere.RULE,
    r226_unknown_kind_in_group.RULE,
    r227_left_out_target_unknown.RULE,
    r228_assessment_id_twice.RULE,
    t321_answer_before_letter.RULE,
    t323_holiday_named_twice.RULE,
)
"""Sorted by code; a test compares the list with the folders."""
