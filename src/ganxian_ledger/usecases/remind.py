"""Letters for the units of a period: drafted all together, written all or none; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import letter_paper, paper_bundle, sheet_bundle
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.letter import Asking, Letter, post
from ganxian_ledger.domain.views.letter_matters import Kind
from ganxian_ledger.domain.views.paper import Given
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases import papers
from ganxian_ledger.usecases.report import VERSION, Question, day_of, ledger_of

INDEX_ENDING = ".csv"


class OneNumber(Unknown):
    """One number of a paper was given for several letters."""


class Draft(NamedTuple):
    """A letter with the name of its file, without an ending, in the shapes that formats need."""

    letter: Letter
    name: str
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class Drafts:
    """The letters of a run, and their list."""

    period: str
    letters: tuple[Draft, ...]
    index: Sheet
    list_bundle: Bundle


def drafts(
    folder: LedgerFolder, question: Question, asking: Asking, *, ending: str, today: date
) -> Drafts:
    """Draft the letters that are due.

    Args:
        folder: The ledger.
        question: The period and its day; `given` holds a number only where there is one letter.
        asking: Which letters; units by any of their names.
        ending: That of the letters' files.
        today: The day on which they are drafted.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such unit or revision.
        WrongPeriod: as for a report.
        OneNumber: where several letters would get the same number.
    """
    day = day_of(question, today)
    ledger, facts = ledger_of(folder, question.at, day, today)
    board = Board(ledger, day)
    units = tuple(dict.fromkeys(unit_of(ledger, name).name for name in asking.units))
    found = post(board, question.period, asking._replace(units=units))
    if question.given.number and len(found.letters) > 1:
        raise OneNumber(
            f"要写的函有 {len(found.letters)} 份，不能共用一个文号",
            remedy="加 --unit 只写一份，或不写 --number，在文件里逐份填写",
        )
    names = _names(question.period.words, found.letters)
    letters = tuple(
        Draft(one, name, _bundle(one, name, facts, question.given))
        for one, name in zip(found.letters, names, strict=True)
    )
    files = [f"{name}{ending}" for name in names]
    month, path = question.period.words, folder.path.as_posix()
    index = letter_paper.index_of(board, found, files, month=month, path=path)
    recorded = tuple(words for head, words in facts if head == VERSION)
    index = replace(index, headings=(*index.headings, *recorded))
    listed = sheet_bundle.bundle_of(index, facts, name=letter_paper.INDEX, day=day)
    return Drafts(month, letters, index, listed)


def _bundle(letter: Letter, name: str, facts: tuple[tuple[str, str], ...], given: Given) -> Bundle:
    whole = replace(letter, facts=(*letter.facts, *facts))
    paper = given.fill(letter_paper.paper_of(whole, name=name))
    return paper_bundle.bundle_of(lambda: paper, letter.day, {"letter": whole})


def _names(period: str, letters: tuple[Letter, ...]) -> list[str]:
    """A name for each letter's file; no two differ in nothing but case."""
    names: list[str] = []
    taken: set[str] = set()
    for one in letters:
        plain = name = papers.file_name(f"{period}{one.kind.value}（{one.unit}）")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def write(
    folder: LedgerFolder, directory: Path, drafted: Drafts, ending: str, *, overwrite: bool
) -> tuple[str, ...]:
    """Write the letters and their list into a folder, which is made; render all before the first.

    Returns:
        The names of letters of the same month in the folder that this run did not write.

    Raises:
        UnknownTemplate: where a layout is missing.
        TemplateFault: where a layout is faulty.
        Handmade: where somebody went on with a letter (gave it its number), unless `overwrite`.
        Unwritten: where a file cannot be written, or would stand over the ledger's.
    """
    contents: dict[Path, bytes] = {}
    for draft in drafted.letters:
        style = papers.style_of(folder, draft.letter.kind.layout)
        contents[directory / f"{draft.name}{ending}"] = papers.made(draft.bundle, ending, style)
    listed = papers.made(drafted.list_bundle, INDEX_ENDING, papers.style_of(folder))
    contents[directory / f"{letter_paper.INDEX}{INDEX_ENDING}"] = listed
    papers.write_set(folder, directory, contents, what="函件", overwrite=overwrite)
    written = {file.name for file in contents}
    beginnings = tuple(f"{drafted.period}{kind.value}（" for kind in Kind)
    there = (file.name for file in directory.iterdir() if file.name.startswith(beginnings))
    return tuple(sorted(name for name in there if name not in written))
