"""Merge three states of one ledger file: records by meaning, all else by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import reason_of
from ganxian_ledger.adapters.git.text import OURS, THEIRS, merge_texts
from ganxian_ledger.adapters.yaml.record import Unwritable
from ganxian_ledger.domain.compare.merge import unions
from ganxian_ledger.domain.edits.refusals import CANNOT_WRITE
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.usecases.grafting import (
    CLOSING,
    MIDDLE,
    OPENING,
    Unproved,
    grafted,
    grown,
    marked,
    remainder,
)
from ganxian_ledger.usecases.side import Side, alike, brought, side_of

_SUBJECT = re.compile(r"^[ -]*(?:\{ *)?(?:id|name): *['\"]?([^'\"\r\n,}]+)", re.MULTILINE)


class Merged(NamedTuple):
    """The new bytes of our file, and the words of what stays a conflict in it."""

    data: bytes
    conflicts: tuple[str, ...] = ()


def merge_files(base: str, ours: str, theirs: str) -> tuple[str, ...]:
    """Merge three files, the result into ours, and give the words of what stays a conflict.

    Raises:
        Unknown: where a file cannot be read.
        Refused: where ours cannot be written; it is whole then.
        NoGit, GitFailed: where the text could not be merged; ours is as it was.
    """
    merged = merge(*map(_read, (base, ours, theirs)))
    try:
        store.write_whole(Path(ours), merged.data)
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"{ours} 写不进去：{reason_of(error)}；这个文件保持原样",
            remedy="检查磁盘空间和写权限，再合并一次",
        ) from None
    return merged.conflicts


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "名称不能用"
        raise Unknown(
            f"读不了要合并的文件“{name}”：{reason}",
            remedy="这条命令由 Git 调用，一般不用自己运行；ledger doctor 检查设置",
        ) from None


def merge(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Ours with what the other side did since the common ancestor.

    A merge without conflicts is proved before it is given: what was read back is what both sides
    wrote, and it has no error that neither side has.

    Raises:
        NoGit: where there is no Git.
        GitFailed: where the text could not be merged.
    """
    if ours in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    old, mine, yours = (side_of(alike(data, ours)) for data in (base, ours, theirs))
    if old and mine and yours and old.is_sound and mine.is_sound and yours.is_sound:
        try:
            return _by_meaning(old, mine, yours)
        except (KeyError, Unwritable, Unproved):
            pass
    return _by_text(alike(base, ours), ours, alike(theirs, ours))


def _by_meaning(base: Side, ours: Side, theirs: Side) -> Merged:
    """Records by meaning, and the remainder by text.

    Raises:
        KeyError, Unwritable, Unproved: where it is not certain to be right.
    """
    found = tuple(unions(base.file, ours.file, theirs.file))
    mine, yours = grown(ours, theirs, found)
    rest = remainder(base, yours)
    text = merge_texts(ours.data, base.data, rest)
    if text.conflicts:  # perhaps only for our records, which stand beside what they changed
        text = merge_texts(remainder(base, mine), base.data, rest)
    ground = ours if text.conflicts else side_of(text.data)
    if ground is None:
        raise Unproved
    whole = grafted(base, mine, yours, ground, found)
    if not whole.is_sound or brought(whole, ours, theirs):
        raise Unproved
    clashes = [union for union in found if union.clash]
    data = marked(base, yours, whole, clashes)
    told = tuple(union.clash for union in clashes)
    if text.conflicts:
        data = merge_texts(data, base.data, rest).data
        told = (*told, *_conflicts(data, known=told))
        if not told:
            raise Unproved
    return Merged(data, told)


def _by_text(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Git's own merge; one that would bring errors is a conflict too."""
    text = merge_texts(ours, base, theirs)
    if text.conflicts:
        return Merged(text.data, tuple(_conflicts(text.data)))
    whole, *sides = (side_of(data) for data in (text.data, ours, theirs))
    if whole is None:
        words = "两边合在一起读不成台账"
        return Merged(_headed(text.data, words), (words,)) if all(sides) else Merged(text.data)
    new = brought(whole, *(side for side in sides if side))
    if not new:
        return Merged(text.data)
    words = f"两边各自能用，合在一起有 {len(new)} 处错误：{new[0].code} {new[0].message}"
    return Merged(_headed(text.data, words), (words,))


def _headed(data: bytes, words: str) -> bytes:
    """A text with a conflict at its head that says what is wrong with the whole."""
    end = "\r\n" if b"\r\n" in data else "\n"
    shown = " ".join(words.split())
    remedy = f"{THEIRS}：改好后删去这三行，再运行 ledger check 和 git add"
    lines = (f"{OPENING} {OURS}：{shown}", MIDDLE, f"{CLOSING} {remedy}", "")
    return end.join(lines).encode("utf-8") + data.removeprefix(b"\xef\xbb\xbf")


def _conflicts(data: bytes, known: tuple[str, ...] = ()) -> Iterator[str]:
    """Where a text has conflicts that its markers say no more about."""
    text = data.decode("utf-8", "replace")
    for found in re.finditer(rf"^{OPENING} (.*)$", text, re.MULTILINE):
        if any(words in found.group(1) for words in known):
            continue
        line = text.count("\n", 0, found.start()) + 1
        above = [*_SUBJECT.finditer(text, 0, found.start())]
        near = f"（{above[-1].group(1).strip()} 处）" if above else ""
        yield f"第 {line} 行起{near}两边改了同一处"
