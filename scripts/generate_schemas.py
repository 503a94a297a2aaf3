"""Write schema/*.schema.json from the model, for editors; `--check` fails where one is stale."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ganxian_ledger.domain.model.files import FILES
from scripts.generated import settle

_UNKNOWN = {name: f"#/$defs/{name}" for name in ("UnknownEvent", "UnknownItem", "UnknownBonus")}
"""What stands only for what is refused."""
FOLDER = Path(__file__).parent.parent / "schema"


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one file, with Chinese titles and descriptions."""
    model = FILES[name]
    schema = model.model_json_schema()
    for unknown in _UNKNOWN:
        schema["$defs"].pop(unknown, None)
    _without_unknown(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_unknown(node: Any) -> None:  # noqa: ANN401 (any JSON)
    """Drop the alternative that stands for unknown records, and what is not meant for editors."""
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, (dict, list)):
            _without_unknown(value)
    if isinstance(node, dict):
        if "oneOf" in node:
            node["oneOf"] = [n for n in node["oneOf"] if n.get("$ref") not in _UNKNOWN.values()]
        if node.get("type") == "object":
            node.pop("description", None)  # the English docstring


def texts() -> dict[Path, str]:
    """Every schema by its path."""
    return {
        FOLDER / f"{name.removesuffix('.yaml')}.schema.json": _json(schema_of(name))
        for name in FILES
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
