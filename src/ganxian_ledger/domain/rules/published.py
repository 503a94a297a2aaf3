"""What the rules about published records share: a field that says something else, a record gone."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.compare.pairing import Both, Located
from ganxian_ledger.domain.rules.corrected import unless_declared
from ganxian_ledger.domain.rules.rule import Finding, Rule


def changed(
    rule: Rule, edit: Edit, both: Both, keys: tuple[str, ...], *, hint: str
) -> Iterator[Finding]:
    """A finding for each of these fields of a record in which the two states differ."""
    edits = edit.fields(both.before, both.after, both.old_place, both.new_place, keys)
    for one in edits:
        finding = rule.at(both.new_place / one.key, f"{both.id} 的{one.words}", hint=hint)
        yield unless_declared(edit, finding, both.id, both.before.id)


def vanished(rule: Rule, edit: Edit, old: Located, named: str, *, hint: str) -> Finding:
    """A finding for a record that the new state has no longer, at its number in the old one."""
    found = rule.before(old.place / "id", f"{named}不见了", hint=hint)
    return unless_declared(edit, found, old.record.id)
