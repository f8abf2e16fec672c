"""Rendering an edition: what still holds is kept, what does not is run, and the whole is swapped in."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from frontline.editions.content import Standing, standings
from frontline.editions.exporting import export, warm
from frontline.editions.faults import disk_faults
from frontline.editions.finishing import claims_document, finish
from frontline.editions.inputs import data_inputs, made_with, sha256
from frontline.editions.kernel import Kernels
from frontline.editions.plan import FORMATS, Plan
from frontline.editions.record import Record, Report, Stored, whole
from frontline.editions.running import execute
from frontline.editions.sound import require_sound
from frontline.editions.steady import cards, numbers, steady, title
from frontline.editions.store import building, clear_leftovers, workshop

Progress = Callable[[str, int, int], None]
"""Hears a notebook's name, how many of its cells are done, and of how many."""


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


def render(
    plan: Plan,
    *,
    formats: Sequence[str] = FORMATS,
    reports: Path | None = None,
    force: bool = False,
    progress: Progress = lambda *_: None,
) -> Edition:
    """Render the notebooks of `plan` into an edition below `reports` (by default `reports/` of the clone).

    A notebook starts at most one kernel, and none where nothing that it depends on has changed.
    Raises a `CallerMistake` before any kernel starts, a `RunFailure` later; then nothing has changed.
    """
    reports = reports or plan.root / "reports"
    require_sound(plan.root)
    clear_leftovers(reports)
    place = reports / plan.name
    earlier, inputs = Stored.at(place), data_inputs(plan.root)
    states = standings(plan, inputs, earlier, formats, force=force)
    if earlier.record and not force and _unchanged(earlier.record, states, inputs, place):
        return Edition(place, earlier.record, (), tuple(states))
    kept = {name for name, state in states.items() if state.whole}
    with building(reports, plan.name) as folder:
        record = _build(_Job(plan, states, place, folder, inputs, progress))
    return Edition(place, record, tuple(name for name in states if name not in kept), tuple(sorted(kept)))


@dataclass(frozen=True)
class _Job:
    plan: Plan
    states: dict[str, Standing]
    place: Path
    folder: Path
    inputs: dict[str, str]
    progress: Progress


def _unchanged(earlier: Record, states: Mapping[str, Standing], inputs: Mapping[str, str], place: Path) -> bool:
    return (
        set(earlier.reports) == set(states)
        and all(state.whole for state in states.values())
        and earlier.inputs == inputs
        and earlier.made_with == made_with()
        and whole(place, earlier.files)
    )


def _build(job: _Job) -> Record:
    reports: dict[str, Report] = {}
    with _executing(job) as executed:
        for name, state in job.states.items():
            if state.whole and state.earlier:
                reports[name] = state.earlier
                _copy(job, state.earlier)
        warm(form for state in job.states.values() if not state.whole for form in state.forms)
        claims = claims_document(job.plan.claims)
        for name, notebook in executed:
            reports[name] = _report(job, name, notebook)
    with disk_faults(job.folder):
        return finish(job.folder, job.plan, job.inputs, reports, claims)


@contextmanager
def _executing(job: _Job) -> Iterator[Iterator[tuple[str, NotebookNode]]]:
    """Start what must be executed, and yield the notebooks as they are done."""
    todo = [name for name, state in job.states.items() if not state.executed]
    with workshop() as work, ThreadPoolExecutor(max_workers=max(1, len(todo))) as pool:
        kernels = Kernels(job.plan.root, work, job.plan.epoch)
        try:
            running = {pool.submit(_execute, job, name, kernels): name for name in todo}
            yield _in_turn(job, running)
        except BaseException:
            kernels.stop()
            raise


def _execute(job: _Job, name: str, kernels: Kernels) -> NotebookNode:
    def tell(done: int, total: int) -> None:
        job.progress(name, done, total)

    return steady(execute(job.plan.source(name), job.plan.runs[name].values, kernels, tell))


def _in_turn(job: _Job, running: Mapping[Future[NotebookNode], str]) -> Iterator[tuple[str, NotebookNode]]:
    for name, state in job.states.items():
        if state.executed and not state.whole:
            yield name, nbformat.read(job.place / f"{name}.ipynb", as_version=4)
    for done in as_completed(running):
        yield running[done], done.result()


def _report(job: _Job, name: str, notebook: NotebookNode) -> Report:
    state, run = job.states[name], job.plan.runs[name]
    with disk_faults(job.folder):
        files = export(job.plan, name, notebook, state.forms, job.folder)
    return Report(
        title=title(notebook) or name,
        content=state.content,
        parameters=run.values,
        notes=list(run.notes),
        files={file: sha256((job.folder / file).read_bytes()) for file in files},
        cards=cards(notebook),
        numbers=numbers(notebook),
    )


def _copy(job: _Job, report: Report) -> None:
    with disk_faults(job.folder):
        for file in report.files:
            shutil.copy2(job.place / file, job.folder / file)
