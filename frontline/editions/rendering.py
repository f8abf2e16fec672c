"""Rendering an edition: what still holds is kept, what does not is made, and the whole is swapped in.

Everything slow to import is left to `making`: the kernels get ready meanwhile.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from frontline.editions.content import Standing, standings
from frontline.editions.faults import disk_faults
from frontline.editions.herd import Herd
from frontline.editions.inputs import data_inputs, made_with
from frontline.editions.kernel import Kernels, Launch, Start, started
from frontline.editions.limits import Limits
from frontline.editions.plan import FORMATS, Plan
from frontline.editions.record import Record, Stored
from frontline.editions.sound import require_sound
from frontline.editions.store import building, clear_leftovers, workshop
from frontline.editions.warm import can_fork

Progress = Callable[[str, int, int], None]
"""Hears a notebook's name, how many of its cells are done, and of how many."""


@dataclass(frozen=True)
class Ways:
    """How notebooks are executed: what starts kernels, what a notebook may take, how many run at once."""

    launch: Launch | None = None
    """Where it is None, one kernel imports what it needs, and several are forked from a process that has."""
    limits: Limits = field(default_factory=Limits)
    at_once: int = 8

    @contextmanager
    def starting(self, count: int) -> Iterator[Start]:
        """Yield what starts each of `count` kernels' processes."""
        with closing(Herd()) as herd:
            launch = self.launch or (herd.start if count > 1 and can_fork() else started)
            yield lambda environment, folder: launch(environment, folder, self.limits.memory)


@dataclass(frozen=True)
class Edition:
    """A whole edition in its folder; `rendered` and `kept` name its notebooks."""

    folder: Path
    record: Record
    rendered: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def index(self) -> Path:
        """The file to open."""
        return self.folder / "index.html"


@dataclass(frozen=True)
class Job:
    """An edition in the making: its plan, how its notebooks stand, where it is and where it is built."""

    plan: Plan
    states: dict[str, Standing]
    place: Path
    folder: Path
    inputs: dict[str, str]
    progress: Progress
    ways: Ways

    @property
    def to_execute(self) -> list[str]:
        """The notebooks that a kernel must run."""
        return [name for name, state in self.states.items() if not state.executed]


def render(  # noqa: PLR0913 - each is what a person asks for
    plan: Plan,
    *,
    formats: Sequence[str] = FORMATS,
    reports: Path | None = None,
    force: bool = False,
    progress: Progress = lambda *_: None,
    ways: Ways | None = None,
    inputs: Mapping[str, str] | None = None,
) -> Edition:
    """Render the notebooks of `plan` into an edition below `reports` (by default `reports/` of the clone).

    `inputs` is what `data_inputs` tells, where the caller has just asked it.
    A notebook starts at most one kernel, and none where nothing that it depends on has changed.
    Raises a `CallerMistake` before any kernel starts, a `RunFailure` later; then nothing has changed.
    """
    reports = reports or plan.root / "reports"
    require_sound(plan.root)
    clear_leftovers(reports)
    place, inputs = reports / plan.name, dict(inputs or data_inputs(plan.root))
    earlier = Stored.at(place)
    states, holds = _standing(plan, inputs, earlier, formats, force)
    if holds and earlier.record:
        return Edition(place, earlier.record, (), tuple(states))
    with building(reports, plan.name) as folder:
        record = _made(Job(plan, states, place, folder, inputs | plan.polygons, progress, ways or Ways()))
    kept = tuple(name for name, state in states.items() if state.whole)
    return Edition(place, record, tuple(name for name in states if name not in kept), kept)


def unchanged(plan: Plan, inputs: Mapping[str, str], earlier: Stored, formats: Sequence[str]) -> bool:
    """Whether an edition stands there already, and nothing that it is made from (`inputs` of data) has changed."""
    return _standing(plan, inputs, earlier, formats, force=False)[1]


def _standing(
    plan: Plan, inputs: Mapping[str, str], earlier: Stored, formats: Sequence[str], force: bool
) -> tuple[dict[str, Standing], bool]:
    """Return how each notebook stands, and whether the earlier edition holds as a whole."""
    inputs = {**inputs, **plan.polygons}
    states = standings(plan, inputs, earlier, formats, force=force)
    record = earlier.record
    holds = (
        record is not None
        and not force
        and set(record.reports) == set(states)
        and all(state.whole for state in states.values())
        and record.inputs == inputs
        and record.made_with == made_with()
        and earlier.has(record.files)
    )
    return states, holds


def _made(job: Job) -> Record:
    count = len(job.to_execute)
    with workshop() as work, job.ways.starting(count) as start:
        with disk_faults(work):
            kernels = Kernels(job.plan.root, work, epoch=job.plan.epoch, count=count, start=start)
        try:
            record: Record = import_module("frontline.editions.making").make(job, kernels)
        finally:
            kernels.stop()
    return record
