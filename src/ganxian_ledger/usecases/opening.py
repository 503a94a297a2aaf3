"""Open a ledger: find it, read it, judge it; every command begins here."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.load import Reading, read_ledger
from ganxian_ledger.adapters.yaml.nodes import Mapping as YamlMapping
from ganxian_ledger.adapters.yaml.nodes import Node, step_into
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.checks import checks_of
from ganxian_ledger.domain.rules.diagnostic import Counts, Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Finding, Severity, run

STOPPING = frozenset("YRTN")
"""Kinds of errors with which no answer is given and nothing is recorded."""


class Unsound(CannotLoad):
    """The ledger has errors; they are in `judgement`."""

    def __init__(self, judgement: Judgement) -> None:
        count = judgement.count(Severity.ERROR)
        super().__init__(
            f"台账有 {count} 处错误，先改正再用", remedy="改好后运行 ledger check 复核"
        )
        self.judgement = judgement


@dataclass(frozen=True)
class Opened:
    """A ledger as read, with everything that was found in it on a day."""

    folder: LedgerFolder
    reading: Reading
    findings: tuple[Finding, ...]

    @cached_property
    def judgement(self) -> Judgement:
        """The findings with their lines and columns, and what was read."""
        documents = self.reading.documents
        return self.judgement_of(located(f, self.folder, documents) for f in self.findings)

    def judgement_of(
        self, diagnostics: Iterable[Diagnostic], notes: tuple[str, ...] = ()
    ) -> Judgement:
        """Diagnostics of this ledger in their order, with what was read."""
        ordered = sorted(diagnostics, key=lambda d: (d.path, d.line, d.column, d.code, d.message))
        unreadable = any(f.code in {"Y106", "Y107"} for f in self.findings)
        files = tuple(map(self.folder.shown, self.reading.documents))
        return Judgement(tuple(ordered), counts_of(self.reading), unreadable, notes, files)

    @property
    def ledger(self) -> Ledger:
        """The snapshot."""
        return self.reading.ledger


def open_for_check(folder: LedgerFolder, day: date) -> Opened:
    """Read and judge, whatever state the files are in."""
    return judged(folder, folder.read(), day)


def open_sound(folder: LedgerFolder, day: date) -> Opened:
    """Read and judge; a ledger with errors gives no answers.

    Raises:
        Unsound: where there is an error of kind Y, R, T or N.
    """
    opened = open_for_check(folder, day)
    require_sound(opened)
    return opened


def require_sound(opened: Opened) -> None:
    """Refuse to go on with errors.

    Raises:
        Unsound: where there is an error of kind Y, R, T or N.
    """
    if any(f.severity is Severity.ERROR and f.code[0] in STOPPING for f in opened.findings):
        raise Unsound(opened.judgement)


def judged(folder: LedgerFolder, files: Mapping[str, bytes | Finding | None], day: date) -> Opened:
    """Read the given bytes as the ledger of this folder, and judge them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        reading = read_ledger(files)
    finally:
        if collecting:
            gc.enable()
    rules = checks_of(reading.ledger)
    ruled = (f for f in run(rules, reading.ledger, day) if not reading.is_faulty(f.place))
    return Opened(folder, reading, (*reading.findings, *ruled))


def counts_of(reading: Reading) -> Counts:
    """What was read, for the line that says so."""
    ledger = reading.ledger
    return Counts(
        files=len(reading.documents),
        measures=len(ledger.entries),
        targets=len(ledger.targets),
        units=ledger.units.listed,
        projects=len(ledger.projects),
    )


def located(
    finding: Finding, folder: LedgerFolder, documents: Mapping[str, Document]
) -> Diagnostic:
    """A finding with line, column, subject and excerpt; file-level ones stand at 1:1."""
    name = finding.place.file
    document = documents.get(name)
    start = end = (1, 1)
    excerpt = subject = ""
    if document is not None:
        span = finding.span or document.span(finding.place.route, is_key=finding.place.is_key)
        start, end = document.line_and_column(span[0]), document.line_and_column(span[1])
        excerpt = document.line(start[0])
        subject = _subject(document.root, finding.place)
    return Diagnostic(
        code=finding.code,
        severity=finding.severity,
        path=folder.shown(name),
        line=start[0],
        column=start[1],
        end_line=end[0],
        end_column=end[1],
        subject=subject,
        message=finding.message,
        hint=finding.hint,
        excerpt=excerpt,
    )


_NAMED = {
    "measures": ("措施", "id", "title"),
    "tasks": ("任务", "id", "title"),
    "targets": ("指标", "id", "name"),
    "units": ("单位", "name", ""),
    "projects": ("项目", "id", "name"),
    "people": ("人员", "name", ""),
}


def _subject(root: Node, place: Place) -> str:
    """The innermost named record that a place lies in, by number and title."""
    subject, node, held = "", root, ""
    for step in place.route:
        try:
            node = step_into(node, step)
        except KeyError:
            break
        if isinstance(step, str):
            held = step
        elif held in _NAMED and isinstance(node, YamlMapping):
            word, *keys = _NAMED[held]
            values = (node.get(key) for key in keys)
            named = " ".join([word, *(v for v in values if isinstance(v, str))])
            subject = " ".join(named.split())  # a faulty title may have several lines
            held = ""
    return subject
