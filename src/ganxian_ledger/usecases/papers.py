"""Papers as files: in the format that the file's ending names, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.domain.errors import LedgerError, Unknown
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.render.papers import FORMATS, LAID_OUT, Style
from ganxian_ledger.usecases.output import Unwritten, write_output

LIBREOFFICE = "libreoffice"
VIA = ("typst", LIBREOFFICE)
"""The ways to a PDF: set by typst, or made of the Word document. The first is the usual one."""


class UnknownEnding(Unknown):
    """The ending of the file names no format."""


class NoLayout(Unknown):
    """The format has no layout that could be chosen by name."""


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
    return plain.strip(" .")[:60] or "_"


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


def write(folder: LedgerFolder, file: Path, content: bytes, *, what: str) -> None:
    """Write a paper whole or not at all; never over a file of the ledger.

    Raises:
        Unwritten: where it cannot be written; an older file is kept.
    """
    write_output(
        folder,
        file,
        content,
        what=what,
        example=f"{what}{file.suffix}",
        remedy="检查写权限、磁盘空间，文件是否正在 WPS 或 Word 里打开",
    )


def write_all(
    folder: LedgerFolder,
    directory: Path,
    bundle: Bundle,
    style: Style,
    *,
    via: str | None = None,
) -> tuple[tuple[Path, ...], tuple[Missing, ...]]:
    """Write an answer in every format into a folder, which is made; what could not be, and why.

    A layout named for one format need not exist in another; a format whose program is missing is
    left out and told.

    Raises:
        UnknownTemplate: where no format has the layout that was asked for.
        Unwritten: where the folder or a file cannot be written.
    """
    style.require_known(bundle.paper())
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        told = f"目录“{directory}”建不了：同名的位置上是一个文件"
        raise Unwritten(told, remedy="换一个目录") from None
    except OSError as error:
        told = f"目录“{directory}”建不了：{reason_of(error)}"
        raise Unwritten(told, remedy="换一个目录，或检查写权限") from None
    written: list[Path] = []
    missing: list[Missing] = []
    for ending in FORMATS:
        try:
            content = made(bundle, ending, style, via=via)
        except LedgerError as error:
            missing.append(Missing(ending, error))
            continue
        name = bundle.paper().name
        file = directory / f"{file_name(name)}{ending}"
        write(folder, file, content, what=name)
        written.append(file)
    return tuple(written), tuple(missing)
