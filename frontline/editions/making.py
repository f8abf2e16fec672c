"""Making an edition: notebooks executed side by side, each exported as soon as it is done."""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from importlib import import_module

import nbformat
from nbformat import NotebookNode

from frontline.editions.exporting import Exports, warm
from frontline.editions.faults import disk_faults
from frontline.editions.inputs import made_with
from frontline.editions.kernel import Kernels
from frontline.editions.record import Record, Report
from frontline.editions.rendering import Job
from frontline.editions.steady import absent, cards, numbers, polygons, steady, title
from frontline.editions.stopping import LISTENING, obey


def make(job: Job, kernels: Kernels) -> Record:
    """Fill the job's folder with a whole edition, its record last."""
    reports: dict[str, Report] = {}
    if job.to_execute:
        import_module("frontline.editions.running")  # papermill before exporters: the kernels are soon ready
    with closing(Exports(job.plan, job.folder)) as exports, _executing(job, kernels) as executed:
        for name, state in job.states.items():
            if state.whole and state.earlier:
                reports[name] = state.earlier
                _copy(job, state.earlier)
        warm(form for state in job.states.values() if not state.whole for form in state.forms)
        finishing = import_module("frontline.editions.finishing")  # the pages, while the kernels are at work
        told, environment = finishing.documents(job.plan.claims), made_with()
        for name, notebook in executed:
            reports[name] = _report(job, name, notebook, exports)
        with disk_faults(job.folder):
            beside = finishing.beside(job.folder, job.plan, reports, told)
            exports.finish()
            record: Record = finishing.finish(
                job.folder, job.plan, reports, beside, inputs=job.inputs, environment=environment
            )
    return record


@contextmanager
def _executing(job: Job, kernels: Kernels) -> Iterator[Iterator[tuple[str, NotebookNode]]]:
    """Start what must be executed, and yield the notebooks as they are done."""
    at_once = min(len(job.to_execute), job.ways.at_once)
    with ThreadPoolExecutor(max_workers=max(1, at_once)) as pool:
        try:
            running = {pool.submit(_execute, job, name, kernels): name for name in job.to_execute}
            yield _in_turn(job, running)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            kernels.stop()  # or the pool would wait for their notebooks
            raise


def _execute(job: Job, name: str, kernels: Kernels) -> NotebookNode:
    def tell(done: int, total: int) -> None:
        job.progress(name, done, total)

    running = import_module("frontline.editions.running")
    return steady(running.execute(job.plan.source(name), job.plan.runs[name].values, kernels, tell, job.ways.limits))


def _in_turn(job: Job, running: Mapping[Future[NotebookNode], str]) -> Iterator[tuple[str, NotebookNode]]:
    for name, state in job.states.items():
        if state.executed and not state.whole:
            yield name, nbformat.read(job.place / f"{name}.ipynb", as_version=4)
    waiting = set(running)
    while waiting:
        ended, waiting = wait(waiting, timeout=LISTENING, return_when=FIRST_COMPLETED)
        obey()
        for done in ended:
            yield running[done], done.result()


def _report(job: Job, name: str, notebook: NotebookNode, exports: Exports) -> Report:
    """Return what is told of a notebook whose files are written or begun, and not yet known by their sha256."""
    state, run = job.states[name], job.plan.runs[name]
    with disk_faults(job.folder):
        files = exports.begin(name, notebook, state.forms)
    return Report(
        title=title(notebook) or name,
        content=state.content,
        parameters=run.values,
        notes=[*run.notes, *absent(notebook)],
        files=dict.fromkeys(files, ""),
        cards=cards(notebook),
        numbers=numbers(notebook),
        polygons=polygons(notebook),
    )


def _copy(job: Job, report: Report) -> None:
    with disk_faults(job.folder):
        for file in report.files:
            shutil.copy2(job.place / file, job.folder / file)
