"""What was handed in: forms in files, folders and zip files, and what lies beside each of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import reason_of
from ganxian_ledger.adapters.parcels import Entry, Parcel, Unsafe
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.forms import file_faults
from ganxian_ledger.domain.forms.fault import Fault

BACK = "退回"
"""The folder of marked copies; what lies in it is not taken for a return."""
EVIDENCE_FOLDERS = ("佐证", "佐证材料")
MOST_FORM = 8 << 20
MOST_EVIDENCE = 100 << 20
"""Bytes of a form, and of a file of evidence."""
_SHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".et", ".ett", ".ods"})
_ZIP = ".zip"
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_UNUSED = "不是填报表，也没有作为佐证收"
_PASSED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Piece(NamedTuple):
    """One file, wherever it lies: its name, as it is shown, its size, and how to read it.

    `read` raises OSError or `Unsafe`.
    """

    name: str
    shown: str
    size: int
    read: Callable[[int], bytes]


class Arrived(NamedTuple):
    """A form, the files of its folder by name, and the folder in which it (or its zip) lies.

    Forms of one folder share one mapping.
    `parcel` is the name of the zip file that it came in; empty where it came in none.
    """

    piece: Piece
    beside: Mapping[str, Piece]
    home: Path
    parcel: str = ""


class Gathered(NamedTuple):
    """The forms in the order of their names, what was passed over and why, what cannot be used."""

    forms: tuple[Arrived, ...]
    skipped: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, Fault], ...]


class _Tray:
    """Gathers; a file that is named twice counts once."""

    def __init__(self) -> None:
        self.forms: dict[str, Arrived] = {}
        self.skipped: dict[str, str] = {}
        self.faults: dict[str, Fault] = {}
        self._listed: dict[Path, dict[str, Piece]] = {}

    def take(self, path: Path) -> None:
        """Take a file, a folder or a zip file that the user named."""
        if path.is_dir():
            for folder, names, files in os.walk(path, onerror=self._closed):
                self._prune(Path(folder), names)
                for name in sorted(files):
                    self._file(Path(folder, name))
        elif path.suffix.lower() == _ZIP:
            self._parcel(path)
        else:
            self._form(path)

    def _closed(self, error: OSError) -> None:
        """A folder that cannot be looked into."""
        told = f"文件夹打不开：{reason_of(error)}"
        shown = _shown(Path(str(error.filename)))
        self.faults[shown] = file_faults.UNREADABLE.of(told, remedy="检查权限，再收一次")

    def _prune(self, folder: Path, names: list[str]) -> None:
        """Leave out folders of marked copies, of evidence, hidden ones, and links."""
        kept = []
        for name in sorted(names):
            place = folder / name
            if name in EVIDENCE_FOLDERS and not place.is_symlink():
                self._apart(place)
                continue
            reason = _left_out(place)
            if reason:
                self.skipped[_shown(place)] = reason
            else:
                kept.append(name)
        names[:] = kept

    def _apart(self, folder: Path) -> None:
        """A folder of evidence: what no form names in it is passed over."""
        try:
            listed = sorted(folder.iterdir())
        except OSError as error:
            error.filename = str(folder)
            self._closed(error)
            return
        for path in listed:
            is_file = path.is_file() and not path.is_symlink()
            reason = _passed_over(path.name) or (_UNUSED if is_file else "佐证文件夹里只看文件")
            self.skipped[_shown(path)] = reason

    def _file(self, path: Path) -> None:
        """One file of a folder."""
        suffix = path.suffix.lower()
        reason = _passed_over(path.name)
        if path.is_symlink():
            self.skipped[_shown(path)] = "是链接"
        elif reason:
            self.skipped[_shown(path)] = reason
        elif suffix == _ZIP:
            self._parcel(path)
        elif suffix in _SHEETS:
            self._form(path)
        else:
            self.skipped[_shown(path)] = _unused(path.name)

    def _form(self, path: Path) -> None:
        if not path.is_file():  # a pipe would be waited for without end
            told = "不是普通文件，没有读"
            self.faults[_shown(path)] = file_faults.UNREADABLE.of(told, remedy="换成文件")
            return
        self.forms[_key(path)] = Arrived(_piece(path), self._around(path.parent), path.parent)

    def _around(self, folder: Path) -> dict[str, Piece]:
        """The files of a folder and of its folders of evidence; those in the folder itself win."""
        if folder not in self._listed:
            found: dict[str, Piece] = {}
            for place in (*(folder / name for name in EVIDENCE_FOLDERS), folder):
                found.update({path.name: _piece(path) for path in _files(place)})
            self._listed[folder] = found
        return self._listed[folder]

    def _parcel(self, path: Path) -> None:
        shown = _shown(path)
        try:
            parcel = Parcel(path)
        except Unsafe as error:
            remedy = "解压以后检查，再用文件夹收"
            self.faults[shown] = file_faults.UNSAFE_ZIP.of(str(error), remedy=remedy)
            return
        except OSError as error:
            self.faults[shown] = file_faults.UNREADABLE.of(f"文件读不了：{reason_of(error)}")
            return
        entries = [one for one in parcel.entries if not _passed_over(one.parts[-1])]
        forms = [one for one in entries if _is_form(one.parts)]
        if not forms:
            self.skipped[shown] = "压缩包里没有填报表"
        around = _around_in(entries, is_only=len(forms) == 1)
        beside: dict[tuple[str, ...], dict[str, Piece]] = {}
        for entry in forms:
            folder = entry.parts[:-1]
            if folder not in beside:
                near = around(folder)
                beside[folder] = {name: _inner(parcel, shown, one) for name, one in near.items()}
            piece = _inner(parcel, shown, entry)
            arrived = Arrived(piece, beside[folder], path.parent, path.name)
            self.forms[f"{_key(path)}/{'/'.join(entry.parts)}"] = arrived
        self._nested(shown, entries)
        for entry in entries:
            name = entry.parts[-1]
            if not _is_form(entry.parts) and not name.lower().endswith(_ZIP):
                is_back = BACK in entry.parts[:-1]
                reason = "退回给单位的副本" if is_back else _unused(name)
                self.skipped[f"{shown}/{'/'.join(entry.parts)}"] = reason

    def _nested(self, shown: str, entries: Sequence[Entry]) -> None:
        """Zip files within a zip file are not opened."""
        for entry in entries:
            if entry.parts[-1].lower().endswith(_ZIP) and not _is_apart(entry.parts):
                told = "压缩包里还有压缩包，没有打开"
                name = f"{shown}/{'/'.join(entry.parts)}"
                remedy = "解压以后用文件夹收；是佐证的，放进“佐证材料”文件夹"
                self.faults[name] = file_faults.UNSAFE_ZIP.of(told, remedy=remedy)


def gathered(paths: Iterable[Path]) -> Gathered:
    """Find the forms in what was handed in.

    Raises:
        Unknown: where a file that was named is not there.
    """
    tray = _Tray()
    listed = tuple(paths)
    missing = [f"没有“{path}”" for path in listed if not path.exists()]
    if missing:
        raise Unknown("\n".join(missing), remedy="写上收到的文件、文件夹或压缩包")
    for path in listed:
        tray.take(path)
    forms = tuple(tray.forms[key] for key in sorted(tray.forms))
    return Gathered(forms, tuple(tray.skipped.items()), tuple(tray.faults.items()))


def _left_out(folder: Path) -> str:
    """Why a folder is not looked into; empty where it is."""
    if folder.name == BACK:
        return "退回给单位的副本"
    if folder.is_symlink():
        return "是链接"
    return "隐藏的文件夹" if folder.name.startswith(".") else ""


def _unused(name: str) -> str:
    """Why a file that is neither a form nor named as evidence by one is not used."""
    return "这种压缩包打不开，请单位改用 .zip" if name.lower().endswith(_PACKED) else _UNUSED


def _passed_over(name: str) -> str:
    """Why a file of this name is no form and no evidence; empty where it may be."""
    if name.startswith("~$"):
        return "正在打开时的临时文件"
    return "系统文件" if name.lower() in _PASSED or name.startswith("._") else ""


def _is_form(parts: Sequence[str]) -> bool:
    ending = os.path.splitext(parts[-1])[1].lower()  # noqa: PTH122 (no path of this machine)
    return ending in _SHEETS and not _is_apart(parts)


def _is_apart(parts: Sequence[str]) -> bool:
    """Whether a path leads through a folder of evidence or of marked copies."""
    return any(part in {BACK, *EVIDENCE_FOLDERS} for part in parts[:-1])


def _around_in(
    entries: Sequence[Entry], *, is_only: bool
) -> Callable[[tuple[str, ...]], dict[str, Entry]]:
    """What lies beside a form in a folder of a zip file; all of it where it is the only form.

    What lies nearer wins; of two of one name elsewhere neither counts.
    """
    folders: dict[tuple[str, ...], dict[str, Entry]] = {}
    for one in entries:
        folders.setdefault(one.parts[:-1], {})[one.parts[-1]] = one
    count = Counter(one.parts[-1] for one in entries) if is_only else Counter()
    anywhere = {one.parts[-1]: one for one in entries if count[one.parts[-1]] == 1}

    def around(folder: tuple[str, ...]) -> dict[str, Entry]:
        apart = [folders.get((*folder, name), {}) for name in EVIDENCE_FOLDERS]
        return {**anywhere, **apart[0], **apart[1], **folders[folder]}

    return around


def _inner(parcel: Parcel, shown: str, entry: Entry) -> Piece:
    name = f"{shown}/{'/'.join(entry.parts)}"
    return Piece(entry.parts[-1], name, entry.size, partial(parcel.read, entry))


def _piece(path: Path) -> Piece:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Piece(path.name, _shown(path), size, partial(_read, path))


def _read(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: where it cannot be read.
        Unsafe: where there are more than `most`.
    """
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise Unsafe(f"文件超过 {most >> 20} MB")
    return data


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, links left out; none where it cannot be looked into."""
    try:
        listed = sorted(folder.iterdir())
    except OSError:
        return
    for path in listed:
        if path.is_file() and not path.is_symlink() and not _passed_over(path.name):
            yield path


def _shown(path: Path) -> str:
    return path.as_posix()


def _key(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 (links stay as named)
