"""The things of a ledger in the trees of its files, to be compared before any record is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence
from ganxian_ledger.adapters.yaml.salvage import record_in
from ganxian_ledger.domain.compare.meaning import Held, Key, Kind
from ganxian_ledger.domain.model.files import (
    FILES,
    HOLIDAYS_TITLE,
    LETTERS_TITLE,
    RETURNS_TITLE,
    SCHEME_TITLE,
)
from ganxian_ledger.domain.model.plan import Measure, Plan, Section, Task
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.places import ASSESSMENT, HOLIDAYS, LETTERS, RETURNS

_MODELS: dict[Kind, type[Record]] = {
    Kind.PLAN: Plan,
    Kind.SECTION: Section,
    Kind.TASK: Task,
    Kind.MEASURE: Measure,
    Kind.TARGET: Target,
    Kind.PROJECT: Project,
    Kind.UNIT: Unit,
}
_FILES: dict[Kind, str] = {
    Kind.RETURNS: RETURNS,
    Kind.LETTERS: LETTERS,
    Kind.ASSESSMENT: ASSESSMENT,
    Kind.HOLIDAYS: HOLIDAYS,
}
"""Files that are one thing each."""
_LISTS = (
    ("targets", Kind.TARGET, "id"),
    ("projects", Kind.PROJECT, "id"),
    ("units", Kind.UNIT, "name"),
)
_WHOLE = (
    ("returns", Kind.RETURNS, RETURNS_TITLE),
    ("letters", Kind.LETTERS, LETTERS_TITLE),
    ("blocks", Kind.ASSESSMENT, SCHEME_TITLE),
    ("years", Kind.HOLIDAYS, HOLIDAYS_TITLE),
    ("days", Kind.HOLIDAYS, HOLIDAYS_TITLE),
)
"""The keys by which such a file is known, and what it is called."""
_TITLE = ("id", "title")


class HeldNode(NamedTuple):
    """The tree of a thing, and the number of what it stands under."""

    node: Node
    under: str = ""

    def is_same(self, other: HeldNode | None) -> bool:
        """Whether both are written with the same values."""
        if other is None or self.under != other.under:
            return False
        return self.node is other.node or self.node == other.node


Things = dict[Key, HeldNode]


def _model(kind: Kind) -> type[Record]:
    return FILES[_FILES[kind]] if kind in _FILES else _MODELS[kind]


def things_in(root: Node) -> Things:
    """Everything in the tree of one file by what it is known by; of two the first."""
    found: Things = {}
    for kind, identity, held in _things(root):
        if isinstance(identity, str):
            found.setdefault(Key(kind, str(identity)), held)
    return found


def _things(root: Node) -> Iterator[tuple[Kind, Node, HeldNode]]:
    if not isinstance(root, Mapping):
        return
    if "plan" in root:
        yield Kind.PLAN, "", HeldNode(root["plan"])
    for section in _items(root, "sections"):
        number = _text(section.get("id"))
        yield Kind.SECTION, section.get("id"), HeldNode(_titled(section))
        for task in _items(section, "tasks"):
            yield Kind.TASK, task.get("id"), HeldNode(_titled(task), number)
            under = _text(task.get("id"))
            for measure in _items(task, "measures"):
                yield Kind.MEASURE, measure.get("id"), HeldNode(measure, under)
    yield from ((kind, title, HeldNode(root)) for key, kind, title in _WHOLE if key in root)
    for key, kind, name in _LISTS:
        yield from ((kind, item.get(name), HeldNode(item)) for item in _items(root, key))


def _items(node: Mapping, key: str) -> Iterator[Mapping]:
    items = node.get(key)
    if isinstance(items, Sequence):
        yield from (item for item in items if isinstance(item, Mapping))


def _titled(node: Mapping) -> Mapping:
    """A section or a task without what stands in it."""
    titled = Mapping(0, flow=False)
    titled.update((key, node[key]) for key in _TITLE if key in node)
    return titled


def _text(node: Node) -> str:
    return str(node) if isinstance(node, str) else ""


class Making:
    """Makes the records of trees; that of the same tree only once, as long as it is the last."""

    def __init__(self) -> None:
        self._last: dict[Key, tuple[Node, Held]] = {}

    def held(self, key: Key, found: HeldNode | None) -> Held | None:
        """The thing that stands there; what is faulty in it is left out."""
        if found is None:
            return None
        node, held = self._last.get(key, (None, None))
        if held is None or node is not found.node or held.under != found.under:
            held = Held(record_in(_model(key.kind), found.node), found.under)
        self._last[key] = (found.node, held)
        return held
