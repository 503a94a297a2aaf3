"""Forbidden characters of a text as faults, each at the value that holds it."""

from __future__ import annotations

from bisect import bisect_right

from ganxian_ledger.adapters.yaml.lines import line_and_column, line_starts
from ganxian_ledger.adapters.yaml.lint import Linted, offences_in
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, Span, TextFault, children
from ganxian_ledger.domain.characters import describe


def offences_of(root: Node, text: str, linted: Linted) -> list[TextFault]:
    """One fault for each value that holds forbidden characters, or line outside of values."""
    return [*_as_written(root, text, linted), *_escaped(root, text)]


def _as_written(root: Node, text: str, linted: Linted) -> list[TextFault]:
    if not linted.offences:
        return []
    spans = sorted(_leaves(root))
    starts = line_starts(text)
    held: dict[Span, list[tuple[int, str]]] = {}
    loose: dict[int, list[tuple[int, str]]] = {}
    for index, letter in linted.offences:
        at = bisect_right(spans, (index, len(text) + 1)) - 1
        if at >= 0 and spans[at][0] <= index < spans[at][1]:
            held.setdefault(spans[at], []).append((index, letter))
        else:
            loose.setdefault(bisect_right(starts, index), []).append((index, letter))
    placed = [*held.items(), *(((found[0][0], found[0][0] + 1), found) for found in loose.values())]
    return [_fault(span, found, starts) for span, found in placed]


def _fault(span: Span, found: list[tuple[int, str]], starts: list[int]) -> TextFault:
    index, letter = found[0]
    line, column = line_and_column(starts, index)
    more = f"等 {len(found)} 处" if len(found) > 1 else ""
    where = f"（第 {line} 行第 {column} 个字{more}）" if span[0] != index or more else ""
    code = "Y104" if letter == "\t" else "Y105"
    hint = "用空格代替" if letter == "\t" else "删去这个字符，重新输入这一处文字"
    return TextFault(code, span, f"有{describe(letter)}{where}", hint)


def _leaves(node: Node) -> list[Span]:
    """The spans of all keys and scalar values."""
    spans: list[Span] = []
    if isinstance(node, Mapping):
        spans.extend(node.keys_at.values())
    if isinstance(node, (Mapping, Sequence)):
        for child, span in children(node):
            spans.extend(_leaves(child) if isinstance(child, (Mapping, Sequence)) else [span])
    return spans


def _escaped(node: Node, text: str) -> list[TextFault]:
    """Forbidden characters that stand as escapes within double quotes."""
    faults: list[TextFault] = []
    if "\\" not in text or not isinstance(node, (Mapping, Sequence)):
        return faults
    for child, span in children(node):
        if isinstance(child, str) and text[span[0]] == '"':
            for letter in offences_in(child) + ("\r",) * ("\r" in child):
                if letter not in text[span[0] : span[1]]:
                    message = f"有写成转义的{describe(letter)}"
                    faults.append(TextFault("Y105", span, message, "删去这个转义"))
        else:
            faults.extend(_escaped(child, text))
    return faults
