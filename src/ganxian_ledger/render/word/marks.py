"""Text of data as XML text: nothing in it is markup or a tag, and nothing of it is dropped."""

from __future__ import annotations

from ganxian_ledger.render.width import safe_text

_ENTITIES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&apos;",
        "{": "&#123;",
        "}": "&#125;",
    }
)
"""Braces too: docxtpl makes its own marks of some, and footnotes are rendered more than once."""


def escaped(value: object) -> str:
    """A value as XML text or attribute, hidden characters made visible; nothing for None."""
    if value is None:
        return ""
    return safe_text(str(value).replace("\r\n", "\n")).translate(_ENTITIES)
