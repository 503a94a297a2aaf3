"""An answer of a looking command, shown or written as a paper; a report likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import format_of

if TYPE_CHECKING:
    from pathlib import Path

    from ganxian_ledger.adapters.folder import LedgerFolder
    from ganxian_ledger.domain.views.bundle import Bundle
    from ganxian_ledger.domain.views.table import Sheet
    from ganxian_ledger.usecases.context import Context
    from ganxian_ledger.usecases.look import Book, View

PLAIN = ".md"
"""What a report is where no file says otherwise."""


def answer(
    context: Context,
    view: View,
    form: str | None,
    output: Path | None,
    *,
    as_json: bool,
    overwrite: bool = False,
    book: Book | None = None,
) -> Sheet:
    """The sheet that a view draws: shown in a format, or written into a file as its ending says.

    A workbook is drawn by `book` where there is one.
    """
    from ganxian_ledger.usecases.look import look, look_for_paper

    chosen = format_of(form, as_json=as_json)
    if output is None or str(output) == "-":
        sheet = look(context, view)
        console.show(sheet, chosen)
        return sheet
    ending = ending_of(output, example="清单.xlsx")
    if (form or as_json) and ending != f".{chosen}":
        raise typer.BadParameter(f"格式 {chosen} 和后缀 {ending} 不一致\n写一个就够了")
    sheet, bundle = look_for_paper(context, view, book)
    write(context.folder, bundle, ending, output, overwrite=overwrite)
    return sheet


def ending_of(output: Path | None, *, example: str) -> str:
    """The format that a file asks for by its ending; without a file Markdown.

    Raises:
        UnknownEnding: where there is no such format.
    """
    if output is None or str(output) == "-":
        return PLAIN
    from ganxian_ledger.usecases import papers

    return papers.ending_of(output, example=example)


def hand_out(
    folder: LedgerFolder,
    bundle: Bundle,
    ending: str,
    output: Path | None,
    every: Path | None,
    *,
    template: str | None,
    via: str | None = None,
    overwrite: bool = False,
) -> None:
    """Show an answer, write it into a file, or write it in every format into a folder."""
    from ganxian_ledger.usecases import papers

    style = papers.style_of(folder, template)
    if every is not None:
        written, missing = papers.write_all(
            folder, every, bundle, style, via=via, overwrite=overwrite
        )
        for file in written:
            console.say(f"已写入 {console.safe(str(file))}")
        for ending_left_out, error in missing:
            told = f"{console.safe(error.message)}（{console.safe(error.remedy)}）"
            console.say(f"没有写 {ending_left_out}：{told}")
    elif output is None or str(output) == "-":
        console.data(papers.made(bundle, ending, style).decode("utf-8"))
    else:
        write(folder, bundle, ending, output, template=template, via=via, overwrite=overwrite)


def write(
    folder: LedgerFolder,
    bundle: Bundle,
    ending: str,
    output: Path,
    *,
    template: str | None = None,
    via: str | None = None,
    overwrite: bool = False,
) -> None:
    """Write an answer into a file and say so."""
    from ganxian_ledger.usecases import papers

    style = papers.style_of(folder, template)
    papers.require_layout(style, ending)
    if not overwrite:
        papers.require_ours(folder, output)
    content = papers.made(bundle, ending, style, via=via)
    papers.write(folder, output, content, what=bundle.paper().name)
    console.say(f"已写入 {console.safe(str(output))}")
