"""The workers of a dask cluster in place of processes here: each makes an edition, which arrives here whole."""

import contextlib
import queue
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import distributed

from frontline.editions import tasks
from frontline.editions.faults import UNTOUCHED, disk_faults
from frontline.editions.joining import join, require_same
from frontline.editions.pool import Ended
from frontline.editions.record import Stored
from frontline.editions.store import building
from frontline.tables import RunFailure

_PATIENCE = 0.5  # seconds between two looks at the clock, for whoever shows the time left
WITHOUT_WORKERS = 60
"""Seconds without any worker after which a sweep gives up."""
_TRANSFER = 60  # seconds that an edition may take to arrive, or to be made again where its worker died with it


class ClusterLost(RunFailure):
    """The scheduler or all of its workers are gone."""


class Cluster:
    """As many editions at a time as the cluster has threads; another worker makes what a dying one held."""

    def __init__(self, address: str, project: Mapping[str, str], workers: int | None = None) -> None:
        """Ask every worker whether it has the same `project`. Raises a `CallerMistake`."""
        self._project, self._most, self._sweep = project, workers, uuid.uuid4().hex
        self._running: dict[distributed.Future[Any], tuple[str, Path]] = {}
        self._done: queue.SimpleQueue[distributed.Future[Any]] = queue.SimpleQueue()
        self._fit: set[str] = set()
        self._threads, self._seen = 0, time.monotonic()
        self._client = join(address)
        try:
            self._look_at_workers()
        except BaseException:
            self._client.close()
            raise

    @property
    def busy(self) -> list[str]:
        """The editions in the making."""
        return [name for name, _ in self._running.values()]

    @property
    def free(self) -> bool:
        """Whether one more can be started."""
        return len(self._running) < min(self._threads, self._most or self._threads)

    def start(self, name: str, job: Mapping[str, Any]) -> None:
        """Start making an edition, which is to stand in the job's folder `reports`."""
        reports = Path(job["reports"])
        earlier = tasks.pack(reports / name) if Stored.at(reports / name).record else {}
        key = f"edition-{name}-{self._sweep}"
        future = self._client.submit(tasks.make_edition, self._sweep, name, dict(job), earlier, key=key, pure=False)
        self._running[future] = name, reports
        future.add_done_callback(self._done.put)

    def wait(self) -> Iterator[Ended]:
        """Yield what has ended by now, or after a moment. Raises `ClusterLost` or `UnfitWorker`."""
        with contextlib.suppress(queue.Empty):
            future = self._done.get(timeout=_PATIENCE)
            self._require_scheduler()
            try:
                ended = _arrived(future, *self._running[future])
            except TimeoutError:
                future.add_done_callback(self._done.put)
            else:
                del self._running[future]
                yield ended
        self._require_scheduler()
        self._look_at_workers()

    def close(self) -> None:
        """Have the editions in the making ended, and let go of the cluster."""
        with contextlib.suppress(Exception):  # whatever is gone need not be told
            if self._client.status == "running":
                self._client.cancel(list(self._running))
                self._client.run(tasks.stop, self._sweep, on_error="ignore")
        self._running.clear()
        with contextlib.suppress(Exception):
            self._client.close(timeout=1)

    def _require_scheduler(self) -> None:
        if self._client.status != "running":
            raise ClusterLost("the scheduler is gone; what is finished stays")

    def _look_at_workers(self) -> None:
        try:
            threads = self._client.nthreads()
        except Exception as error:  # closing connections raise what they like
            raise ClusterLost("the scheduler is gone; what is finished stays") from error
        self._require_fit(set(threads) - self._fit)
        self._threads = sum(threads.values())
        if threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > WITHOUT_WORKERS:
            raise ClusterLost(f"there has been no worker for {WITHOUT_WORKERS} seconds; what is finished stays")

    def _require_fit(self, workers: Collection[str]) -> None:
        if not workers:
            return
        found = self._client.run(tasks.project_here, workers=list(workers), on_error="return")
        for worker, answer in found.items():
            if not isinstance(answer, OSError):  # it is gone again
                require_same(worker, self._project, answer)
                self._fit.add(worker)


def _arrived(future: distributed.Future[Any], name: str, reports: Path) -> Ended:
    """Return what became of a task, its edition in its place. Raises `TimeoutError` where it did not arrive."""
    ended: Ended
    try:
        ended, parcel = future.result(timeout=_TRANSFER)
        if parcel:
            with building(reports, name) as folder, disk_faults(reports):
                tasks.unpack(parcel, folder)
    except TimeoutError:
        raise
    except distributed.KilledWorker as error:
        times = error.allowed_failures + 1
        return Ended(name, failed=f"every worker that made it ended ({times}): killed, or out of memory; {UNTOUCHED}")
    except RunFailure as error:
        return Ended(name, failed=str(error))
    except Exception as error:
        return Ended(name, failed=f"{type(error).__name__}: {error}; {UNTOUCHED}")
    return ended
