"""Kernels whose surroundings are the same on every machine, and that can all be stopped at once."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

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
    return (
        kept
        | _FIXED
        | {
            "FRONTLINE_ROOT": str(root),
            "IPYTHONDIR": str(work / "ipython"),
            "MPLCONFIGDIR": str(_matplotlib_cache(root, work)),
            "SOURCE_DATE_EPOCH": str(epoch),
        }
    )


def _matplotlib_cache(root: Path, work: Path) -> Path:
    cache = root / ".cache" / "matplotlib"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return work / "matplotlib"
    return cache if os.access(cache, os.W_OK) else work / "matplotlib"


class Kernels:
    """The kernels of one render: started alike, stopped together."""

    def __init__(self, root: Path, work: Path, epoch: int = 0) -> None:
        """Prepare kernels that run in the notebooks' folder, as JupyterLab's do, and keep their files in `work`."""
        self.environment, self.work = kernel_environment(root, work, epoch), work
        self.folder = root / "notebooks"
        self.stopped = threading.Event()
        self._started: list[AsyncKernelManager] = []

    def manager_class(self) -> type[AsyncKernelManager]:
        """Return the class that nbclient makes its kernel manager from."""
        return type("ReportKernelManager", (_ReportKernelManager,), {"kernels": self})

    def stop(self) -> None:
        """Kill every kernel; none starts after this."""
        self.stopped.set()
        for manager in self._started:
            process = getattr(manager.provisioner, "process", None)
            if process is not None:
                process.kill()

    def register(self, manager: AsyncKernelManager) -> None:
        """Take note of a kernel that has just started."""
        self._started.append(manager)
        if self.stopped.is_set():
            self.stop()


class _ReportKernelManager(AsyncKernelManager):
    """Starts this very Python, whatever kernels the user has installed, and talks to it through files.

    Sockets in a folder of our own cannot collide with those of another render, as TCP ports can.
    """

    kernels: Kernels

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.transport = "ipc"
        self.connection_file = str(self.kernels.work / f"{self.kernel_id or id(self)}.json")

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as in its asynchronous base
        if self.kernels.stopped.is_set():
            raise RuntimeError("stopped before it started")
        options |= {"env": dict(self.kernels.environment), "cwd": str(self.kernels.folder)}
        await super().start_kernel(**options)
        self.kernels.register(self)
