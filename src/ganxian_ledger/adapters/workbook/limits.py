"""How much of a foreign spreadsheet is read, and how long it may take."""

from __future__ import annotations

FILE = 8 << 20
"""Bytes of a file."""
ENTRIES = 500
"""Entries of a package."""
UNPACKED = 64 << 20
"""Bytes of a package, unpacked."""
SUSPECT, RATIO = 2 << 20, 250
"""An entry larger than this may not be packed more tightly than so many to one."""
DEPTH = 64
"""Elements of XML within each other."""
SHEETS = 100
ROWS, COLUMNS = 20_000, 200
CELLS = 200_000
"""Cells of a workbook that hold something."""
TEXT = 32_767
"""Characters of one cell; more is not possible in Excel."""
TEXTS = 8_000_000
"""Characters of all cells."""
PROPERTIES = 200
"""A document's own properties."""
SECONDS = 10.0
"""For one file."""
START_SECONDS = 60.0
"""For the worker to come up, on a slow machine with a virus scanner."""
MEMORY = 1_500 << 20
"""Bytes of addresses that the worker may take beyond those it begins with."""
