"""The canonical layout of a file: the only place that dumps whole files, for `ledger fmt`."""

from __future__ import annotations

import io
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ganxian_ledger.adapters.yaml.cuts import line_stop, next_line
from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, Span, children

_WIDE = 1_000_000
"""Columns: no text is ever folded."""


def canonical(document: Document) -> str:
    """The file's text in block style, two blanks a level, LF, one final newline; comments kept.

    The caller compares the values and the comments of old and new before anything is written:
    ruamel loses comments within lists in brackets and those above a leading `---`.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(document.text.replace("\r\n", "\n").replace("\r", "\n"))
    _in_blocks(root)
    buffer = io.StringIO()
    yaml.dump(root, buffer)
    return buffer.getvalue().strip("\n") + "\n"


def comments(document: Document) -> tuple[tuple[int, str], ...]:
    """Every comment in the order of the text: the index where it begins, and its words."""
    text, found, index = document.text, [], 0
    for start, end in [*sorted(_taken(text, document.root)), (len(text), len(text))]:
        while (index := text.find("#", index, start)) >= 0:
            stop = line_stop(text, index)
            found.append((index, text[index:stop].rstrip()))
            index = stop
        index = end
    return tuple(found)


def _taken(text: str, node: Node, span: Span = (0, 0)) -> Iterator[Span]:
    """Where keys and values stand, and so no comment; a block text begins below its `|`."""
    if isinstance(node, (Mapping, Sequence)):
        if isinstance(node, Mapping):
            yield from node.keys_at.values()
        for child, at in children(node):
            yield from _taken(text, child, at)
    elif text[span[0] : span[0] + 1] in {"|", ">"}:
        yield next_line(text, span[0]), span[1]
    else:
        yield span


def _in_blocks(node: object) -> None:
    """Mappings and lists of mappings are set in blocks; lists of names stay on one line."""
    if isinstance(node, CommentedMap):
        if node.fa.flow_style() and any(
            isinstance(v, (CommentedMap, CommentedSeq)) for v in node.values()
        ):
            node.fa.set_block_style()
        for value in node.values():
            _in_blocks(value)
    elif isinstance(node, CommentedSeq):
        if any(isinstance(item, CommentedMap) for item in node):
            node.fa.set_block_style()
        for item in node:
            _in_blocks(item)
