"""Layouts: the files that say how a paper looks, where they are found, and which version they are.

A ledger's own win: first `templates/` in the ledger's folder, then `templates/` at the root of its
repository, then the shipped ones. Below it stands a folder for each kind of paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        """Its file's name, and eight digits that change with it or with a piece that it may use."""
        digest = hashlib.sha256(_plain(self.path, self.content))
        for name, path in self.pieces.items():
            digest.update(f"{name}\0".encode())
            digest.update(_plain(path, content_of(path, MOST_BYTES)))
        return f"{self.path.name}（{digest.hexdigest()[:8]}）"

    @property
    def pieces(self) -> Mapping[str, Path]:
        """The pieces that it may use, by their paths from the top: shared ones, `_…` of its kind.

        Of one path the first folder's counts.

        Raises:
            TemplateFault: where one cannot be used.
        """
        suffix, kind = self.path.suffix, self.path.parent.name
        shared = {f"{PARTS}/{n}" for top in self.folders for n in _files(top / PARTS, suffix)}
        own = {f"{kind}/{n}" for top in self.folders for n in _files(top / kind, suffix)}
        named = sorted(shared | {name for name in own if name.startswith(f"{kind}/_")})
        return {name: path for name in named if (path := locate(name, self.folders))}

    def stamped(self, paper: Paper) -> Paper:
        """The paper with a last fact that says which layout it is set in."""
        return replace(paper, facts=(*paper.facts, ("版式", self.words)))


def shipped() -> Path:
    """The official templates: in the wheel, else in the source checkout."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def names(folders: Iterable[Path], kind: str, suffix: str) -> tuple[str, ...]:
    """The layouts of one kind and format, by plain name; those with _ in front are parts."""
    every = (*folders, shipped())
    return tuple(sorted({name for top in every for name in _listed(top / kind, suffix)}))


def find(kind: str, name: str, suffix: str, folders: Iterable[Path]) -> Layout:
    """The layout of a kind of paper in a format.

    Args:
        kind: The folder of the kind, e.g. `report`.
        name: The layout's plain name; with the suffix it is its file's name.
        suffix: `.md.j2`, `.docx`, `.typ` or `.html.j2`; in a file's name of either case.
        folders: The ledger's own template folders; the first that has the layout wins.

    Raises:
        UnknownTemplate: where there is no such layout, listing those that there are.
        TemplateFault: where it cannot be read, or is too large.
    """
    every = (*folders, shipped())
    for top in every:
        file = _listed(top / kind, suffix).get(name)
        path = locate(f"{kind}/{file}", (top,)) if file else None
        if path is not None:
            return Layout(name, path, content_of(path, MOST_BYTES), every)
    known = names(folders, kind, suffix)
    listed = f"可用的版式：{'、'.join(known) or '无'}"
    raise UnknownTemplate(f"没有版式“{name}”", remedy=f"{suggest(name, known)}{listed}")


def locate(relative: str, folders: Sequence[Path]) -> Path | None:
    """The file of this relative path in the first folder that has it; nothing outside of them.

    Raises:
        TemplateFault: where what stands there is no plain file of that folder; the next folder's
            would be another layout than the one that was meant.
    """
    pieces = relative.split("/")
    if any(p in {"", ".", ".."} or not p.isprintable() or set("\\:") & set(p) for p in pieces):
        return None
    for folder in folders:
        path = folder.joinpath(*pieces)
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
        if path.is_symlink() or path.exists():
            raise TemplateFault(
                f"版式 {shown(path)} 不能用：是一个目录，或是通到 templates 以外的链接",
                remedy="在这里放文件本身",
            )
    return None


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a layout.

    Raises:
        TemplateFault: where it cannot be read, or has more than `most` bytes.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError:
        raise TemplateFault(f"版式 {shown(path)} 读不了", remedy="检查有无读取权限") from None
    if len(content) > most:
        raise TemplateFault(f"版式 {shown(path)} 超过 {most // 1000} KB")
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
            f"版式 {shown(path)}:{line}：不是 UTF-8 编码", remedy="另存为 UTF-8 编码"
        ) from None


def shown(path: Path) -> str:
    """A path relative to the working folder where it is below it, with /."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _listed(folder: Path, suffix: str) -> dict[str, str]:
    """The files of layouts in a folder by their plain names."""
    return {
        file[: -len(suffix)]: file
        for file in _files(folder, suffix)
        if not file.startswith(("_", ".", "~$"))
    }


def _files(folder: Path, suffix: str) -> Iterator[str]:
    """The names in a folder that end so."""
    if folder.is_dir():
        yield from (p.name for p in folder.iterdir() if p.name.lower().endswith(suffix))


def _plain(path: Path, content: bytes) -> bytes:
    """What of a layout's bytes says something: of text the line ends of a system do not."""
    return content if path.suffix.lower() == ".docx" else content.replace(b"\r\n", b"\n")
