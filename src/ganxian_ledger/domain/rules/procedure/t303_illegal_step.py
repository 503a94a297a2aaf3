"""A record does not fit the state that the measure was in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.model.event import TYPE_WORDS
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.rules.logs import Step, is_known, steps_of
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.state.steps import ALLOWED_IN, OPEN, UNFINISHED, State, is_legal


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Each record is judged on its own, as if those before it had been allowed."""
    for entry in ledger.entries:
        for step in steps_of(entry, ledger.plan.due):
            known = step.state is not None and is_known(step.event)
            if step.state is not None and known and not is_legal(step.event.type, step.state):
                yield _finding(step, step.state)


def _finding(step: Step, state: State) -> Finding:
    kind = step.event.type
    allowed = "、".join(one for one in State if one in ALLOWED_IN[kind])
    return RULE.at(
        step.place / "type",
        f"这时的状态是“{state}”，不能记“{TYPE_WORDS[kind]}”；{allowed}时才能记",
        hint=f"{_instead(state)}{_FIRST.get((kind, state), '').format(step.entry.id)}",
    )


def _instead(state: State) -> str:
    listed = "、".join(word for kind, word in TYPE_WORDS.items() if is_legal(kind, state))
    return f"“{state}”时可以记：{listed}。" if listed else f"“{state}”以后不再有记录，删去这一条。"


_REOPEN = "要继续办，先 ledger reopen {} --reason 理由"
_RETURN = "要继续办，先 ledger return {} --reason 理由"
_SUBMIT = "先 ledger submit {}"
_CLOSE = "先 ledger close {}"
_FIRST = {
    **{(kind, State.CLOSED): _REOPEN for kind in ALLOWED_IN},
    **{(kind, State.SUBMITTED): _RETURN for kind in ("progress", "submit")},
    **{("return", state): _SUBMIT for state in OPEN},
    **{("review", state): _CLOSE for state in UNFINISHED},
    **{("reopen", state): _CLOSE for state in UNFINISHED},
    ("close", State.CLOSED): "",
    ("return", State.CLOSED): "",
}
"""What has to be recorded first, for a type of record in a state."""


RULE = Rule(
    code="T303",
    name="illegal-step",
    title="这一步不合程序",
    severity=Severity.ERROR,
    why="状态由记录逐条推出；不合程序的一步让人说不清措施到底办到哪里。",
    good=Example(
        """\
log:
  - {date: 2024-05-10, type: submit, by: 区城管局}
  - {date: 2024-05-20, type: return, by: 领导小组办公室, reason: 缺验收单}"""
    ),
    bad=Example(
        """\
log:
  - {date: 2024-05-10, type: progress, percent: 90, by: 区城管局}
  - {date: 2024-05-20, type: return, by: 领导小组办公室, reason: 缺验收单}"""
    ),
    check=check,
)
