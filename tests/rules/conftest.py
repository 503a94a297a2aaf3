"""The one fixture of the tests about rules: what a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from tests.support.build import DAY, judge


class Found(NamedTuple):
    """A finding: its code, its line, and what is marked in that line; `message` and `hint`."""

    code: str
    line: int
    marked: str
    message: str
    hint: str

    @property
    def mark(self) -> tuple[str, int, str]:
        """Code, line and marked text."""
        return (self.code, self.line, self.marked)


class Finder(Protocol):
    """Judges files on a day; with codes, only the findings of these."""

    def __call__(self, files: Mapping[str, bytes], *codes: str, day: date = DAY) -> list[Found]: ...


@pytest.fixture
def find(tmp_path: Path) -> Finder:
    """What `ledger check` finds, in the order of the files."""

    def find(files: Mapping[str, bytes], *codes: str, day: date = DAY) -> list[Found]:
        judgement = judge(files, tmp_path, day).judgement
        return [
            Found(d.code, d.line, d.excerpt[d.column - 1 : d.end_column - 1], d.message, d.hint)
            for d in judgement.diagnostics
            if not codes or d.code in codes
        ]

    return find
