"""HTML pages as tests read them: elements, attributes, texts, tables; and the demo's pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.usecases.report import Assessed, Question, assess

DEMO = Path(__file__).parents[2] / "examples" / "demo"
VOID = frozenset({"meta", "link", "input", "br"})
CLOSED_BY = {
    "td": {"td", "th", "tr", "tbody"},
    "th": {"td", "th", "tr", "tbody"},
    "tr": {"tr", "tbody"},
    "tbody": {"tbody"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
}
"""Elements that the layouts leave open, and what comes instead of their end."""


class Element:
    """An element with its attributes and what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.content: list[Element | str] = []

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(c if isinstance(c, str) else c.text for c in self.content)

    def all(self, tag: str = "", **wanted: str) -> Iterator[Element]:
        """The elements in it, in their order; `id`, `class_` by whole words."""
        for child in self.content:
            if isinstance(child, Element):
                if _fits(child, tag, wanted):
                    yield child
                yield from child.all(tag, **wanted)

    def one(self, tag: str = "", **wanted: str) -> Element:
        """The first such element."""
        return next(self.all(tag, **wanted))

    def cells(self) -> list[str]:
        """The texts of a row's cells."""
        kept = (c for c in self.content if isinstance(c, Element) and c.tag in {"th", "td"})
        return [cell.text for cell in kept]


def _fits(element: Element, tag: str, wanted: dict[str, str]) -> bool:
    held = element.attributes
    return (not tag or element.tag == tag) and all(
        value in held.get(key.rstrip("_"), "").split() for key, value in wanted.items()
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._here = Element("root", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._here.tag in CLOSED_BY and tag in CLOSED_BY[self._here.tag]:
            self._leave()
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        made = Element(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.content.append(made)
        if tag not in VOID:
            self._here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._leave()

    def handle_endtag(self, tag: str) -> None:
        while self._here.tag != tag:
            assert self._here.tag in CLOSED_BY, f"</{tag}> ends <{self._here.tag}>"
            self._leave()
        self._leave()

    def handle_data(self, data: str) -> None:
        self._here.content.append(data)

    def _leave(self) -> None:
        assert self._here.parent is not None
        self._here = self._here.parent


def parsed(content: bytes | str) -> Element:
    """A page as a tree; what is open is closed as browsers do, and nothing else may be open."""
    reader = _Reader()
    reader.feed(content if isinstance(content, str) else content.decode("utf-8"))
    reader.close()
    return reader.root


def demo(month: str, today: date = date(2025, 1, 31)) -> Assessed:
    """The demonstration ledger at the end of a period."""
    period = parse_period(month)
    assert period is not None
    return assess(LedgerFolder(DEMO), Question(period), today=today)
