"""The sandbox for templates: strict, with limits, and with nothing that pads, repeats or computes.

It keeps a template from reaching anything but the view, and a slip from filling the memory; it is
no prison for hostile code: templates are reviewed text of the repository.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.views.numerals import ordinal
from ganxian_ledger.domain.views.table import shown
from ganxian_ledger.render import filters
from ganxian_ledger.render.faults import TooMuch

MOST_TEXT = 16_000_000
"""Characters that a document, or any text made on the way, may have."""
MOST_ROUNDS = 1_000_000
"""Rounds of loops that one document may take."""
MOST_RANGE = 10_000
LONGEST = 1_000_000
"""Characters or items that an addition may lead to."""
LARGEST = 10**15
"""Numbers that a template may compute with."""


class Strict(StrictUndefined):
    """A name that is not there; says so in Chinese, with near misses."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_exception is SecurityError:
            return f"版式里不能用“{name}”"
        if not isinstance(name, str):
            return f"没有第 {name} 项" if self._undefined_hint is None else "这里没有值"
        obj = self._undefined_obj
        known = list(obj) if isinstance(obj, dict) else [n for n in dir(obj) if n[0] != "_"]
        return f"没有“{name}”这一项。{suggest(name, known)}".rstrip("。")


_PLAIN: dict[type, frozenset[str]] = {
    str: frozenset({"startswith", "endswith", "strip", "split", "splitlines", "lower", "upper"}),
    int: frozenset(),
    float: frozenset(),
    Decimal: frozenset(),
    date: frozenset({"year", "month", "day", "isoformat"}),
    dict: frozenset({"keys", "values", "items", "get"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
}
"""What may be asked of plain values."""

_KEPT = (
    *("default", "d", "dictsort", "first", "groupby", "items", "last", "length", "count", "list"),
    *("lower", "map", "reject", "rejectattr", "select", "selectattr", "sort", "string", "trim"),
    *("unique", "upper"),
)
"""Filters of Jinja2 that are kept; those that compute, pad or depend on chance are not."""
_COUNTED = "_counted"


Escape = Callable[[object], str]
"""Writes a value of the view so that nothing in it is markup; of None nothing."""


def concatenated(pieces: Iterable[str]) -> str:
    """Pieces of a document in one text, up to `MOST_TEXT`."""
    kept: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_TEXT:
            raise TooMuch(f"内容超过 {MOST_TEXT // 10_000} 万字")
        kept.append(piece)
    return "".join(kept)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment that every template runs in; one for each document."""

    intercepted_binops = frozenset({"*", "**", "+", "%", "/", "//", "-"})
    concat = staticmethod(concatenated)

    def __init__(self, loader: BaseLoader, escape: Escape) -> None:
        def finalize(value: object) -> Markup:
            """What an expression puts into a document: data escaped, what is written as it is."""
            return value if isinstance(value, Markup) else Markup(escape(value))  # noqa: S704 (escaped)

        super().__init__(
            loader=loader,
            undefined=Strict,
            finalize=finalize,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.rounds = 0
        self.filters = {name: self.filters[name] for name in _KEPT} | {
            "join": _joined,
            "percent": filters.percent,
            "dash": filters.dash,
            "signed": filters.signed,
            "day_words": filters.day_words,
            "ordinal": ordinal,
            "cell": shown,
            _COUNTED: self._counted,
        }
        self.globals = {"range": _short_range, "namespace": self.globals["namespace"]}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Guarding().visit(super()._parse(source, name, filename))
        return tree

    def _counted(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self.rounds += 1
            if self.rounds > MOST_ROUNDS:
                raise TooMuch(f"循环超过 {MOST_ROUNDS // 10_000} 万次")
            yield item

    def wrap_str_format(self, value: object) -> None:
        """No template formats: a width would be a repetition."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 (as Jinja2's own)
        """Whether a template may use this attribute."""
        known = next((_PLAIN[kind] for kind in type(obj).__mro__ if kind in _PLAIN), None)
        if known is not None and attr not in known | set(getattr(type(obj), "_fields", ())):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 (as Jinja2's own)
        """Add texts and lists up to a length, and compute with small numbers."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return _within(str.__add__(str(left), str(right)))
        if operator == "+" and isinstance(left, (list, tuple)):
            return _within(left + right)
        if not (isinstance(left, (int, Decimal)) and isinstance(right, (int, Decimal))):
            raise TooMuch(f"版式里不能对文字用“{operator}”")
        if operator == "**" or not all(-LARGEST <= n <= LARGEST for n in (left, right)):
            raise TooMuch(f"版式里不能这样用“{operator}”")
        return super().call_binop(context, operator, left, right)


class _Guarding(NodeTransformer):
    """Counts the rounds of every loop, and caps every joining of texts."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (as Jinja2's own)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _COUNTED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 (as Jinja2's own)
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "join")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _joined(items: Iterable[object], separator: str = "") -> str:
    return concatenated(_separated(items, separator))


def _separated(items: Iterable[object], separator: str) -> Iterator[str]:
    for i, item in enumerate(items):
        yield f"{separator}{item}" if i else str(item)


def _within(value: Any) -> Any:  # noqa: ANN401 (a text or a list)
    if len(value) > LONGEST:
        raise TooMuch(f"内容超过 {LONGEST // 10_000} 万字")
    return value


def _short_range(*bounds: int) -> range:
    made = range(*bounds)
    if len(made) > MOST_RANGE:
        raise TooMuch(f"range 超过 {MOST_RANGE}")
    return made
