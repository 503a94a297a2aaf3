"""How long the shared texts of a workbook are, so that nobody repeats a long one without end."""

from __future__ import annotations

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.markup import Attributes, Walk, walk

_ENTRY_DEPTH = 2


class Shared(Walk):
    """The length of each shared text, and whether it is more than blanks; readings are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.holding: set[int] = set()
        self._is_text = False

    def opened(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 (of a walk)
        """Count an entry, or listen to a text."""
        if name == "si" and len(self.path) == _ENTRY_DEPTH:
            self.lengths.append(0)
        self._is_text = name == "t" and bool(self.lengths) and "rPh" not in self.path

    def closed(self, name: str) -> None:  # noqa: ARG002 (of a walk)
        """Listen no longer."""
        self._is_text = False

    def said(self, text: str) -> None:
        """Count the characters of a text."""
        if self._is_text:
            self.lengths[-1] += len(text)
            if text.strip():
                self.holding.add(len(self.lengths) - 1)


def shared(strings: bytes | None) -> Shared:
    """The shared texts; none where the part is absent.

    Raises:
        Hostile: see `walk`.
    """
    found = Shared()
    if strings is not None:
        walk(strings, found)
    return found


def most_written(length: int) -> bool:
    """Whether a text of so many characters, escapes such as `_x000D_` counted, is too long."""
    return length > limits.TEXT * len("_x000D_")
