"""Kernels' processes: their surroundings the same on every machine, started early, stopped together."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
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
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    own = {
        "FRONTLINE_ROOT": str(root),
        "IPYTHONDIR": str(work / "ipython"),
        "JPY_PARENT_PID": str(os.getpid()),  # a kernel ends when this process has
        "MPLCONFIGDIR": str(_matplotlib_cache(root, work)),
        "SOURCE_DATE_EPOCH": str(epoch),
    }
    return kept | _FIXED | own


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


def started(environment: Mapping[str, str], folder: Path, memory: int = MEMORY) -> Process:
    """Start a process that has everything still to import."""
    # A session of its own: Ctrl-C in a terminal is for us to hear, and to stop kernels by.
    return subprocess.Popen(
        [sys.executable, "-m", "frontline.editions.waiting", str(memory)],
        stdin=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


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
