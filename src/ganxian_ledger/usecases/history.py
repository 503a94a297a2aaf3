"""`log`: what each commit brought about in a ledger, and what is not committed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from ganxian_ledger.adapters.git import objects
from ganxian_ledger.adapters.git.history import NAMES, Step, steps_to
from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.adapters.yaml.nodes import Mapping as YamlMapping
from ganxian_ledger.adapters.yaml.onward import Version, onward, whole
from ganxian_ledger.adapters.yaml.things import Making, Things, things_in
from ganxian_ledger.domain.compare.introduced import Introduced
from ganxian_ledger.domain.compare.meaning import Change, Held, Key, Kind, changes_of
from ganxian_ledger.domain.model.files import REQUIRED
from ganxian_ledger.domain.model.plan import Plan
from ganxian_ledger.domain.views.history import Chapter, Question, Recording, history
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.context import Context
from ganxian_ledger.usecases.opening import Opened, open_sound

Progress = Callable[[int, int], None]
"""Told how many commits of how many are read."""


def log(context: Context, question: Question, progress: Progress) -> Sheet:
    """What became of a ledger, or of one thing in it, commit by commit.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such thing or unit.
        CannotLoad: where there is no repository, or Git does not work there.
    """
    opened = open_sound(context.folder, context.day)
    repository = Repository.of(context.folder)
    chapters = tuple(chapters_of(repository, opened, progress))
    path = context.folder.path.as_posix()
    return history(opened.ledger, chapters, question, day=context.day, path=path)


def chapters_of(repository: Repository, opened: Opened, progress: Progress) -> Iterator[Chapter]:
    """What each commit brought about, parents first; last what is not committed yet."""
    head = repository.find("HEAD")
    steps = steps_to(repository, head) if head else ()
    reader = _Reader(steps)
    wanted = dict.fromkeys(blob for step in steps for blob in step.blobs.values())
    with closing(objects.contents(repository.root, wanted, most=lint.LARGEST)) as contents:
        for n, step in enumerate(steps, 1):
            yield reader.chapter(step, contents)
            progress(n, len(steps))
    documents = opened.reading.documents
    yield reader.uncommitted({n: documents[n].text for n in NAMES if n in documents})


class _State(NamedTuple):
    """The things in each file of a commit, and which files could not be read whole.

    For those, the things are those of the commit before.
    """

    things: Mapping[str, Things] = {}
    unread: tuple[str, ...] = ()


class _Reader:
    """Reads the commits of a history in turn; a text is kept as long as another is read on it."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._blobs = {step.commit.id: step.blobs for step in steps}
        self._newest = steps[-1].commit.id if steps else ""
        self._needed = self._last_needed(steps)
        self._states: dict[str, _State] = {"": _State()}
        self._versions: dict[str, Version] = {}
        self._things: dict[str, Things | None] = {}
        self._making = Making()
        self._introduced = Introduced()

    def _last_needed(self, steps: tuple[Step, ...]) -> dict[str, int]:
        """Until which step each content is one that another is read on."""
        needed: dict[str, int] = {}
        for n, step in enumerate(steps):
            for parent in step.commit.parents[:1]:
                needed.update(dict.fromkeys(self._blobs[parent].values(), n))
        needed.update(dict.fromkeys(self._blobs.get(self._newest, {}).values(), len(steps)))
        return needed

    def chapter(self, step: Step, contents: Iterator[bytes | None]) -> Chapter:
        """What a commit brought about; its new contents are the next ones."""
        commit = step.commit
        parents = commit.parents or ("",)
        for name, blob in step.blobs.items():
            if blob not in self._things:
                self._read(blob, self._base(parents[0], name), next(contents))
        things = {name: self._things[blob] for name, blob in step.blobs.items()}
        state = self._states[commit.id] = _carried(self._states[parents[0]], things)
        self._forget(len(self._states) - 2)
        return self._told(_recording(commit), parents, state)._replace(is_cut_off=step.is_cut_off)

    def uncommitted(self, texts: Mapping[str, str]) -> Chapter:
        """What the present texts say differently from the newest commit."""
        things: dict[str, Things | None] = {}
        for name, text in texts.items():
            base = self._base(self._newest, name)
            if base is not None and base.text == text:
                things[name] = self._states[self._newest].things[name]
            else:
                things[name] = things_in((onward(base, text) if base else whole(text)).root)
        return self._told(None, (self._newest,), _carried(self._states[self._newest], things))

    def _base(self, commit: str, name: str) -> Version | None:
        return self._versions.get(self._blobs.get(commit, {}).get(name, ""))

    def _read(self, blob: str, base: Version | None, data: bytes | None) -> None:
        """Read one content; there is nothing to be had of what cannot be read whole."""
        text = "" if data is None else lint.decode(data).text
        version = onward(base, text) if base else whole(text)
        is_all = version.is_all and isinstance(version.root, YamlMapping)
        self._things[blob] = things_in(version.root) if is_all else None
        self._versions[blob] = version

    def _forget(self, now: int) -> None:
        for blob in [b for b in self._versions if self._needed.get(b, -1) <= now]:
            del self._versions[blob]

    def _told(self, made: Recording | None, parents: tuple[str, ...], state: _State) -> Chapter:
        against = [tuple(self._differences(self._states[p], state)) for p in parents]
        changes = tuple(self._introduced.by(against))
        known = self._states[parents[0]].unread
        unread = tuple(name for name in state.unread if name not in known)
        return Chapter(made, changes, parents == ("",), unread=unread)

    def _differences(self, before: _State, after: _State) -> Iterator[Change]:
        for name in NAMES:
            old, new = before.things.get(name, {}), after.things.get(name, {})
            if old is new:
                continue
            changed = [key for key, held in new.items() if not held.is_same(old.get(key))]
            for key in (*changed, *(key for key in old if key not in new)):
                one, other = old.get(key), new.get(key)
                yield from _changes(key, self._making.held(key, one), self._making.held(key, other))


def _changes(key: Key, before: Held | None, after: Held | None) -> Iterator[Change]:
    yield from changes_of(key, before, after)
    if key.kind is Kind.PLAN:
        yield from changes_of(Key(Kind.POLICY, ""), _policy(before), _policy(after))


def _policy(plan: Held | None) -> Held | None:
    return Held(plan.thing.policy) if plan and isinstance(plan.thing, Plan) else None


def _carried(before: _State, things: Mapping[str, Things | None]) -> _State:
    """The state of a commit: of files that cannot be read or are gone, what was there before."""
    unread = tuple(n for n in NAMES if n in things and things[n] is None)
    lost = tuple(n for n in REQUIRED if n not in things and n in before.things)
    carried = {n: before.things[n] for n in (*unread, *lost) if n in before.things}
    read = {name: found for name, found in things.items() if found is not None}
    return _State({**read, **carried}, (*unread, *lost))


def _recording(commit: Commit) -> Recording:
    return Recording(commit.id, commit.short, commit.committed, commit.author)
