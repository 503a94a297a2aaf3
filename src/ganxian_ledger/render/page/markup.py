"""Text as HTML and as CSS: nothing that stands in it becomes markup, whatever it holds."""

from __future__ import annotations

import base64
import hashlib
import html

from ganxian_ledger.render.width import safe_text


class Verbatim(str):
    """Text of a layout that is written as it is; never made from data."""

    __slots__ = ()


def escaped(value: object) -> str:
    """A value as HTML text, good within quoted attributes too; nothing for None.

    Characters that only steer become visible ones.
    """
    if value is None:
        return ""
    if isinstance(value, Verbatim):
        return str(value)
    return html.escape(safe_text(str(value)), quote=True)


def css_string(text: str) -> str:
    """A text as a CSS string in which every character but letters and digits is its number.

    No letter or digit of any script can end a string, an element or an escape before it.
    """
    return '"' + "".join(map(_css_letter, safe_text(text))) + '"'


def _css_letter(letter: str) -> str:
    return letter if letter.isalnum() else f"\\{ord(letter):06x}"


def digest(text: str) -> str:
    """The hash by which a Content-Security-Policy knows a style or a script."""
    whole = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(whole).decode('ascii')}'"
