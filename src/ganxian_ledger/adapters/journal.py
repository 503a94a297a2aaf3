"""The journal of files that change together: what is to be written, whole, until all of it is.

It stands in the ledger's folder from the moment at which the change counts until every file holds
its new bytes. Readers take the new bytes from it; the next writer finishes what it says.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.rules.rule import Finding

PENDING = ".ledger.pending"
ASIDE = f"{PENDING}.搁置"
LARGEST = 4 * lint.LARGEST
"""Bytes of a whole journal."""

_FORM = "ledger-pending/1"
_EARLIEST = 725_846_400
"""1993-01-01, in seconds since 1970; stamps lie in the year behind it."""

Mark = tuple[int, int, int] | None
"""What tells one content of a file from the next without reading it; None where it is absent."""
Content = bytes | Finding | None


class Change(NamedTuple):
    """The change of one file: the SHA-256 of its old bytes (None: absent) and the new bytes."""

    old: str | None
    new: bytes

    def is_from(self, content: Content) -> bool:
        """Whether these are the bytes that are to give way, or nothing where nothing was."""
        return content is None if self.old is None else _hash_of(content) == self.old


class Untrusted(NamedTuple):
    """What stands in the journal's place and was not left there by a writer of this folder."""


class Journal(NamedTuple):
    """Changes by the names of their files."""

    changes: Mapping[str, Change]

    def strangers(self, contents: Mapping[str, Content]) -> tuple[str, ...]:
        """The files that are neither as they were nor as they are to be."""
        return tuple(
            name
            for name, change in self.changes.items()
            if contents.get(name) != change.new and not change.is_from(contents.get(name))
        )

    def over(self, contents: Mapping[str, Content]) -> dict[str, Content]:
        """The contents as they are to be; as they are, where one of them is a stranger."""
        if self.strangers(contents):
            return dict(contents)
        return {**contents, **{name: change.new for name, change in self.changes.items()}}


def change_of(old: bytes | None, new: bytes) -> Change:
    """The change from these bytes (None: absent) to those."""
    return Change(_hash_of(old), new)


def new_stamp() -> int:
    """A time long past, in whole even seconds since 1970, for the journal's time of modification.

    Git gives every file that it checks out the time of the checkout. A journal that came with a
    stranger's commit therefore never carries the time that is written in it.
    """
    return _EARLIEST + 2 * int.from_bytes(os.urandom(3), "big")


def written(changes: Mapping[str, Change], stamp: int) -> bytes:
    """The bytes of a journal; they count in a file whose time of modification is the stamp."""
    import json  # noqa: PLC0415 (only where a journal stands)

    files = {
        name: {
            "old": change.old,
            "new": _hash_of(change.new),
            "content": change.new.decode("utf-8", "surrogateescape"),
        }
        for name, change in changes.items()
    }
    whole = {"form": _FORM, "stamp": stamp, "files": files}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape")


def require_fit(record: bytes, contents: Iterable[bytes]) -> None:
    """Require that a journal of these bytes, with these new contents, would be read again.

    Raises:
        OSError: where something is too large.
    """
    if len(record) > LARGEST or any(len(one) > lint.LARGEST for one in contents):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))


def mark_of(path: Path, *, follow: bool = True) -> Mark:
    """The mark of a file, or of what a link leads to; None also where it cannot be told."""
    try:
        status = path.stat(follow_symlinks=follow)
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def mark(folder: Path) -> Mark:
    """The mark of the folder's journal."""
    return mark_of(folder / PENDING, follow=False)


def found(folder: Path) -> Journal | Untrusted | None:
    """The folder's journal; None where there is none.

    Raises:
        OSError: where it cannot be read.
    """
    file = folder / PENDING
    try:
        status = file.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return Untrusted()
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    return _read(data, int(status.st_mtime)) or Untrusted()


def _read(data: bytes, stamp: int) -> Journal | None:
    """The journal that these bytes are, in a file with this time of modification."""
    import json  # noqa: PLC0415 (only where a journal stands)

    try:
        whole = json.loads(data.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or whole.get("form") != _FORM or whole.get("stamp") != stamp:
        return None
    files = whole.get("files")
    if not isinstance(files, dict) or not files:
        return None
    changes = {name: _change(one) for name, one in files.items() if name in FILES}
    sound = {name: change for name, change in changes.items() if change is not None}
    return Journal(sound) if len(sound) == len(files) else None


def _change(entry: object) -> Change | None:
    """The change of one file, if its new bytes are what their hash says."""
    if not isinstance(entry, dict):
        return None
    old, content = entry.get("old"), entry.get("content")
    if not isinstance(content, str) or not (old is None or isinstance(old, str)):
        return None
    try:
        new = content.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    is_sound = len(new) <= lint.LARGEST and _hash_of(new) == entry.get("new")
    return Change(old, new) if is_sound else None


def _hash_of(content: Content) -> str | None:
    """The SHA-256 of bytes; None for what are none."""
    import hashlib  # noqa: PLC0415 (only where a journal stands)

    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else None
