"""One writer among many: waits for the start, records one progress, and says that it is done.

`python -m tests.support.writing FOLDER MEASURE NOTE` (as many at once as wanted).
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.edits import Progress
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.usecases import edit


def main(folder: Path, measure: str, note: str) -> None:
    """Record as soon as the file `go` is there."""
    while not (folder / "go").exists():
        time.sleep(0.01)
    intent = Progress(measure, 50, said=Said(note=note))
    edit.record(LedgerFolder(folder), intent, today=date(2024, 6, 30))
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
