"""What a rule is, what it finds, and how rules are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import Place

if TYPE_CHECKING:  # most runs judge no edit
    from ganxian_ledger.domain.compare.edit import Edit


class Severity(StrEnum):
    """How grave a finding is: only errors stop commands and change exit codes."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """The severity as users read it."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class Finding(NamedTuple):
    """One fault: the rule's code, where, Chinese words, remedy.

    `span` (start and end in the file's text, in code points) is set only where no route leads,
    that is for faults of the text itself. `is_before` tells that the place is one of the file
    before the edit.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    span: tuple[int, int] | None = None
    is_before: bool = False


class Example(NamedTuple):
    """A piece of a ledger that breaks a rule, or keeps it; both are run as tests.

    `into` says what it is: the keys of one `measure`, `target`, `unit`, `project` or of the `plan`
    (put into a small valid ledger in place of the keys of the same name), or the name of a file
    that it is the whole of. `encoding` is that of the file's bytes. A file with an empty text is
    absent. What cannot be written down, such as a file that is too large, is told in `words`
    instead, and the rule has a test of its own. For a rule about edits `before` is what stood there
    before, and `message` the commit's.
    """

    text: str
    into: str = "measure"
    encoding: str = "utf-8"
    words: str = ""
    before: str = ""
    message: str = ""


Check = Callable[[Ledger, date], Iterator[Finding]]
EditCheck = Callable[["Edit"], Iterator[Finding]]


class Rule(NamedTuple):
    """A rule: its stable code, the fault's name, and all that is said about it.

    `name` completes the sentence "允许 …" (closed-without-evidence). Rules without a `check` are
    found while reading (`adapters.yaml`). A check sees the whole ledger and the day of the run; an
    `edit_check` sees the ledger before and after an edit.
    """

    code: str
    name: str
    title: str
    severity: Severity
    why: str
    good: Example
    bad: Example
    check: Check | None = None
    edit_check: EditCheck | None = None

    def at(self, place: Place, message: str, *, hint: str = "") -> Finding:
        """A finding of this rule."""
        return Finding(self.code, self.severity, place, message, hint)

    def before(self, place: Place, message: str, *, hint: str = "") -> Finding:
        """A finding of this rule at a place of the file before the edit."""
        return self.at(place, message, hint=hint)._replace(is_before=True)


def run(rules: Iterable[Rule], ledger: Ledger, day: date) -> Iterator[Finding]:
    """Everything that the rules find in a ledger on a day."""
    for rule in rules:
        if rule.check is not None:
            yield from rule.check(ledger, day)


def run_on_edit(rules: Iterable[Rule], edit: Edit) -> Iterator[Finding]:
    """Everything that the rules find in an edit."""
    for rule in rules:
        if rule.edit_check is not None:
            yield from rule.edit_check(edit)
