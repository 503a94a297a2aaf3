"""Templates: where they are found, and a view made into Markdown; faults in Chinese with place.

A ledger's own templates win: first `templates/` in the ledger's folder, then `templates/` at the
root of its repository, then the shipped ones.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Never

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.render.faults import words_of
from ganxian_ledger.render.sandbox import Sandbox, concatenated

MOST_BYTES = 1_000_000
"""Bytes that a template may have."""
SUFFIX = ".md.j2"
PACKAGED = Path(__file__).parent.parent / "templates"
CHECKOUT = Path(__file__).parents[3] / "templates"


class TemplateFault(Refused):
    """A template cannot be used; nothing was written."""


class UnknownTemplate(Unknown):
    """There is no template of this name."""


def shipped() -> Path:
    """The official templates: in the wheel, else in the source checkout."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def names(folders: Iterable[Path], folder: str) -> tuple[str, ...]:
    """The templates of one kind, by plain name; those with _ in front are parts of others."""
    return Folders((*folders, shipped())).names(folder)


def markdown(name: str, view: Mapping[str, object], *, folders: Iterable[Path], folder: str) -> str:
    """The Markdown document that a template makes of a view, ending with one line end.

    Args:
        name: The template's plain name; `monthly` is <folder>/monthly.md.j2.
        view: The names that the template sees.
        folders: The ledger's own template folders; the first that has the template wins.
        folder: The kind of document, e.g. `report`.

    Raises:
        UnknownTemplate: where there is no such template.
        TemplateFault: where it is faulty, or asks for too much.
    """
    loader = Folders((*folders, shipped()))
    known = loader.names(folder)
    if name not in known:
        listed = f"可用的模板：{'、'.join(known) or '无'}"
        raise UnknownTemplate(f"没有模板“{name}”", remedy=f"{suggest(name, known)}{listed}")
    return _rendered(loader, f"{folder}/{name}{SUFFIX}", view)


@dataclass(eq=False)
class Folders(BaseLoader):
    """Template files of several folders, of which the first wins; nothing outside of them."""

    folders: Sequence[Path]
    served: set[str] = field(default_factory=set)
    """The files that were read, as they stand in tracebacks."""

    def names(self, folder: str) -> tuple[str, ...]:
        """The plain names in one subfolder of all folders."""
        return tuple(sorted({name for top in self.folders for name in _listed(top / folder)}))

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (as Jinja2's own)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and its file."""
        path = self._find(template)
        if path is None:
            raise TemplateNotFound(template)
        self.served.add(str(path))
        return _text(path), str(path), lambda: True

    def _find(self, template: str) -> Path | None:
        pieces = template.split("/")
        if any(p in {"", ".", ".."} or not p.isprintable() or set("\\:") & set(p) for p in pieces):
            return None
        for folder in self.folders:
            path = folder.joinpath(*pieces)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        return None


def _listed(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        for path in folder.iterdir():
            plain = path.name.endswith(SUFFIX) and not path.name.startswith(("_", "."))
            if plain and path.is_file():
                yield path.name.removesuffix(SUFFIX)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        raise TemplateFault(f"模板 {shown(path)} 读不了", remedy="检查有无读取权限") from None
    if len(content) > MOST_BYTES:
        raise TemplateFault(f"模板 {shown(path)} 超过 {MOST_BYTES // 1000} KB")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TemplateFault(
            f"模板 {shown(path)}:{line}：不是 UTF-8 编码", remedy="另存为 UTF-8 编码"
        ) from None


def shown(path: Path) -> str:
    """A path relative to the working folder where it is below it, with /."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _rendered(loader: Folders, path: str, view: Mapping[str, object]) -> str:
    try:
        template = Sandbox(loader).get_template(path)
        text = concatenated(template.generate(**view))
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        _tell(error, loader, path)
    return text.strip("\n") + "\n"


def _tell(error: Exception, loader: Folders, path: str) -> Never:
    place = _place(error, loader)
    if not place and not isinstance(error, TemplateError):
        raise error  # not the template's fault
    message, remedy = words_of(error)
    raise TemplateFault(f"模板 {place or path}：{message}", remedy=remedy) from None


def _place(error: Exception, loader: Folders) -> str:
    """The template's file and line: where it does not parse, else the last one that ran."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{shown(Path(error.filename))}:{error.lineno}"
    ran = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in loader.served]
    return f"{shown(Path(ran[-1].filename))}:{ran[-1].lineno}" if ran else ""
