"""Who committed what an edit records, for the rules about who may; by the access.yaml of the base.

Nobody is known where the base has no access.yaml: the edit then has no authors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ganxian_ledger.domain.compare.additions import Addition, additions
from ganxian_ledger.domain.compare.edit import Author, Edit
from ganxian_ledger.domain.compare.words import quoted
from ganxian_ledger.domain.model.access import Person
from ganxian_ledger.domain.model.event import TYPE_WORDS
from ganxian_ledger.domain.places import ASSESSMENT, LETTERS, RETURNS, TASKS, Place

OFFICE_STEPS = frozenset({"close", "return", "review", "reopen", "extend", "transfer", "cancel"})
"""What only the office may record."""


class Committed(NamedTuple):
    """One new record with its author, and the person that this is; None for an unknown one."""

    addition: Addition
    author: Author
    person: Person | None

    @property
    def place(self) -> Place:
        """Where the record stands."""
        return self.addition.place

    @property
    def kind(self) -> str:
        """The record's type; empty for a reading or a report on a project."""
        return str(getattr(self.addition.record, "type", ""))

    @property
    def is_of_office(self) -> bool:
        """Whether only the office may record this: its steps, and what it keeps of its month."""
        return self.kind in OFFICE_STEPS or self.place.file in {RETURNS, LETTERS, ASSESSMENT}

    @property
    def words(self) -> str:
        """The record as people call it: 8.3 的销号."""
        other = "读数" if self.place.route[0] == "targets" else "记录"
        return f"{self.addition.id} 的{TYPE_WORDS.get(self.kind, other)}"


def committed(edit: Edit) -> Iterator[Committed]:
    """Every new record whose author is known."""
    if edit.authors:
        for addition in additions(edit):
            author = edit.authors.get(addition.place)
            if author is not None:
                yield Committed(addition, author, person_of(edit, author))


class Deed(NamedTuple):
    """One commit: who made it, where to point, and what it did in words."""

    author: Author
    place: Place
    words: str


def deeds(edit: Edit) -> Iterator[Deed]:
    """Every commit that recorded something, at its first record; other deeds have no route."""
    places: dict[Author, list[Place]] = {}
    for one in committed(edit):
        places.setdefault(one.author, []).append(one.place)
    for author, where in places.items():
        yield Deed(author, where[0] / "by", f"记了 {len(where)} 条")
    others = {
        author: Deed(author, Place(TASKS), "声明了更正") for author in edit.correctors.values()
    }
    others |= {
        author: Deed(author, Place(file), f"改了 {file}")
        for file, authors in edit.changers.items()
        for author in authors
    }
    yield from (deed for author, deed in others.items() if author not in places)


def person_of(edit: Edit, author: Author) -> Person | None:
    """The one whose key signed, else the one whose address the commit has."""
    return author.signer or edit.base.access.of_email(author.email)


def units_of(edit: Edit, person: Person) -> tuple[str, ...]:
    """The registered names of a person's units."""
    return tuple(dict.fromkeys(map(edit.base.units.named, person.unit)))


def is_office(edit: Edit, person: Person | None) -> bool:
    """Whether somebody is of the plan's office, as it was before the edit; a stranger is not."""
    if person is None:
        return False
    return edit.base.units.named(edit.base.plan.office) in units_of(edit, person)


def who(edit: Edit, person: Person, author: Author) -> str:
    """A person with units and commit, as messages name them."""
    units = "、".join(units_of(edit, person))
    return f"{quoted(person.name)}（{units}，提交 {author.commit}）"


def named(edit: Edit, author: Author) -> str:
    """Whoever committed something, as messages name them."""
    person = person_of(edit, author)
    if person is None:
        return f"没有登记的{claimed(author)}（提交 {author.commit}）"
    return who(edit, person, author)


def claimed(author: Author) -> str:
    """The name and address that a commit bears."""
    return f"“{quoted(author.name)} <{quoted(author.email)}>”"
