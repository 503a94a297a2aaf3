"""Evidence that lies beside a form, and the names of it that a unit wrote into a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ganxian_ledger.domain.forms import cell_faults as faults
from ganxian_ledger.domain.forms.form import SEPARATORS
from ganxian_ledger.domain.forms.understand import Misread, quoted
from ganxian_ledger.domain.model.evidence import unsafe_part
from ganxian_ledger.domain.near import suggest

_BETWEEN = re.compile(f"[{SEPARATORS}]")
_COMMA = re.compile("[，,]")
_ENDING = re.compile(r"\.[0-9A-Za-z]{2,4}$")
_REMEDY = "文件和填报表放在一起（或放在旁边的“佐证材料”文件夹里），名字写全，连同后缀"


def _no_sum(_name: str) -> str:
    return ""


class Beside(NamedTuple):
    """Files that came with a form, by their names in one form of Unicode (NFC).

    `sum_of` gives the SHA-256 of a file by its own name; empty where it cannot be read.
    """

    files: Mapping[str, str] = {}
    sum_of: Callable[[str], str] = _no_sum

    @classmethod
    def of(cls, names: Iterable[str], sum_of: Callable[[str], str] = _no_sum) -> Beside:
        """The files of these names; what cannot be told apart by name is as if it was not there."""
        found: dict[str, str] = {}
        for name in sorted(names):
            found.setdefault(unicodedata.normalize("NFC", name), name)
        return cls(found, sum_of)

    def find(self, name: str) -> str | None:
        """The file of this name, as it is called there; upper and lower case only where one is."""
        wanted = unicodedata.normalize("NFC", name)
        if wanted in self.files:
            return self.files[wanted]
        folded = wanted.casefold()
        alike = [own for known, own in self.files.items() if known.casefold() == folded]
        return alike[0] if len(alike) == 1 else None


class Named(NamedTuple):
    """The files that a cell names, each once, and what is wrong with other names (F319, F320)."""

    files: tuple[str, ...]
    wrong: tuple[Misread, ...]


def named_in(text: str, beside: Beside) -> Named:
    """The files that a text names, one a line or with marks between them."""
    files: dict[str, None] = {}
    wrong: dict[str, Misread] = {}
    for name in _names(text, beside):
        try:
            files[_file(name, beside)] = None
        except Misread as error:
            wrong[name] = error
    return Named(tuple(files), tuple(wrong.values()))


def _names(text: str, beside: Beside) -> Iterator[str]:
    for line in map(str.strip, text.split("\n")):
        if beside.find(line) is not None:  # a name may hold the marks
            yield line
            continue
        for part in filter(None, map(str.strip, _BETWEEN.split(line))):
            yield from _parted(part, beside)


def _parted(text: str, beside: Beside) -> tuple[str, ...]:
    """The names between commas, which stand in names as well.

    They part names where one of the parts is there, or each has an ending of its own.
    """
    parts = tuple(filter(None, map(str.strip, _COMMA.split(text))))
    is_there = any(beside.find(part) is not None for part in parts)
    if beside.find(text) is None and (is_there or all(map(_ENDING.search, parts))):
        return parts
    return (text,)


def _file(name: str, beside: Beside) -> str:
    """The file of one name.

    Raises:
        Misread: F319, F320.
    """
    reason = "带了目录" if "/" in name else unsafe_part(name)
    if reason:
        told = f"佐证的文件名{quoted(name)}不能用：{reason}"
        raise Misread(faults.EVIDENCE_NAME, told, "只写文件名，例如 验收单.pdf")
    found = beside.find(name)
    if found is None:
        told = f"佐证{quoted(name)}没有随表交来"
        raise Misread(faults.EVIDENCE_MISSING, told, suggest(name, beside.files) + _REMEDY)
    return found
