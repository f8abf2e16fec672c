"""The processes of a sweep: each makes one edition and is gone, so that memory is bounded by their number."""

import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontline.editions.faults import UNTOUCHED
from frontline.editions.kernel import kernel_environment
from frontline.editions.serving import end_session
from frontline.editions.store import workshop
from frontline.editions.warm import Warm, WarmFailed, can_fork

_DIED = f"its process ended before it was done: killed, or out of memory; {UNTOUCHED}"
_PATIENCE = 0.5  # seconds between two looks at the clock, for whoever shows the time left


@dataclass(frozen=True)
class Ended:
    """What became of an edition: `failed` says why it was not made."""

    name: str
    rendered: tuple[str, ...] = ()
    failed: str | None = None


class Pool:
    """At most so many processes at a time: forked from a warm one, or started where nothing can be forked."""

    def __init__(self, root: Path, workers: int | None = None) -> None:
        """Start nothing yet; `workers` is the number of cores that this process may use, where it is None."""
        self.workers = workers or len(os.sched_getaffinity(0))
        self._root = root
        self._open = contextlib.ExitStack()
        self._warm: Warm | None = None
        self._selector = selectors.DefaultSelector()
        self._running: dict[int, _Running] = {}

    @property
    def busy(self) -> list[str]:
        """The editions in the making."""
        return [one.name for one in self._running.values()]

    @property
    def free(self) -> bool:
        """Whether one more can be started."""
        return len(self._running) < self.workers

    def start(self, name: str, job: Mapping[str, Any]) -> None:
        """Start making an edition. Raises `WarmFailed` where no process can be had."""
        if can_fork():
            try:
                running = self._forked(name, job)
            except WarmFailed:
                self._forget_warm()
                running = self._forked(name, job)  # a second one may live
        else:
            running = _started(name, job)
        self._running[running.handle] = running
        self._selector.register(running.handle, selectors.EVENT_READ)

    def wait(self) -> Iterator[Ended]:
        """Yield what has ended by now, or after a moment."""
        for key, _ in self._selector.select(_PATIENCE):
            handle = int(key.fd)
            running = self._running[handle]
            data = os.read(handle, 1 << 16)
            running.told += data
            if not data:
                self._selector.unregister(handle)
                del self._running[handle]
                yield running.ended()

    def close(self) -> None:
        """End every process at once."""
        for running in self._running.values():
            running.end()
        self._running.clear()
        self._selector.close()
        self._forget_warm()

    def _forked(self, name: str, job: Mapping[str, Any]) -> "_Running":
        if self._warm is None:
            work = self._open.enter_context(workshop())
            self._warm = Warm("editions", kernel_environment(self._root, work, epoch=0))
        reading, writing = os.pipe()
        try:
            self._warm.fork(job, [writing])
        except WarmFailed:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        return _Running(name, reading)

    def _forget_warm(self) -> None:
        if self._warm is not None:
            self._warm.close()
            self._warm = None
        self._open.close()


class _Running:
    def __init__(self, name: str, handle: int, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self.name, self.handle, self.told = name, handle, b""
        self._process = process

    def ended(self) -> Ended:
        self.end()
        lines = self.told.decode("utf-8", "replace").splitlines()
        with contextlib.suppress(ValueError, IndexError):
            last = json.loads(lines[-1])
            if "rendered" in last:
                return Ended(self.name, tuple(last["rendered"]))
            if "failed" in last:
                return Ended(self.name, failed=last["failed"])
        return Ended(self.name, failed=_DIED)

    def end(self) -> None:
        os.close(self.handle)
        if self._process is not None:
            end_session(self._process.pid)
            self._process.wait()


def _started(name: str, job: Mapping[str, Any]) -> _Running:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "frontline.editions.worker"],
        stdin=subprocess.PIPE,
        stdout=writing,
        start_new_session=True,
    )
    os.close(writing)
    assert process.stdin
    with process.stdin as told, contextlib.suppress(BrokenPipeError):
        told.write(json.dumps(job).encode())
    return _Running(name, reading, process)
