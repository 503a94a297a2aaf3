"""Ledger: one consistent, immutable snapshot of all files, with look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.access import Person
from ganxian_ledger.domain.model.files import (
    AccessFile,
    ProjectsFile,
    TargetsFile,
    TasksFile,
    UnitsFile,
)
from ganxian_ledger.domain.model.ids import natural_key
from ganxian_ledger.domain.model.plan import Measure, Plan, Section, Task
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.model.unit import Unit, UnitRegister
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.places import (
    ACCESS,
    LETTERS,
    PROJECTS,
    RETURNS,
    TARGETS,
    TASKS,
    Place,
)

if TYPE_CHECKING:  # many ledgers have none of these files
    from ganxian_ledger.domain.model.assessment import AssessmentFile
    from ganxian_ledger.domain.model.kept import HolidaysFile, LettersFile, ReturnsFile
    from ganxian_ledger.domain.model.letter import Letter
    from ganxian_ledger.domain.model.returned import Returned


class Entry(NamedTuple):
    """A measure with where it stands in the plan and in the file."""

    measure: Measure
    task: Task
    section: Section
    place: Place

    @property
    def id(self) -> str:
        """The measure's number."""
        return self.measure.id


class OfficialDays(NamedTuple):
    """The official calendar of some years: days of rest and of work beside the usual week."""

    years: frozenset[int] = frozenset()
    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


class OfficeFiles(NamedTuple):
    """What the office keeps of its month beside the plan; None where a file is absent."""

    returns: ReturnsFile | None = None
    letters: LettersFile | None = None
    holidays: HolidaysFile | None = None
    official: OfficialDays = OfficialDays()
    assessment: AssessmentFile | None = None


NOTHING_KEPT = OfficeFiles()


@dataclass(frozen=True)
class Ledger:
    """All that the files say; nothing that follows from it."""

    tasks: TasksFile
    targets_file: TargetsFile
    units: UnitRegister
    projects_file: ProjectsFile
    access: AccessFile
    unread_tasks: str | None = ""
    """Text of tasks.yaml that could not be read, None where all is missing; a measure that may
    stand in it is not called missing."""
    office_files: OfficeFiles = NOTHING_KEPT

    @classmethod
    def of(
        cls,
        tasks: TasksFile,
        targets: TargetsFile,
        units: UnitsFile,
        projects: ProjectsFile,
        access: AccessFile,
        *,
        unread_tasks: str | None = "",
        unread_units: str | None = "",
        office_files: OfficeFiles = NOTHING_KEPT,
    ) -> Ledger:
        """Put the files together; the plan's office is registered with the units."""
        register = UnitRegister.of(units.units, office=tasks.plan.office, unread=unread_units)
        return cls(tasks, targets, register, projects, access, unread_tasks, office_files)

    @property
    def plan(self) -> Plan:
        """The head of the plan."""
        return self.tasks.plan

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the plan's order."""
        return self.tasks.sections

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every measure in the file's order."""
        return tuple(
            Entry(measure, task, section, _measure_place(s, t, m))
            for s, section in enumerate(self.sections)
            for t, task in enumerate(section.tasks)
            for m, measure in enumerate(task.measures)
        )

    @cached_property
    def ordered(self) -> tuple[Entry, ...]:
        """Every measure in the natural order of its number: 8.2 before 8.10."""
        return tuple(sorted(self.entries, key=lambda entry: natural_key(entry.id)))

    @cached_property
    def _entry_by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in reversed(self.entries)}

    def has_measure(self, number: str) -> bool:
        """Whether a measure has this number."""
        return number in self._entry_by_id

    def may_have_measure(self, number: str) -> bool:
        """Whether a measure has this number, or may have it in the part that could not be read."""
        unread = self.unread_tasks
        return unread is None or self.has_measure(number) or _mentions(unread, number)

    def entry(self, number: str) -> Entry:
        """The measure of this number.

        Raises:
            Unknown: with near misses.
        """
        found = self._entry_by_id.get(number)
        if found is None:
            raise Unknown(f"没有编号为“{number}”的措施", remedy=suggest(number, self._entry_by_id))
        return found

    def located_targets(self) -> Iterator[tuple[Place, Target]]:
        """Every target with its place, in the file's order."""
        return (
            (Place(TARGETS, ("targets", i)), t) for i, t in enumerate(self.targets_file.targets)
        )

    def located_projects(self) -> Iterator[tuple[Place, Project]]:
        """Every project with its place, in the file's order."""
        return (
            (Place(PROJECTS, ("projects", i)), p) for i, p in enumerate(self.projects_file.projects)
        )

    def located_people(self) -> Iterator[tuple[Place, Person]]:
        """Everybody who may record, with the place, in the file's order."""
        return ((Place(ACCESS, ("people", i)), p) for i, p in enumerate(self.access.people))

    def located_returns(self) -> Iterator[tuple[Place, Returned]]:
        """Every form that was taken in, with its place, in the file's order."""
        return ((Place(RETURNS, ("returns", i)), r) for i, r in enumerate(self.returns))

    def located_letters(self) -> Iterator[tuple[Place, Letter]]:
        """Every letter that was sent, with its place, in the file's order."""
        return ((Place(LETTERS, ("letters", i)), one) for i, one in enumerate(self.letters))

    @property
    def returns(self) -> tuple[Returned, ...]:
        """Every form that was taken in, in the file's order."""
        file = self.office_files.returns
        return file.returns if file else ()

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Every letter that was sent, in the file's order."""
        file = self.office_files.letters
        return file.letters if file else ()

    @property
    def assessment(self) -> AssessmentFile | None:
        """The declared scheme of the assessment, where there is one."""
        return self.office_files.assessment

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every target in the file's order."""
        return self.targets_file.targets

    @property
    def projects(self) -> tuple[Project, ...]:
        """Every project in the file's order."""
        return self.projects_file.projects

    @cached_property
    def _target_by_id(self) -> dict[str, tuple[Place, Target]]:
        return {one.id: (place, one) for place, one in reversed([*self.located_targets()])}

    def target(self, identity: str) -> tuple[Place, Target]:
        """The target of this id, with its place.

        Raises:
            Unknown: with near misses.
        """
        found = self._target_by_id.get(identity)
        if found is not None:
            return found
        raise Unknown(
            f"没有编号为“{identity}”的指标", remedy=suggest(identity, (t.id for t in self.targets))
        )

    def unit(self, text: str) -> Unit:
        """The unit by name, alias, or a part of a name that fits only one.

        Raises:
            Unknown: where none fits, or several do.
        """
        exact = self.units.by_name.get(text)
        if exact is not None:
            return exact
        fitting = {u.name: u for name, u in self.units.by_name.items() if text and text in name}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        if fitting:
            raise Unknown(f"“{text}”不止一个单位", remedy=f"请写全称：{'、'.join(fitting)}")
        raise Unknown(f"没有单位“{text}”", remedy=suggest(text, self.units.by_name))


def _measure_place(section: int, task: int, measure: int) -> Place:
    return Place(TASKS, ("sections", section, "tasks", task, "measures", measure))


def _mentions(text: str, number: str) -> bool:
    """Whether a text holds this number by itself, not as a part of another."""
    return bool(number) and bool(re.search(rf"(?<![0-9.]){re.escape(number)}(?![0-9.])", text))
