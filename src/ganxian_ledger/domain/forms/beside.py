"""Evidence that lies beside a form, and the names of it that a unit wrote into a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ganxian_ledger.domain.forms import cell_faults as faults
from ganxian_ledger.domain.forms.form import SEPARATORS
from ganxian_ledger.domain.forms.understand import Misread, quoted
from ganxian_ledger.domain.model.evidence import unsafe_part
from ganxian_ledger.domain.near import suggest

_BETWEEN = re.compile(f"[{SEPARATORS}]")
_REMEDY = "文件和填报表放在一起（或放在旁边的“佐证材料”文件夹里），名字写全，连同后缀"


class Beside(NamedTuple):
    """Files that came with a form, by their names in one form of Unicode (NFC)."""

    files: Mapping[str, str] = {}

    @classmethod
    def of(cls, names: Iterable[str]) -> Beside:
        """The files of these names; what cannot be told apart by name is as if it was not there."""
        found: dict[str, str] = {}
        for name in sorted(names):
            found.setdefault(unicodedata.normalize("NFC", name), name)
        return cls(found)

    def find(self, name: str) -> str | None:
        """The file of this name, as it is called there; upper and lower case only where one is."""
        wanted = unicodedata.normalize("NFC", name)
        if wanted in self.files:
            return self.files[wanted]
        folded = wanted.casefold()
        alike = [own for known, own in self.files.items() if known.casefold() == folded]
        return alike[0] if len(alike) == 1 else None


def named_in(text: str, beside: Beside) -> tuple[str, ...]:
    """The files that a text names, one a line or with marks between them; each once.

    Raises:
        Misread: F319, F320.
    """
    return tuple(dict.fromkeys(_file(name, beside) for name in _names(text, beside)))


def _names(text: str, beside: Beside) -> Iterator[str]:
    for line in map(str.strip, text.split("\n")):
        if beside.find(line) is not None:  # a name may hold the marks
            yield line
        else:
            yield from filter(None, map(str.strip, _BETWEEN.split(line)))


def _file(name: str, beside: Beside) -> str:
    reason = "带了目录" if "/" in name else unsafe_part(name)
    if reason:
        told = f"佐证的文件名{quoted(name)}不能用：{reason}"
        raise Misread(faults.EVIDENCE_NAME, told, "只写文件名，例如 验收单.pdf")
    found = beside.find(name)
    if found is None:
        told = f"佐证{quoted(name)}没有随表交来"
        raise Misread(faults.EVIDENCE_MISSING, told, suggest(name, beside.files) + _REMEDY)
    return found
