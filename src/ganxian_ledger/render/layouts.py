"""Layouts: the files that say how a paper looks, where they are found, and which version they are.

A ledger's own win: first `templates/` in the ledger's folder, then `templates/` at the root of its
repository, then the shipped ones. Below it stands a folder for each kind of paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.views.paper import Paper

MOST_BYTES = 20_000_000
"""Bytes that a layout may have (a Word document with a picture in its head)."""
PARTS = "parts"
"""The folder of pieces that layouts of every kind share."""
PACKAGED = Path(__file__).parent.parent / "templates"
CHECKOUT = Path(__file__).parents[3] / "templates"


class TemplateFault(Refused):
    """A layout cannot be used; nothing was written."""


class UnknownTemplate(Unknown):
    """There is no layout of this name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout as found: the plain name, the file, its bytes, and the folders in their order."""

    name: str
    path: Path
    content: bytes
    folders: tuple[Path, ...]

    @property
    def words(self) -> str:
        """Its file's name, and eight digits that change with it or with a shared piece."""
        digest = hashlib.sha256(self.content)
        for ending in _pieces(self.folders, self.path.suffix):
            digest.update(ending)
        return f"{self.path.name}（{digest.hexdigest()[:8]}）"

    def stamped(self, paper: Paper) -> Paper:
        """The paper with a last fact that says which layout it is set in."""
        return replace(paper, facts=(*paper.facts, ("版式", self.words)))


def shipped() -> Path:
    """The official templates: in the wheel, else in the source checkout."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def names(folders: Iterable[Path], kind: str, suffix: str) -> tuple[str, ...]:
    """The layouts of one kind and format, by plain name; those with _ in front are parts."""
    found = {name for top in (*folders, shipped()) for name in _listed(top / kind, suffix)}
    return tuple(sorted(found))


def find(kind: str, name: str, suffix: str, folders: Iterable[Path]) -> Layout:
    """The layout of a kind of paper in a format.

    Args:
        kind: The folder of the kind, e.g. `report`.
        name: The layout's plain name; with the suffix it is its file's name.
        suffix: `.md.j2`, `.docx`, `.typ` or `.html.j2`.
        folders: The ledger's own template folders; the first that has the layout wins.

    Raises:
        UnknownTemplate: where there is no such layout, listing those that there are.
        TemplateFault: where it cannot be read, or is too large.
    """
    every = (*folders, shipped())
    known = names(every, kind, suffix)
    path = locate(f"{kind}/{name}{suffix}", every) if name in known else None
    if path is None:
        listed = f"可用的模板：{'、'.join(known) or '无'}"
        raise UnknownTemplate(f"没有模板“{name}”", remedy=f"{suggest(name, known)}{listed}")
    return Layout(name, path, content_of(path, MOST_BYTES), every)


def locate(relative: str, folders: Sequence[Path]) -> Path | None:
    """The file of this relative path in the first folder that has it; nothing outside of them."""
    pieces = relative.split("/")
    if any(p in {"", ".", ".."} or not p.isprintable() or set("\\:") & set(p) for p in pieces):
        return None
    for folder in folders:
        path = folder.joinpath(*pieces)
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a layout.

    Raises:
        TemplateFault: where it cannot be read, or has more than `most` bytes.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise TemplateFault(f"模板 {shown(path)} 读不了", remedy="检查有无读取权限") from None
    if len(content) > most:
        raise TemplateFault(f"模板 {shown(path)} 超过 {most // 1000} KB")
    return content


def decoded(content: bytes, path: Path) -> str:
    """The text of a layout, its line ends as line feeds.

    Raises:
        TemplateFault: where it is not UTF-8, with the line.
    """
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


def _listed(folder: Path, suffix: str) -> Iterator[str]:
    if folder.is_dir():
        for path in folder.iterdir():
            plain = path.name.endswith(suffix) and not path.name.startswith(("_", ".", "~$"))
            if plain and path.is_file():
                yield path.name.removesuffix(suffix)


def _pieces(folders: Sequence[Path], suffix: str) -> Iterator[bytes]:
    """The contents of the shared pieces of a format, by name; the first folder's wins."""
    held: dict[str, Path] = {}
    for folder in reversed(folders):
        if (folder / PARTS).is_dir():
            found = (folder / PARTS).glob(f"*{suffix}")
            held |= {path.name: path for path in found if path.is_file()}
    for _, path in sorted(held.items()):
        yield content_of(path, MOST_BYTES)
