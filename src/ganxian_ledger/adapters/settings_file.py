"""The file `ledger.toml`: where it is, its bytes, and what to say where it cannot be followed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.domain.errors import Unknown

NAME = "ledger.toml"
LARGEST = 64 * 1024
"""Bytes of the file."""


class SettingsFile(NamedTuple):
    """The file's bytes, and how it is named to the user."""

    shown: str
    data: bytes

    def is_like(self, other: SettingsFile | None) -> bool:
        """Whether another has the same text; line ends aside, which Git may turn."""
        return other is not None and with_lf(self.data) == with_lf(other.data)


class Fault(NamedTuple):
    """What is wrong, with its place where that is known."""

    place: tuple[int, int] | None
    words: str


class FaultySettings(Unknown):
    """The file cannot be followed; all its faults are told."""

    def __init__(self, shown: str, faults: list[Fault]) -> None:
        faults.sort(key=lambda fault: fault.place or (0, 0))
        lines = [f"{shown}{_place_words(fault.place)}: {fault.words}" for fault in faults]
        super().__init__(
            "\n".join([f"设置文件 {shown} 有 {len(faults)} 处错误", *lines]),
            remedy="改正后再运行；写法见 docs/settings.md，规则编号用 ledger explain 列出",
        )
        self.faults = tuple(faults)


def settings_here(folder: LedgerFolder) -> SettingsFile | None:
    """The nearest file in the ledger's folder or above it, not above its repository's root.

    Raises:
        FaultySettings: where it is there, but cannot be read.
    """
    here = folder.path.resolve()
    for place in (here, *here.parents):
        if os.path.lexists(place / NAME):
            return _read(LedgerFolder(place).shown(NAME), place / NAME, folder.root)
        if place == folder.root:
            break
    return None


def _read(shown: str, file: Path, root: Path) -> SettingsFile:
    try:
        real = real_path(file)
        if not real.is_relative_to(root):
            raise FaultySettings(shown, [Fault(None, "这是通向仓库以外的链接，换成普通文件")])
        if not real.is_file():
            raise FaultySettings(shown, [Fault(None, "不是普通文件，换成普通文件")])
        with real.open("rb") as stream:
            return SettingsFile(shown, stream.read(LARGEST + 1))
    except OSError as error:
        raise FaultySettings(shown, [Fault(None, f"读不了：{reason_of(error)}")]) from None


def _place_words(place: tuple[int, int] | None) -> str:
    return f":{place[0]}:{place[1]}" if place else ""


def with_lf(data: bytes) -> bytes:
    """The bytes with the line ends that a repository has."""
    return data.replace(b"\r\n", b"\n")
