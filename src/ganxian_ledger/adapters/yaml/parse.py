"""Strict building of a tree from the parser's events: nothing is resolved, nothing expanded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ganxian_ledger.adapters.yaml.nodes import Mapping, Node, Sequence, Span, TextFault
from ganxian_ledger.domain.model.record import Plain

DEEPEST = 20
"""Levels of nesting; a ledger needs nine."""
LONGEST = 64 * 1024
"""Code points of one value."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class NestedTooDeep(Exception):
    """The text nests deeper than any ledger; reading stops there."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def events_of(text: str) -> Callable[[], Any]:
    """The next-event function of the C parser, or of the pure one where that is missing."""
    try:
        from _ruamel_yaml import CParser  # noqa: PLC0415 (optional at run time)
    except ImportError:
        return pure_events_of(text)
    next_event: Callable[[], Any] = CParser(text).get_event
    return next_event


def has_c_parser() -> bool:
    """Whether the C parser is there, which reads two to three times as fast."""
    try:
        import _ruamel_yaml  # noqa: F401, PLC0415 (optional at run time)
    except ImportError:
        return False
    return True


def pure_events_of(text: str) -> Callable[[], Any]:
    """The next-event function of ruamel's own parser: the same events, slower."""
    from ruamel.yaml import YAML  # noqa: PLC0415 (only without the C parser)

    stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
    return lambda: next(stream)


class Builder:
    """Builds the tree of one document and collects what is not allowed in it.

    `build` raises `NestedTooDeep`, or ruamel's `YAMLError` where the text is not YAML.
    """

    def __init__(self, next_event: Callable[[], Any], text: str) -> None:
        self._next = next_event
        self._text = text
        self.faults: list[TextFault] = []
        self.quoted: Span | None = None
        """The last text in quotes that runs over a line end."""

    def build(self) -> Node:
        """The root of the first document; None where there is none."""
        root: Node = None
        documents = 0
        while True:
            event = self._next()
            kind = type(event).__name__
            if kind == "StreamEndEvent":
                return root
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    message = "一个文件里只能有一份内容，这里又开始了一份"
                    self._fault("Y205", event, message, "删去多余的“---”及其后的内容，或并入前面")
                    return root
            elif kind not in {"StreamStartEvent", "DocumentEndEvent"}:
                root = self._node(event, kind, 0)

    def _node(self, event: Any, kind: str, depth: int) -> Node:  # noqa: ANN401 (C classes)
        if kind == "AliasEvent":
            message = f"不支持别名引用“*{event.anchor}”"
            self._fault("Y203", event, message, "把内容直接写在这里")
            return None
        self._refuse_decoration(event)
        if kind == "ScalarEvent":
            return self._scalar(event)
        if depth >= DEEPEST:
            raise NestedTooDeep(event.start_mark.index)
        return (
            self._mapping(event, depth) if kind == "MappingStartEvent" else self._list(event, depth)
        )

    def _refuse_decoration(self, event: Any) -> None:  # noqa: ANN401 (C classes)
        if event.anchor is not None:
            self._fault(
                "Y203", event, f"不支持锚点“&{event.anchor}”", "删去 & 记号，把内容直接写出来"
            )
        tag = event.tag if hasattr(event, "tag") else event.ctag
        if tag is not None:
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._fault("Y204", event, f"不支持类型标记“{short}”", "删去 ! 记号")

    def _scalar(self, event: Any) -> str | None:  # noqa: ANN401 (C classes)
        value: str = event.value
        if len(value) > LONGEST:
            self._fault(
                "Y207", event, f"这一项有 {len(value)} 个字，超过 {LONGEST}", "长文请放进佐证文件"
            )
            value = value[:LONGEST]
        if event.style:
            if event.style in "'\"" and event.start_mark.line != event.end_mark.line:
                self.quoted = (event.start_mark.index, event.end_mark.index)
            return value
        return None if value in _NOTHING else Plain(value)

    def _list(self, start: Any, depth: int) -> Sequence:  # noqa: ANN401 (C classes)
        node = Sequence(start.start_mark.index, flow=bool(start.flow_style))
        while True:
            event = self._next()
            kind = type(event).__name__
            if kind == "SequenceEndEvent":
                node.span = (node.span[0], event.end_mark.index)
                return node
            node.append(self._node(event, kind, depth + 1))
            node.items_at.append(_span(event, node[-1]))

    def _mapping(self, start: Any, depth: int) -> Mapping:  # noqa: ANN401 (C classes)
        node = Mapping(start.start_mark.index, flow=bool(start.flow_style))
        while True:
            event = self._next()
            kind = type(event).__name__
            if kind == "MappingEndEvent":
                node.span = (node.span[0], event.end_mark.index)
                return node
            key = self._node(event, kind, depth + 1)
            at = _span(event, key)
            event = self._next()
            value = self._node(event, type(event).__name__, depth + 1)
            self._put(node, key, at, value, _span(event, value))

    def _put(self, node: Mapping, key: Node, at: Span, value: Node, value_at: Span) -> None:
        if not isinstance(key, str):
            self.faults.append(TextFault("Y208", at, "键应为文字", "写成“键: 值”"))
        elif key in node:
            line = self._text.count("\n", 0, node.keys_at[key][0]) + 1
            message = f"键“{key}”重复，前一个在第 {line} 行"
            self.faults.append(
                TextFault("Y202", at, message, "同一处只留一个；要记两件事就写两条记录")
            )
        else:
            node[str(key)] = value
            node.keys_at[str(key)] = at
            node.values_at[str(key)] = value_at

    def _fault(self, code: str, event: Any, message: str, hint: str) -> None:  # noqa: ANN401
        span = (event.start_mark.index, event.end_mark.index)
        self.faults.append(TextFault(code, span, message, hint))


def _span(event: Any, node: Node) -> Span:  # noqa: ANN401 (C classes)
    if isinstance(node, (Mapping, Sequence)):
        return node.span
    return (event.start_mark.index, event.end_mark.index)
