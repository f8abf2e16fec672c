"""Many editions: those that still hold are left, the others are made side by side, each in a process of its own."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontline.editions.grid import Values
from frontline.editions.inputs import data_inputs
from frontline.editions.limits import Limits
from frontline.editions.plan import FORMATS, Plan, make_plan
from frontline.editions.pool import Ended, Pool
from frontline.editions.rendering import unchanged
from frontline.editions.sound import require_sound
from frontline.editions.store import clear_leftovers, clear_workshops
from frontline.parameters import OutsideCoverage


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
    *,
    formats: Sequence[str] = FORMATS,
    reports: Path | None = None,
    force: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Make or keep every edition below `reports`; one that fails stops no other.

    `workers` processes (all cores by default) hold one edition each. Raises a `CallerMistake` before any work. An
    interrupt ends every process at once; what is finished stays.
    """
    reports = (reports or wanted.root / "reports").resolve()
    require_sound(wanted.root)
    clear_leftovers(reports)
    inputs = data_inputs(wanted.root)
    state = Progress(len(wanted.plans) + len(wanted.refused), failed=dict(wanted.refused))
    common = {
        "root": str(wanted.root),
        "notebooks": wanted.notebooks,
        "formats": tuple(formats),
        "reports": str(reports),
        "force": force,
        "inputs": inputs,
        "limits": (limits or Limits()).values,
    }

    def keep(name: str) -> None:
        state.kept.append(name)
        tell(state)

    jobs = _to_make(wanted, {} if force else inputs, reports, formats, keep)
    pool = Pool(wanted.root, workers)
    try:
        _run(pool, ((name, {**common, "run": "edition", "values": values}) for name, values in jobs), state, tell)
    finally:
        pool.close()
        clear_workshops()
        clear_leftovers(reports)
    return state


def _to_make(
    wanted: Asked,
    inputs: dict[str, str],
    reports: Path,
    formats: Sequence[str],
    keep: Callable[[str], None],
) -> Iterator[tuple[str, Values]]:
    for name, (plan, values) in wanted.plans.items():
        if inputs and unchanged(plan, inputs, reports, formats):
            keep(name)
        else:
            yield name, values


def _run(
    pool: Pool,
    jobs: Iterator[tuple[str, dict[str, Any]]],
    state: Progress,
    tell: Callable[[Progress], None],
) -> None:
    state.began = time.monotonic()
    waiting = next(jobs, None)
    while waiting or pool.busy:
        while waiting and pool.free:
            pool.start(*waiting)
            waiting = next(jobs, None)
        for ended in pool.wait():
            _settle(ended, state)
        state.running = pool.busy
        tell(state)


def _settle(ended: Ended, state: Progress) -> None:
    if ended.failed is not None:
        state.failed[ended.name] = ended.failed
    elif ended.rendered:
        state.rendered.append(ended.name)
    else:  # another sweep made it meanwhile
        state.kept.append(ended.name)
