"""The files of a ledger, whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from ganxian_ledger.domain.model.access import Person
from ganxian_ledger.domain.model.plan import Plan, Section
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.record import Record, tuple_of
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.model.version import VERSION, Version
from ganxian_ledger.domain.places import (
    ACCESS,
    ASSESSMENT,
    HOLIDAYS,
    LETTERS,
    PROJECTS,
    RETURNS,
    TARGETS,
    TASKS,
    UNITS,
)


class TasksFile(Record, title="任务台账 tasks.yaml"):
    """任务台账 (tasks.yaml)."""

    schema_version: Version = VERSION
    plan: Plan = Field(title="方案", description="方案的基本信息")
    sections: Annotated[tuple[Section, ...], BeforeValidator(tuple_of)] = Field(
        (), title="章节", description="按方案的次序"
    )


class TargetsFile(Record, title="指标台账 targets.yaml"):
    """指标台账 (targets.yaml)."""

    schema_version: Version = VERSION
    targets: Annotated[tuple[Target, ...], BeforeValidator(tuple_of)] = Field(
        (), title="指标", description="每个数量一条"
    )


class UnitsFile(Record, title="单位名册 units.yaml"):
    """单位名册 (units.yaml)."""

    schema_version: Version = VERSION
    units: Annotated[tuple[Unit, ...], BeforeValidator(tuple_of)] = Field(
        (), title="单位", description="每个单位一条，方案的各种写法列为别名"
    )


class ProjectsFile(Record, title="项目清单 projects.yaml"):
    """项目清单 (projects.yaml)."""

    schema_version: Version = VERSION
    projects: Annotated[tuple[Project, ...], BeforeValidator(tuple_of)] = Field(
        (), title="项目", description="方案点名的和办公室增补的项目"
    )


class AccessFile(Record, title="权限 access.yaml"):
    """权限 (access.yaml)."""

    schema_version: Version = VERSION
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


RETURNS_TITLE, LETTERS_TITLE = "报送台账", "函件台账"
SCHEME_TITLE, HOLIDAYS_TITLE = "考评办法", "节假日"
"""What the files of the office's month are called."""
MARKS_TITLE, VETO_TITLE = "手工评分", "一票否决"
"""What the lists are called that stand with the scheme of the assessment."""


class _Files(Mapping[str, type[Record]]):
    """The model of each file by its name; those of the office's month only where they are asked."""

    def __getitem__(self, name: str) -> type[Record]:
        if name == ASSESSMENT:
            from ganxian_ledger.domain.model.assessment import AssessmentFile  # noqa: PLC0415

            return AssessmentFile
        if name in _OF_THE_OFFICE:
            from ganxian_ledger.domain.model.kept import KEPT  # noqa: PLC0415

            return KEPT[name]
        return _MODELS[name]

    def __iter__(self) -> Iterator[str]:
        yield from _MODELS
        yield from _OF_THE_OFFICE

    def __len__(self) -> int:
        return len(_MODELS) + len(_OF_THE_OFFICE)

    def __contains__(self, name: object) -> bool:
        return name in _MODELS or name in _OF_THE_OFFICE


_MODELS: dict[str, type[Record]] = {
    TASKS: TasksFile,
    TARGETS: TargetsFile,
    UNITS: UnitsFile,
    PROJECTS: ProjectsFile,
    ACCESS: AccessFile,
}
_OF_THE_OFFICE = (RETURNS, LETTERS, HOLIDAYS, ASSESSMENT)
FILES: Mapping[str, type[Record]] = _Files()
REQUIRED = (TASKS, TARGETS, UNITS)
