"""Every kind of fault for which a returned form, or a row of it, is not taken (F)."""

from __future__ import annotations

from ganxian_ledger.domain.forms.cell_faults import CELL_FAULTS
from ganxian_ledger.domain.forms.fault import FaultKind
from ganxian_ledger.domain.forms.file_faults import FILE_FAULTS
from ganxian_ledger.domain.forms.ledger_faults import LEDGER_FAULTS
from ganxian_ledger.domain.forms.row_faults import ROW_FAULTS

FAULTS: tuple[FaultKind, ...] = (*FILE_FAULTS, *ROW_FAULTS, *CELL_FAULTS, *LEDGER_FAULTS)
