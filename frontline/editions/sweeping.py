"""Many editions: those that still hold are left, the others are made side by side, each in a process of its own."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontline.editions.crew import Crew, crew_at
from frontline.editions.grid import Values
from frontline.editions.inputs import data_inputs, project
from frontline.editions.limits import Limits
from frontline.editions.places import Place
from frontline.editions.plan import FORMATS, Plan, make_plan
from frontline.editions.pool import Ended
from frontline.editions.rendering import unchanged
from frontline.editions.sound import require_sound
from frontline.editions.stopping import obey
from frontline.editions.store import clear_leftovers, clear_workshops
from frontline.parameters import OutsideCoverage
from frontline.tables import RunFailure


@dataclass(frozen=True)
class Asked:
    """What a sweep is to make: the plans of its editions, and sets of parameters that the data do not cover."""

    root: Path
    notebooks: tuple[str, ...]
    plans: dict[str, tuple[Plan, Values]]
    refused: dict[str, str]


@dataclass
class Progress:
    """How far a sweep is: by edition, what became of it."""

    total: int
    rendered: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """How many editions are settled, one way or another."""
        return len(self.rendered) + len(self.kept) + len(self.failed)

    @property
    def seconds_left(self) -> float | None:
        """About how long it will take yet, None before the first edition is made."""
        made = len(self.rendered) + len(self.failed)
        return (time.monotonic() - self.began) / made * (self.total - self.done) if self.rendered else None


def asked(root: Path, notebooks: Sequence[str], sets: Sequence[Values]) -> Asked:
    """Check every set of parameters before any work; sets that mean the same edition are one.

    Raises a `CallerMistake` for a name or value that cannot be used, or where the data cover no set at all.
    """
    plans: dict[str, tuple[Plan, Values]] = {}
    refused: dict[str, str] = {}
    first: OutsideCoverage | None = None
    for values in sets:
        try:
            plan = make_plan(root, notebooks, values)
        except OutsideCoverage as error:
            first = first or error
            refused[" ".join(f"{name}={value}" for name, value in values.items())] = str(error)
        else:
            plans.setdefault(plan.name, (plan, values))
    if not plans and first is not None:
        raise first
    return Asked(root, tuple(notebooks), plans, refused)


def sweep(  # noqa: PLR0913 - each is what a person asks for
    wanted: Asked,
    place: Place,
    *,
    formats: Sequence[str] = FORMATS,
    force: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    limits: Limits | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Make or keep every edition in `place`; one that fails stops no other.

    `workers` editions at a time (by default one a core) are made, each in a process of its own: on this machine, or
    by the workers of the dask cluster whose `scheduler` is named. Raises a `CallerMistake` before any work. An
    interrupt ends every process at once; what is finished stays.
    """
    require_sound(wanted.root)
    crew = crew_at(wanted.root, workers, scheduler)
    state = Progress(len(wanted.plans) + len(wanted.refused), failed=dict(wanted.refused))
    common = {
        "root": str(wanted.root),
        "notebooks": wanted.notebooks,
        "formats": tuple(formats),
        "reports": str(place.folder.resolve()),
        "force": force,
        "project": project(wanted.root),
        "limits": (limits or Limits()).values,
    }

    def settle(name: str, failed: RunFailure | None) -> None:
        if failed is None:
            state.kept.append(name)
        else:
            state.failed[name] = str(failed)
        tell(state)

    plans = _to_make(wanted, place, formats, force, settle)
    jobs = ((name, {**common, "run": "edition", **own}) for name, own in plans)
    try:
        _run(crew, jobs, place, state, tell)
    finally:
        crew.close()
        clear_workshops()
        clear_leftovers(place.folder)
    return state


def _to_make(
    wanted: Asked, place: Place, formats: Sequence[str], force: bool, settle: Callable[[str, RunFailure | None], None]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what must be made, once what stands in its place is at hand; settle the rest."""
    inputs = data_inputs(wanted.root)
    for name, (plan, values) in wanted.plans.items():
        try:
            holds = not force and unchanged(plan, inputs, place.stored(name), formats)
            if not holds:
                place.bring(name)
        except RunFailure as error:
            settle(name, error)
            continue
        if holds:
            settle(name, None)
        else:
            yield name, {"values": values, "polygons": plan.polygons}


def _run(
    crew: Crew,
    jobs: Iterator[tuple[str, dict[str, Any]]],
    place: Place,
    state: Progress,
    tell: Callable[[Progress], None],
) -> None:
    state.began = time.monotonic()
    waiting = next(jobs, None)
    while waiting or crew.busy:
        while waiting and crew.free:
            crew.start(*waiting)
            waiting = next(jobs, None)
        for ended in crew.wait():
            _settle(ended, place, state)
        obey()
        state.running = crew.busy
        tell(state)


def _settle(ended: Ended, place: Place, state: Progress) -> None:
    failed = ended.failed
    if failed is None:
        try:
            place.publish(ended.name)
        except RunFailure as error:
            failed = str(error)
    if failed is not None:
        state.failed[ended.name] = failed
    elif ended.rendered:
        state.rendered.append(ended.name)
    else:  # another sweep made it meanwhile
        state.kept.append(ended.name)
