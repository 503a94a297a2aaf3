"""One ledger file: its text parsed once, its values, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ganxian_ledger.adapters.yaml import lines
from ganxian_ledger.adapters.yaml import lint as characters
from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, Span, TextFault, step_into
from ganxian_ledger.adapters.yaml.offences import offences_of
from ganxian_ledger.adapters.yaml.recover import build
from ganxian_ledger.domain.places import Route


@dataclass(frozen=True)
class Document:
    """A file as read; `root` is None where nothing could be read, `unread` the text set aside."""

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
        """Where a value (or its key) stands; for what is missing, the container around it."""
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
        return lines.line_starts(self.text)

    def line_and_column(self, index: int) -> tuple[int, int]:
        """Line and column from 1, in code points."""
        return lines.line_and_column(self._line_starts, index)

    def line(self, number: int) -> str:
        """The text of a line, from 1, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def read_document(name: str, data: bytes) -> Document:
    """Read one file's bytes; whatever is wrong is in `faults`."""
    source = characters.decode(data)
    linted = characters.lint(source.text)
    built = build(linted.text)
    offences = offences_of(built.root, source.text, linted)
    told = {_line(source.text, f.span[0]) for f in offences if f.code == "Y104"}
    faults = [f for f in built.faults if not _follows_tab(f, source.text, told)]
    listed = (*source.faults, *offences, *faults)
    return Document(
        name, source, built.root, tuple(_shaped(built.root, listed, source)), built.unread
    )


def _follows_tab(fault: TextFault, text: str, tabbed: set[int]) -> bool:
    """Whether a tab, which has been named, explains that the text breaks off here."""
    line = _line(text, fault.span[0])
    return fault.code == "Y201" and not tabbed.isdisjoint({line, line - 1})


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index)


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
