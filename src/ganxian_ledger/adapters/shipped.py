"""What the program brings along for ledgers: schemas for editors, and the files of a new one."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CHECKOUT = Path(__file__).parents[3]


def folder(name: str) -> Path:
    """`schema` or `templates`: in the wheel, else in the source checkout."""
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _CHECKOUT / name


def schemas() -> dict[str, bytes]:
    """The schemas of a ledger's files, by their names.

    Raises:
        OSError: where the program is not installed whole.
    """
    return {file.name: file.read_bytes() for file in sorted(folder("schema").glob("*.json"))}


def starter(name: str) -> str:
    """A file of `templates/init`.

    Raises:
        OSError: where the program is not installed whole.
    """
    return (folder("templates") / "init" / name).read_text(encoding="utf-8")
