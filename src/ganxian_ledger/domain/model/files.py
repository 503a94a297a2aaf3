"""The files of a ledger, whole."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.access import Person
from ganxian_ledger.domain.model.plan import Plan, Section
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.record import Record, fault, shape_of, tuple_of
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.places import ACCESS, PROJECTS, TARGETS, TASKS, UNITS


def _version_of(value: object) -> int:
    if value != "1":
        raise fault(
            "Y308", f"schema_version 是{shape_of(value)}，本程序只认 1", "写成 schema_version: 1"
        )
    return 1


Version = Annotated[int, PlainValidator(_version_of), WithJsonSchema({"const": 1})]
_VERSION = Field(title="格式版本", description="现为 1，写在每个文件开头")


class TasksFile(Record, title="任务台账 tasks.yaml"):
    """任务台账 (tasks.yaml)."""

    schema_version: Version = _VERSION
    plan: Plan = Field(title="方案", description="方案的基本信息")
    sections: Annotated[tuple[Section, ...], BeforeValidator(tuple_of)] = Field(
        (), title="章节", description="按方案的次序"
    )


class TargetsFile(Record, title="指标台账 targets.yaml"):
    """指标台账 (targets.yaml)."""

    schema_version: Version = _VERSION
    targets: Annotated[tuple[Target, ...], BeforeValidator(tuple_of)] = Field(
        (), title="指标", description="每个数量一条"
    )


class UnitsFile(Record, title="单位名册 units.yaml"):
    """单位名册 (units.yaml)."""

    schema_version: Version = _VERSION
    units: Annotated[tuple[Unit, ...], BeforeValidator(tuple_of)] = Field(
        (), title="单位", description="每个单位一条，方案的各种写法列为别名"
    )


class ProjectsFile(Record, title="项目清单 projects.yaml"):
    """项目清单 (projects.yaml)."""

    schema_version: Version = _VERSION
    projects: Annotated[tuple[Project, ...], BeforeValidator(tuple_of)] = Field(
        (), title="项目", description="方案点名的和办公室增补的项目"
    )


class AccessFile(Record, title="权限 access.yaml"):
    """权限 (access.yaml)."""

    schema_version: Version = _VERSION
    people: Annotated[tuple[Person, ...], BeforeValidator(tuple_of)] = Field(
        (), title="人员", description="可以提交的人，每人一条"
    )

    def of_email(self, email: str) -> Person | None:
        """Whose address this is; of two claims the first holds."""
        return next((one for one in self.people if one.has_email(email)), None)

    @property
    def has_keys(self) -> bool:
        """Whether anybody signs."""
        return any(one.keys for one in self.people)


FILES: dict[str, type[Record]] = {
    TASKS: TasksFile,
    TARGETS: TargetsFile,
    UNITS: UnitsFile,
    PROJECTS: ProjectsFile,
    ACCESS: AccessFile,
}
REQUIRED = (TASKS, TARGETS, UNITS)
