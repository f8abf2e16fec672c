"""Kernels' processes: their surroundings the same on every machine, started early, stopped together."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from frontline.editions.serving import MEMORY, end_session

# What would change a report from one machine, user or hour to the next.
_FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "TZ": "UTC",
}
_DROPPED = ("COLUMNS", "LINES", "MATPLOTLIBRC", "MPLCONFIGDIR", "PYTHONSTARTUP", "PYTHONWARNINGS")


def kernel_environment(root: Path, work: Path, epoch: int) -> dict[str, str]:
    """Return the environment of a report's kernel; `epoch` (seconds) is the only time it is told."""
    return _own_surroundings() | {
        "FRONTLINE_ROOT": str(root),
        "IPYTHONDIR": str(work / "ipython"),
        "MPLCONFIGDIR": str(_matplotlib_cache(root, work)),
        "SOURCE_DATE_EPOCH": str(epoch),
    }


def _own_surroundings() -> dict[str, str]:
    """Return what the environment of any kernel of this process holds."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return kept | _FIXED | {"JPY_PARENT_PID": str(os.getpid())}  # a kernel ends when this process has


def _matplotlib_cache(root: Path, work: Path) -> Path:
    cache = root / ".cache" / "matplotlib"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return work / "matplotlib"
    return cache if os.access(cache, os.W_OK) else work / "matplotlib"


class Process(Protocol):
    """What a kernel's process can be asked for: a `subprocess.Popen`, or one that was forked."""

    @property
    def pid(self) -> int: ...  # noqa: D102
    @property
    def stdin(self) -> IO[bytes] | None: ...  # noqa: D102
    def poll(self) -> int | None: ...  # noqa: D102
    def wait(self, timeout: float | None = None) -> int: ...  # noqa: D102


Start = Callable[[Mapping[str, str], Path], Process]
"""Starts a process with an environment, in a folder; it waits for the path of its connection file."""
Launch = Callable[[Mapping[str, str], Path, int], Process]
"""The same with a cap of memory (bytes)."""


class Early:
    """A process that imports what any kernel needs, until it is told for which report."""

    def __init__(self) -> None:
        """Start it."""
        # A session of its own: Ctrl-C in a terminal is for us to hear, and to stop kernels by. Nobody's folder: a
        # module there might have the name of one that it needs.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "frontline.editions.waiting"],
            stdin=subprocess.PIPE,
            cwd=os.sep,
            env=_own_surroundings(),
            start_new_session=True,
        )
        self._told = False

    def start(self, environment: Mapping[str, str], folder: Path, memory: int = MEMORY) -> Process:
        """Tell it, which a process can be told once; return it."""
        if self._told:
            return started(environment, folder, memory)
        self._told = True
        report = {"environment": dict(environment), "folder": str(folder), "memory": memory}
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # it has died: who asks it for a kernel will hear of it
            self._process.stdin.write(f"{json.dumps(report)}\n".encode())
            self._process.stdin.flush()
        return self._process

    def close(self) -> None:
        """End it, if it was never told."""
        if not self._told:
            end_session(self._process.pid)
            self._process.communicate()


@contextlib.contextmanager
def ahead(notebooks: Sequence[str]) -> Iterator[Launch | None]:
    """Start the kernel of the one notebook that is asked for, before it is known what it is to do.

    Several kernels are forked from a process that imports once what all of them need: they have to wait until it is.
    """
    if len(notebooks) != 1:
        yield None
        return
    with contextlib.closing(Early()) as early:
        yield early.start


def started(environment: Mapping[str, str], folder: Path, memory: int = MEMORY) -> Process:
    """Start a process that has everything still to import."""
    return Early().start(environment, folder, memory)


class Kernels:
    """The kernels of one render; each is taken by one notebook.

    They run in the notebooks' folder, as JupyterLab's do, and keep their files in `work`.
    """

    def __init__(self, root: Path, work: Path, *, epoch: int, count: int, start: Start | None = None) -> None:
        """Start `count` processes, which get ready by themselves."""
        self.work = work
        self._start = start or started
        self._environment = kernel_environment(root, work, epoch)
        self._folder = root / "notebooks"
        self._lock = threading.Lock()
        self._processes = [self._launch() for _ in range(count)]
        self._free = list(self._processes)

    def take(self) -> Process:
        """Return a process that waits for the path of its connection file."""
        with self._lock:
            return self._free.pop()

    def stop(self) -> None:
        """Kill every process, and what it has started."""
        for process in self._processes:
            if process.poll() is None:
                end_session(process.pid)
        for process in self._processes:
            process.wait()
            if process.stdin:
                process.stdin.close()

    def _launch(self) -> Process:
        return self._start(self._environment, self._folder)
