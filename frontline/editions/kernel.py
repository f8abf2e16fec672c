"""Kernels' processes: their surroundings the same on every machine, started early, stopped together."""

import os
import subprocess
import sys
import threading
from pathlib import Path

# What would change a report from one machine, user or hour to the next.
_FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
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


class Kernels:
    """The kernels of one render; each is taken by one notebook.

    They run in the notebooks' folder, as JupyterLab's do, and keep their files in `work`.
    """

    def __init__(self, root: Path, work: Path, *, epoch: int, count: int) -> None:
        """Start `count` processes, which get ready by themselves."""
        self.work = work
        self._environment = kernel_environment(root, work, epoch)
        self._folder = root / "notebooks"
        self._lock = threading.Lock()
        self._processes = [self._launch() for _ in range(count)]
        self._free = list(self._processes)

    def take(self) -> "subprocess.Popen[bytes]":
        """Return a process that waits for the path of its connection file."""
        with self._lock:
            return self._free.pop()

    def stop(self) -> None:
        """Kill every process."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            if process.stdin:
                process.stdin.close()

    def _launch(self) -> "subprocess.Popen[bytes]":
        # A session of its own: Ctrl-C in a terminal is for us to hear, and to stop kernels by.
        return subprocess.Popen(
            [sys.executable, "-m", "frontline.editions.waiting"],
            stdin=subprocess.PIPE,
            cwd=self._folder,
            env=self._environment,
            start_new_session=True,
        )
