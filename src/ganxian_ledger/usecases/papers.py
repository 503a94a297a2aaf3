"""Papers as files: in the format that the file's ending names, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import handmade
from ganxian_ledger.adapters.folder import LedgerFolder, real_path
from ganxian_ledger.domain.errors import LedgerError, NotHere, Refused, Unknown
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.render.layouts import UnknownTemplate
from ganxian_ledger.render.papers import FORMATS, LAID_OUT, Style
from ganxian_ledger.usecases.output import Answer, make_directory, write_output, write_outputs

LIBREOFFICE = "libreoffice"
VIA = ("typst", LIBREOFFICE)
"""The ways to a PDF: set by typst, or made of the Word document. The first is the usual one."""
CONTINUED = (".docx", ".xlsx")
"""Formats in which people go on with a paper."""
MOST_NAME = 180
"""Bytes of a file's name, so that an ending and a temporary name still fit."""
HELP = "检查写权限、磁盘空间，文件是否正在 WPS 或 Word 里打开"


class UnknownEnding(Unknown):
    """The ending of the file names no format."""


class NoLayout(Unknown):
    """The format has no layout that could be chosen by name."""


class Handmade(Refused):
    """A document of this name was changed with another program."""


class Missing(NamedTuple):
    """A format that could not be written, and why."""

    ending: str
    error: LedgerError


def template_folders(folder: LedgerFolder) -> tuple[Path, ...]:
    """Where a ledger's own layouts are: in its folder, else at its repository's root."""
    return (folder.path / "templates", folder.root / "templates")


def style_of(folder: LedgerFolder, template: str | None = None) -> Style:
    """The layouts that a ledger's papers are set in."""
    return Style(template_folders(folder), template)


def ending_of(file: Path, *, example: str) -> str:
    """The format that a file's ending names.

    Raises:
        UnknownEnding: listing those that there are.
    """
    ending = file.suffix.lower()
    if ending not in FORMATS:
        named = f"“{file.suffix}”" if file.suffix else "没有后缀的文件"
        raise UnknownEnding(
            f"不能写成{named}", remedy=f"支持 {'、'.join(FORMATS)}，例如 -o {example}"
        )
    return ending


def require_layout(style: Style, ending: str) -> None:
    """A layout is named only for a format that has such.

    Raises:
        NoLayout: where it would be passed over.
    """
    if style.template is not None and ending not in LAID_OUT:
        raise NoLayout(
            f"{ending} 的版式是固定的，不能用 --template 换",
            remedy=f"不写 --template；能换版式的有 {'、'.join(LAID_OUT)}",
        )


def file_name(text: str) -> str:
    """A text as the name of a file on every system: nothing in it leads elsewhere."""
    plain = "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in text)
    return plain.encode("utf-8")[:MOST_NAME].decode("utf-8", "ignore").strip(" .") or "_"


def made(bundle: Bundle, ending: str, style: Style, *, via: str | None = None) -> bytes:
    """An answer in a format; `via` is one of `VIA`, the usual one where it is None.

    Raises:
        UnknownTemplate: where no layout has the name.
        TemplateFault: where the layout is faulty.
        Refused: where the format needs what is not there (a program, a font).
    """
    if ending == ".pdf" and via == LIBREOFFICE:
        from ganxian_ledger.adapters import office  # noqa: PLC0415 (only this way)

        return office.to_pdf(FORMATS[".docx"](bundle, style))
    return FORMATS[ending](bundle, style)


def require_ours(folder: LedgerFolder, file: Path) -> None:
    """Refuse to write over a document that somebody went on with in Word, Excel or WPS.

    Files of the ledger are refused, in other words, when they would be written.

    Raises:
        Handmade: where there is such a document.
    """
    if file.suffix.lower() not in CONTINUED or not file.is_file():
        return
    if not folder.owns(real_path(file)) and handmade.is_handmade(file):
        raise Handmade(
            f"{file} 已经有了，而且在别的程序里改过，没有覆盖",
            remedy="换一个文件名；确定不要原来的，加 --overwrite",
        )


def write(folder: LedgerFolder, file: Path, content: bytes, *, what: str) -> None:
    """Write a paper whole or not at all; never over a file of the ledger.

    Raises:
        Unwritten: where it cannot be written; an older file is kept.
    """
    write_output(folder, file, content, Answer(what, f"{what}{file.suffix}", HELP))


def write_all(
    folder: LedgerFolder,
    directory: Path,
    bundle: Bundle,
    style: Style,
    *,
    via: str | None = None,
    overwrite: bool = False,
) -> tuple[tuple[Path, ...], tuple[Missing, ...]]:
    """Write an answer in every format into a folder, which is made; what could not be, and why.

    A layout named for one format need not exist in another; a format whose program is missing is
    left out and told.

    Raises:
        UnknownTemplate: where no format has the layout that was asked for.
        Handmade: where there is a document that somebody went on with, unless `overwrite`.
        Unwritten: where the folder or a file cannot be written.
    """
    style.require_known(bundle.paper())
    bundle = replace(bundle, paper=cache(bundle.paper))
    name = bundle.paper().name
    contents: dict[Path, bytes] = {}
    missing: list[Missing] = []
    for ending in FORMATS:
        try:
            content = made(bundle, ending, style, via=via)
        except (UnknownTemplate, NotHere) as error:
            missing.append(Missing(ending, error))
        else:
            contents[directory / f"{file_name(name)}{ending}"] = content
    write_set(folder, directory, contents, what=name, overwrite=overwrite)
    return tuple(contents), tuple(missing)


def write_set(
    folder: LedgerFolder,
    directory: Path,
    contents: Mapping[Path, bytes],
    *,
    what: str,
    overwrite: bool,
) -> None:
    """Write papers that belong together into a folder, which is made; all ready before the first.

    Raises:
        Handmade: where there is a document that somebody went on with, unless `overwrite`.
        Unwritten: where the folder or a file cannot be written.
    """
    if not overwrite:
        for file in contents:
            require_ours(folder, file)
    make_directory(directory)
    write_outputs(folder, contents, Answer(what, f"{what}.docx", HELP))
