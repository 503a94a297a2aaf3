"""docs/format.md: the data format, from the titles and descriptions of the model's fields."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ganxian_ledger.adapters.yaml.salvage import records_in
from ganxian_ledger.domain.model.assessment import ITEM_TYPES
from ganxian_ledger.domain.model.event import EVENT_TYPES
from ganxian_ledger.domain.model.files import FILES, REQUIRED
from ganxian_ledger.domain.model.record import Record
from scripts.generated import settle

PAGE = Path(__file__).parent.parent / "docs" / "format.md"

_TYPED: dict[str, type[Record]] = {**EVENT_TYPES, **ITEM_TYPES}
_HEAD = """# 数据格式

<!-- 由 scripts/generate_format.py 从模型生成，不要手改；改模型后运行 make docs -->

一个台账是一个文件夹，里面有下面几个文件。
文件是 UTF-8 编码的 YAML，日期写 `YYYY-MM-DD`，不认识的键算错。
没有写的选填项等于空。编号要加引号（`'8.10'` 不加引号，别的软件会读成 8.1）。
单位可以写登记的名称或任何一个别名，表格和报告一律用登记的名称。
编辑器（VS Code 的 YAML 扩展等）按文件第一行指明的 `schema/` 边写边查。
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for name, model in FILES.items():
        need = "必备" if name in REQUIRED else "可以没有"
        title = str(model.model_config.get("title")).split()[0]
        parts.append(f"\n## {name} {title}（{need}）\n")
        parts.extend(_record(record, heading) for record, heading in _below(model, "###"))
    return "".join(parts)


def _below(model: type[Record], level: str) -> Iterator[tuple[type[Record], str]]:
    """A record and those that stand in it, each once, in the order of the fields."""
    seen: dict[type[Record], None] = {}
    waiting = [model]
    while waiting:
        record = waiting.pop(0)
        if record in seen or hasattr(record, "KNOWN"):
            continue
        seen[record] = None
        for field in record.model_fields.values():
            waiting.extend(records_in(field.annotation))
    return ((record, level) for record in seen)


def _record(record: type[Record], level: str) -> str:
    title = str(record.model_config.get("title"))
    kind = next((f" `type: {key}`" for key, typed in _TYPED.items() if typed is record), "")
    rows = "".join(_row(record, name) for name in record.model_fields)
    return (
        f"\n{level} {title}{kind}\n\n| 键 | 名称 | 必填 | 说明 |\n| --- | --- | --- | --- |\n{rows}"
    )


def _row(record: type[Record], name: str) -> str:
    field = record.model_fields[name]
    need = "是" if field.is_required() else ""
    return f"| `{name}` | {field.title} | {need} | {field.description} |\n"


def texts() -> dict[Path, str]:
    """The page by its path."""
    return {PAGE: page()}


if __name__ == "__main__":
    sys.exit(settle(texts(), check="--check" in sys.argv[1:]))
