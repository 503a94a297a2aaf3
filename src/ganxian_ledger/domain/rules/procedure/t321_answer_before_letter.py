"""A letter is answered, or to be answered, before it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import known
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Days that could not be read are left out."""
    for place, letter in ledger.located_letters():
        due = known(letter.answer_due) if letter.answer_due else None
        if due is not None and due <= letter.date:
            yield RULE.at(
                place / "answer_due",
                f"答复期限 {due} 不晚于发函日期 {letter.date}",
                hint="核对两个日期",
            )
        for i, answer in enumerate(letter.answers):
            day = known(answer.date)
            if day is not None and day < letter.date:
                yield RULE.at(
                    place / "answers" / i / "date",
                    f"答复日期 {day} 早于发函日期 {letter.date}",
                    hint="核对日期，以及答复的是不是这一份函",
                )


_LETTERS = """\
schema_version: 1
letters:
  - date: 2024-07-02
    kind: 督办函
    to: 区城管局
    by: 领导小组办公室
    measures: ['8.3']
    answer_due: 2024-07-12
    answers: [{{date: {}, by: 区城管局}}]
"""
RULE = Rule(
    code="T321",
    name="answer-before-letter",
    title="答复早于发函",
    severity=Severity.ERROR,
    why="答复没答复、超期没超期按这两个日期算，颠倒了就算不清。",
    good=Example(_LETTERS.format("2024-07-10"), into="letters.yaml"),
    bad=Example(_LETTERS.format("2024-06-10"), into="letters.yaml"),
    check=check,
)
