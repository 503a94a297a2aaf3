"""The text before it is YAML: encoding, line ends, tabs, and characters that do not show."""

from __future__ import annotations

from typing import NamedTuple

from ganxian_ledger.adapters.yaml.nodes import TextFault
from ganxian_ledger.domain.characters import FORBIDDEN

LARGEST = 32 * 1024 * 1024
"""Bytes of one file."""


class Source(NamedTuple):
    """A file's text, what was wrong with its bytes, and how it is kept.

    `text` is as in the file, without a leading byte order mark; `data` the bytes themselves.
    """

    data: bytes
    text: str
    faults: tuple[TextFault, ...]
    has_bom: bool
    encoding: str = "utf-8"


def decode(data: bytes) -> Source:
    """Read bytes as UTF-8; name GBK where that is what they are, and read on."""
    has_bom = data.startswith(b"\xef\xbb\xbf")
    body = data[3:] if has_bom else data
    faults: list[TextFault] = []
    encoding, text = "utf-8", ""
    if len(data) > LARGEST:
        faults.append(
            TextFault("Y108", (0, 0), f"文件有 {len(data)} 字节，超过 {LARGEST}", "按年度拆开")
        )
        return Source(data, "", tuple(faults), has_bom)
    try:
        text = _as_utf8(body)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        encoding, text = _decode_otherwise(body)
        faults.append(_not_utf8(encoding, line))
    if has_bom:
        message = "文件开头有字节顺序标记（BOM）"
        faults.append(TextFault("Y102", (0, 0), message, "另存为“UTF-8”（不带 BOM）"))
    if "\r" in text:
        message = f"有 {text.count(chr(13))} 行以 CRLF 或 CR 结尾"
        faults.append(TextFault("Y103", (0, 0), message, "在编辑器里把换行改为 LF；不改也能用"))
    return Source(data, text, tuple(faults), has_bom, encoding)


def _as_utf8(body: bytes) -> str:
    if _is_utf16(body):
        raise UnicodeDecodeError("utf-8", body, 0, 1, "UTF-16")
    return body.decode("utf-8")


def _is_utf16(body: bytes) -> bool:
    """By its mark, or by the noughts that every other byte of ASCII is in UTF-16."""
    return body.startswith((b"\xff\xfe", b"\xfe\xff")) or body.count(b"\0") * 5 > len(body) > 64


def _decode_otherwise(body: bytes) -> tuple[str, str]:
    if _is_utf16(body):
        known = body.startswith((b"\xff\xfe", b"\xfe\xff"))
        return "utf-16", body.decode("utf-16" if known else "utf-16-le", errors="replace")
    try:
        return "gb18030", body.decode("gb18030")
    except UnicodeDecodeError:
        return "", body.decode("utf-8", errors="replace")


def _not_utf8(encoding: str, line: int) -> TextFault:
    named = {
        "gb18030": "看来是 GBK（记事本的“ANSI”）",
        "utf-16": "看来是 UTF-16（记事本的“Unicode”）",
    }.get(encoding, "编码认不出来，可能已损坏")
    remedy = "用记事本另存为，编码选“UTF-8”" if encoding else "从 Git 里找回上一版"
    return TextFault("Y101", (0, 0), f"文件不是 UTF-8 编码，第 {line} 行起读不了：{named}", remedy)


class Linted(NamedTuple):
    """The text with every forbidden character replaced by one that parses, and their places."""

    text: str
    offences: tuple[tuple[int, str], ...]
    """Index and character of each."""


def lint(text: str) -> Linted:
    """Find tabs, control characters, and those that are invisible or turn the reading round."""
    offences = tuple((match.start(), match.group()) for match in FORBIDDEN.finditer(text))
    if not offences:
        return Linted(text, ())
    return Linted(FORBIDDEN.sub(lambda m: " " if m.group() == "\t" else "\ufffd", text), offences)


def offences_in(value: str) -> tuple[str, ...]:
    """The forbidden characters of a decoded value (escapes get past the text)."""
    return tuple(dict.fromkeys(FORBIDDEN.findall(value)))
