"""The version of the format, which stands at the head of each file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.record import fault, shape_of


def _version_of(value: object) -> int:
    if value != "1":
        raise fault(
            "Y308", f"schema_version 是{shape_of(value)}，本程序只认 1", "写成 schema_version: 1"
        )
    return 1


Version = Annotated[int, PlainValidator(_version_of), WithJsonSchema({"const": 1})]
VERSION = Field(title="格式版本", description="现为 1，写在每个文件开头")
