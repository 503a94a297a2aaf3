"""One ledger file: its text parsed once, its values, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from ruamel.yaml.error import YAMLError

from ganxian_ledger.adapters.yaml import lint as characters
from ganxian_ledger.adapters.yaml.nodes import (
    Mapping,
    Node,
    Sequence,
    Span,
    TextFault,
    children,
    step_into,
)
from ganxian_ledger.adapters.yaml.parse import Builder, NestedTooDeep, events_of
from ganxian_ledger.adapters.yaml.syntax import stop_of, syntax_fault, without_record
from ganxian_ledger.domain.places import Route

_LINE_END = re.compile("\r\n?|\n")
MOST_BROKEN = 50
"""Broken records of one file that are set aside one by one before the rest is given up."""


@dataclass(frozen=True)
class Document:
    """A file as read. `root` is None where nothing could be read; `unread` is the text set aside."""

    name: str
    source: characters.Source
    root: Node
    faults: tuple[TextFault, ...]
    unread: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """The file's text without a byte order mark."""
        return self.source.text

    def span(self, route: Route, *, is_key: bool = False) -> Span:
        """Where a value (or its key) stands; for what is missing, the nearest container around it."""
        node, span = self.root, (0, 0)
        for depth, step in enumerate(route):
            last = depth == len(route) - 1
            if isinstance(node, Mapping) and step in node.values_at:
                span = (node.keys_at if is_key and last else node.values_at)[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                span = node.items_at[step]
            else:
                break
            node = step_into(node, step)
        return self._first_line(span)

    def _first_line(self, span: Span) -> Span:
        start, end = span
        stop = self.text.find("\n", start, end)
        return (start, end if stop < 0 else len(self.text[start:stop].rstrip()) + start)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_and_column(self, index: int) -> tuple[int, int]:
        """Line and column from 1, in code points."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, from 1, without its end."""
        starts = [*self._line_starts, len(self.text)]
        return (
            self.text[starts[number - 1] : starts[number]].rstrip("\r\n")
            if number < len(starts)
            else ""
        )


def read_document(name: str, data: bytes) -> Document:
    """Read one file's bytes; whatever is wrong is in `faults`."""
    source = characters.decode(data)
    linted = characters.lint(source.text)
    root, faults, unread = _build(linted)
    offences = _offences(root, source.text, linted)
    listed = (*source.faults, *offences, *faults)
    return Document(name, source, root, tuple(_shaped(root, listed, source)), unread)


def _build(linted: characters.Linted) -> tuple[Node, list[TextFault], str]:
    text, broken, unread = linted.text, [], []
    tabbed = {text.count("\n", 0, index) for index, letter in linted.offences if letter == "\t"}
    for _ in range(MOST_BROKEN):
        builder = Builder(events_of(text), text)
        try:
            return builder.build(), [*broken, *builder.faults], "".join(unread)
        except NestedTooDeep as deep:
            fault = TextFault("Y206", (deep.at, deep.at), "嵌套太深，不像台账", "检查括号和缩进")
            return None, [*broken, *builder.faults, fault], text
        except YAMLError as error:
            index = stop_of(error, text)
            fault = syntax_fault(error, text)
        except (ValueError, RecursionError):  # the pure parser's other complaints
            index, fault = (
                0,
                TextFault("Y201", (0, 0), "这里不合 YAML 的写法", "检查缩进、引号和括号"),
            )
        line = text.count("\n", 0, index)
        if not tabbed & {line, line - 1}:  # a tab was named already
            broken.append(fault)
        shorter = without_record(text, index)
        if shorter is None or shorter == text:
            break
        unread.extend(a for a, b in zip(text, shorter, strict=True) if a != b)
        text = shorter
    return None, broken, linted.text


def _shaped(
    root: Node, faults: tuple[TextFault, ...], source: characters.Source
) -> list[TextFault]:
    """A file must be a mapping; say so where nothing else explains that it is not."""
    listed = list(faults)
    explained = any(f.code in {"Y201", "Y206", "Y104", "Y105", "Y108"} for f in faults)
    if not isinstance(root, Mapping) and not explained:
        wide = "：" in source.text.partition("\n")[0]
        hint = "这里用了全角冒号“：”，改为“: ”" if wide else "开头写 schema_version: 1"
        what = "文件是空的" if root is None else "文件应由“键: 值”组成"
        listed.append(TextFault("Y201", (0, 0), what, hint))
    return listed


def _offences(root: Node, text: str, linted: characters.Linted) -> list[TextFault]:
    """Forbidden characters, at the value that holds them, or by themselves outside of values."""
    spans = sorted(_leaves(root)) if linted.offences else []
    found: dict[Span, list[tuple[int, str]]] = {}
    for index, letter in linted.offences:
        at = bisect_right(spans, (index, len(text) + 1)) - 1
        inside = at >= 0 and spans[at][0] <= index < spans[at][1]
        found.setdefault(spans[at] if inside else (index, index + 1), []).append((index, letter))
    faults = [_offence(text, span, letters) for span, letters in found.items()]
    faults.extend(_escaped(root, text))
    return faults


def _offence(text: str, span: Span, letters: list[tuple[int, str]]) -> TextFault:
    index, letter = letters[0]
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    more = f"等 {len(letters)} 处" if len(letters) > 1 else ""
    where = f"（第 {line} 行第 {column} 个字{more}）" if span[0] != index or more else ""
    code = "Y104" if letter == "\t" else "Y105"
    hint = "用空格代替" if letter == "\t" else "删去这个字符，重新输入这一处文字"
    return TextFault(code, span, f"有{characters.describe(letter)}{where}", hint)


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
            for letter in characters.offences_in(child) + ("\r",) * ("\r" in child):
                if letter not in text[span[0] : span[1]]:
                    message = f"有写成转义的{characters.describe(letter)}"
                    faults.append(TextFault("Y105", span, message, "删去这个转义"))
        else:
            faults.extend(_escaped(child, text))
    return faults
