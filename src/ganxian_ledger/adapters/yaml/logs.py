"""The append-only lists in the tree of a file, to be compared before any record is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

from ganxian_ledger.adapters.yaml.nodes import Mapping as YamlMapping
from ganxian_ledger.adapters.yaml.nodes import Node, Sequence
from ganxian_ledger.adapters.yaml.things import things_in
from ganxian_ledger.domain.compare.meaning import Kind
from ganxian_ledger.domain.model.files import MARKS_TITLE, VETO_TITLE
from ganxian_ledger.domain.places import ASSESSMENT, LETTERS, PROJECTS, RETURNS, TARGETS, TASKS

_LISTS = {
    TASKS: (Kind.MEASURE, "log"),
    TARGETS: (Kind.TARGET, "readings"),
    PROJECTS: (Kind.PROJECT, "log"),
    RETURNS: (Kind.RETURNS, "returns"),
    LETTERS: (Kind.LETTERS, "letters"),
}
_GIVEN = {MARKS_TITLE: "marks", VETO_TITLE: "veto"}
"""The two lists of assessment.yaml."""


def logs_in(name: str, root: Node) -> Mapping[str, Node]:
    """The lists of one file by the ids of what they are of; of two with one id the first."""
    if name == ASSESSMENT:
        there = root if isinstance(root, YamlMapping) else {}
        return {whose: there.get(key) for whose, key in _GIVEN.items()}
    kind, step = _LISTS[name]
    held = ((key.id, one.node) for key, one in things_in(root).items() if key.kind is kind)
    return {whose: node.get(step) for whose, node in held if isinstance(node, YamlMapping)}


def written(node: Node) -> Hashable:
    """What is written in a tree: whatever its layout, the order of its keys, and empty values."""
    if isinstance(node, YamlMapping):
        values = ((key, written(value)) for key, value in node.items())
        return frozenset((key, value) for key, value in values if value not in _EMPTY)
    if isinstance(node, Sequence):
        return tuple(map(written, node))
    return node


_EMPTY: tuple[Hashable, ...] = (None, ())


def counted(log: Node) -> Counter[Hashable]:
    """How often each record stands in a list."""
    return Counter(records_in(log))


def records_in(log: Node) -> list[Hashable]:
    """Each record of a list as it is written; also of one record without its dash."""
    if log is None:
        return []
    return list(map(written, log)) if isinstance(log, Sequence) else [written(log)]
