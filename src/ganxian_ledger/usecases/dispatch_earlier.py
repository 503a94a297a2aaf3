"""What earlier runs of a dispatch left in the folder, and what a new run makes of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.document_properties import properties_of
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.forms.form import Identity
from ganxian_ledger.domain.views import notice_list
from ganxian_ledger.usecases.dispatch_names import INDEX, PARTIAL, key

MOST_INDEX = 20_000_000
"""Bytes of a list that is looked into."""
NAMED = 5
"""Files that a refusal names."""
_FORM = re.compile(r"([0-9]{4}年[0-9]{1,2}月)进展填报表（.*\.xlsx", re.IGNORECASE | re.DOTALL)
_FILE, _DIGEST = (
    [column.head for column in notice_list.LISTED].index(head) for head in ("文件", "SHA-256")
)


class AnotherPlan(Refused):
    """The folder holds forms of another plan; nothing was written."""


class Earlier(NamedTuple):
    """What there was before a run, and is not any more as it was, or stays.

    `replaced` are the folders whose form has other content now; `outdated` those whose digest in
    the `list` that stays is not that of the form any more; `months` those of other forms there.
    """

    replaced: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    list: str = ""
    months: tuple[str, ...] = ()


class _Lying(NamedTuple):
    """A form in a folder, as it is named."""

    file: Path
    month: str


def require_same_plan(directory: Path, identity: Identity) -> None:
    """Every form in the folder is one of this plan, as far as it says so.

    Raises:
        AnotherPlan: where one is not.
        OSError: where the folder cannot be looked into.
    """
    ours = dict(identity.parts)
    heads = ("方案文号", "方案")
    foreign = []
    for lying in _forms(directory):
        told = properties_of(lying.file)
        if any(told.get(head, ours[head]) != ours[head] for head in heads):
            number, title = (told.get(head, "未写明") for head in heads)
            foreign.append((lying.file, f"《{title}》（{number}）"))
    if foreign:
        named = "、".join(str(file) for file, _ in foreign[:NAMED])
        more = "等" if len(foreign) > NAMED else ""
        raise AnotherPlan(
            f"目录里有另一个方案的填报表 {len(foreign)} 份：{named}{more}，"
            f"是{foreign[0][1]}的；什么也没有写",
            remedy="换一个目录；确定写在一起的，加 --overwrite",
        )


def _forms(directory: Path) -> Iterator[_Lying]:
    if not directory.is_dir():
        return
    for folder in sorted(directory.iterdir()):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            found = _FORM.fullmatch(file.name)
            if found and file.is_file():
                yield _Lying(file, found[1])


def digests_of(directory: Path, forms: Sequence[str]) -> dict[str, str]:
    """The digest of each form that is there, by its path in the folder."""
    there = ((name, directory / name) for name in forms)
    return {name: sha256(file.read_bytes()).hexdigest() for name, file in there if file.is_file()}


def earlier_of(
    directory: Path,
    month: str,
    before: Mapping[str, str],
    listed: Sequence[tuple[str, str]],
    index: str,
) -> Earlier:
    """What a run came upon, seen when its files are in their places.

    Args:
        directory: The folder.
        month: The run's month, in words.
        before: The digests of forms that were there before.
        listed: Each form of the run with its digest.
        index: The name of the list that the run wrote; the other one stays as it is.
    """
    other = INDEX if index == PARTIAL else PARTIAL
    told = {row[_FILE]: row[_DIGEST] for row in rows_of(directory / other) or ()}
    written = {key(name.partition("/")[0]) for name, _ in listed}
    return Earlier(
        replaced=tuple(_folder(n) for n, digest in listed if before.get(n, digest) != digest),
        outdated=tuple(_folder(n) for n, digest in listed if told.get(n, digest) != digest),
        list=other,
        months=tuple(
            dict.fromkeys(
                one.month
                for one in _forms(directory)
                if one.month != month and key(one.file.parent.name) in written
            )
        ),
    )


def _folder(path: str) -> str:
    return path.partition("/")[0]


def rows_of(index: Path) -> list[list[str]] | None:
    """The rows of a list with our heads; None where it is none of ours."""
    try:
        if index.stat().st_size > MOST_INDEX:
            return None
        heads, *rows = csv.reader(StringIO(index.read_bytes().decode("utf-8-sig")))
    except (OSError, ValueError, csv.Error):
        return None
    ours = [column.head for column in notice_list.LISTED]
    is_ours = heads == ours and all(len(row) == len(ours) for row in rows)
    return rows if is_ours else None
