"""What a command takes: seconds, seconds of the processors, memory of all its processes together."""

import contextlib
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processors, and MB at most; pages that processes share count once."""

    seconds: float
    processors: float
    memory: float


def processors() -> float:
    """Return how long the processors have worked for commands that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watched(command: Sequence[object], folder: Path) -> Taken:
    """Run a command in a folder; the benchmark ends where it fails."""
    with tempfile.TemporaryFile() as said:
        began, used = time.perf_counter(), processors()
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        memory = _Memory(process.pid)
        if process.wait():
            said.seek(0)
            raise SystemExit(f"failed: {' '.join(map(str, command))}\n{said.read().decode(errors='replace')[-2000:]}")
        return Taken(time.perf_counter() - began, processors() - used, memory.most())


class _Memory(threading.Thread):
    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._most, self._over = process, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, sum(map(_proportional, _family(self._process))))

    def most(self) -> float:
        self._over.set()
        self.join()
        return self._most


def _family(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [process, *(one for child in below for one in _family(int(child)))]
    return []


def _proportional(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
