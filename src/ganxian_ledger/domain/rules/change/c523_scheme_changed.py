"""The published scheme of the assessment says something else now, or is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.files import SCHEME_TITLE
from ganxian_ledger.domain.places import ASSESSMENT, Place
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity
from ganxian_ledger.domain.rules.schemes import SCHEME

_HINT = "恢复公布的办法；新一年的办法随新一年的台账另定"


def check(edit: Edit) -> Iterator[Finding]:
    """The place is each field that says something else; of a part that is gone, its list."""
    for one in edit.scheme_edits:
        place = Place(ASSESSMENT, one.after)
        finding = RULE.at(place, f"{SCHEME_TITLE}的{one.field.words}", hint=_HINT)
        yield unless_declared(edit, finding, SCHEME_TITLE)
    is_gone = edit.head.assessment is None and not edit.is_unread(ASSESSMENT)
    if edit.base.assessment is not None and is_gone:
        finding = RULE.before(Place(ASSESSMENT), f"{SCHEME_TITLE}不见了", hint=_HINT)
        yield unless_declared(edit, finding, SCHEME_TITLE)


RULE = Rule(
    code="C523",
    name="scheme-changed",
    title="公布的考评办法被改动",
    severity=Severity.ERROR,
    why="分值、考评项、分组、等次一改，已经公布的得分和名次重算就不同了；办法在考评之前定。",
    good=Example(SCHEME, into=ASSESSMENT, before=SCHEME.partition("veto:")[0]),
    bad=Example(
        SCHEME.replace("at_least: 90", "at_least: 85"),
        into=ASSESSMENT,
        before=SCHEME,
    ),
    edit_check=check,
)
