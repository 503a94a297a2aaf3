"""Where in the data something stands, in the language of the data: a file and a route."""

from __future__ import annotations

from typing import NamedTuple

Step = str | int
Route = tuple[Step, ...]

TASKS = "tasks.yaml"
TARGETS = "targets.yaml"
UNITS = "units.yaml"
PROJECTS = "projects.yaml"
ACCESS = "access.yaml"
RETURNS = "returns.yaml"
LETTERS = "letters.yaml"
ASSESSMENT = "assessment.yaml"
HOLIDAYS = "holidays.yaml"


class Place(NamedTuple):
    """A value of a ledger file (or its key), by the keys and indices that lead to it.

    Lines and columns are worked out late, from the document (`Document.span`).
    """

    file: str
    route: Route = ()
    is_key: bool = False

    def __truediv__(self, step: Step) -> Place:
        """The place one step further in."""
        return Place(self.file, (*self.route, step))

    def at_key(self) -> Place:
        """The key of this place instead of its value."""
        return self._replace(is_key=True)
