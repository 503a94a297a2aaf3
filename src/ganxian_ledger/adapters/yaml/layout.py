"""The canonical layout of a file: the only place that dumps whole files, for `ledger fmt`."""

from __future__ import annotations

import io

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ganxian_ledger.adapters.yaml.document import Document

_WIDE = 1_000_000
"""Columns: no text is ever folded."""


def canonical(document: Document) -> str:
    """The file's text in block style, two blanks a level, LF, one final newline; comments kept.

    The caller compares the values of old and new before anything is written.
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
