"""JSON for programs, in which nothing is hidden and which every stream can take."""

from __future__ import annotations

import json

from ganxian_ledger.domain.characters import FORBIDDEN


def dumped(payload: object) -> str:
    """The payload with Chinese as it is; characters that do not show are escaped."""
    text = json.dumps(payload, ensure_ascii=False, indent=2)
    return FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
