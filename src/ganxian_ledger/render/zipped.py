"""Archives (.zip): the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

TIME = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their names, in their order; documents are pressed already and stay as they are."""
    import zipfile  # noqa: PLC0415 (heavy, and few commands need it)

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 0
            archive.writestr(entry, content)
    return out.getvalue()
