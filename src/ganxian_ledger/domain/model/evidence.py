"""Evidence (佐证材料) and the source of a record: files below the repository, or addresses."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from ganxian_ledger.domain.model.calendar import Day
from ganxian_ledger.domain.model.record import Record, Text, fault, text_of

_FORBIDDEN = frozenset('\\:*?"<>|')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
)


def unsafe_part(part: str) -> str:
    """Why one part of a path may not stand in a ledger; empty where it may."""
    if part in {"", ".", ".."}:
        return "含空的一级、“.”或“..”"
    if any(c in _FORBIDDEN or not c.isprintable() for c in part):
        return "含 Windows 不允许的字符或看不见的字符"
    if part != part.strip() or part.endswith("."):
        return "有一级以空格或句点结尾"
    return "含 Windows 的设备名" if part.split(".", 1)[0].lower() in _DEVICES else ""


def path_of(value: object) -> str:
    """A path below the repository's root, with /; nothing that could lead out of it.

    Raises:
        PydanticCustomError: Y312 with the reason.
    """
    text = text_of(value)
    reason = next(filter(None, map(unsafe_part, text.split("/"))), "")
    if reason:
        raise fault(
            "Y312",
            f"佐证路径“{text}”不能用：{reason}",
            "写成仓库内的相对路径，例如 evidence/8.3/验收单.pdf",
        )
    return text


def sha256_of(value: object) -> str:
    """A SHA-256 in 64 hexadecimal digits."""
    text = text_of(value)
    if len(text) != 64 or any(c not in "0123456789abcdef" for c in text):
        raise fault(
            "Y312", "sha256 应为 64 位小写十六进制", "由 ledger close … --evidence 文件 自动写入"
        )
    return text


def url_of(value: object) -> str:
    """An address of the web, http or https."""
    text = text_of(value)
    if not text.startswith(("http://", "https://")) or any(c.isspace() for c in text):
        raise fault("Y312", f"网址“{text}”应以 http:// 或 https:// 开头", "写完整的网址")
    return text


FilePath = Annotated[str, PlainValidator(path_of), WithJsonSchema({"type": "string"})]
Sha256 = Annotated[
    str, PlainValidator(sha256_of), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
Url = Annotated[str, PlainValidator(url_of), WithJsonSchema({"type": "string", "format": "uri"})]


class Evidence(Record, title="佐证材料"):
    """One piece of evidence: a file (`path`) or an address (`url`)."""

    path: FilePath | None = Field(None, title="文件", description="仓库根目录以下的路径，用 /")
    sha256: Sha256 | None = Field(None, title="校验值", description="文件的 SHA-256，由命令写入")
    url: Url | None = Field(None, title="网址", description="没有文件时，材料所在的网址")
    title: Text | None = Field(None, title="材料名称", description="例如 竣工验收单")

    @model_validator(mode="before")
    @classmethod
    def _file_or_address(cls, value: Any) -> Any:  # noqa: ANN401 (whatever the file holds)
        if isinstance(value, dict) and (value.get("path") is None) == (value.get("url") is None):
            raise fault(
                "Y312",
                "佐证应有 path（文件）或 url（网址）其中一项",
                "写 path: evidence/… 或 url: https://…",
            )
        return value


class Source(Record, title="来源"):
    """The returned form that a record came from."""

    path: FilePath = Field(title="文件", description="填报表在仓库内的路径")
    sha256: Sha256 | None = Field(None, title="校验值", description="文件的 SHA-256")
    received: Day | None = Field(None, title="收到日期", description="收到填报表的日期")
