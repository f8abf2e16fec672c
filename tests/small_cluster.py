"""A dask cluster of this machine: a scheduler and workers, each a process, started by dask's own command line."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ORDINARY = [sys.executable, "-m", "dask"]
STRANGER = [sys.executable, "-c", "import sys; sys.modules['frontline'] = None\nfrom dask.__main__ import main; main()"]
"""A Python in which the project cannot be imported."""


class SmallCluster:
    """A scheduler at a free port, and workers in a clone."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """Start the scheduler; `settings` go into the environment of all, `temporary` has what workers leave."""
        self.folder, self._settings = folder, settings
        folder.mkdir(parents=True)
        self.temporary = Path(tempfile.mkdtemp())  # short: kernels' sockets lie in it
        told = folder / "scheduler.json"
        self.processes = [
            self._start(["scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)], folder)
        ]
        _until(told.exists)
        self.address: str = json.loads(told.read_text())["address"]

    @property
    def scheduler(self) -> "subprocess.Popen[bytes]":
        """The scheduler's process."""
        return self.processes[0]

    def start_worker(self, root: Path, python: list[str] = ORDINARY) -> "subprocess.Popen[bytes]":
        """Start a worker with one thread in a clone, and wait until the scheduler knows it."""
        process = self._start(["worker", self.address, "--nthreads", "1", "--no-nanny"], root, python)
        self.processes.append(process)
        _until(lambda: b"Registered to" in self._log(len(self.processes) - 1).read_bytes())
        return process

    def close(self) -> None:
        """End everything."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        shutil.rmtree(self.temporary, ignore_errors=True)  # what ended with the workers may still write

    def _start(self, words: list[str], folder: Path, python: list[str] = ORDINARY) -> "subprocess.Popen[bytes]":
        log = self._log(len(getattr(self, "processes", [])))
        with log.open("wb") as told:
            environment = os.environ | self._settings | {"TMPDIR": str(self.temporary)}
            return subprocess.Popen(
                [*python, *words, "--no-dashboard"], cwd=folder, stdout=told, stderr=told, env=environment
            )

    def _log(self, number: int) -> Path:
        return self.folder / f"{number}.log"


def ancestors(process: int) -> list[int]:
    """Return the processes above one, nearest first."""
    found = []
    while process > 1:
        stat = Path(f"/proc/{process}/stat").read_text()
        process = int(stat.rpartition(")")[2].split()[1])
        found.append(process)
    return found


def _until(condition: Any, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)
